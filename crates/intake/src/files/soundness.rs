//! Looks into workbooks before their reader does: what it would do forever, or with more memory
//! than a table needs, is refused here.

use std::io::{Cursor, Read, Write};

use quick_xml::events::Event;

/// Cells of a sheet's rectangle that are read whatever the size of the file; beyond it, one for each
/// byte. A sheet of people has about one for every twenty bytes.
const FREE_CELLS: u64 = 4_000_000;

/// Whether a rectangle of cells is out of all proportion to its file.
fn too_sparse(cells: u64, bytes: usize) -> bool {
    cells > FREE_CELLS.saturating_add(bytes as u64)
}

/// What is said of such a file.
const SPARSE: &str = "its cells lie too far apart for a table";

/// The workbook of an old file (XLS) in a new container: chains of the old one may lead in circles,
/// which its reader would follow.
pub(crate) fn xls(content: &[u8]) -> Result<Vec<u8>, String> {
    let say = |error: std::io::Error| error.to_string();
    let mut old = cfb::CompoundFile::open(Cursor::new(content)).map_err(say)?;
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"]
        .into_iter()
        .find(|name| old.is_stream(name))
        .ok_or("there is no workbook in it")?;
    let mut stream = Vec::new();
    let most = content.len() as u64;
    let opened = old.open_stream(name).map_err(say)?;
    opened.take(most).read_to_end(&mut stream).map_err(say)?;
    if too_sparse(rectangle(&stream), stream.len()) {
        return Err(SPARSE.to_owned());
    }
    let version = cfb::Version::V3;
    let mut sound =
        cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new())).map_err(say)?;
    let name = if name.to_uppercase() == "/BOOK" { "/Book" } else { "/Workbook" };
    sound.create_stream(name).and_then(|mut new| new.write_all(&stream)).map_err(say)?;
    sound.flush().map_err(say)?;
    Ok(sound.into_inner().into_inner())
}

/// The cells of the rectangles that a workbook's sheets span (MS-XLS 2.1.4: records of a type, a
/// length and data; cells begin with row and column).
fn rectangle(stream: &[u8]) -> u64 {
    let number = |at: usize| -> u64 {
        stream.get(at..at + 2).map_or(0, |two| u64::from(u16::from_le_bytes([two[0], two[1]])))
    };
    let (mut sum, mut rows, mut columns) = (0_u64, 0_u64, 0_u64);
    let mut at = 0;
    while at + 4 <= stream.len() {
        let (kind, length) = (number(at), usize::try_from(number(at + 2)).unwrap_or(0));
        let data = at + 4;
        match kind {
            // BOF: another sheet begins.
            0x0809 | 0x0409 | 0x0209 | 0x0009 => {
                sum += rows * columns;
                (rows, columns) = (0, 0);
            }
            // Formula, Blank, Number, Label, BoolErr, MulRk, MulBlank, RString, LabelSst, Rk.
            0x0006 | 0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x00bd | 0x00be | 0x00d6 | 0x00fd
            | 0x027e
                if length >= 4 =>
            {
                let last = if kind == 0x00bd || kind == 0x00be {
                    number((data + length).saturating_sub(2))
                } else {
                    number(data + 2)
                };
                rows = rows.max(number(data) + 1);
                columns = columns.max(last.max(number(data + 2)) + 1);
            }
            _ => {}
        }
        at = data + length;
    }
    sum + rows * columns
}

/// Whether the sheets of an open document (ODS) span what a table may: a cell, and a row, can say
/// that it stands many times.
pub(crate) fn ods(content_xml: &[u8]) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_reader(content_xml);
    let mut buffer = Vec::new();
    let mut sheet = Sheet::default();
    let mut sum = 0_u64;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let repeats = |name: &str| {
                    let found = tag.attributes().flatten().find(|a| a.key.as_ref() == name);
                    found.map_or(1, |found| found.value.parse().unwrap_or(1))
                };
                match tag.name().as_ref() {
                    "table:table" => {
                        sum = sum.saturating_add(sheet.cells());
                        sheet = Sheet::default();
                    }
                    "table:table-row" => sheet.row(repeats("table:number-rows-repeated")),
                    "table:table-cell" | "table:covered-table-cell" => {
                        let filled = tag.attributes().flatten().any(|attribute| {
                            let key = attribute.key.as_ref();
                            key.starts_with("office:") || key == "table:formula"
                        });
                        sheet.cell(repeats("table:number-columns-repeated"), filled);
                    }
                    _ => {}
                }
            }
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    sum = sum.saturating_add(sheet.cells());
    if too_sparse(sum, content_xml.len()) { Err(SPARSE.to_owned()) } else { Ok(()) }
}

/// The rectangle of a sheet, as far as it is read.
#[derive(Default)]
struct Sheet {
    rows: u64,
    /// Rows down to the last that has something in it.
    filled_rows: u64,
    repeats: u64,
    width: u64,
    widest: u64,
    /// Cells that are made one by one while rows are read.
    made: u64,
}

impl Sheet {
    fn row(&mut self, repeats: u64) {
        self.rows = self.rows.saturating_add(self.repeats);
        self.repeats = repeats;
        self.width = 0;
    }

    fn cell(&mut self, repeats: u64, filled: bool) {
        self.width = self.width.saturating_add(repeats).min(1 << 20);
        if filled {
            self.widest = self.widest.max(self.width);
            self.made = self.made.saturating_add(repeats.min(1 << 20));
            self.filled_rows = self.rows.saturating_add(self.repeats);
        }
    }

    fn cells(&self) -> u64 {
        self.filled_rows.saturating_mul(self.widest).saturating_add(self.made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &str) -> Result<(), String> {
        ods(format!("<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>")
            .as_bytes())
    }

    #[test]
    fn blank_cells_that_fill_the_sheet_are_no_matter() {
        let row = "<table:table-row><table:table-cell office:value-type=\"float\"/>\
            <table:table-cell table:number-columns-repeated=\"16383\"/></table:table-row>";
        let rest = "<table:table-row table:number-rows-repeated=\"1048575\">\
            <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert_eq!(sheet(&format!("{row}{rest}")), Ok(()));
    }

    #[test]
    fn a_cell_that_stands_in_every_place_of_the_sheet_is_refused() {
        let row = "<table:table-row table:number-rows-repeated=\"1000000\">\
            <table:table-cell office:value-type=\"float\" table:number-columns-repeated=\"16000\"/>\
            </table:table-row>";
        assert_eq!(sheet(row), Err(SPARSE.to_owned()));
    }
}
