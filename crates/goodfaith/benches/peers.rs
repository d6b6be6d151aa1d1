//! Whole-process time of `goodfaith case peers show` on a million synthetic payroll rows (Parquet):
//! six classes against 39 employers at four points of pay, with every receipt and the table that
//! leaves each peer out; median of five after a warm-up.
//!
//! With `GOODFAITH_PYTHON=PYTHON`, a Python that has Polars and DuckDB: beside it each of them doing
//! the medians of the same file alone, as a process of its own, and the same medians to the cent.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;

const ROWS: u64 = 1_000_000;
const CLASSES: [u64; 6] = [0, 50, 100, 150, 200, 250];
const POINTS: [&str; 4] = ["minimum", "maximum", "pay", "total"];

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-peers");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("peers")).expect("a folder");
    write_pay(&folder.join("pay.parquet"));
    write_rule(&folder);
    let added = ours(&folder)
        .args(["data", "add", "pay.parquet", "--kind", "pay", "--name", "pay"])
        .args(["--publisher", "nobody", "--title", "SYNTHETIC"])
        .stdout(Stdio::null())
        .status();
    assert!(added.is_ok_and(|status| status.success()), "the data set is taken in");
    let time = median(|| {
        let mut command = ours(&folder);
        command.args(["peers", "show"]);
        command
    });
    eprintln!("goodfaith  {time:.3?}");
    let Ok(python) = std::env::var("GOODFAITH_PYTHON") else { return };
    let output = ours(&folder).args(["peers", "show", "--csv", "-"]).output().expect("it runs");
    let mine = medians(&String::from_utf8_lossy(&output.stdout));
    for (name, program) in [("polars", POLARS), ("duckdb", DUCKDB)] {
        let program = || {
            let mut command = Command::new(&python);
            command.args(["-c", program]).current_dir(&folder);
            command
        };
        let time = median(program);
        let output = program().output().expect("it runs");
        let theirs = String::from_utf8_lossy(&output.stdout);
        let same = theirs.lines().zip(&mine).all(|(theirs, ours)| theirs == ours);
        assert!(same && theirs.lines().count() == mine.len(), "{theirs}\n{mine:?}");
        eprintln!("{name:<10} {time:.3?}, the same {} medians", mine.len());
    }
}

const POLARS: &str = "
import polars as pl
classes = [f'Class {c * 50:03}' for c in range(6)]
rows = (pl.scan_parquet('pay.parquet')
    .filter(pl.col('classification').is_in(classes) & (pl.col('employer') != 'Employer 00'))
    .group_by('employer', 'classification')
    .agg(pl.min('minimum'), pl.max('maximum'), pl.mean('pay'), pl.mean('total'))
    .group_by('classification').agg(pl.median('minimum', 'maximum', 'pay', 'total'))
    .sort('classification').collect())
for row in rows.iter_rows():
    for amount in row[1:]:
        print(f'{amount + 1e-7:.2f}')
";

const DUCKDB: &str = "
import duckdb
classes = tuple(f'Class {c * 50:03}' for c in range(6))
rows = duckdb.sql(f'''select classification, median(minimum), median(maximum), median(pay), median(total)
    from (select employer, classification, min(minimum) minimum, max(maximum) maximum, avg(pay) pay, avg(total) total
          from 'pay.parquet' where classification in {classes} and employer <> 'Employer 00' group by all)
    group by 1 order by 1''').fetchall()
for row in rows:
    for amount in row[1:]:
        print(f'{amount + 1e-7:.2f}')
";

fn ours(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_goodfaith"));
    command.arg("case").current_dir(folder);
    command
}

/// The medians of the CSV, class by class and point by point.
fn medians(csv: &str) -> Vec<String> {
    let rows = csv.lines().map(|line| line.split(',').collect::<Vec<&str>>());
    rows.filter(|row| row.get(5) == Some(&"median")).map(|row| row[6].to_owned()).collect()
}

/// A number that looks thrown, and is the same each time.
fn mixed(row: u64, salt: u64) -> u64 {
    let mut z = row.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(salt << 32);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 27)
}

fn write_pay(path: &Path) {
    let mut texts: [Vec<String>; 2] = Default::default();
    let mut amounts: [Vec<f64>; 4] = Default::default();
    for row in 0..ROWS {
        let (employer, class) = (mixed(row, 1) % 40, mixed(row, 2) % 400);
        let least = 4_000 + class * 20 + employer * 15;
        let most = least + least / 4;
        let cents = least * 100 + mixed(row, 3) % (least * 25);
        texts[0].push(format!("Employer {employer:02}"));
        texts[1].push(format!("Class {class:03}"));
        for (column, cents) in
            amounts.iter_mut().zip([least * 100, most * 100, cents, cents * 135 / 100])
        {
            column.push(cents as f64 / 100.0);
        }
    }
    let names = ["employer", "classification"];
    let mut columns: Vec<(&str, ArrayRef)> = Vec::new();
    for (name, texts) in names.into_iter().zip(texts) {
        columns.push((name, Arc::new(StringArray::from_iter_values(texts))));
    }
    for (name, amounts) in POINTS.into_iter().zip(amounts) {
        columns.push((name, Arc::new(Float64Array::from(amounts))));
    }
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let file = std::fs::File::create(path).expect("a file");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("rows are written");
    writer.close().expect("the file is closed");
}

fn write_rule(folder: &Path) {
    let mut rule = String::from(
        "title = \"A million rows\"\nwhy = \"a benchmark\"\nside = \"neutral\"\neffective = 2022-04-01\n\
         points = [\"minimum\", \"maximum\", \"pay\", \"total\"]\nown = [\"Employer 00\"]\ndata = \"pay\"\n",
    );
    let mut matches = String::from("class,employer,their_class,why\n");
    for class in CLASSES {
        let _ = write!(
            rule,
            "[[class]]\nname = \"Class {class:03}\"\nminimum = \"4000\"\nmaximum = \"5000\"\npay = \"4500\"\ntotal = \"6000\"\n"
        );
        for employer in 1..40 {
            let _ =
                writeln!(matches, "Class {class:03},Employer {employer:02},Class {class:03},same");
        }
    }
    for employer in 1..40 {
        let _ = write!(rule, "[[peer]]\nemployer = \"Employer {employer:02}\"\n");
    }
    std::fs::write(folder.join("peers/all.toml"), rule).expect("the rule is written");
    std::fs::write(folder.join("peers/all.matches.csv"), matches).expect("they are written");
    let case = "as_of = 2022-06-22\npeers = [\"all\"]\n";
    std::fs::write(folder.join("case.toml"), case).expect("the case is written");
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
