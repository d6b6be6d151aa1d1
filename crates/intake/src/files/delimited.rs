use std::borrow::Cow;

use super::bytes::Bytes;
use super::encoding::{decode, decode_as};
use super::grid::Grid;
use super::header_row::{self, HeaderRow};
use super::rows::{Cells, Rows, trimmed};
use super::table::{Reading, Table, Wanted};
use super::{LONGEST_LINE, MOST_COLUMNS};
use crate::header::canonical_form;
use crate::{Finding, Findings, Place};

/// Rows looked at to find the header row.
const SAMPLE: usize = 200;

/// Line breaks that a record may have in its cells; a quote that is never closed takes in the rest
/// of the file.
const MOST_LINES_IN_A_CELL: u64 = 200;

/// Characters that files put between cells, likeliest last where files cannot tell.
const DELIMITERS: [(u8, &str); 4] =
    [(b'\t', "tabs"), (b'|', "bars"), (b';', "semicolons"), (b',', "commas")];

/// How a text separates and quotes its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub delimiter: u8,
    pub quote: u8,
}

impl Dialect {
    fn reader(self, text: &[u8]) -> csv::Reader<&[u8]> {
        csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(self.delimiter)
            .quote(self.quote)
            .from_reader(text)
    }

    fn spoken(self) -> String {
        let named = DELIMITERS.iter().find(|(byte, _)| *byte == self.delimiter);
        let between = named
            .map_or(format!("\"{}\"", char::from(self.delimiter)), |(_, name)| (*name).to_owned());
        match self.quote {
            b'"' => format!("{between} between cells"),
            quote => format!("{between} between cells, {} around them", char::from(quote)),
        }
    }
}

/// A text ready to be cut into rows.
pub(crate) struct Text<'a> {
    text: Cow<'a, str>,
    /// Where it begins.
    from: usize,
    /// Lines of comment before it.
    pub comments: usize,
    /// As people know it, and whether it begins with a byte-order mark.
    pub encoding: String,
}

