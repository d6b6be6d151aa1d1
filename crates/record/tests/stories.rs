//! Stories: consent, approval, publication, and what is pulled.

mod common;

use common::{Telling, day, id};
use record::audience::Audience;
use record::body::StoryUse;
use record::{Draft, NotUsable, Refusal, StoryState, StoryStatus, refusals_of, seen_by};
use serde_json::{Value, json};

const TOLD: &str = "a";
const EDITED: &str = "b";
const AGAIN: &str = "c";
const PHOTO: &str = "d";
const OTHER_PHOTO: &str = "e";
const FORM: &str = "f";

fn hash(of: &str) -> String {
    of.repeat(64)
}

/// A record in which `p-7` has a text, two edits, two photos and a form kept, on May 1.
fn kept() -> Telling {
    let mut told = Telling::new();
    for (what, of) in [
        ("story", TOLD),
        ("story", EDITED),
        ("story", AGAIN),
        ("photo", PHOTO),
        ("photo", OTHER_PHOTO),
        ("submission", FORM),
    ] {
        told.on(
            "2022-05-01",
            "keeping",
            json!({"person": "p-7", "what": what, "sha256": hash(of)}),
        );
    }
    told
}

fn with(mut value: Value, more: Value) -> Value {
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    value
}

fn story(step: &str, more: Value) -> Value {
    with(json!({"id": "s-1", "person": "p-7", "title": "The night desk", "step": step}), more)
}

fn text(of: &str) -> Value {
    json!({"text": hash(of)})
}

fn yes(more: Value) -> Value {
    with(
        json!({"story": "s-1", "step": "given", "uses": ["site"], "audience": ["members"],
            "from": "2022-05-02", "until": "2022-06-30", "how": "form signed"}),
        more,
    )
}

fn withdrawn() -> Value {
    json!({"story": "s-1", "step": "withdrawn", "how": "spoken and noted"})
}

fn out(release: &str, more: Value) -> Value {
    story(
        "published",
        with(json!({"release": release, "uses": ["site"], "audience": ["members"]}), more),
    )
}

/// Collected on May 1, consented to on May 2 for the site and members until June 30, edited on May 3, approved on May 4.
fn approved() -> Telling {
    let mut told = kept();
    told.on("2022-05-01", "story", story("collected", text(TOLD)));
    told.on("2022-05-02", "consent", yes(json!({})));
    told.on("2022-05-03", "story", story("edited", text(EDITED)));
    told.on("2022-05-04", "story", story("approved", text(EDITED)));
    told
}

fn published() -> Telling {
    let mut told = approved();
    told.on("2022-05-05", "story", out("report-1", json!({})));
    told
}

fn s1(told: &Telling, as_of: &str) -> StoryState {
    told.state(as_of).stories[&id("s-1")].clone()
}

fn on_site(told: &Telling, as_of: &str) -> Result<(), NotUsable> {
    s1(told, as_of).may_be_used(StoryUse::Site, &Audience::Members, day(as_of))
}

fn the_refusal(told: &Telling, on: &str, kind: &str, value: Value) -> Refusal {
    let mut refusals = told.refused(on, kind, value);
    assert_eq!(refusals.len(), 1, "{refusals:?}");
    let refusal = refusals.remove(0);
    assert!(!refusal.mend.is_empty() && !refusal.rule.source.is_empty());
    refusal
}

#[test]
fn a_story_comes_from_collected_to_retired_by_its_steps() {
    let mut told = published();
    told.on("2022-05-20", "story", story("retired", json!({"reason": "the desk was filled"})));
    let state = s1(&told, "2022-12-31");
    let on = |on: &str| (state.status(day(on)), on_site(&told, on).is_ok());
    assert_eq!(on("2022-05-01"), (StoryStatus::Collected, false));
    assert_eq!(on("2022-05-02"), (StoryStatus::Consented, false));
    assert_eq!(on("2022-05-03"), (StoryStatus::Edited, false));
    assert_eq!(on("2022-05-04"), (StoryStatus::Approved, true));
    assert_eq!(on("2022-05-05"), (StoryStatus::Published, true));
    assert_eq!(on("2022-05-20"), (StoryStatus::Retired, false));
    let why = on_site(&told, "2022-05-20").unwrap_err();
    assert_eq!(why.to_string(), "it was retired on 2022-05-20: the desk was filled");
    assert_eq!(told.refused_by("2022-05-21", "story", story("edited", text(AGAIN))), "story-order");
    // The state as of a day sees nothing of the days after it.
    assert_eq!(s1(&told, "2022-05-03").steps(day("2022-12-31")).len(), 2);
    assert!(told.state("2022-04-30").stories.is_empty());
}

