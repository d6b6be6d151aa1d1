//! The parts of the case, in order.

use std::collections::BTreeSet;

use intake::case::goals::GoalState;
use intake::case::peers::{PeerClass, PeerTable, without};
use intake::case::relationships::{RelationshipTable, Standing};
use intake::case::tables::{CaseTable, Section, TableCell};
use intake::case::{Book, MadeFigure, Part};
use maud::{Markup, html};
use money::{Date, Figure, Fraction, Value};

use super::Page;
use super::charts::{Bar, bars, line};
use crate::case_tables_text::{notes, short};
use crate::goals_text::outcome_text;

/// What makes a part's content, where the case has it.
type Content<'p> = fn(&Page<'p>) -> Option<Markup>;

/// Each part that the case has, with its id and heading.
pub(super) fn all<'p>(page: &Page<'p>) -> Vec<(&'static str, String, Markup)> {
    let parts: [(&str, &str, Content<'p>); 9] = [
        ("prices", "What prices did to pay", prices),
        ("peers", "Where we stand among the same work elsewhere", peers),
        ("relationships", "How classes stand to each other", relationships),
        ("staffing", "Vacancies, turnover and the work that is left", staffing),
        ("said", "What each side says", said),
        ("ability", "What the employer can pay", ability),
        ("offers", "The offers, and what they cost", offers),
        ("goals", "Our goals by offers", goals),
        ("holes", "What the record lacks", holes),
    ];
    let made = parts
        .into_iter()
        .filter_map(|(id, heading, content)| Some((id, page.t(heading), content(page)?)));
    made.collect()
}

fn of_part<'b>(page: &Page<'b>, part: Part) -> Vec<&'b MadeFigure> {
    page.book.figures.iter().filter(|made| made.part == part).collect()
}

/// What stands beside a figure: its rival, and what stands behind that.
pub(super) fn beside(figure: &Figure) -> Vec<&Figure> {
    std::iter::successors(figure.rival.as_deref(), |rival| rival.rival.as_deref()).collect()
}

/// A figure as a card: its value, what it is, and its rival beside it.
fn card(page: &Page<'_>, made: &MadeFigure) -> Markup {
    let figure = &made.figure;
    html! {
        li {
            p class=(if short(&figure.value).len() > 13 { "big long" } else { "big" }) { (page.link(&figure.name)) }
            p { (page.sentence(&figure.method)) }
            @for note in &made.notes {
                p class="soft" { (page.whole(note)) }
            }
            @for rival in beside(figure) {
                div class="rival" {
                    p class="soft" { (page.t("Beside it")) ": "
                        @if page.figure(&rival.name).is_some() {
                            strong { (page.link(&rival.name)) }
                        } @else {
                            strong { (short(&rival.value)) }
                        }
                    }
                    p class="soft" { (page.sentence(&rival.method)) }
                }
            }
        }
    }
}

fn prices(page: &Page<'_>) -> Option<Markup> {
    let mut figures = of_part(page, Part::Prices);
    figures.extend(of_part(page, Part::Wages));
    if figures.is_empty() {
        return None;
    }
    Some(html! {
        ul class="cards" {
            @for made in &figures { (card(page, made)) }
        }
        @if let Some(path) = PricePath::of(page.book) { (price_chart(page, &path)) }
    })
}

/// Prices month by month.
pub(crate) struct PricePath<'a> {
    /// The figure that they lead to.
    pub made: &'a MadeFigure,
    /// Each month's index: the first month being 100, and as it was printed.
    pub months: Vec<(String, Fraction, Fraction)>,
}

