//! Words and money in one object: the offer that a pass, or all of a side's positions, come to.

use std::sync::Arc;

use crate::body::{Pass, PassItem, Side};
use crate::fold::{PassState, PassStatus, Since, State};
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
        let Some((said, since)) =
            agreed_on(state, id).or_else(|| position.map(|held| (held.item.clone(), held.since)))
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

/// What is agreed on an item binds both: it stands in each side's offer, whoever passed it.
fn agreed_on(state: &State, id: &Slug) -> Option<(Arc<PassItem>, Since)> {
    let item = state.items.get(id)?;
    let agreed = state.agreed.get(item.agreed.as_ref()?)?;
    let pass = state.passes.get(agreed.agreement.pass.as_ref()?)?;
    let held = item.side(pass.side).and_then(|stand| stand.position.as_ref());
    let held = held.filter(|held| held.pass == pass.pass.id).map(|held| held.item.clone());
    Some((held.or_else(|| pass.item(id).cloned())?, pass.since))
}

/// What a side last put on the table on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastPassed {
    /// The item.
    pub item: Slug,
    /// The pass.
    pub pass: Slug,
    /// When it crossed the table.
    pub since: Since,
    /// What it says. Where it says to be unchanged and no more, what the pass before it said.
    pub said: Arc<PassItem>,
}

/// What a side last put on the table formally on each item, in packages too, as far as somebody sees it: `sees` tells whether an entry
/// is seen. What its side took back, or what has run out, is not on the table.
pub fn last_passed(state: &State, side: Side, sees: impl Fn(u64) -> bool) -> Vec<LastPassed> {
    let gone = |pass: &PassState, id: &Slug| {
        pass.items.get(id).is_some_and(|(status, since)| {
            matches!(status, PassStatus::Withdrawn | PassStatus::Expired) && sees(since.entry)
        })
    };
    let on_item = |id: &Slug| {
        let mut all: Vec<(&PassState, &Arc<PassItem>)> = state
            .passes
            .values()
            .filter(|pass| {
                pass.side == side
                    && pass.pass.kind.is_formal()
                    && sees(pass.since.entry)
                    && !gone(pass, id)
            })
            .filter_map(|pass| Some((pass, pass.item(id)?)))
            .collect();
        all.sort_by_key(|(pass, _)| pass.since);
        let (last, said) = all.last()?;
        let mut before = all.iter().rev().map(|(_, said)| *said);
        let said = before.find(|one| one.is_known() || !one.unchanged).unwrap_or(said);
        Some(LastPassed {
            item: id.clone(),
            pass: last.pass.id.clone(),
            since: last.since,
            said: Arc::clone(said),
        })
    };
    let items = state.items.iter().filter(|(_, item)| sees(item.raised.entry));
    let mut all: Vec<LastPassed> = items.filter_map(|(id, _)| on_item(id)).collect();
    as_passed(state, &mut all);
    all
}

/// Puts what was passed in the order in which it was, and within a pass in its own: terms of one day are costed in their order.
fn as_passed(state: &State, all: &mut [LastPassed]) {
    let place = |one: &LastPassed| {
        let pass = state.passes.get(&one.pass)?;
        pass.pass.items.iter().position(|item| item.item == one.item)
    };
    all.sort_by_key(|one| (one.since, place(one), one.item.clone()));
}

/// All of a side's offer as it stands: what is agreed, and what it last put on the table on every other item, in packages too.
pub fn all_passed(state: &State, side: Side, sees: impl Fn(u64) -> bool) -> Vec<LastPassed> {
    let mut all = last_passed(state, side, &sees);
    for (id, item) in &state.items {
        let Some(pass) = item
            .agreed
            .as_ref()
            .filter(|agreed| state.agreed.get(*agreed).is_some_and(|one| sees(one.since.entry)))
            .and_then(|agreed| state.agreed.get(agreed)?.agreement.pass.clone())
        else {
            continue;
        };
        let Some((said, since)) = agreed_on(state, id).filter(|(_, since)| sees(since.entry))
        else {
            continue;
        };
        let agreed = LastPassed { item: id.clone(), pass, since, said };
        match all.iter_mut().find(|one| one.item == *id) {
            Some(one) => *one = agreed,
            None => all.push(agreed),
        }
    }
    as_passed(state, &mut all);
    all
}

/// The terms of what was passed, together.
pub fn terms_passed(title: &str, side: Side, passed: &[LastPassed]) -> CostedTerms {
    let with = |one: &&LastPassed| !one.said.terms.is_empty();
    CostedTerms {
        title: title.to_owned(),
        side,
        dated: passed.iter().filter(with).map(|one| one.since.when.day).max(),
        terms: passed.iter().flat_map(|one| one.said.terms.iter().cloned()).collect(),
        without_terms: passed.iter().filter(|one| !with(one)).map(|one| one.item.clone()).collect(),
    }
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
    out.push_str(&terms_file(&costed.terms));
    out
}

/// Terms as an offer file has them, a `[[terms]]` table each.
pub fn terms_file(terms: &[Table]) -> String {
    let mut out = String::new();
    for term in terms {
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
