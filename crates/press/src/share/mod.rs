//! Share kits: what a person needs to post a piece on a social network. The text that fits there, the
//! card in that network's size as a picture, the words that say what the picture shows, and what a
//! page tells a network about itself.
//!
//! Nothing here goes to a network. Texts and pictures are made to be looked at, and posted by hand.

mod alt;
mod canvas;
mod card;
mod clean;
mod draw;
mod fonts;
mod open_graph;
mod palette;
mod parts;
mod photo;
mod platforms;
mod png;
mod qr;
mod text;
mod wrap;

#[cfg(test)]
mod card_tests;
#[cfg(test)]
mod text_tests;

pub use alt::{alt_text, alt_text_within};
pub use card::{Card, CardError, CardKind, Drawing, Part, Size, card_svg, draw};
pub use open_graph::{OpenGraph, open_graph};
pub use photo::data_address;
pub use platforms::{Counting, FACEBOOK, INSTAGRAM, LINKEDIN, PLATFORMS, Platform, X};
pub use png::{card_png, svg_png};
pub use qr::{Code, QrError, code, qr_svg};
pub use text::{Fitted, Post, fit, weight};
