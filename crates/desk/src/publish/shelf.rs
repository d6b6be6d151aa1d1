//! The releases of a campaign with what lies in their folders, and what became of what they rest on.

use std::path::PathBuf;

use intake::Findings;
use press::answers::{Answer, ReleaseOut};
use press::release::{Manifest, changed_sources};
use record::audience::Audience;
use record::{Digest, PublicationState, PublicationStatus, Slug, State};

use super::{proposed, releases};
use crate::Desk;

/// A release on the shelf.
pub struct OnShelf {
    /// Its id.
    pub id: Slug,
    /// Its steps.
    pub state: PublicationState,
    /// Where its files lie.
    pub folder: PathBuf,
    /// What it holds, if that is what the record says it is.
    pub manifest: Result<Manifest, String>,
}

/// Every release and proposal, by its id.
pub fn shelf(desk: &Desk, state: &State) -> Vec<OnShelf> {
    let one = |(id, one): (&Slug, &PublicationState)| {
        let folder = match one.released() {
            Some(_) => releases(&desk.folder).join(id.as_str()),
            None => proposed(&desk.folder, id),
        };
        let path = folder.join("release.json");
        let manifest = match std::fs::read(&path) {
            Err(error) => Err(format!("{} cannot be read: {error}", path.display())),
            Ok(bytes) if Some(Digest::of(&bytes)) != one.sha256() => {
                Err(format!("{} is not the one of the record", path.display()))
            }
            Ok(bytes) => {
                Manifest::read(&bytes).map_err(|error| format!("{}: {error}", path.display()))
            }
        };
        OnShelf { id: id.clone(), state: one.clone(), folder, manifest }
    };
    state.publications.iter().map(one).collect()
}

impl OnShelf {
    /// As it is asked about.
    pub fn out(&self) -> ReleaseOut<'_> {
        ReleaseOut { id: &self.id, state: &self.state, manifest: self.manifest.as_ref().ok() }
    }

    /// Whether it is out, and nothing took its place.
    pub fn is_live(&self) -> bool {
        self.state.status() == PublicationStatus::Released
    }

    /// What became of what it rests on, in sentences.
    ///
    /// # Errors
    ///
    /// The findings of the case.
    pub fn changed(&self, desk: &Desk, state: &State) -> Result<Vec<String>, Findings> {
        let Ok(manifest) = &self.manifest else { return Ok(Vec::new()) };
        let book = match manifest.rests_on.figures.is_empty() {
            true => None,
            false => desk.book().map_err(Clone::clone)?,
        };
        let all = changed_sources(manifest, state, desk.entries(), book);
        Ok(all.into_iter().map(|change| change.what).collect())
    }
}

/// The answers that somebody may know of, with where each stands. A release that cannot be read holds none.
///
/// # Errors
///
/// The findings of a piece or of the case.
pub fn answers(
    desk: &Desk,
    state: &State,
    shelf: &[OnShelf],
    who: &Audience,
) -> Result<Vec<Answer>, Findings> {
    let pieces = desk.pieces()?;
    let mut all = Vec::new();
    for one in shelf {
        let Ok(manifest) = &one.manifest else { continue };
        let changed = if one.is_live() { one.changed(desk, state)? } else { Vec::new() };
        all.push((one.id.clone(), &one.state, manifest, changed));
    }
    Ok(press::answers::answers(&pieces, &all, who))
}
