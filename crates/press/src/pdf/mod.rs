//! A piece on paper: as a report, as a notice for the board, and as cards of talking points.
//!
//! The pages are set by [Typst](https://typst.app) from the templates beside this file, in the Inter
//! typeface that the program carries. Every text reaches a template as data, never as markup, so it
//! prints as it was typed. Setting a page reads no file, no clock and no network: the same piece
//! gives the same bytes.
//!
//! The files are tagged for screen readers and are checked while they are made against PDF/UA-1
//! (ISO 14289-1): title, language, order of headings, other text of pictures, a letter behind every
//! shape. A piece whose letters the typeface lacks cannot pass; it is made all the same, tagged but
//! without the claim, and [`letters_without_shape`] names the letters.

mod cards;
mod data;
mod error;
mod fonts;
mod notice;
mod report;
mod setting;
mod words;

#[cfg(test)]
mod tests;

pub use cards::{TalkingCard, cards_pdf};
pub use error::PdfError;
pub use fonts::letters_without_shape;
pub use notice::notice_pdf;
pub use report::report_pdf;
