//! What the employer wants given up, and what answers it.

use serde::{Deserialize, Serialize};

use crate::said::Table;
use crate::{Digest, Slug};

/// What sort of concession.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConcessionSort {
    /// Unpaid days off.
    Furlough,
    /// No raise, no step.
    Freeze,
    /// Less for those who come later.
    Tier,
    /// Members pay more of a benefit.
    Contribution,
    /// Jobs are cut.
    Layoffs,
    /// Work goes to a contractor.
    ContractingOut,
    /// A benefit is cut or ended.
    Benefit,
    /// A right or a rule of work is given up.
    WorkRule,
    /// Another.
    Other,
}

impl ConcessionSort {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            ConcessionSort::Furlough => "furlough",
            ConcessionSort::Freeze => "freeze",
            ConcessionSort::Tier => "tier",
            ConcessionSort::Contribution => "contribution",
            ConcessionSort::Layoffs => "layoffs",
            ConcessionSort::ContractingOut => "contracting out",
            ConcessionSort::Benefit => "benefit",
            ConcessionSort::WorkRule => "work rule",
            ConcessionSort::Other => "other",
        }
    }
}

/// A step of a concession.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConcessionStep {
    /// The employer asks for it.
    Proposed,
    /// The union answers it with evidence, or with its own list.
    Rebutted,
    /// The employer takes it off the table.
    Withdrawn,
    /// It is agreed in a smaller form.
    Reduced,
    /// It is agreed for something in return.
    Traded,
    /// It is agreed.
    Accepted,
    /// It is imposed.
    Imposed,
}

impl ConcessionStep {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            ConcessionStep::Proposed => "proposed",
            ConcessionStep::Rebutted => "rebutted",
            ConcessionStep::Withdrawn => "withdrawn",
            ConcessionStep::Reduced => "reduced",
            ConcessionStep::Traded => "traded",
            ConcessionStep::Accepted => "accepted",
            ConcessionStep::Imposed => "imposed",
        }
    }

    /// Whether it is an outcome.
    pub fn is_outcome(self) -> bool {
        !matches!(self, ConcessionStep::Proposed | ConcessionStep::Rebutted)
    }
}

/// Something written that speaks for or against a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What it shows, in a sentence.
    pub shows: String,
    /// The document.
    pub title: String,
    /// The page, the table, the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its bytes, in `files/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Digest>,
    /// The figure of the case that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<String>,
    /// The document is the employer's own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub employers_own: bool,
}

/// A step of a concession: an item of the kind `concession`. What a later step does not say stays as an earlier one said it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concession {
    /// The item.
    pub item: Slug,
    /// The step.
    pub step: ConcessionStep,
    /// What sort it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<ConcessionSort>,
    /// What it would take, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub takes: Option<String>,
    /// From whom: units, classes, people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Terms that can be costed, as `[[terms]]` of an offer file has them: what it takes is below nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Table>,
    /// The claims behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Slug>,
    /// Evidence for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_for: Vec<Evidence>,
    /// Evidence against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_against: Vec<Evidence>,
    /// The rebuttal, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rebuttal: Option<String>,
    /// The union's own list in answer: items that it puts in its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead: Vec<Slug>,
    /// What was had in return.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_return: Option<String>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}
