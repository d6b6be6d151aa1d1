//! The scene: parties, units, tables, rounds, ground rules, items, teams, opinions on scope.

use super::contracts::ContractState;
use super::items::ItemState;
use super::{At, State};
use crate::body::{
    Agreement, BargainingTable, GroundRule, Item, Party, Record, Revocability, Round, ScopeOpinion,
    Side, TeamChange, Unit,
};
use crate::rules::{A_TERM, ONE_NAME};
use crate::{Refusal, Slug};

/// Somebody on a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMember {
    /// The party.
    pub party: Slug,
    /// Who.
    pub who: String,
    /// May initial for it; none when nothing is known of it.
    pub may_initial: Option<bool>,
    /// A seat of which nobody knows whose it is: `who` describes it.
    pub unnamed: bool,
}

/// Adds to a map, once.
macro_rules! add_once {
    ($self:ident.$map:ident, $what:literal, $body:ident, $value:expr) => {{
        if $self.$map.contains_key(&$body.id) {
            return Err(Refusal::twice($what, &$body.id));
        }
        $self.$map.insert($body.id.clone(), $value);
        Ok(())
    }};
}

impl State {
    pub(super) fn begin(&mut self, record: &Record) -> Result<(), Refusal> {
        if self.record.is_some() {
            let what = "the record has begun already";
            return Err(Refusal::new(
                ONE_NAME,
                what,
                "begin a record of its own for another campaign",
            ));
        }
        self.record = Some(record.clone());
        Ok(())
    }

    pub(super) fn add_party(&mut self, party: &Party) -> Result<(), Refusal> {
        add_once!(self.parties, "party", party, party.clone())
    }

    pub(super) fn add_unit(&mut self, unit: &Unit) -> Result<(), Refusal> {
        if let Some(party) = &unit.represented_by {
            self.side_of(party)?;
        }
        add_once!(self.units, "unit", unit, unit.clone())
    }

    pub(super) fn add_table(&mut self, table: &BargainingTable) -> Result<(), Refusal> {
        for unit in &table.units {
            self.known_unit(unit)?;
        }
        add_once!(self.tables, "table", table, table.clone())
    }

    pub(super) fn add_agreement(&mut self, agreement: &Agreement) -> Result<(), Refusal> {
        if let (Some(from), Some(to)) = (agreement.from, agreement.to)
            && to < from
        {
            return Err(Refusal::new(
                A_TERM,
                format!("{} would end on {to}, before it begins on {from}", agreement.id),
                "mend `from` or `to`",
            ));
        }
        add_once!(self.agreements, "agreement", agreement, ContractState::new(agreement))
    }

    pub(super) fn add_round(&mut self, round: &Round) -> Result<(), Refusal> {
        for unit in round.units.iter().chain(round.approvals.iter().flat_map(|step| &step.units)) {
            self.known_unit(unit)?;
        }
        if let Some(agreement) = &round.replaces {
            self.known_agreement(agreement)?;
        }
        if self.rounds.iter().any(|other| other.id == round.id) {
            return Err(Refusal::twice("round", &round.id));
        }
        self.rounds.push(round.clone());
        Ok(())
    }

    pub(super) fn add_ground_rule(&mut self, rule: &GroundRule) -> Result<(), Refusal> {
        add_once!(self.ground_rules, "ground rule", rule, rule.clone())
    }

    pub(super) fn add_item(&mut self, at: At<'_>, item: &Item) -> Result<(), Refusal> {
        if let Some(table) = &item.table
            && !self.tables.contains_key(table)
        {
            return Err(Refusal::unknown("table", table, self.tables.keys()));
        }
        add_once!(self.items, "item", item, ItemState::new(item, at.since))
    }

    pub(super) fn change_team(&mut self, at: At<'_>, change: &TeamChange) -> Result<(), Refusal> {
        self.side_of(&change.party)?;
        let is_it = |one: &TeamMember| one.party == change.party && one.who == change.who;
        let there = self.team.iter().any(is_it);
        if !change.joins && !there {
            self.flag(at, format!("{} leaves a team that no entry says they joined", change.who));
        }
        self.team.retain(|one| !is_it(one));
        if change.joins {
            self.team.push(TeamMember {
                party: change.party.clone(),
                who: change.who.clone(),
                may_initial: change.may_initial,
                unnamed: change.unnamed,
            });
        }
        Ok(())
    }

    pub(super) fn opine(&mut self, at: At<'_>, opinion: &ScopeOpinion) -> Result<(), Refusal> {
        self.known_item(&opinion.item)?;
        self.touch(&opinion.item, at.since.when);
        self.scope.push((at.since, opinion.clone()));
        Ok(())
    }

    /// A side's last opinion on the scope of an item.
    pub fn scope_of(&self, item: &Slug, side: Side) -> Option<&ScopeOpinion> {
        let opinions = self.scope.iter().rev().map(|(_, opinion)| opinion);
        opinions.into_iter().find(|opinion| opinion.item == *item && opinion.side == side)
    }

    /// What the ground rules make of initialled text; none when they are silent.
    pub fn revocability(&self) -> Option<Revocability> {
        self.ground_rules.values().find_map(|rule| rule.revocability)
    }

    /// The side of a party.
    pub(super) fn side_of(&self, party: &Slug) -> Result<Side, Refusal> {
        let known = self.parties.get(party);
        known
            .map(|party| party.side)
            .ok_or_else(|| Refusal::unknown("party", party, self.parties.keys()))
    }

    pub(super) fn known_item(&self, item: &Slug) -> Result<&ItemState, Refusal> {
        self.items.get(item).ok_or_else(|| Refusal::unknown("item", item, self.items.keys()))
    }

    pub(super) fn known_unit(&self, unit: &Slug) -> Result<(), Refusal> {
        let known = self.units.contains_key(unit);
        known.then_some(()).ok_or_else(|| Refusal::unknown("unit", unit, self.units.keys()))
    }

    pub(super) fn known_agreement(&self, agreement: &Slug) -> Result<(), Refusal> {
        let known = self.agreements.contains_key(agreement);
        known
            .then_some(())
            .ok_or_else(|| Refusal::unknown("agreement", agreement, self.agreements.keys()))
    }
}
