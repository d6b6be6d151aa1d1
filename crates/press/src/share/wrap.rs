//! Text in lines: broken by the width that its letters really have, at the greatest size that fits.

use unicode_segmentation::UnicodeSegmentation;

use super::fonts::{self, Weight};

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub weight: Weight,
    /// What is put between letters, as a part of the font size; below nothing for large letters.
    pub tracking: f32,
    /// From one base line to the next, as a part of the font size.
    pub leading: f32,
}

/// A piece of text that is not broken, and how wide it is at a font size of one.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    width: f32,
    /// Whether a space stands before it.
    spaced: bool,
}

/// A text, measured.
#[derive(Debug, Clone)]
pub(super) struct Measured {
    pub style: Style,
    pieces: Vec<Piece>,
    space: f32,
}

/// A text as it is set.
#[derive(Debug, Clone)]
pub(super) struct Set {
    pub style: Style,
    pub size: f32,
    pub lines: Vec<String>,
    /// The widest line, in pixels.
    pub width: f32,
    /// Whether its end is missing.
    pub cut: bool,
}

impl Set {
    /// From the top of the first line's capitals to the last base line.
    pub(super) fn height(&self) -> f32 {
        height(self.lines.len(), self.size, self.style)
    }
}

impl Set {
    /// How far letters reach below the last base line.
    pub(super) fn depth(&self) -> f32 {
        let below = |line: &String| {
            line.contains(['g', 'j', 'p', 'q', 'y', 'Q', 'ç', ',', ';', '$', '(', ')', '/'])
        };
        if self.lines.last().is_some_and(below) { 0.21 * self.size } else { 0.0 }
    }
}

fn height(lines: usize, size: f32, style: Style) -> f32 {
    match lines {
        0 => 0.0,
        lines => size * (fonts::cap_height() + (lines - 1) as f32 * style.leading),
    }
}

/// Kerning across a space is not measured; this much of a line is kept free for it.
const SLACK: f32 = 0.995;

impl Measured {
    /// Measures a text in one line. Lines may break at spaces and behind hyphens, dashes and strokes.
    pub(super) fn new(text: &str, style: Style) -> Measured {
        let mut pieces = Vec::new();
        for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
            let mut spaced = true;
            for part in word.split_inclusive(['-', '–', '—', '/']) {
                pieces.push(Piece { text: part.to_owned(), width: advance(part, style), spaced });
                spaced = false;
            }
        }
        let space = fonts::width(" ", style.weight) + style.tracking;
        Measured { style, pieces, space }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The first piece of every line at a width in parts of the font size, the width of the widest
    /// line, and whether a piece is wider than the lines are.
    fn breaks(&self, room: f32) -> (Vec<usize>, f32, bool) {
        let (mut starts, mut widest, mut line, mut too_wide) =
            (Vec::new(), 0.0_f32, 0.0_f32, false);
        for (at, piece) in self.pieces.iter().enumerate() {
            let gap = if piece.spaced { self.space } else { 0.0 };
            if starts.is_empty() || line + gap + piece.width > room {
                starts.push(at);
                line = piece.width;
                too_wide |= piece.width > room;
            } else {
                line += gap + piece.width;
            }
            widest = widest.max(line);
        }
        (starts, widest, too_wide)
    }

    fn text(&self, from: usize, to: usize) -> String {
        let mut line = String::new();
        for (at, piece) in self.pieces[from..to].iter().enumerate() {
            if at > 0 && piece.spaced {
                line.push(' ');
            }
            line.push_str(&piece.text);
        }
        line
    }

    /// The text at a size, or nothing where it takes more lines than `most` or has a word too wide.
    /// Lines are made as even as can be without adding one.
    pub(super) fn at(&self, size: f32, width: f32, most: usize) -> Option<Set> {
        let room = width * SLACK / size;
        let (starts, mut widest, too_wide) = self.breaks(room);
        if too_wide || starts.len() > most {
            return None;
        }
        let (mut narrow, mut wide) = (room * 0.5, room);
        let mut best = starts;
        for _ in 0..10 {
            let middle = (narrow + wide) / 2.0;
            let (starts, line, too_wide) = self.breaks(middle);
            if too_wide || starts.len() > best.len() {
                narrow = middle;
            } else {
                (wide, widest, best) = (middle, line, starts);
            }
        }
        let ends = best.iter().skip(1).copied().chain([self.pieces.len()]);
        let lines = best.iter().zip(ends).map(|(&from, to)| self.text(from, to)).collect();
        Some(Set { style: self.style, size, lines, width: widest * size, cut: false })
    }

