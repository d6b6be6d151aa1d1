//! A file of hires and leavers -> moves to count, or findings by row and column.
//!
//! The count itself is the record's (`record::tally_of_moves`). A row needs no name; what tells it from every other is its key.

mod places;
mod reader;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use money::{Date, Fraction};
use record::{Move, MoveKind, Slug};

use self::places::{COLUMNS, Places};
use self::reader::Reader;
use crate::files::bytes::Bytes;
use crate::files::table::{Aside, AsideKind, Reading, Table, Wanted};
use crate::mapping::date::written;
use crate::mapping::lexicon::{self, Role};
use crate::mapping::privacy::{could_be_ssn, holds_ssn, looks_like_name};
use crate::{Finding, Findings, HeaderMap, Input, Place, Progress, Source};

/// How a file of hires is to be read.
#[derive(Debug, Clone, Default)]
pub struct HiresImport {
    /// The file.
    pub source: Source,
    /// Which header holds which column, as `class=Job Title`.
    pub map: Vec<String>,
    /// How to read what does not say enough itself.
    pub reading: Reading,
    /// The order of dates, `mdy`, `dmy` or `ymd`, where days do not prove it.
    pub dates: Option<String>,
    /// The year that two-digit years are not after.
    pub latest: i16,
    /// The pools that a file may name by their names, as the card has them.
    pub pools: Vec<(Slug, String)>,
}

/// People who came, or who left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MovesTotal {
    /// All of them.
    pub people: usize,
    /// Those of them who are not full-time.
    pub part_time: usize,
    /// Their full-time equivalents.
    pub fte: Fraction,
}

impl MovesTotal {
    fn add(&mut self, one: &Move) {
        self.people += 1;
        self.part_time += usize::from(one.fte < Fraction::ONE);
        self.fte = self.fte.plus(&one.fte);
    }
}

/// What a file comes to row by row, before rows that say a move again are set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiresTotals {
    /// Rows of data.
    pub rows: usize,
    /// Who came.
    pub hires: MovesTotal,
    /// Who left.
    pub leavers: MovesTotal,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The hires by their pool; those without one first.
    pub pools: BTreeMap<Option<Slug>, MovesTotal>,
}

/// A file of hires and leavers as it was read.
#[derive(Debug, Clone, Default)]
pub struct ImportedHires {
    /// The file, where it could be opened.
    pub input: Option<Input>,
    /// How it was read, in sentences.
    pub said: Vec<String>,
    /// Each column with the header that holds it.
    pub used: Vec<(String, String)>,
    /// Headers of columns that nothing was read from.
    pub not_used: Vec<String>,
    /// Every move of every row; none where there is an error.
    pub moves: Option<Vec<Move>>,
    /// The control totals, with the moves.
    pub totals: Option<HiresTotals>,
    /// What is wrong, and what is worth saying.
    pub findings: Findings,
}

/// Reads the whole of a file of hires and leavers, and gathers every finding; then all of it is in, or none of it.
pub fn import_hires(import: &HiresImport) -> ImportedHires {
    let mut read = ImportedHires::default();
    match HeaderMap::parse("--map", &import.map, &COLUMNS) {
        Ok(map) => read.file(import, &map),
        Err(findings) => findings.into_iter().for_each(|finding| read.findings.push(finding)),
    }
    read.findings.group();
    read.findings.errors_first();
    if read.findings.has_errors() {
        (read.moves, read.totals) = (None, None);
    }
    read
}

impl ImportedHires {
    /// Whether a column of the file was read as this one.
    pub fn has(&self, column: &str) -> bool {
        self.used.iter().any(|(name, _)| name == column)
    }

