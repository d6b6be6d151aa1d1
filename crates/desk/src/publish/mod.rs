//! Publishing: pieces that are begun, looked at, frozen for their readers, taken back; and the sites that they stand on.

pub mod site;

use intake::{Finding, Findings};
use store::StoreError;

use crate::adding::NotAdded;

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
pub fn releases(folder: &std::path::Path) -> std::path::PathBuf {
    folder.join("releases")
}
