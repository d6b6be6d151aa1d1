//! The salary case: what is known of prices and of others' pay, and the figures made of it.
//!
//! This crate is pure: it does no I/O, reads no clock and has no binary floating point. A number
//! that is not there is never made up: it is a hole with a reason that a member can read.

#![deny(clippy::disallowed_types, clippy::float_arithmetic)]

mod expr;
mod heads;
mod making;
mod month;
mod own_pay;
mod pay_table;
mod peers;
mod price_index;
mod prices;
mod relationships;
mod releases;
mod series;
mod wages;

pub use expr::{Does, Expr};
pub use heads::{Became, HeadsTable};
pub use month::Month;
pub use own_pay::{heads_above, mean_rate};
pub use pay_table::{ClassOf, PayTable, Point};
pub use peers::{Compared, Market, PayPart, TooFew, mean_gap, slug};
pub use price_index::{Area, Average, Fallback, NoIndex, Observation, PriceIndex, Span};
pub use prices::{Origin, Pay, PriceFigures, Prices, Question, Unanswered};
pub use relationships::{HeadsAbove, Neighbours, Reference};
pub use releases::{Release, Releases};
pub use series::{NoNumber, SeriesCell, SeriesTable};
pub use wages::{Measure, Owner, Reading, WageCell, WageTable};
