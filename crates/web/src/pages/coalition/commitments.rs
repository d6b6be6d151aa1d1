//! What was promised: every commitment with where it stands, and the form of a new one.

use maud::{Markup, html};
use press::coalition::seen_commitments;
use record::audience::Audience;
use record::{CommitmentState, CommitmentStatus, Slug};
use serde_json::{Value, json};

use super::counts::{against, counts};
use super::demand_forms::carriers;
use super::sheet::{Again, Field, Finding, Kind, SHEET, Sheet, new_id, words};
use super::view::{View, came, no_sheet, standing};
use crate::app::{Asked, Done, Page, Problem};
use crate::forms::Form;

const PATH: &str = "/coalition/commitments";

/// Every commitment.
pub(super) fn all(asked: &Asked) -> Result<Page, Problem> {
    shown(asked, None)
}

fn shown(asked: &Asked, again: Option<&Again<'_>>) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let body = html! {
        p class="lead" { (view.t("What was promised, how it is measured, and what was counted since. Counts that differ stand side by side.")) }
        h2 { (view.t("Where the promises stand")) }
        @match list(&view) { Some(list) => (list), None => p class="calm" { (view.t("No commitment is in the record yet.")) } }
        h2 { (view.t("Write into the record")) }
        (view.sheet(&promise_sheet(&view), "A commitment, in its exact words", PATH, again))
    };
    Ok(view.page(view.t("Commitments"), PATH, body))
}

/// Every commitment that a reader sees; none where there is none.
pub(super) fn list(view: &View<'_>) -> Option<Markup> {
    let all = seen_commitments(&view.seen);
    (!all.is_empty()).then(|| {
        html! {
            @for (id, one) in &all {
                section class="thing" {
                    h3 id=(format!("promise-{id}")) { (view.lead(&format!("{PATH}/{id}"), &one.commitment.title)) }
                    (stands(view, one))
                    (against(view, one))
                    // The team has a page for it; whoever reads this one has all that they see of it here.
                    @if !view.team { (counts(view, id, one)) }
                }
            }
        }
    })
}

/// Where a commitment stands, its last day, its words.
pub(super) fn stands(view: &View<'_>, one: &CommitmentState) -> Markup {
    let on = view.seen.state.as_of;
    let status = one.status(on);
    html! {
        p {
            strong { (view.own(status.name())) }
            @if one.overdue(on) && status != CommitmentStatus::Overdue { ", " (view.t("overdue")) }
            @if !one.is_measurable(on) && status != CommitmentStatus::NotMeasurableYet { ", " (view.t("not measurable yet")) }
            @if let Some((since, due)) = one.due(on) { ". " (view.t("Due")) " " (view.day(due)) (view.cites(&[since.entry])) }
        }
        blockquote {
            p { (view.own(&one.commitment.words)) }
            p class="small soft" { (view.own(&one.commitment.promised_by)) ", " (view.when(one.since)) (view.cites(&[one.since.entry])) }
        }
        @if let Some((low, high)) = one.progress_range(on) {
            p { (view.t("Over every count and reading:")) " " strong { (low.to_decimal(1)) " " (view.t("to")) " " (high.to_decimal(1)) " " (view.t("percent")) } }
        }
    }
}

fn promise_sheet(view: &View<'_>) -> Sheet {
    let demands =
        view.seen.state.demands.keys().map(|id| (id.to_string(), view.seen.demand_title(id)));
    Sheet::of(
        "promise",
        "Add the commitment",
        vec![
            Field::of("title", "Its title", Kind::Line).must(),
            Field::of("words", "The exact text", Kind::Text).must(),
            Field::of("promised_by", "Who promised it", Kind::Line).must(),
            Field::of("to", "To whom", Kind::Line),
            Field::of(
                "strength",
                "How strong it is",
                Kind::Pick(words(&["shall", "goal", "plan", "study", "advocate", "third-party"])),
            )
            .must(),
            Field::of("carrier", "What carries it to where it binds", Kind::Pick(carriers())),
            Field::of("demand", "The demand that won it", Kind::Pick(demands.collect())),
            Field::of("owner", "Who is to do it", Kind::Line),
            Field::of("enforcement", "The route by which it is enforced", Kind::Line)
                .hint("Such as grievance, council motion, none: outside the contract"),
            Field::of("id", "Its short name", Kind::Line).hint(
                "Lower-case letters, digits and hyphens; made of the name where it stays empty",
            ),
        ],
    )
}

/// A commitment, into the record.
pub(super) fn write(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    if form.text(SHEET) != "promise" {
        return Err(no_sheet(form));
    }
    let mut to = PATH.to_owned();
    let added = promise_sheet(&view).add(asked, form, |mut says| -> Result<_, Vec<Finding>> {
        let title = says.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = new_id(says.get("id"), &title, |id: &Slug| {
            view.seen.state.commitments.contains_key(id)
        });
        says.insert("id".to_owned(), json!(id));
        to = format!("{PATH}/{id}");
        Ok(vec![("commitment", Value::Object(says))])
    });
    came(asked, form, added, &to, |again| shown(asked, Some(again)))
}
