use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Reader, Xls, Xlsx};

use super::blocks::{self, Block};
use super::bytes::Bytes;
use super::format::Format;
use super::grid::{Gathering, Grid};
use super::quietly::quietly;
use super::rows::Rows;
use super::soundness;
use super::table::{Table, Wanted};
use super::unpack;
use crate::mapping::lexicon;
use crate::{Finding, Findings, Place};

/// Cells of the largest sheet that is read.
const MOST_CELLS: usize = 60_000_000;

/// Where the cells of a sheet came from, whatever program wrote them.
type Content = bytes::Bytes;

/// The sheets of a workbook, and what it is.
pub(crate) fn sheets(
    bytes: &Bytes,
    sheet: Option<&str>,
    progress: &crate::Progress<'_>,
) -> Result<(Vec<Grid>, &'static str), Finding> {
    let file = || Place::File(bytes.name.clone());
    let broken = |error: &dyn std::fmt::Display| {
        Finding::error(file(), format!("is a workbook that cannot be read: {error}"))
            .mend("open it in a spreadsheet program and save it again, or ask for it again")
    };
    let content = bytes.bytes.clone();
    let kind = match Format::of(&content) {
        Format::Zip => Kind::of_zip(&bytes.name, &content)?,
        _ => Kind::of_compound(&bytes.name, &content)?,
    };
    let read = quietly(|| match kind {
        Kind::Xlsx => read_xlsx(bytes, sheet, progress),
        Kind::Xls => read_xls(bytes, sheet),
        Kind::Ods => read_ods(bytes, sheet),
    });
    let grids = read.ok_or_else(|| broken(&"it is damaged"))??;
    Ok((grids, kind.name()))
}

#[derive(Clone, Copy)]
enum Kind {
    Xlsx,
    Xls,
    Ods,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Xlsx => "workbook (XLSX)",
            Kind::Xls => "workbook (XLS)",
            Kind::Ods => "workbook (ODS)",
        }
    }

    /// What a zip archive holds, and that it does not unpack to more than a workbook can be.
    fn of_zip(file: &str, content: &Content) -> Result<Kind, Finding> {
        let place = || Place::File(file.to_owned());
        let broken = |error: &dyn std::fmt::Display| {
            Finding::error(place(), format!("is a workbook that cannot be read: {error}"))
                .mend("ask for the file again: it was cut off or damaged on the way")
        };
        let opened = quietly(|| zip::ZipArchive::new(Cursor::new(content.clone())));
        let mut archive =
            opened.ok_or_else(|| broken(&"it is damaged"))?.map_err(|error| broken(&error))?;
        let most = unpack::most(content.len() as u64);
        let mut unpacked = 0_u64;
        let mut kind = None;
        for at in 0..archive.len() {
            let sized = quietly(|| -> Result<(String, u64), String> {
                let mut entry = archive.by_index(at).map_err(|error| error.to_string())?;
                let name = entry.name().map_err(|error| error.to_string())?.into_owned();
                // What an archive says of a part's size may be false; what comes out is not.
                let limit = most.saturating_sub(unpacked).saturating_add(1);
                let mut limited = std::io::Read::take(&mut entry, limit);
                let size = std::io::copy(&mut limited, &mut std::io::sink());
                Ok((name, size.map_err(|error| error.to_string())?))
            });
            let (name, size) =
                sized.ok_or_else(|| broken(&"it is damaged"))?.map_err(|error| broken(&error))?;
            unpacked += size;
            if unpacked > most {
                return Err(unpack::bomb(file));
            }
            kind = kind.or(match name.as_str() {
                "xl/workbook.xml" => Some(Ok(Kind::Xlsx)),
                "content.xml" => Some(Ok(Kind::Ods)),
                "word/document.xml" => Some(Err("is a Word document, not a table")),
                "xl/workbook.bin" => Some(Err("is a binary workbook (XLSB), which is not read")),
                "ppt/presentation.xml" => Some(Err("is a presentation, not a table")),
                _ => None,
            });
        }
        match kind {
            Some(Ok(kind)) => Ok(kind),
            Some(Err(what)) => Err(Finding::error(place(), what)
                .expected("CSV or other text, XLSX, XLS, ODS or Parquet")
                .mend("ask for the table as a workbook (XLSX) or as CSV")),
            None => Err(Finding::error(place(), "is a zip archive, not a workbook")
                .mend("unpack it and give the files in it")),
        }
    }

    fn of_compound(file: &str, content: &Content) -> Result<Kind, Finding> {
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let holds = |name: &str| {
            let name = wide(name);
            content.chunks(128).any(|entry| entry.starts_with(&name))
        };
        let place = || Place::File(file.to_owned());
        if holds("EncryptedPackage") {
            return Err(Finding::error(place(), "is a workbook under a password")
                .mend("open it with the password and save it without one, or ask for it so"));
        }
        if holds("WordDocument") {
            return Err(Finding::error(place(), "is a Word document, not a table")
                .mend("ask for the table as a workbook (XLSX) or as CSV"));
        }
        Ok(Kind::Xls)
    }
}

