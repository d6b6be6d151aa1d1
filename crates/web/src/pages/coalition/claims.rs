//! What was said, by whom and where; what answers it; and the request for the books that a claim of no money leads to.

use std::sync::Arc;

use maud::{Markup, html};
use press::coalition::{asked_for_books, evidence_words, seen_claims};
use record::audience::Audience;
use record::body::{Claim, ClaimAbout};
use record::{Since, Slug, books_request};
use serde_json::{Map, Value, json};

use super::sheet::{Again, Choice, Field, Finding, Kind, SHEET, Sheet, new_id, words};
use super::view::{View, came, id_of, no_sheet, not_there, standing};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/claims";
const NO: &str = "The record has no such claim:";

/// Every claim, and the requests for information.
pub(super) fn all(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let claims = seen_claims(&view.seen);
    let body = html! {
        p class="lead" { (claims.len()) " " (view.t("claims are in the record.")) " " (view.t("Talk about the table moves no position.")) }
        h2 { (view.t("What was said")) }
        @match list(&view) { Some(list) => (list), None => p class="calm" { (view.t("No claim is in the record yet.")) } }
        p { a class="go" href=(asked.way("/coalition/rebuttal")) { (view.t("The rebuttal sheet")) } " " a class="go" href=(asked.way("/coalition/requests")) { (view.t("Requests for information")) } }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&said_sheet(&view), "Somebody says something", PATH, again))
    };
    Ok(view.page(view.t("Claims and requests"), PATH, body))
}

/// Every claim that a reader sees; none where there is none.
pub(super) fn list(view: &View<'_>) -> Option<Markup> {
    let all = seen_claims(&view.seen);
    (!all.is_empty()).then(|| html! {
        @for (id, steps) in &all {
            @if let Some((since, first)) = steps.first() {
                section class="thing" {
                    h3 { (view.lead(&format!("{PATH}/{id}"), &first.speaker)) ", " (view.when(*since)) }
                    (about(view, id, steps))
                }
            }
        }
    })
}

fn about(view: &View<'_>, id: &Slug, steps: &[&(Since, Arc<Claim>)]) -> Markup {
    let Some((since, first)) = steps.first() else { return html! {} };
    let no_money = steps.iter().any(|(_, step)| step.about == Some(ClaimAbout::InabilityToPay));
    let status = steps.last().map_or("", |(_, last)| last.status.name());
    html! {
        blockquote { p { @if first.verbatim { "“" (view.own(&first.words)) "”" } @else { (view.own(&first.words)) } } }
        dl {
            (view.fact("where", first.place.as_deref().unwrap_or_default()))
            div { dt { (view.t("stands")) } dd { strong { (view.own(status)) } (view.cites(&[since.entry])) } }
            @for (since, step) in steps {
                @for one in &step.evidence { div { dt { (view.t("evidence")) } dd { (view.own(&evidence_words(one))) (view.cites(&[since.entry])) } } }
                @if let Some(answer) = &step.answer { div { dt { (view.t("reply")) } dd { (view.own(answer)) (view.cites(&[since.entry])) } } }
            }
            @if no_money {
                div { dt { (view.t("the books")) } dd { @match asked_for_books(&view.seen, id) { Some(asked) => (view.own(&asked)), None => (view.t("not asked for yet")) } } }
            }
        }
    }
}

/// Items as a choice.
pub(super) fn items(view: &View<'_>) -> Vec<Choice> {
    view.seen
        .state
        .items
        .iter()
        .map(|(id, item)| (id.to_string(), item.item.title.clone()))
        .collect()
}

fn said_sheet(view: &View<'_>) -> Sheet {
    let about = ["inability-to-pay", "cost", "comparison", "promise", "fact"];
    Sheet::of("said", "Add the claim", vec![
        Field::of("speaker", "Who said it", Kind::Line).must(),
        Field::of("words", "The words, or what they come to", Kind::Text).must(),
        Field::of("verbatim", "The words are exact", Kind::Flag),
        Field::of("place", "Where it was said", Kind::Line).hint("The table, a council meeting, a paper"),
        Field::of("about", "What it is about", Kind::Pick(words(&about))).hint("\"We cannot afford it\" is inability to pay, and opens the books; \"we do not want to\" does not."),
        Field::of("items", "On which items", Kind::Several(items(view))),
        Field::of("id", "Its short name", Kind::Line).hint("Lower-case letters, digits and hyphens; made of the words where it stays empty"),
    ])
}

