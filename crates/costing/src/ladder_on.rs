use money::{Date, Fraction};

use crate::rate_table::{Lane, RateTerm, acts_on, rungs_on};
use crate::{Case, TermKind};

/// The steps that a class has on a day, under the status quo or an offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderOn {
    /// Each step's label and its rate, for one unit of the ladder's basis, from the bottom up.
    pub steps: Vec<(String, Fraction)>,
    /// Terms, from 1, that change rates of some of the class's people only (by department, group or
    /// service), and are not in it.
    pub left_out: Vec<usize>,
}

/// A class's ladder on a day: the row of the schedule in force with every active term of the offer
/// applied in order of date, then place in the file, rounded as the costing rounds.
///
/// # Panics
///
/// Where the case has no such ladder or offer.
pub fn ladder_on(case: &Case, offer: Option<usize>, ladder: usize, day: Date) -> LadderOn {
    let lane = Lane::of_ladder(&case.schedule.ladders[ladder]);
    let terms = offer.map_or(&[] as &[_], |offer| &case.offers[offer].terms);
    let changing = |(number, term)| RateTerm { number, term };
    let (mut all, mut left_out) = (Vec::new(), Vec::new());
    for rate_term in terms.iter().enumerate().map(changing) {
        let term = rate_term.term;
        if acts_on(term).is_none() || !lane.taken_by(&term.select) {
            continue;
        }
        let by_service = matches!(&term.kind, TermKind::Extra { bands, .. } if bands.len() > 1);
        if term.select.looks_at_people() || by_service {
            left_out.push(rate_term.number + 1);
        } else {
            all.push(rate_term);
        }
    }
    let adds = |rate_term: &&RateTerm<'_>| matches!(rate_term.term.kind, TermKind::AddStep { .. });
    let slots: Vec<usize> = all.iter().filter(adds).map(|rate_term| rate_term.number).collect();
    let rungs = rungs_on(&lane, &case.assumptions, &all, &slots, day).rungs;
    let there = rungs.into_iter().filter(|rung| rung.exists);
    LadderOn { steps: there.map(|rung| (rung.label, rung.paid)).collect(), left_out }
}

/// The first day of the window, and each later day of it on which a rate of the schedule changes
/// under the status quo or an offer, in order.
///
/// # Panics
///
/// Where the case has no such offer.
pub fn rate_days(case: &Case, offer: Option<usize>) -> Vec<Date> {
    let terms = offer.map_or(&[] as &[_], |offer| &case.offers[offer].terms);
    let numbered: Vec<crate::scenario::Numbered<'_>> = terms
        .iter()
        .enumerate()
        .map(|(index, term)| crate::scenario::Numbered { index, term })
        .collect();
    let changes = crate::scenario::rate_changes(&case.assumptions, &case.schedule, &numbered);
    std::iter::once(case.assumptions.from).chain(changes).collect()
}
