//! Columns of a roster as the employer wrote them, turned into what they mean.

use costing::Coded;
use money::Fraction;

use crate::files::table::{Table, quoted};
use crate::mapping::number::{self, Decimal, Evidence};
use crate::{Finding, Findings, Place};

/// How a number is written in this file: asked where its numbers cannot tell.
pub(crate) fn decimal(
    table: &Table,
    places: &[usize],
    given: Option<Decimal>,
    findings: &mut Findings,
) -> Decimal {
    if let Some(decimal) = given {
        return decimal;
    }
    let (mut point, mut comma) = (0_usize, 0_usize);
    let mut either: Option<(usize, char, String)> = None;
    for at in places {
        let Some(column) = &table.columns[*at] else { continue };
        for value in column.values() {
            match number::evidence(value) {
                Some(Evidence::Is(Decimal::Point)) => point += 1,
                Some(Evidence::Is(Decimal::Comma)) => comma += 1,
                Some(Evidence::Either(mark)) if either.is_none() => {
                    either = Some((*at, mark, value.clone()));
                }
                _ => {}
            }
        }
    }
    if comma > point {
        return Decimal::Comma;
    }
    if comma == 0
        && point == 0
        && let Some((at, mark @ '.', value)) = &either
        && (table.said.iter().any(|said| said.contains("semicolons"))
            || more_than_thousandths(table, *at))
    {
        findings.push(
            Finding::error(
                Place::File(table.file.clone()),
                format!("\"{value}\" in column {} can be read two ways", table.headers[*at]),
            )
            .expected(format!("one number with both marks, or with other than three digits behind the \"{mark}\""))
            .mend("say what stands before cents: --decimal point (12.345 is twelve and a third) or --decimal comma (12.345 is twelve thousand)"),
        );
    }
    Decimal::Point
}

/// Whether a column of yearly or monthly amounts has hardly any but such as `41.327`: thousands, or
/// cents with a digit too many.
fn more_than_thousandths(table: &Table, at: usize) -> bool {
    let plain = crate::mapping::lexicon::plain(&table.headers[at]);
    let buys = crate::mapping::pay_words::buys(&plain).map(|buys| buys.canonical().0);
    let by_the_hour = matches!(buys, Some(money::PayBasis::Hourly | money::PayBasis::Daily));
    table.columns[at].as_ref().is_some_and(|column| {
        let either = column
            .values()
            .iter()
            .filter(|text| matches!(number::evidence(text), Some(Evidence::Either('.'))));
        let filled = column.values().iter().filter(|text| !text.is_empty()).count();
        buys.is_some() && !by_the_hour && either.count() * 10 >= filled * 9
    })
}

/// Rows that have one of some distinct values.
pub(crate) fn rows_of<T>(column: &Coded<T>, rows: usize, odd: &[bool]) -> Vec<usize> {
    if !odd.contains(&true) {
        return Vec::new();
    }
    (0..rows).filter(|row| odd[column.code(*row) as usize]).collect()
}

/// One finding for all cells of a column that cannot be read.
pub(crate) fn unreadable(
    table: &Table,
    at: usize,
    bad: &[bool],
    what: &str,
    expected: &str,
) -> Option<Finding> {
    let column = table.columns[at].as_ref()?;
    let rows = rows_of(column, table.rows, bad);
    let (first, rest) = rows.split_first()?;
    let mut values: Vec<&str> = Vec::new();
    for row in &rows {
        let value = column.value(*row).as_str();
        if !values.contains(&value) {
            values.push(value);
            if values.len() > 3 {
                break;
            }
        }
    }
    let distinct = bad.iter().filter(|bad| **bad).count();
    let shown = quoted(&values[..values.len().min(3)]);
    let shown = match distinct.saturating_sub(3) {
        0 => shown,
        more => format!("{shown} and {more} other texts"),
    };
    let is = if distinct == 1 { "is no" } else { "are no" };
    Some(
        Finding::error(table.cell_at(at, *first), format!("{shown} {is} {what}"))
            .expected(expected.to_owned())
            .also(rest.iter().map(|row| table.row_number(*row)).collect()),
    )
}

/// Numbers of a column; cells that say there is nothing are none.
pub(crate) fn numbers(
    table: &Table,
    at: usize,
    decimal: Decimal,
    what: &str,
    expected: &str,
    findings: &mut Findings,
) -> Vec<Option<Fraction>> {
    let Some(column) = &table.columns[at] else { return Vec::new() };
    let mut bad = vec![false; column.values().len()];
    let values = column
        .values()
        .iter()
        .enumerate()
        .map(|(code, text)| {
            let parsed = number::parse(text, decimal);
            bad[code] = parsed.is_none() && !number::says_nothing(text);
            parsed
        })
        .collect();
    findings.0.extend(unreadable(table, at, &bad, what, expected));
    values
}

/// A number with as many decimals as it has, at least `least` when it has any.
pub(crate) fn plain_decimal(number: &Fraction, least: usize) -> String {
    // In machine words where it fits, which rates of pay do.
    let text = match number.in_parts(100_000_000) {
        Some(parts) => {
            let (sign, parts) = (if parts < 0 { "-" } else { "" }, parts.unsigned_abs());
            format!("{sign}{}.{:08}", parts / 100_000_000, parts % 100_000_000)
        }
        None => number.to_decimal(8),
    };
    let Some((whole, part)) = text.split_once('.') else { return text };
    let part = part.trim_end_matches('0');
    match part.len() {
        0 => whole.to_owned(),
        _ => format!("{whole}.{part:0<least$}"),
    }
}

/// Whole numbers of people; `46.0` is 46.
pub(crate) fn headcount(
    table: &Table,
    at: usize,
    decimal: Decimal,
    findings: &mut Findings,
) -> Coded<u64> {
    let Some(column) = &table.columns[at] else { return Coded::constant(1) };
    let read: Vec<Option<u64>> = column
        .values()
        .iter()
        .map(|text| match text.is_empty() {
            true => Some(1),
            false => number::parse(text, decimal)
                .and_then(|number| number.to_whole())
                .and_then(|whole| u32::try_from(whole).ok().map(u64::from)),
        })
        .collect();
    let bad: Vec<bool> = read.iter().map(Option::is_none).collect();
    let expected = "a whole number of people";
    findings.0.extend(unreadable(table, at, &bad, "number of people", expected));
    column.with_values(read.into_iter().map(|heads| heads.unwrap_or(1)).collect())
}
