//! Whether a story may go out: asked of the record for every use and every audience.

use std::process::ExitCode;

use money::Date;
use record::body::{Story, StoryStep, StoryUse};
use record::{Audiences, NotUsable, Slug, StoryState};

use super::step_of;
use crate::commands::record::fail;

/// What it is to go out as.
pub struct Plan<'a> {
    pub uses: &'a [StoryUse],
    pub to: &'a Audiences,
    pub on: Date,
}

impl Plan<'_> {
    /// Refuses what its teller did not consent to, or did not approve, with the mend.
    pub fn allows(&self, id: &Slug, story: &StoryState) -> Result<(), ExitCode> {
        self.each(|used, who| story.may_be_used(used, who, self.on)).map_err(|why| {
            eprintln!("error: {id} may not go out: {why}");
            eprintln!("  the rule: {}", why.rule().says);
            eprintln!("hint: {}\nNothing was released.", why.mend());
            ExitCode::FAILURE
        })
    }

    /// Whether its photo goes out with it: every use of it before everybody is consented to, and it is approved.
    pub fn photo(&self, story: &StoryState) -> Result<(), NotUsable> {
        self.each(|used, who| story.photo_may_be_used(used, who, self.on))
    }

    fn each(
        &self,
        may: impl Fn(StoryUse, &record::audience::Audience) -> Result<(), NotUsable>,
    ) -> Result<(), NotUsable> {
        self.uses.iter().try_for_each(|used| self.to.iter().try_for_each(|who| may(*used, who)))
    }

    /// The step that says that it went out.
    pub fn published(
        &self,
        id: &Slug,
        story: &StoryState,
        photo: bool,
        release: &Slug,
    ) -> Result<Story, ExitCode> {
        Ok(Story {
            photo: if photo { story.photo(self.on) } else { None },
            release: Some(release.clone()),
            uses: self.uses.to_vec(),
            audience: self.to.clone(),
            ..step_of(id, story, StoryStep::Published, self.on)?
        })
    }
}

/// Whom it is for: somebody beside the team.
pub fn readers(to: Audiences) -> Result<Audiences, ExitCode> {
    let others = to.iter().any(|who| *who != record::audience::Audience::Team);
    match others {
        true => Ok(to),
        false => Err(fail("it would go out to nobody", "name an audience beside the team: --to")),
    }
}
