//! Where a campaign stands on a day: one page for the terminal and one for programs, from the same state and clocks.

use record::body::{CountState, Side};
use record::{
    Basis, Clock, ClockStatus, CountRecord, Entry, Head, ItemState, ItemStatus, Said, SideState,
    Since, Slug, State, When, waits,
};
use serde_json::{Value, json};

use crate::record_words::{audiences, entry_words};
use crate::text_table::hanging;

/// What a status is drawn from.
pub struct Status<'a> {
    /// The state on its day.
    pub state: &'a State,
    /// The clocks on that day.
    pub clocks: &'a [Clock],
    /// The record's head.
    pub head: Head,
    /// The round's law by its name.
    pub law: Option<&'a str>,
}

const SIDES: [Side; 2] = [Side::Union, Side::Employer];

/// `12 days`, `about 12 days`, or that the day is not known.
fn age(since: Since, state: &State) -> String {
    let days = since.when.days_until(state.as_of);
    let unit = if days == 1 { "day" } else { "days" };
    match since.when.precision {
        record::Precision::Day => format!("{days} {unit}"),
        record::Precision::Unknown => "for days not known".to_owned(),
        record::Precision::Reported => format!("at least {days} {unit}"),
        _ => format!("about {days} {unit}"),
    }
}

/// `, since 2022-06-11`; nothing where the day is not known.
fn since_words(since: Since) -> String {
    match since.when.precision {
        record::Precision::Unknown => String::new(),
        record::Precision::Reported => format!(", since {} or before", since.when.day),
        _ => format!(", since {}", since.when),
    }
}

/// A line, broken at 80 columns. What stands before the last two spaces among its first letters, a label or a day, is kept as it is.
pub(crate) fn line(text: &str, indent: usize) -> String {
    let label = text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|at| *at <= 22);
    let cut = label.filter(|at| text[..*at].ends_with("  ")).last().unwrap_or(0);
    let cut = cut.max(text.len() - text.trim_start().len());
    // A word that is longer than the page is broken, whatever it is.
    let words = text[cut..].split(' ').map(|word| {
        let letters: Vec<char> = word.chars().collect();
        let parts: Vec<String> = letters.chunks(60).map(|part| part.iter().collect()).collect();
        if letters.len() > 70 { parts.join(" ") } else { word.to_owned() }
    });
    let words: Vec<String> = words.collect();
    format!("{}\n", hanging(&text[..cut], &words.join(" "), indent))
}

pub(crate) fn heading(text: &str) -> String {
    format!("\n{}\n", text.to_uppercase())
}

/// One page: every item, both sides' last positions, whose turn and since when, what is agreed, what is next.
pub fn status_text(status: &Status<'_>) -> String {
    let state = status.state;
    let name = state.record.as_ref().map_or("A campaign", |record| record.campaign.as_str());
    let mut out = line(&format!("{name}, as of {}", state.as_of), 2);
    out.push_str(&line(&round_words(status), 2));
    if let Some(id) = state.current_contract() {
        out.push_str(&line(&contract_words(state, id), 2));
    }
    out.push_str(&turns(state));
    let mut items: Vec<(&Slug, &ItemState)> = state.items.iter().collect();
    items.sort_by_key(|(id, item)| {
        (
            state.item_status(id).map(|status| status >= ItemStatus::ConditionallyAgreed),
            item.item.title.clone(),
        )
    });
    if !items.is_empty() {
        out.push_str(&heading("Items"));
    }
    for (id, item) in items {
        out.push_str(&item_text(state, id, item));
    }
    out.push_str(&packages(state));
    out.push_str(&settlement(state));
    out.push_str(&people(state));
    out.push_str(&requests(state));
    out.push_str(&procedure(state));
    out.push_str(&next(status));
    out.push_str(&unsettled(state));
    out.push_str(&line(
        &format!("\nHead of the record: {}:{}", status.head.number, status.head.hash.short()),
        2,
    ));
    out
}

