//! The canonical bytes of an entry: what is hashed, kept and exported.
//!
//! They are one JSON text in UTF-8, without white space, the names of every object in the order of
//! their bytes, each once; numbers are whole and between -(2^53 - 1) and 2^53 - 1; texts escape `"` and
//! `\`, a line feed as `\n` and a tab as `\t`, and hold no other control character. So
//! `python3 -c 'json.dumps(e, sort_keys=True, separators=(",", ":"), ensure_ascii=False)'` and
//! `jq -cS .` make the same bytes, and `sha256sum` the same hash. docs/record.md says it for readers.

use serde_json::Value;

/// Why a value has no canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCanonical {
    /// A number that is not whole, or too large for every reader of JSON to keep.
    Number(String),
    /// A control character in a text.
    Control(String),
}

impl std::fmt::Display for NotCanonical {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NotCanonical::Number(number) => write!(
                f,
                "{number} is no whole number between -9007199254740991 and 9007199254740991; \
                 write it as a text"
            ),
            NotCanonical::Control(text) => {
                write!(
                    f,
                    "{text:?} holds a control character; only a tab and a line feed may stand in a text"
                )
            }
        }
    }
}

impl std::error::Error for NotCanonical {}

/// The largest whole number that every reader of JSON keeps.
const LARGEST: i64 = (1 << 53) - 1;

/// Writes a value as its canonical bytes.
///
/// # Errors
///
/// [`NotCanonical`] for a number or a text that has none.
pub fn canonical(value: &Value) -> Result<String, NotCanonical> {
    let mut out = String::new();
    write(value, &mut out)?;
    Ok(out)
}

fn write(value: &Value, out: &mut String) -> Result<(), NotCanonical> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => match number.as_i64() {
            Some(whole) if (-LARGEST..=LARGEST).contains(&whole) => {
                out.push_str(&whole.to_string())
            }
            _ => return Err(NotCanonical::Number(number.to_string())),
        },
        Value::String(text) => write_text(text, out)?,
        Value::Array(all) => {
            out.push('[');
            for (at, one) in all.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(one, out)?;
            }
            out.push(']');
        }
        Value::Object(fields) => {
            let mut named: Vec<(&String, &Value)> = fields.iter().collect();
            named.sort_by_key(|(name, _)| *name);
            out.push('{');
            for (at, (name, one)) in named.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_text(name, out)?;
                out.push(':');
                write(one, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn write_text(text: &str, out: &mut String) -> Result<(), NotCanonical> {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => return Err(NotCanonical::Control(text.to_owned())),
            c => out.push(c),
        }
    }
    out.push('"');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_nothing_is_between() {
        let value: Value =
            serde_json::from_str(r#"{ "b": [1, -2, true], "a": "x\"\\\n\té" }"#).unwrap();
        assert_eq!(canonical(&value).unwrap(), r#"{"a":"x\"\\\n\té","b":[1,-2,true]}"#);
    }

    #[test]
    fn what_two_readers_could_take_differently_is_refused() {
        for bad in ["2.5", "1e3", "9007199254740992", "\"\\u0007\"", "\"\\u007f\"", "\"\\u0085\""] {
            let value: Value = serde_json::from_str(bad).unwrap();
            assert!(canonical(&value).is_err(), "{bad}");
        }
        assert!(canonical(&serde_json::json!(9_007_199_254_740_991_i64)).is_ok());
    }
}
