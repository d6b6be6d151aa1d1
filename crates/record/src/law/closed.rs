use jiff::Span;
use jiff::civil::Weekday;
use money::Date;
use serde::Deserialize;

use super::{Confidence, Law};
use crate::Slug;

/// A weekday by its English name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOfWeek {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl DayOfWeek {
    fn weekday(self) -> Weekday {
        match self {
            DayOfWeek::Monday => Weekday::Monday,
            DayOfWeek::Tuesday => Weekday::Tuesday,
            DayOfWeek::Wednesday => Weekday::Wednesday,
            DayOfWeek::Thursday => Weekday::Thursday,
            DayOfWeek::Friday => Weekday::Friday,
            DayOfWeek::Saturday => Weekday::Saturday,
            DayOfWeek::Sunday => Weekday::Sunday,
        }
    }
}

/// How a closed day is found in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayRule {
    /// A month and a day.
    Fixed {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// The nth weekday of a month; -1 is the last.
    NthWeekday {
        /// 1 to 12.
        month: i8,
        /// The weekday.
        weekday: DayOfWeek,
        /// Which one.
        nth: i8,
    },
    /// Some days after another closed day of the same calendar.
    DaysAfter {
        /// The other's id.
        of: Slug,
        /// Days.
        days: i32,
    },
    /// Weekdays of every month.
    MonthlyWeekdays {
        /// The weekday.
        weekday: DayOfWeek,
        /// Which ones.
        nth: Vec<i8>,
    },
    /// The days themselves.
    Dates {
        /// The days.
        dates: Vec<Date>,
    },
}

/// A closed day as a file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDay {
    id: Slug,
    name: String,
    rule: String,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<DayOfWeek>,
    nth: Option<Which>,
    of: Option<Slug>,
    days: Option<i32>,
    dates: Option<Vec<Date>>,
    sunday: String,
    saturday: String,
    from: Option<Date>,
    to: Option<Date>,
    #[serde(default)]
    sources: Vec<String>,
    confidence: Confidence,
    note: Option<String>,
}

/// Which weekdays of a month: one, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Which {
    One(i8),
    Several(Vec<i8>),
}

impl TryFrom<WrittenDay> for ClosedDay {
    type Error = String;
    fn try_from(written: WrittenDay) -> Result<ClosedDay, String> {
        let WrittenDay { month, day, weekday, nth, of, days, dates, .. } = written;
        let rule = match (written.rule.as_str(), month, weekday, nth) {
            ("fixed", Some(month), None, None) => day.map(|day| DayRule::Fixed { month, day }),
            ("nth-weekday", Some(month), Some(weekday), Some(Which::One(nth))) => {
                Some(DayRule::NthWeekday { month, weekday, nth })
            }
            ("monthly-weekdays", None, Some(weekday), Some(Which::Several(nth))) => {
                Some(DayRule::MonthlyWeekdays { weekday, nth })
            }
            ("days-after", None, None, None) => {
                of.zip(days).map(|(of, days)| DayRule::DaysAfter { of, days })
            }
            ("dates", None, None, None) => dates.map(|dates| DayRule::Dates { dates }),
            _ => None,
        };
        let not =
            || format!("{}: its fields are not those of its rule {}", written.id, written.rule);
        Ok(ClosedDay {
            rule: rule.ok_or_else(not)?,
            id: written.id,
            name: written.name,
            sunday: written.sunday,
            saturday: written.saturday,
            from: written.from,
            to: written.to,
            sources: written.sources,
            confidence: written.confidence,
            note: written.note,
        })
    }
}

/// A day on which an office is closed, between the years in which it was.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenDay")]
pub struct ClosedDay {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub name: String,
    /// How it is found.
    pub rule: DayRule,
    /// The weekday that is closed as well when it falls on a Sunday: `monday`, or `none`.
    pub sunday: String,
    /// The same for a Saturday: `friday`, `monday` or `none`.
    pub saturday: String,
    /// The first day on which it counts.
    pub from: Option<Date>,
    /// The last day on which it counts.
    pub to: Option<Date>,
    /// Where it was read.
    pub sources: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// More on it.
    pub note: Option<String>,
}

