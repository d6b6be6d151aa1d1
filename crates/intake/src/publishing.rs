//! How a campaign publishes: the table `[publishing]` of its `campaign.toml`.

use std::path::Path;

use record::Slug;

use crate::files::bytes::Bytes;
use crate::piece::is_web_address;
use crate::toml_fields::{Fields, TomlFile};
use crate::{Finding, Findings, Source};

/// How a campaign publishes. Nothing of it is needed; what is not said is left out of what is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publishing {
    /// Who writes, as mail names them.
    pub from_name: Option<String>,
    /// The address that mail comes from.
    pub from_address: Option<String>,
    /// Where the site is to be read, without a slash at the end: `https://example.org/bargaining`.
    pub web_address: Option<String>,
    /// The campaign's hashtag, with its sign: `#case4CASE`.
    pub hashtag: Option<String>,
    /// Mail domains of the employer: mail to them is warned of.
    pub employer_domains: Vec<String>,
    /// The day from which addresses of ours are ours, for the ids of feeds (RFC 4151); the first day of the round where nothing is said.
    pub since: Option<money::Date>,
    /// What a reader of the pay of classes has to know first: `The schedule is SYNTHETIC.`
    pub pay_note: Option<String>,
    /// The series that stories belong to, each with what it is called: `[[series]]`.
    pub series: Vec<Series>,
}

/// A series of stories: `What California Loses if it Loses Me`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its id, as stories name it.
    pub id: Slug,
    /// What it is called.
    pub title: String,
    /// What it is about, in a line.
    pub about: Option<String>,
}

impl Publishing {
    /// What a series is called: as its row says, else by its id.
    pub fn series_title(&self, id: &Slug) -> String {
        let known = self.series.iter().find(|one| one.id == *id);
        known.map_or_else(|| id.as_str().replace('-', " "), |one| one.title.clone())
    }
}

/// Whether a text is an address of mail: a name, a sign and a host, without a space.
pub(crate) fn is_mail_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

/// Reads how a campaign publishes; nothing where its file does not say.
///
/// # Errors
///
/// Every finding in the table.
pub fn publishing_of(folder: &Path) -> Result<Publishing, Findings> {
    let path = folder.join("campaign.toml");
    if !path.exists() {
        return Ok(Publishing::default());
    }
    let one = |finding: Finding| Findings(vec![finding]);
    let bytes = Bytes::read(&Source::Path(path)).map_err(one)?;
    let toml = TomlFile::parse(&bytes.name, bytes.text().map_err(one)?).map_err(one)?;
    let mut findings = Findings::default();
    let series = series_of(&toml.root(), &mut findings);
    let Some(table) = toml.root().table("publishing", &mut findings) else {
        return if findings.has_errors() {
            Err(findings)
        } else {
            Ok(Publishing { series, ..Publishing::default() })
        };
    };
    const FIELDS: [&str; 7] = [
        "from_name",
        "from_address",
        "web_address",
        "hashtag",
        "employer_domains",
        "since",
        "pay_note",
    ];
    table.only(&FIELDS, &[], &mut findings);
    let mut text = |field: &str| table.text(field, &mut findings).filter(|text| !text.is_empty());
    let (from_name, from_address) = (text("from_name"), text("from_address"));
    let (web_address, hashtag) = (text("web_address"), text("hashtag"));
    let pay_note = text("pay_note");
    if from_address.as_ref().is_some_and(|address| !is_mail_address(address)) {
        table.wrong("from_address", "an address such as bargaining@example.org", &mut findings);
    }
    if web_address.as_ref().is_some_and(|address| !is_web_address(address)) {
        table.wrong(
            "web_address",
            "an address such as https://example.org/bargaining",
            &mut findings,
        );
    }
    let is_hashtag = |tag: &String| {
        tag.strip_prefix('#').is_some_and(|rest| {
            !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || c == '_')
        })
    };
    if hashtag.as_ref().is_some_and(|tag| !is_hashtag(tag)) {
        table.wrong("hashtag", "# and letters and digits, such as #case4CASE", &mut findings);
    }
    let employer_domains = table.texts("employer_domains", &mut findings).unwrap_or_default();
    let since = table.date("since", &mut findings);
    if findings.has_errors() {
        return Err(findings);
    }
    let web_address = web_address.map(|address| address.trim_end_matches('/').to_owned());
    Ok(Publishing {
        from_name,
        from_address,
        web_address,
        hashtag,
        employer_domains,
        since,
        pay_note,
        series,
    })
}

/// The rows of `[[series]]`.
fn series_of(root: &Fields<'_>, findings: &mut Findings) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    for row in root.tables("series", findings) {
        row.only(&["id", "title", "about"], &[], findings);
        let id = row.text("id", findings).and_then(|id| Slug::parse(&id).ok());
        let title = row.text("title", findings).filter(|title| !title.trim().is_empty());
        if id.is_none() {
            row.wrong("id", "a name of small letters, digits and hyphens", findings);
        }
        if title.is_none() {
            row.wrong("title", "what the series is called", findings);
        }
        let (Some(id), Some(title)) = (id, title) else { continue };
        if all.iter().any(|one| one.id == id) {
            row.wrong("id", "a name that no other series has", findings);
        }
        all.push(Series { id, title, about: row.text("about", findings) });
    }
    all
}
