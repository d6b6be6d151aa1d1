//! A sheet as it stands: cells by row and column, before anybody says which of them is a table.

use super::table::Interner;

/// The filled cells of a sheet.
pub(crate) struct Grid {
    /// What messages call it.
    pub file: String,
    texts: Vec<String>,
    /// Rows with at least one filled cell, in order.
    pub rows: Vec<GridRow>,
    /// Cells that stand for several, as (row, first column, last column), from 1 and from 0.
    pub merged: Vec<(usize, usize, usize)>,
}

/// A row's filled cells.
pub(crate) struct GridRow {
    /// As the sheet counts, from 1.
    pub number: usize,
    /// Column from 0 and the text's number, in order of column.
    cells: Vec<(u32, u32)>,
}

impl Grid {
    pub fn text(&self, row: usize, column: usize) -> &str {
        let cells = &self.rows[row].cells;
        let found = u32::try_from(column)
            .ok()
            .and_then(|column| cells.binary_search_by_key(&column, |(at, _)| *at).ok());
        found.map_or("", |at| self.texts[cells[at].1 as usize].as_str())
    }

    /// The columns of a row's filled cells, in order.
    pub fn filled(&self, row: usize) -> impl Iterator<Item = usize> {
        self.rows[row].cells.iter().map(|(column, _)| *column as usize)
    }

    /// A row's texts between two columns.
    pub fn cells(&self, row: usize, columns: &std::ops::Range<usize>) -> Vec<String> {
        let mut cells = vec![String::new(); columns.len()];
        for (column, text) in &self.rows[row].cells {
            let column = *column as usize;
            if columns.contains(&column) {
                cells[column - columns.start].clone_from(&self.texts[*text as usize]);
            }
        }
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        cells
    }

    /// The same with the texts of merged cells in each column they span.
    pub fn cells_unmerged(&self, row: usize, columns: &std::ops::Range<usize>) -> Vec<String> {
        let mut cells = self.cells(row, columns);
        let number = self.rows[row].number;
        for (_, first, last) in self.merged.iter().filter(|(at, ..)| *at == number) {
            let text = self.text(row, *first).to_owned();
            for column in (first + 1)..=*last {
                if columns.contains(&column) {
                    let at = column - columns.start;
                    if cells.len() <= at {
                        cells.resize(at + 1, String::new());
                    }
                    if cells[at].is_empty() {
                        cells[at].clone_from(&text);
                    }
                }
            }
        }
        cells
    }
}

/// Gathers cells in any order of column within a row, rows in order.
pub(crate) struct Gathering {
    file: String,
    texts: Interner,
    rows: Vec<GridRow>,
}

impl Gathering {
    pub fn new(file: String) -> Gathering {
        Gathering { file, texts: Interner::default(), rows: Vec::new() }
    }

    /// Takes in a cell: row from 1, column from 0.
    pub fn add(&mut self, number: usize, column: usize, text: &str) {
        let text = super::rows::trimmed(text);
        let Ok(column) = u32::try_from(column) else { return };
        if text.is_empty() {
            return;
        }
        let text = self.texts.number(text);
        match self.rows.last_mut() {
            Some(row) if row.number == number => row.cells.push((column, text)),
            _ => self.rows.push(GridRow { number, cells: vec![(column, text)] }),
        }
    }

    pub fn finish(mut self) -> Grid {
        self.rows.sort_by_key(|row| row.number);
        // Cells of one row that came apart are put together.
        let mut rows: Vec<GridRow> = Vec::with_capacity(self.rows.len());
        for mut row in self.rows {
            row.cells.shrink_to_fit();
            match rows.last_mut() {
                Some(last) if last.number == row.number => last.cells.extend(row.cells),
                _ => rows.push(row),
            }
        }
        for row in &mut rows {
            row.cells.sort_by_key(|(column, _)| *column);
            row.cells.dedup_by_key(|(column, _)| *column);
        }
        Grid { file: self.file, texts: self.texts.into_values(), rows, merged: Vec::new() }
    }
}