/// The days on which an office is closed, or nothing can be filed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Its id.
    pub id: Slug,
    /// What it is.
    pub title: String,
    /// Days of every week.
    pub weekends: Vec<DayOfWeek>,
    /// Other calendars whose days are closed as well.
    #[serde(default)]
    pub includes: Vec<Slug>,
    /// The law.
    pub cite: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// More on it.
    #[serde(default)]
    pub note: Option<String>,
    /// The days.
    #[serde(default)]
    pub day: Vec<ClosedDay>,
}

impl Calendar {
    /// Whether a day is closed, and the name of what closes it.
    pub fn closed<'a>(&'a self, day: Date, law: &'a Law) -> Option<&'a str> {
        if self.weekends.iter().any(|closed| closed.weekday() == day.weekday()) {
            return Some("weekend");
        }
        let own = self.day.iter().find(|closed| self.falls_on(closed, day));
        own.map(|closed| closed.name.as_str()).or_else(|| {
            let others = self.includes.iter().filter_map(|id| law.calendars.get(id));
            others.into_iter().find_map(|calendar| calendar.closed(day, law))
        })
    }

    /// Whether a closed day, or the day that it moves to, is this one.
    fn falls_on(&self, closed: &ClosedDay, day: Date) -> bool {
        let moved_from = |weekday: Weekday, to: &str| -> Option<Date> {
            let days = match (weekday, to) {
                (Weekday::Sunday, "monday") => -1,
                (Weekday::Saturday, "monday") => -2,
                (Weekday::Saturday, "friday") => 1,
                _ => return None,
            };
            let origin = day.checked_add(Span::new().days(days)).ok()?;
            (origin.weekday() == weekday).then_some(origin)
        };
        let candidates = [
            Some(day),
            moved_from(Weekday::Sunday, &closed.sunday),
            moved_from(Weekday::Saturday, &closed.saturday),
        ];
        candidates.into_iter().flatten().any(|origin| {
            closed.from.is_none_or(|from| from <= origin)
                && closed.to.is_none_or(|to| origin <= to)
                && self.is_it(&closed.rule, origin)
        })
    }

    fn is_it(&self, rule: &DayRule, day: Date) -> bool {
        let nth = |weekday: DayOfWeek, nth: i8| {
            day.weekday() == weekday.weekday() && {
                let first = day.first_of_month();
                first.nth_weekday_of_month(nth, weekday.weekday()).is_ok_and(|found| found == day)
            }
        };
        match rule {
            DayRule::Fixed { month, day: of } => day.month() == *month && day.day() == *of,
            DayRule::NthWeekday { month, weekday, nth: which } => {
                day.month() == *month && nth(*weekday, *which)
            }
            DayRule::DaysAfter { of, days } => {
                let origin = day.checked_sub(Span::new().days(*days));
                let other = self.day.iter().find(|closed| closed.id == *of);
                matches!((origin, other), (Ok(origin), Some(other)) if self.is_it(&other.rule, origin))
            }
            DayRule::MonthlyWeekdays { weekday, nth: which } => {
                which.iter().any(|which| nth(*weekday, *which))
            }
            DayRule::Dates { dates } => dates.contains(&day),
        }
    }

    /// Names that lead nowhere.
    pub(super) fn check(&self, law: &Law) -> Vec<String> {
        let mut wrong: Vec<String> = self
            .includes
            .iter()
            .filter(|id| !law.calendars.contains_key(*id))
            .map(|id| format!("{}: includes {id}, which is not there", self.id))
            .collect();
        for closed in &self.day {
            if let DayRule::DaysAfter { of, .. } = &closed.rule
                && !self.day.iter().any(|other| other.id == *of)
            {
                wrong.push(format!("{}: {} follows {of}, which is not there", self.id, closed.id));
            }
        }
        wrong
    }
}
