//! What a costing comes to, and the act of costing itself.

use std::fmt;

use money::{Cents, FiscalYear, Fraction, MoneyError, Rounding};

use crate::cohort::{Cohorts, LanePlace, group};
use crate::engine::{Engine, Totals, one_percent, to_cents};
use crate::period_cost::{BASE, Layout, MOVEMENT};
use crate::rate_table::{Lane, RungProblem, rungs_on};
use crate::scenario::{Numbered, Scenario};
use crate::step_movement::StepDays;
use crate::timeline::Calendar;
use crate::{Case, Term, TermKind};

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
            CostError::Terms(problems) => {
                write!(f, "{} terms cannot be carried out on the schedule", problems.len())
            }
        }
    }
}

impl std::error::Error for CostError {}

/// The scenarios of one offer, by their place in the run.
struct OfferRuns {
    /// With the first term only, the first two, ... all; terms in order of date, then place.
    prefixes: Vec<usize>,
    /// Without lump sums and one-time fixed costs.
    ongoing: usize,
    /// The terms' places in the file, in the order of `prefixes`.
    order: Vec<usize>,
}

/// Costs the status quo and each offer, with breakdowns by columns of the roster.
///
/// # Errors
///
/// [`CostError`]; names and dates are the caller's to check, so what is left is a window that is
/// not whole pay periods, terms that a ladder cannot carry out, and sums that do not fit.
pub fn cost(case: &Case, by: &[String]) -> Result<Costing, CostError> {
    let assumptions = &case.assumptions;
    let calendar = Calendar::new(assumptions, assumptions.periods()?);
    let percent_term = one_percent(assumptions);
    let all: Vec<&Term> =
        case.offers.iter().flat_map(|offer| &offer.terms).chain([&percent_term]).collect();
    let terms: Vec<Numbered<'_>> =
        all.iter().enumerate().map(|(index, term)| Numbered { index, term }).collect();
    let mut cohorts = group(&case.roster, &terms, by);
    number_other_cells(case, &mut cohorts);

    let step_days = StepDays::new(assumptions, case.roster.step_date.values());
    let ready = |terms: Vec<Numbered<'_>>, with_cells| -> Scenario<'_> {
        let terms = terms.iter().map(|n| Numbered { index: n.index, term: all[n.index] }).collect();
        Scenario::new(assumptions, &case.schedule, &calendar, &step_days, terms, with_cells)
    };
    let percent_index = terms.len() - 1;
    let mut scenarios = vec![ready(vec![], true), ready(vec![terms[percent_index]], false)];
    let mut runs: Vec<OfferRuns> = Vec::new();
    let mut first = 0;
    for offer in &case.offers {
        let own = &terms[first..first + offer.terms.len()];
        let mut sorted = own.to_vec();
        sorted.sort_by_key(|numbered| (numbered.term.effective, numbered.index));
        let mut prefixes = Vec::new();
        for count in 1..=sorted.len() {
            prefixes.push(scenarios.len());
            scenarios.push(ready(sorted[..count].to_vec(), count == sorted.len()));
        }
        let full = prefixes.last().copied().unwrap_or(0);
        let recurring: Vec<_> =
            sorted.iter().copied().filter(|n| !n.term.kind.is_one_time()).collect();
        let ongoing = if recurring.len() == sorted.len() {
            full
        } else {
            scenarios.push(ready(recurring, false));
            scenarios.len() - 1
        };
        let order = sorted.iter().map(|numbered| numbered.index - first).collect();
        runs.push(OfferRuns { prefixes, ongoing, order });
        first += offer.terms.len();
    }
    check_ladders(case, &cohorts, &scenarios, &runs)?;
    let engine = Engine::new(case, &cohorts, &terms, &scenarios, calendar.years.len());
    let totals = engine.run()?;

    let order = cell_order(&cohorts);
    let finish = |scenario: usize| side(case, &scenarios[scenario], &totals[scenario], &order);
    let baseline = finish(0)?;
    let offers = case
        .offers
        .iter()
        .zip(&runs)
        .map(|(offer, runs)| {
            let full = runs.prefixes.last().copied().unwrap_or(0);
            let measure =
                Measure { case, totals: &totals, scenarios: &scenarios, baseline: &baseline };
            measure.offer(offer, runs, finish(full)?, cohorts.heads)
        })
        .collect::<Result<Vec<_>, CostError>>()?;
    let last = calendar.years.len() - 1;
    let against_baseline = |slots: std::ops::Range<usize>| {
        let sum =
            |scenario: usize| totals[scenario].years[last][slots.clone()].iter().sum::<i128>();
        to_cents(sum(1) - sum(0))
    };
    let width = scenarios[0].layout.width;
    let cost_of_one_percent = CostOfOnePercent {
        pay: against_baseline(BASE..MOVEMENT + 1)?,
        with_roll_up: against_baseline(0..width)?,
    };
    let cells =
        order.iter().map(|cell| Cell { values: cohorts.cells.values[*cell].clone() }).collect();
    Ok(Costing {
        heads: cohorts.heads,
        years: calendar.years.clone(),
        by: by.to_vec(),
        cells,
        baseline,
        offers,
        cost_of_one_percent,
        selecting_nobody: selecting_nobody(case, &cohorts),
    })
}

