//! Passes, positions, packages and the two clocks of an answer: each trap of the field a test.

mod common;

use common::{Telling, about, day, held, id};
use record::{ItemStatus, PassStatus, Precision, Side, When};
use serde_json::json;

#[test]
fn each_side_has_a_last_position_on_each_item() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    told.pass("2022-04-02", "u2", "union", "leave", "12 weeks");
    told.pass("2022-06-11", "e1", "employer", "salary", "2.5");
    told.pass("2022-06-12", "u3", "union", "salary", "6");
    let state = told.state("2022-06-30");
    assert_eq!(held(&state, "salary", Side::Union).as_deref(), Some("percent 6"));
    assert_eq!(held(&state, "salary", Side::Employer).as_deref(), Some("percent 2.5"));
    assert_eq!(held(&state, "leave", Side::Union).as_deref(), Some("percent 12 weeks"));
    assert_eq!(held(&state, "leave", Side::Employer), None);
    assert_eq!(state.passes[&id("u1")].status(&id("salary")), Some(PassStatus::Superseded));
    assert_eq!(state.passes[&id("u3")].numbers[&id("salary")], 2);
    // And before it all, what was held then.
    assert_eq!(
        held(&told.state("2022-06-11"), "salary", Side::Union).as_deref(),
        Some("percent 7")
    );
    assert!(held(&told.state("2022-03-31"), "salary", Side::Union).is_none());
}

#[test]
fn a_what_if_a_spoken_offer_and_a_mediators_proposal_are_nobodys_position() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    for (pass, from, kind) in [
        ("w1", "employer", "what-if"),
        ("v1", "employer", "verbal"),
        ("m1", "mediator", "mediators"),
    ] {
        told.on(
            "2022-04-02",
            "pass",
            json!({"id": pass, "from": from, "kind": kind,
            "items": [{"item": "salary", "says": {"percent": "4"}}]}),
        );
    }
    let state = told.state("2022-04-30");
    assert_eq!(held(&state, "salary", Side::Employer), None);
    assert!(state.awaiting(&id("salary"), Side::Employer).is_some(), "none of them answers");
    assert_eq!(state.passes[&id("w1")].status(&id("salary")), Some(PassStatus::Explored));
    assert!(state.passes[&id("w1")].numbers.is_empty(), "a what-if has no number");
    // Nor can they be accepted or signed without a formal pass.
    let accept = |to: &str| json!({"by": "union", "to": to, "kind": "accept"});
    assert_eq!(told.refused_by("2022-05-01", "response", accept("w1")), "not-a-position");
    assert_eq!(told.refused_by("2022-05-01", "response", accept("v1")), "in-writing");
    for pass in ["w1", "v1", "m1"] {
        let signed = json!({"id": "ta", "items": ["salary"], "pass": pass});
        assert_eq!(told.refused_by("2022-05-01", "tentative-agreement", signed), "not-a-position");
    }
    // A mediator holds no position by passing formally.
    let formal =
        json!({"id": "m2", "from": "mediator", "kind": "counter", "items": [{"item": "salary"}]});
    assert_eq!(told.refused_by("2022-05-01", "pass", formal), "who-bargains");
}

#[test]
fn a_repeated_offer_is_an_answer_and_no_movement() {
    // CASE and the State, 2022: the counter of June 11 was repeated in the week of July 11.
    let mut told = Telling::new();
    told.pass("2022-04-11", "u1", "union", "salary", "7");
    told.pass("2022-06-11", "e1", "employer", "salary", "2.5");
    told.at(
        about("2022-06-12", Precision::Approximate),
        "pass",
        json!({"id": "u2", "from": "union",
        "kind": "counter", "items": [{"item": "salary"}]}),
    );
    let state = told.state("2022-07-12");
    let owed = state.awaiting(&id("salary"), Side::Employer).unwrap();
    assert_eq!(owed.since.when.days_until(state.as_of), 30);
    assert_eq!(state.turn(&id("salary")).unwrap().side, Side::Employer);
    told.at(
        about("2022-07-14", Precision::Week),
        "pass",
        json!({"id": "e2", "from": "employer",
        "kind": "counter", "items": [{"item": "salary", "says": {"percent": "2.5"}}]}),
    );
    let state = told.state("2022-07-19");
    assert!(state.awaiting(&id("salary"), Side::Employer).is_none());
    let still = state.no_movement(&id("salary"), Side::Employer).unwrap();
    assert_eq!(still.when, When::on(day("2022-06-11")));
    assert_eq!(still.when.days_until(state.as_of), 38);
    assert_eq!(state.turn(&id("salary")).unwrap().side, Side::Union);
    // On July 12 nobody knew of it.
    assert!(told.state("2022-07-12").awaiting(&id("salary"), Side::Employer).is_some());
}

