//! Tentative agreements: item by item, then everything.

use std::collections::BTreeSet;

use super::items::{ItemStatus, Since};
use super::passes::PassStatus;
use super::{At, State};
use crate::body::{
    Condition, Initials, PassKind, Reopening, ReopeningKind, Revocability, Side,
    TentativeAgreement, TotalAgreement,
};
use crate::rules::{
    AGREED_IS_CLOSED, AUTHORITY, BOTH_REOPEN, KNOWN_NAMES, NOT_A_POSITION, SIGNED_TEXT,
};
use crate::{Refusal, Slug};

/// A condition of a tentative agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionState {
    /// The condition.
    pub condition: Condition,
    /// Met or failed, and since when; none while it is open.
    pub decided: Option<(bool, Since)>,
}

/// Where a tentative agreement stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgreedStatus {
    /// These sides have not initialled it: it is a text, and no agreement.
    AwaitingInitials(Vec<Side>),
    /// Initialled by both, on conditions that are open.
    Conditional,
    /// A condition failed.
    ConditionFailed,
    /// Initialled by both.
    Agreed,
    /// Opened again.
    Reopened(Since),
    /// A side went back on it.
    Reneged(Since),
}

impl AgreedStatus {
    /// Whether it closes its items to new passes.
    pub fn stands(&self) -> bool {
        matches!(self, AgreedStatus::Conditional | AgreedStatus::Agreed)
    }

    /// The words for it.
    pub fn name(&self) -> String {
        match self {
            AgreedStatus::AwaitingInitials(sides) => {
                let sides: Vec<&str> = sides.iter().map(|side| side.name()).collect();
                format!("not initialled by {}", sides.join(" and "))
            }
            AgreedStatus::Conditional => "agreed on conditions".to_owned(),
            AgreedStatus::ConditionFailed => "a condition failed".to_owned(),
            AgreedStatus::Agreed => "tentatively agreed".to_owned(),
            AgreedStatus::Reopened(since) => format!("reopened {}", since.when),
            AgreedStatus::Reneged(since) => format!("reneged on {}", since.when),
        }
    }
}

/// A tentative agreement and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedState {
    /// The agreement.
    pub agreement: TentativeAgreement,
    /// When its text was agreed.
    pub since: Since,
    /// Who initialled it, for which side, and when.
    pub initials: Vec<(Side, Initials, Since)>,
    /// Its conditions.
    pub conditions: Vec<ConditionState>,
    /// How it came apart.
    pub undone: Option<(ReopeningKind, Vec<Slug>, Since)>,
}

impl AgreedState {
    /// Where it stands.
    pub fn status(&self) -> AgreedStatus {
        if let Some((kind, _, since)) = &self.undone {
            return match kind {
                ReopeningKind::Reopened => AgreedStatus::Reopened(*since),
                ReopeningKind::Reneged => AgreedStatus::Reneged(*since),
            };
        }
        let signed = |side: Side| self.initials.iter().any(|(by, _, _)| *by == side);
        let missing: Vec<Side> =
            [Side::Union, Side::Employer].into_iter().filter(|side| !signed(*side)).collect();
        if !missing.is_empty() {
            return AgreedStatus::AwaitingInitials(missing);
        }
        let decided = |met: bool| {
            self.conditions.iter().any(|one| one.decided.is_some_and(|(was, _)| was == met))
        };
        if decided(false) {
            AgreedStatus::ConditionFailed
        } else if self.conditions.iter().any(|one| one.decided.is_none()) {
            AgreedStatus::Conditional
        } else {
            AgreedStatus::Agreed
        }
    }
}

/// A tentative agreement on everything, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalState {
    /// The agreement.
    pub total: TotalAgreement,
    /// When it was reached.
    pub since: Since,
    /// The tentative agreements that it takes in.
    pub takes_in: BTreeSet<Slug>,
    /// Turned down, and by which step.
    pub rejected: Option<(Slug, Since)>,
    /// What the bodies said: the step, the unit, and the answer.
    pub answers: Vec<(Since, crate::body::Approval)>,
    /// What was recommended to those who approve it, and by whom.
    pub recommendations: Vec<(Since, crate::body::Recommendation)>,
}

