//! What decides money and cannot be told from the file is asked for, with the flag that answers.

use costing::{Coded, Schedule};
use money::{Fraction, PayBasis};
use rustc_hash::FxHashMap;

use super::columns::{plain_decimal, rows_of};
use super::pay::{Pay, say_strange_rates};
use super::roster::{Part, RosterImport, Settings};
use crate::files::table::{Table, quoted};
use crate::mapping::lexicon::{self, Role};
use crate::mapping::number::{self, Decimal};
use crate::mapping::proposal::{MappedColumn, Proposal};
use crate::{Finding, Findings, Place};

/// What `--pay-basis` takes.
pub(crate) const BASES: [&str; 7] =
    ["hourly", "daily", "weekly", "biweekly", "semi-monthly", "monthly", "annual"];

/// Takes several columns of rates together where no row has two (salaried people in one, hourly in
/// the other); which of them counts is asked later where rows have both.
pub(crate) fn settle_money(table: &Table, proposal: &mut Proposal) {
    let rates: Vec<usize> = proposal
        .money
        .iter()
        .copied()
        .filter(|at| lexicon::recognise(&table.headers[*at]).is_some_and(|f| f.role == Role::Rate))
        .collect();
    if rates.len() < 2 || proposal.places.contains_key("rate") || both_filled(table, &rates) > 0 {
        return;
    }
    for at in &rates {
        proposal.lines.push(MappedColumn {
            column: "rate".to_owned(),
            header: table.headers[*at].clone(),
            why: "a rate of pay; no row has two of them".to_owned(),
            sample: String::new(),
        });
    }
    proposal.sums.retain(|at| !rates.contains(at));
    proposal.kept.retain(|at| !rates.contains(at));
    proposal.places.insert("rate", rates);
    proposal.money.clear();
}

/// Rows in which more than one of some columns holds an amount.
fn both_filled(table: &Table, places: &[usize]) -> usize {
    let filled: Vec<(&Coded<String>, Vec<bool>)> = places
        .iter()
        .filter_map(|at| table.columns[*at].as_ref())
        .map(|column| {
            let amount = |text: &String| {
                number::parse(text, Decimal::Point)
                    .or_else(|| number::parse(text, Decimal::Comma))
                    .is_some_and(|number| !number.is_zero())
            };
            (column, column.values().iter().map(amount).collect())
        })
        .collect();
    (0..table.rows)
        .filter(|row| {
            filled.iter().filter(|(column, filled)| filled[column.code(*row) as usize]).count() > 1
        })
        .count()
}

/// Asks what a file of the roster leaves open.
pub(crate) fn of(
    part: &Part,
    schedule: Option<&Schedule>,
    settings: &Settings,
    import: &RosterImport,
    findings: &mut Findings,
) {
    let table = &part.table;
    let file = || Place::File(table.file.clone());
    let proposal = &part.proposal;
    for at in &proposal.ssn {
        let header = &table.headers[*at];
        findings.push(
            Finding::error(file(), format!("column \"{header}\" holds what look like social security numbers"))
                .expected("an id that means nothing outside this roster")
                .mend(format!(
                    "drop the column with --drop \"{header}\", and ask the employer for other ids; if they are no such numbers: --not-ssn \"{header}\""
                )),
        );
    }
    if proposal.place("classification").is_none() {
        findings.push(
            Finding::error(file(), "no header says which column holds the class or job title")
                .near("classification", &table.headers)
                .mend(format!(
                    "name it, such as --map classification=\"Job Title\"; the headers are {}",
                    quoted(&shown_headers(table, proposal))
                )),
        );
    }
    of_years(part, import, findings);
    say_unread(part, findings);
    say_odd_time(part, findings);
    of_rates(part, schedule, settings, findings);
    if part.proposal.places.contains_key("rate") {
        of_time_worked(part, settings, findings);
    }
    for (column, at) in blank_cells(part) {
        findings.push(at.expected(format!("a {column} in every row")));
    }
}

