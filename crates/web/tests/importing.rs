//! A newcomer's files over a real connection: looked at, taken in, costed; and files that are broken in every way of the gallery change nothing.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use record::{Body, Draft};
use serde_json::json;
use store::Campaign;
use support::{Served, scratch, shipped};

/// A campaign with nothing but the beginning of a record.
fn begun(test: &str) -> PathBuf {
    let folder = scratch(test);
    let mut campaign = Campaign::begin(&folder).unwrap();
    let written = "2026-11-28T12:00:00Z".parse().unwrap();
    let body = Body::of("record", json!({"campaign": "Local 12"})).unwrap();
    let sealed = campaign.seal(vec![Draft::new("test", written, None, body)]).unwrap();
    campaign.append(sealed).unwrap();
    folder
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => drop(all.insert(path.clone(), std::fs::read(&path).unwrap())),
            }
        }
    }
    all
}

#[test]
fn a_roster_and_a_schedule_are_looked_at_taken_in_and_costed() {
    let folder = begun("import-newcomer");
    let served = Served::of(&folder, "2022-07-12");
    let cookie = served.cookie();
    let own = [("Cookie", cookie.as_str())];
    let nothing = served.ask("GET", "/costing", &own, "");
    assert!(nothing.body.contains("Nothing can be costed yet"), "{}", nothing.body);

    // The headers are the employer's own.
    let roster = std::fs::read_to_string(shipped("case-2022").join("rosters/unit-2.csv")).unwrap();
    let lines: Vec<&str> = roster.lines().filter(|line| !line.starts_with('#')).collect();
    let (headers, rows) = (lines[0], lines[1..].join("\n"));
    let payroll = format!(
        "{}\n{rows}",
        headers.replace("classification", "Job Title").replace("department", "Agency")
    );
    let before = files(&folder);
    let look = served.send_file(
        "/costing/import",
        &cookie,
        &[("kind", "roster"), ("do", "look")],
        ("payroll.csv", payroll.as_bytes()),
    );
    assert_eq!(look.status, 200, "{}", look.body);
    assert!(
        look.body.contains("Job Title")
            && look.body.contains("Control totals")
            && look.body.contains("Take it in"),
        "{}",
        look.body
    );
    assert_eq!(files(&folder), before, "looking writes nothing");
    let upload =
        look.body.split("name=\"upload\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let take = served.send(
        "/costing/import",
        &cookie,
        &[("kind", "roster"), ("upload", upload), ("name", "payroll"), ("do", "take")],
    );
    assert_eq!(
        (take.status, take.header("location")),
        (303, Some("/costing/setup?roster=payroll.csv")),
        "{}",
        take.body
    );
    assert!(
        folder.join("rosters/payroll.csv").exists()
            && folder.join("rosters/payroll.import.json").exists()
            && folder.join("mappings/payroll-roster.toml").exists()
    );

    // The same again differs nowhere, and is taken; another under its name is not, and what is there stays.
    let kept = std::fs::read(folder.join("rosters/payroll.csv")).unwrap();
    let other = payroll.lines().take(40).collect::<Vec<_>>().join("\n");
    let clash = served.send_file(
        "/costing/import",
        &cookie,
        &[("kind", "roster"), ("do", "take"), ("name", "payroll")],
        ("payroll.csv", other.as_bytes()),
    );
    assert_eq!(clash.status, 422);
    assert!(clash.body.contains("is there already, and differs"), "{}", clash.body);
    assert_eq!(std::fs::read(folder.join("rosters/payroll.csv")).unwrap(), kept);

    let schedule =
        std::fs::read(shipped("case-2022").join("schedules/unit-2-2021-22.csv")).unwrap();
    let take = served.send_file(
        "/costing/import",
        &cookie,
        &[("kind", "schedule"), ("do", "take"), ("name", "salaries")],
        ("s.csv", &schedule),
    );
    assert_eq!(
        (take.status, take.header("location")),
        (303, Some("/costing/setup?schedule=salaries.csv")),
        "{}",
        take.body
    );

    // Assumptions that cannot be costed are said, what was typed stays, and nothing is written.
    let setup = served.ask("GET", "/costing/setup", &own, "").body;
    assert!(setup.contains("value=\"rosters/payroll.csv\" selected"), "{setup}");
    let fields = [
        ("roster", "rosters/payroll.csv"),
        ("schedule", "schedules/salaries.csv"),
        ("assumptions", ""),
        ("from", "2022-07-01"),
        ("to", "2025-06-30"),
        ("roster_as_of", "2022-06-30"),
        ("pay_calendar", "monthly"),
        ("movement", "anniversary"),
        ("0.name", "Pension"),
        ("0.rate", "32.00"),
        ("0.applies_to", "base"),
        ("0.source", "SYNTHETIC"),
    ];
    let mut wrong = fields;
    wrong[4] = ("to", "2025-06-29");
    let before = files(&folder);
    let refused = served.send("/costing/setup", &cookie, &wrong);
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(
        refused.body.contains("value=\"2025-06-29\"") && refused.body.contains("role=\"alert\""),
        "{}",
        refused.body
    );
    assert_eq!(files(&folder), before);
    let set = served.send("/costing/setup", &cookie, &fields);
    assert_eq!(set.status, 200, "{}", set.body);
    let case = std::fs::read_to_string(folder.join("case.toml")).unwrap();
    assert!(
        case.contains("roster = \"rosters/payroll.csv\"") && case.contains("assumptions/base.toml"),
        "{case}"
    );

    // An offer, and what it costs.
    let begun = served.send("/costing/new", &cookie, &[("title", "Ours"), ("from", "")]);
    assert_eq!(begun.status, 303, "{}", begun.body);
    let page = served.ask("GET", "/costing/offers/drafts/ours.toml", &own, "").body;
    let stamp = page.split("name=\"stamp\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let saved = served.send(
        "/costing/offers/drafts/ours.toml",
        &cookie,
        &[
            ("stamp", stamp),
            ("title", "Ours"),
            ("party", "union"),
            ("dated", "2022-07-12"),
            ("terms", "1"),
            ("0.kind", "general-increase"),
            ("0.effective", "2022-07-01"),
            ("0.percent", "5"),
            ("do", "save"),
        ],
    );
    assert_eq!(saved.status, 303, "{}", saved.body);
    let compared = served.ask("GET", "/costing", &own, "").body;
    assert!(compared.contains("Ours") && compared.contains("id=\"glance\""), "{compared}");
    served.close(&cookie);
}

