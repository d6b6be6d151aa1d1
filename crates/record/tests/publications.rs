//! Releases: two people, frozen hashes, corrections.

mod common;

use common::{Telling, id};
use record::{PublicationStatus, Refusal, refusals_of};
use serde_json::{Value, json};

const FIRST: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const SECOND: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/// A campaign of as many people as are named.
fn campaign_of(people: &[&str]) -> Telling {
    let mut told = Telling::new();
    for who in people {
        told.on("2022-03-01", "team", json!({"party": "union", "who": who, "joins": true}));
    }
    told
}

fn step(step: &str, by: &str, sha256: &str) -> Value {
    json!({"id": "report", "step": step, "by": by, "title": "Report", "pieces": ["report"],
        "to": ["members", "public"], "sha256": sha256})
}

fn refused(told: &Telling, body: Value) -> Vec<Refusal> {
    let entry = told.try_on("2022-07-12", "publication", body);
    refusals_of(&told.entries, &entry, &told.law)
}

#[test]
fn one_person_alone_releases_where_there_is_no_second() {
    let mut told = campaign_of(&["Ana"]);
    told.on("2022-07-12", "publication", step("released", "Ana", FIRST));
    let state = told.state("2022-07-12");
    let report = &state.publications[&id("report")];
    assert_eq!(report.status(), PublicationStatus::Released);
    assert_eq!(report.to().len(), 2);
}

#[test]
fn once_a_campaign_has_two_people_a_release_needs_both() {
    let mut told = campaign_of(&["Ana", "Ben"]);
    let alone = refused(&told, step("released", "Ana", FIRST));
    assert_eq!(alone[0].rule.id, "two-people");
    told.on("2022-07-12", "publication", step("proposed", "Ana", FIRST));
    let by_herself = refused(&told, step("released", " ana", FIRST));
    assert_eq!(by_herself[0].rule.id, "two-people");
    let stranger = refused(&told, step("released", "Zoe", FIRST));
    assert_eq!(stranger[0].rule.id, "known-names");
    assert_eq!(refused(&told, step("released", "Ben", FIRST)), []);
}

#[test]
fn who_has_left_the_team_is_no_second_person() {
    let mut told = campaign_of(&["Ana", "Ben"]);
    told.on("2022-07-01", "team", json!({"party": "union", "who": "Ben", "joins": false}));
    assert_eq!(refused(&told, step("released", "Ana", FIRST)), []);
}

#[test]
fn a_seat_without_a_name_is_no_second_person() {
    let mut told = campaign_of(&["Ana"]);
    let seat = |unnamed: bool| json!({"party": "union", "who": "one further member", "joins": true, "unnamed": unnamed});
    told.on("2022-03-01", "team", seat(false));
    assert_eq!(refused(&told, step("released", "Ana", FIRST))[0].rule.id, "two-people");
    told.on("2022-03-02", "team", seat(true));
    assert_eq!(told.state("2022-07-12").releasers(), ["Ana"]);
    assert_eq!(refused(&told, step("released", "Ana", FIRST)), []);
}

#[test]
fn both_look_at_the_same_bytes_for_the_same_people() {
    let mut told = campaign_of(&["Ana", "Ben"]);
    told.on("2022-07-12", "publication", step("proposed", "Ana", FIRST));
    assert_eq!(refused(&told, step("released", "Ben", SECOND))[0].rule.id, "a-release-stands");
    let mut wider = step("released", "Ben", FIRST);
    wider["to"] = json!(["public", "other-side"]);
    assert_eq!(refused(&told, wider)[0].rule.id, "a-release-stands");
    // Proposed anew, the new bytes are what the second person releases.
    told.on("2022-07-12", "publication", step("proposed", "Ana", SECOND));
    assert_eq!(refused(&told, step("released", "Ben", FIRST))[0].rule.id, "a-release-stands");
    assert_eq!(refused(&told, step("released", "Ben", SECOND)), []);
}

