//! A campaign's costing with other offers than its case file names: terms out of the record, or as somebody types them.

use std::path::Path;

use costing::Costing;

use super::CASE_FILE;
use crate::files::bytes::{Bytes, Source};
use crate::toml_fields::TomlFile;
use crate::{CostFiles, Findings, Loaded};

/// The roster, schedule and assumptions of a campaign's case file with the offers that are given, each by its name and the text of an
/// offer file; none where the campaign costs nothing.
///
/// # Errors
///
/// Every finding of the case file and of the files of the costing.
pub fn costing_of_terms(
    campaign: &Path,
    offers: &[(String, String)],
) -> Result<Option<Loaded>, Findings> {
    let parts: Vec<Vec<(String, String)>> = offers.iter().map(|one| vec![one.clone()]).collect();
    match files_of(campaign, &parts)? {
        Some(files) => crate::load(&files).map(Some),
        None => Ok(None),
    }
}

/// The same, costed, with offers that may each be written in several parts, whose terms count through: a finding names the part
/// and its line.
///
/// # Errors
///
/// Every finding of the case file, of the files of the costing, and of terms that the schedule cannot carry out.
pub fn costed_parts(
    campaign: &Path,
    offers: &[Vec<(String, String)>],
) -> Result<Option<(Loaded, Costing)>, Findings> {
    let Some(files) = files_of(campaign, offers)? else { return Ok(None) };
    let loaded = crate::load(&files)?;
    let costing = costing::cost(&loaded.case, &files.by)
        .map_err(|error| loaded.findings_of(&error, &files))?;
    Ok(Some((loaded, costing)))
}

/// The files of a campaign's costing with other offers.
fn files_of(
    campaign: &Path,
    offers: &[Vec<(String, String)>],
) -> Result<Option<CostFiles>, Findings> {
    let path = campaign.join(CASE_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let one = |finding| Findings(vec![finding]);
    let bytes = Bytes::read(&Source::Path(path)).map_err(one)?;
    let toml = TomlFile::parse(&bytes.name, bytes.text().map_err(one)?).map_err(one)?;
    let mut findings = Findings::default();
    let Some(file) = super::read(&toml, &mut findings) else { return Err(findings) };
    let Some(costing) = file.costing else { return Ok(None) };
    let source = |name: &String| Source::Path(campaign.join(name));
    let given = |(name, text): &(String, String)| Source::Given {
        name: name.clone(),
        bytes: text.clone().into_bytes(),
    };
    Ok(Some(CostFiles {
        roster: source(&costing.roster),
        schedule: costing.schedule.as_ref().map(source),
        assumptions: source(&costing.assumptions),
        offers: offers.iter().map(|parts| parts.iter().map(given).collect()).collect(),
        map: costing.map.clone(),
        ..CostFiles::default()
    }))
}
