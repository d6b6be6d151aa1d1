use std::fmt;

use money::Date;

/// A month of a year, as an index has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Month {
    /// A month from 1 to 12 of a year from 1900 to 2199; `None` for any other.
    pub fn new(year: i16, month: i8) -> Option<Month> {
        ((1900..2200).contains(&year) && (1..=12).contains(&month)).then_some(Month { year, month })
    }

    /// Reads `2022-05`.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.trim().split_once('-')?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !digits(year) || !digits(month) {
            return None;
        }
        Month::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// The month that a day is in.
    pub fn of(day: Date) -> Month {
        Month { year: day.year(), month: day.month() }
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Its number, from 1.
    pub fn number(self) -> i8 {
        self.month
    }

    /// The month so many months later, or before where it is below zero.
    #[must_use]
    pub fn plus(self, months: i32) -> Month {
        let all = i32::from(self.year) * 12 + i32::from(self.month) - 1 + months;
        let part = |number: i32| i16::try_from(number).unwrap_or(i16::MAX);
        Month {
            year: part(all.div_euclid(12)),
            month: i8::try_from(all.rem_euclid(12) + 1).unwrap_or(1),
        }
    }

    /// Months from this one to another; below zero where that is before.
    pub fn until(self, later: Month) -> i32 {
        let count = |month: Month| i32::from(month.year) * 12 + i32::from(month.month);
        count(later) - count(self)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        Date::new(self.year, self.month, 1).map_or(Date::MAX, Date::last_of_month)
    }

    /// `May 2022`.
    pub fn spoken(self) -> String {
        format!("{} {}", NAMES[usize::try_from(self.month - 1).unwrap_or(0)], self.year)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}

/// A day as people say it: `July 13, 2022`.
pub(crate) fn spoken_day(day: Date) -> String {
    let month = NAMES[usize::try_from(day.month() - 1).unwrap_or(0)];
    format!("{month} {}, {}", day.day(), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_over_years() {
        let month = |text: &str| Month::parse(text).unwrap();
        assert_eq!(month("2021-12").plus(1), month("2022-01"));
        assert_eq!(month("2022-01").plus(-13), month("2020-12"));
        assert_eq!(month("2021-05").until(month("2022-05")), 12);
        assert_eq!(month("2024-02").last_day(), Date::constant(2024, 2, 29));
        assert_eq!(month("2022-05").spoken(), "May 2022");
        assert!(Month::parse("2022-13").is_none() && Month::parse("2022-5").is_none());
    }
}
