//! Internal relationships: at a reference, today, under each offer, and what restoring them costs.

use std::path::{Path, PathBuf};

use intake::case::Book;
use intake::case::relationships::Standing;

use super::{date, example, folder_of_its_own, goodfaith, open};

fn value(book: &Book, name: &str) -> String {
    let made = book.figure(name).unwrap_or_else(|| panic!("{name}: {:?}", book.holes));
    let inputs = book.inputs_of(&made.figure);
    assert_eq!(book.replay(&made.figure, &inputs), Ok(()), "{name}");
    made.figure.value.to_string()
}

#[test]
fn the_judges_stand_to_attorneys_as_the_offers_would_leave_them() {
    let book = open(&example());
    let name =
        |what: &str| format!("relationships/judges-with-attorneys/administrative-law-judge/{what}");
    // 13,475 over 14,149, and what brings it to 14,149.
    assert_eq!(value(&book, &name("today")), "-4.76");
    assert_eq!(value(&book, &name("raise-to-restore")), "5.00");
    // By hand, to the dollar each time: 14,149 -> 14,503 -> 14,866 -> 15,238;
    // 13,475 -> 13,812 -> 14,157 and 14,865 -> 15,237. A dollar is missing.
    let steps = &book.figure(&name("offer-1/short")).unwrap().figure.steps;
    let rates: Vec<String> = steps[1..3].iter().map(|step| step.value.to_string()).collect();
    assert_eq!(rates, ["15238.00", "15237.00"]);
    let under = &book.relationships[0].rungs[0].under;
    assert_eq!(under[1].restored, None);
    assert_eq!(under[2].restored, Some(date("2022-07-01")));
    // Restoring costs what its one term costs.
    assert_eq!(
        value(&book, "relationships/judges-with-attorneys/restored/2022-23/change"),
        value(
            &book,
            "relationships/judges-with-attorneys/restored/2022-23/administrative-law-judge"
        )
    );
}

/// A unit of workers, leads and chiefs.
fn unit(name: &str, relationship: &str) -> PathBuf {
    let folder = folder_of_its_own(name);
    let write = |file: &str, text: &str| std::fs::write(folder.join(file), text).unwrap();
    write(
        "schedule.csv",
        "classification,step,rate,pay_basis\n\
        Worker,1,4000,monthly\nWorker,2,5000,monthly\n\
        Lead,1,4500,monthly\nLead,2,5200,monthly\n\
        Chief,1,60000,annual\nChief,2,61200,annual\n",
    );
    write(
        "old.csv",
        "classification,step,rate,pay_basis\n\
        Worker,2,4000,monthly\nLead,2,4400,monthly\nChief,2,58080,annual\n",
    );
    write(
        "roster.csv",
        "classification,step,headcount,step_date\nWorker,1,6,07-01\nWorker,2,2,07-01\nLead,2,3,07-01\nChief,2,1,07-01\n",
    );
    write(
        "assumptions.toml",
        "window = { from = 2024-07-01, to = 2026-06-30 }\nroster_as_of = 2024-06-30\n\
        fiscal_year_start = \"07-01\"\npay_calendar = \"monthly\"\nhours_per_year = 2080\ndays_per_year = 260\n\
        roster = \"frozen\"\n[rounding]\nschedule = \"cent\"\n[movement]\nrule = \"none\"\n",
    );
    write(
        "offer.toml",
        "title = \"Theirs\"\nparty = \"employer\"\n\
        [[terms]]\nkind = \"special-adjustment\"\neffective = 2025-07-01\npercent = \"10\"\nclasses = [\"Lead\"]\n\
        [[terms]]\nkind = \"special-adjustment\"\neffective = 2026-01-01\npercent = \"5\"\nclasses = [\"Worker\"]\n",
    );
    write(
        "case.toml",
        &format!(
            "as_of = 2024-07-01\n[costing]\nroster = \"roster.csv\"\nschedule = \"schedule.csv\"\n\
            assumptions = \"assumptions.toml\"\noffers = [\"offer.toml\"]\n\
            [[relationship]]\nname = \"ladder\"\nclasses = [\"Worker\", \"Lead\", \"Chief\"]\n{relationship}"
        ),
    );
    folder
}

