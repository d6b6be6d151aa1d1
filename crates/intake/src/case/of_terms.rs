//! A campaign's costing with other offers than its case file names: terms out of the record.

use std::path::Path;

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
    let given = |(name, text): &(String, String)| {
        vec![Source::Given { name: name.clone(), bytes: text.clone().into_bytes() }]
    };
    let files = CostFiles {
        roster: source(&costing.roster),
        schedule: costing.schedule.as_ref().map(source),
        assumptions: source(&costing.assumptions),
        offers: offers.iter().map(given).collect(),
        map: costing.map.clone(),
        ..CostFiles::default()
    };
    crate::load(&files).map(Some)
}
