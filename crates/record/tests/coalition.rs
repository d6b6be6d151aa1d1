//! Partners, demands and concessions: what the rules let in, what they refuse, and what each of it comes to.

mod common;

use common::{Telling, day, id};
use proptest::prelude::*;
use record::audience::Audience;
use record::body::{Carrier, ConcessionStep, DemandStep, Power};
use record::{
    DemandState, Draft, NoRequest, Scoreboard, books_request, facts_seen_by, fold, refusals_of,
};
use serde_json::{Value, json};

/// A coalition of a union and two organisations, with a demand of SAJE's.
fn coalition() -> Telling {
    let mut telling = Telling::with_round();
    telling.set(
        "partner",
        json!({"id": "local", "name": "Local 12", "kind": "union", "party": "union"}),
    );
    telling.set(
        "partner",
        json!({"id": "saje", "name": "SAJE", "kind": "community", "decides": "board, monthly"}),
    );
    telling.set("partner", json!({"id": "clue", "name": "CLUE", "kind": "faith"}));
    telling.set(
        "item",
        json!({"id": "housing", "title": "Housing", "kind": "demand", "origin": "partner"}),
    );
    telling.set(
        "item",
        json!({"id": "furlough", "title": "Furlough", "kind": "concession", "origin": "employer"}),
    );
    telling
}

fn raised() -> Telling {
    let mut telling = coalition();
    telling.on(
        "2022-02-01",
        "demand",
        json!({"item": "housing", "step": "raised", "owners": ["saje"],
        "beneficiaries": ["renters"], "places": ["citywide"], "category": "housing"}),
    );
    telling
}

fn answer(to: &str, answer: &str) -> Value {
    json!({"partner": "saje", "demand": "housing", "to": to, "answer": answer})
}

#[test]
fn partners_come_and_go_on_days() {
    let mut telling = coalition();
    telling.on("2022-02-01", "membership", json!({"partner": "saje", "step": "joined"}));
    telling.on(
        "2022-06-01",
        "membership",
        json!({"partner": "saje", "step": "left", "why": "a merger"}),
    );
    let since = |on: &str| {
        telling.state(on).partners[&id("saje")].member_since().map(|since| since.when.day)
    };
    assert_eq!(since("2022-01-31"), None);
    assert_eq!(since("2022-02-01"), Some(day("2022-02-01")));
    assert_eq!(since("2022-06-01"), None);
    let again = json!({"partner": "saje", "step": "left"});
    assert_eq!(telling.refused_by("2022-07-01", "membership", again), "one-name");
    telling.on("2022-07-01", "membership", json!({"partner": "saje", "step": "joined"}));
    assert!(telling.state("2022-07-02").partners[&id("saje")].member_since().is_some());
}

/// No demand vanishes without its owner's answer: not by dropping, trading, converting, deferring or losing it.
#[test]
fn no_demand_is_given_up_without_its_owners_answer() {
    for (step, more) in [
        ("dropped", json!({"in_return": "a raise"})),
        ("converted", json!({"into": "a study"})),
        ("deferred", json!({})),
        ("won-in-part", json!({})),
        ("lost", json!({})),
    ] {
        let mut telling = raised();
        let mut value = json!({"item": "housing", "step": step});
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let refusals = telling.refused("2022-05-01", "demand", value.clone());
        assert_eq!(refusals[0].rule.id, "owners-answer");
        assert!(refusals[0].what.contains("saje"), "{}", refusals[0].what);
        assert!(
            refusals[0].mend.contains(&format!("to={step} answer=yes")),
            "{}",
            refusals[0].mend
        );
        // An answer to something else, a no, or a yes on conditions is no yes; of what is lost the owner is told and asked.
        telling.on("2022-04-01", "partner-answer", answer("won", "yes"));
        assert_eq!(telling.refused_by("2022-05-01", "demand", value.clone()), "owners-answer");
        telling.on("2022-04-02", "partner-answer", answer(step, "no"));
        if step != "lost" {
            assert_eq!(telling.refused_by("2022-05-01", "demand", value.clone()), "owners-answer");
            telling.on("2022-04-03", "partner-answer", answer(step, "conditional"));
            assert_eq!(telling.refused_by("2022-05-01", "demand", value.clone()), "owners-answer");
            telling.on("2022-04-04", "partner-answer", answer(step, "yes"));
        }
        telling.on("2022-05-01", "demand", value);
        assert!(telling.state("2022-05-01").demands[&id("housing")].outcome.is_some(), "{step}");
    }
    // Winning it needs nobody's leave.
    let mut telling = raised();
    telling.on("2022-05-01", "demand", json!({"item": "housing", "step": "won"}));
    assert_eq!(telling.state("2022-05-01").demands[&id("housing")].status(), DemandStep::Won);
}

