use intake::data::{DataSet, Holds};
use intake::{Findings, Severity};
use serde_json::{Map, Value, json};

use crate::text_table::hanging;

/// The schema's name and version.
pub const DATA_SCHEMA: &str = "goodfaith.data/1";

/// The data sets for programs.
pub fn data_list_json(sets: &[(DataSet, Holds)]) -> String {
    let set = |(set, holds): &(DataSet, Holds)| {
        let mut json = set_json(set);
        json.insert("holds".to_owned(), holds.in_words().into());
        Value::Object(json)
    };
    pretty(&json!({
        "schema": DATA_SCHEMA,
        "data_sets": sets.iter().map(set).collect::<Vec<_>>(),
    }))
}

/// What a check of the data sets found, for programs.
pub fn data_check_json(sets: &[DataSet], findings: &Findings) -> String {
    let finding = |finding: &intake::Finding| {
        json!({
            "severity": if finding.severity == Severity::Error { "error" } else { "warning" },
            "what": finding.what,
            "place": finding.place.to_string(),
            "expected": finding.expected,
            "mend": finding.mend,
        })
    };
    pretty(&json!({
        "schema": DATA_SCHEMA,
        "good": !findings.has_errors(),
        "data_sets": sets.iter().map(|set| Value::Object(set_json(set))).collect::<Vec<_>>(),
        "findings": findings.0.iter().map(finding).collect::<Vec<_>>(),
    }))
}

fn set_json(set: &DataSet) -> Map<String, Value> {
    let about = &set.about;
    let mut json = Map::new();
    json.insert("name".to_owned(), about.name.clone().into());
    json.insert("kind".to_owned(), about.kind.name().into());
    json.insert("file".to_owned(), set.file.clone().into());
    json.insert("sha256".to_owned(), set.sha256.clone().into());
    json.insert("shipped".to_owned(), set.shipped.into());
    let day = |day: Option<money::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    for (key, text) in [
        ("publisher", about.publisher.clone()),
        ("title", about.title.clone()),
        ("address", about.address.clone()),
        ("retrieved_on", day(about.retrieved_on)),
        ("vintage", about.vintage.clone()),
        ("published_on", day(about.published_on)),
        ("note", about.note.clone()),
    ] {
        if !text.is_empty() {
            json.insert(key.to_owned(), text.into());
        }
    }
    json
}

fn pretty(document: &Value) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

/// Every series of the price indexes, and every occupation, area and industry of the wage surveys,
/// a line each.
pub fn series_text(sets: &[(DataSet, Holds)]) -> String {
    let mut text = String::new();
    for (set, holds) in sets {
        text.push_str(&format!("{}\n", set.about.name));
        if let Holds::Wages(table) = holds {
            let mut named: std::collections::BTreeSet<(u8, &str, &str)> = [].into();
            for cell in &table.cells {
                named.insert((0, &cell.occupation_code, &cell.occupation));
                named.insert((1, &cell.area_code, &cell.area));
                named.insert((2, &cell.owner.industry, &cell.owner.name));
            }
            let kinds = ["occupation", "area", "industry"];
            for (kind, code, name) in named {
                let code = format!("  {:<10} {code:<8} ", kinds[usize::from(kind)]);
                text.push_str(&format!("{}\n", hanging(&code, name, 22)));
            }
        }
        let Holds::Prices(all) = holds else { continue };
        for index in all {
            let span = match (index.months.keys().next(), index.months.keys().next_back()) {
                (Some(first), Some(last)) => format!("{first} to {last}"),
                _ => "averages only".to_owned(),
            };
            let code = format!("  {:<13} {span:<18} ", index.series);
            let name = format!("{}, {}", index.item, index.area.name);
            text.push_str(&format!("{}\n", hanging(&code, &name, 35)));
        }
    }
    text
}
