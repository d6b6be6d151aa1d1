use std::fmt;

use crate::{Cents, Date, Fraction, Rounding};

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
    /// What it is not, in sentences: what a reader might take it for.
    pub is_not: Vec<String>,
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
    /// The number itself: dollars, a part of one, or a count.
    pub fn amount(&self) -> Fraction {
        match self {
            Value::Money(cents) => Fraction::new(cents.cents(), 100),
            Value::Percent(amount) | Value::Count(amount) => amount.clone(),
        }
    }

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

/// An input of a figure, by the part it plays. What is known of it ([`InputFile`]) stands with the
/// inputs of the whole computation, once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputRef {
    /// `roster`, `schedule`, `assumptions`, `offer`, `data`, `case`.
    pub role: String,
    /// Which of several of one role, from 1, as given; `1` where there is one.
    pub number: usize,
    /// What of it was used: rows, terms, settings.
    pub used: String,
}

/// What is known of an input: its bytes, and where they came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InputFile {
    /// The part it plays, as in [`InputRef`].
    pub role: String,
    /// Which of several of one role, from 1.
    pub number: usize,
    /// The file's name.
    pub name: String,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// Who published it; empty where nobody did, as for a team's own file.
    pub publisher: String,
    /// Its title.
    pub title: String,
    /// Where it can be had.
    pub address: String,
    /// When it was fetched from there.
    pub retrieved_on: Option<Date>,
    /// Which edition it is: `May 2025`, `to August 2026`.
    pub vintage: String,
    /// When that edition was published.
    pub published_on: Option<Date>,
}

/// One step from inputs to value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is added, taken away or divided by, in words.
    pub says: String,
    /// How it is done, so that it can be done again.
    pub does: Operation,
    /// The step's own value.
    pub value: Value,
}

/// How a step's value comes about. Steps are named by their place, from 0, and only by those after
/// them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// A number out of an input: which of the figure's inputs, from 0, and which cell of it.
    Read {
        /// Place among the figure's inputs.
        input: usize,
        /// The cell's key, such as `CUUR0000SA0 2022-05`.
        cell: String,
    },
    /// A line that the costing of the figure's inputs comes to.
    Costed {
        /// Its name.
        line: String,
    },
    /// A number that the method, or the one who asks, sets.
    Given,
    /// The sum of steps.
    Sum(Vec<usize>),
    /// The first step less the second.
    Difference(usize, usize),
    /// The product of steps.
    Product(Vec<usize>),
    /// The first step over the second.
    Quotient(usize, usize),
    /// The least of steps.
    Least(Vec<usize>),
    /// The greatest of steps.
    Greatest(Vec<usize>),
    /// The middle one of steps, or the mean of the middle two.
    Median(Vec<usize>),
    /// The mean of steps.
    Mean(Vec<usize>),
    /// The point below which a part of the steps lies, between two of them in a straight line, as
    /// spreadsheets reckon it (`PERCENTILE.INC`).
    Percentile {
        /// The steps.
        of: Vec<usize>,
        /// The part, from 0 to 1.
        part: Fraction,
    },
    /// How many of the steps are above a step.
    Above {
        /// The steps.
        of: Vec<usize>,
        /// The step they are held against.
        than: usize,
    },
    /// A step rounded to a multiple of a unit.
    Rounded {
        /// The step that is rounded.
        of: usize,
        /// To a multiple of this.
        unit: Fraction,
        /// By this rule.
        rounding: Rounding,
    },
}

/// Why a receipt's steps do not lead to its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplayError {
    /// An input has no such cell, or the costing no such line, any more.
    Missing {
        /// The step, from 0.
        step: usize,
        /// The cell or line.
        what: String,
    },
    /// A step comes to another value than the receipt has.
    Differs {
        /// The step, from 0.
        step: usize,
        /// What it comes to.
        now: Fraction,
    },
    /// A step cannot be done: it names one that is not before it, or divides by zero.
    Impossible {
        /// The step, from 0.
        step: usize,
    },
    /// There are no steps, or the last one's value is not the figure's.
    NoEnd,
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReplayError::Missing { step, what } => {
                write!(f, "step {}: there is no {what} any more", step + 1)
            }
            ReplayError::Differs { step, now } => {
                write!(f, "step {} comes to {} now", step + 1, now.to_decimal(6))
            }
            ReplayError::Impossible { step } => write!(f, "step {} cannot be done", step + 1),
            ReplayError::NoEnd => f.write_str("its last step is not its value"),
        }
    }
}

