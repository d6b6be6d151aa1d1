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
mod locked;
mod log;
mod people;
mod seal;
mod sealed_box;
mod sqlite;
mod vault;

pub use backup::{Backup, backup, restore_drill};
pub use check::{Checked, Fault, check};
pub use error::StoreError;
pub use files::Files;
pub use folder::Campaign;
pub use locked::{is_locked, lock, locked_file, unlock};
pub use log::{Log, Stored};
pub use people::{destroy, unkeep, wipe};
pub use seal::{Seal, SealState};
pub use sealed_box::{Locked, Passphrase};
pub use sqlite::SqliteLog;
pub use vault::{Member, Note, NoteKind, OpenVault, Vault};

use record::Slug;
