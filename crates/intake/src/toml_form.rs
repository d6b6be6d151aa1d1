//! A TOML file as a form: what a field holds, a value as somebody types it, and the file written back with its comments.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, TableLike, Value};

use crate::{Finding, Place};

/// What a field of a form holds.
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

/// A file's text, to be changed in its place.
///
/// # Errors
///
/// It is not TOML.
pub(crate) fn document(name: &str, text: &str) -> Result<DocumentMut, Finding> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        Finding::error(Place::File(name.to_owned()), format!("is not TOML: {}", error.message()))
            .mend("mend it as a text")
    })
}

/// The tables of a list, however the file writes it: `[[terms]]`, or tables between brackets.
pub(crate) fn rows(item: &Item) -> ArrayOfTables {
    match item {
        Item::ArrayOfTables(all) => all.clone(),
        Item::Value(Value::Array(all)) => {
            let tables = all.iter().filter_map(Value::as_inline_table).cloned();
            tables.map(toml_edit::InlineTable::into_table).collect()
        }
        _ => ArrayOfTables::new(),
    }
}

/// A value as somebody types it: names one a line.
pub(crate) fn typed(item: &Item) -> String {
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

/// Puts what was typed into a field of a table, if it says something else than what stands there; nothing typed takes the field out.
///
/// # Errors
///
/// What was typed in a field of tables is not TOML.
pub(crate) fn put(
    table: &mut dyn TableLike,
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
            // What is no day is written as a text, and the reader says where and what it expected.
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
                .expected("a list or a table as such files have it: docs/costing.md, docs/case.md")
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
