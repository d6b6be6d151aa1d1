//! What members ask, by topic, and what answers it: made of what somebody may see, without numbers that are small.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use record::Slug;
use record::audience::Audience;
use record::body::{Listener, MemberQuestion};

use super::standing::Answer;
use crate::Seen;

/// Fewer people than this are not counted to anybody but the team.
const SMALL: u64 = 10;

/// What members ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The topics, those that are asked about most first.
    pub topics: Vec<Topic>,
    /// Questions that an answer names and that nobody is known to have asked, with the answer.
    pub never_asked: Vec<(Slug, Slug)>,
}

/// Questions of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its id.
    pub id: Slug,
    /// How often its questions were asked; none where that is small, or would give away what is.
    pub times: Option<u64>,
    /// Its questions, those that are asked most first.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: Slug,
    /// The question, as it was last worded.
    pub words: String,
    /// How often it was asked; none where that is small.
    pub times: Option<u64>,
    /// Whom those who asked have to answer, and how often that was; none where that is small, or would give away what is.
    pub listeners: Vec<(Option<Listener>, Option<u64>)>,
    /// What answers it.
    pub answered_by: Vec<Answering>,
    /// Who asks it for whom there is no answer, where there is one for somebody.
    pub open_for: Vec<Listener>,
}

/// What answers a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    /// The piece.
    pub piece: String,
    /// Who asks, by the piece; none where there is no such piece.
    pub listener: Option<String>,
    /// Where it stands, in a sentence.
    pub state: String,
    /// It is approved for whoever reads this.
    pub approved: bool,
}

impl Question {
    /// Whether nothing answers it yet: a piece that is named and not there answers nothing.
    pub fn is_open(&self) -> bool {
        self.answered_by.iter().all(|one| one.listener.is_none())
    }
}

fn is_listener(listener: Listener, name: &str) -> bool {
    listener.name().replace(' ', "-") == name
}

/// What members ask, as somebody may see it, and what of theirs answers it.
pub fn asked(seen: &Seen<'_>, answers: &[Answer], who: &Audience) -> Asked {
    let team = *who == Audience::Team;
    let shown = |times: u64| (team || times >= SMALL).then_some(times);
    let mut topics = Vec::new();
    for (id, topic) in &seen.state.member_questions {
        let mut questions = Vec::new();
        for (id, question) in &topic.questions {
            let entries = question.entries.iter().filter(|(since, _)| seen.sees(since.entry));
            let entries: Vec<&Arc<MemberQuestion>> = entries.map(|(_, one)| one).collect();
            let Some(last) = entries.last() else { continue };
            let times = entries.iter().map(|one| u64::from(one.times)).sum();
            let named = entries.iter().rev().find_map(|one| one.answered_by.as_deref());
            let (listeners, asking) = listeners(&entries, &shown);
            let answered_by = answered_by(id, named, answers, who);
            let open = |listener: &Listener| {
                let for_them = |one: &Answering| {
                    one.listener.as_ref().is_some_and(|name| is_listener(*listener, name))
                };
                answered_by.iter().any(|one| one.listener.is_some())
                    && !answered_by.iter().any(for_them)
            };
            questions.push(Question {
                id: id.clone(),
                words: last.words.clone(),
                times: shown(times),
                listeners,
                open_for: asking.into_iter().filter(open).collect(),
                answered_by,
            });
        }
        if questions.is_empty() {
            continue;
        }
        questions.sort_by_key(|one| (Reverse(one.times), one.id.clone()));
        // A sum less what is shown of it is what is not.
        let times = questions.iter().map(|one| one.times).sum::<Option<u64>>();
        topics.push(Topic { id: id.clone(), times, questions });
    }
    topics.sort_by_key(|topic| (Reverse(topic.times), topic.id.clone()));
    let known = |id: &Slug| topics.iter().flat_map(|one| &one.questions).any(|one| one.id == *id);
    let never_asked = answers
        .iter()
        .filter(|_| team)
        .flat_map(|one| one.questions.iter().map(|question| (question, &one.slug)))
        .filter(|(question, _)| !known(question))
        .map(|(question, piece)| (question.clone(), piece.clone()))
        .collect();
    Asked { topics, never_asked }
}

/// How often a question was asked by those who have to answer somebody, as far as it may be shown.
type TimesFor = (Option<Listener>, Option<u64>);

/// How often a question was asked by members who have to answer whom, as it may be shown; and who that is.
fn listeners(
    entries: &[&Arc<MemberQuestion>],
    shown: &impl Fn(u64) -> Option<u64>,
) -> (Vec<TimesFor>, Vec<Listener>) {
    let mut times: BTreeMap<Option<Listener>, u64> = BTreeMap::new();
    for one in entries.iter().filter(|one| one.times > 0) {
        *times.entry(one.listener).or_default() += u64::from(one.times);
    }
    let all = times.values().all(|times| shown(*times).is_some());
    let mut counted: Vec<TimesFor> =
        times.iter().map(|(one, times)| (*one, Some(*times).filter(|_| all))).collect();
    // Those that were not named stand last.
    counted.sort_by_key(|(one, times)| (one.is_none(), Reverse(*times), *one));
    (counted, times.into_keys().flatten().collect())
}

fn answered_by(
    question: &Slug,
    named: Option<&str>,
    answers: &[Answer],
    who: &Audience,
) -> Vec<Answering> {
    let by_entry = |one: &Answer| named == Some(one.slug.as_str());
    let mut all: Vec<Answering> = answers
        .iter()
        .filter(|one| one.questions.contains(question) || by_entry(one))
        .map(|one| Answering {
            piece: one.slug.to_string(),
            listener: Some(one.listener.clone()),
            state: super::standing_text::standing_words(one, who),
            approved: one.standing(who).is_approved(),
        })
        .collect();
    // What somebody else has not released is nobody's to name but the team's.
    if let Some(named) = named.filter(|_| *who == Audience::Team)
        && !answers.iter().any(by_entry)
    {
        all.push(Answering {
            piece: named.to_owned(),
            listener: None,
            state: "there is no such answer in pieces/".to_owned(),
            approved: false,
        });
    }
    all
}
