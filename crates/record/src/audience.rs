use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Slug;

/// Somebody who may see an entry. Audiences are a set, not a ladder: what the other side has seen and
/// what members have seen are independent facts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Audience {
    /// The bargaining team.
    Team,
    /// Officers, staff and counsel of the union.
    Union,
    /// One partner of the coalition: `partner:saje`.
    Partner(Slug),
    /// Members of the unit.
    Members,
    /// The other side of the table.
    OtherSide,
    /// A mediator or a panel.
    Neutral,
    /// Anybody.
    Public,
}

/// The audiences, as they are written.
pub const AUDIENCES: &str = "team, union, partner:<id>, members, other-side, neutral or public";

impl Audience {
    /// Reads an audience.
    ///
    /// # Errors
    ///
    /// A sentence that says what was expected.
    pub fn parse(text: &str) -> Result<Audience, String> {
        let not = || format!("\"{text}\" is not an audience: expected {AUDIENCES}");
        Ok(match text {
            "team" => Audience::Team,
            "union" => Audience::Union,
            "members" => Audience::Members,
            "other-side" => Audience::OtherSide,
            "neutral" => Audience::Neutral,
            "public" => Audience::Public,
            _ => {
                let partner = text.strip_prefix("partner:").ok_or_else(not)?;
                Audience::Partner(Slug::parse(partner).map_err(|_| not())?)
            }
        })
    }
}

impl std::fmt::Display for Audience {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Audience::Team => f.write_str("team"),
            Audience::Union => f.write_str("union"),
            Audience::Partner(id) => write!(f, "partner:{id}"),
            Audience::Members => f.write_str("members"),
            Audience::OtherSide => f.write_str("other-side"),
            Audience::Neutral => f.write_str("neutral"),
            Audience::Public => f.write_str("public"),
        }
    }
}

impl TryFrom<String> for Audience {
    type Error = String;
    fn try_from(text: String) -> Result<Audience, String> {
        Audience::parse(&text)
    }
}

impl From<Audience> for String {
    fn from(audience: Audience) -> String {
        audience.to_string()
    }
}

/// Who may see something.
pub type Audiences = BTreeSet<Audience>;

/// The team alone.
pub fn team_only() -> Audiences {
    BTreeSet::from([Audience::Team])
}

/// The team and the other side, as of what crossed the table.
pub fn across_the_table() -> Audiences {
    BTreeSet::from([Audience::Team, Audience::OtherSide])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audiences_print_as_they_are_read() {
        for text in ["team", "union", "partner:saje", "members", "other-side", "neutral", "public"]
        {
            assert_eq!(Audience::parse(text).unwrap().to_string(), text);
        }
        assert!(Audience::parse("everybody").is_err());
        assert!(Audience::parse("partner:").is_err());
    }
}
