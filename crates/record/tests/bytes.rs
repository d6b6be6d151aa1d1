//! The bytes of entries: one of each kind from the first day on, readable for good; and the chain that they make.

use record::audience::Audience;
use record::{Body, Digest, Draft, Entry, Head, KINDS, Precision, Source, When, Wrong, read_chain};
use serde_json::{Value, json};

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/format-1.jsonl");

/// What an entry of each kind says: every field that the kind has at version 1.
fn bodies() -> Vec<(&'static str, Value)> {
    let (a, b) = ("a".repeat(64), "b".repeat(64));
    vec![
        ("record", json!({"campaign": "Unit 2, 2022", "begun_by": "goodfaith 0.1.0"})),
        (
            "party",
            json!({"id": "case", "side": "union", "name": "CASE", "role": "exclusive representative"}),
        ),
        ("unit", json!({"id": "unit-2", "name": "Unit 2", "represented_by": "case", "size": 3912})),
        (
            "table",
            json!({"id": "main", "kind": "off-table", "name": "Main table", "units": ["unit-2"]}),
        ),
        ("team", json!({"party": "case", "who": "R. L.", "joins": true, "may_initial": true})),
        (
            "agreement",
            json!({"id": "mou", "title": "MOU 2021–22", "from": "2021-07-01", "to": "2022-06-30",
            "evergreen": "Gov. Code 3517.8", "no_strike": true, "termination_notice_days": 60}),
        ),
        (
            "round",
            json!({"id": "r", "regime": "dills", "kind": "successor", "units": ["unit-2"], "replaces": "mou",
            "approvals": [{"id": "member-ratification", "name": "members", "units": ["unit-2"]},
                {"id": "governor", "name": "Governor", "after": ["member-ratification"]}]}),
        ),
        (
            "ground-rule",
            json!({"id": "g", "topic": "tentative agreements", "text": "…",
            "revocability": "both-recommend", "package_repeats_are_numbered": true, "answer_within_days": 10,
            "review_hours": 24}),
        ),
        (
            "item",
            json!({"id": "salary", "title": "Salary", "kind": "demand", "origin": "partner", "article": "5.1",
            "table": "main", "economic": true}),
        ),
        (
            "scope",
            json!({"item": "salary", "side": "employer", "class": "permissive", "basis": "why", "objection": true}),
        ),
        (
            "session",
            json!({"id": "s1", "state": "shortened", "table": "main", "start": "10:00:00", "end": "10:10:00",
            "scheduled_minutes": 120, "present": [{"party": "case", "who": ["R. L."], "authority": "full"}],
            "ended_by": "case", "place": "room 5", "agenda": "all", "next": "2022-07-19", "sessions": 2}),
        ),
        ("caucus", json!({"side": "union", "start": "11:00:00", "end": "11:30:00"})),
        (
            "pass",
            json!({"id": "u1", "from": "case", "kind": "package", "title": "Package 1",
            "items": [{"item": "salary", "text": a, "terms": [{"kind": "general-increase", "percent": "2.5",
                "effective": "2022-07-01", "classes": ["Attorney"], "n": 3, "flag": true}], "says": {"x": ["2.5"]},
                "unchanged": true}],
            "documents": [b], "time": "14:05:00", "session": "s1", "expires": {"on": "2022-08-01", "reason": "session ends"},
            "conditions": ["c"], "contingency": {"severable": ["salary"]}, "unlisted": "deemed-rejected", "explanation": "why"}),
        ),
        (
            "response",
            json!({"by": "case", "to": "u1", "kind": "repeat", "items": ["salary"], "conditions": ["c"], "words": "no"}),
        ),
        ("withdrawal", json!({"pass": "u1", "items": ["salary"], "reason": "why"})),
        ("hold", json!({"items": ["salary"], "held": true, "by_agreement": true, "reason": "why"})),
        (
            "tentative-agreement",
            json!({"id": "ta", "items": ["salary"], "pass": "u1", "text": a,
            "initials": [{"party": "case", "by": "R. L.", "on": "2022-08-01"}],
            "conditions": [{"id": "funds", "text": "funded", "met": false}]}),
        ),
        (
            "initials",
            json!({"agreement": "ta", "party": "case", "by": "R. L.", "on": "2022-08-01"}),
        ),
        ("condition", json!({"id": "funds", "agreement": "ta", "text": "funded", "met": true})),
        (
            "reopening",
            json!({"agreement": "ta", "kind": "reneged", "by": ["case"], "reason": "why"}),
        ),
        (
            "total-agreement",
            json!({"id": "t", "agreement": "mou", "parts": ["1", "2"], "takes_in": ["ta"], "settles": ["salary"], "text": a}),
        ),
        (
            "approval",
            json!({"of": "t", "step": "governor", "result": "conditional", "unit": "unit-2", "conditions": ["c"],
            "count": "v", "implies": ["member-ratification"], "document": "AB 1"}),
        ),
        (
            "terms",
            json!({"agreement": "mou", "step": "extended", "by": "employer", "to": "2022-09-30", "continues_by": "law"}),
        ),
        (
            "count",
            json!({"id": "v", "kind": "structure-test", "state": "counted", "title": "vote", "of": "t", "unit": "unit-2",
            "questions": [{"text": "q", "yes": 2, "no": 1, "abstain": 1, "yes_percent": "66.7", "no_percent": "33.3",
                "outcome": "passed"}],
            "eligible": 10, "took_part": 4, "turnout_percent": "40", "threshold_percent": "50", "opens": "2022-08-01",
            "closes": "2022-08-10", "join_by": "2022-08-05", "electorate": "members", "recommendation": "yes"}),
        ),
        (
            "notice",
            json!({"kind": "new-subject", "from": "case", "to": "case", "served_by": "mail-in-state",
            "subject": "x", "for_day": "2022-09-01", "proof": a}),
        ),
        (
            "information-request",
            json!({"id": "r1", "from": "case", "to": "case", "asked_by": "2022-05-15", "relevance": "why",
            "lines": [{"line": 1, "text": "vacancies", "blocks": ["salary"]}]}),
        ),
        (
            "reply",
            json!({"request": "r1", "lines": [1], "status": "said-not-to-exist", "words": "x", "files": [a]}),
        ),
        (
            "impasse",
            json!({"step": "factfinding-requested", "by": "case", "in_writing": true, "days": 3, "sessions": 30,
            "hours": 200, "agreed": 5, "open": 11, "note": "x"}),
        ),
        (
            "charge",
            json!({"id": "c1", "step": "candidate", "conduct": "x", "known": "2022-05-01", "by": "case",
            "theory": "per se", "number": "SA-CE-1"}),
        ),
        (
            "strike",
            json!({"step": "date-moved", "by": "case", "day": "2022-09-01", "count": "v", "reason": "economic"}),
        ),
        (
            "claim",
            json!({"id": "k", "speaker": "CalHR", "words": "w", "status": "rebutted", "items": ["salary"],
            "values": {"vacancy_pct": "16.8"}, "answer": "a", "verbatim": true}),
        ),
        ("account", json!({"topic": "team size", "says": "six"})),
        (
            "event",
            json!({"action": "campaign_launch", "actor": "CASE", "summary": "s", "subject": ["x"], "values": {"n": 1}}),
        ),
        ("keeping", json!({"person": "p-7", "what": "story", "sha256": b})),
        ("erasure", json!({"person": "p-7"})),
        ("gap", json!({"missing": "the vote"})),
        (
            "clock",
            json!({"clock": "perb-exceptions", "started_by": 3, "step": "extended", "to": "2022-09-01", "days": 5,
            "document": a, "reason": "agreed"}),
        ),
        ("retraction", json!({"entry": 4, "reason": "why"})),
        ("redaction", json!({"entry": 4, "from": ["public"], "reason": "why"})),
        ("release", json!({"entry": 4, "to": ["members", "partner:saje"], "by": "the team"})),
    ]
}

