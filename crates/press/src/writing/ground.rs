//! What a piece may stand on: the record and the case as of its day, and what all whom it is for may see of them.

use std::collections::{BTreeMap, BTreeSet};

use intake::case::Book;
use money::Date;
use record::audience::Audience;
use record::body::{Body, Side};
use record::{
    Audiences, Clock, Entry, Ordered, Slug, State, corrected_out_of_sight, facts_seen_by, in_order,
};

use crate::page::Said;
use crate::{Language, Words};

/// What a piece may stand on.
pub struct Ground<'a> {
    /// The state on the piece's day.
    pub state: &'a State,
    /// The record.
    pub entries: &'a [Entry],
    /// The clocks on the piece's day.
    pub clocks: &'a [Clock],
    /// The case, where there is one.
    pub book: Option<&'a Book>,
    /// The words of the campaign in other languages.
    pub words: &'a Words,
    /// The campaign's name.
    pub campaign: &'a str,
    /// Figures whose kept receipt no longer holds, by their names, each with why.
    pub stale: BTreeMap<String, String>,
    ordered: Vec<Ordered<'a>>,
    pub(super) audience: Audiences,
    seen: BTreeSet<u64>,
    out_of_sight: BTreeSet<u64>,
}

impl<'a> Ground<'a> {
    /// The ground of a piece for some audiences: what every one of them may see.
    pub fn new(
        state: &'a State,
        entries: &'a [Entry],
        clocks: &'a [Clock],
        book: Option<&'a Book>,
        (campaign, words): (&'a str, &'a Words),
        audience: &Audiences,
    ) -> Ground<'a> {
        let mut seen: Option<BTreeSet<u64>> = None;
        let mut out_of_sight = BTreeSet::new();
        for who in audience {
            let facts = facts_seen_by(state, entries, who);
            seen = Some(match seen {
                Some(seen) => seen.intersection(&facts).copied().collect(),
                None => facts,
            });
            out_of_sight.extend(corrected_out_of_sight(state, entries, who));
        }
        let (audience, seen) = (audience.clone(), seen.unwrap_or_default());
        let ordered = in_order(entries);
        Ground {
            state,
            entries,
            clocks,
            book,
            words,
            campaign,
            stale: BTreeMap::new(),
            ordered,
            audience,
            seen,
            out_of_sight,
        }
    }

    /// The day.
    pub fn day(&self) -> Date {
        self.state.as_of
    }

    /// Whether all whom the piece is for may see a fact.
    pub fn sees(&self, entry: u64) -> bool {
        self.seen.contains(&entry)
    }

    /// The first of those whom the piece is for who may not see an entry, and who may.
    pub(super) fn who_may_not(&self, number: u64) -> (String, String) {
        let entry = self.entries.iter().find(|entry| entry.number == number);
        let named = entry.map(|entry| self.may_see(entry)).unwrap_or_default();
        let missing = self.audience.iter().find(|who| {
            !named.contains(who) && !named.contains(&Audience::Public) && **who != Audience::Team
        });
        let missing = missing.map_or_else(|| "its readers".to_owned(), Audience::to_string);
        (missing, named.iter().map(Audience::to_string).collect::<Vec<_>>().join(", "))
    }

    /// Who may see an entry, releases and redactions counted in.
    pub(crate) fn may_see(&self, entry: &Entry) -> Audiences {
        self.state.audiences.get(&entry.number).unwrap_or(&entry.draft.audience).clone()
    }

    /// Whom a figure is kept from, of those whom the piece is for.
    pub(super) fn figure_kept_from(&self, figure: &str) -> Option<String> {
        let shown = self.book.map(|book| book.shown.to(figure)).unwrap_or_default();
        let kept = |who: &&Audience| !shown.contains(who) && !shown.contains(&Audience::Public);
        self.audience.iter().find(kept).map(Audience::to_string)
    }

    /// An entry as its last correction has it.
    pub(crate) fn entry(&self, number: u64) -> Option<&'a Entry> {
        let shown = self.ordered.iter().find(|one| one.number == number).map(|one| one.shown_by);
        let shown = shown.unwrap_or(number);
        self.entries.iter().find(|entry| entry.number == shown)
    }

    /// Facts that happened after one day and up to the piece's, which its readers may see, in order.
    pub(super) fn between(&self, after: Date) -> impl Iterator<Item = &Ordered<'a>> {
        let within = move |one: &&Ordered<'_>| {
            !one.is_setting() && one.when.day > after && one.when.day <= self.day()
        };
        self.ordered.iter().filter(within)
    }

    /// A text of the record or the case in a language; whether it could be said in it.
    pub(super) fn said(&self, language: Language, text: &str) -> (String, bool) {
        match self.words.say(language, text) {
            Said::Own(text) => (text, true),
            Said::English(text) => (text, false),
        }
    }

    /// A party's short name: what stands in brackets after its name, else its name.
    pub(crate) fn party(&self, id: &Slug) -> String {
        let name = self.state.parties.get(id).map(|party| party.name.as_str());
        let partner = self.state.partners.get(id).filter(|partner| self.sees(partner.entry));
        let name = name.or(partner.map(|partner| partner.partner.name.as_str()));
        let Some(name) = name else { return id.to_string() };
        let short = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        short.map_or(name, |(_, short)| short).to_owned()
    }

    /// The name of a side: that of its first party that has passed or answered something, else of its first.
    pub(super) fn side(&self, side: Side) -> String {
        let of = |id: &&Slug| self.state.parties.get(*id).is_some_and(|party| party.side == side);
        let passed = self.state.passes.values().map(|pass| &pass.pass.from).find(of);
        let asked = self.entries.iter().filter_map(|entry| match &entry.draft.body {
            Body::Party(party) if party.side == side => Some(&party.id),
            _ => None,
        });
        let id = passed.or_else(|| asked.into_iter().next());
        id.map_or_else(|| side.name().to_owned(), |id| self.party(id))
    }

    /// An item's title, where its readers may see what it is called.
    pub(crate) fn item(&self, id: &Slug, language: Language) -> String {
        let item = self.state.items.get(id);
        let item = item.filter(|item| {
            self.sees(item.raised.entry) && !self.out_of_sight.contains(&item.raised.entry)
        });
        let title = item.map_or_else(|| id.to_string(), |item| item.item.title.clone());
        self.said(language, &title).0
    }
}
