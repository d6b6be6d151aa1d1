//! Demands, actions and promises, as the audience sees them.

use maud::{Markup, html};
use record::body::{ActionStep, Side};
use record::{ActionState, CommitmentState, DemandState, Slug, readings};

use super::maker::{Made, Maker};
use super::record_pages::chart;
use crate::chronicle::Chronicle;
use crate::coalition::{below, numbers, seen_actions, seen_commitments, seen_demands};

/// Fewer people than this are not shown.
const SMALL: u32 = 10;

fn only(pages: Vec<(Made, Vec<u64>)>) -> Vec<Made> {
    pages.into_iter().map(|(page, _)| page).collect()
}

/// A line of a list of what is known of a thing: nothing where nothing is.
fn fact(maker: &Maker<'_>, label: &str, says: &str) -> Markup {
    html! {
        @if !says.is_empty() { div { dt { (maker.t(label)) } dd { (maker.own(says)) } } }
    }
}

/// Several words of the record in a line.
fn list(maker: &Maker<'_>, label: &str, all: &[String]) -> Markup {
    html! {
        @if !all.is_empty() {
            div {
                dt { (maker.t(label)) }
                dd { @for (at, one) in all.iter().enumerate() { @if at > 0 { ", " } (maker.own(one)) } }
            }
        }
    }
}

/// Every demand that the audience sees.
pub(crate) fn demands(maker: &Maker<'_>) -> Vec<Made> {
    maker.begin("demands");
    let all = seen_demands(maker.seen);
    let open = all.iter().filter(|(_, one)| one.outcome.is_none()).count();
    let lead = html! {
        p class="lead" { (all.len()) " " (maker.t("demands")) ", " (open) " " (maker.t("without an outcome yet")) "." }
    };
    let parts = all.iter().map(|(id, one)| (demand(maker, id, one), Vec::new())).collect();
    only(maker.paged("demands", &maker.t("What is demanded"), &lead, parts))
}

fn demand(maker: &Maker<'_>, id: &Slug, one: &DemandState) -> Markup {
    let seen = maker.seen;
    let owners: Vec<String> = one.owners.iter().map(|id| seen.name(id)).collect();
    let outcome = one.last_outcome();
    let steps: Vec<u64> = one.steps.iter().map(|(since, _)| since.entry).collect();
    let scope = |side: Side| {
        seen.state.scope.iter().rev().find(|(since, opinion)| {
            seen.sees(since.entry) && opinion.item == *id && opinion.side == side
        })
    };
    html! {
        section class="thing" aria-labelledby=(format!("d-{id}")) {
            h2 id=(format!("d-{id}")) { (maker.own(&seen.demand_title(id))) }
            p {
                strong { (maker.own(one.status().name())) }
                @if let Some((since, _)) = one.steps.last() { ", " (maker.when(&since.when.to_string())) }
                (maker.cites(&steps))
            }
            dl {
                (list(maker, "of", &owners))
                (fact(maker, "became", outcome.and_then(|step| step.into.as_deref()).unwrap_or_default()))
                (fact(maker, "in return for", outcome.and_then(|step| step.in_return.as_deref()).unwrap_or_default()))
                (list(maker, "for", &one.beneficiaries))
                (list(maker, "where", &one.places))
                (fact(maker, "who decides", one.decides.as_deref().unwrap_or_default()))
                (fact(maker, "how it is measured", one.measure.as_deref().unwrap_or_default()))
                @for (carrier, _, refused) in &one.carriers {
                    div {
                        dt { (maker.t("carried as")) }
                        dd { (maker.own(carrier.name())) @if let Some(refused) = refused { " (" (maker.t("refused")) " " (maker.when(&refused.when.to_string())) ")" } }
                    }
                }
                @for (side, label) in [(Side::Union, "the union says of its scope"), (Side::Employer, "the employer says of its scope")] {
                    @if let Some((since, opinion)) = scope(side) {
                        div { dt { (maker.t(label)) } dd { (maker.own(opinion.class.name())) (maker.cites(&[since.entry])) } }
                    }
                }
                @for (since, answer) in &one.answers {
                    div {
                        dt { (seen.name(&answer.partner)) " " (maker.t("says")) }
                        dd { (maker.own(answer.answer.name())) @if let Some(words) = &answer.words { ": " (maker.own(words)) } (maker.cites(&[since.entry])) }
                    }
                }
                @for (since, dissent) in seen.state.dissents.iter().filter(|(since, one)| seen.sees(since.entry) && one.on.as_ref() == Some(id)) {
                    div { dt { (seen.name(&dissent.partner)) " " (maker.t("does not agree")) } dd { (maker.own(&dissent.words)) (maker.cites(&[since.entry])) } }
                }
            }
        }
    }
}

