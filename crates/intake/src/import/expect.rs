//! The employer's own totals held against the rows, and which rows could explain a difference.

use costing::Schedule;
use money::{Fraction, PayBasis, Rounding};
use rustc_hash::FxHashMap;

use super::columns::plain_decimal;
use super::people;
use super::roster::{Part, RosterImport, Settings};
use super::totals::{self, OwnTotal, Totals};
use crate::files::table::AsideKind;
use crate::mapping::number::{self, Decimal};
use crate::mapping::proposal::headers_of;
use crate::{Finding, Findings, Place};

/// A total that the employer gave beside ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// `annual-pay`, `rows`, `people`, `heads`, `fte`, or a header of the file.
    pub name: String,
    /// What was expected.
    pub theirs: Fraction,
    /// What the rows add up to.
    pub ours: Fraction,
    /// What could explain a difference; empty where there is none or nothing was found.
    pub explanations: Vec<String>,
}

const NAMES: [&str; 5] = ["annual-pay", "rows", "people", "heads", "fte"];

/// Compares each total of `--expect`.
pub(crate) fn compare(
    import: &RosterImport,
    parts: &[Part],
    schedule: Option<&Schedule>,
    totals: &Totals,
    settings: &Settings,
    findings: &mut Findings,
) -> Vec<Comparison> {
    let mut comparisons = Vec::new();
    for argument in &import.expect {
        let place = || Place::Argument(format!("--expect {argument}"));
        let Some((name, text)) = argument.rsplit_once('=') else {
            findings.push(
                Finding::error(place(), format!("\"{argument}\" names no total"))
                    .expected("a name and a number, such as annual-pay=754623668.34"),
            );
            continue;
        };
        let name = name.trim();
        let Some(theirs) = number::parse(text, Decimal::Point) else {
            findings.push(
                Finding::error(place(), format!("\"{text}\" is not a number"))
                    .expected("a number such as 754623668.34"),
            );
            continue;
        };
        let whole = |number: usize| Fraction::whole(i64::try_from(number).unwrap_or(i64::MAX));
        let ours = match name {
            "annual-pay" => Some(totals.annual_pay.clone()),
            "rows" => Some(whole(totals.rows)),
            "people" => totals.people.map(whole),
            "heads" => Some(whole(usize::try_from(totals.heads).unwrap_or(usize::MAX))),
            "fte" => Some(totals.fte.clone()),
            header => sum_of(parts, header),
        };
        let Some(ours) = ours else {
            let headers: Vec<&String> = parts.iter().flat_map(|part| &part.table.headers).collect();
            findings.push(
                Finding::error(place(), format!("there is no total \"{name}\""))
                    .expected(format!("one of {}, or a header with amounts", NAMES.join(", ")))
                    .near(name, NAMES.into_iter().chain(headers.into_iter().map(String::as_str))),
            );
            continue;
        };
        let ours_cents = ours.round_to(&Fraction::new(1, 100), Rounding::HalfUp);
        let mut explanations = Vec::new();
        if ours_cents != theirs {
            if name == "annual-pay" {
                explanations = explain(parts, schedule, totals, settings, &theirs);
            }
            let apart = ours_cents.minus(&theirs);
            let more = if apart.is_negative() { "less" } else { "more" };
            let apart = if apart.is_negative() { apart.negated() } else { apart };
            let mut finding = Finding::error(
                place(),
                format!(
                    "the rows add up to {}, which is {} {more} than expected",
                    shown(&ours_cents, name),
                    shown(&apart, name)
                ),
            )
            .expected(shown(&theirs, name));
            finding = match explanations.as_slice() {
                [] => finding.mend(
                    "nothing found that explains it by itself; ask how their total was made, or import without --expect",
                ),
                some => finding.mend(format!("this could explain it: {}", some.join("; "))),
            };
            findings.push(finding);
        }
        comparisons.push(Comparison {
            name: name.to_owned(),
            theirs,
            ours: ours_cents,
            explanations,
        });
    }
    comparisons
}

/// A number as totals show it: money with cents, counts without.
fn shown(number: &Fraction, name: &str) -> String {
    match name {
        "rows" | "people" | "heads" | "fte" => plain_decimal(number, 1),
        _ => number.to_decimal(2),
    }
}

/// The sum of a column by its header.
fn sum_of(parts: &[Part], header: &str) -> Option<Fraction> {
    let mut sum: Option<Fraction> = None;
    for part in parts {
        let Some(at) = headers_of(&part.table, header).and_then(|places| places.first().copied())
        else {
            continue;
        };
        let column = part.table.columns[at].as_ref()?;
        let decimal = totals::decimal_of(column);
        let mut counts = vec![0_i64; column.values().len()];
        (0..part.table.rows).for_each(|row| counts[column.code(row) as usize] += 1);
        let own = column.values().iter().zip(counts).fold(Fraction::ZERO, |sum, (text, count)| {
            match number::parse(text, decimal) {
                Some(amount) => sum.plus(&amount.times(&Fraction::whole(count))),
                None => sum,
            }
        });
        sum = Some(sum.unwrap_or_default().plus(&own));
    }
    sum
}

