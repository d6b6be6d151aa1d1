use money::{Fraction, Rounding};
use record::body::ActionStep;
use record::{ActionState, OnCalendar, Slug};
use serde_json::{Value, json};

use super::{Seen, day, detail, since_json};
use crate::status::{line, pretty};

/// What a reader sees of the actions, by rung, then by the day on which it was first told of.
pub fn seen_actions(seen: &Seen<'_>) -> Vec<(Slug, ActionState)> {
    let all = seen.state.actions.iter();
    let mut all: Vec<(Slug, ActionState)> = all
        .filter_map(|(id, action)| Some((id.clone(), action.seen(|entry| seen.sees(entry))?)))
        .collect();
    let day = |action: &ActionState| action.steps.first().map(|(since, _)| since.when.day);
    all.sort_by_key(|(id, action)| (action.rung.is_none(), action.rung, day(action), id.clone()));
    all
}

/// Whether the rung is open, by what the reader sees of the test that it comes after.
pub fn is_open(seen: &Seen<'_>, action: &ActionState) -> bool {
    let Some(after) = &action.after else { return true };
    let test = seen.state.actions.get(after).and_then(|test| test.seen(|entry| seen.sees(entry)));
    test.and_then(|test| test.has_passed()) == Some(true)
}

/// A percent with one decimal, cut and not rounded: what is just below a threshold never reads as if it had reached it.
pub fn below(share: &Fraction) -> String {
    share.round_to(&Fraction::new(1, 10), Rounding::Truncate).to_decimal(1)
}

fn percent(share: Option<Fraction>) -> String {
    share.map_or_else(|| "not measured".to_owned(), |share| format!("{} percent", below(&share)))
}

/// The ladder: each action, its turnout by worksite against the denominator that was fixed, and whether the next rung is open.
pub fn actions_text(seen: &Seen<'_>) -> String {
    let actions = seen_actions(seen);
    let done = |(_, one): &&(Slug, ActionState)| {
        one.when(ActionStep::Done).is_some() || one.when(ActionStep::Counted).is_some()
    };
    let mut out = line(
        &format!(
            "Actions, as of {}: {}, of which {} took place",
            seen.state.as_of,
            actions.len(),
            actions.iter().filter(done).count()
        ),
        2,
    );
    for (id, action) in &actions {
        out.push('\n');
        out.push_str(&action_text(seen, id, action));
    }
    out
}

fn action_text(seen: &Seen<'_>, id: &Slug, action: &ActionState) -> String {
    let rung = action.rung.map(|rung| format!("{rung}. ")).unwrap_or_default();
    let since =
        action.steps.last().map(|(since, _)| format!(", {}", day(*since))).unwrap_or_default();
    let kind = action.kind.map(|kind| format!(" ({})", kind.name())).unwrap_or_default();
    let title = action.title.as_deref().unwrap_or(id.as_str());
    let mut out = line(&format!("  {rung}{title}{kind}: {}{since}", action.status().name()), 4);
    out.push_str(&detail(
        "for",
        &action.planned_for.map(|day| day.to_string()).unwrap_or_default(),
    ));
    out.push_str(&detail("where", &action.places.join(", ")));
    out.push_str(&detail("with", &seen.names(&action.partners)));
    out.push_str(&detail("to move", action.target.as_deref().unwrap_or_default()));
    out.push_str(&detail("asks", action.ask.as_deref().unwrap_or_default()));
    if let Some(after) = &action.after {
        out.push_str(&detail(
            "after",
            &format!("{after}: {}", if is_open(seen, action) { "open" } else { "closed" }),
        ));
    }
    if !action.worksites.is_empty() {
        let all = action.turnout();
        let of = |part: Option<u32>, whole: Option<u32>| {
            let number = |count: Option<u32>| {
                count.map_or_else(|| "not known".to_owned(), |count| count.to_string())
            };
            format!("{} of {}", number(part), number(whole))
        };
        let goal = action
            .threshold_percent
            .as_ref()
            .map(|goal| format!("; the next rung opens at {goal} percent"));
        out.push_str(&detail(
            "members",
            &format!(
                "{}, {}{}",
                of(all.took_part, all.members),
                percent(all.percent()),
                goal.unwrap_or_default()
            ),
        ));
        for (site, turnout) in &action.worksites {
            let says = match turnout.took_part {
                None => "not counted".to_owned(),
                took_part => {
                    format!("{}, {}", of(took_part, turnout.members), percent(turnout.percent()))
                }
            };
            out.push_str(&line(&format!("      {site}: {says}"), 8));
        }
    }
    if let Some(supporters) = action.supporters {
        out.push_str(&detail(
            "public",
            &format!("{supporters} people who are no members, in no turnout"),
        ));
    }
    if let Some(count) = action.count.as_ref().and_then(|count| seen.state.counts.get(count))
        && count.entries.iter().all(|entry| seen.sees(*entry))
    {
        out.push_str(&detail(
            "count",
            &format!("{}, {}", count.count.kind.name(), count.count.title),
        ));
    }
    let words =
        action.steps.iter().rev().find_map(|(since, step)| Some((since, step.words.as_ref()?)));
    if let Some((since, words)) = words {
        out.push_str(&detail("in words", &format!("{words} [{}]", since.entry)));
    }
    out
}

