//! The costing room over a real connection: the numbers of its pages are those of the command, drafts are written and costed, nothing is lost.

mod support;

use std::path::Path;

use desk::Costed;
use intake::CostFiles;
use intake::case::costing_files;
use serde_json::Value;
use support::{Served, copied, shipped};

const STATE: &str = "offers/state-2022-06-11.toml";
const UNION: &str = "offers/union-2022-06-synthetic.toml";

/// The costing of offers as the command's JSON has it.
fn json_of(folder: &Path, offers: &[&str], by: &str) -> Value {
    let offers: Vec<String> = offers.iter().map(|path| (*path).to_owned()).collect();
    let files = costing_files(folder, Some(&offers)).unwrap().unwrap();
    let costed = Costed::of(&CostFiles { by: vec![by.to_owned()], ..files }).unwrap();
    serde_json::from_str(&press::cost_json(&costed.report())).unwrap()
}

/// An amount of the JSON as pages write it: `-1234.5` as `-1,234.50`.
fn grouped(amount: &Value) -> String {
    let text = amount.as_str().unwrap();
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |text| ("-", text));
    let (whole, cents) = text.split_once('.').unwrap();
    let digits: Vec<char> = whole.chars().collect();
    let parts: Vec<String> = digits.rchunks(3).rev().map(|part| part.iter().collect()).collect();
    format!("{sign}{}.{cents}", parts.join(","))
}

/// The cells of a row of a table, by the table's id and what stands at the row's head.
fn row(page: &str, table: &str, head: &str) -> Vec<String> {
    let (_, rest) = page
        .split_once(&format!("<table id=\"{table}\""))
        .unwrap_or_else(|| panic!("no table {table}"));
    let (table_text, _) = rest.split_once("</table>").unwrap();
    let (_, rest) = table_text
        .split_once(&format!("<th scope=\"row\">{head}</th>"))
        .unwrap_or_else(|| panic!("{table} has no {head}: {table_text}"));
    let (cells, _) = rest.split_once("</tr>").unwrap();
    let bare = |cell: &str| {
        let mut out = String::new();
        let mut within = false;
        for letter in cell.chars() {
            match letter {
                '<' => within = true,
                '>' => within = false,
                letter if !within => out.push(letter),
                _ => {}
            }
        }
        out.trim().to_owned()
    };
    cells.split("<td class=\"number\">").skip(1).map(bare).collect()
}

#[test]
fn every_number_of_the_side_by_side_is_that_of_the_json() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    let json = json_of(&shipped("case-2022"), &[STATE, UNION], "classification");
    let page = served.ask("GET", "/costing", &[("Cookie", &cookie)], "").body;
    let offers = json["offers"].as_array().unwrap();
    let each = |pick: &dyn Fn(&Value) -> String| offers.iter().map(pick).collect::<Vec<String>>();
    let years = json["baseline"]["years"].as_array().unwrap();
    for (at, year) in years.iter().enumerate() {
        let name = year["fiscal_year"].as_str().unwrap();
        assert_eq!(
            row(&page, "glance", &format!("change {name}")),
            each(&|offer| grouped(&offer["years"][at]["change"]))
        );
    }
    for (head, key) in [("cost over the term", "cumulative"), ("annualised", "annualised")] {
        assert_eq!(row(&page, "glance", head), each(&|offer| grouped(&offer[key])));
    }
    assert_eq!(
        row(&page, "glance", "annualised, per head"),
        each(&|offer| grouped(&offer["per_member"]["amount"]))
    );
    for (head, key) in [
        ("percent of pay", "percent_of_pay"),
        ("percent of compensation", "percent_of_compensation"),
    ] {
        let percents = each(&|offer| format!("{} %", offer[key]["percent"].as_str().unwrap()));
        assert_eq!(row(&page, "glance", head), percents);
    }
    assert_eq!(
        row(&page, "glance", "end rate"),
        each(&|offer| format!("{} %", offer["end_rate_percent"].as_str().unwrap()))
    );
    for (number, offer) in offers.iter().enumerate() {
        let all = offer["years"].as_array().unwrap();
        let by_year = |key: &str| all.iter().map(|year| grouped(&year[key])).collect::<Vec<_>>();
        let table = |what: &str| format!("offer-{}-{what}", number + 1);
        for (head, key) in [
            ("total", "total"),
            ("change", "change"),
            ("new money", "new_money"),
            ("ongoing", "ongoing"),
            ("one-time", "one_time"),
        ] {
            assert_eq!(row(&page, &table("levels"), head), by_year(key));
        }
        // By term: each row is found by its number.
        for (at, term) in all[0]["by_term"].as_array().unwrap().iter().enumerate() {
            let changes: Vec<String> =
                all.iter().map(|year| grouped(&year["by_term"][at]["change"])).collect();
            let (_, rest) = page.split_once(&format!("<table id=\"{}\"", table("terms"))).unwrap();
            let wanted = format!("<th scope=\"row\">{}. ", term["term"]);
            let (_, rest) = rest.split_once(&wanted).unwrap();
            let (line, _) = rest.split_once("</tr>").unwrap();
            for change in changes {
                assert!(line.contains(&format!(">{change}<")), "{line} {change}");
            }
        }
    }
    // Who gets what: the last year's change of every class.
    let last = years.len() - 1;
    let classes = years[last]["by"]["classification"].as_object().unwrap();
    assert!(classes.len() > 5);
    for class in classes.keys() {
        let changes =
            each(&|offer| grouped(&offer["years"][last]["by"]["classification"][class]["change"]));
        assert_eq!(row(&page, "by-r-classification-table", class), changes, "{class}");
    }
    for (name, amounts) in years[0]["components"].as_object().unwrap() {
        let shown = row(&page, "status-quo-table", name);
        assert_eq!(shown[0], grouped(amounts), "{name}");
    }
    // Every receipt that a number leads to is there.
    for (at, _) in page.match_indices("href=\"#r-") {
        let id = page[at + 7..].split('"').next().unwrap();
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    served.close(&cookie);
}