/// What came on the second day: kinds of the coalition, and the second versions of a claim, of a team and of a session.
fn later_bodies() -> Vec<(&'static str, Value)> {
    let evidence = json!({"shows": "fees rose", "title": "Budget", "page": "12", "address": "https://example.org/b",
        "file": "a".repeat(64), "figure": "fees", "employers_own": true});
    let a = "a".repeat(64);
    let terms = json!([{"kind": "general-increase", "percent": "-2.5", "effective": "2026-07-01"}]);
    vec![
        (
            "partner",
            json!({"id": "saje", "name": "SAJE", "kind": "civil-rights", "party": "case", "decides": "board, monthly"}),
        ),
        ("membership", json!({"partner": "saje", "step": "left", "why": "a merger"})),
        (
            "mandate",
            json!({"partner": "saje", "demand": "salary", "venue": "table", "may": ["speak", "trade", "release"],
            "before_change": "consulted", "until": "2026-12-31", "basis": "board minutes"}),
        ),
        (
            "partner-vote",
            json!({"id": "v", "partner": "saje", "question": "take the study?", "on": ["salary"], "state": "taken",
            "decides_on": "2026-03-03", "yes": 7, "no": 2, "abstain": 1, "result": "conditional"}),
        ),
        ("dissent", json!({"partner": "saje", "on": "salary", "words": "too little"})),
        (
            "demand",
            json!({"item": "salary", "step": "converted", "by": "saje", "owners": ["saje"], "beneficiaries": ["tenants"],
            "places": ["citywide"], "category": "housing", "twin": "leave", "carrier": "joint-advocacy",
            "decides": "council", "measure": "homes", "terms": terms, "into": "a study", "in_return": "leave",
            "words": "as said"}),
        ),
        (
            "partner-answer",
            json!({"partner": "saje", "demand": "salary", "to": "converted", "answer": "conditional",
            "conditions": ["by May"], "vote": "v", "words": "as said"}),
        ),
        (
            "recommendation",
            json!({"of": "total", "by": "saje", "recommends": "nothing", "words": "as said"}),
        ),
        (
            "concession",
            json!({"item": "salary", "step": "traded", "sort": "contracting-out", "takes": "jobs", "from": ["unit 2"],
            "terms": terms, "claims": ["c"], "evidence_for": [evidence], "evidence_against": [evidence],
            "rebuttal": "no", "instead": ["leave"], "in_return": "leave", "words": "as said"}),
        ),
        (
            "revenue",
            json!({"id": "fees", "step": "studied", "title": "Bank fees", "by": "Local 12", "authority": "council",
            "employer_decides": true, "estimate": {"by": "Local 12", "low": "204000000", "high": "300000000",
            "comes": "yearly", "basis": "a report"}, "restricted": "streets", "legal_limit": "none known",
            "first_year": "2015-16", "pays_for": ["salary"], "words": "as said"}),
        ),
        (
            "commission",
            json!({"id": "revenue", "step": "answered", "name": "Commission", "mandate": "find revenue", "paid_by": "City",
            "members": ["R. L."], "decides_by": "majority", "meets": "monthly", "report_due": "2016-06-30",
            "recommendation": "r1", "revenue": "fees", "uptake": "adopted-in-part", "by": "council", "words": "as said"}),
        ),
        (
            "action",
            json!({"id": "rally", "step": "counted", "title": "Rally", "kind": "public-comment", "rung": 2,
            "planned_for": "2014-03-25", "places": ["City Hall"], "partners": ["saje"], "target": "council", "ask": "come",
            "threshold_percent": "65.5", "after": "cards", "worksites": [{"site": "Yard 1", "members": 40, "took_part": 30}],
            "supporters": 12, "count": "c", "words": "as said"}),
        ),
        (
            "date",
            json!({"id": "budget", "title": "Budget adopted", "kind": "budget", "on": "2014-06-01", "of": "City"}),
        ),
        (
            "commitment",
            json!({"id": "jobs", "title": "5,000 jobs", "words": "as written", "promised_by": "City", "to": "the coalition",
            "strength": "third-party", "carrier": "directive", "demand": "salary", "agreement": "mou", "owner": "mayor",
            "enforcement": "none"}),
        ),
        (
            "measure",
            json!({"commitment": "jobs", "unit": "net-positions", "target": 37000, "half_time_weight": "0.5",
            "baseline": 32000, "baseline_on": "2015-12-08", "from": "2015-12-08", "due": "2018-06-30",
            "milestones": [{"on": "2016-12-31", "target": 33000}], "source": "payroll", "reporter": "City",
            "verifier": "Local 12", "strength": "goal", "enforcement": "grievance", "late_when": "a month",
            "pools": [{"id": "local", "name": "Local hire", "share_percent": "30"}]}),
        ),
        (
            "tally",
            json!({"id": "t1", "commitment": "jobs", "by": "coalition", "as_of": "2017-04-18", "what_was_counted": "hires",
            "full_time": 650, "half_time": 300, "hires": 950, "leavers": 100, "positions": 32850,
            "pools": [{"pool": "local", "count": 5}], "about": true, "words": "as said", "file": a,
            "months": [{"month": "2017-04-01", "hires": 10, "hires_half": 2, "leavers": 3, "leavers_half": 1,
                "fte_hired": "9", "fte_left": "2.5"}]}),
        ),
        (
            "commitment-step",
            json!({"commitment": "jobs", "step": "correction", "by": "City", "words": "as said", "to": "t1",
            "until": "2019-06-30"}),
        ),
        (
            "chronicle-note",
            json!({"note": "not-agreed", "partner": "saje", "who": "R. L.", "entry": 3, "words": "as said"}),
        ),
        (
            "claim",
            json!({"id": "c", "speaker": "City", "words": "we cannot afford it", "status": "said", "verbatim": true,
            "place": "table", "about": "inability-to-pay", "evidence": [evidence]}),
        ),
        (
            "story",
            json!({"id": "s-1", "person": "p-7", "series": "what-is-lost", "title": "The night desk", "step": "published",
            "text": a, "photo": "b".repeat(64), "pen_name": "A night clerk", "figures": ["vacancy-rate"],
            "items": ["salary"], "release": "2026-03-05-report", "uses": ["site", "card"], "audience": ["members", "public"],
            "reason": "why"}),
        ),
        (
            "consent",
            json!({"story": "s-1", "step": "given", "uses": ["site", "report", "card", "message", "social", "print", "press",
            "testimony", "event", "chronicle"], "audience": ["members", "public"], "photo": true, "from": "2026-03-02",
            "until": "2026-12-31", "cooling_off_days": 3, "how": "form signed", "document": a}),
        ),
        (
            "work",
            json!({"id": "wages", "title": "Stolen wages", "did": "took it to court", "result": "paid back",
            "benefits": "2,000 carers", "on": {"day": "2021-10-01", "precision": "month"}, "until": "2021-12-31",
            "unit": "unit-2", "values": {"recovered_usd": 1500000}}),
        ),
        (
            "member-question",
            json!({"id": "strike-pay", "words": "What do I say?", "topic": "strike", "listener": "elected-official",
            "times": 3, "answered_by": "strike-pay"}),
        ),
        (
            "reach",
            json!({"release": "2026-03-05-report", "channel": "newsletter", "on": "2026-03-09",
            "counts": {"seen": 1200, "clicked": 80}, "from": "the platform's export"}),
        ),
        (
            "publication",
            json!({"id": "2022-07-12-report", "step": "released", "by": "Ana", "title": "Report", "pieces": ["report"],
            "to": ["members", "public"], "sha256": a, "corrects": "2022-07-05-report", "changes": "a number",
            "takes_out": ["teller-1"], "reason": "none"}),
        ),
        (
            "team",
            json!({"party": "case", "who": "one further member", "joins": true, "may_initial": false, "unnamed": true}),
        ),
        ("session", json!({"state": "planned", "agenda": "salary", "announced": "2022-07-12"})),
    ]
}

