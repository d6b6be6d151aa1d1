//! Answers to what is asked of promises, demands and figures.

use money::Fraction;
use record::body::Carrier;
use record::{CommitmentState, Entry, ReadingKind, Said, Slug, State, readings};
use serde_json::{Map, Value, json};

use super::answers::{Asked, Got, number};

/// The answer to a question of the coalition; none where it is none.
pub(super) fn answer(asked: &Asked<'_>, state: &State, entries: &[Entry]) -> Option<Got> {
    let about = |words: &[&str]| words.iter().any(|word| asked.head.contains(word));
    if about(&["deadline"]) {
        return None;
    }
    let own = about(&["commitment", "progress", "overdue"]);
    let commitment = match own {
        true => named(asked, state.commitments.keys()),
        false => by_id(asked, state.commitments.keys()),
    };
    let commitment = commitment.map(|id| &state.commitments[id]);
    if let Some(one) = commitment.filter(|_| own || about(&["status"])) {
        return Some(promise(asked, one, state));
    }
    if about(&["demand", "carrier"]) {
        return Some(demand(asked, state));
    }
    if about(&["figure"]) {
        return Some(figures(asked, state, entries));
    }
    about(&["commitment", "progress", "overdue"]).then_some(Got::NotTold)
}

/// The thing whose id stands among the words of a question.
fn by_id<'a>(asked: &Asked<'_>, mut ids: impl Iterator<Item = &'a Slug>) -> Option<&'a Slug> {
    let words: Vec<String> = asked
        .words
        .split_whitespace()
        .map(str::to_owned)
        .chain(asked.with.values().map(|value| value.to_lowercase()))
        .map(|word| Slug::from_words(&word).to_string())
        .collect();
    ids.find(|id| words.iter().any(|word| word == id.as_str()))
}

/// The same; the only one where none is named.
fn named<'a>(asked: &Asked<'_>, ids: impl Iterator<Item = &'a Slug> + Clone) -> Option<&'a Slug> {
    let mut all = ids.clone();
    let only = all.next().filter(|_| all.next().is_none());
    by_id(asked, ids).or(only)
}

fn promise(asked: &Asked<'_>, one: &CommitmentState, state: &State) -> Got {
    let on = state.as_of;
    if asked.head.contains("overdue") {
        return Got::Values(vec![json!(one.overdue(on))]);
    }
    if asked.head.contains("progress") {
        let Some((low, high)) = one.progress_range(on) else { return Got::NotTold };
        let card = one.card(on);
        let by_head: Vec<Fraction> = one
            .last_counts(on)
            .iter()
            .flat_map(|count| readings(count.tally, &card))
            .filter(|reading| reading.kind == ReadingKind::HalfAsOne)
            .filter_map(|reading| reading.share_percent)
            .collect();
        let mut range =
            Map::from_iter([("low".to_owned(), number(&low)), ("high".to_owned(), number(&high))]);
        for (name, share) in
            [("low_headcount", by_head.iter().min()), ("high_headcount", by_head.iter().max())]
        {
            range.extend(share.map(|share| (name.to_owned(), number(share))));
        }
        return Got::Values(vec![Value::Object(range)]);
    }
    let mut all = vec![json!(one.status(on).name())];
    if one.is_disputed(on) {
        all.push(json!("disputed"));
    }
    if one.overdue(on) && one.counts(on).is_empty() && one.outcome(on).is_none() {
        all.push(json!("due date passed, no count found; neither met nor missed"));
    }
    if !one.is_measurable(on) {
        all.push(json!("not measurable yet"));
    }
    Got::Values(all)
}

fn demand(asked: &Asked<'_>, state: &State) -> Got {
    let by_title = state.demands.keys().find(|id| {
        let title = state.items.get(*id).map(|item| item.item.title.to_lowercase());
        let asks = |title: &String| {
            asked.words.contains(title.as_str())
                || asked.with.values().any(|with| with.to_lowercase() == *title)
        };
        title.as_ref().is_some_and(asks)
    });
    let Some(id) = by_title.or_else(|| named(asked, state.demands.keys())) else {
        return Got::NotTold;
    };
    let demand = &state.demands[id];
    if asked.head.contains("carrier") {
        let all: Vec<&str> = demand.carriers.iter().map(|(carrier, _, _)| carrier.name()).collect();
        let open: Vec<&str> = demand.open_carriers().map(Carrier::name).collect();
        let last = demand.open_carriers().last();
        let mut values = vec![json!(last.map(Carrier::name)), json!(open), json!(all)];
        if last == Some(Carrier::OutsideAgreement) {
            values.push(json!("separate agreement outside the contract"));
        }
        return Got::Values(values);
    }
    Got::Values(vec![json!(demand.status().name())])
}

/// Figures on something, each with who says so: estimates of ideas for revenue, and amounts that events tell.
fn figures(asked: &Asked<'_>, state: &State, entries: &[Entry]) -> Got {
    let words: Vec<&str> = asked
        .words
        .split_whitespace()
        .filter(|word| word.len() > 3 && !["figure", "source"].contains(word))
        .collect();
    let about = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
    let mut all: Vec<Value> = Vec::new();
    let mut add = |millions: Value, source: &str| {
        let one = json!({"usd_m": millions, "source": source});
        if !all.contains(&one) {
            all.push(one);
        }
    };
    let source_of = |entry: u64| {
        let at = usize::try_from(entry).ok().and_then(|number| number.checked_sub(1));
        let entry = at.and_then(|at| entries.get(at));
        entry
            .and_then(|entry| entry.draft.source.first())
            .map(|source| source.title.clone())
            .unwrap_or_default()
    };
    for (id, idea) in &state.revenue {
        if about(id.as_str()) || idea.title.as_deref().is_some_and(about) {
            for one in &idea.estimates {
                let millions = Fraction::new(one.low.cents(), 100_000_000);
                add(number(&millions), &source_of(one.since.entry));
            }
        }
    }
    for entry in entries.iter().filter(|entry| entry.draft.place() <= state.as_of) {
        let Some(Said::Table(values)) = entry.draft.as_told.get("values") else { continue };
        for (name, value) in values {
            let millions = name.ends_with("_usd_m") && about(&name.replace('_', " "));
            if let (true, Said::Whole(amount)) = (millions, value) {
                add(
                    json!(amount),
                    &entry.draft.source.first().map(|one| one.title.clone()).unwrap_or_default(),
                );
            }
        }
    }
    let expected = asked.check.get("expect").and_then(Value::as_array);
    let told = |one: &Value| {
        let source = one.get("source").and_then(Value::as_str);
        source.is_none()
            || all.iter().any(|got| got.get("source").and_then(Value::as_str) == source)
    };
    match expected {
        // What is asked stands, in part, in sources that no entry rests on.
        Some(expected) if !expected.iter().all(told) => Got::NotTold,
        _ => Got::Values(vec![Value::Array(all)]),
    }
}
