//! Talking about bargaining: what members ask, what they answer to whom, where a figure or a claim is used, and cards to carry.

mod asked;
mod asked_text;
mod card;
mod gone;
#[cfg(feature = "pdf")]
mod paper;
mod sheet;
mod standing;
mod standing_text;
mod uses;
mod uses_text;

pub use asked::{Answering, Asked, Question, Topic, asked};
pub use asked_text::{asked_json, asked_text};
pub use card::{Card, Rests};
pub use gone::{Pulled, pulled};
#[cfg(feature = "pdf")]
pub use paper::card_pdf;
pub use sheet::{Sheet, Size, card_page, sheets};
pub use standing::{Answer, InRelease, Standing, answers, is_for};
pub use standing_text::{answers_json, answers_text, standing_words};
pub use uses::{PieceUse, ReleaseOut, Used, uses_in};
pub use uses_text::{pulled_json, pulled_text, uses_json, uses_text};
