//! A table copied out of a PDF as text: no delimiter, columns held apart by blanks, or only by
//! being numbers.

use std::ops::Range;

use super::grid::{Gathering, Grid};
use super::rows::trimmed;
use crate::mapping::number::looks_like_number;

/// A cell of a line, and where it stands in it.
struct Cell {
    text: String,
    span: Range<usize>,
}

/// Reads a text as a sheet, if it is a table held apart by blanks.
pub(crate) fn grid(file: &str, text: &str) -> Option<Grid> {
    let lines: Vec<(usize, Vec<Cell>)> = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, cells(line)))
        .filter(|(_, cells)| !cells.is_empty())
        .collect();
    let several = lines.iter().filter(|(_, cells)| cells.len() > 1).count();
    if several >= 2 && several * 2 >= lines.len() {
        return Some(by_position(file, &lines));
    }
    by_numbers(file, text)
}

/// Cuts a line where two blanks or more stand beside each other.
fn cells(line: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut blanks = 2;
    for (at, letter) in line.chars().enumerate() {
        if letter.is_whitespace() {
            blanks += if letter == '\t' { 2 } else { 1 };
            continue;
        }
        match cells.last_mut() {
            Some(cell) if blanks < 2 => {
                if blanks == 1 {
                    cell.text.push(' ');
                }
                cell.text.push(letter);
                cell.span.end = at + 1;
            }
            _ => cells.push(Cell { text: letter.to_string(), span: at..at + 1 }),
        }
        blanks = 0;
    }
    // A dollar sign that stands apart belongs to the number behind it.
    let mut joined: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in cells {
        match joined.last_mut() {
            Some(last) if last.text == "$" => {
                last.text.push_str(&cell.text);
                last.span.end = cell.span.end;
            }
            _ => joined.push(cell),
        }
    }
    joined
}

/// Puts cells into columns by where they stand: cells over one another are one column.
fn by_position(file: &str, lines: &[(usize, Vec<Cell>)]) -> Grid {
    let mut gathering = Gathering::new(file.to_owned());
    // Lines that belong together: blank lines and single texts between them part tables.
    let mut start = 0;
    while start < lines.len() {
        let mut end = start + 1;
        while end < lines.len() && lines[end].0 <= lines[end - 1].0 + 1 {
            end += 1;
        }
        let band = &lines[start..end];
        let mut columns: Vec<Range<usize>> = Vec::new();
        for (_, cells) in band.iter().filter(|(_, cells)| cells.len() > 1) {
            for cell in cells {
                let (mut span, mut kept) = (cell.span.clone(), Vec::new());
                for column in columns.drain(..) {
                    if column.start < span.end && span.start < column.end {
                        span = span.start.min(column.start)..span.end.max(column.end);
                    } else {
                        kept.push(column);
                    }
                }
                kept.push(span);
                columns = kept;
            }
        }
        columns.sort_by_key(|column| column.start);
        // Long texts that reach over several columns would melt them into one: then count cells.
        let widest = band.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let melted = columns.len() < widest;
        for (number, cells) in band {
            for (place, cell) in cells.iter().enumerate() {
                let column = match (cells.len(), melted) {
                    (1, _) => 0,
                    (_, true) => place,
                    _ => columns
                        .iter()
                        .position(|column| column.contains(&cell.span.start))
                        .unwrap_or(place),
                };
                gathering.add(*number, column, &cell.text);
            }
        }
        start = end;
    }
    gathering.finish()
}

/// Words of a line.
fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// Whether a word is an amount of pay: no step's number.
fn is_amount(word: &str) -> bool {
    looks_like_number(word) && word.chars().filter(char::is_ascii_digit).count() >= 3
}

/// How many amounts a line ends with.
fn amounts(words: &[&str]) -> usize {
    words
        .iter()
        .rev()
        .take_while(|word| is_amount(word) || **word == "$")
        .filter(|word| **word != "$")
        .count()
}

/// Cuts lines into a text and the amounts it ends with.
fn by_numbers(file: &str, text: &str) -> Option<Grid> {
    let lines: Vec<(usize, Vec<&str>)> = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, words(trimmed(line))))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let mut counts: Vec<usize> =
        lines.iter().map(|(_, words)| amounts(words)).filter(|count| *count > 0).collect();
    counts.sort_unstable();
    let most = *counts.last()?;
    if counts.len() < 2 || most < 2 || counts.len() * 2 < lines.len() {
        return None;
    }
    let mut gathering = Gathering::new(file.to_owned());
    let first = lines.iter().position(|(_, words)| amounts(words) > 0)?;
    for (at, (number, words)) in lines.iter().enumerate() {
        let count = amounts(words);
        if count == 0 {
            // The line right above the first amounts names their columns.
            let labels = if at + 1 == first { labels(words, most) } else { None };
            match labels {
                Some((head, labels)) => {
                    gathering.add(*number, 0, &head);
                    for (place, label) in labels.iter().enumerate() {
                        gathering.add(*number, place + 1, label);
                    }
                }
                None => gathering.add(*number, 0, &words.join(" ")),
            }
            continue;
        }
        let words: Vec<&str> = words.iter().copied().filter(|word| *word != "$").collect();
        let cut = words.len() - count;
        gathering.add(*number, 0, &words[..cut].join(" "));
        for (place, amount) in words[cut..].iter().enumerate() {
            gathering.add(*number, place + 1, amount);
        }
    }
    Some(gathering.finish())
}

/// The last labels of a header line, as many as there are amounts: `Step 1 Step 2`, or `A B C`.
fn labels(words: &[&str], count: usize) -> Option<(String, Vec<String>)> {
    let mut labels: Vec<String> = Vec::new();
    let mut end = words.len();
    while labels.len() < count && end > 0 {
        let last = words[end - 1];
        let word = end.checked_sub(2).map(|at| words[at]).filter(|word| {
            let word = word.to_lowercase();
            ["step", "steps", "grade", "lane", "column", "paso", "escalón"].contains(&word.as_str())
                && last.chars().count() <= 3
        });
        match word {
            Some(word) => {
                labels.push(format!("{word} {last}"));
                end -= 2;
            }
            None => {
                labels.push(last.to_owned());
                end -= 1;
            }
        }
    }
    labels.reverse();
    let head = match words[..end].join(" ") {
        head if head.is_empty() => "Class".to_owned(),
        head => head,
    };
    (labels.len() == count).then_some((head, labels))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let grid = grid("pasted.txt", text).expect("a table");
        (0..grid.rows.len()).map(|row| grid.cells(row, &(0..12))).collect()
    }

    #[test]
    fn columns_are_where_texts_stand_over_one_another() {
        let rows = rows(
            "Classification        Step 1      Step 2      Step 3\n\
             Accountant I          $4,155      $4,356      $4,555\n\
             Office Clerk                      $3,100      $3,255\n",
        );
        assert_eq!(rows[1], ["Accountant I", "$4,155", "$4,356", "$4,555"]);
        assert_eq!(rows[2], ["Office Clerk", "", "$3,100", "$3,255"]);
    }

    #[test]
    fn amounts_at_the_end_of_a_line_are_cells() {
        let rows = rows(
            "SALARY SCHEDULE 2024-25\nClass Title Step 1 Step 2 Step 3\n\
             Account Clerk II 4,155 4,363 4,581\nSenior Engineer 7,900.50 8,295.53 8,710.31\n",
        );
        assert_eq!(rows[1], ["Class Title", "Step 1", "Step 2", "Step 3"]);
        assert_eq!(rows[2], ["Account Clerk II", "4,155", "4,363", "4,581"]);
    }
}
