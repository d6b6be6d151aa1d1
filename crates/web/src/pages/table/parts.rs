//! What the pages of the table are made of: fields with their labels, what stops a form, what was done.

use desk::adding::NotAdded;
use maud::{Markup, html};
use press::writing::when_words;
use record::{LastPassed, Side, Since, Slug, State};

use crate::app::{Asked, Problem};

/// The item that an address names.
pub(crate) fn item_of(asked: &Asked, state: &State) -> Result<Slug, Problem> {
    let named = asked.part("item");
    let found = Slug::parse(named).ok().filter(|id| state.items.contains_key(id));
    found.ok_or_else(|| Problem::NotThere(format!("The record has no item {named}.")))
}

/// A field of one line.
pub(crate) fn line(id: &str, label: &str, name: &str, value: &str) -> Markup {
    html! {
        p class="field" {
            label for=(id) { (label) }
            input id=(id) name=(name) value=(value) autocomplete="off";
        }
    }
}

/// A field of a day.
pub(crate) fn day(id: &str, label: &str, name: &str, value: &str) -> Markup {
    html! {
        p class="field" {
            label for=(id) { (label) }
            input id=(id) name=(name) value=(value) type="date";
        }
    }
}

/// A field of several lines.
pub(crate) fn area(id: &str, label: &str, name: &str, value: &str, rows: usize) -> Markup {
    html! {
        p class="field" {
            label for=(id) { (label) }
            // What stands right after the tag would lose its first line end.
            textarea id=(id) name=(name) rows=(rows) spellcheck="false" { "\n" (value) }
        }
    }
}

/// A field with choices: each its value and what it is called.
pub(crate) fn choice(
    id: &str,
    label: &str,
    name: &str,
    all: &[(String, String)],
    chosen: &str,
) -> Markup {
    html! {
        p class="field" {
            label for=(id) { (label) }
            select id=(id) name=(name) {
                @for (value, shown) in all { option value=(value) selected[value == chosen] { (shown) } }
            }
        }
    }
}

/// What stops a form, each reason in a paragraph, and that nothing was written.
pub(crate) fn stopped(asked: &Asked, reasons: &[String]) -> Markup {
    let speech = asked.speech();
    html! {
        div role="alert" {
            p { strong { (speech.t("Nothing was written.")) } " " (speech.t("What you typed is still here.")) }
            @for reason in reasons { p class="problem" { (speech.own(reason)) } }
        }
    }
}

/// Why the rules do not let an entry in: what, the rule, its source, the mend.
pub(crate) fn reasons(error: &NotAdded) -> Vec<String> {
    let mut all = error.reasons();
    all.push(format!("mend: {}", error.mend()));
    all
}

/// Says which entry was just written.
pub(crate) fn written(asked: &Asked) -> Markup {
    let number = asked.parameter("written").and_then(|number| number.parse::<u64>().ok());
    let there = |number: &u64| asked.opened.desk.entries().len() as u64 >= *number;
    html! {
        @if let Some(number) = number.filter(there) {
            p role="status" class="done" {
                (asked.speech().t("It is in the record:")) " " (entry(asked, number))
            }
        }
    }
}

/// A way to an entry.
pub(crate) fn entry(asked: &Asked, number: u64) -> Markup {
    html! { a href=(asked.way(&format!("/record/{number}"))) { (asked.speech().t("Entry")) " " (number) } }
}

/// When something was, with its entry.
pub(crate) fn since(asked: &Asked, since: Since) -> Markup {
    html! { (when_words(since.when, asked.language)) ", " (entry(asked, since.entry)) }
}

/// Ours or theirs.
pub(crate) fn whose(side: Side) -> &'static str {
    match side {
        Side::Union => "Ours",
        Side::Employer => "Theirs",
        Side::Neutral => "A neutral's",
        Side::Partner => "A partner's",
    }
}

/// What a side last passed, in a line with its pass and day.
pub(crate) fn last(asked: &Asked, state: &State, passed: &LastPassed) -> Markup {
    let speech = asked.speech();
    let pass = state.passes.get(&passed.pass);
    let number = pass.and_then(|pass| {
        Some(format!("{}{}", pass.side.letter(), pass.numbers.get(&passed.item)?))
    });
    let status = pass.and_then(|pass| pass.status(&passed.item));
    html! {
        @match passed.said.in_a_line() {
            Some(says) => span class="says" { (speech.own(&says)) },
            None => span class="soft" { (speech.t("What it says is not in the record.")) },
        }
        p class="small soft" {
            @if let Some(number) = number { (number) ", " }
            (passed.pass) ", " (since(asked, passed.since))
            @if let Some(status) = status { ": " (speech.t(status.name())) }
        }
    }
}

/// A number of days, and that it is about that where the first of them is not known.
pub(crate) fn days(asked: &Asked, since: Since, days: i64) -> String {
    let about = if since.when.is_a_day() { "" } else { "about " };
    let unit = if days == 1 { "day" } else { "days" };
    asked.speech().t(&format!("{about}{days} {unit}"))
}

/// The day that a form names, or the one that is looked at.
pub(crate) fn day_of(asked: &Asked, typed: &str) -> Result<money::Date, String> {
    match typed {
        "" => Ok(asked.day),
        typed => money::date_from_iso(typed).map_err(|error| format!("{typed}: {error}")),
    }
}

/// The lines of a field, none of them empty.
pub(crate) fn lines_of(typed: &str) -> Vec<String> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}
