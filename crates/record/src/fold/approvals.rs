//! Who must say yes to a total tentative agreement, and who has: in any order unless a step says otherwise.

use super::items::Since;
use super::{At, State, TotalState};
use crate::body::{Approval, ApprovalResult, ApprovalStep, CountKind, CountState, Outcome};
use crate::rules::{APPROVAL_ORDER, CONDITIONAL_IS_NO, KNOWN_NAMES, MEMBERS_VOTE};
use crate::{Refusal, Slug};

/// The step that members take: by a count of its own kind.
pub const MEMBERS: &str = "member-ratification";

/// Where a step of approval stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepState {
    /// No answer yet.
    Open,
    /// Put before the body.
    Submitted(Since),
    /// Members are voting; until when, where it is known.
    Voting(Since),
    /// Some units have said yes, and not all.
    InPart(Since),
    /// Yes, if; which is no yes.
    Conditional(Since),
    /// Yes.
    Approved(Since),
    /// A later step says so, and no entry tells of it.
    Implied(Since),
    /// No.
    Rejected(Since),
}

impl StepState {
    /// Whether it is a yes.
    pub fn is_yes(&self) -> bool {
        matches!(self, StepState::Approved(_) | StepState::Implied(_))
    }

    /// The words for it.
    pub fn name(&self) -> &'static str {
        match self {
            StepState::Open => "open",
            StepState::Submitted(_) => "submitted",
            StepState::Voting(_) => "voting",
            StepState::InPart(_) => "approved by some units",
            StepState::Conditional(_) => "yes on conditions, which is no yes",
            StepState::Approved(_) => "approved",
            StepState::Implied(_) => "approved, as a later step says; no entry tells of it",
            StepState::Rejected(_) => "rejected",
        }
    }
}

/// A step that has not said yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenApproval {
    /// The step.
    pub step: ApprovalStep,
    /// Where it stands.
    pub state: StepState,
}

impl State {
    pub(super) fn approve(&mut self, at: At<'_>, approval: &Approval) -> Result<(), Refusal> {
        let id = self.total_named(approval.of.as_ref())?;
        let steps = self.steps();
        let Some(step) = steps.iter().find(|step| step.id == approval.step) else {
            return Err(Refusal::unknown(
                "step of approval",
                &approval.step,
                steps.iter().map(|step| &step.id),
            ));
        };
        if approval.step.as_str() == MEMBERS && approval.result != ApprovalResult::Submitted {
            return Err(Refusal::new(
                MEMBERS_VOTE,
                "members say yes by a vote",
                "record a count of the kind \"ratification\", with its numbers as far as they are known",
            ));
        }
        if approval.result == ApprovalResult::Approved && !approval.conditions.is_empty() {
            return Err(Refusal::new(
                CONDITIONAL_IS_NO,
                format!(
                    "{} would approve on conditions: {}",
                    step.name,
                    approval.conditions.join("; ")
                ),
                "record the result as \"conditional\", and the approval when the conditions are met or dropped",
            ));
        }
        if approval.result == ApprovalResult::Approved {
            for before in &step.after {
                if !self.step_state(&id, before).is_yes() && !approval.implies.contains(before) {
                    return Err(Refusal::new(
                        APPROVAL_ORDER,
                        format!(
                            "{} comes after {before}, which is {}",
                            step.id,
                            self.step_state(&id, before).name()
                        ),
                        format!(
                            "record {before} first, or name it in `implies` where it is only known to have come before"
                        ),
                    ));
                }
            }
        }
        if approval.result == ApprovalResult::Conditional {
            self.flag(at, format!("{} says yes on conditions: that is no yes", step.name));
        }
        if let Some(total) = self.totals.get_mut(&id) {
            total.answers.push((at.since, approval.clone()));
            if approval.result == ApprovalResult::Rejected {
                total.rejected = Some((approval.step.clone(), at.since));
            }
        }
        Ok(())
    }

    /// The total agreement that is named, else the last that stands.
    pub(super) fn total_named(&self, named: Option<&Slug>) -> Result<Slug, Refusal> {
        match named {
            Some(id) if self.totals.contains_key(id) => Ok(id.clone()),
            Some(id) => Err(Refusal::unknown("total agreement", id, self.totals.keys())),
            None => self.live_total().map(|(id, _)| id.clone()).ok_or_else(|| {
                Refusal::new(
                    KNOWN_NAMES,
                    "there is no total tentative agreement to approve",
                    "record the total agreement first",
                )
            }),
        }
    }