impl std::error::Error for ReplayError {}

/// Where a replay finds what steps read.
pub trait Sources {
    /// A cell of one of the figure's inputs, from 0.
    fn cell(&self, input: usize, cell: &str) -> Option<Fraction>;
    /// A line of the costing of the figure's inputs.
    fn line(&self, line: &str) -> Option<Fraction>;
}

impl Figure {
    /// Does every step of the receipt again, from what the inputs hold now, and compares each with
    /// what the receipt says.
    ///
    /// # Errors
    ///
    /// The first step that is missing, differs or cannot be done.
    pub fn replay(&self, sources: &impl Sources) -> Result<(), ReplayError> {
        let mut done: Vec<Fraction> = Vec::with_capacity(self.steps.len());
        for (at, step) in self.steps.iter().enumerate() {
            let amount = match &step.does {
                Operation::Read { input, cell } => sources
                    .cell(*input, cell)
                    .ok_or_else(|| ReplayError::Missing { step: at, what: cell.clone() })?,
                Operation::Costed { line } => sources.line(line).ok_or_else(|| {
                    ReplayError::Missing { step: at, what: format!("line \"{line}\"") }
                })?,
                Operation::Given => step.value.amount(),
                other => other.of(&done).ok_or(ReplayError::Impossible { step: at })?,
            };
            if amount != step.value.amount() {
                return Err(ReplayError::Differs { step: at, now: amount });
            }
            done.push(amount);
        }
        match self.steps.last() {
            Some(last) if last.value == self.value => Ok(()),
            _ => Err(ReplayError::NoEnd),
        }
    }
}

impl Operation {
    /// The same among other steps and inputs: its steps come after `first` others, and its inputs
    /// are at other places. `None` where it names an input that has no place.
    pub fn moved(&self, first: usize, inputs: &[usize]) -> Option<Operation> {
        let all = |steps: &[usize]| steps.iter().map(|step| step + first).collect::<Vec<usize>>();
        Some(match self {
            Operation::Read { input, cell } => {
                Operation::Read { input: *inputs.get(*input)?, cell: cell.clone() }
            }
            Operation::Costed { line } => Operation::Costed { line: line.clone() },
            Operation::Given => Operation::Given,
            Operation::Sum(steps) => Operation::Sum(all(steps)),
            Operation::Difference(a, b) => Operation::Difference(a + first, b + first),
            Operation::Product(steps) => Operation::Product(all(steps)),
            Operation::Quotient(a, b) => Operation::Quotient(a + first, b + first),
            Operation::Least(steps) => Operation::Least(all(steps)),
            Operation::Greatest(steps) => Operation::Greatest(all(steps)),
            Operation::Median(steps) => Operation::Median(all(steps)),
            Operation::Mean(steps) => Operation::Mean(all(steps)),
            Operation::Percentile { of, part } => {
                Operation::Percentile { of: all(of), part: part.clone() }
            }
            Operation::Above { of, than } => Operation::Above { of: all(of), than: than + first },
            Operation::Rounded { of, unit, rounding } => {
                Operation::Rounded { of: of + first, unit: unit.clone(), rounding: *rounding }
            }
        })
    }