/// Gives a cell to what is not on the roster: added positions and fixed costs.
fn number_other_cells(case: &Case, cohorts: &mut Cohorts) {
    for term in case.offers.iter().flat_map(|offer| &offer.terms) {
        match &term.kind {
            TermKind::Positions(row) => {
                let classification = case.schedule.ladders[row.ladder].classification.as_str();
                let mut attributes = vec![("classification", classification)];
                let given =
                    row.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
                attributes.extend(given);
                cohorts.cells.number_of(&attributes);
            }
            TermKind::FixedCost { fund, .. } => {
                cohorts.cells.number_of(&[("fund", fund)]);
            }
            _ => {}
        }
    }
    if cohorts.cells.values.is_empty() {
        cohorts.cells.number_of(&[]);
    }
}

/// The cells in the order of their values.
fn cell_order(cohorts: &Cohorts) -> Vec<usize> {
    let values = &cohorts.cells.values;
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].cmp(&values[*b]));
    order
}

/// Runs each offer's added and dropped steps over each ladder that has people on it.
fn check_ladders(
    case: &Case,
    cohorts: &Cohorts,
    scenarios: &[Scenario<'_>],
    runs: &[OfferRuns],
) -> Result<(), CostError> {
    let mut problems = Vec::new();
    let mut first = 0;
    for (number, (offer, runs)) in case.offers.iter().zip(runs).enumerate() {
        let builds =
            |term: &Term| matches!(term.kind, TermKind::AddStep { .. } | TermKind::DropStep);
        let scenario = &scenarios[runs.prefixes.last().copied().unwrap_or(0)];
        if offer.terms.iter().any(builds) {
            for people in &cohorts.lanes {
                let LanePlace::Ladder(ladder) = people.place else {
                    continue;
                };
                let lane = Lane::of_ladder(&case.schedule.ladders[ladder]);
                let signature = &cohorts.signatures[people.signature];
                let terms = scenario.rate_terms(|index| signature[index]);
                let day = case.assumptions.to;
                let found =
                    rungs_on(&lane, &case.assumptions, &terms, &scenario.slots, day).problems;
                problems.extend(found.into_iter().map(|(term, problem)| TermProblem {
                    offer: number,
                    term: term - first,
                    classification: named(&lane),
                    fault: match problem {
                        RungProblem::LabelTaken(label) => TermFault::LabelTaken(label),
                        RungProblem::NothingAbove(label) => TermFault::NothingAbove(label),
                        RungProblem::NoStepBelow => TermFault::NoStepBelow,
                    },
                }));
            }
        }
        for (term, step) in offer.terms.iter().enumerate() {
            let TermKind::Positions(row) = &step.kind else { continue };
            let lane = Lane::of_ladder(&case.schedule.ladders[row.ladder]);
            let terms = scenario.rate_terms(|_| true);
            let slots = &scenario.slots;
            let rungs = rungs_on(&lane, &case.assumptions, &terms, slots, step.effective);
            if rungs.find(&row.step).is_none() {
                problems.push(TermProblem {
                    offer: number,
                    term,
                    classification: named(&lane),
                    fault: TermFault::NoSuchStep,
                });
            }
        }
        first += offer.terms.len();
    }
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(()) } else { Err(CostError::Terms(problems)) }
}

