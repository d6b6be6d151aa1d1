//! Where each story stands and what is missing: never its words.

use money::Date;
use record::audience::Audience;
use record::body::{Consent, ConsentStep, StoryUse};
use record::{NotUsable, Slug, State, StoryState};
use serde_json::{Value, json};

/// Every story as JSON: `goodfaith-stories 1`.
pub fn stories_json(state: &State, on: Date) -> Value {
    let stories: Vec<Value> = state.stories.iter().map(|(id, story)| one(id, story, on)).collect();
    json!({"schema": "goodfaith-stories 1", "as_of": on.to_string(), "stories": stories})
}

fn names(all: &[StoryUse]) -> String {
    all.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ")
}

/// What a consent is to, in words.
pub fn consent_words(consent: &Consent) -> String {
    let to: Vec<String> = consent.audience.iter().map(ToString::to_string).collect();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    format!(
        "{} for {}{}, from {} to {}",
        names(&consent.uses),
        to.join(", "),
        if consent.photo { ", photo too" } else { "" },
        day(consent.first_day()),
        day(consent.until)
    )
}

/// What its teller consented to, unless they took it back.
pub fn in_force(story: &StoryState, on: Date) -> Vec<&Consent> {
    let given = story.consents(on).map(|(_, one)| one.as_ref());
    let withdrawn = story.consents(on).any(|(_, one)| one.step == ConsentStep::Withdrawn);
    if withdrawn { Vec::new() } else { given.collect() }
}

/// What stands between it and its readers.
pub fn missing(story: &StoryState, on: Date) -> Vec<String> {
    let over = ["retired", "withdrawn by its teller"].contains(&story.status(on).name());
    if over {
        return Vec::new();
    }
    let mut all = Vec::new();
    let given = in_force(story, on);
    if given.is_empty() {
        all.push("consent to anything".to_owned());
    }
    for consent in &given {
        let (Some(first), Some(until)) = (consent.first_day(), consent.until) else { continue };
        if first > on {
            all.push(format!("it is in cooling-off until {first} ({})", names(&consent.uses)));
        }
        if until < on {
            all.push(format!("consent ended on {until} ({})", names(&consent.uses)));
        }
    }
    // Asked for one use that is consented to: what is left is the approval.
    let approval = given.iter().find_map(|consent| {
        let (used, who) = (consent.uses.first()?, consent.audience.iter().next()?);
        let at = consent.first_day()?.max(on);
        match story.may_be_used(*used, who, at) {
            Err(why @ (NotUsable::NotApproved | NotUsable::Changed)) => Some(why),
            _ => None,
        }
    });
    match approval {
        Some(NotUsable::Changed) => {
            all.push("its teller's approval: it was edited since they approved it".to_owned());
        }
        Some(_) => all.push("its teller's approval of the text".to_owned()),
        None if given.is_empty() && !has_approval(story, on) => {
            all.push("its teller's approval of the text".to_owned());
        }
        None => {}
    }
    all
}

fn has_approval(story: &StoryState, on: Date) -> bool {
    let last = story.steps(on).into_iter().rfind(|(_, step)| {
        *step != record::body::StoryStep::Published && *step != record::body::StoryStep::Retired
    });
    last.is_some_and(|(_, step)| step == record::body::StoryStep::Approved)
}

fn one(id: &Slug, story: &StoryState, on: Date) -> Value {
    let consents: Vec<Value> = in_force(story, on)
        .into_iter()
        .map(|one| {
            json!({
                "uses": one.uses,
                "audience": one.audience,
                "photo": one.photo,
                "from": one.first_day().map(|day| day.to_string()),
                "until": one.until.map(|day| day.to_string()),
            })
        })
        .collect();
    let releases: Vec<Value> = story
        .went_out(on)
        .into_iter()
        .map(|one| json!({"release": one.release, "uses": one.uses, "audience": one.audience, "photo": one.photo}))
        .collect();
    let pull: Vec<Value> = story
        .to_pull(on)
        .into_iter()
        .map(|one| json!({"release": one.held_by.release, "why": one.why.to_string()}))
        .collect();
    json!({
        "id": id,
        "title": story.title(on),
        "pen_name": story.pen_name(on),
        "series": story.series(on),
        "person": story.person(&Audience::Team),
        "status": story.status(on).name(),
        "figures": story.figures(on),
        "consents": consents,
        "releases": releases,
        "missing": missing(story, on),
        "take_out": pull,
    })
}
