//! From entries to state: what follows from the record as of a day.
//!
//! [`fold`] looks at nothing after its day, and at nothing but the entries it is given, so the fold of a prefix
//! never sees the future. It is total: an entry that the rules do not let in moves nothing and stands in
//! [`State::refused`]; the store refuses to append one that would ([`refusals_of`]).

mod agreed;
mod approvals;
mod campaign;
mod charges;
mod coalition;
mod concessions;
mod contracts;
mod counts;
mod demands;
mod impasse;
mod items;
mod outreach;
mod packages;
mod passes;
mod promise_checks;
mod promise_forecast;
mod promise_pace;
mod promise_pools;
mod promise_readings;
mod promises;
mod publications;
mod requests;
mod responses;
mod revenue;
mod setting;
mod standing;
mod stories;
mod story_releases;
mod story_steps;
mod story_use;
mod strikes;
mod told;
mod upkeep;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use money::Date;

pub use agreed::{AgreedState, AgreedStatus, ConditionState, TotalState};
pub use approvals::{OpenApproval, StepState};
pub use campaign::{ActionState, OnCalendar, Turnout};
pub use charges::ChargeState;
pub use coalition::{PartnerState, VoteRecord};
pub use concessions::{ConcessionState, Scoreboard};
pub use contracts::{ContractState, ContractStatus, InForce};
pub use counts::{CountRecord, QuestionResult, percent_of};
pub use demands::{DemandState, OwnersSay};
pub use impasse::{ImpasseCase, ImpasseStatus, Procedure, ProcedureStep, Procedures};
pub use items::{Awaiting, Held, ItemState, ItemStatus, SideState, Since};
pub use outreach::{AskedState, ReachState, TopicState};
pub use passes::{PassState, PassStatus};
pub use promise_forecast::{Forecast, ForecastBy, Reached, forecast};
pub use promise_pace::{AgainstPace, PaceLine, pace_on, pace_points};
pub use promise_pools::{Cell, PoolShare, PoolShares, pool_shares};
pub use promise_readings::{Counted, Reading, ReadingKind, promised, readings};
pub use promises::{CommitmentState, CommitmentStatus};
pub use publications::{PublicationState, PublicationStatus};
pub use requests::{LineState, RequestState};
pub use revenue::{CommissionState, EstimateState, Recommended, RevenueState};
pub use setting::TeamMember;
pub use standing::{RoundState, Turn};
pub use stories::{StoryState, StoryStatus};
pub use story_releases::{StoryRelease, ToPull};
pub use story_use::NotUsable;
pub use strikes::{StrikeState, StrikeStatus};
pub use told::{ClaimState, PersonState, SessionRecord};
pub use upkeep::{Ordered, corrected_out_of_sight, facts_seen_by, in_order, seen_by};

use crate::body::{
    Account, BargainingTable, Body, Caucus, ChronicleNote, ClockEvent, Dissent, Event, Gap,
    GroundRule, Mandate, Notice, Party, PressingDate, Record, Round, ScopeOpinion, Unit, Work,
};
use crate::{Audiences, Entry, Refusal, Slug, Source, When};

/// Something that came out of order, or that is a sign to log. It is recorded all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// The entry.
    pub entry: u64,
    /// What it is, in a sentence without adjectives.
    pub what: String,
}

/// Things by their ids, in the order in which they came. A long round has thousands, and each entry looks some up.
pub type ById<V> = indexmap::IndexMap<Slug, V, rustc_hash::FxBuildHasher>;