fn round_words(status: &Status<'_>) -> String {
    let state = status.state;
    let law = status
        .law
        .map(|law| format!(" under the {}", law.trim_start_matches("the ")))
        .unwrap_or_default();
    let (sessions, minutes) = state.sessions_held();
    let met = match (sessions, minutes) {
        (0, _) => String::new(),
        (1, 0) => " 1 session in the record.".to_owned(),
        (sessions, 0) => format!(" {sessions} sessions in the record."),
        (sessions, minutes) => format!(
            " {sessions} sessions in the record, {} hours {} minutes of them timed.",
            minutes / 60,
            minutes % 60
        ),
    };
    format!("The round: {}{law}.{met}", state.round_state().name())
}

fn contract_words(state: &State, id: &Slug) -> String {
    let contract = &state.agreements[id];
    let status = state.contract_status(id);
    let by = match &status {
        record::ContractStatus::ExpiredContinuing(by) => format!(" ({by})"),
        _ => String::new(),
    };
    let to = contract.to().map(|to| format!(", to {to}")).unwrap_or_default();
    format!("The contract, {}{to}: {}{by}.", contract.agreement.title, status.name())
}

/// Whose turn it is, item by item, the longest wait first.
fn turns(state: &State) -> String {
    let mut turns: Vec<_> =
        state.items.iter().filter_map(|(id, item)| Some((state.turn(id)?, item))).collect();
    if turns.is_empty() {
        return String::new();
    }
    turns.sort_by_key(|(turn, item)| (turn.since, item.item.title.clone()));
    let mut out = heading("Whose turn");
    for (turn, item) in turns {
        let mut why =
            if turn.question { " (a question is open)".to_owned() } else { String::new() };
        let id = &item.item.id;
        if let Some(awaiting) = state.awaiting(id, turn.side) {
            if let Some(contact) = awaiting.contacts.last() {
                why.push_str(&format!("; in contact without an answer {}", contact.when));
            }
            if awaiting.parked_days > 0 {
                why.push_str(&format!(
                    "; parked by agreement for {} of them",
                    awaiting.parked_days
                ));
            }
        }
        out.push_str(&line(
            &format!(
                "  {}: {}, {}{}{why}",
                item.item.title,
                turn.side,
                age(turn.since, state),
                since_words(turn.since)
            ),
            4,
        ));
    }
    out
}

fn item_text(state: &State, id: &Slug, item: &ItemState) -> String {
    let status = state.item_status(id).map_or("", ItemStatus::name);
    let article = item
        .item
        .article
        .as_ref()
        .map(|article| format!(" (article {article})"))
        .unwrap_or_default();
    let mut out = line(&format!("  {}{article}: {status}", item.item.title), 4);
    for side in SIDES {
        let Some(stand) = item.side(side).filter(|stand| stand.passes > 0) else { continue };
        out.push_str(&line(
            &format!("    {:<8}  {}", side.name(), stand_words(state, id, side, stand)),
            14,
        ));
    }
    if let Some(agreed) = &item.agreed
        && let Some(agreed) = state.agreed.get(agreed)
    {
        out.push_str(&line(
            &format!("    agreed    {}, {}", agreed.agreement.id, agreed.since.when),
            14,
        ));
    }
    let still: Vec<String> = waits(state, id)
        .into_iter()
        .filter_map(|waits| Some(format!("{} {}", waits.side, age(waits.no_movement?.0, state))))
        .collect();
    if !still.is_empty() {
        out.push_str(&line(&format!("    no movement: {}", still.join("; ")), 6));
    }
    for side in SIDES {
        if let Some(opinion) = state.scope_of(id, side) {
            let objected = if opinion.objection { ", objected" } else { "" };
            out.push_str(&line(
                &format!("    scope: {side} says {}{objected}", opinion.class.name()),
                6,
            ));
        }
    }
    out
}

fn stand_words(state: &State, id: &Slug, side: Side, stand: &SideState) -> String {
    let number = format!("{}{}", side.letter(), stand.passes);
    let held = stand.position.as_ref().map(|held| {
        let says =
            held.item.in_a_line().unwrap_or_else(|| "what it says is not in the record".to_owned());
        let status = state
            .passes
            .get(&held.pass)
            .and_then(|pass| pass.status(id))
            .map_or("", record::PassStatus::name);
        format!("{number}, {}, {status}: {says}", held.since.when)
    });
    let held = held.unwrap_or_else(|| format!("{number}: nothing stands by itself"));
    if stand.packages.is_empty() {
        return held;
    }
    let packages: Vec<&str> = stand.packages.iter().map(Slug::as_str).collect();
    format!("{held}; also in package {}", packages.join(", "))
}

