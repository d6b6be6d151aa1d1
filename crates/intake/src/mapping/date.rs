//! Dates as files print them. The order of day and month is a property of the whole column.

use money::Date;

/// The order of a date's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `10/24/1979`
    MonthDayYear,
    /// `24/10/1979`
    DayMonthYear,
    /// `1979-10-24`
    YearMonthDay,
}

impl DateOrder {
    /// Their words on the command line and in a saved mapping.
    pub const NAMES: [(&'static str, DateOrder); 3] = [
        ("mdy", DateOrder::MonthDayYear),
        ("dmy", DateOrder::DayMonthYear),
        ("ymd", DateOrder::YearMonthDay),
    ];

    /// Its word.
    pub fn name(self) -> &'static str {
        match self {
            DateOrder::MonthDayYear => "mdy",
            DateOrder::DayMonthYear => "dmy",
            DateOrder::YearMonthDay => "ymd",
        }
    }

    /// What it means, for people.
    pub fn spoken(self) -> &'static str {
        match self {
            DateOrder::MonthDayYear => "month first",
            DateOrder::DayMonthYear => "day first",
            DateOrder::YearMonthDay => "year first",
        }
    }
}

/// A date's parts before the order of its numbers is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    /// Its year has four digits and comes first, or its month has a name: nothing is open.
    Known { year: Year, month: i8, day: i8 },
    /// Three numbers, the last or the first of which is the year.
    Numbers { parts: [u16; 3], first_digits: usize, last_digits: usize },
    /// A spreadsheet's count of days.
    Serial(i32),
}

/// A year as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    Full(i16),
    /// Two digits.
    Short(i16),
}

impl Year {
    fn of(digits: &str) -> Option<Year> {
        let number: i16 = digits.parse().ok()?;
        match digits.len() {
            4 => Some(Year::Full(number)),
            1 | 2 => Some(Year::Short(number)),
            _ => None,
        }
    }

    /// The year, where two digits are the last such year that is not after `latest`.
    fn resolve(self, latest: i16) -> i16 {
        match self {
            Year::Full(year) => year,
            Year::Short(short) => {
                let century = latest - latest.rem_euclid(100);
                if century + short > latest { century + short - 100 } else { century + short }
            }
        }
    }
}

/// First letters of the months, English and Spanish, French and German where they differ.
const MONTHS: [(&str, i8); 25] = [
    ("jan", 1),
    ("ene", 1),
    ("feb", 2),
    ("fev", 2),
    ("mar", 3),
    ("apr", 4),
    ("abr", 4),
    ("avr", 4),
    ("may", 5),
    ("mai", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("ago", 8),
    ("aou", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("dic", 12),
    ("juin", 6),
    ("juil", 7),
    ("okt", 10),
    ("dez", 12),
];

fn month_named(word: &str) -> Option<i8> {
    let word = super::lexicon::plain(word);
    MONTHS.iter().find(|(start, _)| word.len() >= 3 && word.starts_with(start)).map(|(_, at)| *at)
}

/// Takes a date apart, without deciding what is open.
pub(crate) fn written(text: &str) -> Option<Written> {
    let text = text.trim();
    // A time of day is left off: `10/24/79 0:00`, `1979-10-24 00:00:00`, `1979-10-24T00:00:00`.
    let day = match text.find([' ', 'T']) {
        Some(at)
            if text[at + 1..].contains(':')
                && text[..at].contains(|c: char| c.is_ascii_digit()) =>
        {
            text[..at].trim_end_matches(',')
        }
        _ => text,
    };
    if day.len() > 30 {
        return None;
    }
    // `1er avril`, `July 1st`.
    let counted = |part: &'_ str| -> usize {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let ending = part[digits..].to_ascii_lowercase();
        let ordinal = ["st", "nd", "rd", "th", "er", "º", "°", "ro"].contains(&ending.as_str());
        if (1..=2).contains(&digits) && ordinal { digits } else { part.len() }
    };
    let parts: Vec<&str> = day
        .split(['/', '-', '.', ',', ' '])
        .map(|part| &part[..counted(part)])
        .filter(|part| {
            !part.is_empty()
                && !part.eq_ignore_ascii_case("de")
                && !part.eq_ignore_ascii_case("del")
        })
        .collect();
    if let [digits] = parts.as_slice() {
        return one_number(digits);
    }
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |text: &str| {
        text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u16>().ok()).flatten()
    };
    match (number(first), number(second), number(third)) {
        (Some(a), Some(b), Some(c)) if first.len() == 4 => Some(Written::Known {
            year: Year::Full(i16::try_from(a).ok()?),
            month: i8::try_from(b).ok()?,
            day: i8::try_from(c).ok()?,
        }),
        (Some(a), Some(b), Some(c))
            if first.len() <= 2 && second.len() <= 2 && matches!(third.len(), 1 | 2 | 4) =>
        {
            Some(Written::Numbers {
                parts: [a, b, c],
                first_digits: first.len(),
                last_digits: third.len(),
            })
        }
        (Some(day), None, Some(_)) => Some(Written::Known {
            year: Year::of(third)?,
            month: month_named(second)?,
            day: i8::try_from(day).ok()?,
        }),
        (None, Some(day), Some(_)) => Some(Written::Known {
            year: Year::of(third)?,
            month: month_named(first)?,
            day: i8::try_from(day).ok()?,
        }),
        _ => None,
    }
}

