//! The few words of its own that a printed piece has, in its language.

use jiff::civil::Date;
use typst::foundations::{Dict, dict};

use crate::Language;

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// A day as it is written out: `July 12, 2022`, `12 de julio de 2022`.
pub(super) fn day(day: Date, language: Language) -> String {
    let month = usize::try_from(day.month() - 1).unwrap_or_default();
    match language {
        Language::English => format!("{} {}, {}", ENGLISH_MONTHS[month], day.day(), day.year()),
        Language::Spanish => {
            format!("{} de {} de {}", day.day(), SPANISH_MONTHS[month], day.year())
        }
    }
}

/// The words that the templates use.
pub(super) fn words(language: Language) -> Dict {
    match language {
        Language::English => dict! {
            "notes" => "What the numbers rest on",
            "page" => "page",
            "of" => "of",
            "more" => "More:",
            "web" => "On the web:",
            "cut" => "This notice has been shortened.",
            "qr" => "A square code that leads to the address of this piece",
            "cards" => "Talking points",
        },
        Language::Spanish => dict! {
            "notes" => "En qué se basan los números",
            "page" => "página",
            "of" => "de",
            "more" => "Más:",
            "web" => "En la web:",
            "cut" => "Este aviso se ha abreviado.",
            "qr" => "Un código cuadrado que lleva a la dirección de este texto",
            "cards" => "Puntos para conversar",
        },
    }
}
