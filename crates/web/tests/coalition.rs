//! Coalition and after over a real connection: what is read is what the command prints, what is written is an entry or nothing.

use std::path::Path;

use money::date_from_iso;
use press::Seen;
use record::audience::Audience;
use record::{Entry, Slug, fold};
use serde_json::Value;
use store::Campaign;

mod support;

use support::{Came, Served, copied, shipped};

const DAY: &str = "2017-04-18";

/// The entries of a campaign's folder.
fn entries(folder: &Path) -> Vec<Entry> {
    Campaign::open_read_only(folder).unwrap().entries().to_vec()
}

/// What somebody sees, in one of the command's own forms.
fn of_the_command(
    folder: &Path,
    day: &str,
    who: &Audience,
    json: impl Fn(&Seen<'_>) -> String,
) -> Value {
    let entries = entries(folder);
    let state = fold(&entries, date_from_iso(day).unwrap(), &intake::law().procedures);
    serde_json::from_str(&json(&Seen::by(&state, &entries, who))).unwrap()
}

fn get(served: &Served, cookie: &str, path: &str) -> Came {
    served.ask("GET", path, &[("Cookie", cookie)], "")
}

/// What a page says: without its marks, in one line.
fn said(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or(page);
    let mut text = String::new();
    let mut within = false;
    for letter in main.chars() {
        match letter {
            '<' => within = true,
            '>' => {
                within = false;
                text.push(' ');
            }
            letter if !within => text.push(letter),
            _ => {}
        }
    }
    let text = text
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",").replace(" :", ":")
}

/// A form that is let in leads to a page that says so.
fn taken(served: &Served, cookie: &str, path: &str, fields: &[(&str, &str)]) -> String {
    let came = served.send(path, cookie, fields);
    assert_eq!(came.status, 303, "{path} {fields:?}: {}", said(&came.body));
    let to = came.header("location").unwrap().to_owned();
    let page = get(served, cookie, &to);
    assert_eq!(page.status, 200, "{to}");
    assert!(page.body.contains("role=\"status\""), "{to}: {}", said(&page.body));
    said(&page.body)
}

/// A form that is not let in comes again, and the record stays as it was.
fn stopped(
    served: &Served,
    cookie: &str,
    folder: &Path,
    path: &str,
    fields: &[(&str, &str)],
) -> String {
    let before = std::fs::read(folder.join("record.sqlite")).unwrap();
    let came = served.send(path, cookie, fields);
    assert!((400..500).contains(&came.status), "{path} {fields:?}: {}", came.status);
    assert_eq!(std::fs::read(folder.join("record.sqlite")).unwrap(), before, "{path} {fields:?}");
    came.body
}

#[test]
fn every_page_of_both_examples_comes_in_both_languages() {
    let pages = [
        "",
        "/partners",
        "/demands",
        "/concessions",
        "/rebuttal",
        "/claims",
        "/requests",
        "/actions",
        "/revenue",
        "/commitments",
        "/chronicle",
        "/chronicle?for=public",
        "/chronicle?for=partner:saje",
    ];
    let own = [
        "/partners/saje",
        "/partners/fix-la",
        "/demands/bank-fees",
        "/claims/streets",
        "/commitments/c1",
        "/actions/no-small-fees",
    ];
    for (campaign, day, more) in [("fix-la-2014", DAY, &own[..]), ("case-2022", "2022-07-12", &[])]
    {
        let served = Served::of(&shipped(campaign), day);
        let cookie = served.cookie();
        for page in pages.iter().chain(more.iter()) {
            if campaign == "case-2022" && page.contains("saje") {
                continue;
            }
            for language in ["en", "es"] {
                let spoken = format!(
                    "{cookie}; goodfaith-language-{}={language}",
                    served.host.rsplit(':').next().unwrap()
                );
                let came = get(&served, &spoken, &format!("/coalition{page}"));
                assert_eq!(came.status, 200, "{campaign} {page}: {}", said(&came.body));
                assert!(came.body.contains(&format!("<html lang=\"{language}\">")), "{page}");
                for part in ["<script>", "<style", " style=\"", "javascript:", " onclick="] {
                    assert!(!came.body.contains(part), "{page} has {part}");
                }
            }
        }
        served.close(&cookie);
    }
}

