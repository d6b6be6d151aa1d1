//! What may become of a story, step by step, and who may see who tells it.

use std::sync::Arc;

use super::stories::StoryState;
use super::story_use::NotUsable;
use super::{At, State};
use crate::audience::Audience;
use crate::body::{
    Body, COOLING_OFF_DAYS, Consent, ConsentStep, Keeping, Story, StoryStep, StoryUse,
};
use crate::rules::{
    CONSENT_SCOPE, COOLING_OFF, ONE_NAME, STORY_IS_KEPT, STORY_ORDER, TELLER_APPROVES, WHO_TELLS,
};
use crate::{Audiences, Digest, Entry, Refusal, Slug};

impl State {
    fn known_story(&self, id: &Slug) -> Result<&StoryState, Refusal> {
        self.stories.get(id).ok_or_else(|| Refusal::unknown("story", id, self.stories.keys()))
    }

    pub(super) fn story(&mut self, at: At<'_>, story: &Arc<Story>) -> Result<(), Refusal> {
        for item in &story.items {
            self.known_item(item)?;
        }
        match self.stories.get(&story.id) {
            None => {
                if story.step != StoryStep::Collected {
                    return Err(Refusal::unknown("story", &story.id, self.stories.keys()));
                }
                self.is_not_erased(at, &story.person)?;
            }
            Some(_) if story.step == StoryStep::Collected => {
                return Err(Refusal::twice("story", &story.id));
            }
            Some(known) => may_follow(known, at, story)?,
        }
        self.story_is_kept(story)?;
        let erased = self.people.get(&story.person).and_then(|person| person.erased);
        let state = self.stories.entry(story.id.clone()).or_insert_with(|| StoryState {
            person: story.person.clone(),
            steps: Vec::new(),
            consents: Vec::new(),
            erased,
        });
        let before = state.taken_back(at.day());
        state.steps.push((at.since, Arc::clone(story)));
        // Whoever says so later: it was done, and what their teller said is not refused for it.
        if let Some((since, why)) = before
            && story.step != StoryStep::Retired
        {
            let (id, step) = (&story.id, story.step.name());
            self.flag(at, format!("{id} is {step} though {why}; entry {} says so", since.entry));
        }
        Ok(())
    }

    fn is_not_erased(&self, at: At<'_>, person: &Slug) -> Result<(), Refusal> {
        match self.people.get(person).and_then(|person| person.erased) {
            Some(since) if since.entry < at.since.entry => {
                let why = NotUsable::Erased { on: since.when.day };
                Err(why.refusal(&format!("a story of {person} would be collected")))
            }
            _ => Ok(()),
        }
    }

    /// The text and the photo that a step names are kept under the teller's own key.
    fn story_is_kept(&self, story: &Story) -> Result<(), Refusal> {
        let needed =
            matches!(story.step, StoryStep::Collected | StoryStep::Edited | StoryStep::Approved);
        if needed && story.text.is_none() {
            return Err(Refusal::new(
                STORY_IS_KEPT,
                format!("{} would be {} without a text", story.id, story.step.name()),
                "keep the text in the vault, and name in `text` the hash of its keeping",
            ));
        }
        let is_photo = |keeping: &Keeping| keeping.what == "photo";
        let is_text = |keeping: &Keeping| matches!(keeping.what.as_str(), "story" | "submission");
        self.is_kept(&story.person, "text", story.text, is_text)?;
        self.is_kept(&story.person, "photo", story.photo, is_photo)
    }

    fn is_kept(
        &self,
        person: &Slug,
        what: &str,
        sha256: Option<Digest>,
        fits: impl Fn(&Keeping) -> bool,
    ) -> Result<(), Refusal> {
        let Some(sha256) = sha256 else { return Ok(()) };
        let mut kept = self.people.get(person).into_iter().flat_map(|person| &person.kept);
        if kept.any(|(_, keeping)| keeping.sha256 == sha256 && fits(keeping)) {
            return Ok(());
        }
        Err(Refusal::new(
            STORY_IS_KEPT,
            format!("no {what} of {person} is kept under {} by that day", sha256.short()),
            format!("keep the {what} in the vault first, and name the hash that its `keeping` has"),
        ))
    }

