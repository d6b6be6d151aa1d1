//! How each number was made.

use maud::{Markup, html};
use money::Operation;

use super::{CostingPage, anchor};
use crate::receipt_text::shown;

impl CostingPage<'_> {
    /// The receipts of every number that has one.
    pub fn receipts(&self) -> Markup {
        html! {
            @for figure in &self.figures {
                details class="receipt" {
                    summary { strong { (shown(&figure.value)) } " " span class="name" { (figure.name) } }
                    div id=(anchor(&figure.name)) {
                        p { (self.own(&figure.method)) }
                        @for is_not in &figure.is_not { p { (self.own(is_not)) } }
                        ol class="steps" {
                            @for step in &figure.steps {
                                li {
                                    (self.own(&step.says))
                                    @if let Operation::Costed { line } = &step.does { " " span class="name" { (line) } }
                                    " = " strong class="value" { (shown(&step.value)) }
                                }
                            }
                        }
                        p class="soft" { (self.t("As of")) " " (self.day(figure.as_of)) ". " (self.t("Made from:")) " "
                            @for (at, input) in figure.inputs.iter().enumerate() {
                                @if at > 0 { "; " }
                                (self.t(&input.role)) @if input.role == "offer" { " " (input.number) }
                            }
                            "."
                        }
                    }
                }
            }
        }
    }
}
