//! The record of a bargaining campaign: what happened at the table, as entries that are never changed,
//! and what follows from them.
//!
//! This crate is pure: it does no I/O and reads no clock. An [`Entry`] holds what somebody wrote, sealed by the
//! hash of the one before it; [`fold`] turns entries into a [`State`] as of a day: items and each side's
//! positions, who owes an answer since when, what is agreed and what still needs a yes. A transition that the
//! field's rules forbid is a [`Refusal`] with its rule and its source; what merely came out of order is
//! kept and flagged.

#![deny(clippy::disallowed_types, clippy::float_arithmetic)]

/// Who may see an entry.
pub mod audience;
pub mod body;
mod books_request;
mod canonical;
mod chain;
mod clocks;
mod costed;
mod digest;
mod entry;
mod fold;
mod from_text;
mod impasse_request;
/// Law as dated data: clocks, counting, closed days.
pub mod law;
mod moves;
/// The rules by which an entry is refused, each with its source.
pub mod rules;
/// What is offered or said, as structured text.
pub mod said;
mod signing;
mod slug;
mod when;
/// Versions of an article's text, compared.
pub mod words;

pub use audience::{Audience, Audiences};
pub use body::{Body, BodyError, KINDS, Side};
pub use books_request::{NoRequest, books_request};
pub use canonical::{NotCanonical, canonical};
pub use chain::{BadEntry, Head, PrintedHead, Wrong, read_chain};
pub use clocks::{Basis, Clock, ClockStatus, Fact, Waits, clocks, facts, waits};
pub use costed::{
    CostedTerms, LastPassed, all_passed, last_passed, offer_file, terms_file, terms_held_by,
    terms_of, terms_of_item, terms_passed,
};
pub use digest::Digest;
pub use entry::{Draft, Entry, EntryError, FORMAT, Source};
pub use fold::*;
pub use impasse_request::{ImpasseRequest, impasse_request};
pub use moves::{Move, MoveKind, MovesCounted, tally_of_moves};
pub use rules::{Refusal, Rule};
pub use said::Said;
pub use signing::{KeptOut, Signed, SigningSchedule, signing_schedule, still_needed};
pub use slug::{NotASlug, Slug};
pub use when::{Precision, When, days_between};
