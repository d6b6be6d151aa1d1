//! Control totals: what the employer's own sums are held against.

use costing::Schedule;
use money::{Fraction, PayBasis, WorkYear};
use rustc_hash::FxHashMap;

use super::placed::rate_on;
use super::roster::{Part, Settings};
use crate::mapping::number;
use crate::{Finding, Progress};

/// Control totals of a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    /// Rows of data.
    pub rows: usize,
    /// Different ids, where the file has ids.
    pub people: Option<usize>,
    /// The sum of headcounts.
    pub heads: u64,
    /// The sum of parts of full time, times headcounts.
    pub fte: Fraction,
    /// Dollars a year at the rates of the roster's day, times parts of full time and headcounts.
    pub annual_pay: Fraction,
    /// Rows whose rate or basis is not known, which `annual_pay` leaves out.
    pub without_rate: usize,
    /// By class, most pay first.
    pub by_class: Vec<GroupTotal>,
    /// By department, most pay first; empty where the file has none.
    pub by_department: Vec<GroupTotal>,
    /// Sums of other columns of money, as they stand in the file.
    pub sums: Vec<ColumnSum>,
}

/// The totals of one class or department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupTotal {
    /// The class or department.
    pub name: String,
    /// Rows.
    pub rows: usize,
    /// The sum of headcounts.
    pub heads: u64,
    /// See [`Totals::fte`].
    pub fte: Fraction,
    /// See [`Totals::annual_pay`].
    pub annual_pay: Fraction,
}

/// The sum of a column of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSum {
    /// The file's header.
    pub header: String,
    /// Dollars.
    pub sum: Fraction,
    /// Rows with an amount.
    pub filled: usize,
    /// Rows without.
    pub blank: usize,
}

/// A sum that stands in the file itself, beside ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTotal {
    /// The file's header.
    pub header: String,
    /// The row of the sum.
    pub row: usize,
    /// What it says.
    pub theirs: Fraction,
    /// What the rows add up to.
    pub ours: Fraction,
}

/// Parts of one that sums are kept in: what decimals with eight places are whole in.
const PARTS: i64 = 100_000_000;

/// A number in [`PARTS`], where it is whole in them.
pub(crate) fn scaled(number: &Fraction) -> Option<i64> {
    number.in_parts(PARTS)
}

/// A number on its way into a sum.
enum Addend {
    /// In [`PARTS`].
    Parts(i128),
    /// What is not whole in them, such as a third.
    Exact(Fraction),
}

impl Addend {
    fn of(number: &Fraction) -> Addend {
        match scaled(number) {
            Some(parts) => Addend::Parts(parts.into()),
            None => Addend::Exact(number.clone()),
        }
    }

    fn fraction(&self) -> Fraction {
        match self {
            Addend::Parts(parts) => whole_parts(*parts),
            Addend::Exact(number) => number.clone(),
        }
    }
}

fn whole_parts(parts: i128) -> Fraction {
    let (one, rest) = (i128::from(PARTS), parts.rem_euclid(PARTS.into()));
    let whole = Fraction::whole(i64::try_from(parts.div_euclid(one)).unwrap_or(i64::MAX));
    whole.plus(&Fraction::new(i64::try_from(rest).unwrap_or(0), PARTS))
}

/// An exact sum.
#[derive(Clone, Default)]
pub(crate) struct Sum {
    parts: i128,
    rest: Fraction,
}

impl Sum {
    fn add(&mut self, number: &Addend) {
        match number {
            Addend::Parts(parts) => self.parts += parts,
            Addend::Exact(number) => self.rest = self.rest.plus(number),
        }
    }

    fn merge(&mut self, other: &Sum) {
        self.parts += other.parts;
        self.rest = self.rest.plus(&other.rest);
    }

    fn total(&self) -> Fraction {
        whole_parts(self.parts).plus(&self.rest)
    }
}

/// Parts of full time times headcounts.
struct Times {
    fte: Vec<(Fraction, Option<i64>)>,
}

impl Times {
    fn of(part: &Part) -> Times {
        let values = part.fte.values().iter();
        Times { fte: values.map(|fte| (fte.clone(), scaled(fte))).collect() }
    }

    fn of_row(&self, part: &Part, row: usize) -> Addend {
        let heads = *part.headcount.value(row);
        match &self.fte[part.fte.code(row) as usize] {
            (_, Some(parts)) => Addend::Parts(i128::from(*parts) * i128::from(heads)),
            (fte, None) => {
                let heads = i64::try_from(heads).unwrap_or(i64::MAX);
                Addend::Exact(fte.times(&Fraction::whole(heads)))
            }
        }
    }
}

/// A yearly rate: exact, and in [`PARTS`] where it is whole in them.
type Yearly = Option<(Fraction, Option<i64>)>;

/// What each distinct rate, and each cell of the schedule, comes to in a year.
struct YearlyPay {
    own: Vec<Yearly>,
    cells: Vec<Vec<Yearly>>,
}

