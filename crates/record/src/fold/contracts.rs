//! Contracts: their term, what goes on after it, and when one is in force.

use money::Date;

use super::items::Since;
use super::{At, OpenApproval, State};
use crate::body::{Agreement, Terms, TermsStep};
use crate::rules::{A_TERM, ALL_APPROVE, IMPOSED_AFTER_IMPASSE};
use crate::{Refusal, Slug};

/// Where a contract stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContractStatus {
    /// Its term has not begun, or it is not in force.
    NotYet,
    /// Within its term.
    InTerm,
    /// Its term was made longer.
    Extended(Date),
    /// Its term has ended, and its terms go on by this law or clause.
    ExpiredContinuing(String),
    /// Its term has ended; nobody has said that its terms go on.
    Expired,
    /// It was ended.
    Terminated,
    /// The employer put other terms in force without agreement.
    Imposed,
    /// Another is in force in its place.
    Replaced(Slug),
    /// Its term is not known.
    Unknown,
}

impl ContractStatus {
    /// The words for it.
    pub fn name(&self) -> String {
        match self {
            ContractStatus::NotYet => "not in force".to_owned(),
            ContractStatus::InTerm => "in term".to_owned(),
            ContractStatus::Extended(to) => format!("extended to {to}"),
            ContractStatus::ExpiredContinuing(_) => "expired, terms continue".to_owned(),
            ContractStatus::Expired => "expired".to_owned(),
            ContractStatus::Terminated => "terminated".to_owned(),
            ContractStatus::Imposed => "imposed terms".to_owned(),
            ContractStatus::Replaced(by) => format!("replaced by {by}"),
            ContractStatus::Unknown => "term not known".to_owned(),
        }
    }
}

/// A contract and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractState {
    /// The contract.
    pub agreement: Agreement,
    /// What happened, in order.
    pub steps: Vec<(Since, Terms)>,
}

impl ContractState {
    pub(super) fn new(agreement: &Agreement) -> ContractState {
        ContractState { agreement: agreement.clone(), steps: Vec::new() }
    }

    /// The last step of a kind.
    pub fn last(&self, step: TermsStep) -> Option<&(Since, Terms)> {
        self.steps.iter().rev().find(|(_, terms)| terms.step == step)
    }

    /// The last day of its term, as it was extended.
    pub fn to(&self) -> Option<Date> {
        let extended = self.last(TermsStep::Extended).and_then(|(_, terms)| terms.to);
        extended.or(self.agreement.to)
    }
}

/// Whether an agreement is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InForce {
    /// It is, since then.
    Yes(Since),
    /// It is by an entry, and these approvals are not in the record.
    YesWithHoles(Since, Vec<OpenApproval>),
    /// It is not; these approvals are open.
    No(Vec<OpenApproval>),
}

impl InForce {
    /// Whether it is.
    pub fn is_yes(&self) -> bool {
        !matches!(self, InForce::No(_))
    }
}

impl State {
    pub(super) fn terms(&mut self, at: At<'_>, terms: &Terms) -> Result<(), Refusal> {
        self.known_agreement(&terms.agreement)?;
        if terms.step == TermsStep::Extended {
            let to = self.agreements.get(&terms.agreement).and_then(ContractState::to);
            if terms.to.is_none_or(|later| to.is_some_and(|to| later <= to)) {
                return Err(Refusal::new(
                    A_TERM,
                    format!("{} would be extended to no later day", terms.agreement),
                    "name the new last day in `to`",
                ));
            }
        }
        match terms.step {
            TermsStep::Effective => {
                let live = self.live_total();
                let total = live
                    .filter(|(_, total)| total.total.agreement.as_ref() == Some(&terms.agreement));
                let open = self.open_approvals();
                if total.is_some() && !open.is_empty() {
                    let names: Vec<&str> =
                        open.iter().map(|open| open.step.name.as_str()).collect();
                    return Err(Refusal::new(
                        ALL_APPROVE,
                        format!(
                            "{} would be in force, and these are open: {}",
                            terms.agreement,
                            names.join(", ")
                        ),
                        "record the approvals first, each with who says so",
                    ));
                }
            }
            TermsStep::Imposed if !self.impasse.is_declared() => {
                return Err(Refusal::new(
                    IMPOSED_AFTER_IMPASSE,
                    format!(
                        "terms of {} would be imposed, and no impasse is declared",
                        terms.agreement
                    ),
                    "record what the employer did as a charge (step = \"candidate\"), or the steps of impasse first",
                ));
            }
            _ => {}
        }
        if let Some(contract) = self.agreements.get_mut(&terms.agreement) {
            contract.steps.push((at.since, terms.clone()));
        }
        Ok(())
    }

