//! Commitments: the measure card, rival counts, pace and forecast by hand, pools, and a file of hires.

mod common;

use common::{Telling, day, id};
use money::Fraction;
use proptest::prelude::*;
use record::body::{Measure, Tally};
use record::{
    Cell, CommitmentStatus, ForecastBy, Move, MoveKind, Reached, Reading, ReadingKind, State,
    pace_on, pool_shares, readings, tally_of_moves,
};
use serde_json::{Value, json};

fn f(text: &str) -> Fraction {
    Fraction::parse(text).unwrap()
}

/// Fix LA (`domain/worked-timelines/fix-la-2012-2021.json`).
///
/// Event 16, December 8, 2015: a hiring goal of 5,000 by summer 2018; whether net or gross is disputed.
/// Sources: <https://www.latimes.com/local/lanow/la-me-ln-union-labor-deal-20150922-story.html>,
/// <https://www.latimes.com/local/lanow/la-me-ln-labor-pact-hiring-goal-20151208-story.html>,
/// <http://bargainingforthecommongood.org/fixlavictory>.
/// Events 23 and 24, April 18, 2017: two counts for one event.
/// Sources: <https://seiu721.org/?p=36244> (210 full-time, five from underserved areas) and
/// <http://fixla.org/on-eve-of-budget-hearings-fix-l-a-delivers-state-of-the-city-highlighting-broken-promises-of-5000-new-jobs-and-restoration-of-services-a-full-year-later/>
/// (about 650 full-time and 300 half-time, "very few if any" local hires).
fn fix_la() -> Telling {
    let mut told = Telling::new();
    told.on(
        "2015-12-08",
        "commitment",
        json!({"id": "jobs", "title": "5,000 hires", "words": "a goal of hiring 5,000 by summer 2018",
            "promised_by": "City of Los Angeles", "to": "Coalition of LA City Unions", "strength": "goal"}),
    );
    told.on(
        "2015-12-08",
        "measure",
        json!({"commitment": "jobs", "target": 5000, "due": "2018-06-30",
            "pools": [{"id": "underserved", "name": "underserved areas"}]}),
    );
    told.on(
        "2017-04-18",
        "tally",
        json!({"id": "count-a", "commitment": "jobs", "by": "Fix LA Coalition", "full_time": 210,
            "what_was_counted": "full-time hires", "pools": [{"pool": "underserved", "count": 5}]}),
    );
    told.on(
        "2017-04-18",
        "tally",
        json!({"id": "count-b", "commitment": "jobs", "by": "Fix LA Coalition", "full_time": 650,
            "half_time": 300, "about": true, "what_was_counted": "full-time and half-time hires",
            "words": "very few if any from local hire"}),
    );
    told
}

fn read(state: &State, on: &str, tally: &str) -> Vec<Reading> {
    let jobs = &state.commitments[&id("jobs")];
    let count = jobs.tallies.iter().find(|(_, one)| one.id == id(tally)).unwrap();
    readings(&count.1, &jobs.card(day(on)))
}

fn of(readings: &[Reading], kind: ReadingKind) -> &Reading {
    readings.iter().find(|reading| reading.kind == kind).unwrap()
}

