use jiff::Span;
use jiff::civil::Weekday;
use money::Date;
use serde::{Deserialize, Serialize};

/// How exactly a day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// The day itself.
    Day,
    /// Some day of the week, Monday to Sunday, that the day lies in.
    Week,
    /// Some day of the month.
    Month,
    /// Some day of the year.
    Year,
    /// About then; how far off is not known.
    Approximate,
    /// It was reported on the day and happened on it or before ("reported date is not event date").
    Reported,
    /// Not known; the day is only a place to sort by.
    Unknown,
}

/// When something happened, as far as it is known.
///
/// `day` is where it sorts among other entries. It is a fact only for [`Precision::Day`]; otherwise
/// [`When::earliest`] and [`When::latest`] are what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The day, or where it sorts.
    pub day: Date,
    /// How exactly the day is known.
    #[serde(default = "exact", skip_serializing_if = "is_exact")]
    pub precision: Precision,
}

fn exact() -> Precision {
    Precision::Day
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_exact(precision: &Precision) -> bool {
    *precision == Precision::Day
}

impl When {
    /// A day that is known.
    pub fn on(day: Date) -> When {
        When { day, precision: Precision::Day }
    }

    /// The first day on which it can have been; none when nothing says.
    pub fn earliest(self) -> Option<Date> {
        match self.precision {
            Precision::Day => Some(self.day),
            Precision::Week => Some(monday_of(self.day)),
            Precision::Month => Some(self.day.first_of_month()),
            Precision::Year => Some(self.day.first_of_year()),
            Precision::Approximate | Precision::Reported | Precision::Unknown => None,
        }
    }

    /// The last day on which it can have been; none when nothing says.
    pub fn latest(self) -> Option<Date> {
        match self.precision {
            Precision::Day | Precision::Reported => Some(self.day),
            Precision::Week => Some(monday_of(self.day).saturating_add(Span::new().days(6))),
            Precision::Month => Some(self.day.last_of_month()),
            Precision::Year => Some(self.day.last_of_year()),
            Precision::Approximate | Precision::Unknown => None,
        }
    }

    /// Whether a clock may start on the day: it is known to the day.
    pub fn is_a_day(self) -> bool {
        self.precision == Precision::Day
    }

    /// Whole days from the day to `on`, negative before it. Exact only when the day is.
    pub fn days_until(self, on: Date) -> i64 {
        days_between(self.day, on)
    }
}

/// Days from one day to another; negative when the second comes first.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

fn monday_of(day: Date) -> Date {
    let back = i64::from(day.weekday().since(Weekday::Monday));
    day.saturating_sub(Span::new().days(back))
}

/// `June 12, 2022`, with what is known of it: `about June 12, 2022`, `week of July 11, 2022`, `April 2015`.
impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = self.day;
        match self.precision {
            Precision::Day => write!(f, "{day}"),
            Precision::Week => write!(f, "week of {}", monday_of(day)),
            Precision::Month => write!(f, "{:04}-{:02}", day.year(), day.month()),
            Precision::Year => write!(f, "{:04}", day.year()),
            Precision::Approximate => write!(f, "about {day}"),
            Precision::Reported => write!(f, "by {day}"),
            Precision::Unknown => write!(f, "day not known"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use money::date_from_iso;

    fn when(day: &str, precision: Precision) -> When {
        When { day: date_from_iso(day).unwrap(), precision }
    }

    #[test]
    fn what_is_not_a_day_is_a_range() {
        let week = when("2022-07-14", Precision::Week);
        assert_eq!(week.earliest(), Some(date_from_iso("2022-07-11").unwrap()));
        assert_eq!(week.latest(), Some(date_from_iso("2022-07-17").unwrap()));
        let month = when("2015-04-15", Precision::Month);
        assert_eq!(month.earliest(), Some(date_from_iso("2015-04-01").unwrap()));
        assert_eq!(month.latest(), Some(date_from_iso("2015-04-30").unwrap()));
        assert_eq!(when("2014-05-06", Precision::Reported).earliest(), None);
        assert_eq!(when("2015-08-31", Precision::Unknown).latest(), None);
        assert_eq!(when("2015-08-31", Precision::Unknown).to_string(), "day not known");
        assert_eq!(week.to_string(), "week of 2022-07-11");
    }
}
