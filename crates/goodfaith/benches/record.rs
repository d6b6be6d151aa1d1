//! The record: opening and folding, durable appends, and `status` as a whole process.
//!
//! What is asked of it: 100,000 entries open and fold in under 1 s; 100 durable appends a second one by one; `status` under 50 ms
//! whole process at 10,000 entries. There is no peer to compare with: the trackers of the field are spreadsheets and web pages.
//!
//! `cargo bench -p goodfaith --bench record`

#![allow(clippy::print_stdout)]

mod long_round;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use record::{Draft, Entry, fold};
use store::{Campaign, Log, SqliteLog};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn drafts(count: usize) -> Vec<Draft> {
    let mut all = long_round::begins();
    all.extend(long_round::turns(count - all.len(), ["union", "employer"]));
    all
}

fn campaign(folder: &Path, count: usize) -> Campaign {
    let _ = std::fs::remove_dir_all(folder);
    let mut campaign = Campaign::begin(folder).unwrap();
    let sealed = campaign.seal(drafts(count)).unwrap();
    campaign.append(sealed).unwrap();
    campaign
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn timed<T>(runs: usize, mut what: impl FnMut() -> T) -> f64 {
    median(
        (0..runs)
            .map(|_| {
                let begun = Instant::now();
                std::hint::black_box(what());
                begun.elapsed().as_secs_f64() * 1000.0
            })
            .collect(),
    )
}

fn main() {
    let folder: PathBuf =
        std::env::temp_dir().join(format!("goodfaith-bench-record-{}", std::process::id()));
    let law = &intake::law().procedures;
    for count in [10_000, 100_000] {
        let path = folder.join(count.to_string());
        drop(campaign(&path, count));
        let open = timed(5, || Campaign::open_read_only(&path).unwrap());
        let opened = Campaign::open_read_only(&path).unwrap();
        let entries: &[Entry] = opened.entries();
        let folded = timed(5, || fold(entries, money::Date::MAX, law));
        let state = fold(entries, money::Date::MAX, law);
        assert!(state.refused.is_empty(), "{:?}", &state.refused[..1]);
        println!(
            "{count} entries: open {open:.0} ms, fold {folded:.0} ms, together {:.0} ms",
            open + folded
        );
        let both = timed(5, || {
            let opened = Campaign::open_read_only(&path).unwrap();
            fold(opened.entries(), money::Date::MAX, law)
        });
        println!("{count} entries: open and fold {both:.0} ms");
    }
    let path = folder.join("appends");
    drop(campaign(&path, 1_000));
    let mut log = SqliteLog::open(&Campaign::record_of(&path)).unwrap();
    let template = drafts(60)[50].clone();
    let begun = Instant::now();
    let mut head = log.head().unwrap();
    for _ in 0..200 {
        let sealed = template.clone().seal(head.number + 1, head.hash).unwrap();
        head = log.append(head, &[sealed]).unwrap();
    }
    println!(
        "200 durable appends one by one, after 1,000 entries: {:.0} a second",
        200.0 / begun.elapsed().as_secs_f64()
    );
    let program = env!("CARGO_BIN_EXE_goodfaith");
    let status = timed(9, || {
        let output = Command::new(program)
            .args(["status", "--as-of", "2026-01-01", "--campaign"])
            .arg(folder.join("10000"))
            .output()
            .unwrap();
        assert!(output.status.success());
        output
    });
    println!("status, whole process, at 10,000 entries: {status:.0} ms");
    let _ = std::fs::remove_dir_all(folder);
}
