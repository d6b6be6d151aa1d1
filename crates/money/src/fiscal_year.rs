use std::fmt;

use crate::{Date, MonthDay, anniversary_in};

/// The day on which an employer's fiscal years begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalYearStart(pub MonthDay);

impl FiscalYearStart {
    /// The fiscal year that holds `date`.
    pub fn year_of(self, date: Date) -> FiscalYear {
        let begun = anniversary_in(self.0, date.year()) <= date;
        let first_year = if begun { date.year() } else { date.year() - 1 };
        FiscalYear { first: anniversary_in(self.0, first_year) }
    }

    /// Whether fiscal years are calendar years.
    pub fn is_calendar_year(self) -> bool {
        self.0 == MonthDay { month: 1, day: 1 }
    }
}

/// A fiscal year, known by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalYear {
    /// The first day.
    pub first: Date,
}

impl fmt::Display for FiscalYear {
    /// `2022-23` when it crosses a year's end, `2023` when it is the calendar year.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.first.year();
        if MonthDay::from(self.first) == (MonthDay { month: 1, day: 1 }) {
            write!(f, "{year}")
        } else {
            write!(f, "{year}-{:02}", (year + 1) % 100)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(text: &str) -> FiscalYearStart {
        FiscalYearStart(MonthDay::parse(text).unwrap())
    }

    #[test]
    fn a_year_is_named_by_both_its_calendar_years_when_it_crosses_one() {
        let july = start("07-01");
        assert_eq!(july.year_of(Date::constant(2022, 7, 1)).to_string(), "2022-23");
        assert_eq!(july.year_of(Date::constant(2022, 6, 30)).to_string(), "2021-22");
        assert_eq!(july.year_of(Date::constant(1999, 12, 1)).to_string(), "1999-00");
        assert_eq!(start("01-01").year_of(Date::constant(2023, 12, 31)).to_string(), "2023");
    }
}