impl YearlyPay {
    fn of(part: &Part, schedule: Option<&Schedule>, settings: &Settings) -> YearlyPay {
        let with_parts = |rate: Option<Fraction>| {
            rate.map(|rate| {
                let parts = scaled(&rate);
                (rate, parts)
            })
        };
        let cells = schedule.map_or(Vec::new(), |schedule| annual_of_cells(schedule, settings));
        let ladder = |ladder: Vec<Option<Fraction>>| ladder.into_iter().map(with_parts).collect();
        YearlyPay {
            own: annual(part, &settings.year).into_iter().map(with_parts).collect(),
            cells: cells.into_iter().map(ladder).collect(),
        }
    }

    /// A row's pay: its rate times its parts of full time and heads.
    fn of_row(&self, part: &Part, row: usize, times: &Addend) -> Option<Addend> {
        let cell = part.placed.as_ref().and_then(|placed| *placed.value(row));
        let (rate, parts) = match cell {
            Some((ladder, step)) => self.cells[ladder][step].as_ref(),
            None => self.own[part.pay.code(row) as usize].as_ref(),
        }?;
        if let (Some(parts), Addend::Parts(times)) = (parts, times) {
            let product = i128::from(*parts).checked_mul(*times);
            if let Some(product) = product.filter(|product| product % i128::from(PARTS) == 0) {
                return Some(Addend::Parts(product / i128::from(PARTS)));
            }
        }
        Some(Addend::of(&rate.times(&times.fraction())))
    }
}

/// Dollars a year of each distinct rate; `None` without a rate or its basis.
fn annual(part: &Part, year: &WorkYear) -> Vec<Option<Fraction>> {
    let of = |basis: PayBasis| year.factor(basis, PayBasis::Annual);
    let factors: Vec<(PayBasis, Fraction)> =
        PayBasis::NAMES.iter().map(|(_, basis)| (*basis, of(*basis))).collect();
    let turn = |pay: &super::pay::Pay| {
        let (rate, basis) = (pay.rate.as_ref()?, pay.basis?);
        let (_, factor) = factors.iter().find(|(known, _)| *known == basis)?;
        Some(rate.times(factor))
    };
    part.pay.values().iter().map(turn).collect()
}

/// Dollars a year of each cell of the schedule.
fn annual_of_cells(schedule: &Schedule, settings: &Settings) -> Vec<Vec<Option<Fraction>>> {
    let ladder = |ladder: &costing::Ladder| {
        let factor = settings.year.factor(ladder.basis, PayBasis::Annual);
        let rate = |step| rate_on(step, settings.day).map(|rate| rate.times(&factor));
        ladder.steps.iter().map(rate).collect()
    };
    schedule.ladders.iter().map(ladder).collect()
}

/// What each row comes to in a year: places in a list of distinct amounts.
pub(crate) struct RowPay {
    /// Distinct amounts of one row, all its heads together; `None` where not known.
    pub amounts: Vec<Option<Fraction>>,
    /// For each row.
    pub codes: Vec<u32>,
}

/// Works out the yearly pay of each row.
pub(crate) fn row_pay(part: &Part, schedule: Option<&Schedule>, settings: &Settings) -> RowPay {
    let own = annual(part, &settings.year);
    let cells = schedule.map(|schedule| annual_of_cells(schedule, settings));
    let mut known: FxHashMap<[u32; 4], u32> = FxHashMap::default();
    let mut amounts: Vec<Option<Fraction>> = Vec::new();
    let mut last: Option<([u32; 4], u32)> = None;
    let codes = (0..part.table.rows)
        .map(|row| {
            let placed = part.placed.as_ref().map_or(u32::MAX, |placed| placed.code(row));
            let key = [part.pay.code(row), part.fte.code(row), part.headcount.code(row), placed];
            if let Some((last, code)) = last
                && last == key
            {
                return code;
            }
            let code = *known.entry(key).or_insert_with(|| {
                let of_cell = part.placed.as_ref().and_then(|placed| *placed.value(row));
                let rate = match (of_cell, &cells) {
                    (Some((ladder, step)), Some(cells)) => cells[ladder][step].as_ref(),
                    _ => own[part.pay.code(row) as usize].as_ref(),
                };
                amounts.push(rate.map(|rate| {
                    let heads = i64::try_from(*part.headcount.value(row)).unwrap_or(i64::MAX);
                    rate.times(part.fte.value(row)).times(&Fraction::whole(heads))
                }));
                amounts.len() as u32 - 1
            });
            last = Some((key, code));
            code
        })
        .collect();
    RowPay { amounts, codes }
}

#[derive(Clone, Default)]
struct Group {
    rows: usize,
    heads: u64,
    fte: Sum,
    pay: Sum,
}

