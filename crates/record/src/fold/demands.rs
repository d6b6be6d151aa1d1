//! Demands, from raised to their outcome. None vanishes without its owner's recorded answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::items::Since;
use super::{At, State};
use crate::audience::Audience;
use crate::body::{
    BeforeChange, Body, Carrier, Demand, DemandStep, ItemKind, PartnerAnswer, Power,
    Recommendation, Recommends, Side, YesNo,
};
use crate::rules::{
    DEMAND_ORDER, JOINT_DEMANDS_FIRST, KNOWN_NAMES, MAY_TRADE, OWNERS_ANSWER, PARTNERS_OWN,
    VETTED_NAMES,
};
use crate::said::Table;
use crate::{Audiences, Entry, Refusal, Slug};

/// A demand and what became of it: what its steps come to, one after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DemandState {
    /// Its steps, in order.
    pub steps: Vec<(Since, Arc<Demand>)>,
    /// What its owners and other partners say to what is to become of it.
    pub answers: Vec<(Since, PartnerAnswer)>,
    /// The partners whose demand it is.
    pub owners: BTreeSet<Slug>,
    /// Partners that adopted it, and when.
    pub adopted: Vec<(Slug, Since)>,
    /// Who gains by it.
    pub beneficiaries: Vec<String>,
    /// Where.
    pub places: Vec<String>,
    /// What sort of demand.
    pub category: Option<String>,
    /// The item beside it that must be bargained.
    pub twin: Option<Slug>,
    /// Who decides.
    pub decides: Option<String>,
    /// What would show that it was kept.
    pub measure: Option<String>,
    /// Terms that can be costed.
    pub terms: Vec<Table>,
    /// Carriers in the order in which they were tried; refused since, where they were.
    pub carriers: Vec<(Carrier, Since, Option<Since>)>,
    /// What became of it.
    pub outcome: Option<(DemandStep, Since)>,
}

impl DemandState {
    /// What some of its steps and answers come to: all of them, or those that somebody may see.
    pub fn of(
        steps: impl IntoIterator<Item = (Since, Arc<Demand>)>,
        answers: impl IntoIterator<Item = (Since, PartnerAnswer)>,
    ) -> DemandState {
        let mut state =
            DemandState { answers: answers.into_iter().collect(), ..Default::default() };
        for (since, step) in steps {
            state.take(since, step);
        }
        state
    }

    /// As much of it as somebody sees who may see some entries; none when that is nothing.
    pub fn seen(&self, sees: impl Fn(u64) -> bool) -> Option<DemandState> {
        let steps = self.steps.iter().filter(|(since, _)| sees(since.entry)).cloned();
        let answers = self.answers.iter().filter(|(since, _)| sees(since.entry)).cloned();
        let seen = DemandState::of(steps, answers);
        (!seen.steps.is_empty()).then_some(seen)
    }

    fn take(&mut self, since: Since, step: Arc<Demand>) {
        self.owners.extend(step.owners.iter().cloned());
        let more = |all: &mut Vec<String>, new: &[String]| {
            for one in new {
                if !all.contains(one) {
                    all.push(one.clone());
                }
            }
        };
        more(&mut self.beneficiaries, &step.beneficiaries);
        more(&mut self.places, &step.places);
        let said = |now: &Option<String>, before: &mut Option<String>| {
            if now.is_some() {
                before.clone_from(now);
            }
        };
        said(&step.category, &mut self.category);
        said(&step.decides, &mut self.decides);
        said(&step.measure, &mut self.measure);
        if step.twin.is_some() {
            self.twin.clone_from(&step.twin);
        }
        if !step.terms.is_empty() {
            self.terms.clone_from(&step.terms);
        }
        if let Some(carrier) = step.carrier {
            let refused = step.step == DemandStep::CarrierRefused;
            let open = self.carriers.iter_mut().rev().find(|(one, _, _)| *one == carrier);
            match open {
                Some((_, _, gone)) if refused => {
                    gone.get_or_insert(since);
                }
                Some((_, _, None)) => {}
                _ => self.carriers.push((carrier, since, refused.then_some(since))),
            }
        }
        match step.step {
            DemandStep::Adopted => {
                if let Some(by) = &step.by
                    && !self.adopted.iter().any(|(partner, _)| partner == by)
                {
                    self.adopted.push((by.clone(), since));
                }
            }
            DemandStep::TakenUp => self.outcome = None,
            outcome if outcome.is_outcome() => self.outcome = Some((outcome, since)),
            _ => {}
        }
        self.steps.push((since, step));
    }

