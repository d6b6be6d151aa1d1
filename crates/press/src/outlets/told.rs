//! How a piece reads, told to whoever writes it.

use serde_json::{Value, json};

use super::reading::{Reading, reading};
use crate::Language;
use crate::writing::Document;

fn tenths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}.{}", number.abs() / 10, number.abs() % 10)
}

fn level(one: &Reading, language: Language) -> String {
    let number = tenths(i64::from(one.grade_tenths));
    match (language, one.band) {
        (Language::Spanish, Some(band)) => {
            format!("{number} by Fernández Huerta ({}; 100 is very easy)", band.spanish())
        }
        _ => format!("grade {number} by Flesch-Kincaid"),
    }
}

/// How a piece reads, for the terminal: how long it takes, how hard it is, its longest sentences.
pub fn reading_text(document: &Document) -> String {
    let one = reading(document);
    let mut out = crate::line_of(&format!(
        "{} words in {} sentences, {} minutes; reading level: {}; {} hard words, {} long sentences.",
        one.words,
        one.sentences,
        tenths(i64::from(one.minutes_times_ten)),
        level(&one, document.language),
        one.hard_words,
        one.long_sentences
    ));
    for (words, sentence) in &one.longest {
        out.push_str(&crate::line_of(&format!("  {words} words: {sentence}")));
    }
    out
}

/// The same for programs.
pub fn reading_json(document: &Document) -> Value {
    let one = reading(document);
    json!({
        "words": one.words,
        "sentences": one.sentences,
        "syllables": one.syllables,
        "minutes": tenths(i64::from(one.minutes_times_ten)),
        "level": tenths(i64::from(one.grade_tenths)),
        "measure": match document.language { Language::English => "Flesch-Kincaid grade", Language::Spanish => "Fernández Huerta score" },
        "hard_words": one.hard_words,
        "long_sentences": one.long_sentences,
        "longest": one.longest,
    })
}
