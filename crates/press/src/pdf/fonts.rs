//! The typeface that the program carries: Inter, under the SIL Open Font License (`fonts/`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::data::{letters, printable};
use crate::writing::Document;

const FILES: [&[u8]; 4] = [
    include_bytes!("../../fonts/Inter-Regular.otf"),
    include_bytes!("../../fonts/Inter-Italic.otf"),
    include_bytes!("../../fonts/Inter-Bold.otf"),
    include_bytes!("../../fonts/Inter-BoldItalic.otf"),
];

/// The faces, regular first.
pub(super) static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect());

/// What the typesetter knows of the faces.
pub(super) static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));

/// The letters of a piece that the typeface has no shape for, in order. They print as empty boxes,
/// and a file with one of them does not claim PDF/UA-1. Latin, Greek and Cyrillic letters are there;
/// Arabic, Hebrew, Chinese and pictures such as emoji are not.
pub fn letters_without_shape(document: &Document) -> BTreeSet<char> {
    let Some(regular) = FONTS.first() else { return BTreeSet::new() };
    let mut missing = BTreeSet::new();
    letters(document, &mut |text| {
        missing.extend(printable(text).chars().filter(|&letter| {
            letter != '\u{200B}' && !regular.info().coverage.contains(u32::from(letter))
        }));
    });
    missing
}
