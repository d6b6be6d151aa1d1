//! The case: every figure with its receipt one click away, the other side's beside ours.

use maud::html;

use crate::app::{Asked, Page, Problem};

/// The case as it stands.
pub(crate) fn case(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let book = asked.opened.desk.book()?;
    let body = match book {
        None => {
            html! { p class="calm" { (t("The campaign has no case yet: docs/case.md says how one is written.")) } }
        }
        Some(book) => {
            let case = press::case_body(book, asked.language, speech.words);
            html! {
                p class="lead" { (t("as of")) " " (speech.day(book.as_of)) ". " (t("Nothing published later is used.")) }
                p class="soft" { (t("Every number that is a link opens its receipt: how it was made, from what, and what it is not.")) }
                nav aria-label=(t("Contents")) {
                    ol { @for (id, heading) in &case.contents { li { a href=(format!("#{id}")) { (heading) } } } }
                }
                (case.sections)
            }
        }
    };
    Ok(Page::of(t("The case"), "/case", body))
}
