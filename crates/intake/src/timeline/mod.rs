//! Chronologies of bargaining, as files of one shape, into entries of a record; and the answers to their checks.
//!
//! Nothing is lost: each entry carries its event's own fields as told, and what an event's action means is added beside them. An
//! action that is not known, or an event that the rules of the record do not let in as what it is called, is kept as a plain event
//! with a finding. Days that are known only as a week, a month or not at all stay so; rival accounts stay side by side; gaps stay
//! gaps.

mod actions;
mod answers;
mod checks;
mod coalition;
mod coalition_answers;
mod passes;
mod scene;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use money::{Date, date_from_iso};
use record::audience::{Audience, Audiences};
use record::body::{Body, ImpasseStep, NoticeKind, Side};
use record::said::{Table, table_of_json};
use record::{Digest, Draft, Entry, Precision, Procedures, Slug, Source, When, refusals_of};
use serde_json::{Map, Value};

pub use checks::{Answer, Verdict, check, check_record};

use crate::{Finding, Findings, Place};

/// A chronology, as its file has it.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// The file's name.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// The whole of it.
    pub fields: Map<String, Value>,
    /// Its events, in order.
    pub events: Vec<Told>,
    /// Its checks.
    pub checks: Vec<Map<String, Value>>,
}

/// An event, as the file tells it.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its number; its place where it has none.
    pub seq: i64,
    /// When.
    pub when: When,
    /// Who did it.
    pub actor: String,
    /// What, in a word.
    pub action: String,
    /// About what.
    pub subject: Vec<String>,
    /// What happened.
    pub summary: String,
    /// All of its fields.
    pub fields: Map<String, Value>,
}

impl Told {
    /// A field that is a text.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str)
    }

    /// A field that is an object.
    pub(crate) fn object(&self, name: &str) -> Option<&Map<String, Value>> {
        self.fields.get(name).and_then(Value::as_object)
    }

    /// A field that is a day.
    pub(crate) fn day(&self, name: &str) -> Option<Date> {
        self.text(name).and_then(|text| date_from_iso(text).ok())
    }

    /// A whole number of `values`, `vote` or `terms`.
    pub(crate) fn whole(&self, object: &str, name: &str) -> Option<u32> {
        self.object(object)?.get(name)?.as_u64().and_then(|number| u32::try_from(number).ok())
    }

    /// A number of an object, as its text.
    pub(crate) fn number(&self, object: &str, name: &str) -> Option<String> {
        match self.object(object)?.get(name)? {
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => Some(text.clone()),
            _ => None,
        }
    }
}

/// Reads a chronology.
///
/// # Errors
///
/// Every finding, when it is no chronology: it is not JSON, or has no events with a day and an action.
pub fn read(name: &str, bytes: &[u8]) -> Result<(Timeline, Findings), Findings> {
    let mut findings = Findings::default();
    let fail = |what: String, mend: &str| {
        let mut findings = Findings::default();
        findings.push(Finding::error(Place::File(name.to_owned()), what).mend(mend));
        findings
    };
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        fail(format!("it is not JSON: {error}"), "give a file of the shape in docs/record.md")
    })?;
    let Value::Object(fields) = value else {
        return Err(fail(
            "it is not an object".to_owned(),
            "give a file of the shape in docs/record.md",
        ));
    };
    let Some(told) = fields.get("events").and_then(Value::as_array) else {
        return Err(fail("it has no events".to_owned(), "give a list under \"events\""));
    };
    let mut events = Vec::new();
    for (at, event) in told.iter().enumerate() {
        match event.as_object() {
            Some(event) => events.extend(self::event(name, at, event, &mut findings)),
            None => findings.push(Finding::error(
                Place::File(name.to_owned()),
                format!("events[{at}] is not an object"),
            )),
        }
    }
    if findings.has_errors() {
        return Err(findings);
    }
    let checks = fields.get("checks").and_then(Value::as_array).cloned().unwrap_or_default();
    let checks = checks.iter().filter_map(|check| check.as_object().cloned()).collect();
    let timeline =
        Timeline { name: name.to_owned(), digest: Digest::of(bytes), fields, events, checks };
    Ok((timeline, findings))
}

