//! Where stories went out, and which releases are to be mended.

use std::sync::Arc;

use money::Date;

use super::State;
use super::items::Since;
use super::stories::StoryState;
use super::story_use::NotUsable;
use crate::body::{Story, StoryStep, StoryUse};
use crate::{Audiences, Slug};

/// A story went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRelease {
    /// When, and by which entry.
    pub since: Since,
    /// The release that holds it.
    pub release: Slug,
    /// What it was used for.
    pub uses: Vec<StoryUse>,
    /// Who was shown it.
    pub audience: Audiences,
    /// The photo went out with it.
    pub photo: bool,
}

/// A release that holds a story, and is not to hold it any longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToPull {
    /// What went out.
    pub held_by: StoryRelease,
    /// Why it is to be pulled.
    pub why: NotUsable,
}

impl StoryState {
    /// Where it went out by a day, in order.
    pub fn went_out(&self, on: Date) -> Vec<StoryRelease> {
        let published = self.steps_to(on).filter(|(_, step)| step.step == StoryStep::Published);
        let one = |(since, step): &(Since, Arc<Story>)| {
            Some(StoryRelease {
                since: *since,
                release: step.release.clone()?,
                uses: step.uses.clone(),
                audience: step.audience.clone(),
                photo: step.photo.is_some(),
            })
        };
        published.filter_map(one).collect()
    }

    /// The releases that hold it on a day on which they may not: its teller took it back, consent has ended, or it was retired.
    /// An edit alone is no reason: a release holds the text that was approved for it. What was printed, sent or given to
    /// somebody is named as well, though it cannot be called back. What was pulled the releases know, and not the record.
    pub fn to_pull(&self, on: Date) -> Vec<ToPull> {
        let over = self.over(on);
        let why = |publication: &StoryRelease| {
            over.clone().or_else(|| {
                publication.uses.iter().find_map(|used| {
                    publication.audience.iter().find_map(|audience| {
                        let photo = publication.photo.then_some(true);
                        [Some(false), photo]
                            .into_iter()
                            .flatten()
                            .find_map(|photo| self.consented(*used, audience, photo, on).err())
                    })
                })
            })
        };
        let all = self.went_out(on).into_iter();
        all.filter_map(|held_by| Some(ToPull { why: why(&held_by)?, held_by })).collect()
    }
}

impl State {
    /// The releases that hold a story, in the order in which they went out.
    pub fn releases_of(&self, story: &Slug) -> Vec<Slug> {
        let mut all: Vec<Slug> = Vec::new();
        let story = self.stories.get(story);
        for publication in story.into_iter().flat_map(|story| story.went_out(self.as_of)) {
            if !all.contains(&publication.release) {
                all.push(publication.release);
            }
        }
        all
    }
}