#[test]
fn the_numbers_on_the_pages_are_the_commands_own() {
    let folder = shipped("fix-la-2014");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let by = record::ForecastBy { last_months: 3, time_to_hire_months: money::Fraction::ZERO };
    let json =
        of_the_command(&folder, DAY, &Audience::Team, |seen| press::commitments_json(seen, &by));
    for one in json["commitments"].as_array().unwrap() {
        let page = said(
            &get(
                &served,
                &cookie,
                &format!("/coalition/commitments/{}", one["id"].as_str().unwrap()),
            )
            .body,
        );
        let status = one["status"].as_str().unwrap();
        assert!(page.contains(status), "{status}: {page}");
        for count in one["counts"].as_array().unwrap() {
            assert!(page.contains(count["by"].as_str().unwrap()), "{count}");
            for reading in count["readings"].as_array().unwrap() {
                let shown = match (reading["value"].as_str(), reading["share_percent"].as_str()) {
                    (Some(value), Some(share)) => {
                        format!("{}, {share} percent", value.trim_end_matches(".0"))
                    }
                    _ => reading["why_not"].as_str().unwrap().to_owned(),
                };
                assert!(page.contains(&shown), "{shown}: {page}");
            }
        }
        if let Some(range) = one["range_percent"].as_object() {
            let shown = format!(
                "{} to {} percent",
                range["low"].as_str().unwrap(),
                range["high"].as_str().unwrap()
            );
            assert!(page.contains(&shown), "{shown}: {page}");
        }
    }
    let demands = of_the_command(&folder, DAY, &Audience::Team, press::demands_json);
    let page = said(&get(&served, &cookie, "/coalition/demands").body);
    assert!(page.contains(demands["summary"].as_str().unwrap()), "{page}");
    for one in demands["demands"].as_array().unwrap() {
        assert!(page.contains(one["title"].as_str().unwrap()), "{one}");
    }
    let revenue = of_the_command(&folder, DAY, &Audience::Team, press::revenue_json);
    let page = said(&get(&served, &cookie, "/coalition/revenue").body);
    let whole = |cents: &Value| {
        let dollars = (cents.as_i64().unwrap() / 100).to_string();
        let parts: Vec<&str> = dollars
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|part| std::str::from_utf8(part).unwrap())
            .collect();
        format!("${}", parts.join(","))
    };
    for sum in revenue["sums"].as_array().unwrap() {
        for amount in [&sum["low_cents"], &sum["high_cents"]] {
            assert!(page.contains(&whole(amount)), "{sum}: {page}");
        }
    }
    assert_eq!(whole(&serde_json::json!(6_500_000_000_i64)), "$65,000,000");
    let partners = of_the_command(&folder, DAY, &Audience::Team, press::partners_json);
    let page = said(&get(&served, &cookie, "/coalition/partners").body);
    let named = partners["partners"].as_array().unwrap();
    assert!(page.contains(&format!("{} partners are named", named.len())), "{page}");
    served.close(&cookie);
}

