//! The pages, each with its handler and its template side by side: a handler fetches, calls, renders.

mod case;
mod entries;
mod today;

pub(crate) use case::case;
pub(crate) use entries::{entry, record};
pub(crate) use today::today;
