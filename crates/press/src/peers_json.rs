use intake::case::Book;
use intake::case::peers::{PeerClass, PeerTable};
use money::Fraction;
use serde_json::{Map, Value, json};

use crate::figure_json::{figure_json, input_file_json};

/// The schema's name and version.
pub const PEERS_SCHEMA: &str = "goodfaith.peers/1";

/// The tables of peer rules for programs, with every figure's receipt. Amounts are exact.
pub fn peers_json(book: &Book, tables: &[&PeerTable]) -> String {
    let rules = tables.iter().map(|table| {
        let rule = &table.rule;
        let points: Vec<&str> = rule.points.iter().map(|point| point.name()).collect();
        let classes = table.classes.iter().map(|class| class_json(table, class));
        let prefix = format!("peers/{}/", rule.name);
        let mine = |name: &str| name.starts_with(&prefix);
        let figures = book.figures.iter().filter(|made| mine(&made.figure.name));
        let holes = book.holes.iter().filter(|hole| mine(&hole.name));
        json!({
            "name": rule.name,
            "title": rule.title,
            "why": rule.why,
            "side": rule.side.name(),
            "effective": rule.effective.to_string(),
            "basis": rule.basis.name(),
            "points": points,
            "minimum_matches": rule.least_matches,
            "registered": table.registered.sentence(),
            "own_left_out": table.own_left_out,
            "classes": classes.collect::<Vec<_>>(),
            "figures": figures.map(|made| figure_json(&made.figure)).collect::<Vec<_>>(),
            "holes": holes
                .map(|hole| json!({"name": hole.name, "why": hole.why}))
                .collect::<Vec<_>>(),
        })
    });
    let document = json!({
        "schema": PEERS_SCHEMA,
        "as_of": book.as_of.to_string(),
        "rules": rules.collect::<Vec<_>>(),
        "inputs": book.inputs.iter().map(input_file_json).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn class_json(table: &PeerTable, class: &PeerClass) -> Value {
    let points = &table.rule.points;
    let mut own = Map::new();
    for (point, amount) in points.iter().zip(&class.own) {
        own.insert(point.name().to_owned(), amount.as_ref().map(Fraction::to_string).into());
    }
    let peers = class.rows.iter().map(|row| {
        let mut json = Map::new();
        json.insert("employer".to_owned(), row.employer.clone().into());
        json.insert("their_class".to_owned(), row.theirs.clone().into());
        json.insert("why".to_owned(), row.why.clone().into());
        let (mut pay, mut missing) = (Map::new(), Map::new());
        for (point, one) in points.iter().zip(&row.pay) {
            match one {
                Ok(amount) => pay.insert(point.name().to_owned(), amount.to_string().into()),
                Err(why) => missing.insert(point.name().to_owned(), why.clone().into()),
            };
        }
        json.insert("pay".to_owned(), pay.into());
        if !missing.is_empty() {
            json.insert("not_known".to_owned(), missing.into());
        }
        Value::Object(json)
    });
    json!({"name": class.name, "own": own, "peers": peers.collect::<Vec<_>>()})
}

/// Who matches and what they pay, a row a class, peer and point; then a row a figure.
pub fn peers_csv(book: &Book, tables: &[&PeerTable]) -> String {
    let mut rows: Vec<[String; 8]> = Vec::new();
    for table in tables {
        let rule = &table.rule;
        for class in &table.classes {
            let row =
                |point: &str, who: &str, theirs: &str, what: &str, value: String, why: &str| {
                    [
                        rule.name.clone(),
                        class.name.clone(),
                        point.to_owned(),
                        who.to_owned(),
                        theirs.to_owned(),
                        what.to_owned(),
                        value,
                        why.to_owned(),
                    ]
                };
            for peer in &class.rows {
                let Some(theirs) = &peer.theirs else {
                    rows.push(row("", &peer.employer, "", "no match", String::new(), &peer.why));
                    continue;
                };
                for (point, pay) in rule.points.iter().zip(&peer.pay) {
                    rows.push(match pay {
                        Ok(amount) => row(
                            point.name(),
                            &peer.employer,
                            theirs,
                            "match",
                            amount.to_decimal(4),
                            &peer.why,
                        ),
                        Err(why) => row(
                            point.name(),
                            &peer.employer,
                            theirs,
                            "not known",
                            String::new(),
                            why,
                        ),
                    });
                }
            }
            for point in &rule.points {
                let prefix = table.name(class, *point, "");
                for made in &book.figures {
                    if let Some(what) = made.figure.name.strip_prefix(&prefix) {
                        let value = made.figure.value.to_string();
                        rows.push(row(point.name(), "", "", what, value, &made.figure.method));
                    }
                }
            }
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["rule", "class", "point", "employer", "their_class", "what", "value", "why"];
    let written = writer
        .write_record(header)
        .and_then(|()| rows.iter().try_for_each(|row| writer.write_record(row)));
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}
