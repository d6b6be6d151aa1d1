//! What each action of a chronology means as an entry.

use record::Slug;
use record::body::*;
use record::said::table_of_json;

use super::passes::conditions;
use super::{Import, Told};

/// Actions that tell of a contract's term.
pub(super) const CONTRACT: [&str; 6] = [
    "agreement_effective",
    "contract_expired",
    "contract_expired_continuing",
    "contract_expires",
    "contract_term_ends",
    "contract_extended",
];

/// Things that happen once: a second telling is a rival account of the first.
pub(super) const ONCE: [&str; 7] = [
    "programme_start",
    "bill_signed",
    "agreement_signed",
    "coalition_formed",
    "panel_appointed",
    "mediator_appointed",
    "strike_started",
];

/// Actions that move no state of the table: they are kept as plain events.
const PLAIN: [&str; 44] = [
    "agreements_reached",
    "analysis_corrected",
    "analysis_published",
    "budget_vote_scheduled",
    "campaign_launch",
    "clock_statement",
    "coalition_formed",
    "comparator_settlement",
    "counter_announced",
    "decision",
    "endorsement",
    "evidence_call",
    "executive_directive",
    "final_vote_expected",
    "fiscal_review",
    "letter",
    "mediation_cancelled",
    "mediation_proposal_exchanged",
    "monitoring_meeting",
    "mou_submitted_to_LAO",
    "no_movement",
    "payment_planned",
    "presentation",
    "programme_start",
    "proposal_announced",
    "recess_begins",
    "report_published",
    "resolution_vote",
    "response_overdue_noted",
    "ruling",
    "side_agreement",
    "side_letter_signed",
    "target_action",
    "team_change",
    "update_published",
    "working_group_agreed",
    "budget_adopted",
    "petition_delivered",
    "press_conference",
    "commission_report",
    "commitment_reported",
    "statement_of_support",
    "other",
    "event",
];

/// What an event comes to: the entries of its action; an empty list for a plain event; none for an action that is not known.
pub(super) fn bodies(import: &mut Import<'_>, event: &Told) -> Option<Vec<Body>> {
    let action = event.action.as_str();
    if super::coalition::is_elsewhere(event) {
        return Some(import.won_elsewhere(event));
    }
    if PLAIN.contains(&action) {
        return Some(Vec::new());
    }
    if let Some(step) = impasse_step(event) {
        return Some(import.impasse(event, step));
    }
    if let Some(step) = strike_step(action) {
        return Some(import.strike(event, step));
    }
    Some(match action {
        "session" | "session_shortened" | "session_planned" | "session_cancelled" => {
            import.session(event)
        }
        "caucus" => import.caucus(event),
        "proposal_passed" | "offer" | "proposal" | "proposal_outstanding" => {
            import.pass(event, None)
        }
        "counter_passed" | "counter" => import.pass(event, Some(PassKind::Counter)),
        "initial_proposals" => import.pass(event, Some(PassKind::Initial)),
        "package_passed" => import.pass(event, Some(PassKind::Package)),
        "final_offer" | "LBFO" => import.pass(event, Some(PassKind::LastBestFinal)),
        "verbal_offer" => import.pass(event, Some(PassKind::Verbal)),
        "what_if" | "supposal" => import.pass(event, Some(PassKind::WhatIf)),
        "rejected" | "LBFO_rejected" => import.rejected(event),
        "repeat_of_prior" => import.answer(event, ResponseKind::Repeat),
        "not_ready" => import.answer(event, ResponseKind::NotReady),
        "item_TA" => import.item_agreed(event),
        "total_tentative_agreement" => import.total(event),
        "straw_poll_result" => import.count(event, CountKind::StrawPoll, CountState::Counted),
        "membership_vote" => import.membership_vote(event),
        "ratified" | "ratification_announced" | "ratification_result" => {
            import.count(event, CountKind::Ratification, CountState::Counted)
        }
        "ratification_open" => import.count(event, CountKind::Ratification, CountState::Open),
        "ratification_extended" => {
            import.count(event, CountKind::Ratification, CountState::Extended)
        }
        "voter_eligibility_cutoff" => {
            import.count(event, CountKind::Ratification, CountState::Announced)
        }
        "strike_authorization_vote_opened" => {
            import.count(event, CountKind::StrikeAuthorization, CountState::Open)
        }
        "survey_opened" => import.count(event, CountKind::Survey, CountState::Open),
        "survey_closed" => import.count(event, CountKind::Survey, CountState::Closed),
        "petition_launched" => import.count(event, CountKind::Petition, CountState::Open),
        "employer_approval"
        | "bill_signed"
        | "bill_passed"
        | "board_approval"
        | "legislature_approved" => import.approval(event),
        "agreement_effective" => import.terms(event, TermsStep::Effective),
        "agreement_signed" => import.terms(event, TermsStep::Signed),
        "terms_implemented" => import.terms(event, TermsStep::Implemented),
        "contract_extended" => import.terms(event, TermsStep::Extended),
        "contract_terminated" => import.terms(event, TermsStep::Terminated),
        "contract_expired"
        | "contract_expired_continuing"
        | "contract_expires"
        | "contract_term_ends" => import.terms(event, TermsStep::Expired),
        "sunshine" => import.notice(event, NoticeKind::Sunshine),
        "public_notice_meeting" => import.notice(event, NoticeKind::PublicMeeting),
        "ground_rule_agreed" => import.ground_rule(event),
        "scope_objection" => import.scope_objection(event),
        "information_request_sent" => import.request(event),
        "information_request_reasserted" => import.reply(event, LineStatus::Reasserted),
        "information_not_provided" => import.reply(event, LineStatus::NotProvided),
        "information_provided" => import.reply(event, LineStatus::Provided),
        "charge_filed" => import.charge(event),
        "commitment_made" => import.commitment(event),
        "implementation_count" => import.tally(event),
        "demand_presented" => import.demands(event),
        "action" | "public_action" | "rally" | "delegation" => import.action(event),
        "position_reported" if event.object("to").is_some() => {
            import.pass(event, Some(PassKind::Counter))
        }
        "claim" | "public_claim" | "public_denial" | "statement" | "position_reported" => {
            import.claim(event)
        }
        _ => return None,
    })
}

