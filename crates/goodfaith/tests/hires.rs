//! A file of hires and leavers into a count of the record, through the command.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

/// SYNTHETIC: no person, place or employer of the world. The tests count it by hand.
const HEADER: &str = "Employee ID,Action Date,Action,Class Title,FTE,Hiring Program,Site\n";
const ROWS: [&str; 11] = [
    "H-00,2015-12-01,Hire,Clerk,1,,SYNTHETIC",
    "H-01,2016-07-05,Hire,Gardener,1,Underserved areas,SYNTHETIC",
    "H-02,2016-07-18,New hire,Gardener,0.5,,SYNTHETIC",
    "H-03,2016-08-01,Appointment,Clerk,50%,Local hire,SYNTHETIC",
    "H-04,2016-08-15,Hire,Librarian,,Underserved areas,SYNTHETIC",
    "H-05,2016-10-03,Hire,Clerk,half,,SYNTHETIC",
    "L-01,2016-10-14,Retirement,Clerk,1,,SYNTHETIC",
    "H-02,2016-11-30,Resignation,Gardener,0.5,,SYNTHETIC",
    "H-06,2017-01-09,Hire,Gardener,100%,Underserved areas,SYNTHETIC",
    "H-07,2017-04-18,Hire,Clerk,full,,SYNTHETIC",
    "H-07,2017-04-18,Hire,Clerk,full,,SYNTHETIC",
];

