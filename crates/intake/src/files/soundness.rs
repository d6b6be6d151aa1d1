//! Looks into workbooks before their reader does: what it would do forever, or with more memory
//! than a table needs, is refused here.

use std::io::{BufReader, Cursor, Read, Write};

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
    let mut cells = rectangle(&stream);
    unsay_dimensions(&mut stream, 0);
    for sheet in sheet_positions(&stream) {
        cells = cells.max(rectangle(&stream[sheet..]));
        unsay_dimensions(&mut stream, sheet);
    }
    if too_sparse(cells, stream.len()) {
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

/// The shared texts of a workbook (XLSX) as many as their part can hold: its reader makes room for
/// as many as are said.
pub(crate) fn xlsx(content: impl Read + std::io::Seek) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(content).map_err(|error| error.to_string())?;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|error| error.to_string())?;
        let mut part = BufReader::new(entry);
        let Some(said) = said_texts(&mut part).filter(|said| *said > FREE_CELLS) else { continue };
        let rest = std::io::copy(&mut part, &mut std::io::sink()).map_err(|e| e.to_string())?;
        // A text takes five bytes at the least.
        if said > rest {
            return Err("it says that it has more texts than fit into it".to_owned());
        }
    }
    Ok(())
}

/// How many texts a table of shared texts (ECMA-376 part 1, 18.4.9) says it has.
fn said_texts(part: impl std::io::BufRead) -> Option<u64> {
    let mut reader = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                if tag.local_name().as_ref() != "sst" {
                    return None;
                }
                let said = tag.attributes().flatten().find(|a| a.key.as_ref() == "uniqueCount")?;
                return Some(said.value.trim().parse().unwrap_or(u64::MAX));
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// A number of two bytes, 0 beyond the end.
fn number(stream: &[u8], at: usize) -> u16 {
    stream.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
}

/// The records of a stream from a place on (MS-XLS 2.1.4: a type, a length and data): the type, and
/// where the data are.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, std::ops::Range<usize>)> {
    let mut at = from;
    std::iter::from_fn(move || {
        let data = at + 4;
        let kind = stream.get(at..data).map(|_| number(stream, at))?;
        at = data + usize::from(number(stream, at + 2));
        Some((kind, data..at))
    })
}

/// Where the sheets begin, as far as that is in the stream (MS-XLS 2.4.28, BoundSheet8).
fn sheet_positions(stream: &[u8]) -> Vec<usize> {
    let position = |data: std::ops::Range<usize>| {
        let low = usize::from(number(stream, data.start));
        let position = low | usize::from(number(stream, data.start + 2)) << 16;
        (position < stream.len()).then_some(position)
    };
    let mut positions: Vec<usize> = records(stream, 0)
        .filter(|(kind, _)| *kind == 0x0085)
        .filter_map(|(_, data)| position(data))
        .collect();
    positions.sort_unstable();
    positions.dedup();
    positions
}

/// Empties what a sheet says of its own size (MS-XLS 2.4.90, Dimensions): the reader makes room for
/// that many cells before it has seen one.
fn unsay_dimensions(stream: &mut [u8], from: usize) {
    let said: Vec<_> =
        records(stream, from).filter(|(kind, _)| *kind == 0x0200).map(|(_, data)| data).collect();
    for data in said {
        if let Some(bytes) = stream.get_mut(data) {
            bytes.fill(0);
        }
    }
}

/// The cells of the rectangles that a workbook's sheets span: cells begin with row and column.
fn rectangle(stream: &[u8]) -> u64 {
    let number = |at: usize| u64::from(number(stream, at));
    let (mut sum, mut rows, mut columns) = (0_u64, 0_u64, 0_u64);
    for (kind, data) in records(stream, 0) {
        let (data, length) = (data.start, data.len());
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
    fn a_sheet_that_says_it_ends_before_it_begins_does_not_fill_memory() {
        let sound = include_bytes!("../../../goodfaith/tests/import/old-workbook.xls");
        let dimensions = [0x00, 0x02, 0x0e, 0x00];
        let at = sound.windows(4).position(|four| four == dimensions).unwrap() + 4;
        let mut broken = sound.to_vec();
        broken[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
        let stream = xls(&broken).unwrap();
        let at = stream.windows(4).position(|four| four == dimensions).unwrap() + 4;
        assert_eq!(stream[at..at + 14], [0; 14]);
    }

    #[test]
    fn more_texts_than_fit_into_their_part_are_refused() {
        let texts = |said: &str| {
            said_texts(
                format!("<?xml version=\"1.0\"?><sst uniqueCount=\"{said}\"><si/></sst>")
                    .as_bytes(),
            )
        };
        assert_eq!(texts("1"), Some(1));
        assert_eq!(texts("99999999999999999999"), Some(u64::MAX));
        assert_eq!(said_texts(&b"<worksheet/>"[..]), None);
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
