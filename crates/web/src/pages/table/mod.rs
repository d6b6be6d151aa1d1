//! The table: every item with both sides' positions and history, a pass composed and costed, answers and agreements, the signing
//! schedule, notes of a session and of a caucus.

mod answers;
mod compose;
mod composed;
mod costs;
mod drafts;
mod foreseen;
mod holding;
mod item;
mod items;
mod notes;
mod parts;
mod sessions;
mod signing;
mod texts;
mod unlock;

use std::sync::Arc;

use axum::Router;
use record::Slug;

use crate::app::{App, form, page};

/// The paths of the table.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/table", page(items::table))
        .route("/table/signing", page(signing::signing))
        .route("/table/compose", page(compose::page).merge(form(compose::sent)))
        .route("/table/compose/costs", form(compose::costs))
        .route("/table/notes", page(notes::page))
        .route("/table/notes/begin", form(sessions::begin))
        .route("/table/notes/line", form(sessions::line))
        .route("/table/notes/unlock", form(unlock::unlock))
        .route("/table/notes/vault", form(unlock::make))
        .route("/table/notes/lock", form(unlock::lock))
        .route("/table/text/{digest}", page(texts::text))
        .route("/table/{item}", page(item::page))
        .route("/table/item/{item}", page(item::page))
        .route("/table/{item}/answer", form(answers::answer))
        .route("/table/{item}/withdrawal", form(answers::withdrawal))
        .route("/table/{item}/agreement", form(answers::agreement))
        .route("/table/{item}/initials", form(answers::initials))
        .route("/table/{item}/hold", form(holding::hold))
        .route("/table/{item}/condition", form(holding::condition))
}

/// Names under the table that are pages of their own.
const PAGES: [&str; 5] = ["signing", "compose", "notes", "text", "item"];

/// The path of an item's page: an item that is called as one of our pages is has another.
pub(crate) fn path_of(item: &Slug) -> String {
    match PAGES.contains(&item.as_str()) {
        true => format!("/table/item/{item}"),
        false => format!("/table/{item}"),
    }
}
