//! Cards as PDF: the same cards as on the page, in the form that [`crate::pdf`] sets.

use super::card::Card;
use super::sheet::{asks, rests_words};
use crate::pdf::{PdfError, TalkingCard, cards_pdf};
use crate::writing::{Block, Document, Span};
use crate::{Language, Words};

/// Cards as a tagged PDF file, four to a letter sheet with lines to cut along, in a language.
///
/// # Errors
///
/// As [`cards_pdf`]: a card does not fit on a quarter of a sheet, or cannot be set.
pub fn card_pdf(
    cards: &[Card],
    campaign: &str,
    (language, words): (Language, &Words),
) -> Result<Vec<u8>, PdfError> {
    let t = |english: &str| words.word(language, english);
    let cards: Vec<TalkingCard> = cards.iter().map(|card| on_paper(card, campaign, &t)).collect();
    cards_pdf(&cards)
}

/// A card for paper. What stands in small print on the page is the end of it here.
fn on_paper(card: &Card, campaign: &str, t: &impl Fn(&str) -> String) -> TalkingCard {
    let mut blocks = Vec::new();
    if card.released.is_none() {
        let draft = t("Not released: for the team to look at, not to be handed out.");
        blocks.push(Block::Paragraph(vec![strong(draft)]));
    }
    blocks.extend(card.blocks.iter().cloned());
    let value = Span::Text(format!(" {}", card.value));
    blocks.push(Block::Paragraph(vec![strong(t("What is at stake:")), value]));
    TalkingCard {
        listener: t(asks(&card.listener)),
        question: card.question.clone(),
        answer: Document {
            language: card.language,
            campaign: t(campaign),
            title: card.question.clone(),
            day: card.day,
            audience: String::new(),
            summary: Vec::new(),
            blocks,
            notes: Vec::new(),
        },
        small: card.rests.iter().map(rests_words).collect(),
    }
}

fn strong(text: String) -> Span {
    Span::Strong(vec![Span::Text(text)])
}
