//! The record: every entry by its day, the newest first, with what is looked for in it; and one entry with all that it says.

use maud::{Markup, html};
use press::entry_words;
use record::Entry;
use serde_json::Value;

use crate::app::{Asked, Page, Problem};

/// How many entries stand on a page of the list.
const TOGETHER: usize = 100;

/// An entry in a line.
pub(crate) struct Line {
    number: u64,
    day: String,
    words: String,
}

fn line_of(asked: &Asked, entry: &Entry) -> Line {
    let when = entry.draft.about.map(|when| press::writing::when_words(when, asked.language));
    Line { number: entry.number, day: when.unwrap_or_default(), words: entry_words(entry) }
}

/// The entries of the day and before, as they were written, the last first.
fn written(asked: &Asked) -> impl Iterator<Item = &Entry> {
    let day = asked.day;
    asked.opened.desk.entries().iter().rev().filter(move |entry| entry.draft.place() <= day)
}

/// The entries that were written last.
pub(crate) fn last(asked: &Asked, many: usize) -> Vec<Line> {
    written(asked).take(many).map(|entry| line_of(asked, entry)).collect()
}

/// Entries, each in a line that leads to it.
pub(crate) fn lines(asked: &Asked, all: &[Line]) -> Markup {
    let speech = asked.speech();
    html! {
        ol class="entries" {
            @for line in all {
                li {
                    a href=(asked.way(&format!("/record/{}", line.number))) { (speech.t("Entry")) " " (line.number) } " "
                    @if !line.day.is_empty() { strong { (line.day) } " " }
                    (speech.own(&line.words))
                }
            }
        }
    }
}

/// The record, by day; `find` looks for words, `from` leaves out the newest.
pub(crate) fn record(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let find = asked.parameter("find").map(|find| find.trim().to_lowercase()).unwrap_or_default();
    let from = asked.parameter("from").unwrap_or_default();
    let from: usize = match from.as_str() {
        "" => 0,
        from => {
            from.parse().map_err(|_| Problem::Unclear(format!("from={from}: expected a number")))?
        }
    };
    let mut all: Vec<&Entry> = written(asked).collect();
    all.sort_by_key(|entry| std::cmp::Reverse((entry.draft.place(), entry.number)));
    let found: Vec<Line> = all
        .into_iter()
        .filter(|entry| find.is_empty() || says(entry, &find))
        .map(|entry| line_of(asked, entry))
        .collect();
    let shown: Vec<Line> = found.into_iter().skip(from).take(TOGETHER + 1).collect();
    let (now, more) = shown.split_at(shown.len().min(TOGETHER));
    let body = html! {
        form method="get" action="/record" role="search" {
            label for="find" { (t("Look for")) }
            input id="find" name="find" value=(find) type="search";
            @if let Some(on) = asked.parameter("on") { input type="hidden" name="on" value=(on); }
            button { (t("Search")) }
        }
        @if now.is_empty() { p class="calm" { (t("Nothing was found.")) } }
        (lines(asked, now))
        @if !more.is_empty() {
            @let to = format!("/record?find={}&from={}", form_urlencoded::byte_serialize(find.as_bytes()).collect::<String>(), from + TOGETHER);
            p { a href=(asked.way(&to)) { (t("Older ones")) } }
        }
    };
    Ok(Page::of(t("The record"), "/record", body))
}

/// Whether an entry says something: in its line, its note or its sources.
pub(crate) fn says(entry: &Entry, find: &str) -> bool {
    let has = |text: &str| text.to_lowercase().contains(find);
    has(&entry_words(entry))
        || entry.draft.note.as_deref().is_some_and(has)
        || entry.draft.source.iter().any(|source| has(&source.title))
        || has(entry.draft.body.kind())
}

/// One entry.
pub(crate) fn entry(asked: &Asked) -> Result<Page, Problem> {
    let number = asked.part("number");
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let wanted = number.parse::<u64>().ok();
    let found = wanted
        .and_then(|wanted| asked.opened.desk.entries().iter().find(|entry| entry.number == wanted));
    let Some(entry) = found else {
        return Err(Problem::NotThere(format!("The record has no entry {number}.")));
    };
    let draft = &entry.draft;
    let seen: Vec<String> = draft.audience.iter().map(ToString::to_string).collect();
    let says = draft.body.written().2;
    let body = html! {
        p class="lead" { (speech.own(&entry_words(entry))) }
        dl {
            div { dt { (t("Kind")) } dd { (draft.body.kind()) } }
            @if let Some(when) = draft.about { div { dt { (t("Day")) } dd { (press::writing::when_words(when, asked.language)) } } }
            div { dt { (t("Who may see it")) } dd { (seen.join(", ")) } }
            div { dt { (t("Written by")) } dd { (draft.author) ", " (draft.written) } }
            @if let Some(note) = &draft.note { div { dt { (t("Note")) } dd { (speech.own(note)) } } }
            @for source in &draft.source {
                div {
                    dt { (t("Source")) }
                    dd {
                        @match &source.address {
                            Some(address) if address.starts_with("https://") || address.starts_with("http://") => a href=(address) rel="noreferrer" { (source.title) },
                            _ => (source.title),
                        }
                    }
                }
            }
            div { dt { (t("Hash")) } dd { code { (entry.hash) } } }
        }
        h2 { (t("What it says")) }
        (value(&says))
        p { a href=(asked.way("/record")) { (t("All of the record")) } }
    };
    Ok(Page::of(format!("{} {}", t("Entry"), entry.number), "/record", body))
}

/// What an entry says, field by field.
fn value(value: &Value) -> Markup {
    html! {
        @match value {
            Value::Object(fields) => dl { @for (name, inner) in fields { div { dt { (name) } dd { (self::value(inner)) } } } },
            Value::Array(all) => ul { @for inner in all { li { (self::value(inner)) } } },
            Value::String(text) => (text),
            other => (other),
        }
    }
}
