//! Impasse, charges, strikes, requests, notices; corrections, rivals, releases.

mod common;

use common::{Telling, day, id};
use record::audience::Audience;
use record::body::{ImpasseStep, LineStatus};
use record::{ImpasseStatus, Procedure, ProcedureStep, Side, StrikeStatus, fold, seen_by};
use serde_json::json;

fn step(step: &str) -> serde_json::Value {
    json!({"step": step})
}

fn mmba() -> Telling {
    let mut told = Telling::with_round();
    let steps = [
        (ImpasseStep::Declared, vec![]),
        (ImpasseStep::MediatorAppointed, vec![]),
        (ImpasseStep::FactfindingRequested, vec![ImpasseStep::Declared]),
        (ImpasseStep::ReportPublic, vec![ImpasseStep::ReportToParties]),
    ];
    let steps = steps
        .into_iter()
        .map(|(step, after)| ProcedureStep { step, after, cite: "Gov. Code 3505.4".to_owned() })
        .collect();
    let procedure =
        Procedure { name: "MMBA".to_owned(), steps, cite: "Gov. Code 3505.4".to_owned() };
    told.law.insert(id("dills"), procedure);
    told
}

#[test]
fn a_step_that_the_law_does_not_have_is_refused() {
    // Under the MMBA the board determines no impasse.
    let mut told = mmba();
    assert_eq!(told.refused_by("2022-08-01", "impasse", step("determined")), "no-such-step");
    told.on("2022-08-01", "impasse", step("spoken"));
    assert!(!told.state("2022-08-02").impasse.is_declared(), "a word is no declaration");
}

#[test]
fn the_first_declaration_counts_until_it_is_clearly_withdrawn() {
    let mut told = mmba();
    told.on("2022-08-01", "impasse", step("declared"));
    told.on("2022-08-20", "impasse", step("declared"));
    let state = told.state("2022-09-01");
    assert_eq!(state.impasse.declared().unwrap().when.day, day("2022-08-01"));
    assert!(state.flags.iter().any(|flag| flag.what.contains("first declaration")));
    told.on("2022-09-02", "impasse", step("declaration-withdrawn"));
    assert!(!told.state("2022-09-03").impasse.is_declared());
    told.on("2022-09-10", "impasse", step("declared"));
    assert_eq!(told.state("2022-09-11").impasse.declared().unwrap().when.day, day("2022-09-10"));
}

#[test]
fn an_offer_to_mediate_is_no_mediation() {
    let mut told = mmba();
    told.on("2022-08-01", "impasse", step("declared"));
    told.on("2022-08-05", "impasse", step("mediation-offered"));
    assert_eq!(told.state("2022-08-06").impasse.status(), ImpasseStatus::Declared);
    told.on("2022-08-07", "impasse", step("mediator-appointed"));
    assert_eq!(told.state("2022-08-08").impasse.status(), ImpasseStatus::Mediation);
}

#[test]
fn what_came_out_of_order_is_kept_and_flagged() {
    let mut told = mmba();
    told.on("2022-08-07", "impasse", step("factfinding-requested"));
    let state = told.state("2022-08-08");
    assert_eq!(state.impasse.status(), ImpasseStatus::PanelForming);
    assert!(state.flags.iter().any(|flag| flag.what.contains("without an entry of declared")));
    assert_eq!(
        told.refused_by("2022-08-01", "impasse", step("declaration-withdrawn")),
        "impasse-order"
    );
}

#[test]
fn impasse_declared_after_the_procedure_is_words() {
    // UTLA "declared an impasse" on January 11, 2019, after factfinding was over.
    let mut told = mmba();
    for (on, what) in [
        ("2022-08-01", "declared"),
        ("2022-08-07", "mediator-appointed"),
        ("2022-12-01", "report-public"),
    ] {
        told.on(on, "impasse", step(what));
    }
    told.on("2022-12-11", "impasse", step("declared"));
    let state = told.state("2022-12-12");
    assert_eq!(state.impasse.declared().unwrap().when.day, day("2022-08-01"));
    assert_eq!(state.impasse.status(), ImpasseStatus::ReportPublic);
    assert!(state.impasse.first(ImpasseStep::Spoken).is_some());
}

