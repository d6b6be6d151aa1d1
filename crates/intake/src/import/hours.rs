//! Parts of full time made of scheduled hours.

use costing::Coded;
use money::Fraction;

use super::columns::{numbers, plain_decimal};
use super::roster::Settings;
use crate::files::table::Table;
use crate::mapping::lexicon;
use crate::mapping::number::{self, Decimal};
use crate::{Finding, Findings, Place};

/// A column of scheduled hours: of a week unless its header says otherwise.
pub(crate) struct Hours {
    at: usize,
    /// How many such stretches make a year.
    stretches: i64,
    /// The hours of full time in one.
    full: Fraction,
    /// The most that a row has, and what most rows have.
    most: Fraction,
    usual: Fraction,
    /// Whether the header says what they are of.
    sure: bool,
    /// Whether `--hours-per-year` says what full time is.
    told: bool,
}

impl Hours {
    /// Looks at a column; `None` where it holds no hours.
    pub fn of(table: &Table, at: usize, decimal: Decimal, settings: &Settings) -> Option<Hours> {
        let column = table.columns[at].as_ref()?;
        let hours: Vec<Option<Fraction>> =
            column.values().iter().map(|text| number::parse(text, decimal)).collect();
        let most = hours.iter().flatten().max()?.clone();
        let mut counts = vec![0_usize; hours.len()];
        (0..table.rows).for_each(|row| counts[column.code(row) as usize] += 1);
        let filled = hours.iter().zip(&counts).filter_map(|(h, count)| Some((h.as_ref()?, count)));
        let usual = filled.max_by_key(|(_, count)| **count)?.0.clone();
        let plain = lexicon::plain(&table.headers[at]);
        let words: Vec<&str> = plain.split(' ').collect();
        let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
        let (stretches, sure) = match () {
            () if has(&["biweekly", "period"]) => (26, true),
            () if has(&["annual", "year"]) => (1, true),
            () if has(&["monthly"]) => (12, true),
            () => (52, has(&["week", "weekly", "semanales", "semana"])),
        };
        let full = settings.year.hours.divide(&Fraction::whole(stretches)).ok()?;
        let told = settings.hours_told;
        Some(Hours { at, stretches, full, most, usual, sure, told })
    }

    fn spoken(&self) -> &'static str {
        match self.stretches {
            52 => "a week",
            26 => "a pay period",
            12 => "a month",
            _ => "a year",
        }
    }

    /// What they are taken for.
    pub fn why(&self, settings: &Settings) -> String {
        format!(
            "hours {}, of {} ({} a year)",
            self.spoken(),
            plain_decimal(&self.full, 0),
            plain_decimal(&settings.year.hours, 0)
        )
    }

    /// What has to be asked before parts of full time can be made of them.
    pub fn question(&self, table: &Table) -> Option<Finding> {
        let header = &table.headers[self.at];
        let most = plain_decimal(&self.most, 0);
        let spoken = self.spoken();
        let aside = format!("leave them out of the arithmetic with --keep \"{header}\"");
        let ask = |what: String, mend: String| {
            Some(Finding::error(Place::File(table.file.clone()), what).mend(mend))
        };
        if !self.sure && self.most > Fraction::whole(60) {
            return ask(
                format!("column \"{header}\" runs to {most}: hours of a week, or of a pay period?"),
                format!("{aside}, and give the part of full time in a column of its own"),
            );
        }
        if self.told {
            return None;
        }
        let full = plain_decimal(&self.full, 0);
        if self.most > self.full {
            return ask(
                format!(
                    "column \"{header}\" runs to {most} hours {spoken}, more than the {full} of full time"
                ),
                format!(
                    "{aside}; or say what full time is: with --hours-per-year 2080 they count as more than one"
                ),
            );
        }
        let year = plain_decimal(&self.usual.times(&Fraction::whole(self.stretches)), 0);
        if self.usual == self.most && self.usual != self.full {
            return ask(
                format!(
                    "most people in column \"{header}\" have {most} hours {spoken}, and nobody more: is that full time, or {full}?"
                ),
                format!("say it with --hours-per-year {year}, or --hours-per-year 2080"),
            );
        }
        None
    }

    /// The part of full time of each row; full time where there are no hours.
    pub fn parts(
        &self,
        table: &Table,
        decimal: Decimal,
        findings: &mut Findings,
    ) -> Coded<Fraction> {
        let Some(column) = &table.columns[self.at] else { return Coded::constant(Fraction::ONE) };
        let expected = "hours, such as 40 or 37.5";
        let hours = numbers(table, self.at, decimal, "number of hours", expected, findings);
        let part = |hours: Fraction| hours.divide(&self.full).unwrap_or(Fraction::ONE);
        column.with_values(hours.into_iter().map(|h| h.map_or(Fraction::ONE, part)).collect())
    }
}
