//! Why a piece could not be put on paper.

use std::fmt;

/// Why a piece could not be put on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfError {
    /// It has no title, which a tagged file must have.
    NoTitle,
    /// No cards were given.
    NoCards,
    /// The title and the summary alone are longer than half a sheet.
    NoticeTooLong {
        /// By how much, in points (72 to the inch), rounded up.
        points: u32,
    },
    /// A card is too long even in the smallest letters.
    CardTooLong {
        /// Which card, from 1.
        card: usize,
        /// Whom it is for.
        listener: String,
        /// By how much, in points (72 to the inch), rounded up.
        points: u32,
        /// By about how many lines of the smallest letters.
        lines: u32,
    },
    /// The text could not be set; what the typesetter said.
    Setting(String),
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::NoTitle => f.write_str("the piece has no title"),
            PdfError::NoCards => f.write_str("there are no cards to print"),
            PdfError::NoticeTooLong { points } => write!(
                f,
                "the title and the summary are too long for half a sheet, by {} inches",
                inches(*points)
            ),
            PdfError::CardTooLong { card, listener, points, lines } => write!(
                f,
                "card {card} (\"{listener}\") is too long by {} inches, about {lines} {}, even in the smallest letters",
                inches(*points),
                if *lines == 1 { "line" } else { "lines" }
            ),
            PdfError::Setting(why) => write!(f, "the text could not be set: {why}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// Points in inches, to a tenth, rounded up.
fn inches(points: u32) -> String {
    let tenths = (points * 10).div_ceil(72);
    format!("{}.{}", tenths / 10, tenths % 10)
}
