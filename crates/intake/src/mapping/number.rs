//! Numbers as people and programs print them.

use money::Fraction;

/// What stands before cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimal {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

impl Decimal {
    /// Its word on the command line and in a saved mapping.
    pub fn name(self) -> &'static str {
        match self {
            Decimal::Point => "point",
            Decimal::Comma => "comma",
        }
    }
}

/// What one number says of the way numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// It can be read one way only.
    Is(Decimal),
    /// `12.345` or `12,345`: thousands or thousandths; with the mark it has.
    Either(char),
}

/// Words that stand where a number is not.
const NO_NUMBER: [&str; 19] = [
    "n/a",
    "na",
    "none",
    "null",
    "nil",
    "(blank)",
    "#n/a",
    ".",
    "s/d",
    "vacant",
    "vacante",
    "vac",
    "tbd",
    "pending",
    "unknown",
    "nan",
    "n.a.",
    "n/d",
    "not available",
];

/// Whether a cell says that there is nothing in it.
pub(crate) fn says_nothing(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    NO_NUMBER.contains(&lower.as_str()) || is_rule(&lower)
}

/// Whether a text is empty, or a line drawn with signs.
pub(crate) fn is_rule(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '_' | '=' | '–' | '—' | '*' | '~') || c.is_whitespace())
}

/// Currency signs and codes around an amount.
const CURRENCY: [&str; 13] =
    ["US$", "CA$", "C$", "R$", "S/.", "USD", "CAD", "MXN", "EUR", "CHF", "$", "€", "£"];

/// A number bare of currency and sign: digits and marks; and whether it is below zero.
fn bare(text: &str) -> Option<(String, bool)> {
    // A mark of a footnote is no part of the number.
    let mut text = text.trim().trim_end_matches(['*', '†', '‡', '¹', '²', '³']).trim_end();
    let mut negative = false;
    let mut change = true;
    while change {
        change = false;
        for sign in CURRENCY {
            let stripped = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign));
            if let Some(rest) = stripped {
                (text, change) = (rest.trim(), true);
            }
        }
        for minus in ["-", "−", "–"] {
            let stripped = text.strip_prefix(minus).or_else(|| text.strip_suffix(minus));
            if let Some(rest) = stripped {
                if negative {
                    return None;
                }
                (text, change, negative) = (rest.trim(), true, true);
            }
        }
        if let Some(rest) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            if negative {
                return None;
            }
            (text, change, negative) = (rest.trim(), true, true);
        }
        if let Some(rest) = text.strip_prefix('+') {
            (text, change) = (rest.trim(), true);
        }
    }
    let mut digits = String::with_capacity(text.len());
    let mut seen = false;
    for letter in text.chars() {
        match letter {
            '0'..='9' => {
                seen = true;
                digits.push(letter);
            }
            '.' | ',' => digits.push(letter),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => digits.push(' '),
            '\'' | '’' => digits.push('\''),
            _ => return None,
        }
    }
    seen.then_some((digits, negative))
}

/// Whether a cell holds a number of any kind: an amount, a percent, a count.
pub(crate) fn looks_like_number(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_suffix('%').unwrap_or(text);
    match text.as_bytes().first() {
        None => false,
        Some(first)
            if first.is_ascii_alphabetic() && !text.contains(|c: char| c.is_ascii_digit()) =>
        {
            false
        }
        _ => bare(text).is_some(),
    }
}

/// What a number says of the way numbers are written, if anything.
pub(crate) fn evidence(text: &str) -> Option<Evidence> {
    let (digits, _) = bare(text.trim().trim_end_matches('%'))?;
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let after = |mark: char| digits.rsplit(mark).next().map_or(0, str::len);
    match (points, commas) {
        (0, 0) => None,
        (1.., 1..) if digits.rfind('.') > digits.rfind(',') => Some(Evidence::Is(Decimal::Point)),
        (1.., 1..) => Some(Evidence::Is(Decimal::Comma)),
        (1, 0) if after('.') == 3 && digits.find('.').is_some_and(|at| (1..=3).contains(&at)) => {
            Some(Evidence::Either('.'))
        }
        (1, 0) => Some(Evidence::Is(Decimal::Point)),
        (_, 0) => Some(Evidence::Is(Decimal::Comma)),
        (0, 1) if after(',') == 3 && digits.find(',').is_some_and(|at| (1..=3).contains(&at)) => {
            Some(Evidence::Either(','))
        }
        (0, 1) => Some(Evidence::Is(Decimal::Comma)),
        (0, _) => Some(Evidence::Is(Decimal::Point)),
    }
}

