//! People who come more than once, and places on the schedule that nobody has.

use costing::Schedule;
use money::Fraction;
use rustc_hash::{FxHashMap, FxHashSet};

use super::roster::Part;
use crate::files::bytes::Source;
use crate::files::table::Table;
use crate::{Finding, Findings, Place};

/// A row by the place of its file and its own.
type PartRow = (usize, usize);

/// The rows of each person that comes more than once.
pub(crate) fn repeated(parts: &[Part]) -> Vec<Vec<PartRow>> {
    let mut rows_of: FxHashMap<&str, Vec<PartRow>> = FxHashMap::default();
    // Most ids come once: they are counted first, and only the others are gathered.
    let mut seen: FxHashMap<&str, bool> = FxHashMap::default();
    let column =
        |part: &Part| part.proposal.place("employee").and_then(|at| part.table.columns[at].clone());
    let columns: Vec<Option<costing::Coded<String>>> = parts.iter().map(column).collect();
    for (at, column) in columns.iter().enumerate() {
        let Some(column) = column else { continue };
        let mut counts = vec![0_u32; column.values().len()];
        for row in 0..parts[at].table.rows {
            counts[column.code(row) as usize] += 1;
        }
        for (code, value) in
            column.values().iter().enumerate().filter(|(_, value)| !value.is_empty())
        {
            let before = parts.len() > 1 && seen.insert(value.as_str(), true).is_some();
            if counts[code] > 1 || before {
                rows_of.entry(value.as_str()).or_default();
            }
        }
    }
    if rows_of.is_empty() {
        return Vec::new();
    }
    for (at, column) in columns.iter().enumerate() {
        let Some(column) = column else { continue };
        let wanted: Vec<bool> =
            column.values().iter().map(|value| rows_of.contains_key(value.as_str())).collect();
        for row in 0..parts[at].table.rows {
            let code = column.code(row) as usize;
            if wanted[code]
                && let Some(rows) = rows_of.get_mut(column.values()[code].as_str())
            {
                rows.push((at, row));
            }
        }
    }
    let mut all: Vec<Vec<PartRow>> = rows_of.into_values().collect();
    all.retain(|rows| rows.len() > 1);
    all.sort();
    all
}

/// Leaves out rows that have an id and are the same as one before in every cell; gives how many.
pub(crate) fn leave_out_copies(
    table: &mut Table,
    employee: Option<usize>,
    findings: &mut Findings,
) -> usize {
    let Some(column) = employee.and_then(|at| table.columns[at].as_ref()) else { return 0 };
    let mut seen: FxHashSet<Vec<u32>> = FxHashSet::default();
    let columns: Vec<&costing::Coded<String>> = table.columns.iter().flatten().collect();
    let keep: Vec<bool> = (0..table.rows)
        .map(|row| {
            column.value(row).is_empty()
                || seen.insert(columns.iter().map(|c| c.code(row)).collect())
        })
        .collect();
    let out: Vec<usize> = (0..table.rows).filter(|row| !keep[*row]).collect();
    let Some((first, rest)) = out.split_first() else { return 0 };
    let also = rest.iter().map(|row| table.row_number(*row)).collect();
    let what = "is left out: it is the same as a row before it in every cell";
    findings.push(Finding::warning(table.row(*first), what).also(also));
    table.keep(&keep);
    out.len()
}

/// Whether two rows have the same in every column.
pub(crate) fn are_alike(parts: &[Part], a: (usize, usize), b: (usize, usize)) -> bool {
    let (first, second) = (&parts[a.0].table, &parts[b.0].table);
    first.headers.len() == second.headers.len()
        && first.columns.iter().zip(&second.columns).all(|columns| match columns {
            (Some(one), Some(other)) => one.value(a.1) == other.value(b.1),
            (None, None) => true,
            _ => false,
        })
}

