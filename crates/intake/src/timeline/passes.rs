//! Events in which something crossed the table.

use std::sync::Arc;

use record::Slug;
use record::body::{Body, Pass, PassItem, PassKind, Response, ResponseKind, Side};
use record::said::{Table, table_of_json};

use super::{Import, Told};

impl Import<'_> {
    /// The pass that an event tells of; none where it names nobody who could make it.
    pub(super) fn pass(&mut self, event: &Told, kind: Option<PassKind>) -> Vec<Body> {
        let Some((from, side)) = self.party(event) else { return Vec::new() };
        let subjects = match event.subject.is_empty() {
            true => vec!["all".to_owned()],
            false => event.subject.clone(),
        };
        let ids: Vec<Slug> = subjects.iter().map(|subject| self.item(subject, event)).collect();
        let kind = pass_kind(event).or(kind).unwrap_or_else(|| {
            let first = ids.iter().all(|id| !self.last_pass.contains_key(&(side, id.clone())));
            if first { PassKind::Initial } else { PassKind::Counter }
        });
        let repeats = event.text("movement").is_some_and(|movement| movement == "none");
        let says = event.object("to").map(table_of_json).unwrap_or_default();
        let known = self.known_value(side, &ids, &says);
        let items = ids
            .iter()
            .map(|id| {
                Arc::new(PassItem {
                    item: id.clone(),
                    terms: Vec::new(),
                    text: None,
                    says: says.clone(),
                    unchanged: repeats && known,
                })
            })
            .collect();
        let id = self.id(&format!("{}{} {}", side.letter(), event.seq, subjects[0]));
        let pass = Pass {
            id,
            from,
            kind,
            items,
            title: None,
            documents: Vec::new(),
            time: None,
            session: None,
            expires: None,
            conditions: conditions(event),
            contingency: None,
            unlisted: None,
            explanation: None,
        };
        vec![pass.into()]
    }

    /// Whether what a side says again is what the record has of it.
    fn known_value(&self, side: Side, ids: &[Slug], says: &Table) -> bool {
        let state = record::fold(&self.sealed, money::Date::MAX, self.procedures());
        ids.iter().all(|id| {
            let held = state.items.get(id).and_then(|item| item.side(side));
            let held = held.and_then(|stand| stand.position.as_ref());
            held.is_none_or(|held| {
                !held.item.is_known() || held.item.says == *says || says.is_empty()
            })
        })
    }

    /// Takes note of a pass that was let in.
    pub(super) fn took(&mut self, body: &Body) {
        if let Body::Pass(pass) = body
            && pass.kind.is_formal()
            && let Some((_, side)) = self.parties.values().find(|(id, _)| *id == pass.from)
        {
            for one in &pass.items {
                self.last_pass.insert((*side, one.item.clone()), pass.id.clone());
            }
        }
        if let Body::TotalAgreement(total) = body {
            self.total = Some(total.id.clone());
            self.totals.push((total.id.clone(), total.id.to_string()));
        }
        if let Body::InformationRequest(request) = body {
            self.request = Some(request.id.clone());
        }
    }

    /// An answer to the other side's last pass on the event's subjects; none where there is none.
    pub(super) fn answer(&mut self, event: &Told, kind: ResponseKind) -> Vec<Body> {
        let Some((by, side)) = self.party(event) else { return Vec::new() };
        let Some(other) = side.other() else { return Vec::new() };
        let subjects: Vec<Slug> =
            event.subject.iter().map(|subject| Slug::from_words(subject)).collect();
        let to =
            subjects.iter().find_map(|item| self.last_pass.get(&(other, item.clone()))).cloned();
        let to = to.or_else(|| {
            let theirs = self.last_pass.iter().filter(|((of, _), _)| *of == other);
            theirs.map(|(_, pass)| pass.clone()).next_back().filter(|_| subjects.is_empty())
        });
        let Some(to) = to else { return Vec::new() };
        let response = Response {
            by,
            to,
            kind,
            items: Vec::new(),
            conditions: conditions(event),
            words: Some(event.summary.clone()).filter(|words| !words.is_empty()),
        };
        vec![response.into()]
    }
}

/// The kind of pass that the event names.
fn pass_kind(event: &Told) -> Option<PassKind> {
    let told = event.text("pass_kind")?.to_lowercase().replace(['_', ' '], "-");
    Some(match told.as_str() {
        "initial" => PassKind::Initial,
        "counter" | "counterproposal" => PassKind::Counter,
        "package" => PassKind::Package,
        "lbfo" | "last-best-final" | "final" | "final-offer" => PassKind::LastBestFinal,
        "mediator" | "mediators" | "mediator's" => PassKind::Mediators,
        "verbal" | "oral" => PassKind::Verbal,
        "what-if" | "supposal" => PassKind::WhatIf,
        _ => return None,
    })
}

/// What the event says something is conditional on.
pub(super) fn conditions(event: &Told) -> Vec<String> {
    match event.fields.get("conditions") {
        Some(serde_json::Value::Array(all)) => all
            .iter()
            .map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned))
            .collect(),
        Some(serde_json::Value::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    }
}
