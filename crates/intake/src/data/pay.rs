use costing::Coded;
use evidence::{PayTable, Point};
use money::Fraction;

use super::Kind;
use crate::files::bytes::Bytes;
use crate::files::table::{Reading, Table, Wanted, quoted};
use crate::mapping::lexicon::{self, Role};
use crate::mapping::number::{self, Decimal};
use crate::mapping::privacy;
use crate::{Finding, Findings, HeaderMap, Place, Progress};

/// The canonical columns of a table of pay.
pub(super) const COLUMNS: [&str; 9] = [
    "employer",
    "classification",
    "minimum",
    "midpoint",
    "maximum",
    "pay",
    "cash",
    "total",
    "effective",
];

/// Government Compensation in California, as the State Controller exports it (publicpay.ca.gov).
const CONTROLLER: [(&str, &str); 6] = [
    ("employer", "EmployerName"),
    ("classification", "Position"),
    ("minimum", "MinPositionSalary"),
    ("maximum", "MaxPositionSalary"),
    ("pay", "RegularPay"),
    ("effective", "Year"),
];

/// Reads pay of other employers, by a mapping or by the columns' own names. A file that names people
/// is refused: it would be kept as it came.
pub(super) fn read(
    bytes: &Bytes,
    kind: Kind,
    arguments: &[String],
    findings: &mut Findings,
) -> Option<PayTable> {
    let mut map = match HeaderMap::parse("--map", arguments, &COLUMNS) {
        Ok(map) => map,
        Err(more) => {
            findings.0.extend(more);
            return None;
        }
    };
    if kind == Kind::Controller {
        for (column, header) in CONTROLLER {
            if map.header_of(column).is_none() {
                map.add(column, header);
            }
        }
    }
    let (bytes, reading, progress) = match bytes.unpacked() {
        Ok((bytes, _)) => (bytes, Reading::default(), Progress::none()),
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
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
    let place = Place::File(bytes.name.clone());
    let Some(classification) = table.column("classification") else {
        findings.push(
            Finding::error(place, "no column is the class or position")
                .expected(format!(
                    "a header that says so; the headers are {}",
                    quoted(&table.headers)
                ))
                .mend("name it with --map classification=\"...\""),
        );
        return None;
    };
    refuse_people(&table, findings);
    let mut points = Vec::new();
    for (name, point) in Point::NAMES {
        if let Some(column) = table.column(name) {
            points.push((point, amounts(&table, name, column, findings)));
        }
    }
    if points.is_empty() {
        findings.push(
            Finding::error(place, "no column is an amount of pay")
                .expected("one of minimum, midpoint, maximum, pay, cash and total")
                .mend("name one with --map maximum=\"...\" or --map pay=\"...\""),
        );
        return None;
    }
    let mut extras = Vec::new();
    for (at, header) in table.headers.iter().enumerate() {
        let Some(column) = &table.columns[at] else { continue };
        if table.canonical_at(at).is_some() {
            continue;
        }
        let parse = |text: &String| number::parse(text, Decimal::Point);
        let read: Vec<Option<Fraction>> = column.values().iter().map(parse).collect();
        let all = column.values().iter().zip(&read);
        let mut odd = all.filter(|(text, read)| read.is_none() && !number::says_nothing(text));
        if odd.next().is_none() && read.iter().any(Option::is_some) {
            extras.push((header.clone(), column.with_values(read)));
        }
    }
    Some(PayTable {
        rows: table.rows,
        extras,
        first_row: table.row_number(0),
        employer: table.column("employer").cloned(),
        classification: classification.clone(),
        points,
        effective: table.column("effective").cloned(),
    })
}

/// People's names and numbers have no place in a data set, which is kept as it came.
pub(super) fn refuse_people(table: &Table, findings: &mut Findings) {
    for (at, header) in table.headers.iter().enumerate() {
        let Some(column) = &table.columns[at] else { continue };
        let values = column.values();
        let place = || table.cell_at(at, 0);
        if values.iter().any(|text| privacy::holds_ssn(text)) {
            findings.push(
                Finding::error(
                    place(),
                    format!(
                        "column \"{header}\" holds numbers that look like social security numbers"
                    ),
                )
                .mend("take the column out of the file, then add it: the file is kept as it is"),
            );
        }
        // "Street Services, Bureau of" is a part of a city and no person; a whole column of such
        // is people.
        let part = table.canonical_at(at) == Some("part");
        let known = lexicon::recognise(header).is_some_and(|found| found.role == Role::Name);
        let like = values.iter().filter(|text| privacy::looks_like_name(text)).count();
        let most = if part { like * 10 > values.len() * 9 } else { like * 2 > values.len() };
        if (known && !part) || most {
            findings.push(
                Finding::error(place(), format!("column \"{header}\" holds names of people")).mend(
                    "take the column out of the file, then add it: the file is kept as it is",
                ),
            );
        }
    }
}

/// A column of amounts; blank, or zero in a range, is none.
fn amounts(
    table: &Table,
    name: &str,
    column: &Coded<String>,
    findings: &mut Findings,
) -> Coded<Option<Fraction>> {
    let mut odd = vec![false; column.values().len()];
    let mut read = Vec::with_capacity(column.values().len());
    for (at, text) in column.values().iter().enumerate() {
        let amount = match number::parse(text, Decimal::Point) {
            // The Controller's exports have 0 where a position has no range.
            Some(amount) if amount.is_zero() && name != "pay" => None,
            Some(amount) => Some(amount),
            None => {
                odd[at] = !number::says_nothing(text);
                None
            }
        };
        read.push(amount);
    }
    let rows = crate::import::rows_where(column, table.rows, &odd);
    if let Some((first, rest)) = rows.split_first() {
        let also = rest.iter().map(|row| table.row_number(*row)).collect();
        let what = format!("\"{}\" is no amount of pay", column.value(*first));
        findings.push(
            Finding::error(table.cell(name, *first), what)
                .expected("dollars, such as 98,400 or 47.31, or nothing")
                .also(also),
        );
    }
    column.with_values(read)
}
