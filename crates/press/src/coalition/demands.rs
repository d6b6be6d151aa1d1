use record::body::{DemandStep, Side};
use record::{DemandState, Slug};
use serde_json::{Value, json};

use super::{Seen, day, detail, since_json, steps_detail};
use crate::status::{heading, line, pretty};

const SIDES: [Side; 2] = [Side::Union, Side::Employer];

/// What a reader sees of the demands, in the order of their ids.
pub fn seen_demands(seen: &Seen<'_>) -> Vec<(Slug, DemandState)> {
    let all = seen.state.demands.iter();
    all.filter_map(|(id, demand)| Some((id.clone(), demand.seen(|entry| seen.sees(entry))?)))
        .collect()
}

/// Every demand: whose it is, where it stands, what carries it, what each side says of its scope, what its owners say.
pub fn demands_text(seen: &Seen<'_>) -> String {
    let demands = seen_demands(seen);
    let mut out =
        line(&format!("Demands, as of {}: {}", seen.state.as_of, summary_of_demands(&demands)), 2);
    for (id, demand) in &demands {
        out.push('\n');
        out.push_str(&demand_text(seen, id, demand));
    }
    let open = still_open(seen, &demands);
    if !open.is_empty() {
        out.push_str(&heading("Before a total agreement can be recommended"));
        for words in open {
            out.push_str(&line(&format!("  {words}"), 4));
        }
    }
    out
}

/// Joint demands that a reader sees and that have no outcome.
pub fn still_open(seen: &Seen<'_>, demands: &[(Slug, DemandState)]) -> Vec<String> {
    let open = demands
        .iter()
        .filter(|(_, demand)| demand.outcome.is_none() && seen.state.is_joint(demand));
    open.map(|(id, demand)| {
        format!(
            "{} of {} has no outcome: {}",
            seen.demand_title(id),
            seen.names(&demand.owners),
            demand.status().name()
        )
    })
    .collect()
}

/// `4 raised: 1 won, 1 converted, 2 open`.
pub fn summary_of_demands(demands: &[(Slug, DemandState)]) -> String {
    const OUTCOMES: [DemandStep; 6] = [
        DemandStep::Won,
        DemandStep::WonInPart,
        DemandStep::Converted,
        DemandStep::Deferred,
        DemandStep::Dropped,
        DemandStep::Lost,
    ];
    let of = |step| {
        demands
            .iter()
            .filter(|(_, demand)| demand.outcome.is_some_and(|(is, _)| is == step))
            .count()
    };
    let open = demands.iter().filter(|(_, demand)| demand.outcome.is_none()).count();
    let parts: Vec<String> = OUTCOMES
        .into_iter()
        .map(|step| (of(step), step.name()))
        .chain([(open, "open")])
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    match demands.len() {
        0 => "none".to_owned(),
        count => format!("{count} raised: {}", parts.join(", ")),
    }
}

/// An item's title; its id where the item is not seen.
pub fn title(seen: &Seen<'_>, id: &Slug) -> String {
    let item = seen.state.items.get(id).filter(|item| seen.sees(item.raised.entry));
    item.map_or_else(|| id.to_string(), |item| item.item.title.clone())
}

/// `, of SAJE`; nothing where the owners are not seen.
fn of_owners(seen: &Seen<'_>, demand: &DemandState) -> String {
    let owners = seen.names(&demand.owners);
    if owners.is_empty() { owners } else { format!(", of {owners}") }
}

/// One demand.
pub(super) fn demand_text(seen: &Seen<'_>, id: &Slug, demand: &DemandState) -> String {
    let category = demand.category.as_ref().map(|what| format!(" ({what})")).unwrap_or_default();
    let since = demand.steps.last().map(|(since, _)| format!(", {}", day(*since)));
    let mut out = line(
        &format!(
            "  {}{category}{}: {}{}",
            seen.demand_title(id),
            of_owners(seen, demand),
            demand.status().name(),
            since.unwrap_or_default()
        ),
        4,
    );
    if let Some(step) = demand.last_outcome() {
        out.push_str(&detail("became", step.into.as_deref().unwrap_or_default()));
        out.push_str(&detail("in return for", step.in_return.as_deref().unwrap_or_default()));
    }
    out.push_str(&detail("for", &demand.beneficiaries.join(", ")));
    out.push_str(&detail("where", &demand.places.join(", ")));
    out.push_str(&detail("who decides", demand.decides.as_deref().unwrap_or_default()));
    out.push_str(&detail("measure", demand.measure.as_deref().unwrap_or_default()));
    let carriers: Vec<String> = demand
        .carriers
        .iter()
        .map(|(carrier, _, refused)| match refused {
            Some(since) => format!("{} (refused {})", carrier.name(), day(*since)),
            None => format!("{} (open)", carrier.name()),
        })
        .collect();
    out.push_str(&detail("carriers", &carriers.join(", ")));
    for words in scope_words(seen, id) {
        out.push_str(&detail("scope", &words));
    }
    if let Some(hint) = elsewhere(seen, id, demand) {
        out.push_str(&line(&format!("    {hint}"), 6));
    }
    if let Some(twin) = &demand.twin {
        out.push_str(&detail(
            "beside it",
            &format!("{}, which must be bargained", title(seen, twin)),
        ));
    }
    let adopted: Vec<String> = demand
        .adopted
        .iter()
        .map(|(by, since)| format!("{} ({})", seen.name(by), day(*since)))
        .collect();
    out.push_str(&detail("adopted by", &adopted.join(", ")));
    for (since, answer) in &demand.answers {
        let words = answer.words.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
        let conditions = match answer.conditions.is_empty() {
            true => String::new(),
            false => format!(", if {}", answer.conditions.join("; ")),
        };
        let says = format!(
            "{} to its being {}{conditions}, {}{words} [{}]",
            answer.answer.name(),
            answer.to.name(),
            day(*since),
            since.entry
        );
        out.push_str(&detail(&format!("{} says", seen.name(&answer.partner)), &says));
    }
    for (since, dissent) in seen.state.dissents.iter().filter(|(since, _)| seen.sees(since.entry)) {
        if dissent.on.as_ref() == Some(id) {
            let label = format!("{} does not agree", seen.name(&dissent.partner));
            out.push_str(&detail(&label, &format!("{} [{}]", dissent.words, since.entry)));
        }
    }
    if !demand.terms.is_empty() {
        out.push_str(&detail("cost", &format!("its terms: goodfaith record show offer {id}")));
    }
    let steps = demand.steps.iter().map(|(since, step)| (step.step.name(), *since));
    out.push_str(&steps_detail(steps));
    out
}

