use intake::import::{
    GroupTotal, ImportedFile, ImportedRoster, ImportedSchedule, ScheduleTotals, Totals,
};
use money::{Cents, Fraction, Rounding};

use crate::text_table::{figures, hanging, wrapped};

/// How many classes and departments the terminal shows; JSON has all.
const SHOWN: usize = 10;

/// What was read, for a terminal of 80 columns: each file with its mapping, then control totals.
pub fn import_roster_text(import: &ImportedRoster) -> String {
    let mut text: String = import.files.iter().map(file_text).collect();
    if let Some(totals) = &import.totals {
        text.push_str(&totals_text(totals));
        text.push_str(&own_totals(import));
        text.push_str(&comparisons(import));
        let rates = totals.without_rate < totals.rows;
        text.push_str(&groups("BY CLASS", &totals.by_class, rates));
        text.push_str(&groups("BY DEPARTMENT", &totals.by_department, rates));
    }
    text
}

/// What was read of a schedule, for a terminal of 80 columns.
pub fn import_schedule_text(import: &ImportedSchedule) -> String {
    let mut text: String = import.files.iter().map(file_text).collect();
    if let Some(totals) = &import.totals {
        text.push_str(&schedule_totals(totals));
    }
    text
}

fn schedule_totals(totals: &ScheduleTotals) -> String {
    control_totals(schedule_rows(totals))
}

fn control_totals(rows: Vec<(String, String)>) -> String {
    let rows: Vec<(String, Vec<String>)> =
        rows.into_iter().map(|(name, text)| (name, vec![text])).collect();
    format!("\nCONTROL TOTALS\n{}", figures(&[String::new()], &rows))
}

/// The control totals of a schedule, line by line.
pub(crate) fn schedule_rows(totals: &ScheduleTotals) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut row = |name: String, text: String| rows.push((name, text));
    row("tables".to_owned(), count(totals.tables as u64));
    row("classes".to_owned(), count(totals.classes as u64));
    if totals.columns > 0 {
        row("columns".to_owned(), count(totals.columns as u64));
    }
    let what = if totals.ranges { "ranges" } else { "rates" };
    row(what.to_owned(), count(totals.rates as u64));
    if totals.empty > 0 {
        row("cells without a rate".to_owned(), count(totals.empty as u64));
    }
    for day in &totals.effective {
        row("in force from".to_owned(), day.to_string());
    }
    for (basis, _, low, high) in &totals.by_basis {
        row(format!("lowest {} rate", basis.name()), exact(low));
        row(format!("highest {} rate", basis.name()), exact(high));
    }
    rows
}

/// A rate with the decimals it has, at least two.
fn exact(rate: &Fraction) -> String {
    let text = rate.to_decimal(8);
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = part.trim_end_matches('0');
    let whole = count(whole.parse().unwrap_or(0));
    format!("{whole}.{part:0<2}")
}

fn line(text: &str, indent: usize) -> String {
    format!("{}\n", wrapped(text, indent))
}

