//! The coalition and what comes after: partners and what each sees, demands, concessions, claims and requests, actions and counts, revenue,
//! commitments, the chronicle. Every view is made of `press::Seen`, as the command's views are.

mod action_forms;
mod actions;
mod chronicle;
mod claims;
mod commitment;
mod commitment_forms;
mod commitments;
mod concessions;
mod counts;
mod demand_forms;
mod demands;
mod overview;
mod partners;
mod requests;
mod revenue;
mod sheet;
mod sheet_html;
mod view;

use std::sync::Arc;

use axum::Router;

use crate::app::{App, form, page};

/// The paths of the room. A page and its forms have one path, so that a form that is shown again can be read in the other language.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/coalition", page(overview::overview))
        .route("/coalition/partners", page(partners::all).merge(form(partners::write)))
        .route("/coalition/partners/{id}", page(partners::one))
        .route("/coalition/demands", page(demands::all).merge(form(demands::raise)))
        .route("/coalition/demands/{id}", page(demands::one).merge(form(demands::write)))
        .route("/coalition/concessions", page(concessions::all).merge(form(concessions::asked_for)))
        .route(
            "/coalition/concessions/{id}",
            page(concessions::one).merge(form(concessions::write)),
        )
        .route("/coalition/rebuttal", page(concessions::rebuttal))
        .route("/coalition/claims", page(claims::all).merge(form(claims::said)))
        .route("/coalition/claims/{id}", page(claims::one).merge(form(claims::write)))
        .route("/coalition/requests", page(requests::all).merge(form(requests::sent)))
        .route("/coalition/requests/{id}", page(requests::one).merge(form(requests::write)))
        .route("/coalition/actions", page(actions::all).merge(form(actions::write)))
        .route("/coalition/actions/{id}", page(actions::one).merge(form(actions::step)))
        .route("/coalition/revenue", page(revenue::all).merge(form(revenue::write)))
        .route("/coalition/commitments", page(commitments::all).merge(form(commitments::write)))
        .route("/coalition/commitments/{id}", page(commitment::one).merge(form(commitment::write)))
        .route("/coalition/commitments/{id}/comes-to", form(commitment::comes_to))
        .route("/coalition/chronicle", page(chronicle::chronicle).merge(form(chronicle::write)))
}
