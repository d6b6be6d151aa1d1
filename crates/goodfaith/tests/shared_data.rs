//! Real rosters and schedules, where the field's shared data lie: a 3 % raise, then $1,000, held
//! against plain integer arithmetic written here.

mod common;

use std::path::Path;

use intake::{CostFiles, Source};
use money::{Cents, Fraction, Rounding};

const OFFER: &str = "title = \"3 %, then $1,000\"
[[terms]]
kind = \"general-increase\"
effective = 2023-07-01
percent = \"3\"
[[terms]]
kind = \"lump-sum\"
effective = 2024-07-01
amount = \"1000\"
";

fn shipped(name: &'static str, text: String) -> Source {
    Source::Shipped { name, bytes: Box::leak(text.into_bytes().into_boxed_slice()) }
}

fn assumptions(basis: &str) -> Source {
    let text = format!(
        "window = {{ from = 2023-07-01, to = 2025-06-30 }}\nfiscal_year_start = \"07-01\"\nschedule_basis = \"{basis}\"\n"
    );
    shipped("assumptions.toml", text)
}

fn rows(path: &Path) -> Vec<csv::StringRecord> {
    let file = std::fs::File::open(path).expect("shared data");
    let text = flate2::read::GzDecoder::new(file);
    csv::ReaderBuilder::new().from_reader(text).records().map(|row| row.expect("a row")).collect()
}

/// Cents a month for a rate of so many ten-thousandths of a dollar, half up.
fn monthly(rate: i128, units_a_year: i128) -> i128 {
    (rate * units_a_year * 2 + 12 * 100) / (2 * 12 * 100)
}

/// Ten-thousandths of a dollar, from text such as `"$51,862.00 "`.
fn ten_thousandths(text: &str) -> i128 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let rate = Fraction::parse(if digits.is_empty() { "0" } else { &digits }).expect("a rate");
    i128::from(rate.times(&Fraction::whole(10_000)).rounded(Rounding::HalfUp).expect("fits"))
}

/// 3 % more, to the cent.
fn raised(rate: i128) -> i128 {
    (rate * 103 + 5_000) / 10_000 * 100
}

struct Own {
    file: &'static str,
    class: &'static str,
    rate: &'static str,
    rate_at: usize,
    basis: &'static str,
    units_a_year: i128,
    people: usize,
}

fn own_rates(own: &Own) {
    let Some(shared) = common::shared() else { return };
    let path = shared.join("data/rosters").join(own.file);
    let files = CostFiles {
        roster: Source::Path(path.clone()),
        assumptions: assumptions(own.basis),
        offers: vec![vec![shipped("offer.toml", OFFER.to_owned())]],
        map: vec![format!("classification={}", own.class), format!("rate={}", own.rate)],
        leave_out_unpaid: true,
        ..CostFiles::default()
    };
    let loaded = intake::load(&files).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let costing = costing::cost(&loaded.case, &[]).expect("a costing");
    let (mut base, mut after, mut heads) = (0, 0, 0);
    for row in rows(&path) {
        let text = row.get(own.rate_at).expect("a rate");
        if text.trim().is_empty() {
            continue;
        }
        let rate = ten_thousandths(text);
        heads += 1;
        base += 12 * monthly(rate, own.units_a_year);
        after += 12 * monthly(raised(rate), own.units_a_year);
    }
    let cents = |sum: i128| Cents::new(i64::try_from(sum).expect("fits"));
    assert_eq!(usize::try_from(costing.heads).unwrap(), heads);
    assert_eq!(heads, own.people);
    assert_eq!(costing.baseline.years[0].total, cents(base));
    assert_eq!(costing.offers[0].years[0].change, cents(after - base));
    assert_eq!(costing.offers[0].years[1].change, cents(after - base + heads as i128 * 100_000));
    assert_eq!(costing.offers[0].years[1].one_time, cents(heads as i128 * 100_000));
}

#[test]
fn seattle_hourly_rates() {
    own_rates(&Own {
        file: "seattle_2018.csv.gz",
        class: "Job Title",
        rate: "Hourly Rate",
        rate_at: 2,
        basis: "hourly",
        units_a_year: 2_080,
        people: 12_934,
    });
}

#[test]
fn university_of_colorado_appointments() {
    own_rates(&Own {
        file: "university_of_colorado_fy2018.csv.gz",
        class: "job_title",
        rate: "funding",
        rate_at: 7,
        basis: "annual",
        units_a_year: 1,
        people: 25_312,
    });
}

#[test]
fn baltimore_annual_salaries_with_dollar_signs() {
    own_rates(&Own {
        file: "baltimore_fy2014.csv.gz",
        class: "JobTitle",
        rate: "AnnualSalary",
        rate_at: 5,
        basis: "annual",
        units_a_year: 1,
        people: 18_981,
    });
}

#[test]
fn oregon_2023_schedule_with_a_synthetic_headcount_in_each_cell() {
    let Some(shared) = common::shared() else { return };
    let path = shared.join("data/schedules/oregon_state_2023_agreement_v4_2023-07-18.csv");
    let text = std::fs::read_to_string(&path).expect("shared data");
    let mut roster = "classification,step,column,headcount\n".to_owned();
    let (mut base, mut after, mut heads) = (0, 0, 0);
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    for (number, row) in reader.records().enumerate() {
        let row = row.expect("a row");
        let rate = ten_thousandths(row.get(4).unwrap());
        if rate == 0 {
            continue;
        }
        let people = 1 + (number as i128 * 7) % 13;
        let quoted = row.get(0).unwrap().replace('"', "\"\"");
        roster +=
            &format!("\"{quoted}\",{},{},{people}\n", row.get(2).unwrap(), row.get(3).unwrap());
        // Printed with up to six decimals: exact cents a month come from the text itself.
        let exact = Fraction::parse(row.get(4).unwrap().trim()).unwrap();
        let cents = |rate: &Fraction| {
            i128::from(rate.times_rounded(&Fraction::whole(100), Rounding::HalfUp).unwrap())
        };
        let new = exact
            .times(&Fraction::new(103, 100))
            .round_to(&Fraction::new(1, 100), Rounding::HalfUp);
        heads += people;
        base += people * 12 * cents(&exact);
        after += people * 12 * cents(&new);
    }
    let files = CostFiles {
        roster: shipped("roster.csv", roster),
        schedule: Some(Source::Path(path)),
        assumptions: assumptions("monthly"),
        offers: vec![vec![shipped("offer.toml", OFFER.to_owned())]],
        map_schedule: [
            "classification=Position",
            "step=Starting step",
            "column=Coalition",
            "rate=Current monthly pay",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..CostFiles::default()
    };
    let loaded = intake::load(&files).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let costing = costing::cost(&loaded.case, &[]).expect("a costing");
    let cents = |sum: i128| Cents::new(i64::try_from(sum).expect("fits"));
    assert_eq!(i128::from(costing.heads), heads);
    assert_eq!(costing.baseline.years[0].total, cents(base));
    assert_eq!(costing.offers[0].years[0].change, cents(after - base));
    assert_eq!(costing.offers[0].years[1].change, cents(after - base + heads * 100_000));
}
