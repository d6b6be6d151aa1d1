use std::fmt;

/// Whether a finding keeps the file out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is read in while it stands.
    Error,
    /// Read in, and said.
    Warning,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    File(String),
    /// A line of a text file such as an offer.
    Line {
        /// The file.
        file: String,
        /// From 1.
        line: usize,
    },
    /// A cell of a table.
    Cell {
        /// The file.
        file: String,
        /// As a spreadsheet counts, the header being in row 1.
        row: usize,
        /// The header as the file spells it.
        column: String,
        /// Its place among the columns, from 0.
        at: usize,
    },
    /// A row of a table.
    Row {
        /// The file.
        file: String,
        /// As a spreadsheet counts.
        row: usize,
    },
    /// An argument of the command.
    Argument(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File(file) => write!(f, "{file}"),
            Place::Line { file, line } => write!(f, "{file}, line {line}"),
            Place::Cell { file, row, column, at } => {
                write!(f, "{file}, row {row}, column {column} (cell {}{row})", letters(*at))
            }
            Place::Row { file, row } => write!(f, "{file}, row {row}"),
            Place::Argument(argument) => write!(f, "{argument}"),
        }
    }
}

impl Place {
    /// The cell as a spreadsheet names it, such as `F14`; none where the place is no cell.
    pub fn cell(&self) -> Option<String> {
        match self {
            Place::Cell { row, at, .. } => Some(format!("{}{row}", letters(*at))),
            _ => None,
        }
    }

    fn row(&self) -> Option<usize> {
        match self {
            Place::Row { row, .. } | Place::Cell { row, .. } => Some(*row),
            _ => None,
        }
    }
}

/// A column's letters in a spreadsheet: A, B, ... Z, AA.
pub(crate) fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}

/// One thing that is wrong, or worth saying, in what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it keeps the file out.
    pub severity: Severity,
    /// What is wrong, with the value.
    pub what: String,
    /// The first place it stands in.
    pub place: Place,
    /// What was expected.
    pub expected: Option<String>,
    /// The nearest valid name.
    pub nearest: Option<String>,
    /// Further rows with the same problem.
    pub also: Vec<usize>,
    /// What to do about it.
    pub mend: Option<String>,
}

impl Finding {
    /// An error at a place.
    pub fn error(place: Place, what: impl Into<String>) -> Finding {
        Finding {
            severity: Severity::Error,
            what: what.into(),
            place,
            expected: None,
            nearest: None,
            also: Vec::new(),
            mend: None,
        }
    }

    /// A warning at a place.
    pub fn warning(place: Place, what: impl Into<String>) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::error(place, what) }
    }

    /// Says what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Finding {
        self.expected = Some(expected.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn mend(mut self, mend: impl Into<String>) -> Finding {
        self.mend = Some(mend.into());
        self
    }

    /// Names the valid name nearest to what was found, if any is near.
    #[must_use]
    pub fn near<S: AsRef<str>>(
        mut self,
        found: &str,
        valid: impl IntoIterator<Item = S>,
    ) -> Finding {
        self.nearest = nearest(found, valid);
        self
    }

    /// Names further rows with the same problem.
    #[must_use]
    pub fn also(mut self, rows: Vec<usize>) -> Finding {
        self.also = rows;
        self
    }
}

impl Finding {
    /// Every place it stands in: its own, then the same column of the other rows.
    pub fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let other = |row: &usize| match &self.place {
            Place::Cell { file, column, at, .. } => {
                Place::Cell { file: file.clone(), row: *row, column: column.clone(), at: *at }
            }
            Place::Row { file, .. } => Place::Row { file: file.clone(), row: *row },
            place => place.clone(),
        };
        std::iter::once(self.place.clone()).chain(self.also.iter().map(other))
    }

    /// Whether another finding differs only in its row.
    fn says_the_same(&self, other: &Finding) -> bool {
        let beside = match (&self.place, &other.place) {
            (Place::Row { file, .. }, Place::Row { file: other, .. }) => file == other,
            (Place::Cell { file, at, .. }, Place::Cell { file: other, at: other_at, .. }) => {
                file == other && at == other_at
            }
            _ => false,
        };
        beside
            && self.severity == other.severity
            && self.what == other.what
            && self.expected == other.expected
            && self.mend == other.mend
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(f, "{severity}: {}", self.what)?;
        writeln!(f, "  {}", self.place)?;
        if let Some(expected) = &self.expected {
            writeln!(f, "  expected {expected}")?;
        }
        if let Some(nearest) = &self.nearest {
            writeln!(f, "  the nearest valid name is \"{nearest}\"")?;
        }
        match self.also.as_slice() {
            [] => {}
            [one] => writeln!(f, "  row {one} has the same problem")?,
            rows if rows.len() <= 5 => {
                let (last, first) = (rows[rows.len() - 1], &rows[..rows.len() - 1]);
                let first: Vec<String> = first.iter().map(usize::to_string).collect();
                writeln!(f, "  rows {} and {last} have the same problem", first.join(", "))?;
            }
            rows => {
                let first: Vec<String> = rows[..3].iter().map(usize::to_string).collect();
                let more = rows.len() - 3;
                writeln!(f, "  rows {} and {more} more have the same problem", first.join(", "))?;
            }
        }
        if let Some(mend) = &self.mend {
            writeln!(f, "  mend: {mend}")?;
        }
        Ok(())
    }
}

/// The valid name nearest to a misspelt one, when it is near enough to be meant.
fn nearest<S: AsRef<str>>(found: &str, valid: impl IntoIterator<Item = S>) -> Option<String> {
    let lower = found.trim().to_lowercase();
    let scored = valid.into_iter().map(|name| {
        let likeness = strsim::jaro_winkler(&lower, &name.as_ref().to_lowercase());
        (likeness, name)
    });
    let mut best: Option<(f64, String)> = None;
    for (likeness, name) in scored {
        let name = name.as_ref();
        let better = best.as_ref().is_none_or(|(known, known_name)| {
            likeness > *known || (likeness == *known && name < known_name.as_str())
        });
        if better && likeness >= 0.78 {
            best = Some((likeness, name.to_owned()));
        }
    }
    best.map(|(_, name)| name)
}

/// Findings gathered while reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Puts findings that say the same of one column, or of rows of one file, together.
    pub(crate) fn group(&mut self) {
        let mut grouped: Vec<Finding> = Vec::new();
        for finding in std::mem::take(&mut self.0) {
            match grouped.iter_mut().find(|known| known.says_the_same(&finding)) {
                Some(known) => {
                    known.also.extend(finding.place.row());
                    known.also.extend(finding.also);
                }
                None => grouped.push(finding),
            }
        }
        for finding in &mut grouped {
            let own = finding.place.row();
            finding.also.sort_unstable();
            finding.also.dedup();
            finding.also.retain(|row| Some(*row) != own);
        }
        self.0 = grouped;
    }

    /// Puts errors before warnings, each in the order they were found.
    pub(crate) fn errors_first(&mut self) {
        self.0.sort_by_key(|finding| finding.severity);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// How many of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|finding| finding.severity == severity).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_its_spreadsheet_letters() {
        assert_eq!(
            (letters(0), letters(25), letters(26), letters(701)),
            ("A".into(), "Z".into(), "AA".into(), "ZZ".into())
        );
    }

    #[test]
    fn the_nearest_name_is_near_or_not_given() {
        let classes = ["Attorney III", "Attorney IV", "Administrative Law Judge"];
        assert_eq!(nearest("Atorney III", classes), Some("Attorney III".to_owned()));
        assert_eq!(nearest("Custodian", classes), None);
    }
}
