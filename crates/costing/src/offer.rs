use money::{Date, Fraction};

use crate::Per;

/// A set of terms that can be costed.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The title it appears under.
    pub title: String,
    /// Whose it is.
    pub party: Party,
    /// The day it crossed the table, where the file says.
    pub dated: Option<Date>,
    /// In the order of the file.
    pub terms: Vec<Term>,
}

/// Whose an offer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// The union's.
    Union,
    /// The employer's.
    Employer,
    /// A mediator's.
    Mediator,
    /// Agreed by both.
    Agreement,
    /// The file does not say.
    Unstated,
}

impl Party {
    /// Every party by the name that files use.
    pub const NAMES: [(&'static str, Party); 4] = [
        ("union", Party::Union),
        ("employer", Party::Employer),
        ("mediator", Party::Mediator),
        ("agreement", Party::Agreement),
    ];

    /// The name that files use.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, party)| *party == self).map_or("unstated", |(name, _)| name)
    }
}

/// One term of an offer.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its first day.
    pub effective: Date,
    /// Its last day in force; to the end of the window without one.
    pub until: Option<Date>,
    /// Whom and what it selects.
    pub select: Selector,
    /// What it does.
    pub kind: TermKind,
}

impl Term {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: Date) -> bool {
        self.effective <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Whom and what a term selects; empty lists select everyone.
#[derive(Debug, Clone, Default)]
pub struct Selector {
    /// Classes, as the roster and schedule spell them.
    pub classes: Vec<String>,
    /// Steps of the schedule; people on their own rate have none.
    pub steps: Vec<StepRef>,
    /// Columns of the schedule.
    pub columns: Vec<String>,
    /// Columns of the roster with the values that are selected: `department`, `group`, `plan` and
    /// any other.
    pub attributes: Vec<(String, Vec<String>)>,
    /// Annual full-time base rate, before that day's terms, strictly below this.
    pub rate_below: Option<Fraction>,
    /// Annual full-time base rate, before that day's terms, strictly above this.
    pub rate_above: Option<Fraction>,
    /// Whole years of service on the effective day.
    pub service_at_least: Option<i32>,
}

impl Selector {
    /// Whether it looks at anything of the person beside class, column, step and rate.
    pub fn looks_at_people(&self) -> bool {
        !self.attributes.is_empty() || self.service_at_least.is_some()
    }

    /// Whether it looks at the rate of pay.
    pub fn looks_at_rates(&self) -> bool {
        self.rate_below.is_some() || self.rate_above.is_some()
    }

    /// Whether it looks at where people stand or what they are paid: class, column, step or rate.
    pub fn looks_at_places(&self) -> bool {
        !self.classes.is_empty()
            || !self.columns.is_empty()
            || !self.steps.is_empty()
            || self.looks_at_rates()
    }

    /// Whether the rate limits take in an annual rate.
    pub fn takes_rate(&self, annual: &Fraction) -> bool {
        self.rate_below.as_ref().is_none_or(|limit| annual < limit)
            && self.rate_above.as_ref().is_none_or(|limit| annual > limit)
    }

    /// Whether class and column are taken in.
    pub fn takes_class(&self, classification: &str, column: &str) -> bool {
        (self.classes.is_empty() || self.classes.iter().any(|class| class == classification))
            && (self.columns.is_empty() || self.columns.iter().any(|name| name == column))
    }
}

/// A step named in a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepRef {
    /// The highest step on that day.
    Top,
    /// The lowest step on that day.
    Bottom,
    /// By its label.
    Label(String),
}

