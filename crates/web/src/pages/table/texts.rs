//! Texts that crossed the table: one that can be opened, versions held against each other.

use maud::{Markup, html};
use record::Digest;
use record::words::{Attributed, Paragraph, Piece};

use crate::app::{Asked, Page, Problem};

/// A way to a text, by the first letters of its hash.
pub(crate) fn way_to(asked: &Asked, digest: Digest) -> Markup {
    html! { a href=(asked.way(&format!("/table/text/{digest}"))) { (asked.speech().t("text")) " " (digest.short()) } }
}

/// A file of the record, as it crossed the table.
pub(crate) fn text(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let named = asked.part("digest");
    let not_there = || Problem::NotThere(format!("The record has no file {named}."));
    let digest = Digest::parse(named).map_err(|_| not_there())?;
    let files = asked.opened.desk.campaign.files();
    if !files.path(digest).exists() {
        return Err(not_there());
    }
    let bytes = files.get(digest).map_err(|error| Problem::Files(error.to_string()))?;
    let readable = std::str::from_utf8(&bytes).ok();
    let body = html! {
        @match readable {
            Some(text) => pre class="text" tabindex="0" role="region" aria-label=(t("Text")) { (text) },
            None => p class="calm" { (t("This file is no text: open it where it lies.")) },
        }
        dl {
            div { dt { (t("File")) } dd { code { "files/" (digest) } } }
            div { dt { (t("Bytes")) } dd { (bytes.len()) } }
        }
    };
    Ok(Page::of(format!("{} {}", t("File"), digest.short()), "/table", body))
}

/// Two versions of a text. What is struck and what is new are marked by more than colour.
pub(crate) fn compared(paragraphs: &[Paragraph]) -> Markup {
    let piece = |piece: &Piece| {
        html! {
            @match piece {
                Piece::Same(text) => (text),
                Piece::Removed(text) => del { (text) },
                Piece::Added(text) => ins { (text) },
            }
            " "
        }
    };
    html! {
        div class="versions" {
            @for paragraph in paragraphs {
                p {
                    @match paragraph {
                        Paragraph::Same(text) => (text),
                        Paragraph::Removed(text) => del { (text) },
                        Paragraph::Added(text) => ins { (text) },
                        Paragraph::Changed(pieces) => @for one in pieces { (piece(one)) },
                    }
                }
            }
        }
    }
}

/// A text through all of its versions: who brought each word and who struck it.
pub(crate) fn attributed(paragraphs: &[Vec<Attributed>], versions: &[String]) -> Markup {
    let name = |at: usize| versions.get(at).map_or("", String::as_str);
    html! {
        div class="versions" {
            @for paragraph in paragraphs {
                p {
                    @for piece in paragraph {
                        @match (piece.added_in, piece.struck_in) {
                            (0, None) => (piece.words),
                            (added, None) => ins { span class="small" { (name(added)) ": " } (piece.words) },
                            (_, Some(struck)) => del { span class="small" { (name(struck)) ": " } (piece.words) },
                        }
                        " "
                    }
                }
            }
        }
    }
}
