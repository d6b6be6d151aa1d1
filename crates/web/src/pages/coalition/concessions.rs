//! What the employer wants given up: the scoreboard, each concession with claims and evidence, and the rebuttal sheet.

use maud::{Markup, html};
use press::coalition::{
    SeenConcession, claim_words, evidence_words, rebuttal_sections, seen_claims, seen_concessions,
    title, told_of_concessions,
};
use record::audience::Audience;
use record::body::Evidence;
use record::{Scoreboard, Slug};
use serde_json::{Map, Value, json};

use super::sheet::{Again, Choice, Field, Kind, SHEET, Sheet, new_id, words};
use super::view::{View, came, id_of, no_sheet, not_there, standing};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/concessions";

/// The scoreboard and every concession.
pub(super) fn all(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let concessions = seen_concessions(&view.seen);
    let board = Scoreboard::of(concessions.iter().map(|one| one.status));
    let told = told_of_concessions(&view.seen);
    let body = html! {
        p class="lead" { (view.own(&board.words())) }
        @if !told.is_empty() {
            p { (view.t("Told, and not all listed here:")) }
            ul { @for words in &told { li { (view.own(words)) } } }
        }
        @if board.proposed > 0 {
            div class="scroll" tabindex="0" role="region" aria-labelledby="board" {
                table {
                    caption id="board" { (view.t("Scoreboard")) }
                    thead { tr { th scope="col" { (view.t("Where it stands")) } th scope="col" class="number" { (view.t("How many")) } } }
                    tbody {
                        @for (step, count) in &board.by_status { tr { th scope="row" { (view.own(step.name())) } td class="number" { (count) } } }
                        tr class="sum" { th scope="row" { (view.t("all that were proposed")) } td class="number" { (board.proposed) } }
                        tr { th scope="row" { (view.t("of these open")) } td class="number" { (board.open()) } }
                    }
                }
            }
        }
        h2 { (view.t("What is asked, and what answers it")) }
        @match list(&view) { Some(list) => (list), None => p class="calm" { (view.t("No concession is listed in the record.")) } }
        p { a class="go" href=(asked.way("/coalition/rebuttal")) { (view.t("The rebuttal sheet")) } }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&ask_sheet(&view), "The employer asks for a concession", PATH, again))
    };
    Ok(view.page(view.t("Concessions"), PATH, body))
}

/// Every concession that a reader sees; none where there is none.
pub(super) fn list(view: &View<'_>) -> Option<Markup> {
    let all = seen_concessions(&view.seen);
    (!all.is_empty()).then(|| {
        html! {
            @for one in &all {
                section class="thing" {
                    h3 { (view.lead(&format!("{PATH}/{}", one.id), &title(&view.seen, one.id))) }
                    (about(view, one))
                }
            }
        }
    })
}

fn about(view: &View<'_>, one: &SeenConcession<'_>) -> Markup {
    let state = &one.concession;
    let evidence = |label: &str, all: &[(u64, Evidence)]| {
        html! {
            @for (entry, evidence) in all { div { dt { (view.t(label)) } dd { (view.own(&evidence_words(evidence))) (view.cites(&[*entry])) } } }
        }
    };
    let instead: Vec<String> = state.instead.iter().map(|id| title(&view.seen, id)).collect();
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    html! {
        p {
            strong { (view.own(one.status.name())) }
            @if let Some((_, since)) = state.last() { ", " (view.when(since)) (view.cites(&[since.entry])) }
        }
        dl {
            (view.fact("what sort", state.sort.map_or("", |sort| sort.name())))
            (view.fact("takes", &said(&state.takes)))
            (view.facts("from", &state.from))
            @for claim in &state.claims { (view.fact("claim behind it", &claim_words(&view.seen, claim))) }
            (evidence("for it", &state.evidence_for))
            (evidence("against it", &state.evidence_against))
            (view.fact("rebuttal", &said(&state.rebuttal)))
            (view.facts("instead", &instead))
            (view.fact("in return for", &said(&state.in_return)))
        }
    }
}

fn ask_sheet(view: &View<'_>) -> Sheet {
    Sheet::of(
        "ask",
        "Add the concession",
        vec![
            Field::of("title", "What is to be given up, in a line", Kind::Line).must(),
            Field::of(
                "sort",
                "What sort of concession",
                Kind::Pick(words(&[
                    "furlough",
                    "freeze",
                    "tier",
                    "contribution",
                    "layoffs",
                    "contracting-out",
                    "benefit",
                    "work-rule",
                    "other",
                ])),
            )
            .must(),
            Field::of("takes", "What it would take, in a sentence", Kind::Line),
            Field::of("from", "From whom", Kind::Lines).hint("One a line: units, classes, people"),
            Field::of("claims", "The claims behind it", Kind::Several(claims(view))),
            Field::of("words", "What was said", Kind::Text),
            Field::of("id", "Its short name", Kind::Line).hint(
                "Lower-case letters, digits and hyphens; made of the name where it stays empty",
            ),
        ],
    )
}

