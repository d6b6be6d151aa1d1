//! Runs scenarios over the grouped roster.

use std::sync::atomic::{AtomicUsize, Ordering};

use money::{Fraction, MoneyError, PayBasis};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::cohort::{Cohorts, LanePeople, LanePlace};
use crate::cost::Watch;
use crate::family_cost::FamilyCost;
use crate::period_cost::{Fte, LaneCost, Payee, PayeeLines};
use crate::rate_selection::RateSelection;
use crate::rate_table::{Lane, RateTerm};
use crate::roll_up::{LineInForce, Lines};
use crate::scenario::{Numbered, Scenario};
use crate::service::pays_by_service;
use crate::step_movement::Positions;
use crate::timeline::State;
use crate::{Assumptions, Case, CostError, LadderStep, Place, Term, TermKind};

/// What a scenario comes to. Every vector of cents is by slot of the scenario's layout.
#[derive(Debug, Clone)]
pub(crate) struct Totals {
    /// By fiscal year.
    pub years: Vec<Vec<i128>>,
    /// The window's last pay period alone.
    pub last_period: Vec<i128>,
    /// By cell, then year; empty where not asked for.
    pub cells: Vec<Vec<Vec<i128>>>,
    /// Annual base rates times FTE of everyone on the last day, in dollars.
    pub end_rates: Fraction,
}

impl Totals {
    fn new(width: usize, years: usize, cells: usize) -> Totals {
        Totals {
            years: vec![vec![0; width]; years],
            last_period: vec![0; width],
            cells: vec![vec![vec![0; width]; years]; cells],
            end_rates: Fraction::ZERO,
        }
    }

    fn merge(&mut self, other: &Totals) {
        let add = |into: &mut [i128], from: &[i128]| {
            into.iter_mut().zip(from).for_each(|(into, from)| *into += from);
        };
        for (into, from) in self.years.iter_mut().zip(&other.years) {
            add(into, from);
        }
        add(&mut self.last_period, &other.last_period);
        for (into, from) in self.cells.iter_mut().zip(&other.cells) {
            for (into, from) in into.iter_mut().zip(from) {
                add(into, from);
            }
        }
        self.end_rates = self.end_rates.plus(&other.end_rates);
    }

    /// Adds a run's sums.
    pub fn add_sums(&mut self, year: usize, last: bool, sums: &[i128]) {
        for (slot, cents) in sums.iter().enumerate() {
            self.years[year][slot] += cents;
            if last {
                self.last_period[slot] += cents;
            }
        }
    }

    /// Adds one person's cents of every year, times heads, to a cell.
    pub fn add_to_cell(&mut self, cell: u32, heads: i128, years: &[i64]) {
        let cell = &mut self.cells[cell as usize];
        let width = self.last_period.len();
        for (into, row) in cell.iter_mut().zip(years.chunks(width)) {
            for (into, cents) in into.iter_mut().zip(row) {
                *into += heads * i128::from(*cents);
            }
        }
    }

    /// Adds a row of cents that is nobody's on the roster.
    pub fn add_row(&mut self, year: usize, last: bool, cell: u32, periods: i128, row: &[i64]) {
        let sums: Vec<i128> = row.iter().map(|cents| periods * i128::from(*cents)).collect();
        self.add_sums(year, last, &sums);
        if !self.cells.is_empty() {
            let cell = &mut self.cells[cell as usize][year];
            cell.iter_mut().zip(&sums).for_each(|(into, cents)| *into += cents);
        }
    }
}

type LinesByState = Vec<Vec<LineInForce>>;

/// Everything that a run reads.
pub(crate) struct Engine<'a> {
    pub case: &'a Case,
    pub cohorts: &'a Cohorts,
    /// All terms of all offers.
    pub terms: &'a [Numbered<'a>],
    pub scenarios: &'a [Scenario<'a>],
    pub years: usize,
    pub line_book: Lines<'a>,
    /// By scenario: lines for each signature and group, where no class is told apart.
    lines: Vec<FxHashMap<(usize, usize), LinesByState>>,
    own_steps: FxHashMap<usize, [LadderStep; 1]>,
}

