use money::{Date, Fraction};
use record::{MoveKind, Slug, tally_of_moves};

use super::words::{kind_of, part_of_time};
use super::*;
use crate::Source;

/// SYNTHETIC: nobody of a real city.
const FILE: &str = "Employee ID,Action Date,Action,Class Title,FTE,Source,Notes\n\
        E1,2016-07-05,Hire,Gardener,1,Underserved areas,A\n\
        E2,2016-07-18,New Hire,Gardener,half,,A\n\
        E3,2016-08-01,Appointment,Clerk,50%,local-hire,B\n\
        E1,2016-09-30,Resignation,Gardener,,Underserved areas,A\n\
        E4,2016-10-03,hired,Clerk,,n/a,B\n\
        E5,2016-10-14,Retirement - Service,Clerk,0.5,,B\n";

fn import(text: &str) -> HiresImport {
    HiresImport {
        source: Source::Given { name: "hires.csv".to_owned(), bytes: text.as_bytes().to_vec() },
        latest: 2017,
        pools: vec![(Slug::from_words("underserved"), "underserved areas".to_owned())],
        ..HiresImport::default()
    }
}

fn good(text: &str) -> ImportedHires {
    let read = import_hires(&import(text));
    assert!(read.moves.is_some(), "{}", words(&read));
    read
}

fn words(read: &ImportedHires) -> String {
    read.findings.0.iter().map(ToString::to_string).collect()
}

fn refused(text: &str) -> String {
    let read = import_hires(&import(text));
    assert!(read.moves.is_none() && read.totals.is_none());
    words(&read)
}

#[test]
fn hires_a_file_is_read_by_its_headers() {
    let read = good(FILE);
    assert_eq!(words(&read), "");
    let totals = read.totals.clone().unwrap();
    let half = || Fraction::new(1, 2);
    assert_eq!(totals.rows, 6);
    let hires = MovesTotal { people: 4, part_time: 2, fte: Fraction::whole(3) };
    assert_eq!(totals.hires, hires);
    let leavers = MovesTotal { people: 2, part_time: 1, fte: Fraction::ONE.plus(&half()) };
    assert_eq!(totals.leavers, leavers);
    assert_eq!(
        (totals.first.to_string(), totals.last.to_string()),
        ("2016-07-05".into(), "2016-10-14".into())
    );
    let pools: Vec<(&str, usize)> = totals
        .pools
        .iter()
        .map(|(pool, total)| (pool.as_ref().map_or("-", Slug::as_str), total.people))
        .collect();
    assert_eq!(pools, [("-", 2), ("local-hire", 1), ("underserved", 1)]);
    assert_eq!(read.not_used, ["Notes"]);
    assert!(read.has("class") && read.has("key") && !read.has("hired"));
}

#[test]
fn hires_capitals_and_spacing_of_headers_are_no_matter() {
    let text = FILE.replacen(
        "Employee ID,Action Date,Action,Class Title,FTE,Source",
        "EMPLOYEE_ID , effective date,  ACTION TYPE,JobTitle,% time,PROGRAMME",
        1,
    );
    assert_eq!(good(&text).moves, good(FILE).moves);
}

#[test]
fn hires_every_finding_is_gathered_and_nothing_is_in() {
    let text = FILE
        .replace("2016-07-18", "2016-02-30")
        .replace("Appointment", "Leave of absence")
        .replace("Retirement - Service,Clerk,0.5", "Retirement,Clerk,20 hours");
    let said = refused(&text);
    for says in [
        "\"2016-02-30\" is not a day",
        "row 3, column Action Date (cell B3)",
        "\"Leave of absence\" says neither",
        "row 4, column Action (cell C4)",
        "\"20 hours\" is not a part of full time",
        "row 7, column FTE (cell E7)",
        "mend: write hire or leave there",
    ] {
        assert!(said.contains(says), "{says}: {said}");
    }
    let blank = refused(&FILE.replace("E3,2016-08-01", "E3,"));
    assert!(blank.contains("the day is blank") && blank.contains("(cell B4)"), "{blank}");
}

#[test]
fn hires_words_for_a_kind_are_read_and_others_are_asked_about() {
    for came in ["hire", "HIRED", "New hire", "Rehire", "Temporary appointment"] {
        assert_eq!(kind_of(came), Some(MoveKind::Hire), "{came}");
    }
    for went in
        ["leave", "Left", "Separation: Resignation", "RETIREMENT", "Involuntary termination"]
    {
        assert_eq!(kind_of(went), Some(MoveKind::Leave), "{went}");
    }
    for neither in
        ["", "Leave of absence", "End of appointment", "Transfer", "hire/leave", "not hired", "new"]
    {
        assert_eq!(kind_of(neither), None, "{neither}");
    }
}

