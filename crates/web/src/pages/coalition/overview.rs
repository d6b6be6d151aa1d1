//! The room at a glance: what each page holds, in a number or two.

use maud::html;
use press::coalition::{
    seen_actions, seen_claims, seen_commitments, seen_concessions, seen_demands, seen_ideas,
    seen_partners, still_open, summary_of_demands,
};
use record::Scoreboard;
use record::audience::Audience;

use super::actions::dates;
use super::view::{View, standing};
use crate::app::{Asked, Page, Problem};

/// The first page of the room.
pub(super) fn overview(asked: &Asked) -> Result<Page, Problem> {
    let standing = standing(asked);
    let view = View::by(asked, &standing, &Audience::Team);
    let seen = &view.seen;
    let demands = seen_demands(seen);
    let board = Scoreboard::of(seen_concessions(seen).into_iter().map(|one| one.status));
    let commitments = seen_commitments(seen);
    let owed = seen.state.requests.values().filter(|one| one.is_open()).count();
    let open = still_open(seen, &demands);
    let n = |count: usize, what: &str| format!("{count} {}", view.t(what));
    let cards: Vec<(&str, &str, String)> = vec![
        (
            "/coalition/partners",
            "Partners",
            n(seen_partners(seen).len(), "named, each with a page of what it sees"),
        ),
        ("/coalition/demands", "Demands", view.t(&summary_of_demands(&demands))),
        ("/coalition/concessions", "Concessions", view.t(&board.words())),
        (
            "/coalition/claims",
            "Claims and requests",
            format!(
                "{}, {}",
                n(seen_claims(seen).len(), "claims"),
                n(owed, "requests with something owed")
            ),
        ),
        (
            "/coalition/actions",
            "Actions and counts",
            format!(
                "{}, {}",
                n(seen_actions(seen).len(), "actions"),
                n(seen.state.counts.len(), "counts")
            ),
        ),
        ("/coalition/revenue", "Revenue", n(seen_ideas(seen).len(), "ideas for revenue")),
        (
            "/coalition/commitments",
            "Commitments",
            n(commitments.len(), "promises that are followed"),
        ),
        (
            "/coalition/chronicle",
            "The chronicle",
            view.t("the account of the campaign, each line with its entries"),
        ),
    ];
    let body = html! {
        p class="lead" { (view.t("as of")) " " (view.day(asked.day)) }
        ul class="cards" {
            @for (path, title, says) in &cards { li { h2 { a href=(asked.way(path)) { (view.t(title)) } } p { (says) } } }
        }
        @if !commitments.is_empty() {
            h2 { (view.t("Where the promises stand")) }
            ul {
                @for (id, one) in &commitments { li { (view.lead(&format!("/coalition/commitments/{id}"), &one.commitment.title)) ": " strong { (view.own(one.status(asked.day).name())) } } }
            }
        }
        @if !open.is_empty() {
            h2 { (view.t("Before a total agreement can be recommended")) }
            ul { @for words in &open { li { (view.own(words)) } } }
        }
        @if let Some(dates) = dates(&view) { h2 { (view.t("What presses")) } (dates) }
    };
    Ok(view.page(view.t("Coalition and after"), "/coalition", body))
}
