//! What every request goes through: the guard, the language and the day, a page, and the headers of what goes back.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{get, post};
use desk::DeskError;
use money::Date;
use press::{Language, Words};
use tokio::sync::Notify;

use crate::answer::{self, Answer, guarded};
use crate::frame::{Frame, style};
use crate::guard::{Guard, WORD, Way, field, parameter, without};
use crate::held::{Held, Opened};
use crate::pages;
use crate::server::Options;
use crate::words::Speech;

/// The longest form that is read, in bytes.
const FORM_LIMIT: usize = 1_000_000;

/// The program that answers.
pub(crate) struct App {
    /// Told when somebody closes the program on a page.
    pub closed: Notify,
    held: Held,
    guard: Guard,
    as_of: Option<Date>,
    style: String,
}

impl App {
    /// Opens the campaign once, so that a folder without one is said at the start.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened.
    pub fn new(options: &Options, guard: Guard) -> Result<App, DeskError> {
        let held = Held::new(&options.folder);
        held.open()?;
        Ok(App { closed: Notify::new(), held, guard, as_of: options.as_of, style: style() })
    }
}

/// What a page is asked for.
pub(crate) struct Asked {
    /// The campaign.
    pub opened: Arc<Opened>,
    /// The language.
    pub language: Language,
    /// The day.
    pub day: Date,
    /// Whether that is another than the program's own.
    held_day: bool,
    /// The word of forms.
    word: String,
    uri: Uri,
}

impl Asked {
    /// What the page says, in its language.
    pub fn speech(&self) -> Speech<'_> {
        Speech { language: self.language, words: self.opened.desk.words(self.language) }
    }

    /// A parameter of the address, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        parameter(&self.uri, name)
    }

    /// A way to another page, on the day that is looked at.
    pub fn way(&self, path: &str) -> String {
        let joined = if path.contains('?') { '&' } else { '?' };
        if self.held_day { format!("{path}{joined}on={}", self.day) } else { path.to_owned() }
    }
}

/// What a page comes to.
pub(crate) struct Page {
    /// What it is called, in its language.
    pub title: String,
    /// Its path.
    pub path: &'static str,
    /// What stands on it.
    pub body: maud::Markup,
}

/// Why there is no page.
pub(crate) enum Problem {
    /// Nothing is there.
    NotThere(String),
    /// The campaign's files cannot be read.
    Files(String),
    /// What was asked cannot be understood.
    Unclear(String),
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Problem {
        Problem::Files(error.to_string())
    }
}

impl From<&intake::Findings> for Problem {
    fn from(findings: &intake::Findings) -> Problem {
        let all: Vec<String> = findings.0.iter().map(ToString::to_string).collect();
        Problem::Files(all.join("\n"))
    }
}

/// Every path.
pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(|app, request| shown(app, request, pages::today)))
        .route("/case", get(|app, request| shown(app, request, pages::case)))
        .route("/record", get(|app, request| shown(app, request, pages::record)))
        .route(
            "/record/{number}",
            get(|app, Path(number): Path<String>, request| {
                shown(app, request, move |asked: &Asked| pages::entry(asked, &number))
            }),
        )
        .route("/style.css", get(styled))
        .route("/close", post(closed))
        .fallback(|app, request| {
            shown(app, request, |_: &Asked| {
                Err(Problem::NotThere("There is no such page.".to_owned()))
            })
        })
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(from_fn_with_state(Arc::clone(&app), before))
        .with_state(app)
}

/// The guard, the choice of a language, and the headers of whatever goes back.
async fn before(State(app): State<Arc<App>>, request: Request, next: Next) -> Answer {
    let (parts, body) = request.into_parts();
    guarded(match app.guard.way(&parts) {
        Way::Entry { to, cookie } => answer::lead(&to, Some(&cookie)),
        Way::Out(why) => outside(why),
        Way::In => match chosen_language(&app, &parts) {
            Some(answer) => answer,
            None => next.run(Request::from_parts(parts, body)).await,
        },
    })
}

/// The page of somebody who may not come in: it says nothing of the campaign.
fn outside(why: &str) -> Answer {
    let page = maud::html! {
        (maud::DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { "Good Faith" } }
            body { main { h1 { "Good Faith" } p { (why) } } }
        }
    };
    answer::page(StatusCode::FORBIDDEN, page.into_string())
}

/// A language that was chosen on a page is kept, and the page shown in it.
fn chosen_language(app: &App, parts: &Parts) -> Option<Answer> {
    let code =
        parameter(&parts.uri, "lang").filter(|code| ["en", "es"].contains(&code.as_str()))?;
    let cookie =
        format!("{}={code}; Path=/; HttpOnly; SameSite=Strict", app.guard.cookie("language"));
    Some(answer::lead(&without(&parts.uri, "lang"), Some(&cookie)))
}

