//! What people do together, and the dates that press.

use money::Date;
use serde::{Deserialize, Serialize};

use crate::Slug;

/// What kind of action. The rungs found are in `domain/process.md` section 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionKind {
    /// A survey.
    Survey,
    /// Cards of commitment.
    CommitmentCard,
    /// A petition.
    Petition,
    /// A day of stickers, shirts, photos.
    StickerDay,
    /// Stories are told.
    Stories,
    /// A rally, a march, a vigil.
    Rally,
    /// A delegation to who decides.
    Delegation,
    /// People speak at a public meeting.
    PublicComment,
    /// A report or a demand is published.
    Publication,
    /// A practice picket.
    PracticePicket,
    /// Anything else.
    Other,
}

impl ActionKind {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            ActionKind::Survey => "survey",
            ActionKind::CommitmentCard => "commitment card",
            ActionKind::Petition => "petition",
            ActionKind::StickerDay => "sticker day",
            ActionKind::Stories => "stories",
            ActionKind::Rally => "rally",
            ActionKind::Delegation => "delegation",
            ActionKind::PublicComment => "public comment",
            ActionKind::Publication => "publication",
            ActionKind::PracticePicket => "practice picket",
            ActionKind::Other => "other",
        }
    }
}

/// A step of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStep {
    /// It is planned: its goal and its denominators are fixed.
    Planned,
    /// People are asked.
    Asked,
    /// It took place.
    Done,
    /// Those who took part are counted.
    Counted,
    /// What it showed is written down.
    Assessed,
    /// It does not take place.
    Cancelled,
}

impl ActionStep {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            ActionStep::Planned => "planned",
            ActionStep::Asked => "asked",
            ActionStep::Done => "done",
            ActionStep::Counted => "counted",
            ActionStep::Assessed => "assessed",
            ActionStep::Cancelled => "cancelled",
        }
    }
}

/// Turnout at a worksite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worksite {
    /// The worksite.
    pub site: String,
    /// Members there: the denominator, fixed by the first entry that names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<u32>,
    /// Members who took part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took_part: Option<u32>,
}

/// A step of an action. What a later step does not say stays as an earlier one said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its id.
    pub id: Slug,
    /// The step.
    pub step: ActionStep,
    /// What it is, in a line; the first step says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ActionKind>,
    /// Its rung on the ladder, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rung: Option<u32>,
    /// The day on which it is to take place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_for: Option<Date>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Partners that take part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<Slug>,
    /// Its target: who is to be moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// What is asked of people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// The percent of members, set beforehand, at which the next rung opens: `90`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold_percent: Option<String>,
    /// The structure test that must have passed first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Slug>,
    /// Turnout by worksite.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worksites: Vec<Worksite>,
    /// People of the public who took part: never members, and in no turnout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supporters: Option<u32>,
    /// The count of its own kind that goes with it: a petition, a survey.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Slug>,
    /// What it showed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// What kind of date presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateKind {
    /// A contract ends.
    Expiration,
    /// A budget is proposed, heard, adopted.
    Budget,
    /// An election.
    Election,
    /// A legislature or a council rises, or comes back.
    Recess,
    /// A hearing, a vote, a meeting of a body that decides.
    Hearing,
    /// Another.
    Other,
}

impl DateKind {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            DateKind::Expiration => "expiration",
            DateKind::Budget => "budget",
            DateKind::Election => "election",
            DateKind::Recess => "recess",
            DateKind::Hearing => "hearing",
            DateKind::Other => "other",
        }
    }
}

/// A date that presses ("compression date"): when who decides must, or when others' dates fall together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PressingDate {
    /// Its id; a later entry with the same id moves it.
    pub id: Slug,
    /// What happens.
    pub title: String,
    /// Its kind.
    pub kind: DateKind,
    /// The day.
    pub on: Date,
    /// Whose it is: an employer, another union, a legislature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}
