//! Publishing over a real connection: a piece is written and looked at, let out, approved by a second person, taken back; the site is written
//! and holds it; what is broken or hostile changes nothing.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{Served, copied, shipped};

const DAY: &str = "2022-07-12";

/// Every file of a folder but the record's journal, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            match path.is_dir() {
                true => open.push(path),
                false if name.ends_with("-wal") || name.ends_with("-shm") => {}
                false => drop(all.insert(name, std::fs::read(&path).unwrap())),
            }
        }
    }
    all
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let begins = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&begins).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

fn get(served: &Served, cookie: &str, path: &str) -> support::Came {
    served.ask("GET", path, &[("Cookie", cookie)], "")
}

fn text_of(folder: &Path, piece: &str) -> String {
    std::fs::read_to_string(folder.join(format!("pieces/{piece}.md"))).unwrap()
}

#[test]
fn the_pages_show_what_the_record_holds() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    let home = get(&served, &cookie, "/publishing").body;
    for says in [
        "What waits for a second person",
        "report-2022-07-12",
        "2022-07-12-numbers",
        "2022-07-12-answers",
    ] {
        assert!(home.contains(says), "{says}: {home}");
    }
    let desk = desk::Desk::open(&shipped("case-2022")).unwrap();
    let (state, _) = desk.state(money::date_from_iso(DAY).unwrap());
    for (id, one) in &state.publications {
        let page = get(&served, &cookie, &format!("/publishing/releases/{id}"));
        assert_eq!(page.status, 200, "{id}");
        for (since, _) in &one.steps {
            assert!(page.body.contains(&format!("/record/{}\"", since.entry)), "{id}");
        }
    }
    // Where each answer stands is what the command says.
    let shelf = desk::publish::shelf(&desk, &state);
    let team = record::audience::Audience::Team;
    let answers = desk::publish::answers(&desk, &state, &shelf, &team).unwrap();
    let json: Value = serde_json::from_str(&press::answers::answers_json(&answers, &team)).unwrap();
    let points = get(&served, &cookie, "/publishing/points").body;
    let approved = answers.iter().filter(|one| one.standing(&team).is_approved()).count();
    assert!(points.contains(&format!("{approved} of {} answers", answers.len())), "{points}");
    assert!(json.to_string().contains(answers[0].slug.as_str()));
    for answer in &answers {
        assert!(
            points.contains(&format!("/publishing/pieces/{}\"", answer.slug)),
            "{}",
            answer.slug
        );
    }
    // So is where each story stands.
    let stories = desk::publish::stories_json(&state, state.as_of);
    let page = get(&served, &cookie, "/publishing/stories").body;
    for story in stories["stories"].as_array().unwrap() {
        let status = story["status"].as_str().unwrap().replace("published", "it went out");
        assert!(page.contains(&format!("<strong>{status}</strong>")), "{story}");
        assert!(page.contains(&format!("<code>{}</code>", story["id"].as_str().unwrap())));
        for release in story["releases"].as_array().unwrap() {
            assert!(page.contains(release["release"].as_str().unwrap()), "{story}");
        }
    }
    served.close(&cookie);
}