#[test]
fn the_parties_may_bargain_on_and_a_change_can_break_impasse() {
    let mut told = mmba();
    told.on("2022-08-01", "impasse", step("declared"));
    told.pass("2022-08-05", "u1", "union", "salary", "5");
    assert!(told.state("2022-08-06").flags.iter().any(|flag| flag.what.contains("2694-M")));
}

#[test]
fn a_strike_has_three_facts_and_an_end_needs_a_beginning() {
    let mut told = Telling::with_round();
    told.on(
        "2022-08-01",
        "count",
        json!({"id": "poll", "kind": "straw-poll", "state": "counted", "title": "poll"}),
    );
    let by_poll = json!({"step": "authorized", "count": "poll"});
    assert_eq!(told.refused_by("2022-08-02", "strike", by_poll), "kinds-apart");
    assert_eq!(told.refused_by("2022-08-02", "strike", step("ended")), "strike-order");
    assert_eq!(told.refused_by("2022-08-02", "strike", step("paused")), "strike-order");
    let mut wild = told.clone();
    wild.on("2022-08-03", "strike", step("started"));
    let flags = wild.state("2022-08-04").flags;
    assert!(flags.iter().any(|flag| flag.what.contains("authorized it")));
    assert!(flags.iter().any(|flag| flag.what.contains("no-strike clause of old")), "{flags:?}");
    for (on, what, status) in [
        ("2022-08-02", "authorized", StrikeStatus::Authorized),
        ("2022-08-03", "date-set", StrikeStatus::DateSet),
        ("2022-08-04", "notice-served", StrikeStatus::Noticed),
        ("2022-08-05", "date-moved", StrikeStatus::Noticed),
        ("2022-08-14", "started", StrikeStatus::OnStrike),
        ("2022-08-20", "ended", StrikeStatus::Ended),
    ] {
        told.on(on, "strike", step(what));
        assert_eq!(told.state(on).strike.status(), status, "{what}");
    }
    assert_eq!(told.refused_by("2022-08-15", "strike", step("started")), "strike-order");
}

#[test]
fn a_planned_strike_may_be_paused_before_it_begins() {
    let mut told = Telling::new();
    told.on("2025-03-20", "strike", json!({"step": "notice-served", "day": "2025-03-31"}));
    told.on("2025-03-31", "strike", step("paused"));
    let state = told.state("2025-04-01");
    assert_eq!(state.strike.status(), StrikeStatus::Paused);
    assert_eq!(state.strike.day().unwrap().0, day("2025-03-31"));
}

