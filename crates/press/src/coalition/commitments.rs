use maud::Markup;
use money::{Date, Fraction};
use record::body::{Body, Measure, Tally};
use record::{CommitmentState, Counted, ForecastBy, PoolShares, Slug, pool_shares, readings};
use serde_json::{Value, json};

use super::{Seen, day, detail, since_json};
use crate::page::{Language, PaceChart, Words, pace_chart};
use crate::status::{line, pretty};

/// Fewer people than this in a cell are not shown to anybody but the team.
const SMALL: u32 = 10;

/// What a reader sees of the commitments. A count whose numbers would give a few people away is the team's alone.
pub fn seen_commitments(seen: &Seen<'_>) -> Vec<(Slug, CommitmentState)> {
    let all = seen.state.commitments.iter().filter_map(|(id, one)| {
        let mut shown = one.seen(|entry| seen.sees(entry))?;
        if !seen.team {
            let card = one.card(seen.state.as_of);
            shown.tallies.retain(|(_, tally)| !keeps_back(tally, &card));
        }
        Some((id.clone(), shown))
    });
    all.collect()
}

/// Whether the numbers of a count would give a small number of people away.
fn keeps_back(tally: &Tally, card: &Measure) -> bool {
    !tally.pools.is_empty() && pool_shares(tally, card, SMALL).total.is_none()
}

/// Whether an entry is a count that a reader is not shown.
pub(crate) fn is_kept_back(seen: &Seen<'_>, body: &Body) -> bool {
    let Body::Tally(tally) = body else { return false };
    let known = seen.state.commitments.get(&tally.commitment);
    !seen.team && known.is_some_and(|one| keeps_back(tally, &one.card(seen.state.as_of)))
}

/// The pools of a count, as a reader may see them: the team whole, anybody else without small numbers.
pub fn pools_of(seen: &Seen<'_>, tally: &Tally, card: &Measure) -> PoolShares {
    pool_shares(tally, card, small(seen))
}

/// The pace of a promise as a drawing is made from: the line that holds, the old ones, and each last count by the card, else in
/// heads. None where the promise has no line.
pub(crate) fn pace_chart_of(one: &CommitmentState, on: Date) -> Option<PaceChart> {
    let lines = one.pace_lines(on);
    if lines.is_empty() {
        return None;
    }
    let against = one.against_pace(on);
    let mut counts = Vec::new();
    for count in one.last_counts(on) {
        let of = against.iter().filter(|one| one.tally == count.tally.id);
        let shown = of.clone().find(|one| one.by_card).or_else(|| of.clone().next());
        counts.extend(shown.map(|one| (one.on, one.counted.clone(), count.tally.by.clone())));
    }
    let about = match lines.len() {
        1 => "The line is where it should be by its card; letters are counts.",
        _ => {
            "The solid line is where it should be by its card, dashed ones by the cards before it; letters are counts."
        }
    };
    Some(PaceChart {
        title: one.commitment.title.clone(),
        about: about.to_owned(),
        lines: lines.into_iter().map(|line| (line.points, line.is_current)).collect(),
        counts,
    })
}

/// The pace of a promise, drawn, under an id of its own on its page.
pub fn pace_drawing(
    id: &str,
    one: &CommitmentState,
    on: Date,
    language: Language,
    words: &Words,
) -> Option<Markup> {
    let chart = pace_chart_of(one, on)?;
    let t = |text: &str| words.in_language(language, text);
    Some(pace_chart(id, &PaceChart { title: t(&chart.title), about: t(&chart.about), ..chart }))
}

fn small(seen: &Seen<'_>) -> u32 {
    if seen.team { 0 } else { SMALL }
}

/// A field's name as people say it.
fn plain(name: &str) -> String {
    name.replace('_', " ")
}

