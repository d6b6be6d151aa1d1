//! What crosses the table: sessions, passes, answers.

use std::sync::Arc;

use jiff::civil::Time;
use money::Date;
use serde::{Deserialize, Serialize};

use super::Side;
use crate::said::Table;
use crate::{Digest, Said, Slug};

/// How far a session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionState {
    /// Agreed or announced.
    Planned,
    /// It took place.
    Held,
    /// It took place, and ended early.
    Shortened,
    /// It did not take place.
    Cancelled,
}

/// Who came, and with what authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// The party.
    pub party: Slug,
    /// Who came for it: names, initials, offices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<String>,
    /// What they said of their authority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
}

/// A meeting. PERB's form for impasse asks for the number of sessions and their hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Its id; none for one that nothing refers to. A later entry with the same id is how it went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Slug>,
    /// How far it has come.
    pub state: SessionState,
    /// The table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Slug>,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Time>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Time>,
    /// Minutes that had been set aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_minutes: Option<u32>,
    /// Who came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<Attendance>,
    /// Who cancelled it or left it early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<Slug>,
    /// Where, or by what means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
    /// The day of the next one, as it was set there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Date>,
    /// How many sessions the entry tells of; none: one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions: Option<u32>,
    /// Of a planned one that was written down later: the day on which it was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Date>,
}

impl Session {
    /// The first version that can say it.
    pub(super) fn version(&self) -> u32 {
        if self.announced.is_some() { 2 } else { 1 }
    }
}

/// A side meets alone. What is said there is in the vault, never here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caucus {
    /// Whose.
    pub side: Side,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Time>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Time>,
}

/// What kind of pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassKind {
    /// A side's first on an item.
    Initial,
    /// A reply that changes terms.
    Counter,
    /// Several items together, each contingent on the whole.
    Package,
    /// Marked last, best and final.
    LastBestFinal,
    /// A mediator's or a panel's: nobody's position.
    Mediators,
    /// Said, not written: nobody's position until it is in writing.
    Verbal,
    /// Exploratory ("what if", supposal): nobody's position.
    WhatIf,
}

impl PassKind {
    /// Whether it makes a position: formal passes do; what-ifs, spoken offers and mediators' proposals do not.
    pub fn is_formal(self) -> bool {
        matches!(
            self,
            PassKind::Initial | PassKind::Counter | PassKind::Package | PassKind::LastBestFinal
        )
    }

    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            PassKind::Initial => "initial proposal",
            PassKind::Counter => "counterproposal",
            PassKind::Package => "package",
            PassKind::LastBestFinal => "last, best and final offer",
            PassKind::Mediators => "mediator's proposal",
            PassKind::Verbal => "verbal offer",
            PassKind::WhatIf => "what-if",
        }
    }
}

/// What a pass says on one item: words and money in one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassItem {
    /// The item, by its id.
    pub item: Slug,
    /// Its terms, as an offer file has them under `[[terms]]`: they can be costed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Table>,
    /// The article's text as it would be: a file of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Digest>,
    /// What it says in short, by name, where there are neither terms nor text: `gsi_pct = ["2.5", "2.5"]`.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub says: Table,
    /// The same as that side held before, word and number: an answer, and no movement.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unchanged: bool,
}

impl PassItem {
    /// What is held on the item: two passes with equal values hold the same.
    pub fn value(&self) -> (&[Table], Option<Digest>, &Table) {
        (&self.terms, self.text, &self.says)
    }

    /// Whether what it says is known at all.
    pub fn is_known(&self) -> bool {
        !self.terms.is_empty() || self.text.is_some() || !self.says.is_empty()
    }

