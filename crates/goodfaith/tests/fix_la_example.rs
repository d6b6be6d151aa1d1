//! The shipped record of Fix LA, and the synthetic city beside it: what their sources make them, and where they stood on the days
//! that matter.

#[path = "../examples/campaign_records/build.rs"]
mod build;

use std::path::{Path, PathBuf};
use std::process::Command;

use record::audience::Audience;
use record::{CommitmentStatus, Head, Slug, State, fold};
use serde_json::Value;
use store::Campaign;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns").join(name)
}

fn id(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn state(name: &str, as_of: &str) -> State {
    let campaign = Campaign::open_read_only(&folder(name)).unwrap();
    fold(campaign.entries(), money::date_from_iso(as_of).unwrap(), &intake::law().procedures)
}

fn command(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .current_dir(folder("fix-la-2014"))
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&command(arguments)).unwrap()
}

#[test]
fn they_are_what_their_sources_make_them() {
    for name in ["fix-la-2014", "fix-la-2014/synthetic"] {
        let source = std::fs::read_to_string(folder(name).join("record.json")).unwrap();
        let scratch = std::env::temp_dir().join(format!(
            "goodfaith-example-{}-{}",
            std::process::id(),
            name.replace('/', "-")
        ));
        let _ = std::fs::remove_dir_all(&scratch);
        let built = build::write(&scratch, &source).head();
        std::fs::remove_dir_all(&scratch).unwrap();
        let shipped = Campaign::open_read_only(&folder(name)).unwrap();
        let how = "cargo run -p goodfaith --example campaign_records";
        assert_eq!(Head::of(shipped.entries()), built, "{how}");
        let checked = store::check(&folder(name), None, &intake::law().procedures).unwrap();
        assert!(checked.faults.is_empty() && checked.remarks.is_empty(), "{checked:?}");
    }
}

