//! Figures laid out as people read them: what is in each cell is a figure of the book, by its name.

/// A part of the case, in the order in which it persuades and can be checked (`costing.md` 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Vacancies, and what they cost and save.
    Vacancy,
    /// How many people and how much money there was, and is.
    Workforce,
    /// Who stayed and who left.
    Turnover,
    /// What each who is left has to do.
    Workload,
    /// What members and reports say.
    Answers,
    /// What the employer can pay.
    Ability,
    /// What goes to banks and others.
    Payments,
}

/// A table of figures.
#[derive(Debug, Clone)]
pub struct CaseTable {
    /// The part of the case it belongs to.
    pub section: Section,
    /// The name that its figures begin with.
    pub name: String,
    /// The title it appears under.
    pub title: String,
    /// What a reader should know before the numbers, in sentences.
    pub about: Vec<String>,
    /// Over each column of cells.
    pub headers: Vec<String>,
    /// In order.
    pub rows: Vec<TableRow>,
    /// What a reader should know after them, in sentences.
    pub notes: Vec<String>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub struct TableRow {
    /// What it is of.
    pub label: String,
    /// A cell for each header.
    pub cells: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableCell {
    /// Nothing is asked for.
    Blank,
    /// A figure of the book, by its name.
    Figure(String),
    /// A hole of the book, by its name.
    Hole(String),
}

impl CaseTable {
    /// A table without rows.
    pub(crate) fn new(section: Section, name: &str, title: &str, headers: &[&str]) -> CaseTable {
        CaseTable {
            section,
            name: name.to_owned(),
            title: title.to_owned(),
            about: Vec::new(),
            headers: headers.iter().map(|header| (*header).to_owned()).collect(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }
}
