//! The answers of a campaign, by who asks and by what they speak to.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use record::audience::Audience;

use super::desk::open_desk;
use super::shelf::{answers, shelf};
use crate::commands::record::{as_json, say};
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish draft answer --listener reporter \\
      --title \"Why a strike vote?\"
  goodfaith publish answers
  goodfaith publish answers --audience members --json

An answer is approved when it is in a release that went out to those who are to
give it, and nothing that it rests on has changed since. With --audience it is
told as they have it: what was not released to them is not there.";

#[derive(Args)]
pub struct AnswersArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<money::Date>,
    /// Who is to give the answers; the team sees every answer that is written
    #[arg(long, value_name = "WHO", value_parser = Audience::parse, default_value = "team")]
    audience: Audience,
    /// Write it as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

pub fn run(arguments: &AnswersArguments) -> ExitCode {
    told(arguments).unwrap_or_else(|code| code)
}

fn told(arguments: &AnswersArguments) -> Result<ExitCode, ExitCode> {
    let desk = open_desk(&arguments.campaign)?;
    let (state, _) = desk.state(arguments.as_of.unwrap_or_else(today));
    let shelf = shelf(&desk, &state);
    let all = answers(&desk, &state, &shelf, &arguments.audience)?;
    Ok(match &arguments.json {
        Some(file) => {
            as_json(file, &press::answers::answers_json(&all, &arguments.audience), &desk.campaign)
        }
        None => say(&press::answers::answers_text(&all, &arguments.audience)),
    })
}
