//! What CASE 2022 released, frozen anew: by the very commands that a person would run, on a copy of the folder. Their entries go to the end
//! of `record.json`; releases, and what is kept of the two people who do not exist, go beside it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use store::Campaign;

/// What is made anew beside the record.
const FOLDERS: [&str; 3] = ["releases", "vault", "people"];

/// The passphrase of the example's vault, as its README says.
const PASSPHRASE: &str = "an example, not a secret";

/// The reports on whose day one was published, each for itself.
const REPORTS: [&str; 7] = [
    "2022-04-18",
    "2022-05-10",
    "2022-05-17",
    "2022-06-07",
    "2022-06-21",
    "2022-06-28",
    "2022-07-05",
];

/// Id, person, title, file, pen name and words for the card of a story.
const STORIES: [[&str; 6]; 2] = [
    [
        "whose-boxes",
        "p-1",
        "Whose boxes are these?",
        "stories/story-1.txt",
        "Marisol T.",
        "I know what is in every box, and I know the order in which they have to wait.",
    ],
    [
        "a-later-date",
        "p-2",
        "A letter with a later date",
        "stories/story-2.txt",
        "J. Wren",
        "My job is to listen until I understand, and then to write it down so that the one who loses knows why.",
    ],
];

/// Nobody agreed to anything.
const HOW: &str = "SYNTHETIC: there is no such person";

/// Freezes what the campaign in a folder released; `program` is the command. What comes back is the text of its `record.json`.
pub fn freeze(folder: &Path, program: &Path) -> String {
    let source = std::fs::read_to_string(folder.join("record.json")).expect("record.json");
    let bare = super::build::without_releases(&source);
    let scratch = std::env::temp_dir().join(format!("goodfaith-freeze-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&scratch);
    copied(folder, &scratch, &FOLDERS);
    for old in ["record.sqlite", "record.seal"] {
        let _ = std::fs::remove_file(scratch.join(old));
    }
    let before = super::build::write(&scratch, &bare).entries().len();
    commands(&scratch, program);
    let campaign = Campaign::open_read_only(&scratch).expect("the record of the copy");
    let lines: Vec<String> = campaign.entries()[before..]
        .iter()
        .map(|entry| format!("    {}", line_of(entry)))
        .collect();
    for name in FOLDERS {
        let _ = std::fs::remove_dir_all(folder.join(name));
        copied(&scratch.join(name), &folder.join(name), &[]);
    }
    std::fs::remove_dir_all(&scratch).expect("the copy can be removed");
    bare.replace("}\n  ]", &format!("}},\n{}\n  ]", lines.join(",\n")))
}

/// An entry as the source has it.
fn line_of(entry: &record::Entry) -> Value {
    let draft = &entry.draft;
    let (sealed, bytes) =
        draft.clone().seal(entry.number, entry.prev).expect("it was sealed before");
    assert_eq!(sealed.hash, entry.hash);
    let whole: Value = serde_json::from_str(&bytes).expect("an entry is JSON");
    let mut line = json!({
        "on": whole["about"]["day"], "kind": whole["kind"], "body": whole["body"], "audience": whole["audience"],
    });
    if let Some(note) = whole.get("note") {
        line["note"] = note.clone();
    }
    line
}

fn commands(folder: &Path, program: &Path) {
    let run = |words: &[&str]| {
        let output = Command::new(program)
            .args(words)
            .current_dir(folder)
            .env("GOODFAITH_PASSPHRASE", PASSPHRASE)
            .env("GOODFAITH_AUTHOR", super::build::AUTHOR)
            .output()
            .expect("build the command first: cargo build -p goodfaith");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {said}");
    };
    let release = |pieces: &[&str], id: &str, title: &str, on: &str| {
        let mut words = vec!["publish", "release"];
        words.extend(pieces);
        words.extend(["--by", super::build::AUTHOR, "--on", on, "--id", id, "--title", title]);
        run(&words);
    };
    let spelt = |day: &str| {
        let day = money::date_from_iso(day).expect("a day");
        format!("Bargaining report, {}", press::writing::date_words(day, press::Language::English))
    };
    for day in REPORTS {
        release(&[&format!("report-{day}")], &format!("{day}-report"), &spelt(day), day);
    }
    let day = "2022-07-12";
    let both = ["report-2022-07-12", "report-2022-07-12-es"];
    release(&both, "2022-07-12-report", &spelt(day), day);
    let numbers = ["figure-buying-power", "figure-vacancies", "figure-lag"];
    release(&numbers, "2022-07-12-numbers", "Three numbers of the case", day);
    let pieces = intake::piece::pieces_of(folder).expect("pieces");
    let answers = pieces.iter().map(|piece| piece.slug.as_str());
    let answers: Vec<&str> = answers.filter(|slug| slug.starts_with("answer-")).collect();
    release(&answers, "2022-07-12-answers", "Talking about bargaining", day);
    let member = super::build::AUTHOR;
    run(&["record", "vault", "init", member]);
    for [id, person, title, file, pen_name, quote] in STORIES {
        let story = |words: &[&str]| run(&[&["publish", "story"], words].concat());
        story(&[
            "collect",
            id,
            "--person",
            person,
            "--title",
            title,
            "--text",
            file,
            "--pen-name",
            pen_name,
            "--series",
            "what-california-loses",
            "--figure",
            "vacancy/unit-2-employer",
            "--member",
            member,
            "--on",
            "2022-06-20",
        ]);
        story(&[
            "consent",
            id,
            "--use",
            "site,card,social",
            "--audience",
            "members,public",
            "--until",
            "2027-06-30",
            "--how",
            HOW,
            "--on",
            "2022-06-20",
        ]);
        story(&["approve", id, "--how", HOW, "--on", "2022-06-27"]);
        story(&[
            "release",
            id,
            "--by",
            member,
            "--to",
            "members,public",
            "--use",
            "site,card,social",
            "--quote",
            quote,
            "--member",
            member,
            "--on",
            day,
            "--id",
            &format!("{day}-{id}"),
        ]);
    }
}

/// Copies a folder, but for some of what lies in it.
fn copied(from: &Path, to: &Path, without: &[&str]) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder to read") {
        let entry = entry.expect("an entry of the folder");
        let target: PathBuf = to.join(entry.file_name());
        if entry.path().is_dir() {
            if !without.iter().any(|name| entry.file_name() == *name) {
                copied(&entry.path(), &target, &[]);
            }
        } else {
            std::fs::copy(entry.path(), &target).expect("a file to copy");
        }
    }
}