#[test]
fn a_story_is_collected_first_and_once() {
    let mut told = kept();
    let edited = story("edited", text(EDITED));
    assert_eq!(told.refused_by("2022-05-03", "story", edited), "known-names");
    assert_eq!(told.refused_by("2022-05-03", "consent", yes(json!({}))), "known-names");
    told.on("2022-05-01", "story", story("collected", text(TOLD)));
    let again = story("collected", text(TOLD));
    assert_eq!(told.refused_by("2022-05-03", "story", again), "one-name");
    let another = with(story("edited", text(EDITED)), json!({"person": "p-8"}));
    assert_eq!(told.refused_by("2022-05-03", "story", another), "one-name");
    let unknown = with(story("edited", text(EDITED)), json!({"items": ["parking"]}));
    assert_eq!(told.refused_by("2022-05-03", "story", unknown), "known-names");
}

#[test]
fn what_a_story_names_is_kept_under_its_tellers_own_key() {
    let told = kept();
    let try_it = |more: Value| told.refused_by("2022-05-01", "story", story("collected", more));
    assert_eq!(try_it(json!({})), "story-is-kept");
    assert_eq!(try_it(text("0")), "story-is-kept");
    assert_eq!(try_it(text(PHOTO)), "story-is-kept");
    assert_eq!(try_it(json!({"text": hash(TOLD), "photo": hash(TOLD)})), "story-is-kept");
    let not_hers = with(story("collected", text(TOLD)), json!({"person": "p-8"}));
    assert_eq!(told.refused_by("2022-05-01", "story", not_hers), "story-is-kept");
    let before_it_was_kept = story("collected", text(TOLD));
    assert_eq!(told.refused_by("2022-04-30", "story", before_it_was_kept), "story-is-kept");
    let mut told = approved();
    let form = |of: &str| yes(json!({"document": hash(of)}));
    assert_eq!(told.refused_by("2022-05-02", "consent", form("0")), "story-is-kept");
    told.on("2022-05-02", "consent", form(FORM));
}

#[test]
fn a_consent_says_for_what_before_whom_from_when_to_when_and_how() {
    let mut told = kept();
    told.on("2022-05-01", "story", story("collected", text(TOLD)));
    for name in ["uses", "audience", "from", "until"] {
        let mut open = yes(json!({}));
        open.as_object_mut().unwrap().remove(name);
        let refusal = the_refusal(&told, "2022-05-02", "consent", open);
        assert_eq!(refusal.rule.id, "consent-scope");
        assert!(refusal.what.ends_with(&format!("it does not say {name}")), "{}", refusal.what);
    }
    for wrong in [
        json!({"how": " "}),
        json!({"from": "2022-05-03"}),
        json!({"until": "2022-05-03"}),
        json!({"cooling_off_days": 4_000_000_000_u32}),
    ] {
        let refused = told.refused_by("2022-05-02", "consent", yes(wrong));
        assert_eq!(refused, "consent-scope");
    }
    told.on("2022-05-02", "consent", yes(json!({"until": "2022-05-04"})));
}

