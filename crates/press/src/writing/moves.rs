//! What moved, what did not, whose turn it is, what is agreed, what comes: lists out of the record.

use money::Date;
use record::body::{Body, CountState, ResponseKind, SessionState, Side};
use record::{ItemStatus, Precision, Slug, Turn, When};

use super::dates::{rough_span_words, since_words, when_words};
use super::embeds::Notes;
use super::ground::Ground;
use super::wording::{listed, pick};
use super::{Block, Span, date_words, span_words};
use crate::Language;

/// How long it is from a day to the piece's: `one month`, `about one month`.
pub(super) fn how_long(since: When, day: Date, language: Language) -> String {
    let span = rough_span_words(since.day, day, language);
    match since.precision {
        Precision::Day => span_words(since.day, day, language),
        Precision::Reported => format!("{} {span}", pick(language, "at least", "al menos")),
        Precision::Unknown => {
            pick(language, "for days that are not known", "desde un día que no se conoce")
                .to_owned()
        }
        _ => format!("{} {span}", pick(language, "about", "cerca de")),
    }
}

/// A list, or the sentence that stands in its place: that there is nothing is said only where nothing was left out.
fn list(lines: Vec<Vec<Span>>, left_out: bool, language: Language, none: &str) -> Vec<Block> {
    if lines.is_empty() {
        let untold =
            pick(language, "There is nothing to tell here.", "Aquí no hay nada que contar.");
        let says = if left_out { untold } else { none };
        return vec![Block::Paragraph(vec![Span::Text(says.to_owned())])];
    }
    let items = lines.into_iter().map(|line| vec![Block::Paragraph(line)]).collect();
    vec![Block::List { ordered: false, items }]
}

fn items(ground: &Ground<'_>, language: Language, ids: &[Slug]) -> String {
    let titles: Vec<String> = ids.iter().map(|id| ground.item(id, language)).collect();
    listed(&titles, language)
}

/// What crossed the table and what came of it after a day: proposals, answers, agreements, sessions.
pub(super) fn moved(
    ground: &Ground<'_>,
    language: Language,
    since: Option<Date>,
    notes: &mut Notes,
) -> Vec<Block> {
    let after = since.unwrap_or(Date::MIN);
    let mut left_out = false;
    let mut lines = Vec::new();
    for one in ground.between(after) {
        let Some(words) = move_words(ground, language, one.body, notes) else { continue };
        if !ground.sees(one.number) {
            left_out = true;
            notes.kept_back.insert(one.number);
            continue;
        }
        let at = notes.entry(ground, language, one.number);
        let when = when_words(one.when, language);
        lines.push(vec![Span::Fact { text: format!("{words}, {when}."), notes: vec![at] }]);
    }
    let none = match since {
        Some(_) => pick(
            language,
            "Nothing has moved since the last report.",
            "Nada se ha movido desde el último informe.",
        ),
        None => pick(language, "Nothing has moved.", "Nada se ha movido."),
    };
    list(lines, left_out, language, none)
}

fn move_words(
    ground: &Ground<'_>,
    language: Language,
    body: &Body,
    notes: &mut Notes,
) -> Option<String> {
    let english = language == Language::English;
    Some(match body {
        Body::Pass(pass) if pass.kind.is_formal() => {
            let ids: Vec<Slug> = pass.items.iter().map(|one| one.item.clone()).collect();
            let (who, on) = (ground.party(&pass.from), items(ground, language, &ids));
            let same = !ids.is_empty() && ids.iter().all(|id| repeats(ground, &pass.id, id));
            match (english, same) {
                (true, true) => format!("{who} made the same offer again on {on}"),
                (true, false) => format!("{who} made an offer on {on}"),
                (false, true) => format!("{who} repitió su oferta sobre {on}"),
                (false, false) => format!("{who} hizo una oferta sobre {on}"),
            }
        }
        Body::Response(response) => {
            let who = ground.party(&response.by);
            let on = items(ground, language, &response.items);
            let on = match (on.is_empty(), english) {
                (true, _) => String::new(),
                (false, true) => format!(" on {on}"),
                (false, false) => format!(" sobre {on}"),
            };
            let (does, hace) = match response.kind {
                ResponseKind::NotReady => {
                    ("said that it has no answer ready", "dijo que no tiene lista una respuesta")
                }
                ResponseKind::Accept => ("accepted", "aceptó"),
                ResponseKind::Reject => ("said no", "dijo que no"),
                ResponseKind::Question => ("asked a question", "hizo una pregunta"),
                _ => {
                    let kind = notes.say(ground, language, response.kind.name());
                    let answered = pick(language, "answered", "respondió");
                    return Some(format!("{who} {answered}{on}: {kind}"));
                }
            };
            format!("{who} {}{on}", pick(language, does, hace))
        }
        Body::TentativeAgreement(agreement) => {
            let on = items(ground, language, &agreement.items);
            format!(
                "{} {on}",
                pick(language, "Tentative agreement on", "Acuerdo provisional sobre")
            )
        }
        Body::TotalAgreement(_) => {
            pick(language, "Tentative agreement on everything", "Acuerdo provisional sobre todo")
                .to_owned()
        }
        Body::Withdrawal(withdrawal) => {
            let pass = ground.state.passes.get(&withdrawal.pass)?;
            let who = ground.party(&pass.pass.from);
            format!(
                "{who} {}",
                pick(language, "took an offer off the table", "retiró una oferta de la mesa")
            )
        }
        Body::Session(session) => match session.state {
            SessionState::Held | SessionState::Shortened => {
                let many = session.sessions.unwrap_or(1);
                match (english, many) {
                    (true, 1) => "The parties met".to_owned(),
                    (true, many) => format!("The parties met {many} times"),
                    (false, 1) => "Las partes se reunieron".to_owned(),
                    (false, many) => format!("Las partes se reunieron {many} veces"),
                }
            }
            SessionState::Cancelled => {
                pick(language, "A session was cancelled", "Se canceló una sesión").to_owned()
            }
            SessionState::Planned => return None,
        },
        _ => return None,
    })
}

