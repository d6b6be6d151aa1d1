//! What the employer wants given up: each has one status, so the scoreboard adds up after any entries.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::items::{ItemStatus, Since};
use super::{At, State};
use crate::body::{Concession, ConcessionSort, ConcessionStep, Evidence, ItemKind, Side};
use crate::rules::{CONCESSION_ORDER, KNOWN_NAMES};
use crate::said::Table;
use crate::{Refusal, Slug};

/// A concession and what became of it: what its steps come to, one after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConcessionState {
    /// Its steps, in order.
    pub steps: Vec<(Since, Arc<Concession>)>,
    /// What sort it is.
    pub sort: Option<ConcessionSort>,
    /// What it would take.
    pub takes: Option<String>,
    /// From whom.
    pub from: Vec<String>,
    /// Terms that can be costed.
    pub terms: Vec<Table>,
    /// The claims behind it.
    pub claims: Vec<Slug>,
    /// Evidence for it, with its entry.
    pub evidence_for: Vec<(u64, Evidence)>,
    /// Evidence against it, with its entry.
    pub evidence_against: Vec<(u64, Evidence)>,
    /// The rebuttal.
    pub rebuttal: Option<String>,
    /// The union's own list in answer.
    pub instead: Vec<Slug>,
    /// What was had in return.
    pub in_return: Option<String>,
}

impl ConcessionState {
    /// What some of its steps come to: all of them, or those that somebody may see.
    pub fn of(steps: impl IntoIterator<Item = (Since, Arc<Concession>)>) -> ConcessionState {
        let mut state = ConcessionState::default();
        for (since, step) in steps {
            state.take(since, step);
        }
        state
    }

    /// As much of it as somebody sees who may see some entries; none when that is nothing.
    pub fn seen(&self, sees: impl Fn(u64) -> bool) -> Option<ConcessionState> {
        let steps = self.steps.iter().filter(|(since, _)| sees(since.entry)).cloned();
        let seen = ConcessionState::of(steps);
        (!seen.steps.is_empty()).then_some(seen)
    }

    fn take(&mut self, since: Since, step: Arc<Concession>) {
        self.sort = step.sort.or(self.sort);
        let said = |now: &Option<String>, before: &mut Option<String>| {
            if now.is_some() {
                before.clone_from(now);
            }
        };
        said(&step.takes, &mut self.takes);
        said(&step.rebuttal, &mut self.rebuttal);
        said(&step.in_return, &mut self.in_return);
        if !step.terms.is_empty() {
            self.terms.clone_from(&step.terms);
        }
        let new = |all: &[Slug], one: &Slug| !all.contains(one);
        for one in &step.from {
            if !self.from.contains(one) {
                self.from.push(one.clone());
            }
        }
        for one in &step.claims {
            if new(&self.claims, one) {
                self.claims.push(one.clone());
            }
        }
        for one in &step.instead {
            if new(&self.instead, one) {
                self.instead.push(one.clone());
            }
        }
        let with = |all: &[Evidence]| -> Vec<(u64, Evidence)> {
            all.iter().map(|one| (since.entry, one.clone())).collect()
        };
        self.evidence_for.extend(with(&step.evidence_for));
        self.evidence_against.extend(with(&step.evidence_against));
        self.steps.push((since, step));
    }

    /// The step that it has reached, and since when.
    pub fn last(&self) -> Option<(ConcessionStep, Since)> {
        self.steps.last().map(|(since, step)| (step.step, *since))
    }
}

/// How many concessions stand where. The parts are one status for each, so their sum is the number proposed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scoreboard {
    /// How many were proposed.
    pub proposed: usize,
    /// How many of them stand where; `Proposed` and `Rebutted` are open.
    pub by_status: BTreeMap<ConcessionStep, usize>,
}

impl Scoreboard {
    /// The scoreboard of some concessions, by the status of each.
    pub fn of(statuses: impl IntoIterator<Item = ConcessionStep>) -> Scoreboard {
        let mut board = Scoreboard::default();
        for status in statuses {
            board.proposed += 1;
            *board.by_status.entry(status).or_default() += 1;
        }
        board
    }

