//! Random cases with the answers of another implementation of the contract (`golden/README.md`),
//! to the cent.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use intake::{CostFiles, Source};
use serde_json::Value;

type Levels = BTreeMap<Vec<String>, i64>;

fn levels(text: &str) -> Levels {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        let cells: Vec<String> = row.iter().map(str::to_owned).collect();
        let (cents, key) = cells.split_last().expect("cells");
        (key.to_vec(), cents.parse().expect("cents"))
    });
    rows.filter(|(_, cents)| *cents != 0).collect()
}

/// Holds every value of `expected` against the same place in `got`.
fn same(path: &str, expected: &Value, got: &Value) {
    match expected {
        Value::Object(fields) => {
            for (name, value) in fields {
                same(&format!("{path}/{name}"), value, &got[name]);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter().enumerate() {
                same(&format!("{path}/{at}"), value, &got[at]);
            }
        }
        value => assert_eq!(value, got, "{path}"),
    }
}

fn check(folder: &Path) {
    let source = |name: &str| Source::Path(folder.join(name));
    let there = |name: &str| folder.join(name).is_file();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a file of the case");
    let offers = ["offer1.toml", "offer2.toml"].into_iter().filter(|name| there(name));
    let files = CostFiles {
        roster: source("roster.csv"),
        schedule: there("schedule.csv").then(|| source("schedule.csv")),
        assumptions: source("assumptions.toml"),
        offers: offers.map(|name| vec![source(name)]).collect(),
        by: read("by.txt").trim().split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
        ..CostFiles::default()
    };
    let name = folder.display();
    let (got_json, csv) = common::outputs(&files);
    let (got, expected) = (levels(&csv), levels(&read("expected.csv")));
    let differing = expected.iter().find(|(key, cents)| got.get(*key) != Some(*cents));
    assert!(got == expected, "{name}: {differing:?} of {} and {}", got.len(), expected.len());
    let expected: Value = serde_json::from_str(&read("expected.json")).expect("JSON");
    same(&name.to_string(), &expected, &got_json["offers"]);
}

#[test]
fn another_implementation_agrees_to_the_cent() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = std::fs::read_dir(folder).expect("the cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    assert!(cases.len() >= 30, "{} cases", cases.len());
    cases.iter().for_each(|case| check(case));
}