impl State {
    pub(super) fn agree(
        &mut self,
        at: At<'_>,
        agreement: &TentativeAgreement,
    ) -> Result<(), Refusal> {
        if self.agreed.contains_key(&agreement.id) {
            return Err(Refusal::twice("tentative agreement", &agreement.id));
        }
        for id in &agreement.items {
            let item = self.known_item(id)?;
            if let Some(other) = &item.agreed {
                return Err(Refusal::new(
                    AGREED_IS_CLOSED,
                    format!("{id} is tentatively agreed already ({other})"),
                    format!("record a reopening of {other} first"),
                ));
            }
        }
        self.may_sign(agreement)?;
        let mut initials = Vec::new();
        for one in &agreement.initials {
            initials.push((self.may_initial(one)?, one.clone(), at.since));
        }
        if agreement.pass.is_none() {
            let spoken: Vec<&str> = agreement
                .items
                .iter()
                .filter(|id| self.items[*id].passes.is_empty())
                .map(Slug::as_str)
                .collect();
            if !spoken.is_empty() && agreement.text.is_none() {
                self.flag(
                    at,
                    format!(
                        "{}: no pass and no text of {} is in the record",
                        agreement.id,
                        spoken.join(", ")
                    ),
                );
            }
        }
        let conditions = agreement
            .conditions
            .iter()
            .map(|one| ConditionState {
                condition: one.clone(),
                decided: one.met.map(|met| (met, at.since)),
            })
            .collect();
        let state = AgreedState {
            agreement: agreement.clone(),
            since: at.since,
            initials,
            conditions,
            undone: None,
        };
        self.agreed.insert(agreement.id.clone(), state);
        for id in &agreement.items {
            self.touch(id, at.since.when);
        }
        self.close(at, &agreement.id);
        Ok(())
    }

    /// Whether the text is one that stands on the table (BART signed one that it had refused).
    fn may_sign(&self, agreement: &TentativeAgreement) -> Result<(), Refusal> {
        let Some(id) = &agreement.pass else { return Ok(()) };
        let pass =
            self.passes.get(id).ok_or_else(|| Refusal::unknown("pass", id, self.passes.keys()))?;
        match pass.pass.kind {
            PassKind::WhatIf | PassKind::Mediators | PassKind::Verbal => {
                return Err(Refusal::new(
                    NOT_A_POSITION,
                    format!("{} rests on {id}, a {}", agreement.id, pass.pass.kind.name()),
                    "record the formal pass whose words are initialled",
                ));
            }
            _ => {}
        }
        for item in &agreement.items {
            let status = pass.status(item).ok_or_else(|| {
                Refusal::new(
                    KNOWN_NAMES,
                    format!("{id} says nothing on {item}"),
                    "name the pass whose words are initialled, or leave it out where they were written together",
                )
            })?;
            if !status.is_live() && status != PassStatus::Accepted {
                return Err(Refusal::new(
                    SIGNED_TEXT,
                    format!("{id} is {} on {item}", status.name()),
                    "initial the text that stands",
                ));
            }
            let offered = pass.item(item).and_then(|one| one.text);
            if let (Some(signed), Some(offered)) = (agreement.text, offered)
                && agreement.items.len() == 1
                && signed != offered
            {
                return Err(Refusal::new(
                    SIGNED_TEXT,
                    format!(
                        "the text initialled is {}, and {id} has {}",
                        signed.short(),
                        offered.short()
                    ),
                    "initial the text of the pass, or record the pass that changed it",
                ));
            }
        }
        Ok(())
    }

    /// The side for which somebody initials, where they may.
    fn may_initial(&self, initials: &Initials) -> Result<Side, Refusal> {
        let side = self.side_of(&initials.party)?;
        let member = self.team.iter().find(|one| {
            one.party == initials.party && initials.by.as_deref() == Some(one.who.as_str())
        });
        if let Some(member) = member
            && member.may_initial == Some(false)
        {
            return Err(Refusal::new(
                AUTHORITY,
                format!("{} may not initial for {}", member.who, initials.party),
                "record who initialled for it",
            ));
        }
        Ok(side)
    }

