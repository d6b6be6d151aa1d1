//! People counted, each kind by itself.

use money::Fraction;

use super::items::Since;
use super::{At, State};
use crate::body::{Count, CountKind, CountState, Outcome, Question};
use crate::rules::{COUNTS_ADD_UP, KINDS_APART, KNOWN_NAMES};
use crate::{Refusal, Slug};

/// A count and how it went on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountRecord {
    /// What its last entry says, with what earlier ones said and it does not repeat.
    pub count: Count,
    /// Its last entry.
    pub since: Since,
    /// All of its entries.
    pub entries: Vec<u64>,
}

/// What a question came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionResult {
    /// The question.
    pub text: String,
    /// Percent yes of yes and no, or as it was published.
    pub yes_percent: Option<Fraction>,
    /// What it came to; none when nothing says.
    pub outcome: Option<Outcome>,
}

impl CountRecord {
    /// What each question came to. Who abstained is not counted: yes over yes and no.
    pub fn results(&self) -> Vec<QuestionResult> {
        let threshold =
            self.count.threshold_percent.as_deref().and_then(|text| Fraction::parse(text).ok());
        let threshold = threshold.unwrap_or_else(|| Fraction::new(50, 1));
        let one = |question: &Question| {
            let counted = match (question.yes, question.no) {
                (Some(yes), Some(no)) => percent_of(yes, yes.saturating_add(no)),
                _ => None,
            };
            let published =
                question.yes_percent.as_deref().and_then(|text| Fraction::parse(text).ok());
            let yes_percent = counted.or(published);
            let by_number = yes_percent.as_ref().map(|percent| match *percent > threshold {
                true => Outcome::Passed,
                false => Outcome::Failed,
            });
            let closed = self.count.state == CountState::Counted;
            QuestionResult {
                text: question.text.clone(),
                // Numbers decide; what was told counts only where they do not say.
                outcome: by_number.filter(|_| closed).or(question.outcome),
                yes_percent,
            }
        };
        self.count.questions.iter().map(one).collect()
    }

    /// What it came to: passed when every question has, failed when one has; none while it goes on.
    pub fn outcome(&self) -> Option<Outcome> {
        let results = self.results();
        if results.iter().any(|result| result.outcome == Some(Outcome::Failed)) {
            return Some(Outcome::Failed);
        }
        let all = !results.is_empty()
            && results.iter().all(|result| result.outcome == Some(Outcome::Passed));
        all.then_some(Outcome::Passed)
    }

    /// Percent of those who could take part that did: counted, or as it was published.
    pub fn turnout_percent(&self) -> Option<Fraction> {
        let counted = match (self.count.took_part, self.count.eligible) {
            (Some(took_part), Some(eligible)) => percent_of(took_part, eligible),
            _ => None,
        };
        let published = self.count.turnout_percent.as_deref();
        counted.or_else(|| published.and_then(|text| Fraction::parse(text).ok()))
    }
}

/// A part of a whole, in percent, exactly; none of nothing.
pub fn percent_of(part: u32, whole: u32) -> Option<Fraction> {
    (whole > 0).then(|| Fraction::new(i64::from(part) * 100, i64::from(whole)))
}

impl State {
    pub(super) fn count(&mut self, at: At<'_>, count: &Count) -> Result<(), Refusal> {
        if let Some(unit) = &count.unit {
            self.known_unit(unit)?;
        }
        let before = self.counts.get(&count.id).cloned();
        let before = before.as_ref();
        if let Some(before) = before
            && before.count.kind != count.kind
        {
            return Err(Refusal::new(
                KINDS_APART,
                format!(
                    "{} is a {}, and is called a {} here",
                    count.id,
                    before.count.kind.name(),
                    count.kind.name()
                ),
                "give the other count an id of its own",
            ));
        }
        if count.kind == CountKind::Ratification {
            if let Some(of) = &count.of
                && !self.totals.contains_key(of)
            {
                return Err(Refusal::unknown("total agreement", of, self.totals.keys()));
            }
            if self.totals.is_empty() && count.state != CountState::Announced {
                return Err(Refusal::new(
                    KNOWN_NAMES,
                    format!("{} would ratify, and there is no total tentative agreement", count.id),
                    "record the total agreement first; a vote on an offer is a straw poll",
                ));
            }
        }
        let recommended = count.recommendation.as_deref().is_some_and(recommends_yes);
        if count.kind == CountKind::Ratification && recommended {
            let of = count.of.as_ref().map_or("the agreement", Slug::as_str);
            self.joint_demands_first(of)?;
        }
        let merged = before.map_or_else(|| count.clone(), |before| merge(&before.count, count));
        adds_up(&merged)?;
        let inherited =
            !recommended && merged.recommendation.as_deref().is_some_and(recommends_yes);
        if count.kind == CountKind::Ratification
            && inherited
            && let Err(open) = self.joint_demands_first(count.id.as_str())
        {
            self.flag(at, open.what);
        }
        let mut entries = before.map(|before| before.entries.clone()).unwrap_or_default();
        entries.push(at.since.entry);
        let record = CountRecord { count: merged, since: at.since, entries };
        let tested = count.kind == CountKind::StructureTest && count.state == CountState::Counted;
        let unmeasured = tested && record.count.eligible.is_none();
        let failed = record.count.kind.ratifies() && record.outcome() == Some(Outcome::Failed);
        self.counts.insert(count.id.clone(), record);
        if unmeasured {
            self.flag(at, format!("{} has no denominator: its turnout cannot be known", count.id));
        }
        if failed {
            self.vote_down(at, count.of.as_ref());
        }
        Ok(())
    }

