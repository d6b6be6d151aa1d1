//! Approving: a second person looks at what was proposed, and the very same bytes go out.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::publish::{asked_again, waiting};
use money::Date;
use record::Slug;

use super::desk::desk_with;
use super::freeze::{not_released, open, told};
use crate::commands::record::{author, now, say};
use crate::commands::status::today;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish approve 2022-07-12-report-2022-07-12 --by Ben

Look at the files in releases/proposed/ID first: they are what goes out. They
are built again, and if anything they rest on has changed since, nothing goes
out.";

#[derive(Args)]
pub struct ApproveArguments {
    /// The release that was proposed
    #[arg(value_name = "ID")]
    id: String,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Who approves it: not who proposed it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day on which it goes out, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::commands::status::day)]
    on: Option<Date>,
}

pub fn run(arguments: &ApproveArguments) -> ExitCode {
    approved(arguments).unwrap_or_else(|code| code)
}

fn approved(arguments: &ApproveArguments) -> Result<ExitCode, ExitCode> {
    let campaign = open(&arguments.campaign)?;
    let mut desk = desk_with(&arguments.campaign, campaign)?;
    let on = arguments.on.unwrap_or_else(today);
    let (state, _) = desk.state(on);
    let id = Slug::from_words(&arguments.id);
    let last = waiting(&state, &id).map_err(not_released)?;
    let by = arguments.by.as_deref();
    if let Some(done) = super::story::approve_release(&mut desk, &id, &last, by, on)? {
        return Ok(done);
    }
    let asked = asked_again(&desk, &id, &last).map_err(not_released)?;
    let by = author(by);
    let (built, folder) =
        desk::publish::approve(&mut desk, &asked, &last, &by, (on, now())).map_err(not_released)?;
    let mut text = told(&built);
    text.push_str(&format!("Released: {}\n", folder.display()));
    Ok(say(&text))
}
