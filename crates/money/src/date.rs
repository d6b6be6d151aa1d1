use crate::MoneyError;

/// A civil date: a day on the calendar, not an instant.
pub type Date = jiff::civil::Date;

/// A day of the year without a year: an anniversary, or the first day of a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31, as the month has them; 29 in February is kept.
    pub day: i8,
}

impl MonthDay {
    /// Reads `MM-DD`, such as `07-01`.
    ///
    /// # Errors
    ///
    /// [`MoneyError::NotA`] when it is not a day of a leap year.
    pub fn parse(text: &str) -> Result<MonthDay, MoneyError> {
        let not = || MoneyError::NotA {
            expected: "a month and day such as 07-01",
            found: text.to_owned(),
        };
        let well_formed = text.len() == 5 && text.is_ascii();
        let leap_day = format!("2024-{text}");
        match date_from_iso(&leap_day) {
            Ok(date) if well_formed => Ok(MonthDay { month: date.month(), day: date.day() }),
            _ => Err(not()),
        }
    }
}

impl From<Date> for MonthDay {
    fn from(date: Date) -> MonthDay {
        MonthDay { month: date.month(), day: date.day() }
    }
}

impl std::fmt::Display for MonthDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

/// Reads an ISO date, `2022-07-01`, between the years 1800 and 2300.
///
/// # Errors
///
/// [`MoneyError::NotA`] for any other form, a day that does not exist, or a year out of range.
pub fn date_from_iso(text: &str) -> Result<Date, MoneyError> {
    let not = || MoneyError::NotA { expected: "a date such as 2022-07-01", found: text.to_owned() };
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return Err(not());
    }
    let number = |range: std::ops::Range<usize>| -> Option<i16> {
        let digits = text.get(range)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
    };
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) if (1800..=2300).contains(&year) => {
            Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0))
                .map_err(|_| not())
        }
        _ => Err(not()),
    }
}

/// The anniversary of `day` in `year`; 29 February is the 28th in other years (the costing
/// contract's movement rule).
pub fn anniversary_in(day: MonthDay, year: i16) -> Date {
    Date::new(year, day.month, day.day)
        .or_else(|_| Date::new(year, day.month, 28))
        .expect("a month and day that was read as a day of a leap year")
}

/// Whole years from `start` to `on`, by anniversaries: the day before the first anniversary is 0.
/// Nothing before `start`.
pub fn whole_years(start: Date, on: Date) -> i32 {
    let years = i32::from(on.year()) - i32::from(start.year());
    let reached = anniversary_in(start.into(), on.year()) <= on;
    (if reached { years } else { years - 1 }).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_iso_or_refused() {
        assert_eq!(date_from_iso("2022-07-01").unwrap(), Date::constant(2022, 7, 1));
        for bad in
            ["2022-7-1", "07/01/2022", "2022-02-29", "2022-13-01", "0022-01-01", "2022-07-1é"]
        {
            assert!(date_from_iso(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_29th_of_february_is_the_28th_in_other_years() {
        let leap = MonthDay::parse("02-29").unwrap();
        assert_eq!(anniversary_in(leap, 2023), Date::constant(2023, 2, 28));
        assert_eq!(anniversary_in(leap, 2024), Date::constant(2024, 2, 29));
        assert!(MonthDay::parse("02-30").is_err());
        assert!(MonthDay::parse("2-3").is_err());
    }

    #[test]
    fn years_are_counted_by_anniversaries() {
        let hired = Date::constant(2012, 7, 2);
        assert_eq!(whole_years(hired, Date::constant(2022, 7, 1)), 9);
        assert_eq!(whole_years(hired, Date::constant(2022, 7, 2)), 10);
        assert_eq!(whole_years(hired, Date::constant(2010, 1, 1)), 0);
    }
}
