//! The pages of pieces, and the names that they have.

use std::collections::BTreeSet;
use std::sync::Arc;

use maud::{Markup, html};
use record::Digest;

use super::choose::Correction;
use super::maker::{Maker, OnPage, OnSite, PAGES, folder_of, up};
use super::remembered::PageMade;
use super::{PieceOnPage, kind_words, piece_page, share_kit};
use crate::share::{OpenGraph, open_graph};
use crate::writing::plain;

/// Every piece of the releases that has a page, the newest first, with the name of its page: its own, unless that is another's.
pub(crate) fn on_pages<'a>(
    releases: &'a [OnSite],
    languages: &[crate::Language],
) -> Vec<OnPage<'a>> {
    let mut all: Vec<OnPage<'a>> = Vec::new();
    for release in releases {
        for piece in &release.manifest.pieces {
            let Some(document) = release.documents.get(&piece.slug) else { continue };
            if !languages.contains(&document.language) {
                continue;
            }
            all.push(OnPage { release, piece, document, name: String::new() });
        }
    }
    // What stands comes before what was corrected, so that the plain name leads to what stands.
    all.sort_by(|a, b| {
        (b.stands(), b.release.released, b.piece.day)
            .cmp(&(a.stands(), a.release.released, a.piece.day))
            .then_with(|| a.piece.slug.cmp(&b.piece.slug))
            .then_with(|| b.release.manifest.id.cmp(&a.release.manifest.id))
    });
    let mut taken: BTreeSet<(&str, String)> = BTreeSet::new();
    for one in &mut all {
        let plain = one.piece.slug.to_string();
        let reserved = PAGES.iter().any(|(page, _)| {
            plain.strip_prefix(page).is_some_and(|rest| {
                rest.is_empty()
                    || rest.strip_prefix('-').is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
            })
        }) || plain.starts_with("pay-")
            || plain.starts_with("chronicle-")
            || plain.starts_with("series-");
        let own = match reserved || taken.contains(&(one.language().code(), plain.clone())) {
            false => plain,
            true => format!("{plain}--{}", one.release.manifest.id),
        };
        taken.insert((one.language().code(), own.clone()));
        one.name = own;
    }
    all
}

/// The pages of every piece in the maker's language, by their names.
pub(crate) fn pages(maker: &Maker<'_>) -> Vec<(String, Arc<Vec<u8>>)> {
    let all = on_all(maker);
    let own = maker.pieces.iter().filter(|one| one.language() == maker.language);
    own.map(|one| (one.name.clone(), page(maker, one, all))).collect()
}

/// What every page of a piece is made with, as a hash.
fn on_all(maker: &Maker<'_>) -> Digest {
    let ask = maker.ask;
    let all = (ask.campaign, ask.audience, ask.publishing, maker.has, maker.has_feed);
    Digest::of(format!("{all:?} {:?} {:?}", maker.language, maker.words).as_bytes())
}

/// The page of a piece: as it was made before where everything that it is made from is the same.
fn page(maker: &Maker<'_>, one: &OnPage<'_>, all: Digest) -> Arc<Vec<u8>> {
    maker.begin(&one.name);
    let banner = banner(maker, one);
    let other =
        translation(maker, one).map(|other| (other.language().code(), other.from(maker.language)));
    let Some(remembered) = maker.ask.remembered else {
        return Arc::new(made(maker, one, other, banner).into_bytes());
    };
    // The hash of the release's list stands for the text, the files, the pictures and what is said of them.
    let (release, piece) = (&one.release.manifest.id, &one.piece.slug);
    let from = (all, one.release.sha256, release, piece, &one.name, &other);
    let key = format!("{from:?} {:?}", banner.as_ref().map(|banner| &banner.0));
    let page = remembered.page(Digest::of(key.as_bytes()), || {
        let bytes = Arc::new(made(maker, one, other, banner).into_bytes());
        PageMade { bytes, missing: maker.missing_here() }
    });
    maker.note_missing(&page.missing);
    page.bytes
}

