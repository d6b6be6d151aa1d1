//! The few words that outlets say themselves, in the language of the piece.

use jiff::civil::Date;

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

/// A day as people write it: `July 12, 2022`, `12 de julio de 2022`.
pub(super) fn day_in_words(day: Date, language: Language) -> String {
    let month = usize::from(day.month().unsigned_abs()).saturating_sub(1);
    let [english, spanish] = MONTHS[month.min(11)];
    match language {
        Language::English => format!("{english} {}, {}", day.day(), day.year()),
        Language::Spanish => format!("{} de {spanish} de {}", day.day(), day.year()),
    }
}

const MONTHS: [[&str; 2]; 12] = [
    ["January", "enero"],
    ["February", "febrero"],
    ["March", "marzo"],
    ["April", "abril"],
    ["May", "mayo"],
    ["June", "junio"],
    ["July", "julio"],
    ["August", "agosto"],
    ["September", "septiembre"],
    ["October", "octubre"],
    ["November", "noviembre"],
    ["December", "diciembre"],
];
