//! The totals of a costing as figures with receipts.

use std::collections::BTreeMap;

use money::{Cents, Date, Figure, Fraction, InputRef, Operation, Rounding, Step, Value};

use crate::{Case, Costing};

/// The figures that reports embed by name: each year's total and change, and the summary figures,
/// for the status quo (`baseline/...`) and each offer (`offer-1/...`), each with its receipt.
///
/// The as-of day is the day the roster speaks for.
pub fn figures(case: &Case, costing: &Costing) -> Vec<Figure> {
    let maker = Maker { case, costing, as_of: case.assumptions.roster_as_of };
    let mut figures = maker.baseline();
    figures.extend(maker.one_percent());
    for number in 0..costing.offers.len() {
        figures.extend(maker.offer(number));
    }
    figures
}

/// The lines of a costing that the steps of its figures read, by name, to replay receipts with.
pub fn lines(figures: &[Figure]) -> BTreeMap<String, Fraction> {
    let steps = figures.iter().flat_map(|figure| &figure.steps);
    let line = |step: &Step| match &step.does {
        Operation::Costed { line } => Some((line.clone(), step.value.amount())),
        _ => None,
    };
    steps.filter_map(line).collect()
}

/// A step: what it says, how it is done, what it comes to.
type Said = (String, Operation, Value);

/// A step that is a line of the costing.
fn costed(says: impl Into<String>, line: String, value: Value) -> Said {
    (says.into(), Operation::Costed { line }, value)
}

struct Maker<'a> {
    case: &'a Case,
    costing: &'a Costing,
    as_of: Date,
}

