//! What a piece embeds by name: figures of the case, and what follows from the record.

use std::collections::{BTreeMap, BTreeSet};

use intake::case::{Book, Part};
use money::{Figure, InputFile};
use record::body::{Body, Side};
use record::{Basis, Entry, Slug, State};

use super::dates::{days_in_words, when_words};
use super::ground::Ground;
use super::markdown::Embedded;
use super::wording::{pick, value_words};
use super::{Note, Span, date_words, moves};
use crate::Language;
use crate::page::is_web;
use crate::status::count_words;

/// Why something cannot stand in a piece.
pub(super) struct Wrong {
    pub what: String,
    pub mend: String,
}

fn wrong<T>(what: impl Into<String>, mend: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { what: what.into(), mend: mend.into() })
}

/// The names that can be embedded, each with what it comes to.
pub const EMBEDS: [(&str, &str); 20] = [
    ("figure NAME", "a figure of the case, with its receipt"),
    ("rival NAME", "the other side's number beside a figure"),
    ("said ENTRY: WORDS", "a number or words out of an entry"),
    ("day ENTRY", "the day of an entry"),
    ("quote CLAIM", "what somebody said, who, and when"),
    ("turn ITEM", "whose turn it is on an item"),
    ("waiting ITEM", "how long their answer has been awaited"),
    ("waiting-since ITEM", "since when"),
    ("position ITEM SIDE", "what a side (union, employer) last formally held on an item"),
    ("next-session", "the day on which the parties meet next"),
    ("sessions", "how many sessions were held"),
    ("contract", "where the contract stands"),
    ("clock ID", "the day of a clock"),
    ("count ID", "what a vote, a poll, a petition came to"),
    ("moved", "what moved since the report before: a list"),
    ("still", "what did not move: a list"),
    ("turns", "whose turn it is on what, and since when: a list"),
    ("agreed", "what is agreed: a list"),
    ("dates", "what is on the calendar: a list"),
    ("actions", "what members can do: a list"),
];

/// What a piece rests on, gathered while it is filled in.
#[derive(Default)]
pub(super) struct Notes {
    pub list: Vec<Note>,
    by_key: BTreeMap<String, usize>,
    pub entries: BTreeSet<u64>,
    pub figures: BTreeSet<String>,
    pub untranslated: Vec<String>,
    /// Facts of the piece's days that its readers are not shown.
    pub kept_back: BTreeSet<u64>,
}

impl Notes {
    fn add(&mut self, key: String, note: impl FnOnce() -> Note) -> usize {
        if let Some(at) = self.by_key.get(&key) {
            return *at;
        }
        self.list.push(note());
        self.by_key.insert(key, self.list.len() - 1);
        self.list.len() - 1
    }

    /// An entry as a note; it must be seen by the piece's readers.
    pub(super) fn entry(&mut self, ground: &Ground<'_>, language: Language, number: u64) -> usize {
        self.entries.insert(number);
        self.add(format!("entry {number}"), || entry_note(ground, language, number))
    }

    /// A text of the record in the piece's language; what could not be said in it is kept for the worklist.
    pub(super) fn say(&mut self, ground: &Ground<'_>, language: Language, text: &str) -> String {
        let (said, own) = ground.said(language, text);
        if !own && !self.untranslated.iter().any(|known| known == text) {
            self.untranslated.push(text.to_owned());
        }
        said
    }
}

fn entry_note(ground: &Ground<'_>, language: Language, number: u64) -> Note {
    let entry = ground.entry(number);
    let when = entry.and_then(|entry| entry.draft.about).map(|when| when_words(when, language));
    let label = pick(language, "Entry of the record", "Asiento del registro");
    let label = match when {
        Some(when) => format!("{label} {number}, {when}"),
        None => format!("{label} {number}"),
    };
    let sources = entry.map(|entry| entry.draft.source.as_slice()).unwrap_or_default();
    let titles: Vec<&str> = sources.iter().map(|source| source.title.as_str()).collect();
    let source = match titles.is_empty() {
        true => pick(language, "the campaign's own record", "el registro de la campaña").to_owned(),
        false => titles.join("; "),
    };
    let address =
        sources.iter().find_map(|source| source.address.clone()).filter(|one| is_web(one));
    Note { label, source, address }
}