/// One file: how it was read, what each column was taken for, what was left out.
pub(crate) fn file_text(file: &ImportedFile) -> String {
    let rows = count(file.input.rows as u64);
    let mut text = format!("\n{}\n\n", wrapped(&format!("{}: {rows} rows", file.input.name), 2));
    for title in file.titles.iter().take(6) {
        text.push_str(&line(&format!("  title: {title}"), 4));
    }
    for said in &file.said {
        text.push_str(&line(&format!("  {said}"), 4));
    }
    if !file.mapping.is_empty() {
        text.push('\n');
    }
    let mut before = "";
    for mapped in &file.mapping {
        // A second column under one name fills the first's gaps.
        let name = if mapped.column == before { "or" } else { mapped.column.as_str() };
        before = &mapped.column;
        let such = match mapped.sample.is_empty() {
            true => String::new(),
            false => format!(", such as \"{}\"", mapped.sample),
        };
        let words = format!("\"{}\"{such}: {}", mapped.header, mapped.why);
        text.push_str(&format!("{}\n", hanging(&format!("  {name:<15} "), &words, 18)));
    }
    if !file.kept.is_empty() {
        let words = quoted(&file.kept);
        text.push_str(&format!("{}\n", hanging(&format!("  {:<15} ", "kept beside"), &words, 18)));
    }
    for (header, why) in &file.dropped {
        let words = format!("\"{header}\": {why}");
        text.push_str(&format!("{}\n", hanging(&format!("  {:<15} ", "dropped"), &words, 18)));
    }
    for (what, rows) in &file.left_out {
        let words = format!("{} rows by {what}", count(*rows as u64));
        text.push_str(&format!("{}\n", hanging(&format!("  {:<15} ", "left out"), &words, 18)));
    }
    text
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// A whole number with commas between thousands.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Dollars and cents with commas between thousands.
pub(crate) fn dollars(amount: &Fraction) -> String {
    match amount.times_rounded(&Fraction::whole(100), Rounding::HalfUp) {
        Ok(cents) => Cents::new(cents).grouped(),
        Err(_) => amount.to_decimal(2),
    }
}

/// Parts of full time to two decimals, or fewer.
pub(crate) fn parts(fte: &Fraction) -> String {
    let hundredths = Fraction::new(1, 100);
    let text = dollars(&fte.round_to(&hundredths, Rounding::HalfUp));
    text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
}

fn totals_text(totals: &Totals) -> String {
    control_totals(total_rows(totals))
}

/// The control totals of a roster, line by line.
pub(crate) fn total_rows(totals: &Totals) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut row = |name: &str, text: String| rows.push((name.to_owned(), text));
    row("rows", count(totals.rows as u64));
    match totals.people {
        Some(people) => row("people (different ids)", count(people as u64)),
        None => row("people (heads; there are no ids)", count(totals.heads)),
    }
    if totals.people.is_some() && totals.heads != totals.rows as u64 {
        row("heads", count(totals.heads));
    }
    row("full-time equivalents", parts(&totals.fte));
    if totals.without_rate < totals.rows {
        row("annual base pay", dollars(&totals.annual_pay));
    }
    if totals.without_rate > 0 {
        row("rows whose rate is not known", count(totals.without_rate as u64));
    }
    for sum in &totals.sums {
        let blank = match sum.blank {
            0 => String::new(),
            blank => format!(" ({} blank)", count(blank as u64)),
        };
        row(&format!("sum of {}{blank}", sum.header), dollars(&sum.sum));
    }
    rows
}

fn own_totals(import: &ImportedRoster) -> String {
    let agreed: Vec<&intake::import::OwnTotal> =
        import.own_totals.iter().filter(|own| own.ours == own.theirs).collect();
    if agreed.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = agreed
        .iter()
        .take(4)
        .map(|own| format!("{} in row {}: {}", own.header, own.row, dollars(&own.theirs)))
        .collect();
    let more = match agreed.len() {
        0..=4 => String::new(),
        all => format!("; and {} more", all - 4),
    };
    let words = format!(
        "{} of the file's own {} sums are those of its rows ({}{more}).",
        agreed.len(),
        import.own_totals.len(),
        shown.join("; ")
    );
    format!("\n{}", line(&words, 0))
}

fn comparisons(import: &ImportedRoster) -> String {
    if import.comparisons.is_empty() {
        return String::new();
    }
    let rows: Vec<(String, Vec<String>)> = import
        .comparisons
        .iter()
        .map(|c| {
            let apart = dollars(&c.ours.minus(&c.theirs));
            (c.name.clone(), vec![dollars(&c.theirs), dollars(&c.ours), apart])
        })
        .collect();
    let headers = ["expected", "added up", "difference"].map(str::to_owned);
    format!("\nAGAINST THE EMPLOYER'S TOTALS\n\n{}", figures(&headers, &rows))
}

fn groups(title: &str, groups: &[GroupTotal], rates: bool) -> String {
    if groups.is_empty() {
        return String::new();
    }
    let rows: Vec<(String, Vec<String>)> = groups
        .iter()
        .take(SHOWN)
        .map(|group| {
            let name = if group.name.is_empty() { "(blank)" } else { group.name.as_str() };
            let pay = if rates { dollars(&group.annual_pay) } else { String::new() };
            (name.to_owned(), vec![count(group.heads), parts(&group.fte), pay])
        })
        .collect();
    let shown = match groups.len() {
        all if all <= SHOWN => String::new(),
        all => format!(", the {SHOWN} largest of {}", count(all as u64)),
    };
    let headers = ["heads", "fte", "annual base pay"].map(str::to_owned);
    format!("\n{title}{shown}\n\n{}", figures(&headers, &rows))
}
