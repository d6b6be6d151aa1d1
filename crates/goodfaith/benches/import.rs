//! Whole-process time and peak memory of `goodfaith import roster --check` on a million synthetic
//! people, as CSV and as Parquet, median of five after a warm-up; in the shape of the costing
//! contract (seven columns) and as a payroll (ten, with an id, an amount and a date for each
//! person).
//!
//! With `GOODFAITH_PYTHON=PYTHON`, a Python that has Polars: beside it reading the same file whole
//! (`read_csv`, `read_parquet`), as a process of its own. Polars only reads; the import also maps,
//! checks, and adds up to the cent.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

const PEOPLE: u64 = 1_000_000;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-import");
    std::fs::create_dir_all(&folder).expect("a folder");
    let python = std::env::var("GOODFAITH_PYTHON").ok();
    for (name, heads, row) in [
        ("contract", CONTRACT, contract as fn(u64) -> Vec<String>),
        ("payroll", PAYROLL, payroll as fn(u64) -> Vec<String>),
    ] {
        let files = written(&folder, name, heads, row);
        for file in files {
            let shown = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let ours = median(|| {
                let mut command = Command::new(env!("CARGO_BIN_EXE_goodfaith"));
                command.args(["import", "roster", "--check"]).arg(&file);
                command
            });
            eprintln!("goodfaith  {shown:<18} {ours:.3?}");
            let Some(python) = &python else { continue };
            let reader = if shown.ends_with("csv") { "read_csv" } else { "read_parquet" };
            let program =
                format!("import polars; print(polars.{reader}('{}').height)", file.display());
            let theirs = median(|| {
                let mut command = Command::new(python);
                command.args(["-c", &program]);
                command
            });
            eprintln!("polars     {shown:<18} {theirs:.3?}");
        }
    }
}

const CONTRACT: &[&str] =
    &["employee", "classification", "step", "fte", "department", "group", "step_date"];

fn contract(person: u64) -> Vec<String> {
    let of = |salt: u64, limit: u64| mixed(person, salt) % limit;
    vec![
        person.to_string(),
        format!("C{:03}", of(1, 200)),
        (of(2, 10) + 1).to_string(),
        ["1", "1", "1", "0.8", "0.5"][of(3, 5) as usize].to_owned(),
        format!("D{:02}", of(4, 20)),
        of(5, 3).to_string(),
        format!("{:02}-01", of(6, 12) + 1),
    ]
}

const PAYROLL: &[&str] = &[
    "Employee ID",
    "Last Name",
    "First Name",
    "Job Title",
    "Department",
    "FTE",
    "Hire Date",
    "Annual Salary",
    "Gross Pay YTD",
    "Bargaining Unit",
];

fn payroll(person: u64) -> Vec<String> {
    let of = |salt: u64, limit: u64| mixed(person, salt) % limit;
    let dollars = 30_000 + of(7, 130_000);
    vec![
        format!("E{person:07}"),
        format!("Last{}", of(8, 50_000)),
        format!("First{}", of(9, 3_000)),
        format!("Title {}", of(10, 84)),
        format!("Department {}", of(11, 12)),
        ["1", "1", "1", "0.8", "0.5"][of(3, 5) as usize].to_owned(),
        format!("{:02}/{:02}/{}", of(12, 12) + 1, of(13, 28) + 1, 1985 + of(14, 38)),
        format!("${},{:03}.{:02}", dollars / 1000, dollars % 1000, of(15, 100)),
        format!("{}.{:02}", of(16, dollars), of(17, 100)),
        format!("U{}", of(18, 12)),
    ]
}

/// A number that looks thrown, and is the same each time.
fn mixed(person: u64, salt: u64) -> u64 {
    let mut z = person.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(salt << 32);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 27)
}

fn written(folder: &Path, name: &str, heads: &[&str], row: fn(u64) -> Vec<String>) -> [PathBuf; 2] {
    let (csv, parquet) =
        (folder.join(format!("{name}.csv")), folder.join(format!("{name}.parquet")));
    let rows: Vec<Vec<String>> = (0..PEOPLE).map(row).collect();
    let mut text = format!("{}\n", heads.join(","));
    for cells in &rows {
        let quoted = cells.iter().map(|cell| match cell.contains(',') {
            true => format!("\"{cell}\""),
            false => cell.clone(),
        });
        let _ = writeln!(text, "{}", quoted.collect::<Vec<_>>().join(","));
    }
    std::fs::write(&csv, text).expect("the CSV is written");
    let columns = heads.iter().enumerate().map(|(at, head)| {
        let cells = StringArray::from_iter_values(rows.iter().map(|cells| cells[at].as_str()));
        (*head, Arc::new(cells) as ArrayRef)
    });
    let batch = RecordBatch::try_from_iter(columns).expect("a table");
    let file = std::fs::File::create(&parquet).expect("the file");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("the Parquet is written");
    writer.close().expect("the Parquet is closed");
    [csv, parquet]
}

fn median(command: impl Fn() -> Command) -> Duration {
    let run = || {
        let begun = Instant::now();
        let status = command().stdout(Stdio::null()).stderr(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.success()), "the command runs");
        begun.elapsed()
    };
    run();
    let mut times: Vec<Duration> = (0..5).map(|_| run()).collect();
    times.sort();
    times[2]
}
