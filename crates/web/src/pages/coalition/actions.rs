//! Actions by rung with turnout by worksite, counts by their kinds, and the calendar of what presses.

use maud::{Markup, html};
use press::coalition::{below, is_open, seen_actions, seen_calendar};
use record::audience::Audience;
use record::{ActionState, CountRecord, Slug, Turnout};
use serde_json::{Value, json};

use super::action_forms::{count_sheet, date_sheet, plan_sheet, step_sheet, worksites};
use super::sheet::{Again, Finding, SHEET, new_id};
use super::view::{View, came, id_of, no_sheet, not_there, standing};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/actions";
const NO: &str = "The record has no such action:";

/// Every action, every count, and the calendar.
pub(super) fn all(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let body = html! {
        h2 id="ladder" { (view.t("The ladder")) }
        @match list(&view) { Some(list) => (list), None => p class="calm" { (view.t("No action is in the record yet.")) } }
        h2 id="counts" { (view.t("Counts, each of its own kind")) }
        p { (view.t("A signature is no vote, and a vote is no action: kinds are never added to each other.")) }
        (counts(&view))
        h2 id="calendar" { (view.t("What presses")) }
        @match dates(&view) { Some(dates) => (dates), None => p class="calm" { (view.t("Nothing is on the calendar.")) } }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&plan_sheet(&view), "Plan an action", PATH, again))
        (view.sheet(&count_sheet(), "A count of people", PATH, again))
        (view.sheet(&date_sheet(), "A date that presses", PATH, again))
    };
    Ok(view.page(view.t("Actions and counts"), PATH, body))
}

/// Every action that a reader sees; none where there is none.
pub(super) fn list(view: &View<'_>) -> Option<Markup> {
    let all = seen_actions(&view.seen);
    (!all.is_empty()).then(|| html! {
        @for (id, action) in &all {
            section class="thing" {
                h3 id=(format!("action-{id}")) {
                    @if let Some(rung) = action.rung { (rung) ". " }
                    (view.lead(&format!("{PATH}/{id}"), action.title.as_deref().unwrap_or(id.as_str())))
                }
                (about(view, id, action))
            }
        }
    })
}

/// `31 of 40, 77.5 percent`.
fn turnout(view: &View<'_>, turnout: Turnout) -> Markup {
    let number =
        |count: Option<u32>| count.map_or_else(|| view.t("not known"), |count| count.to_string());
    html! {
        (number(turnout.took_part)) " " (view.t("of")) " " (number(turnout.members))
        @match turnout.percent() { Some(share) => { ", " (below(&share)) " " (view.t("percent")) }, None => { ", " (view.t("not measured")) } }
    }
}

fn about(view: &View<'_>, id: &Slug, action: &ActionState) -> Markup {
    let entries: Vec<u64> = action.steps.iter().map(|(since, _)| since.entry).collect();
    let partners: Vec<String> = action.partners.iter().map(|one| view.seen.name(one)).collect();
    let words =
        action.steps.iter().rev().find_map(|(since, step)| Some((since, step.words.as_ref()?)));
    html! {
        p {
            strong { (view.own(action.status().name())) }
            @if let Some(kind) = action.kind { ", " (view.own(kind.name())) }
            @if let Some((since, _)) = action.steps.last() { ", " (view.when(*since)) }
            (view.cites(&entries))
        }
        dl {
            @if let Some(day) = action.planned_for { div { dt { (view.t("set for")) } dd { (view.day(day)) } } }
            (view.facts("where", &action.places))
            (view.facts("with", &partners))
            (view.fact("to move", action.target.as_deref().unwrap_or_default()))
            (view.fact("asks", action.ask.as_deref().unwrap_or_default()))
            @if let Some(after) = &action.after {
                div { dt { (view.t("after")) } dd { (after) ": " @if is_open(&view.seen, action) { (view.t("open")) } @else { (view.t("closed")) } } }
            }
            @if let Some(supporters) = action.supporters { div { dt { (view.t("people of the public")) } dd { (supporters) ", " (view.t("in no turnout")) } } }
            @if let Some((since, words)) = words { div { dt { (view.t("in words")) } dd { (view.own(words)) (view.cites(&[since.entry])) } } }
        }
        @if !action.worksites.is_empty() {
            div class="scroll" tabindex="0" role="region" aria-labelledby=(format!("action-{id} turnout-{id}")) {
                table {
                    caption id=(format!("turnout-{id}")) { (view.t("Turnout by worksite")) }
                    thead { tr { th scope="col" { (view.t("Worksite")) } th scope="col" { (view.t("Members who took part")) } } }
                    tbody {
                        @for (site, one) in &action.worksites { tr { th scope="row" { (site) } td { @if one.took_part.is_none() { (view.t("not counted")) } @else { (turnout(view, *one)) } } } }
                        tr class="sum" { th scope="row" { (view.t("all worksites")) } td { strong { (turnout(view, action.turnout())) } } }
                    }
                }
            }
            @if let Some(goal) = &action.threshold_percent {
                p {
                    (view.t("The next rung opens at")) " " (goal) " " (view.t("percent")) ": "
                    strong { @match action.has_passed() { Some(true) => (view.t("reached")), Some(false) => (view.t("not reached")), None => (view.t("not measured")) } }
                }
            }
        }
    }
}

