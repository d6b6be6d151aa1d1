use evidence::Point;
use intake::case::Book;
use intake::case::peers::{PeerClass, PeerTable, without};
use money::{Cents, Figure, Fraction, Rounding, Value};

use crate::raises_text::raises_text;
use crate::receipt_text::shown;
use crate::text_table::{figures, wrapped};

/// The tables of a case's peer rules, or of one of them: who matches and what they pay, where our
/// classes stand, which peer carries the result, and what reaching the market costs.
pub fn peers_text(book: &Book, tables: &[&PeerTable]) -> String {
    let mut text = String::new();
    for table in tables {
        text.push_str(&rule_text(table));
        for class in &table.classes {
            text.push_str(&class_text(book, table, class));
        }
        text.push_str(&all_text(book, table));
        text.push_str(&target_text(book, table));
        text.push_str(&beside_text(book, table));
    }
    text
}

fn rule_text(table: &PeerTable) -> String {
    let rule = &table.rule;
    let mut text = format!("{} ({}, {})\n\n", rule.title, rule.name, rule.side.name());
    let mut say = |line: String| text.push_str(&format!("{}\n", wrapped(&format!("  {line}"), 2)));
    say(rule.why.clone());
    say(format!("Dollars {}; at least {} matches.", table.unit(), rule.least_matches));
    if let Some(ageing) = &rule.ageing {
        let percent = ageing.times(&Fraction::whole(100)).to_decimal(2);
        say(format!("Pay of an earlier day is aged by {percent} percent a year, by months."));
    }
    if !table.own_left_out.is_empty() {
        say(format!("Left out, as our own unit: {}.", table.own_left_out.join(", ")));
    }
    say(table.registered.sentence());
    text
}

fn class_text(book: &Book, table: &PeerTable, class: &PeerClass) -> String {
    let points = &table.rule.points;
    let headers: Vec<String> = points.iter().map(|point| point.name().to_owned()).collect();
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for row in class.rows.iter().filter(|row| row.theirs.is_some()) {
        let amounts = row.pay.iter().map(|pay| match pay {
            Ok(amount) => dollars(amount),
            Err(_) => "-".to_owned(),
        });
        let theirs = row.theirs.as_deref().unwrap_or("");
        rows.push((format!("  {}, {theirs}", row.employer), amounts.collect()));
    }
    let figure = |point: Point, what: &str| {
        let name = table.name(class, point, what);
        book.figure(&name).map(|made| &made.figure)
    };
    let line = |label: &str, what: &str| {
        let cells = points.iter().map(|point| shown_or_blank(figure(*point, what)));
        (label.to_owned(), cells.collect::<Vec<String>>())
    };
    let with_pay = (0..points.len()).map(|at| {
        class.rows.iter().filter(|row| matches!(row.pay.get(at), Some(Ok(_)))).count().to_string()
    });
    rows.push(("matches with pay".to_owned(), with_pay.collect()));
    let percentile =
        |percentile: &u8| line(&format!("percentile {percentile}"), &format!("p{percentile}"));
    let (low, high): (Vec<u8>, Vec<u8>) = table.rule.percentiles.iter().partition(|p| **p < 50);
    rows.push(line("least", "minimum"));
    rows.extend(low.iter().map(percentile));
    rows.push(line("median", "median"));
    rows.extend(high.iter().map(percentile));
    rows.push(line("greatest", "maximum"));
    rows.push(line("mean", "mean"));
    let own = class.own.iter().map(|own| own.as_ref().map(dollars).unwrap_or_default());
    rows.push(("our own".to_owned(), own.collect()));
    for (label, what) in [
        ("gap, of our own pay", "gap"),
        ("gap, of the market's", "gap-on-market"),
        ("raise to the median", "raise-to-market"),
        ("weighted mean", "weighted-mean"),
        ("raise to the weighted mean", "raise-to-weighted-mean"),
        ("our place, we among them", "rank"),
    ] {
        rows.push(line(label, what));
    }
    rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let mut text = format!("\n{}\n\n{}", class.name, figures(&headers, &rows));
    text.push_str(&left_out_text(class, points));
    text.push_str(&leave_one_out(book, table, class));
    text
}

/// Who has no match, or no pay, and why, those with one reason together.
fn left_out_text(class: &PeerClass, points: &[Point]) -> String {
    let mut said: Vec<(String, String, Vec<&str>)> = Vec::new();
    let mut add = |what: String, why: &str, employer| {
        let why = why.trim_end_matches('.').to_owned();
        match said.iter_mut().find(|(w, y, _)| *w == what && *y == why) {
            Some((_, _, employers)) => employers.push(employer),
            None => said.push((what, why, vec![employer])),
        }
    };
    for row in &class.rows {
        if row.theirs.is_none() {
            add("No match".to_owned(), &row.why, row.employer.as_str());
        }
        let missing = |at: usize| row.pay.get(at).and_then(|pay| pay.as_ref().err());
        let mut whys: Vec<&String> = (0..points.len()).filter_map(missing).collect();
        whys.dedup();
        for why in whys {
            let of = |at: &usize| missing(*at) == Some(why);
            let names: Vec<&str> =
                (0..points.len()).filter(of).map(|at| points[at].name()).collect();
            add(format!("No {}", names.join(", ")), why, row.employer.as_str());
        }
    }
    let mut lines: Vec<String> = said
        .into_iter()
        .map(|(what, why, employers)| format!("{what}: {}: {why}.", employers.join(", ")))
        .collect();
    for (point, hole) in points.iter().zip(&class.holes) {
        if let Some(why) = hole {
            lines.push(format!("No result by {}: {why}.", point.name()));
        }
    }
    let lines = lines.iter().map(|line| format!("{}\n", wrapped(&format!("  {line}"), 4)));
    match lines.collect::<String>() {
        text if text.is_empty() => text,
        text => format!("\n{text}"),
    }
}

