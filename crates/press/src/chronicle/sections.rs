//! What each part of the chronicle says, line by line, with the entries that it rests on.

use record::body::{AccountNote, Body, Comes, DemandStep};
use record::{Entry, Precision, Scoreboard, Since, readings};

use super::{Part, Told};
use crate::coalition::{
    Seen, below, concession_statuses, dollars, numbers, pace_chart_of, seen_actions,
    seen_commissions, seen_commitments, seen_demands, seen_ideas,
};
use crate::page::PaceChart;
use crate::record_words::{body_words, entry_words};

fn told(text: impl Into<String>, entries: impl IntoIterator<Item = u64>) -> Told {
    let mut entries: Vec<u64> = entries.into_iter().collect();
    entries.sort_unstable();
    entries.dedup();
    Told { text: text.into(), entries, depth: 0 }
}

fn under(text: impl Into<String>, entries: impl IntoIterator<Item = u64>) -> Told {
    Told { depth: 1, ..told(text, entries) }
}

/// A day in a sentence: `on 2015-12-08`, `in 2015-04`, `on a day that is not known`.
fn when(since: Since) -> String {
    match since.when.precision {
        Precision::Day => format!("on {}", since.when),
        Precision::Month | Precision::Year => format!("in {}", since.when),
        Precision::Week => format!("in the {}", since.when),
        Precision::Approximate | Precision::Reported => since.when.to_string(),
        Precision::Unknown => "on a day that is not known".to_owned(),
    }
}

pub(super) fn all(seen: &Seen<'_>, shown: &[&Entry]) -> Vec<Part> {
    let part = |id, heading, told| Part { id, heading, told };
    vec![
        part("context", "Context", context(shown)),
        part("coalition", "The coalition", coalition(seen)),
        part("demands", "What was demanded", demands(seen)),
        part("actions", "What people did", actions(seen)),
        part("table", "The table", table(seen, shown)),
        part("won", "What was won, and for whom", won(seen)),
        part("promised", "What was promised, and what was kept", promised(seen)),
        part("money", "Where the money could come from", money(seen)),
        part("ways", "Told in more than one way", ways(seen, shown)),
        part("notes", "What is said of this account", notes(seen)),
        part("missing", "Not known", missing(seen)),
    ]
}

/// What was there before anybody demanded, acted or passed anything.
fn context(shown: &[&Entry]) -> Vec<Told> {
    let begins = shown.iter().filter(|entry| entry.draft.rival_of.is_none()).filter(|entry| {
        matches!(entry.draft.body, Body::Demand(_) | Body::Action(_) | Body::Pass(_))
    });
    let first = begins.map(|entry| entry.draft.place()).min();
    let mut all: Vec<&&Entry> = shown
        .iter()
        .filter(|entry| matches!(entry.draft.body, Body::Event(_)))
        .filter(|entry| {
            let Body::Event(event) = &entry.draft.body else { return false };
            let standing = event.subject.iter().any(|subject| subject == "workforce");
            standing || first.is_some_and(|first| entry.draft.place() < first)
        })
        .collect();
    all.sort_by_key(|entry| (entry.draft.place(), entry.number));
    let line = |entry: &&&Entry| match &entry.draft.body {
        Body::Event(event) => {
            let since = Since { when: entry.draft.when(), entry: entry.number };
            told(
                format!(
                    "{} ({}, {}).",
                    event.summary.trim_end_matches('.'),
                    event.actor,
                    when(since)
                ),
                [entry.number],
            )
        }
        _ => told("", []),
    };
    all.iter().map(line).collect()
}

fn coalition(seen: &Seen<'_>) -> Vec<Told> {
    let all = seen.state.partners.values().filter(|partner| seen.sees(partner.entry));
    all.map(|partner| {
        let last = partner.memberships.iter().rfind(|(since, _)| seen.sees(since.entry));
        let (words, entry) = match last {
            Some((since, one)) if one.step == record::body::MembershipStep::Joined => {
                let in_it = match since.when.precision {
                    Precision::Reported => format!("in the coalition {}", since.when),
                    _ => format!("joined {}", when(*since)),
                };
                (in_it, Some(since.entry))
            }
            Some((since, _)) => (format!("left {}", when(*since)), Some(since.entry)),
            None => ("when it joined is not in the record".to_owned(), None),
        };
        let kind = partner.partner.kind.name();
        told(
            format!("{} ({kind}): {words}.", partner.partner.name),
            [partner.entry].into_iter().chain(entry),
        )
    })
    .collect()
}

