//! Which row of a sheet holds the headers.

use std::ops::Range;

use crate::mapping::lexicon;
use crate::mapping::number::looks_like_number;

/// How far down a header row is looked for.
const REACH: usize = 60;

/// The header row of a table, one row or two that were read as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeaderRow {
    /// Its rows among those looked at.
    pub rows: Range<usize>,
    /// A text for each column; blank where there is none.
    pub headers: Vec<String>,
}

/// Finds the header row: names that payrolls and schedules use, texts over numbers, a row as wide
/// as what follows. `None` where the rows have nothing of the kind.
pub(crate) fn find(rows: &[Vec<String>]) -> Option<HeaderRow> {
    let width = rows.iter().map(Vec::len).max()?;
    let mut best: Option<(i64, usize)> = None;
    for at in 0..rows.len().min(REACH) {
        let Some(score) = score(rows, at, width) else { continue };
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    let (_, at) = best?;
    Some(with_labels_below(rows, at, width).unwrap_or_else(|| with_row_above(rows, at, width)))
}

/// A header row given by its place.
pub(crate) fn at(rows: &[Vec<String>], at: usize) -> Option<HeaderRow> {
    let width = rows.iter().map(Vec::len).max()?;
    (at < rows.len()).then(|| joined(rows, at..at + 1, width))
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// A step's or a year's number, as headers of grids have it.
fn is_small_label(text: &str) -> bool {
    text.len() <= 4
        && text.parse::<u32>().is_ok_and(|number| number <= 60 || (1901..=2100).contains(&number))
}

/// How much a row is like a header row, if it can be one.
fn score(rows: &[Vec<String>], at: usize, width: usize) -> Option<i64> {
    let row = &rows[at];
    // A cell merged over several columns is one.
    let cells = {
        let mut texts: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
        texts.dedup();
        texts.len()
    };
    if cells < 2 && width > 1 {
        return None;
    }
    let below: Vec<&Vec<String>> =
        rows[at + 1..].iter().filter(|row| filled(row) > 0).take(20).collect();
    let usual = below.iter().map(|row| filled(row)).max().unwrap_or(0);
    let (mut known, mut numbers, mut contrast, mut labels) = (0_i64, 0_i64, 0_i64, 0_i64);
    let mut repeated = 0_i64;
    for column in 0..row.len() {
        let text = cell(row, column);
        // A merged cell stands in each column that it spans, and counts once.
        if text.is_empty() || (column > 0 && cell(row, column - 1) == text) {
            repeated += i64::from(!text.is_empty());
            continue;
        }
        let of_column: Vec<&str> =
            below.iter().map(|row| cell(row, column)).filter(|text| !text.is_empty()).collect();
        let numeric = of_column.iter().filter(|text| looks_like_number(text)).count();
        let mostly_numeric = numeric * 3 > of_column.len() * 2 && numeric > 0;
        if is_small_label(text) {
            labels += 1;
            let large = |text: &&&str| looks_like_number(text) && !is_small_label(text);
            if of_column.iter().filter(large).count() * 3 > of_column.len() * 2 {
                contrast += 1;
            } else {
                numbers += 1;
            }
        } else if looks_like_number(text) {
            numbers += 1;
        } else {
            known += i64::from(lexicon::is_header(text));
            contrast += i64::from(mostly_numeric);
        }
    }
    // A row of nothing but labels is a header only where something names them.
    let texts = cells as i64 - labels - numbers;
    if numbers > 0 && numbers * 4 >= cells as i64 || texts == 0 {
        return None;
    }
    if known == 0
        && contrast == 0
        && below.iter().any(|row| row.iter().any(|c| looks_like_number(c)))
    {
        return None;
    }
    let wide = (cells.min(usual) * 4).checked_div(usual).unwrap_or(0) as i64;
    Some(known * 4 + contrast * 3 + wide * 2 - numbers * 6 - repeated * 3)
}

/// Takes in the row below where it has nothing but labels, under a cell that heads them: `Step` over
/// 1, 2, 3, beside headers that reach over both rows.
fn with_labels_below(rows: &[Vec<String>], at: usize, width: usize) -> Option<HeaderRow> {
    let below = rows.get(at + 1)?;
    let labels: Vec<usize> =
        (0..below.len()).filter(|column| !cell(below, *column).is_empty()).collect();
    let all_labels = labels.iter().all(|column| is_small_label(cell(below, *column)));
    let first = *labels.first()?;
    let headed = !cell(&rows[at], first).is_empty();
    let under_one = labels[1..].iter().all(|column| {
        let above = cell(&rows[at], *column);
        above.is_empty() || above == cell(&rows[at], first)
    });
    let beside = filled(&rows[at]) > 0 && first > 0 && !cell(&rows[at], 0).is_empty();
    let rates = rows.get(at + 2).is_some_and(|row| {
        labels.iter().filter(|column| looks_like_number(cell(row, **column))).count() * 2
            > labels.len()
    });
    (labels.len() >= 2 && all_labels && headed && under_one && beside && rates)
        .then(|| joined(rows, at..at + 2, width))
}

/// Takes in the row above where it heads groups of columns (`Pay` over `Rate` and `Basis`).
fn with_row_above(rows: &[Vec<String>], at: usize, width: usize) -> HeaderRow {
    let lower = joined(rows, at..at + 1, width);
    let Some(above) = at.checked_sub(1) else { return lower };
    let upper = &rows[above];
    let texts: Vec<&String> = upper.iter().filter(|cell| !cell.is_empty()).collect();
    let plain = texts
        .iter()
        .all(|text| !looks_like_number(text) && text.chars().count() <= 40 && !text.contains(": "));
    // A cell that was merged over several columns, or words that head groups of columns.
    let merged = upper.windows(2).any(|pair| !pair[0].is_empty() && pair[0] == pair[1]);
    let known = texts.iter().filter(|text| lexicon::is_header(text)).count();
    let mut distinct = texts.clone();
    distinct.dedup();
    // One text over all columns is a title.
    let groups = distinct.len() >= 2 && (merged || known * 2 >= texts.len());
    let starts_late =
        upper.iter().position(|cell| !cell.is_empty()).unwrap_or(0) >= filled(&rows[at]).max(2) - 1;
    let one = distinct.len() == 1 && !starts_late && heads_labels(rows, above, at);
    // A title with a comma in it fills the first cells, each over a header of its own.
    let beside = |column: &usize| !cell(upper, *column).is_empty();
    let prefix = (0..width).take_while(beside).count();
    let title = !merged
        && prefix == texts.len()
        && prefix < filled(&rows[at])
        && (0..prefix).all(|column| !cell(&rows[at], column).is_empty());
    if !plain || title || !(groups || one) {
        return lower;
    }
    joined(rows, above..at + 1, width)
}

/// Whether the one text of a row stands over the labels of a grid (`Step` over 1, 2, 3).
fn heads_labels(rows: &[Vec<String>], above: usize, at: usize) -> bool {
    let Some(from) = rows[above].iter().position(|cell| !cell.is_empty()) else { return false };
    let text = cell(&rows[above], from).to_lowercase();
    let word = ["step", "escal", "lane", "column", "grade", "years"];
    from > 0
        && word.iter().any(|word| text.starts_with(word))
        && is_small_label(cell(&rows[at], from))
}

/// The headers of one row, or of two: what heads a group goes before what stands under it.
fn joined(rows: &[Vec<String>], range: Range<usize>, width: usize) -> HeaderRow {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = &rows[range.end - 1];
    let mut headers = Vec::with_capacity(width);
    let mut group = String::new();
    for column in 0..width {
        let own = clean(cell(lower, column));
        if range.len() == 2 {
            let above = clean(cell(&rows[range.start], column));
            if !above.is_empty() {
                group = above;
            }
            headers.push(match (group.is_empty(), own.is_empty()) {
                (_, true) => std::mem::take(&mut group),
                (true, false) => own,
                (false, false) => format!("{group} {own}"),
            });
        } else {
            headers.push(own);
        }
    }
    HeaderRow { rows: range, headers }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines()
            .map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect())
            .collect()
    }

    #[test]
    fn titles_stand_above_the_header_row() {
        let found = find(&rows(
            "City of Springfield\nPayroll register|||\n|||\nEmp ID|Job Title|Hourly Rate|Hire Date\n7|Clerk|19.83|2012-03-01\n8|Nurse|40.11|2014-05-01",
        ));
        assert_eq!(found.map(|row| row.rows), Some(3..4));
    }

    #[test]
    fn a_row_over_groups_of_columns_is_read_with_the_header() {
        let found = find(&rows(
            "Employee||Pay|\nID|Job Title|Rate|Basis\n7|Clerk|19.83|H\n8|Nurse|40.11|H",
        ));
        let headers = found.map(|row| row.headers).unwrap_or_default();
        assert_eq!(headers, ["Employee ID", "Employee Job Title", "Pay Rate", "Pay Basis"]);
    }

    #[test]
    fn numbers_of_steps_are_headers_over_rates() {
        let found = find(&rows("Class|1|2|3\nClerk|4000|4200|4400\nNurse|5000|5250|5500"));
        assert_eq!(found.map(|row| row.rows), Some(0..1));
    }

    #[test]
    fn rows_of_data_have_no_header() {
        assert_eq!(find(&rows("Clerk|4000|4200\nNurse|5000|5250")), None);
    }
}
