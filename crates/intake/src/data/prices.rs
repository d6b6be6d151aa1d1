use std::collections::BTreeMap;

use evidence::{Area, Average, Month, PriceIndex};
use money::Fraction;

use super::shipped::shipped;
use super::{Holds, Kind};
use crate::files::bytes::Bytes;
use crate::{Finding, Findings, Place};

/// Reads a price index: our snapshot, or a flat file of the BLS database.
pub(super) fn read(bytes: &Bytes, findings: &mut Findings) -> Option<Vec<PriceIndex>> {
    let one = |result: Result<Bytes, Finding>, findings: &mut Findings| match result {
        Ok(bytes) => Some(bytes),
        Err(finding) => {
            findings.push(finding);
            None
        }
    };
    let bytes = one(bytes.unpacked().map(|(bytes, _)| bytes), findings)?;
    let text = match bytes.text() {
        Ok(text) => text,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let head = text.lines().next().unwrap_or("");
    if head.starts_with("area_code,item_code,series_id,") {
        return snapshot(&bytes.name, text, findings);
    }
    let names: Vec<&str> = head.split('\t').map(str::trim).collect();
    if names.starts_with(&["series_id", "year", "period", "value"]) {
        return flat(&bytes.name, text, findings);
    }
    findings.push(
        Finding::error(
            Place::Line { file: bytes.name.clone(), line: 1 },
            format!("\"{}\" is not the header of a price index", head.trim()),
        )
        .expected("a data file of the BLS database (series_id, year, period, value, with tabs between), such as cu.data.0.Current"),
    );
    None
}

/// A row a series and year, as data/snapshot.py writes it.
fn snapshot(file: &str, text: &str, findings: &mut Findings) -> Option<Vec<PriceIndex>> {
    let mut all: BTreeMap<(String, String), PriceIndex> = BTreeMap::new();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut row = csv::StringRecord::new();
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
        let Ok(year) = cell(5).parse::<i16>() else {
            findings.push(Finding::error(place(), format!("\"{}\" is no year", cell(5))));
            continue;
        };
        let key = (cell(0).to_owned(), cell(1).to_owned());
        let index = all.entry(key).or_insert_with(|| PriceIndex {
            series: cell(2).to_owned(),
            area: Area { code: cell(0).to_owned(), name: cell(3).to_owned() },
            item: cell(4).to_owned(),
            months: BTreeMap::new(),
            averages: BTreeMap::new(),
        });
        for at in 0..15 {
            let text = cell(6 + at);
            if text.is_empty() {
                continue;
            }
            let Some(number) = positive(text) else {
                findings.push(Finding::error(place(), format!("\"{text}\" is no index")));
                continue;
            };
            let averages = [Average::Year, Average::FirstHalf, Average::SecondHalf];
            match i8::try_from(at + 1).ok().and_then(|month| Month::new(year, month)) {
                Some(month) => drop(index.months.insert(month, number)),
                None => drop(index.averages.insert((year, averages[at - 12]), number)),
            }
        }
    }
    Some(all.into_values().collect())
}

fn positive(text: &str) -> Option<Fraction> {
    Fraction::parse(text).ok().filter(|number| *number > Fraction::ZERO)
}

/// A data file of the BLS database, such as `cu.data.0.Current`: series_id, year, period (M01 to
/// M13, S01 to S03), value and footnotes, with tabs and spaces between.
///
/// Layout: download.bls.gov/pub/time.series/cu/cu.txt. A series is prefix (`CU`, `CW`), `U` for not
/// seasonally adjusted, `R` for monthly or `S` for half-yearly, four characters of area, then the item.
fn flat(file: &str, text: &str, findings: &mut Findings) -> Option<Vec<PriceIndex>> {
    let mut all: BTreeMap<(String, String, String), PriceIndex> = BTreeMap::new();
    let (areas, items) = names();
    let mut adjusted = 0_usize;
    for (at, text) in text.lines().enumerate().skip(1) {
        if text.trim().is_empty() {
            continue;
        }
        let place = || Place::Line { file: file.to_owned(), line: at + 1 };
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        let [series, year, period, value, ..] = cells.as_slice() else {
            findings.push(
                Finding::error(place(), format!("has {} cells", cells.len()))
                    .expected("series_id, year, period and value, with tabs between"),
            );
            continue;
        };
        let parts = (series.is_ascii() && series.len() > 8)
            .then(|| (&series[..2], &series[2..3], &series[4..8], &series[8..]));
        let Some((survey, adjustment, area, item)) = parts else {
            findings.push(
                Finding::error(place(), format!("\"{series}\" is no series of a price index"))
                    .expected("one such as CUUR0000SA0"),
            );
            continue;
        };
        if adjustment != "U" {
            adjusted += 1;
            continue;
        }
        let Ok(year) = year.parse::<i16>() else {
            findings.push(Finding::error(place(), format!("\"{year}\" is no year")));
            continue;
        };
        // What could not be collected is a hyphen with a footnote.
        if *value == "-" || value.is_empty() {
            continue;
        }
        let Some(number) = positive(value) else {
            findings.push(Finding::error(place(), format!("\"{value}\" is no index")));
            continue;
        };
        let key = (survey.to_owned(), area.to_owned(), item.to_owned());
        let index = all.entry(key).or_insert_with(|| PriceIndex {
            series: format!("{survey}UR{area}{item}"),
            area: Area {
                code: area.to_owned(),
                name: areas.get(area).cloned().unwrap_or_else(|| format!("area {area}")),
            },
            item: items.get(item).cloned().unwrap_or_else(|| format!("item {item}")),
            months: BTreeMap::new(),
            averages: BTreeMap::new(),
        });
        let average = match *period {
            "M13" | "S03" => Some(Average::Year),
            "S01" => Some(Average::FirstHalf),
            "S02" => Some(Average::SecondHalf),
            _ => None,
        };
        let month = period.strip_prefix('M').and_then(|month| month.parse().ok());
        let known = match (average, month.and_then(|month| Month::new(year, month))) {
            (Some(average), _) => index.averages.insert((year, average), number.clone()),
            (None, Some(month)) => index.months.insert(month, number.clone()),
            (None, None) => {
                findings.push(
                    Finding::error(place(), format!("\"{period}\" is no period"))
                        .expected("M01 to M13, or S01 to S03"),
                );
                continue;
            }
        };
        if known.is_some_and(|known| known != number) {
            findings.push(
                Finding::error(place(), format!("{series} {year} {period} has a second value"))
                    .mend("give one data file, not several after one another"),
            );
        }
    }
    if adjusted > 0 {
        findings.push(
            Finding::warning(
                Place::File(file.to_owned()),
                format!("{adjusted} lines of seasonally adjusted series are not taken"),
            )
            .mend("nothing is to do: escalators and real pay use series that are not adjusted"),
        );
    }
    if all.is_empty() && !findings.has_errors() {
        findings.push(
            Finding::error(Place::File(file.to_owned()), "has no series that can be taken")
                .expected("series that are not seasonally adjusted, such as CUUR0000SA0"),
        );
    }
    Some(all.into_values().collect())
}

/// Names of areas and items, as the snapshot that ships has them.
fn names() -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let (mut areas, mut items) = (BTreeMap::new(), BTreeMap::new());
    let set = shipped().into_iter().find(|set| set.about.kind == Kind::Prices);
    if let Some(Holds::Prices(all)) = set.and_then(|set| set.read().ok()) {
        for index in all {
            items.insert(index.series[8..].to_owned(), index.item);
            areas.insert(index.area.code, index.area.name);
        }
    }
    (areas, items)
}
