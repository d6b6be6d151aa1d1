use costing::{Ladder, LadderStep, Schedule};
use money::{Date, Fraction, PayBasis, date_from_iso};
use rustc_hash::FxHashMap;

use crate::files::bytes::Bytes;
use crate::files::table::{Reading, Table, Wanted, quoted};
use crate::header::canonical_form;
use crate::{Finding, Findings, HeaderMap, Place, Progress};

/// The canonical columns of a schedule in its three shapes: long, grid and generated.
pub(crate) const COLUMNS: [&str; 11] = [
    "classification",
    "step",
    "rate",
    "column",
    "pay_basis",
    "effective",
    "first",
    "factor",
    "steps",
    "minimum",
    "maximum",
];

/// Columns of a grid that are not steps.
const NOT_STEPS: [&str; 4] = ["classification", "column", "pay_basis", "effective"];

/// Reads a schedule; no rate, or a rate of 0, is a step that the class does not have, and is said.
pub(crate) fn read(
    bytes: &Bytes,
    map: &HeaderMap,
    default_basis: PayBasis,
    findings: &mut Findings,
) -> Option<(Schedule, usize)> {
    let wanted = Wanted {
        canonical: &COLUMNS,
        skip: &[],
        others: &[],
        all: true,
        map,
        tolerant: false,
        reading: &Reading::default(),
        progress: &Progress::none(),
    };
    let table = Table::read(bytes, &wanted, findings)?;
    if table.rows == 0 {
        let place = Place::File(table.file.clone());
        findings.push(
            Finding::error(place, "the schedule has no rows").expected("a row for each step"),
        );
        return None;
    }
    let mut reader = Reader {
        table: &table,
        default_basis,
        ladders: Vec::new(),
        numbers: FxHashMap::default(),
        zeros: Vec::new(),
        findings,
    };
    if table.has("minimum") || table.has("maximum") {
        let place = Place::File(table.file.clone());
        reader.findings.push(
            Finding::error(place, "a schedule of open ranges (minimum, maximum) is not built yet")
                .expected("a row for each step: classification, step, rate")
                .mend("write the steps of each range out, or give each person a rate of their own"),
        );
        return None;
    }
    if table.has("first") || table.has("factor") {
        reader.generated();
    } else if table.has("step") || table.has("rate") {
        reader.long();
    } else {
        reader.grid();
    }
    let rows = table.rows;
    let schedule = reader.finish();
    Some((schedule, rows))
}

struct Reader<'a> {
    table: &'a Table,
    default_basis: PayBasis,
    ladders: Vec<Building>,
    numbers: FxHashMap<(String, String), usize>,
    zeros: Vec<(usize, Place)>,
    findings: &'a mut Findings,
}

struct Building {
    ladder: Ladder,
    basis_given_in: usize,
    steps: FxHashMap<String, usize>,
}

/// What a row says before its rate.
struct RowHead {
    classification: String,
    column: String,
    basis: PayBasis,
    effective: Option<Date>,
}

