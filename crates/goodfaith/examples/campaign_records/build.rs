//! The records of the shipped campaigns, each from its source in `record.json`.

use std::path::Path;

use record::audience::Audience;
use record::{Body, Draft, Entry, Precision, Source, When, refusals_of};
use serde_json::Value;
use store::Campaign;

/// Who wrote it and when: fixed, so that the same source gives the same bytes.
pub const AUTHOR: &str = "example";
const WRITTEN: &str = "2026-11-27T12:00:00Z";

/// The entries that the source comes to.
pub fn drafts(source: &str) -> Vec<Draft> {
    let file: Value = serde_json::from_str(source).expect("it is JSON");
    let written = WRITTEN.parse().expect("a time");
    let (addresses, titles) = (&file["sources"], &file["titles"]);
    file["entries"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| {
            let kind = entry["kind"].as_str().expect("a kind");
            let body =
                Body::of(kind, entry["body"].clone()).unwrap_or_else(|error| panic!("{error}"));
            let precision = entry.get("precision").map_or(Precision::Day, |precision| {
                serde_json::from_value(precision.clone()).expect("a precision")
            });
            let about = entry["on"]
                .as_str()
                .map(|day| When { day: money::date_from_iso(day).expect("a day"), precision });
            let texts = |name: &str| -> Vec<&str> {
                entry[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
            };
            Draft {
                source: texts("source")
                    .into_iter()
                    .map(|id| Source {
                        title: titles[id].as_str().unwrap_or(id).to_owned(),
                        address: Some(
                            addresses[id]
                                .as_str()
                                .unwrap_or_else(|| panic!("no source {id}"))
                                .to_owned(),
                        ),
                        file: None,
                        place: None,
                    })
                    .collect(),
                audience: texts("audience")
                    .into_iter()
                    .map(|who| Audience::parse(who).expect("an audience"))
                    .collect(),
                note: entry["note"].as_str().map(str::to_owned),
                rival_of: entry["rival_of"].as_u64(),
                ..Draft::new(AUTHOR, written, about, body)
            }
        })
        .collect()
}

/// The kinds of entries that releasing makes: all of them are made anew.
const MADE: [&str; 4] = ["publication", "story", "consent", "keeping"];

/// The text of `record.json` without the entries that are made anew.
#[allow(dead_code, reason = "some who build records keep what was released")]
pub fn without_releases(source: &str) -> String {
    let made = |line: &&str| {
        let line = line.replace(' ', "");
        MADE.iter().any(|kind| line.contains(&format!("\"kind\":\"{kind}\"")))
    };
    let kept: Vec<&str> = source.lines().filter(|line| !made(line)).collect();
    kept.join("\n").replace("},\n  ]", "}\n  ]") + "\n"
}

/// Writes the record into a folder that has none.
pub fn write(folder: &Path, source: &str) -> Campaign {
    let mut campaign = Campaign::begin(folder).expect("a folder without a record");
    let sealed = campaign.seal(drafts(source)).expect("entries");
    let mut before: Vec<Entry> = Vec::new();
    for (entry, _) in &sealed {
        let refusals = refusals_of(&before, entry, &intake::law().procedures);
        assert!(refusals.is_empty(), "entry {}: {refusals:?}", entry.number);
        before.push(entry.clone());
    }
    campaign.append(sealed).expect("a folder that can be written to");
    campaign
}
