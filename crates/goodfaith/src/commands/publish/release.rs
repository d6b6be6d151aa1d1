//! Releasing: a piece is built, looked at by a second person where there is one, and frozen.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::publish::{Asked, ready};
use money::Date;
use record::Slug;

use super::desk::desk_with;
use super::freeze::{may_have_pdf, not_released, open, told};
use super::preview::piece_named;
use crate::commands::record::{author, now, say};
use crate::commands::status::today;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish release report-2022-07-12 --by Ana
  goodfaith publish approve 2022-07-12-report-2022-07-12 --by Ben
  goodfaith publish release report-2022-07-12 --by Ana --dry-run \\
      --to-list list.csv
  goodfaith publish release report-fixed --by Ana --corrects 2022-07-12-report \\
      --changes \"The vacancy rate is 16.8 percent, as the State counts it.\"

It is built from what names its readers and from nothing else: a number without
a receipt, a stale figure or an entry that is not for them stops it, with its
line. Once the union's team in the record has two people, one proposes and
another approves the very same bytes. What is released lies in releases/ID and
is never altered; a correction is a release of its own.";

#[derive(Args)]
pub struct ReleaseArguments {
    /// The pieces, which go out together: files of pieces/, without .md
    #[arg(value_name = "PIECE", required = true)]
    pieces: Vec<String>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Who proposes it, or releases it where there is no second person
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Its id, instead of the day and the first piece's name
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Its title, instead of the first piece's
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The release that it takes the place of
    #[arg(long, value_name = "ID", requires = "changes")]
    corrects: Option<String>,
    /// What it says otherwise than that one, for the people who read it
    #[arg(long, value_name = "TEXT", requires = "corrects")]
    changes: Option<String>,
    /// The day on which it goes out, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::commands::status::day)]
    on: Option<Date>,
    /// With every report as a PDF and a half page for the board; a program built with the feature pdf makes them
    #[arg(long)]
    pdf: bool,
    /// Addresses that it will be mailed to, one a line or a column email: says how many are at
    /// the employer's. Read, and not kept
    #[arg(long, value_name = "FILE")]
    to_list: Option<PathBuf>,
    /// Say what would go out, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(arguments: &ReleaseArguments) -> ExitCode {
    release(arguments).unwrap_or_else(|code| code)
}

fn release(arguments: &ReleaseArguments) -> Result<ExitCode, ExitCode> {
    may_have_pdf(arguments.pdf)?;
    let campaign = open(&arguments.campaign)?;
    let mut desk = desk_with(&arguments.campaign, campaign)?;
    let mut pieces = Vec::new();
    for name in &arguments.pieces {
        pieces.push(piece_named(&desk, name)?);
    }
    let mut asked = Asked::of(pieces, arguments.id.as_deref(), arguments.title.clone())
        .map_err(not_released)?;
    asked.pdf = arguments.pdf;
    asked.corrects = match (&arguments.corrects, &arguments.changes) {
        (Some(of), Some(changes)) => Some((Slug::from_words(of), changes.clone())),
        _ => None,
    };
    let list = arguments.to_list.as_deref();
    super::mail::looked_at(&desk, &asked.pieces, &asked.to, list)?;
    let on = arguments.on.unwrap_or_else(today);
    let built = ready(&desk, &asked, on).map_err(not_released)?;
    if arguments.dry_run {
        let mut text = told(&built);
        text.push_str("Nothing was written.\n");
        return Ok(say(&text));
    }
    let by = author(arguments.by.as_deref());
    let done = desk::publish::release(&mut desk, &asked, &built, &by, (on, now()))
        .map_err(not_released)?;
    let mut text = told(&built);
    text.push_str(&match done.waits_for.is_empty() {
        true => format!("Released: {}\n", done.folder.display()),
        false => format!(
            "Proposed: {}\nLook at its files; then somebody else: goodfaith publish approve {} --by NAME ({})\n",
            done.folder.display(),
            asked.id,
            done.waits_for.join(", ")
        ),
    });
    Ok(say(&text))
}
