//! Data sets that the case is made of: published indexes, wage surveys and pay of other employers,
//! each by its exact bytes and with what is known of it. Nothing is fetched: a data set ships with
//! the program or is a file that somebody brings.

mod about;
mod pay;
mod prices;
mod receipt;
mod series;
mod shipped;
mod wages;

use std::path::{Path, PathBuf};

use evidence::{PayTable, PriceIndex, SeriesTable, WageTable};
use money::{Fraction, InputFile};

pub(crate) use about::is_slug;
pub use about::{About, Kind};
pub use receipt::{KeptReceipt, kept_receipt};
pub use shipped::{releases, shipped};

use crate::files::bytes::{Bytes, Source};
use crate::{Finding, Findings, Place};

/// A data set that can be read: its bytes' hash, what is known of it, and where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSet {
    /// What is known of it.
    pub about: About,
    /// The file's name.
    pub file: String,
    /// Of its exact bytes, in hex.
    pub sha256: String,
    /// Where the bytes are.
    pub source: Source,
    /// Whether it ships with the program.
    pub shipped: bool,
}

/// What a data set holds.
#[derive(Debug, Clone)]
pub enum Holds {
    /// Series of a price index.
    Prices(Vec<PriceIndex>),
    /// Cells of a wage survey.
    Wages(WageTable),
    /// Pay of other employers, row by row.
    Pay(PayTable),
    /// Numbers by part and by year.
    Series(SeriesTable),
}

impl Holds {
    /// The number in a cell, by its key.
    pub fn number(&self, key: &str) -> Option<Fraction> {
        match self {
            Holds::Prices(all) => {
                let (series, span) = key.rsplit_once(' ')?;
                let index = all.iter().find(|index| index.series == series)?;
                match evidence::Span::parse(span)? {
                    evidence::Span::Month(month) => index.months.get(&month).cloned(),
                    evidence::Span::Average(year, average) => {
                        index.averages.get(&(year, average)).cloned()
                    }
                }
            }
            Holds::Wages(table) => table.number(key).cloned(),
            Holds::Pay(table) => table.number(key),
            Holds::Series(table) => table.number(key),
        }
    }

    /// What it holds, in a few words.
    pub fn in_words(&self) -> String {
        match self {
            Holds::Prices(all) => {
                let months = all.iter().flat_map(|index| index.months.keys());
                let areas: std::collections::BTreeSet<&str> =
                    all.iter().map(|index| index.area.code.as_str()).collect();
                let span = match (months.clone().min(), months.max()) {
                    (Some(first), Some(last)) => format!(", {first} to {last}"),
                    _ => String::new(),
                };
                format!("{} series of {} areas{span}", all.len(), areas.len())
            }
            Holds::Wages(table) => {
                let count = |of: fn(&evidence::WageCell) -> &str| {
                    table.cells.iter().map(of).collect::<std::collections::BTreeSet<_>>().len()
                };
                format!(
                    "{} cells: {} occupations in {} areas",
                    table.cells.len(),
                    count(|cell| &cell.occupation_code),
                    count(|cell| &cell.area_code)
                )
            }
            Holds::Series(table) => {
                let names: Vec<&str> =
                    table.numbers.iter().map(|(name, _)| name.as_str()).collect();
                let parts = match &table.part {
                    Some(parts) => format!(" of {} parts", parts.values().len()),
                    None => String::new(),
                };
                format!("{} rows{parts}: {}", table.rows, names.join(", "))
            }
            Holds::Pay(table) => {
                let points: Vec<&str> =
                    table.points.iter().map(|(point, _)| point.name()).collect();
                let employers = match &table.employer {
                    Some(employers) => format!(" of {} employers", employers.values().len()),
                    None => String::new(),
                };
                format!(
                    "{} rows{employers}, {} classes, with {}",
                    table.rows,
                    table.classification.values().len(),
                    points.join(", ")
                )
            }
        }
    }
}

