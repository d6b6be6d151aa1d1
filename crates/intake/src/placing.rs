//! Where each row of a roster stands on the schedule.

use costing::{Coded, Place, Schedule};
use money::{Fraction, PayBasis};
use rustc_hash::FxHashMap;

use crate::files::table::{Table, quoted};
use crate::roster::{RosterOptions, Typed};
use crate::{Finding, Findings};

/// Finds each row's ladder and step, once for each distinct combination.
pub(crate) struct Placing<'a> {
    pub table: &'a Table,
    pub schedule: &'a Schedule,
    pub default_basis: PayBasis,
    pub options: &'a RosterOptions<'a>,
    pub columns: &'a Typed,
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
    /// A place for each row, and which rows to keep where some are left out.
    pub fn run(&self, findings: &mut Findings) -> (Coded<Place>, Option<Vec<bool>>) {
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
