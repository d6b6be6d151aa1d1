//! Words that every form shares.

use money::Value;
use record::Audiences;
use record::audience::Audience;

use crate::Language;

/// One of two texts, by the language.
pub(super) fn pick<'a>(language: Language, english: &'a str, spanish: &'a str) -> &'a str {
    match language {
        Language::English => english,
        Language::Spanish => spanish,
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(all: &[String], language: Language) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            let and = match language {
                Language::English => "and",
                Language::Spanish if last.to_lowercase().starts_with(['i', 'í']) => "e",
                Language::Spanish => "y",
            };
            format!("{} {and} {last}", first.join(", "))
        }
    }
}

/// Whom a piece is for: `For members and the public`.
pub fn audience_words(audience: &Audiences, language: Language) -> String {
    let one = |who: &Audience| -> String {
        let (english, spanish) = match who {
            Audience::Team => ("the team", "el equipo"),
            Audience::Union => ("the union", "el sindicato"),
            Audience::Members => ("members", "los miembros"),
            Audience::OtherSide => ("the other side", "la otra parte"),
            Audience::Neutral => ("the neutral", "la parte neutral"),
            Audience::Public => ("the public", "el público"),
            Audience::Partner(id) => return id.to_string(),
        };
        pick(language, english, spanish).to_owned()
    };
    let all: Vec<String> = audience.iter().map(one).collect();
    format!("{} {}", pick(language, "For", "Para"), listed(&all, language))
}

/// A value as a text has it: `8.58 percent`, `$1,234.00`, `1,234`. Spanish here is that of the United States: decimal points.
pub(crate) fn value_words(value: &Value, language: Language) -> String {
    match value {
        Value::Percent(_) => {
            let number = value.to_string();
            let number = number.trim_end_matches('0').trim_end_matches('.').to_owned();
            format!("{number} {}", pick(language, "percent", "por ciento"))
        }
        Value::Money(_) | Value::Count(_) => crate::receipt_text::shown(value),
    }
}
