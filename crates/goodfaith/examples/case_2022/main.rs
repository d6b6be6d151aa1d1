//! Writes the SYNTHETIC roster and pay schedule of the example campaign `case-2022`.
//!
//! `cargo run --example case_2022 -- OUTDIR` (default `campaigns/case-2022`) writes
//! `OUTDIR/rosters/unit-2.csv` and `OUTDIR/schedules/unit-2-2021-22.csv`, the same bytes every time.
//! What they are made from, and what is invented, stands at the top of `generate.rs`.

#![allow(clippy::print_stdout, reason = "a generator says what it wrote")]

use std::path::PathBuf;
use std::{env, fs, io};

mod generate;

fn main() -> io::Result<()> {
    let out =
        env::args_os().nth(1).map_or_else(|| PathBuf::from("campaigns/case-2022"), PathBuf::from);
    let files = [
        ("rosters", "unit-2.csv", generate::roster()),
        ("schedules", "unit-2-2021-22.csv", generate::schedule()),
    ];
    for (folder, name, text) in files {
        let folder = out.join(folder);
        fs::create_dir_all(&folder)?;
        let path = folder.join(name);
        fs::write(&path, text)?;
        println!("{}", path.display());
    }
    Ok(())
}
