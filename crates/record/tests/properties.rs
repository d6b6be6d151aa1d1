//! Random records: what the rules let in folds, the same every time, and never sees what comes after.

mod common;

use common::{Telling, day, id};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use record::{Head, Side, State, fold, refusals_of};
use serde_json::{Value, json};

/// One thing that somebody might try to record; many of them are refused.
fn attempt() -> impl Strategy<Value = (u8, &'static str, Value)> {
    let item = prop::sample::select(vec!["salary", "leave", "hours"]);
    let party = prop::sample::select(vec!["union", "employer"]);
    let pass = prop::sample::select(vec!["p1", "p2", "p3", "p4", "p5", "p6"]);
    let agreed = prop::sample::select(vec!["t1", "t2", "t3"]);
    let kind = prop::sample::select(vec![
        "initial",
        "counter",
        "package",
        "verbal",
        "what-if",
        "last-best-final",
    ]);
    let answer = prop::sample::select(vec![
        "question",
        "answer",
        "accept",
        "reject",
        "repeat",
        "not-ready",
        "no-authority",
        "off-scope",
    ]);
    let strike = prop::sample::select(vec![
        "authorized",
        "date-set",
        "notice-served",
        "started",
        "paused",
        "ended",
    ]);
    let impasse = prop::sample::select(vec![
        "declared",
        "declaration-withdrawn",
        "mediator-appointed",
        "report-public",
    ]);
    let number = 1..5u32;
    let expires = prop::option::of(1..28u8);
    (0..60u8, 0..16u8, item.clone(), item, party, pass, agreed, (kind, answer, strike, impasse), number, expires).prop_map(
        |(on, what, item, other, party, pass, agreed, (kind, answer, strike, impasse), number, expires)| {
            let mut items = vec![json!({"item": item, "says": {"percent": number.to_string()}})];
            if other != item && number % 2 == 0 {
                items.push(json!({"item": other, "says": {"percent": number.to_string()}}));
            }
            let (entry, value) = match what {
                0..=4 => {
                    let mut value = json!({"id": pass, "from": party, "kind": kind, "items": items});
                    if let Some(expires) = expires {
                        value["expires"] = json!({"on": format!("2022-05-{expires:02}")});
                    }
                    ("pass", value)
                }
                5..=7 => ("response", json!({"by": party, "to": pass, "kind": answer})),
                8 => ("withdrawal", json!({"pass": pass})),
                9 => ("hold", json!({"items": [item], "held": number % 2 == 0, "by_agreement": number > 2})),
                10 => ("tentative-agreement", json!({"id": agreed, "items": [item], "pass": pass,
                    "initials": [{"party": "union"}, {"party": "employer"}]})),
                11 => ("reopening", json!({"agreement": agreed, "kind": "reopened", "by": ["union", "employer"]})),
                12 => ("total-agreement", json!({"id": format!("total-{number}"), "agreement": "new"})),
                13 => ("count", json!({"id": format!("vote-{number}"), "kind": "ratification", "state": "counted",
                    "title": "vote", "questions": [{"text": "q", "yes": number, "no": 2}]})),
                14 => ("strike", json!({"step": strike})),
                _ => ("impasse", json!({"step": impasse})),
            };
            (on, entry, value)
        },
    )
}

