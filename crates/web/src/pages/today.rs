//! Today: whose turn it is on what and since when, what is due, when the parties meet, what was written last.

use maud::html;
use press::writing::{Filled, Ground, out_of_record, out_of_record_since};
use record::audience::Audience;
use record::{Audiences, Basis, Clock};

use super::entries::{Line, last, lines};
use crate::app::{Asked, Page, Problem};

/// How many entries stand under "written last".
const LAST: usize = 8;

/// What stands on the page.
struct Today<'a> {
    turns: Option<Filled>,
    dates: Option<Filled>,
    /// The day of the last session before this one, and what moved since then.
    moved: Option<(money::Date, Option<Filled>)>,
    due: Vec<&'a Clock>,
    last: Vec<Line>,
}

/// The first page.
pub(crate) fn today(asked: &Asked) -> Result<Page, Problem> {
    let (desk, standing) = (&asked.opened.desk, asked.opened.on(asked.day));
    let team: Audiences = [Audience::Team].into_iter().collect();
    let named = (desk.name.as_str(), desk.words(asked.language));
    let ground = Ground::new(&standing.state, desk.entries(), &standing.clocks, None, named, &team);
    let list = |embed: &str| out_of_record(&ground, &[embed], asked.language);
    let live = |clock: &&Clock| clock.status.is_live() && clock.basis != Basis::Evidence;
    let sessions = standing.state.sessions.iter();
    let held = sessions.filter(|one| one.was_held());
    let before = held.map(|one| one.since.when.day).filter(|day| *day < asked.day).max();
    let moved = before
        .map(|day| (day, out_of_record_since(&ground, &["moved"], asked.language, Some(day))));
    let today = Today {
        moved,
        turns: list("turns"),
        dates: list("dates"),
        due: standing
            .clocks
            .iter()
            .filter(live)
            .filter(|clock| clock.next_day().is_some())
            .collect(),
        last: last(asked, LAST),
    };
    Ok(shown(asked, &today))
}

fn shown(asked: &Asked, today: &Today<'_>) -> Page {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let part = |filled: &Option<Filled>, none: &str| {
        html! {
            @match filled {
                Some(filled) => (press::site::blocks(&filled.document.blocks, false)),
                None => p class="calm" { (t(none)) },
            }
        }
    };
    let body = html! {
        p class="lead" { (t("as of")) " " (speech.day(asked.day)) }
        section aria-labelledby="turns" {
            h2 id="turns" { (t("Whose turn it is")) }
            (part(&today.turns, "Nobody's turn is in the record."))
        }
        section aria-labelledby="due" {
            h2 id="due" { (t("What is due")) }
            @if today.due.is_empty() { p class="calm" { (t("No clock of law or contract runs.")) } }
            @else { (due(asked, &today.due)) }
        }
        section aria-labelledby="dates" {
            h2 id="dates" { (t("What comes next")) }
            (part(&today.dates, "Nothing is on the calendar."))
        }
        @if let Some((since, moved)) = &today.moved {
            section aria-labelledby="moved" {
                h2 id="moved" { (t("What changed since the session of")) " " (speech.day(*since)) }
                (part(moved, "Nothing moved."))
            }
        }
        section aria-labelledby="last" {
            h2 id="last" { (t("Written last")) }
            (lines(asked, &today.last))
            p { a href=(asked.way("/record")) { (t("All of the record")) } }
        }
    };
    Page::of(t("Today"), "/", body)
}

/// What is due, with how its day is counted.
fn due(asked: &Asked, clocks: &[&Clock]) -> maud::Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    html! {
        div class="scroll" tabindex="0" role="group" aria-labelledby="due" {
            table class="due" {
                thead { tr { th scope="col" { (t("Day")) } th scope="col" { (t("What")) } th scope="col" { (t("Who")) } th scope="col" { (t("Where it stands")) } } }
                tbody {
                    @for clock in clocks {
                        tr {
                            td { @if let Some(day) = clock.next_day() { time datetime=(day) { (speech.day(day)) } } }
                            th scope="row" {
                                (speech.own(&clock.title))
                                p class="small soft" { (speech.own(&clock.cite)) @if let Some(sure) = &clock.sureness { "; " (speech.own(sure)) } }
                            }
                            td { (speech.own(&clock.who)) }
                            td { (speech.own(&clock.status.name())) }
                        }
                    }
                }
            }
        }
    }
}
