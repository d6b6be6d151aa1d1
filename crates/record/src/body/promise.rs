//! What was promised, how it is measured, and who counted what: after the agreement is in force.

use money::Date;
use serde::{Deserialize, Serialize};

use super::Carrier;
use crate::{Digest, Slug};

/// How strong a promise is (`domain/process.md` section 12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// It shall be.
    Shall,
    /// It is a goal.
    Goal,
    /// It is planned.
    Plan,
    /// It is to be studied.
    Study,
    /// Both sides ask a third for it.
    Advocate,
    /// Somebody promises it who is no party to the agreement.
    ThirdParty,
}

impl Strength {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Strength::Shall => "shall",
            Strength::Goal => "goal",
            Strength::Plan => "plan",
            Strength::Study => "study",
            Strength::Advocate => "advocate",
            Strength::ThirdParty => "third party's promise",
        }
    }
}

/// A promise, in its exact words. How it is counted, its measure card says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// The exact text.
    pub words: String,
    /// Who promised it.
    pub promised_by: String,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// How strong it is.
    pub strength: Strength,
    /// What carries it to where it binds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<Carrier>,
    /// The item that won it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<Slug>,
    /// The agreement that it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Slug>,
    /// The person or body who is to do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The route by which it is enforced: `grievance`, `council motion`, `none: outside the contract`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enforcement: Option<String>,
}

/// What is counted towards a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureUnit {
    /// People hired; who leaves is not taken off.
    Hires,
    /// Positions that are filled, over those of the baseline: hires minus leavers.
    NetPositions,
    /// Full-time equivalents, over those of the baseline: each hire and each leaver by their part of full time.
    Fte,
    /// Whole dollars.
    Money,
    /// Something that is done by a day; there is nothing to count.
    Dates,
    /// Another.
    Other,
}

impl MeasureUnit {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            MeasureUnit::Hires => "hires",
            MeasureUnit::NetPositions => "net positions",
            MeasureUnit::Fte => "full-time equivalents",
            MeasureUnit::Money => "dollars",
            MeasureUnit::Dates => "done by a day",
            MeasureUnit::Other => "other",
        }
    }

    /// Whether it is people who are counted.
    pub fn counts_people(self) -> bool {
        matches!(self, MeasureUnit::Hires | MeasureUnit::NetPositions | MeasureUnit::Fte)
    }
}

/// A step on the way: how many by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// The day.
    pub on: Date,
    /// How many by then, on the scale of the target.
    pub target: u32,
}

/// People whom a promise is meant to reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub name: String,
    /// The part of all hires that is promised to it, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_percent: Option<String>,
}

/// A measure card: by what a promise is counted. The first one of a commitment is the card of signing day; a later one changes
/// it, and the old one stays. What a later card does not say stays as an earlier one said it, but for milestones, where it
/// names another target or day.
///
/// Baseline and target are on one scale: 5,000 hires from now on are a baseline of 0 and a target of 5,000; 5,000 more
/// positions on 32,000 are a baseline of 32,000 and a target of 37,000.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// The commitment.
    pub commitment: Slug,
    /// What is counted; not said where the parties did not agree on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<MeasureUnit>,
    /// How many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
    /// What half-time counts as: `1`, `0.5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_time_weight: Option<String>,
    /// How many there were at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<u32>,
    /// The day of the baseline, where it is not `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline_on: Option<Date>,
    /// The day from which it is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Steps on the way, by their days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// What it is counted from: `payroll`, `position control`, `site survey`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who reports, and how often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<String>,
    /// Who checks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verifier: Option<String>,
    /// How strong it is; the commitment's own where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// The route by which it is enforced; the commitment's own where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enforcement: Option<String>,
    /// What counts as late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_when: Option<String>,
    /// The pools that it is meant to reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<Pool>,
}

impl Measure {
    /// A card of a commitment that says nothing.
    pub fn unsaid(commitment: &Slug) -> Measure {
        Measure {
            commitment: commitment.clone(),
            unit: None,
            target: None,
            half_time_weight: None,
            baseline: None,
            baseline_on: None,
            from: None,
            due: None,
            milestones: Vec::new(),
            source: None,
            reporter: None,
            verifier: None,
            strength: None,
            enforcement: None,
            late_when: None,
            pools: Vec::new(),
        }
    }

