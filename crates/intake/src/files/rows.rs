//! Rows of a text or a sheet, gathered into columns.

use costing::Coded;
use rayon::prelude::*;

use super::table::{Aside, AsideKind, Interner, Layout, Table};
use crate::{Finding, Findings, Place};

/// The cells of one row.
pub(crate) trait Cells {
    fn count(&self) -> usize;
    fn text(&self, at: usize) -> &str;
}

impl Cells for csv::StringRecord {
    fn count(&self) -> usize {
        self.len()
    }

    fn text(&self, at: usize) -> &str {
        self.get(at).unwrap_or("")
    }
}

impl Cells for Vec<String> {
    fn count(&self) -> usize {
        self.len()
    }

    fn text(&self, at: usize) -> &str {
        self.get(at).map_or("", String::as_str)
    }
}

/// A cell's text without the blanks around it, no-break ones included.
#[inline]
pub(crate) fn trimmed(text: &str) -> &str {
    let bytes = text.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(first), Some(last)) if (33..128).contains(first) && (33..128).contains(last) => text,
        _ => text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'),
    }
}

/// Gathers rows under a header.
pub(crate) struct Rows {
    file: String,
    headers: Vec<String>,
    layout: Layout,
    columns: Vec<(usize, Interner, Vec<u32>)>,
    left: usize,
    first_row: usize,
    /// The row number that would follow the last one without a gap.
    next_row: usize,
    gaps: Vec<usize>,
    rows: usize,
    ragged: Vec<usize>,
    tolerant: Option<Tolerant>,
    batch: Batch,
}

/// Rows taken in but not yet sorted into columns: that is done for many at once, a column at a
/// time, on all cores.
#[derive(Default)]
struct Batch {
    text: String,
    /// Where each cell ends, a row's cells after one another.
    ends: Vec<usize>,
}

/// Cells of a batch, about.
const BATCH: usize = 1 << 17;

/// How lines that are not rows of data are told.
struct Tolerant {
    /// Cells that a row of data has, at least.
    usual: usize,
    /// Lines above the header, which reports repeat on each page.
    titles: Vec<String>,
    asides: Vec<Aside>,
}

impl Rows {
    pub fn new(file: String, headers: Vec<String>, layout: Layout, first_row: usize) -> Rows {
        let columns = layout.read.iter().map(|at| (*at, Interner::default(), Vec::new())).collect();
        Rows {
            file,
            headers,
            layout,
            columns,
            left: 0,
            first_row,
            next_row: first_row,
            gaps: Vec::new(),
            rows: 0,
            ragged: Vec::new(),
            tolerant: None,
            batch: Batch::default(),
        }
    }

    /// Sorts the batch into columns.
    fn flush(&mut self) {
        let width = self.columns.len();
        let Batch { text, ends } = &self.batch;
        if ends.is_empty() {
            return;
        }
        let cell = |at: usize| {
            let start = at.checked_sub(1).map_or(0, |before| ends[before]);
            &text[start..ends[at]]
        };
        self.columns.par_iter_mut().enumerate().for_each(|(place, (_, interner, codes))| {
            codes.extend((place..ends.len()).step_by(width).map(|at| interner.number(cell(at))));
        });
        self.batch.text.clear();
        self.batch.ends.clear();
    }

    /// The sheet's column in which the table begins, from 0.
    #[must_use]
    pub fn left(mut self, left: usize) -> Rows {
        self.left = left;
        self
    }

    /// Sets lines aside that are not rows of data: totals, headings, page lines, notes.
    #[must_use]
    pub fn tolerant<C: Cells>(mut self, sample: &[C]) -> Rows {
        let mut filled: Vec<usize> = sample.iter().map(|row| self.filled(row)).collect();
        filled.sort_unstable();
        let usual = filled.get(filled.len() / 2).copied().unwrap_or(0);
        self.tolerant = Some(Tolerant { usual, titles: Vec::new(), asides: Vec::new() });
        self
    }

    /// Names the lines above the header, their cells joined by blanks.
    pub fn titled(&mut self, titles: &[String]) {
        if let Some(tolerant) = &mut self.tolerant {
            tolerant.titles = titles.to_vec();
        }
    }

    fn filled<C: Cells>(&self, row: &C) -> usize {
        (0..self.headers.len()).filter(|at| !trimmed(row.text(*at)).is_empty()).count()
    }

    /// Takes in a row by its number as a spreadsheet counts.
    pub fn push<C: Cells>(&mut self, number: usize, row: &C) {
        let skipped = number.saturating_sub(self.next_row);
        self.next_row = number + 1;
        let filled = self.filled(row);
        let beyond = (self.headers.len()..row.count()).any(|at| !trimmed(row.text(at)).is_empty());
        let drawn = self.tolerant.is_some()
            && filled > 1
            && (0..self.headers.len())
                .all(|at| crate::mapping::number::is_rule(trimmed(row.text(at))));
        if (filled == 0 && !beyond) || drawn {
            self.gaps.extend(std::iter::repeat_n(self.rows, skipped + 1));
            return;
        }
        self.gaps.extend(std::iter::repeat_n(self.rows, skipped));
        if let Some(kind) = self.aside(row, filled) {
            self.gaps.push(self.rows);
            let cells: Vec<String> =
                (0..self.headers.len()).map(|at| trimmed(row.text(at)).to_owned()).collect();
            let before = self.rows;
            if let Some(tolerant) = &mut self.tolerant {
                tolerant.asides.push(Aside { row: number, before, kind, cells });
            }
            return;
        }
        // In a sheet, cells left empty at the end are no cells at all.
        if beyond || (row.count() < self.headers.len() && self.tolerant.is_none()) {
            self.ragged.push(number);
        }
        for (at, ..) in &self.columns {
            self.batch.text.push_str(trimmed(row.text(*at)));
            self.batch.ends.push(self.batch.text.len());
        }
        self.rows += 1;
        if self.batch.ends.len() >= BATCH {
            self.flush();
        }
    }