#[test]
fn a_request_is_answered_line_by_line() {
    let mut told = Telling::new();
    told.on("2022-05-01", "information-request", json!({"id": "r1", "from": "union", "to": "employer",
        "asked_by": "2022-05-15", "lines": [{"line": 1, "text": "vacancies by class", "blocks": ["salary"]},
        {"line": 2, "text": "hiring times"}, {"line": 3, "text": "contracts with law firms", "blocks": ["hours"]}]}));
    told.on("2022-05-20", "reply", json!({"request": "r1", "status": "acknowledged"}));
    told.on(
        "2022-05-25",
        "reply",
        json!({"request": "r1", "lines": [1], "status": "partly-provided"}),
    );
    told.on("2022-05-25", "reply", json!({"request": "r1", "lines": [2], "status": "provided"}));
    told.on(
        "2022-05-25",
        "reply",
        json!({"request": "r1", "lines": [3], "status": "objection", "words": "burden"}),
    );
    told.on("2022-06-01", "reply", json!({"request": "r1", "lines": [1], "status": "reasserted"}));
    let state = told.state("2022-06-12");
    let request = &state.requests[&id("r1")];
    assert_eq!(request.lines[&1].status(), Some(LineStatus::PartlyProvided));
    assert!(!request.lines[&2].is_open());
    assert_eq!(request.lines[&3].status(), Some(LineStatus::Objection));
    assert_eq!(request.days_open(state.as_of), 42, "six weeks");
    assert_eq!(request.days_past_asked(state.as_of), Some(28));
    assert_eq!(request.blocks(), [&id("hours"), &id("salary")]);
    // A line that it does not have, a request that is not there, a request to oneself.
    let line = json!({"request": "r1", "lines": [4], "status": "provided"});
    assert_eq!(told.refused_by("2022-06-12", "reply", line), "lines-of-a-request");
    let other = json!({"request": "r2", "status": "provided"});
    assert_eq!(told.refused_by("2022-06-12", "reply", other), "known-names");
    let own =
        json!({"id": "r3", "from": "union", "to": "union", "lines": [{"line": 1, "text": "x"}]});
    assert_eq!(told.refused_by("2022-06-12", "information-request", own), "not-ones-own");
}

#[test]
fn a_step_on_a_charge_follows_the_one_it_answers() {
    let mut told = Telling::new();
    let charge = |step: &str| json!({"id": "c1", "step": step});
    told.on(
        "2022-05-01",
        "charge",
        json!({"id": "c1", "step": "candidate", "known": "2022-05-01",
        "conduct": "six weeks without a word on the request of March 20"}),
    );
    assert_eq!(told.refused_by("2022-05-02", "charge", charge("complaint")), "charge-order");
    assert_eq!(told.refused_by("2022-05-02", "charge", charge("amended")), "charge-order");
    told.on("2022-06-01", "charge", charge("filed"));
    told.on("2022-07-01", "charge", charge("amended"));
    told.on("2022-09-01", "charge", charge("complaint"));
    assert_eq!(told.refused_by("2022-10-01", "charge", charge("exceptions")), "charge-order");
    told.on("2022-10-01", "charge", charge("proposed-decision"));
    told.on("2022-10-15", "charge", charge("exceptions"));
    let state = told.state("2022-11-01");
    assert_eq!(state.charges[&id("c1")].known().unwrap().0, day("2022-05-01"));
}

#[test]
fn bargaining_before_the_proposals_were_public_is_kept_and_flagged() {
    // Oakland: first session December 7, 2016, proposals public February 8, 2017.
    let mut told = Telling::new();
    told.on("2016-12-07", "session", json!({"state": "held"}));
    told.on("2017-02-08", "notice", json!({"kind": "sunshine", "from": "union"}));
    let flags = told.state("2017-02-09").flags;
    assert_eq!(flags[0].what, "bargaining 63 days before publication");
}

#[test]
fn a_correction_is_an_entry_and_the_corrected_one_stays() {
    let mut told = Telling::new();
    let wrong = told.pass("2014-08-12", "u1", "union", "salary", "7");
    // A tracker dated a proposal of 2024 "8-12-14".
    told.correct(
        wrong,
        "2024-08-12",
        "pass",
        json!({"id": "u1", "from": "union", "kind": "counter",
        "items": [{"item": "salary", "says": {"percent": "7"}}]}),
    );
    assert_eq!(told.entries.len() as u64, wrong + 1);
    assert!(told.state("2015-01-01").passes.is_empty());
    let state = told.state("2024-09-01");
    assert_eq!(state.passes[&id("u1")].since.when.day, day("2024-08-12"));
    assert_eq!(state.passes[&id("u1")].since.entry, wrong, "the fact keeps its number");
    // A correction of the correction.
    let again = told.entries.len() as u64;
    told.correct(
        again,
        "2024-08-13",
        "pass",
        json!({"id": "u1", "from": "union", "kind": "counter",
        "items": [{"item": "salary", "says": {"percent": "8"}}]}),
    );
    assert_eq!(told.state("2024-09-01").passes[&id("u1")].since.when.day, day("2024-08-13"));
    // Taken back altogether.
    told.on("2024-08-20", "retraction", json!({"entry": wrong, "reason": "another round"}));
    assert!(told.state("2024-09-01").passes.is_empty());
}

