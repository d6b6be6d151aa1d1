use evidence::{Measure, Owner, Reading as What, WageCell, WageTable};
use money::Fraction;

use rustc_hash::FxHashMap;

use crate::files::bytes::Bytes;
use crate::files::table::{Reading, Table, Wanted};
use crate::files::{all_tables, format::Format};
use crate::{Finding, Findings, HeaderMap, Place, Progress};

/// Reads a wage survey: our snapshot, or a workbook of OEWS.
pub(super) fn read(bytes: &Bytes, findings: &mut Findings) -> Option<WageTable> {
    let bytes = match bytes.unpacked() {
        Ok((bytes, _)) => bytes,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    if Format::of(&bytes.bytes) == Format::Text
        && let Ok(text) = bytes.text()
        && text.starts_with("area_type,area_code,")
    {
        return snapshot(&bytes.name, text, findings);
    }
    workbook(&bytes, findings)
}

/// A row an area, industry and occupation, as data/snapshot.py writes it.
fn snapshot(file: &str, text: &str, findings: &mut Findings) -> Option<WageTable> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut row = csv::StringRecord::new();
    let mut cells = Vec::new();
    let mut line = 1;
    loop {
        line += 1;
        let place = || Place::Line { file: file.to_owned(), line };
        match reader.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                findings.push(Finding::error(place(), format!("is no row: {error}")));
                return None;
            }
        }
        let cell = |at: usize| row.get(at).unwrap_or("");
        let notes = cell(23);
        let mut measures = std::array::from_fn(|_| Measure::Blank);
        for (at, (name, _)) in What::NAMES.iter().enumerate() {
            let footnote = || {
                let mut notes = notes.split(';').filter_map(|note| note.split_once('='));
                notes.find(|(of, _)| of == name).map_or("", |(_, code)| code)
            };
            measures[at] = match cell(8 + at) {
                "" => Measure::Blank,
                "-" => match footnote() {
                    "8" => Measure::NotReleased,
                    "5" => Measure::TopCoded,
                    "4" => Measure::OtherUnit,
                    _ => Measure::Blank,
                },
                text => match Fraction::parse(text) {
                    Ok(number) => Measure::Of(number),
                    Err(_) => {
                        let what = format!("\"{text}\" is no number");
                        findings.push(Finding::error(place(), what));
                        Measure::Blank
                    }
                },
            };
        }
        cells.push(WageCell {
            area_type: cell(0).to_owned(),
            area_code: cell(1).to_owned(),
            area: cell(2).to_owned(),
            owner: Owner { industry: cell(4).to_owned(), name: cell(5).to_owned() },
            occupation_code: cell(6).to_owned(),
            occupation: cell(7).to_owned(),
            measures,
        });
    }
    Some(WageTable::new(cells))
}

/// The column of a workbook for each of [`What::NAMES`].
const COLUMNS: [&str; 15] = [
    "TOT_EMP",
    "EMP_PRSE",
    "H_MEAN",
    "A_MEAN",
    "MEAN_PRSE",
    "H_PCT10",
    "H_PCT25",
    "H_MEDIAN",
    "H_PCT75",
    "H_PCT90",
    "A_PCT10",
    "A_PCT25",
    "A_MEDIAN",
    "A_PCT75",
    "A_PCT90",
];

/// Owners by their code (`OWN_CODE`), as the survey's field descriptions have them.
const OWNERS: [(&str, &str); 11] = [
    ("1", "federal"),
    ("2", "state"),
    ("3", "local"),
    ("123", "federal, state and local"),
    ("235", "private, state and local"),
    ("35", "private and local"),
    ("5", "private"),
    ("57", "private, local and gambling"),
    ("58", "private, state and hospitals"),
    ("59", "private and Postal Service"),
    ("1235", "all ownerships"),
];

