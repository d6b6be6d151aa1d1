//! Demands: whose each is, what carries it, where it stands, what its owners say and have not said.

use maud::{Markup, html};
use press::coalition::{seen_demands, still_open, summary_of_demands, title};
use record::audience::Audience;
use record::body::{BeforeChange, DemandStep, Side};
use record::{DemandState, Slug};
use serde_json::{Map, Value, json};

use super::demand_forms::{answer_sheet, dissent_sheet, raise_sheet, step_sheet};
use super::sheet::{Again, SHEET, new_id};
use super::view::{View, came, id_of, no_sheet, not_there, standing};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/demands";

/// Outcomes to which a demand's owners answer.
const ANSWERED: [DemandStep; 5] = [
    DemandStep::WonInPart,
    DemandStep::Converted,
    DemandStep::Deferred,
    DemandStep::Dropped,
    DemandStep::Lost,
];

/// Every demand.
pub(super) fn all(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let demands = seen_demands(&view.seen);
    let open = still_open(&view.seen, &demands);
    let body = html! {
        p class="lead" { (view.own(&summary_of_demands(&demands))) }
        @if !demands.is_empty() {
            div class="scroll" tabindex="0" role="region" aria-labelledby="demands" {
                table {
                    caption id="demands" { (view.t("Demands")) }
                    thead { tr { th scope="col" { (view.t("Demand")) } th scope="col" { (view.t("Of")) } th scope="col" { (view.t("Carriers")) } th scope="col" { (view.t("Where it stands")) } } }
                    tbody {
                        @for (id, demand) in &demands {
                            tr {
                                th scope="row" { (view.lead(&format!("{PATH}/{id}"), &view.seen.demand_title(id))) @if let Some(category) = &demand.category { p class="small soft" { (view.own(category)) } } }
                                td { @for owner in &demand.owners { p { (view.own(&view.seen.name(owner))) } } }
                                td { (carriers(&view, demand)) }
                                td { strong { (view.own(demand.status().name())) } @if let Some((since, _)) = demand.steps.last() { p class="small" { (view.when(*since)) } } }
                            }
                        }
                    }
                }
            }
        }
        @if !open.is_empty() {
            h2 { (view.t("Before a total agreement can be recommended")) }
            ul { @for words in &open { li { (view.own(words)) } } }
        }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&raise_sheet(&view), "Raise a demand", PATH, again))
    };
    Ok(view.page(view.t("Demands"), PATH, body))
}

/// Raises a demand: its item and its first step, together or not at all.
pub(super) fn raise(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    if form.text(SHEET) != "raise" {
        return Err(no_sheet(form));
    }
    let mut raised = None;
    let added = raise_sheet(&view).add(asked, form, |mut says: Map<String, Value>| {
        let title = says.remove("title").unwrap_or_default();
        let origin = says.remove("origin").unwrap_or_else(|| json!("partner"));
        let typed = says.remove("id");
        let taken = |id: &Slug| view.seen.state.items.contains_key(id);
        let id = new_id(typed.as_ref(), title.as_str().unwrap_or_default(), taken);
        raised = Some(id.clone());
        says.insert("item".to_owned(), json!(id));
        says.insert("step".to_owned(), json!("raised"));
        let item = json!({"id": id, "title": title, "kind": "demand", "origin": origin});
        Ok(vec![("item", item), ("demand", Value::Object(says))])
    });
    let to = raised.map_or_else(|| PATH.to_owned(), |id| format!("{PATH}/{id}"));
    came(asked, form, added, &to, |again| shown(asked, Some(again)))
}

/// One demand, with its history and its forms.
pub(super) fn one(asked: &Asked) -> Result<Page, Problem> {
    shown_one(asked, None)
}

fn shown_one(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let what = "The record has no such demand:";
    let id = id_of(asked, what)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let Some((_, demand)) = seen_demands(&view.seen).into_iter().find(|(known, _)| *known == id)
    else {
        return Err(not_there(asked, what, id.as_str()));
    };
    let path = format!("{PATH}/{id}");
    let body = html! {
        (about(&view, &id, &demand))
        (owners(&view, &id, &demand))
        h2 { (view.t("Its history")) }
        (history(&view, &demand))
        h2 { (view.t("Write into the record")) }
        (view.sheet(&step_sheet(&view), "A step of this demand", &path, again))
        (view.sheet(&answer_sheet(&view, &demand, asked), "What a partner answers", &path, again))
        (view.sheet(&dissent_sheet(&view), "A partner does not agree", &path, again))
    };
    Ok(view.page(view.t(&view.seen.demand_title(&id)), PATH, body))
}

/// A step, an answer or a dissent, into the record.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let what = "The record has no such demand:";
    let id = id_of(asked, what)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let Some((_, demand)) = seen_demands(&view.seen).into_iter().find(|(known, _)| *known == id)
    else {
        return Err(not_there(asked, what, id.as_str()));
    };
    let (sheet, kind, names) = match form.text(SHEET) {
        "step" => (step_sheet(&view), "demand", "item"),
        "answer" => (answer_sheet(&view, &demand, asked), "partner-answer", "demand"),
        "dissent" => (dissent_sheet(&view), "dissent", "on"),
        _ => return Err(no_sheet(form)),
    };
    let added = sheet.add(asked, form, |mut says| {
        says.insert(names.to_owned(), json!(id));
        Ok(vec![(kind, Value::Object(says))])
    });
    came(asked, form, added, &format!("{PATH}/{id}"), |again| shown_one(asked, Some(again)))
}

fn carriers(view: &View<'_>, demand: &DemandState) -> Markup {
    html! {
        @for (carrier, _, refused) in &demand.carriers {
            p {
                (view.own(carrier.name())) " "
                @match refused { Some(since) => { "(" (view.t("refused")) " " (view.when(*since)) ")" }, None => { "(" (view.t("open")) ")" } }
            }
        }
    }
}