    /// The step that it has reached. What is done beside the way, such as one more partner that adopts it, or a carrier that is
    /// tried or refused after it was presented, leaves it where it was.
    pub fn status(&self) -> DemandStep {
        let mut status = DemandStep::Raised;
        for (_, step) in &self.steps {
            status = match step.step {
                DemandStep::TakenUp => DemandStep::Raised,
                DemandStep::CarrierRefused => status,
                DemandStep::Vetted | DemandStep::Adopted | DemandStep::CarrierChosen => {
                    status.max(step.step)
                }
                step => step,
            };
        }
        status
    }

    /// Carriers that are open: tried, and not refused.
    pub fn open_carriers(&self) -> impl Iterator<Item = Carrier> {
        self.carriers.iter().filter(|(_, _, refused)| refused.is_none()).map(|(one, _, _)| *one)
    }

    /// The last step that said something of an outcome: what it was converted into, or traded for.
    pub fn last_outcome(&self) -> Option<&Demand> {
        let (outcome, since) = self.outcome?;
        let (_, step) =
            self.steps.iter().rev().find(|(at, step)| *at == since && step.step == outcome)?;
        Some(step)
    }

    /// When it was last raised or taken up: an answer before that was to something else.
    fn begun(&self) -> Option<Since> {
        let begins = |step: &DemandStep| matches!(step, DemandStep::Raised | DemandStep::TakenUp);
        self.steps.iter().rev().find(|(_, step)| begins(&step.step)).map(|(since, _)| *since)
    }

    /// What a partner last said to an outcome, since the demand was last raised.
    pub fn answer_of(&self, partner: &Slug, to: DemandStep) -> Option<&(Since, PartnerAnswer)> {
        let begun = self.begun();
        self.answers.iter().rev().find(|(since, answer)| {
            answer.partner == *partner && answer.to == to && Some(*since) >= begun
        })
    }
}

/// What an owner says to an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnersSay {
    /// The owner.
    pub owner: Slug,
    /// What must be had of it.
    pub must: BeforeChange,
    /// What it said.
    pub said: Option<YesNo>,
}

impl OwnersSay {
    /// Whether it is enough.
    pub fn is_enough(&self) -> bool {
        match self.must {
            BeforeChange::Approves => self.said == Some(YesNo::Yes),
            BeforeChange::Consulted => self.said.is_some(),
        }
    }
}

impl State {
    pub(super) fn known_demand_item(&self, item: &Slug) -> Result<(), Refusal> {
        let known = self.known_item(item)?;
        if known.item.kind == ItemKind::Demand {
            return Ok(());
        }
        Err(Refusal::new(
            KNOWN_NAMES,
            format!("{item} is no demand: its item says another kind"),
            "name an item with kind=demand, or correct the item",
        ))
    }

    pub(super) fn demand(&mut self, at: At<'_>, demand: &Arc<Demand>) -> Result<(), Refusal> {
        self.known_demand_item(&demand.item)?;
        for owner in &demand.owners {
            self.known_partner(owner)?;
        }
        if let Some(by) = &demand.by {
            self.known_body(by)?;
        }
        if let Some(twin) = &demand.twin {
            self.known_item(twin)?;
        }
        let known = self.demands.get(&demand.item);
        self.in_its_order(known, demand)?;
        let mut after = known.cloned().unwrap_or_default();
        after.take(at.since, Arc::clone(demand));
        self.says_enough(&after, demand)?;
        if let Some(before) = known {
            self.owners_agree(at, before, &after, demand)?;
        }
        if demand.step == DemandStep::Presented {
            let silent: Vec<&str> = after
                .owners
                .iter()
                .filter(|owner| !after.adopted.iter().any(|(one, _)| one == *owner))
                .map(Slug::as_str)
                .collect();
            if !silent.is_empty() {
                self.flag(
                    at,
                    format!(
                        "{} is presented, and no entry says that {} adopted it",
                        demand.item,
                        silent.join(", ")
                    ),
                );
            }
        }
        self.touch(&demand.item, at.since.when);
        self.demands.insert(demand.item.clone(), after);
        Ok(())
    }

