//! Addresses of mail out of a file: one a line, or a table with a column `email`. They are looked at and never kept.

use std::collections::BTreeSet;
use std::path::Path;

use crate::files::bytes::Bytes;
use crate::plain_table::plain_rows;
use crate::publishing::is_mail_address;
use crate::{Finding, Findings, Place, Source};

/// The column of a table that holds the addresses.
const COLUMN: &str = "email";

/// Reads a list of addresses, each once, in the order of the file. A line or a cell that is empty is passed over; an address may stand
/// behind a name: `A. Person <person@example.org>`.
///
/// # Errors
///
/// Every finding in it: a line that is no address, a table without the column, a list with nothing in it.
pub fn read_mail_list(path: &Path) -> Result<Vec<String>, Findings> {
    let one = |finding: Finding| Findings(vec![finding]);
    let bytes = Bytes::read(&Source::Path(path.to_owned())).map_err(one)?;
    let mut findings = Findings::default();
    let told = match lines_of(&bytes) {
        Some(lines) => lines,
        None => column_of(&bytes)?,
    };
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    for (place, text) in told.into_iter().filter(|(_, text)| !text.is_empty()) {
        let address = text.rsplit_once('<').map_or(text.as_str(), |(_, rest)| rest);
        let address = address.trim_end_matches('>').trim();
        if !is_mail_address(address) {
            findings.push(
                Finding::error(place, format!("\"{text}\" is no address of mail"))
                    .expected("one address a line, such as person@example.org"),
            );
        } else if seen.insert(address.to_lowercase()) {
            all.push(address.to_owned());
        }
    }
    if all.is_empty() && !findings.has_errors() {
        findings.push(
            Finding::error(Place::File(bytes.name.clone()), "there is no address in it")
                .expected(format!("one address a line, or a table with a column {COLUMN}")),
        );
    }
    if findings.has_errors() { Err(findings) } else { Ok(all) }
}

/// The lines of a list that begins with an address; none where the file is a table.
fn lines_of(bytes: &Bytes) -> Option<Vec<(Place, String)>> {
    let text = bytes.text().ok()?;
    let first = text.lines().find(|line| !line.trim().is_empty())?;
    let at = |line| Place::Line { file: bytes.name.clone(), line };
    let lines = text.lines().enumerate();
    first
        .contains('@')
        .then(|| lines.map(|(n, line)| (at(n + 1), line.trim().to_owned())).collect())
}

/// The cells of a table's column.
fn column_of(bytes: &Bytes) -> Result<Vec<(Place, String)>, Findings> {
    let table = plain_rows(bytes)?;
    let is_it = |header: &String| header.trim().eq_ignore_ascii_case(COLUMN);
    let Some(at) = table.headers.iter().position(is_it) else {
        let place = Place::File(bytes.name.clone());
        let finding = Finding::error(place, format!("there is no column \"{COLUMN}\""))
            .expected(format!("one address a line, or a table with a column {COLUMN}"))
            .mend(format!("call the column with the addresses {COLUMN}"));
        return Err(Findings(vec![finding]));
    };
    let column = table.headers[at].clone();
    let cell = |(row, cells): (usize, Vec<String>)| {
        let place = Place::Cell { file: bytes.name.clone(), row, column: column.clone(), at };
        (place, cells.get(at).map_or("", |text| text.trim()).to_owned())
    };
    Ok(table.rows.into_iter().map(cell).collect())
}