/// Says who has no part of full time, or more than all of it.
fn say_odd_time(part: &Part, findings: &mut Findings) {
    let table = &part.table;
    let line = part.proposal.lines.iter().find(|line| line.column == "fte");
    let Some(at) = line.and_then(|line| table.headers.iter().position(|h| *h == line.header))
    else {
        return;
    };
    let mut say = |odd: &dyn Fn(&Fraction) -> bool, what: &str| {
        let odd: Vec<bool> = part.fte.values().iter().map(odd).collect();
        let rows = rows_of(&part.fte, table.rows, &odd);
        let Some((first, rest)) = rows.split_first() else { return };
        let also = rest.iter().map(|row| table.row_number(*row)).collect();
        findings.push(Finding::warning(table.cell_at(at, *first), what).also(also));
    };
    say(&Fraction::is_zero, "is no part of full time: the row costs nothing, but its heads count");
    say(&|fte| *fte > Fraction::ONE, "is more than full time, and counts as that");
}

/// Says what the file seems to know of people's time that is not taken into account.
fn say_unread(part: &Part, findings: &mut Findings) {
    let table = &part.table;
    let has_time = part.fte.values().iter().any(|fte| *fte != Fraction::ONE)
        || part.proposal.places.contains_key("fte");
    for at in &part.proposal.kept {
        let header = &table.headers[*at];
        let Some(column) = &table.columns[*at] else { continue };
        let plain = lexicon::plain(header);
        let part_time = |value: &String| {
            matches!(
                value.to_lowercase().as_str(),
                "p" | "pt" | "part-time" | "part time" | "tiempo parcial" | "parcial"
            ) || value.to_lowercase().starts_with("part-time")
        };
        let what = if !has_time && column.values().iter().any(part_time) {
            "says who is part-time, but not how much: everyone counts as full time"
        } else if [
            "work days",
            "contract days",
            "months",
            "work months",
            "days per year",
            "work year",
        ]
        .contains(&plain.as_str())
        {
            "may say that a year of theirs is shorter: pay counts as for a whole year"
        } else if matches!(plain.as_str(), "currency" | "moneda" | "currency code")
            && column.values().len() > 1
        {
            "names several currencies, which are added up as one"
        } else if matches!(
            plain.as_str(),
            "status" | "employee status" | "employment status" | "position status"
        ) && column.values().iter().any(|value| {
            let value = value.to_lowercase();
            ["term", "retired", "vacant", "inactive", "separated", "deceased"]
                .iter()
                .any(|w| value.starts_with(w))
        }) {
            "names people who have left, or vacant posts: they are counted"
        } else {
            continue;
        };
        findings.push(
            Finding::warning(
                Place::File(table.file.clone()),
                format!("column \"{header}\" {what}"),
            )
            .mend(format!(
                "leave rows out with --leave-out \"{header}=...\", or ask for the part of full time"
            )),
        );
    }
}

/// Headers that may be shown: not those of names and the like.
fn shown_headers(table: &Table, proposal: &Proposal) -> Vec<String> {
    let hidden = |at: &usize| proposal.dropped.iter().any(|(dropped, _)| dropped == at);
    (0..table.headers.len())
        .filter(|at| !hidden(at) && !table.headers[*at].is_empty())
        .map(|at| table.headers[at].clone())
        .collect()
}

/// Blank cells where there must be something.
fn blank_cells(part: &Part) -> Vec<(&'static str, Finding)> {
    let table = &part.table;
    let Some(at) = part.proposal.place("classification") else { return Vec::new() };
    let Some(column) = &table.columns[at] else { return Vec::new() };
    let blank: Vec<bool> = column.values().iter().map(String::is_empty).collect();
    let rows = rows_of(column, table.rows, &blank);
    let Some((first, rest)) = rows.split_first() else { return Vec::new() };
    let also = rest.iter().map(|row| table.row_number(*row)).collect();
    let finding = Finding::error(table.cell_at(at, *first), "the class is blank").also(also);
    vec![("class or title", finding)]
}

/// A file of several years, quarters or days is several rosters.
fn of_years(part: &Part, import: &RosterImport, findings: &mut Findings) {
    let table = &part.table;
    for at in &part.proposal.times {
        let Some(column) = &table.columns[*at] else { continue };
        let times: Vec<&String> = column.values().iter().filter(|v| !v.is_empty()).collect();
        let header = &table.headers[*at];
        let chosen = import.only.iter().any(|only| only.starts_with(&format!("{header}=")));
        let kept = import.keep.contains(header);
        if times.len() < 2 || times.len() > 60 || chosen || kept || !are_times(header, &times) {
            continue;
        }
        let mut shown: Vec<&str> = times.iter().map(|time| time.as_str()).collect();
        shown.sort_unstable();
        let last = shown.last().copied().unwrap_or_default().to_owned();
        let some = shown.iter().take(6).copied().collect::<Vec<_>>().join(", ");
        findings.push(
            Finding::error(
                Place::File(table.file.clone()),
                format!(
                    "column \"{header}\" has rows of {} times ({some}): the same people several times",
                    shown.len()
                ),
            )
            .expected("people as they were on one day")
            .mend(format!(
                "take one with --only \"{header}={last}\"; to add them all up, --keep \"{header}\""
            )),
        );
    }
}

