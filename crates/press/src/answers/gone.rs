//! What is no longer to be used, and everything that uses it still.

use std::collections::BTreeSet;

use intake::case::Book;
use money::Date;
use record::body::{Body, ClaimStatus};
use record::{Audiences, Digest, Entry, Ordered, PublicationStatus, Slug, State, in_order};

use super::uses::{PieceUse, ReleaseOut, Used, told_in};

/// Something that uses what is no longer to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// What is no longer used.
    pub of: Used,
    /// What became of it, in a sentence.
    pub what: String,
    /// What to use instead, where somebody said so.
    pub instead: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// It is to be mended or pulled. What went out and was pulled already is told, and is done with.
    pub stands: bool,
}

/// Where something is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A line of a piece.
    Piece(PieceUse),
    /// A release.
    Release {
        /// Its id.
        id: Slug,
        /// Whom it is for.
        to: Audiences,
        /// Where it stands.
        status: PublicationStatus,
    },
}

/// Why something is no longer used, and what is instead.
struct Why {
    of: Used,
    what: String,
    instead: Option<String>,
}

fn why(of: Used, what: String) -> Why {
    Why { of, what, instead: None }
}

/// Everything that uses a retired claim, a figure that is retired or that the case does not make, or an entry that was corrected, taken
/// back or kept from its readers since; as of the state's day.
pub fn pulled(
    pieces: &[PieceUse],
    releases: &[ReleaseOut<'_>],
    state: &State,
    entries: &[Entry],
    book: Option<&Book>,
) -> Vec<Pulled> {
    let ground = Now { state, entries, ordered: in_order(entries), book };
    let mut all = Vec::new();
    for one in pieces {
        let stands = !is_done_with(one.sha256, releases);
        all.extend(ground.of_piece(one).into_iter().map(|why| Pulled {
            of: why.of,
            what: why.what,
            instead: why.instead,
            place: Place::Piece(one.clone()),
            stands,
        }));
    }
    for release in releases {
        let Some(manifest) = release.manifest else { continue };
        let mut found: Vec<Why> = Vec::new();
        for figure in &manifest.rests_on.figures {
            found.extend(ground.figure(&figure.name));
        }
        for (number, shown_by) in &manifest.rests_on.entries {
            found.extend(ground.entry(*number, &manifest.to, |now| now.shown_by != *shown_by));
            found.extend(ground.claim_of(*number));
        }
        found.dedup_by(|a, b| a.of == b.of && a.what == b.what);
        let status = release.state.status();
        let stands = matches!(status, PublicationStatus::Released | PublicationStatus::Proposed);
        all.extend(found.into_iter().map(|why| {
            let (id, to) = (release.id.clone(), manifest.to.clone());
            let place = Place::Release { id, to, status: status.clone() };
            Pulled { of: why.of, what: why.what, instead: why.instead, place, stands }
        }));
    }
    all
}

/// Whether a piece, as it is written, went out and was pulled: what lies in its file is how it was.
fn is_done_with(sha256: Digest, releases: &[ReleaseOut<'_>]) -> bool {
    let holds = |release: &&ReleaseOut<'_>| {
        let pieces = release.manifest.map(|manifest| manifest.pieces.as_slice());
        pieces.unwrap_or_default().iter().any(|piece| piece.sha256 == sha256)
    };
    let mut statuses = releases.iter().filter(holds).map(|release| release.state.status());
    let over = |status: &PublicationStatus| {
        matches!(status, PublicationStatus::Corrected(_) | PublicationStatus::Withdrawn)
    };
    statuses.next().is_some_and(|first| over(&first)) && statuses.all(|status| over(&status))
}

/// The record and the case as they are now.
struct Now<'a> {
    state: &'a State,
    entries: &'a [Entry],
    ordered: Vec<Ordered<'a>>,
    book: Option<&'a Book>,
}

impl Now<'_> {
    fn of_piece(&self, one: &PieceUse) -> Vec<Why> {
        let mut all: Vec<Why> = one.figures.iter().filter_map(|name| self.figure(name)).collect();
        all.extend(one.claims.iter().filter_map(|id| self.claim(id)));
        for number in &one.named {
            // Whoever dates a piece after a correction has read it.
            let unread = |now: &Ordered<'_>| now.shown_by != *number && now.written > one.day;
            all.extend(self.entry(*number, &one.to, unread));
            all.extend(self.claim_of(*number));
        }
        all
    }

    fn figure(&self, name: &str) -> Option<Why> {
        let of = Used::Figure(name.to_owned());
        let book = self.book;
        if let Some(hole) = book.and_then(|book| book.holes.iter().find(|hole| hole.name == name)) {
            return Some(why(of, format!("the figure {name} is a hole: {}", hole.why)));
        }
        let made = book.is_some_and(|book| book.makes(name));
        if !made {
            return Some(why(of, format!("the case no longer makes the figure {name}")));
        }
        let retired = book.and_then(|book| book.retired_on(name, self.state.as_of))?;
        Some(Why { instead: retired.instead.clone(), ..why(of, retired.words()) })
    }

    fn claim(&self, id: &Slug) -> Option<Why> {
        let of = Used::Claim(id.clone());
        match self.state.claims.get(id) {
            None => Some(why(of, format!("nobody is on record with {id} any more"))),
            Some(claim) if claim.status() == ClaimStatus::Retired => {
                Some(why(of, format!("the claim {id} is retired")))
            }
            Some(_) => None,
        }
    }

    /// A retired claim that an entry tells of.
    fn claim_of(&self, number: u64) -> Option<Why> {
        let tells = |id: &&Slug| told_in(self.state, id).contains(&number);
        self.state.claims.keys().filter(tells).find_map(|id| self.claim(id))
    }

    fn entry(
        &self,
        number: u64,
        to: &Audiences,
        corrected: impl Fn(&Ordered<'_>) -> bool,
    ) -> Option<Why> {
        let of = Used::Entry(number);
        let entry = self.entries.iter().find(|entry| entry.number == number)?;
        let Some(now) = self.ordered.iter().find(|one| one.number == number) else {
            // Accounts that stand beside another one, and corrections, are in no order of their own.
            let beside = entry.draft.rival_of.is_some() || entry.draft.corrects.is_some();
            return (!beside).then(|| why(of, format!("entry {number} was taken back")));
        };
        let from: BTreeSet<String> = self
            .ordered
            .iter()
            .filter(|one| self.is_known(one.when.day))
            .filter_map(|one| match one.body {
                Body::Redaction(one) if [number, now.shown_by].contains(&one.entry) => Some(one),
                _ => None,
            })
            .flat_map(|one| one.from.iter().filter(|who| to.contains(who)))
            .map(ToString::to_string)
            .collect();
        if !from.is_empty() {
            let from = from.into_iter().collect::<Vec<_>>().join(", ");
            return Some(why(of, format!("entry {number} is no longer for {from}")));
        }
        corrected(now)
            .then(|| why(of, format!("entry {number} was corrected by entry {}", now.shown_by)))
    }

    fn is_known(&self, day: Date) -> bool {
        day <= self.state.as_of
    }
}