fn packages(state: &State) -> String {
    let live: Vec<_> =
        state.passes.values().filter(|pass| pass.is_package() && pass.is_live()).collect();
    if live.is_empty() {
        return String::new();
    }
    let mut out = heading("Packages on the table");
    for pass in live {
        let items: Vec<&str> = pass.items.keys().map(Slug::as_str).collect();
        let until = pass
            .pass
            .expires
            .as_ref()
            .map(|expires| format!(", until {}", expires.on))
            .unwrap_or_default();
        let terms = match &pass.pass.contingency {
            Some(record::body::Contingency::Severable(list)) => {
                format!(
                    "{} may be taken alone",
                    list.iter().map(Slug::as_str).collect::<Vec<_>>().join(", ")
                )
            }
            _ => "all or nothing: if one part is refused, all of it falls".to_owned(),
        };
        out.push_str(&line(
            &format!(
                "  {} ({}, {}{until}): {}; {terms}",
                pass.pass.id,
                pass.side,
                pass.since.when,
                items.join(", ")
            ),
            4,
        ));
        for condition in &pass.pass.conditions {
            out.push_str(&line(&format!("    on condition: {condition}"), 6));
        }
    }
    out
}

fn settlement(state: &State) -> String {
    let Some((id, total)) = state.live_total() else { return String::new() };
    let mut out = heading("Settlement");
    out.push_str(&line(&format!("  Total tentative agreement {id}, {}", total.since.when), 4));
    for step in state.steps() {
        out.push_str(&line(
            &format!("    {}: {}", step.name, state.step_state(id, &step.id).name()),
            6,
        ));
    }
    if let Some(agreement) = &total.total.agreement {
        let words = match state.in_force(agreement) {
            record::InForce::Yes(since) => format!("in force, since {}", since.when),
            record::InForce::YesWithHoles(since, open) => {
                let open: Vec<String> = open.into_iter().map(|open| open.step.name).collect();
                format!(
                    "in force by an entry of {}; not in the record: {}",
                    since.when,
                    open.join(", ")
                )
            }
            record::InForce::No(_) => "not in force".to_owned(),
        };
        out.push_str(&line(
            &format!("    {}: {words}", state.agreements[agreement].agreement.title),
            6,
        ));
    }
    out
}

fn people(state: &State) -> String {
    if state.counts.is_empty() {
        return String::new();
    }
    let mut out = heading("People counted");
    for count in state.counts.values() {
        out.push_str(&line(
            &format!("  {} ({}): {}", count.count.title, count.since.when, count_words(count)),
            4,
        ));
    }
    out
}

/// What a count came to, in a line: its kind, how far it has come, the answers, the turnout.
pub(crate) fn count_words(count: &CountRecord) -> String {
    let mut said = vec![format!("{}, {}", count.count.kind.name(), count_state(count.count.state))];
    for (result, question) in count.results().into_iter().zip(&count.count.questions) {
        // Counted to a decimal; published ones as they were published.
        let yes = match (question.yes, &question.yes_percent) {
            (None, Some(published)) => Some(published.clone()),
            _ => result.yes_percent.map(|percent| percent.to_decimal(1)),
        };
        let no = question.no_percent.as_ref().map(|no| format!(", {no}% no")).unwrap_or_default();
        said.extend(yes.map(|yes| format!("{}: {yes}% yes{no}", result.text)));
    }
    match (count.turnout_percent(), count.count.took_part) {
        (Some(turnout), took_part) => {
            let published = count.count.turnout_percent.clone().filter(|_| took_part.is_none());
            said.push(format!("turnout {}%", published.unwrap_or_else(|| turnout.to_decimal(1))));
        }
        (None, Some(took_part)) => {
            said.push(format!("{took_part} took part; of how many is not known"))
        }
        (None, None) => {}
    }
    said.join("; ")
}