/// Whether a pass says on an item what its side said before: it did not move by it.
fn repeats(ground: &Ground<'_>, pass: &Slug, item: &Slug) -> bool {
    let Some(state) = ground.state.passes.get(pass) else { return false };
    let Some(side) = ground.state.items.get(item).and_then(|one| one.side(state.side)) else {
        return false;
    };
    let before = ground.state.passes.values().any(|other| {
        other.side == state.side && other.since < state.since && other.item(item).is_some()
    });
    before
        && side.moved.is_some_and(|moved| moved.entry != state.since.entry && moved < state.since)
}

/// On what nobody moved since a day, and how long each side has not.
pub(super) fn still(
    ground: &Ground<'_>,
    language: Language,
    since: Option<Date>,
    notes: &mut Notes,
) -> Vec<Block> {
    let after = since.unwrap_or(ground.day());
    let english = language == Language::English;
    let mut left_out = false;
    let mut lines = Vec::new();
    for (id, item) in &ground.state.items {
        if ground
            .state
            .item_status(id)
            .is_none_or(|status| status >= ItemStatus::ConditionallyAgreed)
        {
            continue;
        }
        for side in [Side::Union, Side::Employer] {
            let Some(moved) = ground.state.no_movement(id, side) else { continue };
            if moved.when.day > after {
                continue;
            }
            if !ground.sees(moved.entry) || !ground.sees(item.raised.entry) {
                left_out = true;
                notes.kept_back.insert(moved.entry);
                continue;
            }
            let at = notes.entry(ground, language, moved.entry);
            let (who, title) = (ground.side(side), ground.item(id, language));
            let long = how_long(moved.when, ground.day(), language);
            let since = since_words(moved.when, language);
            let text = match english {
                true => format!("{title}: {who} has not moved for {long}, {since}."),
                false => format!("{title}: {who} no se ha movido en {long}, {since}."),
            };
            lines.push((moved, vec![Span::Fact { text, notes: vec![at] }]));
        }
    }
    lines.sort_by_key(|(moved, _)| *moved);
    let none = pick(
        language,
        "Every side has moved on everything.",
        "Todas las partes se han movido en todo.",
    );
    list(lines.into_iter().map(|(_, line)| line).collect(), left_out, language, none)
}

/// Whose turn it is on what, the longest wait first.
pub(super) fn turns(ground: &Ground<'_>, language: Language, notes: &mut Notes) -> Vec<Block> {
    let mut left_out = false;
    let mut all: Vec<(Turn, &Slug)> = Vec::new();
    for (id, item) in &ground.state.items {
        let Some(turn) = ground.state.turn(id) else { continue };
        if ground.sees(turn.since.entry) && ground.sees(item.raised.entry) {
            all.push((turn, id));
        } else {
            left_out = true;
            notes.kept_back.insert(turn.since.entry);
        }
    }
    all.sort_by_key(|(turn, id)| (turn.since, (*id).clone()));
    let lines = all.into_iter().map(|(turn, id)| {
        let at = notes.entry(ground, language, turn.since.entry);
        let (who, title) = (ground.side(turn.side), ground.item(id, language));
        let long = how_long(turn.since.when, ground.day(), language);
        let since = since_words(turn.since.when, language);
        let text = match language {
            Language::English => format!("{title}: it is {who}'s turn, {since} ({long})."),
            Language::Spanish => format!("{title}: le toca a {who}, {since} ({long})."),
        };
        vec![Span::Fact { text, notes: vec![at] }]
    });
    let none = pick(language, "Nobody owes an answer.", "Nadie debe una respuesta.");
    list(lines.collect(), left_out, language, none)
}

