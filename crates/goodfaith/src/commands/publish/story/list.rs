//! Every story, where it stands and what is missing: never its words.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use money::Date;
use record::body::{Consent, ConsentStep};
use record::{NotUsable, Slug, StoryState};
use serde_json::{Value, json};

use super::{state_of, teller, use_names};
use crate::commands::record::{failed, open_to_read, say, write_json};
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish story list
  goodfaith publish story list --as-of 2026-09-01 --json

Of each story: what its teller consented to and until when, the end of the
cooling-off, whether the text is approved as it is, the releases that hold it, and
those that may hold it no longer.";

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
        let stories: Result<Vec<Value>, ExitCode> =
            all.iter().map(|(id, story)| as_json(id, story, on)).collect();
        let value =
            json!({"schema": "goodfaith-stories 1", "as_of": on.to_string(), "stories": stories?});
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
            out.push_str(&press::line_of(&format!("  consent: {}", words(consent))));
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

/// What its teller consented to, unless they took it back.
fn in_force(story: &StoryState, on: Date) -> Vec<&Consent> {
    let given = story.consents(on).map(|(_, one)| one.as_ref());
    let withdrawn = story.consents(on).any(|(_, one)| one.step == ConsentStep::Withdrawn);
    if withdrawn { Vec::new() } else { given.collect() }
}

fn words(consent: &Consent) -> String {
    let to: Vec<String> = consent.audience.iter().map(ToString::to_string).collect();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    format!(
        "{} for {}{}, from {} to {}",
        use_names(&consent.uses),
        to.join(", "),
        if consent.photo { ", photo too" } else { "" },
        day(consent.first_day()),
        day(consent.until)
    )
}

/// What stands between it and its readers.
fn missing(story: &StoryState, on: Date) -> Vec<String> {
    let over = ["retired", "withdrawn by its teller"].contains(&story.status(on).name());
    if over {
        return Vec::new();
    }
    let mut all = Vec::new();
    let given = in_force(story, on);
    if given.is_empty() {
        all.push("consent to anything".to_owned());
    }
    for consent in &given {
        let (Some(first), Some(until)) = (consent.first_day(), consent.until) else { continue };
        if first > on {
            all.push(format!("it is in cooling-off until {first} ({})", use_names(&consent.uses)));
        }
        if until < on {
            all.push(format!("consent ended on {until} ({})", use_names(&consent.uses)));
        }
    }
    // Asked for one use that is consented to: what is left is the approval.
    let approval = given.iter().find_map(|consent| {
        let (used, who) = (consent.uses.first()?, consent.audience.iter().next()?);
        let at = consent.first_day()?.max(on);
        match story.may_be_used(*used, who, at) {
            Err(why @ (NotUsable::NotApproved | NotUsable::Changed)) => Some(why),
            _ => None,
        }
    });
    match approval {
        Some(NotUsable::Changed) => {
            all.push("its teller's approval: it was edited since they approved it".to_owned());
        }
        Some(_) => all.push("its teller's approval of the text".to_owned()),
        None if given.is_empty() && !has_approval(story, on) => {
            all.push("its teller's approval of the text".to_owned());
        }
        None => {}
    }
    all
}

fn has_approval(story: &StoryState, on: Date) -> bool {
    let last = story.steps(on).into_iter().rfind(|(_, step)| {
        *step != record::body::StoryStep::Published && *step != record::body::StoryStep::Retired
    });
    last.is_some_and(|(_, step)| step == record::body::StoryStep::Approved)
}

fn as_json(id: &Slug, story: &StoryState, on: Date) -> Result<Value, ExitCode> {
    let consents: Vec<Value> = in_force(story, on)
        .into_iter()
        .map(|one| {
            json!({
                "uses": one.uses,
                "audience": one.audience,
                "photo": one.photo,
                "from": one.first_day().map(|day| day.to_string()),
                "until": one.until.map(|day| day.to_string()),
            })
        })
        .collect();
    let releases: Vec<Value> = story
        .went_out(on)
        .into_iter()
        .map(|one| json!({"release": one.release, "uses": one.uses, "audience": one.audience, "photo": one.photo}))
        .collect();
    let pull: Vec<Value> = story
        .to_pull(on)
        .into_iter()
        .map(|one| json!({"release": one.held_by.release, "why": one.why.to_string()}))
        .collect();
    Ok(json!({
        "id": id,
        "title": story.title(on),
        "pen_name": story.pen_name(on),
        "series": story.series(on),
        "person": teller(story)?,
        "status": story.status(on).name(),
        "figures": story.figures(on),
        "consents": consents,
        "releases": releases,
        "missing": missing(story, on),
        "take_out": pull,
    }))
}
