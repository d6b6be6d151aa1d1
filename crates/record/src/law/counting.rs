use std::collections::BTreeMap;

use jiff::Span;
use money::Date;
use serde::Deserialize;

use super::{Confidence, Law};
use crate::Slug;

/// What a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthUnit {
    /// Every day.
    CalendarDays,
    /// Days on which an office is open.
    WorkingDays,
    /// Months: the day of the same number, or the month's last.
    Months,
}

/// A period, such as `30 calendar days`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Length {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: LengthUnit,
}

impl TryFrom<String> for Length {
    type Error = String;
    fn try_from(text: String) -> Result<Length, String> {
        let not = || {
            format!(
                "\"{text}\" is not a period such as 30 calendar days, 5 working days or 6 months"
            )
        };
        let (count, unit) = text.split_once(' ').ok_or_else(not)?;
        let unit = match unit {
            "calendar days" | "calendar day" => LengthUnit::CalendarDays,
            "working days" | "working day" => LengthUnit::WorkingDays,
            "months" | "month" => LengthUnit::Months,
            _ => return Err(not()),
        };
        Ok(Length { count: count.parse().map_err(|_| not())?, unit })
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.unit {
            LengthUnit::CalendarDays => "calendar days",
            LengthUnit::WorkingDays => "working days",
            LengthUnit::Months => "months",
        };
        write!(f, "{} {unit}", self.count)
    }
}

/// A published count by a rule of counting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountingExample {
    /// What it is.
    pub source: String,
    /// Where it can be read.
    pub address: String,
    /// A tribunal decided it.
    pub decided: bool,
    /// Day 0.
    pub trigger: Date,
    /// Days.
    pub days: u32,
    /// The last day.
    pub due: Date,
    /// The way of service.
    #[serde(default)]
    pub service: Option<Slug>,
}

/// How days are counted: what the last one does when it is closed, and what service adds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counting {
    /// Its id.
    pub id: Slug,
    /// What it says, in a sentence.
    pub title: String,
    /// `day-after`: the day after the trigger is day 1.
    pub starts: String,
    /// `next-open-day`, or `none`.
    pub rolls: String,
    /// The calendar of closed days.
    #[serde(default)]
    pub closed: Option<Slug>,
    /// Law since.
    #[serde(default)]
    pub from: Option<Date>,
    /// Law until.
    #[serde(default)]
    pub to: Option<Date>,
    /// Where it stands.
    pub cite: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// How sure it is.
    pub confidence: Confidence,
    /// More on it.
    #[serde(default)]
    pub note: Option<String>,
    /// Days that a way of service adds, before rolling.
    #[serde(default)]
    pub service: BTreeMap<Slug, u32>,
    /// Counts that others have published.
    #[serde(default)]
    pub example: Vec<CountingExample>,
}

/// A day, and how it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The day.
    pub day: Date,
    /// The day before it was moved off a closed one; the same where it was not.
    pub counted: Date,
    /// How: `June 11 + 30 calendar days = July 11`.
    pub how: String,
}

impl Counting {
    pub(super) fn check(&self, law: &Law) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.example.is_empty() {
            wrong.push(format!("{}: a rule without an example", self.id));
        }
        if self.closed.as_ref().is_some_and(|closed| !law.calendars.contains_key(closed)) {
            wrong.push(format!("{}: its calendar is not there", self.id));
        }
        if self.starts != "day-after" || !["next-open-day", "none"].contains(&self.rolls.as_str()) {
            wrong.push(format!("{}: starts or rolls in a way that is not known", self.id));
        }
        for example in &self.example {
            let unit = match self.id.as_str().contains("working-days") {
                true => LengthUnit::WorkingDays,
                false => LengthUnit::CalendarDays,
            };
            let length = Length { count: example.days, unit };
            let counted = law.count_forward(
                example.trigger,
                length,
                Some(&self.id),
                example.service.as_ref(),
                0,
                true,
            );
            if counted.day != example.due {
                wrong.push(format!(
                    "{}: {} comes to {}, not {}",
                    self.id, example.source, counted.day, example.due
                ));
            }
        }
        wrong
    }
}

impl Law {
    /// Counts a period from a day. The trigger is day 0; `added` days (service aside) come before rolling, and only a last
    /// day rolls (`rolls`), never a first.
    pub fn count_forward(
        &self,
        trigger: Date,
        length: Length,
        counting: Option<&Slug>,
        service: Option<&Slug>,
        added: i64,
        rolls: bool,
    ) -> Counted {
        let rule = counting.and_then(|id| self.countings.get(id));
        let closed =
            rule.and_then(|rule| rule.closed.as_ref()).and_then(|id| self.calendars.get(id));
        let closes = |day: Date| closed.and_then(|calendar| calendar.closed(day, self));
        let mut how = format!("{} + {length}", dated(trigger));
        let mut day = match length.unit {
            LengthUnit::CalendarDays => plus(trigger, i64::from(length.count)),
            LengthUnit::Months => {
                trigger.saturating_add(Span::new().months(i64::from(length.count)))
            }
            LengthUnit::WorkingDays => {
                let (mut day, mut left) = (trigger, length.count);
                while left > 0 {
                    day = plus(day, 1);
                    if closes(day).is_none() {
                        left -= 1;
                    }
                }
                day
            }
        };
        how.push_str(&format!(" = {}", dated(day)));
        let by_service = service.and_then(|way| rule?.service.get(way).map(|days| (way, *days)));
        if let Some((way, days)) = by_service.filter(|(_, days)| *days > 0) {
            day = plus(day, i64::from(days));
            how.push_str(&format!("; {days} for service ({way}) = {}", dated(day)));
        }
        if added != 0 {
            day = plus(day, added);
            how.push_str(&format!("; {added} added or not counted = {}", dated(day)));
        }
        let counted = day;
        if rolls && rule.is_some_and(|rule| rule.rolls == "next-open-day") {
            let closed_by = closes(day);
            while closes(day).is_some() {
                day = plus(day, 1);
            }
            if let Some(name) = closed_by {
                how.push_str(&format!("; closed ({name}), so {}", dated(day)));
            }
        }
        Counted { day, counted, how }
    }

    /// Counts a period back from a day: the last day on which something is early enough.
    pub fn count_back(&self, trigger: Date, length: Length) -> Counted {
        let day = match length.unit {
            LengthUnit::Months => {
                trigger.saturating_sub(Span::new().months(i64::from(length.count)))
            }
            LengthUnit::CalendarDays | LengthUnit::WorkingDays => {
                plus(trigger, -i64::from(length.count))
            }
        };
        Counted {
            day,
            counted: day,
            how: format!("{} - {length} = {}", dated(trigger), dated(day)),
        }
    }
}

fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days))
}

/// A day with its weekday: `Sun 2015-03-22`.
pub(crate) fn dated(day: Date) -> String {
    let weekday = match day.weekday() {
        jiff::civil::Weekday::Monday => "Mon",
        jiff::civil::Weekday::Tuesday => "Tue",
        jiff::civil::Weekday::Wednesday => "Wed",
        jiff::civil::Weekday::Thursday => "Thu",
        jiff::civil::Weekday::Friday => "Fri",
        jiff::civil::Weekday::Saturday => "Sat",
        jiff::civil::Weekday::Sunday => "Sun",
    };
    format!("{weekday} {day}")
}