/// What is agreed, item by item.
pub(super) fn agreed(ground: &Ground<'_>, language: Language, notes: &mut Notes) -> Vec<Block> {
    let mut left_out = false;
    let mut lines = Vec::new();
    for one in ground.state.agreed.values().filter(|one| one.status().stands()) {
        if !ground.sees(one.since.entry) {
            left_out = true;
            notes.kept_back.insert(one.since.entry);
            continue;
        }
        let at = notes.entry(ground, language, one.since.entry);
        let on = items(ground, language, &one.agreement.items);
        let when = when_words(one.since.when, language);
        lines.push(vec![Span::Fact { text: format!("{on}, {when}."), notes: vec![at] }]);
    }
    let none = pick(language, "Nothing is agreed yet.", "Aún no hay nada acordado.");
    list(lines, left_out, language, none)
}

/// What is on the calendar from the piece's day on: sessions, votes, actions, dates that press.
pub(super) fn dates(ground: &Ground<'_>, language: Language, notes: &mut Notes) -> Vec<Block> {
    let mut left_out = false;
    let mut lines = Vec::new();
    let told: Vec<u64> = ground
        .state
        .sessions
        .iter()
        .filter_map(|one| {
            one.session.next.filter(|day| *day >= ground.day()).map(|_| one.since.entry)
        })
        .collect();
    let next = ground.state.next_session();
    let mut session_told = false;
    for one in ground.state.calendar().iter().filter(|one| one.day >= ground.day()) {
        if one.entries.is_empty() || !one.entries.iter().all(|entry| ground.sees(*entry)) {
            left_out = true;
            notes.kept_back.extend(&one.entries);
            continue;
        }
        session_told |= Some(one.day) == next && one.sort == "session";
        let at = one.entries.iter().map(|entry| notes.entry(ground, language, *entry)).collect();
        let title = match one.sort {
            "session" => pick(language, "the parties meet", "las partes se reúnen").to_owned(),
            _ => notes.say(ground, language, &one.title),
        };
        let text = format!("{}: {title}.", date_words(one.day, language));
        lines.push((one.day, vec![Span::Fact { text, notes: at }]));
    }
    if let (Some(day), false) = (next, session_told)
        && let Some(entry) = told.into_iter().rev().find(|entry| ground.sees(*entry))
    {
        let at = notes.entry(ground, language, entry);
        let meets = pick(language, "the parties meet", "las partes se reúnen");
        let text = format!("{}: {meets}.", date_words(day, language));
        lines.push((day, vec![Span::Fact { text, notes: vec![at] }]));
    }
    left_out |= next.is_some();
    lines.sort_by_key(|(day, _)| *day);
    let none = pick(language, "No day is set yet.", "Aún no hay ninguna fecha fijada.");
    list(lines.into_iter().map(|(_, line)| line).collect(), left_out, language, none)
}

/// What members can do: actions to which they are asked, votes and petitions that are open.
pub(super) fn actions(ground: &Ground<'_>, language: Language, notes: &mut Notes) -> Vec<Block> {
    let mut left_out = false;
    let mut lines = Vec::new();
    for one in ground.state.actions.values() {
        let Some(shown) = one.seen(|entry| ground.sees(entry)) else {
            left_out = true;
            continue;
        };
        let open = matches!(
            shown.status(),
            record::body::ActionStep::Planned | record::body::ActionStep::Asked
        );
        let past = shown.planned_for.is_some_and(|day| day < ground.day());
        if !open || past {
            continue;
        }
        let at = shown
            .steps
            .iter()
            .map(|(since, _)| notes.entry(ground, language, since.entry))
            .collect();
        let title = notes.say(ground, language, shown.title.as_deref().unwrap_or_default());
        let ask = shown.ask.as_deref().map(|ask| notes.say(ground, language, ask));
        let day = shown.planned_for.map(|day| format!(" ({})", date_words(day, language)));
        let text = format!(
            "{title}{}{}",
            day.unwrap_or_default(),
            ask.map_or_else(|| ".".to_owned(), |ask| format!(": {ask}"))
        );
        lines.push(vec![Span::Fact { text, notes: at }]);
    }
    for count in ground.state.counts.values() {
        let open = matches!(count.count.state, CountState::Open | CountState::Extended);
        let over = count.count.closes.is_some_and(|day| day < ground.day());
        if !open || over {
            continue;
        }
        if !ground.sees(count.since.entry) {
            left_out = true;
            notes.kept_back.insert(count.since.entry);
            continue;
        }
        let at = notes.entry(ground, language, count.since.entry);
        let title = notes.say(ground, language, &count.count.title);
        let kind = notes.say(ground, language, count.count.kind.name());
        let until = count.count.closes.map(|day| {
            format!(", {} {}", pick(language, "until", "hasta el"), date_words(day, language))
        });
        let text = format!("{title} ({kind}){}.", until.unwrap_or_default());
        lines.push(vec![Span::Fact { text, notes: vec![at] }]);
    }
    let none = pick(
        language,
        "Nothing is asked of members in the record today.",
        "Hoy el registro no pide nada a los miembros.",
    );
    list(lines, left_out, language, none)
}
