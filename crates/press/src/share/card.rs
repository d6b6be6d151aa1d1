//! A card: one thing said, large, in a picture that a network shows whole.

use crate::Language;

use super::draw::drawing;

/// What a card is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// What somebody says, in their own words.
    Story,
    /// A number.
    Figure,
    /// A bargaining report, or another piece with a title.
    Report,
}

/// What a card shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What it is of.
    pub kind: CardKind,
    /// The large text: the quotation, `17 percent`, the title.
    pub big: String,
    /// Under it: who says so (pen name, then a comma, then title), what the number is, the summary.
    pub small: String,
    /// What it rests on, in a line.
    pub source: String,
    /// The campaign's name.
    pub campaign: String,
    /// The campaign's hashtag, with or without its `#`.
    pub hashtag: Option<String>,
    /// Where the piece can be read; drawn as a QR code and, where it has room, written out.
    pub address: Option<String>,
    /// What must be said of the whole card: `SYNTHETIC`.
    pub label: Option<String>,
    /// The language of its texts.
    pub language: Language,
    /// A photograph, as the bytes of a PNG or a JPEG, upright and without metadata.
    pub photo: Option<Vec<u8>>,
}

/// The size of a card, by the network that it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// A picture in a post on X.
    X,
    /// A shared link or a picture on Facebook, and what a page shows of itself (`og:image`).
    Facebook,
    /// A shared link or a picture on LinkedIn.
    LinkedIn,
    /// A square on Instagram.
    InstagramSquare,
    /// The highest picture that Instagram shows in its feed.
    InstagramPortrait,
}

impl Size {
    /// Every size.
    pub const ALL: [Size; 5] =
        [Size::X, Size::Facebook, Size::LinkedIn, Size::InstagramSquare, Size::InstagramPortrait];

    /// Width and height, in pixels.
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Size::X => (1600, 900),
            Size::Facebook => (1200, 630),
            Size::LinkedIn => (1200, 627),
            Size::InstagramSquare => (1080, 1080),
            Size::InstagramPortrait => (1080, 1350),
        }
    }

    /// How it is called in names of files.
    pub fn slug(self) -> &'static str {
        match self {
            Size::X => "x",
            Size::Facebook => "facebook",
            Size::LinkedIn => "linkedin",
            Size::InstagramSquare => "instagram-square",
            Size::InstagramPortrait => "instagram-portrait",
        }
    }
}

/// A part of a card, where one did not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// [`Card::big`].
    Big,
    /// [`Card::small`].
    Small,
    /// [`Card::source`].
    Source,
    /// [`Card::campaign`].
    Campaign,
    /// [`Card::hashtag`].
    Hashtag,
    /// [`Card::label`].
    Label,
    /// The QR code of [`Card::address`]: the address is too long for one.
    QrCode,
}

/// A card as it was drawn, and what was lost on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The card.
    pub svg: String,
    /// What did not fit at the smallest size of letters: it ends with an ellipsis, or, the code, is missing.
    pub cut: Vec<Part>,
    /// Letters that the fonts do not have (emoji, other scripts), each once; they are left out.
    pub unknown: Vec<String>,
}

/// Why there is no card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardError {
    /// The photograph is neither a PNG nor a JPEG.
    PhotoKind,
    /// The photograph cannot be read, or nothing can be seen in it.
    Photo,
    /// The drawing cannot be read back or made into a picture; this should not happen.
    Picture(String),
}

impl std::fmt::Display for CardError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            CardError::PhotoKind => f.write_str("the photograph is neither a PNG nor a JPEG"),
            CardError::Photo => f.write_str("the photograph cannot be read"),
            CardError::Picture(why) => write!(f, "the card cannot be made into a picture: {why}"),
        }
    }
}

impl std::error::Error for CardError {}

/// A card as an SVG, with word of what did not fit.
///
/// The SVG asks for the family Inter and falls back to others where a browser does not have it; what is
/// posted is the picture, [`card_png`](super::card_png), which is the same everywhere.
pub fn draw(card: &Card, size: Size) -> Drawing {
    drawing(card, size)
}

/// A card as an SVG. [`draw`] says besides what did not fit.
pub fn card_svg(card: &Card, size: Size) -> String {
    draw(card, size).svg
}
