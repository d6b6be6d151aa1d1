//! Revenue, commissions, actions on their ladder, and the calendar.

mod common;

use common::{Telling, day, id};
use money::Cents;
use record::body::{ActionStep, Comes, CommissionStep, RevenueStep, Uptake};
use serde_json::{Value, json};

fn idea(step: &str, more: Value) -> Value {
    let mut value = json!({"id": "fees", "step": step});
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    value
}

fn yearly(by: &str, low: &str, high: Option<&str>) -> Value {
    json!({"estimate": {"by": by, "low": low, "high": high, "comes": "yearly"}})
}

/// Fix LA: one claim, three figures (more than 200 million, nearly 300, 334), each with who says so. None is the figure.
#[test]
fn estimates_stand_side_by_side_and_what_comes_once_is_never_added_to_what_comes_yearly() {
    let mut telling = Telling::new();
    let order =
        telling.refused_by("2014-03-25", "revenue", idea("studied", json!({"title": "Bank fees"})));
    assert_eq!(order, "revenue-order");
    assert_eq!(
        telling.refused_by("2014-03-25", "revenue", idea("raised", json!({}))),
        "known-names"
    );
    telling.on(
        "2014-03-25",
        "revenue",
        idea(
            "raised",
            json!({"title": "Bank fees", "authority": "City Council",
        "employer_decides": true, "pays_for": ["salary"]}),
        ),
    );
    telling.on(
        "2014-03-25",
        "revenue",
        idea("studied", yearly("the coalition's report", "204000000", None)),
    );
    telling.on("2014-08-01", "revenue", idea("studied", yearly("SEIU 721", "300000000", None)));
    telling.on("2015-12-01", "revenue", idea("studied", yearly("BCG", "334000000", None)));
    telling.on(
        "2015-12-02",
        "revenue",
        idea(
            "studied",
            json!({"estimate": {"by": "council member", "low": "65000000", "comes": "once"}}),
        ),
    );
    let state = telling.state("2015-12-31");
    let fees = &state.revenue[&id("fees")];
    assert_eq!(fees.status(), RevenueStep::Studied);
    assert_eq!(fees.estimates.len(), 4);
    let million = |millions: i64| Cents::new(millions * 100_000_000);
    assert_eq!(fees.range(Comes::Yearly), Some((million(204), million(334))));
    assert_eq!(fees.range(Comes::Once), Some((million(65), million(65))));
    assert_eq!(
        telling.state("2014-04-01").revenue[&id("fees")].range(Comes::Yearly),
        Some((million(204), million(204)))
    );
    for wrong in ["much", "1.005", "90071992547409.92"] {
        assert_eq!(
            telling.refused_by("2016-01-01", "revenue", idea("studied", yearly("x", wrong, None))),
            "revenue-range"
        );
    }
    let turned = idea("studied", yearly("x", "5", Some("4")));
    assert_eq!(telling.refused_by("2016-01-01", "revenue", turned), "revenue-range");
}

