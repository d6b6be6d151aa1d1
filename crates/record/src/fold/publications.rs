//! What went out, to whom, and by whom.

use std::sync::Arc;

use super::{At, Since, State};
use crate::audience::Audience;
use crate::body::{Publication, PublicationStep, Side};
use crate::rules::{A_RELEASE_STANDS, KNOWN_NAMES, TWO_PEOPLE};
use crate::{Audiences, Digest, Refusal, Slug};

/// Where a release stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicationStatus {
    /// A second person is to look at it.
    Proposed,
    /// It is out.
    Released,
    /// A later release, by its id, takes its place.
    Corrected(Slug),
    /// We no longer put it before anybody.
    Withdrawn,
}

impl PublicationStatus {
    /// The word.
    pub fn name(&self) -> &'static str {
        match self {
            PublicationStatus::Proposed => "proposed",
            PublicationStatus::Released => "released",
            PublicationStatus::Corrected(_) => "corrected",
            PublicationStatus::Withdrawn => "withdrawn",
        }
    }
}

/// A release and its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationState {
    /// Its steps, in order.
    pub steps: Vec<(Since, Arc<Publication>)>,
    /// The release that took its place.
    pub corrected_by: Option<(Since, Slug)>,
}

impl PublicationState {
    /// The last step that says what is in it: the release, else what was proposed last.
    pub fn last(&self) -> &Publication {
        let says = self.steps.iter().rev().find(|(_, one)| one.sha256.is_some());
        says.or(self.steps.last()).map_or(&self.steps[0].1, |(_, one)| one)
    }

    /// Where it stands.
    pub fn status(&self) -> PublicationStatus {
        let last = self.steps.last().map_or(PublicationStep::Proposed, |(_, one)| one.step);
        match (last, &self.corrected_by) {
            (PublicationStep::Withdrawn, _) => PublicationStatus::Withdrawn,
            (PublicationStep::Released, Some((_, by))) => PublicationStatus::Corrected(by.clone()),
            (PublicationStep::Released, None) => PublicationStatus::Released,
            (PublicationStep::Proposed, _) => PublicationStatus::Proposed,
        }
    }

    /// When it went out.
    pub fn released(&self) -> Option<Since> {
        let step = self.steps.iter().find(|(_, one)| one.step == PublicationStep::Released);
        step.map(|(since, _)| *since)
    }

    /// The hash of its list of files.
    pub fn sha256(&self) -> Option<Digest> {
        self.last().sha256
    }

    /// Whom it is for.
    pub fn to(&self) -> &Audiences {
        let named = self.steps.iter().rev().find(|(_, one)| !one.to.is_empty());
        named.map_or(&self.last().to, |(_, one)| &one.to)
    }

    fn proposal(&self) -> Option<&Publication> {
        let last = self.steps.last().map(|(_, one)| one.as_ref());
        last.filter(|one| one.step == PublicationStep::Proposed)
    }
}

