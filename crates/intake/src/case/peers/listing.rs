//! Which rules of peers the case makes figures of: the list `peers` of its file, changed with the rest kept.

use money::Date;
use toml_edit::{Array, Item, Value, value};

use crate::{Finding, Place};

/// The text of a case file that lists a rule of peers, or lists it no more; what else stands in it stays. Where there was no case file, it
/// is of a day.
///
/// # Errors
///
/// The text is not TOML, or its `peers` is no list.
pub fn with_rule(text: &str, day: Date, rule: &str, listed: bool) -> Result<String, Finding> {
    let mut document = super::super::costing_setup::case_document(text, day)?;
    if document.get("peers").is_none() {
        if !listed {
            return Ok(document.to_string());
        }
        document.insert("peers", value(Array::new()));
    }
    let list = document.get_mut("peers").and_then(Item::as_array_mut).ok_or_else(|| {
        let place = Place::File(super::super::CASE_FILE.to_owned());
        Finding::error(place, "peers is no list")
            .expected("a list of names, such as peers = [\"public-law\"]")
    })?;
    let is = |one: &Value| one.as_str() == Some(rule);
    let there = list.iter().any(is);
    if listed && !there {
        list.push(rule);
    } else if !listed {
        list.retain(|one| !is(one));
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_listed_and_taken_out_and_the_rest_stays() {
        let day = money::date_from_iso("2026-03-02").unwrap();
        let put = |text: &str, rule: &str, listed| with_rule(text, day, rule, listed).unwrap();
        assert_eq!(put("", "a", true), "as_of = 2026-03-02\npeers = [\"a\"]\n");
        let text = "# Ours.\nas_of = 2022-07-12\npeers = [\"a\"]   # no pay of theirs\n\n[costing]\nroster = \"r.csv\"\n";
        assert_eq!(put(text, "a", true), text);
        let two = put(text, "b", true);
        assert!(two.contains("peers = [\"a\", \"b\"]   # no pay of theirs\n"), "{two}");
        assert_eq!(put(&two, "b", false), text);
        assert_eq!(put(text, "c", false), text);
        // At the top, before the tables.
        let below = put("as_of = 2022-07-12\n\n[costing]\nroster = \"r.csv\"\n", "a", true);
        assert!(below.starts_with("as_of = 2022-07-12\npeers = [\"a\"]\n\n[costing]"), "{below}");
        assert!(with_rule("as_of =", day, "a", true).is_err());
        assert!(with_rule("peers = 3", day, "a", true).is_err());
    }
}
