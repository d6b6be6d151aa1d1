//! The three kinds of card: a story, a figure, a report.

use super::alt::alt_text_within;
use super::canvas::{Area, Canvas};
use super::card::{Card, CardKind, Drawing, Part, Size};
use super::palette::{NIGHT, PAPER};
use super::parts::{LARGE, PLAIN, Page, QUOTE, STRONG, Texts};
use super::photo::Photo;
use super::wrap::{Measured, STEPS, Set, fitted, lines_in, size_at};

/// Clear space around what a card shows, before scaling.
const MARGIN: f32 = 60.0;

/// Draws a card.
pub(super) fn drawing(card: &Card, size: Size) -> Drawing {
    let texts = Texts::of(card);
    let (width, height) = size.pixels();
    let (w, h) = (width as f32, height as f32);
    // Large cards get larger letters, by the side of a square of the same area.
    let mut scale = (w * h / (1200.0 * 630.0)).sqrt();
    let about = alt_text_within(card, usize::MAX);
    let mut canvas = Canvas::new((width, height), card.language.code(), &texts.big, &about);
    let palette = if card.kind == CardKind::Figure { NIGHT } else { PAPER };
    let mut field = Area { x: 0.0, y: 0.0, width: w, height: h };
    if let Some(photo) = card.photo.as_deref().and_then(Photo::read) {
        let tall = h >= w;
        let area = if tall {
            Area { height: (h * if h > w { 0.4 } else { 0.36 }).round(), ..field }
        } else {
            let x = (w * 0.63).round();
            Area { x, width: w - x, ..field }
        };
        canvas.picture(photo.covering(area, if tall { 0.2 } else { 0.5 }), &photo.data());
        field = if tall {
            Area { y: area.height, height: h - area.height, ..field }
        } else {
            Area { width: area.x, ..field }
        };
        if tall {
            scale = (scale * scale * (field.height / h).sqrt()).sqrt();
        }
    }
    // The ground covers what of the photograph reaches into it.
    canvas.rect(field, palette.ground, 0.0);
    let margin = MARGIN * scale;
    let column = Area {
        x: field.x + margin,
        y: field.y + margin * 0.85,
        width: field.width - 2.0 * margin,
        height: field.height - margin * 1.8,
    };
    let beside = field.width > field.height * 1.4;
    let mut page = Page { canvas, texts: &texts, column, scale, cut: Vec::new(), beside };
    match card.kind {
        CardKind::Story => story(&mut page),
        CardKind::Figure => figure(&mut page),
        CardKind::Report => report(&mut page, field),
    }
    Drawing { svg: page.canvas.finish(), cut: page.cut, unknown: texts.unknown.clone() }
}

/// Somebody's words under a mark of quotation, and under them who says so.
fn story(page: &mut Page<'_>) {
    let s = page.scale;
    let top = page.head(PAPER) + 34.0 * s;
    let room = page.foot(PAPER).line - 34.0 * s - top;
    let Area { x, width, .. } = page.column;

    // Where there is room the mark stands above the words, in a low card beside them.
    let beside = room < 420.0 * s;
    let mark = if beside { (92.0 * s, 0.0) } else { (0.0, 74.0 * s) };
    let width = width - mark.0;

    let (name, title) = match page.texts.small.split_once(", ") {
        Some((name, title)) => (name, title),
        None => (page.texts.small.as_str(), ""),
    };
    let name = fitted(&Measured::new(name, STRONG), (31.0 * s, 22.0 * s), width, 70.0 * s, 2);
    let title = fitted(&Measured::new(title, PLAIN), (26.0 * s, 20.0 * s), width, 60.0 * s, 2);
    page.note(&name, Part::Small);
    page.note(&title, Part::Small);
    let under = if title.lines.is_empty() { 0.0 } else { 17.0 * s + title.height() };
    let apart = if page.beside { 38.0 * s } else { 50.0 * s };
    let who = if name.lines.is_empty() { 0.0 } else { apart + name.height() + under };

    let words = Measured::new(unquoted(&page.texts.big), QUOTE);
    let quote = fitted(&words, (76.0 * s, 25.0 * s), width, room - mark.1 - who, 12);
    page.note(&quote, Part::Big);

    let used = mark.1 + quote.height() + who;
    let mut y = top + ((room - used) * 0.42).max(0.0);
    quotation_mark(page, x, y + if beside { 2.0 * s } else { 0.0 });
    y = page.canvas.text(&quote, x + mark.0, y + mark.1, PAPER.ink);
    if who > 0.0 {
        y = page.canvas.text(&name, x + mark.0, y + apart, PAPER.ink);
        page.canvas.text(&title, x + mark.0, y + 17.0 * s, PAPER.soft);
    }
}

/// The mark of quotation: two strokes of the accent.
fn quotation_mark(page: &mut Page<'_>, x: f32, y: f32) {
    let path = "M0 46V24C0 9 8 1 23 0V9C16 10 13 14 13 22H23V46ZM35 46V24C35 9 43 1 58 0V9C51 10 48 14 48 22H58V46Z";
    page.canvas.shape(path, x, y, page.scale, PAPER.accent);
}

