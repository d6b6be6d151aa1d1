//! Releases: pieces frozen for an audience, with what they rest on, and what became of that since.

mod flags;
mod kit;
mod known;
mod learned;
mod manifest;
mod outlets;
mod story;
mod without;

use std::collections::BTreeMap;

use intake::Publishing;
use intake::case::Book;
use intake::piece::PieceFile;
use money::{Date, Figure};
use record::audience::Audience;
use record::{Audiences, Digest, Entry, Slug, in_order};

pub use flags::{SourceChange, changed_sources};
pub use kit::Kit;
pub use known::KnownChanges;
pub use learned::{FiguresTold, Learned, figures_told, learned_by};
pub use manifest::{FigureOf, FileOf, MANIFEST, Manifest, PieceOf, RestsOn};
pub use outlets::{Form, forms};
pub use story::{StoryPhoto, StoryToRelease, build_stories};
pub use without::{Without, without};

use crate::Words;
use crate::writing::Filled;

/// What is to go out.
pub struct ToRelease<'a> {
    /// Its id, the name of its folder.
    pub id: Slug,
    /// What it is called.
    pub title: String,
    /// The day it is dated.
    pub day: Date,
    /// Whom it is for.
    pub to: Audiences,
    /// The pieces, filled in for them.
    pub pieces: &'a [(PieceFile, Filled)],
    /// How the campaign publishes.
    pub publishing: &'a Publishing,
    /// The campaign's words in other languages.
    pub words: &'a Words,
    /// The record.
    pub entries: &'a [Entry],
    /// The case.
    pub book: Option<&'a Book>,
    /// With every report as a PDF too, where the program can make one.
    pub pdf: bool,
    /// The release that it takes the place of, and what it says otherwise.
    pub corrects: Option<(Slug, String)>,
}

/// A release, built: every file of it by its name, its list of files among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The files, `release.json` among them.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What `release.json` says.
    pub manifest: Manifest,
    /// The hash of `release.json`: that of the release.
    pub sha256: Digest,
}

/// Builds a release: the same pieces on the same ground give the same bytes.
///
/// # Errors
///
/// A sentence, when a form of a piece cannot be made.
pub fn build(ask: &ToRelease<'_>) -> Result<Built, String> {
    let mut made = Vec::new();
    for (piece, filled) in ask.pieces {
        let of = PieceOf {
            slug: piece.slug.clone(),
            kind: piece.kind.name().to_owned(),
            language: piece.language.clone(),
            title: piece.title.clone(),
            translates: piece.translates.clone(),
            listener: piece.listener.clone(),
            value: piece.value.clone(),
            series: None,
            questions: piece.questions.clone(),
            day: piece.day,
            sha256: piece.sha256,
            uses: Vec::new(),
            photo: None,
        };
        made.push(Made { of, forms: forms(ask, piece, filled)?, filled });
    }
    Ok(assembled(ask, made))
}

/// A piece with the forms that it goes out in.
struct Made<'a> {
    of: PieceOf,
    forms: Vec<Form>,
    filled: &'a Filled,
}

/// A release of pieces that are made, with what they rest on.
fn assembled(ask: &ToRelease<'_>, made: Vec<Made<'_>>) -> Built {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut rests_on = RestsOn::default();
    let ordered = in_order(ask.entries);
    let mut pieces = Vec::new();
    for one in made {
        files.extend(one.forms.into_iter().map(|form| (form.name, form.bytes)));
        for number in &one.filled.entries {
            let shown = ordered.iter().find(|one| one.number == *number).map(|one| one.shown_by);
            rests_on.entry(*number, shown.unwrap_or(*number));
        }
        for name in &one.filled.figures {
            let Some(figure) = figure_of(ask.book, &ask.to, name) else { continue };
            let (receipt, of) = figure;
            files.insert(receipt_file(name), receipt);
            rests_on.figure(of);
        }
        pieces.push(one.of);
    }
    let manifest = Manifest {
        schema: MANIFEST.to_owned(),
        id: ask.id.clone(),
        title: ask.title.clone(),
        day: ask.day,
        to: ask.to.clone(),
        pieces,
        rests_on,
        corrects: ask.corrects.as_ref().map(|(of, _)| of.clone()),
        changes: ask.corrects.as_ref().map(|(_, changes)| changes.clone()),
        files: Vec::new(),
    };
    listed(manifest, files)
}

/// Where the receipt of a figure lies in a release.
fn receipt_file(figure: &str) -> String {
    format!("receipts/{}.json", figure.replace('/', "--"))
}

/// A release of some files, with the list of them.
fn listed(manifest: Manifest, mut files: BTreeMap<String, Vec<u8>>) -> Built {
    let listed = files.iter().map(|(path, bytes)| FileOf {
        path: path.clone(),
        bytes: bytes.len() as u64,
        sha256: Digest::of(bytes),
    });
    let manifest = Manifest { files: listed.collect(), ..manifest };
    let bytes = manifest.bytes();
    let sha256 = Digest::of(&bytes);
    files.insert("release.json".to_owned(), bytes);
    Built { files, manifest, sha256 }
}

/// A figure, or one that stands beside it, with its receipt as JSON: the other side's number is in it where all whom it is for may be
/// shown that as well.
pub(crate) fn figure_of(
    book: Option<&Book>,
    to: &Audiences,
    name: &str,
) -> Option<(Vec<u8>, FigureOf)> {
    let book = book?;
    let made = book.figures.iter().find(|made| {
        made.figure.name == name
            || made.figure.rival.as_ref().is_some_and(|rival| rival.name == name)
    })?;
    let mut figure = match &made.figure.rival {
        Some(rival) if made.figure.name != name => rival.as_ref().clone(),
        _ => made.figure.clone(),
    };
    let shown_to_all = |rival: &Figure| {
        let shown = book.shown.to(&rival.name);
        to.iter().all(|who| shown.contains(who) || shown.contains(&Audience::Public))
    };
    only_shown(&mut figure, &shown_to_all);
    let receipt = crate::receipt_json(&figure, &book.inputs_of(&figure)).into_bytes();
    let of = FigureOf {
        name: name.to_owned(),
        value: figure.value.to_string(),
        unit: figure.value.unit().to_owned(),
        as_of: figure.as_of,
        receipt: Digest::of(&receipt),
    };
    Some((receipt, of))
}

/// Leaves out what stands beside a figure, from the first that not all may be shown on.
fn only_shown(figure: &mut Figure, shown: &impl Fn(&Figure) -> bool) {
    figure.rival = figure.rival.take().filter(|rival| shown(rival));
    if let Some(rival) = &mut figure.rival {
        only_shown(rival, shown);
    }
}
