//! Rates of a schedule that do not go together.

use money::Date;
use rustc_hash::FxHashMap;

use super::schedule::Part;
use super::shape::Entry;
use crate::mapping::lexicon::Role;
use crate::{Finding, Findings, Place};

pub(crate) fn place_of(entry: &Entry, parts: &[Part]) -> Place {
    parts[entry.part].table.cell_at(entry.at, entry.row)
}

/// What a rate is for, in a sentence.
pub(crate) fn spoken(entry: &Entry) -> String {
    let column = if entry.column.is_empty() { String::new() } else { format!(" {}", entry.column) };
    let step = if entry.step.is_empty() { String::new() } else { format!(" step {}", entry.step) };
    format!("{}{column}{step}", entry.class)
}

/// Keeps one rate for each class, column, step and day; two different ones are asked about.
pub(crate) fn one_each(
    entries: Vec<Entry>,
    parts: &[Part],
    second_apart: bool,
    findings: &mut Findings,
) -> Vec<Entry> {
    let mut seen: FxHashMap<(String, String, String, Option<Date>), usize> = FxHashMap::default();
    let mut kept: Vec<Entry> = Vec::new();
    let mut again: Vec<Entry> = Vec::new();
    let mut clashes: Vec<(usize, Entry)> = Vec::new();
    for mut entry in entries {
        let key_of = |entry: &Entry| {
            (entry.class.clone(), entry.column.clone(), entry.step.clone(), entry.effective)
        };
        let mut key = key_of(&entry);
        if second_apart {
            let column = entry.column.clone();
            let clashes = |key: &_, entry: &Entry| {
                seen.get(key).is_some_and(|at: &usize| !kept[*at].pays_as(entry))
            };
            for number in 2.. {
                if !clashes(&key, &entry) {
                    break;
                }
                entry.column = format!("{column} {number}").trim().to_owned();
                key = key_of(&entry);
            }
        }
        match seen.get(&key) {
            None => {
                seen.insert(key, kept.len());
                kept.push(entry);
            }
            Some(at) if kept[*at].pays_as(&entry) => again.push(entry),
            Some(at) => clashes.push((*at, entry)),
        }
    }
    let numbers = |entries: &[&Entry]| -> Vec<usize> {
        let part = entries[0].part;
        let same = entries[1..].iter().filter(|entry| entry.part == part);
        same.map(|entry| parts[part].table.row_number(entry.row)).collect()
    };
    if let Some(first) = again.first() {
        let all: Vec<&Entry> = again.iter().collect();
        findings.push(
            Finding::warning(
                place_of(first, parts),
                format!(
                    "{} rates stand in the file twice, alike; such as {}",
                    again.len(),
                    spoken(first)
                ),
            )
            .also(numbers(&all)),
        );
    }
    if let Some((before, first)) = clashes.first() {
        let all: Vec<&Entry> = clashes.iter().map(|(_, entry)| entry).collect();
        let apart = tell_apart(&clashes, &kept, parts);
        let proposal = &parts[first.part].proposal;
        let table = &parts[first.part].table;
        let known = place_of(&kept[*before], parts);
        let finding = Finding::error(
            place_of(first, parts),
            format!(
                "{} has a second rate: {}, after {} in {}",
                spoken(first),
                first.shown(),
                kept[*before].shown(),
                known.cell().unwrap_or_default()
            ),
        )
        .expected("one rate for each class, column, step and effective date")
        .also(numbers(&all));
        let header = |at: usize| table.headers[at].as_str();
        let class = proposal
            .lines
            .iter()
            .find(|line| line.column == "classification")
            .map_or("...", |line| line.header.as_str());
        let names: Vec<&str> = apart.iter().map(|at| header(*at)).collect();
        let is_basis = |at: &usize| {
            proposal
                .lines
                .iter()
                .any(|line| line.column == "pay_basis" && line.header == table.headers[*at])
        };
        let ranges = clashes
            .iter()
            .all(|(before, entry)| entry.rate.is_none() && kept[*before].rate.is_none());
        if apart.is_empty() && ranges {
            let what = format!("{} has several ranges: all are kept", spoken(first));
            findings.push(Finding::warning(place_of(first, parts), what).also(numbers(&all)));
            kept.extend(clashes.into_iter().map(|(_, entry)| entry));
            return kept;
        }
        findings.push(match apart.as_slice() {
            [] => finding.mend(format!(
                "ask which rate is right; leave the class out with --leave-out \"{class}={}\", or keep the second rates as a column of their own with --second-rates apart",
                first.class
            )),
            [at] if is_basis(at) => finding.mend(format!(
                "the file has each rate on several bases: take one with --only \"{}={}\"",
                header(*at),
                table.columns[*at].as_ref().map_or("", |c| c.value(kept[*before].row).as_str())
            )),
            [at] if proposal.place("column").is_none() => finding.mend(format!(
                "column \"{0}\" tells them apart: --map column=\"{0}\"; or take some of them with --only \"{0}={1}\"",
                header(*at),
                table.columns[*at].as_ref().map_or("", |c| c.value(first.row).as_str())
            )),
            _ => finding.mend(format!(
                "these columns tell them apart: --map classification=\"{}+{class}\"; or take some of them with --only",
                names.join("+")
            )),
        });
    }
    kept
}