#[test]
fn two_days_at_least_lie_between_the_asking_and_the_first_use() {
    let mut told = approved();
    let hasty = yes(json!({"cooling_off_days": 1}));
    assert_eq!(told.refused_by("2022-05-02", "consent", hasty), "cooling-off");
    told.on(
        "2022-05-05",
        "consent",
        yes(json!({"uses": ["press"], "from": "2022-05-05", "cooling_off_days": 5})),
    );
    let press = |on: &str| {
        s1(&told, on).may_be_used(StoryUse::Press, &Audience::Members, day(on)).map_err(|why| {
            assert_eq!(why.rule().id, "cooling-off");
            (why.to_string(), why.mend())
        })
    };
    let until = "it is in cooling-off until 2022-05-10".to_owned();
    assert_eq!(press("2022-05-09"), Err((until, "use it from 2022-05-10 on".to_owned())));
    assert_eq!(press("2022-05-10"), Ok(()));
    let early = out("report-1", json!({"uses": ["site", "press"]}));
    let refusal = the_refusal(&told, "2022-05-09", "story", early.clone());
    assert_eq!(refusal.rule.id, "cooling-off");
    assert_eq!(
        refusal.what,
        "s-1 would be published in report-1 as press for members: it is in cooling-off until 2022-05-10"
    );
    told.on("2022-05-10", "story", early);
}

#[test]
fn a_story_is_used_only_for_what_was_consented_to_before_whom_and_until_when() {
    let told = approved();
    let state = s1(&told, "2022-12-31");
    let may = |used, audience: &Audience, on: &str| state.may_be_used(used, audience, day(on));
    assert_eq!(may(StoryUse::Site, &Audience::Members, "2022-06-30"), Ok(()));
    let why = may(StoryUse::Press, &Audience::Members, "2022-05-10").unwrap_err();
    let says = "the teller did not consent to it being used as press for members";
    assert_eq!(why.to_string(), says);
    assert!(may(StoryUse::Site, &Audience::Public, "2022-05-10").is_err());
    assert!(may(StoryUse::Site, &Audience::Team, "2022-05-10").is_err());
    let ended = may(StoryUse::Site, &Audience::Members, "2022-07-01").unwrap_err();
    assert_eq!(ended.to_string(), "the teller's consent ended on 2022-06-30");
    for (on, more) in [
        ("2022-05-10", json!({"uses": ["press"]})),
        ("2022-05-10", json!({"audience": ["public"]})),
        ("2022-07-01", json!({})),
    ] {
        assert_eq!(told.refused_by(on, "story", out("report-1", more)), "tellers-consent");
    }
}

#[test]
fn consents_add_up_and_none_lends_its_audience_to_anothers_use() {
    let mut told = approved();
    told.on("2022-05-02", "consent", yes(json!({"uses": ["press"], "audience": ["public"]})));
    let state = s1(&told, "2022-05-10");
    let may = |used, audience| state.may_be_used(used, &audience, day("2022-05-10")).is_ok();
    assert!(may(StoryUse::Site, Audience::Members));
    assert!(may(StoryUse::Press, Audience::Public));
    // What anybody may be shown members may be shown.
    assert!(may(StoryUse::Press, Audience::Members));
    assert!(!may(StoryUse::Site, Audience::Public));
}

#[test]
fn a_renewal_is_for_longer_and_asks_for_nothing_new() {
    let mut told = approved();
    let again = |more: Value| {
        let renewed = json!({"step": "renewed", "from": "2022-06-20", "until": "2022-12-31"});
        yes(with(renewed, more))
    };
    for new in [
        json!({"uses": ["site", "press"]}),
        json!({"audience": ["public"]}),
        json!({"photo": true}),
    ] {
        assert_eq!(told.refused_by("2022-06-20", "consent", again(new)), "consent-scope");
    }
    assert!(on_site(&told, "2022-07-01").is_err());
    told.on("2022-06-20", "consent", again(json!({})));
    assert_eq!(on_site(&told, "2022-07-01"), Ok(()));
}