#[test]
fn fix_la_shows_both_counts_under_each_reading_and_is_not_measurable_yet() {
    let told = fix_la();
    let (on, state) = (day("2017-04-18"), told.state("2017-04-18"));
    let jobs = &state.commitments[&id("jobs")];
    let counts: Vec<(&str, &str)> = jobs
        .counts(on)
        .iter()
        .map(|count| (count.tally.id.as_str(), count.tally.by.as_str()))
        .collect();
    assert_eq!(counts, [("count-a", "Fix LA Coalition"), ("count-b", "Fix LA Coalition")]);
    assert!(!jobs.is_measurable(on));
    assert_eq!(
        jobs.card(on).missing(),
        [
            "unit",
            "half_time_weight",
            "baseline",
            "from",
            "source",
            "reporter",
            "verifier",
            "enforcement",
            "late_when"
        ]
    );
    // 210 of 5,000 is 4.2%. Nobody counted half-time hires in it, and it says so.
    let a = read(&state, "2017-04-18", "count-a");
    let as_one = of(&a, ReadingKind::HalfAsOne);
    assert_eq!(
        (as_one.value.clone(), as_one.share_percent.clone()),
        (Some(f("210")), Some(f("4.2")))
    );
    assert_eq!(as_one.note, Some("half-time hires were not counted"));
    assert_eq!(of(&a, ReadingKind::HalfAsHalf).share_percent, Some(f("4.2")));
    // 650 + 300 = 950 is 19%; 650 + 150 = 800 is 16%.
    let b = read(&state, "2017-04-18", "count-b");
    assert_eq!(of(&b, ReadingKind::HalfAsOne).share_percent, Some(f("19")));
    assert_eq!(of(&b, ReadingKind::HalfAsHalf).value, Some(f("800")));
    assert_eq!(of(&b, ReadingKind::HalfAsHalf).share_percent, Some(f("16")));
    for reading in [of(&a, ReadingKind::Net), of(&b, ReadingKind::Net)] {
        assert_eq!((reading.value.clone(), reading.share_percent.clone()), (None, None));
        assert_eq!(reading.why_not, Some("not known: leavers were not counted"));
    }
    assert!(!a.iter().chain(&b).any(|reading| reading.by_card), "the card prefers none");
    assert_eq!(jobs.progress_range(on), Some((f("4.2"), f("19"))));
    assert_eq!(jobs.status(on), CommitmentStatus::Disputed);
    assert_eq!(jobs.rival_counts(on).len(), 1);
}

#[test]
fn a_last_day_that_has_passed_is_late_though_the_card_is_incomplete() {
    let told = fix_la();
    let state = told.state("2018-07-01");
    let jobs = &state.commitments[&id("jobs")];
    assert_eq!(jobs.status(day("2016-01-01")), CommitmentStatus::NotMeasurableYet);
    assert!(!jobs.overdue(day("2018-06-30")));
    assert!(jobs.overdue(day("2018-07-01")));
    assert_eq!(jobs.status(day("2018-07-01")), CommitmentStatus::Overdue, "both counts fall short");
    assert_eq!(jobs.days_since_counted(day("2018-07-01")), Some(439));
    // And nothing of 2017 was known in 2016.
    assert!(told.state("2016-12-31").commitments[&id("jobs")].counts(day("2018-07-01")).is_empty());
}

#[test]
fn the_five_of_the_underserved_areas_are_too_few_to_show() {
    let state = fix_la().state("2017-04-18");
    let jobs = &state.commitments[&id("jobs")];
    let card = jobs.card(day("2017-04-18"));
    let shares = pool_shares(&jobs.tallies[0].1, &card, 10);
    assert_eq!(shares.pools[0].cell, Some(Cell::FewerThan(10)));
    // 210 - 205 would be the five.
    assert_eq!((shares.total, shares.rest), (Some(210), Some(Cell::KeptBack)));
    let own = pool_shares(&jobs.tallies[0].1, &card, 0);
    let five = Cell::Shown { count: 5, percent: Some(Fraction::new(500, 210)) };
    assert_eq!(own.pools[0].cell, Some(five), "the team's own work shows all");
    // Nobody counted the pool in the other: that is no number.
    assert_eq!(pool_shares(&jobs.tallies[1].1, &card, 10).pools[0].cell, None);
}

/// A complete card: 1,000 net positions on January 1, 2024 are to be 1,073 on December 31, 365 days later.
fn signed() -> Telling {
    let mut told = Telling::new();
    told.on(
        "2024-01-01",
        "commitment",
        json!({"id": "jobs", "title": "73 positions", "words": "73 more positions by the end of 2024",
            "promised_by": "the City", "strength": "shall", "enforcement": "grievance"}),
    );
    told.on("2024-01-01", "measure", card(json!({})));
    told
}