    /// What it makes of the steps before; `None` where one is not there or is a divisor of zero.
    pub fn of(&self, done: &[Fraction]) -> Option<Fraction> {
        let all = |steps: &[usize]| -> Option<Vec<Fraction>> {
            steps.iter().map(|step| done.get(*step).cloned()).collect()
        };
        let sum = |amounts: &[Fraction]| {
            amounts.iter().fold(Fraction::ZERO, |sum, amount| sum.plus(amount))
        };
        let count = |amounts: &[Fraction]| i64::try_from(amounts.len()).ok().map(Fraction::whole);
        match self {
            Operation::Read { .. } | Operation::Costed { .. } | Operation::Given => None,
            Operation::Sum(steps) => Some(sum(&all(steps)?)),
            Operation::Difference(a, b) => Some(done.get(*a)?.minus(done.get(*b)?)),
            Operation::Product(steps) => {
                Some(all(steps)?.iter().fold(Fraction::ONE, |product, next| product.times(next)))
            }
            Operation::Quotient(a, b) => done.get(*a)?.divide(done.get(*b)?).ok(),
            Operation::Least(steps) => all(steps)?.into_iter().min(),
            Operation::Greatest(steps) => all(steps)?.into_iter().max(),
            Operation::Median(steps) => median(all(steps)?),
            Operation::Mean(steps) => {
                let amounts = all(steps)?;
                sum(&amounts).divide(&count(&amounts)?).ok()
            }
            Operation::Percentile { of, part } => percentile(all(of)?, part),
            Operation::Above { of, than } => {
                let than = done.get(*than)?;
                let above: Vec<Fraction> =
                    all(of)?.into_iter().filter(|amount| amount > than).collect();
                count(&above)
            }
            Operation::Rounded { of, unit, rounding } => {
                Some(done.get(*of)?.round_to(unit, *rounding))
            }
        }
    }
}

/// The middle one, or the mean of the middle two, unrounded (Bryce Consulting for San Juan Water
/// District, 2022 Compensation Study).
pub fn median(mut amounts: Vec<Fraction>) -> Option<Fraction> {
    amounts.sort();
    let middle = amounts.len() / 2;
    let upper = amounts.get(middle)?;
    if amounts.len() % 2 == 1 {
        return Some(upper.clone());
    }
    Some(amounts.get(middle.checked_sub(1)?)?.plus(upper).times(&Fraction::new(1, 2)))
}

/// The point below which a part of the amounts lies, in a straight line between two of them.
pub fn percentile(mut amounts: Vec<Fraction>, part: &Fraction) -> Option<Fraction> {
    if part.is_negative() || *part > Fraction::ONE {
        return None;
    }
    amounts.sort();
    let last = i64::try_from(amounts.len().checked_sub(1)?).ok()?;
    let at = part.times(&Fraction::whole(last));
    let whole = at.rounded(Rounding::Truncate).ok()?;
    let lower = amounts.get(usize::try_from(whole).ok()?)?;
    let rest = at.minus(&Fraction::whole(whole));
    if rest.is_zero() {
        return Some(lower.clone());
    }
    let upper = amounts.get(usize::try_from(whole + 1).ok()?)?;
    Some(lower.plus(&upper.minus(lower).times(&rest)))
}

/// Makes a figure step by step, so that each value is what its operation comes to.
#[derive(Debug, Default)]
pub struct Steps {
    steps: Vec<Step>,
    amounts: Vec<Fraction>,
}

/// The unit in which a step shows its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Dollars, of whole cents: the amount is one.
    Money,
    /// A percent, as a part of one.
    Percent,
    /// A plain number.
    Count,
}

impl Steps {
    /// Adds a number that is read, costed or given, and says which step it is.
    pub fn number(&mut self, says: impl Into<String>, does: Operation, value: Value) -> usize {
        self.amounts.push(value.amount());
        self.steps.push(Step { says: says.into(), does, value });
        self.steps.len() - 1
    }

    /// Adds what an operation makes of the steps before; `None` where it cannot be done, or where
    /// money is not whole cents.
    pub fn done(&mut self, says: impl Into<String>, does: Operation, unit: Unit) -> Option<usize> {
        let amount = does.of(&self.amounts)?;
        let value = match unit {
            Unit::Money => Value::Money(Cents::new(amount.in_parts(100)?)),
            Unit::Percent => Value::Percent(amount),
            Unit::Count => Value::Count(amount),
        };
        Some(self.number(says, does, value))
    }

