//! Answers, withdrawals and parking.

use std::sync::Arc;

use super::passes::PassStatus;
use super::{At, State};
use crate::body::{Hold, PassKind, Response, ResponseKind, ScopeClass, ScopeOpinion, Withdrawal};
use crate::rules::{
    AGREED_IS_CLOSED, IN_WRITING, KNOWN_NAMES, NOT_A_POSITION, NOT_ONES_OWN, OFF_THE_TABLE,
    WHOLE_PACKAGE,
};
use crate::{Refusal, Slug};

impl State {
    pub(super) fn respond(&mut self, at: At<'_>, response: &Arc<Response>) -> Result<(), Refusal> {
        let side = self.side_of(&response.by)?;
        let items = self.items_of(&response.to, &response.items)?;
        let state = &self.passes[&response.to];
        let own = state.side == side;
        if own != (response.kind == ResponseKind::Answer) {
            let (what, mend) = match own {
                true => ("its own pass", "pass again, or withdraw it"),
                false => ("a question that it did not get", "record what the other side said"),
            };
            return Err(Refusal::new(
                NOT_ONES_OWN,
                format!("{} would answer {what}", response.by),
                mend,
            ));
        }
        if response.kind == ResponseKind::Accept && response.conditions.is_empty() {
            self.may_accept(response, &items)?;
        }
        let formal = state.pass.kind.is_formal();
        if let Some(state) = self.passes.get_mut(&response.to) {
            state.answers.push((at.since, response.clone()));
        }
        for id in &items {
            self.touch(id, at.since.when);
        }
        if !formal {
            return Ok(());
        }
        match response.kind {
            ResponseKind::Question => self.ask(at, response, &items, true),
            ResponseKind::Answer => self.ask(at, response, &items, false),
            ResponseKind::NotReady | ResponseKind::NoAuthority => {
                for id in &items {
                    if let Some(item) = self.items.get_mut(id)
                        && let Some(awaiting) = &mut item.side_mut(side).awaiting
                    {
                        awaiting.contacts.push(at.since);
                    }
                }
            }
            ResponseKind::Accept if response.conditions.is_empty() => {
                for id in &items {
                    if let Some(item) = self.items.get_mut(id) {
                        item.settled();
                        item.accepted = Some((response.to.clone(), at.since));
                    }
                    self.set_status(&response.to, id, PassStatus::Accepted, at.since);
                }
            }
            ResponseKind::Accept => {
                self.flag(
                    at,
                    format!(
                        "{} accepts {} on conditions: that is no acceptance",
                        response.by, response.to
                    ),
                );
                self.turn_over(at, response, &items, PassStatus::Countered);
            }
            ResponseKind::Reject => {
                if self.passes[&response.to].is_package() {
                    self.fall(at, &response.to, PassStatus::Rejected);
                    for id in &items {
                        if let Some(item) = self.items.get_mut(id) {
                            item.answered(side);
                        }
                    }
                } else {
                    self.turn_over(at, response, &items, PassStatus::Rejected);
                }
            }
            ResponseKind::Repeat => self.turn_over(at, response, &items, PassStatus::Countered),
            ResponseKind::OffScope => {
                for id in &items {
                    let opinion = ScopeOpinion {
                        item: id.clone(),
                        side,
                        class: ScopeClass::Permissive,
                        basis: response.words.clone(),
                        objection: true,
                    };
                    self.scope.push((at.since, opinion));
                }
                self.turn_over(at, response, &items, PassStatus::Rejected);
            }
        }
        Ok(())
    }

    /// The items of a pass that are named, all where none is.
    fn items_of(&self, pass: &Slug, named: &[Slug]) -> Result<Vec<Slug>, Refusal> {
        let known = self.passes.get(pass);
        let state = known.ok_or_else(|| Refusal::unknown("pass", pass, self.passes.keys()))?;
        if named.is_empty() {
            return Ok(state.items.keys().cloned().collect());
        }
        for item in named {
            if !state.items.contains_key(item) {
                let has: Vec<&str> = state.items.keys().map(Slug::as_str).collect();
                return Err(Refusal::new(
                    KNOWN_NAMES,
                    format!("{pass} says nothing on {item}"),
                    format!("name items that it speaks of: {}", has.join(", ")),
                ));
            }
        }
        Ok(named.to_vec())
    }

