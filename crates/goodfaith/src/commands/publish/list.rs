//! What went out, and whether it still holds.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use press::release::{SourceChange, changed_sources};
use record::{Digest, PublicationState, PublicationStatus, Slug, State};
use serde_json::{Value, json};

use super::desk::open_desk;
use super::freeze::{manifest_of, releases};
use crate::commands::record::{say, write_json};
use crate::commands::status::today;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish list --campaign campaigns/case-2022
  goodfaith publish check --campaign campaigns/case-2022

check reads every file of every release again, and says of each what became of its
entries and figures since: corrected, taken back, retired, told otherwise, another
value. A release is flagged, never altered; it fails where one is flagged.";

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

/// A release with what is wrong with it now.
struct Checked {
    id: Slug,
    state: PublicationState,
    broken: Vec<String>,
    changed: Vec<SourceChange>,
    taken_out: bool,
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
    let mut all = Vec::new();
    for (id, one) in &state.publications {
        let folder = releases(&desk.folder).join(id.as_str());
        let out = one.released().is_some();
        let (mut broken, mut changed) = (Vec::new(), Vec::new());
        // What a person took back was destroyed, and something else stands in its place.
        if with_sources && out && !was_taken_out(&state, one) {
            broken = broken_files(&folder, one.sha256());
            if let Ok(manifest) = manifest_of(&folder) {
                let book = match manifest.rests_on.figures.is_empty() {
                    true => None,
                    false => match desk.book() {
                        Ok(book) => book,
                        Err(findings) => return super::desk::refused(findings),
                    },
                };
                changed = changed_sources(&manifest, &state, desk.entries(), book);
            }
        }
        let taken_out = was_taken_out(&state, one);
        all.push(Checked { id: id.clone(), state: one.clone(), broken, changed, taken_out });
    }
    // What was corrected or withdrawn is flagged no more: something else stands in its place.
    let live = |one: &&Checked| one.state.status() == PublicationStatus::Released;
    let flagged = all.iter().filter(live).any(|one| !one.changed.is_empty())
        || all.iter().any(|one| !one.broken.is_empty());
    let code = match &arguments.json {
        Some(file) => write_json(file, &as_json(&all)),
        None => say(&as_text(&all, with_sources)),
    };
    if flagged { ExitCode::FAILURE } else { code }
}

/// Whether its files were destroyed since a person took back what was in them.
fn was_taken_out(state: &State, one: &PublicationState) -> bool {
    let takes_out =
        |known: &PublicationState| known.steps.iter().any(|(_, step)| !step.takes_out.is_empty());
    match one.status() {
        PublicationStatus::Corrected(by) => state.publications.get(&by).is_some_and(takes_out),
        PublicationStatus::Withdrawn => {
            one.steps.last().is_some_and(|(_, step)| !step.takes_out.is_empty())
        }
        _ => false,
    }
}

/// What is not as it was released.
fn broken_files(folder: &Path, sha256: Option<Digest>) -> Vec<String> {
    let mut broken = Vec::new();
    let path = folder.join("release.json");
    let Ok(bytes) = std::fs::read(&path) else {
        return vec![format!("{} is not there", path.display())];
    };
    if Some(Digest::of(&bytes)) != sha256 {
        broken.push("release.json is not the one of the record".to_owned());
    }
    let Ok(manifest) = manifest_of(folder) else {
        broken.push("release.json cannot be read".to_owned());
        return broken;
    };
    for file in &manifest.files {
        match std::fs::read(folder.join(&file.path)) {
            Err(_) => broken.push(format!("{} is not there", file.path)),
            Ok(bytes) if Digest::of(&bytes) != file.sha256 => {
                broken.push(format!("{} has other bytes than were released", file.path));
            }
            Ok(_) => {}
        }
    }
    broken
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

fn as_json(all: &[Checked]) -> String {
    let one = |one: &Checked| -> Value {
        let last = one.state.last();
        json!({
            "id": one.id,
            "title": last.title,
            "status": one.state.status().name(),
            "to": one.state.to(),
            "pieces": last.pieces,
            "sha256": one.state.sha256(),
            "corrects": last.corrects,
            "changes": last.changes,
            "steps": one.state.steps.iter().map(|(since, step)| json!({"step": step.step, "by": step.by, "date": since.when.day.to_string(), "entry": since.entry})).collect::<Vec<_>>(),
            "broken": one.broken,
            "changed": one.changed.iter().map(|change| json!({"entry": change.entry, "figure": change.figure, "what": change.what})).collect::<Vec<_>>(),
        })
    };
    let value = json!({"schema": "goodfaith-releases 1", "releases": all.iter().map(one).collect::<Vec<_>>()});
    format!("{value:#}\n")
}
