//! Entries about entries: corrections, retractions, releases, redactions; and the order of the fold.

use std::collections::{BTreeMap, BTreeSet};

use money::Date;

use super::{State, coalition, story_steps};
use crate::audience::Audience;
use crate::body::{Body, SessionState};
use crate::rules::{ENTRIES_STAND, TEAM_SEES_ALL};
use crate::{Audiences, Entry, Precision, Refusal, Source, When};

/// An entry as the fold reads it: in its place, and as it was last corrected.
#[derive(Debug, Clone, Copy)]
pub struct Ordered<'a> {
    /// The number of the entry whose fact it is.
    pub number: u64,
    /// The entry whose words these are: the last correction, or the entry itself.
    pub shown_by: u64,
    /// When it happened.
    pub when: When,
    /// The day on which it was written (UTC).
    pub written: Date,
    /// What it rests on: the last correction's sources, or the entry's own where that one names none.
    pub source: &'a [Source],
    /// What it says.
    pub body: &'a Body,
}

impl Ordered<'_> {
    /// Whether it is part of the state on a day: it sets the scene, it has happened by then, or it is a session that was
    /// planned by then: written down, or announced.
    pub fn is_known_on(&self, day: Date) -> bool {
        let told = match self.body {
            Body::Session(session) if session.state == SessionState::Planned => Some(
                session.announced.map_or(self.written, |announced| announced.min(self.written)),
            ),
            _ => None,
        };
        self.is_setting() || self.when.day <= day || told.is_some_and(|told| told <= day)
    }

    /// Whether it sets the scene: it is read before everything that happened.
    pub fn is_setting(&self) -> bool {
        is_setting(self.body)
    }
}

fn is_setting(body: &Body) -> bool {
    matches!(
        body,
        Body::Record(_)
            | Body::Party(_)
            | Body::Unit(_)
            | Body::BargainingTable(_)
            | Body::Agreement(_)
            | Body::Round(_)
            | Body::GroundRule(_)
            | Body::Item(_)
            | Body::Partner(_)
    )
}

/// The entries in the order of the fold: what sets the scene by number, then what happened by its day and number.
/// Corrected ones say what their last correction says; retracted ones and rival accounts are left out.
pub fn in_order(entries: &[Entry]) -> Vec<Ordered<'_>> {
    let retracted = retracted(entries);
    let stands = |number: u64| !retracted.contains(&number);
    let mut corrected: BTreeMap<u64, &Entry> = BTreeMap::new();
    let mut root: BTreeMap<u64, u64> = BTreeMap::new();
    for entry in entries {
        if let Some(of) = entry.draft.corrects.filter(|of| *of < entry.number)
            && stands(entry.number)
        {
            let first = root.get(&of).copied().unwrap_or(of);
            root.insert(entry.number, first);
            corrected.insert(first, entry);
        }
    }
    let shown = |entry: &'_ Entry| -> bool {
        entry.draft.corrects.is_none() && entry.draft.rival_of.is_none() && stands(entry.number)
    };
    let mut ordered: Vec<Ordered<'_>> = entries
        .iter()
        .filter(|entry| shown(entry))
        .map(|entry| {
            let words = corrected.get(&entry.number).copied().unwrap_or(entry);
            let about = words.draft.about.or(entry.draft.about);
            // What has no day, such as a party or a gap, is there on every day.
            let timeless = is_setting(&words.draft.body)
                || matches!(words.draft.body, Body::Gap(_) | Body::Account(_));
            let when = match about {
                Some(about) => about,
                None if timeless => When { day: Date::MIN, precision: Precision::Unknown },
                None => When::on(entry.draft.written_on()),
            };
            Ordered {
                number: entry.number,
                shown_by: words.number,
                when,
                written: words.draft.written_on(),
                source: match words.draft.source.as_slice() {
                    [] => &entry.draft.source,
                    named => named,
                },
                body: &words.draft.body,
            }
        })
        .collect();
    ordered.sort_by_key(|entry| match entry.is_setting() {
        true => (false, Date::MIN, entry.number),
        false => (true, entry.when.day, entry.number),
    });
    ordered
}