#[test]
fn each_owner_is_asked_and_an_answer_of_an_earlier_try_does_not_count() {
    let mut telling = raised();
    telling.on(
        "2022-02-02",
        "demand",
        json!({"item": "housing", "step": "adopted", "by": "clue", "owners": ["clue"]}),
    );
    telling.on("2022-03-01", "partner-answer", answer("deferred", "yes"));
    let put_off = json!({"item": "housing", "step": "deferred"});
    let refusals = telling.refused("2022-03-02", "demand", put_off.clone());
    assert!(refusals[0].what.contains("clue"), "{}", refusals[0].what);
    telling.on(
        "2022-03-02",
        "partner-answer",
        json!({"partner": "clue", "demand": "housing", "to": "deferred", "answer": "yes"}),
    );
    telling.on("2022-03-03", "demand", put_off.clone());
    assert_eq!(
        telling.refused_by("2022-03-04", "demand", json!({"item": "housing", "step": "presented"})),
        "demand-order"
    );
    telling.on("2022-04-01", "demand", json!({"item": "housing", "step": "taken-up"}));
    assert_eq!(telling.refused_by("2022-04-02", "demand", put_off), "owners-answer");
}

#[test]
fn a_mandate_says_who_may_trade_and_whether_an_answer_is_enough() {
    let mut telling = raised();
    telling.on("2022-03-01", "partner-answer", answer("dropped", "no"));
    telling.on(
        "2022-03-02",
        "mandate",
        json!({"partner": "saje", "demand": "housing", "before_change": "consulted",
        "until": "2022-03-31"}),
    );
    let by = |by: &str| json!({"item": "housing", "step": "dropped", "by": by, "in_return": "libraries"});
    assert_eq!(telling.refused_by("2022-03-10", "demand", by("local")), "may-trade");
    // A mandate that has run out gives no leave.
    assert_eq!(telling.refused_by("2022-04-01", "demand", by("saje")), "owners-answer");
    telling.on("2022-03-03", "mandate", json!({"partner": "local", "may": ["speak", "trade"]}));
    let state = telling.state("2022-03-10");
    assert!(state.may(&id("local"), Power::Trade, &id("housing"), day("2022-03-10")));
    assert!(!state.may(&id("local"), Power::Release, &id("housing"), day("2022-03-10")));
    telling.on("2022-03-10", "demand", by("local"));
}

/// Taking back, or correcting away, what raised a demand is refused too.
#[test]
fn a_demand_does_not_vanish_by_a_correction_or_a_retraction() {
    let mut telling = raised();
    let raising = telling.entries.len() as u64;
    let taken_back = json!({"entry": raising, "reason": "a slip"});
    assert_eq!(telling.refused_by("2022-05-01", "retraction", taken_back.clone()), "owners-answer");
    let other = json!({"item": "housing", "step": "raised", "owners": ["clue"]});
    let entry = telling.sealed(Draft {
        corrects: Some(raising),
        ..telling.try_on("2022-02-01", "demand", other).draft
    });
    let refusals = refusals_of(&telling.entries, &entry, &telling.law);
    assert_eq!(refusals[0].rule.id, "owners-answer", "{refusals:?}");
    telling.on("2022-04-01", "partner-answer", answer("dropped", "yes"));
    let more = telling.refused("2022-05-01", "retraction", taken_back);
    assert!(
        more.iter().all(|refusal| refusal.rule.id != "owners-answer"),
        "the answer would hang: {more:?}"
    );
}

