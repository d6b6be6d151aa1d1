//! Notes at the table: a line each, its first letter the kind of event, every line safe before the next. What is said in caucus goes
//! to the vault and nowhere else.

mod lines;

use std::collections::BTreeSet;

use jiff::civil::Time;
use money::Date;
use record::body::{Attendance, Body, ResponseKind, Session, SessionState};
use record::{Draft, Entry, EntryError, Rule, Side, Slug, State, When, fold, refusals_of};
use store::{Campaign, StoreError};

use crate::adding::{default_audience, now};

/// The letters of lines, for a terminal.
pub const KEYS: &str = "  u ITEM WORDS    we pass              e ITEM WORDS   they pass
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

/// Why a line was not taken down. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTaken {
    /// What is wrong with it.
    pub what: String,
    /// The rule that does not let it in, where it is one.
    pub rule: Option<Rule>,
    /// What to do; empty where what is wrong says it.
    pub mend: String,
}

impl NotTaken {
    fn new(what: impl Into<String>, mend: impl Into<String>) -> NotTaken {
        NotTaken { what: what.into(), rule: None, mend: mend.into() }
    }
}

impl std::fmt::Display for NotTaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "error: {}", self.what)?;
        if let Some(rule) = &self.rule {
            write!(f, "\n  the rule: {}", rule.says)?;
        }
        match self.mend.is_empty() {
            true => Ok(()),
            false => write!(f, "\nhint: {}", self.mend),
        }
    }
}

impl std::error::Error for NotTaken {}

impl From<StoreError> for NotTaken {
    fn from(error: StoreError) -> NotTaken {
        NotTaken::new(error.to_string(), error.mend())
    }
}

impl From<EntryError> for NotTaken {
    fn from(error: EntryError) -> NotTaken {
        NotTaken::new(error.to_string(), "")
    }
}

/// What a session is taken down with.
pub struct Taker {
    campaign: Campaign,
    author: String,
    on: Date,
    session: Slug,
    /// The clock runs: the notes are of today, and each line has its time.
    clock: bool,
    start: Option<Time>,
    /// A caucus that has begun, of whom and since when.
    caucus: Option<(Side, Option<Time>)>,
    present: Vec<Attendance>,
    /// The entry of the last line.
    last: Option<u64>,
    /// Entries that somebody else added meanwhile: the first and the last of them.
    others: Option<(u64, u64)>,
}

/// The time of day, in whole minutes, by this computer's clock.
fn clock() -> Option<Time> {
    let now = jiff::Zoned::now().time();
    Time::new(now.hour(), now.minute(), 0, 0).ok()
}

/// A time of day as notes have it.
pub fn shown(time: Option<Time>) -> String {
    time.map_or_else(
        || "--:--".to_owned(),
        |time| format!("{:02}:{:02}", time.hour(), time.minute()),
    )
}

/// The session of an entry that was taken down in one, by the note that each of its lines has.
pub fn session_of(entry: &Entry) -> Option<(&str, &str)> {
    let (session, time) = entry.draft.note.as_deref()?.split_once(", ")?;
    let is_a_time = time.len() == 5 && time.as_bytes().get(2) == Some(&b':');
    (is_a_time && Slug::parse(session).is_ok()).then_some((session, time))
}

impl Taker {
    /// Begins a session on a day. `clock`: the day is today, and each line has its time.
    ///
    /// # Errors
    ///
    /// Why it could not be written.
    pub fn begin(
        campaign: Campaign,
        author: String,
        on: Date,
        clock: bool,
    ) -> Result<Taker, NotTaken> {
        let taken = |id: &str| {
            campaign.entries().iter().any(|entry| match &entry.draft.body {
                Body::Session(session) => session.id.as_ref().is_some_and(|one| one.as_str() == id),
                _ => false,
            })
        };
        let session = (1..)
            .map(|at| if at == 1 { format!("s-{on}") } else { format!("s-{on}-{at}") })
            .find(|id| !taken(id));
        let session = Slug::from_words(&session.unwrap_or_default());
        let start = if clock { self::clock() } else { None };
        let mut taker = Taker {
            campaign,
            author,
            on,
            session,
            clock,
            start,
            caucus: None,
            present: Vec::new(),
            last: None,
            others: None,
        };
        taker.write(taker.session_body(None))?;
        Ok(taker)
    }