#[test]
fn a_partner_sees_what_its_view_has_and_nothing_of_the_teams() {
    let folder = copied("fix-la-2014", "partner-view");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    // Something of the team's own in every kind that a partner's page could show.
    taken(
        &served,
        &cookie,
        "/coalition/concessions",
        &[("sheet", "ask"), ("title", "canary concession"), ("sort", "furlough")],
    );
    taken(
        &served,
        &cookie,
        "/coalition/claims",
        &[("sheet", "said"), ("speaker", "canary speaker"), ("words", "canary words")],
    );
    taken(
        &served,
        &cookie,
        "/coalition/actions",
        &[
            ("sheet", "plan"),
            ("title", "canary action"),
            ("kind", "rally"),
            ("planned_for", "2017-05-01"),
        ],
    );
    taken(
        &served,
        &cookie,
        "/coalition/actions",
        &[("sheet", "date"), ("title", "canary date"), ("kind", "budget"), ("on", "2017-05-02")],
    );
    taken(
        &served,
        &cookie,
        "/coalition/revenue",
        &[
            ("sheet", "idea"),
            ("title", "canary idea"),
            ("estimate.by", "canary"),
            ("estimate.low", "5"),
            ("estimate.comes", "once"),
        ],
    );
    taken(
        &served,
        &cookie,
        "/coalition/commitments",
        &[
            ("sheet", "promise"),
            ("title", "canary promise"),
            ("words", "w"),
            ("promised_by", "canary"),
            ("strength", "shall"),
        ],
    );
    taken(
        &served,
        &cookie,
        "/coalition/partners",
        &[("sheet", "dissent"), ("partner", "seiu"), ("words", "canary dissent")],
    );
    taken(
        &served,
        &cookie,
        "/coalition/demands",
        &[("sheet", "raise"), ("title", "canary demand"), ("owners", "seiu"), ("origin", "union")],
    );
    for page in ["concessions", "claims", "actions", "revenue", "commitments", "demands"] {
        assert!(
            said(&get(&served, &cookie, &format!("/coalition/{page}")).body).contains("canary"),
            "{page}"
        );
    }
    let json = of_the_command(&folder, DAY, &Audience::parse("partner:saje").unwrap(), |seen| {
        press::partner_json(seen, &Slug::parse("saje").unwrap())
    });
    let page = get(&served, &cookie, "/coalition/partners/saje").body;
    let text = said(&page);
    assert!(
        text.starts_with(
            "id=\"main\" What Strategic Actions for a Just Economy (SAJE) sees, and nothing else"
        ) || text
            .contains("What Strategic Actions for a Just Economy (SAJE) sees, and nothing else"),
        "{text}"
    );
    assert!(!page.contains("canary"), "{page}");
    assert_eq!(json["demands"].as_array().unwrap().len(), 6);
    for demand in json["demands"].as_array().unwrap() {
        assert!(text.contains(demand["title"].as_str().unwrap()), "{demand}");
    }
    // Its own words are on its own page and not on another's.
    assert!(get(&served, &cookie, "/coalition/partners/seiu").body.contains("canary dissent"));
    assert!(!get(&served, &cookie, "/coalition/chronicle?for=public").body.contains("canary"));
    // Nothing of the team's is led to from it, but for the way back and the head of every page.
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    assert!(!main.contains("href=\"/record/") && !main.contains("<form"), "{main}");
    served.close(&cookie);
}

#[test]
fn a_demand_is_not_converted_over_its_owners_head() {
    let folder = copied("fix-la-2014", "demand");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let raised = taken(
        &served,
        &cookie,
        "/coalition/demands",
        &[
            ("sheet", "raise"),
            ("title", "Homes near work"),
            ("owners", "saje"),
            ("category", "housing"),
            ("places", "citywide\r\nPico-Union"),
            ("when", "2017-04-10"),
        ],
    );
    assert!(
        raised.contains("Homes near work")
            && raised.contains("SAJE")
            && raised.contains("citywide, Pico-Union"),
        "{raised}"
    );
    assert!(raised.contains("missing: its yes"), "{raised}");
    let path = "/coalition/demands/homes-near-work";
    let convert = [
        ("sheet", "step"),
        ("step", "converted"),
        ("into", "a task force, as they say"),
        ("when", "2017-04-12"),
    ];
    let again = stopped(&served, &cookie, &folder, path, &convert);
    let says = said(&again);
    assert!(
        says.contains("no entry has saje's answer")
            && says.contains("the rule: a partner's demand is not given up"),
        "{says}"
    );
    // What was typed stays.
    assert!(
        again.contains("value=\"a task force, as they say\"")
            && again.contains("value=\"2017-04-12\"")
            && again.contains("role=\"alert\"")
    );
    let answered = taken(
        &served,
        &cookie,
        path,
        &[
            ("sheet", "answer"),
            ("partner", "saje"),
            ("to", "converted"),
            ("answer", "yes"),
            ("words", "If it meets in public"),
            ("when", "2017-04-11"),
        ],
    );
    assert!(
        answered.contains("If it meets in public") && answered.contains("enough"),
        "{answered}"
    );
    let converted = taken(&served, &cookie, path, &convert);
    assert!(converted.contains("became a task force, as they say"), "{converted}");
    // The owner sees it on its own page, and the entries are what the command would have written.
    assert!(
        said(&get(&served, &cookie, "/coalition/partners/saje").body).contains("Homes near work")
    );
    let all = entries(&folder);
    let kinds: Vec<&str> =
        all[all.len() - 4..].iter().map(|entry| entry.draft.body.kind()).collect();
    assert_eq!(kinds, ["item", "demand", "partner-answer", "demand"]);
    assert!(all[all.len() - 3].draft.audience.contains(&Audience::parse("partner:saje").unwrap()));
    assert_eq!(all[all.len() - 1].draft.about.unwrap().day, date_from_iso("2017-04-12").unwrap());
    served.close(&cookie);
}