/// What a reader sees of the calendar, by day.
pub fn seen_calendar(seen: &Seen<'_>) -> Vec<OnCalendar> {
    let shown = |one: &OnCalendar| match one.entries.is_empty() {
        true => seen.team,
        false => one.entries.iter().all(|entry| seen.sees(*entry)),
    };
    seen.state.calendar().into_iter().filter(shown).collect()
}

/// One calendar: what presses, from the day on; what has passed is left out.
pub fn calendar_text(seen: &Seen<'_>) -> String {
    let (past, coming): (Vec<_>, Vec<_>) =
        seen_calendar(seen).into_iter().partition(|one| one.day < seen.state.as_of);
    let mut out = line(
        &format!(
            "Calendar, from {}: {} coming, {} passed",
            seen.state.as_of,
            coming.len(),
            past.len()
        ),
        2,
    );
    for one in coming {
        let days = record::When::on(seen.state.as_of).days_until(one.day);
        let of = one.of.as_ref().map(|of| format!(", {of}")).unwrap_or_default();
        let entry = one.entries.last().map(|entry| format!(" [{entry}]")).unwrap_or_default();
        out.push_str(&line(
            &format!("  {}  {}: {}{of}, in {days} days{entry}", one.day, one.sort, one.title),
            14,
        ));
    }
    out
}

/// The calendar for programs, past and coming.
pub fn calendar_json(seen: &Seen<'_>) -> String {
    let all: Vec<Value> = seen_calendar(seen)
        .into_iter()
        .map(|one| json!({"date": one.day.to_string(), "sort": one.sort, "title": one.title, "of": one.of, "entries": one.entries}))
        .collect();
    pretty(
        &json!({"schema": "goodfaith-calendar 1", "as_of": seen.state.as_of.to_string(), "dates": all}),
    )
}

/// The actions for programs.
pub fn actions_json(seen: &Seen<'_>) -> String {
    let all: Vec<Value> = seen_actions(seen)
        .iter()
        .map(|(id, one)| {
            let turnout = one.turnout();
            let share = |share: Option<Fraction>| share.map(|share| below(&share));
            json!({
                "id": id, "title": one.title, "kind": one.kind, "rung": one.rung, "status": one.status(),
                "planned_for": one.planned_for.map(|day| day.to_string()), "places": one.places,
                "partners": one.partners, "target": one.target, "ask": one.ask,
                "threshold_percent": one.threshold_percent, "after": one.after,
                "open": is_open(seen, one), "passed": one.has_passed(), "supporters": one.supporters,
                "count": one.count, "members": turnout.members, "took_part": turnout.took_part,
                "turnout_percent": share(turnout.percent()),
                "worksites": one.worksites.iter().map(|(site, turnout)| json!({"site": site, "members": turnout.members,
                    "took_part": turnout.took_part, "turnout_percent": share(turnout.percent())})).collect::<Vec<_>>(),
                "steps": one.steps.iter().map(|(since, step)| json!({"step": step.step, "words": step.words,
                    "since": since_json(*since)})).collect::<Vec<_>>(),
            })
        })
        .collect();
    pretty(
        &json!({"schema": "goodfaith-actions 1", "as_of": seen.state.as_of.to_string(), "actions": all}),
    )
}
