//! What each step of a ladder pays on a day, after every term in force.

use money::{Date, Fraction, PayBasis};

use crate::{
    Assumptions, Carry, ExtraSize, Ladder, LadderStep, NewStepRate, RateChange, RateUnit, Selector,
    StepRef, Term, TermKind,
};

/// A ladder, or a single own rate as a ladder of one step, with the terms that select its people.
pub(crate) struct Lane<'a> {
    pub classification: &'a str,
    pub column: &'a str,
    pub basis: PayBasis,
    pub steps: &'a [LadderStep],
    /// First day of service of everyone in it, where it decides a differential rolled into base.
    pub hired: Option<Date>,
    /// An own rate: no term with `steps` selects it and steps are neither added nor dropped.
    pub own_rate: bool,
}

impl<'a> Lane<'a> {
    pub fn of_ladder(ladder: &'a Ladder) -> Lane<'a> {
        Lane {
            classification: &ladder.classification,
            column: &ladder.column,
            basis: ladder.basis,
            steps: &ladder.steps,
            hired: None,
            own_rate: false,
        }
    }

    /// Whether a term's class, column and kind of place take this lane in.
    pub fn taken_by(&self, select: &Selector) -> bool {
        select.takes_class(self.classification, self.column)
            && (select.steps.is_empty() || !self.own_rate)
    }
}

/// A term that changes rates, with its place in its offer.
#[derive(Clone, Copy)]
pub(crate) struct RateTerm<'a> {
    pub number: usize,
    pub term: &'a Term,
}

/// One rung of a ladder on one day.
#[derive(Debug, Clone)]
pub(crate) struct Rung {
    /// Empty for a rung that no active term has added.
    pub label: String,
    /// What is paid, for one unit of the lane's basis.
    pub paid: Fraction,
    /// What the next term starts from.
    carried: Fraction,
    /// Whether anybody can stand on it. A dropped step keeps a rate, raised like the rest, which
    /// `base` uses for those who were placed on it.
    pub exists: bool,
    known: bool,
}

/// A ladder on one day.
#[derive(Debug, Clone)]
pub(crate) struct Rungs {
    pub rungs: Vec<Rung>,
    /// Immediate placements so far: the day, from the old top, to the new one.
    pub jumps: Vec<(Date, usize, usize)>,
    pub problems: Vec<(usize, RungProblem)>,
}

/// A term that a ladder cannot carry out; the first number is the term's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RungProblem {
    LabelTaken(String),
    NothingAbove(String),
    NoStepBelow,
}

impl Rungs {
    fn top(&self) -> Option<usize> {
        self.rungs.iter().rposition(|rung| rung.exists)
    }

    fn bottom(&self) -> Option<usize> {
        self.rungs.iter().position(|rung| rung.exists)
    }

    /// Which rung a reference names today.
    pub fn find(&self, step: &StepRef) -> Option<usize> {
        match step {
            StepRef::Top => self.top(),
            StepRef::Bottom => self.bottom(),
            StepRef::Label(label) => {
                self.rungs.iter().position(|rung| rung.exists && rung.label == *label)
            }
        }
    }

    /// The next existing rung above, if there is one.
    pub fn above(&self, rung: usize) -> Option<usize> {
        (rung + 1..self.rungs.len()).find(|above| self.rungs[*above].exists)
    }
}