#[test]
fn a_concession_is_asked_rebutted_and_withdrawn_and_the_scoreboard_follows() {
    let folder = copied("fix-la-2014", "concession");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let claimed = taken(
        &served,
        &cookie,
        "/coalition/claims",
        &[
            ("sheet", "said"),
            ("speaker", "City negotiator"),
            ("words", "We cannot afford to keep the parks open."),
            ("verbatim", "true"),
            ("about", "inability-to-pay"),
            ("id", "no-money"),
            ("when", "2017-04-03"),
        ],
    );
    assert!(
        claimed.contains("not asked for yet")
            && claimed.contains("Request for information books-no-money"),
        "{claimed}"
    );
    taken(
        &served,
        &cookie,
        "/coalition/concessions",
        &[
            ("sheet", "ask"),
            ("title", "Ten furlough days"),
            ("sort", "furlough"),
            ("claims", "no-money"),
            ("from", "every unit"),
            ("when", "2017-04-03"),
        ],
    );
    let path = "/coalition/concessions/ten-furlough-days";
    let half = stopped(
        &served,
        &cookie,
        &folder,
        path,
        &[
            ("sheet", "step"),
            ("step", "rebutted"),
            ("evidence_against.0.employers_own", "true"),
            ("evidence_against.0.page", "note 4"),
        ],
    );
    assert!(
        said(&half).contains("missing field `shows`") && half.contains("value=\"note 4\""),
        "{half}"
    );
    let rebutted = taken(
        &served,
        &cookie,
        path,
        &[
            ("sheet", "step"),
            ("step", "rebutted"),
            ("rebuttal", "There is a reserve."),
            ("evidence_against.0.shows", "a reserve of 5 percent"),
            ("evidence_against.0.title", "Financial report"),
            ("evidence_against.0.page", "note 4"),
            ("evidence_against.0.employers_own", "true"),
            ("when", "2017-04-05"),
        ],
    );
    assert!(
        rebutted.contains("rebutted")
            && rebutted
                .contains("a reserve of 5 percent (Financial report, note 4; the employer's own)"),
        "{rebutted}"
    );
    assert!(
        said(&get(&served, &cookie, "/coalition/rebuttal").body)
            .contains("Financial report, note 4")
    );
    taken(
        &served,
        &cookie,
        path,
        &[("sheet", "step"), ("step", "withdrawn"), ("when", "2017-04-10")],
    );
    let json = of_the_command(&folder, DAY, &Audience::Team, press::concessions_json);
    assert_eq!((&json["proposed"], &json["open"]), (&serde_json::json!(1), &serde_json::json!(0)));
    let board = said(&get(&served, &cookie, "/coalition/concessions").body);
    assert!(
        board.contains("1 proposed: 1 withdrawn, 0 open") && board.contains("nearly forty"),
        "{board}"
    );
    // The books that the claim opens, and what becomes of the request.
    let asked = taken(
        &served,
        &cookie,
        "/coalition/claims/no-money",
        &[("sheet", "books"), ("asked_by", "2017-04-14"), ("when", "2017-04-04")],
    );
    assert!(
        asked.contains("8 of 8 lines are owed")
            && asked.contains("4 days past the day that was named"),
        "{asked}"
    );
    assert!(asked.contains("reply to request books-no-money, employer: "), "{asked}");
    assert!(asked.contains("the day that the request names; no law makes it one"), "{asked}");
    let told = taken(
        &served,
        &cookie,
        "/coalition/requests/books-no-money",
        &[
            ("sheet", "reply"),
            ("status", "provided"),
            ("lines", "2"),
            ("lines", "3"),
            ("when", "2017-04-06"),
        ],
    );
    assert!(told.contains("6 of 8 lines are owed"), "{told}");
    let across = entries(&folder)
        .into_iter()
        .find(|entry| entry.draft.body.kind() == "information-request")
        .unwrap();
    assert!(across.draft.audience.contains(&Audience::OtherSide));
    served.close(&cookie);
}

