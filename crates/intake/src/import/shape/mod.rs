//! The shapes that schedules come in: a row a rate; classes down and steps across; steps down and
//! classes or columns across; ranges.

mod grids;
mod long;
mod ranges;

use money::{Date, Fraction, PayBasis};

use super::columns;
use super::schedule::{self, Settings};
use crate::files::table::{Table, quoted};
use crate::mapping::lexicon::{self, Role};
use crate::mapping::number::{self, Decimal};
use crate::mapping::pay_words::{self, Buys};
use crate::mapping::proposal::{MappedColumn, Proposal};
use crate::{Finding, Findings, Place};

/// One rate, or one range, of a class.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub class: String,
    pub column: String,
    pub step: String,
    pub rate: Option<Fraction>,
    pub minimum: Option<Fraction>,
    pub midpoint: Option<Fraction>,
    pub maximum: Option<Fraction>,
    pub basis: Option<PayBasis>,
    pub effective: Option<Date>,
    /// The table it came from, its row and its column there.
    pub part: usize,
    pub row: usize,
    pub at: usize,
}

impl Entry {
    /// Its amounts of money.
    pub fn amounts(&self) -> impl Iterator<Item = &Fraction> {
        [&self.rate, &self.minimum, &self.midpoint, &self.maximum].into_iter().flatten()
    }

    pub fn pays_as(&self, other: &Entry) -> bool {
        self.basis == other.basis && self.amounts().eq(other.amounts())
    }

    pub fn shown(&self) -> String {
        let amounts: Vec<String> =
            self.amounts().map(|amount| columns::plain_decimal(amount, 2)).collect();
        amounts.join(" to ")
    }
}

/// What a table came to.
pub(crate) struct Reading {
    pub entries: Vec<Entry>,
    /// Cells without a rate.
    pub empty: usize,
    pub said: Vec<String>,
}

/// Reads a table of a schedule; `None` where it is none, with findings that say why.
pub(crate) fn read(
    table: &Table,
    proposal: &mut Proposal,
    settings: &Settings,
    part: usize,
    one_of_several: bool,
    findings: &mut Findings,
) -> Option<Reading> {
    let mut reader = Reader {
        table,
        proposal,
        settings,
        part,
        decimal: Decimal::Point,
        said: Vec::new(),
        entries: Vec::new(),
        empty: Vec::new(),
        findings,
    };
    let amounts = reader.amount_columns();
    reader.decimal = schedule::decimal_of(table, &amounts, settings, reader.findings);
    if reader.decimal == Decimal::Comma {
        reader.said.push("numbers with a comma before cents (1.234,56)".to_owned());
    }
    let read = reader.by_shape(&amounts, one_of_several);
    reader.say_empty();
    read.then_some(Reading {
        entries: reader.entries,
        empty: reader.empty.len(),
        said: reader.said,
    })
}

struct Reader<'a> {
    table: &'a Table,
    proposal: &'a mut Proposal,
    settings: &'a Settings,
    part: usize,
    decimal: Decimal,
    said: Vec<String>,
    entries: Vec<Entry>,
    /// Row and column of cells without a rate.
    empty: Vec<(usize, usize)>,
    findings: &'a mut Findings,
}

/// A label of a step: `1`, `A`, `Step 3`, `Entry`.
fn is_step_label(header: &str) -> bool {
    let plain = super::placed::plain_step(header);
    let number = plain.trim_end_matches('+').parse::<u32>().is_ok_and(|number| number <= 60);
    let letter = plain.chars().count() == 1 && plain.chars().all(char::is_alphabetic);
    let word = [
        "entry",
        "start",
        "intermediate",
        "middle",
        "top",
        "longevity",
        "probation",
        "first",
        "second",
        "third",
        "base",
        "senior",
        "hire",
        "max",
        "min",
        "after",
        "year",
        "yr",
        "mo",
        "month",
    ];
    let lower = plain.to_lowercase();
    number
        || letter
        || plain != header.trim().to_lowercase()
        || word
            .iter()
            .any(|word| lower.split(|c: char| !c.is_alphabetic()).any(|part| part == *word))
}

