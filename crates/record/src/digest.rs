use sha2::{Digest as _, Sha256};

use crate::from_text::as_text;

/// A SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

as_text!(Digest);

/// What each byte is as a hexadecimal digit; 16 for one that is none.
const DIGIT: [u8; 256] = {
    let mut digit = [16; 256];
    let mut at: u8 = 0;
    while at < 10 {
        digit[(b'0' + at) as usize] = at;
        at += 1;
    }
    while at < 16 {
        digit[(b'a' + at - 10) as usize] = at;
        at += 1;
    }
    digit
};

impl Digest {
    /// What the first entry of a record names as the one before it.
    pub const NONE: Digest = Digest([0; 32]);

    /// The SHA-256 of some bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    ///
    /// A sentence that says what was expected.
    pub fn parse(text: &str) -> Result<Digest, String> {
        let not =
            || format!("\"{text}\" is not a SHA-256: expected 64 lower-case hexadecimal digits");
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return Err(not());
        }
        let mut seen = 0;
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let (high, low) = (DIGIT[usize::from(pair[0])], DIGIT[usize::from(pair[1])]);
            seen |= high | low;
            *byte = (high << 4) | low;
        }
        if seen > 15 { Err(not()) } else { Ok(Digest(bytes)) }
    }

    /// The first twelve digits, for a page.
    pub fn short(&self) -> String {
        self.to_string()[..12].to_owned()
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = String::with_capacity(64);
        for byte in self.0 {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        f.write_str(&text)
    }
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_prints_as_it_is_read() {
        // FIPS 180-2, appendix B.1: the SHA-256 of "abc".
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), text);
        assert_eq!(Digest::parse(text).unwrap(), Digest::of(b"abc"));
        assert!(Digest::parse(&text.to_uppercase()).is_err());
        assert!(Digest::parse(&text[1..]).is_err());
    }
}
