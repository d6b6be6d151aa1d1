//! Rows that sum others up, proved by their amounts whatever they are called.

use costing::Coded;

use super::pay::Pay;
use crate::files::table::Table;
use crate::{Finding, Findings};

/// Words of rows at the foot that are about the rows above.
const ABOUT: [&str; 11] = [
    "average", "avg", "mean", "median", "minimum", "maximum", "min", "max", "promedio", "mediana",
    "count",
];

/// Which cells of a row are filled.
type Filled = Vec<bool>;

/// Rows whose amount is exactly what the rows above them add up to: three at least, or all; and,
/// once one is proved, those with the same cells filled over fewer. Then averages and the like at
/// the foot.
fn find(table: &Table, pay: &Coded<Pay>) -> Vec<usize> {
    let amounts: Vec<Option<i128>> = (0..table.rows)
        .map(|row| {
            let rate = pay.value(row).rate.as_ref()?;
            rate.in_parts(100_000_000).filter(|parts| *parts > 0).map(i128::from)
        })
        .collect();
    let last = table.rows.saturating_sub(1);
    let pass = |alike: &dyn Fn(usize) -> bool| -> Vec<usize> {
        let (mut since, mut count, mut whole, mut all) = (0_i128, 0_usize, 0_i128, 0_usize);
        let mut found = Vec::new();
        for (row, amount) in amounts.iter().enumerate() {
            let Some(amount) = amount else { continue };
            let of_some = *amount == since && (count >= 3 || (count >= 1 && alike(row)));
            let of_all = *amount == whole && (all >= 3 || (row == last && all >= 2));
            if of_some || of_all {
                found.push(row);
                (since, count) = (0, 0);
            } else {
                since += amount;
                whole += amount;
                count += 1;
                all += 1;
            }
        }
        found
    };
    let proved = pass(&|_| false);
    let mut found = match proved.is_empty() {
        true => proved,
        false => pass(&alike_to(table, &proved)),
    };
    let is_about = |row: usize| {
        let texts = table.columns.iter().flatten().map(|column| column.value(row).to_lowercase());
        texts.into_iter().any(|text| ABOUT.contains(&text.trim_end_matches([':', '.']).trim()))
    };
    for row in (0..table.rows).rev() {
        if found.contains(&row) {
            continue;
        }
        if !is_about(row) {
            break;
        }
        found.push(row);
    }
    found.sort_unstable();
    found
}

/// Whether a row is written like the proved ones, as rows of people are not: with the same cells
/// filled, or with a text that all of them have in one place.
fn alike_to<'t>(table: &'t Table, proved: &[usize]) -> impl Fn(usize) -> bool + 't {
    let filled = |row: usize| -> Filled {
        table.columns.iter().map(|c| c.as_ref().is_some_and(|c| !c.value(row).is_empty())).collect()
    };
    let of_proved: Vec<Filled> = proved.iter().map(|row| filled(*row)).collect();
    let others: Vec<Filled> =
        (0..table.rows).filter(|row| !proved.contains(row)).take(200).map(filled).collect();
    let rare: Vec<Filled> = of_proved
        .into_iter()
        .filter(|own| others.iter().filter(|other| *other == own).count() * 4 < others.len())
        .collect();
    let mut markers: Vec<(usize, u32)> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let Some(column) = column else { continue };
        let code = column.code(proved[0]);
        let shared = proved.len() > 1 && proved.iter().all(|row| column.code(*row) == code);
        let rows = (0..table.rows).filter(|row| column.code(*row) == code).count();
        if shared && !column.values()[code as usize].is_empty() && rows * 3 < table.rows {
            markers.push((at, code));
        }
    }
    move |row| {
        rare.contains(&filled(row))
            || markers.iter().any(|(at, code)| {
                table.columns[*at].as_ref().is_some_and(|column| column.code(row) == *code)
            })
    }
}

/// What to do with rows that add others up but are written like people's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsure {
    Ask,
    LeaveOut,
    Keep,
}

/// Leaves such rows out, and says so; asks where they are written as people's rows are. Gives
/// whether any were left out.
pub(crate) fn leave_out(
    table: &mut Table,
    pay: &Coded<Pay>,
    unsure: Unsure,
    findings: &mut Findings,
) -> bool {
    let found = find(table, pay);
    let like_people = |row: &usize| {
        let filled = |row: usize| -> Filled {
            table
                .columns
                .iter()
                .map(|c| c.as_ref().is_some_and(|c| !c.value(row).is_empty()))
                .collect()
        };
        let named = table.columns.iter().flatten().any(|column| {
            let text = column.value(*row);
            text.split_whitespace().count() <= 6 && crate::files::rows::is_total(text)
        });
        if named {
            return false;
        }
        let own = filled(*row);
        let others = (0..table.rows).filter(|other| !found.contains(other)).take(200);
        let others: Vec<Filled> = others.map(filled).collect();
        *row + 1 < table.rows
            && others.iter().filter(|other| **other == own).count() * 4 >= others.len()
    };
    let (open, sure): (Vec<usize>, Vec<usize>) = found.iter().partition(|row| like_people(row));
    let numbers = |rows: &[usize]| -> Vec<usize> {
        rows[1..].iter().map(|row| table.row_number(*row)).collect()
    };
    let mut out = sure;
    match (unsure, open.first()) {
        (Unsure::Ask, Some(first)) => findings.push(
            Finding::error(table.row(*first), "is exactly what the rows above it add up to")
                .expected("a row a person; sums are left out")
                .mend("if they are sums, say --leave-out sums; if they are people, --keep sums")
                .also(numbers(&open)),
        ),
        (Unsure::LeaveOut, Some(_)) => out.extend(open),
        _ => {}
    }
    out.sort_unstable();
    let Some(first) = out.first() else { return false };
    let what = "adds up, or is about, the rows above it: left out";
    findings.push(Finding::warning(table.row(*first), what).also(numbers(&out)));
    let keep: Vec<bool> = (0..table.rows).map(|row| out.binary_search(&row).is_err()).collect();
    table.keep(&keep);
    true
}
