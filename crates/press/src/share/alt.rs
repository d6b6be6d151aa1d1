//! What a card shows, in words, for those who do not see it.

use super::card::{Card, CardKind};
use super::clean::{hashtag, one_line, some_line};
use super::platforms::{Counting, Platform};
use super::text::shorten;
use crate::Language;

/// Everything that a card shows, in words, within what a network takes.
///
/// What matters comes first: what must be said of the whole card (`SYNTHETIC`), the large text, the
/// small one. Where it is too long, the large text is shortened at a word, so that the rest stays.
/// What the photograph shows is not known here, and must be added by whoever posts it.
pub fn alt_text(card: &Card, platform: &Platform) -> String {
    alt_text_within(card, platform.alt_limit)
}

/// As [`alt_text`], within a number of characters.
pub fn alt_text_within(card: &Card, limit: usize) -> String {
    let big = one_line(&card.big);
    let text = said(card, &big);
    let long = text.encode_utf16().count();
    if long <= limit {
        return text;
    }
    let big_long = big.encode_utf16().count();
    let over = long - limit;
    if over < big_long {
        let shorter = shorten(&big, big_long - over, Counting::Utf16);
        if !shorter.is_empty() {
            return said(card, &shorter);
        }
    }
    shorten(&text, limit, Counting::Utf16)
}

fn said(card: &Card, big: &str) -> String {
    let spanish = card.language == Language::Spanish;
    let word = |english: &'static str, other: &'static str| if spanish { other } else { english };
    let small = one_line(&card.small);
    let mut sentences: Vec<String> = Vec::new();
    let mut add = |before: &str, text: &str| {
        if !text.is_empty() {
            sentences.push(ended(&format!("{before}{text}")));
        }
    };

    add("", &some_line(card.label.as_ref()).unwrap_or_default());
    match card.kind {
        CardKind::Story => {
            let quote = match big.chars().next() {
                Some('“' | '"' | '«') | None => big.to_owned(),
                Some(_) => format!("“{big}”"),
            };
            add("", &if small.is_empty() { quote } else { format!("{quote} — {small}") });
        }
        CardKind::Figure => {
            add("", &if small.is_empty() { big.to_owned() } else { format!("{big}: {small}") });
        }
        CardKind::Report => {
            add("", big);
            add("", &small);
        }
    }
    if card.photo.is_some() {
        add("", word("With a photograph", "Con una fotografía"));
    }
    let source = one_line(&card.source);
    let named = source.starts_with(word("Source", "Fuente"));
    add(if named { "" } else { word("Source: ", "Fuente: ") }, &source);
    add(word("Campaign: ", "Campaña: "), &one_line(&card.campaign));
    add("", &hashtag(card.hashtag.as_ref()).unwrap_or_default());
    add(
        word("QR code and address: ", "Código QR y dirección: "),
        &some_line(card.address.as_ref()).unwrap_or_default(),
    );
    sentences.join(" ")
}

/// A sentence with its end. An address and a hashtag keep theirs free, so that no point becomes a part of them.
fn ended(text: &str) -> String {
    let last = text.rsplit(' ').next().unwrap_or(text);
    let free = last.starts_with('#') || last.contains("://");
    if free || text.ends_with(['.', '!', '?', '…', '”', '»']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
