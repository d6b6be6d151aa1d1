//! Requests for information, line by line, with their ages: what is owed, since when, and what waits for it.

use maud::{Markup, html};
use press::coalition::title;
use record::audience::Audience;
use record::body::Side;
use record::{Clock, RequestState, Slug};
use serde_json::{Map, Value, json};

use super::claims::items;
use super::sheet::{Again, Choice, Field, Finding, Kind, SHEET, Sheet, new_id, words};
use super::view::{View, came, id_of, no_sheet, not_there, standing};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/requests";
/// The way in the room that requests belong to.
const ROOM: &str = "/coalition/claims";
const NO: &str = "The record has no such request:";

/// Every request.
pub(super) fn all(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let requests: Vec<(&Slug, &RequestState)> = view.seen.state.requests.iter().collect();
    let open = requests.iter().filter(|(_, one)| one.is_open()).count();
    let body = html! {
        p class="lead" { (requests.len()) " " (view.t("requests")) ", " (open) " " (view.t("with something owed")) }
        p { (view.t("No statute fixes a number of days: the age of a request is evidence, and no deadline.")) }
        @if !requests.is_empty() {
            div class="scroll" tabindex="0" role="region" aria-labelledby="requests" {
                table {
                    caption id="requests" { (view.t("Requests for information")) }
                    thead { tr { th scope="col" { (view.t("Request")) } th scope="col" { (view.t("Sent")) } th scope="col" class="number" { (view.t("Days")) } th scope="col" { (view.t("Where it stands")) } } }
                    tbody {
                        @for (id, one) in &requests {
                            tr {
                                th scope="row" { (view.lead(&format!("{PATH}/{id}"), id.as_str())) }
                                td { (view.when(one.since)) }
                                td class="number" { (one.days_open(asked.day)) }
                                td { (stands(&view, one)) }
                            }
                        }
                    }
                }
            }
        }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&request_sheet(&view), "A request for information", PATH, again))
    };
    Ok(view.page(view.t("Requests for information"), ROOM, body))
}

fn stands(view: &View<'_>, one: &RequestState) -> Markup {
    let owed = one.lines.values().filter(|line| line.is_open()).count();
    html! {
        @if owed == 0 { (view.t("nothing is owed any more")) }
        @else { strong { (owed) " " (view.t("of")) " " (one.lines.len()) " " (view.t("lines are owed")) } }
        @if let Some(days) = one.days_past_asked(view.asked.day) { p class="small" { (days) " " (view.t("days past the day that was named")) } }
    }
}

fn parties(view: &View<'_>) -> Vec<Choice> {
    view.seen.state.parties.iter().map(|(id, party)| (id.to_string(), party.name.clone())).collect()
}

fn request_sheet(view: &View<'_>) -> Sheet {
    let first = |side: Side| {
        view.seen
            .state
            .parties
            .values()
            .find(|party| party.side == side)
            .map(|party| party.id.to_string())
            .unwrap_or_default()
    };
    Sheet::of(
        "request",
        "Add the request, as sent",
        vec![
            Field::of("from", "Who asks", Kind::Pick(parties(view)))
                .must()
                .begins(first(Side::Union)),
            Field::of("to", "Who is asked", Kind::Pick(parties(view)))
                .must()
                .begins(first(Side::Employer)),
            Field::of("lines", "What is asked for", Kind::Lines)
                .must()
                .hint("One a line: each is answered by itself"),
            Field::of("blocks", "The items that wait for it", Kind::Several(items(view))),
            Field::of("asked_by", "The day by which an answer is asked for", Kind::Day),
            Field::of("relevance", "Why it matters", Kind::Text),
            Field::of("id", "Its short name", Kind::Line).hint(
                "Lower-case letters, digits and hyphens; made of the words where it stays empty",
            ),
        ],
    )
}

/// A request, into the record.
pub(super) fn sent(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    if form.text(SHEET) != "request" {
        return Err(no_sheet(form));
    }
    let mut to = PATH.to_owned();
    let added = request_sheet(&view).add(asked, form, |mut says: Map<String, Value>| {
        let blocks = says.remove("blocks").unwrap_or_else(|| json!([]));
        let lines = says.remove("lines").unwrap_or_default();
        let lines = lines.as_array().cloned().unwrap_or_default();
        let first = lines.first().and_then(Value::as_str).unwrap_or_default().to_owned();
        let taken = |id: &Slug| view.seen.state.requests.contains_key(id);
        let id = new_id(says.get("id"), &first, taken);
        to = format!("{PATH}/{id}");
        says.insert("id".to_owned(), json!(id));
        let lines: Vec<Value> = lines
            .into_iter()
            .zip(1_u32..)
            .map(|(text, line)| json!({"line": line, "text": text, "blocks": blocks}))
            .collect();
        says.insert("lines".to_owned(), json!(lines));
        Ok(vec![("information-request", Value::Object(says))])
    });
    came(asked, form, added, &to, |again| shown(asked, Some(again)))
}

