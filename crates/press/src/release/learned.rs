//! What a reader learns from a piece that they did not know before: from the record, or from what went out.

use std::collections::BTreeSet;

use record::audience::Audience;
use record::{Entry, PublicationState, State, facts_seen_by};

use super::Manifest;
use crate::answers::is_for;
use crate::record_words::entry_words;
use crate::writing::{Filled, Ground};

/// Something that a piece tells somebody for the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Learned {
    /// What an entry says, that does not name them.
    Entry(u64, String),
    /// A figure that is not shown to them.
    Figure(String),
}

/// Figures that somebody was told before, each with the value that it had.
pub type FiguresTold = BTreeSet<(String, String)>;

/// The figures that somebody was told by releases that went out to them. What the public was told, everybody was told; a release that
/// was corrected or withdrawn has been read all the same.
pub fn figures_told<'a>(
    who: &Audience,
    releases: impl IntoIterator<Item = (&'a PublicationState, &'a Manifest)>,
) -> FiguresTold {
    let out = |one: &(&PublicationState, &Manifest)| {
        one.0.released().is_some() && is_for(one.0.to(), who)
    };
    let figures = |(_, manifest): (_, &'a Manifest)| &manifest.rests_on.figures;
    let of = releases.into_iter().filter(out).flat_map(figures);
    of.map(|figure| (figure.name.clone(), figure.value.clone())).collect()
}

/// What somebody learns from a piece, if they come to read it. What members and the public are told, the employer reads as well
/// (`user-needs.md` 3: opponents quote the public tracker). A figure that they were told before is news only where its value is another.
pub fn learned_by(
    who: &Audience,
    filled: &Filled,
    ground: &Ground<'_>,
    state: &State,
    entries: &[Entry],
    told: &FiguresTold,
) -> Vec<Learned> {
    let known = facts_seen_by(state, entries, who);
    let facts = filled.entries.iter().filter(|entry| !known.contains(entry)).map(|number| {
        let words = ground.entry(*number).map(entry_words).unwrap_or_default();
        Learned::Entry(*number, words)
    });
    let is_news = |figure: &&String| {
        let Some(book) = ground.book else { return true };
        let value = book.figures.iter().find(|made| made.figure.name == **figure);
        let again = value
            .is_some_and(|made| told.contains(&((*figure).clone(), made.figure.value.to_string())));
        !again && !book.shown.to(figure).contains(who)
    };
    let figures = filled.figures.iter().filter(is_news).cloned().map(Learned::Figure);
    facts.chain(figures).collect()
}
