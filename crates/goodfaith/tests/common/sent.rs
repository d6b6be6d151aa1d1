//! Files as somebody sends them go through the real importer, and what came of them is asked by
//! name.

use intake::import::{
    ImportedRoster, ImportedSchedule, RosterImport, ScheduleImport, import_roster, import_schedule,
};
use intake::{Findings, Progress, Severity, Source};

/// A file by its name and content.
pub fn given(name: &str, content: impl AsRef<[u8]>) -> Source {
    Source::Given { name: name.to_owned(), bytes: content.as_ref().to_vec() }
}

/// A roster as it came.
pub fn roster(name: &str, content: impl AsRef<[u8]>) -> SentRoster {
    let as_of = "2026-11-25".parse().ok();
    let files = vec![given(name, content)];
    SentRoster(RosterImport { files, as_of, ..RosterImport::default() })
}

/// A schedule as it came.
pub fn schedule(name: &str, content: impl AsRef<[u8]>) -> SentSchedule {
    SentSchedule(ScheduleImport { files: vec![given(name, content)], ..ScheduleImport::default() })
}

pub struct SentRoster(RosterImport);
pub struct SentSchedule(ScheduleImport);

impl SentRoster {
    pub fn with(mut self, say: impl FnOnce(&mut RosterImport)) -> SentRoster {
        say(&mut self.0);
        self
    }

    fn read(&self) -> ReadRoster {
        ReadRoster(import_roster(&self.0, &Progress::none()))
    }

    /// Reads it, which must work.
    #[track_caller]
    pub fn good(&self) -> ReadRoster {
        let read = self.read();
        assert!(read.0.canonical.is_some(), "{}", listed(&read.0.findings, Severity::Error));
        read
    }

    /// Reads it, which must not work.
    #[track_caller]
    pub fn refused(&self) -> ReadRoster {
        let read = self.read();
        assert!(read.0.canonical.is_none(), "the roster was read");
        read
    }
}

impl SentSchedule {
    pub fn with(mut self, say: impl FnOnce(&mut ScheduleImport)) -> SentSchedule {
        say(&mut self.0);
        self
    }

    #[track_caller]
    pub fn good(&self) -> ReadSchedule {
        let read = ReadSchedule(import_schedule(&self.0, &Progress::none()));
        assert!(read.0.canonical.is_some(), "{}", listed(&read.0.findings, Severity::Error));
        read
    }

    #[track_caller]
    pub fn refused(&self) -> ReadSchedule {
        let read = ReadSchedule(import_schedule(&self.0, &Progress::none()));
        assert!(read.0.canonical.is_none(), "the schedule was read");
        read
    }
}

fn listed(findings: &Findings, severity: Severity) -> String {
    let found = findings.0.iter().filter(|finding| finding.severity == severity);
    found.map(ToString::to_string).collect()
}

fn csv_of(table: Option<&intake::import::CanonicalTable>) -> String {
    let mut bytes = Vec::new();
    table.expect("it was read").write_csv(&mut bytes).expect("it can be written");
    String::from_utf8(bytes).expect("UTF-8")
}

fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let rows = reader.records().map(|row| row.expect("CSV"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

/// A roster that was read, or not.
pub struct ReadRoster(pub ImportedRoster);

impl ReadRoster {
    pub fn csv(&self) -> String {
        csv_of(self.0.canonical.as_ref())
    }

    pub fn columns(&self) -> Vec<String> {
        cells(&self.csv())[0].clone()
    }

    /// A canonical row, from 0.
    pub fn row(&self, row: usize) -> Vec<String> {
        cells(&self.csv())[row + 1].clone()
    }

    /// One canonical column.
    pub fn column(&self, name: &str) -> Vec<String> {
        let at = self.columns().iter().position(|column| column == name).expect("the column");
        cells(&self.csv())[1..].iter().map(|row| row[at].clone()).collect()
    }

    pub fn annual_pay(&self) -> String {
        self.0.totals.as_ref().expect("totals").annual_pay.to_decimal(2)
    }

    pub fn fte(&self) -> String {
        self.0.totals.as_ref().expect("totals").fte.to_decimal(4)
    }

    pub fn rows(&self) -> usize {
        self.0.totals.as_ref().expect("totals").rows
    }

    pub fn sum(&self, header: &str) -> String {
        let sums = &self.0.totals.as_ref().expect("totals").sums;
        sums.iter().find(|sum| sum.header == header).expect("the sum").sum.to_decimal(2)
    }

    pub fn dropped(&self) -> Vec<String> {
        self.0.files.iter().flat_map(|f| &f.dropped).map(|(header, _)| header.clone()).collect()
    }

    /// The header that a canonical column was taken from.
    pub fn header_of(&self, column: &str) -> String {
        let lines = self.0.files.iter().flat_map(|file| &file.mapping);
        let found = lines.into_iter().find(|line| line.column == column);
        found.map_or(String::new(), |line| line.header.clone())
    }

    pub fn said(&self) -> String {
        self.0.files.iter().flat_map(|file| &file.said).map(|said| format!("{said}\n")).collect()
    }

    pub fn errors(&self) -> String {
        listed(&self.0.findings, Severity::Error)
    }

    pub fn warnings(&self) -> String {
        listed(&self.0.findings, Severity::Warning)
    }

    pub fn text(&self) -> String {
        press::import_roster_text(&self.0)
    }

    pub fn json(&self) -> String {
        press::import_roster_json(&self.0)
    }

    pub fn findings_csv(&self) -> String {
        let bytes = press::findings_csv(&self.0.findings, &self.0.marked);
        String::from_utf8(bytes).expect("UTF-8")
    }
}

/// A schedule that was read, or not.
pub struct ReadSchedule(pub ImportedSchedule);

impl ReadSchedule {
    pub fn csv(&self) -> String {
        csv_of(self.0.canonical.as_ref())
    }

    /// The rate of a class, column and step.
    pub fn rate(&self, class: &str, column: &str, step: &str) -> String {
        let rows = cells(&self.csv());
        let at = |name: &str| rows[0].iter().position(|header| header == name);
        let text =
            |row: &[String], name: &str| at(name).map_or(String::new(), |at| row[at].clone());
        let found = rows[1..].iter().find(|row| {
            text(row, "classification") == class
                && text(row, "column") == column
                && text(row, "step") == step
        });
        found.map_or(String::new(), |row| text(row, "rate"))
    }

    pub fn columns(&self) -> Vec<String> {
        cells(&self.csv())[0].clone()
    }

    pub fn row(&self, row: usize) -> Vec<String> {
        cells(&self.csv())[row + 1].clone()
    }

    pub fn rates(&self) -> usize {
        self.0.totals.as_ref().map_or(0, |totals| totals.rates)
    }

    pub fn said(&self) -> String {
        self.0.files.iter().flat_map(|file| &file.said).map(|said| format!("{said}\n")).collect()
    }

    pub fn errors(&self) -> String {
        listed(&self.0.findings, Severity::Error)
    }

    pub fn warnings(&self) -> String {
        listed(&self.0.findings, Severity::Warning)
    }
}