fn same_person(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

impl State {
    /// The people who may release: the union's team, as it is on the state's day. A seat without a name is no person who could be
    /// asked to look.
    pub fn releasers(&self) -> Vec<&str> {
        let ours =
            |party: &Slug| self.parties.get(party).is_some_and(|one| one.side == Side::Union);
        let mut all: Vec<&str> = Vec::new();
        for member in self.team.iter().filter(|member| ours(&member.party) && !member.unnamed) {
            if !all.iter().any(|one| same_person(one, &member.who)) {
                all.push(&member.who);
            }
        }
        all
    }

    pub(super) fn publication(
        &mut self,
        at: At<'_>,
        one: &Arc<Publication>,
    ) -> Result<(), Refusal> {
        match one.step {
            PublicationStep::Proposed => self.may_be_proposed(one)?,
            PublicationStep::Released => self.may_be_released(one)?,
            PublicationStep::Withdrawn => {
                let known = self.publications.get(&one.id);
                if known.is_none() {
                    let known = self.publications.keys();
                    return Err(Refusal::unknown("release", &one.id, known));
                }
                if one.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
                    return Err(Refusal::new(
                        A_RELEASE_STANDS,
                        format!("{} would be withdrawn without a reason", one.id),
                        "say why: reason=\"...\"",
                    ));
                }
            }
        }
        let corrects =
            self.publications.get(&one.id).and_then(|known| known.last().corrects.clone());
        let corrects = one.corrects.clone().or(corrects);
        if let (PublicationStep::Released, Some(of)) = (one.step, corrects)
            && let Some(of) = self.publications.get_mut(&of)
        {
            of.corrected_by.get_or_insert((at.since, one.id.clone()));
        }
        let steps = self.publications.entry(one.id.clone());
        let state = steps.or_insert(PublicationState { steps: Vec::new(), corrected_by: None });
        state.steps.push((at.since, one.clone()));
        Ok(())
    }

    /// What goes out says what it is, for whom, and in place of what.
    fn is_whole(&self, one: &Publication) -> Result<(), Refusal> {
        let wrong = |what: String, mend: &str| Err(Refusal::new(A_RELEASE_STANDS, what, mend));
        if one.by.trim().is_empty() {
            return wrong(
                format!("nobody is named who takes the step on {}", one.id),
                "say by whom",
            );
        }
        if one.sha256.is_none() {
            return wrong(format!("{} has no hash", one.id), "build it by `goodfaith publish`");
        }
        if one.to.iter().all(|who| *who == Audience::Team) {
            return wrong(format!("{} is for nobody", one.id), "name an audience beside the team");
        }
        let Some(of) = &one.corrects else { return Ok(()) };
        let Some(before) = self.publications.get(of) else {
            return Err(Refusal::unknown("release", of, self.publications.keys()));
        };
        match before.status() {
            PublicationStatus::Proposed => {
                return wrong(format!("{of} never went out"), "propose it anew instead");
            }
            PublicationStatus::Corrected(by) if by != one.id => {
                return wrong(format!("{of} is corrected by {by} already"), "correct that one");
            }
            _ => {}
        }
        if one.changes.as_deref().is_none_or(|changes| changes.trim().is_empty()) {
            return wrong(
                format!("{} does not say what it changes in {of}", one.id),
                "say it, for the people who read it: changes=\"...\"",
            );
        }
        Ok(())
    }

    fn may_be_proposed(&self, one: &Publication) -> Result<(), Refusal> {
        self.is_whole(one)?;
        match self.publications.get(&one.id).map(PublicationState::status) {
            None | Some(PublicationStatus::Proposed) => Ok(()),
            Some(status) => Err(Refusal::new(
                A_RELEASE_STANDS,
                format!("{} is {}", one.id, status.name()),
                "a correction is a release of its own, under another id",
            )),
        }
    }

    fn may_be_released(&self, one: &Publication) -> Result<(), Refusal> {
        let known = self.publications.get(&one.id);
        if let Some(status) = known.map(PublicationState::status)
            && status != PublicationStatus::Proposed
        {
            return Err(Refusal::new(
                A_RELEASE_STANDS,
                format!("{} is {} already", one.id, status.name()),
                "a correction is a release of its own, under another id",
            ));
        }
        self.is_whole(one)?;
        let proposal = known.and_then(PublicationState::proposal);
        if let Some(proposal) = proposal
            && (proposal.sha256, &proposal.to) != (one.sha256, &one.to)
        {
            return Err(Refusal::new(
                A_RELEASE_STANDS,
                format!("{} is not what {} proposed", one.id, proposal.by),
                "propose it anew, so that both look at the same bytes",
            ));
        }
        let people = self.releasers();
        let only_takes_out = !one.takes_out.is_empty() && one.corrects.is_some();
        if people.len() < 2 || only_takes_out {
            return Ok(());
        }
        let names = people.join(", ");
        let Some(proposal) = proposal else {
            return Err(Refusal::new(
                TWO_PEOPLE,
                format!("{} would go out by {} alone", one.id, one.by),
                format!("propose it first, and let another of them release it: {names}"),
            ));
        };
        if same_person(&proposal.by, &one.by) {
            return Err(Refusal::new(
                TWO_PEOPLE,
                format!("{} proposed {}, and cannot release it as well", one.by, one.id),
                format!("another of them has to: {names}"),
            ));
        }
        let stranger = [&proposal.by, &one.by]
            .into_iter()
            .find(|who| !people.iter().any(|known| same_person(known, who)));
        match stranger {
            Some(who) => Err(Refusal::new(
                KNOWN_NAMES,
                format!("{who} is not of the union's team"),
                format!("name one of: {names}"),
            )),
            None => Ok(()),
        }
    }
}
