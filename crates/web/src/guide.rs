//! A way of five minutes through an example: what to look at on which page, and where to go next.

use maud::{Markup, html};

use crate::words::Speech;

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guide {
    /// CASE 2022, as it stood on July 12, 2022.
    Case2022,
    /// Fix LA, as it stood on April 18, 2017.
    FixLa,
}

/// A stop: the address, and what to look at there.
type Stop = (&'static str, &'static str);

const CASE_2022: [Stop; 6] = [
    (
        "/",
        "It is July 12, 2022. Under \"Whose turn it is\": the salary proposal has waited for an answer for a month.",
    ),
    (
        "/costing",
        "What each side's offer costs over the status quo. Open any number of the first table: its receipt says how it was made.",
    ),
    (
        "/costing/new",
        "Begin an offer from the union's, change a percent, and see what it costs while you type.",
    ),
    (
        "/case",
        "The case for the salary: prices, what others pay, vacancies. The other side's numbers stand beside ours; what is not known is said.",
    ),
    (
        "/table",
        "Every item with what either side last held. Nothing here is typed twice: it is all read off the record.",
    ),
    (
        "/publishing",
        "What members were told that day, from the same numbers: released by two people, frozen, and flagged once a source changes.",
    ),
];

const FIX_LA: [Stop; 5] = [
    ("/", "It is April 18, 2017. What is due, who owes what, and what was written last."),
    (
        "/coalition",
        "Who bargained with whom: partners, what each may decide, and demands that are no part of the contract.",
    ),
    ("/coalition/concessions", "What the City wanted given up, and what answered each."),
    (
        "/coalition/commitments",
        "5,000 jobs were promised. The pace, and every count beside the others.",
    ),
    ("/record", "All of it is in the record, each line with its sources."),
];

impl Guide {
    fn stops(self) -> &'static [Stop] {
        match self {
            Guide::Case2022 => &CASE_2022,
            Guide::FixLa => &FIX_LA,
        }
    }

    /// What stands above a page: the stop, if it is one, and the way on.
    pub(crate) fn shown(self, speech: &Speech<'_>, path: &str) -> Markup {
        let t = |text: &str| speech.t(text);
        let stops = self.stops();
        let at = stops.iter().position(|(stop, _)| *stop == path);
        html! {
            aside class="guide banner" aria-label=(t("Five minutes")) {
                @match at {
                    Some(at) => {
                        p { strong { (t("Five minutes")) ", " (at + 1) "/" (stops.len()) ". " } (t(stops[at].1)) }
                        @if let Some((next, _)) = stops.get(at + 1) { p { a href=(next) { (t("Next")) } } }
                        @else { p { (t("That is the way through. Everything you change stays in a copy that is taken away at the end.")) } }
                    },
                    None => p { a href=(stops[0].0) { (t("Back to the way of five minutes")) } },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use press::{Language, Words};

    use super::*;

    #[test]
    fn every_stop_is_said_in_both_languages() {
        let words = Words::default();
        for (_, says) in CASE_2022.iter().chain(&FIX_LA) {
            assert!(words.spoken(Language::Spanish, says).1, "{says}");
        }
    }
}
