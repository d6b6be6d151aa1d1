//! Two or more versions of an article's text, compared by paragraph and by word.
//!
//! Texts are compared as they are read, not as they are laid out: a run of white space is one space, and a blank line or a
//! line's end begins a new paragraph. The result says in words and marks what changed, so that it can be read in grey.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A piece of a paragraph that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Only in the older.
    Removed(String),
    /// Only in the newer.
    Added(String),
}

/// A paragraph of two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paragraph {
    /// The same in both.
    Same(String),
    /// Only in the older.
    Removed(String),
    /// Only in the newer.
    Added(String),
    /// In both, with changes, word by word.
    Changed(Vec<Piece>),
}

/// The paragraphs of a text: its lines, with the white space of each made one.
fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// Compares two versions.
pub fn compare(older: &str, newer: &str) -> Vec<Paragraph> {
    let (older, newer) = (paragraphs(older), paragraphs(newer));
    let mut all = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &older, &newer) {
        let (old, new) = (&older[op.old_range()], &newer[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => all.extend(old.iter().cloned().map(Paragraph::Same)),
            DiffOp::Delete { .. } => all.extend(old.iter().cloned().map(Paragraph::Removed)),
            DiffOp::Insert { .. } => all.extend(new.iter().cloned().map(Paragraph::Added)),
            DiffOp::Replace { .. } => all.extend(pair_up(old, new)),
        }
    }
    all
}

/// Paragraphs that took the place of others: each that is still much the same is compared word by word with its own older
/// version; the others are removed or added whole.
fn pair_up(old: &[String], new: &[String]) -> Vec<Paragraph> {
    let mut all = Vec::new();
    let mut next = 0;
    for paragraph in new {
        let alike = |at: &usize| share_of_words(&old[*at], paragraph);
        let best = (next..old.len()).max_by_key(|at| (alike(at), std::cmp::Reverse(*at)));
        match best.filter(|at| alike(at) >= 40) {
            Some(at) => {
                all.extend(old[next..at].iter().cloned().map(Paragraph::Removed));
                all.push(Paragraph::Changed(compare_words(&old[at], paragraph)));
                next = at + 1;
            }
            None => all.push(Paragraph::Added(paragraph.clone())),
        }
    }
    all.extend(old[next..].iter().cloned().map(Paragraph::Removed));
    all
}

/// How many of a hundred words two paragraphs have in common, in order.
fn share_of_words(a: &str, b: &str) -> usize {
    let (a, b) = (words(a), words(b));
    let same: usize = capture_diff_slices(Algorithm::Myers, &a, &b)
        .iter()
        .filter_map(|op| match op {
            DiffOp::Equal { len, .. } => Some(*len),
            _ => None,
        })
        .sum();
    same * 200 / (a.len() + b.len()).max(1)
}

fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

fn compare_words(older: &str, newer: &str) -> Vec<Piece> {
    let (older, newer) = (words(older), words(newer));
    let mut all = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &older, &newer) {
        let (old, new) = (older[op.old_range()].join(" "), newer[op.new_range()].join(" "));
        match op {
            DiffOp::Equal { .. } => all.push(Piece::Same(old)),
            DiffOp::Delete { .. } => all.push(Piece::Removed(old)),
            DiffOp::Insert { .. } => all.push(Piece::Added(new)),
            DiffOp::Replace { .. } => all.extend([Piece::Removed(old), Piece::Added(new)]),
        }
    }
    all
}

/// Words of an article through several versions, with the version that brought them and the one that struck them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributed {
    /// The words.
    pub words: String,
    /// The version that brought them, by its place; 0 is the first.
    pub added_in: usize,
    /// The version that struck them; none when they stand in the last.
    pub struck_in: Option<usize>,
}

/// One word, or the end of a paragraph, on its way through the versions.
#[derive(Clone)]
struct Word {
    text: String,
    added_in: usize,
    struck_in: Option<usize>,
}

const PARAGRAPH: &str = "\n";

/// Follows an article through its versions, paragraph by paragraph: who brought each word and who struck it.
///
/// Each version is compared with the one before it, so a word that was struck and brought again belongs to the version that
/// brought it again.
pub fn attribute(versions: &[&str]) -> Vec<Vec<Attributed>> {
    let mut all: Vec<Word> = Vec::new();
    for (version, text) in versions.iter().enumerate() {
        let mut new: Vec<String> = Vec::new();
        for paragraph in paragraphs(text) {
            new.extend(paragraph.split(' ').map(str::to_owned));
            new.push(PARAGRAPH.to_owned());
        }
        let live: Vec<usize> = (0..all.len()).filter(|at| all[*at].struck_in.is_none()).collect();
        let old: Vec<String> = live.iter().map(|at| all[*at].text.clone()).collect();
        let mut next: Vec<Word> = Vec::new();
        let mut taken = 0;
        // Struck words stay where they stood: each op first takes along what was struck before it.
        let mut take_to = |end: usize, next: &mut Vec<Word>, strike: bool| {
            for word in &all[taken..end] {
                let mut word = word.clone();
                if strike && word.struck_in.is_none() {
                    word.struck_in = Some(version);
                }
                next.push(word);
            }
            taken = end;
        };
        for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
            let range = op.old_range();
            let start = live.get(range.start).copied().unwrap_or(all.len());
            let end = range
                .end
                .checked_sub(1)
                .filter(|_| !range.is_empty())
                .map_or(start, |at| live[at] + 1);
            take_to(start, &mut next, false);
            take_to(end, &mut next, !matches!(op, DiffOp::Equal { .. }));
            if !matches!(op, DiffOp::Equal { .. }) {
                let brought = new[op.new_range()].iter();
                next.extend(brought.map(|text| Word {
                    text: text.clone(),
                    added_in: version,
                    struck_in: None,
                }));
            }
        }
        take_to(all.len(), &mut next, false);
        all = next;
    }
    gather(&all)
}

