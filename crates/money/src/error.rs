use std::fmt;

/// What can go wrong between text and an exact amount, or between two amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MoneyError {
    /// The text is not a number, percent or date of the kind expected.
    NotA {
        /// What was expected, as a noun phrase with an example.
        expected: &'static str,
        /// The text as it was given.
        found: String,
    },
    /// The amount does not fit in 64-bit cents (about 92 quadrillion dollars).
    TooLarge,
    /// A division by zero.
    DividedByZero,
    /// The window is not made of whole pay periods; the text says what would be.
    Window(String),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MoneyError::NotA { expected, found } => {
                write!(f, "{found:?} is not {expected}")
            }
            MoneyError::TooLarge => write!(f, "the amount does not fit in 64-bit cents"),
            MoneyError::DividedByZero => write!(f, "division by zero"),
            MoneyError::Window(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for MoneyError {}