/// The union may not take a partner's demand off the table by a withdrawal or by a package either.
#[test]
fn a_joint_demand_is_not_withdrawn_from_the_table_by_the_way() {
    let mut telling = raised();
    telling.on("2022-03-01", "pass", json!({"id": "u1", "from": "union", "kind": "initial",
        "items": [{"item": "housing", "says": {"homes": 100}}, {"item": "salary", "says": {"percent": "5"}}]}));
    let withdrawn = json!({"pass": "u1"});
    assert_eq!(telling.refused_by("2022-03-05", "withdrawal", withdrawn.clone()), "owners-answer");
    let package = json!({"id": "p1", "from": "union", "kind": "package", "unlisted": "withdrawn",
        "items": [{"item": "salary", "says": {"percent": "4"}}]});
    assert_eq!(telling.refused_by("2022-03-05", "pass", package), "owners-answer");
    telling.on(
        "2022-03-06",
        "demand",
        json!({"item": "housing", "step": "moved-off-table", "carrier": "outside-agreement"}),
    );
    telling.on("2022-03-07", "withdrawal", withdrawn);
}

/// Before a total agreement is recommended every joint demand has an outcome, and the message says which has none.
#[test]
fn no_total_agreement_is_recommended_over_an_open_demand() {
    let mut telling = raised();
    telling.agree("2022-06-01", "ta", "salary", None);
    telling.on("2022-06-02", "total-agreement", json!({"id": "total", "agreement": "new"}));
    let yes = json!({"by": "union", "recommends": "yes"});
    let refusals = telling.refused("2022-06-03", "recommendation", yes.clone());
    assert_eq!(refusals[0].rule.id, "joint-demands-first");
    assert!(refusals[0].what.contains("housing (of saje): raised"), "{}", refusals[0].what);
    let vote = |says: &str| {
        json!({"id": "vote", "kind": "ratification", "state": "announced", "title": "Vote",
        "of": "total", "recommendation": says})
    };
    assert_eq!(telling.refused_by("2022-06-03", "count", vote("yes")), "joint-demands-first");
    assert_eq!(
        telling.refused_by("2022-06-03", "count", vote("Yes, by 9 to 2")),
        "joint-demands-first"
    );
    telling.on("2022-06-03", "count", vote("no"));
    telling.on("2022-06-03", "recommendation", json!({"by": "union", "recommends": "nothing"}));
    telling.on("2022-06-04", "demand", json!({"item": "housing", "step": "won"}));
    telling.on("2022-06-05", "recommendation", yes);
    assert_eq!(telling.state("2022-06-05").totals[&id("total")].recommendations.len(), 2);
}

#[test]
fn a_demand_of_one_union_alone_is_its_own_business() {
    let mut telling = coalition();
    telling.on(
        "2022-02-01",
        "demand",
        json!({"item": "housing", "step": "raised", "owners": ["local"]}),
    );
    telling.agree("2022-06-01", "ta", "salary", None);
    telling.on("2022-06-02", "total-agreement", json!({"id": "total", "agreement": "new"}));
    telling.on("2022-06-03", "recommendation", json!({"by": "union", "recommends": "yes"}));
    // Adopted by another partner, it is joint.
    telling.on("2022-06-04", "demand", json!({"item": "housing", "step": "adopted", "by": "clue"}));
    let yes = json!({"by": "union", "recommends": "yes"});
    assert_eq!(telling.refused_by("2022-06-05", "recommendation", yes), "joint-demands-first");
}

