//! A pass before it crosses the table: what it comes to beside what both sides last passed, and what the other side would see of it.

use costing::{Costing, OfferCost};
use intake::case::costing_files;
use intake::{CostFiles, Finding, Findings, Place, Source};
use money::{Cents, MoneyError};
use record::audience::Audience;
use record::{
    Draft, Entry, LastPassed, Side, Slug, State, all_passed, fold, last_passed, offer_file,
    seen_by, terms_passed,
};

use crate::adding::{NotAdded, checked};
use crate::{Costed, Desk};

/// What a pass says on an item, as somebody types it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// The item.
    pub item: Slug,
    /// Its terms: the text of an offer file, or nothing.
    pub terms: String,
    /// It says that what was held before is unchanged.
    pub unchanged: bool,
}

/// An offer that a pass is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beside {
    /// The pass itself.
    This,
    /// What its side last passed on the same items.
    OursBefore,
    /// What the other side last passed on the same items.
    Theirs,
    /// Everything that its side would have on the table with it.
    AllOurs,
    /// Everything that the other side has on the table.
    AllTheirs,
}

/// An offer with what it costs over the status quo.
#[derive(Debug, Clone)]
pub struct Column {
    /// Which it is.
    pub which: Beside,
    /// What it costs; none where it has no terms, or none is known.
    pub cost: Option<OfferCost>,
    /// The passes that it is taken from, with their entries.
    pub from: Vec<(Slug, u64)>,
    /// Items on which it says something that cannot be costed.
    pub without_terms: Vec<Slug>,
}

/// What one offer costs more than another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct More {
    /// Than which.
    pub than: Beside,
    /// Year by year.
    pub years: Vec<Cents>,
    /// Over the term.
    pub cumulative: Cents,
    /// By year, once it is ongoing.
    pub annualised: Cents,
}

/// A pass beside what both sides last passed.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The costing of all of them.
    pub costing: Costing,
    /// The offers.
    pub columns: Vec<Column>,
    /// What the pass costs more, or less, than the two before it.
    pub more: Vec<More>,
    /// What is worth saying of the files.
    pub warnings: Findings,
}

impl Comparison {
    /// An offer.
    pub fn column(&self, which: Beside) -> Option<&Column> {
        self.columns.iter().find(|column| column.which == which)
    }
}

/// What the part of an offer that somebody types is called in findings.
pub fn typed_name(item: &Slug) -> String {
    format!("terms of {item}")
}

/// Whether something is wrong in what somebody typed, and not in the campaign's own files.
pub fn is_of_what_was_typed(findings: &Findings) -> bool {
    findings.0.iter().any(|finding| finding.place.to_string().starts_with("terms of "))
}

/// Whether somebody has seen everything that a pass would be held against: then the same numbers follow for them. `sees` tells whether
/// an entry is seen.
pub fn same_ground(state: &State, sees: impl Fn(u64) -> bool) -> bool {
    [Side::Union, Side::Employer].into_iter().all(|side| {
        last_passed(state, side, &sees) == last_passed(state, side, |_| true)
            && all_passed(state, side, &sees) == all_passed(state, side, |_| true)
    })
}

/// What a pass of a side costs beside what both sides last passed, as far as somebody sees it: `sees` tells whether an entry is seen.
/// None where the campaign costs nothing.
///
/// # Errors
///
/// Every finding in what was typed and in the files of the costing.
pub fn compared(
    desk: &Desk,
    state: &State,
    side: Side,
    typed: &[Typed],
    sees: impl Fn(u64) -> bool,
) -> Result<Option<Comparison>, Findings> {
    let other = side.other().unwrap_or(side);
    let listed = |one: &LastPassed| typed.iter().any(|typed| typed.item == one.item);
    let before: Vec<LastPassed> =
        last_passed(state, side, &sees).into_iter().filter(|one| listed(one)).collect();
    let theirs: Vec<LastPassed> =
        last_passed(state, other, &sees).into_iter().filter(|one| listed(one)).collect();
    let mut rest = all_passed(state, side, &sees);
    rest.retain(|one| !listed(one));
    let all_theirs = all_passed(state, other, &sees);

    let mut makers = vec![this(typed, &before, &[], Beside::This, side)];
    makers.push(of_record(Beside::OursBefore, side, &before));
    makers.push(of_record(Beside::Theirs, other, &theirs));
    makers.push(this(typed, &before, &rest, Beside::AllOurs, side));
    makers.push(of_record(Beside::AllTheirs, other, &all_theirs));
    let Some(files) = costing_files(&desk.folder, Some(&[]))? else { return Ok(None) };
    let given = |(name, text): &(String, String)| Source::Given {
        name: name.clone(),
        bytes: text.clone().into_bytes(),
    };
    let offers = makers.iter().filter_map(|(parts, _)| parts.as_ref());
    let offers = offers.map(|parts| parts.iter().map(given).collect()).collect();
    let Costed { costing, mut warnings, .. } = Costed::of(&CostFiles { offers, ..files })?;
    let mut costs = costing.offers.iter();
    let columns: Vec<Column> = makers
        .into_iter()
        .map(|(parts, column)| Column { cost: parts.and_then(|_| costs.next().cloned()), ..column })
        .collect();
    let more = [Beside::OursBefore, Beside::Theirs]
        .into_iter()
        .filter_map(|than| more(&columns, than).transpose())
        .collect::<Result<Vec<_>, MoneyError>>();
    // Sums that fit by themselves may still not fit when one is taken from the other.
    let more = more.unwrap_or_else(|error| {
        let place = Place::Argument("the difference of two offers".to_owned());
        warnings.push(Finding::warning(place, error.to_string()));
        Vec::new()
    });
    Ok(Some(Comparison { costing, columns, more, warnings }))
}