#[test]
fn a_commission_says_what_it_is_to_do_and_what_became_of_what_it_recommended() {
    let mut telling = Telling::new();
    let step = |step: &str, more: Value| {
        let mut value = json!({"id": "crg", "step": step});
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        value
    };
    assert_eq!(
        telling.refused_by("2016-01-01", "commission", step("met", json!({}))),
        "commission-order"
    );
    telling.on("2015-12-08", "commission", step("created", json!({"name": "Commission on Revenue Generation",
        "mandate": "find revenue, and look into deals with banks", "paid_by": "City", "report_due": "2016-12-31"})));
    let state = telling.state("2017-01-01");
    let commission = &state.commissions[&id("crg")];
    assert_eq!(commission.missing(), ["who sits on it", "how it decides", "how often it meets"]);
    assert!(
        commission.report_is_late(day("2017-01-01"))
            && !commission.report_is_late(day("2016-12-31"))
    );
    telling.on("2016-02-01", "commission", step("met", json!({})));
    let answered = |of: &str| {
        step("answered", json!({"recommendation": of, "uptake": "refused", "by": "council"}))
    };
    assert_eq!(telling.refused_by("2016-04-01", "commission", answered("r1")), "commission-order");
    telling.on(
        "2016-03-01",
        "commission",
        step("recommended", json!({"recommendation": "r1", "words": "rebid the accounts"})),
    );
    let nothing = step("answered", json!({"recommendation": "r1"}));
    assert_eq!(telling.refused_by("2016-04-01", "commission", nothing), "commission-order");
    telling.on("2016-04-01", "commission", answered("r1"));
    telling.on("2016-12-30", "commission", step("reported", json!({})));
    let state = telling.state("2017-01-01");
    let commission = &state.commissions[&id("crg")];
    assert_eq!(commission.when(CommissionStep::Met).count(), 1);
    assert_eq!(commission.recommendations[&id("r1")].answers[0].1, Uptake::Refused);
    assert!(!commission.report_is_late(day("2017-06-01")));
}

fn action(name: &str, step: &str, more: Value) -> Value {
    let mut value = json!({"id": name, "step": step});
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    value
}

/// A structure test: turnout by worksite against a denominator that was fixed when it was planned, and a next rung that opens at a
/// threshold set beforehand.
#[test]
fn a_structure_test_opens_the_next_rung_at_its_threshold() {
    let mut telling = Telling::new();
    let sites = |turnout: &[(&str, Option<u32>, Option<u32>)]| {
        let all: Vec<Value> = turnout
            .iter()
            .map(|(site, members, took_part)| json!({"site": site, "members": members, "took_part": took_part}))
            .collect();
        json!({"worksites": all})
    };
    assert_eq!(
        telling.refused_by("2022-03-01", "action", action("cards", "planned", json!({}))),
        "known-names"
    );
    let mut planned = action(
        "cards",
        "planned",
        sites(&[("North yard", Some(40), None), ("City Hall", Some(60), None)]),
    );
    planned["title"] = json!("Cards");
    planned["threshold_percent"] = json!("65");
    telling.on("2022-03-01", "action", planned);
    telling.on(
        "2022-03-02",
        "action",
        action(
            "rally",
            "planned",
            json!({"title": "Rally", "after": "cards", "rung": 2,
        "planned_for": "2022-04-01"}),
        ),
    );
    let open = |telling: &Telling, on: &str| {
        let state = telling.state(on);
        state.is_open(&state.actions[&id("rally")])
    };
    telling.on(
        "2022-03-10",
        "action",
        action("cards", "counted", sites(&[("North yard", None, Some(25))])),
    );
    let state = telling.state("2022-03-10");
    let cards = &state.actions[&id("cards")];
    // 25 of 100, and City Hall has not been counted.
    assert_eq!(cards.turnout().percent().unwrap().to_decimal(1), "25.0");
    assert_eq!(cards.uncounted(), ["City Hall"]);
    assert!(!open(&telling, "2022-03-10"));
    // A denominator, or a threshold, is not moved afterwards.
    let moved = action("cards", "counted", sites(&[("North yard", Some(26), None)]));
    assert_eq!(telling.refused_by("2022-03-11", "action", moved), "fixed-denominator");
    let moved = action("cards", "counted", json!({"threshold_percent": "25"}));
    assert_eq!(telling.refused_by("2022-03-11", "action", moved), "fixed-denominator");
    let more = action("cards", "counted", sites(&[("City Hall", None, Some(61))]));
    assert_eq!(telling.refused_by("2022-03-11", "action", more), "counts-add-up");
    // Going ahead all the same is written down.
    telling.on("2022-03-12", "action", action("rally", "asked", json!({})));
    let flags = telling.state("2022-03-12").flags;
    assert_eq!(
        flags.last().unwrap().what,
        "rally goes ahead before cards has passed: 25.0 percent of 65"
    );
    // People of the public are in no turnout.
    let mut counted = action("cards", "counted", sites(&[("City Hall", None, Some(40))]));
    counted["supporters"] = json!(500);
    telling.on("2022-03-15", "action", counted);
    let state = telling.state("2022-03-15");
    assert_eq!(state.actions[&id("cards")].turnout().percent().unwrap().to_decimal(1), "65.0");
    assert_eq!(state.actions[&id("cards")].has_passed(), Some(true));
    assert!(open(&telling, "2022-03-15") && !open(&telling, "2022-03-14"));
    telling.on("2022-04-01", "action", action("rally", "cancelled", json!({})));
    assert_eq!(
        telling.refused_by("2022-04-02", "action", action("rally", "done", json!({}))),
        "action-order"
    );
    assert_eq!(telling.state("2022-04-02").actions[&id("rally")].status(), ActionStep::Cancelled);
}

