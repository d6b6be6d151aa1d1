//! Markdown as blocks. What a piece embeds stands in it as a mark, and is put back here.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Block, Span};
use crate::page::is_web;

/// What begins and ends the mark of an embed; no piece may hold one of them itself.
pub(super) const MARK: (char, char) = ('\u{e000}', '\u{e001}');

/// What an embed comes to.
#[derive(Debug, Clone)]
pub(super) enum Embedded {
    /// Within a line.
    Spans(Vec<Span>),
    /// On a line of its own.
    Blocks(Vec<Block>),
}

/// Something in the text that no form can show, with its place in bytes.
pub(super) struct Strange {
    pub at: usize,
    pub what: &'static str,
    pub mend: &'static str,
}

/// A stretch of typed text, with its place in bytes.
pub(super) struct TypedText {
    pub at: usize,
    pub text: String,
}

/// A text as blocks, with what is strange in it and what was typed.
pub(super) fn blocks(
    text: &str,
    embedded: &[Embedded],
) -> (Vec<Block>, Vec<Strange>, Vec<TypedText>) {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    let mut reader = Reader { embedded, strange: Vec::new(), typed: Vec::new(), open: Vec::new() };
    reader.open.push(Open::Blocks(Vec::new(), Within::Text));
    for (event, range) in parser {
        reader.take(event, range.start);
    }
    let blocks = match reader.open.pop() {
        Some(Open::Blocks(blocks, _)) => blocks,
        _ => Vec::new(),
    };
    (blocks, reader.strange, reader.typed)
}

/// One line of text as spans.
pub(super) fn line(text: &str, embedded: &[Embedded]) -> (Vec<Span>, Vec<Strange>, Vec<TypedText>) {
    let (blocks, mut strange, typed) = blocks(text, embedded);
    let spans = match blocks.as_slice() {
        [] => Vec::new(),
        [Block::Paragraph(spans)] => spans.clone(),
        _ => {
            let what = "it is more than one paragraph";
            strange.push(Strange { at: 0, what, mend: "say it in two lines of one paragraph" });
            Vec::new()
        }
    };
    (spans, strange, typed)
}

#[derive(Clone, Copy, PartialEq)]
enum Within {
    Text,
    Quote,
    Item,
}

/// What is open while a text is read.
enum Open {
    Blocks(Vec<Block>, Within),
    List(bool, Vec<Vec<Block>>),
    Spans(Vec<Span>, Inline),
    Table(Vec<Vec<Span>>, Vec<Vec<Vec<Span>>>),
    Row(Vec<Vec<Span>>),
}

enum Inline {
    Paragraph,
    Heading(u8),
    Strong,
    Emphasis,
    Link(String),
    Cell,
}

