use std::fmt;

use crate::{Cents, Date, Fraction};

/// A number with its receipt: what it is, of which day, how it was made, from which inputs, and by
/// which steps.
///
/// A figure is made where the number is computed, never put together afterwards from a printed
/// value, so that page, report, workbook and terminal show the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The name that reports embed it by, such as `offer-1/2022-23/change`.
    pub name: String,
    /// The number and its unit.
    pub value: Value,
    /// Nothing published after this day went into it.
    pub as_of: Date,
    /// How it was made, in a sentence; names the base of a percent and the divisor of a mean.
    pub method: String,
    /// What went in.
    pub inputs: Vec<InputRef>,
    /// From inputs to value, in order; the last step's value is the figure's.
    pub steps: Vec<Step>,
    /// The other side's number for the same thing, where there is one.
    pub rival: Option<Box<Figure>>,
}

/// A value with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Dollars and cents.
    Money(Cents),
    /// A percent, as a part of one; shown with two decimals.
    Percent(Fraction),
    /// A plain number, such as heads.
    Count(Fraction),
}

impl Value {
    /// The unit's name.
    pub fn unit(&self) -> &'static str {
        match self {
            Value::Money(_) => "dollars",
            Value::Percent(_) => "percent",
            Value::Count(_) => "count",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Money(cents) => cents.fmt(f),
            Value::Percent(part) => f.write_str(&part.times(&Fraction::whole(100)).to_decimal(2)),
            Value::Count(count) => count.fmt(f),
        }
    }
}

/// An input of a figure, by the part it plays. The file's name and hash stand with the inputs of
/// the whole computation, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputRef {
    /// `roster`, `schedule`, `assumptions`, `offer`.
    pub role: String,
    /// Which of several of one role, from 1, as given; `1` where there is one.
    pub number: usize,
    /// What of it was used: rows, terms, settings.
    pub used: String,
}

/// One step from inputs to value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is added, taken away or divided by, in words.
    pub says: String,
    /// The step's own value.
    pub value: Value,
}