impl<'a> Engine<'a> {
    pub fn new(
        case: &'a Case,
        cohorts: &'a Cohorts,
        terms: &'a [Numbered<'a>],
        scenarios: &'a [Scenario<'a>],
        years: usize,
    ) -> Engine<'a> {
        let mut engine = Engine {
            case,
            cohorts,
            terms,
            scenarios,
            years,
            line_book: Lines::new(&case.assumptions),
            lines: Vec::new(),
            own_steps: FxHashMap::default(),
        };
        for people in &cohorts.lanes {
            if let LanePlace::OwnRate(place) = people.place
                && let Place::OwnRate { rate, .. } = &case.roster.place.values()[place]
            {
                let step = LadderStep { label: String::new(), rates: vec![(None, rate.clone())] };
                engine.own_steps.insert(place, [step]);
            }
        }
        engine.lines = scenarios.iter().map(|scenario| engine.shared_lines(scenario)).collect();
        engine
    }

    fn shared_lines(&self, scenario: &Scenario<'_>) -> FxHashMap<(usize, usize), LinesByState> {
        let mut lines = FxHashMap::default();
        for people in &self.cohorts.lanes {
            for family in &people.families {
                lines.entry((people.signature, family.group)).or_insert_with(|| {
                    let signature = &self.cohorts.signatures[people.signature];
                    let terms = scenario.contributions(|index| signature[index]);
                    self.lines_of(scenario, Some(&self.cohorts.groups[family.group]), &terms)
                });
            }
        }
        lines
    }

    pub fn lines_of(
        &self,
        scenario: &Scenario<'_>,
        group: Option<&str>,
        terms: &[&Term],
    ) -> LinesByState {
        let in_force = |state: &State| {
            let reaches =
                |term: &Term, segment: usize| term.in_force(state.segments[segment].first);
            self.line_book.in_force(group, terms, state, &reaches)
        };
        scenario.timeline.states.iter().map(in_force).collect()
    }

    /// The totals of every scenario, in order.
    pub fn run(&self, watch: &Watch<'_>) -> Result<Vec<Totals>, CostError> {
        let (done, all) = (AtomicUsize::new(0), self.cohorts.lanes.len() * self.scenarios.len());
        let blank = || -> Vec<Totals> {
            let cells = self.cohorts.cells.values.len();
            let totals = |scenario: &Scenario<'_>| {
                let cells = if scenario.with_cells { cells } else { 0 };
                Totals::new(scenario.layout.width, self.years, cells)
            };
            self.scenarios.iter().map(totals).collect()
        };
        let merge = |mut a: Vec<Totals>, b: Vec<Totals>| {
            a.iter_mut().zip(&b).for_each(|(a, b)| a.merge(b));
            a
        };
        let mut totals = self
            .cohorts
            .lanes
            .par_iter()
            .with_min_len(self.cohorts.lanes.len() / 64)
            .try_fold(blank, |mut totals, people| {
                for (number, totals) in totals.iter_mut().enumerate() {
                    if !watch(done.fetch_add(1, Ordering::Relaxed), all) {
                        return Err(CostError::Stopped);
                    }
                    self.lane(number, people, totals)?;
                }
                Ok::<_, CostError>(totals)
            })
            .try_reduce(blank, |a, b| Ok(merge(a, b)))?;
        for (scenario, totals) in self.scenarios.iter().zip(&mut totals) {
            self.positions(scenario, totals)?;
            self.fixed_costs(scenario, totals)?;
        }
        Ok(totals)
    }

    fn lane_of(&self, place: LanePlace) -> Lane<'_> {
        match place {
            LanePlace::Ladder(ladder) => Lane::of_ladder(&self.case.schedule.ladders[ladder]),
            LanePlace::OwnRate(place) => {
                let (classification, column, basis) = match &self.case.roster.place.values()[place]
                {
                    Place::OwnRate { classification, column, basis, .. } => {
                        (classification.as_str(), column.as_str(), *basis)
                    }
                    Place::Step { .. } => ("", "", PayBasis::Annual),
                };
                Lane {
                    classification,
                    column,
                    basis,
                    steps: &self.own_steps[&place],
                    hired: None,
                    own_rate: true,
                }
            }
        }
    }

    /// One scenario over the people of one lane.
    fn lane(
        &self,
        scenario_number: usize,
        people: &LanePeople,
        totals: &mut Totals,
    ) -> Result<(), CostError> {
        let scenario = &self.scenarios[scenario_number];
        let assumptions = &self.case.assumptions;
        let signature = &self.cohorts.signatures[people.signature];
        let takes = |index: usize| signature[index];
        let lane = Lane { hired: people.hired, ..self.lane_of(people.place) };
        let mut freezes = scenario.freezes(takes);
        freezes.retain(|(term, _)| lane.taken_by(&term.select));
        let rate_terms =
            settled_rate_terms(assumptions, scenario, &lane, takes, |by_rate, term| {
                // Where a roll-in looks at rates, a lane has a single track.
                let track = people.tracks[0];
                let rungs = by_rate.cost.rungs.versions[0].rungs.len();
                let mut positions = Positions { rungs, mixed: Vec::new() };
                let (_, held) = by_rate.walk(track, &freezes, &mut positions);
                by_rate.takes(track, &held, term)
            });
        let rungs = scenario.rung_table(assumptions, &lane, &rate_terms);
        let cost = LaneCost { assumptions, scenario, lane: &lane, rungs: &rungs };
        let width = lane.steps.len() + scenario.slots.len();
        let mut positions = Positions { rungs: width, mixed: Vec::new() };
        let by_rate = RateSelection { cost: &cost, rate_terms: &rate_terms };
        let walked =
            people.tracks.iter().map(|track| by_rate.walk(*track, &freezes, &mut positions));
        let (paths, held): (Vec<_>, Vec<_>) = walked.unzip();
        let mut pay_terms = scenario.pay_terms(takes);
        pay_terms.retain(|term| lane.taken_by(&term.select));
        let mut contributions = scenario.contributions(takes);
        contributions.retain(|term| lane.taken_by(&term.select));
        let shared_lines =
            !scenario.contributions(takes).iter().any(|term| term.select.looks_at_places());
        let by_service = pay_terms.iter().any(|term| pays_by_service(term));
        for family in people.families(by_service) {
            // Where rates decide who is selected, a family has a single track.
            let track = family.tracks[0].0;
            let takes = |term: &&Term| by_rate.takes(people.tracks[track], &held[track], term);
            let taken_by_rate: Vec<bool> = pay_terms.iter().map(takes).collect();
            let contributions: Vec<&Term> = contributions.iter().copied().filter(takes).collect();
            let lines = if shared_lines {
                PayeeLines::Anywhere(
                    &self.lines[scenario_number][&(people.signature, family.group)],
                )
            } else {
                PayeeLines::BySteps {
                    lines: &self.line_book,
                    group: Some(&self.cohorts.groups[family.group]),
                    contributions: &contributions,
                }
            };
            let payee = Payee {
                fte: Fte::Person(&family.fte),
                hired: family.hired,
                terms: &pay_terms,
                taken_by_rate: &taken_by_rate,
                lines,
            };
            let family = FamilyCost {
                cost: &cost,
                payee: &payee,
                family,
                tracks: &people.tracks,
                paths: &paths,
                positions: &positions,
            };
            family.add_to(totals)?;
        }
        Ok(())
    }
}

