//! Files -> typed tables, or findings by row and column.
//!
//! A reader goes through the whole of every file, gathers each finding with the place, the value,
//! what was expected and the mend, and then either all of it is in or none of it. Nothing is
//! written here.

mod assumptions;
mod csv_table;
mod finding;
mod header;
mod input;
mod load;
mod offer;
mod parquet_table;
mod placing;
mod roster;
mod schedule;
mod select;
mod table;
mod term;
mod toml_fields;

pub use finding::{Finding, Findings, Place, Severity};
pub use header::HeaderMap;
pub use input::{Input, Source};
pub use load::{CostFiles, Loaded, load};

/// The canonical columns of a roster; any other is an attribute to report by and select on.
pub const ROSTER_COLUMNS: [&str; 15] = roster::COLUMNS;