/// Two honest counts for one event: both stand, under each reading, with who counted; nobody's number is the number.
#[test]
fn on_april_18_2017_both_counts_stand_and_the_promise_cannot_be_measured() {
    let state = state("fix-la-2014", "2017-04-18");
    let jobs = &state.commitments[&id("c1")];
    assert_eq!(jobs.status(state.as_of), CommitmentStatus::Disputed);
    assert!(!jobs.is_measurable(state.as_of) && !jobs.overdue(state.as_of));
    let value = json(&["status", "--commitments", "--as-of", "2017-04-18", "--json", "-"]);
    let jobs = &value["commitments"][0];
    assert_eq!(jobs["measurable"], false);
    let counts = jobs["counts"].as_array().unwrap();
    assert_eq!(counts.len(), 2);
    let reading = |count: &Value, how: &str| {
        let all = count["readings"].as_array().unwrap();
        all.iter().find(|one| one["how"].as_str().unwrap().contains(how)).cloned().unwrap()
    };
    for (count, by, as_one, as_half, value_half) in [
        (&counts[0], "SEIU Local 721", "4.2", "4.2", "210.0"),
        (&counts[1], "fixla.org", "19.0", "16.0", "800.0"),
    ] {
        assert_eq!(count["by"], by);
        assert_eq!(reading(count, "half-time as one")["share_percent"], as_one);
        assert_eq!(reading(count, "half-time as a half")["share_percent"], as_half);
        assert_eq!(reading(count, "half-time as a half")["value"], value_half);
        assert_eq!(
            reading(count, "minus leavers")["why_not"],
            "not known: leavers were not counted"
        );
    }
    let text = command(&["status", "--commitments", "--as-of", "2017-04-18"]);
    assert!(text.contains("5,000 hires: disputed; not measurable yet"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(
        self::state("fix-la-2014", "2018-07-01").commitments[&id("c1")]
            .overdue(money::date_from_iso("2018-07-01").unwrap())
    );
}

/// What the chronology's own checks ask, answered from the shipped record, which was told more than the file.
#[test]
fn every_check_of_the_chronology_holds() {
    let shared = std::env::var_os("GOODFAITH_SHARED").map(PathBuf::from);
    let shared =
        shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"));
    let file = shared.join("domain/worked-timelines/fix-la-2012-2021.json");
    if !file.exists() {
        eprintln!("not run: no shared data");
        return;
    }
    let answers =
        json(&["check", "timeline", file.to_str().unwrap(), "--campaign", ".", "--json", "-"]);
    assert_eq!(
        (&answers["holds"], &answers["differs"], &answers["not_told"]),
        (&7.into(), &0.into(), &0.into()),
        "{answers}"
    );
    // Of the file alone, one figure's rivals stand in sources that none of its events cites.
    let alone = json(&["check", "timeline", file.to_str().unwrap(), "--json", "-"]);
    assert_eq!((&alone["holds"], &alone["not_told"]), (&6.into(), &1.into()), "{alone}");
}

/// The public record has no list of the concessions: the synthetic city has one, says so, and is counted apart.
#[test]
fn the_synthetic_list_adds_up_and_is_never_mixed_with_los_angeles() {
    assert_eq!(state("fix-la-2014", "2021-12-31").scoreboard().proposed, 0);
    let told = command(&["status", "--concessions", "--as-of", "2021-12-31"]);
    assert!(
        told.contains("0 proposed: 0 open")
            && told.contains("told, and not all listed here: nearly forty"),
        "{told}"
    );
    let board = state("fix-la-2014/synthetic", "2020-12-31").scoreboard();
    assert_eq!(board.words(), "38 proposed: 31 withdrawn, 2 reduced, 3 traded, 1 accepted, 1 open");
    for name in ["record.json", "campaign.toml", "hires.csv", "README.md"] {
        let text = std::fs::read_to_string(folder("fix-la-2014/synthetic").join(name)).unwrap();
        assert!(text.contains("SYNTHETIC"), "{name}");
    }
    let public = std::fs::read_to_string(folder("fix-la-2014").join("record.json")).unwrap();
    assert!(!public.contains("SYNTHETIC"));
}

/// Every line of the chronicle that has a number or a day names the entries that it rests on, and each is in the timeline; what the
/// audience may not see is not there.
#[test]
fn every_number_of_the_chronicle_names_its_entry() {
    for (audience, least) in [("public", 100), ("team", 100), ("other-side", 0)] {
        let value = json(&[
            "publish",
            "chronicle",
            "--as-of",
            "2021-12-31",
            "--audience",
            audience,
            "--json",
            "-",
        ]);
        let timeline: Vec<u64> = value["timeline"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["entry"].as_u64().unwrap())
            .collect();
        assert!(timeline.len() >= least, "{audience}: {}", timeline.len());
        let parts = value["parts"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|part| part["told"].as_array().unwrap());
        for line in parts.chain(value["summary"].as_array().unwrap()) {
            let entries = line["entries"].as_array().unwrap();
            assert!(!entries.is_empty(), "{line}");
            assert!(
                entries.iter().all(|entry| timeline.contains(&entry.as_u64().unwrap())),
                "{line}"
            );
        }
    }
    let campaign = Campaign::open_read_only(&folder("fix-la-2014")).unwrap();
    let public = |entry: &&record::Entry| entry.draft.audience.contains(&Audience::Public);
    assert_eq!(campaign.entries().iter().filter(public).count(), campaign.entries().len());
}

#[test]
fn the_chronicle_is_the_same_bytes_again_and_a_page_in_both_languages() {
    let page = |lang: &str| {
        command(&[
            "publish",
            "chronicle",
            "--as-of",
            "2021-12-31",
            "--audience",
            "public",
            "--lang",
            lang,
            "--html",
            "-",
        ])
    };
    for (lang, heading) in [
        ("en", "What was promised, and what was kept"),
        ("es", "Lo que se prometió y lo que se cumplió"),
    ] {
        let first = page(lang);
        assert_eq!(first, page(lang));
        assert!(first.contains(&format!("<html lang=\"{lang}\">")) && first.contains(heading));
        // Every link within it has its place.
        for target in first.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(first.contains(&format!("id=\"{target}\"")), "{target}");
        }
    }
}

/// A file of hires makes a count by the card; a card that is changed keeps its old line on the chart.
#[test]
fn a_changed_card_keeps_its_old_line_on_the_chart() {
    let campaign = std::env::temp_dir().join(format!("goodfaith-fixla-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&campaign);
    std::fs::create_dir_all(&campaign).unwrap();
    let synthetic = folder("fix-la-2014/synthetic");
    for name in ["record.sqlite", "record.seal"] {
        std::fs::copy(synthetic.join(name), campaign.join(name)).unwrap();
    }
    let at = campaign.to_str().unwrap();
    let hires = synthetic.join("hires.csv");
    let import = [
        "import",
        "hires",
        hires.to_str().unwrap(),
        "--campaign",
        at,
        "--commitment",
        "positions",
        "--by",
        "City",
        "--as-of",
        "2021-03-31",
        "--on",
        "2021-04-10",
    ];
    command(&import);
    let head = || command(&["check", "record", "--campaign", at]);
    let before = head();
    assert!(command(&import).contains("Nothing was added"));
    assert_eq!(head(), before, "the same file again changes nothing");
    // A page is never written over the record.
    let own = campaign.join("record.sqlite");
    let over = Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args(["publish", "chronicle", "--campaign", at, "--html", own.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(!over.status.success());
    assert_eq!(head(), before);
    let page = || {
        command(&["publish", "chronicle", "--campaign", at, "--as-of", "2021-04-10", "--html", "-"])
    };
    let lines =
        |page: &str| (page.matches("<polyline").count(), page.matches("class=\"mark\"").count());
    assert_eq!(lines(&page()), (1, 0));
    command(&[
        "record",
        "add",
        "measure",
        "commitment=positions",
        "due=2024-06-30",
        "target=38000",
        "--campaign",
        at,
        "--on",
        "2021-04-02",
    ]);
    let changed = page();
    assert_eq!(lines(&changed), (2, 1), "the old line is dashed");
    assert!(
        changed.contains("City, 34256, 2021-03-31"),
        "1,466 and half of 514 hired, 394 and half of 146 left"
    );
    let value = json(&[
        "status",
        "--commitments",
        "--campaign",
        at,
        "--as-of",
        "2021-04-10",
        "--time-to-hire",
        "7.5",
        "--json",
        "-",
    ]);
    let one = &value["commitments"][0];
    assert_eq!(one["pace"].as_array().unwrap().len(), 2);
    assert_eq!((&one["measurable"], &one["disputed"]), (&true.into(), &false.into()));
    std::fs::remove_dir_all(&campaign).unwrap();
}