fn event(
    name: &str,
    at: usize,
    fields: &Map<String, Value>,
    findings: &mut Findings,
) -> Option<Told> {
    let text =
        |field: &str| fields.get(field).and_then(Value::as_str).unwrap_or_default().to_owned();
    let place = || Place::File(format!("{name}, events[{at}]"));
    let written = text("date");
    let Ok(day) = date_from_iso(&written) else {
        findings.push(
            Finding::error(place(), format!("date is \"{written}\"")).expected(
                "a day such as 2022-06-11; with date_precision unknown, a day to sort by",
            ),
        );
        return None;
    };
    let precision = match text("date_precision").as_str() {
        "" | "day" => Precision::Day,
        "week" => Precision::Week,
        "month" => Precision::Month,
        "year" => Precision::Year,
        "approx" | "approximate" | "about" => Precision::Approximate,
        "reported" => Precision::Reported,
        "unknown" => Precision::Unknown,
        other => {
            findings.push(
                Finding::warning(place(), format!("date_precision is \"{other}\"")).expected(
                    "day, week, month, year, approx, reported or unknown; it is taken as approx",
                ),
            );
            Precision::Approximate
        }
    };
    if text("action").is_empty() {
        findings
            .push(Finding::error(place(), "it has no action").expected("what happened, in a word"));
        return None;
    }
    let subject = match fields.get("subject") {
        Some(Value::Array(all)) => {
            all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        Some(Value::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    };
    Some(Told {
        seq: fields.get("seq").and_then(Value::as_i64).unwrap_or(at as i64 + 1),
        when: When { day, precision },
        actor: text("actor"),
        action: text("action"),
        subject,
        summary: text("summary"),
        fields: fields.clone(),
    })
}

/// The entries of a chronology, to be appended to a record of their own, and what was found on the way.
///
/// `author` and `written` are those of the import. The first entry begins the record.
pub fn entries(
    timeline: &Timeline,
    author: &str,
    written: Timestamp,
    law: &record::law::Law,
) -> (Vec<Draft>, Findings) {
    let mut import = Import::new(timeline, author, written, law);
    import.set_the_scene();
    for event in &timeline.events {
        import.take(event);
    }
    import.tell_conflicts_and_gaps();
    (import.drafts, import.findings)
}

/// An import that goes on.
struct Import<'a> {
    timeline: &'a Timeline,
    law: &'a record::law::Law,
    author: String,
    written: Timestamp,
    drafts: Vec<Draft>,
    sealed: Vec<Entry>,
    findings: Findings,
    /// Parties by their name in the file.
    parties: BTreeMap<String, (Slug, Side)>,
    /// Ids that are taken.
    ids: BTreeSet<String>,
    /// Items by their id.
    items: BTreeSet<Slug>,
    /// The last formal pass of each side on each item.
    last_pass: BTreeMap<(Side, Slug), Slug>,
    /// The total agreement, once there is one: the last.
    total: Option<Slug>,
    /// Every total agreement with the words of what it is about.
    totals: Vec<(Slug, String)>,
    /// The agreement that the round comes to.
    agreement: Slug,
    /// The contract from before it.
    contract: Option<Slug>,
    /// Partners, by their ids.
    partners: BTreeSet<Slug>,
    /// Demands that were raised, by their items.
    demands: BTreeSet<Slug>,
    /// What some event of the file tells of as a demand.
    told_as_demands: BTreeSet<Slug>,
    /// Promises, by their ids.
    commitments: BTreeSet<Slug>,
    /// The last request for information.
    request: Option<Slug>,
    /// What can happen only once, by action and subject: the entry that told it first.
    once: BTreeMap<(String, Vec<String>), u64>,
}

impl<'a> Import<'a> {
    fn new(
        timeline: &'a Timeline,
        author: &str,
        written: Timestamp,
        law: &'a record::law::Law,
    ) -> Import<'a> {
        Import {
            timeline,
            law,
            author: author.to_owned(),
            written,
            drafts: Vec::new(),
            sealed: Vec::new(),
            findings: Findings::default(),
            parties: BTreeMap::new(),
            ids: BTreeSet::new(),
            items: BTreeSet::new(),
            last_pass: BTreeMap::new(),
            total: None,
            totals: Vec::new(),
            agreement: Slug::from_words("agreement"),
            contract: None,
            partners: BTreeSet::new(),
            demands: BTreeSet::new(),
            told_as_demands: coalition::told_as_demands(timeline),
            commitments: BTreeSet::new(),
            request: None,
            once: BTreeMap::new(),
        }
    }

    fn procedures(&self) -> &'a Procedures {
        &self.law.procedures
    }

    /// An id that nothing has yet.
    fn id(&mut self, words: &str) -> Slug {
        let first = Slug::from_words(words);
        let mut id = first.clone();
        let mut next = 2;
        while !self.ids.insert(id.to_string()) {
            id = Slug::from_words(&format!("{first} {next}"));
            next += 1;
        }
        id
    }

    /// Adds what has no event: the scene.
    fn set(&mut self, about: Option<When>, body: impl Into<Body>) {
        let draft = Draft::new(&self.author, self.written, about, body.into());
        self.push(draft);
    }

    fn push(&mut self, draft: Draft) {
        let prev = self.sealed.last().map_or(Digest::NONE, |entry| entry.hash);
        match draft.clone().seal(self.sealed.len() as u64 + 1, prev) {
            Ok((entry, _)) => {
                self.sealed.push(entry);
                self.drafts.push(draft);
            }
            Err(error) => self.findings.push(Finding::error(
                Place::File(self.timeline.name.clone()),
                format!("entry {}: {error}", self.sealed.len() + 1),
            )),
        }
    }

    fn place(&self, event: &Told) -> Place {
        Place::File(format!("{}, event {}", self.timeline.name, event.seq))
    }

    /// What every entry of an event has: when, its sources, who may see it, and all of its fields.
    fn draft(&self, event: &Told, body: Body) -> Draft {
        let addresses = self.timeline.fields.get("sources").and_then(Value::as_object);
        let sources = match event.fields.get("source") {
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(one)) => vec![one.as_str()],
            _ => Vec::new(),
        };
        let mut source: Vec<Source> = sources
            .into_iter()
            .map(|id| Source {
                title: id.to_owned(),
                address: addresses
                    .and_then(|all| all.get(id))
                    .and_then(Value::as_str)
                    .map(str::to_owned),
                file: None,
                place: None,
            })
            .collect();
        source.push(Source {
            title: self.timeline.name.clone(),
            address: None,
            file: Some(self.timeline.digest),
            place: Some(format!("event {}", event.seq)),
        });
        Draft {
            source,
            audience: self.audience(event, &body),
            note: event.text("note").filter(|note| !note.is_empty()).map(str::to_owned),
            as_told: table_of_json(&event.fields),
            ..Draft::new(&self.author, self.written, Some(event.when), body)
        }
    }

    fn audience(&self, event: &Told, body: &Body) -> Audiences {
        let mut audience = record::audience::team_only();
        // What the law makes public is public.
        let by_law = match body {
            Body::Notice(notice) => {
                matches!(notice.kind, NoticeKind::Sunshine | NoticeKind::PublicMeeting)
            }
            Body::Impasse(step) => {
                matches!(
                    step.step,
                    ImpasseStep::ReportPublic
                        | ImpasseStep::FinalOffersPublished
                        | ImpasseStep::PublicHearing
                )
            }
            _ => false,
        };
        if by_law {
            audience.extend([Audience::OtherSide, Audience::Public]);
        }
        if matches!(
            body,
            Body::Pass(_)
                | Body::Session(_)
                | Body::Response(_)
                | Body::TentativeAgreement(_)
                | Body::TotalAgreement(_)
        ) {
            audience.insert(Audience::OtherSide);
        }
        for word in event.fields.get("audience").and_then(Value::as_array).into_iter().flatten() {
            let word = word.as_str().unwrap_or_default();
            let word = if word == "employer" { "other-side" } else { word };
            audience.extend(Audience::parse(word));
        }
        audience
    }

    /// Takes in one event: as what its action says, else as a plain event.
    fn take(&mut self, event: &Told) {
        let bodies = actions::bodies(self, event);
        let Some(bodies) = bodies else {
            let what =
                format!("\"{}\" is no action that is known: kept as a plain event", event.action);
            let finding = Finding::warning(self.place(event), what);
            self.findings.push(finding);
            self.plain(event);
            return;
        };
        if bodies.is_empty() {
            self.plain(event);
            return;
        }
        for body in bodies {
            // Counts towards a promise stand side by side by themselves.
            let rival = match body {
                Body::Tally(_) => None,
                _ => self.told_before(event),
            };
            let draft = Draft { rival_of: rival, ..self.draft(event, body.clone()) };
            let prev = self.sealed.last().map_or(Digest::NONE, |entry| entry.hash);
            let refusals = match draft.clone().seal(self.sealed.len() as u64 + 1, prev) {
                Ok((entry, _)) => refusals_of(&self.sealed, &entry, self.procedures()),
                Err(_) => Vec::new(),
            };
            if let Some(refusal) = refusals.first() {
                let what =
                    format!("\"{}\" is kept as a plain event: {}", event.action, refusal.what);
                let finding = Finding::warning(self.place(event), what)
                    .expected(refusal.rule.says)
                    .mend(refusal.mend.clone());
                self.findings.push(finding);
                self.plain(event);
                return;
            }
            self.took(&body);
            self.push(draft);
        }
    }

    /// The entry that told the same thing before, for things that happen once; else the next entry is the first to tell it.
    fn told_before(&mut self, event: &Told) -> Option<u64> {
        let counted = event.action == "implementation_count";
        if !actions::ONCE.contains(&event.action.as_str()) && !counted {
            return None;
        }
        let mut about = event.subject.clone();
        if counted {
            about.push(event.when.day.to_string());
        }
        let next = self.sealed.len() as u64 + 1;
        let first = *self.once.entry((event.action.clone(), about)).or_insert(next);
        (first < next).then_some(first)
    }

    fn plain(&mut self, event: &Told) {
        let body = Body::from(actions::plain(event));
        let rival = self.told_before(event);
        let draft = Draft { rival_of: rival, ..self.draft(event, body) };
        self.push(draft);
    }

    fn tell_conflicts_and_gaps(&mut self) {
        let list = |name: &str| {
            self.timeline.fields.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
        };
        let last = self.timeline.events.iter().map(|event| event.when.day).max();
        let about = last.map(When::on);
        for conflict in list("conflicts") {
            let topic =
                conflict.get("topic").and_then(Value::as_str).unwrap_or("untitled").to_owned();
            let told = conflict.as_object().map(table_of_json).unwrap_or_default();
            let values =
                conflict.get("values").and_then(Value::as_array).cloned().unwrap_or_default();
            for value in values {
                let says = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let body = Body::from(record::body::Account { topic: topic.clone(), says });
                self.push(self.told_by_the_file(about, told.clone(), body, "conflicts"));
            }
        }
        for gap in list("gaps") {
            let missing = gap.as_str().map_or_else(|| gap.to_string(), str::to_owned);
            let body = Body::from(record::body::Gap { missing });
            self.push(self.told_by_the_file(about, Table::new(), body, "gaps"));
        }
    }

    fn told_by_the_file(
        &self,
        about: Option<When>,
        as_told: Table,
        body: Body,
        place: &str,
    ) -> Draft {
        let source = Source {
            title: self.timeline.name.clone(),
            address: None,
            file: Some(self.timeline.digest),
            place: Some(place.to_owned()),
        };
        Draft {
            source: vec![source],
            as_told,
            ..Draft::new(&self.author, self.written, about, body)
        }
    }
}
