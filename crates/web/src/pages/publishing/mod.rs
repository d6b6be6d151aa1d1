//! Publishing: pieces, what went out and what became of it, talking points, stories, the sites.

mod begin;
mod home;
mod look;
mod out;
mod piece;
mod points;
mod reach;
mod release;
mod sites;
mod stories;

use std::sync::Arc;

use axum::Router;
use desk::Desk;
use desk::publish::Stopped;
use intake::{Finding, Findings};
use maud::{Markup, html};
use record::Audiences;
use store::Campaign;

use crate::app::{App, Asked, Problem, file, form, page};

pub(crate) use sites::Sites;

/// The way in the head that these pages belong to.
const ROOM: &str = "/publishing";

/// The paths.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/publishing", page(home::home))
        .route("/publishing/new", page(begin::asked).merge(form(begin::begun)))
        .route("/publishing/pieces/{name}", page(piece::piece).merge(form(piece::kept)))
        .route("/publishing/pieces/{name}/live", form(piece::live))
        .route("/publishing/pieces/{name}/release", page(out::asked).merge(form(out::released)))
        .route("/publishing/releases/{id}", page(release::release))
        .route("/publishing/releases/{id}/approve", form(release::approved))
        .route("/publishing/releases/{id}/withdraw", form(release::withdrawn))
        .route("/publishing/releases/{id}/reach", form(reach::entered))
        .route("/publishing/releases/{id}/files/{*path}", file(release::sent))
        .route("/publishing/points", page(points::points))
        .route("/publishing/stories", page(stories::stories))
        .route("/publishing/sites", page(sites::sites).merge(form(sites::written)))
        .route("/publishing/sites/{whose}/{*path}", file(sites::sent))
}

/// The campaign, opened to be written, with the case as it is made.
fn to_write(asked: &Asked) -> Result<Desk, Problem> {
    let campaign = Campaign::open(asked.folder()).map_err(Stopped::from)?;
    let desk = Desk::with(asked.folder(), campaign).map_err(|findings| Problem::from(&findings))?;
    Ok(desk.with_case(asked.opened.desk.case()))
}

/// The language of a piece by its code.
fn language_of(code: &str) -> press::Language {
    if code == "es" { press::Language::Spanish } else { press::Language::English }
}

/// Whom something is for, in words of the page's language.
fn whom(asked: &Asked, to: &Audiences) -> String {
    press::writing::audience_words(to, asked.language)
}

/// Why something was not done, each reason apart, for the head of a form.
fn stopped(asked: &Asked, error: &Stopped) -> Markup {
    let speech = asked.speech();
    match error {
        Stopped::Findings(all) => findings(asked, all),
        Stopped::Said { what, mend } => html! {
            div class="problem" role="alert" { (speech.own(what)) "\n" (speech.t("mend:")) " " (speech.own(mend)) }
        },
        Stopped::NotAdded(error) => html! {
            div class="problem" role="alert" { (speech.own(&error.reasons().join("\n"))) "\n" (speech.refusal(&format!("mend: {}", error.mend()))) }
        },
    }
}

/// Findings, each with its place.
fn findings(asked: &Asked, all: &Findings) -> Markup {
    let speech = asked.speech();
    let one = |finding: &Finding| {
        html! {
            li {
                strong { (finding.place) } ": " (speech.own(&finding.what))
                @if let Some(expected) = &finding.expected { ". " (speech.t("Expected:")) " " (speech.own(expected)) }
                @if let Some(nearest) = &finding.nearest { ". " (speech.t("Nearest:")) " " (nearest) }
                @if let Some(mend) = &finding.mend { ". " (speech.t("mend:")) " " (speech.own(mend)) }
            }
        }
    };
    html! {
        div class="problem findings" role="alert" {
            p { strong { (speech.t("This has to be mended:")) } }
            ul { @for finding in &all.0 { (one(finding)) } }
        }
    }
}

/// A field with its label above it.
fn field(id: &str, label: &str, input: Markup) -> Markup {
    html! { div class="field" { label for=(id) { (label) } (input) } }
}

/// A field for the name of whoever does something, with the names of the union's team.
fn by(asked: &Asked, typed: &str) -> Markup {
    let standing = asked.opened.on(asked.day);
    let names = standing.state.releasers();
    field(
        "by",
        &asked.speech().t("Your name"),
        html! {
            input id="by" name="by" value=(typed) required autocomplete="name" list="names";
            datalist id="names" { @for name in &names { option value=(name) {} } }
        },
    )
}
