//! Which releases stand on an audience's site, and which do not, each with why.

use std::collections::BTreeMap;

use record::audience::Audience;
use record::body::StoryUse;
use record::{Audiences, Digest, PublicationStatus, Since, Slug, State};

/// What takes the place of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// A release that the audience is given as well, and what it says otherwise.
    By(Slug, String),
    /// One that the audience is not given.
    Elsewhere,
}

/// A release that stands on a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Its id.
    pub id: Slug,
    /// The hash of its list of files.
    pub sha256: Option<Digest>,
    /// When it went out.
    pub released: Since,
    /// What took its place.
    pub corrected: Option<Correction>,
}

/// A release that does not stand on a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its id.
    pub id: Slug,
    /// Why, in a few words.
    pub why: String,
}

/// Whether something is for an audience: what is public is everybody's.
pub fn is_for(to: &Audiences, audience: &Audience) -> bool {
    to.contains(audience) || to.contains(&Audience::Public)
}

/// The releases of an audience's site, as of the state's day, by their ids; and those that are left out.
pub fn releases_for(state: &State, audience: &Audience) -> (Vec<Chosen>, Vec<LeftOut>) {
    let mut stories: BTreeMap<Slug, String> = BTreeMap::new();
    for (id, story) in &state.stories {
        for pull in story.to_pull(state.as_of) {
            let why = format!("it holds the story {id}, which may not be shown any longer");
            stories.entry(pull.held_by.release).or_insert(why);
        }
        // A teller who said yes to a card or to the press has not said yes to a page.
        for held in story.went_out(state.as_of) {
            if !held.uses.contains(&StoryUse::Site) {
                let why = format!("it holds the story {id}, which is not for a site");
                stories.entry(held.release).or_insert(why);
            }
        }
    }
    let (mut chosen, mut left_out) = (Vec::new(), Vec::new());
    for (id, one) in &state.publications {
        let status = one.status();
        let why = match (&status, one.released()) {
            (PublicationStatus::Withdrawn, _) => Some("it was withdrawn".to_owned()),
            (PublicationStatus::Proposed, _) | (_, None) => Some("it is not out yet".to_owned()),
            _ if !is_for(one.to(), audience) => {
                let to: Vec<String> = one.to().iter().map(Audience::to_string).collect();
                Some(format!("it is for {}", to.join(", ")))
            }
            _ => stories.get(id).cloned(),
        };
        if let Some(why) = why {
            left_out.push(LeftOut { id: id.clone(), why });
            continue;
        }
        let Some(released) = one.released() else { continue };
        let corrected = match status {
            PublicationStatus::Corrected(by) => Some(correction(state, audience, by, &stories)),
            _ => None,
        };
        chosen.push(Chosen { id: id.clone(), sha256: one.sha256(), released, corrected });
    }
    (chosen, left_out)
}

/// What an audience is told of the release that takes the place of another.
fn correction(
    state: &State,
    audience: &Audience,
    by: Slug,
    stories: &BTreeMap<Slug, String>,
) -> Correction {
    let theirs = state.publications.get(&by).filter(|one| {
        is_for(one.to(), audience)
            && !stories.contains_key(&by)
            && matches!(one.status(), PublicationStatus::Released | PublicationStatus::Corrected(_))
    });
    match theirs.map(|one| one.last().changes.clone().unwrap_or_default()) {
        Some(changes) => Correction::By(by, changes),
        None => Correction::Elsewhere,
    }
}
