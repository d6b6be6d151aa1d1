//! The law that ships: every rule worked by a decided case or a counted example, and the clocks of small records.

use intake::law;
use money::{Date, date_from_iso};
use record::law::{Direction, Length, Verdict};
use record::{
    Basis, Body, ClockStatus, Digest, Draft, Entry, Precision, Slug, State, When, clocks, fold,
};
use serde_json::{Value, json};

fn day(text: &str) -> Date {
    date_from_iso(text).unwrap()
}

fn id(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn length(text: &str) -> Length {
    Length::try_from(text.to_owned()).unwrap()
}

/// A record of one round under a law.
struct Told(Vec<Entry>);

impl Told {
    fn under(regime: &str) -> Told {
        let mut told = Told(Vec::new());
        told.on("2015-01-01", "record", json!({"campaign": "a round"}));
        for (party, side) in [("union", "union"), ("employer", "employer")] {
            told.on("2015-01-01", "party", json!({"id": party, "side": side, "name": party}));
        }
        told.on("2015-01-01", "item", json!({"id": "salary", "title": "Salary"}));
        told.on("2015-01-01", "round", json!({"id": "r", "regime": regime, "kind": "successor"}));
        told
    }

    fn on(&mut self, on: &str, kind: &str, value: Value) -> &mut Told {
        self.at(When::on(day(on)), kind, value)
    }

    fn at(&mut self, when: When, kind: &str, value: Value) -> &mut Told {
        let written = "2026-01-01T00:00:00Z".parse().unwrap();
        let draft = Draft::new("t", written, Some(when), Body::read(kind, 1, value).unwrap());
        let prev = self.0.last().map_or(Digest::NONE, |entry| entry.hash);
        self.0.push(draft.seal(self.0.len() as u64 + 1, prev).unwrap().0);
        self
    }

    fn state(&self, as_of: &str) -> State {
        let state = fold(&self.0, day(as_of), &law().procedures);
        assert!(state.refused.is_empty(), "{:?}", state.refused);
        state
    }

    fn clock(&self, as_of: &str, clock: &str) -> Option<record::Clock> {
        clocks(&self.state(as_of), law()).into_iter().find(|one| one.id == id(clock))
    }
}

#[test]
fn every_rule_is_worked_by_its_examples() {
    let wrong = law().check_examples();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(law().clocks.len() >= 20, "{}", law().clocks.len());
}

#[test]
fn every_file_of_rules_is_in_the_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rules/clocks");
    let files = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(law().regimes.len() + law().boards.len(), files);
    for regime in law().regimes.values().filter(|regime| regime.applies_to == "public") {
        assert!(law().procedures.contains_key(&regime.id), "{}: no procedure", regime.id);
        assert_eq!(
            regime.answer_days, "none",
            "a regime that fixes days to answer needs a clock for it"
        );
    }
    // An event that no fact has would leave its clock silent for ever.
    let known = include_str!("../../record/src/clocks/facts.rs");
    let by_event = [
        "mou-submitted",
        "fiscal-analysis-published",
        "mediation-requested",
        "side-letter",
        "side-letter-reviewed",
        "board-order-issued",
        "writ-petition-filed",
    ];
    for (_, clock) in &law().clocks {
        for event in clock.trigger.iter().chain(&clock.answered_by) {
            assert!(
                known.contains(event.as_str()) || by_event.contains(&event.as_str()),
                "{}: {event}",
                clock.id
            );
        }
    }
}

