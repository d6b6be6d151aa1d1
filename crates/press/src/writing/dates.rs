//! Days and spans in words, in the language of a text.

use money::{Date, date_from_iso};
use record::{Precision, When};

use crate::Language;

const MONTHS: [(&str, &str); 12] = [
    ("January", "enero"),
    ("February", "febrero"),
    ("March", "marzo"),
    ("April", "abril"),
    ("May", "mayo"),
    ("June", "junio"),
    ("July", "julio"),
    ("August", "agosto"),
    ("September", "septiembre"),
    ("October", "octubre"),
    ("November", "noviembre"),
    ("December", "diciembre"),
];

/// `July 12, 2022`; `12 de julio de 2022`.
pub fn date_words(day: Date, language: Language) -> String {
    let (english, spanish) = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    match language {
        Language::English => format!("{english} {}, {}", day.day(), day.year()),
        Language::Spanish => format!("{} de {spanish} de {}", day.day(), day.year()),
    }
}

/// `July 2022`; `julio de 2022`.
pub(crate) fn month_words(day: Date, language: Language) -> String {
    let (english, spanish) = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
    match language {
        Language::English => format!("{english} {}", day.year()),
        Language::Spanish => format!("{spanish} de {}", day.year()),
    }
}

/// The day that stands for when it was: the Monday of a week.
fn named_day(when: When) -> Date {
    match when.precision {
        Precision::Week => when.earliest().unwrap_or(when.day),
        _ => when.day,
    }
}

