use money::{Date, Fraction, PayBasis};

/// The pay schedule: a ladder of steps for each class, and for each column of a class where the
/// schedule has columns.
#[derive(Debug, Clone, Default)]
pub struct Schedule {
    /// In the order of the file.
    pub ladders: Vec<Ladder>,
}

/// The steps of one class (and column), from the bottom to the top.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// The class as the schedule spells it.
    pub classification: String,
    /// The column; empty where the schedule has none.
    pub column: String,
    /// What its rates buy.
    pub basis: PayBasis,
    /// In the order of the file.
    pub steps: Vec<LadderStep>,
}

/// One step: its label and its rate through time.
#[derive(Debug, Clone)]
pub struct LadderStep {
    /// The label as the schedule spells it.
    pub label: String,
    /// Dollars from a day on, in order of day; `None` is "from the beginning".
    pub rates: Vec<(Option<Date>, Fraction)>,
}

impl LadderStep {
    /// The rate in force on a day, if the step exists by then.
    pub fn rate_on(&self, day: Date) -> Option<&Fraction> {
        let in_force = |(from, _): &&(Option<Date>, Fraction)| from.is_none_or(|from| from <= day);
        self.rates.iter().rev().find(in_force).map(|(_, rate)| rate)
    }

    /// Whether the step exists on a day.
    pub fn exists_on(&self, day: Date) -> bool {
        self.rates.first().is_some_and(|(from, _)| from.is_none_or(|from| from <= day))
    }
}

impl Schedule {
    /// The ladder of a class and column.
    pub fn ladder(&self, classification: &str, column: &str) -> Option<usize> {
        self.ladders
            .iter()
            .position(|ladder| ladder.classification == classification && ladder.column == column)
    }
}
