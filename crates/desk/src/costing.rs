//! Offers, costed from the files of a campaign.

use costing::Costing;
use intake::{CostFiles, Findings, Loaded};

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
        let loaded = intake::load(files)?;
        let costing = costing::cost(&loaded.case, &files.by)
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
