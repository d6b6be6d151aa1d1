//! How a piece reads: how long it takes and how hard it is, for whoever writes it.

use super::clean::{bare, words};
use super::sentences::sentences;
use super::syllables::syllables;
use crate::Language;
use crate::writing::{Block, Document};

/// Words that a grown reader reads silently in a minute: 238 for English that is not fiction
/// (Brysbaert, How many words do we read per minute?, Journal of Memory and Language 109, 2019,
/// <https://doi.org/10.1016/j.jml.2019.104047>). Taken for Spanish too, for want of a better rule here.
const WORDS_A_MINUTE: usize = 238;

/// A sentence of more words than this is long.
const LONG: usize = 25;

/// How a piece reads.
///
/// Counted are the sentences of the summary, of paragraphs, lists and quotes, with the words that
/// links and facts show. Left out are title and headings, tables and notes, which are not read as
/// sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// How many words; a number is one, and so is what hyphens join.
    pub words: usize,
    /// How many sentences; an item of a list without a stop is one.
    pub sentences: usize,
    /// How many syllables: for English an estimate.
    pub syllables: usize,
    /// Minutes of silent reading, in tenths, rounded up.
    pub minutes_times_ten: u32,
    /// What the formula for the language gives, in tenths; 0 for no words.
    ///
    /// English: the Flesch-Kincaid grade, years of school in the United States, and less is easier.
    /// Spanish: the Fernández Huerta score, where more is easier and 100 is very easy.
    pub grade_tenths: i32,
    /// What the Spanish score means; none for English.
    pub band: Option<Band>,
    /// How many words are hard: of three syllables or more in English, where not only `-es`, `-ed` or
    /// `-ing` makes the third (Gunning, The Technique of Clear Writing, 1952), of four or more in
    /// Spanish, where the measure is ours. Names and numbers do not count.
    pub hard_words: usize,
    /// How many sentences have more than 25 words.
    pub long_sentences: usize,
    /// The longest of these, at most three, with their words.
    pub longest: Vec<(usize, String)>,
}

/// What a Fernández Huerta score means, by the table of Fernández Huerta, Medidas sencillas de
/// lecturabilidad, Consigna 214, 1959, 29-32, after <https://legible.es/blog/lecturabilidad-fernandez-huerta/>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// 90 and more.
    VeryEasy,
    /// 80 to 90.
    Easy,
    /// 70 to 80.
    FairlyEasy,
    /// 60 to 70.
    Normal,
    /// 50 to 60.
    FairlyHard,
    /// 30 to 50.
    Hard,
    /// Under 30.
    VeryHard,
}

impl Band {
    /// The band of a score in tenths; what lies on an edge is in the easier one.
    pub fn of(tenths: i32) -> Band {
        match tenths {
            900.. => Band::VeryEasy,
            800.. => Band::Easy,
            700.. => Band::FairlyEasy,
            600.. => Band::Normal,
            500.. => Band::FairlyHard,
            300.. => Band::Hard,
            _ => Band::VeryHard,
        }
    }

    /// Its name in Spanish, as the table has it.
    pub fn spanish(self) -> &'static str {
        match self {
            Band::VeryEasy => "muy fácil",
            Band::Easy => "fácil",
            Band::FairlyEasy => "algo fácil",
            Band::Normal => "normal",
            Band::FairlyHard => "algo difícil",
            Band::Hard => "difícil",
            Band::VeryHard => "muy difícil",
        }
    }
}

