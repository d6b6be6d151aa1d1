//! A mapping kept for the next file with the same headers.

use std::collections::BTreeSet;

use toml_edit::{Array, DocumentMut, Item, Table as TomlTable, value};

use crate::{Finding, Place};

/// A mapping as it is saved: for which headers, and what was decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedMapping {
    /// The file it came from, for messages; empty for one that is new.
    pub name: String,
    /// `roster` or `schedule`.
    pub kind: String,
    /// The headers of the files it is for, in any order.
    pub headers: BTreeSet<String>,
    /// Canonical column and header, as `--map` takes them.
    pub columns: Vec<(String, String)>,
    /// Flags that decided something: `pay-basis`, `dates`, `decimal`, `rate-is`, `hours-per-year`.
    pub settings: Vec<(String, String)>,
    /// Headers kept beside, dropped, or known to hold no social security numbers.
    pub keep: Vec<String>,
    /// See `keep`.
    pub drop: Vec<String>,
    /// See `keep`.
    pub not_ssn: Vec<String>,
}

impl SavedMapping {
    /// Reads a saved mapping.
    ///
    /// # Errors
    ///
    /// A finding for a text that is no mapping, with its file.
    pub fn parse(name: &str, text: &str) -> Result<SavedMapping, Finding> {
        let broken = |what: String| {
            Finding::error(Place::File(name.to_owned()), what)
                .expected("a mapping as `goodfaith import` saves it: kind, headers, [columns]")
                .mend("mend it, or remove it and import with flags")
        };
        let document: DocumentMut =
            text.parse().map_err(|error| broken(format!("is not TOML: {error}")))?;
        let texts = |key: &str| -> Vec<String> {
            let items = document.get(key).and_then(Item::as_array);
            items.map_or(Vec::new(), |items| {
                items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
            })
        };
        let pairs = |key: &str| -> Result<Vec<(String, String)>, Finding> {
            let Some(table) = document.get(key) else { return Ok(Vec::new()) };
            let table =
                table.as_table().ok_or_else(|| broken(format!("`{key}` is not a table")))?;
            table
                .iter()
                .map(|(name, item)| {
                    let text = item
                        .as_str()
                        .ok_or_else(|| broken(format!("`{key}.{name}` is not a text in quotes")))?;
                    Ok((name.to_owned(), text.to_owned()))
                })
                .collect()
        };
        let kind = document.get("kind").and_then(Item::as_str).unwrap_or("").to_owned();
        if kind != "roster" && kind != "schedule" {
            return Err(broken("has no `kind`, which is \"roster\" or \"schedule\"".to_owned()));
        }
        Ok(SavedMapping {
            name: name.to_owned(),
            kind,
            headers: texts("headers").into_iter().collect(),
            columns: pairs("columns")?,
            settings: pairs("settings")?,
            keep: texts("keep"),
            drop: texts("drop"),
            not_ssn: texts("not_ssn"),
        })
    }

    /// Whether a file with these headers is of the shape that it is for.
    pub fn is_for(&self, kind: &str, headers: &[String]) -> bool {
        self.kind == kind && self.headers == headers.iter().cloned().collect()
    }

    /// The mapping as it is saved.
    pub fn to_toml(&self) -> String {
        let mut document = DocumentMut::new();
        document["kind"] = value(self.kind.as_str());
        let array = |items: &mut dyn Iterator<Item = &String>| {
            let mut array: Array = items.collect::<Vec<_>>().into_iter().collect();
            for item in array.iter_mut() {
                item.decor_mut().set_prefix("\n    ");
            }
            array.set_trailing("\n");
            array.set_trailing_comma(true);
            value(array)
        };
        document["headers"] = array(&mut self.headers.iter());
        for (key, list) in [("keep", &self.keep), ("drop", &self.drop), ("not_ssn", &self.not_ssn)]
        {
            if !list.is_empty() {
                document[key] = array(&mut list.iter());
            }
        }
        for (key, pairs) in [("columns", &self.columns), ("settings", &self.settings)] {
            let mut table = TomlTable::new();
            for (name, text) in pairs {
                table[name] = value(text.as_str());
            }
            if !table.is_empty() {
                document[key] = Item::Table(table);
            }
        }
        format!(
            "# How files with these headers are read; `goodfaith import {}` made it and uses it again.\n{document}",
            self.kind
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_read_as_it_was_saved() {
        let saved = SavedMapping {
            name: "m.toml".to_owned(),
            kind: "roster".to_owned(),
            headers: ["Job \"Title\"".to_owned(), "Rate".to_owned()].into(),
            columns: vec![("classification".to_owned(), "Job \"Title\"".to_owned())],
            settings: vec![("pay-basis".to_owned(), "monthly".to_owned())],
            keep: vec!["Rate".to_owned()],
            drop: vec![],
            not_ssn: vec![],
        };
        assert_eq!(SavedMapping::parse("m.toml", &saved.to_toml()), Ok(saved));
    }
}
