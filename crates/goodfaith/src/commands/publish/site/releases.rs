//! The files of releases, read and held against the record before any of them is shown.

use std::collections::BTreeMap;
use std::path::{Component, Path};
use std::process::ExitCode;

use intake::case::Book;
use press::release::{KnownChanges, Manifest};
use press::site::{Chosen, OnSite, is_for, path_of, picture_size};
use press::writing::Document;
use rayon::prelude::*;
use record::audience::Audience;
use record::{Digest, State};

use crate::commands::publish::desk::Desk;
use crate::commands::publish::freeze::releases;
use crate::commands::record::fail;

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

/// The releases of a site, and their files by their paths there.
pub struct ReadReleases {
    pub on_site: Vec<OnSite>,
    pub files: BTreeMap<String, Vec<u8>>,
}

/// A release, read: its files, and what a site tells of them.
struct OneRead {
    manifest: Manifest,
    files: BTreeMap<String, Vec<u8>>,
    documents: BTreeMap<record::Slug, Document>,
    pictures: BTreeMap<String, (u32, u32)>,
    alts: BTreeMap<String, String>,
}

fn one_read(desk: &Desk, one: &Chosen, audience: &Audience) -> Result<OneRead, String> {
    let folder = releases(&desk.folder).join(one.id.as_str());
    let (manifest, files) = whole(&folder, one.sha256)?;
    if manifest.id != one.id || !is_for(&manifest.to, audience) {
        return Err("release.json is of another release, or for others".to_owned());
    }
    let documents = documents(&manifest, &files)?;
    let pictures = files.iter().filter(|(path, _)| path.ends_with(".png"));
    let pictures: BTreeMap<String, (u32, u32)> =
        pictures.filter_map(|(path, bytes)| Some((path.clone(), picture_size(bytes)?))).collect();
    let alts = pictures.keys().filter_map(|path| {
        let text = files.get(&format!("{}.alt.txt", path.strip_suffix(".png")?));
        let text = text.map(|text| String::from_utf8_lossy(text).trim().to_owned());
        Some((path.clone(), text.or_else(|| alt_of(path, &files))?))
    });
    let alts = alts.collect();
    Ok(OneRead { manifest, files, documents, pictures, alts })
}

/// A release that is as it was released: its list, and its files.
type Whole = (Manifest, BTreeMap<String, Vec<u8>>);

/// Reads the releases of a site.
///
/// # Errors
///
/// What was printed: every release that is not what the record says went out.
pub fn read(
    desk: &Desk,
    chosen: &[Chosen],
    audience: &Audience,
    state: &State,
    book: Option<&Book>,
) -> Result<ReadReleases, ExitCode> {
    let known = KnownChanges::of(audience, state, desk.entries(), book);
    let all: Vec<(&Chosen, Result<OneRead, String>)> =
        chosen.par_iter().map(|one| (one, one_read(desk, one, audience))).collect();
    let mut read = ReadReleases { on_site: Vec::new(), files: BTreeMap::new() };
    let mut broken = Vec::new();
    for (one, whole) in all {
        let OneRead { manifest, files, documents, pictures, alts } = match whole {
            Ok(whole) => whole,
            Err(what) => {
                broken.push(format!("{}: {what}", one.id));
                continue;
            }
        };
        read.on_site.push(OnSite {
            changed: known.has_changed(&manifest),
            alts,
            documents,
            released: one.released.when.day,
            corrected: one.corrected.clone(),
            pictures,
            manifest,
        });
        // The list of a release names everybody that it is for, and stays with us.
        let files = files.into_iter().filter(|(path, _)| path != "release.json");
        let paths = files.map(|(path, bytes)| (path_of(&one.id, &path), bytes));
        read.files.extend(paths);
    }
    if broken.is_empty() {
        return Ok(read);
    }
    Err(fail(
        &format!("a release is not what went out: {}", broken.join("; ")),
        "put its files back as they were, or withdraw it: goodfaith publish check says more",
    ))
}

/// Reads a release, every file of which has the bytes that were released.
fn whole(folder: &Path, sha256: Option<Digest>) -> Result<Whole, String> {
    let file = |path: &str| -> Result<Vec<u8>, String> {
        std::fs::read(folder.join(path)).map_err(|error| format!("{path}: {error}"))
    };
    let list = file("release.json")?;
    if Some(Digest::of(&list)) != sha256 {
        return Err("release.json is not the one of the record".to_owned());
    }
    let manifest = Manifest::read(&list).map_err(|error| format!("release.json: {error}"))?;
    let mut files = BTreeMap::from([("release.json".to_owned(), list)]);
    for one in &manifest.files {
        let inside = Path::new(&one.path).components().all(|at| matches!(at, Component::Normal(_)));
        if !inside {
            return Err(format!("{} does not lie in the release's folder", one.path));
        }
        let bytes = file(&one.path)?;
        if Digest::of(&bytes) != one.sha256 {
            return Err(format!("{} has other bytes than were released", one.path));
        }
        files.insert(one.path.clone(), bytes);
    }
    Ok((manifest, files))
}

/// The text of each piece.
fn documents(
    manifest: &Manifest,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<record::Slug, Document>, String> {
    let one = |slug: &record::Slug| -> Result<Document, String> {
        let name = format!("{slug}.json");
        let bytes = files.get(&name).ok_or_else(|| format!("{name} is not in it"))?;
        Document::read(bytes).map_err(|error| format!("{name}: {error}"))
    };
    let all = manifest.pieces.iter().map(|piece| Ok((piece.slug.clone(), one(&piece.slug)?)));
    all.collect()
}