/// Adds a roster up.
///
/// # Errors
///
/// Somebody says to stop.
pub(crate) fn of(
    parts: &[Part],
    schedule: Option<&Schedule>,
    settings: &Settings,
    progress: &Progress<'_>,
) -> Result<Totals, Finding> {
    let mut all = Group::default();
    let mut without_rate = 0;
    let mut classes: FxHashMap<String, Group> = FxHashMap::default();
    let mut departments: FxHashMap<String, Group> = FxHashMap::default();
    let mut sums: Vec<ColumnSum> = Vec::new();
    for part in parts {
        let pay = YearlyPay::of(part, schedule, settings);
        let times = Times::of(part);
        let department =
            part.proposal.place("department").and_then(|at| part.table.columns[at].as_ref());
        let mut by_class = vec![Group::default(); part.class.values().len()];
        let mut by_department = vec![Group::default(); department.map_or(0, |c| c.values().len())];
        for row in 0..part.table.rows {
            if row.is_multiple_of(1 << 14) {
                let (done, of) = (row as u64, part.table.rows as u64);
                progress.say("adding up", &part.table.file, done, of)?;
            }
            let heads = *part.headcount.value(row);
            let fte = times.of_row(part, row);
            let amount = pay.of_row(part, row, &fte);
            without_rate += usize::from(amount.is_none());
            let add = |group: &mut Group| {
                group.rows += 1;
                group.heads = group.heads.saturating_add(heads);
                group.fte.add(&fte);
                if let Some(amount) = &amount {
                    group.pay.add(amount);
                }
            };
            add(&mut by_class[part.class.code(row) as usize]);
            if let Some(department) = department {
                add(&mut by_department[department.code(row) as usize]);
            }
        }
        for (name, group) in part.class.values().iter().zip(by_class) {
            merge(all_and(&mut all, &mut classes, name), group);
        }
        if let Some(department) = department {
            for (name, group) in department.values().iter().zip(by_department) {
                merge([departments.entry(name.clone()).or_default()], group);
            }
        }
        for at in &part.proposal.sums {
            add_column(part, *at, &mut sums);
        }
    }
    Ok(Totals {
        rows: all.rows,
        people: people(parts),
        heads: all.heads,
        fte: all.fte.total(),
        annual_pay: all.pay.total(),
        without_rate,
        by_class: sorted(classes),
        by_department: sorted(departments),
        sums,
    })
}

fn all_and<'a>(
    all: &'a mut Group,
    groups: &'a mut FxHashMap<String, Group>,
    name: &str,
) -> [&'a mut Group; 2] {
    [all, groups.entry(name.to_owned()).or_default()]
}

fn merge<const N: usize>(into: [&mut Group; N], group: Group) {
    for known in into {
        known.rows += group.rows;
        known.heads = known.heads.saturating_add(group.heads);
        known.fte.merge(&group.fte);
        known.pay.merge(&group.pay);
    }
}

fn sorted(groups: FxHashMap<String, Group>) -> Vec<GroupTotal> {
    let mut all: Vec<GroupTotal> = groups
        .into_iter()
        .filter(|(_, group)| group.rows > 0)
        .map(|(name, group)| GroupTotal {
            name,
            rows: group.rows,
            heads: group.heads,
            fte: group.fte.total(),
            annual_pay: group.pay.total(),
        })
        .collect();
    all.sort_by(|a, b| b.annual_pay.cmp(&a.annual_pay).then_with(|| a.name.cmp(&b.name)));
    all
}

/// Different ids; `None` where some file has none.
fn people(parts: &[Part]) -> Option<usize> {
    let mut ids: rustc_hash::FxHashSet<&str> = rustc_hash::FxHashSet::default();
    for part in parts {
        let at = part.proposal.place("employee")?;
        let values = part.table.columns[at].as_ref()?.values();
        if let [_] = parts {
            return Some(values.iter().filter(|value| !value.is_empty()).count());
        }
        ids.extend(values.iter().map(String::as_str).filter(|value| !value.is_empty()));
    }
    Some(ids.len())
}

/// Adds a column of money up as it stands.
fn add_column(part: &Part, at: usize, sums: &mut Vec<ColumnSum>) {
    let Some(column) = &part.table.columns[at] else { return };
    let decimal = match part.table.headers.is_empty() {
        true => number::Decimal::Point,
        false => decimal_of(column),
    };
    let amounts: Vec<Option<Fraction>> =
        column.values().iter().map(|text| number::parse(text, decimal)).collect();
    let addends: Vec<Option<Addend>> =
        amounts.iter().map(|amount| amount.as_ref().map(Addend::of)).collect();
    let mut sum = Sum::default();
    let mut filled = 0;
    for row in 0..part.table.rows {
        if let Some(amount) = &addends[column.code(row) as usize] {
            filled += 1;
            sum.add(amount);
        }
    }
    let header = part.table.headers[at].clone();
    let blank = part.table.rows - filled;
    match sums.iter_mut().find(|known| known.header == header) {
        Some(known) => {
            known.sum = known.sum.plus(&sum.total());
            known.filled += filled;
            known.blank += blank;
        }
        None => sums.push(ColumnSum { header, sum: sum.total(), filled, blank }),
    }
}

/// How this column writes numbers: a comma before cents only where one number proves it.
pub(crate) fn decimal_of(column: &costing::Coded<String>) -> number::Decimal {
    let is = |decimal: number::Decimal| {
        let proof = number::Evidence::Is(decimal);
        column.values().iter().filter(|text| number::evidence(text) == Some(proof)).count()
    };
    if is(number::Decimal::Comma) > is(number::Decimal::Point) {
        number::Decimal::Comma
    } else {
        number::Decimal::Point
    }
}
