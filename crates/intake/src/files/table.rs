use costing::Coded;
use std::hash::BuildHasher;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::bytes::Bytes;
use super::format::Format;
use crate::header::{HeaderMap, canonical_form};
use crate::{Finding, Findings, Place};

/// A table as read: its headers, and each wanted column as distinct texts and codes.
pub(crate) struct Table {
    /// What messages call it: the file, and the sheet of a workbook.
    pub file: String,
    pub headers: Vec<String>,
    pub rows: usize,
    /// The spreadsheet row of the first data row.
    pub first_row: usize,
    /// The sheet's column of the first header, from 0.
    pub left: usize,
    /// The data row that each line which is no data stands before.
    pub gaps: Vec<usize>,
    /// What was found out about the file, in sentences.
    pub said: Vec<String>,
    /// Lines above the header.
    pub titles: Vec<String>,
    /// Lines that are not rows of data.
    pub asides: Vec<Aside>,
    /// The row numbers, where rows were left out by hand.
    pub numbers: Option<Vec<u32>>,
    /// Columns made here and the first of those they were made of.
    pub made_of: Vec<(usize, usize)>,
    /// By place among the headers; `None` for columns that nothing asked for.
    pub columns: Vec<Option<Coded<String>>>,
    /// Canonical column -> place among the headers.
    names: FxHashMap<String, usize>,
}

/// A line that is not a row of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aside {
    /// Its row as a spreadsheet counts.
    pub row: usize,
    /// The data row it stands before.
    pub before: usize,
    pub kind: AsideKind,
    /// Its cells under the headers.
    pub cells: Vec<String>,
}

/// What kind of line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AsideKind {
    /// A sum of rows.
    Total,
    /// One text over the rows below it.
    Heading,
    /// The header row once more, as on each page.
    HeaderAgain,
    /// A header row with some other headers: another table begins.
    OtherHeader,
    /// A page line, or a note at the foot.
    Note,
}

/// How to read a file, where what it says itself is not enough.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row that holds the headers, from 1.
    pub header_row: Option<usize>,
    /// What stands between cells.
    pub delimiter: Option<char>,
    /// The encoding of a text, by its usual name.
    pub encoding: Option<String>,
}

/// What to read of a table.
pub(crate) struct Wanted<'a> {
    /// Canonical columns to look for.
    pub canonical: &'a [&'a str],
    /// Canonical columns to leave unread.
    pub skip: &'a [&'a str],
    /// Further columns by header.
    pub others: &'a [String],
    /// Read every column.
    pub all: bool,
    pub map: &'a HeaderMap,
    /// Set lines aside that are no data, as in files that people look at.
    pub tolerant: bool,
    pub reading: &'a Reading,
    pub progress: &'a crate::Progress<'a>,
}

/// Headers matched to canonical columns.
pub(crate) struct Layout {
    pub names: FxHashMap<String, usize>,
    /// Places to read.
    pub read: Vec<usize>,
}

impl Wanted<'_> {
    /// Finds the canonical columns among the headers: those mapped by hand first, then those whose
    /// header is the column's own name.
    pub fn layout(&self, file: &str, headers: &[String], findings: &mut Findings) -> Layout {
        let mut names = FxHashMap::default();
        for (column, header) in self.map.pairs() {
            match headers.iter().position(|known| known == header) {
                Some(at) => {
                    names.insert(column.to_owned(), at);
                }
                None => findings.push(
                    Finding::error(
                        Place::File(file.to_owned()),
                        format!(
                            "{} {column}=\"{header}\" names a header that is not in the file",
                            self.map.flag
                        ),
                    )
                    .expected(format!("one of {}", quoted(headers)))
                    .near(header, headers),
                ),
            }
        }
        for column in self.canonical {
            if self.map.header_of(column).is_some() {
                continue;
            }
            let mut at = (0..headers.len()).filter(|at| canonical_form(&headers[*at]) == *column);
            if let Some(first) = at.next() {
                names.insert((*column).to_owned(), first);
                if at.next().is_some() {
                    findings.push(
                        Finding::error(
                            Place::File(file.to_owned()),
                            format!("two columns are headed \"{}\"", headers[first]),
                        )
                        .mend(format!(
                            "rename one of them, or say which is meant with {} {column}=...",
                            self.map.flag
                        )),
                    );
                }
            }
        }
        let mut read: Vec<usize> = if self.all {
            (0..headers.len()).collect()
        } else {
            let canonical = names.iter().filter(|(name, _)| !self.skip.contains(&name.as_str()));
            let others = self.others.iter().filter_map(|name| header_at(headers, name));
            canonical.map(|(_, at)| *at).chain(others).collect()
        };
        read.sort_unstable();
        read.dedup();
        Layout { names, read }
    }
}