/// Counts, a table for each kind: what was counted in one is in no sum with another.
fn counts(view: &View<'_>) -> Markup {
    let mut kinds: Vec<(&'static str, Vec<&CountRecord>)> = Vec::new();
    for count in view.seen.state.counts.values() {
        let name = count.count.kind.name();
        match kinds.iter_mut().find(|(known, _)| *known == name) {
            Some((_, all)) => all.push(count),
            None => kinds.push((name, vec![count])),
        }
    }
    html! {
        @if kinds.is_empty() { p class="calm" { (view.t("No count is in the record yet.")) } }
        @for (kind, all) in &kinds {
            div class="scroll" tabindex="0" role="region" aria-label=(view.t(kind)) {
                table {
                    caption { (view.own(kind)) }
                    thead { tr { th scope="col" { (view.t("What")) } th scope="col" { (view.t("How far")) } th scope="col" class="number" { (view.t("Took part")) } th scope="col" class="number" { (view.t("Of")) } th scope="col" class="number" { (view.t("Turnout")) } } }
                    tbody {
                        @for count in all {
                            @let number = |said: Option<u32>| said.map_or_else(|| view.t("not known"), |said| said.to_string());
                            tr {
                                th scope="row" { (view.own(&count.count.title)) (view.cites(&[count.since.entry])) p class="small soft" { (view.when(count.since)) } }
                                td { (view.own(&record_word(&count.count.state))) }
                                td class="number" { (number(count.count.took_part)) }
                                td class="number" { (number(count.count.eligible)) }
                                td class="number" { @match count.turnout_percent() { Some(share) => { (below(&share)) " " (view.t("percent")) }, None => (view.t("no denominator")) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn record_word(word: &impl serde::Serialize) -> String {
    json!(word).as_str().unwrap_or_default().replace('-', " ")
}

/// What is on the calendar from the day on, as a reader sees it; none where nothing is.
pub(super) fn dates(view: &View<'_>) -> Option<Markup> {
    let coming: Vec<_> =
        seen_calendar(&view.seen).into_iter().filter(|one| one.day >= view.asked.day).collect();
    (!coming.is_empty()).then(|| html! {
        ul class="entries-list" {
            @for one in &coming {
                li {
                    strong { (view.day(one.day)) } ": " (view.own(one.sort)) ": " (view.own(&one.title))
                    @if let Some(of) = &one.of { ", " (view.own(of)) }
                    ", " (view.t("in")) " " (record::days_between(view.asked.day, one.day)) " " (view.t("days")) (view.cites(&one.entries))
                }
            }
        }
    })
}

/// One of the forms of the page.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let state = view.seen.state;
    let (sheet, kind) = match form.text(SHEET) {
        "plan" => (plan_sheet(&view), "action"),
        "count" => (count_sheet(), "count"),
        "date" => (date_sheet(), "date"),
        _ => return Err(no_sheet(form)),
    };
    let mut to = PATH.to_owned();
    let added = sheet.add(asked, form, |mut says| {
        let title = says.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = new_id(says.get("id"), &title, |id| {
            state.actions.contains_key(id) || state.counts.contains_key(id)
        });
        if kind == "action" {
            if state.actions.contains_key(&id) {
                let why = "another action has it; its own page takes its steps";
                let label = format!("{}, {id}", view.t("Its short name"));
                return Err(vec![Finding::at("id", label, why)]);
            }
            worksites(&view, &mut says, &["members"])?;
            says.insert("step".to_owned(), json!("planned"));
            to = format!("{PATH}/{id}");
        }
        says.insert("id".to_owned(), json!(id));
        Ok(vec![(kind, Value::Object(says))])
    });
    came(asked, form, added, &to, |again| shown(asked, Some(again)))
}

/// One action, with its history.
pub(super) fn one(asked: &Asked) -> Result<Page, Problem> {
    shown_one(asked, None)
}

fn shown_one(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let Some((_, action)) = seen_actions(&view.seen).into_iter().find(|(known, _)| *known == id)
    else {
        return Err(not_there(asked, NO, id.as_str()));
    };
    let path = format!("{PATH}/{id}");
    let body = html! {
        (about(&view, &id, &action))
        h2 { (view.t("Its history")) }
        (view.steps(action.steps.iter().map(|(since, step)| (*since, step.step.name(), None, step.words.as_deref()))))
        h2 { (view.t("Write into the record")) }
        (view.sheet(&step_sheet(&action), "A step, or its count", &path, again))
    };
    Ok(view.page(view.t(action.title.as_deref().unwrap_or(id.as_str())), PATH, body))
}

/// A step of an action, into the record.
pub(super) fn step(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let Some(action) = view.seen.state.actions.get(&id) else {
        return Err(not_there(asked, NO, id.as_str()));
    };
    if form.text(SHEET) != "action-step" {
        return Err(no_sheet(form));
    }
    let added = step_sheet(action).add(asked, form, |mut says| {
        worksites(&view, &mut says, &["members", "took_part"])?;
        says.insert("id".to_owned(), json!(id));
        Ok(vec![("action", Value::Object(says))])
    });
    came(asked, form, added, &format!("{PATH}/{id}"), |again| shown_one(asked, Some(again)))
}