/// The plain event of an event.
pub(super) fn plain(event: &Told) -> Event {
    let known = [
        "seq",
        "date",
        "date_precision",
        "actor",
        "action",
        "subject",
        "summary",
        "source",
        "confidence",
        "audience",
        "note",
    ];
    let mut values = table_of_json(&event.fields);
    values.retain(|name, _| !known.contains(&name.as_str()));
    // Two actions have the name of the event that a clock waits for.
    let action = match event.action.as_str() {
        "mou_submitted_to_LAO" => "mou-submitted".to_owned(),
        "analysis_published" => "fiscal-analysis-published".to_owned(),
        "side_letter_signed" => "side-letter".to_owned(),
        other => other.replace('_', "-"),
    };
    Event {
        action,
        actor: event.actor.clone(),
        summary: event.summary.clone(),
        subject: event.subject.clone(),
        values,
    }
}

fn impasse_step(event: &Told) -> Option<ImpasseStep> {
    let about = event.subject.join(" ").to_lowercase();
    Some(match event.action.as_str() {
        "impasse_declared" => ImpasseStep::Declared,
        "impasse_withdrawn" => ImpasseStep::DeclarationWithdrawn,
        "impasse_request_filed" => ImpasseStep::RequestFiled,
        "impasse_determined" => ImpasseStep::Determined,
        "local_impasse_meeting" => ImpasseStep::LocalMeeting,
        "mediation_request_announced" => ImpasseStep::MediationOffered,
        "mediator_appointed" => ImpasseStep::MediatorAppointed,
        "mediation_started" => ImpasseStep::MediationStarted,
        "mediation_session" => ImpasseStep::MediationSession,
        "mediation_ended" => ImpasseStep::MediationEnded,
        "factfinding_certified" => ImpasseStep::Certified,
        "factfinding_requested" => ImpasseStep::FactfindingRequested,
        "panel_chair_confirmed" => ImpasseStep::PanelChairNamed,
        "panel_appointed" => ImpasseStep::PanelAppointed,
        "time_waived" => ImpasseStep::TimeWaived,
        "hearing" if about.contains("implement") || about.contains("impos") => {
            ImpasseStep::PublicHearing
        }
        "hearing" => ImpasseStep::Hearing,
        "report_received" | "report_private" => ImpasseStep::ReportToParties,
        "report_public" => ImpasseStep::ReportPublic,
        "final_offers_submitted" => ImpasseStep::FinalOffersFiled,
        "final_offers_published" => ImpasseStep::FinalOffersPublished,
        _ => return None,
    })
}

