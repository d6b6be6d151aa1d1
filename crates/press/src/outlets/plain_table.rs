//! A table as plain text: columns side by side where they fit, else a line for each cell.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
};

use super::clean::line;
use super::wrap::{widest_word, wrapped};

/// Blanks between columns.
const GAP: usize = 2;

/// A table in lines of at most `columns`. Cells are wrapped between words; where the widest words do
/// not fit beside each other, each cell is a line of its own behind its head.
pub(super) fn table(head: &[String], rows: &[Vec<String>], columns: usize) -> Vec<String> {
    let head: Vec<String> = head.iter().map(|cell| line(cell)).collect();
    let row = |row: &Vec<String>| row.iter().map(|cell| line(cell)).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    let count = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
    let narrowest: Vec<usize> = (0..count)
        .map(|at| {
            let cells = rows.iter().map(|row| widest_word(&cell(row, at)));
            cells.chain([widest_word(&cell(&head, at))]).max().unwrap_or(0).max(1)
        })
        .collect();
    let least = narrowest.iter().sum::<usize>() + GAP * count.saturating_sub(1);
    if least > columns {
        return in_lines(&head, &rows, columns);
    }
    let mut table = Table::new();
    let under = LineStyle::none().fill('-').junction(' ');
    let blank = comfy_table::ContentLineStyle::none().junction(' ');
    let style = TableStyle::new().header_lines(blank).content_lines(blank).header_separator(under);
    table.load_style(style);
    // The blank after the last column is there too, and cut off below.
    table.set_width(u16::try_from(columns + 1).unwrap_or(u16::MAX));
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if head.iter().any(|cell| !cell.is_empty()) {
        table.set_header((0..count).map(|at| cell(&head, at)));
    }
    for row in &rows {
        table.add_row((0..count).map(|at| cell(row, at)));
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        // The width of a column counts its padding.
        let least = u16::try_from(narrowest[at] + 1).unwrap_or(u16::MAX);
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
        if rows.iter().all(|row| is_figure(&cell(row, at))) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string().lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Whether a cell holds a number and what belongs to it, or nothing.
fn is_figure(cell: &str) -> bool {
    let cell = cell.split(" [").next().unwrap_or(cell);
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    cell.is_empty() || cell == "-" || cell == "–" || (digits > 0 && letters == 0)
}

fn in_lines(head: &[String], rows: &[Vec<String>], columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let text = match head.get(at).filter(|head| !head.is_empty()) {
                Some(head) => format!("{}: {cell}", head.trim_end_matches(':')),
                None => cell.clone(),
            };
            let inner = wrapped(&text, columns.saturating_sub(2).max(1));
            let hang = |(at, line): (usize, String)| {
                if at == 0 { line } else { format!("  {line}") }
            };
            lines.extend(inner.into_iter().enumerate().map(hang));
        }
    }
    lines
}
