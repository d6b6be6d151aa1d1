//! A roster as counts: what describes people in it, and no name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use money::{Date, date_from_iso};

use super::Crowd;
use crate::case::CASE_FILE;
use crate::files::bytes::Bytes;
use crate::files::table::{Reading, Table, Wanted, quoted};
use crate::header::HeaderMap;
use crate::toml_fields::TomlFile;
use crate::{Finding, Findings, Place, Progress, Source};

/// Columns that describe a person to those who know the workplace. No other is read: no name, no pay, no date of birth.
const DESCRIBES: [&str; 19] = [
    "classification",
    "title",
    "agency",
    "department",
    "bureau",
    "division",
    "branch",
    "section",
    "institution",
    "facility",
    "worksite",
    "site",
    "location",
    "office",
    "building",
    "city",
    "county",
    "region",
    "district",
];

/// The roster that a campaign's case file costs, with its map of headers; none where there is no case file, or no costing in it.
///
/// # Errors
///
/// Every finding in that part of the case file.
pub fn roster_of_case(campaign: &Path) -> Result<Option<(PathBuf, Vec<String>)>, Findings> {
    let path = campaign.join(CASE_FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let one = |finding: Finding| Findings(vec![finding]);
    let bytes = Bytes::read(&Source::Path(path)).map_err(one)?;
    let toml = TomlFile::parse(&bytes.name, bytes.text().map_err(one)?).map_err(one)?;
    let mut findings = Findings::default();
    let costing = toml.root().table("costing", &mut findings);
    let read = costing.and_then(|costing| {
        let roster = costing.text("roster", &mut findings)?;
        Some((campaign.join(roster), costing.texts("map", &mut findings).unwrap_or_default()))
    });
    if findings.has_errors() { Err(findings) } else { Ok(read) }
}

/// A canonical roster as counts per classification, department, site and year of hire, as far as it has them. Where it has days of
/// hire, the whole years of service up to a day are a column as well. `map` names headers as `--map` does.
///
/// # Errors
///
/// A roster that cannot be read, has no rows or has none of those columns; a headcount that is no number; a day that is none.
pub fn crowd_of(roster: &Source, map: &[String], on: Date) -> Result<Crowd, Findings> {
    let mut findings = Findings::default();
    let headers = HeaderMap::parse("--map", map, &crate::roster::COLUMNS).map_err(Findings)?;
    let bytes = Bytes::read(roster).map_err(|finding| Findings(vec![finding]))?;
    let canonical: Vec<&str> = DESCRIBES.into_iter().chain(["hire_date", "headcount"]).collect();
    let wanted = Wanted {
        canonical: &canonical,
        skip: &[],
        others: &[],
        all: false,
        // Other columns that are mapped are of no use here.
        map: &only(&headers, &canonical),
        tolerant: false,
        reading: &Reading::default(),
        progress: &Progress::none(),
    };
    let table = Table::read(&bytes, &wanted, &mut findings);
    let Some(table) = table.filter(|_| !findings.has_errors()) else { return Err(findings) };
    let crowd = counted(&table, on, &mut findings);
    if findings.has_errors() { Err(findings) } else { Ok(crowd) }
}

fn only(headers: &HeaderMap, canonical: &[&str]) -> HeaderMap {
    let mut kept = HeaderMap::default();
    kept.flag = headers.flag;
    for (column, header) in headers.pairs().filter(|(column, _)| canonical.contains(column)) {
        kept.add(column, header);
    }
    kept
}

fn counted(table: &Table, on: Date, findings: &mut Findings) -> Crowd {
    let described: Vec<&str> =
        DESCRIBES.into_iter().filter(|name| table.column(name).is_some()).collect();
    let hired = table.column("hire_date");
    if table.rows == 0 || (described.is_empty() && hired.is_none()) {
        let what = "the roster tells nothing that describes people";
        findings.push(
            Finding::error(Place::File(table.file.clone()), what)
                .expected("a row a person, with classification, department, site or hire_date")
                .mend(format!("the headers are {}", quoted(&table.headers))),
        );
        return Crowd::default();
    }
    let mut columns: Vec<String> = described.iter().map(|name| (*name).to_owned()).collect();
    if hired.is_some() {
        columns.extend(["hired year".to_owned(), "years of service".to_owned()]);
    }
    let mut counts: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    for row in 0..table.rows {
        let mut values: Vec<String> = described
            .iter()
            .filter_map(|name| table.column(name))
            .map(|column| column.value(row).trim().to_owned())
            .collect();
        if let Some(hired) = hired {
            values.extend(years(table, row, hired.value(row).trim(), on, findings));
        }
        let people = match table.column("headcount").map(|heads| heads.value(row).trim()) {
            None | Some("") => 1,
            Some(text) => text.parse().unwrap_or_else(|_| {
                let what = format!("\"{text}\" is not a headcount");
                let place = table.cell("headcount", row);
                findings.push(Finding::error(place, what).expected("a whole number of people"));
                0
            }),
        };
        let count = counts.entry(values).or_default();
        *count = count.saturating_add(people);
    }
    Crowd { columns, rows: counts.into_iter().collect() }
}

/// The year of hire, and the whole years since then.
fn years(table: &Table, row: usize, text: &str, on: Date, findings: &mut Findings) -> [String; 2] {
    if text.is_empty() {
        return [String::new(), String::new()];
    }
    let Ok(day) = date_from_iso(text) else {
        findings.push(
            Finding::error(table.cell("hire_date", row), format!("\"{text}\" is not a hire date"))
                .expected("a date such as 2012-03-01"),
        );
        return [String::new(), String::new()];
    };
    let before = (on.month(), on.day()) < (day.month(), day.day());
    let whole = on.year() - day.year() - i16::from(before);
    [day.year().to_string(), format!("{} years", whole.max(0))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str) -> Source {
        Source::Given { name: "roster.csv".to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn a_roster_is_counted_without_names_or_pay() {
        let text = "employee,classification,site,rate,hire_date,headcount\n\
                    Ada CANARY,Judge III,Fresno,100.00,2005-03-01,1\n\
                    Bo CANARY,Judge III,Fresno,200.00,2005-09-01,2\n";
        let crowd = crowd_of(&given(text), &[], Date::constant(2022, 7, 1)).unwrap_or_default();
        assert_eq!(crowd.columns, ["classification", "site", "hired year", "years of service"]);
        let row = |years: &str, people: u32| {
            (vec!["Judge III".to_owned(), "Fresno".into(), "2005".into(), years.into()], people)
        };
        assert_eq!(crowd.rows, [row("16 years", 2), row("17 years", 1)]);
        assert!(!format!("{crowd:?}").contains("CANARY"));
    }

    #[test]
    fn a_roster_that_describes_nobody_is_refused_with_its_headers() {
        let error = crowd_of(&given("employee,rate\nA,1.00\n"), &[], Date::constant(2022, 7, 1));
        let said = format!("{:?}", error.err());
        assert!(said.contains("describes people") && said.contains("\\\"rate\\\""), "{said}");
        let error = crowd_of(
            &given("classification,hire_date\nJudge,03/01/2005\n"),
            &[],
            Date::constant(2022, 7, 1),
        );
        assert!(format!("{:?}", error.err()).contains("not a hire date"));
    }
}
