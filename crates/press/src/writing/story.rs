//! A story as a document: the teller's own words, and the figures that stand beside them.

use super::typed::{Typed, typed_numbers};
use super::wording::pick;
use super::{Block, Filled, Span};

/// What a teller tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told<'a> {
    /// Their words, paragraphs apart by an empty line. Nothing in them is a mark: they stand as they were written.
    pub text: &'a str,
    /// The name under which they tell it.
    pub pen_name: Option<&'a str>,
    /// The words are invented, and the document says so before them.
    pub synthetic: bool,
}

/// Puts a story before what was filled in beside it: figures with their notes. The numbers in the teller's words are theirs and
/// have no receipt; they stand among what was typed, and stop nothing.
pub fn told(filled: Filled, story: &Told<'_>) -> Filled {
    let mut filled = filled;
    let language = filled.document.language;
    // What says that it is invented stands first.
    let beside = filled
        .document
        .blocks
        .split_off(usize::from(story.synthetic).min(filled.document.blocks.len()));
    let teller = match story.pen_name {
        Some(name) => format!("{} {name}", pick(language, "Told by", "Lo cuenta")),
        None => pick(language, "Told by a member", "Lo cuenta un miembro").to_owned(),
    };
    let teller = Span::Emphasis(vec![Span::Text(shown(&teller))]);
    filled.document.blocks.push(Block::Paragraph(vec![teller]));
    let words = paragraphs(story.text).map(|words| Block::Paragraph(vec![Span::Text(words)]));
    filled.document.blocks.extend(words);
    filled.document.blocks.extend(beside);
    for (at, line) in story.text.lines().enumerate() {
        let typed = typed_numbers(line).into_iter();
        filled.typed.extend(typed.map(|(text, stops)| Typed { line: at + 1, text, stops }));
    }
    filled
}

/// The paragraphs of a plain text, each in one line.
fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        match line.trim() {
            "" => all.push(Vec::new()),
            line => all.last_mut().into_iter().for_each(|last| last.push(line)),
        }
    }
    all.into_iter().filter(|lines| !lines.is_empty()).map(|lines| shown(&lines.join(" ")))
}

/// A text without what no form can show.
fn shown(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}
