use money::{Cents, Date, Fraction, MonthDay, date_from_iso};
use toml_edit::{Document, Item, TableLike, Value};

use crate::files::table::quoted;
use crate::{Finding, Findings, Place};

/// A TOML file with the lines of its parts.
pub(crate) struct TomlFile {
    pub name: String,
    text: String,
    document: Document<String>,
}

impl TomlFile {
    pub fn parse(name: &str, text: &str) -> Result<TomlFile, Finding> {
        let document = Document::parse(text.to_owned()).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let place = Place::Line { file: name.to_owned(), line: line_of(text, start) };
            let what = error.message().lines().collect::<Vec<_>>().join("; ");
            Finding::error(place, format!("is not TOML: {what}"))
                .mend("compare the line with the examples of `goodfaith cost --help`")
        })?;
        Ok(TomlFile { name: name.to_owned(), text: text.to_owned(), document })
    }

    pub fn root(&self) -> Fields<'_> {
        Fields { file: self, table: self.document.as_table(), at: None, path: String::new() }
    }

    fn line(&self, span: Option<std::ops::Range<usize>>) -> Option<usize> {
        span.map(|span| line_of(&self.text, span.start))
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1
}

/// The fields of one table, read by name; each reader says what it expected.
pub(crate) struct Fields<'a> {
    file: &'a TomlFile,
    table: &'a dyn TableLike,
    at: Option<usize>,
    /// Where in the file this table is, for messages: `rounding`, `terms`.
    pub path: String,
}

impl<'a> Fields<'a> {
    /// The line the table begins on.
    pub fn place(&self) -> Place {
        match self.at {
            Some(line) => Place::Line { file: self.file.name.clone(), line },
            None => Place::File(self.file.name.clone()),
        }
    }

    /// The line a field stands on.
    pub fn place_of(&self, field: &str) -> Place {
        let key = self.table.key(field).and_then(|key| key.span());
        let value = self.table.get(field).and_then(Item::span);
        match self.file.line(key.or(value)) {
            Some(line) => Place::Line { file: self.file.name.clone(), line },
            None => self.place(),
        }
    }

    pub fn has(&self, field: &str) -> bool {
        self.table.get(field).is_some_and(|item| !item.is_none())
    }

    /// Whether a field is a text or a number, and no table or list.
    pub fn is_text(&self, field: &str) -> bool {
        matches!(self.value(field), Some(Value::String(_) | Value::Integer(_) | Value::Float(_)))
    }

    fn name(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }

