//! Clocks of the round's law.

use super::{Basis, Clock, ClockStatus, Fact, facts};
use crate::body::ClockStep;
use crate::fold::{Since, State};
use crate::law::{ClockRule, Direction, Law, StartsWith};
use crate::{Precision, Slug, When};

pub(super) fn clocks(state: &State, law: &Law) -> Vec<Clock> {
    let Some(round) = state.rounds.last() else { return Vec::new() };
    let facts = facts(state);
    let mut all = Vec::new();
    for rule in law.clocks_of(&round.regime) {
        for start in starts(rule, &facts, state) {
            all.push(clock(rule, &start, &facts, state, law));
        }
    }
    all
}

/// The facts that start a rule: one, or one for each thing that it runs for.
fn starts(rule: &ClockRule, facts: &[Fact], state: &State) -> Vec<Fact> {
    if rule.direction == Direction::Before
        && rule.trigger.iter().any(|event| event == "strike-started")
        && let Some((day, since)) = state.strike.day()
    {
        // What must be given before a strike is planned with the day that is set for it.
        let since = Since { when: When::on(day), entry: since.entry };
        return vec![Fact { event: "strike-started".to_owned(), since, of: None, service: None }];
    }
    let of_rule = |fact: &&Fact| rule.trigger.contains(&fact.event);
    let mut things: Vec<Option<&Slug>> = facts
        .iter()
        .filter(of_rule)
        .filter(|fact| fact.of.is_some())
        .map(|fact| fact.of.as_ref())
        .collect();
    things.sort_unstable();
    things.dedup();
    if things.is_empty() {
        things.push(None);
    }
    things
        .into_iter()
        .filter_map(|of| {
            let firsts = rule.trigger.iter().map(|event| {
                facts
                    .iter()
                    .find(|fact| fact.event == *event && (of.is_none() || fact.of.as_ref() == of))
            });
            match rule.starts_with {
                Some(StartsWith::Last) => {
                    let all: Option<Vec<&Fact>> = firsts.collect();
                    all?.into_iter().max_by_key(|fact| fact.since).cloned()
                }
                Some(StartsWith::FirstListed) => firsts.flatten().next().cloned(),
                _ => firsts.flatten().min_by_key(|fact| fact.since).cloned(),
            }
        })
        .filter(|fact| rule.was_law_on(fact.since.when.day))
        .collect()
}

fn clock(rule: &ClockRule, start: &Fact, facts: &[Fact], state: &State, law: &Law) -> Clock {
    let id = match &start.of {
        Some(of) if start.event == "conduct-known" || start.event == "proposed-decision-served" => {
            Slug::from_words(&format!("{} {of}", rule.id))
        }
        _ => rule.id.clone(),
    };
    let mut clock = Clock::new(id, rule.title.clone(), rule.who.name(), Basis::Law, start.since);
    clock.cite.clone_from(&rule.cite);
    clock.consequence = Some(rule.consequence.clone());
    clock.sureness =
        rule.confidence.advice().map(|advice| format!("{}: {advice}", rule.confidence.name()));
    clock.notes.extend(rule.note.clone());
    let agreed = agreed(&clock.id, &rule.id, start.since.entry, state);
    let waived = match rule.trigger.iter().any(|event| event.starts_with("panel-")) {
        true => i64::from(state.impasse.waived_after(start.since)),
        false => 0,
    };
    let added = agreed.days + waived;
    let when = start.since.when;
    match (when.precision, when.earliest(), when.latest()) {
        (Precision::Reported, _, Some(latest)) => {
            clock.notes.push(format!(
                "its start was reported {latest}; the day itself is not known, so no day is counted"
            ));
        }
        (_, Some(earliest), Some(latest)) => {
            let window = rule.window(law, earliest, latest, start.service.as_ref(), added);
            clock.opens = window.opens;
            clock.closes = window.closes;
            if earliest != latest {
                clock.notes.push(format!(
                    "its start is known as {when}: counted so that it is safe whichever day it was"
                ));
            }
        }
        _ => clock.notes.push(format!("its start is known as {when}: no day is counted")),
    }
    if let Some(to) = agreed.extended_to
        && let Some(closes) = &mut clock.closes
    {
        closes.how.push_str(&format!("; extended by agreement to {}", crate::law::dated(to)));
        closes.day = to;
    }
    clock.confirmed = agreed.confirmed;
    let acts = |fact: &&Fact| {
        let same = start.of.is_none() || fact.of.is_none() || fact.of == start.of;
        let after = fact.since >= start.since || rule.direction == Direction::Before;
        rule.answered_by.contains(&fact.event) && same && after && fact.since != start.since
    };
    // An act that was in time counts before one that was not.
    let window = crate::law::Window { opens: clock.opens.clone(), closes: clock.closes.clone() };
    let in_time = |fact: &&Fact| {
        acts(fact) && window.verdict(fact.since.when.day) == crate::law::Verdict::InTime
    };
    let acted = facts.iter().find(in_time).or_else(|| facts.iter().find(acts));
    clock.acted = acted.map(|fact| fact.since);
    clock.settle(state.as_of);
    match agreed.over {
        Some(over) if clock.acted.is_none() => clock.status = over,
        _ => {}
    }
    clock
}

/// What entries say about one clock.
#[derive(Default)]
struct Agreed {
    days: i64,
    extended_to: Option<money::Date>,
    confirmed: bool,
    over: Option<ClockStatus>,
}

fn agreed(id: &Slug, rule: &Slug, started_by: u64, state: &State) -> Agreed {
    let mut agreed = Agreed::default();
    for (_, event) in &state.clock_events {
        let this = event.clock == *id || event.clock == *rule;
        if !this || event.started_by.is_some_and(|entry| entry != started_by) {
            continue;
        }
        match event.step {
            ClockStep::Confirmed => agreed.confirmed = true,
            ClockStep::Extended => agreed.extended_to = event.to,
            ClockStep::Tolled => agreed.days += i64::from(event.days.unwrap_or(0)),
            ClockStep::Waived if event.days.is_some() => {
                agreed.days += i64::from(event.days.unwrap_or(0));
            }
            ClockStep::Waived => agreed.over = Some(ClockStatus::Waived),
            ClockStep::Moot => agreed.over = Some(ClockStatus::Moot),
            ClockStep::Met | ClockStep::Missed => {}
        }
    }
    agreed
}
