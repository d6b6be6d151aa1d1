//! What members, partners and the public read on the web.

mod archive;
mod blocks;
mod build;
mod case_cards;
mod choose;
mod coalition_pages;
mod feeds;
mod frame;
mod home;
mod maker;
mod notice;
mod offers;
mod pay;
mod piece_page;
mod pieces;
mod record_pages;
mod series;
mod share_kit;
#[cfg(test)]
mod tests;

pub(crate) use blocks::spans;
pub use blocks::{blocks, notes};
pub(crate) use frame::{SiteFrame, Way};
pub(crate) use maker::folder_of;

pub use build::{BuiltSite, MARKER, build_site, marker, path_of};
pub use choose::{Chosen, Correction, LeftOut, is_for, releases_for};
pub use maker::{OnSite, PAGE_LIMIT, SiteAsk, picture_size};
pub use notice::notice_page;
pub(crate) use pay::dollars;
pub use pay::{OfferSeen, Pay, offers_seen, pay_of};
pub use piece_page::{PieceOnPage, piece_page};

/// The style of every page of a site; it stands in each, so that a page needs nothing else.
pub const STYLE: &str = include_str!("site.css");

/// What kind of piece something is, in words.
pub(crate) fn kind_words(kind: &str, language: crate::Language) -> String {
    let (english, spanish) = match kind {
        "report" => ("Bargaining report", "Informe de negociación"),
        "answer" => ("Talking about bargaining", "Hablar de la negociación"),
        "figure" => ("A number", "Una cifra"),
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
