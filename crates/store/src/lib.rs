//! Where a campaign's record and files are kept.
//!
//! A campaign is one folder. Its record is an append-only, hash-chained log ([`Log`]); what crossed the table lies beside it as
//! exact bytes ([`Files`]); [`check`] walks both and names the first thing that is not what it should be; [`backup`] copies a
//! campaign while it is written to, and [`restore_drill`] proves the copy.

mod backup;
mod check;
mod error;
mod files;
mod folder;
mod log;
mod seal;
mod sqlite;

pub use backup::{Backup, backup, restore_drill};
pub use check::{Checked, Fault, check};
pub use error::StoreError;
pub use files::Files;
pub use folder::Campaign;
pub use log::{Log, Stored};
pub use seal::{Seal, SealState};
pub use sqlite::SqliteLog;