    pub(super) fn consent(&mut self, at: At<'_>, consent: &Arc<Consent>) -> Result<(), Refusal> {
        let known = self.known_story(&consent.story)?;
        if consent.step != ConsentStep::Withdrawn {
            let what = format!("consent to {} would be {}", consent.story, consent.step.name());
            if let Some(why) = known.taken_back_before(at.since.entry, at.day()) {
                return Err(why.refusal(&what));
            }
            scope_is_said(consent, at).map_err(|(why, mend)| {
                Refusal::new(CONSENT_SCOPE, format!("{what}: {why}"), mend)
            })?;
            cooling_off_is_kept(consent)?;
            if consent.step == ConsentStep::Renewed {
                asks_for_no_more(known, consent, at)?;
            }
        }
        self.is_kept(&known.person, "form or message", consent.document, |_| true)?;
        if let Some(known) = self.stories.get_mut(&consent.story) {
            known.consents.push((at.since, Arc::clone(consent)));
        }
        Ok(())
    }

    /// What a person took back is no longer told.
    pub(super) fn erase_stories(&mut self, at: At<'_>, person: &Slug) {
        for story in self.stories.values_mut().filter(|story| story.person == *person) {
            story.erased.get_or_insert(at.since);
        }
    }
}

/// Whether a step may follow those that a story has taken.
fn may_follow(known: &StoryState, at: At<'_>, story: &Story) -> Result<(), Refusal> {
    let (id, on) = (&story.id, at.day());
    if story.person != known.person {
        return Err(Refusal::new(
            ONE_NAME,
            format!("{id} is told by {}, and not by {}", known.person, story.person),
            "name the same person, or give the other story an id of its own",
        ));
    }
    if story.step == StoryStep::Retired {
        return Ok(());
    }
    let what = format!("{id} would be {}", story.step.name());
    if let Some(why) = known.taken_back_before(at.since.entry, on) {
        return Err(why.refusal(&what));
    }
    if let Some(why @ NotUsable::Retired { .. }) = known.over(on) {
        return Err(why.refusal(&what));
    }
    match story.step {
        StoryStep::Approved => is_what_was_edited(known, at, story),
        StoryStep::Published => {
            known.approved(story.photo.is_some(), on).map_err(|why| why.refusal(&what))?;
            is_what_was_edited(known, at, story)?;
            may_be_published(known, at, story)
        }
        StoryStep::Collected | StoryStep::Edited | StoryStep::Retired => Ok(()),
    }
}

/// What is approved or published is the story as it was last edited.
fn is_what_was_edited(known: &StoryState, at: At<'_>, story: &Story) -> Result<(), Refusal> {
    let now = known.standing(at.day());
    let pen_name = story.pen_name.as_deref();
    let differs = [
        ("text", story.text.is_some() && story.text != now.text),
        ("photo", story.photo.is_some() && story.photo != now.photo),
        ("title", story.title != now.title),
        ("pen name", pen_name.is_some() && pen_name != now.pen_name),
    ];
    let differs: Vec<&str> =
        differs.iter().filter(|(_, differs)| *differs).map(|(what, _)| *what).collect();
    if differs.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        TELLER_APPROVES,
        format!(
            "{} would be {} with another {} than it was last edited with",
            story.id,
            story.step.name(),
            differs.join(" and ")
        ),
        "name what the last step=edited has, or record step=edited first and have that approved",
    ))
}