/// The steps of a demand, in order.
pub(super) fn history(view: &View<'_>, demand: &DemandState) -> Markup {
    let by: Vec<Option<String>> = demand
        .steps
        .iter()
        .map(|(_, step)| step.by.as_ref().map(|by| view.seen.name(by)))
        .collect();
    let steps = demand.steps.iter().zip(&by);
    view.steps(steps.map(|((since, step), by)| {
        (*since, step.step.name(), by.as_deref(), step.words.as_deref())
    }))
}

/// What a reader sees of a demand: the same for the team and for a partner, each from its own sight.
pub(super) fn about(view: &View<'_>, id: &Slug, demand: &DemandState) -> Markup {
    let seen = &view.seen;
    let names: Vec<String> = demand.owners.iter().map(|owner| seen.name(owner)).collect();
    let adopted: Vec<String> = demand
        .adopted
        .iter()
        .map(|(by, since)| format!("{} ({})", seen.name(by), view.when(*since)))
        .collect();
    let outcome = demand.last_outcome();
    let said = |text: Option<&String>| text.cloned().unwrap_or_default();
    let scope = |side: Side| {
        seen.state
            .scope
            .iter()
            .rev()
            .find(|(since, one)| seen.sees(since.entry) && one.item == *id && one.side == side)
    };
    let last: Vec<u64> = demand.steps.iter().map(|(since, _)| since.entry).collect();
    html! {
        p class="lead" {
            strong { (view.own(demand.status().name())) }
            @if let Some((since, _)) = demand.steps.last() { ", " (view.when(*since)) }
            (view.cites(&last))
        }
        dl {
            (view.facts("of", &names))
            (view.fact("what sort of demand", &said(demand.category.as_ref())))
            (view.fact("became", &said(outcome.and_then(|step| step.into.as_ref()))))
            (view.fact("in return for", &said(outcome.and_then(|step| step.in_return.as_ref()))))
            (view.facts("for", &demand.beneficiaries))
            (view.facts("where", &demand.places))
            (view.fact("who decides", &said(demand.decides.as_ref())))
            (view.fact("how it is measured", &said(demand.measure.as_ref())))
            @if !demand.carriers.is_empty() { div { dt { (view.t("Carriers")) } dd { (carriers(view, demand)) } } }
            @for (side, label) in [(Side::Union, "the union says of its scope"), (Side::Employer, "the employer says of its scope")] {
                @if let Some((since, opinion)) = scope(side) {
                    div {
                        dt { (view.t(label)) }
                        dd {
                            (view.own(opinion.class.name())) @if opinion.objection { ", " (view.t("as an objection")) }
                            @if let Some(basis) = &opinion.basis { ": " (view.own(basis)) } (view.cites(&[since.entry]))
                        }
                    }
                }
            }
            @if let Some(twin) = &demand.twin { div { dt { (view.t("beside it, to be bargained")) } dd { (view.own(&title(seen, twin))) } } }
            (view.facts("adopted by", &adopted))
            @for (since, answer) in &demand.answers {
                div {
                    dt { (seen.name(&answer.partner)) " " (view.t("says")) }
                    dd {
                        strong { (view.own(answer.answer.name())) } " " (view.t("to its being")) " " (view.own(answer.to.name()))
                        @if !answer.conditions.is_empty() { ", " (view.t("if")) " " (view.own(&answer.conditions.join("; "))) }
                        @if let Some(words) = &answer.words { ": " (view.own(words)) }
                        ", " (view.when(*since)) (view.cites(&[since.entry]))
                    }
                }
            }
            @for (since, dissent) in seen.state.dissents.iter().filter(|(since, one)| seen.sees(since.entry) && one.on.as_ref() == Some(id)) {
                div { dt { (seen.name(&dissent.partner)) " " (view.t("does not agree")) } dd { (view.own(&dissent.words)) (view.cites(&[since.entry])) } }
            }
        }
    }
}

/// An outcome as it is written: `won-in-part`.
fn outcome_word(outcome: DemandStep) -> String {
    outcome.name().replace(' ', "-")
}

/// What each owner would have to say to each outcome, what it said, and what is missing.
fn owners(view: &View<'_>, id: &Slug, demand: &DemandState) -> Markup {
    let state = view.seen.state;
    if demand.outcome.is_some() {
        return html! {};
    }
    html! {
        h2 id="owners" { (view.t("What its owners say")) }
        p { (view.t("A demand is not given up, put off, changed or called lost without the recorded answer of those whose it is.")) }
        div class="scroll" tabindex="0" role="region" aria-labelledby="owners" {
            table {
                thead { tr { th scope="col" { (view.t("If it were")) } @for owner in &demand.owners { th scope="col" { (view.own(&view.seen.name(owner))) } } } }
                tbody {
                    @for outcome in ANSWERED {
                        tr {
                            th scope="row" { (view.own(outcome.name())) }
                            @for one in state.owners_say(id, demand, outcome, state.as_of) {
                                td {
                                    @match one.said { Some(said) => strong { (view.own(said.name())) }, None => (view.t("not answered")) }
                                    p class="small soft" {
                                        @if one.is_enough() { (view.t("enough")) }
                                        @else {
                                            @if one.must == BeforeChange::Approves { (view.t("missing: its yes")) } @else { (view.t("missing: its answer")) }
                                            ". "
                                            a href=(format!("{}#answer-answer", view.asked.way(&format!("{PATH}/{id}?to={}&partner={}", outcome_word(outcome), one.owner)))) {
                                                (view.t("Record its answer")) span class="hidden" { ": " (view.seen.name(&one.owner)) ", " (view.t(outcome.name())) }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
