//! Runs scenarios over the grouped roster.

use money::{Fraction, MoneyError, PayBasis};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::cohort::{Cohorts, FamilyPeople, LanePeople, LanePlace, positions_signature};
use crate::period_cost::{BASE, Fte, LaneCost, MOVEMENT, Payee};
use crate::rate_table::{Lane, RungTable, rungs_on};
use crate::roll_up::{LineInForce, lines_in_force};
use crate::scenario::{Numbered, Scenario};
use crate::step_movement::{Path, Positions, Walk};
use crate::{Assumptions, Case, CostError, LadderStep, Place, PositionsRow, Term, TermKind};

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
            into.iter_mut()
                .zip(from)
                .for_each(|(into, from)| *into += from);
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

    fn add(&mut self, year: usize, last: bool, cell: u32, heads: i128, row: &[i64]) {
        for (slot, cents) in row.iter().enumerate() {
            let cents = heads * i128::from(*cents);
            self.years[year][slot] += cents;
            if last {
                self.last_period[slot] += cents;
            }
            if !self.cells.is_empty() {
                self.cells[cell as usize][year][slot] += cents;
            }
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
    line_names: Vec<&'a str>,
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
            line_names: case.assumptions.line_names(),
            lines: Vec::new(),
            own_steps: FxHashMap::default(),
        };
        for people in &cohorts.lanes {
            if let LanePlace::OwnRate(place) = people.place
                && let Place::OwnRate { rate, .. } = &case.roster.place.values()[place]
            {
                let step = LadderStep {
                    label: String::new(),
                    rates: vec![(None, rate.clone())],
                };
                engine.own_steps.insert(place, [step]);
            }
        }
        engine.lines = scenarios
            .iter()
            .map(|scenario| engine.shared_lines(scenario))
            .collect();
        engine
    }

    fn shared_lines(&self, scenario: &Scenario<'_>) -> FxHashMap<(usize, usize), LinesByState> {
        let mut lines = FxHashMap::default();
        for people in &self.cohorts.lanes {
            for family in &people.families {
                lines
                    .entry((people.signature, family.group))
                    .or_insert_with(|| {
                        let signature = &self.cohorts.signatures[people.signature];
                        let terms = scenario.contributions(|index| signature[index]);
                        self.lines_of(scenario, Some(&self.cohorts.groups[family.group]), &terms)
                    });
            }
        }
        lines
    }

    fn lines_of(
        &self,
        scenario: &Scenario<'_>,
        group: Option<&str>,
        terms: &[&Term],
    ) -> LinesByState {
        let assumptions = &self.case.assumptions;
        let states = scenario.timeline.states.iter();
        states
            .map(|state| lines_in_force(assumptions, &self.line_names, group, terms, state))
            .collect()
    }

    /// The totals of every scenario, in order.
    pub fn run(&self) -> Result<Vec<Totals>, CostError> {
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
                    Place::OwnRate {
                        classification,
                        column,
                        basis,
                        ..
                    } => (classification.as_str(), column.as_str(), *basis),
                    Place::Step { .. } => ("", "", PayBasis::Annual),
                };
                Lane {
                    classification,
                    column,
                    basis,
                    steps: &self.own_steps[&place],
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
        let lane = self.lane_of(people.place);
        let rate_terms = scenario.rate_terms(takes);
        let rungs = RungTable::new(
            &lane,
            assumptions,
            &rate_terms,
            &scenario.slots,
            &scenario.rate_days,
            &scenario.rates_in_force,
        );
        let freezes: Vec<(&Term, bool)> = scenario
            .freezes(takes)
            .into_iter()
            .filter(|(term, _)| lane.taken_by(&term.select))
            .collect();
        let timeline = &scenario.timeline;
        let walk = Walk {
            assumptions,
            timeline,
            lane: &lane,
            rungs: &rungs,
            freezes: &freezes,
        };
        let width = lane.steps.len() + scenario.slots.len();
        let mut positions = Positions {
            rungs: width,
            mixed: Vec::new(),
        };
        let paths: Vec<Path> = people
            .tracks
            .iter()
            .map(|track| walk.path(*track, &mut positions))
            .collect();
        let pay_terms: Vec<&Term> = scenario
            .pay_terms(takes)
            .into_iter()
            .filter(|term| lane.taken_by(&term.select))
            .collect();
        let cost = LaneCost {
            assumptions,
            scenario,
            lane: &lane,
            rungs: &rungs,
        };
        let by_class = scenario
            .contributions(takes)
            .iter()
            .any(|term| !term.select.classes.is_empty() || !term.select.columns.is_empty());
        for family in &people.families {
            let own_lines;
            let lines = if by_class {
                let mut terms = scenario.contributions(takes);
                terms.retain(|term| lane.taken_by(&term.select));
                let group = &self.cohorts.groups[family.group];
                own_lines = self.lines_of(scenario, Some(group), &terms);
                &own_lines
            } else {
                &self.lines[scenario_number][&(people.signature, family.group)]
            };
            // Where rates decide who is selected, a family has a single track.
            let track = family.members[0].track as usize;
            let taken_by_rate: Vec<bool> = pay_terms
                .iter()
                .map(|term| {
                    !term.select.looks_at_rates()
                        || self.taken_by_rate(&cost, &rate_terms, &positions, &paths[track], term)
                })
                .collect();
            let payee = Payee {
                fte: Fte::Person(&family.fte),
                hired: family.hired,
                terms: &pay_terms,
                taken_by_rate: &taken_by_rate,
                lines,
            };
            self.family(&cost, &payee, family, people, &paths, &positions, totals)?;
        }
        Ok(())
    }

    /// Whether the annual full-time rate held on a term's day, before that day's terms, is within
    /// its limits.
    fn taken_by_rate(
        &self,
        cost: &LaneCost<'_>,
        rate_terms: &[crate::rate_table::RateTerm<'_>],
        positions: &Positions,
        path: &Path,
        term: &Term,
    ) -> bool {
        let scenario = cost.scenario;
        let timeline = &scenario.timeline;
        let (_, segment) = timeline.at(term.effective);
        let period = timeline
            .periods
            .partition_point(|period| period.last < term.effective);
        let mut from = 0;
        let stay = path.stays.iter().find(|stay| {
            from += stay.periods as usize;
            period < from
        });
        let Some(stay) = stay else { return false };
        let rung = positions.rung(stay.position, segment);
        let earlier: Vec<_> = rate_terms
            .iter()
            .copied()
            .filter(|rate_term| {
                crate::rate_table::acts_on(rate_term.term)
                    .is_some_and(|(on, _)| on < term.effective)
            })
            .collect();
        let assumptions = &self.case.assumptions;
        let before = rungs_on(
            cost.lane,
            assumptions,
            &earlier,
            &scenario.slots,
            term.effective,
        );
        let annual = before.rungs[rung]
            .paid
            .times(&assumptions.work_year.units(cost.lane.basis));
        term.select.takes_rate(&annual)
    }

    #[allow(clippy::too_many_arguments)]
    fn family(
        &self,
        cost: &LaneCost<'_>,
        payee: &Payee<'_>,
        family: &FamilyPeople,
        people: &LanePeople,
        paths: &[Path],
        positions: &Positions,
        totals: &mut Totals,
    ) -> Result<(), CostError> {
        let scenario = cost.scenario;
        let width = scenario.layout.width;
        let mut periods = PeriodTable::new(cost, payee, positions);
        let buckets = self.years + 1;
        let mut history = vec![0_i64; buckets * width];
        let mut track_before = None;
        let mut at_the_end = vec![0_u64; positions.rungs];
        for member in &family.members {
            let track = member.track as usize;
            let path = &paths[track];
            at_the_end[path.last] += member.heads;
            if track_before != Some(track) {
                track_before = Some(track);
                history.fill(0);
                for stay in &path.stays {
                    let run = &scenario.timeline.runs[stay.run];
                    let placed = periods.pay(run.state, people.tracks[track].step)?;
                    let row = periods.row(run.state, stay.position)?;
                    let mut add = |bucket: usize| -> Result<(), CostError> {
                        let into = &mut history[bucket * width..(bucket + 1) * width];
                        let mut put = |slot: usize, cents: i64| -> Result<(), CostError> {
                            let cents = cents.checked_mul(stay.periods);
                            into[slot] = cents
                                .and_then(|cents| into[slot].checked_add(cents))
                                .ok_or(CostError::TooLarge)?;
                            Ok(())
                        };
                        put(BASE, placed)?;
                        put(MOVEMENT, row[BASE] - placed)?;
                        for (slot, cents) in row.iter().enumerate().skip(2) {
                            put(slot, *cents)?;
                        }
                        Ok(())
                    };
                    add(run.year)?;
                    if run.last {
                        add(self.years)?;
                    }
                }
            }
            let heads = i128::from(member.heads);
            for year in 0..self.years {
                let row = &history[year * width..(year + 1) * width];
                totals.add(year, false, member.cell, heads, row);
            }
            let last = &history[self.years * width..];
            for (into, cents) in totals.last_period.iter_mut().zip(last) {
                *into += heads * i128::from(*cents);
            }
        }
        if scenario.with_cells {
            let last_version = cost.rungs.at(
                scenario.timeline.states.len() - 1,
                self.last_segment(scenario),
            );
            let year = self
                .case
                .assumptions
                .work_year
                .units(cost.lane.basis)
                .times(&family.fte);
            for (rung, heads) in at_the_end
                .iter()
                .enumerate()
                .filter(|(_, heads)| **heads > 0)
            {
                let heads = i64::try_from(*heads).map_err(|_| CostError::TooLarge)?;
                let annual = last_version.rungs[rung].paid.times(&year);
                totals.end_rates = totals
                    .end_rates
                    .plus(&annual.times(&Fraction::whole(heads)));
            }
        }
        Ok(())
    }

    fn last_segment(&self, scenario: &Scenario<'_>) -> usize {
        scenario
            .timeline
            .states
            .last()
            .map_or(0, |state| state.segments.len() - 1)
    }

    /// The rows that `positions` terms add: paid on one step, not moving, one row each.
    fn positions(&self, scenario: &Scenario<'_>, totals: &mut Totals) -> Result<(), CostError> {
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
        let rate_terms = scenario.rate_terms(takes);
        let rungs = RungTable::new(
            &lane,
            assumptions,
            &rate_terms,
            &scenario.slots,
            &scenario.rate_days,
            &scenario.rates_in_force,
        );
        let (state, segment) = scenario.timeline.at(term.effective);
        let Some(rung) = rungs.at(state, segment).find(&row.step) else {
            return Ok(());
        };
        let mut pay_terms = scenario.pay_terms(takes);
        pay_terms.retain(|term| lane.taken_by(&term.select));
        let mut contributions = scenario.contributions(takes);
        contributions.retain(|term| lane.taken_by(&term.select));
        let group = row.attributes.iter().find(|(name, _)| name == "group");
        let lines = self.lines_of(
            scenario,
            Some(group.map_or("", |(_, g)| g.as_str())),
            &contributions,
        );
        let cost = LaneCost {
            assumptions,
            scenario,
            lane: &lane,
            rungs: &rungs,
        };
        let positions = Positions {
            rungs: lane.steps.len() + scenario.slots.len(),
            mixed: Vec::new(),
        };
        let standing = Path {
            stays: vec![],
            last: rung,
        };
        let taken_by_rate: Vec<bool> = pay_terms
            .iter()
            .map(|pay_term| {
                let stays = crate::step_movement::Stay {
                    run: 0,
                    position: rung,
                    periods: scenario.timeline.periods.len() as i64,
                };
                let path = Path {
                    stays: vec![stays],
                    ..standing.clone()
                };
                !pay_term.select.looks_at_rates()
                    || self.taken_by_rate(&cost, &rate_terms, &positions, &path, pay_term)
            })
            .collect();
        let payee = Payee {
            fte: Fte::Positions(&row.ramp, term.until),
            hired: None,
            terms: &pay_terms,
            taken_by_rate: &taken_by_rate,
            lines: &lines,
        };
        let cell = self.cell_of(&ladder.classification, &row.attributes);
        let mut cents = vec![0; scenario.layout.width];
        for run in &scenario.timeline.runs {
            cost.period(&payee, &positions, run.state, rung, &mut cents)?;
            totals.add(run.year, run.last, cell, run.periods as i128, &cents);
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
        cells
            .values
            .iter()
            .position(|known| *known == values)
            .unwrap_or(0) as u32
    }

    /// Anything priced by hand: an ongoing amount is spread over the periods in force so that
    /// whole years come to it exactly; a one-time amount is paid in the period that holds its day.
    fn fixed_costs(&self, scenario: &Scenario<'_>, totals: &mut Totals) -> Result<(), CostError> {
        let assumptions = &self.case.assumptions;
        let rules = &assumptions.rounding;
        let layout = &scenario.layout;
        let (Some(slot), timeline) = (layout.fixed_cost, &scenario.timeline) else {
            return Ok(());
        };
        for numbered in &scenario.terms {
            let term = numbered.term;
            let TermKind::FixedCost {
                amount,
                one_time,
                rolls_up,
                fund,
            } = &term.kind
            else {
                continue;
            };
            let everyone = |term: &&Term| {
                let select = &term.select;
                select.classes.is_empty() && select.columns.is_empty() && !select.looks_at_people()
            };
            let contributions: Vec<&Term> = scenario
                .contributions(|_| true)
                .into_iter()
                .filter(|term| everyone(term))
                .collect();
            let lines = self.lines_of(scenario, None, &contributions);
            let cell = self.cell_of("", &[("fund".to_owned(), fund.clone())]);
            let whole = amount.times(&Fraction::whole(100));
            let a_period = crate::rate_table::period_cents(assumptions, amount, PayBasis::Annual);
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
                            if let LineInForce::RollUp {
                                rate,
                                base_only: false,
                            } = in_force
                            {
                                row[layout.lines + line] = rules.share(rate, row[slot])?;
                            }
                        }
                    }
                    totals.add(run.year, run.last, cell, 1, &row);
                }
            }
        }
        Ok(())
    }
}