    fn value(&self, field: &str) -> Option<&'a Value> {
        self.table.get(field).and_then(Item::as_value)
    }

    /// The text of a field as it stands in the file, for messages.
    pub fn printed(&self, field: &str) -> String {
        let span = self.table.get(field).and_then(Item::span);
        span.and_then(|span| self.file.text.get(span)).unwrap_or("").trim().to_owned()
    }

    pub fn wrong(&self, field: &str, expected: &str, findings: &mut Findings) {
        let what = format!("{} = {}", self.name(field), self.printed(field));
        findings.push(Finding::error(self.place_of(field), what).expected(expected));
    }

    pub fn missing(&self, field: &str, expected: &str, findings: &mut Findings) {
        findings.push(
            Finding::error(self.place(), format!("{} is missing", self.name(field)))
                .expected(expected),
        );
    }

    /// Every field must be one of `known`; those in `later` are real but not built yet.
    pub fn only(&self, known: &[&str], later: &[&str], findings: &mut Findings) {
        for (field, _) in self.table.iter() {
            if known.contains(&field) {
                continue;
            }
            let place = self.place_of(field);
            let finding = if later.contains(&field) {
                Finding::error(place, format!("{} is not built yet", self.name(field)))
                    .mend("leave it out; it would change the cost, so it is not ignored")
            } else {
                let finding =
                    Finding::error(place, format!("there is no field \"{}\"", self.name(field)));
                match (finding.near(field, known), known) {
                    (finding, []) => finding,
                    (finding, known) => finding.expected(format!("one of {}", known.join(", "))),
                }
            };
            findings.push(finding);
        }
    }

    pub fn text(&self, field: &str, findings: &mut Findings) -> Option<String> {
        if !self.has(field) {
            return None;
        }
        match self.value(field).and_then(Value::as_str) {
            Some(text) => Some(text.trim().to_owned()),
            None => {
                self.wrong(field, "text in double quotes", findings);
                None
            }
        }
    }

    /// A number written as text, or a bare whole number.
    pub fn number_text(&self, field: &str, findings: &mut Findings) -> Option<String> {
        if !self.has(field) {
            return None;
        }
        match self.value(field) {
            Some(Value::String(text)) => Some(text.value().trim().to_owned()),
            Some(Value::Integer(number)) => Some(number.value().to_string()),
            Some(Value::Float(_)) => {
                let printed = self.printed(field);
                let what = format!("{} = {printed} is a bare decimal", self.name(field));
                findings.push(
                    Finding::error(self.place_of(field), what)
                        .expected("a number as text, so that it is exact")
                        .mend(format!("write {field} = \"{printed}\"")),
                );
                None
            }
            _ => {
                self.wrong(field, "a number as text, such as \"2.5\"", findings);
                None
            }
        }
    }

    fn parsed<T, E>(
        &self,
        field: &str,
        expected: &str,
        findings: &mut Findings,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.number_text(field, findings)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(_) => {
                self.wrong(field, expected, findings);
                None
            }
        }
    }

    /// A percent, as a part of one.
    pub fn percent(&self, field: &str, findings: &mut Findings) -> Option<Fraction> {
        self.parsed(
            field,
            "a percent as text, such as \"2.5\", or a fraction such as \"1/26\"",
            findings,
            Fraction::percent,
        )
    }

    /// Dollars, to any number of decimals.
    pub fn dollars(&self, field: &str, findings: &mut Findings) -> Option<Fraction> {
        let dollars = |text: &str| {
            if text.contains('/') {
                Err(money::MoneyError::DividedByZero)
            } else {
                Fraction::parse(text)
            }
        };
        self.parsed(
            field,
            "an amount as text without signs or separators, such as \"1500.00\"",
            findings,
            dollars,
        )
    }

    /// Dollars and whole cents.
    pub fn cents(&self, field: &str, findings: &mut Findings) -> Option<Fraction> {
        let cents = |text: &str| Cents::parse(text).map(Cents::dollars);
        self.parsed(field, "dollars and cents as text, such as \"1500.00\"", findings, cents)
    }

    pub fn number(&self, field: &str, findings: &mut Findings) -> Option<Fraction> {
        self.parsed(field, "a number as text, such as \"0.5\"", findings, Fraction::parse)
    }

    pub fn whole(&self, field: &str, findings: &mut Findings) -> Option<i32> {
        self.parsed(field, "a whole number", findings, |text| {
            text.parse::<i32>().ok().filter(|number| *number >= 0).ok_or(())
        })
    }

    pub fn truth(&self, field: &str, findings: &mut Findings) -> Option<bool> {
        if !self.has(field) {
            return None;
        }
        let truth = self.value(field).and_then(Value::as_bool);
        if truth.is_none() {
            self.wrong(field, "true or false", findings);
        }
        truth
    }

    /// A TOML date, or the same as text.
    pub fn date(&self, field: &str, findings: &mut Findings) -> Option<Date> {
        if !self.has(field) {
            return None;
        }
        let text = match self.value(field) {
            Some(Value::Datetime(day)) => day.value().to_string(),
            Some(Value::String(text)) => text.value().clone(),
            _ => String::new(),
        };
        match date_from_iso(text.trim()) {
            Ok(date) => Some(date),
            Err(_) => {
                self.wrong(field, "a date such as 2022-07-01", findings);
                None
            }
        }
    }

    pub fn month_day(&self, field: &str, findings: &mut Findings) -> Option<MonthDay> {
        let text = self.text(field, findings)?;
        let parsed = MonthDay::parse(&text);
        if parsed.is_err() {
            self.wrong(field, "a month and day such as \"07-01\"", findings);
        }
        parsed.ok()
    }

    /// One of some names.
    pub fn choice<T: Copy>(
        &self,
        field: &str,
        names: &[(&str, T)],
        findings: &mut Findings,
    ) -> Option<T> {
        let text = self.text(field, findings)?;
        if let Some((_, value)) = names.iter().find(|(name, _)| *name == text) {
            return Some(*value);
        }
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        findings.push(
            Finding::error(
                self.place_of(field),
                format!("{} = {}", self.name(field), self.printed(field)),
            )
            .expected(format!("one of {}", quoted(&names)))
            .near(&text, &names),
        );
        None
    }

    /// A list of texts; whole numbers are taken as their digits.
    pub fn texts(&self, field: &str, findings: &mut Findings) -> Option<Vec<String>> {
        if !self.has(field) {
            return None;
        }
        let item = |value: &Value| match value {
            Value::String(text) => Some(text.value().trim().to_owned()),
            Value::Integer(number) => Some(number.value().to_string()),
            _ => None,
        };
        let texts: Option<Vec<String>> = self
            .value(field)
            .and_then(Value::as_array)
            .and_then(|list| list.iter().map(item).collect());
        if texts.is_none() {
            self.wrong(
                field,
                "a list of texts, such as [\"Attorney III\", \"Attorney IV\"]",
                findings,
            );
        }
        texts
    }

    /// A table within this one, inline or not.
    pub fn table(&self, field: &str, findings: &mut Findings) -> Option<Fields<'a>> {
        if !self.has(field) {
            return None;
        }
        let item = self.table.get(field)?;
        match item.as_table_like() {
            Some(table) => Some(Fields {
                file: self.file,
                table,
                at: self
                    .file
                    .line(self.table.key(field).and_then(|key| key.span()).or(item.span())),
                path: self.name(field),
            }),
            None => {
                self.wrong(field, "a table", findings);
                None
            }
        }
    }

    /// A list of tables within this one, inline or not.
    pub fn tables(&self, field: &str, findings: &mut Findings) -> Vec<Fields<'a>> {
        let Some(item) = self.table.get(field).filter(|item| !item.is_none()) else {
            return vec![];
        };
        let path = self.name(field);
        let child = |table: &'a dyn TableLike, span: Option<std::ops::Range<usize>>| Fields {
            file: self.file,
            table,
            at: self.file.line(span),
            path: path.clone(),
        };
        if let Some(tables) = item.as_array_of_tables() {
            return tables.iter().map(|table| child(table, table.span())).collect();
        }
        let inline = item.as_array().map(|list| {
            list.iter()
                .map(|value| value.as_inline_table().map(|table| child(table, table.span())))
                .collect()
        });
        match inline {
            Some(Some(tables)) => tables,
            _ => {
                self.wrong(field, "a list of tables", findings);
                vec![]
            }
        }
    }

    /// The names of all fields.
    pub fn names(&self) -> Vec<&'a str> {
        self.table.iter().map(|(name, _)| name).collect()
    }
}