fn card(more: Value) -> Value {
    let mut card = json!({"commitment": "jobs", "unit": "net-positions", "target": 1073,
        "half_time_weight": "0.5", "baseline": 1000, "from": "2024-01-01", "due": "2024-12-31",
        "source": "position control", "reporter": "personnel, each month", "verifier": "the union",
        "late_when": "a month short of the line"});
    for (name, value) in more.as_object().unwrap() {
        card[name] = value.clone();
    }
    card
}

/// `full` and `half` people come or go in a month.
fn moves(month: &str, kind: MoveKind, full: u32, half: u32) -> Vec<Move> {
    let one = |number: u32| Move {
        key: format!("{kind:?} {month} {number}"),
        date: day(&format!("{month}-{:02}", number % 28 + 1)),
        kind,
        class: "Gardener".to_owned(),
        fte: if number < full { Fraction::ONE } else { f("0.5") },
        pool: None,
    };
    (0..full + half).map(one).collect()
}

/// January to March: 12 come and 9 go each month. April to June: 8 and 2 half-time come, 2 and 2 half-time go.
fn hire_file() -> Vec<Move> {
    let mut file = Vec::new();
    for month in ["2024-01", "2024-02", "2024-03"] {
        file.extend(moves(month, MoveKind::Hire, 12, 0));
        file.extend(moves(month, MoveKind::Leave, 9, 0));
    }
    for month in ["2024-04", "2024-05", "2024-06"] {
        file.extend(moves(month, MoveKind::Hire, 8, 2));
        file.extend(moves(month, MoveKind::Leave, 2, 2));
    }
    file
}

fn value(tally: &Tally) -> Value {
    serde_json::to_value(tally).unwrap()
}

#[test]
fn pace_and_forecast_are_a_hand_computation() {
    let mut told = signed();
    let counted = tally_of_moves(&hire_file(), &id("jobs"), "the City", day("2024-06-30")).tally;
    told.on("2024-07-02", "tally", value(&counted));
    let (on, state) = (day("2024-07-02"), told.state("2024-07-02"));
    let jobs = &state.commitments[&id("jobs")];
    // January to March: 3 x (12 - 9) = 9. April to June: 3 x ((8 + 2/2) - (2 + 2/2)) = 3 x 6 = 18. So 1,027.
    // The line: 73 in 365 days is a fifth a day; January 1 to June 30 is 30 + 29 + 31 + 30 + 31 + 30 = 181 days: 1,036.2.
    let against = jobs.against_pace(on);
    let own = against.iter().find(|one| one.by_card).unwrap();
    assert_eq!(
        (own.counted.clone(), own.should_be.clone(), own.difference.clone()),
        (f("1027"), f("1036.2"), f("-9.2"))
    );
    assert_eq!(jobs.status(on), CommitmentStatus::Behind);
    // Heads: 3 x 12 + 3 x 10 = 66 came, 3 x 9 + 3 x 4 = 39 went: 27 too, by accident; gross 66, and 63 with halves as halves.
    let read = readings(&counted, &jobs.card(on));
    assert_eq!(of(&read, ReadingKind::HalfAsOne).value, Some(f("66")));
    assert_eq!(of(&read, ReadingKind::HalfAsHalf).value, Some(f("63")));
    assert_eq!(of(&read, ReadingKind::Net).value, Some(f("27")));
    assert_eq!(of(&read, ReadingKind::NetByCard).value, Some(f("27")));
    assert_eq!(of(&read, ReadingKind::NetFte).value, Some(f("27")));
    assert_eq!(jobs.progress_range(on), Some((Fraction::new(2700, 73), Fraction::new(6600, 73))));
    let ahead = |last_months, time: &str| {
        let by = ForecastBy { last_months, time_to_hire_months: f(time) };
        jobs.forecasts(on, &by).remove(0).1.unwrap()
    };
    // 46 are missing. Last three months: 9 come, 3 go, 6 a month: 46 / 6 = 7 2/3, so 8 months: the end of February.
    // Six months to the last day: 1,027 + 36 = 1,063.
    let three = ahead(3, "0");
    assert_eq!((three.hires_a_month.clone(), three.leavers_a_month.clone()), (f("9"), f("3")));
    assert_eq!(three.reached, Reached::By(day("2025-02-28")));
    assert_eq!(three.on_last_day, Some(f("1063")));
    assert_eq!(
        three.assumptions,
        [
            "People go on being hired as in the 3 months from 2024-04 to 2024-06, by the count of the City: 27 started, half-time as 0.5.",
            "People go on leaving as they did then: 9 left.",
            "Those who start next are being hired already: nothing is added for the time to hire.",
            "A month that is begun counts as a whole one.",
        ]
    );
    // Nobody new for 2.5 months, and 3 go each month: (46 + 9 x 2.5) / 6 = 68.5 / 6 = 11.4, so 12 months.
    // On the last day: 9 x 3.5 - 3 x 6 = 13.5.
    let slow = ahead(3, "2.5");
    assert_eq!(slow.reached, Reached::By(day("2025-06-30")));
    assert_eq!(slow.on_last_day, Some(f("1040.5")));
    // All six: (36 + 27) / 6 = 10.5 come, (27 + 9) / 6 = 6 go: 46 / 4.5 = 10.2, so 11 months. More than six there are not.
    assert_eq!(ahead(6, "0").reached, Reached::By(day("2025-05-31")));
    assert_eq!(ahead(60, "0"), ahead(6, "0"));
}