/// The place of a header by its text, or else by its canonical form.
pub(crate) fn header_at(headers: &[String], name: &str) -> Option<usize> {
    headers.iter().position(|header| header == name).or_else(|| {
        headers.iter().position(|header| canonical_form(header) == canonical_form(name))
    })
}

pub(crate) fn quoted<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{}\"", name.as_ref())).collect();
    quoted.join(", ")
}

impl Table {
    /// Reads any table, told by its content.
    pub fn read(bytes: &Bytes, wanted: &Wanted<'_>, findings: &mut Findings) -> Option<Table> {
        Table::try_read(bytes, wanted, findings).map_err(|finding| findings.push(finding)).ok()
    }

    fn try_read(
        bytes: &Bytes,
        wanted: &Wanted<'_>,
        findings: &mut Findings,
    ) -> Result<Table, Finding> {
        let (bytes, packed) = bytes.unpacked()?;
        let mut table = match Format::of(&bytes.bytes) {
            Format::Parquet => super::parquet::read(&bytes, wanted, findings)?,
            Format::Zip | Format::Compound => super::workbook::read(&bytes, wanted, findings)?,
            Format::Text => super::delimited::read(&bytes, wanted, findings)?,
            Format::Gzip => {
                return Err(Finding::error(Place::File(bytes.name), "is packed twice")
                    .mend("unpack it once and give what was in it"));
            }
            Format::Other(what, mend) => {
                return Err(Finding::error(Place::File(bytes.name), what)
                    .expected("CSV or other text, XLSX, XLS, ODS or Parquet")
                    .mend(mend));
            }
        };
        if packed {
            table.said.insert(0, "packed with gzip".to_owned());
        }
        Ok(table)
    }

    pub fn new(
        file: String,
        headers: Vec<String>,
        rows: usize,
        first_row: usize,
        columns: Vec<Option<Coded<String>>>,
        layout: Layout,
    ) -> Table {
        Table {
            file,
            headers,
            rows,
            first_row,
            left: 0,
            gaps: Vec::new(),
            said: Vec::new(),
            titles: Vec::new(),
            asides: Vec::new(),
            numbers: None,
            made_of: Vec::new(),
            columns,
            names: layout.names,
        }
    }

    /// A table that could not be read.
    pub fn unread() -> Table {
        let layout = Layout { names: FxHashMap::default(), read: Vec::new() };
        Table::new(String::new(), Vec::new(), 0, 1, Vec::new(), layout)
    }

    /// A canonical column, if the file has it.
    pub fn column(&self, name: &str) -> Option<&Coded<String>> {
        self.names.get(name).and_then(|at| self.columns[*at].as_ref())
    }

