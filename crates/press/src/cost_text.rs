use std::fmt::Write;

use costing::{Carry, Costing, Movement, OfferCost, PercentOf, RateUnit};
use money::{Cents, Fraction, Value};

use crate::Report;
use crate::breakdown::{change_by_column, difference};
use crate::text_table::{figures, hanging, wrapped};

/// How many values of a column the terminal shows; JSON and CSV have all.
const SHOWN: usize = 15;

/// The costing for a terminal of 80 columns: at a glance, then the status quo and each offer by
/// fiscal year, component, term and column.
pub fn cost_text(report: &Report<'_>) -> String {
    let mut text = String::new();
    let offers = report.case.offers.iter().zip(&report.costing.offers).enumerate();
    text.push_str(&heading("WHAT EACH OFFER COSTS, over the status quo"));
    text.push_str(&at_a_glance(report));
    text.push_str(&heading("MADE FROM"));
    text.push_str(&made_from(report));
    let from = report.case.assumptions.from;
    text.push_str(&heading(&format!("STATUS QUO: what is already law or agreed on {from}")));
    text.push_str(&baseline(report));
    for (number, (offer, cost)) in offers {
        let dated = offer.dated.map_or(String::new(), |day| format!(", {day}"));
        let title =
            format!("OFFER {}: {} ({}{dated})", number + 1, offer.title, offer.party.name());
        text.push_str(&heading(&title));
        text.push_str(&offer_text(report, number, cost));
    }
    text
}

fn heading(title: &str) -> String {
    format!("\n{}\n\n", wrapped(title, 2))
}

fn years(costing: &Costing) -> Vec<String> {
    costing.years.iter().map(ToString::to_string).collect()
}

fn row(label: impl Into<String>, cents: impl IntoIterator<Item = Cents>) -> (String, Vec<String>) {
    (label.into(), cents.into_iter().map(Cents::grouped).collect())
}

fn percent(part: Option<&Fraction>) -> String {
    part.map_or("no base".to_owned(), |part| format!("{} %", Value::Percent(part.clone())))
}

fn signed_percent(part: Option<&Fraction>) -> String {
    let sign = if part.is_some_and(|part| !part.is_negative()) { "+" } else { "" };
    format!("{sign}{}", percent(part))
}

/// One line an offer under each measure, so that offers can be held against each other.
fn at_a_glance(report: &Report<'_>) -> String {
    let costing = report.costing;
    let mut text = String::new();
    let headers: Vec<String> = (1..=costing.offers.len()).map(|n| format!("offer {n}")).collect();
    for (number, offer) in report.case.offers.iter().enumerate() {
        let _ =
            writeln!(text, "{}", wrapped(&format!("  offer {}: {}", number + 1, offer.title), 11));
    }
    if costing.offers.is_empty() {
        text.push_str("  No offer was given: the status quo alone is costed.\n");
    } else {
        text.push('\n');
        let each =
            |value: &dyn Fn(&OfferCost) -> String| costing.offers.iter().map(value).collect();
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        for (at, year) in costing.years.iter().enumerate() {
            rows.push((format!("change {year}"), each(&|offer| offer.years[at].change.grouped())));
        }
        rows.push(("cost over the term".to_owned(), each(&|offer| offer.cumulative.grouped())));
        rows.push(("annualised".to_owned(), each(&|offer| offer.annualised.grouped())));
        rows.push((
            "  percent of pay".to_owned(),
            each(&|offer| percent(offer.percent_of_pay.percent.as_ref())),
        ));
        rows.push((
            "  percent of compensation".to_owned(),
            each(&|offer| percent(offer.percent_of_compensation.percent.as_ref())),
        ));
        rows.push(("end rate".to_owned(), each(&|offer| signed_percent(offer.end_rate.as_ref()))));
        let per_head =
            |offer: &OfferCost| offer.per_member.amount.map_or_else(String::new, Cents::grouped);
        rows.push(("annualised, per head".to_owned(), each(&per_head)));
        text.push_str(&figures(&headers, &rows));
    }
    let one_percent = &costing.cost_of_one_percent;
    let last = costing.years.last().map_or(String::new(), ToString::to_string);
    let worth = format!(
        "  One percent on every rate is worth {} of pay in {last}, {} with all that rides on it.",
        one_percent.pay.grouped(),
        one_percent.with_roll_up.grouped()
    );
    let _ = writeln!(text, "\n{}", wrapped(&worth, 2));
    text
}

