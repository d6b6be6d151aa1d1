//! A costing on a page: offers side by side, with pictures, then each offer line by line. Every number of the side by side leads to its
//! receipt. The rows are those of the terminal ([`cost_text`](crate::cost_text)).

mod offers;
mod pay;
mod pictures;
mod receipts;

use ::costing::{Costing, OfferCost, figures};
use maud::{Markup, html};
use money::{Cents, Date, Figure, Fraction, Value};

use super::{Language, Tongue, Words};
use crate::Report;
use crate::writing::date_words;

/// A costing, to be shown on pages.
pub struct CostingPage<'a> {
    report: &'a Report<'a>,
    tongue: Tongue<'a>,
    figures: Vec<Figure>,
}

impl<'a> CostingPage<'a> {
    /// A costing in a language.
    pub fn of(report: &'a Report<'a>, language: Language, words: &'a Words) -> CostingPage<'a> {
        let figures = figures(report.case, report.costing);
        CostingPage { report, tongue: Tongue { language, words }, figures }
    }

    fn t(&self, text: &str) -> String {
        self.tongue.t(text)
    }

    fn own(&self, text: &str) -> Markup {
        self.tongue.own(text)
    }

    fn day(&self, day: Date) -> String {
        date_words(day, self.tongue.language)
    }

    fn costing(&self) -> &Costing {
        self.report.costing
    }

    /// The name under which tables have an offer, from 0.
    fn short(&self, number: usize) -> String {
        format!("{} {}", self.t("Offer"), number + 1)
    }

    /// A number that leads to its receipt, where it has one.
    fn number(&self, figure: &str, text: &str) -> Markup {
        match self.figures.iter().any(|known| known.name == figure) {
            true => html! { a href=(format!("#{}", anchor(figure))) { (text) } },
            false => html! { (text) },
        }
    }

    /// What each offer is called.
    pub fn titles(&self) -> Markup {
        html! {
            @if self.report.case.offers.is_empty() {
                p class="calm" { (self.t("No offer was chosen: the status quo alone is costed.")) }
            }
            dl class="offers" {
                @for (number, offer) in self.report.case.offers.iter().enumerate() {
                    div {
                        dt { (self.short(number)) }
                        dd { (self.own(&offer.title)) " (" (self.t(offer.party.name())) @if let Some(dated) = offer.dated { ", " (self.day(dated)) } ")" }
                    }
                }
            }
        }
    }

    /// One line an offer under each measure.
    pub fn glance(&self) -> Markup {
        let costing = self.costing();
        let offers = || costing.offers.iter().enumerate();
        let of = |number: usize, what: &str| format!("offer-{}/{what}", number + 1);
        let mut rows: Vec<(String, Vec<Markup>)> = Vec::new();
        for (at, year) in costing.years.iter().enumerate() {
            let cell = |(number, offer): (usize, &OfferCost)| {
                self.number(
                    &of(number, &format!("{year}/change")),
                    &offer.years[at].change.grouped(),
                )
            };
            rows.push((format!("{} {year}", self.t("change")), offers().map(cell).collect()));
        }
        let mut row = |label: &str, figure: &str, value: &dyn Fn(&OfferCost) -> String| {
            let cell = |(number, offer): (usize, &OfferCost)| {
                self.number(&of(number, figure), &value(offer))
            };
            rows.push((self.t(label), offers().map(cell).collect()));
        };
        row("cost over the term", "cumulative", &|offer| offer.cumulative.grouped());
        row("annualised", "annualised", &|offer| offer.annualised.grouped());
        row("percent of pay", "percent-of-pay", &|offer| {
            self.percent(offer.percent_of_pay.percent.as_ref())
        });
        row("percent of compensation", "percent-of-compensation", &|offer| {
            self.percent(offer.percent_of_compensation.percent.as_ref())
        });
        row("end rate", "end-rate", &|offer| self.percent(offer.end_rate.as_ref()));
        row("annualised, per head", "per-member", &|offer| {
            offer.per_member.amount.map_or_else(String::new, Cents::grouped)
        });
        let one = &costing.cost_of_one_percent;
        let last = costing.years.last().map_or(String::new(), ToString::to_string);
        html! {
            (self.table("glance", &self.t("What each offer costs, over the status quo"), &rows))
            p {
                (self.t("One percent on every rate is worth")) " "
                (self.number("one-percent/pay", &one.pay.grouped())) " " (self.t("of pay in")) " " (last) ", "
                (self.number("one-percent/with-roll-up", &one.with_roll_up.grouped())) " " (self.t("with all that rides on it.")) " "
            }
        }
    }

    fn percent(&self, part: Option<&Fraction>) -> String {
        part.map_or_else(|| self.t("no base"), |part| format!("{} %", Value::Percent(part.clone())))
    }

    /// A table with a column for each offer.
    fn table(&self, id: &str, caption: &str, rows: &[(String, Vec<Markup>)]) -> Markup {
        let heads: Vec<String> =
            (0..self.costing().offers.len()).map(|number| self.short(number)).collect();
        table_of(id, caption, &self.t("Line"), &heads, rows)
    }

    /// A table with a column for each year.
    fn by_year(&self, id: &str, caption: &str, rows: &[(Markup, Vec<Cents>)]) -> Markup {
        html! {
            div class="scroll" tabindex="0" role="group" aria-label=(caption) {
                table id=(id) {
                    caption { (caption) }
                    thead { tr { th scope="col" { (self.t("Line")) } @for year in &self.costing().years { th scope="col" class="number" { (year) } } } }
                    tbody {
                        @for (label, cells) in rows {
                            tr { th scope="row" { (label) } @for cell in cells { td class="number" { (cell.grouped()) } } }
                        }
                    }
                }
            }
        }
    }

    /// The status quo by component.
    pub fn status_quo(&self) -> Markup {
        let side = &self.costing().baseline;
        let mut rows: Vec<(Markup, Vec<Cents>)> = side
            .components
            .iter()
            .enumerate()
            .map(|(at, name)| {
                let cells = side.years.iter().map(|year| year.components[at]);
                (html! { (self.t(name)) }, cells.collect())
            })
            .collect();
        rows.push((
            html! { (self.t("total")) },
            side.years.iter().map(|year| year.total).collect(),
        ));
        self.by_year(
            "status-quo-table",
            &self.t("What is already law or agreed, by component"),
            &rows,
        )
    }

    /// What the costing was made from, with what the readers had to say.
    pub fn made_from(&self) -> Markup {
        let assumptions = &self.report.case.assumptions;
        html! {
            ul {
                @for input in self.report.inputs {
                    li {
                        strong { (self.t(&input.role)) } ": " (input.name)
                        @match input.role.as_str() {
                            "roster" => { ", " (input.rows) " " (self.t("rows")) ", " (self.costing().heads) " " (self.t("people")) },
                            "schedule" => { ", " (input.rows) " " (self.t("rows")) },
                            "offer" => { ", " (input.rows) " " (self.t("terms")) },
                            _ => {},
                        }
                        " " span class="soft small" { "SHA-256 " (input.sha256.get(..12).unwrap_or_default()) "…" }
                    }
                }
                li {
                    strong { (self.t("window")) } ": " (self.day(assumptions.from)) " – " (self.day(assumptions.to)) ". "
                    (self.t("Roster as of")) " " (self.day(assumptions.roster_as_of)) "."
                }
            }
            @if !self.report.warnings.0.is_empty() {
                h3 { (self.t("What the readers had to say")) }
                ul class="findings" { @for finding in &self.report.warnings.0 { li { pre class="post" lang="en" { (finding) } } } }
            }
        }
    }
}

/// A table whose columns are named, with a first column that says what stands in the line.
fn table_of(
    id: &str,
    caption: &str,
    first: &str,
    heads: &[String],
    rows: &[(String, Vec<Markup>)],
) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="group" aria-label=(caption) {
            table id=(id) {
                caption { (caption) }
                thead { tr { th scope="col" { (first) } @for head in heads { th scope="col" class="number" { (head) } } } }
                tbody {
                    @for (label, cells) in rows {
                        tr { th scope="row" { (label) } @for cell in cells { td class="number" { (cell) } } }
                    }
                }
            }
        }
    }
}

/// Where the receipt of a figure stands on the page.
fn anchor(figure: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    format!("r-{}", figure.chars().map(letter).collect::<String>())
}
