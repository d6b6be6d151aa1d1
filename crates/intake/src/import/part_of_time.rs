//! Parts of full time, in whatever way files say them.

use costing::Coded;
use money::{Fraction, PayBasis};
use rustc_hash::FxHashMap;

use super::columns::{rows_of, unreadable};
use super::hours::Hours;
use super::pay::Pay;
use super::roster::Settings;
use crate::files::table::Table;
use crate::mapping::lexicon;
use crate::mapping::number::{self, Decimal};
use crate::mapping::proposal::{MappedColumn, Proposal};
use crate::{Finding, Findings, Place};

/// A part of full time as files write it; `None` for what is none.
fn read_part(text: &str, decimal: Decimal, percent: bool) -> Option<Fraction> {
    let plain = lexicon::plain(text);
    let word = match plain.as_str() {
        "full" | "full time" | "ft" | "f" | "completa" | "tiempo completo" | "jornada completa" => {
            Some(Fraction::ONE)
        }
        "half" | "half time" | "media" | "medio tiempo" | "media jornada" => {
            Some(Fraction::new(1, 2))
        }
        _ => None,
    };
    if word.is_some() {
        return word;
    }
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (above.trim().parse::<i64>().ok()?, below.trim().parse::<i64>().ok()?);
        return (below > 0 && above >= 0).then(|| Fraction::new(above, below));
    }
    let (digits, marked) = match text.trim().strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    let number = number::parse(digits, decimal)?;
    let hundredth = Fraction::new(1, 100);
    (!number.is_negative())
        .then(|| if percent || marked { number.times(&hundredth) } else { number })
}

/// Whether a column of parts of time is written in hundredths: its numbers run to 100.
pub(crate) fn in_hundredths(column: &Coded<String>, decimal: Decimal) -> Option<bool> {
    let numbers: Vec<Fraction> = column
        .values()
        .iter()
        .filter(|text| !text.contains(['%', '/']))
        .filter_map(|text| number::parse(text, decimal))
        .collect();
    let above = |limit: &Fraction| numbers.iter().filter(|number| *number > limit).count();
    // One and a hundred in one column, both full time to somebody.
    let small = numbers.iter().filter(|n| **n <= Fraction::ONE && !n.is_zero()).count();
    if hundred_and_one(&numbers) && small * 10 > numbers.len() {
        return None;
    }
    let (over_two, over_120) = (above(&Fraction::whole(2)), above(&Fraction::whole(120)));
    let hundred = numbers.iter().any(|number| *number == Fraction::whole(100));
    match (over_two, hundred) {
        (0, _) => Some(false),
        (_, true) if over_120 * 20 <= numbers.len() => Some(true),
        // A single person with two full-time posts does not make percents of a column.
        (few, false) if few * 50 <= numbers.len() => Some(false),
        _ => None,
    }
}

/// Whether a column has both 1 and 100.
fn hundred_and_one(numbers: &[Fraction]) -> bool {
    numbers.contains(&Fraction::ONE) && numbers.contains(&Fraction::whole(100))
}

/// Reads the part of full time of each row.
pub(crate) fn fte(
    table: &Table,
    at: usize,
    decimal: Decimal,
    percent: bool,
    findings: &mut Findings,
) -> Coded<Fraction> {
    let Some(column) = &table.columns[at] else { return Coded::constant(Fraction::ONE) };
    let read: Vec<Option<Fraction>> = column
        .values()
        .iter()
        .map(|text| match number::says_nothing(text) {
            true => Some(Fraction::ONE),
            false => read_part(text, decimal, percent),
        })
        .collect();
    let bad: Vec<bool> = read.iter().map(Option::is_none).collect();
    let blank: Vec<bool> = column.values().iter().map(|text| number::says_nothing(text)).collect();
    let rows = rows_of(column, table.rows, &blank);
    if let Some((first, rest)) = rows.split_first() {
        let what = "the part of full time is blank: taken as full time";
        let also = rest.iter().map(|row| table.row_number(*row)).collect();
        findings.push(Finding::warning(table.cell_at(at, *first), what).also(also));
    }
    let expected = "a part of full time: 1, 0.8, 80%, 4/5 or FULL";
    let strange = unreadable(table, at, &bad, "part of full time", expected);
    findings.0.extend(strange.map(|finding| {
        let first = column.values().iter().zip(&bad).find(|(_, bad)| **bad);
        finding.mend(format!(
            "ask how much they work; leave them out with --leave-out \"{}={}\"",
            table.headers[at],
            first.map_or("", |(text, _)| text.as_str())
        ))
    }));
    column.with_values(read.into_iter().map(|part| part.unwrap_or(Fraction::ONE)).collect())
}