    /// Whether the file has a canonical column.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// The place of a canonical column, if the file has it.
    pub fn place_of(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The canonical name of the column at a place, if it has one.
    pub fn canonical_at(&self, at: usize) -> Option<&str> {
        self.names.iter().find(|(_, place)| **place == at).map(|(name, _)| name.as_str())
    }

    /// A data row's number as a spreadsheet counts.
    pub fn row_number(&self, row: usize) -> usize {
        if let Some(numbers) = &self.numbers {
            return numbers[row] as usize;
        }
        row + self.first_row + self.gaps.partition_point(|before| *before <= row)
    }

    pub fn cell(&self, name: &str, row: usize) -> Place {
        self.cell_at(self.names.get(name).copied().unwrap_or(0), row)
    }

    /// The place of a cell by its column's place among the headers.
    pub fn cell_at(&self, at: usize, row: usize) -> Place {
        let made = self.made_of.iter().find(|(made, _)| *made == at);
        let at = made.map_or(at, |(_, of)| *of);
        Place::Cell {
            file: self.file.clone(),
            row: self.row_number(row),
            column: self.headers.get(at).cloned().unwrap_or_default(),
            at: at + self.left,
        }
    }

    /// Makes one column of several, their texts joined; gives its place among the headers.
    pub fn join(&mut self, places: &[usize], between: &str) -> usize {
        let columns: Vec<&Coded<String>> =
            places.iter().filter_map(|at| self.columns[*at].as_ref()).collect();
        let joined = combine(&columns, self.rows, |texts| {
            texts.iter().filter(|t| !t.is_empty()).copied().collect::<Vec<_>>().join(between)
        });
        let headers: Vec<&str> = places.iter().map(|at| self.headers[*at].as_str()).collect();
        let header = headers.join(" + ");
        self.made_of.push((self.headers.len(), places[0]));
        self.headers.push(header);
        self.columns.push((self.rows > 0).then_some(joined));
        self.headers.len() - 1
    }

    /// Keeps some of the rows.
    pub fn keep(&mut self, keep: &[bool]) {
        let numbers = (0..self.rows).filter(|row| keep[*row]);
        let numbers = numbers.map(|row| u32::try_from(self.row_number(row)).unwrap_or(u32::MAX));
        let numbers: Vec<u32> = numbers.collect();
        for column in self.columns.iter_mut().flatten() {
            let Some(codes) = column.codes() else { continue };
            // Values that no row has any more are no values of the column.
            let mut again: Vec<Option<u32>> = vec![None; column.values().len()];
            let mut values = Vec::new();
            let kept = codes.iter().zip(keep).filter(|(_, keep)| **keep).map(|(code, _)| {
                let code = *code as usize;
                *again[code].get_or_insert_with(|| {
                    values.push(column.values()[code].clone());
                    values.len() as u32 - 1
                })
            });
            let kept: Vec<u32> = kept.collect();
            *column = Coded::new(values, kept);
        }
        self.rows = numbers.len();
        if self.rows == 0 {
            self.columns.iter_mut().for_each(|column| *column = None);
        }
        self.numbers = Some(numbers);
    }

    pub fn row(&self, row: usize) -> Place {
        Place::Row { file: self.file.clone(), row: self.row_number(row) }
    }
}

/// One column of several: each distinct combination of texts is turned into a value once.
pub(crate) fn combine<T>(
    columns: &[&Coded<String>],
    rows: usize,
    mut turn: impl FnMut(&[&str]) -> T,
) -> Coded<T> {
    combine_codes(columns, rows, |codes| {
        let texts: Vec<&str> = columns
            .iter()
            .zip(codes)
            .map(|(column, code)| column.values()[*code as usize].as_str())
            .collect();
        turn(&texts)
    })
}

/// The same by the places of the columns' values.
pub(crate) fn combine_codes<T>(
    columns: &[&Coded<String>],
    rows: usize,
    mut turn: impl FnMut(&[u32]) -> T,
) -> Coded<T> {
    if let [only] = columns {
        let values = 0..only.values().len() as u32;
        return only.with_values(values.map(|code| turn(&[code])).collect());
    }
    let mut known: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
    let mut values = Vec::new();
    let mut key: Vec<u32> = Vec::with_capacity(columns.len());
    let codes = (0..rows)
        .map(|row| {
            key.clear();
            key.extend(columns.iter().map(|column| column.code(row)));
            if let Some(code) = known.get(&key) {
                return *code;
            }
            values.push(turn(&key));
            let code = values.len() as u32 - 1;
            known.insert(key.clone(), code);
            code
        })
        .collect();
    Coded::new(values, codes)
}

/// Distinct texts of a column, numbered in order of first meeting.
#[derive(Default)]
pub(crate) struct Interner {
    /// Hash and place among `values`.
    numbers: HashTable<(u64, u32)>,
    values: Vec<String>,
    last: u32,
}

impl Interner {
    #[inline]
    pub fn number(&mut self, text: &str) -> u32 {
        if self.values.get(self.last as usize).is_some_and(|last| last == text) {
            return self.last;
        }
        let values = &mut self.values;
        let hash = FxBuildHasher.hash_one(text);
        let same = |known: &(u64, u32)| known.0 == hash && values[known.1 as usize] == text;
        self.last = match self.numbers.entry(hash, same, |known| known.0) {
            Entry::Occupied(known) => known.get().1,
            Entry::Vacant(place) => {
                let number = values.len() as u32;
                place.insert((hash, number));
                values.push(text.to_owned());
                number
            }
        };
        self.last
    }

    pub fn into_values(self) -> Vec<String> {
        self.values
    }
}
