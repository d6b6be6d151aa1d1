//! A sheet: the form of an entry of the record. What is typed becomes the entry's fields, as the command's `name=value` do; what stops it
//! stands above the fields, which keep what was typed.

use record::audience::Audience;
use record::{Audiences, Body, Draft, Precision, Source, When};
use serde_json::{Map, Value, json};
use store::Campaign;

use crate::app::Asked;
use crate::forms::Form;

/// What stops an entry, at its field where it has one.
pub(super) struct Finding {
    /// The field's name.
    pub field: Option<&'static str>,
    /// What the field is called on the page, in its language; nothing where it is of none.
    pub label: String,
    /// What is wrong, and the mend.
    pub what: String,
}

impl Finding {
    /// One of the whole sheet.
    pub fn of(what: impl Into<String>) -> Finding {
        Finding { field: None, label: String::new(), what: what.into() }
    }

    /// One of a field, under what it is called on the page.
    pub fn at(field: &'static str, label: String, what: impl Into<String>) -> Finding {
        Finding { field: Some(field), label, what: what.into() }
    }
}

/// A sheet that was sent and not taken.
pub(super) struct Again<'a> {
    /// What was typed.
    pub form: &'a Form,
    /// What stops it.
    pub findings: Vec<Finding>,
}

/// A value of a choice, and its words.
pub(super) type Choice = (String, String);

/// How a field is filled in.
pub(super) enum Kind {
    /// A line of text.
    Line,
    /// A longer text.
    Text,
    /// A whole number.
    Whole,
    /// A day.
    Day,
    /// One of some, or none.
    Pick(Vec<Choice>),
    /// Any of some.
    Several(Vec<Choice>),
    /// Texts, one a line.
    Lines,
    /// Yes, or not said.
    Flag,
}

/// A field of a sheet: its name is the entry's own, `estimate.low`, `evidence.0.shows`.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) kind: Kind,
    pub(super) must: bool,
    pub(super) begin: String,
}

impl Field {
    /// A field of a kind.
    pub fn of(name: &'static str, label: &'static str, kind: Kind) -> Field {
        Field { name, label, hint: "", kind, must: false, begin: String::new() }
    }

    /// The same, and it must be filled in.
    pub fn must(self) -> Field {
        Field { must: true, ..self }
    }

    /// The same, with a sentence of help.
    pub fn hint(self, hint: &'static str) -> Field {
        Field { hint, ..self }
    }

    /// The same, with what stands in it at first.
    pub fn begins(self, begin: impl Into<String>) -> Field {
        Field { begin: begin.into(), ..self }
    }
}

/// Words of the record as a choice: each as it is written, and as it is said.
pub(super) fn words(all: &[&str]) -> Vec<Choice> {
    all.iter().map(|word| ((*word).to_owned(), word.replace('-', " "))).collect()
}

/// How exactly a day is known.
pub(super) const PRECISIONS: [(&str, Precision); 5] = [
    ("day", Precision::Day),
    ("week", Precision::Week),
    ("month", Precision::Month),
    ("year", Precision::Year),
    ("approximate", Precision::Approximate),
];

/// A form of the record.
pub(super) struct Sheet {
    /// Its id on the page, by which it is known when it comes back.
    pub id: &'static str,
    /// What its button says.
    pub button: &'static str,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Whether it is open from the start.
    pub open: bool,
    /// Where what it comes to is shown while somebody types: the path, and the id of the element.
    pub live: Option<(String, &'static str)>,
}

/// What was filled in.
pub(super) struct Filled {
    /// The fields, as the entry has them.
    pub says: Map<String, Value>,
    about: When,
    source: Vec<Source>,
    note: Option<String>,
    audience: Option<Audiences>,
}

/// The field in which a form names its sheet.
pub(super) const SHEET: &str = "sheet";

impl Sheet {
    /// A sheet.
    pub fn of(id: &'static str, button: &'static str, fields: Vec<Field>) -> Sheet {
        Sheet { id, button, fields, open: false, live: None }
    }