impl<'a> PricePath<'a> {
    /// That of the first figure of a case that is made of more than two months.
    pub fn of(book: &'a Book) -> Option<PricePath<'a>> {
        let of_prices = |part: Part| book.figures.iter().filter(move |made| made.part == part);
        let (made, path) =
            of_prices(Part::Prices).chain(of_prices(Part::Wages)).find_map(|made| {
                let path = book.index_path(&made.figure)?;
                (path.len() > 2).then_some((made, path))
            })?;
        let first = path[0].1.clone();
        let rebased = |index: &Fraction| index.times(&Fraction::whole(100)).divide(&first);
        let month = |(month, index): (evidence::Month, Fraction)| {
            (month.to_string(), rebased(&index).unwrap_or(Fraction::ZERO), index)
        };
        Some(PricePath { made, months: path.into_iter().map(month).collect() })
    }
}

/// Prices month by month, the first month being 100.
fn price_chart(page: &Page<'_>, path: &PricePath<'_>) -> Markup {
    let points: Vec<(String, Fraction)> =
        path.months.iter().map(|(month, index, _)| (month.clone(), index.clone())).collect();
    let title = page.t("Prices month by month, the first month being 100");
    let last = points.last().map(|(_, index)| index.to_decimal(1)).unwrap_or_default();
    let about = format!("{}: 100. {}: {last}.", points[0].0, points[points.len() - 1].0);
    let rows: Vec<(String, Vec<Markup>, bool)> = path
        .months
        .iter()
        .map(|(month, index, printed)| {
            let cells = vec![html! { (index.to_decimal(1)) }, html! { (printed.to_decimal(3)) }];
            (month.clone(), cells, false)
        })
        .collect();
    let id = page.chart_id();
    html! {
        figure {
            figcaption { (title) ". " (page.sentence(&path.made.figure.method)) }
            (line(&id, &title, &about, &points, |index| index.to_decimal(1)))
            details {
                summary { (page.t("The numbers behind the chart")) }
                (page.table(&title, &[page.t("first month 100"), page.t("index as printed")], &rows))
            }
        }
    }
}

fn peers(page: &Page<'_>) -> Option<Markup> {
    if page.book.peers.is_empty() {
        return None;
    }
    Some(html! { @for table in &page.book.peers { (rule_of_peers(page, table)) } })
}

/// What came of one rule of peers.
pub(super) fn rule_of_peers(page: &Page<'_>, table: &PeerTable) -> Markup {
    let slugs: Vec<(String, String)> =
        table.classes.iter().map(|class| (class.slug.clone(), class.name.clone())).collect();
    html! {
        h3 { (page.t(&table.rule.title)) }
        p { (page.whole(&table.rule.why)) }
        p { (page.whole(&format!("dollars {}; at least {} matches", table.unit(), table.rule.least_matches))) }
        p { (page.sentence(&table.registered.sentence())) }
        @if !table.own_left_out.is_empty() {
            p { (page.t("Left out, as our own unit:")) " " (table.own_left_out.join(", ")) "." }
        }
        @for class in &table.classes { (class_of_peers(page, table, class)) }
        (costs_of(page, &table.target(), "Reaching the market: cost over the status quo, class by class", &slugs))
    }
}

fn class_of_peers(page: &Page<'_>, table: &PeerTable, class: &PeerClass) -> Markup {
    let points = &table.rule.points;
    let headers: Vec<String> = points.iter().map(|point| page.t(point.name())).collect();
    let dollars = |amount: &Fraction| short(&money_of(amount));
    let mut rows: Vec<(String, Vec<Markup>, bool)> = Vec::new();
    for row in class.rows.iter().filter(|row| row.theirs.is_some()) {
        let cells = row.pay.iter().map(|pay| match pay {
            Ok(amount) => html! { (dollars(amount)) },
            Err(_) => html! { (page.t("hole")) },
        });
        let theirs = row.theirs.as_deref().unwrap_or("");
        rows.push((format!("{}, {theirs}", row.employer), cells.collect(), false));
    }
    let own: Vec<Markup> =
        class.own.iter().map(|own| html! { @if let Some(own) = own { (dollars(own)) } }).collect();
    let mut lines: Vec<(String, Vec<Markup>, bool)> = Vec::new();
    for (label, what) in [
        ("least", "minimum"),
        ("median", "median"),
        ("mean", "mean"),
        ("greatest", "maximum"),
        ("gap, of our own pay", "gap"),
        ("gap, of the market's", "gap-on-market"),
        ("raise to the median", "raise-to-market"),
        ("weighted mean", "weighted-mean"),
        ("raise to the weighted mean", "raise-to-weighted-mean"),
        ("our place, we among them", "rank"),
    ] {
        let names: Vec<String> =
            points.iter().map(|point| table.name(class, *point, what)).collect();
        if names.iter().any(|name| page.figure(name).is_some()) {
            let cells = names.iter().map(|name| page.link(name)).collect();
            lines.push((page.t(label), cells, what == "median"));
        }
    }
    let chart = points.first().and_then(|point| {
        let mut all: Vec<Bar> = class
            .rows
            .iter()
            .filter_map(|row| {
                let amount = row.pay.first()?.as_ref().ok()?;
                Some(Bar {
                    label: row.employer.clone(),
                    amount: amount.clone(),
                    shown: dollars(amount),
                    own: false,
                })
            })
            .collect();
        let own = class.own.first()?.as_ref()?;
        let median = page.figure(&table.name(class, *point, "median"))?;
        all.push(Bar {
            label: page.t("our own"),
            amount: own.clone(),
            shown: dollars(own),
            own: true,
        });
        all.sort_by(|a, b| b.amount.cmp(&a.amount).then(a.label.cmp(&b.label)));
        let value = &median.figure.value;
        let title = format!("{}: {}", class.name, page.t(point.name()));
        let about = format!(
            "{} {}; {} {}",
            page.t("our own"),
            dollars(own),
            page.t("median"),
            short(value)
        );
        let mark = format!("{} {}", page.t("median"), short(value));
        let id = page.chart_id();
        Some(html! {
            figure {
                figcaption { (title) ". " (about) "." }
                (bars(&id, &title, &about, &all, Some((&value.amount(), &mark))))
            }
        })
    });
    let left: Vec<Markup> = left_out(page, class, points);
    html! {
        h4 { (class.name) }
        @if let Some(chart) = chart { (chart) }
        @if !lines.is_empty() {
            (page.table(&format!("{}: {}", class.name, page.t("where we stand")), &headers, &lines))
        }
        @if !rows.is_empty() {
            @let all: Vec<(String, Vec<Markup>, bool)> = rows.into_iter().chain([(page.t("our own"), own, true)]).collect();
            (page.table(&format!("{}: {}", class.name, page.t("who matches, and what they pay")), &headers, &all))
        }
        @for hole in left { (hole) }
        (leave_one_out(page, table, class))
    }
}

fn money_of(amount: &Fraction) -> Value {
    let cents = amount.times(&Fraction::whole(100)).rounded(money::Rounding::HalfUp);
    Value::Money(money::Cents::new(cents.unwrap_or(i64::MAX)))
}

/// Who has no match or no pay, and why; and where there is no result.
fn left_out(page: &Page<'_>, class: &PeerClass, points: &[evidence::Point]) -> Vec<Markup> {
    let mut all = Vec::new();
    let mut none: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in &class.rows {
        let whys = row.pay.iter().filter_map(|pay| pay.as_ref().err().map(String::as_str));
        let unmatched = row.theirs.is_none().then_some(row.why.as_str());
        for why in unmatched.into_iter().chain(whys) {
            match none.iter_mut().find(|(known, _)| *known == why) {
                Some((_, who)) if who.contains(&row.employer.as_str()) => {}
                Some((_, who)) => who.push(&row.employer),
                None => none.push((why, vec![&row.employer])),
            }
        }
    }
    for (why, who) in none {
        all.push(html! { p { (page.t("No match, or no pay:")) " " (who.join(", ")) ": " (page.sentence(why)) "." } });
    }
    for (point, hole) in points.iter().zip(&class.holes) {
        if let Some(why) = hole {
            all.push(html! { p class="hole" { strong { (page.t("A hole:")) } " " (class.name) ", " (page.t(point.name())) ": " (page.sentence(why)) "." } });
        }
    }
    all
}

fn leave_one_out(page: &Page<'_>, table: &PeerTable, class: &PeerClass) -> Markup {
    let points = &table.rule.points;
    let mut headers = Vec::new();
    for point in points {
        headers.extend([page.t(point.name()), page.t("gap")]);
    }
    let mut rows = Vec::new();
    for row in &class.rows {
        let without = without(&row.employer);
        let names: Vec<String> = points
            .iter()
            .flat_map(|point| {
                ["median", "gap"]
                    .map(|what| table.name(class, *point, &format!("{what}/{without}")))
            })
            .collect();
        if names.iter().any(|name| page.figure(name).is_some()) {
            let cells = names.iter().map(|name| page.link(name)).collect();
            rows.push((format!("{} {}", page.t("without"), row.employer), cells, false));
        }
    }
    if rows.is_empty() {
        return html! {};
    }
    html! {
        details {
            summary { (page.t("Which peer carries the result: without one of them")) }
            (page.table(&format!("{}: {}", class.name, page.t("without one of them, the median and our gap")), &headers, &rows))
        }
    }
}

/// What raises that the case wants costed come to, class by class.
fn costs_of(page: &Page<'_>, prefix: &str, title: &str, classes: &[(String, String)]) -> Markup {
    let prefix = format!("{prefix}/");
    let year = |name: &str| -> Option<String> {
        Some(name.strip_prefix(&prefix)?.strip_suffix("/change")?.to_owned())
    };
    let years: Vec<String> =
        page.book.figures.iter().filter_map(|made| year(&made.figure.name)).collect();
    if years.is_empty() {
        return html! {};
    }
    let line = |label: String, what: &str, sum: bool| {
        let cells: Vec<Markup> =
            years.iter().map(|year| page.link(&format!("{prefix}{year}/{what}"))).collect();
        (label, cells, sum)
    };
    let mut rows: Vec<(String, Vec<Markup>, bool)> = classes
        .iter()
        .filter(|(slug, _)| page.figure(&format!("{prefix}{}/{slug}", years[0])).is_some())
        .map(|(slug, name)| line(name.clone(), slug, false))
        .collect();
    rows.push(line(page.t("change"), "change", true));
    html! { (page.table(&page.t(title), &years, &rows)) }
}

fn relationships(page: &Page<'_>) -> Option<Markup> {
    if page.book.relationships.is_empty() {
        return None;
    }
    Some(html! { @for table in &page.book.relationships { (relationship(page, table)) } })
}

fn relationship(page: &Page<'_>, table: &RelationshipTable) -> Markup {
    html! {
        h3 { (page.t(&table.title)) }
        @if let Some(reference) = &table.reference {
            p { (page.t("Reference:")) " " (page.sentence(reference)) "." }
        }
        @for rung in &table.rungs {
            @let caption = format!("{} {} {}", rung.upper, page.t("over"), rung.lower);
            @let mut rows = Vec::new();
            @for (label, what) in [
                ("reference", "reference"),
                ("today", "today"),
                ("short of it, in points", "short"),
                ("raise that restores it", "raise-to-restore"),
                ("supervised above its bottom step", "supervised-above-bottom"),
                ("supervised above its top step", "supervised-above-top"),
            ] {
                @let name = table.name(rung, what);
                @if page.figure(&name).is_some() {
                    ({ rows.push((page.t(label), vec![page.link(&name)], false)); html! {} })
                }
            }
            (page.table(&caption, &[table.on.to_string()], &rows))
            @match rung.today {
                Standing::Inverted => p class="hole" { (page.t("Inverted: the supervisor is below the supervised.")) },
                Standing::Compressed => p class="hole" { (page.t("Compressed: the supervisor is less above than it is to be.")) },
                Standing::Apart => {},
            }
            (under(page, table, rung))
        }
        @for note in &table.notes { p class="soft" { (page.whole(note)) } }
        (costs_of(page, &table.restoring(), "Restoring the reference: cost over the status quo, class by class",
            &table.rungs.iter().map(|rung| (rung.slug.clone(), rung.upper.clone())).collect::<Vec<_>>()))
    }
}

fn under(
    page: &Page<'_>,
    table: &RelationshipTable,
    rung: &intake::case::relationships::RelationshipRung,
) -> Markup {
    let days: BTreeSet<Date> =
        rung.under.iter().flat_map(|under| under.days.iter().copied()).collect();
    if days.is_empty() {
        return html! {};
    }
    let headers: Vec<String> = days.iter().map(Date::to_string).collect();
    let rows: Vec<(String, Vec<Markup>, bool)> = rung
        .under
        .iter()
        .map(|under| {
            let cell = |day: &Date| {
                let known = under.days.iter().rev().find(|known| *known <= day);
                known.map_or(html! {}, |known| {
                    page.link(&table.name(rung, &format!("{}/{known}", under.slug)))
                })
            };
            (page.t(&under.title), days.iter().map(cell).collect(), false)
        })
        .collect();
    let caption =
        format!("{} {} {}: {}", rung.upper, page.t("over"), rung.lower, page.t("under each offer"));
    html! {
        (page.table(&caption, &headers, &rows))
        @if table.reference.is_some() {
            ul {
                @for under in &rung.under {
                    li {
                        (page.t(&under.title)) ": "
                        @match under.restored {
                            Some(day) => { (page.t("reaches the reference on")) " " (day.to_string()) },
                            None => {
                                (page.t("does not reach the reference; short at the end, in points:")) " "
                                (page.link(&table.name(rung, &format!("{}/short", under.slug))))
                            },
                        }
                        "."
                    }
                }
            }
        }
    }
}

fn tables_of(page: &Page<'_>, sections: &[Section]) -> Option<Markup> {
    let tables: Vec<&CaseTable> =
        page.book.tables.iter().filter(|table| sections.contains(&table.section)).collect();
    if tables.is_empty() {
        return None;
    }
    Some(html! { @for table in tables { (case_table(page, table)) } })
}

fn staffing(page: &Page<'_>) -> Option<Markup> {
    tables_of(
        page,
        &[
            Section::Vacancy,
            Section::Workforce,
            Section::Turnover,
            Section::Workload,
            Section::Answers,
        ],
    )
}

fn ability(page: &Page<'_>) -> Option<Markup> {
    tables_of(page, &[Section::Ability, Section::Payments])
}

fn case_table(page: &Page<'_>, table: &CaseTable) -> Markup {
    let headers: Vec<String> = table.headers.iter().map(|header| page.t(header)).collect();
    let rows: Vec<(String, Vec<Markup>, bool)> = table
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells.iter().map(|cell| match cell {
                TableCell::Blank => html! {},
                TableCell::Hole(_) => html! { (page.t("hole")) },
                TableCell::Figure(name) => page.link(name),
            });
            (page.t(row.label.trim()), cells.collect(), row.label.trim() == "all")
        })
        .collect();
    let id = page.chart_id();
    html! {
        h3 id=(id) { (page.t(&table.title)) }
        @for line in &table.about { p { (page.sentence(line)) } }
        @if let Some(chart) = chart_of(page, table) { (chart) }
        (page.table_under(&id, &headers, &rows))
        @for note in notes(page.book, table) {
            p class="soft" { (page.sentence(&note)) }
        }
    }
}

