//! Clocks of contract and ground rules, days that somebody named, and ages that are evidence.

use jiff::Span;

use super::{Basis, Clock, ClockStatus, waits};
use crate::body::{ClockStep, CountState, NoticeKind};
use crate::fold::{Since, State};
use crate::law::{Counted, Law, dated};
use crate::{Slug, When};

/// What no statute says: how many days there are to answer a proposal or a request.
const NO_NUMBER: &str =
    "no number of days in the law that was read: evidence of delay, not a deadline";

pub(super) fn clocks(state: &State, law: &Law) -> Vec<Clock> {
    let mut all = Vec::new();
    answers(state, law, &mut all);
    requests(state, &mut all);
    contracts(state, &mut all);
    named_days(state, &mut all);
    for clock in &mut all {
        waive(state, clock);
    }
    all
}

/// Who owes an answer on what: an age, or a ground rule's days.
fn answers(state: &State, law: &Law, all: &mut Vec<Clock>) {
    let regime = state.rounds.last().and_then(|round| law.regimes.get(&round.regime));
    let by_rule =
        state.ground_rules.values().find_map(|rule| Some((rule.answer_within_days?, rule)));
    for (id, item) in &state.items {
        for waits in waits(state, id) {
            let Some((since, days)) = waits.awaiting else { continue };
            let title = format!("answer on {}", item.item.title);
            let id = Slug::from_words(&format!("answer {id}"));
            let mut clock = Clock::new(id, title, waits.side.name(), Basis::Evidence, since);
            clock.cite = regime.map_or_else(
                || NO_NUMBER.to_owned(),
                |regime| format!("{}: {NO_NUMBER}", regime.name),
            );
            clock.notes.push(format!("{} without an answer", about(since.when, days)));
            if let Some((within, rule)) = by_rule
                && let Some(earliest) = since.when.earliest()
            {
                clock.basis = Basis::GroundRule;
                clock.cite = format!("ground rule {}: {}", rule.id, rule.text);
                let day = earliest.saturating_add(Span::new().days(i64::from(within)));
                let how = format!("{} + {within} calendar days = {}", dated(earliest), dated(day));
                clock.closes = Some(Counted { day, counted: day, how });
            }
            clock.settle(state.as_of);
            all.push(clock);
        }
    }
}

/// `30`, or `about 30` where the day is not known.
pub(super) fn about(when: When, days: i64) -> String {
    match when.precision {
        crate::Precision::Day => format!("{days} days"),
        crate::Precision::Unknown => "days not known".to_owned(),
        crate::Precision::Reported => format!("at least {days} days"),
        _ => format!("about {days} days"),
    }
}

/// Requests for information that are not answered in full.
fn requests(state: &State, all: &mut Vec<Clock>) {
    for (id, request) in state.requests.iter().filter(|(_, request)| request.is_open()) {
        let title = format!("reply to request {id}");
        let who = state.parties.get(&request.request.to).map_or("", |party| party.side.name());
        let mut clock = Clock::new(
            Slug::from_words(&format!("request {id}")),
            title,
            who,
            Basis::Evidence,
            request.since,
        );
        clock.cite = format!(
            "{NO_NUMBER}; six unexplained weeks made a case (City of Petaluma, PERB 2485-M)"
        );
        let open = request.lines.values().filter(|line| line.is_open()).count();
        let days = request.days_open(state.as_of);
        clock.notes.push(format!(
            "{}, {open} of {} lines open",
            about(request.since.when, days),
            request.lines.len()
        ));
        if let Some(asked) = request.request.asked_by {
            clock.basis = Basis::Named;
            clock.closes = Some(Counted {
                day: asked,
                counted: asked,
                how: "the day that the request names; no law makes it one".to_owned(),
            });
        }
        clock.settle(state.as_of);
        all.push(clock);
    }
}

