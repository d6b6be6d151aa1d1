//! Whether what a release rests on has changed in a way that its readers may know of. It looks at the same changes as
//! [`changed_sources`](super::changed_sources), and counts one only where what changed it is the readers' to see.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use intake::case::Book;
use record::audience::Audience;
use record::body::{Body, ClaimStatus};
use record::{Audiences, Digest, Entry, State, facts_seen_by, in_order};

use super::{FigureOf, Manifest};

/// Figures as some audiences would be told them now, by audiences and name: the value, and the hash of the receipt; none where there is none.
type ToldNow = BTreeMap<(Audiences, String), Option<(String, Digest)>>;

/// What an audience may know of changes: read once for many releases.
pub struct KnownChanges<'a> {
    audience: &'a Audience,
    state: &'a State,
    book: Option<&'a Book>,
    /// Facts that the audience sees.
    seen: BTreeSet<u64>,
    /// Each entry that stands, with the entry whose words it shows.
    shown_by: BTreeMap<u64, u64>,
    /// Entries that were taken back by an entry that the audience may see.
    taken_back: BTreeSet<u64>,
    /// Entries of claims that were retired where the audience may see it.
    retired: BTreeSet<u64>,
    /// Figures as they are now for some readers, each with its value and the hash of its receipt: many releases rest on the same few.
    now: RefCell<ToldNow>,
}

impl<'a> KnownChanges<'a> {
    /// What an audience may know, as of the state's day.
    pub fn of(
        audience: &'a Audience,
        state: &'a State,
        entries: &[Entry],
        book: Option<&'a Book>,
    ) -> KnownChanges<'a> {
        let seen = facts_seen_by(state, entries, audience);
        let may = |entry: &Entry| {
            let who = state.audiences.get(&entry.number).unwrap_or(&entry.draft.audience);
            who.contains(audience) || who.contains(&Audience::Public)
        };
        let taken_back = entries.iter().filter_map(|entry| match &entry.draft.body {
            Body::Retraction(retraction) if may(entry) => Some(retraction.entry),
            _ => None,
        });
        let mut retired = BTreeSet::new();
        for claim in state.claims.values().filter(|one| one.status() == ClaimStatus::Retired) {
            let told = claim.steps.last().is_some_and(|(since, _)| seen.contains(&since.entry));
            if told {
                retired.extend(claim.steps.iter().map(|(since, _)| since.entry));
            }
        }
        KnownChanges {
            audience,
            state,
            book,
            shown_by: in_order(entries).iter().map(|one| (one.number, one.shown_by)).collect(),
            taken_back: taken_back.collect(),
            retired,
            now: RefCell::default(),
            seen,
        }
    }

    /// Whether what a release rests on has changed since, as far as the audience may know.
    pub fn has_changed(&self, manifest: &Manifest) -> bool {
        let entries = &manifest.rests_on.entries;
        let figures = &manifest.rests_on.figures;
        entries.iter().any(|(number, shown)| self.entry_changed(*number, *shown))
            || figures.iter().any(|figure| self.figure_changed(&manifest.to, figure))
    }

    fn entry_changed(&self, number: u64, shown: u64) -> bool {
        let told_otherwise = || {
            let rivals = self.state.rivals.get(&number);
            let rivals = rivals.map(Vec::as_slice).unwrap_or_default();
            rivals.iter().any(|rival| *rival > shown && self.seen.contains(rival))
        };
        match self.shown_by.get(&number) {
            None => self.taken_back.contains(&number),
            // What an audience does not see any longer it is not told of.
            Some(_) if !self.seen.contains(&number) => false,
            Some(now) => *now != shown || self.retired.contains(&number) || told_otherwise(),
        }
    }

    fn figure_changed(&self, to: &Audiences, was: &FigureOf) -> bool {
        let Some(book) = self.book else { return false };
        let shown = book.shown.to(&was.name);
        if !shown.contains(self.audience) && !shown.contains(&Audience::Public) {
            return false;
        }
        let mut all = self.now.borrow_mut();
        let now = all.entry((to.clone(), was.name.clone())).or_insert_with(|| {
            let (_, now) = super::figure_of(Some(book), to, &was.name)?;
            Some((now.value, now.receipt))
        });
        now.as_ref().is_none_or(|(value, receipt)| *value != was.value || *receipt != was.receipt)
    }
}