/// The rate terms of a lane; differentials rolled into base for some rates only are met one by one
/// in order of their first day, and `takes` tells whether one takes in the lane's people.
pub(crate) fn settled_rate_terms<'s>(
    assumptions: &Assumptions,
    scenario: &'s Scenario<'s>,
    lane: &Lane<'_>,
    selected: impl Fn(usize) -> bool,
    takes: impl Fn(&RateSelection<'_>, &Term) -> bool,
) -> Vec<RateTerm<'s>> {
    let by_rate = |rate_term: &RateTerm<'_>| {
        matches!(rate_term.term.kind, TermKind::Extra { .. })
            && rate_term.term.select.looks_at_rates()
    };
    let (undecided, mut settled): (Vec<_>, Vec<_>) =
        scenario.rate_terms(selected).into_iter().partition(by_rate);
    for rate_term in undecided {
        let rungs = scenario.rung_table(assumptions, lane, &settled);
        let cost = LaneCost { assumptions, scenario, lane, rungs: &rungs };
        let selection = RateSelection { cost: &cost, rate_terms: &settled };
        if takes(&selection, rate_term.term) {
            settled.push(rate_term);
        }
    }
    settled
}

/// Cents that fit, from a sum.
pub(crate) fn to_cents(sum: i128) -> Result<money::Cents, CostError> {
    i64::try_from(sum).map(money::Cents::new).map_err(|_| CostError::TooLarge)
}

impl From<MoneyError> for CostError {
    fn from(error: MoneyError) -> CostError {
        match error {
            MoneyError::Window(text) => CostError::Window(text),
            _ => CostError::TooLarge,
        }
    }
}

/// What a one percent general increase on the window's first day would be.
pub(crate) fn one_percent(assumptions: &Assumptions) -> Term {
    Term {
        effective: assumptions.from,
        until: None,
        select: crate::Selector::default(),
        kind: TermKind::Raise {
            special: false,
            by: crate::RateChange::Percent(Fraction::new(1, 100)),
            add: false,
        },
    }
}