fn count_state(state: CountState) -> &'static str {
    match state {
        CountState::Announced => "announced",
        CountState::Open => "open",
        CountState::Extended => "open, extended",
        CountState::Closed => "closed",
        CountState::Counted => "counted",
    }
}

fn requests(state: &State) -> String {
    let open: Vec<_> = state.requests.values().filter(|request| request.is_open()).collect();
    if open.is_empty() {
        return String::new();
    }
    let mut out = heading("Information that is owed");
    for request in open {
        let owed = request.lines.values().filter(|line| line.is_open()).count();
        let blocks: Vec<&str> = request.blocks().into_iter().map(Slug::as_str).collect();
        let blocks = if blocks.is_empty() {
            String::new()
        } else {
            format!("; waits for it: {}", blocks.join(", "))
        };
        out.push_str(&line(
            &format!(
                "  {}: {owed} of {} lines, {}{blocks}",
                request.request.id,
                request.lines.len(),
                age(request.since, state)
            ),
            4,
        ));
    }
    out
}

/// Impasse, strikes, charges: overlays, and no states of the round.
fn procedure(state: &State) -> String {
    let mut out = String::new();
    let impasse = state.impasse.status();
    if impasse > record::ImpasseStatus::None {
        let declared = state
            .impasse
            .declared()
            .map(|since| format!(", declared {}", since.when))
            .unwrap_or_default();
        out.push_str(&line(
            &format!("  Impasse: {}{declared}", impasse.name())
                .replace("declared, declared", "declared"),
            4,
        ));
    }
    if state.strike.status() > record::StrikeStatus::None {
        let day = state.strike.day().map(|(day, _)| format!(", set for {day}")).unwrap_or_default();
        out.push_str(&line(&format!("  Strike: {}{day}", state.strike.status().name()), 4));
    }
    for (id, charge) in &state.charges {
        let step = charge.last().map(|step| serde_json::to_value(step).unwrap_or_default());
        let step = step
            .and_then(|step| step.as_str().map(|step| step.replace('-', " ")))
            .unwrap_or_default();
        out.push_str(&line(&format!("  Charge {id}: {step}"), 4));
    }
    if out.is_empty() { out } else { heading("Procedure") + &out }
}

fn next(status: &Status<'_>) -> String {
    let mut out = String::new();
    if let Some(day) = status.state.next_session() {
        out.push_str(&line(&format!("  Next session: {day}"), 4));
    }
    let live = status
        .clocks
        .iter()
        .filter(|clock| clock.status.is_live() && clock.basis != Basis::Evidence);
    for clock in live.filter(|clock| clock.next_day().is_some()) {
        let day = clock.next_day().map(|day| day.to_string()).unwrap_or_default();
        out.push_str(&line(
            &format!("  {day}  {} ({}): {}", clock.title, clock.who, clock.status.name()),
            14,
        ));
    }
    if out.is_empty() { out } else { heading("Next") + &out }
}

/// What is told in several ways, what is missing, and what came out of order.
fn unsettled(state: &State) -> String {
    let mut out = String::new();
    for (topic, accounts) in state.accounts.iter().filter(|(_, accounts)| accounts.len() > 1) {
        let told: Vec<&str> = accounts.iter().map(|(_, account)| account.says.as_str()).collect();
        out.push_str(&line(&format!("  {topic}: {}", told.join(" / ")), 4));
    }
    for (of, others) in &state.rivals {
        let others: Vec<String> = others.iter().map(u64::to_string).collect();
        out.push_str(&line(
            &format!("  entry {of} is told otherwise by entry {}", others.join(", ")),
            4,
        ));
    }
    for (_, gap) in &state.gaps {
        out.push_str(&line(&format!("  not known: {}", gap.missing), 4));
    }
    for flag in &state.flags {
        out.push_str(&line(&format!("  entry {}: {}", flag.entry, flag.what), 4));
    }
    if out.is_empty() { out } else { heading("Told in several ways, missing, out of order") + &out }
}

