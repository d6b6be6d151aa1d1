//! What a pass costs beside the status quo, what both sides last passed, and all that they would hold: by year and in all.

use costing::OfferCost;
use desk::passing::{Beside, Column, Comparison, More};
use intake::Findings;
use maud::{Markup, html};
use money::{Cents, Fraction, Value};
use record::Side;

use super::parts::entry;
use crate::app::Asked;

/// What a column is called, as its side is ours or not.
fn label(which: Beside, side: Side) -> &'static str {
    let ours = side == Side::Union;
    match which {
        Beside::This => "This pass",
        Beside::OursBefore if ours => "Our last, on these items",
        Beside::OursBefore => "Their last, on these items",
        Beside::Theirs if ours => "Theirs, on these items",
        Beside::Theirs => "Ours, on these items",
        Beside::AllOurs if ours => "All of ours with this pass",
        Beside::AllOurs => "All of theirs with this pass",
        Beside::AllTheirs if ours => "All of theirs",
        Beside::AllTheirs => "All of ours",
    }
}

/// Part of one, in percent.
fn percent(part: Option<&Fraction>) -> String {
    part.map_or("no base".to_owned(), |part| format!("{} %", Value::Percent(part.clone())))
}

/// Findings in what was typed or in the campaign's files.
pub(crate) fn findings(asked: &Asked, findings: &Findings) -> Markup {
    let speech = asked.speech();
    html! {
        @for finding in &findings.0 { p class="problem" { (speech.own(&finding.to_string())) } }
    }
}

/// The costing of a pass. `heading` names the table; each part of a page has its own.
pub(crate) fn costs(asked: &Asked, compared: &Comparison, side: Side, heading: &str) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let costing = &compared.costing;
    let columns = &compared.columns;
    let (this, others) = columns.split_at(columns.len().min(1));
    let each = |columns: &[Column], value: &dyn Fn(&OfferCost) -> String| {
        html! {
            @for column in columns {
                td class="number" {
                    @match &column.cost { Some(cost) => (value(cost)), None => span class="soft" { (t("not known")) } }
                }
            }
        }
    };
    // First what a team asks first: what it costs, and how much more than either side's last. The levels stand behind it.
    let more = |value: &dyn Fn(&More) -> Option<Cents>| {
        html! {
            @for than in [Beside::OursBefore, Beside::Theirs] {
                @let found = compared.more.iter().find(|one| one.than == than);
                td class="number" {
                    @match found.and_then(value) { Some(cents) => (cents.grouped()), None => span class="soft" { (t("not known")) } }
                }
            }
        }
    };
    let sums = |value: &dyn Fn(&OfferCost) -> String,
                difference: &dyn Fn(&More) -> Option<Cents>| {
        html! { (each(this, value)) (more(difference)) (each(others, value)) td {} }
    };
    let parts = |value: &dyn Fn(&OfferCost) -> String| {
        html! { (each(this, value)) td {} td {} (each(others, value)) td {} }
    };
    html! {
        p class="small soft" { (t("Dollars over the status quo. Costed on our roster and our assumptions.")) }
        div class="scroll" tabindex="0" role="group" aria-labelledby=(heading) {
            table class="costs" aria-labelledby=(heading) {
                thead { tr {
                    th scope="col" { (t("Fiscal year")) }
                    @for column in this { th scope="col" class="number" { (t(label(column.which, side))) } }
                    th scope="col" class="number" { (t("This pass less its side's last")) }
                    th scope="col" class="number" { (t("This pass less the other side's")) }
                    @for column in others { th scope="col" class="number" { (t(label(column.which, side))) } }
                    th scope="col" class="number" { (t("Status quo")) }
                } }
                tbody {
                    @for (at, year) in costing.years.iter().enumerate() {
                        tr {
                            th scope="row" { (year) }
                            (each(this, &|cost| cost.years[at].change.grouped()))
                            (more(&|more| more.years.get(at).copied()))
                            (each(others, &|cost| cost.years[at].change.grouped()))
                            td class="number" { (costing.baseline.years[at].total.grouped()) }
                        }
                    }
                    tr class="sum" {
                        th scope="row" { (t("Cost over the term")) }
                        (sums(&|cost| cost.cumulative.grouped(), &|more| Some(more.cumulative)))
                    }
                    tr {
                        th scope="row" { (t("Ongoing, a year")) }
                        (sums(&|cost| cost.annualised.grouped(), &|more| Some(more.annualised)))
                    }
                    tr {
                        th scope="row" { (t("Percent of pay")) }
                        (parts(&|cost| percent(cost.percent_of_pay.percent.as_ref())))
                    }
                    tr {
                        th scope="row" { (t("Rates on the last day, over the status quo")) }
                        (parts(&|cost| percent(cost.end_rate.as_ref())))
                    }
                }
            }
        }
        (sources(asked, columns, side))
        @if !compared.warnings.0.is_empty() {
            details {
                summary { (t("What is worth saying of the files")) " (" (compared.warnings.0.len()) ")" }
                ul { @for warning in &compared.warnings.0 { li { (speech.own(&warning.to_string())) } } }
            }
        }
    }
}

/// Which passes each column is taken from, and what of them cannot be costed.
fn sources(asked: &Asked, columns: &[Column], side: Side) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    html! {
        ul class="small" {
            @for column in columns.iter().filter(|column| !column.from.is_empty() || !column.without_terms.is_empty()) {
                li {
                    strong { (t(label(column.which, side))) } ": "
                    @for (at, (pass, number)) in column.from.iter().enumerate() {
                        @if at > 0 { ", " }
                        (pass) " (" (entry(asked, *number)) ")"
                    }
                    @if !column.without_terms.is_empty() {
                        @if !column.from.is_empty() { "; " }
                        (t("no terms that can be costed on")) " "
                        @for (at, item) in column.without_terms.iter().enumerate() { @if at > 0 { ", " } (item) }
                    }
                }
            }
        }
    }
}
