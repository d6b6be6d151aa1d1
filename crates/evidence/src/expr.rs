//! Arithmetic on sourced numbers, written as it is read: each part knows what it says, and the whole
//! becomes the steps of a receipt.

use money::{Date, Figure, Operation, Unit, Value};

use crate::Compared;
use crate::making::Making;

/// A number, or what becomes of several.
#[derive(Debug, Clone)]
pub enum Expr {
    /// A number with where it is from, and the unit it is shown in.
    Number(Unit, Box<Compared>),
    /// A figure that was made before, with all its steps.
    Figure(Box<Figure>),
    /// What an operation makes of others.
    Of {
        /// In words.
        says: String,
        /// The unit it is shown in.
        unit: Unit,
        /// How.
        does: Does,
        /// In order.
        parts: Vec<Expr>,
    },
}

/// What is done with parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// All added up.
    Sum,
    /// The first less the second.
    Less,
    /// All multiplied.
    Times,
    /// The first over the second.
    Over,
    /// The mean of all.
    Mean,
}

impl Expr {
    /// All added up.
    pub fn sum(says: impl Into<String>, unit: Unit, parts: Vec<Expr>) -> Expr {
        Expr::Of { says: says.into(), unit, does: Does::Sum, parts }
    }

    /// The first less the second.
    pub fn less(says: impl Into<String>, unit: Unit, first: Expr, second: Expr) -> Expr {
        Expr::Of { says: says.into(), unit, does: Does::Less, parts: vec![first, second] }
    }

    /// Both multiplied.
    pub fn times(says: impl Into<String>, unit: Unit, first: Expr, second: Expr) -> Expr {
        Expr::Of { says: says.into(), unit, does: Does::Times, parts: vec![first, second] }
    }

    /// The first over the second.
    pub fn over(says: impl Into<String>, unit: Unit, first: Expr, second: Expr) -> Expr {
        Expr::Of { says: says.into(), unit, does: Does::Over, parts: vec![first, second] }
    }

    /// The steps, each number once; `None` where something cannot be done.
    fn build(&self, making: &mut Making, known: &mut Vec<(Compared, usize)>) -> Option<usize> {
        match self {
            Expr::Number(unit, number) => {
                if let Some((_, step)) = known.iter().find(|(one, _)| *one == **number) {
                    return Some(*step);
                }
                let step = match unit {
                    Unit::Money => making.compared(number)?,
                    Unit::Count => making.count(number),
                    Unit::Percent => making.part(number),
                };
                known.push(((**number).clone(), step));
                Some(step)
            }
            Expr::Figure(figure) => making.again(figure),
            Expr::Of { says, unit, does, parts } => {
                let steps: Option<Vec<usize>> =
                    parts.iter().map(|part| part.build(making, known)).collect();
                let steps = steps?;
                let does = match (does, steps.as_slice()) {
                    (Does::Sum, _) => Operation::Sum(steps),
                    (Does::Times, _) => Operation::Product(steps),
                    (Does::Mean, _) => Operation::Mean(steps),
                    (Does::Less, [first, second]) => Operation::Difference(*first, *second),
                    (Does::Over, [first, second]) => Operation::Quotient(*first, *second),
                    _ => return None,
                };
                match unit {
                    Unit::Money => making.dollars(says.clone(), does),
                    unit => making.steps.done(says.clone(), does, *unit),
                }
            }
        }
    }

    /// The unit that it is shown in.
    fn unit(&self) -> Unit {
        match self {
            Expr::Number(unit, _) | Expr::Of { unit, .. } => *unit,
            Expr::Figure(figure) => match figure.value {
                Value::Money(_) => Unit::Money,
                Value::Percent(_) => Unit::Percent,
                Value::Count(_) => Unit::Count,
            },
        }
    }

    /// The figure that it comes to; dollars end in whole cents. `None` where something is divided
    /// by zero.
    pub fn figure(
        &self,
        name: &str,
        as_of: Date,
        method: String,
        is_not: Vec<String>,
    ) -> Option<Figure> {
        let mut making = Making::default();
        let last = self.build(&mut making, &mut Vec::new())?;
        if self.unit() == Unit::Money {
            making.end_in_cents(last)?;
        }
        Some(making.into_figure(name, as_of, method, is_not))
    }
}
