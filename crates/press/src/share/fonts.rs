//! The one family that cards are set in, and how wide a text in it is.
//!
//! Inter, regular and bold, under the SIL Open Font License (`fonts/Inter-OFL.txt`). It lies in the
//! program, and no font of the computer is ever looked at, so that a card is the same everywhere.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source};
use unicode_segmentation::UnicodeSegmentation;

/// The family's name, as an SVG asks for it.
pub(super) const FAMILY: &str = "Inter";

static REGULAR: &[u8] = include_bytes!("../../fonts/Inter-Regular.otf");
static BOLD: &[u8] = include_bytes!("../../fonts/Inter-Bold.otf");

/// Regular or bold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    /// As an SVG says it.
    pub(super) fn number(self) -> u16 {
        match self {
            Weight::Regular => 400,
            Weight::Bold => 700,
        }
    }
}

/// The two fonts, read once: reading them again for every card would cost more than drawing it.
static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for bytes in [REGULAR, BOLD] {
        database.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    database.set_sans_serif_family(FAMILY);
    Arc::new(database)
});

/// The fonts for drawing.
pub(super) fn database() -> Arc<Database> {
    Arc::clone(&DATABASE)
}

type Face = rustybuzz::Face<'static>;

static FACES: LazyLock<[Option<Face>; 2]> =
    LazyLock::new(|| [Face::from_slice(REGULAR, 0), Face::from_slice(BOLD, 0)]);

fn face(weight: Weight) -> Option<&'static Face> {
    match weight {
        Weight::Regular => FACES[0].as_ref(),
        Weight::Bold => FACES[1].as_ref(),
    }
}

/// How wide a text is at a font size of one, without what is put between letters.
pub(super) fn width(text: &str, weight: Weight) -> f32 {
    let Some(face) = face(weight) else { return 0.0 };
    let mut buffer = rustybuzz::UnicodeBuffer::new();
    buffer.push_str(text);
    let shaped = rustybuzz::shape(face, &[], buffer);
    let units: i32 = shaped.glyph_positions().iter().map(|position| position.x_advance).sum();
    units as f32 / face.units_per_em() as f32
}

/// How high a capital is at a font size of one.
pub(super) fn cap_height() -> f32 {
    face(Weight::Bold)
        .and_then(|face| Some(f32::from(face.capital_height()?) / face.units_per_em() as f32))
        .unwrap_or(0.73)
}

/// A text without the letters that the fonts do not have, and those letters. What belongs to one
/// letter (an emoji of several parts) goes together.
pub(super) fn known(text: &str) -> (String, Vec<String>) {
    let Some(face) = face(Weight::Regular) else { return (text.to_owned(), Vec::new()) };
    let mut kept = String::with_capacity(text.len());
    let mut unknown = Vec::new();
    for grapheme in text.graphemes(true) {
        // Joiners and the like change what stands beside them; alone they are nothing.
        let drawn: String = grapheme.chars().filter(|&letter| !is_joiner(letter)).collect();
        if drawn.chars().all(|letter| face.glyph_index(letter).is_some()) {
            kept.push_str(&drawn);
        } else {
            unknown.push(grapheme.to_owned());
        }
    }
    (kept, unknown)
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_is_there_in_both_weights_and_no_other_font_is() {
        let database = database();
        let weights: Vec<u16> = database.faces().map(|face| face.weight.0).collect();
        assert_eq!(weights, [400, 700]);
        assert!(database.faces().all(|face| face.families.iter().any(|(name, _)| name == FAMILY)));
    }

    #[test]
    fn the_fonts_have_every_letter_of_spanish() {
        let text = "áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”‘’—–…€$%ºª";
        assert_eq!(known(text), (text.to_owned(), Vec::new()));
        for weight in [Weight::Regular, Weight::Bold] {
            assert!(width(text, weight) > 10.0);
        }
    }

    #[test]
    fn an_emoji_of_several_parts_is_left_out_whole_and_named() {
        let (kept, unknown) = known("Yes 👩🏽‍🔧!");
        assert_eq!(kept, "Yes !");
        assert_eq!(unknown, ["👩🏽‍🔧"]);
    }
}
