use jiff::Timestamp;
use money::Date;

use crate::files::bytes::{Bytes, Source};
use crate::toml_fields::{Fields, TomlFile};
use crate::{Finding, Findings, Place};

/// What a data set is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A consumer price index of BLS: the snapshot that ships, or a flat file of the database
    /// (`cu.data...`, `cw.data...`).
    Prices,
    /// The wage survey of BLS (OEWS): the snapshot that ships, or a workbook of it.
    Wages,
    /// Government Compensation in California, as the State Controller exports it.
    Controller,
    /// Pay of other employers in any table, with a mapping.
    Pay,
    /// Numbers by part and by year in any table: positions, backlogs, revenue, fees.
    Series,
}

impl Kind {
    /// Each with the word that files and flags use.
    pub const NAMES: [(&str, Kind); 5] = [
        ("bls-cpi", Kind::Prices),
        ("bls-oews", Kind::Wages),
        ("sco-compensation", Kind::Controller),
        ("pay", Kind::Pay),
        ("series", Kind::Series),
    ];

    /// The word that files and flags use.
    pub fn name(self) -> &'static str {
        Kind::NAMES.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| *name)
    }
}

/// What is known of a data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The name that the case calls it by: small letters, digits and hyphens.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Who published it.
    pub publisher: String,
    /// Its title.
    pub title: String,
    /// Where it can be had.
    pub address: String,
    /// When it was fetched.
    pub retrieved_on: Option<Date>,
    /// Which edition it is.
    pub vintage: String,
    /// When that edition was published: no figure of an earlier day uses it.
    pub published_on: Option<Date>,
    /// What a reader should know of it.
    pub note: String,
    /// Which header holds which canonical column, for a table of pay.
    pub map: Vec<String>,
    /// When it was taken in, by the clock of the computer; unknown for one that ships.
    pub added_at: Option<Timestamp>,
}

const FIELDS: [&str; 13] = [
    "name",
    "file",
    "kind",
    "sha256",
    "publisher",
    "title",
    "address",
    "retrieved_on",
    "vintage",
    "published_on",
    "note",
    "map",
    "added_at",
];

/// Whether a name is small letters, digits and hyphens, as file names and receipts have.
pub(crate) fn is_slug(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.len() <= 60 && name.chars().all(allowed) && !name.starts_with('-')
}

/// Reads the description of a data set, and the name of its file.
pub(super) fn read(source: &Source) -> Result<(About, String), Findings> {
    let one = |finding: Finding| Findings(vec![finding]);
    let bytes = Bytes::read(source).map_err(one)?;
    let toml = TomlFile::parse(&source.name(), bytes.text().map_err(one)?).map_err(one)?;
    let mut findings = Findings::default();
    let about = fields(&toml.root(), &mut findings);
    match about {
        Some((about, file, _)) if !findings.has_errors() => Ok((about, file)),
        _ => Err(findings),
    }
}

/// The description in a table: what is known, the file, and its hash where that is said.
pub(super) fn fields(
    root: &Fields<'_>,
    findings: &mut Findings,
) -> Option<(About, String, Option<String>)> {
    root.only(&FIELDS, &[], findings);
    let text = |field: &str, findings: &mut Findings| root.text(field, findings);
    let mut must = |field: &str, expected: &str| {
        let found = text(field, findings).filter(|text| !text.is_empty());
        if found.is_none() && !root.has(field) {
            root.missing(field, expected, findings);
        }
        found
    };
    let name = must("name", "a name of small letters, digits and hyphens");
    let file = must("file", "the file's name, which lies in the same folder");
    let publisher = must("publisher", "who published the data");
    let title = must("title", "the title of the data");
    let kind = root.choice("kind", &Kind::NAMES, findings);
    if kind.is_none() && !root.has("kind") {
        let names: Vec<&str> = Kind::NAMES.iter().map(|(name, _)| *name).collect();
        root.missing("kind", &format!("one of {}", names.join(", ")), findings);
    }
    if name.as_ref().is_some_and(|name| !is_slug(name)) {
        root.wrong("name", "small letters, digits and hyphens", findings);
    }
    if file.as_ref().is_some_and(|file| file.contains(['/', '\\']) || file.starts_with('.')) {
        root.wrong("file", "the name of a file in the same folder", findings);
    }
    let added_at = root.text("added_at", findings).and_then(|text| {
        let at = text.parse::<Timestamp>().ok();
        if at.is_none() {
            root.wrong("added_at", "a time such as 2022-04-02T16:30:00Z", findings);
        }
        at
    });
    let about = About {
        name: name?,
        kind: kind?,
        publisher: publisher?,
        title: title?,
        address: root.text("address", findings).unwrap_or_default(),
        retrieved_on: root.date("retrieved_on", findings),
        vintage: root.text("vintage", findings).unwrap_or_default(),
        published_on: root.date("published_on", findings),
        note: root.text("note", findings).unwrap_or_default(),
        map: root.texts("map", findings).unwrap_or_default(),
        added_at,
    };
    Some((about, file?, root.text("sha256", findings)))
}

impl About {
    /// Looks at a description that comes from flags.
    ///
    /// # Errors
    ///
    /// A name that is no name.
    pub fn check(&self) -> Result<(), Finding> {
        if is_slug(&self.name) {
            return Ok(());
        }
        let place = Place::Argument(format!("--name {}", self.name));
        Err(Finding::error(place, format!("\"{}\" is no name for a data set", self.name))
            .expected("small letters, digits and hyphens, such as county-pay-2022"))
    }

    /// The description as the file beside the data has it.
    pub fn to_toml(&self, file: &str, sha256: &str) -> String {
        let mut document = toml_edit::DocumentMut::new();
        let mut put = |key: &str, value: toml_edit::Value| document[key] = value.into();
        put("name", self.name.as_str().into());
        put("file", file.into());
        put("kind", self.kind.name().into());
        put("sha256", sha256.into());
        for (key, text) in [
            ("publisher", &self.publisher),
            ("title", &self.title),
            ("address", &self.address),
            ("vintage", &self.vintage),
            ("note", &self.note),
        ] {
            if !text.is_empty() {
                put(key, text.as_str().into());
            }
        }
        for (key, day) in [("retrieved_on", self.retrieved_on), ("published_on", self.published_on)]
        {
            if let Some(day) = day {
                put(key, day.to_string().into());
            }
        }
        if let Some(at) = self.added_at {
            put("added_at", at.to_string().into());
        }
        if !self.map.is_empty() {
            let list: toml_edit::Array = self.map.iter().map(String::as_str).collect();
            put("map", list.into());
        }
        document.to_string()
    }
}