fn display(file: &str, sheets: usize, sheet: &str) -> String {
    if sheets == 1 { file.to_owned() } else { format!("{file}, sheet {sheet}") }
}

/// The sheets to read: the one that is named, or all.
fn chosen(file: &str, names: &[String], sheet: Option<&str>) -> Result<Vec<String>, Finding> {
    let Some(sheet) = sheet else { return Ok(names.to_vec()) };
    match names.iter().find(|name| name.trim() == sheet.trim()) {
        Some(name) => Ok(vec![name.clone()]),
        None => {
            let place = Place::Argument(format!("--sheet {sheet}"));
            Err(Finding::error(place, format!("{file} has no sheet \"{sheet}\""))
                .expected(format!("one of {}", super::table::quoted(names)))
                .near(sheet, names))
        }
    }
}

fn too_large(file: &str) -> Finding {
    Finding::error(
        Place::File(file.to_owned()),
        format!("has more than {} million cells on a sheet", MOST_CELLS / 1_000_000),
    )
    .mend("save the sheet as CSV and give that")
}

fn read_xlsx(
    bytes: &Bytes,
    sheet: Option<&str>,
    progress: &crate::Progress<'_>,
) -> Result<Vec<Grid>, Finding> {
    let broken = |error: &dyn std::fmt::Display| {
        Finding::error(
            Place::File(bytes.name.clone()),
            format!("is a workbook that cannot be read: {error}"),
        )
        .mend("open it in a spreadsheet program and save it again, or ask for it again")
    };
    soundness::xlsx(Cursor::new(bytes.bytes.clone())).map_err(|error| broken(&error))?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes.bytes.clone())).map_err(|error| broken(&error))?;
    let all: Vec<String> = visible(book.sheets_metadata());
    let names = chosen(&bytes.name, &all, sheet)?;
    let mut grids = Vec::new();
    for name in names {
        let file = display(&bytes.name, all.len(), &name);
        let mut gathering = Gathering::new(file.clone());
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A sheet of charts has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(broken(&error)),
        };
        let last = cells.dimensions().end.0.max(1);
        let mut count = 0_usize;
        while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
            let (row, column) = cell.get_position();
            let text = match cell.get_value() {
                DataRef::SharedString(text) => (*text).to_owned(),
                DataRef::String(text) => text.clone(),
                other => printed(&Data::from(other.clone())),
            };
            gathering.add(row as usize + 1, column as usize, &text);
            count += 1;
            if count > MOST_CELLS {
                return Err(too_large(&bytes.name));
            }
            if count.is_multiple_of(1 << 16) {
                progress.say("reading", &file, u64::from(row), u64::from(last))?;
            }
        }
        drop(cells);
        let mut grid = gathering.finish();
        if let Ok(merged) = book.merge_cells_by_sheet_name(&name) {
            grid.merged = spans(&merged);
        }
        grids.push(grid);
    }
    Ok(grids)
}

/// Merged cells row by row, as far as headers go.
fn spans(merged: &[calamine::Dimensions]) -> Vec<(usize, usize, usize)> {
    merged
        .iter()
        .filter(|cells| cells.start.1 < cells.end.1 && cells.start.0 < 200)
        .map(|cells| (cells.start.0 as usize + 1, cells.start.1 as usize, cells.end.1 as usize))
        .collect()
}

