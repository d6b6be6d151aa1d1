//! The words of a page in its language: a catalogue of short texts by name, and a catalogue of
//! sentences with places for names and numbers, by which what figures say in English is said in
//! Spanish.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// A language that pages speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
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

/// The catalogue: what campaigns and pages say, then each room of the workspace.
const SPANISH: &str = concat!(
    include_str!("es.txt"),
    include_str!("workspace/common.es.txt"),
    include_str!("workspace/case.es.txt"),
    include_str!("workspace/costing.es.txt"),
    include_str!("workspace/table.es.txt"),
    include_str!("workspace/coalition.es.txt"),
    include_str!("workspace/publishing.es.txt"),
    include_str!("workspace/files.es.txt"),
    include_str!("workspace/work.es.txt"),
);

/// What the rules of the record do not let in. It is held against refusals alone: many of its sentences begin with a name, and would take in
/// what people write.
const REFUSALS: &str = include_str!("workspace/refusals.es.txt");

/// What a page says in its language, and whether it could be said in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// In the page's language.
    Own(String),
    /// In English, on a page that is not.
    English(String),
}

/// One sentence of the catalogue, in parts: `{}` holds anything, `{n}` a number or a date.
#[derive(Debug, Clone)]
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

/// Sentences in two languages: those of the program, and a campaign's own before them.
#[derive(Debug, Clone, Default)]
pub struct Words {
    own: Vec<Sentence>,
}

/// A pair of lines that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl Words {
    /// Reads a campaign's own sentences: pairs of lines, English and Spanish, with `{}` for what may
    /// be anything and `{n}` for a number or a date; empty lines and those that begin with `#` are
    /// passed over.
    ///
    /// # Errors
    ///
    /// The first pair whose lines do not have the same places, or that has no second line.
    pub fn read(text: &str) -> Result<Words, WordsError> {
        Ok(Words { own: read(text)? })
    }
}

fn read(text: &str) -> Result<Vec<Sentence>, WordsError> {
    let text = text.trim_start_matches('\u{feff}');
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end()));
    let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let mut all = Vec::new();
    while let Some((line, english)) = lines.next() {
        let Some((_, spanish)) = lines.next() else {
            return Err(WordsError { line, what: "has no line after it that says the same" });
        };
        let sentence = Sentence { english: pieces(english), spanish: pieces(spanish) };
        if places(&sentence.english) != places(&sentence.spanish) {
            return Err(WordsError { line, what: "and the line after it have other places" });
        }
        all.push(sentence);
    }
    Ok(all)
}

fn places(pieces: &[Piece]) -> BTreeSet<usize> {
    let place = |piece: &Piece| match piece {
        Piece::Text(_) => None,
        Piece::Any(place) | Piece::Number(place) => Some(*place),
    };
    pieces.iter().filter_map(place).collect()
}

fn shipped() -> &'static [Sentence] {
    static ALL: OnceLock<Vec<Sentence>> = OnceLock::new();
    ALL.get_or_init(|| read(SPANISH).unwrap_or_default())
}

/// The sentences of refusals, those that say the most themselves first.
fn refusals() -> &'static [Sentence] {
    static ALL: OnceLock<Vec<Sentence>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = read(REFUSALS).unwrap_or_default();
        all.sort_by_key(|sentence| std::cmp::Reverse(sentence.length()));
        all
    })
}

impl Sentence {
    /// How much of it is the same whatever its places hold, in bytes.
    fn length(&self) -> usize {
        let own = self.english.iter().map(|piece| match piece {
            Piece::Text(text) => text.len(),
            Piece::Any(_) | Piece::Number(_) => 0,
        });
        own.sum()
    }

    /// The Spanish of a text that it holds; `part` gives that of what a place holds, where there is one.
    fn of(&self, text: &str, part: impl Fn(&str) -> Option<String>) -> Option<String> {
        let mut places = BTreeMap::new();
        if !held(&self.english, text, &mut places) {
            return None;
        }
        let mut said = String::new();
        for piece in &self.spanish {
            match piece {
                Piece::Text(literal) => said.push_str(literal),
                Piece::Any(place) | Piece::Number(place) => {
                    let english = places.get(place).copied().unwrap_or("");
                    match part(english) {
                        Some(spanish) => said.push_str(&spanish),
                        None => said.push_str(english),
                    }
                }
            }
        }
        Some(said)
    }
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

impl Words {
    /// A text in Spanish, where there is its sentence; names and numbers in it as they are.
    fn spanish(&self, text: &str, depth: usize) -> Option<String> {
        // A place within a place within a place: no sentence is deeper.
        if depth > 6 {
            return None;
        }
        let mut all = self.own.iter().chain(shipped());
        all.find_map(|sentence| sentence.of(text, |part| self.spanish(part, depth + 1)))
    }

