//! The form of an offer: what was typed, and the form again with it.

use std::collections::BTreeSet;

use desk::Costed;
use intake::offer_form::{Holds, OfferForm, TermField, TermForm, fields_of, kinds};
use maud::{Markup, html};

use crate::app::Asked;
use crate::forms::Form;
use crate::pages::inputs::Input;

/// The names that a form offers to choose from.
#[derive(Default)]
pub(super) struct Names {
    classes: BTreeSet<String>,
    departments: BTreeSet<String>,
    groups: BTreeSet<String>,
}

impl Names {
    /// Those of the roster and the schedule.
    pub fn of(costed: &Costed) -> Names {
        let case = &costed.loaded.case;
        let of = |name: &str| -> BTreeSet<String> {
            let attribute = case.roster.attribute(name);
            let values = attribute.into_iter().flat_map(|attribute| attribute.values.values());
            values.filter(|value| !value.is_empty()).cloned().collect()
        };
        let ladders = case.schedule.ladders.iter().map(|ladder| ladder.classification.clone());
        let mut classes = of("classification");
        classes.extend(ladders);
        Names { classes, departments: of("department"), groups: of("group") }
    }

    /// The classes.
    pub fn classes(self) -> BTreeSet<String> {
        self.classes
    }

    fn known(&self, field: &str) -> Option<&BTreeSet<String>> {
        let all = match field {
            "classes" => &self.classes,
            "departments" => &self.departments,
            "groups" => &self.groups,
            _ => return None,
        };
        (!all.is_empty()).then_some(all)
    }
}

/// An offer as it was typed.
pub(super) fn typed(form: &Form) -> OfferForm {
    let count: usize = form.text("terms").parse().unwrap_or(0);
    let term = |at: usize| {
        let kind = form.text(&format!("{at}.kind")).to_owned();
        let value = |field: TermField| {
            let name = format!("{at}.{}", field.name);
            let text = match field.holds {
                Holds::Names => {
                    form.all(&name).collect::<Vec<_>>().join("\n").replace("\r\n", "\n")
                }
                _ => form.text(&name).to_owned(),
            };
            (field.name.to_owned(), text)
        };
        let fields = fields_of(&kind).unwrap_or_default().into_iter().map(value).collect();
        TermForm { was: form.text(&format!("{at}.was")).parse().ok(), kind, fields }
    };
    OfferForm {
        title: form.text("title").to_owned(),
        party: form.text("party").to_owned(),
        dated: form.text("dated").to_owned(),
        // More terms than anybody writes are no form of ours.
        terms: (0..count.min(200)).map(term).collect(),
    }
}

/// What is done with the terms by a button: `add`, `out-2`, `up-2`.
pub(super) fn rearranged(form: &Form, offer: &mut OfferForm, first_day: impl FnOnce() -> String) {
    let what = form.text("do");
    let at = |prefix: &str| -> Option<usize> {
        what.strip_prefix(prefix)?.parse().ok().filter(|at| *at < offer.terms.len())
    };
    if what == "add" {
        let kind = form.text("add-kind").to_owned();
        let fields = [("effective".to_owned(), first_day())].into();
        if fields_of(&kind).is_some() {
            offer.terms.push(TermForm { was: None, kind, fields });
        }
    } else if let Some(at) = at("out-") {
        offer.terms.remove(at);
    } else if let Some(at) = at("up-").filter(|at| *at > 0) {
        offer.terms.swap(at - 1, at);
    }
}

/// The fields of the form.
pub(super) fn fields(asked: &Asked, offer: &OfferForm, names: &Names) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    html! {
        label for="title" { (t("What it is called")) }
        input id="title" name="title" value=(offer.title) required;
        label for="party" { (t("Whose it is")) }
        select id="party" name="party" {
            @for party in ["", "union", "employer", "mediator", "agreement"] {
                option value=(party) selected[party == offer.party] { (t(if party.is_empty() { "not said" } else { party })) }
            }
        }
        label for="dated" { (t("Its day")) }
        input id="dated" name="dated" type="date" value=(offer.dated);
        input type="hidden" name="terms" value=(offer.terms.len());
        @for (at, one) in offer.terms.iter().enumerate() { (term(asked, at, one, names)) }
        fieldset class="add" {
            legend { (t("One more term")) }
            label for="add-kind" { (t("Kind")) }
            select id="add-kind" name="add-kind" { @for kind in kinds() { option value=(kind) { (t(kind)) } } }
            button name="do" value="add" { (t("Add the term")) }
        }
    }
}

fn term(asked: &Asked, at: usize, one: &TermForm, names: &Names) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let all = fields_of(&one.kind).unwrap_or_default();
    let reach = |field: &&TermField| is_selector(field.name);
    let filled =
        |field: &TermField| one.fields.get(field.name).is_some_and(|text| !text.is_empty());
    let numbered = format!("{} {}: {}", t("Term"), at + 1, t(&one.kind));
    html! {
        fieldset class="term" {
            legend { (numbered) }
            input type="hidden" name=(format!("{at}.kind")) value=(one.kind);
            @if let Some(was) = one.was { input type="hidden" name=(format!("{at}.was")) value=(was); }
            @if all.is_empty() {
                p class="soft" { (t("This kind of term is not built yet; it stays in the file as it is.")) }
            }
            div class="fields" {
                @for field in all.iter().filter(|field| !reach(field)) { (self::field(asked, at, one, field, names)) }
            }
            @if all.iter().any(|field| reach(&field)) {
                details open[all.iter().filter(reach).any(filled)] {
                    summary { (t("Whom it reaches")) @if !all.iter().filter(reach).any(filled) { ": " (t("everyone")) } }
                    div class="fields" {
                        @for field in all.iter().filter(reach) { (self::field(asked, at, one, field, names)) }
                    }
                }
            }
            p class="buttons" {
                @if at > 0 { button name="do" value=(format!("up-{at}")) { (t("Move up")) span class="hidden" { ": " (numbered) } } }
                " " button name="do" value=(format!("out-{at}")) { (t("Take out")) span class="hidden" { ": " (numbered) } }
            }
        }
    }
}

