//! What a count comes to under each reading: half-time as one or as a half, gross or net. No reading is preferred but the
//! card's own, and counts that differ stand side by side.

use std::sync::Arc;

use money::{Date, Fraction};

use super::items::Since;
use super::promise_checks::is_same;
use super::promises::CommitmentState;
use crate::body::{Measure, MeasureUnit, Tally, TallyMonth};

/// A count, and the day to which it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<'a> {
    /// When it was told.
    pub since: Since,
    /// The count.
    pub tally: &'a Arc<Tally>,
    /// The day to which it counts.
    pub on: Date,
}

/// A way to read a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadingKind {
    /// Hires, half-time as one.
    HalfAsOne,
    /// Hires, half-time as a half.
    HalfAsHalf,
    /// Hires, half-time as the card has it, where that is neither one nor a half.
    HalfByCard,
    /// Hires minus leavers, half-time as one.
    Net,
    /// Hires minus leavers, half-time as the card has it.
    NetByCard,
    /// Full-time equivalents hired.
    Fte,
    /// Full-time equivalents hired minus those who left.
    NetFte,
    /// How many there are, over the baseline.
    Level,
}

/// What a count comes to when it is read in one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The way.
    pub kind: ReadingKind,
    /// The way, in words.
    pub how: String,
    /// What it comes to: how many over the baseline.
    pub value: Option<Fraction>,
    /// That as a part of what is promised, in percent.
    pub share_percent: Option<Fraction>,
    /// Why it, or its share, is not known.
    pub why_not: Option<&'static str>,
    /// What the count leaves out, where it comes to something all the same.
    pub note: Option<&'static str>,
    /// The card says to read it so.
    pub by_card: bool,
}

type Known = Result<Fraction, &'static str>;

const NO_LEAVERS: &str = "not known: leavers were not counted";
const NO_HIRES: &str = "not known: hires were not counted";
const NO_HALVES: &str = "not known: half-time hires were not told apart";
const NO_LEAVER_HALVES: &str = "not known: half-time leavers were not told apart";
const NO_FTE: &str = "not known: parts of full time were not counted";
const NO_LEVEL: &str = "not known: how many there are was not counted";
const NO_BASELINE: &str = "not known: the card has no baseline";
const NO_TARGET: &str = "the share is not known: the card promises no number";
const NO_UNIT: &str = "not known: the card does not say what is counted";
const NO_WEIGHT: &str = "not known: the card does not say what half-time counts as";

fn whole(count: impl Into<i64>) -> Fraction {
    Fraction::whole(count.into())
}

/// What the months of a count come to; none where it has none.
pub(super) fn sum(months: &[TallyMonth], of: impl Fn(&TallyMonth) -> u32) -> Option<i64> {
    (!months.is_empty()).then(|| months.iter().map(|month| i64::from(of(month))).sum())
}

/// Who was counted, as far as it was.
pub(super) struct People {
    pub(super) full: Option<i64>,
    pub(super) half: Option<i64>,
    pub(super) all: Option<i64>,
    leavers: Option<i64>,
    leavers_half: Option<i64>,
}

impl People {
    pub(super) fn of(tally: &Tally) -> People {
        let months = &tally.months;
        let (full, half) = (tally.full_time.map(i64::from), tally.half_time.map(i64::from));
        let told = tally.hires.map(i64::from).or_else(|| sum(months, |month| month.hires));
        let half =
            half.or_else(|| sum(months, |month| month.hires_half)).or_else(|| Some(told? - full?));
        let full = full.or_else(|| Some(told? - half?));
        let either = full.is_some() || half.is_some();
        let added = either.then(|| full.unwrap_or(0) + half.unwrap_or(0));
        let by_month = sum(months, |month| month.leavers).filter(|leavers| *leavers > 0);
        let leavers = tally.leavers.map(i64::from).or(by_month);
        let leavers_half = match leavers {
            Some(0) => Some(0),
            _ => leavers.and(sum(months, |month| month.leavers_half)),
        };
        People { full, half, all: told.or(added), leavers, leavers_half }
    }

