//! The pay of each class and step, now and under the offers that the audience knows of. The rates are the costing's own.

use costing::{Case, LadderOn, ladder_on, rate_days};
use maud::{Markup, html};
use money::{Date, Fraction, PayBasis, Value};
use record::body::Side;
use record::{Slug, last_passed, terms_passed};

use super::maker::{Made, Maker};
use crate::Seen;
use crate::case_tables_text::short;

/// The pay of the classes that are shown.
pub struct Pay {
    classes: Vec<OfClass>,
    offers: Vec<OfferSeen>,
    note: Option<String>,
}

/// What a side has on the table, as far as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferSeen {
    /// Whose it is.
    pub side: Side,
    /// The day of the last of it.
    pub dated: Date,
    /// The entries of its passes.
    pub entries: Vec<u64>,
    /// The text of an offer file.
    pub text: String,
}

/// The pay of a class.
struct OfClass {
    name: String,
    basis: PayBasis,
    /// The status quo first, then each offer: the ladder on each day on which it changes.
    paths: Vec<Path>,
}

/// A class's ladder through time.
struct Path {
    days: Vec<(Date, LadderOn)>,
}

/// What each side last put on the table on each item, as far as a reader sees it and as far as it can be costed.
pub fn offers_seen(seen: &Seen<'_>) -> Vec<OfferSeen> {
    let state = seen.state;
    let of = |side: Side| -> Option<OfferSeen> {
        let mut passed = last_passed(state, side, |entry| seen.sees(entry));
        passed.retain(|one| !one.said.terms.is_empty());
        let costed = terms_passed(side.name(), side, &passed);
        let dated = costed.dated?;
        let mut entries: Vec<u64> = passed.iter().map(|one| one.since.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        Some(OfferSeen { side, dated, entries, text: record::offer_file(&costed) })
    };
    [Side::Union, Side::Employer].into_iter().filter_map(of).collect()
}

/// The name under which a row of `[[shown]]` shows the pay of a class: `ladder/attorney-iv`.
pub fn shown_name(classification: &str) -> String {
    format!("ladder/{}", Slug::from_words(classification))
}

/// The pay of the classes that are shown, under offers in the order of the case's; none where no class is shown.
pub fn pay_of(
    case: &Case,
    offers: Vec<OfferSeen>,
    shows: impl Fn(&str) -> bool,
    note: Option<String>,
) -> Option<Pay> {
    let paths_of = |ladder: usize| {
        let under = std::iter::once(None).chain((0..offers.len()).map(Some));
        under.map(|offer| path(case, offer, ladder)).collect()
    };
    let mut classes = Vec::new();
    for (at, ladder) in case.schedule.ladders.iter().enumerate() {
        if !shows(&shown_name(&ladder.classification)) {
            continue;
        }
        let name = match ladder.column.is_empty() {
            true => ladder.classification.clone(),
            false => format!("{}, {}", ladder.classification, ladder.column),
        };
        classes.push(OfClass { name, basis: ladder.basis, paths: paths_of(at) });
    }
    (!classes.is_empty()).then_some(Pay { classes, offers, note })
}

/// A class's ladder on the first day and on each on which it changes.
fn path(case: &Case, offer: Option<usize>, ladder: usize) -> Path {
    let mut days: Vec<(Date, LadderOn)> = Vec::new();
    for day in rate_days(case, offer) {
        let now = ladder_on(case, offer, ladder, day);
        if days.last().is_none_or(|(_, before)| before.steps != now.steps) {
            days.push((day, now));
        }
    }
    Path { days }
}

fn unit(basis: PayBasis) -> &'static str {
    match basis {
        PayBasis::Annual => "Dollars a year.",
        PayBasis::Monthly => "Dollars a month.",
        PayBasis::Hourly => "Dollars an hour.",
        PayBasis::Daily => "Dollars a day.",
        PayBasis::Biweekly => "Dollars for two weeks.",
    }
}

