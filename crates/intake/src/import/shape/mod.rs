//! The shapes that schedules come in: a row a rate; classes down and steps across; steps down and
//! classes or columns across; ranges.

mod grids;
mod long;
mod ranges;

use std::collections::{BTreeMap, BTreeSet};

use money::{Date, Fraction, PayBasis};

use super::columns;
use super::schedule::{self, Settings};
use super::titles::InForce;
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
        dated: BTreeMap::new(),
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
    /// Columns whose headers have a day beside a name.
    dated: BTreeMap<usize, (Date, String)>,
    findings: &'a mut Findings,
}

/// A label of a step: `1`, `A`, `Step 3`, `Entry`.
fn is_step_label(header: &str) -> bool {
    let plain = super::placed::plain_step(header);
    let number = plain.trim_end_matches('+').parse::<u32>().is_ok_and(|number| number <= 60);
    let letter = plain.chars().count() == 1 && plain.chars().all(char::is_alphabetic);
    const WORDS: &str = " entry start intermediate middle top longevity probation first second third \
        fourth fifth base senior hire max min maximum minimum after year yr mo month months years thereafter \
        journey journeyman apprentice final last starting ";
    let lower = plain.to_lowercase();
    // A column of months or years alone counts them: a work year of ten months.
    if matches!(lower.as_str(), "month" | "months" | "mo" | "mos" | "year" | "years" | "yr" | "yrs")
    {
        return false;
    }
    number
        || letter
        || plain != header.trim().to_lowercase()
        || lower
            .split(|c: char| !c.is_alphabetic())
            .any(|part| part.len() > 1 && WORDS.contains(&format!(" {part} ")))
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
        if let Some(at) = self.told_rate(amounts) {
            return self.long(at, None);
        }
        if self.are_dates(amounts) {
            return true;
        }
        self.dates_beside_names(amounts);
        self.classes_in_headers(amounts);
        let Some(amounts) = self.on_one_basis(amounts) else { return true };
        let across = self.across(&amounts);
        let labelled: Vec<usize> =
            across.iter().copied().filter(|at| is_step_label(&self.label(*at))).collect();
        let ends = |at: &usize| matches!(self.role(*at), Some(Role::Minimum | Role::Maximum));
        let between = labelled.iter().filter(|at| !ends(at)).count();
        if self.ranges_in_one_cell() || (between < 2 && self.ranges(&amounts)) {
            return true;
        }
        let down = self.step_column(&across);
        let money: Vec<usize> = across
            .iter()
            .copied()
            .filter(|at| Some(*at) != down)
            .filter(|at| matches!(self.role(*at), Some(Role::Rate | Role::Unclear | Role::Paid)))
            .collect();
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

    fn role(&self, at: usize) -> Option<Role> {
        lexicon::recognise(&self.label(at)).map(|found| found.role)
    }

    /// The rate column that a flag names, or that has the canonical name.
    fn told_rate(&self, amounts: &[usize]) -> Option<usize> {
        let at = self.proposal.place("rate")?;
        let canonical = crate::header::canonical_form(&self.table.headers[at]) == "rate";
        let others = ["classification", "step"].iter().all(|c| self.proposal.place(c).is_some());
        let plainly = canonical && others && amounts.contains(&at);
        (self.proposal.told.contains("rate") || plainly).then_some(at)
    }

    /// Headers that each have a day and a name, the same names under several days: the rates of a
    /// column are in force from its day.
    fn dates_beside_names(&mut self, amounts: &[usize]) {
        let found: BTreeMap<usize, (Date, String)> = amounts
            .iter()
            .filter_map(|at| Some((*at, super::titles::date_beside(&self.label(*at))?)))
            .collect();
        let days: BTreeSet<Date> = found.values().map(|(day, _)| *day).collect();
        let names: BTreeSet<&String> = found.values().map(|(_, name)| name).collect();
        if days.len() < 2 || names.len() >= found.len() || self.settings.effective.is_some() {
            return;
        }
        let days: Vec<String> = days.iter().map(Date::to_string).collect();
        self.said.push(format!("in force from {}, as the headers say", days.join(" and ")));
        self.dated = found;
    }

    /// A column of rates that the mapping took for the classes since its header says "Class": one of
    /// several, `Class I`, `Class II`.
    fn classes_in_headers(&mut self, amounts: &[usize]) {
        let Some(taken) = self.proposal.place("classification") else { return };
        let first = |at: usize| {
            let plain = lexicon::plain(&self.table.headers[at]);
            plain.split_once(' ').map(|(first, _)| first.to_owned())
        };
        let Some(word) = first(taken) else { return };
        let told = self.proposal.told.contains("classification") || !amounts.contains(&taken);
        if !told && amounts.iter().any(|at| *at != taken && first(*at).as_ref() == Some(&word)) {
            self.proposal.places.remove("classification");
            let header = self.table.headers[taken].clone();
            self.proposal.lines.retain(|line| line.header != header);
        }
    }

    /// A column's header without its day and the words that say what its rates buy.
    fn label(&self, at: usize) -> String {
        let header = match self.dated.get(&at) {
            Some((_, name)) => name,
            None => &self.table.headers[at],
        };
        if !self.proposal.buys.contains_key(&at) {
            return header.clone();
        }
        let kept = header
            .split_whitespace()
            .filter(|word| pay_words::buys(&lexicon::plain(word)).is_none());
        let kept = kept.collect::<Vec<_>>().join(" ");
        if kept.is_empty() { header.clone() } else { kept }
    }

    /// Columns of amounts that may be rates: no codes, counts or hours, and no sums and
    /// differences where there is something else.
    fn across(&self, amounts: &[usize]) -> Vec<usize> {
        let is_code = |at: &usize| {
            let found = lexicon::recognise(&self.table.headers[*at]);
            let sure = found.filter(|found| found.whole || found.role == Role::ClassCode);
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
            .filter(|at| self.proposal.place("classification") != Some(*at))
            .collect();
        let rates: Vec<usize> = across
            .iter()
            .copied()
            .filter(|at| {
                self.role(*at) != Some(Role::Paid) || is_step_label(&self.table.headers[*at])
            })
            .collect();
        if rates.is_empty() { across } else { rates }
    }

    /// Keeps the columns of one basis, where headers name several: the one that is given, else it
    /// is asked for.
    fn on_one_basis(&mut self, amounts: &[usize]) -> Option<Vec<usize>> {
        let of = |at: &usize| self.proposal.buys.get(at).copied();
        let mut bases: Vec<Buys> = Vec::new();
        for buys in amounts.iter().filter_map(of) {
            if !bases.contains(&buys) {
                bases.push(buys);
            }
        }
        if bases.len() < 2 {
            return Some(amounts.to_vec());
        }
        match self.settings.pay_basis {
            Some(given) if bases.contains(&given) => {
                let other = |at: &usize| of(at).is_some_and(|buys| buys != given);
                let (out, kept): (Vec<usize>, Vec<usize>) =
                    amounts.iter().partition(|at| other(at));
                let names: Vec<&str> =
                    out.iter().map(|at| self.table.headers[*at].as_str()).collect();
                self.said.push(format!("--pay-basis leaves out {}", quoted(&names)));
                Some(kept)
            }
            _ => {
                let shown = |buys: &Buys| {
                    let at = amounts.iter().find(|at| of(at) == Some(*buys));
                    let header = at.map_or("", |at| self.table.headers[*at].as_str());
                    format!("{} (\"{header}\")", buys.spoken())
                };
                let shown: Vec<String> = bases.iter().map(shown).collect();
                self.findings.push(
                    Finding::error(
                        self.file(),
                        format!("the table has rates on several bases: {}", shown.join(", ")),
                    )
                    .mend(format!(
                        "take those of one with --pay-basis {}, or one column with --map rate=\"...\"",
                        bases[0].spoken()
                    )),
                );
                None
            }
        }
    }

    /// Asks for the days of columns that are headed by dates.
    fn are_dates(&mut self, amounts: &[usize]) -> bool {
        let dated: Vec<(usize, Option<Date>)> = amounts
            .iter()
            .filter_map(|at| {
                let day = super::titles::date_in(&self.table.headers[*at])?;
                Some((*at, day))
            })
            .collect();
        if dated.len() < 2 {
            return false;
        }
        let flags: Vec<String> = dated
            .iter()
            .take(3)
            .map(|(at, day)| {
                let day = day.map_or("YYYY-MM-DD".to_owned(), |day| day.to_string());
                format!("--dated {day}=\"{}\"", self.table.headers[*at])
            })
            .collect();
        let names: Vec<&str> =
            dated.iter().map(|(at, _)| self.table.headers[*at].as_str()).collect();
        self.findings.push(
            Finding::error(self.file(), format!("columns are headed by dates: {}", quoted(&names)))
                .expected("the day from which each column's rates are in force")
                .mend(format!("say the days: {}", flags.join(" "))),
        );
        true
    }

    /// The column of labels of steps that go down, if there is one.
    fn step_column(&self, across: &[usize]) -> Option<usize> {
        // Labels of steps are no amounts: `Stufe 1` over rates is a step, not the steps.
        let labels = |at: &usize| {
            self.column(*at).is_some_and(|column| {
                let amounts = column.values().iter().filter(|text| {
                    number::parse(text, self.decimal).is_some_and(|n| n > Fraction::whole(60))
                });
                amounts.count() * 2 < column.values().len().max(1)
            })
        };
        if let Some(at) = self.proposal.place("step").filter(labels) {
            return Some(at);
        }
        let first = (0..self.table.headers.len()).find(|at| self.column(*at).is_some())?;
        let column = self.column(first)?;
        if is_grade(&self.table.headers[first])
            || self.proposal.place("classification") == Some(first)
        {
            return None;
        }
        let labels = column.values().iter().filter(|value| is_short_label(value)).count();
        let others = across.iter().filter(|at| **at != first).count();
        (labels * 10 >= column.values().len() * 9 && others >= 1 && column.values().len() >= 2)
            .then_some(first)
    }

    /// The column of classes: what the mapping found, else the first column of texts.
    fn class_column(&self) -> Option<usize> {
        let texts = |at: &usize| {
            self.column(*at).is_some_and(|column| {
                let texts = column
                    .values()
                    .iter()
                    .filter(|value| value.chars().any(char::is_alphabetic))
                    .filter(|value| !number::looks_like_number(value))
                    .filter(|value| crate::mapping::date::written(value).is_none());
                texts.count() * 2 > column.values().len() && !self.is_basis_column(*at)
            })
        };
        let other = ["effective", "step", "column"].map(|name| self.proposal.place(name));
        let free = |at: &usize| !other.contains(&Some(*at));
        let all = || (0..self.table.headers.len()).filter(free);
        self.proposal.place("classification").or_else(|| all().find(texts)).or_else(|| {
            all().find(|at| is_grade(&self.table.headers[*at]) && self.column(*at).is_some())
        })
    }

    fn is_basis_column(&self, at: usize) -> bool {
        self.column(at).is_some_and(|column| {
            let mut filled = column.values().iter().filter(|value| !value.is_empty()).peekable();
            // A letter says what rates buy only under a header that says so.
            let sure = self.role(at) == Some(Role::PayBasis);
            filled.peek().is_some()
                && filled.all(|value| {
                    matches!(pay_words::basis_code(value), Some(Some(_)))
                        && (sure || value.chars().count() > 3)
                })
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
        let amounts: Vec<Fraction> = rates
            .iter()
            .filter_map(|at| self.column(*at))
            .flat_map(|column| column.values())
            .filter_map(|text| number::parse(text, self.decimal))
            .filter(|amount| *amount > Fraction::ZERO)
            .collect();
        // Words that most amounts belie are about something else: a 40-hour week, hourly employees.
        let belied = |buys: Buys| {
            let (low, high) = super::pay::likely(buys.canonical().0);
            let out = amounts.iter().filter(|amount| **amount < low || **amount > high).count();
            out * 2 > amounts.len()
        };
        if let Some(buys) = at.and_then(|at| self.proposal.buys.get(&at)).copied()
            && !belied(buys)
        {
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
        if let Some(buys) = super::titles::basis_in(&titles).filter(|buys| !belied(*buys)) {
            self.said.push(format!("rates are {}: the title says so", buys.spoken()));
            return Some(buys);
        }
        let looks = super::pay::basis_of_amounts(amounts.iter())?;
        self.said.push(format!("rates are {}: their amounts can be nothing else", looks.name()));
        Some(Buys::Basis(looks))
    }

    /// The day from which the rates are in force, if anything says so.
    fn effective(&mut self) -> Option<Date> {
        if self.settings.effective.is_some() {
            return self.settings.effective;
        }
        match super::titles::in_force(&self.table.titles) {
            InForce::From(day, title) => {
                self.said.push(format!("in force from {day}: the title says \"{title}\""));
                Some(day)
            }
            InForce::Unclear(title) => {
                let what = format!("the title \"{title}\" has a date, which is not taken");
                self.findings.push(
                    Finding::warning(self.file(), what)
                        .mend("if the rates are in force from it, say --effective YYYY-MM-DD"),
                );
                None
            }
            InForce::Unsaid => None,
        }
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

    /// Whether a row sums others up, or says how far steps are apart: said once, and left out.
    fn is_summary(&mut self, row: usize, label_at: Option<usize>, rates: &[usize]) -> bool {
        const WORDS: [&str; 14] = [
            "average",
            "avg",
            "averages",
            "mean",
            "median",
            "total",
            "totals",
            "career",
            "percent",
            "promedio",
            "suma",
            "increase",
            "difference",
            "days",
        ];
        let label = label_at.map_or("", |at| self.text(at, row));
        let plain = lexicon::plain(label);
        let first = plain.split(' ').next().unwrap_or("");
        let filled: Vec<&str> =
            rates.iter().map(|at| self.text(*at, row)).filter(|text| !text.is_empty()).collect();
        let percents = !filled.is_empty() && filled.iter().all(|text| text.ends_with('%'));
        if !percents && !WORDS.contains(&first) {
            return false;
        }
        let what = format!("\"{label}\" is no class or step: a row that sums up, left out");
        self.findings.push(
            Finding::warning(self.table.row(row), what)
                .mend("if it is one, give it another name in the file"),
        );
        true
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
        let effective = self.dated.get(&at).map(|(day, _)| *day).or(effective);
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

/// Whether a header is of ranges or grades, which classes are paid by.
fn is_grade(header: &str) -> bool {
    let plain = lexicon::plain(header);
    let words: Vec<&str> = plain.split(' ').collect();
    let grade = [
        "range",
        "grade",
        "level",
        "band",
        "nivel",
        "grado",
        "grupo",
        "class",
        "schedule",
        "pay group",
        "escala",
        "escalafon",
        "echelle",
        "groupe",
        "niveau",
    ];
    !words.contains(&"step")
        && (words.iter().any(|word| grade.contains(word)) || plain.contains("gruppe"))
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