/// One entry of each kind, chained.
fn written() -> Vec<(Entry, String)> {
    let mut prev = Digest::NONE;
    let precisions = [
        Precision::Day,
        Precision::Week,
        Precision::Month,
        Precision::Year,
        Precision::Approximate,
        Precision::Reported,
        Precision::Unknown,
    ];
    let mut all = Vec::new();
    for (at, (kind, body)) in bodies().into_iter().chain(later_bodies()).enumerate() {
        let number = at as u64 + 1;
        let draft = Draft {
            author: "note taker \"é\"\n\\".to_owned(),
            written: "2022-07-12T18:03:00Z".parse().unwrap(),
            about: (number > 2).then(|| When {
                day: "2022-06-11".parse().unwrap(),
                precision: precisions[at % precisions.len()],
            }),
            source: vec![Source {
                title: "notes".to_owned(),
                address: Some("https://example.org/".to_owned()),
                file: Some(Digest::of(b"x")),
                place: Some("page 2".to_owned()),
            }],
            audience: [Audience::Team, Audience::Partner(record::Slug::parse("saje").unwrap())]
                .into(),
            corrects: (number > 30).then_some(3),
            rival_of: (number == 25).then_some(2),
            note: (number > 10).then(|| "as seen".to_owned()),
            as_told: record::said::Table::from_iter([("seq".to_owned(), record::Said::Whole(3))]),
            body: Body::of(kind, body).unwrap(),
        };
        let (entry, bytes) = draft.seal(number, prev).unwrap();
        prev = entry.hash;
        all.push((entry, bytes));
    }
    all
}