/// Columns of the table, as few as do, that differ wherever two rates clash.
fn tell_apart(clashes: &[(usize, Entry)], kept: &[Entry], parts: &[Part]) -> Vec<usize> {
    let part = clashes[0].1.part;
    let (table, proposal) = (&parts[part].table, &parts[part].proposal);
    let basis = proposal.lines.iter().find(|line| line.column == "pay_basis");
    let basis = basis.and_then(|line| table.headers.iter().position(|h| *h == line.header));
    // What is counted or paid does not name a class.
    let money = |at: &usize| {
        proposal.sums.contains(at)
            || crate::mapping::lexicon::recognise(&table.headers[*at])
                .is_some_and(|found| found.role == Role::Headcount)
    };
    let candidates: Vec<usize> = basis
        .into_iter()
        .chain(proposal.kept.iter().copied().filter(|at| !money(at)))
        .filter(|at| table.columns[*at].as_ref().is_some_and(|c| c.values().len() > 1))
        .collect();
    let mut open: Vec<(usize, usize)> = clashes
        .iter()
        .filter(|(before, entry)| entry.part == part && kept[*before].part == part)
        .map(|(before, entry)| (kept[*before].row, entry.row))
        .collect();
    let all = open.len();
    let mut chosen: Vec<usize> = Vec::new();
    while !open.is_empty() && chosen.len() < 3 {
        let differs = |at: usize, (a, b): &(usize, usize)| {
            table.columns[at].as_ref().is_some_and(|column| column.value(*a) != column.value(*b))
        };
        let settles = |at: usize| open.iter().filter(|pair| differs(at, pair)).count();
        let few = |at: usize| table.columns[at].as_ref().map_or(0, |c| c.values().len());
        let Some(best) = candidates
            .iter()
            .copied()
            .max_by_key(|at| (settles(*at), std::cmp::Reverse(few(*at)), std::cmp::Reverse(*at)))
        else {
            break;
        };
        if settles(best) == 0 {
            break;
        }
        open.retain(|pair| !differs(best, pair));
        chosen.push(best);
    }
    // A few that nothing tells apart do not hide what tells the others apart.
    if open.len() * 10 <= all { chosen } else { Vec::new() }
}

/// Steps that pay less than the one before.
pub(crate) fn say_falling_steps(entries: &[Entry], parts: &[Part], findings: &mut Findings) {
    let mut last: FxHashMap<(&str, &str, Option<Date>), &Entry> = FxHashMap::default();
    let mut falling: Vec<&Entry> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.rate.is_some()) {
        let key = (entry.class.as_str(), entry.column.as_str(), entry.effective);
        if let Some(before) = last.insert(key, entry)
            && entry.rate < before.rate
            && entry.basis == before.basis
        {
            falling.push(entry);
        }
    }
    let Some((first, rest)) = falling.split_first() else { return };
    let also = rest.iter().filter(|entry| entry.part == first.part);
    findings.push(
        Finding::warning(
            place_of(first, parts),
            format!("{} pays less than the step before it ({})", spoken(first), first.shown()),
        )
        .mend("look whether the steps are in order, and whether a digit is wrong")
        .also(also.map(|entry| parts[first.part].table.row_number(entry.row)).collect()),
    );
}
