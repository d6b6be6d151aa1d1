//! Notes at the table: a line each, its first letter the kind of event, the time by itself, every line safe before the next.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Time;
use money::Date;
use record::body::{
    Attendance, Body, Caucus, Claim, ClaimStatus, Event, Initials, Item, ItemKind, Origin, Pass,
    PassItem, PassKind, Response, ResponseKind, Retraction, Session, SessionState,
    TentativeAgreement,
};
use record::said::Table;
use record::{Draft, Said, Side, Slug, State, When, fold, refusals_of};
use store::{Campaign, NoteKind, StoreError, Vault};

use super::{author, failed, now};
use crate::commands::status::{day, today};
use crate::output::print;
use desk::adding::default_audience;

pub const EXAMPLES: &str = "\
Example:
  goodfaith record notes --campaign round-2026
  goodfaith record notes --campaign round-2026 --on 2026-03-02 < typed-up.txt

One line for each thing that happens; its first letter says what kind. ? lists the
letters. Works without a network; each line is on the disk before the next prompt.
Caucus notes go to the vault and nowhere else.";

const KEYS: &str = "  u ITEM WORDS    we pass              e ITEM WORDS   they pass
  w u|e ITEM ...  a what-if            r u|e ITEM     the same offer again
  q u|e ITEM ...  a question           a u|e ITEM ... an answer to it
  y u|e ITEM      accepts              n u|e ITEM ... refuses
  k u|e ITEM ...  \"not ready\"          t ITEM         agreed, initialled by both
  l u|e WORDS     said                 - WORDS        anything else
  i u|e NAMES     who is here          + ITEM TITLE   a new item
  c u|e           caucus begins, ends  v WORDS        a caucus note, to the vault
  z               take the last line back
  .               whose turn it is     ?              these letters
  x               the session ends     (u is us, e is them)";

#[derive(Args)]
pub struct NotesArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The day of the session, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Who takes the notes
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

/// What a session is taken down with.
struct Taker {
    campaign: Campaign,
    author: String,
    on: Date,
    session: Slug,
    start: Option<Time>,
    /// A caucus that has begun, of whom and since when.
    caucus: Option<(Side, Option<Time>)>,
    present: Vec<Attendance>,
    /// The entry of the last line.
    last: Option<u64>,
    terminal: bool,
}

