//! The case: every figure with its receipt one click away, the other side's beside ours; the rules of peers and what matches what.

mod matches;
mod peers;
mod registering;
mod rule;
mod rule_fields;

use std::sync::Arc;

use axum::Router;
use desk::peers::rule_names;
use maud::{Markup, html};

use crate::app::{App, Asked, Page, Problem, form, page};

/// The way in the head that these pages belong to.
const ROOM: &str = "/case";

/// The paths of the room.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/case", page(case))
        .route("/case/peers", page(peers::peers))
        .route("/case/new-peers", page(rule::new).merge(form(rule::begun)))
        .route("/case/peers/{name}", page(rule::rule).merge(form(rule::change)))
        .route("/case/peers/{name}/matches", page(matches::matches).merge(form(matches::change)))
        .route("/case/peers/{name}/register", form(registering::register))
        .route("/case/peers/{name}/listed", form(peers::listed))
}

/// The page of a rule.
fn address_of(rule: &str) -> String {
    format!("/case/peers/{rule}")
}

/// The ways to the rules of peers.
fn ways_to_rules(asked: &Asked) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! {
        p {
            a href=(asked.way("/case/peers")) { (t("Whom we compare with: rules of peers")) }
            @for name in rule_names(asked.folder()) { " · " a href=(asked.way(&address_of(&name))) { (name) } }
        }
    }
}

/// The case as it stands.
fn case(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let book = asked.opened.desk.book()?;
    let body = match book {
        None => html! {
            p class="calm" { (t("The campaign has no case yet: docs/case.md says how one is written.")) }
            (ways_to_rules(asked))
        },
        Some(book) => {
            let case = press::case_body(book, asked.language, speech.words);
            html! {
                p class="lead" { (t("as of")) " " (speech.day(book.as_of)) ". " (t("Nothing published later is used.")) }
                p class="soft" { (t("Every number that is a link opens its receipt: how it was made, from what, and what it is not.")) }
                (ways_to_rules(asked))
                nav aria-label=(t("Contents")) {
                    ol { @for (id, heading) in &case.contents { li { a href=(format!("#{id}")) { (heading) } } } }
                }
                (case.sections)
            }
        }
    };
    Ok(Page::of(t("The case"), ROOM, body))
}