#[test]
fn an_entry_of_each_kind_and_version_is_read_for_good() {
    let written: String = written().iter().map(|(_, bytes)| format!("{bytes}\n")).collect();
    if std::env::var_os("GOODFAITH_UPDATE").is_some() && !std::path::Path::new(FIXTURE).exists() {
        std::fs::write(FIXTURE, &written).unwrap();
    }
    let kept = std::fs::read_to_string(FIXTURE).unwrap();
    let entries = read_chain(kept.lines().map(|line| (line, None))).unwrap();
    for (entry, line) in entries.iter().zip(kept.lines()) {
        let known = !matches!(entry.draft.body, Body::Unknown { .. });
        assert!(known, "{line}");
        let again = entry.draft.clone().seal(entry.number, entry.prev).unwrap();
        assert_eq!(again.1, line, "the same bytes again");
    }
    assert_eq!(written, kept, "a kind that changes its shape gets a new version");
    let mut kinds: Vec<&str> = entries.iter().map(|entry| entry.draft.body.kind()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut all: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
    all.sort_unstable();
    assert_eq!(kinds, all);
}

#[test]
fn a_field_that_a_kind_does_not_have_is_refused_by_name() {
    let error =
        Body::read("hold", 1, json!({"items": [], "held": true, "until": "x"})).unwrap_err();
    assert!(error.to_string().contains("until"), "{error}");
    let error = Body::read("hold", 1, json!({"items": ["A B"], "held": true})).unwrap_err();
    assert!(error.to_string().contains("a-b"), "{error}");
}

#[test]
fn what_a_kind_says_is_written_in_the_oldest_version_that_can_say_it() {
    let claim = |more: Value| {
        let mut claim =
            json!({"id": "c", "speaker": "City", "words": "no money", "status": "said"});
        claim.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        claim
    };
    assert_eq!(Body::of("claim", claim(json!({}))).unwrap().version(), 1);
    let placed = claim(json!({"place": "the table"}));
    assert_eq!(Body::of("claim", placed.clone()).unwrap().version(), 2);
    // One text for one entry: neither version is taken for the other.
    let wrong = Body::read("claim", 1, placed).unwrap_err();
    assert_eq!(wrong.to_string(), "claim: what it says is of version 2, and it is called 1");
    assert!(Body::read("claim", 2, claim(json!({}))).is_err());
    assert!(matches!(Body::read("claim", 3, claim(json!({}))), Ok(Body::Unknown { v: 3, .. })));
}

#[test]
fn any_change_of_a_chain_is_found_at_its_entry() {
    let lines: Vec<String> = written().into_iter().map(|(_, bytes)| bytes).collect();
    let chain = |lines: &[String]| {
        let kept: Vec<Digest> = written().iter().map(|(entry, _)| entry.hash).collect();
        read_chain(lines.iter().zip(kept).map(|(line, kept)| (line.as_str(), Some(kept))))
    };
    assert_eq!(Head::of(&chain(&lines).unwrap()).number as usize, lines.len());
    let mut changed = lines.clone();
    changed[4] = changed[4].replace("R. L.", "R. M.");
    let bad = chain(&changed).unwrap_err();
    assert_eq!(bad.number, 5);
    assert!(matches!(bad.wrong, Wrong::Hash { .. }));
    // Without the hashes kept beside them, the next entry tells.
    let bad = read_chain(changed.iter().map(|line| (line.as_str(), None))).unwrap_err();
    assert!(matches!(bad, record::BadEntry { number: 6, wrong: Wrong::Prev { .. } }));
    let mut removed = lines.clone();
    removed.remove(7);
    let bad = read_chain(removed.iter().map(|line| (line.as_str(), None))).unwrap_err();
    assert!(matches!(bad, record::BadEntry { number: 8, wrong: Wrong::Number(9) }));
    let mut swapped = lines.clone();
    swapped.swap(2, 3);
    assert_eq!(read_chain(swapped.iter().map(|line| (line.as_str(), None))).unwrap_err().number, 3);
    let mut spaced = lines;
    spaced[0] = spaced[0].replace("\":", "\": ");
    let bad = read_chain(spaced.iter().map(|line| (line.as_str(), None))).unwrap_err();
    assert_eq!(bad.to_string(), "entry 1: the bytes are not the canonical ones");
}

#[test]
fn a_head_is_read_as_it_prints() {
    let entries: Vec<Entry> = written().into_iter().map(|(entry, _)| entry).collect();
    let head = Head::of(&entries);
    assert!(Head::parse(&head.to_string()).unwrap().is_in(&entries));
    let short = format!("{}:{}", head.number, head.hash.short());
    assert!(Head::parse(&short).unwrap().is_in(&entries));
    assert!(!Head::parse(&format!("{}:{}", head.number - 1, head.hash)).unwrap().is_in(&entries));
    assert!(!Head::parse(&short).unwrap().is_in(&entries[..3]));
    for bad in ["35", "35:abc", "x:ba7816bf8f01", "35:BA7816BF8F01"] {
        assert!(Head::parse(bad).is_err(), "{bad}");
    }
}
