//! What went out, and whether it still holds.

use std::path::Path;

use intake::Findings;
use press::release::{SourceChange, changed_sources};
use record::{Digest, PublicationState, PublicationStatus, Slug, State};
use serde_json::{Value, json};

use super::{manifest_of, releases};
use crate::Desk;

/// A release with what is wrong with it now.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Its id.
    pub id: Slug,
    /// Its steps.
    pub state: PublicationState,
    /// What of it is not as it was released.
    pub broken: Vec<String>,
    /// What became of what it rests on.
    pub changed: Vec<SourceChange>,
    /// Its files were destroyed since a person took back what was in them.
    pub taken_out: bool,
}

impl Checked {
    /// Whether somebody has to look at it. What was corrected or withdrawn is flagged no more for what it rests on: something else stands
    /// in its place.
    pub fn is_flagged(&self) -> bool {
        let live = self.state.status() == PublicationStatus::Released;
        !self.broken.is_empty() || (live && !self.changed.is_empty())
    }
}

/// Every release and proposal; with what is wrong with it where that is asked for.
///
/// # Errors
///
/// The findings of the case.
pub fn checked(desk: &Desk, state: &State, with_sources: bool) -> Result<Vec<Checked>, Findings> {
    let mut all = Vec::new();
    for (id, one) in &state.publications {
        let folder = releases(&desk.folder).join(id.as_str());
        let out = one.released().is_some();
        let (mut broken, mut changed) = (Vec::new(), Vec::new());
        let taken_out = was_taken_out(state, one);
        // What a person took back was destroyed, and something else stands in its place.
        if with_sources && out && !taken_out {
            broken = broken_files(&folder, one.sha256());
            if let Ok(manifest) = manifest_of(&folder) {
                let book = match manifest.rests_on.figures.is_empty() {
                    true => None,
                    false => desk.book().map_err(Clone::clone)?,
                };
                changed = changed_sources(&manifest, state, desk.entries(), book);
            }
        }
        all.push(Checked { id: id.clone(), state: one.clone(), broken, changed, taken_out });
    }
    Ok(all)
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
pub fn broken_files(folder: &Path, sha256: Option<Digest>) -> Vec<String> {
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

/// Releases as JSON: `goodfaith-releases 1`.
pub fn releases_json(all: &[Checked]) -> String {
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