pub fn run(arguments: &NotesArguments) -> ExitCode {
    let campaign = match Campaign::open(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let on = arguments.on.unwrap_or_else(today);
    let taken = |id: &str| {
        campaign.entries().iter().any(|entry| matches!(&entry.draft.body, Body::Session(session) if session.id.as_ref().is_some_and(|one| one.as_str() == id)))
    };
    let session = (1..)
        .map(|at| if at == 1 { format!("s-{on}") } else { format!("s-{on}-{at}") })
        .find(|id| !taken(id));
    let Some(session) = session.map(|id| Slug::from_words(&id)) else { return ExitCode::FAILURE };
    let mut taker = Taker {
        campaign,
        author: author(arguments.author.as_deref()),
        on,
        session,
        start: clock().filter(|_| on == today()),
        caucus: None,
        present: Vec::new(),
        last: None,
        terminal: std::io::stdin().is_terminal(),
    };
    if let Err(why) = taker.write(taker.session_body(None)) {
        eprintln!("{why}");
        return ExitCode::FAILURE;
    }
    print(&format!(
        "Session {} begins, {}. ? lists the keys, x ends it.",
        taker.session,
        shown(taker.start)
    ));
    taker.listen()
}

/// The time of day, in whole minutes, by this computer's clock.
fn clock() -> Option<Time> {
    let now = jiff::Zoned::now().time();
    Time::new(now.hour(), now.minute(), 0, 0).ok()
}

fn shown(time: Option<Time>) -> String {
    time.map_or_else(
        || "--:--".to_owned(),
        |time| format!("{:02}:{:02}", time.hour(), time.minute()),
    )
}

impl Taker {
    /// The time of day; none for notes of another day that are typed up now.
    fn time(&self) -> Option<Time> {
        clock().filter(|_| self.on == today())
    }

    fn listen(&mut self) -> ExitCode {
        let input = std::io::stdin();
        let mut wrong = 0;
        loop {
            if self.terminal {
                let mut out = std::io::stdout();
                let _ = write!(
                    out,
                    "{}{} > ",
                    shown(self.time()),
                    if self.caucus.is_some() { " caucus" } else { "" }
                );
                let _ = out.flush();
            }
            let mut bytes = Vec::new();
            match input.lock().read_until(b'\n', &mut bytes) {
                Ok(0) | Err(_) => {
                    // The terminal is gone: everything typed is safe, and the session is open to be ended later.
                    let last = self.campaign.head().number;
                    print(&format!(
                        "\nThe session is not ended; what was typed is in the record up to entry {last}."
                    ));
                    return if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE };
                }
                Ok(_) => {}
            }
            let line = String::from_utf8_lossy(&bytes);
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            if line == "x" {
                return match self.end() {
                    Ok(text) => {
                        print(&text);
                        if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
                    }
                    Err(why) => {
                        eprintln!("{why}");
                        ExitCode::FAILURE
                    }
                };
            }
            match self.take(line) {
                Ok(text) => print(&text),
                Err(why) => {
                    wrong += 1;
                    // What may be meant for the vault is not said again: standard error can be a file.
                    let private = line.starts_with('v') || self.caucus.is_some();
                    eprintln!(
                        "{why}\nnot written: {}",
                        if private { "the last line" } else { line }
                    );
                }
            }
        }
    }

    fn state(&self) -> State {
        fold(self.campaign.entries(), self.on, &intake::law().procedures)
    }

    fn session_body(&self, end: Option<Time>) -> Body {
        Session {
            id: Some(self.session.clone()),
            state: SessionState::Held,
            table: None,
            start: self.start,
            end,
            scheduled_minutes: None,
            present: self.present.clone(),
            ended_by: None,
            place: None,
            agenda: None,
            next: None,
            sessions: None,
            announced: None,
        }
        .into()
    }

    /// Writes an entry, durably, if the rules let it in. Where somebody else has added entries, they are read, said, and it is
    /// tried again after them.
    fn write(&mut self, body: Body) -> Result<String, String> {
        for _ in 0..5 {
            let mut draft = Draft::new(&self.author, now(), Some(When::on(self.on)), body.clone());
            draft.audience = default_audience(&body);
            draft.note = Some(format!("{}, {}", self.session, shown(self.time())));
            let mut sealed =
                self.campaign.seal(vec![draft]).map_err(|error| format!("error: {error}"))?;
            let Some((entry, bytes)) = sealed.pop() else {
                return Err("error: nothing to write".to_owned());
            };
            if let Some(refusal) =
                refusals_of(self.campaign.entries(), &entry, &intake::law().procedures).first()
            {
                return Err(format!(
                    "error: {}\n  the rule: {}\nhint: {}",
                    refusal.what, refusal.rule.says, refusal.mend
                ));
            }
            let number = entry.number;
            match self.campaign.append(vec![(entry, bytes)]) {
                Ok(_) => {
                    self.last = Some(number);
                    return Ok(format!("  {number}"));
                }
                Err(StoreError::Clash { knew, is }) => {
                    self.campaign.refresh().map_err(|error| format!("error: {error}"))?;
                    eprintln!(
                        "note: somebody else added entries {} to {}; yours follows them",
                        knew.number + 1,
                        is.number
                    );
                }
                Err(error) => return Err(format!("error: {error}\nhint: {}", error.mend())),
            }
        }
        Err("error: others are writing all the time\nhint: type it again".to_owned())
    }

    fn take(&mut self, line: &str) -> Result<String, String> {
        let mut letters = line.chars();
        let key = letters.next().unwrap_or('?');
        let rest = letters.as_str();
        if !rest.is_empty() && !rest.starts_with(' ') {
            return Err(format!(
                "error: \"{}\" is no key\nhint: ? lists them",
                line.split(' ').next().unwrap_or_default()
            ));
        }
        let rest = rest.trim();
        match key {
            '?' => Ok(KEYS.to_owned()),
            '.' => Ok(self.turns()),
            'u' => self.pass(Side::Union, rest, false),
            'e' => self.pass(Side::Employer, rest, false),
            'w' => {
                let (side, rest) = self.side(rest)?;
                self.pass(side, rest, true)
            }
            'r' => self.again(rest),
            'q' => self.respond(rest, ResponseKind::Question),
            'a' => self.respond(rest, ResponseKind::Answer),
            'y' => self.respond(rest, ResponseKind::Accept),
            'n' => self.respond(rest, ResponseKind::Reject),
            'k' => self.respond(rest, ResponseKind::NotReady),
            't' => self.agreed(rest),
            'l' => self.claim(rest),
            '-' => self.event(rest),
            'i' => self.here(rest),
            '+' => self.item(rest),
            'c' => self.caucus(rest),
            'v' => self.note_in_vault(rest),
            'z' => self.take_back(),
            _ => Err(format!("error: {key} is no key\nhint: ? lists them")),
        }
    }

    /// The side that a line names first: `u` is ours, `e` is theirs.
    fn side<'a>(&self, rest: &'a str) -> Result<(Side, &'a str), String> {
        let (word, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        match word {
            "u" => Ok((Side::Union, rest.trim())),
            "e" => Ok((Side::Employer, rest.trim())),
            _ => {
                Err("error: it does not say whose\nhint: begin with u for us or e for them"
                    .to_owned())
            }
        }
    }

    fn party(&self, side: Side) -> Result<Slug, String> {
        let state = self.state();
        let party =
            state.parties.values().find(|party| party.side == side).map(|party| party.id.clone());
        party.ok_or_else(|| format!("error: the record has no party of the {side}\nhint: goodfaith record add party id=... side={side} name=..."))
    }

    /// The item that a line names: its id, or enough of its beginning.
    fn item_of<'a>(&self, rest: &'a str) -> Result<(Slug, &'a str), String> {
        let (word, more) = rest.split_once(' ').unwrap_or((rest, ""));
        let state = self.state();
        let fits: Vec<&Slug> = state
            .items
            .keys()
            .filter(|id| id.as_str().starts_with(word) && !word.is_empty())
            .collect();
        let exact = fits.iter().find(|id| id.as_str() == word);
        match (exact, fits.as_slice()) {
            (Some(id), _) => Ok(((*id).clone(), more.trim())),
            (None, [one]) => Ok(((*one).clone(), more.trim())),
            (None, []) => {
                let known: Vec<&str> = state.items.keys().map(Slug::as_str).collect();
                Err(format!(
                    "error: no item begins with \"{word}\"\nhint: add it with + {word} TITLE, or name one of: {}",
                    known.join(", ")
                ))
            }
            (None, several) => {
                let several: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
                Err(format!("error: \"{word}\" begins several items\nhint: {}", several.join(", ")))
            }
        }
    }

    fn pass_id(&self, side: Side, item: &Slug) -> Slug {
        let state = self.state();
        let letter = if side == Side::Union { 'u' } else { 'e' };
        let next = (1..)
            .map(|at| Slug::from_words(&format!("{letter}{at} {item}")))
            .find(|id| !state.passes.contains_key(id));
        next.unwrap_or_else(|| Slug::from_words(&format!("{letter} {item}")))
    }

    fn pass(&mut self, side: Side, rest: &str, what_if: bool) -> Result<String, String> {
        let (item, words) = self.item_of(rest)?;
        let held = self.state().items[&item].side(side).is_some_and(|stand| stand.passes > 0);
        let kind = match (what_if, held) {
            (true, _) => PassKind::WhatIf,
            (false, true) => PassKind::Counter,
            (false, false) => PassKind::Initial,
        };
        let says = match words {
            "" => Table::new(),
            words => Table::from_iter([("words".to_owned(), Said::text(words))]),
        };
        self.make_pass(side, item, kind, says, false)
    }

    fn make_pass(
        &mut self,
        side: Side,
        item: Slug,
        kind: PassKind,
        says: Table,
        unchanged: bool,
    ) -> Result<String, String> {
        let id = self.pass_id(side, &item);
        let body = Pass {
            id: id.clone(),
            from: self.party(side)?,
            kind,
            items: vec![Arc::new(PassItem { item, terms: vec![], text: None, says, unchanged })],
            title: None,
            documents: vec![],
            time: self.time(),
            session: Some(self.session.clone()),
            expires: None,
            conditions: vec![],
            contingency: None,
            unlisted: None,
            explanation: None,
        };
        Ok(format!("{}  {} {id}", self.write(body.into())?, kind.name()))
    }

    /// The same offer again: an answer and no movement.
    fn again(&mut self, rest: &str) -> Result<String, String> {
        let (side, rest) = self.side(rest)?;
        let (item, _) = self.item_of(rest)?;
        if self.state().items[&item].side(side).is_none_or(|stand| stand.position.is_none()) {
            return Err(format!(
                "error: {side} holds nothing on {item} that could be said again\nhint: record the pass first"
            ));
        }
        let said = self.make_pass(side, item, PassKind::Counter, Table::new(), true)?;
        Ok(format!("{said}, unchanged: no movement"))
    }

    fn respond(&mut self, rest: &str, kind: ResponseKind) -> Result<String, String> {
        let (side, rest) = self.side(rest)?;
        let (item, words) = self.item_of(rest)?;
        let state = self.state();
        // An answer to a question is given on one's own pass; everything else on the other side's.
        let of = if kind == ResponseKind::Answer { side } else { side.other().unwrap_or(side) };
        let passes = state.items[&item].passes.iter().rev();
        let to = passes
            .filter_map(|pass| state.passes.get(pass))
            .find(|pass| pass.side == of && pass.pass.kind.is_formal());
        let Some(to) = to.map(|pass| pass.pass.id.clone()) else {
            return Err(format!(
                "error: the {of} has passed nothing on {item}\nhint: record the pass first"
            ));
        };
        let body = Response {
            by: self.party(side)?,
            to: to.clone(),
            kind,
            items: vec![item],
            conditions: vec![],
            words: Some(words.to_owned()).filter(|words| !words.is_empty()),
        };
        Ok(format!("{}  {} to {to}", self.write(body.into())?, kind.name()))
    }

    fn agreed(&mut self, rest: &str) -> Result<String, String> {
        let (item, _) = self.item_of(rest)?;
        let state = self.state();
        let accepted = state.items[&item].accepted.as_ref().map(|(pass, _)| pass.clone());
        let next = (1..).map(|at| {
            Slug::from_words(&match at {
                1 => format!("ta {item}"),
                at => format!("ta {item} {at}"),
            })
        });
        let id = next
            .into_iter()
            .find(|id| !state.agreed.contains_key(id))
            .unwrap_or_else(|| item.clone());
        let initials = [Side::Union, Side::Employer]
            .into_iter()
            .map(|side| {
                Ok(Initials { agreement: None, party: self.party(side)?, by: None, on: None })
            })
            .collect::<Result<Vec<_>, String>>()?;
        let body = TentativeAgreement {
            id: id.clone(),
            items: vec![item],
            pass: accepted,
            text: None,
            initials,
            conditions: vec![],
        };
        Ok(format!("{}  tentative agreement {id}", self.write(body.into())?))
    }

    fn claim(&mut self, rest: &str) -> Result<String, String> {
        let (side, words) = self.side(rest)?;
        let speaker = self.party(side)?.to_string();
        let state = self.state();
        let id = (1..)
            .map(|at| Slug::from_words(&format!("{} {at}", self.session)))
            .find(|id| !state.claims.contains_key(id));
        let body = Claim {
            id: id.unwrap_or_else(|| self.session.clone()),
            speaker,
            words: words.to_owned(),
            status: ClaimStatus::Said,
            items: vec![],
            values: Table::new(),
            answer: None,
            verbatim: false,
            place: None,
            about: None,
            evidence: Vec::new(),
        };
        self.write(body.into())
    }

    fn event(&mut self, rest: &str) -> Result<String, String> {
        let body = Event {
            action: "note".to_owned(),
            actor: self.author.clone(),
            summary: rest.to_owned(),
            subject: vec![],
            values: Table::new(),
        };
        self.write(body.into())
    }

    fn here(&mut self, rest: &str) -> Result<String, String> {
        let (side, names) = self.side(rest)?;
        let who = names
            .split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        let party = self.party(side)?;
        self.present.retain(|one| one.party != party);
        self.present.push(Attendance { party, who, authority: None });
        self.write(self.session_body(None))
    }

    fn item(&mut self, rest: &str) -> Result<String, String> {
        let (id, title) = rest.split_once(' ').unwrap_or((rest, ""));
        let id = Slug::parse(id).map_err(|error| format!("error: {error}"))?;
        let title = if title.trim().is_empty() { id.to_string() } else { title.trim().to_owned() };
        let body = Item {
            id: id.clone(),
            title,
            kind: ItemKind::Article,
            origin: Origin::Both,
            article: None,
            table: None,
            economic: None,
        };
        Ok(format!("{}  item {id}", self.write(body.into())?))
    }

    fn caucus(&mut self, rest: &str) -> Result<String, String> {
        match self.caucus.take() {
            Some((side, start)) => {
                let said = self.write(Caucus { side, start, end: self.time() }.into());
                if said.is_err() {
                    self.caucus = Some((side, start));
                }
                Ok(format!("{}  the caucus of the {side} ended", said?))
            }
            None => {
                let (side, _) = self.side(if rest.is_empty() { "u" } else { rest })?;
                self.caucus = Some((side, self.time()));
                let body = Caucus { side, start: self.time(), end: None };
                Ok(format!(
                    "{}  caucus of the {side}: v writes to the vault, c ends it",
                    self.write(body.into())?
                ))
            }
        }
    }

    /// A caucus note is in the vault or nowhere: never in the record, and never in a file of its own.
    fn note_in_vault(&mut self, rest: &str) -> Result<String, String> {
        let said = |error: StoreError| format!("error: {error}\nhint: {}", error.mend());
        let vault = Vault::find(self.campaign.folder()).map_err(said)?;
        let number = vault.add(&self.author, now(), NoteKind::Caucus, None, rest).map_err(said)?;
        Ok(format!("  vault {number}"))
    }

    fn take_back(&mut self) -> Result<String, String> {
        let Some(entry) = self.last.take() else {
            return Err("error: nothing to take back\nhint: goodfaith record add retraction entry=N reason=...".to_owned());
        };
        let said =
            self.write(Retraction { entry, reason: "taken back at the table".to_owned() }.into())?;
        self.last = None;
        Ok(format!("{said}  entry {entry} is taken back; it stays in the record"))
    }

    fn turns(&self) -> String {
        let state = self.state();
        let mut lines: Vec<String> = state
            .items
            .iter()
            .filter_map(|(id, item)| {
                let turn = state.turn(id)?;
                Some(format!("  {}: {}, since {}", item.item.title, turn.side, turn.since.when))
            })
            .collect();
        if lines.is_empty() {
            lines.push("  nobody owes an answer".to_owned());
        }
        lines.join("\n")
    }

    fn end(&mut self) -> Result<String, String> {
        if self.caucus.is_some() {
            self.caucus("")?;
        }
        let end = self.time();
        self.write(self.session_body(end))?;
        Ok(format!(
            "Session {} is ended, {}.\n{}\nHead: {}",
            self.session,
            shown(end),
            self.turns(),
            self.campaign.head()
        ))
    }
}
