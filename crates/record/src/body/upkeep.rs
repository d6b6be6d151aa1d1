//! Entries about entries, and about clocks.

use money::Date;
use serde::{Deserialize, Serialize};

use crate::audience::Audiences;
use crate::{Digest, Slug};

/// An entry was made in error. It stays; the fold passes over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retraction {
    /// The entry.
    pub entry: u64,
    /// Why.
    pub reason: String,
}

/// An audience is not to be shown an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    /// The entry.
    pub entry: u64,
    /// Who is not to be shown it. The team always is.
    pub from: Audiences,
    /// Why.
    pub reason: String,
}

/// A further audience may see an entry: release is an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The entry.
    pub entry: u64,
    /// Who may see it from now on.
    pub to: Audiences,
    /// By what right: a decision of the team, open bargaining, public notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// What happens to a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockStep {
    /// A person has looked at the day and says it is right.
    Confirmed,
    /// The parties agreed a later day.
    Extended,
    /// Days do not count.
    Tolled,
    /// Who had it gave it up.
    Waived,
    /// It was met.
    Met,
    /// It was missed.
    Missed,
    /// It no longer matters.
    Moot,
}

/// What happens to a clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockEvent {
    /// The clock, by its id in `rules/clocks`, or the item whose answer is awaited.
    pub clock: Slug,
    /// The entry that started it; none: the one that runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_by: Option<u64>,
    /// What happens.
    pub step: ClockStep,
    /// The new day of an extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Days that do not count, or that are added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// The document that says so. An extension without one is no extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Digest>,
    /// Who says so, or why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