#[test]
fn the_teller_approves_the_text_as_it_was_last_edited() {
    let mut told = approved();
    assert_eq!(
        told.refused_by("2022-05-04", "story", story("approved", text(TOLD))),
        "teller-approves"
    );
    told.on("2022-05-06", "story", story("edited", text(AGAIN)));
    let why = on_site(&told, "2022-05-06").unwrap_err();
    assert_eq!(why.to_string(), "it was edited since the teller approved it");
    let old = out("report-1", text(EDITED));
    assert_eq!(told.refused_by("2022-05-06", "story", old.clone()), "teller-approves");
    assert_eq!(
        told.refused_by("2022-05-06", "story", story("approved", text(EDITED))),
        "teller-approves"
    );
    told.on("2022-05-07", "story", story("approved", text(AGAIN)));
    assert_eq!(on_site(&told, "2022-05-07"), Ok(()));
    assert_eq!(told.refused_by("2022-05-08", "story", old), "teller-approves");
    told.on("2022-05-08", "story", out("report-1", text(AGAIN)));
}

#[test]
fn a_title_and_a_pen_name_are_approved_with_the_text() {
    let mut told = approved();
    let renamed = json!({"title": "The empty desk", "pen_name": "A night clerk"});
    for step in [story("approved", text(EDITED)), out("report-1", json!({}))] {
        for one in [json!({"title": "Another"}), json!({"pen_name": "Another"})] {
            let other = with(step.clone(), one);
            assert_eq!(told.refused_by("2022-05-05", "story", other), "teller-approves");
        }
    }
    told.on("2022-05-06", "story", story("edited", with(text(EDITED), renamed.clone())));
    assert!(on_site(&told, "2022-05-06").is_err(), "the same text, under another name");
    told.on("2022-05-07", "story", story("approved", with(text(EDITED), renamed)));
    let state = s1(&told, "2022-05-07");
    assert_eq!(state.title(day("2022-05-07")), "The empty desk");
    assert_eq!(state.pen_name(day("2022-05-07")), Some("A night clerk"));
    assert_eq!(
        (state.title(day("2022-05-05")), state.pen_name(day("2022-05-05"))),
        ("The night desk", None)
    );
    assert_eq!(on_site(&told, "2022-05-07"), Ok(()));
}

#[test]
fn a_photo_needs_a_consent_and_an_approval_of_its_own() {
    let mut told = approved();
    let photo = |on: &str, told: &Telling| {
        s1(told, on)
            .photo_may_be_used(StoryUse::Site, &Audience::Members, day(on))
            .map_err(|why| why.to_string())
    };
    let both = json!({"text": hash(EDITED), "photo": hash(PHOTO)});
    let shown = out("report-1", json!({"photo": hash(PHOTO)}));
    told.on("2022-05-06", "story", story("edited", both.clone()));
    told.on("2022-05-06", "story", story("approved", text(EDITED)));
    let no = "the teller did not consent to the photo being used as site for members";
    assert_eq!(photo("2022-05-06", &told), Err(no.to_owned()));
    told.on("2022-05-07", "consent", yes(json!({"photo": true, "from": "2022-05-07"})));
    assert_eq!(photo("2022-05-09", &told), Err("the teller has not approved the photo".to_owned()));
    assert_eq!(told.refused_by("2022-05-09", "story", shown.clone()), "teller-approves");
    told.on("2022-05-09", "story", story("approved", both));
    assert_eq!(photo("2022-05-08", &told), Err("it is in cooling-off until 2022-05-09".to_owned()));
    assert_eq!(photo("2022-05-09", &told), Ok(()));
    // Another photo is another approval; the text goes on without it.
    let other = json!({"text": hash(EDITED), "photo": hash(OTHER_PHOTO)});
    let mut swapped = told.clone();
    swapped.on("2022-05-10", "story", story("edited", other));
    swapped.on("2022-05-10", "story", story("approved", text(EDITED)));
    assert!(photo("2022-05-10", &swapped).is_err() && on_site(&swapped, "2022-05-10").is_ok());
    assert_eq!(swapped.refused_by("2022-05-10", "story", shown.clone()), "teller-approves");
    told.on("2022-05-10", "story", shown);
    assert!(s1(&told, "2022-05-10").went_out(day("2022-05-10"))[0].photo);
    assert_eq!(photo("2022-05-04", &approved()).unwrap_err(), no);
}

