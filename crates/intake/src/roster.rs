use costing::{Attribute, Coded, Roster, Schedule, StepDate};
use money::{Date, Fraction, MonthDay, PayBasis, date_from_iso};

use crate::files::bytes::Bytes;
use crate::files::table::{Reading, Table, Wanted, header_at, quoted};
use crate::finding;
use crate::placing::Placing;
use crate::schedule::{bad_basis, basis};
use crate::{Finding, Findings, HeaderMap, Progress};

pub(crate) const COLUMNS: [&str; 15] = [
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
];

/// Columns that are read only when they are reported by or selected on.
const ON_REQUEST: [&str; 1] = ["employee"];

/// Columns kept as text to report by and select on.
const ATTRIBUTES: [&str; 9] =
    ["employee", "classification", "step", "column", "department", "fund", "group", "plan", "tier"];

/// How a roster is to be read.
pub(crate) struct RosterOptions<'a> {
    pub map: &'a HeaderMap,
    /// The window's first day, on which every step stood on must have a rate.
    pub from: Option<Date>,
    /// Further columns that are reported by or selected on.
    pub others: &'a [String],
    /// Leave out rows that have neither a step nor a rate.
    pub leave_out_unpaid: bool,
}

/// The text of a roster before its places on the schedule are known.
pub(crate) fn read_table(
    bytes: &Bytes,
    options: &RosterOptions<'_>,
    progress: &Progress<'_>,
    findings: &mut Findings,
) -> Option<Table> {
    let wanted = Wanted {
        canonical: &COLUMNS,
        skip: &ON_REQUEST,
        others: options.others,
        all: false,
        map: options.map,
        tolerant: false,
        reading: &Reading::default(),
        progress,
    };
    let table = Table::read(bytes, &wanted, findings)?;
    let file = || finding::Place::File(table.file.clone());
    if table.rows == 0 {
        findings.push(Finding::error(file(), "the roster has no rows").expected("a row a person"));
        return None;
    }
    if !table.has("classification") {
        findings.push(
            Finding::error(file(), "the roster has no column \"classification\"")
                .near("classification", &table.headers)
                .mend(format!(
                    "name the header that holds the class or title, such as --map classification=\"Job Title\", or let `goodfaith import roster` find it; the headers are {}",
                    quoted(&table.headers)
                )),
        );
    }
    if !table.has("step") && !table.has("rate") {
        findings.push(
            Finding::error(file(), "the roster has neither a column \"step\" nor a column \"rate\"")
                .expected("the step each person stands on, or each person's own rate of pay")
                .mend(format!(
                    "name the header that holds it, such as --map rate=\"Annual Rate\"; the headers are {}",
                    quoted(&table.headers)
                )),
        );
    }
    Some(table)
}

/// Whether the columns are there that place a row.
pub(crate) fn can_be_placed(table: &Table) -> bool {
    table.has("classification") && (table.has("step") || table.has("rate"))
}

/// A rate of pay as files print it: with or without a dollar sign and thousands separators.
pub(crate) fn rate_of_pay(text: &str) -> Option<Fraction> {
    let text = text.trim();
    if let Ok(rate) = Fraction::parse(text) {
        return (!text.contains('/')).then_some(rate);
    }
    let bare = text.strip_prefix('$').unwrap_or(text).trim();
    let (whole, cents) = bare.split_once('.').map_or((bare, None), |(w, c)| (w, Some(c)));
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    let decimals = cents.map_or(String::new(), |cents| format!(".{cents}"));
    if !grouped {
        return None;
    }
    Fraction::parse(&format!("{}{decimals}", groups.concat())).ok()
}

