//! The window of a scenario cut into stretches in which nothing changes.

use std::collections::BTreeSet;

use money::{Date, FiscalYear, Fraction, Period};

use crate::Assumptions;

/// A part of a pay period, from a day on, with its share of the period. One whole part where
/// nothing changes inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    pub first: Date,
    pub share: Fraction,
}

/// Consecutive pay periods that cost the same for a person who does not move: one period where
/// something changes inside it, as many as possible otherwise.
#[derive(Debug, Clone)]
pub(crate) struct State {
    pub segments: Vec<Segment>,
    /// The first of its periods.
    pub first_period: usize,
    pub period: Period,
}

/// Consecutive periods of one state and one fiscal year; the window's last period is its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub state: usize,
    pub year: usize,
    pub last: bool,
    pub first_period: usize,
    pub periods: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct Timeline {
    pub periods: Vec<Period>,
    pub states: Vec<State>,
    pub runs: Vec<Run>,
}

/// What cuts a timeline.
#[derive(Debug, Default, Clone)]
pub(crate) struct Cuts {
    /// Days on which something changes: a period is split there.
    pub days: BTreeSet<Date>,
    /// Days from which the periods that begin on or after them differ.
    pub period_starts: BTreeSet<Date>,
    /// Days whose whole period is unlike its neighbours.
    pub single: BTreeSet<Date>,
    /// Every period for itself.
    pub every_period: bool,
}

/// The pay periods with the fiscal years they are paid in.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    pub periods: Vec<Period>,
    pub years: Vec<FiscalYear>,
    pub year_of: Vec<usize>,
}

impl Calendar {
    pub fn new(assumptions: &Assumptions, periods: Vec<Period>) -> Calendar {
        let paid_in = |period: &Period| assumptions.fiscal_year_start.year_of(period.paid);
        let mut years: Vec<FiscalYear> = periods.iter().map(paid_in).collect();
        years.dedup();
        let place = |period| years.iter().position(|year| *year == paid_in(period));
        let year_of = periods.iter().map(|period| place(period).unwrap_or(0)).collect();
        Calendar { years, year_of, periods }
    }
}

impl Timeline {
    pub fn new(assumptions: &Assumptions, calendar: &Calendar, cuts: &Cuts) -> Timeline {
        let periods = calendar.periods.clone();
        let mut states: Vec<State> = Vec::new();
        let mut runs: Vec<Run> = Vec::new();
        let mut alone_before = true;
        for (number, period) in periods.iter().enumerate() {
            let inner: Vec<Date> = cuts
                .days
                .range(period.first..=period.last)
                .copied()
                .filter(|day| *day > period.first)
                .collect();
            let alone = !inner.is_empty()
                || cuts.every_period
                || cuts.single.range(period.first..=period.last).next().is_some();
            let starts_anew = cuts.days.contains(&period.first)
                || match number.checked_sub(1) {
                    None => true,
                    Some(before) => {
                        let after = periods[before].first;
                        cuts.period_starts.range(after..=period.first).any(|day| *day > after)
                    }
                };
            let new_state = alone || alone_before || starts_anew;
            if new_state {
                let segments = segments(assumptions, period, &inner);
                states.push(State { segments, first_period: number, period: *period });
            }
            alone_before = alone;
            let (state, year) = (states.len() - 1, calendar.year_of[number]);
            let last = number + 1 == periods.len();
            match runs.last_mut() {
                Some(run) if run.state == state && run.year == year && !last => run.periods += 1,
                _ => runs.push(Run { state, year, last, first_period: number, periods: 1 }),
            }
        }
        Timeline { periods, states, runs }
    }

    /// The state and segment that hold a day of the window.
    pub fn at(&self, day: Date) -> (usize, usize) {
        let state = self.states.iter().rposition(|state| state.period.first <= day).unwrap_or(0);
        let segments = &self.states[state].segments;
        (state, segments.iter().rposition(|segment| segment.first <= day).unwrap_or(0))
    }
}

fn segments(assumptions: &Assumptions, period: &Period, inner: &[Date]) -> Vec<Segment> {
    let firsts: Vec<Date> = std::iter::once(period.first).chain(inner.iter().copied()).collect();
    let share_from = |day: Date| assumptions.proration.share_from(period, day);
    (0..firsts.len())
        .map(|at| {
            let rest = firsts.get(at + 1).map_or(Fraction::ZERO, |next| share_from(*next));
            Segment { first: firsts[at], share: share_from(firsts[at]).minus(&rest) }
        })
        .collect()
}