impl Maker<'_> {
    fn inputs(&self, offer: Option<usize>) -> Vec<InputRef> {
        let mut inputs = vec![InputRef {
            role: "roster".to_owned(),
            number: 1,
            used: format!("all rows, {} heads", self.costing.heads),
        }];
        if !self.case.schedule.ladders.is_empty() {
            inputs.push(InputRef {
                role: "schedule".to_owned(),
                number: 1,
                used: format!("{} ladders", self.case.schedule.ladders.len()),
            });
        }
        inputs.push(InputRef {
            role: "assumptions".to_owned(),
            number: 1,
            used: "all settings and lines".to_owned(),
        });
        if let Some(offer) = offer {
            inputs.push(InputRef {
                role: "offer".to_owned(),
                number: offer + 1,
                used: format!("all {} terms", self.case.offers[offer].terms.len()),
            });
        }
        inputs
    }

    fn figure(
        &self,
        name: String,
        method: String,
        steps: Vec<Said>,
        offer: Option<usize>,
    ) -> Figure {
        let value = steps.last().map_or(Value::Money(Cents::ZERO), |(_, _, value)| value.clone());
        let is_not = what_it_is_not(&name).map(str::to_owned).into_iter().collect();
        Figure {
            name,
            value,
            as_of: self.as_of,
            method,
            is_not,
            inputs: self.inputs(offer),
            steps: steps
                .into_iter()
                .map(|(says, does, value)| Step { says, does, value })
                .collect(),
            rival: None,
        }
    }

    fn baseline(&self) -> Vec<Figure> {
        let side = &self.costing.baseline;
        let years = self.costing.years.iter().zip(&side.years);
        years
            .map(|(fiscal_year, year)| {
                let slug = format!("baseline/{fiscal_year}");
                let steps = sum_of_parts(&slug, &side.components, &year.components, year.total);
                let method = format!(
                    "Cost of the frozen roster in {fiscal_year} under what was already law or agreed on {}.",
                    self.case.assumptions.from
                );
                self.figure(format!("baseline/{fiscal_year}/total"), method, steps, None)
            })
            .collect()
    }

    /// What one percent is worth: the last year's change it would make over the status quo.
    fn one_percent(&self) -> Vec<Figure> {
        let (Some(year), Some(fiscal_year)) =
            (self.costing.baseline.years.last(), self.costing.years.last())
        else {
            return Vec::new();
        };
        let baseline = &self.costing.baseline;
        let pay = ["base", "movement"].map(|name| baseline.component(year, name).cents());
        let worth = &self.costing.cost_of_one_percent;
        let all = [
            ("pay", "base and movement", Cents::new(pay[0] + pay[1]), worth.pay),
            ("with-roll-up", "all components", year.total, worth.with_roll_up),
        ];
        let figure = |(name, what, before, worth): (&str, &str, Cents, Cents)| {
            let after = Cents::new(before.cents().saturating_add(worth.cents()));
            let steps = vec![
                costed(
                    format!("{what}, one percent on every rate"),
                    format!("one-percent/{name}/after"),
                    Value::Money(after),
                ),
                costed(
                    format!("less {what}, status quo"),
                    format!("one-percent/{name}/before"),
                    Value::Money(before),
                ),
                (
                    "what one percent is worth".to_owned(),
                    Operation::Difference(0, 1),
                    Value::Money(worth),
                ),
            ];
            let method = format!(
                "Change of {what} in {fiscal_year} that a 1 % general increase on {}, and nothing else, would make over the status quo, rounded as the schedule.",
                self.case.assumptions.from
            );
            self.figure(format!("one-percent/{name}"), method, steps, None)
        };
        all.into_iter().map(figure).collect()
    }

    /// New money, one-time and ongoing money of one year of an offer.
    fn parts_of_change(&self, number: usize, at: usize, slug: &str, title: &str) -> Vec<Figure> {
        let years = &self.costing.offers[number].years;
        let (year, fiscal_year) = (&years[at], &self.costing.years[at]);
        let before = at.checked_sub(1).map_or(Cents::ZERO, |before| years[before].change);
        let line = |says: &str, name: &str, cents: Cents| {
            costed(says, format!("{slug}/{fiscal_year}/{name}"), Value::Money(cents))
        };
        let change = line("change", "change", year.change);
        let less = |what: &str, cents: Cents| {
            (what.to_owned(), Operation::Difference(0, 1), Value::Money(cents))
        };
        let all = [
            (
                "new-money",
                "Change less the year before's: what is new in",
                vec![
                    change.clone(),
                    line("less the change of the year before", "change-before", before),
                    less("new money", year.new_money),
                ],
            ),
            (
                "one-time",
                "Cost less that of the same offer without its lump sums and one-time fixed costs, in",
                vec![
                    change.clone(),
                    line("less the change without them", "ongoing", year.ongoing),
                    less("one-time", year.one_time),
                ],
            ),
            (
                "ongoing",
                "Change less one-time money, in",
                vec![
                    change,
                    line("less one-time", "one-time", year.one_time),
                    less("ongoing", year.ongoing),
                ],
            ),
        ];
        all.into_iter()
            .map(|(name, method, steps)| {
                let method = format!("{method} {fiscal_year} under \"{title}\".");
                self.figure(format!("{slug}/{fiscal_year}/{name}"), method, steps, Some(number))
            })
            .collect()
    }

    /// What each term of an offer adds in a year, in the order in which they are costed.
    fn terms(&self, number: usize, at: usize, slug: &str, title: &str) -> Vec<Figure> {
        let year = &self.costing.offers[number].years[at];
        let fiscal_year = &self.costing.years[at];
        let mut before = Cents::ZERO;
        let figure = |term: &crate::TermCost| {
            let with = Cents::new(before.cents().saturating_add(term.change.cents()));
            let line = |says: &str, name: &str, cents: Cents| {
                let line = format!("{slug}/{fiscal_year}/term-{}/{name}", term.term);
                costed(says, line, Value::Money(cents))
            };
            let steps = vec![
                line("change with the terms up to this one", "with", with),
                line("less the change with those before it", "without", before),
                (
                    "what the term adds".to_owned(),
                    Operation::Difference(0, 1),
                    Value::Money(term.change),
                ),
            ];
            before = with;
            let method = format!(
                "What term {} ({}) of \"{title}\" adds in {fiscal_year} to the terms before it, by date, then by place.",
                term.term, term.kind
            );
            let name = format!("{slug}/{fiscal_year}/term-{}", term.term);
            self.figure(name, method, steps, Some(number))
        };
        year.by_term.iter().map(figure).collect()
    }

    fn offer(&self, number: usize) -> Vec<Figure> {
        let offer = &self.costing.offers[number];
        let title = &self.case.offers[number].title;
        let slug = format!("offer-{}", number + 1);
        let periods =
            Value::Count(Fraction::whole(self.case.assumptions.calendar.periods_a_year()));
        let mut figures = Vec::new();
        let baseline = &self.costing.baseline;
        for (at, fiscal_year) in self.costing.years.iter().enumerate() {
            let year = &offer.side.years[at];
            let steps = sum_of_parts(
                &format!("{slug}/{fiscal_year}"),
                &offer.side.components,
                &year.components,
                year.total,
            );
            let method = format!("Cost of the frozen roster in {fiscal_year} under \"{title}\".");
            figures.push(self.figure(
                format!("{slug}/{fiscal_year}/total"),
                method,
                steps,
                Some(number),
            ));
            let steps = vec![
                costed(
                    "total under the offer",
                    format!("{slug}/{fiscal_year}/total"),
                    Value::Money(year.total),
                ),
                costed(
                    "less total of the status quo",
                    format!("baseline/{fiscal_year}/total"),
                    Value::Money(baseline.years[at].total),
                ),
                (
                    "change".to_owned(),
                    Operation::Difference(0, 1),
                    Value::Money(offer.years[at].change),
                ),
            ];
            let method = format!("Cost of \"{title}\" in {fiscal_year} over the status quo.");
            figures.push(self.figure(
                format!("{slug}/{fiscal_year}/change"),
                method,
                steps,
                Some(number),
            ));
            figures.extend(self.parts_of_change(number, at, &slug, title));
            figures.extend(self.terms(number, at, &slug, title));
        }
        let changes = self.costing.years.iter().zip(&offer.years);
        let change_in = |(year, offer): (&_, &crate::result::OfferYear)| {
            let line = format!("{slug}/{year}/change");
            costed(format!("change in {year}"), line, Value::Money(offer.change))
        };
        let mut steps: Vec<Said> = changes.map(change_in).collect();
        let all = (0..steps.len()).collect();
        steps.push(("sum".to_owned(), Operation::Sum(all), Value::Money(offer.cumulative)));
        let method =
            format!("Sum of the changes of \"{title}\" over the status quo in every year.");
        figures.push(self.figure(format!("{slug}/cumulative"), method, steps, Some(number)));

        let steps = vec![
            ("pay periods a year".to_owned(), Operation::Given, periods),
            costed(
                "ongoing change of the last pay period, times pay periods a year",
                format!("{slug}/annualised"),
                Value::Money(offer.annualised),
            ),
        ];
        let method = format!(
            "What \"{title}\" costs in a full year at its final level, without one-time money."
        );
        figures.push(self.figure(format!("{slug}/annualised"), method, steps, Some(number)));

        let annualised =
            costed("annualised cost", format!("{slug}/annualised"), Value::Money(offer.annualised));
        for percent_of in [&offer.percent_of_pay, &offer.percent_of_compensation] {
            let Some(percent) = &percent_of.percent else {
                continue;
            };
            let what = percent_of.of;
            let steps = vec![
                annualised.clone(),
                costed(
                    format!("over the status quo's {what}, last pay period, annualised"),
                    format!("baseline/{what}"),
                    Value::Money(percent_of.base),
                ),
                ("percent".to_owned(), Operation::Quotient(0, 1), Value::Percent(percent.clone())),
            ];
            let method =
                format!("Annualised cost of \"{title}\" as a percent of the status quo's {what}.");
            figures.push(self.figure(
                format!("{slug}/percent-of-{what}"),
                method,
                steps,
                Some(number),
            ));
        }
        if let Some(amount) = offer.per_member.amount {
            let heads =
                Fraction::whole(i64::try_from(offer.per_member.divisor).unwrap_or(i64::MAX));
            let each = annualised.2.amount().divide(&heads).unwrap_or_default();
            let to_the_cent = Operation::Rounded {
                of: 2,
                unit: Fraction::new(1, 100),
                rounding: Rounding::HalfUp,
            };
            let steps = vec![
                annualised,
                costed("over heads on the roster", "heads".to_owned(), Value::Count(heads)),
                ("one over the other".to_owned(), Operation::Quotient(0, 1), Value::Count(each)),
                ("per head, to the cent".to_owned(), to_the_cent, Value::Money(amount)),
            ];
            let method = format!("Annualised cost of \"{title}\" per head on the roster.");
            figures.push(self.figure(format!("{slug}/per-member"), method, steps, Some(number)));
        }
        if let Some(end_rate) = &offer.end_rate {
            let rates = |rates: &Fraction| Value::Count(rates.clone());
            let ratio = end_rate.plus(&Fraction::ONE);
            let steps = vec![
                costed(
                    "annual base rates times FTE on the last day, offer",
                    format!("{slug}/end-rates"),
                    rates(&offer.side.end_rates),
                ),
                costed(
                    "the same, status quo",
                    "baseline/end-rates".to_owned(),
                    rates(&baseline.end_rates),
                ),
                ("the first over the second".to_owned(), Operation::Quotient(0, 1), rates(&ratio)),
                ("one".to_owned(), Operation::Given, rates(&Fraction::ONE)),
                (
                    "the ratio less one".to_owned(),
                    Operation::Difference(2, 3),
                    Value::Percent(end_rate.clone()),
                ),
            ];
            let method = format!(
                "Change of annual base rates on {} under \"{title}\".",
                self.case.assumptions.to
            );
            figures.push(self.figure(format!("{slug}/end-rate"), method, steps, Some(number)));
        }
        figures
    }
}

