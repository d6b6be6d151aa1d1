//! What leaves the press in other forms than a page: plain text, e-mail and text message of a piece,
//! a feed of releases, a calendar, and how a piece reads.
//!
//! Nothing here looks at a clock, a network or a file: the same input makes the same bytes.

mod atom;
mod clean;
mod email;
mod email_html;
mod employer;
mod gsm;
mod host;
mod ical;
mod ical_lines;
mod plain;
mod plain_table;
mod reading;
mod sentences;
mod syllables;
mod tag;
#[cfg(test)]
mod tests;
mod text_message;
mod told;
mod words;
mod wrap;

pub use atom::{Feed, FeedEntry, atom};
pub use email::{EmailError, Envelope, email};
pub use email_html::email_html;
pub use employer::employer_domains;
pub use gsm::{Encoding, septets};
pub use host::is_host;
pub use ical::{Calendar, CalendarError, CalendarEvent, EventStatus, icalendar};
pub use plain::plain_text;
pub use reading::{Band, Reading, reading};
pub use tag::tag_uri;
/// The sentences of a text.
pub fn sentences_of(text: &str, language: crate::Language) -> Vec<String> {
    sentences::sentences(text, language)
}

pub use text_message::{TextMessage, text_message};
pub use told::{reading_json, reading_text};
