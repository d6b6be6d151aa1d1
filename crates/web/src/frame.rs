//! The frame of every page: where it leads, whose eyes it is for, its text.

use maud::{DOCTYPE, Markup, html};
use money::Date;
use press::Language;

use crate::words::Speech;

/// What every page looks like: the style of the sites, and what a workspace needs besides.
pub(crate) fn style() -> String {
    let mut style = format!("{}\n{}", press::site::STYLE, include_str!("workspace.css"));
    for (within, rules) in ROOMS {
        style.push_str(&format!("{within} {{\n{rules}}}\n"));
    }
    style
}

/// What the pages of a room look like besides: rules that hold within it alone.
const ROOMS: [(&str, &str); 5] = [
    ("main.case, main.costing, main.table, main.files", include_str!("rooms/costing.css")),
    ("main.case", include_str!("rooms/case.css")),
    ("main.table", include_str!("rooms/table.css")),
    ("main.coalition", include_str!("rooms/coalition.css")),
    ("main.publishing", include_str!("rooms/publishing.css")),
];

/// The pages that the head leads to: path and label.
const WAYS: [(&str, &str); 8] = [
    ("/", "Today"),
    ("/costing", "Costing"),
    ("/case", "The case"),
    ("/table", "The table"),
    ("/coalition", "Coalition and after"),
    ("/publishing", "Publishing"),
    ("/record", "The record"),
    ("/files", "Files and checks"),
];

/// A page in the making.
pub(crate) struct Frame<'a> {
    /// Its language.
    pub speech: Speech<'a>,
    /// The campaign's name.
    pub campaign: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Its path: `/record`.
    pub path: &'a str,
    /// The very address of it, with its parameters.
    pub here: &'a str,
    /// Who may see what stands on it.
    pub seen_by: &'a str,
    /// The day that it is of.
    pub day: Date,
    /// Whether the day is another than today, and stays in the ways on.
    pub held_day: bool,
    /// A way of five minutes, for an example.
    pub guide: Option<crate::Guide>,
    /// The word of forms.
    pub word: &'a str,
    /// What stands on it.
    pub body: Markup,
}

impl Frame<'_> {
    /// A path of ours, on the day that is looked at.
    fn way(&self, path: &str) -> String {
        if self.held_day { format!("{path}?on={}", self.day) } else { path.to_owned() }
    }

    /// The page.
    pub fn page(&self) -> String {
        let speech = &self.speech;
        let t = |text: &str| speech.t(text);
        let (code, label) = match speech.language {
            Language::English => ("es", "Español"),
            Language::Spanish => ("en", "English"),
        };
        let joined = if self.here.contains('?') { '&' } else { '?' };
        let other = format!("{}{joined}lang={code}", self.here);
        let markup = html! {
            (DOCTYPE)
            html lang=(speech.language.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    link rel="icon" href="data:,";
                    link rel="stylesheet" href="/style.css";
                    script src="/live.js" defer {}
                    title { (self.title) ": " (t(self.campaign)) }
                }
                body {
                    a class="skip" href="#main" { (t("To the text")) }
                    header class="site" {
                        p class="campaign" { (t(self.campaign)) }
                        p class="other" { a href=(other) lang=(code) hreflang=(code) { (label) } }
                        (crate::pages::search_field(&t("Search"), &t("Search over everything"), self.held_day.then_some(self.day)))
                        nav aria-label=(t("Pages")) {
                            ul {
                                @for (path, label) in WAYS {
                                    li { a href=(self.way(path)) aria-current=[(path == self.path).then_some("page")] { (t(label)) } }
                                }
                            }
                        }
                    }
                    main id="main" class=(if self.path == "/" { "today" } else { self.path.trim_start_matches('/') }) {
                        @if let Some(guide) = self.guide { (guide.shown(speech, self.here.split('?').next().unwrap_or("/"))) }
                        p class="for eyes" { strong { (self.seen_by) } }
                        h1 { (self.title) }
                        (self.body)
                    }
                    footer {
                        form method="get" action=(self.here.split('?').next().unwrap_or("/")) class="day" {
                            label for="on" { (t("As of")) } " "
                            input type="date" id="on" name="on" value=(self.day);
                            button { (t("Show")) }
                        }
                        form method="post" action="/close" {
                            input type="hidden" name=(crate::guard::WORD) value=(self.word);
                            button { (t("Close Good Faith")) }
                        }
                        p { (t("This page comes from this machine, and leaves it by nothing that is on it.")) }
                    }
                }
            }
        };
        let mut text = markup.into_string();
        text.push('\n');
        text
    }
}
