//! Words and pictures of a story, to be looked for in every byte of a folder.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use press::share::data_address;

/// How many words in a row are taken for a story's own.
const IN_A_ROW: usize = 6;
/// How many bytes in a row are taken for a photo's own: a multiple of three, so that they can be found in base64 as well.
const BYTES: usize = 96;

/// What to look for.
#[derive(Default)]
pub struct Traces {
    rows: HashSet<String>,
    lengths: HashSet<usize>,
    titles: Vec<String>,
    chunks: Vec<Vec<u8>>,
}

/// Something that is left, and where.
pub struct Left {
    /// The file.
    pub path: PathBuf,
    /// What of the story is in it.
    pub what: &'static str,
}

impl Traces {
    /// Whether there is nothing to look for but a title.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.chunks.is_empty()
    }

    /// The words of a text.
    pub fn text(&mut self, text: &str) {
        let words = words(text);
        let length = IN_A_ROW.min(words.len());
        if length > 0 {
            self.lengths.insert(length);
            self.rows.extend(words.windows(length).map(|row| row.join(" ")));
        }
    }

    /// A title of two words or more: one word alone is in many texts.
    pub fn title(&mut self, title: &str) {
        let words = words(title);
        if words.len() > 1 {
            self.titles.push(words.join(" "));
        }
    }

    /// The bytes of a photo, as they are and as a page holds them.
    pub fn photo(&mut self, bytes: &[u8]) {
        // Not from the beginning, which many files have in common.
        let begins = bytes.len() / 2 / 3 * 3;
        if let Some(chunk) = bytes.get(begins..begins + BYTES) {
            self.chunks.push(chunk.to_vec());
            let data = data_address("", chunk);
            let coded = data.rsplit(',').next().unwrap_or_default();
            self.chunks.push(coded.as_bytes().to_vec());
        }
    }

    /// What of it is in some bytes. The record's own entries name the title, and are not changed.
    pub fn in_bytes(&self, bytes: &[u8], with_title: bool) -> Option<&'static str> {
        if self.chunks.iter().any(|chunk| holds(bytes, chunk)) {
            return Some("its photo");
        }
        let words = words(&String::from_utf8_lossy(bytes));
        let row =
            |length: &usize| words.windows(*length).any(|row| self.rows.contains(&row.join(" ")));
        if self.lengths.iter().any(row) {
            return Some("words of its text");
        }
        let has = |title: &String| {
            let count = title.split(' ').count();
            words.windows(count).any(|row| row.join(" ") == *title)
        };
        (with_title && self.titles.iter().any(has)).then_some("its title")
    }

    /// Every file below a folder in which something of it is left.
    pub fn left_in(&self, folder: &Path) -> Result<Vec<Left>, String> {
        let mut all = Vec::new();
        for path in files_below(folder)? {
            let bytes =
                std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let own = name.starts_with("record.sqlite") || name == "record.json";
            if let Some(what) = self.in_bytes(&bytes, !own) {
                all.push(Left { path, what });
            }
        }
        Ok(all)
    }
}

/// Whether some bytes stand in others.
pub fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some(first) = wanted.first() else { return false };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        if rest[at..].starts_with(wanted) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// The words of a text in small letters, however it is wrapped, quoted or escaped.
fn words(text: &str) -> Vec<String> {
    let mut plain = text.to_lowercase();
    for escaped in ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#x27;", "\\n", "\\t", "\\r"] {
        if plain.contains(escaped) {
            plain = plain.replace(escaped, " ");
        }
    }
    let words = plain.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Every file below a folder, in order; links are not followed.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let read = |error: std::io::Error| format!("{}: {error}", folder.display());
        for one in std::fs::read_dir(&folder).map_err(read)? {
            let one = one.map_err(read)?;
            let kind = one.file_type().map_err(read)?;
            if kind.is_dir() {
                open.push(one.path());
            } else if kind.is_file() {
                all.push(one.path());
            }
        }
    }
    all.sort();
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wrapped_escaped_and_in_capitals_and_others_are_not() {
        let mut traces = Traces::default();
        traces.text("I don't sleep before hearings, and I leave in May.");
        assert!(
            traces.in_bytes(b"<p>I don&#39;t sleep\n  BEFORE hearings, and I</p>", true).is_some()
        );
        assert!(
            traces.in_bytes(b"{\"a\": \"sleep before\\nhearings and i leave\"}", true).is_some()
        );
        assert!(
            traces.in_bytes(b"I sleep before hearings, and you leave in June.", true).is_none()
        );
        assert!(traces.in_bytes(b"\xff\xfe\x00", true).is_none());
    }

    #[test]
    fn a_photo_is_found_as_it_is_and_in_a_page() {
        // Bytes that do not repeat, as those of a photo do not.
        let mut last = 7_u32;
        let mut next = || {
            last = last.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            last.to_be_bytes()[0]
        };
        let photo: Vec<u8> = (0..2000).map(|_| next()).collect();
        let mut traces = Traces::default();
        traces.photo(&photo);
        let page = format!("<img src=\"{}\">", data_address("image/jpeg", &photo));
        assert_eq!(traces.in_bytes(page.as_bytes(), false), Some("its photo"));
        assert_eq!(traces.in_bytes(&photo, false), Some("its photo"));
        assert_eq!(traces.in_bytes(&photo[..900], false), None);
    }
}
