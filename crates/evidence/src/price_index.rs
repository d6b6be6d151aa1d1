use std::collections::BTreeMap;
use std::fmt;

use money::{Date, Fraction};

use crate::month::spoken_day;
use crate::{Month, Releases};

/// Where an index's prices are collected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// As BLS codes it, such as `S49E`.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// An average over more than one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Average {
    /// January to June.
    FirstHalf,
    /// July to December.
    SecondHalf,
    /// The calendar year.
    Year,
}

impl Average {
    /// As cells of an index are named.
    pub fn name(self) -> &'static str {
        match self {
            Average::FirstHalf => "H1",
            Average::SecondHalf => "H2",
            Average::Year => "annual",
        }
    }
}

/// What an observation is of: a month, or an average.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// One month.
    Month(Month),
    /// A half-year or a year.
    Average(i16, Average),
}

impl fmt::Display for Span {
    /// `2022-05`, `2017-H1`, `2017-annual`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Span::Month(month) => month.fmt(f),
            Span::Average(year, average) => write!(f, "{year}-{}", average.name()),
        }
    }
}

impl Span {
    /// As people say it.
    pub fn spoken(self) -> String {
        match self {
            Span::Month(month) => month.spoken(),
            Span::Average(year, Average::FirstHalf) => format!("the first half of {year}"),
            Span::Average(year, Average::SecondHalf) => format!("the second half of {year}"),
            Span::Average(year, Average::Year) => format!("the year {year}"),
        }
    }

    /// Reads `2022-05`, `2017-H1` and `2017-annual`.
    pub fn parse(text: &str) -> Option<Span> {
        if let Some(month) = Month::parse(text) {
            return Some(Span::Month(month));
        }
        let (year, average) = text.split_once('-')?;
        let averages = [Average::FirstHalf, Average::SecondHalf, Average::Year];
        let average = averages.into_iter().find(|known| known.name() == average)?;
        Some(Span::Average(year.parse().ok()?, average))
    }
}

/// One series of a price index: an area and an item through time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceIndex {
    /// As BLS names it, such as `CUUR0000SA0`.
    pub series: String,
    /// Where.
    pub area: Area,
    /// Of what, such as `All items`.
    pub item: String,
    /// The index of each month that has one.
    pub months: BTreeMap<Month, Fraction>,
    /// The averages that were published.
    pub averages: BTreeMap<(i16, Average), Fraction>,
}

/// What stands in for a month without an index. Nothing does unless it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fallback {
    /// Nothing: the question is refused.
    #[default]
    Refuse,
    /// The nearest month before that has one.
    MonthBefore,
    /// The nearest month after that has one.
    MonthAfter,
    /// The average of the half-year that the month is in.
    HalfYear,
    /// The average of the calendar year.
    Year,
}

impl Fallback {
    /// Each with the word that files use.
    pub const NAMES: [(&str, Fallback); 5] = [
        ("refuse", Fallback::Refuse),
        ("month-before", Fallback::MonthBefore),
        ("month-after", Fallback::MonthAfter),
        ("half-year", Fallback::HalfYear),
        ("year", Fallback::Year),
    ];
}

/// A number of an index, and what it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// What it is of: the month that was asked for, or what stands in for it.
    pub span: Span,
    /// The index.
    pub index: Fraction,
    /// What was asked for and why there is none, where something stands in.
    pub instead_of: Option<String>,
}

/// Why there is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoIndex {
    /// It came out, or will surely be out, after the as-of day.
    NotYet {
        /// The month.
        month: Month,
        /// From when it is surely out.
        from: Date,
        /// Whether a source names that very day.
        known: bool,
        /// The day that the figure is of.
        as_of: Date,
    },
    /// It was never collected, anywhere.
    Never(Month),
    /// The area has an index every other month only.
    OtherMonths {
        /// The month.
        month: Month,
        /// The area's name.
        area: String,
        /// The nearest months that have one.
        nearest: [Month; 2],
    },
    /// The area had averages of half-years only then.
    HalfYears {
        /// The month.
        month: Month,
        /// The area's name.
        area: String,
    },
    /// The series began later or ended before.
    Outside {
        /// What was asked for.
        span: Span,
        /// The area's name.
        area: String,
        /// First and last month of the series.
        runs: Option<(Month, Month)>,
    },
}

