//! Rows that are taken in and rows that are left out, by the words of whoever imports.

use crate::files::table::{AsideKind, Table, quoted};
use crate::mapping::proposal::headers_of;
use crate::{Finding, Findings, Place};

/// A choice of rows: those, or all but those, that have one of some values in a column.
struct Choice<'a> {
    flag: &'static str,
    argument: &'a str,
    header: &'a str,
    values: Vec<&'a str>,
}

fn choices<'a>(
    flag: &'static str,
    arguments: &'a [String],
    findings: &mut Findings,
) -> Vec<Choice<'a>> {
    let mut choices = Vec::new();
    for argument in arguments {
        match argument.split_once('=') {
            Some((header, values)) => choices.push(Choice {
                flag,
                argument,
                header: header.trim(),
                values: values.split('|').map(str::trim).collect(),
            }),
            None => findings.push(
                Finding::error(
                    Place::Argument(format!("{flag} {argument}")),
                    format!("\"{argument}\" names no values"),
                )
                .expected("a header and values with bars between, such as \"Unit=R02|R09\""),
            ),
        }
    }
    choices
}

/// How many rows were left out, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LeftOut {
    pub what: String,
    pub rows: usize,
}

/// Keeps the rows that `--only` and `--leave-out` choose.
pub(crate) fn choose(
    table: &mut Table,
    only: &[String],
    leave_out: &[String],
    findings: &mut Findings,
) -> Vec<LeftOut> {
    let mut out = Vec::new();
    let all = choices("--only", only, findings).into_iter().map(|choice| (choice, true));
    let all =
        all.chain(choices("--leave-out", leave_out, findings).into_iter().map(|c| (c, false)));
    for (choice, wanted) in all.collect::<Vec<_>>() {
        let place = || Place::Argument(format!("{} \"{}\"", choice.flag, choice.argument));
        let Some(at) = headers_of(table, choice.header).and_then(|places| places.first().copied())
        else {
            findings.push(
                Finding::error(
                    place(),
                    format!("{} has no column \"{}\"", table.file, choice.header),
                )
                .expected(format!("one of {}", quoted(&table.headers)))
                .near(choice.header, &table.headers),
            );
            continue;
        };
        let Some(column) = table.columns[at].clone() else { continue };
        for value in &choice.values {
            if !column.values().iter().any(|known| known == value) {
                findings.push(
                    Finding::error(
                        place(),
                        format!("no row has \"{value}\" in column {}", table.headers[at]),
                    )
                    .near(value, column.values().iter().take(2000)),
                );
            }
        }
        let hit: Vec<bool> =
            column.values().iter().map(|value| choice.values.contains(&value.as_str())).collect();
        let keep: Vec<bool> =
            (0..table.rows).map(|row| hit[column.code(row) as usize] == wanted).collect();
        let rows = keep.iter().filter(|keep| !**keep).count();
        out.push(LeftOut { what: format!("{} \"{}\"", choice.flag, choice.argument), rows });
        table.keep(&keep);
    }
    out
}

/// Makes the columns that a mapping joins of several (`district+year`), and gives the mapping's
/// text with the new headers.
pub(crate) fn join_columns(table: &mut Table, text: &str) -> Option<String> {
    if headers_of(table, text).is_some() || !text.contains('+') {
        return None;
    }
    let places: Option<Vec<usize>> = text
        .split('+')
        .map(|part| headers_of(table, part.trim()).and_then(|places| places.first().copied()))
        .collect();
    let at = table.join(&places?, " / ");
    Some(table.headers[at].clone())
}

/// Turns headings between rows into a column of their own, and says what was set aside.
pub(crate) fn say_asides(table: &mut Table, findings: &mut Findings) {
    let asides = std::mem::take(&mut table.asides);
    let of = |kind: AsideKind| asides.iter().filter(move |aside| aside.kind == kind);
    let mut say = |kind: AsideKind, what: &str| {
        let rows: Vec<usize> = of(kind).map(|aside| aside.row).collect();
        let Some((first, rest)) = rows.split_first() else { return };
        let text = of(kind).next().and_then(|aside| aside.cells.iter().find(|c| !c.is_empty()));
        let text = text.map_or("", String::as_str);
        // Who made a report is nobody's business here.
        let text: String = match crate::mapping::privacy::names_somebody(text) {
            true => "...".to_owned(),
            false => text.chars().take(60).collect(),
        };
        let place = Place::Row { file: table.file.clone(), row: *first };
        findings.push(Finding::warning(place, format!("\"{text}\" {what}")).also(rest.to_vec()));
    };
    say(AsideKind::Total, "is a sum of rows: left out, and held against the rows");
    say(AsideKind::HeaderAgain, "is the header row again: left out");
    let others: Vec<usize> = of(AsideKind::OtherHeader).map(|aside| aside.row).collect();
    if let Some((first, rest)) = others.split_first() {
        let place = Place::Row { file: table.file.clone(), row: *first };
        findings.push(
            Finding::error(place, "is a header row with other headers than the first")
                .expected("one table, whose columns hold one thing from top to bottom")
                .mend("save the rows under it as a file of their own, and give both files")
                .also(rest.to_vec()),
        );
    }
    let mut say = |kind: AsideKind, what: &str| {
        let rows: Vec<usize> = of(kind).map(|aside| aside.row).collect();
        let Some((first, rest)) = rows.split_first() else { return };
        let text = of(kind).next().and_then(|aside| aside.cells.iter().find(|c| !c.is_empty()));
        let text = text.map_or("", String::as_str);
        // Who made a report is nobody's business here.
        let text: String = match crate::mapping::privacy::names_somebody(text) {
            true => "...".to_owned(),
            false => text.chars().take(60).collect(),
        };
        let place = Place::Row { file: table.file.clone(), row: *first };
        findings.push(Finding::warning(place, format!("\"{text}\" {what}")).also(rest.to_vec()));
    };
    say(AsideKind::Note, "is a note, no row of data: left out");
    say(AsideKind::Heading, "heads the rows below it: kept as the column \"section\"");
    if of(AsideKind::Heading).next().is_some() && table.rows > 0 {
        let mut values = vec![String::new()];
        let mut codes = Vec::with_capacity(table.rows);
        let mut headings = of(AsideKind::Heading).peekable();
        for row in 0..table.rows {
            while let Some(heading) = headings.next_if(|heading| heading.before <= row) {
                values.push(
                    heading.cells.iter().find(|c| !c.is_empty()).cloned().unwrap_or_default(),
                );
            }
            codes.push(values.len() as u32 - 1);
        }
        table.headers.push("section".to_owned());
        table.columns.push(Some(costing::Coded::new(values, codes)));
    }
    table.asides = asides;
}
