//! What a record answers to the questions that chronologies ask.

use std::collections::BTreeMap;

use money::Fraction;
use record::body::{CountKind, ImpasseStep, ResponseKind, Side};
use record::{
    Clock, ClockStatus, CountRecord, Entry, ItemState, ItemStatus, PassStatus, RoundState, Since,
    Slug, State, StrikeState, clocks,
};
use serde_json::{Map, Value, json};

use super::scene::side_of;

/// What is asked: `no_movement(issue=salary, side=CalHR)`.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// The question, in lower-case words joined by `_`.
    pub head: String,
    /// The words as they stand, in lower case.
    pub words: String,
    /// What stands in its parentheses, by name; without a name, by its place: `0`, `1`.
    pub with: BTreeMap<String, String>,
    /// The check.
    pub check: &'a Map<String, Value>,
}

impl Asked<'_> {
    pub(super) fn read<'a>(asks: &str, check: &'a Map<String, Value>) -> Asked<'a> {
        let (before, inside) = asks.split_once('(').unwrap_or((asks, ""));
        let inside = inside.rsplit_once(')').map_or(inside, |(inside, _)| inside);
        let mut with = BTreeMap::new();
        if inside.starts_with('[') {
            with.insert("0".to_owned(), inside.to_owned());
        } else {
            for (at, part) in
                inside.split(',').map(str::trim).filter(|part| !part.is_empty()).enumerate()
            {
                match part.split_once('=') {
                    Some((name, value)) => with.insert(
                        name.trim().to_lowercase(),
                        value.trim().trim_matches(['"', '\'']).to_owned(),
                    ),
                    None => with.insert(at.to_string(), part.to_owned()),
                };
            }
        }
        for (name, value) in check {
            if let (Some(text), false) =
                (value.as_str(), ["assert", "as_of", "why", "order"].contains(&name.as_str()))
            {
                with.entry(name.to_lowercase()).or_insert_with(|| text.to_owned());
            }
        }
        let words = before.trim().to_lowercase();
        let head = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Asked { head: head.collect::<Vec<_>>().join("_"), words, with, check }
    }

    fn get(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.with.get(*name)).map(String::as_str)
    }

    fn has(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.head.contains(word))
    }
}

/// An answer.
pub(super) enum Got {
    /// The answer, and other ways of saying it.
    Values(Vec<Value>),
    /// What it asks stands, in part or whole, in nothing that the record was told.
    NotTold,
    /// The question is not understood.
    NotUnderstood,
}

impl Got {
    fn one(value: Value) -> Got {
        Got::Values(vec![value])
    }
}

