//! Lines of a given width.

use unicode_segmentation::UnicodeSegmentation;

use super::clean::{width, words};

/// A text in lines of at most `columns`, by the width that letters take on a screen
/// (<https://www.unicode.org/reports/tr11/>). A new line in the text stays one. An address stays in
/// one piece however long it is, since one cut in two leads nowhere; any other word that is longer
/// than a line is cut, never inside a letter and its marks.
pub(super) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in words(part) {
            for word in pieces(word, columns) {
                let wide = width(word);
                if used > 0 && used + 1 + wide > columns {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                if used > 0 {
                    line.push(' ');
                    used += 1;
                }
                line.push_str(word);
                used += wide.max(1);
            }
        }
        lines.push(line);
    }
    lines
}

/// The width of the widest word of a text.
pub(super) fn widest_word(text: &str) -> usize {
    words(text).map(width).max().unwrap_or(0)
}

/// A word in pieces that fit: one, where it fits or is an address.
fn pieces(word: &str, columns: usize) -> Vec<&str> {
    if width(word) <= columns || word.contains("://") {
        return vec![word];
    }
    let mut pieces = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (at, letter) in word.grapheme_indices(true) {
        let wide = width(letter);
        if used + wide > columns && at > start {
            pieces.push(&word[start..at]);
            (start, used) = (at, 0);
        }
        used += wide;
    }
    pieces.push(&word[start..]);
    pieces
}
