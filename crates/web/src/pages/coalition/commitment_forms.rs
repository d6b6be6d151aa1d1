//! The forms of a commitment: a count with its rival, the measure card, a step.

use std::sync::Arc;

use press::coalition::numbers;
use record::body::{Body, Tally};
use record::{CommitmentState, Since, Slug};
use serde_json::{Map, Value, json};

use super::sheet::{Field, Finding, Kind, Sheet, barred, new_id, whole, words};
use super::view::View;
use crate::forms::Form;

const PATH: &str = "/coalition/commitments";

/// A count's fields, under a prefix.
pub(super) fn tally_sheet(one: &CommitmentState, id: &Slug, on: money::Date) -> Sheet {
    let pools: Vec<String> =
        one.card(on).pools.iter().map(|pool| format!("{} |", pool.id)).collect();
    let mut sheet = Sheet::of("tally", "Add the count", vec![
        Field::of("by", "Who counted", Kind::Line).must(),
        Field::of("as_of", "The day to which it counts", Kind::Day).must().hint("The end of a month or a quarter, such as 2017-03-31"),
        Field::of("what_was_counted", "What was counted, in their words", Kind::Line).must(),
        Field::of("hires", "People hired, all of them", Kind::Whole).hint("From the card's first day on"),
        Field::of("full_time", "Of these full-time", Kind::Whole),
        Field::of("half_time", "Of these half-time", Kind::Whole),
        Field::of("leavers", "People who left", Kind::Whole).hint("Empty where nobody counted them"),
        Field::of("positions", "How many there are, on the card's scale", Kind::Whole).hint("Positions filled, full-time equivalents, dollars"),
        Field::of("about", "The numbers are rough", Kind::Flag),
        Field::of("pools", "Of the hires, from which pool", Kind::Lines).begins(pools.join("\n")).hint("One a line: the pool's short name | how many"),
        Field::of("months", "Month by month", Kind::Lines).hint("One a line, none left out: 2017-01 | hires | of these half-time | leavers | of these half-time"),
        Field::of("words", "What was said", Kind::Text),
        Field::of("rival.by", "Who counted otherwise", Kind::Line).hint("Another count to the same day stands beside this one: both are added, and none is made of the two"),
        Field::of("rival.what_was_counted", "What they counted, in their words", Kind::Line),
        Field::of("rival.hires", "By them: people hired, all of them", Kind::Whole),
        Field::of("rival.full_time", "By them: full-time", Kind::Whole),
        Field::of("rival.half_time", "By them: half-time", Kind::Whole),
        Field::of("rival.leavers", "By them: people who left", Kind::Whole),
        Field::of("rival.positions", "By them: how many there are", Kind::Whole),
    ]);
    sheet.live = Some((format!("{PATH}/{id}/comes-to"), "comes-to"));
    sheet
}

/// The counts of the sheet: one, or one and its rival.
pub(super) fn tallies(
    view: &View<'_>,
    one: &CommitmentState,
    mut says: Map<String, Value>,
) -> Result<Vec<Value>, Vec<Finding>> {
    let rival = says
        .remove("rival")
        .filter(|rival| rival.as_object().is_some_and(|rival| !rival.is_empty()));
    if let Some(lines) = says.remove("pools") {
        // The pools stand in the field at first, each without a number.
        let lines: Vec<Value> = lines
            .as_array()
            .into_iter()
            .flatten()
            .filter(|line| line.as_str().is_some_and(|line| !line.trim().ends_with('|')))
            .cloned()
            .collect();
        let pools =
            barred(&json!(lines), &view.t("Of the hires, from which pool"), "pools", |parts| {
                match parts {
                    [pool, count] => Ok(json!({"pool": pool, "count": whole(count)?})),
                    _ => Err("expected the pool's short name, then | and how many".to_owned()),
                }
            })?;
        says.insert("pools".to_owned(), json!(pools));
    }
    if let Some(lines) = says.remove("months") {
        let months = barred(&lines, &view.t("Month by month"), "months", |parts| {
            if !(2..=5).contains(&parts.len()) {
                return Err("expected a month, then | and numbers, such as: 2017-01 | 40 | 10 | 5"
                    .to_owned());
            }
            let mut month = json!({"month": format!("{}-01", parts[0])});
            for (name, part) in ["hires", "hires_half", "leavers", "leavers_half"]
                .iter()
                .zip(&parts[1..])
                .filter(|(_, part)| !part.is_empty())
            {
                month[*name] = json!(whole(part)?);
            }
            Ok(month)
        })?;
        says.insert("months".to_owned(), json!(months));
    }
    let commitment = &one.commitment.id;
    says.insert("commitment".to_owned(), json!(commitment));
    let as_of = says.get("as_of").cloned().unwrap_or_default();
    let name = |says: &Map<String, Value>, more: Option<&Slug>| {
        let by = says.get("by").and_then(Value::as_str).unwrap_or_default();
        let words = format!("{by} {}", as_of.as_str().unwrap_or_default());
        let taken = |id: &Slug| {
            more == Some(id)
                || view
                    .seen
                    .state
                    .commitments
                    .values()
                    .any(|one| one.tallies.iter().any(|(_, tally)| tally.id == *id))
        };
        new_id(None, &words, taken)
    };
    let id = name(&says, None);
    says.insert("id".to_owned(), json!(id));
    let mut all = vec![Value::Object(says)];
    if let Some(Value::Object(mut rival)) = rival {
        for (field, label) in [
            ("by", "Who counted otherwise"),
            ("what_was_counted", "What they counted, in their words"),
        ] {
            if !rival.contains_key(field) {
                let field = if field == "by" { "rival.by" } else { "rival.what_was_counted" };
                return Err(vec![Finding::at(field, view.t(label), "it must be filled in")]);
            }
        }
        let rivals = name(&rival, Some(&id));
        rival.insert("id".to_owned(), json!(rivals));
        rival.insert("commitment".to_owned(), json!(commitment));
        rival.insert("as_of".to_owned(), as_of);
        all.push(Value::Object(rival));
    }
    Ok(all)
}

