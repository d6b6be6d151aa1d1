//! A piece as a page.

use maud::{Markup, html};

use super::{SiteFrame, Way, blocks, notes, spans};
use crate::Words;
use crate::writing::{Document, date_words, plain};

/// What stands around a piece on its page.
#[derive(Default)]
pub struct PieceOnPage {
    /// What kind of piece it is, in words of the page's language.
    pub kind: String,
    /// The ways around the site.
    pub(crate) ways: Vec<Way>,
    /// The same piece in another language: the language's code, and the address.
    pub other: Option<(&'static str, String)>,
    /// The feed that it is in, from the page.
    pub feed: Option<String>,
    /// Properties for those who share a link to it.
    pub shared: Vec<(String, String)>,
    /// What a reader has to know before reading.
    pub(crate) banner: Option<Markup>,
    /// What follows the text: ways to share it, the same in other forms.
    pub(crate) after: Option<Markup>,
}

/// The page of a piece.
pub fn piece_page(document: &Document, words: &Words, around: PieceOnPage) -> String {
    let mut frame = SiteFrame {
        language: document.language,
        words,
        campaign: &document.campaign,
        title: &document.title,
        about: plain(&document.summary),
        ways: around.ways,
        other: around.other,
        feed: around.feed,
        shared: around.shared,
        banner: around.banner,
        body: html! {},
    };
    let day = date_words(document.day, document.language);
    frame.body = html! {
        article {
            header {
                @if !around.kind.is_empty() { p class="kind" { (around.kind) } }
                h1 { (document.title) }
                p class="for" { strong { (document.audience) } " · " time datetime=(document.day.to_string()) { (day) } }
                @if !document.summary.is_empty() { p class="lead" { (spans(&document.summary, true)) } }
            }
            (blocks(&document.blocks, true))
            @if let Some(after) = &around.after { (after) }
            @if !document.notes.is_empty() {
                section class="rests" aria-labelledby="rests-on" {
                    h2 id="rests-on" { (frame.t("What the numbers rest on")) }
                    (notes(&document.notes))
                }
            }
        }
    };
    frame.page()
}
