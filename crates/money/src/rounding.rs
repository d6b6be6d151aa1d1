/// How an amount that falls between two units is rounded.
///
/// Half up is the first choice of practice; truncation is for matching an employer's sheet that
/// truncates (2 CCR 599.666.1 rounds to the nearest, a Wyoming fiscal note
/// truncates).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rounding {
    /// To the nearest unit, a half away from zero, so that a cut mirrors the raise it undoes.
    #[default]
    HalfUp,
    /// Toward zero.
    Truncate,
    /// To the nearest unit, a half to the even one.
    HalfEven,
}

impl Rounding {
    /// The name that files and messages use.
    pub fn name(self) -> &'static str {
        match self {
            Rounding::HalfUp => "half-up",
            Rounding::Truncate => "truncate",
            Rounding::HalfEven => "half-even",
        }
    }
}

/// Divides two whole numbers and rounds the quotient once. `divisor` must be above zero.
pub fn divide_rounded(dividend: i128, divisor: i128, rounding: Rounding) -> i128 {
    debug_assert!(divisor > 0);
    if let (Ok(n), Ok(d)) = (i64::try_from(dividend), i64::try_from(divisor)) {
        return i128::from(settle(
            n / d,
            (n % d).unsigned_abs(),
            d.unsigned_abs(),
            n < 0,
            rounding,
        ));
    }
    let (quotient, remainder) = (dividend / divisor, dividend % divisor);
    let remainder = remainder.unsigned_abs();
    let rest = divisor.unsigned_abs() - remainder;
    let away = match rounding {
        Rounding::Truncate => false,
        Rounding::HalfUp => remainder >= rest,
        Rounding::HalfEven => remainder > rest || (remainder == rest && quotient % 2 != 0),
    };
    match (away, dividend < 0) {
        (false, _) => quotient,
        (true, false) => quotient + 1,
        (true, true) => quotient - 1,
    }
}

/// The 64-bit form of the last step of [`divide_rounded`], which nearly every call takes.
fn settle(quotient: i64, remainder: u64, divisor: u64, negative: bool, rounding: Rounding) -> i64 {
    let rest = divisor - remainder;
    let away = match rounding {
        Rounding::Truncate => false,
        Rounding::HalfUp => remainder >= rest,
        Rounding::HalfEven => remainder > rest || (remainder == rest && quotient % 2 != 0),
    };
    match (away, negative) {
        (false, _) => quotient,
        (true, false) => quotient + 1,
        (true, true) => quotient - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_where_the_rule_says() {
        let rounded = |n, rounding| divide_rounded(n, 2, rounding);
        assert_eq!(rounded(5, Rounding::HalfUp), 3);
        assert_eq!(rounded(-5, Rounding::HalfUp), -3);
        assert_eq!(rounded(5, Rounding::HalfEven), 2);
        assert_eq!(rounded(7, Rounding::HalfEven), 4);
        assert_eq!(rounded(-5, Rounding::HalfEven), -2);
        assert_eq!(rounded(5, Rounding::Truncate), 2);
        assert_eq!(rounded(-5, Rounding::Truncate), -2);
    }

    #[test]
    fn wide_and_narrow_division_agree() {
        for rounding in [Rounding::HalfUp, Rounding::Truncate, Rounding::HalfEven] {
            for n in -40..40 {
                let wide = 1_i128 << 70;
                assert_eq!(
                    divide_rounded(n, 8, rounding),
                    divide_rounded(n * wide, 8 * wide, rounding),
                    "{n}/8 {rounding:?}"
                );
            }
        }
    }
}
