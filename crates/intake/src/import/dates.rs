//! Columns of dates.

use costing::{Coded, StepDate};
use money::{Date, MonthDay};

use super::columns::unreadable;
use crate::files::table::Table;
use crate::mapping::date::{self, DateOrder, Written};
use crate::mapping::number;
use crate::{Finding, Findings, Place};

/// Reads a column of dates; the order of day and month is the column's.
pub(crate) fn dates(
    table: &Table,
    at: usize,
    given: Option<DateOrder>,
    latest: i16,
    findings: &mut Findings,
    said: &mut Vec<String>,
) -> Option<(Coded<Option<Date>>, Option<DateOrder>)> {
    let column = table.columns[at].as_ref()?;
    let written: Vec<Option<Written>> =
        column.values().iter().map(|text| date::written(text)).collect();
    let header = &table.headers[at];
    let order = order(table, at, &written, given, findings)?;
    let read: Vec<Option<Date>> = written
        .iter()
        .map(|written| {
            written.as_ref().and_then(|w| w.date(order.unwrap_or(DateOrder::MonthDayYear), latest))
        })
        .collect();
    let bad: Vec<bool> = column
        .values()
        .iter()
        .zip(&read)
        .map(|(text, date)| date.is_none() && !number::says_nothing(text))
        .collect();
    let spoken = order.map_or(String::new(), |order| format!(", {}", order.spoken()));
    let expected = format!("a date such as 2012-03-01 or 03/01/2012{spoken}");
    findings.0.extend(unreadable(table, at, &bad, "date", &expected));
    if let Some(order) = order {
        let short = written
            .iter()
            .flatten()
            .any(|w| matches!(w, Written::Numbers { last_digits: 1 | 2, .. }));
        let years = match short {
            true => format!("; two-digit years are {} to {latest}", latest - 99),
            false => String::new(),
        };
        let why = if given.is_some() { " (--dates)" } else { "" };
        said.push(format!("{header}: dates with the {}{why}{years}", order.spoken()));
    }
    Some((column.with_values(read), order))
}

/// The order of a column's dates: what is given, or what its days above twelve prove.
fn order(
    table: &Table,
    at: usize,
    written: &[Option<Written>],
    given: Option<DateOrder>,
    findings: &mut Findings,
) -> Option<Option<DateOrder>> {
    let numbers: Vec<Vec<DateOrder>> = written
        .iter()
        .flatten()
        .filter(|written| matches!(written, Written::Numbers { .. }))
        .map(Written::orders)
        .collect();
    if numbers.is_empty() {
        return Some(None);
    }
    if given.is_some() {
        return Some(given);
    }
    let proves =
        |order: DateOrder| numbers.iter().filter(|orders| orders.as_slice() == [order]).count();
    let proofs = DateOrder::NAMES.map(|(_, order)| (proves(order), order));
    let (most, order) = proofs.iter().copied().max_by_key(|(count, _)| *count)?;
    let against: usize =
        proofs.iter().filter(|(_, other)| *other != order).map(|(count, _)| count).sum();
    // The other order's proofs are then findings: dates that cannot be.
    if most > 0 && against * 10 <= most {
        return Some(Some(order));
    }
    let column = table.columns[at].as_ref()?;
    let sample = column
        .values()
        .iter()
        .zip(written)
        .find(|(_, written)| matches!(written, Some(Written::Numbers { .. })));
    let sample = sample.map_or("", |(text, _)| text.as_str());
    let why = match most {
        0 => "no day above twelve proves whether the month or the day comes first",
        _ => "some have the month first and some the day",
    };
    findings.push(
        Finding::error(
            Place::File(table.file.clone()),
            format!(
                "the dates in column {} can be read two ways: {why}, as in \"{sample}\"",
                table.headers[at]
            ),
        )
        .mend("say which: --dates mdy (month first) or --dates dmy (day first)"),
    );
    None
}

/// Reads a column of the days on which steps are earned: dates, or a month and a day.
pub(crate) fn step_dates(
    table: &Table,
    at: usize,
    given: Option<DateOrder>,
    latest: i16,
    findings: &mut Findings,
    said: &mut Vec<String>,
) -> Option<Coded<Option<StepDate>>> {
    let column = table.columns[at].as_ref()?;
    let yearly: Vec<Option<MonthDay>> = column
        .values()
        .iter()
        .map(|text| {
            MonthDay::parse(&text.replace('/', "-"))
                .or_else(|_| MonthDay::parse(&padded(text)))
                .ok()
        })
        .collect();
    if yearly.iter().any(Option::is_some) && !column.values().iter().any(|text| text.len() > 5) {
        let bad: Vec<bool> = column
            .values()
            .iter()
            .zip(&yearly)
            .map(|(text, day)| day.is_none() && !number::says_nothing(text))
            .collect();
        findings.0.extend(unreadable(
            table,
            at,
            &bad,
            "month and day",
            "a month and day such as 11-01",
        ));
        return Some(
            column.with_values(yearly.into_iter().map(|day| day.map(StepDate::Yearly)).collect()),
        );
    }
    // A step can be due in the coming years.
    let (dates, _) = dates(table, at, given, latest.saturating_add(5), findings, said)?;
    Some(dates.map(|date| date.map(StepDate::From)))
}

/// `1/5` as `01-05`.
fn padded(text: &str) -> String {
    let parts: Vec<String> = text.split(['/', '-']).map(|part| format!("{part:0>2}")).collect();
    parts.join("-")
}
