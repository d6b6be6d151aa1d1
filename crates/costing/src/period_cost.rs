//! What one person costs in one pay period, component by component, each rounded once.

use money::{Date, Fraction};

use crate::rate_table::{Lane, RungTable, band_on, period_cents};
use crate::roll_up::{LineInForce, Lines};
use crate::scenario::Scenario;
use crate::step_movement::{Positions, stands_on};
use crate::timeline::State;
use crate::{Assumptions, CostError, ExtraSize, LumpSize, RoundingRules, Term, TermKind};

/// Where each component stands in a row of cents. `pay` is base and movement together until a
/// person's placement tells them apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    pub differential: Option<usize>,
    pub stipend: Option<usize>,
    pub furlough: Option<usize>,
    pub lump_sum: Option<usize>,
    pub backfill: Option<usize>,
    pub fixed_cost: Option<usize>,
    /// Not part of any total.
    pub value_of_time: Option<usize>,
    /// The first of the lines that ride on pay.
    pub lines: usize,
    pub width: usize,
}

/// Base pay for a person's placement on the day of the roster.
pub(crate) const BASE: usize = 0;
/// What moves since then add.
pub(crate) const MOVEMENT: usize = 1;

impl Layout {
    pub fn new(terms: &[&Term], lines: usize) -> Layout {
        let mut width = 2;
        let mut slot = |wanted: fn(&TermKind) -> bool| {
            terms.iter().any(|term| wanted(&term.kind)).then(|| {
                width += 1;
                width - 1
            })
        };
        let differential = slot(|kind| matches!(kind, TermKind::Extra { stipend: false, .. }));
        let stipend = slot(|kind| matches!(kind, TermKind::Extra { stipend: true, .. }));
        let furlough = slot(|kind| matches!(kind, TermKind::Furlough { .. }));
        let lump_sum = slot(|kind| matches!(kind, TermKind::LumpSum { .. }));
        let backfill = slot(|kind| matches!(kind, TermKind::PaidLeave { .. }));
        let fixed_cost = slot(|kind| matches!(kind, TermKind::FixedCost { .. }));
        let value_of_time = slot(|kind| matches!(kind, TermKind::PaidLeave { .. }));
        Layout {
            differential,
            stipend,
            furlough,
            lump_sum,
            backfill,
            fixed_cost,
            value_of_time,
            lines: width,
            width: width + lines,
        }
    }
}

/// Part of full time: the same all through, or, for added positions, from each date on.
pub(crate) enum Fte<'a> {
    Person(&'a Fraction),
    Positions(&'a [(Date, Fraction)], Option<Date>),
}

impl Fte<'_> {
    fn on(&self, day: Date) -> Fraction {
        match self {
            Fte::Person(fte) => (*fte).clone(),
            Fte::Positions(_, Some(until)) if day > *until => Fraction::ZERO,
            Fte::Positions(ramp, _) => {
                let begun = ramp.iter().rev().find(|(from, _)| *from <= day);
                begun.map_or(Fraction::ZERO, |(_, fte)| fte.clone())
            }
        }
    }
}

/// People who cost the same wherever they stand: one lane, one FTE, one group, the same terms.
pub(crate) struct Payee<'a> {
    pub fte: Fte<'a>,
    pub hired: Option<Date>,
    /// The terms, beside those on rates, that take these people in.
    pub terms: &'a [&'a Term],
    /// For terms that look at rates: whether they take these people in. Parallel to `terms`.
    pub taken_by_rate: &'a [bool],
    pub lines: PayeeLines<'a>,
}

