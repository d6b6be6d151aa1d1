use record::body::{ConcessionStep, Evidence, ItemKind};
use record::{ConcessionState, Scoreboard, Slug};
use serde_json::{Value, json};

use super::demands::title;
use super::{Seen, day, detail, since_json, steps_detail};
use crate::status::{heading, line, pretty};

/// A concession as a reader sees it.
pub struct SeenConcession<'a> {
    /// Its item.
    pub id: &'a Slug,
    /// Where it stands.
    pub status: ConcessionStep,
    /// What its steps come to.
    pub concession: ConcessionState,
}

/// What a reader sees of the concessions.
pub fn seen_concessions<'a>(seen: &Seen<'a>) -> Vec<SeenConcession<'a>> {
    let of = |id: &'a Slug| {
        let known = seen.state.concessions.get(id);
        let known = known.and_then(|known| known.seen(|entry| seen.sees(entry)));
        let concession = known.unwrap_or_default();
        // Where the table stands follows from more than a partner may see.
        let status = match seen.team {
            true => seen.state.concession_status(id),
            false => concession.last().map_or(ConcessionStep::Proposed, |(step, _)| step),
        };
        SeenConcession { id, status, concession }
    };
    let all =
        seen.state.items.iter().filter(|(_, item)| {
            item.item.kind == ItemKind::Concession && seen.sees(item.raised.entry)
        });
    all.map(|(id, _)| of(id)).collect()
}

/// Each concession that a reader sees, and where it stands.
pub(crate) fn concession_statuses(seen: &Seen<'_>) -> Vec<(Slug, ConcessionStep)> {
    seen_concessions(seen).into_iter().map(|one| (one.id.clone(), one.status)).collect()
}

/// What the record says of how many there were, where they are not all listed.
pub fn told_of_concessions(seen: &Seen<'_>) -> Vec<String> {
    let about = |topic: &str| topic.to_lowercase().contains("concession");
    let all = seen.state.accounts.iter().filter(|(topic, _)| about(topic)).flat_map(|(_, all)| all);
    all.filter(|(since, _)| seen.sees(since.entry))
        .map(|(since, account)| format!("{} [{}]", account.says, since.entry))
        .collect()
}

/// The scoreboard, and each concession: what it would take from whom, the claim behind it, evidence, rebuttal, outcome.
pub fn concessions_text(seen: &Seen<'_>) -> String {
    let all = seen_concessions(seen);
    let board = Scoreboard::of(all.iter().map(|one| one.status));
    let mut out = line(&format!("Concessions, as of {}: {}", seen.state.as_of, board.words()), 2);
    for words in told_of_concessions(seen) {
        out.push_str(&line(&format!("  told, and not all listed here: {words}"), 4));
    }
    for one in &all {
        out.push('\n');
        out.push_str(&concession_text(seen, one));
    }
    let mut listed: Vec<&Slug> = Vec::new();
    for id in all.iter().flat_map(|one| &one.concession.instead) {
        if !listed.contains(&id) {
            listed.push(id);
        }
    }
    if !listed.is_empty() {
        out.push_str(&heading("The union's own list"));
        for id in listed {
            let status = seen.state.item_status(id).filter(|_| seen.team);
            let status = status.map(|status| format!(": {}", status.name())).unwrap_or_default();
            out.push_str(&line(&format!("  {}{status}", title(seen, id)), 4));
        }
    }
    out
}

fn concession_text(seen: &Seen<'_>, shown: &SeenConcession<'_>) -> String {
    let SeenConcession { id, status, concession } = shown;
    let sort = concession.sort.map(|sort| format!(" ({})", sort.name())).unwrap_or_default();
    let since = concession.last().map(|(_, since)| format!(", {}", day(since))).unwrap_or_default();
    let mut out = line(&format!("  {}{sort}: {}{since}", title(seen, id), status.name()), 4);
    out.push_str(&detail("takes", concession.takes.as_deref().unwrap_or_default()));
    out.push_str(&detail("from", &concession.from.join(", ")));
    if !concession.terms.is_empty() {
        out.push_str(&detail("cost", &format!("its terms: goodfaith record show offer {id}")));
    }
    for claim in &concession.claims {
        out.push_str(&detail("claim behind it", &claim_words(seen, claim)));
    }
    for (entry, evidence) in &concession.evidence_for {
        out.push_str(&detail("for it", &format!("{} [{entry}]", evidence_words(evidence))));
    }
    for (entry, evidence) in &concession.evidence_against {
        out.push_str(&detail("against it", &format!("{} [{entry}]", evidence_words(evidence))));
    }
    out.push_str(&detail("rebuttal", concession.rebuttal.as_deref().unwrap_or_default()));
    let instead: Vec<String> = concession.instead.iter().map(|id| title(seen, id)).collect();
    out.push_str(&detail("instead", &instead.join(", ")));
    out.push_str(&detail("in return for", concession.in_return.as_deref().unwrap_or_default()));
    let steps = concession.steps.iter().map(|(since, step)| (step.step.name(), *since));
    out.push_str(&steps_detail(steps));
    out
}

/// A claim's words as far as they are seen.
pub fn claim_words(seen: &Seen<'_>, claim: &Slug) -> String {
    let steps =
        seen.state.claims.get(claim).map(|claim| claim.steps.as_slice()).unwrap_or_default();
    let first = steps.iter().find(|(since, _)| seen.sees(since.entry));
    first.map_or_else(
        || claim.to_string(),
        |(since, said)| {
            format!("{}: \"{}\" ({}) [{}]", said.speaker, said.words, day(*since), since.entry)
        },
    )
}

/// `fees rose by a third (Budget 2014-15, page 12; the employer's own)`.
pub fn evidence_words(evidence: &Evidence) -> String {
    let page = evidence.page.as_ref().map(|page| format!(", {page}")).unwrap_or_default();
    let own = if evidence.employers_own { "; the employer's own" } else { "" };
    format!("{} ({}{page}{own})", evidence.shows, evidence.title)
}

/// The concessions for programs.
pub fn concessions_json(seen: &Seen<'_>) -> String {
    let all = seen_concessions(seen);
    let board = Scoreboard::of(all.iter().map(|one| one.status));
    let by_status: serde_json::Map<String, Value> = board
        .by_status
        .iter()
        .map(|(step, count)| (step.name().to_owned(), json!(count)))
        .collect();
    let evidence = |all: &[(u64, Evidence)]| -> Vec<Value> {
        all.iter().map(|(entry, one)| json!({"entry": entry, "evidence": one})).collect()
    };
    let all: Vec<Value> = all
        .iter()
        .map(|SeenConcession { id, status, concession: one }| {
            json!({
                "item": id, "title": title(seen, id), "status": status, "sort": one.sort,
                "takes": one.takes, "from": one.from, "terms": one.terms, "claims": one.claims,
                "evidence_for": evidence(&one.evidence_for), "evidence_against": evidence(&one.evidence_against),
                "rebuttal": one.rebuttal, "instead": one.instead, "in_return": one.in_return,
                "steps": one.steps.iter().map(|(since, step)| json!({"step": step.step, "words": step.words, "since": since_json(*since)})).collect::<Vec<_>>(),
            })
        })
        .collect();
    pretty(&json!({
        "schema": "goodfaith-concessions 1",
        "as_of": seen.state.as_of.to_string(),
        "proposed": board.proposed,
        "open": board.open(),
        "by_status": by_status,
        "told": told_of_concessions(seen),
        "concessions": all,
    }))
}