/// The entries that are taken back. A retraction may itself be taken back: the later one counts.
fn retracted(entries: &[Entry]) -> BTreeSet<u64> {
    let mut all = BTreeSet::new();
    for entry in entries.iter().rev() {
        if !all.contains(&entry.number) {
            let taken_back = |number: &u64| {
                let of = entries.iter().find(|entry| entry.number == *number);
                !of.is_some_and(|entry| {
                    matches!(entry.draft.body, Body::Erasure(_) | Body::Record(_))
                })
            };
            all.extend(retracts(entry).filter(taken_back));
        }
    }
    all
}

fn retracts(entry: &Entry) -> Option<u64> {
    match &entry.draft.body {
        Body::Retraction(retraction) if retraction.entry < entry.number => Some(retraction.entry),
        _ => None,
    }
}

/// The facts that an audience may see as of the state's day, by the numbers that a state names them by. A fact whose words were
/// corrected is seen only by those who may see the correction as well.
pub fn facts_seen_by(state: &State, entries: &[Entry], audience: &Audience) -> BTreeSet<u64> {
    let who = |entry: &Entry| {
        let who = state.audiences.get(&entry.number).unwrap_or(&entry.draft.audience);
        *audience == Audience::Team || who.contains(audience) || who.contains(&Audience::Public)
    };
    let may: BTreeSet<u64> =
        entries.iter().filter(|entry| who(entry)).map(|entry| entry.number).collect();
    let ordered = in_order(entries);
    let facts = ordered
        .iter()
        .filter(|one| one.is_known_on(state.as_of))
        .filter(|one| may.contains(&one.number) && may.contains(&one.shown_by))
        .map(|one| one.number);
    // Rival accounts move nothing, and are seen beside what they tell otherwise.
    let rivals = state.rivals.values().flatten().copied().filter(|number| may.contains(number));
    facts.chain(rivals).collect()
}

/// The facts whose words were corrected by an entry that an audience may not see.
pub fn corrected_out_of_sight(
    state: &State,
    entries: &[Entry],
    audience: &Audience,
) -> BTreeSet<u64> {
    let seen = |number: u64| {
        let entry = entries.iter().find(|entry| entry.number == number);
        let who = entry.map(|entry| state.audiences.get(&number).unwrap_or(&entry.draft.audience));
        *audience == Audience::Team
            || who.is_some_and(|who| who.contains(audience) || who.contains(&Audience::Public))
    };
    let corrected = in_order(entries);
    let corrected = corrected.iter().filter(|one| one.number != one.shown_by);
    corrected.filter(|one| !seen(one.shown_by)).map(|one| one.number).collect()
}

/// The entries that an audience may see, in their order.
pub fn seen_by<'a>(state: &State, entries: &'a [Entry], audience: &Audience) -> Vec<&'a Entry> {
    let may = |entry: &&Entry| {
        let who = state.audiences.get(&entry.number).unwrap_or(&entry.draft.audience);
        entry.draft.place() <= state.as_of
            && (who.contains(audience)
                || who.contains(&Audience::Public)
                || *audience == Audience::Team)
    };
    entries.iter().filter(may).collect()
}