/// A workbook as BLS publishes it (`all_data_M_2025.xlsx`, `state_M2025_dl.xlsx` and the like): a
/// row an area, industry, owner and occupation. `*` and `**` are estimates that were not released,
/// `#` a wage at or above the highest that is printed; `ANNUAL` and `HOURLY` say which unit alone
/// is published.
fn workbook(bytes: &Bytes, findings: &mut Findings) -> Option<WageTable> {
    let (reading, map, progress) = (Reading::default(), HeaderMap::default(), Progress::none());
    let wanted = Wanted {
        canonical: &[],
        skip: &[],
        others: &[],
        all: true,
        map: &map,
        tolerant: true,
        reading: &reading,
        progress: &progress,
    };
    let tables = match all_tables(bytes, &wanted, findings) {
        Ok(tables) => tables,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let has = |table: &&Table| table.headers.iter().any(|header| is(header, "OCC_CODE"));
    let Some(table) = tables.iter().find(has) else {
        findings.push(
            Finding::error(
                Place::File(bytes.name.clone()),
                "has no column OCC_CODE: it is no table of the wage survey",
            )
            .expected("a workbook of OEWS, such as all_data_M_2025.xlsx"),
        );
        return None;
    };
    let places: FxHashMap<String, usize> = table
        .headers
        .iter()
        .enumerate()
        .map(|(at, header)| (header.trim().to_uppercase(), at))
        .collect();
    let at = |name: &str| places.get(name).copied();
    let needed = ["AREA", "AREA_TITLE", "OCC_CODE", "OCC_TITLE", "A_MEDIAN", "H_MEDIAN"];
    for name in needed.iter().filter(|name| at(name).is_none()) {
        let place = Place::File(bytes.name.clone());
        findings.push(Finding::error(place, format!("has no column {name}")).expected(
            "AREA, AREA_TITLE, OCC_CODE, OCC_TITLE and the wages, as BLS publishes them",
        ));
    }
    if findings.has_errors() {
        return None;
    }
    let text = |name: &str, row: usize| {
        at(name).and_then(|at| table.columns[at].as_ref()).map_or("", |c| c.value(row).trim())
    };
    let mut cells = Vec::with_capacity(table.rows);
    for row in 0..table.rows {
        let area_type = text("AREA_TYPE", row);
        let Some((kind, area_code)) = area(area_type, text("AREA", row)) else {
            let place = table.cell_at(at("AREA").unwrap_or(0), row);
            let what = format!("\"{}\" is no area", text("AREA", row));
            findings.push(Finding::error(place, what).expected("an area's number"));
            continue;
        };
        let code = text("OWN_CODE", row);
        let all = code.is_empty() || code == "1235";
        let owner = OWNERS.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name);
        let naics = match text("NAICS", row) {
            "" => "000000",
            naics => naics,
        };
        let industry = if all || naics.starts_with("999") {
            naics.to_owned()
        } else {
            format!("{naics}/{code}")
        };
        let mut measures = std::array::from_fn(|_| Measure::Blank);
        for (slot, name) in measures.iter_mut().zip(COLUMNS) {
            let Some(column) = at(name) else { continue };
            let only = |flag: &str| text(flag, row).eq_ignore_ascii_case("true");
            let other = (name.starts_with("H_") && only("ANNUAL"))
                || (name.starts_with("A_") && only("HOURLY"));
            *slot = match text(name, row) {
                "" => Measure::Blank,
                "*" | "**" if other => Measure::OtherUnit,
                "*" | "**" => Measure::NotReleased,
                "#" => Measure::TopCoded,
                printed => match Fraction::parse(&printed.replace(',', "")) {
                    Ok(number) => Measure::Of(number),
                    Err(_) => {
                        let what = format!("\"{printed}\" is no number");
                        findings.push(
                            Finding::error(table.cell_at(column, row), what)
                                .expected("a number, or *, ** or # as BLS prints them"),
                        );
                        Measure::Blank
                    }
                },
            };
        }
        cells.push(WageCell {
            area_type: kind.to_owned(),
            area_code,
            area: text("AREA_TITLE", row).to_owned(),
            owner: Owner {
                industry,
                name: if all { "all ownerships".to_owned() } else { owner.to_owned() },
            },
            occupation_code: text("OCC_CODE", row).to_owned(),
            occupation: text("OCC_TITLE", row).to_owned(),
            measures,
        });
    }
    Some(WageTable::new(cells))
}

fn is(header: &str, name: &str) -> bool {
    header.trim().eq_ignore_ascii_case(name)
}

/// An area's kind, and its seven digits as the database of the survey has them: the nation is
/// 0000000, California 0600000, a metropolitan area 00 and its five digits.
fn area(kind: &str, code: &str) -> Option<(&'static str, String)> {
    if code.is_empty() || code.len() > 7 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded = format!("{code:0>2}");
    Some(match kind {
        "1" => ("national", "0000000".to_owned()),
        "2" | "3" => ("state", format!("{padded}00000")),
        "6" => ("nonmetro", format!("{code:0>7}")),
        "4" => ("metro", format!("{code:0>7}")),
        // Files without AREA_TYPE: the length tells.
        "" if code == "99" => ("national", "0000000".to_owned()),
        "" if code.len() <= 2 => ("state", format!("{padded}00000")),
        "" => ("metro", format!("{code:0>7}")),
        _ => return None,
    })
}