#[test]
fn an_entry_speaks_of_an_entry_before_it() {
    let told = Telling::new();
    assert_eq!(
        told.refused_by("2022-01-02", "retraction", json!({"entry": 99, "reason": "x"})),
        "entries-stand"
    );
    assert_eq!(
        told.refused_by("2022-01-02", "release", json!({"entry": 99, "to": ["public"]})),
        "entries-stand"
    );
    let from_team = json!({"entry": 1, "from": ["team"], "reason": "x"});
    assert_eq!(told.refused_by("2022-01-02", "redaction", from_team), "team-sees-all");
}

#[test]
fn rival_accounts_stand_side_by_side_and_move_nothing() {
    let mut told = Telling::new();
    let first = told.pass("2022-06-11", "e1", "employer", "salary", "2.5");
    let other = told.rival(
        first,
        "2022-06-13",
        "pass",
        json!({"id": "e1", "from": "employer", "kind": "counter",
        "items": [{"item": "salary", "says": {"percent": "2.5"}}]}),
    );
    let state = told.state("2022-07-01");
    assert_eq!(state.rivals[&first], [other]);
    assert_eq!(
        state.no_movement(&id("salary"), Side::Employer).unwrap().when.day,
        day("2022-06-11")
    );
    for says in ["2017-02", "2017-06-06"] {
        told.on("2022-07-01", "account", json!({"topic": "start of local hire", "says": says}));
    }
    assert_eq!(told.state("2022-07-02").accounts["start of local hire"].len(), 2);
}

#[test]
fn audience_is_a_set_and_release_is_an_entry() {
    let mut told = Telling::new();
    let pass = told.pass("2022-06-11", "e1", "employer", "salary", "2.5");
    let sees = |told: &Telling, on: &str, who: &Audience| {
        let state = told.state(on);
        seen_by(&state, &told.entries, who).iter().any(|entry| entry.number == pass)
    };
    assert!(sees(&told, "2022-06-12", &Audience::Team));
    assert!(!sees(&told, "2022-06-12", &Audience::Members));
    let mut released = told.clone();
    released.on("2022-06-20", "release", json!({"entry": pass, "to": ["members"]}));
    // Releases hold from the day they were written; the fixture's clock writes in December.
    assert!(sees(&released, "2022-12-31", &Audience::Members));
    assert!(!sees(&released, "2022-12-31", &Audience::OtherSide), "no ladder");
    assert!(!sees(&released, "2022-06-12", &Audience::Members));
    let mut public = told.clone();
    public.on("2022-06-20", "release", json!({"entry": pass, "to": ["public"]}));
    assert!(sees(&public, "2022-12-31", &Audience::Members), "what anybody may see");
    public.on(
        "2022-06-21",
        "redaction",
        json!({"entry": pass, "from": ["members"], "reason": "a name in it"}),
    );
    assert!(!sees(&public, "2022-12-31", &Audience::Members));
    assert!(!sees(&public, "2022-12-31", &Audience::Public));
    assert!(sees(&public, "2022-12-31", &Audience::Team));
}

#[test]
fn an_extension_names_its_day_and_its_document() {
    let mut told = Telling::new();
    let bare = json!({"clock": "salary", "step": "extended", "to": "2022-08-01"});
    assert_eq!(told.refused_by("2022-07-01", "clock", bare), "extension-in-writing");
    told.on(
        "2022-07-01",
        "clock",
        json!({"clock": "salary", "step": "extended", "to": "2022-08-01",
        "document": "c".repeat(64)}),
    );
    assert_eq!(told.state("2022-07-02").clock_events.len(), 1);
}

