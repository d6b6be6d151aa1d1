//! Unfair practice charges.

use super::items::Since;
use super::{At, State};
use crate::body::{Charge, ChargeStep};
use crate::rules::CHARGE_ORDER;
use crate::{Refusal, Slug};

/// A charge and its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeState {
    /// Its steps, in order.
    pub steps: Vec<(Since, Charge)>,
}

impl ChargeState {
    /// The step it has reached.
    pub fn last(&self) -> Option<ChargeStep> {
        self.steps.last().map(|(_, charge)| charge.step)
    }

    /// When a step was taken.
    pub fn when(&self, step: ChargeStep) -> Option<Since> {
        self.steps.iter().find(|(_, charge)| charge.step == step).map(|(since, _)| *since)
    }

    /// The day on which the conduct was known, as an entry says, and that entry.
    pub fn known(&self) -> Option<(money::Date, Since)> {
        self.steps.iter().find_map(|(since, charge)| Some((charge.known?, *since)))
    }

    /// What was done, as an entry says.
    pub fn conduct(&self) -> Option<&str> {
        self.steps.iter().find_map(|(_, charge)| charge.conduct.as_deref())
    }
}

/// What a step answers.
fn answers(step: ChargeStep) -> &'static [ChargeStep] {
    match step {
        ChargeStep::Candidate
        | ChargeStep::Drafted
        | ChargeStep::Filed
        | ChargeStep::SettledInAgreement => &[],
        ChargeStep::Exceptions => &[ChargeStep::ProposedDecision],
        ChargeStep::ProposedDecision | ChargeStep::Hearing => &[ChargeStep::Complaint],
        ChargeStep::Amended
        | ChargeStep::UnderReview
        | ChargeStep::Dismissed
        | ChargeStep::Complaint
        | ChargeStep::Settlement
        | ChargeStep::BoardDecision
        | ChargeStep::Court
        | ChargeStep::Abeyance
        | ChargeStep::Withdrawn => &[ChargeStep::Filed],
    }
}

impl State {
    pub(super) fn charge(&mut self, at: At<'_>, charge: &Charge) -> Result<(), Refusal> {
        if let Some(by) = &charge.by {
            self.side_of(by)?;
        }
        let known = self.charges.get(&charge.id);
        let had = |step: &ChargeStep| known.is_some_and(|state| state.when(*step).is_some());
        if let Some(missing) = answers(charge.step).iter().find(|step| !had(step)) {
            return Err(Refusal::new(
                CHARGE_ORDER,
                format!(
                    "{}: {} answers {}, and no entry has that",
                    charge.id,
                    word(charge.step),
                    word(*missing)
                ),
                format!("record the step \"{}\" first", word(*missing)),
            ));
        }
        if charge.step == ChargeStep::Amended {
            self.flag(
                at,
                format!(
                    "{} is amended: new allegations date from today (PERB topic 1101.03)",
                    charge.id
                ),
            );
        }
        let state =
            self.charges.entry(charge.id.clone()).or_insert(ChargeState { steps: Vec::new() });
        state.steps.push((at.since, charge.clone()));
        Ok(())
    }
}

/// A step as it is written.
fn word(step: ChargeStep) -> String {
    serde_json::to_value(step)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

impl ChargeState {
    /// The id of the charge.
    pub fn id(&self) -> Option<&Slug> {
        self.steps.first().map(|(_, charge)| &charge.id)
    }
}