/// What a term does. Amounts are dollars; percents are parts of one.
#[derive(Debug, Clone)]
pub enum TermKind {
    /// Every selected rate goes up: `general-increase`, or `special-adjustment`.
    Raise {
        /// Whether it was written as a `special-adjustment`.
        special: bool,
        /// By how much.
        by: RateChange,
        /// Whether its percent is added to the others of its date instead of multiplied.
        add: bool,
    },
    /// A new top step.
    AddStep {
        /// Its label.
        label: String,
        /// Its rate.
        rate: NewStepRate,
        /// Whether people at the old top stand on it at once.
        immediate: bool,
    },
    /// The selected steps are removed.
    DropStep,
    /// No step is earned while it is in force.
    StepFreeze {
        /// Whether steps missed are given on the day after it ends.
        made_up: bool,
    },
    /// Money once.
    LumpSum {
        /// How much.
        size: LumpSize,
        /// Whether an amount is taken times FTE.
        prorate_by_fte: bool,
        /// Whether roll-ups on base pay bite on it.
        pensionable: bool,
    },
    /// A `differential` or a `stipend`.
    Extra {
        /// Whether it was written as a `stipend`.
        stipend: bool,
        /// How much, by years of service; one band from zero years where it does not depend on
        /// service.
        bands: Vec<(i32, ExtraSize)>,
        /// Whether an amount is taken times FTE.
        prorate_by_fte: bool,
        /// The day on which it moves into base.
        rolled_in_on: Option<Date>,
    },
    /// A share of base pay is taken off.
    Furlough {
        /// That share.
        share: Fraction,
    },
    /// A new rate or amount for a line of the assumptions.
    EmployerContribution {
        /// The line's name.
        name: String,
        /// Its new rate (a part of one) or amount.
        value: Fraction,
    },
    /// Paid time off.
    PaidLeave {
        /// Its share of a year: days over days a year.
        share_of_year: Fraction,
        /// Share of those selected who take it.
        take_up: Fraction,
        /// Share of pay that goes on.
        pay_replaced: Fraction,
        /// Share of the days taken that is covered by somebody else.
        backfill: Fraction,
        /// The cover's pay as a share of the absent person's.
        replacement_rate: Fraction,
    },
    /// Positions added or cut, costed as one row.
    Positions(PositionsRow),
    /// Anything priced by hand.
    FixedCost {
        /// Dollars a year, or once.
        amount: Fraction,
        /// Whether it is paid once.
        one_time: bool,
        /// Whether roll-ups on all pay ride on it.
        rolls_up: bool,
        /// The fund that bears it.
        fund: String,
    },
}

impl TermKind {
    /// The name that files use.
    pub fn name(&self) -> &'static str {
        match self {
            TermKind::Raise { special: false, .. } => "general-increase",
            TermKind::Raise { special: true, .. } => "special-adjustment",
            TermKind::AddStep { .. } => "add-step",
            TermKind::DropStep => "drop-step",
            TermKind::StepFreeze { .. } => "step-freeze",
            TermKind::LumpSum { .. } => "lump-sum",
            TermKind::Extra { stipend: false, .. } => "differential",
            TermKind::Extra { stipend: true, .. } => "stipend",
            TermKind::Furlough { .. } => "furlough",
            TermKind::EmployerContribution { .. } => "employer-contribution",
            TermKind::PaidLeave { .. } => "paid-leave",
            TermKind::Positions(_) => "positions",
            TermKind::FixedCost { .. } => "fixed-cost",
        }
    }

    /// Whether its money is paid once: what `one_time` sets apart from `ongoing`.
    pub fn is_one_time(&self) -> bool {
        matches!(self, TermKind::LumpSum { .. } | TermKind::FixedCost { one_time: true, .. })
    }
}

/// By how much a rate goes up.
#[derive(Debug, Clone)]
pub enum RateChange {
    /// By a part of itself.
    Percent(Fraction),
    /// By dollars for one unit.
    Amount(Fraction, Per),
}

/// The rate of an added step.
#[derive(Debug, Clone)]
pub enum NewStepRate {
    /// That part over the step below, rounded as any rebuilt rate.
    Over(Fraction),
    /// As given, for the class's own basis.
    Given(Fraction),
}

/// How much a lump sum is.
#[derive(Debug, Clone)]
pub enum LumpSize {
    /// Dollars.
    Amount(Fraction),
    /// A part of the annual base rate in force that day, times FTE.
    OfAnnualRate(Fraction),
}

/// How much a differential or stipend is.
#[derive(Debug, Clone)]
pub enum ExtraSize {
    /// A part of the period's base pay.
    Percent(Fraction),
    /// Dollars for one unit.
    Amount(Fraction, Per),
}

/// The row that a `positions` term adds.
#[derive(Debug, Clone)]
pub struct PositionsRow {
    /// Index into [`crate::Schedule::ladders`].
    pub ladder: usize,
    /// The step it stands on.
    pub step: StepRef,
    /// `department`, `fund` and `group`, where given, by name.
    pub attributes: Vec<(String, String)>,
    /// FTE in force from each date, in order of date; negative cuts.
    pub ramp: Vec<(Date, Fraction)>,
}