#[test]
fn a_count_and_its_rival_stand_side_by_side_and_the_pace_moves() {
    let folder = copied("fix-la-2014", "tally");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let path = "/coalition/commitments/c1";
    assert!(said(&get(&served, &cookie, path).body).contains("There is no pace"));
    let bad = stopped(
        &served,
        &cookie,
        &folder,
        path,
        &[("sheet", "card"), ("milestones", "soon | 2500"), ("pools", "x")],
    );
    assert!(said(&bad).contains("line 1, \"soon | 2500\""), "{}", said(&bad));
    let card = taken(
        &served,
        &cookie,
        path,
        &[
            ("sheet", "card"),
            ("unit", "hires"),
            ("half_time_weight", "0.5"),
            ("baseline", "0"),
            ("from", "2015-12-08"),
            ("pools", "near | Under-served neighborhoods | 30"),
            ("when", "2016-01-04"),
        ],
    );
    assert!(card.contains("where it should be"), "{card}");
    let count = [
        ("sheet", "tally"),
        ("by", "Personnel Department"),
        ("as_of", "2017-03-31"),
        ("what_was_counted", "people hired"),
        ("full_time", "900"),
        ("half_time", "300"),
        ("pools", "near | 400"),
        ("rival.by", "The stewards"),
        ("rival.what_was_counted", "hires seen at worksites"),
        ("rival.full_time", "700"),
        ("rival.half_time", "300"),
        ("when", "2017-04-10"),
    ];
    // Shown while somebody types; the record stays as it is.
    let before = entries(&folder).len();
    let shown = served.send(&format!("{path}/comes-to"), &cookie, &count);
    assert_eq!(shown.status, 200);
    assert!(
        shown.body.contains("<svg") && shown.body.contains("1050") && shown.body.contains("850"),
        "{}",
        shown.body
    );
    let half = served.send(
        &format!("{path}/comes-to"),
        &cookie,
        &[("sheet", "tally"), ("by", "P"), ("full_time", "many")],
    );
    assert!(half.status == 200 && half.body.contains("is no whole number"), "{}", half.body);
    assert_eq!(entries(&folder).len(), before);
    let after = taken(&served, &cookie, path, &count);
    let by = record::ForecastBy { last_months: 3, time_to_hire_months: money::Fraction::ZERO };
    let json =
        of_the_command(&folder, DAY, &Audience::Team, |seen| press::commitments_json(seen, &by));
    let one = json["commitments"].as_array().unwrap().iter().find(|one| one["id"] == "c1").unwrap();
    let behind: Vec<&Value> = one["against_pace"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["by_card"] == true)
        .collect();
    assert_eq!(behind.len(), 4);
    for one in behind {
        let number =
            one["difference"].as_str().unwrap().trim_start_matches('-').trim_end_matches(".0");
        assert!(after.contains(&format!("{number} behind")), "{number}: {after}");
    }
    assert!(
        after.contains("The counts differ.") && after.contains("Under-served neighborhoods"),
        "{after}"
    );
    assert!(after.contains("400, 33.3 percent of hires"), "{after}");
    // Both are there, told on one day, or neither.
    assert_eq!(entries(&folder).len(), before + 2);
    let wrong = stopped(
        &served,
        &cookie,
        &folder,
        path,
        &[
            ("sheet", "tally"),
            ("by", "P"),
            ("as_of", "2017-03-31"),
            ("what_was_counted", "w"),
            ("hires", "10"),
            ("rival.by", "Q"),
            ("rival.what_was_counted", "w"),
            ("rival.hires", "5"),
            ("rival.full_time", "9"),
        ],
    );
    assert!(said(&wrong).contains("the rule:"), "{}", said(&wrong));
    served.close(&cookie);
}

