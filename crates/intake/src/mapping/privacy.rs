//! What a roster should not hold: it needs no names, and no field for a social security number
//! exists.

/// Whether a text has a social security number in it, written as one.
pub(crate) fn holds_ssn(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < 11 || !bytes.iter().any(|byte| matches!(byte, b'-' | b' ')) {
        return false;
    }
    (0..bytes.len().saturating_sub(10)).any(|at| {
        let part = &bytes[at..at + 11];
        let digits = |range: std::ops::Range<usize>| part[range].iter().all(u8::is_ascii_digit);
        let apart = (part[3] == b'-' && part[6] == b'-') || (part[3] == b' ' && part[6] == b' ');
        let free =
            |at: Option<&u8>| at.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
        apart
            && digits(0..3)
            && digits(4..6)
            && digits(7..11)
            && free(at.checked_sub(1).and_then(|before| bytes.get(before)))
            && free(bytes.get(at + 11))
            && could_be_ssn(&[&part[0..3], &part[4..6], &part[7..11]].concat())
    })
}

/// Whether nine digits could be one: no area 000, 666 or from 900, no group 00, no serial 0000
/// (Social Security Administration, since 2011).
pub(crate) fn could_be_ssn(digits: &[u8]) -> bool {
    digits.len() == 9
        && digits.iter().all(u8::is_ascii_digit)
        && !matches!(&digits[..3], b"000" | b"666")
        && digits[0] != b'9'
        && &digits[3..5] != b"00"
        && &digits[5..] != b"0000"
}

/// Whether a text looks like a person's name: `Doe, Jane A`, `DOE,JANE`.
pub(crate) fn looks_like_name(text: &str) -> bool {
    let Some((last, first)) = text.split_once(',') else { return false };
    let word = |part: &str| {
        let part = part.trim();
        (2..=24).contains(&part.chars().count())
            && part.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-' | '.' | '’'))
            && part.split_whitespace().count() <= 3
    };
    word(last) && word(first)
}

/// Whether a line says who made, approved or answers for a report.
pub(crate) fn names_somebody(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["prepared by", "certified by", "approved by", "submitted by", "contact", "printed by", "user:"]
        .iter()
        .any(|words| lower.contains(words))
}

/// Whether a text looks like a person's name as people write it: `Jane A. Doe`.
pub(crate) fn looks_like_person(text: &str) -> bool {
    const OF_TITLES: [&str; 24] = [
        "of",
        "and",
        "the",
        "for",
        "clerk",
        "officer",
        "manager",
        "analyst",
        "engineer",
        "director",
        "assistant",
        "specialist",
        "technician",
        "supervisor",
        "worker",
        "department",
        "services",
        "school",
        "office",
        "unit",
        "county",
        "city",
        "state",
        "ii",
    ];
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    (2..=5).contains(&words.len())
        && words.iter().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '-' | '’'))
                && !OF_TITLES.contains(&word.to_lowercase().as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_like_social_security_numbers_are_seen() {
        assert!(holds_ssn("123-45-6789") && holds_ssn("ssn 123-45-6789, confirmed"));
        assert!(!holds_ssn("000-45-6789") && !holds_ssn("123-45-67890") && !holds_ssn("555-1234"));
        assert!(
            could_be_ssn(b"123456789") && !could_be_ssn(b"912345678") && !could_be_ssn(b"12345678")
        );
    }
}