/// Whether a field says whom a term reaches.
fn is_selector(field: &str) -> bool {
    [
        "classes",
        "steps",
        "columns",
        "departments",
        "groups",
        "plans",
        "rate_below",
        "rate_above",
        "service_at_least",
        "where",
    ]
    .contains(&field)
}

fn field(asked: &Asked, at: usize, one: &TermForm, field: &TermField, names: &Names) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let (id, name) = (format!("f{at}-{}", field.name), format!("{at}.{}", field.name));
    let text = one.fields.get(field.name).map(String::as_str).unwrap_or_default();
    let says = match field.holds {
        Holds::Names => html! { (t("One on each line. Steps may be top or bottom.")) },
        Holds::Toml => {
            html! { (t("As the file has it, such as")) " " code { (sample(field.name)) } }
        }
        _ => html! {},
    };
    let input = Input { id, name, label: t(label_of(field.name)), text, says };
    match (field.holds, names.known(field.name)) {
        (Holds::Names, Some(known)) => {
            let all: Vec<(&str, String)> =
                known.iter().map(|name| (name.as_str(), name.clone())).collect();
            input.ticks(&all)
        }
        (holds, _) => input.of(speech, holds),
    }
}

/// What a field of tables looks like.
fn sample(field: &str) -> &'static str {
    match field {
        "by_service" => "[{ years = 10, percent = \"2\" }]",
        "where" => "{ fund = [\"General Fund\"] }",
        _ => "[{ from = 2023-07-01, fte = \"2\" }]",
    }
}

/// What fields are called, by their names in the file.
const LABELS: [(&str, &str); 41] = [
    ("effective", "Effective from"),
    ("until", "In force until"),
    ("percent", "Percent"),
    ("amount", "Amount, in dollars"),
    ("per", "Amount is for a"),
    ("combine", "With other percents of its day"),
    ("label", "Label of the step"),
    ("rate", "Rate"),
    ("placement", "When people reach it"),
    ("made_up", "Steps missed are given afterwards"),
    ("prorate_by_fte", "Goes by part of full time"),
    ("pensionable", "Counts for pensions"),
    ("by_service", "By years of service"),
    ("rolled_in_on", "Moves into base pay on"),
    ("hours", "Hours a month"),
    ("name", "Line of the assumptions"),
    ("days", "Days a year"),
    ("weeks", "Weeks a year"),
    ("take_up", "Percent who take it"),
    ("pay_replaced", "Percent of pay that goes on"),
    ("backfill", "Percent of the days covered by others"),
    ("replacement_rate", "Pay of the cover, percent"),
    ("class", "Class"),
    ("step", "Step"),
    ("column", "Column"),
    ("department", "Department"),
    ("fund", "Fund"),
    ("group", "Group"),
    ("ramp", "Positions by day"),
    ("one_time", "Paid once"),
    ("rolls_up", "Lines on all pay ride on it"),
    ("source", "Source of the amount"),
    ("classes", "Classes"),
    ("steps", "Steps"),
    ("columns", "Columns"),
    ("departments", "Departments"),
    ("groups", "Groups"),
    ("plans", "Health plans"),
    ("rate_below", "Annual rate below"),
    ("rate_above", "Annual rate above"),
    ("service_at_least", "Years of service at least"),
];

fn label_of(field: &'static str) -> &'static str {
    let known = LABELS.iter().find(|(name, _)| *name == field);
    known.map_or(if field == "where" { "Values of other columns" } else { field }, |(_, label)| {
        label
    })
}

#[cfg(test)]
mod tests {
    use press::{Language, Words};

    use super::*;

    #[test]
    fn every_field_kind_and_choice_has_a_label_in_both_languages() {
        let words = Words::default();
        let spanish = |text: &str| words.spoken(Language::Spanish, text).1;
        for kind in kinds() {
            assert!(spanish(kind), "{kind}");
            for field in fields_of(kind).unwrap() {
                let label = label_of(field.name);
                assert!(label != field.name && spanish(label), "{kind}: {}", field.name);
                if let Holds::OneOf(all) = field.holds {
                    assert!(all.iter().all(|choice| spanish(choice)), "{all:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_typed_comes_back_and_buttons_move_terms() {
        let sent = "title=Ours&party=union&terms=2&0.kind=general-increase&0.was=0&0.percent=+6.5&0.classes=Attorney&0.classes=Attorney+III\
                    &1.kind=lump-sum&1.amount=100&do=up-1";
        let form = Form::read(sent.as_bytes());
        let mut offer = typed(&form);
        assert_eq!(offer.terms[0].fields["classes"], "Attorney\nAttorney III");
        assert_eq!((offer.terms[0].was, offer.terms[1].was), (Some(0), None));
        rearranged(&form, &mut offer, || "2022-07-01".to_owned());
        assert_eq!(offer.terms[0].kind, "lump-sum");
        let more = Form::read(b"terms=99999999999999999999&do=out-7&add-kind=cola");
        let mut none = typed(&more);
        rearranged(&more, &mut none, String::new);
        assert!(none.terms.is_empty());
        rearranged(&Form::read(b"do=add&add-kind=step-freeze"), &mut offer, || {
            "2022-07-01".to_owned()
        });
        assert_eq!(offer.terms[2].fields["effective"], "2022-07-01");
    }
}
