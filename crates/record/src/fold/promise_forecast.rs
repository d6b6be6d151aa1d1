//! When a promise would be kept if things go on as they were counted, with what is assumed spelled out.

use jiff::ToSpan;
use money::{Date, Fraction, Rounding};

use super::promise_pace::level_by_card;
use super::promise_readings::{Counted, fte_of, weight_of};
use super::promises::CommitmentState;
use crate::Slug;
use crate::body::{Measure, MeasureUnit, Tally, TallyMonth};

/// What a forecast is asked to assume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForecastBy {
    /// Things go on as in that many of the last whole months counted; fewer where fewer were.
    pub last_months: usize,
    /// Months from opening a position to its first day at work: no new hire starts before. Nothing where people are being hired
    /// all along.
    pub time_to_hire_months: Fraction,
}

/// When a target is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// The count has reached it.
    Already,
    /// By that day: the last month begun counts as a whole one.
    By(Date),
    /// Never at this rate, or not within a hundred years.
    Never,
}

impl Reached {
    /// `by 2019-03-31`, `never at this rate`.
    pub fn words(self) -> String {
        match self {
            Reached::Already => "reached already".to_owned(),
            Reached::By(day) => format!("by {day}"),
            Reached::Never => "never at this rate".to_owned(),
        }
    }
}

/// What comes of a count if things go on as in its last months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// The count.
    pub tally: Slug,
    /// The day from which it looks ahead: that to which was counted.
    pub from: Date,
    /// How many there were then by the card, with the baseline.
    pub counted: Fraction,
    /// How many start in a month, as the card counts them.
    pub hires_a_month: Fraction,
    /// How many leave in a month, as the card counts them: nothing where it counts hires alone.
    pub leavers_a_month: Fraction,
    /// When the target is reached.
    pub reached: Reached,
    /// How many there would be on the last day, by whole months; none where it has passed.
    pub on_last_day: Option<Fraction>,
    /// What is assumed, in sentences.
    pub assumptions: Vec<String>,
}

/// What whole months brought, as a card counts people.
struct Flow {
    hired: Fraction,
    left: Fraction,
}

/// Looks ahead from a count that has months, told on a day.
///
/// With `h` hires and `l` leavers a month, a target `R` away and no new start for `T` months, `t` months bring
/// `h (t - T) - l t`; so the target is reached after `(R + h T) / (h - l)` months.
///
/// # Errors
///
/// Why there is no forecast, in words.
pub fn forecast(
    tally: &Tally,
    counted_on: Date,
    card: &Measure,
    by: &ForecastBy,
) -> Result<Forecast, &'static str> {
    let target = card.target.ok_or("not known: the card has no target")?;
    if card.baseline.is_some_and(|baseline| baseline > target) {
        return Err("not forecast: the target is below the baseline");
    }
    if by.time_to_hire_months.is_negative() {
        return Err("not forecast: the time to hire is below nothing");
    }
    let whole: Vec<&TallyMonth> =
        tally.months.iter().filter(|one| one.month.last_of_month() <= counted_on).collect();
    let months: Vec<TallyMonth> =
        whole.iter().rev().take(by.last_months).rev().map(|month| (*month).clone()).collect();
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Err("not known: no whole month was counted");
    };
    let flow = flow(&months, tally, card)?;
    let counted = level_by_card(tally, card)?;
    let number = Fraction::whole(i64::try_from(months.len()).unwrap_or(i64::MAX));
    let a_month = |sum: &Fraction| sum.divide(&number).map_err(|_| "not known: no months");
    let (hires, leavers) = (a_month(&flow.hired)?, a_month(&flow.left)?);
    let wait = &by.time_to_hire_months;
    let after = |months: &Fraction| {
        let working = months.minus(wait).max(Fraction::ZERO);
        counted.plus(&hires.times(&working)).minus(&leavers.times(months))
    };
    let away = Fraction::whole(i64::from(target)).minus(&counted);
    let on_last_day = card.due.filter(|due| *due > counted_on);
    let on_last_day = on_last_day.map(|due| after(&Fraction::whole(whole_months(counted_on, due))));
    Ok(Forecast {
        tally: tally.id.clone(),
        from: counted_on,
        reached: reached(&away, &hires, &leavers, wait, counted_on),
        on_last_day,
        assumptions: assumptions(tally, card, by, (first, last), (months.len(), &flow)),
        counted,
        hires_a_month: hires,
        leavers_a_month: leavers,
    })
}

fn reached(
    away: &Fraction,
    hires: &Fraction,
    leavers: &Fraction,
    wait: &Fraction,
    from: Date,
) -> Reached {
    if away.is_negative() || away.is_zero() {
        return Reached::Already;
    }
    let net = hires.minus(leavers);
    if net.is_negative() || net.is_zero() {
        return Reached::Never;
    }
    let Ok(months) = away.plus(&hires.times(wait)).divide(&net) else { return Reached::Never };
    let begun = months
        .rounded(Rounding::Truncate)
        .ok()
        .map(|whole| if Fraction::whole(whole) < months { whole.saturating_add(1) } else { whole });
    let day = begun.filter(|months| *months <= 1200).and_then(|months| months_after(from, months));
    day.map_or(Reached::Never, Reached::By)
}

