//! What a chronology tells of a coalition: partners, demands, actions, promises and their counts.

use record::Slug;
use record::body::{
    Action, ActionKind, ActionStep, Body, Commission, CommissionStep, Commitment, Demand,
    DemandStep, Item, ItemKind, Measure, Origin, Partner, PartnerKind, Strength, Tally,
};
use serde_json::{Map, Value};

use super::{Import, Told};

impl Import<'_> {
    /// A partner for every organisation that the file names as a member of a coalition, and for a coalition itself. When each
    /// joined is told by no such list, and is not made up.
    pub(super) fn add_partners(&mut self) {
        let parties = self.timeline.fields.get("parties").and_then(Value::as_array).cloned();
        for party in parties.unwrap_or_default() {
            let text = |name: &str| party.get(name).and_then(Value::as_str).unwrap_or_default();
            let members = party.get("members_named").and_then(Value::as_array);
            if members.is_none() && !text("side").contains("community") {
                continue;
            }
            self.partner(text("id"));
            for member in members.into_iter().flatten().filter_map(Value::as_str) {
                self.partner(member);
            }
        }
    }

    /// The partner of a name; it is made when it is not there.
    pub(super) fn partner(&mut self, name: &str) -> Slug {
        let id = Slug::from_words(name);
        if self.partners.insert(id.clone()) {
            let party = self.parties.get(name).map(|(party, _)| party.clone());
            let union = party.is_some() && !name.to_lowercase().contains("fix la");
            let kind = if union { PartnerKind::Union } else { PartnerKind::Other };
            self.set(
                None,
                Partner { id: id.clone(), name: name.to_owned(), kind, party, decides: None },
            );
        }
        id
    }

    /// Demands that somebody presents: each an item of its own.
    pub(super) fn demands(&mut self, event: &Told) -> Vec<Body> {
        let owner = self.partner(event.actor.split('+').next().unwrap_or_default().trim());
        let mut bodies = Vec::new();
        for subject in &event.subject {
            let id = Slug::from_words(subject);
            let new = self.items.insert(id.clone());
            if new {
                let item = Item {
                    id: id.clone(),
                    title: subject.clone(),
                    kind: ItemKind::Demand,
                    origin: Origin::Partner,
                    article: None,
                    table: None,
                    economic: None,
                };
                bodies.push(item.into());
            }
            let step = |step: DemandStep| Demand {
                item: id.clone(),
                step,
                by: None,
                owners: if step == DemandStep::Raised { vec![owner.clone()] } else { Vec::new() },
                beneficiaries: Vec::new(),
                places: Vec::new(),
                category: None,
                twin: None,
                carrier: None,
                decides: None,
                measure: None,
                terms: Vec::new(),
                into: None,
                in_return: None,
                words: Some(event.summary.clone()).filter(|words| !words.is_empty()),
            };
            if new {
                bodies.push(step(DemandStep::Raised).into());
            }
            bodies.push(step(DemandStep::Presented).into());
        }
        bodies
    }

    pub(super) fn action(&mut self, event: &Told) -> Vec<Body> {
        let about = format!("{} {}", event.subject.join(" "), event.summary).to_lowercase();
        let kinds = [
            ("rally", ActionKind::Rally),
            ("march", ActionKind::Rally),
            ("protest", ActionKind::Rally),
            ("delegation", ActionKind::Delegation),
            ("speak", ActionKind::PublicComment),
            ("picket", ActionKind::PracticePicket),
        ];
        let kind = kinds.iter().find(|(word, _)| about.contains(word)).map(|(_, kind)| *kind);
        let title = match event.summary.is_empty() {
            true => event.subject.join(", "),
            false => event.summary.trim_end_matches('.').to_owned(),
        };
        let id = self.id(&format!("{} {}", event.action, event.when.day));
        let action = Action {
            id,
            step: ActionStep::Done,
            title: Some(title),
            kind: Some(kind.unwrap_or(ActionKind::Other)),
            rung: None,
            planned_for: None,
            places: Vec::new(),
            partners: Vec::new(),
            target: None,
            ask: None,
            threshold_percent: None,
            after: None,
            worksites: Vec::new(),
            supporters: None,
            count: None,
            words: None,
        };
        vec![action.into()]
    }

    /// A promise, with as much of its card as the file tells; a commission as well, where that is what was promised.
    pub(super) fn commitment(&mut self, event: &Told) -> Vec<Body> {
        let Some(told) = event.object("commitment") else { return Vec::new() };
        let text = |name: &str| told.get(name).and_then(Value::as_str);
        let title = event.subject.join(", ");
        let id = Slug::from_words(text("id").unwrap_or(&title));
        self.commitments.insert(id.clone());
        let commitment = Commitment {
            id: id.clone(),
            title: title.clone(),
            words: event.summary.clone(),
            promised_by: event.actor.clone(),
            to: None,
            strength: strength(told),
            carrier: None,
            demand: None,
            agreement: None,
            owner: None,
            enforcement: None,
        };
        let mut bodies = vec![Body::from(commitment)];
        let number = told.get("target").and_then(Value::as_u64);
        let target = number.and_then(|target| u32::try_from(target).ok());
        let due = text("due").and_then(|day| money::date_from_iso(day).ok());
        if target.is_some() || due.is_some() {
            bodies.push(Measure { target, due, ..Measure::unsaid(&id) }.into());
        }
        if text("kind") == Some("commission") {
            let commission = Commission {
                id: Slug::from_words(&title),
                step: CommissionStep::Created,
                name: Some(title),
                mandate: Some(event.summary.clone()),
                paid_by: None,
                members: Vec::new(),
                decides_by: None,
                meets: None,
                report_due: None,
                recommendation: None,
                revenue: None,
                uptake: None,
                by: None,
                words: None,
            };
            bodies.push(commission.into());
        }
        bodies
    }

    /// A count towards a promise that the file has told of; an empty list where it counts towards something else.
    pub(super) fn tally(&mut self, event: &Told) -> Vec<Body> {
        let named = event.subject.iter().map(|subject| Slug::from_words(subject));
        let commitment = named.into_iter().find(|id| self.commitments.contains(id));
        let (Some(commitment), Some(count)) = (commitment, event.object("count")) else {
            return Vec::new();
        };
        let number = |names: &[&str]| {
            let found = names.iter().find_map(|name| count.get(*name)?.as_u64());
            found.and_then(|number| u32::try_from(number).ok())
        };
        const KNOWN: [&str; 9] = [
            "full_time",
            "full_time_about",
            "half_time",
            "half_time_about",
            "hired",
            "hires",
            "hires_about",
            "leavers",
            "positions",
        ];
        let more: Vec<String> = count
            .iter()
            .filter(|(name, _)| !KNOWN.contains(&name.as_str()))
            .map(|(name, value)| {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                format!("{}: {value}", name.replace('_', " "))
            })
            .collect();
        // Two counts of one actor and day are told apart by where they stand.
        let sources = event.fields.get("source").and_then(Value::as_array);
        let sources: Vec<&str> = sources.into_iter().flatten().filter_map(Value::as_str).collect();
        let by = match sources.is_empty() {
            true => event.actor.clone(),
            false => format!("{} ({})", event.actor, sources.join(", ")),
        };
        let tally = Tally {
            id: self.id(&format!("{commitment} {}", event.when.day)),
            commitment,
            by,
            as_of: event.when.is_a_day().then_some(event.when.day),
            what_was_counted: event.summary.clone(),
            full_time: number(&["full_time", "full_time_about"]),
            half_time: number(&["half_time", "half_time_about"]),
            hires: number(&["hires", "hired", "hires_about"]),
            leavers: number(&["leavers"]),
            positions: number(&["positions"]),
            pools: Vec::new(),
            about: count.keys().any(|name| name.ends_with("_about")),
            words: (!more.is_empty()).then(|| more.join("; ")),
            file: None,
            months: Vec::new(),
        };
        vec![tally.into()]
    }
}

/// How strong a promise is as it is told; of several tellings the weakest, since the stronger ones are in dispute.
fn strength(told: &Map<String, Value>) -> Strength {
    let words: Vec<String> = match told.get("strength") {
        Some(Value::String(one)) => vec![one.to_lowercase()],
        Some(Value::Array(all)) => {
            all.iter().filter_map(Value::as_str).map(str::to_lowercase).collect()
        }
        _ => Vec::new(),
    };
    let says = |word: &str| words.iter().any(|one| one.contains(word));
    if says("advocate") {
        Strength::Advocate
    } else if says("study") {
        Strength::Study
    } else if says("plan") {
        Strength::Plan
    } else if says("goal") {
        Strength::Goal
    } else {
        Strength::Shall
    }
}
