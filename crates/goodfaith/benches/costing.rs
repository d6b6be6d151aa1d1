//! Whole-process time and peak memory of `goodfaith cost`, median of five after a warm-up.
//!
//! Without further settings: a synthetic roster of this file's own, as Parquet, at 5,000 and
//! 1,000,000 people, 36 months, six terms, by department. It compares with nothing and shows the
//! order of magnitude.
//!
//! With `GOODFAITH_BENCH=FOLDER`: the same work as the peers' programs (numpy, pandas, Polars,
//! DuckDB) in that folder, from its `contract_TAG` files, beside the peers' figures of the same
//! folder's `results.jsonl` (their `load_s` + `median_s`). The aim is a third of the fastest.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

fn main() {
    match std::env::var_os("GOODFAITH_BENCH") {
        Some(folder) => beside_peers(Path::new(&folder)),
        None => alone(),
    }
}

fn report(tag: &str, folder: &Path) -> Duration {
    let (median, memory) = measure(folder);
    let megabytes = memory / 1024;
    eprintln!("goodfaith        N={tag:>9} whole process {median:.3?}, peak {megabytes} MB");
    median
}

fn beside_peers(folder: &Path) {
    let results = std::fs::read_to_string(folder.join("results.jsonl")).unwrap_or_default();
    let results: Vec<serde_json::Value> =
        results.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    for tag in ["5000", "1000000", "1000000u"] {
        let files = folder.join(format!("contract_{tag}"));
        if !files.is_dir() {
            eprintln!("no {}", files.display());
            continue;
        }
        let ours = report(tag, &files);
        let peers = results.iter().filter(|result| result["n"] == tag).map(|result| {
            let seconds = result["load_s"].as_f64().unwrap_or(0.0)
                + result["median_s"].as_f64().unwrap_or(0.0);
            (seconds, result["impl"].as_str().unwrap_or("").to_owned())
        });
        if let Some((seconds, name)) = peers.min_by(|a, b| a.0.total_cmp(&b.0)) {
            let share = ours.as_secs_f64() / seconds;
            eprintln!(
                "fastest peer     N={tag:>9} {name}: load and cost {seconds:.3} s; ours is {share:.2} of it"
            );
        }
    }
}

fn alone() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    for people in [5_000_usize, 1_000_000] {
        let files = folder.join(people.to_string());
        std::fs::create_dir_all(&files).expect("a folder");
        write_case(&files, people);
        report(&people.to_string(), &files);
    }
}

/// Median time and peak memory in kilobytes of five runs.
fn measure(folder: &Path) -> (Duration, u64) {
    let _ = run(folder);
    let mut runs: Vec<(Duration, u64)> = (0..5).map(|_| run(folder)).collect();
    runs.sort_unstable();
    (runs[2].0, runs.iter().map(|(_, memory)| *memory).max().unwrap_or(0))
}

fn run(folder: &Path) -> (Duration, u64) {
    let file = |name: &str| folder.join(name);
    let out: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench.csv");
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args(["cost", "--by", "department", "--roster"])
        .arg(file("roster.parquet"))
        .arg("--schedule")
        .arg(file("schedule.csv"))
        .arg("--assumptions")
        .arg(file("assumptions.toml"))
        .arg("--offer")
        .arg(file("offer.toml"))
        .arg("--csv")
        .arg(out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("the command runs") {
            break ended;
        }
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(1));
    };
    assert!(ended.success(), "the command failed on {}", folder.display());
    (begun.elapsed(), peak)
}

fn write_case(folder: &Path, people: usize) {
    let mut state = 20_260_701_u64;
    let mut next = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut columns: [Vec<String>; 6] = Default::default();
    for _ in 0..people {
        let class = next(200);
        let row = [
            format!("C{class:03}"),
            next(10).to_string(),
            ["1", "1", "1", "0.8", "0.5"][next(5) as usize].to_owned(),
            format!("D{:02}", (class * 7 + next(3)) % 40),
            next(3).to_string(),
            format!("{:02}-01", 1 + next(12)),
        ];
        columns.iter_mut().zip(row).for_each(|(column, text)| column.push(text));
    }
    let names = ["classification", "step", "fte", "department", "group", "step_date"];
    let arrays = names.iter().zip(&columns).map(|(name, column)| {
        let texts = StringArray::from_iter_values(column.iter());
        (*name, Arc::new(texts) as ArrayRef)
    });
    let batch = RecordBatch::try_from_iter(arrays).expect("columns of one length");
    let file = std::fs::File::create(folder.join("roster.parquet")).expect("a file");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("rows are written");
    writer.close().expect("the file is closed");
    let mut schedule = "classification,step,rate\n".to_owned();
    for class in 0..200 {
        for step in 0..10 {
            schedule += &format!(
                "C{class:03},{step},{}.{:02}\n",
                3_200 + class * 37 + step * 150,
                class % 100
            );
        }
    }
    let assumptions = "window = { from = 2026-07-01, to = 2029-06-30 }\nfiscal_year_start = \"07-01\"\n\
        [rounding]\nschedule = \"dollar\"\n\
        [[roll_up]]\nname = \"Pension\"\nrate = \"29.5\"\napplies_to = \"base\"\ngroups = [\"0\", \"1\"]\n\
        [[roll_up]]\nname = \"Pension\"\nrate = \"15.3\"\napplies_to = \"base\"\ngroups = [\"2\"]\n\
        [[roll_up]]\nname = \"Medicare\"\nrate = \"1.45\"\napplies_to = \"all\"\n";
    let term = |kind: &str, effective: &str, fields: &str| {
        format!("[[terms]]\nkind = \"{kind}\"\neffective = {effective}\n{fields}\n")
    };
    let offer = [
        "title = \"bench\"\n".to_owned(),
        term("general-increase", "2026-07-01", "percent = \"4\""),
        term("lump-sum", "2026-09-01", "amount = \"1500\""),
        term(
            "special-adjustment",
            "2027-01-01",
            "percent = \"5\"\nclasses = [\"C003\", \"C020\", \"C037\"]",
        ),
        term("general-increase", "2027-07-01", "percent = \"3.5\""),
        term("add-step", "2027-07-01", "label = \"10\"\npercent = \"2.5\""),
        term("general-increase", "2028-07-01", "percent = \"3\""),
    ];
    for (name, text) in [
        ("schedule.csv", schedule.as_str()),
        ("assumptions.toml", assumptions),
        ("offer.toml", &offer.concat()),
    ] {
        std::fs::write(folder.join(name), text).expect("a file");
    }
}
