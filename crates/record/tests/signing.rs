//! The signing schedule, and the money in a pass.

mod common;

use common::{Telling, id};
use record::{Side, offer_file, signing_schedule, terms_held_by, terms_of};
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