    /// What the count of hires leaves out.
    fn left_out(&self) -> Option<&'static str> {
        match (self.full, self.half) {
            (Some(_), None) => Some("half-time hires were not counted"),
            (None, Some(_)) => Some("full-time hires were not counted"),
            _ => None,
        }
    }

    fn hired(&self, weight: &Fraction) -> Known {
        let all = self.all.ok_or(NO_HIRES)?;
        match (self.full, self.half) {
            (None, None) if *weight == Fraction::ONE => Ok(whole(all)),
            (None, None) => Err(NO_HALVES),
            (full, half) => {
                Ok(whole(full.unwrap_or(0)).plus(&whole(half.unwrap_or(0)).times(weight)))
            }
        }
    }

    fn net(&self, weight: &Fraction) -> Known {
        let leavers = self.leavers.ok_or(NO_LEAVERS)?;
        let off = match *weight == Fraction::ONE {
            true => whole(leavers),
            false => {
                let half = self.leavers_half.ok_or(NO_LEAVER_HALVES)?;
                whole(leavers - half).plus(&whole(half).times(weight))
            }
        };
        Ok(self.hired(weight)?.minus(&off))
    }
}

/// Full-time equivalents of the months of a count, all of which must say.
pub(super) fn fte_of(
    months: &[TallyMonth],
    of: impl Fn(&TallyMonth) -> Option<&String>,
) -> Result<Fraction, &'static str> {
    if months.is_empty() {
        return Err(NO_FTE);
    }
    months.iter().try_fold(Fraction::ZERO, |sum, month| {
        let fte = of(month).and_then(|text| Fraction::parse(text).ok());
        Ok(sum.plus(&fte.ok_or(NO_FTE)?))
    })
}

fn net_fte(tally: &Tally, people: &People) -> Known {
    let hired = fte_of(&tally.months, |month| month.fte_hired.as_ref())?;
    match people.leavers {
        None => Err(NO_LEAVERS),
        Some(0) => Ok(hired),
        Some(_) => Ok(hired.minus(&fte_of(&tally.months, |month| month.fte_left.as_ref())?)),
    }
}

/// What a card promises over its baseline. Without a baseline the target is taken as what is to be gained.
pub fn promised(card: &Measure) -> Option<Fraction> {
    let target = whole(card.target?);
    Some(target.minus(&whole(card.baseline.unwrap_or(0))))
}

/// What half-time counts as by a card.
pub(super) fn weight_of(card: &Measure) -> Result<Fraction, &'static str> {
    let weight = card.half_time_weight.as_deref().and_then(|text| Fraction::parse(text).ok());
    weight.ok_or(NO_WEIGHT)
}

/// The way in which a card says that a count is to be read.
fn kind_by_card(tally: &Tally, card: &Measure) -> Result<ReadingKind, &'static str> {
    let half = Fraction::new(1, 2);
    let unit = card.unit.ok_or(NO_UNIT)?;
    Ok(match unit {
        MeasureUnit::Hires => match weight_of(card)? {
            weight if weight == Fraction::ONE => ReadingKind::HalfAsOne,
            weight if weight == half => ReadingKind::HalfAsHalf,
            _ => ReadingKind::HalfByCard,
        },
        MeasureUnit::NetPositions | MeasureUnit::Fte if tally.positions.is_some() => {
            ReadingKind::Level
        }
        MeasureUnit::NetPositions if weight_of(card)? == Fraction::ONE => ReadingKind::Net,
        MeasureUnit::NetPositions => ReadingKind::NetByCard,
        MeasureUnit::Fte => ReadingKind::NetFte,
        MeasureUnit::Money | MeasureUnit::Dates | MeasureUnit::Other => ReadingKind::Level,
    })
}

