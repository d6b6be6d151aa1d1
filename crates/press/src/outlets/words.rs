//! The few words that outlets say themselves, in the language of the piece.

use crate::Language;

/// The heading over the notes of a piece.
pub(super) fn rest_on(language: Language) -> &'static str {
    match language {
        Language::English => "What the numbers rest on",
        Language::Spanish => "En qué se basan los números",
    }
}

/// What the link to the page is called.
pub(super) fn read_on_the_web(language: Language) -> &'static str {
    match language {
        Language::English => "Read this on the web",
        Language::Spanish => "Léalo en la web",
    }
}
