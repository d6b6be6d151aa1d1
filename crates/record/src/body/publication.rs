//! What goes out: pieces that are frozen for an audience.

use serde::{Deserialize, Serialize};

use crate::{Audiences, Digest, Slug};

/// How far a release has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublicationStep {
    /// Somebody has built it and asks a second person to look at the very bytes.
    Proposed,
    /// It is out.
    Released,
    /// It is no longer put before anybody by us; copies that others have are not ours to take back.
    Withdrawn,
}

impl PublicationStep {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            PublicationStep::Proposed => "proposed",
            PublicationStep::Released => "released",
            PublicationStep::Withdrawn => "withdrawn",
        }
    }
}

/// A step of a release: pieces frozen for an audience, known by the hash of the list of their files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Its id, the name of its folder: `2022-07-12-bargaining-report`.
    pub id: Slug,
    /// The step.
    pub step: PublicationStep,
    /// Who takes the step, by the name that the record has for them.
    pub by: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The pieces in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Slug>,
    /// Whom it is for.
    #[serde(default, skip_serializing_if = "Audiences::is_empty")]
    pub to: Audiences,
    /// The SHA-256 of its list of files, `release.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    /// The release that it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Slug>,
    /// What it says otherwise than that one, for the people who read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<String>,
    /// The people whose own it takes out, and nothing else: what is taken back waits for no second person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes_out: Vec<Slug>,
    /// Why it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