/// `19791024`, or a spreadsheet's count of days.
fn one_number(digits: &str) -> Option<Written> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match digits.len() {
        8 => {
            let part = |range: std::ops::Range<usize>| digits[range].parse::<i8>().ok();
            let year: i16 = digits[..4].parse().ok()?;
            (1900..2100).contains(&year).then_some(())?;
            Some(Written::Known { year: Year::Full(year), month: part(4..6)?, day: part(6..8)? })
        }
        4 | 5 => digits.parse().ok().map(Written::Serial),
        _ => None,
    }
}

impl Written {
    /// The orders in which the numbers make a date.
    pub fn orders(&self) -> Vec<DateOrder> {
        DateOrder::NAMES
            .iter()
            .map(|(_, order)| *order)
            .filter(|order| {
                matches!(self, Written::Numbers { .. }) && self.date(*order, 2099).is_some()
            })
            .collect()
    }

    /// The date, its numbers in an order, two-digit years being the last not after `latest`.
    pub fn date(&self, order: DateOrder, latest: i16) -> Option<Date> {
        let (year, month, day) = match self {
            Written::Known { year, month, day } => (*year, *month, *day),
            Written::Serial(days) => return serial(*days),
            Written::Numbers { parts: [a, b, c], first_digits, last_digits } => {
                let year = |number: u16, digits: usize| {
                    let number = i16::try_from(number).ok()?;
                    Some(if digits == 4 { Year::Full(number) } else { Year::Short(number) })
                };
                let (year, month, day) = match order {
                    DateOrder::MonthDayYear => (year(*c, *last_digits)?, a, b),
                    DateOrder::DayMonthYear => (year(*c, *last_digits)?, b, a),
                    DateOrder::YearMonthDay if *last_digits <= 2 && *first_digits == 2 => {
                        (year(*a, *first_digits)?, b, c)
                    }
                    DateOrder::YearMonthDay => return None,
                };
                (year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?)
            }
        };
        Date::new(year.resolve(latest), month, day).ok()
    }
}

/// The day that a spreadsheet counts: 1 is the first of January 1900, and 1900 had a leap day.
fn serial(days: i32) -> Option<Date> {
    if !(10_000..=80_000).contains(&days) {
        return None;
    }
    let epoch = Date::new(1899, 12, 30).ok()?;
    let days = i64::from(days) * 24;
    epoch.checked_add(jiff::SignedDuration::from_hours(days)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DateOrder, latest: i16) -> Option<String> {
        written(text)?.date(order, latest).map(|day| day.to_string())
    }

    #[test]
    fn two_digit_years_reach_back_and_not_forward() {
        assert_eq!(read("10/24/61", DateOrder::MonthDayYear, 2026).as_deref(), Some("1961-10-24"));
        assert_eq!(
            read("10/24/79 0:00", DateOrder::MonthDayYear, 2016).as_deref(),
            Some("1979-10-24")
        );
        assert_eq!(read("06-10-13", DateOrder::MonthDayYear, 2014).as_deref(), Some("2013-06-10"));
        assert_eq!(read("1/2/14", DateOrder::MonthDayYear, 2014).as_deref(), Some("2014-01-02"));
    }

    #[test]
    fn dates_are_read_in_many_hands() {
        for text in [
            "1979-10-24",
            "19791024",
            "24-Oct-79",
            "Oct 24, 1979",
            "24 de octubre de 1979",
            "24 oct. 1979",
            "1979-10-24T00:00:00",
            "1979/10/24",
            "29152",
        ] {
            assert_eq!(
                read(text, DateOrder::MonthDayYear, 2026).as_deref(),
                Some("1979-10-24"),
                "{text}"
            );
        }
    }

    #[test]
    fn a_day_over_twelve_proves_the_order() {
        assert_eq!(written("10/24/79").map(|w| w.orders()), Some(vec![DateOrder::MonthDayYear]));
        assert_eq!(written("24.10.1979").map(|w| w.orders()), Some(vec![DateOrder::DayMonthYear]));
        assert_eq!(written("06/10/2013").map(|w| w.orders().len()), Some(2));
        assert_eq!(written("31/31/2013").map(|w| w.orders().len()), Some(0));
    }
}