    /// The total agreement that stands: the last one that nobody turned down.
    pub fn live_total(&self) -> Option<(&Slug, &TotalState)> {
        self.totals
            .iter()
            .filter(|(id, _)| self.stands(id))
            .max_by_key(|(_, total)| (total.since.when.day, total.since.entry))
    }

    /// Whether a total agreement stands: nobody turned it down, and no later one took its place. One that was replaced does not come
    /// back when the one that replaced it fails.
    pub(super) fn stands(&self, id: &Slug) -> bool {
        let Some(total) = self.totals.get(id) else { return false };
        let replaced = self.totals.values().any(|other| {
            other.since > total.since
                && other.total.settles.is_none()
                && other.total.agreement == total.total.agreement
        });
        total.rejected.is_none() && !replaced
    }

    /// The steps of approval of the round that goes on.
    pub fn steps(&self) -> Vec<ApprovalStep> {
        self.rounds.last().map(|round| round.approvals.clone()).unwrap_or_default()
    }

    /// Where a step of approval of a total agreement stands.
    pub fn step_state(&self, total: &Slug, step: &Slug) -> StepState {
        let Some(state) = self.totals.get(total) else { return StepState::Open };
        let steps = self.steps();
        let units = steps
            .iter()
            .find(|one| one.id == *step)
            .map(|one| one.units.clone())
            .unwrap_or_default();
        if step.as_str() == MEMBERS {
            return self.members_state(total, &units);
        }
        let answers = state.answers.iter().filter(|(_, answer)| answer.step == *step);
        let implied = state.answers.iter().find(|(_, answer)| {
            answer.implies.contains(step) && answer.result == ApprovalResult::Approved
        });
        let Some((since, last)) = answers.clone().next_back() else {
            return implied.map_or(StepState::Open, |(since, _)| StepState::Implied(*since));
        };
        match last.result {
            ApprovalResult::Rejected => StepState::Rejected(*since),
            ApprovalResult::Conditional => StepState::Conditional(*since),
            ApprovalResult::Submitted => implied
                .map_or(StepState::Submitted(*since), |(since, _)| StepState::Implied(*since)),
            ApprovalResult::Approved => {
                let said = |unit: &Slug| {
                    answers.clone().any(|(_, answer)| {
                        answer.unit.as_ref() == Some(unit)
                            && answer.result == ApprovalResult::Approved
                    })
                };
                let all = units.is_empty() || units.iter().all(said);
                if all { StepState::Approved(*since) } else { StepState::InPart(*since) }
            }
        }
    }

    /// Members have said yes when every vote on the agreement that is known has passed, and every unit that must has one.
    fn members_state(&self, total: &Slug, units: &[Slug]) -> StepState {
        let votes: Vec<_> = self
            .counts
            .values()
            .filter(|count| {
                count.count.kind == CountKind::Ratification
                    && count.count.state != CountState::Announced
                    && self.is_about(count.count.of.as_ref(), total)
            })
            .collect();
        let Some(last) = votes.iter().map(|vote| vote.since).max() else { return StepState::Open };
        if let Some(failed) = votes.iter().find(|vote| vote.outcome() == Some(Outcome::Failed)) {
            return StepState::Rejected(failed.since);
        }
        let passed: Vec<_> =
            votes.iter().filter(|vote| vote.outcome() == Some(Outcome::Passed)).collect();
        let missing = units.iter().any(|unit| {
            !passed.iter().any(|vote| vote.count.unit.as_ref().is_none_or(|of| of == unit))
        });
        if passed.len() == votes.len() && !missing {
            return StepState::Approved(last);
        }
        if let Some(first) = passed.first() {
            return StepState::InPart(first.since);
        }
        let open = votes.iter().any(|vote| {
            matches!(vote.count.state, CountState::Open | CountState::Extended | CountState::Closed)
        });
        if open { StepState::Voting(last) } else { StepState::Open }
    }

    fn is_about(&self, named: Option<&Slug>, total: &Slug) -> bool {
        match named {
            Some(named) => named == total,
            None => self.live_total().is_none_or(|(id, _)| id == total),
        }
    }

    /// The approvals that a total agreement still needs, in the round's order.
    pub fn open_approvals(&self) -> Vec<OpenApproval> {
        let Some((id, _)) = self.live_total() else { return Vec::new() };
        self.steps()
            .into_iter()
            .map(|step| OpenApproval { state: self.step_state(id, &step.id), step })
            .filter(|open| !open.state.is_yes())
            .collect()
    }
}
