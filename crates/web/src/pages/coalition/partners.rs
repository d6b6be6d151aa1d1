//! Partners: who they are, what each may do, and what each sees.

use maud::{Markup, html};
use press::coalition::{
    mandate_words, mandates, membership_words, seen_demands, seen_partners, seen_votes, vote_words,
};
use record::audience::Audience;
use record::body::ItemKind;
use record::{PartnerState, Slug};
use serde_json::{Map, Value, json};

use super::sheet::{Again, Choice, Field, Finding, Kind, SHEET, Sheet, new_id, words};
use super::view::{View, came, id_of, no_sheet, not_there, standing};
use super::{actions, claims, commitments, concessions, demands, revenue};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/partners";

/// Every partner, what it may do, and the way to what it sees.
pub(super) fn all(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let partners = seen_partners(&view.seen);
    let demands = seen_demands(&view.seen);
    let owned = |id: &Slug| -> Vec<&Slug> {
        demands
            .iter()
            .filter(|(_, demand)| demand.owners.contains(id))
            .map(|(item, _)| item)
            .collect()
    };
    let body = html! {
        p class="lead" { (partners.len()) " " (view.t("partners are named in the record.")) }
        p { (view.t("Each has a page with exactly what it may see: show it to them, and nothing of the team's is on it.")) }
        div class="scroll" tabindex="0" role="region" aria-labelledby="partners" {
            table {
                caption id="partners" { (view.t("Partners and what each may do")) }
                thead { tr { th scope="col" { (view.t("Partner")) } th scope="col" { (view.t("What it may do")) } th scope="col" { (view.t("Its demands")) } } }
                tbody {
                    @for (id, partner) in &partners {
                        tr {
                            th scope="row" {
                                (view.own(&partner.partner.name))
                                p class="small soft" { (view.own(partner.partner.kind.name())) ", " (view.own(&membership_words(&view.seen, partner))) }
                                p class="small" { a href=(asked.way(&format!("{PATH}/{id}"))) { (view.t("What it sees")) span class="hidden" { ": " (partner.partner.name) } } }
                            }
                            td {
                                @if let Some(decides) = &partner.partner.decides { p { (view.t("decides")) ": " (view.own(decides)) } }
                                @let own: Vec<_> = mandates(&view.seen, id).collect();
                                @if own.is_empty() { span class="soft" { (view.t("no mandate in the record")) } }
                                @for (since, mandate) in own { p { (view.own(&mandate_words(mandate))) (view.cites(&[since.entry])) } }
                            }
                            td { @for item in owned(id) { p { (view.lead(&format!("/coalition/demands/{item}"), &view.seen.demand_title(item))) } } }
                        }
                    }
                }
            }
        }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&name_sheet(), "Name a partner", PATH, again))
        (view.sheet(&membership_sheet(&view), "A partner joins or leaves", PATH, again))
        (view.sheet(&mandate_sheet(&view), "A mandate: what a partner may do", PATH, again))
        (view.sheet(&vote_sheet(&view), "A partner votes", PATH, again))
        (view.sheet(&dissent_sheet(&view), "A partner does not agree", PATH, again))
    };
    Ok(view.page(view.t("Partners"), PATH, body))
}

/// The partners as a choice.
pub(super) fn partners_to_choose(view: &View<'_>) -> Vec<Choice> {
    view.seen
        .state
        .partners
        .iter()
        .map(|(id, one)| (id.to_string(), one.partner.name.clone()))
        .collect()
}

/// The demands as a choice.
fn demands_to_choose(view: &View<'_>) -> Vec<Choice> {
    view.seen.state.demands.keys().map(|id| (id.to_string(), view.seen.demand_title(id))).collect()
}

fn name_sheet() -> Sheet {
    let kinds = [
        "union",
        "community",
        "faith",
        "civil-rights",
        "tenants",
        "parents",
        "students",
        "policy",
        "other",
    ];
    Sheet::of(
        "partner",
        "Add the partner",
        vec![
            Field::of("name", "Its name", Kind::Line).must(),
            Field::of("kind", "What kind of organisation", Kind::Pick(words(&kinds))).must(),
            Field::of("decides", "How it decides, and how often", Kind::Line)
                .hint("Such as: board, first Tuesday of the month"),
            Field::of("id", "Its short name", Kind::Line).hint(
                "Lower-case letters, digits and hyphens; made of the name where it stays empty",
            ),
        ],
    )
}

