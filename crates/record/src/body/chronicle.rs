//! What people say of the account of a campaign, before and after it goes out.

use serde::{Deserialize, Serialize};

use crate::Slug;

/// What is done with an account, or said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountNote {
    /// A draft went to somebody to be read.
    Sent,
    /// They agree with it.
    Agreed,
    /// They correct something in it.
    Correction,
    /// They do not agree with something in it. It stands beside the account.
    NotAgreed,
    /// They gave something to it: an interview, papers, a photograph.
    Contributed,
}

impl AccountNote {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            AccountNote::Sent => "draft sent",
            AccountNote::Agreed => "agreed",
            AccountNote::Correction => "correction",
            AccountNote::NotAgreed => "not agreed",
            AccountNote::Contributed => "contributed",
        }
    }
}

/// What a partner or a person says of the chronicle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChronicleNote {
    /// What is done or said.
    pub note: AccountNote,
    /// The partner, where one speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<Slug>,
    /// Who, by the name that they wish to stand there; none: they are not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// The entry that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
    /// Their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}