/// Every clock: what is due, by when, counted how, and what is evidence and no law.
pub fn clocks_text(status: &Status<'_>) -> String {
    let mut out = line(&format!("Clocks as of {}", status.state.as_of), 2);
    for clock in status.clocks {
        out.push_str(&line(&format!("\n{}: {}", clock.title, clock.status.name()), 4));
        let day = |what: &str, counted: &Option<record::law::Counted>| {
            counted
                .as_ref()
                .map(|counted| line(&format!("  {what} {}: {}", counted.day, counted.how), 4))
                .unwrap_or_default()
        };
        out.push_str(&day("not before", &clock.opens));
        out.push_str(&day("by", &clock.closes));
        out.push_str(&line(&format!("  {}; {}, {}", clock.who, clock.basis.name(), clock.cite), 4));
        let sure = match (&clock.sureness, clock.confirmed) {
            (_, true) => Some("confirmed by a person".to_owned()),
            (Some(sure), false) => Some(sure.clone()),
            (None, false) => None,
        };
        for text in sure.iter().chain(&clock.notes).chain(&clock.consequence) {
            out.push_str(&line(&format!("  {text}"), 4));
        }
        if clock.started.entry > 0 {
            out.push_str(&line(
                &format!("  runs from {} (entry {})", clock.started.when, clock.started.entry),
                4,
            ));
        }
    }
    if status.clocks.is_empty() {
        out.push_str("\nNo clock runs.\n");
    }
    out
}

/// Everything that happened, by its day.
pub fn timeline_text(status: &Status<'_>, entries: &[Entry]) -> String {
    let name = status.state.record.as_ref().map_or("A campaign", |record| record.campaign.as_str());
    let mut out = line(&format!("{name}, as of {}\n", status.state.as_of), 2);
    let mut shown: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.draft.about.is_some() && entry.draft.place() <= status.state.as_of)
        .collect();
    shown.sort_by_key(|entry| (entry.draft.place(), entry.number));
    for entry in shown {
        let when = entry.draft.when();
        let about = match when.precision {
            record::Precision::Day => String::new(),
            _ => format!(" ({when})"),
        };
        out.push_str(&line(
            &format!("{}  {}{about} [{}]", when.day, entry_words(entry), entry.number),
            12,
        ));
    }
    out
}

fn since_json(since: Since, state: &State) -> Value {
    json!({
        "since": since.when.day.to_string(),
        "precision": since.when.precision,
        "days": (since.when.precision != record::Precision::Unknown).then(|| since.when.days_until(state.as_of)),
        "entry": since.entry,
    })
}

fn side_since(side: Side, since: Since, state: &State) -> Value {
    let mut value = since_json(since, state);
    value["side"] = json!(side.name());
    value
}

fn when_json(when: When) -> Value {
    json!({"date": when.day.to_string(), "precision": when.precision})
}