/// Every action that the audience sees: what comes first, then what was done, the newest first.
pub(crate) fn actions(maker: &Maker<'_>) -> Vec<Made> {
    maker.begin("actions");
    let as_of = maker.ask.state.as_of;
    let all = seen_actions(maker.seen);
    let coming = |one: &ActionState| {
        matches!(one.status(), ActionStep::Planned | ActionStep::Asked)
            && one.planned_for.is_none_or(|day| day >= as_of)
    };
    let (mut next, mut past): (Vec<_>, Vec<_>) = all.iter().partition(|(_, action)| coming(action));
    next.sort_by_key(|(id, one)| (one.planned_for.is_none(), one.planned_for, id.clone()));
    past.sort_by_key(|(id, one)| {
        (std::cmp::Reverse(one.steps.last().map(|(since, _)| since.when.day)), id.clone())
    });
    let lead = html! {
        p class="lead" {
            @if next.is_empty() { (maker.t("Nothing is asked of members in the record today.")) }
            @else { (maker.t("What is asked of members, and what was done.")) }
        }
    };
    let mut parts = Vec::new();
    for (heading, some) in [("What comes", &next), ("What was done", &past)] {
        for (number, (id, one)) in some.iter().enumerate() {
            let part = html! {
                @if number == 0 { h2 { (maker.t(heading)) } }
                (action(maker, id, one))
            };
            parts.push((part, Vec::new()));
        }
    }
    only(maker.paged("actions", &maker.t("Actions"), &lead, parts))
}

fn action(maker: &Maker<'_>, id: &Slug, one: &ActionState) -> Markup {
    let seen = maker.seen;
    let title = one.title.clone().unwrap_or_else(|| id.to_string());
    let partners: Vec<String> = one.partners.iter().map(|id| seen.name(id)).collect();
    let steps: Vec<u64> = one.steps.iter().map(|(since, _)| since.entry).collect();
    let turnout = one.turnout();
    let counted = match (turnout.took_part, turnout.members, turnout.percent()) {
        (Some(part), Some(all), Some(percent)) if part >= SMALL && all - part >= SMALL => {
            Some((part, all, below(&percent)))
        }
        _ => None,
    };
    let words =
        one.steps.iter().rev().find_map(|(since, step)| Some((since, step.words.as_ref()?)));
    html! {
        section class="thing" {
            h3 id=(format!("a-{id}")) { (maker.own(&title)) }
            p {
                strong { (maker.own(one.status().name())) }
                @match one.planned_for {
                    Some(day) if one.when(ActionStep::Done).is_none() => { ", " (maker.t("set for")) " " (maker.day(day)) },
                    _ => { @if let Some((since, _)) = one.steps.last() { ", " (maker.when(&since.when.to_string())) } },
                }
                (maker.cites(&steps))
            }
            @if let Some(ask) = &one.ask { p class="lead" { (maker.own(ask)) } }
            dl {
                (list(maker, "where", &one.places))
                (list(maker, "with", &partners))
                (fact(maker, "to move", one.target.as_deref().unwrap_or_default()))
                @if let Some((part, all, percent)) = counted {
                    div { dt { (maker.t("members")) } dd { (part) " " (maker.t("of")) " " (all) ", " (percent) " " (maker.t("percent")) } }
                }
                @if let Some(supporters) = one.supporters.filter(|count| *count >= SMALL) {
                    div { dt { (maker.t("people of the public")) } dd { (supporters) } }
                }
                @if let Some((since, words)) = words {
                    div { dt { (maker.t("in words")) } dd { (maker.own(words)) (maker.cites(&[since.entry])) } }
                }
            }
        }
    }
}

