//! The text of a piece as somebody edits it: it stays a file that anybody can read, and nobody's words are lost.

use std::path::Path;

use intake::piece::{PIECES, PieceFile, pieces_of, read_piece};
use intake::{Finding, Findings, Place, Source};
use record::{Digest, Slug};

use super::Stopped;
use crate::files;

/// A piece's file as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceText {
    /// Its name.
    pub name: Slug,
    /// What is in it.
    pub text: String,
    /// The hash of its bytes.
    pub sha256: Digest,
}

/// What became of a text that was to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// It is in the piece's file.
    Written,
    /// The file was changed meanwhile, and is as it was changed.
    Clash(PieceText),
}

/// Reads the file of a piece; none where there is none of that name.
///
/// # Errors
///
/// It cannot be read, or is no text.
pub fn piece_text(folder: &Path, name: &str) -> Result<Option<PieceText>, Stopped> {
    let Ok(name) = Slug::parse(name) else { return Ok(None) };
    let path = folder.join(PIECES).join(format!("{name}.md"));
    if !path.is_file() {
        return Ok(None);
    }
    let unread = |error: &dyn std::fmt::Display| {
        let what = format!("{}: cannot be read: {error}", path.display());
        Stopped::said(what, "write it in UTF-8")
    };
    let bytes = std::fs::read(&path).map_err(|error| unread(&error))?;
    let sha256 = Digest::of(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| unread(&error))?;
    Ok(Some(PieceText { name, text, sha256 }))
}

/// The names of every file of a piece, whether it can be read or not.
pub fn piece_names(folder: &Path) -> Vec<Slug> {
    let files = std::fs::read_dir(folder.join(PIECES)).into_iter().flatten().flatten();
    let name = |path: std::path::PathBuf| {
        let own = path.file_name()?.to_str()?.strip_suffix(".md")?;
        Slug::parse(own).ok()
    };
    let mut all: Vec<Slug> = files.filter_map(|file| name(file.path())).collect();
    all.sort();
    all
}

/// A text read as the piece of a name, whether it is in a file yet or not.
///
/// # Errors
///
/// Every finding in its head.
pub fn piece_of_text(name: &Slug, text: &str) -> Result<PieceFile, Findings> {
    let name = format!("{PIECES}/{name}.md");
    read_piece(&Source::Given { name, bytes: text.as_bytes().to_vec() })
}

/// Keeps a text in the file of a piece, if that is still the one of a hash, and the text can be read as a piece.
///
/// # Errors
///
/// Every finding in its head, or the file cannot be written; it is as it was.
pub fn save_piece(
    folder: &Path,
    was: &PieceText,
    sha256: Digest,
    text: &str,
) -> Result<Saved, Stopped> {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned();
    text.push('\n');
    let piece = piece_of_text(&was.name, &text)?;
    if let Some(of) = &piece.translates
        && !pieces_of(folder)?.iter().any(|one| one.slug == *of)
    {
        let what = format!("it translates {of}, and there is no such piece");
        let finding = Finding::error(Place::File(piece.file), what);
        return Err(finding.mend("name a file of pieces/, without .md").into());
    }
    if was.sha256 != sha256 {
        return Ok(Saved::Clash(was.clone()));
    }
    // A file that was written with the ends of lines of another system keeps them.
    if was.text.contains("\r\n") {
        text = text.replace('\n', "\r\n");
    }
    let path = folder.join(PIECES).join(format!("{}.md", was.name));
    files::write_whole(&[(path, text.into_bytes())], false)?;
    Ok(Saved::Written)
}
