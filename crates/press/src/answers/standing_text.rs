//! Answers by who asks and by what they speak to, as text and as JSON.

use std::collections::BTreeMap;

use intake::piece::LISTENERS;
use record::audience::Audience;
use serde_json::{Value, json};

use super::standing::{Answer, Standing};
use crate::Language;
use crate::writing::audience_words;

/// Where an answer stands, in a sentence.
pub fn standing_words(answer: &Answer, who: &Audience) -> String {
    let standing = answer.standing(who);
    let rewritten = standing.release().is_some_and(|one| one.rewritten);
    let more = if rewritten { "; the piece is written otherwise now" } else { "" };
    match standing {
        Standing::NotReleased => "not released".to_owned(),
        Standing::Proposed(one) => format!("proposed in {}{more}", one.id),
        Standing::Released(one) => format!("released in {}{more}", one.id),
        Standing::Changed(one) => {
            let changed = one.changed.join("; ");
            format!("released in {}, and its sources changed: {changed}{more}", one.id)
        }
    }
}

/// The values, each with its answers: `Safety` and `safety` are one.
fn by_value(all: &[Answer]) -> BTreeMap<String, Vec<&Answer>> {
    let mut values: BTreeMap<String, Vec<&Answer>> = BTreeMap::new();
    for answer in all {
        values.entry(answer.value.trim().to_lowercase()).or_default().push(answer);
    }
    values
}

fn counted(all: &[&Answer], who: &Audience) -> String {
    let approved = all.iter().filter(|one| one.standing(who).is_approved()).count();
    let answers = if all.len() == 1 { "answer" } else { "answers" };
    format!("{} {answers}, {approved} approved", all.len())
}

/// Answers by who asks, then by what they speak to, with where each stands for somebody.
pub fn answers_text(all: &[Answer], who: &Audience) -> String {
    let mut out = String::from("By who asks\n");
    let mut without: Vec<&str> = Vec::new();
    for listener in LISTENERS {
        let some: Vec<&Answer> = all.iter().filter(|one| one.listener == listener).collect();
        let name = listener.replace('-', " ");
        if !some.iter().any(|one| one.standing(who).is_approved()) {
            without.push(listener);
        }
        if some.is_empty() {
            out.push_str(&format!("  {name}: no answer\n"));
            continue;
        }
        out.push_str(&format!("  {name}: {}\n", counted(&some, who)));
        for one in some {
            let to = audience_words(&one.to, Language::English);
            let language = if one.language == "es" { " In Spanish." } else { "" };
            let state = standing_words(one, who);
            let line = format!("    {}: {} {to}.{language} It is {state}", one.slug, one.title);
            out.push_str(&crate::line_of(&line));
        }
    }
    if !all.is_empty() {
        out.push_str("\nBy what it speaks to\n");
    }
    for (value, some) in by_value(all) {
        let names: Vec<&str> = some.iter().map(|one| one.slug.as_str()).collect();
        let line = format!("  {value}: {}: {}", counted(&some, who), names.join(", "));
        out.push_str(&crate::line_of(&line));
    }
    if !without.is_empty() {
        let names: Vec<String> = without.iter().map(|one| one.replace('-', " ")).collect();
        out.push('\n');
        out.push_str(&crate::line_of(&format!("No approved answer for: {}", names.join(", "))));
    }
    out
}

/// The same for programs.
pub fn answers_json(all: &[Answer], who: &Audience) -> String {
    let listeners: Vec<Value> = LISTENERS
        .iter()
        .map(|listener| {
            let some: Vec<&Answer> = all.iter().filter(|one| one.listener == *listener).collect();
            json!({
                "listener": listener,
                "approved": some.iter().filter(|one| one.standing(who).is_approved()).count(),
                "has_one": some.iter().any(|one| one.standing(who).is_approved()),
                "answers": some.iter().map(|one| one.slug.as_str()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let values: Vec<Value> = by_value(all)
        .into_iter()
        .map(|(value, some)| {
            let names: Vec<&str> = some.iter().map(|one| one.slug.as_str()).collect();
            json!({"value": value, "answers": names})
        })
        .collect();
    let one = |one: &Answer| {
        let standing = one.standing(who);
        let release = standing.release();
        json!({
            "piece": one.slug,
            "question": one.title,
            "listener": one.listener,
            "value": one.value,
            "language": one.language,
            "questions": one.questions,
            "to": one.to,
            "state": standing.name(),
            "approved": standing.is_approved(),
            "release": release.map(|one| one.id.as_str()),
            "changed": release.map(|one| one.changed.as_slice()).unwrap_or_default(),
            "rewritten": release.is_some_and(|one| one.rewritten),
        })
    };
    let answers: Vec<Value> = all.iter().map(one).collect();
    let value = json!({
        "schema": "goodfaith-answers 1",
        "audience": who.to_string(),
        "listeners": listeners,
        "values": values,
        "answers": answers,
    });
    format!("{value:#}\n")
}