/// The status for programs.
pub fn status_json(status: &Status<'_>) -> String {
    let state = status.state;
    let items: Vec<Value> =
        state.items.iter().map(|(id, item)| item_json(state, id, item)).collect();
    let contract = state.current_contract().map(|id| {
        let contract = &state.agreements[id];
        let status = state.contract_status(id);
        let by = match &status {
            record::ContractStatus::ExpiredContinuing(by) => json!(by),
            _ => Value::Null,
        };
        json!({
            "agreement": id, "title": contract.agreement.title, "to": contract.to().map(|day| day.to_string()),
            "status": status.name(), "continues_by": by,
        })
    });
    let total = state.live_total().map(|(id, total)| {
        let in_force = total.total.agreement.as_ref().map(|id| state.in_force(id).is_yes());
        json!({"id": id, "reached": when_json(total.since.when), "in_force": in_force.unwrap_or(false)})
    });
    let open: Vec<Value> = state
        .open_approvals()
        .into_iter()
        .map(|open| json!({"step": open.step.id, "name": open.step.name, "state": open.state.name()}))
        .collect();
    let counts: Vec<Value> = state.counts.values().map(count_json).collect();
    let requests: Vec<Value> = state
        .requests
        .values()
        .map(|request| {
            let lines: Vec<Value> = request
                .lines
                .iter()
                .map(|(number, line)| json!({"line": number, "status": line.status().map_or("no word", |status| status.name()), "open": line.is_open()}))
                .collect();
            json!({"id": request.request.id, "sent": when_json(request.since.when), "days": request.days_open(state.as_of),
                "open": request.is_open(), "lines": lines})
        })
        .collect();
    let accounts: Vec<Value> = state
        .accounts
        .iter()
        .map(|(topic, all)| json!({"topic": topic, "accounts": all.iter().map(|(_, one)| one.says.clone()).collect::<Vec<_>>()}))
        .collect();
    let value = json!({
        "schema": "goodfaith-status 1",
        "as_of": state.as_of.to_string(),
        "campaign": state.record.as_ref().map(|record| record.campaign.clone()),
        "head": status.head.to_string(),
        "round": {"state": state.round_state().name(), "regime": state.rounds.last().map(|round| round.regime.clone())},
        "contract": contract,
        "items": items,
        "total_agreement": total,
        "open_approvals": open,
        "counts": counts,
        "requests": requests,
        "impasse": {"state": state.impasse.status().name(), "declared": state.impasse.declared().map(|since| when_json(since.when))},
        "strike": {"state": state.strike.status().name(), "date": state.strike.day().map(|(day, _)| day.to_string())},
        "charges": state.charges.iter().map(|(id, charge)| json!({"id": id, "step": charge.last(), "known": charge.known().map(|(day, _)| day.to_string())})).collect::<Vec<_>>(),
        "packages": state.passes.values().filter(|pass| pass.is_package() && pass.is_live()).map(|pass| json!({
            "pass": pass.pass.id, "side": pass.side, "items": pass.items.keys().collect::<Vec<_>>(),
            "expires": pass.pass.expires.as_ref().map(|expires| expires.on.to_string())})).collect::<Vec<_>>(),
        "sessions": {"held": state.sessions_held().0, "minutes": state.sessions_held().1, "next": state.next_session().map(|day| day.to_string())},
        "clocks": status.clocks.iter().map(clock_json).collect::<Vec<_>>(),
        "accounts": accounts,
        "rivals": state.rivals.iter().map(|(of, others)| json!({"entry": of, "told_otherwise_by": others})).collect::<Vec<_>>(),
        "gaps": state.gaps.iter().map(|(_, gap)| gap.missing.clone()).collect::<Vec<_>>(),
        "flags": state.flags.iter().map(|flag| json!({"entry": flag.entry, "what": flag.what})).collect::<Vec<_>>(),
    });
    pretty(&value)
}

pub(crate) fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

fn item_json(state: &State, id: &Slug, item: &ItemState) -> Value {
    let mut positions = serde_json::Map::new();
    for side in SIDES {
        let Some(stand) = item.side(side) else { continue };
        let held = stand.position.as_ref();
        let status = held.and_then(|held| state.passes.get(&held.pass)?.status(id));
        positions.insert(
            side.name().to_owned(),
            json!({
                "pass": held.map(|held| held.pass.clone()),
                "number": (stand.passes > 0).then(|| format!("{}{}", side.letter(), stand.passes)),
                "date": held.map(|held| held.since.when.day.to_string()),
                "precision": held.map(|held| held.since.when.precision),
                "status": status.map(record::PassStatus::name),
                "says": held.map(|held| Said::Table(held.item.says.clone())),
                "terms": held.map(|held| held.item.terms.clone()),
                "text": held.and_then(|held| held.item.text),
                "packages": stand.packages,
            }),
        );
    }
    let awaiting = SIDES.into_iter().find_map(|side| {
        let awaiting = state.awaiting(id, side)?;
        let mut value = side_since(side, awaiting.since, state);
        value["pass"] = json!(awaiting.latest);
        value["question_open"] = json!(awaiting.asked.is_some());
        Some(value)
    });
    let still: Vec<Value> = SIDES
        .into_iter()
        .filter_map(|side| Some(side_since(side, state.no_movement(id, side)?, state)))
        .collect();
    json!({
        "item": id,
        "title": item.item.title,
        "status": state.item_status(id).map(ItemStatus::name),
        "positions": positions,
        "awaiting": awaiting,
        "turn": state.turn(id).map(|turn| side_since(turn.side, turn.since, state)),
        "no_movement": still,
        "agreed": item.agreed,
    })
}