/// Fills in one embed.
pub(super) fn embed(
    ground: &Ground<'_>,
    language: Language,
    since: Option<money::Date>,
    call: &str,
    notes: &mut Notes,
) -> Result<Embedded, Wrong> {
    let call = call.trim();
    let (name, rest) = call.split_once(char::is_whitespace).unwrap_or((call, ""));
    let rest = rest.trim();
    let mut on = Embed { ground, language, notes };
    let spans = match name {
        "figure" => on.figure(rest, false)?,
        "rival" => on.figure(rest, true)?,
        "said" => on.said(rest)?,
        "day" => on.day(rest)?,
        "quote" => on.quote(rest)?,
        "turn" => on.turn(rest, Turn::Who)?,
        "waiting" => on.turn(rest, Turn::HowLong)?,
        "waiting-since" => on.turn(rest, Turn::Since)?,
        "position" => on.position(rest)?,
        "next-session" => on.next_session()?,
        "sessions" => on.sessions()?,
        "contract" => on.contract()?,
        "clock" => on.clock(rest)?,
        "count" => on.count(rest)?,
        "moved" => return Ok(Embedded::Blocks(moves::moved(ground, language, since, on.notes))),
        "still" => return Ok(Embedded::Blocks(moves::still(ground, language, since, on.notes))),
        "turns" => return Ok(Embedded::Blocks(moves::turns(ground, language, on.notes))),
        "agreed" => return Ok(Embedded::Blocks(moves::agreed(ground, language, on.notes))),
        "dates" => return Ok(Embedded::Blocks(moves::dates(ground, language, on.notes))),
        "actions" => return Ok(Embedded::Blocks(moves::actions(ground, language, on.notes))),
        _ => {
            let known: Vec<&str> =
                EMBEDS.iter().map(|(one, _)| one.split(' ').next().unwrap_or(one)).collect();
            return wrong(
                format!("\"{name}\" is nothing that can be embedded"),
                format!("name one of: {}", known.join(", ")),
            );
        }
    };
    Ok(Embedded::Spans(spans))
}

enum Turn {
    Who,
    HowLong,
    Since,
}

struct Embed<'a, 'b> {
    ground: &'b Ground<'a>,
    language: Language,
    notes: &'b mut Notes,
}