#[test]
fn steps_say_what_they_must() {
    let mut telling = coalition();
    let step = |step: &str| json!({"item": "housing", "step": step});
    assert_eq!(telling.refused_by("2022-02-01", "demand", step("presented")), "demand-order");
    assert_eq!(
        telling.refused_by("2022-02-01", "demand", step("raised")),
        "known-names",
        "nobody's"
    );
    let article = json!({"item": "salary", "step": "raised", "owners": ["saje"]});
    assert_eq!(telling.refused_by("2022-02-01", "demand", article), "known-names");
    telling.on(
        "2022-02-01",
        "demand",
        json!({"item": "housing", "step": "raised", "owners": ["saje"]}),
    );
    let vetted = telling.refused(
        "2022-02-02",
        "demand",
        json!({"item": "housing", "step": "vetted", "decides": "council"}),
    );
    assert_eq!(
        vetted[0].what,
        "housing is called vetted, and does not name a carrier (`carrier`), a measure (`measure`)"
    );
    assert_eq!(telling.refused_by("2022-02-02", "demand", step("converted")), "known-names");
    assert_eq!(telling.refused_by("2022-02-02", "demand", step("carrier-chosen")), "known-names");
    assert_eq!(telling.refused_by("2022-02-02", "demand", step("adopted")), "known-names");
}

#[test]
fn carriers_are_tried_refused_and_open() {
    let mut telling = raised();
    let carrier =
        |step: &str, carrier: &str| json!({"item": "housing", "step": step, "carrier": carrier});
    telling.on("2022-03-01", "demand", carrier("carrier-chosen", "contract-article"));
    telling.on(
        "2022-03-02",
        "scope",
        json!({"item": "housing", "side": "employer", "class": "permissive",
        "basis": "not a term of employment", "objection": true}),
    );
    telling.on("2022-03-03", "demand", carrier("carrier-refused", "contract-article"));
    telling.on("2022-03-04", "demand", carrier("carrier-chosen", "resolution"));
    let demand = telling.state("2022-03-05").demands[&id("housing")].clone();
    assert_eq!(demand.open_carriers().collect::<Vec<_>>(), [Carrier::Resolution]);
    assert_eq!(demand.carriers[0].0, Carrier::ContractArticle);
    assert_eq!(demand.carriers[0].2.unwrap().when.day, day("2022-03-03"));
    let before = telling.state("2022-03-03").demands[&id("housing")].clone();
    assert_eq!(
        before.status(),
        DemandStep::CarrierChosen,
        "a refused carrier is no step of the demand's own"
    );
}

/// What is a partner's own is not released to others unless it lets them.
#[test]
fn a_partners_own_is_released_only_by_its_leave() {
    let mut telling = raised();
    let own = telling.on(
        "2022-03-01",
        "dissent",
        json!({"partner": "saje", "on": "housing", "words": "too little"}),
    );
    // Neither is it written for others from the first.
    let all = [Audience::Team, Audience::Public].into();
    let shown =
        telling.try_on("2022-03-01", "dissent", json!({"partner": "saje", "words": "too little"}));
    let shown = telling.sealed(Draft { audience: all, ..shown.draft });
    let refusals = refusals_of(&telling.entries, &shown, &telling.law);
    assert_eq!(refusals[0].rule.id, "partners-own", "{refusals:?}");
    let release = |to: &str| json!({"entry": own, "to": [to], "by": "the team"});
    assert_eq!(telling.refused_by("2022-03-02", "release", release("public")), "partners-own");
    assert_eq!(
        telling.refused_by("2022-03-02", "release", release("partner:clue")),
        "partners-own"
    );
    telling.on("2022-03-02", "release", release("partner:saje"));
    telling.on("2022-03-03", "mandate", json!({"partner": "clue", "may": ["release"]}));
    assert_eq!(
        telling.refused_by("2022-03-04", "release", release("public")),
        "partners-own",
        "another's leave"
    );
    telling.on(
        "2022-03-04",
        "mandate",
        json!({"partner": "saje", "may": ["release"], "until": "2022-03-31"}),
    );
    assert_eq!(
        telling.refused_by("2022-04-01", "release", release("public")),
        "partners-own",
        "it has run out"
    );
    telling.on("2022-03-05", "release", release("public"));
    // A mandate that was taken back gives no leave.
    let other = telling.on(
        "2022-03-06",
        "dissent",
        json!({"partner": "saje", "on": "housing", "words": "still too little"}),
    );
    telling.on("2022-03-07", "mandate", json!({"partner": "saje", "may": ["speak"]}));
    let again = json!({"entry": other, "to": ["public"], "by": "the team"});
    assert_eq!(telling.refused_by("2022-03-08", "release", again), "partners-own");
}