impl Reader<'_> {
    fn column(&self, at: usize) -> Option<&costing::Coded<String>> {
        self.table.columns[at].as_ref()
    }

    fn text(&self, at: usize, row: usize) -> &str {
        self.column(at).map_or("", |column| column.value(row).as_str())
    }

    fn file(&self) -> Place {
        Place::File(self.table.file.clone())
    }

    /// Columns that hold amounts of pay: numbers, most of them of at least four dollars.
    fn amount_columns(&self) -> Vec<usize> {
        (0..self.table.headers.len())
            .filter(|at| {
                let Some(column) = self.column(*at) else { return false };
                let (mut all, mut amounts) = (0, 0);
                for value in column.values().iter().filter(|value| !number::says_nothing(value)) {
                    all += 1;
                    let number = number::parse(value, Decimal::Point)
                        .or_else(|| number::parse(value, Decimal::Comma));
                    let pays = number.is_some_and(|n| n.is_zero() || n >= Fraction::whole(4));
                    amounts += usize::from(pays && !value.ends_with('%'));
                }
                amounts * 10 >= all * 6 && amounts > 0
            })
            .collect()
    }

    fn by_shape(&mut self, amounts: &[usize], one_of_several: bool) -> bool {
        if !self.settings.dated.is_empty() {
            return self.dated();
        }
        if let Some(at) =
            self.proposal.place("rate").filter(|_| self.proposal.told.contains("rate"))
        {
            return self.long(at, None);
        }
        if self.ranges_in_one_cell() || self.ranges(amounts) {
            return true;
        }
        let found = |at: &usize| lexicon::recognise(&self.table.headers[*at]);
        let role = |at: &usize| found(at).map(|found| found.role);
        let is_code = |at: &usize| {
            let sure = found(at).filter(|found| found.whole || found.role == Role::ClassCode);
            matches!(
                sure.map(|found| found.role),
                Some(
                    Role::ClassCode
                        | Role::Other
                        | Role::Year
                        | Role::Headcount
                        | Role::Hours
                        | Role::Effective
                        | Role::Employee
                        | Role::Fund
                        | Role::Department
                )
            )
        };
        let across: Vec<usize> = amounts
            .iter()
            .copied()
            .filter(|at| !is_code(at) || is_step_label(&self.table.headers[*at]))
            .collect();
        let labelled: Vec<usize> =
            across.iter().copied().filter(|at| is_step_label(&self.table.headers[*at])).collect();
        let down = self.step_column(&across);
        let money: Vec<usize> = across
            .iter()
            .copied()
            .filter(|at| Some(*at) != down)
            .filter(|at| matches!(role(at), Some(Role::Rate | Role::Unclear | Role::Paid)))
            .collect();
        // Differences and totals are rates only where there is nothing else.
        let rates: Vec<usize> =
            money.iter().copied().filter(|at| role(at) != Some(Role::Paid)).collect();
        let money = if rates.is_empty() { money } else { rates };
        // Classes down, steps across.
        if labelled.len() >= 2
            && labelled.len() * 2 > across.len()
            && down.is_none_or(|at| labelled.contains(&at))
        {
            return self.steps_across(&labelled, &across);
        }
        if let Some(step) = down {
            let others: Vec<usize> = across.iter().copied().filter(|at| *at != step).collect();
            let long_class = self.class_column().is_some();
            match (others.as_slice(), money.as_slice()) {
                ([], _) => {}
                ([only], _) => {
                    self.name("step", step, "labels of steps");
                    return self.long(*only, None);
                }
                (_, [only]) if long_class => {
                    self.name("step", step, "labels of steps");
                    return self.long(*only, None);
                }
                (_, several) if several.len() > 1 && long_class => {
                    self.ask_which(several);
                    return !one_of_several;
                }
                _ => return self.steps_down(step, &others, one_of_several),
            }
        }
        match money.as_slice() {
            [only] if self.class_column().is_some() => return self.flat(*only),
            [_, _, ..] if self.class_column().is_some() && money.len() == across.len() => {
                self.ask_which(&money);
                return !one_of_several;
            }
            _ => {}
        }
        if across.len() >= 2 && self.class_column().is_some() {
            return self.steps_across(&across, &across);
        }
        self.findings.push(
            Finding::error(self.file(), "is not a schedule that can be read")
                .expected("classes and steps with rates, or classes with a minimum and a maximum")
                .mend(format!(
                    "name the columns, such as --map classification=\"...\" --map step=\"...\" --map rate=\"...\"; the headers are {}",
                    quoted(&self.table.headers)
                )),
        );
        false
    }

    /// The column of labels of steps that go down, if there is one.
    fn step_column(&self, across: &[usize]) -> Option<usize> {
        if let Some(at) = self.proposal.place("step") {
            return Some(at);
        }
        let first = (0..self.table.headers.len()).find(|at| self.column(*at).is_some())?;
        let column = self.column(first)?;
        let labels = column.values().iter().filter(|value| is_short_label(value)).count();
        let others = across.iter().filter(|at| **at != first).count();
        (labels * 10 >= column.values().len() * 9 && others >= 1 && column.values().len() >= 2)
            .then_some(first)
    }

    /// The column of classes: what the mapping found, else the first column of texts.
    fn class_column(&self) -> Option<usize> {
        self.proposal.place("classification").or_else(|| {
            (0..self.table.headers.len()).find(|at| {
                self.column(*at).is_some_and(|column| {
                    let texts = column
                        .values()
                        .iter()
                        .filter(|value| !value.is_empty() && !number::looks_like_number(value))
                        .filter(|value| crate::mapping::date::written(value).is_none());
                    texts.count() * 2 > column.values().len() && !self.is_basis_column(*at)
                })
            })
        })
    }

    fn is_basis_column(&self, at: usize) -> bool {
        self.column(at).is_some_and(|column| {
            let mut filled = column.values().iter().filter(|value| !value.is_empty()).peekable();
            filled.peek().is_some()
                && filled.all(|value| matches!(pay_words::basis_code(value), Some(Some(_))))
        })
    }

    /// The column that says what rates buy: by its header, or by what is in it.
    fn basis_column(&self) -> Option<usize> {
        self.proposal
            .place("pay_basis")
            .or_else(|| (0..self.table.headers.len()).find(|at| self.is_basis_column(*at)))
    }

    /// Puts a line into the mapping and takes the column out of those kept beside.
    fn name(&mut self, column: &str, at: usize, why: &str) {
        self.proposal.kept.retain(|kept| *kept != at);
        let header = self.table.headers[at].clone();
        if self.proposal.lines.iter().any(|line| line.column == column && line.header == header) {
            return;
        }
        self.proposal.lines.retain(|line| line.header != header || line.column == column);
        let sample = self.column(at).and_then(|c| c.values().iter().find(|v| !v.is_empty()));
        self.proposal.lines.push(MappedColumn {
            column: column.to_owned(),
            header,
            why: why.to_owned(),
            sample: sample.cloned().unwrap_or_default(),
        });
    }

    /// What rates in a column buy: the flag, the row's own code, the column's header, the titles,
    /// the amounts.
    fn column_basis(&mut self, at: Option<usize>, rates: &[usize]) -> Option<Buys> {
        if let Some(given) = self.settings.pay_basis {
            return Some(given);
        }
        if let Some(buys) = at.and_then(|at| self.proposal.buys.get(&at)).copied() {
            let said = format!(
                "rates are {}: the header \"{}\" says so",
                buys.spoken(),
                self.table.headers[at.unwrap_or(0)]
            );
            if !self.said.contains(&said) {
                self.said.push(said);
            }
            return Some(buys);
        }
        let sheet = self.table.file.rsplit_once(", sheet ").map(|(_, sheet)| sheet.to_owned());
        let titles: Vec<String> =
            sheet.into_iter().chain(self.table.titles.iter().cloned()).collect();
        if let Some(buys) = super::titles::basis_in(&titles) {
            self.said.push(format!("rates are {}: the title says so", buys.spoken()));
            return Some(buys);
        }
        let amounts: Vec<Fraction> = rates
            .iter()
            .filter_map(|at| self.column(*at))
            .flat_map(|column| column.values())
            .filter_map(|text| number::parse(text, self.decimal))
            .collect();
        let looks = super::pay::basis_of_amounts(amounts.iter())?;
        self.said.push(format!("rates are {}: their amounts can be nothing else", looks.name()));
        Some(Buys::Basis(looks))
    }

    /// The day from which the rates are in force, if anything says so.
    fn effective(&mut self) -> Option<Date> {
        if self.settings.effective.is_some() {
            return self.settings.effective;
        }
        let (day, title) = super::titles::effective_in(&self.table.titles)?;
        self.said.push(format!("in force from {day}: the title says \"{title}\""));
        Some(day)
    }

    /// The day in a row's own column, where there is one.
    fn effective_dates(&mut self) -> Option<costing::Coded<Option<Date>>> {
        let at = self.proposal.place("effective")?;
        let (dates, _) = super::dates::dates(
            self.table,
            at,
            self.settings.dates,
            2099,
            self.findings,
            &mut self.said,
        )?;
        Some(dates)
    }

    /// A cell's rate; nothing, or zero, is a step that the class does not have.
    fn rate(&mut self, at: usize, row: usize) -> Option<Fraction> {
        let text = self.text(at, row).to_owned();
        match number::parse(&text, self.decimal) {
            Some(rate) if rate.is_zero() => {
                self.empty.push((row, at));
                None
            }
            Some(rate) if !rate.is_negative() => Some(rate),
            None if number::says_nothing(&text) => {
                self.empty.push((row, at));
                None
            }
            _ => {
                self.findings.push(
                    Finding::error(
                        self.table.cell_at(at, row),
                        format!("\"{text}\" is no rate of pay"),
                    )
                    .expected("dollars, such as 4155 or 19.8342"),
                );
                None
            }
        }
    }

    fn class(&mut self, at: Option<usize>, row: usize) -> Option<String> {
        let class = match (at, &self.settings.class) {
            (Some(at), _) => self.text(at, row).to_owned(),
            (None, Some(class)) => class.clone(),
            (None, None) => String::new(),
        };
        if class.is_empty() {
            let place = at.map_or(self.table.row(row), |at| self.table.cell_at(at, row));
            self.findings.push(Finding::error(place, "the class is blank"));
            return None;
        }
        Some(class)
    }

    fn ask_which(&mut self, columns: &[usize]) {
        let names: Vec<&str> = columns.iter().map(|at| self.table.headers[*at].as_str()).collect();
        self.findings.push(
            Finding::error(self.file(), format!("several columns may be the rates: {}", quoted(&names)))
                .mend(format!(
                    "take one with --map rate=\"{}\"; or, where they are in force one after another, give each its day: --dated 2024-01-01=\"{}\" --dated ...",
                    names[0], names[0]
                )),
        );
    }

    #[expect(clippy::too_many_arguments, reason = "a rate and everything that it is for")]
    fn add(
        &mut self,
        class: String,
        column: String,
        step: String,
        rate: Fraction,
        buys: Option<Buys>,
        effective: Option<Date>,
        row: usize,
        at: usize,
    ) {
        let (basis, times) = buys.map_or((None, 1), |buys| {
            let (basis, times) = buys.canonical();
            (Some(basis), times)
        });
        let rate = rate.times(&Fraction::whole(times));
        self.entries.push(Entry {
            class,
            column,
            step,
            rate: Some(rate),
            minimum: None,
            midpoint: None,
            maximum: None,
            basis,
            effective,
            part: self.part,
            row,
            at,
        });
    }

    fn say_empty(&mut self) {
        let Some((row, at)) = self.empty.first() else { return };
        let also = self.empty[1..].iter().map(|(row, _)| self.table.row_number(*row)).collect();
        self.findings.push(
            Finding::warning(
                self.table.cell_at(*at, *row),
                "no rate, or a rate of 0, is taken as a step that the class does not have",
            )
            .also(also),
        );
    }
}

/// A short label as steps have: `1`, `18+`, `(3)`, `B`, `Step 4`.
fn is_short_label(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let plain = super::placed::plain_step(bare);
    !plain.is_empty()
        && plain.chars().count() <= 3
        && (plain.parse::<u32>().is_ok_and(|number| number <= 60)
            || plain.chars().all(|c| c.is_alphabetic()) && plain.chars().count() == 1)
}
