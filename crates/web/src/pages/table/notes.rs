//! Notes of a session at the table, and of a caucus: one line at a time, each safe before the page comes back. What is said in caucus is
//! in the vault and nowhere else, and is shown only while the vault is open.

use desk::notes::{Taker, session_of};
use maud::{Markup, html};
use record::body::Body;
use record::{Entry, Slug, State};
use store::Campaign;

use super::parts::{entry, stopped, written};
use super::sessions::{KINDS, Kind, VAULT_KINDS};
use super::unlock;
use crate::app::{Asked, Page, Problem};
use crate::forms::Form;

/// How many sessions are listed.
const LISTED: usize = 12;

/// The page.
pub(crate) fn page(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, &asked.query(), None)
}

/// Which form of the page was stopped, and why.
pub(crate) type Stopped<'a> = Option<(&'static str, &'a [String])>;

/// The page with what was typed into one of its forms, and what stopped that form.
pub(crate) fn shown(asked: &Asked, form: &Form, trouble: Stopped<'_>) -> Result<Page, Problem> {
    let standing = asked.opened.on(asked.day);
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let session = chosen(asked, form);
    let taker = match &session {
        Some(session) => {
            let campaign = Campaign::open_read_only(asked.folder())
                .map_err(|error| Problem::Files(error.to_string()))?;
            let taker = Taker::resume(campaign, String::new(), session, asked.today());
            Some(taker.map_err(|error| Problem::NotThere(error.what))?)
        }
        None => None,
    };
    let kept = asked.parameter("kept").and_then(|number| number.parse::<u64>().ok());
    let body = html! {
        (written(asked))
        @if let Some(number) = kept { p role="status" class="done" { (t("It is in the vault: note")) " " (number) } }
        section aria-labelledby="write" {
            h2 id="write" {
                @match &taker {
                    Some(taker) => { (t("Session")) " " (taker.session()) @if taker.start().is_some() { ", " (desk::notes::shown(taker.start())) } @if let Some(side) = taker.caucus_of() { ": " (t("caucus of the")) " " (t(side.name())) } },
                    None => (t("No session is open")),
                }
            }
            (line_form(asked, &standing.state, taker.as_ref(), form, trouble))
        }
        (unlock::vault(asked, form, trouble))
        @if let Some(session) = &session { (lines(asked, session)) }
        (sessions(asked, session.as_ref(), trouble))
    };
    let who = t(
        "For the team's vault: lines of a caucus go there and nowhere else. Lines of a session go to the record, and both sides may see what crossed the table",
    );
    Ok(Page::of(t("Notes at the table"), "/table", body).seen_by(who))
}

/// The session that the address or the form names, else the last one of the day that is not ended.
fn chosen(asked: &Asked, form: &Form) -> Option<Slug> {
    if let Some(named) = form.given("session").filter(|named| !named.is_empty()) {
        return Slug::parse(named).ok();
    }
    let all = taken_down(asked);
    all.into_iter()
        .find(|(_, entry, ended)| entry.draft.place() == asked.day && !ended)
        .map(|(id, ..)| id)
}

/// The sessions that were taken down line by line, the last first, each with its last entry and whether its end is known.
fn taken_down(asked: &Asked) -> Vec<(Slug, &Entry, bool)> {
    let mut all: Vec<(Slug, &Entry, bool)> = Vec::new();
    for entry in asked.opened.desk.entries().iter().rev() {
        let Body::Session(session) = &entry.draft.body else { continue };
        let Some(id) = &session.id else { continue };
        let own = session_of(entry).is_some_and(|(own, _)| own == id.as_str());
        if own && !all.iter().any(|(known, ..)| known == id) {
            all.push((id.clone(), entry, session.end.is_some()));
        }
    }
    all
}

