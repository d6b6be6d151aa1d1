//! The shipped record of CASE 2022: what its source makes it, and where it stood on the days that matter.

#[path = "../examples/campaign_records/build.rs"]
mod build;

use std::path::{Path, PathBuf};

use record::{Head, ItemStatus, RoundState, Side, Slug, State, StepState, clocks, fold};
use store::Campaign;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns/case-2022")
}

fn id(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn state(as_of: &str) -> State {
    let campaign = Campaign::open_read_only(&folder()).unwrap();
    fold(campaign.entries(), money::date_from_iso(as_of).unwrap(), &intake::law().procedures)
}

#[test]
fn it_is_what_its_source_makes_it() {
    let source = std::fs::read_to_string(folder().join("record.json")).unwrap();
    let scratch = std::env::temp_dir().join(format!("goodfaith-example-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&scratch);
    let built = build::write(&scratch, &source).head();
    std::fs::remove_dir_all(&scratch).unwrap();
    let shipped = Campaign::open_read_only(&folder()).unwrap();
    assert_eq!(
        Head::of(shipped.entries()),
        built,
        "cargo run -p goodfaith --example campaign_records"
    );
    let checked = store::check(&folder(), None, &intake::law().procedures).unwrap();
    assert!(checked.faults.is_empty() && checked.remarks.is_empty(), "{checked:?}");
}

#[test]
fn on_july_12_the_turn_is_the_states_for_about_a_month() {
    let state = state("2022-07-12");
    let turn = state.turn(&id("salary")).unwrap();
    assert_eq!((turn.side, turn.days), (Side::Employer, 30));
    assert!(!turn.since.when.is_a_day(), "mid-June: the day is not known");
    assert_eq!(state.round_state(), RoundState::Negotiating);
    assert_eq!(state.contract_status(&id("mou-2021-22")).name(), "expired, terms continue");
    // No statute fixes a number of days.
    let clock = clocks(&state, intake::law())
        .into_iter()
        .find(|clock| clock.id == id("answer-salary"))
        .unwrap();
    assert!(clock.closes.is_none() && clock.cite.contains("no number of days"));
}

#[test]
fn the_answer_of_july_is_the_offer_of_june_and_no_movement() {
    let state = state("2022-07-19");
    assert!(state.awaiting(&id("salary"), Side::Employer).is_none());
    let still = state.no_movement(&id("salary"), Side::Employer).unwrap();
    assert_eq!(still.when.days_until(state.as_of), 38);
    let offer = record::offer_file(&record::terms_held_by(&state, Side::Employer));
    assert_eq!(offer.matches("percent = \"2.5\"").count(), 3, "{offer}");
    assert_eq!(offer.matches("percent = \"5\"").count(), 1, "{offer}");
}

#[test]
fn the_agreement_needs_three_approvals_and_the_members_vote_is_a_gap() {
    let state = state("2022-08-23");
    let open: Vec<String> = state.open_approvals().into_iter().map(|open| open.step.name).collect();
    assert_eq!(open, ["member ratification", "Legislature", "Governor"]);
    assert_eq!(state.item_status(&id("salary")), Some(ItemStatus::InTotal));
    let state = self::state("2022-10-15");
    let total = id("total-2022");
    assert!(matches!(state.step_state(&total, &id("legislature")), StepState::Implied(_)));
    assert_eq!(state.step_state(&total, &id("member-ratification")), StepState::Open);
    assert!(state.gaps.iter().any(|(_, gap)| gap.missing.contains("members' vote")));
    assert_eq!(state.round_state(), RoundState::Implementing);
}
