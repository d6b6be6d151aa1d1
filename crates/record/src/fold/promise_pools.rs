//! How many of a count came from the pools that a promise is meant to reach, without telling of a few people.

use money::Fraction;

use super::counts::percent_of;
use super::promise_readings::People;
use crate::Slug;
use crate::body::{Measure, Pool, Tally};

/// What is shown of a number of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// The number, and its part of all hires in percent.
    Shown {
        /// How many.
        count: u32,
        /// Of all hires, where those are known.
        percent: Option<Fraction>,
    },
    /// Fewer than that many.
    FewerThan(u32),
    /// Not shown, since another could be had by subtraction.
    KeptBack,
}

impl Cell {
    /// `210`, `fewer than 10`, `not shown`.
    pub fn words(&self) -> String {
        match self {
            Cell::Shown { count, .. } => count.to_string(),
            Cell::FewerThan(limit) => format!("fewer than {limit}"),
            Cell::KeptBack => "not shown: a small number could be had from it".to_owned(),
        }
    }
}

/// A pool's part of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolShare {
    /// The pool.
    pub pool: Slug,
    /// Its name.
    pub name: String,
    /// The part of all hires that is promised to it, in percent.
    pub promised_percent: Option<Fraction>,
    /// How many; none where nobody counted it.
    pub cell: Option<Cell>,
}

/// The pools of a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolShares {
    /// All hires; none where they were not counted, or where a small number could be had from them.
    pub total: Option<u32>,
    /// The pools, as the card names them.
    pub pools: Vec<PoolShare>,
    /// Hires from no pool that was counted, where some are left over and nobody is counted in two pools.
    pub rest: Option<Cell>,
}

/// What is kept back of the parts of a whole: which of them, and whether the whole is too.
fn kept_back(counts: &[u32], whole_is_known: bool, small: u32) -> (Vec<bool>, bool) {
    let mut hidden: Vec<bool> = counts.iter().map(|count| *count < small).collect();
    if !whole_is_known || !hidden.contains(&true) {
        return (hidden, false);
    }
    loop {
        if is_safe(counts, &hidden, small) {
            return (hidden, false);
        }
        let shown = counts.iter().enumerate().filter(|(at, _)| !hidden[*at]);
        match shown.min_by_key(|(at, count)| (**count, *at)) {
            Some((next, _)) => hidden[next] = true,
            None => return (hidden, true),
        }
    }
}

/// Whether nothing small can be had by subtraction: what is hidden is several numbers, together no small number, and no sum
/// that only one set of them makes.
fn is_safe(counts: &[u32], hidden: &[bool], small: u32) -> bool {
    let of = |is: fn(u32, u32) -> bool| {
        let kept =
            counts.iter().zip(hidden).filter(|(count, hidden)| **hidden && is(**count, small));
        u64::try_from(kept.count()).unwrap_or(u64::MAX)
    };
    let (few, more) = (of(|count, small| count < small), of(|count, small| count >= small));
    let kept = counts.iter().zip(hidden).filter(|(_, hidden)| **hidden);
    let sum: u64 = kept.map(|(count, _)| u64::from(*count)).sum();
    let limit = u64::from(small);
    let open = match more {
        0 => sum < limit.saturating_sub(1).saturating_mul(few),
        _ => sum > limit.saturating_mul(more),
    };
    few + more > 1 && sum >= limit && open
}

/// How many of a count's hires came from each pool of a card. Of fewer than `small` people it says only that; 0 shows all, for
/// the team's own work. Where a small number is the whole less what is shown, the next smallest is kept back with it.
pub fn pool_shares(tally: &Tally, card: &Measure, small: u32) -> PoolShares {
    let counted = |pool: &Slug| tally.pools.iter().find(|one| one.pool == *pool);
    let total = People::of(tally).all.and_then(|all| u32::try_from(all).ok());
    let mut counts: Vec<u32> =
        card.pools.iter().filter_map(|pool| Some(counted(&pool.id)?.count)).collect();
    let sum: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    let left = total.and_then(|total| u64::from(total).checked_sub(sum));
    let rest = left.and_then(|left| u32::try_from(left).ok()).filter(|left| *left > 0);
    let rest = rest.filter(|_| !counts.is_empty());
    counts.extend(rest);
    let (hidden, total_too) = kept_back(&counts, left.is_some(), small);
    let mut cells =
        counts.iter().zip(hidden).map(|(count, hidden)| match (hidden, *count < small) {
            (true, true) => Cell::FewerThan(small),
            (true, false) => Cell::KeptBack,
            (false, _) => Cell::Shown {
                count: *count,
                percent: total.and_then(|total| percent_of(*count, total)),
            },
        });
    let share = |pool: &Pool| PoolShare {
        pool: pool.id.clone(),
        name: pool.name.clone(),
        promised_percent: pool.share_percent.as_deref().and_then(|it| Fraction::parse(it).ok()),
        cell: counted(&pool.id).and_then(|_| cells.next()),
    };
    let pools = card.pools.iter().map(share).collect();
    PoolShares { total: total.filter(|_| !total_too), pools, rest: rest.and_then(|_| cells.next()) }
}
