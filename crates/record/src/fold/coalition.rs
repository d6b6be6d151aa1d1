//! Partners: when they were in the coalition, what they may do, their votes, and where they do not agree.

use std::sync::Arc;

use money::Date;

use super::items::Since;
use super::{At, State};
use crate::audience::Audience;
use crate::body::{
    BeforeChange, Body, Dissent, Mandate, Membership, MembershipStep, Partner, PartnerVote, Power,
    VoteState, YesNo,
};
use crate::rules::{COUNTS_ADD_UP, ONE_NAME, PARTNERS_OWN};
use crate::{Audiences, Entry, Refusal, Slug};

/// A partner and its memberships.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerState {
    /// The partner.
    pub partner: Partner,
    /// The entry that names it.
    pub entry: u64,
    /// When it joined and left, in order.
    pub memberships: Vec<(Since, Membership)>,
}

impl PartnerState {
    /// Since when it is in the coalition; none when it has left, or no entry says that it joined.
    pub fn member_since(&self) -> Option<Since> {
        let (since, last) = self.memberships.last()?;
        (last.step == MembershipStep::Joined).then_some(*since)
    }

    /// Since when it is out of it again.
    pub fn left(&self) -> Option<Since> {
        let (since, last) = self.memberships.last()?;
        (last.step == MembershipStep::Left).then_some(*since)
    }
}

/// A partner's vote, as its last entry tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteRecord {
    /// What is known of it.
    pub vote: PartnerVote,
    /// Its last entry.
    pub since: Since,
    /// All of its entries.
    pub entries: Vec<u64>,
}

impl State {
    pub(super) fn add_partner(&mut self, at: At<'_>, partner: &Partner) -> Result<(), Refusal> {
        if let Some(party) = &partner.party {
            self.side_of(party)?;
        }
        if self.partners.contains_key(&partner.id) {
            return Err(Refusal::twice("partner", &partner.id));
        }
        let state = PartnerState {
            partner: partner.clone(),
            entry: at.since.entry,
            memberships: Vec::new(),
        };
        self.partners.insert(partner.id.clone(), state);
        Ok(())
    }

    pub(super) fn known_partner(&self, partner: &Slug) -> Result<&PartnerState, Refusal> {
        let known = self.partners.get(partner);
        known.ok_or_else(|| Refusal::unknown("partner", partner, self.partners.keys()))
    }

    /// A partner or a party by its id.
    pub(super) fn known_body(&self, id: &Slug) -> Result<(), Refusal> {
        if self.parties.contains_key(id) || self.partners.contains_key(id) {
            return Ok(());
        }
        let known = self.parties.keys().chain(self.partners.keys());
        Err(Refusal::unknown("party or partner", id, known))
    }

    pub(super) fn membership(
        &mut self,
        at: At<'_>,
        membership: &Membership,
    ) -> Result<(), Refusal> {
        let last = self.known_partner(&membership.partner)?.memberships.last();
        let last = last.map(|(_, last)| last.step);
        let (joined, left) = (MembershipStep::Joined, MembershipStep::Left);
        if last == Some(membership.step) {
            let word = if membership.step == joined { "joined" } else { "left" };
            let what = format!("{} has {word} already", membership.partner);
            return Err(Refusal::new(ONE_NAME, what, "correct the entry that says so"));
        }
        if membership.step == left && last.is_none() {
            let partner = &membership.partner;
            self.flag(at, format!("{partner} leaves, and no entry says when it joined"));
        }
        if let Some(state) = self.partners.get_mut(&membership.partner) {
            state.memberships.push((at.since, membership.clone()));
        }
        Ok(())
    }

    pub(super) fn mandate(&mut self, at: At<'_>, mandate: &Mandate) -> Result<(), Refusal> {
        self.known_partner(&mandate.partner)?;
        if let Some(demand) = &mandate.demand {
            self.known_demand_item(demand)?;
        }
        self.mandates.push((at.since, mandate.clone()));
        Ok(())
    }

    /// The mandate of a partner on a demand that holds on a day: the last one on the demand itself, else the last on all.
    pub fn mandate_of(&self, partner: &Slug, demand: &Slug, on: Date) -> Option<&Mandate> {
        let holds = |mandate: &&Mandate| {
            mandate.partner == *partner && mandate.until.is_none_or(|until| on <= until)
        };
        let all = || self.mandates.iter().rev().map(|(_, mandate)| mandate).filter(holds);
        let own = all().find(|mandate| mandate.demand.as_ref() == Some(demand));
        own.or_else(|| all().find(|mandate| mandate.demand.is_none()))
    }

    /// Whether a partner may do something with a demand on a day.
    pub fn may(&self, partner: &Slug, power: Power, demand: &Slug, on: Date) -> bool {
        self.mandate_of(partner, demand, on).is_some_and(|mandate| mandate.may.contains(&power))
    }

    /// What must be had of a partner before a demand of its own is given up: a yes, unless its mandate says less.
    pub fn before_change(&self, partner: &Slug, demand: &Slug, on: Date) -> BeforeChange {
        let mandate = self.mandate_of(partner, demand, on);
        mandate.and_then(|mandate| mandate.before_change).unwrap_or(BeforeChange::Approves)
    }

