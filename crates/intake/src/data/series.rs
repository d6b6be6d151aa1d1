use evidence::SeriesTable;
use money::Fraction;

use crate::files::bytes::Bytes;
use crate::files::table::{Reading, Table, Wanted};
use crate::mapping::number::{self, Decimal};
use crate::{Finding, Findings, HeaderMap, Place, Progress};

/// The canonical columns of a table of series.
pub(super) const COLUMNS: [&str; 4] = ["part", "at", "series", "value"];

/// Reads numbers that a campaign brings. Long: columns `series` and `value`. Wide: every column
/// whose cells are numbers is a series of its own, by its header.
pub(super) fn read(
    bytes: &Bytes,
    arguments: &[String],
    findings: &mut Findings,
) -> Option<SeriesTable> {
    let map = match HeaderMap::parse("--map", arguments, &COLUMNS) {
        Ok(map) => map,
        Err(more) => {
            findings.0.extend(more);
            return None;
        }
    };
    let bytes = match bytes.unpacked() {
        Ok((bytes, _)) => bytes,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let (reading, progress) = (Reading::default(), Progress::none());
    let wanted = Wanted {
        canonical: &COLUMNS,
        skip: &[],
        others: &[],
        all: true,
        map: &map,
        tolerant: true,
        reading: &reading,
        progress: &progress,
    };
    let table = Table::read(&bytes, &wanted, findings)?;
    super::pay::refuse_people(&table, findings);
    let named = |name: &str| table.place_of(name);
    let (part, at, series, value) = (named("part"), named("at"), named("series"), named("value"));
    let (mut numbers, mut texts) = (Vec::new(), Vec::new());
    for (place, header) in table.headers.iter().enumerate() {
        let Some(column) = &table.columns[place] else { continue };
        if [part, at, series, value].contains(&Some(place)) {
            continue;
        }
        let read: Vec<Option<Fraction>> = column.values().iter().map(|text| amount(text)).collect();
        let all = column.values().iter().zip(&read);
        let mut odd =
            all.clone().filter(|(text, read)| read.is_none() && !number::says_nothing(text));
        let any = read.iter().any(Option::is_some);
        match odd.next() {
            None if any && value.is_none() => {
                numbers.push((header.clone(), column.with_values(read)));
            }
            _ => texts.push((header.clone(), column.clone())),
        }
    }
    match (series, value) {
        (Some(series), Some(value)) => {
            numbers = long(&table, series, value, findings)?;
        }
        (None, None) => {}
        _ => {
            findings.push(
                Finding::error(
                    Place::File(bytes.name.clone()),
                    "has only one of the columns series and value",
                )
                .expected("both, or neither: then every column of numbers is a series")
                .mend("name the other with --map"),
            );
            return None;
        }
    }
    if numbers.is_empty() {
        findings.push(
            Finding::error(Place::File(bytes.name.clone()), "no column holds numbers only")
                .expected("a column of numbers, or the columns series and value")
                .mend("name them with --map series=\"...\" and --map value=\"...\""),
        );
        return None;
    }
    Some(SeriesTable {
        rows: table.rows,
        long: series.is_some(),
        part: table.column("part").cloned(),
        at: table.column("at").cloned(),
        numbers,
        texts,
    })
}

/// The series of a long table, each as a column that is blank in the rows of the others.
fn long(
    table: &Table,
    series: usize,
    value: usize,
    findings: &mut Findings,
) -> Option<Vec<(String, costing::Coded<Option<Fraction>>)>> {
    let (names, values) = (table.columns[series].as_ref()?, table.columns[value].as_ref()?);
    let read: Vec<Option<Fraction>> = values.values().iter().map(|text| amount(text)).collect();
    for row in 0..table.rows {
        let text = values.value(row);
        if read[values.code(row) as usize].is_none() && !number::says_nothing(text) {
            findings.push(
                Finding::error(table.cell("value", row), format!("\"{text}\" is no number"))
                    .expected("a number, such as 5,000 or 11.7, or nothing"),
            );
        }
    }
    let blank = read.len();
    let mut amounts = read;
    amounts.push(None);
    let column = |code: usize| {
        let codes = (0..table.rows).map(|row| {
            if names.code(row) as usize == code { values.code(row) } else { blank as u32 }
        });
        costing::Coded::new(amounts.clone(), codes.collect())
    };
    let all = names.values().iter().enumerate();
    let mut all: Vec<_> = all.map(|(code, name)| (name.trim().to_owned(), column(code))).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Some(all)
}

/// A number as people print it; a percent sign is left out.
fn amount(text: &str) -> Option<Fraction> {
    let text = text.trim();
    number::parse(text.strip_suffix('%').unwrap_or(text).trim_end(), Decimal::Point)
}
