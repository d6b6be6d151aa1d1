//! Costing: offers side by side, with pictures; an offer in a form, costed while somebody types; import of roster and schedule.

mod compare;
mod edit;
mod editing;
mod import;
mod made;
mod reading;
mod setup;

use std::sync::Arc;

use axum::Router;
use intake::case::{OfferOnFile, costing_files, offers_of};
use intake::{CostFiles, Findings};
use maud::{Markup, html};

use crate::app::{App, Asked, form, page};

pub(crate) use compare::address_of;
pub(crate) use import::names_in;
pub(crate) use made::Costings;
pub(crate) use reading::Imports;

/// The paths of the room.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/costing", page(compare::compare))
        .route("/costing/new", page(edit::new).merge(form(edit::begin)))
        .route("/costing/offers/{folder}/{name}", page(edit::offer).merge(form(edit::change)))
        .route("/costing/import", page(import::page).merge(form(import::taken)))
        .route("/costing/import/{id}", page(import::begun))
        .route("/costing/setup", page(setup::page).merge(form(setup::set)))
        .route("/costing/live/{folder}/{name}", form(edit::live))
}

/// The offers of the campaign as of the day that is looked at, and how many are of later days.
pub(crate) fn offers(asked: &Asked) -> (Vec<OfferOnFile>, usize) {
    let all = offers_of(asked.folder());
    let known = |offer: &OfferOnFile| offer.dated.is_none_or(|dated| dated <= asked.day);
    let (now, later): (Vec<_>, Vec<_>) = all.into_iter().partition(known);
    (now, later.len())
}

/// The files of the costing with offers of the folder; none where the campaign costs nothing yet.
fn files_with(asked: &Asked, offers: &[String]) -> Result<Option<CostFiles>, Findings> {
    costing_files(asked.folder(), Some(offers))
}

/// The classes of the roster and the schedule that the case costs with.
pub(crate) fn classes(asked: &Asked) -> std::collections::BTreeSet<String> {
    edit::names(asked).classes()
}

/// What the readers found, one under the other.
pub(crate) fn findings(findings: &Findings, says: &str) -> Markup {
    html! {
        div class="problem" role="alert" {
            p { strong { (says) } }
            ul { @for finding in &findings.0 { li lang="en" { (finding) } } }
        }
    }
}
