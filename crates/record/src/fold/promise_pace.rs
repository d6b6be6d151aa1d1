//! Where a promise should be by a day: the straight line from the baseline to the target, through the milestones.

use money::{Date, Fraction};

use super::items::Since;
use super::promise_readings::{gain_by_card, promised, readings};
use super::promises::CommitmentState;
use crate::body::{Measure, Tally};
use crate::{Slug, days_between};

/// The line of a card. A changed measure has a line of its own, and the old one stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaceLine {
    /// Since when.
    pub since: Since,
    /// The entries whose cards have this line, that which drew it first.
    pub entries: Vec<u64>,
    /// Its corners, by their days: the baseline, the milestones, the target.
    pub points: Vec<(Date, Fraction)>,
    /// The fields of the card that were changed from the line before.
    pub changed: Vec<&'static str>,
    /// It is the line of the last card.
    pub is_current: bool,
}

/// A count beside where its promise should have been on the day to which it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgainstPace {
    /// The count.
    pub tally: Slug,
    /// The day to which it counts.
    pub on: Date,
    /// How it is read.
    pub how: String,
    /// The card says to read it so.
    pub by_card: bool,
    /// How many, with the baseline.
    pub counted: Fraction,
    /// How many it should have been.
    pub should_be: Fraction,
    /// Counted less what it should have been: below nothing when it is short.
    pub difference: Fraction,
}

/// The corners of a card's line; none while baseline, target or a day is not known.
pub fn pace_points(card: &Measure) -> Option<Vec<(Date, Fraction)>> {
    let whole = |count: u32| Fraction::whole(i64::from(count));
    let (from, due) = (card.from?, card.due?);
    let between = card.milestones.iter().filter(|one| one.on > from && one.on < due);
    let mut points = vec![(from, whole(card.baseline?))];
    points.extend(between.map(|one| (one.on, whole(one.target))));
    points.push((due, whole(card.target?)));
    Some(points)
}

/// How many there should be on a day by a card, exactly: by days, between the corners before and after it. Before the first
/// day it is the baseline, after the last one the target.
pub fn pace_on(card: &Measure, on: Date) -> Option<Fraction> {
    let points = pace_points(card)?;
    let (first, last) = (points.first()?, points.last()?);
    if on <= first.0 {
        return Some(first.1.clone());
    }
    let Some(pair) = points.windows(2).find(|pair| on <= pair[1].0) else {
        return Some(last.1.clone());
    };
    let ((from, start), (to, end)) = (&pair[0], &pair[1]);
    let part = Fraction::whole(days_between(*from, on));
    let part = part.divide(&Fraction::whole(days_between(*from, *to))).ok()?;
    Some(start.plus(&end.minus(start).times(&part)))
}

impl Measure {
    /// Whether what was gained by a day is short of the line.
    pub(super) fn is_short_of_pace(&self, gain: &Fraction, on: Date) -> bool {
        let baseline = Fraction::whole(i64::from(self.baseline.unwrap_or(0)));
        let Some(line) = pace_on(self, on) else { return false };
        let should = line.minus(&baseline);
        match promised(self).is_some_and(|promised| promised.is_negative()) {
            true => *gain > should,
            false => *gain < should,
        }
    }
}

impl CommitmentState {
    /// The lines of all cards known on a day, the first one first. A later card with the same line adds its entry to it.
    pub fn pace_lines(&self, on: Date) -> Vec<PaceLine> {
        let mut lines: Vec<PaceLine> = Vec::new();
        let mut drawn: Option<Measure> = None;
        for (since, card) in self.cards(on) {
            let Some(points) = pace_points(&card) else { continue };
            if let Some(line) = lines.last_mut().filter(|line| line.points == points) {
                line.entries.push(since.entry);
                continue;
            }
            let changed = drawn.as_ref().map_or_else(Vec::new, |before| card.changed_from(before));
            let entries = vec![since.entry];
            lines.push(PaceLine { since, entries, points, changed, is_current: false });
            drawn = Some(card);
        }
        if let Some(line) = lines.last_mut() {
            line.is_current = true;
        }
        lines
    }

    /// The last counts, under each reading, beside where the promise should have been.
    pub fn against_pace(&self, on: Date) -> Vec<AgainstPace> {
        let card = self.card(on);
        let mut all = Vec::new();
        for count in self.last_counts(on) {
            let Some(should_be) = pace_on(&card, count.on) else { continue };
            for reading in readings(count.tally, &card) {
                let Some(gain) = reading.value else { continue };
                let counted = level(&card, &gain);
                all.push(AgainstPace {
                    tally: count.tally.id.clone(),
                    on: count.on,
                    how: reading.how,
                    by_card: reading.by_card,
                    difference: counted.minus(&should_be),
                    counted,
                    should_be: should_be.clone(),
                });
            }
        }
        all
    }
}

/// How many there are, from what was gained over a card's baseline.
pub(super) fn level(card: &Measure, gain: &Fraction) -> Fraction {
    Fraction::whole(i64::from(card.baseline.unwrap_or(0))).plus(gain)
}

/// How many there are by the card's own reading of a count.
pub(super) fn level_by_card(tally: &Tally, card: &Measure) -> Result<Fraction, &'static str> {
    Ok(level(card, &gain_by_card(tally, card)?))
}
