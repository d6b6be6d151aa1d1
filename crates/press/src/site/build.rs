//! A site out of its parts: pages in each language, feeds, calendars, the files that go with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use record::Slug;
use record::audience::Audience;

use super::maker::{Made, Maker, OnPage, PAGE_LIMIT, SiteAsk, folder_of};
use super::{
    archive, case_cards, coalition_pages, feeds, home, offers, pay, pieces, record_pages, series,
};
use crate::chronicle::Chronicle;
use crate::coalition::{seen_actions, seen_commitments, seen_demands};
use crate::{Language, Seen};

/// The file by which a folder is known to be a site of ours.
pub const MARKER: &str = ".goodfaith-site";

/// A site that is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BuiltSite {
    /// Its files by their paths, without the files of releases, which go with it as they are.
    pub files: BTreeMap<String, Arc<Vec<u8>>>,
    /// Texts that could not be said in a page's language: page and text.
    pub untranslated: Vec<(String, String)>,
}

/// What the marker of a site says.
pub fn marker(audience: &Audience) -> String {
    format!("goodfaith-site 1\naudience {audience}\n")
}

/// Makes a site: the same parts give the same bytes.
///
/// # Errors
///
/// A sentence, when a page is too long or a calendar cannot be made.
pub fn build_site(ask: &SiteAsk<'_>) -> Result<BuiltSite, String> {
    let seen = Seen::by(ask.state, ask.entries, ask.audience);
    let languages: Vec<Language> = ask.languages.iter().map(|(language, _)| *language).collect();
    let pieces = pieces::on_pages(ask.releases, &languages);
    let chronicle = crate::chronicle::chronicle(&seen, ask.entries);
    let has = pages_there(ask, &seen, &pieces, &chronicle);
    let has_feed = ask.publishing.web_address.as_deref().and_then(feeds::host_of).is_some();
    let mut site = BuiltSite::default();
    if let Some(remembered) = ask.remembered {
        remembered.begin();
    }
    let made: Vec<Result<InLanguage, String>> = std::thread::scope(|scope| {
        let (seen, pieces, has, chronicle) = (&seen, &pieces, &has, &chronicle);
        let started: Vec<_> = ask
            .languages
            .iter()
            .map(|language| {
                scope.spawn(move || {
                    let maker = Maker::new(ask, seen, pieces, *language, (has, has_feed));
                    in_language(&maker, chronicle)
                })
            })
            .collect();
        let joined = |one: std::thread::ScopedJoinHandle<'_, _>| {
            one.join().unwrap_or_else(|_| Err("a page could not be made".to_owned()))
        };
        started.into_iter().map(joined).collect()
    });
    for made in made {
        let (files, missing) = made?;
        site.files.extend(files);
        site.untranslated.extend(missing);
    }
    if !languages.contains(&Language::English) {
        site.files.insert("index.html".to_owned(), Arc::new(doorway(ask).into_bytes()));
    }
    if *ask.audience != Audience::Public {
        site.files
            .insert("robots.txt".to_owned(), Arc::new(b"User-agent: *\nDisallow: /\n".to_vec()));
    }
    site.files.insert(MARKER.to_owned(), Arc::new(marker(ask.audience).into_bytes()));
    let long = site
        .files
        .iter()
        .filter(|(path, bytes)| path.ends_with(".html") && bytes.len() > PAGE_LIMIT);
    let long: Vec<String> =
        long.map(|(path, bytes)| format!("{path} ({} bytes)", bytes.len())).collect();
    if !long.is_empty() {
        return Err(format!("a page is longer than {PAGE_LIMIT} bytes: {}", long.join(", ")));
    }
    if let Some(remembered) = ask.remembered {
        remembered.end();
    }
    Ok(site)
}