fn made(
    maker: &Maker<'_>,
    one: &OnPage<'_>,
    other: Option<(&'static str, String)>,
    banner: Option<Markup>,
) -> String {
    let here = match one.piece.kind.as_str() {
        "answer" => "questions",
        "story" => "stories",
        "work" => "work",
        _ => "reports",
    };
    let around = PieceOnPage {
        kind: match &one.piece.series {
            Some(series) => maker.t(&maker.ask.publishing.series_title(series)),
            None => kind_words(&one.piece.kind, maker.language),
        },
        ways: maker.ways(here),
        other,
        feed: maker.feed(),
        shared: shared(maker, one),
        banner,
        after: Some(after(maker, one)),
    };
    piece_page(one.document, maker.words, around)
}

/// The same piece in another language, where it stands.
fn translation<'a>(maker: &'a Maker<'_>, one: &OnPage<'_>) -> Option<&'a OnPage<'a>> {
    maker.pieces.iter().find(|other| {
        other.language() != one.language()
            && other.stands()
            && (other.piece.translates.as_ref() == Some(&one.piece.slug)
                || one.piece.translates.as_ref() == Some(&other.piece.slug))
    })
}

/// What a reader has to know before reading: that it was corrected, that it corrects, that something changed.
fn banner(maker: &Maker<'_>, one: &OnPage<'_>) -> Option<Markup> {
    let manifest = &one.release.manifest;
    let correction = match &one.release.corrected {
        None => None,
        Some(Correction::Elsewhere) => {
            Some(html! { p { strong { (maker.t("This has been corrected since.")) } } })
        }
        Some(Correction::By(by, changes)) => {
            let new = newer(maker, one, by);
            let title = new.map_or_else(|| by.to_string(), |new| new.piece.title.clone());
            Some(html! {
                p {
                    strong { (maker.t("Corrected by")) " "
                        @match new {
                            Some(new) => a href=(new.from(maker.language)) { (title) },
                            None => (title),
                        }
                    }
                    ": " (changes)
                }
            })
        }
    };
    let corrects =
        manifest.corrects.as_ref().zip(manifest.changes.as_ref()).map(|(of, changes)| {
            let old = maker.pieces.iter().find(|other| {
                other.release.manifest.id == *of && other.language() == one.language()
            });
            html! {
                p {
                    strong { (super::corrects_words(maker.language)) } " "
                    @match old {
                        Some(old) => a href=(old.from(maker.language)) { (old.piece.title) },
                        None => (of.as_str()),
                    }
                    ": " (changes)
                }
            }
        });
    let changed = (one.release.changed && one.stands())
        .then(|| html! { p { (maker.t("What this rests on has changed since.")) } });
    let all: Vec<Markup> = [correction, corrects, changed].into_iter().flatten().collect();
    (!all.is_empty()).then(|| html! { @for part in &all { (part) } })
}

/// The piece of the release that takes another's place: the one of its name, else the first in its language, else the first.
fn newer<'a>(maker: &'a Maker<'_>, one: &OnPage<'_>, by: &record::Slug) -> Option<&'a OnPage<'a>> {
    let of = || maker.pieces.iter().filter(|other| other.release.manifest.id == *by);
    of().find(|other| other.piece.slug == one.piece.slug)
        .or_else(|| {
            of().find(|other| {
                other.language() == one.language() && other.piece.kind == one.piece.kind
            })
        })
        .or_else(|| of().find(|other| other.language() == one.language()))
        .or_else(|| of().next())
}

/// Where a file of the piece's release lies, from its page.
fn file(maker: &Maker<'_>, one: &OnPage<'_>, path: &str) -> String {
    format!("{}releases/{}/{path}", up(maker.language), one.release.manifest.id)
}

/// The photo that went out with a story, with what it shows.
fn photo<'a>(one: &'a OnPage<'_>) -> Option<(&'a str, &'a str)> {
    let begins = format!("{}.photo.", one.piece.slug);
    let (path, alt) = one.release.alts.iter().find(|(path, _)| path.starts_with(&begins))?;
    Some((path, alt))
}