    /// Goes on with a session that was begun, as the record has it: after a terminal that is gone, or another start of the program.
    ///
    /// # Errors
    ///
    /// The record has no such session that was taken down.
    pub fn resume(
        campaign: Campaign,
        author: String,
        session: &Slug,
        today: Date,
    ) -> Result<Taker, NotTaken> {
        let taken_back: BTreeSet<u64> = campaign
            .entries()
            .iter()
            .filter_map(|entry| match &entry.draft.body {
                Body::Retraction(retraction) => Some(retraction.entry),
                _ => None,
            })
            .collect();
        let own = |entry: &&Entry| {
            session_of(entry).is_some_and(|(own, _)| own == session.as_str())
                && !taken_back.contains(&entry.number)
        };
        let lines: Vec<&Entry> = campaign.entries().iter().filter(own).collect();
        let known = lines.iter().rev().find_map(|entry| match &entry.draft.body {
            Body::Session(known) if known.id.as_ref() == Some(session) => Some((*entry, known)),
            _ => None,
        });
        let Some((entry, known)) = known else {
            return Err(NotTaken::new(format!("no session {session} was taken down"), "begin one"));
        };
        let on = entry.draft.place();
        let mut caucus = None;
        for entry in &lines {
            if let Body::Caucus(body) = &entry.draft.body {
                caucus = match caucus {
                    None => Some((body.side, body.start)),
                    Some(_) => None,
                };
            }
        }
        let last = lines.last().filter(|entry| !matches!(entry.draft.body, Body::Retraction(_)));
        let (last, start) = (last.map(|entry| entry.number), known.start);
        let present = known.present.clone();
        let session = session.clone();
        let clock = on == today;
        Ok(Taker {
            campaign,
            author,
            on,
            session,
            clock,
            start,
            caucus,
            present,
            last,
            others: None,
        })
    }

    /// The session.
    pub fn session(&self) -> &Slug {
        &self.session
    }

    /// When it began, where the clock ran.
    pub fn start(&self) -> Option<Time> {
        self.start
    }

    /// Whose caucus has begun and not ended.
    pub fn caucus_of(&self) -> Option<Side> {
        self.caucus.map(|(side, _)| side)
    }

    /// The record as it is now.
    pub fn campaign(&self) -> &Campaign {
        &self.campaign
    }

    /// Entries that somebody else added since this was last asked: the first and the last of them.
    pub fn others(&mut self) -> Option<(u64, u64)> {
        self.others.take()
    }

    /// The time of day; none for notes of another day that are typed up now.
    pub fn time(&self) -> Option<Time> {
        if self.clock { clock() } else { None }
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

    /// Writes an entry, durably, if the rules let it in. Where somebody else has added entries, they are read, noted, and it is
    /// tried again after them.
    fn write(&mut self, body: Body) -> Result<String, NotTaken> {
        for _ in 0..5 {
            let mut draft = Draft::new(&self.author, now(), Some(When::on(self.on)), body.clone());
            draft.audience = default_audience(&body);
            draft.note = Some(format!("{}, {}", self.session, shown(self.time())));
            let mut sealed = self.campaign.seal(vec![draft])?;
            let Some((entry, bytes)) = sealed.pop() else {
                return Err(NotTaken::new("nothing to write", ""));
            };
            if let Some(refusal) =
                refusals_of(self.campaign.entries(), &entry, &intake::law().procedures).first()
            {
                let later = refusal.entry.filter(|number| *number != entry.number);
                let which = later
                    .map(|number| format!("entry {number} would no longer follow: "))
                    .unwrap_or_default();
                return Err(NotTaken {
                    what: format!("{which}{}", refusal.what),
                    rule: Some(refusal.rule),
                    mend: refusal.mend.clone(),
                });
            }
            let number = entry.number;
            match self.campaign.append(vec![(entry, bytes)]) {
                Ok(_) => {
                    self.last = Some(number);
                    return Ok(format!("  {number}"));
                }
                Err(StoreError::Clash { knew, is }) => {
                    self.campaign.refresh()?;
                    let first = self.others.map_or(knew.number + 1, |(first, _)| first);
                    self.others = Some((first, is.number));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(NotTaken::new("others are writing all the time", "type it again"))
    }

    /// Takes a line down, durably.
    ///
    /// # Errors
    ///
    /// Why it was not; nothing was written.
    pub fn take(&mut self, line: &str) -> Result<String, NotTaken> {
        let mut letters = line.chars();
        let key = letters.next().unwrap_or('?');
        let rest = letters.as_str();
        if !rest.is_empty() && !rest.starts_with(' ') {
            let first = line.split(' ').next().unwrap_or_default();
            return Err(NotTaken::new(format!("\"{first}\" is no key"), "? lists them"));
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
            'x' => self.end(),
            _ => Err(NotTaken::new(format!("{key} is no key"), "? lists them")),
        }
    }
}
