//! Commitments: the card of signing day and every later one, who counted what, and where a promise stands on a day.

use std::sync::Arc;

use money::Date;

use super::items::Since;
use super::promise_checks::{card_can_be, corrects_ones_own, tally_wrong};
use super::{At, State};
use crate::body::{Commitment, CommitmentStep, Measure, MeasureUnit, PromiseStep, Tally};
use crate::rules::{COMMITMENT_ORDER, ONE_NAME, TALLY_ADDS_UP};
use crate::{Refusal, Slug, days_between};

/// Where a commitment stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommitmentStatus {
    /// Its card is not complete, so nobody can say how far it is.
    NotMeasurableYet,
    /// Its card is complete, and nobody has counted by it.
    NotCounted,
    /// It is to be done by a day that has not come.
    NotYetDue,
    /// The last count is not short of the pace line.
    OnTrack,
    /// The last count is short of the pace line.
    Behind,
    /// Its last day has passed, and nothing says that it was kept.
    Overdue,
    /// It is kept: by a step, or by an undisputed count.
    Met,
    /// It is kept in part.
    PartlyMet,
    /// It is not kept.
    Missed,
    /// Two counts of one day differ, or somebody disputes it.
    Disputed,
    /// It was agreed anew, and no card says how.
    Renegotiated,
    /// It is enforced.
    Enforced,
    /// It ended without having been kept.
    Lapsed,
}

impl CommitmentStatus {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            CommitmentStatus::NotMeasurableYet => "not measurable yet",
            CommitmentStatus::NotCounted => "not counted yet",
            CommitmentStatus::NotYetDue => "not yet due",
            CommitmentStatus::OnTrack => "on track",
            CommitmentStatus::Behind => "behind",
            CommitmentStatus::Overdue => "overdue",
            CommitmentStatus::Met => "met",
            CommitmentStatus::PartlyMet => "partly met",
            CommitmentStatus::Missed => "missed",
            CommitmentStatus::Disputed => "disputed",
            CommitmentStatus::Renegotiated => "renegotiated",
            CommitmentStatus::Enforced => "enforced",
            CommitmentStatus::Lapsed => "lapsed",
        }
    }
}

/// A commitment with its cards, its counts and its steps. Nothing of them is merged but cards, each over the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitmentState {
    /// The promise.
    pub commitment: Arc<Commitment>,
    /// When it was made.
    pub since: Since,
    /// Its measure cards as they were told, that of signing day first.
    pub measures: Vec<(Since, Arc<Measure>)>,
    /// Its counts, in the order in which they were told.
    pub tallies: Vec<(Since, Arc<Tally>)>,
    /// Its steps, with replies and corrections.
    pub steps: Vec<(Since, Arc<CommitmentStep>)>,
}

impl CommitmentState {
    /// As much of it as somebody sees who may see some entries; none without the promise itself. A reply to a count that they
    /// do not see is left out.
    pub fn seen(&self, sees: impl Fn(u64) -> bool) -> Option<CommitmentState> {
        if !sees(self.since.entry) {
            return None;
        }
        let mut seen = self.clone();
        seen.measures.retain(|(since, _)| sees(since.entry));
        seen.tallies.retain(|(since, _)| sees(since.entry));
        let CommitmentState { tallies, steps, .. } = &mut seen;
        let shown = |to: &Slug| tallies.iter().any(|(_, tally)| tally.id == *to);
        steps.retain(|(since, step)| sees(since.entry) && step.to.as_ref().is_none_or(shown));
        Some(seen)
    }

    /// The cards known on a day, each with what it does not say as those before it said it. A new last day that was agreed
    /// (`renegotiated`, `until`) changes the card as another card would.
    pub fn cards(&self, on: Date) -> Vec<(Since, Measure)> {
        let told = self.measures.iter().map(|(since, card)| (*since, (**card).clone()));
        let moved =
            self.steps.iter().filter_map(|(since, step)| Some((*since, step.new_last_day()?)));
        let mut cards: Vec<(Since, Measure)> =
            told.chain(moved).filter(|(since, _)| since.when.day <= on).collect();
        cards.sort_by_key(|(since, _)| *since);
        let mut last = Measure::blank(&self.commitment);
        for (_, card) in &mut cards {
            *card = card.over(&last);
            last.clone_from(card);
        }
        cards
    }

    /// The card by which it is counted on a day; with nothing in it but what the promise says, where there is none.
    pub fn card(&self, on: Date) -> Measure {
        self.cards(on).pop().map_or_else(|| Measure::blank(&self.commitment), |(_, card)| card)
    }

    /// Whether it can be measured on a day: its card is complete.
    pub fn is_measurable(&self, on: Date) -> bool {
        self.card(on).is_measurable()
    }

    /// Who is to do it, as the last step says, or the promise.
    pub fn owner(&self, on: Date) -> Option<&str> {
        let owned = |(_, step): &&(Since, Arc<CommitmentStep>)| {
            step.step == PromiseStep::Owned && step.by.is_some()
        };
        let step = self.steps_by(on).rev().find(owned).and_then(|(_, step)| step.by.as_deref());
        step.or(self.commitment.owner.as_deref())
    }

