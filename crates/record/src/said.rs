use litemap::LiteMap;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

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

/// What is said, by name. Tables are many and short: a sorted list takes a fraction of what a tree would.
pub type Table = LiteMap<String, Said>;

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

/// Makes every number of a JSON value that is not whole its text, as [`Said`] has it.
pub(crate) fn decimals_as_text(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::Number(number) if number.as_i64().is_none() => {
            *value = Value::String(number.to_string())
        }
        Value::Array(all) => all.iter_mut().for_each(decimals_as_text),
        Value::Object(all) => all.values_mut().for_each(decimals_as_text),
        _ => {}
    }
}

/// What is kept has no decimal number; what somebody writes first has its decimals made text.
impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Said, D::Error> {
        from.deserialize_any(SaidVisitor)
    }
}

struct SaidVisitor;

impl<'de> Visitor<'de> for SaidVisitor {
    type Value = Said;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text, a whole number, true or false, a list or a table")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Said, E> {
        Ok(Said::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Said, E> {
        Ok(Said::Whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Said, E> {
        Ok(i64::try_from(number).map_or_else(|_| Said::Text(number.to_string()), Said::Whole))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Said, E> {
        Ok(Said::text(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Said, E> {
        Ok(Said::Text(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Said, E> {
        Err(E::custom("null says nothing: leave it out"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Said, A::Error> {
        let mut list = Vec::new();
        while let Some(one) = all.next_element()? {
            list.push(one);
        }
        Ok(Said::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Said, A::Error> {
        let mut table = Table::new();
        while let Some((name, value)) = all.next_entry()? {
            table.insert(name, value);
        }
        Ok(Said::Table(table))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_its_text() {
        let text = r#"{"pct":[2.5,3],"from":"2022-07-01"}"#;
        let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
        let said = Said::of_json(&value).unwrap();
        assert_eq!(
            serde_json::to_string(&said).unwrap(),
            r#"{"from":"2022-07-01","pct":["2.5",3]}"#
        );
        assert_eq!(said.printed(), "from 2022-07-01; pct 2.5, 3");
        decimals_as_text(&mut value);
        assert_eq!(serde_json::from_value::<Said>(value).unwrap(), said);
        assert!(serde_json::from_str::<Said>("null").is_err());
        assert!(serde_json::from_str::<Said>("2.5").is_err());
    }
}