    /// What a line is that is no row of data.
    fn aside<C: Cells>(&self, row: &C, filled: usize) -> Option<AsideKind> {
        let tolerant = self.tolerant.as_ref()?;
        let width = self.headers.len();
        let first = (0..width).map(|at| trimmed(row.text(at))).find(|text| !text.is_empty())?;
        if filled > 1
            && filled < tolerant.usual
            && (is_total(first)
                || (0..width).any(|at| {
                    let text = trimmed(row.text(at));
                    text.split_whitespace().count() <= 2 && is_total(text)
                }))
        {
            return Some(AsideKind::Total);
        }
        let same = |at: usize| {
            let text = trimmed(row.text(at));
            !text.is_empty() && text == self.headers[at].as_str()
        };
        let again = (0..width).filter(|at| same(*at)).count();
        if filled > 1 && again * 2 > width {
            return Some(match again == filled {
                true => AsideKind::HeaderAgain,
                false => AsideKind::OtherHeader,
            });
        }
        if filled < tolerant.usual && !tolerant.titles.is_empty() {
            let texts: Vec<&str> = (0..width)
                .map(|at| trimmed(row.text(at)))
                .filter(|text| !text.is_empty())
                .collect();
            if tolerant.titles.contains(&texts.join(" ")) {
                return Some(AsideKind::Note);
            }
        }
        // Units under the headers: `(hrs)`, `($)`.
        let is_unit = |text: &str| {
            text.starts_with('(')
                && text.ends_with(')')
                && !text.contains(|c: char| c.is_ascii_digit())
        };
        let mut texts = (0..width).map(|at| trimmed(row.text(at))).filter(|text| !text.is_empty());
        if filled > 1 && texts.all(is_unit) {
            return Some(AsideKind::Note);
        }
        if filled == 1 && width > 2 && tolerant.usual > 2 {
            return Some(if is_total(first) { AsideKind::Total } else { AsideKind::Heading });
        }
        None
    }

    /// The table; and a finding for rows with too many or too few cells.
    pub fn finish(mut self, findings: &mut Findings) -> Table {
        self.flush();
        if let Some((first, rest)) = self.ragged.split_first() {
            let place = Place::Row { file: self.file.clone(), row: *first };
            findings.push(
                Finding::error(place, "has another number of cells than the header")
                    .expected(format!("{} cells", self.headers.len()))
                    .mend("put cells that hold a comma in double quotes; give every row every cell")
                    .also(rest.to_vec()),
            );
        }
        let mut columns: Vec<Option<Coded<String>>> = self.headers.iter().map(|_| None).collect();
        for (at, interner, codes) in self.columns {
            if self.rows > 0 {
                columns[at] = Some(Coded::new(interner.into_values(), codes));
            }
        }
        let mut table =
            Table::new(self.file, self.headers, self.rows, self.first_row, columns, self.layout);
        table.gaps = self.gaps;
        table.left = self.left;
        let asides = self.tolerant.map_or(Vec::new(), |tolerant| tolerant.asides);
        table.asides = asides.into_iter().map(|aside| at_the_foot(aside, self.rows)).collect();
        table
    }
}

/// A line with one cell under the last row of data is a note, not a heading.
fn at_the_foot(mut aside: Aside, rows: usize) -> Aside {
    if aside.kind == AsideKind::Heading && (aside.before == rows || is_page_line(&aside)) {
        aside.kind = AsideKind::Note;
    }
    aside
}

fn is_page_line(aside: &Aside) -> bool {
    let Some(text) = aside.cells.iter().find(|cell| !cell.is_empty()) else { return true };
    let text = text.to_lowercase();
    ["page ", "página ", "pagina ", "report ", "run date", "printed", "run time", "end of"]
        .iter()
        .any(|start| text.starts_with(start))
        || text.chars().all(|c| !c.is_alphanumeric())
}

/// Whether a cell says that its row is a sum.
pub(crate) fn is_total(text: &str) -> bool {
    if text.len() < 4
        || text.len() > 80
        || !text.bytes().any(|b| matches!(b, b't' | b'T' | b's' | b'S'))
    {
        return false;
    }
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // Such rows have fewer cells than a row of data, or are proved by what they add up to.
    words.iter().any(|word| {
        matches!(
            *word,
            "total"
                | "totals"
                | "totales"
                | "subtotal"
                | "subtotals"
                | "subtotales"
                | "summe"
                | "gesamtsumme"
                | "zwischensumme"
                | "gesamt"
                | "suma"
                | "sum"
                | "ttl"
                | "overall"
                | "soma"
                | "somme"
        )
    })
}