impl Reader<'_> {
    fn text(&self, column: &str, row: usize) -> &str {
        self.table.column(column).map_or("", |column| column.value(row).as_str())
    }

    fn needs(&mut self, columns: &[&str]) -> bool {
        let missing: Vec<&&str> = columns.iter().filter(|column| !self.table.has(column)).collect();
        for column in &missing {
            self.findings.push(
                Finding::error(
                    Place::File(self.table.file.clone()),
                    format!("the schedule has no column \"{column}\""),
                )
                .expected(format!("the columns {}", columns.join(", ")))
                .near(column, &self.table.headers)
                .mend(format!(
                    "name the header that holds it, such as --map-schedule {column}=\"...\"; the headers are {}",
                    quoted(&self.table.headers)
                )),
            );
        }
        missing.is_empty()
    }

    fn head(&mut self, row: usize) -> Option<RowHead> {
        let classification = match self.table.has("classification") {
            true => self.text("classification", row).to_owned(),
            // A grid's first column is the class or range, whatever its header.
            false => self.table.columns[0].as_ref().map_or(String::new(), |c| c.value(row).clone()),
        };
        if classification.is_empty() {
            self.findings.push(Finding::error(self.table.row(row), "the class is blank"));
            return None;
        }
        let basis = match self.text("pay_basis", row) {
            "" => self.default_basis,
            text => match basis(text) {
                Some(basis) => basis,
                None => {
                    let finding = bad_basis(text, self.table.cell("pay_basis", row));
                    self.findings.push(finding);
                    return None;
                }
            },
        };
        let effective = match self.text("effective", row) {
            "" => None,
            text => match date_from_iso(text) {
                Ok(date) => Some(date),
                Err(_) => {
                    self.findings.push(
                        Finding::error(
                            self.table.cell("effective", row),
                            format!("\"{text}\" is not a date"),
                        )
                        .expected("an ISO date such as 2023-07-01"),
                    );
                    return None;
                }
            },
        };
        let column = self.text("column", row).to_owned();
        Some(RowHead { classification, column, basis, effective })
    }

    fn long(&mut self) {
        if !self.needs(&["classification", "step", "rate"]) {
            return;
        }
        for row in 0..self.table.rows {
            let Some(head) = self.head(row) else { continue };
            let label = self.text("step", row).to_owned();
            let place = self.table.cell("rate", row);
            let Some(rate) = self.rate(self.text("rate", row).to_owned(), &place) else {
                continue;
            };
            self.add(row, &head, &label, rate, place);
        }
    }

    fn grid(&mut self) {
        let step_columns: Vec<usize> = (1..self.table.headers.len())
            .filter(|at| !NOT_STEPS.contains(&canonical_form(&self.table.headers[*at]).as_str()))
            .filter(|at| self.table.canonical_at(*at).is_none_or(|name| !NOT_STEPS.contains(&name)))
            .collect();
        if step_columns.is_empty() {
            self.findings.push(
                Finding::error(Place::File(self.table.file.clone()), "is not a schedule that can be read")
                    .expected("columns classification, step, rate; or a first column with classes and a column for each step; or classification, first, factor, steps"),
            );
            return;
        }
        for row in 0..self.table.rows {
            let Some(head) = self.head(row) else { continue };
            for at in &step_columns {
                let Some(column) = &self.table.columns[*at] else {
                    continue;
                };
                let text = column.value(row).clone();
                if text.is_empty() {
                    continue;
                }
                let label = self.table.headers[*at].clone();
                let place = Place::Cell {
                    file: self.table.file.clone(),
                    row: self.table.row_number(row),
                    column: label.clone(),
                    at: *at,
                };
                let Some(rate) = self.rate(text, &place) else {
                    continue;
                };
                self.add(row, &head, &label, rate, place);
            }
        }
    }

    fn generated(&mut self) {
        if !self.needs(&["classification", "first", "factor", "steps"]) {
            return;
        }
        for row in 0..self.table.rows {
            let Some(head) = self.head(row) else { continue };
            let place = self.table.cell("first", row);
            let first = self.rate(self.text("first", row).to_owned(), &place);
            let factor = Fraction::parse(self.text("factor", row)).ok();
            let factor = factor.filter(|factor| *factor > Fraction::ZERO);
            if factor.is_none() {
                self.findings.push(
                    Finding::error(
                        self.table.cell("factor", row),
                        format!("\"{}\" is not a factor", self.text("factor", row)),
                    )
                    .expected("what each step is times the one below, such as 1.05"),
                );
            }
            let steps =
                self.text("steps", row).parse::<u32>().ok().filter(|n| (1..=200).contains(n));
            if steps.is_none() {
                self.findings.push(
                    Finding::error(
                        self.table.cell("steps", row),
                        format!("\"{}\" is not a number of steps", self.text("steps", row)),
                    )
                    .expected("a whole number from 1 to 200"),
                );
            }
            let (Some(mut rate), Some(factor), Some(steps)) = (first, factor, steps) else {
                continue;
            };
            for step in 1..=steps {
                self.add(row, &head, &step.to_string(), rate.clone(), place.clone());
                rate = rate.times(&factor);
            }
        }
    }

    /// A rate, which is nothing where the cell is blank: a step that the class does not have.
    fn rate(&mut self, text: String, place: &Place) -> Option<Fraction> {
        match crate::roster::rate_of_pay(&text) {
            Some(rate) if !rate.is_negative() => Some(rate),
            None if text.is_empty() => Some(Fraction::ZERO),
            _ => {
                self.findings.push(
                    Finding::error(place.clone(), format!("\"{text}\" is not a rate of pay"))
                        .expected("dollars, such as 4155 or 19.8342"),
                );
                None
            }
        }
    }

    fn add(&mut self, row: usize, head: &RowHead, label: &str, rate: Fraction, place: Place) {
        if label.is_empty() {
            self.findings.push(Finding::error(self.table.row(row), "the step is blank"));
            return;
        }
        if rate.is_zero() {
            self.zeros.push((self.table.row_number(row), place));
            return;
        }
        let key = (head.classification.clone(), head.column.clone());
        let ladders = &mut self.ladders;
        let number = *self.numbers.entry(key).or_insert_with(|| {
            ladders.push(Building {
                ladder: Ladder {
                    classification: head.classification.clone(),
                    column: head.column.clone(),
                    basis: head.basis,
                    steps: Vec::new(),
                },
                basis_given_in: self.table.row_number(row),
                steps: FxHashMap::default(),
            });
            ladders.len() - 1
        });
        let building = &mut ladders[number];
        if building.ladder.basis != head.basis {
            self.findings.push(
                Finding::error(
                    self.table.cell("pay_basis", row),
                    format!("{} is {} here", head.classification, head.basis.name()),
                )
                .expected(format!(
                    "{}, as in row {}",
                    building.ladder.basis.name(),
                    building.basis_given_in
                )),
            );
            return;
        }
        let next = building.ladder.steps.len();
        let step = *building.steps.entry(label.to_owned()).or_insert(next);
        if step == next {
            building.ladder.steps.push(LadderStep { label: label.to_owned(), rates: vec![] });
        }
        let rates = &mut building.ladder.steps[step].rates;
        if rates.iter().any(|(from, _)| *from == head.effective) {
            let from = head.effective.map_or(String::new(), |from| format!(" from {from}"));
            self.findings.push(
                Finding::error(
                    place,
                    format!("{} step {label} has a second rate{from}", head.classification),
                )
                .expected("one rate for each class, column, step and effective date"),
            );
            return;
        }
        rates.push((head.effective, rate));
    }

    fn finish(self) -> Schedule {
        if let Some(((_, place), rest)) = self.zeros.split_first() {
            self.findings.push(
                Finding::warning(
                    place.clone(),
                    "no rate, or a rate of 0, is taken as a step that the class does not have",
                )
                .also(rest.iter().map(|(row, _)| *row).collect()),
            );
        }
        let mut ladders: Vec<Ladder> = self.ladders.into_iter().map(|b| b.ladder).collect();
        for step in ladders.iter_mut().flat_map(|ladder| &mut ladder.steps) {
            step.rates.sort_by_key(|(from, _)| *from);
        }
        Schedule { ladders }
    }
}

/// A pay basis by its name.
pub(crate) fn basis(text: &str) -> Option<PayBasis> {
    let text = text.to_lowercase();
    PayBasis::NAMES.iter().find(|(name, _)| *name == text).map(|(_, basis)| *basis)
}

pub(crate) fn bad_basis(text: &str, place: Place) -> Finding {
    let names = PayBasis::NAMES.map(|(name, _)| name);
    Finding::error(place, format!("\"{text}\" is not a pay basis"))
        .expected(format!("one of {}", names.join(", ")))
        .near(text, names)
}
