use std::fmt;

use crate::{Fraction, MoneyError, Rounding};

/// An amount of money in whole cents. A saving or a giveback is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cents(i64);

impl Cents {
    /// No money.
    pub const ZERO: Cents = Cents(0);

    /// So many cents.
    pub const fn new(cents: i64) -> Cents {
        Cents(cents)
    }

    /// The number of cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Reads dollars with at most two decimals: `1500`, `1500.00`, `-0.05`.
    ///
    /// # Errors
    ///
    /// [`MoneyError::NotA`] for other text or for a part of a cent; [`MoneyError::TooLarge`].
    pub fn parse(text: &str) -> Result<Cents, MoneyError> {
        let hundred = Fraction::whole(100);
        let not = || MoneyError::NotA {
            expected: "dollars and cents such as 1500.00",
            found: text.to_owned(),
        };
        let cents = Fraction::parse(text).map_err(|_| not())?.times(&hundred);
        if text.contains('/') || cents.round_to(&Fraction::ONE, Rounding::Truncate) != cents {
            return Err(not());
        }
        cents.rounded(Rounding::HalfUp).map(Cents)
    }

    /// The sum.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooLarge`].
    pub fn plus(self, other: Cents) -> Result<Cents, MoneyError> {
        self.0.checked_add(other.0).map(Cents).ok_or(MoneyError::TooLarge)
    }

    /// The difference.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooLarge`].
    pub fn minus(self, other: Cents) -> Result<Cents, MoneyError> {
        self.0.checked_sub(other.0).map(Cents).ok_or(MoneyError::TooLarge)
    }

    /// `rate` of this amount, rounded once by the rule.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooLarge`].
    pub fn at(self, rate: &Fraction, rounding: Rounding) -> Result<Cents, MoneyError> {
        rate.of(self.0, rounding).map(Cents)
    }

    /// The amount in dollars, exact.
    pub fn dollars(self) -> Fraction {
        Fraction::new(self.0, 100)
    }

    /// The amount with thousands separated, for people: `-1,234.50`.
    pub fn grouped(self) -> String {
        let plain = self.to_string();
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", plain.as_str()),
        };
        let (whole, cents) = digits.split_at(digits.len() - 3);
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{sign}{grouped}{cents}")
    }
}

impl fmt::Display for Cents {
    /// Dollars with two places and no separators, for programs: `-1234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, cents) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_dollars_and_refuses_parts_of_a_cent() {
        assert_eq!(Cents::parse("1500"), Ok(Cents::new(150_000)));
        assert_eq!(Cents::parse("-0.05"), Ok(Cents::new(-5)));
        assert!(Cents::parse("1.005").is_err());
        assert!(Cents::parse("1/2").is_err());
        assert_eq!(Cents::parse("99999999999999999999"), Err(MoneyError::TooLarge));
        assert_eq!(Cents::new(i64::MAX).plus(Cents::new(1)), Err(MoneyError::TooLarge));
    }

    #[test]
    fn thousands_are_separated_for_people() {
        assert_eq!(Cents::new(-123_456_789).grouped(), "-1,234,567.89");
        assert_eq!(Cents::new(99_999).grouped(), "999.99");
        assert_eq!(Cents::new(5).grouped(), "0.05");
    }

    proptest! {
        #[test]
        fn print_then_parse_returns_the_same(cents in any::<i64>()) {
            prop_assert_eq!(Cents::parse(&Cents::new(cents).to_string()), Ok(Cents::new(cents)));
        }
    }
}
