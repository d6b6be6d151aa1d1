//! Ability to pay, and payments to banks with what the same money would pay for.

use std::path::PathBuf;

use intake::case::Book;

use super::{copied, folder_of_its_own, goodfaith, open};

fn value(book: &Book, name: &str) -> String {
    let made = book.figure(name).unwrap_or_else(|| panic!("{name}: {:?}", book.holes));
    let inputs = book.inputs_of(&made.figure);
    assert!(!inputs.is_empty(), "{name} is from nowhere");
    assert_eq!(book.replay(&made.figure, &inputs), Ok(()), "{name}");
    made.figure.value.to_string()
}

const FUND: &str = r#"as_of = 2022-07-12

[[ability]]
name            = "general-fund"
title           = "General fund, 2021-22"
source          = { who = "the City", title = "Annual report" }
revenue         = { ongoing = "1000000", one-time = "60000" }
expenditure     = { ongoing = "990000", one-time = "30000" }
transfers_out   = "10000"
reserves        = { restricted = "200000", assigned = "50000", unassigned = "85000" }
minimum_reserve = "5"
revenue_before  = "960000"
share           = "60"
unit_cost       = "306000"
"#;

fn campaign(name: &str, case: &str) -> PathBuf {
    let folder = folder_of_its_own(name);
    std::fs::write(folder.join("case.toml"), case).unwrap();
    folder
}

#[test]
fn what_comes_in_goes_out_and_is_kept() {
    let book = open(&campaign("fund", FUND));
    let of = |what: &str| value(&book, &format!("ability/general-fund/{what}"));
    assert_eq!(
        (of("revenue/all"), of("expenditure/all")),
        ("1060000.00".into(), "1020000.00".into())
    );
    // 1,060,000 - 1,020,000 - 10,000; over 1,030,000.
    assert_eq!((of("result"), of("result-percent")), ("30000.00".into(), "2.91".into()));
    assert_eq!(of("structural"), "10000.00");
    // Unassigned alone: 85,000 over 1,030,000; less 5 percent of it, 51,500; over 1,020,000 / 12.
    assert_eq!((of("available"), of("reserve-test")), ("85000.00".into(), "8.25".into()));
    assert_eq!((of("over-minimum"), of("months")), ("33500.00".into(), "1".into()));
    // 40,000 over 960,000 is 4.1667 percent; 60 percent of it 2.5.
    assert_eq!((of("revenue-growth"), of("revenue-share-raise")), ("4.17".into(), "2.50".into()));
    assert_eq!(of("unit-share"), "30.00");
    // 40,000 x 60 percent x 306,000 / 800,000; other uses go out too.
    let more = FUND
        .replace("unit_cost ", "other_uses = \"20000\"\npay_and_benefits = \"800000\"\nunit_cost ");
    let book = open(&campaign("fund-more", &more));
    assert_eq!(value(&book, "ability/general-fund/revenue-share-money"), "9180.00");
    // 1,060,000 less 1,020,000, 10,000 and 20,000; 85,000 over 1,050,000.
    assert_eq!(value(&book, "ability/general-fund/result"), "10000.00");
    assert_eq!(value(&book, "ability/general-fund/reserve-test"), "8.10");
    let wider = FUND
        .replace("minimum_reserve", "available = [\"assigned\", \"unassigned\"]\nminimum_reserve");
    let book = open(&campaign("fund-wider", &wider));
    assert_eq!(value(&book, "ability/general-fund/available"), "135000.00");
    let (good, text, message) = goodfaith(&campaign("fund-text", FUND), &["case"]);
    assert!(good && text.contains("over the minimum"), "{text}{message}");
    let wrong = FUND.replace("minimum_reserve", "available = [\"rainy day\"]\nminimum_reserve");
    let (good, _, message) = goodfaith(&campaign("fund-wrong", &wrong), &["case"]);
    assert!(
        !good && message.contains("some of restricted, committed, assigned, unassigned"),
        "{message}"
    );
}

#[test]
fn payments_are_by_year_and_kind_and_would_pay_for_positions() {
    let folder = copied("payments");
    let fees = "Year,Instrument,Firm,Amount\n2012,swap,A,\"5,000,000\"\n2012,letter of credit,B,1000000.50\n\
        2013,swap,A,4900000\n2013,swap,C,100000.25\n2013,letter of credit,B,900000\n";
    std::fs::write(folder.join("fees.csv"), fees).unwrap();
    let add = [
        "case",
        "data",
        "add",
        "fees.csv",
        "--kind",
        "series",
        "--name",
        "fees",
        "--publisher",
        "nobody",
        "--title",
        "SYNTHETIC",
        "--map",
        "at=Year",
    ];
    let (good, _, message) = goodfaith(&folder, &add);
    assert!(good, "{message}");
    let path = folder.join("case.toml");
    let case = std::fs::read_to_string(&path).unwrap();
    let payments = r#"
[[payments]]
name    = "fees"
title   = "Fees to banks"
source  = { who = "the City", title = "Budget" }
data    = "fees"
series  = "Amount"
by      = "Instrument"
years   = ["2012", "2013"]
against = { "street services" = "4000000" }
buys    = { classification = "Attorney III", step = "bottom", from = 2022-07-01, group = "pepra" }
"#;
    std::fs::write(&path, format!("{case}{payments}")).unwrap();
    let book = open(&folder);
    let of = |what: &str| value(&book, &format!("payments/fees/{what}"));
    assert_eq!((of("all/2012"), of("all/2013")), ("6000000.50".into(), "5900000.25".into()));
    assert_eq!(
        (of("swap/2013"), of("letter-of-credit/2013")),
        ("5000000.25".into(), "900000.00".into())
    );
    // 5,900,000.25 over 4,000,000.
    assert_eq!(of("against/street-services/percent"), "147.50");
    // The posted minimum of 10,031 a month, twelve times, with what the assumptions put on base: each
    // line rounded to the cent each month.
    let rates = std::fs::read_to_string(folder.join("schedules/unit-2-2021-22.csv")).unwrap();
    let bottom: i64 = rates
        .lines()
        .find_map(|line| line.strip_prefix("Attorney III,1,"))
        .and_then(|rest| rest.split(',').next()?.parse().ok())
        .unwrap();
    let month = bottom * 100;
    let line = |percent: i64| (month * percent + 5_000) / 10_000;
    // 32.00 pension, 2.00 retiree health, 6.20 OASDI, 1.45 Medicare.
    let year = 12 * (month + line(3200) + line(200) + line(620) + line(145));
    let one = of("position/annualised").replace('.', "").parse::<i64>().unwrap();
    // The position moves up its ladder in the window: it costs no less than its first year.
    assert!(one >= year, "{one} {year}");
    assert_eq!(of("position/2022-23/change").replace('.', "").parse::<i64>().unwrap(), year);
    let positions = book.figure("payments/fees/positions").unwrap().figure.value.amount();
    assert_eq!(positions, super::number("590000025").divide(&money::Fraction::whole(one)).unwrap());
    assert!(book.holes.iter().all(|hole| !hole.name.starts_with("payments/")));
}

#[test]
fn totals_that_somebody_said_are_payments_too() {
    let case = r#"as_of = 2014-12-31
[[payments]]
name   = "fees"
title  = "Fees to banks"
totals = { "2013" = { value = "200000000", who = "Fix LA Coalition", title = "No Small Fees, 25 Mar 2014" } }
"#;
    let book = open(&campaign("totals", case));
    assert_eq!(value(&book, "payments/fees/all/2013"), "200000000.00");
}
