//! What is agreed, layer by layer: initials, totals, votes, approvals, contracts in force.

mod common;

use common::{Telling, day, id};
use record::{
    AgreedStatus, ContractStatus, InForce, ItemStatus, PassStatus, RoundState, Side, StepState,
};
use serde_json::json;

#[test]
fn it_is_agreed_when_both_sides_have_initialled() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "e1", "employer", "leave", "12 weeks");
    told.on(
        "2022-04-02",
        "tentative-agreement",
        json!({"id": "ta-leave", "items": ["leave"], "pass": "e1",
        "initials": [{"party": "union", "by": "R."}]}),
    );
    let state = told.state("2022-04-03");
    assert_eq!(
        state.agreed[&id("ta-leave")].status(),
        AgreedStatus::AwaitingInitials(vec![Side::Employer])
    );
    assert_eq!(state.item_status(&id("leave")), Some(ItemStatus::Open));
    told.on("2022-04-05", "initials", json!({"agreement": "ta-leave", "party": "employer"}));
    let state = told.state("2022-04-06");
    assert_eq!(state.item_status(&id("leave")), Some(ItemStatus::Agreed));
    assert_eq!(state.passes[&id("e1")].status(&id("leave")), Some(PassStatus::Agreed));
    assert!(state.turn(&id("leave")).is_none());
    assert!(state.no_movement(&id("leave"), Side::Employer).is_none());
}

#[test]
fn an_agreed_item_takes_no_new_pass_until_it_is_reopened() {
    let mut told = Telling::new();
    told.pass("2022-04-01", "e1", "employer", "leave", "12 weeks");
    told.agree("2022-04-02", "ta-leave", "leave", Some("e1"));
    let again =
        json!({"id": "e2", "from": "employer", "kind": "counter", "items": [{"item": "leave"}]});
    assert_eq!(told.refused_by("2022-04-03", "pass", again.clone()), "agreed-is-closed");
    let twice = json!({"id": "ta-2", "items": ["leave"]});
    assert_eq!(told.refused_by("2022-04-03", "tentative-agreement", twice), "agreed-is-closed");
    assert_eq!(
        told.refused_by("2022-04-03", "withdrawal", json!({"pass": "e1"})),
        "agreed-is-closed"
    );
    // A what-if on it moves nothing, and may be asked.
    told.on(
        "2022-04-03",
        "pass",
        json!({"id": "w1", "from": "employer", "kind": "what-if", "items": [{"item": "leave"}]}),
    );
    // One side does not open it.
    let alone = json!({"agreement": "ta-leave", "kind": "reopened", "by": ["employer"]});
    assert_eq!(told.refused_by("2022-04-04", "reopening", alone), "both-reopen");
    told.on(
        "2022-04-04",
        "reopening",
        json!({"agreement": "ta-leave", "kind": "reopened", "by": ["employer", "union"]}),
    );
    assert_eq!(told.state("2022-04-05").item_status(&id("leave")), Some(ItemStatus::Open));
    told.on("2022-04-05", "pass", again);
}

#[test]
fn a_ground_rule_may_let_either_side_revise_what_is_initialled() {
    let mut told = Telling::new();
    told.set(
        "ground-rule",
        json!({"id": "tas", "topic": "tentative agreements",
        "text": "Either party may revise an initialled item until all are agreed.",
        "revocability": "either-until-all-agreed"}),
    );
    told.agree("2022-04-02", "ta-leave", "leave", None);
    told.on(
        "2022-04-04",
        "reopening",
        json!({"agreement": "ta-leave", "kind": "reopened", "by": ["employer"]}),
    );
    assert!(matches!(
        told.state("2022-04-05").agreed[&id("ta-leave")].status(),
        AgreedStatus::Reopened(_)
    ));
    // But not once it is within a total agreement.
    told.agree("2022-04-06", "ta-2", "leave", None);
    told.on("2022-04-07", "total-agreement", json!({"id": "total"}));
    let alone = json!({"agreement": "ta-2", "kind": "reopened", "by": ["employer"]});
    assert_eq!(told.refused_by("2022-04-08", "reopening", alone), "both-reopen");
}

#[test]
fn going_back_on_an_agreement_is_a_fact_to_log() {
    let mut told = Telling::new();
    told.agree("2022-04-02", "ta-leave", "leave", None);
    told.on(
        "2022-04-09",
        "reopening",
        json!({"agreement": "ta-leave", "kind": "reneged", "by": ["employer"]}),
    );
    let state = told.state("2022-04-10");
    assert!(matches!(state.agreed[&id("ta-leave")].status(), AgreedStatus::Reneged(_)));
    assert!(state.flags.iter().any(|flag| flag.what.contains("606.07")), "{:?}", state.flags);
    assert!(state.items[&id("leave")].agreed.is_none());
}

