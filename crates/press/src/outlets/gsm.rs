//! What a text costs as a text message: its letters in the alphabet of the networks.
//!
//! Sources: 3GPP TS 23.038, sections 6.1.2, 6.2.1 and 6.2.1.1 (the alphabet, its table of extensions
//! and lengths: <https://www.3gpp.org/dynareport/23038.htm>), and 3GPP TS 23.040, section 9.2.3.24.1
//! (the six bytes at the head of each part of a long message: <https://www.3gpp.org/dynareport/23040.htm>).

/// The letters of a text message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The networks' own alphabet, 7 bits a letter: 160 in one segment, 153 in each of several.
    Gsm7,
    /// UCS-2, in fact UTF-16, 16 bits a unit: 70 in one segment, 67 in each of several.
    Ucs2,
}

impl Encoding {
    /// How many units a message of one segment holds.
    pub fn alone(self) -> usize {
        match self {
            Encoding::Gsm7 => 160,
            Encoding::Ucs2 => 70,
        }
    }

    /// How many units each segment of a longer message holds.
    pub fn of_several(self) -> usize {
        match self {
            Encoding::Gsm7 => 153,
            Encoding::Ucs2 => 67,
        }
    }
}

/// The basic alphabet, without its escape.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// The table of extensions, each behind an escape and so of two units.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// How many units of 7 bits a letter takes in the networks' alphabet: 1, 2, or none if it is not in it.
pub fn septets(letter: char) -> Option<usize> {
    if BASIC.contains(letter) {
        Some(1)
    } else if EXTENDED.contains(letter) {
        Some(2)
    } else {
        None
    }
}

/// What a text costs: its encoding, its units, its segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cost {
    pub encoding: Encoding,
    pub units: usize,
    pub segments: usize,
}

/// Counts a text. A letter of two units is never parted between two segments.
pub(super) fn cost(text: &str) -> Cost {
    let seven: Option<Vec<usize>> = text.chars().map(septets).collect();
    let (encoding, letters) = match seven {
        Some(letters) => (Encoding::Gsm7, letters),
        None => (Encoding::Ucs2, text.chars().map(char::len_utf16).collect()),
    };
    let units = letters.iter().sum();
    if units <= encoding.alone() {
        return Cost { encoding, units, segments: usize::from(units > 0) };
    }
    let (mut segments, mut used) = (1, 0);
    for letter in letters {
        if used + letter > encoding.of_several() {
            segments += 1;
            used = 0;
        }
        used += letter;
    }
    Cost { encoding, units, segments }
}

/// A text with its marks put by their twins in the networks' alphabet: curly quotes, dashes, dots
/// in one, bullets, special blanks. Letters stay as they are, and with them their accents; those
/// that came as a letter and a mark of its own become one letter, which costs less.
pub(super) fn with_twins(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '`' | '´' => out.push('\''),
            '“' | '”' | '„' | '‟' | '″' | '«' | '»' => out.push('"'),
            '—' | '―' => {
                // Between words without blanks, a dash of this length needs some to stay one.
                let tight = !out.is_empty() && !out.ends_with(' ');
                out.push_str(if tight { " - " } else { "- " });
            }
            '‐' | '‑' | '‒' | '–' | '−' | '•' | '·' => out.push('-'),
            '…' => out.push_str("..."),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => out.push(' '),
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{308}' | '\u{30a}' | '\u{327}' => {
                add_mark(&mut out, c)
            }
            c => out.push(c),
        }
    }
    out.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Joins a mark to the letter before it where the two are one in the alphabet or in Spanish.
fn add_mark(out: &mut String, mark: char) {
    const JOINED: [(char, &str, &str); 6] = [
        ('\u{300}', "euioa", "èùìòà"),
        ('\u{301}', "aeiouAEIOU", "áéíóúÁÉÍÓÚ"),
        ('\u{303}', "nN", "ñÑ"),
        ('\u{308}', "aouAOU", "äöüÄÖÜ"),
        ('\u{30a}', "aA", "åÅ"),
        ('\u{327}', "C", "Ç"),
    ];
    let one = out.chars().last().and_then(|last| {
        let (_, plain, joined) = JOINED.iter().find(|(known, _, _)| *known == mark)?;
        let at = plain.chars().position(|c| c == last)?;
        joined.chars().nth(at)
    });
    match one {
        Some(one) => {
            out.pop();
            out.push(one);
        }
        None => out.push(mark),
    }
}
