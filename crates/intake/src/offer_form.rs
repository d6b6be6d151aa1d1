//! An offer file as a form: what fields each kind of term has, what stands in them, and the file written back with its comments.

use std::collections::BTreeMap;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use crate::{Finding, Place};

/// What a field of a term holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A day.
    Day,
    /// A number as a text in quotes: a percent, dollars.
    Number,
    /// A whole number.
    Whole,
    /// Yes or no.
    Truth,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// A text.
    Text,
    /// Names, in a list.
    Names,
    /// Anything else, as the file has it.
    Toml,
}

/// A field of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermField {
    /// Its name in the file.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
}

const PER: Holds = Holds::OneOf(&["month", "pay-period", "year", "hour"]);

/// What each field holds, whatever the kind.
fn holds(field: &str) -> Holds {
    match field {
        "effective" | "until" | "rolled_in_on" => Holds::Day,
        "percent" | "amount" | "rate" | "hours" | "days" | "weeks" | "take_up" | "pay_replaced"
        | "backfill" | "replacement_rate" | "rate_below" | "rate_above" => Holds::Number,
        "service_at_least" => Holds::Whole,
        "made_up" | "prorate_by_fte" | "pensionable" | "one_time" | "rolls_up" => Holds::Truth,
        "per" => PER,
        "combine" => Holds::OneOf(&["add", "multiply"]),
        "placement" => Holds::OneOf(&["next-anniversary", "immediate"]),
        "classes" | "steps" | "columns" | "departments" | "groups" | "plans" => Holds::Names,
        "by_service" | "where" | "ramp" => Holds::Toml,
        _ => Holds::Text,
    }
}

/// The fields of a kind of term in the order of a form: its days, its own, whom it reaches. None for a kind that is not built.
pub fn fields_of(kind: &str) -> Option<Vec<TermField>> {
    let names = crate::term::fields_of(kind)?;
    Some(names.into_iter().map(|name| TermField { name, holds: holds(name) }).collect())
}

/// The kinds of terms that can be costed.
pub fn kinds() -> Vec<&'static str> {
    crate::term::kinds_built()
}

/// An offer in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferForm {
    /// What it is called.
    pub title: String,
    /// Whose it is: `union`, `employer`, `mediator`, `agreement`; empty: not said.
    pub party: String,
    /// Its day: `2022-06-12`; empty: not said.
    pub dated: String,
    /// Its terms in the order of the file.
    pub terms: Vec<TermForm>,
}

/// A term in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermForm {
    /// The term of the file that it was, from 0; none for a new one.
    pub was: Option<usize>,
    /// Its kind.
    pub kind: String,
    /// What stands in each field, as somebody types it: names one a line, anything else as the file has it.
    pub fields: BTreeMap<String, String>,
}

fn broken(name: &str, error: &toml_edit::TomlError) -> Finding {
    Finding::error(Place::File(name.to_owned()), format!("is not TOML: {}", error.message()))
        .mend("mend it as a text")
}

/// Reads an offer file into a form.
///
/// # Errors
///
/// The text is not TOML.
pub fn read(name: &str, text: &str) -> Result<OfferForm, Finding> {
    let document: DocumentMut = text.parse().map_err(|error| broken(name, &error))?;
    let plain = |field: &str| document.get(field).map(typed).unwrap_or_default();
    let tables = document.get("terms").and_then(Item::as_array_of_tables);
    let terms = tables.into_iter().flat_map(ArrayOfTables::iter).enumerate();
    let terms = terms.map(|(at, table)| TermForm {
        was: Some(at),
        kind: table.get("kind").map(typed).unwrap_or_default(),
        fields: table
            .iter()
            .filter(|(field, _)| *field != "kind")
            .map(|(field, item)| (field.to_owned(), typed(item)))
            .collect(),
    });
    Ok(OfferForm {
        title: plain("title"),
        party: plain("party"),
        dated: plain("dated"),
        terms: terms.collect(),
    })
}

