//! What a page says, in its language.

use maud::{Markup, html};
use money::Date;
use press::{Language, Words};

/// A language with the words of a campaign in it.
#[derive(Clone, Copy)]
pub(crate) struct Speech<'a> {
    /// The language.
    pub language: Language,
    /// The words.
    pub words: &'a Words,
}

impl Speech<'_> {
    /// A text of ours.
    pub fn t(&self, english: &str) -> String {
        self.words.in_language(self.language, english)
    }

    /// What people wrote: marked as English where the page is not and no Spanish is known.
    pub fn own(&self, text: &str) -> Markup {
        let (said, own) = self.words.spoken(self.language, text);
        html! {
            @if own { (said) } @else { span lang="en" { (said) } }
        }
    }

    /// A day, spelt.
    pub fn day(&self, day: Date) -> String {
        press::writing::date_words(day, self.language)
    }
}