/// Changes of parts, and payments by year, as bars.
fn chart_of(page: &Page<'_>, table: &CaseTable) -> Option<Markup> {
    let bar = |label: String, cell: &TableCell, own: bool| {
        let TableCell::Figure(name) = cell else { return None };
        let value = &page.figure(name)?.figure.value;
        Some(Bar { label, amount: value.amount(), shown: short(value), own })
    };
    let (title, mut all): (String, Vec<Bar>) = match table.section {
        Section::Workforce => {
            let of = |row: &intake::case::tables::TableRow| {
                bar(page.t(row.label.trim()), row.cells.last()?, row.label == "all")
            };
            (
                format!("{}: {}", page.t(&table.title), page.t("change in percent")),
                table.rows.iter().filter_map(of).collect(),
            )
        }
        Section::Payments => {
            let row = table.rows.iter().find(|row| row.label == "all")?;
            let all = table.headers.iter().zip(&row.cells);
            (
                page.t(&table.title),
                all.filter_map(|(year, cell)| bar(year.clone(), cell, true)).collect(),
            )
        }
        _ => return None,
    };
    if all.len() < 2 {
        return None;
    }
    if table.section == Section::Workforce {
        all.sort_by(|a, b| {
            b.own.cmp(&a.own).then(a.amount.cmp(&b.amount)).then(a.label.cmp(&b.label))
        });
        all.truncate(16);
    }
    let about = page.t("The numbers are in the table below.");
    let id = page.chart_id();
    Some(html! {
        figure {
            figcaption { (title) "." }
            (bars(&id, &title, &about, &all, None))
        }
    })
}

