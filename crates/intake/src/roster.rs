use costing::{Attribute, Coded, Place, Roster, Schedule, StepDate};
use money::{Date, Fraction, MonthDay, PayBasis, date_from_iso};
use rustc_hash::FxHashMap;

use crate::finding;
use crate::input::Bytes;
use crate::schedule::{bad_basis, basis};
use crate::table::{Table, Wanted, header_at, quoted};
use crate::{Finding, Findings, HeaderMap};

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
    findings: &mut Findings,
) -> Option<Table> {
    let wanted = Wanted {
        canonical: &COLUMNS,
        skip: &ON_REQUEST,
        others: options.others,
        all: false,
        map: options.map,
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
                    "name the header that holds the class or title, such as --map classification=\"Job Title\"; the headers are {}",
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
struct Typed {
    fte: Coded<Fraction>,
    headcount: Coded<u64>,
    step_date: Coded<Option<StepDate>>,
    hire_date: Coded<Option<Date>>,
    rate: Coded<Option<Fraction>>,
    basis: Coded<Option<PayBasis>>,
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

/// Finds each row's ladder and step, once for each distinct combination.
struct Placing<'a> {
    table: &'a Table,
    schedule: &'a Schedule,
    default_basis: PayBasis,
    options: &'a RosterOptions<'a>,
    columns: &'a Typed,
}

/// The columns that decide a row's place, at most five, as one key.
type PlaceKey = [u32; 5];

/// Places met before: in a plain list where all combinations fit in one.
struct KnownPlaces {
    widths: Vec<usize>,
    list: Vec<u32>,
    map: FxHashMap<PlaceKey, u32>,
}

impl KnownPlaces {
    const UNKNOWN: u32 = u32::MAX;

    fn new(parts: &[&Coded<String>]) -> KnownPlaces {
        let widths: Vec<usize> = parts.iter().map(|part| part.values().len()).collect();
        let all = widths.iter().try_fold(1_usize, |all, width| all.checked_mul(*width));
        let list = match all {
            Some(all) if all <= 1 << 22 => vec![Self::UNKNOWN; all],
            _ => Vec::new(),
        };
        KnownPlaces { widths, list, map: FxHashMap::default() }
    }

    /// For each row its place in the list, column by column; nothing where there is no list.
    fn cells(&self, parts: &[&Coded<String>], rows: usize) -> Vec<u32> {
        if self.list.is_empty() {
            return Vec::new();
        }
        let mut cells = vec![0_u32; rows];
        for (part, width) in parts.iter().zip(&self.widths) {
            let Some(codes) = part.codes() else { continue };
            let width = *width as u32;
            cells.iter_mut().zip(codes).for_each(|(cell, code)| *cell = *cell * width + code);
        }
        cells
    }

    fn key(parts: &[&Coded<String>], row: usize) -> PlaceKey {
        let mut key = [0; 5];
        for (slot, part) in key.iter_mut().zip(parts) {
            *slot = part.code(row);
        }
        key
    }

    #[inline]
    fn code(&self, cells: &[u32], parts: &[&Coded<String>], row: usize) -> Option<u32> {
        if self.list.is_empty() {
            return self.map.get(&Self::key(parts, row)).copied();
        }
        Some(self.list[cells[row] as usize]).filter(|code| *code != Self::UNKNOWN)
    }

    fn set(&mut self, cells: &[u32], parts: &[&Coded<String>], row: usize, code: u32) {
        if self.list.is_empty() {
            self.map.insert(Self::key(parts, row), code);
        } else {
            self.list[cells[row] as usize] = code;
        }
    }
}

/// Why a row has no place; the texts are its class, column or step.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Misplaced {
    NoClass,
    NoStepOrRate,
    UnknownClass(String),
    UnknownColumn(String, String),
    UnknownStep(String, String, String),
    NotYet(String, String, String),
}

impl Placing<'_> {
    fn run(&self, findings: &mut Findings) -> (Coded<Place>, Option<Vec<bool>>) {
        let table = self.table;
        let names = ["classification", "column", "step", "rate", "pay_basis"];
        let parts: Vec<&Coded<String>> =
            names.iter().filter_map(|name| table.column(name)).collect();
        let ladders: FxHashMap<(&str, &str), usize> = self
            .schedule
            .ladders
            .iter()
            .enumerate()
            .map(|(at, ladder)| ((ladder.classification.as_str(), ladder.column.as_str()), at))
            .collect();
        let mut known = KnownPlaces::new(&parts);
        let mut places: Vec<Place> = Vec::new();
        let mut wrong: Vec<(Misplaced, Vec<usize>)> = Vec::new();
        let mut wrong_numbers: FxHashMap<Misplaced, usize> = FxHashMap::default();
        let nowhere = Place::OwnRate {
            classification: String::new(),
            column: String::new(),
            rate: Fraction::ZERO,
            basis: PayBasis::Annual,
        };
        let mut nowhere_code: Option<u32> = None;
        let mut codes: Vec<u32> = Vec::with_capacity(table.rows);
        let cells = known.cells(&parts, table.rows);
        for row in 0..table.rows {
            let found = known.code(&cells, &parts, row);
            if let Some(code) = found.filter(|code| Some(*code) != nowhere_code) {
                codes.push(code);
                continue;
            }
            let code = match self.place(row, &ladders) {
                Ok(place) => {
                    places.push(place);
                    places.len() as u32 - 1
                }
                Err(misplaced) => {
                    let next = wrong.len();
                    let at = *wrong_numbers.entry(misplaced.clone()).or_insert(next);
                    if at == next {
                        wrong.push((misplaced, Vec::new()));
                    }
                    wrong[at].1.push(row);
                    *nowhere_code.get_or_insert_with(|| {
                        places.push(nowhere.clone());
                        places.len() as u32 - 1
                    })
                }
            };
            codes.push(code);
            known.set(&cells, &parts, row, code);
        }
        let mut keep: Option<Vec<bool>> = None;
        for (misplaced, rows) in wrong {
            if misplaced == Misplaced::NoStepOrRate && self.options.leave_out_unpaid {
                let kept = keep.get_or_insert_with(|| vec![true; table.rows]);
                rows.iter().for_each(|row| kept[*row] = false);
                let also = rows[1..].iter().map(|row| table.row_number(*row)).collect();
                let what = "is left out: it has neither a step nor a rate";
                findings.push(Finding::warning(table.row(rows[0]), what).also(also));
                continue;
            }
            findings.push(self.finding(&misplaced, &rows));
        }
        (Coded::new(places, codes), keep)
    }

    fn text(&self, column: &str, row: usize) -> &str {
        self.table.column(column).map_or("", |column| column.value(row).as_str())
    }

    fn place(
        &self,
        row: usize,
        ladders: &FxHashMap<(&str, &str), usize>,
    ) -> Result<Place, Misplaced> {
        let (class, column) = (self.text("classification", row), self.text("column", row));
        let step = self.text("step", row);
        if class.is_empty() {
            return Err(Misplaced::NoClass);
        }
        let ladder = ladders.get(&(class, column)).copied();
        if let Some(rate) = self.columns.rate.value(row) {
            let schedules = ladder.map(|at| self.schedule.ladders[at].basis);
            let own = *self.columns.basis.value(row);
            return Ok(Place::OwnRate {
                classification: class.to_owned(),
                column: column.to_owned(),
                rate: rate.clone(),
                basis: own.or(schedules).unwrap_or(self.default_basis),
            });
        }
        if step.is_empty() {
            return Err(Misplaced::NoStepOrRate);
        }
        let Some(ladder) = ladder else {
            let class_known =
                self.schedule.ladders.iter().any(|ladder| ladder.classification == class);
            return Err(if class_known {
                Misplaced::UnknownColumn(class.to_owned(), column.to_owned())
            } else {
                Misplaced::UnknownClass(class.to_owned())
            });
        };
        let steps = &self.schedule.ladders[ladder].steps;
        match steps.iter().position(|known| known.label == step) {
            Some(at) if self.options.from.is_some_and(|from| !steps[at].exists_on(from)) => {
                Err(Misplaced::NotYet(class.to_owned(), column.to_owned(), step.to_owned()))
            }
            Some(step) => Ok(Place::Step { ladder, step }),
            None => {
                Err(Misplaced::UnknownStep(class.to_owned(), column.to_owned(), step.to_owned()))
            }
        }
    }

    fn finding(&self, misplaced: &Misplaced, rows: &[usize]) -> Finding {
        let table = self.table;
        let (first, also) = (rows[0], rows[1..].iter().map(|row| table.row_number(*row)).collect());
        let schedule = &self.schedule.ladders;
        let finding = match misplaced {
            Misplaced::NotYet(class, _, step) => {
                let from = self.options.from.map_or(String::new(), |from| from.to_string());
                let what = format!("\"{class}\" has no rate for step \"{step}\" on {from}");
                Finding::error(table.cell("step", first), what)
                    .expected("a row of the schedule that is in force on the window's first day")
                    .mend("give the schedule's earlier rows too, or the rate the person has now")
            }
            Misplaced::NoClass => {
                Finding::error(table.cell("classification", first), "the class is blank")
                    .expected("the class or title as the schedule spells it")
            }
            Misplaced::NoStepOrRate => {
                Finding::error(table.row(first), "the row has neither a step nor a rate")
                    .expected("the step the person stands on, or the person's own rate of pay")
                    .mend(
                        "fill one in, or leave such rows out, and say so, with --leave-out unpaid",
                    )
            }
            Misplaced::UnknownClass(class) if schedule.is_empty() => Finding::error(
                table.cell("classification", first),
                format!("\"{class}\" has a step but there is no schedule"),
            )
            .mend("give the schedule with --schedule, or each row its own rate"),
            Misplaced::UnknownClass(class) => Finding::error(
                table.cell("classification", first),
                format!("\"{class}\" is not a class of the schedule"),
            )
            .expected("a class as the schedule spells it, or a rate of the person's own")
            .near(class, schedule.iter().map(|ladder| &ladder.classification)),
            Misplaced::UnknownColumn(class, column) => {
                let columns: Vec<&String> = schedule
                    .iter()
                    .filter(|ladder| ladder.classification == *class)
                    .map(|ladder| &ladder.column)
                    .collect();
                let place = match table.has("column") {
                    true => table.cell("column", first),
                    false => table.row(first),
                };
                Finding::error(place, format!("\"{class}\" has no column \"{column}\""))
                    .expected(format!("one of {}", quoted(&columns)))
                    .near(column, columns)
            }
            Misplaced::UnknownStep(class, column, step) => {
                let labels: Vec<&String> = schedule
                    .iter()
                    .filter(|ladder| ladder.classification == *class && ladder.column == *column)
                    .flat_map(|ladder| ladder.steps.iter().map(|step| &step.label))
                    .collect();
                Finding::error(
                    table.cell("step", first),
                    format!("\"{class}\" has no step \"{step}\""),
                )
                .expected(format!("one of {}", quoted(&labels)))
                .near(step, labels)
            }
        };
        finding.also(also)
    }
}
