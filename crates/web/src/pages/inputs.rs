//! Inputs of forms that write files, each under its label.

use std::collections::BTreeSet;

use intake::toml_form::Holds;
use maud::{Markup, html};

use crate::words::Speech;

/// A field of a form, with what stands in it.
pub(crate) struct Input<'a> {
    /// The id of its element.
    pub id: String,
    /// The name that it is sent under.
    pub name: String,
    /// Its label, in the page's language.
    pub label: String,
    /// What stands in it.
    pub text: &'a str,
    /// What is to be known of it, in the page's language; empty: nothing.
    pub says: Markup,
}

impl Input<'_> {
    fn around(&self, input: Markup) -> Markup {
        let says = self.says.clone().into_string();
        html! {
            p class="field" {
                label for=(self.id) { (self.label) }
                (input)
                @if !says.is_empty() { span class="small soft" id=(self.about()) { (self.says) } }
            }
        }
    }

    fn about(&self) -> String {
        format!("{}-says", self.id)
    }

    /// What describes it, where something does.
    fn described(&self) -> Option<String> {
        (!self.says.clone().into_string().is_empty()).then(|| self.about())
    }

    /// The input of what it holds.
    pub fn of(&self, speech: Speech<'_>, holds: Holds) -> Markup {
        let t = |text: &str| speech.t(text);
        let (id, name, text, about) = (&self.id, &self.name, self.text, self.described());
        self.around(html! {
            @match holds {
                Holds::Day => input id=(id) name=(name) type="date" value=(text) aria-describedby=[about];,
                Holds::Number => input id=(id) name=(name) inputmode="decimal" value=(text) aria-describedby=[about];,
                Holds::Whole => input id=(id) name=(name) inputmode="numeric" value=(text) aria-describedby=[about];,
                Holds::Truth => select id=(id) name=(name) aria-describedby=[about] {
                    @for (value, word) in [("", "as usual"), ("true", "yes"), ("false", "no")] { option value=(value) selected[value == text] { (t(word)) } }
                },
                Holds::OneOf(all) => select id=(id) name=(name) aria-describedby=[about] {
                    option value="" selected[text.is_empty()] { (t("not said")) }
                    @for value in all { option value=(value) selected[*value == text] { (t(value)) } }
                },
                Holds::Names => textarea id=(id) name=(name) rows="2" aria-describedby=[about] { (text) },
                Holds::Toml => textarea id=(id) name=(name) rows="3" spellcheck="false" aria-describedby=[about] { (text) },
                Holds::Text => input id=(id) name=(name) value=(text) aria-describedby=[about];,
            }
        })
    }

    /// A choice of what there is, each with its label; what stands in it stays, though it is not there.
    pub fn chosen(&self, none: &str, all: &[(String, String)]) -> Markup {
        let strange = !self.text.is_empty() && all.iter().all(|(value, _)| value != self.text);
        self.around(html! {
            select id=(self.id) name=(self.name) aria-describedby=[self.described()] {
                option value="" { (none) }
                @for (value, label) in all { option value=(value) selected[value == self.text] { (label) } }
                @if strange { option value=(self.text) selected { (self.text) } }
            }
        })
    }

    /// A text for which a list of names is suggested, by the list's id.
    pub fn suggested(&self, list: Option<&str>) -> Markup {
        self.around(html! { input id=(self.id) name=(self.name) value=(self.text) list=[list] aria-describedby=[self.described()]; })
    }

    /// A text of some lines.
    pub fn lines(&self, rows: usize) -> Markup {
        self.around(html! { textarea id=(self.id) name=(self.name) rows=(rows) aria-describedby=[self.described()] { (self.text) } })
    }

    /// A tick for each of some names, each with its label; names one a line are ticked, and those that are none of them stand after them.
    pub fn ticks(&self, all: &[(&str, String)]) -> Markup {
        let chosen: BTreeSet<&str> =
            self.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let strange = chosen.iter().filter(|name| all.iter().all(|(known, _)| known != *name));
        let strange = strange.map(|name| (*name, (*name).to_owned()));
        html! {
            fieldset class="names" {
                legend { (self.label) }
                @for (number, (value, label)) in all.iter().cloned().chain(strange).enumerate() {
                    @let each = format!("{}-{number}", self.id);
                    p class="choice" {
                        input type="checkbox" id=(each) name=(self.name) value=(value) checked[chosen.contains(value)];
                        label for=(each) { (label) }
                    }
                }
            }
        }
    }
}
