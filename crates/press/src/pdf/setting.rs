//! The typesetter, shut in: one template, one value of data, our own faces, nothing else.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart, dict};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::error::PdfError;
use super::fonts::{BOOK, FONTS};

/// For how many further settings what the typesetter remembers is kept.
const REMEMBERED: usize = 8;

/// A template of the program.
pub(super) type Template = LazyLock<Source>;

/// Everything that the typesetter can see.
struct Room {
    library: LazyHash<Library>,
    template: Source,
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(no_file()) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(no_file())
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn no_file() -> FileError {
    FileError::AccessDenied
}

/// The pages that a template makes of data, which it reads as `sys.inputs.data`.
///
/// # Errors
///
/// [`PdfError::Setting`] with what the typesetter said.
pub(super) fn set(template: &Template, data: Dict) -> Result<PagedDocument, PdfError> {
    let library = Library::builder().with_inputs(dict! { "data" => data }).build();
    let room = Room { library: LazyHash::new(library), template: Source::clone(template) };
    let pages = typst::compile::<PagedDocument>(&room).output.map_err(refused);
    comemo::evict(REMEMBERED);
    pages
}

/// Pages as a file: by PDF/UA-1 where they pass, else tagged without the claim.
///
/// `name` is what the file's identifier is drawn from.
///
/// # Errors
///
/// [`PdfError::Setting`] with what the typesetter said.
pub(super) fn file(pages: &PagedDocument, name: &str) -> Result<Vec<u8>, PdfError> {
    let mut options = PdfOptions {
        ident: Smart::Custom(name.to_owned()),
        creator: Smart::Custom(Some("Good Faith".to_owned())),
        ..PdfOptions::default()
    };
    if let Ok(standards) = PdfStandards::new(&[PdfStandard::Ua_1]) {
        let plain = std::mem::replace(&mut options.standards, standards);
        if let Ok(file) = typst_pdf::pdf(pages, &options) {
            return Ok(file);
        }
        options.standards = plain;
    }
    typst_pdf::pdf(pages, &options).map_err(refused)
}

/// The height of the first page, in points.
pub(super) fn height(pages: &PagedDocument) -> f64 {
    pages.pages().first().map_or(0.0, |page| page.frame.height().to_pt())
}

/// How far `height` goes beyond `room`, in whole points, rounded up.
pub(super) fn beyond(height: f64, room: f64) -> u32 {
    let over = (height - room).ceil().clamp(0.0, f64::from(u32::MAX));
    // In the range of u32 by the line above.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let over = over as u32;
    over
}

fn refused(why: EcoVec<SourceDiagnostic>) -> PdfError {
    let said: Vec<&str> = why.iter().map(|one| one.message.as_str()).collect();
    PdfError::Setting(said.join("; "))
}
