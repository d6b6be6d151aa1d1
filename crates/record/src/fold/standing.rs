//! Where a round stands, and whose turn it is.

use super::State;
use super::items::{Awaiting, Since};
use crate::body::{CountKind, NoticeKind, Side, TermsStep};
use crate::{Slug, days_between};

/// Where a round stands. Contract, strike, charges and mediation lie beside it and are no states of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoundState {
    /// Nothing has crossed the table.
    Preparing,
    /// Proposals are public, and bargaining has not begun.
    PublicNotice,
    /// The parties bargain.
    Negotiating,
    /// There is a total tentative agreement.
    TentativelySettled,
    /// Those who must say yes are asked.
    Ratifying,
    /// All have said yes.
    InForce,
    /// What was agreed is carried out.
    Implementing,
    /// The employer put terms in force after impasse.
    Imposed,
}

impl RoundState {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            RoundState::Preparing => "preparing",
            RoundState::PublicNotice => "public notice",
            RoundState::Negotiating => "negotiating",
            RoundState::TentativelySettled => "tentatively settled",
            RoundState::Ratifying => "ratifying",
            RoundState::InForce => "in force",
            RoundState::Implementing => "implementing",
            RoundState::Imposed => "imposed",
        }
    }
}

/// Whose turn it is on an item, since when, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The side whose turn it is.
    pub side: Side,
    /// Since when.
    pub since: Since,
    /// Days since then, on the state's day; about, where the day is not known.
    pub days: i64,
    /// It is an answer to a question that is owed, not one to a pass.
    pub question: bool,
}

impl State {
    /// Where the round that goes on stands.
    pub fn round_state(&self) -> RoundState {
        let bargained = self.sessions.iter().any(super::SessionRecord::was_held)
            || self.passes.values().any(|state| state.pass.kind.is_formal());
        let imposed =
            self.agreements.values().any(|contract| contract.last(TermsStep::Imposed).is_some());
        if imposed {
            return RoundState::Imposed;
        }
        if let Some((id, total)) = self.live_total() {
            if let Some(agreement) = &total.total.agreement
                && self.in_force(agreement).is_yes()
            {
                let carried_out = self
                    .agreements
                    .get(agreement)
                    .and_then(|contract| contract.last(TermsStep::Implemented));
                return if carried_out.is_some() {
                    RoundState::Implementing
                } else {
                    RoundState::InForce
                };
            }
            let asked = total.answers.iter().any(|_| true)
                || self.counts.values().any(|count| count.count.kind == CountKind::Ratification);
            return match asked {
                true if self
                    .steps()
                    .iter()
                    .any(|step| self.step_state(id, &step.id) != super::StepState::Open) =>
                {
                    RoundState::Ratifying
                }
                _ => RoundState::TentativelySettled,
            };
        }
        let sunshined = self.notices.iter().any(|(_, notice)| {
            matches!(notice.kind, NoticeKind::Sunshine | NoticeKind::PublicMeeting)
        });
        match (bargained, sunshined) {
            (true, _) => RoundState::Negotiating,
            (false, true) => RoundState::PublicNotice,
            (false, false) if self.items.values().any(|item| !item.passes.is_empty()) => {
                RoundState::Negotiating
            }
            (false, false) => RoundState::Preparing,
        }
    }

    /// The answer that a side owes on an item.
    pub fn awaiting(&self, item: &Slug, side: Side) -> Option<&Awaiting> {
        let item = self.items.get(item)?;
        if item.parked.is_some() && item.parked_by_agreement {
            return None;
        }
        item.side(side)?.awaiting.as_ref()
    }

    /// When a side's position on an item last changed in value: the clock of no movement.
    pub fn no_movement(&self, item: &Slug, side: Side) -> Option<Since> {
        if self.item_status(item)? >= super::ItemStatus::ConditionallyAgreed {
            return None;
        }
        self.items.get(item)?.side(side)?.moved
    }

    /// Whose turn it is on an item.
    pub fn turn(&self, item: &Slug) -> Option<Turn> {
        let owed = [Side::Union, Side::Employer].into_iter().filter_map(|side| {
            let awaiting = self.awaiting(item, side)?;
            Some(match awaiting.asked {
                Some(since) => (side.other()?, since, true),
                None => (side, awaiting.since, false),
            })
        });
        let (side, since, question) = owed.max_by_key(|(_, since, _)| *since)?;
        let days = days_between(since.when.day, self.as_of);
        Some(Turn { side, since, days, question })
    }

    /// Sessions held so far, and their minutes where they are known. A session that tells of several counts as those.
    pub fn sessions_held(&self) -> (u32, i64) {
        let held = self.sessions.iter().filter(|one| one.was_held());
        held.fold((0, 0), |(count, minutes), one| {
            let sessions = count.saturating_add(one.session.sessions.unwrap_or(1));
            (sessions, minutes + one.minutes().unwrap_or(0))
        })
    }

    /// The next session that is planned, from the state's day on.
    pub fn next_session(&self) -> Option<money::Date> {
        let planned = self
            .sessions
            .iter()
            .filter(|one| one.session.state == crate::body::SessionState::Planned);
        let planned = planned.map(|one| one.since.when.day);
        let set = self.sessions.iter().filter_map(|one| one.session.next);
        planned.chain(set).filter(|day| *day >= self.as_of).min()
    }
}
