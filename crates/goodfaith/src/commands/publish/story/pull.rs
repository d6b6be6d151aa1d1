//! Releases that hold what a person took back: each is built again without it, or withdrawn, and its files are destroyed.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use money::Date;
use press::release::{Built, Manifest, Without, without};
use press::writing::Document;
use record::body::{Publication, PublicationStep};
use record::{Body, Digest, PublicationStatus, Slug, State};
use store::Campaign;

use super::release::written;
use super::traces::{Traces, files_below};
use super::{draft_of, state_of};
use crate::commands::publish::freeze::{manifest_of, proposed, releases};
use crate::commands::record::{append, fail, failed};

/// What a new release says, and nothing of whom or what.
const CHANGES: &str = "What a person took back was taken out.";

/// What is ours and holds the stories.
#[derive(Default)]
pub struct Held {
    /// Folders of releases, those that are proposed and those that were left half written among them.
    pub folders: Vec<PathBuf>,
    /// The releases that they are.
    pub releases: Vec<Slug>,
    /// The hashes of the stories' own files.
    pub hashes: HashSet<Digest>,
}

/// Writes every file below a folder over, and removes all of it. A folder that is not there is none.
pub fn wiped(folder: &Path) -> Result<(), ExitCode> {
    if !folder.exists() {
        return Ok(());
    }
    let error = |error: String| fail(&error, "mend it, and run the command again");
    for path in files_below(folder).map_err(error)? {
        store::wipe(&path).map_err(|error| failed(&error))?;
    }
    std::fs::remove_dir_all(folder).map_err(|why| error(format!("{}: {why}", folder.display())))
}

/// Looks through the folders of releases for stories, and takes their words and photos for what is to be looked for.
pub fn held(campaign: &Path, stories: &[Slug], traces: &mut Traces) -> Result<Held, ExitCode> {
    let mut held = Held::default();
    let outer = releases(campaign);
    for folder in folders_in(&outer)?.into_iter().chain(folders_in(&outer.join("proposed"))?) {
        if folder == outer.join("proposed") {
            continue;
        }
        let manifest = manifest_of(&folder).ok();
        let in_list = |story: &&Slug| match &manifest {
            Some(manifest) => {
                manifest.pieces.iter().any(|piece| piece.slug == **story && piece.kind == "story")
            }
            // One that was left half written has no list.
            None => true,
        };
        let mut holds = false;
        for story in stories.iter().filter(in_list) {
            let read = |error: String| fail(&error, "mend it, and run the command again");
            for path in files_below(&folder).map_err(read)? {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let own =
                    name.strip_prefix(story.as_str()).is_some_and(|rest| rest.starts_with('.'));
                let Some(bytes) = own.then(|| std::fs::read(&path).ok()).flatten() else {
                    continue;
                };
                holds = true;
                held.hashes.insert(Digest::of(&bytes));
                look_for(&name, &bytes, traces);
            }
            holds |= manifest.is_some();
        }
        if holds {
            held.releases.extend(manifest.map(|manifest| manifest.id));
            held.folders.push(folder);
        }
    }
    Ok(held)
}

/// The words and the photo in a story's own file.
fn look_for(name: &str, bytes: &[u8], traces: &mut Traces) {
    if name.contains(".photo.") {
        traces.photo(bytes);
    } else if name.ends_with(".json")
        && let Ok(document) = Document::read(bytes)
    {
        // The sentence that holds its figures is the campaign's, and may stand elsewhere.
        let own = document.blocks.iter().filter_map(|block| match block {
            press::writing::Block::Paragraph(spans) => match spans.as_slice() {
                [press::writing::Span::Text(text)] => Some(text),
                _ => None,
            },
            _ => None,
        });
        own.for_each(|text| traces.text(text));
    }
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>, ExitCode> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let error = |error: std::io::Error| {
        fail(&format!("{}: {error}", folder.display()), "mend it, and run the command again")
    };
    let mut all = Vec::new();
    for one in std::fs::read_dir(folder).map_err(error)? {
        let one = one.map_err(error)?;
        if one.file_type().map_err(error)?.is_dir() {
            all.push(one.path());
        }
    }
    all.sort();
    Ok(all)
}

/// Whose it is that is taken out, and who does it.
pub struct Pull<'a> {
    pub person: &'a Slug,
    pub stories: &'a [Slug],
    pub by: &'a str,
    pub on: Date,
}