#[test]
fn partners_vote_in_their_own_time_and_a_vote_ratifies_nothing() {
    let mut telling = raised();
    let planned = json!({"id": "board", "partner": "saje", "question": "take the study?", "on": ["housing"],
        "state": "planned", "decides_on": "2022-04-05"});
    telling.on("2022-03-01", "partner-vote", planned.clone());
    let mut early = planned.clone();
    early["result"] = json!("yes");
    assert_eq!(telling.refused_by("2022-03-02", "partner-vote", early), "counts-add-up");
    telling.on(
        "2022-04-05",
        "partner-vote",
        json!({"id": "board", "partner": "saje", "question": "take the study?",
        "state": "taken", "yes": 7, "no": 2, "result": "yes"}),
    );
    let mut said = answer("converted", "yes");
    said["vote"] = json!("board");
    telling.on("2022-04-05", "partner-answer", said);
    let state = telling.state("2022-04-05");
    let vote = &state.partner_votes[&id("board")];
    assert_eq!((vote.vote.decides_on, vote.vote.yes), (Some(day("2022-04-05")), Some(7)));
    assert!(state.counts.is_empty());
}

/// A partner sees its own, and of shared things what it may see; a correction that it may not see hides what it corrects.
#[test]
fn a_partner_sees_what_it_may_see_and_nothing_that_follows_from_more() {
    let mut telling = raised();
    let see = |telling: &mut Telling, audience: &[&str], on: &str, kind: &str, value: Value| {
        let draft = telling.try_on(on, kind, value).draft;
        let all = audience.iter().map(|one| Audience::parse(one).unwrap()).collect();
        telling.push(Draft { audience: all, ..draft })
    };
    let saje = see(
        &mut telling,
        &["team", "partner:saje"],
        "2022-03-01",
        "demand",
        json!({"item": "housing", "step": "presented", "measure": "homes"}),
    );
    let own = see(
        &mut telling,
        &["team"],
        "2022-03-02",
        "demand",
        json!({"item": "housing", "step": "bargained", "words": "they will take half"}),
    );
    let state = telling.state("2022-04-01");
    let facts = facts_seen_by(&state, &telling.entries, &Audience::Partner(id("saje")));
    assert!(facts.contains(&saje) && !facts.contains(&own));
    let seen = state.demands[&id("housing")].seen(|entry| facts.contains(&entry)).unwrap();
    assert_eq!(seen.status(), DemandStep::Presented);
    assert!(seen.owners.contains(&id("saje")));
    let correction = telling.try_on(
        "2022-03-01",
        "demand",
        json!({"item": "housing", "step": "presented", "measure": "secret"}),
    );
    telling.push(Draft {
        corrects: Some(saje),
        audience: record::audience::team_only(),
        ..correction.draft
    });
    let state = telling.state("2022-04-01");
    let facts = facts_seen_by(&state, &telling.entries, &Audience::Partner(id("saje")));
    assert!(!facts.contains(&saje), "its words are now those of an entry that it may not see");
}

#[test]
fn a_concession_has_one_status_and_comes_back_flagged() {
    let mut telling = coalition();
    let step = |step: &str| json!({"item": "furlough", "step": step});
    let status = |telling: &Telling| telling.state("2022-12-01").concession_status(&id("furlough"));
    assert_eq!(status(&telling), ConcessionStep::Proposed, "listed, and nothing said of it");
    telling.on(
        "2022-02-01",
        "claim",
        json!({"id": "broke", "speaker": "City", "words": "no money", "status": "said"}),
    );
    telling.on(
        "2022-02-02",
        "concession",
        json!({"item": "furlough", "step": "rebutted", "sort": "furlough",
        "claims": ["broke"], "instead": ["hours"], "rebuttal": "there is a reserve"}),
    );
    assert_eq!(status(&telling), ConcessionStep::Rebutted);
    telling.on("2022-03-01", "concession", step("withdrawn"));
    assert_eq!(
        telling.refused_by("2022-03-02", "concession", step("accepted")),
        "concession-order"
    );
    telling.on("2022-04-01", "concession", step("proposed"));
    assert_eq!(
        telling.state("2022-12-01").flags.last().unwrap().what,
        "furlough comes back: it was withdrawn 2022-03-01"
    );
    assert_eq!(telling.state("2022-12-01").scoreboard().words(), "1 proposed: 1 open");
    let unknown = json!({"item": "furlough", "step": "rebutted", "claims": ["nobody-said"]});
    assert_eq!(telling.refused_by("2022-05-01", "concession", unknown), "known-names");
}

