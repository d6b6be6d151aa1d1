//! Text made safe to set: no letters that steer instead of being read, no blanks that are not blanks.

use unicode_width::UnicodeWidthStr;

use crate::writing::Span;

/// Text without control characters, which become blanks, and without the marks that turn the order
/// of what follows (U+202A to U+202E, U+2066 to U+2069: <https://www.unicode.org/reports/tr9/>), by
/// which an address can be made to look like another. Letters that are written from right to left
/// are kept as they are.
///
/// U+FFFE and U+FFFF go too: XML 1.0 does not allow them (<https://www.w3.org/TR/xml/#charsets>).
pub(super) fn safe(text: &str) -> String {
    let kept = text.chars().filter(|c| !turns_order(*c) && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    kept.map(|c| if c.is_control() || is_line_break(c) { ' ' } else { c }).collect()
}

/// The same on one line, with single blanks and none at the ends.
pub(super) fn line(text: &str) -> String {
    words(&safe(text)).collect::<Vec<_>>().join(" ")
}

/// The words of a text, parted by blanks at which a line may end; a no-break space parts nothing.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let blank = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
    text.split(blank).filter(|word| !word.is_empty())
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

fn turns_order(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether an address is one of the web, and may be a link. Any other is a text.
pub(super) fn is_web(address: &str) -> bool {
    let scheme = |scheme: &str| {
        address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    (scheme("https://") || scheme("http://"))
        && !address.chars().any(|c| c.is_control() || c.is_whitespace() || turns_order(c))
}

/// What the notes of a fact look like behind it: ` [1, 2]`, or nothing where it has none.
pub(super) fn marks(notes: &[usize], count: usize) -> String {
    let known = notes.iter().filter(|note| **note < count);
    let numbers: Vec<String> = known.map(|note| (note + 1).to_string()).collect();
    if numbers.is_empty() { String::new() } else { format!(" [{}]", numbers.join(", ")) }
}

/// The words of some spans alone: no notes, no addresses, a new line as a blank.
pub(super) fn bare(spans: &[Span]) -> String {
    let mut text = String::new();
    add_bare(spans, &mut text);
    line(&text)
}

fn add_bare(spans: &[Span], text: &mut String) {
    for span in spans {
        match span {
            Span::Text(words) | Span::Fact { text: words, .. } => text.push_str(words),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Link { text: inner, .. } => {
                add_bare(inner, text);
            }
            Span::Break => text.push(' '),
        }
    }
}
