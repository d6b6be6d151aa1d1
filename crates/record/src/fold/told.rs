//! Sessions, notices, claims, and what happens to clocks.

use std::sync::Arc;

use super::items::Since;
use super::{At, State};
use crate::Refusal;
use crate::body::{
    AccountNote, ChronicleNote, Claim, ClaimStatus, ClockEvent, ClockStep, Erasure, Keeping,
    Notice, NoticeKind, Session, SessionState,
};
use crate::rules::{EXTENSION_IN_WRITING, KNOWN_NAMES, TAKEN_BACK};

/// A claim and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimState {
    /// What was said first, and what became of it.
    pub steps: Vec<(Since, Arc<Claim>)>,
}

impl ClaimState {
    /// Where it stands.
    pub fn status(&self) -> ClaimStatus {
        self.steps.last().map_or(ClaimStatus::Said, |(_, claim)| claim.status)
    }
}

/// A session, as its last entry tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// When it was, or is to be.
    pub since: Since,
    /// The session.
    pub session: Arc<Session>,
}

impl SessionRecord {
    /// Whether the parties met.
    pub fn was_held(&self) -> bool {
        matches!(self.session.state, SessionState::Held | SessionState::Shortened)
    }

    /// Minutes for which they met, where beginning and end are known. One that ends after midnight is counted through it.
    pub fn minutes(&self) -> Option<i64> {
        let (start, end) = (self.session.start?, self.session.end?);
        let span = start.until(end).ok()?;
        let minutes = i64::from(span.get_hours()) * 60 + span.get_minutes();
        Some(if minutes < 0 { minutes + 24 * 60 } else { minutes })
    }
}

/// What is kept of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonState {
    /// What was kept.
    pub kept: Vec<(Since, Keeping)>,
    /// Taken back, and since when.
    pub erased: Option<Since>,
}

impl State {
    pub(super) fn keep(&mut self, at: At<'_>, keeping: &Keeping) -> Result<(), Refusal> {
        let person = self.people.entry(keeping.person.clone()).or_default();
        if person.erased.is_some() {
            return Err(Refusal::new(
                TAKEN_BACK,
                format!("{} took back what was kept of them", keeping.person),
                "ask anew, and keep it under another id",
            ));
        }
        person.kept.push((at.since, keeping.clone()));
        Ok(())
    }

    pub(super) fn erase(&mut self, at: At<'_>, erasure: &Erasure) -> Result<(), Refusal> {
        match self.people.get_mut(&erasure.person) {
            Some(person) => {
                person.erased.get_or_insert(at.since);
                self.erase_stories(at, &erasure.person);
                Ok(())
            }
            None => Err(Refusal::unknown("person", &erasure.person, self.people.keys())),
        }
    }

    pub(super) fn session(&mut self, at: At<'_>, session: &Arc<Session>) -> Result<(), Refusal> {
        if let Some(table) = &session.table
            && !self.tables.contains_key(table)
        {
            return Err(Refusal::unknown("table", table, self.tables.keys()));
        }
        for party in session.present.iter().map(|one| &one.party).chain(&session.ended_by) {
            self.side_of(party)?;
        }
        let record = SessionRecord { since: at.since, session: session.clone() };
        let same = session.id.as_ref().and_then(|id| {
            self.sessions.iter_mut().find(|one| one.session.id.as_ref() == Some(id))
        });
        match same {
            Some(known) => *known = record,
            None => self.sessions.push(record),
        }
        Ok(())
    }

    pub(super) fn notice(&mut self, at: At<'_>, notice: &Notice) -> Result<(), Refusal> {
        self.side_of(&notice.from)?;
        if let Some(to) = &notice.to {
            self.side_of(to)?;
        }
        if notice.kind == NoticeKind::Sunshine
            && let Some(days) = self.days_bargained_before(at)
        {
            self.flag(at, format!("bargaining {days} days before publication"));
        }
        self.notices.push((at.since, notice.clone()));
        Ok(())
    }

    /// Days from the first session or pass to a publication of initial proposals that came after it.
    fn days_bargained_before(&self, at: At<'_>) -> Option<i64> {
        let sessions = self.sessions.iter().filter(|one| one.was_held()).map(|one| one.since.when);
        let passes =
            self.passes.values().filter(|one| one.pass.kind.is_formal()).map(|one| one.since.when);
        let first = sessions.chain(passes).filter(|when| when.is_a_day()).min()?;
        let first_notice =
            !self.notices.iter().any(|(_, notice)| notice.kind == NoticeKind::Sunshine);
        let days = first.days_until(at.day());
        (first_notice && days > 0).then_some(days)
    }

    pub(super) fn claim(&mut self, at: At<'_>, claim: &Arc<Claim>) -> Result<(), Refusal> {
        for item in &claim.items {
            self.known_item(item)?;
        }
        let state = self.claims.entry(claim.id.clone()).or_insert(ClaimState { steps: Vec::new() });
        state.steps.push((at.since, claim.clone()));
        Ok(())
    }

    pub(super) fn chronicle_note(
        &mut self,
        at: At<'_>,
        note: &ChronicleNote,
    ) -> Result<(), Refusal> {
        if let Some(partner) = &note.partner {
            self.known_partner(partner)?;
        }
        let says = matches!(note.note, AccountNote::Correction | AccountNote::NotAgreed);
        if says && note.words.is_none() {
            return Err(Refusal::new(
                KNOWN_NAMES,
                format!("{} says nothing", note.note.name()),
                "write what they say in `words`",
            ));
        }
        self.chronicle_notes.push((at.since, note.clone()));
        Ok(())
    }

    pub(super) fn clock_event(&mut self, at: At<'_>, event: &ClockEvent) -> Result<(), Refusal> {
        if event.step == ClockStep::Extended && (event.to.is_none() || event.document.is_none()) {
            return Err(Refusal::new(
                EXTENSION_IN_WRITING,
                format!("{} would be extended without a day and a document", event.clock),
                "name the new day in `to` and the file in `document`",
            ));
        }
        self.clock_events.push((at.since, event.clone()));
        Ok(())
    }
}