#[test]
fn hires_parts_of_full_time_are_exact() {
    let half = Some(Fraction::new(1, 2));
    for text in ["0.5", ".5", "50%", "1/2", "half", "Half-time"] {
        assert_eq!(part_of_time(text, false), half, "{text}");
    }
    for text in ["", "1", "100%", "full", "Full time", "FT"] {
        assert_eq!(part_of_time(text, false), Some(Fraction::ONE), "{text}");
    }
    for text in ["50", "-0.5", "part time", "x"] {
        assert_eq!(part_of_time(text, false), None, "{text}");
    }
    assert_eq!(part_of_time("50", true), half);
    assert_eq!(part_of_time("1", true), None, "one percent, or the whole");
    let percent =
        good(&FILE.replace("FTE", "Percent time").replace(",1,", ",100,").replace(",0.5,", ",50,"));
    assert_eq!(percent.totals.unwrap().hires.fte, Fraction::whole(3));
}

#[test]
fn hires_another_order_of_rows_is_the_same_count() {
    let count = |text: &str| {
        let moves = good(text).moves.unwrap();
        let day = Date::new(2016, 12, 31).unwrap();
        tally_of_moves(&moves, &Slug::from_words("jobs"), "the City", day)
    };
    let mixed = |text: &str| {
        let (header, rows) = text.split_once('\n').unwrap();
        let rows: Vec<&str> = rows.lines().rev().collect();
        format!("{header}\n{}\n", rows.join("\n"))
    };
    assert_eq!(count(FILE), count(&mixed(FILE)));
    // Without a column that tells rows apart, rows that are alike are two people.
    let keyless = "Date,Kind,Class,Dept\n2016-07-05,hire,Clerk,X\n2016-07-05,hire,Clerk,Y\n2016-07-06,leave,Clerk,Y\n";
    assert_eq!(count(keyless), count(&mixed(keyless)));
    assert_eq!(count(keyless).tally.hires, Some(2));
    assert!(words(&good(keyless)).contains("row 3\n"), "{}", words(&good(keyless)));
}

#[test]
fn hires_a_row_that_comes_twice_is_one_move_and_a_differing_one_is_said() {
    let twice = format!("{FILE}E4,2016-10-03,Hire,Clerk,1,,B\nE2,2016-07-18,Hire,Gardener,1,,A\n");
    let read = good(&twice);
    assert!(
        words(&read).contains("says otherwise than row 3 of the same hire"),
        "{}",
        words(&read)
    );
    let day = Date::new(2016, 12, 31).unwrap();
    let counted = tally_of_moves(&read.moves.unwrap(), &Slug::from_words("jobs"), "x", day);
    assert_eq!((counted.tally.hires, counted.again, counted.differing.len()), (Some(4), 2, 1));
}

#[test]
fn hires_days_of_coming_and_going_need_no_kind() {
    let text = "Position Number,Hire Date,Separation Date,Job\n7,07/05/2016,09/30/2016,Clerk\n8,07/18/2016,,Clerk\n";
    let read = good(text);
    let totals = read.totals.unwrap();
    assert_eq!((totals.rows, totals.hires.people, totals.leavers.people), (2, 2, 1));
    assert_eq!(totals.last.to_string(), "2016-09-30");
    // A leaver's day is not the day of the hire, unless somebody says so.
    let text = "ID,Hire Date,Action,Class\n1,2016-07-05,Hire,Clerk\n2,2016-07-06,Leave,Clerk\n";
    assert!(refused(text).contains("--map date=\"Hire Date\""), "{}", refused(text));
    let told = HiresImport { map: vec!["date=Hire Date".to_owned()], ..import(text) };
    assert_eq!(import_hires(&told).moves.map(|moves| moves.len()), Some(2));
}

#[test]
fn hires_dates_that_can_be_read_two_ways_are_asked_about() {
    let text = "ID,Date,Action,Class\n1,07/05/2016,Hire,Clerk\n2,08/01/2016,Hire,Clerk\n";
    let said = refused(text);
    assert!(said.contains("can be read two ways") && said.contains("--dates mdy"), "{said}");
    let told = HiresImport { dates: Some("mdy".to_owned()), ..import(text) };
    assert_eq!(import_hires(&told).totals.unwrap().first.to_string(), "2016-07-05");
}

#[test]
fn hires_what_a_file_should_not_hold_is_said() {
    let text = "SSN,Date,Action,Class\n123-45-6789,2016-07-05,Hire,Clerk\n";
    let said = refused(text);
    assert!(said.contains("social security numbers") && !said.contains("6789"), "{said}");
    let text = "Employee Name,Date,Action,Class\n\"Doe, Jane\",2016-07-05,Hire,Clerk\n";
    let said = words(&good(text));
    assert!(said.contains("people's names") && !said.contains("Doe"), "{said}");
}

#[test]
fn hires_a_file_of_other_columns_is_refused_with_its_headers() {
    let said = refused("City,Population\nX,1000\nY,2000\n");
    assert!(said.contains("no column of days") && said.contains("\"City\", \"Population\""));
    assert!(said.contains("no column says who was hired and who left"), "{said}");
}
