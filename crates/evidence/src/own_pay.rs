use costing::{Case, Place};
use money::{Date, Fraction, PayBasis};

/// The full-time rate of everyone in a class on a day, on a basis, and how many have it.
fn rates(case: &Case, classification: &str, on: Date, basis: PayBasis) -> Vec<(Fraction, i64)> {
    let year = &case.assumptions.work_year;
    let rate = |place: &Place| match place {
        Place::Step { ladder, step } => {
            let ladder = &case.schedule.ladders[*ladder];
            let rate = ladder.steps[*step].rate_on(on)?;
            let of = ladder.classification == classification;
            of.then(|| rate.times(&year.factor(ladder.basis, basis)))
        }
        Place::OwnRate { classification: class, rate, basis: of, .. } => {
            (class == classification).then(|| rate.times(&year.factor(*of, basis)))
        }
    };
    let rates: Vec<Option<Fraction>> = case.roster.place.values().iter().map(rate).collect();
    let mut heads = vec![0_i64; rates.len()];
    for row in 0..case.roster.rows {
        let count = i64::try_from(*case.roster.headcount.value(row)).unwrap_or(i64::MAX);
        let at = case.roster.place.code(row) as usize;
        heads[at] = heads[at].saturating_add(count);
    }
    rates.into_iter().zip(heads).filter_map(|(rate, heads)| Some((rate?, heads))).collect()
}

/// The mean full-time rate of the people of a class on a day, on a basis: a head counts once,
/// whatever its part of full time. `None` where nobody is in the class.
pub fn mean_rate(case: &Case, classification: &str, on: Date, basis: PayBasis) -> Option<Fraction> {
    let (mut sum, mut count) = (Fraction::ZERO, 0_i64);
    for (rate, heads) in rates(case, classification, on, basis) {
        sum = sum.plus(&rate.times(&Fraction::whole(heads)));
        count += heads;
    }
    sum.divide(&Fraction::whole(count)).ok()
}

/// How many people of a class have a full-time rate above an amount on a day, on a basis.
pub fn heads_above(
    case: &Case,
    classification: &str,
    amount: &Fraction,
    on: Date,
    basis: PayBasis,
) -> i64 {
    let above = |(rate, heads): &(Fraction, i64)| if rate > amount { *heads } else { 0 };
    rates(case, classification, on, basis).iter().map(above).sum()
}