/// One request, with what became of each line.
pub(super) fn one(asked: &Asked) -> Result<Page, Problem> {
    shown_one(asked, None)
}

fn shown_one(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let Some(one) = view.seen.state.requests.get(&id) else {
        return Err(not_there(asked, NO, id.as_str()));
    };
    let waits: Vec<String> = one.blocks().into_iter().map(|item| title(&view.seen, item)).collect();
    let path = format!("{PATH}/{id}");
    let of_it = |clock: &&Clock| clock.started.entry == one.since.entry && clock.status.is_live();
    let clocks: Vec<&Clock> = standing.clocks.iter().filter(of_it).collect();
    let body = html! {
        p class="lead" { (view.when(one.since)) (view.cites(&[one.since.entry])) ", " (one.days_open(asked.day)) " " (view.t("days")) }
        p { (stands(&view, one)) }
        dl {
            (view.fact("from", &view.seen.name(&one.request.from)))
            (view.fact("to", &view.seen.name(&one.request.to)))
            @if let Some(by) = one.request.asked_by { div { dt { (view.t("asked for by")) } dd { (view.day(by)) } } }
            (view.fact("why it matters", one.request.relevance.as_deref().unwrap_or_default()))
            (view.facts("waits for it", &waits))
        }
        @if !clocks.is_empty() {
            h2 { (view.t("Its clock")) }
            ul {
                @for clock in clocks {
                    li {
                        strong { (view.own(&clock.title)) } ", " (view.own(&clock.who)) ": " (view.own(&clock.status.name()))
                        @if let Some(closes) = &clock.closes { ", " (view.day(closes.day)) ": " (view.own(&closes.how)) }
                        @for note in &clock.notes { "; " (view.own(note)) }
                        p class="small soft" { (view.own(&clock.cite)) @if let Some(sure) = &clock.sureness { "; " (view.own(sure)) } }
                    }
                }
            }
        }
        h2 id="lines" { (view.t("Line by line")) }
        div class="scroll" tabindex="0" role="region" aria-labelledby="lines" {
            table {
                thead { tr { th scope="col" class="number" { (view.t("Line")) } th scope="col" { (view.t("What is asked for")) } th scope="col" { (view.t("What became of it")) } } }
                tbody {
                    @for line in &one.request.lines {
                        tr {
                            th scope="row" class="number" { (line.line) }
                            td { (view.own(&line.text)) }
                            td {
                                @match one.lines.get(&line.line) {
                                    Some(state) if !state.replies.is_empty() => {
                                        @for (since, status, words) in &state.replies {
                                            p { (view.own(status.name())) ", " (view.when(*since)) @if let Some(words) = words { ": " (view.own(words)) } (view.cites(&[since.entry])) }
                                        }
                                    },
                                    _ => (view.t("no word on it")),
                                }
                            }
                        }
                    }
                }
            }
        }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&reply_sheet(one), "What became of it", &path, again))
    };
    Ok(view.page(format!("{} {id}", view.t("Request")), ROOM, body))
}

fn reply_sheet(one: &RequestState) -> Sheet {
    let short = |text: &str| text.chars().take(60).collect::<String>();
    let lines = one
        .request
        .lines
        .iter()
        .map(|line| (line.line.to_string(), format!("{}: {}", line.line, short(&line.text))));
    let status = [
        "acknowledged",
        "provided",
        "partly-provided",
        "said-not-to-exist",
        "objection",
        "accommodation",
        "refused",
        "not-provided",
        "reasserted",
        "withdrawn",
    ];
    Sheet::of(
        "reply",
        "Add the reply",
        vec![
            Field::of("status", "What became of it", Kind::Pick(words(&status))).must(),
            Field::of("lines", "Of which lines", Kind::Several(lines.collect()))
                .hint("None chosen: of all"),
            Field::of("words", "What was said, or the ground of an objection", Kind::Text),
        ],
    )
}

/// A reply, into the record.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let Some(one) = standing.state.requests.get(&id) else {
        return Err(not_there(asked, NO, id.as_str()));
    };
    if form.text(SHEET) != "reply" {
        return Err(no_sheet(form));
    }
    let added = reply_sheet(one).add(asked, form, |mut says| -> Result<_, Vec<Finding>> {
        if let Some(Value::Array(lines)) = says.get_mut("lines") {
            for line in lines {
                *line = json!(
                    line.as_str().and_then(|line| line.parse::<u32>().ok()).unwrap_or_default()
                );
            }
        }
        says.insert("request".to_owned(), json!(id));
        Ok(vec![("reply", Value::Object(says))])
    });
    came(asked, form, added, &format!("{PATH}/{id}"), |again| shown_one(asked, Some(again)))
}
