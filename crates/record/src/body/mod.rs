//! What an entry says: one type for each kind, each with its version.
//!
//! A kind that changes its shape gets a new version, and the old one stays readable: the bytes of every
//! version are kept as fixtures (`tests/fixtures`), and a test reads them all.

mod agreed;
mod campaign;
mod chronicle;
mod coalition;
mod concession;
mod crossing;
mod outreach;
mod people;
mod process;
mod promise;
mod publication;
mod revenue;
mod setting;
mod story;
mod told;
mod upkeep;

pub use agreed::{
    Approval, ApprovalResult, Condition, Initials, Reopening, ReopeningKind, TentativeAgreement,
    TotalAgreement,
};
pub use campaign::{Action, ActionKind, ActionStep, DateKind, PressingDate, Worksite};
pub use chronicle::{AccountNote, ChronicleNote};
pub use coalition::{
    BeforeChange, Carrier, Demand, DemandStep, Dissent, Mandate, Membership, MembershipStep,
    Partner, PartnerAnswer, PartnerKind, PartnerVote, Power, Recommendation, Recommends, VoteState,
    YesNo,
};
pub use concession::{Concession, ConcessionSort, ConcessionStep, Evidence};
pub use crossing::{
    Attendance, Caucus, Contingency, Expiry, Hold, Pass, PassItem, PassKind, Response,
    ResponseKind, Session, SessionState, Unlisted, Withdrawal,
};
pub use outreach::{Listener, MemberQuestion, Reach, Work};
pub use people::{Count, CountKind, CountState, Outcome, Question};
pub use process::{
    Charge, ChargeStep, Impasse, ImpasseStep, InformationRequest, LineStatus, Notice, NoticeKind,
    Reply, RequestLine, Strike, StrikeStep, Terms, TermsStep,
};
pub use promise::{
    Commitment, CommitmentStep, Measure, MeasureUnit, Milestone, Pool, PoolCount, PromiseStep,
    Strength, Tally, TallyMonth,
};
pub use publication::{Publication, PublicationStep};
pub use revenue::{Comes, Commission, CommissionStep, Estimate, Revenue, RevenueStep, Uptake};
pub use setting::{
    Agreement, ApprovalStep, BargainingTable, GroundRule, Item, ItemKind, Origin, Party, Record,
    Revocability, Round, RoundKind, ScopeClass, ScopeOpinion, Side, TableKind, TeamChange, Unit,
};
pub use story::{COOLING_OFF_DAYS, Consent, ConsentStep, Story, StoryStep, StoryUse};
pub use told::{Account, Claim, ClaimAbout, ClaimStatus, Erasure, Event, Gap, Keeping};
pub use upkeep::{ClockEvent, ClockStep, Redaction, Release, Retraction};

use std::sync::Arc;

use serde_json::Value;

/// Why what an entry says cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyError {
    /// The kind.
    pub kind: String,
    /// What is wrong, by the field.
    pub what: String,
}

impl std::fmt::Display for BodyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.kind, self.what)
    }
}

impl std::error::Error for BodyError {}

