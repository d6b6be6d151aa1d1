//! What is printed of a file of hires: for people, and for programs.

use intake::{ImportedHires, MovesTotal, Severity};
use record::Slug;
use serde_json::{Value, json};

use super::{Became, Count, HiresArguments};

/// So many of something.
pub fn many(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// The file: how it was read, and its control totals.
pub fn file_text(read: &ImportedHires) -> String {
    let mut lines = Vec::new();
    if let Some(input) = &read.input {
        lines.push(format!("{}: {}", input.name, many(input.rows, "row")));
    }
    lines.extend(read.said.iter().map(|said| format!("  {said}")));
    for (column, header) in &read.used {
        lines.push(row(column, &format!("\"{header}\"")));
    }
    if !read.not_used.is_empty() {
        let headers: Vec<String> =
            read.not_used.iter().map(|header| format!("\"{header}\"")).collect();
        lines.push(row("not used", &headers.join(", ")));
    }
    let Some(totals) = &read.totals else { return lines.join("\n") };
    lines.push("\nCONTROL TOTALS".to_owned());
    lines.push(row("rows", &totals.rows.to_string()));
    lines.push(row("hires", &people(&totals.hires)));
    lines.push(row("leavers", &people(&totals.leavers)));
    lines.push(row("days", &format!("{} to {}", totals.first, totals.last)));
    if totals.pools.keys().any(Option::is_some) {
        lines.push("\nHIRES BY POOL".to_owned());
        for (pool, total) in &totals.pools {
            lines.push(row(pool.as_ref().map_or("none", Slug::as_str), &people(total)));
        }
    }
    lines.join("\n")
}

fn people(total: &MovesTotal) -> String {
    match total.people {
        0 => "0".to_owned(),
        all => format!("{all}, of them {} part-time; FTE {}", total.part_time, total.fte),
    }
}

/// A name and what it holds, in lines of 80.
fn row(name: &str, text: &str) -> String {
    let mut lines = vec![format!("  {name:<14}")];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= 80 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("{:<16} {word}", "")),
        }
    }
    lines.join("\n")
}

/// What is counted of the file, and what is not.
pub fn count_text(count: &Count, arguments: &HiresArguments) -> String {
    let (counted, tally) = (&count.counted, &count.counted.tally);
    let number = |said: Option<u32>| said.map_or("not counted".to_owned(), |it| it.to_string());
    let mut lines = vec![format!(
        "\nCOUNTED towards {} by {}, to {}: tally {}",
        arguments.commitment, arguments.by, count.as_of, tally.id
    )];
    let parts = format!(
        "{}, of them {} full-time and {} part-time",
        number(tally.hires),
        number(tally.full_time),
        number(tally.half_time)
    );
    lines.push(row("hires", &parts));
    lines.push(row("leavers", &number(tally.leavers)));
    for pool in &tally.pools {
        lines.push(row(pool.pool.as_str(), &pool.count.to_string()));
    }
    let mut left_out = |rows: usize, why: String| {
        if rows > 0 {
            lines.push(row("not counted", &format!("{}: {why}", many(rows, "move"))));
        }
    };
    if let Some(from) = count.from {
        left_out(count.before, format!("before {from}, the card's first day"));
    }
    left_out(counted.later, format!("after {}", count.as_of));
    left_out(counted.again, "said again by another row of the same key".to_owned());
    if arguments.as_of.is_none() {
        lines.push(row("counted to", "the file's last day; --as-of names another"));
    }
    lines.join("\n")
}

/// The import for programs.
pub fn document(
    read: &ImportedHires,
    count: Option<&Count>,
    became: &Became,
    head: Option<&str>,
) -> String {
    let (added, known) = match became {
        Became::Added(entry) => (Some(*entry), None),
        Became::Known { entry, .. } => (None, Some(*entry)),
        Became::Refused | Became::Would(_) => (None, None),
    };
    let total = |total: &MovesTotal| json!({"people": total.people, "part_time": total.part_time, "fte": total.fte.to_string()});
    let totals = read.totals.as_ref().map(|totals| {
        json!({
            "rows": totals.rows,
            "hires": total(&totals.hires),
            "leavers": total(&totals.leavers),
            "first": totals.first.to_string(),
            "last": totals.last.to_string(),
            "pools": totals.pools.iter().map(|(pool, people)| json!({
                "pool": pool.as_ref().map(Slug::as_str),
                "hires": total(people),
            })).collect::<Vec<_>>(),
        })
    });
    let value = json!({
        "schema": press::IMPORT_SCHEMA,
        "kind": "hires",
        "accepted": read.moves.is_some(),
        "file": read.input.as_ref().map(|input| json!({
            "name": input.name,
            "sha256": input.sha256,
            "rows": input.rows,
            "read_as": read.said,
            "mapping": read.used.iter().map(|(column, header)| json!({"column": column, "header": header})).collect::<Vec<_>>(),
            "not_used": read.not_used,
        })),
        "totals": totals,
        "tally": count.map(|count| serde_json::to_value(&count.counted.tally).unwrap_or_default()),
        "not_counted": count.map(|count| json!({
            "before_the_card": count.before,
            "after_the_day": count.counted.later,
            "said_again": count.counted.again,
        })),
        "entry_added": added,
        "entry_known": known,
        "head": head,
        "findings": read.findings.0.iter().map(finding_json).collect::<Vec<_>>(),
    });
    format!("{}\n", serde_json::to_string_pretty(&value).unwrap_or_default())
}

fn finding_json(finding: &intake::Finding) -> Value {
    let (row, column) = match &finding.place {
        intake::Place::Cell { row, column, .. } => (Some(*row), Some(column)),
        intake::Place::Row { row, .. } => (Some(*row), None),
        _ => (None, None),
    };
    json!({
        "severity": if finding.severity == Severity::Error { "error" } else { "warning" },
        "what": finding.what,
        "place": finding.place.to_string(),
        "row": row,
        "column": column,
        "cell": finding.place.cell(),
        "also_rows": finding.also,
        "expected": finding.expected,
        "mend": finding.mend,
    })
}
