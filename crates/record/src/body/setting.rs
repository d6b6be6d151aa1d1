//! What a round of bargaining is set in: parties, units, tables, agreements, rules, items.

use money::Date;
use serde::{Deserialize, Serialize};

use crate::Slug;

/// The first entry: whose record this is. Its hash, and so every later one, is this record's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The campaign's name.
    pub campaign: String,
    /// The version of Good Faith that began it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub begun_by: String,
}

/// Where a party stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The union, or unions together.
    Union,
    /// The employer, its agents, and those whose yes it needs.
    Employer,
    /// A mediator, a panel, a board, an analyst.
    Neutral,
    /// A partner of the coalition: it cannot sign the contract.
    Partner,
}

impl Side {
    /// The other side of the table; none for who has no side.
    pub fn other(self) -> Option<Side> {
        match self {
            Side::Union => Some(Side::Employer),
            Side::Employer => Some(Side::Union),
            Side::Neutral | Side::Partner => None,
        }
    }

    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Side::Union => "union",
            Side::Employer => "employer",
            Side::Neutral => "neutral",
            Side::Partner => "partner",
        }
    }

    /// The letter before the number of its passes: U1, E1.
    pub fn letter(self) -> char {
        match self {
            Side::Union => 'U',
            Side::Employer => 'E',
            Side::Neutral => 'N',
            Side::Partner => 'P',
        }
    }
}

impl std::fmt::Display for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// Somebody at the table, or one whose yes it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its id.
    pub id: Slug,
    /// Where it stands.
    pub side: Side,
    /// Its name.
    pub name: String,
    /// What it does there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// A bargaining unit: a set of positions that one organisation alone may bargain for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its id.
    pub id: Slug,
    /// Its name.
    pub name: String,
    /// The party that represents it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub represented_by: Option<Slug>,
    /// How many people, at a day that `source` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
}

/// What kind of table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    /// The table of a round with one unit.
    Main,
    /// One unit's own table beside a common one.
    Unit,
    /// Several units or unions on shared terms; each unit ratifies.
    Common,
    /// Money only.
    Economic,
    /// With a mediator.
    Mediation,
    /// Before a panel.
    Factfinding,
    /// Outside the contract's bargaining: common-good talks.
    OffTable,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BargainingTable {
    /// Its id.
    pub id: Slug,
    /// Its kind.
    pub kind: TableKind,
    /// Its name.
    pub name: String,
    /// The units that it bargains for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Slug>,
}

/// Somebody joins or leaves a team. Teams change within a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamChange {
    /// The party whose team it is.
    pub party: Slug,
    /// Who: a name, initials or an office.
    pub who: String,
    /// Joins; otherwise leaves.
    pub joins: bool,
    /// May initial a tentative agreement for the party; none when nothing is known of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub may_initial: Option<bool>,
    /// Nobody knows who: `who` describes a seat and is no name. It counts as nobody where people are counted. Since version 2.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unnamed: bool,
}

impl TeamChange {
    /// The first version that can say it.
    pub(super) fn version(&self) -> u32 {
        if self.unnamed { 2 } else { 1 }
    }
}

/// A contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// The first day of its term; none when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day of its term; none when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Why its terms go on after it: a clause, or a statute; none when they do not, or nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evergreen: Option<String>,
    /// It forbids strikes while its terms go on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_strike: bool,
    /// Days of written notice that ending it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub termination_notice_days: Option<u32>,
}

/// What kind of round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundKind {
    /// A contract that replaces one.
    Successor,
    /// A first contract.
    Initial,
    /// Named articles in mid-term.
    Reopener,
    /// The effects of a decision.
    Effects,
}

/// One whose yes a total tentative agreement needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalStep {
    /// Its id: `member-ratification`, `legislature`.
    pub id: Slug,
    /// Its name, as people say it.
    pub name: String,
    /// Steps that must come before it; none: any order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<Slug>,
    /// The units that must each say yes; none: one answer for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Slug>,
}

/// A round of bargaining.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// Its id.
    pub id: Slug,
    /// The law that it is under: the id of a regime in `rules/clocks`, such as `dills`.
    pub regime: Slug,
    /// Its kind.
    pub kind: RoundKind,
    /// The units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Slug>,
    /// The agreement that it replaces or reopens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Slug>,
    /// Who must say yes, in any order unless a step says otherwise. Written down with the round, so that the
    /// record does not change when the law's data do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<ApprovalStep>,
}

/// What may become of initialled text before everything is agreed. All four are found in real clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Revocability {
    /// Either side may revise or withdraw it until all is agreed.
    EitherUntilAllAgreed,
    /// No further discussion except by mutual agreement.
    MutualOnly,
    /// Initials say that the negotiators agree, and bind nobody.
    NotBinding,
    /// Both teams must recommend ratification.
    BothRecommend,
}

/// A rule that the parties agreed for the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroundRule {
    /// Its id.
    pub id: Slug,
    /// What it is about: observers, media, order of topics, tentative agreements.
    pub topic: String,
    /// Its words.
    pub text: String,
    /// What it makes of initialled text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocability: Option<Revocability>,
    /// A package that repeats an item unchanged gives it a new number all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package_repeats_are_numbered: Option<bool>,
    /// Days within which a pass is to be answered, where the parties agreed a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_within_days: Option<u32>,
    /// Hours to read a tentative agreement before it is voted on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_hours: Option<u32>,
}

/// Where an item comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The union.
    Union,
    /// A partner of the coalition.
    Partner,
    /// The employer.
    Employer,
    /// The contract as it is, or both sides.
    Both,
}

/// What kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// An article, a section, a new subject.
    Article,
    /// A demand that may need another carrier than the contract.
    Demand,
    /// Something that the employer wants given up.
    Concession,
    /// A goal of the campaign.
    Goal,
}

/// Something that is bargained or answered for. The unit of movement is the item, never "the offer".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// Its kind.
    #[serde(default = "article")]
    pub kind: ItemKind,
    /// Where it comes from.
    #[serde(default = "both")]
    pub origin: Origin,
    /// The article it would change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The table at which it is bargained; none: the only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Slug>,
    /// It costs money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub economic: Option<bool>,
}

fn article() -> ItemKind {
    ItemKind::Article
}

fn both() -> Origin {
    Origin::Both
}

/// Whether something must, may or may not be bargained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeClass {
    /// It must be bargained.
    Mandatory,
    /// It may be; nobody may insist to impasse once the other side clearly refuses.
    Permissive,
    /// It cannot lawfully be agreed.
    Prohibited,
    /// The decision need not be bargained, its effects must.
    Effects,
    /// Not settled.
    Undecided,
}

impl ScopeClass {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            ScopeClass::Mandatory => "mandatory",
            ScopeClass::Permissive => "permissive",
            ScopeClass::Prohibited => "prohibited",
            ScopeClass::Effects => "decision and effects",
            ScopeClass::Undecided => "undecided",
        }
    }
}

/// A side's opinion on the scope of an item. Opinions change within a round; each side has its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeOpinion {
    /// The item.
    pub item: Slug,
    /// Whose opinion.
    pub side: Side,
    /// What it is.
    pub class: ScopeClass,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// It was said to the other side as an objection: from then on nobody may insist on a permissive item.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub objection: bool,
}
