//! Each offer in full, term by term, and the first held against the one before it.

use ::costing::{Term, TermKind};
use maud::{Markup, html};
use money::{Cents, Fraction, Value};

use super::super::charts::{Leg, walk};
use super::CostingPage;
use crate::breakdown::difference;

impl CostingPage<'_> {
    /// Each offer in full: levels, change by term, the walk from nothing to all of it.
    pub fn offers(&self) -> Markup {
        html! { @for number in 0..self.costing().offers.len() { (self.offer(number)) } }
    }

    fn offer(&self, number: usize) -> Markup {
        let costing = self.costing();
        let (offer, cost) = (&self.report.case.offers[number], &costing.offers[number]);
        let (side, years) = (&cost.side, &cost.years);
        let line = |name: &str, cents: Vec<Cents>| (html! { (self.t(name)) }, cents);
        let mut levels = vec![
            line("total", side.years.iter().map(|year| year.total).collect()),
            line("change", years.iter().map(|year| year.change).collect()),
            line("new money", years.iter().map(|year| year.new_money).collect()),
            line("ongoing", years.iter().map(|year| year.ongoing).collect()),
            line("one-time", years.iter().map(|year| year.one_time).collect()),
        ];
        if side.years.iter().any(|year| year.value_of_time.is_some()) {
            let values = side.years.iter().map(|year| year.value_of_time.unwrap_or_default());
            levels.push(line("value of time (no cash)", values.collect()));
        }
        let changes: Vec<(Markup, Vec<Cents>)> = side
            .components
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let years = side.years.iter().zip(&costing.baseline.years);
                let change = years.map(|(year, before)| {
                    difference(year.components[at], costing.baseline.component(before, name))
                });
                line(name, change.collect())
            })
            .collect();
        let terms = years.first().map_or(&[] as &[_], |year| year.by_term.as_slice());
        let by_term: Vec<(Markup, Vec<Cents>)> = terms
            .iter()
            .enumerate()
            .map(|(at, cost)| {
                let term = &offer.terms[cost.term - 1];
                let label =
                    html! { (cost.term) ". " (self.day(term.effective)) ": " (self.term(term)) };
                (label, years.iter().map(|year| year.by_term[at].change).collect())
            })
            .collect();
        let id = format!("offer-{}", number + 1);
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (self.short(number)) ": " (self.own(&offer.title)) }
                (self.by_year(&format!("{id}-levels"), &self.t("Level and change"), &levels))
                (self.by_year(&format!("{id}-components"), &self.t("Change by component"), &changes))
                (self.by_year(&format!("{id}-terms"), &self.t("Change by term, in order of date"), &by_term))
                (self.walk(number))
            }
        }
    }

    /// From nothing to the whole offer, term by term, in the last year.
    fn walk(&self, number: usize) -> Markup {
        let costing = self.costing();
        let (offer, cost) = (&self.report.case.offers[number], &costing.offers[number]);
        let Some((year, last)) = costing.years.last().zip(cost.years.last()) else {
            return html! {};
        };
        if last.by_term.is_empty() {
            return html! {};
        }
        let mut legs: Vec<Leg> = last
            .by_term
            .iter()
            .map(|term| Leg {
                label: format!("{}. {}", term.term, self.t(offer.terms[term.term - 1].kind.name())),
                change: Fraction::whole(term.change.cents()),
                shown: term.change.grouped(),
                whole: false,
            })
            .collect();
        legs.push(Leg {
            label: self.t("The whole offer"),
            change: Fraction::whole(last.change.cents()),
            shown: last.change.grouped(),
            whole: true,
        });
        let title =
            format!("{}, {year}", self.t("Term by term, from the status quo to the whole offer"));
        let about = self.t("The numbers stand in the table of terms.");
        html! { figure { figcaption { (title) } (walk(&format!("walk-{}", number + 1), &title, &about, &legs)) } }
    }

    /// A term in a few words.
    fn term(&self, term: &Term) -> Markup {
        let size = match &term.kind {
            TermKind::Raise { by: ::costing::RateChange::Percent(percent), .. } => {
                format!(", {} %", Value::Percent(percent.clone()))
            }
            TermKind::AddStep { label, .. } => format!(" {label}"),
            TermKind::EmployerContribution { name, .. } => format!(", {name}"),
            _ => String::new(),
        };
        html! { (self.t(term.kind.name())) (size) }
    }

    /// The first offer held against the last other one of the same party: which lines rose and which fell, year by year. A step back
    /// is to be meant (regressive bargaining, `user-needs.md`).
    pub fn held_against_our_last(&self) -> Markup {
        let case = self.report.case;
        let Some((first, rest)) = case.offers.split_first() else { return html! {} };
        let last = rest.iter().enumerate().filter(|(_, offer)| offer.party == first.party);
        let Some((at, last)) = last.max_by_key(|(at, offer)| (offer.dated, *at)) else {
            return html! {};
        };
        let (now, before) = (&self.costing().offers[0].side, &self.costing().offers[at + 1].side);
        let mut names: Vec<&String> = before.components.iter().collect();
        names.extend(now.components.iter().filter(|name| !before.components.contains(name)));
        let change = |name: &str| -> Vec<Cents> {
            let years = now.years.iter().zip(&before.years);
            let of = |(a, b)| difference(now.component(a, name), before.component(b, name));
            years.map(of).collect()
        };
        let moved: Vec<(Markup, Vec<Cents>)> = names
            .into_iter()
            .map(|name| (name, change(name)))
            .filter(|(_, change)| change.iter().any(|cents| *cents != Cents::ZERO))
            .map(|(name, change)| (html! { (self.t(name)) }, change))
            .collect();
        // What is regressive of a union is to ask for more, and of an employer to offer less.
        let theirs = first.party == ::costing::Party::Employer;
        let back = |cents: &Cents| if theirs { cents.cents() < 0 } else { cents.cents() > 0 };
        let regressive = moved.iter().any(|(_, change)| change.iter().any(back));
        let title = self.t("Held against the last offer of the same party");
        html! {
            h3 { (title) ": " (self.own(&last.title)) }
            @if moved.is_empty() {
                p { (self.t("It costs the same, line by line.")) }
            } @else {
                @if regressive {
                    p class="banner" role="status" {
                        @if theirs {
                            strong { (self.t("Some lines cost less than in that offer.")) } " " (self.t("Offering less than before can be held against a party as regressive: see that each is meant."))
                        } @else {
                            strong { (self.t("Some lines cost more than in that offer.")) } " " (self.t("Asking for more than before can be held against a party as regressive: see that each is meant."))
                        }
                    }
                }
                (self.by_year("against", &title, &moved))
            }
        }
    }
}
