//! Which column of a file of hires holds what.

use std::collections::BTreeMap;

use record::MoveKind;

use crate::files::table::{Table, quoted};
use crate::mapping::lexicon::plain;
use crate::{Finding, Findings, Place};

/// The canonical columns. `hired` and `left` are days; a file that has them needs no `kind`.
pub const COLUMNS: [&str; 8] = ["date", "hired", "left", "kind", "class", "fte", "pool", "key"];

/// The headers that hold each column, the likeliest first; capitals, spacing and abbreviations are no matter.
const HEADERS: [(&str, &str); 8] = [
    (
        "date",
        "action date, effective date, event date, transaction date, date of action, date effective, effective, day",
    ),
    (
        "hired",
        "hire date, date of hire, date hired, start date, appointment date, date of appointment, first day",
    ),
    (
        "left",
        "separation date, date of separation, termination date, leave date, date left, end date, last day, retirement date",
    ),
    (
        "kind",
        "action, action type, type of action, type, event, event type, personnel action, transaction, transaction type, \
         hire or leave, move",
    ),
    (
        "class",
        "classification, class title, classification title, job class, title, job title, position title, job, \
         job classification",
    ),
    (
        "fte",
        "percent time, time base, full time equivalent, part of full time, percent of full time, percent full time, \
         fte percent, time percent, full or part time",
    ),
    (
        "pool",
        "source, programme, program, hiring pool, hiring program, hiring source, pipeline, recruitment source",
    ),
    (
        "key",
        "employee id, employee number, employee, person id, id, case number, case, transaction id, position, \
         position number, position id, row id, reference, number",
    ),
];

/// The place of each column among the headers.
pub struct Places(pub BTreeMap<&'static str, usize>);

impl Places {
    /// Columns by their own names or by hand first, then by other headers.
    pub fn of(table: &Table) -> Places {
        let own = COLUMNS.iter().filter_map(|name| Some((*name, table.place_of(name)?)));
        let mut places: BTreeMap<&'static str, usize> = own.collect();
        let headers: Vec<String> = table.headers.iter().map(|header| plain(header)).collect();
        for (column, known) in HEADERS {
            if places.contains_key(column) {
                continue;
            }
            let free = |at: &usize| !places.values().any(|taken| taken == at);
            let at = known.split(", ").find_map(|known| {
                let known = plain(known);
                (0..headers.len()).filter(free).find(|at| headers[*at] == known)
            });
            if let Some(at) = at {
                places.insert(column, at);
            }
        }
        // One column of days beside a kind is enough.
        if places.contains_key("kind") && places.contains_key("date") {
            places.remove("hired");
            places.remove("left");
        }
        if !places.contains_key("kind")
            && (places.contains_key("hired") || places.contains_key("left"))
        {
            places.remove("date");
        }
        Places(places)
    }

    pub fn at(&self, column: &str) -> Option<usize> {
        self.0.get(column).copied()
    }

    /// The column with the day of a kind of move.
    pub fn day_of(&self, kind: MoveKind) -> Option<usize> {
        self.at("date").or_else(|| match kind {
            MoveKind::Hire => self.at("hired"),
            MoveKind::Leave => self.at("left"),
        })
    }

    /// The columns of days.
    pub fn days(&self) -> impl Iterator<Item = usize> {
        ["date", "hired", "left"].into_iter().filter_map(|name| self.at(name))
    }

    /// Whether there are days, and whether it is said who came and who left; a finding for each that is missing.
    pub fn are_enough(&self, table: &Table, findings: &mut Findings) -> bool {
        let file = || Place::File(table.file.clone());
        let headers = quoted(&table.headers);
        if table.rows == 0 {
            let finding = Finding::error(file(), "the file has no rows");
            findings.push(finding.expected("a row for each hire and each leaver"));
            return false;
        }
        let days = self.days().next().is_some();
        if !days {
            findings.push(
                Finding::error(file(), "the file has no column of days")
                    .expected("a column such as \"Date\", \"Action date\" or \"Hire date\"")
                    .mend(format!("name it: --map date=\"...\"; the headers are {headers}")),
            );
        }
        let said = ["kind", "hired", "left"].iter().any(|name| self.at(name).is_some());
        if !said {
            findings.push(
                Finding::error(file(), "no column says who was hired and who left")
                    .expected("a column such as \"Action\" with hire or leave in it; or a column \"Hire date\", \"Separation date\" or both")
                    .mend(format!("name it: --map kind=\"...\"; where every row is a hire, --map hired=\"...\" names the column of days; the headers are {headers}")),
            );
        }
        days && said
    }
}
