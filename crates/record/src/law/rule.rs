use money::Date;
use serde::Deserialize;

use super::{Confidence, Counted, Law, Length};
use crate::Slug;

/// Which way a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Act no later than `closes`.
    By,
    /// Act no earlier than `opens`.
    NotBefore,
    /// Act no earlier than `opens` and no later than `closes`: it can be too early as well as too late.
    Window,
    /// Act at least `closes` before the trigger.
    Before,
}

/// Of several triggers, the one that starts the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StartsWith {
    /// Any of them.
    First,
    /// All of them.
    Last,
    /// The one that is listed first, of those that have happened: the others stand in for it.
    FirstListed,
}

/// Whose clock it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The union.
    Union,
    /// The employer, or those on its side of approval.
    Employer,
    /// Either side.
    Either,
    /// The board.
    Perb,
    /// The mediator.
    Mediator,
    /// The panel.
    Panel,
}

impl Who {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Who::Union => "union",
            Who::Employer => "employer",
            Who::Either => "either side",
            Who::Perb => "PERB",
            Who::Mediator => "mediator",
            Who::Panel => "panel",
        }
    }
}

/// Whether somebody acted in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Before the window opened.
    Early,
    /// In time.
    InTime,
    /// After the last day.
    Late,
}

impl Verdict {
    /// The words.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Early => "too early",
            Verdict::InTime => "in time",
            Verdict::Late => "too late",
        }
    }
}

/// A dated case by which a clock is worked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockExample {
    /// What it is.
    pub source: String,
    /// Where it can be read.
    pub address: String,
    /// A tribunal decided it.
    pub decided: bool,
    /// Day 0, for one trigger.
    #[serde(default)]
    pub trigger: Option<Date>,
    /// Day 0 of each trigger.
    #[serde(default)]
    pub triggers: Vec<Date>,
    /// The first day.
    #[serde(default)]
    pub opens: Option<Date>,
    /// The last day.
    #[serde(default)]
    pub closes: Option<Date>,
    /// When somebody acted.
    #[serde(default)]
    pub did: Option<Date>,
    /// Whether that was in time.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// Days added by agreement.
    #[serde(default)]
    pub waived: i64,
    /// Days that do not count.
    #[serde(default)]
    pub excluded: i64,
}

/// A clock of a law.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// Its id.
    pub id: Slug,
    /// What is to be done.
    pub title: String,
    /// The events that start it.
    pub trigger: Vec<String>,
    /// Which of several starts it; none: the first.
    #[serde(default)]
    pub starts_with: Option<StartsWith>,
    /// Which way it runs.
    pub direction: Direction,
    /// The period before its first day.
    #[serde(default)]
    pub opens: Option<Length>,
    /// The period to its last day.
    #[serde(default)]
    pub closes: Option<Length>,
    /// How days are counted; none: every day, and none rolls.
    #[serde(default)]
    pub counting: Option<Slug>,
    /// The events by which it is met.
    pub answered_by: Vec<String>,
    /// Whose it is.
    pub who: Who,
    /// What happens otherwise.
    pub consequence: String,
    /// Where it stands.
    pub cite: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// Law since.
    #[serde(default)]
    pub from: Option<Date>,
    /// Law until.
    #[serde(default)]
    pub to: Option<Date>,
    /// More on it.
    #[serde(default)]
    pub note: Option<String>,
    /// Cases by which it is worked.
    #[serde(default)]
    pub example: Vec<ClockExample>,
}

/// The first and the last day of a clock, as far as it has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub opens: Option<Counted>,
    /// The last day.
    pub closes: Option<Counted>,
}

impl Window {
    /// Whether an act on a day is in time.
    pub fn verdict(&self, day: Date) -> Verdict {
        if self.opens.as_ref().is_some_and(|opens| day < opens.day) {
            return Verdict::Early;
        }
        match &self.closes {
            Some(closes) if day > closes.day => Verdict::Late,
            _ => Verdict::InTime,
        }
    }
}

impl ClockRule {
    /// Whether it was law on a day.
    pub fn was_law_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Its days for a trigger: `earliest` and `latest` are the same where the day is known, and otherwise the ends of the time
    /// in which it lies; the window is then the part that is safe whichever day it was.
    pub fn window(
        &self,
        law: &Law,
        earliest: Date,
        latest: Date,
        service: Option<&Slug>,
        added: i64,
    ) -> Window {
        let counting = self.counting.as_ref();
        match self.direction {
            Direction::Before => Window {
                opens: None,
                closes: self.closes.map(|length| law.count_back(earliest, length)),
            },
            Direction::By | Direction::NotBefore | Direction::Window => Window {
                // What opens later by agreement or excluded days opens later as well.
                opens: self.opens.map(|length| {
                    let added = if self.closes.is_some() { 0 } else { added };
                    law.count_forward(latest, length, counting, None, added, false)
                }),
                closes: self.closes.map(|length| {
                    law.count_forward(earliest, length, counting, service, added, true)
                }),
            },
        }
    }

    pub(super) fn check(&self, law: &Law) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.example.is_empty() {
            wrong.push(format!("{}: a rule without an example", self.id));
        }
        if self.counting.as_ref().is_some_and(|id| !law.countings.contains_key(id)) {
            wrong.push(format!("{}: its way of counting is not there", self.id));
        }
        let has = (self.opens.is_some(), self.closes.is_some());
        let wants = match self.direction {
            Direction::By | Direction::Before => (false, true),
            Direction::NotBefore => (true, false),
            Direction::Window => (true, true),
        };
        if has != wants {
            wrong.push(format!("{}: opens and closes are not those of its direction", self.id));
        }
        for example in &self.example {
            let mut triggers = example.triggers.clone();
            triggers.extend(example.trigger);
            let trigger = match self.starts_with {
                Some(StartsWith::Last) => triggers.iter().max(),
                _ => triggers.iter().min(),
            };
            let Some(trigger) = trigger.copied() else {
                wrong.push(format!("{}: {} has no trigger", self.id, example.source));
                continue;
            };
            let window =
                self.window(law, trigger, trigger, None, example.waived + example.excluded);
            for (what, counted, says) in [
                ("opens", &window.opens, example.opens),
                ("closes", &window.closes, example.closes),
            ] {
                if counted.as_ref().map(|counted| counted.day) != says {
                    let comes = counted
                        .as_ref()
                        .map_or("nothing".to_owned(), |counted| counted.how.clone());
                    wrong.push(format!(
                        "{}: {}: {what} comes to {comes}, not {says:?}",
                        self.id, example.source
                    ));
                }
            }
            if let Some(did) = example.did
                && Some(window.verdict(did)) != example.verdict
            {
                wrong.push(format!(
                    "{}: {}: {did} is {}",
                    self.id,
                    example.source,
                    window.verdict(did).name()
                ));
            }
        }
        wrong
    }
}
