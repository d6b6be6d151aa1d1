//! The coalition: partners, who may speak and decide for them, their demands, and what they say to each.

use money::Date;
use serde::{Deserialize, Serialize};

use crate::Slug;
use crate::said::Table;

/// What kind of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartnerKind {
    /// A union, or a council of unions.
    Union,
    /// A community organisation.
    Community,
    /// A congregation, or an organisation of clergy.
    Faith,
    /// An organisation for civil rights.
    CivilRights,
    /// Tenants.
    Tenants,
    /// Parents.
    Parents,
    /// Students.
    Students,
    /// Researchers, lawyers, a policy centre.
    Policy,
    /// Another.
    Other,
}

impl PartnerKind {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            PartnerKind::Union => "union",
            PartnerKind::Community => "community",
            PartnerKind::Faith => "faith",
            PartnerKind::CivilRights => "civil rights",
            PartnerKind::Tenants => "tenants",
            PartnerKind::Parents => "parents",
            PartnerKind::Students => "students",
            PartnerKind::Policy => "policy",
            PartnerKind::Other => "other",
        }
    }
}

/// An organisation of the coalition. Partners come and go: when it was one, its memberships say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Its id, as in the audience `partner:<id>`.
    pub id: Slug,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: PartnerKind,
    /// The party that it is at the table, where it is one: a union of the coalition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Slug>,
    /// How it decides, and how often: `board, first Tuesday of the month`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decides: Option<String>,
}

/// Whether a partner comes or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MembershipStep {
    /// It joins.
    Joined,
    /// It leaves.
    Left,
}

/// A partner joins the coalition or leaves it, on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The partner.
    pub partner: Slug,
    /// It joins or leaves.
    pub step: MembershipStep,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What a partner may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Power {
    /// Speak for the demand.
    Speak,
    /// Say that it is dropped or traded.
    Trade,
    /// Let others see what is the partner's own.
    Release,
}

impl Power {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Power::Speak => "speak",
            Power::Trade => "trade",
            Power::Release => "release",
        }
    }
}

/// What must be had of an owner before its demand is given up or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BeforeChange {
    /// An answer, whatever it is.
    Consulted,
    /// A yes.
    Approves,
}

/// Who may speak, trade or release what, and what must be had of a partner first. A later mandate of the same partner on the
/// same demand takes the place of an earlier one; where it holds (`venue`) is for people to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// The partner.
    pub partner: Slug,
    /// The demand; none: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<Slug>,
    /// Where: the table, the press, the council; none: everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// What it may do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may: Vec<Power>,
    /// What must be had of it before a demand that it owns is given up or changed; none: a yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before_change: Option<BeforeChange>,
    /// The last day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Who gave it, and where that is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

/// How far a partner's vote has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VoteState {
    /// It is to be taken.
    Planned,
    /// It is open.
    Open,
    /// It was taken.
    Taken,
}

/// What somebody says to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Yes if: which is no yes.
    Conditional,
}

impl YesNo {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            YesNo::Yes => "yes",
            YesNo::No => "no",
            YesNo::Conditional => "yes on conditions",
        }
    }
}

/// A partner votes, by its own rules and in its own time: a union in days, a community board once a month. It is no count of
/// members, and ratifies nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerVote {
    /// Its id; entries with one id tell of one vote as it goes on.
    pub id: Slug,
    /// The partner.
    pub partner: Slug,
    /// What is asked.
    pub question: String,
    /// The demands that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<Slug>,
    /// How far it has come.
    pub state: VoteState,
    /// The day on which the partner decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decides_on: Option<Date>,
    /// Yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes: Option<u32>,
    /// No.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no: Option<u32>,
    /// Neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstain: Option<u32>,
    /// What it came to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<YesNo>,
}

/// A partner does not agree, with a demand, a step, or the coalition as a whole. It moves nothing, and it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dissent {
    /// The partner.
    pub partner: Slug,
    /// The item; none: the campaign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Slug>,
    /// Its words.
    pub words: String,
}

/// What carries a demand to where it binds. The ones found are in `domain/process.md` section 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carrier {
    /// An article of the contract.
    ContractArticle,
    /// A letter of agreement beside the contract.
    SideLetter,
    /// An agreement outside the contract.
    OutsideAgreement,
    /// A resolution of a board or council.
    Resolution,
    /// An ordinance or a law.
    Ordinance,
    /// A directive of a mayor, a governor, a chief executive.
    Directive,
    /// A commission.
    Commission,
    /// A pilot programme.
    Pilot,
    /// Both sides ask a third for it.
    JointAdvocacy,
    /// A measure on the ballot.
    BallotMeasure,
}

