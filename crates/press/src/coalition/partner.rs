use record::body::{ItemKind, Mandate};
use record::{PartnerState, Slug};
use serde_json::{Value, json};

use super::demands::{demand_json, demand_text, seen_demands};
use super::{Seen, day, detail, since_json};
use crate::status::{heading, line, pretty};

/// `in the coalition since 2014`, `left 2016-02-01`.
pub fn membership_words(seen: &Seen<'_>, partner: &PartnerState) -> String {
    let last = partner.memberships.iter().rfind(|(since, _)| seen.sees(since.entry));
    match last {
        Some((since, step)) if step.step == record::body::MembershipStep::Joined => {
            match since.when.precision {
                record::Precision::Reported => format!("in the coalition {}", day(*since)),
                _ => format!("in the coalition since {}", day(*since)),
            }
        }
        Some((since, _)) => format!("left {}", day(*since)),
        None => "when it joined is not in the record".to_owned(),
    }
}

/// A mandate in words: on what, where, what it lets the partner do, what must be had of it first.
pub fn mandate_words(mandate: &Mandate) -> String {
    let on = mandate.demand.as_ref().map_or("every demand", Slug::as_str);
    let venue = mandate.venue.as_ref().map(|venue| format!(" ({venue})")).unwrap_or_default();
    let may: Vec<&str> = mandate.may.iter().map(|power| power.name()).collect();
    let may = if may.is_empty() { "nothing".to_owned() } else { may.join(", ") };
    let must = match mandate.before_change {
        Some(record::body::BeforeChange::Consulted) => "; to be consulted before a change",
        Some(record::body::BeforeChange::Approves) => "; must approve a change",
        None => "",
    };
    let until = mandate.until.map(|until| format!(", to {until}")).unwrap_or_default();
    let basis = mandate.basis.as_ref().map(|basis| format!("; {basis}")).unwrap_or_default();
    format!("on {on}{venue} may {may}{must}{until}{basis}")
}

/// The partners that a reader sees.
pub fn seen_partners<'a>(seen: &Seen<'a>) -> Vec<(&'a Slug, &'a PartnerState)> {
    seen.state.partners.iter().filter(|(_, partner)| seen.sees(partner.entry)).collect()
}

/// Every partner that a reader sees: its kind, its membership, how it decides, its demands.
pub fn partners_text(seen: &Seen<'_>) -> String {
    let all = seen_partners(seen);
    let in_it = |partner: &PartnerState| {
        let last = partner.memberships.iter().rfind(|(since, _)| seen.sees(since.entry));
        last.is_some_and(|(_, last)| last.step == record::body::MembershipStep::Joined)
    };
    let now = all.iter().filter(|(_, partner)| in_it(partner)).count();
    let mut out = line(
        &format!(
            "Partners, as of {}: {} named, {now} in the coalition",
            seen.state.as_of,
            all.len()
        ),
        2,
    );
    let demands = seen_demands(seen);
    for (id, partner) in all {
        out.push('\n');
        let name = &partner.partner.name;
        let kind = partner.partner.kind.name();
        out.push_str(&line(&format!("  {name} ({kind}), {}", membership_words(seen, partner)), 4));
        out.push_str(&detail("decides", partner.partner.decides.as_deref().unwrap_or_default()));
        for (_, mandate) in mandates(seen, id) {
            out.push_str(&detail("mandate", &mandate_words(mandate)));
        }
        let owned: Vec<String> = demands
            .iter()
            .filter(|(_, demand)| demand.owners.contains(id))
            .map(|(item, demand)| {
                format!("{} ({})", super::demands::title(seen, item), demand.status().name())
            })
            .collect();
        out.push_str(&detail("demands", &owned.join(", ")));
    }
    out
}

/// The mandates of a partner that a reader sees.
pub fn mandates<'a>(
    seen: &'a Seen<'a>,
    partner: &'a Slug,
) -> impl Iterator<Item = &'a (record::Since, Mandate)> {
    let all = seen.state.mandates.iter();
    all.filter(move |(since, mandate)| mandate.partner == *partner && seen.sees(since.entry))
}

/// One partner's page: what is its own, and what is shared with it; nothing else is looked at.
pub fn partner_text(seen: &Seen<'_>, id: &Slug) -> String {
    let Some(partner) = seen.state.partners.get(id) else { return String::new() };
    let name = &partner.partner.name;
    let mut out = line(&format!("{name}, as of {}: seen by partner:{id}", seen.state.as_of), 2);
    out.push_str(&line(
        &format!("{}, {}.", capital(partner.partner.kind.name()), membership_words(seen, partner)),
        2,
    ));
    if let Some(decides) = &partner.partner.decides {
        out.push_str(&line(&format!("Decides: {decides}."), 2));
    }
    let own: Vec<_> = mandates(seen, id).collect();
    if !own.is_empty() {
        out.push_str(&heading("Mandates"));
        for (since, mandate) in own {
            out.push_str(&line(
                &format!("  {}  {} [{}]", day(*since), mandate_words(mandate), since.entry),
                4,
            ));
        }
    }
    let (ours, shared): (Vec<_>, Vec<_>) =
        seen_demands(seen).into_iter().partition(|(_, demand)| demand.owners.contains(id));
    for (title, demands) in [("Its demands", ours), ("Demands shared with it", shared)] {
        if !demands.is_empty() {
            out.push_str(&heading(title));
            for (item, demand) in &demands {
                out.push_str(&demand_text(seen, item, demand));
            }
        }
    }
    out.push_str(&votes_text(seen, id));
    let dissents: Vec<_> = seen
        .state
        .dissents
        .iter()
        .filter(|(since, dissent)| dissent.partner == *id && seen.sees(since.entry))
        .collect();
    if !dissents.is_empty() {
        out.push_str(&heading("Where it does not agree"));
        for (since, dissent) in dissents {
            let on = dissent.on.as_ref().map_or("the campaign", Slug::as_str);
            out.push_str(&line(
                &format!("  {}  on {on}: {} [{}]", day(*since), dissent.words, since.entry),
                4,
            ));
        }
    }
    out.push_str(&shared_items(seen));
    out
}

