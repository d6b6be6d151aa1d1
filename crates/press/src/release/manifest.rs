//! The list of a release's files, and of what they rest on: its hash is the release's.

use money::Date;
use record::body::StoryUse;
use record::{Audiences, Digest, Slug};
use serde::{Deserialize, Serialize};

/// The schema of `release.json`.
pub const MANIFEST: &str = "goodfaith-release 1";

/// What `release.json` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`MANIFEST`].
    pub schema: String,
    /// The release's id.
    pub id: Slug,
    /// What it is called.
    pub title: String,
    /// The day it is dated.
    pub day: Date,
    /// Whom it is for.
    pub to: Audiences,
    /// Its pieces.
    pub pieces: Vec<PieceOf>,
    /// What they rest on.
    pub rests_on: RestsOn,
    /// The release that it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Slug>,
    /// What it says otherwise than that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
    /// Its files, by their paths.
    pub files: Vec<FileOf>,
}

/// A piece of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PieceOf {
    /// Its name.
    pub slug: Slug,
    /// What it is: `report`, `answer`, `page`, `story`, `work`.
    pub kind: String,
    /// `en` or `es`.
    pub language: String,
    /// Its title.
    pub title: String,
    /// The piece that it says in another language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translates: Option<Slug>,
    /// Of an answer: who asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listener: Option<String>,
    /// Of an answer: the public value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Of a story: the series that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Slug>,
    /// Of an answer: the questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Slug>,
    /// The day it is dated.
    pub day: Date,
    /// The hash of what was written; of a story, that under which its text is kept.
    pub sha256: Digest,
    /// Of a story: what its teller consented to that it is used for here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<StoryUse>,
    /// Of a story that goes out with its photo: the hash under which that is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Digest>,
}

/// What a release rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestsOn {
    /// Entries, each with the entry whose words it showed: the last correction.
    pub entries: Vec<(u64, u64)>,
    /// Figures.
    pub figures: Vec<FigureOf>,
}

/// A figure in a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureOf {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Its unit.
    pub unit: String,
    /// Its day.
    pub as_of: Date,
    /// The hash of its receipt, in `receipts/`.
    pub receipt: Digest,
}

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileOf {
    /// Its path in the release's folder.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// Its hash.
    pub sha256: Digest,
}

impl RestsOn {
    pub(super) fn entry(&mut self, number: u64, shown_by: u64) {
        if !self.entries.iter().any(|(known, _)| *known == number) {
            self.entries.push((number, shown_by));
            self.entries.sort_unstable();
        }
    }

    pub(super) fn figure(&mut self, of: FigureOf) {
        if !self.figures.iter().any(|known| known.name == of.name) {
            self.figures.push(of);
            self.figures.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }
}

impl Manifest {
    /// The bytes of `release.json`.
    pub fn bytes(&self) -> Vec<u8> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into_bytes()
    }

    /// Reads `release.json`.
    ///
    /// # Errors
    ///
    /// A sentence, when it is none.
    pub fn read(bytes: &[u8]) -> Result<Manifest, String> {
        let read: Manifest = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        match read.schema == MANIFEST {
            true => Ok(read),
            false => Err(format!("its schema is {}, and not {MANIFEST}", read.schema)),
        }
    }
}
