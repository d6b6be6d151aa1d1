//! One commitment: its measure card, the pace with its chart, every count beside the others, forecast, pools; and who counts what.

use maud::{Markup, html};
use press::coalition::seen_commitments;
use record::audience::Audience;
use record::{CommitmentState, Slug};
use serde_json::{Map, Value, json};

use super::commitment_forms::{
    card_says, card_sheet, step_sheet, tallies, tally_sheet, with_typed,
};
use super::commitments::stands;
use super::counts::{card, counts, forecast_by, forecasts, pace};
use super::sheet::{Added, Again, Finding, SHEET};
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
    Ok(view.page(view.t(&one.commitment.title), PATH, body))
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
            html! { p class="soft" { (view.t("What it would come to is shown here as soon as these are filled in:")) } ul { @for one in findings { li { @if !one.label.is_empty() { (one.label) ": " } (view.own(&one.what)) } } } }
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