    /// Members have turned a total agreement down: the parties bargain again.
    fn vote_down(&mut self, at: At<'_>, of: Option<&Slug>) {
        if let Ok(id) = self.total_named(of)
            && let Some(total) = self.totals.get_mut(&id)
        {
            let members = Slug::from_words(super::approvals::MEMBERS);
            total.rejected = Some((members, at.since));
        }
    }
}

/// Whether a team's recommendation is anything but a plain no, or none. A text that says more is taken for a yes.
fn recommends_yes(words: &str) -> bool {
    const NO: [&str; 14] = [
        "no",
        "vote no",
        "none",
        "nothing",
        "no recommendation",
        "no position",
        "not recommended",
        "against",
        "reject",
        "rejection",
        "rejects",
        "withheld",
        "neutral",
        "opposed",
    ];
    let words = words.to_lowercase();
    let words = words.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let plain = words.collect::<Vec<_>>().join(" ");
    !plain.is_empty() && !NO.contains(&plain.as_str())
}

/// Whether a count's numbers can be: no more take part than could, and no more answer than took part.
fn adds_up(count: &Count) -> Result<(), Refusal> {
    let wrong = |what: String| {
        Err(Refusal::new(
            COUNTS_ADD_UP,
            format!("{}: {what}", count.id),
            "mend the numbers: the denominator is everybody who could take part",
        ))
    };
    if let (Some(took_part), Some(eligible)) = (count.took_part, count.eligible)
        && took_part > eligible
    {
        return wrong(format!("{took_part} took part, and {eligible} could"));
    }
    let most = count.took_part.or(count.eligible);
    for question in &count.questions {
        let answers = [question.yes, question.no, question.abstain]
            .into_iter()
            .flatten()
            .map(u64::from)
            .sum::<u64>();
        if most.is_some_and(|most| answers > u64::from(most)) {
            return wrong(format!("{answers} answers to \"{}\"", question.text));
        }
    }
    let percents =
        count.questions.iter().flat_map(|question| [&question.yes_percent, &question.no_percent]);
    for text in percents.flatten().chain(&count.turnout_percent).chain(&count.threshold_percent) {
        let whole = Fraction::new(100, 1);
        if !Fraction::parse(text).is_ok_and(|percent| !percent.is_negative() && percent <= whole) {
            return wrong(format!("\"{text}\" is no percent from 0 to 100"));
        }
    }
    Ok(())
}

/// What a later entry says of a count, with what an earlier one said and it does not repeat.
fn merge(before: &Count, now: &Count) -> Count {
    let mut merged = now.clone();
    if merged.questions.is_empty() {
        merged.questions.clone_from(&before.questions);
    }
    merged.of = merged.of.or_else(|| before.of.clone());
    merged.unit = merged.unit.or_else(|| before.unit.clone());
    merged.eligible = merged.eligible.or(before.eligible);
    merged.took_part = merged.took_part.or(before.took_part);
    merged.turnout_percent = merged.turnout_percent.or_else(|| before.turnout_percent.clone());
    merged.threshold_percent =
        merged.threshold_percent.or_else(|| before.threshold_percent.clone());
    merged.opens = merged.opens.or(before.opens);
    merged.closes = merged.closes.or(before.closes);
    merged.join_by = merged.join_by.or(before.join_by);
    merged.electorate = merged.electorate.or_else(|| before.electorate.clone());
    merged.recommendation = merged.recommendation.or_else(|| before.recommendation.clone());
    merged
}