/// The median and the gap without each of the matches: which of them carries the result.
fn leave_one_out(book: &Book, table: &PeerTable, class: &PeerClass) -> String {
    let points = &table.rule.points;
    let mut headers = Vec::new();
    for point in points {
        headers.extend([point.name().to_owned(), "gap".to_owned()]);
    }
    let mut rows = Vec::new();
    let mut line = |label: String, tail: &str| {
        let mut any = false;
        let mut cells = Vec::new();
        for point in points {
            for what in ["median", "gap"] {
                let name = table.name(class, *point, &format!("{what}{tail}"));
                let figure = book.figure(&name).map(|made| &made.figure);
                any = any || figure.is_some();
                cells.push(shown_or_blank(figure));
            }
        }
        if any {
            rows.push((label, cells));
        }
    };
    line("with all".to_owned(), "");
    for row in &class.rows {
        line(format!("  without {}", row.employer), &format!("/{}", without(&row.employer)));
    }
    if rows.len() < 2 {
        return String::new();
    }
    let mut text = format!(
        "\n  Without one of them: the median, and our gap of our own pay\n\n{}",
        figures(&headers, &rows)
    );
    let carried: Vec<String> =
        points.iter().filter_map(|point| carried_by(book, table, class, *point)).collect();
    if !carried.is_empty() {
        text.push('\n');
    }
    for line in carried {
        text.push_str(&format!("{}\n", wrapped(&format!("  {line}"), 4)));
    }
    text
}

/// Which peers the gap moves most without, and whether the side of the market changes with them.
fn carried_by(book: &Book, table: &PeerTable, class: &PeerClass, point: Point) -> Option<String> {
    let all = book.figure(&table.name(class, point, "gap"))?.figure.value.amount();
    let mut most: Vec<(&str, Fraction, Fraction)> = Vec::new();
    for row in &class.rows {
        let name = table.name(class, point, &format!("gap/{}", without(&row.employer)));
        let Some(made) = book.figure(&name) else { continue };
        let gap = made.figure.value.amount();
        let moved = gap.minus(&all);
        let moved = if moved.is_negative() { moved.negated() } else { moved };
        if most.first().is_none_or(|(_, known, _)| moved > *known) {
            most.clear();
        }
        if most.first().is_none_or(|(_, known, _)| moved == *known) {
            most.push((&row.employer, moved, gap));
        }
    }
    let (_, moved, gap) = most.first()?;
    let names: Vec<&str> = most.iter().map(|(name, _, _)| *name).collect();
    let names = names.join(" or ");
    if moved.is_zero() {
        return Some(format!("By {}, no one peer moves the gap.", point.name()));
    }
    let turns = match all.is_negative() != gap.is_negative() {
        true => ", on the other side of the market",
        false => "",
    };
    Some(format!(
        "By {}, the gap moves most without {names}: from {} to {}{turns}.",
        point.name(),
        shown(&Value::Percent(all)),
        shown(&Value::Percent(gap.clone()))
    ))
}

fn all_text(book: &Book, table: &PeerTable) -> String {
    let mut text = String::new();
    for point in &table.rule.points {
        let name = table.name_of_all(*point, "mean-gap");
        if let Some(made) = book.figure(&name) {
            let line = format!(
                "  Mean of the classes' gaps by {}, each class once: {}.",
                point.name(),
                shown(&made.figure.value)
            );
            text.push_str(&format!("{}\n", wrapped(&line, 4)));
        }
    }
    if text.is_empty() { text } else { format!("\nAll classes\n\n{text}") }
}

/// What reaching the target costs, class by class.
fn target_text(book: &Book, table: &PeerTable) -> String {
    let classes: Vec<(String, String)> =
        table.classes.iter().map(|class| (class.slug.clone(), class.name.clone())).collect();
    raises_text(book, &table.target(), "Reaching the market", &classes)
}

/// Our result beside that of the other side's list.
fn beside_text(book: &Book, table: &PeerTable) -> String {
    let mut rows = Vec::new();
    for class in &table.classes {
        for point in &table.rule.points {
            let of =
                |what: &str| book.figure(&table.name(class, *point, what)).map(|made| &made.figure);
            let rival = |figure: Option<&Figure>| {
                shown_or_blank(figure.and_then(|figure| figure.rival.as_deref()))
            };
            let (median, gap) = (of("median"), of("gap"));
            if median.is_some_and(|figure| figure.rival.is_some()) {
                rows.push((
                    format!("  {}, {}", class.name, point.name()),
                    vec![shown_or_blank(median), rival(median), shown_or_blank(gap), rival(gap)],
                ));
            }
        }
    }
    let Some((name, _)) = table.rival().filter(|_| !rows.is_empty()) else {
        return String::from("\n");
    };
    let headers = ["median", "theirs", "gap", "theirs"].map(str::to_owned);
    format!("\nBeside the list {name}: gaps of our own pay\n\n{}\n", figures(&headers, &rows))
}

fn shown_or_blank(figure: Option<&Figure>) -> String {
    figure.map_or(String::new(), |figure| shown(&figure.value))
}

/// An amount to the cent.
fn dollars(amount: &Fraction) -> String {
    let cents = amount.times(&Fraction::whole(100)).rounded(Rounding::HalfUp).unwrap_or(i64::MAX);
    shown(&Value::Money(Cents::new(cents)))
}
