//! What every page of a site is made with: the language, the words, the ways around, the pieces, what its readers may see.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use intake::Publishing;
use intake::case::Book;
use maud::{Markup, html};
use money::Date;
use record::audience::Audience;
use record::{Clock, Digest, Entry, Slug, State};

use super::choose::Correction;
use super::{PageMemory, SiteFrame, Way};
use crate::coalition::Seen;
use crate::page::Said;
use crate::release::{Manifest, PieceOf};
use crate::writing::{Document, date_words, days_in_words, month_words};
use crate::{Language, Words};

/// No page is longer than this without its photographs.
pub const PAGE_LIMIT: usize = 100_000;

/// What a list may take of a page, beside style, head and foot.
const ROOM: usize = 70_000;

/// The pages that are not pieces, by the names of their files, each with what the ways around call it.
pub(crate) const PAGES: [(&str, &str); 13] = [
    ("index", "Now"),
    ("reports", "Reports"),
    ("questions", "Questions"),
    ("offers", "Offers"),
    ("pay", "Pay"),
    ("actions", "Actions"),
    ("case", "The case"),
    ("demands", "Demands"),
    ("commitments", "Promises"),
    ("stories", "Stories"),
    ("work", "Our work"),
    ("timeline", "Timeline"),
    ("chronicle", "Chronicle"),
];

/// A release that stands on the site.
pub struct OnSite {
    /// The hash of its list of files, by which each of them is known.
    pub sha256: Digest,
    /// Its list of files.
    pub manifest: Arc<Manifest>,
    /// The text of each of its pieces.
    pub documents: Arc<BTreeMap<Slug, Document>>,
    /// The day it went out.
    pub released: Date,
    /// What took its place.
    pub corrected: Option<Correction>,
    /// What it rests on has changed since, as far as its readers may know.
    pub changed: bool,
    /// Pictures among its files, by their paths, with their width and height.
    pub pictures: Arc<BTreeMap<String, (u32, u32)>>,
    /// Short texts among its files that say what a picture shows, by their paths.
    pub alts: Arc<BTreeMap<String, String>>,
}

/// What a site is made from.
pub struct SiteAsk<'a> {
    /// Whose site it is.
    pub audience: &'a Audience,
    /// The campaign's name.
    pub campaign: &'a str,
    /// The state on the day of the site.
    pub state: &'a State,
    /// The record.
    pub entries: &'a [Entry],
    /// The clocks on that day.
    pub clocks: &'a [Clock],
    /// The case, where there is one.
    pub book: Option<&'a Book>,
    /// How the campaign publishes.
    pub publishing: &'a Publishing,
    /// The languages, each with the campaign's words of it.
    pub languages: &'a [(Language, &'a Words)],
    /// The releases of the audience.
    pub releases: &'a [OnSite],
    /// The pay of classes under the offers that the audience knows of, where it is shown.
    pub pay: Option<&'a super::pay::Pay>,
    /// Pages as they were made before, for a program that makes the site again.
    pub remembered: Option<&'a PageMemory>,
}

/// The width and height of a picture; none where it is none.
pub fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(bytes).ok()?;
    Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?))
}

/// A piece on the site.
pub(crate) struct OnPage<'a> {
    pub release: &'a OnSite,
    pub piece: &'a PieceOf,
    pub document: &'a Document,
    /// The name of its page, without folder and ending.
    pub name: String,
}

impl OnPage<'_> {
    pub fn language(&self) -> Language {
        self.document.language
    }

    /// It stands as it went out: nothing takes its place.
    pub fn stands(&self) -> bool {
        self.release.corrected.is_none()
    }

    /// Its page, from a page of a language.
    pub fn from(&self, language: Language) -> String {
        format!("{}{}.html", between(language, self.language()), self.name)
    }
}

/// The folder of a language's pages.
pub(crate) fn folder_of(language: Language) -> &'static str {
    match language {
        Language::English => "",
        Language::Spanish => "es/",
    }
}

/// The way from a page of one language to the folder of another.
pub(crate) fn between(from: Language, to: Language) -> String {
    match from == to {
        true => String::new(),
        false => format!("{}{}", up(from), folder_of(to)),
    }
}

