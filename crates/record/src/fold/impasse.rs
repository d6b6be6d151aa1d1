//! Impasse, mediation, factfinding: which steps a round's law has, and where the parties are in them.

use std::collections::BTreeMap;

use super::items::Since;
use super::{At, State};
use crate::body::{Impasse, ImpasseStep};
use crate::rules::{IMPASSE_ORDER, NO_SUCH_STEP};
use crate::{Refusal, Slug};

/// A step that a regime has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcedureStep {
    /// The step.
    pub step: ImpasseStep,
    /// Steps that come before it; one without them is kept, and flagged.
    pub after: Vec<ImpasseStep>,
    /// Where it says so.
    pub cite: String,
}

/// The steps of impasse that a regime has: data, from `rules/procedures.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Procedure {
    /// The regime's name.
    pub name: String,
    /// The steps.
    pub steps: Vec<ProcedureStep>,
    /// Where it says so.
    pub cite: String,
}

/// The procedures of every regime, by its id.
pub type Procedures = BTreeMap<Slug, Procedure>;

/// Where the parties are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImpasseStatus {
    /// No impasse.
    None,
    /// Declared by a party.
    Declared,
    /// The board is to determine it.
    DeterminationPending,
    /// The board found that there is none.
    NotAtImpasse,
    /// The board determined it.
    Determined,
    /// A mediator is at work.
    Mediation,
    /// Factfinding is asked for, or its panel is being formed.
    PanelForming,
    /// The panel is at work.
    Factfinding,
    /// The parties have its report.
    ReportPrivate,
    /// The report is public.
    ReportPublic,
    /// Final offers are filed.
    FinalOffers,
    /// Final offers are public.
    FinalOffersPublic,
}

impl ImpasseStatus {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            ImpasseStatus::None => "none",
            ImpasseStatus::Declared => "declared",
            ImpasseStatus::DeterminationPending => "determination pending",
            ImpasseStatus::NotAtImpasse => "not at impasse",
            ImpasseStatus::Determined => "determined",
            ImpasseStatus::Mediation => "mediation",
            ImpasseStatus::PanelForming => "panel forming",
            ImpasseStatus::Factfinding => "factfinding",
            ImpasseStatus::ReportPrivate => "report with the parties",
            ImpasseStatus::ReportPublic => "report public",
            ImpasseStatus::FinalOffers => "final offers filed",
            ImpasseStatus::FinalOffersPublic => "final offers public",
        }
    }
}

/// Every step so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImpasseCase {
    /// The steps, in order.
    pub steps: Vec<(Since, Impasse)>,
}

impl ImpasseCase {
    /// When a step was first taken. A second declaration in a round starts no second window.
    pub fn first(&self, step: ImpasseStep) -> Option<Since> {
        self.steps.iter().find(|(_, one)| one.step == step).map(|(since, _)| *since)
    }

    /// When a step was last taken.
    pub fn last(&self, step: ImpasseStep) -> Option<Since> {
        self.steps.iter().rev().find(|(_, one)| one.step == step).map(|(since, _)| *since)
    }

    /// Since when a declaration stands: it is live until it is clearly withdrawn, and the first one counts.
    pub fn declared(&self) -> Option<Since> {
        // A withdrawal takes back the declarations of who makes it; one that names nobody, all.
        let withdrawn = |since: Since, by: Option<&Slug>| {
            self.steps.iter().any(|(at, one)| {
                one.step == ImpasseStep::DeclarationWithdrawn
                    && *at > since
                    && (one.by.is_none() || by.is_none() || one.by.as_ref() == by)
            })
        };
        let mut declared = self.steps.iter().filter(|(_, one)| one.step == ImpasseStep::Declared);
        declared.find(|(since, one)| !withdrawn(*since, one.by.as_ref())).map(|(since, _)| *since)
    }

    /// Whether there is impasse with legal effect: declared, or determined, and not withdrawn.
    pub fn is_declared(&self) -> bool {
        self.declared().is_some() || self.first(ImpasseStep::Determined).is_some()
    }

