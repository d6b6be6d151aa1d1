//! What law and procedure ask for: notices, requests, impasse, charges, strikes, terms in force.

use money::Date;
use serde::{Deserialize, Serialize};

use super::Side;
use crate::{Digest, Slug};

/// What kind of notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// Initial proposals were made public ("sunshined").
    Sunshine,
    /// A public meeting heard them.
    PublicMeeting,
    /// A subject that was not public came up.
    NewSubject,
    /// A demand or request to bargain.
    IntentToBargain,
    /// A contract is to end or be changed.
    Termination,
    /// Form F-7 to the federal mediation service: private employers only.
    FederalMediation,
    /// A strike.
    Strike,
    /// Layoffs.
    Layoff,
    /// Work is to be given to a contractor.
    ContractingOut,
}

/// A notice that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its kind.
    pub kind: NoticeKind,
    /// Who gave it.
    pub from: Slug,
    /// Who it was given to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Slug>,
    /// How it was served: it can change the time to answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_by: Option<Slug>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The day that it names: of the strike, of the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_day: Option<Date>,
    /// Proof of service: a file of the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Digest>,
}

/// A line of a request for information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestLine {
    /// Its number.
    pub line: u32,
    /// What is asked for.
    pub text: String,
    /// The items that wait for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Slug>,
}

/// A request for information that representing the unit takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InformationRequest {
    /// Its id.
    pub id: Slug,
    /// Who asks.
    pub from: Slug,
    /// Who is asked.
    pub to: Slug,
    /// What is asked for, line by line.
    pub lines: Vec<RequestLine>,
    /// The day that the asker named. No statute fixes one: it is never "overdue by law".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<Date>,
    /// Why it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevance: Option<String>,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineStatus {
    /// The request came in; nothing more.
    Acknowledged,
    /// Provided.
    Provided,
    /// Provided in part.
    PartlyProvided,
    /// It is said not to exist.
    SaidNotToExist,
    /// Objected to: burden, privacy, privilege, relevance. An objection must be raised at once and bargained.
    Objection,
    /// Another way of meeting it is offered.
    Accommodation,
    /// Refused.
    Refused,
    /// Not given, and nothing said.
    NotProvided,
    /// The asker asks again. A union need not, when the answer was clearly incomplete.
    Reasserted,
    /// The asker no longer asks.
    Withdrawn,
}

impl LineStatus {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            LineStatus::Acknowledged => "acknowledged",
            LineStatus::Provided => "provided",
            LineStatus::PartlyProvided => "partly provided",
            LineStatus::SaidNotToExist => "said not to exist",
            LineStatus::Objection => "objected to",
            LineStatus::Accommodation => "another way offered",
            LineStatus::Refused => "refused",
            LineStatus::NotProvided => "not provided",
            LineStatus::Reasserted => "asked again",
            LineStatus::Withdrawn => "withdrawn",
        }
    }

    /// Whether nothing more is owed on the line.
    pub fn is_done(self) -> bool {
        matches!(self, LineStatus::Provided | LineStatus::Withdrawn)
    }
}

/// What became of lines of a request for information.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The request.
    pub request: Slug,
    /// The lines; none: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<u32>,
    /// What became of them.
    pub status: LineStatus,
    /// The ground of an objection, or what was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// What was handed over: files of the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Digest>,
}

