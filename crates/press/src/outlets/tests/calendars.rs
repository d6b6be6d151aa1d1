use icalendar::parser::{Component, read_calendar, unfold};
use jiff::civil::{date, time};

use super::sample::STEERING;
use crate::Language;
use crate::outlets::{Calendar, CalendarError, CalendarEvent, EventStatus, icalendar};

fn event(uid: &str) -> CalendarEvent {
    CalendarEvent {
        uid: uid.to_owned(),
        day: date(2022, 7, 20),
        start: None,
        end: None,
        time_zone: None,
        title: "Bargaining".to_owned(),
        about: String::new(),
        place: None,
        address: None,
        status: EventStatus::Confirmed,
        sequence: 0,
        last_day: None,
    }
}

fn calendar(events: Vec<CalendarEvent>) -> Calendar {
    Calendar {
        name: "Dates".to_owned(),
        id_host: "example.org".to_owned(),
        language: Language::English,
        stamp: date(2022, 7, 12),
        events,
    }
}

fn written(event: CalendarEvent) -> String {
    icalendar(&calendar(vec![event])).unwrap()
}

fn value(component: &Component<'_>, name: &str) -> Option<String> {
    component.find_prop(name).map(|property| property.val.to_string())
}

/// The times of an event between 9 in the morning and an end, in a zone.
fn between(
    start: jiff::civil::Time,
    end: jiff::civil::Time,
    zone: Option<&str>,
    day: jiff::civil::Date,
) -> (String, Option<String>) {
    let text = written(CalendarEvent {
        day,
        start: Some(start),
        end: Some(end),
        time_zone: zone.map(str::to_owned),
        ..event("a")
    });
    let find =
        |name: &str| text.split("\r\n").find_map(|line| line.strip_prefix(name).map(str::to_owned));
    (find("DTSTART:").unwrap(), find("DTEND:"))
}

#[test]
fn a_calendar_is_written_as_the_format_wants_it() {
    let text = written(CalendarEvent {
        title: "Table, day 7; all welcome".to_owned(),
        about: "Two lines:\nback\\slash".to_owned(),
        place: Some("Room 1, Sacramento".to_owned()),
        address: Some("https://example.org/day-7".to_owned()),
        status: EventStatus::Tentative,
        sequence: 3,
        ..event("table-7")
    });
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Good Faith//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "NAME:Dates",
        "X-WR-CALNAME:Dates",
        "BEGIN:VEVENT",
        "UID:table-7@example.org",
        "DTSTAMP:20220712T000000Z",
        "DTSTART;VALUE=DATE:20220720",
        "DTEND;VALUE=DATE:20220721",
        "TRANSP:TRANSPARENT",
        "SUMMARY;LANGUAGE=en:Table\\, day 7\\; all welcome",
        "DESCRIPTION;LANGUAGE=en:Two lines:\\nback\\\\slash",
        "LOCATION:Room 1\\, Sacramento",
        "URL:https://example.org/day-7",
        "STATUS:TENTATIVE",
        "SEQUENCE:3",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(text, expected.join("\r\n"));
}

#[test]
fn a_time_in_a_zone_is_written_in_utc_by_summer_and_by_winter() {
    let pacific = Some("America/Los_Angeles");
    let (nine, noon) = (time(9, 0, 0, 0), time(12, 0, 0, 0));
    let summer = between(nine, noon, pacific, date(2022, 7, 20));
    assert_eq!(summer, ("20220720T160000Z".to_owned(), Some("20220720T190000Z".to_owned())));
    let winter = between(nine, noon, pacific, date(2022, 12, 20));
    assert_eq!(winter, ("20221220T170000Z".to_owned(), Some("20221220T200000Z".to_owned())));
}

#[test]
fn a_time_without_a_zone_is_that_of_wherever_the_reader_is() {
    let times = between(time(9, 0, 0, 0), time(12, 30, 0, 0), None, date(2022, 7, 20));
    assert_eq!(times, ("20220720T090000".to_owned(), Some("20220720T123000".to_owned())));
}

#[test]
fn an_end_before_the_beginning_is_on_the_next_day() {
    let late = between(time(22, 0, 0, 0), time(1, 0, 0, 0), None, date(2022, 12, 31));
    assert_eq!(late.1.as_deref(), Some("20230101T010000"));
    let same = between(time(22, 0, 0, 0), time(22, 0, 0, 0), None, date(2022, 12, 31));
    assert_eq!(same.1, None);
}

#[test]
fn an_hour_that_does_not_come_ends_no_event_before_it_begins() {
    // On March 13, 2022 clocks went from 2:00 to 3:00: 2:30 is 3:30, which is after 3:00.
    let times = between(
        time(2, 30, 0, 0),
        time(3, 0, 0, 0),
        Some("America/Los_Angeles"),
        date(2022, 3, 13),
    );
    assert_eq!(times, ("20220313T103000Z".to_owned(), None));
    // On November 6 the hour from 1:00 came twice: the first is meant.
    let twice = between(
        time(1, 30, 0, 0),
        time(3, 0, 0, 0),
        Some("America/Los_Angeles"),
        date(2022, 11, 6),
    );
    assert_eq!(twice, ("20221106T083000Z".to_owned(), Some("20221106T110000Z".to_owned())));
}