/// Terms whose selectors, rates aside, take in nobody on the roster.
fn selecting_nobody(case: &Case, cohorts: &Cohorts) -> Vec<(usize, usize)> {
    let mut nobody = Vec::new();
    let mut index = 0;
    for (number, offer) in case.offers.iter().enumerate() {
        let added = |label: &String| {
            offer.terms.iter().any(
                |term| matches!(&term.kind, TermKind::AddStep { label: new, .. } if new == label),
            )
        };
        for (at, term) in offer.terms.iter().enumerate() {
            let on_roster =
                !matches!(term.kind, TermKind::Positions(_) | TermKind::FixedCost { .. });
            let selects = |people: &crate::cohort::LanePeople| {
                let (classification, column, steps) = match people.place {
                    LanePlace::Ladder(ladder) => {
                        let ladder = &case.schedule.ladders[ladder];
                        (&ladder.classification, &ladder.column, Some(&ladder.steps))
                    }
                    LanePlace::OwnRate(place) => match &case.roster.place.values()[place] {
                        crate::Place::OwnRate { classification, column, .. } => {
                            (classification, column, None)
                        }
                        crate::Place::Step { .. } => return false,
                    },
                };
                let has_step = |step: &crate::StepRef| match (step, steps) {
                    (_, None) => false,
                    (crate::StepRef::Label(label), Some(steps)) => {
                        added(label) || steps.iter().any(|step| step.label == *label)
                    }
                    _ => true,
                };
                cohorts.signatures[people.signature][index]
                    && term.select.takes_class(classification, column)
                    && (term.select.steps.is_empty() || term.select.steps.iter().any(has_step))
            };
            if on_roster && !cohorts.lanes.iter().any(selects) {
                nobody.push((number, at));
            }
            index += 1;
        }
    }
    nobody
}

/// A ladder's class, with its column.
fn named(lane: &Lane<'_>) -> String {
    match lane.column {
        "" => lane.classification.to_owned(),
        column => format!("{}, {column}", lane.classification),
    }
}

/// The components of a layout that are money, with their slots.
fn components(case: &Case, layout: &Layout) -> Vec<(String, usize)> {
    let mut named = vec![("base".to_owned(), BASE), ("movement".to_owned(), MOVEMENT)];
    let optional = [
        ("differential", layout.differential),
        ("stipend", layout.stipend),
        ("furlough", layout.furlough),
        ("lump sum", layout.lump_sum),
        ("backfill", layout.backfill),
        ("fixed cost", layout.fixed_cost),
    ];
    for (name, slot) in optional {
        named.extend(slot.map(|slot| (name.to_owned(), slot)));
    }
    let lines = case.assumptions.line_names().into_iter().enumerate();
    named.extend(lines.map(|(number, name)| (name.to_owned(), layout.lines + number)));
    named
}

fn side(
    case: &Case,
    scenario: &Scenario<'_>,
    totals: &Totals,
    order: &[usize],
) -> Result<Side, CostError> {
    let layout = &scenario.layout;
    let named = components(case, layout);
    let money = |sums: &[i128]| -> Result<Vec<Cents>, CostError> {
        named.iter().map(|(_, slot)| to_cents(sums[*slot])).collect()
    };
    let year = |sums: &Vec<i128>| -> Result<Year, CostError> {
        Ok(Year {
            components: money(sums)?,
            total: to_cents(total(layout, sums))?,
            value_of_time: layout.value_of_time.map(|slot| to_cents(sums[slot])).transpose()?,
        })
    };
    let cells = order.iter().map(|cell| match totals.cells.get(*cell) {
        Some(years) => years.iter().map(|sums| money(sums)).collect(),
        None => Ok(Vec::new()),
    });
    Ok(Side {
        cells: cells.collect::<Result<_, CostError>>()?,
        years: totals.years.iter().map(year).collect::<Result<_, _>>()?,
        last_period: year(&totals.last_period)?,
        components: named.into_iter().map(|(name, _)| name).collect(),
        end_rates: totals.end_rates.clone(),
    })
}

