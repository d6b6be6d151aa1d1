//! Search over everything that the team has in the open folder: the record, figures, offers, pieces, data sets.

use std::sync::Arc;

use axum::Router;
use intake::case::OfferOnFile;
use maud::{Markup, html};
use press::entry_words;

use super::costing::{address_of, offers};
use super::entries::says;
use crate::app::{App, Asked, Page, Problem, page};

/// How many of a kind are shown.
const SHOWN: usize = 50;

/// The path.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/search", page(search))
}

/// Something that was found: where it is, what it is called, what it says.
struct Found {
    to: String,
    title: String,
    says: String,
}

/// Whether a text has every word.
fn has(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word))
}

fn search(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let typed = asked.parameter("find").unwrap_or_default();
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let groups: Vec<(&str, Vec<Found>)> = match words.is_empty() {
        true => Vec::new(),
        false => vec![
            ("The record", entries(asked, &words)),
            ("Figures", figures(asked, &words)),
            ("Offers", of_offers(asked, &words)),
            ("Pieces", pieces(asked, &words)),
            ("Data sets", data_sets(asked, &words)),
        ],
    };
    let nothing = groups.iter().all(|(_, found)| found.is_empty());
    let body = html! {
        form method="get" action="/search" {
            label for="search" { (t("Look for")) }
            input id="search" name="find" value=(typed) type="search";
            @if let Some(on) = asked.parameter("on") { input type="hidden" name="on" value=(on); }
            button { (t("Search")) }
        }
        p class="soft" { (t("Every word must be in it. What lies in the vault or is encrypted by person is not looked into.")) }
        @if nothing && !words.is_empty() { p class="calm" { (t("Nothing was found.")) } }
        @for (title, found) in groups.iter().filter(|(_, found)| !found.is_empty()) {
            section {
                h2 { (t(title)) " (" (found.len()) ")" }
                ul class="pieces" {
                    @for one in found.iter().take(SHOWN) {
                        li { a href=(asked.way(&one.to)) { (one.title) } @if !one.says.is_empty() { p { (speech.own(&one.says)) } } }
                    }
                }
                @if found.len() > SHOWN { p { (found.len() - SHOWN) " " (t("more: one more word makes it fewer")) } }
            }
        }
    };
    Ok(Page::of(t("Search"), "/search", body))
}

fn entries(asked: &Asked, words: &[String]) -> Vec<Found> {
    let known = asked.opened.desk.entries().iter().rev();
    let known = known.filter(|entry| entry.draft.place() <= asked.day);
    let t = asked.speech().t("Entry");
    known
        .filter(|entry| words.iter().all(|word| says(entry, word)))
        .map(|entry| Found {
            to: format!("/record/{}", entry.number),
            title: format!("{t} {}", entry.number),
            says: entry_words(entry),
        })
        .collect()
}

fn figures(asked: &Asked, words: &[String]) -> Vec<Found> {
    let Ok(Some(book)) = asked.opened.desk.book() else { return Vec::new() };
    if book.as_of > asked.day {
        return Vec::new();
    }
    let figures = book.figures.iter().map(|made| &made.figure);
    figures
        .filter(|figure| has(&format!("{} {} {}", figure.name, figure.method, figure.value), words))
        .map(|figure| Found {
            to: "/case".to_owned(),
            title: format!("{} = {}", figure.name, figure.value),
            says: figure.method.clone(),
        })
        .collect()
}

fn of_offers(asked: &Asked, words: &[String]) -> Vec<Found> {
    let text = |offer: &OfferOnFile| {
        std::fs::read_to_string(asked.folder().join(&offer.path)).unwrap_or_default()
    };
    let (all, _) = offers(asked);
    all.into_iter()
        .filter(|offer| has(&format!("{} {} {}", offer.title, offer.path, text(offer)), words))
        .map(|offer| Found { to: address_of(&offer.path), title: offer.title, says: String::new() })
        .collect()
}

fn pieces(asked: &Asked, words: &[String]) -> Vec<Found> {
    let Ok(all) = asked.opened.desk.pieces() else { return Vec::new() };
    all.into_iter()
        .filter(|piece| piece.day <= asked.day)
        .filter(|piece| has(&format!("{} {} {}", piece.title, piece.slug, piece.text), words))
        .map(|piece| Found {
            to: format!("/publishing/pieces/{}", piece.slug),
            title: piece.title,
            says: String::new(),
        })
        .collect()
}

fn data_sets(asked: &Asked, words: &[String]) -> Vec<Found> {
    let (all, _) = intake::data::of_campaign(asked.folder());
    let about = all.into_iter().map(|set| set.about);
    about
        .filter(|about| {
            let all = [&about.name, &about.publisher, &about.title, &about.note];
            has(&all.map(String::as_str).join(" "), words)
        })
        .map(|about| Found {
            to: "/files#data".to_owned(),
            title: about.name,
            says: format!("{}: {}", about.publisher, about.title),
        })
        .collect()
}

/// The field of the head.
pub(crate) fn field(asked_for: &str, label: &str, held_day: Option<money::Date>) -> Markup {
    html! {
        form method="get" action="/search" role="search" class="find" aria-label=(label) {
            input name="find" type="search" aria-label=(label);
            @if let Some(day) = held_day { input type="hidden" name="on" value=(day); }
            button { (asked_for) }
        }
    }
}