impl<'a> Embed<'a, '_> {
    fn state(&self) -> &'a State {
        self.ground.state
    }

    fn fact(text: String, notes: Vec<usize>) -> Vec<Span> {
        vec![Span::Fact { text, notes }]
    }

    /// An entry that the piece may rest on.
    fn may_rest_on(&self, number: u64) -> Result<(), Wrong> {
        if self.ground.sees(number) {
            return Ok(());
        }
        let later = self
            .ground
            .entries
            .iter()
            .any(|entry| entry.number == number && entry.draft.place() > self.ground.day());
        if later {
            return wrong(
                format!("entry {number} is of a later day than the piece"),
                "date the piece later, or leave it out",
            );
        }
        let (missing, named) = self.ground.who_may_not(number);
        wrong(
            format!("entry {number} is not for {missing}: it names {named}"),
            format!(
                "leave it out, or show it to them by an entry: goodfaith record add release entry={number} to={missing} by=\"...\""
            ),
        )
    }

    fn note(&mut self, number: u64) -> Result<usize, Wrong> {
        self.may_rest_on(number)?;
        Ok(self.notes.entry(self.ground, self.language, number))
    }

    fn known_entry(&self, text: &str) -> Result<&'a Entry, Wrong> {
        let number = text.parse::<u64>().ok();
        let entry = number.and_then(|number| self.ground.entry(number));
        let Some(entry) = entry else {
            return wrong(
                format!("the record has no entry {text}"),
                format!("name an entry from 1 to {}", self.ground.entries.len()),
            );
        };
        Ok(entry)
    }

    fn figure(&mut self, name: &str, rival: bool) -> Result<Vec<Span>, Wrong> {
        let Some(book) = self.ground.book else {
            return wrong(
                "the campaign has no case to take a figure from",
                "write a case.toml: docs/case.md",
            );
        };
        if let Some(hole) = book.holes.iter().find(|hole| hole.name == name) {
            return wrong(
                format!("there is no figure {name}: {}", hole.why),
                "a hole is shown as a hole; say what is not known, or leave it out",
            );
        }
        let Some(made) = book.figure(name) else {
            return wrong(
                format!("the case has no figure {name}"),
                "goodfaith case receipt lists the figures",
            );
        };
        let figure = match (rival, &made.figure.rival) {
            (false, _) => &made.figure,
            (true, Some(rival)) => rival,
            (true, None) => {
                return wrong(
                    format!("{name} has no number of the other side beside it"),
                    "embed the figure alone",
                );
            }
        };
        // What its twin rests on is the twin's, and is told with it alone.
        let figure = &Figure { rival: None, ..figure.clone() };
        let inputs = book.inputs_of(figure);
        let dated = self.knows_its_day(book, figure, &inputs)?;
        // A number stands with its twin: who may be shown the one by name is asked for each.
        if let Some(who) = self.ground.figure_kept_from(&figure.name) {
            return wrong(
                format!("the figure {} is not for {who}", figure.name),
                "name who may be shown it in case.toml: [[shown]] figures = [...] to = [...]",
            );
        }
        if let Some(retired) = book.retired_on(&figure.name, self.ground.day()) {
            return wrong(
                retired.words(),
                match &retired.instead {
                    Some(instead) => format!("use instead: {instead}"),
                    None => "take it out, here and wherever it stands".to_owned(),
                },
            );
        }
        if inputs.is_empty() && figure.steps.is_empty() {
            return wrong(
                format!("{name} has no receipt"),
                "a number without a receipt is not released",
            );
        }
        if let Some(why) = self.ground.stale.get(&figure.name) {
            return wrong(
                format!("the figure {} is stale: {why}", figure.name),
                "look at it again, and keep its receipt anew: goodfaith case receipt NAME --keep",
            );
        }
        if let Err(error) = book.replay(figure, &inputs) {
            return wrong(
                format!("the receipt of {} does not lead to it: {error}", figure.name),
                "goodfaith case receipt shows the step",
            );
        }
        self.notes.figures.insert(figure.name.clone());
        let text = value_words(&figure.value, self.language);
        let method = self.notes.say(self.ground, self.language, &figure.method);
        let language = self.language;
        let at = self.notes.add(format!("figure {}", figure.name), || {
            let named = inputs
                .iter()
                .filter(|input| !input.title.is_empty() || !input.publisher.is_empty());
            let source: Vec<String> = named
                .map(|input| match input.title.starts_with(&input.publisher) {
                    true => input.title.clone(),
                    false => format!("{}, {}", input.publisher, input.title),
                })
                .collect();
            let source = match source.is_empty() {
                true => {
                    inputs.iter().map(|input| input.name.clone()).collect::<Vec<_>>().join("; ")
                }
                false => source.join("; "),
            };
            let address = inputs.iter().find(|input| is_web(&input.address));
            Note {
                label: format!(
                    "{} ({}, {dated}): {method}",
                    value_words(&figure.value, language),
                    figure.name
                ),
                source,
                address: address.map(|input| input.address.clone()),
            }
        });
        Ok(Self::fact(text, vec![at]))
    }

    /// The day of a figure, in words: what was said knows its own day, and what was worked out that of the case. Neither may be later than
    /// the piece; what bears no day may be, and does not stand in it.
    fn knows_its_day(
        &self,
        book: &Book,
        figure: &Figure,
        inputs: &[InputFile],
    ) -> Result<String, Wrong> {
        let (name, day) = (&figure.name, self.ground.day());
        let said = book.figure(name).is_some_and(|made| made.part == Part::Said);
        let on = match said {
            true => inputs.iter().find_map(|input| input.published_on),
            false => Some(figure.as_of),
        };
        match on {
            None => wrong(
                format!(
                    "nobody knows on which day {name} was said: it may be later than the piece"
                ),
                "take a number whose day is known; where it is known of this one: on = DATE in case.toml",
            ),
            Some(on) if on > day => wrong(
                format!("{name} is of {on}, and the piece is of {day}"),
                "date the piece later: nothing in it is of a later day",
            ),
            Some(on) => {
                let of = match said {
                    true => pick(self.language, "said on", "dicho el"),
                    false => pick(self.language, "as of", "al"),
                };
                Ok(format!("{of} {}", date_words(on, self.language)))
            }
        }
    }

    /// Words out of an entry: every number in them must stand in it.
    fn said(&mut self, rest: &str) -> Result<Vec<Span>, Wrong> {
        let Some((number, words)) = rest.split_once(':') else {
            return wrong(
                "words out of an entry need its number and the words",
                "write {{said 41: 17 percent}}",
            );
        };
        let entry = self.known_entry(number.trim())?;
        let words = words.trim();
        let text = serde_json::to_string(&body_value(entry)).unwrap_or_default();
        let note = entry.draft.note.clone().unwrap_or_default();
        let whole = format!("{text} {note}");
        if let Some(number) = numbers_in(words).find(|number| !has_number(&whole, number)) {
            return wrong(
                format!("entry {} does not say {number}", entry.number),
                "take the number as the entry has it: goodfaith record show",
            );
        }
        let at = self.note(number.trim().parse().unwrap_or(0))?;
        Ok(Self::fact(words.to_owned(), vec![at]))
    }

    fn day(&mut self, rest: &str) -> Result<Vec<Span>, Wrong> {
        let entry = self.known_entry(rest)?;
        let Some(about) = entry.draft.about else {
            return wrong(format!("entry {rest} has no day"), "embed an entry about a day");
        };
        let at = self.note(rest.parse().unwrap_or(0))?;
        Ok(Self::fact(when_words(about, self.language), vec![at]))
    }

    fn quote(&mut self, rest: &str) -> Result<Vec<Span>, Wrong> {
        let id = Slug::from_words(rest);
        let Some(claim) = self.state().claims.get(&id) else {
            return wrong(
                format!("nobody is on record with {rest}"),
                "goodfaith status --claims lists them",
            );
        };
        if claim.status() == record::body::ClaimStatus::Retired {
            return wrong(
                format!("the claim {rest} is retired"),
                "it is no longer used: take it out, here and wherever it stands",
            );
        }
        let Some((since, first)) = claim.steps.first() else {
            return wrong(
                format!("nobody is on record with {rest}"),
                "goodfaith status --claims lists them",
            );
        };
        let at = self.note(since.entry)?;
        let words = self.notes.say(self.ground, self.language, &first.words);
        let speaker = self.notes.say(self.ground, self.language, &first.speaker);
        let when = when_words(since.when, self.language);
        let text = match (self.language, first.verbatim) {
            (Language::English, true) => format!("“{words}” ({speaker}, {when})"),
            (Language::English, false) => format!("{words} ({speaker}, {when}; in our words)"),
            (Language::Spanish, true) => format!("«{words}» ({speaker}, {when})"),
            (Language::Spanish, false) => {
                format!("{words} ({speaker}, {when}; en nuestras palabras)")
            }
        };
        Ok(Self::fact(text, vec![at]))
    }

    fn item(&self, rest: &str) -> Result<Slug, Wrong> {
        let id = Slug::from_words(rest);
        match self.state().items.contains_key(&id) {
            true => Ok(id),
            false => wrong(
                format!("the record has no item {rest}"),
                format!(
                    "name one of: {}",
                    self.state().items.keys().map(Slug::as_str).collect::<Vec<_>>().join(", ")
                ),
            ),
        }
    }

    fn turn(&mut self, rest: &str, what: Turn) -> Result<Vec<Span>, Wrong> {
        let id = self.item(rest)?;
        let Some(turn) = self.state().turn(&id) else {
            return wrong(
                format!("nobody owes an answer on {id}"),
                "leave it out, or date the piece otherwise",
            );
        };
        let at = self.note(turn.since.entry)?;
        let text = match what {
            Turn::Who => self.ground.side(turn.side),
            Turn::HowLong => moves::how_long(turn.since.when, self.ground.day(), self.language),
            Turn::Since => when_words(turn.since.when, self.language),
        };
        Ok(Self::fact(text, vec![at]))
    }

    fn position(&mut self, rest: &str) -> Result<Vec<Span>, Wrong> {
        let (item, side) = rest.rsplit_once(char::is_whitespace).unwrap_or((rest, ""));
        let side = match side {
            "union" => Side::Union,
            "employer" => Side::Employer,
            _ => {
                return wrong(
                    format!("\"{side}\" is no side of the table"),
                    "write {{position salary employer}}",
                );
            }
        };
        let id = self.item(item)?;
        let held = self.state().items.get(&id).and_then(|item| item.side(side)?.position.clone());
        let Some(held) = held else {
            return wrong(
                format!("the {side} holds no position on {id} by itself"),
                "leave it out",
            );
        };
        let at = self.note(held.since.entry)?;
        let Some(says) = held.item.in_a_line() else {
            return wrong(
                format!("what {} says on {id} is not in the record", held.pass),
                "a hole is shown as a hole: say that it is not known, or record it",
            );
        };
        let text = self.notes.say(self.ground, self.language, &says);
        Ok(Self::fact(days_in_words(&text, self.language), vec![at]))
    }

    fn next_session(&mut self) -> Result<Vec<Span>, Wrong> {
        let Some(day) = self.state().next_session() else {
            let none = pick(self.language, "a day that is not set yet", "un día aún por fijar");
            return Ok(vec![Span::Text(none.to_owned())]);
        };
        let says = |one: &record::SessionRecord| {
            let planned = one.session.state == record::body::SessionState::Planned;
            one.session.next == Some(day) || (planned && one.since.when.day == day)
        };
        let told = self.state().sessions.iter().rev().filter(|one| says(one));
        let told: Vec<u64> = told.map(|one| one.since.entry).collect();
        // That no day is set would not be true: what its readers may not see stops the piece.
        let seen = told.iter().find(|entry| self.ground.sees(**entry)).or(told.first()).copied();
        let at = self.note(seen.unwrap_or_default())?;
        Ok(Self::fact(date_words(day, self.language), vec![at]))
    }

    fn sessions(&mut self) -> Result<Vec<Span>, Wrong> {
        let held: Vec<u64> = self
            .state()
            .sessions
            .iter()
            .filter(|one| one.was_held())
            .map(|one| one.since.entry)
            .collect();
        let mut at = Vec::new();
        for entry in held {
            at.push(self.note(entry)?);
        }
        let count = self.state().sessions_held().0;
        let text = match (self.language, count) {
            (Language::English, 1) => "1 session".to_owned(),
            (Language::English, count) => format!("{count} sessions"),
            (Language::Spanish, 1) => "1 sesión".to_owned(),
            (Language::Spanish, count) => format!("{count} sesiones"),
        };
        Ok(Self::fact(text, at))
    }

    fn contract(&mut self) -> Result<Vec<Span>, Wrong> {
        let Some(id) = self.state().current_contract() else {
            return wrong("the record has no contract", "goodfaith record add agreement");
        };
        let contract = &self.state().agreements[id];
        let status = self.state().contract_status(id);
        // The status follows from every step: a reader who may not see one of them is told none of it.
        let mut at = Vec::new();
        for (since, _) in &contract.steps {
            at.push(self.note(since.entry)?);
        }
        let status = self.notes.say(self.ground, self.language, &status.name());
        Ok(Self::fact(format!("{}: {status}", contract.agreement.title), at))
    }

    fn clock(&mut self, rest: &str) -> Result<Vec<Span>, Wrong> {
        let clock = self.ground.clocks.iter().find(|clock| clock.id.as_str() == rest);
        let Some(clock) = clock else {
            return wrong(
                format!("no clock {rest} runs on that day"),
                "goodfaith status --clocks lists them",
            );
        };
        let Some(day) = clock.next_day() else {
            return wrong(format!("the clock {rest} has no day"), "embed one that has");
        };
        let mut at = vec![self.note(clock.started.entry)?];
        let unsure = clock.sureness.as_deref().unwrap_or("");
        if clock.basis != Basis::Evidence {
            let label = self.notes.say(self.ground, self.language, &clock.title);
            let (cite, key) = (clock.cite.clone(), format!("clock {}", clock.id));
            at.push(self.notes.add(key, || Note { label, source: cite, address: None }));
        }
        let day = date_words(day, self.language);
        let text = match unsure.is_empty() {
            true => day,
            false => format!("{day} ({})", self.notes.say(self.ground, self.language, unsure)),
        };
        Ok(Self::fact(text, at))
    }

    fn count(&mut self, rest: &str) -> Result<Vec<Span>, Wrong> {
        let id = Slug::from_words(rest);
        let Some(count) = self.state().counts.get(&id) else {
            return wrong(format!("the record has no count {rest}"), "goodfaith status lists them");
        };
        let at = self.note(count.since.entry)?;
        let answers = count.count.questions.iter().map(|question| {
            let all = [question.yes, question.no, question.abstain];
            all.iter().any(Option::is_some).then(|| all.iter().flatten().sum::<u32>())
        });
        let people = answers.flatten().chain(count.count.took_part);
        if people.min().is_some_and(|people| people < 10) {
            return wrong(
                format!("{rest} counts fewer than 10 people"),
                "small numbers are not released: they give people away",
            );
        }
        let words = count_words(count);
        let text = self.notes.say(self.ground, self.language, &words);
        Ok(Self::fact(text, vec![at]))
    }
}

