//! What a person needs to share a piece by hand: the card, and the words that fit each network. Nothing here leads to a network.

use maud::{Markup, html};

use super::maker::{Maker, OnPage, folder_of};
use crate::share::{PLATFORMS, Post, fit};
use crate::writing::{Block, Document, plain};

/// A card of a piece.
pub(crate) struct CardFile {
    pub path: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

/// The cards of a piece among the files of its release.
pub(crate) fn cards(one: &OnPage<'_>) -> Vec<CardFile> {
    let begins = format!("{}.card-", one.piece.slug);
    let pictures = one.release.pictures.iter().filter(|(path, _)| path.starts_with(&begins));
    pictures
        .map(|(path, (width, height))| CardFile {
            path: path.clone(),
            width: *width,
            height: *height,
            alt: one.release.alts.get(path).cloned().unwrap_or_else(|| said(one.document)),
        })
        .collect()
}

/// What a card of a piece shows, in words, where nothing else says it.
fn said(document: &Document) -> String {
    let lead = plain(&document.summary);
    match lead.is_empty() {
        true => format!("{} ({})", document.title, document.campaign),
        false => format!("{}: {lead} ({})", document.title, document.campaign),
    }
}

/// What must be read of a piece: its two lines, else its first paragraph, else its title.
pub(crate) fn lead(document: &Document) -> String {
    let summary = plain(&document.summary);
    if !summary.is_empty() {
        return summary;
    }
    paragraphs(document).next().unwrap_or_else(|| document.title.clone())
}

fn paragraphs(document: &Document) -> impl Iterator<Item = String> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(plain(text)).filter(|text| !text.trim().is_empty()),
        _ => None,
    })
}

/// The section: each card with its words, and the texts, to be copied by hand.
pub(crate) fn section(
    maker: &Maker<'_>,
    one: &OnPage<'_>,
    cards: &[CardFile],
    file: impl Fn(&str) -> String,
) -> Markup {
    let publishing = maker.ask.publishing;
    let lead = lead(one.document);
    let post = Post {
        language: one.language(),
        body: paragraphs(one.document).filter(|text| *text != lead).take(3).collect(),
        lead,
        hashtag: publishing.hashtag.clone(),
        address: publishing
            .web_address
            .as_ref()
            .map(|site| format!("{site}/{}{}.html", folder_of(one.language()), one.name)),
    };
    let card_of = |slug: &str| {
        cards.iter().find(|card| card.path.contains(&format!(".card-{slug}"))).or(cards.first())
    };
    html! {
        section class="share no-print" aria-labelledby="share" {
            h2 id="share" { (maker.t("Share")) }
            p { (maker.t("Save the picture, copy the words, and post both yourself. Nothing on this page leads to a network.")) }
            @if let Some(card) = cards.first() {
                img src=(file(&card.path)) width=(card.width) height=(card.height) alt=(card.alt) loading="lazy";
            }
            @for platform in PLATFORMS {
                @let fitted = fit(platform, &post);
                details {
                    summary { (maker.t("Words for")) " " (platform.name) " (" (fitted.used) " / " (fitted.limit) ")" }
                    pre class="post" { (fitted.text) }
                    @if let Some(card) = card_of(platform.slug) {
                        p { a href=(file(&card.path)) download { (maker.t("The picture for")) " " (platform.name) } }
                        p class="small soft" { (maker.t("What the picture shows, for those who do not see it:")) " " (card.alt) }
                    }
                }
            }
        }
    }
}