#[test]
fn a_repeat_said_as_an_answer_hands_the_turn_back() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    told.pass("2022-04-05", "e1", "employer", "salary", "2");
    told.pass("2022-04-10", "u2", "union", "salary", "6");
    told.respond("2022-04-20", "employer", "u2", "repeat");
    let state = told.state("2022-04-25");
    assert!(state.awaiting(&id("salary"), Side::Employer).is_none());
    assert_eq!(state.turn(&id("salary")).unwrap().side, Side::Union);
    assert_eq!(
        state.no_movement(&id("salary"), Side::Employer).unwrap().when.day,
        day("2022-04-05")
    );
}

#[test]
fn unchanged_is_unchanged() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "e1", "employer", "salary", "2");
    let again = |percent: &str| {
        json!({"id": "e2", "from": "employer", "kind": "counter",
        "items": [{"item": "salary", "unchanged": true, "says": {"percent": percent}}]})
    };
    assert_eq!(told.refused_by("2022-05-01", "pass", again("3")), "same-is-same");
    told.on("2022-05-01", "pass", again("2"));
    let state = told.state("2022-05-02");
    assert_eq!(
        state.no_movement(&id("salary"), Side::Employer).unwrap().when.day,
        day("2022-04-01")
    );
    // What it says again may be left out, and is known all the same.
    told.on(
        "2022-05-03",
        "pass",
        json!({"id": "e3", "from": "employer", "kind": "counter",
        "items": [{"item": "salary", "unchanged": true}]}),
    );
    let state = told.state("2022-05-04");
    assert_eq!(held(&state, "salary", Side::Employer).as_deref(), Some("percent 2"));
    assert_eq!(
        state.no_movement(&id("salary"), Side::Employer).unwrap().when.day,
        day("2022-04-01")
    );
}

#[test]
fn a_contact_is_no_answer() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    told.respond("2022-06-02", "employer", "u1", "not-ready");
    told.respond("2022-06-03", "employer", "u1", "no-authority");
    let state = told.state("2022-06-07");
    let owed = state.awaiting(&id("salary"), Side::Employer).unwrap();
    assert_eq!(owed.since.when.day, day("2022-04-01"));
    assert_eq!(owed.contacts.len(), 2);
}

#[test]
fn a_question_holds_the_pass_and_hands_the_turn_over() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    told.respond("2022-04-05", "employer", "u1", "question");
    let state = told.state("2022-04-06");
    assert_eq!(state.passes[&id("u1")].status(&id("salary")), Some(PassStatus::HeldForAnswer));
    let turn = state.turn(&id("salary")).unwrap();
    assert_eq!((turn.side, turn.question), (Side::Union, true));
    told.respond("2022-04-08", "union", "u1", "answer");
    let state = told.state("2022-04-09");
    assert_eq!(state.passes[&id("u1")].status(&id("salary")), Some(PassStatus::OnTable));
    let turn = state.turn(&id("salary")).unwrap();
    assert_eq!((turn.side, turn.question), (Side::Employer, false));
    assert_eq!(turn.since.when.day, day("2022-04-01"), "the wait began with the pass");
}

#[test]
fn nobody_answers_their_own_pass() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    let own = json!({"by": "union", "to": "u1", "kind": "accept"});
    assert_eq!(told.refused_by("2022-04-02", "response", own), "not-ones-own");
    let not_asked = json!({"by": "employer", "to": "u1", "kind": "answer"});
    assert_eq!(told.refused_by("2022-04-02", "response", not_asked), "not-ones-own");
}

