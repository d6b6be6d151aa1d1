//! A record to be told, entry by entry.

#![allow(dead_code, reason = "each test binary uses its own part of it")]

use record::audience::Audience;
use record::said::Table;
use record::{
    Body, Digest, Draft, Entry, Precision, Procedures, Refusal, Said, Side, Slug, State, When,
    fold, refusals_of,
};

pub fn id(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub fn day(text: &str) -> money::Date {
    money::date_from_iso(text).unwrap()
}

/// A body from the JSON that stands in an entry.
pub fn body(kind: &str, value: serde_json::Value) -> Body {
    match record::KINDS.iter().any(|(name, _)| *name == kind) {
        true => Body::of(kind, value).unwrap(),
        false => Body::read(kind, 1, value).unwrap(),
    }
}

/// A record that is being written.
#[derive(Clone)]
pub struct Telling {
    pub entries: Vec<Entry>,
    pub law: Procedures,
}

impl Telling {
    /// A round of one unit, `union` against `employer`, over the items `salary`, `leave` and `hours`.
    pub fn new() -> Telling {
        let mut telling = Telling { entries: Vec::new(), law: Procedures::new() };
        telling.set("record", serde_json::json!({"campaign": "A round"}));
        for (party, side) in [("union", "union"), ("employer", "employer"), ("mediator", "neutral")]
        {
            telling.set("party", serde_json::json!({"id": party, "side": side, "name": party}));
        }
        telling.set("unit", serde_json::json!({"id": "unit-1", "name": "Unit 1"}));
        telling.set("unit", serde_json::json!({"id": "unit-2", "name": "Unit 2"}));
        for item in ["salary", "leave", "hours"] {
            telling.set("item", serde_json::json!({"id": item, "title": item}));
        }
        telling
    }

    /// The same with a contract that ends on June 30, 2022 and goes on, and a round that three must approve.
    pub fn with_round() -> Telling {
        let mut telling = Telling::new();
        telling.set(
            "agreement",
            serde_json::json!({"id": "old", "title": "Old contract", "from": "2021-07-01", "to": "2022-06-30",
                "evergreen": "Gov. Code 3517.8", "no_strike": true}),
        );
        telling.set("agreement", serde_json::json!({"id": "new", "title": "New contract"}));
        telling.set(
            "round",
            serde_json::json!({"id": "round-1", "regime": "dills", "kind": "successor", "replaces": "old", "approvals": [
                {"id": "member-ratification", "name": "member ratification"},
                {"id": "legislature", "name": "Legislature"},
                {"id": "governor", "name": "Governor", "after": ["legislature"]}]}),
        );
        telling
    }

    fn draft(&self, about: Option<When>, body: Body) -> Draft {
        let at: jiff::Timestamp = "2022-12-31T18:00:00Z".parse().unwrap();
        let mut draft = Draft::new("note taker", at, about, body);
        // Owners see what becomes of their demands.
        if matches!(draft.body, Body::Demand(_) | Body::PartnerAnswer(_)) {
            let partners = ["local", "saje", "clue"].map(|partner| Audience::Partner(id(partner)));
            let only = matches!(&draft.body, Body::PartnerAnswer(_));
            let own = match &draft.body {
                Body::PartnerAnswer(answer) => Some(answer.partner.clone()),
                _ => None,
            };
            draft.audience.extend(partners.into_iter().filter(|who| {
                !only || own.clone().is_some_and(|own| *who == Audience::Partner(own))
            }));
        }
        draft
    }

    pub fn sealed(&self, draft: Draft) -> Entry {
        let prev = self.entries.last().map_or(Digest::NONE, |entry| entry.hash);
        draft.seal(self.entries.len() as u64 + 1, prev).unwrap().0
    }

    /// Adds what has no day.
    pub fn set(&mut self, kind: &str, value: serde_json::Value) -> u64 {
        let about = Some(When::on(day("2022-01-01")));
        self.push(self.draft(about, body(kind, value)))
    }

    /// Adds an entry about a day, which the rules must let in.
    pub fn on(&mut self, on: &str, kind: &str, value: serde_json::Value) -> u64 {
        self.at(When::on(day(on)), kind, value)
    }

    pub fn at(&mut self, when: When, kind: &str, value: serde_json::Value) -> u64 {
        self.push(self.draft(Some(when), body(kind, value)))
    }

    pub fn push(&mut self, draft: Draft) -> u64 {
        let entry = self.sealed(draft);
        let refusals = refusals_of(&self.entries, &entry, &self.law);
        assert!(refusals.is_empty(), "{refusals:?}");
        self.entries.push(entry);
        self.entries.len() as u64
    }

    pub fn correct(&mut self, of: u64, on: &str, kind: &str, value: serde_json::Value) -> u64 {
        let draft = self.draft(Some(When::on(day(on))), body(kind, value));
        self.push(Draft { corrects: Some(of), ..draft })
    }

    pub fn rival(&mut self, of: u64, on: &str, kind: &str, value: serde_json::Value) -> u64 {
        let draft = self.draft(Some(When::on(day(on))), body(kind, value));
        self.push(Draft { rival_of: Some(of), ..draft })
    }

    /// An entry about a day, sealed and not added.
    pub fn try_on(&self, on: &str, kind: &str, value: serde_json::Value) -> Entry {
        self.sealed(self.draft(Some(When::on(day(on))), body(kind, value)))
    }

    /// The refusals of an entry that the rules must not let in.
    pub fn refused(&self, on: &str, kind: &str, value: serde_json::Value) -> Vec<Refusal> {
        let entry = self.sealed(self.draft(Some(When::on(day(on))), body(kind, value)));
        let refusals = refusals_of(&self.entries, &entry, &self.law);
        assert!(!refusals.is_empty(), "the rules let it in");
        refusals
    }

    /// The name of the rule by which one entry is refused.
    pub fn refused_by(&self, on: &str, kind: &str, value: serde_json::Value) -> &'static str {
        let refusals = self.refused(on, kind, value);
        assert_eq!(refusals.len(), 1, "{refusals:?}");
        refusals[0].rule.id
    }

    pub fn state(&self, as_of: &str) -> State {
        fold(&self.entries, day(as_of), &self.law)
    }

    /// A formal pass of one side on one item.
    pub fn pass(&mut self, on: &str, pass: &str, from: &str, item: &str, percent: &str) -> u64 {
        let kind = "counter";
        self.on(
            on,
            "pass",
            serde_json::json!({"id": pass, "from": from, "kind": kind,
            "items": [{"item": item, "says": {"percent": percent}}]}),
        )
    }

    pub fn respond(&mut self, on: &str, by: &str, to: &str, kind: &str) -> u64 {
        self.on(on, "response", serde_json::json!({"by": by, "to": to, "kind": kind}))
    }

    /// Both sides initial a tentative agreement on an item.
    pub fn agree(&mut self, on: &str, agreement: &str, item: &str, pass: Option<&str>) -> u64 {
        let mut value = serde_json::json!({"id": agreement, "items": [item],
            "initials": [{"party": "union"}, {"party": "employer"}]});
        if let Some(pass) = pass {
            value["pass"] = serde_json::json!(pass);
        }
        self.on(on, "tentative-agreement", value)
    }
}

pub fn about(text: &str, precision: Precision) -> When {
    When { day: day(text), precision }
}

/// What a side holds on an item by itself, in a line.
pub fn held(state: &State, item: &str, side: Side) -> Option<String> {
    let stand = state.items[&id(item)].side(side)?;
    stand.position.as_ref().and_then(|held| held.item.in_a_line())
}

pub fn says(percent: &str) -> Table {
    Table::from_iter([("percent".to_owned(), Said::text(percent))])
}