    /// The steps known on a day.
    pub(super) fn steps_by(
        &self,
        on: Date,
    ) -> impl DoubleEndedIterator<Item = &(Since, Arc<CommitmentStep>)> {
        self.steps.iter().filter(move |(since, _)| since.when.day <= on)
    }

    /// The replies to a count and its corrections, known on a day.
    pub fn answers_to(&self, tally: &Slug, on: Date) -> Vec<&(Since, Arc<CommitmentStep>)> {
        self.steps_by(on).filter(|(_, step)| step.to.as_ref() == Some(tally)).collect()
    }

    /// Its last day, as it is known on a day, and since when it is that one. A card that is otherwise incomplete has a last day
    /// all the same.
    pub fn due(&self, on: Date) -> Option<(Since, Date)> {
        let cards = self.cards(on);
        let due = cards.last()?.1.due?;
        let same = cards.iter().rev().take_while(|(_, card)| card.due == Some(due));
        Some((same.last()?.0, due))
    }

    /// What it came to by its last step, where a step says so. What was agreed anew gives way to the card that says how.
    pub fn outcome(&self, on: Date) -> Option<(PromiseStep, Since)> {
        let (since, step) = self.steps_by(on).rev().find(|(_, step)| step.step.is_outcome())?;
        let newer = |(at, _): &(Since, Arc<Measure>)| at > since && at.when.day <= on;
        let anew = step.step == PromiseStep::Renegotiated
            && (step.until.is_some() || self.measures.iter().any(newer));
        (!anew).then_some((step.step, *since))
    }

    /// Whether its last day has passed, and it is neither met nor lapsed nor agreed anew.
    pub fn overdue(&self, on: Date) -> bool {
        let passed = self.due(on).is_some_and(|(_, due)| due < on);
        let closed = self.outcome(on).is_some_and(|(outcome, _)| {
            matches!(outcome, PromiseStep::Met | PromiseStep::Renegotiated | PromiseStep::Lapsed)
        });
        passed && !closed && !self.reached(on)
    }

    /// Days since the day to which anybody last counted: the sign that a review is late.
    pub fn days_since_counted(&self, on: Date) -> Option<i64> {
        self.counts(on).iter().map(|count| days_between(count.on, on)).min()
    }

    /// Where it stands on a day. Counts that differ are never made one.
    pub fn status(&self, on: Date) -> CommitmentStatus {
        if let Some((outcome, _)) = self.outcome(on) {
            return match outcome {
                PromiseStep::Met => CommitmentStatus::Met,
                PromiseStep::PartlyMet => CommitmentStatus::PartlyMet,
                PromiseStep::Missed => CommitmentStatus::Missed,
                PromiseStep::Renegotiated => CommitmentStatus::Renegotiated,
                PromiseStep::Enforced => CommitmentStatus::Enforced,
                PromiseStep::Lapsed => CommitmentStatus::Lapsed,
                _ => CommitmentStatus::Disputed,
            };
        }
        let overdue = self.overdue(on);
        if self.is_disputed(on) && !(overdue && self.all_fall_short(on)) {
            return CommitmentStatus::Disputed;
        }
        if overdue {
            return CommitmentStatus::Overdue;
        }
        let card = self.card(on);
        if !card.is_measurable() {
            return CommitmentStatus::NotMeasurableYet;
        }
        if card.unit == Some(MeasureUnit::Dates) {
            return CommitmentStatus::NotYetDue;
        }
        let gains = self.gains_by_card(on);
        if gains.is_empty() {
            return CommitmentStatus::NotCounted;
        }
        if self.reached(on) {
            return CommitmentStatus::Met;
        }
        let behind = gains.iter().any(|(at, gain)| card.is_short_of_pace(gain, *at));
        if behind { CommitmentStatus::Behind } else { CommitmentStatus::OnTrack }
    }

    /// Whether the last count by the card, undisputed, has reached the target.
    fn reached(&self, on: Date) -> bool {
        let (card, gains) = (self.card(on), self.gains_by_card(on));
        card.is_measurable()
            && !gains.is_empty()
            && !self.is_disputed(on)
            && gains.iter().all(|(_, gain)| card.is_reached_by(gain))
    }

    /// Whether it holds a count already, to the letter: a file that is read again changes nothing.
    pub fn has(&self, tally: &Tally) -> bool {
        self.tallies.iter().any(|(_, known)| **known == *tally)
    }

    /// Whether somebody who made a count has taken it back by a correction known on a day.
    pub(super) fn is_corrected(&self, tally: &Tally, on: Date) -> bool {
        self.answers_to(&tally.id, on).iter().any(|(_, step)| step.step == PromiseStep::Correction)
    }
}

impl CommitmentStep {
    /// The card that follows from a new last day.
    fn new_last_day(&self) -> Option<Measure> {
        let due = self.until.filter(|_| self.step == PromiseStep::Renegotiated)?;
        Some(Measure { due: Some(due), ..Measure::unsaid(&self.commitment) })
    }
}

