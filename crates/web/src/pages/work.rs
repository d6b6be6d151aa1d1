//! Long work on a page: how far it is, a way to look again, a button to cancel it; without the script as with it.

use std::sync::Arc;

use axum::Router;
use maud::{Markup, html};

use crate::app::{App, Asked, Done, Problem, form, part};
use crate::forms::Form;
use crate::work::{Course, Step};

/// The paths.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/work/{id}", part(state)).route("/work/{id}/cancel", form(cancelled))
}

/// What the script does once the work is over.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// It loads the page again, on which nothing is typed.
    Reload,
    /// It says so: somebody may be typing.
    Say,
}

/// Work that is on its way. `what` is an element that names it, for whoever does not see.
pub(crate) fn under_way(asked: &Asked, course: &Course, what: &str, then: Then) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! {
        div class="work" {
            div data-work=(format!("/work/{}", course.id)) data-then=[(then == Then::Reload).then_some("reload")] { (how_far(asked, course)) }
            div class="buttons" {
                a class="go" href=(asked.way(&course.page)) aria-describedby=(what) { (t("Look again")) }
                (cancel(asked, course, what))
            }
            p class="soft" { (t("You may close this page: the work goes on, and what comes of it is found here again.")) }
        }
    }
}

/// The button that cancels work. `what` is an element that names it.
pub(crate) fn cancel(asked: &Asked, course: &Course, what: &str) -> Markup {
    html! {
        form method="post" action=(format!("/work/{}/cancel", course.id)) {
            (asked.word())
            button aria-describedby=(what) { (asked.speech().t("Cancel")) }
        }
    }
}

/// What is said of work that somebody cancelled.
pub(crate) fn was_cancelled(asked: &Asked) -> Markup {
    html! { p class="banner" role="status" { (asked.speech().t("Cancelled: nothing was written.")) } }
}

/// What is said of work that broke off.
pub(crate) fn failed(asked: &Asked) -> Markup {
    html! { p class="problem" role="alert" { (asked.speech().t("It broke off by a fault of this program; nothing was written. Please report it.")) } }
}

fn how_far(asked: &Asked, course: &Course) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let Some(Step { says, done, of }) = course.step() else {
        return html! { p role="status" data-over="1" { (t("It is over.")) } };
    };
    let percent = done.min(of).saturating_mul(100).checked_div(of).unwrap_or(0);
    html! {
        p role="status" { (t(says)) @if of > 0 && done == 0 { " (" (of) ")" } }
        @if done > 0 && of > 0 { p { progress max="100" value=(percent) aria-label=(t(says)) {} " " (percent) " %" } }
    }
}

fn course(asked: &Asked) -> Result<Arc<Course>, Problem> {
    let found = asked.part("id").parse().ok().and_then(|id| asked.courses.find(id));
    found.ok_or_else(|| Problem::NotThere("That work is no longer known.".to_owned()))
}

/// How far it is, for the script.
fn state(asked: &Asked) -> Result<Markup, Problem> {
    Ok(how_far(asked, &*course(asked)?))
}

/// Cancels it; the page waits a little until it has stopped.
fn cancelled(asked: &Asked, _: &Form) -> Result<Done, Problem> {
    let course = course(asked)?;
    course.cancel();
    course.wait_until(asked.courses.deadline());
    Ok(Done::To(course.page.clone()))
}