/// The lines that ride on these people's pay.
pub(crate) enum PayeeLines<'a> {
    /// By state, wherever people stand.
    Anywhere(&'a [Vec<LineInForce>]),
    /// Where an employer-contribution looks at steps: worked out for each position.
    BySteps { lines: &'a Lines<'a>, group: Option<&'a str>, contributions: &'a [&'a Term] },
}

/// Everything that the cost of a lane's people is drawn from.
pub(crate) struct LaneCost<'a> {
    pub assumptions: &'a Assumptions,
    pub scenario: &'a Scenario<'a>,
    pub lane: &'a Lane<'a>,
    pub rungs: &'a RungTable<'a>,
}

/// Base pay of the part of a period in which something is in force.
struct InForce {
    base: i64,
    /// Sum of shares of the period.
    shares: Fraction,
    /// Sum of shares times FTE.
    fte_shares: Fraction,
}

impl LaneCost<'_> {
    /// Cents of one period of `state` in `position`, into `row`.
    pub fn period(
        &self,
        payee: &Payee<'_>,
        positions: &Positions,
        state_number: usize,
        position: usize,
        row: &mut [i64],
    ) -> Result<(), CostError> {
        row.fill(0);
        let layout = &self.scenario.layout;
        let rules = &self.assumptions.rounding;
        let state = &self.scenario.timeline.states[state_number];
        let at = At { state, state_number, positions, position };
        let pay = self.base_pay(payee, &at, &|_| true)?;
        row[BASE] = pay;
        let mut pensionable = 0;
        for (term, taken) in payee.terms.iter().zip(payee.taken_by_rate) {
            if !taken {
                continue;
            }
            if let TermKind::LumpSum { size, prorate_by_fte, pensionable: counts } = &term.kind {
                let lump = self.lump_sum(payee, &at, term, size, *prorate_by_fte)?;
                add(row, layout.lump_sum, lump)?;
                if *counts {
                    pensionable = sum(pensionable, lump)?;
                }
                continue;
            }
            let Some(part) = self.in_force(payee, &at, term, pay)? else {
                continue;
            };
            match &term.kind {
                TermKind::Extra { stipend, bands, prorate_by_fte, .. } => {
                    let slot = if *stipend { layout.stipend } else { layout.differential };
                    let cents = self.extra(payee, state, &part, bands, *prorate_by_fte)?;
                    add(row, slot, cents)?;
                }
                TermKind::Furlough { share } => {
                    let off = rules.share(share, part.base)?;
                    add(row, layout.furlough, -off)?;
                }
                TermKind::PaidLeave {
                    share_of_year,
                    take_up,
                    pay_replaced,
                    backfill,
                    replacement_rate,
                } => {
                    let time = share_of_year.times(take_up);
                    let cash =
                        rules.share(&time.times(backfill).times(replacement_rate), part.base)?;
                    add(row, layout.backfill, cash)?;
                    add(
                        row,
                        layout.value_of_time,
                        rules.share(&time.times(pay_replaced), part.base)?,
                    )?;
                }
                _ => {}
            }
        }
        self.lines(payee, &at, row, pensionable)
    }

    /// Base pay and movement of the segments that count, rounded once.
    fn base_pay(
        &self,
        payee: &Payee<'_>,
        at: &At<'_>,
        counts: &dyn Fn(usize) -> bool,
    ) -> Result<i64, CostError> {
        let rules = &self.assumptions.rounding;
        if let ([_], Fte::Person(fte)) = (at.state.segments.as_slice(), &payee.fte) {
            let cents = self.rungs.cents_at(at.state_number, 0, at.rung(0));
            return Ok(rules.pay(cents, fte)?);
        }
        let mut exact = Fraction::ZERO;
        for (number, segment) in at.state.segments.iter().enumerate() {
            if counts(number) && !segment.share.is_zero() {
                let cents = self.rungs.cents_at(at.state_number, number, at.rung(number));
                let share = payee.fte.on(segment.first).times(&segment.share);
                exact = exact.plus(&cents.times(&share));
            }
        }
        Ok(rules.pay(&exact, &Fraction::ONE)?)
    }

    /// The part of the period in which a term reaches these people, if any. In force for the
    /// whole period it bites on the period's pay as paid; for a part, on the pay of that part, to
    /// the cent.
    fn in_force(
        &self,
        payee: &Payee<'_>,
        at: &At<'_>,
        term: &Term,
        pay: i64,
    ) -> Result<Option<InForce>, CostError> {
        let rolled_in = match &term.kind {
            TermKind::Extra { rolled_in_on, .. } => *rolled_in_on,
            _ => None,
        };
        let reaches = |number: usize| {
            let day = at.state.segments[number].first;
            term.in_force(day)
                && rolled_in.is_none_or(|on| day < on)
                && (term.select.steps.is_empty()
                    || stands_on(
                        self.rungs.at(at.state_number, number),
                        at.rung(number),
                        &term.select.steps,
                    ))
        };
        let segments = &at.state.segments;
        let reached: Vec<bool> = (0..segments.len()).map(reaches).collect();
        if !reached.contains(&true) {
            return Ok(None);
        }
        let base = if reached.contains(&false) {
            self.base_pay(payee, at, &|number| reached[number])?
        } else {
            pay
        };
        let (mut shares, mut fte_shares) = (Fraction::ZERO, Fraction::ZERO);
        for (segment, _) in segments.iter().zip(&reached).filter(|(_, reached)| **reached) {
            shares = shares.plus(&segment.share);
            fte_shares = fte_shares.plus(&segment.share.times(&payee.fte.on(segment.first)));
        }
        Ok(Some(InForce { base, shares, fte_shares }))
    }

    fn extra(
        &self,
        payee: &Payee<'_>,
        state: &State,
        part: &InForce,
        bands: &[(i32, ExtraSize)],
        prorate_by_fte: bool,
    ) -> Result<i64, CostError> {
        let band = band_on(bands, payee.hired, state.period.last);
        let rules = &self.assumptions.rounding;
        match band {
            None => Ok(0),
            Some(ExtraSize::Percent(percent)) => Ok(rules.share(percent, part.base)?),
            Some(ExtraSize::Amount(amount, per)) => {
                let basis = per.basis(self.assumptions.calendar);
                let cents = period_cents(self.assumptions, amount, basis);
                let whole = matches!(payee.fte, Fte::Person(_)) && !prorate_by_fte;
                let times = if whole { &part.shares } else { &part.fte_shares };
                Ok(rules.pay(&cents, times)?)
            }
        }
    }

    /// A lump sum that falls in this period, paid whole.
    fn lump_sum(
        &self,
        payee: &Payee<'_>,
        at: &At<'_>,
        term: &Term,
        size: &LumpSize,
        prorate_by_fte: bool,
    ) -> Result<i64, CostError> {
        let Fte::Person(fte) = payee.fte else {
            return Ok(0);
        };
        if !at.state.period.holds(term.effective) {
            return Ok(0);
        }
        let segment = at.state.segments.iter().rposition(|part| part.first <= term.effective);
        let segment = segment.unwrap_or(0);
        let rungs = self.rungs.at(at.state_number, segment);
        let rung = at.rung(segment);
        if !stands_on(rungs, rung, &term.select.steps) {
            return Ok(0);
        }
        let hundred = Fraction::whole(100);
        let rules = &self.assumptions.rounding;
        match size {
            LumpSize::Amount(amount) => {
                let fte = if prorate_by_fte { fte } else { &Fraction::ONE };
                Ok(rules.pay(&amount.times(&hundred), fte)?)
            }
            LumpSize::OfAnnualRate(percent) => {
                let year = self.assumptions.work_year.units(self.lane.basis);
                let annual = rungs.rungs[rung].paid.times(&year).times(&hundred);
                Ok(rules.pay(&annual.times(percent), fte)?)
            }
        }
    }

    /// The lines that ride on pay, each once on all it applies to.
    fn lines(
        &self,
        payee: &Payee<'_>,
        at: &At<'_>,
        row: &mut [i64],
        pensionable: i64,
    ) -> Result<(), CostError> {
        let layout = &self.scenario.layout;
        let rules = &self.assumptions.rounding;
        let part = |slot: Option<usize>| slot.map_or(0, |slot| row[slot]);
        let base = sum(row[BASE], part(layout.furlough))?;
        let lump_sum = part(layout.lump_sum);
        let mut all = sum(base, lump_sum)?;
        for slot in [layout.differential, layout.stipend, layout.backfill] {
            all = sum(all, part(slot))?;
        }
        let base = sum(base, pensionable)?;
        let here;
        let lines = match &payee.lines {
            PayeeLines::Anywhere(by_state) => &by_state[at.state_number],
            PayeeLines::BySteps { lines, group, contributions } => {
                let reaches = |term: &Term, segment: usize| {
                    let rungs = self.rungs.at(at.state_number, segment);
                    term.in_force(at.state.segments[segment].first)
                        && stands_on(rungs, at.rung(segment), &term.select.steps)
                };
                here = lines.in_force(*group, contributions, at.state, &reaches);
                &here
            }
        };
        for (number, line) in lines.iter().enumerate() {
            row[layout.lines + number] = match line {
                LineInForce::Nothing => 0,
                LineInForce::RollUp { rate, base_only } => {
                    rules.share(rate, if *base_only { base } else { all })?
                }
                LineInForce::PerHead { cents, prorate_by_fte } => {
                    per_head(payee, at.state, cents, *prorate_by_fte, rules)?
                }
            };
        }
        Ok(())
    }
}

