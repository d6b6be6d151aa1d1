//! The case: receipts that can be worked out again, data sets that are what they were, prices as
//! others reckon them.

#[path = "case/ability.rs"]
mod ability;
mod common;
#[path = "case/goals.rs"]
mod goals;
#[path = "case/peers.rs"]
mod peers;
#[path = "case/relationships.rs"]
mod relationships;
#[path = "case/staffing.rs"]
mod staffing;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use evidence::{Fallback, Measure, Prices, Question, Reading, Span};
use intake::Source;
use intake::case::{Book, Staleness};
use intake::data::{self, About, DataSet, Holds, Kind};
use money::{Date, Figure, Fraction, InputRef};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn example() -> PathBuf {
    root().join("campaigns/case-2022")
}

/// An empty folder of a test's own.
fn folder_of_its_own(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("case").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder of this test's own, with a copy of the example.
fn copied(name: &str) -> PathBuf {
    let folder = folder_of_its_own(name);
    let mut left = vec![(example(), folder.clone())];
    while let Some((from, to)) = left.pop() {
        std::fs::create_dir_all(&to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            let target = to.join(path.file_name().unwrap());
            match path.is_dir() {
                true => left.push((path, target)),
                false => drop(std::fs::copy(path, target).unwrap()),
            }
        }
    }
    folder
}

fn goodfaith(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

fn open(folder: &Path) -> Book {
    Book::open(folder, &Source::Path(folder.join("case.toml"))).expect("a good case")
}

fn shipped(name: &str) -> Holds {
    let set = data::shipped().into_iter().find(|set| set.about.name == name).unwrap();
    set.read().unwrap()
}

fn date(text: &str) -> Date {
    money::date_from_iso(text).unwrap()
}

fn number(text: &str) -> Fraction {
    Fraction::parse(text).unwrap()
}

#[test]
fn every_figure_of_the_example_is_worked_out_again_to_the_same() {
    let book = open(&example());
    assert!(book.figures.len() > 50 && book.warnings.0.is_empty());
    for made in &book.figures {
        let inputs = book.inputs_of(&made.figure);
        assert!(!inputs.is_empty(), "{}", made.figure.name);
        assert_eq!(book.replay(&made.figure, &inputs), Ok(()), "{}", made.figure.name);
    }
}

#[test]
fn a_kept_receipt_is_read_back_whole() {
    let book = open(&example());
    for made in &book.figures {
        let inputs = book.inputs_of(&made.figure);
        let text = press::receipt_json(&made.figure, &inputs);
        let given = Source::Given { name: "kept.json".to_owned(), bytes: text.into_bytes() };
        let kept = data::kept_receipt(&given).unwrap();
        assert_eq!((&kept.figure, &kept.inputs), (&made.figure, &inputs));
        assert_eq!(book.staleness(&kept), Staleness::Current);
    }
}

#[test]
fn the_case_of_july_12_2022_stops_at_the_index_of_may() {
    let book = open(&example());
    let shown = |name: &str| book.figure(name).unwrap().figure.value.to_string();
    // 292.296 over 269.195; BLS printed 8.6.
    assert_eq!(shown("prices/year-to-latest"), "8.58");
    let steps = &book.figure("prices/year-to-latest").unwrap().figure.steps;
    assert!(steps.iter().any(|step| step.says == "index of May 2022"));
    let next_day = std::fs::read_to_string(example().join("case.toml")).unwrap();
    let next_day = next_day.replace("as_of = 2022-07-12", "as_of = 2022-07-13");
    let source = Source::Given { name: "case.toml".to_owned(), bytes: next_day.into_bytes() };
    let book = Book::open(&example(), &source).unwrap();
    let figure = &book.figure("prices/year-to-latest").unwrap().figure;
    assert!(figure.steps.iter().any(|step| step.says == "index of June 2022"));
}

#[test]
fn holes_of_the_example_are_sentences() {
    let (good, text, _) = goodfaith(&example(), &["case", "receipt"]);
    assert!(good);
    assert!(text.contains("which has one every other month"), "{text}");
    assert!(text.contains("came out on\n    2026-05-15, after 2022-07-12"), "{text}");
    // A figure's name alone is one word, however long.
    let too_long = |line: &&str| line.chars().count() > 80 && line.trim().contains(' ');
    let long: Vec<&str> = text.lines().filter(too_long).collect();
    assert!(long.is_empty(), "{long:#?}");
    let hole = ["case", "receipt", "prices/san-diego-even-month"];
    let (good, text, message) = goodfaith(&example(), &hole);
    assert!(!good && text.is_empty() && message.contains("nothing stands in for it"), "{message}");
}

#[test]
fn a_cell_that_was_never_published_is_a_hole_and_not_a_number() {
    let text = "as_of = 2026-11-25\n[[figure]]\nname = \"peers/judges\"\nkind = \"wage\"\n\
        area = \"0600000\"\noccupation = \"23-1021\"\nreading = \"annual_median\"\n\
        [[figure]]\nname = \"peers/judges-of-the-nation\"\nkind = \"wage\"\n\
        area = \"0000000\"\noccupation = \"23-1021\"\nreading = \"annual_median\"\n\
        [[figure]]\nname = \"october\"\nkind = \"price-change\"\nindex = \"CUUR0000SA0\"\n\
        from = \"2024-10\"\nto = \"2025-10\"\n\
        [[figure]]\nname = \"october-by-the-clause\"\nkind = \"escalator\"\nindex = \"CUUR0000SA0\"\n\
        from = \"2024-10\"\nto = \"2025-10\"\nfallback = \"month-before\"\ncap = \"2\"\n";
    let source = Source::Given { name: "case.toml".to_owned(), bytes: text.as_bytes().to_vec() };
    let book = Book::open(&example(), &source).unwrap();
    let why: Vec<&str> = book.holes.iter().map(|hole| hole.why.as_str()).collect();
    assert!(why[0].contains("no wage was published for \"Administrative Law Judges"), "{why:?}");
    assert!(why[0].contains("in California") && why[1].contains("were never collected"), "{why:?}");
    let nation = &book.figure("peers/judges-of-the-nation").unwrap().figure;
    assert_eq!(nation.value.to_string(), "117860.00");
    assert!(nation.is_not.iter().any(|is_not| is_not.contains("private ones are in it")));
    let clause = book.figure("october-by-the-clause").unwrap();
    assert_eq!(clause.figure.value.to_string(), "2.00");
    assert!(clause.notes[0].contains("September 2025 stands in for October 2025"));
}

#[test]
fn one_other_byte_in_an_input_makes_a_kept_receipt_stale() {
    let folder = copied("stale");
    for figure in ["prices/year-to-latest", "prices/attorney-iv-top-in-dollars-of-today"] {
        assert!(goodfaith(&folder, &["case", "receipt", figure, "--keep"]).0);
    }
    let list = ["case", "receipt"];
    assert_eq!(goodfaith(&folder, &list).1.matches("  kept\n").count(), 2);
    let schedule = folder.join("schedules/unit-2-2021-22.csv");
    let mut bytes = std::fs::read(&schedule).unwrap();
    bytes.push(b'\n');
    std::fs::write(&schedule, bytes).unwrap();
    let (good, text, message) = goodfaith(&folder, &list);
    assert!(!good && message.contains("1 of the receipts"), "{message}");
    assert_eq!((text.matches("STALE").count(), text.matches("  kept\n").count()), (1, 1));
    let one = ["case", "receipt", "prices/attorney-iv-top-in-dollars-of-today"];
    let (good, text, _) = goodfaith(&folder, &one);
    assert!(!good && text.contains("STALE: the receipt that was kept no longer holds."), "{text}");
    assert!(text.contains("schedule schedules/unit-2-2021-22.csv has other"), "{text}");
    // A receipt somebody has edited does not come to its value any more.
    let kept = folder.join("receipts/prices/year-to-latest.json");
    let edited = std::fs::read_to_string(&kept).unwrap().replace("\"292.296\"", "\"299.296\"");
    std::fs::write(&kept, edited).unwrap();
    let (good, text, _) = goodfaith(&folder, &["case", "receipt", "prices/year-to-latest"]);
    let said = "no longer comes to its value: step 2 comes to 292.296000";
    assert!(!good && text.contains(said), "{text}");
}

fn about(name: &str, kind: Kind, map: &[&str]) -> About {
    About {
        name: name.to_owned(),
        kind,
        publisher: "nobody".to_owned(),
        title: "hand-made".to_owned(),
        address: String::new(),
        retrieved_on: None,
        vintage: String::new(),
        published_on: None,
        note: String::new(),
        map: map.iter().map(|pair| (*pair).to_owned()).collect(),
        added_at: None,
    }
}

fn read(name: &str, bytes: &[u8], kind: Kind, map: &[&str]) -> Result<Holds, String> {
    let source = Source::Given { name: name.to_owned(), bytes: bytes.to_vec() };
    let set = DataSet::of(source, about("test", kind, map), false).unwrap();
    set.read().map_err(|findings| {
        findings.0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    })
}

#[test]
fn a_flat_file_of_the_bls_database_is_read_with_its_holes() {
    let bytes = include_bytes!("case/hand-made.cu.data.txt");
    let Ok(Holds::Prices(all)) = read("cu.data.0.Current", bytes, Kind::Prices, &[]) else {
        panic!("an index");
    };
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].series.as_str(), all[0].item.as_str()), ("CUURS49ESA0", "All items"));
    assert_eq!(all[0].area.name, "San Diego-Carlsbad, CA");
    assert_eq!((all[0].months.len(), all[0].averages.len()), (3, 3));
    let holds = Holds::Prices(all);
    assert_eq!(holds.number("CUURS49ESA0 2025-09"), Some(number("389.002")));
    assert_eq!(holds.number("CUURS49ESA0 2025-H2"), Some(number("389")));
    assert_eq!(holds.number("CUURS49ESA0 2025-10"), None);
    let wrong = String::from_utf8_lossy(bytes).replace("388.001", "388,001");
    let message = read("cu.data.0.Current", wrong.as_bytes(), Kind::Prices, &[]).unwrap_err();
    assert!(message.contains("\"388,001\" is no index") && message.contains("line 2"), "{message}");
}