/// The ladder on `day` under `terms`: the schedule row in force that day with every active term
/// applied in order of date, then place in the file. Differentials rolled into base on a date come
/// after that date's other terms.
///
/// `extra_rungs` slots are kept above the schedule's steps, one for each add-step term, by
/// `slot_of` the term's number.
pub(crate) fn rungs_on(
    lane: &Lane<'_>,
    assumptions: &Assumptions,
    terms: &[RateTerm<'_>],
    slots: &[usize],
    day: Date,
) -> Rungs {
    let mut table =
        Rungs { rungs: starting_rungs(lane, slots.len(), day), jumps: vec![], problems: vec![] };
    let mut events: Vec<(Date, bool, usize, &Term)> = terms
        .iter()
        .filter(|rate_term| lane.taken_by(&rate_term.term.select))
        .filter_map(|RateTerm { number, term }| {
            acts_on(term).map(|(on, late)| (on, late, *number, *term))
        })
        .filter(|(on, late, _, term)| *on <= day && (*late || term.in_force(day)))
        .collect();
    events.sort_by_key(|(on, late, number, _)| (*on, *late, *number));
    let builder = Builder { lane, assumptions, terms, slots };
    for same_day in events.chunk_by(|a, b| a.0 == b.0) {
        builder.apply_day(&mut table, same_day);
    }
    table
}

/// The day on which a term changes rates, and whether that comes after the day's other terms.
pub(crate) fn acts_on(term: &Term) -> Option<(Date, bool)> {
    match &term.kind {
        TermKind::Raise { .. } | TermKind::AddStep { .. } | TermKind::DropStep => {
            Some((term.effective, false))
        }
        TermKind::Extra { rolled_in_on: Some(on), .. } => Some((*on, true)),
        _ => None,
    }
}

fn starting_rungs(lane: &Lane<'_>, slots: usize, day: Date) -> Vec<Rung> {
    let rung = |label: &str, rate: Option<&Fraction>| Rung {
        label: label.to_owned(),
        paid: rate.cloned().unwrap_or(Fraction::ZERO),
        carried: rate.cloned().unwrap_or(Fraction::ZERO),
        exists: rate.is_some(),
        known: rate.is_some(),
    };
    let steps = lane.steps.iter().map(|step| rung(&step.label, step.rate_on(day)));
    steps.chain((0..slots).map(|_| rung("", None))).collect()
}

struct Builder<'a> {
    lane: &'a Lane<'a>,
    assumptions: &'a Assumptions,
    terms: &'a [RateTerm<'a>],
    slots: &'a [usize],
}

/// What one day's percents started from and have come to, before rounding.
struct DayStart {
    carried: Vec<Fraction>,
    unrounded: Vec<Fraction>,
}

