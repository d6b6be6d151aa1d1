//! Findings as a file to send back to the employer: a list, and the rows with their cells marked.

use intake::import::MarkedRow;
use intake::{Finding, Findings, Place, Severity};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook, XlsxError,
};

const HEADERS: [&str; 10] = [
    "severity",
    "file",
    "row",
    "cell",
    "column",
    "value",
    "what",
    "expected",
    "please",
    "rows alike",
];

/// How wide the columns of the list are, in letters.
const WIDTHS: [usize; 10] = [9, 30, 8, 8, 20, 20, 48, 38, 44, 10];

/// One line of the list: a place with what was found there.
struct Line<'a> {
    finding: &'a Finding,
    place: Place,
    value: String,
}

/// Every place of every finding, with the value that stands there.
fn lines<'a>(findings: &'a Findings, marked: &[MarkedRow]) -> Vec<Line<'a>> {
    let value = |place: &Place| {
        let Place::Cell { file, row, column, .. } = place else { return String::new() };
        let found = marked
            .binary_search_by(|known| {
                known.file.as_str().cmp(file.as_str()).then(known.row.cmp(row))
            })
            .ok()
            .or_else(|| marked.iter().position(|known| known.file == *file && known.row == *row));
        let cells = found.map(|at| &marked[at].cells);
        cells
            .and_then(|cells| cells.iter().find(|(header, _)| header == column))
            .map_or(String::new(), |(_, text)| text.clone())
    };
    let mut lines = Vec::new();
    for finding in &findings.0 {
        for place in finding.places() {
            let value = value(&place);
            lines.push(Line { finding, place, value });
        }
    }
    lines
}

impl Line<'_> {
    /// What is wrong, with this cell's own value where the finding names its first.
    fn what(&self) -> String {
        let what = &self.finding.what;
        let rest = what.strip_prefix('"').and_then(|rest| rest.split_once('"'));
        match rest {
            Some((first, rest))
                if !self.value.is_empty() && !first.is_empty() && rest.starts_with(" is") =>
            {
                format!("\"{}\"{rest}", self.value)
            }
            _ => what.clone(),
        }
    }

    /// What the employer is asked to do; flags of ours are nothing to them.
    fn please(&self) -> String {
        let mend = self.finding.mend.clone().unwrap_or_default();
        let clauses = mend.split("; ").filter(|clause| !clause.contains("--"));
        let asked = clauses.collect::<Vec<_>>().join("; ");
        match asked.strip_prefix("ask the employer ") {
            Some(rest) => format!("please say {rest}"),
            None if asked.is_empty() => "please check, and correct or explain".to_owned(),
            None => asked,
        }
    }

    fn cells(&self) -> [String; 10] {
        let severity = match self.finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let (file, row, column) = match &self.place {
            Place::File(file) => (file.clone(), String::new(), String::new()),
            Place::Line { file, line } => (file.clone(), line.to_string(), String::new()),
            Place::Row { file, row } => (file.clone(), row.to_string(), String::new()),
            Place::Cell { file, row, column, .. } => {
                (file.clone(), row.to_string(), column.clone())
            }
            Place::Argument(argument) => (argument.clone(), String::new(), String::new()),
        };
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            severity.to_owned(),
            file,
            row,
            self.place.cell().unwrap_or_default(),
            column,
            self.value.clone(),
            self.what(),
            text(&self.finding.expected),
            self.please(),
            (self.finding.also.len() + 1).to_string(),
        ]
    }
}

/// A cell that a spreadsheet program would run as a formula is written as text.
fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '@' | '\t' | '\r') => format!("'{text}"),
        Some('-')
            if text.parse::<i64>().is_err()
                && text.len() > 1
                && !text[1..].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            format!("'{text}")
        }
        _ => text.to_owned(),
    }
}

