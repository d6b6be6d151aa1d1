//! The events that start and meet clocks, read off a state.

use crate::body::ChargeStep;
use crate::body::{
    ApprovalResult, CountKind, CountState, ImpasseStep, NoticeKind, Side, StrikeStep, TermsStep,
};
use crate::fold::{SessionRecord, Since, State};
use crate::{Slug, When};

/// Something that happened, by the name that clocks have for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub event: String,
    /// When.
    pub since: Since,
    /// What it is about, where a clock runs for each: a charge.
    pub of: Option<Slug>,
    /// How it was served.
    pub service: Option<Slug>,
}

/// Every fact of a state, in the order in which they happened.
pub fn facts(state: &State) -> Vec<Fact> {
    let mut all = Vec::new();
    let mut add = |event: &str, since: Since, of: Option<&Slug>, service: Option<&Slug>| {
        all.push(Fact {
            event: event.to_owned(),
            since,
            of: of.cloned(),
            service: service.cloned(),
        });
    };
    for (since, notice) in &state.notices {
        let event = match notice.kind {
            NoticeKind::Sunshine => "initial-proposals-presented",
            NoticeKind::PublicMeeting => "public-comment-heard",
            NoticeKind::NewSubject => "new-subject-offered",
            NoticeKind::Termination => "termination-notice",
            NoticeKind::FederalMediation => "fmcs-notified",
            NoticeKind::Strike => "strike-notice-served",
            NoticeKind::IntentToBargain | NoticeKind::Layoff | NoticeKind::ContractingOut => {
                continue;
            }
        };
        add(event, *since, None, notice.served_by.as_ref());
    }
    let held: Vec<Since> = state
        .sessions
        .iter()
        .filter(|one| SessionRecord::was_held(one))
        .map(|one| one.since)
        .collect();
    if let Some(first) = held.iter().min() {
        add("first-session", *first, None, None);
    }
    for since in &held {
        add("session", *since, None, None);
    }
    let first_pass = |side: Side| {
        let passes =
            state.passes.values().filter(|pass| pass.side == side && pass.pass.kind.is_formal());
        passes.map(|pass| pass.since).min()
    };
    if let (Some(ours), Some(theirs)) = (first_pass(Side::Union), first_pass(Side::Employer)) {
        add("initial-proposals-received", ours.max(theirs), None, None);
    }
    for (step, event) in STEPS {
        let since = match step {
            ImpasseStep::Declared => state.impasse.declared(),
            step => state.impasse.first(*step),
        };
        if let Some(since) = since {
            add(event, since, None, None);
        }
    }
    let started = [ImpasseStep::MediationStarted, ImpasseStep::MediationSession];
    if let Some(since) = started.iter().filter_map(|step| state.impasse.first(*step)).min() {
        add("mediation-started", since, None, None);
    }
    for (since, strike) in &state.strike.steps {
        match strike.step {
            StrikeStep::NoticeServed => add("strike-notice-served", *since, None, None),
            StrikeStep::Started => add("strike-started", *since, None, None),
            StrikeStep::DateSet | StrikeStep::DateMoved => {
                add("strike-date-set", *since, None, None)
            }
            _ => {}
        }
    }
    for (id, contract) in &state.agreements {
        if let Some(to) = contract.to() {
            add("agreement-expires", Since { when: When::on(to), entry: 0 }, Some(id), None);
        }
        if let Some((since, _)) = contract.last(TermsStep::Imposed) {
            add("implemented", *since, None, None);
        }
    }
    for (id, total) in &state.totals {
        add("total-ta", total.since, Some(id), None);
        for (since, answer) in &total.answers {
            match answer.result {
                ApprovalResult::Submitted => add("ta-presented-at-meeting", *since, Some(id), None),
                ApprovalResult::Approved | ApprovalResult::Rejected => {
                    add("ta-voted", *since, Some(id), None)
                }
                ApprovalResult::Conditional => {}
            }
        }
    }
    for (id, charge) in &state.charges {
        if let Some((known, since)) = charge.known() {
            add(
                "conduct-known",
                Since { when: When::on(known), entry: since.entry },
                Some(id),
                None,
            );
        }
        for (step, event) in [
            (ChargeStep::Filed, "charge-filed"),
            (ChargeStep::ProposedDecision, "proposed-decision-served"),
            (ChargeStep::Exceptions, "exceptions-filed"),
        ] {
            if let Some(since) = charge.when(step) {
                add(event, since, Some(id), None);
            }
        }
    }
    for count in state.counts.values() {
        if count.count.kind == CountKind::Ratification && count.count.state == CountState::Counted {
            add("ratification-counted", count.since, None, None);
        }
    }
    for (since, event) in &state.events {
        add(&event.action.replace('_', "-"), *since, None, None);
    }
    all.sort_by_key(|fact| (fact.since, fact.event.clone()));
    all
}

/// Steps of impasse by the names that clocks have for them.
const STEPS: &[(ImpasseStep, &str)] = &[
    (ImpasseStep::Declared, "impasse-declared"),
    (ImpasseStep::RequestFiled, "impasse-request-filed"),
    (ImpasseStep::Determined, "impasse-determined"),
    (ImpasseStep::NotDetermined, "impasse-determined"),
    (ImpasseStep::MediatorAppointed, "mediator-appointed"),
    (ImpasseStep::Certified, "mediation-certified"),
    (ImpasseStep::FactfindingRequested, "factfinding-requested"),
    (ImpasseStep::RequestSufficient, "factfinding-sufficient"),
    (ImpasseStep::RequestDenied, "factfinding-sufficient"),
    (ImpasseStep::PanelMemberNamed, "panel-member-named"),
    (ImpasseStep::PanelChairNamed, "panel-chair-named"),
    (ImpasseStep::PanelAppointed, "panel-appointed"),
    (ImpasseStep::ReportToParties, "report-completed"),
    (ImpasseStep::ReportToParties, "report-received"),
    (ImpasseStep::ReportPublic, "report-published"),
    (ImpasseStep::FinalOffersFiled, "final-offers-submitted"),
    (ImpasseStep::FinalOffersPublished, "final-offers-published"),
];
