//! One commitment: its measure card, the pace with its chart, every count beside the others, forecast, pools; and who counts what.

use std::sync::Arc;

use maud::{Markup, html};
use money::Fraction;
use press::coalition::{numbers, pace_drawing, pools_of, seen_commitments};
use record::audience::Audience;
use record::body::{Body, Tally};
use record::{CommitmentState, Counted, ForecastBy, Since, Slug, readings};
use serde_json::{Map, Value, json};

use super::commitments::stands;
use super::sheet::{
    Added, Again, Field, Finding, Kind, SHEET, Sheet, barred, new_id, whole, words,
};
use super::view::{View, came, id_of, no_sheet, not_there, standing};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/commitments";
const NO: &str = "The record has no such commitment:";

/// One commitment.
pub(super) fn one(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn known(view: &View<'_>, id: &Slug) -> Result<CommitmentState, Problem> {
    let found = seen_commitments(&view.seen).into_iter().find(|(known, _)| known == id);
    found.map(|(_, one)| one).ok_or_else(|| not_there(view.asked, NO, id.as_str()))
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let one = known(&view, &id)?;
    let by = forecast_by(asked)?;
    let path = format!("{PATH}/{id}");
    let on = asked.day;
    let body = html! {
        (stands(&view, &one))
        h2 { (view.t("Its pace")) }
        (pace(&view, "pace", &one))
        h2 { (view.t("Who counted what")) }
        (counts(&view, &id, &one))
        h2 { (view.t("If things go on")) }
        (forecasts(&view, &one, &by, &path))
        h2 { (view.t("Its measure card")) }
        (card(&view, &one))
        @if !one.steps.is_empty() {
            h2 { (view.t("Its history")) }
            (view.steps(one.steps.iter().filter(|(since, _)| since.when.day <= on).map(|(since, step)| (*since, step.step.name(), step.by.as_deref(), step.words.as_deref()))))
        }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&tally_sheet(&one, &id, on), "Somebody counted", &path, again))
        div id="comes-to" aria-live="polite" {
            @if let Some(again) = again.filter(|again| again.form.text(SHEET) == "tally") {
                @if let Ok(after) = with_typed(&view, &one, again.form) { (comes(&view, &after)) }
            }
        }
        (view.sheet(&card_sheet(), "The measure card, or a change of it", &path, again))
        (view.sheet(&step_sheet(&one), "What becomes of it, a reply, a correction", &path, again))
    };
    Ok(view.page(one.commitment.title.clone(), PATH, body))
}