/// What a count comes to in each way that can be asked of it.
fn ways(tally: &Tally, card: &Measure, people: &People) -> Vec<(ReadingKind, String, Known)> {
    let half = Fraction::new(1, 2);
    let counts_people = card.unit.is_none_or(MeasureUnit::counts_people);
    let mut all: Vec<(ReadingKind, String, Known)> = Vec::new();
    let mut add = |kind, how: &str, value| all.push((kind, how.to_owned(), value));
    if counts_people {
        let weight = weight_of(card).ok().filter(|weight| *weight != Fraction::ONE);
        add(ReadingKind::HalfAsOne, "half-time as one", people.hired(&Fraction::ONE));
        add(ReadingKind::HalfAsHalf, "half-time as a half", people.hired(&half));
        if let Some(weight) = weight.as_ref().filter(|weight| **weight != half) {
            let how = format!("half-time as {weight}");
            add(ReadingKind::HalfByCard, &how, people.hired(weight));
        }
        let how = "net: hires minus leavers, half-time as one";
        add(ReadingKind::Net, how, people.net(&Fraction::ONE));
        if let Some(weight) = &weight {
            let how = format!("net: hires minus leavers, half-time as {weight}");
            add(ReadingKind::NetByCard, &how, people.net(weight));
        }
        let fte = fte_of(&tally.months, |month| month.fte_hired.as_ref());
        if fte.is_ok() || card.unit == Some(MeasureUnit::Fte) {
            add(ReadingKind::Fte, "full-time equivalents hired", fte);
            let how = "net: full-time equivalents hired minus those who left";
            add(ReadingKind::NetFte, how, net_fte(tally, people));
        }
    }
    if tally.positions.is_some() || !counts_people {
        let level = match (tally.positions, card.baseline) {
            (None, _) => Err(NO_LEVEL),
            (_, None) => Err(NO_BASELINE),
            (Some(positions), Some(baseline)) => Ok(whole(positions).minus(&whole(baseline))),
        };
        add(ReadingKind::Level, "how many there are, over the baseline", level);
    }
    all
}

/// What a count comes to under each reading, each as a part of what the card promises.
pub fn readings(tally: &Tally, card: &Measure) -> Vec<Reading> {
    let people = People::of(tally);
    let (own, promised) = (kind_by_card(tally, card).ok(), promised(card));
    let read = |(kind, how, value): (ReadingKind, String, Known)| {
        let (value, unknown) = match value {
            Ok(value) => (Some(value), None),
            Err(why) => (None, Some(why)),
        };
        let share =
            |value: &Fraction| value.times(&Fraction::whole(100)).divide(promised.as_ref()?).ok();
        let share_percent = value.as_ref().and_then(share);
        let told = value.is_some() && kind != ReadingKind::Level;
        Reading {
            kind,
            how,
            why_not: unknown.or(share_percent.is_none().then_some(NO_TARGET)),
            note: people.left_out().filter(|_| told),
            value,
            share_percent,
            by_card: own == Some(kind),
        }
    };
    ways(tally, card, &people).into_iter().map(read).collect()
}

/// What a count comes to by the card's own reading, over the baseline.
///
/// # Errors
///
/// Why that is not known, in words.
pub(super) fn gain_by_card(tally: &Tally, card: &Measure) -> Result<Fraction, &'static str> {
    let kind = kind_by_card(tally, card)?;
    let own = readings(tally, card).into_iter().find(|reading| reading.kind == kind);
    let own = own.ok_or(NO_UNIT)?;
    own.value.ok_or_else(|| own.why_not.unwrap_or(NO_HIRES))
}