pub(super) fn answer(
    asked: &Asked<'_>,
    state: &State,
    entries: &[Entry],
    law: &record::law::Law,
) -> Got {
    if let Some(got) = super::coalition_answers::answer(asked, state, entries) {
        return got;
    }
    let query = Query { asked, state, entries, law };
    if asked.has(&["awaiting"]) {
        query.awaiting()
    } else if asked.has(&["no_movement"]) {
        query.no_movement()
    } else if asked.has(&["ball"]) || asked.has(&["turn"]) && !asked.has(&["turnout"]) {
        query.turn()
    } else if asked.has(&["movement"]) {
        query.movement()
    } else if asked.has(&["position"]) {
        query.position()
    } else if asked.has(&["package"]) {
        query.package()
    } else if asked.has(&["round_state"]) {
        query.round_state()
    } else if asked.has(&["contract_status"]) {
        query.contract_status()
    } else if asked.has(&["in_force"]) {
        query.in_force()
    } else if asked.has(&["open_approvals"]) {
        let open = state.open_approvals();
        Got::one(open.iter().map(|open| json!(open.step.name)).collect())
    } else if asked.has(&["ratification"]) || asked.has(&["turnout"]) || asked.has(&["straw_poll"])
    {
        query.votes()
    } else if asked.has(&["strike"])
        && !["notice", "earliest", "latest", "deadline", "window"]
            .iter()
            .any(|word| asked.head.contains(word))
    {
        query.strike()
    } else if asked.has(&["statutory_response"]) || asked.has(&["response_deadline"]) {
        query.response_deadline()
    } else if asked.has(&["impasse_request"]) || asked.has(&["exportable"]) {
        query.impasse_request()
    } else if asked.has(&["sunshine"]) {
        query.sunshine()
    } else if asked.has(&["cost_simple"]) || asked.has(&["simple_vs_compound"]) {
        query.simple_and_compound()
    } else if asked.has(&["declaration", "withdrawn"]) {
        Got::one(json!(state.impasse.first(ImpasseStep::DeclarationWithdrawn).is_some()))
    } else if asked.has(&["agreed_to_mediate"]) {
        let steps = [ImpasseStep::MediatorAppointed, ImpasseStep::MediationStarted];
        Got::one(json!(steps.iter().any(|step| state.impasse.first(*step).is_some())))
    } else if asked.has(&["terms_imposed"]) || asked.has(&["imposed"]) {
        Got::one(json!(state.round_state() == RoundState::Imposed))
    } else if asked.has(&["impasse"]) && !query.names_a_clock() {
        query.impasse()
    } else if asked.has(&["public", "see"]) || asked.has(&["visible"]) || asked.has(&["may_see"]) {
        query.visible()
    } else if query.names_a_clock() {
        query.clock()
    } else if asked.has(&["start"]) || asked.has(&["rival"]) || asked.has(&["conflict"]) {
        query.rivals()
    } else if asked.has(&["item_tas"]) || asked.has(&["agreed_items"]) {
        query.agreed_items()
    } else if asked.has(&["item_ta"])
        || asked.has(&["agreed"])
        || asked.has(&["item_status"])
        || asked.has(&["ta_status"])
    {
        query.item_status()
    } else if asked.has(&["sessions"]) {
        Got::one(json!(state.sessions_held().0))
    } else {
        Got::NotUnderstood
    }
}

struct Query<'a> {
    asked: &'a Asked<'a>,
    state: &'a State,
    entries: &'a [Entry],
    law: &'a record::law::Law,
}