impl fmt::Display for NoIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoIndex::NotYet { month, from, known, as_of } => {
                let month = month.spoken();
                let (from, as_of) = (spoken_day(*from), spoken_day(*as_of));
                match known {
                    true => write!(f, "the index of {month} came out on {from}, after {as_of}"),
                    false => write!(
                        f,
                        "the index of {month} counts as published from {from} (BLS publishes a month within the next one), after {as_of}"
                    ),
                }
            }
            NoIndex::Never(month) => write!(
                f,
                "there is no index of {}, for any area: its prices were never collected",
                month.spoken()
            ),
            NoIndex::OtherMonths { month, area, nearest: [before, after] } => write!(
                f,
                "there is no index of {} for {area}, which has one every other month: {} and {} are the nearest",
                month.spoken(),
                before.spoken(),
                after.spoken()
            ),
            NoIndex::HalfYears { month, area } => write!(
                f,
                "there is no index of {} for {area}, which then had averages of half-years only",
                month.spoken()
            ),
            NoIndex::Outside { span, area, runs } => {
                write!(f, "there is no index of {} for {area}", span.spoken())?;
                match runs {
                    Some((first, last)) => {
                        write!(f, ": the series runs from {} to {}", first.spoken(), last.spoken())
                    }
                    None => f.write_str(", whose series is empty"),
                }
            }
        }
    }
}

impl std::error::Error for NoIndex {}

impl PriceIndex {
    /// The last month that was surely published by a day.
    pub fn latest(&self, as_of: Date, releases: &Releases) -> Option<Month> {
        let out = |month: &Month| releases.of_month(*month).is_some_and(|day| day <= as_of);
        self.months.keys().rev().copied().find(out)
    }

    /// The index of a span, if it was published by a day.
    ///
    /// # Errors
    ///
    /// Why there is none.
    pub fn at(&self, span: Span, as_of: Date, releases: &Releases) -> Result<Fraction, NoIndex> {
        match span {
            Span::Month(month) => self.month(month, as_of, releases),
            Span::Average(year, average) => {
                let index =
                    self.averages.get(&(year, average)).ok_or_else(|| self.outside(span))?;
                // San Diego's first half of 2014 came out on August 19, its second half of 2016 on
                // January 18 (bls.gov, regional releases); other second halves in February.
                let by = match average {
                    Average::FirstHalf => Month::new(year, 8),
                    Average::SecondHalf => Month::new(year + 1, 2),
                    Average::Year => Month::new(year + 1, 1),
                };
                match by.map(Month::last_day) {
                    Some(from) if from > as_of => {
                        let month = Month::new(year, 12).unwrap_or_else(|| Month::of(as_of));
                        Err(NoIndex::NotYet { month, from, known: false, as_of })
                    }
                    _ => Ok(index.clone()),
                }
            }
        }
    }

    fn month(&self, month: Month, as_of: Date, releases: &Releases) -> Result<Fraction, NoIndex> {
        let Some(out) = releases.of_month(month) else { return Err(NoIndex::Never(month)) };
        match self.months.get(&month) {
            Some(index) if out <= as_of => Ok(index.clone()),
            Some(_) => {
                let known = releases.is_known(month);
                Err(NoIndex::NotYet { month, from: out, known, as_of })
            }
            None => Err(self.why_none(month)),
        }
    }

    fn outside(&self, span: Span) -> NoIndex {
        let runs = self.months.keys().next().zip(self.months.keys().next_back());
        let runs = runs.map(|(first, last)| (*first, *last));
        NoIndex::Outside { span, area: self.area.name.clone(), runs }
    }

    /// Why a month that is not in the series is not.
    fn why_none(&self, month: Month) -> NoIndex {
        let before = self.months.range(..month).next_back().map(|(month, _)| *month);
        let after = self.months.range(month..).next().map(|(month, _)| *month);
        let (Some(before), Some(after)) = (before, after) else {
            return self.outside(Span::Month(month));
        };
        let area = self.area.name.clone();
        if before.until(after) <= 3 {
            return NoIndex::OtherMonths { month, area, nearest: [before, after] };
        }
        let half = if month.number() <= 6 { Average::FirstHalf } else { Average::SecondHalf };
        match self.averages.contains_key(&(month.year(), half)) {
            true => NoIndex::HalfYears { month, area },
            false => NoIndex::OtherMonths { month, area, nearest: [before, after] },
        }
    }

    /// The index of a span, or what stands in for it where something was asked to.
    ///
    /// # Errors
    ///
    /// Why there is none, nor anything that may stand in. What is not published yet never has a
    /// stand-in but a month before.
    pub fn observe(
        &self,
        span: Span,
        fallback: Fallback,
        as_of: Date,
        releases: &Releases,
    ) -> Result<Observation, NoIndex> {
        let why = match self.at(span, as_of, releases) {
            Ok(index) => return Ok(Observation { span, index, instead_of: None }),
            Err(why) => why,
        };
        let Span::Month(month) = span else { return Err(why) };
        let out = |month: &Month| releases.of_month(*month).is_some_and(|day| day <= as_of);
        let half = if month.number() <= 6 { Average::FirstHalf } else { Average::SecondHalf };
        let instead = match fallback {
            Fallback::Refuse => None,
            Fallback::MonthBefore => self.months.range(..month).map(|(m, _)| *m).rfind(out),
            Fallback::MonthAfter => {
                self.months.range(month..).map(|(m, _)| *m).find(|m| *m != month && out(m))
            }
            Fallback::HalfYear | Fallback::Year => {
                let average = if fallback == Fallback::Year { Average::Year } else { half };
                let span = Span::Average(month.year(), average);
                let index = self.at(span, as_of, releases).map_err(|_| why.clone())?;
                return Ok(Observation { span, index, instead_of: Some(why.to_string()) });
            }
        };
        // A month from years away stands in for none.
        let near = instead.filter(|instead| instead.until(month).abs() <= 6);
        let Some(instead) = near else { return Err(why) };
        let span = Span::Month(instead);
        let index = self.at(span, as_of, releases)?;
        Ok(Observation { span, index, instead_of: Some(why.to_string()) })
    }

