//! A file of hires and leavers, as it comes to a count. Reading the file is the importer's; this is what follows from its rows.

use std::collections::{BTreeMap, BTreeSet};

use money::{Date, Fraction};

use crate::Slug;
use crate::body::{PoolCount, Tally, TallyMonth};

/// Whether somebody came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MoveKind {
    /// Somebody's first day.
    Hire,
    /// Somebody's last day.
    Leave,
}

/// A row: somebody came or went. It needs no name; its key tells rows apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// What tells it from every other move: a position number and a day, say. Two rows of one key are one move.
    pub key: String,
    /// The day.
    pub date: Date,
    /// Came or went.
    pub kind: MoveKind,
    /// The class.
    pub class: String,
    /// The part of full time; below 1 is half-time to a count.
    pub fte: Fraction,
    /// The pool that a hire came from.
    pub pool: Option<Slug>,
}

/// What the rows of a file come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovesCounted {
    /// The count, month by month.
    pub tally: Tally,
    /// How many rows said a move again.
    pub again: usize,
    /// Keys whose rows say different things of one move; the first of them, as they sort, is counted.
    pub differing: Vec<String>,
    /// How many moves lie after the day of the count. They are not in it.
    pub later: usize,
}

/// What the moves of a month come to.
#[derive(Debug, Clone, Default)]
struct Sums {
    all: u32,
    half: u32,
    fte: Fraction,
}

impl Sums {
    fn add(&mut self, one: &Move) {
        self.all = self.all.saturating_add(1);
        if one.fte < Fraction::ONE {
            self.half = self.half.saturating_add(1);
        }
        self.fte = self.fte.plus(&one.fte);
    }
}

/// Counts moves to a day. The order of the rows says nothing, and a row that comes twice is counted once; so a file that is read
/// again makes the same count. Its months run without a gap from that of the first move to that of the day. Leavers are counted
/// only where a row has one: a file of hires alone does not say that nobody left.
pub fn tally_of_moves(moves: &[Move], commitment: &Slug, by: &str, as_of: Date) -> MovesCounted {
    let mut unique: BTreeMap<&str, &Move> = BTreeMap::new();
    let mut differing: BTreeSet<&str> = BTreeSet::new();
    for one in moves {
        let known = unique.entry(one.key.as_str()).or_insert(one);
        if *known != one {
            differing.insert(one.key.as_str());
            *known = one.min(known);
        }
    }
    let again = moves.len() - unique.len();
    let counted: Vec<&Move> = unique.values().copied().filter(|one| one.date <= as_of).collect();
    let later = unique.len() - counted.len();
    MovesCounted {
        tally: tally(&counted, commitment, by, as_of),
        again,
        differing: differing.into_iter().map(str::to_owned).collect(),
        later,
    }
}

fn tally(counted: &[&Move], commitment: &Slug, by: &str, as_of: Date) -> Tally {
    let mut pools: BTreeMap<&Slug, u32> = BTreeMap::new();
    let mut sums: BTreeMap<(Date, MoveKind), Sums> = BTreeMap::new();
    let mut totals: BTreeMap<MoveKind, Sums> = BTreeMap::new();
    for one in counted {
        sums.entry((one.date.first_of_month(), one.kind)).or_default().add(one);
        totals.entry(one.kind).or_default().add(one);
        if let (MoveKind::Hire, Some(pool)) = (one.kind, &one.pool) {
            let count = pools.entry(pool).or_default();
            *count = count.saturating_add(1);
        }
    }
    let hired = totals.remove(&MoveKind::Hire).unwrap_or_default();
    let left = totals.remove(&MoveKind::Leave);
    let classes: BTreeSet<&str> = counted.iter().map(|one| one.class.as_str()).collect();
    let what = match (&left, classes.len()) {
        (Some(_), 1) => "hires and leavers, one by one, of 1 class".to_owned(),
        (Some(_), many) => format!("hires and leavers, one by one, of {many} classes"),
        (None, 1) => "hires, one by one, of 1 class; leavers are not in the file".to_owned(),
        (None, many) => {
            format!("hires, one by one, of {many} classes; leavers are not in the file")
        }
    };
    Tally {
        id: Slug::from_words(&format!("{commitment} {as_of} {by}")),
        commitment: commitment.clone(),
        by: by.to_owned(),
        as_of: Some(as_of),
        what_was_counted: what,
        full_time: Some(hired.all - hired.half),
        half_time: Some(hired.half),
        hires: Some(hired.all),
        leavers: left.as_ref().map(|left| left.all),
        positions: None,
        pools: pools
            .into_iter()
            .map(|(pool, count)| PoolCount { pool: pool.clone(), count })
            .collect(),
        about: false,
        words: None,
        file: None,
        months: months(&sums, as_of, left.is_some()),
    }
}

/// The months from the first move to a day, without a gap.
fn months(
    sums: &BTreeMap<(Date, MoveKind), Sums>,
    as_of: Date,
    leavers_counted: bool,
) -> Vec<TallyMonth> {
    let none = Sums::default();
    let mut months = Vec::new();
    let mut next = sums.keys().next().map(|(month, _)| *month);
    while let Some(month) = next.filter(|month| *month <= as_of) {
        let of = |kind| sums.get(&(month, kind)).unwrap_or(&none);
        let (hired, left) = (of(MoveKind::Hire), of(MoveKind::Leave));
        months.push(TallyMonth {
            month,
            hires: hired.all,
            hires_half: hired.half,
            leavers: left.all,
            leavers_half: left.half,
            fte_hired: Some(hired.fte.to_string()),
            fte_left: leavers_counted.then(|| left.fte.to_string()),
        });
        next = month.last_of_month().tomorrow().ok();
    }
    months
}
