//! One set of terms, made ready to be run over the roster.

use std::collections::BTreeSet;

use money::Date;

use crate::period_cost::Layout;
use crate::rate_table::{Lane, RateTerm, RungTable, acts_on};
use crate::step_movement::StepDays;
use crate::timeline::{Calendar, Cuts, Timeline};
use crate::{Assumptions, Movement, Schedule, StepDate, Term, TermKind};

/// A term with its number among all terms of the case, which signatures are kept by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbered<'a> {
    /// Among all terms of all offers.
    pub index: usize,
    pub term: &'a Term,
}

/// The terms in force together, with the timeline they cut.
#[derive(Debug)]
pub(crate) struct Scenario<'a> {
    /// In order of date, then place in the offer.
    pub terms: Vec<Numbered<'a>>,
    pub timeline: Timeline,
    pub step_days: &'a StepDays,
    pub layout: Layout,
    /// Term indexes of the add-steps, which have a slot above each ladder.
    pub slots: Vec<usize>,
    /// First days of the versions of the rate tables.
    pub rate_days: Vec<Date>,
    /// Which version is in force, by state and segment.
    pub rates_in_force: Vec<Vec<usize>>,
    /// Whether results are wanted by the columns asked for.
    pub with_cells: bool,
}

impl<'a> Scenario<'a> {
    pub fn new(
        assumptions: &Assumptions,
        schedule: &Schedule,
        calendar: &Calendar,
        step_days: &'a StepDays,
        mut terms: Vec<Numbered<'a>>,
        with_cells: bool,
    ) -> Scenario<'a> {
        terms.sort_by_key(|numbered| (numbered.term.effective, numbered.index));
        let rate_changes = rate_changes(assumptions, schedule, &terms);
        let cuts = cuts(assumptions, &terms, &rate_changes);
        let timeline = Timeline::new(assumptions, calendar, &cuts);
        let rate_days: Vec<Date> =
            std::iter::once(assumptions.from).chain(rate_changes.iter().copied()).collect();
        let version = |day: Date| rate_days.iter().rposition(|from| *from <= day).unwrap_or(0);
        let rates_in_force = timeline
            .states
            .iter()
            .map(|state| state.segments.iter().map(|segment| version(segment.first)).collect())
            .collect();
        let plain: Vec<&Term> = terms.iter().map(|numbered| numbered.term).collect();
        let adds_step =
            |numbered: &&Numbered<'_>| matches!(numbered.term.kind, TermKind::AddStep { .. });
        Scenario {
            layout: Layout::new(&plain, assumptions.line_names().len()),
            slots: terms.iter().filter(adds_step).map(|numbered| numbered.index).collect(),
            timeline,
            step_days,
            rate_days,
            rates_in_force,
            with_cells,
            terms,
        }
    }

    /// The terms that change rates or steps, among those that take some people in.
    pub fn rate_terms(&self, takes: impl Fn(usize) -> bool) -> Vec<RateTerm<'a>> {
        self.terms
            .iter()
            .filter(|numbered| acts_on(numbered.term).is_some() && takes(numbered.index))
            .map(|numbered| RateTerm { number: numbered.index, term: numbered.term })
            .collect()
    }

    /// A lane's rates through this scenario.
    pub fn rung_table(
        &self,
        assumptions: &Assumptions,
        lane: &Lane<'_>,
        rate_terms: &[RateTerm<'_>],
    ) -> RungTable<'_> {
        RungTable::new(
            lane,
            assumptions,
            rate_terms,
            &self.slots,
            &self.rate_days,
            &self.rates_in_force,
        )
    }

    /// The step freezes among the terms that take some people in.
    pub fn freezes(&self, takes: impl Fn(usize) -> bool) -> Vec<(&'a Term, bool)> {
        self.terms
            .iter()
            .filter(|numbered| takes(numbered.index))
            .filter_map(|numbered| match numbered.term.kind {
                TermKind::StepFreeze { made_up } => Some((numbered.term, made_up)),
                _ => None,
            })
            .collect()
    }

    /// The terms that are costed person by person and period by period.
    pub fn pay_terms(&self, takes: impl Fn(usize) -> bool) -> Vec<&'a Term> {
        self.terms
            .iter()
            .filter(|numbered| takes(numbered.index))
            .map(|numbered| numbered.term)
            .filter(|term| {
                matches!(
                    term.kind,
                    TermKind::LumpSum { .. }
                        | TermKind::Extra { .. }
                        | TermKind::Furlough { .. }
                        | TermKind::PaidLeave { .. }
                )
            })
            .collect()
    }

    /// The employer-contribution terms among those that take some people in.
    pub fn contributions(&self, takes: impl Fn(usize) -> bool) -> Vec<&'a Term> {
        self.terms
            .iter()
            .filter(|numbered| takes(numbered.index))
            .map(|numbered| numbered.term)
            .filter(|term| matches!(term.kind, TermKind::EmployerContribution { .. }))
            .collect()
    }
}

/// Days after the window's first on which a rate of pay or a step of the schedule changes.
pub(crate) fn rate_changes(
    assumptions: &Assumptions,
    schedule: &Schedule,
    terms: &[Numbered<'_>],
) -> BTreeSet<Date> {
    let rows =
        schedule.ladders.iter().flat_map(|ladder| &ladder.steps).flat_map(|step| &step.rates);
    let mut days: BTreeSet<Date> = rows.filter_map(|(from, _)| *from).collect();
    for Numbered { term, .. } in terms {
        if let Some((on, _)) = acts_on(term) {
            days.insert(on);
            days.extend(day_after(term.until));
        }
    }
    days.retain(|day| assumptions.from < *day && *day <= assumptions.to);
    days
}

fn cuts(assumptions: &Assumptions, terms: &[Numbered<'_>], rates: &BTreeSet<Date>) -> Cuts {
    let mut cuts = Cuts { days: rates.clone(), ..Cuts::default() };
    let entries = assumptions.roll_ups.iter().map(|line| line.from);
    let entries = entries.chain(assumptions.per_heads.iter().map(|line| line.from));
    cuts.period_starts.extend(entries.flatten());
    if assumptions.movement == Movement::FiscalYear {
        let firsts = StepDate::Yearly(assumptions.fiscal_year_start.0);
        cuts.days.extend(firsts.anniversaries(assumptions.roster_as_of, assumptions.to));
    }
    for Numbered { term, .. } in terms {
        match &term.kind {
            TermKind::LumpSum { .. } => {
                cuts.single.insert(term.effective);
                continue;
            }
            TermKind::FixedCost { .. } => continue,
            TermKind::StepFreeze { .. } => {
                cuts.days.extend(day_after(term.until));
                continue;
            }
            TermKind::Positions(row) => cuts.days.extend(row.ramp.iter().map(|(from, _)| *from)),
            TermKind::Extra { bands, rolled_in_on, .. } => {
                cuts.days.extend(*rolled_in_on);
                cuts.every_period |= bands.iter().any(|(years, _)| *years > 0);
            }
            _ => {}
        }
        cuts.days.insert(term.effective);
        cuts.days.extend(day_after(term.until));
    }
    cuts
}

fn day_after(day: Option<Date>) -> Option<Date> {
    day.and_then(|day| day.tomorrow().ok())
}
