//! What flags and a saved mapping answer, and what is saved of it.

use money::{Date, Fraction, WorkYear};

use super::columns::plain_decimal;
use super::questions;
use super::roster::{Part, RosterImport, Settings};
use super::sums::Unsure;
use crate::header::HeaderMap;
use crate::mapping::date::DateOrder;
use crate::mapping::number::Decimal;
use crate::mapping::proposal::Told;
use crate::mapping::saved::SavedMapping;
use crate::{Finding, Findings, Place};

/// What `--leave-out` takes beside headers with values.
pub(crate) const WORDS: [&str; 4] = ["unpaid", "negative", "copies", "sums"];

/// What `--map` takes: the canonical columns, and hours a week, which parts of full time are worked
/// out from.
pub(crate) const MAPPED: [&str; 16] = [
    "employee",
    "classification",
    "step",
    "column",
    "rate",
    "pay_basis",
    "fte",
    "headcount",
    "department",
    "fund",
    "group",
    "plan",
    "tier",
    "hire_date",
    "step_date",
    "hours",
];

/// What flags say; where they are silent, what the saved mapping says.
pub(crate) fn settings(
    import: &RosterImport,
    saved: Option<&SavedMapping>,
    findings: &mut Findings,
) -> Settings {
    let saved_text = |key: &str| {
        saved
            .and_then(|saved| saved.settings.iter().find(|(name, _)| name == key))
            .map(|(_, text)| text.clone())
    };
    let mut one_of = |flag: &str, given: &Option<String>, words: &[&str]| -> Option<String> {
        let text = given.clone().or_else(|| saved_text(flag))?;
        if words.contains(&text.as_str()) {
            return Some(text);
        }
        let place = Place::Argument(format!("--{flag} {text}"));
        let finding = Finding::error(place, format!("\"{text}\" is not known"))
            .expected(format!("one of {}", words.join(", ")))
            .near(&text, words.iter().copied());
        if saved.is_none() || given.is_none() {
            findings.push(finding);
        }
        None
    };
    let pay_basis = one_of("pay-basis", &import.pay_basis, &questions::BASES)
        .and_then(|text| crate::mapping::pay_words::basis_code(&text).flatten());
    let as_worked = one_of("rate-is", &import.rate_is, &["full-time", "as-worked"])
        .map(|text| text == "as-worked");
    let dates = one_of("dates", &import.dates, &["mdy", "dmy", "ymd"]).and_then(|text| {
        DateOrder::NAMES.iter().find(|(name, _)| *name == text).map(|(_, order)| *order)
    });
    let decimal = one_of("decimal", &import.decimal, &["point", "comma"])
        .map(|text| if text == "comma" { Decimal::Comma } else { Decimal::Point });
    let hours = import.hours_per_year.clone().or_else(|| saved_text("hours-per-year"));
    let hours_told = hours.is_some();
    let hours = hours.map(|text| (Fraction::parse(&text), text));
    let hours = match hours {
        None => Fraction::whole(2080),
        Some((Ok(hours), _)) if hours > Fraction::ZERO && hours <= Fraction::whole(8784) => hours,
        Some((_, text)) => {
            let place = Place::Argument(format!("--hours-per-year {text}"));
            findings.push(
                Finding::error(place, format!("\"{text}\" is no number of hours"))
                    .expected("the hours of a full-time year, such as 2080, 2087 or 1950"),
            );
            Fraction::whole(2080)
        }
    };
    let year = WorkYear { hours, days: Fraction::whole(260) };
    Settings {
        pay_basis,
        as_worked,
        dates,
        decimal,
        year,
        latest: import.as_of.map_or(2099, Date::year),
        day: import.as_of,
        hours_told,
        sums: match () {
            () if import.leave_out.iter().any(|what| what == "sums") => Unsure::LeaveOut,
            () if import.keep.iter().any(|what| what == "sums") => Unsure::Keep,
            () => Unsure::Ask,
        },
        leave_out_unpaid: import.leave_out.iter().any(|what| what == "unpaid"),
        leave_out_negative: import.leave_out.iter().any(|what| what == "negative"),
        leave_out_copies: import.leave_out.iter().any(|what| what == "copies"),
    }
}