fn strike_step(action: &str) -> Option<StrikeStep> {
    Some(match action {
        "strike_authorized" => StrikeStep::Authorized,
        "strike_planned" => StrikeStep::Planned,
        "strike_date_set" => StrikeStep::DateSet,
        "strike_date_moved" => StrikeStep::DateMoved,
        "strike_call_held" => StrikeStep::CallHeld,
        "strike_notice_served" => StrikeStep::NoticeServed,
        "strike_started" => StrikeStep::Started,
        "strike_paused" => StrikeStep::Paused,
        "strike_ended" => StrikeStep::Ended,
        "injunction_sought" => StrikeStep::InjunctionSought,
        _ => return None,
    })
}

impl Import<'_> {
    fn actor_id(&self, event: &Told) -> Option<Slug> {
        self.party(event).map(|(id, _)| id)
    }

    fn title(&self, event: &Told) -> String {
        match event.subject.is_empty() {
            true => event.action.replace('_', " "),
            false => event.subject.join(", "),
        }
    }

    fn session(&mut self, event: &Told) -> Vec<Body> {
        let state = match event.action.as_str() {
            "session_shortened" => SessionState::Shortened,
            "session_planned" => SessionState::Planned,
            "session_cancelled" => SessionState::Cancelled,
            _ => SessionState::Held,
        };
        let session = Session {
            id: None,
            state,
            table: None,
            start: None,
            end: None,
            scheduled_minutes: event.whole("values", "scheduled_minutes"),
            present: Vec::new(),
            ended_by: None,
            place: None,
            agenda: Some(event.subject.join(", ")).filter(|agenda| !agenda.is_empty()),
            next: event.day("next"),
            sessions: event.whole("values", "sessions"),
            announced: None,
        };
        vec![session.into()]
    }

    fn caucus(&mut self, event: &Told) -> Vec<Body> {
        let side = self.party(event).map_or(Side::Union, |(_, side)| side);
        vec![Caucus { side, start: None, end: None }.into()]
    }

    fn impasse(&mut self, event: &Told, step: ImpasseStep) -> Vec<Body> {
        let values = |name: &str| event.whole("values", name);
        let by = event
            .actor
            .split('+')
            .filter_map(|name| self.parties.get(name.trim()))
            .map(|(id, _)| id.clone())
            .next();
        let impasse = Impasse {
            step,
            by,
            in_writing: None,
            days: values("days")
                .or_else(|| values("days_waived"))
                .or_else(|| values("waived_days"))
                .or_else(|| self.days_to_the_deadline(event, step)),
            sessions: values("sessions"),
            hours: values("hours"),
            agreed: values("articles_agreed"),
            open: values("articles_open"),
            note: Some(event.summary.clone()).filter(|summary| !summary.is_empty()),
        };
        let panel = (step == ImpasseStep::PanelChairNamed)
            .then(|| Impasse { step: ImpasseStep::PanelAppointed, ..impasse.clone() });
        // With its chair the panel is complete; a final offer that is filed is a position as well.
        let offers = step == ImpasseStep::FinalOffersFiled && event.object("to").is_some();
        let offers =
            if offers { self.pass(event, Some(PassKind::LastBestFinal)) } else { Vec::new() };
        std::iter::once(impasse).chain(panel).map(Body::from).chain(offers).collect()
    }

    /// Days that were waived, where the event names only the new last day: from the statute's own to it.
    fn days_to_the_deadline(&self, event: &Told, step: ImpasseStep) -> Option<u32> {
        let to = event.day("deadline").filter(|_| step == ImpasseStep::TimeWaived)?;
        let state = record::fold(&self.sealed, event.when.day, self.procedures());
        let running = record::clocks(&state, self.law).into_iter().filter(|clock| {
            clock.id.as_str().contains("report") || clock.id.as_str().contains("factfinding")
        });
        let own = running
            .filter_map(|clock| clock.closes)
            .map(|closes| closes.day)
            .filter(|day| *day < to)
            .max()?;
        u32::try_from(record::days_between(own, to)).ok()
    }

    fn strike(&mut self, event: &Told, step: StrikeStep) -> Vec<Body> {
        let by = self.actor_id(event);
        let day =
            event.day("deadline").or_else(|| event.day("to")).or_else(|| event.day("strike_date"));
        let day = day.or_else(|| {
            let values = event.object("values")?;
            let mut days = values
                .values()
                .filter_map(|value| value.as_str())
                .filter_map(|text| money::date_from_iso(text).ok());
            days.next()
        });
        let mut bodies = Vec::new();
        let mut count = None;
        if step == StrikeStep::Authorized && event.fields.contains_key("vote") {
            let vote = self.count(event, CountKind::StrikeAuthorization, CountState::Counted);
            if let Some(Body::Count(counted)) = vote.first() {
                count = Some(counted.id.clone());
            }
            bodies.extend(vote);
        }
        bodies.push(
            Strike { step, by, day, count, reason: event.text("reason").map(str::to_owned) }.into(),
        );
        bodies
    }

    fn rejected(&mut self, event: &Told) -> Vec<Body> {
        if event.fields.contains_key("vote") && self.total.is_some() {
            return self.count(event, CountKind::Ratification, CountState::Counted);
        }
        self.answer(event, ResponseKind::Reject)
    }

    fn item_agreed(&mut self, event: &Told) -> Vec<Body> {
        let items: Vec<Slug> =
            event.subject.iter().map(|subject| self.item(subject, event)).collect();
        if items.is_empty() {
            return Vec::new();
        }
        let id = self.id(&format!("ta {}", event.subject[0]));
        let initials =
            [Side::Union, Side::Employer].into_iter().filter_map(|side| self.of_side(side));
        let initials = initials
            .map(|(party, _)| Initials { agreement: None, party, by: None, on: None })
            .collect();
        let conditions = conditions(event)
            .into_iter()
            .enumerate()
            .map(|(at, text)| Condition {
                id: Slug::from_words(&format!("condition {}", at + 1)),
                agreement: None,
                text: Some(text),
                met: None,
            })
            .collect();
        vec![TentativeAgreement { id, items, pass: None, text: None, initials, conditions }.into()]
    }

    fn total(&mut self, event: &Told) -> Vec<Body> {
        let id = self.id(&match event.subject.as_slice() {
            [one] => format!("total agreement {one}"),
            _ => "total agreement".to_owned(),
        });
        let parts = if event.subject.len() > 1 { event.subject.clone() } else { Vec::new() };
        // Where several are reached one after the other, each is some unit's: which items it settles is not told.
        let several =
            self.timeline.events.iter().filter(|other| other.action == event.action).count() > 1;
        let total = TotalAgreement {
            id,
            agreement: Some(self.agreement.clone()),
            parts,
            takes_in: Vec::new(),
            settles: several.then(Vec::new),
            text: None,
        };
        vec![total.into()]
    }

    fn membership_vote(&mut self, event: &Told) -> Vec<Body> {
        let about = format!("{} {}", event.subject.join(" "), event.summary).to_lowercase();
        let kind = match about.contains("strike") {
            true => CountKind::StrikeAuthorization,
            false if self.total.is_some() => CountKind::Ratification,
            false => CountKind::StrawPoll,
        };
        let state =
            if event.fields.contains_key("vote") { CountState::Counted } else { CountState::Open };
        self.count(event, kind, state)
    }

    /// People counted. A ratification of one subject is one count, through all of its events.
    fn count(&mut self, event: &Told, kind: CountKind, state: CountState) -> Vec<Body> {
        let title = self.title(event);
        let id = Slug::from_words(&format!("{} {title}", kind.name()));
        let vote = |name: &str| event.whole("vote", name);
        let percent = |names: &[&str]| names.iter().find_map(|name| event.number("vote", name));
        let any_yes = event.object("vote").and_then(|vote| {
            let named = vote.iter().find(|(name, _)| name.ends_with("yes_pct"));
            named.map(|(_, value)| value.to_string())
        });
        let ratifies = kind == CountKind::Ratification;
        let (passed, failed) = match event.action.as_str() {
            "ratified" | "ratification_announced" => (true, false),
            "rejected" | "LBFO_rejected" => (false, true),
            _ => (false, false),
        };
        let outcome = match (passed, failed) {
            (true, _) => Some(Outcome::Passed),
            (_, true) => Some(Outcome::Failed),
            _ => None,
        };
        let question = Question {
            text: title.clone(),
            yes: vote("yes"),
            no: vote("no"),
            abstain: vote("abstain"),
            yes_percent: percent(&["yes_pct", "pct_published", "ratify_pct"]).or(any_yes),
            no_percent: percent(&["no_pct", "reject_pct"]),
            outcome: outcome.filter(|_| ratifies),
        };
        let told = event.fields.contains_key("vote") || outcome.is_some();
        let count = Count {
            id: id.clone(),
            kind,
            state,
            title,
            of: self.total_about(event).filter(|_| ratifies),
            unit: None,
            questions: if told { vec![question] } else { Vec::new() },
            eligible: vote("eligible"),
            took_part: vote("cast").or_else(|| vote("took_part")),
            turnout_percent: percent(&["turnout_pct", "turnout_pct_over", "turnout_pct_about"]),
            threshold_percent: percent(&["threshold_pct"]),
            opens: None,
            closes: event.day("deadline"),
            join_by: (event.action == "voter_eligibility_cutoff").then_some(event.when.day),
            electorate: None,
            recommendation: event.text("recommendation").map(str::to_owned),
        };
        self.ids.insert(id.to_string());
        vec![count.into()]
    }

    /// The total agreement that an event's subject names, else the last.
    fn total_about(&self, event: &Told) -> Option<Slug> {
        let about = Slug::from_words(&event.subject.join(" "));
        let named = self.totals.iter().find(|(_, words)| words.ends_with(about.as_str()));
        named.map(|(id, _)| id.clone()).or_else(|| self.total.clone())
    }

    fn approval(&mut self, event: &Told) -> Vec<Body> {
        let Some(total) = self.total_about(event) else { return Vec::new() };
        let steps = record::fold(&self.sealed, money::Date::MAX, self.procedures()).steps();
        let actor = event.actor.to_lowercase();
        let named = |step: &&ApprovalStep| {
            actor.contains(&step.name.to_lowercase()) || actor.contains(step.id.as_str())
        };
        let employers = |step: &&ApprovalStep| step.id.as_str() != "member-ratification";
        let step = match event.action.as_str() {
            "bill_signed" => steps.iter().find(|step| step.id.as_str() == "governor"),
            "bill_passed" | "legislature_approved" => {
                steps.iter().find(|step| step.id.as_str() == "legislature")
            }
            _ => steps.iter().find(named).or_else(|| steps.iter().find(employers)),
        };
        let Some(step) = step else { return Vec::new() };
        let conditions = conditions(event);
        // A Governor signs what the Legislature has passed, though no event tells of it.
        let implies: Vec<Slug> = steps
            .iter()
            .filter(|other| event.action == "bill_signed" && other.id.as_str() == "legislature")
            .map(|other| other.id.clone())
            .collect();
        let approval = Approval {
            of: Some(total),
            step: step.id.clone(),
            result: if conditions.is_empty() {
                ApprovalResult::Approved
            } else {
                ApprovalResult::Conditional
            },
            unit: None,
            conditions,
            count: None,
            implies,
            document: event.text("bill").map(str::to_owned),
        };
        vec![approval.into()]
    }

    fn terms(&mut self, event: &Told, step: TermsStep) -> Vec<Body> {
        let subject = event.subject.first().map(|subject| Slug::from_words(subject));
        let known = subject.filter(|id| {
            self.sealed.iter().any(|entry| matches!(&entry.draft.body, Body::Agreement(agreement) if agreement.id == *id))
        });
        let agreement = known.unwrap_or_else(|| match step {
            TermsStep::Expired | TermsStep::Extended | TermsStep::Terminated
                if self.total.is_none() =>
            {
                self.contract.clone().unwrap_or_else(|| self.agreement.clone())
            }
            _ => self.agreement.clone(),
        });
        let continues =
            (event.action == "contract_expired_continuing").then(|| event.summary.clone());
        let by = self.party(event).map(|(_, side)| side);
        let terms = Terms {
            agreement,
            step,
            by,
            to: event.day("deadline").or_else(|| event.day("to")),
            continues_by: continues,
        };
        vec![terms.into()]
    }

    fn notice(&mut self, event: &Told, kind: NoticeKind) -> Vec<Body> {
        let from = self.actor_id(event).or_else(|| self.of_side(Side::Employer).map(|(id, _)| id));
        let Some(from) = from else { return Vec::new() };
        let subject = Some(event.subject.join(", ")).filter(|subject| !subject.is_empty());
        vec![
            Notice { kind, from, to: None, served_by: None, subject, for_day: None, proof: None }
                .into(),
        ]
    }

    fn ground_rule(&mut self, event: &Told) -> Vec<Body> {
        let topic = self.title(event);
        let id = self.id(&format!("rule {topic}"));
        let rule = GroundRule {
            id,
            topic,
            text: event.summary.clone(),
            revocability: None,
            package_repeats_are_numbered: None,
            answer_within_days: None,
            review_hours: None,
        };
        vec![rule.into()]
    }

    fn scope_objection(&mut self, event: &Told) -> Vec<Body> {
        let side = self.party(event).map_or(Side::Employer, |(_, side)| side);
        let mut bodies = Vec::new();
        for subject in &event.subject {
            let item = self.item(subject, event);
            let contested = self.contested(&item);
            let opinion = ScopeOpinion {
                item,
                side,
                class: ScopeClass::Permissive,
                basis: Some(event.summary.clone()),
                objection: true,
            };
            bodies.push(opinion.into());
            bodies.extend(contested);
        }
        bodies
    }

    fn request(&mut self, event: &Told) -> Vec<Body> {
        let Some((from, side)) = self.party(event) else { return Vec::new() };
        let Some((to, _)) = side.other().and_then(|other| self.of_side(other)) else {
            return Vec::new();
        };
        let subjects = match event.subject.is_empty() {
            true => vec![event.summary.clone()],
            false => event.subject.clone(),
        };
        let lines = (1..)
            .zip(subjects)
            .map(|(line, text)| RequestLine { line, text, blocks: Vec::new() })
            .collect();
        let id = self.id(&format!("request {}", event.seq));
        let asked_by = event.day("deadline");
        let relevance = Some(event.summary.clone()).filter(|words| !words.is_empty());
        vec![InformationRequest { id, from, to, lines, asked_by, relevance }.into()]
    }

    fn reply(&mut self, event: &Told, status: LineStatus) -> Vec<Body> {
        let Some(request) = self.request.clone() else { return Vec::new() };
        let words = Some(event.summary.clone()).filter(|words| !words.is_empty());
        vec![Reply { request, lines: Vec::new(), status, words, files: Vec::new() }.into()]
    }

    fn charge(&mut self, event: &Told) -> Vec<Body> {
        let words =
            event.text("case").map_or_else(|| format!("charge {}", event.seq), str::to_owned);
        let id = self.id(&words);
        let charge = Charge {
            id,
            step: ChargeStep::Filed,
            conduct: Some(event.summary.clone()).filter(|words| !words.is_empty()),
            known: event.day("known"),
            by: self.actor_id(event),
            theory: event.text("theory").map(str::to_owned),
            number: event.text("case").map(str::to_owned),
        };
        vec![charge.into()]
    }

    fn claim(&mut self, event: &Told) -> Vec<Body> {
        let id = self.id(&format!("claim {}", event.seq));
        let status = match event.action.as_str() {
            "public_denial" => ClaimStatus::Denied,
            _ if event.fields.contains_key("rebuttal") => ClaimStatus::Rebutted,
            _ => ClaimStatus::Said,
        };
        let claim = Claim {
            id,
            speaker: event.actor.clone(),
            words: event.summary.clone(),
            status,
            items: event
                .subject
                .iter()
                .map(|subject| Slug::from_words(subject))
                .filter(|id| self.items.contains(id))
                .collect(),
            values: event.object("values").map(table_of_json).unwrap_or_default(),
            answer: event.text("rebuttal").map(str::to_owned),
            verbatim: false,
            place: None,
            about: None,
            evidence: Vec::new(),
        };
        vec![claim.into()]
    }
}