fn demands(seen: &Seen<'_>) -> Vec<Told> {
    let mut out = Vec::new();
    for (id, demand) in seen_demands(seen) {
        let title = seen.demand_title(&id);
        let last = demand.steps.last().map(|(since, _)| *since);
        let steps = demand.steps.iter().map(|(since, _)| since.entry);
        let at = last.map(when).unwrap_or_default();
        out.push(told(
            format!(
                "{title}, of {}: {}, {at}.",
                seen.names(&demand.owners),
                demand.status().name()
            ),
            steps,
        ));
        for (carrier, tried, refused) in &demand.carriers {
            let words = match refused {
                Some(refused) => {
                    format!("Carried as {}: refused {}.", carrier.name(), when(*refused))
                }
                None => format!("Carried as {}, {}.", carrier.name(), when(*tried)),
            };
            out.push(under(
                words,
                [tried.entry].into_iter().chain(refused.map(|since| since.entry)),
            ));
        }
        for (since, answer) in &demand.answers {
            let words = format!(
                "{} said {} to its being {}, {}.",
                seen.name(&answer.partner),
                answer.answer.name(),
                answer.to.name(),
                when(*since)
            );
            out.push(under(words, [since.entry]));
        }
        for (since, dissent) in
            seen.state.dissents.iter().filter(|(since, _)| seen.sees(since.entry))
        {
            if dissent.on.as_ref() == Some(&id) {
                out.push(under(
                    format!("{} does not agree: {}", seen.name(&dissent.partner), dissent.words),
                    [since.entry],
                ));
            }
        }
    }
    out
}

fn actions(seen: &Seen<'_>) -> Vec<Told> {
    let mut out = Vec::new();
    for (id, action) in seen_actions(seen) {
        let title = action.title.clone().unwrap_or_else(|| id.to_string());
        let steps = action.steps.iter().map(|(since, _)| since.entry);
        let at = action.steps.last().map(|(since, _)| when(*since)).unwrap_or_default();
        let with = seen.names(&action.partners);
        let with = if with.is_empty() { String::new() } else { format!(", with {with}") };
        out.push(told(format!("{title}: {}, {at}{with}.", action.status().name()), steps));
        let turnout = action.turnout();
        if let (Some(took_part), Some(members), Some(percent)) =
            (turnout.took_part, turnout.members, turnout.percent())
        {
            let counted = action.steps.iter().filter(|(_, step)| !step.worksites.is_empty());
            out.push(under(
                format!("{took_part} of {members} members took part, {} percent.", below(&percent)),
                counted.map(|(since, _)| since.entry),
            ));
        }
        if let Some(supporters) = action.supporters {
            let told_by = action.steps.iter().filter(|(_, step)| step.supporters.is_some());
            out.push(under(
                format!("{supporters} people of the public came, who are no members."),
                told_by.map(|(since, _)| since.entry),
            ));
        }
    }
    out
}

/// What crossed the table and what became of it, in order; and the scoreboard of concessions.
fn table(seen: &Seen<'_>, shown: &[&Entry]) -> Vec<Told> {
    let mut all: Vec<&&Entry> = shown
        .iter()
        .filter(|entry| {
            matches!(
                entry.draft.body,
                Body::Session(_)
                    | Body::Pass(_)
                    | Body::Response(_)
                    | Body::Withdrawal(_)
                    | Body::TentativeAgreement(_)
                    | Body::TotalAgreement(_)
                    | Body::Approval(_)
                    | Body::Count(_)
                    | Body::Impasse(_)
                    | Body::Strike(_)
                    | Body::Terms(_)
                    | Body::Recommendation(_)
            )
        })
        .collect();
    all.sort_by_key(|entry| (entry.draft.place(), entry.number));
    let mut out: Vec<Told> = Vec::new();
    let statuses = concession_statuses(seen);
    if !statuses.is_empty() {
        let board = Scoreboard::of(statuses.iter().map(|(_, status)| *status));
        let entries = seen
            .state
            .concessions
            .values()
            .flat_map(|one| one.steps.iter().map(|(since, _)| since.entry));
        let items = statuses
            .iter()
            .filter_map(|(id, _)| seen.state.items.get(id))
            .map(|item| item.raised.entry);
        let entries: Vec<u64> = items.chain(entries).filter(|entry| seen.sees(*entry)).collect();
        out.push(told(format!("Concessions: {}.", board.words()), entries));
    }
    for entry in all {
        let since = Since { when: entry.draft.when(), entry: entry.number };
        let mut words = entry_words(entry);
        if let Some(first) = words.get(..1) {
            words = format!("{}{}", first.to_uppercase(), &words[1..]);
        }
        let words = format!("{}, {}.", words.trim_end_matches('.'), when(since));
        out.push(told(words, [entry.number]));
    }
    out
}

