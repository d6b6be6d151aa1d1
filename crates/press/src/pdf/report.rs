//! A piece as a report of pages, with its notes at the end.

use std::sync::LazyLock;

use typst::syntax::Source;

use super::data::{piece, printable};
use super::error::PdfError;
use super::setting::{Template, file, set};
use crate::writing::Document;

static TEMPLATE: Template = LazyLock::new(|| {
    Source::detached(concat!(include_str!("common.typ"), include_str!("report.typ")))
});

/// A piece as a tagged PDF file on US letter, one column: what it is and whom it is for at its head,
/// its text, and at its end what its numbers rest on, with addresses as links and in print.
///
/// # Errors
///
/// [`PdfError::NoTitle`] for a piece without a title, [`PdfError::Setting`] when it cannot be set.
pub fn report_pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    titled(document)?;
    let pages = set(&TEMPLATE, piece(document))?;
    file(&pages, &name("report", document))
}

/// # Errors
///
/// [`PdfError::NoTitle`].
pub(super) fn titled(document: &Document) -> Result<(), PdfError> {
    if printable(&document.title).trim().is_empty() { Err(PdfError::NoTitle) } else { Ok(()) }
}

/// What a file's identifier is drawn from: what it is, whose, of which day, in which language.
pub(super) fn name(form: &str, document: &Document) -> String {
    let Document { campaign, title, day, language, .. } = document;
    format!("goodfaith {form}\n{campaign}\n{title}\n{day}\n{}", language.code())
}
