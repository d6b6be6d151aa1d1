//! Exact money: whole cents, exact fractions, named rounding, civil dates, pay periods, fiscal
//! years, and [`Figure`], a number that carries its receipt.
//!
//! This crate is pure: it does no I/O, reads no clock and has no binary floating point (its
//! `clippy.toml` says so to the linter). An amount of money is [`Cents`]; a rate of pay, a percent
//! or a share of a period is a [`Fraction`], which is exact at any size; the only step between the
//! two is [`Rounding`], by the rule the agreement names.

#![deny(clippy::disallowed_types, clippy::float_arithmetic)]

mod calendar;
mod cents;
mod date;
mod error;
mod figure;
mod fiscal_year;
mod fraction;
mod rounding;

pub use calendar::{PayBasis, PayCalendar, Period, Proration, WorkYear, pay_periods};
pub use cents::Cents;
pub use date::{Date, MonthDay, anniversary_in, date_from_iso, whole_years};
pub use error::MoneyError;
pub use figure::{
    Figure, InputFile, InputRef, Operation, ReplayError, Sources, Step, Steps, Unit, Value, median,
    percentile,
};
pub use fiscal_year::{FiscalYear, FiscalYearStart};
pub use fraction::Fraction;
pub use rounding::{Rounding, divide_rounded};