#[test]
fn the_end_of_whole_days_is_the_day_after_the_last() {
    let text = written(CalendarEvent { last_day: Some(date(2022, 7, 31)), ..event("a") });
    assert!(
        text.contains("DTSTART;VALUE=DATE:20220720\r\nDTEND;VALUE=DATE:20220801\r\n"),
        "{text}"
    );
    let back = written(CalendarEvent { last_day: Some(date(2022, 7, 1)), ..event("a") });
    assert!(back.contains("DTEND;VALUE=DATE:20220721\r\n"), "{back}");
}

#[test]
fn several_days_with_times_end_on_the_last() {
    let one = CalendarEvent {
        start: Some(time(9, 0, 0, 0)),
        last_day: Some(date(2022, 7, 22)),
        ..event("a")
    };
    let open = written(one.clone());
    assert!(open.contains("DTSTART:20220720T090000\r\nDTEND:20220723T000000\r\n"), "{open}");
    let closed = written(CalendarEvent { end: Some(time(8, 0, 0, 0)), ..one });
    assert!(closed.contains("DTEND:20220722T080000\r\n"), "{closed}");
}

#[test]
fn a_zone_that_is_not_known_is_an_error_and_not_another_time() {
    let bad = CalendarEvent {
        start: Some(time(9, 0, 0, 0)),
        time_zone: Some("Pacific".to_owned()),
        ..event("a")
    };
    let error = icalendar(&calendar(vec![bad])).unwrap_err();
    assert_eq!(error, CalendarError::TimeZone { uid: "a".to_owned(), zone: "Pacific".to_owned() });
    let error = icalendar(&Calendar { id_host: "x\r\ny".to_owned(), ..calendar(vec![]) });
    assert!(matches!(error, Err(CalendarError::NotAHost { .. })));
}

#[test]
fn the_last_day_of_all_is_an_error_and_no_panic() {
    let end = CalendarEvent { day: jiff::civil::Date::MAX, ..event("a") };
    assert!(matches!(icalendar(&calendar(vec![end])), Err(CalendarError::Day { .. })));
    let begin = CalendarEvent { day: jiff::civil::Date::MIN, ..event("a") };
    assert!(matches!(icalendar(&calendar(vec![begin])), Err(CalendarError::Day { .. })));
}

#[test]
fn a_second_program_reads_hostile_text_as_text_of_one_event() {
    let bad =
        format!("{STEERING};,\\\r\nBEGIN:VEVENT\r\nUID:x\u{2028}END:VEVENT\u{85}END:VCALENDAR");
    let text = icalendar(&Calendar {
        name: bad.clone(),
        ..calendar(vec![CalendarEvent {
            title: bad.clone(),
            about: bad.clone(),
            place: Some(bad.clone()),
            address: Some(format!("https://example.org/{bad}")),
            ..event(&bad)
        }])
    })
    .unwrap();
    assert_eq!(text.matches("\r\nBEGIN:VEVENT\r\n").count(), 1);
    assert!(!text.contains("URL:"));
    assert!(!text.replace("\r\n", "").contains(char::is_control));
    let unfolded = unfold(&text);
    let read = read_calendar(&unfolded).unwrap();
    assert_eq!(read.components.len(), 1);
    let event = &read.components[0];
    assert!(event.components.is_empty());
    let about = value(event, "DESCRIPTION").unwrap();
    assert!(about.contains("שלום עולם") && about.contains("BEGIN:VEVENT"), "{about}");
}

#[test]
fn long_lines_are_folded_at_75_bytes_and_read_back_whole() {
    let title = "Año 👩‍👩‍👧 שלום ".repeat(4_000);
    let text = written(CalendarEvent { title: title.clone(), ..event("a") });
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    assert!(text.split("\r\n").filter(|line| line.starts_with(' ')).count() > 1_000);
    let unfolded = unfold(&text);
    let read = read_calendar(&unfolded).unwrap();
    assert_eq!(value(&read.components[0], "SUMMARY").as_deref(), Some(title.trim()));
}

#[test]
fn events_stand_by_day_whatever_order_they_came_in() {
    let later = CalendarEvent { day: date(2022, 8, 1), ..event("a") };
    let timed = CalendarEvent { start: Some(time(9, 0, 0, 0)), ..event("0") };
    let one = icalendar(&calendar(vec![later.clone(), timed.clone(), event("b")])).unwrap();
    assert_eq!(one, icalendar(&calendar(vec![event("b"), later, timed])).unwrap());
    let ids: Vec<&str> = one.split("\r\n").filter_map(|line| line.strip_prefix("UID:")).collect();
    assert_eq!(ids, ["b@example.org", "0@example.org", "a@example.org"]);
}

#[test]
fn a_cancelled_event_says_so() {
    let text = written(CalendarEvent { status: EventStatus::Cancelled, sequence: 2, ..event("a") });
    assert!(text.contains("STATUS:CANCELLED\r\nSEQUENCE:2\r\n"));
}