/// The rows of cents of one family, each computed when first asked for.
struct PeriodTable<'a> {
    cost: &'a LaneCost<'a>,
    payee: &'a Payee<'a>,
    positions: &'a Positions,
    columns: usize,
    width: usize,
    rows: Vec<i64>,
    known: Vec<bool>,
}

impl<'a> PeriodTable<'a> {
    fn new(
        cost: &'a LaneCost<'a>,
        payee: &'a Payee<'a>,
        positions: &'a Positions,
    ) -> PeriodTable<'a> {
        let columns = positions.rungs + positions.mixed.len();
        let (states, width) = (
            cost.scenario.timeline.states.len(),
            cost.scenario.layout.width,
        );
        PeriodTable {
            cost,
            payee,
            positions,
            columns,
            width,
            rows: vec![0; states * columns * width],
            known: vec![false; states * columns],
        }
    }

    fn row(&mut self, state: usize, position: usize) -> Result<&[i64], CostError> {
        let at = state * self.columns + position;
        let row = &mut self.rows[at * self.width..(at + 1) * self.width];
        if !self.known[at] {
            self.cost
                .period(self.payee, self.positions, state, position, row)?;
            self.known[at] = true;
        }
        Ok(row)
    }

    fn pay(&mut self, state: usize, position: usize) -> Result<i64, CostError> {
        self.row(state, position).map(|row| row[BASE])
    }
}

/// Cents that fit, from a sum.
pub(crate) fn to_cents(sum: i128) -> Result<money::Cents, CostError> {
    i64::try_from(sum)
        .map(money::Cents::new)
        .map_err(|_| CostError::TooLarge)
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
