use std::sync::Arc;

use money::{Date, Fraction, MonthDay, PayBasis};

/// A column of the roster held as its distinct values and, for each row, which of them it has.
///
/// A column that no row of the file has is one value for all rows, with no codes at all.
#[derive(Debug, Clone)]
pub struct Coded<T> {
    values: Arc<Vec<T>>,
    /// Shared between a column as text and the same column as what it means.
    codes: Option<Arc<Vec<u32>>>,
}

impl<T> Coded<T> {
    /// One value for every row.
    pub fn constant(value: T) -> Coded<T> {
        Coded { values: Arc::new(vec![value]), codes: None }
    }

    /// A value for each row, by its place among `values`.
    ///
    /// # Panics
    ///
    /// When a code names no value.
    pub fn new(values: Vec<T>, codes: Vec<u32>) -> Coded<T> {
        let in_range = codes.iter().all(|code| (*code as usize) < values.len());
        assert!(in_range, "every code names a value");
        Coded { values: Arc::new(values), codes: Some(Arc::new(codes)) }
    }

    /// The distinct values.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// Which value the row has.
    #[inline]
    pub fn code(&self, row: usize) -> u32 {
        self.codes.as_ref().map_or(0, |codes| codes[row])
    }

    /// The row's value.
    pub fn value(&self, row: usize) -> &T {
        &self.values[self.code(row) as usize]
    }

    /// The codes of all rows, unless one value stands for all.
    pub fn codes(&self) -> Option<&[u32]> {
        self.codes.as_deref().map(Vec::as_slice)
    }

    /// The same rows with other values, one for each distinct value there is.
    ///
    /// # Panics
    ///
    /// When there is another number of values.
    pub fn with_values<U>(&self, values: Vec<U>) -> Coded<U> {
        assert_eq!(values.len(), self.values.len(), "a value for each value");
        Coded { values: Arc::new(values), codes: self.codes.clone() }
    }

    /// The same rows with each distinct value turned into another.
    pub fn map<U>(&self, turn: impl FnMut(&T) -> U) -> Coded<U> {
        Coded {
            values: Arc::new(self.values.iter().map(turn).collect()),
            codes: self.codes.clone(),
        }
    }
}

/// Where a row's pay comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// A step of a ladder of the schedule, both by their place in it.
    Step {
        /// Index into [`crate::Schedule::ladders`].
        ladder: usize,
        /// Index into the ladder's steps.
        step: usize,
    },
    /// The person's own rate, off the schedule: it never moves by steps.
    OwnRate {
        /// The class, which terms can select by.
        classification: String,
        /// The schedule column, where the row gives one.
        column: String,
        /// Dollars for one unit of `basis`, exact.
        rate: Fraction,
        /// What the rate buys.
        basis: PayBasis,
    },
}

/// The anniversary on which a step is earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepDate {
    /// Every year on this day.
    Yearly(MonthDay),
    /// Every year on this date's month and day, and no step before the date itself.
    From(Date),
}

impl StepDate {
    /// The anniversaries after `after` and up to `to`, in order.
    pub fn anniversaries(self, after: Date, to: Date) -> impl Iterator<Item = Date> {
        let (day, not_before) = match self {
            StepDate::Yearly(day) => (day, Date::MIN),
            StepDate::From(date) => (date.into(), date),
        };
        (after.year()..=to.year())
            .map(move |year| money::anniversary_in(day, year))
            .filter(move |date| after < *date && *date <= to && *date >= not_before)
    }
}

/// A column that is not part of the arithmetic, to report by and to select on.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// The canonical name (`department`) or the file's own header.
    pub name: String,
    /// The row's text; empty where it has none.
    pub values: Coded<String>,
}

/// The roster: one row a person or a position, or one row a group of identical people.
#[derive(Debug, Clone)]
pub struct Roster {
    /// Number of rows.
    pub rows: usize,
    /// Where each row's pay comes from.
    pub place: Coded<Place>,
    /// Part of full time of each person in the row; may exceed one.
    pub fte: Coded<Fraction>,
    /// Identical people in the row.
    pub headcount: Coded<u64>,
    /// When steps are earned; nobody moves without one under the anniversary rule.
    pub step_date: Coded<Option<StepDate>>,
    /// First day of service, for terms that count years.
    pub hire_date: Coded<Option<Date>>,
    /// Everything else, by name; `classification`, `department`, `fund`, `group`, `plan` among
    /// them where the file has them.
    pub attributes: Vec<Attribute>,
}

impl Roster {
    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// Heads: the sum of headcounts.
    pub fn heads(&self) -> u64 {
        match self.headcount.codes() {
            None => self.headcount.values()[0].saturating_mul(self.rows as u64),
            Some(codes) => codes
                .iter()
                .fold(0, |sum, code| sum.saturating_add(self.headcount.values()[*code as usize])),
        }
    }
}
