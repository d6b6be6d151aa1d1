use std::borrow::Cow;
use std::io::Read;

use costing::Coded;

use crate::input::Bytes;
use crate::table::{Interner, Table, Wanted};
use crate::{Finding, Findings, Place};

/// Reads comma-separated UTF-8 text, gzipped or not, with a header row. Lines before it that begin
/// with `#` say what the file is and are skipped.
pub(crate) fn read(
    bytes: &Bytes,
    wanted: &Wanted<'_>,
    findings: &mut Findings,
) -> Result<Table, Finding> {
    let file = Place::File(bytes.name.clone());
    let text: Cow<'_, [u8]> = if bytes.bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = Vec::with_capacity(bytes.bytes.len() * 8);
        flate2::read::MultiGzDecoder::new(bytes.bytes.as_ref()).read_to_end(&mut text).map_err(
            |error| Finding::error(file.clone(), format!("cannot be unpacked: {error}")),
        )?;
        text.into()
    } else {
        bytes.bytes.as_ref().into()
    };
    let mut body = text.strip_prefix(b"\xef\xbb\xbf".as_slice()).unwrap_or(&text);
    let mut comments = 0;
    while body.first() == Some(&b'#') {
        let end = body.iter().position(|b| *b == b'\n').map_or(body.len(), |end| end + 1);
        body = &body[end..];
        comments += 1;
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(body);
    let mut record = csv::ByteRecord::new();
    let broken = |error: csv::Error| Finding::error(file.clone(), format!("is not CSV: {error}"));
    if !reader.read_byte_record(&mut record).map_err(broken)? {
        return Err(Finding::error(file, "is empty").expected("a header row and rows of data"));
    }
    let headers: Vec<String> =
        record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
    let layout = wanted.layout(&bytes.name, &headers, findings);
    let mut interners: Vec<(usize, Interner, Vec<u32>)> =
        layout.read.iter().map(|at| (*at, Interner::default(), Vec::new())).collect();
    let first_row = comments + 2;
    let mut rows = 0;
    let mut gaps: Vec<usize> = Vec::new();
    let mut line = reader.position().line();
    let mut ragged: Vec<usize> = Vec::new();
    let mut not_text: Vec<usize> = Vec::new();
    while reader.read_byte_record(&mut record).map_err(broken)? {
        // The reader passes over blank lines, which a spreadsheet counts.
        let lines = reader.position().line() - line;
        line += lines;
        if lines > 1 {
            let within = record.as_slice().iter().filter(|b| **b == b'\n').count() as u64;
            gaps.extend((1..lines.saturating_sub(within)).map(|_| rows));
        }
        if record.len() != headers.len() {
            ragged.push(rows + first_row + gaps.len());
        }
        for (at, interner, codes) in &mut interners {
            let cell = record.get(*at).unwrap_or(b"").trim_ascii();
            codes.push(interner.number(cell));
        }
        rows += 1;
        if std::str::from_utf8(record.as_slice()).is_err() {
            not_text.push(rows + first_row - 1 + gaps.len());
        }
    }
    let row_place = |row: usize| Place::Row { file: bytes.name.clone(), row };
    if let Some((first, rest)) = ragged.split_first() {
        findings.push(
            Finding::error(row_place(*first), "has another number of cells than the header")
                .expected(format!("{} cells", headers.len()))
                .mend("put cells that hold a comma in double quotes; give every row every cell")
                .also(rest.to_vec()),
        );
    }
    if let Some((first, rest)) = not_text.split_first() {
        findings.push(
            Finding::error(row_place(*first), "is not UTF-8 text")
                .mend("save the file as CSV in UTF-8")
                .also(rest.to_vec()),
        );
    }
    let mut columns: Vec<Option<Coded<String>>> = headers.iter().map(|_| None).collect();
    for (at, interner, codes) in interners {
        if rows > 0 {
            columns[at] = Some(Coded::new(interner.into_values(), codes));
        }
    }
    let mut table = Table::new(bytes.name.clone(), headers, rows, first_row, columns, layout);
    table.gaps = gaps;
    Ok(table)
}
