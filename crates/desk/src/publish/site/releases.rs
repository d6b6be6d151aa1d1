//! The files of releases, held against the record before any of them is shown.

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use intake::case::Book;
use press::release::{KnownChanges, Manifest};
use press::site::{Chosen, OnSite, is_for, path_of, picture_size};
use press::writing::Document;
use rayon::prelude::*;
use record::audience::Audience;
use record::{Digest, Slug, State};

use super::Stops;
use super::memory::{Stamp, Verified};
use crate::Desk;
use crate::publish::{Stopped, releases};

/// A file of a release on its way to a site.
pub(super) struct Carried {
    /// Where it lies.
    pub from: PathBuf,
    /// Its length.
    pub long: u64,
    /// Its hash, which was held against the record.
    pub sha256: Digest,
    /// Its bytes, where they were read for that and the site does not have them yet.
    pub bytes: Option<Vec<u8>>,
}

/// The releases of a site, and their files by their paths there.
pub(super) struct ReadReleases {
    pub on_site: Vec<OnSite>,
    pub files: BTreeMap<String, Carried>,
}

/// A release that was read, with the bytes that the site does not have yet.
type Read = (Verified, BTreeMap<String, Vec<u8>>);

/// Reads the releases of a site, but for those that are known and have not been touched since.
///
/// # Errors
///
/// Every release that is not what the record says went out.
pub(super) fn read(
    desk: &Desk,
    chosen: &[Chosen],
    audience: &Audience,
    (state, book): (&State, Option<&Book>),
    place: &Path,
    known: &mut HashMap<PathBuf, Verified>,
    stops: &Stops<'_>,
) -> Result<ReadReleases, Stopped> {
    let changes = KnownChanges::of(audience, state, desk.entries(), book);
    let before = &*known;
    let one = |one: &Chosen| -> Result<Read, String> {
        if stops() {
            return Err("cancelled".to_owned());
        }
        let folder = releases(&desk.folder).join(one.id.as_str());
        let there = before.get(&folder).filter(|there| still(there, one));
        let read = match there {
            Some(there) => (there.clone(), BTreeMap::new()),
            None => verified(&folder, one, place)?,
        };
        if read.0.manifest.id != one.id || !is_for(&read.0.manifest.to, audience) {
            return Err("release.json is of another release, or for others".to_owned());
        }
        Ok(read)
    };
    let all: Vec<Result<Read, String>> = chosen.par_iter().map(one).collect();
    if stops() {
        return Err(Stopped::said("cancelled", "nothing was changed"));
    }
    let mut read = ReadReleases { on_site: Vec::new(), files: BTreeMap::new() };
    let mut broken = Vec::new();
    for (one, whole) in chosen.iter().zip(all) {
        let folder = releases(&desk.folder).join(one.id.as_str());
        let (verified, mut bytes) = match whole {
            Ok(whole) => whole,
            Err(what) => {
                known.remove(&folder);
                broken.push(format!("{}: {what}", one.id));
                continue;
            }
        };
        // The list of a release names everybody that it is for, and stays with us.
        for file in &verified.manifest.files {
            let carried = Carried {
                from: folder.join(&file.path),
                long: file.bytes,
                sha256: file.sha256,
                bytes: bytes.remove(&file.path),
            };
            read.files.insert(path_of(&one.id, &file.path), carried);
        }
        read.on_site.push(OnSite {
            sha256: verified.sha256,
            changed: changes.has_changed(&verified.manifest),
            alts: Arc::clone(&verified.alts),
            documents: Arc::clone(&verified.documents),
            released: one.released.when.day,
            corrected: one.corrected.clone(),
            pictures: Arc::clone(&verified.pictures),
            manifest: Arc::clone(&verified.manifest),
        });
        known.insert(folder, verified);
    }
    if broken.is_empty() {
        return Ok(read);
    }
    Err(Stopped::said(
        format!("a release is not what went out: {}", broken.join("; ")),
        "put its files back as they were, or withdraw it: goodfaith publish check says more",
    ))
}

