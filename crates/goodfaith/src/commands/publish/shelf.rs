//! The releases of a campaign with what lies in their folders, and what became of what they rest on.

use std::path::PathBuf;
use std::process::ExitCode;

use press::answers::{Answer, ReleaseOut};
use press::release::{Manifest, changed_sources};
use record::audience::Audience;
use record::{Digest, PublicationState, PublicationStatus, Slug, State};

use super::desk::{Desk, pieces_in, refused};
use super::freeze::{proposed, releases};

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
    /// What was printed: the case cannot be read.
    pub fn changed(&self, desk: &Desk, state: &State) -> Result<Vec<String>, ExitCode> {
        let Ok(manifest) = &self.manifest else { return Ok(Vec::new()) };
        let book = match manifest.rests_on.figures.is_empty() {
            true => None,
            false => desk.book().map_err(refused)?,
        };
        let all = changed_sources(manifest, state, desk.entries(), book);
        Ok(all.into_iter().map(|change| change.what).collect())
    }
}

/// The answers that somebody may know of, with where each stands; a release that cannot be read is said, and holds none.
///
/// # Errors
///
/// What was printed: a piece or the case cannot be read.
pub fn answers(
    desk: &Desk,
    state: &State,
    shelf: &[OnShelf],
    who: &Audience,
) -> Result<Vec<Answer>, ExitCode> {
    let pieces = pieces_in(desk)?;
    let mut all = Vec::new();
    for one in shelf {
        match &one.manifest {
            Ok(manifest) => {
                let live = one.is_live();
                let changed = if live { one.changed(desk, state)? } else { Vec::new() };
                all.push((one.id.clone(), &one.state, manifest, changed));
            }
            Err(error) => unread(one, error),
        }
    }
    Ok(press::answers::answers(&pieces, &all, who))
}

/// Says that a release cannot be read.
pub fn unread(one: &OnShelf, error: &str) {
    eprintln!("warning: {}: {error}; what it holds is not known here", one.id);
}