impl Query<'_> {
    /// The item that is asked about; the only one when none is named.
    fn item(&self) -> Option<(&Slug, &ItemState)> {
        match self.asked.get(&["issue", "item", "subject", "0"]) {
            Some(named) => self.state.items.get_key_value(&Slug::from_words(named)),
            None => {
                let named =
                    self.state.items.iter().find(|(_, item)| {
                        self.asked.words.contains(&item.item.title.to_lowercase())
                    });
                named.or_else(|| self.state.items.iter().find(|(_, item)| !item.passes.is_empty()))
            }
        }
    }

    /// The side that is asked about.
    fn side(&self) -> Option<Side> {
        let named = self.asked.get(&["from", "side", "party", "by", "who", "1"])?;
        let party = self
            .state
            .parties
            .values()
            .find(|party| party.name == named || party.id.as_str() == named);
        let side = party.map(|party| party.side).or_else(|| {
            let word =
                |text: &str| named.split(|c: char| !c.is_alphanumeric()).any(|word| word == text);
            self.state.parties.values().find(|party| word(&party.name)).map(|party| party.side)
        });
        Some(side.unwrap_or_else(|| side_of(named)))
    }

    /// The names by which a side may be called: its party, and the word.
    fn called(&self, side: Side) -> Vec<Value> {
        let parties = self.state.parties.values().filter(|party| party.side == side);
        parties.map(|party| json!(party.name)).chain([json!(side.name())]).collect()
    }

    fn age(&self, since: Since) -> Map<String, Value> {
        let mut all = Map::new();
        all.insert("since".to_owned(), json!(since.when.day.to_string()));
        let days = since.when.days_until(self.state.as_of);
        all.insert("age_days".to_owned(), json!(days));
        all.insert("days".to_owned(), json!(days));
        all.insert("precision".to_owned(), json!(since.when.precision));
        all
    }

    fn awaiting(&self) -> Got {
        let Some((id, _)) = self.item() else { return Got::one(json!({"open": false})) };
        let sides = match self.side() {
            Some(side) => vec![side],
            None => vec![Side::Union, Side::Employer],
        };
        let owed = sides.iter().find_map(|side| Some((*side, self.state.awaiting(id, *side)?)));
        let Some((side, awaiting)) = owed else {
            return Got::Values(vec![json!({"open": false}), json!(false), Value::Null]);
        };
        let mut all = self.age(awaiting.since);
        all.insert("open".to_owned(), json!(true));
        all.insert("pass".to_owned(), json!(awaiting.latest));
        all.insert("side".to_owned(), json!(side.name()));
        let day = json!(awaiting.since.when.day.to_string());
        let mut values = vec![Value::Object(all.clone()), json!(true), day];
        if awaiting.since.when.earliest().is_none() {
            all.insert("since".to_owned(), json!("unknown"));
            values.push(Value::Object(all));
        }
        Got::Values(values)
    }

    fn no_movement(&self) -> Got {
        let moved = self
            .item()
            .zip(self.side())
            .and_then(|((id, _), side)| self.state.no_movement(id, side));
        match moved {
            Some(since) => {
                let all = self.age(since);
                Got::Values(vec![
                    Value::Object(all),
                    json!(since.when.day.to_string()),
                    json!(since.when.days_until(self.state.as_of)),
                ])
            }
            None => Got::one(Value::Null),
        }
    }

    fn turn(&self) -> Got {
        let turn = match self.asked.get(&["issue", "item", "subject", "0"]) {
            Some(_) => self.item().and_then(|(id, _)| self.state.turn(id)),
            None => self
                .state
                .items
                .keys()
                .filter_map(|id| self.state.turn(id))
                .max_by_key(|turn| turn.since),
        };
        let Some(turn) = turn else {
            return Got::Values(vec![Value::Null, json!("nobody"), json!("none")]);
        };
        let mut values = self.called(turn.side);
        let mut all = self.age(turn.since);
        all.insert("side".to_owned(), json!(turn.side.name()));
        for name in self.called(turn.side) {
            let mut with = all.clone();
            with.insert("side".to_owned(), name.clone());
            with.insert("party".to_owned(), name);
            values.push(Value::Object(with));
        }
        Got::Values(values)
    }

    /// Whether a side moved with its last pass.
    fn movement(&self) -> Got {
        let Some(((id, item), side)) = self.item().zip(self.side()) else {
            return Got::one(Value::Null);
        };
        let last = item.passes.iter().rev().filter_map(|pass| self.state.passes.get(pass));
        let last = last.into_iter().find(|pass| pass.side == side && pass.pass.kind.is_formal());
        let repeated = self.state.passes.values().any(|pass| {
            pass.answers.iter().any(|(_, answer)| {
                answer.kind == ResponseKind::Repeat && pass.items.contains_key(id)
            })
        });
        let moved = match (last, self.state.no_movement(id, side)) {
            (Some(last), Some(moved)) => moved.entry == last.since.entry && !repeated,
            _ => false,
        };
        let word = if moved { "moved" } else { "none" };
        Got::Values(vec![
            json!(word),
            json!(moved),
            json!({"moved": moved}),
            json!(if moved { "yes" } else { "no movement" }),
        ])
    }

    fn position(&self) -> Got {
        let Some(((_, item), side)) = self.item().zip(self.side()) else {
            return Got::one(Value::Null);
        };
        let Some(held) = item.side(side).and_then(|stand| stand.position.as_ref()) else {
            return Got::one(Value::Null);
        };
        let says = numbers(&serde_json::to_value(&held.item.says).unwrap_or(Value::Null));
        let mut values = vec![says.clone()];
        let mut all = self.age(held.since);
        all.insert("pass".to_owned(), json!(held.pass));
        all.insert("value".to_owned(), says.clone());
        all.insert("terms".to_owned(), says.clone());
        all.insert("known".to_owned(), json!(held.item.is_known()));
        if let Value::Object(says) = &says {
            let mut with = all.clone();
            for (name, value) in says {
                with.entry(name.clone()).or_insert_with(|| value.clone());
                values.push(value.clone());
            }
            values.push(Value::Object(with));
        }
        values.push(Value::Object(all));
        if !held.item.is_known() {
            values.push(json!("unknown"));
            values.push(json!("not published"));
        }
        Got::Values(values)
    }

    fn package(&self) -> Got {
        let side = self.side();
        let packages = self.state.passes.values().filter(|pass| pass.is_package());
        let last = packages
            .filter(|pass| side.is_none_or(|side| pass.side == side))
            .max_by_key(|pass| pass.since);
        let Some(last) = last else { return Got::one(Value::Null) };
        let status = match last.items.values().map(|(status, _)| *status).min() {
            Some(status) => status.name(),
            None => "",
        };
        let live = last.items.values().any(|(status, _)| status.is_live());
        let title = |id: &Slug| {
            self.state.items.get(id).map_or_else(|| id.to_string(), |item| item.item.title.clone())
        };
        let items: Vec<String> = last.items.keys().map(title).collect();
        let offered = if live { "offered" } else { status };
        let contingent =
            live && last.items.values().all(|(status, _)| *status != PassStatus::Agreed);
        Got::Values(vec![
            json!(status),
            json!({"status": status, "state": offered, "live": live, "items": items, "contingent": contingent,
                "contingency": if contingent { "whole" } else { "none" }}),
            json!(offered),
            json!(live),
        ])
    }

    fn contract_status(&self) -> Got {
        let named = self.asked.get(&["agreement", "contract", "0"]).map(Slug::from_words);
        let id = named.as_ref().or_else(|| self.state.current_contract());
        let Some(id) = id else { return Got::one(json!("no contract in the record")) };
        let status = self.state.contract_status(id);
        Got::one(json!(status.name()))
    }

    fn in_force(&self) -> Got {
        let named = self.asked.get(&["agreement", "contract", "0"]).map(Slug::from_words);
        let of_total = self.state.live_total().and_then(|(_, total)| total.total.agreement.clone());
        let known: Option<Slug> = named.or(of_total);
        let yes = known.is_some_and(|id| self.state.in_force(&id).is_yes());
        Got::one(json!(yes))
    }

    /// Votes by their titles: the state of a ratification, percents, turnout, how many questions.
    fn votes(&self) -> Got {
        let kind = match self.asked.has(&["straw"]) {
            true => CountKind::StrawPoll,
            false => CountKind::Ratification,
        };
        let counts: Vec<&CountRecord> =
            self.state.counts.values().filter(|count| count.count.kind == kind).collect();
        let told: Vec<&&CountRecord> = counts
            .iter()
            .filter(|count| !count.count.questions.is_empty() || count.count.closes.is_some())
            .collect();
        if self.asked.has(&["question"]) {
            let questions: usize = counts.iter().map(|count| count.count.questions.len()).sum();
            return Got::one(json!(questions));
        }
        let by_title = |value: &dyn Fn(&CountRecord) -> Value| -> Value {
            let mut all = Map::new();
            for count in &told {
                all.insert(count.count.title.clone(), value(count));
                // A title is also called by what stands before its colon.
                if let Some((short, _)) = count.count.title.split_once(':') {
                    all.insert(short.to_owned(), value(count));
                }
            }
            Value::Object(all)
        };
        if self.asked.has(&["pct"]) || self.asked.has(&["percent"]) {
            let percent = |count: &CountRecord| {
                let first =
                    count.results().into_iter().next().and_then(|result| result.yes_percent);
                first.map_or(Value::Null, |percent| number(&percent))
            };
            let single: Vec<Value> = told.iter().map(|count| percent(count)).collect();
            let ballots = |count: &CountRecord| {
                let question = count.count.questions.first()?;
                let (yes, no) = (question.yes?, question.no?);
                let all = yes + no + question.abstain.unwrap_or(0);
                let percent =
                    |whole| record::percent_of(yes, whole).as_ref().map_or(Value::Null, number);
                Some(json!({"of_yes_and_no": percent(yes + no), "of_all_ballots": percent(all)}))
            };
            let ballots: Vec<Value> = told.iter().filter_map(|count| ballots(count)).collect();
            return Got::Values(
                std::iter::once(by_title(&percent)).chain(single).chain(ballots).collect(),
            );
        }
        if self.asked.has(&["turnout"]) {
            let turnout = |count: &CountRecord| {
                count.turnout_percent().map_or(Value::Null, |percent| number(&percent))
            };
            let mut all: Vec<Value> = vec![by_title(&turnout)];
            let mut voted =
                told.iter().filter(|count| count.turnout_percent().is_some()).peekable();
            if voted.peek().is_none() {
                all.push(Value::Null);
            }
            all.extend(voted.map(|count| turnout(count)));
            all.extend(told.iter().map(|count| self.vote(count)));
            return Got::Values(all);
        }
        let word = |count: &CountRecord| -> Value {
            json!(match (count.outcome(), count.count.closes) {
                (Some(record::body::Outcome::Passed), _) => "ratified".to_owned(),
                (Some(record::body::Outcome::Failed), _) => "rejected".to_owned(),
                (None, Some(closes)) if closes >= self.state.as_of =>
                    format!("voting open to {closes}"),
                (None, Some(closes)) => format!("closed {closes}, not counted"),
                (None, None) => "open".to_owned(),
            })
        };
        let mut all = vec![by_title(&word)];
        all.extend(told.iter().map(|count| self.vote(count)));
        let step = Slug::from_words("member-ratification");
        if let Some((total, _)) = self.state.live_total() {
            all.push(json!(self.state.step_state(total, &step).name()));
        }
        all.extend(told.iter().map(|count| word(count)));
        if told.is_empty() {
            all.extend([json!("none"), Value::Null]);
        }
        Got::Values(all)
    }

    /// One vote: how it stands, percent yes, turnout.
    fn vote(&self, count: &CountRecord) -> Value {
        let state = match count.outcome() {
            Some(record::body::Outcome::Passed) => "ratified",
            Some(record::body::Outcome::Failed) => "rejected",
            None => "open",
        };
        let yes = count.results().into_iter().next().and_then(|result| result.yes_percent);
        let yes = yes.as_ref().map_or(Value::Null, number);
        let turnout = count.turnout_percent().as_ref().map_or(Value::Null, number);
        json!({"state": state, "yes_pct": yes, "yes_pct_over": yes, "turnout_pct": turnout, "turnout_pct_over": turnout})
    }

    /// Where a strike stands: as a whole, with its day, and by who is on it where the file tells them apart.
    fn strike(&self) -> Got {
        let status = self.state.strike.status().name();
        let date = self.state.strike.day().map(|(day, _)| day.to_string());
        let mut by_subject: BTreeMap<String, StrikeState> = BTreeMap::new();
        for (since, strike) in &self.state.strike.steps {
            let entry = usize::try_from(since.entry)
                .ok()
                .and_then(|number| self.entries.get(number.checked_sub(1)?));
            let Some(record::Said::List(subjects)) =
                entry.and_then(|entry| entry.draft.as_told.get("subject"))
            else {
                continue;
            };
            for subject in subjects {
                let one = by_subject.entry(subject.printed()).or_default();
                one.steps.push((*since, strike.clone()));
            }
        }
        let by_subject: Map<String, Value> = by_subject
            .iter()
            .map(|(subject, one)| (subject.clone(), json!(one.status().name())))
            .collect();
        Got::Values(vec![
            json!(status),
            json!({"state": status, "date": date}),
            Value::Object(by_subject),
        ])
    }

    fn round_state(&self) -> Got {
        let name = self.state.round_state().name();
        let mut all = vec![json!(name)];
        if self.state.impasse.status() > record::ImpasseStatus::None {
            all.push(json!(format!("{name}, with an impasse case attached")));
        }
        Got::Values(all)
    }

    fn agreed_items(&self) -> Got {
        let agreed = |id: &Slug| {
            self.state.item_status(id).is_some_and(|status| {
                (ItemStatus::ConditionallyAgreed..=ItemStatus::Final).contains(&status)
            })
        };
        let items = self.state.items.iter().filter(|(id, _)| agreed(id));
        let titles: Vec<String> = items.map(|(_, item)| item.item.title.clone()).collect();
        Got::Values(vec![json!(titles), json!(titles.len())])
    }

    /// No statute that was read fixes a number of days to answer: null.
    fn response_deadline(&self) -> Got {
        let regime = self.state.rounds.last().and_then(|round| self.law.regimes.get(&round.regime));
        match regime {
            Some(regime) if regime.answer_days != "none" => Got::one(json!(regime.answer_days)),
            _ => Got::one(Value::Null),
        }
    }

    fn sunshine(&self) -> Got {
        let flag = self.state.flags.iter().find(|flag| flag.what.starts_with("bargaining "));
        match flag {
            Some(flag) => Got::Values(vec![
                json!(format!("flag, not block: {}", flag.what)),
                json!(flag.what),
                json!("flag"),
            ]),
            None => {
                let regime =
                    self.state.rounds.last().and_then(|round| self.law.regimes.get(&round.regime));
                let mut all = vec![json!("in order"), json!("no flag"), Value::Null];
                if regime.is_some_and(|regime| !regime.public_notice) {
                    all.push(json!(format!(
                        "not applicable: {} employer",
                        regime.map_or("", |regime| &regime.applies_to)
                    )));
                    all.push(json!("not applicable"));
                }
                Got::Values(all)
            }
        }
    }

    /// The fields that PERB's request for impasse asks for, as far as the record has them (regulation 32792).
    fn impasse_request(&self) -> Got {
        let form = record::impasse_request(self.state).lines();
        Got::one(form.iter().map(|line| json!(line)).collect())
    }

    fn simple_and_compound(&self) -> Got {
        let list = self.asked.get(&["0"]).unwrap_or_default().trim_matches(['[', ']']);
        let percents: Vec<Fraction> =
            list.split(',').filter_map(|text| Fraction::percent(text.trim()).ok()).collect();
        if percents.is_empty() {
            return Got::NotUnderstood;
        }
        let one = Fraction::new(1, 1);
        let hundred = Fraction::new(100, 1);
        let simple = percents
            .iter()
            .fold(Fraction::default(), |sum, percent| sum.plus(percent))
            .times(&hundred);
        let factor =
            percents.iter().fold(one.clone(), |factor, percent| factor.times(&one.plus(percent)));
        let percent = |factor: &Fraction| number(&factor.minus(&one).times(&hundred));
        let mut all = Map::new();
        all.insert("simple".to_owned(), number(&simple));
        all.insert("compound".to_owned(), percent(&factor));
        // With a further raise on top: `with_alj_5`.
        let names =
            self.asked.check.get("expect").and_then(Value::as_object).cloned().unwrap_or_default();
        for name in names.keys().filter(|name| name.starts_with("with_")) {
            let raise = name.rsplit('_').next().and_then(|text| Fraction::percent(text).ok());
            if let Some(raise) = raise {
                all.insert(name.clone(), percent(&factor.times(&one.plus(&raise))));
            }
        }
        Got::one(Value::Object(all))
    }

    fn impasse(&self) -> Got {
        let status = self.state.impasse.status().name();
        let declared = self.state.impasse.declared().map(|since| since.when.day.to_string());
        let mut all = vec![
            json!(status),
            json!({"state": status, "declared": declared}),
            json!(self.state.impasse.is_declared()),
        ];
        if !self.state.impasse.is_declared() {
            // Mediation that the parties chose is no impasse.
            all.push(json!("none"));
        }
        Got::Values(all)
    }

    /// How many entries an audience may see, and which.
    fn visible(&self) -> Got {
        let named = self.asked.get(&["audience", "to", "0"]).unwrap_or("public");
        let Ok(audience) = record::Audience::parse(named) else { return Got::NotUnderstood };
        let seen = record::seen_by(self.state, self.entries, &audience);
        let seqs: Vec<Value> = seen
            .iter()
            .filter_map(|entry| match entry.draft.as_told.get("seq") {
                Some(record::Said::Whole(seq)) => Some(json!(seq)),
                _ => None,
            })
            .collect();
        let mut all = vec![json!(seqs), json!(seqs.len())];
        if let Some((_, about)) = self.asked.words.split_once(" of ") {
            let words: Vec<&str> = about.split_whitespace().filter(|word| word.len() > 3).collect();
            let told = |entry: &&Entry| {
                let text = |name: &str| {
                    entry.draft.as_told.get(name).map(record::Said::printed).unwrap_or_default()
                };
                let text = format!("{} {}", text("action").replace('_', " "), text("subject"))
                    .to_lowercase();
                words.iter().all(|word| text.contains(word.trim_end_matches('s')))
            };
            all.push(json!(seen.iter().any(told)));
        }
        Got::Values(all)
    }

    /// Accounts that stand side by side: of one thing told twice, or of one topic.
    fn rivals(&self) -> Got {
        let initials = |text: &str| -> String {
            text.split_whitespace()
                .filter_map(|word| word.chars().next())
                .collect::<String>()
                .to_lowercase()
        };
        let asked: Vec<&str> = self.asked.words.split_whitespace().collect();
        let about = |subject: &str| {
            asked.iter().any(|word| {
                *word == initials(subject)
                    || subject.to_lowercase().contains(word) && word.len() > 3
            })
        };
        let mut dates: Vec<Value> = Vec::new();
        for (first, others) in &self.state.rivals {
            let of =
                |number: &u64| self.entries.get(usize::try_from(*number).ok()?.checked_sub(1)?);
            let Some(entry) = of(first) else { continue };
            let told = entry.draft.as_told.get("subject").map(record::Said::printed);
            let subject = match (told, &entry.draft.body) {
                (Some(told), _) => told,
                (None, record::Body::Event(event)) => event.subject.join(", "),
                _ => String::new(),
            };
            if !about(&subject) {
                continue;
            }
            for one in std::iter::once(first).chain(others).filter_map(of) {
                let when = one.draft.when();
                let text = match when.precision {
                    record::Precision::Month | record::Precision::Year => when.to_string(),
                    _ => when.day.to_string(),
                };
                dates.push(json!(text));
            }
        }
        let accounts = self
            .state
            .accounts
            .iter()
            .filter(|(topic, _)| about(topic) || self.asked.words.contains(topic.as_str()));
        let told: Vec<Value> = accounts
            .flat_map(|(_, all)| all.iter().map(|(_, account)| json!(account.says)))
            .collect();
        Got::Values(vec![
            json!({"conflict": dates}),
            json!(dates),
            json!({"conflict": told}),
            json!(told),
        ])
    }

    fn item_status(&self) -> Got {
        let status = self.item().and_then(|(id, _)| self.state.item_status(id));
        let mut all = vec![status.map_or(Value::Null, |status| json!(status.name()))];
        if status == Some(ItemStatus::ConditionallyAgreed) {
            all.push(json!("conditional"));
            let agreed =
                self.item().and_then(|(_, item)| self.state.agreed.get(item.agreed.as_ref()?));
            let conditions = agreed.into_iter().flat_map(|agreed| &agreed.conditions);
            all.extend(
                conditions
                    .filter_map(|one| one.condition.text.clone())
                    .map(|text| json!(format!("conditional on {text}"))),
            );
        }
        Got::Values(all)
    }

    /// The clocks that the question's words fit: those whose id has all of them.
    fn named_clocks(&self) -> Vec<Clock> {
        let words =
            clock_words(&self.asked.head, self.asked.get(&["rule", "clock", "statute", "0"]));
        if words.is_empty() {
            return Vec::new();
        }
        let fits = |clock: &Clock| {
            words
                .iter()
                .all(|word| format!("{} {}", clock.id, clock.title.to_lowercase()).contains(word))
        };
        clocks(self.state, self.law).into_iter().filter(fits).collect()
    }

    /// A day that stands in the question.
    fn day_asked(&self) -> Option<money::Date> {
        self.asked.words.split_whitespace().find_map(|word| money::date_from_iso(word).ok())
    }

    /// The last day on which something is early enough before a day: a notice before a strike.
    fn counted_back(&self, day: money::Date) -> Option<Got> {
        let regime = &self.state.rounds.last()?.regime;
        let words = clock_words(&self.asked.head, None);
        let rule = self.law.clocks_of(regime).find(|rule| {
            let text = format!("{} {}", rule.id, rule.title.to_lowercase());
            rule.direction == record::law::Direction::Before
                && words.iter().all(|word| text.contains(word))
        })?;
        let window = rule.window(self.law, day, day, None, 0);
        Some(Got::one(json!(window.closes?.day.to_string())))
    }

    fn names_a_clock(&self) -> bool {
        let about = [
            "window", "deadline", "due", "earliest", "latest", "timely", "untimely", "last_day",
            "notice",
        ];
        about.iter().any(|word| self.asked.head.contains(word))
    }

    fn clock(&self) -> Got {
        if let Some(day) = self.day_asked()
            && let Some(got) = self.counted_back(day)
        {
            return got;
        }
        let found = self.named_clocks();
        let opens_first = self.asked.has(&["earliest"]) && !self.asked.has(&["notice"]);
        let wanted = |clock: &&Clock| {
            let has = if opens_first { clock.opens.is_some() } else { clock.closes.is_some() };
            (has, clock.acted.is_some(), std::cmp::Reverse(clock.id.as_str().len()))
        };
        let Some(clock) = found.iter().max_by_key(wanted) else {
            return Got::Values(vec![Value::Null]);
        };
        let day = |counted: &Option<record::law::Counted>| {
            counted.as_ref().map(|counted| counted.day.to_string())
        };
        let (opens, closes) = (day(&clock.opens), day(&clock.closes));
        let timely = match clock.status {
            ClockStatus::Acted(verdict) => Some(verdict == record::law::Verdict::InTime),
            ClockStatus::Passed(_) => Some(false),
            _ => None,
        };
        let word = match clock.status {
            ClockStatus::Acted(record::law::Verdict::InTime) => "timely",
            ClockStatus::Acted(record::law::Verdict::Early) => "too early",
            ClockStatus::Acted(record::law::Verdict::Late) => "untimely",
            ClockStatus::Passed(_) => "passed",
            _ => "open",
        };
        let all = json!({
            "opens": opens, "closes": closes, "from": opens, "to": closes, "open": opens, "close": closes,
            "start": opens, "end": closes, "due": closes.clone().or(opens.clone()), "earliest": opens, "latest": closes,
            "last_day": closes, "timely": timely, "state": word, "acted": clock.acted.map(|acted| acted.when.day.to_string()),
            "day_0": clock.started.when.day.to_string(),
            "closes_without_roll": clock.closes.as_ref().map(|closes| closes.counted.to_string()),
            "unrolled": clock.closes.as_ref().map(|closes| closes.counted.to_string()), "rolled": closes,
        });
        let mut values = vec![all];
        let either = match self.asked.has(&["earliest"]) {
            true => [opens, closes],
            false => [closes, opens],
        };
        values.extend(either.iter().flatten().map(|day| json!(day)));
        values.push(json!([either[1], either[0]]));
        values.push(json!(word));
        values.extend(timely.map(|timely| json!(timely)));
        // Would an act on the day that is asked about be in time?
        if let Some(day) = self.day_asked() {
            let window =
                record::law::Window { opens: clock.opens.clone(), closes: clock.closes.clone() };
            values.insert(0, json!(window.verdict(day) == record::law::Verdict::InTime));
        }
        Got::Values(values)
    }
}

