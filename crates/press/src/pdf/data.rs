//! A piece as the data that the templates read.

use typst::foundations::{Array, Dict, IntoValue, Value, dict};

use super::words::words;
use crate::writing::{Block, Document, Note, Span, date_words};

/// How deep blocks may stand within blocks; what is deeper is set at this depth.
const DEEPEST: usize = 6;

/// How many letters a word may have before it may be broken anywhere.
const LONGEST_WORD: usize = 40;

/// Columns of words share the width of a page by their longest cell in letters, of which so many
/// count at most, and by so many more for the space between columns.
const HEAVIEST: usize = 45;
const LIGHTEST: usize = 7;

/// A text as it can be printed: no control characters and no marks that turn the direction of
/// writing (Unicode Standard Annex 9, <https://www.unicode.org/reports/tr9/>), lines joined, and a
/// place to break in words that no line could hold.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = 0;
    for letter in text.chars() {
        let letter = match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => continue,
            '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => continue,
            letter if letter.is_control() => continue,
            letter => letter,
        };
        run = if letter.is_whitespace() { 0 } else { run + 1 };
        if run > LONGEST_WORD && !is_address(&out) {
            out.push('\u{200B}');
            run = 1;
        }
        out.push(letter);
    }
    out
}

/// Whether a text ends in an address, which the typesetter breaks by itself.
fn is_address(text: &str) -> bool {
    text.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains("://"))
}

/// What every template is given of a piece.
pub(super) fn piece(document: &Document) -> Dict {
    dict! {
        "lang" => document.language.code(),
        "campaign" => printable(&document.campaign),
        "title" => printable(&document.title),
        "day" => date_words(document.day, document.language),
        "date" => date(document),
        "audience" => printable(&document.audience),
        "summary" => spans(&document.summary),
        "described" => plain(&document.summary),
        "blocks" => blocks(&document.blocks),
        "notes" => document.notes.iter().map(note).collect::<Array>(),
        "words" => words(document.language),
    }
}

/// Year, month and day; none before the year 1, which a file's date cannot say.
fn date(document: &Document) -> Value {
    let day = document.day;
    if day.year() < 1 {
        return Value::None;
    }
    let parts = [i64::from(day.year()), i64::from(day.month()), i64::from(day.day())];
    parts.into_iter().map(IntoValue::into_value).collect::<Array>().into_value()
}

fn note(note: &Note) -> Value {
    let address = note.address.as_deref().filter(|address| is_web(address));
    let elsewhere = note.address.as_deref().filter(|address| !is_web(address));
    let source = match elsewhere {
        Some(place) => format!("{} {place}", note.source),
        None => note.source.clone(),
    };
    dict! {
        "label" => printable(&note.label),
        "source" => printable(&source),
        "address" => address.map_or(Value::None, |address| printable(address).into_value()),
    }
    .into_value()
}

fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Blocks for a template; headings one level down at most at a time, as PDF/UA-1 asks (7.4.2).
pub(super) fn blocks(list: &[Block]) -> Array {
    let mut last = 0;
    within(list, 0, &mut last)
}

fn within(list: &[Block], depth: usize, last: &mut u8) -> Array {
    let mut out = Array::new();
    for block in list {
        push(block, depth, last, &mut out);
    }
    out
}

fn push(block: &Block, depth: usize, last: &mut u8, out: &mut Array) {
    let made = match block {
        Block::Heading { text, .. } if plain(text).trim().is_empty() => return,
        Block::Heading { level, text } => {
            let size = level.saturating_sub(1).clamp(1, 2);
            *last = size.min(*last + 1);
            dict! { "kind" => "heading", "level" => i64::from(*last), "text" => spans(text) }
        }
        Block::Paragraph(text) => dict! { "kind" => "paragraph", "text" => spans(text) },
        Block::List { items, .. } if depth >= DEEPEST => {
            items.iter().flatten().for_each(|inner| push(inner, depth, last, out));
            return;
        }
        Block::Quote(inner) if depth >= DEEPEST => {
            inner.iter().for_each(|inner| push(inner, depth, last, out));
            return;
        }
        Block::List { items, .. } if items.is_empty() => return,
        Block::List { ordered, items } => {
            let tight = items.iter().all(|item| item.len() <= 1);
            let items: Array =
                items.iter().map(|item| within(item, depth + 1, last).into_value()).collect();
            dict! { "kind" => "list", "ordered" => *ordered, "tight" => tight, "items" => items }
        }
        Block::Quote(inner) => {
            dict! { "kind" => "quote", "blocks" => within(inner, depth + 1, last) }
        }
        Block::Table { head, rows } => match table(head, rows) {
            Some(table) => table,
            None => return,
        },
        Block::Rule => dict! { "kind" => "rule" },
    };
    out.push(made.into_value());
}