fn file(rows: &[&str]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

/// A campaign's folder of a test's own, with a promise of 5,000 hires.
struct City(PathBuf);

impl City {
    fn begun(name: &str) -> City {
        let folder =
            std::env::temp_dir().join(format!("goodfaith-hires-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let city = City(folder);
        city.good(&["record", "init", "--name", "SYNTHETIC city", "--regime", "mmba"]);
        city.good(&[
            "record",
            "add",
            "commitment",
            "id=jobs",
            "title=5,000 hires",
            "words=a goal of hiring 5,000",
            "promised_by=City",
            "strength=goal",
            "--on",
            "2016-06-01",
        ]);
        city.good(&[
            "record",
            "add",
            "measure",
            "commitment=jobs",
            "unit=hires",
            "target=5000",
            "baseline=0",
            "from=2016-07-01",
            "due=2018-06-30",
            "pools=[{\"id\": \"underserved\", \"name\": \"underserved areas\"}, {\"id\": \"local\", \"name\": \"local hire\"}]",
            "--on",
            "2016-06-01",
        ]);
        city.write("hires.csv", &file(&ROWS));
        city
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_goodfaith"))
            .current_dir(&self.0)
            .env("GOODFAITH_AUTHOR", "tester")
            .stdin(Stdio::null())
            .args(arguments)
            .output()
            .unwrap()
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = String::from_utf8(output.stdout).unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {text}{said}");
        text
    }

    fn import(&self, file: &str, more: &[&str]) -> String {
        self.good(
            &[&["import", "hires", file, "--commitment", "jobs", "--by", "City"], more].concat(),
        )
    }

    fn refused(&self, file: &str, more: &[&str]) -> String {
        let output = self.run(&[&["import", "hires", file], more].concat());
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.good(arguments)).unwrap()
    }

    /// The record's entries, and its head.
    fn record(&self) -> (Vec<Value>, String) {
        let shown = self.json(&["record", "show", "--json", "-"]);
        let entries = shown["entries"].as_array().unwrap().clone();
        (entries, shown["head"].as_str().unwrap().to_owned())
    }
}

impl Drop for City {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn month(of: &str, hires: [u32; 2], leavers: [u32; 2], fte: [&str; 2]) -> Value {
    let mut month =
        json!({"month": of, "hires": hires[0], "fte_hired": fte[0], "fte_left": fte[1]});
    for (name, count) in
        [("hires_half", hires[1]), ("leavers", leavers[0]), ("leavers_half", leavers[1])]
    {
        if count > 0 {
            month[name] = json!(count);
        }
    }
    month
}

/// By hand, from July 2016 on, the repeated row once: H-01 to H-07 are seven hires, of them H-02, H-03 and H-05 half-time; L-01 and
/// H-02 left; H-01, H-04 and H-06 are of the underserved areas, H-03 is a local hire.
#[test]
fn a_file_of_hires_is_a_tally_of_the_record() {
    let city = City::begun("tally");
    let said = city.import("hires.csv", &[]);
    for says in [
        "hires.csv: 11 rows",
        "not used       \"Site\"",
        // H-00 and the row that comes twice are in the file: nine rows of hires, 7.5 equivalents.
        "hires          9, of them 3 part-time; FTE 7.5",
        "leavers        2, of them 1 part-time; FTE 1.5",
        "days           2015-12-01 to 2017-04-18",
        "HIRES BY POOL\n  none           5, of them 2 part-time; FTE 4\n",
        "underserved    3, of them 0 part-time; FTE 3",
        "COUNTED towards jobs by City, to 2017-04-18: tally city-2017-04-18",
        "hires          7, of them 4 full-time and 3 part-time",
        "not counted    1 move: before 2016-07-01, the card's first day",
        "not counted    1 move: said again by another row of the same key",
        "entry 5 added",
    ] {
        assert!(said.contains(says), "{says}: {said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    let entry = city.json(&["record", "show", "5", "--json", "-"]);
    let tally = &entry["body"];
    let numbers = json!({"full_time": tally["full_time"], "half_time": tally["half_time"], "hires": tally["hires"],
        "leavers": tally["leavers"], "pools": tally["pools"], "as_of": tally["as_of"], "by": tally["by"]});
    let by_hand = json!({"full_time": 4, "half_time": 3, "hires": 7, "leavers": 2,
        "pools": [{"pool": "local", "count": 1}, {"pool": "underserved", "count": 3}],
        "as_of": "2017-04-18", "by": "City"});
    assert_eq!(numbers, by_hand);
    let months = json!([
        month("2016-07-01", [2, 1], [0, 0], ["1.5", "0"]),
        month("2016-08-01", [2, 1], [0, 0], ["1.5", "0"]),
        month("2016-09-01", [0, 0], [0, 0], ["0", "0"]),
        month("2016-10-01", [1, 1], [1, 0], ["0.5", "1"]),
        month("2016-11-01", [0, 0], [1, 1], ["0", "0.5"]),
        month("2016-12-01", [0, 0], [0, 0], ["0", "0"]),
        month("2017-01-01", [1, 0], [0, 0], ["1", "0"]),
        month("2017-02-01", [0, 0], [0, 0], ["0", "0"]),
        month("2017-03-01", [0, 0], [0, 0], ["0", "0"]),
        month("2017-04-01", [1, 0], [0, 0], ["1", "0"]),
    ]);
    assert_eq!(tally["months"], months);
    // And so it stands in the status.
    let status = city.json(&["status", "--commitments", "--json", "-"]);
    let count = &status["commitments"][0]["counts"][0];
    let seen = ["id", "hires", "full_time", "half_time", "leavers", "as_of"]
        .map(|name| count[name].clone());
    let by_hand =
        [json!("city-2017-04-18"), json!(7), json!(4), json!(3), json!(2), json!("2017-04-18")];
    assert_eq!(seen, by_hand);
    // The exact bytes are kept by their hash; only the team sees the count.
    let kept = city.0.join("files").join(tally["file"].as_str().unwrap());
    assert_eq!(std::fs::read_to_string(kept).unwrap(), file(&ROWS));
    assert_eq!(entry["source"][0]["title"], "hires.csv");
    assert_eq!(entry["source"][0]["file"], tally["file"]);
    assert_eq!(entry["audience"], json!(["team"]));
    city.good(&["check", "record"]);
}

#[test]
fn the_same_file_again_adds_nothing_and_a_longer_one_adds_a_tally() {
    let city = City::begun("again");
    city.import("hires.csv", &[]);
    let before = city.record();
    for more in [&[][..], &["--as-of", "2017-04-18"], &["--id", "other"], &["--by", " CITY "]] {
        let said = match more {
            ["--by", by] => {
                city.good(&["import", "hires", "hires.csv", "--commitment", "jobs", "--by", by])
            }
            more => city.import("hires.csv", more),
        };
        assert!(said.contains("The record has this count already: tally city-2017-04-18, entry 5"));
        assert!(said.contains("Nothing was added."), "{said}");
        assert_eq!(city.record(), before);
    }
    // Another order of rows has other bytes, and is the same count.
    let mut mixed = ROWS;
    mixed.reverse();
    city.write("mixed.csv", &file(&mixed));
    assert!(city.import("mixed.csv", &[]).contains("Nothing was added."));
    assert_eq!(city.record(), before);
    // A longer file is another count, beside the first.
    let longer = [&ROWS[..], &["H-08,2017-05-02,Hire,Clerk,1,Local hire,SYNTHETIC"]].concat();
    city.write("longer.csv", &file(&longer));
    assert!(city.import("longer.csv", &[]).contains("tally city-2017-05-02"));
    let (entries, _) = city.record();
    assert_eq!(entries.len(), 6);
    assert_eq!(
        (&entries[5]["body"]["hires"], &entries[4]["body"]["hires"]),
        (&json!(8), &json!(7))
    );
    // The card is another one now: the same file comes to fewer, and that is said and not added.
    let now = ["record", "add", "measure", "commitment=jobs", "from=2016-08-01"];
    city.good(&[&now[..], &["--on", "2017-05-03"]].concat());
    let said = city.import("hires.csv", &[]);
    assert!(
        said.contains("It comes to other numbers now") && said.contains("--corrects 5"),
        "{said}"
    );
    assert_eq!(city.record().0.len(), 7);
    // Another counter's count of the same file is their own.
    city.good(&["import", "hires", "hires.csv", "--commitment", "jobs", "--by", "Local 12"]);
    assert_eq!(city.record().0.len(), 8);
    city.good(&["check", "record"]);
}

#[test]
fn another_order_of_rows_is_the_same_tally() {
    let tally = |name: &str, rows: &[&str]| {
        let city = City::begun(name);
        city.write("hires.csv", &file(rows));
        let imported = city.json(&[
            "import",
            "hires",
            "hires.csv",
            "--commitment",
            "jobs",
            "--by",
            "City",
            "--json",
            "-",
        ]);
        assert_eq!((&imported["accepted"], &imported["entry_added"]), (&json!(true), &json!(5)));
        let mut tally = imported["tally"].clone();
        tally.as_object_mut().unwrap().remove("file");
        let entry = city.json(&["record", "show", "5", "--json", "-"]);
        assert_eq!(entry["body"]["months"], tally["months"]);
        tally
    };
    let mut mixed = ROWS;
    mixed.rotate_left(4);
    mixed.swap(0, 3);
    assert_eq!(tally("in-order", &ROWS), tally("mixed", &mixed));
}

/// The rows as a workbook, its days as a spreadsheet keeps them.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("m/d/yyyy");
    let sheet = book.add_worksheet();
    for (row, text) in std::iter::once(HEADER.trim_end()).chain(ROWS).enumerate() {
        for (column, cell) in text.split(',').enumerate() {
            let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            match rust_xlsxwriter::ExcelDateTime::parse_from_str(cell) {
                Ok(date) if column == 1 => {
                    sheet.write_datetime_with_format(row, column, &date, &day).unwrap()
                }
                _ => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_the_same_count() {
    let city = City::begun("workbook");
    city.import("hires.csv", &[]);
    std::fs::write(city.0.join("hires.xlsx"), workbook()).unwrap();
    let said = city.import("hires.xlsx", &[]);
    assert!(said.contains("hires.xlsx") && said.contains("entry 5. Nothing was added."), "{said}");
}

#[test]
fn three_broken_rows_are_three_findings_and_nothing_is_added() {
    let city = City::begun("broken");
    let before = city.record();
    let broken = file(&ROWS)
        .replace("H-02,2016-07-18", "H-02,2016-07-32")
        .replace("Appointment", "Leave of absence")
        .replace("Clerk,half", "Clerk,20 hours");
    city.write("broken.csv", &broken);
    let said = city.refused("broken.csv", &["--commitment", "jobs", "--by", "City"]);
    for says in [
        "\"2016-07-32\" is not a day",
        "broken.csv, row 4, column Action Date (cell B4)",
        "\"Leave of absence\" says neither",
        "broken.csv, row 5, column Action (cell C5)",
        "\"20 hours\" is not a part of full time",
        "broken.csv, row 7, column FTE (cell E7)",
        "3 errors and 0 warnings. Nothing was imported and nothing was added.",
    ] {
        assert!(said.contains(says), "{says}: {said}");
    }
    assert_eq!(city.record(), before);
    assert!(
        !city.0.join("files").exists() || city.0.join("files").read_dir().unwrap().count() == 0
    );
}

#[test]
fn what_the_record_does_not_let_in_is_shown_with_its_rule() {
    let city = City::begun("refused");
    let before = city.record();
    let said = city.refused("hires.csv", &["--commitment", "homes", "--by", "City"]);
    assert!(said.contains("the rule:") && said.contains("homes"), "{said}");
    assert!(said.contains("Nothing was added."), "{said}");
    city.write("other.csv", &file(&ROWS).replace("Local hire", "Veterans"));
    let shown = city.run(&["import", "hires", "other.csv", "--commitment", "jobs", "--by", "City"]);
    assert!(String::from_utf8(shown.stdout).unwrap().contains("veterans       1"));
    let said = city.refused("other.csv", &["--commitment", "jobs", "--by", "City"]);
    assert!(said.contains("veterans") && said.contains("underserved"), "{said}");
    // A day that has not come.
    let late =
        ["--commitment", "jobs", "--by", "City", "--on", "2017-05-01", "--as-of", "2017-06-01"];
    let said = city.refused("hires.csv", &late);
    assert!(said.contains("it counts to a day after the one on which it was told"), "{said}");
    assert_eq!(city.record(), before);
    let said = city.import("hires.csv", &["--dry-run"]);
    assert!(said.contains("would be entry 5; nothing was added"), "{said}");
    assert_eq!(city.record(), before);
    let input =
        city.refused("hires.csv", &["--commitment", "jobs", "--by", "City", "--json", "hires.csv"]);
    assert!(input.contains("--json would overwrite the input"), "{input}");
}

#[test]
fn a_shorter_day_words_and_readers_of_ones_own() {
    let city = City::begun("options");
    let said = city.import(
        "hires.csv",
        &[
            "--as-of",
            "2016-12-31",
            "--on",
            "2017-05-01",
            "--counted",
            "people on the payroll",
            "--id",
            "first-half",
            "--audience",
            "members,public",
            "--author",
            "rosa",
        ],
    );
    assert!(said.contains("not counted    2 moves: after 2016-12-31"), "{said}");
    let entry = city.json(&["record", "show", "5", "--json", "-"]);
    assert_eq!(entry["body"]["id"], "first-half");
    assert_eq!(entry["body"]["what_was_counted"], "people on the payroll");
    assert_eq!((&entry["body"]["hires"], &entry["body"]["leavers"]), (&json!(5), &json!(2)));
    assert_eq!(entry["author"], "rosa");
    let mut audience: Vec<&str> =
        entry["audience"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    audience.sort_unstable();
    assert_eq!(audience, ["members", "public", "team"]);
    // The same file counted to another day, which somebody names, is another count.
    city.import("hires.csv", &["--as-of", "2017-04-18"]);
    assert_eq!(city.record().0.len(), 6);
}

#[test]
fn the_command_has_help_with_an_example() {
    let help = City::begun("help").good(&["import", "hires", "--help"]);
    assert!(help.contains("Example:\n  goodfaith import hires"), "{help}");
    assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
}