/// The words of a question about a clock that its id or title must have.
fn clock_words(head: &str, named: Option<&str>) -> Vec<String> {
    let skip = [
        "window",
        "deadline",
        "due",
        "of",
        "for",
        "the",
        "is",
        "by",
        "state",
        "check",
        "statutory",
        "legal",
        "earliest",
        "latest",
        "timely",
        "untimely",
        "last",
        "day",
        "request",
        "date",
        "to",
        "if",
        "filed",
        "right",
        "from",
        "must",
        "be",
        "under",
        "lawful",
        "open",
        "closes",
        "opens",
    ];
    let text = format!("{head} {}", named.unwrap_or_default().to_lowercase());
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            !word.is_empty() && !skip.contains(word) && word.chars().any(char::is_alphabetic)
        })
        .map(str::to_owned)
        .collect()
}

/// A fraction as a JSON number.
pub(super) fn number(fraction: &Fraction) -> Value {
    let text = fraction.to_decimal(6);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// Texts that are numbers, as numbers: a position's `2.5`.
fn numbers(value: &Value) -> Value {
    match value {
        Value::String(text) if text.parse::<i64>().is_ok() || Fraction::parse(text).is_ok() => {
            serde_json::from_str(text).unwrap_or_else(|_| value.clone())
        }
        Value::Array(all) => all.iter().map(numbers).collect(),
        Value::Object(all) => {
            Value::Object(all.iter().map(|(name, value)| (name.clone(), numbers(value))).collect())
        }
        other => other.clone(),
    }
}
