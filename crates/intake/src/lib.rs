//! Files -> typed tables, or findings by row and column.
//!
//! A reader goes through the whole of every file, gathers each finding with the place, the value,
//! what was expected and the mend, and then either all of it is in or none of it. Nothing is
//! written here.

mod assumptions;
pub mod case;
pub mod data;
mod files;
mod finding;
mod header;
mod hires;
pub mod import;
mod law;
mod load;
mod mail_list;
mod mapping;
mod offer;
/// Offers in a form, and back into their files.
pub mod offer_form;
/// Photos of people, cleaned of everything but what is seen.
pub mod photo;
/// Pieces: what is written for people.
pub mod piece;
mod placing;
mod plain_table;
mod progress;
mod publishing;
/// Members' questions, out of a file.
pub mod questions;
mod roster;
mod scene;
mod schedule;
mod select;
mod term;
/// Chronologies of bargaining, into entries of a record.
pub mod timeline;
mod toml_fields;
/// Files of TOML as forms: what a field holds.
pub mod toml_form;

/// Who could be recognised by what a story tells.
pub mod uniqueness;

pub use files::bytes::{Input, Source};
pub use files::table::Reading;
pub use finding::{Finding, Findings, Place, Severity};
pub use header::HeaderMap;
pub use hires::{HiresImport, HiresTotals, ImportedHires, MovesTotal, import_hires};
pub use law::law;
pub use load::{CostFiles, Loaded, load, load_telling};
pub use mail_list::read_mail_list;
pub use plain_table::{PlainTable, plain_table};
pub use progress::Progress;
pub use publishing::{Publishing, publishing_of};
pub use scene::{Scene, campaign_scene, round_of, scene_text, terms_of_offer};

/// The canonical columns of a roster; any other is an attribute to report by and select on.
pub const ROSTER_COLUMNS: [&str; 15] = roster::COLUMNS;

/// The canonical columns of a schedule in its shapes.
pub const SCHEDULE_COLUMNS: [&str; 11] = schedule::COLUMNS;
