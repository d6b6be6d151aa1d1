//! What the pages of the room share: a reader's view, its words, its links to entries.

use std::sync::Arc;

use maud::{Markup, html};
use money::Date;
use press::Seen;
use record::audience::Audience;
use record::{Since, Slug};

use super::sheet::{Again, Sheet};
use super::sheet_html::added;
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;
use crate::held::Standing;
use crate::words::Speech;

/// The rooms' pages, in the order of a campaign.
const WAYS: [(&str, &str); 9] = [
    ("/coalition", "Overview"),
    ("/coalition/partners", "Partners"),
    ("/coalition/demands", "Demands"),
    ("/coalition/concessions", "Concessions"),
    ("/coalition/claims", "Claims and requests"),
    ("/coalition/actions", "Actions and counts"),
    ("/coalition/revenue", "Revenue"),
    ("/coalition/commitments", "Commitments"),
    ("/coalition/chronicle", "The chronicle"),
];

/// A page in the making, with what its reader sees.
pub(super) struct View<'a> {
    /// What was asked.
    pub asked: &'a Asked,
    /// The language.
    pub speech: Speech<'a>,
    /// What the reader sees.
    pub seen: Seen<'a>,
    /// The reader is the team, so that pages of the team are led to.
    pub team: bool,
}

impl<'a> View<'a> {
    /// What a reader sees on the day that is looked at.
    pub fn by(asked: &'a Asked, standing: &'a Standing, audience: &Audience) -> View<'a> {
        let seen = Seen::by(&standing.state, asked.opened.desk.entries(), audience);
        View { asked, speech: asked.speech(), seen, team: *audience == Audience::Team }
    }

    /// A text of ours.
    pub fn t(&self, text: &str) -> String {
        self.speech.t(text)
    }

    /// What people wrote.
    pub fn own(&self, text: &str) -> Markup {
        self.speech.own(text)
    }

    /// When something happened, as exactly as it is known.
    pub fn when(&self, since: Since) -> String {
        press::writing::when_words(since.when, self.speech.language)
    }

    /// A day.
    pub fn day(&self, day: Date) -> String {
        self.speech.day(day)
    }

    /// The entries on which something rests.
    pub fn cites(&self, entries: &[u64]) -> Markup {
        html! {
            @if !entries.is_empty() {
                span class="small soft cites" {
                    " ["
                    @for (at, entry) in entries.iter().enumerate() {
                        @if at > 0 { ", " }
                        @if self.team { a href=(self.asked.way(&format!("/record/{entry}"))) aria-label=(format!("{} {entry}", self.t("Entry"))) { (entry) } } @else { (entry) }
                    }
                    "]"
                }
            }
        }
    }

    /// A line of a list of what is known of a thing; nothing where nothing is.
    pub fn fact(&self, label: &str, says: &str) -> Markup {
        html! { @if !says.is_empty() { div { dt { (self.t(label)) } dd { (self.own(says)) } } } }
    }

    /// Several texts in a line of such a list.
    pub fn facts<S: AsRef<str>>(&self, label: &str, all: &[S]) -> Markup {
        html! {
            @if !all.is_empty() {
                div { dt { (self.t(label)) } dd { @for (at, one) in all.iter().enumerate() { @if at > 0 { ", " } (self.own(one.as_ref())) } } }
            }
        }
    }

    /// A title that leads to its page, where the reader is the team.
    pub fn lead(&self, path: &str, title: &str) -> Markup {
        html! { @if self.team { a href=(self.asked.way(path)) { (self.own(title)) } } @else { (self.own(title)) } }
    }

    /// The steps of a thing, in order.
    pub fn steps<'b>(
        &self,
        steps: impl Iterator<Item = (Since, &'static str, Option<&'b str>, Option<&'b str>)>,
    ) -> Markup {
        html! {
            ol class="entries" {
                @for (since, step, by, words) in steps {
                    li {
                        strong { (self.when(since)) } ": " (self.own(step))
                        @if let Some(by) = by { ", " (self.own(by)) }
                        @if let Some(words) = words { ". " (self.own(words)) }
                        (self.cites(&[since.entry]))
                    }
                }
            }
        }
    }

    /// A form of the record on this page.
    pub fn sheet(
        &self,
        sheet: &Sheet,
        summary: &str,
        path: &str,
        again: Option<&Again<'_>>,
    ) -> Markup {
        sheet.folded(self.asked, path, summary, again)
    }

    /// The page: the ways through the room, and what stands on it.
    pub fn page(&self, title: String, path: &str, body: Markup) -> Page {
        let body = html! {
            (added(self.asked))
            nav aria-label=(self.t("Coalition and after")) {
                ul class="jump" {
                    @for (to, label) in WAYS { li { a href=(self.asked.way(to)) aria-current=[(to == path).then_some("page")] { (self.t(label)) } } }
                }
            }
            (body)
        };
        Page::of(title, "/coalition", body)
    }
}

/// Where the campaign stands on the day that is looked at.
pub(super) fn standing(asked: &Asked) -> Arc<Standing> {
    asked.opened.on(asked.day)
}

/// The id that a page's address names.
pub(super) fn id_of(asked: &Asked, what: &str) -> Result<Slug, Problem> {
    let named = asked.part("id");
    Slug::parse(named).map_err(|_| not_there(asked, what, named))
}

/// Said where the record has no such thing on the day.
pub(super) fn not_there(asked: &Asked, what: &str, id: &str) -> Problem {
    Problem::NotThere(format!("{what} {id}, {}", asked.day))
}

/// Said to a form of no sheet of the page.
pub(super) fn no_sheet(form: &Form) -> Problem {
    Problem::Unclear(format!(
        "sheet={}: this page has no such form; load it anew",
        form.text(super::sheet::SHEET)
    ))
}

/// What a form came to: the page that shows what was added, or the same page with what stops it.
pub(super) fn came<'a>(
    asked: &Asked,
    form: &'a Form,
    added: Result<super::sheet::Added, Vec<super::sheet::Finding>>,
    path: &str,
    page: impl FnOnce(&Again<'a>) -> Result<Page, Problem>,
) -> Result<Done, Problem> {
    match added {
        Ok(added) => Ok(Done::To(added.at(asked, path))),
        Err(findings) => page(&Again { form, findings }).map(Done::Again),
    }
}