#[test]
fn a_correction_is_a_new_release_that_says_what_changed() {
    let mut told = campaign_of(&["Ana"]);
    told.on("2022-07-12", "publication", step("released", "Ana", FIRST));
    assert_eq!(refused(&told, step("released", "Ana", SECOND))[0].rule.id, "a-release-stands");
    assert_eq!(refused(&told, step("proposed", "Ana", SECOND))[0].rule.id, "a-release-stands");
    let mut other = step("released", "Ana", SECOND);
    other["id"] = json!("report-2");
    other["corrects"] = json!("report");
    assert_eq!(refused(&told, other.clone())[0].rule.id, "a-release-stands");
    other["changes"] = json!("17 percent stood where 16.8 belongs");
    told.on("2022-07-13", "publication", other.clone());
    let state = told.state("2022-07-13");
    let status = state.publications[&id("report")].status();
    assert_eq!(status, PublicationStatus::Corrected(id("report-2")));
    // What was corrected once is not corrected a second time beside it.
    other["id"] = json!("report-3");
    assert_eq!(refused(&told, other)[0].rule.id, "a-release-stands");
}

#[test]
fn what_is_only_proposed_is_not_corrected() {
    let mut told = campaign_of(&["Ana", "Ben"]);
    told.on("2022-07-12", "publication", step("proposed", "Ana", FIRST));
    let mut other = step("proposed", "Ana", SECOND);
    other["id"] = json!("report-2");
    other["corrects"] = json!("report");
    other["changes"] = json!("a word");
    assert_eq!(refused(&told, other)[0].rule.id, "a-release-stands");
}

#[test]
fn what_only_takes_out_what_a_person_took_back_waits_for_no_second_person() {
    let mut told = campaign_of(&["Ana", "Ben"]);
    told.on("2022-07-12", "publication", step("proposed", "Ana", FIRST));
    told.on("2022-07-12", "publication", step("released", "Ben", FIRST));
    let mut other = step("released", "Ana", SECOND);
    other["id"] = json!("report-2");
    other["takes_out"] = json!(["teller-1"]);
    // Taking out is no way around: it has to correct something that went out.
    assert_eq!(refused(&told, other.clone())[0].rule.id, "two-people");
    other["corrects"] = json!("report");
    other["changes"] = json!("a story was taken back by the person who told it");
    assert_eq!(refused(&told, other), []);
}

#[test]
fn a_release_names_its_bytes_its_people_and_who_sends_it() {
    let told = campaign_of(&[]);
    for field in ["sha256", "to"] {
        let mut one = step("released", "Ana", FIRST);
        one.as_object_mut().unwrap().remove(field);
        assert_eq!(refused(&told, one)[0].rule.id, "a-release-stands", "{field}");
    }
    assert_eq!(refused(&told, step("released", " ", FIRST))[0].rule.id, "a-release-stands");
    let mut team = step("released", "Ana", FIRST);
    team["to"] = json!(["team"]);
    assert_eq!(refused(&told, team)[0].rule.id, "a-release-stands");
}

#[test]
fn a_withdrawal_says_why_and_of_what() {
    let mut told = campaign_of(&["Ana"]);
    let withdrawn = json!({"id": "report", "step": "withdrawn", "by": "Ana"});
    assert_eq!(refused(&told, withdrawn.clone())[0].rule.id, "known-names");
    told.on("2022-07-12", "publication", step("released", "Ana", FIRST));
    assert_eq!(refused(&told, withdrawn.clone())[0].rule.id, "a-release-stands");
    let mut with_reason = withdrawn;
    with_reason["reason"] = json!("sent to the wrong list");
    told.on("2022-07-13", "publication", with_reason);
    let state = told.state("2022-07-13");
    let report = &state.publications[&id("report")];
    assert_eq!(report.status(), PublicationStatus::Withdrawn);
    assert_eq!(report.sha256().unwrap().to_string(), FIRST);
    // On the day before, it was out.
    let before = told.state("2022-07-12");
    assert_eq!(before.publications[&id("report")].status(), PublicationStatus::Released);
}
