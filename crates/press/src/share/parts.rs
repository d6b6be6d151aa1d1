//! What every card has: the campaign at its head, and at its foot hashtag, address, source and code.

use super::canvas::{Area, Canvas};
use super::card::{Card, Part};
use super::clean::{hashtag, one_line, some_line};
use super::fonts::{self, Weight};
use super::palette::{LABEL, PAPER, Palette};
use super::qr::{self, Code, QUIET};
use super::wrap::{Measured, Set, Style, fitted};
use crate::Language;

/// Small text.
pub(super) const PLAIN: Style = Style { weight: Weight::Regular, tracking: 0.0, leading: 1.32 };
/// Small text that is to be seen.
pub(super) const STRONG: Style = Style { weight: Weight::Bold, tracking: 0.0, leading: 1.25 };
/// Large text: closer letters, closer lines.
pub(super) const LARGE: Style = Style { weight: Weight::Bold, tracking: -0.022, leading: 1.16 };
/// A quotation: large too, and often long.
pub(super) const QUOTE: Style = Style { weight: Weight::Bold, tracking: -0.016, leading: 1.22 };
/// The letters of a label.
const SPREAD: Style = Style { weight: Weight::Bold, tracking: 0.08, leading: 1.2 };

/// The texts of a card in one line each, without letters that cannot be drawn.
pub(super) struct Texts {
    pub big: String,
    pub small: String,
    pub source: String,
    pub campaign: String,
    pub hashtag: Option<String>,
    /// Without `https://`, as people read it.
    pub address: Option<String>,
    /// As it is, for the code.
    pub whole_address: Option<String>,
    pub label: Option<String>,
    pub unknown: Vec<String>,
}

impl Texts {
    pub(super) fn of(card: &Card) -> Texts {
        let mut unknown: Vec<String> = Vec::new();
        let mut drawn = |text: &str| {
            let (kept, missing) = fonts::known(&one_line(text));
            for letter in missing {
                if !unknown.contains(&letter) {
                    unknown.push(letter);
                }
            }
            one_line(&kept)
        };
        let source = one_line(&card.source);
        let word = match card.language {
            Language::English => "Source",
            Language::Spanish => "Fuente",
        };
        let source = if source.is_empty() || source.starts_with(word) {
            source
        } else {
            format!("{word}: {source}")
        };
        let whole_address = some_line(card.address.as_ref());
        let mut optional =
            |text: Option<String>| text.map(|text| drawn(&text)).filter(|text| !text.is_empty());
        let hashtag = optional(hashtag(card.hashtag.as_ref()));
        let address = optional(whole_address.as_deref().map(|address| short(address).to_owned()));
        let label = optional(card.label.clone());
        Texts {
            big: drawn(&card.big),
            small: drawn(&card.small),
            source: drawn(&source),
            campaign: drawn(&card.campaign),
            hashtag,
            address,
            whole_address,
            label,
            unknown,
        }
    }
}

/// An address as people read it.
pub(super) fn short(address: &str) -> &str {
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
        .unwrap_or(address);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

/// Where the foot begins.
pub(super) struct Foot {
    /// The line above its texts.
    pub line: f32,
    /// The upper end of the code.
    pub code: f32,
}

/// The lines of the foot in rows: the hashtag and the address in one, if there is room for both.
fn in_rows(lines: Vec<(Set, &str)>, room: f32, gap: f32) -> Vec<Vec<(Set, &str)>> {
    let mut rows: Vec<Vec<(Set, &str)>> = Vec::new();
    for (at, line) in lines.into_iter().enumerate() {
        match rows.last_mut() {
            Some(row)
                if at == 1
                    && line.0.lines.len() == 1
                    && row[0].0.width + gap + line.0.width <= room =>
            {
                row.push(line)
            }
            _ => rows.push(vec![line]),
        }
    }
    rows
}

/// A card in the making.
pub(super) struct Page<'a> {
    pub canvas: Canvas,
    pub texts: &'a Texts,
    /// The column that texts stand in.
    pub column: Area,
    /// All lengths are for a card of 1200 by 630 pixels, times this.
    pub scale: f32,
    pub cut: Vec<Part>,
    /// Whether the code stands beside the texts, all the way up, and not only beside the foot: in low, wide cards.
    pub beside: bool,
}

/// The height of the head, before scaling.
const HEAD: f32 = 44.0;

