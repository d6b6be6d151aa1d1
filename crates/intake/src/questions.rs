//! Members' questions out of a file: `questions.csv`, or `[[question]]` of a TOML file. Words and counts, and nobody's name.

use record::Slug;
use record::body::Listener;

use crate::files::bytes::{Bytes, Source};
use crate::files::table::{Reading, Table, Wanted};
use crate::toml_fields::TomlFile;
use crate::{Finding, Findings, HeaderMap, Place, Progress};

/// The columns, and the fields of `[[question]]`.
pub const QUESTION_FIELDS: [&str; 5] = ["id", "words", "topic", "listener", "times"];

/// A question as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionRow {
    /// Where it stands.
    pub place: Place,
    /// Its id: entries of one id are one question.
    pub id: Slug,
    /// The question, as it is asked.
    pub words: String,
    /// What it is grouped under.
    pub topic: Slug,
    /// Whom the members who asked have to answer.
    pub listener: Option<Listener>,
    /// How often it was asked; 1 where that is not said.
    pub times: u32,
}

/// Questions of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionsFile {
    /// The file's name, without its folder.
    pub name: String,
    /// Its rows.
    pub rows: Vec<QuestionRow>,
}

/// Reads a file of members' questions, all of it or none.
///
/// # Errors
///
/// Every finding in it, by its row.
pub fn read_questions(source: &Source) -> Result<QuestionsFile, Findings> {
    let one = |finding: Finding| Findings(vec![finding]);
    let bytes = Bytes::read(source).map_err(one)?;
    let mut findings = Findings::default();
    let rows = match bytes.name.to_lowercase().ends_with(".toml") {
        true => of_toml(&bytes, &mut findings),
        false => of_table(&bytes, &mut findings),
    };
    if rows.is_empty() && !findings.has_errors() {
        let place = Place::File(bytes.name.clone());
        findings.push(
            Finding::error(place, "there is no question in it")
                .expected("a row for each question: id, words, topic, listener, times"),
        );
    }
    told_once(&rows, &mut findings);
    if findings.has_errors() { Err(findings) } else { Ok(QuestionsFile { name: bytes.name, rows }) }
}

/// The texts of a row, with where each stands.
struct Texts<'a> {
    row: Place,
    text: &'a dyn Fn(&str) -> String,
    place: &'a dyn Fn(&str) -> Place,
}

impl Texts<'_> {
    fn wrong(&self, field: &str, expected: &str, findings: &mut Findings) {
        let text = (self.text)(field);
        let what = match text.is_empty() {
            true => format!("{field} is missing"),
            false => format!("{field}: \"{text}\""),
        };
        findings.push(Finding::error((self.place)(field), what).expected(expected));
    }

    /// An id as it has to be written; another is not made of it, since the same question has to get the same id each time.
    fn slug(&self, field: &str, findings: &mut Findings) -> Option<Slug> {
        let text = (self.text)(field);
        let read = Slug::parse(&text).ok();
        if read.is_none() {
            let such = match text.is_empty() {
                true => "pay-and-steps".to_owned(),
                false => Slug::from_words(&text).to_string(),
            };
            let expected = format!("small letters, digits and hyphens, such as {such}");
            self.wrong(field, &expected, findings);
        }
        read
    }

    fn read(&self, findings: &mut Findings) -> Option<QuestionRow> {
        let (id, topic) = (self.slug("id", findings), self.slug("topic", findings));
        let words = (self.text)("words");
        if words.is_empty() {
            self.wrong("words", "the question, as it is asked, without who asked it", findings);
        }
        let named = (self.text)("listener").to_lowercase().replace([' ', '_'], "-");
        let listener = Listener::ALL.into_iter().find(|one| one.name().replace(' ', "-") == named);
        if listener.is_none() && !named.is_empty() {
            self.wrong("listener", &format!("one of {}, or nothing", Listener::names()), findings);
            return None;
        }
        let times = match (self.text)("times").as_str() {
            "" => Some(1),
            text => text.parse::<u32>().ok().filter(|times| *times > 0),
        };
        if times.is_none() {
            self.wrong("times", "how often it was asked: a whole number from 1", findings);
        }
        if words.is_empty() {
            return None;
        }
        let place = self.row.clone();
        Some(QuestionRow { place, id: id?, words, topic: topic?, listener, times: times? })
    }
}

