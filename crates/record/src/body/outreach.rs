//! What members do for the public, what they ask, and how far what was published went.

use std::collections::BTreeMap;

use money::Date;
use serde::{Deserialize, Serialize};

use crate::said::{Said, Table};
use crate::{Slug, When};

/// What members did for the public. By what it is known, the entry's own `source` says: there is none without one. It names a unit or
/// a craft, and no member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// What they did.
    pub did: String,
    /// What came of it.
    pub result: String,
    /// Who has the good of it.
    pub benefits: String,
    /// When they did it, as exactly as it is known; of a period, when it began.
    pub on: When,
    /// The last day of a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The unit whose members did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Slug>,
    /// Its numbers, by their names: `recovered_usd`, `cases`.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub values: Table,
}

/// Whom a member has to answer: one question is answered otherwise to a friend than to a reporter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Listener {
    /// Who assigns the member's work.
    Supervisor,
    /// Somebody higher up.
    Manager,
    /// A friend.
    Friend,
    /// Family.
    Family,
    /// Somebody who was elected to an office.
    ElectedOfficial,
    /// A reporter.
    Reporter,
}

impl Listener {
    /// Every listener.
    pub const ALL: [Listener; 6] = [
        Listener::Supervisor,
        Listener::Manager,
        Listener::Friend,
        Listener::Family,
        Listener::ElectedOfficial,
        Listener::Reporter,
    ];

    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Listener::Supervisor => "supervisor",
            Listener::Manager => "manager",
            Listener::Friend => "friend",
            Listener::Family => "family",
            Listener::ElectedOfficial => "elected official",
            Listener::Reporter => "reporter",
        }
    }

    /// The listeners in a line, as they are written.
    pub fn names() -> String {
        Listener::ALL.map(|one| one.name().replace(' ', "-")).join(", ")
    }
}

/// A question that members ask: the words alone, without the name of whoever asked, or anything else that tells who it was.
/// Entries with one id add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberQuestion {
    /// Its id.
    pub id: Slug,
    /// The question, as it was last worded.
    pub words: String,
    /// The topic that it is grouped under.
    pub topic: Slug,
    /// Whom the member has to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listener: Option<Listener>,
    /// How often it was asked, over what was entered before: one, where it is not said; none where an entry only says what
    /// answers it.
    #[serde(default = "once")]
    pub times: u32,
    /// The piece that answers it, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<String>,
}

fn once() -> u32 {
    1
}

/// How far a release went on a channel, as somebody reports it. It is entered, from what a person counted or a platform exports:
/// nothing that is published tracks who reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reach {
    /// The release, by its name. It may be one that this record does not hold.
    pub release: Slug,
    /// The channel: `site`, `newsletter`, the name of a platform.
    pub channel: String,
    /// The day to which it was counted.
    pub on: Date,
    /// Whole numbers by their names: `seen`, `shared`, `clicked`.
    pub counts: Table,
    /// Who reports it: `typed in by the web steward`, `the platform's export`.
    pub from: String,
}

impl Reach {
    /// The counts as numbers; none where one is no whole number, or below zero.
    pub fn numbers(&self) -> Option<BTreeMap<&str, u64>> {
        let number = |said: &Said| match said {
            Said::Whole(number) => u64::try_from(*number).ok(),
            _ => None,
        };
        self.counts.iter().map(|(name, said)| Some((name.as_str(), number(said)?))).collect()
    }
}
