use std::sync::OnceLock;

use evidence::{Month, Release, Releases};
use money::date_from_iso;

use super::DataSet;
use super::about;
use crate::Findings;
use crate::files::bytes::Source;
use crate::toml_fields::TomlFile;

const SHIPPED: &str = include_str!("../../../../data/shipped.toml");

const FILES: [(&str, &[u8]); 2] = [
    ("bls-cpi-u.csv.gz", include_bytes!("../../../../data/bls-cpi-u.csv.gz")),
    ("bls-oews-public.csv.gz", include_bytes!("../../../../data/bls-oews-public.csv.gz")),
];

const RELEASES: &str = include_str!("../../../../rules/cpi-releases.csv");

/// The data sets that ship with the program; a test holds them to be what their hashes say.
pub fn shipped() -> Vec<DataSet> {
    static SETS: OnceLock<Vec<DataSet>> = OnceLock::new();
    SETS.get_or_init(|| {
        let mut findings = Findings::default();
        let Ok(toml) = TomlFile::parse("shipped.toml", SHIPPED) else { return Vec::new() };
        let tables = toml.root().tables("data", &mut findings);
        let set = |table: &crate::toml_fields::Fields<'_>| {
            let (about, file, sha256) = about::fields(table, &mut Findings::default())?;
            let (name, bytes) = FILES.into_iter().find(|(name, _)| *name == file)?;
            let source = Source::Shipped { name, bytes };
            Some(DataSet { about, file, sha256: sha256?, source, shipped: true })
        };
        tables.iter().filter_map(set).collect()
    })
    .clone()
}

/// The days on which months of the consumer price index came out, as far as sources name them
/// (`rules/cpi-releases.csv`).
pub fn releases() -> Releases {
    let line = |line: &str| {
        let mut cells = line.splitn(3, ',');
        let month = Month::parse(cells.next()?)?;
        let release = match cells.next()? {
            "never" => Release::Never,
            day => Release::On(date_from_iso(day).ok()?),
        };
        Some((month, release))
    };
    Releases(RELEASES.lines().skip(1).filter_map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_what_its_hashes_say() {
        let sets = shipped();
        assert_eq!(sets.len(), FILES.len());
        for set in sets {
            let same = DataSet::of(set.source.clone(), set.about.clone(), true).unwrap();
            assert_eq!(same.sha256, set.sha256, "{}", set.file);
            set.read().unwrap();
        }
        assert_eq!(releases().0.len(), RELEASES.lines().count() - 1);
    }
}