/// The way from a page of a language to the root of the site.
pub(crate) fn up(from: Language) -> &'static str {
    match from {
        Language::English => "",
        Language::Spanish => "../",
    }
}

/// Everything that a page is made with, in one language.
pub(crate) struct Maker<'a> {
    pub ask: &'a SiteAsk<'a>,
    pub seen: &'a Seen<'a>,
    pub pieces: &'a [OnPage<'a>],
    pub language: Language,
    pub words: &'a Words,
    /// The pages that the site has, of [`PAGES`].
    pub has: &'a BTreeSet<&'static str>,
    pub has_feed: bool,
    /// Where each entry stands in the timeline, from a page of this language.
    pub anchors: RefCell<BTreeMap<u64, String>>,
    memo: RefCell<HashMap<String, (String, bool)>>,
    at: RefCell<String>,
    missing: RefCell<BTreeSet<(String, String)>>,
}

/// A page, by its name in the folder of its language.
pub(crate) struct Made {
    pub name: String,
    pub text: String,
}

impl<'a> Maker<'a> {
    pub fn new(
        ask: &'a SiteAsk<'a>,
        seen: &'a Seen<'a>,
        pieces: &'a [OnPage<'a>],
        (language, words): (Language, &'a Words),
        (has, has_feed): (&'a BTreeSet<&'static str>, bool),
    ) -> Maker<'a> {
        Maker {
            ask,
            seen,
            pieces,
            language,
            words,
            has,
            has_feed,
            anchors: RefCell::default(),
            memo: RefCell::default(),
            at: RefCell::default(),
            missing: RefCell::default(),
        }
    }

    /// From here on, what is said is said on this page.
    pub fn begin(&self, page: &str) {
        *self.at.borrow_mut() = format!("{}{page}.html", folder_of(self.language));
    }

    /// Texts that could not be said in the language: page and text.
    pub fn missing(&self) -> Vec<(String, String)> {
        self.missing.borrow().iter().cloned().collect()
    }

    /// Texts that could not be said on the page that was begun last.
    pub fn missing_here(&self) -> Vec<String> {
        let at = self.at.borrow();
        let all = self.missing.borrow();
        all.iter().filter(|(page, _)| *page == *at).map(|(_, text)| text.clone()).collect()
    }

    /// Takes note of texts that a piece of the record could not be said in.
    pub fn note_missing(&self, texts: &[String]) {
        let at = self.at.borrow().clone();
        self.missing.borrow_mut().extend(texts.iter().map(|text| (at.clone(), text.clone())));
    }

    fn translated(&self, text: &str) -> (String, bool) {
        if self.language == Language::English {
            return (text.to_owned(), true);
        }
        if let Some(known) = self.memo.borrow().get(text) {
            return known.clone();
        }
        let made = match self.words.say(self.language, text) {
            Said::Own(text) => (text, true),
            Said::English(text) => (text, false),
        };
        self.memo.borrow_mut().insert(text.to_owned(), made.clone());
        made
    }

    /// A short text of the program in the page's language.
    pub fn t(&self, english: &str) -> String {
        self.translated(english).0
    }

    /// A line that we made of the record, such as an offer's terms: as [`Maker::own`], its days in words. What people said is not to be
    /// told so: it stays to the letter.
    pub fn line(&self, text: &str) -> Markup {
        self.told(text, days_in_words)
    }

    /// A text of the record or the case: in the page's language, or in English and marked as such.
    pub fn own(&self, text: &str) -> Markup {
        self.told(text, |said, _| said.to_owned())
    }

    fn told(&self, text: &str, as_told: impl Fn(&str, Language) -> String) -> Markup {
        let (said, own) = self.translated(text);
        let said = as_told(&said, if own { self.language } else { Language::English });
        if own {
            return html! { (said) };
        }
        self.note_missing(&[text.to_owned()]);
        html! { span lang="en" { (said) } }
    }

    /// A day in words.
    pub fn day(&self, day: Date) -> String {
        date_words(day, self.language)
    }

    /// A day as it is known, out of its line in the record: `2022-06-12`, `about 2022-06-12`.
    pub fn when(&self, when: &str) -> Markup {
        if let Ok(day) = money::date_from_iso(when) {
            return html! { (self.day(day)) };
        }
        let first = money::date_from_iso(&format!("{when}-01"));
        match first.ok().filter(|_| when.len() == 7) {
            Some(first) => html! { (month_words(first, self.language)) },
            None => self.line(when),
        }
    }

    /// The entries that something rests on, as ways to the timeline.
    pub fn cites(&self, entries: &[u64]) -> Markup {
        let anchors = self.anchors.borrow();
        html! {
            @if !entries.is_empty() {
                sup class="note" {
                    @for (at, entry) in entries.iter().enumerate() {
                        @if at > 0 { " " }
                        @match anchors.get(entry) {
                            Some(to) => a href=(to) { (entry) },
                            None => (entry),
                        }
                    }
                }
            }
        }
    }

    /// The ways around, from a page of this language.
    pub fn ways(&self, here: &str) -> Vec<Way> {
        let there = PAGES.iter().filter(|(name, _)| self.has.contains(name));
        there
            .map(|(name, label)| Way {
                label: self.t(label),
                to: format!("{name}.html"),
                here: *name == here,
            })
            .collect()
    }

    /// The feed of the language, from its pages.
    pub fn feed(&self) -> Option<String> {
        self.has_feed.then(|| "feed.xml".to_owned())
    }

    /// The same page in the other language.
    fn other(&self, name: &str) -> Option<(&'static str, String)> {
        let mut others = self.ask.languages.iter().map(|(other, _)| *other);
        let other = others.find(|other| *other != self.language)?;
        Some((other.code(), format!("{}{name}.html", between(self.language, other))))
    }

    /// A page under a heading.
    pub fn page(&self, name: &str, title: &str, about: String, body: Markup) -> Made {
        self.numbered(name, name, title, about, body)
    }

    /// A page that may be one of several: `of` is the first of them.
    fn numbered(&self, of: &str, name: &str, title: &str, about: String, body: Markup) -> Made {
        let frame = SiteFrame {
            language: self.language,
            words: self.words,
            campaign: &self.t(self.ask.campaign),
            title,
            about,
            ways: self.ways(if of.starts_with("series-") { "stories" } else { of }),
            other: self.other(of),
            feed: self.feed(),
            shared: Vec::new(),
            banner: None,
            body: html! { h1 { (title) } (body) },
        };
        Made { name: name.to_owned(), text: frame.page() }
    }

    /// Parts of a list, on as many pages as they need: each is short, and leads to the others.
    pub fn paged(
        &self,
        name: &str,
        title: &str,
        lead: &Markup,
        parts: Vec<(Markup, Vec<u64>)>,
    ) -> Vec<(Made, Vec<u64>)> {
        let mut pages: Vec<(Vec<Markup>, Vec<u64>)> = vec![(Vec::new(), Vec::new())];
        let mut used = lead.0.len();
        for (part, entries) in parts {
            let long = part.0.len();
            if used + long > ROOM && pages.last().is_some_and(|(on, _)| !on.is_empty()) {
                pages.push((Vec::new(), Vec::new()));
                used = 0;
            }
            used += long;
            if let Some((on, known)) = pages.last_mut() {
                on.push(part);
                known.extend(entries);
            }
        }
        let count = pages.len();
        let mut made = Vec::new();
        for (at, (parts, entries)) in pages.into_iter().enumerate() {
            let body = html! {
                @if at == 0 { (lead) }
                @for part in &parts { (part) }
                @if count > 1 {
                    nav class="pages" aria-label=(self.t("Pages of this list")) {
                        p {
                            @for other in 0..count {
                                @if other > 0 { " · " }
                                @if other == at { strong aria-current="page" { (self.t("Page")) " " (other + 1) } }
                                @else { a href=(format!("{}.html", page_name(name, other))) { (self.t("Page")) " " (other + 1) } }
                            }
                        }
                    }
                }
            };
            let title = match at {
                0 => title.to_owned(),
                _ => format!("{title}, {}", at + 1),
            };
            let page = self.numbered(name, &page_name(name, at), &title, String::new(), body);
            made.push((page, entries));
        }
        made
    }
}

fn page_name(name: &str, at: usize) -> String {
    match at {
        0 => name.to_owned(),
        _ => format!("{name}-{}", at + 1),
    }
}
