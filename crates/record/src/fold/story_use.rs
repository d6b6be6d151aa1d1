//! Why a story may not be used.

use money::Date;

use crate::audience::Audience;
use crate::body::StoryUse;
use crate::rules::{
    COOLING_OFF, STORY_ORDER, STORY_WITHDRAWN, TAKEN_BACK, TELLER_APPROVES, TELLERS_CONSENT,
};
use crate::{Refusal, Rule};

/// Why a story may not be used: it prints as a sentence, and [`NotUsable::mend`] says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotUsable {
    /// The teller took back all that was kept of them.
    Erased {
        /// When.
        on: Date,
    },
    /// The teller withdrew consent.
    Withdrawn {
        /// When.
        on: Date,
    },
    /// It is no longer used.
    Retired {
        /// Since when.
        on: Date,
        /// Why.
        reason: Option<String>,
    },
    /// The teller did not consent to this use before this audience.
    NoConsent {
        /// The use.
        used: StoryUse,
        /// The audience.
        audience: Audience,
        /// It is the photo that they did not consent to.
        photo: bool,
    },
    /// The teller consented, and may still think it over.
    CoolingOff {
        /// The first day on which it may be used.
        until: Date,
    },
    /// The consent has ended.
    Ended {
        /// Its last day.
        on: Date,
    },
    /// The teller has approved no text.
    NotApproved,
    /// The text, the title or the pen name was edited after the teller approved it.
    Changed,
    /// The teller has not approved the photo that it has.
    PhotoNotApproved,
    /// It has no photo.
    NoPhoto,
}

impl NotUsable {
    /// The rule.
    pub fn rule(&self) -> Rule {
        match self {
            NotUsable::Erased { .. } => TAKEN_BACK,
            NotUsable::Withdrawn { .. } => STORY_WITHDRAWN,
            NotUsable::Retired { .. } => STORY_ORDER,
            NotUsable::NoConsent { .. } | NotUsable::Ended { .. } => TELLERS_CONSENT,
            NotUsable::CoolingOff { .. } => COOLING_OFF,
            NotUsable::NotApproved
            | NotUsable::Changed
            | NotUsable::PhotoNotApproved
            | NotUsable::NoPhoto => TELLER_APPROVES,
        }
    }

    /// What to do.
    pub fn mend(&self) -> String {
        match self {
            NotUsable::Erased { .. } | NotUsable::Withdrawn { .. } => {
                "leave it out, and take it out of what holds it; what they tell anew is another story, under other ids"
                    .to_owned()
            }
            NotUsable::Retired { .. } => {
                "use another story, or retract the entry that retired it where that was wrong".to_owned()
            }
            NotUsable::NoConsent { photo, .. } => {
                let photo = if *photo { " and photo=true" } else { "" };
                format!("ask the teller, and record a consent with step=given, this use, this audience{photo}")
            }
            NotUsable::CoolingOff { until } => format!("use it from {until} on"),
            NotUsable::Ended { .. } => {
                "take it down, or ask the teller again and record a consent with step=renewed".to_owned()
            }
            NotUsable::NotApproved | NotUsable::Changed => {
                "show the teller the text as it is now, and record step=approved with its hash".to_owned()
            }
            NotUsable::PhotoNotApproved => {
                "leave the photo out, or show it to the teller and record step=approved with the hashes of text and photo"
                    .to_owned()
            }
            NotUsable::NoPhoto => "leave the photo out".to_owned(),
        }
    }

    /// The refusal of an entry that would do what may not be done.
    pub(super) fn refusal(&self, what: &str) -> Refusal {
        Refusal::new(self.rule(), format!("{what}: {self}"), self.mend())
    }
}

impl std::fmt::Display for NotUsable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NotUsable::Erased { on } => write!(f, "the teller took back what is theirs on {on}"),
            NotUsable::Withdrawn { on } => write!(f, "the teller withdrew consent on {on}"),
            NotUsable::Retired { on, reason: None } => write!(f, "it was retired on {on}"),
            NotUsable::Retired { on, reason: Some(why) } => {
                write!(f, "it was retired on {on}: {why}")
            }
            NotUsable::NoConsent { used, audience, photo } => {
                let what = if *photo { "the photo" } else { "it" };
                let used = used.name();
                write!(
                    f,
                    "the teller did not consent to {what} being used as {used} for {audience}"
                )
            }
            NotUsable::CoolingOff { until } => write!(f, "it is in cooling-off until {until}"),
            NotUsable::Ended { on } => write!(f, "the teller's consent ended on {on}"),
            NotUsable::NotApproved => f.write_str("the teller has not approved the text"),
            NotUsable::Changed => f.write_str("it was edited since the teller approved it"),
            NotUsable::PhotoNotApproved => f.write_str("the teller has not approved the photo"),
            NotUsable::NoPhoto => f.write_str("it has no photo"),
        }
    }
}

impl std::error::Error for NotUsable {}