/// What a reader might take a figure for, by the last part of its name.
fn what_it_is_not(name: &str) -> Option<&'static str> {
    Some(match name.rsplit('/').next()? {
        term if term.starts_with("term-") => {
            "It is not what the term costs alone: it is what it adds to those before it."
        }
        "total" => "It is not the unit's budget: nobody leaves, joins or is promoted in it.",
        "new-money" => "It is not what the year costs: what earlier years began goes on.",
        "cumulative" => "It is not what a year costs: it adds the years up.",
        "annualised" => "It is not what any one fiscal year costs.",
        "percent-of-pay" => "It is not a percent of compensation, which is smaller.",
        "percent-of-compensation" => "It is not a percent of pay, which is larger.",
        "per-member" => "It is not what a member gets: the employer's own contributions are in it.",
        "end-rate" => "It is not what the offer costs, nor what every rate rises by.",
        _ => return None,
    })
}

/// The components of a year, and their sum.
fn sum_of_parts(slug: &str, names: &[String], cents: &[Cents], total: Cents) -> Vec<Said> {
    let part = |(name, cents): (&String, &Cents)| {
        costed(name.clone(), format!("{slug}/{name}"), Value::Money(*cents))
    };
    let mut steps: Vec<Said> = names.iter().zip(cents).map(part).collect();
    let all = (0..steps.len()).collect();
    steps.push(("the sum of the components".to_owned(), Operation::Sum(all), Value::Money(total)));
    steps
}