fn count_json(count: &record::CountRecord) -> Value {
    let questions: Vec<Value> = count
        .results()
        .into_iter()
        .zip(&count.count.questions)
        .map(|(result, question)| {
            json!({"text": result.text, "yes": question.yes, "no": question.no, "abstain": question.abstain,
                "yes_percent": result.yes_percent.map(|percent| percent.to_decimal(1)), "outcome": result.outcome})
        })
        .collect();
    json!({
        "id": count.count.id, "kind": count.count.kind, "state": count.count.state, "title": count.count.title,
        "date": count.since.when.day.to_string(), "precision": count.since.when.precision, "questions": questions,
        "eligible": count.count.eligible, "took_part": count.count.took_part,
        "turnout_percent": count.turnout_percent().map(|percent| percent.to_decimal(1)),
        "closes": count.count.closes.map(|day| day.to_string()),
    })
}

fn clock_json(clock: &Clock) -> Value {
    let counted = |counted: &Option<record::law::Counted>| {
        counted.as_ref().map(|counted| json!({"date": counted.day.to_string(), "how": counted.how}))
    };
    let state = match clock.status {
        ClockStatus::TooEarly(_) => "too-early",
        ClockStatus::Running(_) => "running",
        ClockStatus::Passed(_) => "passed",
        ClockStatus::Acted(_) => "acted",
        ClockStatus::Waived => "waived",
        ClockStatus::Moot => "moot",
    };
    let verdict = match clock.status {
        ClockStatus::Acted(verdict) => Some(verdict.name()),
        _ => None,
    };
    json!({
        "id": clock.id, "title": clock.title, "who": clock.who, "basis": clock.basis.name(),
        "opens": counted(&clock.opens), "closes": counted(&clock.closes), "state": state, "verdict": verdict,
        "started": when_json(clock.started.when), "acted": clock.acted.map(|acted| when_json(acted.when)),
        "cite": clock.cite, "consequence": clock.consequence, "entry": clock.started.entry, "sureness": clock.sureness, "confirmed": clock.confirmed, "notes": clock.notes,
    })
}

/// The entries of a record, a line each.
pub fn entries_text(entries: &[&Entry]) -> String {
    let mut out = String::new();
    for entry in entries {
        let day = entry
            .draft
            .about
            .map_or_else(|| "          ".to_owned(), |about| about.day.to_string());
        out.push_str(&line(&format!("{:>5}  {day}  {}", entry.number, entry_words(entry)), 19));
    }
    out
}

/// One entry in full.
pub fn entry_text(entry: &Entry, seen_by: &record::Audiences) -> String {
    let draft = &entry.draft;
    let mut out = line(&format!("Entry {}: {}", entry.number, entry_words(entry)), 2);
    if let Some(about) = draft.about {
        out.push_str(&line(&format!("  about     {about}"), 12));
    }
    out.push_str(&line(&format!("  written   {} by {}", draft.written, draft.author), 12));
    out.push_str(&line(&format!("  seen by   {}", audiences(seen_by)), 12));
    for source in &draft.source {
        let more: Vec<String> = source
            .place
            .iter()
            .cloned()
            .chain(source.address.clone())
            .chain(source.file.map(|file| format!("files/{}", file.short())))
            .collect();
        out.push_str(&line(
            &format!(
                "  source    {}{}",
                source.title,
                if more.is_empty() { String::new() } else { format!(", {}", more.join(", ")) }
            ),
            12,
        ));
    }
    if let Some(note) = &draft.note {
        out.push_str(&line(&format!("  note      {note}"), 12));
    }
    if !draft.as_told.is_empty() {
        out.push_str(&line(&format!("  as told   {}", record::said::printed(&draft.as_told)), 12));
    }
    out.push_str(&format!(
        "  kind      {}\n  after     {}\n  hash      {}\n",
        draft.body.kind(),
        entry.prev,
        entry.hash
    ));
    out
}
