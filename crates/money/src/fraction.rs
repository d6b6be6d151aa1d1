use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use crate::{MoneyError, Rounding, divide_rounded};

/// An exact fraction of any size: a rate of pay in dollars, a percent as a part of one, a share of
/// a pay period.
///
/// Small values are held in machine words and large ones in big integers, so that a rate carried
/// unrounded through ten raises stays exact. The value is always in lowest terms.
#[derive(Clone, PartialEq, Eq)]
pub struct Fraction(Repr);

#[derive(Clone, PartialEq, Eq)]
enum Repr {
    /// In lowest terms, denominator above zero.
    Small(i64, i64),
    /// Only what does not fit in `Small`.
    Big(Box<BigRational>),
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Fraction = Fraction(Repr::Small(0, 1));
    /// The whole.
    pub const ONE: Fraction = Fraction(Repr::Small(1, 1));

    /// A whole number.
    pub const fn whole(n: i64) -> Fraction {
        Fraction(Repr::Small(n, 1))
    }

    /// `numerator / denominator`.
    ///
    /// # Panics
    ///
    /// When the denominator is zero; a denominator that comes from input goes through
    /// [`Fraction::divide`].
    pub fn new(numerator: i64, denominator: i64) -> Fraction {
        assert!(denominator != 0, "a fraction needs a denominator");
        Fraction::from_wide(i128::from(numerator), i128::from(denominator))
    }

