//! The checks of a chronology: what is asked, what the record answers, and whether the two agree.

use money::{Date, date_from_iso};
use record::{Entry, State, fold};
use serde_json::{Map, Value};

use super::answers::{Asked, Got, answer};
use super::{Timeline, entries};
use crate::Findings;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The record answers what was expected.
    Holds,
    /// It answers something else.
    Differs,
    /// It asks for what stands, in part or whole, in no event of the file.
    NotTold,
    /// What it asks is not understood.
    NotUnderstood,
}

impl Verdict {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Differs => "differs",
            Verdict::NotTold => "not told",
            Verdict::NotUnderstood => "not understood",
        }
    }
}

/// A check and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The day, where it names one.
    pub as_of: Option<Date>,
    /// What it asks.
    pub asks: String,
    /// What it expects.
    pub expected: Value,
    /// What the record answers; null when it is not asked.
    pub got: Value,
    /// How it came out.
    pub verdict: Verdict,
}

/// Replays a chronology and answers its checks. The record is what the import would write.
pub fn check(timeline: &Timeline, law: &record::law::Law) -> (Vec<Answer>, Vec<Entry>, Findings) {
    let (drafts, findings) = entries(timeline, "import", jiff::Timestamp::UNIX_EPOCH, law);
    let mut sealed: Vec<Entry> = Vec::new();
    for draft in drafts {
        let prev = sealed.last().map_or(record::Digest::NONE, |entry| entry.hash);
        if let Ok((entry, _)) = draft.seal(sealed.len() as u64 + 1, prev) {
            sealed.push(entry);
        }
    }
    (check_record(timeline, &sealed, law), sealed, findings)
}

/// Answers the checks of a chronology from a record that is there: one that was told more than the file.
pub fn check_record(timeline: &Timeline, entries: &[Entry], law: &record::law::Law) -> Vec<Answer> {
    timeline.checks.iter().map(|check| one(check, timeline, entries, law)).collect()
}

fn one(
    check: &Map<String, Value>,
    timeline: &Timeline,
    entries: &[Entry],
    law: &record::law::Law,
) -> Answer {
    let asks = check.get("assert").and_then(Value::as_str).unwrap_or_default().to_owned();
    let as_of =
        check.get("as_of").and_then(Value::as_str).and_then(|text| date_from_iso(text).ok());
    let expected = check.get("expect").cloned().unwrap_or(Value::Null);
    let last =
        entries.iter().map(|entry| entry.draft.place()).filter(|day| day.year() < 2300).max();
    let happened = timeline.events.iter().map(|event| event.when.day).max();
    let day = as_of.or(happened).or(last).unwrap_or_default();
    let state: State = fold(entries, day, &law.procedures);
    let asked = Asked::read(&asks, check);
    let (got, verdict) = match answer(&asked, &state, entries, law) {
        Got::Values(all) => {
            let agrees = all.iter().find(|got| agree(&expected, got));
            let verdict = if agrees.is_some() { Verdict::Holds } else { Verdict::Differs };
            (agrees.or(all.first()).cloned().unwrap_or(Value::Null), verdict)
        }
        Got::NotTold => (Value::Null, Verdict::NotTold),
        Got::NotUnderstood => (Value::Null, Verdict::NotUnderstood),
    };
    Answer { as_of, asks, expected, got, verdict }
}

/// Whether an answer is what was expected. An object must have each expected field; a number may have more decimals than the
/// expected one; `_about` allows a tenth or three; a text may have a remark in parentheses.
fn agree(expected: &Value, got: &Value) -> bool {
    match (expected, got) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(_), Value::Number(_)) => numbers_agree(expected, got),
        (Value::Number(number), Value::String(text))
        | (Value::String(text), Value::Number(number)) => *text == number.to_string(),
        (Value::String(a), Value::String(b)) => texts_agree(a, b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().all(|one| b.iter().any(|other| agree(one, other)))
        }
        (Value::Object(a), Value::Object(b)) => a.iter().all(|(name, one)| {
            let other = b.get(name).or_else(|| b.get(name.strip_suffix("_about").unwrap_or(name)));
            match other {
                Some(other) if name.ends_with("_about") => nearly(one, other),
                Some(other) => agree(one, other),
                None => one.is_null(),
            }
        }),
        _ => false,
    }
}

/// Equal to the decimals that the expected number has.
fn numbers_agree(expected: &Value, got: &Value) -> bool {
    let exact = |value: &Value| money::Fraction::parse(&value.to_string()).ok();
    let decimals = expected.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    match (exact(expected), exact(got)) {
        (Some(expected), Some(got)) => {
            let places = u32::try_from(decimals).unwrap_or(0);
            expected.to_decimal(places) == got.to_decimal(places)
        }
        _ => false,
    }
}

/// Within three, or a tenth.
fn nearly(expected: &Value, got: &Value) -> bool {
    match (expected.as_i64(), got.as_i64()) {
        (Some(expected), Some(got)) => (expected - got).abs() <= (expected.abs() / 10).max(3),
        _ => agree(expected, got),
    }
}

/// Equal without case, marks and a remark in parentheses or after a semicolon; `expired-continuing` is `expired, continuing`.
fn texts_agree(expected: &str, got: &str) -> bool {
    let plain = |text: &str| {
        let text = text.split(['(', ';']).next().unwrap_or(text).to_lowercase();
        let words =
            text.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty());
        words.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    let (a, b) = (plain(expected), plain(got));
    a == b || (!a.is_empty() && expected.to_lowercase() == got.to_lowercase())
}
