use money::Cents;
use record::body::{Comes, CommissionStep, RevenueStep};
use record::{CommissionState, RevenueState, Slug};
use serde_json::{Value, json};

use super::demands::title;
use super::{Seen, day, detail, since_json};
use crate::status::{heading, line, pretty};

const COMES: [Comes; 2] = [Comes::Yearly, Comes::Once];
const STEPS: [RevenueStep; 5] = [
    RevenueStep::Raised,
    RevenueStep::Studied,
    RevenueStep::Recommended,
    RevenueStep::Adopted,
    RevenueStep::Refused,
];

/// What a reader sees of the ideas for revenue.
pub fn ideas(seen: &Seen<'_>) -> Vec<(Slug, RevenueState)> {
    let all = seen.state.revenue.iter();
    all.filter_map(|(id, idea)| Some((id.clone(), idea.seen(|entry| seen.sees(entry))?))).collect()
}

/// What a reader sees of the commissions.
pub fn commissions(seen: &Seen<'_>) -> Vec<(Slug, CommissionState)> {
    let all = seen.state.commissions.iter();
    all.filter_map(|(id, one)| Some((id.clone(), one.seen(|entry| seen.sees(entry))?))).collect()
}

/// A range of amounts in dollars: `$65,000,000 to $90,000,000`; one where both are the same.
pub fn dollars(low: Cents, high: Cents) -> String {
    let whole = |cents: Cents| cents.grouped().trim_end_matches(".00").to_owned();
    match low == high {
        true => format!("${}", whole(low)),
        false => format!("${} to ${}", whole(low), whole(high)),
    }
}

/// `raised: $5 a year (1 idea)`: the sums of the ideas that stand at a step, from the least of the least to the most of the most.
/// What comes once and what comes every year are never added; an idea without an estimate adds nothing and is said.
pub fn sums(ideas: &[(Slug, RevenueState)]) -> Vec<(RevenueStep, Comes, Cents, Cents, usize)> {
    let mut all = Vec::new();
    for step in STEPS {
        for comes in COMES {
            let ranges: Vec<(Cents, Cents)> = ideas
                .iter()
                .filter(|(_, idea)| idea.status() == step)
                .filter_map(|(_, idea)| idea.range(comes))
                .collect();
            let sum = |pick: fn(&(Cents, Cents)) -> Cents| {
                ranges.iter().try_fold(Cents::default(), |sum, range| sum.plus(pick(range)))
            };
            if let (false, Ok(low), Ok(high)) =
                (ranges.is_empty(), sum(|range| range.0), sum(|range| range.1))
            {
                all.push((step, comes, low, high, ranges.len()));
            }
        }
    }
    all
}

/// Each idea: estimates side by side, who decides, what it may pay for, where it stands; and the commissions.
pub fn revenue_text(seen: &Seen<'_>) -> String {
    let ideas = ideas(seen);
    let mut out = line(&format!("Revenue, as of {}: {} ideas", seen.state.as_of, ideas.len()), 2);
    for (step, comes, low, high, count) in sums(&ideas) {
        let plural = if count == 1 { "idea" } else { "ideas" };
        out.push_str(&line(
            &format!(
                "  {}: {} {} ({count} {plural} with an estimate)",
                step.name(),
                dollars(low, high),
                comes.name()
            ),
            4,
        ));
    }
    for (_, idea) in &ideas {
        out.push('\n');
        out.push_str(&idea_text(seen, idea));
    }
    for (id, commission) in commissions(seen) {
        out.push_str(&commission_text(seen, &id, &commission));
    }
    out
}

fn idea_text(seen: &Seen<'_>, idea: &RevenueState) -> String {
    let since =
        idea.steps.last().map(|(since, _)| format!(", {}", day(*since))).unwrap_or_default();
    let name = idea.title.as_deref().unwrap_or("without a title that is seen");
    let mut out = line(&format!("  {name}: {}{since}", idea.status().name()), 4);
    for one in &idea.estimates {
        let basis =
            one.estimate.basis.as_ref().map(|basis| format!("; {basis}")).unwrap_or_default();
        out.push_str(&detail(
            &format!("{} says", one.estimate.by),
            &format!(
                "{} {} ({}){basis} [{}]",
                dollars(one.low, one.high),
                one.estimate.comes.name(),
                day(one.since),
                one.since.entry
            ),
        ));
    }
    let decides = idea.authority.as_ref().map(|who| match idea.employer_decides {
        Some(true) => format!("{who}: the employer itself"),
        Some(false) => format!("{who}: not the employer"),
        None => who.clone(),
    });
    out.push_str(&detail("who decides", &decides.unwrap_or_default()));
    out.push_str(&detail("only for", idea.restricted.as_deref().unwrap_or_default()));
    out.push_str(&detail("the law", idea.legal_limit.as_deref().unwrap_or_default()));
    out.push_str(&detail("from", idea.first_year.as_deref().unwrap_or_default()));
    let pays: Vec<String> = idea.pays_for.iter().map(|item| title(seen, item)).collect();
    out.push_str(&detail("would pay for", &pays.join(", ")));
    let steps: Vec<String> = idea
        .steps
        .iter()
        .map(|(since, step)| {
            let by = step.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            format!("{}{by} {} [{}]", step.step.name(), day(*since), since.entry)
        })
        .collect();
    out.push_str(&detail("steps", &steps.join(", ")));
    out
}