/// A claim, into the record.
pub(super) fn said(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    if form.text(SHEET) != "said" {
        return Err(no_sheet(form));
    }
    let mut to = PATH.to_owned();
    let added = said_sheet(&view).add(asked, form, |mut says: Map<String, Value>| {
        let words = says.get("words").and_then(Value::as_str).unwrap_or_default().to_owned();
        let taken = |id: &Slug| view.seen.state.claims.contains_key(id);
        let id = new_id(says.get("id"), &words, taken);
        if taken(&id) {
            let why = "another claim has it; its own page takes what became of it";
            return Err(vec![Finding::at(
                "id",
                format!("{}, {id}", view.t("Its short name")),
                why,
            )]);
        }
        to = format!("{PATH}/{id}");
        says.insert("id".to_owned(), json!(id));
        says.insert("status".to_owned(), json!("said"));
        Ok(vec![("claim", Value::Object(says))])
    });
    came(asked, form, added, &to, |again| shown(asked, Some(again)))
}

/// One claim: what answers it, and the books.
pub(super) fn one(asked: &Asked) -> Result<Page, Problem> {
    shown_one(asked, None)
}

fn shown_one(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let claims = seen_claims(&view.seen);
    let Some((_, steps)) = claims.iter().find(|(known, _)| **known == id) else {
        return Err(not_there(asked, NO, id.as_str()));
    };
    let path = format!("{PATH}/{id}");
    let title = steps.first().map(|(_, first)| first.speaker.clone()).unwrap_or_default();
    let books = books_request(view.seen.state, &id).ok();
    let body = html! {
        (about(&view, &id, steps))
        h2 { (view.t("Its history")) }
        (view.steps(steps.iter().map(|(since, step)| (*since, step.status.name(), Some(step.speaker.as_str()), Some(step.words.as_str())))))
        @if let Some(request) = &books {
            h2 { (view.t("The request for the books")) }
            p { (view.t("A claim that there is no money is backed when the union asks. This is a draft: check it with counsel.")) }
            pre class="post" lang="en" tabindex="0" { (press::request_text(request, asked.day)) }
            (books_sheet().shown(asked, &path, again))
        }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&answer_sheet(), "What answers it, or became of it", &path, again))
    };
    Ok(view.page(title, PATH, body))
}

fn books_sheet() -> Sheet {
    Sheet::of(
        "books",
        "Add the request, as sent",
        vec![Field::of("asked_by", "The day by which an answer is asked for", Kind::Day)],
    )
}

fn answer_sheet() -> Sheet {
    Sheet::of(
        "answer",
        "Add it to the record",
        vec![
            Field::of(
                "status",
                "Where it stands now",
                Kind::Pick(words(&["checked", "denied", "rebutted", "retired"])),
            )
            .must(),
            Field::of("speaker", "Who says so", Kind::Line).must(),
            Field::of("words", "Their words, or what they come to", Kind::Text).must(),
            Field::of("answer", "What answers it", Kind::Text),
            Field::of("evidence.0.shows", "What the evidence shows, in a sentence", Kind::Line),
            Field::of("evidence.0.title", "The document", Kind::Line),
            Field::of("evidence.0.page", "The page, the table, the line", Kind::Line),
            Field::of("evidence.0.address", "Where it can be read", Kind::Line),
            Field::of("evidence.0.employers_own", "The document is the employer's own", Kind::Flag),
        ],
    )
}

/// What answers a claim, or the request for the books, into the record.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let path = format!("{PATH}/{id}");
    let again = |again: &Again<'_>| shown_one(asked, Some(again));
    match form.text(SHEET) {
        "answer" => {
            if !standing.state.claims.contains_key(&id) {
                return Err(not_there(asked, NO, id.as_str()));
            }
            let added = answer_sheet().add(asked, form, |mut says| {
                says.insert("id".to_owned(), json!(id));
                Ok(vec![("claim", Value::Object(says))])
            });
            came(asked, form, added, &path, again)
        }
        "books" => {
            let mut to = path.clone();
            let added = books_sheet().add(asked, form, |says| {
                let request = books_request(&standing.state, &id)
                    .map_err(|why| vec![Finding::of(format!("{id}: {why}"))])?;
                to = format!("/coalition/requests/{}", request.id);
                let mut request = json!(request);
                if let (Some(request), Some(by)) = (request.as_object_mut(), says.get("asked_by")) {
                    request.insert("asked_by".to_owned(), by.clone());
                }
                Ok(vec![("information-request", request)])
            });
            came(asked, form, added, &to, again)
        }
        _ => Err(no_sheet(form)),
    }
}