/// Sheets that people see; all where none is.
fn visible(sheets: &[calamine::Sheet]) -> Vec<String> {
    let shown: Vec<String> = sheets
        .iter()
        .filter(|sheet| sheet.visible == calamine::SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    match shown.is_empty() {
        true => sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        false => shown,
    }
}

/// Said of a workbook that its reader, or a look before it, gave up on.
fn broken(file: &str, error: &dyn std::fmt::Display) -> Finding {
    Finding::error(
        Place::File(file.to_owned()),
        format!("is a workbook that cannot be read: {error}"),
    )
    .mend("open it in a spreadsheet program and save it again, or ask for it again")
}

fn read_xls(bytes: &Bytes, sheet: Option<&str>) -> Result<Vec<Grid>, Finding> {
    let sound = soundness::xls(&bytes.bytes).map_err(|error| broken(&bytes.name, &error))?;
    let mut book: Xls<_> = Xls::new(Cursor::new(sound)).map_err(|error| {
        let place = Place::File(bytes.name.clone());
        match error {
            calamine::XlsError::Password => Finding::error(place, "is a workbook under a password")
                .mend("open it with the password and save it without one, or ask for it so"),
            error => Finding::error(place, format!("is a workbook that cannot be read: {error}"))
                .mend("open it in a spreadsheet program and save it again, or ask for it again"),
        }
    })?;
    let all = visible(book.sheets_metadata());
    let names = chosen(&bytes.name, &all, sheet)?;
    let mut grids = Vec::new();
    for name in names {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let mut grid = gathered(display(&bytes.name, all.len(), &name), &range);
        grid.merged =
            book.merge_cells_by_sheet_name(&name).map_or(Vec::new(), |merged| spans(&merged));
        grids.push(grid);
    }
    Ok(grids)
}

fn read_ods(bytes: &Bytes, sheet: Option<&str>) -> Result<Vec<Grid>, Finding> {
    let content = zip::ZipArchive::new(Cursor::new(bytes.bytes.clone()))
        .map_err(|error| error.to_string())
        .and_then(|mut archive| {
            let mut content = Vec::new();
            let mut part = archive.by_name("content.xml").map_err(|error| error.to_string())?;
            std::io::Read::read_to_end(&mut part, &mut content)
                .map_err(|error| error.to_string())?;
            Ok(content)
        });
    content
        .and_then(|content| soundness::ods(&content))
        .map_err(|error| broken(&bytes.name, &error))?;
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes.bytes.clone())).map_err(|error| {
        Finding::error(
            Place::File(bytes.name.clone()),
            format!("is a workbook that cannot be read: {error}"),
        )
        .mend("open it in a spreadsheet program and save it again, or ask for it again")
    })?;
    let all = visible(book.sheets_metadata());
    let names = chosen(&bytes.name, &all, sheet)?;
    let mut grids = Vec::new();
    for name in names {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        grids.push(gathered(display(&bytes.name, all.len(), &name), &range));
    }
    Ok(grids)
}

fn gathered(file: String, range: &calamine::Range<Data>) -> Grid {
    let mut gathering = Gathering::new(file);
    let (top, left) = range.start().unwrap_or((0, 0));
    for (row, column, value) in range.used_cells() {
        gathering.add(top as usize + row + 1, left as usize + column, &printed(value));
    }
    gathering.finish()
}

/// A cell's value as text: numbers to the fifteen digits that spreadsheets keep, days as ISO dates.
fn printed(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => fifteen_digits(*number),
        Data::Bool(true) => "true".to_owned(),
        Data::Bool(false) => "false".to_owned(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            match (hour, minute) {
                (0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
            }
        }
        Data::DateTime(moment) => fifteen_digits(moment.as_f64()),
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
    }
}

/// A sum such as 4279.650000000001 is what a spreadsheet shows as 4279.65.
fn fifteen_digits(number: f64) -> String {
    if number == number.trunc() && number.abs() < 1e15 {
        return format!("{number:.0}");
    }
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    format!("{rounded}")
}