/// Puts every row of a roster on the schedule, or on its own rate. Without a schedule that could
/// be read, only the cells are looked at.
pub(crate) fn place_rows(
    table: &Table,
    schedule: Option<&Schedule>,
    default_basis: PayBasis,
    options: &RosterOptions<'_>,
    findings: &mut Findings,
) -> Option<Roster> {
    let before = findings.0.len();
    let columns = Typed::read(table, findings);
    let schedule = schedule?;
    let placed =
        Placing { table, schedule, default_basis, options, columns: &columns }.run(findings);
    let stopped = findings.0[before..].iter().any(|f| f.severity == finding::Severity::Error);
    if stopped {
        return None;
    }
    let (place, keep) = placed;
    let attributes = attributes(table, options.others);
    let roster = Roster {
        rows: table.rows,
        place,
        fte: columns.fte,
        headcount: columns.headcount,
        step_date: columns.step_date,
        hire_date: columns.hire_date,
        attributes,
    };
    Some(match keep {
        Some(keep) => only(roster, &keep),
        None => roster,
    })
}

fn attributes(table: &Table, others: &[String]) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = ATTRIBUTES
        .iter()
        .filter_map(|name| {
            let values = table.column(name)?.clone();
            Some(Attribute { name: (*name).to_owned(), values })
        })
        .collect();
    for name in others {
        if attributes.iter().any(|known| known.name == *name) {
            continue;
        }
        let column = header_at(&table.headers, name).and_then(|at| table.columns[at].as_ref());
        if let Some(values) = column.or_else(|| table.column(name)) {
            attributes.push(Attribute { name: name.clone(), values: values.clone() });
        }
    }
    attributes
}

/// A roster of some of its rows.
fn only(roster: Roster, keep: &[bool]) -> Roster {
    fn kept<T: Clone>(column: &Coded<T>, keep: &[bool]) -> Coded<T> {
        match column.codes() {
            None => column.clone(),
            Some(codes) => {
                let kept = codes.iter().zip(keep).filter(|(_, keep)| **keep);
                Coded::new(column.values().to_vec(), kept.map(|(code, _)| *code).collect())
            }
        }
    }
    Roster {
        rows: keep.iter().filter(|keep| **keep).count(),
        place: kept(&roster.place, keep),
        fte: kept(&roster.fte, keep),
        headcount: kept(&roster.headcount, keep),
        step_date: kept(&roster.step_date, keep),
        hire_date: kept(&roster.hire_date, keep),
        attributes: roster
            .attributes
            .iter()
            .map(|a| Attribute { name: a.name.clone(), values: kept(&a.values, keep) })
            .collect(),
    }
}

/// Columns turned from text into what they mean, once for each distinct text.
pub(crate) struct Typed {
    fte: Coded<Fraction>,
    headcount: Coded<u64>,
    step_date: Coded<Option<StepDate>>,
    hire_date: Coded<Option<Date>>,
    pub rate: Coded<Option<Fraction>>,
    pub basis: Coded<Option<PayBasis>>,
}

impl Typed {
    fn read(table: &Table, findings: &mut Findings) -> Typed {
        let fte =
            typed(table, "fte", findings, "a part of full time, such as 1, 0.8 or 80%", |text| {
                match text {
                    "" => Some(Fraction::ONE),
                    text => Fraction::part(text).ok().filter(|fte| !fte.is_negative()),
                }
            });
        let headcount =
            typed(table, "headcount", findings, "a whole number of people", |text| match text {
                "" => Some(1),
                text => text.parse::<u32>().ok().map(u64::from),
            });
        let step_date = typed(
            table,
            "step_date",
            findings,
            "a date such as 2021-11-01, or a month and day such as 11-01",
            |text| match text {
                "" => Some(None),
                text => MonthDay::parse(text)
                    .map(StepDate::Yearly)
                    .or_else(|_| date_from_iso(text).map(StepDate::From))
                    .ok()
                    .map(Some),
            },
        );
        let hire_date =
            typed(table, "hire_date", findings, "a date such as 2012-03-01", |text| match text {
                "" => Some(None),
                text => date_from_iso(text).ok().map(Some),
            });
        let rate = typed(
            table,
            "rate",
            findings,
            "dollars and cents of pay, not below zero, such as 19.83 or $51,862.00",
            |text| match text {
                "" => Some(None),
                text => rate_of_pay(text).filter(|rate| !rate.is_negative()).map(Some),
            },
        );
        let basis_of = typed(
            table,
            "pay_basis",
            findings,
            "one of monthly, biweekly, annual, hourly, daily",
            |text| match text {
                "" => Some(None),
                text => basis(text).map(Some),
            },
        );
        let typed = Typed {
            fte: fte.unwrap_or_else(|| Coded::constant(Fraction::ONE)),
            headcount: headcount.unwrap_or_else(|| Coded::constant(1)),
            step_date: step_date.unwrap_or_else(|| Coded::constant(None)),
            hire_date: hire_date.unwrap_or_else(|| Coded::constant(None)),
            rate: rate.unwrap_or_else(|| Coded::constant(None)),
            basis: basis_of.unwrap_or_else(|| Coded::constant(None)),
        };
        typed.say_odd_ones(table, findings);
        typed
    }

