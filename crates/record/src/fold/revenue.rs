//! Ideas for revenue with their estimates side by side, and commissions with what became of what they recommended.

use std::collections::BTreeMap;
use std::sync::Arc;

use money::{Cents, Date};

use super::items::Since;
use super::{At, State};
use crate::body::{Comes, Commission, CommissionStep, Estimate, Revenue, RevenueStep, Uptake};
use crate::rules::{COMMISSION_ORDER, KNOWN_NAMES, REVENUE_ORDER, REVENUE_RANGE};
use crate::{Refusal, Slug};

/// An estimate in exact cents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimateState {
    /// Who says so, and how it was worked out.
    pub estimate: Estimate,
    /// When it was put forward.
    pub since: Since,
    /// The least.
    pub low: Cents,
    /// The most.
    pub high: Cents,
}

/// An idea for revenue: what its steps come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevenueState {
    /// Its steps, in order.
    pub steps: Vec<(Since, Arc<Revenue>)>,
    /// What it is.
    pub title: Option<String>,
    /// Who has authority to adopt it.
    pub authority: Option<String>,
    /// Whether the employer itself does.
    pub employer_decides: Option<bool>,
    /// Estimates, as they were put forward.
    pub estimates: Vec<EstimateState>,
    /// What the money may only be used for.
    pub restricted: Option<String>,
    /// What the law allows of it.
    pub legal_limit: Option<String>,
    /// The first fiscal year.
    pub first_year: Option<String>,
    /// What it would pay for.
    pub pays_for: Vec<Slug>,
}

impl RevenueState {
    /// As much of it as somebody sees who may see some entries; none when that is nothing.
    pub fn seen(&self, sees: impl Fn(u64) -> bool) -> Option<RevenueState> {
        let mut seen = RevenueState::default();
        for (since, step) in self.steps.iter().filter(|(since, _)| sees(since.entry)) {
            seen.take(*since, Arc::clone(step));
        }
        (!seen.steps.is_empty()).then_some(seen)
    }

    fn take(&mut self, since: Since, step: Arc<Revenue>) {
        let said = |now: &Option<String>, before: &mut Option<String>| {
            if now.is_some() {
                before.clone_from(now);
            }
        };
        said(&step.title, &mut self.title);
        said(&step.authority, &mut self.authority);
        said(&step.restricted, &mut self.restricted);
        said(&step.legal_limit, &mut self.legal_limit);
        said(&step.first_year, &mut self.first_year);
        self.employer_decides = step.employer_decides.or(self.employer_decides);
        if let Some(estimate) = &step.estimate
            && let Ok((low, high)) = range(estimate)
        {
            self.estimates.push(EstimateState { estimate: estimate.clone(), since, low, high });
        }
        for one in &step.pays_for {
            if !self.pays_for.contains(one) {
                self.pays_for.push(one.clone());
            }
        }
        self.steps.push((since, step));
    }

    /// Where it stands.
    pub fn status(&self) -> RevenueStep {
        self.steps.last().map_or(RevenueStep::Raised, |(_, step)| step.step)
    }

    /// The least and the most that any estimate of money that comes so says; none when there is no such estimate.
    pub fn range(&self, comes: Comes) -> Option<(Cents, Cents)> {
        let of = self.estimates.iter().filter(|one| one.estimate.comes == comes);
        let low = of.clone().map(|one| one.low).min()?;
        Some((low, of.map(|one| one.high).max()?))
    }
}

/// An estimate's least and most.
fn range(estimate: &Estimate) -> Result<(Cents, Cents), String> {
    let cents = |text: &str| {
        Cents::parse(text)
            .map_err(|_| format!("\"{text}\" is no amount of dollars, such as 204000000"))
    };
    let low = cents(&estimate.low)?;
    let high = estimate.high.as_deref().map_or(Ok(low), cents)?;
    // More than the budget of any employer: a slip, and sums of such amounts would not fit.
    let most = Cents::new(1_000_000_000_000_000);
    if high > most || low < Cents::new(-1_000_000_000_000_000) {
        return Err("it is more than ten trillion dollars".to_owned());
    }
    match low <= high {
        true => Ok((low, high)),
        false => Err(format!(
            "{} is more than {}",
            estimate.low,
            estimate.high.as_deref().unwrap_or_default()
        )),
    }
}