fn claims(view: &View<'_>) -> Vec<Choice> {
    seen_claims(&view.seen)
        .into_iter()
        .map(|(id, _)| (id.to_string(), claim_words(&view.seen, id)))
        .collect()
}

/// A concession that is asked for: its item and its first step, together or not at all.
pub(super) fn asked_for(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    if form.text(SHEET) != "ask" {
        return Err(no_sheet(form));
    }
    let mut to = PATH.to_owned();
    let added = ask_sheet(&view).add(asked, form, |mut says: Map<String, Value>| {
        let title = says.remove("title").unwrap_or_default();
        let typed = says.remove("id");
        let taken = |id: &Slug| view.seen.state.items.contains_key(id);
        let id = new_id(typed.as_ref(), title.as_str().unwrap_or_default(), taken);
        to = format!("{PATH}/{id}");
        says.insert("item".to_owned(), json!(id));
        says.insert("step".to_owned(), json!("proposed"));
        let item = json!({"id": id, "title": title, "kind": "concession", "origin": "employer"});
        Ok(vec![("item", item), ("concession", Value::Object(says))])
    });
    came(asked, form, added, &to, |again| shown(asked, Some(again)))
}

/// One concession, with its history, its sheet and its form.
pub(super) fn one(asked: &Asked) -> Result<Page, Problem> {
    shown_one(asked, None)
}

const NO: &str = "The record has no such concession:";

fn shown_one(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let all = seen_concessions(&view.seen);
    let Some(one) = all.iter().find(|one| *one.id == id) else {
        return Err(not_there(asked, NO, id.as_str()));
    };
    let path = format!("{PATH}/{id}");
    let claims = &one.concession.claims;
    let sheet = match claims.is_empty() {
        true => Vec::new(),
        false => rebuttal_sections(&view.seen, claims, asked.language, view.speech.words),
    };
    let body = html! {
        (about(&view, one))
        @if !one.concession.steps.is_empty() {
            h2 { (view.t("Its history")) }
            (view.steps(one.concession.steps.iter().map(|(since, step)| (*since, step.step.name(), None, step.words.as_deref()))))
        }
        @for (id, heading, section) in &sheet { section aria-labelledby=(id) { h2 id=(id) { (heading) } (section) } }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&step_sheet(&view), "Rebut it, or say what became of it", &path, again))
    };
    Ok(view.page(view.t(&title(&view.seen, &id)), PATH, body))
}

fn step_sheet(view: &View<'_>) -> Sheet {
    let items =
        view.seen.state.items.iter().map(|(id, item)| (id.to_string(), item.item.title.clone()));
    let steps = ["rebutted", "withdrawn", "reduced", "traded", "accepted", "imposed", "proposed"];
    Sheet::of(
        "step",
        "Add the step",
        vec![
            Field::of("step", "The step", Kind::Pick(words(&steps))).must().begins("rebutted"),
            Field::of("rebuttal", "The rebuttal, in words", Kind::Text),
            Field::of(
                "evidence_against.0.shows",
                "What the evidence against it shows, in a sentence",
                Kind::Line,
            ),
            Field::of("evidence_against.0.title", "The document", Kind::Line),
            Field::of("evidence_against.0.page", "The page, the table, the line", Kind::Line),
            Field::of("evidence_against.0.address", "Where it can be read", Kind::Line),
            Field::of(
                "evidence_against.0.employers_own",
                "The document is the employer's own",
                Kind::Flag,
            ),
            Field::of("claims", "The claims behind it", Kind::Several(claims(view))),
            Field::of(
                "instead",
                "The union's own list in its place",
                Kind::Several(items.collect()),
            ),
            Field::of("in_return", "What was had in return", Kind::Line),
            Field::of("words", "What was said", Kind::Text),
        ],
    )
}

/// A step of a concession, into the record.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    if form.text(SHEET) != "step" {
        return Err(no_sheet(form));
    }
    let added = step_sheet(&view).add(asked, form, |mut says| {
        says.insert("item".to_owned(), json!(id));
        Ok(vec![("concession", Value::Object(says))])
    });
    came(asked, form, added, &format!("{PATH}/{id}"), |again| shown_one(asked, Some(again)))
}

/// The rebuttal sheet: what was said, and what is written against it.
pub(super) fn rebuttal(asked: &Asked) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let sections = rebuttal_sections(&view.seen, &[], asked.language, view.speech.words);
    let body = html! {
        p class="lead" { (view.t("What they say, and what is written against it: the employer's own documents first.")) }
        @if sections.is_empty() { p class="calm" { (view.t("No claim is answered in the record yet.")) } }
        @for (id, heading, section) in &sections { section aria-labelledby=(id) { h2 id=(id) { (heading) } (section) } }
        p { a href=(asked.way(PATH)) { (view.t("Concessions")) } }
    };
    Ok(view.page(view.t("The rebuttal sheet"), PATH, body))
}
