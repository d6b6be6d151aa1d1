//! What is said, told and missing.

use serde::{Deserialize, Serialize};

use super::concession::Evidence;
use crate::said::Table;
use crate::{Digest, Slug};

/// How far a claim has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimStatus {
    /// Said.
    Said,
    /// Checked.
    Checked,
    /// Denied by somebody.
    Denied,
    /// Answered with evidence.
    Rebutted,
    /// No longer used.
    Retired,
}

impl ClaimStatus {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            ClaimStatus::Said => "said",
            ClaimStatus::Checked => "checked",
            ClaimStatus::Denied => "denied",
            ClaimStatus::Rebutted => "rebutted",
            ClaimStatus::Retired => "retired",
        }
    }
}

/// What a claim is about, where that matters to what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimAbout {
    /// That there is no money: "we cannot afford it". It opens the books: NLRB v. Truitt Mfg., 351 U.S. 149 (1956);
    /// "we do not want to" does not.
    InabilityToPay,
    /// What something costs.
    Cost,
    /// How others do.
    Comparison,
    /// What was or will be done.
    Promise,
    /// How many, how long, how much.
    Fact,
}

/// A sentence that somebody said. It moves no position: talk about the table is not the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its id; entries with one id tell what became of it.
    pub id: Slug,
    /// Who said it.
    pub speaker: String,
    /// The words, or what they come to.
    pub words: String,
    /// How far it has come.
    pub status: ClaimStatus,
    /// The items it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Slug>,
    /// Its numbers.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub values: Table,
    /// What answers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The words are exact.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub verbatim: bool,
    /// Where it was said: the table, a council meeting, a paper. Since version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What it is about. Since version 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ClaimAbout>,
    /// What is written for or against it. Since version 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

impl Claim {
    /// The first version that can say it.
    pub(super) fn version(&self) -> u32 {
        let grown = self.place.is_some() || self.about.is_some() || !self.evidence.is_empty();
        if grown { 2 } else { 1 }
    }
}

/// One account of something that is told in several ways. Accounts of one topic stand side by side; none wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// What it is about.
    pub topic: String,
    /// What this account says.
    pub says: String,
}

/// Anything else that happened: kept whole, moving no state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// What kind of thing, in a word or two.
    pub action: String,
    /// Who did it.
    pub actor: String,
    /// What happened.
    pub summary: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subject: Vec<String>,
    /// Its numbers and whatever else it says, by name.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub values: Table,
}

/// Something that is known to be missing. It is never filled by guessing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// What is missing.
    pub missing: String,
}

/// Something of a person that is kept: a story, a photo, a contact, a submission. The content lies in `people/` under the person's
/// own key; the entry holds its hash, salted, so that nobody can guess it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keeping {
    /// The person, by an id that says nothing of who it is.
    pub person: Slug,
    /// What it is: `story`, `photo`, `contact`, `submission`.
    pub what: String,
    /// The SHA-256 of its salt and its bytes.
    pub sha256: Digest,
}

/// A person takes back what is theirs: their key and all that lay under it are destroyed, and the entries stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// The person.
    pub person: Slug,
}
