//! Where the money could come from, and the commission that is to find it.

use money::Date;
use serde::{Deserialize, Serialize};

use crate::Slug;

/// A step of an idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevenueStep {
    /// Somebody put it forward.
    Raised,
    /// Somebody worked it out: another estimate.
    Studied,
    /// A body that was asked recommends it.
    Recommended,
    /// Who has authority adopted it.
    Adopted,
    /// Who has authority refused it.
    Refused,
}

impl RevenueStep {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            RevenueStep::Raised => "raised",
            RevenueStep::Studied => "studied",
            RevenueStep::Recommended => "recommended",
            RevenueStep::Adopted => "adopted",
            RevenueStep::Refused => "refused",
        }
    }
}

/// Whether money comes once or every year. One is never added to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comes {
    /// Once.
    Once,
    /// Every year.
    Yearly,
}

impl Comes {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Comes::Once => "once",
            Comes::Yearly => "a year",
        }
    }
}

/// What an idea would bring, as somebody puts it. Estimates stand beside each other and are not merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// Who says so.
    pub by: String,
    /// The least, in dollars: `204000000`.
    pub low: String,
    /// The most; none: the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
    /// Once, or every year.
    pub comes: Comes,
    /// How it was worked out, and where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// A step of an idea for revenue. What a later step does not say stays as an earlier one said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revenue {
    /// Its id.
    pub id: Slug,
    /// The step.
    pub step: RevenueStep,
    /// What it is, in a line; the first step says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who takes the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Who has authority to adopt it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// The employer itself has that authority; none: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employer_decides: Option<bool>,
    /// What it would bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// What the money may only be used for; none: not known, or anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restricted: Option<String>,
    /// What the law allows of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_limit: Option<String>,
    /// The first fiscal year in which it could bring something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_year: Option<String>,
    /// What it would pay for: items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pays_for: Vec<Slug>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A step of a commission, a task force, a committee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommissionStep {
    /// It is agreed, ordered or set up.
    Created,
    /// It meets.
    Met,
    /// It was to meet, and did not.
    DidNotMeet,
    /// It recommends something.
    Recommended,
    /// Something became of a recommendation.
    Answered,
    /// It reports.
    Reported,
    /// It ends.
    Ended,
}

impl CommissionStep {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            CommissionStep::Created => "created",
            CommissionStep::Met => "met",
            CommissionStep::DidNotMeet => "did not meet",
            CommissionStep::Recommended => "recommended",
            CommissionStep::Answered => "answered",
            CommissionStep::Reported => "reported",
            CommissionStep::Ended => "ended",
        }
    }
}

/// What became of a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Uptake {
    /// It was adopted.
    Adopted,
    /// A part of it was.
    AdoptedInPart,
    /// It is looked into.
    Studied,
    /// It was refused.
    Refused,
}

impl Uptake {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Uptake::Adopted => "adopted",
            Uptake::AdoptedInPart => "adopted in part",
            Uptake::Studied => "looked into",
            Uptake::Refused => "refused",
        }
    }
}

/// A step of a commission. Committees without a rule to decide by or a duty to report are where promises go to sleep, so both are
/// asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    /// Its id.
    pub id: Slug,
    /// The step.
    pub step: CommissionStep,
    /// Its name; the first step says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mandate: Option<String>,
    /// Who pays for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_by: Option<String>,
    /// Who sits on it, and for whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// How it decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decides_by: Option<String>,
    /// How often it meets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meets: Option<String>,
    /// The day by which it is to report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_due: Option<Date>,
    /// The recommendation that is made, or that something became of, by an id of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<Slug>,
    /// The idea for revenue that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revenue: Option<Slug>,
    /// What became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uptake: Option<Uptake>,
    /// Who took the step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What was said, recommended, reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}