#[test]
fn an_action_is_planned_counted_and_kept_apart_from_other_counts() {
    let folder = copied("fix-la-2014", "action");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    taken(
        &served,
        &cookie,
        "/coalition/actions",
        &[
            ("sheet", "plan"),
            ("title", "Commitment cards"),
            ("kind", "commitment-card"),
            ("rung", "2"),
            ("planned_for", "2017-04-10"),
            ("threshold_percent", "65"),
            ("worksites", "North yard | 40\r\nCity Hall | 60"),
            ("partners", "saje"),
            ("when", "2017-04-01"),
        ],
    );
    let path = "/coalition/actions/commitment-cards";
    let fixed = stopped(
        &served,
        &cookie,
        &folder,
        path,
        &[("sheet", "action-step"), ("step", "counted"), ("worksites", "North yard | 35 | 31")],
    );
    assert!(
        said(&fixed).contains("the rule:") && fixed.contains("North yard | 35 | 31"),
        "{}",
        said(&fixed)
    );
    let unclear = stopped(
        &served,
        &cookie,
        &folder,
        path,
        &[
            ("sheet", "action-step"),
            ("step", "counted"),
            ("worksites", "North yard | 40 | some\r\n| 3"),
        ],
    );
    assert!(
        said(&unclear).contains("line 1") && said(&unclear).contains("line 2"),
        "{}",
        said(&unclear)
    );
    let counted = taken(
        &served,
        &cookie,
        path,
        &[
            ("sheet", "action-step"),
            ("step", "counted"),
            ("supporters", "120"),
            ("worksites", "North yard | 40 | 31\r\nCity Hall | 60 | 36"),
            ("when", "2017-04-11"),
        ],
    );
    assert!(
        counted.contains("67 of 100, 67.0 percent")
            && counted.contains("reached")
            && counted.contains("120, in no turnout"),
        "{counted}"
    );
    taken(
        &served,
        &cookie,
        "/coalition/actions",
        &[
            ("sheet", "count"),
            ("kind", "petition"),
            ("title", "Keep the parks open"),
            ("state", "counted"),
            ("took_part", "1200"),
            ("when", "2017-04-11"),
        ],
    );
    taken(
        &served,
        &cookie,
        "/coalition/actions",
        &[
            ("sheet", "count"),
            ("kind", "structure-test"),
            ("title", "Red shirts"),
            ("state", "counted"),
            ("took_part", "30"),
            ("eligible", "120"),
            ("when", "2017-04-11"),
        ],
    );
    let all = get(&served, &cookie, "/coalition/actions").body;
    let counts = entries(&folder);
    let kinds: std::collections::BTreeSet<&str> = counts
        .iter()
        .filter_map(|entry| match &entry.draft.body {
            record::Body::Count(count) => Some(count.kind.name()),
            _ => None,
        })
        .collect();
    assert!(kinds.len() >= 2);
    assert_eq!(all.matches("<caption>").count(), kinds.len(), "a table for each kind");
    assert!(
        said(&all).contains("25.0 percent") && said(&all).contains("no denominator"),
        "{}",
        said(&all)
    );
    served.close(&cookie);
}

