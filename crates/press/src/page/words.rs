//! The words of a page in its language: a catalogue of short texts by name, and a catalogue of
//! sentences with places for names and numbers, by which what figures say in English is said in
//! Spanish.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A language that pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Each by its code.
    pub const NAMES: [(&str, Language); 2] = [("en", Language::English), ("es", Language::Spanish)];

    /// Its code, as `lang` has it.
    pub fn code(self) -> &'static str {
        Language::NAMES.iter().find(|(_, known)| *known == self).map_or("", |(code, _)| *code)
    }
}

const SPANISH: &str = include_str!("es.txt");

/// What a page says in its language, and whether it could be said in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// In the page's language.
    Own(String),
    /// In English, on a page that is not.
    English(String),
}

/// One sentence of the catalogue, in parts: `{}` holds anything, `{n}` a number or a date.
struct Sentence {
    english: Vec<Piece>,
    spanish: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// Anything, by its place from 0.
    Any(usize),
    /// A number, a date, a year.
    Number(usize),
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut next = 0;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        if open > 0 {
            pieces.push(Piece::Text(rest[..open].to_owned()));
        }
        let inner = &rest[open + 1..open + close];
        let (kind, number) = match inner.strip_prefix('n') {
            Some(number) => (true, number),
            None => (false, inner),
        };
        let place = number.parse::<usize>().map_or(next, |number| number - 1);
        next = place + 1;
        pieces.push(if kind { Piece::Number(place) } else { Piece::Any(place) });
        rest = &rest[open + close + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

fn sentences() -> &'static [Sentence] {
    static ALL: OnceLock<Vec<Sentence>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = Vec::new();
        let mut lines = SPANISH.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        while let (Some(english), Some(spanish)) = (lines.next(), lines.next()) {
            all.push(Sentence { english: pieces(english), spanish: pieces(spanish) });
        }
        all
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || ".,-$% /".contains(c))
}

/// Holds a text against pieces; what the places hold, by their numbers.
fn held<'a>(pieces: &[Piece], text: &'a str, held_so_far: &mut BTreeMap<usize, &'a str>) -> bool {
    match pieces {
        [] => text.is_empty(),
        [Piece::Text(literal), rest @ ..] => {
            text.strip_prefix(literal.as_str()).is_some_and(|text| held(rest, text, held_so_far))
        }
        [Piece::Any(place) | Piece::Number(place), rest @ ..] => {
            let number = matches!(pieces[0], Piece::Number(_));
            let ends: Vec<usize> = match rest.first() {
                None => vec![text.len()],
                Some(Piece::Text(literal)) => {
                    text.match_indices(literal.as_str()).map(|(at, _)| at).collect()
                }
                Some(_) => (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect(),
            };
            for end in ends {
                let part = &text[..end];
                if part.is_empty() || (number && !is_number(part)) {
                    continue;
                }
                held_so_far.insert(*place, part);
                if held(rest, &text[end..], held_so_far) {
                    return true;
                }
                held_so_far.remove(place);
            }
            false
        }
    }
}

/// A text in Spanish, where the catalogue has its sentence; names and numbers in it as they are.
fn spanish(text: &str, depth: usize) -> Option<String> {
    if depth > 6 {
        return None;
    }
    for sentence in sentences() {
        let mut places = BTreeMap::new();
        if !held(&sentence.english, text, &mut places) {
            continue;
        }
        let mut said = String::new();
        for piece in &sentence.spanish {
            match piece {
                Piece::Text(literal) => said.push_str(literal),
                Piece::Any(place) | Piece::Number(place) => {
                    let part = places.get(place).copied().unwrap_or("");
                    match spanish(part, depth + 1) {
                        Some(part) => said.push_str(&part),
                        None => said.push_str(part),
                    }
                }
            }
        }
        return Some(said);
    }
    None
}

/// What figures and tables say, in a page's language.
pub(crate) fn say(language: Language, text: &str) -> Said {
    match language {
        Language::English => Said::Own(text.to_owned()),
        Language::Spanish => match spanish(text, 0) {
            Some(text) => Said::Own(text),
            None if !text.chars().any(char::is_alphabetic) => Said::Own(text.to_owned()),
            None => Said::English(text.to_owned()),
        },
    }
}

/// A part of a sentence, such as a header: as it is where the catalogue does not have it.
pub(crate) fn word(language: Language, text: &str) -> String {
    match say(language, text) {
        Said::Own(text) | Said::English(text) => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_hold_names_and_numbers_and_may_change_order() {
        let english = pieces("The median of {n} matched classes elsewhere, {} to {}.");
        let mut places = BTreeMap::new();
        let text = "The median of 10 matched classes elsewhere, maximum (a month) to Accountant.";
        assert!(held(&english, text, &mut places));
        assert_eq!(places, [(0, "10"), (1, "maximum (a month)"), (2, "Accountant")].into());
        assert!(!held(
            &english,
            "The median of many matched classes elsewhere, a to b.",
            &mut BTreeMap::new()
        ));
    }

    #[test]
    fn every_sentence_of_the_catalogue_has_the_same_places_in_both_languages() {
        for sentence in sentences() {
            let places = |pieces: &[Piece]| -> std::collections::BTreeSet<usize> {
                let place = |piece: &Piece| match piece {
                    Piece::Text(_) => None,
                    Piece::Any(place) | Piece::Number(place) => Some(*place),
                };
                pieces.iter().filter_map(place).collect()
            };
            assert_eq!(
                places(&sentence.english),
                places(&sentence.spanish),
                "{:?}",
                sentence.english
            );
        }
    }
}
