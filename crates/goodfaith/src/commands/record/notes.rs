//! Notes at the table: a line each, its first letter the kind of event, the time by itself, every line safe before the next.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::notes::{Taker, shown};
use money::Date;
use store::Campaign;

use super::{author, failed};
use crate::commands::status::{day, today};
use crate::output::print;

pub const EXAMPLES: &str = "\
Example:
  goodfaith record notes --campaign round-2026
  goodfaith record notes --campaign round-2026 --on 2026-03-02 < typed-up.txt

One line for each thing that happens; its first letter says what kind. ? lists
the letters. Works without a network; each line is on the disk before the next
prompt. Caucus notes go to the vault and nowhere else.";
#[derive(Args)]
pub struct NotesArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The day of the session, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Who takes the notes
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}
pub fn run(arguments: &NotesArguments) -> ExitCode {
    let campaign = match Campaign::open(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let on = arguments.on.unwrap_or_else(today);
    let author = author(arguments.author.as_deref());
    let mut taker = match Taker::begin(campaign, author, on, on == today()) {
        Ok(taker) => taker,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    meanwhile(&mut taker);
    print(&format!(
        "Session {} begins, {}. ? lists the keys, x ends it.",
        taker.session(),
        shown(taker.start())
    ));
    listen(&mut taker)
}

/// Says what somebody else has added.
fn meanwhile(taker: &mut Taker) {
    if let Some((first, last)) = taker.others() {
        eprintln!("note: somebody else added entries {first} to {last}; yours follows them");
    }
}

fn listen(taker: &mut Taker) -> ExitCode {
    let input = std::io::stdin();
    let terminal = input.is_terminal();
    let mut wrong = 0;
    loop {
        if terminal {
            let mut out = std::io::stdout();
            let caucus = if taker.caucus_of().is_some() { " caucus" } else { "" };
            let _ = write!(out, "{}{caucus} > ", shown(taker.time()));
            let _ = out.flush();
        }
        let mut bytes = Vec::new();
        match input.lock().read_until(b'\n', &mut bytes) {
            Ok(0) | Err(_) => {
                // The terminal is gone: everything typed is safe, and the session is open to be ended later.
                let last = taker.campaign().head().number;
                print(&format!(
                    "\nThe session is not ended; what was typed is in the record up to entry {last}."
                ));
                return if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            }
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let caucus = taker.caucus_of().is_some();
        let taken = taker.take(line);
        meanwhile(taker);
        match taken {
            Ok(text) => print(&text),
            Err(why) if line == "x" => {
                eprintln!("{why}");
                return ExitCode::FAILURE;
            }
            Err(why) => {
                wrong += 1;
                // What may be meant for the vault is not said again: standard error can be a file.
                let private = line.starts_with('v') || caucus;
                eprintln!("{why}\nnot written: {}", if private { "the last line" } else { line });
            }
        }
        if line == "x" {
            return if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
    }
}