#[test]
fn a_refused_or_superseded_text_is_not_signed() {
    // BART signed a clause that it had refused, in a stack of tentative agreements (2013).
    let mut told = Telling::new();
    told.pass("2022-04-01", "u1", "union", "leave", "6 weeks paid");
    told.respond("2022-04-02", "employer", "u1", "reject");
    let sign = |pass: &str| json!({"id": "ta", "items": ["leave"], "pass": pass});
    assert_eq!(told.refused_by("2022-04-03", "tentative-agreement", sign("u1")), "signed-text");
    told.pass("2022-04-03", "u2", "union", "leave", "4 weeks paid");
    told.pass("2022-04-04", "u3", "union", "leave", "3 weeks paid");
    assert_eq!(told.refused_by("2022-04-05", "tentative-agreement", sign("u2")), "signed-text");
    told.on("2022-04-05", "tentative-agreement", sign("u3"));
}

#[test]
fn the_text_that_is_initialled_is_the_text_of_the_pass() {
    let mut told = Telling::new();
    let (offered, other) = ("a".repeat(64), "b".repeat(64));
    told.on(
        "2022-04-01",
        "pass",
        json!({"id": "e1", "from": "employer", "kind": "counter",
        "items": [{"item": "leave", "text": offered}]}),
    );
    let sign = |text: &str| json!({"id": "ta", "items": ["leave"], "pass": "e1", "text": text});
    assert_eq!(told.refused_by("2022-04-02", "tentative-agreement", sign(&other)), "signed-text");
    told.on("2022-04-02", "tentative-agreement", sign(&offered));
}

#[test]
fn initials_come_from_somebody_who_may_give_them() {
    let mut told = Telling::new();
    told.on(
        "2022-03-01",
        "team",
        json!({"party": "employer", "who": "Observer", "joins": true, "may_initial": false}),
    );
    let by = json!({"id": "ta", "items": ["leave"], "initials": [{"party": "employer", "by": "Observer"}]});
    assert_eq!(told.refused_by("2022-04-01", "tentative-agreement", by), "authority");
}

#[test]
fn a_conditional_agreement_is_one_when_its_conditions_are_met() {
    let mut told = Telling::new();
    told.on(
        "2022-04-01",
        "tentative-agreement",
        json!({"id": "ta", "items": ["leave"],
        "conditions": [{"id": "funds", "text": "the Legislature funds it"}],
        "initials": [{"party": "union"}, {"party": "employer"}]}),
    );
    assert_eq!(
        told.state("2022-04-02").item_status(&id("leave")),
        Some(ItemStatus::ConditionallyAgreed)
    );
    let mut met = told.clone();
    met.on("2022-04-03", "condition", json!({"id": "funds", "agreement": "ta", "met": true}));
    assert_eq!(met.state("2022-04-04").item_status(&id("leave")), Some(ItemStatus::Agreed));
    told.on("2022-04-03", "condition", json!({"id": "funds", "agreement": "ta", "met": false}));
    let state = told.state("2022-04-04");
    assert_eq!(state.agreed[&id("ta")].status(), AgreedStatus::ConditionFailed);
    assert!(state.items[&id("leave")].agreed.is_none());
    told.pass("2022-04-05", "u9", "union", "leave", "again");
}

/// A round with a total tentative agreement on May 1.
fn settled() -> Telling {
    let mut told = Telling::with_round();
    told.on("2022-04-01", "session", json!({"state": "held"}));
    told.pass("2022-04-01", "e1", "employer", "leave", "12 weeks");
    told.agree("2022-04-02", "ta-leave", "leave", Some("e1"));
    told.on("2022-05-01", "total-agreement", json!({"id": "total", "agreement": "new"}));
    told
}

fn ratified(told: &mut Telling, on: &str, yes: u32, no: u32) {
    told.on(
        on,
        "count",
        json!({"id": "vote", "kind": "ratification", "state": "counted", "title": "vote",
        "of": "total", "questions": [{"text": "the agreement", "yes": yes, "no": no}]}),
    );
}

fn open(told: &Telling, on: &str) -> Vec<String> {
    told.state(on).open_approvals().into_iter().map(|open| open.step.name).collect()
}

