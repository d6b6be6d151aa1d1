use serde::{Deserialize, Serialize};

use crate::Slug;
use crate::from_text::as_text;

/// Somebody who may see an entry. Audiences are a set, not a ladder: what the other side has seen and
/// what members have seen are independent facts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

as_text!(Audience);

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

/// Who may see something: a set, in the order of [`Audience`]. Every entry has one, mostly of one or two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Audience>")]
pub struct Audiences(Vec<Audience>);

impl From<Vec<Audience>> for Audiences {
    fn from(mut all: Vec<Audience>) -> Audiences {
        all.sort_unstable();
        all.dedup();
        Audiences(all)
    }
}

impl<const N: usize> From<[Audience; N]> for Audiences {
    fn from(all: [Audience; N]) -> Audiences {
        Audiences::from(Vec::from(all))
    }
}

impl FromIterator<Audience> for Audiences {
    fn from_iter<I: IntoIterator<Item = Audience>>(all: I) -> Audiences {
        Audiences::from(all.into_iter().collect::<Vec<_>>())
    }
}

impl Extend<Audience> for Audiences {
    fn extend<I: IntoIterator<Item = Audience>>(&mut self, more: I) {
        self.0.extend(more);
        self.0.sort_unstable();
        self.0.dedup();
    }
}

impl<'a> IntoIterator for &'a Audiences {
    type Item = &'a Audience;
    type IntoIter = std::slice::Iter<'a, Audience>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// The audiences themselves, in order.
impl std::ops::Deref for Audiences {
    type Target = [Audience];
    fn deref(&self) -> &[Audience] {
        &self.0
    }
}

impl Audiences {
    /// Nobody is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds one.
    pub fn insert(&mut self, audience: Audience) {
        self.extend([audience]);
    }
}

/// The team alone.
pub fn team_only() -> Audiences {
    Audiences::from([Audience::Team])
}

/// The team and the other side, as of what crossed the table.
pub fn across_the_table() -> Audiences {
    Audiences::from([Audience::Team, Audience::OtherSide])
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