    /// Its terms or short words in a line; none when nothing is known.
    pub fn in_a_line(&self) -> Option<String> {
        if !self.says.is_empty() {
            return Some(crate::said::printed(&self.says));
        }
        if self.terms.is_empty() {
            return self.text.map(|text| format!("text {}", text.short()));
        }
        let one = |term: &Table| {
            let said = |name: &str| term.get(name).map(Said::printed);
            let kind = said("kind").unwrap_or_default().replace('-', " ");
            let number = said("percent").map(|percent| format!(" {percent}%"));
            let number = number.or_else(|| said("amount").map(|amount| format!(" ${amount}")));
            let day = said("effective").map(|day| format!(" on {day}"));
            format!("{kind}{}{}", number.unwrap_or_default(), day.unwrap_or_default())
        };
        Some(self.terms.iter().map(one).collect::<Vec<_>>().join("; "))
    }
}

/// Until when a pass stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expiry {
    /// The last day on which it can be accepted.
    pub on: Date,
    /// Why; an offer that expires without a legitimate reason is a sign of bad faith (PERB 2697-M, County of Tulare).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What becomes of a package that is not taken whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contingency {
    /// It falls as a whole.
    AllOrNothing,
    /// These items may be taken alone.
    Severable(Vec<Slug>),
}

/// What a package says of items that it does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unlisted {
    /// They stand as they were.
    Unchanged,
    /// Its side withdraws its own on them.
    Withdrawn,
    /// The other side's on them are deemed rejected (Columbia, 2020).
    DeemedRejected,
}

/// What crossed the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pass {
    /// Its id.
    pub id: Slug,
    /// The party that makes it.
    pub from: Slug,
    /// Its kind.
    pub kind: PassKind,
    /// What it says, item by item.
    pub items: Vec<Arc<PassItem>>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The document that was handed over, as exact bytes: files of the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Digest>,
    /// The time of day at which it was handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// The session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Slug>,
    /// Until when it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Expiry>,
    /// What it is conditional on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// For a package: whether its items may be taken alone. None: all or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingency: Option<Contingency>,
    /// For a package: what it says of items that it does not list. None: unchanged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unlisted: Option<Unlisted>,
    /// The reason that its side gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

/// What kind of answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseKind {
    /// Asks, and takes no position: a hold.
    Question,
    /// Answers a question.
    Answer,
    /// Accepts.
    Accept,
    /// Refuses.
    Reject,
    /// Says again what its side held before: an answer, and no movement.
    Repeat,
    /// "We are not ready": a contact, and no answer.
    NotReady,
    /// "We have no authority yet": a contact, and no answer.
    NoAuthority,
    /// Refuses to bargain over it, as outside the scope.
    OffScope,
}

impl ResponseKind {
    /// Whether it stops the clock of who owes an answer.
    pub fn answers(self) -> bool {
        matches!(
            self,
            ResponseKind::Accept
                | ResponseKind::Reject
                | ResponseKind::Repeat
                | ResponseKind::OffScope
        )
    }

    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            ResponseKind::Question => "question",
            ResponseKind::Answer => "answer to a question",
            ResponseKind::Accept => "acceptance",
            ResponseKind::Reject => "rejection",
            ResponseKind::Repeat => "same offer again",
            ResponseKind::NotReady => "not ready",
            ResponseKind::NoAuthority => "no authority yet",
            ResponseKind::OffScope => "refused as outside the scope",
        }
    }
}

/// An answer to a pass. A counterproposal is a pass of its own, and answers by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The party that answers.
    pub by: Slug,
    /// The pass.
    pub to: Slug,
    /// What it says.
    pub kind: ResponseKind,
    /// The items it is about; none: all of the pass.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Slug>,
    /// What it is conditional on. A yes on conditions is no yes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// Its words, or the reason given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A side takes a pass off the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// The pass.
    pub pass: Slug,
    /// The items; none: all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Slug>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The parties park items, or take them up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// The items.
    pub items: Vec<Slug>,
    /// Parked; otherwise taken up again.
    pub held: bool,
    /// Both sides agreed. A pause that one side takes stops no clock.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_agreement: bool,
    /// Why, or until what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