/// Lassen County In-Home Supportive Services (PERB, 2015): a mediator was appointed on February 5; the request of April 17 was
/// too late. https://www.calpublicagencylaboremploymentblog.com/labor-relations/perb-timeframe-to-request-factfinding-will-not-be-extended-due-to-mediation-scheduling-delays/
#[test]
fn lassen_a_window_that_is_too_early_and_too_late() {
    let mut told = Told::under("mmba");
    told.on("2015-01-20", "impasse", json!({"step": "declared", "in_writing": true}));
    told.on("2015-02-05", "impasse", json!({"step": "mediator-appointed"}));
    let window = |told: &Told, on: &str| told.clock(on, "mmba-factfinding-after-mediator").unwrap();
    let clock = window(&told, "2015-02-20");
    assert_eq!(clock.opens.as_ref().unwrap().day, day("2015-03-07"));
    assert_eq!(clock.closes.as_ref().unwrap().day, day("2015-03-23"));
    assert!(
        clock
            .closes
            .as_ref()
            .unwrap()
            .how
            .contains("Sun 2015-03-22; closed (weekend), so Mon 2015-03-23")
    );
    assert_eq!(clock.status, ClockStatus::TooEarly(15));
    assert_eq!(window(&told, "2015-03-20").status, ClockStatus::Running(Some(3)));
    assert_eq!(window(&told, "2015-03-24").status, ClockStatus::Passed(1));
    told.on("2015-04-17", "impasse", json!({"step": "factfinding-requested"}));
    assert_eq!(window(&told, "2015-04-18").status, ClockStatus::Acted(Verdict::Late));
    assert_eq!(
        window(&told, "2015-04-01").status,
        ClockStatus::Passed(9),
        "nobody knew of it then"
    );
}

/// Santa Cruz Central FPD (PERB Order Ad-436-M, 2016): declared May 29, 2015; June 30 was late, rolled or not.
#[test]
fn santa_cruz_a_declaration_without_mediation() {
    let rule = law().clock(&id("mmba-factfinding-after-declaration")).unwrap();
    let window = rule.window(law(), day("2015-05-29"), day("2015-05-29"), None, 0);
    assert_eq!(window.closes.as_ref().unwrap().day, day("2015-06-29"));
    assert_eq!(window.verdict(day("2015-06-30")), Verdict::Late);
    assert_eq!(
        law().count_forward(day("2015-05-29"), length("30 calendar days"), None, None, 0, true).day,
        day("2015-06-28")
    );
}

/// LAUSD and UTLA, 2018: chair confirmed November 14, 30 days, 3 waived: December 17, as the report says.
/// https://www.scribd.com/document/395964283/12-18-18-Fact-Finder-Report-on-LAUSD-UTLA-Dispute-via-KPCC-LAist
#[test]
fn lausd_days_that_were_waived() {
    let mut told = Told::under("eera");
    told.on("2018-11-14", "impasse", json!({"step": "panel-appointed"}));
    let clock = told.clock("2018-11-20", "eera-factfinding-report").unwrap();
    assert_eq!(clock.closes.unwrap().day, day("2018-12-14"));
    told.on("2018-11-30", "impasse", json!({"step": "time-waived", "days": 3}));
    let clock = told.clock("2018-12-01", "eera-factfinding-report").unwrap();
    assert_eq!(clock.closes.unwrap().day, day("2018-12-17"));
}

/// University of Oregon and United Academics, 2025: impasse February 18, offers by February 25, 30 days from their publication
/// to March 27; a strike set for March 31 needed its notice by March 21.
/// https://solidaritynews.org/2025/03/15/united-academics-tells-university-it-is-ready-to-strike-if-needed
#[test]
fn united_academics_from_impasse_to_strike() {
    let mut told = Told::under("oregon-pecba");
    told.on("2025-02-01", "impasse", json!({"step": "mediation-started"}));
    told.on("2025-02-18", "impasse", json!({"step": "declared"}));
    assert_eq!(
        told.clock("2025-02-19", "oregon-final-offers").unwrap().closes.unwrap().day,
        day("2025-02-25")
    );
    told.on("2025-02-25", "impasse", json!({"step": "final-offers-filed"}));
    told.on("2025-02-25", "impasse", json!({"step": "final-offers-published"}));
    let strike = told.clock("2025-03-10", "oregon-strike").unwrap();
    assert_eq!(strike.opens.unwrap().day, day("2025-03-27"));
    assert_eq!(strike.status, ClockStatus::TooEarly(17));
    told.on("2025-03-12", "strike", json!({"step": "date-set", "day": "2025-03-31"}));
    let notice = told.clock("2025-03-12", "oregon-strike-notice").unwrap();
    assert_eq!(notice.closes.unwrap().day, day("2025-03-21"));
    told.on("2025-03-20", "strike", json!({"step": "notice-served", "day": "2025-03-31"}));
    assert_eq!(
        told.clock("2025-03-21", "oregon-strike-notice").unwrap().status,
        ClockStatus::Acted(Verdict::InTime)
    );
}