/// What a commission recommended, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recommended {
    /// When.
    pub since: Since,
    /// What.
    pub words: Option<String>,
    /// The idea for revenue that it is about.
    pub revenue: Option<Slug>,
    /// What became of it, who did it, and when; none when nobody has answered.
    pub answers: Vec<(Since, Uptake, Option<String>)>,
}

/// A commission: what its steps come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommissionState {
    /// Its steps, in order.
    pub steps: Vec<(Since, Arc<Commission>)>,
    /// Its name.
    pub name: Option<String>,
    /// What it is to do.
    pub mandate: Option<String>,
    /// Who pays for it.
    pub paid_by: Option<String>,
    /// Who sits on it.
    pub members: Vec<String>,
    /// How it decides.
    pub decides_by: Option<String>,
    /// How often it meets.
    pub meets: Option<String>,
    /// The day by which it is to report.
    pub report_due: Option<Date>,
    /// What it recommended.
    pub recommendations: BTreeMap<Slug, Recommended>,
}

impl CommissionState {
    /// As much of it as somebody sees who may see some entries; none when that is nothing.
    pub fn seen(&self, sees: impl Fn(u64) -> bool) -> Option<CommissionState> {
        let mut seen = CommissionState::default();
        for (since, step) in self.steps.iter().filter(|(since, _)| sees(since.entry)) {
            seen.take(*since, Arc::clone(step));
        }
        (!seen.steps.is_empty()).then_some(seen)
    }

    fn take(&mut self, since: Since, step: Arc<Commission>) {
        let said = |now: &Option<String>, before: &mut Option<String>| {
            if now.is_some() {
                before.clone_from(now);
            }
        };
        said(&step.name, &mut self.name);
        said(&step.mandate, &mut self.mandate);
        said(&step.paid_by, &mut self.paid_by);
        said(&step.decides_by, &mut self.decides_by);
        said(&step.meets, &mut self.meets);
        self.report_due = step.report_due.or(self.report_due);
        if !step.members.is_empty() {
            self.members.clone_from(&step.members);
        }
        if let Some(id) = &step.recommendation {
            match (step.step, step.uptake) {
                (CommissionStep::Recommended, _) => {
                    let new = Recommended {
                        since,
                        words: step.words.clone(),
                        revenue: step.revenue.clone(),
                        answers: Vec::new(),
                    };
                    self.recommendations.insert(id.clone(), new);
                }
                (CommissionStep::Answered, Some(uptake)) => {
                    if let Some(known) = self.recommendations.get_mut(id) {
                        known.answers.push((since, uptake, step.by.clone()));
                    }
                }
                _ => {}
            }
        }
        self.steps.push((since, step));
    }

    /// When it did something.
    pub fn when(&self, step: CommissionStep) -> impl Iterator<Item = Since> {
        self.steps.iter().filter(move |(_, one)| one.step == step).map(|(since, _)| *since)
    }

    /// What it should say and does not: what such bodies have failed for want of (`domain/process.md` section 12: a committee
    /// without a rule to decide by, no duty to report).
    pub fn missing(&self) -> Vec<&'static str> {
        [
            (self.mandate.is_none(), "a mandate"),
            (self.members.is_empty(), "who sits on it"),
            (self.decides_by.is_none(), "how it decides"),
            (self.meets.is_none(), "how often it meets"),
            (self.report_due.is_none(), "when it reports"),
            (self.paid_by.is_none(), "who pays for it"),
        ]
        .into_iter()
        .filter_map(|(missing, what)| missing.then_some(what))
        .collect()
    }

    /// Whether its report is late on a day.
    pub fn report_is_late(&self, on: Date) -> bool {
        self.report_due.is_some_and(|due| due < on)
            && self.when(CommissionStep::Reported).next().is_none()
    }
}

