//! A campaign's costing with other offers than its case file names: files of the folder, or terms out of the record.

use std::path::Path;

use money::Date;

use super::CASE_FILE;
use crate::files::bytes::{Bytes, Source};
use crate::toml_fields::TomlFile;
use crate::{CostFiles, Findings, Loaded};

/// The folders of a campaign in which offers lie: what has crossed the table, and what is ours and has not.
pub const OFFER_FOLDERS: [&str; 2] = ["offers", "drafts"];

/// An offer in a campaign's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferOnFile {
    /// Its path in the folder: `offers/state-2022-06-11.toml`.
    pub path: String,
    /// What it is called; the file's name where it does not say or cannot be read.
    pub title: String,
    /// Its day.
    pub dated: Option<Date>,
    /// How many terms it has.
    pub terms: usize,
    /// Whether it has not crossed the table.
    pub is_draft: bool,
    /// Whether the case file names it.
    pub of_case: bool,
}

/// The offers of a campaign's folder, by their paths: those of the folders [`OFFER_FOLDERS`].
pub fn offers_of(campaign: &Path) -> Vec<OfferOnFile> {
    let named = costing_files(campaign, None).ok().flatten().map(|files| files.offers);
    let named: Vec<String> = named
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|source| match source {
            Source::Path(path) => {
                Some(path.strip_prefix(campaign).unwrap_or(&path).to_string_lossy().into_owned())
            }
            _ => None,
        })
        .collect();
    let mut all = Vec::new();
    for folder in OFFER_FOLDERS {
        let entries = std::fs::read_dir(campaign.join(folder));
        for entry in entries.into_iter().flatten().flatten() {
            let file = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if file.extension().is_none_or(|ending| ending != "toml") || name.starts_with('.') {
                continue;
            }
            let path = format!("{folder}/{name}");
            all.push(OfferOnFile {
                is_draft: folder == "drafts",
                of_case: named.contains(&path),
                ..offer_on_file(&file, path, &name)
            });
        }
    }
    all.sort_by(|a, b| (a.is_draft, a.dated, &a.path).cmp(&(b.is_draft, b.dated, &b.path)));
    all
}

fn offer_on_file(file: &Path, path: String, name: &str) -> OfferOnFile {
    let title = name.strip_suffix(".toml").unwrap_or(name).to_owned();
    let blank = OfferOnFile { path, title, dated: None, terms: 0, is_draft: false, of_case: false };
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let Ok(toml) = TomlFile::parse(name, &text) else { return blank };
    let (root, mut quiet) = (toml.root(), Findings::default());
    OfferOnFile {
        title: root
            .text("title", &mut quiet)
            .filter(|title| !title.is_empty())
            .unwrap_or(blank.title),
        dated: root.date("dated", &mut quiet),
        terms: root.tables("terms", &mut quiet).len(),
        ..OfferOnFile { title: String::new(), ..blank }
    }
}

/// The files of a campaign's costing: roster, schedule, assumptions and mapping of the case file, with the offers that are named by their
/// paths in the folder, or with the case file's own; none where the campaign costs nothing.
///
/// # Errors
///
/// Every finding of the case file.
pub fn costing_files(
    campaign: &Path,
    offers: Option<&[String]>,
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
    let joined = |name: &String| {
        name.split('+').map(|part| Source::Path(campaign.join(part.trim()))).collect()
    };
    let named = offers.unwrap_or(&costing.offers);
    Ok(Some(CostFiles {
        roster: source(&costing.roster),
        schedule: costing.schedule.as_ref().map(source),
        assumptions: source(&costing.assumptions),
        offers: named.iter().map(joined).collect(),
        map: costing.map.clone(),
        ..CostFiles::default()
    }))
}

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
    let Some(files) = costing_files(campaign, Some(&[]))? else { return Ok(None) };
    let given = |(name, text): &(String, String)| {
        vec![Source::Given { name: name.clone(), bytes: text.clone().into_bytes() }]
    };
    crate::load(&CostFiles { offers: offers.iter().map(given).collect(), ..files }).map(Some)
}