#[test]
fn what_is_chosen_is_shown_and_nothing_of_a_later_day() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    let own = [("Cookie", cookie.as_str())];
    let page = served.ask("GET", "/costing", &own, "").body;
    assert!(
        page.contains("1 of a later day, which are not shown")
            && !page.contains("agreement-2022-08-22"),
        "{page}"
    );
    let later = served.ask("GET", "/costing?on=2022-08-22&chosen=1&offer=offers%2Fagreement-2022-08-22.toml&by=department&class=Attorney+III", &own, "").body;
    assert!(
        later.contains("by-r-department-table") && later.contains("Pay of Attorney III"),
        "{later}"
    );
    assert_eq!(row(&later, "glance", "annualised").len(), 1);
    // None at all: the status quo.
    let none = served.ask("GET", "/costing?chosen=1", &own, "");
    assert_eq!(none.status, 200);
    assert!(none.body.contains("the status quo alone is costed"));
    for strange in [
        "/costing?offer=../record.sqlite",
        "/costing?by=%00",
        "/costing?class=%3Cscript%3E",
        "/costing/offers/offers/..%2Fcase.toml",
        "/costing/offers/files/x.toml",
    ] {
        let came = served.ask("GET", strange, &own, "");
        assert!(came.status == 200 || came.status == 404, "{strange} {}", came.status);
        assert!(!came.body.contains("<script>") && !came.body.contains("[costing]"), "{strange}");
    }
    served.close(&cookie);
}

#[test]
fn an_offer_is_begun_changed_and_costed_and_its_file_stays_readable() {
    let folder = copied("case-2022", "costing-offer");
    let served = Served::of(&folder, "2022-07-12");
    let cookie = served.cookie();
    let begun = served.send("/costing/new", &cookie, &[("title", "Our counter"), ("from", UNION)]);
    assert_eq!(
        (begun.status, begun.header("location")),
        (303, Some("/costing/offers/drafts/our-counter.toml")),
        "{}",
        begun.body
    );
    let path = "/costing/offers/drafts/our-counter.toml";
    let file = folder.join("drafts/our-counter.toml");
    let first = std::fs::read_to_string(&file).unwrap();
    assert!(first.contains("title = \"Our counter\"") && first.contains("# SYNTHETIC"), "{first}");
    let page = served.ask("GET", path, &[("Cookie", &cookie)], "").body;
    let stamp =
        page.split("name=\"stamp\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();

    // As somebody types: the first raise is 6 instead of 7, nothing is written.
    let fields = [
        ("stamp", stamp.as_str()),
        ("title", "Our counter"),
        ("party", "union"),
        ("dated", "2022-07-12"),
        ("terms", "2"),
        ("0.kind", "general-increase"),
        ("0.was", "0"),
        ("0.effective", "2022-07-01"),
        ("0.percent", "6"),
        ("1.kind", "lump-sum"),
        ("1.effective", "2022-07-01"),
        ("1.amount", "1500.00"),
        ("1.classes", "Attorney"),
    ];
    let live = served.send("/costing/live/drafts/our-counter.toml", &cookie, &fields);
    assert_eq!(live.status, 200);
    assert!(live.body.contains("id=\"glance\"") && !live.body.contains("<html"), "{}", live.body);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), first);

    // What does not fit is said, and what was typed stays; nothing is written.
    let mut wrong = fields.to_vec();
    wrong[8] = ("0.percent", "six");
    let live = served.send("/costing/live/drafts/our-counter.toml", &cookie, &wrong);
    assert!(live.body.contains("role=\"alert\"") && live.body.contains("six"), "{}", live.body);

    // Saved: the file has it, readably, and the page's numbers are the JSON's.
    let mut save = fields.to_vec();
    save.push(("do", "save"));
    let saved = served.send(path, &cookie, &save);
    assert_eq!((saved.status, saved.header("location")), (303, Some(path)), "{}", saved.body);
    let second = std::fs::read_to_string(&file).unwrap();
    assert!(
        second.contains("percent   = \"6\"")
            && second.contains("kind = \"lump-sum\"")
            && second.contains("classes = [\"Attorney\"]"),
        "{second}"
    );
    let json = json_of(&folder, &["drafts/our-counter.toml"], "classification");
    let page = served.ask("GET", path, &[("Cookie", &cookie)], "").body;
    assert_eq!(row(&page, "glance", "annualised")[0], grouped(&json["offers"][0]["annualised"]));
    assert_eq!(
        row(&page, "glance", "annualised")[0],
        row(&live_after(&served, &cookie, &page, &fields), "glance", "annualised")[0]
    );

    // A page that was loaded before does not write over it, and keeps what was typed.
    let mut old = save.clone();
    old[1] = ("title", "Typed on an old page");
    let clash = served.send(path, &cookie, &old);
    assert_eq!(clash.status, 422);
    assert!(
        clash.body.contains("changed by somebody else")
            && clash.body.contains("Typed on an old page"),
        "{}",
        clash.body
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), second);

    // The regression guard says when a line rose over our last offer.
    let stamp =
        page.split("name=\"stamp\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut more = fields.to_vec();
    (more[0], more[8]) = (("stamp", stamp.as_str()), ("0.percent", "16"));
    let live = served.send("/costing/live/drafts/our-counter.toml", &cookie, &more);
    assert!(live.body.contains("Some lines cost more than in that offer."), "{}", live.body);
    // Of an employer it is the other way about: to offer less than before.
    let mut less = more.clone();
    (less[2], less[8]) = (("party", "employer"), ("0.percent", "0.5"));
    let live = served.send("/costing/live/drafts/our-counter.toml", &cookie, &less);
    assert!(live.body.contains("Some lines cost less than in that offer."), "{}", live.body);
    assert!(!live.body.contains("Some lines cost more than in that offer."));
    served.close(&cookie);
}