/// A step of impasse, mediation or factfinding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImpasseStep {
    /// Somebody speaks of impasse, without a declaration that has legal effect.
    Spoken,
    /// Declared.
    Declared,
    /// The declaration is withdrawn.
    DeclarationWithdrawn,
    /// A meeting that local rules ask for after a declaration.
    LocalMeeting,
    /// The board is asked to determine impasse.
    RequestFiled,
    /// The board determines that there is impasse.
    Determined,
    /// The board determines that there is none.
    NotDetermined,
    /// Mediation is offered or talked of: that is no agreement to mediate.
    MediationOffered,
    /// A mediator is appointed or selected.
    MediatorAppointed,
    /// Mediation begins.
    MediationStarted,
    /// A session with the mediator.
    MediationSession,
    /// Mediation ends.
    MediationEnded,
    /// The mediator certifies that factfinding fits.
    Certified,
    /// Factfinding is asked for.
    FactfindingRequested,
    /// The board finds the request sufficient.
    RequestSufficient,
    /// The board finds the request not sufficient or too late.
    RequestDenied,
    /// A side names its member of the panel.
    PanelMemberNamed,
    /// The chair is named.
    PanelChairNamed,
    /// The panel is complete.
    PanelAppointed,
    /// The panel hears the parties.
    Hearing,
    /// Days are waived by agreement.
    TimeWaived,
    /// The report goes to the parties.
    ReportToParties,
    /// The report is public.
    ReportPublic,
    /// Final offers are filed (Oregon).
    FinalOffersFiled,
    /// Final offers are public (Oregon).
    FinalOffersPublished,
    /// A public hearing on imposing terms.
    PublicHearing,
}

/// A step of impasse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Impasse {
    /// The step.
    pub step: ImpasseStep,
    /// Who took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Slug>,
    /// In writing; none when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_writing: Option<bool>,
    /// Days that were waived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Sessions so far, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sessions: Option<u32>,
    /// Hours so far, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u32>,
    /// Articles agreed, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<u32>,
    /// Articles open, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<u32>,
    /// More of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A step of an unfair practice charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeStep {
    /// Conduct is logged that could be charged.
    Candidate,
    /// Drafted.
    Drafted,
    /// Filed.
    Filed,
    /// Amended: new allegations date from the amendment.
    Amended,
    /// The board looks at it.
    UnderReview,
    /// Dismissed.
    Dismissed,
    /// A complaint issues.
    Complaint,
    /// Settled.
    Settlement,
    /// Settled within a tentative agreement.
    SettledInAgreement,
    /// Heard.
    Hearing,
    /// A proposed decision is served.
    ProposedDecision,
    /// Exceptions are filed.
    Exceptions,
    /// The board decides.
    BoardDecision,
    /// Before a court.
    Court,
    /// Set aside for a time.
    Abeyance,
    /// Withdrawn.
    Withdrawn,
}

/// A step of an unfair practice charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// Its id.
    pub id: Slug,
    /// The step.
    pub step: ChargeStep,
    /// What was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conduct: Option<String>,
    /// The day on which the party knew of it, or should have: the clock runs from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Date>,
    /// Who charges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Slug>,
    /// Per se, totality, and the statute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theory: Option<String>,
    /// The forum's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// A step towards, in or after a strike. Authorization, notice and strike are three facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrikeStep {
    /// Members gave power to call one.
    Authorized,
    /// Announced as a plan.
    Planned,
    /// The day is set.
    DateSet,
    /// The day is moved.
    DateMoved,
    /// The call is held back.
    CallHeld,
    /// Formal notice is served.
    NoticeServed,
    /// It begins.
    Started,
    /// It is paused, before or after it began.
    Paused,
    /// It ends.
    Ended,
    /// A court is asked to forbid it.
    InjunctionSought,
}

/// A step of a strike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strike {
    /// The step.
    pub step: StrikeStep,
    /// Who strikes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Slug>,
    /// The day that is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// The vote that gave the power.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Slug>,
    /// Economic, over unfair practices, in sympathy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What happens to an agreement's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermsStep {
    /// It takes effect.
    Effective,
    /// It is signed.
    Signed,
    /// Its term ends. It also ends by itself, on its last day; an entry is somebody's word for it.
    Expired,
    /// Its term is made longer.
    Extended,
    /// It is ended before or after its term.
    Terminated,
    /// Parts of it are carried out.
    Implemented,
    /// The employer puts terms in force without agreement. Never an agreement.
    Imposed,
}

/// What happens to an agreement's terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The agreement.
    pub agreement: Slug,
    /// What happens.
    pub step: TermsStep,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Side>,
    /// The new last day of its term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The law or clause by which its terms go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues_by: Option<String>,
}
