//! The record through the command: as somebody at a table, in a hotel room, or before a board would use it.

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A campaign's folder of a test's own.
struct Table(PathBuf);

impl Table {
    fn new(name: &str) -> Table {
        let folder =
            std::env::temp_dir().join(format!("goodfaith-record-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Table(folder)
    }

    /// A round of two parties with two items, begun by the command.
    fn begun(name: &str) -> Table {
        let table = Table::new(name);
        table.good("record init --name Round --regime dills");
        for fields in [
            "party id=union side=union name=Union",
            "party id=employer side=employer name=Employer",
            "item id=salary title=Salary article=5.1",
            "item id=leave title=Leave",
        ] {
            table.good(&format!("record add {fields}"));
        }
        table
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodfaith"));
        command
            .current_dir(&self.0)
            .env("GOODFAITH_AUTHOR", "tester")
            .env_remove("GOODFAITH_PASSPHRASE")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, line: &str) -> Output {
        self.command()
            .args(
                line.split(' ').filter(|word| !word.is_empty()).map(|word| word.replace('_', " ")),
            )
            .output()
            .unwrap()
    }

    /// Runs a line that must succeed, and returns what it printed.
    fn good(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(
            output.status.success(),
            "{line}: {}{}",
            text(&output.stdout),
            text(&output.stderr)
        );
        text(&output.stdout)
    }

    /// Runs a line that must fail, and returns what it said.
    fn bad(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(!output.status.success(), "{line}: {}", text(&output.stdout));
        text(&output.stderr)
    }

    fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.good(line)).unwrap()
    }

