//! What releasing and approving share: building, writing the folder, and the entry.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use intake::Findings;
use intake::piece::PieceFile;
use jiff::Timestamp;
use money::Date;
use press::release::{Built, Manifest, ToRelease, build};
use press::writing::Filled;
use record::body::{Publication, PublicationStep};
use record::{Audiences, Body, Digest, Draft, Slug, When};

use super::Stopped;
use crate::{Desk, adding, files};

/// Reads the list of a release's files.
///
/// # Errors
///
/// What is wrong with it, with its path.
pub fn manifest_of(folder: &Path) -> Result<Manifest, String> {
    let path = folder.join("release.json");
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Manifest::read(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// Pieces filled in for those whom they go out to.
fn filled(
    desk: &Desk,
    pieces: &[PieceFile],
    to: &Audiences,
) -> Result<Vec<(PieceFile, Filled)>, Findings> {
    let mut all = Vec::new();
    let mut findings = Findings::default();
    for piece in pieces {
        match desk.filled(piece, to, |_, _, _| ()) {
            Ok((filled, ())) => all.push((piece.clone(), filled)),
            Err(more) => findings.0.extend(more.0),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(all) }
}

/// What is asked to go out.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// Its pieces.
    pub pieces: Vec<PieceFile>,
    /// Whom it is for.
    pub to: Audiences,
    /// Whether reports are set on paper as well.
    pub pdf: bool,
    /// The release that it takes the place of, and what it says otherwise.
    pub corrects: Option<(Slug, String)>,
}

impl Asked {
    /// Pieces that go out together: for those whom each of them names, under an id and a title of the first where none are given.
    ///
    /// # Errors
    ///
    /// They have no reader in common, or the id is none.
    pub fn of(
        pieces: Vec<PieceFile>,
        id: Option<&str>,
        title: Option<String>,
    ) -> Result<Asked, Stopped> {
        let to = Desk::audience_of(&pieces.iter().collect::<Vec<_>>());
        let Some(first) = pieces.first().filter(|_| !to.is_empty()) else {
            return Err(Stopped::said(
                "the pieces have no reader in common",
                "release them apart, or name the same audience in each",
            ));
        };
        let id = match id {
            Some(id) => Slug::parse(id)
                .map_err(|error| Stopped::said(error.to_string(), "give it another id"))?,
            None => Slug::from_words(&format!("{} {}", first.day, first.slug)),
        };
        let title = title.unwrap_or_else(|| first.title.clone());
        Ok(Asked { id, title, pieces, to, pdf: false, corrects: None })
    }
}

/// What a release would rest on, told without its cards and forms being made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Foreseen {
    /// Its entries.
    pub entries: BTreeSet<u64>,
    /// Its figures, by their names.
    pub figures: BTreeSet<String>,
}

/// Fills in what is asked for, and makes nothing of it.
///
/// # Errors
///
/// Every finding in its pieces.
pub(super) fn foreseen_of(desk: &Desk, asked: &Asked) -> Result<Foreseen, Stopped> {
    let mut all = Foreseen::default();
    for (_, one) in filled(desk, &asked.pieces, &asked.to)? {
        all.entries.extend(one.entries);
        all.figures.extend(one.figures);
    }
    Ok(all)
}

/// Builds what is asked for.
///
/// # Errors
///
/// Every finding in its pieces, or what keeps it from being built.
pub fn built(desk: &Desk, asked: &Asked) -> Result<Built, Stopped> {
    let pieces = filled(desk, &asked.pieces, &asked.to)?;
    let day = asked.pieces.iter().map(|piece| piece.day).max().unwrap_or_default();
    let language =
        pieces.first().map_or(press::Language::English, |(_, one)| one.document.language);
    let takes = pieces.iter().any(|(_, one)| !one.figures.is_empty());
    build(&ToRelease {
        id: asked.id.clone(),
        title: asked.title.clone(),
        day,
        to: asked.to.clone(),
        pieces: &pieces,
        publishing: &desk.publishing,
        words: desk.words(language),
        entries: desk.entries(),
        book: if takes { desk.book().ok().flatten() } else { None },
        pdf: asked.pdf,
        corrects: asked.corrects.clone(),
    })
    .map_err(|error| Stopped::said(error, "nothing was released"))
}

/// The entry of a release.
pub fn entry_of(
    built: &Built,
    step: PublicationStep,
    by: &str,
    corrects: &Option<(Slug, String)>,
    (on, now): (Date, Timestamp),
) -> Draft {
    let manifest = &built.manifest;
    let body = Publication {
        id: manifest.id.clone(),
        step,
        by: by.to_owned(),
        title: Some(manifest.title.clone()),
        pieces: manifest.pieces.iter().map(|piece| piece.slug.clone()).collect(),
        to: manifest.to.clone(),
        sha256: Some(built.sha256),
        corrects: corrects.as_ref().map(|(of, _)| of.clone()),
        changes: corrects.as_ref().map(|(_, changes)| changes.clone()),
        takes_out: Vec::new(),
        reason: None,
    };
    Draft::new(by, now, Some(When::on(on)), Body::from(body))
}

/// Writes a release as a whole: into a folder beside its place, which is then given its name.
///
/// # Errors
///
/// It cannot be written, and nothing is there.
pub fn write_release(built: &Built, folder: &Path) -> Result<(), Stopped> {
    let failed = |error: std::io::Error| {
        let what = format!("{} cannot be written: {error}", folder.display());
        Stopped::said(what, "nothing was released")
    };
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = folder.with_file_name(format!(".{name}.part"));
    let _ = std::fs::remove_dir_all(&beside);
    let all: Vec<(PathBuf, Vec<u8>)> =
        built.files.iter().map(|(path, bytes)| (beside.join(path), bytes.clone())).collect();
    files::write_whole(&all, true)?;
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(failed)?;
    }
    std::fs::rename(&beside, folder).map_err(failed)
}

/// Writes a release into its folder and adds its entry: both, or neither.
///
/// # Errors
///
/// The record does not take the entry, or the folder cannot be written.
pub fn write_and_enter(
    desk: &mut Desk,
    built: &Built,
    draft: Draft,
    folder: &Path,
) -> Result<(), Stopped> {
    let checked = adding::checked(&desk.campaign, vec![draft])?;
    write_release(built, folder)?;
    if let Err(error) = desk.campaign.append(checked) {
        let _ = std::fs::remove_dir_all(folder);
        return Err(error.into());
    }
    Ok(())
}

/// Which files are not the same in two lists, in a line.
pub fn changed_files(was: &Manifest, is: &Manifest) -> String {
    let hash = |all: &Manifest, path: &str| -> Option<Digest> {
        all.files.iter().find(|file| file.path == path).map(|file| file.sha256)
    };
    let mut paths: Vec<&str> =
        was.files.iter().chain(&is.files).map(|file| file.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let changed: Vec<&str> =
        paths.into_iter().filter(|path| hash(was, path) != hash(is, path)).collect();
    match changed.is_empty() {
        true => "what it rests on has changed".to_owned(),
        false => changed.join(", "),
    }
}