impl Pull<'_> {
    /// Mends every release that holds them, and destroys its files; gives back what was done, a line each. What was done before is
    /// not done again.
    pub fn all(&self, campaign: &mut Campaign, held: &Held) -> Result<Vec<String>, ExitCode> {
        let folder = campaign.folder().to_owned();
        let state = state_of(campaign, Date::MAX);
        let mut ids: Vec<Slug> = held.releases.clone();
        for story in self.stories.iter().filter_map(|id| state.stories.get(id)) {
            ids.extend(story.to_pull(Date::MAX).into_iter().map(|pull| pull.held_by.release));
        }
        // A proposal is no release yet, and holds the words all the same.
        let last = |id: &Slug| state.publications.get(id).map(|known| known.last().pieces.clone());
        ids.extend(
            state
                .publications
                .keys()
                .filter(|id| {
                    last(id).unwrap_or_default().iter().any(|piece| self.stories.contains(piece))
                        && state.publications[*id].status() == PublicationStatus::Proposed
                })
                .cloned(),
        );
        ids.sort();
        ids.dedup();
        let mut done = Vec::new();
        for id in &ids {
            let said = self.one(campaign, &folder, id)?;
            let gone = [releases(&folder).join(id.as_str()), proposed(&folder, id)];
            let was_there = gone.iter().any(|folder| folder.exists());
            gone.iter().try_for_each(|folder| wiped(folder))?;
            done.push(match (said, was_there) {
                (Some(said), _) => said,
                (None, true) => format!("{id}: its files are destroyed"),
                (None, false) => format!("{id}: it was taken out of all that is ours before"),
            });
        }
        for folder in &held.folders {
            wiped(folder)?;
        }
        Ok(done)
    }

    /// Writes what becomes of a release into the record, unless that stands there.
    fn one(
        &self,
        campaign: &mut Campaign,
        folder: &Path,
        id: &Slug,
    ) -> Result<Option<String>, ExitCode> {
        let state = state_of(campaign, Date::MAX);
        let Some(known) = state.publications.get(id) else { return Ok(None) };
        match known.status() {
            PublicationStatus::Withdrawn => Ok(None),
            PublicationStatus::Corrected(by) if takes_out(&state, &by) => Ok(None),
            PublicationStatus::Released => match self.without(folder, id, &state)? {
                Ok(built) => {
                    let place = releases(folder).join(built.manifest.id.as_str());
                    written(&built, &place)?;
                    self.add(campaign, self.released(&built))?;
                    let new = &built.manifest.id;
                    Ok(Some(format!("{id}: {new} stands in its place, without it")))
                }
                Err(why) => {
                    self.add(campaign, self.withdrawn(id))?;
                    Ok(Some(format!("{id}: withdrawn, {why}")))
                }
            },
            PublicationStatus::Corrected(_) | PublicationStatus::Proposed => {
                self.add(campaign, self.withdrawn(id))?;
                Ok(Some(format!("{id}: withdrawn; it was {}", known.status().name())))
            }
        }
    }

    /// The release without the stories; else why there is none.
    fn without(
        &self,
        folder: &Path,
        id: &Slug,
        state: &State,
    ) -> Result<Result<Built, String>, ExitCode> {
        let place = releases(folder).join(id.as_str());
        let Ok(manifest) = manifest_of(&place) else {
            return Ok(Err("as its list of files cannot be read".to_owned()));
        };
        let files = files_of(&place, &manifest);
        let new = (2..)
            .map(|number: u32| Slug::from_words(&format!("{id} {number}")))
            .find(|new| !state.publications.contains_key(new));
        let Some(new) = new else { return Err(ExitCode::FAILURE) };
        let ask = Without { id: &new, gone: self.stories, changes: CHANGES };
        Ok(match without(&manifest, &files, &ask) {
            Ok(Some(built)) => Ok(built),
            Ok(None) => Err("as nothing else was in it".to_owned()),
            Err(why) => Err(format!("as {why}; release the rest of it anew")),
        })
    }

    fn add(&self, campaign: &mut Campaign, body: Publication) -> Result<(), ExitCode> {
        append(campaign, draft_of(Body::from(body), self.on, None)).map(|_| ())
    }

    fn released(&self, built: &Built) -> Publication {
        let manifest = &built.manifest;
        Publication {
            id: manifest.id.clone(),
            step: PublicationStep::Released,
            title: Some(manifest.title.clone()),
            pieces: manifest.pieces.iter().map(|piece| piece.slug.clone()).collect(),
            to: manifest.to.clone(),
            sha256: Some(built.sha256),
            corrects: manifest.corrects.clone(),
            changes: manifest.changes.clone(),
            reason: None,
            ..self.withdrawn(&manifest.id)
        }
    }

    fn withdrawn(&self, id: &Slug) -> Publication {
        Publication {
            takes_out: vec![self.person.clone()],
            ..desk::publish::withdrawn(id, self.by, CHANGES)
        }
    }
}

/// Whether a release took out what a person took back.
fn takes_out(state: &State, id: &Slug) -> bool {
    state
        .publications
        .get(id)
        .is_some_and(|known| known.steps.iter().any(|(_, step)| !step.takes_out.is_empty()))
}

fn files_of(place: &Path, manifest: &Manifest) -> BTreeMap<String, Vec<u8>> {
    let read = |path: &String| Some((path.clone(), std::fs::read(place.join(path)).ok()?));
    manifest.files.iter().filter_map(|file| read(&file.path)).collect()
}
