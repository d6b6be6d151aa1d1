//! The desk at which pieces are made ready, for a command: what stops it is printed.

use std::path::Path;
use std::process::ExitCode;

use desk::DeskError;
use desk::publish::Stopped;
use intake::Findings;
use intake::piece::PieceFile;
use store::Campaign;

pub use ::desk::Desk;

use crate::commands::cost::print_findings;
use crate::commands::record::{fail, failed, not_added};

/// Prints findings, and fails.
pub fn refused(findings: &Findings) -> ExitCode {
    print_findings(findings);
    ExitCode::FAILURE
}

/// Prints why something was not done, and fails.
pub fn stopped(error: Stopped) -> ExitCode {
    match error {
        Stopped::Said { what, mend } => fail(&what, &mend),
        Stopped::Findings(findings) => refused(&findings),
        Stopped::NotAdded(error) => not_added(&error),
    }
}

/// Opens a campaign's folder to read.
///
/// # Errors
///
/// What was printed: the record or a file cannot be read.
pub fn open_desk(folder: &Path) -> Result<Desk, ExitCode> {
    Desk::open(folder).map_err(|error| match error {
        DeskError::Record(error) => failed(&error),
        DeskError::Files(findings) => refused(&findings),
    })
}

/// The same, with a record that is open already.
///
/// # Errors
///
/// What was printed: a file cannot be read.
pub fn desk_with(folder: &Path, campaign: Campaign) -> Result<Desk, ExitCode> {
    Desk::with(folder, campaign).map_err(|findings| refused(&findings))
}

/// Every piece of the campaign.
///
/// # Errors
///
/// What was printed: the findings in their heads.
pub fn pieces_in(desk: &Desk) -> Result<Vec<PieceFile>, ExitCode> {
    desk.pieces().map_err(|findings| refused(&findings))
}