/// What follows the text: the photo, the card and texts to share it, and the same in other forms.
fn after(maker: &Maker<'_>, one: &OnPage<'_>) -> Markup {
    let files = &one.release.manifest.files;
    let there = |ending: &str| {
        let path = format!("{}{ending}", one.piece.slug);
        files.iter().any(|known| known.path == path).then_some(path)
    };
    let cards = share_kit::cards(one);
    let forms: Vec<(String, String)> = [
        (".html", "As it was released"),
        (".txt", "As plain text"),
        (".pdf", "As a PDF, for paper"),
        (".notice.html", "Half a page for the notice board"),
    ]
    .into_iter()
    .filter_map(|(ending, label)| Some((there(ending)?, maker.t(label))))
    .collect();
    html! {
        @if let Some((path, alt)) = photo(one) {
            figure { img src=(file(maker, one, path)) alt=(alt); }
        }
        @if let Some(series) = &one.piece.series {
            p class="no-print" { a href=(format!("{}.html", super::series::page_name(series))) { (maker.t("More of this series")) } }
        }
        @if !cards.is_empty() {
            (share_kit::section(maker, one, &cards, |path| file(maker, one, path)))
        }
        @if !forms.is_empty() {
            section class="forms no-print" aria-labelledby="forms" {
                h2 id="forms" { (maker.t("The same in other forms")) }
                ul {
                    @for (path, label) in &forms {
                        li { a href=(file(maker, one, path)) { (label) } }
                    }
                }
            }
        }
    }
}

/// What the page tells a network about itself, where the site has an address.
fn shared(maker: &Maker<'_>, one: &OnPage<'_>) -> Vec<(String, String)> {
    let Some(site) = &maker.ask.publishing.web_address else { return Vec::new() };
    let cards = share_kit::cards(one);
    let card = cards.iter().find(|card| card.path.contains("card-facebook")).or(cards.first());
    open_graph(&OpenGraph {
        title: one.document.title.clone(),
        description: share_kit::lead(one.document),
        address: format!("{site}/{}{}.html", folder_of(maker.language), one.name),
        image_address: card
            .map(|card| format!("{site}/releases/{}/{}", one.release.manifest.id, card.path)),
        alt: card.map(|card| card.alt.clone()).unwrap_or_default(),
        width: card.map_or(0, |card| card.width),
        height: card.map_or(0, |card| card.height),
        language: maker.language,
        site_name: one.document.campaign.clone(),
    })
}

/// A line of a list of pieces: what it is called, its day, what it says in short.
pub(crate) fn line(maker: &Maker<'_>, one: &OnPage<'_>, with_kind: bool) -> Markup {
    let other = one.language() != maker.language;
    let lang = other.then(|| one.language().code());
    let kind = kind_words(&one.piece.kind, maker.language);
    html! {
        li {
            p class="small soft" {
                time datetime=(one.piece.day.to_string()) { (maker.day(one.piece.day)) }
                @if with_kind && !kind.is_empty() { " · " (kind) }
                @if other { " · " (maker.t(match one.language() { crate::Language::English => "in English", crate::Language::Spanish => "in Spanish" })) }
                @if !one.stands() { " · " strong { (maker.t("corrected since")) } }
            }
            h3 { a href=(one.from(maker.language)) lang=[lang] hreflang=[lang] { (one.document.title) } }
            @if !one.document.summary.is_empty() { p lang=[lang] { (plain(&one.document.summary)) } }
        }
    }
}

/// The pieces of a list in a language: those in it, and those that are in no other form than the other.
pub(crate) fn listed<'a>(
    maker: &'a Maker<'_>,
    kinds: impl Fn(&str) -> bool,
) -> Vec<&'a OnPage<'a>> {
    let mut all: Vec<&OnPage<'_>> = maker
        .pieces
        .iter()
        .filter(|one| kinds(&one.piece.kind))
        .filter(|one| one.language() == maker.language || translation(maker, one).is_none())
        .collect();
    all.sort_by(|a, b| {
        (b.piece.day, b.release.released)
            .cmp(&(a.piece.day, a.release.released))
            .then_with(|| a.name.cmp(&b.name))
    });
    all
}
