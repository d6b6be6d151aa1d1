use std::sync::Arc;

use record::body::{Claim, ClaimAbout};
use record::{ClaimState, Since, Slug};
use serde_json::{Value, json};

use super::concessions::evidence_words;
use super::{Seen, day, detail, since_json};
use crate::status::{line, pretty};

/// What a reader sees of a claim's steps.
pub(crate) type Steps<'a> = Vec<&'a (Since, Arc<Claim>)>;

/// The claims of which a reader sees something, each with the steps that are seen.
pub fn seen_claims<'a>(seen: &Seen<'a>) -> Vec<(&'a Slug, Steps<'a>)> {
    let steps = |claim: &'a ClaimState| -> Steps<'a> {
        claim.steps.iter().filter(|(since, _)| seen.sees(since.entry)).collect()
    };
    let all = seen.state.claims.iter().map(|(id, claim)| (id, steps(claim)));
    all.filter(|(_, steps)| !steps.is_empty()).collect()
}

/// Whether a request for the books was sent on the ground of a claim: a request that names it.
pub fn asked_for_books(seen: &Seen<'_>, claim: &Slug) -> Option<String> {
    let named = |text: &str| {
        text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .any(|word| word == claim.as_str())
    };
    let found = seen.state.requests.values().find(|request| {
        seen.sees(request.since.entry)
            && (request.request.id.as_str() == format!("books-{claim}")
                || request.request.relevance.as_deref().is_some_and(named))
    })?;
    Some(format!("request {} of {}", found.request.id, day(found.since)))
}

/// What was said, by whom, when and where; what answers it, with pages; and whether the books were asked for.
pub fn claims_text(seen: &Seen<'_>) -> String {
    let claims = seen_claims(seen);
    let mut out = line(&format!("Claims, as of {}: {}", seen.state.as_of, claims.len()), 2);
    for (id, steps) in claims {
        let Some((since, first)) = steps.first() else { continue };
        let place = first.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
        let quoted =
            if first.verbatim { format!("\"{}\"", first.words) } else { first.words.clone() };
        let status = steps.last().map_or("", |(_, last)| last.status.name());
        out.push('\n');
        out.push_str(&line(&format!("  {}, {}{place}: {quoted}", first.speaker, day(*since)), 4));
        out.push_str(&detail("stands", &format!("{status} ({id}) [{}]", since.entry)));
        for (since, step) in &steps {
            for evidence in &step.evidence {
                out.push_str(&detail(
                    "evidence",
                    &format!("{} [{}]", evidence_words(evidence), since.entry),
                ));
            }
            let answer = step.answer.as_ref().map(|answer| format!("{answer} [{}]", since.entry));
            out.push_str(&detail("reply", &answer.unwrap_or_default()));
        }
        if steps.iter().any(|(_, step)| step.about == Some(ClaimAbout::InabilityToPay)) {
            let books = asked_for_books(seen, id).unwrap_or_else(|| {
                format!("not asked for: goodfaith record draft {id} writes the request")
            });
            out.push_str(&detail("the books", &books));
        }
    }
    out
}

/// The claims for programs.
pub fn claims_json(seen: &Seen<'_>) -> String {
    let all: Vec<Value> = seen_claims(seen)
        .into_iter()
        .map(|(id, steps)| {
            let first = &steps[0].1;
            json!({
                "id": id, "speaker": first.speaker, "words": first.words, "verbatim": first.verbatim,
                "place": first.place, "about": first.about, "items": first.items,
                "status": steps.last().map(|(_, last)| last.status),
                "books": asked_for_books(seen, id),
                "steps": steps.iter().map(|(since, step)| json!({"status": step.status, "answer": step.answer,
                    "evidence": step.evidence, "since": since_json(*since)})).collect::<Vec<_>>(),
            })
        })
        .collect();
    pretty(
        &json!({"schema": "goodfaith-claims 1", "as_of": seen.state.as_of.to_string(), "claims": all}),
    )
}