fn membership_sheet(view: &View<'_>) -> Sheet {
    Sheet::of(
        "membership",
        "Add it to the record",
        vec![
            Field::of("partner", "Partner", Kind::Pick(partners_to_choose(view))).must(),
            Field::of("step", "It joins or leaves", Kind::Pick(words(&["joined", "left"]))).must(),
            Field::of("why", "Why", Kind::Line),
        ],
    )
}

fn mandate_sheet(view: &View<'_>) -> Sheet {
    Sheet::of(
        "mandate",
        "Add the mandate",
        vec![
            Field::of("partner", "Partner", Kind::Pick(partners_to_choose(view))).must(),
            Field::of("demand", "On which demand", Kind::Pick(demands_to_choose(view)))
                .hint("Empty: on every demand"),
            Field::of(
                "may",
                "What it may do",
                Kind::Several(words(&["speak", "trade", "release"])),
            ),
            Field::of(
                "before_change",
                "What must be had of it before its demand is given up or changed",
                Kind::Pick(words(&["consulted", "approves"])),
            ),
            Field::of("venue", "Where it holds", Kind::Line),
            Field::of("until", "The last day on which it holds", Kind::Day),
            Field::of("basis", "Who gave it, and where that is written", Kind::Line),
        ],
    )
}

fn vote_sheet(view: &View<'_>) -> Sheet {
    Sheet::of(
        "partner-vote",
        "Add the vote",
        vec![
            Field::of("id", "The vote's short name", Kind::Line)
                .must()
                .hint("The same for the vote as it is planned, open and taken"),
            Field::of("partner", "Partner", Kind::Pick(partners_to_choose(view))).must(),
            Field::of("question", "What is asked", Kind::Line).must(),
            Field::of("on", "On which demands", Kind::Several(demands_to_choose(view))),
            Field::of(
                "state",
                "How far it has come",
                Kind::Pick(words(&["planned", "open", "taken"])),
            )
            .must(),
            Field::of("decides_on", "The day on which the partner decides", Kind::Day),
            Field::of("yes", "Yes", Kind::Whole),
            Field::of("no", "No", Kind::Whole),
            Field::of("abstain", "Neither", Kind::Whole),
            Field::of(
                "result",
                "What it came to",
                Kind::Pick(words(&["yes", "no", "conditional"])),
            ),
        ],
    )
}

fn dissent_sheet(view: &View<'_>) -> Sheet {
    Sheet::of(
        "dissent",
        "Add it to the record",
        vec![
            Field::of("partner", "Partner", Kind::Pick(partners_to_choose(view))).must(),
            Field::of("on", "With which demand", Kind::Pick(demands_to_choose(view)))
                .hint("Empty: with the campaign as a whole"),
            Field::of("words", "Its words", Kind::Text).must(),
        ],
    )
}

/// One of the forms of the page.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let (sheet, kind) = match form.text(SHEET) {
        "partner" => (name_sheet(), "partner"),
        "membership" => (membership_sheet(&view), "membership"),
        "mandate" => (mandate_sheet(&view), "mandate"),
        "partner-vote" => (vote_sheet(&view), "partner-vote"),
        "dissent" => (dissent_sheet(&view), "dissent"),
        _ => return Err(no_sheet(form)),
    };
    let made = |mut says: Map<String, Value>| -> Result<Vec<(&'static str, Value)>, Vec<Finding>> {
        if kind == "partner" {
            let name = says.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            let taken = |id: &Slug| view.seen.state.partners.contains_key(id);
            let id = new_id(says.get("id"), &name, taken);
            says.insert("id".to_owned(), json!(id));
        }
        Ok(vec![(kind, Value::Object(says))])
    };
    let added = sheet.add(asked, form, made);
    came(asked, form, added, PATH, |again| shown(asked, Some(again)))
}

