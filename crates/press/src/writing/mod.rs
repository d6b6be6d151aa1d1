//! What is written for people: one text with its facts, from which every form is drawn.

mod dates;
mod embeds;
mod fill;
mod ground;
mod markdown;
mod moves;
mod out_of_record;
mod story;
mod typed;
mod wording;

use money::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Language;

pub use dates::{date_words, span_words, when_words};
pub(crate) use dates::{days_in_words, month_words};
pub use embeds::EMBEDS;
pub use fill::{Filled, fill};
pub use ground::Ground;
pub use out_of_record::{out_of_record, out_of_record_since};
pub use story::{Told, told};
pub use typed::{Typed, typed_numbers};
pub use wording::audience_words;

/// The schema of a document.
pub const DOCUMENT: &str = "goodfaith-document 1";

/// What a piece comes to once what it embeds is filled in: one text, from which every form is drawn. It is written with its schema
/// ([`DOCUMENT`]), and read by [`Document::read`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, tag = "schema", rename = "goodfaith-document 1")]
pub struct Document {
    /// The language of the text.
    pub language: Language,
    /// The campaign's name.
    pub campaign: String,
    /// The piece's title.
    pub title: String,
    /// The day it is dated.
    pub day: Date,
    /// Whom it is for, in words of its language: `For members and the public`.
    pub audience: String,
    /// Two lines at the head that say the whole.
    pub summary: Vec<Span>,
    /// The text.
    pub blocks: Vec<Block>,
    /// What its numbers and dates rest on; [`Span::Fact`] names them by their place in this list, from 0.
    pub notes: Vec<Note>,
}

impl Document {
    /// Reads a document as it is written; one that says no schema is of the first releases, and of the same form.
    ///
    /// # Errors
    ///
    /// A sentence, when it is none.
    pub fn read(bytes: &[u8]) -> Result<Document, String> {
        let read: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let Value::Object(mut fields) = read else { return Err("it is no document".to_owned()) };
        match fields.remove("schema") {
            None => {}
            Some(schema) if schema == DOCUMENT => {}
            Some(schema) => return Err(format!("its schema is {schema}, and not {DOCUMENT}")),
        }
        serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())
    }
}

/// What a number or a date rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What it is: `Entry 34 of the record, about June 12, 2022`.
    pub label: String,
    /// What it rests on: `CASE, July 12, 2022 Bargaining Report`.
    pub source: String,
    /// Where that can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Block {
    /// A heading, of level 2 or 3.
    Heading {
        /// 2 or 3: the title is of level 1.
        level: u8,
        /// Its text.
        text: Vec<Span>,
    },
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list.
    List {
        /// With numbers.
        ordered: bool,
        /// Each item's blocks.
        items: Vec<Vec<Block>>,
    },
    /// What somebody said.
    Quote(Vec<Block>),
    /// A table: heads, then rows of cells.
    Table {
        /// The heads.
        head: Vec<Vec<Span>>,
        /// The rows.
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// A line across.
    Rule,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Strong.
    Strong(Vec<Span>),
    /// With stress.
    Emphasis(Vec<Span>),
    /// A link to an address of the web; any other address is plain text already.
    Link {
        /// Where it leads.
        address: String,
        /// What is shown.
        text: Vec<Span>,
    },
    /// A number, a date or a sentence out of the record or the case, with what it rests on.
    Fact {
        /// What is shown.
        text: String,
        /// The places of its notes, from 0.
        notes: Vec<usize>,
    },
    /// A new line.
    Break,
}

/// The words of spans, without what they rest on.
pub fn plain(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        match span {
            Span::Text(text) | Span::Fact { text, .. } => out.push_str(text),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { text: inner, .. } => {
                out.push_str(&plain(inner));
            }
            Span::Break => out.push(' '),
        }
    }
    out
}

impl Document {
    /// The first paragraph that is more than a number.
    pub(crate) fn opening(&self) -> String {
        let paragraphs = self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(spans) if !matches!(spans.as_slice(), [Span::Strong(_)]) => {
                Some(plain(spans))
            }
            _ => None,
        });
        paragraphs.into_iter().next().unwrap_or_default()
    }

    /// The words of the summary and the text, block by block: what is read, without notes.
    pub fn paragraphs(&self) -> Vec<String> {
        let mut all = Vec::new();
        if !self.summary.is_empty() {
            all.push(plain(&self.summary));
        }
        words_of(&self.blocks, &mut all);
        all
    }
}

fn words_of(blocks: &[Block], all: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => all.push(plain(text)),
            Block::List { items, .. } => items.iter().for_each(|item| words_of(item, all)),
            Block::Quote(inner) => words_of(inner, all),
            Block::Table { head, rows } => {
                all.extend(head.iter().map(|cell| plain(cell)));
                all.extend(rows.iter().flatten().map(|cell| plain(cell)));
            }
            Block::Rule => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_its_schema_first_and_the_first_ones_did_not() {
        let document = Document {
            language: Language::Spanish,
            campaign: "Unit 2".to_owned(),
            title: "Report".to_owned(),
            day: jiff::civil::date(2022, 7, 12),
            audience: "Para los miembros".to_owned(),
            summary: vec![Span::Break],
            blocks: vec![Block::Rule],
            notes: Vec::new(),
        };
        let written = serde_json::to_string(&document).unwrap();
        let schema = format!("\"schema\":\"{DOCUMENT}\",");
        assert!(written.starts_with(&format!("{{{schema}\"language\"")), "{written}");
        assert_eq!(Document::read(written.as_bytes()), Ok(document.clone()));
        let old = written.replace(&schema, "");
        assert_eq!(Document::read(old.as_bytes()), Ok(document));
        let newer = written.replace(DOCUMENT, "goodfaith-document 2");
        assert!(Document::read(newer.as_bytes()).unwrap_err().contains("goodfaith-document 2"));
        let more = written.replacen('{', "{\"who\": 1, ", 1);
        assert!(Document::read(more.as_bytes()).unwrap_err().contains("who"));
        assert!(Document::read(b"[]").is_err());
    }
}