/// A text with each day in it, as `2022-07-01`, in words; one that is part of a name or an address stays.
pub(crate) fn days_in_words(text: &str, language: Language) -> String {
    let grows = |c: char| c.is_alphanumeric() || "-_/".contains(c);
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let begins = !said.ends_with(grows);
        let day = rest.get(..10).filter(|_| begins).and_then(|ten| date_from_iso(ten).ok());
        let ends = rest.get(10..).is_some_and(|after| !after.starts_with(grows));
        let taken = match day {
            Some(day) if ends => {
                said.push_str(&date_words(day, language));
                10
            }
            _ => {
                let next = rest.chars().next().unwrap_or_default();
                said.push(next);
                next.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    said
}

/// A day with what is known of it: `about June 12, 2022`, `in April 2015`.
pub fn when_words(when: When, language: Language) -> String {
    let day = date_words(named_day(when), language);
    let english = language == Language::English;
    match when.precision {
        Precision::Day => day,
        Precision::Week if english => format!("in the week of {day}"),
        Precision::Week => format!("en la semana del {day}"),
        Precision::Month if english => format!("in {}", month_words(when.day, language)),
        Precision::Month => format!("en {}", month_words(when.day, language)),
        Precision::Year if english => format!("in {}", when.day.year()),
        Precision::Year => format!("en {}", when.day.year()),
        Precision::Approximate if english => format!("about {day}"),
        Precision::Approximate => format!("hacia el {day}"),
        Precision::Reported if english => format!("by {day}"),
        Precision::Reported => format!("a más tardar el {day}"),
        Precision::Unknown if english => "on a day that is not known".to_owned(),
        Precision::Unknown => "en un día que no se conoce".to_owned(),
    }
}

/// The same after "since": `since about June 12, 2022`, `since the week of April 11, 2022`.
pub(crate) fn since_words(when: When, language: Language) -> String {
    let day = date_words(named_day(when), language);
    let english = language == Language::English;
    match when.precision {
        Precision::Day if english => format!("since {day}"),
        Precision::Day => format!("desde el {day}"),
        Precision::Week if english => format!("since the week of {day}"),
        Precision::Week => format!("desde la semana del {day}"),
        Precision::Month if english => format!("since {}", month_words(when.day, language)),
        Precision::Month => format!("desde {}", month_words(when.day, language)),
        Precision::Year if english => format!("since {}", when.day.year()),
        Precision::Year => format!("desde {}", when.day.year()),
        Precision::Approximate if english => format!("since about {day}"),
        Precision::Approximate => format!("desde cerca del {day}"),
        Precision::Reported if english => format!("since {day} or before"),
        Precision::Reported => format!("desde el {day} o antes"),
        Precision::Unknown if english => "since a day that is not known".to_owned(),
        Precision::Unknown => "desde un día que no se conoce".to_owned(),
    }
}

/// Whole months where there are any, else days: what can be said of a day that is only about known.
pub(crate) fn rough_span_words(from: Date, to: Date, language: Language) -> String {
    let months = from.until((jiff::Unit::Month, to)).map_or(0, |span| span.get_months());
    let whole = jiff::Span::new().months(months);
    match months {
        0 => span_words(from, to, language),
        _ => span_words(from, from.saturating_add(whole), language),
    }
}

/// How long it is from one day to another: whole months of the calendar where there are any, else days.
///
/// June 12 to July 12 is one month; June 12 to July 15, one month and 3 days.
pub fn span_words(from: Date, to: Date, language: Language) -> String {
    let months = from.until((jiff::Unit::Month, to)).map_or(0, |span| span.get_months());
    let days = match months {
        0 => i64::from(from.until(to).map_or(0, |span| span.get_days())),
        _ => from.until((jiff::Unit::Month, to)).map_or(0, |span| i64::from(span.get_days())),
    };
    let english = language == Language::English;
    let small = |n: i64| -> String {
        let words = match language {
            Language::English => ["", "one", "two", "three", "four", "five", "six"],
            Language::Spanish => ["", "un", "dos", "tres", "cuatro", "cinco", "seis"],
        };
        let at = usize::try_from(n).unwrap_or(0);
        words
            .get(at)
            .filter(|word| !word.is_empty())
            .map_or(n.to_string(), |word| (*word).to_owned())
    };
    let of_months = match (english, months) {
        (true, 1) => "one month".to_owned(),
        (true, n) => format!("{} months", small(i64::from(n))),
        (false, 1) => "un mes".to_owned(),
        (false, n) => format!("{} meses", small(i64::from(n))),
    };
    let of_days = match (english, days) {
        (true, 1) => "1 day".to_owned(),
        (true, n) => format!("{n} days"),
        (false, 1) => "1 día".to_owned(),
        (false, n) => format!("{n} días"),
    };
    match (months, days) {
        (0, _) => of_days,
        (_, 0) => of_months,
        _ if english => format!("{of_months} and {of_days}"),
        _ => format!("{of_months} y {of_days}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        date_from_iso(text).unwrap()
    }

    #[test]
    fn from_the_twelfth_to_the_twelfth_is_one_month() {
        let span = |from: &str, to: &str, language| span_words(day(from), day(to), language);
        assert_eq!(span("2022-06-12", "2022-07-12", Language::English), "one month");
        assert_eq!(span("2022-06-12", "2022-07-11", Language::English), "29 days");
        assert_eq!(span("2022-06-12", "2022-07-15", Language::English), "one month and 3 days");
        assert_eq!(span("2022-01-31", "2022-03-31", Language::Spanish), "dos meses");
        assert_eq!(span("2022-07-11", "2022-07-12", Language::Spanish), "1 día");
        assert_eq!(span("2021-01-12", "2022-07-12", Language::English), "18 months");
    }

    #[test]
    fn a_day_says_how_exactly_it_is_known() {
        let when = |precision| When { day: day("2022-06-12"), precision };
        let says = |precision, language| when_words(when(precision), language);
        assert_eq!(says(Precision::Approximate, Language::English), "about June 12, 2022");
        assert_eq!(says(Precision::Month, Language::Spanish), "en junio de 2022");
        assert_eq!(says(Precision::Day, Language::Spanish), "12 de junio de 2022");
        // June 12, 2022 is a Sunday: a week is called by its Monday, as the status does.
        assert_eq!(says(Precision::Week, Language::English), "in the week of June 6, 2022");
        let since = since_words(when(Precision::Week), Language::Spanish);
        assert_eq!(since, "desde la semana del 6 de junio de 2022");
    }

    #[test]
    fn a_day_in_a_text_is_said_in_words_and_nothing_else_is_touched() {
        let said = |text: &str| days_in_words(text, Language::English);
        let terms = "general increase 2.5% on 2022-07-01; 3% on 2023-07-01";
        assert_eq!(said(terms), "general increase 2.5% on July 1, 2022; 3% on July 1, 2023");
        for text in ["", "2022-07", "12022-07-01", "2022-07-011", "2022-13-01", "é 2022-2023 años"]
        {
            assert_eq!(said(text), text);
        }
        for text in [
            "release 2022-07-12-report",
            "https://example.org/2022-07-12/a",
            "v2022-07-12",
            "u-2022-07-12",
        ] {
            assert_eq!(said(text), text);
        }
        assert_eq!(days_in_words("el 2022-07-01", Language::Spanish), "el 1 de julio de 2022");
    }
}
