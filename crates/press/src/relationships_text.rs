use std::collections::BTreeSet;

use intake::case::Book;
use intake::case::relationships::{RelationshipRung, RelationshipTable, Standing};
use money::{Date, Figure};

use crate::raises_text::raises_text;
use crate::receipt_text::shown;
use crate::text_table::{figures, wrapped};

/// How classes stand to each other: at the reference, today, and under each offer; what restoring
/// it costs.
pub(crate) fn relationships_text(book: &Book) -> String {
    book.relationships.iter().map(|table| table_text(book, table)).collect()
}

fn table_text(book: &Book, table: &RelationshipTable) -> String {
    let mut text = format!("{} ({})\n\n", table.title, table.name);
    let mut say = |line: String| text.push_str(&format!("{}\n", wrapped(&format!("  {line}"), 2)));
    say(format!(
        "By the {} of the range: a class over the one below it, in percent of the lower.",
        match table.point.as_str() {
            "top" | "bottom" => format!("{} step", table.point),
            label => format!("step {label}"),
        }
    ));
    if let Some(reference) = &table.reference {
        say(format!("Reference: {reference}."));
    }
    for rung in &table.rungs {
        text.push_str(&rung_text(book, table, rung));
    }
    for note in &table.notes {
        text.push_str(&format!("{}\n", wrapped(&format!("  Note: {note}."), 4)));
    }
    let titles: Vec<(String, String)> =
        table.rungs.iter().map(|rung| (rung.slug.clone(), rung.upper.clone())).collect();
    text.push_str(&raises_text(book, &table.restoring(), "Restoring the reference", &titles));
    text.push('\n');
    text
}

fn rung_text(book: &Book, table: &RelationshipTable, rung: &RelationshipRung) -> String {
    let of = |what: &str| book.figure(&table.name(rung, what)).map(|made| &made.figure);
    let blank = |figure: Option<&Figure>| figure.map_or(String::new(), |f| shown(&f.value));
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for (label, what) in [
        ("reference", "reference"),
        ("today", "today"),
        ("short of it", "short"),
        ("raise that restores it", "raise-to-restore"),
        ("supervised above its bottom step", "supervised-above-bottom"),
        ("supervised above its top step", "supervised-above-top"),
    ] {
        if let Some(figure) = of(what) {
            let value = match what {
                "short" => format!("{} points", points(Some(figure))),
                _ => shown(&figure.value),
            };
            rows.push((label.to_owned(), vec![value]));
        }
    }
    let headers = vec![table.on.to_string()];
    let mut text =
        format!("\n  {} over {}\n\n{}", rung.upper, rung.lower, figures(&headers, &rows));
    let least = table.least.as_ref().map(|least| shown(&money::Value::Percent(least.clone())));
    let standing = match (rung.today, least) {
        (Standing::Apart, _) => None,
        (Standing::Inverted, _) => {
            Some("INVERTED: the supervisor is below the supervised.".to_owned())
        }
        (Standing::Compressed, Some(least)) => {
            Some(format!("COMPRESSED: the supervisor is to be {least} above at least."))
        }
        (Standing::Compressed, None) => None,
    };
    if let Some(standing) = standing {
        text.push_str(&format!("{}\n", wrapped(&format!("  {standing}"), 4)));
    }
    let days: BTreeSet<Date> =
        rung.under.iter().flat_map(|under| under.days.iter().copied()).collect();
    if days.is_empty() {
        return text;
    }
    let headers: Vec<String> = days.iter().map(Date::to_string).collect();
    let rows: Vec<(String, Vec<String>)> = rung
        .under
        .iter()
        .map(|under| {
            let cell = |day: &Date| {
                let known = under.days.iter().rev().find(|known| *known <= day);
                let name = known.map(|known| format!("{}/{known}", under.slug));
                name.map_or(String::new(), |name| blank(of(&name)))
            };
            (under.title.clone(), days.iter().map(cell).collect())
        })
        .collect();
    text.push_str(&format!("\n{}", figures(&headers, &rows)));
    if table.reference.is_some() {
        for under in &rung.under {
            let when = match under.restored {
                Some(day) => format!("reaches the reference on {day} and keeps it"),
                None => format!(
                    "does not reach the reference: at the end it is {} points short",
                    points(of(&format!("{}/short", under.slug)))
                ),
            };
            text.push_str(&format!("{}\n", wrapped(&format!("  {}: {when}.", under.title), 4)));
        }
    }
    text
}

/// Percent points, without the sign of a percent.
fn points(figure: Option<&Figure>) -> String {
    figure.map_or(String::new(), |figure| figure.value.to_string())
}
