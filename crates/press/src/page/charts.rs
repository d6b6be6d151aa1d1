//! Charts as SVG: drawn in whole units by exact arithmetic, so that the same numbers give the same
//! bytes. What they show is told apart by form and words, never by colour alone; the table behind
//! each stands beside it on the page.

use maud::{Markup, html};
use money::{Fraction, Rounding};

/// A bar: what it is of, how long, and what is written at its end.
pub(crate) struct Bar {
    pub label: String,
    pub amount: Fraction,
    pub shown: String,
    /// Drawn in full; others are striped.
    pub own: bool,
}

/// Width of the drawing: narrow, so that its letters can be read on a phone.
const WIDTH: i64 = 440;
/// Room for what is written at the ends of bars.
const ENDS: i64 = 155;
/// Height of a bar with its label and the space under it.
const ROW: i64 = 46;

/// Where amounts stand across a drawing of bars, with room at its left for what is below nothing.
struct Scale {
    least: Fraction,
    range: Fraction,
    start: i64,
}

impl Scale {
    fn of<'a>(amounts: impl Iterator<Item = &'a Fraction>) -> Scale {
        let (mut least, mut most) = (Fraction::ZERO, Fraction::ZERO);
        for amount in amounts {
            least = least.min(amount.clone());
            most = most.max(amount.clone());
        }
        let start = if least.is_negative() { 80 } else { 4 };
        Scale { range: most.minus(&least), least, start }
    }

    fn x(&self, amount: &Fraction) -> i64 {
        let part = amount.minus(&self.least).divide(&self.range).unwrap_or(Fraction::ZERO);
        let room = Fraction::whole(WIDTH - ENDS - self.start);
        self.start + part.times(&room).rounded(Rounding::HalfUp).unwrap_or(0)
    }
}

/// What a drawing is called and about, and the stripes of bars that are not drawn in full.
fn named(id: &str, title: &str, about: &str) -> Markup {
    html! {
        title id=(format!("{id}-t")) { (title) }
        desc id=(format!("{id}-d")) { (about) }
        defs {
            pattern id=(format!("{id}-p")) width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect width="6" height="6" class="stripe-ground" {}
                rect width="3" height="6" class="stripe" {}
            }
        }
    }
}

/// A bar in its place, in full or striped.
fn drawn(id: &str, own: bool, (left, y, width): (i64, i64, i64)) -> Markup {
    html! {
        @if own {
            rect x=(left) y=(y) width=(width) height="18" class="bar-own" {}
        } @else {
            rect x=(left) y=(y) width=(width) height="18" class="bar" fill=(format!("url(#{id}-p)")) {}
        }
    }
}

/// Horizontal bars from one base line, to the left of it where negative; `mark` is a line across all
/// of them, with what it is.
pub(crate) fn bars(
    id: &str,
    title: &str,
    about: &str,
    bars: &[Bar],
    mark: Option<(&Fraction, &str)>,
) -> Markup {
    let amounts = bars.iter().map(|bar| &bar.amount);
    let scale = Scale::of(amounts.chain(mark.map(|(amount, _)| amount)));
    let x = |amount: &Fraction| scale.x(amount);
    let top = if mark.is_some() { 26 } else { 6 };
    let rows = i64::try_from(bars.len()).unwrap_or(0);
    let height = top + rows * ROW + 6;
    let base = x(&Fraction::ZERO);
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-labelledby=(format!("{id}-t {id}-d")) class="chart" {
            (named(id, title, about))
            @if let Some((amount, words)) = mark {
                @let at = x(amount);
                line x1=(at) y1="20" x2=(at) y2=(height - 4) class="mark" {}
                text x=(at) y="14" text-anchor="middle" class="label" { (words) }
            }
            @for (at, bar) in bars.iter().enumerate() {
                @let y = top + i64::try_from(at).unwrap_or(0) * ROW;
                @let end = x(&bar.amount);
                @let (left, width) = (base.min(end), (end - base).abs().max(1));
                text x="12" y=(y + 12) class=(if bar.own { "own" } else { "label" }) { (cut(&bar.label)) }
                (drawn(id, bar.own, (left, y + 18, width)))
                @if bar.amount.is_negative() {
                    text x=(left - 5) y=(y + 32) text-anchor="end" class="label" { (bar.shown) }
                } @else {
                    text x=(left + width + 5) y=(y + 32) class="label" { (bar.shown) }
                }
            }
            line x1=(base) y1=(top - 4) x2=(base) y2=(height - 4) class="axis" {}
        }
    }
}