/// Whether values are years, or days, months and quarters under a header that says so.
fn are_times(header: &str, values: &[&String]) -> bool {
    let plain = lexicon::plain(header);
    let period = ["quarter", "month", "period", "trimestre", "mes", "snapshot"];
    if plain.split(' ').any(|word| period.contains(&word)) {
        return true;
    }
    values.iter().all(|value| {
        let year = value
            .split(|c: char| !c.is_ascii_digit())
            .any(|part| part.len() == 4 && (part.starts_with("19") || part.starts_with("20")));
        year || crate::mapping::date::written(value)
            .is_some_and(|written| !matches!(written, crate::mapping::date::Written::Serial(_)))
            || (value.len() <= 5 && plain.starts_with("fy"))
    })
}

/// Whether every row has a rate of a known basis, or stands on the schedule.
fn of_rates(
    part: &Part,
    schedule: Option<&Schedule>,
    settings: &Settings,
    findings: &mut Findings,
) {
    let (table, proposal) = (&part.table, &part.proposal);
    let file = || Place::File(table.file.clone());
    let has_step = proposal.place("step").is_some();
    let Some(places) = proposal.places.get("rate") else {
        let may_be_rates = proposal.money.iter().any(|at| {
            lexicon::recognise(&table.headers[*at]).is_some_and(|found| found.role != Role::Paid)
        });
        if has_step && (schedule.is_some() || !may_be_rates) {
            if schedule.is_none() {
                findings.push(
                    Finding::warning(
                        file(),
                        "people are paid by the schedule, which is not given: pay is not added up",
                    )
                    .mend("give it with --schedule"),
                );
            } else {
                of_steps(part, schedule, findings);
            }
            return;
        }
        findings.push(no_rate(table, proposal));
        return;
    };
    let by_hand = settings.pay_basis.is_some();
    if !part.unclear_numbers {
        say_strange_rates(table, proposal, &part.pay, &part.class, by_hand, findings);
    }
    let paid: Vec<&String> = places
        .iter()
        .map(|at| &table.headers[*at])
        .filter(|header| lexicon::recognise(header).is_some_and(|found| found.role == Role::Paid))
        .collect();
    if !paid.is_empty() {
        findings.push(
            Finding::warning(file(), format!("{} sounds like money paid, not a rate of pay", quoted(&paid)))
                .mend("people who worked a part of the year have less in it, and overtime may be in it: ask the employer for rates"),
        );
    }
    let open: Vec<bool> =
        part.pay.values().iter().map(|pay| pay.rate.is_some() && pay.basis.is_none()).collect();
    let rows = rows_of(&part.pay, table.rows, &open);
    if let Some(first) = rows.first() {
        let amounts: Vec<&Fraction> = part
            .pay
            .values()
            .iter()
            .filter(|pay| pay.basis.is_none())
            .filter_map(|pay| pay.rate.as_ref())
            .filter(|rate| **rate > Fraction::ZERO)
            .collect();
        let shown =
            |amount: Option<&&Fraction>| amount.map_or(String::new(), |a| plain_decimal(a, 2));
        let at = places.get(part.pay.value(*first).column).copied().unwrap_or(places[0]);
        let count = match rows.len() == table.rows {
            true => String::new(),
            false => format!(" in {} rows", rows.len()),
        };
        findings.push(
            Finding::error(
                file(),
                format!(
                    "what the amounts in column \"{}\" buy is not said{count}: they run from {} to {}",
                    table.headers[at],
                    shown(amounts.iter().min()),
                    shown(amounts.iter().max())
                ),
            )
            .expected("a header or a column that says hourly, biweekly, monthly or annual")
            .mend(format!("say it with --pay-basis, one of {}", BASES.join(", "))),
        );
    }
    of_steps(part, schedule, findings);
    if has_step && schedule.is_none() {
        findings.push(
            Finding::warning(file(), "rows have a step and a rate of their own; with a rate of their own people do not move by steps")
                .mend("give the schedule with --schedule: rates that are the schedule's are then left to it"),
        );
    }
}