#[test]
fn one_calendar_has_what_presses_by_its_day() {
    let mut telling = Telling::with_round();
    telling.set("partner", json!({"id": "saje", "name": "SAJE", "kind": "community"}));
    telling.on("2022-02-01", "date", json!({"id": "revise", "title": "May Revise", "kind": "budget", "on": "2022-05-13", "of": "Governor"}));
    telling.on(
        "2022-02-02",
        "date",
        json!({"id": "election", "title": "Primary", "kind": "election", "on": "2022-06-08"}),
    );
    telling.on(
        "2022-02-03",
        "date",
        json!({"id": "election", "title": "Primary", "kind": "election", "on": "2022-06-07"}),
    );
    telling.on(
        "2022-02-04",
        "partner-vote",
        json!({"id": "v", "partner": "saje", "question": "endorse?", "state": "planned",
        "decides_on": "2022-03-01"}),
    );
    telling.on(
        "2022-02-05",
        "action",
        action("rally", "planned", json!({"title": "Rally", "planned_for": "2022-05-01"})),
    );
    telling.on("2022-02-06", "count", json!({"id": "petition", "kind": "petition", "state": "open", "title": "Petition", "closes": "2022-07-19"}));
    let days: Vec<(String, &str)> = telling
        .state("2022-02-10")
        .calendar()
        .iter()
        .map(|one| (one.day.to_string(), one.sort))
        .collect();
    let expected = [
        ("2022-03-01", "partner's vote"),
        ("2022-05-01", "action"),
        ("2022-05-13", "budget"),
        ("2022-06-07", "election"),
        ("2022-06-30", "expiration"),
        ("2022-07-19", "count closes"),
    ];
    assert_eq!(days, expected.map(|(day, sort)| (day.to_owned(), sort)));
}

/// What was announced on July 12 for July 19 is known from July 12 on, though it was written down years later, and not a day before.
#[test]
fn a_session_is_known_from_the_day_on_which_it_was_announced() {
    let mut telling = Telling::with_round();
    telling.on("2022-07-19", "session", json!({"state": "planned", "announced": "2022-07-12"}));
    telling.on("2022-08-02", "session", json!({"state": "planned"}));
    let next = |as_of: &str| telling.state(as_of).next_session();
    assert_eq!(next("2022-07-11"), None);
    assert_eq!(next("2022-07-12"), Some(day("2022-07-19")));
    assert_eq!(next("2022-07-19"), Some(day("2022-07-19")));
    assert!(telling.state("2022-07-12").calendar().iter().any(|one| one.sort == "session"));
    let entry = telling.sealed(record::Draft::new(
        "test",
        "2026-11-28T12:00:00Z".parse().unwrap(),
        Some(record::When::on(day("2022-07-19"))),
        common::body("session", json!({"state": "planned", "announced": "2022-07-12"})),
    ));
    assert_eq!(entry.draft.body.version(), 2);
    assert_eq!(common::body("session", json!({"state": "planned"})).version(), 1);
}
