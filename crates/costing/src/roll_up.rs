//! Which rate of each line that rides on pay is in force for a group, period by period.

use money::{Date, Fraction};

use crate::timeline::State;
use crate::{Assumptions, Term, TermKind};

/// A line in force for one state, with its rate or amount averaged over the state's segments.
#[derive(Debug, Clone)]
pub(crate) enum LineInForce {
    /// A part of pay.
    RollUp {
        rate: Fraction,
        base_only: bool,
    },
    /// Exact cents a period.
    PerHead {
        cents: Fraction,
        prorate_by_fte: bool,
    },
    Nothing,
}

/// Every line of the assumptions for one group under some terms, in one state.
///
/// Of the entries of one name that take in the group, the latest not after the period's first day
/// is in force; an employer-contribution term holds from its own date on, whatever later entries
/// say, and inside a period is split as the proration says.
pub(crate) fn lines_in_force(
    assumptions: &Assumptions,
    names: &[&str],
    group: Option<&str>,
    contributions: &[&Term],
    state: &State,
) -> Vec<LineInForce> {
    names
        .iter()
        .map(|name| line_in_force(assumptions, name, group, contributions, state))
        .collect()
}

fn line_in_force(
    assumptions: &Assumptions,
    name: &str,
    group: Option<&str>,
    contributions: &[&Term],
    state: &State,
) -> LineInForce {
    let takes = |groups: &[String]| {
        groups.is_empty() || group.is_some_and(|group| groups.iter().any(|g| g == group))
    };
    let begun = |from: Option<Date>| from.is_none_or(|from| from <= state.period.first);
    let value = |entry: Option<&Fraction>| -> Fraction {
        let mut value = Fraction::ZERO;
        for segment in &state.segments {
            let term = contributions
                .iter()
                .rev()
                .find_map(|term| match &term.kind {
                    TermKind::EmployerContribution { name: line, value }
                        if line == name && term.in_force(segment.first) =>
                    {
                        Some(value)
                    }
                    _ => None,
                });
            let part = term.or(entry).map(|value| value.times(&segment.share));
            value = part.map_or(value.clone(), |part| value.plus(&part));
        }
        value
    };
    let roll_ups = assumptions.roll_ups.iter().filter(|line| line.name == name);
    if let Some(any) = roll_ups.clone().next() {
        let latest = roll_ups
            .filter(|line| takes(&line.groups) && begun(line.from))
            .max_by_key(|line| line.from);
        if latest.is_none() && !has_term(contributions, name) {
            return LineInForce::Nothing;
        }
        let base_only = latest.unwrap_or(any).base_only;
        return LineInForce::RollUp {
            rate: value(latest.map(|line| &line.rate)),
            base_only,
        };
    }
    let per_heads = assumptions
        .per_heads
        .iter()
        .filter(|line| line.name == name);
    let Some(any) = per_heads.clone().next() else {
        return LineInForce::Nothing;
    };
    let latest = per_heads
        .filter(|line| takes(&line.groups) && begun(line.from))
        .max_by_key(|line| line.from);
    if latest.is_none() && !has_term(contributions, name) {
        return LineInForce::Nothing;
    }
    let line = latest.unwrap_or(any);
    let dollars = value(latest.map(|line| &line.amount));
    let basis = line.per.basis(assumptions.calendar);
    LineInForce::PerHead {
        cents: crate::rate_table::period_cents(assumptions, &dollars, basis),
        prorate_by_fte: line.prorate_by_fte,
    }
}

fn has_term(contributions: &[&Term], name: &str) -> bool {
    contributions.iter().any(|term| {
        matches!(&term.kind, TermKind::EmployerContribution { name: line, .. } if line == name)
    })
}