#[test]
fn approvals_come_in_any_order_and_all_must_come() {
    let told = settled();
    let state = told.state("2022-05-02");
    assert_eq!(state.round_state(), RoundState::TentativelySettled);
    assert_eq!(state.item_status(&id("leave")), Some(ItemStatus::InTotal));
    assert_eq!(open(&told, "2022-05-02"), ["member ratification", "Legislature", "Governor"]);
    assert!(matches!(state.in_force(&id("new")), InForce::No(_)));

    // The Legislature may come before the members.
    let mut told = settled();
    told.on("2022-05-10", "approval", json!({"step": "legislature", "result": "approved"}));
    assert_eq!(told.state("2022-05-11").round_state(), RoundState::Ratifying);
    ratified(&mut told, "2022-05-12", 60, 40);
    assert_eq!(open(&told, "2022-05-13"), ["Governor"]);
    let early = json!({"agreement": "new", "step": "effective"});
    assert_eq!(told.refused_by("2022-05-13", "terms", early), "all-approve");
    told.on("2022-05-20", "approval", json!({"step": "governor", "result": "approved"}));
    let state = told.state("2022-05-21");
    assert!(open(&told, "2022-05-21").is_empty());
    assert!(state.in_force(&id("new")).is_yes());
    assert_eq!(state.round_state(), RoundState::InForce);
    assert_eq!(state.item_status(&id("leave")), Some(ItemStatus::Final));
    assert_eq!(state.contract_status(&id("old")), ContractStatus::Replaced(id("new")));
    assert!(!told.state("2022-05-19").in_force(&id("new")).is_yes(), "and not a day before");
}

#[test]
fn a_step_that_needs_another_comes_after_it_or_says_that_it_implies_it() {
    let mut told = settled();
    let governor = json!({"step": "governor", "result": "approved"});
    assert_eq!(told.refused_by("2022-05-20", "approval", governor), "approval-order");
    told.on(
        "2022-05-20",
        "approval",
        json!({"step": "governor", "result": "approved", "implies": ["legislature"]}),
    );
    let state = told.state("2022-05-21");
    assert!(matches!(state.step_state(&id("total"), &id("legislature")), StepState::Implied(_)));
    assert_eq!(open(&told, "2022-05-21"), ["member ratification"]);
}

#[test]
fn a_yes_on_conditions_approves_nothing() {
    // Chicago delegates, October 30, 2019: yes if lost days were made up; the strike went on a day.
    let mut told = settled();
    let mixed =
        json!({"step": "legislature", "result": "approved", "conditions": ["funds are found"]});
    assert_eq!(told.refused_by("2022-05-10", "approval", mixed), "conditional-is-no-yes");
    told.on(
        "2022-05-10",
        "approval",
        json!({"step": "legislature", "result": "conditional", "conditions": ["funds are found"]}),
    );
    let state = told.state("2022-05-11");
    assert!(matches!(
        state.step_state(&id("total"), &id("legislature")),
        StepState::Conditional(_)
    ));
    assert_eq!(open(&told, "2022-05-11").len(), 3);
}

#[test]
fn members_say_yes_by_a_vote_and_by_nothing_else() {
    let told = settled();
    let said = json!({"step": "member-ratification", "result": "approved"});
    assert_eq!(told.refused_by("2022-05-10", "approval", said), "members-vote");
    // Neither does a straw poll, nor a vote of another kind under its name.
    let mut told = Telling::with_round();
    told.on(
        "2022-05-01",
        "count",
        json!({"id": "poll", "kind": "straw-poll", "state": "counted", "title": "poll",
        "questions": [{"text": "the offer", "yes_percent": "65", "no_percent": "35"}]}),
    );
    assert_eq!(told.state("2022-05-02").round_state(), RoundState::Preparing);
    assert!(told.state("2022-05-02").open_approvals().is_empty());
    let mixed = json!({"id": "poll", "kind": "ratification", "state": "counted", "title": "poll"});
    assert_eq!(told.refused_by("2022-05-03", "count", mixed), "kinds-apart");
    let early = json!({"id": "vote", "kind": "ratification", "state": "open", "title": "vote"});
    assert_eq!(told.refused_by("2022-05-03", "count", early), "known-names");
}

#[test]
fn a_vote_that_fails_sends_the_parties_back_to_the_table() {
    let mut told = settled();
    ratified(&mut told, "2022-05-12", 40, 60);
    let state = told.state("2022-05-13");
    assert_eq!(state.round_state(), RoundState::Negotiating);
    assert!(state.live_total().is_none());
    assert_eq!(state.item_status(&id("leave")), Some(ItemStatus::Agreed));
    // A second agreement is another one.
    told.on("2022-06-01", "total-agreement", json!({"id": "total-2", "agreement": "new"}));
    assert_eq!(told.state("2022-06-02").round_state(), RoundState::TentativelySettled);
    assert_eq!(open(&told, "2022-06-02").len(), 3);
}