impl Carrier {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Carrier::ContractArticle => "contract article",
            Carrier::SideLetter => "side letter",
            Carrier::OutsideAgreement => "outside agreement",
            Carrier::Resolution => "resolution",
            Carrier::Ordinance => "ordinance",
            Carrier::Directive => "directive",
            Carrier::Commission => "commission",
            Carrier::Pilot => "pilot",
            Carrier::JointAdvocacy => "joint advocacy",
            Carrier::BallotMeasure => "ballot measure",
        }
    }
}

/// A step of a demand (`domain/process.md` 5.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DemandStep {
    /// Somebody makes it theirs.
    Raised,
    /// It names who decides, a carrier and a measure.
    Vetted,
    /// A partner adopts it, by its own process.
    Adopted,
    /// A carrier is tried.
    CarrierChosen,
    /// A carrier was refused.
    CarrierRefused,
    /// It was put to who decides.
    Presented,
    /// The other side says that it need not be bargained.
    ScopeContested,
    /// It goes on away from the table.
    MovedOffTable,
    /// It is bargained.
    Bargained,
    /// Won.
    Won,
    /// Won in part.
    WonInPart,
    /// It became something else: a study, a task force, a resolution, joint advocacy.
    Converted,
    /// Put off.
    Deferred,
    /// Given up, or traded.
    Dropped,
    /// Refused by who decides, or overtaken.
    Lost,
    /// What was put off, given up, converted or lost is taken up again.
    TakenUp,
}

impl DemandStep {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            DemandStep::Raised => "raised",
            DemandStep::Vetted => "vetted",
            DemandStep::Adopted => "adopted",
            DemandStep::CarrierChosen => "carrier chosen",
            DemandStep::CarrierRefused => "carrier refused",
            DemandStep::Presented => "presented",
            DemandStep::ScopeContested => "scope contested",
            DemandStep::MovedOffTable => "moved off the table",
            DemandStep::Bargained => "bargained",
            DemandStep::Won => "won",
            DemandStep::WonInPart => "won in part",
            DemandStep::Converted => "converted",
            DemandStep::Deferred => "deferred",
            DemandStep::Dropped => "dropped",
            DemandStep::Lost => "lost",
            DemandStep::TakenUp => "taken up again",
        }
    }

    /// Whether it is an outcome.
    pub fn is_outcome(self) -> bool {
        matches!(
            self,
            DemandStep::Won
                | DemandStep::WonInPart
                | DemandStep::Converted
                | DemandStep::Deferred
                | DemandStep::Dropped
                | DemandStep::Lost
        )
    }
}

/// A step of a demand: an item of the kind `demand`. What a later step does not say stays as an earlier one said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// The item.
    pub item: Slug,
    /// The step.
    pub step: DemandStep,
    /// Who takes it: a partner or a party. `adopted` needs the partner that adopts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Slug>,
    /// The partners whose demand it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<Slug>,
    /// Who gains by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beneficiaries: Vec<String>,
    /// Where: `citywide`, a neighbourhood, a school.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// What sort of demand: housing, staffing, finance (`domain/process.md` section 11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The item beside it that must be bargained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twin: Option<Slug>,
    /// The carrier that is chosen, tried or refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier: Option<Carrier>,
    /// Who decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decides: Option<String>,
    /// What would show that it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Terms that can be costed, as `[[terms]]` of an offer file has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Table>,
    /// What it was converted into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<String>,
    /// What it was traded for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_return: Option<String>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl Demand {
    /// A step of a demand that says nothing more: raised, until another is named.
    pub fn unsaid(item: &Slug) -> Demand {
        Demand {
            item: item.clone(),
            step: DemandStep::Raised,
            by: None,
            owners: Vec::new(),
            beneficiaries: Vec::new(),
            places: Vec::new(),
            category: None,
            twin: None,
            carrier: None,
            decides: None,
            measure: None,
            terms: Vec::new(),
            into: None,
            in_return: None,
            words: None,
        }
    }
}

/// What a partner says to what is to become of a demand of its own: the recorded answer without which nothing is given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerAnswer {
    /// The partner.
    pub partner: Slug,
    /// The demand.
    pub demand: Slug,
    /// The outcome that it is asked about.
    pub to: DemandStep,
    /// What it says.
    pub answer: YesNo,
    /// On what conditions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<String>,
    /// The vote by which it decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote: Option<Slug>,
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// What somebody recommends to those who approve a total tentative agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recommends {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Nothing, and says so.
    Nothing,
}

/// A party or a partner recommends a total tentative agreement, or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendation {
    /// The total tentative agreement; none: the one that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Slug>,
    /// Who.
    pub by: Slug,
    /// What.
    pub recommends: Recommends,
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}
