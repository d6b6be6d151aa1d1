use compact_str::CompactString;

use crate::from_text::as_text;

/// An id that people choose: lower-case letters, digits and hyphens, such as `salary` or `unit-2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(CompactString);

as_text!(Slug);

/// A text that is no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotASlug(pub String);

impl std::fmt::Display for NotASlug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "\"{}\" is not an id: expected lower-case letters, digits and hyphens, such as {}",
            self.0,
            Slug::from_words(&self.0).0
        )
    }
}

impl std::error::Error for NotASlug {}

impl Slug {
    /// Reads an id as it is.
    ///
    /// # Errors
    ///
    /// [`NotASlug`] for anything but 1 to 100 lower-case letters, digits and single hyphens between them.
    pub fn parse(text: &str) -> Result<Slug, NotASlug> {
        let fits = (1..=100).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if fits { Ok(Slug(text.into())) } else { Err(NotASlug(text.to_owned())) }
    }

    /// The id that words come to: `ALJ parity` is `alj-parity`; words without a letter or digit are `x`.
    pub fn from_words(words: &str) -> Slug {
        let mut id = String::new();
        for word in
            words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
        {
            if !id.is_empty() {
                id.push('-');
            }
            id.push_str(&word.to_ascii_lowercase());
        }
        id.truncate(100);
        let id = id.trim_end_matches('-');
        Slug(if id.is_empty() { "x".into() } else { id.into() })
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_lower_case_words_joined_by_hyphens() {
        assert_eq!(Slug::parse("unit-2").unwrap().as_str(), "unit-2");
        for bad in ["", "Unit", "a b", "-a", "a-", "a--b", "é"] {
            assert!(Slug::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Slug::from_words("ALJ parity").as_str(), "alj-parity");
        assert_eq!(Slug::from_words("USD 21.75 m cuts").as_str(), "usd-21-75-m-cuts");
        assert_eq!(Slug::from_words("…").as_str(), "x");
    }
}