/// The commitment with what was typed, as if it were told on the day that is looked at.
pub(super) fn with_typed(
    view: &View<'_>,
    one: &CommitmentState,
    form: &Form,
) -> Result<CommitmentState, Vec<Finding>> {
    let filled = tally_sheet(one, &one.commitment.id, view.asked.day).read(view.asked, form)?;
    let mut after = one.clone();
    for says in tallies(view, one, filled.says)? {
        let unclear = |error: record::BodyError| vec![Finding::of(error.what)];
        if let Body::Tally(tally) = Body::of("tally", says).map_err(unclear)? {
            let since = Since { entry: u64::MAX, when: record::When::on(view.asked.day) };
            let tally: Arc<Tally> = tally;
            after.tallies.push((since, tally));
        }
    }
    Ok(after)
}

pub(super) fn card_sheet() -> Sheet {
    let units = ["hires", "net-positions", "fte", "money", "dates", "other"];
    Sheet::of(
        "card",
        "Add the card",
        vec![
            Field::of("unit", "What is counted", Kind::Pick(words(&units))),
            Field::of("target", "How many", Kind::Whole),
            Field::of("half_time_weight", "What half-time counts as", Kind::Line).hint("1, or 0.5"),
            Field::of("baseline", "How many there were at the start", Kind::Whole),
            Field::of("from", "The day from which it is counted", Kind::Day),
            Field::of("due", "The last day on which it is kept", Kind::Day),
            Field::of("milestones", "Steps on the way", Kind::Lines)
                .hint("One a line: 2017-06-30 | 2500"),
            Field::of("source", "What it is counted from", Kind::Line),
            Field::of("reporter", "Who reports, and how often", Kind::Line),
            Field::of("verifier", "Who checks", Kind::Line),
            Field::of("enforcement", "The route by which it is enforced", Kind::Line),
            Field::of("late_when", "What counts as late", Kind::Line),
            Field::of("pools", "The pools that it is meant to reach", Kind::Lines)
                .hint("One a line: short name | name | percent promised"),
        ],
    )
}

pub(super) fn card_says(
    view: &View<'_>,
    mut says: Map<String, Value>,
) -> Result<Map<String, Value>, Vec<Finding>> {
    if let Some(lines) = says.remove("milestones") {
        let all = barred(&lines, &view.t("Steps on the way"), "milestones", |parts| match parts {
            [on, target] => Ok(
                json!({"on": money::date_from_iso(on).map_err(|error| error.to_string())?.to_string(), "target": whole(target)?}),
            ),
            _ => Err("expected a day, then | and how many".to_owned()),
        })?;
        says.insert("milestones".to_owned(), json!(all));
    }
    if let Some(lines) = says.remove("pools") {
        let all =
            barred(&lines, &view.t("The pools that it is meant to reach"), "pools", |parts| {
                match parts {
                    [id, name] => Ok(json!({"id": id, "name": name})),
                    [id, name, share] => {
                        Ok(json!({"id": id, "name": name, "share_percent": share}))
                    }
                    _ => {
                        Err("expected a short name, then | and a name, then | and a percent"
                            .to_owned())
                    }
                }
            })?;
        says.insert("pools".to_owned(), json!(all));
    }
    Ok(says)
}

pub(super) fn step_sheet(one: &CommitmentState) -> Sheet {
    let steps = [
        "owned",
        "active",
        "reported",
        "met",
        "partly-met",
        "missed",
        "disputed",
        "renegotiated",
        "enforced",
        "lapsed",
        "reply",
        "correction",
    ];
    let tallies = one
        .tallies
        .iter()
        .map(|(_, tally)| (tally.id.to_string(), format!("{}: {}", tally.by, numbers(tally))));
    Sheet::of(
        "promise-step",
        "Add the step",
        vec![
            Field::of("step", "The step", Kind::Pick(words(&steps))).must(),
            Field::of("by", "Who takes it", Kind::Line),
            Field::of(
                "to",
                "The count that it replies to or corrects",
                Kind::Pick(tallies.collect()),
            ),
            Field::of("until", "The new last day, where it is agreed anew", Kind::Day),
            Field::of("words", "What was said", Kind::Text),
        ],
    )
}
