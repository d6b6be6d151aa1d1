//! A costing on a page: offers side by side, with pictures, then each offer line by line. Every number of the side by side leads to its
//! receipt. The rows are those of the terminal ([`cost_text`](crate::cost_text)).

use std::collections::BTreeSet;

use ::costing::{Costing, LadderOn, OfferCost, Term, TermKind, figures, ladder_on, rate_days};
use maud::{Markup, html};
use money::{Cents, Date, Figure, Fraction, Operation, Value};

use super::charts::{Bar, Leg, bars, walk};
use super::{Language, Said, Words};
use crate::Report;
use crate::breakdown::{by_column, change_by_column, difference};
use crate::receipt_text::shown;
use crate::writing::date_words;

/// A costing, to be shown on pages.
pub struct CostingPage<'a> {
    report: &'a Report<'a>,
    language: Language,
    words: &'a Words,
    figures: Vec<Figure>,
}

impl<'a> CostingPage<'a> {
    /// A costing in a language.
    pub fn of(report: &'a Report<'a>, language: Language, words: &'a Words) -> CostingPage<'a> {
        let figures = figures(report.case, report.costing);
        CostingPage { report, language, words, figures }
    }

    fn t(&self, text: &str) -> String {
        self.words.word(self.language, text)
    }

    /// What a file or the engine says: marked as English where there is no Spanish for it.
    fn own(&self, text: &str) -> Markup {
        match self.words.say(self.language, text) {
            Said::Own(text) => html! { (text) },
            Said::English(text) => html! { span lang="en" { (text) } },
        }
    }

    fn day(&self, day: Date) -> String {
        date_words(day, self.language)
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
            div class="scroll" tabindex="0" role="region" aria-label=(caption) {
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

    /// The steps of a class now and on the last day under each offer; none where the schedule has no such class.
    pub fn pay_of(&self, class: &str) -> Option<Markup> {
        let case = self.report.case;
        let ladders = case.schedule.ladders.iter().enumerate();
        let ladders: Vec<usize> = ladders
            .filter(|(_, ladder)| ladder.classification == class)
            .map(|(at, _)| at)
            .collect();
        if ladders.is_empty() {
            return None;
        }
        Some(html! { @for at in ladders { (self.pay_of_ladder(at)) } })
    }

    fn pay_of_ladder(&self, at: usize) -> Markup {
        let case = self.report.case;
        let ladder = &case.schedule.ladders[at];
        let last = |offer: Option<usize>| -> LadderOn {
            let day = rate_days(case, offer).last().copied().unwrap_or(case.assumptions.from);
            ladder_on(case, offer, at, day)
        };
        let now = ladder_on(case, None, at, case.assumptions.from);
        let offers: Vec<LadderOn> =
            (0..case.offers.len()).map(|number| last(Some(number))).collect();
        let mut labels: Vec<&str> = Vec::new();
        for (label, _) in now.steps.iter().chain(offers.iter().flat_map(|of| &of.steps)) {
            if !labels.contains(&label.as_str()) {
                labels.push(label);
            }
        }
        let rate = |of: &LadderOn, label: &str| {
            let step = of.steps.iter().find(|(known, _)| known == label);
            step.map_or_else(|| self.t("no such step"), |(_, rate)| crate::site::dollars(rate))
        };
        let rows: Vec<(String, Vec<Markup>)> = labels
            .iter()
            .map(|label| {
                let all = std::iter::once(&now).chain(&offers);
                (
                    format!("{} {label}", self.t("step")),
                    all.map(|of| html! { (rate(of, label)) }).collect(),
                )
            })
            .collect();
        let heads: Vec<String> = std::iter::once(self.t("First day, status quo"))
            .chain(
                (0..offers.len())
                    .map(|number| format!("{}, {}", self.t("Last day"), self.short(number))),
            )
            .collect();
        let name = match ladder.column.is_empty() {
            true => ladder.classification.clone(),
            false => format!("{}, {}", ladder.classification, ladder.column),
        };
        let caption = format!("{} ({})", name, self.t(ladder.basis.name()));
        let left_out: Vec<String> = offers
            .iter()
            .enumerate()
            .flat_map(|(number, of)| of.left_out.iter().map(move |term| (number, *term)))
            .map(|(number, term)| format!("{}, {} {term}", self.short(number), self.t("term")))
            .collect();
        html! {
            (table_of(&format!("pay-{at}"), &caption, &self.t("Step"), &heads, &rows))
            @if !left_out.is_empty() {
                p class="soft" { (self.t("Not in these rates, since they reach some people of the class only:")) " " (left_out.join("; ")) "." }
            }
        }
    }

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

    /// The first offer held against the last other one of the same party: which lines rose and which fell, year by year. A proposal that asks
    /// for more than the one before it is to be meant (regressive bargaining, `user-needs.md`).
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
        let rose = moved.iter().any(|(_, change)| change.iter().any(|cents| cents.cents() > 0));
        let title = self.t("Held against the last offer of the same party");
        html! {
            h3 { (title) ": " (self.own(&last.title)) }
            @if moved.is_empty() {
                p { (self.t("It costs the same, line by line.")) }
            } @else {
                @if rose {
                    p class="banner" role="status" { strong { (self.t("Some lines cost more than in that offer.")) } " " (self.t("Asking for more than before can be held against a party as regressive: see that each is meant.")) }
                }
                (self.by_year("against", &title, &moved))
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

    /// The receipts of every number that has one.
    pub fn receipts(&self) -> Markup {
        html! {
            @for figure in &self.figures {
                details class="receipt" {
                    summary { strong { (shown(&figure.value)) } " " span class="name" { (figure.name) } }
                    div id=(anchor(&figure.name)) {
                        p { (self.own(&figure.method)) }
                        @for is_not in &figure.is_not { p { (self.own(is_not)) } }
                        ol class="steps" {
                            @for step in &figure.steps {
                                li {
                                    (self.own(&step.says))
                                    @if let Operation::Costed { line } = &step.does { " " span class="name" { (line) } }
                                    " = " strong class="value" { (shown(&step.value)) }
                                }
                            }
                        }
                        p class="soft" { (self.t("As of")) " " (self.day(figure.as_of)) ". " (self.t("Made from:")) " "
                            @for (at, input) in figure.inputs.iter().enumerate() {
                                @if at > 0 { "; " }
                                (self.t(&input.role)) @if input.role == "offer" { " " (input.number) }
                            }
                            "."
                        }
                    }
                }
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
        div class="scroll" tabindex="0" role="region" aria-label=(caption) {
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
