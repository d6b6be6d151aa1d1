//! Work for the public, questions that members ask, and how far what was published went.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::items::Since;
use super::{At, State};
use crate::body::{Listener, MemberQuestion, Reach, Work};
use crate::rules::{ONE_NAME, QUESTION_COUNTS, REACH_IS_ENTERED, WORK_IS_SOURCED};
use crate::{Precision, Refusal, Slug};

/// A question that members ask: what its entries come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedState {
    /// Its entries, in order.
    pub entries: Vec<(Since, Arc<MemberQuestion>)>,
}

impl AskedState {
    /// The question, as it was last worded.
    pub fn words(&self) -> &str {
        self.entries.last().map_or("", |(_, question)| question.words.as_str())
    }

    /// How often it was asked.
    pub fn times(&self) -> u64 {
        self.entries.iter().map(|(_, question)| u64::from(question.times)).sum()
    }

    /// How often it was asked by members who have to answer whom; none where that was not said.
    pub fn by_listener(&self) -> BTreeMap<Option<Listener>, u64> {
        let mut all = BTreeMap::new();
        for (_, question) in self.entries.iter().filter(|(_, question)| question.times > 0) {
            *all.entry(question.listener).or_insert(0) += u64::from(question.times);
        }
        all
    }

    /// The piece that answers it, by its name: the last one that was named.
    pub fn answered_by(&self) -> Option<&str> {
        self.entries.iter().rev().find_map(|(_, question)| question.answered_by.as_deref())
    }
}

/// Questions of one topic, by their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicState {
    /// The questions.
    pub questions: BTreeMap<Slug, AskedState>,
}

impl TopicState {
    /// How often its questions were asked.
    pub fn times(&self) -> u64 {
        self.questions.values().map(AskedState::times).sum()
    }

    /// Questions that nothing answers yet, those that were asked most often first.
    pub fn open(&self) -> Vec<(&Slug, &AskedState)> {
        let open = self.questions.iter().filter(|(_, asked)| asked.answered_by().is_none());
        let mut open: Vec<_> = open.collect();
        open.sort_by_key(|(id, asked)| (std::cmp::Reverse(asked.times()), *id));
        open
    }
}

/// How far a release went, as it was reported. Reports are never added up: a later one on a channel mostly counts on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReachState {
    /// The reports, in order.
    pub reports: Vec<(Since, Arc<Reach>)>,
}

impl ReachState {
    /// The last report on each channel by each who reports it: those of several stand side by side.
    pub fn latest(&self) -> BTreeMap<(&str, &str), &Reach> {
        let mut all: BTreeMap<(&str, &str), &Reach> = BTreeMap::new();
        for (_, reach) in &self.reports {
            let last = all.entry((&reach.channel, &reach.from)).or_insert(reach);
            if reach.on >= last.on {
                *last = reach;
            }
        }
        all
    }
}

impl State {
    pub(super) fn work(&mut self, at: At<'_>, work: &Arc<Work>) -> Result<(), Refusal> {
        if let Some(unit) = &work.unit {
            self.known_unit(unit)?;
        }
        if self.works.contains_key(&work.id) {
            return Err(Refusal::twice("account of work", &work.id));
        }
        let refused = |why: &str, mend: &str| {
            Err(Refusal::new(WORK_IS_SOURCED, format!("{}: {why}", work.id), mend))
        };
        if !at.source.iter().any(|source| !source.title.trim().is_empty()) {
            return refused(
                "nothing says by what it is known",
                "name the source of the entry: a title, and an address or a file where there is one",
            );
        }
        let said = [
            ("title", &work.title),
            ("did", &work.did),
            ("result", &work.result),
            ("benefits", &work.benefits),
        ];
        if let Some((name, _)) = said.iter().find(|(_, said)| said.trim().is_empty()) {
            return refused(&format!("it does not say {name}"), "say it as the source does");
        }
        if work.on.precision == Precision::Unknown {
            return refused(
                "nobody knows when it was",
                "name the day, the month or the year, with its precision",
            );
        }
        let begins_later = work.on.earliest().unwrap_or(work.on.day) > at.day();
        if begins_later && at.since.when.is_a_day() {
            return refused(
                "it is of a later day than the entry",
                "tell it when it is done, or mend the day",
            );
        }
        if work.until.is_some_and(|until| until < work.on.day) {
            return refused("it ends before it begins", "mend `on` or `until`");
        }
        self.works.insert(work.id.clone(), (at.since, Arc::clone(work)));
        Ok(())
    }

    pub(super) fn member_question(
        &mut self,
        at: At<'_>,
        question: &Arc<MemberQuestion>,
    ) -> Result<(), Refusal> {
        let id = &question.id;
        let elsewhere = self
            .member_questions
            .iter()
            .find(|(topic, state)| **topic != question.topic && state.questions.contains_key(id));
        if let Some((topic, _)) = elsewhere {
            return Err(Refusal::new(
                ONE_NAME,
                format!("the record has a question {id} under {topic} already"),
                format!("name topic={topic}, or give the other question an id of its own"),
            ));
        }
        if question.words.trim().is_empty()
            || (question.times == 0 && question.answered_by.is_none())
        {
            return Err(Refusal::new(
                QUESTION_COUNTS,
                format!("the entry of {id} says nothing of it"),
                "say in `words` what was asked, and in `times` how often, or name in `answered_by` what answers it",
            ));
        }
        let topic = self.member_questions.entry(question.topic.clone()).or_default();
        let asked = topic.questions.entry(id.clone()).or_default();
        asked.entries.push((at.since, Arc::clone(question)));
        Ok(())
    }

    pub(super) fn reach(&mut self, at: At<'_>, reach: &Arc<Reach>) -> Result<(), Refusal> {
        let refused = |why: &str, mend: &str| {
            Err(Refusal::new(REACH_IS_ENTERED, format!("{}: {why}", reach.release), mend))
        };
        if reach.numbers().is_none_or(|numbers| numbers.is_empty()) {
            return refused(
                "what is counted is no whole number, or nothing",
                "name each count with a whole number, such as counts.seen=120",
            );
        }
        if reach.channel.trim().is_empty() || reach.from.trim().is_empty() {
            return refused(
                "it does not say on which channel, or who reports it",
                "name `channel` and `from`",
            );
        }
        if at.since.when.is_a_day() && reach.on > at.day() {
            return refused(
                "it counts to a day after the one on which it was told",
                "name in `on` the day to which it was counted",
            );
        }
        let state = self.reach.entry(reach.release.clone()).or_default();
        state.reports.push((at.since, Arc::clone(reach)));
        Ok(())
    }
}