/// Neighbouring words of one fate become one piece; a paragraph ends where its mark stands.
fn gather(all: &[Word]) -> Vec<Vec<Attributed>> {
    let mut paragraphs: Vec<Vec<Attributed>> = Vec::new();
    let mut now: Vec<Attributed> = Vec::new();
    for word in all {
        if word.text == PARAGRAPH {
            // A mark that was struck ends no paragraph of the last version, unless the whole paragraph was.
            let whole = now.iter().all(|piece| piece.struck_in.is_some());
            if (word.struck_in.is_none() || whole) && !now.is_empty() {
                paragraphs.push(std::mem::take(&mut now));
            }
            continue;
        }
        match now.last_mut() {
            Some(last) if last.added_in == word.added_in && last.struck_in == word.struck_in => {
                last.words.push(' ');
                last.words.push_str(&word.text);
            }
            _ => now.push(Attributed {
                words: word.text.clone(),
                added_in: word.added_in,
                struck_in: word.struck_in,
            }),
        }
    }
    if !now.is_empty() {
        paragraphs.push(now);
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    const E1: &str = "12.1 Employees may work two days a week\nfrom home.\n\n12.2 The department may end it at any time.";
    const U2: &str = "12.1 Employees may work three days a week from home.\n12.2 The department may end it with 30 days of notice.\n12.3 Refusals are given in writing.";

    #[test]
    fn a_changed_paragraph_is_compared_word_by_word() {
        let older = "12.1 Employees may work two days a week from home.\n12.2 The department may end it at any time.";
        let compared = compare(older, U2);
        assert_eq!(
            compared,
            [
                Paragraph::Changed(vec![
                    Piece::Same("12.1 Employees may work".to_owned()),
                    Piece::Removed("two".to_owned()),
                    Piece::Added("three".to_owned()),
                    Piece::Same("days a week from home.".to_owned()),
                ]),
                Paragraph::Changed(vec![
                    Piece::Same("12.2 The department may end it".to_owned()),
                    Piece::Removed("at any time.".to_owned()),
                    Piece::Added("with 30 days of notice.".to_owned()),
                ]),
                Paragraph::Added("12.3 Refusals are given in writing.".to_owned()),
            ]
        );
    }

    #[test]
    fn layout_is_no_change() {
        let same = compare("A  b\tc\r\n\r\n\nd", "A b c\nd\n");
        assert_eq!(same, [Paragraph::Same("A b c".to_owned()), Paragraph::Same("d".to_owned())]);
        assert!(compare("", "").is_empty());
        assert_eq!(compare("a", ""), [Paragraph::Removed("a".to_owned())]);
        assert!(!compare(E1, U2).is_empty());
    }

    #[test]
    fn a_paragraph_of_its_own_is_not_forced_upon_another() {
        let compared = compare("One two three four five.", "Six seven eight nine ten.");
        assert_eq!(
            compared,
            [
                Paragraph::Added("Six seven eight nine ten.".to_owned()),
                Paragraph::Removed("One two three four five.".to_owned()),
            ]
        );
    }

    /// What each version says, put together again from who brought and who struck.
    fn as_of(attributed: &[Vec<Attributed>], version: usize) -> String {
        let stands = |piece: &&Attributed| {
            piece.added_in <= version && piece.struck_in.is_none_or(|struck| struck > version)
        };
        let words = attributed.iter().flatten().filter(stands).map(|piece| piece.words.clone());
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_word_knows_who_brought_it_and_who_struck_it() {
        let versions = [
            "12.1 Employees may work two days a week from home.",
            "12.1 Employees may work three days a week from home.",
            "12.1 Employees may work three days a week from home or a library.\n12.2 New.",
            "12.1 Employees may work two days a week from home or a library.",
        ];
        let all = attribute(&versions);
        for (at, version) in versions.iter().enumerate() {
            assert_eq!(as_of(&all, at), version.replace('\n', " "), "version {at}");
        }
        let piece = |words: &str| {
            all.iter()
                .flatten()
                .find(|piece| piece.words == words)
                .unwrap_or_else(|| panic!("{words}: {all:?}"))
        };
        assert_eq!((piece("three").added_in, piece("three").struck_in), (1, Some(3)));
        assert_eq!((piece("12.2 New.").added_in, piece("12.2 New.").struck_in), (2, Some(3)));
        assert_eq!(all.iter().flatten().filter(|piece| piece.words == "two").count(), 2);
    }
}
