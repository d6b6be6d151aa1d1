//! Law as dated data: what a regime asks for, how days are counted, when an office is closed.
//!
//! Nothing here knows a statute: `rules/` does, each rule with its source, its confidence and an example that is worked in a
//! test. [`Law::check_examples`](crate::law::Law::check_examples) works them all.

mod closed;
mod counting;
mod rule;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use closed::{Calendar, ClosedDay, DayOfWeek, DayRule};
pub(crate) use counting::dated;
pub use counting::{Counted, Counting, CountingExample, Length, LengthUnit};
pub use rule::{ClockExample, ClockRule, Direction, StartsWith, Verdict, Who, Window};

use crate::{Procedures, Slug};

/// How sure it is that a rule is what the controlling text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The controlling text was read.
    Verified,
    /// A news story, a law firm's note, a union's or an employer's page was read.
    Secondary,
    /// It follows from what was read.
    Inferred,
    /// General knowledge.
    Unverified,
    /// Sources contradict each other.
    Conflict,
}

impl Confidence {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::Verified => "verified",
            Confidence::Secondary => "secondary source",
            Confidence::Inferred => "inferred",
            Confidence::Unverified => "not verified",
            Confidence::Conflict => "sources conflict",
        }
    }

    /// What stands beside a rule whose controlling text was not read.
    pub fn advice(self) -> Option<&'static str> {
        (self != Confidence::Verified).then_some("check with counsel")
    }
}

/// What happens to a contract's terms after its last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterExpiry {
    /// They go on, by statute.
    Continues,
    /// They go on by the doctrine of the status quo.
    StatusQuoDoctrine,
    /// Nothing was read that says so.
    CheckWithCounsel,
}

/// One whose yes a total tentative agreement needs, under a regime.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegimeApproval {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub name: String,
    /// When it is needed, where it is not always.
    #[serde(default)]
    pub only_if: Option<String>,
}

/// A law under which bargaining is done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub name: String,
    /// Whom it covers.
    pub covers: String,
    /// Who the employer is.
    pub employer_is: String,
    /// Where it stands.
    pub cite: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// The board whose counting and charges go with it.
    #[serde(default)]
    pub board: Option<Slug>,
    /// Who must approve.
    pub approvals: Vec<RegimeApproval>,
    /// What happens to terms after expiry.
    pub after_expiry: AfterExpiry,
    /// Where that stands.
    pub after_expiry_cite: String,
    /// How sure it is.
    pub after_expiry_confidence: Confidence,
    /// Initial proposals must be public before bargaining.
    pub public_notice: bool,
    /// Days within which a proposal must be answered; `none`: no statute found fixes any.
    pub answer_days: String,
    /// What was found on that.
    pub cite_none: String,
    /// Public or private employers.
    pub applies_to: String,
}

/// A board before which charges are filed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub cite: String,
}

/// One file of `rules/clocks`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockFile {
    /// The regime, in a regime's file.
    #[serde(default)]
    pub regime: Option<Regime>,
    /// The board, in a board's file.
    #[serde(default)]
    pub board: Option<Board>,
    /// How days are counted.
    #[serde(default)]
    pub counting: Vec<Counting>,
    /// The clocks.
    #[serde(default)]
    pub clock: Vec<ClockRule>,
}

/// The clocks of a regime or a board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Law {
    /// Regimes, by id.
    pub regimes: BTreeMap<Slug, Regime>,
    /// Boards, by id.
    pub boards: BTreeMap<Slug, Board>,
    /// Clocks, each with the id of its regime or board, in the order of the files.
    pub clocks: Vec<(Slug, ClockRule)>,
    /// Ways of counting, by id.
    pub countings: BTreeMap<Slug, Counting>,
    /// Calendars of closed days, by id.
    pub calendars: BTreeMap<Slug, Calendar>,
    /// The steps of impasse that each regime has.
    pub procedures: Procedures,
}

impl Law {
    /// Takes in a file of clocks.
    pub fn add(&mut self, file: ClockFile) {
        let owner = file.regime.as_ref().map(|regime| regime.id.clone());
        let owner = owner.or_else(|| file.board.as_ref().map(|board| board.id.clone()));
        if let Some(regime) = file.regime {
            self.regimes.insert(regime.id.clone(), regime);
        }
        if let Some(board) = file.board {
            self.boards.insert(board.id.clone(), board);
        }
        for counting in file.counting {
            self.countings.insert(counting.id.clone(), counting);
        }
        if let Some(owner) = owner {
            self.clocks.extend(file.clock.into_iter().map(|clock| (owner.clone(), clock)));
        }
    }

    /// The clocks that run under a regime: its own and its board's. A regime for private employers runs by itself, and
    /// never beside a public one.
    pub fn clocks_of(&self, regime: &Slug) -> impl Iterator<Item = &ClockRule> {
        let board = self.regimes.get(regime).and_then(|regime| regime.board.clone());
        let regime = regime.clone();
        self.clocks
            .iter()
            .filter(move |(owner, _)| *owner == regime || Some(owner) == board.as_ref())
            .map(|(_, clock)| clock)
    }

    /// A clock by its id.
    pub fn clock(&self, id: &Slug) -> Option<&ClockRule> {
        self.clocks.iter().map(|(_, clock)| clock).find(|clock| clock.id == *id)
    }

    /// Works every example and says what does not come out, names that lead nowhere, and rules without an example.
    pub fn check_examples(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for counting in self.countings.values() {
            wrong.extend(counting.check(self));
        }
        for (_, clock) in &self.clocks {
            wrong.extend(clock.check(self));
        }
        for calendar in self.calendars.values() {
            wrong.extend(calendar.check(self));
        }
        wrong
    }
}
