//! The scene of a chronology: parties, the round and its law, contracts, items.

use money::Date;
use record::Slug;
use record::body::{
    Agreement, ApprovalStep, Item, ItemKind, Origin, Party, Record, Round, RoundKind, Side,
};
use record::law::AfterExpiry;
use serde_json::Value;

use super::{Import, Told, actions};
use crate::{Finding, Place};

/// The words by which a file calls a law.
const LAWS: [(&str, &str); 6] = [
    ("dills", "dills"),
    ("heera", "heera"),
    ("eera", "eera"),
    ("mmba", "mmba"),
    ("pecba", "oregon-pecba"),
    ("nlra", "nlra"),
];

impl Import<'_> {
    pub(super) fn set_the_scene(&mut self) {
        let text = |name: &str| {
            self.timeline.fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let (title, regime, kind) = (text("title"), text("regime"), text("round_type"));
        self.set(None, Record { campaign: title, begun_by: String::new() });
        self.add_parties();
        self.add_partners();
        let regime = self.regime(&regime);
        self.add_contracts(&regime);
        self.add_round(regime, &kind);
    }

    fn add_parties(&mut self) {
        let parties = self.timeline.fields.get("parties").and_then(Value::as_array).cloned();
        for party in parties.unwrap_or_default() {
            let text = |name: &str| party.get(name).and_then(Value::as_str).unwrap_or_default();
            let (name, side) = (text("id").to_owned(), side_of(text("side")));
            let role = match (text("role"), text("side")) {
                ("", told) if told != side.name() => Some(told.to_owned()),
                ("", _) => None,
                (role, _) => Some(role.to_owned()),
            };
            let id = self.id(&name);
            self.parties.insert(name.clone(), (id.clone(), side));
            self.set(None, Party { id, side, name, role });
        }
    }

    fn regime(&mut self, told: &str) -> Slug {
        let lower = told.to_lowercase();
        let oregon = lower.contains("oregon") || lower.contains("243.");
        let known = LAWS.iter().find(|(word, _)| lower.contains(word)).map(|(_, id)| *id);
        let known = known.or(oregon.then_some("oregon-pecba"));
        known.map_or_else(
            || {
                let what = format!("no clocks are known for \"{told}\"");
                let place = Place::File(self.timeline.name.clone());
                self.findings.push(Finding::warning(place, what));
                Slug::from_words(told)
            },
            Slug::from_words,
        )
    }

    /// The contracts that the events speak of, with their terms as far as they are told.
    fn add_contracts(&mut self, regime: &Slug) {
        let continues =
            self.law.regimes.get(regime).filter(|law| law.after_expiry == AfterExpiry::Continues);
        let continues = continues.map(|law| law.after_expiry_cite.clone());
        let events: Vec<&Told> = self.timeline.events.iter().collect();
        let total = events.iter().find(|event| event.action == "total_tentative_agreement");
        let settled_on = total.map(|event| event.when.day);
        let successor = total.and_then(|event| match event.subject.as_slice() {
            [one] if !is_generic(one) => Some(one.clone()),
            _ => None,
        });
        let mut seen: Vec<(String, Slug)> = Vec::new();
        for event in &events {
            let about_term = actions::CONTRACT.contains(&event.action.as_str());
            let Some(subject) = event.subject.first().filter(|_| about_term) else { continue };
            let later = settled_on.is_some_and(|day| event.when.day > day);
            if seen.iter().any(|(name, _)| name == subject)
                || Some(subject) == successor.as_ref()
                || (is_generic(subject) && later)
            {
                continue;
            }
            let (from, to) = term_of(&events, subject);
            let told = events.iter().any(|other| {
                other.action == "contract_expired_continuing"
                    && other.subject.first() == Some(subject)
            });
            let evergreen = continues.clone().or(told.then(|| "as reported".to_owned()));
            let id = self.id(subject);
            seen.push((subject.clone(), id.clone()));
            self.set(
                None,
                Agreement {
                    id: id.clone(),
                    title: subject.clone(),
                    from,
                    to,
                    evergreen,
                    no_strike: false,
                    termination_notice_days: None,
                },
            );
            self.contract.get_or_insert(id);
        }
        let title = successor.unwrap_or_else(|| "Agreement of this round".to_owned());
        let (from, to) = total.map_or((None, None), |event| term_in(event));
        let ends = events.iter().rev().find(|event| {
            event.action.starts_with("contract_")
                && settled_on.is_some_and(|day| event.when.day > day)
        });
        let to = to.or(ends.filter(|event| event.when.is_a_day()).map(|event| event.when.day));
        let id = self.id(&title);
        self.agreement = id.clone();
        self.set(
            None,
            Agreement {
                id,
                title,
                from,
                to,
                evergreen: continues,
                no_strike: false,
                termination_notice_days: None,
            },
        );
    }

    fn add_round(&mut self, regime: Slug, kind: &str) {
        let approvals = self.law.regimes.get(&regime).map(|law| {
            let needed = law.approvals.iter().filter(|step| step.only_if.is_none());
            needed.map(|step| ApprovalStep {
                id: step.id.clone(),
                name: step.name.clone(),
                after: Vec::new(),
                units: Vec::new(),
            })
        });
        let approver = self.approver();
        let approvals: Vec<ApprovalStep> = match approvals {
            Some(approvals) => approvals
                .map(|step| match &approver {
                    Some(name) if step.id.as_str().starts_with("governing") => {
                        ApprovalStep { name: name.clone(), ..step }
                    }
                    _ => step,
                })
                .collect(),
            None => [
                ("member-ratification", "member ratification"),
                ("governing-board", "governing board"),
            ]
            .into_iter()
            .map(|(id, name)| ApprovalStep {
                id: Slug::from_words(id),
                name: name.to_owned(),
                after: Vec::new(),
                units: Vec::new(),
            })
            .collect(),
        };
        let kind = match kind {
            kind if kind.contains("reopen") => RoundKind::Reopener,
            kind if kind.contains("effects") => RoundKind::Effects,
            kind if kind.contains("initial") || kind.contains("first") => RoundKind::Initial,
            _ => RoundKind::Successor,
        };
        let id = self.id("round");
        let replaces = self.contract.clone();
        self.set(None, Round { id, regime, kind, units: Vec::new(), replaces, approvals });
    }

    /// The body on the employer's side that the file names as the one that approves, where it names one.
    fn approver(&self) -> Option<String> {
        let parties = self.timeline.fields.get("parties").and_then(Value::as_array)?;
        let told = |party: &Value, name: &str| {
            party.get(name).and_then(Value::as_str).unwrap_or_default().to_lowercase()
        };
        let approves = |party: &&Value| {
            told(party, "side").contains("approval")
                || (told(party, "side").contains("employer")
                    && told(party, "role").contains("approv"))
        };
        let approvers: Vec<&str> =
            parties.iter().filter(approves).filter_map(|party| party.get("id")?.as_str()).collect();
        let bodies = ["board", "council", "trustees", "regents", "supervisors", "commission"];
        let governs = |name: &&&str| bodies.iter().any(|body| name.to_lowercase().contains(body));
        let only = approvers.first().filter(|_| approvers.len() == 1);
        approvers.iter().find(governs).or(only).map(|name| (*name).to_owned())
    }

    /// The item of a subject, declared when it is first spoken of.
    pub(super) fn item(&mut self, subject: &str, event: &Told) -> Slug {
        let id = Slug::from_words(subject);
        if self.items.insert(id.clone()) {
            let item = Item {
                id: id.clone(),
                title: subject.to_owned(),
                kind: match self.told_as_demands.contains(&id) {
                    true => ItemKind::Demand,
                    false => ItemKind::Article,
                },
                origin: Origin::Both,
                article: None,
                table: None,
                economic: None,
            };
            self.set(Some(event.when), item);
        }
        id
    }

    /// The party of an actor, with its side: the actor itself, else the first of the side that the event names.
    pub(super) fn party(&self, event: &Told) -> Option<(Slug, Side)> {
        let named = event.text("from_side").map(side_of);
        let all = event.actor.split('+').map(str::trim);
        let found = all.filter_map(|name| self.parties.get(name)).next();
        let fits = |side: Side| named.is_none_or(|named| named == side);
        if let Some((id, side)) = found.filter(|(_, side)| fits(*side)) {
            return Some((id.clone(), *side));
        }
        let side = named.or_else(|| self.side_by_name(&event.actor))?;
        self.of_side(side)
    }

    /// The first party of a side.
    pub(super) fn of_side(&self, side: Side) -> Option<(Slug, Side)> {
        let order = self.timeline.fields.get("parties").and_then(Value::as_array)?;
        let names = order.iter().filter_map(|party| party.get("id").and_then(Value::as_str));
        names.filter_map(|name| self.parties.get(name)).find(|(_, of)| *of == side).cloned()
    }

    /// An actor that begins or ends as a party's name does: `OUSD Board`.
    fn side_by_name(&self, actor: &str) -> Option<Side> {
        let word = |name: &str| actor.split_whitespace().any(|word| word == name);
        self.parties.iter().find(|(name, _)| word(name)).map(|(_, (_, side))| *side)
    }
}