fn of_table(bytes: &Bytes, findings: &mut Findings) -> Vec<QuestionRow> {
    let wanted = Wanted {
        canonical: &QUESTION_FIELDS,
        skip: &[],
        others: &[],
        all: true,
        map: &HeaderMap::default(),
        tolerant: false,
        reading: &Reading::default(),
        progress: &Progress::none(),
    };
    let Some(table) = Table::read(bytes, &wanted, findings) else { return Vec::new() };
    let place = || Place::File(table.file.clone());
    for needed in ["id", "words", "topic"] {
        if !table.has(needed) {
            let what = format!("there is no column \"{needed}\"");
            findings.push(
                Finding::error(place(), what)
                    .expected(format!("the columns {}", QUESTION_FIELDS.join(", "))),
            );
        }
    }
    for (at, header) in table.headers.iter().enumerate() {
        if table.canonical_at(at).is_none() && !header.trim().is_empty() {
            findings.push(
                Finding::error(place(), format!("there is a column \"{header}\""))
                    .expected(format!("the columns {}", QUESTION_FIELDS.join(", ")))
                    .near(header, QUESTION_FIELDS)
                    .mend("leave it out: what is asked is kept, and never who asked or when"),
            );
        }
    }
    if findings.has_errors() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for row in 0..table.rows {
        let text = |field: &str| {
            table.column(field).map_or("", |column| column.value(row).as_str()).trim().to_owned()
        };
        let place = |field: &str| match table.has(field) {
            true => table.cell(field, row),
            false => table.row(row),
        };
        all.extend(Texts { row: table.row(row), text: &text, place: &place }.read(findings));
    }
    all
}

fn of_toml(bytes: &Bytes, findings: &mut Findings) -> Vec<QuestionRow> {
    let text = match bytes.text() {
        Ok(text) => text,
        Err(finding) => {
            findings.push(finding);
            return Vec::new();
        }
    };
    let toml = match TomlFile::parse(&bytes.name, text) {
        Ok(toml) => toml,
        Err(finding) => {
            findings.push(finding);
            return Vec::new();
        }
    };
    let root = toml.root();
    root.only(&["question"], &[], findings);
    let mut all = Vec::new();
    for fields in root.tables("question", findings) {
        fields.only(&QUESTION_FIELDS, &[], findings);
        let mut texts = std::collections::BTreeMap::new();
        for field in QUESTION_FIELDS {
            let text = match field {
                "times" => fields.number_text(field, findings),
                _ => fields.text(field, findings),
            };
            texts.insert(field, text.unwrap_or_default());
        }
        let text = |field: &str| texts.get(field).cloned().unwrap_or_default();
        let place = |field: &str| fields.place_of(field);
        all.extend(Texts { row: fields.place(), text: &text, place: &place }.read(findings));
    }
    all
}

/// A question stands once for each listener, and under one topic.
fn told_once(rows: &[QuestionRow], findings: &mut Findings) {
    for (at, row) in rows.iter().enumerate() {
        let before = &rows[..at];
        if let Some(first) =
            before.iter().find(|one| one.id == row.id && one.listener == row.listener)
        {
            let what =
                format!("{} is counted for this listener at {} already", row.id, first.place);
            findings.push(
                Finding::error(row.place.clone(), what)
                    .mend("make one row of them, with how often it was asked in all"),
            );
        }
        if let Some(first) = before.iter().find(|one| one.id == row.id && one.topic != row.topic) {
            let what =
                format!("{} is under {} here, and under {} above", row.id, row.topic, first.topic);
            findings.push(
                Finding::error(row.place.clone(), what)
                    .mend("name one topic, or give the other question an id of its own"),
            );
        }
    }
}
