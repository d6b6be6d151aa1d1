//! Words and money in one object: the offer that a pass, or all of a side's positions, come to.

use crate::body::{Pass, Side};
use crate::fold::State;
use crate::said::Table;
use crate::{Said, Slug};

/// Terms that can be costed, with who holds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostedTerms {
    /// What it is called.
    pub title: String,
    /// Whose terms they are.
    pub side: Side,
    /// The day of the last of them.
    pub dated: Option<money::Date>,
    /// The terms, as `[[terms]]` of an offer file has them, in the order of the pass's items.
    pub terms: Vec<Table>,
    /// Items that hold something without terms: words, or numbers that no term of the costing says.
    pub without_terms: Vec<Slug>,
}

/// The terms of a pass, all its items together.
pub fn terms_of(state: &State, pass: &Slug) -> Option<CostedTerms> {
    let found = state.passes.get(pass)?;
    let title = found.pass.title.clone().unwrap_or_else(|| found.pass.id.to_string());
    Some(costed(title, found.side, Some(found.since.when.day), &found.pass))
}

/// The terms of a demand or of a concession, where it has some: what it would cost, or take.
pub fn terms_of_item(state: &State, item: &Slug) -> Option<CostedTerms> {
    let title = state.items.get(item)?.item.title.clone();
    let demand = state.demands.get(item).map(|demand| {
        let dated = demand.steps.iter().rev().find(|(_, step)| !step.terms.is_empty());
        (Side::Union, dated.map(|(since, _)| since.when.day), &demand.terms)
    });
    let concession = state.concessions.get(item).map(|concession| {
        let dated = concession.steps.iter().rev().find(|(_, step)| !step.terms.is_empty());
        (Side::Employer, dated.map(|(since, _)| since.when.day), &concession.terms)
    });
    let (side, dated, terms) = demand.or(concession).filter(|(_, _, terms)| !terms.is_empty())?;
    Some(CostedTerms { title, side, dated, terms: terms.clone(), without_terms: Vec::new() })
}

fn costed(title: String, side: Side, dated: Option<money::Date>, pass: &Pass) -> CostedTerms {
    CostedTerms {
        title,
        side,
        dated,
        terms: pass.items.iter().flat_map(|item| item.terms.clone()).collect(),
        without_terms: pass
            .items
            .iter()
            .filter(|item| item.terms.is_empty())
            .map(|item| item.item.clone())
            .collect(),
    }
}

/// What a side holds by itself on every item, agreed ones included: its whole offer as of the state's day.
pub fn terms_held_by(state: &State, side: Side) -> CostedTerms {
    let mut held = CostedTerms {
        title: format!("what the {side} holds, {}", state.as_of),
        side,
        dated: None,
        terms: Vec::new(),
        without_terms: Vec::new(),
    };
    for (id, item) in &state.items {
        let position = item.side(side).and_then(|stand| stand.position.as_ref());
        // What is agreed binds both: it stands in each side's offer, whoever passed it.
        let agreed = item.agreed.as_ref().and_then(|agreed| {
            let pass = state.passes.get(state.agreed.get(agreed)?.agreement.pass.as_ref()?)?;
            let held = item.side(pass.side).and_then(|stand| stand.position.as_ref());
            let held = held.filter(|held| held.pass == pass.pass.id).map(|held| held.item.clone());
            Some((held.or_else(|| pass.item(id).cloned())?, pass.since))
        });
        let Some((said, since)) =
            agreed.or_else(|| position.map(|held| (held.item.clone(), held.since)))
        else {
            continue;
        };
        held.dated = held.dated.max(Some(since.when.day));
        if said.terms.is_empty() {
            held.without_terms.push(id.clone());
        }
        held.terms.extend(said.terms.iter().cloned());
    }
    held
}

/// The offer file that terms come to: TOML, as `goodfaith cost` reads it.
pub fn offer_file(costed: &CostedTerms) -> String {
    let mut out = format!("title = {}\n", quoted(&costed.title));
    let party = match costed.side {
        Side::Union => Some("union"),
        Side::Employer => Some("employer"),
        Side::Neutral | Side::Partner => None,
    };
    if let Some(party) = party {
        out.push_str(&format!("party = {}\n", quoted(party)));
    }
    if let Some(dated) = costed.dated {
        out.push_str(&format!("dated = {dated}\n"));
    }
    for term in &costed.terms {
        out.push_str("\n[[terms]]\n");
        for (name, value) in term {
            out.push_str(&format!("{} = {}\n", key(name), toml(value)));
        }
    }
    out
}

fn key(name: &str) -> String {
    let bare = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if bare { name.to_owned() } else { quoted(name) }
}

/// A value in TOML. A text that is a date is a date, as offer files have them.
fn toml(value: &Said) -> String {
    match value {
        Said::Flag(flag) => flag.to_string(),
        Said::Whole(number) => number.to_string(),
        Said::Text(text) if money::date_from_iso(text).is_ok() => text.clone(),
        Said::Text(text) => quoted(text),
        Said::List(all) => format!("[{}]", all.iter().map(toml).collect::<Vec<_>>().join(", ")),
        Said::Table(table) => {
            let fields: Vec<String> = table
                .iter()
                .map(|(name, value)| format!("{} = {}", key(name), toml(value)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}

/// A text as TOML quotes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