impl BodyError {
    fn at(kind: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> BodyError {
        let (path, why) = (error.path().to_string(), error.inner().to_string());
        // The library's own words for a date or a time that is none say nothing to somebody at a table.
        let why = match why.contains("failed to parse") || why.contains("parsing") {
            true => format!("{why}; expected a day such as 2026-03-02, or a time such as 14:05"),
            false => why,
        };
        let what = if path == "." { why } else { format!("{path}: {why}") };
        BodyError { kind: kind.to_owned(), what }
    }
}

/// Makes [`Body`] and its table of kinds: a name, its last version, the type, and what it is. A kind that has grown says by a
/// function which version each body needs: it is written as the oldest that can say it, so that an older program reads it.
macro_rules! kinds {
    ($($name:literal $version:literal $variant:ident $(by $needs:path)?, $what:literal;)+) => {
        /// What an entry says.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Body {
            $(#[doc = $what] $variant(Arc<$variant>),)+
            /// A kind, or a version of one, that a newer program wrote: kept and passed on, not understood.
            Unknown {
                /// The kind.
                kind: String,
                /// Its version.
                v: u32,
                /// What it says.
                body: Value,
            },
        }

        /// Every kind of entry with what it is.
        pub const KINDS: &[(&str, &str)] = &[$(($name, $what)),+];

        impl Body {
            /// The kind's name, as it is written.
            pub fn kind(&self) -> &str {
                match self {
                    $(Body::$variant(_) => $name,)+
                    Body::Unknown { kind, .. } => kind,
                }
            }

            /// The kind, its version and what it says, to be written.
            pub fn written(&self) -> (String, u32, Value) {
                match self {
                    $(Body::$variant(body) => {
                        let value = serde_json::to_value(body).unwrap_or(Value::Null);
                        ($name.to_owned(), self.version(), value)
                    })+
                    Body::Unknown { kind, v, body } => (kind.clone(), *v, body.clone()),
                }
            }

            /// The version that it is written in.
            #[allow(unused_variables, reason = "most kinds have one version, whatever they say")]
            pub fn version(&self) -> u32 {
                match self {
                    $(Body::$variant(body) => {
                        let version: u32 = $version;
                        $(let version = $needs(body);)?
                        version
                    })+
                    Body::Unknown { v, .. } => *v,
                }
            }

            /// Whether it is written in a version, and no other.
            fn in_version(self, v: u32) -> Result<Body, BodyError> {
                match self.version() == v {
                    true => Ok(self),
                    false => Err(BodyError {
                        kind: self.kind().to_owned(),
                        what: format!("what it says is of version {}, and it is called {v}", self.version()),
                    }),
                }
            }

            /// Reads what an entry of a kind and a version says, from its text, which was read before.
            pub(crate) fn read_text(kind: &str, v: u32, body: &str) -> Result<Body, BodyError> {
                let wrong = |error: serde_json::Error| BodyError {
                    kind: kind.to_owned(),
                    what: error.to_string(),
                };
                match (kind, v) {
                    $(($name, 1..=$version) => {
                        let read = serde_json::from_str(body).map(|body| Body::$variant(Arc::new(body)));
                        read.map_err(wrong)?.in_version(v)
                    })+
                    _ => {
                        let body = serde_json::from_str(body).map_err(wrong)?;
                        Ok(Body::Unknown { kind: kind.to_owned(), v, body })
                    }
                }
            }

            /// Reads what an entry of a kind and a version says.
            ///
            /// # Errors
            ///
            /// [`BodyError`] when a known kind's fields are not its own.
            pub fn read(kind: &str, v: u32, body: Value) -> Result<Body, BodyError> {
                match (kind, v) {
                    $(($name, 1..=$version) => Body::of(kind, body)?.in_version(v),)+
                    _ => Ok(Body::Unknown { kind: kind.to_owned(), v, body }),
                }
            }

            /// Reads what somebody writes of a kind, in whatever version it takes.
            ///
            /// # Errors
            ///
            /// [`BodyError`] when the fields are not the kind's own, or there is no such kind.
            pub fn of(kind: &str, mut body: Value) -> Result<Body, BodyError> {
                crate::said::decimals_as_text(&mut body);
                match kind {
                    $($name => {
                        let read: Result<$variant, _> = serde_path_to_error::deserialize(&body);
                        read.map(|body| Body::$variant(Arc::new(body))).map_err(|error| BodyError::at(kind, &error))
                    })+
                    _ => Err(BodyError { kind: kind.to_owned(), what: "there is no such kind".to_owned() }),
                }
            }
        }

        $(impl From<$variant> for Body {
            fn from(body: $variant) -> Body {
                Body::$variant(Arc::new(body))
            }
        })+
    };
}

kinds! {
    "record" 1 Record, "The first entry: whose record this is.";
    "party" 1 Party, "Somebody at the table, or one whose yes it needs.";
    "unit" 1 Unit, "A bargaining unit.";
    "table" 1 BargainingTable, "A table: main, of a unit, common, mediation and so on.";
    "team" 2 TeamChange by TeamChange::version, "Somebody joins or leaves a team.";
    "agreement" 1 Agreement, "A contract: its term and what happens after it.";
    "round" 1 Round, "A round of bargaining: the law, the units, who must approve.";
    "ground-rule" 1 GroundRule, "A rule that the parties agreed for the table.";
    "item" 1 Item, "Something that is bargained or answered for.";
    "scope" 1 ScopeOpinion, "A side's opinion on whether an item must be bargained.";
    "session" 2 Session by Session::version, "A meeting: planned, held, cut short or cancelled.";
    "caucus" 1 Caucus, "A side meets alone; what it says there is in the vault.";
    "pass" 1 Pass, "What crossed the table: words and terms on one or more items.";
    "response" 1 Response, "An answer to a pass.";
    "withdrawal" 1 Withdrawal, "A side takes a pass off the table.";
    "hold" 1 Hold, "Items are parked, or taken up again.";
    "tentative-agreement" 1 TentativeAgreement, "Items agreed in writing, by initials of both sides.";
    "initials" 1 Initials, "Somebody initials a tentative agreement.";
    "condition" 1 Condition, "A condition of a tentative agreement is met or has failed.";
    "reopening" 1 Reopening, "A tentative agreement is opened again, or reneged on.";
    "total-agreement" 1 TotalAgreement, "A tentative agreement on everything.";
    "approval" 1 Approval, "A body says yes, no, or yes on conditions.";
    "terms" 1 Terms, "An agreement takes effect, is signed, extended, ended or imposed.";
    "count" 1 Count, "People counted: a vote, a poll, a petition, an action.";
    "notice" 1 Notice, "A notice that was given: public notice, intent to bargain, strike.";
    "information-request" 1 InformationRequest, "A request for information, line by line.";
    "reply" 1 Reply, "What became of lines of a request for information.";
    "impasse" 1 Impasse, "A step of impasse, mediation or factfinding.";
    "charge" 1 Charge, "A step of an unfair practice charge.";
    "strike" 1 Strike, "A step towards, in or after a strike.";
    "claim" 2 Claim by Claim::version, "A sentence somebody said, with its status.";
    "account" 1 Account, "One account of something that is told in several ways.";
    "event" 1 Event, "Anything else that happened.";
    "gap" 1 Gap, "Something that is known to be missing.";
    "keeping" 1 Keeping, "Something of a person is kept, under their own key: its salted hash.";
    "erasure" 1 Erasure, "A person takes back what is theirs: key and content are destroyed.";
    "clock" 1 ClockEvent, "A clock is confirmed, extended, tolled, waived, met or moot.";
    "partner" 1 Partner, "An organisation of the coalition.";
    "membership" 1 Membership, "A partner joins the coalition or leaves it.";
    "mandate" 1 Mandate, "Who may speak, trade or release what, and what must be had of a partner first.";
    "partner-vote" 1 PartnerVote, "A partner votes, by its own rules.";
    "dissent" 1 Dissent, "A partner does not agree, and says so.";
    "demand" 1 Demand, "A step of a demand, from raised to its outcome.";
    "partner-answer" 1 PartnerAnswer, "What a partner says to what is to become of its demand.";
    "recommendation" 1 Recommendation, "Somebody recommends a total agreement, or does not.";
    "concession" 1 Concession, "A step of what the employer wants given up.";
    "revenue" 1 Revenue, "A step of an idea for revenue.";
    "commission" 1 Commission, "A step of a commission: its mandate, meetings, recommendations.";
    "action" 1 Action, "A step of an action of the campaign, with turnout by worksite.";
    "date" 1 PressingDate, "A date that presses: an expiration, a budget, an election.";
    "commitment" 1 Commitment, "A promise, in its exact words.";
    "measure" 1 Measure, "A measure card: by what a promise is counted.";
    "tally" 1 Tally, "What somebody counted towards a promise.";
    "commitment-step" 1 CommitmentStep, "What becomes of a promise, a reply to a count, or its correction.";
    "chronicle-note" 1 ChronicleNote, "What somebody says of the chronicle, or gave to it.";
    "publication" 1 Publication, "A step of a release: pieces frozen for an audience.";
    "story" 1 Story, "A step of a story that a member tells; its words are kept under the teller's own key.";
    "consent" 1 Consent, "What the teller of a story consents to, or takes back.";
    "work" 1 Work, "What members did for the public: the act, what came of it, who has the good of it.";
    "member-question" 1 MemberQuestion, "A question that members ask, and what answers it.";
    "reach" 1 Reach, "How far a release went, as somebody reports it.";
    "retraction" 1 Retraction, "An entry was made in error.";
    "redaction" 1 Redaction, "An audience is not to be shown an entry.";
    "release" 1 Release, "A further audience may see an entry.";
}

/// The names of the kinds, in a line.
pub fn kind_names() -> String {
    KINDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}
