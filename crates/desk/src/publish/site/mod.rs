//! The site of an audience: static files, made of what names that audience and of nothing else.

mod folder;
mod in_place;
mod memory;
mod releases;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use intake::case::{Book, costing_of_terms};
use money::Date;
use press::site::{LeftOut, Pay, SiteAsk, build_site, is_for, offers_seen, pay_of};
use press::{Language, Seen, Words};
use record::audience::Audience;
use record::{Slug, State};

use super::Stopped;
use crate::Desk;
use memory::{PayKnown, Place};

pub use folder::Written;
pub use memory::SiteMemory;

/// Which site is asked for.
pub struct SiteOrder<'a> {
    /// Whose it is.
    pub audience: &'a Audience,
    /// The day that it is of.
    pub as_of: Date,
    /// The languages of its pages.
    pub languages: &'a [Language],
    /// The folder that it is written to.
    pub out: &'a Path,
}

/// What the making of a site has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SiteStep {
    /// The files of so many releases are held against the record.
    Reading(usize),
    /// The pages are made.
    Making,
    /// So many files are written.
    Writing(usize),
}

/// A site that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteWritten {
    /// Where it stands.
    pub place: PathBuf,
    /// Its pages, each with its length.
    pub pages: Vec<(String, usize)>,
    /// How many releases stand on it.
    pub releases: usize,
    /// What does not stand on it, each with why.
    pub left_out: Vec<LeftOut>,
    /// Texts that could not be said in a page's language: page and text.
    pub untranslated: Vec<(String, String)>,
    /// How many files were written.
    pub written: Written,
}

impl SiteWritten {
    /// What is not translated, each text once with the first page that it stands on, by its text.
    pub fn not_translated(&self) -> BTreeMap<&str, &str> {
        let mut texts: BTreeMap<&str, &str> = BTreeMap::new();
        for (page, text) in &self.untranslated {
            texts.entry(text).or_insert(page);
        }
        texts
    }
}

/// Makes the site of an audience and writes it, whole or not at all. `said` is told how far it is.
///
/// # Errors
///
/// There is no such site, it may not be written there, or a release is not what went out.
pub fn write_site(
    desk: &Desk,
    order: &SiteOrder<'_>,
    memory: &SiteMemory,
    said: &dyn Fn(SiteStep),
) -> Result<SiteWritten, Stopped> {
    write_site_unless(desk, order, memory, said, &|| false)
}

/// Whether somebody wants a site no longer.
pub type Stops<'a> = dyn Fn() -> bool + Sync + 'a;