/// How a piece reads.
///
/// Grades are exact fractions rounded once to a tenth, half away from zero.
pub fn reading(document: &Document) -> Reading {
    let language = document.language;
    let mut texts = vec![bare(&document.summary)];
    prose(&document.blocks, &mut texts);
    let mut reading = Reading {
        words: 0,
        sentences: 0,
        syllables: 0,
        minutes_times_ten: 0,
        grade_tenths: 0,
        band: None,
        hard_words: 0,
        long_sentences: 0,
        longest: Vec::new(),
    };
    for sentence in texts.iter().flat_map(|text| sentences(text, language)) {
        let words: Vec<&str> = counted(&sentence).collect();
        if words.is_empty() {
            continue;
        }
        reading.sentences += 1;
        reading.words += words.len();
        for (at, word) in words.iter().enumerate() {
            let count = syllables(word, language);
            reading.syllables += count;
            reading.hard_words += usize::from(is_hard(word, at == 0, count, language));
        }
        if words.len() > LONG {
            reading.long_sentences += 1;
            reading.longest.push((words.len(), sentence));
        }
    }
    // The order of the text stays among sentences of one length.
    reading.longest.sort_by_key(|(words, _)| std::cmp::Reverse(*words));
    reading.longest.truncate(3);
    let tenths = (reading.words * 10).div_ceil(WORDS_A_MINUTE);
    reading.minutes_times_ten = u32::try_from(tenths).unwrap_or(u32::MAX);
    if reading.words > 0 {
        let (words, sentences, syllables) = (reading.words, reading.sentences, reading.syllables);
        reading.grade_tenths = match language {
            Language::English => flesch_kincaid(words, sentences, syllables),
            Language::Spanish => fernandez_huerta(words, sentences, syllables),
        };
        reading.band = (language == Language::Spanish).then(|| Band::of(reading.grade_tenths));
    }
    reading
}

/// The texts that are read as sentences, each paragraph by itself.
fn prose(blocks: &[Block], texts: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => texts.push(bare(text)),
            Block::List { items, .. } => items.iter().for_each(|item| prose(item, texts)),
            Block::Quote(inner) => prose(inner, texts),
            Block::Heading { .. } | Block::Table { .. } | Block::Rule => {}
        }
    }
}

/// The words of a sentence: what has a letter or a digit between blanks and dashes, addresses left out.
fn counted(sentence: &str) -> impl Iterator<Item = &str> {
    let parts = words(sentence).filter(|word| !word.contains("://"));
    let parts = parts.flat_map(|word| word.split(['—', '–', '\u{a0}', '\u{202f}']));
    parts.filter(|word| word.chars().any(char::is_alphanumeric))
}

fn is_hard(word: &str, first: bool, count: usize, language: Language) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let name = !first && word.starts_with(char::is_uppercase);
    if name || word.chars().any(|c| c.is_ascii_digit()) || word.contains('-') {
        return false;
    }
    match language {
        Language::English => {
            let grown = count == 3 && ["es", "ed", "ing"].iter().any(|end| word.ends_with(end));
            count >= 3 && !grown
        }
        Language::Spanish => count >= 4,
    }
}

/// The grade: 0.39 words a sentence + 11.8 syllables a word - 15.59, in tenths.
///
/// Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas for Navy Enlisted
/// Personnel, Research Branch Report 8-75, 1975, <https://apps.dtic.mil/sti/citations/ADA006655>.
fn flesch_kincaid(words: usize, sentences: usize, syllables: usize) -> i32 {
    let (w, n, s) = (words as i128, sentences as i128, syllables as i128);
    rounded(39 * w * w + 1180 * s * n - 1559 * w * n, 10 * w * n)
}

/// The score: 206.84 - 60 syllables a word - 1.02 words a sentence, in tenths.
///
/// Fernández Huerta, Medidas sencillas de lecturabilidad, Consigna 214, 1959, 29-32. As printed, the
/// last number is of sentences in a hundred words, by which shorter sentences would be harder; this
/// is the reading of Law, Error in the Fernandez Huerta Readability Formula, LINGUIST List 22.2332,
/// 2011, <http://linguistlist.org/issues/22/22-2332.html>.
fn fernandez_huerta(words: usize, sentences: usize, syllables: usize) -> i32 {
    let (w, n, s) = (words as i128, sentences as i128, syllables as i128);
    rounded(20684 * w * n - 6000 * s * n - 102 * w * w, 10 * w * n)
}

/// A fraction to the nearest whole, half away from zero; the lower part is above zero.
fn rounded(upper: i128, lower: i128) -> i32 {
    let whole = (upper.abs() * 2 + lower) / (lower * 2);
    i32::try_from(whole * upper.signum()).unwrap_or(if upper > 0 { i32::MAX } else { i32::MIN })
}
