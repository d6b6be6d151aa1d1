//! The timeline and the chronicle, as the audience sees the record.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::maker::{Made, Maker};
use crate::chronicle::{Chronicle, Told};
use crate::page::{PaceChart, is_web, pace_chart};

/// How many entries stand in one part of the timeline.
const TOGETHER: usize = 60;

/// A line of the timeline: entry, day, words, sources.
type Line = (u64, String, String, Vec<String>);

/// The year and month of a day as a line has it: `about 2015-04-02` is of 2015-04.
fn month_of(day: &str) -> Option<&str> {
    let at = day.find(|c: char| c.is_ascii_digit())?;
    let rest = &day[at..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len());
    let month = &rest[..end];
    month.get(..7).or(month.get(..4))
}

/// The heading of a month: `June 2022`.
fn month_words(maker: &Maker<'_>, month: &str) -> String {
    match money::date_from_iso(&format!("{month}-01")) {
        Ok(first) => crate::writing::month_words(first, maker.language),
        Err(_) => month.to_owned(),
    }
}

/// The timeline, the newest first; where each entry stands is kept for the other pages.
pub(crate) fn timeline(maker: &Maker<'_>, chronicle: &Chronicle) -> Vec<Made> {
    maker.begin("timeline");
    let mut months: Vec<(Option<&str>, Vec<&Line>)> = Vec::new();
    for line in &chronicle.timeline {
        let month = month_of(&line.1);
        match months.last_mut().filter(|(known, _)| *known == month) {
            Some((_, lines)) => lines.push(line),
            None => months.push((month, vec![line])),
        }
    }
    // What has no day, such as who the parties are, stands first in the record and last on the page.
    months.reverse();
    months.sort_by_key(|(month, _)| month.is_none());
    let mut parts = Vec::new();
    for (month, lines) in &months {
        let newest: Vec<&&Line> = match month {
            Some(_) => lines.iter().rev().collect(),
            None => lines.iter().collect(),
        };
        for (number, some) in newest.chunks(TOGETHER).enumerate() {
            let markup = html! {
                @if number == 0 {
                    h2 { (month.map_or_else(|| maker.t("Without a day"), |month| month_words(maker, month))) }
                }
                ol class="timeline" reversed { @for line in some { (entry(maker, line)) } }
            };
            parts.push((markup, some.iter().map(|line| line.0).collect()));
        }
    }
    let lead = html! {
        p class="lead" { (maker.t("What happened, the newest first, with where it can be read.")) }
    };
    let pages = maker.paged("timeline", &maker.t("Timeline"), &lead, parts);
    let mut anchors = BTreeMap::new();
    let mut made = Vec::new();
    for (page, entries) in pages {
        for entry in entries {
            anchors.insert(entry, format!("{}.html#e{entry}", page.name));
        }
        made.push(page);
    }
    *maker.anchors.borrow_mut() = anchors;
    made
}

fn entry(maker: &Maker<'_>, (entry, day, words, sources): &Line) -> Markup {
    html! {
        li id=(format!("e{entry}")) {
            @if month_of(day).is_some() { strong { (maker.when(day)) } " " }
            (maker.own(words))
            " " span class="small soft" {
                "[" (entry) "]"
                @for source in sources {
                    " "
                    @if is_web(source) { a href=(source) { (host(source)) } } @else { (source) }
                }
            }
        }
    }
}

/// The place of an address, as a link is called.
fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).trim_start_matches("www.")
}

/// The chronicle: in short, then part by part; each line leads to the timeline.
pub(crate) fn chronicle(maker: &Maker<'_>, one: &Chronicle) -> Vec<Made> {
    maker.begin("chronicle");
    let mut parts = vec![(
        html! { h2 id="summary" { (maker.t("In short")) } (lines(maker, &one.summary)) },
        Vec::new(),
    )];
    for part in &one.parts {
        for (number, some) in part.told.chunks(TOGETHER).enumerate() {
            let markup = html! {
                @if number == 0 { h2 id=(part.id) { (maker.t(part.heading)) } }
                (lines(maker, some))
            };
            parts.push((markup, Vec::new()));
        }
    }
    if !one.sources.is_empty() {
        for (number, some) in one.sources.chunks(TOGETHER).enumerate() {
            let markup = html! {
                @if number == 0 { h2 id="sources" { (maker.t("Sources")) } }
                ul class="small" {
                    @for source in some {
                        li {
                            @match source.address.as_deref().filter(|address| is_web(address)) {
                                Some(address) => a href=(address) { (source.title) },
                                None => (maker.own(&source.title)),
                            }
                            (maker.cites(&source.entries))
                        }
                    }
                }
            };
            parts.push((markup, Vec::new()));
        }
    }
    let lead = html! {
        p class="lead" { (maker.t("The account of the campaign. Each line names the entries of the record that it rests on.")) }
    };
    let pages = maker.paged("chronicle", &maker.t("Chronicle of the campaign"), &lead, parts);
    pages.into_iter().map(|(page, _)| page).collect()
}

fn lines(maker: &Maker<'_>, told: &[Told]) -> Markup {
    html! {
        ul class="told" {
            @for line in told {
                li class=(format!("d{}", line.depth)) { (maker.own(&line.text)) (maker.cites(&line.entries)) }
            }
        }
    }
}

/// A pace drawn, with what it shows in the page's language.
pub(crate) fn chart(maker: &Maker<'_>, id: &str, chart: &PaceChart) -> Markup {
    let chart = PaceChart {
        title: maker.t(&chart.title),
        about: maker.t(&chart.about),
        lines: chart.lines.clone(),
        counts: chart.counts.clone(),
    };
    pace_chart(id, &chart)
}