/// A table with rows of one length; a column of numbers is told from one of words.
fn table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> Option<Dict> {
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().filter(|&n| n > 0)?;
    let cells = |row: &[Vec<Span>]| -> Array {
        (0..columns).map(|at| spans(row.get(at).map_or(&[], Vec::as_slice)).into_value()).collect()
    };
    let numbers: Array = (0..columns)
        .map(|at| {
            let mut said = rows.iter().filter_map(|row| row.get(at)).map(|cell| plain(cell));
            (at > 0 && !rows.is_empty() && said.all(|text| is_number(&text))).into_value()
        })
        .collect();
    let weights: Array = (0..columns)
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at)).chain(head.get(at));
            let longest = cells.map(|cell| plain(cell).chars().count()).max().unwrap_or(0);
            i64::try_from(longest.min(HEAVIEST) + LIGHTEST).unwrap_or(1).into_value()
        })
        .collect();
    Some(dict! {
        "kind" => "table",
        "columns" => i64::try_from(columns).ok()?,
        "numbers" => numbers,
        "weights" => weights,
        "head" => cells(head),
        "headed" => !head.is_empty(),
        "rows" => rows.iter().map(|row| cells(row).into_value()).collect::<Array>(),
    })
}

/// Whether a cell holds a number, a sum of money, a share, or nothing.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let marks = "$€%.,+-−–—()/ \u{a0}";
    text.chars().all(|letter| letter.is_ascii_digit() || marks.contains(letter))
}

/// Stretches of text for a template.
pub(super) fn spans(list: &[Span]) -> Array {
    nested(list, 0)
}

fn nested(list: &[Span], depth: usize) -> Array {
    let inner = |text: &[Span]| {
        if depth < DEEPEST {
            nested(text, depth + 1)
        } else {
            [dict! { "kind" => "text", "text" => plain(text) }.into_value()].into_iter().collect()
        }
    };
    list.iter()
        .map(|span| match span {
            Span::Text(text) => dict! { "kind" => "text", "text" => printable(text) },
            Span::Strong(text) => dict! { "kind" => "strong", "body" => inner(text) },
            Span::Emphasis(text) => dict! { "kind" => "emphasis", "body" => inner(text) },
            Span::Link { address, text } if is_web(address) && !plain(text).trim().is_empty() => {
                dict! {
                    "kind" => "link",
                    "body" => inner(text),
                    "address" => printable(address),
                    "shown" => plain(text).contains(address.as_str()),
                }
            }
            Span::Link { text, .. } => dict! { "kind" => "plain", "body" => inner(text) },
            Span::Fact { text, notes } => dict! {
                "kind" => "fact",
                "text" => printable(text),
                "notes" => notes.iter().map(|&at| number(at).into_value()).collect::<Array>(),
            },
            Span::Break => dict! { "kind" => "break" },
        })
        .map(IntoValue::into_value)
        .collect()
}

/// The number that a note is printed with.
fn number(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX - 1) + 1
}

/// The words alone.
pub(super) fn plain(list: &[Span]) -> String {
    let mut out = String::new();
    each_text(list, &mut |text| out.push_str(text));
    printable(&out)
}

fn each_text(list: &[Span], take: &mut dyn FnMut(&str)) {
    for span in list {
        match span {
            Span::Text(text) | Span::Fact { text, .. } => take(text),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { text: inner, .. } => {
                each_text(inner, take);
            }
            Span::Break => take(" "),
        }
    }
}

/// Hands every text of a piece to `take`.
pub(super) fn letters(document: &Document, take: &mut dyn FnMut(&str)) {
    for text in [&document.campaign, &document.title, &document.audience] {
        take(text);
    }
    each_text(&document.summary, take);
    in_blocks(&document.blocks, take);
    for note in &document.notes {
        take(&note.label);
        take(&note.source);
        note.address.iter().for_each(|address| take(address));
    }
}

fn in_blocks(list: &[Block], take: &mut dyn FnMut(&str)) {
    for block in list {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => each_text(text, take),
            Block::List { items, .. } => items.iter().for_each(|item| in_blocks(item, take)),
            Block::Quote(inner) => in_blocks(inner, take),
            Block::Table { head, rows } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| each_text(cell, take));
            }
            Block::Rule => {}
        }
    }
}
