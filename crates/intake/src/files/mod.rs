//! Files as people send them -> one table with its header row, and what was found out on the way.

pub(crate) mod blocks;
pub(crate) mod bytes;
mod delimited;
pub(crate) use delimited::no_header;
mod encoding;
pub(crate) mod format;
pub(crate) mod grid;
mod header_row;
mod parquet;
mod pasted;
mod quietly;
pub(crate) mod rows;
mod soundness;
pub(crate) mod table;
mod unpack;
pub(crate) mod workbook;

/// No line of a text file, and no row of one, is longer than this; what is has no line breaks, or a
/// quote that is never closed.
pub(crate) const LONGEST_LINE: usize = 16 << 20;

/// Columns of the widest table: a spreadsheet's own limit.
pub(crate) const MOST_COLUMNS: usize = 16_384;

/// A packed file may unpack to this, plus [`UNPACKED_TIMES`] its own size.
pub(crate) const UNPACKED_FREE: u64 = 64 << 20;

/// See [`UNPACKED_FREE`]. Real payrolls pack to a fifth or a tenth; text made to burst a program
/// packs to a thousandth.
pub(crate) const UNPACKED_TIMES: u64 = 200;

use crate::{Finding, Findings};
use bytes::Bytes;
use format::Format;
use table::{Table, Wanted};

/// Every table of a file: each on each sheet of a workbook, each that stands apart in a text.
pub(crate) fn all_tables(
    bytes: &Bytes,
    wanted: &Wanted<'_>,
    findings: &mut Findings,
) -> Result<Vec<Table>, Finding> {
    let (bytes, packed) = bytes.unpacked()?;
    let (grids, kind) = match Format::of(&bytes.bytes) {
        Format::Zip | Format::Compound => {
            let sheet = wanted.reading.sheet.as_deref();
            let (grids, kind) = workbook::sheets(&bytes, sheet, wanted.progress)?;
            (grids, kind.to_owned())
        }
        Format::Text => match delimited::grid(&bytes, wanted.reading)? {
            Some((grid, said)) => (vec![grid], said),
            None => return Ok(Table::read(&bytes, wanted, findings).into_iter().collect()),
        },
        _ => return Ok(Table::read(&bytes, wanted, findings).into_iter().collect()),
    };
    let mut tables = Vec::new();
    let alone = grids.len() == 1;
    for grid in &grids {
        for block in blocks::find(grid, wanted.reading.header_row) {
            if block.header.is_none() || block.data().is_empty() {
                continue;
            }
            let mut table = workbook::table(grid, &block, wanted, findings)?;
            let place = match alone {
                true => format!("table {}", block.range(grid)),
                false => format!("table {} of {}", block.range(grid), grid.file),
            };
            table.said.push(format!("{kind}, {place}"));
            if packed {
                table.said.insert(0, "packed with gzip".to_owned());
            }
            tables.push(table);
        }
    }
    if tables.is_empty() {
        let rows = grids.iter().find(|grid| !grid.rows.is_empty()).map_or(Vec::new(), |grid| {
            let rows = 0..grid.rows.len().min(3);
            rows.map(|row| (grid.rows[row].number, grid.cells(row, &(0..12)))).collect()
        });
        return Err(no_header(&bytes.name, &rows));
    }
    Ok(tables)
}
