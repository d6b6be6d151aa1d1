//! What releasing and approving share: building, writing the folder, and the entry.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use intake::Findings;
use intake::piece::PieceFile;
use money::Date;
use press::release::{Built, Manifest, ToRelease, build};
use press::writing::Filled;
use record::audience::Audience;
use record::body::{Publication, PublicationStep};
use record::{Audiences, Body, Digest, Draft, Slug, When};
use store::Campaign;

use super::desk::{Desk, refused};
use crate::commands::record::{fail, failed, now};
use crate::output::Output;

/// The campaign, opened to be written.
///
/// # Errors
///
/// What was printed.
pub fn open(folder: &Path) -> Result<Campaign, ExitCode> {
    Campaign::open(folder).map_err(|error| failed(&error))
}

/// Refuses what asks for PDF of a program that was built without it.
pub fn may_have_pdf(asked: bool) -> Result<(), ExitCode> {
    if !asked || cfg!(feature = "pdf") {
        return Ok(());
    }
    Err(fail(
        "this program was built without PDF",
        "build one that has it: cargo build --release --features pdf",
    ))
}

/// The folder of releases.
pub fn releases(folder: &Path) -> PathBuf {
    folder.join("releases")
}

/// Where a release that is not out yet lies, to be looked at.
pub fn proposed(folder: &Path, id: &Slug) -> PathBuf {
    releases(folder).join("proposed").join(id.as_str())
}

/// Reads the list of a release's files.
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

/// Builds what is asked for; what stops it is printed.
pub fn built(desk: &Desk, asked: &Asked) -> Result<Built, ExitCode> {
    let pieces = filled(desk, &asked.pieces, &asked.to).map_err(|findings| {
        let code = refused(&findings);
        eprintln!("Nothing was released.");
        code
    })?;
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
    .map_err(|error| fail(&error, "nothing was released"))
}

/// The entry of a release.
pub fn entry_of(
    built: &Built,
    step: PublicationStep,
    by: &str,
    corrects: &Option<(Slug, String)>,
    on: Date,
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
    Draft::new(by, now(), Some(When::on(on)), Body::from(body))
}

/// Writes a release as a whole: into a folder beside its place, which is then given its name.
pub fn write_whole(built: &Built, folder: &Path) -> Result<(), ExitCode> {
    let failed = |error: std::io::Error| {
        fail(&format!("{} cannot be written: {error}", folder.display()), "nothing was released")
    };
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = folder.with_file_name(format!(".{name}.part"));
    let _ = std::fs::remove_dir_all(&beside);
    let mut output = Output::default();
    output.making_folders = true;
    for (path, bytes) in &built.files {
        output.add(beside.join(path), bytes.clone());
    }
    output.write().map_err(|finding| {
        eprintln!("{finding}\nNothing was released.");
        ExitCode::FAILURE
    })?;
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(failed)?;
    }
    std::fs::rename(&beside, folder).map_err(failed)
}

/// Writes a release into its folder and adds its entry: both, or neither.
pub fn write_and_enter(
    desk: &mut Desk,
    built: &Built,
    draft: Draft,
    folder: &Path,
) -> Result<(), ExitCode> {
    let checked = crate::commands::record::checked(&desk.campaign, draft)?;
    write_whole(built, folder)?;
    if let Err(error) = desk.campaign.append(vec![checked]) {
        let _ = std::fs::remove_dir_all(folder);
        return Err(failed(&error));
    }
    Ok(())
}

/// What a release is, in a few lines.
pub fn told(built: &Built) -> String {
    let manifest = &built.manifest;
    let words = press::writing::audience_words(&manifest.to, press::Language::English);
    let (entries, figures) = (manifest.rests_on.entries.len(), manifest.rests_on.figures.len());
    let mut out = format!("{}\n{}\n", words.to_uppercase(), manifest.title);
    let by_members =
        manifest.to.contains(&Audience::Members) || manifest.to.contains(&Audience::Public);
    if by_members {
        out.push_str("What they read, the employer reads as well.\n");
    }
    out.push_str(&format!(
        "It rests on {entries} entries and {figures} figures. {} files, hash {}\n",
        built.files.len(),
        built.sha256
    ));
    out
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