impl DataSet {
    /// Takes a file as a data set, without reading what it holds.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn of(source: Source, about: About, shipped: bool) -> Result<DataSet, Finding> {
        let bytes = Bytes::read(&source)?;
        let (file, sha256) = (bytes.name.clone(), bytes.sha256());
        Ok(DataSet { about, file, sha256, source, shipped })
    }

    /// Reads what it holds.
    ///
    /// # Errors
    ///
    /// Every finding where the file is not what its kind says.
    pub fn read(&self) -> Result<Holds, Findings> {
        let bytes = Bytes::read(&self.source).map_err(|finding| Findings(vec![finding]))?;
        let mut findings = Findings::default();
        let holds = match self.about.kind {
            Kind::Prices => prices::read(&bytes, &mut findings).map(Holds::Prices),
            Kind::Wages => wages::read(&bytes, &mut findings).map(Holds::Wages),
            Kind::Controller | Kind::Pay => {
                pay::read(&bytes, self.about.kind, &self.about.map, &mut findings).map(Holds::Pay)
            }
            Kind::Series => series::read(&bytes, &self.about.map, &mut findings).map(Holds::Series),
        };
        match holds {
            Some(holds) if !findings.has_errors() => Ok(holds),
            _ => Err(findings),
        }
    }

    /// The exact bytes.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>, Finding> {
        Bytes::read(&self.source).map(|bytes| bytes.bytes.to_vec())
    }

    /// As a receipt names it.
    pub fn input(&self, number: usize) -> InputFile {
        InputFile {
            role: "data".to_owned(),
            number,
            name: self.about.name.clone(),
            sha256: self.sha256.clone(),
            publisher: self.about.publisher.clone(),
            title: self.about.title.clone(),
            address: self.about.address.clone(),
            retrieved_on: self.about.retrieved_on,
            vintage: self.about.vintage.clone(),
            published_on: self.about.published_on,
        }
    }
}

/// The name of the file that says what is known of a data set.
pub const ABOUT_FILE: &str = "dataset.toml";

/// The folder that a data set is kept in: by its hash, so that other bytes are another data set.
pub fn folder_of(campaign: &Path, sha256: &str) -> PathBuf {
    campaign.join("data").join(sha256)
}

/// The data sets of a campaign, shipped ones first, each as its description says; and what is wrong
/// with their folder. Bytes that are not those of the folder's name are an error: they were changed.
///
/// Data sets are in the order of their names.
pub fn of_campaign(campaign: &Path) -> (Vec<DataSet>, Findings) {
    let mut findings = Findings::default();
    let mut all = shipped();
    let folder = campaign.join("data");
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (all, findings),
        Err(error) => {
            findings.push(
                Finding::error(
                    Place::File(folder.display().to_string()),
                    format!("cannot be read: {error}"),
                )
                .mend("check that the folder may be read"),
            );
            return (all, findings);
        }
    };
    let mut own: Vec<DataSet> = Vec::new();
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.join(ABOUT_FILE).is_file()) {
        match kept(path) {
            Ok(set) => own.push(set),
            Err(more) => findings.0.extend(more.0),
        }
    }
    own.sort_by(|a, b| a.about.name.cmp(&b.about.name));
    for set in own {
        match all.iter().find(|known| known.about.name == set.about.name) {
            Some(known) => findings.push(
                Finding::error(
                    Place::File(folder.join(&set.sha256).join(ABOUT_FILE).display().to_string()),
                    format!("name = \"{}\" is another data set's name", set.about.name),
                )
                .expected(format!(
                    "a name of its own; the other is {}",
                    if known.shipped { "shipped with the program" } else { &known.sha256 }
                )),
            ),
            None => all.push(set),
        }
    }
    (all, findings)
}

/// A data set in its folder.
fn kept(folder: &Path) -> Result<DataSet, Findings> {
    let about_path = folder.join(ABOUT_FILE);
    let (about, file) = about::read(&Source::Path(about_path.clone()))?;
    let one = |finding: Finding| Findings(vec![finding]);
    let set = DataSet::of(Source::Path(folder.join(&file)), about, false).map_err(one)?;
    let named = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    if named.as_deref() != Some(set.sha256.as_str()) {
        return Err(one(Finding::error(
            Place::File(folder.join(&file).display().to_string()),
            "has other bytes than those it was added with",
        )
        .expected(format!("SHA-256 {}; it is {}", named.unwrap_or_default(), set.sha256))
        .mend("put the file back as it came; add the changed one as a data set of its own")));
    }
    Ok(set)
}
