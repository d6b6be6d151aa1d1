//! Rows of a file of hires -> moves, each with its key.

use std::collections::{BTreeMap, HashMap};

use money::{Date, Fraction};
use record::{Move, MoveKind, Slug};

use super::HiresImport;
use super::places::Places;
use super::words::{kind_of, no_kind, no_part, part_of_time};
use crate::files::table::Table;
use crate::mapping::date::{DateOrder, Written, written};
use crate::mapping::lexicon::plain;
use crate::mapping::number::is_rule;
use crate::{Finding, Findings, Place};

/// A table of moves, and how it is to be read.
pub struct Reader<'a> {
    pub table: &'a Table,
    pub places: &'a Places,
    pub import: &'a HiresImport,
}

/// What each distinct text of a column means; a text that means nothing has none.
type Meanings<T> = Vec<Option<T>>;

impl Reader<'_> {
    fn text(&self, at: Option<usize>, row: usize) -> &str {
        let column = at.and_then(|at| self.table.columns[at].as_ref());
        column.map_or("", |column| column.value(row).as_str())
    }

    /// The meaning of a cell by those of its column; where there is no such column, what a blank one means.
    fn cell<T: Clone>(
        &self,
        at: Option<usize>,
        meanings: &Meanings<T>,
        row: usize,
        blank: T,
    ) -> Option<T> {
        let Some(column) = at.and_then(|at| self.table.columns[at].as_ref()) else {
            return Some(blank);
        };
        meanings.get(column.code(row) as usize).cloned().flatten()
    }

    /// Reads each distinct text of a column once; one finding for each that means nothing, with every row that has it.
    fn meanings<T>(
        &self,
        at: Option<usize>,
        read: impl Fn(&str) -> Option<T>,
        wrong: impl Fn(&str, Place) -> Finding,
        findings: &mut Findings,
    ) -> Meanings<T> {
        let Some((at, column)) = at.and_then(|at| Some((at, self.table.columns[at].as_ref()?)))
        else {
            return Vec::new();
        };
        let meanings: Meanings<T> = column.values().iter().map(|text| read(text)).collect();
        let mut bad: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for row in 0..self.table.rows {
            let code = column.code(row);
            if meanings.get(code as usize).is_none_or(Option::is_none) {
                bad.entry(code).or_default().push(row);
            }
        }
        for rows in bad.values() {
            let Some((first, rest)) = rows.split_first() else { continue };
            let finding = wrong(column.value(*first), self.table.cell_at(at, *first));
            findings
                .push(finding.also(rest.iter().map(|row| self.table.row_number(*row)).collect()));
        }
        meanings
    }

    /// Every move of every row, and every finding.
    pub fn moves(&self, findings: &mut Findings, said: &mut Vec<String>) -> Option<Vec<Move>> {
        let order = match self.order(said) {
            Ok(order) => order,
            Err(finding) => {
                findings.push(finding);
                None
            }
        };
        let mut days: BTreeMap<usize, Meanings<Option<Date>>> = BTreeMap::new();
        for at in self.places.days() {
            days.insert(at, self.days(at, order, findings));
        }
        let kind_at = self.places.at("kind");
        let kinds = self.meanings(kind_at, kind_of, no_kind, findings);
        let (fte_at, percent) = (self.places.at("fte"), self.in_percent());
        let ftes = self.meanings(fte_at, |text| part_of_time(text, percent), no_part, findings);
        self.odd_parts(&ftes, findings);
        let mut moves = Vec::new();
        for row in 0..self.table.rows {
            let told = match kind_at {
                Some(_) => self.cell(kind_at, &kinds, row, MoveKind::Hire).into_iter().collect(),
                None => self.kinds_by_day(row, findings),
            };
            for kind in told {
                let Some(date) = self.day(kind, &days, row, findings) else { continue };
                let Some(fte) = self.cell(fte_at, &ftes, row, Fraction::ONE) else { continue };
                moves.push((row, self.one(row, kind, date, fte)));
            }
        }
        Some(self.keyed(moves, findings))
    }

    /// Who came or went by a row of a file that has days and no kind.
    fn kinds_by_day(&self, row: usize, findings: &mut Findings) -> Vec<MoveKind> {
        let all = [MoveKind::Hire, MoveKind::Leave].into_iter();
        let kinds: Vec<MoveKind> =
            all.filter(|kind| !self.text(self.places.day_of(*kind), row).is_empty()).collect();
        if kinds.is_empty() {
            let finding = Finding::error(self.table.row(row), "has no day");
            findings.push(finding.expected("the day of the hire, or the day of leaving"));
        }
        kinds
    }

    /// The day of a move; a blank one is a finding.
    fn day(
        &self,
        kind: MoveKind,
        days: &BTreeMap<usize, Meanings<Option<Date>>>,
        row: usize,
        findings: &mut Findings,
    ) -> Option<Date> {
        let Some(at) = self.places.day_of(kind) else {
            let (who, other, column) = match kind {
                MoveKind::Hire => ("a hire", "left", "hired"),
                MoveKind::Leave => ("a leaver", "hired", "left"),
            };
            let header = self.places.at(other).map_or("", |at| self.table.headers[at].as_str());
            findings.push(
                Finding::error(self.table.row(row), format!("is {who}, and no column has the day of it"))
                    .expected(format!("a column of days beside \"{header}\""))
                    .mend(format!("add it and name it: --map {column}=\"...\"; or say that \"{header}\" has the day of either: --map date=\"{header}\"")),
            );
            return None;
        };
        match days.get(&at).and_then(|days| self.cell(Some(at), days, row, None)) {
            Some(Some(day)) => Some(day),
            Some(None) => {
                let finding = Finding::error(self.table.cell_at(at, row), "the day is blank");
                findings.push(finding.expected("a date such as 2016-07-05"));
                None
            }
            None => None,
        }
    }

    fn one(&self, row: usize, kind: MoveKind, date: Date, fte: Fraction) -> Move {
        let class = self.text(self.places.at("class"), row);
        Move {
            key: self.text(self.places.at("key"), row).to_owned(),
            date,
            kind,
            class: if class.is_empty() { "not said" } else { class }.to_owned(),
            fte,
            pool: self.pool(self.text(self.places.at("pool"), row)),
        }
    }

    /// A pool by its id or by the name that the card gives it.
    fn pool(&self, text: &str) -> Option<Slug> {
        let none = ["n/a", "na", "none", "no pool", "no"].contains(&text.to_lowercase().as_str());
        if none || is_rule(text) {
            return None;
        }
        let id = Slug::from_words(text);
        let named = |(known, name): &&(Slug, String)| *known == id || Slug::from_words(name) == id;
        Some(self.import.pools.iter().find(named).map_or(id, |(known, _)| known.clone()))
    }

    /// Gives each move its key: what the file tells rows apart by, with the kind and the day; or the row's own content with its
    /// number among rows that are alike, which is the same in any order of the rows.
    fn keyed(&self, moves: Vec<(usize, Move)>, findings: &mut Findings) -> Vec<Move> {
        let mut alike: HashMap<String, usize> = HashMap::new();
        let mut known: HashMap<String, (usize, Move)> = HashMap::new();
        let mut twins = Vec::new();
        let mut keyed = Vec::with_capacity(moves.len());
        for (row, mut one) in moves {
            let (kind, date) =
                (if one.kind == MoveKind::Hire { "hire" } else { "leave" }, one.date);
            if one.key.is_empty() {
                let pool = one.pool.as_ref().map_or("", Slug::as_str);
                let content = format!("{date} {kind} {} {} {pool}", one.class, one.fte);
                let times = alike.entry(content.clone()).or_default();
                *times += 1;
                if *times > 1 {
                    twins.push(row);
                }
                one.key = format!("row {content} {times}");
            } else {
                one.key = format!("{} {kind} {date}", one.key);
                let (first, other) =
                    known.entry(one.key.clone()).or_insert_with(|| (row, one.clone()));
                if *other != one {
                    let before = self.table.row_number(*first);
                    findings.push(
                        Finding::warning(self.table.row(row), format!("says otherwise than row {before} of the same {kind} on {date}: counted once"))
                            .mend("take the wrong row out; two people need two keys"),
                    );
                }
            }
            keyed.push(one);
        }
        if let Some((first, rest)) = twins.split_first() {
            let rest = rest.iter().map(|row| self.table.row_number(*row)).collect();
            findings.push(
                Finding::warning(
                    self.table.row(*first),
                    "is like a row before it, and nothing tells them apart: each is counted",
                )
                .mend("ask for a column that does, such as an employee number: --map key=\"...\"")
                .also(rest),
            );
        }
        keyed
    }

    fn days(
        &self,
        at: usize,
        order: Option<DateOrder>,
        findings: &mut Findings,
    ) -> Meanings<Option<Date>> {
        let latest = self.import.latest;
        let likely = |day: &Date| (1950..=latest.saturating_add(5)).contains(&day.year());
        let read = |text: &str| match (is_rule(text), written(text)) {
            (true, _) => Some(None),
            // What can be read two ways has a finding of its own.
            (_, Some(Written::Numbers { .. })) if order.is_none() => Some(Some(Date::MIN)),
            (_, known) => known?
                .date(order.unwrap_or(DateOrder::MonthDayYear), latest)
                .filter(likely)
                .map(Some),
        };
        let wrong = |text: &str, place: Place| {
            let spoken = order.map_or(String::new(), |order| format!(", {}", order.spoken()));
            Finding::error(place, format!("\"{text}\" is not a day of a hire or of leaving"))
                .expected(format!("a date such as 2016-07-05 or 07/05/2016{spoken}"))
                .mend("write the day as the employer's own paper has it")
        };
        self.meanings(Some(at), read, wrong, findings)
    }

    /// The order of the file's dates: what is given, or what days above twelve prove; none where no date needs one.
    fn order(&self, said: &mut Vec<String>) -> Result<Option<DateOrder>, Finding> {
        if let Some(given) = &self.import.dates {
            let named = DateOrder::NAMES.iter().find(|(name, _)| name == given);
            return named.map(|(_, order)| Some(*order)).ok_or_else(|| {
                let place = Place::Argument(format!("--dates {given}"));
                Finding::error(place, format!("\"{given}\" is no order of dates"))
                    .expected("mdy (month first), dmy (day first) or ymd (year first)")
            });
        }
        let columns = self.places.days().filter_map(|at| self.table.columns[at].as_ref());
        let numbers: Vec<(&str, Vec<DateOrder>)> = columns
            .flat_map(|column| column.values())
            .filter_map(|text| match written(text)? {
                numbers @ Written::Numbers { .. } => Some((text.as_str(), numbers.orders())),
                _ => None,
            })
            .collect();
        let Some((sample, _)) = numbers.first() else { return Ok(None) };
        let proofs = |order| numbers.iter().filter(|(_, orders)| *orders == [order]).count();
        let mut proved = DateOrder::NAMES.map(|(_, order)| (proofs(order), order));
        proved.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let [(most, order), rest @ ..] = proved;
        let against: usize = rest.iter().map(|(count, _)| count).sum();
        // The few that prove another order are days that cannot be, and are found as such.
        if most > 0 && against * 10 <= most {
            said.push(format!("dates with the {}", order.spoken()));
            return Ok(Some(order));
        }
        let why = match most {
            0 => "no day above twelve proves whether the month or the day comes first",
            _ => "some have the month first and some the day",
        };
        let what = format!("the dates can be read two ways: {why}, as in \"{sample}\"");
        Err(Finding::error(Place::File(self.table.file.clone()), what)
            .mend("say which: --dates mdy (month first) or --dates dmy (day first)"))
    }

    /// Whether numbers without a sign are percents: the header says so, and some are more than one.
    fn in_percent(&self) -> bool {
        let Some(at) = self.places.at("fte") else { return false };
        let says = plain(&self.table.headers[at]).split(' ').any(|word| word == "percent");
        let values = self.table.columns[at].as_ref().map_or(&[][..], |column| column.values());
        let large =
            |text: &String| Fraction::parse(text).is_ok_and(|part| part > Fraction::whole(2));
        says && values.iter().any(large)
    }

    /// Parts of full time that are taken as they stand but should be looked at.
    fn odd_parts(&self, ftes: &Meanings<Fraction>, findings: &mut Findings) {
        let Some((at, column)) =
            self.places.at("fte").and_then(|at| Some((at, self.table.columns[at].as_ref()?)))
        else {
            return;
        };
        for row in 0..self.table.rows {
            let Some(Some(fte)) = ftes.get(column.code(row) as usize) else { continue };
            let odd = match fte {
                fte if fte.is_zero() => "is no part of full time: one person, and no equivalent",
                fte if *fte > Fraction::ONE => {
                    "is more than full time, and is counted as it stands"
                }
                _ => continue,
            };
            let what = format!("\"{}\" {odd}", column.value(row));
            findings.push(Finding::warning(self.table.cell_at(at, row), what));
        }
    }
}
