//! The few words of its own that a printed piece has, in its language.

use typst::foundations::{Dict, dict};

use crate::Language;

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
