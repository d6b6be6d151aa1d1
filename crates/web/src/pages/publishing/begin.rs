//! A new piece: out of the record, of a figure, for somebody who asks.

use desk::publish::{Stopped, ToBegin, begin};
use intake::piece::{LISTENERS, PieceKind};
use maud::html;
use record::Audiences;
use record::audience::Audience;

use super::{ROOM, field, language_of, stopped};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

/// The form.
pub(super) fn asked(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, &Form::default(), None)
}

/// What can be begun here, by its name in the form.
const KINDS: [(&str, &str, PieceKind); 3] = [
    ("report", "A report: where bargaining stands, filled in from the record", PieceKind::Report),
    ("answer", "An answer to somebody who asks", PieceKind::Answer),
    ("figure", "One number of the case, to be shared", PieceKind::Figure),
];

fn shown(asked: &Asked, form: &Form, error: Option<&Stopped>) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let kind = form.given("kind").unwrap_or("report");
    let day = form.given("day").map_or_else(|| asked.day.to_string(), str::to_owned);
    let audience = form.given("audience").unwrap_or("members");
    let book = asked.opened.desk.book()?;
    let figures: Vec<&str> = book
        .map(|book| book.figures.iter().map(|made| made.figure.name.as_str()).collect())
        .unwrap_or_default();
    let option = |value: &str, chosen: Option<&str>, label: &str| html! { option value=(value) selected[chosen == Some(value)] { (label) } };
    let body = html! {
        @if let Some(error) = error { (stopped(asked, error)) }
        form method="post" action=(asked.way("/publishing/new")) class="tall" {
            (asked.word())
            fieldset {
                legend { (t("What is begun")) }
                @for (name, label, _) in KINDS {
                    div class="choice" {
                        input type="radio" id=(format!("kind-{name}")) name="kind" value=(name) checked[kind == name];
                        label for=(format!("kind-{name}")) { (t(label)) }
                    }
                }
            }
            (field("day", &t("The day it is dated"), html! { input id="day" name="day" type="date" value=(day) required; }))
            (field("audience", &t("Whom it is for, with commas"), html! { input id="audience" name="audience" value=(audience) required aria-describedby="audience-help"; p id="audience-help" class="small soft" { "members, public, team, partner:ID" } }))
            (field("language", &t("Its language"), html! { select id="language" name="language" { (option("en", form.given("language"), "English")) (option("es", form.given("language"), "Español")) } }))
            (field("title", &t("Its title; of an answer, the question"), html! { input id="title" name="title" value=(form.text("title")); }))
            (field("listener", &t("Of an answer: who asks"), html! {
                select id="listener" name="listener" { option value="" { "-" } @for listener in LISTENERS { (option(listener, form.given("listener"), &t(&listener.replace('-', " ")))) } }
            }))
            (field("figure", &t("Of a number: its name in the case"), html! {
                input id="figure" name="figure" value=(form.text("figure")) list="figures";
                datalist id="figures" { @for name in &figures { option value=(name) {} } }
            }))
            (field("name", &t("The name of its file, where it is to have another"), html! { input id="name" name="name" value=(form.text("name")); }))
            button { (t("Begin")) }
        }
        p class="soft" { (t("A story is collected with its teller, and kept in the vault: goodfaith publish story collect.")) }
    };
    Ok(Page::of(t("Begin a piece"), ROOM, body))
}

/// Begins it.
pub(super) fn begun(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    match to_begin(form).and_then(|to| begin(&asked.opened.desk, &to)) {
        Ok(begun) => Ok(Done::To(format!("/publishing/pieces/{}", begun.name))),
        Err(error) => Ok(Done::Again(shown(asked, form, Some(&error))?)),
    }
}

fn to_begin(form: &Form) -> Result<ToBegin, Stopped> {
    let kind = KINDS.iter().find(|(name, ..)| *name == form.text("kind"));
    let Some((_, _, kind)) = kind else {
        return Err(Stopped::said("nothing says what is to be begun", "choose one"));
    };
    let on = money::date_from_iso(form.text("day"))
        .map_err(|error| Stopped::said(error.to_string(), "choose the day it is dated"))?;
    let audience: Result<Audiences, String> =
        form.text("audience").split(',').map(|who| Audience::parse(who.trim())).collect();
    let audience = audience.map_err(|error| Stopped::said(error, "name whom it is for"))?;
    let given = |name: &str| form.given(name).filter(|text| !text.is_empty()).map(str::to_owned);
    Ok(ToBegin {
        kind: *kind,
        figure: given("figure"),
        on,
        audience,
        language: language_of(form.text("language")),
        title: given("title"),
        listener: given("listener"),
        name: given("name"),
    })
}
