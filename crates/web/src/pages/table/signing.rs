//! The signing schedule: what is signed, and what is not and why.

use maud::html;
use press::writing::when_words;
use record::signing_schedule;

use super::path_of;
use super::texts::way_to;
use crate::app::{Asked, Page, Problem};

/// The page.
pub(crate) fn signing(asked: &Asked) -> Result<Page, Problem> {
    let standing = asked.opened.on(asked.day);
    let schedule = signing_schedule(&standing.state);
    let head = asked.opened.desk.campaign.head();
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let body = html! {
        p class="lead" { (t("as of")) " " (speech.day(asked.day)) ". " (t("Made from the record: what is open, rejected or superseded cannot get into the stack.")) }
        section aria-labelledby="to-sign" {
            h2 id="to-sign" { (t("To sign")) " (" (schedule.signed.len()) ")" }
            @if schedule.signed.is_empty() { p class="calm" { (t("Nothing is initialled by both sides.")) } }
            @else {
                div class="scroll" tabindex="0" role="group" aria-labelledby="to-sign" {
                    table class="list" aria-labelledby="to-sign" {
                        thead { tr {
                            th scope="col" { (t("Article")) } th scope="col" { (t("Item")) } th scope="col" { (t("Agreement")) }
                            th scope="col" { (t("Initialled")) } th scope="col" { (t("Words of")) } th scope="col" { (t("Text")) }
                        } }
                        tbody {
                            @for one in &schedule.signed {
                                tr {
                                    td { @if let Some(article) = &one.article { (article) } }
                                    th scope="row" { a href=(asked.way(&path_of(&one.item))) { (speech.own(&one.title)) } }
                                    td { (one.agreement) }
                                    td { (when_words(one.agreed, asked.language)) }
                                    td { @if let Some(pass) = &one.pass { (pass) } }
                                    td { @if let Some(text) = one.text { (way_to(asked, text)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
        section aria-labelledby="not-to-sign" {
            h2 id="not-to-sign" { (t("Not to sign")) " (" (schedule.kept_out.len()) ")" }
            @if schedule.kept_out.is_empty() { p class="calm" { (t("Nothing is left.")) } }
            @else {
                ul {
                    @for one in &schedule.kept_out {
                        li { a href=(asked.way(&path_of(&one.item))) { (speech.own(&one.title)) } ": " (speech.own(&one.why)) }
                    }
                }
            }
        }
        p class="small soft" { (t("Head of the record")) ": " (head.number) " " code { (head.hash) } }
    };
    Ok(Page::of(t("Signing schedule"), "/table", body))
}