/// What a number is shown as: without a decimal that says nothing.
fn tenths(value: &Fraction) -> String {
    let text = value.to_decimal(1);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Each count by the card against where it should be.
pub(super) fn against(view: &View<'_>, one: &CommitmentState) -> Markup {
    let on = view.seen.state.as_of;
    html! {
        @for against in one.against_pace(on).iter().filter(|against| against.by_card) {
            @let by = one.tallies.iter().find(|(_, tally)| tally.id == against.tally).map_or("", |(_, tally)| tally.by.as_str());
            p class="against" {
                (view.own(by)) ", " (view.day(against.on)) ": " (tenths(&against.counted)) ", " (view.t("where it should be")) " " (tenths(&against.should_be)) ": "
                strong {
                    @if against.difference.is_negative() { (tenths(&against.difference.negated())) " " (view.t("behind")) }
                    @else { (tenths(&against.difference)) " " (view.t("ahead")) }
                }
            }
        }
    }
}

fn pace(view: &View<'_>, id: &str, one: &CommitmentState) -> Markup {
    let drawing =
        pace_drawing(id, one, view.seen.state.as_of, view.speech.language, view.speech.words);
    html! {
        @match drawing {
            Some(drawing) => { (drawing) (against(view, one)) },
            None => p class="hole" { (view.t("There is no pace: the card must say the target, the first day and the last.")) },
        }
    }
}

/// Every last count beside the others, each under every reading.
pub(super) fn counts(view: &View<'_>, id: &Slug, one: &CommitmentState) -> Markup {
    let on = view.seen.state.as_of;
    let card = one.card(on);
    let counts = one.last_counts(on);
    let hows: Vec<(String, bool)> = counts
        .iter()
        .flat_map(|count| readings(count.tally, &card))
        .fold(Vec::new(), |mut all, reading| {
            if !all.iter().any(|(how, _)| *how == reading.how) {
                all.push((reading.how, reading.by_card));
            }
            all
        });
    html! {
        @if counts.is_empty() { p class="calm" { (view.t("Nobody has counted, as far as the record knows.")) } }
        @else {
            @if let Some(days) = one.days_since_counted(on) { p { (view.t("last counted")) " " (days) " " (view.t("days ago")) } }
            @if !one.rival_counts(on).is_empty() { p class="banner" { (view.t("The counts differ. They stand side by side, and are not made one.")) } }
            div class="scroll" tabindex="0" role="region" aria-labelledby=(format!("counts-{id}")) {
                table {
                    caption id=(format!("counts-{id}")) { (view.t("Counts side by side")) }
                    thead { tr { th scope="col" { (view.t("How it is read")) } @for count in &counts { th scope="col" { (view.own(&count.tally.by)) } } } }
                    tbody {
                        tr { th scope="row" { (view.t("counted")) } @for count in &counts { td { @if count.tally.about { (view.t("about")) " " } (view.own(&numbers(count.tally))) ", " (view.day(count.on)) (view.cites(&[count.since.entry])) p class="small soft" { (view.own(&count.tally.what_was_counted)) } } } }
                        @for (how, by_card) in &hows {
                            tr {
                                th scope="row" { (view.own(how)) @if *by_card { " (" (view.t("as the card says")) ")" } }
                                @for count in &counts { (reading(view, count, &readings(count.tally, &card), how)) }
                            }
                        }
                        @for pool in &card.pools {
                            tr {
                                th scope="row" { (view.own(&pool.name)) @if let Some(share) = &pool.share_percent { p class="small soft" { (share) " " (view.t("percent promised")) } } }
                                @for count in &counts { td { (pool_cell(view, count, &card, &pool.id)) } }
                            }
                        }
                    }
                }
            }
            @for count in &counts {
                @let answers = one.answers_to(&count.tally.id, on);
                @if !answers.is_empty() {
                    ul { @for (since, step) in answers { li { (view.own(step.step.name())) " " (view.t("to the count of")) " " (view.own(&count.tally.by)) @if let Some(by) = &step.by { ", " (view.own(by)) } ", " (view.when(*since)) @if let Some(words) = &step.words { ": " (view.own(words)) } (view.cites(&[since.entry])) } } }
                }
            }
        }
    }
}

fn reading(view: &View<'_>, count: &Counted<'_>, all: &[record::Reading], how: &str) -> Markup {
    let about = if count.tally.about { format!("{} ", view.t("about")) } else { String::new() };
    html! {
        td {
            @match all.iter().find(|one| one.how == how) {
                None => (view.t("not read so")),
                Some(one) => {
                    @match (&one.value, &one.share_percent) {
                        (Some(value), Some(share)) => { (about) strong { (tenths(value)) } ", " (share.to_decimal(1)) " " (view.t("percent")) },
                        (Some(value), None) => { (about) strong { (tenths(value)) } @if let Some(why) = one.why_not { "; " (view.own(why)) } },
                        _ => (view.own(one.why_not.unwrap_or("not known"))),
                    }
                    @if let Some(note) = one.note { p class="small soft" { (view.own(note)) } }
                },
            }
        }
    }
}

fn pool_cell(
    view: &View<'_>,
    count: &Counted<'_>,
    card: &record::body::Measure,
    pool: &Slug,
) -> Markup {
    let shares = pools_of(&view.seen, count.tally, card);
    let cell = shares.pools.iter().find(|one| one.pool == *pool).and_then(|one| one.cell.clone());
    html! {
        @match cell {
            None => (view.t("nobody counted")),
            Some(cell) => {
                (view.own(&cell.words()))
                @if let record::Cell::Shown { percent: Some(percent), .. } = &cell { ", " (percent.to_decimal(1)) " " (view.t("percent of hires")) }
            },
        }
    }
}

/// What a forecast is asked to assume, by the address.
fn forecast_by(asked: &Asked) -> Result<ForecastBy, Problem> {
    let months =
        asked.parameter("months").filter(|text| !text.is_empty()).unwrap_or_else(|| "3".to_owned());
    let hire = asked
        .parameter("to-hire")
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| "0".to_owned());
    let last_months = months.parse::<usize>().ok().filter(|months| (1..=1200).contains(months));
    let last_months = last_months.ok_or_else(|| {
        Problem::Unclear(format!(
            "months={months}: expected a whole number of months from 1, such as 3"
        ))
    })?;
    let time = Fraction::parse(&hire).ok().filter(|time| !time.is_negative());
    let time_to_hire_months = time.ok_or_else(|| {
        Problem::Unclear(format!("to-hire={hire}: expected a number of months, such as 7.5"))
    })?;
    Ok(ForecastBy { last_months, time_to_hire_months })
}

