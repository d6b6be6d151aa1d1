//! What the lines over a table say of it.

use money::Date;

use crate::mapping::date::{self, DateOrder};
use crate::mapping::pay_words::{self, Buys};

/// The day that a title names after "effective", and the title.
pub(crate) fn effective_in(titles: &[String]) -> Option<(Date, &String)> {
    const WORDS: [(&str, DateOrder); 5] = [
        ("effective", DateOrder::MonthDayYear),
        ("vigente", DateOrder::DayMonthYear),
        ("vigencia", DateOrder::DayMonthYear),
        ("as of", DateOrder::MonthDayYear),
        ("a partir del", DateOrder::DayMonthYear),
    ];
    titles.iter().find_map(|title| {
        let lower = title.to_lowercase();
        let found = |(word, order): &(&str, DateOrder)| {
            lower.find(word).map(|at| (at + word.len(), *order))
        };
        let (at, order) = WORDS.iter().find_map(found)?;
        let rest: Vec<&str> = title.get(at..)?.split_whitespace().collect();
        (0..rest.len().min(3)).find_map(|from| {
            (1..=5).rev().find_map(|length| {
                let words = rest.get(from..from + length)?.join(" ");
                let words = words.trim_matches(|c: char| !c.is_alphanumeric());
                let written = date::written(words)?;
                // A bare number is no date in a title.
                if matches!(written, date::Written::Serial(_)) {
                    return None;
                }
                written.date(order, 2099).map(|day| (day, title))
            })
        })
    })
}

/// What a table's titles say its rates buy.
pub(crate) fn basis_in(titles: &[String]) -> Option<Buys> {
    titles.iter().rev().find_map(|title| pay_words::buys(&crate::mapping::lexicon::plain(title)))
}