impl<'a> Text<'a> {
    /// Decodes a file and passes over lines at its beginning that start with `#`: they say what
    /// the file is.
    pub fn of(bytes: &'a Bytes, reading: &Reading) -> Result<Text<'a>, Finding> {
        let decoded = match &reading.encoding {
            Some(name) => decode_as(&bytes.name, &bytes.bytes, name)?,
            None => decode(&bytes.name, &bytes.bytes)?,
        };
        let text = decoded.text;
        let mut from = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut comments = 0;
        while text[from..].starts_with('#') {
            from = text[from..].find('\n').map_or(text.len(), |end| from + end + 1);
            comments += 1;
        }
        let mark = if decoded.mark { " with a byte-order mark" } else { "" };
        Ok(Text { text, from, comments, encoding: format!("{}{mark}", decoded.encoding) })
    }

    pub fn as_str(&self) -> &str {
        &self.text[self.from..]
    }
}

/// Reads text with a delimiter between cells, in any usual encoding.
pub(crate) fn read(
    bytes: &Bytes,
    wanted: &Wanted<'_>,
    findings: &mut Findings,
) -> Result<Table, Finding> {
    let file = || Place::File(bytes.name.clone());
    let text = Text::of(bytes, wanted.reading)?;
    let dialect = dialect(text.as_str(), wanted.reading.delimiter);
    let body = text.as_str().as_bytes();
    let mut lines = Lines::new(dialect, body, text.comments);
    let mut sample: Vec<(usize, Vec<String>)> = Vec::new();
    while sample.len() < SAMPLE {
        let Some(number) = lines.next(&bytes.name)? else { break };
        if lines.record.len() > MOST_COLUMNS {
            return Err(too_wide(&bytes.name, lines.record.len()));
        }
        let cells = (0..lines.record.len()).map(|at| trimmed(lines.record.text(at)).to_owned());
        sample.push((number, cells.collect()));
    }
    if sample.is_empty() {
        return Err(Finding::error(file(), "is empty").expected("a header row and rows of data"));
    }
    let header = header(&sample, wanted).ok_or_else(|| no_header(&bytes.name, &sample))?;
    let last = header.rows.end - 1;
    let mut headers = header.headers;
    while headers.len() > sample[last].1.len().max(1) {
        headers.pop();
    }
    if wanted.tolerant {
        while headers.last().is_some_and(String::is_empty) {
            headers.pop();
        }
    }
    let layout = wanted.layout(&bytes.name, &headers, findings);
    let (above, below) = (&sample[..header.rows.start], &sample[header.rows.end..]);
    let mut rows = Rows::new(bytes.name.clone(), headers, layout, sample[last].0 + 1);
    if wanted.tolerant {
        let cells: Vec<Vec<String>> = below.iter().map(|(_, cells)| cells.clone()).collect();
        rows = rows.tolerant(&cells);
    }
    let titles: Vec<String> = above
        .iter()
        .map(|(_, cells)| {
            cells.iter().filter(|c| !c.is_empty()).cloned().collect::<Vec<_>>().join(" ")
        })
        .filter(|line| !line.is_empty())
        .collect();
    rows.titled(&titles);
    for (number, cells) in below {
        rows.push(*number, cells);
    }
    let mut count = 0_u64;
    while let Some(number) = lines.next(&bytes.name)? {
        rows.push(number, &lines.record);
        count += 1;
        if count.is_multiple_of(1 << 14) {
            wanted.progress.say("reading", &bytes.name, lines.position(), body.len() as u64)?;
        }
    }
    let mut table = rows.finish(findings);
    table.titles = titles;
    table.said.push(format!("text in {}, {}", text.encoding, dialect.spoken()));
    if header.rows.end > 1 {
        let number = |at: usize| sample[at].0;
        table.said.push(match header.rows.len() {
            2 => format!("headers in rows {} and {}", number(header.rows.start), number(last)),
            _ => format!("headers in row {}", number(last)),
        });
    }
    Ok(table)
}

/// The most rows of a text that is looked at as a sheet with several tables on it.
const SHEET_ROWS: usize = 200_000;

/// A text as a sheet, by its delimiter or, where it has none, by its blanks; and what it is. `None`
/// for one too long to hold several tables.
pub(crate) fn grid(bytes: &Bytes, reading: &Reading) -> Result<Option<(Grid, String)>, Finding> {
    let text = Text::of(bytes, reading)?;
    let dialect = dialect(text.as_str(), reading.delimiter);
    let parted = text.as_str().lines().filter(|line| line.contains(char::from(dialect.delimiter)));
    // Commas between thousands are no delimiter.
    let is_pasted = reading.delimiter.is_none()
        && dialect.delimiter == b','
        && (parted.clone().count() * 2
            < text.as_str().lines().filter(|l| !l.trim().is_empty()).count()
            || commas_are_in_numbers(text.as_str()));
    if is_pasted && let Some(grid) = super::pasted::grid(&bytes.name, text.as_str()) {
        return Ok(Some((grid, format!("text in {} as it was pasted", text.encoding))));
    }
    let mut lines = Lines::new(dialect, text.as_str().as_bytes(), text.comments);
    let mut gathering = super::grid::Gathering::new(bytes.name.clone());
    let mut rows = 0;
    while let Some(number) = lines.next(&bytes.name)? {
        if lines.record.len() > MOST_COLUMNS {
            return Err(too_wide(&bytes.name, lines.record.len()));
        }
        for at in 0..lines.record.len() {
            gathering.add(number, at, lines.record.text(at));
        }
        rows += 1;
        if rows > SHEET_ROWS {
            return Ok(None);
        }
    }
    Ok(Some((gathering.finish(), format!("text in {}, {}", text.encoding, dialect.spoken()))))
}

/// Whether most commas of a text stand between digits, three behind them.
fn commas_are_in_numbers(text: &str) -> bool {
    let bytes = &text.as_bytes()[..text.len().min(1 << 16)];
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut all, mut within) = (0, 0);
    for at in bytes.iter().enumerate().filter(|(_, byte)| **byte == b',').map(|(at, _)| at) {
        all += 1;
        let three = digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4);
        within += usize::from(at > 0 && digit(at - 1) && three);
    }
    let quoted = text.contains('"');
    all > 0 && within * 10 >= all * 6 && !quoted
}

fn too_wide(file: &str, cells: usize) -> Finding {
    Finding::error(Place::File(file.to_owned()), format!("has {cells} columns"))
        .expected(format!("at most {MOST_COLUMNS}, as a spreadsheet has"))
        .mend("look whether it is a table at all; ask for the columns that are needed")
}

/// The header row: the one that is given; the first, where it has what is looked for; else the
/// one that looks like it.
fn header(sample: &[(usize, Vec<String>)], wanted: &Wanted<'_>) -> Option<HeaderRow> {
    let cells: Vec<Vec<String>> = sample.iter().map(|(_, cells)| cells.clone()).collect();
    if let Some(row) = wanted.reading.header_row {
        let at = sample.iter().position(|(number, _)| *number == row)?;
        return header_row::at(&cells, at);
    }
    if wanted.knows(&cells[0]) || !wanted.tolerant {
        return header_row::at(&cells, 0);
    }
    header_row::find(&cells)
}

impl Wanted<'_> {
    /// Whether a row has a canonical column's name, or a header that was mapped.
    pub fn knows(&self, row: &[String]) -> bool {
        row.iter().any(|cell| {
            self.canonical.contains(&canonical_form(cell).as_str())
                || self.map.pairs().any(|(_, header)| header == cell)
        })
    }
}