fn whole(value: &Fraction) -> String {
    let text = value.to_decimal(1);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Each promise: its card and what it lacks, every count under every reading, pace, forecast, replies. Counts are never merged.
pub fn commitments_text(seen: &Seen<'_>, by: &ForecastBy) -> String {
    let all = seen_commitments(seen);
    let on = seen.state.as_of;
    let mut out = line(&format!("Commitments, as of {on}: {}", summary(&all, seen)), 2);
    for (_, one) in &all {
        out.push('\n');
        out.push_str(&commitment_text(seen, one, by));
    }
    out
}

/// `3: 1 disputed, 1 overdue, 1 met`.
fn summary(all: &[(Slug, CommitmentState)], seen: &Seen<'_>) -> String {
    let mut counts: std::collections::BTreeMap<&'static str, usize> =
        std::collections::BTreeMap::new();
    for (_, one) in all {
        *counts.entry(one.status(seen.state.as_of).name()).or_default() += 1;
    }
    let parts: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    match all.len() {
        0 => "none".to_owned(),
        count => format!("{count}: {}", parts.join(", ")),
    }
}

fn commitment_text(seen: &Seen<'_>, one: &CommitmentState, by: &ForecastBy) -> String {
    let on = seen.state.as_of;
    let (card, status) = (one.card(on), one.status(on));
    let measurable = match one.is_measurable(on) {
        false if status != record::CommitmentStatus::NotMeasurableYet => "; not measurable yet",
        _ => "",
    };
    let late = match one.overdue(on) && status != record::CommitmentStatus::Overdue {
        true => "; overdue",
        false => "",
    };
    let mut out =
        line(&format!("  {}: {}{late}{measurable}", one.commitment.title, status.name()), 4);
    let to = one.commitment.to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
    out.push_str(&detail(
        "promised",
        &format!(
            "by {}{to}, {} [{}]: {}",
            one.commitment.promised_by,
            day(one.since),
            one.since.entry,
            one.commitment.words
        ),
    ));
    out.push_str(&detail(
        "won by",
        &one.commitment.demand.as_ref().map(Slug::to_string).unwrap_or_default(),
    ));
    out.push_str(&detail("owner", one.owner(on).unwrap_or_default()));
    for (name, says) in card.lines() {
        out.push_str(&detail(&plain(name), &says.unwrap_or_default()));
    }
    let missing = card.missing();
    if !missing.is_empty() {
        out.push_str(&detail("the card does not say", &plain(&missing.join(", "))));
    }
    if let Some(days) = one.days_since_counted(on) {
        out.push_str(&detail("last counted", &format!("{days} days ago")));
    }
    for count in one.last_counts(on) {
        out.push_str(&count_text(seen, one, &count));
    }
    if !one.rival_counts(on).is_empty() {
        out.push_str(&line(
            "    The counts differ. They stand side by side, and are not made one.",
            6,
        ));
    }
    if let Some((low, high)) = one.progress_range(on) {
        out.push_str(&detail(
            "range",
            &format!(
                "{} to {} percent, over every count and reading",
                low.to_decimal(1),
                high.to_decimal(1)
            ),
        ));
    }
    out.push_str(&pace_text(one, seen));
    for (tally, forecast) in one.forecasts(on, by) {
        match forecast {
            Ok(forecast) => out.push_str(&detail(
                &format!("forecast from {tally}"),
                &format!(
                    "{}. Assumed: {}",
                    forecast.reached.words(),
                    forecast.assumptions.join(" ")
                ),
            )),
            Err(why) => {
                out.push_str(&detail(&format!("forecast from {tally}"), &format!("none: {why}")))
            }
        }
    }
    for (since, step) in one.steps.iter().filter(|(_, step)| step.to.is_none()) {
        let who = step.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        let words = step.words.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
        out.push_str(&detail(
            "step",
            &format!("{}{who}, {}{words} [{}]", step.step.name(), day(*since), since.entry),
        ));
    }
    out
}

fn count_text(seen: &Seen<'_>, one: &CommitmentState, count: &Counted<'_>) -> String {
    let (on, tally) = (seen.state.as_of, count.tally);
    let card = one.card(on);
    let about = if tally.about { "about " } else { "" };
    let shares = pool_shares(tally, &card, small(seen));
    let mut out = detail(
        &format!("{} counts", tally.by),
        &format!(
            "{about}{}, to {} [{}]: {}",
            numbers(tally),
            count.on,
            count.since.entry,
            tally.what_was_counted
        ),
    );
    for reading in readings(tally, &card) {
        let by_card = if reading.by_card { " (as the card says)" } else { "" };
        let note = reading.note.map(|note| format!("; {note}")).unwrap_or_default();
        let value = reading.value.as_ref().map(whole);
        let share =
            reading.share_percent.as_ref().map(|share| format!("{} percent", share.to_decimal(1)));
        let says = match (value, share, reading.why_not) {
            (Some(value), Some(share), _) => format!("{about}{value}, {share}"),
            (Some(value), None, why) => {
                format!("{about}{value}{}", why.map(|why| format!("; {why}")).unwrap_or_default())
            }
            (None, _, why) => why.unwrap_or("not known").to_owned(),
        };
        out.push_str(&line(&format!("      {}{by_card}: {says}{note}", reading.how), 8));
    }
    for pool in &shares.pools {
        let cell =
            pool.cell.as_ref().map_or_else(|| "nobody counted".to_owned(), record::Cell::words);
        let share = match &pool.cell {
            Some(record::Cell::Shown { percent: Some(percent), .. }) => {
                format!(", {} percent of hires", percent.to_decimal(1))
            }
            _ => String::new(),
        };
        let promised = pool
            .promised_percent
            .as_ref()
            .map(|percent| format!("; {} percent promised", whole(percent)));
        out.push_str(&line(
            &format!("      {}: {cell}{share}{}", pool.name, promised.unwrap_or_default()),
            8,
        ));
    }
    for (since, step) in one.answers_to(&tally.id, on) {
        let who = step.by.as_deref().unwrap_or("somebody");
        let words = step.words.as_deref().unwrap_or_default();
        out.push_str(&line(
            &format!(
                "      {} by {who}, {}: {words} [{}]",
                step.step.name(),
                day(*since),
                since.entry
            ),
            8,
        ));
    }
    out
}

/// `650 full-time`, `300 half-time`: each number of a count with what it counts.
pub(crate) fn counted(tally: &Tally) -> Vec<String> {
    [
        (tally.hires, "hires"),
        (tally.full_time, "full-time"),
        (tally.half_time, "half-time"),
        (tally.leavers, "leavers"),
        (tally.positions, "positions"),
    ]
    .into_iter()
    .filter_map(|(count, what)| Some(format!("{} {what}", count?)))
    .collect()
}

/// `650 full-time and 300 half-time`.
pub fn numbers(tally: &Tally) -> String {
    let all = counted(tally);
    match all.is_empty() {
        true => "month by month".to_owned(),
        false => all.join(" and "),
    }
}

fn pace_text(one: &CommitmentState, seen: &Seen<'_>) -> String {
    let on = seen.state.as_of;
    let mut out = String::new();
    for pace in one.pace_lines(on) {
        let points: Vec<String> =
            pace.points.iter().map(|(on, at)| format!("{} on {on}", whole(at))).collect();
        let entries: Vec<String> = pace.entries.iter().map(u64::to_string).collect();
        let label = if pace.is_current { "pace" } else { "the old line" };
        let changed = match pace.changed.is_empty() {
            true => String::new(),
            false => format!("; changed: {}", plain(&pace.changed.join(", "))),
        };
        out.push_str(&detail(
            label,
            &format!("{}{changed} [{}]", points.join(", "), entries.join(", ")),
        ));
    }
    for against in one.against_pace(on).iter().filter(|against| against.by_card) {
        let short = match against.difference.is_negative() {
            true => format!("{} behind", whole(&against.difference.negated())),
            false => format!("{} ahead", whole(&against.difference)),
        };
        out.push_str(&detail(
            &format!("{} against the pace", against.tally),
            &format!(
                "{} on {}, where it should be {}: {short}",
                whole(&against.counted),
                against.on,
                whole(&against.should_be)
            ),
        ));
    }
    out
}

/// The commitments for programs.
pub fn commitments_json(seen: &Seen<'_>, by: &ForecastBy) -> String {
    let all: Vec<Value> =
        seen_commitments(seen).iter().map(|(id, one)| commitment_json(seen, id, one, by)).collect();
    pretty(
        &json!({"schema": "goodfaith-commitments 1", "as_of": seen.state.as_of.to_string(), "commitments": all}),
    )
}

fn commitment_json(seen: &Seen<'_>, id: &Slug, one: &CommitmentState, by: &ForecastBy) -> Value {
    let on = seen.state.as_of;
    let card = one.card(on);
    let decimal = |value: &Fraction| value.to_decimal(1);
    let counts: Vec<Value> = one
        .last_counts(on)
        .iter()
        .map(|count| {
            let shares = pool_shares(count.tally, &card, small(seen));
            json!({
                "id": count.tally.id, "by": count.tally.by, "as_of": count.on.to_string(), "about": count.tally.about,
                "full_time": count.tally.full_time, "half_time": count.tally.half_time, "hires": count.tally.hires,
                "leavers": count.tally.leavers, "positions": count.tally.positions,
                "what_was_counted": count.tally.what_was_counted, "words": count.tally.words, "since": since_json(count.since),
                "readings": readings(count.tally, &card).iter().map(|reading| json!({"how": reading.how,
                    "value": reading.value.as_ref().map(decimal), "share_percent": reading.share_percent.as_ref().map(decimal),
                    "why_not": reading.why_not, "note": reading.note, "by_card": reading.by_card})).collect::<Vec<_>>(),
                "pools": pools_json(&shares),
                "answers": one.answers_to(&count.tally.id, on).iter().map(|(since, step)| json!({"step": step.step,
                    "by": step.by, "words": step.words, "since": since_json(*since)})).collect::<Vec<_>>(),
            })
        })
        .collect();
    let range = one.progress_range(on);
    let pace: Vec<Value> = one
        .pace_lines(on)
        .iter()
        .map(|pace| {
            json!({"points": pace.points.iter().map(|(on, at)| json!({"date": on.to_string(), "count": decimal(at)})).collect::<Vec<_>>(),
                "entries": pace.entries, "changed": pace.changed, "current": pace.is_current})
        })
        .collect();
    let forecasts: Vec<Value> = one
        .forecasts(on, by)
        .into_iter()
        .map(|(tally, forecast)| match forecast {
            Ok(one) => json!({"from_count": tally, "reached": one.reached.words(), "hires_a_month": decimal(&one.hires_a_month),
                "leavers_a_month": decimal(&one.leavers_a_month), "on_last_day": one.on_last_day.as_ref().map(decimal),
                "assumptions": one.assumptions}),
            Err(why) => json!({"from_count": tally, "why_not": why}),
        })
        .collect();
    json!({
        "id": id, "title": one.commitment.title, "words": one.commitment.words, "promised_by": one.commitment.promised_by,
        "to": one.commitment.to, "demand": one.commitment.demand, "agreement": one.commitment.agreement,
        "status": one.status(on).name(), "measurable": one.is_measurable(on), "disputed": one.is_disputed(on),
        "overdue": one.overdue(on), "owner": one.owner(on), "due": one.due(on).map(|(_, due)| due.to_string()),
        "card": card.lines().into_iter().map(|(name, says)| (name.to_owned(), json!(says))).collect::<serde_json::Map<_, _>>(),
        "card_lacks": card.missing(), "counts": counts,
        "rivals": one.rival_counts(on).iter().map(|(a, b)| json!([a.tally.id, b.tally.id])).collect::<Vec<_>>(),
        "range_percent": range.map(|(low, high)| json!({"low": decimal(&low), "high": decimal(&high)})),
        "pace": pace,
        "against_pace": one.against_pace(on).iter().map(|one| json!({"count": one.tally, "date": one.on.to_string(), "how": one.how,
            "by_card": one.by_card, "counted": decimal(&one.counted), "should_be": decimal(&one.should_be),
            "difference": decimal(&one.difference)})).collect::<Vec<_>>(),
        "forecasts": forecasts,
        "steps": one.steps.iter().map(|(since, step)| json!({"step": step.step, "by": step.by, "words": step.words,
            "to": step.to, "since": since_json(*since)})).collect::<Vec<_>>(),
    })
}

fn pools_json(shares: &PoolShares) -> Value {
    let pools: Vec<Value> = shares
        .pools
        .iter()
        .map(|pool| json!({"pool": pool.pool, "name": pool.name, "count": pool.cell.as_ref().map(record::Cell::words),
            "promised_percent": pool.promised_percent.as_ref().map(|percent| percent.to_decimal(1))}))
        .collect();
    json!({"total": shares.total, "pools": pools, "rest": shares.rest.as_ref().map(record::Cell::words)})
}
