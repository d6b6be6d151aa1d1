//! A document's blocks as HTML.

use maud::{Markup, html};

use crate::writing::{Block, Note, Span};

/// Blocks, one after the other. Facts lead to their notes, unless the page shows none.
pub fn blocks(all: &[Block], with_notes: bool) -> Markup {
    html! {
        @for block in all {
            @match block {
                Block::Heading { level: 2, text } => h2 { (spans(text, with_notes)) },
                Block::Heading { text, .. } => h3 { (spans(text, with_notes)) },
                Block::Paragraph(text) => p { (spans(text, with_notes)) },
                Block::List { ordered: true, items } => ol { (items_of(items, with_notes)) },
                Block::List { items, .. } => ul { (items_of(items, with_notes)) },
                Block::Quote(inner) => blockquote { (blocks(inner, with_notes)) },
                Block::Table { head, rows } => (table(head, rows, with_notes)),
                Block::Rule => hr;,
            }
        }
    }
}

fn items_of(items: &[Vec<Block>], with_notes: bool) -> Markup {
    html! {
        @for item in items {
            li {
                @match item.as_slice() {
                    [Block::Paragraph(text)] => (spans(text, with_notes)),
                    _ => (blocks(item, with_notes)),
                }
            }
        }
    }
}

fn table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>], with_notes: bool) -> Markup {
    let label: Vec<String> = head.iter().map(|cell| crate::writing::plain(cell)).collect();
    html! {
        div class="scroll" tabindex="0" role="group" aria-label=(label.join(", ")) {
            table {
                thead { tr { @for cell in head { th scope="col" { (spans(cell, with_notes)) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (spans(cell, with_notes)) } }
                                @else { td { (spans(cell, with_notes)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A line of text.
pub(crate) fn spans(all: &[Span], with_notes: bool) -> Markup {
    html! {
        @for span in all {
            @match span {
                Span::Text(text) => (text),
                Span::Strong(inner) => strong { (spans(inner, with_notes)) },
                Span::Emphasis(inner) => em { (spans(inner, with_notes)) },
                Span::Link { address, text } => a href=(address) { (spans(text, with_notes)) },
                Span::Break => br;,
                Span::Fact { text, notes } => {
                    (text)
                    @if with_notes && !notes.is_empty() {
                        sup class="note" {
                            @for (at, note) in notes.iter().enumerate() {
                                @if at > 0 { " " }
                                a href=(format!("#n{}", note + 1)) { (note + 1) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the facts rest on, numbered.
pub fn notes(all: &[Note]) -> Markup {
    html! {
        ol class="notes" {
            @for (at, note) in all.iter().enumerate() {
                li id=(format!("n{}", at + 1)) {
                    (note.label.trim_end_matches('.')) ". "
                    @match &note.address {
                        Some(address) => a href=(address) { (note.source) },
                        None => (note.source),
                    }
                }
            }
        }
    }
}