/// What each side last said of its scope, with its basis and day.
fn scope_words(seen: &Seen<'_>, id: &Slug) -> Vec<String> {
    let last = |side: Side| {
        let all = seen.state.scope.iter().rev();
        all.into_iter()
            .filter(|(since, _)| seen.sees(since.entry))
            .find(|(_, opinion)| opinion.item == *id && opinion.side == side)
    };
    SIDES
        .into_iter()
        .filter_map(last)
        .map(|(since, opinion)| {
            let basis =
                opinion.basis.as_ref().map(|basis| format!(", {basis}")).unwrap_or_default();
            let objection = if opinion.objection { ", as an objection" } else { "" };
            format!(
                "the {} says {}{objection}{basis} ({})",
                opinion.side,
                opinion.class.name(),
                day(*since)
            )
        })
        .collect()
}

/// Where the other side objects to bargaining it, that it needs another carrier than the contract.
fn elsewhere(seen: &Seen<'_>, id: &Slug, demand: &DemandState) -> Option<String> {
    let (since, _) = seen.state.scope.iter().rev().find(|(since, opinion)| {
        opinion.item == *id
            && opinion.side == Side::Employer
            && opinion.objection
            && seen.sees(since.entry)
    })?;
    let in_contract = |carrier| carrier == record::body::Carrier::ContractArticle;
    let other = demand.open_carriers().any(|carrier| !in_contract(carrier));
    (demand.outcome.is_none() && !other).then(|| {
        format!(
            "objected to {}: nobody may insist on it to impasse; choose a carrier outside the contract",
            day(*since)
        )
    })
}

/// The demands for programs.
pub fn demands_json(seen: &Seen<'_>) -> String {
    let demands = seen_demands(seen);
    let all: Vec<Value> =
        demands.iter().map(|(id, demand)| demand_json(seen, id, demand)).collect();
    pretty(&json!({
        "schema": "goodfaith-demands 1",
        "as_of": seen.state.as_of.to_string(),
        "summary": summary_of_demands(&demands),
        "demands": all,
    }))
}

pub(super) fn demand_json(seen: &Seen<'_>, id: &Slug, demand: &DemandState) -> Value {
    let carriers: Vec<Value> = demand
        .carriers
        .iter()
        .map(|(carrier, tried, refused)| {
            json!({"carrier": carrier, "tried": since_json(*tried), "refused": refused.map(since_json)})
        })
        .collect();
    let scope: Vec<Value> = SIDES
        .into_iter()
        .filter_map(|side| {
            let (since, opinion) = seen.state.scope.iter().rev().find(|(since, opinion)| {
                seen.sees(since.entry) && opinion.item == *id && opinion.side == side
            })?;
            Some(json!({"side": side.name(), "class": opinion.class, "basis": opinion.basis,
                "objection": opinion.objection, "since": since_json(*since)}))
        })
        .collect();
    let answers: Vec<Value> = demand
        .answers
        .iter()
        .map(|(since, answer)| {
            json!({"partner": answer.partner, "to": answer.to, "answer": answer.answer,
                "conditions": answer.conditions, "words": answer.words, "since": since_json(*since)})
        })
        .collect();
    let dissent: Vec<Value> = seen
        .state
        .dissents
        .iter()
        .filter(|(since, dissent)| seen.sees(since.entry) && dissent.on.as_ref() == Some(id))
        .map(|(since, dissent)| {
            json!({"partner": dissent.partner, "words": dissent.words, "since": since_json(*since)})
        })
        .collect();
    let outcome = demand.last_outcome();
    json!({
        "item": id,
        "title": seen.demand_title(id),
        "status": demand.status(),
        "joint": seen.state.is_joint(demand),
        "owners": demand.owners,
        "adopted": demand.adopted.iter().map(|(by, since)| json!({"by": by, "since": since_json(*since)})).collect::<Vec<_>>(),
        "beneficiaries": demand.beneficiaries,
        "places": demand.places,
        "category": demand.category,
        "twin": demand.twin,
        "decides": demand.decides,
        "measure": demand.measure,
        "carriers": carriers,
        "scope": scope,
        "answers": answers,
        "dissent": dissent,
        "outcome": demand.outcome.map(|(step, since)| json!({"outcome": step, "since": since_json(since),
            "into": outcome.and_then(|step| step.into.clone()), "in_return": outcome.and_then(|step| step.in_return.clone())})),
        "terms": demand.terms,
        "steps": demand.steps.iter().map(|(since, step)| json!({"step": step.step, "by": step.by, "words": step.words, "since": since_json(*since)})).collect::<Vec<_>>(),
    })
}
