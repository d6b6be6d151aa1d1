//! What is agreed, layer by layer: items, everything, and those who must say yes.

use money::Date;
use serde::{Deserialize, Serialize};

use crate::{Digest, Slug};

/// Items agreed in writing. It is one only when both sides have initialled it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TentativeAgreement {
    /// Its id.
    pub id: Slug,
    /// The items.
    pub items: Vec<Slug>,
    /// The pass whose words these are; none where the parties wrote them together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<Slug>,
    /// The agreed text: a file of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Digest>,
    /// Who has initialled it, at once; later ones are entries of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub initials: Vec<Initials>,
    /// What it depends on, each with an id: another item, money, somebody else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
}

/// Somebody initials a tentative agreement for a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Initials {
    /// The tentative agreement; none within one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Slug>,
    /// The party.
    pub party: Slug,
    /// Who initialled for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day, where it is another than the entry's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
}

/// A condition of a tentative agreement: within one, what it depends on; as an entry, what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its id.
    pub id: Slug,
    /// The tentative agreement; none within one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Slug>,
    /// What it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Met, or failed; none while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<bool>,
}

/// How a tentative agreement comes apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReopeningKind {
    /// The parties, or one that may, open the item again.
    Reopened,
    /// A side went back on it without the right to. A fact to log: withdrawing from tentative agreements without
    /// cause is a sign of bad faith (PERB topic 606.07).
    Reneged,
}

/// A tentative agreement is opened again, or reneged on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// The tentative agreement.
    pub agreement: Slug,
    /// How.
    pub kind: ReopeningKind,
    /// The parties that open it.
    pub by: Vec<Slug>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A tentative agreement on everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalAgreement {
    /// Its id.
    pub id: Slug,
    /// The agreement that it would become.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Slug>,
    /// Its parts, where they are voted on apart; none: one question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// The tentative agreements that it takes in, by id; none: all that stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes_in: Vec<Slug>,
    /// The items that it settles; none: all. A total agreement of one unit leaves the others' items open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settles: Option<Vec<Slug>>,
    /// Its text: a file of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Digest>,
}

/// What a body said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalResult {
    /// Yes.
    Approved,
    /// No.
    Rejected,
    /// Yes if: which is no yes (Chicago delegates, 2019).
    Conditional,
    /// It has been put before it.
    Submitted,
}

/// A body says yes, no, or yes on conditions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The total tentative agreement; none: the one that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Slug>,
    /// The step of the round, by its id.
    pub step: Slug,
    /// What it said.
    pub result: ApprovalResult,
    /// The unit, for a step that each unit takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Slug>,
    /// What it is conditional on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// The count that it was taken by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Slug>,
    /// The steps that it can only have come after, though no entry tells of them: a Governor signs what the Legislature
    /// has passed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub implies: Vec<Slug>,
    /// A document, a bill number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}