fn said(page: &Page<'_>) -> Option<Markup> {
    let figures = of_part(page, Part::Said);
    if figures.is_empty() {
        return None;
    }
    // What stands beside another is said with it, once.
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let (mut cards, mut lines) = (Vec::new(), Vec::new());
    for made in &figures {
        let figure = &made.figure;
        if said.contains(figure.name.as_str()) {
            continue;
        }
        said.extend(beside(figure).into_iter().map(|rival| rival.name.as_str()));
        match figure.rival {
            Some(_) => cards.push(card(page, made)),
            None => lines.push(html! {
                li { strong { (page.link(&figure.name)) } " " (page.sentence(&figure.method)) }
            }),
        }
    }
    Some(html! {
        p { (page.t("What somebody said is not worked out here: its source is its receipt.")) }
        @if !cards.is_empty() {
            ul class="cards" { @for card in &cards { (card) } }
        }
        @if !lines.is_empty() {
            ul class="lines" { @for line in &lines { (line) } }
        }
    })
}

fn offers(page: &Page<'_>) -> Option<Markup> {
    let offers = &page.book.offers;
    if offers.is_empty() {
        return None;
    }
    let headers: Vec<String> = offers.iter().map(|offer| page.t(&offer.title)).collect();
    let first = &offers[0].slug;
    let years: Vec<String> = page
        .book
        .figures
        .iter()
        .filter_map(|made| {
            Some(
                made.figure
                    .name
                    .strip_prefix(&format!("{first}/"))?
                    .strip_suffix("/change")?
                    .to_owned(),
            )
        })
        .collect();
    let line = |label: String, what: &str, sum: bool| {
        let cells: Vec<Markup> =
            offers.iter().map(|offer| page.link(&format!("{}/{what}", offer.slug))).collect();
        (label, cells, sum)
    };
    let mut rows: Vec<(String, Vec<Markup>, bool)> = Vec::new();
    for year in &years {
        rows.push(line(
            format!("{} {year}", page.t("change over the status quo,")),
            &format!("{year}/change"),
            false,
        ));
    }
    for (label, what) in [
        ("all years together", "cumulative"),
        ("a full year at its final level", "annualised"),
        ("as a percent of pay", "percent-of-pay"),
        ("as a percent of compensation", "percent-of-compensation"),
        ("for each head on the roster", "per-member"),
        ("rates at the end", "end-rate"),
    ] {
        rows.push(line(page.t(label), what, what == "cumulative"));
    }
    if offers.len() > 1 {
        let cells =
            offers.iter().map(|offer| page.link(&format!("distance/{}/annualised", offer.slug)));
        rows.push((page.t("distance from the first, a full year"), cells.collect(), false));
    }
    let all: Vec<Bar> = offers
        .iter()
        .filter_map(|offer| {
            let value = &page.figure(&format!("{}/annualised", offer.slug))?.figure.value;
            Some(Bar {
                label: page.t(&offer.title),
                amount: value.amount(),
                shown: short(value),
                own: offer.party == "union",
            })
        })
        .collect();
    let title = page.t("What each offer costs in a full year at its final level");
    let about = page.t("The numbers are in the table below.");
    let id = page.chart_id();
    Some(html! {
        @if all.len() > 1 {
            figure {
                figcaption { (title) "." }
                (bars(&id, &title, &about, &all, None))
            }
        }
        (page.table_under("offers", &headers, &rows))
    })
}

