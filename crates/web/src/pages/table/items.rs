//! Every item, grouped by where it stands, with what both sides last passed; the clocks of law and contract with their sources.

use maud::{Markup, html};
use press::writing::when_words;
use record::{Basis, Clock, ItemStatus, LastPassed, Side, Slug, State, last_passed};

use super::parts::{days, entry, last, written};
use super::path_of;
use crate::app::{Asked, Page, Problem};

/// Items that stand alike.
struct Group<'a> {
    heading: &'static str,
    id: &'static str,
    items: Vec<&'a Slug>,
}

/// Where items can stand, in the order in which a table needs them.
fn groups(state: &State) -> Vec<Group<'_>> {
    let turn = |id: &Slug| state.turn(id).map(|turn| turn.side);
    let at = |id: &Slug| -> (usize, &'static str, &'static str) {
        match state.item_status(id).unwrap_or(ItemStatus::NotOpened) {
            ItemStatus::Open => match turn(id) {
                Some(Side::Union) => (0, "ours", "Open: our turn"),
                Some(_) => (1, "theirs", "Open: their turn"),
                None => (2, "open", "Open: nobody owes an answer"),
            },
            ItemStatus::Accepted => (3, "accepted", "Accepted, not initialled"),
            ItemStatus::Parked => (4, "parked", "Parked"),
            ItemStatus::ConditionallyAgreed => (5, "conditions", "Agreed on conditions"),
            ItemStatus::Agreed => (6, "agreed", "Tentatively agreed"),
            ItemStatus::InTotal => (7, "total", "In the total agreement"),
            ItemStatus::Final => (8, "final", "Final"),
            ItemStatus::Withdrawn => (9, "withdrawn", "Withdrawn"),
            ItemStatus::NotOpened => (10, "not-opened", "Not opened"),
        }
    };
    let mut items: Vec<(&Slug, _)> = state.items.keys().map(|id| (id, at(id))).collect();
    let turned = |id: &Slug| state.turn(id).map(|turn| turn.since);
    items.sort_by_key(|(id, (place, ..))| (*place, turned(id), (*id).clone()));
    let mut all: Vec<Group<'_>> = Vec::new();
    for (item, (_, id, heading)) in items {
        match all.last_mut().filter(|group| group.id == id) {
            Some(group) => group.items.push(item),
            None => all.push(Group { heading, id, items: vec![item] }),
        }
    }
    all
}

/// The page.
pub(crate) fn table(asked: &Asked) -> Result<Page, Problem> {
    let standing = asked.opened.on(asked.day);
    let state = &standing.state;
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let groups = groups(state);
    let ours = last_passed(state, Side::Union, |_| true);
    let theirs = last_passed(state, Side::Employer, |_| true);
    let body = html! {
        (written(asked))
        p class="lead" { (t("as of")) " " (speech.day(asked.day)) ": " (t(state.round_state().name())) }
        ul class="ways" {
            li { a href=(asked.way("/table/compose")) { (t("Compose a pass")) } }
            li { a href=(asked.way("/table/notes")) { (t("Notes of a session")) } }
            li { a href=(asked.way("/table/signing")) { (t("Signing schedule")) } }
        }
        @if groups.is_empty() { p class="calm" { (t("The record has no item yet.")) } }
        @for group in &groups {
            section aria-labelledby=(group.id) {
                h2 id=(group.id) { (t(group.heading)) " (" (group.items.len()) ")" }
                div class="scroll" tabindex="0" role="group" aria-labelledby=(group.id) {
                    table class="list" aria-labelledby=(group.id) {
                        thead { tr {
                            th scope="col" { (t("Item")) }
                            th scope="col" { (t("Ours, last passed")) }
                            th scope="col" { (t("Theirs, last passed")) }
                            th scope="col" { (t("Whose turn")) }
                        } }
                        tbody { @for id in &group.items { (row(asked, state, id, &ours, &theirs)) } }
                    }
                }
            }
        }
        (clocks(asked, &standing.clocks))
    };
    Ok(Page::of(t("The table"), "/table", body))
}

