//! An item parked and taken up again; what became of a condition of a tentative agreement. Forms on the item's page.

use maud::{Markup, html};
use record::{Slug, State};
use serde_json::{Map, Value, json};

use super::answers::{given, recorded};
use super::parts::{choice, day, item_of, line, stopped};
use crate::app::{Asked, Done, Problem};
use crate::forms::Form;

/// What became of a condition.
const BECAME: [(&str, &str); 3] =
    [("met", "It is met"), ("failed", "It failed"), ("open", "It is open again")];

/// The forms, with what was typed into one of them.
pub(crate) fn forms(
    asked: &Asked,
    state: &State,
    id: &Slug,
    typed: &Form,
    trouble: Option<(&str, &[String])>,
) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let own = |form: &str| trouble.is_some_and(|(which, _)| which == form);
    let said = |form: &str, name: &str| if own(form) { typed.text(name) } else { "" }.to_owned();
    let on = asked.day.to_string();
    let day_said = |form: &str| if own(form) { typed.text("day").to_owned() } else { on.clone() };
    let why = |form: &str| {
        html! { @if let Some((_, reasons)) = trouble.filter(|(which, _)| *which == form) { (stopped(asked, reasons)) } }
    };
    let parked = state.items[id].parked.is_some();
    let conditions = conditions(asked, state, id);
    let became = BECAME.map(|(value, label)| (value.to_owned(), t(label)));
    let title = if parked { "Take it up again" } else { "Park it" };
    html! {
        details open[own("hold")] id="hold" {
            summary { (t(title)) }
            form method="post" action=(asked.way(&format!("/table/{id}/hold"))) class="sheet" {
                (asked.word()) (why("hold"))
                input type="hidden" name="held" value=(if parked { "no" } else { "yes" });
                @if !parked {
                    p class="choice" {
                        input type="checkbox" id="hold-agreed" name="by_agreement" value="yes" checked[said("hold", "by_agreement") == "yes"] aria-describedby="hold-says";
                        " " label for="hold-agreed" { (t("Both sides agreed to it")) }
                    }
                    p class="small soft" id="hold-says" { (t("A pause that one side takes stops no clock.")) }
                }
                (line("hold-reason", &t("Why, or until what"), "reason", &said("hold", "reason")))
                (day("hold-day", &t("Day"), "day", &day_said("hold")))
                p { button { (t(title)) } }
            }
        }
        @if !conditions.is_empty() {
            details open[own("condition")] id="condition" {
                summary { (t("What became of a condition")) }
                form method="post" action=(asked.way(&format!("/table/{id}/condition"))) class="sheet" {
                    (asked.word()) (why("condition"))
                    (choice("condition-which", &t("The condition"), "condition", &conditions, &said("condition", "condition")))
                    (choice("condition-became", &t("What became of it"), "became", &became, &said("condition", "became")))
                    (day("condition-day", &t("Day"), "day", &day_said("condition")))
                    p { button { (t("Record what became of it")) } }
                }
            }
        }
    }
}

/// The conditions of the agreements on an item: agreement and condition, and what each says.
fn conditions(asked: &Asked, state: &State, id: &Slug) -> Vec<(String, String)> {
    let t = |text: &str| asked.speech().t(text);
    let agreements = state.agreed.iter().filter(|(_, one)| one.agreement.items.contains(id));
    let of = |(agreement, one): (&Slug, &record::AgreedState)| -> Vec<(String, String)> {
        let all = one.conditions.iter().map(|one| {
            let stands = match one.decided {
                None => "open",
                Some((true, _)) => "met",
                Some((false, _)) => "failed",
            };
            let says = one.condition.text.clone().unwrap_or_else(|| one.condition.id.to_string());
            (
                format!("{agreement} {}", one.condition.id),
                format!("{agreement}: {says} ({})", t(stands)),
            )
        });
        all.collect()
    };
    agreements.flat_map(of).collect()
}

/// It is parked, or taken up again.
pub(crate) fn hold(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let standing = asked.opened.on(asked.day);
    let mut body = Map::new();
    body.insert("items".to_owned(), json!([item_of(asked, &standing.state)?]));
    body.insert("held".to_owned(), json!(form.text("held") == "yes"));
    if form.text("by_agreement") == "yes" {
        body.insert("by_agreement".to_owned(), json!(true));
    }
    given(&mut body, form, &["reason"]);
    recorded(asked, form, "hold", "hold", body, None)
}

/// What became of a condition.
pub(crate) fn condition(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let (agreement, id) = form.text("condition").split_once(' ').unwrap_or_default();
    let met = match form.text("became") {
        "met" => Value::Bool(true),
        "failed" => Value::Bool(false),
        _ => Value::Null,
    };
    let mut body = Map::new();
    body.insert("agreement".to_owned(), json!(agreement));
    body.insert("id".to_owned(), json!(id));
    if !met.is_null() {
        body.insert("met".to_owned(), met);
    }
    recorded(asked, form, "condition", "condition", body, None)
}