type Maker = (Option<Vec<(String, String)>>, Column);

/// An offer out of the record.
fn of_record(which: Beside, side: Side, passed: &[LastPassed]) -> Maker {
    let terms = terms_passed(title_of(which), side, passed);
    let text = (!terms.terms.is_empty())
        .then(|| vec![(format!("{}.toml", title_of(which)), offer_file(&terms))]);
    (text, column(which, passed, terms.without_terms))
}

/// The pass, with other items that its side has on the table.
fn this(
    typed: &[Typed],
    before: &[LastPassed],
    rest: &[LastPassed],
    which: Beside,
    side: Side,
) -> Maker {
    let held = |item: &Slug| before.iter().find(|one| one.item == *item);
    // What is unchanged is what was held before.
    let mut kept: Vec<LastPassed> = typed
        .iter()
        .filter(|one| one.unchanged)
        .filter_map(|one| held(&one.item))
        .cloned()
        .collect();
    kept.extend(rest.iter().cloned());
    let terms = terms_passed(title_of(which), side, &kept);
    let new = typed.iter().filter(|one| !one.unchanged && !one.terms.trim().is_empty());
    let new: Vec<(String, String)> =
        new.map(|one| (typed_name(&one.item), one.terms.clone())).collect();
    let mut without: Vec<Slug> = typed
        .iter()
        .filter(|one| match one.unchanged {
            true => held(&one.item).is_none_or(|held| held.said.terms.is_empty()),
            false => one.terms.trim().is_empty(),
        })
        .map(|one| one.item.clone())
        .collect();
    without.extend(rest.iter().filter(|one| one.said.terms.is_empty()).map(|one| one.item.clone()));
    let none = terms.terms.is_empty() && new.is_empty();
    let parts = (!none).then(|| {
        let mut parts = vec![(format!("{}.toml", title_of(which)), offer_file(&terms))];
        parts.extend(new);
        parts
    });
    (parts, column(which, &kept, without))
}

fn column(which: Beside, passed: &[LastPassed], without_terms: Vec<Slug>) -> Column {
    let mut from: Vec<(Slug, u64)> =
        passed.iter().map(|one| (one.pass.clone(), one.since.entry)).collect();
    from.sort_unstable();
    from.dedup();
    Column { which, cost: None, from, without_terms }
}

/// What an offer is called where its text is read: each has a name of its own.
fn title_of(which: Beside) -> &'static str {
    match which {
        Beside::This => "this pass",
        Beside::OursBefore => "the last pass of its side",
        Beside::Theirs => "the last pass of the other side",
        Beside::AllOurs => "all that its side would hold",
        Beside::AllTheirs => "all that the other side holds",
    }
}

/// What the pass costs more than another offer; none where either has no terms.
fn more(columns: &[Column], than: Beside) -> Result<Option<More>, MoneyError> {
    let cost = |which| {
        let column = columns.iter().find(|column: &&Column| column.which == which);
        column.and_then(|column| column.cost.as_ref())
    };
    let (Some(this), Some(other)) = (cost(Beside::This), cost(than)) else { return Ok(None) };
    let years = this.years.iter().zip(&other.years);
    Ok(Some(More {
        than,
        years: years
            .map(|(this, other)| this.change.minus(other.change))
            .collect::<Result<Vec<_>, _>>()?,
        cumulative: this.cumulative.minus(other.cumulative)?,
        annualised: this.annualised.minus(other.annualised)?,
    }))
}

/// An id that no pass has: `u2-salary` for the second of ours on an item, or whatever words are given.
pub fn pass_id(state: &State, side: Side, words: &str) -> Slug {
    let letter = side.letter().to_ascii_lowercase();
    let next = (1..)
        .map(|at| Slug::from_words(&format!("{letter}{at} {words}")))
        .find(|id| !state.passes.contains_key(id));
    next.unwrap_or_else(|| Slug::from_words(&format!("{letter} {words}")))
}

/// An id that no tentative agreement has: `ta-salary`, `ta-salary-2`.
pub fn agreement_id(state: &State, words: &str) -> Slug {
    let next = (1..)
        .map(|at| match at {
            1 => Slug::from_words(&format!("ta {words}")),
            at => Slug::from_words(&format!("ta {words} {at}")),
        })
        .find(|id| !state.agreed.contains_key(id));
    next.unwrap_or_else(|| Slug::from_words(words))
}

/// What an entry would do to the record, before it is added.
pub struct Foreseen {
    /// The record with it.
    pub entries: Vec<Entry>,
    /// The state with it.
    pub state: State,
    /// The entry.
    pub entry: Entry,
}

impl Foreseen {
    /// An entry, as if it had been added; nothing is written.
    ///
    /// # Errors
    ///
    /// Why it could not be.
    pub fn of(desk: &Desk, draft: Draft, day: money::Date) -> Result<Foreseen, NotAdded> {
        let sealed = checked(&desk.campaign, vec![draft])?;
        let mut entries = desk.entries().to_vec();
        entries.extend(sealed.into_iter().map(|(entry, _)| entry));
        let state = fold(&entries, day, &intake::law().procedures);
        let entry = entries[entries.len() - 1].clone();
        Ok(Foreseen { entries, state, entry })
    }

    /// Whether somebody would see it.
    pub fn is_seen_by(&self, audience: &Audience) -> bool {
        let seen = seen_by(&self.state, &self.entries, audience);
        seen.iter().any(|entry| entry.number == self.entry.number)
    }
}