    /// Closes the items of an agreement that both sides have initialled.
    fn close(&mut self, at: At<'_>, id: &Slug) {
        let state = &self.agreed[id];
        if !state.status().stands() {
            return;
        }
        let (items, pass) = (state.agreement.items.clone(), state.agreement.pass.clone());
        for one in &items {
            if let Some(item) = self.items.get_mut(one) {
                item.agreed = Some(id.clone());
                item.accepted = None;
                item.settled();
            }
            let accepted = pass.clone();
            if let Some(pass) = accepted {
                self.set_status(&pass, one, PassStatus::Agreed, at.since);
            }
        }
    }

    pub(super) fn initial(&mut self, at: At<'_>, initials: &Initials) -> Result<(), Refusal> {
        let id = self.known_agreed(initials.agreement.as_ref())?;
        let side = self.may_initial(initials)?;
        if let Some(state) = self.agreed.get_mut(&id) {
            state.initials.push((side, initials.clone(), at.since));
        }
        self.close(at, &id);
        Ok(())
    }

    pub(super) fn condition(&mut self, at: At<'_>, condition: &Condition) -> Result<(), Refusal> {
        let id = self.known_agreed(condition.agreement.as_ref())?;
        let Some(state) = self.agreed.get_mut(&id) else { return Ok(()) };
        let Some(one) = state.conditions.iter_mut().find(|one| one.condition.id == condition.id)
        else {
            let known: Vec<Slug> =
                state.conditions.iter().map(|one| one.condition.id.clone()).collect();
            return Err(Refusal::unknown("condition", &condition.id, known.iter()));
        };
        one.decided = condition.met.map(|met| (met, at.since));
        if !state.status().stands() {
            let items = state.agreement.items.clone();
            for item in &items {
                if let Some(item) = self.items.get_mut(item) {
                    item.agreed = None;
                }
            }
            self.flag(
                at,
                format!("{id}: condition {} failed, and its items are open again", condition.id),
            );
        }
        Ok(())
    }

    fn known_agreed(&self, id: Option<&Slug>) -> Result<Slug, Refusal> {
        match id {
            Some(id) if self.agreed.contains_key(id) => Ok(id.clone()),
            Some(id) => Err(Refusal::unknown("tentative agreement", id, self.agreed.keys())),
            None => Err(Refusal::new(
                KNOWN_NAMES,
                "it does not say which tentative agreement",
                "name it in `agreement`",
            )),
        }
    }

    pub(super) fn reopen(&mut self, at: At<'_>, reopening: &Reopening) -> Result<(), Refusal> {
        let id = self.known_agreed(Some(&reopening.agreement))?;
        let mut sides = BTreeSet::new();
        for party in &reopening.by {
            sides.insert(self.side_of(party)?);
        }
        let either = matches!(
            self.revocability(),
            Some(Revocability::EitherUntilAllAgreed | Revocability::NotBinding)
        );
        let both = sides.contains(&Side::Union) && sides.contains(&Side::Employer);
        let in_total = self.total_of(&id);
        if reopening.kind == ReopeningKind::Reopened && !both && (!either || in_total.is_some()) {
            let why = match in_total {
                Some(total) => format!("{id} is within the total agreement {total}"),
                None => format!("{id} would be opened by one side"),
            };
            return Err(Refusal::new(
                BOTH_REOPEN,
                why,
                "name both parties, or record that one side reneged (kind = \"reneged\")",
            ));
        }
        if reopening.kind == ReopeningKind::Reneged {
            let by: Vec<&str> = reopening.by.iter().map(Slug::as_str).collect();
            self.flag(
                at,
                format!(
                    "{} went back on {id}, a tentative agreement (PERB topic 606.07)",
                    by.join(" and ")
                ),
            );
        }
        let Some(state) = self.agreed.get_mut(&id) else { return Ok(()) };
        state.undone = Some((reopening.kind, reopening.by.clone(), at.since));
        let (items, pass) = (state.agreement.items.clone(), state.agreement.pass.clone());
        for one in &items {
            if let Some(item) = self.items.get_mut(one) {
                item.agreed = None;
            }
            if let Some(pass) = &pass {
                self.set_status(pass, one, PassStatus::OnTable, at.since);
            }
        }
        Ok(())
    }