/// What follows from a record as of a day.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The day.
    pub as_of: Date,
    /// Whose record it is.
    pub record: Option<Record>,
    /// The parties.
    pub parties: BTreeMap<Slug, Party>,
    /// The units.
    pub units: BTreeMap<Slug, Unit>,
    /// The tables.
    pub tables: BTreeMap<Slug, BargainingTable>,
    /// The teams as they are.
    pub team: Vec<TeamMember>,
    /// The agreements.
    pub agreements: BTreeMap<Slug, ContractState>,
    /// The rounds, the last one being the one that goes on.
    pub rounds: Vec<Round>,
    /// The ground rules.
    pub ground_rules: BTreeMap<Slug, GroundRule>,
    /// What is bargained or answered for, in the order of the ids.
    pub items: ById<ItemState>,
    /// What crossed the table, in the order in which it did.
    pub passes: ById<PassState>,
    /// Item by item, what is agreed.
    pub agreed: BTreeMap<Slug, AgreedState>,
    /// Everything, agreed at once.
    pub totals: BTreeMap<Slug, TotalState>,
    /// People counted.
    pub counts: BTreeMap<Slug, CountRecord>,
    /// Requests for information.
    pub requests: BTreeMap<Slug, RequestState>,
    /// Impasse.
    pub impasse: ImpasseCase,
    /// Charges.
    pub charges: BTreeMap<Slug, ChargeState>,
    /// Strikes.
    pub strike: StrikeState,
    /// Sessions, planned and held.
    pub sessions: Vec<SessionRecord>,
    /// Caucuses: that they were, never what was said.
    pub caucuses: Vec<(Since, Arc<Caucus>)>,
    /// Notices.
    pub notices: Vec<(Since, Notice)>,
    /// What happened to clocks.
    pub clock_events: Vec<(Since, ClockEvent)>,
    /// Claims, in the order in which they were first made.
    pub claims: ById<ClaimState>,
    /// Accounts by their topic: those of one topic stand side by side.
    pub accounts: BTreeMap<String, Vec<(Since, Arc<Account>)>>,
    /// Entries that tell otherwise what another entry tells, by the number of that one.
    pub rivals: BTreeMap<u64, Vec<u64>>,
    /// Opinions on scope, in order.
    pub scope: Vec<(Since, ScopeOpinion)>,
    /// Anything else that happened.
    pub events: Vec<(Since, Arc<Event>)>,
    /// What is known to be missing.
    pub gaps: Vec<(Since, Arc<Gap>)>,
    /// The partners of the coalition, those who have left too.
    pub partners: BTreeMap<Slug, PartnerState>,
    /// Their mandates, in order.
    pub mandates: Vec<(Since, Mandate)>,
    /// Their votes.
    pub partner_votes: BTreeMap<Slug, VoteRecord>,
    /// Where a partner does not agree.
    pub dissents: Vec<(Since, Arc<Dissent>)>,
    /// Demands, by their items.
    pub demands: BTreeMap<Slug, DemandState>,
    /// What the employer wants given up, by its items, where more is known of it than the item.
    pub concessions: BTreeMap<Slug, ConcessionState>,
    /// Ideas for revenue.
    pub revenue: BTreeMap<Slug, RevenueState>,
    /// Commissions, task forces, committees.
    pub commissions: BTreeMap<Slug, CommissionState>,
    /// Actions of the campaign.
    pub actions: BTreeMap<Slug, ActionState>,
    /// Dates that press, as they were last set.
    pub dates: BTreeMap<Slug, (Since, Arc<PressingDate>)>,
    /// Promises, by their ids: how they are measured, and who counted what.
    pub commitments: BTreeMap<Slug, CommitmentState>,
    /// What was said of the chronicle, and given to it.
    pub chronicle_notes: Vec<(Since, ChronicleNote)>,
    /// What went out, or is to, by its id.
    pub publications: BTreeMap<Slug, PublicationState>,
    /// What is kept of people, by their ids: what and its hash, and whether it was taken back.
    pub people: BTreeMap<Slug, PersonState>,
    /// Stories: how far they have come, and what their tellers consent to.
    pub stories: BTreeMap<Slug, StoryState>,
    /// What members did for the public.
    pub works: BTreeMap<Slug, (Since, Arc<Work>)>,
    /// What members ask, by topic.
    pub member_questions: BTreeMap<Slug, TopicState>,
    /// How far what was published went, by release.
    pub reach: BTreeMap<Slug, ReachState>,
    /// Who may see an entry that was released or redacted; any other is seen by the audience that it names.
    pub audiences: BTreeMap<u64, Audiences>,
    /// What came out of order.
    pub flags: Vec<Flag>,
    /// Entries that moved nothing, and why.
    pub refused: Vec<Refusal>,
    /// Entries of kinds that this program does not know.
    pub unknown: Vec<u64>,
    /// Live passes that have a last day, by it.
    expiring: BTreeSet<(Date, Slug)>,
    /// Packages, by their side, in order.
    packages: Vec<Slug>,
    /// Items touched by an entry, for those that come with the item.
    touched: BTreeSet<Slug>,
}

