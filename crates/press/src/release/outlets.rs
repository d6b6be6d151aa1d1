//! The forms that a piece goes out in: each drawn from the same document.

use intake::piece::{PieceFile, PieceKind};
use maud::html;

use super::Kit;
use super::ToRelease;
use crate::outlets::{Envelope, email, plain_text, text_message};
use crate::share::{Card, CardKind};
use crate::site::{PieceOnPage, notice_page, piece_page};
use crate::writing::{Filled, plain};

/// A form of a piece: a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The file's name in the release's folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What stands on a card of what is invented.
pub(super) fn synthetic(language: crate::Language) -> String {
    match language {
        crate::Language::English => "SYNTHETIC".to_owned(),
        crate::Language::Spanish => "SINTÉTICO".to_owned(),
    }
}

/// The report and its half page as PDF.
#[cfg(feature = "pdf")]
fn pdfs(
    document: &crate::writing::Document,
    address: Option<&str>,
) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    let words = |error: crate::pdf::PdfError| error.to_string();
    let code = address.and_then(|address| crate::share::qr_svg(address).ok());
    Ok(vec![
        (".pdf", crate::pdf::report_pdf(document).map_err(words)?),
        (".notice.pdf", crate::pdf::notice_pdf(document, address, code.as_deref()).map_err(words)?),
    ])
}

/// This program was built without PDF.
#[cfg(not(feature = "pdf"))]
fn pdfs(
    _: &crate::writing::Document,
    _: Option<&str>,
) -> Result<Vec<(&'static str, Vec<u8>)>, String> {
    Err(NO_PDF.to_owned())
}

/// What is said where a program was built without PDF.
#[cfg(not(feature = "pdf"))]
const NO_PDF: &str = "this program was built without PDF: cargo build --release --features pdf";

/// Every form of a piece.
///
/// # Errors
///
/// A sentence, when one cannot be made.
pub fn forms(ask: &ToRelease<'_>, piece: &PieceFile, filled: &Filled) -> Result<Vec<Form>, String> {
    let document = &filled.document;
    let slug = &piece.slug;
    let mut all = Vec::new();
    let mut add = |ending: &str, bytes: Vec<u8>| {
        all.push(Form { name: format!("{slug}{ending}"), bytes });
    };
    let json = serde_json::to_string_pretty(document).map_err(|error| error.to_string())?;
    add(".json", format!("{json}\n").into_bytes());
    let kind = crate::site::kind_words(piece.kind.name(), document.language);
    let banner = ask.corrects.as_ref().map(|(of, changes)| {
        html! { p { strong { (crate::site::corrects_words(document.language)) } " " (of.as_str()) ": " (changes) } }
    });
    let page = PieceOnPage { kind, banner, ..PieceOnPage::default() };
    add(".html", piece_page(document, ask.words, page).into_bytes());
    add(".txt", plain_text(document).into_bytes());
    let page = format!("{}{slug}.html", crate::site::folder_of(document.language));
    let address = ask.publishing.web_address.as_ref().map(|site| format!("{site}/{page}"));
    if piece.kind == PieceKind::Report {
        add(
            ".sms.txt",
            format!("{}\n", text_message(document, address.as_deref()).text).into_bytes(),
        );
        if let Some(from_address) = &ask.publishing.from_address {
            let envelope = Envelope {
                from_name: ask.publishing.from_name.clone().unwrap_or_default(),
                from_address: from_address.clone(),
                to: None,
                reply_to: None,
                web_address: address.clone(),
                message_id_host: from_address.rsplit('@').next().unwrap_or_default().to_owned(),
            };
            add(".eml", email(document, &envelope).map_err(|error| error.to_string())?);
        }
        if ask.pdf {
            for (ending, bytes) in pdfs(document, address.as_deref())? {
                add(ending, bytes);
            }
        }
        add(".notice.html", notice_page(document, ask.words, address.as_deref()).into_bytes());
    }
    if let Some(kit) = kit_of(ask, piece, filled, address) {
        all.extend(kit.files(slug.as_str())?.into_iter().map(|(name, bytes)| Form { name, bytes }));
    }
    Ok(all)
}

/// The share kit of a piece: that of a report leads with its title, that of a figure with what the number is.
fn kit_of(
    ask: &ToRelease<'_>,
    piece: &PieceFile,
    filled: &Filled,
    address: Option<String>,
) -> Option<Kit> {
    let document = &filled.document;
    let summary = plain(&document.summary);
    let (kind, big) = match (piece.kind, &filled.number) {
        (PieceKind::Report, _) => (CardKind::Report, document.title.clone()),
        (PieceKind::Figure, Some(number)) => (CardKind::Figure, number.clone()),
        _ => return None,
    };
    // A figure's first note is that of its number.
    let source = document.notes.first().map(|note| note.source.clone()).unwrap_or_default();
    let card = Card {
        kind,
        big,
        small: summary.clone(),
        source,
        campaign: document.campaign.clone(),
        hashtag: ask.publishing.hashtag.clone(),
        address,
        label: piece.synthetic.then(|| synthetic(document.language)),
        language: document.language,
        photo: None,
    };
    let lead = format!("{}: {summary}", card.big);
    Some(match kind {
        CardKind::Figure => Kit::of(card, &lead, &document.opening()),
        _ => Kit::of(card, &document.title, &summary),
    })
}
