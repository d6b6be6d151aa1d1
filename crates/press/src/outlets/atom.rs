//! A feed of releases, for readers of feeds and for newsrooms: Atom, RFC 4287
//! (<https://www.rfc-editor.org/rfc/rfc4287>).

use std::io;

use jiff::civil::Date;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::clean::{is_web, line, safe};
use crate::Language;

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// What it holds, in a line. May be empty.
    pub subtitle: String,
    /// Where the feed itself is.
    pub address_self: String,
    /// The page that it belongs to.
    pub address_page: String,
    /// Its id, which never changes: see [`tag_uri`](super::tag_uri).
    pub id: String,
    /// The day it last changed.
    pub updated: Date,
    /// Its language.
    pub language: Language,
    /// Whose it is; every entry is theirs.
    pub author: String,
    /// Its entries, in any order.
    pub entries: Vec<FeedEntry>,
}

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// Its id, which never changes: see [`tag_uri`](super::tag_uri).
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The day it last changed.
    pub updated: Date,
    /// The day it came out.
    pub published: Date,
    /// Its page.
    pub address: String,
    /// What it says, in a few sentences without markup.
    pub summary_text: String,
    /// The whole, as HTML that is fit to be shown; it is not looked at here.
    pub content_html: Option<String>,
}

/// A feed as Atom.
///
/// Entries stand newest first, by the day they last changed, then by their ids. Days are given as
/// 00:00 UTC, since the format wants a time and releases have a day. Addresses that are not of the
/// web are left out. Ids are written as they are given.
pub fn atom(feed: &Feed) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing to memory does not fail.
    let _ = write_feed(feed, &mut writer);
    let mut text = String::from_utf8(writer.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}

type Sink = Writer<Vec<u8>>;

fn write_feed(feed: &Feed, writer: &mut Sink) -> io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let element = writer.create_element("feed");
    let element = element.with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    let element = element.with_attribute(("xml:lang", feed.language.code()));
    element.write_inner_content(|writer| {
        text(writer, "title", &line(&feed.title))?;
        if !feed.subtitle.trim().is_empty() {
            text(writer, "subtitle", &line(&feed.subtitle))?;
        }
        link(writer, "self", "application/atom+xml", &feed.address_self)?;
        link(writer, "alternate", "text/html", &feed.address_page)?;
        text(writer, "id", &line(&feed.id))?;
        text(writer, "updated", &midnight(feed.updated))?;
        let author = writer.create_element("author");
        author.write_inner_content(|writer| text(writer, "name", &line(&feed.author)))?;
        let mut entries: Vec<&FeedEntry> = feed.entries.iter().collect();
        entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
        entries.into_iter().try_for_each(|entry| write_entry(entry, writer))
    })?;
    Ok(())
}

fn write_entry(entry: &FeedEntry, writer: &mut Sink) -> io::Result<()> {
    writer.create_element("entry").write_inner_content(|writer| {
        text(writer, "title", &line(&entry.title))?;
        link(writer, "alternate", "text/html", &entry.address)?;
        text(writer, "id", &line(&entry.id))?;
        text(writer, "published", &midnight(entry.published))?;
        text(writer, "updated", &midnight(entry.updated))?;
        text(writer, "summary", &line(&entry.summary_text))?;
        let content = match &entry.content_html {
            Some(html) => Some(("html", allowed(html))),
            // An entry without a link has to have content (RFC 4287, section 4.1.2).
            None if !is_web(&entry.address) => Some(("text", line(&entry.summary_text))),
            None => None,
        };
        if let Some((kind, content)) = content {
            let element = writer.create_element("content").with_attribute(("type", kind));
            element.write_text_content(BytesText::new(&content))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn text(writer: &mut Sink, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

fn link(writer: &mut Sink, relation: &str, kind: &str, address: &str) -> io::Result<()> {
    if !is_web(address) {
        return Ok(());
    }
    let element = writer.create_element("link").with_attribute(("rel", relation));
    element.with_attribute(("type", kind)).with_attribute(("href", address)).write_empty()?;
    Ok(())
}

/// A day as RFC 3339 has it (RFC 4287, section 3.3).
fn midnight(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// Markup with its new lines, without the control characters that XML 1.0 does not allow.
fn allowed(html: &str) -> String {
    html.split('\n').map(safe).collect::<Vec<_>>().join("\n")
}
