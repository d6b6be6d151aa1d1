//! What a family costs in a scenario: each distinct period once, times the heads that live it.

use money::Fraction;

use crate::CostError;
use crate::cohort::FamilyPeople;
use crate::engine::Totals;
use crate::period_cost::{BASE, LaneCost, MOVEMENT, Payee};
use crate::step_movement::{Path, Positions, Track};

/// The people of one family on their ways through one scenario.
pub(crate) struct FamilyCost<'a> {
    pub cost: &'a LaneCost<'a>,
    pub payee: &'a Payee<'a>,
    pub family: &'a FamilyPeople,
    /// The lane's tracks, with the path of each.
    pub tracks: &'a [Track],
    pub paths: &'a [Path],
    pub positions: &'a Positions,
}

impl FamilyCost<'_> {
    /// Adds the family to a scenario's totals.
    pub fn add_to(&self, totals: &mut Totals) -> Result<(), CostError> {
        let mut periods = PeriodTable::new(self.cost, self.payee, self.positions, self.columns());
        self.add_years(&mut periods, totals)?;
        if self.cost.scenario.with_cells {
            self.add_cells(&mut periods, totals)?;
            self.add_end_rates(totals)?;
        }
        Ok(())
    }

    /// The positions that anybody of the family is at.
    fn columns(&self) -> Columns {
        let all = self.positions.rungs + self.positions.mixed.len();
        let stays = self.family.tracks.iter().map(|(track, _)| self.paths[*track].stays.len() + 1);
        if stays.sum::<usize>() >= all {
            return Columns::All(all);
        }
        let of_track = |(track, _): &(usize, u64)| {
            let stays = self.paths[*track].stays.iter().map(|stay| stay.position);
            stays.chain([self.tracks[*track].step])
        };
        let mut some: Vec<usize> = self.family.tracks.iter().flat_map(of_track).collect();
        some.sort_unstable();
        some.dedup();
        Columns::Some(some)
    }

    /// Head-periods are counted by run and position first, so that each distinct period is
    /// multiplied once however many live it.
    fn add_years(
        &self,
        periods: &mut PeriodTable<'_>,
        totals: &mut Totals,
    ) -> Result<(), CostError> {
        let runs = &self.cost.scenario.timeline.runs;
        let columns = periods.columns.len();
        let mut head_periods = vec![0_i128; runs.len() * columns];
        let mut placed = vec![0_i128; self.positions.rungs];
        for (track, heads) in &self.family.tracks {
            let heads = i128::from(*heads);
            placed[self.tracks[*track].step] += heads;
            for stay in &self.paths[*track].stays {
                let column = periods.columns.of(stay.position);
                head_periods[stay.run * columns + column] += heads * i128::from(stay.periods);
            }
        }
        for (number, run) in runs.iter().enumerate() {
            let mut sums = vec![0_i128; totals.last_period.len()];
            for (column, weight) in
                head_periods[number * columns..(number + 1) * columns].iter().enumerate()
            {
                if *weight != 0 {
                    let position = periods.columns.position(column);
                    for (sum, cents) in sums.iter_mut().zip(periods.row(run.state, position)?) {
                        *sum += weight * i128::from(*cents);
                    }
                }
            }
            let mut base = 0;
            for (step, heads) in placed.iter().enumerate() {
                if *heads != 0 {
                    let pay = i128::from(periods.pay(run.state, step)?);
                    base += heads * run.periods as i128 * pay;
                }
            }
            sums[MOVEMENT] = sums[BASE] - base;
            sums[BASE] = base;
            totals.add_sums(run.year, run.last, &sums);
        }
        Ok(())
    }

    /// The same by cell, from each track's years.
    fn add_cells(
        &self,
        periods: &mut PeriodTable<'_>,
        totals: &mut Totals,
    ) -> Result<(), CostError> {
        let timeline = &self.cost.scenario.timeline;
        let width = self.cost.scenario.layout.width;
        let mut years = vec![0_i64; totals.years.len() * width];
        let mut track_before = None;
        for member in &self.family.members {
            let track = member.track as usize;
            if track_before != Some(track) {
                track_before = Some(track);
                years.fill(0);
                for stay in &self.paths[track].stays {
                    let run = &timeline.runs[stay.run];
                    let placed = periods.pay(run.state, self.tracks[track].step)?;
                    let row = periods.row(run.state, stay.position)?;
                    // A row's cents times all periods fit: `PeriodTable` has made sure.
                    let into = &mut years[run.year * width..(run.year + 1) * width];
                    for (into, cents) in into.iter_mut().zip(row) {
                        *into += cents * stay.periods;
                    }
                    let moved = (row[BASE] - placed) * stay.periods;
                    into[BASE] -= moved;
                    into[MOVEMENT] += moved;
                }
            }
            totals.add_to_cell(member.cell, i128::from(member.heads), &years);
        }
        Ok(())
    }

    /// Annual base rates times FTE of everyone on the last day.
    fn add_end_rates(&self, totals: &mut Totals) -> Result<(), CostError> {
        let mut at_the_end = vec![0_u64; self.positions.rungs];
        for (track, heads) in &self.family.tracks {
            at_the_end[self.paths[*track].last] += heads;
        }
        let states = &self.cost.scenario.timeline.states;
        let last_segment = states.last().map_or(0, |state| state.segments.len() - 1);
        let rungs = &self.cost.rungs.at(states.len() - 1, last_segment).rungs;
        let year = self.cost.assumptions.work_year.units(self.cost.lane.basis);
        let year = year.times(&self.family.fte);
        for (rung, heads) in at_the_end.iter().enumerate().filter(|(_, heads)| **heads > 0) {
            let heads = i64::try_from(*heads).map_err(|_| CostError::TooLarge)?;
            let annual = rungs[rung].paid.times(&year);
            totals.end_rates = totals.end_rates.plus(&annual.times(&Fraction::whole(heads)));
        }
        Ok(())
    }
}