/// Rows and readings that by themselves come to the difference.
fn explain(
    parts: &[Part],
    schedule: Option<&Schedule>,
    totals: &Totals,
    settings: &Settings,
    theirs: &Fraction,
) -> Vec<String> {
    let mut found = Vec::new();
    let cents = Fraction::new(1, 100);
    let round = |number: &Fraction| number.round_to(&cents, Rounding::HalfUp);
    let ours = round(&totals.annual_pay);
    let apart = ours.minus(theirs);
    let size = if apart.is_negative() { apart.negated() } else { apart.clone() };
    let pays: Vec<totals::RowPay> =
        parts.iter().map(|part| totals::row_pay(part, schedule, settings)).collect();
    let amount = |at: usize, row: usize| pays[at].amounts[pays[at].codes[row] as usize].as_ref();
    // One row.
    let mut rows: Vec<String> = Vec::new();
    let mut count = 0;
    for (at, part) in parts.iter().enumerate() {
        for row in 0..part.table.rows {
            if amount(at, row).is_some_and(|amount| round(amount) == size) {
                count += 1;
                if rows.len() < 3 {
                    rows.push(format!("row {}", part.table.row_number(row)));
                }
            }
        }
    }
    if count > 0 {
        let more = if count > 3 { format!(" and {} more", count - 3) } else { String::new() };
        let side =
            if apart.is_negative() { "counted twice by them" } else { "not counted by them" };
        found.push(format!("a single row of that amount, {side} ({}{more})", rows.join(", ")));
    }
    // Copies of rows.
    let copies: Vec<(usize, usize)> = people::repeated(parts)
        .into_iter()
        .flat_map(|rows| {
            let first = rows[0];
            rows.into_iter().skip(1).filter(move |row| people::are_alike(parts, first, *row))
        })
        .collect();
    let of_copies = copies.iter().fold(Fraction::ZERO, |sum, (at, row)| {
        amount(*at, *row).map_or(sum.clone(), |amount| sum.plus(amount))
    });
    if !copies.is_empty() && round(&of_copies) == apart {
        let rows: Vec<String> = copies
            .iter()
            .take(5)
            .map(|(at, row)| parts[*at].table.row_number(*row).to_string())
            .collect();
        found.push(format!(
            "{} copies of rows, counted once by them (rows {})",
            copies.len(),
            rows.join(", ")
        ));
    }
    // A class or a department.
    for (kind, groups) in [("class", &totals.by_class), ("department", &totals.by_department)] {
        for group in groups.iter().filter(|group| round(&group.annual_pay) == size) {
            found.push(format!("the {kind} \"{}\" ({} rows)", group.name, group.rows));
        }
    }
    // Everyone at full time.
    let full = parts.iter().enumerate().fold(Fraction::ZERO, |sum, (at, part)| {
        let mut memo: FxHashMap<(u32, u32), (Option<Fraction>, i64)> = FxHashMap::default();
        for row in 0..part.table.rows {
            let key = (pays[at].codes[row], part.fte.code(row));
            let entry = memo.entry(key).or_insert_with(|| {
                (amount(at, row).and_then(|a| a.divide(part.fte.value(row)).ok()), 0)
            });
            entry.1 += 1;
        }
        memo.into_values().fold(sum, |sum, (amount, count)| {
            amount.map_or(sum.clone(), |amount| sum.plus(&amount.times(&Fraction::whole(count))))
        })
    });
    if round(&full) == *theirs {
        found.push("their total has everyone at full time".to_owned());
    }
    // Other hours a year, and sums of rounded rows.
    let (mut hourly, mut dollars) = (Fraction::ZERO, Fraction::ZERO);
    for (at, part) in parts.iter().enumerate() {
        let mut counts: FxHashMap<(u32, bool), i64> = FxHashMap::default();
        for row in 0..part.table.rows {
            let by_hours = !matches!(
                part.pay.value(row).basis,
                None | Some(PayBasis::Annual | PayBasis::Monthly)
            );
            *counts.entry((pays[at].codes[row], by_hours)).or_default() += 1;
        }
        for ((code, by_hours), count) in counts {
            let Some(amount) = &pays[at].amounts[code as usize] else { continue };
            let count = Fraction::whole(count);
            if by_hours {
                hourly = hourly.plus(&amount.times(&count));
            }
            dollars =
                dollars.plus(&amount.round_to(&Fraction::ONE, Rounding::HalfUp).times(&count));
        }
    }
    for hours in [2080, 2087, 2088, 2000, 1950, 1820, 2096, 2912] {
        let hours = Fraction::whole(hours);
        let Ok(factor) = hours.divide(&settings.year.hours) else { continue };
        let other = totals.annual_pay.minus(&hourly).plus(&hourly.times(&factor));
        if !hourly.is_zero() && hours != settings.year.hours && round(&other) == *theirs {
            found.push(format!("their total has {} hours a year", plain_decimal(&hours, 0)));
        }
    }
    if dollars == *theirs {
        found.push("their total adds rows rounded to dollars".to_owned());
    }
    if found.is_empty() && !apart.is_negative() {
        found.extend(pair(parts, &pays, &size));
    }
    found
}