impl State {
    fn known_commitment(&mut self, id: &Slug) -> Result<&mut CommitmentState, Refusal> {
        if !self.commitments.contains_key(id) {
            return Err(Refusal::unknown("commitment", id, self.commitments.keys()));
        }
        self.commitments
            .get_mut(id)
            .ok_or_else(|| Refusal::unknown("commitment", id, std::iter::empty()))
    }

    pub(super) fn commit(
        &mut self,
        at: At<'_>,
        commitment: &Arc<Commitment>,
    ) -> Result<(), Refusal> {
        if self.commitments.contains_key(&commitment.id) {
            return Err(Refusal::twice("commitment", &commitment.id));
        }
        if let Some(agreement) = &commitment.agreement {
            self.known_agreement(agreement)?;
        }
        if let Some(demand) = &commitment.demand {
            self.known_item(demand)?;
            self.touch(demand, at.since.when);
        }
        let state = CommitmentState {
            commitment: Arc::clone(commitment),
            since: at.since,
            measures: Vec::new(),
            tallies: Vec::new(),
            steps: Vec::new(),
        };
        self.commitments.insert(commitment.id.clone(), state);
        Ok(())
    }

    pub(super) fn measure(&mut self, at: At<'_>, measure: &Arc<Measure>) -> Result<(), Refusal> {
        let id = &measure.commitment;
        let state = self.known_commitment(id)?;
        let before = state.card(Date::MAX);
        let after = measure.over(&before);
        card_can_be(&after)?;
        let changed = after.changed_from(&before);
        let signed = !state.measures.is_empty();
        state.measures.push((at.since, Arc::clone(measure)));
        if signed && !changed.is_empty() {
            let what = format!("{id} is measured otherwise than before: {}", changed.join(", "));
            self.flag(at, what);
        }
        Ok(())
    }

    pub(super) fn tally(&mut self, at: At<'_>, tally: &Arc<Tally>) -> Result<(), Refusal> {
        if let Some((known, entry)) = self.commitments.values().find_map(|state| {
            let (since, known) = state.tallies.iter().find(|(_, known)| known.id == tally.id)?;
            Some((known, since.entry))
        }) {
            if known != tally {
                return Err(Refusal::new(
                    ONE_NAME,
                    format!("the record has a tally {} already, and it says otherwise", tally.id),
                    "give the other count an id of its own, or correct the entry that has it",
                ));
            }
            let what = format!("{} says again what entry {entry} says; it is kept once", tally.id);
            self.flag(at, what);
            return Ok(());
        }
        let state = self.known_commitment(&tally.commitment)?;
        for one in &tally.pools {
            let mut known = state.measures.iter().flat_map(|(_, card)| &card.pools);
            if !known.any(|pool| pool.id == one.pool) {
                let known = state.measures.iter().flat_map(|(_, card)| &card.pools);
                return Err(Refusal::unknown("pool", &one.pool, known.map(|pool| &pool.id)));
            }
        }
        let later = tally.as_of.is_some_and(|as_of| at.since.when.is_a_day() && as_of > at.day());
        let wrong = match later {
            true => Some("it counts to a day after the one on which it was told".to_owned()),
            false => tally_wrong(tally, at.day()),
        };
        if let Some(wrong) = wrong {
            return Err(Refusal::new(
                TALLY_ADDS_UP,
                format!("{}: {wrong}", tally.id),
                "mend the numbers, or leave out the one that nobody counted",
            ));
        }
        state.tallies.push((at.since, Arc::clone(tally)));
        Ok(())
    }

    pub(super) fn commitment_step(
        &mut self,
        at: At<'_>,
        step: &Arc<CommitmentStep>,
    ) -> Result<(), Refusal> {
        let id = &step.commitment;
        let state = self.known_commitment(id)?;
        let to = match &step.to {
            Some(to) => {
                let known = state.tallies.iter().find(|(_, tally)| tally.id == *to);
                let unknown =
                    || Refusal::unknown("tally", to, state.tallies.iter().map(|(_, one)| &one.id));
                Some(Arc::clone(&known.ok_or_else(unknown)?.1))
            }
            None => None,
        };
        if step.step == PromiseStep::Correction {
            corrects_ones_own(step, to.as_deref())?;
        }
        if let Some(card) = step.new_last_day() {
            card_can_be(&card.over(&state.card(Date::MAX)))?;
        }
        let moves_on = matches!(
            step.step,
            PromiseStep::Renegotiated
                | PromiseStep::Disputed
                | PromiseStep::Enforced
                | PromiseStep::Reply
                | PromiseStep::Correction
        );
        let lapsed =
            matches!(state.outcome(Date::MAX), Some((PromiseStep::Lapsed, _)) if !moves_on);
        if lapsed {
            return Err(Refusal::new(
                COMMITMENT_ORDER,
                format!("{id} has lapsed, and would be {}", step.step.name()),
                "record step=renegotiated, disputed or enforced first, or correct the entry by which it lapsed",
            ));
        }
        state.steps.push((at.since, Arc::clone(step)));
        Ok(())
    }
}