#[test]
fn revenue_partners_and_notes_are_written_too() {
    let folder = copied("fix-la-2014", "revenue");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    taken(
        &served,
        &cookie,
        "/coalition/revenue",
        &[
            ("sheet", "idea-step"),
            ("id", "swap-1"),
            ("step", "studied"),
            ("estimate.by", "a member"),
            ("estimate.low", "1"),
            ("estimate.comes", "once"),
        ]
        .map(
            |(name, value)| if name == "id" { (name, first_idea(&folder)) } else { (name, value) },
        ),
    );
    let refused = stopped(
        &served,
        &cookie,
        &folder,
        "/coalition/revenue",
        &[
            ("sheet", "idea"),
            ("title", "A fee"),
            ("estimate.by", "us"),
            ("estimate.low", "9"),
            ("estimate.high", "5"),
            ("estimate.comes", "once"),
        ],
    );
    assert!(said(&refused).contains("the rule:"), "{}", said(&refused));
    taken(
        &served,
        &cookie,
        "/coalition/revenue",
        &[
            ("sheet", "commission"),
            ("name", "Task force on homes"),
            ("mandate", "find sites"),
            ("report_due", "2017-04-01"),
            ("when", "2016-06-10"),
        ],
    );
    let met = taken(
        &served,
        &cookie,
        "/coalition/revenue",
        &[
            ("sheet", "commission-step"),
            ("id", "task-force-on-homes"),
            ("step", "recommended"),
            ("recommendation", "r1"),
            ("words", "rebid the accounts"),
            ("when", "2016-10-01"),
        ],
    );
    assert!(met.contains("nobody has answered") && met.contains("late"), "{met}");
    let partner = taken(
        &served,
        &cookie,
        "/coalition/partners",
        &[
            ("sheet", "partner"),
            ("name", "Rooftop, renters of Example"),
            ("kind", "tenants"),
            ("decides", "board"),
        ],
    );
    assert!(partner.contains("18 partners are named"), "{partner}");
    taken(
        &served,
        &cookie,
        "/coalition/partners",
        &[
            ("sheet", "mandate"),
            ("partner", "rooftop-renters-of-example"),
            ("may", "speak"),
            ("may", "release"),
            ("before_change", "approves"),
            ("basis", "minutes"),
        ],
    );
    let noted = taken(
        &served,
        &cookie,
        "/coalition/chronicle",
        &[
            ("sheet", "note-on-it"),
            ("note", "not-agreed"),
            ("partner", "saje"),
            ("words", "We said yes, and would not again."),
        ],
    );
    assert!(noted.contains("would not again"), "{noted}");
    served.close(&cookie);
}

/// The id of the first idea for revenue of the example.
fn first_idea(folder: &Path) -> &'static str {
    let json = of_the_command(folder, DAY, &Audience::Team, press::revenue_json);
    json["ideas"][0]["id"].as_str().unwrap().to_owned().leak()
}

