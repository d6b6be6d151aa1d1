//! Pictures of offers: by year, by component, who gets what.

use std::collections::BTreeSet;

use ::costing::OfferCost;
use maud::{Markup, html};
use money::{Cents, Fraction};

use super::super::charts::{Bar, bars};
use super::{CostingPage, anchor};
use crate::breakdown::{by_column, change_by_column, difference};

impl CostingPage<'_> {
    /// The pictures: by year, by component, by term, and who gets what.
    pub fn pictures(&self) -> Markup {
        html! {
            (self.picture_of_years())
            (self.components())
            @for (at, column) in self.costing().by.iter().enumerate() { (self.who(at, column)) }
        }
    }

    fn picture_of_years(&self) -> Markup {
        let costing = self.costing();
        let all: Vec<Bar> = costing
            .years
            .iter()
            .enumerate()
            .flat_map(|(at, year)| {
                costing.offers.iter().enumerate().map(move |(number, offer)| {
                    let change = offer.years[at].change;
                    Bar {
                        label: format!("{year}, {}", self.short(number)),
                        amount: Fraction::whole(change.cents()),
                        shown: change.grouped(),
                        own: self.is_ours(number),
                    }
                })
            })
            .collect();
        let title = self.t("Cost over the status quo, by year");
        self.chart("years", &title, &all)
    }

    /// Whether an offer is the union's, which pictures draw in full.
    fn is_ours(&self, number: usize) -> bool {
        self.report.case.offers[number].party == ::costing::Party::Union
    }

    fn chart(&self, id: &str, title: &str, all: &[Bar]) -> Markup {
        if all.is_empty() {
            return html! {};
        }
        let about = self.t("The numbers stand in the table beside it. The union's are drawn in full, the others striped.");
        html! { figure { figcaption { (title) } (bars(id, title, &about, all, None)) } }
    }

    /// What each component changes in the last year, when everything is in force.
    fn components(&self) -> Markup {
        let costing = self.costing();
        let (Some(last), Some(year)) = (costing.years.len().checked_sub(1), costing.years.last())
        else {
            return html! {};
        };
        let mut names: Vec<&String> = Vec::new();
        for side in std::iter::once(&costing.baseline).chain(costing.offers.iter().map(|o| &o.side))
        {
            for name in &side.components {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let of = |offer: &OfferCost, name: &str| {
            let now = offer.side.component(&offer.side.years[last], name);
            difference(now, costing.baseline.component(&costing.baseline.years[last], name))
        };
        let rows: Vec<(String, Vec<Markup>)> = names
            .iter()
            .map(|name| {
                let cells =
                    costing.offers.iter().map(|offer| html! { (of(offer, name).grouped()) });
                (self.t(name), cells.collect())
            })
            .collect();
        let all: Vec<Bar> = names
            .iter()
            .flat_map(|name| {
                costing.offers.iter().enumerate().map(move |(number, offer)| {
                    let change = of(offer, name);
                    Bar {
                        label: format!("{}, {}", self.t(name), self.short(number)),
                        amount: Fraction::whole(change.cents()),
                        shown: change.grouped(),
                        own: self.is_ours(number),
                    }
                })
            })
            .filter(|bar| bar.amount != Fraction::ZERO)
            .collect();
        let title = format!("{} {year}", self.t("Change by component in"));
        html! {
            section aria-labelledby="by-component" {
                h2 id="by-component" { (title) }
                (self.table("components", &title, &rows))
                (self.chart("component", &title, &all))
            }
        }
    }

    /// What each value of a column gets.
    fn who(&self, column: usize, name: &str) -> Markup {
        let costing = self.costing();
        let changes: Vec<_> =
            costing.offers.iter().map(|offer| change_by_column(costing, offer, column)).collect();
        let Some(last) = costing.years.len().checked_sub(1) else { return html! {} };
        let values: BTreeSet<String> =
            by_column(costing, &costing.baseline, column).into_keys().collect();
        let rows: Vec<(String, Vec<Markup>)> = values
            .iter()
            .map(|value| {
                let cells = changes.iter().map(|of| {
                    html! { (of.get(value).map_or(Cents::ZERO, |years| years[last]).grouped()) }
                });
                let named = if value.is_empty() { self.t("(blank)") } else { value.clone() };
                (named, cells.collect())
            })
            .collect();
        let year = costing.years.last().map_or(String::new(), ToString::to_string);
        let title = format!("{} {}, {year}", self.t("Who gets what, by"), self.t(name));
        let id = format!("by-{}", anchor(name));
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) }
                (self.table(&format!("{id}-table"), &title, &rows))
            }
        }
    }
}
