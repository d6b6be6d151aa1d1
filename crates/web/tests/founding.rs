//! A team that has nothing yet: a folder without a campaign, a campaign without a vault; an item parked, a condition met.

mod support;

use std::path::Path;

use serde_json::json;
use store::{Campaign, Passphrase, Vault};
use support::browser::in_browser;
use support::{Served, copied, scratch};

const FIELDS: [(&str, &str); 8] = [
    ("name", "City of Elm, 2026"),
    ("union-name", "Local 12"),
    ("union-id", ""),
    ("employer-name", "City of Elm"),
    ("employer-id", "city"),
    ("unit", "Unit 2"),
    ("day", "2026-07-01"),
    ("by", "Rosa"),
];

fn names(folder: &Path) -> Vec<String> {
    let all = std::fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> =
        all.map(|one| one.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_campaign_begins_in_an_empty_folder_and_the_workspace_follows() {
    let folder = scratch("founding");
    std::fs::write(folder.join("notes.txt"), "ours").unwrap();
    let served = Served::of(&folder, "2026-07-01");
    let cookie = served.cookie();
    let own = [("Cookie", cookie.as_str())];
    for path in ["/", "/costing", "/table/salary"] {
        let page = served.ask("GET", path, &own, "");
        assert_eq!(page.status, 200, "{path}");
        for says in ["Begin a campaign here", "notes.txt", "For the team alone", "record init"] {
            assert!(page.body.contains(says), "{path}: {says}: {}", page.body);
        }
    }
    // What is missing is said, what was typed stays, and nothing is written.
    for (missing, wrong) in
        [("name", ""), ("union-name", ""), ("by", ""), ("day", "soon"), ("employer-id", "local-12")]
    {
        let fields =
            FIELDS.map(|(name, value)| (name, if name == missing { wrong } else { value }));
        let came = served.send("/begin", &cookie, &fields);
        assert_eq!(came.status, 422, "{missing}");
        assert!(came.body.contains("role=\"alert\"") && came.body.contains("value=\"Unit 2\""));
        assert_eq!(names(&folder), ["notes.txt"], "{missing}");
    }
    let came = served.send("/begin", &cookie, &FIELDS);
    assert_eq!((came.status, came.header("location")), (303, Some("/")), "{}", came.body);
    let page = served.ask("GET", "/", &own, "").body;
    assert!(page.contains("City of Elm, 2026") && !page.contains("Begin a campaign here"));
    let toml = std::fs::read_to_string(folder.join("campaign.toml")).unwrap();
    assert!(toml.contains("id = \"local-12\"") && toml.contains("side = \"employer\""), "{toml}");
    assert_eq!(std::fs::read_to_string(folder.join("notes.txt")).unwrap(), "ours");
    // The record is the one that the command begins from that file: the record, two parties, a unit.
    let campaign = Campaign::open_read_only(&folder).unwrap();
    let kinds: Vec<&str> = campaign.entries().iter().map(|entry| entry.draft.body.kind()).collect();
    assert_eq!(kinds, ["record", "party", "party", "unit"]);
    assert!(campaign.entries().iter().all(|entry| entry.draft.author == "Rosa"));
    // There is one now: another is not begun.
    drop(campaign);
    let again = served.send("/begin", &cookie, &FIELDS);
    assert_eq!((again.status, again.header("location")), (303, Some("/")));
    assert_eq!(Campaign::open_read_only(&folder).unwrap().entries().len(), 4);
    served.close(&cookie);
}

#[test]
fn what_a_campaign_toml_says_is_taken_from_it_and_it_is_not_written_over() {
    let folder = scratch("founding-toml");
    let text = "# Ours.\nname = \"Elm\"\n[[parties]]\nid = \"u\"\nside = \"union\"\nname = \"U\"\n[[parties]]\nid = \"e\"\nside = \"employer\"\nname = \"E\"\n";
    std::fs::write(folder.join("campaign.toml"), text).unwrap();
    let served = Served::of(&folder, "2026-07-01");
    let cookie = served.cookie();
    let page = served.ask("GET", "/", &[("Cookie", cookie.as_str())], "").body;
    assert!(page.contains("It has a campaign.toml") && !page.contains("union-name"), "{page}");
    let came = served.send("/begin", &cookie, &[("by", "Rosa"), ("regime", "mmba")]);
    assert_eq!(came.status, 303, "{}", came.body);
    assert_eq!(std::fs::read_to_string(folder.join("campaign.toml")).unwrap(), text);
    let campaign = Campaign::open_read_only(&folder).unwrap();
    let last = campaign.entries().last().unwrap().draft.body.kind();
    assert_eq!((campaign.entries().len(), last), (4, "round"));
    served.close(&cookie);
}

#[test]
fn a_vault_is_made_with_a_passphrase_typed_twice() {
    let folder = copied("case-2022", "founding-vault");
    let _ = std::fs::remove_dir_all(folder.join("vault"));
    let served = Served::of(&folder, "2022-07-12");
    let cookie = served.cookie();
    let own = [("Cookie", cookie.as_str())];
    let page = served.ask("GET", "/table/notes", &own, "").body;
    assert!(page.contains("Make the vault") && page.contains("cannot be got back"), "{page}");
    let typed = |member: &str, one: &str, two: &str| {
        let fields = [("member", member), ("passphrase", one), ("again", two)];
        served.send("/table/notes/vault", &cookie, &fields)
    };
    for (member, one, two) in [
        ("rosa", "correct horse", "correct house"),
        ("rosa", " ", " "),
        ("Rosa Luz!", "a b", "a b"),
    ] {
        let came = typed(member, one, two);
        assert_eq!(came.status, 422, "{member} {one}");
        assert!(!came.body.contains("correct") && !Vault::is_in(&folder), "{}", came.body);
    }
    let made = typed("rosa", " correct horse", " correct horse");
    assert_eq!((made.status, made.header("location")), (303, Some("/table/notes")));
    assert!(served.ask("GET", "/table/notes", &own, "").body.contains("Lock the vault"));
    let vault = Vault::find(&folder).unwrap();
    let member = vault.members()[0].name.clone();
    assert!(vault.open(&member, &Passphrase::from(" correct horse".to_owned())).is_ok());
    assert_eq!(typed("lee", "x y", "x y").status, 422, "there is one already");
    served.close(&cookie);
}

#[test]
fn an_item_is_parked_and_taken_up_and_a_condition_is_met_fails_and_opens_again() {
    let folder = scratch("founding-parked");
    let served = Served::of(&folder, "2026-07-12");
    let cookie = served.cookie();
    assert_eq!(served.send("/begin", &cookie, &FIELDS).status, 303);
    let mut campaign = Campaign::open(&folder).unwrap();
    let item = record::Body::of("item", json!({"id": "salary", "title": "Salary"})).unwrap();
    let on = record::When::on(money::date_from_iso("2026-07-02").unwrap());
    let written = "2026-11-28T12:00:00Z".parse().unwrap();
    let sealed = campaign.seal(vec![record::Draft::new("test", written, Some(on), item)]).unwrap();
    campaign.append(sealed).unwrap();
    drop(campaign);
    let get = || served.ask("GET", "/table/salary", &[("Cookie", cookie.as_str())], "").body;
    let send = |path: &str, fields: &[(&str, &str)]| {
        let came = served.send(&format!("/table/salary/{path}"), &cookie, fields);
        let why = came.body.split("role=\"alert\"").nth(1).unwrap_or_default();
        assert_eq!(came.status, 303, "{path} {fields:?}: {why}");
    };
    let last = || {
        let campaign = Campaign::open_read_only(&folder).unwrap();
        format!("{:?}", campaign.entries().last().unwrap().draft.body)
    };
    assert!(get().contains("Park it"));
    let parked = [("held", "yes"), ("by_agreement", "yes"), ("reason", "until the audit")];
    send("hold", &[&parked[..], &[("day", "2026-07-10")]].concat());
    assert!(last().contains("by_agreement: true"), "{}", last());
    let page = get();
    assert!(page.contains("Take it up again") && page.contains("parked"), "{page}");
    send("hold", &[("held", "no"), ("day", "2026-07-11")]);
    assert!(get().contains("Park it") && last().contains("held: false"), "{}", last());
    let agreed = [
        ("id", "ta-salary"),
        ("text", "Salaries rise."),
        ("initials-union", "local-12"),
        ("initials-employer", "city"),
        ("conditions", "the board says yes"),
        ("day", "2026-07-12"),
    ];
    send("agreement", &agreed);
    assert!(get().contains("What became of a condition"));
    for (became, stands) in [("met", "(met)"), ("open", "(open)"), ("failed", "(failed)")] {
        let fields = [("condition", "ta-salary c1"), ("became", became), ("day", "2026-07-12")];
        send("condition", &fields);
        assert!(get().contains(&format!("the board says yes {stands}")), "{became}");
    }
    assert!(last().contains("met: Some(false)"), "{}", last());
    let fields = [("condition", "x y"), ("became", "met")];
    let wrong = served.send("/table/salary/condition", &cookie, &fields);
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("role=\"alert\""), "{}", wrong.body);
    served.close(&cookie);
}

#[test]
fn the_first_pages_are_good_in_a_browser() {
    let folder = scratch("founding-browser");
    let served = Served::of(&folder, "2026-07-01");
    for width in [390, 1280] {
        in_browser(width, async |browser| {
            browser.open(&served.address("/")).await;
            browser.open(&format!("http://{}/?lang=en", served.host)).await;
            browser.picture(&format!("founding-{width}")).await;
            assert_eq!(browser.violations().await, Vec::<String>::new());
            assert!(!browser.overflows().await);
        });
    }
    in_browser(390, async |browser| {
        browser.open(&served.address("/")).await;
        for (name, value) in FIELDS.iter().filter(|(name, _)| *name != "day") {
            browser.write(&format!("#{name}"), value).await;
        }
        browser.press("Begin the campaign").await;
        browser.until("City of Elm, 2026").await;
        browser.open(&format!("http://{}/table/notes", served.host)).await;
        browser.until("Make the vault").await;
        browser.picture("vault-none-yet").await;
        assert_eq!(browser.violations().await, Vec::<String>::new());
        assert!(!browser.overflows().await);
    });
    let cookie = served.cookie();
    served.close(&cookie);
}
