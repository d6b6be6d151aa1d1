//! Requests for information, line by line. No statute fixes a number of days: their age is evidence.

use std::collections::BTreeMap;

use money::Date;

use super::items::Since;
use super::{At, State};
use crate::body::{InformationRequest, LineStatus, Reply};
use crate::rules::{LINES_OF_A_REQUEST, NOT_ONES_OWN};
use crate::{Refusal, Slug};

/// A line of a request and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineState {
    /// What became of it, in order.
    pub replies: Vec<(Since, LineStatus, Option<String>)>,
}

impl LineState {
    /// Where it stands; none while there is no word on it.
    pub fn status(&self) -> Option<LineStatus> {
        let last = |found: &&(Since, LineStatus, Option<String>)| found.1 != LineStatus::Reasserted;
        let answer = self.replies.iter().rev().find(last).map(|(_, status, _)| *status);
        answer.or_else(|| self.replies.last().map(|(_, status, _)| *status))
    }

    /// Whether something is still owed on it.
    pub fn is_open(&self) -> bool {
        self.status().is_none_or(|status| !status.is_done())
    }

    /// When it was provided in full.
    pub fn provided(&self) -> Option<Since> {
        self.replies
            .iter()
            .rev()
            .find(|(_, status, _)| *status == LineStatus::Provided)
            .map(|(since, ..)| *since)
    }
}

/// A request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestState {
    /// The request.
    pub request: InformationRequest,
    /// When it was sent.
    pub since: Since,
    /// Its lines, by number.
    pub lines: BTreeMap<u32, LineState>,
}

impl RequestState {
    /// Whether something is still owed.
    pub fn is_open(&self) -> bool {
        self.lines.values().any(LineState::is_open)
    }

    /// Days since it was sent.
    pub fn days_open(&self, on: Date) -> i64 {
        self.since.when.days_until(on)
    }

    /// Days by which the day that the asker named has passed, when something is still owed.
    pub fn days_past_asked(&self, on: Date) -> Option<i64> {
        let days = crate::days_between(self.request.asked_by?, on);
        (self.is_open() && days > 0).then_some(days)
    }

    /// The items that wait for lines that are owed.
    pub fn blocks(&self) -> Vec<&Slug> {
        let open = |line: u32| self.lines.get(&line).is_some_and(LineState::is_open);
        let lines = self.request.lines.iter().filter(|line| open(line.line));
        let mut items: Vec<&Slug> = lines.flat_map(|line| &line.blocks).collect();
        items.sort_unstable();
        items.dedup();
        items
    }
}

impl State {
    pub(super) fn request(
        &mut self,
        at: At<'_>,
        request: &InformationRequest,
    ) -> Result<(), Refusal> {
        self.side_of(&request.from)?;
        self.side_of(&request.to)?;
        if request.from == request.to {
            return Err(Refusal::new(
                NOT_ONES_OWN,
                format!("{} would ask itself", request.from),
                "name who is asked in `to`",
            ));
        }
        if self.requests.contains_key(&request.id) {
            return Err(Refusal::twice("information request", &request.id));
        }
        let mut lines = BTreeMap::new();
        for line in &request.lines {
            for item in &line.blocks {
                self.known_item(item)?;
            }
            if lines.insert(line.line, LineState::default()).is_some() {
                return Err(Refusal::new(
                    LINES_OF_A_REQUEST,
                    format!("{} has two lines {}", request.id, line.line),
                    "number each line once",
                ));
            }
        }
        if lines.is_empty() {
            return Err(Refusal::new(
                LINES_OF_A_REQUEST,
                format!("{} asks for nothing", request.id),
                "write what is asked for, a line each",
            ));
        }
        let state = RequestState { request: request.clone(), since: at.since, lines };
        self.requests.insert(request.id.clone(), state);
        Ok(())
    }

    pub(super) fn reply(&mut self, at: At<'_>, reply: &Reply) -> Result<(), Refusal> {
        let Some(state) = self.requests.get_mut(&reply.request) else {
            return Err(Refusal::unknown(
                "information request",
                &reply.request,
                self.requests.keys(),
            ));
        };
        let lines: Vec<u32> = match reply.lines.is_empty() {
            true => state.lines.keys().copied().collect(),
            false => reply.lines.clone(),
        };
        if let Some(line) = lines.iter().find(|line| !state.lines.contains_key(line)) {
            let known: Vec<String> = state.lines.keys().map(u32::to_string).collect();
            return Err(Refusal::new(
                LINES_OF_A_REQUEST,
                format!("{} has no line {line}", reply.request),
                format!("name lines that it has: {}", known.join(", ")),
            ));
        }
        for line in lines {
            if let Some(line) = state.lines.get_mut(&line) {
                line.replies.push((at.since, reply.status, reply.words.clone()));
            }
        }
        Ok(())
    }
}
