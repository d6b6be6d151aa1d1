//! Clocks: dates that follow from the record and from rules. What is due, by when, counted how, and what is evidence and no law.

mod evidence;
mod facts;
mod statutory;

use money::Date;

pub use facts::{Fact, facts};

use crate::body::Side;
use crate::fold::State;
use crate::law::{Counted, Law, Verdict};
use crate::{Since, Slug, days_between};

/// What a clock rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A statute or a regulation.
    Law,
    /// The contract.
    Contract,
    /// A ground rule of the parties.
    GroundRule,
    /// A day that somebody named: an offer's last day, a vote's close, the day asked for in a request.
    Named,
    /// Nothing fixes a number of days: the age is evidence.
    Evidence,
}

impl Basis {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Law => "law",
            Basis::Contract => "contract",
            Basis::GroundRule => "ground rule",
            Basis::Named => "day named",
            Basis::Evidence => "evidence, no law",
        }
    }
}

/// Where a clock stands on the state's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStatus {
    /// It is too early; so many days are left before it opens.
    TooEarly(i64),
    /// It runs, with so many days left; none where it has no last day.
    Running(Option<i64>),
    /// Its last day has passed, and no entry says that anybody acted.
    Passed(i64),
    /// Somebody acted.
    Acted(Verdict),
    /// Given up by whom it served.
    Waived,
    /// It no longer matters.
    Moot,
}

impl ClockStatus {
    /// The words for it.
    pub fn name(self) -> String {
        let days = |days: i64| if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        match self {
            ClockStatus::TooEarly(left) => format!("too early for {}", days(left)),
            ClockStatus::Running(Some(0)) => "last day today".to_owned(),
            ClockStatus::Running(Some(left)) => format!("{} left", days(left)),
            ClockStatus::Running(None) => "open".to_owned(),
            ClockStatus::Passed(ago) => format!("passed {} ago, nothing recorded", days(ago)),
            ClockStatus::Acted(verdict) => format!("done, {}", verdict.name()),
            ClockStatus::Waived => "waived".to_owned(),
            ClockStatus::Moot => "moot".to_owned(),
        }
    }

    /// Whether somebody may still have to act.
    pub fn is_live(self) -> bool {
        matches!(self, ClockStatus::TooEarly(_) | ClockStatus::Running(_) | ClockStatus::Passed(_))
    }
}

/// A clock that runs, or has run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The rule's id, or what it is about: `answer-salary`, `offer-e1`.
    pub id: Slug,
    /// What is to be done.
    pub title: String,
    /// Whose it is.
    pub who: String,
    /// What it rests on.
    pub basis: Basis,
    /// What started it.
    pub started: Since,
    /// The first day.
    pub opens: Option<Counted>,
    /// The last day.
    pub closes: Option<Counted>,
    /// Who acted, and when.
    pub acted: Option<Since>,
    /// Where it stands.
    pub status: ClockStatus,
    /// A person has confirmed its day.
    pub confirmed: bool,
    /// Where it stands in law or contract.
    pub cite: String,
    /// How sure that is, in words; `check with counsel` stands in it unless the controlling text was read.
    pub sureness: Option<String>,
    /// What happens otherwise.
    pub consequence: Option<String>,
    /// What was agreed about it, or what is not known.
    pub notes: Vec<String>,
}

impl Clock {
    fn new(id: Slug, title: String, who: &str, basis: Basis, started: Since) -> Clock {
        Clock {
            id,
            title,
            who: who.to_owned(),
            basis,
            started,
            opens: None,
            closes: None,
            acted: None,
            status: ClockStatus::Running(None),
            confirmed: false,
            cite: String::new(),
            sureness: None,
            consequence: None,
            notes: Vec::new(),
        }
    }

    /// Sets where it stands on a day, from its days and from who acted.
    fn settle(&mut self, on: Date) {
        let window = crate::law::Window { opens: self.opens.clone(), closes: self.closes.clone() };
        self.status = match (&self.acted, &window.opens, &window.closes) {
            (Some(acted), ..) => ClockStatus::Acted(window.verdict(acted.when.day)),
            (None, Some(opens), _) if on < opens.day => {
                ClockStatus::TooEarly(days_between(on, opens.day))
            }
            (None, _, Some(closes)) if on > closes.day => {
                ClockStatus::Passed(days_between(closes.day, on))
            }
            (None, _, closes) => {
                ClockStatus::Running(closes.as_ref().map(|closes| days_between(on, closes.day)))
            }
        };
    }

    /// The day that matters next: when it opens, while it is too early, else its last day.
    pub fn next_day(&self) -> Option<Date> {
        match self.status {
            ClockStatus::TooEarly(_) => self.opens.as_ref().map(|opens| opens.day),
            _ => self.closes.as_ref().map(|closes| closes.day),
        }
    }
}

/// Every clock of a record, as of its state's day: those with a day first, by it; then by their start.
pub fn clocks(state: &State, law: &Law) -> Vec<Clock> {
    let mut all = statutory::clocks(state, law);
    all.extend(evidence::clocks(state, law));
    all.sort_by(|a, b| {
        let key = |clock: &Clock| {
            (
                !clock.status.is_live(),
                clock.next_day().is_none(),
                clock.next_day(),
                clock.started,
                clock.id.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    all
}

/// How long a side has owed an answer on an item, and how long it has not moved: never "overdue by law".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// The side.
    pub side: Side,
    /// It owes an answer since.
    pub awaiting: Option<(Since, i64)>,
    /// Its position has not changed in value since.
    pub no_movement: Option<(Since, i64)>,
}

/// The two response timers of an item, for each side that has either.
pub fn waits(state: &State, item: &Slug) -> Vec<Waits> {
    [Side::Union, Side::Employer]
        .into_iter()
        .map(|side| {
            let age = |since: Since| (since, since.when.days_until(state.as_of));
            Waits {
                side,
                awaiting: state.awaiting(item, side).map(|awaiting| age(awaiting.since)),
                no_movement: state.no_movement(item, side).map(age),
            }
        })
        .filter(|waits| waits.awaiting.is_some() || waits.no_movement.is_some())
        .collect()
}