    /// What was filled in.
    ///
    /// # Errors
    ///
    /// Every field that cannot be understood.
    pub fn read(&self, asked: &Asked, form: &Form) -> Result<Filled, Vec<Finding>> {
        let t = |text: &str| asked.speech().t(text);
        let mut says = Map::new();
        let mut findings = Vec::new();
        for field in &self.fields {
            match value_of(field, form) {
                Ok(Some(value)) => place(&mut says, field.name, value),
                Ok(None) if field.must => {
                    findings.push(Finding::at(field.name, t(field.label), "it must be filled in"));
                }
                Ok(None) => {}
                Err(why) => findings.push(Finding::at(field.name, t(field.label), why)),
            }
        }
        let day = match form.text("when") {
            "" => Ok(asked.day),
            day => money::date_from_iso(day),
        };
        let day = day.map_err(|why| {
            let label = t("The day on which it happened");
            findings.push(Finding::at("when", label, why.to_string()));
        });
        let precision = PRECISIONS.iter().find(|(word, _)| *word == form.text("precision"));
        let precision = precision.map_or(Precision::Day, |(_, precision)| *precision);
        let named: Result<Vec<Audience>, String> =
            form.all("seen-by").map(Audience::parse).collect();
        let audience = named.map_err(|why| findings.push(Finding::of(why)));
        let text =
            |name: &str| Some(form.text(name)).filter(|text| !text.is_empty()).map(str::to_owned);
        let (title, address) = (text("entry-source"), text("entry-address"));
        if title.is_none() && address.is_some() {
            let why = "name what is read at the address";
            findings.push(Finding::at("entry-source", t("What it rests on"), why));
        }
        match (day, audience, findings.is_empty()) {
            (Ok(day), Ok(named), true) => Ok(Filled {
                says,
                about: When { day, precision },
                source: title
                    .map(|title| Source { title, address, file: None, place: None })
                    .into_iter()
                    .collect(),
                note: text("entry-note"),
                audience: (!named.is_empty())
                    .then(|| named.into_iter().chain([Audience::Team]).collect()),
            }),
            _ => Err(findings),
        }
    }

