//! The whole case as one page: self-contained, in the order that persuades and can be checked
//! (`costing.md` 5), every figure opening its receipt, every chart with the table behind it.

mod charts;
mod costing;
mod frame;
mod head;
mod import;
mod pace_chart;
mod receipts;
mod sections;
mod words;

use std::cell::RefCell;

use intake::case::{Book, MadeFigure};
use maud::{DOCTYPE, Markup, html};

pub use costing::CostingPage;
pub(crate) use frame::{Frame, is_web};
pub(crate) use head::head;
pub use import::{ImportedPage, TakenFor};
pub(crate) use pace_chart::{PaceChart, pace_chart};
pub(crate) use sections::PricePath;
pub use words::{Language, Words, WordsError};

use crate::case_tables_text::short;
pub(crate) use words::Said;

/// A page in the making: which figures it shows, in order, so that their receipts stand at its end.
pub(crate) struct Page<'a> {
    pub book: &'a Book,
    pub language: Language,
    words: &'a Words,
    shown: RefCell<Vec<String>>,
    charts: RefCell<usize>,
}

/// What a page says, in its language.
#[derive(Clone, Copy)]
struct Tongue<'a> {
    language: Language,
    words: &'a Words,
}

impl Tongue<'_> {
    /// A short text.
    fn t(&self, text: &str) -> String {
        self.words.word(self.language, text)
    }

    /// What a file or the engine says: marked as English where there is no Spanish for it.
    fn own(&self, text: &str) -> Markup {
        match self.words.say(self.language, text) {
            Said::Own(text) => html! { (text) },
            Said::English(text) => html! { span lang="en" { (text) } },
        }
    }
}

/// How the page of a case looks.
pub const CASE_STYLE: &str = include_str!("style.css");

/// What stands on the page of a case: where each section is, and all of them.
pub struct CaseBody {
    /// Each section's id and heading, in order.
    pub contents: Vec<(String, String)>,
    /// The sections, the receipts, what they are made from.
    pub sections: Markup,
}

/// What stands on the page of a case, in a language, with a campaign's own sentences.
pub fn case_body(book: &Book, language: Language, words: &Words) -> CaseBody {
    let page =
        Page { book, language, words, shown: RefCell::new(Vec::new()), charts: RefCell::new(0) };
    let sections: Vec<(&str, String, Markup)> = sections::all(&page);
    let mut contents: Vec<(String, String)> =
        sections.iter().map(|(id, heading, _)| ((*id).to_owned(), heading.clone())).collect();
    contents.push(("receipts".to_owned(), page.t("Receipts")));
    contents.push(("data".to_owned(), page.t("What it is made from")));
    let sections = html! {
        @for (id, heading, content) in &sections {
            section aria-labelledby=(id) {
                h2 id=(id) { (heading) }
                (content)
            }
        }
        (made_from(&page, false))
    };
    CaseBody { contents, sections }
}

/// What came of one rule of peers, as the page of the case shows it, with the receipts of what is shown; nothing where the case does not
/// list the rule.
pub fn peers_body(book: &Book, rule: &str, language: Language, words: &Words) -> Option<Markup> {
    let table = book.peers.iter().find(|table| table.rule.name == rule)?;
    let page =
        Page { book, language, words, shown: RefCell::new(Vec::new()), charts: RefCell::new(0) };
    let result = sections::rule_of_peers(&page, table);
    let any = !page.shown.borrow().is_empty();
    Some(html! { (result) @if any { (made_from(&page, true)) } })
}

/// The receipts of what a page shows, and what they, or the whole case, are made from.
fn made_from(page: &Page<'_>, they_alone: bool) -> Markup {
    let (receipts, inputs) = (receipts::all(page), receipts::inputs(page, they_alone));
    html! {
        section aria-labelledby="receipts" {
            h2 id="receipts" { (page.t("Receipts")) }
            p { (page.t("Each can be worked out again from its inputs, step by step.")) " " (page.t("The command prints and checks one:")) " " code { "goodfaith case receipt" } }
            (receipts)
        }
        section aria-labelledby="data" {
            h2 id="data" { (page.t("What it is made from")) }
            (inputs)
        }
    }
}

