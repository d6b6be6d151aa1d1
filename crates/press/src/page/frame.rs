//! The frame of a page that is not the case: head, heading, contents, sections, foot.

use maud::{DOCTYPE, Markup, html};

use super::{CASE_STYLE, Language, Words, head};
use crate::page::words::Said;

/// Whether an address is one of the web, and may be a link. Any other, whatever it calls itself, is a text.
pub(crate) fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// A page in the making.
pub(crate) struct Frame<'a> {
    pub language: Language,
    pub words: &'a Words,
    /// What the page is called.
    pub title: &'a str,
    /// Lines under the title, as they are to be shown.
    pub lead: Vec<String>,
    /// Each section by its id, its heading and what is in it.
    pub sections: Vec<(String, Markup, Markup)>,
}

impl Frame<'_> {
    /// A short text in the page's language.
    pub fn t(&self, english: &str) -> String {
        self.words.word(self.language, english)
    }

    /// What people wrote, in their own language: marked as English where the page is not.
    pub fn own(&self, text: &str) -> Markup {
        match self.words.say(self.language, text) {
            Said::Own(text) => html! { (text) },
            Said::English(text) => html! { span lang="en" { (text) } },
        }
    }

    /// The page.
    pub fn page(&self) -> String {
        let markup = html! {
            (DOCTYPE)
            html lang=(self.language.code()) {
                (head(self.title, CASE_STYLE, html! {}))
                body {
                    a class="skip" href="#main" { (self.t("To the text")) }
                    header {
                        h1 { (self.title) }
                        @for line in &self.lead { p { (line) } }
                        @if self.sections.len() > 1 {
                            nav aria-label=(self.t("Contents")) {
                                ol { @for (id, heading, _) in &self.sections { li { a href=(format!("#{id}")) { (heading) } } } }
                            }
                        }
                    }
                    main id="main" {
                        @for (id, heading, content) in &self.sections {
                            section aria-labelledby=(id) { h2 id=(id) { (heading) } (content) }
                        }
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