/// The form of one line: what happened, on what, in which words.
fn line_form(
    asked: &Asked,
    state: &State,
    taker: Option<&Taker>,
    form: &Form,
    trouble: Stopped<'_>,
) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let in_caucus = taker.is_some_and(|taker| taker.caucus_of().is_some());
    let first = if in_caucus || taker.is_none() { "v" } else { "u" };
    let chosen = form.given("kind").filter(|kind| !kind.is_empty()).unwrap_or(first);
    let stopped_here = trouble.filter(|(which, _)| *which == "line");
    let text = if stopped_here.is_some() { form.text("text") } else { "" };
    let option = |kind: &Kind| {
        html! { option value=(kind.key) selected[kind.key == chosen] { (t(kind.label)) } }
    };
    let has_vault = store::Vault::is_in(asked.folder());
    html! {
        @if taker.is_none() {
            p { (t("A line goes to the record while a session is open. Lines for the vault can be written at any time.")) }
        }
        @if taker.is_some() || has_vault {
            form method="post" action=(asked.way("/table/notes/line")) class="noting" {
                (asked.word())
                @if let Some((_, reasons)) = stopped_here { (stopped(asked, reasons)) }
                @if let Some(taker) = taker { input type="hidden" name="session" value=(taker.session()); }
                p class="field" {
                    label for="kind" { (t("What happens")) }
                    select id="kind" name="kind" {
                        @if taker.is_some() {
                            @for (group, kinds) in KINDS { optgroup label=(t(group)) { @for kind in kinds { (option(kind)) } } }
                        }
                        @if has_vault { optgroup label=(t("To the vault alone")) { @for kind in &VAULT_KINDS { (option(kind)) } } }
                    }
                }
                p class="field" {
                    label for="on-item" { (t("On")) }
                    select id="on-item" name="item" {
                        option value="" { (t("no item, or named in the words")) }
                        @for (id, item) in &state.items {
                            option value=(id) selected[form.text("item") == id.as_str()] { (item.item.title) }
                        }
                    }
                }
                p class="field wide" {
                    label for="text" { (t("In which words")) }
                    input id="text" name="text" value=(text) autocomplete="off" autofocus maxlength="4000";
                }
                p class="field" { button class="main" { (t("Write it")) } }
            }
        }
    }
}

/// The lines of a session, the last first; what was taken back says so.
fn lines(asked: &Asked, session: &Slug) -> Markup {
    let speech = asked.speech();
    let all = asked.opened.desk.entries();
    let own: Vec<(&Entry, &str)> = all
        .iter()
        .rev()
        .filter_map(|entry| Some((entry, session_of(entry)?)))
        .filter(|(_, (own, _))| *own == session.as_str())
        .map(|(entry, (_, time))| (entry, time))
        .collect();
    let back = |number: u64| {
        all.iter().any(|by| matches!(&by.draft.body, Body::Retraction(one) if one.entry == number))
    };
    html! {
        section aria-labelledby="lines" {
            h2 id="lines" { (speech.t("Lines of this session, in the record")) " (" (own.len()) ")" }
            ol class="entries" {
                @for (one, time) in own {
                    li {
                        strong { (time) } " " (entry(asked, one.number)) " " (speech.own(&press::entry_words(one)))
                        @if back(one.number) { " " strong { "(" (speech.t("taken back")) ")" } }
                    }
                }
            }
        }
    }
}

/// A new session, and those that were taken down.
fn sessions(asked: &Asked, now: Option<&Slug>, trouble: Stopped<'_>) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let all = taken_down(asked);
    html! {
        section aria-labelledby="sessions" {
            h2 id="sessions" { (t("Sessions")) }
            @if let Some((_, reasons)) = trouble.filter(|(which, _)| *which == "begin") { (stopped(asked, reasons)) }
            form method="post" action=(asked.way("/table/notes/begin")) {
                (asked.word())
                label for="begin-day" { (t("Day")) }
                input id="begin-day" name="day" type="date" value=(asked.day);
                button { (t("Begin a session")) }
            }
            @if all.is_empty() { p class="calm" { (t("No session was taken down line by line yet.")) } }
            @else {
                ul {
                    @for (id, entry, ended) in all.iter().take(LISTED) {
                        li {
                            a href=(asked.way(&format!("/table/notes?session={id}"))) aria-current=[(Some(id) == now).then_some("true")] { (id) } ", "
                            (speech.day(entry.draft.place()))
                            @if *ended { ": " (t("ended")) }
                        }
                    }
                }
            }
        }
    }
}