    fn from_wide(n: i128, d: i128) -> Fraction {
        let (n, d) = if d < 0 { (-n, -d) } else { (n, d) };
        let divisor = match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) => i128::from(num_integer::gcd(n, d)),
            _ => num_integer::gcd(n, d),
        }
        .max(1);
        match (i64::try_from(n / divisor), i64::try_from(d / divisor)) {
            (Ok(n), Ok(d)) => Fraction(Repr::Small(n, d)),
            _ => Fraction(Repr::Big(Box::new(BigRational::new_raw(
                (n / divisor).into(),
                (d / divisor).into(),
            )))),
        }
    }

    fn from_big(value: BigRational) -> Fraction {
        match (value.numer().to_i64(), value.denom().to_i64()) {
            (Some(n), Some(d)) => Fraction(Repr::Small(n, d)),
            _ => Fraction(Repr::Big(Box::new(value))),
        }
    }

    fn to_big(&self) -> BigRational {
        match &self.0 {
            Repr::Small(n, d) => BigRational::new_raw((*n).into(), (*d).into()),
            Repr::Big(value) => (**value).clone(),
        }
    }

    /// Reads a decimal such as `2.5`, `-0.75` or `1234.5678`, or a fraction such as `1/26`.
    ///
    /// # Errors
    ///
    /// [`MoneyError::NotA`] for anything else: an exponent, a thousands separator, a sign in the
    /// middle, a zero denominator.
    pub fn parse(text: &str) -> Result<Fraction, MoneyError> {
        let not = || MoneyError::NotA {
            expected: "a number such as 2.5 or a fraction such as 1/26",
            found: text.to_owned(),
        };
        let text = text.trim();
        if let Some((n, d)) = text.split_once('/') {
            let (n, d) = (decimal(n.trim()).ok_or_else(not)?, decimal(d.trim()).ok_or_else(not)?);
            return n.divide(&d).map_err(|_| not());
        }
        decimal(text).ok_or_else(not)
    }

    /// Reads a percent as people write it, `3.25` or `3.25%`, as a part of one; a fraction such as
    /// `1/26` is already a part of one.
    ///
    /// # Errors
    ///
    /// As [`Fraction::parse`].
    pub fn percent(text: &str) -> Result<Fraction, MoneyError> {
        let text = text.trim();
        if text.contains('/') {
            return Fraction::parse(text);
        }
        let number = Fraction::parse(text.strip_suffix('%').unwrap_or(text).trim_end())?;
        Ok(number.times(&Fraction::new(1, 100)))
    }

    /// Reads a part of full time: `1`, `0.8`, `80%` or `4/5`.
    ///
    /// # Errors
    ///
    /// As [`Fraction::parse`].
    pub fn part(text: &str) -> Result<Fraction, MoneyError> {
        match text.trim().strip_suffix('%') {
            Some(percent) => Fraction::percent(percent),
            None => Fraction::parse(text),
        }
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Fraction) -> Fraction {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0) {
            let (a, b, c, d) = (i128::from(*a), i128::from(*b), i128::from(*c), i128::from(*d));
            if b == d {
                return Fraction::from_wide(a + c, b);
            }
            // Two products of 63-bit numbers can fill 127 bits: only their sum can run over.
            if let Some(n) = (a * d).checked_add(c * b) {
                return Fraction::from_wide(n, b * d);
            }
        }
        Fraction::from_big(self.to_big() + other.to_big())
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Fraction) -> Fraction {
        self.plus(&other.negated())
    }

    /// The value with the other sign.
    #[must_use]
    pub fn negated(&self) -> Fraction {
        match &self.0 {
            Repr::Small(n, d) => Fraction::from_wide(-i128::from(*n), i128::from(*d)),
            Repr::Big(value) => Fraction::from_big(-(**value).clone()),
        }
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Fraction) -> Fraction {
        match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => Fraction::from_wide(
                i128::from(*a) * i128::from(*c),
                i128::from(*b) * i128::from(*d),
            ),
            _ => Fraction::from_big(self.to_big() * other.to_big()),
        }
    }

    /// The quotient.
    ///
    /// # Errors
    ///
    /// [`MoneyError::DividedByZero`].
    pub fn divide(&self, other: &Fraction) -> Result<Fraction, MoneyError> {
        if other.is_zero() {
            return Err(MoneyError::DividedByZero);
        }
        Ok(match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => Fraction::from_wide(
                i128::from(*a) * i128::from(*d),
                i128::from(*b) * i128::from(*c),
            ),
            _ => Fraction::from_big(self.to_big() / other.to_big()),
        })
    }

    /// Whether this is exactly zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0, _))
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(n, _) => *n < 0,
            Repr::Big(value) => value.is_negative(),
        }
    }

    /// The value as a whole number, when it is one that fits.
    pub fn to_whole(&self) -> Option<i64> {
        match &self.0 {
            Repr::Small(n, 1) => Some(*n),
            _ => None,
        }
    }

    /// How many parts of one the value is, `per_one` parts making one; when that is a whole number
    /// that fits.
    pub fn in_parts(&self, per_one: i64) -> Option<i64> {
        match &self.0 {
            Repr::Small(n, d) if *d != 0 && per_one % d == 0 => n.checked_mul(per_one / d),
            _ => None,
        }
    }

    /// The nearest multiple of `unit` (above zero), rounded once by the rule.
    #[must_use]
    pub fn round_to(&self, unit: &Fraction, rounding: Rounding) -> Fraction {
        if let (Repr::Small(n, d), Repr::Small(a, b)) = (&self.0, &unit.0)
            && *a > 0
        {
            let whole = divide_rounded(
                i128::from(*n) * i128::from(*b),
                i128::from(*d) * i128::from(*a),
                rounding,
            );
            return match (i64::try_from(whole), b) {
                (Ok(whole), 1) if *a == 1 => Fraction(Repr::Small(whole, 1)),
                (Ok(whole), _) => {
                    Fraction::from_wide(i128::from(whole) * i128::from(*a), i128::from(*b))
                }
                (Err(_), _) => Fraction::from_wide(whole, 1).times(unit),
            };
        }
        let units = match self.divide(unit) {
            Ok(units) => units,
            Err(_) => return self.clone(),
        };
        match units.0 {
            Repr::Small(n, d) => {
                let whole = divide_rounded(n.into(), d.into(), rounding);
                Fraction::from_wide(whole, 1).times(unit)
            }
            Repr::Big(value) => {
                Fraction::from_big(BigRational::from_integer(round_big(&value, rounding)))
                    .times(unit)
            }
        }
    }

    /// `self * other`, rounded once to a whole number: how cents are made from a rate in cents and
    /// a part of full time.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooLarge`] when the result does not fit in 64 bits.
    pub fn times_rounded(&self, other: &Fraction, rounding: Rounding) -> Result<i64, MoneyError> {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0) {
            let n = i128::from(*a) * i128::from(*c);
            let d = i128::from(*b) * i128::from(*d);
            return i64::try_from(divide_rounded(n, d, rounding)).map_err(|_| MoneyError::TooLarge);
        }
        let product = self.to_big() * other.to_big();
        round_big(&product, rounding).to_i64().ok_or(MoneyError::TooLarge)
    }

    /// `amount` (a whole number, say cents) times this fraction, rounded once.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooLarge`] when the result does not fit in 64 bits.
    #[inline]
    pub fn of(&self, amount: i64, rounding: Rounding) -> Result<i64, MoneyError> {
        if let Repr::Small(n, d) = self.0 {
            let product = i128::from(n) * i128::from(amount);
            return i64::try_from(divide_rounded(product, d.into(), rounding))
                .map_err(|_| MoneyError::TooLarge);
        }
        self.times_rounded(&Fraction::whole(amount), rounding)
    }

    /// Rounds to a whole number.
    ///
    /// # Errors
    ///
    /// [`MoneyError::TooLarge`] when the result does not fit in 64 bits.
    pub fn rounded(&self, rounding: Rounding) -> Result<i64, MoneyError> {
        self.times_rounded(&Fraction::ONE, rounding)
    }

    /// The value as a decimal with exactly `places` digits after the point, rounded half up:
    /// for showing, not for carrying.
    pub fn to_decimal(&self, places: u32) -> String {
        let scale = BigRational::from_integer(BigInt::from(10).pow(places));
        let scaled = round_big(&(self.to_big() * scale), Rounding::HalfUp);
        let digits = scaled.abs().to_string();
        let places = places as usize;
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        let sign = if scaled.is_negative() { "-" } else { "" };
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }
}