#[test]
fn a_ladder_is_restored_from_the_bottom_up() {
    let folder = unit(
        "ladder",
        "reference = { on = 2010-07-01, schedule = \"old.csv\" }\nrestore = 2024-07-01\n",
    );
    let book = open(&folder);
    // 4,400 over 4,000; 58,080 / 12 = 4,840 over 4,400.
    assert_eq!(value(&book, "relationships/ladder/lead/reference"), "10.00");
    assert_eq!(value(&book, "relationships/ladder/chief/reference"), "10.00");
    // 5,200 over 5,000; 5,100 over 5,200.
    assert_eq!(value(&book, "relationships/ladder/lead/today"), "4.00");
    assert_eq!(value(&book, "relationships/ladder/chief/today"), "-1.92");
    assert_eq!(value(&book, "relationships/ladder/lead/short"), "6.00");
    // 5,500 over 5,200 is 5.7692 %, given as 5.77; the lead's 5,200 x 1.0577 x 1.1 over 5,100.
    assert_eq!(value(&book, "relationships/ladder/lead/raise-to-restore"), "5.77");
    let chief = &book.figure("relationships/ladder/chief/raise-to-restore").unwrap().figure;
    let exact = super::number("5200")
        .times(&super::number("1.0577"))
        .times(&super::number("1.1"))
        .divide(&super::number("5100"))
        .unwrap();
    assert_eq!(chief.value.amount(), exact.minus(&super::number("1")));
    // 3 leads at 5,200 and a chief at 5,100, a year: 5.77 % and 18.64 % (18.632 rounded up), no roll-up.
    assert_eq!(
        value(&book, "relationships/ladder/restored/2024-25/lead"),
        // 5,200 x 1.0577 = 5,500.04; 300.04 x 3 x 12
        "10801.44"
    );
    // The lead's 10 % comes a year later, and is lost again for half a year: 5,720 over 5,250 is 8.95.
    let under = &book.relationships[0].rungs[0].under[1];
    assert_eq!(under.restored, None);
    assert_eq!(value(&book, "relationships/ladder/lead/offer-1/2025-07-01"), "14.40");
    assert_eq!(value(&book, "relationships/ladder/lead/offer-1/2026-01-01"), "8.95");
    assert_eq!(value(&book, "relationships/ladder/lead/offer-1/short"), "1.05");
    let (good, text, message) = goodfaith(&folder, &["case"]);
    assert!(
        good && text.contains("Theirs: does not reach the reference: at the end it is 1.05 points"),
        "{text}{message}"
    );
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn compression_and_inversion_are_said_and_counted() {
    let folder = unit("compression", "supervises = true\nleast = \"5\"\n");
    let book = open(&folder);
    let rungs = &book.relationships[0].rungs;
    assert_eq!((rungs[0].today, rungs[1].today), (Standing::Compressed, Standing::Inverted));
    // Two of eight workers, at 5,000, are above the lead's bottom of 4,500; none above its top.
    assert_eq!(value(&book, "relationships/ladder/lead/supervised-above-bottom"), "25.00");
    assert_eq!(value(&book, "relationships/ladder/lead/supervised-above-top"), "0.00");
    // All three leads, at 5,200, are above both of the chief's 5,000 and 5,100.
    assert_eq!(value(&book, "relationships/ladder/chief/supervised-above-top"), "100.00");
    let (_, text, _) = goodfaith(&folder, &["case"]);
    assert!(text.contains("COMPRESSED") && text.contains("INVERTED"), "{text}");
}

#[test]
fn one_other_rate_makes_a_kept_relationship_stale() {
    let folder = unit("stale-relationship", "supervises = true\n");
    let name = "relationships/ladder/lead/today";
    let keep = ["case", "receipt", name, "--keep"];
    assert!(goodfaith(&folder, &keep).0);
    assert!(goodfaith(&folder, &["case", "receipt", name]).0);
    let path: &Path = &folder.join("schedule.csv");
    let text = std::fs::read_to_string(path).unwrap().replace("Worker,1,4000", "Worker,1,4001");
    std::fs::write(path, text).unwrap();
    let (good, text, _) = goodfaith(&folder, &["case", "receipt", name]);
    assert!(!good && text.contains("STALE"), "{text}");
}