impl State {
    /// Reads corrections, rivals, releases and redactions. Corrections hold for every day; releases and redactions from the day they
    /// are about, or on which they were written.
    pub(super) fn upkeep(&mut self, entries: &[Entry], as_of: Date) {
        let numbers = entries.len();
        let mut redacted: BTreeMap<u64, Audiences> = BTreeMap::new();
        let mut taken_back = retracted(entries);
        // A release that was corrected acts as its correction says.
        let corrected = entries.iter().filter(|entry| !taken_back.contains(&entry.number));
        let corrected: Vec<u64> = corrected.filter_map(|entry| entry.draft.corrects).collect();
        taken_back.extend(corrected);
        for entry in entries {
            let draft = &entry.draft;
            let before = |number: u64| {
                (number == 0 || number >= entry.number).then(|| Refusal {
                    entry: Some(entry.number),
                    ..Refusal::new(
                        ENTRIES_STAND,
                        format!("there is no entry {number} before entry {}", entry.number),
                        format!(
                            "name an entry from 1 to {}",
                            entry.number.saturating_sub(1).min(numbers as u64)
                        ),
                    )
                })
            };
            let named = [draft.corrects, draft.rival_of];
            self.refused.extend(named.into_iter().flatten().filter_map(before));
            if let (Some(of), None) = (draft.rival_of, draft.corrects)
                && of < entry.number
                && draft.place() <= as_of
            {
                self.rivals.entry(of).or_default().push(entry.number);
            }
            if draft.written_on() > as_of && draft.place() > as_of {
                continue;
            }
            let tells_who = story_steps::tells_who(entry, entry, &draft.audience);
            // In a record that came with it, it is shown to no more people than may know.
            if tells_who.is_some()
                && let Some(who) = self.audience_mut(entries, entry.number)
            {
                *who = story_steps::who_may_know(who);
            }
            if taken_back.contains(&entry.number) {
                continue;
            }
            self.refused.extend(tells_who);
            self.refused.extend(coalition::keeps_its_own(entries, entry, entry, &draft.audience));
            match &draft.body {
                Body::Retraction(retraction) => {
                    self.refused.extend(before(retraction.entry));
                    let of = entries.iter().find(|one| one.number == retraction.entry);
                    let stays = of.is_some_and(|one| {
                        matches!(one.draft.body, Body::Erasure(_) | Body::Record(_))
                    });
                    if stays {
                        self.refused.push(Refusal {
                            entry: Some(entry.number),
                            ..Refusal::new(
                                ENTRIES_STAND,
                                format!("entry {} cannot be taken back", retraction.entry),
                                "what a person took back stays so, and a record has its beginning",
                            )
                        });
                    }
                }
                Body::Release(release) => {
                    self.refused.extend(before(release.entry));
                    let of = entries.iter().find(|one| one.number == release.entry);
                    let kept = of.and_then(|of| {
                        coalition::keeps_its_own(entries, entry, of, &release.to)
                            .or_else(|| story_steps::tells_who(entry, of, &release.to))
                    });
                    if let Some(refusal) = kept {
                        self.refused.push(refusal);
                        continue;
                    }
                    if let Some(who) = self.audience_mut(entries, release.entry) {
                        who.extend(release.to.iter().cloned());
                    }
                }
                Body::Redaction(redaction) => {
                    self.refused.extend(before(redaction.entry));
                    if redaction.from.contains(&Audience::Team) {
                        self.refused.push(Refusal {
                            entry: Some(entry.number),
                            ..Refusal::new(
                                TEAM_SEES_ALL,
                                format!("entry {} would be kept from the team", redaction.entry),
                                "name another audience",
                            )
                        });
                    } else if let Some(who) = self.audience_mut(entries, redaction.entry) {
                        *who = without(who, &redaction.from);
                        let from = redacted.entry(redaction.entry).or_default();
                        from.extend(redaction.from.iter().cloned());
                    }
                }
                _ => {}
            }
        }
        // What takes the place of a redacted entry is kept from the same people.
        for entry in entries {
            let from = entry.draft.corrects.and_then(|of| redacted.get(&of)).cloned();
            if let Some(from) = from {
                if let Some(who) = self.audience_mut(entries, entry.number) {
                    *who = without(who, &from);
                }
                redacted.insert(entry.number, from);
            }
        }
    }

    /// Who may see an entry, to be changed.
    fn audience_mut(&mut self, entries: &[Entry], number: u64) -> Option<&mut Audiences> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        let named = entries.iter().skip(at).find(|entry| entry.number == number);
        let named = named.or_else(|| entries.iter().find(|entry| entry.number == number))?;
        Some(self.audiences.entry(number).or_insert_with(|| named.draft.audience.clone()))
    }
}

/// An audience less those from whom it is kept; what is kept from anybody is no longer public.
fn without(who: &Audiences, from: &Audiences) -> Audiences {
    who.iter()
        .filter(|one| !from.contains(one) && (**one != Audience::Public || from.is_empty()))
        .cloned()
        .collect()
}