fn won(seen: &Seen<'_>) -> Vec<Told> {
    let mut out = Vec::new();
    for (id, demand) in seen_demands(seen) {
        let Some((outcome, since)) = demand.outcome else { continue };
        let gained = [DemandStep::Won, DemandStep::WonInPart, DemandStep::Converted];
        if !gained.contains(&outcome) {
            continue;
        }
        let title = seen.demand_title(&id);
        let whom = match demand.beneficiaries.is_empty() {
            true => String::new(),
            false => format!(", for {}", demand.beneficiaries.join(", ")),
        };
        let into = demand.last_outcome().and_then(|step| step.into.clone());
        let into = into.map(|into| format!(", into {into}")).unwrap_or_default();
        let words = format!("{title}: {}{into}{whom}, {}.", outcome.name(), when(since));
        let from = demand.steps.iter().filter(|(_, step)| !step.beneficiaries.is_empty());
        out.push(told(words, from.map(|(since, _)| since.entry).chain([since.entry])));
    }
    out
}

fn promised(seen: &Seen<'_>) -> Vec<Told> {
    let on = seen.state.as_of;
    let mut out = Vec::new();
    for (_, one) in seen_commitments(seen) {
        let card = one.card(on);
        let cards: Vec<u64> = one.measures.iter().map(|(since, _)| since.entry).collect();
        let overdue = if one.overdue(on) { ", and its last day has passed" } else { "" };
        out.push(told(
            format!(
                "{}, promised by {} {}: {}{overdue}.",
                one.commitment.title,
                one.commitment.promised_by,
                when(one.since),
                one.status(on).name()
            ),
            [one.since.entry].into_iter().chain(cards.iter().copied()),
        ));
        out.push(under(one.commitment.words.clone(), [one.since.entry]));
        if !card.is_measurable() {
            let missing: Vec<String> =
                card.missing().into_iter().map(|name| name.replace('_', " ")).collect();
            out.push(under(
                format!("Not measurable yet: the card does not say {}.", missing.join(", ")),
                [one.since.entry].into_iter().chain(cards.iter().copied()),
            ));
        }
        for count in one.last_counts(on) {
            let about = if count.tally.about { "about " } else { "" };
            out.push(under(
                format!(
                    "{} counts {about}{} to {}: {}.",
                    count.tally.by,
                    numbers(count.tally),
                    count.on,
                    count.tally.what_was_counted
                ),
                [count.since.entry],
            ));
            for reading in readings(count.tally, &card) {
                let says = match (&reading.value, &reading.share_percent) {
                    (Some(value), Some(share)) => format!(
                        "{about}{}, {} percent",
                        value.to_decimal(1).trim_end_matches(".0"),
                        share.to_decimal(1)
                    ),
                    (Some(value), None) => {
                        format!("{about}{}", value.to_decimal(1).trim_end_matches(".0"))
                    }
                    _ => reading.why_not.unwrap_or("not known").to_owned(),
                };
                let entries = [count.since.entry].into_iter().chain(cards.iter().copied());
                out.push(Told { depth: 2, ..told(format!("{}: {says}.", reading.how), entries) });
            }
        }
    }
    out
}

/// The pace of each promise that has a line: the line that holds, the old ones, and each count by the card, else in heads.
pub(super) fn charts(seen: &Seen<'_>) -> Vec<PaceChart> {
    let all = seen_commitments(seen);
    all.iter().filter_map(|(_, one)| pace_chart_of(one, seen.state.as_of)).collect()
}

