//! Work for the public, questions that members ask, and how far what was published went.

mod common;

use common::{Telling, day, id};
use record::body::{Body, Listener};
use record::{Draft, Entry, Source, refusals_of};
use serde_json::{Value, json};

fn with(mut value: Value, more: Value) -> Value {
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    value
}

fn work(more: Value) -> Body {
    let value = json!({"id": "wages", "title": "Stolen wages", "did": "took it to court",
        "result": "1.5 million dollars paid back", "benefits": "2,000 carers",
        "on": {"day": "2021-10-01", "precision": "month"}, "values": {"recovered_usd": 1_500_000}});
    common::body("work", with(value, more))
}

fn sourced(told: &Telling, body: Body, title: &str) -> Entry {
    let at = "2022-05-03T09:00:00Z".parse().unwrap();
    let about = Some(record::When::on(day("2022-05-03")));
    let source = Source { title: title.to_owned(), address: None, file: None, place: None };
    told.sealed(Draft { source: vec![source], ..Draft::new("note taker", at, about, body) })
}

#[test]
fn an_account_of_work_has_a_source_and_a_day() {
    let mut told = Telling::new();
    let refused = |told: &Telling, entry: &Entry| {
        let refusals = refusals_of(&told.entries, entry, &told.law);
        refusals.first().map(|refusal| (refusal.rule.id, refusal.what.clone()))
    };
    let (at, about) =
        ("2022-05-03T09:00:00Z".parse().unwrap(), record::When::on(day("2022-05-03")));
    let bare = told.sealed(Draft::new("note taker", at, Some(about), work(json!({}))));
    let why = "wages: nothing says by what it is known".to_owned();
    assert_eq!(refused(&told, &bare), Some(("work-is-sourced", why.clone())));
    let blank = sourced(&told, work(json!({})), " ");
    assert_eq!(refused(&told, &blank), Some(("work-is-sourced", why)));
    for wrong in [
        json!({"result": ""}),
        json!({"on": {"day": "2021-10-01", "precision": "unknown"}}),
        json!({"on": {"day": "2022-05-04"}}),
        json!({"until": "2021-09-30"}),
    ] {
        let entry = sourced(&told, work(wrong.clone()), "Labor Commissioner, press release");
        assert_eq!(refused(&told, &entry).unwrap().0, "work-is-sourced", "{wrong}");
    }
    let entry = sourced(&told, work(json!({"unit": "unit-9"})), "press release");
    assert_eq!(refused(&told, &entry).unwrap().0, "known-names");
    let entry = sourced(&told, work(json!({"unit": "unit-1"})), "press release");
    assert_eq!(refused(&told, &entry), None);
    let number = entry.number;
    told.entries.push(entry);
    let again = sourced(&told, work(json!({})), "press release");
    assert_eq!(refused(&told, &again).unwrap().0, "one-name");
    // A correction that names no source rests on that of the entry.
    let corrected = told.correct(
        number,
        "2022-05-03",
        "work",
        serde_json::to_value(match work(json!({"title": "Wages that were stolen"})) {
            Body::Work(work) => work,
            _ => unreachable!(),
        })
        .unwrap(),
    );
    assert!(corrected > number);
    let state = told.state("2022-05-04");
    assert!(state.refused.is_empty(), "{:?}", state.refused);
    assert_eq!(state.works[&id("wages")].1.title, "Wages that were stolen");
    assert!(told.state("2022-05-02").works.is_empty());
}

#[test]
fn questions_are_grouped_by_topic_and_add_up() {
    let mut told = Telling::new();
    let ask = |question: &str, more: Value| {
        with(json!({"id": question, "words": "What do I say?", "topic": "strike"}), more)
    };
    told.on("2022-05-01", "member-question", ask("pay", json!({"listener": "reporter"})));
    told.on(
        "2022-05-02",
        "member-question",
        ask("pay", json!({"times": 3, "listener": "elected-official", "words": "Who pays us?"})),
    );
    told.on("2022-05-02", "member-question", ask("rent", json!({"times": 2})));
    let moved = ask("pay", json!({"topic": "money"}));
    assert_eq!(told.refused_by("2022-05-03", "member-question", moved), "one-name");
    for nothing in [json!({"times": 0}), json!({"words": ""})] {
        let value = ask("pay", nothing);
        assert_eq!(told.refused_by("2022-05-03", "member-question", value), "question-counts");
    }
    let open = |as_of: &str| {
        let state = told.state(as_of);
        let topic = &state.member_questions[&id("strike")];
        let open: Vec<String> = topic.open().iter().map(|(id, _)| id.to_string()).collect();
        (topic.times(), open)
    };
    assert_eq!(open("2022-05-01"), (1, vec!["pay".to_owned()]));
    assert_eq!(open("2022-05-02"), (6, vec!["pay".to_owned(), "rent".to_owned()]));
    told.on(
        "2022-05-03",
        "member-question",
        ask("pay", json!({"times": 0, "answered_by": "strike-pay", "words": "Who pays us?"})),
    );
    let state = told.state("2022-05-03");
    let topic = &state.member_questions[&id("strike")];
    let pay = &topic.questions[&id("pay")];
    assert_eq!(
        (pay.times(), pay.words(), pay.answered_by()),
        (4, "Who pays us?", Some("strike-pay"))
    );
    assert_eq!(pay.by_listener()[&Some(Listener::ElectedOfficial)], 3);
    assert_eq!(topic.open().len(), 1);
    assert_eq!(
        Listener::names(),
        "supervisor, manager, friend, family, elected-official, reporter"
    );
}

#[test]
fn how_far_something_went_is_entered_and_never_added_up() {
    let mut told = Telling::new();
    let went = |more: Value| {
        with(
            json!({"release": "report-1", "channel": "newsletter", "on": "2022-05-01",
                "counts": {"seen": 120}, "from": "the platform's export"}),
            more,
        )
    };
    for wrong in [
        json!({"counts": {}}),
        json!({"counts": {"seen": -1}}),
        json!({"counts": {"seen": "many"}}),
        json!({"channel": " "}),
        json!({"from": ""}),
        json!({"on": "2022-05-02"}),
    ] {
        assert_eq!(told.refused_by("2022-05-01", "reach", went(wrong)), "reach-is-entered");
    }
    told.on("2022-05-01", "reach", went(json!({})));
    told.on("2022-05-09", "reach", went(json!({"on": "2022-05-08", "counts": {"seen": 300}})));
    told.on("2022-05-10", "reach", went(json!({"counts": {"seen": 90}, "from": "typed in"})));
    let state = told.state("2022-05-31");
    let reach = &state.reach[&id("report-1")];
    assert_eq!(reach.reports.len(), 3);
    let latest: Vec<u64> =
        reach.latest().values().map(|one| one.numbers().unwrap()["seen"]).collect();
    assert_eq!(latest, [300, 90]);
}
