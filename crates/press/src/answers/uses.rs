//! Where a figure, a claim or an entry is used: the lines of pieces, and releases.

use std::collections::BTreeSet;

use intake::piece::PieceFile;
use record::{Audiences, Digest, Entry, PublicationState, Slug, State};

use crate::release::Manifest;
use crate::writing::{Ground, fill};

/// What may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Used {
    /// A figure of the case, by its name.
    Figure(String),
    /// A claim, by its id.
    Claim(Slug),
    /// An entry of the record, by its number.
    Entry(u64),
}

impl std::fmt::Display for Used {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Used::Figure(name) => write!(f, "the figure {name}"),
            Used::Claim(id) => write!(f, "the claim {id}"),
            Used::Entry(number) => write!(f, "entry {number}"),
        }
    }
}

/// A line of a piece that uses something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceUse {
    /// The piece.
    pub piece: Slug,
    /// Its file, as messages name it.
    pub file: String,
    /// The line of the file.
    pub line: usize,
    /// What stands there, between the braces.
    pub embed: String,
    /// The day of the piece.
    pub day: money::Date,
    /// Whom the piece is for.
    pub to: Audiences,
    /// The hash of the piece as it is written.
    pub sha256: Digest,
    /// Figures whose numbers stand there.
    pub figures: BTreeSet<String>,
    /// Claims that are quoted there.
    pub claims: BTreeSet<Slug>,
    /// Entries that the writer named, by their own numbers.
    pub named: BTreeSet<u64>,
    /// All entries that it rests on, named or not.
    pub entries: BTreeSet<u64>,
}

/// A release with what lies in its folder.
pub struct ReleaseOut<'a> {
    /// Its id.
    pub id: &'a Slug,
    /// Its steps.
    pub state: &'a PublicationState,
    /// What it holds; none where that cannot be read.
    pub manifest: Option<&'a Manifest>,
}

/// What a piece embeds, each with its line: nothing that is not closed on its line.
fn embeds(text: &str, first_line: usize) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        let mut rest = line;
        while let Some(open) = rest.find("{{") {
            let Some(close) = rest[open..].find("}}") else { break };
            all.push((first_line + at, rest[open + 2..open + close].trim()));
            rest = &rest[open + close + 2..];
        }
    }
    all
}

/// Every line of a piece that uses something of the case or the record.
pub fn uses_in(piece: &PieceFile, ground: &Ground<'_>) -> Vec<PieceUse> {
    let summary = piece.summary.as_ref().map(|(text, line)| embeds(text, *line));
    let all = summary.into_iter().flatten().chain(embeds(&piece.text, piece.text_line));
    all.map(|(line, embed)| use_of(piece, ground, line, embed)).collect()
}

fn use_of(piece: &PieceFile, ground: &Ground<'_>, line: usize, embed: &str) -> PieceUse {
    let mut all = PieceUse {
        piece: piece.slug.clone(),
        file: piece.file.clone(),
        line,
        embed: embed.to_owned(),
        day: piece.day,
        to: piece.audience.clone(),
        sha256: piece.sha256,
        figures: BTreeSet::new(),
        claims: BTreeSet::new(),
        named: BTreeSet::new(),
        entries: BTreeSet::new(),
    };
    let (name, rest) = embed.split_once(char::is_whitespace).unwrap_or((embed, ""));
    let rest = rest.trim();
    match name {
        "figure" => drop(all.figures.insert(rest.to_owned())),
        // What is printed is the number of the other side, by its own name.
        "rival" => {
            let made = ground.book.and_then(|book| book.figure(rest));
            let rival = made.and_then(|made| made.figure.rival.as_ref());
            let shown = rival.map_or(rest, |rival| rival.name.as_str());
            all.figures.insert(shown.to_owned());
        }
        "quote" => drop(all.claims.insert(Slug::from_words(rest))),
        "said" | "day" => {
            let number = rest.split(':').next().unwrap_or_default().trim();
            all.named.extend(number.parse::<u64>());
        }
        _ => {}
    }
    all.entries.extend(&all.named);
    // By itself, so that it is known for this line; what cannot be filled in uses what it names.
    let alone = PieceFile {
        summary: None,
        text: format!("{{{{{embed}}}}}"),
        text_line: line,
        ..piece.clone()
    };
    if let Ok(filled) = fill(&alone, ground) {
        all.entries.extend(filled.entries);
        all.figures.extend(filled.figures);
    }
    all
}

/// The entry that a correction is of, at the first of its line.
pub(super) fn corrected(entries: &[Entry], number: u64) -> u64 {
    let mut first = number;
    while let Some(of) = entries
        .iter()
        .find(|entry| entry.number == first)
        .and_then(|entry| entry.draft.corrects)
        .filter(|of| *of < first)
    {
        first = of;
    }
    first
}

/// The entries in which a claim was told of.
pub(super) fn told_in(state: &State, claim: &Slug) -> BTreeSet<u64> {
    let claim = state.claims.get(claim);
    claim.into_iter().flat_map(|claim| &claim.steps).map(|(since, _)| since.entry).collect()
}

impl Used {
    /// Whether a line of a piece uses it.
    pub fn in_piece(&self, one: &PieceUse, state: &State, entries: &[Entry]) -> bool {
        match self {
            Used::Figure(name) => one.figures.contains(name),
            Used::Claim(id) => {
                let told = told_in(state, id);
                one.claims.contains(id) || one.named.iter().any(|named| told.contains(named))
            }
            Used::Entry(number) => {
                let first = corrected(entries, *number);
                one.entries.contains(number) || one.entries.contains(&first)
            }
        }
    }

    /// Whether a release uses it.
    pub fn in_release(&self, manifest: &Manifest, state: &State, entries: &[Entry]) -> bool {
        let on = &manifest.rests_on;
        match self {
            Used::Figure(name) => on.figures.iter().any(|figure| figure.name == *name),
            Used::Claim(id) => {
                let told = told_in(state, id);
                on.entries.iter().any(|(number, _)| told.contains(number))
            }
            Used::Entry(number) => {
                let first = corrected(entries, *number);
                on.entries.iter().any(|(known, shown)| *known == first || shown == number)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embeds_are_found_with_their_lines() {
        let text = "one {{figure a/b}} and {{ said 4: 17 percent }}\n\n{{open\n{{turn pay}}";
        let found = embeds(text, 10);
        assert_eq!(found, [(10, "figure a/b"), (10, "said 4: 17 percent"), (13, "turn pay")]);
    }
}
