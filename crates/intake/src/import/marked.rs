//! Rows with findings, as the employer's file has them, to send back.

use crate::files::table::Table;
use crate::mapping::proposal::Proposal;
use crate::{Findings, Place, Severity};

/// A row of the file with something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedRow {
    /// The file, and its sheet.
    pub file: String,
    /// As a spreadsheet counts.
    pub row: usize,
    /// Headers and cells; without columns of names and the like.
    pub cells: Vec<(String, String)>,
    /// What is to be looked at.
    pub marks: Vec<MarkedCell>,
}

/// A cell, or a whole row, with what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedCell {
    /// The place among `cells`; `None` for the whole row, or a column that is not shown.
    pub at: Option<usize>,
    /// Error or warning.
    pub severity: Severity,
    /// The finding's place in the list of findings.
    pub finding: usize,
}

/// The most rows that go into a file of findings.
const MOST: usize = 50_000;

/// Gathers the rows that findings are about, in order of file and row.
pub(crate) fn rows(parts: &[(&Table, &Proposal)], findings: &Findings) -> Vec<MarkedRow> {
    let mut marks: Vec<(usize, usize, Option<usize>, Severity, usize)> = Vec::new();
    for (number, finding) in findings.0.iter().enumerate() {
        let (file, row, at) = match &finding.place {
            Place::Cell { file, row, at, .. } => (file, *row, Some(*at)),
            Place::Row { file, row } => (file, *row, None),
            _ => continue,
        };
        let Some(part) = parts.iter().position(|(table, _)| {
            table.file == *file && (table.numbers.is_some() || row_of(table, row).is_some())
        }) else {
            continue;
        };
        let at = at.and_then(|at| at.checked_sub(parts[part].0.left));
        let rows = std::iter::once(row).chain(finding.also.iter().copied());
        marks.extend(rows.map(|row| (part, row, at, finding.severity, number)));
    }
    marks.sort_by_key(|(part, row, at, _, number)| (*part, *row, *at, *number));
    let mut all: Vec<MarkedRow> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (part, number, at, severity, finding) in marks {
        let (table, proposal) = parts[part];
        let hidden = |at: &usize| {
            proposal.dropped.iter().any(|(dropped, _)| dropped == at)
                || proposal.ssn.contains(at)
                || table.columns[*at].is_none()
                || table.made_of.iter().any(|(made, _)| made == at)
        };
        let shown: Vec<usize> = (0..table.headers.len()).filter(|at| !hidden(at)).collect();
        if last != Some((part, number)) {
            if all.len() == MOST {
                break;
            }
            let Some(row) = row_of(table, number) else { continue };
            last = Some((part, number));
            let cells = shown.iter().map(|at| {
                let text = table.columns[*at].as_ref().map_or("", |c| c.value(row).as_str());
                (table.headers[*at].clone(), text.to_owned())
            });
            all.push(MarkedRow {
                file: table.file.clone(),
                row: number,
                cells: cells.collect(),
                marks: Vec::new(),
            });
        }
        if let Some(marked) = all.last_mut() {
            let at = at.and_then(|at| shown.iter().position(|shown| *shown == at));
            marked.marks.push(MarkedCell { at, severity, finding });
        }
    }
    all
}

/// The data row that has a number.
fn row_of(table: &Table, number: usize) -> Option<usize> {
    let (mut low, mut high) = (0, table.rows);
    while low < high {
        let middle = low.midpoint(high);
        match table.row_number(middle).cmp(&number) {
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}
