use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What is offered or said, as structured text: the value of a position, a term of an offer, the
/// numbers of an event. There is no binary floating point: `2.5` is the text "2.5".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Said {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A text; a date and a decimal number are texts.
    Text(String),
    /// Several.
    List(Vec<Said>),
    /// By name.
    Table(Table),
}

/// What is said, by name.
pub type Table = BTreeMap<String, Said>;

impl Said {
    /// A text.
    pub fn text(text: impl Into<String>) -> Said {
        Said::Text(text.into())
    }

    /// What a JSON value says; a number that is not whole is its text, and nothing is said by null.
    pub fn of_json(value: &serde_json::Value) -> Option<Said> {
        Some(match value {
            serde_json::Value::Null => return None,
            serde_json::Value::Bool(flag) => Said::Flag(*flag),
            serde_json::Value::Number(number) => {
                number.as_i64().map_or_else(|| Said::Text(number.to_string()), Said::Whole)
            }
            serde_json::Value::String(text) => Said::Text(text.clone()),
            serde_json::Value::Array(all) => {
                Said::List(all.iter().filter_map(Said::of_json).collect())
            }
            serde_json::Value::Object(all) => Said::Table(table_of_json(all)),
        })
    }

    /// The value named, in a table.
    pub fn get(&self, name: &str) -> Option<&Said> {
        match self {
            Said::Table(table) => table.get(name),
            _ => None,
        }
    }

    /// The value as a text or number prints.
    pub fn printed(&self) -> String {
        match self {
            Said::Flag(true) => "yes".to_owned(),
            Said::Flag(false) => "no".to_owned(),
            Said::Whole(number) => number.to_string(),
            Said::Text(text) => text.clone(),
            Said::List(all) => all.iter().map(Said::printed).collect::<Vec<_>>().join(", "),
            Said::Table(table) => printed(table),
        }
    }
}

/// A table in a line: `gsi pct by year 2.5, 2.5, 2.5; alj max 5`.
pub fn printed(table: &Table) -> String {
    let one = |(name, value): (&String, &Said)| match name.as_str() {
        // What somebody said in words needs no name.
        "words" => value.printed(),
        name => format!("{} {}", name.replace(['_', '-'], " "), value.printed()),
    };
    table.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// What the fields of a JSON object say.
pub fn table_of_json(fields: &serde_json::Map<String, serde_json::Value>) -> Table {
    fields.iter().filter_map(|(name, value)| Some((name.clone(), Said::of_json(value)?))).collect()
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Said, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Said::of_json(&value)
            .ok_or_else(|| serde::de::Error::custom("null says nothing: leave it out"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_its_text() {
        let said: Said = serde_json::from_str(r#"{"pct":[2.5,3],"from":"2022-07-01"}"#).unwrap();
        assert_eq!(
            serde_json::to_string(&said).unwrap(),
            r#"{"from":"2022-07-01","pct":["2.5",3]}"#
        );
        assert_eq!(said.printed(), "from 2022-07-01; pct 2.5, 3");
        assert!(serde_json::from_str::<Said>("null").is_err());
    }
}
