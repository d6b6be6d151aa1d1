//! Random stories: none that was not approved, or that its teller took back, can be used.

mod common;

use common::{Telling, day, id};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use record::audience::Audience;
use record::body::{Body, ConsentStep, StoryStep, StoryUse};
use record::{Draft, Procedures, StoryStatus, fold, in_order, refusals_of};
use serde_json::{Value, json};

const EDITED: &str = "b";
const AGAIN: &str = "c";
const PHOTO: &str = "d";

fn hash(of: &str) -> String {
    of.repeat(64)
}

fn with(mut value: Value, more: Value) -> Value {
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    value
}

/// One thing that somebody might try to record of two stories of two people; many of them are refused.
#[derive(Debug, Clone)]
struct Attempt {
    day: u8,
    kind: &'static str,
    value: Value,
    corrects: Option<u64>,
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let text = prop::sample::select(vec![EDITED, EDITED, EDITED, AGAIN]);
    let step = prop::sample::select(vec![
        "edited",
        "approved",
        "approved",
        "published",
        "published",
        "published",
    ]);
    let uses = prop::sample::select(vec!["site", "press"]);
    let audience = prop::sample::select(vec!["members", "public", "public"]);
    let span = (1..25u8, 1..30u8, 0..4u32);
    let corrects = prop::option::weighted(0.05, 10..60u64);
    let photo = prop::bool::weighted(0.2);
    (1..30u8, 0..80u8, 1..3u8, text, step, uses, audience, span, photo, corrects).prop_map(
        |(on, what, which, text, step, uses, audience, (from, long, cool), photo, corrects)| {
            let (story, person) = (format!("s-{which}"), format!("p-{which}"));
            let step_names = json!({"id": story, "person": person, "title": "T"});
            let named = with(step_names.clone(), json!({"text": hash(text)}));
            let photographed = match photo {
                true => with(named.clone(), json!({"photo": hash(PHOTO)})),
                false => named.clone(),
            };
            let (kind, value) = match what {
                0 => ("story", with(named, json!({"step": "collected"}))),
                1 => ("story", with(named, json!({"step": "retired"}))),
                2..=47 if step == "published" => {
                    let shown = json!({"step": step, "release": "r", "uses": [uses],
                        "audience": [audience]});
                    // A third of them name the text, and a third the photo.
                    let names = if photo || cool == 0 { photographed } else { step_names };
                    ("story", with(names, shown))
                }
                2..=47 => ("story", with(photographed, json!({"step": step}))),
                48..=75 => {
                    let step = if what > 72 { "renewed" } else { "given" };
                    let from = from.min(on);
                    let month = if long % 3 == 0 { 5 } else { 6 };
                    let uses = if long % 2 == 0 { vec![uses] } else { vec!["site", "press"] };
                    ("consent", json!({"story": story, "step": step, "uses": uses,
                        "audience": [audience], "photo": photo, "from": format!("2022-05-{from:02}"),
                        "until": format!("2022-{month:02}-{long:02}"), "cooling_off_days": cool,
                        "how": "e-mail"}))
                }
                76..=77 => {
                    ("consent", json!({"story": story, "step": "withdrawn", "how": "spoken"}))
                }
                78 => ("erasure", json!({"person": person})),
                _ => ("retraction", json!({"entry": 10 + u64::from(long), "reason": "x"})),
            };
            Attempt { day: on, kind, value, corrects }
        },
    )
}

