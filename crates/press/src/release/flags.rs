//! What became, since it went out, of what a release rests on. The release is flagged and never altered.

use intake::case::Book;
use record::audience::Audience;
use record::body::ClaimStatus;
use record::{Entry, State, facts_seen_by, in_order};

use super::Manifest;

/// Something that a release rests on and that is no longer what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceChange {
    /// The entry, where it is one.
    pub entry: Option<u64>,
    /// The figure, where it is one.
    pub figure: Option<String>,
    /// What became of it, in a sentence.
    pub what: String,
}

/// What became of a release's sources, as of the state's day.
pub fn changed_sources(
    manifest: &Manifest,
    state: &State,
    entries: &[Entry],
    book: Option<&Book>,
) -> Vec<SourceChange> {
    let mut all = Vec::new();
    let ordered = in_order(entries);
    let readers: Vec<_> = manifest
        .to
        .iter()
        .filter(|who| **who != Audience::Team)
        .map(|who| (who, facts_seen_by(state, entries, who)))
        .collect();
    let of_entry =
        |entry: u64, what: String| SourceChange { entry: Some(entry), figure: None, what };
    for (number, shown_by) in &manifest.rests_on.entries {
        match ordered.iter().find(|one| one.number == *number) {
            None => {
                all.push(of_entry(*number, format!("entry {number} was taken back")));
                continue;
            }
            Some(one) if one.shown_by != *shown_by => all.push(of_entry(
                *number,
                format!("entry {number} was corrected by entry {}", one.shown_by),
            )),
            Some(_) => {}
        }
        for (who, _) in readers.iter().filter(|(_, seen)| !seen.contains(number)) {
            all.push(of_entry(*number, format!("entry {number} is no longer for {who}")));
        }
        if let Some(rivals) = state.rivals.get(number) {
            for rival in rivals.iter().filter(|rival| **rival > *shown_by) {
                let what = format!("entry {number} is told otherwise by entry {rival}");
                all.push(of_entry(*number, what));
            }
        }
        let retired = state.claims.iter().find(|(_, claim)| {
            claim.status() == ClaimStatus::Retired
                && claim.steps.iter().any(|(since, _)| since.entry == *number)
        });
        if let Some((claim, _)) = retired {
            all.push(of_entry(*number, format!("the claim {claim} is retired")));
        }
    }
    for figure in &manifest.rests_on.figures {
        let retired = book.and_then(|book| book.retired_on(&figure.name, state.as_of));
        if let Some(retired) = retired {
            let (figure, what) = (Some(figure.name.clone()), retired.words());
            all.push(SourceChange { entry: None, figure, what });
        }
        let now = super::figure_of(book, &manifest.to, &figure.name).map(|(_, now)| now);
        let what = match now {
            None => format!("the case no longer makes the figure {}", figure.name),
            Some(now) if now.value != figure.value => format!(
                "the figure {} was {} and is {} (as of {})",
                figure.name, figure.value, now.value, now.as_of
            ),
            Some(now) if now.receipt != figure.receipt => {
                format!("the figure {} comes to the same from other inputs", figure.name)
            }
            Some(_) => continue,
        };
        all.push(SourceChange { entry: None, figure: Some(figure.name.clone()), what });
    }
    all
}
