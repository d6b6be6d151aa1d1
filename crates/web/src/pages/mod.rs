//! The pages, each with its handler and its template side by side: a handler fetches, calls, renders. Each file names its paths.

mod case;
mod costing;
mod entries;
mod table;
mod today;

use std::sync::Arc;

use axum::Router;

use crate::app::{App, page};

/// The paths of every page.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(costing::routes())
        .route("/", page(today::today))
        .route("/case", page(case::case))
        .route("/record", page(entries::record))
        .route("/record/{number}", page(entries::entry))
        .merge(table::routes())
}
