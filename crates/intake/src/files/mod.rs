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
mod quietly;
pub(crate) mod rows;
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