    /// Whether a step may come now.
    fn in_its_order(&self, known: Option<&DemandState>, demand: &Demand) -> Result<(), Refusal> {
        let (item, step) = (&demand.item, demand.step);
        let wrong = |what: String, mend: &str| Err(Refusal::new(DEMAND_ORDER, what, mend));
        let Some(known) = known else {
            return match step {
                DemandStep::Raised => Ok(()),
                _ => wrong(
                    format!("{item} would be {}, and no entry raises it", step.name()),
                    "record the step \"raised\" first, with its owners",
                ),
            };
        };
        if step == DemandStep::Raised {
            return wrong(
                format!("{item} was raised already"),
                "name the step that comes now, or correct the entry that raised it",
            );
        }
        match known.outcome {
            Some((outcome, _)) if step != DemandStep::TakenUp => wrong(
                format!("{item} is {}, and would be {}", outcome.name(), step.name()),
                "record the step \"taken-up\" first",
            ),
            None if step == DemandStep::TakenUp => wrong(
                format!("{item} has no outcome to be taken up from"),
                "name the step that comes now",
            ),
            _ => Ok(()),
        }
    }

    /// Whether a step says what it must.
    fn says_enough(&self, after: &DemandState, demand: &Demand) -> Result<(), Refusal> {
        let item = &demand.item;
        let refuse = |rule, what: String, mend: &str| Err(Refusal::new(rule, what, mend));
        if after.owners.is_empty() {
            let mend = "name the partners whose demand it is in `owners`";
            return refuse(KNOWN_NAMES, format!("{item} has no owner"), mend);
        }
        match demand.step {
            DemandStep::Vetted => {
                let missing: Vec<&str> = [
                    (after.decides.is_none(), "who decides (`decides`)"),
                    (after.carriers.is_empty(), "a carrier (`carrier`)"),
                    (after.measure.is_none(), "a measure (`measure`)"),
                ]
                .into_iter()
                .filter_map(|(is, what)| is.then_some(what))
                .collect();
                if !missing.is_empty() {
                    let what = format!(
                        "{item} is called vetted, and does not name {}",
                        missing.join(", ")
                    );
                    return refuse(VETTED_NAMES, what, "name them in this entry");
                }
            }
            DemandStep::Adopted => match &demand.by {
                Some(by) => {
                    self.known_partner(by)?;
                }
                None => {
                    let mend = "name the partner that adopts it in `by`";
                    return refuse(KNOWN_NAMES, format!("{item} is adopted by nobody"), mend);
                }
            },
            DemandStep::CarrierChosen | DemandStep::CarrierRefused if demand.carrier.is_none() => {
                let mend = "name it in `carrier`: contract-article, side-letter, outside-agreement, resolution, ordinance, directive, commission, pilot, joint-advocacy or ballot-measure";
                return refuse(KNOWN_NAMES, format!("{item}: no carrier is named"), mend);
            }
            DemandStep::Converted if demand.into.is_none() => {
                let mend = "say in `into` what it became: a study, a task force, a resolution";
                return refuse(KNOWN_NAMES, format!("{item} is converted into nothing"), mend);
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether those whose demand it is let an outcome be.
    fn owners_agree(
        &self,
        at: At<'_>,
        before: &DemandState,
        after: &DemandState,
        demand: &Demand,
    ) -> Result<(), Refusal> {
        let outcome = demand.step;
        if !outcome.is_outcome() || outcome == DemandStep::Won {
            return Ok(());
        }
        if let Some(by) = &demand.by
            && self.partners.contains_key(by)
            && !before.owners.contains(by)
            && outcome != DemandStep::Lost
            && !self.may(by, Power::Trade, &demand.item, at.day())
        {
            return Err(Refusal::new(
                MAY_TRADE,
                format!("{} is not {by}'s, and no mandate lets {by} trade it", demand.item),
                "name who may in `by`, or record the mandate",
            ));
        }
        let says = self.owners_say(&demand.item, after, outcome, at.day());
        let Some(missing) = says.iter().find(|one| !one.is_enough()) else { return Ok(()) };
        let owner = &missing.owner;
        let what = match missing.said {
            None => format!(
                "{} would be {}, and no entry has {owner}'s answer",
                demand.item,
                outcome.name()
            ),
            Some(said) => format!(
                "{} would be {}, and {owner} said {}",
                demand.item,
                outcome.name(),
                said.name()
            ),
        };
        let step =
            serde_json::to_value(outcome).ok().and_then(|value| value.as_str().map(str::to_owned));
        let mend = format!(
            "ask {owner}, and record its answer: partner-answer partner={owner} demand={} to={} answer=yes",
            demand.item,
            step.unwrap_or_default()
        );
        Err(Refusal::new(OWNERS_ANSWER, what, mend))
    }

    /// What each owner of a demand says to an outcome, and what must be had of it on a day. Of a lost demand its owner is told and
    /// asked: an answer is enough.
    pub fn owners_say(
        &self,
        item: &Slug,
        demand: &DemandState,
        outcome: DemandStep,
        on: money::Date,
    ) -> Vec<OwnersSay> {
        let must = |owner: &Slug| match outcome {
            DemandStep::Lost => BeforeChange::Consulted,
            _ => self.before_change(owner, item, on),
        };
        let say = |owner: &Slug| OwnersSay {
            owner: owner.clone(),
            must: must(owner),
            said: demand.answer_of(owner, outcome).map(|(_, answer)| answer.answer),
        };
        demand.owners.iter().map(say).collect()
    }

    pub(super) fn partner_answer(
        &mut self,
        at: At<'_>,
        answer: &PartnerAnswer,
    ) -> Result<(), Refusal> {
        self.known_partner(&answer.partner)?;
        self.known_demand_item(&answer.demand)?;
        if let Some(vote) = &answer.vote
            && !self.partner_votes.contains_key(vote)
        {
            return Err(Refusal::unknown("partner's vote", vote, self.partner_votes.keys()));
        }
        if !answer.to.is_outcome() {
            return Err(Refusal::new(
                DEMAND_ORDER,
                format!("\"{}\" is no outcome to answer to", answer.to.name()),
                "name one of won, won-in-part, converted, deferred, dropped, lost in `to`",
            ));
        }
        let Some(demand) = self.demands.get_mut(&answer.demand) else {
            return Err(Refusal::new(
                DEMAND_ORDER,
                format!("{} has not been raised", answer.demand),
                "record the demand first: the step \"raised\", with its owners",
            ));
        };
        demand.answers.push((at.since, answer.clone()));
        Ok(())
    }

    /// Whether a demand is the coalition's and not one union's alone: somebody owns or adopted it that is not at the table, or
    /// several do.
    pub fn is_joint(&self, demand: &DemandState) -> bool {
        let mut whose: BTreeSet<&Slug> = demand.owners.iter().collect();
        whose.extend(demand.adopted.iter().map(|(partner, _)| partner));
        let outside = |id: &&Slug| {
            self.partners.get(*id).is_some_and(|partner| partner.partner.party.is_none())
        };
        whose.len() > 1 || whose.iter().any(outside)
    }

    /// Joint demands without an outcome, with their owners.
    pub fn joint_demands_open(&self) -> Vec<(&Slug, &DemandState)> {
        let open =
            |(_, demand): &(&Slug, &DemandState)| demand.outcome.is_none() && self.is_joint(demand);
        self.demands.iter().filter(open).collect()
    }

    /// Refuses a recommendation while a joint demand has no outcome, and says which.
    pub(super) fn joint_demands_first(&self, what: &str) -> Result<(), Refusal> {
        let open = self.joint_demands_open();
        if open.is_empty() {
            return Ok(());
        }
        let named: Vec<String> = open
            .iter()
            .map(|(item, demand)| {
                let owners: Vec<&str> = demand.owners.iter().map(Slug::as_str).collect();
                format!("{item} (of {}): {}", owners.join(", "), demand.status().name())
            })
            .collect();
        Err(Refusal::new(
            JOINT_DEMANDS_FIRST,
            format!(
                "{what} would be recommended, and these demands have no outcome: {}",
                named.join("; ")
            ),
            "record what became of each, with its owner's answer",
        ))
    }

    pub(super) fn recommend(
        &mut self,
        at: At<'_>,
        recommendation: &Recommendation,
    ) -> Result<(), Refusal> {
        let id = self.total_named(recommendation.of.as_ref())?;
        self.known_body(&recommendation.by)?;
        if recommendation.recommends == Recommends::Yes {
            self.joint_demands_first(id.as_str())?;
        }
        if let Some(total) = self.totals.get_mut(&id) {
            total.recommendations.push((at.since, recommendation.clone()));
        }
        Ok(())
    }

    /// Why the union's side may not take a partner's demand off the table: it has no outcome, and was not moved elsewhere.
    pub(super) fn stays_on_the_table(&self, side: Side, item: &Slug) -> Result<(), Refusal> {
        let Some(demand) = self.demands.get(item) else { return Ok(()) };
        let moved = demand.status() == DemandStep::MovedOffTable;
        if side != Side::Union || demand.outcome.is_some() || moved || !self.is_joint(demand) {
            return Ok(());
        }
        let owners: Vec<&str> = demand.owners.iter().map(Slug::as_str).collect();
        Err(Refusal::new(
            OWNERS_ANSWER,
            format!(
                "{item} is a demand of {}, and would be taken off the table",
                owners.join(", ")
            ),
            "record first that it goes on elsewhere (step=moved-off-table), or its outcome with its owner's answer",
        ))
    }
}

/// Why an entry would make a partner's demand vanish or lose its hold: by taking back, or correcting, what raised it, whose it is, or
/// the union's pass on it.
pub(super) fn gone(before: &State, after: &State) -> Option<Refusal> {
    before.demands.iter().find_map(|(item, demand)| {
        let now = after.demands.get(item);
        let owner = demand.owners.iter().find(|owner| {
            let said = demand.answer_of(owner, DemandStep::Dropped);
            said.is_none_or(|(_, said)| said.answer != YesNo::Yes)
        })?;
        let lost = now.is_none_or(|now| !now.owners.contains(owner));
        let open = demand.outcome.is_none() && before.is_joint(demand);
        let what = if lost {
            "would be gone from the record"
        } else if now.is_some_and(|now| begins_later(demand, now)) {
            "would begin on a later day, or not be taken up again"
        } else if open && now.is_some_and(|now| now.outcome.is_none() && !after.is_joint(now)) {
            "would no longer be joint, and hold nothing up"
        } else if open && is_held(before, item) && !is_held(after, item) && !is_away(after, item) {
            "would be off the table"
        } else {
            return None;
        };
        Some(Refusal::new(
            OWNERS_ANSWER,
            format!("{owner}'s demand {item} {what}"),
            format!("record {owner}'s answer first: partner-answer partner={owner} demand={item} to=dropped answer=yes"),
        ))
    })
}

/// Whether a step by which a demand begins came to a later day, or is there no more.
fn begins_later(before: &DemandState, after: &DemandState) -> bool {
    let begins = |step: DemandStep| matches!(step, DemandStep::Raised | DemandStep::TakenUp);
    before.steps.iter().filter(|(_, step)| begins(step.step)).any(|(since, was)| {
        let now = after.steps.iter().find(|(at, _)| at.entry == since.entry);
        now.is_none_or(|(at, now)| at.when.day > since.when.day || now.step != was.step)
    })
}

/// Whether the union holds something on an item.
fn is_held(state: &State, item: &Slug) -> bool {
    let stand = state.items.get(item).and_then(|item| item.side(Side::Union));
    stand.is_some_and(|stand| stand.position.is_some() || !stand.packages.is_empty())
}

/// Whether a demand goes on elsewhere, or is agreed, or is settled.
fn is_away(state: &State, item: &Slug) -> bool {
    let agreed = state.items.get(item).is_some_and(|item| item.agreed.is_some());
    let demand = state.demands.get(item);
    agreed
        || demand.is_some_and(|demand| {
            demand.outcome.is_some() || demand.status() == DemandStep::MovedOffTable
        })
}

/// Why an entry would keep from an owner what becomes of its own demand, or what it is told to have said.
pub(super) fn hidden_from_owner(with: &Entry, entries: &[Entry], after: &State) -> Option<Refusal> {
    let sees = |owner: &Slug, who: &Audiences| {
        who.contains(&Audience::Partner(owner.clone())) || who.contains(&Audience::Public)
    };
    let refuse = |what: String| {
        Some(Refusal::new(PARTNERS_OWN, what, "leave --audience out, or name the partner in it"))
    };
    let audience = &with.draft.audience;
    match &with.draft.body {
        Body::Demand(demand) if demand.step.is_outcome() && demand.step != DemandStep::Won => {
            let owners = &after.demands.get(&demand.item)?.owners;
            let blind = owners.iter().find(|owner| !sees(owner, audience))?;
            refuse(format!(
                "{blind} would not see that its demand {} is {}",
                demand.item,
                demand.step.name()
            ))
        }
        Body::PartnerAnswer(answer) if !sees(&answer.partner, audience) => {
            refuse(format!("{} would not see the answer that is told of it", answer.partner))
        }
        Body::Redaction(redaction) => {
            let of = entries.iter().find(|entry| entry.number == redaction.entry)?;
            let Body::Demand(demand) = &of.draft.body else { return None };
            let owners = &after.demands.get(&demand.item)?.owners;
            let blind = owners
                .iter()
                .find(|owner| redaction.from.contains(&Audience::Partner((*owner).clone())))?;
            refuse(format!("{blind} would no longer see its own demand {}", demand.item))
        }
        _ => None,
    }
}