fn goals(page: &Page<'_>) -> Option<Markup> {
    let table = &page.book.goals;
    if table.goals.is_empty() {
        return None;
    }
    let mark = |state: GoalState| match state {
        GoalState::Met => "✓",
        GoalState::NotMet => "✗",
        GoalState::NotKnown => "?",
    };
    let id = "goals";
    Some(html! {
        div class="scroll" tabindex="0" role="group" aria-labelledby=(id) {
            table aria-labelledby=(id) {
                thead {
                    tr {
                        td class="none" {}
                        @for (_, title) in &table.offers { th scope="col" { (page.t(title)) } }
                    }
                }
                tbody {
                    @for goal in &table.goals {
                        tr {
                            th scope="row" { (page.t(&goal.title)) ", " (page.t("by")) " " (goal.by.to_string()) }
                            @for outcome in &goal.outcomes {
                                td class="words" {
                                    span class="state" data-mark=(mark(outcome.state)) { (page.t(outcome.state.words())) }
                                    @if let Some(short) = &outcome.short { ": " (page.link(short)) }
                                    @if let Some(day) = outcome.when { br; (page.t("from")) " " (day.to_string()) }
                                }
                            }
                        }
                    }
                }
            }
        }
        details {
            summary { (page.t("How far, when and why")) }
            @for goal in &table.goals {
                h3 { (page.t(&goal.title)) }
                ul {
                    @for ((_, title), outcome) in table.offers.iter().zip(&goal.outcomes) {
                        li { (page.t(title)) ": " (page.sentence(&outcome_text(page.book, goal, outcome))) "." }
                    }
                }
            }
        }
    })
}

fn holes(page: &Page<'_>) -> Option<Markup> {
    if page.book.holes.is_empty() {
        return None;
    }
    Some(html! {
        p { (page.t("Asked for, and not to be had. Nothing stands in for it.")) }
        @for hole in &page.book.holes {
            div { p class="hole" { span class="name" { (hole.name) } br; (page.whole(&hole.why)) } }
        }
    })
}