/// A value as somebody types it.
fn typed(item: &Item) -> String {
    let names = |all: &Array| -> Option<Vec<String>> {
        all.iter()
            .map(|one| {
                one.as_str().or(one.as_integer().map(|_| "")).and_then(|text| match text {
                    "" => one.as_integer().map(|number| number.to_string()),
                    text => Some(text.to_owned()),
                })
            })
            .collect()
    };
    match item {
        Item::Value(Value::String(text)) => text.value().clone(),
        Item::Value(Value::Array(all)) if names(all).is_some_and(|names| !names.is_empty()) => {
            names(all).unwrap_or_default().join("\n")
        }
        Item::Value(value) => value.clone().decorated("", "").to_string(),
        Item::ArrayOfTables(all) => {
            let tables = all.iter().map(|table| table.clone().into_inline_table());
            let list: Array = tables.map(Value::InlineTable).collect();
            list.to_string()
        }
        Item::Table(table) => table.clone().into_inline_table().to_string(),
        Item::None => String::new(),
    }
}

/// The text of an offer file with what a form says in it: comments, and fields that the form leaves as they are, stay where they stand.
///
/// # Errors
///
/// The text is not TOML, or what was typed in a field of tables is not.
pub fn write(name: &str, text: &str, form: &OfferForm) -> Result<String, Finding> {
    let mut document: DocumentMut = text.parse().map_err(|error| broken(name, &error))?;
    for (field, typed_in) in
        [("title", &form.title), ("party", &form.party), ("dated", &form.dated)]
    {
        let holds = if field == "dated" { Holds::Day } else { Holds::Text };
        let place = || Place::File(name.to_owned());
        put(document.as_table_mut(), field, holds, typed_in, &place)?;
    }
    let before = match document.remove("terms") {
        Some(Item::ArrayOfTables(all)) => all,
        _ => ArrayOfTables::new(),
    };
    let mut after = ArrayOfTables::new();
    for (at, term) in form.terms.iter().enumerate() {
        let known = term
            .was
            .and_then(|was| before.get(was))
            .filter(|table| table.get("kind").map(typed).is_some_and(|kind| kind == term.kind));
        let mut table = known.cloned().unwrap_or_default();
        // Its place is that in the list.
        table.set_position(None);
        if known.is_none() {
            table.insert("kind", value(&term.kind));
        }
        let fields = fields_of(&term.kind).unwrap_or_default();
        let place = || Place::File(format!("{name}, term {}", at + 1));
        let order = |field: &str| fields.iter().position(|known| known.name == field);
        let mut all: Vec<(&String, &String)> = term.fields.iter().collect();
        all.sort_by_key(|(field, _)| order(field).unwrap_or(usize::MAX));
        for (field, typed_in) in all {
            put(&mut table, field, holds(field), typed_in, &place)?;
        }
        if !after.is_empty() && known.is_none() {
            table.decor_mut().set_prefix("\n");
        }
        after.push(table);
    }
    if !after.is_empty() {
        document.insert("terms", Item::ArrayOfTables(after));
    }
    Ok(document.to_string())
}

