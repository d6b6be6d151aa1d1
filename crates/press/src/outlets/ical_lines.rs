//! Lines of an iCalendar file (RFC 5545, sections 3.1 and 3.3.11:
//! <https://www.rfc-editor.org/rfc/rfc5545#section-3.1>).

use super::clean::safe;

/// How many bytes a line may have before its end.
const LONGEST: usize = 75;

/// A calendar in lines, each ended with CR and LF.
#[derive(Default)]
pub(super) struct Lines {
    text: String,
}

impl Lines {
    /// Adds a line whose value is of our own making: `BEGIN:VEVENT`. Longer lines go on after a blank
    /// in the next, never parted inside a letter.
    pub fn add(&mut self, line: &str) {
        let mut used = 0;
        for letter in line.chars() {
            if used + letter.len_utf8() > LONGEST {
                self.text.push_str("\r\n ");
                used = 1;
            }
            self.text.push(letter);
            used += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    /// Adds a property with a text, which may have several lines; nothing where it says nothing.
    pub fn add_text(&mut self, name: &str, text: &str) {
        let text = escaped(text);
        if !text.is_empty() {
            self.add(&format!("{name}:{text}"));
        }
    }

    pub fn into_text(self) -> String {
        self.text
    }
}

/// A text as a value: backslashes, semicolons and commas behind a backslash, new lines as `\n`, no
/// other control character. What was a line break in the text can begin no line of the file.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let lines = text.trim().split('\n').map(|line| {
        let line = safe(line);
        line.trim_end().replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
    });
    lines.collect::<Vec<_>>().join("\\n")
}
