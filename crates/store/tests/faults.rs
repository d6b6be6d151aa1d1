//! What can go wrong: a program that is killed, two writers, a full or a read-only disk, a flipped bit, a backup that is not whole.

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use common::{Scratch, event};
use record::body::{Body, Pass, PassItem, PassKind, Record};
use record::{Draft, Head, Procedures, Slug};
use store::{Campaign, Log, SqliteLog, StoreError, backup, check, restore_drill};

/// This test binary as another process, which does one thing to a folder.
fn other(what: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "another_process", "--nocapture", "--test-threads=1"]);
    command.env("GOODFAITH_TEST_DOES", what).env("GOODFAITH_TEST_FOLDER", folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Not a test by itself: what [`other`] runs.
#[test]
fn another_process() {
    let (Ok(what), Ok(folder)) =
        (std::env::var("GOODFAITH_TEST_DOES"), std::env::var("GOODFAITH_TEST_FOLDER"))
    else {
        return;
    };
    let path = Campaign::record_of(Path::new(&folder));
    let mut out = std::io::stdout();
    match what.as_str() {
        "append for ever" => {
            let mut log = SqliteLog::open(&path).unwrap();
            let mut head = log.head().unwrap();
            loop {
                head = log.append(head, &[event(head, &"long ".repeat(300))]).unwrap();
                writeln!(out, "acknowledged {}", head.number).unwrap();
                out.flush().unwrap();
            }
        }
        "append 200" => {
            let mut log = SqliteLog::open(&path).unwrap();
            let (mut mine, mut clashes) = (0, 0);
            while mine < 200 {
                let head = log.head().unwrap();
                match log.append(head, &[event(head, &format!("by {}", std::process::id()))]) {
                    Ok(_) => mine += 1,
                    Err(StoreError::Clash { .. }) => clashes += 1,
                    Err(error) => panic!("{error}"),
                }
            }
            writeln!(out, "clashes {clashes}").unwrap();
        }
        "append until it fails" => {
            let mut log = SqliteLog::open(&path).unwrap();
            let mut head = log.head().unwrap();
            for _ in 0..10_000 {
                match log.append(head, &[event(head, &"long ".repeat(300))]) {
                    Ok(now) => {
                        head = now;
                        writeln!(out, "acknowledged {}", head.number).unwrap();
                    }
                    Err(error) => {
                        writeln!(out, "failed: {error}; {}", error.mend()).unwrap();
                        return;
                    }
                }
            }
        }
        _ => panic!("{what}"),
    }
}

fn checked(folder: &Path) -> store::Checked {
    check(folder, None, &Procedures::new()).unwrap()
}

/// Begins a campaign whose record has a few entries and a file.
fn campaign(folder: &Path) -> Campaign {
    let mut campaign = Campaign::begin(folder).unwrap();
    let file = campaign.files().put(b"Article 12, as it was handed over").unwrap();
    let written: jiff::Timestamp = "2022-07-12T18:03:00Z".parse().unwrap();
    let id = |text: &str| Slug::parse(text).unwrap();
    let bodies: Vec<Body> = vec![
        Record { campaign: "a campaign".to_owned(), begun_by: String::new() }.into(),
        Body::read(
            "party",
            1,
            serde_json::json!({"id": "union", "side": "union", "name": "Union"}),
        )
        .unwrap(),
        Body::read("item", 1, serde_json::json!({"id": "telework", "title": "Telework"})).unwrap(),
        Pass {
            id: id("u1"),
            from: id("union"),
            kind: PassKind::Initial,
            items: vec![std::sync::Arc::new(PassItem {
                item: id("telework"),
                terms: vec![],
                text: Some(file),
                says: record::said::Table::new(),
                unchanged: false,
            })],
            title: None,
            documents: vec![file],
            time: None,
            session: None,
            expires: None,
            conditions: vec![],
            contingency: None,
            unlisted: None,
            explanation: None,
        }
        .into(),
    ];
    let drafts = bodies.into_iter().map(|body| Draft::new("t", written, None, body)).collect();
    let sealed = campaign.seal(drafts).unwrap();
    campaign.append(sealed).unwrap();
    campaign
}

/// Kills a program that appends, again and again: what it acknowledged is there, and nothing is half there.
fn killed(times: usize) {
    let scratch = Scratch::new(&format!("killed-{times}"));
    drop(campaign(scratch.folder()));
    let mut acknowledged = 4;
    for round in 0..times {
        let mut child = other("append for ever", scratch.folder()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut seen = 0;
        // Killed after a number of acknowledgements that differs, so that it falls into every part of an append.
        while seen < 1 + round % 7 {
            let line = lines.next().expect("it appends until it is killed").unwrap();
            if let Some(number) = line.split("acknowledged ").nth(1) {
                acknowledged = number.trim().parse().unwrap();
                seen += 1;
            }
        }
        std::thread::sleep(std::time::Duration::from_micros((round * 137 % 4000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            if let Some(number) = line.split("acknowledged ").nth(1) {
                acknowledged = number.trim().parse().unwrap();
            }
        }
        let now = checked(scratch.folder());
        assert!(now.faults.is_empty(), "round {round}: {:?}", now.faults);
        assert!(now.entries >= acknowledged, "round {round}: {} of {acknowledged}", now.entries);
        // At most the one that was under way is there beside what was acknowledged.
        assert!(
            now.entries <= acknowledged + 1,
            "round {round}: {} of {acknowledged}",
            now.entries
        );
    }
    // The next append goes on and seals what was not.
    let mut campaign = Campaign::open(scratch.folder()).unwrap();
    let head = campaign.head();
    campaign.append(vec![event(head, "after all that")]).unwrap();
    let now = checked(scratch.folder());
    assert!(now.faults.is_empty() && now.remarks.is_empty(), "{now:?}");
}

#[test]
fn killed_while_appending_no_acknowledged_entry_is_lost() {
    killed(50);
}

#[test]
#[ignore = "500 times: run by hand before a release"]
fn killed_500_times() {
    killed(500);
}

#[test]
fn two_writers_racing_keep_one_chain() {
    let scratch = Scratch::new("race");
    drop(campaign(scratch.folder()));
    let writers: Vec<_> =
        (0..2).map(|_| other("append 200", scratch.folder()).spawn().unwrap()).collect();
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stdout).contains("clashes "));
    }
    let now = checked(scratch.folder());
    assert!(now.faults.is_empty(), "{:?}", now.faults);
    assert_eq!(now.entries, 404);
}

#[test]
fn a_full_disk_gives_a_clear_error_and_loses_nothing() {
    // The shell's limit on the size of a file, with its signal ignored: writing fails as it does on a full disk.
    let scratch = Scratch::new("full");
    drop(campaign(scratch.folder()));
    let inner = other("append until it fails", scratch.folder());
    let mut shell = Command::new("sh");
    shell.arg("-c").arg("trap '' XFSZ; ulimit -f 200; exec \"$0\" \"$@\"");
    shell.arg(inner.get_program()).args(inner.get_args());
    shell
        .env("GOODFAITH_TEST_DOES", "append until it fails")
        .env("GOODFAITH_TEST_FOLDER", scratch.folder());
    let output = shell.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let failed =
        text.lines().find(|line| line.contains("failed: ")).unwrap_or_else(|| panic!("{text}"));
    assert!(
        failed.contains("append to the record") && failed.contains("nothing was written"),
        "{failed}"
    );
    let last = text.lines().filter_map(|line| line.split("acknowledged ").nth(1)).next_back();
    let acknowledged: u64 = last.unwrap().trim().parse().unwrap();
    assert!(acknowledged > 10, "{text}");
    let now = checked(scratch.folder());
    assert!(now.faults.is_empty(), "{:?}", now.faults);
    assert_eq!(now.entries, acknowledged);
    // With room again it goes on.
    let mut campaign = Campaign::open(scratch.folder()).unwrap();
    let head = campaign.head();
    campaign.append(vec![event(head, "room again")]).unwrap();
}

#[test]
fn a_record_that_may_not_be_written_says_so() {
    let scratch = Scratch::new("read-only");
    let mut written = campaign(scratch.folder());
    let mut log = SqliteLog::open_read_only(&Campaign::record_of(scratch.folder())).unwrap();
    let head = log.head().unwrap();
    let error = log.append(head, &[event(head, "x")]).unwrap_err();
    assert!(error.mend().contains("may be written to"), "{error}: {}", error.mend());
    assert_eq!(written.head(), head);
    written.refresh().unwrap();
    assert_eq!(written.entries().len(), 4);
    // A folder that cannot be: a file is in its place.
    std::fs::write(scratch.path("file"), b"x").unwrap();
    assert!(matches!(Campaign::begin(&scratch.path("file/campaign")), Err(StoreError::Io { .. })));
}

/// Flips bits spread over the whole of a file, one at a time, and says which flip was not found.
fn flips(path: &Path, samples: usize, found: impl Fn() -> bool) {
    let whole = std::fs::read(path).unwrap();
    let bits = whole.len() * 8;
    let step = (bits / samples).max(1);
    for at in (0..bits).step_by(step).chain(bits.saturating_sub(9)..bits) {
        let mut bytes = whole.clone();
        bytes[at / 8] ^= 1 << (at % 8);
        std::fs::write(path, &bytes).unwrap();
        assert!(found(), "bit {at} of {} is not found", path.display());
    }
    std::fs::write(path, &whole).unwrap();
}

#[test]
fn any_flipped_bit_is_found() {
    let scratch = Scratch::new("flips");
    let mut campaign = campaign(scratch.folder());
    for at in 0..40 {
        let head = campaign.head();
        campaign
            .append(vec![event(head, &format!("entry {at} {}", "with words ".repeat(20)))])
            .unwrap();
    }
    let file = campaign.files().path(record::Digest::of(b"Article 12, as it was handed over"));
    drop(campaign);
    let good = || checked(scratch.folder()).faults.is_empty();
    assert!(good());
    for (path, samples) in
        [(scratch.path("record.sqlite"), 600), (scratch.path("record.seal"), 4000), (file, 400)]
    {
        flips(&path, samples, || !good());
        assert!(good(), "{}", path.display());
    }
}

#[test]
fn the_first_bad_entry_is_named() {
    let scratch = Scratch::new("named");
    drop(campaign(scratch.folder()));
    let path = Campaign::record_of(scratch.folder());
    // Somebody who knows how takes the triggers away, changes an entry and puts them back.
    let other = rusqlite::Connection::open(&path).unwrap();
    let trigger: String = other
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE name = 'entry_is_never_changed'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    other.execute_batch("DROP TRIGGER entry_is_never_changed").unwrap();
    other
        .execute(
            "UPDATE entry SET bytes = replace(bytes, 'Telework', 'Telepathy') WHERE number = 3",
            [],
        )
        .unwrap();
    other.execute_batch(&trigger).unwrap();
    drop(other);
    let now = checked(scratch.folder());
    assert_eq!(now.faults[0].at, "entry 3");
    assert!(now.faults[0].what.contains("hash"), "{:?}", now.faults);
    assert_eq!(now.entries, 2);
}

#[test]
fn a_head_that_was_kept_shows_a_record_written_anew() {
    let scratch = Scratch::new("anew");
    let head = campaign(scratch.folder()).head();
    let kept = Head::parse(&format!("{}:{}", head.number, head.hash.short())).unwrap();
    let with = |folder: &Path| check(folder, Some(&kept), &Procedures::new()).unwrap();
    assert!(with(scratch.folder()).faults.is_empty());
    // The whole record again, with one word another: its chain and its seal are in order.
    let anew = scratch.path("anew");
    let mut second = Campaign::begin(&anew).unwrap();
    let mut drafts: Vec<Draft> = Campaign::open(scratch.folder())
        .unwrap()
        .entries()
        .iter()
        .map(|entry| entry.draft.clone())
        .collect();
    drafts[0].author = "somebody else".to_owned();
    second.files().put(b"Article 12, as it was handed over").unwrap();
    let sealed = second.seal(drafts).unwrap();
    second.append(sealed).unwrap();
    assert!(checked(&anew).faults.is_empty());
    let now = with(&anew);
    assert_eq!(now.faults[0].at, "entry 4");
    assert!(now.faults[0].what.contains("written anew"), "{:?}", now.faults);
    // And one that was cut short.
    let short = scratch.path("short");
    let mut third = Campaign::begin(&short).unwrap();
    let drafts = second.entries()[..2].iter().map(|entry| entry.draft.clone()).collect();
    let sealed = third.seal(drafts).unwrap();
    third.append(sealed).unwrap();
    assert!(with(&short).faults[0].what.contains("are gone"));
}

#[test]
fn a_file_that_is_gone_or_another_is_named() {
    let scratch = Scratch::new("files");
    let campaign = campaign(scratch.folder());
    let digest = record::Digest::of(b"Article 12, as it was handed over");
    let path = campaign.files().path(digest);
    std::fs::write(campaign.files().path(record::Digest::of(b"stray")), b"stray").unwrap();
    let now = checked(scratch.folder());
    assert!(now.faults.is_empty());
    assert!(now.remarks.iter().any(|remark| remark.contains("no entry names it")));
    std::fs::write(&path, b"Article 12, as somebody wishes it had been").unwrap();
    assert!(checked(scratch.folder()).faults[0].what.contains("entry 4"));
    assert!(matches!(
        campaign.files().put(b"Article 12, as it was handed over"),
        Err(StoreError::WrongFile { .. })
    ));
    std::fs::remove_file(&path).unwrap();
    assert!(checked(scratch.folder()).faults[0].what.contains("not there"));
}

#[test]
fn a_backup_is_made_while_somebody_writes_and_the_drill_proves_it() {
    let scratch = Scratch::new("backup");
    let folder = scratch.path("campaign");
    drop(campaign(&folder));
    std::fs::write(folder.join("campaign.toml"), "name = \"x\"\n").unwrap();
    let mut writer = other("append for ever", &folder).spawn().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    let to = scratch.path("copy");
    let made = backup(&folder, &to).unwrap();
    writer.kill().unwrap();
    writer.wait().unwrap();
    let names: Vec<&str> = made.files.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"campaign.toml") && names.contains(&"record.sqlite"), "{names:?}");
    let drill = |into: &str| restore_drill(&to, &scratch.path(into), &Procedures::new()).unwrap();
    let proved = drill("restored");
    assert!(proved.faults.is_empty(), "{:?}", proved.faults);
    assert!(proved.entries > 4, "{} entries", proved.entries);
    assert_eq!(proved.files, 1);
    assert!(backup(&folder, &to).is_err(), "a backup takes no other's place");
    // Any flipped bit in it is found.
    for (name, samples) in
        [("record.sqlite", 40), ("backup.json", 2500), ("campaign.toml", 200), ("record.seal", 100)]
    {
        let count = std::cell::Cell::new(0);
        flips(&to.join(name), samples, || {
            count.set(count.get() + 1);
            let into = scratch.path(&format!("drill-{name}-{}", count.get()));
            let found = restore_drill(&to, &into, &Procedures::new())
                .map_or(true, |checked| !checked.faults.is_empty());
            let _ = std::fs::remove_dir_all(into);
            found
        });
    }
    std::fs::remove_file(to.join("campaign.toml")).unwrap();
    assert!(drill("again").faults[0].what.contains("not in the backup"));
    std::fs::remove_file(to.join("backup.json")).unwrap();
    assert!(
        restore_drill(&to, &scratch.path("last"), &Procedures::new()).is_err(),
        "a backup that was stopped half way"
    );
}

