//! What went out, and whether it still holds.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::publish::{Checked, checked, releases_json};
use record::PublicationStatus;

use super::desk::open_desk;
use crate::commands::record::{say, write_json};
use crate::commands::status::today;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish list --campaign campaigns/case-2022
  goodfaith publish check --campaign campaigns/case-2022

check reads every file of every release again, and says of each what became of
its entries and figures since: corrected, taken back, retired, told otherwise,
another value. A release is flagged, never altered; it fails where one is
flagged.";

#[derive(Args)]
pub struct ListArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::commands::status::day)]
    as_of: Option<money::Date>,
    /// Write it as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

pub fn list(arguments: &ListArguments) -> ExitCode {
    run(arguments, false)
}

pub fn check(arguments: &ListArguments) -> ExitCode {
    run(arguments, true)
}

fn run(arguments: &ListArguments, with_sources: bool) -> ExitCode {
    let desk = match open_desk(&arguments.campaign) {
        Ok(desk) => desk,
        Err(code) => return code,
    };
    let (state, _) = desk.state(arguments.as_of.unwrap_or_else(today));
    let all = match checked(&desk, &state, with_sources) {
        Ok(all) => all,
        Err(findings) => return super::desk::refused(&findings),
    };
    let flagged = all.iter().any(Checked::is_flagged);
    let code = match &arguments.json {
        Some(file) => write_json(file, &releases_json(&all)),
        None => say(&as_text(&all, with_sources)),
    };
    if flagged { ExitCode::FAILURE } else { code }
}

fn as_text(all: &[Checked], with_sources: bool) -> String {
    if all.is_empty() {
        return "Nothing was released yet: goodfaith publish release PIECE --by NAME\n".to_owned();
    }
    let mut out = String::new();
    for one in all {
        let last = one.state.last();
        let title = last.title.as_deref().unwrap_or("");
        let to = press::writing::audience_words(one.state.to(), press::Language::English);
        let status = match one.state.status() {
            PublicationStatus::Corrected(by) => format!("corrected by {by}"),
            status => status.name().to_owned(),
        };
        let when = one.state.steps.last().map(|(since, _)| since.when.to_string());
        out.push_str(&press::line_of(&format!(
            "{}: {status}, {}. {to}. {title}",
            one.id,
            when.unwrap_or_default()
        )));
        for what in &one.broken {
            out.push_str(&press::line_of(&format!("  BROKEN: {what}")));
        }
        if one.taken_out {
            out.push_str("  its files were destroyed: a person took back what was in it\n");
        }
        for change in &one.changed {
            out.push_str(&press::line_of(&format!("  changed since: {}", change.what)));
        }
        if with_sources
            && one.broken.is_empty()
            && one.changed.is_empty()
            && one.state.released().is_some()
            && !one.taken_out
        {
            out.push_str("  as it was released; nothing it rests on has changed\n");
        }
    }
    out
}
