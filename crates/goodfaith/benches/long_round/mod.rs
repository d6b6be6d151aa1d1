//! A long round for benchmarks: items by turns passed, asked about, answered, repeated; claims between.

use record::{Body, Draft, When};
use serde_json::{Value, json};

/// How many items are at the table.
const ITEMS: usize = 40;

/// A draft, dated by its place in the round: sixty a day from January 1, 2020.
fn new(on: Option<usize>, kind: &str, value: Value) -> Draft {
    let written = "2026-01-02T03:04:05Z".parse().unwrap();
    let start = money::date_from_iso("2020-01-01").unwrap();
    let about =
        on.map(|days| When::on(start.saturating_add(jiff::Span::new().days((days / 60) as i64))));
    let mut draft = Draft::new("note taker", written, about, Body::read(kind, 1, value).unwrap());
    draft.note = Some(
        "as it was heard at the table, in the words of whoever took the notes that day".to_owned(),
    );
    draft
}

/// What a record of its own begins with: itself and two parties, `union` and `employer`.
#[allow(dead_code)]
pub fn begins() -> Vec<Draft> {
    let mut all = vec![new(None, "record", json!({"campaign": "A long round"}))];
    for (party, side) in [("union", "union"), ("employer", "employer")] {
        all.push(new(None, "party", json!({"id": party, "side": side, "name": party})));
    }
    all
}

/// So many entries between two parties: the items, then their turns.
pub fn turns(count: usize, [union, employer]: [&str; 2]) -> Vec<Draft> {
    let item = |at: usize| {
        new(None, "item", json!({"id": format!("item-{at}"), "title": format!("Item {at}")}))
    };
    let mut all: Vec<Draft> = (0..ITEMS).map(item).collect();
    for at in 0..count.saturating_sub(ITEMS) {
        let item = format!("item-{}", (at / 4) % ITEMS);
        let (from, other) = if (at / (4 * ITEMS)).is_multiple_of(2) {
            (union, employer)
        } else {
            (employer, union)
        };
        let pass = format!("p{at}");
        all.push(match at % 4 {
            0 => new(Some(at), "pass", json!({"id": pass, "from": from, "kind": "counter", "items": [{"item": item,
                "terms": [{"kind": "general-increase", "percent": format!("{}.{}", at % 7, at % 10), "effective": "2026-07-01"}],
                "says": {"words": "a raise for everybody in each of three years, and a committee that looks at the rest"}}]})),
            1 => new(Some(at), "response", json!({"by": other, "to": format!("p{}", at - 1), "kind": "question", "words": "since when?"})),
            2 => new(Some(at), "response", json!({"by": from, "to": format!("p{}", at - 2), "kind": "answer", "words": "since July"})),
            _ => new(Some(at), "claim", json!({"id": format!("c{at}"), "speaker": other, "status": "said",
                "words": "there is nothing more in the pot, and there will not be before the budget is signed"})),
        });
    }
    all
}