#[test]
fn each_question_of_a_ballot_is_counted_by_itself() {
    // Oakland, March 3, 2019: two tentative agreements, 1,269 to 701 and 1,141 to 832.
    let mut told = Telling::with_round();
    told.on(
        "2022-03-01",
        "total-agreement",
        json!({"id": "total", "agreement": "new", "parts": ["TA 1", "TA 2"]}),
    );
    told.on("2022-03-03", "count", json!({"id": "vote", "kind": "ratification", "state": "counted", "title": "vote",
        "questions": [{"text": "TA 1", "yes": 1269, "no": 701, "abstain": 5}, {"text": "TA 2", "yes": 1141, "no": 832}]}));
    let state = told.state("2022-03-04");
    let results = state.counts[&id("vote")].results();
    let shown: Vec<String> =
        results.iter().map(|result| result.yes_percent.as_ref().unwrap().to_decimal(1)).collect();
    assert_eq!(shown, ["64.4", "57.8"]);
    assert!(state.step_state(&id("total"), &id("member-ratification")).is_yes());
    // One question turned down is enough.
    let mut told = Telling::with_round();
    told.on("2022-03-01", "total-agreement", json!({"id": "total", "agreement": "new"}));
    told.on("2022-03-03", "count", json!({"id": "vote", "kind": "ratification", "state": "counted", "title": "vote",
        "questions": [{"text": "TA 1", "yes": 60, "no": 40}, {"text": "TA 2", "yes": 50, "no": 50}]}));
    assert!(told.state("2022-03-04").live_total().is_none(), "half is not more than half");
}

#[test]
fn a_unit_that_holds_out_keeps_the_step_open() {
    // LA MOU 18, September 2015.
    let mut told = Telling::with_round();
    told.on("2022-05-01", "total-agreement", json!({"id": "total", "agreement": "new"}));
    told.on(
        "2022-05-10",
        "count",
        json!({"id": "most", "kind": "ratification", "state": "counted", "title": "most units",
        "questions": [{"text": "the agreement", "outcome": "passed"}]}),
    );
    told.on(
        "2022-05-10",
        "count",
        json!({"id": "u2", "kind": "ratification", "state": "extended", "title": "Unit 2",
        "unit": "unit-2", "closes": "2022-05-20"}),
    );
    let state = told.state("2022-05-11");
    assert!(matches!(
        state.step_state(&id("total"), &id("member-ratification")),
        StepState::InPart(_)
    ));
    assert!(!state.in_force(&id("new")).is_yes());
    told.on(
        "2022-05-20",
        "count",
        json!({"id": "u2", "kind": "ratification", "state": "counted", "title": "Unit 2",
        "questions": [{"text": "the agreement", "outcome": "passed"}]}),
    );
    assert!(told.state("2022-05-21").step_state(&id("total"), &id("member-ratification")).is_yes());
}

#[test]
fn turnout_and_percent_yes_are_two_rates() {
    // 94.5 percent yes of about 60 percent voting is not 92 percent yes of 89.
    let mut told = Telling::new();
    told.on("2022-05-01", "count", json!({"id": "auth", "kind": "strike-authorization", "state": "counted", "title": "vote",
        "eligible": 4000, "took_part": 2400, "questions": [{"text": "authorize", "yes": 2268, "no": 132}]}));
    let state = told.state("2022-05-02");
    let count = &state.counts[&id("auth")];
    assert_eq!(count.turnout_percent().unwrap().to_decimal(1), "60.0");
    assert_eq!(count.results()[0].yes_percent.as_ref().unwrap().to_decimal(1), "94.5");
    let wrong = json!({"id": "x", "kind": "petition", "state": "counted", "title": "x", "eligible": 10, "took_part": 11});
    assert_eq!(told.refused_by("2022-05-02", "count", wrong), "counts-add-up");
    told.on("2022-05-03", "count", json!({"id": "test", "kind": "structure-test", "state": "counted", "title": "sticker day", "took_part": 300}));
    assert!(told.state("2022-05-04").flags.iter().any(|flag| flag.what.contains("denominator")));
}

