use intake::case::{Book, MadeFigure, Part};

use crate::case_tables_text::{case_tables_text, short};
use crate::goals_text::goals_text;
use crate::relationships_text::relationships_text;
use crate::text_table::{figures, hanging, wrapped};

/// The whole case for the terminal, in the order that persuades and can be checked: a summary, each
/// figure by the name under which its receipt is printed.
pub fn case_text(book: &Book, campaign: &str) -> String {
    let mut text =
        format!("{}\n\n", wrapped(&format!("{campaign}: the case, as of {}", book.as_of), 2));
    let mut part = |heading: &str, content: String| {
        if !content.is_empty() {
            text.push_str(&format!("{}\n\n{}\n\n", heading.to_uppercase(), content.trim_end()));
        }
    };
    part("What prices did to pay", with_methods(book, &[Part::Prices, Part::Wages]));
    part("Where we stand among the same work elsewhere", peers(book));
    part("How classes stand to each other", relationships_text(book));
    part("Staffing, work and money", case_tables_text(book));
    part("What each side says", with_methods(book, &[Part::Said]));
    part("The offers, and what they cost", offers(book));
    part("Our goals", goals_text(book));
    part("What the record lacks", holes(book));
    text.push_str("A figure with its receipt: goodfaith case receipt NAME\n");
    text
}

/// Each figure's value and name, and what it is; its rival beside it, once.
fn with_methods(book: &Book, parts: &[Part]) -> String {
    let mut text = String::new();
    let mut beside: Vec<&str> = Vec::new();
    for made in book.figures.iter().filter(|made| parts.contains(&made.part)) {
        if beside.contains(&made.figure.name.as_str()) {
            continue;
        }
        text.push_str(&one(made));
        let rivals =
            std::iter::successors(made.figure.rival.as_deref(), |rival| rival.rival.as_deref());
        for rival in rivals {
            beside.push(&rival.name);
            let line = format!("beside it {}: {}", short(&rival.value), rival.method);
            text.push_str(&format!("{}\n", hanging(&" ".repeat(19), &line, 19)));
        }
        for note in &made.notes {
            text.push_str(&format!(
                "{}\n",
                hanging(&" ".repeat(19), &format!("Note: {note}."), 19)
            ));
        }
    }
    text
}

fn one(made: &MadeFigure) -> String {
    let figure = &made.figure;
    let value = format!("{:>16}", short(&figure.value));
    let line = format!("{} ({})", figure.method, figure.name);
    format!("{}\n", hanging(&format!("{value}   "), &line, 19))
}

/// The median and the gap of each class at each point, rule by rule.
fn peers(book: &Book) -> String {
    let mut text = String::new();
    for table in &book.peers {
        text.push_str(&format!("{} ({})\n\n", table.rule.title, table.rule.name));
        let mut rows = Vec::new();
        for class in &table.classes {
            for (at, point) in table.rule.points.iter().enumerate() {
                let cell = |what: &str| {
                    let made = book.figure(&table.name(class, *point, what));
                    made.map_or(String::new(), |made| short(&made.figure.value))
                };
                let cells = match class.holes.get(at) {
                    Some(Some(_)) => vec!["hole".to_owned(), String::new(), String::new()],
                    _ => vec![cell("median"), cell("gap"), cell("raise-to-market")],
                };
                rows.push((format!("{}, {}", class.name, point.name()), cells));
            }
        }
        let headers = ["median", "our gap", "raise to it"].map(str::to_owned);
        text.push_str(&figures(&headers, &rows));
        let line = format!("  {}", table.registered.sentence());
        text.push_str(&format!("{}\n\n", wrapped(&line, 2)));
    }
    if !text.is_empty() {
        text.push_str("  Match by match: goodfaith case peers show\n");
    }
    text
}

/// What each offer costs, and how far it is from the first.
fn offers(book: &Book) -> String {
    let mut text = String::new();
    for (at, offer) in book.offers.iter().enumerate() {
        let prefix = format!("{}/", offer.slug);
        let mut rows: Vec<(String, Vec<String>)> = Vec::new();
        for made in &book.figures {
            let Some(rest) = made.figure.name.strip_prefix(&prefix) else { continue };
            let label = match rest {
                "cumulative" => "all years together".to_owned(),
                "annualised" => "a full year at its final level".to_owned(),
                "percent-of-pay" => "as a percent of pay".to_owned(),
                "per-member" => "for each head on the roster".to_owned(),
                rest => match rest.strip_suffix("/change") {
                    Some(year) => format!("change over the status quo, {year}"),
                    None => continue,
                },
            };
            rows.push((label, vec![short(&made.figure.value)]));
        }
        let distance = format!("distance/{}/annualised", offer.slug);
        if at > 0
            && let Some(made) = book.figure(&distance)
        {
            let label = "distance from offer 1, a full year".to_owned();
            rows.push((label, vec![short(&made.figure.value)]));
        }
        let heading = format!("{} ({})", offer.title, offer.slug);
        text.push_str(&format!("{}\n\n", wrapped(&heading, 2)));
        text.push_str(&figures(&[String::new()], &rows));
        text.push('\n');
    }
    text
}

fn holes(book: &Book) -> String {
    let line = |hole: &intake::case::Hole| {
        format!("{}\n", wrapped(&format!("  {}: {}.", hole.name, hole.why), 4))
    };
    book.holes.iter().map(line).collect()
}
