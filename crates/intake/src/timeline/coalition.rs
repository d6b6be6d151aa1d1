//! What a chronology tells of a coalition: partners, demands, actions, promises and their counts.

use std::collections::BTreeSet;

use record::Slug;
use record::body::{
    Action, ActionKind, ActionStep, Body, Carrier, Commission, CommissionStep, Commitment, Demand,
    DemandStep, Item, ItemKind, Measure, MeasureUnit, Origin, Partner, PartnerKind, Side, Strength,
    Tally,
};
use serde_json::{Map, Value};

use super::{Import, Timeline, Told};

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
            let told = self.timeline.fields.get("parties").and_then(Value::as_array);
            let community = told.into_iter().flatten().any(|party| {
                let text = |name: &str| party.get(name).and_then(Value::as_str).unwrap_or_default();
                text("id") == name && text("side").contains("community")
            });
            let union = party.is_some() && !community;
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
        self.demand_steps(event, DemandStep::Presented)
    }

    /// What is agreed, or resolved, by another carrier than the contract: a demand that is won.
    pub(super) fn won_elsewhere(&mut self, event: &Told) -> Vec<Body> {
        self.demand_steps(event, DemandStep::Won)
    }

    /// The step of a demand whose scope the other side contests; none where it is no demand that was raised.
    pub(super) fn contested(&self, item: &Slug) -> Option<Body> {
        let raised = self.demands.contains(item);
        raised.then(|| Demand { step: DemandStep::ScopeContested, ..Demand::unsaid(item) }.into())
    }

    fn demand_steps(&mut self, event: &Told, last: DemandStep) -> Vec<Body> {
        // Whose demand it is: the first of its actors that is no employer, else the union's.
        let named = event.actor.split('+').map(str::trim);
        let employer =
            |name: &str| self.parties.get(name).is_some_and(|(_, side)| *side == Side::Employer);
        let known = |name: &&str| self.parties.contains_key(*name) || last == DemandStep::Presented;
        let owner = named.filter(|name| !employer(name)).find(known).map(str::to_owned);
        let union = self.parties.iter().find(|(_, (_, side))| *side == Side::Union);
        let Some(owner) = owner.or_else(|| union.map(|(name, _)| name.clone())) else {
            return Vec::new();
        };
        let owner = self.partner(&owner);
        let carrier = event.text("carrier").and_then(carrier);
        let mut bodies = Vec::new();
        for subject in &event.subject {
            let id = Slug::from_words(subject);
            let new = self.demands.insert(id.clone());
            if self.items.insert(id.clone()) {
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
                step,
                owners: if step == DemandStep::Raised { vec![owner.clone()] } else { Vec::new() },
                carrier: carrier.filter(|_| step != DemandStep::Raised),
                words: Some(event.summary.clone()).filter(|words| !words.is_empty()),
                ..Demand::unsaid(&id)
            };
            if new {
                bodies.push(step(DemandStep::Raised).into());
            }
            bodies.push(step(last).into());
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
        let unit = text("unit").map(str::to_lowercase).and_then(|unit| match unit.as_str() {
            "fte" | "full-time equivalents" => Some(MeasureUnit::Fte),
            "hires" => Some(MeasureUnit::Hires),
            "net positions" | "positions" => Some(MeasureUnit::NetPositions),
            _ => None,
        });
        if target.is_some() || due.is_some() || unit.is_some() {
            bodies.push(Measure { target, due, unit, ..Measure::unsaid(&id) }.into());
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

/// Actions that tell of something agreed or resolved.
const AGREED: [&str; 4] = ["agreements_reached", "resolution_vote", "side_agreement", "decision"];

/// Whether an event tells of something agreed or resolved by another carrier than the contract.
pub(super) fn is_elsewhere(event: &Told) -> bool {
    let by = event.text("carrier").and_then(carrier);
    let votes = |name: &str| event.object("vote").and_then(|vote| vote.get(name)?.as_u64());
    let failed = matches!((votes("yes"), votes("no")), (Some(yes), Some(no)) if yes <= no);
    !failed
        && AGREED.contains(&event.action.as_str())
        && by.is_some_and(|carrier| carrier != Carrier::ContractArticle)
}

/// What some event of a file tells of as a demand.
pub(super) fn told_as_demands(timeline: &Timeline) -> BTreeSet<Slug> {
    let tells = |event: &&Told| event.action == "demand_presented" || is_elsewhere(event);
    let told = timeline.events.iter().filter(tells);
    told.flat_map(|event| &event.subject).map(|subject| Slug::from_words(subject)).collect()
}

/// A carrier by the words that a file has for it.
pub(super) fn carrier(told: &str) -> Option<Carrier> {
    const WORDS: [(&str, Carrier); 12] = [
        ("resolution", Carrier::Resolution),
        ("ordinance", Carrier::Ordinance),
        ("directive", Carrier::Directive),
        ("commission", Carrier::Commission),
        ("pilot", Carrier::Pilot),
        ("ballot", Carrier::BallotMeasure),
        ("joint", Carrier::JointAdvocacy),
        ("advocacy", Carrier::JointAdvocacy),
        ("letter", Carrier::SideLetter),
        ("separate", Carrier::OutsideAgreement),
        ("outside", Carrier::OutsideAgreement),
        ("contract", Carrier::ContractArticle),
    ];
    let told = told.to_lowercase();
    WORDS.iter().find(|(word, _)| told.contains(word)).map(|(_, carrier)| *carrier)
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