#[test]
fn a_package_is_a_second_position_and_falls_as_a_whole() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    told.pass("2022-04-01", "u2", "union", "leave", "12 weeks");
    told.pass("2022-04-05", "e1", "employer", "salary", "2");
    told.on("2022-04-10", "pass", json!({"id": "up1", "from": "union", "kind": "package", "items": [
        {"item": "salary", "says": {"percent": "5"}}, {"item": "leave", "says": {"percent": "12 weeks"}}]}));
    let state = told.state("2022-04-11");
    assert_eq!(
        held(&state, "salary", Side::Union).as_deref(),
        Some("percent 7"),
        "beside its own position"
    );
    assert_eq!(state.items[&id("salary")].side(Side::Union).unwrap().packages, [id("up1")]);
    let package = &state.passes[&id("up1")];
    assert_eq!(package.package_number, Some(1));
    assert_eq!(package.numbers[&id("salary")], 2, "a changed item gets a number");
    assert_eq!(package.numbers[&id("leave")], 1, "a repeated one keeps its own");
    assert_eq!(state.no_movement(&id("salary"), Side::Union).unwrap().when.day, day("2022-04-10"));
    // It is not taken in part.
    let part = json!({"by": "employer", "to": "up1", "kind": "accept", "items": ["leave"]});
    assert_eq!(told.refused_by("2022-04-12", "response", part), "whole-package");
    // Refused, each item goes back to what was held by itself.
    told.respond("2022-04-12", "employer", "up1", "reject");
    let state = told.state("2022-04-13");
    assert_eq!(held(&state, "salary", Side::Union).as_deref(), Some("percent 7"));
    assert!(state.items[&id("salary")].side(Side::Union).unwrap().packages.is_empty());
    assert_eq!(state.passes[&id("up1")].status(&id("leave")), Some(PassStatus::Rejected));
    let accept = json!({"by": "employer", "to": "up1", "kind": "accept"});
    assert_eq!(told.refused_by("2022-04-14", "response", accept), "off-the-table");
}

#[test]
fn a_package_taken_whole_has_every_item_accepted() {
    let mut told = Telling::new();
    told.on("2022-04-10", "pass", json!({"id": "up1", "from": "union", "kind": "package", "items": [
        {"item": "salary", "says": {"percent": "5"}}, {"item": "leave", "says": {"percent": "12 weeks"}}]}));
    told.respond("2022-04-11", "employer", "up1", "accept");
    let state = told.state("2022-04-12");
    for item in ["salary", "leave"] {
        assert_eq!(state.item_status(&id(item)), Some(ItemStatus::Accepted), "{item}");
        assert!(state.turn(&id(item)).is_none());
    }
    assert!(state.agreed.is_empty(), "accepted is not initialled");
}

#[test]
fn a_severable_item_may_be_taken_alone() {
    let mut told = Telling::new();
    told.on("2022-04-10", "pass", json!({"id": "up1", "from": "union", "kind": "package",
        "contingency": {"severable": ["leave"]},
        "items": [{"item": "salary", "says": {"percent": "5"}}, {"item": "leave", "says": {"percent": "12"}}]}));
    let wrong = json!({"by": "employer", "to": "up1", "kind": "accept", "items": ["salary"]});
    assert_eq!(told.refused_by("2022-04-11", "response", wrong), "whole-package");
    told.on(
        "2022-04-11",
        "response",
        json!({"by": "employer", "to": "up1", "kind": "accept", "items": ["leave"]}),
    );
    assert_eq!(told.state("2022-04-12").item_status(&id("leave")), Some(ItemStatus::Accepted));
    assert_eq!(told.state("2022-04-12").item_status(&id("salary")), Some(ItemStatus::Open));
}

#[test]
fn a_package_that_leaves_an_item_out_does_not_answer_it() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    told.pass("2022-04-01", "u2", "union", "leave", "12");
    told.on("2022-04-10", "pass", json!({"id": "ep1", "from": "employer", "kind": "package",
        "items": [{"item": "leave", "says": {"percent": "2"}}, {"item": "hours", "says": {"percent": "40"}}]}));
    let state = told.state("2022-04-11");
    assert!(state.awaiting(&id("salary"), Side::Employer).is_some());
    assert!(state.awaiting(&id("leave"), Side::Employer).is_none());
}

#[test]
fn a_package_may_say_that_what_it_leaves_out_is_rejected_or_withdrawn() {
    // Columbia, June 2020: union proposals that the comprehensive offer did not address were to be taken as rejected.
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    told.on(
        "2022-04-10",
        "pass",
        json!({"id": "ep1", "from": "employer", "kind": "package",
        "unlisted": "deemed-rejected", "items": [{"item": "hours", "says": {"percent": "40"}}]}),
    );
    let state = told.state("2022-04-11");
    assert_eq!(state.passes[&id("u1")].status(&id("salary")), Some(PassStatus::Rejected));
    assert!(state.awaiting(&id("salary"), Side::Employer).is_none());
    assert_eq!(
        held(&state, "salary", Side::Union).as_deref(),
        Some("percent 7"),
        "it is still what the union holds"
    );

    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    told.on(
        "2022-04-10",
        "pass",
        json!({"id": "up1", "from": "union", "kind": "package",
        "unlisted": "withdrawn", "items": [{"item": "hours", "says": {"percent": "36"}}]}),
    );
    let state = told.state("2022-04-11");
    assert_eq!(held(&state, "salary", Side::Union), None);
    assert_eq!(state.item_status(&id("salary")), Some(ItemStatus::Withdrawn));
    assert!(state.awaiting(&id("salary"), Side::Employer).is_none());
}

