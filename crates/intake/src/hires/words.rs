//! What cells of a file of hires say: who came, who left, and how much of full time.

use money::Fraction;
use record::MoveKind;

use crate::{Finding, Place};

/// Words that say that somebody came, that somebody left, and words that may stand beside either. A cell with any other word is
/// asked about: `leave of absence` is no leaver, and `end of appointment` no hire.
const CAME: &str = "hire hires hired hiring rehire rehired appointment appointed appoint reh hir";
const WENT: &str = "leave leaver left separation separated separate retirement retired retire resignation resigned resign \
    termination terminated terminate dismissal dismissed discharge discharged layoff quit death deceased departure departed ter ret";
const BESIDE: &str = "new voluntary involuntary service disability regular permanent temporary seasonal exempt emergency civil \
    original initial probationary full part half time external employee from city local";

/// Whether a cell says that somebody came or that somebody left.
pub fn kind_of(text: &str) -> Option<MoveKind> {
    let text = text.to_lowercase();
    let has = |list: &str, word: &str| list.split_whitespace().any(|known| known == word);
    let (mut came, mut went) = (false, false);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if has(CAME, word) {
            came = true;
        } else if has(WENT, word) {
            went = true;
        } else if !has(BESIDE, word) {
            return None;
        }
    }
    match (came, went) {
        (true, false) => Some(MoveKind::Hire),
        (false, true) => Some(MoveKind::Leave),
        _ => None,
    }
}

pub fn no_kind(text: &str, place: Place) -> Finding {
    let what = match text.is_empty() {
        true => "it is blank whether this is a hire or a leaver".to_owned(),
        false => format!("\"{text}\" says neither that somebody was hired nor that somebody left"),
    };
    Finding::error(place, what)
        .expected(
            "hire, or leave; or a word for either, such as appointment, separation, retirement",
        )
        .mend("write hire or leave there; take rows out that are neither, such as transfers")
}

/// A part of full time; blank is full time.
pub fn part_of_time(text: &str, percent: bool) -> Option<Fraction> {
    let words = text.to_lowercase();
    let words: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|word| !word.is_empty())
        .collect();
    let part = match words.as_slice() {
        [] | ["full" | "ft" | "f/t" | "fulltime"] | ["full", "time"] => Some(Fraction::ONE),
        ["half" | "ht" | "halftime"] | ["half", "time"] => Some(Fraction::new(1, 2)),
        _ if percent && !text.contains(['%', '/']) => {
            // Among percents, 1 could be one percent or the whole.
            Fraction::parse(text)
                .ok()
                .filter(|part| *part > Fraction::ONE || part.is_zero())
                .and_then(|part| part.divide(&Fraction::whole(100)).ok())
        }
        _ => Fraction::part(text).ok(),
    };
    part.filter(|part| !part.is_negative() && *part <= Fraction::whole(2))
}

pub fn no_part(text: &str, place: Place) -> Finding {
    Finding::error(place, format!("\"{text}\" is not a part of full time"))
        .expected("1, 0.5, 50%, half or full; blank is full time")
        .mend("write hours as a part of full time: 20 hours of 40 are 0.5")
}