fn made_from(report: &Report<'_>) -> String {
    let assumptions = &report.case.assumptions;
    let mut lines: Vec<(&str, String)> = Vec::new();
    for input in report.inputs {
        let rows = match input.role.as_str() {
            "roster" => format!("{} rows, {} heads, ", input.rows, report.costing.heads),
            "schedule" => format!("{} rows, ", input.rows),
            "offer" => format!("{} terms, ", input.rows),
            _ => String::new(),
        };
        let hash = &input.sha256[..12];
        lines.push((&input.role, format!("{} ({rows}sha256 {hash}...)", input.name)));
    }
    let calendar = assumptions.calendar.name();
    lines.push((
        "window",
        format!(
            "{} to {}, {calendar} pay, roster as of {}",
            assumptions.from, assumptions.to, assumptions.roster_as_of
        ),
    ));
    let rounding = &assumptions.rounding;
    let unit = RateUnit::NAMES.iter().find(|(_, unit)| *unit == rounding.schedule);
    let (unit, mode) = (unit.map_or("", |(name, _)| *name), rounding.mode.name());
    let carry = match rounding.carry {
        Carry::Rounded => "the rounded rate carried on",
        Carry::Exact => "the unrounded rate carried on",
    };
    let pay = match rounding.pay_cents {
        1 => "cent",
        100 => "dollar",
        _ => "ten dollars",
    };
    lines.push(("rounding", format!("rates: {unit}, {mode}, {carry}; pay: {pay}")));
    let movement = match assumptions.movement {
        Movement::Anniversary => "one step on each anniversary, to the top",
        Movement::FiscalYear => "one step on each fiscal year's first day, to the top",
        Movement::None => "none",
    };
    lines.push(("movement", format!("{movement}; roster frozen, no turnover")));
    lines.iter().map(|(name, line)| hanging(&format!("  {name:12} "), line, 15) + "\n").collect()
}

fn baseline(report: &Report<'_>) -> String {
    let (costing, side) = (report.costing, &report.costing.baseline);
    let mut rows: Vec<(String, Vec<String>)> = side
        .components
        .iter()
        .enumerate()
        .map(|(at, name)| {
            row(format!("  {name}"), side.years.iter().map(|year| year.components[at]))
        })
        .collect();
    rows.push(row("total", side.years.iter().map(|year| year.total)));
    figures(&years(costing), &rows)
}