#[test]
fn damage_is_not_sealed_over_and_another_record_is_not_taken_for_this_one() {
    let scratch = Scratch::new("sealed-over");
    drop(campaign(scratch.folder()));
    let path = Campaign::record_of(scratch.folder());
    let whole = std::fs::read(&path).unwrap();
    let mut bytes = whole.clone();
    let free = bytes.windows(64).position(|window| window.iter().all(|byte| *byte == 0)).unwrap();
    bytes[free + 32] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let mut opened = Campaign::open(scratch.folder()).unwrap();
    let head = opened.head();
    assert!(matches!(opened.append(vec![event(head, "x")]), Err(StoreError::Damaged(_))));
    std::fs::write(&path, &whole).unwrap();
    // A longer record of another campaign in its place.
    let other = scratch.path("other");
    let mut longer = Campaign::begin(&other).unwrap();
    for at in 0..9 {
        let head = longer.head();
        longer.append(vec![event(head, &format!("other {at}"))]).unwrap();
    }
    std::fs::copy(Campaign::record_of(&other), &path).unwrap();
    assert!(checked(scratch.folder()).faults[0].what.contains("not the record that was sealed"));
    // A record that is gone is not begun anew over its seal.
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(check(scratch.folder(), None, &Procedures::new()), Err(StoreError::Gone(_))));
    assert!(matches!(Campaign::begin(scratch.folder()), Err(StoreError::Gone(_))));
}

#[test]
fn a_record_that_is_written_to_while_it_is_checked_is_not_accused() {
    let scratch = Scratch::new("while-written");
    drop(campaign(scratch.folder()));
    let mut writer = other("append for ever", scratch.folder()).spawn().unwrap();
    for _ in 0..60 {
        let now = checked(scratch.folder());
        assert!(now.faults.is_empty(), "{:?}", now.faults);
    }
    writer.kill().unwrap();
    writer.wait().unwrap();
}
