//! The signing schedule, and the money in a pass.

mod common;

use common::{Telling, id};
use record::{
    Side, all_passed, last_passed, offer_file, signing_schedule, terms_held_by, terms_of,
    terms_passed,
};
use serde_json::json;

#[test]
fn only_what_both_sides_initialled_is_signed_and_the_rest_says_why() {
    let mut told = Telling::new();
    told.set("item", json!({"id": "telework", "title": "Telework", "article": "12"}));
    told.set("item", json!({"id": "travel", "title": "Travel", "article": "3"}));
    told.pass("2022-04-01", "e1", "employer", "telework", "two days");
    told.agree("2022-04-02", "ta-telework", "telework", Some("e1"));
    told.agree("2022-04-02", "ta-travel", "travel", None);
    // Open, rejected, initialled by one side, reneged on, and never opened.
    told.pass("2022-04-03", "u1", "union", "salary", "7");
    told.respond("2022-04-04", "employer", "u1", "reject");
    told.on(
        "2022-04-05",
        "tentative-agreement",
        json!({"id": "ta-leave", "items": ["leave"],
        "initials": [{"party": "union"}]}),
    );
    let schedule = signing_schedule(&told.state("2022-04-10"));
    let signed: Vec<&str> = schedule.signed.iter().map(|one| one.item.as_str()).collect();
    assert_eq!(signed, ["travel", "telework"], "by article: 3, 12");
    let why = |item: &str| {
        schedule
            .kept_out
            .iter()
            .find(|one| one.item == id(item))
            .map(|one| one.why.clone())
            .unwrap()
    };
    assert_eq!(why("salary"), "open: the union's last pass u1 is rejected");
    assert_eq!(why("leave"), "ta-leave: not initialled by employer");
    assert_eq!(why("hours"), "not opened: nobody has passed anything on it");
    told.on(
        "2022-04-11",
        "reopening",
        json!({"agreement": "ta-travel", "kind": "reneged", "by": ["employer"]}),
    );
    let schedule = signing_schedule(&told.state("2022-04-12"));
    assert_eq!(schedule.signed.len(), 1);
    let travel = schedule.kept_out.iter().find(|one| one.item == id("travel")).unwrap();
    assert_eq!(travel.why, "ta-travel: reneged on 2022-04-11");
}

#[test]
fn a_pass_is_an_offer_that_can_be_costed() {
    let mut told = Telling::new();
    told.on("2022-06-11", "pass", json!({"id": "e1", "from": "employer", "kind": "counter", "title": "First \"offer\"",
        "items": [{"item": "salary", "terms": [
            {"kind": "general-increase", "effective": "2022-07-01", "percent": "2.5"},
            {"kind": "special-adjustment", "effective": "2023-07-01", "percent": "5", "classes": ["Judge"], "steps": ["top"]}]},
            {"item": "leave", "says": {"weeks": 6}}]}));
    told.pass("2022-06-12", "u1", "union", "salary", "7");
    let state = told.state("2022-06-30");
    let costed = terms_of(&state, &id("e1")).unwrap();
    assert_eq!(costed.without_terms, [id("leave")]);
    let file = offer_file(&costed);
    assert_eq!(
        file,
        "title = \"First \\\"offer\\\"\"\nparty = \"employer\"\ndated = 2022-06-11\n\n\
         [[terms]]\neffective = 2022-07-01\nkind = \"general-increase\"\npercent = \"2.5\"\n\n\
         [[terms]]\nclasses = [\"Judge\"]\neffective = 2023-07-01\nkind = \"special-adjustment\"\npercent = \"5\"\nsteps = [\"top\"]\n"
    );
    assert_eq!(terms_held_by(&state, Side::Employer).terms, costed.terms);
    assert_eq!(terms_held_by(&state, Side::Union).without_terms, [id("salary")]);
}

#[test]
fn what_a_side_last_passed_is_what_it_said_last_as_far_as_somebody_sees_it() {
    let raise = |percent: &str| json!([{"kind": "general-increase", "effective": "2022-07-01", "percent": percent}]);
    let mut told = Telling::new();
    // Salary before leave: terms of one day are costed in the order of the pass, and not of the names.
    let first = told.on("2022-06-11", "pass", json!({"id": "e1", "from": "employer", "kind": "counter",
        "items": [{"item": "salary", "terms": raise("2.5")}, {"item": "leave", "terms": raise("1")}]}));
    let again = told.on(
        "2022-06-20",
        "pass",
        json!({"id": "e2", "from": "employer", "kind": "counter",
        "items": [{"item": "salary", "unchanged": true}]}),
    );
    told.on(
        "2022-06-21",
        "pass",
        json!({"id": "e3", "from": "employer", "kind": "what-if",
        "items": [{"item": "salary", "terms": raise("9")}]}),
    );
    let state = told.state("2022-06-30");
    let costed = |sees: &dyn Fn(u64) -> bool| {
        terms_passed("theirs", Side::Employer, &last_passed(&state, Side::Employer, sees))
    };
    let all = last_passed(&state, Side::Employer, |_| true);
    // What is unchanged is what was said before it; what is only explored is nobody's.
    assert_eq!(
        all.iter().map(|one| (one.item.as_str(), one.pass.as_str())).collect::<Vec<_>>(),
        [("leave", "e1"), ("salary", "e2")]
    );
    assert_eq!(costed(&|_| true).terms.len(), 2);
    assert_eq!(costed(&|_| true).dated.unwrap().to_string(), "2022-06-20");
    let before: Vec<_> = last_passed(&state, Side::Employer, |entry| entry != again);
    assert_eq!(before.iter().map(|one| one.item.as_str()).collect::<Vec<_>>(), ["salary", "leave"]);
    assert_eq!(
        terms_passed("theirs", Side::Employer, &before).terms,
        terms_of(&state, &id("e1")).unwrap().terms
    );
    // Whoever sees neither sees nothing.
    assert!(
        last_passed(&state, Side::Employer, |entry| entry != first && entry != again).is_empty()
    );
    // A pass that was taken back is on the table no longer, and the one before it is not in its place.
    told.on("2022-07-01", "withdrawal", json!({"pass": "e1", "items": ["leave"]}));
    let state = told.state("2022-07-02");
    let left = last_passed(&state, Side::Employer, |_| true);
    assert_eq!(left.iter().map(|one| one.item.as_str()).collect::<Vec<_>>(), ["salary"]);
    // What is agreed is in the whole offer of both sides.
    told.on(
        "2022-07-03",
        "response",
        json!({"by": "union", "to": "e2", "kind": "accept", "items": ["salary"]}),
    );
    told.on(
        "2022-07-04",
        "tentative-agreement",
        json!({"id": "ta-salary", "items": ["salary"], "pass": "e2",
        "initials": [{"party": "union"}, {"party": "employer"}]}),
    );
    let state = told.state("2022-07-05");
    assert!(last_passed(&state, Side::Union, |_| true).is_empty());
    let ours = all_passed(&state, Side::Union, |_| true);
    assert_eq!(ours.iter().map(|one| one.pass.as_str()).collect::<Vec<_>>(), ["e2"]);
    assert_eq!(ours[0].said.terms.len(), 1);
}