/// Whether a release is the one of the record, and none of its files was touched since it was read.
fn still(known: &Verified, one: &Chosen) -> bool {
    let same = |(path, was): &(PathBuf, Stamp)| Stamp::at(path).as_ref() == Some(was);
    Some(known.sha256) == one.sha256
        && known.stamps.as_ref().is_some_and(|stamps| stamps.iter().all(same))
}

/// Reads a release, every file of which has the bytes that were released.
fn verified(folder: &Path, one: &Chosen, place: &Path) -> Result<Read, String> {
    let mut stamps = Some(Vec::new());
    let mut file = |path: &str| -> Result<Vec<u8>, String> {
        let from = folder.join(path);
        // The stamp is of before it is read: what is written meanwhile has another.
        let (stamp, now) = (Stamp::at(&from), SystemTime::now());
        match stamp.filter(|stamp| stamp.rested(now)) {
            Some(stamp) => {
                stamps.iter_mut().for_each(|all| all.push((from.clone(), stamp.clone())))
            }
            None => stamps = None,
        }
        std::fs::read(&from).map_err(|error| format!("{path}: {error}"))
    };
    let list = file("release.json")?;
    let sha256 = Digest::of(&list);
    if Some(sha256) != one.sha256 {
        return Err("release.json is not the one of the record".to_owned());
    }
    let manifest = Manifest::read(&list).map_err(|error| format!("release.json: {error}"))?;
    let mut kept = BTreeMap::new();
    let (mut texts, mut pictures) = (BTreeMap::new(), BTreeMap::new());
    for listed in &manifest.files {
        let path = Path::new(&listed.path);
        if !path.components().all(|at| matches!(at, Component::Normal(_))) {
            return Err(format!("{} does not lie in the release's folder", listed.path));
        }
        let bytes = file(&listed.path)?;
        if Digest::of(&bytes) != listed.sha256 {
            return Err(format!("{} has other bytes than were released", listed.path));
        }
        if listed.path.ends_with(".png") {
            pictures.extend(picture_size(&bytes).map(|size| (listed.path.clone(), size)));
        }
        let on_site = place.join(path_of(&one.id, &listed.path));
        let there = on_site.symlink_metadata();
        if listed.path.ends_with(".json") || listed.path.ends_with(".alt.txt") {
            texts.insert(listed.path.clone(), bytes.clone());
        }
        if !there.is_ok_and(|there| there.is_file() && there.len() == listed.bytes) {
            kept.insert(listed.path.clone(), bytes);
        }
    }
    let documents = documents(&manifest, &texts)?;
    let alts = manifest.files.iter().map(|listed| &listed.path).filter_map(|path| {
        let stem = path.strip_suffix(".png").or_else(|| path.strip_suffix(".jpg"))?;
        let text = texts.get(&format!("{stem}.alt.txt"));
        let text = text.map(|text| String::from_utf8_lossy(text).trim().to_owned());
        Some((path.clone(), text.or_else(|| alt_of(path, &texts))?))
    });
    let alts = alts.collect();
    let verified = Verified {
        sha256,
        stamps,
        manifest: Arc::new(manifest),
        documents: Arc::new(documents),
        pictures: Arc::new(pictures),
        alts: Arc::new(alts),
    };
    Ok((verified, kept))
}

/// The words for a card, out of the share texts that stand beside it.
fn alt_of(path: &str, files: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let (piece, _) = path.rsplit_once(".card-")?;
    let texts: serde_json::Value =
        serde_json::from_slice(files.get(&format!("{piece}.share.json"))?).ok()?;
    let networks = texts["networks"].as_array()?;
    let of = networks.iter().find(|one| {
        one["cards"].as_array().is_some_and(|cards| cards.iter().any(|card| card == path))
    })?;
    of["alt"].as_str().map(str::to_owned)
}

/// The text of each piece.
fn documents(
    manifest: &Manifest,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<Slug, Document>, String> {
    let one = |slug: &Slug| -> Result<Document, String> {
        let name = format!("{slug}.json");
        let bytes = files.get(&name).ok_or_else(|| format!("{name} is not in it"))?;
        Document::read(bytes).map_err(|error| format!("{name}: {error}"))
    };
    let all = manifest.pieces.iter().map(|piece| Ok((piece.slug.clone(), one(&piece.slug)?)));
    all.collect()
}