/// The term of each contract, and the notice that ending it takes.
fn contracts(state: &State, all: &mut Vec<Clock>) {
    for (id, contract) in &state.agreements {
        let Some(to) = contract.to() else { continue };
        let of_total =
            state.totals.values().any(|total| total.total.agreement.as_ref() == Some(id));
        let current = state.current_contract() == Some(id);
        let in_force = state.in_force(id).is_yes();
        if !in_force && (of_total || !current) {
            continue;
        }
        let started = contract.agreement.from.unwrap_or(to);
        let started = Since { when: When::on(started), entry: 0 };
        let mut term = Clock::new(
            Slug::from_words(&format!("term {id}")),
            format!("term of {} ends", contract.agreement.title),
            "either side",
            Basis::Contract,
            started,
        );
        term.cite.clone_from(&contract.agreement.title);
        term.closes =
            Some(Counted { day: to, counted: to, how: "the last day of its term".to_owned() });
        term.settle(state.as_of);
        if matches!(term.status, ClockStatus::Passed(_)) {
            let status = state.contract_status(id).name();
            term.notes.push(status);
            term.status = ClockStatus::Moot;
        }
        all.push(term);
        if let Some(days) = contract.agreement.termination_notice_days {
            let day = to.saturating_sub(Span::new().days(i64::from(days)));
            let mut notice = Clock::new(
                Slug::from_words(&format!("notice {id}")),
                format!("notice to end or change {}", contract.agreement.title),
                "either side",
                Basis::Contract,
                started,
            );
            notice.cite.clone_from(&contract.agreement.title);
            notice.closes = Some(Counted {
                day,
                counted: day,
                how: format!("{} - {days} calendar days = {}", dated(to), dated(day)),
            });
            let given =
                state.notices.iter().find(|(_, notice)| notice.kind == NoticeKind::Termination);
            notice.acted = given.map(|(since, _)| *since);
            notice.settle(state.as_of);
            all.push(notice);
        }
    }
}

/// Last days that somebody named: of offers, of votes, to join, to read.
fn named_days(state: &State, all: &mut Vec<Clock>) {
    for (id, pass) in &state.passes {
        if let Some(expires) = &pass.pass.expires
            && pass.is_live()
        {
            let title = format!("offer {id} can be accepted");
            let who = pass.side.other().map_or("", crate::Side::name);
            let mut clock = Clock::new(
                Slug::from_words(&format!("offer {id}")),
                title,
                who,
                Basis::Named,
                pass.since,
            );
            clock.cite = "the offer's own last day".to_owned();
            clock.closes = Some(Counted {
                day: expires.on,
                counted: expires.on,
                how: "as the offer says".to_owned(),
            });
            clock.notes.push(match &expires.reason {
                Some(reason) => format!("reason given: {reason}"),
                None => "no reason given: an offer that expires without one is a sign to log (PERB topic 606)".to_owned(),
            });
            clock.settle(state.as_of);
            all.push(clock);
        }
    }
    for (id, count) in &state.counts {
        for (what, day) in [
            ("closes", count.count.closes),
            ("last day to join in order to vote", count.count.join_by),
        ] {
            let Some(day) = day else { continue };
            let title = format!("{}: {what}", count.count.title);
            let mut clock = Clock::new(
                Slug::from_words(&format!("{id} {what}")),
                title,
                "union",
                Basis::Named,
                count.since,
            );
            clock.cite = "as announced".to_owned();
            clock.closes = Some(Counted { day, counted: day, how: "as announced".to_owned() });
            clock.settle(state.as_of);
            if count.count.state == CountState::Counted
                || matches!(clock.status, ClockStatus::Passed(_))
            {
                clock.status = ClockStatus::Moot;
            }
            all.push(clock);
        }
    }
    let hours = state.ground_rules.values().find_map(|rule| Some((rule.review_hours?, rule)));
    if let (Some((hours, rule)), Some((id, total))) = (hours, state.live_total())
        && let Some(day) = total.since.when.earliest()
    {
        let days = hours.div_ceil(24);
        let opens = day.saturating_add(Span::new().days(i64::from(days)));
        let mut clock = Clock::new(
            Slug::from_words(&format!("read {id}")),
            "members vote, after time to read".to_owned(),
            "union",
            Basis::GroundRule,
            total.since,
        );
        clock.cite = format!("ground rule {}: {}", rule.id, rule.text);
        clock.opens = Some(Counted {
            day: opens,
            counted: opens,
            how: format!("{} + {hours} hours, in whole days = {}", dated(day), dated(opens)),
        });
        clock.settle(state.as_of);
        if !matches!(clock.status, ClockStatus::TooEarly(_)) {
            clock.status = ClockStatus::Moot;
        }
        all.push(clock);
    }
}

/// Takes in what entries say about a clock of this kind.
fn waive(state: &State, clock: &mut Clock) {
    let id = clock.id.clone();
    for (_, event) in state.clock_events.iter().filter(|(_, event)| event.clock == id) {
        match event.step {
            ClockStep::Extended => {
                if let (Some(to), Some(closes)) = (event.to, &mut clock.closes) {
                    closes.how.push_str(&format!("; extended by agreement to {}", dated(to)));
                    closes.day = to;
                    clock.settle(state.as_of);
                }
            }
            ClockStep::Confirmed => clock.confirmed = true,
            ClockStep::Waived => clock.status = ClockStatus::Waived,
            ClockStep::Moot => clock.status = ClockStatus::Moot,
            ClockStep::Tolled => {
                let days = event.days.unwrap_or(0);
                clock.notes.push(format!("{days} days do not count, by agreement"));
            }
            ClockStep::Met | ClockStep::Missed => {}
        }
    }
}
