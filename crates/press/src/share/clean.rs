//! Texts as people wrote them, made safe to show: one line, no letters that nobody sees.

/// A text in one line: runs of white space become one space, what cannot be seen is left out.
///
/// Left out are control characters, those that turn the direction of writing about (they can make a
/// text read otherwise than it is), and the code points that are no characters; none of them may
/// stand in an SVG or is of use in a post.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_whitespace() && !is_no_break(letter) {
            gap = true;
        } else if is_seen(letter) {
            if gap && !line.is_empty() {
                line.push(' ');
            }
            gap = false;
            line.push(letter);
        }
    }
    line
}

/// Spaces at which a line is not to be broken.
fn is_no_break(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

fn is_seen(letter: char) -> bool {
    let turns = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let none = u32::from(letter) & 0xfffe == 0xfffe || matches!(letter, '\u{fdd0}'..='\u{fdef}');
    !(letter.is_control() || turns || none)
}

/// An optional text in one line; `None` where nothing is left of it.
pub(super) fn some_line(text: Option<&String>) -> Option<String> {
    text.map(|text| one_line(text)).filter(|line| !line.is_empty())
}

/// A hashtag with its `#`, and without spaces, which would end it.
pub(super) fn hashtag(text: Option<&String>) -> Option<String> {
    let line: String = some_line(text)?.chars().filter(|letter| !letter.is_whitespace()).collect();
    let word = line.trim_start_matches('#');
    (!word.is_empty()).then(|| format!("#{word}"))
}

/// A text as it stands in XML, between tags or in an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_line_ends_become_spaces() {
        assert_eq!(one_line(" A\u{0}B\r\n\tC\u{202e}D\u{ffff} "), "AB CD");
        assert_eq!(one_line("17\u{a0}%"), "17\u{a0}%");
    }

    #[test]
    fn a_hashtag_is_one_word_with_one_sign() {
        let tag = |text: &str| hashtag(Some(&text.to_owned()));
        assert_eq!(tag("Fair Pay").as_deref(), Some("#FairPay"));
        assert_eq!(tag("##FairPay").as_deref(), Some("#FairPay"));
        assert_eq!(tag(" # "), None);
    }
}