#[test]
fn a_contract_whose_term_ends_may_go_on() {
    let told = Telling::with_round();
    let status = |on: &str| told.state(on).contract_status(&id("old"));
    assert_eq!(status("2021-06-30"), ContractStatus::NotYet);
    assert_eq!(status("2022-06-30"), ContractStatus::InTerm);
    assert_eq!(
        status("2022-07-01"),
        ContractStatus::ExpiredContinuing("Gov. Code 3517.8".to_owned())
    );
    assert_eq!(status("2022-07-01").name(), "expired, terms continue");
    assert_eq!(status("2022-07-01").clone(), told.state("2022-07-01").contract_status(&id("old")));
    let mut told = told;
    told.on(
        "2022-06-15",
        "terms",
        json!({"agreement": "old", "step": "extended", "to": "2022-09-30"}),
    );
    assert_eq!(
        told.state("2022-07-01").contract_status(&id("old")),
        ContractStatus::Extended(day("2022-09-30"))
    );
    assert_eq!(told.state("2022-06-10").contract_status(&id("old")), ContractStatus::InTerm);
    assert!(matches!(
        told.state("2022-10-01").contract_status(&id("old")),
        ContractStatus::ExpiredContinuing(_)
    ));
}

#[test]
fn terms_are_imposed_only_after_impasse_and_are_no_agreement() {
    let mut told = Telling::with_round();
    let imposed = json!({"agreement": "old", "step": "imposed", "by": "employer"});
    assert_eq!(told.refused_by("2022-08-01", "terms", imposed.clone()), "imposed-after-impasse");
    told.on(
        "2022-07-01",
        "impasse",
        json!({"step": "declared", "by": "employer", "in_writing": true}),
    );
    told.on("2022-08-01", "terms", imposed);
    let state = told.state("2022-08-02");
    assert_eq!(state.round_state(), RoundState::Imposed);
    assert_eq!(state.contract_status(&id("old")), ContractStatus::Imposed);
    assert!(state.totals.is_empty());
}

#[test]
fn numbers_decide_and_what_was_told_does_not() {
    let mut told = settled();
    told.on(
        "2022-05-12",
        "count",
        json!({"id": "vote", "kind": "ratification", "state": "counted", "title": "vote",
        "of": "total", "questions": [{"text": "q", "yes": 1, "no": 500, "outcome": "passed"}]}),
    );
    assert_eq!(told.state("2022-05-13").round_state(), RoundState::Negotiating);
}

#[test]
fn a_replaced_total_agreement_does_not_come_back_when_its_successor_fails() {
    let mut told = settled();
    told.on("2022-05-15", "total-agreement", json!({"id": "total-2", "agreement": "new"}));
    told.on(
        "2022-05-16",
        "count",
        json!({"id": "vote", "kind": "ratification", "state": "counted", "title": "vote",
        "of": "total-2", "questions": [{"text": "q", "yes": 1, "no": 500}]}),
    );
    let state = told.state("2022-05-17");
    assert_eq!(state.round_state(), RoundState::Negotiating);
    assert!(state.live_total().is_none());
}

#[test]
fn terms_that_reach_back_before_the_agreement_approve_nothing() {
    let mut told = Telling::with_round();
    told.on("2022-03-01", "terms", json!({"agreement": "new", "step": "effective"}));
    told.on("2022-05-01", "total-agreement", json!({"id": "total", "agreement": "new"}));
    assert!(!told.state("2022-05-02").in_force(&id("new")).is_yes());
    told.on("2022-05-09", "terms", json!({"agreement": "new", "step": "implemented"}));
    assert!(matches!(told.state("2022-05-10").in_force(&id("new")), InForce::YesWithHoles(..)));
}

#[test]
fn what_is_initialled_is_not_changed_by_a_correction() {
    let mut told = Telling::new();
    let pass = told.pass("2022-04-01", "e1", "employer", "salary", "2");
    told.agree("2022-04-02", "ta", "salary", Some("e1"));
    let entry = told.sealed(record::Draft {
        corrects: Some(pass),
        ..told
            .try_on(
                "2022-04-01",
                "pass",
                json!({"id": "e1", "from": "employer", "kind": "counter",
            "items": [{"item": "salary", "says": {"percent": "9"}}]}),
            )
            .draft
    });
    let refusals = record::refusals_of(&told.entries, &entry, &told.law);
    assert_eq!(refusals[0].rule.id, "signed-text");
}

#[test]
fn a_term_ends_after_it_begins_and_is_extended_to_a_later_day() {
    let told = Telling::with_round();
    for to in ["2022-06-30", "2021-01-01"] {
        let extended = json!({"agreement": "old", "step": "extended", "to": to});
        assert_eq!(told.refused_by("2022-06-01", "terms", extended), "a-term");
    }
    let backwards = json!({"id": "x", "title": "x", "from": "2027-01-01", "to": "2026-06-30"});
    assert_eq!(told.refused_by("2022-06-01", "agreement", backwards), "a-term");
}