/// Which positions a table has columns for.
enum Columns {
    /// Every one, so many.
    All(usize),
    /// These, in order: of a small family a few of many.
    Some(Vec<usize>),
}

impl Columns {
    fn len(&self) -> usize {
        match self {
            Columns::All(count) => *count,
            Columns::Some(some) => some.len(),
        }
    }

    /// The column of a position that the family is at.
    fn of(&self, position: usize) -> usize {
        match self {
            Columns::All(_) => position,
            Columns::Some(some) => some.partition_point(|known| *known < position),
        }
    }

    fn position(&self, column: usize) -> usize {
        match self {
            Columns::All(_) => column,
            Columns::Some(some) => some[column],
        }
    }
}

/// The rows of cents of one family, each computed when first asked for.
struct PeriodTable<'a> {
    cost: &'a LaneCost<'a>,
    payee: &'a Payee<'a>,
    positions: &'a Positions,
    columns: Columns,
    width: usize,
    rows: Vec<i64>,
    known: Vec<bool>,
    /// What a row's cents may be so that their sums over all periods fit.
    limit: u64,
}

impl<'a> PeriodTable<'a> {
    fn new(
        cost: &'a LaneCost<'a>,
        payee: &'a Payee<'a>,
        positions: &'a Positions,
        columns: Columns,
    ) -> PeriodTable<'a> {
        let count = columns.len();
        let (states, width) = (cost.scenario.timeline.states.len(), cost.scenario.layout.width);
        PeriodTable {
            cost,
            payee,
            positions,
            columns,
            width,
            rows: vec![0; states * count * width],
            known: vec![false; states * count],
            limit: i64::MAX as u64 / (4 * cost.scenario.timeline.periods.len().max(1) as u64),
        }
    }

    fn row(&mut self, state: usize, position: usize) -> Result<&[i64], CostError> {
        let at = state * self.columns.len() + self.columns.of(position);
        let row = &mut self.rows[at * self.width..(at + 1) * self.width];
        if !self.known[at] {
            self.cost.period(self.payee, self.positions, state, position, row)?;
            if row.iter().any(|cents| cents.unsigned_abs() > self.limit) {
                return Err(CostError::TooLarge);
            }
            self.known[at] = true;
        }
        Ok(row)
    }

    fn pay(&mut self, state: usize, position: usize) -> Result<i64, CostError> {
        self.row(state, position).map(|row| row[BASE])
    }
}
