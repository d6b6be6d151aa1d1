//! A calendar of dates at the table, deadlines and actions, for members' own calendars: iCalendar,
//! RFC 5545 (<https://www.rfc-editor.org/rfc/rfc5545>).

use std::error::Error;
use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::clean::{is_web, line};
use super::host::is_host;
use super::ical_lines::Lines;
use crate::Language;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// The host under which the ids of its events are made: `example.org`.
    pub id_host: String,
    /// The language of its texts.
    pub language: Language,
    /// The day it was made, which every event is stamped with.
    pub stamp: Date,
    /// Its events, in any order.
    pub events: Vec<CalendarEvent>,
}

/// An event of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// Its own id within the calendar, which never changes: by it a calendar knows an event again.
    pub uid: String,
    /// The day it is on or begins.
    pub day: Date,
    /// When it begins; without it the event is of whole days.
    pub start: Option<Time>,
    /// When it ends. Before `start`, it is on the next day; without `start`, it counts for nothing.
    pub end: Option<Time>,
    /// The zone of its times by its IANA name, such as `America/Los_Angeles`; without one, the times
    /// are those of wherever the reader is.
    pub time_zone: Option<String>,
    /// What it is called.
    pub title: String,
    /// What there is to say about it, in any number of lines. May be empty.
    pub about: String,
    /// Where it is.
    pub place: Option<String>,
    /// Where more can be read.
    pub address: Option<String>,
    /// Whether it is to be.
    pub status: EventStatus,
    /// How often it was changed; calendars take the higher one.
    pub sequence: u32,
    /// Its last day, where it has several; one that is not after `day` counts for nothing.
    pub last_day: Option<Date>,
}

/// Whether an event is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventStatus {
    /// It is settled.
    Confirmed,
    /// It may be.
    Tentative,
    /// It will not be.
    Cancelled,
}

/// Why a calendar was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarError {
    /// The host is not the name of a host.
    NotAHost {
        /// What was given.
        value: String,
    },
    /// An event is in a time zone that is not known.
    TimeZone {
        /// The event's own id.
        uid: String,
        /// The zone.
        zone: String,
    },
    /// An event's day or time lies where no calendar goes: before the year 1 or at its very end.
    Day {
        /// The event's own id.
        uid: String,
    },
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalendarError::NotAHost { value } => {
                write!(f, "the id host is not the name of a host: {value:?}")
            }
            CalendarError::TimeZone { uid, zone } => {
                write!(f, "event {uid:?} is in a time zone that is not known: {zone:?}")
            }
            CalendarError::Day { uid } => {
                write!(f, "event {uid:?} has a day that a calendar cannot have")
            }
        }
    }
}

impl Error for CalendarError {}

/// A calendar as iCalendar.
///
/// Events stand by day, time and id. A time in a zone is written in UTC, by the rules of the zones
/// that are built into the program and not by those of the machine, so that the same calendar makes
/// the same bytes everywhere; a zone whose rules change before the day needs a calendar made anew.
/// Events of whole days do not mark a reader's day as taken. An end that is no later than its
/// beginning is not written, as one at the same minute. Where an event of several days has a beginning
/// and no end, it ends with its last day.
///
/// # Errors
///
/// A host that is none, a zone that is not known, a day out of reach. No event is moved to a time
/// that nobody gave.
pub fn icalendar(calendar: &Calendar) -> Result<String, CalendarError> {
    if !is_host(&calendar.id_host) {
        return Err(CalendarError::NotAHost { value: calendar.id_host.clone() });
    }
    let mut lines = Lines::default();
    lines.add("BEGIN:VCALENDAR");
    lines.add("VERSION:2.0");
    lines.add(&format!(
        "PRODID:-//Good Faith//Calendar//{}",
        calendar.language.code().to_uppercase()
    ));
    lines.add("CALSCALE:GREGORIAN");
    // The name by RFC 7986, section 5.1, and as programs knew it before.
    lines.add_text("NAME", &line(&calendar.name));
    lines.add_text("X-WR-CALNAME", &line(&calendar.name));
    let mut events: Vec<&CalendarEvent> = calendar.events.iter().collect();
    events.sort_by(|a, b| (a.day, a.start, &a.uid).cmp(&(b.day, b.start, &b.uid)));
    for event in events {
        write_event(event, calendar, &mut lines)?;
    }
    lines.add("END:VCALENDAR");
    Ok(lines.into_text())
}

