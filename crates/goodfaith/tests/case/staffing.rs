//! Vacancy, workforce, turnover, workload, answers: figures of numbers that a campaign brings.

use std::path::{Path, PathBuf};

use intake::case::Book;

use super::{folder_of_its_own, goodfaith, open};

fn value(book: &Book, name: &str) -> String {
    let made = book.figure(name).unwrap_or_else(|| panic!("{name}: {:?}", book.holes));
    let inputs = book.inputs_of(&made.figure);
    assert!(!inputs.is_empty(), "{name} is from nowhere");
    assert_eq!(book.replay(&made.figure, &inputs), Ok(()), "{name}");
    made.figure.value.to_string()
}

fn hole(book: &Book, name: &str) -> String {
    let hole = book.holes.iter().find(|hole| hole.name == name);
    hole.unwrap_or_else(|| panic!("{name} is no hole")).why.clone()
}

fn campaign(name: &str, case: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = folder_of_its_own(name);
    std::fs::write(folder.join("case.toml"), case).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn add(folder: &Path, file: &str, name: &str, maps: &[&str]) {
    let mut arguments = vec![
        "case",
        "data",
        "add",
        file,
        "--kind",
        "series",
        "--name",
        name,
        "--publisher",
        "nobody",
        "--title",
        "made up",
    ];
    for map in maps {
        arguments.extend(["--map", map]);
    }
    let (good, _, message) = goodfaith(folder, &arguments);
    assert!(good, "{message}");
}

const VACANCY: &str = r#"as_of = 2022-07-12

[[vacancy]]
name             = "unit-2"
title            = "Unit 2"
on               = 2022-06-08
source           = { who = "the union", title = "a page", on = 2022-06-08 }
authorised       = "1000"
budgeted         = "900"
filled           = "810"
paid             = "825"
average_cost     = "150000.00"
months           = "6"
salaries         = "80000000"
cover            = { overtime = "2000000", "contract attorneys" = "3500000.50" }
exits            = "40"
replacement_cost = "45000"
"#;

#[test]
fn authorised_budgeted_filled_and_paid_are_kept_apart_and_vacancies_cost_what_they_cost() {
    let book = open(&campaign("vacancy", VACANCY, &[]));
    let of = |what: &str| value(&book, &format!("vacancy/unit-2/{what}"));
    assert_eq!(
        [of("authorised"), of("budgeted"), of("filled"), of("paid")],
        ["1000", "900", "810", "825"]
    );
    assert_eq!(
        (of("vacant-of-authorised"), of("rate-of-authorised")),
        ("190".into(), "19.00".into())
    );
    assert_eq!((of("vacant-of-budgeted"), of("rate-of-budgeted")), ("90".into(), "10.00".into()));
    // 90 positions x 150,000 x 6 / 12; 2,000,000 + 3,500,000.50 + 40 x 45,000.
    assert_eq!(of("salary-savings"), "6750000.00");
    assert_eq!(of("spent-to-cover"), "7300000.50");
    assert_eq!(of("left-over"), "-550000.50");
    assert_eq!(of("overtime-share"), "2.50");
    let (good, text, message) = goodfaith(&campaign("vacancy-text", VACANCY, &[]), &["case"]);
    assert!(good && text.contains("-$550,000.50"), "{text}{message}");
}

#[test]
fn a_number_that_nobody_says_is_refused() {
    let case = VACANCY.replace("source ", "# ");
    let folder = campaign("unsourced", &case, &[]);
    let (good, _, message) = goodfaith(&folder, &["case"]);
    assert!(!good && message.contains("vacancy.source is missing"), "{message}");
    let case = VACANCY.replace("on = 2022-06-08 }", "on = 2022-08-01 }");
    let (good, _, message) = goodfaith(&campaign("said-later", &case, &[]), &["case"]);
    assert!(!good && message.contains("says so on 2022-08-01, after 2022-07-12"), "{message}");
}

const POSITIONS: &str = "Department,Year,Filled,Budget,Kind\n\
    Fire,2008,100,\"1,000,000\",sworn\n\"Street Services, Bureau of\",2008,200,\"2,500,000\",civilian\nLibrary,2008,50,400000,civilian\n\
    Fire,2014,90,\"1,200,000\",sworn\n\"Street Services, Bureau of\",2014,120,\"1,500,000\",civilian\nAnimals,2014,10,90000,civilian\n";

#[test]
fn a_workforce_is_held_against_a_base_year_department_by_department() {
    let case = "as_of = 2014-12-31\n[[change]]\nname = \"filled\"\ntitle = \"Filled positions\"\n\
        of = { data = \"positions\", series = \"Filled\" }\nbase = \"2008\"\nto = \"2014\"\n\
        [[change]]\nname = \"budget\"\nunit = \"dollars\"\nof = { data = \"positions\", series = \"Budget\", only = { Kind = \"civilian\" } }\n\
        base = \"2008\"\nto = \"2014\"\n";
    let folder = campaign("workforce", case, &[("positions.csv", POSITIONS)]);
    add(&folder, "positions.csv", "positions", &["part=Department", "at=Year"]);
    let book = open(&folder);
    assert_eq!(value(&book, "change/filled/all/base"), "350");
    assert_eq!(value(&book, "change/filled/all/change"), "-130");
    assert_eq!(value(&book, "change/filled/all/percent"), "-37.14");
    assert_eq!(value(&book, "change/filled/street-services-bureau-of/percent"), "-40.00");
    assert_eq!(value(&book, "change/budget/all/change"), "-1310000.00");
    assert_eq!(value(&book, "change/budget/street-services-bureau-of/percent"), "-40.00");
    let is_not = &book.figure("change/filled/all/percent").unwrap().figure.is_not;
    assert!(is_not.iter().any(|text| text.contains("a part that is not there")), "{is_not:?}");
    // A department that is not there in one of the years is a hole, and no zero.
    assert_eq!(
        hole(&book, "change/filled/library/change"),
        "Filled of Library, 2014 in positions: there is no such row"
    );
    assert_eq!(
        hole(&book, "change/filled/animals/percent"),
        "Filled of Animals, 2008 in positions: there is no such row"
    );
    let (good, text, message) = goodfaith(&folder, &["case"]);
    assert!(good && text.contains("Hole: Library: Filled of Library, 2014"), "{text}{message}");
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn what_each_who_is_left_has_to_do() {
    let load = "what,when,how many\nopen cases,2008,12000\nopen cases,2014,13500\nfilled,2008,350\nfilled,2014,220\n";
    let case = "as_of = 2014-12-31\n[[workload]]\nname = \"cases\"\ntitle = \"Open cases\"\n\
        load = { data = \"load\", series = \"open cases\" }\nstaff = { data = \"load\", series = \"filled\" }\nbase = \"2008\"\nto = \"2014\"\n\
        [[change]]\nname = \"backlog\"\nof = { data = \"load\", series = \"open cases\" }\nbase = \"2008\"\nto = \"2014\"\n";
    let folder = campaign("workload", case, &[("load.csv", load)]);
    add(&folder, "load.csv", "load", &["series=what", "at=when", "value=how many"]);
    let book = open(&folder);
    // 12,000 / 350 = 34.29; 13,500 / 220 = 61.36; 78.98 percent more.
    let each = book.figure("workload/cases/each/2014").unwrap().figure.value.amount();
    assert_eq!(each, super::number("13500/220"));
    assert_eq!(value(&book, "workload/cases/each/percent"), "78.98");
    assert_eq!(value(&book, "workload/cases/staff/percent"), "-37.14");
    assert_eq!(value(&book, "change/backlog/all/percent"), "12.50");
}

#[test]
fn who_left_by_cause_and_what_people_answered_have_their_divisors() {
    let case = r#"as_of = 2022-07-12
[[separations]]
name      = "last-year"
title     = "Who left"
period    = "2021-22"
source    = { who = "the department", title = "its answer to our request" }
causes    = { "early retirement" = "30", retirement = "50", resignation = "60", layoff = "0", transfer = "10" }
headcount = "2000"
[[answers]]
name     = "survey"
title    = "Are you looking for another job?"
on       = 2022-06-30
source   = { who = "the union", title = "member survey" }
asked    = "3900"
answered = "1300"
choices  = { yes = "520", no = "650" }
"#;
    let book = open(&campaign("left", case, &[]));
    assert_eq!(value(&book, "separations/last-year/all"), "150");
    assert_eq!(value(&book, "separations/last-year/resignation/share"), "40.00");
    assert_eq!(value(&book, "separations/last-year/resignation/rate"), "3.00");
    assert_eq!(value(&book, "separations/last-year/layoff/share"), "0.00");
    assert_eq!(value(&book, "answers/survey/yes/share"), "40.00");
    assert_eq!(value(&book, "answers/survey/response"), "33.33");
    let zero = case.replace("answered = \"1300\"", "answered = \"0\"");
    let book = open(&campaign("nobody-answered", &zero, &[]));
    assert_eq!(hole(&book, "answers/survey/yes/share"), "it would be divided by nothing");
}

const THEN: &str = "employee,classification,department,step,headcount\n\
    1,Clerk,Fire,1,1\n2,Clerk,Fire,1,1\n3,Clerk,Parks,1,1\n4,Chief,Parks,1,1\n5,Chief,Parks,1,1\n";
const NOW: &str = "employee,classification,department,step,headcount\n\
    1,Clerk,Fire,1,1\n2,Chief,Fire,1,1\n3,Clerk,Fire,1,1\n5,Chief,Parks,1,1\n9,Clerk,Fire,1,1\n";

#[test]
fn who_stayed_is_found_by_ids_and_without_them_it_is_a_hole() {
    let case = "as_of = 2014-12-31\n[[retention]]\nname = \"a-year\"\nfrom = \"then.csv\"\nto = \"now.csv\"\n\
        [[change]]\nname = \"heads\"\nrosters = { base = \"then.csv\", to = \"now.csv\", by = \"department\" }\n";
    let folder = campaign("retention", case, &[("then.csv", THEN), ("now.csv", NOW)]);
    let book = open(&folder);
    let of = |what: &str| value(&book, &format!("retention/a-year/{what}"));
    assert_eq!(
        [
            of("all/all"),
            of("all/same-class"),
            of("all/other-class"),
            of("all/other-department"),
            of("all/gone")
        ],
        ["5", "2", "1", "1", "1"]
    );
    assert_eq!(
        (of("all/gone-percent"), of("parks/gone-percent")),
        ("20.00".into(), "33.33".into())
    );
    assert_eq!(value(&book, "change/heads/fire/change"), "2");
    assert_eq!(value(&book, "change/heads/parks/percent"), "-66.67");
    let without = |text: &str| -> String {
        text.lines().map(|line| format!("{}\n", line.split_once(',').unwrap().1)).collect()
    };
    let files = [("then.csv", without(THEN)), ("now.csv", without(NOW))];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let book = open(&campaign("no-ids", case, &files));
    assert!(hole(&book, "retention/a-year").contains("without an id for each person"));
    assert_eq!(value(&book, "change/heads/all/change"), "0");
}

/// Rows of a file of the shared data, by header.
fn shared_rows(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    use std::io::Read;
    let mut bytes = std::fs::read(path).unwrap();
    if path.extension().is_some_and(|end| end == "gz") {
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
        bytes = text;
    }
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let headers = reader.headers().unwrap().clone();
    let pairs = |row: csv::StringRecord| {
        headers.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|row| pairs(row.unwrap())).collect()
}

#[test]
fn real_rosters_are_held_against_each_other_year_on_year() {
    let Some(shared) = super::common::shared() else { return };
    let rosters = shared.join("data/rosters");
    let folder = folder_of_its_own("year-on-year");
    let years: Vec<String> = (2012..=2016).map(|year| format!("baltimore_fy{year}")).collect();
    let cities: Vec<String> = (1..=5).map(|number| format!("chicago_{number}")).collect();
    let mut case = String::from("as_of = 2026-11-25\n");
    let mut heads = std::collections::BTreeMap::new();
    for names in [&years, &cities] {
        for name in names {
            let from = rosters.join(format!("{name}.csv.gz"));
            let to = format!("{name}.csv");
            let import = ["import", "roster", from.to_str().unwrap(), "--out", &to];
            let (good, _, message) = goodfaith(&folder, &import);
            assert!(good, "{name}: {message}");
            heads.insert(name.clone(), shared_rows(&folder.join(&to)).len());
        }
        for pair in names.windows(2) {
            case.push_str(&format!(
                "[[change]]\nname = \"{}\"\nrosters = {{ base = \"{}.csv\", to = \"{}.csv\", by = \"classification\" }}\n",
                pair[1].replace('_', "-"),
                pair[0],
                pair[1]
            ));
        }
    }
    std::fs::write(folder.join("case.toml"), case).unwrap();
    let book = open(&folder);
    for names in [&years, &cities] {
        for pair in names.windows(2) {
            let name = format!("change/{}", pair[1].replace('_', "-"));
            let change = heads[&pair[1]] as i64 - heads[&pair[0]] as i64;
            assert_eq!(value(&book, &format!("{name}/all/change")), change.to_string());
        }
    }
    // One class, counted here from the city's own files.
    let officers = |year: &str| {
        let rows = shared_rows(&rosters.join(format!("baltimore_fy{year}.csv.gz")));
        rows.iter().filter(|row| row["JobTitle"].trim() == "POLICE OFFICER").count() as i64
    };
    assert_eq!(
        value(&book, "change/baltimore-fy2014/police-officer/change"),
        (officers("2014") - officers("2013")).to_string()
    );
}

#[test]
fn published_vacancies_turnover_and_pay_by_department_are_read_as_series() {
    let Some(shared) = super::common::shared() else { return };
    let file = |name: &str| shared.join("data").join(name).display().to_string();
    let case = r#"as_of = 2026-11-25
[[change]]
name   = "los-angeles"
of     = { data = "la", series = "payroll_records_implied" }
base   = "2013"
to     = "2017"
[[change]]
name   = "gone"
of     = { data = "gone", series = "not_found", only = { level = "department" } }
base   = "2010"
to     = "2011"
[[separations]]
name      = "state"
title     = "Not found a year later, State of California"
period    = "2010-11"
causes    = { gone = { data = "gone", series = "not_found", at = "2010", part = "All titles", only = { level = "all" } } }
headcount = { data = "gone", series = "headcount_from", at = "2010", part = "All titles", only = { level = "all" } }
[[vacancy]]
name       = "los-angeles"
title      = "City of Los Angeles"
authorised = { value = "56241", who = "derived", title = "9,786 over 17.4 percent" }
filled     = { data = "vacancies", series = "positions", part = "Citywide", at = "2023-09" }
"#;
    let folder = campaign("series-shared", case, &[]);
    add(
        &folder,
        &file("rosters/los_angeles_department_pay_2013_2018.csv"),
        "la",
        &["part=department", "at=year"],
    );
    add(
        &folder,
        &file("turnover/california_state_retention_2010_2012.csv"),
        "gone",
        &["part=name", "at=from_year"],
    );
    add(&folder, &file("turnover/vacancy_rates.csv"), "vacancies", &["at=as_of"]);
    for (name, at) in [
        ("baltimore_retention_fy2012_2016", "from_fy"),
        ("chicago_retention_between_snapshots", "from_snapshot"),
    ] {
        let slug = name.replace('_', "-");
        add(
            &folder,
            &file(&format!("turnover/{name}.csv")),
            &slug,
            &["part=name", &format!("at={at}")],
        );
    }
    let book = open(&folder);
    // Summed here from the file: implied records of 2013 and 2017.
    let rows = shared_rows(Path::new(&file("rosters/los_angeles_department_pay_2013_2018.csv")));
    let sum = |year: &str| -> i64 {
        let of = rows.iter().filter(|row| row["year"] == year);
        of.map(|row| row["payroll_records_implied"].parse::<f64>().unwrap_or(0.0) as i64).sum()
    };
    assert_eq!(value(&book, "change/los-angeles/all/base"), sum("2013").to_string());
    assert_eq!(
        value(&book, "change/los-angeles/all/change"),
        (sum("2017") - sum("2013")).to_string()
    );
    // 14,818 of 128,931: 11.5 percent, says the file.
    assert_eq!(value(&book, "separations/state/gone/rate"), "11.49");
    assert_eq!(value(&book, "vacancy/los-angeles/filled"), "9786");
}
