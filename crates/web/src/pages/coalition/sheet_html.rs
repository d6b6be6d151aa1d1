//! A sheet as a page has it: its fields, what was typed, what stops it.

use maud::{Markup, html};

use super::sheet::{Again, Choice, Field, Kind, PRECISIONS, SHEET, Sheet};
use crate::app::Asked;

impl Sheet {
    /// What was sent with it before, where it was this one.
    fn sent<'a>(&self, again: Option<&'a Again<'a>>) -> Option<&'a Again<'a>> {
        again.filter(|again| again.form.text(SHEET) == self.id)
    }

    /// The form, under a summary that opens it.
    pub fn folded(
        &self,
        asked: &Asked,
        action: &str,
        summary: &str,
        again: Option<&Again<'_>>,
    ) -> Markup {
        html! {
            details class="write" open[self.open || self.sent(again).is_some()] {
                summary { (asked.speech().t(summary)) }
                (self.shown(asked, action, again))
            }
        }
    }

    /// The form.
    pub fn shown(&self, asked: &Asked, action: &str, again: Option<&Again<'_>>) -> Markup {
        let speech = asked.speech();
        let t = |text: &str| speech.t(text);
        let again = self.sent(again);
        let typed = |name: &str| again.and_then(|again| again.form.given(name));
        let live = self.live.as_ref().map(|(path, into)| (asked.way(path), *into));
        let id = |name: &str| format!("{}-{}", self.id, name.replace('.', "-"));
        let audiences: Vec<Choice> = audiences(asked);
        let seen: Vec<&str> =
            again.map(|again| again.form.all("seen-by").collect()).unwrap_or_default();
        html! {
            form class="sheet" method="post" action=(asked.way(action)) data-live=[live.as_ref().map(|(path, _)| path)] data-into=[live.as_ref().map(|(_, into)| into)] {
                (asked.word())
                input type="hidden" name=(SHEET) value=(self.id);
                @if let Some(again) = again {
                    div class="problem" role="alert" tabindex="-1" autofocus {
                        p { strong { (t("Nothing was added.")) } }
                        @if !again.findings.is_empty() { ul {
                            @for finding in &again.findings {
                                li {
                                    @if !finding.label.is_empty() {
                                        @match finding.field { Some(field) => a href=(format!("#{}", id(field))) { (finding.label) }, None => (finding.label) }
                                        ": "
                                    }
                                    @match finding.field { Some(_) => (speech.own(&finding.what)), None => (speech.refusal(&finding.what)) }
                                }
                            }
                        } }
                    }
                }
                @for field in &self.fields { (self.field(asked, field, again)) }
                div class="field" {
                    label for=(id("when")) { (t("The day on which it happened")) }
                    input type="date" id=(id("when")) name="when" required value=(typed("when").map_or_else(|| asked.day.to_string(), str::to_owned));
                }
                details open[!seen.is_empty() || ["entry-source", "entry-address", "entry-note"].iter().any(|name| typed(name).is_some_and(|text| !text.is_empty()))] {
                    summary { (t("Source, note, who may see it")) }
                    div class="field" {
                        label for=(id("precision")) { (t("How exactly the day is known")) }
                        select id=(id("precision")) name="precision" {
                            @for (word, _) in PRECISIONS { option value=(word) selected[typed("precision") == Some(word)] { (t(word)) } }
                        }
                    }
                    div class="field" { label for=(id("entry-source")) { (t("What it rests on")) } input id=(id("entry-source")) name="entry-source" value=(typed("entry-source").unwrap_or_default()); }
                    div class="field" { label for=(id("entry-address")) { (t("Where that can be read")) } input id=(id("entry-address")) name="entry-address" type="url" value=(typed("entry-address").unwrap_or_default()); }
                    div class="field" {
                        label for=(id("entry-note")) { (t("Note")) }
                        textarea id=(id("entry-note")) name="entry-note" rows="2" aria-describedby=(id("entry-note-hint")) { (typed("entry-note").unwrap_or_default()) }
                        p class="hint" id=(id("entry-note-hint")) { (t("Whoever may see the entry sees its note as well.")) }
                    }
                    fieldset {
                        legend { (t("Who may see it, besides the team")) }
                        p class="hint" { (t("None chosen: as is usual for such an entry. A partner sees what is its own.")) }
                        @for (at, (value, label)) in audiences.iter().enumerate() {
                            label class="tick" for=(format!("{}-{at}", id("seen-by"))) {
                                input type="checkbox" id=(format!("{}-{at}", id("seen-by"))) name="seen-by" value=(value) checked[seen.contains(&value.as_str())];
                                " " (t(label))
                            }
                        }
                    }
                }
                button { (t(self.button)) }
                @if live.is_some() { button name="do" value="show" { (t("Show what it comes to")) } }
            }
        }
    }

    fn field(&self, asked: &Asked, field: &Field, again: Option<&Again<'_>>) -> Markup {
        let speech = asked.speech();
        let t = |text: &str| speech.t(text);
        let id = format!("{}-{}", self.id, field.name.replace('.', "-"));
        let hint = format!("{id}-hint");
        let typed = again.and_then(|again| again.form.given(field.name));
        let value = typed.unwrap_or(&field.begin);
        let wrong = again
            .is_some_and(|again| again.findings.iter().any(|one| one.field == Some(field.name)));
        let invalid = wrong.then_some("true");
        let by = (!field.hint.is_empty()).then_some(hint.as_str());
        let must = field.must;
        let label = html! { label for=(id) { (t(field.label)) @if !must { " " span class="soft" { (t("(may stay empty)")) } } } };
        let control = match &field.kind {
            Kind::Line => {
                html! { (label) input id=(id) name=(field.name) value=(value) required[must] aria-invalid=[invalid] aria-describedby=[by]; }
            }
            Kind::Whole => {
                html! { (label) input id=(id) name=(field.name) value=(value) inputmode="numeric" required[must] aria-invalid=[invalid] aria-describedby=[by]; }
            }
            Kind::Day => {
                html! { (label) input type="date" id=(id) name=(field.name) value=(value) required[must] aria-invalid=[invalid] aria-describedby=[by]; }
            }
            Kind::Text | Kind::Lines => {
                html! { (label) textarea id=(id) name=(field.name) rows="3" required[must] aria-invalid=[invalid] aria-describedby=[by] { (value) } }
            }
            Kind::Pick(all) => html! {
                (label)
                select id=(id) name=(field.name) required[must] aria-invalid=[invalid] aria-describedby=[by] {
                    @if !must || value.is_empty() { option value="" { (t("Choose")) } }
                    @for (word, says) in all { option value=(word) selected[word == value] { (t(says)) } }
                }
            },
            Kind::Flag => html! {
                label class="tick" for=(id) { input type="checkbox" id=(id) name=(field.name) value="true" checked[value == "true"] aria-describedby=[by]; " " (t(field.label)) }
            },
            Kind::Several(all) => {
                let chosen: Vec<&str> = match again {
                    Some(again) => again.form.all(field.name).collect(),
                    None => field.begin.split(',').collect(),
                };
                return html! {
                    fieldset id=(id) {
                        legend { (t(field.label)) @if !must { " " span class="soft" { (t("(may stay empty)")) } } }
                        @if let Some(hint) = by { p class="hint" id=(hint) { (t(field.hint)) } }
                        @for (at, (word, says)) in all.iter().enumerate() {
                            label class="tick" for=(format!("{id}-{at}")) {
                                input type="checkbox" id=(format!("{id}-{at}")) name=(field.name) value=(word) checked[chosen.contains(&word.as_str())];
                                " " (t(says))
                            }
                        }
                    }
                };
            }
        };
        html! { div class="field" { (control) @if let Some(hint) = by { p class="hint" id=(hint) { (t(field.hint)) } } } }
    }
}

/// Said on the page after something was added: which entry it is.
pub(super) fn added(asked: &Asked) -> Markup {
    let number = asked.parameter("added").and_then(|number| number.parse::<u64>().ok());
    let known = number
        .filter(|number| asked.opened.desk.entries().iter().any(|entry| entry.number == *number));
    html! {
        @if let Some(number) = known {
            p class="banner" role="status" { (asked.speech().t("Added to the record:")) " " a href=(asked.way(&format!("/record/{number}"))) { (asked.speech().t("Entry")) " " (number) } }
        }
    }
}

fn audiences(asked: &Asked) -> Vec<Choice> {
    let standing = asked.opened.on(asked.day);
    let named = [
        ("union", "the union's members at the table"),
        ("members", "members"),
        ("other-side", "the other side"),
        ("neutral", "a neutral"),
        ("public", "the public"),
    ];
    let named = named.into_iter().map(|(who, says)| (who.to_owned(), says.to_owned()));
    let partners = standing
        .state
        .partners
        .iter()
        .map(|(id, partner)| (format!("partner:{id}"), partner.partner.name.clone()));
    named.chain(partners).collect()
}
