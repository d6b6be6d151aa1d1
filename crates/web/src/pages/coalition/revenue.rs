//! Ideas for revenue, their estimates side by side, and the commissions that are to find more.

use maud::{Markup, html};
use press::coalition::{dollars, revenue_sums, seen_commissions, seen_ideas, title};
use record::audience::Audience;
use record::body::CommissionStep;
use record::{CommissionState, RevenueState, Slug};
use serde_json::{Value, json};

use super::claims::items;
use super::sheet::{Again, Choice, Field, Kind, SHEET, Sheet, new_id, words};
use super::view::{View, came, no_sheet, standing};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/revenue";

/// Every idea and every commission.
pub(super) fn all(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let body = html! {
        h2 { (view.t("Ideas and commissions")) }
        @match list(&view) { Some(list) => (list), None => p class="calm" { (view.t("No idea for revenue is in the record yet.")) } }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&idea_sheet(&view), "An idea for revenue", PATH, again))
        (view.sheet(&idea_step_sheet(&view), "A step of an idea, or another estimate", PATH, again))
        (view.sheet(&commission_sheet(), "A commission is set up", PATH, again))
        (view.sheet(&commission_step_sheet(&view), "A commission meets, recommends, is answered", PATH, again))
    };
    Ok(view.page(view.t("Revenue"), PATH, body))
}

/// Ideas and commissions that a reader sees; none where there is none.
pub(super) fn list(view: &View<'_>) -> Option<Markup> {
    let (ideas, commissions) = (seen_ideas(&view.seen), seen_commissions(&view.seen));
    let sums = revenue_sums(&ideas);
    (!(ideas.is_empty() && commissions.is_empty())).then(|| html! {
        @if !sums.is_empty() {
            div class="scroll" tabindex="0" role="region" aria-labelledby="sums" {
                table {
                    caption id="sums" { (view.t("What the ideas at each step come to; what comes once and what comes yearly are never added")) }
                    thead { tr { th scope="col" { (view.t("Where they stand")) } th scope="col" class="number" { (view.t("Amount")) } th scope="col" { (view.t("Comes")) } th scope="col" class="number" { (view.t("Ideas with an estimate")) } } }
                    tbody {
                        @for (step, comes, low, high, count) in &sums {
                            tr { th scope="row" { (view.own(step.name())) } td class="number" { (dollars(*low, *high)) } td { (view.own(comes.name())) } td class="number" { (count) } }
                        }
                    }
                }
            }
        }
        @for (id, one) in &ideas { (idea(view, id, one)) }
        @for (id, one) in &commissions { (commission(view, id, one)) }
    })
}

fn idea(view: &View<'_>, id: &Slug, one: &RevenueState) -> Markup {
    let pays: Vec<String> = one.pays_for.iter().map(|item| title(&view.seen, item)).collect();
    let whose = match one.employer_decides {
        Some(true) => ": the employer itself",
        Some(false) => ": not the employer",
        None => "",
    };
    html! {
        section class="thing" {
            h3 id=(format!("idea-{id}")) { (view.own(one.title.as_deref().unwrap_or("without a title that is seen"))) }
            p { strong { (view.own(one.status().name())) } @if let Some((since, _)) = one.steps.last() { ", " (view.when(*since)) (view.cites(&[since.entry])) } }
            @if !one.estimates.is_empty() {
                div class="scroll" tabindex="0" role="region" aria-labelledby=(format!("idea-{id} estimates-{id}")) {
                    table {
                        caption id=(format!("estimates-{id}")) { (view.t("Estimates side by side")) }
                        thead { tr { th scope="col" { (view.t("Who says so")) } th scope="col" class="number" { (view.t("Amount")) } th scope="col" { (view.t("Comes")) } th scope="col" { (view.t("How it was worked out")) } } }
                        tbody {
                            @for estimate in &one.estimates {
                                tr {
                                    th scope="row" { (view.own(&estimate.estimate.by)) p class="small soft" { (view.when(estimate.since)) (view.cites(&[estimate.since.entry])) } }
                                    td class="number" { (dollars(estimate.low, estimate.high)) }
                                    td { (view.own(estimate.estimate.comes.name())) }
                                    td { @if let Some(basis) = &estimate.estimate.basis { (view.own(basis)) } }
                                }
                            }
                        }
                    }
                }
            }
            dl {
                (view.fact("who decides", &one.authority.as_ref().map(|who| format!("{who}{whose}")).unwrap_or_default()))
                (view.fact("only for", one.restricted.as_deref().unwrap_or_default()))
                (view.fact("the law", one.legal_limit.as_deref().unwrap_or_default()))
                (view.fact("from", one.first_year.as_deref().unwrap_or_default()))
                (view.facts("would pay for", &pays))
            }
        }
    }
}

