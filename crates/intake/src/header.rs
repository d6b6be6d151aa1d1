use crate::{Finding, Place};

/// Which header of a file holds which canonical column, as given by `--map`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeaderMap {
    /// The flag it was given with.
    pub(crate) flag: &'static str,
    pairs: Vec<(String, String)>,
}

impl HeaderMap {
    /// Reads arguments such as `classification=Job Title`.
    ///
    /// # Errors
    ///
    /// A finding for an argument without `=`, an unknown canonical column, or one given twice.
    pub fn parse(
        flag: &'static str,
        arguments: &[String],
        canonical: &[&str],
    ) -> Result<HeaderMap, Vec<Finding>> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut findings = Vec::new();
        for argument in arguments {
            let place = Place::Argument(format!("{flag} {argument}"));
            let Some((column, header)) = argument.split_once('=') else {
                findings.push(
                    Finding::error(place, format!("\"{argument}\" names no header"))
                        .expected("a canonical column and the file's header, such as classification=\"Job Title\""),
                );
                continue;
            };
            let (column, header) = (column.trim().to_owned(), header.trim().to_owned());
            if !canonical.contains(&column.as_str()) {
                findings.push(
                    Finding::error(place, format!("\"{column}\" is not a canonical column"))
                        .expected(format!("one of {}", canonical.join(", ")))
                        .near(&column, canonical),
                );
            } else if pairs.iter().any(|(known, _)| *known == column) {
                findings.push(Finding::error(place, format!("\"{column}\" is mapped twice")));
            } else {
                pairs.push((column, header));
            }
        }
        if findings.is_empty() { Ok(HeaderMap { flag, pairs }) } else { Err(findings) }
    }

    /// The header that a canonical column is read from, where one was given.
    pub fn header_of(&self, column: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == column).map(|(_, header)| header.as_str())
    }

    /// Adds a pair, as from a saved mapping.
    pub(crate) fn add(&mut self, column: &str, header: &str) {
        self.pairs.push((column.to_owned(), header.to_owned()));
    }

    /// Gives a pair another header.
    pub(crate) fn set(&mut self, column: &str, header: &str) {
        for (_, known) in self.pairs.iter_mut().filter(|(known, _)| known == column) {
            header.clone_into(known);
        }
    }

    /// The pairs of canonical column and header.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(column, header)| (column.as_str(), header.as_str()))
    }
}

/// The canonical form of a header: lower case, words joined by underscores.
pub(crate) fn canonical_form(header: &str) -> String {
    let words = header.trim().to_lowercase();
    words.split(|c: char| c.is_whitespace() || c == '-' || c == '_').collect::<Vec<_>>().join("_")
}