/// What one partner sees: what is its own and what is shared with it, and nothing else is looked at.
pub(super) fn one(asked: &Asked) -> Result<Page, Problem> {
    let what = "The record has no such partner:";
    let id = id_of(asked, what)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Partner(id.clone()));
    let Some(partner) = view.seen.state.partners.get(&id) else {
        return Err(not_there(asked, what, id.as_str()));
    };
    let name = &partner.partner.name;
    let sees = view.t(&format!("What {name} sees, and nothing else"));
    let body = partner_body(&view, &id, partner);
    let back = html! { nav aria-label=(view.t("Coalition and after")) { p { a href=(asked.way(PATH)) { (view.t("Back to the team's pages")) } } } };
    Ok(Page::of(name.clone(), "/coalition", html! { (body) (back) }).seen_by(sees))
}

fn partner_body(view: &View<'_>, id: &Slug, partner: &PartnerState) -> Markup {
    let seen = &view.seen;
    let (ours, shared): (Vec<_>, Vec<_>) =
        seen_demands(seen).into_iter().partition(|(_, demand)| demand.owners.contains(id));
    let own: Vec<_> = mandates(seen, id).collect();
    let votes = seen_votes(seen, id);
    let dissents = seen
        .state
        .dissents
        .iter()
        .filter(|(since, dissent)| dissent.partner == *id && seen.sees(since.entry));
    let dissents: Vec<_> = dissents.collect();
    let other = |kind: ItemKind| kind != ItemKind::Demand && kind != ItemKind::Concession;
    let items: Vec<_> = seen
        .state
        .items
        .values()
        .filter(|item| other(item.item.kind) && seen.sees(item.raised.entry))
        .collect();
    let of_others: Vec<_> = [
        ("Concessions shared with it", concessions::list(view)),
        ("Claims shared with it", claims::list(view)),
        ("Actions shared with it", actions::list(view)),
        ("Dates shared with it", actions::dates(view)),
        ("Ideas for revenue shared with it", revenue::list(view)),
        ("Commitments shared with it", commitments::list(view)),
    ]
    .into_iter()
    .filter_map(|(heading, list)| Some((heading, list?)))
    .collect();
    html! {
        p class="lead" { (view.own(partner.partner.kind.name())) ", " (view.own(&membership_words(seen, partner))) }
        @if let Some(decides) = &partner.partner.decides { p { (view.t("decides")) ": " (view.own(decides)) } }
        @if !own.is_empty() {
            h2 { (view.t("Mandates")) }
            ul { @for (since, mandate) in own { li { (view.own(&mandate_words(mandate))) ", " (view.when(*since)) (view.cites(&[since.entry])) } } }
        }
        @for (heading, all) in [("Its demands", &ours), ("Demands shared with it", &shared)] {
            @if !all.is_empty() {
                h2 { (view.t(heading)) }
                @for (item, demand) in all { section class="thing" { h3 { (view.own(&seen.demand_title(item))) } (demands::about(view, item, demand)) (demands::history(view, demand)) } }
            }
        }
        @if !votes.is_empty() {
            h2 { (view.t("Its votes")) }
            ul { @for vote in votes { li { (view.own(&vote.vote.question)) ": " (view.own(&vote_words(vote))) (view.cites(&[vote.since.entry])) } } }
        }
        @if !dissents.is_empty() {
            h2 { (view.t("Where it does not agree")) }
            ul {
                @for (since, dissent) in dissents {
                    li {
                        @match &dissent.on { Some(on) => (view.own(&seen.demand_title(on))), None => (view.t("the campaign")) }
                        ", " (view.when(*since)) ": " (view.own(&dissent.words)) (view.cites(&[since.entry]))
                    }
                }
            }
        }
        @if !items.is_empty() {
            h2 { (view.t("Items shared with it")) }
            ul { @for item in items { li { (view.own(&item.item.title)) } } }
        }
        @for (heading, list) in of_others { h2 { (view.t(heading)) } (list) }
    }
}
