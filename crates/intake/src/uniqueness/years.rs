//! Numbers of years and years of hire in a text, in English and Spanish, in figures and in words.

/// What is told of years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Telling {
    /// `17 years`, `diecisiete años`.
    Years(u32),
    /// `two decades`.
    Decades,
    /// `since 2005`, `desde 2005`, `hired in 2005`.
    Since(u32),
}

/// All tellings of years, each with its first word and the one after its last. The words are in small letters and without
/// accents.
pub(super) fn tellings(words: &[&str]) -> Vec<(usize, usize, Telling)> {
    (0..words.len()).filter_map(|at| length(words, at).or_else(|| since(words, at))).collect()
}

fn length(words: &[&str], at: usize) -> Option<(usize, usize, Telling)> {
    const BETWEEN: [&str; 7] =
        ["long", "full", "whole", "straight", "consecutive", "largos", "good"];
    // "A year" is in every text; "a decade" is not.
    if matches!(words[at], "a" | "una") && matches!(words.get(at + 1), Some(&("decade" | "decada")))
    {
        return Some((at, at + 2, Telling::Decades));
    }
    let (number, mut next) = number(words, at)?;
    if words.get(next).is_some_and(|word| BETWEEN.contains(word)) {
        next += 1;
    }
    let telling = match *words.get(next)? {
        "year" | "years" | "yr" | "yrs" | "ano" | "anos" => Telling::Years(number),
        "decade" | "decades" | "decada" | "decadas" => Telling::Decades,
        _ => return None,
    };
    Some((at, next + 1, telling))
}

fn since(words: &[&str], at: usize) -> Option<(usize, usize, Telling)> {
    const VERBS: [&str; 9] = [
        "hired",
        "started",
        "joined",
        "began",
        "appointed",
        "empece",
        "ingrese",
        "contratada",
        "contratado",
    ];
    const BETWEEN: [&str; 7] = ["in", "en", "back", "the", "el", "year", "ano"];
    let first = *words.get(at)?;
    let mut next = at + 1;
    while words.get(next).is_some_and(|word| BETWEEN.contains(word)) {
        next += 1;
    }
    let begins = matches!(first, "since" | "desde") || (VERBS.contains(&first) && next > at + 1);
    let year = words.get(next).filter(|word| begins && word.len() == 4)?.parse().ok()?;
    (1940..=2099).contains(&year).then_some((at, next + 1, Telling::Since(year)))
}

/// A number below a hundred, and the word after it.
fn number(words: &[&str], at: usize) -> Option<(u32, usize)> {
    let first = *words.get(at)?;
    // The second half of "thirty-five" is no number of its own.
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    if before.is_some_and(|word| tens(word).is_some())
        && below_twenty(first).is_some_and(|number| number < 10)
    {
        return None;
    }
    if first.len() <= 2 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return first.parse().ok().filter(|number| *number > 0).map(|number| (number, at + 1));
    }
    let Some(tens) = tens(first) else { return below_twenty(first).map(|number| (number, at + 1)) };
    let next = if words.get(at + 1) == Some(&"y") { at + 2 } else { at + 1 };
    let ones = words.get(next).and_then(|word| below_twenty(word)).filter(|ones| *ones < 10);
    Some(ones.map_or((tens, at + 1), |ones| (tens + ones, next + 1)))
}

fn below_twenty(word: &str) -> Option<u32> {
    Some(match word {
        "one" => 1,
        "two" | "dos" => 2,
        "three" | "tres" => 3,
        "four" | "cuatro" => 4,
        "five" | "cinco" => 5,
        "six" | "seis" => 6,
        "seven" | "siete" => 7,
        "eight" | "ocho" => 8,
        "nine" | "nueve" => 9,
        "ten" | "diez" => 10,
        "eleven" | "once" => 11,
        "twelve" | "doce" => 12,
        "thirteen" | "trece" => 13,
        "fourteen" | "catorce" => 14,
        "fifteen" | "quince" => 15,
        "sixteen" | "dieciseis" => 16,
        "seventeen" | "diecisiete" => 17,
        "eighteen" | "dieciocho" => 18,
        "nineteen" | "diecinueve" => 19,
        "veintiun" | "veintiuno" => 21,
        "veintidos" => 22,
        "veintitres" => 23,
        "veinticuatro" => 24,
        "veinticinco" => 25,
        "veintiseis" => 26,
        "veintisiete" => 27,
        "veintiocho" => 28,
        "veintinueve" => 29,
        _ => return None,
    })
}

fn tens(word: &str) -> Option<u32> {
    Some(match word {
        "twenty" | "veinte" => 20,
        "thirty" | "treinta" => 30,
        "forty" | "cuarenta" => 40,
        "fifty" | "cincuenta" => 50,
        _ => return None,
    })
}