/// The same, until somebody wants it no longer: that is asked before each release and each file. What was written until then is taken
/// back.
///
/// # Errors
///
/// The same, and that it was cancelled.
pub fn write_site_unless(
    desk: &Desk,
    order: &SiteOrder<'_>,
    memory: &SiteMemory,
    said: &dyn Fn(SiteStep),
    stops: &Stops<'_>,
) -> Result<SiteWritten, Stopped> {
    let goes_on = || match stops() {
        true => Err(Stopped::said("cancelled", "nothing was changed")),
        false => Ok(()),
    };
    let mut memory = memory.0.lock().unwrap_or_else(PoisonError::into_inner);
    let audience = order.audience;
    let (state, clocks) = desk.state(order.as_of);
    has_a_site(audience, &state)?;
    let place = folder::place(order.out, &desk.folder, audience)?;
    let (chosen, mut left_out) = press::site::releases_for(&state, audience);
    let book = desk.book()?.filter(|book| {
        let known = book.as_of <= order.as_of;
        if !known {
            let why = format!("the case is of {}, after the day of the site", book.as_of);
            left_out.push(LeftOut { id: Slug::from_words("case"), why });
        }
        known
    });
    said(SiteStep::Reading(chosen.len()));
    goes_on()?;
    let known = &mut memory.releases;
    let read = releases::read(desk, &chosen, audience, (&state, book), &place, known, stops)?;
    said(SiteStep::Making);
    goes_on()?;
    let pay = pay(desk, audience, &state, book, &mut memory.pay).unwrap_or_else(|why| {
        left_out.push(LeftOut { id: Slug::from_words("pay"), why });
        None
    });
    let languages: Vec<(Language, &Words)> =
        order.languages.iter().map(|language| (*language, desk.words(*language))).collect();
    let Place { pages, files: known } = memory.places.entry(place.clone()).or_default();
    let site = build_site(&SiteAsk {
        audience,
        campaign: &desk.name,
        state: &state,
        entries: desk.entries(),
        clocks: &clocks,
        book,
        publishing: &desk.publishing,
        languages: &languages,
        releases: &read.on_site,
        pay: pay.as_ref(),
        remembered: Some(pages),
    })
    .map_err(|error| Stopped::said(error, "nothing was written"))?;
    let mut files: BTreeMap<&str, folder::Of<'_>> = BTreeMap::new();
    files.extend(read.files.iter().map(|(path, file)| (path.as_str(), folder::Of::File(file))));
    files.extend(site.files.iter().map(|(path, page)| (path.as_str(), folder::Of::Page(page))));
    said(SiteStep::Writing(files.len()));
    let written = folder::write(&files, &place, known, stops)?;
    let pages = site.files.iter().filter(|(path, _)| path.ends_with(".html"));
    Ok(SiteWritten {
        pages: pages.map(|(path, bytes)| (path.clone(), bytes.len())).collect(),
        place,
        releases: read.on_site.len(),
        left_out,
        untranslated: site.untranslated,
        written,
    })
}

/// Only members, the public and partners have sites.
fn has_a_site(audience: &Audience, state: &State) -> Result<(), Stopped> {
    match audience {
        Audience::Members | Audience::Public => Ok(()),
        Audience::Partner(id) if state.partners.contains_key(id) => Ok(()),
        Audience::Partner(id) => {
            let known: Vec<&str> = state.partners.keys().map(Slug::as_str).collect();
            let mend = match known.is_empty() {
                true => "record add partner".to_owned(),
                false => format!("name one of: {}", known.join(", ")),
            };
            Err(Stopped::said(format!("the record knows no partner {id}"), mend))
        }
        other => Err(Stopped::said(
            format!("there is no site for {other}"),
            "name members, public or partner:ID",
        )),
    }
}

/// The pay of classes, where the case shows it to the audience. What it is counted from is read once while the case and the offers stay.
fn pay(
    desk: &Desk,
    audience: &Audience,
    state: &State,
    book: Option<&Book>,
    known: &mut Option<PayKnown>,
) -> Result<Option<Pay>, String> {
    let Some(book) = book.filter(|book| book.shown.names("ladder/")) else { return Ok(None) };
    let offers = offers_seen(&Seen::by(state, desk.entries(), audience));
    let texts: Vec<(String, String)> = offers
        .iter()
        .map(|offer| (format!("the {}'s passes", offer.side), offer.text.clone()))
        .collect();
    let case = desk.case();
    let same = |known: &&PayKnown| Arc::ptr_eq(&known.case, &case) && known.texts == texts;
    let loaded = match known.as_ref().filter(same) {
        Some(known) => known.loaded.clone(),
        None => {
            let loaded = costing_of_terms(&desk.folder, &texts).map_err(|findings| {
                let all: Vec<String> = findings.0.iter().map(ToString::to_string).collect();
                format!("an offer cannot be costed: {}", all.join(" ").replace('\n', " "))
            })?;
            let loaded = loaded.map(Arc::new);
            *known = Some(PayKnown { case, texts, loaded: loaded.clone() });
            loaded
        }
    };
    let shows = |name: &str| is_for(&book.shown.to(name), audience);
    Ok(loaded
        .and_then(|loaded| pay_of(&loaded.case, offers, shows, desk.publishing.pay_note.clone())))
}