/// Says who comes more than once: whole rows twice, and people with over 100 % of time.
pub(crate) fn say_repeated(parts: &[Part], several_jobs: bool, findings: &mut Findings) {
    let repeated = repeated(parts);
    let place = |at: (usize, usize)| {
        let table = &parts[at.0].table;
        let employee = parts[at.0].proposal.place("employee").unwrap_or(0);
        table.cell_at(employee, at.1)
    };
    let number = |at: &(usize, usize)| parts[at.0].table.row_number(at.1);
    let mut twice: Vec<PartRow> = Vec::new();
    let (mut several, mut over): (Vec<PartRow>, Vec<PartRow>) = (Vec::new(), Vec::new());
    for rows in &repeated {
        let copies = rows[1..].iter().filter(|row| {
            rows.iter()
                .take_while(|before| before != row)
                .any(|before| are_alike(parts, *before, **row))
        });
        let copies: Vec<PartRow> = copies.copied().collect();
        if rows.len() > copies.len() + 1 {
            several.push(rows[0]);
        }
        twice.extend(copies);
        let time =
            rows.iter().fold(Fraction::ZERO, |sum, (at, row)| sum.plus(parts[*at].fte.value(*row)));
        if time > Fraction::ONE && parts[rows[0].0].proposal.places.contains_key("fte") {
            over.push(rows[0]);
        }
    }
    let mut say = |rows: &[(usize, usize)], what: String, mend: &str| {
        let Some((first, rest)) = rows.split_first() else { return };
        let also = rest.iter().filter(|row| row.0 == first.0).map(number).collect();
        findings.push(Finding::warning(place(*first), what).mend(mend).also(also));
    };
    say(
        &twice,
        format!("{} rows are whole copies of a row before them", twice.len()),
        "ask the employer whether somebody is listed twice; take the copies out with --leave-out copies",
    );
    let people: usize = parts
        .iter()
        .filter_map(|part| {
            part.proposal.place("employee").and_then(|at| part.table.columns[at].as_ref())
        })
        .map(|column| column.values().len())
        .sum();
    if several.len() * 2 > people && !several_jobs {
        let (first, rest) = (several[0], &several[1..]);
        let also = rest.iter().filter(|row| row.0 == first.0).map(number).collect();
        findings.push(
            Finding::error(place(first), format!("{} of {people} people have several rows, which differ", several.len()))
                .expected("people as they were on one day")
                .mend("if the file lists them at several days, take one with --only; if they are jobs held at the same time, say --several-jobs")
                .also(also),
        );
        several.clear();
    }
    let mut say = |rows: &[(usize, usize)], what: String, mend: &str| {
        let Some((first, rest)) = rows.split_first() else { return };
        let also = rest.iter().filter(|row| row.0 == first.0).map(number).collect();
        findings.push(Finding::warning(place(*first), what).mend(mend).also(also));
    };
    say(
        &several,
        format!("{} people have several rows, which differ", several.len()),
        "look whether they are jobs held at the same time, or one job at several days or paid from several funds",
    );
    say(
        &over,
        format!("{} people have more than 100 % of time in their rows together", over.len()),
        "ask which appointments are paid on top, and which overlap",
    );
}

/// Says which classes of the roster the schedule has not, and which of its cells nobody is on.
pub(crate) fn say_empty_cells(
    parts: &[Part],
    schedule: &Schedule,
    source: &Option<Source>,
    findings: &mut Findings,
) {
    let known: FxHashSet<&str> =
        schedule.ladders.iter().map(|ladder| ladder.classification.as_str()).collect();
    for part in parts {
        let table = &part.table;
        let Some(at) = part.proposal.place("classification") else { continue };
        let strange: Vec<bool> = part
            .class
            .values()
            .iter()
            .map(|class| !class.is_empty() && !known.contains(class.as_str()))
            .collect();
        let rows: Vec<usize> = super::columns::rows_of(&part.class, table.rows, &strange)
            .into_iter()
            .filter(|row| part.pay.value(*row).rate.is_some())
            .collect();
        let Some((first, rest)) = rows.split_first() else { continue };
        let classes = strange.iter().filter(|strange| **strange).count();
        findings.push(
            Finding::warning(
                table.cell_at(at, *first),
                format!("\"{}\" is off the schedule ({classes} such classes, {} rows)", part.class.value(*first), rows.len()),
            )
            .mend("ask for the schedule of these classes; until then their people keep their own rates")
            .also(rest.iter().map(|row| table.row_number(*row)).collect()),
        );
    }
    let mut stood_on: FxHashSet<(usize, usize)> = FxHashSet::default();
    for part in parts {
        let Some(placed) = &part.placed else { continue };
        let mut used = vec![false; placed.values().len()];
        (0..part.table.rows).for_each(|row| used[placed.code(row) as usize] = true);
        stood_on.extend(
            placed.values().iter().zip(used).filter(|(_, used)| *used).filter_map(|(p, _)| *p),
        );
    }
    let mut empty: Vec<String> = Vec::new();
    let mut cells = 0;
    for (at, ladder) in schedule.ladders.iter().enumerate() {
        for (step, label) in ladder.steps.iter().enumerate() {
            cells += 1;
            if !stood_on.contains(&(at, step)) {
                let column = if ladder.column.is_empty() {
                    String::new()
                } else {
                    format!(" {}", ladder.column)
                };
                empty.push(format!("{}{column} step {}", ladder.classification, label.label));
            }
        }
    }
    if let (false, Some(source)) = (empty.is_empty(), source) {
        let shown = empty.iter().take(3).cloned().collect::<Vec<_>>().join("; ");
        let more =
            if empty.len() > 3 { format!("; and {} more", empty.len() - 3) } else { String::new() };
        findings.push(Finding::warning(
            Place::File(source.name()),
            format!(
                "nobody stands on {} of the schedule's {cells} cells: {shown}{more}",
                empty.len()
            ),
        ));
    }
}