/// Whether two counts say different numbers of one thing.
fn differ(one: &Tally, other: &Tally, card: &Measure) -> bool {
    let others = readings(other, card);
    let readings_differ = readings(one, card).iter().any(|reading| {
        let same = others.iter().find(|other| other.kind == reading.kind);
        same.is_some_and(|other| match (&reading.value, &other.value) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        })
    });
    let pools_differ = one.pools.iter().any(|pool| {
        other.pools.iter().any(|same| same.pool == pool.pool && same.count != pool.count)
    });
    readings_differ || pools_differ
}

impl CommitmentState {
    /// The counts that stand on a day, side by side: told by then, to a day by then, and not taken back by who made them.
    pub fn counts(&self, on: Date) -> Vec<Counted<'_>> {
        let counted = self.tallies.iter().map(|(since, tally)| Counted {
            since: *since,
            tally,
            on: tally.as_of.unwrap_or(since.when.day),
        });
        let stands = |count: &Counted<'_>| {
            count.since.when.day <= on && count.on <= on && !self.is_corrected(count.tally, on)
        };
        counted.filter(stands).collect()
    }

    /// The last counts of each who counts: several where one has counted a day in several ways.
    pub fn last_counts(&self, on: Date) -> Vec<Counted<'_>> {
        let counts = self.counts(on);
        let last = |count: &Counted<'_>| {
            let own = counts.iter().filter(|other| is_same(&other.tally.by, &count.tally.by));
            own.map(|other| other.on).max() == Some(count.on)
        };
        counts.iter().filter(|count| last(count)).cloned().collect()
    }

    /// Pairs of counts of one day that say different numbers of one thing. A pair stands until both were counted anew, so that
    /// nobody ends a dispute by a new count of their own.
    pub fn rival_counts(&self, on: Date) -> Vec<(Counted<'_>, Counted<'_>)> {
        let (card, counts, last) = (self.card(on), self.counts(on), self.last_counts(on));
        let mut rivals = Vec::new();
        for (at, one) in counts.iter().enumerate() {
            for other in &counts[at + 1..] {
                let live = last.contains(one) || last.contains(other);
                if live && one.on == other.on && differ(one.tally, other.tally, &card) {
                    rivals.push((one.clone(), other.clone()));
                }
            }
        }
        rivals
    }

    /// Whether two counts of one day differ.
    pub fn is_disputed(&self, on: Date) -> bool {
        !self.rival_counts(on).is_empty()
    }

    /// The lowest and the highest share, in percent, that any reading of the last counts comes to.
    pub fn progress_range(&self, on: Date) -> Option<(Fraction, Fraction)> {
        let card = self.card(on);
        let mut shares: Vec<Fraction> = self
            .last_counts(on)
            .iter()
            .flat_map(|count| readings(count.tally, &card))
            .filter_map(|reading| reading.share_percent)
            .collect();
        shares.sort();
        Some((shares.first()?.clone(), shares.last()?.clone()))
    }

    /// What the last counts by the card's own reading come to, with their day: those of the last day that has any.
    pub(super) fn gains_by_card(&self, on: Date) -> Vec<(Date, Fraction)> {
        let card = self.card(on);
        let gain = |count: &Counted<'_>| Some((count.on, gain_by_card(count.tally, &card).ok()?));
        let mut gains: Vec<(Date, Fraction)> =
            self.last_counts(on).iter().filter_map(gain).collect();
        let last = gains.iter().map(|(on, _)| *on).max();
        gains.retain(|(on, _)| Some(*on) == last);
        gains
    }

    /// Whether no reading of any last count reaches what is promised.
    pub(super) fn all_fall_short(&self, on: Date) -> bool {
        self.progress_range(on).is_some_and(|(_, high)| high < Fraction::whole(100))
    }
}

impl Measure {
    /// Whether what was gained reaches what is promised, be it more or fewer than the baseline.
    pub(super) fn is_reached_by(&self, gain: &Fraction) -> bool {
        promised(self).is_some_and(|promised| match promised.is_negative() {
            true => *gain <= promised,
            false => *gain >= promised,
        })
    }
}
