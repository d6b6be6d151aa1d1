//! What members, partners and the public read on the web.

mod blocks;
mod frame;
mod notice;
mod piece_page;

pub(crate) use blocks::{blocks, notes, spans};
pub(crate) use frame::{SiteFrame, Way};
pub use notice::notice_page;
pub use piece_page::{PieceOnPage, piece_page};

/// The style of every page of a site; it stands in each, so that a page needs nothing else.
pub(crate) const STYLE: &str = include_str!("site.css");

/// What kind of piece something is, in words.
pub(crate) fn kind_words(kind: &str, language: crate::Language) -> String {
    let (english, spanish) = match kind {
        "report" => ("Bargaining report", "Informe de negociación"),
        "answer" => ("Talking about bargaining", "Hablar de la negociación"),
        "story" => ("A member's story", "La historia de un miembro"),
        "work" => ("What members do for the public", "Lo que los miembros hacen por el público"),
        _ => ("", ""),
    };
    match language {
        crate::Language::English => english.to_owned(),
        crate::Language::Spanish => spanish.to_owned(),
    }
}

/// What stands above a correction.
pub(crate) fn corrects_words(language: crate::Language) -> &'static str {
    match language {
        crate::Language::English => "This corrects the release",
        crate::Language::Spanish => "Esto corrige la publicación",
    }
}