fn forecasts(view: &View<'_>, one: &CommitmentState, by: &ForecastBy, path: &str) -> Markup {
    let all = one.forecasts(view.seen.state.as_of, by);
    let name = |tally: &Slug| {
        one.tallies
            .iter()
            .find(|(_, one)| one.id == *tally)
            .map_or_else(|| tally.to_string(), |(_, one)| one.by.clone())
    };
    html! {
        form method="get" action=(path) {
            label for="months" { (view.t("As in the last months that were counted")) }
            input id="months" name="months" inputmode="numeric" value=(by.last_months);
            label for="to-hire" { (view.t("Months from opening a position to the first day at work")) }
            input id="to-hire" name="to-hire" inputmode="decimal" value=(by.time_to_hire_months.to_decimal(1));
            @if let Some(on) = view.asked.parameter("on") { input type="hidden" name="on" value=(on); }
            button { (view.t("Show")) }
        }
        @if all.is_empty() { p class="calm" { (view.t("There is no count to go on from.")) } }
        ul {
            @for (tally, forecast) in &all {
                li {
                    (view.own(&name(tally))) ": "
                    @match forecast {
                        Ok(forecast) => {
                            strong { (view.own(&forecast.reached.words())) } ". "
                            (tenths(&forecast.hires_a_month)) " " (view.t("start in a month")) ", " (tenths(&forecast.leavers_a_month)) " " (view.t("leave")) ". "
                            (view.t("Assumed:")) " " @for said in &forecast.assumptions { (view.own(said)) " " }
                        },
                        Err(why) => { (view.t("none")) ": " (view.own(why)) },
                    }
                }
            }
        }
    }
}

fn card(view: &View<'_>, one: &CommitmentState) -> Markup {
    let card = one.card(view.seen.state.as_of);
    let plain = |name: &str| name.replace('_', " ");
    let missing: Vec<String> = card.missing().into_iter().map(plain).collect();
    let cards: Vec<u64> = one.measures.iter().map(|(since, _)| since.entry).collect();
    html! {
        dl {
            (view.fact("owner", one.owner(view.seen.state.as_of).unwrap_or_default()))
            @for (name, says) in card.lines() { (view.fact(&plain(name), &says.unwrap_or_default())) }
            (view.facts("the card does not say", &missing))
        }
        @if !cards.is_empty() { p { (view.t("Cards, the first of signing day:")) (view.cites(&cards)) } }
    }
}

/// A count's fields, under a prefix.
fn tally_sheet(one: &CommitmentState, id: &Slug, on: money::Date) -> Sheet {
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
fn tallies(
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
                return Err(vec![Finding {
                    field: Some(field),
                    what: format!("{}: {}", view.t(label), view.t("it must be filled in")),
                }]);
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
fn with_typed(
    view: &View<'_>,
    one: &CommitmentState,
    form: &Form,
) -> Result<CommitmentState, Vec<Finding>> {
    let filled = tally_sheet(one, &one.commitment.id, view.asked.day).read(view.asked, form)?;
    let mut after = one.clone();
    for says in tallies(view, one, filled.says)? {
        let unclear = |error: record::BodyError| vec![Finding { field: None, what: error.what }];
        if let Body::Tally(tally) = Body::of("tally", says).map_err(unclear)? {
            let since = Since { entry: u64::MAX, when: record::When::on(view.asked.day) };
            let tally: Arc<Tally> = tally;
            after.tallies.push((since, tally));
        }
    }
    Ok(after)
}

/// What the pace would come to, shown while somebody types. Nothing is added.
pub(super) fn comes_to(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let one = known(&view, &id)?;
    Ok(Done::Part(match with_typed(&view, &one, form) {
        Ok(after) => comes(&view, &after),
        Err(findings) => {
            html! { p class="soft" { (view.t("What it would come to is shown here as soon as these are filled in:")) } ul { @for one in findings { li { (view.own(&one.what)) } } } }
        }
    }))
}

fn comes(view: &View<'_>, after: &CommitmentState) -> Markup {
    html! {
        h3 { (view.t("What it would come to")) }
        p class="soft" { (view.t("Nothing is added yet.")) }
        (pace(view, "would-be", after))
        @if let Some((low, high)) = after.progress_range(view.asked.day) {
            p { (view.t("Over every count and reading:")) " " strong { (low.to_decimal(1)) " " (view.t("to")) " " (high.to_decimal(1)) " " (view.t("percent")) } }
        }
    }
}

fn card_sheet() -> Sheet {
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

fn card_says(
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

fn step_sheet(one: &CommitmentState) -> Sheet {
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

/// A count, a card or a step, into the record.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let id = id_of(asked, NO)?;
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let one = known(&view, &id)?;
    let of = |mut says: Map<String, Value>| {
        says.insert("commitment".to_owned(), json!(id));
        Value::Object(says)
    };
    let added: Result<Added, Vec<Finding>> = match form.text(SHEET) {
        "tally" if form.text("do") == "show" => Err(Vec::new()),
        "tally" => tally_sheet(&one, &id, asked.day).add(asked, form, |says| {
            Ok(tallies(&view, &one, says)?.into_iter().map(|says| ("tally", says)).collect())
        }),
        "card" => {
            card_sheet().add(asked, form, |says| Ok(vec![("measure", of(card_says(&view, says)?))]))
        }
        "promise-step" => {
            step_sheet(&one).add(asked, form, |says| Ok(vec![("commitment-step", of(says))]))
        }
        _ => return Err(no_sheet(form)),
    };
    came(asked, form, added, &format!("{PATH}/{id}"), |again| shown(asked, Some(again)))
}