    pub(super) fn agree_on_all(
        &mut self,
        at: At<'_>,
        total: &TotalAgreement,
    ) -> Result<(), Refusal> {
        if self.totals.contains_key(&total.id) {
            return Err(Refusal::twice("total agreement", &total.id));
        }
        if let Some(agreement) = &total.agreement {
            self.known_agreement(agreement)?;
        }
        for id in &total.takes_in {
            let state = &self.agreed[&self.known_agreed(Some(id))?];
            if !state.status().stands() {
                return Err(Refusal::new(
                    SIGNED_TEXT,
                    format!("{id} would be signed, and it is {}", state.status().name()),
                    "leave it out, or record what made it agreed",
                ));
            }
        }
        if total.agreement.is_none() {
            self.flag(
                at,
                format!("{} names no agreement: nothing can come into force by it", total.id),
            );
        }
        let takes_in = match total.takes_in.is_empty() {
            true => self
                .agreed
                .iter()
                .filter(|(_, state)| state.status().stands())
                .map(|(id, _)| id.clone())
                .collect(),
            false => total.takes_in.iter().cloned().collect(),
        };
        if let Some(unknown) =
            total.settles.iter().flatten().find(|id| !self.items.contains_key(*id))
        {
            return Err(Refusal::unknown("item", unknown, self.items.keys()));
        }
        // It answers everything that it settles.
        for (id, item) in &mut self.items {
            if total.settles.as_ref().is_none_or(|settles| settles.contains(id)) {
                item.settled();
            }
        }
        let state = TotalState {
            total: total.clone(),
            since: at.since,
            takes_in,
            rejected: None,
            answers: Vec::new(),
            recommendations: Vec::new(),
        };
        self.totals.insert(total.id.clone(), state);
        Ok(())
    }

    /// The live total agreement that takes in a tentative agreement.
    pub(super) fn total_of(&self, agreed: &Slug) -> Option<&Slug> {
        self.totals
            .iter()
            .find(|(id, total)| self.stands(id) && total.takes_in.contains(agreed))
            .map(|(id, _)| id)
    }

    /// Where an item stands.
    pub fn item_status(&self, id: &Slug) -> Option<ItemStatus> {
        let item = self.items.get(id)?;
        if let Some(agreed) = &item.agreed {
            if let Some(total) = self.total_of(agreed) {
                let total = &self.totals[total];
                let in_force =
                    total.total.agreement.as_ref().is_some_and(|id| self.in_force(id).is_yes());
                return Some(if in_force { ItemStatus::Final } else { ItemStatus::InTotal });
            }
            let conditional =
                self.agreed.get(agreed).is_some_and(|state| state.status() != AgreedStatus::Agreed);
            return Some(if conditional {
                ItemStatus::ConditionallyAgreed
            } else {
                ItemStatus::Agreed
            });
        }
        let opened = item.sides.values().any(|stand| stand.passes > 0);
        let settling = self.live_total().filter(|(_, total)| {
            opened && total.total.settles.as_ref().is_none_or(|settles| settles.contains(id))
        });
        if let Some((_, total)) = settling {
            let agreement = total.total.agreement.as_ref();
            let in_force = agreement.is_some_and(|id| self.in_force(id).is_yes());
            return Some(if in_force { ItemStatus::Final } else { ItemStatus::InTotal });
        }
        Some(if item.accepted.is_some() {
            ItemStatus::Accepted
        } else if item.parked.is_some() {
            ItemStatus::Parked
        } else if item
            .sides
            .values()
            .any(|stand| stand.position.is_some() || !stand.packages.is_empty())
        {
            ItemStatus::Open
        } else if item.sides.values().any(|stand| stand.passes > 0) {
            ItemStatus::Withdrawn
        } else if item.passes.is_empty() {
            ItemStatus::NotOpened
        } else {
            ItemStatus::Open
        })
    }
}
