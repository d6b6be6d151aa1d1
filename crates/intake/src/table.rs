use costing::Coded;
use rustc_hash::FxHashMap;

use crate::header::{HeaderMap, canonical_form};
use crate::input::Bytes;
use crate::{Finding, Findings, Place};

/// A table as read: its headers, and each wanted column as distinct texts and codes.
pub(crate) struct Table {
    pub file: String,
    pub headers: Vec<String>,
    pub rows: usize,
    /// The spreadsheet row of the first data row.
    pub first_row: usize,
    /// The data row that each blank line stands before.
    pub gaps: Vec<usize>,
    /// By place among the headers; `None` for columns that nothing asked for.
    pub columns: Vec<Option<Coded<String>>>,
    /// Canonical column -> place among the headers.
    names: FxHashMap<String, usize>,
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
    /// Reads CSV, CSV.gz or Parquet, told apart by content.
    pub fn read(bytes: &Bytes, wanted: &Wanted<'_>, findings: &mut Findings) -> Option<Table> {
        let read = match bytes.bytes.as_ref() {
            [b'P', b'A', b'R', b'1', ..] => crate::parquet_table::read(bytes, wanted, findings),
            [b'P', b'K', 3, 4, ..] => Err(Finding::error(
                Place::File(bytes.name.clone()),
                "is a workbook, which is not read yet",
            )
            .expected("CSV, CSV.gz or Parquet")
            .mend("save the sheet as CSV (UTF-8)")),
            _ => crate::csv_table::read(bytes, wanted, findings),
        };
        read.map_err(|finding| findings.push(finding)).ok()
    }

    pub fn new(
        file: String,
        headers: Vec<String>,
        rows: usize,
        first_row: usize,
        columns: Vec<Option<Coded<String>>>,
        layout: Layout,
    ) -> Table {
        Table { file, headers, rows, first_row, gaps: Vec::new(), columns, names: layout.names }
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

    /// The canonical name of the column at a place, if it has one.
    pub fn canonical_at(&self, at: usize) -> Option<&str> {
        self.names.iter().find(|(_, place)| **place == at).map(|(name, _)| name.as_str())
    }

    /// The header that a canonical column was read from.
    pub fn header(&self, name: &str) -> &str {
        self.names.get(name).map_or("", |at| self.headers[*at].as_str())
    }

    /// A data row's number as a spreadsheet counts.
    pub fn row_number(&self, row: usize) -> usize {
        row + self.first_row + self.gaps.partition_point(|before| *before <= row)
    }

    pub fn cell(&self, name: &str, row: usize) -> Place {
        let at = self.names.get(name).copied().unwrap_or(0);
        Place::Cell {
            file: self.file.clone(),
            row: self.row_number(row),
            column: self.header(name).to_owned(),
            at,
        }
    }

    pub fn row(&self, row: usize) -> Place {
        Place::Row { file: self.file.clone(), row: self.row_number(row) }
    }
}

/// Distinct texts of a column, numbered in order of first meeting.
#[derive(Default)]
pub(crate) struct Interner {
    numbers: FxHashMap<Box<[u8]>, u32>,
    values: Vec<String>,
    last: u32,
}

impl Interner {
    #[inline]
    pub fn number(&mut self, text: &[u8]) -> u32 {
        if self.values.get(self.last as usize).is_some_and(|last| last.as_bytes() == text) {
            return self.last;
        }
        self.last = match self.numbers.get(text) {
            Some(number) => *number,
            None => {
                let number = self.values.len() as u32;
                self.numbers.insert(text.into(), number);
                self.values.push(String::from_utf8_lossy(text).into_owned());
                number
            }
        };
        self.last
    }

    pub fn into_values(self) -> Vec<String> {
        self.values
    }
}
