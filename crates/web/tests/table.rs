//! The table over a real connection: items, a pass composed and costed, answers and agreements, notes and the vault through a restart.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use intake::{CostFiles, Source};
use press::Report;
use record::body::Body;
use record::{Audience, Digest, seen_by};
use serde_json::Value;
use store::Campaign;
use support::{Came, Served, copied, shipped};

const DAY: &str = "2022-07-12";

/// A server of a copy, with its cookie.
fn served(test: &str) -> (PathBuf, Served, String) {
    let folder = copied("case-2022", test);
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    (folder, served, cookie)
}

fn get(served: &Served, cookie: &str, path: &str) -> Came {
    served.ask("GET", path, &[("Cookie", cookie)], "")
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => drop(all.insert(path.clone(), std::fs::read(&path).unwrap())),
            }
        }
    }
    all
}

/// What a folder holds, but for what opening a database touches.
fn lasting(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = files(folder);
    all.retain(|path, _| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        !name.ends_with("-wal") && !name.ends_with("-shm")
    });
    all
}

fn entries(folder: &Path) -> usize {
    Campaign::open_read_only(folder).unwrap().entries().len()
}

/// What a page says, without tags, in one line.
fn says(body: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => {
                inside = true;
                text.push(' ');
            }
            '>' => inside = false,
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const TERMS: &str = "[[terms]]\nkind = \"general-increase\"\neffective = 2022-07-01\npercent = \"5.5\"\n\n[[terms]]\nkind = \"general-increase\"\neffective = 2023-07-01\npercent = \"3\"\n";

#[test]
fn every_item_stands_with_both_sides_and_the_entries_that_say_so() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    let table = get(&served, &cookie, "/table");
    assert_eq!(table.status, 200, "{}", table.body);
    let text = says(&table.body);
    for part in [
        "Salary",
        "Telework",
        "Paid family leave",
        "general increase 2.5% on 2022-07-01",
        "state-2022-06-11",
        "case-salary-2",
        "Open: their turn",
        "Clocks of law and contract",
        "Not opened",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let item = get(&served, &cookie, "/table/salary");
    let text = says(&item.body);
    for part in ["Both sides' positions", "Entry 28", "Entry 33", "Entry 34", "their turn"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(item.body.contains("href=\"/record/33\""));
    // A month before, nobody had passed anything on pay.
    let before = says(&get(&served, &cookie, "/table?on=2022-05-01").body);
    assert!(!before.contains("state-2022-06-11") && !before.contains("case-salary-2"), "{before}");
    let signing = says(&get(&served, &cookie, "/table/signing").body);
    assert!(
        signing.contains("To sign (0)")
            && signing.contains("the employer's last pass state-2022-06-11 is"),
        "{signing}"
    );
    for (path, status) in [
        ("/table/nothing", 404),
        ("/table/%3Cscript%3E", 404),
        ("/table/text/zz", 404),
        ("/table/text/..%2F..%2Frecord.sqlite", 404),
        ("/table/text/0000000000000000000000000000000000000000000000000000000000000000", 404),
        ("/table/compose?item=%3Cscript%3E", 200),
        ("/table/compose?draft=1", 404),
        ("/table/notes?session=s-1999-01-01", 404),
        ("/table/item/salary", 200),
    ] {
        let came = get(&served, &cookie, path);
        assert_eq!(came.status, status, "{path}: {}", came.body);
        assert!(!came.body.contains("<script>"), "{path}");
    }
    served.close(&cookie);
}

/// The command's JSON of offers, each from its text.
fn cost_json(folder: &Path, offers: &[(&str, &str)]) -> Value {
    let given = |(name, text): &(&str, &str)| {
        vec![Source::Given { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() }]
    };
    let files = CostFiles {
        roster: Source::Path(folder.join("rosters/unit-2.csv")),
        schedule: Some(Source::Path(folder.join("schedules/unit-2-2021-22.csv"))),
        assumptions: Source::Path(folder.join("assumptions/base.toml")),
        offers: offers.iter().map(given).collect(),
        ..CostFiles::default()
    };
    let loaded = intake::load(&files).unwrap();
    let costing = costing::cost(&loaded.case, &[]).unwrap();
    let warnings = loaded.warnings_of(&costing);
    let report = Report {
        case: &loaded.case,
        inputs: &loaded.inputs,
        warnings: &warnings,
        costing: &costing,
    };
    serde_json::from_str(&press::cost_json(&report)).unwrap()
}

/// Dollars as the pages print them.
fn grouped(value: &Value) -> String {
    money::Cents::parse(value.as_str().unwrap()).unwrap().grouped()
}

#[test]
fn a_pass_is_costed_as_the_command_costs_it_beside_what_both_sides_last_passed() {
    let (folder, served, cookie) = served("table-costs");
    let theirs = {
        let campaign = Campaign::open_read_only(&folder).unwrap();
        let state = record::fold(
            campaign.entries(),
            money::date_from_iso(DAY).unwrap(),
            &intake::law().procedures,
        );
        record::offer_file(
            &record::terms_of(&state, &record::Slug::from_words("state-2022-06-11")).unwrap(),
        )
    };
    let json = cost_json(&folder, &[("ours.toml", TERMS), ("theirs.toml", &theirs)]);
    let form = [
        ("item", "salary"),
        ("item", "alj-parity"),
        ("same-alj-parity", ""),
        ("from", "case"),
        ("kind", "package"),
        ("id", "u-package-1"),
        ("terms-salary", TERMS),
        ("day", DAY),
        ("do", "show"),
    ];
    let came = served.send("/table/compose", &cookie, &form);
    assert_eq!(came.status, 200, "{}", came.body);
    let text = says(&came.body);
    let mut numbers = Vec::new();
    for offer in json["offers"].as_array().unwrap() {
        numbers
            .extend(offer["years"].as_array().unwrap().iter().map(|year| grouped(&year["change"])));
        numbers.push(grouped(&offer["cumulative"]));
        numbers.push(grouped(&offer["annualised"]));
    }
    numbers.extend(
        json["baseline"]["years"].as_array().unwrap().iter().map(|year| grouped(&year["total"])),
    );
    assert!(numbers.len() >= 10, "{json}");
    for number in &numbers {
        assert!(text.contains(number), "{number}: {text}");
    }
    // What it costs more than theirs is the difference of the two sums, to the cent.
    let cents = |at: usize| {
        money::Cents::parse(json["offers"][at]["cumulative"].as_str().unwrap()).unwrap()
    };
    assert!(text.contains(&cents(0).minus(cents(1)).unwrap().grouped()), "{text}");
    // No terms of ours were published: that column is not nought, it is not known.
    assert!(text.contains("not known"), "{text}");
    assert!(text.contains("As the other side will see it"), "{text}");
    assert!(text.contains("They have seen every pass that it is held against above"), "{text}");
    // While it is typed the same comes back as a part of the page.
    let part = served.send("/table/compose/costs", &cookie, &form);
    assert_eq!(part.status, 200);
    assert!(part.body.contains(&numbers[0]) && !part.body.contains("<html"), "{}", part.body);
    served.close(&cookie);
}

#[test]
fn the_other_side_is_shown_nothing_that_it_may_not_see() {
    let folder = copied("case-2022", "table-theirs");
    // A pass of ours that the record keeps for the team alone.
    let mut campaign = Campaign::open(&folder).unwrap();
    let terms = intake::terms_of_offer("ours", TERMS).unwrap();
    let body = serde_json::json!({"id": "case-hidden", "from": "case", "kind": "counter", "items": [{"item": "salary", "terms": terms}]});
    let body = Body::of("pass", body).unwrap();
    let day = record::When::on(money::date_from_iso(DAY).unwrap());
    let draft = record::Draft::new("a test", desk::adding::now(), Some(day), body);
    assert_eq!(draft.audience, record::audience::team_only());
    desk::adding::add(&mut campaign, vec![draft]).unwrap();
    drop(campaign);
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let more = TERMS.replace("5.5", "6");
    let form = [
        ("item", "salary"),
        ("from", "case"),
        ("kind", "counter"),
        ("id", "case-next"),
        ("terms-salary", more.as_str()),
        ("day", DAY),
        ("do", "show"),
    ];
    let came = served.send("/table/compose", &cookie, &form);
    assert_eq!(came.status, 200);
    let (ours, theirs) = came.body.split_once("as-they-see-it").unwrap();
    let json = cost_json(&folder, &[("hidden.toml", TERMS), ("next.toml", &more)]);
    let hidden = grouped(&json["offers"][0]["cumulative"]);
    let next = grouped(&json["offers"][1]["cumulative"]);
    assert!(
        ours.contains("case-hidden") && ours.contains(&hidden) && ours.contains(&next),
        "{}",
        says(ours)
    );
    assert!(!theirs.contains("case-hidden") && !theirs.contains(&hidden), "{}", says(theirs));
    assert!(theirs.contains(&next) && theirs.contains("state-2022-06-11"), "{}", says(theirs));
    served.close(&cookie);
}

#[test]
fn a_pass_crosses_the_table_with_its_text_and_terms_and_the_other_side_sees_it_alone() {
    let (folder, served, cookie) = served("table-pass");
    let before = entries(&folder);
    let begun = get(&served, &cookie, "/table/compose?item=telework&begin=ours");
    assert_eq!(begun.status, 200);
    assert!(begun.body.contains("value=\"u1-telework\""), "{}", begun.body);
    let text = "Article 16\r\nA member may work from home three days a week.\r\nThe employer may not end it without cause.";
    let form = [
        ("item", "salary"),
        ("item", "telework"),
        ("from", "case"),
        ("kind", "package"),
        ("id", "u-package-1"),
        ("title", "Pay & telework <together>"),
        ("terms-salary", TERMS),
        ("text-telework", text),
        ("conditions", "both are taken\r\n\r\nby the end of the month"),
        ("alone-telework", "yes"),
        ("expires", "2022-07-31"),
        ("expires_reason", "the budget"),
        ("day", DAY),
        ("do", "pass"),
    ];
    let came = served.send("/table/compose", &cookie, &form);
    assert_eq!(came.status, 303, "{}", says(&came.body));
    let to = came.header("location").unwrap().to_owned();
    assert_eq!(to, format!("/table/salary?written={}", before + 1));
    let campaign = Campaign::open_read_only(&folder).unwrap();
    let entry = campaign.entries().last().unwrap();
    let Body::Pass(pass) = &entry.draft.body else { panic!("{entry:?}") };
    assert_eq!(pass.id.as_str(), "u-package-1");
    assert_eq!(pass.conditions, ["both are taken", "by the end of the month"]);
    assert_eq!(pass.items.len(), 2);
    assert_eq!(pass.items[0].terms.len(), 2);
    let kept = "Article 16\nA member may work from home three days a week.\nThe employer may not end it without cause.\n";
    assert_eq!(pass.items[1].text, Some(Digest::of(kept.as_bytes())));
    assert_eq!(campaign.files().get(pass.items[1].text.unwrap()).unwrap(), kept.as_bytes());
    let state = record::fold(campaign.entries(), money::Date::MAX, &intake::law().procedures);
    let theirs = seen_by(&state, campaign.entries(), &Audience::OtherSide);
    assert!(theirs.iter().any(|one| one.number == entry.number));
    drop(campaign);
    let item = get(&served, &cookie, &to);
    let text = says(&item.body);
    assert!(text.contains(&format!("It is in the record: Entry {}", before + 1)), "{text}");
    assert!(text.contains("by the end of the month"), "{text}");
    assert!(!item.body.contains("<together>"));
    // The text can be opened, and another pass is held against it word by word.
    let digest = Digest::of(kept.as_bytes());
    let opened = get(&served, &cookie, &format!("/table/text/{digest}"));
    assert!(opened.body.contains("may work from home three days a week"), "{}", opened.body);
    let form = [
        ("item", "telework"),
        ("from", "calhr"),
        ("kind", "counter"),
        ("id", "e1-telework"),
        ("text-telework", "Article 16\nA member may work from home two days a week."),
        ("day", DAY),
        ("do", "show"),
    ];
    let came = served.send("/table/compose", &cookie, &form);
    assert!(
        came.body.contains("<del>three</del>") && came.body.contains("<ins>two</ins>"),
        "{}",
        came.body
    );
    served.close(&cookie);
}

#[test]
fn the_document_that_was_handed_over_is_kept_with_the_pass() {
    let (folder, served, cookie) = served("table-document");
    let document = "exact bytes\r\nof what was handed over \u{2014} no more";
    let word = served.word(&cookie);
    let fields = [
        ("word", word.as_str()),
        ("item", "telework"),
        ("from", "calhr"),
        ("kind", "initial"),
        ("id", "e1-telework"),
        ("words-telework", "two days a week"),
        ("day", DAY),
        ("do", "pass"),
    ];
    let mut body = String::new();
    for (name, value) in fields {
        body.push_str(&format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str(&format!("--edge\r\nContent-Disposition: form-data; name=\"document\"; filename=\"../../e1.txt\"\r\nContent-Type: text/plain\r\n\r\n{document}\r\n--edge--\r\n"));
    let origin = format!("http://{}", served.host);
    let headers = [
        ("Cookie", cookie.as_str()),
        ("Origin", origin.as_str()),
        ("Content-Type", "multipart/form-data; boundary=edge"),
    ];
    let came = served.ask("POST", "/table/compose", &headers, &body);
    assert_eq!(came.status, 303, "{}", says(&came.body));
    let digest = Digest::of(document.as_bytes());
    assert_eq!(
        std::fs::read(folder.join("files").join(digest.to_string())).unwrap(),
        document.as_bytes()
    );
    let item = get(&served, &cookie, "/table/telework").body;
    assert!(item.contains(&format!("/table/text/{digest}")), "{item}");
    assert!(
        says(&get(&served, &cookie, &format!("/table/text/{digest}")).body)
            .contains("of what was handed over")
    );
    served.close(&cookie);
}

#[test]
fn what_the_rules_or_the_reader_do_not_let_in_is_said_and_nothing_is_written() {
    let (folder, served, cookie) = served("table-refused");
    // Whatever opening the record leaves, it leaves before.
    get(&served, &cookie, "/table");
    let before = lasting(&folder);
    let good: [(&str, &str); 7] = [
        ("item", "salary"),
        ("from", "case"),
        ("kind", "counter"),
        ("id", "u9-salary"),
        ("terms-salary", TERMS),
        ("day", DAY),
        ("do", "pass"),
    ];
    let with = |name: &str, value: &'static str| -> Vec<(&str, &str)> {
        let mut form: Vec<(&str, &str)> = good.to_vec();
        for field in &mut form {
            if field.0 == name {
                field.1 = value;
            }
        }
        form
    };
    for (name, value, says_so) in [
        ("id", "case-salary-2", "its source"),
        ("id", "no id at all", "id"),
        ("id", "../../record", "id"),
        ("from", "nobody", "nobody"),
        ("kind", "ultimatum", "kind"),
        ("day", "2022-02-30", "2022-02-30"),
        ("item", "no-item", "one item at least"),
        ("terms-salary", "[[terms]\nkind=", "terms of salary"),
        ("terms-salary", "percent = 5", "it has no [[terms]]"),
        (
            "terms-salary",
            "[[terms]]\nkind = \"general-incraese\"\neffective = 2022-07-01\npercent = \"5\"",
            "terms of salary, line 2",
        ),
        (
            "terms-salary",
            "[[terms]]\nkind = \"general-increase\"\neffective = 2022-07-01\npercent = \"5\"\nclasses = [\"Atorney IV\"]",
            "Atorney IV",
        ),
    ] {
        let came = served.send("/table/compose", &cookie, &with(name, value));
        assert_eq!(came.status, 422, "{name}={value}: {}", says(&came.body));
        let text = says(&came.body);
        assert!(text.contains(says_so), "{name}={value}: {text}");
        assert!(text.contains("Nothing was written."), "{text}");
        // What was typed stays.
        let kept =
            value.lines().next().unwrap_or_default().replace('"', "&quot;").replace('<', "&lt;");
        assert!(
            name == "item" || name == "from" || name == "kind" || came.body.contains(&kept),
            "{name}={value}: {}",
            came.body
        );
    }
    for (path, form, status) in [
        ("/table/salary/answer", vec![("by", "calhr"), ("to", "no-pass"), ("kind", "accept")], 422),
        (
            "/table/salary/answer",
            vec![("by", "calhr"), ("to", "case-salary-2"), ("kind", "shrug")],
            422,
        ),
        (
            "/table/salary/answer",
            vec![("by", "calhr"), ("to", "state-2022-06-11"), ("kind", "accept")],
            422,
        ),
        ("/table/salary/withdrawal", vec![("pass", "no-pass")], 422),
        (
            "/table/salary/agreement",
            vec![("id", "ta"), ("pass", "no-pass"), ("text", "words")],
            422,
        ),
        ("/table/salary/initials", vec![("agreement", "no-agreement"), ("party", "case")], 422),
        ("/table/nothing/answer", vec![("by", "calhr")], 404),
        (
            "/table/notes/line",
            vec![("kind", "u"), ("text", "salary 3"), ("session", "s-1999-01-01")],
            404,
        ),
        ("/table/notes/line", vec![("kind", "rm -rf"), ("text", "x")], 400),
        ("/table/notes/line", vec![("kind", "-"), ("text", "x")], 422),
        ("/table/notes/line", vec![("kind", "v"), ("text", " \r\n ")], 422),
        ("/table/notes/begin", vec![("day", "yesterday")], 422),
        ("/table/notes/unlock", vec![("member", "../vault"), ("passphrase", "x")], 422),
        ("/table/notes/unlock", vec![("member", "nobody"), ("passphrase", "x")], 422),
        ("/table/compose", vec![("do", "pass")], 422),
        ("/table/compose", vec![("do", "keep"), ("item", "salary")], 422),
    ] {
        let came = served.send(path, &cookie, &form);
        assert_eq!(came.status, status, "{path} {form:?}: {}", says(&came.body));
    }
    let after = lasting(&folder);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "a file changed");
    // Ticked, a pass whose terms cannot be costed crosses all the same; the terms are in the record as typed.
    let mut form = with(
        "terms-salary",
        "[[terms]]\nkind = \"something-new\"\neffective = 2022-07-01\namount = \"5\"",
    );
    form.push(("uncosted", "yes"));
    assert_eq!(served.send("/table/compose", &cookie, &form).status, 303);
    served.close(&cookie);
}

#[test]
fn answers_withdrawals_and_agreements_are_recorded_from_the_item() {
    let (folder, served, cookie) = served("table-answers");
    let number = |came: &Came| -> u64 {
        assert_eq!(came.status, 303, "{}", says(&came.body));
        let to = came.header("location").unwrap();
        to.split_once("written=").unwrap().1.parse().unwrap()
    };
    let form = [
        ("by", "case"),
        ("to", "state-2022-06-11"),
        ("kind", "reject"),
        ("words", "It is less than the cost of living."),
        ("day", DAY),
    ];
    let first = number(&served.send("/table/salary/answer", &cookie, &form));
    let text = says(&get(&served, &cookie, "/table/salary").body);
    assert!(
        text.contains("It is less than the cost of living.") && text.contains("rejected"),
        "{text}"
    );
    let form = [("pass", "case-salary-2"), ("reason", "mistyped"), ("day", DAY)];
    number(&served.send("/table/salary/withdrawal", &cookie, &form));
    let form = [
        ("id", "ta-telework"),
        ("pass", ""),
        ("text", "Telework: two days a week."),
        ("initials-union", "case"),
        ("by-union", "M. O."),
        ("initials-employer", ""),
        ("conditions", ""),
        ("day", DAY),
    ];
    number(&served.send("/table/telework/agreement", &cookie, &form));
    let text = says(&get(&served, &cookie, "/table/telework").body);
    assert!(text.contains("ta-telework: not initialled by employer"), "{text}");
    let signing = says(&get(&served, &cookie, "/table/signing").body);
    assert!(
        signing.contains("To sign (0)")
            && signing.contains("ta-telework: not initialled by employer"),
        "{signing}"
    );
    let form = [("agreement", "ta-telework"), ("party", "calhr"), ("by", "J. R."), ("day", DAY)];
    let last = number(&served.send("/table/telework/initials", &cookie, &form));
    let signing = says(&get(&served, &cookie, "/table/signing").body);
    assert!(signing.contains("To sign (1)") && signing.contains("ta-telework"), "{signing}");
    let digest = Digest::of(b"Telework: two days a week.\n");
    assert!(
        get(&served, &cookie, &format!("/table/text/{digest}")).body.contains("two days a week")
    );
    // The schedule that the command prints says the same.
    let campaign = Campaign::open_read_only(&folder).unwrap();
    let state = record::fold(
        campaign.entries(),
        money::date_from_iso(DAY).unwrap(),
        &intake::law().procedures,
    );
    let schedule = record::signing_schedule(&state);
    assert_eq!(
        schedule.signed.iter().map(|one| one.agreement.as_str()).collect::<Vec<_>>(),
        ["ta-telework"]
    );
    assert_eq!(last, first + 3);
    // What is agreed is closed to new passes, and the page says by which rule.
    let form = [
        ("item", "telework"),
        ("from", "case"),
        ("kind", "counter"),
        ("id", "u5-telework"),
        ("words-telework", "more"),
        ("day", DAY),
        ("do", "pass"),
    ];
    let came = served.send("/table/compose", &cookie, &form);
    assert_eq!(came.status, 422);
    assert!(says(&came.body).contains("the rule:"), "{}", says(&came.body));
    served.close(&cookie);
}

/// The passphrase of the example: no secret.
const WORDS: &str = "an example, not a secret";

#[test]
fn notes_are_there_after_a_restart_and_a_caucus_is_in_the_vault_alone() {
    let (folder, served, cookie) = served("table-notes");
    let begun = served.send("/table/notes/begin", &cookie, &[("day", DAY)]);
    assert_eq!(
        begun.header("location"),
        Some("/table/notes?session=s-2022-07-12"),
        "{}",
        says(&begun.body)
    );
    let line = |served: &Served, cookie: &str, kind: &str, item: &str, text: &str| {
        let form = [("session", "s-2022-07-12"), ("kind", kind), ("item", item), ("text", text)];
        let came = served.send("/table/notes/line", cookie, &form);
        assert_eq!(came.status, 303, "{kind} {text}: {}", says(&came.body));
        came.header("location").unwrap().to_owned()
    };
    // Each line is in the record before the page comes back: the folder is read by itself.
    let mut count = entries(&folder);
    for (kind, item, text) in [
        ("i u", "", "Maria, Joe"),
        ("e", "telework", "two days a week, they say"),
        ("q u", "telework", "for everybody?"),
        ("l e", "", "there is \"no\" money <for> this"),
        ("-", "", "they leave the room"),
        ("c u", "", ""),
    ] {
        line(&served, &cookie, kind, item, text);
        count += 1;
        assert_eq!(entries(&folder), count, "{kind}");
    }
    let back = line(&served, &cookie, "v", "salary", "CANARY-one they fold at 4.5");
    assert!(back.contains("kept=1"), "{back}");
    assert!(!back.contains("CANARY"), "no line is in an address");
    line(&served, &cookie, "bottom-line", "salary", "CANARY-two not under 4");
    assert_eq!(entries(&folder), count);
    let page = get(&served, &cookie, &back);
    let text = says(&page.body);
    for part in [
        "they leave the room",
        "two days a week, they say",
        "Session s-2022-07-12: caucus of the union",
        "Locked: no line of it is shown.",
        "For the team's vault",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!page.body.contains("CANARY"), "{}", page.body);
    // The field has the focus again, and what was said stands there as text.
    assert!(page.body.contains("autofocus") && page.body.contains("&lt;for&gt;"), "{}", page.body);

    // The program is closed and started again on the same folder.
    served.close(&cookie);
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let text = says(&get(&served, &cookie, "/table/notes").body);
    for part in [
        "s-2022-07-12",
        "they leave the room",
        "Maria, Joe",
        "Session s-2022-07-12: caucus of the union",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // The session goes on where it was: the caucus ends, and only then.
    line(&served, &cookie, "c u", "", "");
    let text = says(&get(&served, &cookie, "/table/notes?session=s-2022-07-12").body);
    assert!(text.contains("Session s-2022-07-12"), "{text}");
    assert!(!text.contains("Session s-2022-07-12: caucus of the union"), "{text}");
    let campaign = Campaign::open_read_only(&folder).unwrap();
    let caucuses = campaign.entries().iter().filter(|one| {
        matches!(one.draft.body, Body::Caucus(_))
            && one.draft.note.as_deref().is_some_and(|note| note.starts_with("s-2022-07-12"))
    });
    assert_eq!(caucuses.count(), 2);
    drop(campaign);
    // The last line is taken back, and stays in the record.
    let text = says(&get(&served, &cookie, &line(&served, &cookie, "z", "", "")).body);
    assert!(text.contains("(taken back)"), "{text}");

    // A wrong passphrase opens nothing and is said nowhere.
    let wrong = served.send(
        "/table/notes/unlock",
        &cookie,
        &[("member", "example"), ("passphrase", "CANARY-wrong"), ("minutes", "10")],
    );
    assert_eq!(wrong.status, 422);
    assert!(
        !wrong.body.contains("CANARY") && says(&wrong.body).contains("Nothing was written."),
        "{}",
        wrong.body
    );
    let open = served.send(
        "/table/notes/unlock",
        &cookie,
        &[("member", "example"), ("passphrase", WORDS), ("minutes", "10")],
    );
    assert_eq!(
        (open.status, open.header("location")),
        (303, Some("/table/notes")),
        "{}",
        says(&open.body)
    );
    let text = says(&get(&served, &cookie, "/table/notes").body);
    assert!(
        text.contains("CANARY-one they fold at 4.5") && text.contains("CANARY-two not under 4"),
        "{text}"
    );
    assert!(text.contains("It locks itself after 10 minutes without use."), "{text}");
    // Nothing else shows it while it is open.
    for path in
        ["/", "/table", "/table/salary", "/record", "/table/compose", "/table/compose?item=salary"]
    {
        assert!(!get(&served, &cookie, path).body.contains("CANARY"), "{path}");
    }
    // A draft is kept in it, and comes back.
    let form = [
        ("item", "salary"),
        ("from", "case"),
        ("kind", "counter"),
        ("id", "u7-salary"),
        ("terms-salary", TERMS),
        ("explanation", "CANARY-three"),
        ("day", DAY),
        ("do", "keep"),
    ];
    let kept = served.send("/table/compose", &cookie, &form);
    assert_eq!(
        (kept.status, kept.header("location")),
        (303, Some("/table/compose?draft=3")),
        "{}",
        says(&kept.body)
    );
    let draft = get(&served, &cookie, "/table/compose?draft=3");
    assert!(
        draft.body.contains("CANARY-three") && draft.body.contains("u7-salary"),
        "{}",
        draft.body
    );
    assert!(get(&served, &cookie, "/table/compose").body.contains("/table/compose?draft=3"));
    let before = entries(&folder);
    assert_eq!(served.send("/table/notes/lock", &cookie, &[]).status, 303);
    for path in ["/table/notes", "/table/compose", "/table/compose?draft=3"] {
        assert!(!get(&served, &cookie, path).body.contains("CANARY"), "{path}");
    }
    assert_eq!(entries(&folder), before);
    // Nowhere in the folder does a word of it lie in the clear.
    for (path, bytes) in files(&folder) {
        let found = bytes.windows(6).any(|window| window == b"CANARY");
        assert!(!found, "{} holds a line of the caucus", path.display());
    }
    served.close(&cookie);
    // A vault that was open is closed by the end of the program.
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let page = get(&served, &cookie, "/table/notes").body;
    assert!(!page.contains("CANARY") && says(&page).contains("Locked: no line of it is shown."));
    served.close(&cookie);
}

#[test]
fn lines_that_two_windows_write_at_once_are_all_kept() {
    let (folder, served, cookie) = served("table-together");
    served.send("/table/notes/begin", &cookie, &[("day", DAY)]);
    let before = entries(&folder);
    let (served, cookie) = (&served, &cookie);
    std::thread::scope(|scope| {
        for window in 0..4 {
            scope.spawn(move || {
                for line in 0..3 {
                    let text = format!("window {window} line {line}");
                    for kind in ["-", "v"] {
                        let form = [
                            ("session", "s-2022-07-12"),
                            ("kind", kind),
                            ("item", ""),
                            ("text", text.as_str()),
                        ];
                        let came = served.send("/table/notes/line", cookie, &form);
                        assert_eq!(came.status, 303, "{}", says(&came.body));
                    }
                }
            });
        }
    });
    assert_eq!(entries(&folder), before + 12);
    let vault = store::Vault::find(&folder).unwrap();
    let words = store::Passphrase::from(WORDS.to_owned());
    let open = vault.open(&record::Slug::from_words("example"), &words).unwrap();
    let (notes, faults) = open.notes().unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let mut lines: Vec<String> = notes.into_iter().map(|note| note.text).collect();
    lines.sort();
    lines.dedup();
    assert_eq!(lines.len(), 12);
    served.send("/close", cookie, &[]);
}

#[test]
fn the_table_speaks_both_languages_and_says_who_may_see_it() {
    let served = Served::of(&shipped("case-2022"), "2022-08-23");
    let cookie = served.cookie();
    let chosen = served.ask("GET", "/table?lang=es", &[("Cookie", &cookie)], "");
    let own = chosen.header("set-cookie").unwrap().split(';').next().unwrap();
    let spanish = format!("{cookie}; {own}");
    for (path, english, dice) in [
        ("/table", "Ours, last passed", "Lo nuestro, lo último que pasamos"),
        ("/table/salary", "Record what happens", "Anotar lo que pasa"),
        ("/table/compose", "Items of the pass", "Temas de la propuesta"),
        ("/table/compose?item=salary", "Show what it comes to", "Mostrar a cuánto asciende"),
        ("/table/notes", "For the team's vault", "Para la bóveda del equipo"),
        ("/table/signing", "Not to sign", "No se firma"),
    ] {
        for (cookie, words) in [(&cookie, english), (&spanish, dice)] {
            let came = served.ask("GET", path, &[("Cookie", cookie)], "");
            assert_eq!(came.status, 200, "{path}");
            let text = says(&came.body);
            assert!(text.contains(words), "{path}: {words}: {text}");
            for part in ["<script>", "<style", " style=\"", "javascript:", " onclick="] {
                assert!(!came.body.contains(part), "{path} has {part}");
            }
        }
    }
    let english = says(&served.ask("GET", "/table", &[("Cookie", &cookie)], "").body);
    assert!(english.contains("For the team alone: nothing on this page goes out"), "{english}");
    served.close(&cookie);
}
