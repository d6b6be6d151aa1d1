//! The tables on a sheet: which rows and columns belong together, and which row heads them.

use std::ops::Range;

use super::grid::Grid;
use super::header_row::{self, HeaderRow};

/// A table on a sheet.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// Places among the grid's rows, header and data.
    pub rows: Vec<usize>,
    pub columns: Range<usize>,
    /// Its header row, as places among `rows`.
    pub header: Option<HeaderRow>,
    /// Lines above it that belong to it.
    pub titles: Vec<String>,
}

impl Block {
    /// Rows under the header.
    pub fn data(&self) -> &[usize] {
        &self.rows[self.header.as_ref().map_or(0, |header| header.rows.end)..]
    }

    /// Where it lies, as a spreadsheet names it: `B4:F22`.
    pub fn range(&self, grid: &Grid) -> String {
        let number = |at: Option<&usize>| at.map_or(0, |at| grid.rows[*at].number);
        let start = self.header.as_ref().map_or(0, |header| header.rows.start);
        format!(
            "{}{}:{}{}",
            crate::finding::letters(self.columns.start),
            number(self.rows.get(start)),
            crate::finding::letters(self.columns.end.saturating_sub(1)),
            number(self.rows.last())
        )
    }
}

/// A part of a sheet without blank rows or columns through it.
struct Piece {
    /// Which band of rows it is in, from the top.
    band: usize,
    rows: Vec<usize>,
    columns: Range<usize>,
}

/// A line that may be the title of a table under it.
struct Title {
    columns: Range<usize>,
    text: String,
    /// The band in which a table took it.
    taken_in: Option<usize>,
}

/// Finds the tables of a sheet, in order.
pub(crate) fn find(grid: &Grid, header_row: Option<usize>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut titles: Vec<Title> = Vec::new();
    // Lines over the first table are the whole sheet's.
    let mut of_sheet: Vec<String> = Vec::new();
    // Stretches without headers: lines of titles, unless nothing else is on the sheet.
    let mut loose: Vec<Block> = Vec::new();
    for piece in pieces(grid) {
        let texts = |limit: usize| -> Vec<Vec<String>> {
            let rows = piece.rows.iter().take(limit);
            rows.map(|row| grid.cells_unmerged(*row, &piece.columns)).collect()
        };
        let rows = texts(200);
        let width = rows.iter().map(|row| distinct(row)).max().unwrap_or(0);
        let plain = |row: &usize| filled(&grid.cells(*row, &piece.columns)) <= 1;
        if piece.rows.iter().all(plain) || width <= 1 {
            match blocks.last_mut() {
                Some(block)
                    if piece.rows.len() == 1
                        && is_sum(grid, &piece)
                        && continues(grid, block, &piece) =>
                {
                    block.rows.extend(&piece.rows);
                }
                _ => titles.extend(piece.rows.iter().map(|row| Title {
                    columns: piece.columns.clone(),
                    text: grid.cells(*row, &piece.columns).concat(),
                    taken_in: None,
                })),
            }
            continue;
        }
        let header = match header_row {
            Some(number) => piece
                .rows
                .iter()
                .position(|row| grid.rows[*row].number == number)
                .and_then(|at| header_row::at(&texts(at + 1), at)),
            None => header_row::find(&rows),
        };
        if header.is_none()
            && let Some(block) =
                blocks.iter_mut().rev().find(|block| continues(grid, block, &piece))
        {
            block.rows.extend(&piece.rows);
            continue;
        }
        if header.is_none() {
            titles.extend(piece.rows.iter().map(|row| {
                let cells = grid.cells(*row, &piece.columns);
                let texts: Vec<&str> =
                    cells.iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
                Title { columns: piece.columns.clone(), text: texts.join(", "), taken_in: None }
            }));
            let Piece { rows, columns, .. } = piece;
            loose.push(Block { rows, columns, header, titles: Vec::new() });
            continue;
        }
        titles.retain(|title| title.taken_in.is_none_or(|band| band == piece.band));
        let mut own: Vec<String> = Vec::new();
        for title in &mut titles {
            let over =
                title.columns.start < piece.columns.end && piece.columns.start < title.columns.end;
            if over || (title.columns.start <= piece.columns.start && title.columns.start == 0) {
                own.push(title.text.clone());
                title.taken_in = Some(piece.band);
            }
        }
        if let Some(header) = &header {
            let above = rows[..header.rows.start].iter();
            own.extend(above.map(|row| {
                let mut texts: Vec<&str> =
                    row.iter().filter(|c| !c.is_empty()).map(String::as_str).collect();
                texts.dedup();
                texts.join(", ")
            }));
        }
        if blocks.is_empty() {
            of_sheet.clone_from(&own);
        } else {
            let missing = of_sheet.iter().filter(|title| !own.contains(title)).cloned();
            own = missing.chain(own.clone()).collect();
        }
        blocks.push(Block { rows: piece.rows, columns: piece.columns, header, titles: own });
    }
    if blocks.is_empty() { loose } else { without_bare_headers(grid, blocks) }
}