fn commission(view: &View<'_>, id: &Slug, one: &CommissionState) -> Markup {
    let days =
        |step: CommissionStep| one.when(step).map(|since| view.when(since)).collect::<Vec<_>>();
    let met = days(CommissionStep::Met);
    html! {
        section class="thing" {
            h3 id=(format!("commission-{id}")) { (view.own(one.name.as_deref().unwrap_or(id.as_str()))) }
            dl {
                (view.fact("mandate", one.mandate.as_deref().unwrap_or_default()))
                (view.facts("members", &one.members))
                (view.fact("decides by", one.decides_by.as_deref().unwrap_or_default()))
                (view.fact("paid by", one.paid_by.as_deref().unwrap_or_default()))
                (view.fact("to meet", one.meets.as_deref().unwrap_or_default()))
                @if let Some(due) = one.report_due { div { dt { (view.t("reports by")) } dd { (view.day(due)) @if one.report_is_late(view.asked.day) { ": " strong { (view.t("late")) } } } } }
                div { dt { (view.t("it met")) } dd { @if met.is_empty() { (view.t("never, as far as the record knows")) } @else { (met.len()) ": " (met.join(", ")) } } }
                (view.facts("did not meet", &days(CommissionStep::DidNotMeet)))
                (view.facts("reported", &days(CommissionStep::Reported)))
                (view.facts("ended", &days(CommissionStep::Ended)))
                @for (name, said) in &one.recommendations {
                    div {
                        dt { (view.t("recommended")) " " (view.when(said.since)) }
                        dd {
                            (name) @if let Some(words) = &said.words { ": " (view.own(words)) } (view.cites(&[said.since.entry])) "; "
                            @if said.answers.is_empty() { strong { (view.t("nobody has answered")) } }
                            @for (since, uptake, by) in &said.answers { (view.own(uptake.name())) @if let Some(by) = by { ", " (view.own(by)) } ", " (view.when(*since)) (view.cites(&[since.entry])) " " }
                        }
                    }
                }
                (view.facts("not said", &one.missing()))
            }
        }
    }
}

fn estimate_fields() -> Vec<Field> {
    vec![
        Field::of("estimate.by", "Whose estimate", Kind::Line),
        Field::of("estimate.low", "The least it would bring, in dollars", Kind::Line)
            .hint("Such as 65000000"),
        Field::of("estimate.high", "The most it would bring, in dollars", Kind::Line),
        Field::of("estimate.comes", "It comes", Kind::Pick(words(&["once", "yearly"]))),
        Field::of("estimate.basis", "How it was worked out, and where", Kind::Line),
    ]
}

fn idea_sheet(view: &View<'_>) -> Sheet {
    let mut fields = vec![
        Field::of("title", "What it is, in a line", Kind::Line).must(),
        Field::of("by", "Who puts it forward", Kind::Line),
        Field::of("authority", "Who has authority to adopt it", Kind::Line),
        Field::of("employer_decides", "The employer itself has that authority", Kind::Flag),
        Field::of("restricted", "What the money may only be used for", Kind::Line),
        Field::of("legal_limit", "What the law allows of it", Kind::Line),
        Field::of(
            "first_year",
            "The first fiscal year in which it could bring something",
            Kind::Line,
        ),
        Field::of("pays_for", "What it would pay for", Kind::Several(items(view))),
    ];
    fields.extend(estimate_fields());
    fields.push(
        Field::of("id", "Its short name", Kind::Line)
            .hint("Lower-case letters, digits and hyphens; made of the name where it stays empty"),
    );
    Sheet::of("idea", "Add the idea", fields)
}