fn offer_text(report: &Report<'_>, number: usize, cost: &OfferCost) -> String {
    let costing = report.costing;
    let headers = years(costing);
    let side = &cost.side;
    let mut rows = vec![
        row("total", side.years.iter().map(|year| year.total)),
        row("change", cost.years.iter().map(|year| year.change)),
        row("  new money", cost.years.iter().map(|year| year.new_money)),
        row("  ongoing", cost.years.iter().map(|year| year.ongoing)),
        row("  one-time", cost.years.iter().map(|year| year.one_time)),
    ];
    if side.years.iter().any(|year| year.value_of_time.is_some()) {
        let values = side.years.iter().map(|year| year.value_of_time.unwrap_or_default());
        rows.push(row("value of time (no cash)", values));
    }
    let mut text = figures(&headers, &rows);

    text.push_str("\n  Change by component\n\n");
    let changes = side.components.iter().enumerate().map(|(at, name)| {
        let years = side.years.iter().zip(&costing.baseline.years);
        let change = years.map(|(year, before)| {
            difference(year.components[at], costing.baseline.component(before, name))
        });
        row(format!("  {name}"), change)
    });
    text.push_str(&figures(&headers, &changes.collect::<Vec<_>>()));

    text.push_str("\n  Change by term, in order of date, then place in the file\n\n");
    let terms = cost.years.first().map_or(&[] as &[_], |year| year.by_term.as_slice());
    let by_term = terms.iter().enumerate().map(|(at, term)| {
        let effective = report.case.offers[number].terms[term.term - 1].effective;
        let label = format!("{:>2} {} {}", term.term, effective, term.kind);
        row(label, cost.years.iter().map(|year| year.by_term[at].change))
    });
    text.push_str(&figures(&headers, &by_term.collect::<Vec<_>>()));

    for (column, name) in costing.by.iter().enumerate() {
        let _ = write!(text, "\n  Change by {name}\n\n");
        text.push_str(&by_text(costing, cost, column, &headers));
    }
    text.push('\n');
    for line in summary(report, cost) {
        let _ = writeln!(text, "{}", wrapped(&format!("  {line}"), 4));
    }
    text
}

fn by_text(costing: &Costing, cost: &OfferCost, column: usize, headers: &[String]) -> String {
    let changes = change_by_column(costing, cost, column);
    let size =
        |changes: &[Cents]| changes.iter().map(|c| c.cents().unsigned_abs()).max().unwrap_or(0);
    let mut largest: Vec<(&String, &Vec<Cents>)> = changes.iter().collect();
    largest.sort_by(|a, b| size(b.1).cmp(&size(a.1)).then(a.0.cmp(b.0)));
    let rest = largest.split_off(largest.len().min(SHOWN));
    let named = |value: &str| match value {
        "" => "  (blank)".to_owned(),
        value => format!("  {value}"),
    };
    let mut rows: Vec<_> = largest
        .into_iter()
        .map(|(value, change)| row(named(value), change.iter().copied()))
        .collect();
    if !rest.is_empty() {
        let sums = (0..headers.len()).map(|at| {
            let sum = rest.iter().fold(0_i64, |sum, (_, c)| sum.saturating_add(c[at].cents()));
            Cents::new(sum)
        });
        rows.push(row(format!("  {} more, in --csv", rest.len()), sums));
    }
    rows.push(row("change", cost.years.iter().map(|year| year.change)));
    figures(headers, &rows)
}

/// The summary figures, each with its base named.
fn summary(report: &Report<'_>, cost: &OfferCost) -> Vec<String> {
    let assumptions = &report.case.assumptions;
    let periods = assumptions.calendar.periods_a_year();
    let over = |of: &PercentOf, parts: &str| {
        format!(
            "That is {} of {}: {} a year ({parts}, status quo, last pay period x {periods}).",
            percent(of.percent.as_ref()),
            of.of,
            of.base.grouped()
        )
    };
    let per_head = cost.per_member.amount.map_or("no amount".to_owned(), Cents::grouped);
    vec![
        format!(
            "Cost over the term: {} (the sum of the years' changes).",
            cost.cumulative.grouped()
        ),
        format!(
            "Annualised, with what rides on pay: {} (ongoing change of the last pay period x {periods}).",
            cost.annualised.grouped()
        ),
        over(&cost.percent_of_pay, "base, movement, differentials, stipends"),
        over(&cost.percent_of_compensation, "all components"),
        format!(
            "Per head: {per_head} a year ({} heads on the roster).",
            Cents::new(
                i64::try_from(cost.per_member.divisor).unwrap_or(i64::MAX).saturating_mul(100)
            )
            .grouped()
            .trim_end_matches(".00")
        ),
        format!(
            "End rate: {} (annual base rates x FTE on {}, offer over status quo).",
            signed_percent(cost.end_rate.as_ref()),
            assumptions.to
        ),
    ]
}