/// A quotation without the marks around it, since the card draws its own.
fn unquoted(text: &str) -> &str {
    for (open, close) in [('“', '”'), ('"', '"'), ('«', '»')] {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains([open, close])) {
            return inner.trim();
        }
    }
    text
}

/// A number as large as it can be, and under it what it is.
fn figure(page: &mut Page<'_>) {
    let s = page.scale;
    let top = page.head(NIGHT) + 34.0 * s;
    let room = page.foot(NIGHT).line - 34.0 * s - top;
    let Area { x, width, .. } = page.column;
    let (bar, gap) = ((8.0 * s, 32.0 * s), 34.0 * s);

    let number = Measured::new(&page.texts.big, LARGE);
    let what = Measured::new(&page.texts.small, PLAIN);
    // A number reads best in one line; a sentence may take more.
    let room_in = Room { wide: width, narrow: width, height: room - bar.0 - bar.1, gap };
    let small = (&what, (42.0 * s, 26.0 * s));
    let (number, what) = pair((&number, (230.0 * s, 92.0 * s), 1), small, room_in)
        .unwrap_or_else(|| pair_or_cut((&number, (104.0 * s, 30.0 * s), 6), small, room_in));
    page.note(&number, Part::Big);
    page.note(&what, Part::Small);

    let gap = gap + number.depth();
    let used = bar.0 + bar.1 + number.height() + gap + what.height();
    let y = top + ((room - used) * 0.45).max(0.0);
    page.canvas.rect(Area { x, y, width: 112.0 * s, height: bar.0 }, NIGHT.accent, 0.0);
    // Large figures have clear space at their left; what is under them is brought into line.
    let base = page.canvas.text(&number, x - number.size * 0.045, y + bar.0 + bar.1, NIGHT.ink);
    page.canvas.text(&what, x, base + gap, NIGHT.soft);
}

/// A title on a deep ground, like the cover of a paper, and under it what it says.
fn report(page: &mut Page<'_>, field: Area) {
    let s = page.scale;
    let Area { x, width: whole, .. } = page.column;
    let foot = page.foot(PAPER);
    let width = page.column.width;
    page.column.width = whole;
    let top = page.column.y + 44.0 * s + 34.0 * s;
    let (pad, end) = (if page.beside { 40.0 * s } else { 54.0 * s }, foot.line - 36.0 * s);

    let title = Measured::new(&page.texts.big, LARGE);
    let what = Measured::new(&page.texts.small, PLAIN);
    let gap = if what.is_empty() { pad } else { 2.0 * pad };
    let sizes = ((86.0 * s, 32.0 * s), (36.0 * s, 24.0 * s));
    // The title stands above the code, so that it has the width of the card.
    let room = Room { wide: whole, narrow: width, height: end - top, gap };
    let (title, what) = pair_or_cut((&title, sizes.0, 7), (&what, sizes.1), room);
    page.note(&title, Part::Big);
    page.note(&what, Part::Small);

    let spare = (end - top - title.height() - title.depth() - gap - what.height()).max(0.0);
    let below = if what.lines.is_empty() { 0.0 } else { pad + what.height() + spare * 0.36 };
    let split = (end - below).min(foot.code - 32.0 * s).round();
    page.canvas.rect(Area { height: split - field.y, ..field }, NIGHT.ground, 0.0);
    page.canvas.rect(Area { y: split, height: 8.0 * s, ..field }, PAPER.accent, 0.0);
    page.head(NIGHT);
    let above = (split - pad - top - title.height()).max(0.0);
    page.canvas.text(&title, x - title.size * 0.03, top + above * 0.5, NIGHT.ink);
    let free = (end + 8.0 * s - split - what.height()).max(0.0);
    page.canvas.text(&what, x, split + free * 0.6, PAPER.ink);
}

type Sizes = (f32, f32);

/// What two texts, one under the other, have room in.
#[derive(Clone, Copy)]
struct Room {
    /// For the large one.
    wide: f32,
    /// For the small one.
    narrow: f32,
    height: f32,
    /// Between them.
    gap: f32,
}

/// Two texts at the greatest sizes at which both fit, growing smaller together.
fn pair(
    big: (&Measured, Sizes, usize),
    small: (&Measured, Sizes),
    room: Room,
) -> Option<(Set, Set)> {
    let ((big, big_sizes, lines), (small, small_sizes)) = (big, small);
    (0..=STEPS).find_map(|step| {
        let big = big.at(size_at(big_sizes, step), room.wide, lines)?;
        let small = small.at(size_at(small_sizes, step), room.narrow, 8)?;
        (big.height() + big.depth() + room.gap + small.height() <= room.height)
            .then_some((big, small))
    })
}

/// As [`pair`]; where they do not fit at the least sizes, both are cut, the small one to three lines.
fn pair_or_cut(
    big: (&Measured, Sizes, usize),
    small: (&Measured, Sizes),
    room: Room,
) -> (Set, Set) {
    if let Some(pair) = pair(big, small, room) {
        return pair;
    }
    let ((big, (_, big_size), _), (small, (_, small_size))) = (big, small);
    let small = small.cut(small_size, room.narrow, 3);
    let left = room.height - room.gap - small.height() - 0.21 * big_size;
    let big = big.cut(big_size, room.wide, lines_in(left, big_size, big.style));
    (big, small)
}
