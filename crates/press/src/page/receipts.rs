//! Receipts at the end of the page, and what they are made from.

use std::collections::BTreeSet;

use maud::{Markup, html};
use money::{Figure, InputFile, Operation};

use super::Page;
use crate::receipt_text::{how, shown};

/// Every figure that the page shows, with its receipt.
pub(super) fn all(page: &Page<'_>) -> Markup {
    let names = page.shown.borrow().clone();
    html! {
        @for (at, name) in names.iter().enumerate() {
            @if let Some(made) = page.figure(name) {
                details class="receipt" {
                    summary {
                        (format!("{}. {}", at + 1, shown(&made.figure.value))) " "
                        span class="name" { (name) }
                    }
                    div id=(format!("r{}", at + 1)) {
                        (figure(page, &made.figure))
                        @for note in &made.notes {
                            p { (page.t("Note:")) " " (page.whole(note)) }
                        }
                        @for rival in super::sections::beside(&made.figure) {
                            h3 { (page.t("Beside it")) ": " (shown(&rival.value)) " " span class="name" { (rival.name) } }
                            (figure(page, rival))
                        }
                    }
                }
            }
        }
    }
}

fn figure(page: &Page<'_>, figure: &Figure) -> Markup {
    html! {
        p { (page.sentence(&figure.method)) }
        @for is_not in &figure.is_not {
            p { (page.sentence(is_not)) }
        }
        ol class="steps" {
            @for step in &figure.steps {
                li {
                    // What is read is often a name alone.
                    @if matches!(step.does, Operation::Read { .. }) {
                        (page.t(&step.says))
                    } @else {
                        (page.sentence(&step.says))
                    }
                    @match &step.does {
                        Operation::Read { cell, .. } => {
                            @if let Some(how) = how(figure, &step.does, &page.book.inputs) {
                                ": " span class="name" { (how) }
                            } @else { ": " span class="name" { (cell) } }
                        }
                        Operation::Given => {}
                        does => {
                            @if let Some(how) = how(figure, does, &page.book.inputs) {
                                " (" (page.t(&how)) ")"
                            }
                        }
                    }
                    " = " span class="value" { (shown(&step.value)) }
                }
            }
        }
        p class="soft" {
            (page.t("Made from:")) " "
            @for (at, input) in figure.inputs.iter().enumerate() {
                @if at > 0 { ", " }
                @let known = page.book.inputs.iter().find(|file| file.role == input.role && file.number == input.number);
                @if let Some(file) = known {
                    a href=(format!("#i-{}-{}", file.role, file.number)) { (file.name) }
                }
            }
            ". " (page.t("As of")) " " (figure.as_of.to_string()) "."
        }
    }
}

/// The inputs that the figures of the page's receipts are made from, by role and number.
fn shown_inputs(page: &Page<'_>) -> BTreeSet<(String, usize)> {
    let names = page.shown.borrow();
    let made = names.iter().filter_map(|name| page.figure(name)).map(|made| &made.figure);
    let with_rivals =
        made.flat_map(|figure| std::iter::once(figure).chain(super::sections::beside(figure)));
    let inputs = with_rivals.flat_map(|figure| &figure.inputs);
    inputs.map(|input| (input.role.clone(), input.number)).collect()
}

/// What is known of every input, or of those alone that the page's receipts name.
pub(super) fn inputs(page: &Page<'_>, shown_alone: bool) -> Markup {
    let shown = shown_inputs(page);
    let wanted =
        |input: &&InputFile| !shown_alone || shown.contains(&(input.role.clone(), input.number));
    let mut seen = BTreeSet::new();
    html! {
        ul {
            @for input in page.book.inputs.iter().filter(wanted) {
                @let id = format!("i-{}-{}", input.role, input.number);
                li id=[seen.insert(id.clone()).then_some(id)] {
                    strong { (page.t(&input.role)) ": " (input.name) }
                    @if !input.title.is_empty() || !input.publisher.is_empty() {
                        br;
                        (page.t(&input.publisher)) @if !input.publisher.is_empty() && !input.title.is_empty() { ": " } (input.title)
                    }
                    @if !input.address.is_empty() {
                        br;
                        @if input.address.starts_with("http") {
                            a href=(input.address) rel="noreferrer" { (input.address) }
                        } @else { (input.address) }
                    }
                    @for (label, text) in [
                        ("edition", input.vintage.clone()),
                        ("published", input.published_on.map(|day| day.to_string()).unwrap_or_default()),
                        ("retrieved", input.retrieved_on.map(|day| day.to_string()).unwrap_or_default()),
                    ] {
                        @if !text.is_empty() { br; (page.t(label)) " " (text) }
                    }
                    @if !input.sha256.is_empty() {
                        br;
                        span class="hash" { "SHA-256 " (input.sha256) }
                    }
                }
            }
        }
    }
}