#[test]
fn an_entry_of_a_kind_that_is_not_known_is_kept_and_moves_nothing() {
    let mut told = Telling::new();
    told.on("2022-07-01", "hologram", json!({"anything": ["goes", 1]}));
    let state = fold(&told.entries, day("2022-07-02"), &told.law);
    assert_eq!(state.unknown, [told.entries.len() as u64]);
    assert!(state.refused.is_empty());
}

#[test]
fn what_a_person_took_back_is_not_kept_again_under_their_id() {
    let mut told = Telling::new();
    let story = json!({"person": "p-1", "what": "story", "sha256": "a".repeat(64)});
    assert_eq!(told.refused_by("2022-07-01", "erasure", json!({"person": "p-1"})), "known-names");
    told.on("2022-07-01", "keeping", story.clone());
    told.on("2022-07-10", "erasure", json!({"person": "p-1"}));
    let state = told.state("2022-07-11");
    assert!(state.people[&id("p-1")].erased.is_some());
    assert_eq!(state.people[&id("p-1")].kept.len(), 1, "the entry stays");
    assert_eq!(told.refused_by("2022-07-12", "keeping", story), "taken-back");
}

#[test]
fn a_withdrawal_takes_back_the_declaration_of_who_makes_it() {
    let mut told = mmba();
    told.on("2022-08-01", "impasse", json!({"step": "declared", "by": "employer"}));
    told.on("2022-08-02", "impasse", json!({"step": "declared", "by": "union"}));
    told.on("2022-08-20", "impasse", json!({"step": "declaration-withdrawn", "by": "union"}));
    assert_eq!(told.state("2022-08-21").impasse.declared().unwrap().when.day, day("2022-08-01"));
    told.on("2022-08-25", "impasse", json!({"step": "declaration-withdrawn", "by": "employer"}));
    assert!(!told.state("2022-08-26").impasse.is_declared());
}

#[test]
fn what_a_person_took_back_is_not_undone_by_a_retraction() {
    let mut told = Telling::new();
    told.on(
        "2022-07-01",
        "keeping",
        json!({"person": "p-1", "what": "story", "sha256": "a".repeat(64)}),
    );
    let erased = told.on("2022-07-10", "erasure", json!({"person": "p-1"}));
    let back = json!({"entry": erased, "reason": "x"});
    assert_eq!(told.refused_by("2022-07-11", "retraction", back), "entries-stand");
    // A retraction of another kind of entry can itself be taken back.
    let pass = told.pass("2022-08-01", "u1", "union", "salary", "7");
    let retraction = told.on("2022-08-02", "retraction", json!({"entry": pass, "reason": "x"}));
    assert!(told.state("2022-09-01").passes.is_empty());
    told.on("2022-08-03", "retraction", json!({"entry": retraction, "reason": "it was right"}));
    assert_eq!(told.state("2022-09-01").passes.len(), 1);
}

#[test]
fn a_correction_of_a_redacted_entry_is_kept_from_the_same_people() {
    let mut told = Telling::new();
    let pass = told.pass("2022-06-11", "u1", "union", "salary", "7");
    told.on("2022-06-12", "release", json!({"entry": pass, "to": ["members"]}));
    told.on("2022-06-13", "redaction", json!({"entry": pass, "from": ["members"], "reason": "x"}));
    let corrected = told.correct(
        pass,
        "2022-06-11",
        "pass",
        json!({"id": "u1", "from": "union", "kind": "counter",
        "items": [{"item": "salary", "says": {"percent": "6"}}]}),
    );
    told.on("2022-06-14", "release", json!({"entry": corrected, "to": ["members"]}));
    let state = told.state("2022-12-31");
    assert!(
        !seen_by(&state, &told.entries, &Audience::Members)
            .iter()
            .any(|entry| entry.number == corrected)
    );
}
