//! Where the parts of an import go in a campaign's folder, and the mappings that are kept there.

use std::path::{Path, PathBuf};

use intake::import::{CanonicalTable, SavedMapping};
use intake::{Finding, Findings, Place};

/// The mappings saved in a folder, by their names.
///
/// # Errors
///
/// A finding for each that cannot be read.
pub fn saved_mappings(folder: &Path) -> Result<Vec<SavedMapping>, Findings> {
    let entries = std::fs::read_dir(folder).map_or(Vec::new(), |all| all.flatten().collect());
    let paths = entries.into_iter().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    paths.sort();
    read_mappings(&paths)
}

/// The mappings of some files.
///
/// # Errors
///
/// A finding for each that cannot be read.
pub fn read_mappings(paths: &[PathBuf]) -> Result<Vec<SavedMapping>, Findings> {
    let mut findings = Findings::default();
    let mut saved = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let read = std::fs::read_to_string(path).map_err(|error| {
            Finding::error(Place::File(name.clone()), format!("cannot be read: {error}"))
        });
        match read.and_then(|text| SavedMapping::parse(&name, &text)) {
            Ok(mapping) => saved.push(mapping),
            Err(finding) => findings.push(finding),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(saved) }
}

/// Where the parts of an import go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPlaces {
    /// The canonical file.
    pub canonical: PathBuf,
    /// What came of the import, for programs.
    pub record: PathBuf,
    /// The mapping, to be used again.
    pub mapping: PathBuf,
}

/// What becomes of a good import.
pub struct ToKeep<'a> {
    /// `roster` or `schedule`.
    pub kind: &'a str,
    /// The canonical table.
    pub table: &'a CanonicalTable,
    /// The import, for programs.
    pub json: String,
    /// The mapping.
    pub mapping: &'a SavedMapping,
}

impl ToKeep<'_> {
    /// The places under the folder of a campaign, for a file of some name; `canonical` names another place for the table.
    pub fn places(&self, campaign: &Path, name: &str, canonical: Option<&Path>) -> ImportPlaces {
        let folder = |name: &str| match campaign == Path::new(".") {
            true => PathBuf::from(name),
            false => campaign.join(name),
        };
        let stem = name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or("import");
        let own = || folder(&format!("{}s", self.kind)).join(format!("{stem}.csv"));
        let canonical = canonical.map_or_else(own, Path::to_owned);
        let record = canonical.with_extension("import.json");
        // A mapping that was used is kept up where it lies.
        let mapping = match self.mapping.name.is_empty() {
            true => folder("mappings").join(format!("{stem}-{}.toml", self.kind)),
            false => PathBuf::from(&self.mapping.name),
        };
        ImportPlaces { canonical, record, mapping }
    }

    /// The files to write. A canonical file that is there already and differs is not written over, unless that is asked for.
    ///
    /// # Errors
    ///
    /// Why the table is not to be written.
    pub fn files(
        &self,
        places: ImportPlaces,
        replace: bool,
    ) -> Result<Vec<(PathBuf, Vec<u8>)>, Finding> {
        let mut csv = Vec::new();
        let place = || Place::File(places.canonical.display().to_string());
        self.table
            .write_csv(&mut csv)
            .map_err(|error| Finding::error(place(), format!("cannot be written: {error}")))?;
        let same = std::fs::read(&places.canonical).is_ok_and(|known| known == csv);
        if places.canonical.exists() && !replace && !same {
            return Err(Finding::error(place(), "is there already, and differs")
                .mend("overwrite it with --replace, or give another name with --out"));
        }
        Ok(vec![
            (places.canonical, csv),
            (places.record, self.json.clone().into_bytes()),
            (places.mapping, self.mapping.to_toml().into_bytes()),
        ])
    }
}
