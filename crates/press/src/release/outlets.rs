//! The forms that a piece goes out in: each drawn from the same document.

use intake::piece::{PieceFile, PieceKind};
use maud::html;

use super::ToRelease;
use crate::outlets::{Envelope, email, plain_text, text_message};
use crate::site::{PieceOnPage, notice_page, piece_page};
use crate::writing::Filled;

/// A form of a piece: a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The file's name in the release's folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

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
    let address = ask.publishing.web_address.as_ref().map(|site| format!("{site}/{slug}.html"));
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
        add(".notice.html", notice_page(document, ask.words, address.as_deref()).into_bytes());
    }
    Ok(all)
}
