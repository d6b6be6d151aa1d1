//! The columns of a roster: what they are by their names, and which values stand in them.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::rows::Rows;
use super::{Crowd, UniquenessError};

/// What a column holds, as far as its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Class,
    /// A place, and how wide it is.
    Place(u8),
    /// A part of an organisation, and how wide it is.
    Organisation(u8),
    /// A year or a day of hire.
    Hired,
    /// A number of years.
    Years,
    Other,
}

impl Kind {
    /// By the last word of a name that is known: a `job site` is a site.
    pub(super) fn of(name: &str) -> Kind {
        let words: Vec<String> = words(name).map(|(_, _, word)| word).collect();
        let known = words.iter().rev().find_map(|word| match word.as_str() {
            "classification" | "class" | "title" | "job" | "position" | "rank" => Some(Kind::Class),
            "building" | "office" | "site" | "worksite" | "facility" | "institution"
            | "location" => Some(Kind::Place(1)),
            "city" | "town" => Some(Kind::Place(2)),
            "county" => Some(Kind::Place(3)),
            "area" | "district" | "region" => Some(Kind::Place(4)),
            "section" => Some(Kind::Organisation(1)),
            "branch" => Some(Kind::Organisation(2)),
            "division" | "bureau" => Some(Kind::Organisation(3)),
            "department" => Some(Kind::Organisation(4)),
            "agency" => Some(Kind::Organisation(5)),
            "hire" | "hired" | "joined" | "appointed" | "start" | "started" | "since" => {
                Some(Kind::Hired)
            }
            "years" | "service" | "seniority" | "tenure" => Some(Kind::Years),
            _ => None,
        });
        known.unwrap_or(Kind::Other)
    }

    /// Whether a column of another kind may be told in place of one of this: a wider place for a place, a wider part of the
    /// organisation for a part, and a department for where somebody sits.
    pub(super) fn widens_to(self, other: Kind) -> bool {
        match (self, other) {
            (Kind::Place(own), Kind::Place(other)) => own < other,
            (Kind::Organisation(own), Kind::Organisation(other)) => own < other,
            (Kind::Place(own), Kind::Organisation(other)) => own <= 2 && other >= 4,
            _ => false,
        }
    }
}

/// The words of a text with where they begin and end, in small letters and without accents.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    let is_in = |letter: char| letter.is_alphanumeric() || is_combining_mark(letter);
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while letters.next_if(|(_, letter)| !is_in(*letter)).is_some() {}
        let (start, _) = *letters.peek()?;
        let mut end = start;
        while let Some((at, letter)) = letters.next_if(|(_, letter)| is_in(*letter)) {
            end = at + letter.len_utf8();
        }
        let plain = text[start..end].nfd().filter(|letter| !is_combining_mark(*letter));
        Some((start, end, plain.flat_map(char::to_lowercase).collect()))
    })
}

/// What two spellings of one value have in common: small letters, and single spaces between words.
pub(super) fn same(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// The one of some names that is nearest to a text, by how many letters differ.
fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let text = same(text);
    let name = names.min_by_key(|name| (strsim::osa_distance(&text, &same(name)), *name))?;
    Some(name.trim().to_owned())
}

/// Whether every row fits the columns, and no two columns have one name.
pub(super) fn check(crowd: &Crowd) -> Result<(), UniquenessError> {
    for (at, column) in crowd.columns.iter().enumerate() {
        if crowd.columns[..at].iter().any(|other| same(other) == same(column)) {
            return Err(UniquenessError::SameColumn { column: column.clone() });
        }
    }
    let columns = crowd.columns.len();
    match crowd.rows.iter().position(|(values, _)| values.len() != columns) {
        Some(at) => {
            let values = crowd.rows[at].0.len();
            Err(UniquenessError::Width { row: at + 1, values, columns })
        }
        None => Ok(()),
    }
}

/// A column by its name.
pub(super) fn find(crowd: &Crowd, name: &str) -> Result<usize, UniquenessError> {
    let wanted = same(name);
    crowd.columns.iter().position(|column| same(column) == wanted).ok_or_else(|| {
        UniquenessError::UnknownColumn {
            column: name.trim().to_owned(),
            nearest: nearest(name, crowd.columns.iter().map(String::as_str)),
        }
    })
}

/// A value of a column: what its spellings have in common, and the one that it is shown in, which is the first by the alphabet.
struct Value<'a> {
    same: String,
    spelled: &'a str,
}

/// The values of one column, each once, and which row has which.
pub(super) struct Cells<'a> {
    values: Vec<Value<'a>>,
    of_row: Vec<Option<usize>>,
}

impl<'a> Cells<'a> {
    /// Rows that are nobody have no value.
    pub(super) fn of(crowd: &'a Crowd, column: usize) -> Cells<'a> {
        let mut values: Vec<Value<'a>> = Vec::new();
        let mut by_same: HashMap<String, usize> = HashMap::new();
        let mut by_spelling: HashMap<&str, usize> = HashMap::new();
        let of_row = crowd.rows.iter().map(|(cells, people)| {
            let spelled = cells.get(column).filter(|_| *people > 0)?.as_str();
            Some(*by_spelling.entry(spelled).or_insert_with(|| {
                let same = same(spelled);
                let spelled = spelled.trim();
                let at = *by_same.entry(same.clone()).or_insert_with(|| {
                    values.push(Value { same, spelled });
                    values.len() - 1
                });
                values[at].spelled = values[at].spelled.min(spelled);
                at
            }))
        });
        let of_row = of_row.collect();
        Cells { values, of_row }
    }

    pub(super) fn find(&self, value: &str) -> Option<usize> {
        let wanted = same(value);
        self.values.iter().position(|value| value.same == wanted)
    }

    pub(super) fn nearest(&self, value: &str) -> Option<String> {
        nearest(value, self.values.iter().map(|value| value.spelled))
    }

    pub(super) fn spelled(&self, value: usize) -> &'a str {
        self.values[value].spelled
    }

    pub(super) fn spellings(&self) -> impl Iterator<Item = &'a str> {
        self.values.iter().map(|value| value.spelled)
    }

    pub(super) fn in_row(&self, row: usize) -> Option<usize> {
        self.of_row[row]
    }

    /// The rows whose value is one of those for which something holds.
    pub(super) fn rows(&self, holds: impl Fn(usize) -> bool) -> Rows {
        let held: Vec<bool> = (0..self.values.len()).map(holds).collect();
        Rows::those(self.of_row.len(), |row| self.of_row[row].is_some_and(|value| held[value]))
    }
}
