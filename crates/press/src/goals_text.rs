use intake::case::Book;
use intake::case::goals::{Goal, GoalState, Outcome};

use crate::case_tables_text::short;
use crate::text_table::{figures, wrapped};

/// The goals of a case by the status quo and the offers: one table, then each with how far and when.
pub(crate) fn goals_text(book: &Book) -> String {
    let table = &book.goals;
    if table.goals.is_empty() {
        return String::new();
    }
    let headers: Vec<String> =
        table.offers.iter().map(|(slug, _)| slug.replace('-', " ")).collect();
    let rows: Vec<(String, Vec<String>)> = table
        .goals
        .iter()
        .map(|goal| {
            let cells = goal.outcomes.iter().map(|outcome| outcome.state.words().to_owned());
            (goal.name.clone(), cells.collect())
        })
        .collect();
    let mut text = format!("Goals by offers (goals)\n\n{}", figures(&headers, &rows));
    text.push('\n');
    for (slug, title) in table.offers.iter().skip(1) {
        let line = format!("  {}: {title}", slug.replace('-', " "));
        text.push_str(&format!("{}\n", wrapped(&line, 4)));
    }
    for goal in &table.goals {
        text.push_str(&format!("\n{}\n", wrapped(&format!("  {}, by {}", goal.title, goal.by), 2)));
        let said: Vec<String> =
            goal.outcomes.iter().map(|outcome| outcome_text(book, goal, outcome)).collect();
        if said.windows(2).all(|pair| pair[0] == pair[1])
            && let Some(said) = said.first()
        {
            text.push_str(&format!("{}\n", wrapped(&format!("    under all: {said}."), 6)));
            continue;
        }
        for ((_, title), said) in table.offers.iter().zip(&said) {
            let line = format!("    {title}: {said}.");
            text.push_str(&format!("{}\n", wrapped(&line, 6)));
        }
    }
    text.push('\n');
    text
}

/// What a goal comes to, in words: met or not, how far, when, why.
pub(crate) fn outcome_text(book: &Book, goal: &Goal, outcome: &Outcome) -> String {
    let mut text = outcome.state.words().to_owned();
    let far = outcome.short.as_ref().and_then(|name| book.figure(name));
    if let Some(made) = far {
        let value = &made.figure.value;
        let amount = value.amount();
        let points = matches!(value, money::Value::Percent(_));
        let shown = match points {
            true => format!("{value} points"),
            false => short(value),
        };
        if outcome.state == GoalState::NotMet && !amount.is_negative() && !amount.is_zero() {
            text.push_str(&format!(", {shown} short"));
        } else if amount.is_negative() {
            let over = shown.trim_start_matches('-');
            text.push_str(&format!(", with {} to spare", over.replacen("$-", "$", 1)));
        }
    }
    match outcome.when {
        Some(day) if day <= goal.by => text.push_str(&format!(", from {day}")),
        Some(day) => text.push_str(&format!(", but from {day}")),
        None => {}
    }
    if !outcome.why.is_empty() {
        text.push_str(&format!(": {}", outcome.why));
    }
    text
}