/// Flags over the saved mapping.
pub(crate) fn told(import: &RosterImport, map: &HeaderMap, saved: Option<&SavedMapping>) -> Told {
    let mut told = Told {
        map: map.clone(),
        keep: import.keep.clone(),
        drop: import.drop.clone(),
        not_ssn: import.not_ssn.clone(),
        ..Told::default()
    };
    if let Some(saved) = saved {
        told.saved = Some(saved.name.clone());
        for (column, header) in &saved.columns {
            if told.map.header_of(column).is_none() && !import.keep.contains(header) {
                told.map.add(column, header);
                told.from_saved.insert(column.clone());
            }
        }
        told.keep.extend(saved.keep.iter().cloned());
        told.drop.extend(saved.drop.iter().cloned());
        told.not_ssn.extend(saved.not_ssn.iter().cloned());
    }
    told
}

/// What is worth saving for the next file with these headers.
pub(crate) fn mapping(
    import: &RosterImport,
    part: &Part,
    settings: &Settings,
    saved: Option<&SavedMapping>,
) -> SavedMapping {
    let made = |at: &usize| part.table.made_of.iter().any(|(made, _)| made == at);
    let headers: std::collections::BTreeSet<String> = part
        .table
        .headers
        .iter()
        .enumerate()
        .filter(|(at, header)| !made(at) && header.as_str() != "section")
        .map(|(_, header)| header.clone())
        .collect();
    let mut columns = Vec::new();
    for column in MAPPED {
        let Some(places) = part.proposal.places.get(column) else { continue };
        let headers: Vec<String> = places
            .iter()
            .map(|at| match made(at) {
                true => part.table.headers[*at].replace(" + ", "+"),
                false => part.table.headers[*at].clone(),
            })
            .collect();
        columns.push((column.to_owned(), headers.join("|")));
    }
    let mut decided: Vec<(String, String)> = Vec::new();
    let mut setting = |name: &str, text: Option<String>| {
        if let Some(text) = text {
            decided.push((name.to_owned(), text));
        }
    };
    setting("pay-basis", settings.pay_basis.map(|buys| buys.spoken().to_owned()));
    let worked = settings.as_worked;
    setting(
        "rate-is",
        worked.map(|worked| if worked { "as-worked" } else { "full-time" }.to_owned()),
    );
    setting("dates", settings.dates.map(|order| order.name().to_owned()));
    setting("decimal", settings.decimal.map(|decimal| decimal.name().to_owned()));
    let hours = &settings.year.hours;
    setting("hours-per-year", settings.hours_told.then(|| plain_decimal(hours, 0)));
    let list = |given: &[String], saved: Option<&Vec<String>>| {
        let mut list: Vec<String> =
            given.iter().chain(saved.into_iter().flatten()).cloned().collect();
        list.sort();
        list.dedup();
        list
    };
    SavedMapping {
        name: saved.map_or(String::new(), |saved| saved.name.clone()),
        kind: "roster".to_owned(),
        headers,
        columns,
        settings: decided,
        keep: list(&import.keep, saved.map(|saved| &saved.keep)),
        drop: list(&import.drop, saved.map(|saved| &saved.drop)),
        not_ssn: list(&import.not_ssn, saved.map(|saved| &saved.not_ssn)),
    }
}

/// Whether a flag answers for itself, whatever is saved.
pub(crate) fn is_given(import: &RosterImport, flag: &str) -> bool {
    match flag {
        "pay-basis" => import.pay_basis.is_some(),
        "rate-is" => import.rate_is.is_some(),
        "dates" => import.dates.is_some(),
        "decimal" => import.decimal.is_some(),
        "hours-per-year" => import.hours_per_year.is_some(),
        _ => false,
    }
}
