use costing::{Assumptions, Place, Roster, Schedule};
use money::{Date, Fraction, PayBasis};

/// The mean full-time rate of the people of a class on a day, on a basis: a head counts once,
/// whatever its part of full time. `None` where nobody is in the class.
pub fn mean_rate(
    roster: &Roster,
    schedule: &Schedule,
    assumptions: &Assumptions,
    classification: &str,
    on: Date,
    basis: PayBasis,
) -> Option<Fraction> {
    let rate = |place: &Place| match place {
        Place::Step { ladder, step } => {
            let ladder = &schedule.ladders[*ladder];
            let rate = ladder.steps[*step].rate_on(on)?;
            let of = ladder.classification == classification;
            of.then(|| rate.times(&assumptions.work_year.factor(ladder.basis, basis)))
        }
        Place::OwnRate { classification: class, rate, basis: of, .. } => {
            (class == classification).then(|| rate.times(&assumptions.work_year.factor(*of, basis)))
        }
    };
    let rates: Vec<Option<Fraction>> = roster.place.values().iter().map(rate).collect();
    let mut heads = vec![0_i64; rates.len()];
    for row in 0..roster.rows {
        let count = i64::try_from(*roster.headcount.value(row)).ok()?;
        let at = roster.place.code(row) as usize;
        heads[at] = heads[at].checked_add(count)?;
    }
    let (mut sum, mut count) = (Fraction::ZERO, 0_i64);
    for (rate, heads) in rates.iter().zip(&heads) {
        if let Some(rate) = rate {
            sum = sum.plus(&rate.times(&Fraction::whole(*heads)));
            count += heads;
        }
    }
    sum.divide(&Fraction::whole(count)).ok()
}