/// Reads the table of a workbook that looks most like what is wanted.
pub(crate) fn read(
    bytes: &Bytes,
    wanted: &Wanted<'_>,
    findings: &mut Findings,
) -> Result<Table, Finding> {
    let (grids, kind) = sheets(bytes, wanted.reading.sheet.as_deref(), wanted.progress)?;
    let found: Vec<(usize, Block)> = grids
        .iter()
        .enumerate()
        .flat_map(|(at, grid)| {
            blocks::find(grid, wanted.reading.header_row).into_iter().map(move |block| (at, block))
        })
        .collect();
    let standing = |(_, block): &(usize, Block)| {
        let Some(header) = &block.header else { return (false, 0, 0) };
        let wanted_here = wanted.knows(&header.headers);
        let known = header.headers.iter().filter(|text| lexicon::is_header(text)).count();
        (wanted_here, block.data().len() * known.max(1), known)
    };
    let best = found
        .iter()
        .enumerate()
        .max_by_key(|(at, entry)| (standing(entry), std::cmp::Reverse(*at)));
    let Some((chosen, (sheet, block))) = best else {
        return Err(Finding::error(Place::File(bytes.name.clone()), "is empty")
            .expected("a header row and rows of data"));
    };
    let grid = &grids[*sheet];
    let mut table = table(grid, block, wanted, findings)?;
    let others: Vec<String> = found
        .iter()
        .enumerate()
        .filter(|(at, (_, other))| *at != chosen && !other.data().is_empty())
        .map(|(_, (sheet, other))| match grids.len() {
            1 => other.range(grid),
            _ => format!("{} {}", grids[*sheet].file, other.range(&grids[*sheet])),
        })
        .collect();
    table.said.insert(0, format!("{kind}, table {} of {}", block.range(grid), grid.file));
    if !others.is_empty() {
        table.said.push(format!("other tables, passed over: {}", others.join("; ")));
    }
    // A table with the same headers, or one that is a roster too, is not passed over in silence.
    let headers = |block: &Block| block.header.as_ref().map_or(Vec::new(), |h| h.headers.clone());
    let own = headers(block);
    let alike = |other: &Block| {
        let theirs = headers(other);
        let shared = theirs.iter().filter(|text| !text.is_empty() && own.contains(text)).count();
        theirs == own || (shared >= 2 && shared * 2 >= own.len().min(theirs.len()))
    };
    let same: Vec<&String> = found
        .iter()
        .enumerate()
        .filter(|(at, (_, other))| *at != chosen && !other.data().is_empty() && alike(other))
        .map(|(_, (sheet, _))| &grids[*sheet].file)
        .collect();
    if let Some(first) = same.first() {
        findings.push(
            Finding::error(
                Place::File(grid.file.clone()),
                format!(
                    "another table has most of its headers ({first}): which is meant is not guessed"
                ),
            )
            .mend(
                "name the sheet with --sheet; for several, save each as a file and give them all",
            ),
        );
    }
    Ok(table)
}

/// One table of a sheet.
pub(crate) fn table(
    grid: &Grid,
    block: &Block,
    wanted: &Wanted<'_>,
    findings: &mut Findings,
) -> Result<Table, Finding> {
    let first_rows = || -> Vec<(usize, Vec<String>)> {
        let rows = block.rows.iter().take(3);
        rows.map(|row| (grid.rows[*row].number, grid.cells(*row, &block.columns))).collect()
    };
    let header =
        block.header.as_ref().ok_or_else(|| super::no_header(&grid.file, &first_rows()))?;
    let mut headers = header.headers.clone();
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    let layout = wanted.layout(&grid.file, &headers, findings);
    let sample: Vec<Vec<String>> =
        block.data().iter().take(200).map(|row| grid.cells(*row, &block.columns)).collect();
    let last = block.rows[header.rows.end - 1];
    let mut rows = Rows::new(grid.file.clone(), headers, layout, grid.rows[last].number + 1)
        .left(block.columns.start);
    if wanted.tolerant {
        rows = rows.tolerant(&sample);
    }
    let columns = block.columns.clone();
    let width = columns.len();
    for row in block.data() {
        let mut cells = grid.cells(*row, &columns);
        if !wanted.tolerant {
            cells.resize(width, String::new());
        }
        rows.push(grid.rows[*row].number, &cells);
    }
    let mut table = rows.finish(findings);
    table.titles.clone_from(&block.titles);
    Ok(table)
}