/// The sum of all components: everything but the value of time.
fn total(layout: &Layout, sums: &[i128]) -> i128 {
    let aside = layout.value_of_time.map_or(0, |slot| sums[slot]);
    sums.iter().sum::<i128>() - aside
}

struct Measure<'a> {
    case: &'a Case,
    totals: &'a [Totals],
    scenarios: &'a [Scenario<'a>],
    baseline: &'a Side,
}

impl Measure<'_> {
    fn total(&self, scenario: usize, year: usize) -> i128 {
        total(&self.scenarios[scenario].layout, &self.totals[scenario].years[year])
    }

    fn offer(
        &self,
        offer: &crate::Offer,
        runs: &OfferRuns,
        side: Side,
        heads: u64,
    ) -> Result<OfferCost, CostError> {
        let full = runs.prefixes.last().copied().unwrap_or(0);
        let mut years = Vec::new();
        let mut change_before = 0;
        let mut cumulative = 0;
        for year in 0..side.years.len() {
            let change = self.total(full, year) - self.total(0, year);
            let one_time = self.total(full, year) - self.total(runs.ongoing, year);
            let mut before = 0;
            let mut by_term = Vec::new();
            for (prefix, term) in runs.prefixes.iter().zip(&runs.order) {
                by_term.push(TermCost {
                    term: term + 1,
                    kind: offer.terms[*term].kind.name(),
                    change: to_cents(self.total(*prefix, year) - self.total(before, year))?,
                });
                before = *prefix;
            }
            years.push(OfferYear {
                change: to_cents(change)?,
                new_money: to_cents(change - change_before)?,
                ongoing: to_cents(change - one_time)?,
                one_time: to_cents(one_time)?,
                by_term,
            });
            change_before = change;
            cumulative += change;
        }
        let periods = self.case.assumptions.calendar.periods_a_year();
        let last = |scenario: usize| {
            total(&self.scenarios[scenario].layout, &self.totals[scenario].last_period)
        };
        let annualised = to_cents((last(runs.ongoing) - last(0)) * i128::from(periods))?;
        let base = |names: Option<&[&str]>| -> Result<Cents, CostError> {
            let year = &self.baseline.last_period;
            let sum: i128 = match names {
                None => i128::from(year.total.cents()),
                Some(names) => names
                    .iter()
                    .map(|name| i128::from(self.baseline.component(year, name).cents()))
                    .sum(),
            };
            to_cents(sum * i128::from(periods))
        };
        let pay = base(Some(&["base", "movement", "differential", "stipend", "other pay"]))?;
        let percent_of = |of: &'static str, base: Cents| PercentOf {
            percent: Fraction::whole(annualised.cents())
                .divide(&Fraction::whole(base.cents()))
                .ok(),
            of,
            base,
        };
        let amount = per_head(annualised, heads)?;
        Ok(OfferCost {
            years,
            cumulative: to_cents(cumulative)?,
            end_rate: end_rate(&side, self.baseline),
            annualised,
            percent_of_pay: percent_of("pay", pay),
            percent_of_compensation: percent_of("compensation", base(None)?),
            per_member: PerMember { divisor: heads, amount },
            side,
        })
    }
}

fn end_rate(side: &Side, baseline: &Side) -> Option<Fraction> {
    let ratio = side.end_rates.divide(&baseline.end_rates).ok()?;
    Some(ratio.minus(&Fraction::ONE))
}

fn per_head(amount: Cents, heads: u64) -> Result<Option<Cents>, CostError> {
    let heads = i64::try_from(heads).map_err(|_| CostError::TooLarge)?;
    match Fraction::ONE.divide(&Fraction::whole(heads)) {
        Ok(one) => Ok(Some(amount.at(&one, Rounding::HalfUp)?)),
        Err(MoneyError::DividedByZero) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
