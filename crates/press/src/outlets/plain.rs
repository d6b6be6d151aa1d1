//! A piece as plain text, 72 columns wide.

use super::clean::{line, marks, safe, width};
use super::plain_table::table;
use super::words::rest_on;
use super::wrap::wrapped;
use crate::writing::{Block, Document, Note, Span, date_words};

/// How wide the text is: what a reply with a few marks of quoting still keeps under 80
/// (RFC 3676, section 4.2: <https://www.rfc-editor.org/rfc/rfc3676#section-4.2>).
const WIDTH: usize = 72;

/// No nesting makes a column narrower than this; a text in deeper lists than that grows wider instead.
const NARROWEST: usize = 24;

/// A piece as readable plain text.
///
/// Lines are at most 72 columns by the width that letters take on a screen, except for addresses,
/// which are never cut, and for what stands in lists and quotes many levels deep. There are no blanks
/// at the ends of lines, no tabs, and one new line at the end. A link is `text (address)`, a fact
/// `text [1]`, and the notes stand at the end under their numbers.
pub fn plain_text(document: &Document) -> String {
    let count = document.notes.len();
    let mut parts = vec![heading(&line(&document.title), '=', WIDTH)];
    let day = date_words(document.day, document.language);
    let campaign = line(&document.campaign);
    let head = if campaign.is_empty() { day } else { format!("{campaign}, {day}") };
    let audience = line(&document.audience);
    let head = [head, audience].into_iter().filter(|text| !text.is_empty());
    parts.push(head.flat_map(|text| wrapped(&text, WIDTH)).collect());
    parts.push(wrapped(&spans(&document.summary, count), WIDTH));
    parts.extend(blocks(&document.blocks, WIDTH, count));
    if count > 0 {
        parts.push(wrapped(&format!("{}:", rest_on(document.language)), WIDTH));
        parts.extend(document.notes.iter().enumerate().map(|(at, one)| note(at + 1, one)));
    }
    let mut text = joined(parts).join("\n");
    text.push('\n');
    text
}

/// Parts with an empty line between them; parts without words are left out.
fn joined(parts: Vec<Vec<String>>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        if part.iter().all(|line| line.trim().is_empty()) {
            continue;
        }
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(part.into_iter().map(|line| line.trim_end().to_owned()));
    }
    lines
}

fn heading(text: &str, under: char, columns: usize) -> Vec<String> {
    let mut lines = wrapped(text, columns);
    let widest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    if widest > 0 {
        lines.push(under.to_string().repeat(widest.min(columns)));
    }
    lines
}

/// Each block in lines.
fn blocks(blocks: &[Block], columns: usize, count: usize) -> Vec<Vec<String>> {
    blocks.iter().map(|one| block(one, columns, count)).collect()
}

fn block(block: &Block, columns: usize, count: usize) -> Vec<String> {
    match block {
        Block::Heading { level, text } if *level <= 2 => {
            heading(&line(&spans(text, count)), '-', columns)
        }
        Block::Heading { text, .. } => wrapped(&line(&spans(text, count)), columns),
        Block::Paragraph(text) => wrapped(&spans(text, count), columns),
        Block::List { ordered, items } => list(*ordered, items, columns, count),
        Block::Quote(inner) => {
            let lines = joined(blocks(inner, narrower(columns, 2), count));
            lines.into_iter().map(|line| format!("> {line}").trim_end().to_owned()).collect()
        }
        Block::Table { head, rows } => {
            let cells = |row: &Vec<Vec<Span>>| -> Vec<String> {
                row.iter().map(|cell| spans(cell, count)).collect()
            };
            table(&cells(head), &rows.iter().map(cells).collect::<Vec<_>>(), columns)
        }
        Block::Rule => vec!["* * *".to_owned()],
    }
}

fn narrower(columns: usize, by: usize) -> usize {
    columns.saturating_sub(by).max(NARROWEST)
}

/// Items with their marks before them and the lines after the first under the text.
fn list(ordered: bool, items: &[Vec<Block>], columns: usize, count: usize) -> Vec<String> {
    let indent = if ordered { items.len().to_string().len() + 2 } else { 2 };
    let short = items.iter().all(|item| item.len() < 2);
    let mut lines = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 && !short {
            lines.push(String::new());
        }
        let mark = if ordered { format!("{}.", at + 1) } else { "-".to_owned() };
        let inner = joined(blocks(item, narrower(columns, indent), count));
        if inner.is_empty() {
            lines.push(mark);
            continue;
        }
        lines.extend(hung(&mark, indent, inner));
    }
    lines
}

/// Lines behind a mark, all begun in the same column.
fn hung(mark: &str, indent: usize, lines: Vec<String>) -> Vec<String> {
    let hang = |(at, text): (usize, String)| {
        let before = if at == 0 { mark } else { "" };
        format!("{before:<indent$}{text}").trim_end().to_owned()
    };
    lines.into_iter().enumerate().map(hang).collect()
}

fn note(number: usize, note: &Note) -> Vec<String> {
    let mark = format!("[{number}]");
    let indent = mark.len() + 1;
    let mut texts = vec![line(&note.label), line(&note.source)];
    texts.extend(note.address.as_deref().map(line));
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    hung(&mark, indent, texts.flat_map(|text| wrapped(&text, WIDTH - indent)).collect())
}

/// Spans as text; a new line stays one.
fn spans(spans: &[Span], count: usize) -> String {
    let mut text = String::new();
    add(spans, count, &mut text);
    text
}

fn add(spans: &[Span], count: usize, text: &mut String) {
    for span in spans {
        match span {
            Span::Text(words) => text.push_str(&safe(words)),
            Span::Strong(inner) | Span::Emphasis(inner) => add(inner, count, text),
            Span::Link { address, text: inner } => {
                let start = text.len();
                add(inner, count, text);
                let said = line(&text[start..]);
                let address = line(address);
                if said.is_empty() {
                    text.push_str(&address);
                } else if said != address && !address.is_empty() {
                    text.push_str(&format!(" ({address})"));
                }
            }
            Span::Fact { text: words, notes } => {
                text.push_str(&safe(words));
                text.push_str(&marks(notes, count));
            }
            Span::Break => text.push('\n'),
        }
    }
}
