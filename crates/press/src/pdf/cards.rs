//! Cards of talking points: one question, one listener, one answer, four to a sheet.

use std::sync::LazyLock;

use typst::foundations::{Array, Dict, IntoValue, dict};
use typst::syntax::Source;

use super::data::{piece, printable};
use super::error::PdfError;
use super::report::name;
use super::setting::{Template, beyond, file, height, set};
use crate::writing::Document;

static TEMPLATE: Template = LazyLock::new(|| {
    Source::detached(concat!(include_str!("common.typ"), include_str!("cards.typ")))
});

/// How large the letters of a card may be, in points, the largest first.
const SIZES: [f64; 9] = [13.0, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5];

/// How high what is on a card may be, in points: a quarter of a letter sheet less 0.4 inch above and
/// below.
const HIGH: f64 = (5.5 - 0.8) * 72.0;

/// How far apart lines of the smallest letters are, in points, about.
const LINE: u32 = 12;

/// An answer for one listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkingCard {
    /// Who is spoken with: `A parent at the school gate`.
    pub listener: String,
    /// What is asked: `Can the district afford this?`.
    pub question: String,
    /// What to say. Its campaign and day stand at the foot; its title, audience, summary and notes
    /// are not printed.
    pub answer: Document,
    /// Lines in small print below it: what its numbers rest on.
    pub small: Vec<String>,
}

/// Cards as a tagged PDF file, four to a US letter sheet with lines to cut along. Each card's
/// letters are as large as let it fit, from 13 down to 8.5 points.
///
/// # Errors
///
/// [`PdfError::NoCards`]; [`PdfError::CardTooLong`] for the first card that does not fit in the
/// smallest letters; [`PdfError::Setting`] when they cannot be set.
pub fn cards_pdf(cards: &[TalkingCard]) -> Result<Vec<u8>, PdfError> {
    let first = cards.first().ok_or(PdfError::NoCards)?;
    let mut fitted = Array::new();
    for (at, card) in cards.iter().enumerate() {
        let size = fit(card, at)?;
        fitted.push(one(card, size).into_value());
    }
    let pages = set(&TEMPLATE, data(&first.answer, fitted, false))?;
    file(&pages, &name("cards", &first.answer))
}

/// The largest letters with which a card fits.
fn fit(card: &TalkingCard, at: usize) -> Result<f64, PdfError> {
    let mut over = 0;
    for size in SIZES {
        let alone = [one(card, size).into_value()].into_iter().collect();
        let high = height(&set(&TEMPLATE, data(&card.answer, alone, true))?);
        if high <= HIGH {
            return Ok(size);
        }
        over = beyond(high, HIGH);
    }
    Err(PdfError::CardTooLong {
        card: at + 1,
        listener: card.listener.clone(),
        points: over,
        lines: over.div_ceil(LINE),
    })
}

/// A card for the template.
fn one(card: &TalkingCard, size: f64) -> Dict {
    let mut data = piece(&card.answer);
    data.insert("listener".into(), printable(&card.listener).into_value());
    data.insert("question".into(), printable(&card.question).into_value());
    data.insert("size".into(), size.into_value());
    let small: Array = card.small.iter().map(|line| printable(line).into_value()).collect();
    data.insert("small".into(), small.into_value());
    data
}

/// A sheet for the template, with campaign, day and language of an answer.
fn data(answer: &Document, cards: Array, measure: bool) -> Dict {
    let mut data = piece(answer);
    for (key, value) in dict! { "cards" => cards, "high" => HIGH, "measure" => measure } {
        data.insert(key, value);
    }
    data
}