fn money(seen: &Seen<'_>) -> Vec<Told> {
    let mut out = Vec::new();
    for (id, idea) in seen_ideas(seen) {
        let title = idea.title.clone().unwrap_or_else(|| id.to_string());
        out.push(told(
            format!("{title}: {}.", idea.status().name()),
            idea.steps.iter().map(|(since, _)| since.entry),
        ));
        for one in &idea.estimates {
            let comes = if one.estimate.comes == Comes::Once { "once" } else { "a year" };
            out.push(under(
                format!(
                    "{} says {} {comes}, {}.",
                    one.estimate.by,
                    dollars(one.low, one.high),
                    when(one.since)
                ),
                [one.since.entry],
            ));
        }
    }
    for (id, commission) in seen_commissions(seen) {
        let name = commission.name.clone().unwrap_or_else(|| id.to_string());
        let met = commission.when(record::body::CommissionStep::Met).count();
        let met = match met {
            0 => "no meeting of it is in the record".to_owned(),
            1 => "it met once, as far as the record knows".to_owned(),
            count => format!("it met {count} times, as far as the record knows"),
        };
        out.push(told(
            format!("{name}: {met}."),
            commission.steps.iter().map(|(since, _)| since.entry),
        ));
        for (id, one) in &commission.recommendations {
            let answer =
                one.answers.last().map_or("nobody has answered", |(_, uptake, _)| uptake.name());
            let entries = [one.since.entry]
                .into_iter()
                .chain(one.answers.iter().map(|(since, _, _)| since.entry));
            out.push(under(format!("It recommended {id}: {answer}."), entries));
        }
    }
    out
}

fn ways(seen: &Seen<'_>, shown: &[&Entry]) -> Vec<Told> {
    let mut out = Vec::new();
    let of = |number: u64| shown.iter().find(|entry| entry.number == number);
    for (first, others) in &seen.state.rivals {
        let Some(first) = of(*first) else { continue };
        let others: Vec<&&Entry> = others.iter().filter_map(|other| of(*other)).collect();
        if others.is_empty() {
            continue;
        }
        let since = |entry: &Entry| Since { when: entry.draft.when(), entry: entry.number };
        let words = |entry: &Entry| {
            let text = body_words(&entry.draft.body);
            format!("{}, {}.", capital(text.trim_end_matches('.')), when(since(entry)))
        };
        out.push(told(words(first), [first.number]));
        out.extend(others.into_iter().map(|other| under(words(other), [other.number])));
    }
    for (topic, accounts) in &seen.state.accounts {
        let shown: Vec<_> = accounts.iter().filter(|(since, _)| seen.sees(since.entry)).collect();
        if shown.is_empty() {
            continue;
        }
        out.push(told(format!("{}:", capital(topic)), shown.iter().map(|(since, _)| since.entry)));
        out.extend(shown.iter().map(|(since, account)| {
            under(format!("{}.", account.says.trim_end_matches('.')), [since.entry])
        }));
    }
    out
}

/// Corrections, disagreement, and who gave to the account, by the names that they wish.
fn notes(seen: &Seen<'_>) -> Vec<Told> {
    let mut out = Vec::new();
    let mut unnamed: Vec<u64> = Vec::new();
    for (since, note) in
        seen.state.chronicle_notes.iter().filter(|(since, _)| seen.sees(since.entry))
    {
        let partner = note.partner.as_ref().map(|partner| seen.name(partner));
        let who = match (&note.who, partner) {
            (Some(who), Some(partner)) => Some(format!("{who}, {partner}")),
            (Some(who), None) => Some(who.clone()),
            (None, partner) => partner,
        };
        let words = note.words.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
        let of = note.entry.filter(|entry| seen.sees(*entry));
        let entries = [since.entry].into_iter().chain(of);
        match (note.note, who) {
            (AccountNote::Contributed, None) => unnamed.push(since.entry),
            (AccountNote::Sent, None) => {}
            (kind, who) => {
                let who = who.unwrap_or_else(|| "Somebody who is not named".to_owned());
                out.push(told(
                    format!("{who}, {}: {}{words}.", when(*since), kind.name()).replace("..", "."),
                    entries,
                ));
            }
        }
    }
    if !unnamed.is_empty() {
        out.push(told(
            format!("{} who gave to it do not wish to be named.", unnamed.len()),
            unnamed,
        ));
    }
    out
}

