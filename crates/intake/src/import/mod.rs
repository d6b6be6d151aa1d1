//! A file as the employer sent it -> a canonical file, its control totals, and what does not add
//! up. Nothing is written here.

mod answers;
mod canonical;
mod clashes;
mod columns;
pub(crate) use columns::rows_of as rows_where;
mod dates;
mod expect;
mod hours;
mod marked;
mod part_of_time;
mod pay;
mod people;
mod placed;
mod questions;
mod roster;
mod rows;
mod schedule;
mod shape;
mod sums;
mod titles;
mod totals;

pub use canonical::CanonicalTable;
pub use expect::Comparison;
pub use marked::{MarkedCell, MarkedRow};
pub use roster::{ImportedFile, ImportedRoster, RosterImport, import_roster};
pub use schedule::{ImportedSchedule, ScheduleImport, ScheduleTotals, import_schedule};
pub use totals::{ColumnSum, GroupTotal, OwnTotal, Totals};

pub use crate::mapping::proposal::MappedColumn;
pub use crate::mapping::saved::SavedMapping;