#[test]
fn what_is_hostile_or_broken_changes_nothing() {
    let folder = copied("fix-la-2014", "hostile");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let long = "x".repeat(100_000);
    let paths = [
        "/coalition/partners",
        "/coalition/demands",
        "/coalition/demands/bank-fees",
        "/coalition/concessions",
        "/coalition/claims",
        "/coalition/claims/streets",
        "/coalition/requests",
        "/coalition/actions",
        "/coalition/actions/no-small-fees",
        "/coalition/revenue",
        "/coalition/commitments",
        "/coalition/commitments/c1",
        "/coalition/chronicle",
        "/coalition/demands/nothing",
        "/coalition/claims/../x",
        "/coalition/commitments/%3Cscript%3E",
        "/coalition/requests/none",
    ];
    for path in paths {
        for fields in [
            vec![],
            vec![("sheet", "none")],
            vec![("sheet", "<script>alert(1)</script>")],
            vec![("sheet", "step"), ("step", "exploded")],
            vec![
                ("sheet", "tally"),
                ("by", "<b>x</b>"),
                ("as_of", "2017-02-30"),
                ("hires", "-1"),
                ("what_was_counted", long.as_str()),
            ],
            vec![
                ("sheet", "raise"),
                ("title", "<script>alert(1)</script>"),
                ("owners", "nobody-known"),
            ],
            vec![("sheet", "answer"), ("partner", "seiu"), ("to", "presented"), ("answer", "yes")],
            vec![("sheet", "plan"), ("title", "a"), ("kind", "rally"), ("seen-by", "everybody")],
            vec![("sheet", "said"), ("speaker", "a"), ("words", "b"), ("when", "0000-00-00")],
            vec![("sheet", "date"), ("title", "x"), ("kind", "budget"), ("on", "tomorrow")],
        ] {
            let body = stopped(&served, &cookie, &folder, path, &fields);
            assert!(!body.contains("<script>"), "{path} {fields:?}");
        }
    }
    // A form without our word, or from elsewhere, is not looked at.
    let origin = format!("http://{}", served.host);
    let form = [
        ("Cookie", cookie.as_str()),
        ("Origin", origin.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    assert_eq!(
        served.ask("POST", "/coalition/demands", &form, "sheet=raise&title=x&owners=saje").status,
        403
    );
    for path in [
        "/coalition/commitments/c1?months=0",
        "/coalition/commitments/c1?months=x",
        "/coalition/commitments/c1?to-hire=-2",
        "/coalition/chronicle?for=everybody",
    ] {
        assert_eq!(get(&served, &cookie, path).status, 400, "{path}");
    }
    served.close(&cookie);
}

#[test]
fn small_numbers_are_the_teams_alone() {
    let folder = copied("fix-la-2014", "small-numbers");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let path = "/coalition/commitments/c1";
    taken(
        &served,
        &cookie,
        path,
        &[
            ("sheet", "card"),
            ("unit", "hires"),
            ("half_time_weight", "0.5"),
            ("baseline", "0"),
            ("from", "2015-12-08"),
            ("pools", "near | Under-served neighborhoods | 30"),
            ("seen-by", "public"),
            ("when", "2016-01-04"),
        ],
    );
    let counts = [
        ("Counter of nearly nobody", "6", "5", "5, 83.3 percent of hires"),
        ("Counter of few", "100", "4", "4, 4.0 percent of hires"),
        ("Counter of many", "100", "45", "45, 45.0 percent of hires"),
    ];
    for (by, hires, near, shown) in counts {
        let pools = format!("near | {near}");
        let team = taken(
            &served,
            &cookie,
            path,
            &[
                ("sheet", "tally"),
                ("by", by),
                ("as_of", "2017-03-31"),
                ("what_was_counted", "hires"),
                ("hires", hires),
                ("pools", &pools),
                ("seen-by", "public"),
                ("when", "2017-04-10"),
            ],
        );
        assert!(team.contains(by) && team.contains(shown), "{team}");
    }
    // Somebody else is shown what the command shows them.
    let who = Audience::parse("partner:saje").unwrap();
    let by = record::ForecastBy { last_months: 3, time_to_hire_months: money::Fraction::ZERO };
    let json =
        of_the_command(&folder, DAY, &who, |seen| press::commitments_json(seen, &by)).to_string();
    let partner = said(&get(&served, &cookie, "/coalition/partners/saje").body);
    let public = said(&get(&served, &cookie, "/coalition/chronicle?for=public").body);
    for text in [&json, &partner, &public] {
        assert!(
            text.contains("Counter of many") && !text.contains("Counter of nearly nobody"),
            "{text}"
        );
    }
    assert!(json.contains("fewer than 10") && partner.contains("fewer than 10"), "{partner}");
    assert!(partner.contains(counts[2].3) && !partner.contains(counts[1].3), "{partner}");
    served.close(&cookie);
}