    /// The card of a commitment before anything is said of how it is counted: what the promise itself says.
    pub fn blank(commitment: &Commitment) -> Measure {
        Measure {
            strength: Some(commitment.strength),
            enforcement: commitment.enforcement.clone(),
            ..Measure::unsaid(&commitment.id)
        }
    }

    /// This card, with what it does not say as an earlier one said it.
    #[must_use]
    pub fn over(&self, before: &Measure) -> Measure {
        let other_way = self.target.is_some() || self.from.is_some() || self.due.is_some();
        let text = |now: &Option<String>, before: &Option<String>| {
            now.as_ref().or(before.as_ref()).cloned()
        };
        let kept = self.milestones.is_empty() && !other_way;
        Measure {
            commitment: self.commitment.clone(),
            unit: self.unit.or(before.unit),
            target: self.target.or(before.target),
            half_time_weight: text(&self.half_time_weight, &before.half_time_weight),
            baseline: self.baseline.or(before.baseline),
            baseline_on: self.baseline_on.or(before.baseline_on),
            from: self.from.or(before.from),
            due: self.due.or(before.due),
            milestones: if kept { &before.milestones } else { &self.milestones }.clone(),
            source: text(&self.source, &before.source),
            reporter: text(&self.reporter, &before.reporter),
            verifier: text(&self.verifier, &before.verifier),
            strength: self.strength.or(before.strength),
            enforcement: text(&self.enforcement, &before.enforcement),
            late_when: text(&self.late_when, &before.late_when),
            pools: if self.pools.is_empty() { &before.pools } else { &self.pools }.clone(),
        }
    }

    /// The card, line by line: each field by its name, with what it says.
    pub fn lines(&self) -> Vec<(&'static str, Option<String>)> {
        fn joined<T>(all: &[T], one: impl Fn(&T) -> String) -> Option<String> {
            (!all.is_empty()).then(|| all.iter().map(one).collect::<Vec<_>>().join("; "))
        }
        let number = |said: Option<u32>| said.map(|number| number.to_string());
        let day = |said: Option<Date>| said.map(|day| day.to_string());
        let pool = |pool: &Pool| match &pool.share_percent {
            Some(share) => format!("{}: {share}%", pool.name),
            None => pool.name.clone(),
        };
        vec![
            ("unit", self.unit.map(|unit| unit.name().to_owned())),
            ("target", number(self.target)),
            ("half_time_weight", self.half_time_weight.clone()),
            ("baseline", number(self.baseline)),
            ("baseline_on", day(self.baseline_on)),
            ("from", day(self.from)),
            ("due", day(self.due)),
            ("milestones", joined(&self.milestones, |one| format!("{} by {}", one.target, one.on))),
            ("source", self.source.clone()),
            ("reporter", self.reporter.clone()),
            ("verifier", self.verifier.clone()),
            ("strength", self.strength.map(|strength| strength.name().to_owned())),
            ("enforcement", self.enforcement.clone()),
            ("late_when", self.late_when.clone()),
            ("pools", joined(&self.pools, pool)),
        ]
    }

    /// The fields that it still needs to be counted by, by their names. What is done by a day needs no number; a weight for
    /// half-time is needed where heads are counted.
    pub fn missing(&self) -> Vec<&'static str> {
        let heads =
            matches!(self.unit, None | Some(MeasureUnit::Hires | MeasureUnit::NetPositions));
        let numbers = self.unit != Some(MeasureUnit::Dates);
        let needed = |name: &str| match name {
            "target" | "baseline" | "from" => numbers,
            "half_time_weight" => heads,
            "baseline_on" | "milestones" | "pools" => false,
            _ => true,
        };
        let open = self.lines().into_iter().filter(|(name, said)| said.is_none() && needed(name));
        open.map(|(name, _)| name).collect()
    }

    /// Whether it is complete, so that everybody counts the same thing.
    pub fn is_measurable(&self) -> bool {
        self.missing().is_empty()
    }

    /// The fields in which it says something else than an earlier one did. What the earlier one left open is no change.
    pub fn changed_from(&self, before: &Measure) -> Vec<&'static str> {
        let both = before.lines().into_iter().zip(self.lines());
        both.filter(|((_, was), (_, is))| was.is_some() && was != is)
            .map(|((name, _), _)| name)
            .collect()
    }
}

