use intake::case::tables::TableCell;
use intake::case::{Book, Part};
use serde_json::{Map, Value, json};

use crate::figure_json::{figure_json, input_file_json};
use crate::page::PricePath;

/// The schema's name and version.
pub const CASE_SCHEMA: &str = "goodfaith.case/1";

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Prices => "prices",
        Part::Wages => "wages",
        Part::Said => "said",
        Part::Peers => "peers",
        Part::Relationships => "relationships",
        Part::Tables => "tables",
        Part::Goals => "goals",
        Part::Costs => "costs",
    }
}

/// The whole case for programs: every figure with its receipt, every hole, the tables and the goals.
pub fn case_json(book: &Book, campaign: &str) -> String {
    let figures = book.figures.iter().map(|made| {
        let mut json = figure_json(&made.figure);
        if let Some(object) = json.as_object_mut() {
            object.insert("part".to_owned(), part_name(made.part).into());
            object.insert("notes".to_owned(), made.notes.clone().into());
        }
        json
    });
    let tables = book.tables.iter().map(|table| {
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| match cell {
                TableCell::Blank => Value::Null,
                TableCell::Figure(name) => json!({"figure": name}),
                TableCell::Hole(name) => json!({"hole": name}),
            });
            json!({"label": row.label.trim(), "cells": cells.collect::<Vec<_>>()})
        });
        json!({
            "name": table.name,
            "title": table.title,
            "headers": table.headers,
            "rows": rows.collect::<Vec<_>>(),
            "notes": table.notes,
        })
    });
    let relationships = book.relationships.iter().map(|table| {
        let rungs = table.rungs.iter().map(|rung| {
            let under = rung.under.iter().map(|under| {
                json!({
                    "name": under.slug,
                    "title": under.title,
                    "days": under.days.iter().map(ToString::to_string).collect::<Vec<_>>(),
                    "restored_on": under.restored.map(|day| day.to_string()),
                })
            });
            json!({
                "lower": rung.lower,
                "upper": rung.upper,
                "figures": table.name(rung, ""),
                "under": under.collect::<Vec<_>>(),
            })
        });
        json!({"name": table.name, "title": table.title, "rungs": rungs.collect::<Vec<_>>()})
    });
    let goals = book.goals.goals.iter().map(|goal| {
        let outcomes = book.goals.offers.iter().zip(&goal.outcomes).map(|((slug, _), outcome)| {
            let mut json = Map::new();
            json.insert("offer".to_owned(), slug.clone().into());
            json.insert("state".to_owned(), outcome.state.words().into());
            json.insert("when".to_owned(), outcome.when.map(|day| day.to_string()).into());
            json.insert("short".to_owned(), outcome.short.clone().into());
            json.insert("why".to_owned(), outcome.why.clone().into());
            Value::Object(json)
        });
        json!({
            "name": goal.name,
            "title": goal.title,
            "by": goal.by.to_string(),
            "outcomes": outcomes.collect::<Vec<_>>(),
        })
    });
    let offers = book
        .offers
        .iter()
        .map(|offer| json!({"name": offer.slug, "title": offer.title, "party": offer.party}));
    let prices = PricePath::of(book).map(|path| {
        let months = path.months.iter().map(|(month, of_first, printed)| {
            json!({"month": month, "of_first": of_first.to_decimal(1), "index": printed.to_decimal(3)})
        });
        json!({"figure": path.made.figure.name, "months": months.collect::<Vec<_>>()})
    });
    let holes = book.holes.iter().map(|hole| json!({"name": hole.name, "why": hole.why}));
    let document = json!({
        "schema": CASE_SCHEMA,
        "campaign": campaign,
        "as_of": book.as_of.to_string(),
        "figures": figures.collect::<Vec<_>>(),
        "holes": holes.collect::<Vec<_>>(),
        "offers": offers.collect::<Vec<_>>(),
        "relationships": relationships.collect::<Vec<_>>(),
        "tables": tables.collect::<Vec<_>>(),
        "goals": goals.collect::<Vec<_>>(),
        "prices": prices,
        "inputs": book.inputs.iter().map(input_file_json).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

/// The whole case as rows: every figure, then every hole.
pub fn case_csv(book: &Book) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut rows: Vec<[String; 8]> = Vec::new();
    for made in &book.figures {
        let figure = &made.figure;
        let rival = figure.rival.as_deref();
        rows.push([
            part_name(made.part).to_owned(),
            figure.name.clone(),
            figure.value.to_string(),
            figure.value.unit().to_owned(),
            figure.as_of.to_string(),
            rival.map(|rival| rival.name.clone()).unwrap_or_default(),
            rival.map(|rival| rival.value.to_string()).unwrap_or_default(),
            figure.method.clone(),
        ]);
    }
    for hole in &book.holes {
        let mut row: [String; 8] = Default::default();
        row[0] = "hole".to_owned();
        row[1].clone_from(&hole.name);
        row[4] = book.as_of.to_string();
        row[7].clone_from(&hole.why);
        rows.push(row);
    }
    let header = ["part", "name", "value", "unit", "as_of", "rival", "rival_value", "says"];
    let written = writer
        .write_record(header)
        .and_then(|()| rows.iter().try_for_each(|row| writer.write_record(row)));
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