/// The page of a case, under the campaign's name, in a language, with a campaign's own sentences.
pub fn case_page(book: &Book, campaign: &str, language: Language, words: &Words) -> String {
    let case = case_body(book, language, words);
    let t = |text: &str| words.word(language, text);
    let title = t("The case");
    let day = t("As of");
    let markup = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            (head(&format!("{}: {title}", t(campaign)), CASE_STYLE, html! {}))
            body {
                a class="skip" href="#main" { (t("To the case")) }
                header {
                    h1 { (t(campaign)) }
                    p { (title) ". " (day) " " (book.as_of.to_string()) ". " (t("Nothing published later is used.")) }
                    p class="soft" { (t("Every number that is a link opens its receipt: how it was made, from what, and what it is not.")) }
                    nav aria-label=(t("Contents")) {
                        ol {
                            @for (id, heading) in &case.contents {
                                li { a href=(format!("#{id}")) { (heading) } }
                            }
                        }
                    }
                }
                main id="main" { (case.sections) }
                footer {
                    p { (t("Made with Good Faith. This page fetches nothing and tells nobody that it was read.")) }
                }
            }
        }
    };
    let mut text = markup.into_string();
    text.push('\n');
    text
}

impl Page<'_> {
    /// A short text in the page's language.
    pub fn t(&self, english: &str) -> String {
        self.words.word(self.language, english)
    }

    /// A sentence in the page's language, or in English and marked as such.
    pub fn sentence(&self, text: &str) -> Markup {
        match self.words.say(self.language, text) {
            Said::Own(text) => html! { (text) },
            Said::English(text) => html! { span lang="en" { (text) } },
        }
    }

    /// A sentence that begins with a small letter and has no end, made whole.
    pub fn whole(&self, text: &str) -> Markup {
        let said = self.words.say(self.language, text.trim_end_matches('.'));
        let (text, own) = match said {
            Said::Own(text) => (text, true),
            Said::English(text) => (text, false),
        };
        let mut letters = text.chars();
        let begun: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let text = format!("{begun}{}.", letters.as_str());
        if own {
            html! { (text) }
        } else {
            html! { span lang="en" { (text) } }
        }
    }

    pub fn figure(&self, name: &str) -> Option<&MadeFigure> {
        self.book.figure(name)
    }

    /// A figure's value as a link to its receipt; nothing where there is none.
    pub fn link(&self, name: &str) -> Markup {
        let Some(made) = self.figure(name) else { return html! {} };
        let number = self.number_of(name);
        let value = short(&made.figure.value);
        let label = format!("{value}, {} {number}", self.t("receipt"));
        html! { a href=(format!("#r{number}")) aria-label=(label) { (value) } }
    }

    /// The number of a figure's receipt: the place in which it is first shown.
    pub fn number_of(&self, name: &str) -> usize {
        let mut shown = self.shown.borrow_mut();
        match shown.iter().position(|known| known == name) {
            Some(at) => at + 1,
            None => {
                shown.push(name.to_owned());
                shown.len()
            }
        }
    }

    /// An id for a chart or a table.
    pub fn chart_id(&self) -> String {
        let mut charts = self.charts.borrow_mut();
        *charts += 1;
        format!("c{charts}")
    }

    /// A table that can be scrolled sideways where it is wider than the screen.
    pub fn table(
        &self,
        caption: &str,
        headers: &[String],
        rows: &[(String, Vec<Markup>, bool)],
    ) -> Markup {
        let id = self.chart_id();
        html! {
            p class="caption" id=(id) { (caption) }
            (self.table_under(&id, headers, rows))
        }
    }

    /// The same under a heading or caption that is there, by its id.
    pub fn table_under(
        &self,
        id: &str,
        headers: &[String],
        rows: &[(String, Vec<Markup>, bool)],
    ) -> Markup {
        html! {
            div class="scroll" tabindex="0" role="group" aria-labelledby=(id) {
                table aria-labelledby=(id) {
                    @if headers.iter().any(|header| !header.is_empty()) {
                        thead {
                            tr {
                                td class="none" {}
                                @for header in headers { th scope="col" { (header) } }
                            }
                        }
                    }
                    tbody {
                        @for (label, cells, sum) in rows {
                            tr class=[sum.then_some("sum")] {
                                th scope="row" { (label) }
                                @for cell in cells { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
