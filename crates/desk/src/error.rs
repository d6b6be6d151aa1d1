//! Why a campaign cannot be opened.

use intake::Findings;
use store::StoreError;

/// Why a campaign cannot be opened.
#[derive(Debug)]
pub enum DeskError {
    /// Its record cannot be read.
    Record(StoreError),
    /// What is wrong in its files.
    Files(Findings),
}

impl std::fmt::Display for DeskError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DeskError::Record(error) => error.fmt(f),
            DeskError::Files(findings) => {
                for finding in &findings.0 {
                    writeln!(f, "{finding}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for DeskError {}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> DeskError {
        DeskError::Record(error)
    }
}

impl From<Findings> for DeskError {
    fn from(findings: Findings) -> DeskError {
        DeskError::Files(findings)
    }
}