/// Two rows that together come to an amount, if only a few pairs do.
fn pair(parts: &[Part], pays: &[totals::RowPay], size: &Fraction) -> Option<String> {
    let target = totals::scaled(size)?;
    let mut first_row: FxHashMap<i64, (usize, usize)> = FxHashMap::default();
    for (at, part) in parts.iter().enumerate() {
        if part.table.rows > 300_000 {
            return None;
        }
        let scaled: Vec<Option<i64>> =
            pays[at].amounts.iter().map(|a| a.as_ref().and_then(totals::scaled)).collect();
        for row in 0..part.table.rows {
            if let Some(amount) = scaled[pays[at].codes[row] as usize].filter(|amount| *amount > 0)
            {
                first_row.entry(amount).or_insert((at, row));
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (amount, (at, row)) in &first_row {
        let other = target - amount;
        if *amount < other
            && let Some((other_at, other_row)) = first_row.get(&other)
        {
            pairs.push((
                parts[*at].table.row_number(*row),
                parts[*other_at].table.row_number(*other_row),
            ));
            if pairs.len() > 3 {
                return None;
            }
        }
    }
    pairs.sort_unstable();
    let shown: Vec<String> = pairs.iter().map(|(a, b)| format!("{a} and {b}")).collect();
    (!shown.is_empty())
        .then(|| format!("two rows not counted by them (rows {})", shown.join(", or ")))
}

/// Holds the sums that stand in a file itself against its rows.
pub(crate) fn own_totals(parts: &[Part], findings: &mut Findings) -> Vec<OwnTotal> {
    let mut agreed = Vec::new();
    for part in parts {
        let table = &part.table;
        if table.numbers.is_some() {
            continue;
        }
        let money: Vec<usize> = part
            .proposal
            .places
            .get("rate")
            .into_iter()
            .flatten()
            .copied()
            .chain(part.proposal.sums.iter().copied())
            .collect();
        let mut since = 0;
        let totals: Vec<_> = table.asides.iter().filter(|a| a.kind == AsideKind::Total).collect();
        for aside in totals {
            for at in &money {
                let Some(column) = &table.columns[*at] else { continue };
                let decimal = totals::decimal_of(column);
                let Some(theirs) =
                    aside.cells.get(*at).and_then(|text| number::parse(text, decimal))
                else {
                    continue;
                };
                let sum =
                    |from: usize| {
                        let mut counts: FxHashMap<u32, i64> = FxHashMap::default();
                        (from..aside.before)
                            .for_each(|row| *counts.entry(column.code(row)).or_default() += 1);
                        counts.into_iter().fold(Fraction::ZERO, |sum, (code, count)| {
                            match number::parse(&column.values()[code as usize], decimal) {
                                Some(amount) => sum.plus(&amount.times(&Fraction::whole(count))),
                                None => sum,
                            }
                        })
                    };
                let (part_sum, whole_sum) = (sum(since), sum(0));
                let header = table.headers[*at].clone();
                if theirs == part_sum || theirs == whole_sum {
                    agreed.push(OwnTotal {
                        header,
                        row: aside.row,
                        theirs: theirs.clone(),
                        ours: theirs,
                    });
                } else {
                    let ours = if aside.before == table.rows { whole_sum } else { part_sum };
                    findings.push(
                        Finding::warning(
                            Place::Cell {
                                file: table.file.clone(),
                                row: aside.row,
                                column: header.clone(),
                                at: at + table.left,
                            },
                            format!(
                                "the file's own sum says {}, its rows add up to {}",
                                theirs.to_decimal(2),
                                ours.to_decimal(2)
                            ),
                        )
                        .mend("ask which rows the sum is of"),
                    );
                    agreed.push(OwnTotal { header, row: aside.row, theirs, ours });
                }
            }
            since = aside.before;
        }
    }
    agreed
}
