//! Which rate of each line that rides on pay is in force for a group, period by period.

use money::{Date, Fraction};

use crate::rate_table::period_cents;
use crate::timeline::State;
use crate::{Assumptions, Term, TermKind};

/// A line in force for one state.
#[derive(Debug, Clone)]
pub(crate) enum LineInForce {
    /// A part of pay, averaged over the state's segments.
    RollUp {
        rate: Fraction,
        base_only: bool,
    },
    /// Exact cents a period, by segment.
    PerHead {
        cents: Vec<Fraction>,
        prorate_by_fte: bool,
    },
    Nothing,
}

/// The lines of a case, as they stand before any term.
pub(crate) struct Lines<'a> {
    pub assumptions: &'a Assumptions,
    pub names: Vec<&'a str>,
}

impl<'a> Lines<'a> {
    pub fn new(assumptions: &'a Assumptions) -> Lines<'a> {
        Lines { assumptions, names: assumptions.line_names() }
    }

    /// Every line for one group under some terms, in one state.
    ///
    /// Of the entries of one name that take in the group, the latest not after the period's first
    /// day is in force, and a group without one has no such line; an employer-contribution term
    /// holds from its own date on, whatever later entries say, and inside a period is split as the
    /// proration says. `reaches` tells whether a term reaches a segment.
    pub fn in_force(
        &self,
        group: Option<&str>,
        contributions: &[&Term],
        state: &State,
        reaches: &dyn Fn(&Term, usize) -> bool,
    ) -> Vec<LineInForce> {
        let line = |name: &&str| self.line(name, group, contributions, state, reaches);
        self.names.iter().map(line).collect()
    }

    fn line(
        &self,
        name: &str,
        group: Option<&str>,
        contributions: &[&Term],
        state: &State,
        reaches: &dyn Fn(&Term, usize) -> bool,
    ) -> LineInForce {
        let takes = |groups: &[String]| {
            groups.is_empty() || group.is_some_and(|group| groups.iter().any(|g| g == group))
        };
        let begun = |from: Option<Date>| from.is_none_or(|from| from <= state.period.first);
        let by_segment = |entry: &Fraction| -> Vec<Fraction> {
            let value = |number: usize| {
                let term = contributions.iter().rev().find_map(|term| match &term.kind {
                    TermKind::EmployerContribution { name: line, value }
                        if line == name && reaches(term, number) =>
                    {
                        Some(value)
                    }
                    _ => None,
                });
                term.unwrap_or(entry).clone()
            };
            (0..state.segments.len()).map(value).collect()
        };
        let roll_ups = self.assumptions.roll_ups.iter().filter(|line| line.name == name);
        let latest = roll_ups
            .filter(|line| takes(&line.groups) && begun(line.from))
            .max_by_key(|line| line.from);
        if let Some(line) = latest {
            let parts = by_segment(&line.rate);
            let rate = parts
                .iter()
                .zip(&state.segments)
                .fold(Fraction::ZERO, |sum, (rate, segment)| sum.plus(&rate.times(&segment.share)));
            return LineInForce::RollUp { rate, base_only: line.base_only };
        }
        let per_heads = self.assumptions.per_heads.iter().filter(|line| line.name == name);
        let latest = per_heads
            .filter(|line| takes(&line.groups) && begun(line.from))
            .max_by_key(|line| line.from);
        let Some(line) = latest else { return LineInForce::Nothing };
        let basis = line.per.basis(self.assumptions.calendar);
        let cents = |dollars: &Fraction| period_cents(self.assumptions, dollars, basis);
        LineInForce::PerHead {
            cents: by_segment(&line.amount).iter().map(cents).collect(),
            prorate_by_fte: line.prorate_by_fte,
        }
    }
}