/// Today, by this computer's clock.
fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Shows a page: it is made on a thread of its own, since it may read files and count for a while.
async fn shown<P>(State(app): State<Arc<App>>, request: Request, page: P) -> Answer
where
    P: FnOnce(&Asked) -> Result<Page, Problem> + Send + 'static,
{
    let (parts, _) = request.into_parts();
    let made = tokio::task::spawn_blocking(move || made(&app, &parts, page)).await;
    made.unwrap_or_else(|_| {
        answer::page(StatusCode::INTERNAL_SERVER_ERROR, "This page failed.".to_owned())
    })
}

fn made<P>(app: &App, parts: &Parts, page: P) -> Answer
where
    P: FnOnce(&Asked) -> Result<Page, Problem>,
{
    let language = match app.guard.cookie_of(parts, "language") {
        Some("es") => Language::Spanish,
        _ => Language::English,
    };
    let own = app.as_of.unwrap_or_else(today);
    let named = parameter(&parts.uri, "on").filter(|on| !on.is_empty());
    let read = named.map(|on| money::date_from_iso(&on).map_err(|error| error.to_string()));
    let (day, unclear) = match read {
        Some(Ok(day)) => (day, None),
        Some(Err(why)) => (own, Some(why)),
        None => (own, None),
    };
    let opened = match app.held.open() {
        Ok(opened) => opened,
        Err(error) => return without_campaign(app, language, own, &error.to_string()),
    };
    let asked = Asked {
        opened,
        language,
        day,
        held_day: day != own,
        word: app.guard.word(),
        uri: parts.uri.clone(),
    };
    let page = match unclear {
        Some(why) => Err(Problem::Unclear(why)),
        None => page(&asked),
    };
    framed(&asked, page)
}

/// A page in its frame, or what stands in its place.
fn framed(asked: &Asked, page: Result<Page, Problem>) -> Answer {
    let speech = asked.speech();
    let (status, page) = match page {
        Ok(page) => (StatusCode::OK, page),
        Err(problem) => {
            let (status, title, why) = match problem {
                Problem::NotThere(why) => (StatusCode::NOT_FOUND, "Not there", why),
                Problem::Files(why) => {
                    (StatusCode::CONFLICT, "The campaign's files have to be mended", why)
                }
                Problem::Unclear(why) => (StatusCode::BAD_REQUEST, "Not understood", why),
            };
            let body = maud::html! { p class="problem" role="alert" { (speech.own(&why)) } };
            (status, Page { title: speech.t(title), path: "/", body })
        }
    };
    let team = speech.t("For the team alone: nothing on this page goes out");
    let frame = Frame {
        speech,
        campaign: &asked.opened.desk.name,
        title: &page.title,
        path: page.path,
        here: &without(&asked.uri, "lang"),
        seen_by: &team,
        day: asked.day,
        held_day: asked.held_day,
        word: &asked.word,
        body: page.body,
    };
    answer::page(status, frame.page())
}

/// What is shown where the campaign cannot be opened any more.
fn without_campaign(app: &App, language: Language, day: Date, why: &str) -> Answer {
    let words = Words::default();
    let speech = Speech { language, words: &words };
    let title = speech.t("The campaign's files have to be mended");
    let frame = Frame {
        speech,
        campaign: "Good Faith",
        title: &title,
        path: "/",
        here: "/",
        seen_by: &speech.t("For the team alone: nothing on this page goes out"),
        day,
        held_day: false,
        word: &app.guard.word(),
        body: maud::html! { p class="problem" role="alert" lang="en" { (why) } },
    };
    answer::page(StatusCode::CONFLICT, frame.page())
}

async fn styled(State(app): State<Arc<App>>) -> Answer {
    answer::text(StatusCode::OK, "text/css; charset=utf-8", app.style.clone())
}

/// Closes the program, where the form's word is ours.
async fn closed(State(app): State<Arc<App>>, body: Bytes) -> Answer {
    if !field(&body, WORD).is_some_and(|word| app.guard.knows(&word)) {
        return outside(
            "This did not come from a page of this program. Go back, load the page anew, and try again.",
        );
    }
    app.closed.notify_one();
    let page = maud::html! {
        (maud::DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { "Good Faith" } }
            body { main { h1 { "Good Faith" } p { "Closed. Everything is kept." } p lang="es" { "Cerrado. Todo está guardado." } } }
        }
    };
    answer::page(StatusCode::OK, page.into_string())
}