#[test]
fn the_photo_is_not_used_where_only_the_text_was_consented_to() {
    let mut told = approved();
    let both = json!({"text": hash(EDITED), "photo": hash(PHOTO)});
    told.on("2022-05-05", "story", story("edited", both.clone()));
    told.on("2022-05-05", "story", story("approved", both.clone()));
    let shown = out("report-1", json!({"photo": hash(PHOTO)}));
    assert_eq!(told.refused_by("2022-05-06", "story", shown), "tellers-consent");
    told.on("2022-05-06", "story", out("report-1", json!({})));
}

#[test]
fn what_is_published_names_its_release_its_use_and_its_audience() {
    let told = approved();
    let refused = |name: &str| {
        let mut open = out("report-1", json!({}));
        open.as_object_mut().unwrap().remove(name);
        told.refused_by("2022-05-05", "story", open)
    };
    assert_eq!(refused("release"), "story-order");
    assert_eq!(refused("uses"), "consent-scope");
    assert_eq!(refused("audience"), "consent-scope");
}

#[test]
fn a_story_that_no_teller_approved_is_not_published() {
    let mut told = kept();
    told.on("2022-05-01", "story", story("collected", text(TOLD)));
    told.on("2022-05-02", "consent", yes(json!({})));
    let refusal = the_refusal(&told, "2022-05-05", "story", out("report-1", json!({})));
    assert_eq!(refusal.rule.id, "teller-approves");
    assert_eq!(refusal.what, "s-1 would be published: the teller has not approved the text");
    assert!(refusal.mend.contains("step=approved"));
    // A text may be approved as it was told.
    told.on("2022-05-04", "story", story("approved", text(TOLD)));
    told.on("2022-05-05", "story", out("report-1", json!({})));
}

#[test]
fn a_withdrawal_takes_back_every_consent_and_names_every_release() {
    let mut told = published();
    told.on("2022-05-02", "consent", yes(json!({"uses": ["press"], "audience": ["public"]})));
    told.on(
        "2022-05-06",
        "story",
        out("card-2", json!({"uses": ["press"], "audience": ["public"]})),
    );
    assert_eq!(told.state("2022-05-09").releases_of(&id("s-1")), [id("report-1"), id("card-2")]);
    assert!(s1(&told, "2022-05-09").to_pull(day("2022-05-09")).is_empty());
    told.on("2022-05-10", "consent", withdrawn());
    let state = s1(&told, "2022-12-31");
    assert_eq!(state.status(day("2022-05-10")), StoryStatus::Withdrawn);
    assert_eq!(state.status(day("2022-05-09")), StoryStatus::Published);
    let pull = state.to_pull(day("2022-05-10"));
    let releases: Vec<&str> = pull.iter().map(|one| one.held_by.release.as_str()).collect();
    assert_eq!(releases, ["report-1", "card-2"]);
    assert_eq!(pull[0].why, NotUsable::Withdrawn { on: day("2022-05-10") });
    assert!(state.may_be_used(StoryUse::Press, &Audience::Public, day("2022-05-10")).is_err());
    for (kind, value) in [
        ("story", story("edited", text(AGAIN))),
        ("story", story("approved", text(EDITED))),
        ("story", out("report-3", json!({}))),
        ("consent", yes(json!({"from": "2022-05-11"}))),
        ("consent", yes(json!({"step": "renewed", "from": "2022-05-11"}))),
    ] {
        assert_eq!(told.refused_by("2022-05-11", kind, value), "story-withdrawn");
    }
    told.on("2022-05-11", "consent", withdrawn());
    told.on("2022-05-11", "story", story("retired", json!({})));
    assert_eq!(s1(&told, "2022-05-11").status(day("2022-05-11")), StoryStatus::Withdrawn);
}

#[test]
fn a_teller_withdraws_what_they_never_consented_to() {
    let mut told = kept();
    told.on("2022-05-01", "story", story("collected", text(TOLD)));
    told.on("2022-05-02", "consent", withdrawn());
    assert_eq!(s1(&told, "2022-05-02").status(day("2022-05-02")), StoryStatus::Withdrawn);
    let refused = told.refused_by("2022-05-03", "consent", yes(json!({})));
    assert_eq!(refused, "story-withdrawn");
}

