//! Cards on letter sheets, to be printed and cut: four to a sheet. A card that needs more room gets more, and nothing is cut off.

use maud::{DOCTYPE, Markup, html};
use record::Audiences;

use super::card::{Card, Rests, stretches};
use crate::page::head;
use crate::site::blocks;
use crate::writing::{audience_words, date_words};
use crate::{Language, Words};

const STYLE: &str = include_str!("cards.css");

/// How a card is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many quarters of a sheet it takes: 1, 2 or 4.
    pub quarters: usize,
    /// The size of its text, in points.
    pub points: usize,
}

/// A sheet: its cards, from the top left on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// The cards, each with how it is set.
    pub cards: Vec<(&'a Card, Size)>,
}

/// Sizes of text, the largest first, and the room within a card in points: quarters, width, height.
const POINTS: [usize; 5] = [14, 13, 12, 11, 10];
const ROOM: [(usize, usize, usize); 3] = [(1, 244, 334), (2, 530, 334), (4, 530, 700)];

/// Lines that a text takes: letters are taken to be 0.58 of their height wide, those of headings, which are bold, 0.65. That is a wide
/// letter; with a narrower one something stays free.
fn lines(letters: usize, points: usize, width: usize, bold: bool) -> usize {
    let wide = if bold { 65 } else { 58 };
    (letters * points * wide).div_ceil(width * 100).max(1)
}

/// The height of a card in points, when its text is of a size.
fn height(card: &Card, points: usize, width: usize) -> usize {
    let letters = |text: &str| text.chars().count();
    let asks = match card.language {
        Language::English => letters(asks(&card.listener)),
        Language::Spanish => 40,
    };
    // Listener, question, value, foot, and what is left free between them; tenths of a point.
    let mut tenths = lines(asks, 16, width, true) * 192
        + lines(letters(&card.question), 14, width, true) * 168
        + lines(letters(&card.value) + 22, 10, width, true) * 130
        + lines(letters(&card.campaign) + 22, 8, width, false) * 108
        + 300;
    if card.released.is_none() {
        tenths += lines(60, 9, width - 14, true) * 126 + 90;
    }
    for one in stretches(&card.blocks) {
        let width = width.saturating_sub(points * 12 / 10 * one.depth).max(60);
        tenths += lines(one.letters, points, width, false) * points * 14;
        tenths += if one.gap { points * 4 } else { 0 };
    }
    for one in &card.rests {
        tenths += lines(letters(&rests_words(one)), 8, width, false) * 108;
    }
    tenths.div_ceil(10)
}

/// What numbers of a card rest on, in a line.
pub(super) fn rests_words(one: &Rests) -> String {
    format!("{}: {}", one.what.join("; "), one.source)
}

/// How a card is set: as large as a quarter of a sheet holds, else on half of one, else on a whole one.
fn size(card: &Card) -> Size {
    for (quarters, width, room) in ROOM {
        for points in POINTS {
            if height(card, points, width) <= room {
                return Size { quarters, points };
            }
        }
    }
    Size { quarters: 4, points: POINTS[POINTS.len() - 1] }
}

/// Cards on sheets, in their order; those that take more than a quarter come last.
pub fn sheets(cards: &[Card]) -> Vec<Sheet<'_>> {
    let mut sized: Vec<(&Card, Size)> = cards.iter().map(|card| (card, size(card))).collect();
    sized.sort_by_key(|(_, size)| size.quarters);
    let mut all: Vec<Sheet<'_>> = Vec::new();
    let mut used: usize = 4;
    for (card, size) in sized {
        // A half begins at the left.
        let from = if size.quarters == 2 { used.div_ceil(2) * 2 } else { used };
        if from + size.quarters > 4 {
            all.push(Sheet { cards: Vec::new() });
            used = 0;
        } else {
            used = from;
        }
        used += size.quarters;
        if let Some(sheet) = all.last_mut() {
            sheet.cards.push((card, size));
        }
    }
    all
}

/// Who asks, as a card has it.
pub(super) fn asks(listener: &str) -> &'static str {
    match listener {
        "supervisor" => "If your supervisor asks:",
        "manager" => "If a manager asks:",
        "friend" => "If a friend asks:",
        "family" => "If your family asks:",
        "elected-official" => "If an elected official asks:",
        "reporter" => "If a reporter asks:",
        _ => "If somebody asks:",
    }
}