#[test]
fn every_broken_file_of_the_gallery_shows_what_is_wrong_and_changes_nothing() {
    let folder = begun("import-gallery");
    let served = Served::of(&folder, "2026-07-01");
    let cookie = served.cookie();
    let before = files(&folder);
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../goodfaith/tests/errors");
    let all: Vec<(PathBuf, Vec<u8>)> =
        files(&gallery).into_iter().filter(|(_, bytes)| bytes.len() < 2_000_000).collect();
    assert!(all.len() > 50, "{}", all.len());
    for (path, bytes) in &all {
        for kind in ["roster", "schedule"] {
            let name = path.file_name().unwrap().to_str().unwrap();
            let came = served.send_file(
                "/costing/import",
                &cookie,
                &[("kind", kind), ("do", "look")],
                (name, bytes),
            );
            assert!(came.status < 500, "{} {kind}: {}", path.display(), came.body);
            if came.status == 422 {
                assert!(
                    came.body.contains("role=\"alert\""),
                    "{} {kind}: {}",
                    path.display(),
                    came.body
                );
                // Nor is it taken in by somebody who insists.
                let taken = served.send_file(
                    "/costing/import",
                    &cookie,
                    &[("kind", kind), ("do", "take"), ("replace", "yes")],
                    (name, bytes),
                );
                assert_eq!(taken.status, 422, "{} {kind}", path.display());
            }
        }
    }
    assert_eq!(files(&folder), before);
    // What is no form at all, is too long for its boundary, or names a file elsewhere.
    let origin = format!("http://{}", served.host);
    for (kind, body) in [
        ("multipart/form-data", "x"),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../up.csv\"\r\n\r\na,b",
        ),
        ("text/plain", "word=0"),
        ("application/x-www-form-urlencoded", "%zz&&=&upload=0"),
    ] {
        let came = served.ask(
            "POST",
            "/costing/import",
            &[("Cookie", &cookie), ("Origin", &origin), ("Content-Type", kind)],
            body,
        );
        assert!((400..500).contains(&came.status), "{kind}: {}", came.status);
    }
    assert_eq!(files(&folder), before);
    served.close(&cookie);
}