#[test]
fn a_piece_is_looked_at_as_its_readers_and_as_the_employer_while_it_is_typed() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    let page = get(&served, &cookie, "/publishing/pieces/report-2022-07-12").body;
    let desk = desk::Desk::open(&shipped("case-2022")).unwrap();
    let piece = desk::publish::piece_named(&desk, "report-2022-07-12").unwrap();
    let employer = record::audience::Audience::OtherSide;
    let looked = desk::publish::looked(&desk, &piece, &employer).unwrap();
    let json: Value =
        serde_json::from_str(&desk::publish::preview_json(&piece.slug, &looked, &employer))
            .unwrap();
    let reading = &json["reading"];
    assert!(
        page.contains(&format!(
            "Words: {}. Sentences: {}.",
            reading["words"], reading["sentences"]
        ))
    );
    assert!(
        page.contains(&format!(
            "<strong>{}</strong> (Flesch-Kincaid grade)",
            reading["level"].as_str().unwrap()
        )),
        "{page}"
    );
    assert!(page.contains("somebody on the employer"));
    for one in json["learned_by"]["what"].as_array().unwrap() {
        if let Some(entry) = one["entry"].as_u64() {
            assert!(page.contains(&format!("/record/{entry}\"")), "{entry}");
        }
    }
    // An embed that is not there is said with its line; the file is as it was.
    let text = text_of(&shipped("case-2022"), "report-2022-07-12");
    let other = text.replacen("{{moved}}", "{{moves}}", 1);
    let line = other.lines().position(|line| line.contains("{{moves}}")).unwrap() + 1;
    let at = "/publishing/pieces/report-2022-07-12/live";
    let live = served.send(at, &cookie, &[("text", &other), ("as", "other-side")]);
    assert_eq!(live.status, 200);
    assert!(live.body.contains(&format!("line {line}")), "{}", live.body);
    assert!(!live.body.contains("<html"), "{}", live.body);
    // A number that is typed has no receipt.
    let typed = text.replacen(
        "## Where things stand\n",
        "## Where things stand\n\nWe lost 12.5 percent.\n",
        1,
    );
    let live = served.send(at, &cookie, &[("text", &typed), ("as", "members")]);
    assert!(
        live.body.contains("12.5 has no receipt") && live.body.contains("role=\"alert\""),
        "{}",
        live.body
    );
    // Without a script a button does the same.
    let was = hidden(&page, "was");
    let fields =
        [("text", text.as_str()), ("as", "members"), ("do", "look"), ("was", was.as_str())];
    let looked = served.send("/publishing/pieces/report-2022-07-12", &cookie, &fields);
    assert_eq!(looked.status, 200);
    assert!(looked.body.contains("What they would learn: a member"), "{}", looked.body);
    assert_eq!(text_of(&shipped("case-2022"), "report-2022-07-12"), text);
    served.close(&cookie);
}

#[test]
fn what_is_written_is_kept_and_a_clash_loses_nothing() {
    let folder = copied("case-2022", "publishing-kept");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let at = "/publishing/pieces/report-2022-07-12";
    let page = get(&served, &cookie, at).body;
    let was = hidden(&page, "was");
    let before = text_of(&folder, "report-2022-07-12");
    let mine = before.replace("## Where things stand", "## Where things stand today");
    // Browsers end lines in their own way; the file does not.
    let sent = mine.replace('\n', "\r\n");
    let fields = [("text", sent.as_str()), ("as", "other-side"), ("do", "keep"), ("was", &was)];
    let came = served.send(at, &cookie, &fields);
    assert_eq!(
        (came.status, came.header("location")),
        (303, Some("/publishing/pieces/report-2022-07-12?as=other-side&kept=1"))
    );
    assert_eq!(text_of(&folder, "report-2022-07-12"), mine);
    // A second form that was opened before does not write over it.
    let theirs = before.replace("## Where things stand", "## Another heading");
    let fields = [("text", theirs.as_str()), ("as", "other-side"), ("do", "keep"), ("was", &was)];
    let came = served.send(at, &cookie, &fields);
    assert_eq!(came.status, 422);
    for says in ["The file was changed since", "## Another heading", "## Where things stand today"]
    {
        assert!(came.body.contains(says), "{says}");
    }
    assert_eq!(text_of(&folder, "report-2022-07-12"), mine);
    // It may be kept once both were seen.
    let again = hidden(&came.body, "was");
    let fields = [("text", theirs.as_str()), ("as", "other-side"), ("do", "keep"), ("was", &again)];
    assert_eq!(served.send(at, &cookie, &fields).status, 303);
    assert_eq!(text_of(&folder, "report-2022-07-12"), theirs);
    // A head that cannot be read is not kept: the other pages stand on it.
    let was = hidden(&get(&served, &cookie, at).body, "was");
    let all = files(&folder);
    for bad in [
        theirs.replace("kind     = \"report\"", "kind = \"sonnet\""),
        theirs.replacen("+++\n", "", 1),
        theirs.replace("language = \"en\"", "language = \"en\"\ntranslates = \"no-such-piece\""),
        String::new(),
    ] {
        let fields = [("text", bad.as_str()), ("do", "keep"), ("was", &was)];
        let came = served.send(at, &cookie, &fields);
        assert_eq!(came.status, 422, "{bad}");
        assert!(came.body.contains("role=\"alert\""), "{}", came.body);
        assert!(bad.is_empty() || came.body.contains("Another heading"), "it stays in the form");
        assert_eq!(hidden(&came.body, "was"), was);
    }
    assert_eq!(files(&folder), all);
    served.close(&cookie);
}

