//! Stories that members tell, and what their tellers consent to. The words and the photo lie in `people/`, under the teller's own
//! key; an entry holds the hashes by which they are kept, and never the words themselves.

use money::Date;
use serde::{Deserialize, Serialize};

use crate::{Audiences, Digest, Slug};

/// Days between the day on which a teller was asked and the first use, where a consent does not name more. Fewer are refused: a yes
/// that was given in a crisis or to somebody's face can be thought over
/// (<https://thisismyfamilyusa.org/collecting-and-sharing-personal-stories>).
pub const COOLING_OFF_DAYS: u32 = 2;

/// What becomes of a story (`domain/process.md` 5.13). What its teller consents to is an entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoryStep {
    /// It was told, and is kept.
    Collected,
    /// Its text was edited.
    Edited,
    /// Its teller approved the text, title, pen name and, where it is named, the photo.
    Approved,
    /// It went out in a release.
    Published,
    /// It is no longer used.
    Retired,
}

impl StoryStep {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            StoryStep::Collected => "collected",
            StoryStep::Edited => "edited",
            StoryStep::Approved => "approved by its teller",
            StoryStep::Published => "published",
            StoryStep::Retired => "retired",
        }
    }
}

/// What a story is used for. A use that is not here is none that anybody can consent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoryUse {
    /// On the campaign's site.
    Site,
    /// In a bargaining report.
    Report,
    /// On a share card.
    Card,
    /// In an e-mail or a text message.
    Message,
    /// On a social platform, under the union's own account.
    Social,
    /// On paper: a leaflet, a board notice, a newsletter.
    Print,
    /// Given to a reporter.
    Press,
    /// In testimony before a council, a legislature, a panel.
    Testimony,
    /// Read out or shown at a meeting or a rally.
    Event,
    /// In the account of the campaign, after it is over.
    Chronicle,
}

impl StoryUse {
    /// Every use.
    pub const ALL: [StoryUse; 10] = [
        StoryUse::Site,
        StoryUse::Report,
        StoryUse::Card,
        StoryUse::Message,
        StoryUse::Social,
        StoryUse::Print,
        StoryUse::Press,
        StoryUse::Testimony,
        StoryUse::Event,
        StoryUse::Chronicle,
    ];

    /// The word for it, as it is written.
    pub fn name(self) -> &'static str {
        match self {
            StoryUse::Site => "site",
            StoryUse::Report => "report",
            StoryUse::Card => "card",
            StoryUse::Message => "message",
            StoryUse::Social => "social",
            StoryUse::Print => "print",
            StoryUse::Press => "press",
            StoryUse::Testimony => "testimony",
            StoryUse::Event => "event",
            StoryUse::Chronicle => "chronicle",
        }
    }

    /// The uses in a line, as they are written.
    pub fn names() -> String {
        StoryUse::ALL.map(StoryUse::name).join(", ")
    }
}

/// A step of a story. Title and pen name are for publication: neither is to be, or to hold, the teller's real name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Its id; entries with one id tell what became of it.
    pub id: Slug,
    /// The teller, by the id that their keepings have and that says nothing of who it is.
    pub person: Slug,
    /// The series that it belongs to: `what-california-loses`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Slug>,
    /// Its title, as it is or was to be published.
    pub title: String,
    /// What becomes of it.
    pub step: StoryStep,
    /// The text that this step is about, by the hash of its keeping. A text that was collected, edited or approved is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Digest>,
    /// The photo that goes with it, by the hash of its keeping. It is approved, and published, only where the step names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Digest>,
    /// The name under which it is told; as before where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pen_name: Option<String>,
    /// The figures of the case that it is tied to, by their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<String>,
    /// The items that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Slug>,
    /// Of one that is published: the release that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<Slug>,
    /// Of one that is published: what for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<StoryUse>,
    /// Of one that is published: who is shown it.
    #[serde(default, skip_serializing_if = "no_one")]
    pub audience: Audiences,
    /// Of one that is retired: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

fn no_one(audience: &Audiences) -> bool {
    audience.is_empty()
}

/// What a teller says of a story's use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentStep {
    /// They consent.
    Given,
    /// They take back all that they consented to.
    Withdrawn,
    /// They were asked again, and consent for longer to what they consented to before.
    Renewed,
}

impl ConsentStep {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            ConsentStep::Given => "given",
            ConsentStep::Withdrawn => "withdrawn",
            ConsentStep::Renewed => "renewed",
        }
    }
}

/// What a teller consents to: each of the uses, before each of the audiences, until a day. Consents add up; a withdrawal takes back
/// all of them, and needs to say nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The story.
    pub story: Slug,
    /// What they say.
    pub step: ConsentStep,
    /// What it may be used for. Must be said, but for a withdrawal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<StoryUse>,
    /// Who may be shown it; the public is everybody. Must be said, but for a withdrawal.
    #[serde(default, skip_serializing_if = "no_one")]
    pub audience: Audiences,
    /// The photo may be used as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub photo: bool,
    /// The day on which they were asked. Must be said, but for a withdrawal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which it may be used. Must be said, but for a withdrawal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Days from the day on which they were asked to the first use; [`COOLING_OFF_DAYS`] where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooling_off_days: Option<u32>,
    /// How they said it: `form signed`, `e-mail`, `spoken and noted`.
    pub how: String,
    /// The form or the message. It names the teller, so it is kept as the rest is: this is the hash of its keeping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Digest>,
}

impl Consent {
    /// The days from the day on which they were asked to the first use.
    pub fn cooling_off(&self) -> u32 {
        self.cooling_off_days.unwrap_or(COOLING_OFF_DAYS)
    }

    /// The first day on which it may be used: the cooling-off is over. None where it does not say when they were asked.
    pub fn first_day(&self) -> Option<Date> {
        let from = self.from?;
        let days = jiff::Span::new().try_days(i64::from(self.cooling_off()));
        // More days than the calendar has never come to an end.
        Some(days.map_or(Date::MAX, |days| from.saturating_add(days)))
    }
}