/// Puts what was typed into a field of a table, if it says something else than what stands there; nothing typed takes the field out.
fn put(
    table: &mut Table,
    field: &str,
    holds: Holds,
    text: &str,
    place: &dyn Fn() -> Place,
) -> Result<(), Finding> {
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        table.remove(field);
        return Ok(());
    }
    if table.get(field).is_some_and(|item| typed(item) == text) {
        return Ok(());
    }
    let made: Value = match holds {
        Holds::Day => match text.parse::<toml_edit::Datetime>() {
            Ok(day) => day.into(),
            // What is no day is written as a text, and the reader of offers says where and what it expected.
            Err(_) => text.as_str().into(),
        },
        Holds::Whole => text.parse::<i64>().map_or_else(|_| text.as_str().into(), Value::from),
        Holds::Truth => match text.as_str() {
            "true" | "yes" => true.into(),
            "false" | "no" => false.into(),
            other => other.into(),
        },
        Holds::Names => {
            let names = text.lines().map(str::trim).filter(|name| !name.is_empty());
            Value::Array(names.collect())
        }
        Holds::Toml => text.parse::<Value>().map_err(|error| {
            Finding::error(place(), format!("{field} is not TOML: {}", error.message()))
                .expected("a list or a table as offer files have it: docs/costing.md")
        })?,
        Holds::Number | Holds::OneOf(_) | Holds::Text => text.as_str().into(),
    };
    // What stood beside it, such as a comment, stays.
    match table.get_mut(field).and_then(Item::as_value_mut) {
        Some(there) => {
            let decor = there.decor().clone();
            *there = made;
            *there.decor_mut() = decor;
        }
        None => drop(table.insert(field, Item::Value(made))),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFER: &str = "# What we ask.\n\ntitle = \"Ours\"\nparty = \"union\"\n\n# The raise.\n[[terms]]\nkind      = \"general-increase\"\neffective = 2022-07-01\npercent   = \"7\"            # more than prices\n\n[[terms]]\nkind       = \"differential\"\neffective  = 2023-01-01\nby_service = [\n  { years = 10, percent = \"1\" },\n]\n";

    #[test]
    fn a_form_that_changes_nothing_leaves_every_byte() {
        let form = read("ours.toml", OFFER).unwrap();
        assert_eq!(form.terms[0].fields["percent"], "7");
        assert_eq!(write("ours.toml", OFFER, &form).unwrap(), OFFER);
    }

    #[test]
    fn what_is_typed_stands_in_its_place_and_comments_stay() {
        let mut form = read("ours.toml", OFFER).unwrap();
        let first = &mut form.terms[0].fields;
        first.insert("percent".to_owned(), "6.5".to_owned());
        first.insert("classes".to_owned(), "Attorney\nAttorney III\n".to_owned());
        first.insert("effective".to_owned(), "2022-08-01".to_owned());
        let after = write("ours.toml", OFFER, &form).unwrap();
        assert!(after.contains("percent   = \"6.5\"            # more than prices\n"), "{after}");
        assert!(after.contains("effective = 2022-08-01\n"), "{after}");
        assert!(after.contains("classes = [\"Attorney\", \"Attorney III\"]\n"), "{after}");
        assert!(
            after.starts_with("# What we ask.\n") && after.contains("# The raise.\n"),
            "{after}"
        );
        assert_eq!(
            read("ours.toml", &after).unwrap().terms[0].fields,
            form.terms[0].fields.iter().map(|(k, v)| (k.clone(), v.trim().to_owned())).collect()
        );
    }

    #[test]
    fn terms_are_added_moved_and_taken_out() {
        let mut form = read("ours.toml", OFFER).unwrap();
        form.terms.swap(0, 1);
        form.terms.push(TermForm {
            was: None,
            kind: "lump-sum".to_owned(),
            fields: [("effective", "2022-07-01"), ("amount", "1500.00"), ("pensionable", "true")]
                .map(|(name, text)| (name.to_owned(), text.to_owned()))
                .into(),
        });
        let after = write("ours.toml", OFFER, &form).unwrap();
        let again = read("ours.toml", &after).unwrap();
        let kinds: Vec<&str> = again.terms.iter().map(|term| term.kind.as_str()).collect();
        assert_eq!(kinds, ["differential", "general-increase", "lump-sum"], "{after}");
        assert!(after.contains("pensionable = true"), "{after}");
        form.terms.clear();
        assert!(!write("ours.toml", OFFER, &form).unwrap().contains("[[terms]]"));
    }

    #[test]
    fn what_cannot_be_written_is_said_with_its_place() {
        let mut form = read("ours.toml", OFFER).unwrap();
        form.terms[1].fields.insert("by_service".to_owned(), "[{ years = 10".to_owned());
        let finding = write("ours.toml", OFFER, &form).unwrap_err();
        assert_eq!(finding.place.to_string(), "ours.toml, term 2");
        assert!(read("ours.toml", "title = ").is_err());
        // A quote in a name does not get out of its text.
        form.terms.truncate(1);
        form.title = "\"\nparty = \"employer".to_owned();
        let after = write("ours.toml", OFFER, &form).unwrap();
        assert_eq!(read("ours.toml", &after).unwrap().party, "union");
    }

    #[test]
    fn every_kind_that_is_built_has_its_fields() {
        for kind in kinds() {
            let fields = fields_of(kind).unwrap();
            assert!(fields.iter().any(|field| field.name == "effective"), "{kind}");
        }
        assert_eq!(fields_of("cola"), None);
    }
}