/// What the months brought, as the card counts people.
fn flow(months: &[TallyMonth], tally: &Tally, card: &Measure) -> Result<Flow, &'static str> {
    let people = |all: fn(&TallyMonth) -> u32, half: fn(&TallyMonth) -> u32| {
        let weight = weight_of(card)?;
        let add = |sum: Fraction, month: &TallyMonth| {
            let (all, half) = (i64::from(all(month)), i64::from(half(month)));
            sum.plus(&Fraction::whole(all - half)).plus(&Fraction::whole(half).times(&weight))
        };
        Ok::<Fraction, &'static str>(months.iter().fold(Fraction::ZERO, add))
    };
    let no_leavers = tally.leavers.is_none() && tally.months.iter().all(|month| month.leavers == 0);
    let net = matches!(card.unit, Some(MeasureUnit::NetPositions | MeasureUnit::Fte));
    if net && no_leavers {
        return Err("not known: leavers were not counted");
    }
    match card.unit {
        None => Err("not known: the card does not say what is counted"),
        Some(MeasureUnit::Hires) => Ok(Flow {
            hired: people(|month| month.hires, |month| month.hires_half)?,
            left: Fraction::ZERO,
        }),
        Some(MeasureUnit::NetPositions) => Ok(Flow {
            hired: people(|month| month.hires, |month| month.hires_half)?,
            left: people(|month| month.leavers, |month| month.leavers_half)?,
        }),
        Some(MeasureUnit::Fte) => Ok(Flow {
            hired: fte_of(months, |month| month.fte_hired.as_ref())?,
            left: match months.iter().all(|month| month.leavers == 0) {
                true => Fraction::ZERO,
                false => fte_of(months, |month| month.fte_left.as_ref())?,
            },
        }),
        Some(_) => Err("not forecast: the card counts no people"),
    }
}

/// What is assumed, in sentences, with the numbers.
fn assumptions(
    tally: &Tally,
    card: &Measure,
    by: &ForecastBy,
    (first, last): (&TallyMonth, &TallyMonth),
    (months, flow): (usize, &Flow),
) -> Vec<String> {
    let name = |month: Date| format!("{:04}-{:02}", month.year(), month.month());
    let counts = match (card.unit, &card.half_time_weight) {
        (Some(MeasureUnit::Fte), _) => "by part of full time".to_owned(),
        (_, Some(weight)) => format!("half-time as {weight}"),
        _ => "half-time as one".to_owned(),
    };
    let span = match months {
        1 => format!("in the month of {}", name(first.month)),
        _ => format!("in the {months} months from {} to {}", name(first.month), name(last.month)),
    };
    let left = match card.unit {
        Some(MeasureUnit::Hires) => {
            "Who leaves is not taken off: the card counts hires.".to_owned()
        }
        _ => format!("People go on leaving as they did then: {} left.", flow.left),
    };
    let wait = &by.time_to_hire_months;
    let starts = match wait.is_zero() {
        true => {
            "Those who start next are being hired already: nothing is added for the time to hire."
                .to_owned()
        }
        false => format!("It takes {wait} months to hire: nobody new starts before."),
    };
    vec![
        format!(
            "People go on being hired as {span}, by the count of {}: {} started, {counts}.",
            tally.by, flow.hired
        ),
        left,
        starts,
        "A month that is begun counts as a whole one.".to_owned(),
    ]
}

/// A day some months later; from the last day of a month to the last day of another.
fn months_after(day: Date, months: i64) -> Option<Date> {
    let later = day.checked_add(i32::try_from(months).ok()?.months()).ok()?;
    Some(if day == day.last_of_month() { later.last_of_month() } else { later })
}

/// Whole months from a day to another.
fn whole_months(from: Date, to: Date) -> i64 {
    let months = (i64::from(to.year()) - i64::from(from.year())) * 12
        + (i64::from(to.month()) - i64::from(from.month()));
    let reached = months_after(from, months).is_some_and(|day| day <= to);
    if reached { months } else { months - 1 }
}

impl CommitmentState {
    /// A forecast from each of the last counts, or why there is none. They are not made one.
    pub fn forecasts(
        &self,
        on: Date,
        by: &ForecastBy,
    ) -> Vec<(Slug, Result<Forecast, &'static str>)> {
        let card = self.card(on);
        let one = |count: &Counted<'_>| {
            (count.tally.id.clone(), forecast(count.tally, count.on, &card, by))
        };
        self.last_counts(on).iter().map(one).collect()
    }
}
