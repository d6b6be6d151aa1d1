//! A row a rate.

use money::Date;

use super::Reader;
use crate::Finding;
use crate::files::table::quoted;
use crate::mapping::pay_words;

impl Reader<'_> {
    /// A row a rate.
    pub(super) fn long(&mut self, rate_at: usize, effective: Option<Date>) -> bool {
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
    pub(super) fn dated(&mut self) -> bool {
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
    pub(super) fn flat(&mut self, rate_at: usize) -> bool {
        self.said.push("one rate a class: its step is called 1".to_owned());
        self.proposal.places.remove("step");
        self.long(rate_at, None)
    }
}