fn commission_text(seen: &Seen<'_>, id: &Slug, commission: &CommissionState) -> String {
    let mut out = heading(commission.name.as_deref().unwrap_or(id.as_str()));
    let mut say = |label: &str, says: &str| out.push_str(&detail(label, says));
    say("mandate", commission.mandate.as_deref().unwrap_or_default());
    say("members", &commission.members.join(", "));
    say("decides by", commission.decides_by.as_deref().unwrap_or_default());
    say("paid by", commission.paid_by.as_deref().unwrap_or_default());
    let late = if commission.report_is_late(seen.state.as_of) { ": late" } else { "" };
    say("reports by", &commission.report_due.map(|due| format!("{due}{late}")).unwrap_or_default());
    let met: Vec<String> = commission.when(CommissionStep::Met).map(day).collect();
    let plan =
        commission.meets.as_ref().map(|plan| format!(" (to meet {plan})")).unwrap_or_default();
    match met.len() {
        0 => say("met", &format!("never, as far as the record knows{plan}")),
        count => say("met", &format!("{count} times{plan}: {}", met.join(", "))),
    }
    let done = |step: CommissionStep| commission.when(step).map(day).collect::<Vec<_>>().join(", ");
    say("did not meet", &done(CommissionStep::DidNotMeet));
    say("reported", &done(CommissionStep::Reported));
    say("ended", &done(CommissionStep::Ended));
    for (id, one) in &commission.recommendations {
        let answers: Vec<String> = one
            .answers
            .iter()
            .map(|(since, uptake, by)| {
                let by = by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
                format!("{}{by} {} [{}]", uptake.name(), day(*since), since.entry)
            })
            .collect();
        let became =
            if answers.is_empty() { "nobody has answered".to_owned() } else { answers.join(", ") };
        let words = one.words.as_deref().unwrap_or_default();
        say(
            &format!("recommended {}", day(one.since)),
            &format!("{id}: {words} [{}]; {became}", one.since.entry),
        );
    }
    let missing = commission.missing();
    if !missing.is_empty() {
        say("not said", &missing.join(", "));
    }
    out
}

/// Revenue for programs: amounts in cents.
pub fn revenue_json(seen: &Seen<'_>) -> String {
    let ideas = ideas(seen);
    let all: Vec<Value> = ideas
        .iter()
        .map(|(id, idea)| {
            json!({
                "id": id, "title": idea.title, "status": idea.status(), "authority": idea.authority,
                "employer_decides": idea.employer_decides, "restricted": idea.restricted,
                "legal_limit": idea.legal_limit, "first_year": idea.first_year, "pays_for": idea.pays_for,
                "estimates": idea.estimates.iter().map(|one| json!({"by": one.estimate.by, "low_cents": one.low.cents(),
                    "high_cents": one.high.cents(), "comes": one.estimate.comes, "basis": one.estimate.basis,
                    "since": since_json(one.since)})).collect::<Vec<_>>(),
                "steps": idea.steps.iter().map(|(since, step)| json!({"step": step.step, "by": step.by,
                    "words": step.words, "since": since_json(*since)})).collect::<Vec<_>>(),
            })
        })
        .collect();
    let sums: Vec<Value> = sums(&ideas)
        .into_iter()
        .map(|(step, comes, low, high, count)| {
            json!({"status": step, "comes": comes, "low_cents": low.cents(), "high_cents": high.cents(), "ideas": count})
        })
        .collect();
    let commissions: Vec<Value> = commissions(seen)
        .iter()
        .map(|(id, one)| {
            json!({
                "id": id, "name": one.name, "mandate": one.mandate, "members": one.members,
                "decides_by": one.decides_by, "meets": one.meets, "paid_by": one.paid_by,
                "report_due": one.report_due.map(|due| due.to_string()),
                "report_late": one.report_is_late(seen.state.as_of), "not_said": one.missing(),
                "did_not_meet": one.when(CommissionStep::DidNotMeet).map(since_json).collect::<Vec<_>>(),
                "reported": one.when(CommissionStep::Reported).map(since_json).collect::<Vec<_>>(),
                "ended": one.when(CommissionStep::Ended).map(since_json).collect::<Vec<_>>(),
                "met": one.when(CommissionStep::Met).map(since_json).collect::<Vec<_>>(),
                "recommendations": one.recommendations.iter().map(|(id, one)| json!({"id": id, "words": one.words,
                    "revenue": one.revenue, "since": since_json(one.since),
                    "answers": one.answers.iter().map(|(since, uptake, by)| json!({"uptake": uptake, "by": by,
                        "since": since_json(*since)})).collect::<Vec<_>>()})).collect::<Vec<_>>(),
            })
        })
        .collect();
    pretty(&json!({
        "schema": "goodfaith-revenue 1",
        "as_of": seen.state.as_of.to_string(),
        "sums": sums,
        "ideas": all,
        "commissions": commissions,
    }))
}
