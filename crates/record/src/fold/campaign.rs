//! Actions on their ladder, turnout against a fixed denominator, and one calendar of the dates that press.

use std::collections::BTreeMap;
use std::sync::Arc;

use money::{Date, Fraction, Rounding};

use super::counts::percent_of;
use super::items::Since;
use super::{At, State};
use crate::body::{
    Action, ActionKind, ActionStep, DateKind, PressingDate, SessionState, VoteState,
};
use crate::rules::{ACTION_ORDER, COUNTS_ADD_UP, FIXED_DENOMINATOR, KNOWN_NAMES};
use crate::{Refusal, Slug};

/// Turnout at a worksite.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Members there, as they were fixed.
    pub members: Option<u32>,
    /// Members who took part; none when nobody has counted.
    pub took_part: Option<u32>,
}

impl Turnout {
    /// Percent of the members who took part; none when either is not known.
    pub fn percent(self) -> Option<Fraction> {
        percent_of(self.took_part?, self.members?)
    }
}

/// An action: what its steps come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionState {
    /// Its steps, in order.
    pub steps: Vec<(Since, Arc<Action>)>,
    /// What it is.
    pub title: Option<String>,
    /// Its kind.
    pub kind: Option<ActionKind>,
    /// Its rung.
    pub rung: Option<u32>,
    /// The day for which it is planned.
    pub planned_for: Option<Date>,
    /// Where.
    pub places: Vec<String>,
    /// Partners that take part.
    pub partners: Vec<Slug>,
    /// Who is to be moved.
    pub target: Option<String>,
    /// What is asked of people.
    pub ask: Option<String>,
    /// The percent at which the next rung opens.
    pub threshold_percent: Option<String>,
    /// The structure test that must have passed first.
    pub after: Option<Slug>,
    /// Turnout by worksite.
    pub worksites: BTreeMap<String, Turnout>,
    /// People of the public who took part.
    pub supporters: Option<u32>,
    /// The count that goes with it.
    pub count: Option<Slug>,
}

impl ActionState {
    /// As much of it as somebody sees who may see some entries; none when that is nothing.
    pub fn seen(&self, sees: impl Fn(u64) -> bool) -> Option<ActionState> {
        let mut seen = ActionState::default();
        for (since, step) in self.steps.iter().filter(|(since, _)| sees(since.entry)) {
            seen.take(*since, Arc::clone(step));
        }
        (!seen.steps.is_empty()).then_some(seen)
    }

    fn take(&mut self, since: Since, step: Arc<Action>) {
        let said = |now: &Option<String>, before: &mut Option<String>| {
            if now.is_some() {
                before.clone_from(now);
            }
        };
        said(&step.title, &mut self.title);
        said(&step.target, &mut self.target);
        said(&step.ask, &mut self.ask);
        said(&step.threshold_percent, &mut self.threshold_percent);
        self.kind = step.kind.or(self.kind);
        self.rung = step.rung.or(self.rung);
        self.planned_for = step.planned_for.or(self.planned_for);
        self.supporters = step.supporters.or(self.supporters);
        if step.after.is_some() {
            self.after.clone_from(&step.after);
        }
        if step.count.is_some() {
            self.count.clone_from(&step.count);
        }
        for place in &step.places {
            if !self.places.contains(place) {
                self.places.push(place.clone());
            }
        }
        for partner in &step.partners {
            if !self.partners.contains(partner) {
                self.partners.push(partner.clone());
            }
        }
        for one in &step.worksites {
            let turnout = self.worksites.entry(one.site.clone()).or_default();
            turnout.members = turnout.members.or(one.members);
            turnout.took_part = one.took_part.or(turnout.took_part);
        }
        self.steps.push((since, step));
    }

    /// The step that it has reached.
    pub fn status(&self) -> ActionStep {
        self.steps.last().map_or(ActionStep::Planned, |(_, step)| step.step)
    }

    /// When a step was taken.
    pub fn when(&self, step: ActionStep) -> Option<Since> {
        self.steps.iter().rfind(|(_, one)| one.step == step).map(|(since, _)| *since)
    }

    /// All worksites together: who took part where somebody counted, of every member of every site. A site that nobody has counted
    /// has a denominator and no one who took part, and is named in [`ActionState::uncounted`].
    pub fn turnout(&self) -> Turnout {
        let sum = |pick: fn(&Turnout) -> Option<u32>| {
            let all = self.worksites.values().filter_map(pick);
            all.fold(None, |sum: Option<u32>, one| Some(sum.unwrap_or(0).saturating_add(one)))
        };
        let unmeasured = self.worksites.values().any(|one| one.members.is_none());
        Turnout {
            members: sum(|one| one.members).filter(|_| !unmeasured),
            took_part: sum(|one| one.took_part),
        }
    }

