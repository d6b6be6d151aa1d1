use money::Date;

use crate::body::{ImpasseStep, NoticeKind};
use crate::fold::{ItemStatus, SessionRecord, State};

/// What PERB's request to determine impasse asks for, as far as the record has it
/// (PERB regulation 32792, <https://regulations.justia.com/states/california/title-8/division-3/chapter-1/subchapter-6/article-6/section-32792>).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImpasseRequest {
    /// The parties' names.
    pub parties: Vec<String>,
    /// The units with their size, where it is known.
    pub units: Vec<(String, Option<u32>)>,
    /// When proposals were made public.
    pub proposals_public: Option<Date>,
    /// When bargaining began.
    pub start: Option<Date>,
    /// Sessions: as a step of impasse says, else those in the record.
    pub sessions: u32,
    /// Hours: as a step of impasse says, else those of sessions whose beginning and end are known; none when neither is.
    pub hours: Option<u32>,
    /// When impasse was declared.
    pub declared: Option<Date>,
    /// Subjects agreed: how many, and those that the record names.
    pub agreed: (u32, Vec<String>),
    /// Subjects open.
    pub open: (u32, Vec<String>),
}

/// Fills in the request from a record.
pub fn impasse_request(state: &State) -> ImpasseRequest {
    let told = |value: fn(&crate::body::Impasse) -> Option<u32>| {
        state.impasse.steps.iter().rev().find_map(|(_, step)| value(step))
    };
    let public = |kinds: &[NoticeKind]| {
        let notices = state.notices.iter().filter(|(_, notice)| kinds.contains(&notice.kind));
        notices
            .map(|(since, _)| since.when)
            .filter(|when| when.is_a_day())
            .map(|when| when.day)
            .min()
    };
    let held: Vec<&SessionRecord> = state.sessions.iter().filter(|one| one.was_held()).collect();
    let (counted, minutes) = state.sessions_held();
    let titles = |agreed: bool| -> Vec<String> {
        let of = |status: ItemStatus| {
            let is = matches!(status, ItemStatus::Agreed | ItemStatus::InTotal | ItemStatus::Final);
            if agreed {
                is
            } else {
                !is && status != ItemStatus::NotOpened && status != ItemStatus::Withdrawn
            }
        };
        let items = state.items.iter().filter(|(id, _)| state.item_status(id).is_some_and(of));
        items.map(|(_, item)| item.item.title.clone()).collect()
    };
    let (agreed, open) = (titles(true), titles(false));
    let number = |names: &[String]| u32::try_from(names.len()).unwrap_or(u32::MAX);
    let hours = told(|step| step.hours);
    let declared = state.impasse.declared().or_else(|| state.impasse.first(ImpasseStep::Declared));
    ImpasseRequest {
        parties: state.parties.values().map(|party| party.name.clone()).collect(),
        units: state.units.values().map(|unit| (unit.name.clone(), unit.size)).collect(),
        proposals_public: public(&[NoticeKind::Sunshine, NoticeKind::PublicMeeting]),
        start: held
            .iter()
            .map(|one| one.since.when)
            .filter(|when| when.is_a_day())
            .map(|when| when.day)
            .min(),
        sessions: told(|step| step.sessions).unwrap_or(counted),
        hours: hours.or_else(|| u32::try_from(minutes / 60).ok().filter(|_| minutes > 0)),
        declared: declared.filter(|since| since.when.is_a_day()).map(|since| since.when.day),
        agreed: (told(|step| step.agreed).unwrap_or(number(&agreed)), agreed),
        open: (told(|step| step.open).unwrap_or(number(&open)), open),
    }
}

impl ImpasseRequest {
    /// The request's numbers and days, a line each; what the record does not have is left out.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut add = |line: Option<String>| lines.extend(line);
        add(self.proposals_public.map(|day| format!("proposals public {day}")));
        add(self.start.map(|day| format!("start {day}")));
        add((self.sessions > 0).then(|| format!("{} sessions", self.sessions)));
        add(self.hours.map(|hours| format!("{hours} hours")));
        add(self.declared.map(|day| format!("declared {day}")));
        add(Some(format!("{} agreed", self.agreed.0)));
        add(Some(format!("{} open", self.open.0)));
        lines
    }
}