/// A rate in dollars and cents, as tables show it.
pub(crate) fn dollars(rate: &Fraction) -> String {
    let cents = rate.times(&Fraction::whole(100)).rounded(money::Rounding::HalfUp);
    match cents {
        Ok(cents) => short(&Value::Money(money::Cents::new(cents))),
        Err(_) => rate.to_decimal(2),
    }
}

/// The pages.
pub(crate) fn pages(maker: &Maker<'_>) -> Vec<Made> {
    maker.begin("pay");
    let Some(pay) = maker.ask.pay else { return Vec::new() };
    let sides = |side: Side| match side {
        Side::Union => "Union's offer",
        _ => "Employer's offer",
    };
    let lead = html! {
        p class="lead" { (maker.t("What each step of a class is paid, now and under each offer.")) }
        @if let Some(note) = &pay.note { p { strong { (maker.own(note)) } } }
        ul {
            @for offer in &pay.offers {
                li { (maker.t(sides(offer.side))) ": " (maker.t("as it stood on")) " " (maker.day(offer.dated)) (maker.cites(&offer.entries)) }
            }
        }
        @if pay.offers.is_empty() { p class="soft" { (maker.t("No offer with numbers may be shown here yet.")) } }
        ul class="jump" {
            @for (at, class) in pay.classes.iter().enumerate() { li { a href=(format!("#class-{}", at + 1)) { (class.name) } } }
        }
    };
    let parts = pay
        .classes
        .iter()
        .enumerate()
        .map(|(at, class)| (table(maker, pay, at, class, sides), Vec::new()));
    let pages = maker.paged("pay", &maker.t("Pay of each class"), &lead, parts.collect());
    pages.into_iter().map(|(page, _)| page).collect()
}

fn table(
    maker: &Maker<'_>,
    pay: &Pay,
    at: usize,
    class: &OfClass,
    sides: impl Fn(Side) -> &'static str,
) -> Markup {
    let id = format!("class-{}", at + 1);
    let label = |number: usize| match number.checked_sub(1).and_then(|at| pay.offers.get(at)) {
        Some(offer) => maker.t(sides(offer.side)),
        None => maker.t("As it is"),
    };
    // Each column is a ladder on a day; an offer's first one is what is paid already.
    let mut columns: Vec<(usize, Date, &LadderOn)> = Vec::new();
    for (number, path) in class.paths.iter().enumerate() {
        let known = class.paths.first().and_then(|path| path.days.first());
        for (day, ladder) in &path.days {
            if number > 0 && known.is_some_and(|(_, first)| first.steps == ladder.steps) {
                continue;
            }
            columns.push((number, *day, ladder));
        }
    }
    let mut steps: Vec<&str> = Vec::new();
    for (_, _, ladder) in &columns {
        for (label, _) in &ladder.steps {
            if !steps.contains(&label.as_str()) {
                steps.push(label);
            }
        }
    }
    let left_out = columns.iter().any(|(_, _, ladder)| !ladder.left_out.is_empty());
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (class.name) }
            p class="small soft" {
                (maker.t(unit(class.basis)))
                @if left_out { " " (maker.t("Raises of only some people of the class are not in it.")) }
            }
            div class="scroll" tabindex="0" role="group" aria-labelledby=(id) {
                table aria-labelledby=(id) {
                    thead {
                        tr {
                            th scope="col" { (maker.t("Step")) }
                            @for (number, day, _) in &columns {
                                th scope="col" class="number" { (label(*number)) br; span class="small" { (day) } }
                            }
                        }
                    }
                    tbody {
                        @for step in &steps {
                            tr {
                                th scope="row" { (step) }
                                @for (_, _, ladder) in &columns {
                                    @let rate = ladder.steps.iter().find(|(label, _)| label == step);
                                    td class="number" { @if let Some((_, rate)) = rate { (dollars(rate)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
