//! The head of every page: what it is called, how it looks, and that nothing is told of who reads it.

use maud::{Markup, PreEscaped, html};

/// The head of a page with its style in it; `more` is what else stands there.
pub(crate) fn head(title: &str, style: &str, more: Markup) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            (more)
            link rel="icon" href="data:,";
            title { (title) }
            style { (PreEscaped(style)) }
        }
    }
}