/// The numbers that most files have: digits, a point before cents, commas between thousands, a
/// dollar sign in front.
fn plainly(text: &str, decimal: Decimal) -> Option<Fraction> {
    if decimal != Decimal::Point {
        return None;
    }
    let text = text.trim_ascii();
    let digits = text.strip_prefix('$').unwrap_or(text).as_bytes();
    let (mut number, mut scale, mut count, mut since_comma) = (0_i64, 1_i64, 0, None::<usize>);
    let mut point = false;
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                count += 1;
                if count > 17 {
                    return None;
                }
                number = number * 10 + i64::from(byte - b'0');
                if point {
                    scale *= 10;
                } else {
                    since_comma = since_comma.map(|digits| digits + 1);
                }
            }
            b'.' if !point && since_comma.is_none_or(|digits| digits == 3) && at > 0 => {
                point = true
            }
            b',' if !point && at > 0 && since_comma.map_or(at <= 3, |digits| digits == 3) => {
                since_comma = Some(0);
            }
            _ => return None,
        }
    }
    let whole = since_comma.is_none_or(|digits| digits == 3);
    (count > 0 && whole && digits.last() != Some(&b'.')).then(|| Fraction::new(number, scale))
}

/// A number as it is printed, exact: with or without currency, thousands marked by commas, points,
/// blanks or apostrophes, below zero by a minus before or behind or by brackets.
pub(crate) fn parse(text: &str, decimal: Decimal) -> Option<Fraction> {
    if let Some(number) = plainly(text, decimal) {
        return Some(number);
    }
    let (digits, negative) = bare(text)?;
    let (mark, thousands) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let (whole, part) = match digits.split_once(mark) {
        Some((whole, part)) => (whole, part),
        None => (digits.as_str(), ""),
    };
    if !part.bytes().all(|byte| byte.is_ascii_digit())
        || (digits.contains(mark) && part.is_empty() && whole.is_empty())
    {
        return None;
    }
    let groups: Vec<&str> = whole.split([thousands, ' ', '\'']).collect();
    let all_digits = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let grouped = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    if !all_digits || !grouped {
        return None;
    }
    let whole = groups.concat();
    let whole = if whole.is_empty() { "0" } else { whole.as_str() };
    let text = if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") };
    let number = Fraction::parse(&text).ok()?;
    Some(if negative { number.negated() } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, decimal: Decimal) -> Option<String> {
        parse(text, decimal).map(|number| number.to_decimal(4))
    }

    #[test]
    fn amounts_are_read_as_many_programs_print_them() {
        for text in ["$1,234.50 ", "1234.5", "1 234.50", "1'234.50", "US$ 1,234.50", "1,234.50 USD"]
        {
            assert_eq!(read(text, Decimal::Point).as_deref(), Some("1234.5000"), "{text}");
        }
        for text in ["1.234,50 €", "1234,5", "1\u{a0}234,50", "1\u{202f}234,50 $"] {
            assert_eq!(read(text, Decimal::Comma).as_deref(), Some("1234.5000"), "{text}");
        }
        for text in
            ["(1,234.50)", "-1,234.50", "1,234.50-", "−1234.50", "$(1,234.50)", "-$1,234.50"]
        {
            assert_eq!(read(text, Decimal::Point).as_deref(), Some("-1234.5000"), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "n/a", "12,34.5", "1.2.3", "12a", "--5", "1,23", "10/24/61"] {
            assert_eq!(read(text, Decimal::Point), None, "{text}");
        }
    }

    #[test]
    fn one_mark_before_three_digits_can_be_read_two_ways() {
        assert_eq!(evidence("12.345"), Some(Evidence::Either('.')));
        assert_eq!(evidence("12,345"), Some(Evidence::Either(',')));
        assert_eq!(evidence("12.34"), Some(Evidence::Is(Decimal::Point)));
        assert_eq!(evidence("1.234.567"), Some(Evidence::Is(Decimal::Comma)));
        assert_eq!(evidence("1.234,5"), Some(Evidence::Is(Decimal::Comma)));
        assert_eq!(evidence("1234.567"), Some(Evidence::Is(Decimal::Point)));
        assert_eq!(evidence("4155"), None);
    }
}