/// Tries each; what the rules let in is the record.
fn tell(attempts: &[(u8, &'static str, Value)]) -> (Telling, usize) {
    let mut told = Telling::with_round();
    let mut refused = 0;
    for (on, kind, value) in attempts {
        let on = if *on < 30 {
            format!("2022-04-{:02}", on + 1)
        } else {
            format!("2022-05-{:02}", on - 29)
        };
        let mut with = told.clone();
        let entry = with.try_on(&on, kind, value.clone());
        let refusals = refusals_of(&told.entries, &entry, &told.law);
        if refusals.is_empty() {
            with.entries.push(entry);
            told = with;
        } else {
            for refusal in refusals {
                assert!(!refusal.mend.is_empty() && !refusal.rule.source.is_empty());
            }
            refused += 1;
        }
    }
    (told, refused)
}

fn shown(state: &State) -> String {
    format!("{state:?}")
}

/// What must hold of any state.
fn holds(state: &State) {
    for (item_id, item) in &state.items {
        let owing: Vec<Side> = [Side::Union, Side::Employer]
            .into_iter()
            .filter(|side| state.awaiting(item_id, *side).is_some())
            .collect();
        assert!(owing.len() <= 1, "both owe an answer on {item_id}: {item:?}");
        for (side, stand) in &item.sides {
            if let Some(held) = &stand.position {
                let pass = &state.passes[&held.pass];
                assert_eq!(pass.side, *side);
                assert!(pass.status(item_id).unwrap().stands(), "{item_id}: {pass:?}");
                assert!(!pass.is_package());
            }
            for package in &stand.packages {
                assert!(state.passes[package].status(item_id).unwrap().stands(), "{package}");
            }
            if let Some(moved) = stand.moved {
                assert!(moved.when.day <= state.as_of);
            }
        }
        if let Some(agreed) = &item.agreed {
            assert!(state.agreed[agreed].status().stands());
            assert!(state.turn(item_id).is_none());
        }
    }
    for pass in state.passes.values() {
        assert!(pass.since.when.day <= state.as_of);
        assert!(pass.pass.kind.is_formal() || pass.numbers.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_the_rules_let_in_folds_and_folds_the_same(attempts in prop::collection::vec(attempt(), 1..40)) {
        let (told, _) = tell(&attempts);
        let state = fold(&told.entries, day("2022-06-30"), &told.law);
        prop_assert!(state.refused.is_empty(), "{:?}", state.refused);
        holds(&state);
        prop_assert_eq!(shown(&state), shown(&fold(&told.entries, day("2022-06-30"), &told.law)));
    }

    #[test]
    fn the_fold_of_a_prefix_never_sees_the_future(
        attempts in prop::collection::vec(attempt(), 1..40),
        until in 0..60u8,
        other in attempt(),
    ) {
        let (told, _) = tell(&attempts);
        let on = if until < 30 { format!("2022-04-{:02}", until + 1) } else { format!("2022-05-{:02}", until - 29) };
        let as_of = day(&on);
        let state = fold(&told.entries, as_of, &told.law);
        holds(&state);
        // What happened later changes nothing, whether it is in the record or not.
        let past: Vec<_> = told.entries.iter().filter(|entry| entry.draft.place() <= as_of).cloned().collect();
        let mut of_past = fold(&past, as_of, &told.law);
        of_past.audiences.clone_from(&state.audiences);
        prop_assert_eq!(shown(&state), shown(&of_past));
        let later = told.try_on("2022-06-15", other.1, other.2);
        let mut with = told.entries.clone();
        with.push(later);
        prop_assert_eq!(shown(&state), shown(&fold(&with, as_of, &told.law)));
    }

    #[test]
    fn an_entry_is_read_back_as_it_was_written(attempts in prop::collection::vec(attempt(), 1..20)) {
        let (told, _) = tell(&attempts);
        let lines: Vec<String> = told
            .entries
            .iter()
            .map(|entry| entry.draft.clone().seal(entry.number, entry.prev).unwrap().1)
            .collect();
        let read = record::read_chain(lines.iter().map(|line| (line.as_str(), None))).unwrap();
        prop_assert_eq!(&read, &told.entries);
        prop_assert_eq!(Head::of(&read), Head::of(&told.entries));
    }
}

#[test]
fn the_random_records_reach_far() {
    // The strategy would prove nothing if everything in it were refused.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut agreed, mut packages, mut refused, mut let_in, mut totals) = (0, 0, 0, 0, 0);
    for _ in 0..200 {
        let attempts =
            prop::collection::vec(attempt(), 40..60).new_tree(&mut runner).unwrap().current();
        let (told, no) = tell(&attempts);
        refused += no;
        let_in += attempts.len() - no;
        let state = told.state("2022-06-30");
        agreed += state.agreed.len();
        totals += state.totals.len();
        packages += state.passes.values().filter(|pass| pass.is_package()).count();
        let _ = id("salary");
    }
    assert!(
        agreed > 20 && packages > 50 && refused > 500 && let_in > 1000 && totals > 50,
        "{agreed} agreed, {packages} packages, {refused} refused, {let_in} let in, {totals} totals"
    );
}
