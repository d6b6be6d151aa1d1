//! An answer as a card: the question, what to say, and in small print what its numbers rest on.

use money::Date;
use record::Slug;

use crate::Language;
use crate::writing::{Block, Document, Span, plain};

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Who asks, as pieces name them: `supervisor`.
    pub listener: String,
    /// The question, as they ask it.
    pub question: String,
    /// What to say.
    pub blocks: Vec<Block>,
    /// The public value that it speaks to.
    pub value: String,
    /// What its numbers rest on.
    pub rests: Vec<Rests>,
    /// The campaign's name.
    pub campaign: String,
    /// The day of the answer.
    pub day: Date,
    /// The language of the answer.
    pub language: Language,
    /// The release that it went out in; none: it did not go out, and the card says so.
    pub released: Option<Slug>,
}

/// Numbers and words of a card that rest on one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rests {
    /// What stands on the card, such as `17 percent`; a longer stretch by its entry.
    pub what: Vec<String>,
    /// What it rests on: `CASE, petition page`.
    pub source: String,
    /// Where that can be read.
    pub address: Option<String>,
}

/// Letters of a fact up to which it is repeated in the small print; a longer one is named by its entry.
const SHORT: usize = 32;

impl Card {
    /// The card of an answer.
    pub fn of(document: &Document, listener: &str, value: &str, released: Option<Slug>) -> Card {
        let mut blocks = Vec::new();
        if !document.summary.is_empty() {
            blocks.push(Block::Paragraph(document.summary.clone()));
        }
        blocks.extend(document.blocks.iter().map(lowered));
        let mut facts = Vec::new();
        facts_of(&blocks, &mut facts);
        Card {
            listener: listener.to_owned(),
            question: document.title.clone(),
            rests: rests(&facts, document),
            blocks,
            value: value.to_owned(),
            campaign: document.campaign.clone(),
            day: document.day,
            language: document.language,
            released,
        }
    }
}

/// A block under the heading of a card, which is of level 2 itself.
fn lowered(block: &Block) -> Block {
    match block {
        Block::Heading { text, .. } => Block::Heading { level: 3, text: text.clone() },
        block => block.clone(),
    }
}

fn facts_of<'a>(blocks: &'a [Block], all: &mut Vec<(&'a str, &'a [usize])>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => facts_in(text, all),
            Block::List { items, .. } => items.iter().for_each(|item| facts_of(item, all)),
            Block::Quote(inner) => facts_of(inner, all),
            Block::Table { head, rows } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| facts_in(cell, all));
            }
            Block::Rule => {}
        }
    }
}

fn facts_in<'a>(spans: &'a [Span], all: &mut Vec<(&'a str, &'a [usize])>) {
    for span in spans {
        match span {
            Span::Fact { text, notes } => all.push((text, notes)),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { text: inner, .. } => {
                facts_in(inner, all);
            }
            Span::Text(_) | Span::Break => {}
        }
    }
}

/// What facts rest on, those of one source together.
fn rests(facts: &[(&str, &[usize])], document: &Document) -> Vec<Rests> {
    let mut all: Vec<Rests> = Vec::new();
    for (text, notes) in facts {
        for note in notes.iter().filter_map(|note| document.notes.get(*note)) {
            let what = match text.chars().count() <= SHORT {
                true => (*text).to_owned(),
                false => note.label.clone(),
            };
            let same = |one: &&mut Rests| one.source == note.source && one.address == note.address;
            match all.iter_mut().find(same) {
                Some(one) if one.what.contains(&what) => {}
                Some(one) => one.what.push(what),
                None => all.push(Rests {
                    what: vec![what],
                    source: note.source.clone(),
                    address: note.address.clone(),
                }),
            }
        }
    }
    all
}

/// A stretch of a card that begins on a line of its own.
pub(super) struct Stretch {
    /// Its letters.
    pub letters: usize,
    /// How far it is set in.
    pub depth: usize,
    /// Something is left free below it.
    pub gap: bool,
}

/// The stretches of blocks, one below the other.
pub(super) fn stretches(blocks: &[Block]) -> Vec<Stretch> {
    let mut all = Vec::new();
    let alone = |letters: usize, gap: bool| Stretch { letters, depth: 0, gap };
    let deeper = |inner: Vec<Stretch>, gap: bool| {
        inner.into_iter().map(move |one| Stretch { depth: one.depth + 1, gap, ..one })
    };
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => {
                all.push(alone(plain(text).chars().count(), true));
            }
            Block::List { items, .. } => {
                for (at, item) in items.iter().enumerate() {
                    all.extend(deeper(stretches(item), item.len() > 1 || at + 1 == items.len()));
                }
            }
            Block::Quote(inner) => all.extend(deeper(stretches(inner), true)),
            Block::Table { head, rows } => {
                for row in std::iter::once(head).chain(rows) {
                    // A row is as high as its longest cell, which has its part of the width.
                    let longest = row.iter().map(|cell| plain(cell).chars().count()).max();
                    all.push(alone(longest.unwrap_or(0) * row.len(), true));
                }
            }
            Block::Rule => all.push(alone(1, true)),
        }
    }
    all
}