    /// The text at a size in at most `most` lines; what does not fit is cut at a word, with an
    /// ellipsis. A word wider than a line is broken between letters.
    pub(super) fn cut(&self, size: f32, width: f32, most: usize) -> Set {
        let most = most.max(1);
        if let Some(set) = self.at(size, width, most) {
            return set;
        }
        let room = width * SLACK / size;
        let whole = self.broken(room);
        let (starts, widest, _) = whole.breaks(room);
        let ends = starts.iter().skip(1).copied().chain([whole.pieces.len()]);
        let mut lines: Vec<String> =
            starts.iter().zip(ends).map(|(&from, to)| whole.text(from, to)).take(most).collect();
        let cut = starts.len() > most;
        if cut && let Some(last) = lines.last_mut() {
            *last = ended(last, room, self.style);
        }
        Set { style: self.style, size, lines, width: widest.min(room) * size, cut }
    }

    /// The same text with pieces wider than a line broken between letters.
    fn broken(&self, room: f32) -> Measured {
        let mut pieces = Vec::new();
        for piece in &self.pieces {
            if piece.width <= room {
                pieces.push(piece.clone());
                continue;
            }
            let (mut part, mut wide, mut spaced) = (String::new(), 0.0, piece.spaced);
            for letter in piece.text.graphemes(true) {
                let width = advance(letter, self.style);
                if !part.is_empty() && wide + width > room {
                    pieces.push(Piece { text: part, width: wide, spaced });
                    (part, wide, spaced) = (String::new(), 0.0, false);
                }
                part.push_str(letter);
                wide += width;
            }
            pieces.push(Piece { text: part, width: wide, spaced });
        }
        Measured { pieces, ..self.clone() }
    }
}

/// How wide a text is at a font size of one, with what is put between its letters.
pub(super) fn advance(text: &str, style: Style) -> f32 {
    fonts::width(text, style.weight) + style.tracking * text.graphemes(true).count() as f32
}

/// A line with an ellipsis at its end: whole words as far as there is room, letters of the first
/// word only when not even that has room.
fn ended(line: &str, room: f32, style: Style) -> String {
    let fits = |text: &str| advance(text, style) <= room;
    let mut words: Vec<&str> = line.split(' ').collect();
    while !words.is_empty() {
        let text = words.join(" ");
        let text = text.trim_end_matches([',', ';', ':', '.', '-', '–', '—']);
        let text = format!("{text}…");
        if fits(&text) {
            return text;
        }
        words.pop();
    }
    let mut letters: Vec<&str> = line.split(' ').next().unwrap_or(line).graphemes(true).collect();
    while letters.pop().is_some() {
        let text = format!("{}…", letters.concat());
        if fits(&text) {
            return text;
        }
    }
    "…".to_owned()
}

/// The greatest size from `most` down to `least`, in even steps, at which a text fits in width,
/// height and lines; at the least size it is cut.
pub(super) fn fitted(
    text: &Measured,
    sizes: (f32, f32),
    width: f32,
    room: f32,
    lines: usize,
) -> Set {
    for step in 0..=STEPS {
        let size = size_at(sizes, step);
        if let Some(set) = text.at(size, width, lines)
            && set.height() <= room
        {
            return set;
        }
    }
    text.cut(sizes.1, width, lines.min(lines_in(room, sizes.1, text.style)))
}

/// In how many steps a font size goes from the greatest to the least.
pub(super) const STEPS: u16 = 30;

pub(super) fn size_at((most, least): (f32, f32), step: u16) -> f32 {
    most + (least - most) * f32::from(step) / f32::from(STEPS)
}

/// How many lines have room in a height, at least one.
pub(super) fn lines_in(room: f32, size: f32, style: Style) -> usize {
    let mut lines = 1;
    while lines < 40 && height(lines + 1, size, style) <= room {
        lines += 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { weight: Weight::Regular, tracking: 0.0, leading: 1.3 };

    #[test]
    fn lines_are_no_wider_than_there_is_room_and_nothing_is_lost() {
        let text = "We keep the water clean, and one in five of us has a second job to keep the lights on.";
        let set = Measured::new(text, STYLE).at(30.0, 400.0, 9).expect("fits");
        assert_eq!(set.lines.join(" "), text);
        for line in &set.lines {
            assert!(advance(line, STYLE) * 30.0 <= 400.0, "{line}");
        }
    }

    #[test]
    fn lines_are_even_rather_than_one_word_alone_on_the_last() {
        let set = Measured::new("one two three four five six seven", STYLE)
            .at(30.0, 430.0, 2)
            .expect("fits");
        assert_eq!(set.lines, ["one two three", "four five six seven"]);
    }

    #[test]
    fn what_does_not_fit_ends_with_an_ellipsis_at_a_word() {
        let set =
            Measured::new("We keep the water clean, and the lights on", STYLE).cut(30.0, 200.0, 2);
        assert!(set.cut);
        assert_eq!(set.lines, ["We keep the", "water clean…"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken_and_not_cut() {
        let word = "a".repeat(60);
        let set = Measured::new(&word, STYLE).cut(30.0, 300.0, 9);
        assert!(!set.cut);
        assert_eq!(set.lines.concat(), word);
        assert!(set.lines.iter().all(|line| advance(line, STYLE) * 30.0 <= 300.0));
    }
}
