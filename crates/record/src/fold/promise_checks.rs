//! Whether what is told of a commitment can be: a card's days and weight, the numbers of a count, who corrects whom.

use money::{Date, Fraction};

use super::promise_readings::{People, sum};
use crate::body::{CommitmentStep, Measure, Tally};
use crate::rules::{CARD_DAYS, CORRECTS_ONES_OWN, COUNTS_ADD_UP, HALF_TIME_WEIGHT, KNOWN_NAMES};
use crate::{Refusal, Slug};

/// Whether two names of who counts are one: capitals and spaces around them say nothing.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Whether a correction is of a count, and by who made it.
pub(super) fn corrects_ones_own(step: &CommitmentStep, to: Option<&Tally>) -> Result<(), Refusal> {
    let Some(tally) = to else {
        return Err(Refusal::new(
            KNOWN_NAMES,
            format!("{}: a correction of no count", step.commitment),
            "name the tally that it corrects in `to`; for other errors correct the entry itself",
        ));
    };
    match &step.by {
        Some(by) if is_same(by, &tally.by) => Ok(()),
        by => Err(Refusal::new(
            CORRECTS_ONES_OWN,
            format!(
                "{} was counted by {}, and would be corrected by {}",
                tally.id,
                tally.by,
                by.as_deref().unwrap_or("nobody who is named")
            ),
            format!(
                "name by={} where they correct it; else record step=reply, or a tally of your own",
                tally.by
            ),
        )),
    }
}

/// Whether a card's days, weight and shares can be.
pub(super) fn card_can_be(card: &Measure) -> Result<(), Refusal> {
    let id = &card.commitment;
    if let Some(weight) = &card.half_time_weight
        && !Fraction::parse(weight).is_ok_and(|it| !it.is_negative() && it <= Fraction::ONE)
    {
        return Err(Refusal::new(
            HALF_TIME_WEIGHT,
            format!("{id}: half-time would count as \"{weight}\""),
            "say 1 where half-time counts as one, 0.5 where it counts as a half",
        ));
    }
    if let Some(wrong) = days_wrong(card) {
        return Err(Refusal::new(
            CARD_DAYS,
            format!("{id}: {wrong}"),
            "mend `from`, `due` or `milestones`; a card that names another target or day has milestones of its own",
        ));
    }
    let mut pools: Vec<&Slug> = Vec::new();
    for pool in &card.pools {
        if pools.contains(&&pool.id) {
            return Err(Refusal::twice("pool", &pool.id));
        }
        pools.push(&pool.id);
        let hundred = Fraction::new(100, 1);
        let share = pool.share_percent.as_deref();
        if let Some(share) = share
            && !Fraction::parse(share).is_ok_and(|it| !it.is_negative() && it <= hundred)
        {
            return Err(Refusal::new(
                COUNTS_ADD_UP,
                format!("{id}: \"{share}\" is no percent from 0 to 100"),
                format!("say in `share_percent` how many of a hundred hires are of {}", pool.id),
            ));
        }
    }
    Ok(())
}

/// What is wrong with the days of a card.
fn days_wrong(card: &Measure) -> Option<String> {
    if let (Some(from), Some(due)) = (card.from, card.due)
        && due <= from
    {
        return Some(format!("it would be due {due}, and is counted from {from}"));
    }
    let mut before = card.from;
    for milestone in &card.milestones {
        let on = milestone.on;
        if before.is_some_and(|before| on <= before) {
            return Some(format!("the milestone of {on} does not come after the day before it"));
        }
        if card.due.is_some_and(|due| on > due) {
            return Some(format!("the milestone of {on} comes after the last day"));
        }
        if card.due == Some(on) && card.target.is_some_and(|target| target != milestone.target) {
            return Some(format!("the milestone of {on} is not the target of that day"));
        }
        before = Some(on);
    }
    None
}

/// What is wrong with the numbers of a count that was told on a day.
pub(super) fn tally_wrong(tally: &Tally, told: Date) -> Option<String> {
    if let Some(wrong) = months_wrong(tally, tally.as_of.unwrap_or(told)) {
        return Some(wrong);
    }
    let People { full, half, all, .. } = People::of(tally);
    let told = tally.hires.map(i64::from).or_else(|| sum(&tally.months, |month| month.hires));
    let (parts, least) = (full.zip(half), full.unwrap_or(0).min(half.unwrap_or(0)));
    if least < 0 || (told.is_some() && parts.is_some_and(|(full, half)| Some(full + half) != told))
    {
        return Some(format!(
            "its full-time and half-time do not add up to its {} hires",
            told.unwrap_or_default()
        ));
    }
    for (at, pool) in tally.pools.iter().enumerate() {
        if tally.pools[..at].iter().any(|other| other.pool == pool.pool) {
            return Some(format!("the pool {} is counted twice", pool.pool));
        }
        if let Some(people) = all
            && i64::from(pool.count) > people
        {
            return Some(format!("{} of the pool {}, and {people} hires", pool.count, pool.pool));
        }
    }
    None
}

/// What is wrong with the months of a count to a day.
fn months_wrong(tally: &Tally, to: Date) -> Option<String> {
    let mut before: Option<Date> = None;
    for month in &tally.months {
        let on = month.month;
        if on.day() != 1 {
            return Some(format!("{on} is not the first day of a month"));
        }
        let next = before.and_then(|before| before.last_of_month().tomorrow().ok());
        if before.is_some() && next != Some(on) {
            return Some(format!("the month of {on} does not follow the one before it"));
        }
        if on > to {
            return Some(format!("the month of {on} begins after {to}"));
        }
        if month.hires_half > month.hires || month.leavers_half > month.leavers {
            return Some(format!("more half-time than people in the month of {on}"));
        }
        let ftes = [&month.fte_hired, &month.fte_left].into_iter().flatten();
        for fte in ftes {
            if !Fraction::parse(fte).is_ok_and(|fte| !fte.is_negative()) {
                return Some(format!("\"{fte}\" is no number of full-time equivalents"));
            }
        }
        before = Some(on);
    }
    let months = &tally.months;
    let told = [
        ("hires", tally.hires, sum(months, |month| month.hires)),
        ("half-time hires", tally.half_time, sum(months, |month| month.hires_half)),
        ("leavers", tally.leavers, sum(months, |month| month.leavers)),
    ];
    told.into_iter().find_map(|(what, told, months)| {
        let (told, months) = (i64::from(told?), months?);
        (told != months).then(|| format!("{told} {what}, and {months} by its months"))
    })
}
