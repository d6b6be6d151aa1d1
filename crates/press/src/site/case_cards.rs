//! The case as an audience may see it: a card for each figure that it is shown, with its receipt.

use intake::case::{MadeFigure, Part};
use maud::{Markup, html};
use money::Figure;

use super::choose::is_for;
use super::maker::{Made, Maker, SiteAsk};
use crate::case_tables_text::short;

/// Whether the audience is shown a figure.
pub(crate) fn is_shown(ask: &SiteAsk<'_>, figure: &str) -> bool {
    ask.book.is_some_and(|book| is_for(&book.shown.to(figure), ask.audience))
}

/// The figures that the audience is shown.
pub(crate) fn shown<'a>(ask: &SiteAsk<'a>) -> Vec<&'a MadeFigure> {
    let Some(book) = ask.book else { return Vec::new() };
    book.figures.iter().filter(|made| is_shown(ask, &made.figure.name)).collect()
}

const PARTS: [(Part, &str); 8] = [
    (Part::Prices, "What prices did to pay"),
    (Part::Wages, "What wage surveys say"),
    (Part::Peers, "Where we stand among the same work elsewhere"),
    (Part::Relationships, "How classes stand to each other"),
    (Part::Tables, "Vacancies, turnover and the work that is left"),
    (Part::Said, "What each side says"),
    (Part::Costs, "The offers, and what they cost"),
    (Part::Goals, "Our goals by offers"),
];

/// The page.
pub(crate) fn pages(maker: &Maker<'_>) -> Vec<Made> {
    maker.begin("case");
    let all = shown(maker.ask);
    let mut parts = Vec::new();
    for (at, (part, heading)) in PARTS.iter().enumerate() {
        let of: Vec<&&MadeFigure> = all.iter().filter(|made| made.part == *part).collect();
        for (number, some) in of.chunks(8).enumerate() {
            let markup = html! {
                @if number == 0 { h2 id=(format!("part-{}", at + 1)) { (maker.t(heading)) } }
                ul class="cards" { @for made in some { (card(maker, made)) } }
            };
            parts.push((markup, Vec::new()));
        }
    }
    let as_of = maker.ask.book.map(|book| book.as_of);
    let lead = html! {
        p class="lead" { (maker.t("Every number comes with how it was made and from what. Where the other side has a number of its own, it stands beside ours.")) }
        @if let Some(as_of) = as_of {
            p class="soft" { (maker.t("As of")) " " (maker.day(as_of)) ". " (maker.t("Nothing published later is used.")) }
        }
    };
    let pages = maker.paged("case", &maker.t("The case"), &lead, parts);
    pages.into_iter().map(|(page, _)| page).collect()
}

/// A figure as a card: its value, how it was made, its rival where that is shown as well, its receipt.
pub(crate) fn card(maker: &Maker<'_>, made: &MadeFigure) -> Markup {
    let figure = &made.figure;
    let rival = figure.rival.as_deref().filter(|rival| is_shown(maker.ask, &rival.name));
    html! {
        li {
            p class="big" { (short(&figure.value)) }
            p { (maker.own(&figure.method)) }
            @for note in &made.notes { p class="small soft" { (maker.own(note)) } }
            @if let Some(rival) = rival {
                p { strong { (maker.t("Beside it")) ": " (short(&rival.value)) } br; (maker.own(&rival.method)) }
            }
            (receipt(maker, figure))
            @if let Some(rival) = rival { (receipt(maker, rival)) }
        }
    }
}

fn receipt(maker: &Maker<'_>, figure: &Figure) -> Markup {
    let Some(book) = maker.ask.book else { return html! {} };
    let mut alone = figure.clone();
    alone.rival = None;
    let inputs = book.inputs_of(&alone);
    html! {
        details {
            summary { (maker.t("Receipt")) ": " code { (figure.name) } }
            @for not in &figure.is_not { p class="small" { (maker.own(not)) } }
            @if !inputs.is_empty() {
                p class="small soft" { (maker.t("Made from:")) }
                ul class="small" {
                    @for input in &inputs {
                        li {
                            @let named = if input.title.is_empty() { &input.name } else { &input.title };
                            @if crate::page::is_web(&input.address) { a href=(input.address) { (maker.own(named)) } } @else { (maker.own(named)) }
                            @if !input.publisher.is_empty() { ", " (maker.own(&input.publisher)) }
                            @if !input.vintage.is_empty() { ", " (maker.own(&input.vintage)) }
                        }
                    }
                }
            }
            p class="small soft" { (maker.t("As of")) " " (maker.day(figure.as_of)) "." }
        }
    }
}
