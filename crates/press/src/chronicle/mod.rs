//! The chronicle: the case study of a campaign, made from its record. Every line names the entries that it rests on; what a
//! reader may not see is not in it.

mod page;
mod sections;

use record::{Entry, in_order};
use serde_json::{Value, json};

use crate::coalition::{Seen, is_kept_back};
use crate::status::{heading, line, pretty};

pub use page::{chronicle_page, chronicle_sections, chronicle_summary_page};

/// A sentence with the entries that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The sentence.
    pub text: String,
    /// Its entries, in order.
    pub entries: Vec<u64>,
    /// How far it stands in: 1 under the one before it.
    pub depth: usize,
}

/// A part of the chronicle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its id, as an address has it.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What it says.
    pub told: Vec<Told>,
}

/// A source, with the entries that rest on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// What it is.
    pub title: String,
    /// Where it can be read.
    pub address: Option<String>,
    /// The entries.
    pub entries: Vec<u64>,
}

/// The chronicle of a campaign.
pub struct Chronicle {
    /// The campaign.
    pub campaign: String,
    /// The day up to which it tells.
    pub as_of: money::Date,
    /// The end of the record.
    pub head: record::Head,
    /// In a few lines: the summary page.
    pub summary: Vec<Told>,
    /// The parts, those that have something to say.
    pub parts: Vec<Part>,
    /// The pace of each promise that has a line, drawn.
    pub(crate) charts: Vec<crate::page::PaceChart>,
    /// Everything that is seen, by its day: entry, day, words, sources.
    pub timeline: Vec<(u64, String, String, Vec<String>)>,
    /// The sources.
    pub sources: Vec<Cited>,
}

/// Makes the chronicle that an audience may read.
pub fn chronicle(seen: &Seen<'_>, entries: &[Entry]) -> Chronicle {
    let shown = as_they_stand(seen, entries);
    let shown: Vec<&Entry> = shown.iter().collect();
    let mut sources: Vec<Cited> = Vec::new();
    for entry in &shown {
        for source in &entry.draft.source {
            let known = sources
                .iter_mut()
                .find(|one| one.title == source.title && one.address == source.address);
            match known {
                Some(one) => one.entries.push(entry.number),
                None => sources.push(Cited {
                    title: source.title.clone(),
                    address: source.address.clone(),
                    entries: vec![entry.number],
                }),
            }
        }
    }
    sources.sort_by(|a, b| (&a.title, &a.address).cmp(&(&b.title, &b.address)));
    let parts = sections::all(seen, &shown).into_iter().filter(|part| !part.told.is_empty());
    Chronicle {
        campaign: seen.state.record.as_ref().map_or_else(String::new, |one| one.campaign.clone()),
        as_of: seen.state.as_of,
        head: record::Head::of(entries),
        summary: sections::summary(seen, &shown),
        parts: parts.collect(),
        charts: sections::charts(seen),
        timeline: sections::timeline(&shown),
        sources,
    }
}

/// The entries that are seen, each in its own place and in the words of its last correction; rival accounts among them.
fn as_they_stand(seen: &Seen<'_>, entries: &[Entry]) -> Vec<Entry> {
    let of = |number: u64| entries.iter().find(|entry| entry.number == number);
    let ordered = in_order(entries);
    let facts = ordered.iter().filter(|one| seen.sees(one.number)).filter_map(|one| {
        let words = of(one.shown_by)?;
        let mut entry = words.clone();
        entry.number = one.number;
        entry.draft.corrects = None;
        entry.draft.about = entry.draft.about.or(of(one.number)?.draft.about);
        Some(entry)
    });
    let rivals = seen.state.rivals.values().flatten().copied();
    let rivals =
        rivals.filter(|number| seen.sees(*number)).filter_map(|number| of(number).cloned());
    let shown = |entry: &Entry| !is_kept_back(seen, &entry.draft.body);
    facts.chain(rivals).filter(shown).collect()
}

fn cites(entries: &[u64]) -> String {
    let all: Vec<String> = entries.iter().map(u64::to_string).collect();
    if all.is_empty() { String::new() } else { format!(" [{}]", all.join(", ")) }
}

/// The chronicle for the terminal.
pub fn chronicle_text(one: &Chronicle) -> String {
    let mut out = line(&format!("{}: the chronicle, to {}", one.campaign, one.as_of), 2);
    for told in &one.summary {
        out.push_str(&line(&format!("  {}{}", told.text, cites(&told.entries)), 4));
    }
    for part in &one.parts {
        out.push_str(&heading(part.heading));
        for told in &part.told {
            let indent = " ".repeat(2 + 2 * told.depth);
            out.push_str(&line(
                &format!("{indent}{}{}", told.text, cites(&told.entries)),
                4 + 2 * told.depth,
            ));
        }
    }
    out.push_str(&heading("Timeline"));
    for (entry, day, words, _) in &one.timeline {
        out.push_str(&line(&format!("  {day}  {words} [{entry}]"), 14));
    }
    out.push_str(&heading("Sources"));
    for source in &one.sources {
        let address = source.address.as_deref().unwrap_or("");
        out.push_str(&line(&format!("  {}{} {address}", source.title, cites(&source.entries)), 4));
    }
    out
}

/// The chronicle for programs.
pub fn chronicle_json(one: &Chronicle) -> String {
    let told = |all: &[Told]| -> Vec<Value> {
        all.iter()
            .map(|one| json!({"text": one.text, "entries": one.entries, "depth": one.depth}))
            .collect()
    };
    pretty(&json!({
        "schema": "goodfaith-chronicle 1",
        "campaign": one.campaign,
        "as_of": one.as_of.to_string(),
        "head": one.head.to_string(),
        "summary": told(&one.summary),
        "parts": one.parts.iter().map(|part| json!({"id": part.id, "heading": part.heading, "told": told(&part.told)})).collect::<Vec<_>>(),
        "timeline": one.timeline.iter().map(|(entry, day, words, sources)| json!({"entry": entry, "when": day, "words": words, "sources": sources})).collect::<Vec<_>>(),
        "sources": one.sources.iter().map(|source| json!({"title": source.title, "address": source.address, "entries": source.entries})).collect::<Vec<_>>(),
    }))
}