    /// Types lines into the note taker.
    fn notes(&self, on: &str, lines: &str) -> Output {
        use std::io::Write;
        let mut child = self
            .command()
            .args(["record", "notes", "--on", on])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// The vault, made for rosa.
    fn with_vault(self) -> Table {
        let output = self.secret("record vault init rosa", "correct horse");
        assert!(output.status.success(), "{}", text(&output.stderr));
        self
    }

    fn secret(&self, line: &str, passphrase: &str) -> Output {
        self.command()
            .args(line.split(' '))
            .env("GOODFAITH_PASSPHRASE", passphrase)
            .output()
            .unwrap()
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Files below a folder in which a text stands.
fn found(folder: &Path, canary: &str) -> Vec<PathBuf> {
    let mut places = Vec::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(next) = todo.pop() {
        for path in std::fs::read_dir(&next).unwrap().flatten().map(|one| one.path()) {
            if path.is_dir() {
                todo.push(path);
            } else if std::fs::read(&path)
                .unwrap()
                .windows(canary.len())
                .any(|window| window == canary.as_bytes())
            {
                places.push(path);
            }
        }
    }
    places
}

#[test]
fn a_scene_by_keyboard_alone() {
    // A session with three passes, a caucus, a tentative agreement and a repeated offer.
    let table = Table::begun("scene").with_vault();
    let output = table.notes(
        "2026-03-02",
        "i u Rosa, Lee\ni e Counsel\nu salary 7% each year\nq e sal since when?\na u salary since July\nu leave 12 weeks\n\
         c u\nv CANARY they fold on leave\nc\ne salary 2.5% each year\ny e leave\nt leave\nr e salary\n.\nx\n",
    );
    let said = text(&output.stdout);
    assert!(output.status.success(), "{said}{}", text(&output.stderr));
    assert!(said.contains("unchanged: no movement"), "{said}");
    assert!(said.contains("tentative agreement ta-leave"), "{said}");
    let status = table.json("status --json --as-of 2026-03-12");
    let items = status["items"].as_array().unwrap();
    let item = |id: &str| items.iter().find(|item| item["item"] == id).unwrap();
    assert_eq!(item("leave")["status"], "tentatively agreed");
    let salary = item("salary");
    assert_eq!(salary["positions"]["employer"]["number"], "E2");
    assert_eq!(salary["turn"]["side"], "union");
    let still = salary["no_movement"].as_array().unwrap();
    let employer = still.iter().find(|one| one["side"] == "employer").unwrap();
    assert_eq!(employer["days"], 10);
    let clocks = table.good("status --clocks --as-of 2026-03-12");
    assert!(clocks.contains("no number of days in the law"), "{clocks}");
    // Everything in 80 columns.
    for page in [
        clocks,
        table.good("status --as-of 2026-03-12"),
        table.good("status --timeline --as-of 2026-03-12"),
        table.good("record show"),
        table.good("record show signing --as-of 2026-03-12"),
        table.good("record show salary --as-of 2026-03-12"),
    ] {
        let long = page.lines().find(|line| {
            line.chars().count() > 80 && !line.contains("Head") && !line.contains("http")
        });
        assert_eq!(long, None, "{page}");
    }
    // Notes of another day that are typed up now have no time of day.
    let all = table.json("record show --json");
    let session =
        all["entries"].as_array().unwrap().iter().find(|entry| entry["kind"] == "session").unwrap();
    assert_eq!(session["body"]["start"], Value::Null, "{session}");
    // A signing schedule that the open item cannot enter.
    let signing = table.good("record show signing --as-of 2026-03-12");
    assert!(signing.contains("Leave: ta-leave") && signing.contains("Salary: open"), "{signing}");
    assert!(table.good("check record").contains("hold"));
    assert!(found(&table.0, "CANARY").is_empty());
    let notes = table.secret("record vault show --as rosa", "correct horse");
    assert!(text(&notes.stdout).contains("CANARY they fold"), "{}", text(&notes.stderr));
}

#[test]
fn every_line_of_notes_is_safe_when_the_terminal_goes() {
    let table = Table::begun("gone");
    let output = table.notes("2026-03-02", "u salary 7\ne salary 2\n");
    assert!(text(&output.stdout).contains("not ended"), "{}", text(&output.stdout));
    let status = table.json("status --json --as-of 2026-03-03");
    assert_eq!(status["items"][1]["positions"]["employer"]["pass"], "e1-salary");
    // What is no key, no item or against the rules is not written, and says so.
    let output = table.notes("2026-03-03", "salary 7\nu salad 3\ny u salary\n? \nz\nz\nx\n");
    let said = text(&output.stderr);
    assert!(!output.status.success());
    assert!(said.contains("is no key") && said.contains("no item begins with \"salad\""), "{said}");
    assert!(said.contains("nothing to take back"), "{said}");
    assert!(text(&output.stdout).contains("is taken back; it stays in the record"));
}

#[test]
fn caucus_notes_are_in_the_vault_or_nowhere() {
    let table = Table::begun("no-vault");
    let output = table.notes("2026-03-02", "c u\nv CANARY-none\nc\nx\n");
    assert!(text(&output.stderr).contains("record vault init"), "{}", text(&output.stderr));
    assert!(!text(&output.stderr).contains("CANARY"), "{}", text(&output.stderr));
    assert!(found(&table.0, "CANARY").is_empty(), "{:?}", found(&table.0, "CANARY"));
}

#[test]
fn canaries_of_vault_and_people_stand_in_no_byte_that_goes_out() {
    let table = Table::begun("canaries").with_vault();
    for kind in ["caucus", "draft", "bottom-line", "priority"] {
        table.good(&format!("record vault note {kind} CANARY-{kind}"));
    }
    table.good(
        "record add pass id=u1 from=union kind=initial items.salary.says.percent=7 --on 2026-03-02",
    );
    std::fs::create_dir_all(table.path("out")).unwrap();
    for (at, line) in [
        "record export --out out/all.jsonl",
        "record export --audience other-side --out out/them.jsonl",
        "status --json out/status.json",
        "record show --json out/entries.json",
        "record backup out/copy",
    ]
    .iter()
    .enumerate()
    {
        std::fs::write(table.path(&format!("out/log-{at}")), table.good(line)).unwrap();
    }
    let drill = table.good("check backup out/copy --into out/restored");
    assert!(drill.contains("hold"), "{drill}");
    for canary in ["CANARY", "correct horse", "AGE-SECRET-KEY"] {
        assert_eq!(found(&table.0, canary), Vec::<PathBuf>::new(), "{canary}");
    }
    let temporary = std::env::temp_dir();
    let left = std::fs::read_dir(temporary)
        .unwrap()
        .flatten()
        .any(|one| one.file_name().to_string_lossy().starts_with("goodfaith-drill-"));
    assert!(!left || std::process::id() == 0, "a drill leaves nothing behind");
    let refused = table.secret("record vault show --as rosa", "wrong horse");
    assert!(text(&refused.stderr).contains("does not open it"), "{}", text(&refused.stderr));
    assert!(table.bad("record vault show --as eve").contains("nobody called eve"));
}

#[test]
fn what_the_rules_do_not_let_in_is_refused_with_rule_and_source() {
    let table = Table::begun("refused");
    table.good("record add pass id=v1 from=employer kind=verbal items.salary.says.percent=4 --on 2026-03-02");
    let said = table.bad("record add response by=union to=v1 kind=accept --on 2026-03-03");
    assert!(
        said.contains("the rule: a spoken offer is nothing to accept until it is in writing"),
        "{said}"
    );
    assert!(said.contains("its source: UC bargaining"), "{said}");
    assert!(said.contains("Nothing was added"), "{said}");
    let said =
        table.bad("record add pass id=u1 from=union kind=initial items.salry.says.percent=4");
    assert!(said.contains("no item salry") && said.contains("leave, salary"), "{said}");
    assert!(table.bad("record add passs id=u1").contains("name one of: record, party"));
    assert!(table.bad("record add item id=Pay title=Pay").contains("such as pay"));
    assert!(table.bad("record add item id=pay titel=Pay").contains("titel"));
    assert!(table.bad("record add item id").contains("name=value"));
    assert!(table.good("record add").contains("tentative-agreement"));
    // Tried only: nothing is added.
    let before = table.good("check record");
    assert!(table.good("record add item id=pay title=Pay --dry-run").contains("nothing was added"));
    assert_eq!(table.good("check record"), before);
    assert!(table.bad("record init").contains("a record already"));
    assert!(Table::new("none").bad("status").contains("record init"));
}

#[test]
fn a_correction_a_rival_and_an_entry_about_an_earlier_day() {
    let table = Table::begun("correct");
    table.good(
        "record add pass id=u1 from=union kind=initial items.salary.says.percent=7 --on 2014-08-12",
    );
    let number = table.json("record show --json")["entries"].as_array().unwrap().len();
    table.good(&format!("record add pass id=u1 from=union kind=initial items.salary.says.percent=7 --on 2024-08-12 --corrects {number}"));
    assert_eq!(
        table.json("status --json --as-of 2020-01-01")["items"][1]["positions"]["union"],
        Value::Null
    );
    assert_eq!(
        table.json("status --json --as-of 2024-09-01")["items"][1]["positions"]["union"]["date"],
        "2024-08-12"
    );
    assert!(
        table.good(&format!("record show {number}")).contains("2014-08-12"),
        "the corrected one stays"
    );
    // A correction is seen by nobody who could not see what it corrects.
    table.good("record add pass id=w1 from=union kind=what-if items.leave.says.weeks=6 --on 2024-08-12 --audience team");
    let private = table.json("record show --json")["entries"].as_array().unwrap().len();
    table.good(&format!("record add pass id=w1 from=union kind=what-if items.leave.says.weeks=8 --corrects {private}"));
    assert!(!table.good("record export --audience other-side").contains("\"w1\""));
    table.good(&format!("record add event action=told actor=Employer summary=another_day --rival-of {number} --on 2024-08-13"));
    assert!(table.good("status --as-of 2024-09-01").contains("is told otherwise"));
    // An entry about an earlier day that would make a later one wrong is refused, and names it.
    table.good("record add response by=employer to=u1 kind=accept --on 2024-09-10");
    let said = table.bad("record add withdrawal pass=u1 --on 2024-09-05");
    assert!(said.contains("would no longer follow"), "{said}");
}

#[test]
fn words_and_files_are_kept_and_compared() {
    let table = Table::begun("words");
    std::fs::write(table.path("u1.txt"), "12.1 Employees may work two days from home.\n12.2 The department may end it at any time.\n").unwrap();
    std::fs::write(
        table.path("e1.txt"),
        "12.1 Employees may work one day from home.\n12.2 The department may end it at any time.\n",
    )
    .unwrap();
    table.good("record add pass id=u1 from=union kind=initial items.leave.text=@u1.txt documents=@u1.txt --on 2026-03-02");
    table.good(
        "record add pass id=e1 from=employer kind=counter items.leave.text=@e1.txt --on 2026-03-05",
    );
    let compared = table.good("record show u1 e1 leave --as-of 2026-03-06");
    assert!(compared.contains("work [-two days-] {+one day+} from home."), "{compared}");
    let through = table.good("record show leave --as-of 2026-03-06");
    assert!(through.contains("{+e1 one day+}") && through.contains("[-e1 two days-]"), "{through}");
    assert!(table.good("check record").contains("2 files hold"));
    let digest = record::Digest::of(&std::fs::read(table.path("u1.txt")).unwrap());
    std::fs::write(table.path(&format!("files/{digest}")), "another text").unwrap();
    let said = text(&table.run("check record").stdout);
    assert!(said.contains("BAD  files/") && said.contains("crossed the table"), "{said}");
}

#[test]
fn a_pass_is_costed_as_the_offer_file_it_came_from() {
    let table = Table::begun("costed");
    let campaign = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../campaigns/case-2022"));
    let offer = campaign.join("offers/state-2022-06-11.toml");
    let line = format!("items.salary.terms=@{}", offer.display());
    let added = table
        .command()
        .args([
            "record",
            "add",
            "pass",
            "id=e1",
            "from=employer",
            "kind=initial",
            "--on",
            "2022-06-11",
            &line,
        ])
        .output()
        .unwrap();
    assert!(added.status.success(), "{}", text(&added.stderr));
    std::fs::write(table.path("e1.toml"), table.good("record show offer e1")).unwrap();
    let cost = |offer: &Path| {
        let output = table
            .command()
            .args(["cost", "--json", "-", "--roster"])
            .arg(campaign.join("rosters/unit-2.csv"))
            .arg("--schedule")
            .arg(campaign.join("schedules/unit-2-2021-22.csv"))
            .arg("--assumptions")
            .arg(campaign.join("assumptions/base.toml"))
            .arg("--offer")
            .arg(offer)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        let value: Value = serde_json::from_slice(&output.stdout).unwrap();
        value["offers"][0]["years"].clone()
    };
    let as_passed = cost(&table.path("e1.toml"));
    assert!(!as_passed.is_null());
    assert_eq!(as_passed, cost(&offer));
    // All that a side holds is an offer too.
    assert!(
        table.good("record show offer employer --as-of 2022-07-01").contains("general-increase")
    );
}

#[test]
fn an_export_is_taken_in_as_it_is_and_anybody_can_check_it() {
    let table = Table::begun("export");
    table.good(
        "record add pass id=u1 from=union kind=initial items.salary.says.percent=7 --on 2026-03-02",
    );
    table.good("record export --out all.jsonl");
    let lines = std::fs::read_to_string(table.path("all.jsonl")).unwrap();
    let mut prev = "0".repeat(64);
    for line in lines.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["prev"], prev.as_str());
        prev = record::Digest::of(line.as_bytes()).to_string();
    }
    table.good("record import all.jsonl --campaign again");
    table.good("record export --campaign again --out again.jsonl");
    assert_eq!(std::fs::read_to_string(table.path("again.jsonl")).unwrap(), lines);
    let head =
        table.good("check record").lines().last().unwrap().trim_start_matches("Head: ").to_owned();
    assert!(table.good(&format!("check record --campaign again --head {head}")).contains("hold"));
    let changed = lines.replace("Salary", "Celery");
    std::fs::write(table.path("changed.jsonl"), changed).unwrap();
    assert!(table.bad("record import changed.jsonl --campaign third").contains("line 6"));
    assert!(!table.path("third").exists(), "nothing is left of it");
    // For an audience, only what it may see, and the first line says what is inside.
    table.good("record export --audience other-side --out them.jsonl");
    let them = std::fs::read_to_string(table.path("them.jsonl")).unwrap();
    assert!(
        them.contains("\"audience\":\"other-side\"")
            && them.contains("\"u1\"")
            && !them.contains("\"kind\":\"item\""),
        "{them}"
    );
    assert!(table.bad("record export --out record.sqlite").contains("would overwrite"));
}

#[test]
fn two_writers_at_once_keep_one_chain() {
    let table = Table::begun("writers");
    let mut children: Vec<_> = (0..8)
        .map(|at| {
            table
                .command()
                .args([
                    "record",
                    "add",
                    "event",
                    "action=note",
                    "actor=x",
                    &format!("summary=line {at}"),
                ])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut added = 0;
    for child in children.drain(..) {
        let output = child.wait_with_output().unwrap();
        match output.status.success() {
            true => added += 1,
            false => assert!(
                text(&output.stderr).contains("somebody else has added entries"),
                "{}",
                text(&output.stderr)
            ),
        }
    }
    let checked = table.json("check record --json");
    assert_eq!(checked["holds"], true);
    assert_eq!(checked["entries"], 6 + added);
}

#[test]
fn a_changed_byte_is_found_by_the_command_with_a_failing_exit() {
    let table = Table::begun("byte");
    let path = table.path("record.sqlite");
    let whole = std::fs::read(&path).unwrap();
    let at = whole.windows(6).position(|window| window == b"Salary").unwrap();
    let mut bytes = whole.clone();
    bytes[at] = b'C';
    std::fs::write(&path, &bytes).unwrap();
    let output = table.run("check record");
    assert!(!output.status.success());
    assert!(text(&output.stdout).contains("BAD  entry 5"), "{}", text(&output.stdout));
    assert!(table.bad("status").contains("check record"));
    let mut bytes = whole.clone();
    let last = bytes.len() - 1;
    bytes[last / 2] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert!(!table.run("check record").status.success());
    std::fs::write(&path, whole).unwrap();
    assert!(table.run("check record").status.success());
}

#[test]
fn the_whole_folder_is_locked_and_opened_again() {
    let table = Table::begun("lock").with_vault();
    let locked = table.secret("record vault lock --encrypt-all --as rosa", "correct horse");
    assert!(locked.status.success(), "{}", text(&locked.stderr));
    assert!(table.bad("status").contains("vault unlock"));
    assert!(table.bad("check record").contains("locked"));
    assert!(table.bad("record init").contains("locked"));
    let wrong = table.secret("record vault unlock --as rosa", "wrong");
    assert!(!wrong.status.success());
    let opened = table.secret("record vault unlock --as rosa", "correct horse");
    assert!(opened.status.success(), "{}", text(&opened.stderr));
    assert!(table.good("check record").contains("6 entries"));
}

#[test]
fn a_record_may_begin_locked() {
    let table = Table::new("init-locked");
    let begun =
        table.secret("record init --name CANARY --encrypt-all --member rosa", "correct horse");
    assert!(begun.status.success(), "{}", text(&begun.stderr));
    assert!(found(&table.0, "CANARY").is_empty());
    assert!(table.secret("record vault unlock --as rosa", "correct horse").status.success());
    assert!(table.good("check record").contains("1 entries"));
}

#[test]
fn a_chronology_is_checked_and_brought_in() {
    let table = Table::new("timeline");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/timelines/lassen-ihss-2015.json");
    let run = |words: &[&str]| table.command().args(words).output().unwrap();
    let checked = run(&["check", "timeline", file]);
    let said = text(&checked.stdout);
    assert!(checked.status.success(), "{said}{}", text(&checked.stderr));
    assert!(
        said.contains("expected {\"opens\":\"2015-03-07\"") && said.contains("0 differ"),
        "{said}"
    );
    assert!(run(&["record", "import", file, "--campaign", "lassen"]).status.success());
    let clocks = table.good("status --clocks --campaign lassen --as-of 2015-04-18");
    assert!(clocks.contains("done, too late") && clocks.contains("so Mon 2015-03-23"), "{clocks}");
    assert!(table.good("check record --campaign lassen").contains("1 files hold"));
    // A check that does not hold fails, and says what it got.
    let other = std::fs::read_to_string(file).unwrap().replace("\"2015-03-07\"", "\"2015-03-08\"");
    std::fs::write(table.path("other.json"), other).unwrap();
    let failed = run(&["check", "timeline", "other.json"]);
    assert!(!failed.status.success());
    assert!(
        text(&failed.stdout).contains("differs: window to request factfinding"),
        "{}",
        text(&failed.stdout)
    );
    std::fs::write(table.path("broken.json"), "{\"events\": [{\"date\": \"soon\"}]}").unwrap();
    let broken = run(&["record", "import", "broken.json", "--campaign", "broken"]);
    assert!(text(&broken.stderr).contains("date is \"soon\""), "{}", text(&broken.stderr));
    assert!(!table.path("broken").exists());
}

#[test]
fn one_entry_is_shown_only_to_an_audience_that_may_see_it() {
    let table = Table::begun("audience");
    table.good("record add claim id=c speaker=x words=SECRETWORD status=said");
    let number = table.json("record show --json")["entries"].as_array().unwrap().len();
    for audience in ["other-side", "public"] {
        assert!(
            table
                .bad(&format!("record show {number} --audience {audience}"))
                .contains("not for that audience")
        );
        assert!(!table.good(&format!("record show --audience {audience}")).contains("SECRETWORD"));
        assert!(
            table
                .bad(&format!("record show salary --audience {audience}"))
                .contains("only entries")
        );
        assert!(
            table
                .bad(&format!("record show signing --audience {audience}"))
                .contains("only entries")
        );
    }
    assert!(table.good(&format!("record show {number}")).contains("SECRETWORD"));
}

#[test]
fn what_a_person_gives_is_kept_under_their_own_key_and_taken_back() {
    let table = Table::begun("person").with_vault();
    std::fs::write(table.path("story.txt"), b"CANARY I leave in May \xff").unwrap();
    let kept = table.secret("record vault keep p-7 story story.txt --as rosa", "correct horse");
    assert!(kept.status.success(), "{}", text(&kept.stderr));
    let _ = std::fs::remove_file(table.path("story.txt"));
    assert!(found(&table.0, "CANARY").is_empty());
    let back = table.secret("record vault kept 7 --as rosa", "correct horse");
    assert_eq!(back.stdout, b"CANARY I leave in May \xff", "byte for byte");
    assert!(table.good("record vault erase p-7").contains("destroyed"));
    assert!(!table.secret("record vault kept 7 --as rosa", "correct horse").status.success());
    assert!(found(&table.0, "CANARY").is_empty());
    assert!(table.good("record show 7").contains("keeping"), "the entry stays");
    assert!(table.bad("record add keeping person=p-8 what=story").contains("record vault keep"));
}