/// The side that a file's words name.
pub(super) fn side_of(told: &str) -> Side {
    let told = told.to_lowercase();
    if told.contains("neutral")
        || told.contains("mediator")
        || told.contains("panel")
        || told.contains("board agent")
    {
        Side::Neutral
    } else if told.contains("employer") || told.contains("management") {
        Side::Employer
    } else if told.contains("community") || told.contains("partner") || told.contains("faith") {
        Side::Partner
    } else if told.contains("union") || told.contains("association") {
        Side::Union
    } else {
        Side::Neutral
    }
}

/// A name that is no contract's own.
fn is_generic(subject: &str) -> bool {
    matches!(
        subject.to_lowercase().as_str(),
        "agreement"
            | "contract"
            | "all"
            | "all units"
            | "tentative agreement"
            | "ta"
            | "mou"
            | "cba"
            | "successor agreement"
    )
}

/// The term that an event's own terms give.
fn term_in(event: &Told) -> (Option<Date>, Option<Date>) {
    let terms = |name: &str| event.object(name).cloned().unwrap_or_default();
    let (to, own) = (terms("to"), terms("terms"));
    let list = to.get("term").or_else(|| own.get("term")).and_then(Value::as_array).cloned();
    let day = |value: Option<&Value>| {
        value.and_then(Value::as_str).and_then(|text| money::date_from_iso(text).ok())
    };
    match list {
        Some(term) => (day(term.first()), day(term.get(1))),
        None => (None, day(own.get("expires").or_else(|| to.get("expires")))),
    }
}

/// The term of a contract, as far as the events tell it.
fn term_of(events: &[&Told], subject: &str) -> (Option<Date>, Option<Date>) {
    let of_it = |event: &&&Told| event.subject.first().is_some_and(|first| first == subject);
    let (mut from, mut to) = (None, None);
    for event in events.iter().filter(of_it) {
        let (begins, ends) = term_in(event);
        match event.action.as_str() {
            "agreement_effective" if event.when.is_a_day() => {
                from = from.or(begins).or(Some(event.when.day))
            }
            action if action.starts_with("contract_") && event.when.is_a_day() => {
                to = to.or(Some(event.when.day));
            }
            _ => from = from.or(begins),
        }
        to = to.or(ends);
    }
    (from, to)
}