fn missing(seen: &Seen<'_>) -> Vec<Told> {
    let gaps = seen.state.gaps.iter().filter(|(since, _)| seen.sees(since.entry));
    gaps.map(|(since, gap)| told(format!("{}.", capital(&gap.missing)), [since.entry])).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The campaign in a few lines.
pub(super) fn summary(seen: &Seen<'_>, shown: &[&Entry]) -> Vec<Told> {
    let mut out = Vec::new();
    let days = shown.iter().filter(|entry| entry.draft.about.is_some_and(|about| about.is_a_day()));
    let first = days.clone().min_by_key(|entry| (entry.draft.place(), entry.number));
    let last = days.max_by_key(|entry| (entry.draft.place(), entry.number));
    if let (Some(first), Some(last)) = (first, last) {
        out.push(told(
            format!(
                "From {} to {}, in {} entries.",
                first.draft.place(),
                last.draft.place(),
                shown.len()
            ),
            [first.number, last.number],
        ));
    }
    let partners: Vec<u64> = seen
        .state
        .partners
        .values()
        .filter(|one| seen.sees(one.entry))
        .map(|one| one.entry)
        .collect();
    if !partners.is_empty() {
        out.push(told(format!("{} organisations are named.", partners.len()), partners));
    }
    let demands = seen_demands(seen);
    let of = |outcome: DemandStep| {
        demands
            .iter()
            .filter(move |(_, demand)| demand.outcome.is_some_and(|(is, _)| is == outcome))
    };
    let won: Vec<u64> = of(DemandStep::Won)
        .filter_map(|(_, demand)| demand.outcome)
        .map(|(_, since)| since.entry)
        .collect();
    let open = demands.iter().filter(|(_, demand)| demand.outcome.is_none()).count();
    if !demands.is_empty() {
        let raised = demands
            .iter()
            .filter_map(|(_, demand)| demand.steps.first())
            .map(|(since, _)| since.entry);
        out.push(told(
            format!(
                "{} demands: {} won, {open} without an outcome in the record.",
                demands.len(),
                won.len()
            ),
            raised.chain(won.clone()),
        ));
    }
    out.extend(won_lines(seen));
    for (_, one) in seen_commitments(seen) {
        let on = seen.state.as_of;
        let counts: Vec<u64> = one.last_counts(on).iter().map(|count| count.since.entry).collect();
        let range = one.progress_range(on).map(|(low, high)| {
            format!(
                "; counts put it between {} and {} percent",
                low.to_decimal(1),
                high.to_decimal(1)
            )
        });
        let cards = one.measures.iter().map(|(since, _)| since.entry);
        let overdue = if one.overdue(on) { ", last day passed" } else { "" };
        let measurable = if one.is_measurable(on) { "" } else { ", not measurable yet" };
        let status = one.status(on).name();
        let measurable = if status == "not measurable yet" { "" } else { measurable };
        out.push(told(
            format!(
                "{}: {status}{overdue}{measurable}{}.",
                one.commitment.title,
                range.unwrap_or_default()
            )
            .replace("overdue, last day passed", "overdue"),
            [one.since.entry].into_iter().chain(cards).chain(counts),
        ));
    }
    out
}

fn won_lines(seen: &Seen<'_>) -> Vec<Told> {
    won(seen).into_iter().map(|line| Told { depth: 1, ..line }).collect()
}

/// Everything that is seen, by its day.
pub(super) fn timeline(shown: &[&Entry]) -> Vec<(u64, String, String, Vec<String>)> {
    // What has no day, such as who the partners are, stands first.
    let mut all: Vec<&&Entry> = shown.iter().collect();
    all.sort_by_key(|entry| {
        (entry.draft.about.is_some(), entry.draft.about.map(|about| about.day), entry.number)
    });
    all.into_iter()
        .map(|entry| {
            let sources = entry
                .draft
                .source
                .iter()
                .map(|source| source.address.clone().unwrap_or_else(|| source.title.clone()));
            let day =
                entry.draft.about.map_or_else(|| "no day".to_owned(), |about| about.to_string());
            (entry.number, day, entry_words(entry), sources.collect())
        })
        .collect()
}