/// What an entry says, as JSON.
fn body_value(entry: &Entry) -> serde_json::Value {
    let value = |body: serde_json::Result<serde_json::Value>| body.unwrap_or_default();
    match &entry.draft.body {
        Body::Claim(claim) => value(serde_json::to_value(claim)),
        Body::Event(event) => value(serde_json::to_value(event)),
        Body::Account(account) => value(serde_json::to_value(account)),
        Body::Count(count) => value(serde_json::to_value(count)),
        Body::Pass(pass) => value(serde_json::to_value(pass)),
        Body::Response(response) => value(serde_json::to_value(response)),
        Body::Commitment(one) => value(serde_json::to_value(one)),
        Body::Measure(one) => value(serde_json::to_value(one)),
        Body::Tally(one) => value(serde_json::to_value(one)),
        Body::Concession(one) => value(serde_json::to_value(one)),
        Body::Demand(one) => value(serde_json::to_value(one)),
        Body::Revenue(one) => value(serde_json::to_value(one)),
        Body::Action(one) => value(serde_json::to_value(one)),
        body => serde_json::Value::String(crate::record_words::body_words(body)),
    }
}

/// The numbers in a text, without signs and commas.
fn numbers_in(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .map(|part| part.trim_matches(['.', ',']).replace(',', ""))
        .filter(|part| part.chars().any(|c| c.is_ascii_digit()))
}

fn has_number(text: &str, number: &str) -> bool {
    let same = |one: &String| {
        one.trim_end_matches('0') == number.trim_end_matches('0')
            && one.contains('.') == number.contains('.')
    };
    numbers_in(text).any(|one| one == *number || (number.contains('.') && same(&one)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_in_a_text_as_a_whole_or_not_at_all() {
        assert!(has_number("vacancies: 16.8 of 1,000", "16.8"));
        assert!(has_number("vacancies: 16.80", "16.8"));
        assert!(!has_number("vacancies: 116.8", "16.8"));
        assert!(!has_number("vacancies: 1700", "17"));
        assert!(has_number("nearly 1,000 positions", "1000"));
        assert_eq!(numbers_in("about 1,000 (17 percent).").collect::<Vec<_>>(), ["1000", "17"]);
    }
}
