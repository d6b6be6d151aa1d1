use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use money::{Date, date_from_iso};
use record::{clocks, fold};

use super::record::{as_json, failed, open_to_read, say};

pub const EXAMPLES: &str = "\
Example:
  goodfaith status --campaign campaigns/case-2022
  goodfaith status --campaign campaigns/case-2022 --as-of 2022-07-12
  goodfaith status --campaign campaigns/case-2022 --clocks
  goodfaith status --campaign campaigns/case-2022 --json -

The status is what the entries up to the day come to; nothing after it is looked
at. What each line means, and the JSON: docs/record.md.";

#[derive(Args)]
pub struct StatusArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Everything that happened, by its day
    #[arg(long)]
    timeline: bool,
    /// What is due, by when, counted how, and what is evidence and no law
    #[arg(long, conflicts_with = "timeline")]
    clocks: bool,
    /// Write the status as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

pub fn day(text: &str) -> Result<Date, String> {
    date_from_iso(text).map_err(|error| error.to_string())
}

/// Today, by this computer's clock.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

pub fn run(arguments: &StatusArguments) -> ExitCode {
    // The law's data are read while the record is.
    let law = std::thread::spawn(intake::law);
    let campaign = match open_to_read(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let law = law.join().unwrap_or_else(|_| intake::law());
    let as_of = arguments.as_of.unwrap_or_else(today);
    let state = fold(campaign.entries(), as_of, &law.procedures);
    let clocks = clocks(&state, law);
    let regime = state.rounds.last().and_then(|round| law.regimes.get(&round.regime));
    let status = press::Status {
        state: &state,
        clocks: &clocks,
        head: campaign.head(),
        law: regime.map(|regime| regime.name.as_str()),
    };
    if let Some(json) = &arguments.json {
        return as_json(json, &press::status_json(&status), &campaign);
    }
    let text = match (arguments.timeline, arguments.clocks) {
        (true, _) => press::timeline_text(&status, campaign.entries()),
        (_, true) => press::clocks_text(&status),
        _ => press::status_text(&status),
    };
    let code = say(&text);
    // The process ends here: what a long record took is given back at once, not piece by piece.
    std::mem::forget((state, campaign));
    code
}