/// Asks which column of money is the rate.
fn no_rate(table: &Table, proposal: &Proposal) -> Finding {
    let candidates: Vec<&usize> = proposal.money.iter().collect();
    let names: Vec<&str> = candidates.iter().map(|at| table.headers[**at].as_str()).collect();
    let place = Place::File(table.file.clone());
    let rates = names.len() > 1
        && candidates.iter().all(|at| {
            lexicon::recognise(&table.headers[**at]).is_some_and(|found| found.role == Role::Rate)
        });
    let what = match (names.is_empty(), rates) {
        (true, _) => "no header says which column holds the rate of pay or the step".to_owned(),
        (_, true) => format!("several columns may be the rate of pay: {}", quoted(&names)),
        _ => format!(
            "no column is plainly the rate of pay; {} may be rates or sums paid in the year",
            quoted(&names)
        ),
    };
    // A column whose header names no basis needs the other flag too.
    let says_basis = candidates.first().is_none_or(|at| proposal.buys.contains_key(at));
    let why = if says_basis { "" } else { " --pay-basis annual" };
    let first = names.first().copied().unwrap_or("Annual Rate");
    let alike = multiples(table, &proposal.money);
    let what = match alike {
        Some(alike) => format!("{what}; {alike}"),
        None => what,
    };
    let shown = match names.is_empty() {
        true => format!("; the headers are {}", quoted(&shown_headers(table, proposal))),
        false => String::new(),
    };
    Finding::error(place, what)
        .expected("each person's rate of pay on one day, or the step the person stands on")
        .mend(format!("name the column that holds it, such as --map rate=\"{first}\"{why}{shown}"))
}

/// Says where one column of amounts is another times the hours, weeks or months of a year.
fn multiples(table: &Table, places: &[usize]) -> Option<String> {
    let factors: [(i64, &str); 8] = [
        (2080, "2,080"),
        (2087, "2,087"),
        (2088, "2,088"),
        (1950, "1,950"),
        (26, "26"),
        (24, "24"),
        (12, "12"),
        (80, "80"),
    ];
    let number = |at: usize, row: usize| {
        table.columns[at].as_ref().and_then(|c| number::parse(c.value(row), Decimal::Point))
    };
    let rows: Vec<usize> = (0..table.rows).take(400).collect();
    for small in places {
        for large in places.iter().filter(|at| *at != small) {
            for (factor, shown) in factors {
                let fits = |row: &&usize| match (number(*small, **row), number(*large, **row)) {
                    (Some(a), Some(b)) if !a.is_zero() => {
                        let apart = a.times(&Fraction::whole(factor)).minus(&b);
                        let apart = if apart.is_negative() { apart.negated() } else { apart };
                        apart <= Fraction::ONE
                    }
                    _ => false,
                };
                let fit = rows.iter().filter(fits).count();
                if fit > 0 && fit * 10 >= rows.len() * 9 {
                    return Some(format!(
                        "\"{}\" is {shown} times \"{}\"",
                        table.headers[*large], table.headers[*small]
                    ));
                }
            }
        }
    }
    None
}