    /// How many are open: proposed or rebutted, without an outcome.
    pub fn open(&self) -> usize {
        let of = |step| self.by_status.get(&step).copied().unwrap_or(0);
        of(ConcessionStep::Proposed) + of(ConcessionStep::Rebutted)
    }

    /// `38 proposed: 31 withdrawn, 4 traded, 3 open`.
    pub fn words(&self) -> String {
        let parts: Vec<String> = self
            .by_status
            .iter()
            .filter(|(step, _)| step.is_outcome())
            .map(|(step, count)| format!("{count} {}", step.name()))
            .chain([format!("{} open", self.open())])
            .collect();
        format!("{} proposed: {}", self.proposed, parts.join(", "))
    }
}

impl State {
    pub(super) fn concession(
        &mut self,
        at: At<'_>,
        concession: &Arc<Concession>,
    ) -> Result<(), Refusal> {
        let item = self.known_item(&concession.item)?;
        if item.item.kind != ItemKind::Concession {
            return Err(Refusal::new(
                KNOWN_NAMES,
                format!("{} is no concession: its item says another kind", concession.item),
                "name an item with kind=concession, or correct the item",
            ));
        }
        for claim in &concession.claims {
            if !self.claims.contains_key(claim) {
                return Err(Refusal::unknown("claim", claim, self.claims.keys()));
            }
        }
        for instead in &concession.instead {
            self.known_item(instead)?;
        }
        let last = self.concessions.get(&concession.item).and_then(ConcessionState::last);
        let closed = last.filter(|(step, _)| step.is_outcome());
        if let Some((outcome, _)) = closed
            && concession.step != ConcessionStep::Proposed
        {
            return Err(Refusal::new(
                CONCESSION_ORDER,
                format!(
                    "{} is {}, and would be {}",
                    concession.item,
                    outcome.name(),
                    concession.step.name()
                ),
                "record step=proposed first, where the employer asks for it again; or correct the entry of its outcome",
            ));
        }
        if let (Some((ConcessionStep::Withdrawn, since)), ConcessionStep::Proposed) =
            (closed, concession.step)
        {
            self.flag(
                at,
                format!("{} comes back: it was withdrawn {}", concession.item, since.when),
            );
        }
        self.touch(&concession.item, at.since.when);
        let state = self.concessions.entry(concession.item.clone()).or_default();
        state.take(at.since, Arc::clone(concession));
        Ok(())
    }

    /// Where a concession stands: as its last step says, else as the table does, where what the employer held on it was taken
    /// back or agreed.
    pub fn concession_status(&self, item: &Slug) -> ConcessionStep {
        let last = self.concessions.get(item).and_then(ConcessionState::last);
        if let Some((outcome, _)) = last.filter(|(step, _)| step.is_outcome()) {
            return outcome;
        }
        let stand = self.items.get(item).and_then(|item| item.side(Side::Employer));
        // What the table did counts where it came after the last entry on the concession itself.
        let last_pass = self.items.get(item).into_iter().flat_map(|item| &item.passes);
        let last_pass = last_pass.filter_map(|pass| self.passes.get(pass));
        let last_pass = last_pass.filter(|pass| pass.side == Side::Employer);
        let changed =
            last_pass.filter_map(|pass| pass.items.get(item)).map(|(_, since)| *since).max();
        let steps = self.concessions.get(item).map(|one| one.steps.as_slice()).unwrap_or_default();
        let again = steps.iter().any(|(since, step)| {
            step.step == ConcessionStep::Proposed && changed.is_some_and(|changed| changed < *since)
        });
        let asked = !again && stand.is_some_and(|stand| stand.passes > 0);
        match self.item_status(item) {
            Some(ItemStatus::Withdrawn) if asked => ConcessionStep::Withdrawn,
            Some(ItemStatus::Agreed | ItemStatus::InTotal | ItemStatus::Final) if asked => {
                ConcessionStep::Accepted
            }
            _ => last.map_or(ConcessionStep::Proposed, |(step, _)| step),
        }
    }

    /// The scoreboard of all concessions: every item of the kind.
    pub fn scoreboard(&self) -> Scoreboard {
        let all = self.items.iter().filter(|(_, item)| item.item.kind == ItemKind::Concession);
        Scoreboard::of(all.map(|(id, _)| self.concession_status(id)))
    }
}