/// Whether a story may go out in a release, for each of its uses and audiences.
fn may_be_published(known: &StoryState, at: At<'_>, story: &Story) -> Result<(), Refusal> {
    let Some(release) = &story.release else {
        return Err(Refusal::new(
            STORY_ORDER,
            format!("{} would be published in no release", story.id),
            "name in `release` the one that holds it",
        ));
    };
    if story.uses.is_empty() || story.audience.is_empty() {
        return Err(Refusal::new(
            CONSENT_SCOPE,
            format!("{} would be published without saying what for, or to whom", story.id),
            format!("name `uses`, of {}, and the `audience` that is shown it", StoryUse::names()),
        ));
    }
    for used in &story.uses {
        for audience in &story.audience {
            let what = format!(
                "{} would be published in {release} as {} for {audience}",
                story.id,
                used.name()
            );
            let photo = story.photo.is_some();
            known
                .consented(*used, audience, false, at.day())
                .and_then(|()| match photo {
                    true => known.consented(*used, audience, true, at.day()),
                    false => Ok(()),
                })
                .map_err(|why| why.refusal(&what))?;
        }
    }
    Ok(())
}

/// What a consent does not say that it must, and the mend.
fn scope_is_said(consent: &Consent, at: At<'_>) -> Result<(), (String, String)> {
    let named = [
        ("uses", !consent.uses.is_empty()),
        ("audience", !consent.audience.is_empty()),
        ("from", consent.from.is_some()),
        ("until", consent.until.is_some()),
        ("how", !consent.how.trim().is_empty()),
    ];
    let open: Vec<&str> = named.iter().filter(|(_, said)| !said).map(|(name, _)| *name).collect();
    if !open.is_empty() {
        let open = open.join(", ");
        return Err((
            format!("it does not say {open}"),
            format!("ask the teller, and name {open}"),
        ));
    }
    if let Some(from) = consent.from
        && at.since.when.is_a_day()
        && from > at.day()
    {
        let mend = "name the day on which the teller was asked".to_owned();
        return Err((format!("it was asked on {from}, which is after the entry's own day"), mend));
    }
    if let (Some(first), Some(until)) = (consent.first_day(), consent.until)
        && until < first
    {
        let why = format!("it ends on {until}, and could first be used on {first}");
        return Err((why, "name a later `until`".to_owned()));
    }
    Ok(())
}

fn cooling_off_is_kept(consent: &Consent) -> Result<(), Refusal> {
    let days = consent.cooling_off();
    if days >= COOLING_OFF_DAYS {
        return Ok(());
    }
    Err(Refusal::new(
        COOLING_OFF,
        format!("{} would be used {days} days after its teller was asked", consent.story),
        format!("leave `cooling_off_days` out, or name {COOLING_OFF_DAYS} or more"),
    ))
}

/// A renewal asks for no use, no audience and no photo that was not consented to before.
fn asks_for_no_more(known: &StoryState, consent: &Consent, at: At<'_>) -> Result<(), Refusal> {
    let before = |used: StoryUse, audience: &Audience| {
        known.consents(at.day()).any(|(_, one)| one.covers(used, audience, consent.photo))
    };
    let new = consent.uses.iter().find_map(|used| {
        let audience = consent.audience.iter().find(|audience| !before(*used, audience))?;
        Some((*used, audience))
    });
    let Some((used, audience)) = new else { return Ok(()) };
    let photo = if consent.photo { ", with the photo" } else { "" };
    Err(Refusal::new(
        CONSENT_SCOPE,
        format!(
            "a renewal for {} asks for something new: {} for {audience}{photo}",
            consent.story,
            used.name()
        ),
        "record what is new with step=given",
    ))
}

/// Why an entry, or its release, would show others who tells a story. `by` is the entry that shows it, `of` the one that is shown.
pub(super) fn tells_who(by: &Entry, of: &Entry, to: &Audiences) -> Option<Refusal> {
    if !matches!(of.draft.body, Body::Story(_) | Body::Consent(_)) {
        return None;
    }
    let others = to.iter().find(|who| !may_know(who))?;
    Some(Refusal {
        entry: Some(by.number),
        ..Refusal::new(
            WHO_TELLS,
            format!("entry {} would show {others} who tells a story", of.number),
            "name team or union; others see a story where it is published",
        )
    })
}

fn may_know(who: &Audience) -> bool {
    matches!(who, Audience::Team | Audience::Union)
}

/// Those of an audience who may know who tells a story.
pub(super) fn who_may_know(audience: &Audiences) -> Audiences {
    audience.iter().filter(|who| may_know(who)).cloned().collect()
}
