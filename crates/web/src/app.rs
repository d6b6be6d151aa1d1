//! What every request goes through: the guard, the language and the day, a page, and the headers of what goes back.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use desk::DeskError;
use desk::adding::NotAdded;
use desk::beginning::NotBegun;
use desk::publish::Stopped;
use maud::Markup;
use money::Date;
use press::{Language, Words};
use tokio::sync::Notify;

use crate::answer::{self, Answer, guarded};
use crate::forms::Form;
use crate::frame::{Frame, style};
use crate::guard::{Guard, WORD, Way, parameter, without};
use crate::guide::Guide;
use crate::held::{Held, Opened};
use crate::keyring::Keyring;
use crate::pages;
use crate::pages::costing::Imports;
use crate::pages::publishing::Sites;
use crate::server::Options;
use crate::uploads::Uploads;
use crate::words::Speech;
use crate::work::Courses;

/// The longest form that is read, with its files, in bytes.
const FORM_LIMIT: usize = 200_000_000;

/// The script of forms that show what they come to while somebody types.
const LIVE: &str = include_str!("live.js");

/// The program that answers.
pub(crate) struct App {
    /// Told when somebody closes the program on a page.
    pub closed: Notify,
    /// The sites that are made here, with what is remembered of them.
    pub sites: Arc<Sites>,
    /// The vault, while somebody has it open.
    pub keys: Arc<Keyring>,
    /// Work that is on its way.
    pub courses: Arc<Courses>,
    imports: Arc<Imports>,
    held: Held,
    uploads: Arc<Uploads>,
    guard: Guard,
    as_of: Option<Date>,
    guide: Option<Guide>,
    style: String,
}

impl App {
    /// Opens the campaign once, so that one that cannot be opened is said at the start. A folder that holds none has a page to begin one.
    ///
    /// # Errors
    ///
    /// Why it cannot be opened.
    pub fn new(options: &Options, guard: Guard) -> Result<App, DeskError> {
        let held = Held::new(&options.folder, options.ahead);
        if let Err(error) = held.open()
            && !held.awaits(&error)
        {
            return Err(error);
        }
        Ok(App {
            closed: Notify::new(),
            sites: Arc::default(),
            keys: Arc::default(),
            courses: Arc::new(Courses::at(options.pace.clone())),
            imports: Arc::default(),
            held,
            uploads: Arc::default(),
            guard,
            as_of: options.as_of,
            guide: options.guide,
            style: style(),
        })
    }

    /// Whether the folder holds a campaign.
    pub fn has_campaign(&self) -> bool {
        self.held.open().is_ok()
    }

    /// The day that pages are of, where the address names no other.
    fn own_day(&self) -> Date {
        self.as_of.unwrap_or_else(today)
    }
}

/// What a page is asked for.
pub(crate) struct Asked {
    /// The campaign.
    pub opened: Arc<Opened>,
    /// The vault, while somebody has it open.
    pub keys: Arc<Keyring>,
    /// Files that were sent.
    pub uploads: Arc<Uploads>,
    /// The sites that are made here.
    pub sites: Arc<Sites>,
    /// Whether a form was sent, and not only a page asked for.
    pub sent: bool,
    /// Work that is on its way.
    pub courses: Arc<Courses>,
    /// Files that are read or were.
    pub imports: Arc<Imports>,
    /// The language.
    pub language: Language,
    /// The day.
    pub day: Date,
    /// Whether that is another than the program's own.
    held_day: bool,
    guide: Option<Guide>,
    /// The word of forms.
    word: String,
    uri: Uri,
    /// The parts of the path that have names.
    parts: BTreeMap<String, String>,
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

    /// Every parameter of the address.
    pub fn query(&self) -> Form {
        Form::read(self.uri.query().unwrap_or_default().as_bytes())
    }

    /// Today, by this computer's clock.
    pub fn today(&self) -> Date {
        today()
    }

    /// Every value of a parameter that may be given several times.
    pub fn parameters(&self, name: &str) -> Vec<String> {
        let query = self.uri.query().unwrap_or_default();
        let all = form_urlencoded::parse(query.as_bytes()).filter(|(known, _)| known == name);
        all.map(|(_, value)| value.into_owned()).collect()
    }

