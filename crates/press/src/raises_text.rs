use intake::case::Book;

use crate::receipt_text::shown;
use crate::text_table::{figures, wrapped};

/// What raises that a case wants costed come to, class by class: `classes` are slugs with names.
pub(crate) fn raises_text(
    book: &Book,
    prefix: &str,
    title: &str,
    classes: &[(String, String)],
) -> String {
    let prefix = format!("{prefix}/");
    let mine = |what: &str| book.figure(&format!("{prefix}{what}")).map(|made| &made.figure);
    let year = |name: &str| -> Option<String> {
        Some(name.strip_prefix(&prefix)?.strip_suffix("/change")?.to_owned())
    };
    let years: Vec<String> =
        book.figures.iter().filter_map(|made| year(&made.figure.name)).collect();
    if years.is_empty() {
        let hole = book.holes.iter().find(|hole| format!("{}/", hole.name) == prefix);
        return hole.map_or(String::new(), |hole| {
            format!("\n{title}\n\n{}\n", wrapped(&format!("  {}.", hole.why), 4))
        });
    }
    let cell = |name: String| mine(&name).map_or(String::new(), |figure| shown(&figure.value));
    let mut rows: Vec<(String, Vec<String>)> = classes
        .iter()
        .map(|(slug, name)| {
            (format!("  {name}"), years.iter().map(|year| cell(format!("{year}/{slug}"))).collect())
        })
        .collect();
    rows.retain(|(_, cells): &(String, Vec<String>)| cells.iter().any(|cell| !cell.is_empty()));
    let changes = years.iter().map(|year| cell(format!("{year}/change")));
    rows.push(("change".to_owned(), changes.collect()));
    let mut text = format!(
        "\n{title}: cost over the status quo, class by class\n\n{}",
        figures(&years, &rows)
    );
    if let Some(figure) = mine("annualised") {
        text.push_str(&format!("\n  A full year at its final level: {}.\n", shown(&figure.value)));
    }
    for hole in book.holes.iter().filter(|hole| hole.name.starts_with(&prefix)) {
        text.push_str(&format!("{}\n", wrapped(&format!("  Not costed: {}.", hole.why), 4)));
    }
    text
}