    /// Whether a pass can be accepted, on these items.
    fn may_accept(&self, response: &Response, items: &[Slug]) -> Result<(), Refusal> {
        let state = &self.passes[&response.to];
        match state.pass.kind {
            PassKind::Verbal => {
                return Err(Refusal::new(
                    IN_WRITING,
                    format!("{} was said, not written", response.to),
                    "record the pass that puts it in writing",
                ));
            }
            PassKind::WhatIf => {
                return Err(Refusal::new(
                    NOT_A_POSITION,
                    format!("{} is a what-if", response.to),
                    "record the formal pass that it led to",
                ));
            }
            _ => {}
        }
        for item in items {
            let status = state.status(item).unwrap_or(PassStatus::Explored);
            if state.pass.kind.is_formal() && !status.is_live() {
                return Err(Refusal::new(
                    OFF_THE_TABLE,
                    format!("{} is {} on {item}", response.to, status.name()),
                    "record the new pass by which it is offered again",
                ));
            }
        }
        if !self.may_be_taken_alone(&response.to, items) {
            let rest: Vec<&str> =
                state.items.keys().filter(|item| !items.contains(item)).map(Slug::as_str).collect();
            return Err(Refusal::new(
                WHOLE_PACKAGE,
                format!("{} is a package, and {} would be left out", response.to, rest.join(", ")),
                "accept it whole, or record the package that splits it",
            ));
        }
        Ok(())
    }

    /// A question holds a pass for an answer: the turn is its side's until it has answered.
    fn ask(&mut self, at: At<'_>, response: &Response, items: &[Slug], asks: bool) {
        let side = self.passes[&response.to].side;
        let Some(other) = side.other() else { return };
        for id in items {
            let (from, to) = match asks {
                true => (PassStatus::OnTable, PassStatus::HeldForAnswer),
                false => (PassStatus::HeldForAnswer, PassStatus::OnTable),
            };
            if self.passes[&response.to].status(id) == Some(from) {
                self.set_status(&response.to, id, to, at.since);
            }
            if let Some(item) = self.items.get_mut(id)
                && let Some(awaiting) = &mut item.side_mut(other).awaiting
            {
                awaiting.asked = asks.then_some(at.since);
            }
        }
    }

    /// The side that owed an answer has given it: the turn is the other's, where it holds nothing else to answer.
    fn turn_over(&mut self, at: At<'_>, response: &Response, items: &[Slug], status: PassStatus) {
        let Some(side) = self.passes[&response.to].side.other() else { return };
        for id in items {
            if self.passes[&response.to].status(id).is_some_and(PassStatus::is_live) {
                self.set_status(&response.to, id, status, at.since);
            }
            let Some(item) = self.items.get_mut(id) else { continue };
            // An answer to a pass that another has taken the place of leaves the newer one to be answered.
            let owed = item.side(side).and_then(|stand| stand.awaiting.as_ref());
            if owed.is_some_and(|owed| owed.latest != response.to) {
                continue;
            }
            item.answered(side);
            if response.kind == ResponseKind::Accept
                && let Some(other) = side.other()
            {
                // A yes on conditions puts the conditions to who made the offer.
                item.await_answer(other, &response.to, at.since);
            }
            if response.kind == ResponseKind::Repeat
                && let Some(held) = item.side(side).and_then(|stand| stand.position.clone())
                && let Some(other) = side.other()
            {
                item.await_answer(other, &held.pass, at.since);
            }
        }
    }

    pub(super) fn withdraw(&mut self, at: At<'_>, withdrawal: &Withdrawal) -> Result<(), Refusal> {
        let items = self.items_of(&withdrawal.pass, &withdrawal.items)?;
        let state = &self.passes[&withdrawal.pass];
        let side = state.side;
        for item in &items {
            let status = state.status(item).unwrap_or(PassStatus::Explored);
            if status == PassStatus::Agreed {
                return Err(Refusal::new(
                    AGREED_IS_CLOSED,
                    format!("{item} is tentatively agreed on {}", withdrawal.pass),
                    "record a reopening of the tentative agreement",
                ));
            }
            self.stays_on_the_table(side, item)?;
            if !status.stands() && status != PassStatus::Explored {
                return Err(Refusal::new(
                    OFF_THE_TABLE,
                    format!("{} is {} on {item} already", withdrawal.pass, status.name()),
                    "name a pass that stands",
                ));
            }
        }
        if state.is_package() || items.len() == state.items.len() {
            self.end_pass(&withdrawal.pass, PassStatus::Withdrawn, at.since);
            return Ok(());
        }
        for item in &items {
            self.take_back(at, side, item, PassStatus::Withdrawn);
        }
        Ok(())
    }

    pub(super) fn hold(&mut self, at: At<'_>, hold: &Hold) -> Result<(), Refusal> {
        for id in &hold.items {
            self.known_item(id)?;
        }
        for id in &hold.items {
            self.touch(id, at.since.when);
            let Some(item) = self.items.get_mut(id) else { continue };
            if hold.held {
                item.parked = Some(at.since);
                item.parked_by_agreement = hold.by_agreement;
                continue;
            }
            if let Some(from) = item.parked.take()
                && item.parked_by_agreement
            {
                for stand in item.sides.values_mut() {
                    if let Some(awaiting) = &mut stand.awaiting {
                        let start = from.when.day.max(awaiting.since.when.day);
                        awaiting.parked_days += crate::days_between(start, at.day()).max(0);
                    }
                }
            }
        }
        Ok(())
    }
}