/// A flat cost of one head for a period, or of a row of positions by its FTE in force.
fn per_head(
    payee: &Payee<'_>,
    state: &State,
    cents: &[Fraction],
    prorate_by_fte: bool,
    rules: &RoundingRules,
) -> Result<i64, CostError> {
    let times = |day: Date| match &payee.fte {
        Fte::Person(_) if !prorate_by_fte => Fraction::ONE,
        fte => fte.on(day),
    };
    if let ([cents], [segment]) = (cents, state.segments.as_slice()) {
        return Ok(rules.pay(cents, &times(segment.first))?);
    }
    let parts = cents.iter().zip(&state.segments);
    let exact = parts.fold(Fraction::ZERO, |sum, (cents, segment)| {
        sum.plus(&cents.times(&segment.share).times(&times(segment.first)))
    });
    Ok(rules.pay(&exact, &Fraction::ONE)?)
}

struct At<'a> {
    state: &'a State,
    state_number: usize,
    positions: &'a Positions,
    position: usize,
}

impl At<'_> {
    fn rung(&self, segment: usize) -> usize {
        self.positions.rung(self.position, segment)
    }
}

fn add(row: &mut [i64], slot: Option<usize>, cents: i64) -> Result<(), CostError> {
    if let Some(slot) = slot {
        row[slot] = sum(row[slot], cents)?;
    }
    Ok(())
}

fn sum(a: i64, b: i64) -> Result<i64, CostError> {
    a.checked_add(b).ok_or(CostError::TooLarge)
}
