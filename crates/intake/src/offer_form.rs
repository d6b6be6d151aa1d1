//! An offer file as a form: what fields each kind of term has, what stands in them, and the file written back with its comments.

use std::collections::BTreeMap;

use toml_edit::{ArrayOfTables, Item, value};

pub use crate::toml_form::Holds;
use crate::toml_form::{document, put, rows, typed};
use crate::{Finding, Place};

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

/// Reads an offer file into a form.
///
/// # Errors
///
/// The text is not TOML.
pub fn read(name: &str, text: &str) -> Result<OfferForm, Finding> {
    let document = document(name, text)?;
    let plain = |field: &str| document.get(field).map(typed).unwrap_or_default();
    let tables = document.get("terms").map(rows).unwrap_or_default();
    let terms = tables.iter().enumerate().map(|(at, table)| TermForm {
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

/// The text of an offer file with what a form says in it: comments, and fields that the form leaves as they are, stay where they stand.
///
/// # Errors
///
/// The text is not TOML, or what was typed in a field of tables is not.
pub fn write(name: &str, text: &str, form: &OfferForm) -> Result<String, Finding> {
    let mut document = document(name, text)?;
    for (field, typed_in) in
        [("title", &form.title), ("party", &form.party), ("dated", &form.dated)]
    {
        let holds = if field == "dated" { Holds::Day } else { Holds::Text };
        let place = || Place::File(name.to_owned());
        put(document.as_table_mut(), field, holds, typed_in, &place)?;
    }
    let before = document.remove("terms").map(|item| rows(&item)).unwrap_or_default();
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