/// University of Oregon and UOSW, 2025: offers March 19, so a strike from April 18, its notice for April 28 by April 18; a paper
/// wrote that a strike could follow March 19, and the statute (ORS 243.712(2)(d)) says otherwise.
#[test]
fn uosw_thirty_days_from_publication() {
    let rule = law().clock(&id("oregon-strike")).unwrap();
    assert_eq!(rule.direction, Direction::NotBefore);
    let window = rule.window(law(), day("2025-03-19"), day("2025-03-19"), None, 0);
    assert_eq!(window.opens.as_ref().unwrap().day, day("2025-04-18"));
    assert_eq!(window.verdict(day("2025-03-20")), Verdict::Early);
    assert_eq!(
        law().count_back(day("2025-04-28"), length("10 calendar days")).day,
        day("2025-04-18")
    );
}

/// CASE, 2022: 2.5 percent in three years is 7.5 simple and 7.69 compounded; with the 5 percent for judges 13.07. The union wrote
/// 7.5 on July 19 and about 7.7 and 13 on August 22: one offer, two conventions.
#[test]
fn case_two_conventions_of_one_offer() {
    let fraction = |text: &str| money::Fraction::percent(text).unwrap();
    let one = money::Fraction::new(1, 1);
    let raise = |of: &money::Fraction, percent: &str| of.times(&one.plus(&fraction(percent)));
    let compounded = (0..3).fold(one.clone(), |of, _| raise(&of, "2.5"));
    let percent =
        |of: &money::Fraction| of.minus(&one).times(&money::Fraction::new(100, 1)).to_decimal(2);
    assert_eq!(fraction("2.5").times(&money::Fraction::new(300, 1)).to_decimal(1), "7.5");
    assert_eq!(percent(&compounded), "7.69");
    assert_eq!(percent(&raise(&compounded, "5")), "13.07");
}

#[test]
fn no_statute_fixes_days_to_answer_and_the_age_is_evidence() {
    let mut told = Told::under("dills");
    told.at(
        When { day: day("2022-06-12"), precision: Precision::Approximate },
        "pass",
        json!({"id": "u1",
        "from": "union", "kind": "counter", "items": [{"item": "salary"}]}),
    );
    let clock = told.clock("2022-07-12", "answer-salary").unwrap();
    assert_eq!(clock.basis, Basis::Evidence);
    assert!(clock.closes.is_none());
    assert_eq!(clock.status, ClockStatus::Running(None));
    assert_eq!(clock.notes, ["about 30 days without an answer"]);
    // A ground rule may fix them.
    told.on("2022-01-01", "ground-rule", json!({"id": "answers", "topic": "answers", "text": "Within ten days.", "answer_within_days": 10}));
    told.on(
        "2022-08-01",
        "pass",
        json!({"id": "u2", "from": "union", "kind": "counter", "items": [{"item": "salary"}]}),
    );
    told.on(
        "2022-07-20",
        "pass",
        json!({"id": "e1", "from": "employer", "kind": "counter", "items": [{"item": "salary"}]}),
    );
    let clock = told.clock("2022-08-12", "answer-salary").unwrap();
    assert_eq!((clock.basis, clock.closes.unwrap().day), (Basis::GroundRule, day("2022-08-11")));
    assert_eq!(clock.status, ClockStatus::Passed(1));
}

#[test]
fn form_f7_is_no_step_of_a_public_unit() {
    let told = Told::under("mmba");
    let all = clocks(&told.state("2022-07-12"), law());
    assert!(all.iter().all(|clock| !clock.id.as_str().starts_with("nlra")), "{all:?}");
    assert!(law().clocks_of(&id("nlra")).count() >= 2, "private allies have their own");
}