    fn file(&mut self, import: &HiresImport, map: &HeaderMap) {
        let bytes = match Bytes::read(&import.source) {
            Ok(bytes) => bytes,
            Err(finding) => return self.findings.push(finding),
        };
        let wanted = Wanted {
            canonical: &COLUMNS,
            skip: &[],
            others: &[],
            all: true,
            map,
            tolerant: true,
            reading: &import.reading,
            progress: &Progress::none(),
        };
        self.input = Some(bytes.input("hires", 0));
        let Some(table) = Table::read(&bytes, &wanted, &mut self.findings) else { return };
        self.input = Some(bytes.input("hires", table.rows));
        self.said.clone_from(&table.said);
        let places = Places::of(&table);
        for at in 0..table.headers.len() {
            let header = table.headers[at].clone();
            match places.0.iter().find(|(_, place)| **place == at) {
                Some((column, _)) => self.used.push(((*column).to_owned(), header)),
                None => self.not_used.push(header),
            }
        }
        private(&table, &mut self.findings);
        if !places.are_enough(&table, &mut self.findings) {
            return;
        }
        asides(&table, &places, &mut self.findings);
        let reader = Reader { table: &table, places: &places, import };
        self.moves = reader.moves(&mut self.findings, &mut self.said);
        self.totals = self.moves.as_deref().and_then(|moves| totals(moves, table.rows));
    }
}

fn totals(moves: &[Move], rows: usize) -> Option<HiresTotals> {
    let days = moves.iter().map(|one| one.date);
    let (first, last) = (days.clone().min()?, days.max()?);
    let (mut hires, mut leavers) = (MovesTotal::default(), MovesTotal::default());
    let mut pools: BTreeMap<Option<Slug>, MovesTotal> = BTreeMap::new();
    for one in moves {
        match one.kind {
            MoveKind::Hire => {
                hires.add(one);
                pools.entry(one.pool.clone()).or_default().add(one);
            }
            MoveKind::Leave => leavers.add(one),
        }
    }
    Some(HiresTotals { rows, hires, leavers, first, last, pools })
}

/// What a file of moves should not hold, since its exact bytes are kept.
fn private(table: &Table, findings: &mut Findings) {
    for (at, header) in table.headers.iter().enumerate() {
        let values = table.columns[at].as_ref().map_or(&[][..], |column| column.values());
        let filled = values.iter().filter(|value| !value.is_empty()).count();
        let role = lexicon::recognise(header).map(|found| found.role);
        let nine =
            filled >= 4 && values.iter().filter(|v| could_be_ssn(v.as_bytes())).count() == filled;
        let named = filled > 0 && values.iter().filter(|v| looks_like_name(v)).count() * 2 > filled;
        let place = || Place::File(table.file.clone());
        if role == Some(Role::Ssn) || values.iter().any(|value| holds_ssn(value)) {
            findings.push(
                Finding::error(place(), format!("column \"{header}\" holds what look like social security numbers"))
                    .mend("take the column out of the file: its exact bytes would be kept with the record"),
            );
        } else if nine {
            findings.push(
                Finding::warning(place(), format!("the numbers in column \"{header}\" have nine digits, as social security numbers have"))
                    .mend("if that is what they are, take the column out before the file is kept"),
            );
        } else if role == Some(Role::Name) || named {
            findings.push(
                Finding::warning(place(), format!("column \"{header}\" holds people's names, and the count needs none"))
                    .mend("take the column out before the file is kept; an employee number tells rows apart"),
            );
        }
    }
}

/// Lines that are no rows: said, and an error where one could be a row that lost its cells.
fn asides(table: &Table, places: &Places, findings: &mut Findings) {
    let cut = |aside: &Aside| {
        places.days().any(|at| aside.cells.get(at).is_some_and(|cell| written(cell).is_some()))
    };
    for aside in &table.asides {
        let place = Place::Row { file: table.file.clone(), row: aside.row };
        let finding = match aside.kind {
            AsideKind::Heading | AsideKind::Note if cut(aside) => {
                Finding::error(place, "has a day and nothing else")
                    .mend("fill the row in, or take it out")
            }
            AsideKind::OtherHeader => {
                Finding::error(place, "is a header row with other headers than the first")
                    .mend("save the rows under it as a file of their own")
            }
            AsideKind::Total => Finding::warning(place, "is a sum of rows, and is left out"),
            AsideKind::HeaderAgain => {
                Finding::warning(place, "is the header row again, and is left out")
            }
            AsideKind::Heading | AsideKind::Note => {
                Finding::warning(place, "is a heading or a note, no row of data, and is left out")
            }
        };
        findings.push(finding);
    }
}
