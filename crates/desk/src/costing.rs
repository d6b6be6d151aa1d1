//! Offers, costed from the files of a campaign.

use costing::Costing;
use intake::{CostFiles, Findings, Loaded, Progress};

/// Offers with what they cost.
#[derive(Debug)]
pub struct Costed {
    /// What was read.
    pub loaded: Loaded,
    /// What it comes to.
    pub costing: Costing,
    /// What is worth saying.
    pub warnings: Findings,
}

impl Costed {
    /// Reads the files of a costing and costs them.
    ///
    /// # Errors
    ///
    /// Every finding of the files, and of what cannot be costed.
    pub fn of(files: &CostFiles) -> Result<Costed, Findings> {
        Costed::telling(files, &Progress::none())
    }

    /// The same; says how far it is, and stops where it is told to.
    ///
    /// # Errors
    ///
    /// The same, and that it was cancelled.
    pub fn telling(files: &CostFiles, progress: &Progress<'_>) -> Result<Costed, Findings> {
        let loaded = intake::load_telling(files, progress)?;
        let name = files.roster.name();
        // A big roster has a hundred thousand parts: that each is done is not said of each.
        let watch = |done: usize, of: usize| match done.is_multiple_of(64) {
            true => progress.say("costing", &name, done as u64, of as u64).is_ok(),
            false => !progress.is_stopped(),
        };
        let costing = costing::cost_watched(&loaded.case, &files.by, &watch)
            .map_err(|error| loaded.findings_of(&error, files))?;
        let warnings = loaded.warnings_of(&costing);
        Ok(Costed { loaded, costing, warnings })
    }

    /// As exporters take it.
    pub fn report(&self) -> press::Report<'_> {
        press::Report {
            case: &self.loaded.case,
            inputs: &self.loaded.inputs,
            warnings: &self.warnings,
            costing: &self.costing,
        }
    }
}