#[test]
fn more_leave_than_come_and_it_is_never_reached() {
    let mut told = signed();
    let mut file = moves("2024-01", MoveKind::Hire, 3, 0);
    file.extend(moves("2024-01", MoveKind::Leave, 4, 0));
    let counted = tally_of_moves(&file, &id("jobs"), "the City", day("2024-01-31")).tally;
    told.on("2024-02-01", "tally", value(&counted));
    let state = told.state("2024-02-01");
    let by = ForecastBy { last_months: 6, time_to_hire_months: Fraction::ZERO };
    let forecast = state.commitments[&id("jobs")].forecasts(day("2024-02-01"), &by).remove(0).1;
    assert_eq!(forecast.unwrap().reached, Reached::Never);
    // A file of hires alone does not say that nobody left.
    let hires = tally_of_moves(
        &moves("2024-01", MoveKind::Hire, 3, 0),
        &id("jobs"),
        "x",
        day("2024-01-31"),
    );
    assert_eq!(hires.tally.leavers, None);
    told.on("2024-02-01", "tally", value(&hires.tally));
    let state = told.state("2024-02-01");
    let forecasts = state.commitments[&id("jobs")].forecasts(day("2024-02-01"), &by);
    assert_eq!(forecasts[1].1, Err("not known: leavers were not counted"));
}

#[test]
fn the_line_goes_through_the_milestones() {
    let card: Measure = serde_json::from_value(card(json!({
        "milestones": [{"on": "2024-04-10", "target": 1050}]})))
    .unwrap();
    // January 1 to April 10 is 100 days: half a position a day; then 23 in 265 days.
    assert_eq!(pace_on(&card, day("2023-12-01")), Some(f("1000")));
    assert_eq!(pace_on(&card, day("2024-02-20")), Some(f("1025")));
    assert_eq!(pace_on(&card, day("2024-04-10")), Some(f("1050")));
    assert_eq!(pace_on(&card, day("2024-04-11")), Some(f("1050").plus(&Fraction::new(23, 265))));
    assert_eq!(pace_on(&card, day("2025-01-01")), Some(f("1073")));
}