    /// The key of a cell, as receipts name it.
    pub fn cell(&self, span: Span) -> String {
        format!("{} {span}", self.series)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Release;

    fn index(months: &[(&str, &str)]) -> PriceIndex {
        let month = |(month, index): &(&str, &str)| {
            (Month::parse(month).unwrap(), Fraction::parse(index).unwrap())
        };
        PriceIndex {
            series: "TEST".to_owned(),
            area: Area { code: "S49E".to_owned(), name: "San Diego-Carlsbad, CA".to_owned() },
            item: "All items".to_owned(),
            months: months.iter().map(month).collect(),
            averages: BTreeMap::from([((2017, Average::FirstHalf), Fraction::whole(280))]),
        }
    }

    fn releases() -> Releases {
        let month = |text: &str| Month::parse(text).unwrap();
        Releases(BTreeMap::from([
            (month("2022-06"), Release::On(Date::constant(2022, 7, 13))),
            (month("2025-10"), Release::Never),
        ]))
    }

    fn span(text: &str) -> Span {
        Span::parse(text).unwrap()
    }

    #[test]
    fn a_figure_of_a_day_uses_nothing_that_came_out_later() {
        let index = index(&[("2022-05", "292.296"), ("2022-06", "296.311")]);
        let latest = |day| index.latest(day, &releases()).map(|month| month.to_string());
        assert_eq!(latest(Date::constant(2022, 7, 12)).as_deref(), Some("2022-05"));
        assert_eq!(latest(Date::constant(2022, 7, 13)).as_deref(), Some("2022-06"));
        let refused = index.at(span("2022-06"), Date::constant(2022, 7, 12), &releases());
        assert_eq!(
            refused.unwrap_err().to_string(),
            "the index of June 2022 came out on July 13, 2022, after July 12, 2022"
        );
        // Where the day is not known, the end of the next month is sure.
        assert_eq!(latest(Date::constant(2022, 6, 29)), None);
        assert_eq!(latest(Date::constant(2022, 6, 30)).as_deref(), Some("2022-05"));
    }

    #[test]
    fn holes_are_told_apart_and_never_filled_in_silence() {
        let index = index(&[("2025-07", "300"), ("2025-09", "302"), ("2025-11", "304")]);
        let day = Date::constant(2026, 6, 1);
        let why = |text: &str| index.at(span(text), day, &releases()).unwrap_err().to_string();
        assert_eq!(
            why("2025-10"),
            "there is no index of October 2025, for any area: its prices were never collected"
        );
        assert_eq!(
            why("2025-08"),
            "there is no index of August 2025 for San Diego-Carlsbad, CA, which has one every other month: July 2025 and September 2025 are the nearest"
        );
        assert!(why("1950-01").contains("the series runs from July 2025 to November 2025"));
        let before = index.observe(span("2025-10"), Fallback::MonthBefore, day, &releases());
        let before = before.unwrap();
        assert_eq!(before.span.to_string(), "2025-09");
        assert!(before.instead_of.unwrap().contains("never collected"));
        assert!(index.observe(span("2025-10"), Fallback::Refuse, day, &releases()).is_err());
        assert!(index.observe(span("1950-01"), Fallback::MonthAfter, day, &releases()).is_err());
    }

    #[test]
    fn half_years_stand_in_where_they_are_asked_to() {
        let index = index(&[("2016-12", "270"), ("2018-01", "283")]);
        let day = Date::constant(2026, 6, 1);
        let why = index.at(span("2017-03"), day, &releases()).unwrap_err().to_string();
        assert!(why.contains("averages of half-years only"), "{why}");
        let half = index.observe(span("2017-03"), Fallback::HalfYear, day, &releases()).unwrap();
        assert_eq!(
            (half.span.to_string(), half.index),
            ("2017-H1".to_owned(), Fraction::whole(280))
        );
        let early = index.at(span("2017-H1"), Date::constant(2017, 8, 1), &releases());
        assert!(matches!(early, Err(NoIndex::NotYet { .. })));
    }
}