fn round_big(value: &BigRational, rounding: Rounding) -> BigInt {
    let whole = value.trunc().to_integer();
    let rest = value.fract().abs();
    let half = BigRational::new(BigInt::one(), BigInt::from(2));
    let away = match (rounding, rest.cmp(&half)) {
        (Rounding::Truncate, _) | (_, Ordering::Less) => false,
        (_, Ordering::Greater) => true,
        (Rounding::HalfUp, Ordering::Equal) => true,
        (Rounding::HalfEven, Ordering::Equal) => !(&whole % BigInt::from(2)).is_zero(),
    };
    match (away, value.is_negative()) {
        (false, _) => whole,
        (true, false) => whole + 1,
        (true, true) => whole - 1,
    }
}

fn decimal(text: &str) -> Option<Fraction> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let ascii = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !ascii(whole) || !ascii(part) {
        return None;
    }
    if let Some(small) = small_decimal(whole, part) {
        return Some(if negative { small.negated() } else { small });
    }
    let number: BigInt = format!("{whole}{part}").parse().ok()?;
    let scale = BigInt::from(10).pow(u32::try_from(part.len()).ok()?);
    let value = BigRational::new(if negative { -number } else { number }, scale);
    Some(Fraction::from_big(value))
}

/// A decimal of at most eighteen digits.
fn small_decimal(whole: &str, part: &str) -> Option<Fraction> {
    let part = part.trim_end_matches('0');
    if whole.len() + part.len() > 18 {
        return None;
    }
    let digits = whole.bytes().chain(part.bytes());
    let number = digits.fold(0_i64, |number, digit| number * 10 + i64::from(digit - b'0'));
    let scale = 10_i64.pow(u32::try_from(part.len()).ok()?);
    Some(Fraction::new(number, scale))
}

impl Default for Fraction {
    fn default() -> Fraction {
        Fraction::ZERO
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a, b), Repr::Small(c, d)) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl Hash for Fraction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Repr::Small(n, d) => (n, d).hash(state),
            Repr::Big(value) => value.hash(state),
        }
    }
}

impl fmt::Display for Fraction {
    /// A terminating decimal where there is one of at most twelve places, else `n/d`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = BigRational::from_integer(BigInt::from(10).pow(12));
        let value = self.to_big();
        if (value.clone() * scale).is_integer() {
            let text = self.to_decimal(12);
            return f.write_str(text.trim_end_matches('0').trim_end_matches('.'));
        }
        write!(f, "{}/{}", value.numer(), value.denom())
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f(text: &str) -> Fraction {
        Fraction::parse(text).unwrap()
    }