#[test]
fn a_changed_measure_keeps_the_old_line() {
    let mut told = signed();
    let first = told.entries.len() as u64;
    let named = told.on(
        "2024-02-01",
        "measure",
        json!({"commitment": "jobs", "verifier": "the union's researcher"}),
    );
    let less = told.on("2024-09-01", "measure", json!({"commitment": "jobs", "target": 1030}));
    let later = told.on(
        "2024-10-01",
        "commitment-step",
        json!({"commitment": "jobs", "step": "renegotiated", "by": "both", "until": "2025-06-30"}),
    );
    let state = told.state("2024-12-01");
    let jobs = &state.commitments[&id("jobs")];
    let lines = jobs.pace_lines(day("2024-12-01"));
    let entries: Vec<&[u64]> = lines.iter().map(|line| line.entries.as_slice()).collect();
    assert_eq!(entries, [&[first, named][..], &[less], &[later]]);
    let ends: Vec<_> = lines.iter().map(|line| line.points.last().unwrap().clone()).collect();
    assert_eq!(
        ends,
        [
            (day("2024-12-31"), f("1073")),
            (day("2024-12-31"), f("1030")),
            (day("2025-06-30"), f("1030"))
        ]
    );
    assert_eq!(lines[1].changed, ["target", "verifier"]);
    assert_eq!(lines[2].changed, ["due"]);
    let current: Vec<bool> = lines.iter().map(|line| line.is_current).collect();
    assert_eq!(current, [false, false, true]);
    assert!(state.flags.iter().any(|flag| flag.entry == less && flag.what.contains("target")));
    // As of August nobody knew of it.
    assert_eq!(jobs.pace_lines(day("2024-08-31")).len(), 1);
    assert_eq!(jobs.card(day("2024-08-31")).target, Some(1073));
    assert_eq!(jobs.due(day("2024-12-01")).unwrap().1, day("2025-06-30"));
    assert!(!jobs.overdue(day("2025-01-01")));
    assert!(jobs.overdue(day("2025-07-01")));
}

fn count(tally: &str, by: &str, as_of: &str, positions: u32) -> Value {
    json!({"id": tally, "commitment": "jobs", "by": by, "as_of": as_of, "positions": positions,
        "what_was_counted": "positions filled"})
}

#[test]
fn a_commitment_goes_its_way() {
    let mut told = signed();
    let status = |told: &Telling, on: &str| told.state(on).commitments[&id("jobs")].status(day(on));
    assert_eq!(status(&told, "2024-02-01"), CommitmentStatus::NotCounted);
    told.on("2024-04-10", "tally", count("a", "the City", "2024-04-10", 1020));
    assert_eq!(status(&told, "2024-04-11"), CommitmentStatus::OnTrack, "100 days, 20 positions");
    told.on("2024-05-01", "tally", count("b", "the union", "2024-04-10", 1001));
    assert_eq!(status(&told, "2024-05-02"), CommitmentStatus::Disputed);
    // A new count by one of them alone ends no dispute; one by each does.
    told.on("2024-06-01", "tally", count("c", "the City", "2024-06-01", 1073));
    assert_eq!(status(&told, "2024-06-02"), CommitmentStatus::Disputed);
    told.on("2024-07-01", "tally", count("d", "the union", "2024-07-01", 1010));
    assert_eq!(status(&told, "2024-07-02"), CommitmentStatus::Behind);
    assert_eq!(status(&told, "2025-01-01"), CommitmentStatus::Overdue);
    told.on("2025-01-02", "tally", count("e", "the union", "2024-12-31", 1073));
    assert_eq!(status(&told, "2025-01-03"), CommitmentStatus::Met);
    let step = |step: &str| json!({"commitment": "jobs", "step": step, "by": "the union"});
    told.on("2025-02-01", "commitment-step", step("missed"));
    assert_eq!(status(&told, "2025-02-01"), CommitmentStatus::Missed);
    told.on("2025-03-01", "commitment-step", step("lapsed"));
    assert_eq!(told.refused_by("2025-03-02", "commitment-step", step("met")), "commitment-order");
    told.on("2025-03-02", "commitment-step", step("enforced"));
    assert_eq!(status(&told, "2025-03-02"), CommitmentStatus::Enforced);
}