#[test]
fn a_workbook_of_the_wage_survey_is_read_with_its_three_kinds_of_holes() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let heads = [
        "AREA",
        "AREA_TITLE",
        "AREA_TYPE",
        "NAICS",
        "OWN_CODE",
        "OCC_CODE",
        "OCC_TITLE",
        "TOT_EMP",
        "H_MEAN",
        "A_MEAN",
        "H_MEDIAN",
        "A_MEDIAN",
        "A_PCT90",
        "ANNUAL",
        "HOURLY",
    ];
    let rows = [
        [
            "99", "U.S.", "1", "000000", "1235", "23-1011", "Lawyers", "100", "90.10", "185000",
            "77.01", "160180", "#", "", "",
        ],
        [
            "6",
            "California",
            "2",
            "000000",
            "1235",
            "25-2021",
            "Teachers",
            "**",
            "*",
            "90000",
            "*",
            "91230",
            "130000",
            "TRUE",
            "",
        ],
        [
            "12345",
            "Elsewhere",
            "4",
            "000000",
            "1235",
            "23-1011",
            "Lawyers",
            "10",
            "*",
            "*",
            "*",
            "*",
            "*",
            "",
            "",
        ],
        [
            "99", "U.S.", "1", "999300", "3", "23-1011", "Lawyers", "50", "60", "124800", "58.5",
            "121680", "200000", "", "",
        ],
    ];
    for (at, head) in heads.iter().enumerate() {
        sheet.write(0, at as u16, *head).unwrap();
    }
    for (row, cells) in rows.iter().enumerate() {
        for (at, cell) in cells.iter().enumerate() {
            sheet.write(row as u32 + 1, at as u16, *cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let holds = read("all_data_M_2025.xlsx", &bytes, Kind::Wages, &[]).unwrap();
    let Holds::Wages(table) = &holds else { panic!("wages") };
    let said = |area: &str, industry: &str, occupation: &str, reading: Reading| {
        table.cell(area, industry, occupation).unwrap().measure(reading).to_string()
    };
    let median = Reading::Annual(50);
    assert_eq!(said("0000000", "000000", "23-1011", median), "160180");
    assert_eq!(
        said("0000000", "000000", "23-1011", Reading::Annual(90)),
        "at or above the highest that is printed"
    );
    assert_eq!(
        said("0600000", "000000", "25-2021", Reading::Hourly(50)),
        "not published in this unit"
    );
    assert_eq!(said("0600000", "000000", "25-2021", Reading::Employment), "not released");
    assert_eq!(said("0012345", "000000", "23-1011", median), "not released");
    assert_eq!(table.cell("0000000", "999300", "23-1011").unwrap().owner.name, "local");
    assert_eq!(holds.number("0000000 999300 23-1011 annual_median"), Some(number("121680")));
}

#[test]
fn pay_of_other_employers_is_read_with_a_mapping_and_without_people() {
    let bytes = include_bytes!("case/hand-made.sco.csv");
    let holds = read("2016_County.csv", bytes, Kind::Controller, &[]).unwrap();
    assert_eq!(holds.number("row 2 pay"), Some(number("117000.5")));
    assert_eq!(holds.number("row 2 maximum"), Some(number("120000")));
    assert_eq!(holds.number("row 3 maximum"), None);
    let map = ["classification=Job Title", "maximum=Top Step"];
    let ours = b"Salary ranges\n\nJob Title,Top Step\nAttorney III,\"$12,500.50\"\nJudge,n/a\n";
    let holds = read("county.csv", ours, Kind::Pay, &map).unwrap();
    assert_eq!(holds.number("row 4 maximum"), Some(number("12500.50")));
    let refused = |text: &str| read("county.csv", text.as_bytes(), Kind::Pay, &map).unwrap_err();
    let names = refused("Employee Name,Job Title,Top Step\n\"Doe, Jane\",Clerk,4000\n");
    assert!(names.contains("column \"Employee Name\" holds names of people"), "{names}");
    let ssn = refused("Id,Job Title,Top Step\n123-45-6789,Clerk,4000\n");
    assert!(ssn.contains("look like social security numbers") && !ssn.contains("6789"), "{ssn}");
    assert!(refused("Job Title,Top Step\nClerk,a lot\n").contains("\"a lot\" is no amount of pay"));
    assert!(
        refused("Job Title,Bottom\nClerk,1\n").contains("names a header that is not in the file")
    );
}

#[test]
fn a_data_set_is_kept_as_it_came_and_said_when_it_changed() {
    let folder = copied("data");
    let sample = root().join("crates/goodfaith/tests/case/hand-made.cu.data.txt");
    let sample = sample.to_str().unwrap();
    let add = |more: &[&str]| {
        let known = [
            "case",
            "data",
            "add",
            sample,
            "--kind",
            "bls-cpi",
            "--publisher",
            "nobody",
            "--title",
            "HAND-MADE",
            "--retrieved-on",
            "2026-10-15",
        ];
        goodfaith(&folder, &[&known[..], more].concat())
    };
    let (good, text, _) = add(&["--name", "cpi-sample", "--check"]);
    assert!(good && text.contains("nothing was written") && !folder.join("data").exists());
    assert!(add(&["--name", "cpi-sample"]).0);
    let (good, _, message) = add(&["--name", "cpi-again"]);
    assert!(!good && message.contains("is there already, as the data set \"cpi-sample\""));
    let (good, text, _) = goodfaith(&folder, &["case", "data", "list"]);
    assert!(good && text.contains("cpi-sample") && text.contains("bls-oews-public"));
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
    assert!(goodfaith(&folder, &["case", "data", "check"]).0);
    // The case can use it by its name.
    let mut case = std::fs::read_to_string(folder.join("case.toml")).unwrap();
    case.push_str("\n[[figure]]\nname = \"sample\"\nkind = \"price-change\"\ndata = \"cpi-sample\"\nindex = \"CUURS49ESA0\"\nfrom = \"2025-07\"\nto = \"2025-09\"\n");
    let case = case.replace("as_of = 2022-07-12", "as_of = 2026-01-31");
    std::fs::write(folder.join("case.toml"), case).unwrap();
    assert_eq!(open(&folder).figure("sample").unwrap().figure.value.to_string(), "0.26");
    let kept = std::fs::read_dir(folder.join("data")).unwrap().next().unwrap().unwrap().path();
    let file = kept.join("hand-made.cu.data.txt");
    let mut bytes = std::fs::read(&file).unwrap();
    assert_eq!(bytes, std::fs::read(sample).unwrap());
    let last = bytes.len() - 10;
    bytes[last] = b'9';
    std::fs::write(&file, bytes).unwrap();
    let (good, _, message) = goodfaith(&folder, &["case", "data", "check"]);
    assert!(!good && message.contains("has other bytes than those it was added with"), "{message}");
    let case = Source::Path(folder.join("case.toml"));
    assert!(Book::open(&folder, &case).is_err());
}

fn today() -> Date {
    Date::constant(2026, 11, 25)
}

fn answer(series: &str, question: &Question, from: &str, to: &str) -> Option<Figure> {
    let Holds::Prices(all) = shipped("bls-cpi-u") else { return None };
    let index = all.iter().find(|index| index.series == series)?;
    let input = InputRef { role: "data".to_owned(), number: 1, used: String::new() };
    let prices = Prices {
        index,
        input: &input,
        releases: &data::releases(),
        as_of: today(),
        fallback: Fallback::Refuse,
    };
    prices.answer("test", question, Span::parse(from)?, Span::parse(to)?).ok().map(|a| a.figure)
}

fn pay(amount: &str) -> evidence::Pay {
    evidence::Pay {
        amount: number(amount),
        says: amount.to_owned(),
        basis: None,
        origin: evidence::Origin::Given,
    }
}

// The answers are those of the Python package cpi 2.1.0 (data/cpi_vectors.py).
#[test]
fn inflation_is_what_the_package_cpi_says_to_the_cent() {
    let Holds::Prices(all) = shipped("bls-cpi-u") else { panic!("an index") };
    let (input, releases) =
        (InputRef { role: "data".to_owned(), number: 1, used: String::new() }, data::releases());
    let vectors = include_str!("case/cpi-vectors.csv");
    let mut count = 0;
    for line in vectors.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [series, from, to, amount, expected] = cells[..] else { panic!("{line}") };
        let index = all.iter().find(|index| index.series == series).expect(line);
        let prices = Prices {
            index,
            input: &input,
            releases: &releases,
            as_of: today(),
            fallback: Fallback::Refuse,
        };
        let question = Question::InDollarsOf { amount: pay(amount) };
        let span = |text: &str| Span::parse(text).unwrap();
        let made = prices.answer("test", &question, span(from), span(to)).expect(line);
        assert_eq!(made.figure.value.to_string(), expected, "{line}");
        count += 1;
    }
    assert_eq!(count, 500);
}

// Worked example 25: https://github.com/adam-coster/adam-coster and unemploymentdata.com.
#[test]
fn real_wages_come_to_the_published_figures() {
    use evidence::{Area, Month, PriceIndex, Releases};
    let real = |then: &str, now: &str, question: &Question| {
        let month = |text: &str| Month::parse(text).unwrap();
        let index = PriceIndex {
            series: "TEST".to_owned(),
            area: Area { code: String::new(), name: "U.S.".to_owned() },
            item: "All items".to_owned(),
            months: [(month("2020-01"), number(then)), (month("2023-12"), number(now))].into(),
            averages: [].into(),
        };
        let input = InputRef { role: "data".to_owned(), number: 1, used: String::new() };
        let prices = Prices {
            index: &index,
            input: &input,
            releases: &Releases::default(),
            as_of: today(),
            fallback: Fallback::Refuse,
        };
        let span = |text: &str| Span::parse(text).unwrap();
        prices.answer("test", question, span("2020-01"), span("2023-12")).unwrap().figure
    };
    // B. 258 to 307: a dollar buys 15.96 % less, prices rose 18.99 %.
    assert_eq!(real("258", "307", &Question::BuyingPower).value.to_string(), "15.96");
    assert_eq!(real("258", "307", &Question::Change).value.to_string(), "18.99");
    // C. Wages and prices of five years: subtraction as printed, division beside it.
    for (wage, prices, printed, exact) in [
        ("105.3", "109.1", "-3.80", "-3.48"),
        ("103.2", "105.4", "-2.20", "-2.09"),
        ("102.9", "100.7", "2.20", "2.18"),
        ("102.1", "100.1", "2.00", "2.00"),
        ("101.7", "101.7", "0.00", "0.00"),
    ] {
        let question = Question::RealChange { then: pay("100"), now: pay(wage) };
        let figure = real("100", prices, &question);
        assert_eq!(figure.value.to_string(), exact);
        assert_eq!(figure.rival.unwrap().value.to_string(), printed);
    }
    // A. 33,848 at the blended factor 1.84 is 62,280.32, which is 25.6 % over 49,584.
    let question = Question::CatchUp { then: pay("33848"), now: pay("49584") };
    assert_eq!(real("100", "184", &question).value.to_string(), "25.61");
    let question = Question::InDollarsOf { amount: pay("33848") };
    assert_eq!(real("100", "184", &question).value.to_string(), "62280.32");
}

#[test]
fn what_was_lost_month_by_month_is_the_sum_over_the_months() {
    use evidence::Month;
    let month = |text: &str| Month::parse(text).unwrap();
    let question = Question::CumulativeLoss {
        then: pay("5000"),
        since: vec![(month("2021-08"), pay("5000")), (month("2021-11"), pay("5100"))],
    };
    let figure = answer("CUUR0000SA0", &question, "2021-07", "2021-12").unwrap();
    // By hand: 5,000 times (273.567 + 274.310 + 276.589 + 277.948 + 278.802) / 273.003, less
    // 3 x 5,000 and 2 x 5,100.
    let kept = number("5000").times(&number("1381.216")).divide(&number("273.003")).unwrap();
    let lost = kept.minus(&number("25200")).round_to(&number("0.01"), money::Rounding::HalfUp);
    assert_eq!(figure.value.amount(), lost);
    let late = Question::CumulativeLoss {
        then: pay("5000"),
        since: vec![(month("2021-09"), pay("5000"))],
    };
    assert!(answer("CUUR0000SA0", &late, "2021-07", "2021-12").is_none());
    let hourly = evidence::Pay { basis: Some(money::PayBasis::Hourly), ..pay("50") };
    let hourly =
        Question::CumulativeLoss { then: hourly.clone(), since: vec![(month("2021-08"), hourly)] };
    assert!(answer("CUUR0000SA0", &hourly, "2021-07", "2021-12").is_none());
    // A metropolitan area without an index of each month: a hole, unless something stands in.
    assert!(answer("CUURS49BSA0", &question, "2021-08", "2021-12").is_none());
}

#[test]
fn an_area_that_was_redrawn_is_said() {
    let text = "as_of = 2026-11-25\n[[figure]]\nname = \"los-angeles\"\nkind = \"price-change\"\n\
        index = \"CUURS49ASA0\"\nfrom = \"2014-07\"\nto = \"2022-07\"\n\
        [[figure]]\nname = \"the-old-area\"\nkind = \"price-change\"\nindex = \"CUURA421SA0\"\n\
        from = \"2014-07\"\nto = \"2022-07\"\n";
    let source = Source::Given { name: "case.toml".to_owned(), bytes: text.as_bytes().to_vec() };
    let book = Book::open(&example(), &source).unwrap();
    assert!(book.figures[0].notes[0].contains("was redrawn in January 2018"));
    assert!(
        book.holes[0].why.contains("the series runs from")
            && book.holes[0].why.contains("to December 2017")
    );
}

// As BLS announced: 9.1 percent to June 2022; Los Angeles 7.7 to July 2022.
#[test]
fn a_cents_escalator_gives_whole_cents_and_never_takes() {
    // 269.195 in May 2021, 292.296 in May 2022: 23.101 points, at 0.3 for a cent 77.003, which is 77 cents.
    let cents = |threshold: &str, points: &str| Question::CentsEscalator {
        threshold: number(threshold),
        points: number(points),
    };
    let of = |question: Question, from: &str, to: &str| {
        let figure = answer("CUUR0000SA0", &question, from, to).unwrap();
        figure.value.to_string()
    };
    assert_eq!(of(cents("0", "0.3"), "2021-05", "2022-05"), "0.77");
    // Over a threshold of 2 percent: 292.296 - 269.195 x 1.02 = 17.7171, 59.057 cents.
    assert_eq!(of(cents("0.02", "0.3"), "2021-05", "2022-05"), "0.59");
    // 233.707 in January 2015 from 236.293 in May 2014 or so: prices fell, and nothing is taken.
    assert_eq!(of(cents("0", "0.3"), "2014-06", "2015-01"), "0.00");
    let text = "as_of = 2022-07-12\n[[figure]]\nname = \"cents\"\nkind = \"cents-escalator\"\nindex = \"CUUR0000SA0\"\n\
        from = \"2021-05\"\nto = \"latest\"\nthreshold = \"2\"\npoints_per_cent = \"0.3\"\n";
    let source = Source::Given { name: "case.toml".to_owned(), bytes: text.as_bytes().to_vec() };
    let book = Book::open(&folder_of_its_own("cents"), &source).unwrap();
    let figure = &book.figure("cents").unwrap().figure;
    assert_eq!(figure.value.to_string(), "0.59");
    assert_eq!(book.replay(figure, &book.inputs_of(figure)), Ok(()));
}

#[test]
fn the_shipped_index_says_what_was_announced() {
    let change = |series: &str, from: &str, to: &str| {
        answer(series, &Question::Change, from, to).unwrap().value.to_string()
    };
    assert_eq!(change("CUUR0000SA0", "2021-06", "2022-06"), "9.06");
    assert_eq!(change("CUURS49ASA0", "2021-07", "2022-07"), "7.74");
}

#[test]
fn every_series_has_an_answer_or_a_reason() {
    let Holds::Prices(all) = shipped("bls-cpi-u") else { panic!("an index") };
    let input = InputRef { role: "data".to_owned(), number: 1, used: String::new() };
    let releases = data::releases();
    let span = |text: &str| Span::parse(text).unwrap();
    let (mut answers, mut holes) = (0, 0);
    for index in &all {
        let prices = Prices {
            index,
            input: &input,
            releases: &releases,
            as_of: today(),
            fallback: Fallback::Refuse,
        };
        let october = prices.answer("x", &Question::Change, span("2024-10"), span("2025-10"));
        assert!(october.is_err(), "{}", index.series);
        for (from, to) in [("2024-07", "2026-07"), ("2024-08", "2026-08"), ("2010-H1", "2015-H1")] {
            match prices.answer("x", &Question::Change, span(from), span(to)) {
                Ok(_) => answers += 1,
                Err(why) => {
                    assert!(why.to_string().starts_with("there is no index of"), "{why}");
                    holes += 1;
                }
            }
        }
    }
    assert!(answers > 200 && holes > 100, "{answers} {holes}");
}

#[test]
fn an_offer_in_two_files_has_both_behind_it() {
    let case = std::fs::read_to_string(example().join("case.toml")).unwrap();
    let both = "\"offers/state-2022-06-11.toml+offers/agreement-2022-08-22.toml\"";
    let case = case.replace("\"offers/state-2022-06-11.toml\"", both);
    let case = case.replace("as_of = 2022-07-12", "as_of = 2022-08-31");
    let source = Source::Given { name: "case.toml".to_owned(), bytes: case.into_bytes() };
    let book = Book::open(&example(), &source).unwrap();
    let inputs = book.inputs_of(&book.figure("offer-1/annualised").unwrap().figure);
    let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    assert!(
        names.ends_with(&["offers/state-2022-06-11.toml", "offers/agreement-2022-08-22.toml"]),
        "{names:?}"
    );
}

#[test]
fn what_ships_is_what_the_copies_of_the_publisher_hold() {
    use std::io::Read;
    let Some(shared) = common::shared() else { return };
    let rows = |name: &str| -> Vec<csv::StringRecord> {
        let packed = std::fs::read(shared.join("data").join(name)).unwrap();
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
        csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
    };
    let prices = shipped("bls-cpi-u");
    // Some averages stand in two series of the publisher's, with the same value.
    let mut keys = std::collections::BTreeSet::new();
    for (name, month) in
        [("inflation/cpi_u_monthly.csv.gz", true), ("inflation/cpi_u_averages.csv.gz", false)]
    {
        for row in rows(name) {
            if !["SA0", "SAH1", "SAM"].contains(&&row[4]) {
                continue;
            }
            let span = match (month, &row[8]) {
                (true, month) => format!("{}-{:0>2}", &row[7], month),
                (false, "annual") => format!("{}-annual", &row[7]),
                (false, "first-half") => format!("{}-H1", &row[7]),
                (false, _) => format!("{}-H2", &row[7]),
            };
            let key = format!("CUUR{}{} {span}", &row[2], &row[4]);
            assert_eq!(prices.number(&key), Some(number(&row[9])), "{key}");
            keys.insert(key);
        }
    }
    let Holds::Prices(all) = &prices else { panic!("an index") };
    let held: usize = all.iter().map(|index| index.months.len() + index.averages.len()).sum();
    assert_eq!(held, keys.len());
    let areas: std::collections::BTreeSet<&str> =
        all.iter().map(|index| index.area.code.as_str()).collect();
    assert_eq!(areas.len(), 58);
    let wages = shipped("bls-oews-public");
    let Holds::Wages(table) = &wages else { panic!("wages") };
    let mut count = 0;
    for row in rows("peer-pay/oews_2025_public_occupations_by_area.csv.gz") {
        let cell = table.cell(&row[1], "000000", &row[4]).expect("a cell");
        for (at, (name, reading)) in Reading::NAMES.iter().enumerate() {
            let printed = &row[6 + at];
            let footnote = |code: &str| row[23].split(';').any(|f| f == format!("{name}={code}"));
            let expected = match printed {
                "-" if footnote("8") => Measure::NotReleased,
                "-" if footnote("4") => Measure::OtherUnit,
                printed => Measure::Of(number(printed)),
            };
            assert_eq!(*cell.measure(*reading), expected, "{row:?}");
        }
        count += 1;
    }
    assert_eq!(count, 47_754);
    let by_owner = rows("peer-pay/oews_2025_public_occupations_by_ownership_us.csv.gz");
    let own = by_owner.iter().filter(|row| &row[0] != "000000").count();
    assert_eq!(table.cells.len(), count + own);
}

#[test]
fn real_exports_of_the_state_controller_are_read() {
    let Some(shared) = common::shared() else { return };
    let path = shared.join("data/rosters/gcc_2016_superior_courts.csv.gz");
    let set = DataSet::of(Source::Path(path), about("gcc", Kind::Controller, &[]), false).unwrap();
    let Holds::Pay(table) = set.read().unwrap() else { panic!("pay") };
    assert_eq!((table.rows, table.employer.unwrap().values().len()), (19_125, 55));
}