/// A part of a walk from nothing to a whole: what it is of, and by how much it goes on from where the one before it ended.
pub(crate) struct Leg {
    pub label: String,
    pub change: Fraction,
    pub shown: String,
    /// It is the whole, and starts at nothing.
    pub whole: bool,
}

/// Bars that each begin where the one before ended; the whole is drawn in full.
pub(crate) fn walk(id: &str, title: &str, about: &str, legs: &[Leg]) -> Markup {
    let mut at = Fraction::ZERO;
    let spans: Vec<(Fraction, Fraction)> = legs
        .iter()
        .map(|leg| {
            let from = if leg.whole { Fraction::ZERO } else { at.clone() };
            let to = from.plus(&leg.change);
            at = to.clone();
            (from, to)
        })
        .collect();
    let scale = Scale::of(spans.iter().flat_map(|(from, to)| [from, to]));
    let x = |amount: &Fraction| scale.x(amount);
    let height = 6 + i64::try_from(legs.len()).unwrap_or(0) * ROW + 6;
    let base = x(&Fraction::ZERO);
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-labelledby=(format!("{id}-t {id}-d")) class="chart" {
            (named(id, title, about))
            @for (at, (leg, (from, to))) in legs.iter().zip(&spans).enumerate() {
                @let y = 6 + i64::try_from(at).unwrap_or(0) * ROW;
                @let (left, right) = (x(from).min(x(to)), x(from).max(x(to)));
                text x="12" y=(y + 12) class=(if leg.whole { "own" } else { "label" }) { (cut(&leg.label)) }
                (drawn(id, leg.whole, (left, y + 18, (right - left).max(1))))
                text x=(right + 5) y=(y + 32) class="label" { (leg.shown) }
            }
            line x1=(base) y1="2" x2=(base) y2=(height - 4) class="axis" {}
        }
    }
}

/// A line through amounts at equal distances, the first and the last written out.
pub(crate) fn line(
    id: &str,
    title: &str,
    about: &str,
    points: &[(String, Fraction)],
    shown: impl Fn(&Fraction) -> String,
) -> Markup {
    let (left, right, top, bottom) = (60, WIDTH - 70, 20, 200);
    let amounts = || points.iter().map(|(_, amount)| amount);
    let zero = Fraction::ZERO;
    let (least, most) = (amounts().min().unwrap_or(&zero), amounts().max().unwrap_or(&zero));
    let range = most.minus(least);
    let last = i64::try_from(points.len().saturating_sub(1)).unwrap_or(0).max(1);
    let x = |at: usize| left + i64::try_from(at).unwrap_or(0) * (right - left) / last;
    let y = |amount: &Fraction| -> i64 {
        let part = amount.minus(least).divide(&range).unwrap_or(Fraction::ZERO);
        let room = Fraction::whole(bottom - top);
        bottom - part.times(&room).rounded(Rounding::HalfUp).unwrap_or(0)
    };
    let path: Vec<String> = points
        .iter()
        .enumerate()
        .map(|(at, (_, amount))| format!("{},{}", x(at), y(amount)))
        .collect();
    let ends = points.first().zip(points.last());
    html! {
        svg viewBox=(format!("0 0 {WIDTH} 240")) role="img" aria-labelledby=(format!("{id}-t {id}-d")) class="chart" {
            title id=(format!("{id}-t")) { (title) }
            desc id=(format!("{id}-d")) { (about) }
            line x1=(left) y1=(bottom) x2=(right) y2=(bottom) class="axis" {}
            polyline points=(path.join(" ")) class="line" {}
            @if let Some((first, end)) = ends {
                circle cx=(x(0)) cy=(y(&first.1)) r="4" class="point" {}
                circle cx=(right) cy=(y(&end.1)) r="4" class="point" {}
                text x=(left - 8) y=(y(&first.1) + 5) text-anchor="end" class="label" { (shown(&first.1)) }
                text x=(right + 8) y=(y(&end.1) + 5) class="own" { (shown(&end.1)) }
                text x=(left) y=(bottom + 22) text-anchor="middle" class="label" { (first.0) }
                text x=(right) y=(bottom + 22) text-anchor="middle" class="label" { (end.0) }
            }
        }
    }
}

/// A label that fits: cut at its end, whole in the table behind.
fn cut(label: &str) -> String {
    let letters: Vec<char> = label.chars().collect();
    if letters.len() <= 46 {
        return label.to_owned();
    }
    let start: String = letters[..45].iter().collect();
    format!("{}…", start.trim_end())
}