/// What a machine is told of the entry that it is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    pub since: Since,
    pub law: &'a Procedures,
    pub source: &'a [Source],
}

impl At<'_> {
    fn day(&self) -> Date {
        self.since.when.day
    }
}

/// Folds a record, as of a day.
pub fn fold(entries: &[Entry], as_of: Date, law: &Procedures) -> State {
    let ordered = upkeep::in_order(entries);
    let mut state = State { as_of, ..State::default() };
    state.upkeep(entries, as_of);
    for entry in ordered.iter().filter(|entry| entry.is_known_on(as_of)) {
        let since = Since { when: entry.when, entry: entry.number };
        if !entry.is_setting() {
            state.lapse(since.when.day);
        }
        if let Err(mut refusal) = state.apply(At { since, law, source: entry.source }, entry.body) {
            refusal.entry = Some(entry.shown_by);
            state.refused.push(refusal);
        }
    }
    state.lapse(as_of);
    state.hide_the_future();
    state
}

/// Why a record with one more entry would not follow from the rules, where the record without it does.
///
/// An entry about an earlier day can make a later one wrong: both are named.
pub fn refusals_of(entries: &[Entry], with: &Entry, law: &Procedures) -> Vec<Refusal> {
    let before = fold(entries, Date::MAX, law);
    let known: BTreeSet<(Option<u64>, &str)> =
        before.refused.iter().map(|refusal| (refusal.entry, refusal.what.as_str())).collect();
    let mut all = entries.to_vec();
    all.push(with.clone());
    let after = fold(&all, Date::MAX, law);
    let changed = changes_what_is_signed(with, &before, &after);
    let gone = demands::gone(&before, &after)
        .map(|refusal| Refusal { entry: Some(with.number), ..refusal });
    let hidden = demands::hidden_from_owner(with, entries, &after)
        .map(|refusal| Refusal { entry: Some(with.number), ..refusal });
    let new = after
        .refused
        .iter()
        .filter(|refusal| !known.contains(&(refusal.entry, refusal.what.as_str())));
    new.cloned().chain(changed).chain(gone).chain(hidden).collect()
}

/// What is initialled is not changed by a correction of the pass whose words it is.
fn changes_what_is_signed(with: &Entry, before: &State, after: &State) -> Option<Refusal> {
    let Body::Pass(corrected) = &with.draft.body else { return None };
    with.draft.corrects?;
    let signed = before.agreed.values().find_map(|agreed| {
        let pass = agreed.agreement.pass.as_ref().filter(|_| agreed.status().stands())?;
        let (was, is) = (before.passes.get(pass)?, after.passes.get(pass));
        let differs = |item: &&Slug| {
            was.item(item).map(|one| one.value())
                != is.and_then(|is| is.item(item)).map(|one| one.value())
        };
        agreed
            .agreement
            .items
            .iter()
            .find(differs)
            .map(|item| (agreed.agreement.id.clone(), item.clone()))
    });
    let (agreement, item) = signed?;
    let what = format!(
        "{} would say something else on {item}, which {agreement} has initialled",
        corrected.id
    );
    let refusal = Refusal::new(
        crate::rules::SIGNED_TEXT,
        what,
        format!(
            "record a reopening of {agreement} first, or take {agreement} back where it was entered wrongly"
        ),
    );
    Some(Refusal { entry: Some(with.number), ..refusal })
}

