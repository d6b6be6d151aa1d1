//! An entry in a line of words.

use record::body::Body;
use record::{Entry, Said, Slug};

use crate::coalition::counted;

/// What an entry says, in a line.
pub fn entry_words(entry: &Entry) -> String {
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

pub(crate) fn body_words(body: &Body) -> String {
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
        Body::Claim(claim) => {
            let place = claim.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
            let text = match claim.verbatim {
                true => format!("{}{place} says: \"{}\"", claim.speaker, claim.words),
                false => format!("{}{place} says: {}", claim.speaker, claim.words),
            };
            with(text, claim.answer.as_ref().map(|answer| format!("answered: {answer}")).as_deref())
        }
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
        Body::Partner(_)
        | Body::Membership(_)
        | Body::Mandate(_)
        | Body::PartnerVote(_)
        | Body::Dissent(_)
        | Body::Demand(_)
        | Body::PartnerAnswer(_)
        | Body::Recommendation(_)
        | Body::Concession(_)
        | Body::Revenue(_)
        | Body::Commission(_) => coalition_words(body),
        Body::Action(_)
        | Body::PressingDate(_)
        | Body::Commitment(_)
        | Body::Measure(_)
        | Body::Tally(_)
        | Body::CommitmentStep(_)
        | Body::ChronicleNote(_)
        | Body::Publication(_) => campaign_words(body),
        Body::Story(_)
        | Body::Consent(_)
        | Body::Work(_)
        | Body::MemberQuestion(_)
        | Body::Reach(_) => outreach_words(body),
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

/// What an entry of the coalition says, in a line.
fn coalition_words(body: &Body) -> String {
    match body {
        Body::Partner(partner) => {
            format!("partner {}: {}, {}", partner.id, partner.name, partner.kind.name())
        }
        Body::Membership(one) => {
            let step = word(one.step);
            with(format!("{} {step} the coalition", one.partner), one.why.as_deref())
        }
        Body::Mandate(mandate) => {
            let on = mandate.demand.as_ref().map_or("every demand", Slug::as_str);
            let may: Vec<&str> = mandate.may.iter().map(|power| power.name()).collect();
            let may = if may.is_empty() { "nothing".to_owned() } else { may.join(", ") };
            let must =
                mandate.before_change.map(|must| format!("; it {} before a change", word(must)));
            let text =
                format!("{} on {on} may: {may}{}", mandate.partner, must.unwrap_or_default());
            with(text, mandate.basis.as_deref())
        }
        Body::PartnerVote(vote) => {
            let result = vote.result.map(|result| format!(": {}", result.name()));
            format!(
                "{}'s vote {}, {}: {}{}",
                vote.partner,
                vote.id,
                word(vote.state),
                vote.question,
                result.unwrap_or_default()
            )
        }
        Body::Dissent(dissent) => {
            let on = dissent.on.as_ref().map(|item| format!(" on {item}")).unwrap_or_default();
            format!("{} does not agree{on}: {}", dissent.partner, dissent.words)
        }
        Body::Demand(demand) => {
            let by = demand.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let carrier = demand.carrier.map(|carrier| format!(", {}", carrier.name()));
            let text = format!(
                "demand {}: {}{by}{}",
                demand.item,
                demand.step.name(),
                carrier.unwrap_or_default()
            );
            let into = demand.into.as_ref().map(|into| format!("into {into}"));
            let traded = demand.in_return.as_ref().map(|what| format!("in return for {what}"));
            let more: Vec<String> =
                [into, traded, demand.words.clone()].into_iter().flatten().collect();
            with(text, Some(&more.join("; ")))
        }
        Body::PartnerAnswer(answer) => {
            let text = format!(
                "{} says {} to {} being {}",
                answer.partner,
                answer.answer.name(),
                answer.demand,
                answer.to.name()
            );
            let conditions = answer.conditions.iter().map(|one| format!("if {one}"));
            let more: Vec<String> = conditions.chain(answer.words.clone()).collect();
            with(text, Some(&more.join("; ")))
        }
        Body::Recommendation(one) => {
            let of = one.of.as_ref().map_or("the total agreement", Slug::as_str);
            let what = match one.recommends {
                record::body::Recommends::Yes => "recommends",
                record::body::Recommends::No => "recommends against",
                record::body::Recommends::Nothing => "recommends nothing on",
            };
            with(format!("{} {what} {of}", one.by), one.words.as_deref())
        }
        Body::Concession(concession) => {
            let text = format!("concession {}: {}", concession.item, concession.step.name());
            let more = concession
                .rebuttal
                .as_ref()
                .or(concession.takes.as_ref())
                .or(concession.words.as_ref());
            with(text, more.map(String::as_str))
        }
        Body::Revenue(revenue) => {
            let by = revenue.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let text = format!("revenue {}: {}{by}", revenue.id, revenue.step.name());
            let estimate = revenue.estimate.as_ref().map(|estimate| {
                let high = estimate.high.as_ref().map(|high| format!(" to {high}"));
                format!(
                    "{} says {}{} dollars {}",
                    estimate.by,
                    estimate.low,
                    high.unwrap_or_default(),
                    estimate.comes.name()
                )
            });
            let more: Vec<String> = [revenue.title.clone(), estimate, revenue.words.clone()]
                .into_iter()
                .flatten()
                .collect();
            with(text, Some(&more.join("; ")))
        }
        Body::Commission(commission) => {
            let of = commission.recommendation.as_ref().map(|of| format!(" {of}"));
            let uptake = commission.uptake.map(|uptake| format!(", {}", uptake.name()));
            let text = format!(
                "commission {}: {}{}{}",
                commission.id,
                commission.step.name(),
                of.unwrap_or_default(),
                uptake.unwrap_or_default()
            );
            let more: Vec<String> =
                [commission.name.clone(), commission.mandate.clone(), commission.words.clone()]
                    .into_iter()
                    .flatten()
                    .collect();
            with(text, Some(&more.join("; ")))
        }
        _ => String::new(),
    }
}

/// What an entry of the campaign, or of what was promised in it, says in a line.
fn campaign_words(body: &Body) -> String {
    match body {
        Body::Action(action) => {
            let text = format!("action {}: {}", action.id, action.step.name());
            let more: Vec<String> =
                [action.title.clone(), action.words.clone()].into_iter().flatten().collect();
            with(text, Some(&more.join("; ")))
        }
        Body::PressingDate(date) => {
            format!("{}: {} on {}", date.kind.name(), date.title, date.on)
        }
        Body::Commitment(commitment) => with(
            format!(
                "commitment {} by {}: {}",
                commitment.id, commitment.promised_by, commitment.title
            ),
            Some(&commitment.words),
        ),
        Body::Measure(measure) => {
            let says: Vec<String> = measure
                .lines()
                .into_iter()
                .filter_map(|(name, says)| Some(format!("{name} {}", says?)))
                .collect();
            with(format!("measure card of {}", measure.commitment), Some(&says.join("; ")))
        }
        Body::Tally(tally) => {
            let about = if tally.about { "about " } else { "" };
            let text = format!("{} counts {about}{}", tally.by, counted(tally).join(", "));
            with(format!("{text} towards {}", tally.commitment), Some(&tally.what_was_counted))
        }
        Body::CommitmentStep(step) => {
            let by = step.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            with(format!("{}: {}{by}", step.commitment, word(step.step)), step.words.as_deref())
        }
        Body::Publication(one) => {
            let title = one.title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
            format!("release {}{title} {} by {}", one.id, one.step.name(), one.by)
        }
        Body::ChronicleNote(note) => {
            let who = note.who.clone().or(note.partner.as_ref().map(Slug::to_string));
            let of = note.entry.map(|entry| format!(" on entry {entry}")).unwrap_or_default();
            let who = who.map(|who| format!(" by {who}")).unwrap_or_default();
            with(format!("chronicle: {}{who}{of}", note.note.name()), note.words.as_deref())
        }
        _ => String::new(),
    }
}

/// What is said of stories, of work for the public, of what members ask and of how far something went.
fn outreach_words(body: &Body) -> String {
    match body {
        Body::Story(story) => {
            let name =
                story.pen_name.as_ref().map(|name| format!(", by {name}")).unwrap_or_default();
            let of = story.text.or(story.photo).map(|of| format!(" ({})", of.short()));
            let text =
                format!("story {}: {}{}", story.id, story.step.name(), of.unwrap_or_default());
            let text = match &story.release {
                Some(release) => {
                    let uses: Vec<&str> = story.uses.iter().map(|used| used.name()).collect();
                    let uses = uses.join(", ");
                    format!("{text} in {release}, as {uses}, for {}", audiences(&story.audience))
                }
                None => text,
            };
            let more = [Some(format!("{}{name}", story.title)), story.reason.clone()];
            with(text, Some(&more.into_iter().flatten().collect::<Vec<_>>().join("; ")))
        }
        Body::Consent(consent) => {
            let text = format!("consent to story {} {}", consent.story, consent.step.name());
            let uses: Vec<&str> = consent.uses.iter().map(|used| used.name()).collect();
            let photo = if consent.photo { ", with the photo" } else { "" };
            let text = match (consent.first_day(), consent.until) {
                (Some(first), Some(until)) => format!(
                    "{text}: as {} for {}{photo}, from {first} to {until}",
                    uses.join(", "),
                    audiences(&consent.audience)
                ),
                _ => text,
            };
            with(text, Some(&consent.how))
        }
        Body::Work(work) => {
            let until = work.until.map(|until| format!(" to {until}")).unwrap_or_default();
            let values = record::said::printed(&work.values);
            let values = if values.is_empty() { values } else { format!("; {values}") };
            let more = format!("{}; {}; {}{values}", work.did, work.result, work.benefits);
            with(format!("work {}, {}{until}: {}", work.id, work.on, work.title), Some(&more))
        }
        Body::MemberQuestion(question) => {
            let answer = question.answered_by.as_ref().map(|piece| format!("answered by {piece}"));
            let listener = question.listener.map(|one| format!(", to answer: {}", one.name()));
            let listener = listener.unwrap_or_default();
            let text = format!(
                "members ask on {}, {} times{listener}: {}",
                question.topic, question.times, question.words
            );
            with(text, answer.as_deref())
        }
        Body::Reach(reach) => with(
            format!(
                "{} on {} by {}: {}",
                reach.release,
                reach.channel,
                reach.on,
                record::said::printed(&reach.counts)
            ),
            Some(&reach.from),
        ),
        _ => String::new(),
    }
}

pub(crate) fn audiences(who: &record::Audiences) -> String {
    who.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
