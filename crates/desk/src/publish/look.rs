//! A piece before it goes out: as its audience reads it, and what the employer would learn from it.

use intake::Findings;
use intake::piece::PieceFile;
use press::release::{FiguresTold, Learned, figures_told, learned_by};
use press::writing::Filled;
use record::audience::Audience;
use record::{Audiences, Slug, State};
use serde_json::json;

use super::shelf;
use crate::Desk;

/// A piece that was looked at.
pub struct Looked {
    /// As its readers get it.
    pub filled: Filled,
    /// What somebody who comes by it learns.
    pub learned: Vec<Learned>,
    /// Releases whose files could not be read, with why: what they told is not known.
    pub unread: Vec<(Slug, String)>,
}

/// Looks at a piece: as its readers get it, and what somebody would learn from it.
///
/// # Errors
///
/// Every finding in it.
pub fn looked(desk: &Desk, piece: &PieceFile, who: &Audience) -> Result<Looked, Findings> {
    let (filled, (learned, unread)) =
        desk.filled(piece, &piece.audience, |filled, ground, state| {
            let (told, unread) = told_before(desk, state, filled, who);
            (learned_by(who, filled, ground, state, desk.entries(), &told), unread)
        })?;
    Ok(Looked { filled, learned, unread })
}

/// Whether somebody is among whom something is for: what the public reads, everybody reads.
pub fn is_for(to: &Audiences, who: &Audience) -> bool {
    to.contains(who) || to.contains(&Audience::Public) || *who == Audience::Team
}

/// The figures that somebody was told by releases before; a release that cannot be read told nothing.
fn told_before(
    desk: &Desk,
    state: &State,
    filled: &Filled,
    who: &Audience,
) -> (FiguresTold, Vec<(Slug, String)>) {
    if filled.figures.is_empty() {
        return Default::default();
    }
    let shelf = shelf(desk, state);
    let (mut all, mut unread) = (Vec::new(), Vec::new());
    for one in shelf.iter().filter(|one| one.state.released().is_some()) {
        match &one.manifest {
            Ok(manifest) => all.push((&one.state, manifest)),
            Err(error) => unread.push((one.id.clone(), error.clone())),
        }
    }
    (figures_told(who, all), unread)
}

/// A preview as JSON: `goodfaith-preview 1`.
pub fn preview_json(slug: &Slug, looked: &Looked, who: &Audience) -> String {
    let Looked { filled, learned, .. } = looked;
    let learned: Vec<serde_json::Value> = learned
        .iter()
        .map(|one| match one {
            Learned::Entry(number, words) => json!({"entry": number, "words": words}),
            Learned::Figure(name) => json!({"figure": name}),
        })
        .collect();
    let value = json!({
        "schema": "goodfaith-preview 1",
        "piece": slug,
        "document": filled.document,
        "rests_on": {"entries": filled.entries, "figures": filled.figures},
        "typed": filled.typed.iter().map(|one| json!({"line": one.line, "text": one.text})).collect::<Vec<_>>(),
        "untranslated": filled.untranslated,
        "kept_back": filled.kept_back,
        "reading": press::outlets::reading_json(&filled.document),
        "learned_by": {"who": who.to_string(), "what": learned},
    });
    format!("{value:#}\n")
}