/// The votes of a partner that a reader sees whole.
pub fn seen_votes<'a>(seen: &Seen<'a>, id: &Slug) -> Vec<&'a record::VoteRecord> {
    let is_its = |vote: &&record::VoteRecord| {
        vote.vote.partner == *id && vote.entries.iter().all(|entry| seen.sees(*entry))
    };
    seen.state.partner_votes.values().filter(is_its).collect()
}

/// What a vote came to, or when it is decided.
pub fn vote_words(vote: &record::VoteRecord) -> String {
    let numbers: Vec<String> =
        [(vote.vote.yes, "yes"), (vote.vote.no, "no"), (vote.vote.abstain, "abstain")]
            .into_iter()
            .filter_map(|(count, word)| Some(format!("{} {word}", count?)))
            .collect();
    vote.vote.result.map_or_else(
        || vote.vote.decides_on.map(|on| format!("decides {on}")).unwrap_or_default(),
        |result| format!("{} ({})", result.name(), numbers.join(", ")),
    )
}

fn votes_text(seen: &Seen<'_>, id: &Slug) -> String {
    let votes = seen_votes(seen, id);
    if votes.is_empty() {
        return String::new();
    }
    let mut out = heading("Its votes");
    for vote in votes {
        let result = vote_words(vote);
        out.push_str(&line(
            &format!("  {}: {result} [{}]", vote.vote.question, vote.since.entry),
            4,
        ));
    }
    out
}

/// Items other than demands that are shared with the reader.
fn shared_items(seen: &Seen<'_>) -> String {
    let shown = seen
        .state
        .items
        .iter()
        .filter(|(_, item)| item.item.kind != ItemKind::Demand && seen.sees(item.raised.entry));
    let lines: Vec<String> =
        shown.map(|(_, item)| line(&format!("  {}", item.item.title), 4)).collect();
    match lines.is_empty() {
        true => String::new(),
        false => format!("{}{}", heading("Items shared with it"), lines.concat()),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Every partner for programs.
pub fn partners_json(seen: &Seen<'_>) -> String {
    let all: Vec<Value> =
        seen_partners(seen).into_iter().map(|(id, _)| own_json(seen, id)).collect();
    pretty(
        &json!({"schema": "goodfaith-partners 1", "as_of": seen.state.as_of.to_string(), "partners": all}),
    )
}

fn own_json(seen: &Seen<'_>, id: &Slug) -> Value {
    let partner = &seen.state.partners[id];
    let memberships: Vec<Value> = partner
        .memberships
        .iter()
        .filter(|(since, _)| seen.sees(since.entry))
        .map(|(since, one)| json!({"step": one.step, "why": one.why, "since": since_json(*since)}))
        .collect();
    let own: Vec<Value> = mandates(seen, id)
        .map(|(since, mandate)| json!({"mandate": mandate, "since": since_json(*since)}))
        .collect();
    json!({
        "id": id, "name": partner.partner.name, "kind": partner.partner.kind, "party": partner.partner.party,
        "decides": partner.partner.decides, "memberships": memberships, "mandates": own,
    })
}

/// One partner's page for programs.
pub fn partner_json(seen: &Seen<'_>, id: &Slug) -> String {
    let demands: Vec<Value> =
        seen_demands(seen).iter().map(|(item, demand)| demand_json(seen, item, demand)).collect();
    let votes: Vec<Value> = seen
        .state
        .partner_votes
        .values()
        .filter(|vote| {
            vote.vote.partner == *id && vote.entries.iter().all(|entry| seen.sees(*entry))
        })
        .map(|vote| json!({"vote": vote.vote, "since": since_json(vote.since)}))
        .collect();
    let dissents: Vec<Value> = seen
        .state
        .dissents
        .iter()
        .filter(|(since, dissent)| dissent.partner == *id && seen.sees(since.entry))
        .map(|(since, dissent)| json!({"on": dissent.on, "words": dissent.words, "since": since_json(*since)}))
        .collect();
    pretty(&json!({
        "schema": "goodfaith-partner 1",
        "as_of": seen.state.as_of.to_string(),
        "partner": own_json(seen, id),
        "demands": demands,
        "votes": votes,
        "dissents": dissents,
    }))
}
