//! The pace of a promise as a drawing: its line, older lines dashed, and every count at its day.

use maud::{Markup, html};
use money::{Date, Fraction, Rounding};

/// What is drawn.
pub(crate) struct PaceChart {
    /// What it is of.
    pub title: String,
    /// What it shows, in words: for those who do not see it.
    pub about: String,
    /// Each line's points, and whether it is the one that holds.
    pub lines: Vec<(Vec<(Date, Fraction)>, bool)>,
    /// Counts: the day, how many, and who counted.
    pub counts: Vec<(Date, Fraction, String)>,
}

const WIDTH: i64 = 440;
const HEIGHT: i64 = 300;

/// The drawing. Lines and counts are told apart by form and words: the line that holds is solid, older ones are dashed, and a
/// count is a point with a letter that the list below it explains.
pub(crate) fn pace_chart(id: &str, chart: &PaceChart) -> Markup {
    let (left, right, top, bottom) = (60, WIDTH - 20, 20, HEIGHT - 60);
    let points = || chart.lines.iter().flat_map(|(points, _)| points);
    let days = || points().map(|(day, _)| *day).chain(chart.counts.iter().map(|(day, _, _)| *day));
    let amounts = || points().map(|(_, at)| at).chain(chart.counts.iter().map(|(_, at, _)| at));
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return html! {} };
    let zero = Fraction::ZERO;
    let (least, most) = (amounts().min().unwrap_or(&zero), amounts().max().unwrap_or(&zero));
    let range = most.minus(least);
    let span = record::When::on(first).days_until(last).max(1);
    let x = |day: Date| left + record::When::on(first).days_until(day) * (right - left) / span;
    let y = |amount: &Fraction| -> i64 {
        let part = amount.minus(least).divide(&range).unwrap_or(Fraction::ZERO);
        bottom - part.times(&Fraction::whole(bottom - top)).rounded(Rounding::HalfUp).unwrap_or(0)
    };
    let path = |points: &[(Date, Fraction)]| -> String {
        let all: Vec<String> =
            points.iter().map(|(day, at)| format!("{},{}", x(*day), y(at))).collect();
        all.join(" ")
    };
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    let whole = |amount: &Fraction| amount.to_decimal(0);
    html! {
        figure {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby=(format!("{id}-t {id}-d")) class="chart" {
                title id=(format!("{id}-t")) { (chart.title) }
                desc id=(format!("{id}-d")) { (chart.about) }
                line x1=(left) y1=(bottom) x2=(right) y2=(bottom) class="axis" {}
                @for (points, current) in &chart.lines {
                    polyline points=(path(points)) fill="none" class=(if *current { "line" } else { "mark" }) {}
                }
                @for (at, (day, amount, _)) in chart.counts.iter().enumerate() {
                    circle cx=(x(*day)) cy=(y(amount)) r="5" class="point" {}
                    text x=(x(*day) + 9) y=(y(amount) + 5) class="own" { (letter(at)) }
                }
                text x=(left - 8) y=(y(least) + 5) text-anchor="end" class="label" { (whole(least)) }
                text x=(left - 8) y=(y(most) + 5) text-anchor="end" class="label" { (whole(most)) }
                text x=(left) y=(bottom + 22) text-anchor="middle" class="label" { (first.to_string()) }
                text x=(right) y=(bottom + 22) text-anchor="end" class="label" { (last.to_string()) }
            }
            figcaption {
                (chart.about)
                @for (at, (day, amount, who)) in chart.counts.iter().enumerate() {
                    " " strong { (letter(at)) } ": " (who) ", " (whole(amount)) ", " (day.to_string()) "."
                }
            }
        }
    }
}