/// Every promise that the audience sees, with its counts and its pace.
pub(crate) fn commitments(maker: &Maker<'_>, chronicle: &Chronicle) -> Vec<Made> {
    maker.begin("commitments");
    let all = seen_commitments(maker.seen);
    let lead = html! {
        p class="lead" { (maker.t("What was promised, how it is measured, and what was counted since. Counts that differ stand side by side.")) }
    };
    let parts = all.iter().map(|(id, one)| (commitment(maker, chronicle, id, one), Vec::new()));
    only(maker.paged("commitments", &maker.t("What was promised"), &lead, parts.collect()))
}

fn commitment(
    maker: &Maker<'_>,
    chronicle: &Chronicle,
    id: &Slug,
    one: &CommitmentState,
) -> Markup {
    let on = maker.ask.state.as_of;
    let (card, status) = (one.card(on), one.status(on));
    let late = one.overdue(on) && status != record::CommitmentStatus::Overdue;
    let charts = chronicle.charts.iter().filter(|chart| chart.title == one.commitment.title);
    let tenths = |value: &money::Fraction| {
        let text = value.to_decimal(1);
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    };
    html! {
        section class="thing" aria-labelledby=(format!("c-{id}")) {
            h2 id=(format!("c-{id}")) { (maker.own(&one.commitment.title)) }
            p {
                strong { (maker.own(status.name())) @if late { ", " (maker.t("overdue")) } }
                @if let Some((since, due)) = one.due(on) { ". " (maker.t("Due")) " " (maker.day(due)) (maker.cites(&[since.entry])) }
            }
            blockquote {
                p { (maker.own(&one.commitment.words)) }
                p class="small soft" { (maker.own(&one.commitment.promised_by)) ", " (maker.when(&one.since.when.to_string())) (maker.cites(&[one.since.entry])) }
            }
            @if let Some((low, high)) = one.progress_range(on) {
                p { (maker.t("Over every count and reading:")) " " strong { (low.to_decimal(1)) " " (maker.t("to")) " " (high.to_decimal(1)) " " (maker.t("percent")) } "." }
            }
            @for (at, drawn) in charts.enumerate() { (chart(maker, &format!("pace-{id}-{at}"), drawn)) }
            @for against in one.against_pace(on).iter().filter(|against| against.by_card) {
                p {
                    (maker.day(against.on)) ": " (tenths(&against.counted)) ", " (maker.t("where it should be")) " " (tenths(&against.should_be)) ": "
                    strong {
                        @if against.difference.is_negative() { (tenths(&against.difference.negated())) " " (maker.t("behind")) }
                        @else { (tenths(&against.difference)) " " (maker.t("ahead")) }
                    }
                }
            }
            @let counts = one.last_counts(on);
            @if !counts.is_empty() {
                h3 { (maker.t("Who counted what")) }
                ul {
                    @for count in &counts {
                        li {
                            strong { (maker.own(&count.tally.by)) } ": "
                            @if count.tally.about { (maker.t("about")) " " }
                            (maker.own(&numbers(count.tally))) ", " (maker.day(count.on)) ". " (maker.own(&count.tally.what_was_counted)) (maker.cites(&[count.since.entry]))
                            ul class="small" {
                                @for reading in readings(count.tally, &card) {
                                    li {
                                        (maker.own(&reading.how)) @if reading.by_card { " (" (maker.t("as the card says")) ")" } ": "
                                        @match (&reading.value, &reading.share_percent) {
                                            (Some(value), Some(share)) => { (tenths(value)) ", " (share.to_decimal(1)) " " (maker.t("percent")) },
                                            (Some(value), None) => (tenths(value)),
                                            _ => (maker.own(reading.why_not.unwrap_or("not known"))),
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            details {
                summary { (maker.t("How it is measured")) }
                dl {
                    @for (name, says) in card.lines() {
                        @if let Some(says) = says { div { dt { (maker.own(&name.replace('_', " "))) } dd { (maker.own(&says)) } } }
                    }
                    @let missing: Vec<String> = card.missing().into_iter().map(|name| name.replace('_', " ")).collect();
                    (list(maker, "the card does not say", &missing))
                }
            }
        }
    }
}