/// How many of a count are of a pool.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolCount {
    /// The pool, as the card names it.
    pub pool: Slug,
    /// How many people.
    pub count: u32,
}

/// What a month brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallyMonth {
    /// Its first day.
    pub month: Date,
    /// People who began, all of them.
    pub hires: u32,
    /// Those of them who are not full-time.
    #[serde(default, skip_serializing_if = "is_nobody")]
    pub hires_half: u32,
    /// People who left, all of them.
    #[serde(default, skip_serializing_if = "is_nobody")]
    pub leavers: u32,
    /// Those of them who were not full-time.
    #[serde(default, skip_serializing_if = "is_nobody")]
    pub leavers_half: u32,
    /// Full-time equivalents of those who began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fte_hired: Option<String>,
    /// Full-time equivalents of those who left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fte_left: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_nobody(count: &u32) -> bool {
    *count == 0
}

/// A count by somebody, of what they counted: from the card's first day to its own. It is no vote and no petition, whose kind
/// is `count`. Another count, by whomever, stands beside it; none is merged with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Its id.
    pub id: Slug,
    /// The commitment.
    pub commitment: Slug,
    /// Who counted.
    pub by: String,
    /// The day to which it counts; the entry's own where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// What was counted, in their words.
    pub what_was_counted: String,
    /// People hired full-time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_time: Option<u32>,
    /// People hired half-time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_time: Option<u32>,
    /// People hired, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hires: Option<u32>,
    /// People who left; not said where nobody counted them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leavers: Option<u32>,
    /// How many there are, on the card's scale: positions filled, full-time equivalents, dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub positions: Option<u32>,
    /// How many of the hires are of which pool.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<PoolCount>,
    /// The numbers are rough.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub about: bool,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The file that it was counted from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Digest>,
    /// Month by month, without a gap: a month that brought nothing says 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub months: Vec<TallyMonth>,
}

/// What becomes of a commitment (`domain/process.md` 5.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PromiseStep {
    /// A person or a body is to do it.
    Owned,
    /// It is being done.
    Active,
    /// Somebody reports on it.
    Reported,
    /// It is kept.
    Met,
    /// It is kept in part.
    PartlyMet,
    /// It is not kept.
    Missed,
    /// Whether it is kept is disputed.
    Disputed,
    /// It is agreed anew.
    Renegotiated,
    /// It is enforced: a grievance, an arbitration, a board's order, a motion, public action.
    Enforced,
    /// It ended without having been kept.
    Lapsed,
    /// Somebody answers a count, or what is said of the commitment.
    Reply,
    /// Who made a count says that it was wrong.
    Correction,
}

impl PromiseStep {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            PromiseStep::Owned => "owned",
            PromiseStep::Active => "active",
            PromiseStep::Reported => "reported",
            PromiseStep::Met => "met",
            PromiseStep::PartlyMet => "partly met",
            PromiseStep::Missed => "missed",
            PromiseStep::Disputed => "disputed",
            PromiseStep::Renegotiated => "renegotiated",
            PromiseStep::Enforced => "enforced",
            PromiseStep::Lapsed => "lapsed",
            PromiseStep::Reply => "reply",
            PromiseStep::Correction => "correction",
        }
    }

    /// Whether it says what the commitment came to.
    pub fn is_outcome(self) -> bool {
        matches!(
            self,
            PromiseStep::Met
                | PromiseStep::PartlyMet
                | PromiseStep::Missed
                | PromiseStep::Disputed
                | PromiseStep::Renegotiated
                | PromiseStep::Enforced
                | PromiseStep::Lapsed
        )
    }
}

/// A step of a commitment, a reply to a count, or its correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentStep {
    /// The commitment.
    pub commitment: Slug,
    /// The step.
    pub step: PromiseStep,
    /// Who takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The count that it replies to or corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Slug>,
    /// The new last day of what is agreed anew (`renegotiated`): it changes the measure card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}
