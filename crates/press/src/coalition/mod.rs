//! The coalition on a page: partners, demands, concessions, claims, revenue, actions, commitments. Each view is made of what its reader may see, and of nothing else.

mod actions;
mod claims;
mod commitments;
mod concessions;
mod demands;
mod partner;
mod rebuttal;
mod revenue;

use std::collections::BTreeSet;

use record::audience::Audience;
use record::{Entry, Since, Slug, State, corrected_out_of_sight, facts_seen_by};
use serde_json::{Value, json};

pub use actions::{
    actions_json, actions_text, below, calendar_json, calendar_text, is_open, seen_actions,
    seen_calendar,
};
pub use claims::{asked_for_books, claims_json, claims_text, seen_claims};
pub use commitments::{
    commitments_json, commitments_text, numbers, pace_drawing, pools_of, seen_commitments,
};
pub(crate) use commitments::{counted, is_kept_back, pace_chart_of};
pub(crate) use concessions::concession_statuses;
pub use concessions::{
    SeenConcession, claim_words, concessions_json, concessions_text, evidence_words,
    seen_concessions, told_of_concessions,
};
pub use demands::{
    demands_json, demands_text, seen_demands, still_open, summary_of_demands, title,
};
pub use partner::{
    mandate_words, mandates, membership_words, partner_json, partner_text, partners_json,
    partners_text, seen_partners, seen_votes, vote_words,
};
pub use rebuttal::{rebuttal_page, rebuttal_sections, rebuttal_text};
pub use revenue::{
    commissions as seen_commissions, dollars, ideas as seen_ideas, revenue_json, revenue_text,
    sums as revenue_sums,
};

/// A state, and the facts in it that a reader may see.
pub struct Seen<'a> {
    /// The state.
    pub state: &'a State,
    /// The reader is the team, and sees what follows from all of it.
    team: bool,
    facts: BTreeSet<u64>,
    /// Facts in words that the reader may not see.
    out_of_sight: BTreeSet<u64>,
}

impl<'a> Seen<'a> {
    /// What somebody sees of a state.
    pub fn by(state: &'a State, entries: &[Entry], audience: &Audience) -> Seen<'a> {
        let team = *audience == Audience::Team;
        let out_of_sight = corrected_out_of_sight(state, entries, audience);
        Seen { state, team, facts: facts_seen_by(state, entries, audience), out_of_sight }
    }

    /// Whether an entry's fact is seen.
    pub fn sees(&self, entry: u64) -> bool {
        self.facts.contains(&entry)
    }

    /// A demand's title: whoever sees the demand sees what it is called, unless that was corrected out of their sight.
    pub fn demand_title(&self, id: &Slug) -> String {
        let item = self.state.items.get(id);
        let item = item.filter(|item| !self.out_of_sight.contains(&item.raised.entry));
        item.map_or_else(|| id.to_string(), |item| item.item.title.clone())
    }

    /// Whether anything that was said in a claim is seen.
    pub fn has_claim(&self, claim: &Slug) -> bool {
        let steps = self.state.claims.get(claim).map(|claim| claim.steps.as_slice());
        steps.unwrap_or_default().iter().any(|(since, _)| self.sees(since.entry))
    }

    /// The name of a partner or a party; its id where the name is not seen.
    pub fn name(&self, id: &Slug) -> String {
        let partner = self.state.partners.get(id).filter(|partner| self.sees(partner.entry));
        let partner = partner.map(|partner| partner.partner.name.clone());
        let party = self.state.parties.get(id).map(|party| party.name.clone());
        partner.or(party).unwrap_or_else(|| id.to_string())
    }

    /// Names of several, with commas.
    pub fn names<'b>(&self, ids: impl IntoIterator<Item = &'b Slug>) -> String {
        ids.into_iter().map(|id| self.name(id)).collect::<Vec<_>>().join(", ")
    }
}

/// `2015-04-02`, `2015-04`, `day not known`.
fn day(since: Since) -> String {
    since.when.to_string()
}

fn since_json(since: Since) -> Value {
    json!({"date": since.when.day.to_string(), "precision": since.when.precision, "entry": since.entry})
}

/// The line of a thing's steps, each with its day and entry.
fn steps_detail<'a>(steps: impl Iterator<Item = (&'a str, Since)>) -> String {
    let steps = steps.map(|(name, since)| format!("{name} {} [{}]", day(since), since.entry));
    detail("steps", &steps.collect::<Vec<_>>().join(", "))
}

/// A line under a thing: nothing when there is nothing to say.
fn detail(label: &str, says: &str) -> String {
    match says.is_empty() {
        true => String::new(),
        false => crate::status::line(&format!("    {label}: {says}"), 6),
    }
}