/// The list as CSV, a line for each place.
pub fn findings_csv(findings: &Findings, marked: &[MarkedRow]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let _ = writer.write_record(HEADERS);
    for line in lines(findings, marked) {
        let _ = writer.write_record(line.cells().map(|cell| harmless(&cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// The list and the marked rows as a workbook.
///
/// # Errors
///
/// A sentence where a workbook cannot hold them.
pub fn findings_xlsx(findings: &Findings, marked: &[MarkedRow]) -> Result<Vec<u8>, String> {
    workbook(findings, marked).map_err(|error| error.to_string())
}

fn workbook(findings: &Findings, marked: &[MarkedRow]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same findings give the same bytes: no clock.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let head = Format::new().set_bold().set_background_color(Color::RGB(0xE7E6E6));
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let error = Format::new()
        .set_background_color(Color::RGB(0xFFC7CE))
        .set_font_color(Color::RGB(0x7A0010))
        .set_align(FormatAlign::Top);
    let warning = Format::new()
        .set_background_color(Color::RGB(0xFFEB9C))
        .set_font_color(Color::RGB(0x5C4400))
        .set_align(FormatAlign::Top);
    let list = book.add_worksheet().set_name("Findings")?;
    for (column, header) in (0_u16..).zip(HEADERS) {
        list.write_with_format(0, column, header, &head)?;
    }
    let all = lines(findings, marked);
    for (row, line) in (1_u32..1_048_576).zip(&all) {
        let mut lines = 1;
        for ((column, text), width) in (0_u16..).zip(line.cells()).zip(WIDTHS) {
            // About as many letters go into a line as a column is wide.
            lines = lines.max(text.chars().count().div_ceil(width));
            list.write_with_format(row, column, text, &wrap)?;
        }
        list.set_row_height(row, 15 * u32::try_from(lines).unwrap_or(1))?;
        let colour = if line.finding.severity == Severity::Error { &error } else { &warning };
        list.write_with_format(row, 0, line.cells()[0].clone(), colour)?;
    }
    for (column, width) in (0_u16..).zip(WIDTHS) {
        list.set_column_width(column, u32::try_from(width).unwrap_or(20))?;
    }
    list.set_freeze_panes(1, 0)?;
    list.set_landscape().set_print_fit_to_pages(1, 0);
    list.set_repeat_rows(0, 0)?;
    let last = u32::try_from(all.len()).unwrap_or(u32::MAX).min(1_048_575);
    list.autofilter(0, 0, last, 9)?;
    let mut files: Vec<&str> = marked.iter().map(|row| row.file.as_str()).collect();
    files.dedup();
    for (number, file) in files.iter().enumerate() {
        let name =
            if files.len() == 1 { "Rows".to_owned() } else { format!("Rows {}", number + 1) };
        let sheet = book.add_worksheet().set_name(name)?;
        sheet.write_with_format(0, 0, *file, &head)?;
        let rows: Vec<&MarkedRow> = marked.iter().filter(|row| row.file == *file).collect();
        let Some(first) = rows.first() else { continue };
        sheet.write_with_format(1, 0, "row", &head)?;
        for (column, (header, _)) in (1_u16..).zip(&first.cells) {
            sheet.write_with_format(1, column, header, &head)?;
            sheet.set_column_width(column, 18)?;
        }
        for (row, marked) in (2_u32..1_048_576).zip(rows) {
            sheet.write(row, 0, u32::try_from(marked.row).unwrap_or(u32::MAX))?;
            for (column, (_, text)) in (1_u16..).zip(&marked.cells) {
                sheet.write_string(row, column, text)?;
            }
            // Several findings of one cell share one note.
            let mut column_marks: Vec<(u16, bool, String)> = Vec::new();
            for mark in &marked.marks {
                let column = mark.at.map_or(0, |at| u16::try_from(at + 1).unwrap_or(0));
                let what = findings.0[mark.finding].what.clone();
                let is_error = mark.severity == Severity::Error;
                match column_marks.iter_mut().find(|(known, ..)| *known == column) {
                    Some((_, known_error, text)) => {
                        *known_error |= is_error;
                        text.push('\n');
                        text.push_str(&what);
                    }
                    None => column_marks.push((column, is_error, what)),
                }
            }
            for (column, is_error, what) in column_marks {
                let colour = if is_error { &error } else { &warning };
                match column {
                    0 => {
                        let number = u32::try_from(marked.row).unwrap_or(u32::MAX);
                        sheet.write_with_format(row, 0, number, colour)?;
                    }
                    column => {
                        let text = marked.cells.get(usize::from(column) - 1).map_or("", |(_, t)| t);
                        sheet.write_string_with_format(row, column, text, colour)?;
                    }
                }
                let short: String = what.chars().take(1000).collect();
                sheet.insert_note(row, column, &Note::new(short).set_author("Good Faith"))?;
            }
        }
        sheet.set_freeze_panes(2, 1)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 1)?;
    }
    book.save_to_buffer()
}