/// Some of them, mostly in the order of their days.
fn attempts(how_many: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Attempt>> {
    (prop::collection::vec(attempt(), how_many), prop::bool::weighted(0.7)).prop_map(
        |(mut all, in_order)| {
            if in_order {
                all.sort_by_key(|one| one.day);
            }
            all
        },
    )
}

/// A record in which both people have texts and a photo kept.
fn two_people() -> Telling {
    let mut told = Telling::new();
    for person in ["p-1", "p-2"] {
        for of in [EDITED, AGAIN, PHOTO] {
            let what = if of == PHOTO { "photo" } else { "story" };
            let value = json!({"person": person, "what": what, "sha256": hash(of)});
            told.on("2022-05-01", "keeping", value);
        }
        let n = &person[2..];
        let value = json!({"id": format!("s-{n}"), "person": person, "title": "T",
            "step": "collected", "text": hash(EDITED)});
        told.on("2022-05-01", "story", value);
    }
    told
}

/// What the attempts come to: with what the rules refuse left out, as the store does, or in, as a record that came from elsewhere.
fn tell(attempts: &[Attempt], all: bool) -> Telling {
    let mut told = two_people();
    for attempt in attempts {
        let on = format!("2022-05-{:02}", attempt.day);
        let mut entry = told.try_on(&on, attempt.kind, attempt.value.clone());
        if let Some(of) = attempt.corrects {
            entry = told.sealed(Draft { corrects: Some(of), ..entry.draft });
        }
        if all || refusals_of(&told.entries, &entry, &told.law).is_empty() {
            told.entries.push(entry);
        }
    }
    told
}

/// Whether a story may be used on a day, by the plainest reading of the entries that were let in.
fn plainly(told: &Telling, story: &str, used: &str, who: &str, on: &str) -> bool {
    let state = fold(&told.entries, day(on), &told.law);
    let (story, on) = (id(story), day(on));
    let (mut text, mut fine, mut over, mut consented, mut person) =
        (None, false, false, false, None);
    for entry in in_order(&told.entries) {
        let refused = state.refused.iter().any(|one| one.entry == Some(entry.shown_by));
        if refused || !entry.is_known_on(on) {
            continue;
        }
        match entry.body {
            Body::Story(one) if one.id == story => {
                person = Some(one.person.clone());
                match one.step {
                    StoryStep::Collected | StoryStep::Edited => (text, fine) = (one.text, false),
                    StoryStep::Approved => fine = one.text == text,
                    StoryStep::Retired => over = true,
                    StoryStep::Published => {}
                }
            }
            Body::Consent(one) if one.story == story => match one.step {
                ConsentStep::Withdrawn => over = true,
                _ => {
                    let audience: Vec<String> =
                        one.audience.iter().map(ToString::to_string).collect();
                    let shown = audience.iter().any(|one| one == who || one == "public");
                    let named = one.uses.iter().any(|one| one.name() == used);
                    let (from, until) = (one.from.unwrap(), one.until.unwrap());
                    let cool = i64::from(one.cooling_off_days.unwrap_or(2).max(2));
                    let days = record::days_between(from, on);
                    consented |= shown && named && days >= cool && on <= until;
                }
            },
            Body::Erasure(one) if Some(&one.person) == person.as_ref() => over = true,
            _ => {}
        }
    }
    fine && consented && !over
}

fn usable(told: &Telling, story: &str, used: &str, who: &str, on: &str) -> bool {
    let state = fold(&told.entries, day(on), &told.law);
    let used = StoryUse::ALL.into_iter().find(|one| one.name() == used).unwrap();
    let who = Audience::parse(who).unwrap();
    state
        .stories
        .get(&id(story))
        .is_some_and(|story| story.may_be_used(used, &who, day(on)).is_ok())
}

const ASKED: [(&str, &str, &str); 4] = [
    ("s-1", "site", "members"),
    ("s-1", "press", "public"),
    ("s-2", "site", "public"),
    ("s-2", "press", "members"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_entries_makes_an_unapproved_or_withdrawn_story_usable(
        attempts in attempts(1..40),
        all in any::<bool>(),
        on in 1..31u8,
    ) {
        let told = tell(&attempts, all);
        let on = format!("2022-05-{on:02}");
        for (story, used, who) in ASKED {
            let (may, plain) =
                (usable(&told, story, used, who, &on), plainly(&told, story, used, who, &on));
            prop_assert_eq!(may, plain, "{} {} {} {}", story, used, who, on);
        }
    }

    #[test]
    fn what_is_published_could_be_used_then_and_a_withdrawal_is_always_let_in(
        attempts in attempts(1..40),
        on in 1..31u8,
    ) {
        let told = tell(&attempts, false);
        let state = fold(&told.entries, day("2022-12-31"), &told.law);
        prop_assert!(state.refused.is_empty(), "{:?}", state.refused);
        let on = format!("2022-05-{on:02}");
        for story in state.stories.keys() {
            let value = json!({"story": story, "step": "withdrawn", "how": "spoken"});
            let mut with = told.clone();
            let entry = told.try_on(&on, "consent", value);
            let collected = state.stories[story].since().unwrap().when.day;
            if collected > day(&on) {
                continue;
            }
            let refusals = refusals_of(&told.entries, &entry, &told.law);
            prop_assert!(refusals.is_empty(), "{:?}", refusals);
            with.entries.push(entry);
            let after = fold(&with.entries, day("2022-12-31"), &Procedures::new());
            let after = &after.stories[story];
            prop_assert_eq!(after.status(day(&on)), StoryStatus::Withdrawn);
            let (out, pull) = (after.went_out(day("2022-12-31")), after.to_pull(day("2022-12-31")));
            prop_assert_eq!(out.len(), pull.len(), "each release that held it is named");
        }
    }
}

#[test]
fn the_random_stories_reach_far() {
    // The property would prove nothing if no story in it could ever be used.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut usable_days, mut published, mut taken_back, mut let_in, mut refused) = (0, 0, 0, 0, 0);
    for _ in 0..60 {
        let attempts = attempts(25..40).new_tree(&mut runner).unwrap().current();
        let told = tell(&attempts, false);
        let in_it = told.entries.len() - two_people().entries.len();
        let_in += in_it;
        refused += attempts.len() - in_it;
        for on in ["2022-05-10", "2022-05-20", "2022-05-30"] {
            let may = |(story, used, who): &(&str, &str, &str)| usable(&told, story, used, who, on);
            usable_days += ASKED.iter().filter(|one| may(one)).count();
        }
        let state = told.state("2022-05-31");
        for story in state.stories.values() {
            published += story.went_out(day("2022-05-31")).len();
            taken_back += usize::from(story.status(day("2022-05-31")) == StoryStatus::Withdrawn);
        }
    }
    assert!(
        usable_days > 50 && published > 10 && taken_back > 30 && let_in > 300 && refused > 300,
        "{usable_days} usable, {published} published, {taken_back} taken back, {let_in} let in, {refused} refused"
    );
}
