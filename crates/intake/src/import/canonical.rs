//! The canonical roster: what `goodfaith cost` reads.

use std::io::Write;

use costing::{Coded, Schedule};
use money::{Fraction, PayBasis};

use super::columns::plain_decimal;
use super::roster::Part;
use crate::header::canonical_form;

/// A table with canonical columns first and what was kept beside them after, in one or more
/// stretches of rows.
#[derive(Debug, Clone)]
pub struct CanonicalTable {
    /// The headers.
    pub headers: Vec<String>,
    stretches: Vec<Stretch>,
}

#[derive(Debug, Clone)]
struct Stretch {
    rows: usize,
    /// A column for each header; `None` where this stretch has none.
    columns: Vec<Option<Coded<String>>>,
}

impl CanonicalTable {
    /// A table of one stretch of rows.
    pub(crate) fn new(columns: Vec<(String, Coded<String>)>, rows: usize) -> CanonicalTable {
        let (headers, columns) = columns.into_iter().map(|(name, c)| (name, Some(c))).unzip();
        CanonicalTable { headers, stretches: vec![Stretch { rows, columns }] }
    }

    /// Rows in all.
    pub fn rows(&self) -> usize {
        self.stretches.iter().map(|stretch| stretch.rows).sum()
    }

    /// Writes it as CSV in UTF-8.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_csv(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(&self.headers)?;
        for stretch in &self.stretches {
            for row in 0..stretch.rows {
                for column in &stretch.columns {
                    writer.write_field(column.as_ref().map_or("", |c| c.value(row).as_str()))?;
                }
                writer.write_record(None::<&[u8]>)?;
            }
        }
        writer.flush()
    }
}

/// Makes the canonical roster of all files.
pub(crate) fn of(parts: &[Part], schedule: Option<&Schedule>) -> CanonicalTable {
    let _ = schedule;
    let per_part: Vec<Vec<(String, Coded<String>)>> = parts.iter().map(columns).collect();
    let mut headers: Vec<String> = crate::ROSTER_COLUMNS
        .iter()
        .filter(|name| per_part.iter().any(|part| part.iter().any(|(known, _)| known == *name)))
        .map(|name| (*name).to_owned())
        .collect();
    for (name, _) in per_part.iter().flatten() {
        if !headers.contains(name) {
            headers.push(name.clone());
        }
    }
    let stretches = per_part
        .into_iter()
        .zip(parts)
        .map(|(columns, part)| {
            let find = |name: &String| {
                columns.iter().find(|(known, _)| known == name).map(|(_, column)| column.clone())
            };
            Stretch { rows: part.table.rows, columns: headers.iter().map(find).collect() }
        })
        .collect();
    CanonicalTable { headers, stretches }
}

/// The columns of one file's canonical rows.
fn columns(part: &Part) -> Vec<(String, Coded<String>)> {
    let (table, proposal) = (&part.table, &part.proposal);
    let mut columns: Vec<(String, Coded<String>)> = Vec::new();
    for name in crate::ROSTER_COLUMNS {
        let text = || proposal.place(name).and_then(|at| table.columns[at].clone());
        let coalesced = || {
            let places = proposal.places.get(name)?;
            let texts: Vec<&Coded<String>> =
                places.iter().filter_map(|at| table.columns[*at].as_ref()).collect();
            if texts.len() < 2 {
                return None;
            }
            Some(crate::files::table::combine(&texts, table.rows, |texts| {
                texts
                    .iter()
                    .find(|text| !text.is_empty())
                    .map_or(String::new(), |t| (*t).to_owned())
            }))
        };
        let column = match name {
            "rate" | "pay_basis" => own_rates(part, name),
            "fte" => proposal
                .places
                .contains_key("fte")
                .then_some(&part.fte)
                .or_else(|| {
                    (part.fte.values().iter().any(|fte| *fte != Fraction::ONE)).then_some(&part.fte)
                })
                .map(|fte| fte.map(exact)),
            "headcount" => proposal.place(name).map(|_| part.headcount.map(u64::to_string)),
            "hire_date" => part
                .hire_date
                .as_ref()
                .map(|dates| dates.map(|day| day.map_or(String::new(), |day| day.to_string()))),
            "step_date" => part.step_date.as_ref().map(|dates| {
                dates.map(|date| match date {
                    None => String::new(),
                    Some(costing::StepDate::Yearly(day)) => day.to_string(),
                    Some(costing::StepDate::From(day)) => day.to_string(),
                })
            }),
            _ => coalesced().or_else(text),
        };
        if let Some(column) = column {
            columns.push((name.to_owned(), column));
        }
    }
    for at in &proposal.kept {
        let Some(column) = &table.columns[*at] else { continue };
        let header = &table.headers[*at];
        let mut name = match header.is_empty() {
            true => format!("column {}", crate::finding::letters(at + table.left)),
            false => header.clone(),
        };
        if crate::ROSTER_COLUMNS.contains(&canonical_form(&name).as_str()) {
            name.push_str(" (as sent)");
        }
        let mut count = 1;
        let first = name.clone();
        while columns.iter().any(|(known, _)| *known == name) {
            count += 1;
            name = format!("{first} ({count})");
        }
        columns.push((name, column.clone()));
    }
    columns
}

/// Own rates, blank where the schedule pays; and what they buy.
fn own_rates(part: &Part, name: &str) -> Option<Coded<String>> {
    if !part.pay.values().iter().any(|pay| pay.rate.is_some()) {
        return None;
    }
    let texts = part.pay.map(|pay| match (name, &pay.rate) {
        (_, None) => String::new(),
        ("rate", Some(rate)) => exact(rate),
        (_, Some(_)) => pay.basis.map_or(String::new(), |basis: PayBasis| basis.name().to_owned()),
    });
    let Some(placed) = &part.placed else { return Some(texts) };
    let mut values = texts.values().to_vec();
    let blank = values.len() as u32;
    values.push(String::new());
    let codes = (0..part.table.rows)
        .map(|row| if placed.value(row).is_some() { blank } else { texts.code(row) })
        .collect();
    Some(Coded::new(values, codes))
}

/// A number as a canonical file has it: all its decimals, up to eight.
fn exact(number: &Fraction) -> String {
    plain_decimal(number, 2)
}
