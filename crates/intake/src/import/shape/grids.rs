//! Classes down and steps across, or steps down and classes or columns across.

use money::Date;

use super::super::placed::plain_step;

use super::{Reader, is_short_label};
use crate::Finding;
use crate::files::table::{Table, quoted};
use crate::mapping::lexicon::Role;
use crate::mapping::number;
use crate::mapping::pay_words::{self, Buys};
use crate::mapping::proposal::MappedColumn;

impl Reader<'_> {
    /// Classes down, steps across.
    pub(super) fn steps_across(&mut self, steps: &[usize], across: &[usize]) -> bool {
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
        // Columns of amounts among and after the steps that no word is known for are steps too.
        let amounts = |at: usize| -> Vec<money::Fraction> {
            let values = self.column(at).map_or(&[] as &[String], |column| column.values());
            let read = values.iter().filter_map(|text| number::parse(text, self.decimal));
            read.filter(|amount| *amount > money::Fraction::ZERO).collect()
        };
        let all: Vec<money::Fraction> = steps.iter().flat_map(|at| amounts(*at)).collect();
        // Codes and counts are of another size than rates.
        let as_large = |at: usize| match (all.iter().min(), all.iter().max()) {
            (Some(low), Some(high)) => {
                let twice = high.times(&money::Fraction::whole(2));
                amounts(at).iter().all(|amount| amount >= low && *amount <= twice)
            }
            _ => false,
        };
        let unknown = |at: &usize| {
            as_large(*at)
                && !steps.contains(at)
                && matches!(self.role(*at), None | Some(Role::Minimum | Role::Maximum))
        };
        let more: Vec<usize> = across.iter().copied().filter(unknown).collect();
        if !more.is_empty() {
            let names: Vec<&str> = more.iter().map(|at| self.table.headers[*at].as_str()).collect();
            let what = format!("{} beside the steps are taken as steps", quoted(&names));
            let place = self.table.cell_at(more[0], 0);
            self.findings.push(Finding::warning(place, what).mend(
                "if they are none, leave the columns out of the file; if they are, nothing is to do",
            ));
        }
        let mut steps: Vec<usize> = steps.iter().copied().chain(more).collect();
        steps.sort_unstable();
        let steps = steps.as_slice();
        let own_labels: Vec<String> = steps.iter().map(|at| self.label(*at)).collect();
        let plain: Vec<String> = own_labels.iter().map(|label| plain_step(label)).collect();
        let labels: Vec<String> = own_labels
            .iter()
            .zip(&plain)
            .map(|(own, plain)| {
                let bare = *plain != own.trim().to_lowercase() && plain.chars().count() <= 4;
                if bare { plain.to_uppercase() } else { own.clone() }
            })
            .collect();
        if labels.iter().zip(steps).any(|(label, at)| *label != self.table.headers[*at]) {
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
            if self.is_summary(row, class_at, steps) {
                continue;
            }
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
    pub(super) fn steps_down(
        &mut self,
        step: usize,
        across: &[usize],
        one_of_several: bool,
    ) -> bool {
        let headers = without_shared_word(across.iter().map(|at| self.label(*at)).collect());
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
        self.proposal.places.remove("classification");
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
        let basis = self.column_basis(across.first().copied(), across);
        let effective = self.effective();
        let summaries: Vec<usize> =
            (0..self.table.rows).filter(|row| self.is_summary(*row, Some(step), across)).collect();
        // A class at a time, so that its steps stand together.
        for (at, header) in across.iter().zip(&headers) {
            for row in 0..self.table.rows {
                let label = self.text(step, row).to_owned();
                if summaries.contains(&row) {
                    continue;
                }
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
    table.titles.iter().rev().find(says_class).map(|title| without_continued(title).to_owned())
}

/// A title without the words that say that it goes on from a page before.
fn without_continued(title: &str) -> &str {
    let title = title.trim();
    let lower = title.to_ascii_lowercase();
    let ending = ["(continued)", "(cont.)", "(cont'd)", "(cont)", "continued", "cont'd", "cont."]
        .into_iter()
        .find(|ending| lower.ends_with(ending));
    match ending {
        Some(ending) if ending.len() < title.len() => title[..title.len() - ending.len()]
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | ',' | '–' | ':')),
        _ => title,
    }
}

/// Names of columns without a last word that all of them share and that says only that they are
/// rates: `BA Salary`, `MA Salary`.
fn without_shared_word(names: Vec<String>) -> Vec<String> {
    const WORDS: [&str; 8] =
        ["salary", "salaries", "pay", "rate", "rates", "wage", "wages", "sueldo"];
    let cut = |name: &String| {
        let (kept, last) = name.trim().rsplit_once(char::is_whitespace)?;
        WORDS.contains(&last.to_lowercase().as_str()).then(|| kept.trim().to_owned())
    };
    let shorter: Option<Vec<String>> = names.iter().map(cut).collect();
    shorter.filter(|shorter| shorter.len() > 1).unwrap_or(names)
}