/// Somebody who withdrew by telephone on May 4 is believed on May 6, though the story went out in between.
#[test]
fn a_withdrawal_that_is_entered_late_is_let_in_and_what_went_out_meanwhile_is_named() {
    let mut told = published();
    told.on("2022-05-04", "consent", withdrawn());
    let state = told.state("2022-05-05");
    let story = &state.stories[&id("s-1")];
    assert!(state.refused.is_empty(), "{:?}", state.refused);
    assert_eq!(story.status(day("2022-05-05")), StoryStatus::Withdrawn);
    assert_eq!(story.to_pull(day("2022-05-05"))[0].held_by.release, id("report-1"));
    assert!(story.may_be_used(StoryUse::Site, &Audience::Members, day("2022-05-05")).is_err());
    let flags: Vec<&str> = state.flags.iter().map(|flag| flag.what.as_str()).collect();
    let says = "s-1 is published though the teller withdrew consent on 2022-05-04; entry ";
    assert!(flags.iter().any(|flag| flag.starts_with(says)), "{flags:?}");
}

#[test]
fn an_erasure_of_the_teller_withdraws_their_stories() {
    let mut told = published();
    told.on("2022-05-10", "erasure", json!({"person": "p-7"}));
    let state = s1(&told, "2022-05-10");
    assert_eq!(state.status(day("2022-05-10")), StoryStatus::Withdrawn);
    assert_eq!(state.to_pull(day("2022-05-10"))[0].held_by.release, id("report-1"));
    let why = on_site(&told, "2022-05-10").unwrap_err();
    assert_eq!(why, NotUsable::Erased { on: day("2022-05-10") });
    assert_eq!(on_site(&told, "2022-05-09"), Ok(()));
    let another = with(story("collected", text(TOLD)), json!({"id": "s-2"}));
    for value in [story("edited", text(AGAIN)), another] {
        assert_eq!(told.refused_by("2022-05-11", "story", value), "taken-back");
    }
    let asked = yes(json!({"from": "2022-05-11"}));
    assert_eq!(told.refused_by("2022-05-11", "consent", asked), "taken-back");
}

#[test]
fn an_erasure_that_is_entered_late_is_let_in_over_what_was_done_meanwhile() {
    let mut told = published();
    told.on("2022-05-02", "erasure", json!({"person": "p-7"}));
    let state = told.state("2022-05-05");
    assert!(state.refused.is_empty(), "{:?}", state.refused);
    let story = &state.stories[&id("s-1")];
    assert_eq!(story.status(day("2022-05-02")), StoryStatus::Withdrawn);
    assert_eq!(
        story.to_pull(day("2022-05-05"))[0].why,
        NotUsable::Erased { on: day("2022-05-02") }
    );
    assert_eq!(state.flags.len(), 3, "edited, approved, published: {:?}", state.flags);
}

#[test]
fn a_release_is_to_be_pulled_when_the_consent_that_it_rests_on_has_ended() {
    let told = published();
    let state = s1(&told, "2022-12-31");
    assert!(state.to_pull(day("2022-06-30")).is_empty());
    let pull = state.to_pull(day("2022-07-01"));
    assert_eq!(pull[0].why, NotUsable::Ended { on: day("2022-06-30") });
    assert_eq!(state.status(day("2022-07-01")), StoryStatus::Published);
    // An edit is no reason: the release holds what was approved for it.
    let mut told = published();
    told.on("2022-05-06", "story", story("edited", text(AGAIN)));
    assert!(s1(&told, "2022-05-06").to_pull(day("2022-05-06")).is_empty());
    told.on("2022-05-07", "story", story("retired", json!({})));
    assert_eq!(s1(&told, "2022-05-07").to_pull(day("2022-05-07")).len(), 1);
}