/// What looked like a header row but has nothing under it was a title of the table that follows.
fn without_bare_headers(grid: &Grid, blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    let many = blocks.iter().any(|block| !block.data().is_empty());
    for mut block in blocks {
        if many && block.data().is_empty() {
            titles.append(&mut block.titles);
            titles.extend(block.rows.iter().map(|row| {
                let cells = grid.cells(*row, &block.columns);
                let texts: Vec<&str> =
                    cells.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
                texts.join(", ")
            }));
            continue;
        }
        titles.retain(|title| !block.titles.contains(title));
        titles.append(&mut block.titles);
        block.titles = std::mem::take(&mut titles);
        kept.push(block);
    }
    kept
}

/// Texts of a row, a cell merged over several columns being one.
fn distinct(row: &[String]) -> usize {
    let mut texts: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
    texts.dedup();
    texts.len()
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

fn is_sum(grid: &Grid, piece: &Piece) -> bool {
    piece
        .rows
        .iter()
        .any(|row| grid.filled(*row).any(|column| super::rows::is_total(grid.text(*row, column))))
}

/// Whether a headless piece lies under a table and within its columns.
fn continues(grid: &Grid, block: &Block, piece: &Piece) -> bool {
    let (Some(last), Some(first)) = (block.rows.last(), piece.rows.first()) else { return false };
    block.header.is_some()
        && grid.rows[*last].number < grid.rows[*first].number
        && piece.columns.start >= block.columns.start
        && piece.columns.end <= block.columns.end
}

/// Cuts a sheet at its blank rows, and each part at its blank columns.
fn pieces(grid: &Grid) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in 1..=grid.rows.len() {
        let ends = end == grid.rows.len() || grid.rows[end].number > grid.rows[end - 1].number + 1;
        if ends {
            pieces.extend(across(grid, start..end, start));
            start = end;
        }
    }
    pieces
}

/// Cuts a band of rows where a blank column parts two tables; a blank column inside one table
/// (both sides reach as far down, and the right side has no headers of the left) is none.
fn across(grid: &Grid, band: Range<usize>, number: usize) -> Vec<Piece> {
    let mut taken: Vec<bool> = Vec::new();
    for row in band.clone() {
        for column in grid.filled(row) {
            if taken.len() <= column {
                taken.resize(column + 1, false);
            }
            taken[column] = true;
        }
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut column = 0;
    while column < taken.len() {
        let start = column;
        while column < taken.len() && taken[column] {
            column += 1;
        }
        if column > start {
            runs.push(start..column);
        }
        column += 1;
    }
    let rows_of = |columns: &Range<usize>| -> Vec<usize> {
        band.clone().filter(|row| grid.filled(*row).any(|at| columns.contains(&at))).collect()
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for run in runs {
        let rows = rows_of(&run);
        let joins = pieces.last().is_some_and(|left| belongs(grid, left, &run, &rows));
        match pieces.last_mut() {
            Some(left) if joins => {
                left.columns.end = run.end;
                left.rows = rows_of(&left.columns);
            }
            _ => pieces.push(Piece { band: number, rows, columns: run }),
        }
    }
    pieces
}

/// Whether columns right of a blank one belong to the table on the left.
fn belongs(grid: &Grid, left: &Piece, run: &Range<usize>, rows: &[usize]) -> bool {
    let headers = |rows: &[usize], columns: &Range<usize>| {
        let rows: Vec<Vec<String>> =
            rows.iter().take(60).map(|row| grid.cells_unmerged(*row, columns)).collect();
        header_row::find(&rows)
    };
    let own = headers(rows, run);
    let lefts = headers(&left.rows, &left.columns);
    match (&lefts, &own) {
        // Each has headers: two tables when they have one in common or begin at other rows.
        (Some(lefts), Some(own)) => {
            let common = own.headers.iter().any(|h| !h.is_empty() && lefts.headers.contains(h));
            let same_row = left.rows.get(lefts.rows.end - 1) == rows.get(own.rows.end - 1);
            let (a, b) = (left.rows.len(), rows.len());
            !common && same_row && a.abs_diff(b) * 10 <= a.max(b)
        }
        (Some(_), None) => left.rows.len() > 2 || run.len() == 1,
        _ => true,
    }
}
