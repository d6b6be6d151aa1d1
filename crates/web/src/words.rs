//! What a page says, in its language.

use maud::{Markup, html};
use money::Date;
use press::{Language, Words};

/// What a refusal says before its rule.
const RULE: &str = "the rule:";
/// Before where the rule comes from.
const SOURCE: &str = "its source:";
/// Before what to do.
const MEND: &str = "mend:";
/// After the entry that would be wrong by another.
const FOLLOWS: &str = " would no longer follow:";

/// A text, marked as English where it could not be said in the page's language.
fn marked((said, own): (String, bool)) -> Markup {
    html! {
        @if own { (said) } @else { span lang="en" { (said) } }
    }
}

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
        if text.contains(RULE) || text.starts_with(MEND) {
            return self.refusal(text);
        }
        marked(self.words.spoken(self.language, text))
    }

    /// Why the rules do not let something in, and what to do: line by line what is wrong, the rule, its source, the mend.
    pub fn refusal(&self, text: &str) -> Markup {
        html! {
            @for (at, line) in text.lines().enumerate() {
                @if at > 0 { "\n" }
                (self.line_of_refusal(line.trim_start()))
            }
        }
    }

    fn line_of_refusal(&self, line: &str) -> Markup {
        let refused = |text: &str| marked(self.words.refused(self.language, text));
        for label in [RULE, MEND] {
            if let Some(text) = line.strip_prefix(label) {
                return html! { (self.t(label)) " " (refused(text.trim_start())) };
            }
        }
        // A source is called as those call it who published it.
        if let Some(source) = line.strip_prefix(SOURCE) {
            return html! { (self.t(SOURCE)) " " (self.own(source.trim_start())) };
        }
        match line.split_once(FOLLOWS) {
            Some((entry, what)) => {
                html! { (self.t(&format!("{entry}{FOLLOWS}"))) " " (refused(what.trim_start())) }
            }
            None => refused(line),
        }
    }

    /// A day, spelt.
    pub fn day(&self, day: Date) -> String {
        press::writing::date_words(day, self.language)
    }
}
