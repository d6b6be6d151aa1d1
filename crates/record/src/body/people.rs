//! People counted. Kinds are never mixed: a straw poll is no ratification, a petition no vote.

use money::Date;
use serde::{Deserialize, Serialize};

use crate::Slug;

/// What kind of count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountKind {
    /// People who took part in an action.
    Action,
    /// Signatures.
    Petition,
    /// Answers to a survey.
    Survey,
    /// A public act whose turnout measures organisation.
    StructureTest,
    /// An advisory vote on an offer that is no agreement.
    StrawPoll,
    /// Power to call a strike.
    StrikeAuthorization,
    /// Delegates vote.
    Delegates,
    /// Members vote on a tentative agreement.
    Ratification,
}

impl CountKind {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            CountKind::Action => "action",
            CountKind::Petition => "petition",
            CountKind::Survey => "survey",
            CountKind::StructureTest => "structure test",
            CountKind::StrawPoll => "straw poll",
            CountKind::StrikeAuthorization => "strike authorization",
            CountKind::Delegates => "delegate vote",
            CountKind::Ratification => "ratification",
        }
    }

    /// Whether it can make an agreement.
    pub fn ratifies(self) -> bool {
        self == CountKind::Ratification
    }
}

/// How far a count has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountState {
    /// Announced.
    Announced,
    /// People can take part.
    Open,
    /// Open for longer than was said.
    Extended,
    /// Closed, not counted.
    Closed,
    /// Counted.
    Counted,
}

/// What a vote came to, as it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// More yes than it takes.
    Passed,
    /// Less.
    Failed,
}

/// A question of a vote: several tentative agreements may be voted on apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub text: String,
    /// Yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes: Option<u32>,
    /// No.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no: Option<u32>,
    /// Neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstain: Option<u32>,
    /// Percent yes as published, where the numbers are not: `94.5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes_percent: Option<String>,
    /// Percent no as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_percent: Option<String>,
    /// What it came to, where the numbers do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// People counted. Entries with one id tell of one count, as it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Its id.
    pub id: Slug,
    /// Its kind, the same in all of its entries.
    pub kind: CountKind,
    /// How far it has come.
    pub state: CountState,
    /// What it is about, in a line.
    pub title: String,
    /// The total tentative agreement or the pass it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Slug>,
    /// The unit that votes; none: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Slug>,
    /// The questions and what was answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Who could take part: the denominator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eligible: Option<u32>,
    /// Who did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took_part: Option<u32>,
    /// Turnout in percent as published, where the numbers are not. Another number than the percent of yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turnout_percent: Option<String>,
    /// More yes than this percent of yes and no passes; none: 50.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold_percent: Option<String>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<Date>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<Date>,
    /// The last day to join in order to vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub join_by: Option<Date>,
    /// Who may vote: members, the unit, delegates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electorate: Option<String>,
    /// What the team recommends; none: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<String>,
}