    #[test]
    fn reads_what_people_write_and_nothing_else() {
        assert_eq!(f("2.50"), Fraction::new(5, 2));
        assert_eq!(f("-.5"), Fraction::new(-1, 2));
        assert_eq!(f(" 1/26 "), Fraction::new(1, 26));
        assert_eq!(Fraction::percent("29.50").unwrap(), Fraction::new(295, 1000));
        assert_eq!(Fraction::percent("3.25%").unwrap(), Fraction::new(325, 10_000));
        assert_eq!(Fraction::percent("1/26").unwrap(), Fraction::new(1, 26));
        assert_eq!(Fraction::part("80%").unwrap(), f("0.8"));
        for bad in ["", ".", "1e3", "1,000", "2..5", "1/0", "--2", "two", "1 000", "NaN"] {
            assert!(Fraction::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn prints_what_it_read() {
        for text in ["0", "2.5", "-0.75", "12345678901234567890.125", "1/3"] {
            assert_eq!(f(text).to_string(), text);
        }
        assert_eq!(f("2/3").to_decimal(2), "0.67");
        assert_eq!(f("-0.005").to_decimal(2), "-0.01");
        assert_eq!(f("-0.004").to_decimal(2), "0.00");
    }

    #[test]
    fn stays_exact_past_machine_words() {
        let mut rate = f("4155");
        for _ in 0..12 {
            rate = rate.times(&f("1.0655"));
        }
        let back = (0..12).fold(rate.clone(), |r, _| r.divide(&f("1.0655")).unwrap());
        assert!(matches!(rate.0, Repr::Big(_)));
        assert_eq!(back, f("4155"));
        assert!(matches!(back.0, Repr::Small(4155, 1)));
        assert_eq!(
            rate.times_rounded(&Fraction::ONE, Rounding::HalfUp),
            rate.rounded(Rounding::HalfUp)
        );
    }

    // Source: 2 CCR 426, up by multiplication, down by division, to
    // the whole dollar at each step.
    #[test]
    fn a_california_step_is_rounded_to_the_dollar_each_time() {
        let dollar = Fraction::ONE;
        let up = |rate: &Fraction| rate.times(&f("1.05")).round_to(&dollar, Rounding::HalfUp);
        let down =
            |rate: &Fraction| rate.divide(&f("1.05")).unwrap().round_to(&dollar, Rounding::HalfUp);
        assert_eq!(up(&f("2300")), f("2415"));
        assert_eq!(down(&f("2300")), f("2190"));
        assert_eq!(up(&up(&f("2300"))), f("2536"));
        assert_eq!(up(&f("2855")), f("2998"));
        assert_eq!(up(&up(&f("2855"))), f("3148"));
        // Derived there, to tell rounding at each step from an unrounded carry.
        assert_eq!((up(&f("4103")), up(&up(&f("4103")))), (f("4308"), f("4523")));
        assert_eq!((up(&f("4110")), up(&up(&f("4110")))), (f("4316"), f("4532")));
        let unrounded = |rate: &str, steps: i32| {
            let exact = (0..steps).fold(f(rate), |r, _| r.times(&f("1.05")));
            exact.round_to(&dollar, Rounding::HalfUp)
        };
        assert_eq!(unrounded("4103", 2), f("4524"));
        assert_eq!(unrounded("4110", 2), f("4531"));
        let differing = |steps: i32| {
            (2_000..12_000)
                .filter(|dollars| {
                    let each = (0..steps).fold(Fraction::whole(*dollars), |r, _| up(&r));
                    each != unrounded(&dollars.to_string(), steps)
                })
                .count()
        };
        assert_eq!((differing(2), differing(4)), (2_750, 4_428));
    }

    // Source: OPM, Computing Hourly Rates of Pay Using the 2,087-Hour Divisor.
    #[test]
    fn an_annual_rate_goes_through_the_hourly_cent() {
        let hourly = f("89033").divide(&f("2087")).unwrap();
        let hourly = hourly.round_to(&Fraction::new(1, 100), Rounding::HalfUp);
        assert_eq!(hourly, f("42.66"));
        assert_eq!(hourly.times(&f("80")), f("3412.80"));
        assert_eq!(f("3412.80").times(&f("26")), f("88732.80"));
        assert_eq!(f("3412.80").times(&f("27")), f("92145.60"));
        let hours = f("4")
            .times(&f("2096"))
            .plus(&f("17").times(&f("2088")))
            .plus(&f("7").times(&f("2080")));
        assert_eq!(hours.divide(&f("28")).unwrap().to_decimal(3), "2087.143");
    }
}
