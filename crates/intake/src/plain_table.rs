//! A table as it is: headers and rows of texts.

use crate::files::bytes::Bytes;
use crate::files::table::{Reading, Table, Wanted};
use crate::{Findings, HeaderMap, Progress, Source};

/// A table as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainTable {
    /// Its headers.
    pub headers: Vec<String>,
    /// Its rows: the number as a spreadsheet counts, and a text for each header.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// Reads any table, told by its content.
///
/// # Errors
///
/// Every finding in it.
pub fn plain_table(name: &str, bytes: &[u8]) -> Result<PlainTable, Findings> {
    let source = Source::Given { name: name.to_owned(), bytes: bytes.to_vec() };
    plain_rows(&Bytes::read(&source).map_err(|finding| Findings(vec![finding]))?)
}

/// The same, of bytes that were read.
pub(crate) fn plain_rows(bytes: &Bytes) -> Result<PlainTable, Findings> {
    let mut findings = Findings::default();
    let wanted = Wanted {
        canonical: &[],
        skip: &[],
        others: &[],
        all: true,
        map: &HeaderMap::default(),
        tolerant: false,
        reading: &Reading::default(),
        progress: &Progress::none(),
    };
    let table = Table::read(bytes, &wanted, &mut findings);
    let Some(table) = table.filter(|_| !findings.has_errors()) else { return Err(findings) };
    let cell = |at: usize, row: usize| {
        table.columns[at].as_ref().map_or_else(String::new, |column| column.value(row).clone())
    };
    let rows = (0..table.rows).map(|row| {
        let cells = (0..table.headers.len()).map(|at| cell(at, row)).collect();
        (table.row_number(row), cells)
    });
    Ok(PlainTable { rows: rows.collect(), headers: table.headers.clone() })
}
