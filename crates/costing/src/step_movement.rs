//! Where a person stands, period by period: step movement, added and dropped steps, freezes.

use money::Date;
use rustc_hash::FxHashMap;

use crate::rate_table::{Lane, RungTable, Rungs};
use crate::timeline::Timeline;
use crate::{Assumptions, Movement, StepDate, StepRef, Term};

/// People of one lane who move alike: placed on one step, with one anniversary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Track {
    pub step: usize,
    pub step_date: Option<StepDate>,
}

/// Consecutive periods of one run in one position.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stay {
    pub run: usize,
    pub position: usize,
    pub periods: i64,
}

/// A person's way through the window.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    pub stays: Vec<Stay>,
    /// The rung stood on, on the window's last day.
    pub last: usize,
}

/// Positions of a lane: a rung for the whole period, or, numbered after the rungs, a rung for each
/// segment of a period that is split.
#[derive(Debug, Default)]
pub(crate) struct Positions {
    pub rungs: usize,
    pub mixed: Vec<Vec<usize>>,
}

impl Positions {
    /// The rung of a position in a segment.
    #[inline]
    pub fn rung(&self, position: usize, segment: usize) -> usize {
        if position < self.rungs { position } else { self.mixed[position - self.rungs][segment] }
    }

    fn of(&mut self, rungs: Vec<usize>) -> usize {
        if rungs.iter().all(|rung| *rung == rungs[0]) {
            return rungs[0];
        }
        let known = self.mixed.iter().position(|mixed| *mixed == rungs);
        self.rungs
            + known.unwrap_or_else(|| {
                self.mixed.push(rungs);
                self.mixed.len() - 1
            })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Move {
    /// Steps missed in that freeze are given.
    MadeUp(usize),
    /// A step earned on an anniversary: from the pay period that holds it, the whole period.
    Anniversary,
    /// A step earned on a fiscal year's first day.
    FiscalYear,
}

/// The days on which steps are earned, by each anniversary of the roster: the same in every
/// scenario, so they are worked out once.
#[derive(Debug)]
pub(crate) struct StepDays(FxHashMap<Option<StepDate>, Vec<(Date, Move)>>);

impl StepDays {
    pub fn new(assumptions: &Assumptions, step_dates: &[Option<StepDate>]) -> StepDays {
        let (after, to) = (assumptions.roster_as_of, assumptions.to);
        let fiscal_years = StepDate::Yearly(assumptions.fiscal_year_start.0);
        let days = |date: &Option<StepDate>| -> Vec<(Date, Move)> {
            match assumptions.movement {
                Movement::None => Vec::new(),
                Movement::FiscalYear => fiscal_years
                    .anniversaries(after, to)
                    .map(|day| (day, Move::FiscalYear))
                    .collect(),
                Movement::Anniversary => date
                    .iter()
                    .flat_map(|date| date.anniversaries(after, to))
                    .map(|day| (day, Move::Anniversary))
                    .collect(),
            }
        };
        StepDays(step_dates.iter().map(|date| (*date, days(date))).collect())
    }

    fn of(&self, step_date: Option<StepDate>) -> &[(Date, Move)] {
        self.0.get(&step_date).map_or(&[], Vec::as_slice)
    }
}

#[derive(Clone)]
struct Walker {
    rung: usize,
    missed: Vec<u32>,
}

/// The movement of a lane's people in one scenario.
pub(crate) struct Walk<'a> {
    pub assumptions: &'a Assumptions,
    pub timeline: &'a Timeline,
    pub step_days: &'a StepDays,
    pub lane: &'a Lane<'a>,
    pub rungs: &'a RungTable<'a>,
    /// Step freezes that select the lane's people, with whether missed steps are made up.
    pub freezes: &'a [(&'a Term, bool)],
}

