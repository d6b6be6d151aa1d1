//! Stories: where each stands, what its teller said yes to, what is missing. Never its words, which lie in the vault.

use desk::publish::{consent_words, in_force, missing};
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
            all.iter().map(|one| t(one.name())).collect::<Vec<_>>().join(", ")
        };
        let pen = story.pen_name(on).map(str::to_owned);
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (speech.own(story.title(on))) }
                dl {
                    div { dt { (t("Where it stands")) } dd { strong { (t(story.status(on).name())) } } }
                    @if let Some(pen) = pen { div { dt { (t("Pen name")) } dd { (pen) } } }
                    div { dt { (t("Id")) } dd { code { (id) } } }
                    div {
                        dt { (t("Consent")) }
                        dd {
                            @let given = in_force(story, on);
                            @if given.is_empty() { (t("none that holds")) }
                            ul { @for consent in &given { li { (speech.own(&consent_words(consent))) } } }
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

/// The steps of a story that are taken by the command.
const COMMANDS: [(&str, &str); 6] = [
    ("collect", "keeps a story in the vault"),
    ("consent", "writes down what its teller said yes to"),
    ("approve", "writes down that its teller approves the text as it is"),
    ("release", "lets it out, as far as its teller said yes"),
    ("take-back", "destroys what a teller takes back, and takes it out of what went out"),
    ("check", "says what may be held no longer"),
];
