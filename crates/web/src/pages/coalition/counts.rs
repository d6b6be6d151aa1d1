//! What a commitment's counts come to: side by side under every reading, against the pace, and if things go on; and its card.

use maud::{Markup, html};
use money::Fraction;
use press::coalition::{numbers, pace_drawing, pools_of};
use record::{CommitmentState, Counted, ForecastBy, Slug, readings};

use super::view::View;
use crate::app::{Asked, Problem};

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

pub(super) fn pace(view: &View<'_>, id: &str, one: &CommitmentState) -> Markup {
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
            div class="scroll" tabindex="0" role="region" aria-labelledby=(format!("promise-{id} counts-{id}")) {
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
pub(super) fn forecast_by(asked: &Asked) -> Result<ForecastBy, Problem> {
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

pub(super) fn forecasts(
    view: &View<'_>,
    one: &CommitmentState,
    by: &ForecastBy,
    path: &str,
) -> Markup {
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

pub(super) fn card(view: &View<'_>, one: &CommitmentState) -> Markup {
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
