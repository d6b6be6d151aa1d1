//! The shipped CASE 2022 example: as the generator makes it, synthetic where it says so, and
//! costed to figures worked out by other hands.

#[path = "../examples/case_2022/generate.rs"]
mod generate;

mod common;

use std::path::PathBuf;

use intake::{CostFiles, Source};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../campaigns/case-2022")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect("a file of the example")
}

#[test]
fn roster_and_schedule_are_what_the_seeded_generator_makes() {
    assert_eq!(read("rosters/unit-2.csv"), generate::roster());
    assert_eq!(read("schedules/unit-2-2021-22.csv"), generate::schedule());
}

#[test]
fn what_is_synthetic_says_so_and_what_is_public_names_its_source() {
    for name in ["rosters/unit-2.csv", "schedules/unit-2-2021-22.csv"] {
        assert!(read(name).starts_with("# SYNTHETIC"), "{name}");
    }
    let union = read("offers/union-2022-06-synthetic.toml");
    assert!(union.contains("title = \"SYNTHETIC"), "{union}");
    for name in ["offers/state-2022-06-11.toml", "offers/agreement-2022-08-22.toml"] {
        assert!(read(name).contains("https://"), "{name}");
    }
}

// The answers come from another implementation, written apart in another language.
#[test]
fn the_three_offers_cost_what_another_implementation_says() {
    let source = |name: &str| Source::Path(folder().join(name));
    let files = CostFiles {
        roster: source("rosters/unit-2.csv"),
        schedule: Some(source("schedules/unit-2-2021-22.csv")),
        assumptions: source("assumptions/base.toml"),
        offers: vec![
            vec![source("offers/state-2022-06-11.toml")],
            vec![source("offers/agreement-2022-08-22.toml")],
        ],
        ..CostFiles::default()
    };
    let loaded = intake::load(&files).expect("a good example");
    let costing = costing::cost(&loaded.case, &[]).expect("a costing");
    assert_eq!(costing.heads, 3_912);
    let totals = costing.baseline.years.iter().map(|year| year.total);
    assert_eq!(common::printed(totals), ["744754895.54", "761867420.07", "777806532.87"]);
    let change =
        |offer: usize| common::printed(costing.offers[offer].years.iter().map(|y| y.change));
    assert_eq!(change(0), ["18621036.52", "43538814.70", "65400304.98"]);
    assert_eq!(change(1), ["18621036.52", "46966375.36", "48297235.41"]);
}

#[test]
fn fewer_than_half_stand_at_the_top() {
    let roster = read("rosters/unit-2.csv");
    let schedule = read("schedules/unit-2-2021-22.csv");
    let mut tops = std::collections::BTreeMap::new();
    for line in schedule.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        tops.insert(cells[0].to_owned(), cells[1].to_owned());
    }
    let (mut people, mut at_the_top) = (0, 0);
    for line in roster.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        people += 1;
        at_the_top += i32::from(tops[cells[1]] == cells[2]);
    }
    assert_eq!((people, at_the_top), (3_912, 1_790));
}
