//! Counts and changes in sentences.

use super::columns::Kind;
use super::{Crowd, Told};

/// A number of people.
pub(super) fn people(count: u32) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// How many share what is told, and what follows.
pub(super) fn sentence(crowd: &Crowd, told: &[Told<'_>], count: u32, threshold: u32) -> String {
    if told.is_empty() {
        return format!("Nothing is told that the roster knows of; it has {}", people(count));
    }
    let what = described(crowd, told, count);
    match count {
        0 => format!(
            "Nobody in the roster {what}: it is not of the same day as the story, or something told is not so"
        ),
        _ if count >= threshold => {
            format!("{} {what}: by this alone nobody is singled out", people(count))
        }
        1 => format!("1 person {what}: anybody who knows the office knows who tells this"),
        _ => format!(
            "{} {what}: anybody who knows the office can guess who tells this",
            people(count)
        ),
    }
}

/// `is Administrative Law Judge III at Fresno, with hired year 2005`.
fn described(crowd: &Crowd, told: &[Told<'_>], count: u32) -> String {
    let kind = |told: &Told<'_>| Kind::of(&crowd.columns[told.column]);
    let mut is = Vec::new();
    for told in told.iter().filter(|told| kind(told) == Kind::Class) {
        is.push(told.spelled().to_owned());
    }
    for told in told.iter().filter(|told| matches!(kind(told), Kind::Place(_))) {
        let at = if kind(told) == Kind::Place(1) { "at" } else { "in" };
        is.push(format!("{at} {}", told.spelled()));
    }
    for told in told.iter().filter(|told| matches!(kind(told), Kind::Organisation(_))) {
        is.push(format!("in {}", told.spelled()));
    }
    let others =
        told.iter().filter(|told| matches!(kind(told), Kind::Hired | Kind::Years | Kind::Other));
    let has: Vec<String> = others
        .map(|told| format!("{} {}", crowd.columns[told.column].trim(), told.spelled()))
        .collect();
    let (verb, having) = if count > 1 { ("are", "have") } else { ("is", "has") };
    match (is.is_empty(), has.is_empty()) {
        (false, true) => format!("{verb} {}", is.join(" ")),
        (true, _) => format!("{having} {}", has.join(" and ")),
        (false, false) => format!("{verb} {}, with {}", is.join(" "), has.join(" and ")),
    }
}

/// What follows the sentence where nothing suffices.
pub(super) fn none_suffices(everybody: u32, threshold: u32) -> String {
    if everybody < threshold {
        let everybody = people(everybody);
        format!("; nothing left out makes them {threshold}, as the whole roster has {everybody}")
    } else {
        format!("; changing a few of these does not make them {threshold}: tell much less")
    }
}

/// One change of one trait.
pub(super) fn step(column: &str, told: &str, says: Option<&(String, String)>) -> String {
    match says {
        None => format!("leave out \"{told}\" ({column})"),
        Some((other, words)) if other != column => {
            format!("say \"{words}\" ({other}) instead of \"{told}\" ({column})")
        }
        Some((_, words)) => format!("say \"{words}\" instead of \"{told}\" ({column})"),
    }
}