/// The page of the cards, for whom they are, in a language.
pub fn card_page(
    cards: &[Card],
    to: &Audiences,
    campaign: &str,
    (language, words): (Language, &Words),
) -> String {
    let t = |english: &str| words.word(language, english);
    let all = sheets(cards);
    let title = t("Talking about bargaining");
    let campaign = t(campaign);
    let mut number = 0;
    let mut id = || {
        number += 1;
        format!("card-{number}")
    };
    let markup = html! {
        (DOCTYPE)
        html lang=(language.code()) {
            (head(&format!("{title} - {campaign}"), STYLE, html! { meta name="color-scheme" content="light dark"; }))
            body {
                header class="head" {
                    p { (campaign) }
                    h1 { (title) }
                    p { strong { (audience_words(to, language)) } }
                    p { (t("Print the sheet on letter paper and cut along the dashed lines. What you say is yours: say it in your own words.")) }
                }
                main {
                    @for (at, sheet) in all.iter().enumerate() {
                        section class="sheet" aria-label=(t(&format!("Sheet {} of {}", at + 1, all.len()))) {
                            @for (edges, card) in placed(sheet) {
                                @match card {
                                    Some((card, size)) => (card_markup(card, size, edges, &id(), &t)),
                                    None => div class=(format!("blank {edges}").trim_end()) {},
                                }
                            }
                        }
                    }
                }
                footer { p { (t("Made with Good Faith. This page fetches nothing and tells nobody that it was read.")) } }
            }
        }
    };
    let mut text = markup.into_string();
    text.push('\n');
    text
}

/// The places of a sheet with the edges that are cut, one to the right of the left column and one below the upper row; with the card
/// that fills each, or none.
fn placed<'a>(sheet: &Sheet<'a>) -> Vec<(&'static str, Option<(&'a Card, Size)>)> {
    const QUARTERS: [&str; 4] = ["left top", "top", "left", ""];
    let mut all = Vec::new();
    let mut at = 0;
    for (card, size) in &sheet.cards {
        if size.quarters == 2 && at % 2 == 1 {
            all.push((QUARTERS[at], None));
            at += 1;
        }
        let edges = match (size.quarters, at) {
            (2, 0) => "half top",
            (2, _) => "half",
            (4, _) => "whole",
            _ => QUARTERS[at.min(3)],
        };
        all.push((edges, Some((*card, *size))));
        at += size.quarters;
    }
    all.extend(QUARTERS.iter().skip(at).map(|edges| (*edges, None)));
    all
}

fn card_markup(
    card: &Card,
    size: Size,
    edges: &str,
    id: &str,
    t: &impl Fn(&str) -> String,
) -> Markup {
    let class = format!("card p{} {edges}", size.points);
    html! {
        article class=(class.trim_end()) aria-labelledby=(id) {
            h2 id=(id) { span class="who" { (t(asks(&card.listener))) } " " span class="asks" { (card.question) } }
            @if card.released.is_none() { p class="draft" { (t("Not released: for the team to look at, not to be handed out.")) } }
            div class="say" { (blocks(&card.blocks, false)) }
            p class="value" { strong { (t("What is at stake:")) } " " (card.value) }
            @if !card.rests.is_empty() {
                ul class="rests" aria-label=(t("What the numbers rest on")) {
                    @for one in &card.rests {
                        li {
                            (one.what.join("; ")) ": "
                            @match &one.address {
                                Some(address) => a href=(address) { (one.source) },
                                None => (one.source),
                            }
                        }
                    }
                }
            }
            p class="foot" { (card.campaign) " · " time datetime=(card.day.to_string()) { (date_words(card.day, card.language)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::writing::{Block, Span};

    fn card(letters: usize) -> Card {
        Card {
            listener: "friend".to_owned(),
            question: "Why?".to_owned(),
            blocks: vec![Block::Paragraph(vec![Span::Text("x".repeat(letters))])],
            value: "safety".to_owned(),
            rests: Vec::new(),
            campaign: "CASE".to_owned(),
            day: money::Date::MIN,
            language: Language::English,
            released: None,
        }
    }

    #[test]
    fn four_cards_fill_a_sheet_and_longer_ones_take_more_of_it() {
        let cards: Vec<Card> = (0..5).map(|_| card(120)).collect();
        let all = sheets(&cards);
        assert_eq!(all.iter().map(|one| one.cards.len()).collect::<Vec<_>>(), [4, 1]);
        let mixed = [card(120), card(1200), card(120), card(1200), card(3000)];
        let all = sheets(&mixed);
        let quarters: Vec<Vec<usize>> = all
            .iter()
            .map(|sheet| sheet.cards.iter().map(|(_, size)| size.quarters).collect())
            .collect();
        assert_eq!(quarters, [vec![1, 1, 2], vec![2], vec![4]]);
    }

    #[test]
    fn a_longer_text_is_set_smaller_before_it_takes_more_room() {
        let points = |letters: usize| size(&card(letters));
        assert_eq!(points(60), Size { quarters: 1, points: 14 });
        let (longer, longest) = (points(420), points(100_000));
        assert!(longer.quarters == 1 && longer.points < 14, "{longer:?}");
        assert_eq!(longest, Size { quarters: 4, points: 10 });
    }

    #[test]
    fn every_line_of_the_cards_has_its_spanish() {
        let words = Words::default();
        let mut listeners: Vec<&str> =
            intake::piece::LISTENERS.iter().map(|one| asks(one)).collect();
        listeners.extend([asks(""), "What is at stake:", "Sheet 1 of 2"]);
        for english in listeners {
            assert_ne!(words.word(Language::Spanish, english), english);
        }
    }
}
