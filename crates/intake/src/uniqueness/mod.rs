//! Who could be recognised by what a story tells of its teller.
//!
//! A story without a name can still tell who tells it: "17 years a judge at Fresno" is one person. Here what is told is counted
//! against a roster: how many people share all of it, and what could be said instead so that enough of them do. A reader may
//! know more than the roster does, so a crowd that is large enough is a floor and no promise.
//!
//! A roster that goes in here needs no names. All arithmetic is on whole people.

mod coarser;
mod columns;
mod error;
mod found;
mod patterns;
mod roster;
mod rows;
mod said;
mod suggest;
mod years;

#[cfg(test)]
mod tests;

use columns::Cells;
use rows::Rows;

pub use error::UniquenessError;
pub use found::found_in;
pub use roster::{crowd_of, roster_of_case};

/// Fewer people than this are a small cell, which releases do not show.
pub const SMALL_CELL: u32 = 10;

/// A roster as counts: what describes people, and how many are described so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crowd {
    /// What the columns are: `classification`, `department`, `site`, `hired year`. By its name a column is known as one of
    /// classifications, places, organisations, years of hire or numbers of years, and its values can be widened; a column of
    /// another name is either told or left out.
    pub columns: Vec<String>,
    /// The values, one for each column, and the headcount. The same values may come more than once; rows of nobody count for
    /// nothing.
    pub rows: Vec<(Vec<String>, u32)>,
}

/// What a story tells of its teller: columns of the roster with their values. Letters may be large or small, and spaces at the
/// ends do not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traits(pub Vec<(String, String)>);

/// How many people could have told a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognisable {
    /// People in the roster who share all that is told.
    pub people: u32,
    /// How many are wanted at the least.
    pub threshold: u32,
    /// It in a sentence without its full stop, with the crowd's own spelling. Where nothing that is suggested here suffices, it
    /// says that too.
    pub said: String,
    /// What could be said instead, the least loss first; none where enough people share what is told, and none where nothing
    /// suffices. No more than [`MOST_SUGGESTIONS`].
    pub suggestions: Vec<Coarsening>,
}

/// Something that tells less, and so is shared by more people: by at least the threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coarsening {
    /// All that is told then, in the order of the traits; what is left out is not in it: `classification`, `an attorney`.
    pub say_instead: Vec<(String, String)>,
    /// People in the roster who share that.
    pub people: u32,
    /// It in words: `say "an attorney" instead of "Attorney III" (classification): 214 people`.
    pub words: String,
}

/// The most suggestions that are made.
pub const MOST_SUGGESTIONS: usize = 8;

/// Counts who shares all that is told, and suggests what to say instead where they are fewer than `threshold`
/// ([`SMALL_CELL`] where nobody has decided otherwise).
///
/// One trait is changed, or two; more only where two do not suffice, and then as few as do, as long as they can be tried in a moment. A suggestion is left out where a part of it suffices. They
/// are ranked by how little is lost: a range of five years least, then a family of classes or a wider column, then a range of
/// ten years, then leaving a trait out; among equals, by the smaller crowd, which tells the most. The order of the rows
/// changes nothing. Headcounts that do not fit are taken as the largest that does.
///
/// # Errors
///
/// A column or a value that the roster does not have, with the nearest that it has; a column told twice; a row of another
/// width than the columns; two columns of one name.
pub fn recognisable(
    crowd: &Crowd,
    traits: &Traits,
    threshold: u32,
) -> Result<Recognisable, UniquenessError> {
    columns::check(crowd)?;
    let mut told: Vec<Told<'_>> = Vec::new();
    for (column, value) in &traits.0 {
        let at = columns::find(crowd, column)?;
        if told.iter().any(|known| known.column == at) {
            return Err(UniquenessError::ToldTwice { column: crowd.columns[at].clone() });
        }
        let cells = Cells::of(crowd, at);
        let value = cells.find(value).ok_or_else(|| UniquenessError::UnknownValue {
            column: crowd.columns[at].clone(),
            value: value.trim().to_owned(),
            nearest: cells.nearest(value),
        })?;
        let rows = cells.rows(|other| other == value);
        told.push(Told { column: at, cells, value, rows });
    }
    let everybody = Rows::all(crowd);
    let sharing = told.iter().fold(everybody.clone(), |rows, told| rows.and(&told.rows));
    let people = sharing.people(crowd);
    let suggestions = if people < threshold {
        suggest::suggestions(crowd, &told, &sharing, threshold)
    } else {
        Vec::new()
    };
    let mut said = said::sentence(crowd, &told, people, threshold);
    if people < threshold && suggestions.is_empty() {
        said.push_str(&said::none_suffices(everybody.people(crowd), threshold));
    }
    Ok(Recognisable { people, threshold, said, suggestions })
}

/// A trait as the roster has it.
struct Told<'a> {
    column: usize,
    cells: Cells<'a>,
    /// The value, by its place among the column's.
    value: usize,
    rows: Rows,
}

impl Told<'_> {
    fn spelled(&self) -> &str {
        self.cells.spelled(self.value)
    }
}