    /// Where the parties are.
    pub fn status(&self) -> ImpasseStatus {
        let mut status = ImpasseStatus::None;
        for (_, one) in &self.steps {
            status = match one.step {
                ImpasseStep::Declared => status.max(ImpasseStatus::Declared),
                ImpasseStep::DeclarationWithdrawn
                    if status == ImpasseStatus::Declared && self.declared().is_none() =>
                {
                    ImpasseStatus::None
                }
                ImpasseStep::RequestFiled => status.max(ImpasseStatus::DeterminationPending),
                ImpasseStep::NotDetermined => ImpasseStatus::NotAtImpasse,
                ImpasseStep::Determined => ImpasseStatus::Determined,
                ImpasseStep::MediatorAppointed
                | ImpasseStep::MediationStarted
                | ImpasseStep::MediationSession => status.max(ImpasseStatus::Mediation),
                ImpasseStep::FactfindingRequested
                | ImpasseStep::RequestSufficient
                | ImpasseStep::PanelMemberNamed
                | ImpasseStep::PanelChairNamed => status.max(ImpasseStatus::PanelForming),
                ImpasseStep::RequestDenied => ImpasseStatus::Declared,
                ImpasseStep::PanelAppointed | ImpasseStep::Hearing => {
                    status.max(ImpasseStatus::Factfinding)
                }
                ImpasseStep::ReportToParties => status.max(ImpasseStatus::ReportPrivate),
                ImpasseStep::ReportPublic => status.max(ImpasseStatus::ReportPublic),
                ImpasseStep::FinalOffersFiled => status.max(ImpasseStatus::FinalOffers),
                ImpasseStep::FinalOffersPublished => status.max(ImpasseStatus::FinalOffersPublic),
                ImpasseStep::Spoken
                | ImpasseStep::DeclarationWithdrawn
                | ImpasseStep::LocalMeeting
                | ImpasseStep::MediationOffered
                | ImpasseStep::MediationEnded
                | ImpasseStep::Certified
                | ImpasseStep::TimeWaived
                | ImpasseStep::PublicHearing => status,
            };
        }
        status
    }

    /// Days waived by agreement, after a step.
    pub fn waived_after(&self, since: Since) -> u32 {
        let waived = self
            .steps
            .iter()
            .filter(|(at, one)| *at >= since && one.step == ImpasseStep::TimeWaived);
        waived.filter_map(|(_, one)| one.days).sum()
    }
}

/// What a step takes back or reports on: without it the step says nothing.
fn answers(step: ImpasseStep) -> &'static [ImpasseStep] {
    match step {
        ImpasseStep::DeclarationWithdrawn => &[ImpasseStep::Declared],
        ImpasseStep::RequestSufficient | ImpasseStep::RequestDenied => {
            &[ImpasseStep::FactfindingRequested]
        }
        ImpasseStep::FinalOffersPublished => &[ImpasseStep::FinalOffersFiled],
        _ => &[],
    }
}

impl State {
    pub(super) fn impasse_step(&mut self, at: At<'_>, step: &Impasse) -> Result<(), Refusal> {
        if let Some(by) = &step.by {
            self.side_of(by)?;
        }
        let before = |before: &ImpasseStep| self.impasse.first(*before).is_some();
        if let Some(missing) = answers(step.step).iter().find(|one| !before(one)) {
            return Err(Refusal::new(
                IMPASSE_ORDER,
                format!("{} answers {}, and no entry has that", word(step.step), word(*missing)),
                format!("record the step \"{}\" first", word(*missing)),
            ));
        }
        let regime = self.rounds.last().map(|round| round.regime.clone());
        if let Some(procedure) = regime.as_ref().and_then(|regime| at.law.get(regime)) {
            self.follow(at, step, procedure)?;
        }
        let ended = self.impasse.status() >= ImpasseStatus::ReportPublic;
        if step.step == ImpasseStep::Declared {
            if ended {
                self.flag(at, "impasse is declared again after the procedure was finished: words, and no new start (PERB topic 608.08)");
                let spoken = Impasse { step: ImpasseStep::Spoken, ..step.clone() };
                self.impasse.steps.push((at.since, spoken));
                return Ok(());
            }
            if self.impasse.declared().is_some() {
                self.flag(at, "impasse was declared before in this round: the first declaration's days go on (PERB topic 900.04)");
            }
        }
        self.impasse.steps.push((at.since, step.clone()));
        Ok(())
    }

    fn follow(&mut self, at: At<'_>, step: &Impasse, procedure: &Procedure) -> Result<(), Refusal> {
        let told = matches!(
            step.step,
            ImpasseStep::Spoken
                | ImpasseStep::MediationOffered
                | ImpasseStep::TimeWaived
                | ImpasseStep::MediationEnded
                | ImpasseStep::LocalMeeting
                | ImpasseStep::DeclarationWithdrawn
        );
        if told {
            return Ok(());
        }
        let Some(known) = procedure.steps.iter().find(|known| known.step == step.step) else {
            return Err(Refusal::new(
                NO_SUCH_STEP,
                format!(
                    "{} has no step \"{}\" ({})",
                    procedure.name,
                    word(step.step),
                    procedure.cite
                ),
                "record it as \"spoken\" where somebody only used the word, or as an event",
            ));
        };
        let missing: Vec<String> = known
            .after
            .iter()
            .filter(|before| self.impasse.first(**before).is_none())
            .map(|before| word(*before))
            .collect();
        if !missing.is_empty() {
            self.flag(
                at,
                format!(
                    "{} without an entry of {} before it ({})",
                    word(step.step),
                    missing.join(" and "),
                    known.cite
                ),
            );
        }
        Ok(())
    }
}

/// A step as it is written.
pub(crate) fn word(step: ImpasseStep) -> String {
    serde_json::to_value(step)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