#[test]
fn anybody_replies_to_a_count_and_who_made_it_corrects_it() {
    let mut told = fix_la();
    let to = |step: &str, by: &str| json!({"commitment": "jobs", "step": step, "by": by, "to": "count-a", "words": "…"});
    told.on("2017-05-01", "commitment-step", to("reply", "City of Los Angeles"));
    let refused =
        told.refused_by("2017-05-01", "commitment-step", to("correction", "City of Los Angeles"));
    assert_eq!(refused, "corrects-ones-own");
    let on = day("2017-06-01");
    assert_eq!(told.state("2017-06-01").commitments[&id("jobs")].counts(on).len(), 2);
    told.on("2017-05-02", "commitment-step", to("correction", "Fix LA Coalition"));
    let state = told.state("2017-06-01");
    let jobs = &state.commitments[&id("jobs")];
    assert_eq!(jobs.answers_to(&id("count-a"), on).len(), 2);
    assert_eq!(jobs.counts(on).len(), 1, "it no longer counts");
    assert_eq!(jobs.tallies.len(), 2, "and it stays in the record");
    assert_eq!(jobs.status(on), CommitmentStatus::NotMeasurableYet);
    assert_eq!(jobs.progress_range(on), Some((f("16"), f("19"))));
}

#[test]
fn who_sees_less_is_shown_less() {
    let mut told = fix_la();
    let reply = json!({"commitment": "jobs", "step": "reply", "by": "the City", "to": "count-b"});
    told.on("2017-05-01", "commitment-step", reply);
    let state = told.state("2017-06-01");
    let jobs = &state.commitments[&id("jobs")];
    let entry =
        |tally: &str| jobs.tallies.iter().find(|(_, one)| one.id == id(tally)).unwrap().0.entry;
    let hidden = entry("count-b");
    let seen = jobs.seen(|entry| entry != hidden).unwrap();
    assert_eq!(seen.progress_range(day("2017-06-01")), Some((f("4.2"), f("4.2"))));
    assert!(seen.steps.is_empty(), "a reply to what is not seen would tell of it");
    assert_eq!(seen.status(day("2017-06-01")), CommitmentStatus::NotMeasurableYet);
    let card = jobs.measures[0].0.entry;
    let uncarded = jobs.seen(|entry| entry != card).unwrap();
    assert_eq!(uncarded.card(day("2017-06-01")).target, None);
    assert_eq!(uncarded.progress_range(day("2017-06-01")), None);
    let promise = jobs.since.entry;
    assert!(jobs.seen(|entry| entry != promise).is_none());
    assert_eq!(jobs.seen(|_| true).as_ref(), Some(jobs));
}