fn row(
    asked: &Asked,
    state: &State,
    id: &Slug,
    ours: &[LastPassed],
    theirs: &[LastPassed],
) -> Markup {
    let speech = asked.speech();
    let of = |all: &[LastPassed]| -> Markup {
        match all.iter().find(|one| one.item == *id) {
            Some(one) => last(asked, state, one),
            None => html! { span class="soft" { (speech.t("nothing")) } },
        }
    };
    let item = &state.items[id];
    html! {
        tr {
            th scope="row" {
                a href=(asked.way(&path_of(id))) { (speech.own(&item.item.title)) }
                @if let Some(article) = &item.item.article { p class="small soft" { (speech.t("article")) " " (article) } }
            }
            td { (of(ours)) }
            td { (of(theirs)) }
            td { (turn(asked, state, id)) }
        }
    }
}

/// Whose turn it is, since when and why.
pub(crate) fn turn(asked: &Asked, state: &State, id: &Slug) -> Markup {
    let speech = asked.speech();
    let Some(turn) = state.turn(id) else {
        return html! { span class="soft" { (speech.t("nobody's")) } };
    };
    let who = if turn.side == Side::Union { "our turn" } else { "their turn" };
    let contact = state.awaiting(id, turn.side).and_then(|one| one.contacts.last());
    html! {
        strong { (speech.t(who)) }
        p class="small soft" {
            (days(asked, turn.since, turn.days)) ": " (when_words(turn.since.when, asked.language)) ", " (entry(asked, turn.since.entry))
            @if turn.question { "; " (speech.t("a question is open")) }
            @if let Some(contact) = contact {
                "; " (speech.t("in contact without an answer")) " " (when_words(contact.when, asked.language)) ", " (entry(asked, contact.entry))
            }
        }
    }
}

/// The clocks of law and contract, those that run first.
fn clocks(asked: &Asked, all: &[Clock]) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let own: Vec<&Clock> = all.iter().filter(|clock| clock.basis != Basis::Evidence).collect();
    html! {
        section aria-labelledby="clocks" {
            h2 id="clocks" { (t("Clocks of law and contract")) }
            @if own.is_empty() { p class="calm" { (t("No clock of law or contract runs.")) } }
            @else { (clock_rows(asked, &own, "clocks")) }
        }
    }
}

/// Clocks, each with what it rests on.
pub(crate) fn clock_rows(asked: &Asked, clocks: &[&Clock], heading: &str) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    html! {
        div class="scroll" tabindex="0" role="group" aria-labelledby=(heading) {
            table class="due list" aria-labelledby=(heading) {
                thead { tr {
                    th scope="col" { (t("Day")) } th scope="col" { (t("What")) } th scope="col" { (t("Who")) }
                    th scope="col" { (t("Where it stands")) } th scope="col" { (t("Rests on")) }
                } }
                tbody {
                    @for clock in clocks {
                        tr {
                            td { @if let Some(day) = clock.next_day() { time datetime=(day) { (speech.day(day)) } } }
                            th scope="row" {
                                (speech.own(&clock.title))
                                p class="small soft" {
                                    (t("began")) " " (when_words(clock.started.when, asked.language))
                                    // What follows from a contract's term has no entry of its own.
                                    @if clock.started.entry > 0 { ", " (entry(asked, clock.started.entry)) }
                                    @if let Some(acted) = clock.acted { "; " (t("acted on")) " " (when_words(acted.when, asked.language)) ", " (entry(asked, acted.entry)) }
                                }
                                @for note in &clock.notes { p class="small soft" { (speech.own(note)) } }
                            }
                            td { (speech.own(&clock.who)) }
                            td {
                                (speech.own(&clock.status.name()))
                                @if let Some(otherwise) = &clock.consequence { p class="small soft" { (speech.own(otherwise)) } }
                            }
                            td {
                                (t(clock.basis.name()))
                                p class="small soft" { (speech.own(&clock.cite)) @if let Some(sure) = &clock.sureness { "; " (speech.own(sure)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