/// What the fields come to on the page as it is now.
fn live_after(served: &Served, cookie: &str, page: &str, fields: &[(&str, &str)]) -> String {
    let stamp =
        page.split("name=\"stamp\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut fields = fields.to_vec();
    fields[0] = ("stamp", &stamp);
    served.send("/costing/live/drafts/our-counter.toml", cookie, &fields).body
}

#[test]
fn what_crossed_the_table_is_not_changed_and_broken_files_are_mended_as_text() {
    let folder = copied("case-2022", "costing-broken");
    let served = Served::of(&folder, "2022-07-12");
    let cookie = served.cookie();
    let before = std::fs::read(folder.join(STATE)).unwrap();
    let refused = served.send(
        "/costing/offers/offers/state-2022-06-11.toml",
        &cookie,
        &[("do", "save"), ("title", "x")],
    );
    assert_eq!(refused.status, 422);
    assert_eq!(std::fs::read(folder.join(STATE)).unwrap(), before);
    std::fs::create_dir_all(folder.join("drafts")).unwrap();
    let file = folder.join("drafts/broken.toml");
    std::fs::write(&file, "title = \"Broken\nparty = 3").unwrap();
    let path = "/costing/offers/drafts/broken.toml";
    let page = served.ask("GET", path, &[("Cookie", &cookie)], "");
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("is not TOML") && page.body.contains("title = &quot;Broken"),
        "{}",
        page.body
    );
    let stamp = page
        .body
        .split("name=\"stamp\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let again =
        served.send(path, &cookie, &[("stamp", &stamp), ("do", "text"), ("text", "title = ")]);
    assert_eq!(again.status, 422);
    assert!(again.body.contains("title =\n</textarea>"), "{}", again.body);
    let mended = served.send(
        path,
        &cookie,
        &[("stamp", &stamp), ("do", "text"), ("text", "title = \"Mended\"\r\nparty = \"union\"")],
    );
    assert_eq!(mended.status, 303);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "title = \"Mended\"\nparty = \"union\"\n");
    // A form that is not ours writes nothing, nor does one with names that lead elsewhere.
    for (path, fields) in [
        ("/costing/new", vec![("title", "../../x"), ("from", "")]),
        ("/costing/new", vec![("title", "y"), ("from", "../case.toml")]),
        ("/costing/new", vec![("title", ""), ("from", "")]),
    ] {
        let came = served.send(path, &cookie, &fields);
        assert!(came.status < 500, "{}", came.body);
    }
    let drafts: Vec<String> = std::fs::read_dir(folder.join("drafts"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(drafts.len(), 2, "{drafts:?}");
    assert!(drafts.iter().all(|name| !name.contains("..")), "{drafts:?}");
    served.close(&cookie);
}