#[test]
fn what_the_table_does_to_a_concession_counts_where_no_entry_says_more() {
    let mut telling = coalition();
    telling.pass("2022-02-01", "e1", "employer", "furlough", "5");
    telling.on("2022-03-01", "withdrawal", json!({"pass": "e1"}));
    assert_eq!(
        telling.state("2022-03-01").concession_status(&id("furlough")),
        ConcessionStep::Withdrawn
    );
    telling.pass("2022-04-01", "e2", "employer", "furlough", "2");
    assert_eq!(
        telling.state("2022-04-01").concession_status(&id("furlough")),
        ConcessionStep::Proposed
    );
    telling.agree("2022-05-01", "ta", "furlough", Some("e2"));
    assert_eq!(
        telling.state("2022-05-01").concession_status(&id("furlough")),
        ConcessionStep::Accepted
    );
}

#[test]
fn a_claim_of_no_money_opens_the_books_and_unwillingness_does_not() {
    let mut telling = coalition();
    telling.on(
        "2022-02-01",
        "claim",
        json!({"id": "wont", "speaker": "City", "words": "we do not want to", "status": "said"}),
    );
    telling.on("2022-02-02", "claim", json!({"id": "cannot", "speaker": "City", "words": "we cannot afford it",
        "status": "said", "verbatim": true, "place": "the table", "about": "inability-to-pay", "items": ["salary"]}));
    let state = telling.state("2022-02-03");
    assert_eq!(books_request(&state, &id("wont")), Err(NoRequest::NotInability));
    assert_eq!(books_request(&state, &id("nobody")), Err(NoRequest::NoClaim));
    let request = books_request(&state, &id("cannot")).unwrap();
    assert_eq!((request.from.as_str(), request.to.as_str()), ("union", "employer"));
    let relevance = request.relevance.clone().unwrap();
    assert!(
        relevance.contains("On 2022-02-02, the table, City said: \"we cannot afford it.\""),
        "{relevance}"
    );
    assert!(
        request
            .lines
            .iter()
            .enumerate()
            .all(|(at, line)| line.line as usize == at + 1 && line.blocks == [id("salary")])
    );
    telling.on("2022-02-03", "information-request", serde_json::to_value(&request).unwrap());
    let state = telling.state("2022-02-04");
    assert_eq!(books_request(&state, &id("cannot")), Err(NoRequest::Sent(id("books-cannot"))));
}