#[test]
fn a_release_is_to_be_pulled_when_the_consent_to_its_photo_has_ended() {
    let mut told = approved();
    let both = json!({"text": hash(EDITED), "photo": hash(PHOTO)});
    told.on("2022-05-05", "story", story("edited", both.clone()));
    told.on("2022-05-05", "story", story("approved", both));
    told.on("2022-05-05", "consent", yes(json!({"photo": true, "until": "2022-05-31"})));
    told.on("2022-05-06", "story", out("report-1", json!({"photo": hash(PHOTO)})));
    let state = s1(&told, "2022-12-31");
    assert!(state.to_pull(day("2022-05-31")).is_empty());
    assert_eq!(state.to_pull(day("2022-06-01"))[0].why, NotUsable::Ended { on: day("2022-05-31") });
    assert_eq!(on_site(&told, "2022-06-01"), Ok(()), "the text alone may still be used");
}

#[test]
fn who_tells_a_story_only_the_team_and_the_union_see() {
    let mut told = approved();
    let state = s1(&told, "2022-05-05");
    assert_eq!(state.person(&Audience::Team), Some(&id("p-7")));
    assert_eq!(state.person(&Audience::Union), Some(&id("p-7")));
    assert_eq!(state.person(&Audience::Members), None);
    assert_eq!(state.person(&Audience::Public), None);
    let entry = told.entries.iter().find(|entry| entry.draft.body.kind() == "story").unwrap();
    let (number, draft) = (entry.number, entry.draft.clone());
    let shown = json!({"entry": number, "to": ["members"]});
    assert_eq!(told.refused_by("2022-05-05", "release", shown), "who-tells");
    told.on("2022-05-05", "release", json!({"entry": number, "to": ["union"]}));
    // In a record that comes with one for the public, it is refused and kept from the public all the same.
    let value = with(story("collected", text(TOLD)), json!({"id": "s-2"}));
    let public = Draft {
        audience: [Audience::Team, Audience::Public].into(),
        body: common::body("story", value),
        ..draft
    };
    let entry = told.sealed(public);
    assert_eq!(refusals_of(&told.entries, &entry, &told.law)[0].rule.id, "who-tells");
    told.entries.push(entry);
    let state = told.state("2022-05-05");
    let seen = seen_by(&state, &told.entries, &Audience::Public);
    assert!(!seen.iter().any(|entry| entry.draft.body.kind() == "story"));
    let union = seen_by(&state, &told.entries, &Audience::Union);
    assert!(union.iter().any(|entry| entry.number == number));
}

#[test]
fn a_retraction_and_a_correction_work_as_for_other_kinds() {
    let mut told = approved();
    let wrong = told.on("2022-05-06", "consent", withdrawn());
    assert!(on_site(&told, "2022-05-07").is_err());
    told.on("2022-05-07", "retraction", json!({"entry": wrong, "reason": "it was another story"}));
    assert_eq!(on_site(&told, "2022-05-07"), Ok(()));
    let consent = told
        .entries
        .iter()
        .find(|entry| entry.draft.body.kind() == "consent")
        .map(|entry| entry.number)
        .unwrap();
    told.correct(consent, "2022-05-02", "consent", yes(json!({"until": "2022-05-08"})));
    assert_eq!(on_site(&told, "2022-05-09"), Err(NotUsable::Ended { on: day("2022-05-08") }));
}

#[test]
fn a_story_keeps_what_it_is_tied_to() {
    let mut told = kept();
    let tied = json!({"series": "what-is-lost", "figures": ["vacancy"], "items": ["salary"]});
    told.on("2022-05-01", "story", story("collected", with(text(TOLD), tied)));
    let more = json!({"figures": ["vacancy", "overtime"], "items": ["leave"]});
    told.on("2022-05-03", "story", story("edited", with(text(EDITED), more)));
    let (state, on) = (s1(&told, "2022-05-03"), day("2022-05-03"));
    assert_eq!(state.figures(on), ["vacancy", "overtime"]);
    assert_eq!(state.items(on), [&id("salary"), &id("leave")]);
    assert_eq!(state.series(on), Some(&id("what-is-lost")));
    assert_eq!(state.since().map(|since| since.when.day), Some(day("2022-05-01")));
}