    /// Whether an agreement is in force on the state's day.
    pub fn in_force(&self, id: &Slug) -> InForce {
        let total = self
            .totals
            .iter()
            .filter(|(total_id, total)| {
                total.total.agreement.as_ref() == Some(id) && self.stands(total_id)
            })
            .max_by_key(|(_, total)| total.since);
        let told = self.agreements.get(id).and_then(|contract| {
            let one = |step| contract.last(step).map(|(since, _)| *since);
            one(TermsStep::Effective).or_else(|| one(TermsStep::Implemented))
        });
        let Some((total, state)) = total else {
            // One from before the record: in force by its entry, or by its term.
            let by_term = self.agreements.get(id).and_then(|contract| contract.agreement.from);
            let by_term = by_term
                .filter(|from| *from <= self.as_of)
                .filter(|_| self.is_replaced_agreement(id));
            let since =
                told.or(by_term.map(|from| Since { when: crate::When::on(from), entry: 0 }));
            return since.map_or(InForce::No(Vec::new()), InForce::Yes);
        };
        let open: Vec<OpenApproval> = self
            .steps()
            .into_iter()
            .map(|step| OpenApproval { state: self.step_state(total, &step.id), step })
            .filter(|open| !open.state.is_yes())
            .collect();
        if open.is_empty() && !self.steps().is_empty() {
            let answered = state.answers.iter().map(|(since, _)| *since);
            let counted = self.counts.values().map(|count| count.since);
            let last = answered.chain(counted).max().unwrap_or(state.since);
            let told = told.filter(|since| since.when.day >= state.since.when.day);
            return InForce::Yes(told.unwrap_or(last));
        }
        // Terms may reach back to a day before there was an agreement; that day is no word that it was approved.
        let told = self.agreements.get(id).and_then(|contract| {
            let steps = contract.steps.iter().filter(|(since, terms)| {
                matches!(terms.step, TermsStep::Effective | TermsStep::Implemented)
                    && since.when.day >= state.since.when.day
            });
            steps.map(|(since, _)| *since).min()
        });
        match told {
            Some(since) if self.steps().is_empty() => InForce::Yes(since),
            Some(since) => InForce::YesWithHoles(since, open),
            None => InForce::No(open),
        }
    }

    fn is_replaced_agreement(&self, id: &Slug) -> bool {
        self.rounds.iter().any(|round| round.replaces.as_ref() == Some(id))
    }

    /// The contract that the round replaces, or the only one from before it.
    pub fn current_contract(&self) -> Option<&Slug> {
        let replaced = self.rounds.last().and_then(|round| round.replaces.as_ref());
        replaced.or_else(|| {
            self.agreements.keys().find(|id| {
                self.totals.values().all(|total| total.total.agreement.as_ref() != Some(id))
            })
        })
    }

    /// Where a contract stands on the state's day.
    pub fn contract_status(&self, id: &Slug) -> ContractStatus {
        self.contract_status_on(id, self.as_of)
    }

    /// Where a contract stands on a day, by what the state has read so far.
    pub(super) fn contract_status_on(&self, id: &Slug, day: Date) -> ContractStatus {
        let Some(contract) = self.agreements.get(id) else { return ContractStatus::Unknown };
        let of_a_total =
            self.totals.values().any(|total| total.total.agreement.as_ref() == Some(id));
        if contract.last(TermsStep::Terminated).is_some() {
            return ContractStatus::Terminated;
        }
        if contract.last(TermsStep::Imposed).is_some() {
            return ContractStatus::Imposed;
        }
        if of_a_total && !self.in_force(id).is_yes() {
            return ContractStatus::NotYet;
        }
        let successor =
            self.totals.values().filter_map(|total| total.total.agreement.clone()).find(|other| {
                other != id && self.is_replaced_agreement(id) && self.in_force(other).is_yes()
            });
        if let Some(successor) = successor {
            return ContractStatus::Replaced(successor);
        }
        let expired = contract.last(TermsStep::Expired);
        let over = match contract.to() {
            Some(to) => to < day,
            None => expired.is_some(),
        };
        if over {
            let by = contract.agreement.evergreen.clone();
            let by = by.or_else(|| expired.and_then(|(_, terms)| terms.continues_by.clone()));
            return by.map_or(ContractStatus::Expired, ContractStatus::ExpiredContinuing);
        }
        if contract.agreement.from.is_some_and(|from| from > day) {
            return ContractStatus::NotYet;
        }
        match (contract.to(), contract.last(TermsStep::Extended)) {
            (Some(to), Some(_)) => ContractStatus::Extended(to),
            (Some(_), None) => ContractStatus::InTerm,
            (None, _) => ContractStatus::Unknown,
        }
    }
}