proptest! {
    /// Whatever is recorded, in any order: the parts of the scoreboard are its total, which is the number of items.
    #[test]
    fn the_scoreboard_adds_up(steps in prop::collection::vec((0..6usize, 0..7usize, 1..28u8), 0..60)) {
        const STEPS: [&str; 7] = ["proposed", "rebutted", "withdrawn", "reduced", "traded", "accepted", "imposed"];
        let mut telling = coalition();
        for item in 0..5 {
            telling.set("item", json!({"id": format!("c{item}"), "title": "x", "kind": "concession"}));
        }
        let mut let_in = 0;
        for (item, step, on) in steps {
            let named = if item == 5 { "furlough".to_owned() } else { format!("c{item}") };
            let value = json!({"item": named, "step": STEPS[step]});
            let entry = telling.try_on(&format!("2022-03-{on:02}"), "concession", value);
            if refusals_of(&telling.entries, &entry, &telling.law).is_empty() {
                telling.entries.push(entry);
                let_in += 1;
            }
        }
        for on in ["2022-03-01", "2022-03-15", "2022-12-01"] {
            let state = fold(&telling.entries, day(on), &telling.law);
            prop_assert!(state.refused.is_empty());
            let board = state.scoreboard();
            prop_assert_eq!(board.by_status.values().sum::<usize>(), board.proposed);
            prop_assert_eq!(board.proposed, 6);
            let closed: usize = board.by_status.iter().filter(|(step, _)| step.is_outcome()).map(|(_, count)| count).sum();
            prop_assert_eq!(closed + board.open(), board.proposed);
        }
        prop_assert!(let_in <= 60);
    }

    /// Whatever is tried on a demand: it is never given up, changed or lost while its owner has not answered to that.
    #[test]
    fn no_sequence_of_entries_loses_a_demand(tries in prop::collection::vec((0..12usize, 0..3usize, 0..7usize), 0..40)) {
        const STEPS: [&str; 12] = ["raised", "presented", "moved-off-table", "won", "won-in-part", "converted", "deferred",
            "dropped", "lost", "taken-up", "answer", "retract"];
        const ANSWERS: [&str; 3] = ["yes", "no", "conditional"];
        let mut telling = raised();
        for (at, (step, said, to)) in tries.into_iter().enumerate() {
            let on = format!("2022-{:02}-{:02}", 3 + at / 28, 1 + at % 28);
            let (kind, value) = match STEPS[step] {
                "answer" => ("partner-answer", answer(STEPS[3 + to % 6], ANSWERS[said])),
                "retract" => ("retraction", json!({"entry": telling.entries.len() - to.min(2), "reason": "x"})),
                step => ("demand", json!({"item": "housing", "step": step, "into": "a study"})),
            };
            let entry = telling.try_on(&on, kind, value);
            if refusals_of(&telling.entries, &entry, &telling.law).is_empty() {
                telling.entries.push(entry);
            }
            let state = fold(&telling.entries, day("2022-12-01"), &telling.law);
            prop_assert!(state.refused.is_empty(), "{:?}", state.refused);
            let demand = &state.demands[&id("housing")];
            if let Some((outcome, since)) =
                demand.outcome.filter(|(outcome, _)| *outcome != DemandStep::Won)
            {
                // As it was when the outcome was recorded: what an owner says later comes too late for it.
                let until = demand.answers.iter().filter(|(at, _)| *at < since).cloned();
                let then = DemandState::of(demand.steps.iter().cloned(), until);
                let says = state.owners_say(&id("housing"), &then, outcome, day("2022-12-01"));
                prop_assert!(says.iter().all(record::OwnersSay::is_enough), "{outcome:?} {says:?}");
            }
        }
    }
}

#[test]
fn a_scoreboard_in_words() {
    use ConcessionStep::{Proposed, Rebutted, Traded, Withdrawn};
    let all = [vec![Withdrawn; 31], vec![Traded; 4], vec![Proposed; 2], vec![Rebutted]].concat();
    assert_eq!(Scoreboard::of(all).words(), "38 proposed: 31 withdrawn, 4 traded, 3 open");
}

