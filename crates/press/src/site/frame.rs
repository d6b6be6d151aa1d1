//! The frame of every page of a site: head, ways around, what stands on it, foot.

use maud::{DOCTYPE, Markup, html};

use super::STYLE;
use crate::page::head;
use crate::{Language, Words};

/// A way to another page.
pub(crate) struct Way {
    /// What it is called.
    pub label: String,
    /// Where it leads, from the page.
    pub to: String,
    /// It is the page itself.
    pub here: bool,
}

/// A page in the making.
pub(crate) struct SiteFrame<'a> {
    pub language: Language,
    pub words: &'a Words,
    /// The campaign's name.
    pub campaign: &'a str,
    /// What the page is called.
    pub title: &'a str,
    /// A line that says what it is, for those who see a link to it.
    pub about: String,
    /// The ways around; none on a page that stands by itself.
    pub ways: Vec<Way>,
    /// The same page in another language, by its code and address.
    pub other: Option<(&'static str, String)>,
    /// The feed, from the page.
    pub feed: Option<String>,
    /// Properties for those who share a link to it (the Open Graph protocol).
    pub shared: Vec<(String, String)>,
    /// What a reader has to know before reading, such as that it was corrected.
    pub banner: Option<Markup>,
    /// What stands on it.
    pub body: Markup,
}

impl SiteFrame<'_> {
    /// A short text in the page's language.
    pub fn t(&self, english: &str) -> String {
        self.words.word(self.language, english)
    }

    /// The page.
    pub fn page(&self) -> String {
        let full = match self.title == self.campaign {
            true => self.title.to_owned(),
            false => format!("{} - {}", self.title, self.campaign),
        };
        let markup = html! {
            (DOCTYPE)
            html lang=(self.language.code()) {
                (head(&full, STYLE, html! {
                    meta name="color-scheme" content="light dark";
                    @if !self.about.is_empty() { meta name="description" content=(self.about); }
                    @for (property, content) in &self.shared {
                        @if property.starts_with("twitter:") { meta name=(property) content=(content); }
                        @else { meta property=(property) content=(content); }
                    }
                    @if let Some((code, to)) = &self.other { link rel="alternate" hreflang=(code) href=(to); }
                    @if let Some(feed) = &self.feed { link rel="alternate" type="application/atom+xml" href=(feed); }
                }))
                body {
                    a class="skip" href="#main" { (self.t("To the text")) }
                    header class="site" {
                        p class="campaign" { (self.campaign) }
                        @if let Some((code, to)) = &self.other {
                            p class="other" { a href=(to) lang=(code) hreflang=(code) { (if *code == "es" { "Español" } else { "English" }) } }
                        }
                        @if !self.ways.is_empty() {
                            nav aria-label=(self.t("Site")) {
                                ul {
                                    @for way in &self.ways {
                                        li { a href=(way.to) aria-current=[way.here.then_some("page")] { (way.label) } }
                                    }
                                }
                            }
                        }
                    }
                    main id="main" {
                        @if let Some(banner) = &self.banner { div class="banner" role="note" { (banner) } }
                        (self.body)
                    }
                    footer { p { (self.t("Made with Good Faith. This page fetches nothing and tells nobody that it was read.")) } }
                }
            }
        };
        let mut text = markup.into_string();
        text.push('\n');
        text
    }
}