impl State {
    fn apply(&mut self, at: At<'_>, body: &Body) -> Result<(), Refusal> {
        match body {
            Body::Record(record) => self.begin(record),
            Body::Party(party) => self.add_party(party),
            Body::Unit(unit) => self.add_unit(unit),
            Body::BargainingTable(table) => self.add_table(table),
            Body::TeamChange(change) => self.change_team(at, change),
            Body::Agreement(agreement) => self.add_agreement(agreement),
            Body::Round(round) => self.add_round(round),
            Body::GroundRule(rule) => self.add_ground_rule(rule),
            Body::Item(item) => self.add_item(at, item),
            Body::ScopeOpinion(opinion) => self.opine(at, opinion),
            Body::Session(session) => self.session(at, session),
            Body::Caucus(caucus) => {
                self.caucuses.push((at.since, caucus.clone()));
                Ok(())
            }
            Body::Pass(pass) => self.pass(at, pass),
            Body::Response(response) => self.respond(at, response),
            Body::Withdrawal(withdrawal) => self.withdraw(at, withdrawal),
            Body::Hold(hold) => self.hold(at, hold),
            Body::TentativeAgreement(agreement) => self.agree(at, agreement),
            Body::Initials(initials) => self.initial(at, initials),
            Body::Condition(condition) => self.condition(at, condition),
            Body::Reopening(reopening) => self.reopen(at, reopening),
            Body::TotalAgreement(total) => self.agree_on_all(at, total),
            Body::Approval(approval) => self.approve(at, approval),
            Body::Terms(terms) => self.terms(at, terms),
            Body::Count(count) => self.count(at, count),
            Body::Notice(notice) => self.notice(at, notice),
            Body::InformationRequest(request) => self.request(at, request),
            Body::Reply(reply) => self.reply(at, reply),
            Body::Impasse(step) => self.impasse_step(at, step),
            Body::Charge(charge) => self.charge(at, charge),
            Body::Strike(strike) => self.strike_step(at, strike),
            Body::Claim(claim) => self.claim(at, claim),
            Body::Account(account) => {
                let accounts = self.accounts.entry(account.topic.clone()).or_default();
                accounts.push((at.since, account.clone()));
                Ok(())
            }
            Body::Event(event) => {
                self.events.push((at.since, event.clone()));
                Ok(())
            }
            Body::Gap(gap) => {
                self.gaps.push((at.since, gap.clone()));
                Ok(())
            }
            Body::ClockEvent(event) => self.clock_event(at, event),
            Body::Partner(partner) => self.add_partner(at, partner),
            Body::Membership(membership) => self.membership(at, membership),
            Body::Mandate(mandate) => self.mandate(at, mandate),
            Body::PartnerVote(vote) => self.partner_vote(at, vote),
            Body::Dissent(dissent) => self.dissent(at, dissent),
            Body::Demand(demand) => self.demand(at, demand),
            Body::PartnerAnswer(answer) => self.partner_answer(at, answer),
            Body::Recommendation(recommendation) => self.recommend(at, recommendation),
            Body::Concession(concession) => self.concession(at, concession),
            Body::Revenue(revenue) => self.revenue(at, revenue),
            Body::Commission(commission) => self.commission(at, commission),
            Body::Action(action) => self.action(at, action),
            Body::PressingDate(date) => self.pressing_date(at, date),
            Body::Commitment(commitment) => self.commit(at, commitment),
            Body::Measure(measure) => self.measure(at, measure),
            Body::Tally(tally) => self.tally(at, tally),
            Body::CommitmentStep(step) => self.commitment_step(at, step),
            Body::ChronicleNote(note) => self.chronicle_note(at, note),
            Body::Publication(one) => self.publication(at, one),
            Body::Story(story) => self.story(at, story),
            Body::Consent(consent) => self.consent(at, consent),
            Body::Work(work) => self.work(at, work),
            Body::MemberQuestion(question) => self.member_question(at, question),
            Body::Reach(reach) => self.reach(at, reach),
            Body::Keeping(keeping) => self.keep(at, keeping),
            Body::Erasure(erasure) => self.erase(at, erasure),
            // What they do is done before the others are read.
            Body::Retraction(_) | Body::Redaction(_) | Body::Release(_) => Ok(()),
            Body::Unknown { .. } => {
                self.unknown.push(at.since.entry);
                Ok(())
            }
        }
    }

    pub(crate) fn flag(&mut self, at: At<'_>, what: impl Into<String>) {
        self.flags.push(Flag { entry: at.since.entry, what: what.into() });
    }

    /// When an entry in the state happened.
    pub(crate) fn touch(&mut self, item: &Slug, when: When) {
        self.touched.insert(item.clone());
        if let Some(state) = self.items.get_mut(item)
            && when.day < state.raised.when.day
        {
            state.raised.when = when;
        }
    }

    /// Takes out what was only declared for later.
    fn hide_the_future(&mut self) {
        let (as_of, touched) = (self.as_of, std::mem::take(&mut self.touched));
        self.items.retain(|id, item| item.raised.when.day <= as_of || touched.contains(id));
        self.items.sort_unstable_keys();
    }
}
