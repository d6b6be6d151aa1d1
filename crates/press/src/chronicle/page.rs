//! The chronicle as a page, and its summary as another.

use maud::{Markup, html};

use super::{Chronicle, Told};
use crate::page::{Frame, Language, PaceChart, Words, is_web, pace_chart};

/// The whole account: parts, timeline, sources. Every number in brackets leads to its entry in the timeline.
pub fn chronicle_page(one: &Chronicle, language: Language, words: &Words) -> String {
    let title = format!("{}: {}", one.campaign, words.word(language, "the chronicle"));
    let mut frame = frame(one, language, words, &title);
    frame.lead.push(frame.t("Each line names the entries of the record that it rests on; they lead to the timeline, and that to the sources."));
    frame.sections = sections(&frame, one);
    frame.page()
}

/// The account's sections, for a page that has a frame of its own: each with its id and its heading.
pub fn chronicle_sections(
    one: &Chronicle,
    language: Language,
    words: &Words,
) -> Vec<(String, Markup, Markup)> {
    sections(&frame(one, language, words, ""), one)
}

fn sections(frame: &Frame<'_>, one: &Chronicle) -> Vec<(String, Markup, Markup)> {
    let mut sections: Vec<(String, Markup, Markup)> = Vec::new();
    let head = |frame: &Frame<'_>, english: &str| html! { (frame.t(english)) };
    sections.push(("summary".to_owned(), head(frame, "In short"), lines(frame, one, &one.summary)));
    for part in &one.parts {
        let charts = one.charts.iter().filter(|_| part.id == "promised").enumerate();
        let body = html! {
            (lines(frame, one, &part.told))
            @for (at, chart) in charts {
                h3 { (frame.own(&chart.title)) }
                (pace_chart(&format!("pace-{at}"), &translated(frame, chart)))
            }
        };
        sections.push((part.id.to_owned(), head(frame, part.heading), body));
    }
    sections.push(("timeline".to_owned(), head(frame, "Timeline"), timeline(frame, one)));
    sections.push(("sources".to_owned(), head(frame, "Sources"), sources(frame, one)));
    sections
}

/// The summary by itself, for a table in a hall or the first page of a press kit.
pub fn chronicle_summary_page(one: &Chronicle, language: Language, words: &Words) -> String {
    let title = format!("{}: {}", one.campaign, words.word(language, "the chronicle in short"));
    let mut frame = frame(one, language, words, &title);
    frame.lead.push(frame.t("Numbers in brackets are entries of the campaign's record."));
    let body = html! {
        (plain_lines(&frame, &one.summary))
        @if let Some(part) = one.parts.iter().find(|part| part.id == "notes") {
            h3 { (frame.t(part.heading)) }
            (plain_lines(&frame, &part.told))
        }
    };
    frame.sections = vec![("summary".to_owned(), html! { (frame.t("In short")) }, body)];
    frame.page()
}

fn frame<'a>(one: &Chronicle, language: Language, words: &'a Words, title: &'a str) -> Frame<'a> {
    let mut frame = Frame { language, words, title, lead: Vec::new(), sections: Vec::new() };
    let head = format!("{}:{}", one.head.number, one.head.hash.short());
    frame.lead.push(format!(
        "{} {}. {} {head}.",
        frame.t("To"),
        one.as_of,
        frame.t("Head of the record:")
    ));
    frame
}

/// A chart with what it shows in the page's language.
fn translated(frame: &Frame<'_>, chart: &PaceChart) -> PaceChart {
    PaceChart {
        title: chart.title.clone(),
        about: frame.words.word(frame.language, &chart.about),
        lines: chart.lines.clone(),
        counts: chart.counts.clone(),
    }
}

/// Lines with their entries as links to the timeline.
fn lines(frame: &Frame<'_>, one: &Chronicle, told: &[Told]) -> Markup {
    let in_timeline = |entry: &u64| one.timeline.iter().any(|(number, _, _, _)| number == entry);
    html! {
        ul class="told" {
            @for line in told {
                li class=(format!("d{}", line.depth)) {
                    (frame.own(&line.text))
                    @if !line.entries.is_empty() {
                        " ["
                        @for (at, entry) in line.entries.iter().enumerate() {
                            @if at > 0 { ", " }
                            @if in_timeline(entry) { a href=(format!("#e{entry}")) { (entry) } } @else { (entry) }
                        }
                        "]"
                    }
                }
            }
        }
    }
}

fn plain_lines(frame: &Frame<'_>, told: &[Told]) -> Markup {
    html! {
        ul class="told" {
            @for line in told {
                li class=(format!("d{}", line.depth)) { (frame.own(&line.text)) (super::cites(&line.entries)) }
            }
        }
    }
}

fn timeline(frame: &Frame<'_>, one: &Chronicle) -> Markup {
    html! {
        ol class="timeline" {
            @for (entry, day, words, sources) in &one.timeline {
                li id=(format!("e{entry}")) {
                    strong { (frame.own(day)) } " " (frame.own(words)) " [" (entry) "]"
                    @for source in sources {
                        " "
                        @if is_web(source) { a href=(source) { (host(source)) } } @else { span class="soft" { (source) } }
                    }
                }
            }
        }
    }
}

fn sources(frame: &Frame<'_>, one: &Chronicle) -> Markup {
    html! {
        ul {
            @for source in &one.sources {
                li {
                    @match &source.address {
                        Some(address) if is_web(address) => { a href=(address) { (address) } " (" (source.title) ")" }
                        _ => { (frame.own(&source.title)) }
                    }
                    (super::cites(&source.entries))
                }
            }
        }
    }
}

/// The place of an address, as a link is called: `latimes.com`.
fn host(address: &str) -> &str {
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).trim_start_matches("www.")
}