    /// What is taken as it stands but should be looked at.
    fn say_odd_ones(&self, table: &Table, findings: &mut Findings) {
        let full_time = Fraction::ONE;
        let over: Vec<usize> = rows_with(table, &self.fte, |fte| *fte > full_time);
        say(
            table,
            "fte",
            &over,
            "is more than full time; a part of full time is written 0.8 or 80%",
            findings,
        );
        let none: Vec<usize> = rows_with(table, &self.fte, Fraction::is_zero);
        say(table, "fte", &none, "is no part of full time: the row costs nothing", findings);
        let empty: Vec<usize> = rows_with(table, &self.headcount, |heads| *heads == 0);
        say(table, "headcount", &empty, "is nobody: the row costs nothing", findings);
        let unpaid =
            rows_with(table, &self.rate, |rate| rate.as_ref().is_some_and(Fraction::is_zero));
        say(
            table,
            "rate",
            &unpaid,
            "is no pay: the row costs nothing, but its heads count",
            findings,
        );
    }
}

fn say(table: &Table, column: &str, rows: &[usize], what: &str, findings: &mut Findings) {
    if let Some((first, rest)) = rows.split_first() {
        let value = table.column(column).map_or("", |values| values.value(*first).as_str());
        let also = rest.iter().map(|row| table.row_number(*row)).collect();
        findings.push(
            Finding::warning(table.cell(column, *first), format!("\"{value}\" {what}")).also(also),
        );
    }
}

/// The rows that have a value of some kind.
fn rows_with<T>(table: &Table, column: &Coded<T>, odd: impl Fn(&T) -> bool) -> Vec<usize> {
    let odd: Vec<bool> = column.values().iter().map(odd).collect();
    if !odd.contains(&true) {
        return Vec::new();
    }
    (0..table.rows).filter(|row| odd[column.code(*row) as usize]).collect()
}

fn typed<T>(
    table: &Table,
    column: &str,
    findings: &mut Findings,
    expected: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<Coded<T>>
where
    T: Clone + Default,
{
    let texts = table.column(column)?;
    let parsed: Vec<Option<T>> = texts.values().iter().map(|text| parse(text)).collect();
    for (code, text) in texts.values().iter().enumerate() {
        if parsed[code].is_some() {
            continue;
        }
        let mut rows = (0..table.rows).filter(|row| texts.code(*row) as usize == code);
        let Some(first) = rows.next() else { continue };
        let place = table.cell(column, first);
        let finding = match column {
            "pay_basis" => bad_basis(text, place),
            _ => Finding::error(place, format!("\"{text}\" is not a {}", spoken(column)))
                .expected(expected),
        };
        let finding = match column {
            "step_date" | "hire_date" if text.contains('/') => finding
                .mend("write dates year first: which of the numbers is the month is not guessed"),
            _ => finding,
        };
        findings.push(finding.also(rows.map(|row| table.row_number(row)).collect()));
    }
    // What could not be read stands as if blank, so that it brings no second finding.
    let blank = parse("").unwrap_or_default();
    let values: Vec<T> =
        parsed.into_iter().map(|value| value.unwrap_or_else(|| blank.clone())).collect();
    Some(texts.with_values(values))
}

/// A column's name in a sentence.
fn spoken(column: &str) -> String {
    match column {
        "fte" => "part of full time".to_owned(),
        column => column.replace('_', " "),
    }
}