    /// Shows a step in dollars, where it is whole cents.
    pub fn show_as_money(&mut self, step: usize) {
        if let Some(cents) = self.amounts[step].in_parts(100) {
            self.steps[step].value = Value::Money(Cents::new(cents));
        }
    }

    /// Rounds a step to the cent, half up.
    pub fn to_cents(&mut self, says: impl Into<String>, of: usize) -> Option<usize> {
        let unit = Fraction::new(1, 100);
        self.done(says, Operation::Rounded { of, unit, rounding: Rounding::HalfUp }, Unit::Money)
    }

    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether there is none yet.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The value of a step.
    pub fn amount(&self, step: usize) -> &Fraction {
        &self.amounts[step]
    }

    /// The steps, of which the last is the figure's value.
    pub fn into_steps(self) -> Vec<Step> {
        self.steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Index(&'static str);

    impl Sources for Index {
        fn cell(&self, _: usize, cell: &str) -> Option<Fraction> {
            let text = if cell == "then" { "258" } else { self.0 };
            (cell == "then" || cell == "now").then(|| Fraction::parse(text).unwrap())
        }

        fn line(&self, _: &str) -> Option<Fraction> {
            None
        }
    }

    fn prices() -> Figure {
        let mut steps = Steps::default();
        let read = |cell: &str| Operation::Read { input: 0, cell: cell.to_owned() };
        let index = |text: &str| Value::Count(Fraction::parse(text).unwrap());
        let then = steps.number("index then", read("then"), index("258"));
        let now = steps.number("index now", read("now"), index("307"));
        let one = steps.number("one", Operation::Given, index("1"));
        let ratio =
            steps.done("then over now", Operation::Quotient(then, now), Unit::Count).unwrap();
        steps.done("one less that", Operation::Difference(one, ratio), Unit::Percent).unwrap();
        let steps = steps.into_steps();
        Figure {
            name: "buying-power".to_owned(),
            value: steps.last().unwrap().value.clone(),
            as_of: Date::constant(2024, 1, 31),
            method: "What a dollar of the first month buys less in the second.".to_owned(),
            is_not: Vec::new(),
            inputs: Vec::new(),
            steps,
            rival: None,
        }
    }

    #[test]
    fn a_receipt_comes_to_its_figure_again() {
        let figure = prices();
        assert_eq!(figure.value.to_string(), "15.96");
        assert_eq!(figure.replay(&Index("307")), Ok(()));
    }

    #[test]
    fn another_input_is_another_value_and_says_where() {
        let now = Fraction::whole(308);
        assert_eq!(prices().replay(&Index("308")), Err(ReplayError::Differs { step: 1, now }));
        let mut cut = prices();
        cut.steps.pop();
        assert_eq!(cut.replay(&Index("307")), Err(ReplayError::NoEnd));
        let mut circular = prices();
        circular.steps[3].does = Operation::Quotient(3, 1);
        let impossible = Err(ReplayError::Impossible { step: 3 });
        assert_eq!(circular.replay(&Index("307")), impossible);
    }

    #[test]
    fn the_middle_of_an_even_number_is_the_mean_of_two() {
        let of = |amounts: &[i64]| median(amounts.iter().map(|n| Fraction::whole(*n)).collect());
        assert_eq!(of(&[3, 1, 2]), Some(Fraction::whole(2)));
        assert_eq!(of(&[7856, 8025, 1, 9999]), Some(Fraction::new(15_881, 2)));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_percentile_lies_in_a_straight_line_between_two() {
        let of = |amounts: &[i64], part: &str| {
            let amounts = amounts.iter().map(|n| Fraction::whole(*n)).collect();
            percentile(amounts, &Fraction::parse(part).unwrap()).map(|n| n.to_string())
        };
        assert_eq!(of(&[4, 1, 3, 2], "0.25").as_deref(), Some("1.75"));
        assert_eq!(of(&[4, 1, 3, 2], "0.5").as_deref(), Some("2.5"));
        assert_eq!(of(&[4, 1, 3, 2], "1").as_deref(), Some("4"));
        assert_eq!((of(&[], "0.5"), of(&[1], "1.1")), (None, None));
    }
}
