//! What a reader learns from a piece that they did not know from the record before.

use record::audience::Audience;
use record::{Entry, State, facts_seen_by};

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

/// What somebody learns from a piece, if they come to read it. What members and the public are told, the employer reads as well
/// (`user-needs.md` 3: opponents quote the public tracker).
pub fn learned_by(
    who: &Audience,
    filled: &Filled,
    ground: &Ground<'_>,
    state: &State,
    entries: &[Entry],
) -> Vec<Learned> {
    let known = facts_seen_by(state, entries, who);
    let told = filled.entries.iter().filter(|entry| !known.contains(entry)).map(|number| {
        let words = ground.entry(*number).map(entry_words).unwrap_or_default();
        Learned::Entry(*number, words)
    });
    let shown = |figure: &&String| {
        let to = ground.book.map(|book| book.shown.to(figure)).unwrap_or_default();
        !to.contains(who)
    };
    let figures = filled.figures.iter().filter(shown).cloned().map(Learned::Figure);
    told.chain(figures).collect()
}
