//! The shapes that schedules come in: a row a rate; classes down and steps across; steps down and
//! classes or columns across; ranges.

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
    let plain = super::roster::plain_step(header);
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
        if let Some(buys) = schedule::basis_in(&titles) {
            self.said.push(format!("rates are {}: the title says so", buys.spoken()));
            return Some(buys);
        }
        let amounts: Vec<Fraction> = rates
            .iter()
            .filter_map(|at| self.column(*at))
            .flat_map(|column| column.values())
            .filter_map(|text| number::parse(text, self.decimal))
            .collect();
        let looks = columns::basis_of_amounts(amounts.iter())?;
        self.said.push(format!("rates are {}: their amounts can be nothing else", looks.name()));
        Some(Buys::Basis(looks))
    }

    /// The day from which the rates are in force, if anything says so.
    fn effective(&mut self) -> Option<Date> {
        if self.settings.effective.is_some() {
            return self.settings.effective;
        }
        let (day, title) = schedule::effective_in(&self.table.titles)?;
        self.said.push(format!("in force from {day}: the title says \"{title}\""));
        Some(day)
    }

    /// The day in a row's own column, where there is one.
    fn effective_dates(&mut self) -> Option<costing::Coded<Option<Date>>> {
        let at = self.proposal.place("effective")?;
        let (dates, _) = columns::dates(
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

    /// A row a rate.
    fn long(&mut self, rate_at: usize, effective: Option<Date>) -> bool {
        self.name("rate", rate_at, "the rates");
        let class_at = self.class_column();
        if class_at.is_none() && self.settings.class.is_none() {
            self.findings.push(
                Finding::error(self.file(), "no header says which column holds the class")
                    .mend(format!(
                        "name it, such as --map classification=\"Title\", or say --class; the headers are {}",
                        quoted(&self.table.headers)
                    )),
            );
            return true;
        }
        if let Some(at) = class_at {
            self.name("classification", at, "the classes");
        }
        let steps = self.proposal.places.get("step").cloned().unwrap_or_default();
        let basis_at = self.basis_column().filter(|at| *at != rate_at);
        if let Some(at) = basis_at {
            self.name("pay_basis", at, "what rates buy");
        }
        let column_at = self.proposal.place("column").filter(|at| *at != rate_at);
        let basis = if basis_at.is_some() && self.settings.pay_basis.is_none() {
            None
        } else {
            self.column_basis(Some(rate_at), &[rate_at])
        };
        let dates = if effective.is_none() { self.effective_dates() } else { None };
        let effective = effective.or_else(|| self.effective());
        for row in 0..self.table.rows {
            let Some(class) = self.class(class_at, row) else { continue };
            let Some(rate) = self.rate(rate_at, row) else { continue };
            let label = steps.iter().map(|at| self.text(*at, row)).find(|text| !text.is_empty());
            let label = match (label, steps.is_empty()) {
                (Some(label), _) => label.to_owned(),
                (None, true) => "1".to_owned(),
                (None, false) => {
                    let place = self.table.cell_at(steps[0], row);
                    self.findings.push(Finding::error(place, "the step is blank"));
                    continue;
                }
            };
            let row_basis =
                basis_at.and_then(|at| pay_words::basis_code(self.text(at, row)).flatten());
            let column = column_at.map_or(String::new(), |at| self.text(at, row).to_owned());
            let day = dates.as_ref().and_then(|dates| *dates.value(row)).or(effective);
            self.add(class, column, label, rate, row_basis.or(basis), day, row, rate_at);
        }
        true
    }

    /// Several columns of rates, each in force from a day.
    fn dated(&mut self) -> bool {
        let dated = self.settings.dated.clone();
        let mut read = false;
        for (day, header) in dated {
            let Some(places) = crate::mapping::proposal::headers_of(self.table, &header) else {
                continue;
            };
            read = self.long(places[0], Some(day)) || read;
        }
        read
    }

    /// One rate a class, no steps.
    fn flat(&mut self, rate_at: usize) -> bool {
        self.said.push("one rate a class: its step is called 1".to_owned());
        self.proposal.places.remove("step");
        self.long(rate_at, None)
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

    /// Classes down, steps across.
    fn steps_across(&mut self, steps: &[usize], across: &[usize]) -> bool {
        let class_at = self.class_column().filter(|at| !across.contains(at)).or_else(|| {
            (0..self.table.headers.len())
                .find(|at| !across.contains(at) && self.column(*at).is_some())
        });
        if class_at.is_none() && self.settings.class.is_none() {
            self.findings.push(
                Finding::error(
                    self.file(),
                    "no column beside the steps says which class they are of",
                )
                .mend("name it with --map classification=\"...\", or say --class"),
            );
            return true;
        }
        if let Some(at) = class_at {
            self.name("classification", at, "classes down, steps across");
        }
        let plain: Vec<String> =
            steps.iter().map(|at| super::roster::plain_step(&self.table.headers[*at])).collect();
        let all_step = steps.iter().all(|at| {
            super::roster::plain_step(&self.table.headers[*at])
                != self.table.headers[*at].trim().to_lowercase()
                || self.table.headers[*at].chars().count() <= 2
        });
        let labels: Vec<String> = steps
            .iter()
            .zip(&plain)
            .map(|(at, plain)| {
                let own = self.table.headers[*at].clone();
                let lower = own.to_lowercase();
                let named =
                    ["step ", "paso ", "escalón ", "escalon "].iter().any(|w| lower.starts_with(w));
                if named && plain.chars().count() <= 4 { plain.to_uppercase() } else { own }
            })
            .collect();
        if all_step && labels.iter().zip(steps).any(|(label, at)| *label != self.table.headers[*at])
        {
            self.said.push(format!("steps are called {}", labels.join(", ")));
        }
        for at in steps {
            self.proposal.kept.retain(|kept| kept != at);
            let header = self.table.headers[*at].clone();
            self.proposal.lines.retain(|line| line.header != header);
        }
        self.proposal.lines.push(MappedColumn {
            column: "step".to_owned(),
            header: steps
                .iter()
                .map(|at| self.table.headers[*at].as_str())
                .collect::<Vec<_>>()
                .join(", "),
            why: "a column a step".to_owned(),
            sample: String::new(),
        });
        let column_at = self.proposal.place("column").filter(|at| !steps.contains(at));
        let basis_at = self.basis_column();
        if let Some(at) = basis_at {
            self.name("pay_basis", at, "what rates buy");
        }
        let basis = if basis_at.is_some() && self.settings.pay_basis.is_none() {
            None
        } else {
            self.column_basis(steps.first().copied(), steps)
        };
        let dates = self.effective_dates();
        let effective = self.effective();
        // A class stands once over the lines of its bases.
        let mut above = String::new();
        for row in 0..self.table.rows {
            let blank = class_at.is_some_and(|at| self.text(at, row).is_empty());
            if blank && basis_at.is_some() && !above.is_empty() {
                self.row_of_steps(
                    row,
                    above.clone(),
                    steps,
                    &labels,
                    column_at,
                    basis_at,
                    basis,
                    &dates,
                    effective,
                );
                continue;
            }
            let Some(class) = self.class(class_at, row) else { continue };
            above.clone_from(&class);
            self.row_of_steps(
                row, class, steps, &labels, column_at, basis_at, basis, &dates, effective,
            );
        }
        true
    }

    #[expect(clippy::too_many_arguments, reason = "what one row of a grid needs of its table")]
    fn row_of_steps(
        &mut self,
        row: usize,
        class: String,
        steps: &[usize],
        labels: &[String],
        column_at: Option<usize>,
        basis_at: Option<usize>,
        basis: Option<Buys>,
        dates: &Option<costing::Coded<Option<Date>>>,
        effective: Option<Date>,
    ) {
        let row_basis = basis_at.and_then(|at| pay_words::basis_code(self.text(at, row)).flatten());
        let column = column_at.map_or(String::new(), |at| self.text(at, row).to_owned());
        let day = dates.as_ref().and_then(|dates| *dates.value(row)).or(effective);
        for (at, label) in steps.iter().zip(labels) {
            let Some(rate) = self.rate(*at, row) else { continue };
            self.add(
                class.clone(),
                column.clone(),
                label.clone(),
                rate,
                row_basis.or(basis),
                day,
                row,
                *at,
            );
        }
    }

    /// Steps down, classes or columns (lanes) across.
    fn steps_down(&mut self, step: usize, across: &[usize], one_of_several: bool) -> bool {
        let headers: Vec<String> =
            across.iter().map(|at| self.table.headers[*at].clone()).collect();
        let lanes = match self.settings.across_classes {
            Some(classes) => !classes,
            None => headers.iter().filter(|header| is_lane(header)).count() * 2 > headers.len(),
        };
        let class = match (&self.settings.class, lanes) {
            (_, false) => None,
            (Some(class), true) => Some(class.clone()),
            (None, true) => match title_of(self.table) {
                Some(title) => {
                    self.said.push(format!("the class is the table's title: {title}"));
                    Some(title)
                }
                None => {
                    self.findings.push(
                        Finding::error(self.file(), "nothing says which class the table is of")
                            .expected("a title over it")
                            .mend("say it with --class, such as --class Teacher"),
                    );
                    return true;
                }
            },
        };
        if !lanes && self.settings.across_classes.is_none() && one_of_several && headers.len() < 2 {
            return false;
        }
        self.name("step", step, "steps down");
        for at in across {
            self.proposal.kept.retain(|kept| kept != at);
            let header = self.table.headers[*at].clone();
            self.proposal.lines.retain(|line| line.header != header);
        }
        let what = if lanes { "column" } else { "classification" };
        let other = if lanes { "classes" } else { "columns" };
        self.proposal.lines.push(MappedColumn {
            column: what.to_owned(),
            header: headers.join(", "),
            why: format!(
                "steps down, {} across; if they are {other}: --across {other}",
                if lanes { "columns" } else { "classes" }
            ),
            sample: String::new(),
        });
        let basis = self.column_basis(None, across);
        let effective = self.effective();
        // A class at a time, so that its steps stand together.
        for (at, header) in across.iter().zip(&headers) {
            for row in 0..self.table.rows {
                let label = self.text(step, row).to_owned();
                if label.is_empty() {
                    self.findings
                        .push(Finding::error(self.table.cell_at(step, row), "the step is blank"));
                    continue;
                }
                let Some(rate) = self.rate(*at, row) else { continue };
                let (class, column) = match &class {
                    Some(class) => (class.clone(), header.clone()),
                    None => (header.clone(), String::new()),
                };
                self.add(class, column, label, rate, basis, effective, row, *at);
            }
        }
        true
    }

    /// Classes with a minimum and a maximum, perhaps a middle.
    fn ranges(&mut self, amounts: &[usize]) -> bool {
        let told = |name: &str| self.proposal.place(name);
        let minimum = told("minimum").or(self.proposal.minimum).filter(|at| amounts.contains(at));
        let maximum = told("maximum").or(self.proposal.maximum).filter(|at| amounts.contains(at));
        let (Some(minimum), Some(maximum)) = (minimum, maximum) else { return false };
        let middle = told("midpoint").or(self.proposal.middle).filter(|at| amounts.contains(at));
        let class_at = self.class_column();
        if class_at.is_none() {
            self.findings.push(
                Finding::error(self.file(), "no header says which column holds the class")
                    .mend("name it, such as --map classification=\"Title\""),
            );
            return true;
        }
        for (name, at) in [
            ("classification", class_at),
            ("minimum", Some(minimum)),
            ("midpoint", middle),
            ("maximum", Some(maximum)),
        ] {
            if let Some(at) = at {
                self.name(name, at, "classes with ranges");
            }
        }
        let basis_at = self.basis_column();
        let basis = match basis_at {
            Some(at) if self.settings.pay_basis.is_none() => {
                self.name("pay_basis", at, "what rates buy");
                None
            }
            _ => self.column_basis(Some(minimum), &[minimum, maximum]),
        };
        let column_at = self.proposal.place("column");
        let dates = self.effective_dates();
        let effective = self.effective();
        for row in 0..self.table.rows {
            let Some(class) = self.class(class_at, row) else { continue };
            let low = self.rate(minimum, row);
            let high = self.rate(maximum, row);
            let mid = middle.and_then(|at| self.rate(at, row));
            let row_basis =
                basis_at.and_then(|at| pay_words::basis_code(self.text(at, row)).flatten());
            let column = column_at.map_or(String::new(), |at| self.text(at, row).to_owned());
            let day = dates.as_ref().and_then(|dates| *dates.value(row)).or(effective);
            self.add_range(class, column, [low, mid, high], row_basis.or(basis), day, row, minimum);
        }
        true
    }

    /// Ranges such as `4,155 - 5,206` in one cell.
    fn ranges_in_one_cell(&mut self) -> bool {
        let at = (0..self.table.headers.len()).find(|at| {
            self.column(*at).is_some_and(|column| {
                let ranges = column
                    .values()
                    .iter()
                    .filter(|text| two_amounts(text, Decimal::Point).is_some());
                ranges.count() * 10 >= column.values().iter().filter(|v| !v.is_empty()).count() * 6
                    && column
                        .values()
                        .iter()
                        .any(|text| two_amounts(text, Decimal::Point).is_some())
            })
        });
        let Some(at) = at else { return false };
        let Some(class_at) = self.class_column().filter(|class| *class != at) else { return false };
        self.name("classification", class_at, "classes with ranges");
        self.name("minimum", at, "minimum and maximum in one cell");
        let amounts: Vec<Fraction> = self.column(at).map_or(Vec::new(), |column| {
            column
                .values()
                .iter()
                .filter_map(|text| two_amounts(text, self.decimal))
                .flat_map(|(a, b)| [a, b])
                .collect()
        });
        let basis = match self.column_basis(Some(at), &[]) {
            Some(buys) => Some(buys),
            None => columns::basis_of_amounts(amounts.iter()).map(|looks| {
                self.said
                    .push(format!("rates are {}: their amounts can be nothing else", looks.name()));
                Buys::Basis(looks)
            }),
        };
        let basis_at = self.basis_column();
        let effective = self.effective();
        for row in 0..self.table.rows {
            let Some(class) = self.class(Some(class_at), row) else { continue };
            let text = self.text(at, row).to_owned();
            let row_basis =
                basis_at.and_then(|at| pay_words::basis_code(self.text(at, row)).flatten());
            let pair = two_amounts(&text, self.decimal)
                .or_else(|| number::parse(&text, self.decimal).map(|flat| (flat.clone(), flat)));
            let Some((low, high)) = pair else {
                if number::says_nothing(&text) {
                    self.empty.push((row, at));
                } else {
                    self.findings.push(
                        Finding::error(
                            self.table.cell_at(at, row),
                            format!("\"{text}\" is no range"),
                        )
                        .expected("two amounts, such as 4,155 - 5,206"),
                    );
                }
                continue;
            };
            self.add_range(
                class,
                String::new(),
                [Some(low), None, Some(high)],
                row_basis.or(basis),
                effective,
                row,
                at,
            );
        }
        true
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

    #[expect(clippy::too_many_arguments, reason = "a range and everything that it is for")]
    fn add_range(
        &mut self,
        class: String,
        column: String,
        [low, mid, high]: [Option<Fraction>; 3],
        buys: Option<Buys>,
        effective: Option<Date>,
        row: usize,
        at: usize,
    ) {
        if let (Some(low), Some(high)) = (&low, &high)
            && low > high
        {
            self.findings.push(
                Finding::error(
                    self.table.cell_at(at, row),
                    format!("the minimum of {class} is above its maximum"),
                )
                .expected("a minimum that is not more than the maximum"),
            );
        }
        if low.is_none() && high.is_none() {
            return;
        }
        let (basis, times) = buys.map_or((None, 1), |buys| {
            let (basis, times) = buys.canonical();
            (Some(basis), times)
        });
        let turned = |amount: Option<Fraction>| amount.map(|a| a.times(&Fraction::whole(times)));
        self.entries.push(Entry {
            class,
            column,
            step: String::new(),
            rate: None,
            minimum: turned(low),
            midpoint: turned(mid),
            maximum: turned(high),
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
    let plain = super::roster::plain_step(bare);
    !plain.is_empty()
        && plain.chars().count() <= 3
        && (plain.parse::<u32>().is_ok_and(|number| number <= 60)
            || plain.chars().all(|c| c.is_alphabetic()) && plain.chars().count() == 1)
}

/// Whether a header is a column of training or a lane, not a class: `BA+15`, `MA`, `Lane 3`, `IV`.
fn is_lane(header: &str) -> bool {
    let upper = header.trim().to_uppercase();
    let words: Vec<&str> =
        upper.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| !w.is_empty()).collect();
    let degree = [
        "BA",
        "BS",
        "B",
        "MA",
        "MS",
        "M",
        "AB",
        "AA",
        "PHD",
        "EDD",
        "DOC",
        "DR",
        "ED",
        "MED",
        "LANE",
        "COLUMN",
        "COL",
        "CREDITS",
        "UNITS",
        "BACHELOR",
        "BACHELORS",
        "MASTER",
        "MASTERS",
        "DOCTORATE",
        "CLASS",
        "RANGE",
        "LEVEL",
        "CREDENTIAL",
        "SPECIALIST",
        "GRADE",
    ];
    let roman = |word: &&str| word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    is_short_label(header)
        || words.first().is_some_and(|word| degree.contains(word))
        || words.len() == 1 && words.iter().all(roman)
        || words.is_empty()
}

/// The title nearest to a table that is more than a date or a basis.
fn title_of(table: &Table) -> Option<String> {
    let says_class = |title: &&String| {
        let lower = title.to_lowercase();
        title.chars().any(char::is_alphabetic)
            && !lower.starts_with("effective")
            && !lower.starts_with("vigente")
            && !lower.starts_with("page ")
            && !lower.starts_with("note")
    };
    table.titles.iter().rev().find(says_class).map(|title| title.trim().to_owned())
}

/// Two amounts with a dash or "to" between them.
fn two_amounts(text: &str, decimal: Decimal) -> Option<(Fraction, Fraction)> {
    let between = [" - ", " – ", " — ", " to ", " a ", "–", "—", "-"];
    between.iter().find_map(|mark| {
        let (low, high) = text.split_once(mark)?;
        let (low, high) = (number::parse(low, decimal)?, number::parse(high, decimal)?);
        // Sites and telephones are written with a dash as well.
        let as_money = mark.len() > 1
            || text.contains(['.', ',', '$'])
            || text.chars().filter(char::is_ascii_digit).count() >= 8 && low <= high;
        (as_money && !low.is_negative() && !high.is_negative() && high >= Fraction::ONE)
            .then_some((low, high))
    })
}
