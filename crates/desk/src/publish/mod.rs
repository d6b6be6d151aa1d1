//! Publishing: pieces that are begun, looked at, frozen for their readers, taken back; and the sites that they stand on.

mod begin;
mod check;
mod edit;
mod freeze;
mod look;
mod out;
mod shelf;
pub mod site;
mod stories;

use std::path::{Path, PathBuf};

use intake::piece::PieceFile;
use intake::{Finding, Findings};
use record::Slug;
use store::StoreError;

use crate::Desk;
use crate::adding::NotAdded;

pub use begin::{Begun, ToBegin, begin, quoted};
pub use check::{Checked, broken_files, checked, releases_json};
pub use edit::{PieceText, Saved, piece_names, piece_of_text, piece_text, save_piece};
pub use freeze::{
    Asked, Foreseen, built, changed_files, entry_of, manifest_of, write_and_enter, write_release,
};
pub use look::{Looked, is_for, looked, preview_json};
pub use out::{
    Outcome, approve, asked_again, foreseen, ready, release, waiting, withdrawal, withdrawn,
};
pub use shelf::{OnShelf, answers, shelf};
pub use stories::{consent_words, in_force, missing, stories_json};

/// Why something was not done.
#[derive(Debug)]
pub enum Stopped {
    /// A sentence, and the mend.
    Said {
        /// What is wrong.
        what: String,
        /// What to do.
        mend: String,
    },
    /// What is wrong in files.
    Findings(Findings),
    /// The record does not take its entry.
    NotAdded(NotAdded),
}

impl Stopped {
    /// A sentence and its mend.
    pub fn said(what: impl Into<String>, mend: impl Into<String>) -> Stopped {
        Stopped::Said { what: what.into(), mend: mend.into() }
    }
}

impl From<Findings> for Stopped {
    fn from(findings: Findings) -> Stopped {
        Stopped::Findings(findings)
    }
}

impl From<&Findings> for Stopped {
    fn from(findings: &Findings) -> Stopped {
        Stopped::Findings(findings.clone())
    }
}

impl From<Finding> for Stopped {
    fn from(finding: Finding) -> Stopped {
        Stopped::Findings(Findings(vec![finding]))
    }
}

impl From<NotAdded> for Stopped {
    fn from(error: NotAdded) -> Stopped {
        Stopped::NotAdded(error)
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Stopped {
        Stopped::NotAdded(NotAdded::Store(error))
    }
}

/// The folder of releases.
pub fn releases(folder: &Path) -> PathBuf {
    folder.join("releases")
}

/// Where a release that is not out yet lies, to be looked at.
pub fn proposed(folder: &Path, id: &Slug) -> PathBuf {
    releases(folder).join("proposed").join(id.as_str())
}

/// A piece by its name.
///
/// # Errors
///
/// A piece cannot be read, or there is none of that name.
pub fn piece_named(desk: &Desk, name: &str) -> Result<PieceFile, Stopped> {
    let all = desk.pieces()?;
    let names: Vec<String> = all.iter().map(|piece| piece.slug.to_string()).collect();
    let name = name.trim_end_matches(".md").trim_start_matches("pieces/");
    all.into_iter().find(|piece| piece.slug.as_str() == name).ok_or_else(|| match names.len() {
        0 => {
            Stopped::said("the campaign has no pieces", "begin one: goodfaith publish draft report")
        }
        _ => Stopped::said(
            format!("there is no piece {name}"),
            format!("name one of: {}", names.join(", ")),
        ),
    })
}
