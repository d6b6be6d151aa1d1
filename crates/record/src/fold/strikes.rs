//! Strikes: a vote to authorize, a notice and a stoppage are three facts.

use money::Date;

use super::contracts::ContractStatus;
use super::items::Since;
use super::{At, State};
use crate::Refusal;
use crate::body::{CountKind, Strike, StrikeStep};
use crate::rules::{KINDS_APART, STRIKE_ORDER};

/// Where a strike stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StrikeStatus {
    /// None.
    None,
    /// Members gave the power to call one.
    Authorized,
    /// Its day is set.
    DateSet,
    /// The call is held back.
    CallHeld,
    /// Notice is served.
    Noticed,
    /// It goes on.
    OnStrike,
    /// It is paused.
    Paused,
    /// It has ended.
    Ended,
}

impl StrikeStatus {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            StrikeStatus::None => "none",
            StrikeStatus::Authorized => "authorized",
            StrikeStatus::DateSet => "date set",
            StrikeStatus::CallHeld => "call held",
            StrikeStatus::Noticed => "noticed",
            StrikeStatus::OnStrike => "on strike",
            StrikeStatus::Paused => "paused",
            StrikeStatus::Ended => "ended",
        }
    }
}

/// The steps of strikes, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StrikeState {
    /// The steps.
    pub steps: Vec<(Since, Strike)>,
}

impl StrikeState {
    /// Where it stands.
    pub fn status(&self) -> StrikeStatus {
        let mut status = StrikeStatus::None;
        for (_, strike) in &self.steps {
            status = match strike.step {
                StrikeStep::Authorized => status_after(status, StrikeStatus::Authorized),
                StrikeStep::DateSet | StrikeStep::DateMoved => {
                    status_after(status, StrikeStatus::DateSet)
                }
                StrikeStep::CallHeld => StrikeStatus::CallHeld,
                StrikeStep::NoticeServed => status_after(status, StrikeStatus::Noticed),
                StrikeStep::Started => StrikeStatus::OnStrike,
                StrikeStep::Paused => StrikeStatus::Paused,
                StrikeStep::Ended => StrikeStatus::Ended,
                StrikeStep::Planned | StrikeStep::InjunctionSought => status,
            };
        }
        status
    }

    /// The day that is set for it, by the last entry that names one.
    pub fn day(&self) -> Option<(Date, Since)> {
        self.steps.iter().rev().find_map(|(since, strike)| Some((strike.day?, *since)))
    }

    /// When a step was last taken.
    pub fn last(&self, step: StrikeStep) -> Option<Since> {
        self.steps.iter().rev().find(|(_, strike)| strike.step == step).map(|(since, _)| *since)
    }
}

/// A step forward does not undo notice or stoppage; after an end or a hold it begins anew.
fn status_after(now: StrikeStatus, then: StrikeStatus) -> StrikeStatus {
    match now {
        StrikeStatus::Ended | StrikeStatus::CallHeld | StrikeStatus::Paused => then,
        _ => now.max(then),
    }
}

impl State {
    pub(super) fn strike_step(&mut self, at: At<'_>, strike: &Strike) -> Result<(), Refusal> {
        if let Some(by) = &strike.by {
            self.side_of(by)?;
        }
        if let Some(count) = &strike.count {
            let known = self
                .counts
                .get(count)
                .ok_or_else(|| Refusal::unknown("count", count, self.counts.keys()))?;
            if known.count.kind != CountKind::StrikeAuthorization {
                return Err(Refusal::new(
                    KINDS_APART,
                    format!(
                        "{count} is a {}, and gives no power to strike",
                        known.count.kind.name()
                    ),
                    "name the vote that authorized it, of the kind \"strike-authorization\"",
                ));
            }
        }
        let status = self.strike.status();
        let on = status == StrikeStatus::OnStrike;
        let refuse = |what: &str, mend: &str| Err(Refusal::new(STRIKE_ORDER, what, mend));
        match strike.step {
            StrikeStep::Started if on => {
                return refuse(
                    "a strike begins, and one goes on already",
                    "record its end or its pause first",
                );
            }
            StrikeStep::Ended if !on && status != StrikeStatus::Paused => {
                return refuse(
                    "a strike ends, and none goes on",
                    "record its beginning first; a call that is given up is \"call-held\"",
                );
            }
            StrikeStep::Paused
                if !on && !matches!(status, StrikeStatus::DateSet | StrikeStatus::Noticed) =>
            {
                return refuse(
                    "a strike is paused, and none goes on or is set",
                    "record its day or its beginning first",
                );
            }
            _ => {}
        }
        if strike.step == StrikeStep::Started {
            self.guard(at);
        }
        self.strike.steps.push((at.since, strike.clone()));
        Ok(())
    }

    /// Flags what guards a strike and is not in the record.
    fn guard(&mut self, at: At<'_>) {
        if self.strike.last(StrikeStep::Authorized).is_none() {
            self.flag(at, "a strike begins, and no entry says that members authorized it");
        }
        let standing: Vec<String> = self
            .agreements
            .iter()
            .filter(|(_, contract)| contract.agreement.no_strike)
            .filter(|(id, _)| {
                matches!(
                    self.contract_status_on(id, at.day()),
                    ContractStatus::InTerm
                        | ContractStatus::Extended(_)
                        | ContractStatus::ExpiredContinuing(_)
                )
            })
            .map(|(id, _)| id.to_string())
            .collect();
        if !standing.is_empty() {
            self.flag(
                at,
                format!(
                    "a strike begins while the no-strike clause of {} stands",
                    standing.join(" and ")
                ),
            );
        }
    }
}