fn idea_step_sheet(view: &View<'_>) -> Sheet {
    let ideas = seen_ideas(&view.seen).into_iter().map(|(id, one)| {
        let title = one.title.unwrap_or_else(|| id.to_string());
        (id.to_string(), title)
    });
    let mut fields = vec![
        Field::of("id", "Which idea", Kind::Pick(ideas.collect())).must(),
        Field::of(
            "step",
            "The step",
            Kind::Pick(words(&["studied", "recommended", "adopted", "refused"])),
        )
        .must(),
        Field::of("by", "Who takes it", Kind::Line),
    ];
    fields.extend(estimate_fields());
    fields.push(Field::of("words", "What was said", Kind::Text));
    Sheet::of("idea-step", "Add the step", fields)
}

fn commission_sheet() -> Sheet {
    Sheet::of(
        "commission",
        "Add the commission",
        vec![
            Field::of("name", "Its name", Kind::Line).must(),
            Field::of("mandate", "What it is to do", Kind::Line),
            Field::of("members", "Who sits on it, and for whom", Kind::Lines).hint("One a line"),
            Field::of("decides_by", "How it decides", Kind::Line),
            Field::of("meets", "How often it meets", Kind::Line),
            Field::of("report_due", "The day by which it is to report", Kind::Day),
            Field::of("paid_by", "Who pays for it", Kind::Line),
            Field::of("id", "Its short name", Kind::Line).hint(
                "Lower-case letters, digits and hyphens; made of the name where it stays empty",
            ),
        ],
    )
}

fn commission_step_sheet(view: &View<'_>) -> Sheet {
    let all = seen_commissions(&view.seen).into_iter().map(|(id, one)| {
        let name = one.name.unwrap_or_else(|| id.to_string());
        (id.to_string(), name)
    });
    let ideas: Vec<Choice> = seen_ideas(&view.seen)
        .into_iter()
        .map(|(id, one)| {
            let title = one.title.unwrap_or_else(|| id.to_string());
            (id.to_string(), title)
        })
        .collect();
    Sheet::of(
        "commission-step",
        "Add the step",
        vec![
            Field::of("id", "Which commission", Kind::Pick(all.collect())).must(),
            Field::of(
                "step",
                "The step",
                Kind::Pick(words(&[
                    "met",
                    "did-not-meet",
                    "recommended",
                    "answered",
                    "reported",
                    "ended",
                ])),
            )
            .must(),
            Field::of("recommendation", "The recommendation's short name", Kind::Line)
                .hint("Where one is made, or answered"),
            Field::of("revenue", "The idea for revenue that it is about", Kind::Pick(ideas)),
            Field::of(
                "uptake",
                "What became of it",
                Kind::Pick(words(&["adopted", "adopted-in-part", "studied", "refused"])),
            ),
            Field::of("by", "Who took the step", Kind::Line),
            Field::of("words", "What was said", Kind::Text),
        ],
    )
}

/// One of the forms of the page.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let state = view.seen.state;
    let (sheet, kind, step, named) = match form.text(SHEET) {
        "idea" => (idea_sheet(&view), "revenue", Some("raised"), "title"),
        "idea-step" => (idea_step_sheet(&view), "revenue", None, ""),
        "commission" => (commission_sheet(), "commission", Some("created"), "name"),
        "commission-step" => (commission_step_sheet(&view), "commission", None, ""),
        _ => return Err(no_sheet(form)),
    };
    let added = sheet.add(asked, form, |mut says| {
        if let Some(step) = step {
            let title = says.get(named).and_then(Value::as_str).unwrap_or_default().to_owned();
            let id = new_id(says.get("id"), &title, |id| {
                state.revenue.contains_key(id) || state.commissions.contains_key(id)
            });
            says.insert("id".to_owned(), json!(id));
            says.insert("step".to_owned(), json!(step));
        }
        Ok(vec![(kind, Value::Object(says))])
    });
    came(asked, form, added, PATH, |again| shown(asked, Some(again)))
}