/// Begins a report on the copy, with a first line of its own.
fn begun(served: &Served, cookie: &str, folder: &Path, name: &str) -> PathBuf {
    let fields = [
        ("kind", "report"),
        ("day", DAY),
        ("audience", "members, public"),
        ("language", "en"),
        ("name", name),
        ("title", "A new report"),
    ];
    let came = served.send("/publishing/new", cookie, &fields);
    let to = format!("/publishing/pieces/{name}");
    assert_eq!((came.status, came.header("location")), (303, Some(to.as_str())), "{}", came.body);
    folder.join(format!("pieces/{name}.md"))
}

#[test]
fn a_report_is_begun_let_out_found_on_the_site_and_taken_back() {
    let folder = copied("case-2022", "publishing-out");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    assert!(begun(&served, &cookie, &folder, "fresh").is_file());
    // Nothing is written over.
    let again = [("kind", "report"), ("day", DAY), ("audience", "members"), ("name", "fresh")];
    let came = served.send("/publishing/new", &cookie, &again);
    assert!(came.status == 422 && came.body.contains("is there already"), "{}", came.body);
    let form = get(&served, &cookie, "/publishing/pieces/fresh/release").body;
    let (id, at) = ("2022-07-12-fresh", "/publishing/releases/2022-07-12-fresh");
    assert!(form.contains(id) && form.contains("For members and the public"), "{form}");
    let nobody = served.send("/publishing/pieces/fresh/release", &cookie, &[("by", " ")]);
    assert_eq!(nobody.status, 422);
    assert!(!folder.join("releases").join(id).exists());
    let out = served.send(
        "/publishing/pieces/fresh/release",
        &cookie,
        &[("by", "Ana"), ("do", "release")],
    );
    assert_eq!((out.status, out.header("location")), (303, Some(at)), "{}", out.body);
    let page = get(&served, &cookie, at).body;
    for says in ["fresh.html", "fresh.card-facebook.png", "Words for X", "Ana", "let out"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    // Its files are served as they went out.
    let html = get(&served, &cookie, &format!("{at}/files/fresh.html"));
    assert_eq!(html.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(html.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
    assert_eq!(
        html.body,
        std::fs::read_to_string(folder.join("releases").join(id).join("fresh.html")).unwrap()
    );
    let mail = get(&served, &cookie, &format!("{at}/files/fresh.eml"));
    assert_eq!(mail.header("content-disposition"), Some("attachment; filename=\"fresh.eml\""));
    // The site holds it.
    let wrote = served.send("/publishing/sites", &cookie, &[("audience", "public")]);
    assert_eq!(wrote.status, 303);
    let mut sites = get(&served, &cookie, "/publishing/sites").body;
    for _ in 0..300 {
        if sites.contains("It is written") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
        sites = get(&served, &cookie, "/publishing/sites").body;
    }
    assert!(sites.contains("It is written") && sites.contains("Left out"), "{sites}");
    assert!(folder.join("site/public/fresh.html").is_file());
    let on_site = get(&served, &cookie, "/publishing/sites/public/fresh.html");
    assert_eq!(on_site.status, 200);
    assert!(on_site.body.contains("<h1>A new report</h1>"), "{}", on_site.body);
    // How far it went is what somebody counted.
    let bad = served.send(
        &format!("{at}/reach"),
        &cookie,
        &[("channel", "site"), ("counts", "seen=many"), ("from", "the web steward")],
    );
    assert!(bad.status == 422 && bad.body.contains("is no whole number"), "{}", bad.body);
    let good = served.send(
        &format!("{at}/reach"),
        &cookie,
        &[("channel", "site"), ("counts", "seen=1200, shared=30"), ("from", "the web steward")],
    );
    assert_eq!(good.status, 303, "{}", good.body);
    assert!(get(&served, &cookie, at).body.contains("seen 1200, shared 30"));
    // It is taken back by somebody, for a reason.
    let without = served.send(&format!("{at}/withdraw"), &cookie, &[("by", "Ana"), ("reason", "")]);
    assert_eq!(without.status, 422);
    let back = served.send(
        &format!("{at}/withdraw"),
        &cookie,
        &[("by", "Ana"), ("reason", "sent too early")],
    );
    assert_eq!(back.status, 303, "{}", back.body);
    let page = get(&served, &cookie, at).body;
    assert!(page.contains("withdrawn") && page.contains("sent too early"), "{page}");
    assert_eq!(served.send("/publishing/sites", &cookie, &[("audience", "public")]).status, 303);
    for _ in 0..300 {
        if !folder.join("site/public/fresh.html").exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    assert!(!folder.join("site/public/fresh.html").exists());
    served.close(&cookie);
}

#[test]
fn where_two_are_on_the_team_one_proposes_and_another_approves() {
    let folder = copied("case-2022", "publishing-two");
    {
        let mut campaign = store::Campaign::open(&folder).unwrap();
        let party = campaign.entries().iter().find_map(|entry| match &entry.draft.body {
            record::Body::Party(party) if party.side == record::Side::Union => {
                Some(party.id.clone())
            }
            _ => None,
        });
        let day = record::When::on(money::date_from_iso("2022-07-13").unwrap());
        let drafts = ["Ana", "Ben"].map(|who| {
            let value =
                serde_json::json!({"party": party.clone().unwrap(), "who": who, "joins": true});
            let body = record::Body::of("team", value).unwrap();
            record::Draft::new("test", "2026-11-28T12:00:00Z".parse().unwrap(), Some(day), body)
        });
        desk::adding::add(&mut campaign, drafts.to_vec()).unwrap();
    }
    let served = Served::of(&folder, "2022-07-13");
    let cookie = served.cookie();
    begun(&served, &cookie, &folder, "fresh");
    let at = "/publishing/releases/2022-07-12-fresh";
    let out = served.send("/publishing/pieces/fresh/release", &cookie, &[("by", "Ana")]);
    assert_eq!((out.status, out.header("location")), (303, Some(at)), "{}", out.body);
    assert!(folder.join("releases/proposed/2022-07-12-fresh/fresh.html").is_file());
    let home = get(&served, &cookie, "/publishing").body;
    assert!(home.contains("waits for a second person") && !home.contains("Nothing waits."));
    assert_eq!(get(&served, &cookie, &format!("{at}/files/fresh.html")).status, 200);
    // Who proposed it does not approve it; a stranger does not either.
    for by in ["Ana", "", "Nobody We Know"] {
        let came = served.send(&format!("{at}/approve"), &cookie, &[("by", by)]);
        assert_eq!(came.status, 422, "{by}");
        assert!(came.body.contains("role=\"alert\""), "{}", came.body);
    }
    // What was changed since is not what was proposed.
    let path = folder.join("pieces/fresh.md");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("What moved", "What has moved")).unwrap();
    let came = served.send(&format!("{at}/approve"), &cookie, &[("by", "Ben")]);
    assert!(
        came.status == 422 && came.body.contains("no longer what Ana proposed"),
        "{}",
        came.body
    );
    std::fs::write(&path, &text).unwrap();
    let came = served.send(&format!("{at}/approve"), &cookie, &[("by", "Ben")]);
    assert_eq!(came.status, 303, "{}", came.body);
    assert!(folder.join("releases/2022-07-12-fresh/release.json").is_file());
    assert!(!folder.join("releases/proposed/2022-07-12-fresh").exists());
    served.close(&cookie);
}

#[test]
fn what_is_hostile_or_broken_changes_no_file_and_leads_nowhere() {
    let folder = copied("case-2022", "publishing-hostile");
    let served = Served::of(&folder, DAY);
    let cookie = served.cookie();
    let before = files(&folder);
    for (path, status) in [
        ("/publishing/pieces/..%2Fcampaign", 404),
        ("/publishing/pieces/no-such-piece", 404),
        ("/publishing/pieces/no-such-piece/release", 404),
        ("/publishing/pieces/report-2022-07-12?as=nobody%20we%20know", 400),
        ("/publishing/releases/nothing", 404),
        ("/publishing/releases/%3Cscript%3E", 404),
        ("/publishing/releases/2022-07-12-report/files/release.json", 404),
        ("/publishing/releases/2022-07-12-report/files/..%2F..%2F..%2Fcampaign.toml", 404),
        ("/publishing/releases/2022-07-12-report/files/%2Fetc%2Fpasswd", 404),
        ("/publishing/releases/..%2F../files/campaign.toml", 404),
        ("/publishing/sites/public/index.html", 404),
        ("/publishing/sites/..%2F..%2Fpieces/x.md", 404),
        ("/publishing/points?as=%3Cb%3E", 400),
    ] {
        let came = get(&served, &cookie, path);
        assert_eq!(came.status, status, "{path}: {}", came.body);
        assert!(!came.body.contains("<script>") && !came.body.contains("[publishing]"), "{path}");
    }
    let long = "x".repeat(100_000);
    for (path, fields) in [
        ("/publishing/new", vec![("kind", "sonnet"), ("day", DAY), ("audience", "members")]),
        (
            "/publishing/new",
            vec![("kind", "report"), ("day", "2022-02-30"), ("audience", "members")],
        ),
        ("/publishing/new", vec![("kind", "report"), ("day", DAY), ("audience", "martians")]),
        ("/publishing/new", vec![("kind", "answer"), ("day", DAY), ("audience", "members")]),
        (
            "/publishing/new",
            vec![("kind", "figure"), ("day", DAY), ("audience", "members"), ("figure", "no/such")],
        ),
        (
            "/publishing/pieces/report-2022-07-12",
            vec![("text", &long), ("was", "0"), ("do", "keep")],
        ),
        (
            "/publishing/pieces/report-2022-07-12/release",
            vec![("by", "Ana"), ("corrects", "2022-07-05-report")],
        ),
        ("/publishing/pieces/report-2022-07-12/release", vec![("by", "Ana"), ("id", "../../x")]),
        (
            "/publishing/pieces/report-2022-07-12/release",
            vec![("by", "Ana"), ("with", "no-such-piece")],
        ),
        (
            "/publishing/pieces/report-2022-07-12/release",
            vec![("by", "Ana"), ("id", "2022-07-12-report")],
        ),
        ("/publishing/releases/2022-07-12-report/approve", vec![("by", "Ben")]),
        ("/publishing/releases/2022-07-12-report/withdraw", vec![("by", ""), ("reason", "x")]),
        ("/publishing/releases/nothing/withdraw", vec![("by", "Ana"), ("reason", "x")]),
        ("/publishing/sites", vec![("audience", "team")]),
        ("/publishing/sites", vec![("audience", "../../x")]),
    ] {
        let came = served.send(path, &cookie, &fields);
        assert!((400..500).contains(&came.status), "{path} {fields:?}: {}", came.status);
        let origin = format!("http://{}", served.host);
        let without = [("Cookie", cookie.as_str()), ("Origin", origin.as_str())];
        assert_eq!(served.ask("POST", path, &without, "by=Ana").status, 403, "{path}");
    }
    assert_eq!(files(&folder), before);
    // A file that is not what went out is not shown as if it were.
    let file = folder.join("releases/2022-07-12-report/report-2022-07-12.html");
    std::fs::write(&file, "not ours").unwrap();
    let at = "/publishing/releases/2022-07-12-report";
    assert_eq!(get(&served, &cookie, &format!("{at}/files/report-2022-07-12.html")).status, 409);
    assert!(get(&served, &cookie, at).body.contains("Not what went out:"));
    // A piece that cannot be read is said, and can be mended here.
    std::fs::write(folder.join("pieces/figure-lag.md"), "+++\nkind = \"sonnet\"\n+++\n").unwrap();
    let home = get(&served, &cookie, "/publishing");
    assert_eq!(home.status, 200);
    assert!(
        home.body.contains("figure-lag") && home.body.contains("role=\"alert\""),
        "{}",
        home.body
    );
    let page = get(&served, &cookie, "/publishing/pieces/figure-lag");
    assert!(page.status == 200 && page.body.contains("sonnet"), "{}", page.body);
    served.close(&cookie);
}
