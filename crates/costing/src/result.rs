//! What a costing comes to.

use std::fmt;

use money::{Cents, FiscalYear, Fraction};

/// The cost of the status quo and of each offer.
#[derive(Debug, Clone)]
pub struct Costing {
    /// Heads on the roster.
    pub heads: u64,
    /// The fiscal years of the window, in order.
    pub years: Vec<FiscalYear>,
    /// The columns asked for.
    pub by: Vec<String>,
    /// The distinct combinations of their values, sorted.
    pub cells: Vec<Cell>,
    /// The status quo: everything already law or agreed on the window's first day.
    pub baseline: Side,
    /// In the order given.
    pub offers: Vec<OfferCost>,
    /// What one percent is worth.
    pub cost_of_one_percent: CostOfOnePercent,
    /// Terms that select nobody on the roster: offer and term, each from 0.
    pub selecting_nobody: Vec<(usize, usize)>,
}

/// A combination of values of the columns asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// In the order of [`Costing::by`].
    pub values: Vec<String>,
}

/// The level of costs under one set of terms.
#[derive(Debug, Clone)]
pub struct Side {
    /// The components' names, in order: `base`, `movement`, ..., then each line by its name.
    pub components: Vec<String>,
    /// By fiscal year.
    pub years: Vec<Year>,
    /// The window's last pay period alone.
    pub last_period: Year,
    /// By cell, then fiscal year, then component.
    pub cells: Vec<Vec<Vec<Cents>>>,
    /// Annual base rates times FTE of everyone on the window's last day, in dollars.
    pub end_rates: Fraction,
}

/// The level of costs in one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// In the order of [`Side::components`].
    pub components: Vec<Cents>,
    /// Their sum.
    pub total: Cents,
    /// The value of paid leave, where a term gives any: not money, and not in the total.
    pub value_of_time: Option<Cents>,
}

impl Side {
    /// A component of a year; nothing where the side has no such component.
    pub fn component(&self, year: &Year, name: &str) -> Cents {
        let place = self.components.iter().position(|component| component == name);
        place.map_or(Cents::ZERO, |place| year.components[place])
    }
}

/// What an offer costs, as levels and against the status quo.
#[derive(Debug, Clone)]
pub struct OfferCost {
    /// Its levels.
    pub side: Side,
    /// Against the status quo, by fiscal year.
    pub years: Vec<OfferYear>,
    /// Sum of the years' changes: the cost over the term.
    pub cumulative: Cents,
    /// Annual base rates on the last day over the status quo's, less one; `None` where the status
    /// quo pays nothing.
    pub end_rate: Option<Fraction>,
    /// The last pay period's ongoing change, times 12, 26 or 1.
    pub annualised: Cents,
    /// `annualised` over the status quo's pay.
    pub percent_of_pay: PercentOf,
    /// `annualised` over all of the status quo's components.
    pub percent_of_compensation: PercentOf,
    /// `annualised` over heads.
    pub per_member: PerMember,
}

/// An offer's year against the status quo.
#[derive(Debug, Clone)]
pub struct OfferYear {
    /// The offer's total less the status quo's.
    pub change: Cents,
    /// The change less the year before's.
    pub new_money: Cents,
    /// The change less what is one-time.
    pub ongoing: Cents,
    /// What lump sums and one-time fixed costs come to, with what rides on them.
    pub one_time: Cents,
    /// The change, term by term, in order of date, then place in the file.
    pub by_term: Vec<TermCost>,
}

/// One term's part of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermCost {
    /// Its number in the offer, from 1.
    pub term: usize,
    /// Its kind.
    pub kind: &'static str,
    /// Cost with the terms up to and including this one less cost without it.
    pub change: Cents,
}

/// A percent with its base, which is always printed beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PercentOf {
    /// As a part of one; `None` where the base is nothing.
    pub percent: Option<Fraction>,
    /// What it is a percent of.
    pub of: &'static str,
    /// Annualised, of the status quo's last pay period.
    pub base: Cents,
}

/// An amount per head with its divisor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerMember {
    /// Heads on the roster.
    pub divisor: u64,
    /// Rounded half up; `None` where there are no heads.
    pub amount: Option<Cents>,
}

/// The change of the last year that a one percent general increase on the first day, and nothing
/// else, would make over the status quo, rounded as the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CostOfOnePercent {
    /// The change of base and movement.
    pub pay: Cents,
    /// The change of everything.
    pub with_roll_up: Cents,
}

/// Why a case cannot be costed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CostError {
    /// The window is not made of whole pay periods; the text says what would be.
    Window(String),
    /// Some amount does not fit in 64-bit cents.
    TooLarge,
    /// Terms that the schedule cannot carry out.
    Terms(Vec<TermProblem>),
    /// Whoever watched the costing stopped it.
    Stopped,
}

/// A term that a ladder of the schedule cannot carry out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermProblem {
    /// The offer, from 0, in the order given.
    pub offer: usize,
    /// The term, from 0, in the order of the file.
    pub term: usize,
    /// The class whose ladder it is, with its column.
    pub classification: String,
    /// What is wrong.
    pub fault: TermFault,
}

/// What is wrong with a term.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermFault {
    /// The label of an added step is taken already.
    LabelTaken(String),
    /// A dropped step has no step above it that its people could stand on.
    NothingAbove(String),
    /// There is no step to add one over.
    NoStepBelow,
    /// Added positions stand on a step that the class does not have on the term's first day.
    NoSuchStep,
}

impl fmt::Display for CostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CostError::Window(text) => f.write_str(text),
            CostError::TooLarge => write!(f, "an amount does not fit in 64-bit cents"),
            CostError::Stopped => write!(f, "cancelled"),
            CostError::Terms(problems) => {
                write!(f, "{} terms cannot be carried out on the schedule", problems.len())
            }
        }
    }
}

impl std::error::Error for CostError {}
