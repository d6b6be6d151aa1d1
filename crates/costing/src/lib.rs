//! Roster x schedule x terms -> costs, line by line, to the cent.
//!
//! [`cost`] walks a frozen roster over a pay schedule for the status quo and for each offer, pay
//! period by pay period, and adds up what each person costs, each component rounded once. It is
//! pure: no I/O, no clock, no binary floating point. What it follows is the costing contract
//! (`docs/costing.md`); where sources disagree, the setting is in [`Assumptions`].
//!
//! People with the same pay history are costed once and counted; nothing is averaged, so the cost
//! of a unit is exactly the sum of its people's.

#![deny(clippy::disallowed_types, clippy::float_arithmetic)]

mod assumptions;
mod cohort;
mod cost;
mod engine;
mod family_cost;
mod figures;
mod keys;
mod ladder_on;
mod off_roster;
mod offer;
mod period_cost;
mod rate_selection;
mod rate_table;
mod result;
mod roll_up;
mod roster;
mod scenario;
mod schedule;
mod service;
mod step_movement;
mod timeline;

pub use assumptions::{
    Assumptions, Carry, Movement, Per, PerHead, RateUnit, RollUp, RoundingRules,
};
pub use cost::{Watch, cost, cost_watched};
pub use figures::{figures, lines as figure_lines};
pub use ladder_on::{LadderOn, ladder_on, rate_days};
pub use offer::{
    ExtraSize, LumpSize, NewStepRate, Offer, Party, PositionsRow, RateChange, Selector, StepRef,
    Term, TermKind,
};
pub use result::{
    Cell, CostError, CostOfOnePercent, Costing, OfferCost, OfferYear, PerMember, PercentOf, Side,
    TermCost, TermFault, TermProblem, Year,
};
pub use roster::{Attribute, Coded, Place, Roster, StepDate};
pub use schedule::{Ladder, LadderStep, Schedule};

/// Everything that one costing reads.
#[derive(Debug, Clone)]
pub struct Case {
    /// Who, where on the schedule, what part of full time.
    pub roster: Roster,
    /// The pay schedule; empty where every row of the roster has its own rate.
    pub schedule: Schedule,
    /// What is taken as given.
    pub assumptions: Assumptions,
    /// Each is costed against the status quo.
    pub offers: Vec<Offer>,
}
