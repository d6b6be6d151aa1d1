//! A pass as somebody types it, and the entry that it comes to.

use desk::adding::{audience_in, author, now};
use desk::passing::{Typed, typed_name};
use record::body::Body;
use record::{Digest, Draft, Side, Slug, State, When};
use serde_json::{Map, Value, json};

use super::parts::{day_of, lines_of};
use crate::app::Asked;
use crate::forms::Form;

/// A pass that can be made of what was typed.
pub(crate) struct Composed {
    /// Whose it is.
    pub side: Side,
    /// The entry.
    pub draft: Draft,
    /// What it says item by item, as it is costed.
    pub typed: Vec<Typed>,
    /// Article text, item by item.
    pub texts: Vec<(Slug, String)>,
    /// Files that are kept with it.
    pub files: Vec<Vec<u8>>,
}

/// The items that a form names, each once.
pub(crate) fn items_of(form: &Form, state: &State) -> Vec<Slug> {
    let mut all: Vec<Slug> = Vec::new();
    for named in form.all("item") {
        let known = Slug::parse(named).ok().filter(|id| state.items.contains_key(id));
        all.extend(known.filter(|id| !all.contains(id)));
    }
    all
}

/// The name of a field of an item.
pub(crate) fn own(what: &str, item: &Slug) -> String {
    format!("{what}-{item}")
}

/// What was typed of the terms, item by item, whatever else is wrong in the form.
pub(crate) fn typed(form: &Form, items: &[Slug]) -> Vec<Typed> {
    let one = |item: &Slug| Typed {
        item: item.clone(),
        terms: form.text(&own("terms", item)).replace("\r\n", "\n"),
        unchanged: !form.text(&own("same", item)).is_empty(),
    };
    items.iter().map(one).collect()
}

/// The side of the party that a form names.
pub(crate) fn side_of(form: &Form, state: &State) -> Side {
    let party = Slug::parse(form.text("from")).ok().and_then(|id| state.parties.get(&id));
    party.map_or(Side::Union, |party| party.side)
}

/// The pass that a form comes to.
///
/// # Errors
///
/// Each thing that is wrong with it.
pub(crate) fn read(asked: &Asked, state: &State, form: &Form) -> Result<Composed, Vec<String>> {
    let mut wrong = Vec::new();
    let items = items_of(form, state);
    if items.is_empty() {
        wrong.push("A pass says something on one item at least: choose it first.".to_owned());
    }
    let typed = typed(form, &items);
    let (mut files, mut texts) = (Vec::new(), Vec::new());
    let mut rows = Vec::new();
    for one in &typed {
        let mut row = Map::new();
        row.insert("item".to_owned(), json!(one.item));
        if one.unchanged {
            row.insert("unchanged".to_owned(), json!(true));
        }
        if !one.terms.is_empty() && !one.unchanged {
            match intake::terms_of_offer(&typed_name(&one.item), &one.terms) {
                Ok(terms) => {
                    row.insert("terms".to_owned(), json!(terms));
                }
                Err(why) => wrong.push(format!("{why}\n  mend: write a [[terms]] table for each")),
            }
        }
        let text = form.text(&own("text", &one.item)).replace("\r\n", "\n");
        if !text.is_empty() && !one.unchanged {
            let text = format!("{text}\n");
            row.insert("text".to_owned(), json!(Digest::of(text.as_bytes())));
            files.push(text.clone().into_bytes());
            texts.push((one.item.clone(), text));
        }
        let words = form.text(&own("words", &one.item)).replace("\r\n", "\n");
        if !words.is_empty() && !one.unchanged {
            row.insert("says".to_owned(), json!({"words": words}));
        }
        rows.push(Value::Object(row));
    }
    let mut body = Map::new();
    body.insert("items".to_owned(), Value::Array(rows));
    for name in ["id", "from", "kind", "title", "time", "session", "unlisted", "explanation"] {
        let value = form.text(name).replace("\r\n", "\n");
        if !value.is_empty() {
            body.insert(name.to_owned(), json!(value));
        }
    }
    let conditions = lines_of(form.text("conditions"));
    if !conditions.is_empty() {
        body.insert("conditions".to_owned(), json!(conditions));
    }
    if !form.text("expires").is_empty() {
        let mut expires = Map::new();
        expires.insert("on".to_owned(), json!(form.text("expires")));
        if !form.text("expires_reason").is_empty() {
            expires.insert("reason".to_owned(), json!(form.text("expires_reason")));
        }
        body.insert("expires".to_owned(), Value::Object(expires));
    }
    let alone: Vec<&Slug> =
        items.iter().filter(|item| !form.text(&own("alone", item)).is_empty()).collect();
    if form.text("kind") == "package" && !alone.is_empty() {
        body.insert("contingency".to_owned(), json!({"severable": alone}));
    }
    if let Some(document) = form.file("document") {
        body.insert("documents".to_owned(), json!([Digest::of(&document.bytes)]));
        files.push(document.bytes.clone());
    }
    let day = day_of(asked, form.text("day")).map_err(|why| wrong.push(why)).ok();
    let body = Body::of("pass", Value::Object(body)).map_err(|error| wrong.push(error.to_string()));
    let (Some(day), Ok(body), true) = (day, body, wrong.is_empty()) else { return Err(wrong) };
    let audience = audience_in(asked.opened.desk.entries(), &body);
    let draft = Draft { audience, ..Draft::new(&author(None), now(), Some(When::on(day)), body) };
    Ok(Composed { side: side_of(form, state), draft, typed, texts, files })
}