struct Reader<'a> {
    embedded: &'a [Embedded],
    strange: Vec<Strange>,
    typed: Vec<TypedText>,
    open: Vec<Open>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.begin(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text, at),
            // What looks like HTML is text: no form but the web page could show it.
            Event::Html(text) | Event::InlineHtml(text) => {
                self.text(text.trim_end_matches('\n'), at)
            }
            Event::SoftBreak => self.span(Span::Text(" ".to_owned())),
            Event::HardBreak => self.span(Span::Break),
            Event::Rule => self.block(Block::Rule),
            _ => self.strange.push(Strange {
                at,
                what: "this is of no kind that every form can show",
                mend: "write headings, paragraphs, lists, quotes, tables and links",
            }),
        }
    }

    fn begin(&mut self, tag: Tag<'_>, at: usize) {
        let open = match tag {
            Tag::Paragraph => Open::Spans(Vec::new(), Inline::Paragraph),
            Tag::Heading { level, .. } => {
                let level = if level <= HeadingLevel::H2 { 2 } else { 3 };
                Open::Spans(Vec::new(), Inline::Heading(level))
            }
            Tag::BlockQuote(_) => Open::Blocks(Vec::new(), Within::Quote),
            Tag::List(first) => {
                self.close_loose();
                Open::List(first.is_some(), Vec::new())
            }
            Tag::Item => Open::Blocks(Vec::new(), Within::Item),
            Tag::Emphasis => Open::Spans(Vec::new(), Inline::Emphasis),
            Tag::Strong => Open::Spans(Vec::new(), Inline::Strong),
            Tag::Link { dest_url, .. } => {
                if !is_web(&dest_url) {
                    self.strange.push(Strange {
                        at,
                        what: "a link leads to no address of the web",
                        mend: "write https:// and the address, or the text alone",
                    });
                }
                Open::Spans(Vec::new(), Inline::Link(dest_url.into_string()))
            }
            Tag::Table(_) => Open::Table(Vec::new(), Vec::new()),
            Tag::TableHead | Tag::TableRow => Open::Row(Vec::new()),
            Tag::TableCell => Open::Spans(Vec::new(), Inline::Cell),
            Tag::CodeBlock(_) | Tag::HtmlBlock => Open::Spans(Vec::new(), Inline::Paragraph),
            _ => {
                self.strange.push(Strange {
                    at,
                    what: "a picture, a note or another thing that not every form can show",
                    mend: "leave it out; cards and photos go with a share kit",
                });
                Open::Spans(Vec::new(), Inline::Paragraph)
            }
        };
        // Text straight in an item, without a paragraph, is one of its own.
        if matches!(open, Open::Spans(_, Inline::Strong | Inline::Emphasis | Inline::Link(_))) {
            self.loose();
        }
        self.open.push(open);
    }

    fn end(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Item | TagEnd::BlockQuote(_)) {
            self.close_loose();
        }
        let Some(open) = self.open.pop() else { return };
        match open {
            Open::Spans(spans, Inline::Paragraph) => self.paragraph(spans),
            Open::Spans(text, Inline::Heading(level)) => self.block(Block::Heading { level, text }),
            Open::Spans(spans, Inline::Strong) => self.span(Span::Strong(spans)),
            Open::Spans(spans, Inline::Emphasis) => self.span(Span::Emphasis(spans)),
            Open::Spans(text, Inline::Link(address)) if is_web(&address) => {
                self.span(Span::Link { address, text });
            }
            Open::Spans(text, Inline::Link(_)) => text.into_iter().for_each(|one| self.span(one)),
            Open::Spans(spans, Inline::Cell) => {
                if let Some(Open::Row(cells)) = self.open.last_mut() {
                    cells.push(spans);
                }
            }
            Open::Row(cells) => {
                if let Some(Open::Table(head, rows)) = self.open.last_mut() {
                    match tag {
                        TagEnd::TableHead => *head = cells,
                        _ => rows.push(cells),
                    }
                }
            }
            Open::Table(head, rows) => self.block(Block::Table { head, rows }),
            Open::List(ordered, items) => self.block(Block::List { ordered, items }),
            Open::Blocks(blocks, Within::Item) => {
                if let Some(Open::List(_, items)) = self.open.last_mut() {
                    items.push(blocks);
                }
            }
            Open::Blocks(blocks, Within::Quote) => self.block(Block::Quote(blocks)),
            Open::Blocks(blocks, Within::Text) => {
                self.open.push(Open::Blocks(blocks, Within::Text));
            }
        }
    }

    /// A paragraph; blocks that were embedded in it stand by themselves.
    fn paragraph(&mut self, spans: Vec<Span>) {
        if spans.iter().any(|span| !matches!(span, Span::Text(text) if text.trim().is_empty())) {
            self.block(Block::Paragraph(spans));
        }
    }

    fn block(&mut self, block: Block) {
        self.close_loose();
        if let Some(Open::Blocks(blocks, _)) = self.open.last_mut() {
            blocks.push(block);
        }
    }

    /// Begins a paragraph where text stands straight in an item.
    fn loose(&mut self) {
        if matches!(self.open.last(), Some(Open::Blocks(..))) {
            self.open.push(Open::Spans(Vec::new(), Inline::Paragraph));
        }
    }

    /// Ends a paragraph that was begun so.
    fn close_loose(&mut self) {
        if matches!(self.open.last(), Some(Open::Spans(_, Inline::Paragraph)))
            && let Some(Open::Spans(spans, _)) = self.open.pop()
        {
            self.paragraph(spans);
        }
    }

    fn span(&mut self, span: Span) {
        self.loose();
        if let Some(Open::Spans(spans, _)) = self.open.last_mut() {
            match (spans.last_mut(), span) {
                (Some(Span::Text(before)), Span::Text(more)) => before.push_str(&more),
                (_, span) => spans.push(span),
            }
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        let mut rest = text;
        while let Some(open) = rest.find(MARK.0) {
            self.typed_text(&rest[..open], at);
            let after = &rest[open + MARK.0.len_utf8()..];
            let (number, after) = after.split_once(MARK.1).unwrap_or((after, ""));
            let embedded = number.parse::<usize>().ok().and_then(|at| self.embedded.get(at));
            match embedded.cloned() {
                Some(Embedded::Spans(spans)) => spans.into_iter().for_each(|one| self.span(one)),
                Some(Embedded::Blocks(blocks)) => self.embed(blocks, at),
                None => {}
            }
            rest = after;
        }
        self.typed_text(rest, at);
    }

    /// Blocks stand on a line of their own; the paragraph that held their mark is empty and falls away.
    fn embed(&mut self, blocks: Vec<Block>, at: usize) {
        let own = match self.open.last() {
            Some(Open::Spans(spans, Inline::Paragraph)) => spans.is_empty(),
            Some(Open::Blocks(..)) => true,
            _ => false,
        };
        if !own {
            self.strange.push(Strange {
                at,
                what: "a list is embedded in the middle of a line",
                mend: "give it a line of its own, with an empty line before and after",
            });
            return;
        }
        let under = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Blocks(blocks, _) => Some(blocks),
            _ => None,
        });
        if let Some(under) = under {
            under.extend(blocks);
        }
    }

    fn typed_text(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            self.typed.push(TypedText { at, text: text.to_owned() });
            self.span(Span::Text(text.to_owned()));
        }
    }
}