/// The pages that have something to say to the audience.
fn pages_there(
    ask: &SiteAsk<'_>,
    seen: &Seen<'_>,
    pieces: &[OnPage<'_>],
    chronicle: &Chronicle,
) -> BTreeSet<&'static str> {
    let standing = |kind: &str| pieces.iter().any(|one| one.stands() && one.piece.kind == kind);
    let works = ask.state.works.values().any(|(since, _)| seen.sees(since.entry));
    let there = [
        ("index", true),
        ("reports", pieces.iter().any(|one| archive::is_report(&one.piece.kind))),
        ("questions", standing("answer")),
        ("stories", standing("story")),
        ("work", standing("work") || works),
        ("offers", !offers::shown(seen).is_empty()),
        ("pay", ask.pay.is_some()),
        ("case", !case_cards::shown(ask).is_empty()),
        ("timeline", !chronicle.timeline.is_empty()),
        ("chronicle", !chronicle.parts.is_empty()),
        ("demands", !seen_demands(seen).is_empty()),
        ("actions", !seen_actions(seen).is_empty()),
        ("commitments", !seen_commitments(seen).is_empty()),
    ];
    there.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect()
}

/// The files of a language by their paths, and the texts that could not be said in it: page and text.
type InLanguage = (Vec<(String, Arc<Vec<u8>>)>, Vec<(String, String)>);

/// What makes the pages of a part of the site.
type Pages = fn(&Maker<'_>) -> Vec<Made>;

fn in_language(maker: &Maker<'_>, chronicle: &Chronicle) -> Result<InLanguage, String> {
    let has = |name: &str| maker.has.contains(name);
    let mut made: Vec<Made> = Vec::new();
    // The timeline comes first: other pages lead to its entries.
    if has("timeline") {
        made.extend(record_pages::timeline(maker, chronicle));
    }
    if has("chronicle") {
        made.extend(record_pages::chronicle(maker, chronicle));
    }
    made.push(home::page(maker));
    let parts: [(&str, Pages); 9] = [
        ("reports", archive::reports),
        ("questions", archive::questions),
        ("stories", archive::stories),
        ("work", archive::work),
        ("offers", offers::pages),
        ("pay", pay::pages),
        ("case", case_cards::pages),
        ("demands", coalition_pages::demands),
        ("actions", coalition_pages::actions),
    ];
    for (_, pages) in parts.iter().filter(|(name, _)| has(name)) {
        made.extend(pages(maker));
    }
    if has("commitments") {
        made.extend(coalition_pages::commitments(maker, chronicle));
    }
    made.extend(series::pages(maker));
    let folder = folder_of(maker.language);
    let mut files: Vec<(String, Arc<Vec<u8>>)> = made
        .into_iter()
        .map(|page| (format!("{folder}{}.html", page.name), Arc::new(page.text.into_bytes())))
        .collect();
    let own = pieces::pages(maker).into_iter();
    files.extend(own.map(|(name, bytes)| (format!("{folder}{name}.html"), bytes)));
    let own = std::iter::once(feeds::FeedOf::everything(maker));
    for of in own.chain(series::feeds(maker)).filter(|_| maker.has_feed) {
        if let Some(feed) = feeds::feed(maker, &of) {
            files.push((format!("{folder}{}.xml", of.name), Arc::new(feed.into_bytes())));
        }
    }
    files.push((format!("{folder}calendar.ics"), Arc::new(feeds::calendar(maker)?.into_bytes())));
    Ok((files, maker.missing()))
}

/// The first page of a site that is in another language than English alone: a door to it.
fn doorway(ask: &SiteAsk<'_>) -> String {
    let Some((language, words)) = ask.languages.first().copied() else { return String::new() };
    let to = format!("{}index.html", folder_of(language));
    let campaign = words.word(language, ask.campaign);
    let frame = super::SiteFrame {
        language,
        words,
        campaign: &campaign,
        title: &campaign,
        about: String::new(),
        ways: Vec::new(),
        other: None,
        feed: None,
        shared: Vec::new(),
        banner: None,
        body: maud::html! {
            h1 { (campaign) }
            p { a class="go" href=(to) { (words.word(language, "To the site")) } }
        },
    };
    frame.page()
}

/// The files of a release that stand on a site, by their paths there.
pub fn path_of(release: &Slug, file: &str) -> String {
    format!("releases/{release}/{file}")
}