    /// A named part of the path, decoded.
    pub fn part(&self, name: &str) -> &str {
        self.parts.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The campaign's folder.
    pub fn folder(&self) -> &Path {
        &self.opened.desk.folder
    }

    /// What every form of ours holds: the word that shows that it is ours.
    pub fn word(&self) -> Markup {
        maud::html! { input type="hidden" name=(WORD) value=(self.word); }
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
    /// The way in the head that it belongs to: `/record`.
    pub path: &'static str,
    /// Who may see what stands on it, in its language; none: the team alone.
    pub seen_by: Option<String>,
    /// What stands on it.
    pub body: Markup,
}

impl Page {
    /// A page for the team alone.
    pub fn of(title: String, path: &'static str, body: Markup) -> Page {
        Page { title, path, seen_by: None, body }
    }

    /// The same page, with who may see what stands on it.
    pub fn seen_by(self, who: String) -> Page {
        Page { seen_by: Some(who), ..self }
    }
}

/// What a form comes to.
pub(crate) enum Done {
    /// It is done; another page shows it.
    To(String),
    /// It is not: the form again, with what stops it.
    Again(Page),
    /// A page that shows it; nothing was changed.
    Shown(Page),
    /// Part of a page that is open.
    Part(Markup),
}

/// A file that is sent as it is.
pub(crate) struct Sent {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why there is no page.
pub(crate) enum Problem {
    /// Nothing is there.
    NotThere(String),
    /// The campaign's files cannot be read.
    Files(String),
    /// What was asked cannot be understood.
    Unclear(String),
    /// What was sent was not done, and nothing was changed.
    Refused(String),
}

impl From<NotAdded> for Problem {
    fn from(error: NotAdded) -> Problem {
        let reasons = error.reasons().join("\n");
        Problem::Refused(format!("{reasons}\n  mend: {}", error.mend()))
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Problem {
        Problem::Files(error.to_string())
    }
}

impl From<intake::Findings> for Problem {
    fn from(findings: intake::Findings) -> Problem {
        Problem::from(&findings)
    }
}

impl From<Stopped> for Problem {
    fn from(error: Stopped) -> Problem {
        match error {
            Stopped::Said { what, mend } => Problem::Refused(format!("{what}\n  mend: {mend}")),
            Stopped::Findings(findings) => Problem::from(&findings),
            Stopped::NotAdded(error) => Problem::from(error),
        }
    }
}

impl From<&intake::Findings> for Problem {
    fn from(findings: &intake::Findings) -> Problem {
        let all: Vec<String> = findings.0.iter().map(ToString::to_string).collect();
        Problem::Files(all.join("\n"))
    }
}

/// A path that shows a page.
pub(crate) fn page<P>(handler: P) -> MethodRouter<Arc<App>>
where
    P: Fn(&Asked) -> Result<Page, Problem> + Clone + Send + Sync + 'static,
{
    get(async move |State(app): State<Arc<App>>, parts: RawPathParams, request: Request| {
        shown(app, named(&parts), request, handler).await
    })
}

/// A path that sends a file.
pub(crate) fn file<P>(handler: P) -> MethodRouter<Arc<App>>
where
    P: Fn(&Asked) -> Result<Sent, Problem> + Clone + Send + Sync + 'static,
{
    get(async move |State(app): State<Arc<App>>, parts: RawPathParams, request: Request| {
        let (named, (request, _)) = (named(&parts), request.into_parts());
        apart(move || made(&app, &request, named, |asked| handler(asked).map(Come::Sent))).await
    })
}

/// A path that sends a part of a page that is open.
pub(crate) fn part<P>(handler: P) -> MethodRouter<Arc<App>>
where
    P: Fn(&Asked) -> Result<Markup, Problem> + Clone + Send + Sync + 'static,
{
    get(async move |State(app): State<Arc<App>>, parts: RawPathParams, request: Request| {
        let (named, (request, _)) = (named(&parts), request.into_parts());
        let part = move |asked: &Asked| handler(asked).map(|part| Come::Done(Done::Part(part)));
        apart(move || made(&app, &request, named, part)).await
    })
}

/// A path that takes a form.
pub(crate) fn form<P>(handler: P) -> MethodRouter<Arc<App>>
where
    P: Fn(&Asked, &Form) -> Result<Done, Problem> + Clone + Send + Sync + 'static,
{
    post(async move |State(app): State<Arc<App>>, parts: RawPathParams, request: Request| {
        taken(app, named(&parts), request, handler).await
    })
}

fn named(parts: &RawPathParams) -> BTreeMap<String, String> {
    parts.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// Every path.
pub(crate) fn router(app: Arc<App>) -> Router {
    pages::routes()
        .route("/style.css", get(styled))
        .route(
            "/live.js",
            get(async || {
                answer::text(StatusCode::OK, "text/javascript; charset=utf-8", LIVE.to_owned())
            }),
        )
        .route("/close", post(closed))
        .route(pages::founding::PATH, get(async || answer::lead("/", None)).post(begun))
        .fallback(async |State(app): State<Arc<App>>, request: Request| {
            let nothing = |_: &Asked| Err(Problem::NotThere("There is no such page.".to_owned()));
            shown(app, BTreeMap::new(), request, nothing).await
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
async fn shown<P>(
    app: Arc<App>,
    named: BTreeMap<String, String>,
    request: Request,
    page: P,
) -> Answer
where
    P: FnOnce(&Asked) -> Result<Page, Problem> + Send + 'static,
{
    let (parts, _) = request.into_parts();
    apart(move || made(&app, &parts, named, |asked| page(asked).map(Come::Page))).await
}

/// Takes a form, if it is one of ours.
async fn taken<P>(
    app: Arc<App>,
    named: BTreeMap<String, String>,
    request: Request,
    handler: P,
) -> Answer
where
    P: FnOnce(&Asked, &Form) -> Result<Done, Problem> + Send + 'static,
{
    let (parts, body) = request.into_parts();
    let form = match Form::of(Request::from_parts(parts.clone(), body)).await {
        Ok(form) => form,
        Err(why) => {
            return apart(move || made(&app, &parts, named, |_| Err(Problem::Unclear(why)))).await;
        }
    };
    if !app.guard.knows(form.text(WORD)) {
        return outside(NOT_OURS);
    }
    apart(move || made(&app, &parts, named, |asked| handler(asked, &form).map(Come::Done))).await
}

/// Does something on a thread of its own.
async fn apart(work: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| {
        answer::page(StatusCode::INTERNAL_SERVER_ERROR, "This page failed.".to_owned())
    })
}

/// What a handler came to.
enum Come {
    Page(Page),
    Done(Done),
    Sent(Sent),
}

fn made<P>(app: &App, parts: &Parts, named: BTreeMap<String, String>, handler: P) -> Answer
where
    P: FnOnce(&Asked) -> Result<Come, Problem>,
{
    let language = language_of(app, parts);
    let own = app.own_day();
    let on = parameter(&parts.uri, "on").filter(|on| !on.is_empty());
    let read = on.map(|on| money::date_from_iso(&on).map_err(|error| error.to_string()));
    let (day, unclear) = match read {
        Some(Ok(day)) => (day, None),
        Some(Err(why)) => (own, Some(why)),
        None => (own, None),
    };
    let opened = match app.held.open() {
        Ok(opened) => opened,
        Err(error) if app.held.awaits(&error) => {
            return founding(app, language, StatusCode::OK, (&Form::default(), None));
        }
        Err(error) => return broken(app, language, &error.to_string()),
    };
    app.sites.keep_up(opened.desk.entries());
    let asked = Asked {
        opened,
        keys: Arc::clone(&app.keys),
        uploads: Arc::clone(&app.uploads),
        sites: Arc::clone(&app.sites),
        sent: parts.method == axum::http::Method::POST,
        courses: Arc::clone(&app.courses),
        imports: Arc::clone(&app.imports),
        language,
        day,
        held_day: day != own,
        guide: app.guide,
        word: app.guard.word(),
        uri: parts.uri.clone(),
        parts: named,
    };
    let come = match unclear {
        Some(why) => Err(Problem::Unclear(why)),
        None => handler(&asked),
    };
    match come {
        Ok(Come::Page(page)) => framed(&asked, StatusCode::OK, page),
        Ok(Come::Done(Done::To(path))) => answer::lead(&asked.way(&path), None),
        Ok(Come::Done(Done::Shown(page))) => framed(&asked, StatusCode::OK, page),
        Ok(Come::Done(Done::Again(page))) => framed(&asked, StatusCode::UNPROCESSABLE_ENTITY, page),
        Ok(Come::Sent(Sent { name, bytes })) => answer::file(&name, bytes),
        Ok(Come::Done(Done::Part(part))) => answer::page(StatusCode::OK, part.into_string()),
        Err(problem) => instead(&asked, problem),
    }
}

/// What stands in the place of a page that cannot be shown.
fn instead(asked: &Asked, problem: Problem) -> Answer {
    let speech = asked.speech();
    let (status, title, why) = match problem {
        Problem::NotThere(why) => (StatusCode::NOT_FOUND, "Not there", why),
        Problem::Files(why) => {
            (StatusCode::CONFLICT, "The campaign's files have to be mended", why)
        }
        Problem::Unclear(why) => (StatusCode::BAD_REQUEST, "Not understood", why),
        Problem::Refused(why) => (StatusCode::UNPROCESSABLE_ENTITY, "Nothing was changed", why),
    };
    let body = maud::html! { p class="problem" role="alert" { (speech.own(&why)) } };
    framed(asked, status, Page::of(speech.t(title), "/", body))
}

/// A page in its frame.
fn framed(asked: &Asked, status: StatusCode, page: Page) -> Answer {
    let speech = asked.speech();
    let frame = Frame {
        speech,
        campaign: &asked.opened.desk.name,
        title: &page.title,
        path: page.path,
        here: &without(&asked.uri, "lang"),
        seen_by: &page.seen_by.unwrap_or_else(|| speech.t(TEAM_ALONE)),
        day: asked.day,
        held_day: asked.held_day,
        guide: asked.guide,
        word: &asked.word,
        body: page.body,
    };
    answer::page(status, frame.page())
}

/// Who may see a page of the team's.
const TEAM_ALONE: &str = "For the team alone: nothing on this page goes out";

/// The language that a browser's cookie names.
fn language_of(app: &App, parts: &Parts) -> Language {
    match app.guard.cookie_of(parts, "language") {
        Some("es") => Language::Spanish,
        _ => Language::English,
    }
}

/// What is shown where the campaign cannot be opened any more.
fn broken(app: &App, language: Language, why: &str) -> Answer {
    let body = maud::html! { p class="problem" role="alert" lang="en" { (why) } };
    let title = "The campaign's files have to be mended";
    without_campaign(app, language, StatusCode::CONFLICT, title, body)
}

/// The page that begins a campaign, with what was typed on it and what stops it.
fn founding(
    app: &App,
    language: Language,
    status: StatusCode,
    typed: (&Form, Option<&NotBegun>),
) -> Answer {
    let speech = Speech { language, words: &Words::default() };
    let word = maud::html! { input type="hidden" name=(WORD) value=(app.guard.word()); };
    let body = pages::founding::page(speech, app.held.folder(), word, app.own_day(), typed);
    without_campaign(app, language, status, pages::founding::TITLE, body)
}

/// A page without a campaign.
fn without_campaign(
    app: &App,
    language: Language,
    status: StatusCode,
    title: &str,
    body: Markup,
) -> Answer {
    let words = Words::default();
    let speech = Speech { language, words: &words };
    let frame = Frame {
        speech,
        campaign: "Good Faith",
        title: &speech.t(title),
        path: "/",
        here: "/",
        seen_by: &speech.t(TEAM_ALONE),
        day: app.own_day(),
        held_day: false,
        guide: None,
        word: &app.guard.word(),
        body,
    };
    answer::page(status, frame.page())
}

/// Begins a campaign in a folder that holds none, where the form's word is ours.
async fn begun(State(app): State<Arc<App>>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    let language = language_of(&app, &parts);
    let form = Form::of(Request::from_parts(parts, body)).await.unwrap_or_default();
    if !app.guard.knows(form.text(WORD)) {
        return outside(NOT_OURS);
    }
    apart(move || {
        if app.has_campaign() {
            return answer::lead("/", None);
        }
        match pages::founding::begin(app.held.folder(), &form, app.own_day()) {
            Ok(()) => answer::lead("/", None),
            Err(error) => {
                let typed = (&form, Some(&error));
                founding(&app, language, StatusCode::UNPROCESSABLE_ENTITY, typed)
            }
        }
    })
    .await
}

async fn styled(State(app): State<Arc<App>>) -> Answer {
    answer::text(StatusCode::OK, "text/css; charset=utf-8", app.style.clone())
}

/// Said to a form that is not of ours.
const NOT_OURS: &str =
    "This did not come from a page of this program. Go back, load the page anew, and try again.";

/// Closes the program, where the form's word is ours.
async fn closed(State(app): State<Arc<App>>, request: Request) -> Answer {
    let form = Form::of(request).await.unwrap_or_default();
    if !app.guard.knows(form.text(WORD)) {
        return outside(NOT_OURS);
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
