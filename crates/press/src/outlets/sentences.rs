//! Where sentences end.

use crate::Language;

/// Shortened words after which a point ends nothing.
const SHORT: [&str; 28] = [
    "mr", "mrs", "ms", "dr", "prof", "gov", "sen", "rep", "st", "jr", "sr", "inc", "vs", "e.g",
    "i.e", "u.s", "cf", "approx", "est", "sra", "srta", "lic", "ing", "ud", "uds", "ee", "p.ej",
    "gob",
];

/// Shortened words after which a point ends nothing where a number follows: `No. 4`.
const BEFORE_NUMBER: [&str; 22] = [
    "no", "nos", "art", "arts", "sec", "secs", "ch", "p", "pp", "vol", "fig", "núm", "núms", "pág",
    "págs", "cap", "inc", "jan", "aug", "sept", "oct", "dec",
];

/// The sentences of a text, each with its stop, without blanks at the ends.
///
/// A sentence ends at `.`, `!`, `?` or `…`, with what closes quotes and brackets behind it, before a
/// blank or the end; not before a small letter, not after a single capital (`J. Ruiz`), not after a
/// word that is written short (`Mr.`, `Sra.`), nor between such a word and its number (`Art. 5`).
/// What has no stop at the end is a sentence too.
pub(super) fn sentences(text: &str, language: Language) -> Vec<String> {
    let mut all = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if !is_stop(letter) {
            continue;
        }
        let mut end = at + letter.len_utf8();
        while let Some((next, c)) = letters.next_if(|(_, c)| is_stop(*c) || closes(*c)) {
            end = next + c.len_utf8();
        }
        let rest = &text[end..];
        if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let alone = letter == '.' && end == at + 1;
        if ends(&text[start..at], alone, rest.trim_start(), language) {
            add(&text[start..end], &mut all);
            start = end;
        }
    }
    add(&text[start..], &mut all);
    all
}

fn add(sentence: &str, all: &mut Vec<String>) {
    let sentence = sentence.trim();
    if sentence.chars().any(char::is_alphanumeric) {
        all.push(sentence.to_owned());
    } else if let Some(last) = all.last_mut().filter(|_| !sentence.is_empty()) {
        last.push(' ');
        last.push_str(sentence);
    }
}

/// Whether a text ends as a sentence does.
pub(super) fn stops(text: &str) -> bool {
    text.trim_end_matches(closes).ends_with(is_stop)
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
}

/// Whether a sentence ends between what is before its stop and what follows it.
fn ends(before: &str, alone: bool, rest: &str, language: Language) -> bool {
    let next =
        rest.trim_start_matches(['"', '\'', '“', '‘', '«', '(', '[', '¿', '¡']).chars().next();
    let Some(next) = next else { return true };
    if next.is_lowercase() {
        return false;
    }
    if !alone {
        return true;
    }
    let last = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    let word = last.trim_start_matches(['"', '\'', '“', '‘', '«', '(', '[', '¿', '¡']);
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    // A single capital that closes a sentence (`Plan B.`) is rarer than an initial.
    if single && !(language == Language::English && word == "I") {
        return false;
    }
    let word = word.to_lowercase();
    let number = next.is_ascii_digit();
    !(SHORT.contains(&word.as_str()) || number && BEFORE_NUMBER.contains(&word.as_str()))
}