#[test]
fn a_package_countered_by_another_one_is_countered_as_a_whole() {
    let mut told = Telling::new();
    let package = |pass: &str, from: &str, items: &[(&str, &str)]| {
        let items: Vec<_> = items
            .iter()
            .map(|(item, percent)| json!({"item": item, "says": {"percent": percent}}))
            .collect();
        json!({"id": pass, "from": from, "kind": "package", "items": items})
    };
    told.on("2022-04-10", "pass", package("up1", "union", &[("salary", "5"), ("leave", "12")]));
    told.on("2022-04-11", "pass", package("ep1", "employer", &[("salary", "3"), ("hours", "40")]));
    let state = told.state("2022-04-12");
    assert_eq!(state.passes[&id("up1")].status(&id("leave")), Some(PassStatus::Countered));
    assert!(state.awaiting(&id("leave"), Side::Employer).is_some(), "left out is not answered");
    // Its side's next package takes its place.
    told.on("2022-04-13", "pass", package("up2", "union", &[("salary", "4"), ("leave", "10")]));
    let state = told.state("2022-04-14");
    assert_eq!(state.passes[&id("up1")].status(&id("leave")), Some(PassStatus::Superseded));
    assert_eq!(state.items[&id("leave")].side(Side::Union).unwrap().packages, [id("up2")]);
}

#[test]
fn an_offer_with_a_last_day_expires() {
    let mut told = Telling::new();
    told.on(
        "2022-04-01",
        "pass",
        json!({"id": "e1", "from": "employer", "kind": "counter",
        "expires": {"on": "2022-04-15"}, "items": [{"item": "salary", "says": {"percent": "3"}}]}),
    );
    assert_eq!(
        told.state("2022-04-15").passes[&id("e1")].status(&id("salary")),
        Some(PassStatus::OnTable)
    );
    let state = told.state("2022-04-16");
    assert_eq!(state.passes[&id("e1")].status(&id("salary")), Some(PassStatus::Expired));
    assert!(state.awaiting(&id("salary"), Side::Union).is_none());
    let accept = json!({"by": "union", "to": "e1", "kind": "accept"});
    assert_eq!(told.refused_by("2022-04-16", "response", accept.clone()), "off-the-table");
    told.on("2022-04-15", "response", accept);
    assert_eq!(told.state("2022-05-01").item_status(&id("salary")), Some(ItemStatus::Accepted));
}

#[test]
fn what_was_withdrawn_comes_back_only_as_a_new_pass() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "e1", "employer", "salary", "3");
    told.on("2022-04-05", "withdrawal", json!({"pass": "e1", "reason": "the budget"}));
    let state = told.state("2022-04-06");
    assert_eq!(held(&state, "salary", Side::Employer), None);
    assert!(state.turn(&id("salary")).is_none());
    let accept = json!({"by": "union", "to": "e1", "kind": "accept"});
    assert_eq!(told.refused_by("2022-04-06", "response", accept), "off-the-table");
    assert_eq!(told.refused_by("2022-04-06", "withdrawal", json!({"pass": "e1"})), "off-the-table");
    told.pass("2022-04-07", "e2", "employer", "salary", "3");
    assert_eq!(
        held(&told.state("2022-04-08"), "salary", Side::Employer).as_deref(),
        Some("percent 3")
    );
}

#[test]
fn a_rejected_or_superseded_pass_is_not_accepted_and_a_countered_one_may_be() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "e1", "employer", "salary", "3");
    told.pass("2022-04-02", "u1", "union", "salary", "6");
    let accept = json!({"by": "union", "to": "e1", "kind": "accept"});
    // Countered, it is still the employer's last position: a team may come back to it.
    told.clone().on("2022-04-03", "response", accept.clone());
    told.pass("2022-04-03", "e2", "employer", "salary", "3.5");
    assert_eq!(told.refused_by("2022-04-04", "response", accept), "off-the-table");
    told.respond("2022-04-05", "union", "e2", "reject");
    let refused = json!({"by": "union", "to": "e2", "kind": "accept"});
    assert_eq!(told.refused_by("2022-04-06", "response", refused), "off-the-table");
    assert_eq!(
        held(&told.state("2022-04-06"), "salary", Side::Employer).as_deref(),
        Some("percent 3.5")
    );
}

