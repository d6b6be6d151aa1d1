//! Stories: where each stands, what its teller said yes to, what is missing. Never its words, which lie in the vault.

use desk::publish::{in_force, missing};
use maud::html;
use record::StoryState;

use super::ROOM;
use crate::app::{Asked, Page, Problem};

/// The page.
pub(super) fn stories(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let standing = asked.opened.on(asked.day);
    let on = asked.day;
    let one = |id: &record::Slug, story: &StoryState| {
        let uses = |all: &[record::body::StoryUse]| {
            // The words that the command takes.
            let names = all.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ");
            html! { code { (names) } }
        };
        let pen = story.pen_name(on).map(str::to_owned);
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (speech.own(story.title(on))) }
                dl {
                    div { dt { (t("Where it stands")) } dd { strong { (t(status_words(story.status(on).name()))) } } }
                    @if let Some(pen) = pen { div { dt { (t("Pen name")) } dd { (pen) } } }
                    div { dt { (t("Id")) } dd { code { (id) } } }
                    div {
                        dt { (t("Consent")) }
                        dd {
                            @let given = in_force(story, on);
                            @if given.is_empty() { (t("none that holds")) }
                            ul { @for consent in &given { li {
                                (uses(&consent.uses)) ": " (super::whom(asked, &consent.audience))
                                @if let (Some(first), Some(until)) = (consent.first_day(), consent.until) { ", " (speech.day(first)) " - " (speech.day(until)) }
                                @if consent.photo { "; " (t("the photo as well")) }
                            } } }
                        }
                    }
                    @let held = story.went_out(on);
                    @if !held.is_empty() {
                        div { dt { (t("Went out in")) } dd { ul { @for one in &held { li { a href=(asked.way(&format!("/publishing/releases/{}", one.release))) { (one.release) } ": " (uses(&one.uses)) } } } } }
                    }
                    @let lacks = missing(story, on);
                    @if !lacks.is_empty() {
                        div { dt { (t("Missing")) } dd { ul { @for what in &lacks { li { (speech.own(what)) } } } } }
                    }
                }
                @for pull in story.to_pull(on) {
                    p class="problem" { strong { (t("Take it out of")) } " " (pull.held_by.release) ": " (speech.own(&pull.why.to_string())) }
                }
            }
        }
    };
    let body = html! {
        p class="lead" { (t("The words of a story lie in the vault, under the keys of those who keep it. This page shows where each stands, and none of its words.")) }
        @if standing.state.stories.is_empty() { p class="calm" { (t("No story was collected yet.")) } }
        @for (id, story) in &standing.state.stories { (one(id, story)) }
        section aria-labelledby="command" {
            h2 id="command" { (t("What stays with the command")) }
            p { (t("These steps open the vault with a keeper's passphrase, or write down what a teller said:")) }
            dl {
                @for (command, what) in COMMANDS { div { dt { code { "goodfaith publish story " (command) } } dd { (t(what)) } } }
            }
        }
    };
    Ok(Page::of(t("Stories and consents"), ROOM, body))
}

/// Where a story stands, in words of its own: what other pages call published has a day after it.
fn status_words(name: &'static str) -> &'static str {
    match name {
        "published" => "it went out",
        name => name,
    }
}

/// The steps of a story that are taken by the command.
const COMMANDS: [(&str, &str); 6] = [
    ("collect", "keeps a story in the vault"),
    ("consent", "writes down what its teller said yes to"),
    ("approve", "writes down that its teller approves the text as it is"),
    ("release", "lets it out, as far as its teller said yes"),
    ("take-back", "destroys what a teller takes back, and takes it out of what went out"),
    ("check", "says what may be held no longer"),
];
