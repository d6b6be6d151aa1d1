//! The act of costing: scenarios, their run over the roster, and offers held against the status quo.

use money::{Cents, Date, Fraction, MoneyError, Rounding};

use crate::cohort::{Cohorts, LanePlace, group};
use crate::engine::{Engine, Totals, one_percent, to_cents};
use crate::period_cost::{BASE, Layout, MOVEMENT};
use crate::rate_table::{Lane, RungProblem, rungs_on};
use crate::result::{
    Cell, CostError, CostOfOnePercent, Costing, OfferCost, OfferYear, PerMember, PercentOf, Side,
    TermCost, TermFault, TermProblem, Year,
};
use crate::scenario::{Numbered, Scenario};
use crate::step_movement::StepDays;
use crate::timeline::Calendar;
use crate::{Case, Term, TermKind};

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
    cost_watched(case, by, &|_, _| true)
}

/// Hears how many of how many parts of the work are done, from any thread and in any order, and says whether to go on.
pub type Watch<'a> = dyn Fn(usize, usize) -> bool + Sync + 'a;

/// The same, while somebody watches who may stop it. What it comes to is the same, watched or not.
///
/// # Errors
///
/// [`CostError`]; [`CostError::Stopped`] where the one who watches says so.
pub fn cost_watched(case: &Case, by: &[String], watch: &Watch<'_>) -> Result<Costing, CostError> {
    let assumptions = &case.assumptions;
    let calendar = Calendar::new(assumptions, assumptions.periods()?);
    let percent_term = one_percent(assumptions);
    let all: Vec<&Term> =
        case.offers.iter().flat_map(|offer| &offer.terms).chain([&percent_term]).collect();
    let terms: Vec<Numbered<'_>> =
        all.iter().enumerate().map(|(index, term)| Numbered { index, term }).collect();
    let ends: Vec<Date> = calendar.periods.iter().map(|period| period.last).collect();
    let mut cohorts = group(&case.roster, &terms, &ends, by);
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
    let totals = engine.run(watch)?;

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