#[test]
fn what_cannot_be_is_refused_by_its_rule() {
    let told = signed();
    let by = |kind: &str, value: Value| told.refused_by("2024-06-01", kind, value);
    let commitment = |name: &str, what: &str| {
        let mut value = json!({"id": "other", "title": "t", "words": "w", "promised_by": "p", "strength": "plan"});
        value[name] = json!(what);
        value
    };
    assert_eq!(by("commitment", commitment("demand", "no-such")), "known-names");
    assert_eq!(by("commitment", commitment("agreement", "no-such")), "known-names");
    assert_eq!(by("commitment", commitment("id", "jobs")), "one-name");
    let measure =
        |name: &str, what: Value| by("measure", json!({"commitment": "jobs", name: what}));
    assert_eq!(by("measure", json!({"commitment": "none"})), "known-names");
    assert_eq!(measure("half_time_weight", json!("1.5")), "half-time-weight");
    assert_eq!(measure("half_time_weight", json!("-0.5")), "half-time-weight");
    assert_eq!(measure("due", json!("2023-12-31")), "card-days");
    assert_eq!(measure("due", json!("2024-01-01")), "card-days");
    let milestones = |days: [&str; 2]| json!(days.map(|on| json!({"on": on, "target": 1010})));
    assert_eq!(measure("milestones", milestones(["2024-03-01", "2024-02-01"])), "card-days");
    assert_eq!(measure("milestones", milestones(["2024-03-01", "2025-02-01"])), "card-days");
    assert_eq!(measure("milestones", milestones(["2024-03-01", "2024-12-31"])), "card-days");
    let pool = |share: &str| json!([{"id": "local", "name": "local hire", "share_percent": share}]);
    assert_eq!(measure("pools", pool("101")), "counts-add-up");
    let moved = json!({"commitment": "jobs", "step": "renegotiated", "until": "2023-01-01"});
    assert_eq!(by("commitment-step", moved), "card-days");
    let tally = |more: Value| {
        let mut value =
            json!({"id": "t", "commitment": "jobs", "by": "x", "what_was_counted": "y"});
        for (name, one) in more.as_object().unwrap() {
            value[name] = one.clone();
        }
        by("tally", value)
    };
    assert_eq!(tally(json!({"commitment": "none"})), "known-names");
    assert_eq!(tally(json!({"pools": [{"pool": "local", "count": 1}]})), "known-names");
    assert_eq!(tally(json!({"hires": 5, "full_time": 6})), "tally-adds-up");
    assert_eq!(tally(json!({"hires": 5, "full_time": 3, "half_time": 1})), "tally-adds-up");
    assert_eq!(tally(json!({"hires": 5, "as_of": "2024-06-02"})), "tally-adds-up");
    let months = |all: Value| tally(json!({"hires": 2, "months": all}));
    assert_eq!(months(json!([{"month": "2024-01-02", "hires": 2}])), "tally-adds-up");
    assert_eq!(months(json!([{"month": "2024-01-01", "hires": 3}])), "tally-adds-up");
    let gap = json!([{"month": "2024-01-01", "hires": 1}, {"month": "2024-03-01", "hires": 1}]);
    assert_eq!(months(gap), "tally-adds-up");
    let halves = json!([{"month": "2024-01-01", "hires": 2, "hires_half": 3}]);
    assert_eq!(months(halves), "tally-adds-up");
    assert_eq!(months(json!([{"month": "2024-07-01", "hires": 2}])), "tally-adds-up");
    let step = |step: &str| {
        by("commitment-step", json!({"commitment": "jobs", "step": step, "to": "none"}))
    };
    assert_eq!(step("reply"), "known-names");
    let no_count = json!({"commitment": "jobs", "step": "correction", "by": "x"});
    assert_eq!(by("commitment-step", no_count), "known-names");
    // More of a pool than were hired.
    let mut pooled = signed();
    pooled.on("2024-02-01", "measure", json!({"commitment": "jobs", "pools": pool("30")}));
    let five = json!({"id": "t", "commitment": "jobs", "by": "x", "what_was_counted": "y", "hires": 4,
        "pools": [{"pool": "local", "count": 5}]});
    assert_eq!(pooled.refused_by("2024-06-01", "tally", five), "tally-adds-up");
}

#[test]
fn a_file_that_is_read_again_changes_nothing() {
    let mut told = signed();
    let counted = || tally_of_moves(&hire_file(), &id("jobs"), "the City", day("2024-06-30")).tally;
    told.on("2024-07-02", "tally", value(&counted()));
    let once = told.state("2024-07-02").commitments;
    assert!(once[&id("jobs")].has(&counted()));
    told.on("2024-07-02", "tally", value(&counted()));
    let state = told.state("2024-07-02");
    assert_eq!(state.commitments, once);
    assert!(state.flags.iter().any(|flag| flag.what.contains("kept once")));
    // Another count under its id is another thing.
    let other = tally_of_moves(&hire_file()[1..], &id("jobs"), "the City", day("2024-06-30")).tally;
    assert_eq!(told.refused_by("2024-07-03", "tally", value(&other)), "one-name");
}