impl State {
    pub(super) fn revenue(&mut self, at: At<'_>, revenue: &Arc<Revenue>) -> Result<(), Refusal> {
        for item in &revenue.pays_for {
            self.known_item(item)?;
        }
        if let Some(estimate) = &revenue.estimate {
            range(estimate).map_err(|what| {
                let mend = "write low and high as whole dollars, low first";
                Refusal::new(REVENUE_RANGE, format!("{}: {what}", revenue.id), mend)
            })?;
        }
        let known = self.revenue.get(&revenue.id);
        match (known, revenue.step) {
            (None, RevenueStep::Raised) if revenue.title.is_none() => {
                return Err(Refusal::new(
                    KNOWN_NAMES,
                    format!("{} has no title", revenue.id),
                    "say in `title` what it is",
                ));
            }
            (None, RevenueStep::Raised) | (Some(_), _) => {}
            (None, step) => {
                return Err(Refusal::new(
                    REVENUE_ORDER,
                    format!("{} would be {}, and no entry raises it", revenue.id, step.name()),
                    "record step=raised first, with its title",
                ));
            }
        }
        let not_asked = revenue.step == RevenueStep::Studied && revenue.estimate.is_none();
        if not_asked {
            self.flag(at, format!("{} is called studied, and no estimate is given", revenue.id));
        }
        self.revenue.entry(revenue.id.clone()).or_default().take(at.since, Arc::clone(revenue));
        Ok(())
    }

    pub(super) fn commission(
        &mut self,
        at: At<'_>,
        commission: &Arc<Commission>,
    ) -> Result<(), Refusal> {
        let id = &commission.id;
        let wrong = |what: String, mend: &str| Err(Refusal::new(COMMISSION_ORDER, what, mend));
        if let Some(revenue) = &commission.revenue
            && !self.revenue.contains_key(revenue)
        {
            return Err(Refusal::unknown("idea for revenue", revenue, self.revenue.keys()));
        }
        let known = self.commissions.get(id);
        match (known, commission.step) {
            (None, CommissionStep::Created) if commission.name.is_some() => {}
            (None, CommissionStep::Created) => {
                return wrong(format!("{id} has no name"), "say its `name`");
            }
            (None, _) => {
                return wrong(
                    format!("no entry creates {id}"),
                    "record step=created first, with its name and mandate",
                );
            }
            (Some(_), CommissionStep::Created) => return Err(Refusal::twice("commission", id)),
            (Some(known), CommissionStep::Answered) => {
                let of = commission.recommendation.as_ref();
                if !of.is_some_and(|of| known.recommendations.contains_key(of)) {
                    let all: Vec<&str> = known.recommendations.keys().map(Slug::as_str).collect();
                    return wrong(
                        format!("{id}: no entry has the recommendation that is answered"),
                        &format!("name one in `recommendation`: {}", all.join(", ")),
                    );
                }
                if commission.uptake.is_none() {
                    return wrong(
                        format!("{id}: nothing is said to have become of it"),
                        "write uptake=adopted, adopted-in-part, studied or refused",
                    );
                }
            }
            (Some(known), CommissionStep::Recommended)
                if commission
                    .recommendation
                    .as_ref()
                    .is_some_and(|id| known.recommendations.contains_key(id)) =>
            {
                return wrong(
                    format!("{id} has a recommendation of that id already"),
                    "give the new one an id of its own, or correct the entry that has it",
                );
            }
            (Some(_), CommissionStep::Recommended) if commission.recommendation.is_none() => {
                return wrong(
                    format!("{id}: the recommendation has no id"),
                    "give it one in `recommendation`",
                );
            }
            (Some(_), _) => {}
        }
        self.commissions.entry(id.clone()).or_default().take(at.since, Arc::clone(commission));
        Ok(())
    }
}
