//! The pages, each with its handler and its template side by side: a handler fetches, calls, renders. Each file names its paths.

mod case;
mod coalition;
pub(crate) mod costing;
mod entries;
mod files;
pub(crate) mod founding;
mod inputs;
pub(crate) mod publishing;
mod search;
mod table;
mod today;
pub(crate) mod work;

use std::sync::Arc;

use axum::Router;

use crate::app::{App, page};

pub(crate) use search::field as search_field;

/// The paths of every page.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .merge(case::routes())
        .merge(costing::routes())
        .merge(files::routes())
        .merge(search::routes())
        .route("/", page(today::today))
        .route("/record", page(entries::record))
        .route("/record/{number}", page(entries::entry))
        .merge(coalition::routes())
        .merge(publishing::routes())
        .merge(table::routes())
        .merge(work::routes())
}
