//! Terms that select people by their rate: the annual full-time base rate held on the term's day,
//! before that day's terms, once and for all.

use crate::Term;
use crate::period_cost::LaneCost;
use crate::rate_table::{RateTerm, RungTable, acts_on};
use crate::step_movement::{Path, Positions, Track, Walk};

/// A step freeze, with whether missed steps are made up.
type Freeze<'a> = (&'a Term, bool);

/// A lane's people in one scenario, to be told apart by rate.
pub(crate) struct RateSelection<'a> {
    pub cost: &'a LaneCost<'a>,
    pub rate_terms: &'a [RateTerm<'a>],
}

impl RateSelection<'_> {
    /// The way of one track, with the freezes that hold it. A freeze that looks at rates holds
    /// those whose rate it takes in on its day, so such freezes are met one by one in order of
    /// date.
    pub fn walk<'t>(
        &self,
        track: Track,
        freezes: &[Freeze<'t>],
        positions: &mut Positions,
    ) -> (Path, Vec<Freeze<'t>>) {
        let (by_rate, mut held): (Vec<Freeze<'t>>, Vec<Freeze<'t>>) =
            freezes.iter().partition(|(term, _)| term.select.looks_at_rates());
        for freeze in by_rate {
            if self.takes(track, &held, freeze.0) {
                held.push(freeze);
            }
        }
        (self.path(track, self.cost.rungs, &held, positions), held)
    }

    fn path(
        &self,
        track: Track,
        rungs: &RungTable<'_>,
        freezes: &[Freeze<'_>],
        positions: &mut Positions,
    ) -> Path {
        let walk = Walk {
            assumptions: self.cost.assumptions,
            timeline: &self.cost.scenario.timeline,
            step_days: self.cost.scenario.step_days,
            lane: self.cost.lane,
            rungs,
            freezes,
        };
        walk.path(track, positions)
    }

    /// Whether a term takes in those on a track, by their rate if it looks at rates.
    pub fn takes(&self, track: Track, held: &[Freeze<'_>], term: &Term) -> bool {
        if !term.select.looks_at_rates() {
            return true;
        }
        // The world as it would be on that day without that day's terms.
        let rungs = self.before(term);
        let earlier: Vec<Freeze<'_>> =
            held.iter().copied().filter(|(freeze, _)| freeze.effective < term.effective).collect();
        let mut positions = Positions { rungs: rungs.versions[0].rungs.len(), mixed: Vec::new() };
        let path = self.path(track, &rungs, &earlier, &mut positions);
        let timeline = &self.cost.scenario.timeline;
        let (state, segment) = timeline.at(term.effective);
        let period = timeline.periods.partition_point(|period| period.last < term.effective);
        let mut walked = 0;
        let stay = path.stays.iter().find(|stay| {
            walked += stay.periods;
            i64::try_from(period).is_ok_and(|period| period < walked)
        });
        stay.is_some_and(|stay| {
            let rung = positions.rung(stay.position, segment);
            self.within(&rungs, state, segment, rung, term)
        })
    }

    /// The same for somebody who stands on one rung all the while.
    pub fn takes_rung(&self, rung: usize, term: &Term) -> bool {
        if !term.select.looks_at_rates() {
            return true;
        }
        let (state, segment) = self.cost.scenario.timeline.at(term.effective);
        self.within(&self.before(term), state, segment, rung, term)
    }

    fn within(
        &self,
        rungs: &RungTable<'_>,
        state: usize,
        segment: usize,
        rung: usize,
        term: &Term,
    ) -> bool {
        let year = self.cost.assumptions.work_year.units(self.cost.lane.basis);
        let paid = &rungs.at(state, segment).rungs[rung].paid;
        term.select.takes_rate(&paid.times(&year))
    }

    /// The lane's rates without the terms of a term's day and of later days.
    fn before(&self, term: &Term) -> RungTable<'_> {
        let earlier: Vec<RateTerm<'_>> = self
            .rate_terms
            .iter()
            .copied()
            .filter(|other| acts_on(other.term).is_some_and(|(on, _)| on < term.effective))
            .collect();
        self.cost.scenario.rung_table(self.cost.assumptions, self.cost.lane, &earlier)
    }
}