fn write_event(
    event: &CalendarEvent,
    calendar: &Calendar,
    lines: &mut Lines,
) -> Result<(), CalendarError> {
    let out_of_reach = || CalendarError::Day { uid: event.uid.clone() };
    if event.day.year() < 1 || calendar.stamp.year() < 1 {
        return Err(out_of_reach());
    }
    let language = calendar.language.code();
    lines.add("BEGIN:VEVENT");
    lines.add_text(
        "UID",
        &format!("{}@{}", line(&event.uid), calendar.id_host.to_ascii_lowercase()),
    );
    lines.add(&format!("DTSTAMP:{}T000000Z", digits(calendar.stamp)));
    let last = event.last_day.filter(|last| *last > event.day);
    match event.start {
        Some(start) => write_times(event, start, last, lines)?,
        None => {
            // The end of whole days is the day after (RFC 5545, section 3.6.1).
            let after = last.unwrap_or(event.day).tomorrow().map_err(|_| out_of_reach())?;
            lines.add(&format!("DTSTART;VALUE=DATE:{}", digits(event.day)));
            lines.add(&format!("DTEND;VALUE=DATE:{}", digits(after)));
            lines.add("TRANSP:TRANSPARENT");
        }
    }
    lines.add_text(&format!("SUMMARY;LANGUAGE={language}"), &line(&event.title));
    lines.add_text(&format!("DESCRIPTION;LANGUAGE={language}"), &event.about);
    lines.add_text("LOCATION", &line(event.place.as_deref().unwrap_or_default()));
    if let Some(address) = event.address.as_deref().filter(|address| is_web(address)) {
        lines.add(&format!("URL:{address}"));
    }
    lines.add(match event.status {
        EventStatus::Confirmed => "STATUS:CONFIRMED",
        EventStatus::Tentative => "STATUS:TENTATIVE",
        EventStatus::Cancelled => "STATUS:CANCELLED",
    });
    lines.add(&format!("SEQUENCE:{}", event.sequence));
    lines.add("END:VEVENT");
    Ok(())
}

fn write_times(
    event: &CalendarEvent,
    start: Time,
    last: Option<Date>,
    lines: &mut Lines,
) -> Result<(), CalendarError> {
    let out_of_reach = || CalendarError::Day { uid: event.uid.clone() };
    let begins = event.day.to_datetime(start);
    let ends = match (event.end, last) {
        (Some(end), Some(last)) => Some(last.to_datetime(end)),
        (Some(end), None) if end < start => {
            Some(event.day.tomorrow().map_err(|_| out_of_reach())?.to_datetime(end))
        }
        (Some(end), None) => Some(event.day.to_datetime(end)),
        (None, Some(last)) => {
            let after = last.checked_add(1.day()).map_err(|_| out_of_reach())?;
            Some(after.to_datetime(Time::midnight()))
        }
        (None, None) => None,
    };
    let (begins, ends, mark) = match &event.time_zone {
        None => (begins, ends, ""),
        Some(name) => {
            let unknown = || CalendarError::TimeZone { uid: event.uid.clone(), zone: name.clone() };
            let zone = TimeZoneDatabase::bundled().get(name).map_err(|_| unknown())?;
            let utc = |time: DateTime| in_utc(time, &zone).ok_or_else(out_of_reach);
            (utc(begins)?, ends.map(utc).transpose()?, "Z")
        }
    };
    lines.add(&format!("DTSTART:{}{mark}", with_time(begins)));
    if let Some(ends) = ends.filter(|ends| *ends > begins) {
        lines.add(&format!("DTEND:{}{mark}", with_time(ends)));
    }
    Ok(())
}

/// A time in a zone as one in UTC. An hour that comes twice, when clocks go back, is the first of the
/// two; one that does not come, when they go forward, is as much later (RFC 5545, section 3.3.5).
fn in_utc(time: DateTime, zone: &TimeZone) -> Option<DateTime> {
    let zoned = zone.to_ambiguous_zoned(time).compatible().ok()?;
    Some(zoned.with_time_zone(TimeZone::UTC).datetime())
}

fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn with_time(time: DateTime) -> String {
    let date = digits(time.date());
    format!("{date}T{:02}{:02}{:02}", time.hour(), time.minute(), time.second())
}