    /// Worksites that nobody has counted.
    pub fn uncounted(&self) -> Vec<&str> {
        let open = self.worksites.iter().filter(|(_, one)| one.took_part.is_none());
        open.map(|(site, _)| site.as_str()).collect()
    }

    /// Whether it is a structure test that has passed its threshold; none when it has no threshold, or cannot be measured.
    pub fn has_passed(&self) -> Option<bool> {
        let threshold = Fraction::parse(self.threshold_percent.as_deref()?).ok()?;
        Some(self.turnout().percent()? >= threshold)
    }
}

/// Something on the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnCalendar {
    /// The day.
    pub day: Date,
    /// What sort of thing: `expiration`, `budget`, `session`, `action`, `partner's vote`, `count closes`.
    pub sort: &'static str,
    /// What happens.
    pub title: String,
    /// Whose it is.
    pub of: Option<String>,
    /// The entries that say so; none for a contract's term.
    pub entries: Vec<u64>,
}

impl State {
    pub(super) fn action(&mut self, at: At<'_>, action: &Arc<Action>) -> Result<(), Refusal> {
        for partner in &action.partners {
            self.known_partner(partner)?;
        }
        if let Some(count) = &action.count
            && !self.counts.contains_key(count)
        {
            return Err(Refusal::unknown("count", count, self.counts.keys()));
        }
        if let Some(after) = &action.after
            && (*after == action.id || !self.actions.contains_key(after))
        {
            return Err(Refusal::unknown("action", after, self.actions.keys()));
        }
        let known = self.actions.get(&action.id);
        if known.is_none() && action.title.is_none() {
            let mend = "say in `title` what it is";
            return Err(Refusal::new(KNOWN_NAMES, format!("{} has no title", action.id), mend));
        }
        if known.is_some_and(|known| known.status() == ActionStep::Cancelled)
            && action.step != ActionStep::Planned
        {
            return Err(Refusal::new(
                ACTION_ORDER,
                format!("{} was cancelled, and would be {}", action.id, action.step.name()),
                "record step=planned first",
            ));
        }
        turnout_adds_up(known, action)?;
        self.goes_ahead(at, known.cloned().as_ref(), action);
        self.actions.entry(action.id.clone()).or_default().take(at.since, Arc::clone(action));
        Ok(())
    }

    /// Flags a rung that is climbed before the one below it holds. The team may; it is written down.
    fn goes_ahead(&mut self, at: At<'_>, known: Option<&ActionState>, action: &Action) {
        let after = action.after.as_ref().or(known.and_then(|known| known.after.as_ref()));
        if !matches!(action.step, ActionStep::Asked | ActionStep::Done) {
            return;
        }
        let Some((id, test)) = after.and_then(|after| self.actions.get_key_value(after)) else {
            return;
        };
        if test.has_passed() == Some(true) {
            return;
        }
        let percent = test.turnout().percent().map_or_else(
            || "not measured".to_owned(),
            |percent| {
                // Cut and not rounded: just below is below.
                let cut = percent.round_to(&Fraction::new(1, 10), Rounding::Truncate);
                format!("{} percent", cut.to_decimal(1))
            },
        );
        let goal = test.threshold_percent.clone().unwrap_or_else(|| "no threshold".to_owned());
        let what = format!("{} goes ahead before {id} has passed: {percent} of {goal}", action.id);
        self.flag(at, what);
    }

    /// Whether the rung of an action is open: it comes after nothing, or after a test that has passed.
    pub fn is_open(&self, action: &ActionState) -> bool {
        match &action.after {
            None => true,
            Some(after) => self.actions.get(after).and_then(ActionState::has_passed) == Some(true),
        }
    }

    pub(super) fn pressing_date(
        &mut self,
        at: At<'_>,
        date: &Arc<PressingDate>,
    ) -> Result<(), Refusal> {
        self.dates.insert(date.id.clone(), (at.since, Arc::clone(date)));
        Ok(())
    }

