//! A story as it stands on a day: how far it has come, and whether it may be used.

use std::sync::Arc;

use money::Date;

use super::items::Since;
use super::story_use::NotUsable;
use crate::audience::Audience;
use crate::body::{Consent, ConsentStep, Story, StoryStep, StoryUse};
use crate::{Digest, Slug};

/// How far a story has come (`domain/process.md` 5.13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoryStatus {
    /// It was told, and is kept.
    Collected,
    /// Its teller consented to some use.
    Consented,
    /// Its text was edited, and is to be approved.
    Edited,
    /// Its teller approved it as it is now.
    Approved,
    /// It went out.
    Published,
    /// It is no longer used.
    Retired,
    /// Its teller withdrew consent, or took back what was kept of them.
    Withdrawn,
}

impl StoryStatus {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            StoryStatus::Collected => "collected",
            StoryStatus::Consented => "consented",
            StoryStatus::Edited => "edited, to be approved",
            StoryStatus::Approved => "approved by its teller",
            StoryStatus::Published => "published",
            StoryStatus::Retired => "retired",
            StoryStatus::Withdrawn => "withdrawn by its teller",
        }
    }
}

/// A story. Each of its days is as of the state's own day or an earlier one: what was entered of later days is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryState {
    pub(super) person: Slug,
    pub(super) steps: Vec<(Since, Arc<Story>)>,
    pub(super) consents: Vec<(Since, Arc<Consent>)>,
    pub(super) erased: Option<Since>,
}

/// What a story's steps come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing<'a> {
    pub(super) title: &'a str,
    pub(super) pen_name: Option<&'a str>,
    pub(super) series: Option<&'a Slug>,
    pub(super) text: Option<Digest>,
    pub(super) photo: Option<Digest>,
    pub(super) approved: bool,
    was_approved: bool,
    photo_approved: bool,
}

impl StoryState {
    /// The steps up to a day, in order.
    pub(super) fn steps_to(
        &self,
        on: Date,
    ) -> impl DoubleEndedIterator<Item = &(Since, Arc<Story>)> {
        self.steps.iter().filter(move |(since, _)| since.when.day <= on)
    }

    /// What the teller said up to a day, in order: consents, and withdrawals.
    pub fn consents(&self, on: Date) -> impl DoubleEndedIterator<Item = &(Since, Arc<Consent>)> {
        self.consents.iter().filter(move |(since, _)| since.when.day <= on)
    }