/// Reads the part of full time, from the column that says it or from hours a week.
pub(crate) fn of_row(
    table: &Table,
    proposal: &mut Proposal,
    decimal: Decimal,
    settings: &Settings,
    findings: &mut Findings,
    said: &mut Vec<String>,
) -> Coded<Fraction> {
    let line = |proposal: &mut Proposal, at: usize, why: String| {
        proposal.kept.retain(|kept| *kept != at);
        proposal.lines.push(MappedColumn {
            column: "fte".to_owned(),
            header: table.headers[at].clone(),
            why,
            sample: table.columns[at].as_ref().map_or(String::new(), |c| c.value(0).clone()),
        });
    };
    let mut place = proposal.place("fte");
    if place.is_none()
        && let Some(at) = proposal.percent
    {
        let bare = lexicon::recognise(&table.headers[at]).is_some_and(|found| {
            matches!(
                found.phrase,
                "percent" | "percentage" | "jornada" | "porcentaje" | "tiempo" | "dedicacion"
            )
        });
        if bare && !is_always_full(table, at, decimal) {
            findings.push(
                Finding::error(
                    Place::File(table.file.clone()),
                    format!("column \"{0}\" may be a part of full time, or something else", table.headers[at]),
                )
                .mend(format!(
                    "if pay is to be multiplied by it: --map fte=\"{0}\"; if the amounts are for the time worked already: --map fte=\"{0}\" --rate-is as-worked; if it is something else: --keep \"{0}\"",
                    table.headers[at]
                )),
            );
            return Coded::constant(Fraction::ONE);
        }
        line(proposal, at, "percent of time".to_owned());
        proposal.places.insert("fte", vec![at]);
        place = Some(at);
    }
    if let Some(at) = place {
        let Some(column) = &table.columns[at] else { return Coded::constant(Fraction::ONE) };
        let Some(percent) = in_hundredths(column, decimal) else {
            findings.push(
                Finding::error(
                    Place::File(table.file.clone()),
                    format!(
                        "the numbers in column \"{}\" are neither parts of one nor percents",
                        table.headers[at]
                    ),
                )
                .expected("1, 0.8, 80% or 80 for four fifths of full time")
                .mend(format!(
                    "if they are hours a week: --map hours=\"{0}\"; if they are something else: --keep \"{0}\"",
                    table.headers[at]
                )),
            );
            return Coded::constant(Fraction::ONE);
        };
        if percent {
            said.push(format!("{}: 100 is full time", table.headers[at]));
        }
        return fte(table, at, decimal, percent, findings);
    }
    let Some(at) = proposal.hours else { return Coded::constant(Fraction::ONE) };
    let Some(hours) = Hours::of(table, at, decimal, settings) else {
        return Coded::constant(Fraction::ONE);
    };
    if let Some(question) = hours.question(table) {
        findings.push(question);
        return Coded::constant(Fraction::ONE);
    }
    line(proposal, at, hours.why(settings));
    hours.parts(table, decimal, findings)
}

fn is_always_full(table: &Table, at: usize, decimal: Decimal) -> bool {
    let full = [Fraction::ONE, Fraction::whole(100)];
    table.columns[at].as_ref().is_none_or(|column| {
        column.values().iter().all(|text| {
            let number = number::parse(text.trim_end_matches('%'), decimal);
            text.is_empty() || number.is_some_and(|number| full.contains(&number))
        })
    })
}

/// The rate for full time of people whose amounts are for the time they work, to eight decimals.
pub(crate) fn full_time_rates(pay: &Coded<Pay>, fte: &Coded<Fraction>, rows: usize) -> Coded<Pay> {
    let unit = Fraction::new(1, 100_000_000);
    let mut known: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut values: Vec<Pay> = Vec::new();
    let codes = (0..rows)
        .map(|row| {
            *known.entry((pay.code(row), fte.code(row))).or_insert_with(|| {
                let (own, part) = (pay.value(row), fte.value(row));
                let by_the_hour = matches!(own.basis, Some(PayBasis::Hourly | PayBasis::Daily));
                let rate = match &own.rate {
                    Some(rate) if !by_the_hour => rate
                        .divide(part)
                        .ok()
                        .map(|full| full.round_to(&unit, money::Rounding::HalfUp)),
                    other => other.clone(),
                };
                values.push(Pay { rate, ..own.clone() });
                values.len() as u32 - 1
            })
        })
        .collect();
    Coded::new(values, codes)
}