/// Said of a table in which no row looks like a header.
pub(crate) fn no_header(file: &str, rows: &[(usize, Vec<String>)]) -> Finding {
    let first = rows.iter().find(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let shown = first.map_or(String::new(), |(number, cells)| {
        let cells: Vec<&str> = cells.iter().take(4).map(String::as_str).collect();
        format!("; row {number} begins \"{}\"", cells.join(" | "))
    });
    Finding::error(Place::File(file.to_owned()), format!("no row looks like a header row{shown}"))
        .expected("a row that names each column")
        .mend("say which row it is with --header-row N, or put one in")
}

/// The records of a text with their row numbers as a spreadsheet counts.
struct Lines<'t> {
    reader: csv::Reader<&'t [u8]>,
    record: csv::StringRecord,
    row: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    fn new(dialect: Dialect, body: &'t [u8], comments: usize) -> Lines<'t> {
        let reader = dialect.reader(body);
        let line = reader.position().line();
        Lines { reader, record: csv::StringRecord::new(), row: comments, line }
    }

    /// Reads the next record and gives its row number.
    fn next(&mut self, file: &str) -> Result<Option<usize>, Finding> {
        let begins = self.row + 1;
        let more = self.reader.read_record(&mut self.record).map_err(|error| {
            Finding::error(Place::File(file.to_owned()), format!("is not CSV: {error}"))
        })?;
        if !more {
            return Ok(None);
        }
        // The reader passes over blank lines, which a spreadsheet counts.
        let lines = self.reader.position().line() - self.line;
        self.line += lines;
        let mut blank = 0;
        if lines > 1 {
            let within = self.record.as_slice().bytes().filter(|b| *b == b'\n').count() as u64;
            blank = lines.saturating_sub(within + 1);
            if within > MOST_LINES_IN_A_CELL || self.record.as_slice().len() > LONGEST_LINE {
                let row = begins + usize::try_from(blank).unwrap_or(0);
                return Err(Finding::error(
                    Place::Row { file: file.to_owned(), row },
                    "has a cell that begins with a quote which is never closed",
                )
                .mend("close the quote, or write it twice where it belongs to the text"));
            }
        }
        self.row = begins + usize::try_from(blank).unwrap_or(0);
        Ok(Some(self.row))
    }

    fn position(&self) -> u64 {
        self.reader.position().byte()
    }
}

/// Finds out what stands between cells: what cuts most rows into one number of cells.
pub(crate) fn dialect(text: &str, given: Option<char>) -> Dialect {
    let mut end = text.len().min(1 << 16);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // Whole lines only, unless there is just one.
    let start = match text[..end].rfind('\n') {
        Some(at) if end < text.len() => &text[..=at],
        _ => &text[..end],
    };
    let given = given.and_then(|c| u8::try_from(c).ok());
    let mut best = (0_usize, 0_usize, b',');
    for (delimiter, _) in DELIMITERS {
        let mut counts: Vec<usize> = Vec::new();
        let mut reader = Dialect { delimiter, quote: b'"' }.reader(start.as_bytes());
        let mut record = csv::ByteRecord::new();
        while counts.len() < 100 && reader.read_byte_record(&mut record).unwrap_or(false) {
            counts.push(record.len());
        }
        let mut sorted: Vec<usize> = counts.iter().copied().filter(|count| *count > 1).collect();
        sorted.sort_unstable();
        let Some(usual) = most_frequent(&sorted) else { continue };
        let agreeing = counts.iter().filter(|count| **count == usual).count();
        // In twentieths of the rows, so that a stray line does not decide.
        let share = agreeing * 20 / counts.len();
        let standing = (share, usual, delimiter);
        if share > best.0 || (share == best.0 && usual >= best.1) {
            best = standing;
        }
    }
    let delimiter = given.unwrap_or(best.2);
    let first = start.lines().find(|line| line.contains(char::from(delimiter))).unwrap_or("");
    let cells: Vec<&str> = first.split(char::from(delimiter)).map(str::trim).collect();
    let single = |cell: &&str| cell.len() > 1 && cell.starts_with('\'') && cell.ends_with('\'');
    let quote = if cells.len() > 1 && cells.iter().all(single) { b'\'' } else { b'"' };
    Dialect { delimiter, quote }
}

fn most_frequent(sorted: &[usize]) -> Option<usize> {
    sorted.chunk_by(|a, b| a == b).max_by_key(|run| (run.len(), run[0])).map(|run| run[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(text: &str) -> char {
        char::from(dialect(text, None).delimiter)
    }

    #[test]
    fn decimal_commas_do_not_hide_the_semicolons() {
        assert_eq!(
            between("Puesto;Sueldo;Horas\nConserje;1.234,56;37,5\nMaestra;2.345,67;40,0\n"),
            ';'
        );
    }

    #[test]
    fn title_lines_do_not_hide_the_delimiter() {
        assert_eq!(between("County of Elsewhere, Payroll\n\na|b|c\n1|2,5|3\n4|5,5|6\n"), '|');
    }

    #[test]
    fn one_column_is_read_as_commas() {
        assert_eq!(between("name\nx\ny\n"), ',');
    }
}
