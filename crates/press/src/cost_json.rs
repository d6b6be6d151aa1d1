use costing::{Assumptions, Carry, Costing, Movement, OfferCost, PercentOf, RateUnit, Side, Year};
use intake::{Finding, Place, Severity};
use money::{Cents, Fraction, Value as FigureValue};
use serde_json::{Map, Value, json};

use crate::Report;
use crate::breakdown::by_column;
use crate::figure_json::figure_json;

/// The schema's name and version.
pub const SCHEMA: &str = "goodfaith.cost/1";

/// The costing for programs: money as decimal strings with two places.
pub fn cost_json(report: &Report<'_>) -> String {
    let costing = report.costing;
    let offers = report.case.offers.iter().zip(&costing.offers);
    let offers: Vec<Value> = offers
        .map(|(offer, cost)| {
            let mut json = Map::new();
            json.insert("title".to_owned(), offer.title.clone().into());
            json.insert("party".to_owned(), offer.party.name().into());
            json.insert("dated".to_owned(), offer.dated.map(|day| day.to_string()).into());
            json.extend(offer_json(costing, cost));
            Value::Object(json)
        })
        .collect();
    let inputs: Vec<Value> = report.inputs.iter().map(|input| input_json(report, input)).collect();
    let figures: Vec<Value> =
        costing::figures(report.case, costing).iter().map(figure_json).collect();
    let document = json!({
        "schema": SCHEMA,
        "inputs": inputs,
        "settings": settings(&report.case.assumptions),
        "baseline": {"years": side_years(costing, &costing.baseline)},
        "offers": offers,
        "figures": figures,
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn input_json(report: &Report<'_>, input: &intake::Input) -> Value {
    let of_file = |finding: &&Finding| match &finding.place {
        Place::File(file)
        | Place::Line { file, .. }
        | Place::Cell { file, .. }
        | Place::Row { file, .. } => *file == input.name,
        Place::Argument(_) => false,
    };
    let findings = report.warnings.0.iter().filter(of_file);
    let findings: Vec<Value> = findings.map(finding_json).collect();
    json!({
        "role": input.role,
        "name": input.name,
        "sha256": input.sha256,
        "rows": input.rows,
        "findings": findings,
    })
}

/// A finding for programs.
pub(crate) fn finding_json(finding: &Finding) -> Value {
    json!({
        "severity": match finding.severity { Severity::Error => "error", Severity::Warning => "warning" },
        "what": finding.what,
        "place": finding.place.to_string(),
        "expected": finding.expected,
        "nearest": finding.nearest,
        "also_rows": finding.also,
        "mend": finding.mend,
    })
}

fn settings(assumptions: &Assumptions) -> Value {
    let name_of =
        |unit: RateUnit| RateUnit::NAMES.iter().find(|(_, u)| *u == unit).map(|(n, _)| *n);
    let movement =
        Movement::NAMES.iter().find(|(_, m)| *m == assumptions.movement).map(|(n, _)| *n);
    let rounding = &assumptions.rounding;
    json!({
        "window": {"from": assumptions.from.to_string(), "to": assumptions.to.to_string()},
        "roster_as_of": assumptions.roster_as_of.to_string(),
        "fiscal_year_start": assumptions.fiscal_year_start.0.to_string(),
        "pay_calendar": assumptions.calendar.name(),
        "first_pay_date": assumptions.first_pay_date.map(|day| day.to_string()),
        "schedule_basis": assumptions.schedule_basis.name(),
        "hours_per_year": assumptions.work_year.hours.to_string(),
        "days_per_year": assumptions.work_year.days.to_string(),
        "proration": assumptions.proration.name(),
        "roster": "frozen",
        "rounding": {
            "schedule": name_of(rounding.schedule),
            "carry": match rounding.carry { Carry::Rounded => "rounded", Carry::Exact => "exact" },
            "mode": rounding.mode.name(),
            "pay": match rounding.pay_cents { 1 => "cent", 100 => "dollar", _ => "ten" },
        },
        "movement": movement,
        "roll_up": assumptions.roll_ups.iter().map(|line| json!({
            "name": line.name,
            "rate": line.rate.times(&Fraction::whole(100)).to_string(),
            "applies_to": if line.base_only { "base" } else { "all" },
            "groups": line.groups,
            "from": line.from.map(|day| day.to_string()),
            "source": line.source,
        })).collect::<Vec<_>>(),
        "per_head": assumptions.per_heads.iter().map(|line| json!({
            "name": line.name,
            "amount": line.amount.to_string(),
            "per": costing::Per::NAMES.iter().find(|(_, per)| *per == line.per).map(|(name, _)| *name),
            "prorate_by_fte": line.prorate_by_fte,
            "groups": line.groups,
            "from": line.from.map(|day| day.to_string()),
            "source": line.source,
        })).collect::<Vec<_>>(),
    })
}

fn money(cents: Cents) -> Value {
    cents.to_string().into()
}

fn level(side: &Side, year: &Year) -> Map<String, Value> {
    let components: Map<String, Value> = side
        .components
        .iter()
        .zip(&year.components)
        .map(|(name, cents)| (name.clone(), money(*cents)))
        .collect();
    let mut json = Map::new();
    json.insert("total".to_owned(), money(year.total));
    json.insert("components".to_owned(), components.into());
    if let Some(value) = year.value_of_time {
        json.insert("value_of_time".to_owned(), money(value));
    }
    json
}

fn side_years(costing: &Costing, side: &Side) -> Vec<Value> {
    let breakdowns: Vec<_> =
        (0..costing.by.len()).map(|column| by_column(costing, side, column)).collect();
    let years = costing.years.iter().zip(&side.years).enumerate();
    years
        .map(|(at, (fiscal_year, year))| {
            let mut json = Map::new();
            json.insert("fiscal_year".to_owned(), fiscal_year.to_string().into());
            json.extend(level(side, year));
            if !costing.by.is_empty() {
                let by = costing.by.iter().zip(&breakdowns).map(|(column, values)| {
                    let values: Map<String, Value> = values
                        .iter()
                        .map(|(value, totals)| (value.clone(), json!({"total": money(totals[at])})))
                        .collect();
                    (column.clone(), Value::Object(values))
                });
                json.insert("by".to_owned(), by.collect::<Map<_, _>>().into());
            }
            Value::Object(json)
        })
        .collect()
}

fn offer_json(costing: &Costing, cost: &OfferCost) -> Map<String, Value> {
    let columns = 0..costing.by.len();
    let breakdowns: Vec<_> = columns
        .map(|column| {
            (by_column(costing, &cost.side, column), by_column(costing, &costing.baseline, column))
        })
        .collect();
    let years: Vec<Value> = costing
        .years
        .iter()
        .enumerate()
        .map(|(at, fiscal_year)| {
            let year = &cost.years[at];
            let level = level(&cost.side, &cost.side.years[at]);
            let mut json = Map::new();
            json.insert("fiscal_year".to_owned(), fiscal_year.to_string().into());
            json.insert("total".to_owned(), level["total"].clone());
            json.insert("change".to_owned(), money(year.change));
            json.insert("new_money".to_owned(), money(year.new_money));
            json.insert("ongoing".to_owned(), money(year.ongoing));
            json.insert("one_time".to_owned(), money(year.one_time));
            json.extend(level.into_iter().filter(|(key, _)| key != "total"));
            let by_term = year.by_term.iter().map(
                |term| json!({"term": term.term, "kind": term.kind, "change": money(term.change)}),
            );
            json.insert("by_term".to_owned(), by_term.collect::<Vec<_>>().into());
            if !costing.by.is_empty() {
                let by = costing.by.iter().zip(&breakdowns).map(|(column, (offer, baseline))| {
                    let change = |value: &str, total: Cents| {
                        let before = baseline.get(value).map_or(0, |totals| totals[at].cents());
                        Cents::new(total.cents().saturating_sub(before))
                    };
                    let values: Map<String, Value> = offer
                        .iter()
                        .map(|(value, totals)| {
                            let change = money(change(value, totals[at]));
                            (value.clone(), json!({"total": money(totals[at]), "change": change}))
                        })
                        .collect();
                    (column.clone(), Value::Object(values))
                });
                json.insert("by".to_owned(), by.collect::<Map<_, _>>().into());
            }
            Value::Object(json)
        })
        .collect();
    let mut json = Map::new();
    json.insert("years".to_owned(), years.into());
    json.insert("cumulative".to_owned(), money(cost.cumulative));
    json.insert("end_rate_percent".to_owned(), percent(cost.end_rate.as_ref()));
    json.insert("annualised".to_owned(), money(cost.annualised));
    json.insert("percent_of_pay".to_owned(), percent_of(&cost.percent_of_pay));
    json.insert("percent_of_compensation".to_owned(), percent_of(&cost.percent_of_compensation));
    let one_percent = &costing.cost_of_one_percent;
    json.insert(
        "cost_of_one_percent".to_owned(),
        json!({"pay": money(one_percent.pay), "with_roll_up": money(one_percent.with_roll_up)}),
    );
    json.insert(
        "per_member".to_owned(),
        json!({
            "divisor": cost.per_member.divisor.to_string(),
            "what": "heads",
            "amount": cost.per_member.amount.map(money),
        }),
    );
    json
}

fn percent(part: Option<&Fraction>) -> Value {
    part.map(|part| FigureValue::Percent(part.clone()).to_string()).into()
}

fn percent_of(value: &PercentOf) -> Value {
    json!({"percent": percent(value.percent.as_ref()), "of": value.of, "base": money(value.base)})
}