    /// Adds what was filled in to the record: all of it or nothing. `made` turns the fields into entries, each a kind with what it says.
    ///
    /// # Errors
    ///
    /// What stops it.
    pub fn add(
        &self,
        asked: &Asked,
        form: &Form,
        made: impl FnOnce(Map<String, Value>) -> Result<Vec<(&'static str, Value)>, Vec<Finding>>,
    ) -> Result<Added, Vec<Finding>> {
        let Filled { says, about, source, note, audience } = self.read(asked, form)?;
        let mut bodies = Vec::new();
        for (kind, says) in made(says)? {
            bodies.push(
                Body::of(kind, says).map_err(|error| vec![self.at_its_field(asked, &error)])?,
            );
        }
        let mut campaign = Campaign::open(asked.folder())
            .map_err(|error| vec![Finding::of(format!("{error}\n{}", error.mend()))])?;
        let drafts = bodies.into_iter().map(|body| {
            let usual = || desk::adding::audience_in(campaign.entries(), &body);
            let audience = audience.clone().unwrap_or_else(usual);
            let draft =
                Draft::new(&desk::adding::author(None), desk::adding::now(), Some(about), body);
            Draft { source: source.clone(), note: note.clone(), audience, ..draft }
        });
        let drafts: Vec<Draft> = drafts.collect();
        let numbers = desk::adding::add(&mut campaign, drafts).map_err(|error| {
            let mend = error.mend();
            let mut all: Vec<Finding> = error.reasons().into_iter().map(Finding::of).collect();
            if !mend.is_empty() {
                all.push(Finding { label: asked.speech().t("What to do"), ..Finding::of(mend) });
            }
            all
        })?;
        Ok(Added { last: numbers.last().copied().unwrap_or_default(), day: about.day })
    }

    /// What is wrong with a field of the entry, at the field of the sheet that it came from.
    fn at_its_field(&self, asked: &Asked, error: &record::BodyError) -> Finding {
        let path =
            error.what.split(':').next().unwrap_or_default().replace('[', ".").replace(']', "");
        let within = |outer: &str, inner: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let field =
            self.fields.iter().find(|field| within(field.name, &path) || within(&path, field.name));
        let label = field.map(|field| asked.speech().t(field.label)).unwrap_or_default();
        Finding { field: field.map(|field| field.name), label, what: error.what.clone() }
    }
}

/// What was added.
pub(super) struct Added {
    last: u64,
    day: money::Date,
}

impl Added {
    /// The page that shows it: on its own day, where that is after the one that is looked at.
    pub fn at(&self, asked: &Asked, path: &str) -> String {
        match self.day > asked.day {
            true => format!("{path}?added={}&on={}", self.last, self.day),
            false => format!("{path}?added={}", self.last),
        }
    }
}

/// What a field says; none where it was left empty.
fn value_of(field: &Field, form: &Form) -> Result<Option<Value>, String> {
    let text = form.text(field.name).replace("\r\n", "\n");
    let known = |all: &[Choice], text: &str| match all.iter().any(|(word, _)| word == text) {
        true => Ok(json!(text)),
        false => Err(format!("\"{text}\" is none of the choices")),
    };
    Ok(match &field.kind {
        Kind::Several(all) => {
            let chosen: Result<Vec<Value>, String> =
                form.all(field.name).map(|one| known(all, one)).collect();
            Some(chosen?).filter(|chosen| !chosen.is_empty()).map(Value::Array)
        }
        Kind::Flag => (text == "true").then(|| json!(true)),
        _ if text.is_empty() => None,
        Kind::Line | Kind::Text => Some(json!(text)),
        Kind::Whole => Some(json!(whole(&text)?)),
        Kind::Day => {
            let day = money::date_from_iso(&text).map_err(|error| error.to_string())?;
            Some(json!(day.to_string()))
        }
        Kind::Pick(all) => Some(known(all, &text)?),
        Kind::Lines => {
            let lines: Vec<&str> =
                text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            (!lines.is_empty()).then(|| json!(lines))
        }
    })
}

/// Puts a value where a dotted name says: a number in it is a place in a list.
fn place(says: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        None => drop(says.insert(name.to_owned(), value)),
        Some((first, rest)) => match rest.split_once('.') {
            Some((at, rest)) if at.parse::<usize>().is_ok() => {
                let list = says.entry(first.to_owned()).or_insert_with(|| json!([{}]));
                if let Some(Value::Object(inner)) =
                    list.as_array_mut().and_then(|all| all.last_mut())
                {
                    place(inner, rest, value);
                }
            }
            _ => {
                if let Value::Object(inner) =
                    says.entry(first.to_owned()).or_insert_with(|| json!({}))
                {
                    place(inner, rest, value);
                }
            }
        },
    }
}

/// An id that nothing has yet: the one that was typed, else that of a title.
pub(super) fn new_id(
    typed: Option<&Value>,
    title: &str,
    taken: impl Fn(&record::Slug) -> bool,
) -> record::Slug {
    if let Some(typed) = typed.and_then(Value::as_str) {
        return record::Slug::from_words(typed);
    }
    let short: String = title.chars().take(60).collect();
    let first = record::Slug::from_words(&short);
    if !taken(&first) {
        return first;
    }
    let next = (2..).map(|at: u32| record::Slug::from_words(&format!("{first}-{at}")));
    next.into_iter().find(|id| !taken(id)).unwrap_or(first)
}

/// A whole number that was typed.
pub(super) fn whole(text: &str) -> Result<u32, String> {
    text.replace([',', ' '], "")
        .parse()
        .map_err(|_| format!("\"{text}\" is no whole number; expected one such as 950"))
}

/// Lines of a field whose parts stand between bars, each made into what the entry says.
///
/// # Errors
///
/// Every line that cannot be understood, by its number.
pub(super) fn barred(
    lines: &Value,
    label: &str,
    field: &'static str,
    one: impl Fn(&[&str]) -> Result<Value, String>,
) -> Result<Vec<Value>, Vec<Finding>> {
    let (mut all, mut findings) = (Vec::new(), Vec::new());
    for (at, line) in lines.as_array().into_iter().flatten().filter_map(Value::as_str).enumerate() {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        match one(&parts) {
            Ok(value) => all.push(value),
            Err(why) => {
                let what = format!("line {}, \"{line}\": {why}", at + 1);
                findings.push(Finding::at(field, label.to_owned(), what));
            }
        }
    }
    if findings.is_empty() { Ok(all) } else { Err(findings) }
}
