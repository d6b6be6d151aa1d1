//! Costs that are not on the roster: added positions and anything priced by hand.

use money::{Fraction, PayBasis};

use crate::cohort::positions_signature;
use crate::engine::{Engine, Totals, settled_rate_terms};
use crate::period_cost::{Fte, LaneCost, Payee, PayeeLines};
use crate::rate_selection::RateSelection;
use crate::rate_table::{Lane, period_cents};
use crate::roll_up::LineInForce;
use crate::scenario::Scenario;
use crate::step_movement::Positions;
use crate::{CostError, PositionsRow, Term, TermKind};

impl Engine<'_> {
    /// The rows that `positions` terms add: paid on one step, not moving, one row each.
    pub fn positions(&self, scenario: &Scenario<'_>, totals: &mut Totals) -> Result<(), CostError> {
        for numbered in &scenario.terms {
            let TermKind::Positions(row) = &numbered.term.kind else {
                continue;
            };
            self.positions_row(scenario, numbered.term, row, totals)?;
        }
        Ok(())
    }

    fn positions_row(
        &self,
        scenario: &Scenario<'_>,
        term: &Term,
        row: &PositionsRow,
        totals: &mut Totals,
    ) -> Result<(), CostError> {
        let assumptions = &self.case.assumptions;
        let ladder = &self.case.schedule.ladders[row.ladder];
        let signature = positions_signature(row, &ladder.classification, self.terms);
        let takes = |index: usize| signature[index];
        let lane = Lane::of_ladder(ladder);
        let plain = scenario.rate_terms(takes);
        let rungs = scenario.rung_table(assumptions, &lane, &plain);
        let (state, segment) = scenario.timeline.at(term.effective);
        let Some(rung) = rungs.at(state, segment).find(&row.step) else { return Ok(()) };
        let rate_terms =
            settled_rate_terms(assumptions, scenario, &lane, takes, |by_rate, term| {
                by_rate.takes_rung(rung, term)
            });
        let rungs = scenario.rung_table(assumptions, &lane, &rate_terms);
        let mut pay_terms = scenario.pay_terms(takes);
        pay_terms.retain(|term| lane.taken_by(&term.select));
        let mut contributions = scenario.contributions(takes);
        contributions.retain(|term| lane.taken_by(&term.select));
        let cost = LaneCost { assumptions, scenario, lane: &lane, rungs: &rungs };
        let selection = RateSelection { cost: &cost, rate_terms: &rate_terms };
        let by_rate = |term: &&Term| selection.takes_rung(rung, term);
        let taken_by_rate: Vec<bool> = pay_terms.iter().map(by_rate).collect();
        contributions.retain(by_rate);
        let group = row.attributes.iter().find(|(name, _)| name == "group");
        let group = group.map_or("", |(_, group)| group.as_str());
        let positions =
            Positions { rungs: lane.steps.len() + scenario.slots.len(), mixed: Vec::new() };
        let payee = Payee {
            fte: Fte::Positions(&row.ramp, term.until),
            hired: None,
            terms: &pay_terms,
            taken_by_rate: &taken_by_rate,
            lines: PayeeLines::BySteps {
                lines: &self.line_book,
                group: Some(group),
                contributions: &contributions,
            },
        };
        let cell = self.cell_of(&ladder.classification, &row.attributes);
        let mut cents = vec![0; scenario.layout.width];
        for run in &scenario.timeline.runs {
            cost.period(&payee, &positions, run.state, rung, &mut cents)?;
            totals.add_row(run.year, run.last, cell, run.periods as i128, &cents);
        }
        Ok(())
    }

    fn cell_of(&self, classification: &str, attributes: &[(String, String)]) -> u32 {
        let cells = &self.cohorts.cells;
        let value = |column: &String| match column.as_str() {
            "classification" => classification.to_owned(),
            name => attributes
                .iter()
                .find(|(known, _)| known == name)
                .map_or(String::new(), |(_, value)| value.clone()),
        };
        let values: Vec<String> = cells.columns.iter().map(value).collect();
        cells.values.iter().position(|known| *known == values).unwrap_or(0) as u32
    }

    /// Anything priced by hand: an ongoing amount is spread over the periods in force so that
    /// whole years come to it exactly; a one-time amount is paid in the period that holds its day.
    pub fn fixed_costs(
        &self,
        scenario: &Scenario<'_>,
        totals: &mut Totals,
    ) -> Result<(), CostError> {
        let assumptions = &self.case.assumptions;
        let rules = &assumptions.rounding;
        let layout = &scenario.layout;
        let (Some(slot), timeline) = (layout.fixed_cost, &scenario.timeline) else {
            return Ok(());
        };
        for numbered in &scenario.terms {
            let term = numbered.term;
            let TermKind::FixedCost { amount, one_time, rolls_up, fund } = &term.kind else {
                continue;
            };
            let mut contributions = scenario.contributions(|_| true);
            contributions
                .retain(|term| !term.select.looks_at_places() && !term.select.looks_at_people());
            let lines = self.lines_of(scenario, None, &contributions);
            let cell = self.cell_of("", &[("fund".to_owned(), fund.clone())]);
            let whole = amount.times(&Fraction::whole(100));
            let a_period = period_cents(assumptions, amount, PayBasis::Annual);
            let (mut exact, mut paid) = (Fraction::ZERO, 0_i64);
            for run in &timeline.runs {
                for number in run.first_period..run.first_period + run.periods {
                    let period = &timeline.periods[number];
                    if *one_time {
                        if !period.holds(term.effective) {
                            continue;
                        }
                        exact = whole.clone();
                    } else {
                        let from = assumptions.proration.share_from(period, term.effective);
                        let after = term.until.and_then(|until| until.tomorrow().ok());
                        let until = after.map_or(Fraction::ZERO, |after| {
                            assumptions.proration.share_from(period, after)
                        });
                        let share = from.minus(&until);
                        if share.is_zero() {
                            continue;
                        }
                        exact = exact.plus(&a_period.times(&share));
                    }
                    let so_far = rules.pay(&exact, &Fraction::ONE)?;
                    let mut row = vec![0; layout.width];
                    row[slot] = so_far.checked_sub(paid).ok_or(CostError::TooLarge)?;
                    paid = so_far;
                    if *rolls_up {
                        for (line, in_force) in lines[run.state].iter().enumerate() {
                            if let LineInForce::RollUp { rate, base_only: false } = in_force {
                                row[layout.lines + line] = rules.share(rate, row[slot])?;
                            }
                        }
                    }
                    totals.add_row(run.year, run.last, cell, 1, &row);
                }
            }
        }
        Ok(())
    }
}