    /// One calendar, by day: dates that press, ends of contracts, planned sessions and actions, partners' votes, votes that close.
    pub fn calendar(&self) -> Vec<OnCalendar> {
        let mut all: Vec<OnCalendar> = self
            .dates
            .values()
            .map(|(since, date)| OnCalendar {
                day: date.on,
                sort: date.kind.name(),
                title: date.title.clone(),
                of: date.of.clone(),
                entries: vec![since.entry],
            })
            .collect();
        let ends = self.agreements.values().filter_map(|contract| {
            Some(OnCalendar {
                day: contract.to()?,
                sort: DateKind::Expiration.name(),
                title: format!("{} ends", contract.agreement.title),
                of: None,
                entries: Vec::new(),
            })
        });
        let sessions =
            self.sessions.iter().filter(|one| one.session.state == SessionState::Planned);
        let sessions = sessions.map(|one| OnCalendar {
            day: one.since.when.day,
            sort: "session",
            title: one.session.agenda.clone().unwrap_or_else(|| "session".to_owned()),
            of: None,
            entries: vec![one.since.entry],
        });
        let actions = self
            .actions
            .values()
            .filter(|one| matches!(one.status(), ActionStep::Planned | ActionStep::Asked));
        let actions = actions.filter_map(|one| {
            Some(OnCalendar {
                day: one.planned_for?,
                sort: "action",
                title: one.title.clone().unwrap_or_default(),
                of: None,
                entries: one
                    .steps
                    .iter()
                    .filter(|(_, step)| step.planned_for.is_some() || step.title.is_some())
                    .map(|(since, _)| since.entry)
                    .collect(),
            })
        });
        let decides = self.partner_votes.values().filter(|one| one.vote.state != VoteState::Taken);
        let decides = decides.filter_map(|one| {
            Some(OnCalendar {
                day: one.vote.decides_on?,
                sort: "partner's vote",
                title: one.vote.question.clone(),
                of: Some(one.vote.partner.to_string()),
                entries: vec![one.since.entry],
            })
        });
        let closes = self.counts.values().filter_map(|one| {
            Some(OnCalendar {
                day: one.count.closes?,
                sort: "count closes",
                title: one.count.title.clone(),
                of: None,
                entries: vec![one.since.entry],
            })
        });
        all.extend(ends.chain(sessions).chain(actions).chain(decides).chain(closes));
        all.sort_by(|a, b| (a.day, a.sort, &a.title).cmp(&(b.day, b.sort, &b.title)));
        all
    }
}

/// Whether an action's turnout can be: denominators stay as they were fixed, and no more take part than are there.
fn turnout_adds_up(known: Option<&ActionState>, action: &Action) -> Result<(), Refusal> {
    let percent = action.threshold_percent.as_deref();
    let whole = Fraction::new(100, 1);
    if let Some(text) = percent
        && !Fraction::parse(text).is_ok_and(|percent| !percent.is_negative() && percent <= whole)
    {
        let what = format!("{}: \"{text}\" is no percent from 0 to 100", action.id);
        return Err(Refusal::new(
            COUNTS_ADD_UP,
            what,
            "write the threshold as a percent, such as 90",
        ));
    }
    let before = known.and_then(|known| known.threshold_percent.as_deref());
    if let (Some(before), Some(now)) = (before, percent)
        && Fraction::parse(before).ok() != Fraction::parse(now).ok()
    {
        return Err(Refusal::new(
            FIXED_DENOMINATOR,
            format!("the threshold of {} was {before} percent, and would be {now}", action.id),
            "leave it as it was set; a mistake is corrected with --corrects",
        ));
    }
    for one in &action.worksites {
        let fixed = known.and_then(|known| known.worksites.get(&one.site)?.members);
        if let (Some(fixed), Some(now)) = (fixed, one.members)
            && fixed != now
        {
            return Err(Refusal::new(
                FIXED_DENOMINATOR,
                format!("{} had {fixed} members for {}, and would have {now}", one.site, action.id),
                "leave the denominator as it was fixed; a mistake is corrected with --corrects",
            ));
        }
        let twice = action.worksites.iter().filter(|other| other.site == one.site).count() > 1;
        if twice {
            let what = format!("{}: {} stands there twice", action.id, one.site);
            return Err(Refusal::new(COUNTS_ADD_UP, what, "give each worksite one row"));
        }
        let counted = known.and_then(|known| known.worksites.get(&one.site)?.took_part);
        if let (Some(members), Some(took_part)) = (fixed.or(one.members), one.took_part.or(counted))
            && took_part > members
        {
            return Err(Refusal::new(
                COUNTS_ADD_UP,
                format!(
                    "{}: {took_part} took part at {}, of {members} members",
                    action.id, one.site
                ),
                "count members alone; people of the public go into `supporters`",
            ));
        }
    }
    Ok(())
}