impl Walk<'_> {
    /// The way of one track, adding the positions it meets to `positions`.
    pub fn path(&self, track: Track, positions: &mut Positions) -> Path {
        let mut walker = Walker { rung: track.step, missed: vec![0; self.freezes.len()] };
        let own;
        let moves: &[(Date, Move)] = if self.lane.own_rate {
            &[]
        } else if self.freezes.is_empty() {
            self.step_days.of(track.step_date)
        } else {
            own = self.with_made_up(self.step_days.of(track.step_date));
            &own
        };
        let window_from = self.assumptions.from;
        let mut next = 0;
        while let Some((day, _)) = moves.get(next).filter(|(day, _)| *day < window_from) {
            let above = walker.rung + 1..self.lane.steps.len();
            let reached = above.into_iter().find(|step| self.lane.steps[*step].exists_on(*day));
            walker.rung = reached.unwrap_or(walker.rung);
            next += 1;
        }
        let mut stays: Vec<Stay> = Vec::with_capacity(self.timeline.runs.len() + 4);
        for (run, span) in self.timeline.runs.iter().enumerate() {
            let state = &self.timeline.states[span.state];
            let until = self.timeline.periods[span.first_period + span.periods - 1].last;
            let ahead = &moves[next..];
            let here = &ahead[..ahead.iter().take_while(|(day, _)| *day <= until).count()];
            next += here.len();
            if state.segments.len() > 1 {
                let stood = (0..state.segments.len())
                    .map(|segment| self.replay(&walker, span.state, segment, here).rung)
                    .collect();
                walker = self.replay(&walker, span.state, state.segments.len() - 1, here);
                stays.push(Stay { run, position: positions.of(stood), periods: 1 });
                continue;
            }
            let rungs = self.rungs.at(span.state, 0);
            if span.first_period == state.first_period {
                settle(&mut walker, rungs, state.segments[0].first);
            }
            let mut stood_from = span.first_period;
            for (day, step) in here {
                let period = self.timeline.periods.partition_point(|period| period.last < *day);
                if period > stood_from {
                    let periods = (period - stood_from) as i64;
                    stays.push(Stay { run, position: walker.rung, periods });
                    stood_from = period;
                }
                self.take(&mut walker, *day, *step, rungs);
            }
            let periods = (span.first_period + span.periods - stood_from) as i64;
            stays.push(Stay { run, position: walker.rung, periods });
        }
        Path { stays, last: walker.rung }
    }

    /// The same moves with the days on which missed steps are given.
    fn with_made_up(&self, moves: &[(Date, Move)]) -> Vec<(Date, Move)> {
        let mut moves = moves.to_vec();
        if moves.is_empty() {
            return moves;
        }
        for (freeze, (term, made_up)) in self.freezes.iter().enumerate() {
            if let (true, Some(until)) = (*made_up, term.until)
                && let Ok(day) = until.tomorrow()
                && day <= self.assumptions.to
            {
                moves.push((day, Move::MadeUp(freeze)));
            }
        }
        moves.sort_by_key(|(day, step)| (*day, !matches!(step, Move::MadeUp(_))));
        moves
    }

    /// Where somebody who began the period as `walker` stands in one of its segments: after all
    /// that has happened by the segment's first day, and after every anniversary of the period.
    fn replay(
        &self,
        walker: &Walker,
        state: usize,
        segment: usize,
        moves: &[(Date, Move)],
    ) -> Walker {
        let mut walker = walker.clone();
        let segments = &self.timeline.states[state].segments;
        let mut ahead = moves.iter().peekable();
        for at in 0..=segment {
            let rungs = self.rungs.at(state, at);
            settle(&mut walker, rungs, segments[at].first);
            let before = segments.get(at + 1).map(|next| next.first).filter(|_| at < segment);
            while let Some((day, step)) = ahead.peek() {
                if before.is_some_and(|before| *day >= before) {
                    break;
                }
                // In the last segment looked at: anniversaries of the rest of the period count
                // for the whole period, other moves only once their day has come.
                let counts =
                    before.is_some() || *step == Move::Anniversary || *day <= segments[at].first;
                if counts {
                    self.take(&mut walker, *day, *step, rungs);
                }
                ahead.next();
            }
        }
        walker
    }

    fn take(&self, walker: &mut Walker, day: Date, step: Move, rungs: &Rungs) {
        let up = |walker: &mut Walker| {
            if let Some(above) = rungs.above(walker.rung) {
                walker.rung = above;
            }
        };
        match step {
            Move::MadeUp(freeze) => {
                for _ in 0..std::mem::take(&mut walker.missed[freeze]) {
                    up(walker);
                }
            }
            Move::Anniversary | Move::FiscalYear => {
                let frozen = |(term, _): &(&Term, bool)| {
                    term.in_force(day) && stands_on(rungs, walker.rung, &term.select.steps)
                };
                match self.freezes.iter().position(frozen) {
                    // A step is missed only by those who had one to go to.
                    Some(freeze) => {
                        walker.missed[freeze] += u32::from(rungs.above(walker.rung).is_some());
                    }
                    None => up(walker),
                }
            }
        }
    }
}

/// Whether a rung is one of the steps named; no step named takes in all.
pub(crate) fn stands_on(rungs: &Rungs, rung: usize, steps: &[StepRef]) -> bool {
    steps.is_empty() || steps.iter().any(|step| rungs.find(step) == Some(rung))
}

/// Structural changes that have come by a day: off a dropped step, onto a new top.
fn settle(walker: &mut Walker, rungs: &Rungs, day: Date) {
    if !rungs.rungs[walker.rung].exists
        && let Some(above) = rungs.above(walker.rung)
    {
        walker.rung = above;
    }
    for (on, from, to) in &rungs.jumps {
        if *on == day && walker.rung == *from {
            walker.rung = *to;
        }
    }
}