impl Page<'_> {
    pub(super) fn note(&mut self, set: &Set, part: Part) {
        if set.cut && !self.cut.contains(&part) {
            self.cut.push(part);
        }
    }

    /// The head: a mark and the campaign's name at the left, a label at the right; gives back its lower end.
    pub(super) fn head(&mut self, palette: Palette) -> f32 {
        let (s, Area { x, y, width, .. }) = (self.scale, self.column);
        let centre = y + HEAD * s / 2.0;
        let mut room = width;
        if let Some(label) = &self.texts.label {
            let label = Measured::new(label, SPREAD);
            let set = fitted(&label, (22.0 * s, 16.0 * s), width * 0.55, 40.0 * s, 1);
            let pill = set.width + 36.0 * s;
            let area =
                Area { x: x + width - pill, y: centre - 22.0 * s, width: pill, height: 44.0 * s };
            self.canvas.rect(area, LABEL.0, 6.0 * s);
            self.canvas.text(
                &set,
                area.x + 18.0 * s + set.size * 0.04,
                centre - set.height() / 2.0,
                LABEL.1,
            );
            self.note(&set, Part::Label);
            room -= pill + 24.0 * s;
        }
        let mark = 22.0 * s;
        let set = fitted(
            &Measured::new(&self.texts.campaign, STRONG),
            (28.0 * s, 19.0 * s),
            room - mark - 14.0 * s,
            30.0 * s,
            1,
        );
        self.canvas.rect(
            Area { x, y: centre - mark / 2.0, width: mark, height: mark },
            palette.accent,
            0.0,
        );
        self.canvas.text(&set, x + mark + 14.0 * s, centre - set.height() / 2.0, palette.ink);
        self.note(&set, Part::Campaign);
        y + HEAD * s
    }

    /// The foot, at the column's lower end. Where the code stands beside the texts, the column is that
    /// much narrower afterwards.
    pub(super) fn foot(&mut self, palette: Palette) -> Foot {
        let (s, Area { x, y, width, height }) = (self.scale, self.column);
        let (end, dark) = (y + height, palette != PAPER);
        let code = self.code();
        let side = code.as_ref().map_or(0.0, |(code, module)| {
            *module as f32 * (code.side + if dark { 2 * QUIET } else { 0 }) as f32
        });
        let room = width - if side > 0.0 { side + 36.0 * s } else { 0.0 };

        let mut rows: Vec<(Set, &str)> = Vec::new();
        if let Some(tag) = &self.texts.hashtag {
            let set = fitted(&Measured::new(tag, STRONG), (30.0 * s, 20.0 * s), room, 40.0 * s, 1);
            rows.push((set, palette.accent));
        }
        let hashtag = rows.last().is_some_and(|(set, _)| set.cut);
        if let Some(address) = &self.texts.address {
            // An address that is cut is no address: it stands whole or not at all, the code has it.
            let sizes = [25.0, 23.0, 21.0, 19.0];
            let address = Measured::new(address, PLAIN);
            let set = sizes.iter().find_map(|size| address.at(size * s, room, 1));
            let set =
                set.or_else(|| if side == 0.0 { address.at(19.0 * s, room, 3) } else { None });
            rows.extend(set.map(|set| (set, palette.ink)));
        }
        if !self.texts.source.is_empty() {
            let set = fitted(
                &Measured::new(&self.texts.source, PLAIN),
                (22.0 * s, 17.5 * s),
                room,
                62.0 * s,
                2,
            );
            self.note(&set, Part::Source);
            rows.push((set, palette.soft));
        }
        if hashtag {
            self.cut.push(Part::Hashtag);
        }
        let gap = 19.0 * s;
        let pair = self.beside && self.texts.hashtag.is_some();
        let rows = in_rows(rows, if pair { room } else { 0.0 }, 30.0 * s);
        let stack = rows.iter().map(|row| row[0].0.height()).sum::<f32>()
            + gap * rows.len().saturating_sub(1) as f32;
        let tall = if self.beside { stack } else { stack.max(side) };
        let mut top = end - (tall + stack) / 2.0;
        for row in &rows {
            let mut left = x;
            let base = top + row[0].0.height();
            for (set, fill) in row {
                self.canvas.text(set, left, base - set.height(), fill);
                left += set.width + 30.0 * s;
            }
            top = base + gap;
        }
        if let Some((code, module)) = code {
            let y = if self.beside { end - side } else { end - (tall + side) / 2.0 };
            let area =
                Area { x: (x + width - side).floor(), y: y.floor(), width: side, height: side };
            let clear = if dark { (module * QUIET) as f32 } else { 0.0 };
            if dark {
                self.canvas.rect(area, "#ffffff", 0.0);
            }
            self.canvas.path(&code.path, area.x + clear, area.y + clear, module as f32, PAPER.ink);
        }
        if self.beside && side > 0.0 {
            self.column.width = room;
        }
        if tall == 0.0 {
            return Foot { line: end, code: end - side };
        }
        let line = end - tall - 28.0 * s;
        let width = self.column.width;
        self.canvas.rect(Area { x, y: line, width, height: (1.5 * s).max(1.5) }, palette.line, 0.0);
        Foot { line, code: end - side }
    }

    /// The code of the address and how many whole pixels a module of it has: three at least.
    fn code(&mut self) -> Option<(Code, u32)> {
        let address = self.texts.whole_address.as_ref()?;
        match qr::code(address) {
            Ok(code) => {
                let module = (156.0 * self.scale / (code.side + 4) as f32) as u32;
                Some((code, module.max(3)))
            }
            Err(_) => {
                self.cut.push(Part::QrCode);
                None
            }
        }
    }
}
