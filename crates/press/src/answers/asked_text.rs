//! What members ask, as text and as JSON.

use record::audience::Audience;
use record::body::Listener;
use serde_json::{Value, json};

use super::asked::{Asked, Question};

/// How often, in words.
fn times_words(times: Option<u64>) -> String {
    match times {
        None => "asked fewer than 10 times".to_owned(),
        Some(0) => "not counted yet".to_owned(),
        Some(1) => "asked once".to_owned(),
        Some(times) => format!("asked {times} times"),
    }
}

fn listeners_words(question: &Question) -> String {
    let named = question.listeners.iter().filter(|(listener, _)| listener.is_some());
    let words: Vec<String> = named
        .map(|(listener, times)| {
            let name = listener.map(Listener::name).unwrap_or_default();
            times.map_or_else(|| name.to_owned(), |times| format!("{name} {times}"))
        })
        .collect();
    match words.is_empty() {
        true => String::new(),
        false => format!(", to answer: {}", words.join(", ")),
    }
}

/// Questions by topic, those that are asked most first, with what answers each; then those that nothing answers.
pub fn asked_text(asked: &Asked, who: &Audience) -> String {
    if asked.topics.is_empty() && *who != Audience::Team {
        return format!("No question of members is in the record for {who}.\n");
    }
    if asked.topics.is_empty() {
        return "No question of members is in the record: goodfaith publish questions import FILE\n"
            .to_owned();
    }
    let mut out = String::new();
    let mut open = Vec::new();
    for topic in &asked.topics {
        let times = topic.times.map(|times| format!(": {}", times_words(Some(times))));
        out.push_str(&crate::line_of(&format!("{}{}", topic.id, times.unwrap_or_default())));
        for one in &topic.questions {
            let (times, listeners) = (times_words(one.times), listeners_words(one));
            out.push_str(&crate::line_of(&format!(
                "  {}: {} ({times}{listeners})",
                one.id, one.words
            )));
            for by in &one.answered_by {
                let to = by.listener.as_ref().map(|one| format!(" for {}", one.replace('-', " ")));
                out.push_str(&crate::line_of(&format!(
                    "    answered by {}{}: {}",
                    by.piece,
                    to.unwrap_or_default(),
                    by.state
                )));
            }
            if !one.open_for.is_empty() {
                let names: Vec<&str> = one.open_for.iter().map(|one| one.name()).collect();
                out.push_str(&crate::line_of(&format!(
                    "    no answer yet for {}",
                    names.join(", ")
                )));
            }
            if one.is_open() {
                open.push(one);
            }
        }
    }
    out.push('\n');
    if open.is_empty() {
        out.push_str("Every question is answered.\n");
    } else {
        open.sort_by_key(|one| (std::cmp::Reverse(one.times), one.id.clone()));
        let names: Vec<&str> = open.iter().map(|one| one.id.as_str()).collect();
        out.push_str(&crate::line_of(&format!("Not answered yet: {}", names.join(", "))));
    }
    for (question, piece) in &asked.never_asked {
        out.push_str(&crate::line_of(&format!(
            "{piece} answers {question}, which is in the record under no such id"
        )));
    }
    out
}

/// The same for programs. A number that is not shown is `null`.
pub fn asked_json(asked: &Asked, who: &Audience) -> String {
    let question = |one: &Question| -> Value {
        let listeners: Vec<Value> = one
            .listeners
            .iter()
            .map(|(listener, times)| json!({"listener": listener, "times": times}))
            .collect();
        let by: Vec<Value> = one
            .answered_by
            .iter()
            .map(|by| json!({"piece": by.piece, "listener": by.listener, "state": by.state, "approved": by.approved}))
            .collect();
        json!({
            "id": one.id,
            "words": one.words,
            "times": one.times,
            "listeners": listeners,
            "answered": !one.is_open(),
            "answered_by": by,
            "open_for": one.open_for,
        })
    };
    let topics: Vec<Value> = asked
        .topics
        .iter()
        .map(|topic| {
            let questions: Vec<Value> = topic.questions.iter().map(question).collect();
            json!({"topic": topic.id, "times": topic.times, "questions": questions})
        })
        .collect();
    let never: Vec<Value> = asked
        .never_asked
        .iter()
        .map(|(question, piece)| json!({"question": question, "piece": piece}))
        .collect();
    let value = json!({
        "schema": "goodfaith-questions 1",
        "audience": who.to_string(),
        "topics": topics,
        "never_asked": never,
    });
    format!("{value:#}\n")
}