impl Builder<'_> {
    fn apply_day(&self, table: &mut Rungs, events: &[(Date, bool, usize, &Term)]) {
        let carried: Vec<Fraction> =
            table.rungs.iter().map(|rung| self.starting(&rung.carried)).collect();
        let mut start = DayStart { unrounded: carried.clone(), carried };
        for (on, _, number, term) in events {
            // A rung that a later schedule row brings is selected only once it is there.
            let there = self.there_on(table, *on);
            let chosen = self.chosen(table, &there, *on, term);
            match &term.kind {
                TermKind::Raise { by: RateChange::Percent(percent), add, .. } => {
                    self.raise(table, &mut start, &chosen, percent, *add);
                }
                TermKind::Raise { by: RateChange::Amount(amount, per), .. } => {
                    self.lift(table, &mut start, &chosen, amount, *per);
                }
                TermKind::Extra { bands, .. } => match band_on(bands, self.lane.hired, *on) {
                    Some(ExtraSize::Percent(percent)) => {
                        self.raise(table, &mut start, &chosen, percent, false);
                    }
                    Some(ExtraSize::Amount(amount, per)) => {
                        self.lift(table, &mut start, &chosen, amount, *per);
                    }
                    None => {}
                },
                TermKind::AddStep { label, rate, immediate } if !self.lane.own_rate => {
                    let rung = self.add(table, &there, *number, label, rate);
                    match rung {
                        Ok((old_top, added)) => {
                            start.carried[added] = table.rungs[added].carried.clone();
                            start.unrounded[added] = table.rungs[added].carried.clone();
                            if *immediate {
                                table.jumps.push((*on, old_top, added));
                            }
                        }
                        Err(problem) => table.problems.push((*number, problem)),
                    }
                }
                TermKind::DropStep if !self.lane.own_rate => {
                    for rung in chosen {
                        table.rungs[rung].exists = false;
                        if table.above(rung).is_none() {
                            let label = table.rungs[rung].label.clone();
                            table.problems.push((*number, RungProblem::NothingAbove(label)));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether each rung is there on a day, dropped ones left out.
    fn there_on(&self, table: &Rungs, on: Date) -> Vec<bool> {
        let steps = self.lane.steps;
        let there = |(at, rung): (usize, &Rung)| {
            rung.exists && steps.get(at).is_none_or(|step| step.exists_on(on))
        };
        table.rungs.iter().enumerate().map(there).collect()
    }

    /// The rungs that a term acts on: those it selects among those that have a rate.
    fn chosen(&self, table: &Rungs, there: &[bool], on: Date, term: &Term) -> Vec<usize> {
        let select = &term.select;
        let named: Vec<usize> = if select.steps.is_empty() {
            // A raise takes in the shadow rates of dropped steps; removing takes what is there.
            (0..table.rungs.len()).filter(|rung| table.rungs[*rung].known).collect()
        } else {
            let find = |step: &StepRef| match step {
                StepRef::Top => there.iter().rposition(|there| *there),
                StepRef::Bottom => there.iter().position(|there| *there),
                StepRef::Label(label) => {
                    table.rungs.iter().position(|rung| rung.known && rung.label == *label)
                }
            };
            let mut named: Vec<usize> = select.steps.iter().filter_map(find).collect();
            named.sort_unstable();
            named.dedup();
            named
        };
        // Whose differential is rolled in was settled by the rate on its own first day.
        if !select.looks_at_rates() || matches!(term.kind, TermKind::Extra { .. }) {
            return named;
        }
        let before = self.before(on);
        let annual = self.assumptions.work_year.units(self.lane.basis);
        let taken = |rung: &usize| {
            let rung = &before.rungs[*rung];
            rung.known && select.takes_rate(&rung.paid.times(&annual))
        };
        named.into_iter().filter(taken).collect()
    }

    /// The ladder on a day before that day's terms.
    fn before(&self, on: Date) -> Rungs {
        let earlier: Vec<RateTerm<'_>> = self
            .terms
            .iter()
            .copied()
            .filter(|rate_term| acts_on(rate_term.term).is_some_and(|(day, _)| day < on))
            .collect();
        rungs_on(self.lane, self.assumptions, &earlier, self.slots, on)
    }

    fn raise(
        &self,
        table: &mut Rungs,
        start: &mut DayStart,
        chosen: &[usize],
        percent: &Fraction,
        add: bool,
    ) {
        if percent.is_zero() {
            return;
        }
        let factor = Fraction::ONE.plus(percent);
        for &at in chosen {
            let unrounded = if add {
                start.unrounded[at].plus(&start.carried[at].times(percent))
            } else {
                self.starting(&table.rungs[at].carried).times(&factor)
            };
            self.settle(&mut table.rungs[at], &unrounded);
            start.unrounded[at] = unrounded;
        }
    }

    fn lift(
        &self,
        table: &mut Rungs,
        start: &mut DayStart,
        chosen: &[usize],
        amount: &Fraction,
        per: crate::Per,
    ) {
        if amount.is_zero() {
            return;
        }
        let from = per.basis(self.assumptions.calendar);
        let amount = amount.times(&self.assumptions.work_year.factor(from, self.lane.basis));
        for &at in chosen {
            let unrounded = self.starting(&table.rungs[at].carried).plus(&amount);
            self.settle(&mut table.rungs[at], &unrounded);
            start.unrounded[at] = unrounded;
        }
    }

    /// What a raise starts from: the carried rate; on the way through the hourly cent, the hourly
    /// rate is itself rounded to the cent before it is raised (`docs/costing.md`, Readings).
    fn starting(&self, carried: &Fraction) -> Fraction {
        let rules = &self.assumptions.rounding;
        let by_time = matches!(self.lane.basis, PayBasis::Hourly | PayBasis::Daily);
        if rules.schedule == RateUnit::HourlyCent && rules.carry == Carry::Rounded && !by_time {
            return rules.rate(carried, self.lane.basis, &self.assumptions.work_year);
        }
        carried.clone()
    }

    fn settle(&self, rung: &mut Rung, unrounded: &Fraction) {
        let rules = &self.assumptions.rounding;
        rung.paid = rules.rate(unrounded, self.lane.basis, &self.assumptions.work_year);
        rung.carried = match rules.carry {
            Carry::Rounded => rung.paid.clone(),
            Carry::Exact => unrounded.clone(),
        };
    }

    fn add(
        &self,
        table: &mut Rungs,
        there: &[bool],
        number: usize,
        label: &str,
        rate: &NewStepRate,
    ) -> Result<(usize, usize), RungProblem> {
        if table.rungs.iter().any(|rung| rung.label == label) {
            return Err(RungProblem::LabelTaken(label.to_owned()));
        }
        let below = there.iter().rposition(|there| *there).ok_or(RungProblem::NoStepBelow)?;
        let slot = self.slots.iter().position(|slot| *slot == number).unwrap_or(0);
        let at = self.lane.steps.len() + slot;
        let from = self.starting(&table.rungs[below].carried);
        let rung = &mut table.rungs[at];
        rung.label = label.to_owned();
        (rung.exists, rung.known) = (true, true);
        match rate {
            NewStepRate::Over(percent) => {
                let unrounded = from.times(&Fraction::ONE.plus(percent));
                self.settle(rung, &unrounded);
            }
            NewStepRate::Given(rate) => {
                rung.paid = rate.clone();
                rung.carried = rate.clone();
            }
        }
        Ok((below, at))
    }
}

/// The band of a differential that service up to a day reaches.
pub(crate) fn band_on(
    bands: &[(i32, ExtraSize)],
    hired: Option<Date>,
    day: Date,
) -> Option<&ExtraSize> {
    let years = hired.map(|hired| money::whole_years(hired, day));
    let reached = |needed: i32| needed == 0 || years.is_some_and(|years| years >= needed);
    let band =
        bands.iter().filter(|(needed, _)| reached(*needed)).max_by_key(|(needed, _)| *needed);
    band.map(|(_, size)| size)
}

/// A ladder through a scenario: one version for each day on which a rate or step changes.
pub(crate) struct RungTable<'a> {
    pub versions: Vec<Rungs>,
    /// Exact cents for a whole pay period, by version and rung.
    pub cents: Vec<Vec<Fraction>>,
    /// Which version is in force, by state and segment.
    pub in_force: &'a [Vec<usize>],
}

impl<'a> RungTable<'a> {
    /// Builds the versions for a lane; `days` is the day each version begins.
    pub fn new(
        lane: &Lane<'_>,
        assumptions: &Assumptions,
        terms: &[RateTerm<'_>],
        slots: &[usize],
        days: &[Date],
        in_force: &'a [Vec<usize>],
    ) -> RungTable<'a> {
        let versions: Vec<Rungs> =
            days.iter().map(|day| rungs_on(lane, assumptions, terms, slots, *day)).collect();
        let basis = assumptions.calendar.basis();
        let factor = assumptions.work_year.factor(lane.basis, basis).times(&Fraction::whole(100));
        let cents =
            |rungs: &Rungs| rungs.rungs.iter().map(|rung| rung.paid.times(&factor)).collect();
        RungTable { cents: versions.iter().map(cents).collect(), versions, in_force }
    }

    pub fn at(&self, state: usize, segment: usize) -> &Rungs {
        &self.versions[self.in_force[state][segment]]
    }

    pub fn cents_at(&self, state: usize, segment: usize, rung: usize) -> &Fraction {
        &self.cents[self.in_force[state][segment]][rung]
    }
}

/// Dollars for one unit of `basis` as exact cents for one pay period.
pub(crate) fn period_cents(
    assumptions: &Assumptions,
    rate: &Fraction,
    basis: PayBasis,
) -> Fraction {
    let factor = assumptions.work_year.factor(basis, assumptions.calendar.basis());
    rate.times(&factor).times(&Fraction::whole(100))
}