#[test]
fn a_yes_on_conditions_is_no_yes() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "e1", "employer", "salary", "3");
    told.on(
        "2022-04-03",
        "response",
        json!({"by": "union", "to": "e1", "kind": "accept",
        "conditions": ["lost days are made up"]}),
    );
    let state = told.state("2022-04-04");
    assert_eq!(state.item_status(&id("salary")), Some(ItemStatus::Open));
    assert!(state.flags.iter().any(|flag| flag.what.contains("no acceptance")));
}

#[test]
fn an_objection_to_scope_is_an_answer_and_an_opinion_of_its_day() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "hours", "park maintenance");
    told.on(
        "2022-04-20",
        "response",
        json!({"by": "employer", "to": "u1", "kind": "off-scope",
        "words": "not a term of employment"}),
    );
    told.on(
        "2022-04-21",
        "scope",
        json!({"item": "hours", "side": "union", "class": "mandatory", "basis": "its effects"}),
    );
    let state = told.state("2022-05-01");
    let theirs = state.scope_of(&id("hours"), Side::Employer).unwrap();
    assert!(theirs.objection);
    assert_eq!(theirs.class.name(), "permissive");
    assert_eq!(state.scope_of(&id("hours"), Side::Union).unwrap().class.name(), "mandatory");
    // Opinions change; the last one counts, and each side keeps its own.
    told.on(
        "2022-05-02",
        "scope",
        json!({"item": "hours", "side": "employer", "class": "effects"}),
    );
    assert_eq!(
        told.state("2022-05-03").scope_of(&id("hours"), Side::Employer).unwrap().class.name(),
        "decision and effects"
    );
}

#[test]
fn parking_by_agreement_pauses_the_wait_and_a_pause_of_one_side_does_not() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "salary", "7");
    told.on("2022-04-05", "hold", json!({"items": ["salary"], "held": true}));
    assert!(
        told.state("2022-04-20").awaiting(&id("salary"), Side::Employer).is_some(),
        "one side's pause"
    );
    told.on("2022-04-20", "hold", json!({"items": ["salary"], "held": true, "by_agreement": true}));
    assert!(told.state("2022-04-21").awaiting(&id("salary"), Side::Employer).is_none());
    told.on(
        "2022-04-30",
        "hold",
        json!({"items": ["salary"], "held": false, "by_agreement": true}),
    );
    let state = told.state("2022-05-01");
    let owed = state.awaiting(&id("salary"), Side::Employer).unwrap();
    assert_eq!((owed.since.when.day, owed.parked_days), (day("2022-04-01"), 10));
}

#[test]
fn a_name_that_the_record_does_not_have_is_refused_with_those_that_it_has() {
    let told = Telling::new();
    let refusals = told.refused(
        "2022-04-01",
        "pass",
        json!({"id": "u1", "from": "union", "kind": "counter",
        "items": [{"item": "salery"}]}),
    );
    assert_eq!(refusals[0].rule.id, "known-names");
    assert!(refusals[0].mend.contains("salary"), "{}", refusals[0].mend);
    let stranger =
        json!({"id": "u1", "from": "nobody", "kind": "counter", "items": [{"item": "salary"}]});
    assert_eq!(told.refused_by("2022-04-01", "pass", stranger), "known-names");
    let twice = json!({"id": "salary", "title": "again"});
    assert_eq!(told.refused_by("2022-04-01", "item", twice), "one-name");
}

#[test]
fn an_answer_to_a_pass_that_was_replaced_leaves_the_newer_one_to_be_answered() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "e1", "employer", "salary", "2");
    told.pass("2022-04-05", "e2", "employer", "salary", "3");
    told.respond("2022-04-06", "union", "e1", "reject");
    assert_eq!(
        told.state("2022-04-07").awaiting(&id("salary"), Side::Union).unwrap().latest,
        id("e2")
    );
}

#[test]
fn a_new_pass_takes_the_place_of_the_one_that_was_asked_about() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "e1", "employer", "salary", "2");
    told.respond("2022-04-02", "union", "e1", "question");
    told.pass("2022-04-03", "e2", "employer", "salary", "3");
    let turn = told.state("2022-04-04").turn(&id("salary")).unwrap();
    assert_eq!((turn.side, turn.question), (Side::Union, false));
}

#[test]
fn a_yes_on_conditions_puts_them_to_who_made_the_offer() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "e1", "employer", "salary", "3");
    told.on(
        "2022-04-03",
        "response",
        json!({"by": "union", "to": "e1", "kind": "accept", "conditions": ["the board agrees"]}),
    );
    assert_eq!(told.state("2022-04-04").turn(&id("salary")).unwrap().side, Side::Employer);
}
