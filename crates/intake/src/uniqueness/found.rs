//! What in a story's text tells who tells it.

use std::collections::{BTreeSet, HashMap};

use super::columns::{Cells, Kind, words};
use super::years::{Telling, tellings};
use super::{Crowd, coarser, patterns};

/// A value of the crowd as words that a text is searched for.
struct Sought<'a> {
    words: Vec<String>,
    column: usize,
    spelled: &'a str,
}

/// Something found. The order is that in which they are returned: by where they begin, the longer first, the crowd's columns in
/// their order and then the rest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    start: usize,
    /// How far its end is from the text's: less for the longer of two that begin together.
    from_end: usize,
    column: usize,
    what: String,
    value: String,
}

/// Finds what in a text tells who tells it: the values of a crowd's columns, numbers of years and years of hire, e-mail
/// addresses, telephone numbers, and numbers of cases. Each comes with what it is, its value, and the byte of the text where it
/// begins.
///
/// What it is, is the name of the crowd's column, with the value as the crowd spells it, ready for
/// [`Traits`](super::Traits); or one of `number of years`, `year of hire`, `e-mail address`, `telephone number` and `case
/// number`, with the text's own words.
///
/// Values are found as whole words, whatever the size of their letters, with or without accents, and whatever stands between
/// their words. What lies within something longer is not told again: "Attorney III" is not also "Attorney". Values of one
/// letter and bare numbers below a thousand are passed over, as every text has them; "17 years" and "since 2005", in figures or
/// words, English or Spanish, are found in a column of that kind where one has the value. A class in the plural, an abbreviation
/// and a nickname of an office are not found.
pub fn found_in(text: &str, crowd: &Crowd) -> Vec<(String, String, usize)> {
    let parts: Vec<(usize, usize, String)> = words(text).collect();
    let plain: Vec<&str> = parts.iter().map(|(_, _, word)| word.as_str()).collect();
    let sought = sought(crowd);
    let mut found = BTreeSet::new();
    let mut add = |start: usize, end: usize, column: usize, what: &str, value: &str| {
        let from_end = text.len() - end;
        found.insert(Found {
            start,
            from_end,
            column,
            what: what.to_owned(),
            value: value.to_owned(),
        });
    };
    for at in 0..plain.len() {
        for value in sought.get(plain[at]).into_iter().flatten() {
            let rest = plain[at..].iter().take(value.words.len());
            if rest.eq(value.words.iter()) {
                let end = parts[at + value.words.len() - 1].1;
                add(parts[at].0, end, value.column, &crowd.columns[value.column], value.spelled);
            }
        }
    }
    for (first, after, telling) in tellings(&plain) {
        let (start, end) = (parts[first].0, parts[after - 1].1);
        let columns = in_columns(crowd, telling);
        for (column, spelled) in &columns {
            add(start, end, *column, &crowd.columns[*column], spelled);
        }
        if columns.is_empty() {
            let is_since = matches!(telling, Telling::Since(_));
            let what = if is_since { "year of hire" } else { "number of years" };
            add(start, end, usize::MAX, what, &text[start..end]);
        }
    }
    for (start, end, what) in patterns::in_text(text) {
        add(start, end, usize::MAX, what, &text[start..end]);
    }
    outermost(found)
}

/// What does not lie within something longer.
fn outermost(found: BTreeSet<Found>) -> Vec<(String, String, usize)> {
    let mut kept: Vec<(String, String, usize)> = Vec::new();
    // The one that reaches furthest so far. What begins later and ends no later lies within it.
    let mut widest: Option<(usize, usize)> = None;
    for one in found {
        let place = (one.start, one.from_end);
        if widest.is_some_and(|widest| widest != place && widest.1 <= one.from_end) {
            continue;
        }
        widest = Some(place);
        kept.push((one.what, one.value, one.start));
    }
    kept
}

/// The values that are searched for, by their first word.
fn sought(crowd: &Crowd) -> HashMap<String, Vec<Sought<'_>>> {
    let mut sought: HashMap<String, Vec<Sought<'_>>> = HashMap::new();
    for column in 0..crowd.columns.len() {
        for spelled in Cells::of(crowd, column).spellings() {
            let words: Vec<String> = words(spelled).map(|(_, _, word)| word).collect();
            let is_common = |word: &String| {
                let letters = word.chars().count();
                letters == 1 || (letters < 4 && word.chars().all(|letter| letter.is_ascii_digit()))
            };
            match words.as_slice() {
                [] => {}
                [word] if is_common(word) => {}
                [first, ..] => {
                    sought.entry(first.clone()).or_default().push(Sought {
                        words,
                        column,
                        spelled,
                    });
                }
            }
        }
    }
    sought
}

/// The columns that hold what is told of years, and the value as each spells it.
fn in_columns(crowd: &Crowd, telling: Telling) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (column, name) in crowd.columns.iter().enumerate() {
        let is_it = |spelled: &&str| match (Kind::of(name), telling) {
            (Kind::Years, Telling::Years(told)) => coarser::years(spelled) == Some(told),
            (Kind::Hired, Telling::Since(told)) => spelled.parse() == Ok(told),
            _ => false,
        };
        if matches!(Kind::of(name), Kind::Years | Kind::Hired) {
            let cells = Cells::of(crowd, column);
            let value = cells.spellings().filter(is_it).min();
            found.extend(value.map(|spelled| (column, spelled.to_owned())));
        }
    }
    found
}