#[test]
fn tolling_waiver_and_extension_are_entries() {
    let mut told = Told::under("mmba");
    told.on(
        "2022-01-10",
        "charge",
        json!({"id": "c1", "step": "candidate", "known": "2022-01-10", "conduct": "x"}),
    );
    let six_months = told.clock("2022-02-01", "perb-charge-c1").unwrap();
    assert_eq!(six_months.closes.unwrap().day, day("2022-07-10"), "a Sunday, and not moved");
    told.on("2022-03-01", "charge", json!({"id": "c1", "step": "filed"}));
    assert_eq!(
        told.clock("2022-03-02", "perb-charge-c1").unwrap().status,
        ClockStatus::Acted(Verdict::InTime)
    );
    told.on("2022-06-01", "charge", json!({"id": "c1", "step": "complaint"}));
    told.on("2022-09-01", "charge", json!({"id": "c1", "step": "proposed-decision"}));
    let due = |told: &Told, on: &str| told.clock(on, "perb-exceptions-c1").unwrap();
    assert_eq!(due(&told, "2022-09-05").closes.unwrap().day, day("2022-09-21"));
    told.on(
        "2022-09-06",
        "clock",
        json!({"clock": "perb-exceptions", "step": "confirmed", "reason": "counsel"}),
    );
    assert!(due(&told, "2022-09-06").confirmed);
    told.on(
        "2022-09-07",
        "clock",
        json!({"clock": "perb-exceptions-c1", "step": "tolled", "days": 2}),
    );
    // September 23, 2022 was Native American Day.
    assert_eq!(due(&told, "2022-09-08").closes.unwrap().day, day("2022-09-26"));
    told.on("2022-09-10", "clock", json!({"clock": "perb-exceptions", "step": "extended", "to": "2022-10-05", "document": "a".repeat(64)}));
    let extended = due(&told, "2022-09-11").closes.unwrap();
    assert_eq!(extended.day, day("2022-10-05"));
    assert!(extended.how.contains("extended by agreement"), "{}", extended.how);
    told.on(
        "2022-09-12",
        "clock",
        json!({"clock": "perb-exceptions", "step": "waived", "reason": "no appeal"}),
    );
    assert_eq!(due(&told, "2022-10-06").status, ClockStatus::Waived);
}

#[test]
fn a_start_that_is_not_known_to_the_day_is_counted_so_that_it_is_safe() {
    let mut told = Told::under("mmba");
    told.at(
        When { day: day("2015-02-05"), precision: Precision::Week },
        "impasse",
        json!({"step": "mediator-appointed"}),
    );
    let clock = told.clock("2015-02-20", "mmba-factfinding-after-mediator").unwrap();
    // The week of February 2: opens as if on Sunday the 8th, closes as if on Monday the 2nd.
    assert_eq!(clock.opens.unwrap().day, day("2015-03-10"));
    assert_eq!(clock.closes.unwrap().day, day("2015-03-19"));
    let mut told = Told::under("mmba");
    told.at(
        When { day: day("2015-02-05"), precision: Precision::Unknown },
        "impasse",
        json!({"step": "mediator-appointed"}),
    );
    let clock = told.clock("2015-02-20", "mmba-factfinding-after-mediator").unwrap();
    assert!(clock.opens.is_none() && clock.closes.is_none());
    assert!(clock.notes.iter().any(|note| note.contains("no day is counted")));
}

#[test]
fn closed_days_are_those_of_the_state() {
    let closed = |calendar: &str, on: &str| law().calendars[&id(calendar)].closed(day(on), law());
    // State holidays of 2022, as the Department of Human Resources lists them.
    for on in [
        "2022-01-17",
        "2022-02-21",
        "2022-03-31",
        "2022-05-30",
        "2022-07-04",
        "2022-09-05",
        "2022-11-11",
        "2022-11-24",
        "2022-11-25",
    ] {
        assert!(closed("perb-offices", on).is_some(), "{on}");
    }
    assert_eq!(
        closed("perb-offices", "2022-12-26"),
        Some("Christmas Day"),
        "a Sunday holiday is kept on Monday"
    );
    assert_eq!(
        closed("perb-offices", "2023-11-10"),
        Some("Veterans Day"),
        "a Saturday Veterans Day on Friday"
    );
    assert!(closed("perb-offices", "2022-02-14").is_none());
    // Five working days over a weekend and a holiday.
    let due = law().count_forward(
        day("2022-06-30"),
        length("5 working days"),
        Some(&id("perb-working-days")),
        None,
        0,
        true,
    );
    assert_eq!(due.day, day("2022-07-08"));
    // Service by mail adds days before the last one rolls.
    let mail = law().count_forward(
        day("2022-06-13"),
        length("20 calendar days"),
        Some(&id("perb")),
        Some(&id("mail-in-state")),
        0,
        true,
    );
    assert_eq!(mail.day, day("2022-07-08"));
    assert!(mail.how.contains("5 for service"), "{}", mail.how);
}
