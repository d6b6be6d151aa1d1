//! A piece as a text message.

use super::clean::{bare, line};
use super::gsm::{Encoding, cost, septets, with_twins};
use super::sentences::{sentences, stops};
use crate::writing::Document;

/// A text message and what it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMessage {
    /// The message.
    pub text: String,
    /// How many segments it is sent and paid as.
    pub segments: usize,
    /// How many units it has: letters of 7 bits, those of the table of extensions twice, or units of
    /// UTF-16.
    pub units: usize,
    /// The letters it is sent in.
    pub encoding: Encoding,
    /// The letters that the networks' own alphabet does not have, each once, in the order they come.
    /// Where there are any, the whole message costs 16 bits a letter and a segment holds 70.
    pub beyond: Vec<char>,
    /// How many sentences of the summary found no room.
    pub left_out: usize,
}

/// A piece's title and the first sentences of its summary, as many as one segment holds, with an
/// address at the end.
///
/// Sentences are whole or not there, and the message says nothing that the piece does not. Curly
/// quotes, dashes and the like become their twins in the networks' alphabet. Letters stay: `á`, `í`,
/// `ó` and `ú` are not in that alphabet (`é`, `ñ`, `ü`, `¿` and `¡` are), and one of them makes the
/// message cost more, as `encoding` and `beyond` say. Where title and address alone do not fit into
/// one segment, they make a longer message. A piece without a title begins with its first sentence.
pub fn text_message(document: &Document, address: Option<&str>) -> TextMessage {
    let title = with_twins(&line(&document.title));
    let told = sentences(&with_twins(&bare(&document.summary)), document.language);
    let address = address.map(line).filter(|address| !address.is_empty());
    let mut parts = Vec::new();
    if !title.is_empty() {
        parts.push(if stops(&title) { title } else { format!("{title}.") });
    }
    let with_address = |parts: &[String]| {
        let all = parts.iter().map(String::as_str).chain(address.as_deref());
        all.collect::<Vec<_>>().join(" ")
    };
    let mut taken = 0;
    for sentence in &told {
        parts.push(sentence.clone());
        if cost(&with_address(&parts)).segments > 1 && parts.len() > 1 {
            parts.pop();
            break;
        }
        taken += 1;
    }
    let text = with_address(&parts);
    let cost = cost(&text);
    let mut beyond = Vec::new();
    for letter in text.chars().filter(|letter| septets(*letter).is_none()) {
        if !beyond.contains(&letter) {
            beyond.push(letter);
        }
    }
    TextMessage {
        text,
        segments: cost.segments,
        units: cost.units,
        encoding: cost.encoding,
        beyond,
        left_out: told.len() - taken,
    }
}
