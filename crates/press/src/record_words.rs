//! An entry in a line of words.

use record::body::Body;
use record::{Entry, Said, Slug};

/// What an entry says, in a line.
pub(crate) fn entry_words(entry: &Entry) -> String {
    let words = body_words(&entry.draft.body);
    match (entry.draft.corrects, entry.draft.rival_of) {
        (Some(of), _) => format!("corrects entry {of}: {words}"),
        (None, Some(of)) => format!("another account of entry {of}: {words}"),
        (None, None) => words,
    }
}

fn list(ids: &[Slug]) -> String {
    ids.iter().map(Slug::as_str).collect::<Vec<_>>().join(", ")
}

/// A word of an enum, as it is written: `mediator-appointed` is "mediator appointed".
fn word<T: serde::Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().replace('-', " ")
}

fn with(text: String, more: Option<&str>) -> String {
    match more.filter(|more| !more.is_empty()) {
        Some(more) => format!("{text}: {more}"),
        None => text,
    }
}

fn body_words(body: &Body) -> String {
    match body {
        Body::Record(record) => format!("the record of {} begins", record.campaign),
        Body::Party(party) => format!("party {}: {}, {}", party.id, party.name, party.side),
        Body::Unit(unit) => format!("unit {}: {}", unit.id, unit.name),
        Body::BargainingTable(table) => format!("table {}: {}", table.id, table.name),
        Body::TeamChange(change) => {
            format!(
                "{} {} the team of {}",
                change.who,
                if change.joins { "joins" } else { "leaves" },
                change.party
            )
        }
        Body::Agreement(agreement) => {
            let term = match (agreement.from, agreement.to) {
                (Some(from), Some(to)) => format!(", {from} to {to}"),
                (None, Some(to)) => format!(", to {to}"),
                _ => String::new(),
            };
            format!("contract {}: {}{term}", agreement.id, agreement.title)
        }
        Body::Round(round) => format!("round {} under {}", round.id, round.regime),
        Body::GroundRule(rule) => format!("ground rule {}: {}", rule.id, rule.text),
        Body::Item(item) => format!("item {}: {}", item.id, item.title),
        Body::ScopeOpinion(opinion) => {
            let text =
                format!("{}: the {} says {}", opinion.item, opinion.side, opinion.class.name());
            with(text, opinion.basis.as_deref())
        }
        Body::Session(session) => {
            let text = match session.state {
                record::body::SessionState::Planned => "session planned",
                record::body::SessionState::Held => "session",
                record::body::SessionState::Shortened => "session cut short",
                record::body::SessionState::Cancelled => "session cancelled",
            };
            let id = session.id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
            let hour = |time: Option<jiff::civil::Time>| {
                time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute()))
            };
            let times = match (hour(session.start), hour(session.end)) {
                (Some(start), Some(end)) => format!(", {start} to {end}"),
                (Some(start), None) => format!(", from {start}"),
                _ => String::new(),
            };
            let who: Vec<String> = session
                .present
                .iter()
                .map(|one| format!("{} ({})", one.party, one.who.join(", ")))
                .collect();
            let who = if who.is_empty() {
                String::new()
            } else {
                format!(", present: {}", who.join("; "))
            };
            with(format!("{text}{id}{times}{who}"), session.agenda.as_deref())
        }
        Body::Caucus(caucus) => format!("caucus of the {}", caucus.side),
        Body::Pass(pass) => {
            let items: Vec<String> = pass
                .items
                .iter()
                .map(|one| match (one.in_a_line(), one.unchanged) {
                    (Some(says), false) => format!("{} ({says})", one.item),
                    (_, true) => format!("{} (unchanged)", one.item),
                    (None, false) => one.item.to_string(),
                })
                .collect();
            format!("{} {} by {}: {}", pass.kind.name(), pass.id, pass.from, items.join(", "))
        }
        Body::Response(response) => {
            let text = format!("{} by {} to {}", response.kind.name(), response.by, response.to);
            let text = if response.items.is_empty() {
                text
            } else {
                format!("{text} on {}", list(&response.items))
            };
            with(text, response.words.as_deref())
        }
        Body::Withdrawal(withdrawal) => {
            with(format!("{} withdrawn", withdrawal.pass), withdrawal.reason.as_deref())
        }
        Body::Hold(hold) => {
            format!("{} {}", list(&hold.items), if hold.held { "parked" } else { "taken up again" })
        }
        Body::TentativeAgreement(agreement) => {
            let by: Vec<&str> = agreement.initials.iter().map(|one| one.party.as_str()).collect();
            let by = if by.is_empty() {
                "by nobody yet".to_owned()
            } else {
                format!("by {}", by.join(" and "))
            };
            format!(
                "tentative agreement {} on {}, initialled {by}",
                agreement.id,
                list(&agreement.items)
            )
        }
        Body::Initials(initials) => format!(
            "{} initials {}",
            initials.party,
            initials.agreement.as_ref().map_or("", Slug::as_str)
        ),
        Body::Condition(condition) => format!(
            "condition {} {}",
            condition.id,
            match condition.met {
                Some(true) => "met",
                Some(false) => "failed",
                None => "open",
            }
        ),
        Body::Reopening(reopening) => {
            let text = format!(
                "{} {} by {}",
                reopening.agreement,
                word(reopening.kind),
                list(&reopening.by)
            );
            with(text, reopening.reason.as_deref())
        }
        Body::TotalAgreement(total) => format!("total tentative agreement {}", total.id),
        Body::Approval(approval) => {
            let text = format!("{}: {}", approval.step, word(approval.result));
            if approval.conditions.is_empty() {
                text
            } else {
                format!("{text}, if {}", approval.conditions.join("; "))
            }
        }
        Body::Terms(terms) => format!("{} {}", terms.agreement, word(terms.step)),
        Body::Count(count) => {
            format!("{} {}, {}", count.kind.name(), word(count.state), count.title)
        }
        Body::Notice(notice) => with(
            format!("{} notice by {}", word(notice.kind), notice.from),
            notice.subject.as_deref(),
        ),
        Body::InformationRequest(request) => {
            format!(
                "request {} by {} to {}, {} lines",
                request.id,
                request.from,
                request.to,
                request.lines.len()
            )
        }
        Body::Reply(reply) => {
            let lines: Vec<String> = reply.lines.iter().map(u32::to_string).collect();
            let lines = if lines.is_empty() {
                String::new()
            } else {
                format!(" line {}", lines.join(", "))
            };
            with(
                format!("request {}{lines}: {}", reply.request, reply.status.name()),
                reply.words.as_deref(),
            )
        }
        Body::Impasse(step) => {
            let by = step.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            with(format!("impasse: {}{by}", word(step.step)), step.note.as_deref())
        }
        Body::Charge(charge) => {
            with(format!("charge {}: {}", charge.id, word(charge.step)), charge.conduct.as_deref())
        }
        Body::Strike(strike) => {
            let day = strike.day.map(|day| format!(" for {day}")).unwrap_or_default();
            format!("strike: {}{day}", word(strike.step))
        }
        Body::Claim(claim) => format!("{} says: {}", claim.speaker, claim.words),
        Body::Account(account) => format!("account of {}: {}", account.topic, account.says),
        Body::Event(event) => {
            let about = if event.subject.is_empty() {
                String::new()
            } else {
                format!(" ({})", event.subject.join(", "))
            };
            let text = format!("{}{about}", event.action.replace('-', " "));
            with(text, Some(&event.summary))
        }
        Body::Gap(gap) => format!("not known: {}", gap.missing),
        Body::Keeping(keeping) => {
            format!("{} of {} is kept ({})", keeping.what, keeping.person, keeping.sha256.short())
        }
        Body::Erasure(erasure) => format!("{} took back what is theirs", erasure.person),
        Body::ClockEvent(event) => {
            with(format!("clock {}: {}", event.clock, word(event.step)), event.reason.as_deref())
        }
        Body::Retraction(retraction) => {
            format!("entry {} was made in error: {}", retraction.entry, retraction.reason)
        }
        Body::Redaction(redaction) => format!(
            "entry {} is not to be shown to {}: {}",
            redaction.entry,
            audiences(&redaction.from),
            redaction.reason
        ),
        Body::Release(release) => {
            format!("entry {} may be seen by {}", release.entry, audiences(&release.to))
        }
        Body::Unknown { kind, body, .. } => {
            let says = Said::of_json(body).map(|said| said.printed()).unwrap_or_default();
            format!("{kind} (of a newer program): {says}")
        }
    }
}

pub(crate) fn audiences(who: &record::Audiences) -> String {
    who.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
