//! What the lines over a table say of it.

use money::Date;

use crate::mapping::date::{self, DateOrder, Written};
use crate::mapping::lexicon;
use crate::mapping::pay_words::{self, Buys};

/// Words that go before the day from which rates are in force, and the order of days there.
const WORDS: [(&str, DateOrder); 18] = [
    ("effective", DateOrder::MonthDayYear),
    ("eff", DateOrder::MonthDayYear),
    ("beginning", DateOrder::MonthDayYear),
    ("starting", DateOrder::MonthDayYear),
    ("as of", DateOrder::MonthDayYear),
    ("vigente", DateOrder::DayMonthYear),
    ("vigencia", DateOrder::DayMonthYear),
    ("efectivo", DateOrder::DayMonthYear),
    ("efectiva", DateOrder::DayMonthYear),
    ("a partir", DateOrder::DayMonthYear),
    ("a compter", DateOrder::DayMonthYear),
    ("au", DateOrder::DayMonthYear),
    ("en vigueur", DateOrder::DayMonthYear),
    ("des le", DateOrder::DayMonthYear),
    ("dès le", DateOrder::DayMonthYear),
    ("à compter", DateOrder::DayMonthYear),
    ("gültig ab", DateOrder::DayMonthYear),
    ("ab", DateOrder::DayMonthYear),
];

/// Every date written in a text, and its order where its numbers prove it or a word tells.
fn dates(text: &str, order: DateOrder) -> Vec<Option<Date>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let longest = (1..=5.min(words.len() - from)).rev().find_map(|length| {
            let part = words[from..from + length].join(" ");
            let part = part.trim_matches(|c: char| !c.is_alphanumeric());
            let written = date::written(part).filter(|w| !matches!(w, Written::Serial(_)))?;
            let proved = match written.orders().as_slice() {
                [only] => *only,
                _ => order,
            };
            Some((length, written.date(proved, 2099)))
        });
        match longest {
            Some((length, day)) => {
                found.push(day);
                from += length;
            }
            None => from += 1,
        }
    }
    found
}

/// A header that is a date, or "effective" with one: the date where it can be read one way only.
pub(crate) fn date_in(header: &str) -> Option<Option<Date>> {
    let bare =
        WORDS.iter().fold(header.to_lowercase(), |text, (word, _)| match text.strip_prefix(word) {
            Some(rest) => rest.trim_start_matches(['.', ':', ' ']).to_owned(),
            None => text,
        });
    let written = date::written(&bare).filter(|written| !matches!(written, Written::Serial(_)))?;
    let orders = written.orders();
    Some(match orders.as_slice() {
        [] => written.date(DateOrder::YearMonthDay, 2099),
        [only] => written.date(*only, 2099),
        _ => written.date(DateOrder::MonthDayYear, 2099),
    })
}

/// A header that begins or ends with a day and goes on with something else: `Effective 7/1/2024
/// Step 1`. The day where it can be read, and the rest.
pub(crate) fn date_beside(header: &str) -> Option<(Date, String)> {
    if date_in(header).is_some() {
        return None;
    }
    let words: Vec<&str> = header.split_whitespace().collect();
    let bare = |words: &[&str]| {
        let text = words.join(" ");
        let text =
            text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '+'));
        text.to_owned()
    };
    for length in (1..words.len()).rev() {
        let sides = [
            (&words[..length], &words[length..]),
            (&words[words.len() - length..], &words[..words.len() - length]),
        ];
        for (dated, rest) in sides {
            let dated = dated.join(" ");
            let dated = dated.trim_matches(|c: char| !c.is_alphanumeric());
            let rest = bare(rest);
            if let Some(Some(day)) = date_in(dated).filter(|_| !rest.is_empty()) {
                return Some((day, rest));
            }
        }
    }
    None
}

/// The day that the lines over a table name, nearest first.
pub(crate) enum InForce<'a> {
    /// From a day, as a title says.
    From(Date, &'a String),
    /// A title has a date, but whether the rates are in force from it is not plain.
    Unclear(&'a String),
    /// Nothing is said.
    Unsaid,
}

/// What the titles say of the day from which rates are in force.
pub(crate) fn in_force(titles: &[String]) -> InForce<'_> {
    for title in titles.iter().rev() {
        let lower = title.to_lowercase();
        let found = |word: &str| -> Vec<usize> {
            let bounded = |at: &usize| {
                let before = lower[..*at].chars().next_back();
                let after = lower[at + word.len()..].chars().next();
                !before.is_some_and(char::is_alphanumeric)
                    && !after.is_some_and(char::is_alphabetic)
            };
            lower.match_indices(word).map(|(at, _)| at).filter(bounded).collect()
        };
        let word = WORDS.iter().find_map(|(word, order)| {
            let places = found(word);
            let first = places.first()? + word.len();
            Some((first, places.len(), *order))
        });
        let all = dates(title, DateOrder::MonthDayYear);
        match word {
            _ if all.is_empty() => {}
            // Lower case may be longer than what is written: then the whole title is looked at.
            Some((from, 1, order)) => {
                let after =
                    title.get(from..).filter(|_| lower.len() == title.len()).unwrap_or(title);
                match dates(after, order).first() {
                    Some(Some(day)) => return InForce::From(*day, title),
                    _ => return InForce::Unclear(title),
                }
            }
            _ => return InForce::Unclear(title),
        }
    }
    InForce::Unsaid
}

/// What a table's titles say its rates buy.
pub(crate) fn basis_in(titles: &[String]) -> Option<Buys> {
    titles.iter().rev().find_map(|title| pay_words::buys(&lexicon::plain(title)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_from_which_rates_are_in_force_is_found() {
        let day = |title: &str| match in_force(&[title.to_owned()]) {
            InForce::From(day, _) => day.to_string(),
            InForce::Unclear(_) => "unclear".to_owned(),
            InForce::Unsaid => String::new(),
        };
        assert_eq!(day("Salary Schedule, Effective July 1, 2024"), "2024-07-01");
        assert_eq!(day("Eff. 7/1/24"), "2024-07-01");
        assert_eq!(day("effective first full pay period following July 1, 2024"), "2024-07-01");
        assert_eq!(day("Escala vigente a partir del 1 de julio de 2024"), "2024-07-01");
        assert_eq!(day("Escala vigente desde el 01/07/2024"), "2024-07-01");
        assert_eq!(day("3% Effective 7/1/24 and 2% Effective 1/1/25"), "unclear");
        assert_eq!(day("Effective July 1, 2024 through June 30, 2026"), "2024-07-01");
        assert_eq!(day("Adopted 5/14/2024, effective July 1, 2024"), "2024-07-01");
        assert_eq!(day("Adopted June 3, 2024"), "unclear");
        assert_eq!(day("Teachers 2024-25"), "");
        assert_eq!(day("Échelle de traitement au 1er avril 2024"), "2024-04-01");
        assert_eq!(day("en vigueur le 3 juillet 2023"), "2023-07-03");
        assert_eq!(day("gültig ab 01.03.2024"), "2024-03-01");
    }

    #[test]
    fn a_day_beside_a_name_is_found_at_either_end() {
        let both = |header: &str| {
            date_beside(header).map(|(day, rest)| format!("{day} {rest}")).unwrap_or_default()
        };
        assert_eq!(both("Effective 7/1/2024 Step 1"), "2024-07-01 Step 1");
        assert_eq!(both("RN II (eff. July 1, 2025)"), "2025-07-01 RN II");
        assert_eq!(both("Effective 7/1/2024"), "");
        assert_eq!(both("Clerk II"), "");
        assert_eq!(both("BA+15"), "");
    }
}
