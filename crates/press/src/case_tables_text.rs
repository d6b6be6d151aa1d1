use intake::case::Book;
use intake::case::tables::{CaseTable, TableCell};
use money::Value;

use crate::receipt_text::{grouped, shown};
use crate::text_table::{figures, wrapped};

/// The tables of a case that are laid out as they stand.
pub(crate) fn case_tables_text(book: &Book) -> String {
    book.tables.iter().map(|table| table_text(book, table)).collect()
}

fn table_text(book: &Book, table: &CaseTable) -> String {
    let mut text = format!("{} ({})\n\n", table.title, table.name);
    for line in &table.about {
        text.push_str(&format!("{}\n", wrapped(&format!("  {line}"), 2)));
    }
    let rows: Vec<(String, Vec<String>)> = table
        .rows
        .iter()
        .map(|row| {
            (row.label.clone(), row.cells.iter().map(|cell| cell_text(book, cell)).collect())
        })
        .collect();
    text.push_str(&figures(&table.headers, &rows));
    for line in notes(book, table) {
        text.push_str(&format!("{}\n", wrapped(&format!("  {line}"), 4)));
    }
    text.push('\n');
    text
}

/// What a reader should know after a table: its notes, and why cells of it are holes, those with one
/// reason together.
pub(crate) fn notes(book: &Book, table: &CaseTable) -> Vec<String> {
    let mut whys: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in &table.rows {
        for cell in &row.cells {
            let TableCell::Hole(name) = cell else { continue };
            let Some(hole) = book.holes.iter().find(|hole| hole.name == *name) else { continue };
            match whys.iter_mut().find(|(why, _)| *why == hole.why) {
                Some((_, labels)) if labels.last() == Some(&row.label.as_str()) => {}
                Some((_, labels)) => labels.push(row.label.trim()),
                None => whys.push((&hole.why, vec![row.label.trim()])),
            }
        }
    }
    let holes =
        whys.into_iter().map(|(why, labels)| format!("Hole: {}: {why}.", labels.join(", ")));
    table.notes.iter().cloned().chain(holes).collect()
}

/// A cell as it is shown.
pub(crate) fn cell_text(book: &Book, cell: &TableCell) -> String {
    match cell {
        TableCell::Blank => String::new(),
        TableCell::Hole(_) => "hole".to_owned(),
        TableCell::Figure(name) => {
            book.figure(name).map_or(String::new(), |made| short(&made.figure.value))
        }
    }
}

/// A value with at most two decimals.
pub(crate) fn short(value: &Value) -> String {
    match value {
        Value::Count(count) if count.to_whole().is_none() => grouped(&count.to_decimal(2)),
        value => shown(value),
    }
}