/// The cells of pools of some sizes among some hires, in words, the rest last.
fn cells(sizes: &[u32], hires: u32) -> (Vec<String>, Option<u32>) {
    let ids: Vec<String> = (0..sizes.len()).map(|at| format!("pool-{at}")).collect();
    let pools: Vec<Value> = ids.iter().map(|id| json!({"id": id, "name": id})).collect();
    let counts: Vec<Value> =
        ids.iter().zip(sizes).map(|(id, count)| json!({"pool": id, "count": count})).collect();
    let card: Measure = serde_json::from_value(card(json!({"pools": pools}))).unwrap();
    let tally: Tally = serde_json::from_value(json!({"id": "t", "commitment": "jobs", "by": "x",
        "what_was_counted": "y", "hires": hires, "pools": counts}))
    .unwrap();
    let shares = pool_shares(&tally, &card, 10);
    let word = |cell: Cell| match cell {
        Cell::KeptBack => "-".to_owned(),
        Cell::FewerThan(_) => "<10".to_owned(),
        shown => shown.words(),
    };
    let pools = shares.pools.into_iter().filter_map(|pool| pool.cell);
    (pools.chain(shares.rest).map(word).collect(), shares.total)
}

#[test]
fn a_small_number_is_not_had_by_subtraction() {
    let words = |sizes: &[u32], hires: u32| cells(sizes, hires).0;
    assert_eq!(words(&[50, 60], 200), ["50", "60", "90"], "none is small");
    assert_eq!(words(&[5, 60], 200), ["<10", "-", "135"], "the next smallest goes with it");
    assert_eq!(words(&[7, 8, 60], 200), ["<10", "<10", "60", "125"], "two hide each other");
    assert_eq!(words(&[2, 3, 60], 200), ["<10", "<10", "-", "135"], "but five people are few too");
    assert_eq!(words(&[9, 9, 60], 200), ["<10", "<10", "-", "122"], "18 is nine and nine");
    assert_eq!(words(&[0, 10, 60], 200), ["<10", "-", "-", "130"], "ten is ten and nobody");
    assert_eq!(
        words(&[5, 150], 100),
        ["<10", "150"],
        "of people in two pools nothing is subtracted"
    );
    assert_eq!(cells(&[9, 9], 18), (vec!["<10".to_owned(), "<10".to_owned()], None));
    assert_eq!(cells(&[100, 110], 210).0, ["100", "110"], "nobody is left over");
}

fn any_move() -> impl Strategy<Value = Move> {
    let pool = prop::option::of(prop::sample::select(vec!["local", "veterans"]));
    (0..40u32, 1..9i8, 1..28i8, any::<bool>(), 1..5i64, pool).prop_map(
        |(key, month, on, hire, quarters, pool)| Move {
            key: format!("row-{key}"),
            date: money::Date::new(2024, month, on).unwrap(),
            kind: if hire { MoveKind::Hire } else { MoveKind::Leave },
            class: "Gardener".to_owned(),
            fte: Fraction::new(quarters, 4),
            pool: pool.map(id),
        },
    )
}

proptest! {
    #[test]
    fn a_file_counts_the_same_in_any_order_and_twice(
        (file, mixed) in prop::collection::vec(any_move(), 0..60)
            .prop_flat_map(|file| (Just(file.clone()), Just(file).prop_shuffle()))
    ) {
        let count = |file: &[Move]| tally_of_moves(file, &id("jobs"), "the City", day("2024-07-15"));
        let once = count(&file);
        prop_assert_eq!(&once, &count(&mixed));
        let twice = count(&[mixed, file.clone()].concat());
        prop_assert_eq!(&once.tally, &twice.tally);
        prop_assert_eq!(&once.differing, &twice.differing);
        prop_assert_eq!(twice.again, once.again + file.len());
        // Each key is counted once, or lies after the day.
        let keys: std::collections::BTreeSet<&str> = file.iter().map(|one| one.key.as_str()).collect();
        let counted = once.tally.hires.unwrap_or(0) + once.tally.leavers.unwrap_or(0);
        prop_assert_eq!(counted as usize + once.later, keys.len());
        // And the rules let it in.
        let mut told = signed();
        told.on("2024-02-01", "measure", json!({"commitment": "jobs", "pools": [
            {"id": "local", "name": "local"}, {"id": "veterans", "name": "veterans"}]}));
        told.on("2024-07-15", "tally", value(&once.tally));
    }
}
