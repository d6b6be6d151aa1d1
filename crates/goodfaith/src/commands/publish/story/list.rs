//! Every story, where it stands and what is missing: never its words.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::publish::{consent_words, in_force, missing, stories_json};
use money::Date;
use record::{Slug, StoryState};

use super::{state_of, teller, use_names};
use crate::commands::record::{failed, open_to_read, say, write_json};
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish story list
  goodfaith publish story list --as-of 2026-09-01 --json

Of each story: what its teller consented to and until when, the end of the
cooling-off, whether the text is approved as it is, the releases that hold it,
and those that may hold it no longer.";

#[derive(Args)]
pub struct ListArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Write it as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

pub fn list(arguments: &ListArguments) -> Result<ExitCode, ExitCode> {
    let campaign = open_to_read(&arguments.campaign).map_err(|error| failed(&error))?;
    let on = arguments.as_of.unwrap_or_else(today);
    let state = state_of(&campaign, on);
    let all: Vec<(&Slug, &StoryState)> = state.stories.iter().collect();
    if let Some(file) = &arguments.json {
        let value = stories_json(&state, on);
        return Ok(write_json(file, &format!("{value:#}\n")));
    }
    if all.is_empty() {
        return Ok(say("No story was collected yet: goodfaith publish story collect"));
    }
    let mut out = String::new();
    for (id, story) in all {
        out.push_str(&press::line_of(&format!(
            "{id}: {}. \"{}\"{}, told by {}",
            story.status(on).name(),
            story.title(on),
            story.pen_name(on).map(|name| format!(", as {name}")).unwrap_or_default(),
            teller(story)?
        )));
        for consent in in_force(story, on) {
            out.push_str(&press::line_of(&format!("  consent: {}", consent_words(consent))));
        }
        for one in story.went_out(on) {
            out.push_str(&press::line_of(&format!(
                "  in {}: {}",
                one.release,
                use_names(&one.uses)
            )));
        }
        for what in missing(story, on) {
            out.push_str(&press::line_of(&format!("  missing: {what}")));
        }
        for pull in story.to_pull(on) {
            out.push_str(&press::line_of(&format!(
                "  TAKE OUT of {}: {}",
                pull.held_by.release, pull.why
            )));
        }
    }
    Ok(say(&out))
}
