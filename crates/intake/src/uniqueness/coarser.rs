//! What can be said in place of one trait.

use super::columns::{Cells, Kind, same};
use super::rows::Rows;
use super::{Crowd, Told};

/// What leaving a trait out costs; widening costs less.
const LEFT_OUT: u32 = 4;

/// Something that can be said of one trait.
pub(super) struct Choice {
    /// Who is meant by it.
    pub rows: Rows,
    /// The column and the words; none where it is left out.
    pub says: Option<(usize, String)>,
    /// How much is lost, compared with other choices.
    pub loss: u32,
}

/// All that can be said of a trait, the least loss first: it itself, then what is wider, then nothing. Each means other people
/// than those before it; `sharing` are those who share all that is told.
pub(super) fn choices(crowd: &Crowd, told: &[Told<'_>], at: usize, sharing: &Rows) -> Vec<Choice> {
    let own = &told[at];
    let spelled = own.spelled();
    let mut wider: Vec<Wider> = match Kind::of(&crowd.columns[own.column]) {
        Kind::Class => family(own).into_iter().collect(),
        Kind::Hired => hired_between(own),
        Kind::Years => more_years(own),
        _ => Vec::new(),
    };
    wider.extend(wider_columns(crowd, told, own, sharing));
    wider.push((LEFT_OUT, None, Rows::all(crowd)));
    wider.sort_by_key(|(loss, _, _)| *loss);
    let itself =
        Choice { rows: own.rows.clone(), says: Some((own.column, spelled.to_owned())), loss: 0 };
    let mut choices = vec![itself];
    for (loss, says, rows) in wider {
        if choices.iter().all(|known| known.rows != rows) {
            choices.push(Choice { rows, says, loss });
        }
    }
    choices
}

/// How much is lost, what is said, and who is meant.
type Wider = (u32, Option<(usize, String)>, Rows);

/// The classes that begin with the same words and differ in their rank: `an attorney` for `Attorney III`.
fn family(own: &Told<'_>) -> Option<Wider> {
    let base = without_rank(own.spelled());
    let wanted = same(&base);
    let rows = own.cells.rows(|other| same(&without_rank(own.cells.spelled(other))) == wanted);
    (rows != own.rows).then(|| (2, Some((own.column, with_article(&base))), rows))
}

/// A class without what tells its ranks apart: what stands after a comma or in brackets, and numerals or single letters at its
/// end.
fn without_rank(class: &str) -> String {
    let before = class.split([',', '(']).next().unwrap_or(class);
    let mut words: Vec<&str> = before.split_whitespace().collect();
    let is_rank = |word: &str| {
        let roman = word.chars().all(|letter| "IVXivx".contains(letter));
        roman || word.chars().all(|letter| letter.is_ascii_digit()) || word.chars().count() == 1
    };
    while words.len() > 1 && words.last().is_some_and(|word| is_rank(word)) {
        words.pop();
    }
    if words.is_empty() { class.to_owned() } else { words.join(" ") }
}

/// A class as a sentence has it: small letters but for abbreviations, and its article.
fn with_article(class: &str) -> String {
    let is_large = |text: &str| text.chars().all(|letter| !letter.is_lowercase());
    // A roster all in capitals does not tell what is an abbreviation; there, short words alone are taken for one.
    let shouted = is_large(class) && (class.contains(' ') || class.chars().count() > 3);
    let is_short = |word: &str| is_large(word) && word.chars().count() > 1;
    let words: Vec<String> = class
        .split(' ')
        .map(|word| if is_short(word) && !shouted { word.to_owned() } else { word.to_lowercase() })
        .collect();
    let first = words.first().map_or("", String::as_str);
    let begins = |starts: &[&str]| starts.iter().any(|start| first.starts_with(start));
    let an = if is_short(first) {
        begins(&["A", "E", "F", "H", "I", "L", "M", "N", "O", "R", "S", "X"])
    } else {
        begins(&["a", "e", "i", "o", "u", "hour", "honor"])
            && !begins(&["uni", "use", "uti", "eu", "one"])
    };
    format!("{} {}", if an { "an" } else { "a" }, words.join(" "))
}

/// The year of a year or of a day as `2005-03-01`.
pub(super) fn year(value: &str) -> Option<u32> {
    let year = value.trim().get(..4)?.parse().ok().filter(|year| (1900..=2100).contains(year))?;
    matches!(value.trim().as_bytes().get(4), None | Some(b'-' | b'/')).then_some(year)
}

/// The number of a number of years: `17`, `17 years`.
pub(super) fn years(value: &str) -> Option<u32> {
    let mut words = value.split_whitespace();
    let number = words.next()?.parse().ok()?;
    matches!(words.next(), None | Some("years" | "year" | "yrs")).then_some(number)
}

/// Hired that day: that year, then five and ten years that begin with a round one.
fn hired_between(own: &Told<'_>) -> Vec<Wider> {
    let Some(told) = year(own.spelled()) else { return Vec::new() };
    let within = |first: u32, last: u32| {
        own.cells.rows(|other| {
            year(own.cells.spelled(other)).is_some_and(|year| (first..=last).contains(&year))
        })
    };
    let mut wider = vec![(1, Some((own.column, told.to_string())), within(told, told))];
    for (loss, span) in [(1, 5), (3, 10)] {
        let first = told - told % span;
        let last = first + span - 1;
        wider.push((loss, Some((own.column, format!("{first} to {last}"))), within(first, last)));
    }
    wider
}

/// More than a round number of years, or no more than one where somebody is new.
fn more_years(own: &Told<'_>) -> Vec<Wider> {
    let Some(told) = years(own.spelled()) else { return Vec::new() };
    let those = |holds: &dyn Fn(u32) -> bool| {
        own.cells.rows(|other| years(own.cells.spelled(other)).is_some_and(holds))
    };
    let below = told.saturating_sub(1) / 5 * 5;
    let mut wider = Vec::new();
    if below == 0 {
        wider.push((
            1,
            Some((own.column, "5 years or less".to_owned())),
            those(&|years| years <= 5),
        ));
        wider.push((
            3,
            Some((own.column, "10 years or less".to_owned())),
            those(&|years| years <= 10),
        ));
    }
    for (loss, floor) in [(1, below), (3, below.saturating_sub(5))] {
        if floor > 0 {
            let words = format!("more than {floor} years");
            wider.push((loss, Some((own.column, words)), those(&|years| years > floor)));
        }
    }
    wider
}

/// Columns that are wider than a trait's, where all whom the story could mean have the same value in them.
fn wider_columns(crowd: &Crowd, told: &[Told<'_>], own: &Told<'_>, sharing: &Rows) -> Vec<Wider> {
    let kind = Kind::of(&crowd.columns[own.column]);
    let mut found = Vec::new();
    for (column, name) in crowd.columns.iter().enumerate() {
        let is_told = told.iter().any(|told| told.column == column);
        if is_told || !kind.widens_to(Kind::of(name)) {
            continue;
        }
        let cells = Cells::of(crowd, column);
        let meant = if sharing.iter().next().is_some() { sharing } else { &own.rows };
        let mut values = meant.iter().map(|row| cells.in_row(row));
        let Some(Some(value)) = values.next() else { continue };
        if values.any(|other| other != Some(value)) || cells.spelled(value).is_empty() {
            continue;
        }
        let words = cells.spelled(value).to_owned();
        found.push((column, words, cells.rows(|other| other == value)));
    }
    // The smaller crowd tells more.
    found.sort_by_key(|(column, _, rows)| (rows.people(crowd), *column));
    let found = found.into_iter().enumerate();
    found
        .map(|(at, (column, words, rows))| {
            (if at == 0 { 2 } else { 3 }, Some((column, words)), rows)
        })
        .collect()
}