    pub(super) fn standing(&self, on: Date) -> Standing<'_> {
        let mut now = Standing::default();
        for (_, step) in self.steps_to(on) {
            now.series = step.series.as_ref().or(now.series);
            match step.step {
                StoryStep::Collected | StoryStep::Edited => {
                    now.title = &step.title;
                    now.pen_name = step.pen_name.as_deref().or(now.pen_name);
                    now.text = step.text.or(now.text);
                    // An edit of whatever is published with the text is one that the teller has not seen.
                    now.approved = false;
                    if step.photo.is_some() && step.photo != now.photo {
                        (now.photo, now.photo_approved) = (step.photo, false);
                    }
                }
                StoryStep::Approved => {
                    (now.approved, now.was_approved) = (true, true);
                    now.photo_approved |= step.photo.is_some() && step.photo == now.photo;
                }
                StoryStep::Published | StoryStep::Retired => {}
            }
        }
        now
    }

    /// Who tells it, for those who may know: the team and the union.
    pub fn person(&self, asks: &Audience) -> Option<&Slug> {
        matches!(asks, Audience::Team | Audience::Union).then_some(&self.person)
    }

    /// When it was collected.
    pub fn since(&self) -> Option<Since> {
        self.steps.first().map(|(since, _)| *since)
    }

    /// The steps that were taken up to a day, and when.
    pub fn steps(&self, on: Date) -> Vec<(Since, StoryStep)> {
        self.steps_to(on).map(|(since, step)| (*since, step.step)).collect()
    }

    /// Its title, as it was last edited.
    pub fn title(&self, on: Date) -> &str {
        self.standing(on).title
    }

    /// The name under which it is told, as it was last edited.
    pub fn pen_name(&self, on: Date) -> Option<&str> {
        self.standing(on).pen_name
    }

    /// The series that it belongs to.
    pub fn series(&self, on: Date) -> Option<&Slug> {
        self.standing(on).series
    }

    /// The text as it was last edited, by the hash of its keeping.
    pub fn text(&self, on: Date) -> Option<Digest> {
        self.standing(on).text
    }

    /// The photo that it has, by the hash of its keeping.
    pub fn photo(&self, on: Date) -> Option<Digest> {
        self.standing(on).photo
    }

    /// The figures that it is tied to: those of every step.
    pub fn figures(&self, on: Date) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for figure in self.steps_to(on).flat_map(|(_, step)| &step.figures) {
            if !all.contains(&figure.as_str()) {
                all.push(figure);
            }
        }
        all
    }

    /// The items that it is about: those of every step.
    pub fn items(&self, on: Date) -> Vec<&Slug> {
        let mut all: Vec<&Slug> = Vec::new();
        for item in self.steps_to(on).flat_map(|(_, step)| &step.items) {
            if !all.contains(&item) {
                all.push(item);
            }
        }
        all
    }

    /// Why nothing more is made of it, whoever asks: its teller took it back, or it was retired.
    pub(super) fn over(&self, on: Date) -> Option<NotUsable> {
        self.taken_back(on).map(|(_, why)| why).or_else(|| {
            let mut retired = self.steps_to(on).filter(|(_, step)| step.step == StoryStep::Retired);
            let (since, step) = retired.next()?;
            Some(NotUsable::Retired { on: since.when.day, reason: step.reason.clone() })
        })
    }

    /// Since when its teller has taken it back, and how.
    pub(super) fn taken_back(&self, on: Date) -> Option<(Since, NotUsable)> {
        let withdrawn = self
            .withdrawals(on)
            .next()
            .map(|since| (since, NotUsable::Withdrawn { on: since.when.day }));
        let erased = self.erased.filter(|since| since.when.day <= on);
        erased.map(|since| (since, NotUsable::Erased { on: since.when.day })).or(withdrawn)
    }

    fn withdrawals(&self, on: Date) -> impl Iterator<Item = Since> {
        let all = self.consents(on).filter(|(_, one)| one.step == ConsentStep::Withdrawn);
        all.map(|(since, _)| *since)
    }

    /// Whether its teller took it back by an entry before one: what was entered before they did is a fact that stays.
    pub(super) fn taken_back_before(&self, entry: u64, on: Date) -> Option<NotUsable> {
        let erased = self.erased.filter(|since| since.when.day <= on && since.entry < entry);
        let withdrawn = self.withdrawals(on).find(|since| since.entry < entry);
        erased
            .map(|since| NotUsable::Erased { on: since.when.day })
            .or(withdrawn.map(|since| NotUsable::Withdrawn { on: since.when.day }))
    }

    /// Whether the teller consents, on a day, to a use before an audience, whatever became of it since.
    pub(super) fn consented(
        &self,
        used: StoryUse,
        audience: &Audience,
        photo: bool,
        on: Date,
    ) -> Result<(), NotUsable> {
        let spans: Vec<(Date, Date)> = self
            .consents(on)
            .filter(|(_, one)| one.covers(used, audience, photo))
            .filter_map(|(_, one)| Some((one.first_day()?, one.until?)))
            .collect();
        if spans.iter().any(|(first, last)| (*first..=*last).contains(&on)) {
            return Ok(());
        }
        let ahead = spans.iter().map(|(first, _)| *first).filter(|first| *first > on).min();
        let ended = spans.iter().map(|(_, last)| *last).filter(|last| *last < on).max();
        Err(match (ahead, ended) {
            (Some(until), _) => NotUsable::CoolingOff { until },
            (None, Some(on)) => NotUsable::Ended { on },
            (None, None) => NotUsable::NoConsent { used, audience: audience.clone(), photo },
        })
    }

    /// Whether the text, with its title and its pen name, may be used for something before an audience, on a day.
    ///
    /// # Errors
    ///
    /// [`NotUsable`] says why it may not.
    pub fn may_be_used(
        &self,
        used: StoryUse,
        audience: &Audience,
        on: Date,
    ) -> Result<(), NotUsable> {
        self.over(on).map_or(Ok(()), Err)?;
        self.consented(used, audience, false, on)?;
        self.approved(false, on)
    }

    /// Whether the photo may be used with the text.
    ///
    /// # Errors
    ///
    /// [`NotUsable`] says why it may not.
    pub fn photo_may_be_used(
        &self,
        used: StoryUse,
        audience: &Audience,
        on: Date,
    ) -> Result<(), NotUsable> {
        self.may_be_used(used, audience, on)?;
        self.consented(used, audience, true, on)?;
        self.approved(true, on)
    }

    /// Whether the teller approved the text as it is, and the photo where it is asked for.
    pub(super) fn approved(&self, photo: bool, on: Date) -> Result<(), NotUsable> {
        let now = self.standing(on);
        match now {
            Standing { approved: false, was_approved: true, .. } => Err(NotUsable::Changed),
            Standing { approved: false, .. } => Err(NotUsable::NotApproved),
            Standing { photo: None, .. } if photo => Err(NotUsable::NoPhoto),
            Standing { photo_approved: false, .. } if photo => Err(NotUsable::PhotoNotApproved),
            _ => Ok(()),
        }
    }

    /// How far it has come by a day. Whether it may be used is asked by [`StoryState::may_be_used`]: a consent ends by itself.
    pub fn status(&self, on: Date) -> StoryStatus {
        match self.over(on) {
            Some(NotUsable::Retired { .. }) => return StoryStatus::Retired,
            Some(_) => return StoryStatus::Withdrawn,
            None => {}
        }
        match self.steps_to(on).next_back().map(|(_, step)| step.step) {
            Some(StoryStep::Published) => StoryStatus::Published,
            Some(StoryStep::Approved) => StoryStatus::Approved,
            Some(StoryStep::Edited) => StoryStatus::Edited,
            _ if self.consents(on).next().is_some() => StoryStatus::Consented,
            _ => StoryStatus::Collected,
        }
    }
}

impl Consent {
    /// Whether it says yes to a use before an audience, on whatever days. What the public may be shown anybody may be shown.
    pub fn covers(&self, used: StoryUse, audience: &Audience, photo: bool) -> bool {
        self.step != ConsentStep::Withdrawn
            && self.uses.contains(&used)
            && (self.audience.contains(audience) || self.audience.contains(&Audience::Public))
            && (self.photo || !photo)
    }
}
