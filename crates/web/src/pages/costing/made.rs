//! Costings: each is made on a thread of its own, kept until a file that it is made from changes, and waited for no longer than a page may.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::Costed;
use intake::{CostFiles, Findings, Progress};
use maud::{Markup, html};
use record::Digest;

use super::findings;
use crate::app::Asked;
use crate::pages::work::{Then, failed, under_way};
use crate::work::{Course, Standing, Step, Work, Works};

/// What a costing comes to.
pub(crate) type Made = Result<Costed, Findings>;

/// A costing on its way, or made.
pub(super) type Costing = Arc<Work<String, Made>>;

/// The costings of the campaign as its files are.
pub(crate) struct Costings {
    made: Works<String, Made>,
    /// What somebody types, by the page and where it is open: what is typed later makes what was typed before superfluous.
    typed: Works<String, Made>,
}

/// How many costings are kept: each holds its roster.
const KEPT: usize = 4;

impl Default for Costings {
    fn default() -> Costings {
        Costings { made: Works::keeping(KEPT), typed: Works::keeping(1) }
    }
}

/// Which costing: all that decides what it comes to, besides files that stay.
fn key(files: &CostFiles) -> String {
    Digest::of(format!("{files:?}").as_bytes()).to_string()
}

/// Costs files, and says how far it is; none where it was cancelled.
fn make(files: &CostFiles, course: &Course) -> Option<Made> {
    let tell = |doing: &str, _: &str, done: u64, of: u64| {
        let says = match doing {
            "costing" => "It is being costed.",
            _ => "It is being costed: the roster is read.",
        };
        course.say(Step { says, done, of });
        if course.stops() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let made = Costed::telling(files, &Progress::new(&tell));
    (made.is_ok() || !course.stops()).then_some(made)
}

/// Costs files, or looks at what came of them. One that was cancelled is begun again only where that is asked for: by a button, or `again=1`.
pub(super) fn costing(asked: &Asked, page: &str, files: CostFiles) -> Costing {
    let (key, page) = (key(&files), page.to_owned());
    let all = &asked.opened.costings.made;
    if let Some(known) = all.find(&key)
        && matches!(known.standing(), Standing::Cancelled | Standing::Failed)
        && !asked.sent
        && asked.parameter("again").is_none()
    {
        return known;
    }
    all.begin(&asked.courses, key, |_| page, move |course| make(&files, course))
}

/// Costs what somebody types on a page: what was typed there before need not be costed any more. None where this was superfluous itself.
///
/// `tab`: the page's own name for where it is open; what is typed on another stays wanted.
pub(super) fn typed(asked: &Asked, page: &str, tab: &str, files: CostFiles) -> Option<Arc<Made>> {
    let all = &asked.opened.costings.typed;
    let (key, page) = (format!("{page} {tab}"), page.to_owned());
    let work = all.begin_anew(&asked.courses, key, |_| page, move |course| make(&files, course));
    let came = match work.wait_until(Instant::now() + TYPED) {
        Standing::Done(made) => Some(made),
        _ => None,
    };
    all.forget(work.course.id);
    came
}

/// How long what somebody types is waited for: nobody sees a page that waits.
const TYPED: Duration = Duration::from_secs(3600);

/// What a costing comes to on its page: what is shown of it once it is made, else how far it is or why there is none.
pub(super) fn shown(
    asked: &Asked,
    costing: &Costing,
    then: Then,
    show: impl FnOnce(&Costed) -> Markup,
) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    match costing.wait_until(asked.courses.deadline()) {
        Standing::Done(made) => match &*made {
            Ok(costed) => show(costed),
            Err(found) => findings(found, &t("It cannot be costed:")),
        },
        Standing::UnderWay => html! {
            h2 id="costing-work" class="hidden" { (t("The costing")) }
            (under_way(asked, &costing.course, "costing-work", then))
        },
        Standing::Failed => failed(asked),
        Standing::Cancelled => {
            let page = &costing.course.page;
            let joined = if page.contains('?') { '&' } else { '?' };
            html! {
                p class="banner" role="status" { (t("The costing was cancelled.")) }
                p { a class="go" href=(asked.way(&format!("{page}{joined}again=1"))) { (t("Cost it again")) } }
            }
        }
    }
}

/// What a costing came to, if it is made in time.
pub(super) fn in_time(asked: &Asked, costing: &Costing) -> Option<Arc<Made>> {
    match costing.wait_until(asked.courses.deadline()) {
        Standing::Done(made) => Some(made),
        _ => None,
    }
}