/// Rows that have neither a rate nor a place on the schedule.
fn of_steps(part: &Part, schedule: Option<&Schedule>, findings: &mut Findings) {
    let table = &part.table;
    let step_at = part.proposal.place("step");
    let has_step = |row: usize| {
        step_at.and_then(|at| table.columns[at].as_ref()).is_some_and(|c| !c.value(row).is_empty())
    };
    let placed =
        |row: usize| part.placed.as_ref().is_some_and(|placed| placed.value(row).is_some());
    let unpaid: Vec<bool> =
        part.pay.values().iter().map(|pay| pay.rate.is_none() && !pay.unread).collect();
    let rows: Vec<usize> =
        rows_of(&part.pay, table.rows, &unpaid).into_iter().filter(|row| !placed(*row)).collect();
    let (with_step, without): (Vec<usize>, Vec<usize>) =
        rows.into_iter().partition(|row| has_step(*row));
    let numbers =
        |rows: &[usize]| rows[1..].iter().map(|row| table.row_number(*row)).collect::<Vec<_>>();
    if let Some(first) = without.first() {
        let place = match part.proposal.place("rate") {
            Some(at) => table.cell_at(at, *first),
            None => table.row(*first),
        };
        findings.push(
            Finding::error(place, "the row has neither a rate of pay nor a step")
                .expected("an amount; vacant positions and unpaid people have none")
                .mend("leave such rows out, and say so, with --leave-out unpaid")
                .also(numbers(&without)),
        );
    }
    let (Some(schedule), Some(at)) = (schedule, step_at) else { return };
    let mut wrong: Vec<((String, String), Vec<usize>)> = Vec::new();
    for row in with_step {
        let step = table.columns[at].as_ref().map_or("", |c| c.value(row).as_str());
        let key = (part.class.value(row).clone(), step.to_owned());
        match wrong.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rows)) => rows.push(row),
            None => wrong.push((key, vec![row])),
        }
    }
    for ((class, step), rows) in wrong {
        let ladders: Vec<_> =
            schedule.ladders.iter().filter(|l| l.classification == class).collect();
        let finding = if ladders.is_empty() {
            let class_at = part.proposal.place("classification").unwrap_or(0);
            Finding::error(
                table.cell_at(class_at, rows[0]),
                format!("\"{class}\" is not a class of the schedule"),
            )
            .expected("a class as the schedule spells it, or a rate of the person's own")
            .near(&class, schedule.ladders.iter().map(|ladder| &ladder.classification))
        } else {
            let labels: Vec<&String> = ladders
                .iter()
                .flat_map(|ladder| ladder.steps.iter().map(|step| &step.label))
                .collect();
            Finding::error(
                table.cell_at(at, rows[0]),
                format!("\"{class}\" has no step \"{step}\""),
            )
            .expected(format!("one of {}", quoted(&labels)))
        };
        findings.push(finding.also(numbers(&rows)));
    }
}

/// Whether amounts of part-time people are for full time or for the time they work: their own
/// class's full-time rates tell.
fn of_time_worked(part: &Part, settings: &Settings, findings: &mut Findings) {
    if settings.as_worked.is_some() {
        return;
    }
    let table = &part.table;
    let salaried =
        |pay: &Pay| !matches!(pay.basis, None | Some(PayBasis::Hourly | PayBasis::Daily));
    let mut full: FxHashMap<u32, (Fraction, Fraction)> = FxHashMap::default();
    let mut part_time: Vec<usize> = Vec::new();
    for row in 0..table.rows {
        let (pay, fte) = (part.pay.value(row), part.fte.value(row));
        let Some(rate) = pay.rate.as_ref().filter(|rate| salaried(pay) && !rate.is_zero()) else {
            continue;
        };
        if *fte == Fraction::ONE {
            let ends = full.entry(part.class.code(row)).or_insert((rate.clone(), rate.clone()));
            if *rate < ends.0 {
                ends.0 = rate.clone();
            }
            if *rate > ends.1 {
                ends.1 = rate.clone();
            }
        } else if *fte < Fraction::ONE && !fte.is_zero() {
            part_time.push(row);
        }
    }
    let (mut as_full, mut as_worked) = (0_usize, 0_usize);
    for row in &part_time {
        let Some((low, high)) = full.get(&part.class.code(*row)) else { continue };
        let Some(rate) = &part.pay.value(*row).rate else { continue };
        let Ok(whole) = rate.divide(part.fte.value(*row)) else { continue };
        let within = |rate: &Fraction| rate >= low && rate <= high;
        // An amount that fits both readings tells nothing.
        match (within(rate), within(&whole)) {
            (true, false) => as_full += 1,
            (false, true) => as_worked += 1,
            _ => {}
        }
    }
    let Some(first) = part_time.first() else { return };
    let at =
        part.proposal.places.get("rate").and_then(|places| places.first()).copied().unwrap_or(0);
    let evidence = |count: usize| format!("{count} of {} part-time rows", part_time.len());
    if as_worked > as_full * 2 && as_worked >= 2 {
        findings.push(
            Finding::error(
                table.cell_at(at, *first),
                format!(
                    "the amounts of part-time people look like pay for the time they work ({})",
                    evidence(as_worked)
                ),
            )
            .expected("rates for full time, which the part of full time is applied to")
            .mend("say which: --rate-is as-worked, or --rate-is full-time"),
        );
    } else if as_full < as_worked * 2 || as_full == 0 {
        findings.push(
            Finding::warning(
                table.cell_at(at, *first),
                format!(
                    "{} rows are part-time; their amounts are taken as rates for full time",
                    part_time.len()
                ),
            )
            .mend("if they are for the time worked, say --rate-is as-worked"),
        );
    }
}