    /// Why the rules do not let something in, or what to do, in a language, and whether it could be said in it: where it could not, it is the
    /// English.
    pub fn refused(&self, language: Language, text: &str) -> (String, bool) {
        if language == Language::English {
            return (text.to_owned(), true);
        }
        let whole = |part: &str| {
            let is = |sentence: &&Sentence| sentence.english == [Piece::Text(part.to_owned())];
            refusals().iter().find(is)?.of(part, |_| None)
        };
        let part = |part: &str| whole(part).or_else(|| self.spanish(part, 1));
        match refusals().iter().find_map(|sentence| sentence.of(text, part)) {
            Some(said) => (said, true),
            None => self.spoken(language, text),
        }
    }

    /// What figures and tables say, in a page's language.
    pub(crate) fn say(&self, language: Language, text: &str) -> Said {
        match language {
            Language::English => Said::Own(text.to_owned()),
            Language::Spanish => match self.spanish(text, 0) {
                Some(text) => Said::Own(text),
                None if !text.chars().any(char::is_alphabetic) => Said::Own(text.to_owned()),
                None => Said::English(text.to_owned()),
            },
        }
    }

    /// A text in a language, and whether it could be said in it: where it could not, it is the English.
    pub fn spoken(&self, language: Language, text: &str) -> (String, bool) {
        match self.say(language, text) {
            Said::Own(text) => (text, true),
            Said::English(text) => (text, false),
        }
    }

    /// A text in a language, as it is where there is no other.
    pub fn in_language(&self, language: Language, text: &str) -> String {
        self.word(language, text)
    }

    /// A part of a sentence, such as a header: as it is where there is no other.
    pub(crate) fn word(&self, language: Language, text: &str) -> String {
        match self.say(language, text) {
            Said::Own(text) | Said::English(text) => text,
        }
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
    fn the_catalogue_can_be_read_and_pairs_have_the_same_places() {
        let all = read(SPANISH).unwrap();
        assert!(all.len() > 300, "{}", all.len());
        let lost = read("One {} and {n}.\nUno {} y más.\n").unwrap_err();
        assert_eq!(lost.line, 1);
        assert_eq!(read("# note\n\nAlone\n").unwrap_err().line, 3);
    }

    #[test]
    fn a_refusal_is_said_in_spanish_and_its_names_stay() {
        assert!(read(REFUSALS).unwrap().len() > 300);
        let words = Words::default();
        let said = |text: &str| words.refused(Language::Spanish, text);
        assert_eq!(
            said("the record has a pass case-salary-2 already"),
            ("el registro ya tiene pase case-salary-2".to_owned(), true)
        );
        assert_eq!(
            said("saje's demand bank-fees would be off the table"),
            ("la demanda bank-fees de saje quedaría fuera de la mesa".to_owned(), true)
        );
        assert_eq!(said("u1 is never said so"), ("u1 is never said so".to_owned(), false));
        let english = words.refused(Language::English, "an id names one thing");
        assert_eq!(english, ("an id names one thing".to_owned(), true));
    }

    #[test]
    fn every_short_text_of_the_page_is_in_the_catalogue() {
        let words = Words::default();
        let mut missing = Vec::new();
        for source in [
            include_str!("mod.rs"),
            include_str!("sections.rs"),
            include_str!("receipts.rs"),
            include_str!("frame.rs"),
            include_str!("../coalition/rebuttal.rs"),
            include_str!("../chronicle/page.rs"),
            include_str!("../site/frame.rs"),
            include_str!("../site/piece_page.rs"),
            include_str!("../site/notice.rs"),
            include_str!("../site/maker.rs"),
            include_str!("../site/home.rs"),
            include_str!("../site/archive.rs"),
            include_str!("../site/pieces.rs"),
            include_str!("../site/share_kit.rs"),
            include_str!("../site/offers.rs"),
            include_str!("../site/pay.rs"),
            include_str!("../site/case_cards.rs"),
            include_str!("../site/record_pages.rs"),
            include_str!("../site/coalition_pages.rs"),
            include_str!("../site/feeds.rs"),
            include_str!("../answers/sheet.rs"),
            include_str!("costing/mod.rs"),
            include_str!("costing/offers.rs"),
            include_str!("costing/pay.rs"),
            include_str!("costing/pictures.rs"),
            include_str!("costing/receipts.rs"),
            include_str!("import.rs"),
        ] {
            for (at, _) in ["page.t(\"", "self.t(\"", "frame.t(\"", "maker.t(\"", "(t(\""]
                .iter()
                .flat_map(|call| source.match_indices(call))
            {
                let text = source[at..].split('"').nth(1).unwrap_or("");
                if words.spanish(text, 0).is_none() {
                    missing.push(text);
                }
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }

    #[test]
    fn a_campaigns_own_sentences_come_first_and_names_stay() {
        let words = Words::read("Judges of {}\nJuezas y jueces de {}\n").unwrap();
        assert_eq!(
            words.word(Language::Spanish, "Judges of Attorney IV"),
            "Juezas y jueces de Attorney IV"
        );
        assert_eq!(words.word(Language::English, "Judges of Attorney IV"), "Judges of Attorney IV");
        assert_eq!(
            words.say(Language::Spanish, "Nobody said this."),
            Said::English("Nobody said this.".into())
        );
    }
}