/// What a tester who had not written the rules found: ways by which a demand slipped away without its owner.
#[test]
fn a_demand_does_not_slip_away_by_its_days_its_partners_or_its_passes() {
    let mut telling = raised();
    let raising = telling.entries.len() as u64;
    let corrected = |telling: &Telling, of: u64, on: &str, kind: &str, value: Value| {
        let draft = telling.try_on(on, kind, value).draft;
        let entry = telling.sealed(Draft { corrects: Some(of), ..draft });
        let refusals = refusals_of(&telling.entries, &entry, &telling.law);
        refusals.iter().map(|refusal| refusal.rule.id).collect::<Vec<_>>()
    };
    // To a day that never comes.
    let same = json!({"item": "housing", "step": "raised", "owners": ["saje"]});
    assert_eq!(
        corrected(&telling, raising, "2099-02-01", "demand", same.clone()),
        ["owners-answer"]
    );
    assert!(corrected(&telling, raising, "2022-01-31", "demand", same).is_empty());
    // By making its owner the union itself, or by taking back who adopted it.
    let partner = telling.entries.iter().find(
        |entry| matches!(&entry.draft.body, record::Body::Partner(one) if one.id == id("saje")),
    );
    let number = partner.unwrap().number;
    let own = json!({"id": "saje", "name": "SAJE", "kind": "community", "party": "union"});
    assert_eq!(corrected(&telling, number, "2022-01-01", "partner", own), ["owners-answer"]);
    // By the union's passes on it.
    let pass = telling.on(
        "2022-03-01",
        "pass",
        json!({"id": "u1", "from": "union", "kind": "package",
            "items": [{"item": "housing", "says": {"homes": 100}}, {"item": "salary", "says": {"percent": "5"}}]}),
    );
    let narrowed = json!({"id": "u2", "from": "union", "kind": "package",
        "items": [{"item": "salary", "says": {"percent": "4"}}]});
    assert_eq!(telling.refused_by("2022-03-02", "pass", narrowed), "owners-answer");
    let without = json!({"id": "u1", "from": "union", "kind": "package",
        "items": [{"item": "salary", "says": {"percent": "5"}}]});
    assert_eq!(corrected(&telling, pass, "2022-03-01", "pass", without), ["owners-answer"]);
    let back = json!({"entry": pass, "reason": "x"});
    assert_eq!(telling.refused_by("2022-03-02", "retraction", back), "owners-answer");
}

#[test]
fn a_union_demand_that_a_partner_adopted_stays_joint() {
    let mut telling = coalition();
    telling.on(
        "2022-02-01",
        "demand",
        json!({"item": "housing", "step": "raised", "owners": ["local"]}),
    );
    let adopted = telling.on(
        "2022-02-02",
        "demand",
        json!({"item": "housing", "step": "adopted", "by": "clue"}),
    );
    let back = json!({"entry": adopted, "reason": "x"});
    assert_eq!(telling.refused_by("2022-02-03", "retraction", back), "owners-answer");
}

#[test]
fn only_a_plain_no_is_no_recommendation() {
    let mut telling = raised();
    telling.agree("2022-06-01", "ta", "salary", None);
    telling.on("2022-06-02", "total-agreement", json!({"id": "total", "agreement": "new"}));
    let vote = |says: &str| {
        json!({"id": "vote", "kind": "ratification", "state": "announced", "title": "Vote",
            "of": "total", "recommendation": says})
    };
    for cunning in ["No doubt: yes", "YES! not NO", "we recommend it: nothing is better", "sí"] {
        assert_eq!(
            telling.refused_by("2022-06-03", "count", vote(cunning)),
            "joint-demands-first",
            "{cunning}"
        );
    }
    for plain in ["No", "none", "Vote no.", "No recommendation"] {
        assert!(
            refusals_of(
                &telling.entries,
                &telling.try_on("2022-06-03", "count", vote(plain)),
                &telling.law
            )
            .is_empty(),
            "{plain}"
        );
    }
}

#[test]
fn an_owner_sees_what_becomes_of_its_demand_and_what_it_is_told_to_have_said() {
    let mut telling = raised();
    let team = record::audience::team_only();
    let hidden = |telling: &Telling, kind: &str, value: Value| {
        let draft = telling.try_on("2022-03-02", kind, value).draft;
        let entry = telling.sealed(Draft { audience: team.clone(), ..draft });
        let refusals = refusals_of(&telling.entries, &entry, &telling.law);
        refusals.iter().map(|refusal| refusal.rule.id).collect::<Vec<_>>()
    };
    assert_eq!(hidden(&telling, "partner-answer", answer("lost", "no")), ["partners-own"]);
    telling.on("2022-03-01", "partner-answer", answer("lost", "no"));
    let lost = json!({"item": "housing", "step": "lost"});
    assert_eq!(hidden(&telling, "demand", lost.clone()), ["partners-own"]);
    let raising = telling.entries.len() as u64 - 1;
    let redacted = json!({"entry": raising, "from": ["partner:saje"], "reason": "x"});
    assert_eq!(telling.refused_by("2022-03-02", "redaction", redacted), "partners-own");
    telling.on("2022-03-02", "demand", lost);
}
