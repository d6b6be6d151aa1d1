//! Withdrawing: a release is taken back, as far as it is ours.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::publish::withdrawal;
use money::Date;
use record::Slug;

use super::freeze::open;
use crate::commands::record::{append, author, now, say};
use crate::commands::status::today;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish withdraw 2022-07-12-report-2022-07-12 --by Ana \\
      --reason \"sent to the wrong list\"

The files stay in releases/ID, and are in no site of ours any more. Copies that
others have are not ours to take back.";

#[derive(Args)]
pub struct WithdrawArguments {
    /// The release
    #[arg(value_name = "ID")]
    id: String,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Who withdraws it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The day, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::commands::status::day)]
    on: Option<Date>,
}

pub fn run(arguments: &WithdrawArguments) -> ExitCode {
    let mut campaign = match open(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(code) => return code,
    };
    let id = Slug::from_words(&arguments.id);
    let on = arguments.on.unwrap_or_else(today);
    let by = author(arguments.by.as_deref());
    let draft = withdrawal(&id, &by, &arguments.reason, (on, now()));
    match append(&mut campaign, draft) {
        Ok(number) => say(&format!(
            "entry {number} added: {id} is withdrawn\nCopies that others have are not ours to take back."
        )),
        Err(code) => code,
    }
}