    pub(super) fn partner_vote(&mut self, at: At<'_>, vote: &PartnerVote) -> Result<(), Refusal> {
        self.known_partner(&vote.partner)?;
        for demand in &vote.on {
            self.known_demand_item(demand)?;
        }
        let before = self.partner_votes.get(&vote.id);
        if let Some(before) = before
            && before.vote.partner != vote.partner
        {
            return Err(Refusal::twice("partner's vote", &vote.id));
        }
        let mut merged = vote.clone();
        let mut entries = Vec::new();
        if let Some(before) = before {
            entries.clone_from(&before.entries);
            let before = &before.vote;
            if merged.on.is_empty() {
                merged.on.clone_from(&before.on);
            }
            merged.decides_on = merged.decides_on.or(before.decides_on);
            merged.yes = merged.yes.or(before.yes);
            merged.no = merged.no.or(before.no);
            merged.abstain = merged.abstain.or(before.abstain);
            merged.result = merged.result.or(before.result);
        }
        if let (Some(YesNo::Yes), Some(yes), Some(no)) = (merged.result, merged.yes, merged.no)
            && yes <= no
        {
            let what = format!("{} came to yes, by {yes} to {no}", vote.id);
            return Err(Refusal::new(COUNTS_ADD_UP, what, "mend the numbers or the result"));
        }
        if merged.result.is_some() && merged.state != VoteState::Taken {
            return Err(Refusal::new(
                COUNTS_ADD_UP,
                format!("{} has a result, and is not taken", vote.id),
                "write state=taken, or leave the result out",
            ));
        }
        entries.push(at.since.entry);
        let record = VoteRecord { vote: merged, since: at.since, entries };
        self.partner_votes.insert(vote.id.clone(), record);
        Ok(())
    }

    pub(super) fn dissent(&mut self, at: At<'_>, dissent: &Arc<Dissent>) -> Result<(), Refusal> {
        self.known_partner(&dissent.partner)?;
        if let Some(item) = &dissent.on {
            self.known_item(item)?;
        }
        self.dissents.push((at.since, Arc::clone(dissent)));
        Ok(())
    }
}

/// The partner whose own an entry is: its vote, its dissent, its mandate, its answer.
pub(super) fn whose_own(body: &Body) -> Option<&Slug> {
    match body {
        Body::PartnerVote(vote) => Some(&vote.partner),
        Body::Dissent(dissent) => Some(&dissent.partner),
        Body::Mandate(mandate) => Some(&mandate.partner),
        Body::PartnerAnswer(answer) => Some(&answer.partner),
        Body::ChronicleNote(note) => note.partner.as_ref(),
        _ => None,
    }
}

/// The demand that what is a partner's own is about, where it is about one.
fn about_demand(body: &Body) -> Option<&Slug> {
    match body {
        Body::Dissent(dissent) => dissent.on.as_ref(),
        Body::Mandate(mandate) => mandate.demand.as_ref(),
        Body::PartnerAnswer(answer) => Some(&answer.demand),
        Body::PartnerVote(vote) => vote.on.first(),
        _ => None,
    }
}

/// Why an entry, or its release, would show what is a partner's own to others without its leave. `by` is the entry that shows
/// it, `of` the one that is shown.
pub(super) fn keeps_its_own(
    entries: &[Entry],
    by: &Entry,
    of: &Entry,
    to: &Audiences,
) -> Option<Refusal> {
    let partner = whose_own(&of.draft.body)?;
    let own = Audience::Partner(partner.clone());
    let others = |who: &Audience| *who != own && *who != Audience::Team;
    if !to.iter().any(others) {
        return None;
    }
    let on = by.draft.place();
    let demand = about_demand(&of.draft.body);
    // The last mandate on what it is about, else the last on everything, as they stand: corrected, and not taken back.
    let standing = super::upkeep::in_order(entries);
    let mandates = standing.iter().rev().filter_map(|one| match one.body {
        Body::Mandate(mandate) if one.number < by.number && one.when.day <= on => Some(mandate),
        _ => None,
    });
    let holds = |mandate: &&std::sync::Arc<Mandate>| {
        mandate.partner == *partner && mandate.until.is_none_or(|until| on <= until)
    };
    let mut mandates = mandates.filter(holds);
    let own = mandates
        .clone()
        .find(|mandate| mandate.demand.is_some() && mandate.demand.as_ref() == demand);
    let last = own.or_else(|| mandates.find(|mandate| mandate.demand.is_none()));
    if last.is_some_and(|mandate| mandate.may.contains(&Power::Release)) {
        return None;
    }
    Some(Refusal {
        entry: Some(by.number),
        ..Refusal::new(
            PARTNERS_OWN,
            format!("entry {} is {partner}'s own, and no mandate lets others see it", of.number),
            format!("record what {partner} says: a mandate of {partner} with may=release"),
        )
    })
}
