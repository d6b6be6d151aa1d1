//! A piece as the HTML body of an e-mail.
//!
//! Mail programs drop style sheets, scripts and what is fetched from elsewhere, each in its own way
//! (<https://www.caniemail.com/>). So every style stands in its element, there are few, and no
//! colour is set for text or ground: the reader's program chooses, by day and by night.

use std::cell::Cell;

use maud::{DOCTYPE, Markup, html};

use super::clean::{bare, is_web, line, marks, safe};
use super::words::{read_on_the_web, rest_on};
use crate::writing::{Block, Document, Note, Span, date_words};

const BODY: &str = "margin:0;padding:0;";
const FRAME: &str = "max-width:38em;margin:0 auto;padding:16px;font-family:sans-serif;font-size:16px;line-height:1.5;overflow-wrap:break-word;";
const H1: &str = "font-size:24px;line-height:1.25;margin:0 0 8px;";
const H2: &str = "font-size:20px;line-height:1.3;margin:24px 0 8px;";
const H3: &str = "font-size:17px;line-height:1.3;margin:20px 0 8px;";
const P: &str = "margin:0 0 14px;";
const SMALL: &str = "margin:0 0 14px;font-size:14px;";
const LIST: &str = "margin:0 0 14px;padding-left:24px;";
const ITEM: &str = "margin:0 0 6px;";
const QUOTE: &str = "margin:0 0 14px;padding:0 0 0 12px;border-left:3px solid #888888;";
const SCROLL: &str = "overflow-x:auto;margin:0 0 14px;";
const TABLE: &str = "border-collapse:collapse;font-size:15px;";
const CELL: &str = "padding:4px 10px 4px 0;border-bottom:1px solid #888888;text-align:left;vertical-align:top;font-weight:normal;";
const HEAD: &str = "padding:4px 10px 4px 0;border-bottom:2px solid #888888;text-align:left;vertical-align:bottom;font-weight:bold;";
const RULE: &str = "border:0;border-top:1px solid #888888;margin:20px 0;";
const LINK: &str = "overflow-wrap:anywhere;";

/// A piece as a whole HTML document for the body of an e-mail.
///
/// It fetches nothing and tells nobody that it was read: no picture, no script, no style sheet.
/// `web_address` is where the same piece can be read as a page; one that is not of the web is left out.
pub fn email_html(document: &Document, web_address: Option<&str>) -> String {
    let language = document.language;
    let body = Body { count: document.notes.len(), level: Cell::new(1) };
    let title = line(&document.title);
    let campaign = line(&document.campaign);
    let day = date_words(document.day, language);
    let audience = line(&document.audience);
    let summary = bare(&document.summary);
    let blocks = body.blocks(&document.blocks);
    let markup = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                title { (title) }
            }
            body style=(BODY) {
                // Mail programs drop the element of the whole, and its language with it.
                div lang=(language.code()) dir="ltr" style=(FRAME) {
                    h1 style=(H1) { (title) }
                    p style=(SMALL) {
                        @if !campaign.is_empty() { (campaign) ", " }
                        (day)
                        @if !audience.is_empty() { br; (audience) }
                    }
                    @if let Some(address) = web_address.filter(|address| is_web(address)) {
                        p style=(SMALL) { a href=(address) style=(LINK) { (read_on_the_web(language)) } }
                    }
                    @if !summary.is_empty() {
                        p style=(P) { strong { (body.spans(&document.summary)) } }
                    }
                    (blocks)
                    @if !document.notes.is_empty() {
                        h2 style=(H2) { (rest_on(language)) }
                        (notes(&document.notes))
                    }
                }
            }
        }
    };
    let mut text = markup.into_string();
    text.push('\n');
    text
}

/// What the blocks of a body have to know of the whole.
struct Body {
    /// How many notes there are.
    count: usize,
    /// The level of the last heading: none may lie two below it.
    level: Cell<u8>,
}

impl Body {
    fn blocks(&self, blocks: &[Block]) -> Markup {
        html! { @for block in blocks { (self.block(block)) } }
    }

    fn block(&self, block: &Block) -> Markup {
        match block {
            Block::Heading { level, text } => {
                let level = (*level).clamp(2, 3).min(self.level.get() + 1);
                self.level.set(level);
                let text = self.spans(text);
                html! {
                    @if level == 2 { h2 style=(H2) { (text) } } @else { h3 style=(H3) { (text) } }
                }
            }
            Block::Paragraph(text) => html! { p style=(P) { (self.spans(text)) } },
            Block::List { ordered, items } => {
                let items = html! {
                    @for item in items { li style=(ITEM) { (self.item(item)) } }
                };
                html! {
                    @if *ordered { ol style=(LIST) { (items) } } @else { ul style=(LIST) { (items) } }
                }
            }
            Block::Quote(inner) => html! { blockquote style=(QUOTE) { (self.blocks(inner)) } },
            Block::Table { head, rows } => self.table(head, rows),
            Block::Rule => html! { hr style=(RULE); },
        }
    }

    /// An item that is one paragraph needs no paragraph of its own.
    fn item(&self, item: &[Block]) -> Markup {
        match item {
            [Block::Paragraph(text)] => self.spans(text),
            _ => self.blocks(item),
        }
    }

    /// A table whose heads name their columns, and whose first cells name their rows.
    fn table(&self, head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> Markup {
        html! {
            div style=(SCROLL) {
                table style=(TABLE) {
                    @if !head.is_empty() {
                        thead { tr {
                            @for cell in head { th scope="col" style=(HEAD) { (self.spans(cell)) } }
                        } }
                    }
                    tbody {
                        @for row in rows { tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 && row.len() > 1 {
                                    th scope="row" style=(CELL) { (self.spans(cell)) }
                                } @else {
                                    td style=(CELL) { (self.spans(cell)) }
                                }
                            }
                        } }
                    }
                }
            }
        }
    }

    fn spans(&self, spans: &[Span]) -> Markup {
        html! { @for span in spans { (self.span(span)) } }
    }

    fn span(&self, span: &Span) -> Markup {
        match span {
            Span::Text(text) => html! { (safe(text)) },
            Span::Strong(inner) => html! { strong { (self.spans(inner)) } },
            Span::Emphasis(inner) => html! { em { (self.spans(inner)) } },
            Span::Link { address, text } if is_web(address) => {
                html! { a href=(address) style=(LINK) { (self.spans(text)) } }
            }
            Span::Link { address, text } => html! { (self.spans(text)) " (" (line(address)) ")" },
            Span::Fact { text, notes } => html! { (safe(text)) (marks(notes, self.count)) },
            Span::Break => html! { br; },
        }
    }
}

/// The notes under their numbers. These are written out, since they are what the text refers to and
/// since mail programs do not agree on links inside a message.
fn notes(notes: &[Note]) -> Markup {
    html! {
        @for (at, note) in notes.iter().enumerate() {
            p style=(SMALL) {
                "[" (at + 1) "] " (line(&note.label))
                @if !note.source.trim().is_empty() { br; (line(&note.source)) }
                @if let Some(address) = &note.address {
                    br;
                    @if is_web(address) { a href=(address) style=(LINK) { (line(address)) } }
                    @else { (line(address)) }
                }
            }
        }
    }
}
