use jiff::Timestamp;
use money::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::audience::Audiences;
use crate::body::{Body, BodyError};
use crate::canonical::{NotCanonical, canonical};
use crate::said::Table;
use crate::{Digest, When};

/// The version of the envelope around every entry.
pub const FORMAT: u32 = 1;

/// What an entry rests on: a document, a page, a person's notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is: `CASE bargaining report of July 19, 2022`, `notes of the session`.
    pub title: String,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its bytes, in `files/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Digest>,
    /// Where in it: a page, a line, a sequence number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// A line of the record before it has its number: what somebody writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Who writes.
    pub author: String,
    /// When it is written (UTC, whole seconds).
    pub written: Timestamp,
    /// When what it says happened; none for what has no day, such as a party.
    pub about: Option<When>,
    /// What it rests on.
    pub source: Vec<Source>,
    /// Who may see it.
    pub audience: Audiences,
    /// The entry that it takes the place of: a correction is an entry, and the corrected one stays.
    pub corrects: Option<u64>,
    /// The entry that tells the same fact otherwise: both stand, side by side.
    pub rival_of: Option<u64>,
    /// More on it, in the author's words: what was seen and heard, without judging it.
    pub note: Option<String>,
    /// What the source says of it, field by field, where it came from a file.
    pub as_told: Table,
    /// What it says.
    pub body: Body,
}

/// One line of the record, as it is kept: never changed, never removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1.
    pub number: u64,
    /// The hash of the entry before it; [`Digest::NONE`] for the first.
    pub prev: Digest,
    /// The hash of its own canonical bytes.
    pub hash: Digest,
    /// What was written.
    pub draft: Draft,
}

/// Why an entry cannot be sealed or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryError {
    /// It is not JSON, or not an entry.
    NotAnEntry(String),
    /// Its bytes are not the canonical ones.
    NotCanonicalBytes,
    /// Something in it has no canonical bytes.
    NotCanonical(NotCanonical),
    /// What it says is not of its kind.
    Body(BodyError),
}

impl std::fmt::Display for EntryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EntryError::NotAnEntry(why) => write!(f, "not an entry: {why}"),
            EntryError::NotCanonicalBytes => f.write_str("the bytes are not the canonical ones"),
            EntryError::NotCanonical(why) => why.fmt(f),
            EntryError::Body(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for EntryError {}

/// The envelope as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    format: u32,
    number: u64,
    prev: Digest,
    author: String,
    written: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    about: Option<When>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    source: Vec<Source>,
    audience: Audiences,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    corrects: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rival_of: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    as_told: Table,
    kind: String,
    v: u32,
    body: Value,
}

impl Draft {
    /// What somebody writes, seen by the team alone, with nothing else said of it.
    pub fn new(author: &str, written: Timestamp, about: Option<When>, body: Body) -> Draft {
        Draft {
            author: author.to_owned(),
            written,
            about,
            source: Vec::new(),
            audience: crate::audience::team_only(),
            corrects: None,
            rival_of: None,
            note: None,
            as_told: Table::new(),
            body,
        }
    }

    /// The day it sorts by: when what it says happened, else the day on which it was written (UTC).
    pub fn place(&self) -> Date {
        self.about.map_or_else(|| self.written_on(), |about| about.day)
    }

    /// The day on which it was written (UTC).
    pub fn written_on(&self) -> Date {
        jiff::tz::Offset::UTC.to_datetime(self.written).date()
    }

    /// When it happened, else the day on which it was written.
    pub fn when(&self) -> When {
        self.about.unwrap_or_else(|| When::on(self.written_on()))
    }

    /// Gives the entry its number and its place in the chain. Returns it with its canonical bytes.
    ///
    /// # Errors
    ///
    /// [`EntryError::NotCanonical`] when something in it has no canonical bytes.
    pub fn seal(self, number: u64, prev: Digest) -> Result<(Entry, String), EntryError> {
        let (kind, v, body) = self.body.written();
        let envelope = Envelope {
            format: FORMAT,
            number,
            prev,
            author: self.author.clone(),
            written: self.written,
            about: self.about,
            source: self.source.clone(),
            audience: self.audience.clone(),
            corrects: self.corrects,
            rival_of: self.rival_of,
            note: self.note.clone(),
            as_told: self.as_told.clone(),
            kind,
            v,
            body,
        };
        let value = serde_json::to_value(&envelope)
            .map_err(|error| EntryError::NotAnEntry(error.to_string()))?;
        let bytes = canonical(&value).map_err(EntryError::NotCanonical)?;
        let hash = Digest::of(bytes.as_bytes());
        Ok((Entry { number, prev, hash, draft: self }, bytes))
    }
}

impl Entry {
    /// Reads an entry from its canonical bytes.
    ///
    /// # Errors
    ///
    /// [`EntryError`] when the bytes are no entry, or not its canonical bytes.
    pub fn read(bytes: &str) -> Result<Entry, EntryError> {
        let not = |error: serde_json::Error| EntryError::NotAnEntry(error.to_string());
        let value: Value = serde_json::from_str(bytes).map_err(not)?;
        if canonical(&value).map_err(EntryError::NotCanonical)? != bytes {
            return Err(EntryError::NotCanonicalBytes);
        }
        let envelope: Envelope = serde_json::from_value(value).map_err(not)?;
        if envelope.format != FORMAT {
            return Err(newer(envelope.format));
        }
        let body =
            Body::read(&envelope.kind, envelope.v, envelope.body).map_err(EntryError::Body)?;
        let draft = Draft {
            author: envelope.author,
            written: envelope.written,
            about: envelope.about,
            source: envelope.source,
            audience: envelope.audience,
            corrects: envelope.corrects,
            rival_of: envelope.rival_of,
            note: envelope.note,
            as_told: envelope.as_told,
            body,
        };
        // One text for one entry: what could be written in two ways is taken in one.
        let (number, prev) = (envelope.number, envelope.prev);
        let (entry, again) = draft.seal(number, prev)?;
        if again != bytes {
            return Err(EntryError::NotCanonicalBytes);
        }
        Ok(entry)
    }

    /// Reads an entry whose bytes were canonical when they were kept, and are those of the hash kept beside them: quicker than
    /// [`Entry::read`], which checks that they are.
    ///
    /// # Errors
    ///
    /// [`EntryError`] when the bytes are no entry.
    pub fn read_kept(bytes: &str, hash: Digest) -> Result<Entry, EntryError> {
        let not = |error: serde_json::Error| EntryError::NotAnEntry(error.to_string());
        let kept: Kept<'_> = serde_json::from_str(bytes).map_err(not)?;
        if kept.format != FORMAT {
            return Err(newer(kept.format));
        }
        let body =
            Body::read_text(&kept.kind, kept.v, kept.body.get()).map_err(EntryError::Body)?;
        let draft = Draft {
            author: kept.author,
            written: kept.written,
            about: kept.about,
            source: kept.source,
            audience: kept.audience,
            corrects: kept.corrects,
            rival_of: kept.rival_of,
            note: kept.note,
            as_told: kept.as_told,
            body,
        };
        Ok(Entry { number: kept.number, prev: kept.prev, hash, draft })
    }
}

fn newer(format: u32) -> EntryError {
    EntryError::NotAnEntry(format!(
        "its format is {format}, and this program reads format {FORMAT}; a newer one wrote it"
    ))
}

/// The envelope as it is read again: what it says is left as its text.
#[derive(Deserialize)]
struct Kept<'a> {
    format: u32,
    number: u64,
    prev: Digest,
    author: String,
    written: Timestamp,
    #[serde(default)]
    about: Option<When>,
    #[serde(default)]
    source: Vec<Source>,
    audience: Audiences,
    #[serde(default)]
    corrects: Option<u64>,
    #[serde(default)]
    rival_of: Option<u64>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    as_told: Table,
    kind: String,
    v: u32,
    #[serde(borrow)]
    body: &'a serde_json::value::RawValue,
}
