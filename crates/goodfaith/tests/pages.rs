//! The case as a page: it needs nothing else, its links lead somewhere, it shows what the JSON has, it
//! speaks Spanish, and an accessibility checker (axe-core, in `tests/axe`) has nothing to say.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn goodfaith(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_goodfaith")).args(arguments).output().unwrap();
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {message}");
    String::from_utf8(output.stdout).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(std::fs::copy(&path, &target).unwrap()),
        }
    }
}

/// The pages of the sites of both examples, in both languages, with a report, its half page for the board, and cards of answers.
fn published() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, day) in [("case-2022", "2022-07-12"), ("fix-la-2014", "2017-04-18")] {
        let folder = scratch(&format!("published-{name}"));
        let (campaign, site) = (folder.join("campaign"), folder.join("site"));
        copy(&root().join("campaigns").join(name), &campaign);
        let at = ["--campaign", campaign.to_str().unwrap()];
        let run = |words: &[&str]| goodfaith(&[words, &at].concat());
        if name == "case-2022" {
            let notice = campaign.join("releases/2022-07-12-report/report-2022-07-12.notice.html");
            all.push(("notice".to_owned(), std::fs::read_to_string(notice).unwrap()));
            all.push((
                "cards".to_owned(),
                run(&["publish", "cards", "--as-of", day, "--html", "-"]),
            ));
        }
        let out = site.to_str().unwrap();
        run(&["publish", "site", "--audience", "public", "--as-of", day, "--out", out]);
        for language in ["", "es/"] {
            let pages = std::fs::read_dir(site.join(language)).unwrap();
            let mut pages: Vec<PathBuf> = pages.map(|page| page.unwrap().path()).collect();
            pages.retain(|page| page.extension().is_some_and(|ending| ending == "html"));
            pages.sort();
            // Of answers and reports, which are made alike, one of each.
            let stem = |page: &PathBuf| page.file_stem().unwrap().to_string_lossy().into_owned();
            let other = |name: &str, kind: &str, one: &str| {
                name.starts_with(kind) && !name.starts_with(one)
            };
            pages.retain(|page| {
                let name = stem(page);
                !other(&name, "answer-", "answer-pay-supervisor")
                    && !other(&name, "report-", "report-2022-07-12")
            });
            assert!(pages.len() > 5, "{name} {language}: {pages:?}");
            for page in pages {
                let text = std::fs::read_to_string(&page).unwrap();
                let stem = stem(&page);
                all.push((format!("site-{name}-{}{stem}", language.replace('/', "-")), text));
            }
        }
    }
    all
}

/// A campaign with peers whose pay is there, and one with everything about staffing and money.
fn made_up() -> PathBuf {
    static FOLDER: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();
    FOLDER.get_or_init(make_up).clone()
}

fn make_up() -> PathBuf {
    let folder = scratch("made-up");
    let from = root().join("crates/goodfaith/tests/case/san-juan");
    std::fs::create_dir_all(folder.join("peers")).unwrap();
    for file in ["pay.csv", "peers/study.toml", "peers/study.matches.csv"] {
        std::fs::copy(from.join(file), folder.join(file)).unwrap();
    }
    let case = r#"as_of = 2022-07-12
peers = ["study"]

[[vacancy]]
name         = "unit-2"
title        = "Unit 2"
source       = { who = "the union", title = "a page" }
authorised   = "1000"
budgeted     = "900"
filled       = "810"
paid         = "825"
average_cost = "150000.00"
months       = "6"
salaries     = "80000000"
cover        = { overtime = "2000000" }
exits        = "40"
replacement_cost = "45000"

[[change]]
name = "filled"
of   = { data = "positions", series = "Filled" }
base = "2008"
to   = "2014"

[[ability]]
name          = "general-fund"
source        = { who = "the City", title = "Annual report" }
revenue       = { ongoing = "1000000", one-time = "60000" }
expenditure   = { ongoing = "990000", one-time = "30000" }
transfers_out = "10000"
other_uses    = "5000"
reserves      = { restricted = "200000", committed = "1", assigned = "50000", unassigned = "85000" }
minimum_reserve  = "5"
revenue_before   = "960000"
share            = "60"
unit_cost        = "306000"
pay_and_benefits = "800000"

[[workload]]
name  = "cases"
load  = { data = "positions", series = "Cases", part = "Fire" }
staff = { data = "positions", series = "Filled", part = "Fire" }
base  = "2008"
to    = "2014"

[[separations]]
name      = "last-year"
period    = "2021-22"
source    = { who = "the department", title = "its answer" }
causes    = { "early retirement" = "30", retirement = "50", resignation = "60", layoff = "0", transfer = "10" }
headcount = "2000"

[[retention]]
name = "a-year"
from = "then.csv"
to   = "now.csv"

[[change]]
name    = "heads"
rosters = { base = "then.csv", to = "now.csv" }

[[figure]]
name  = "cents"
kind  = "cents-escalator"
index = "CUUR0000SA0"
from  = "2021-05"
to    = "latest"
threshold       = "2"
points_per_cent = "0.3"

[[figure]]
name  = "escalator"
kind  = "escalator"
index = "CUUR0000SA0"
from  = "2021-05"
to    = "latest"
floor = "2"
cap   = "5"

[[payments]]
name   = "fees"
against = { streets = { value = "80", who = "a", title = "b" } }
totals = { "2012" = { value = "100", who = "a", title = "b" }, "2013" = { value = "120.50", who = "a", title = "b" } }

[[answers]]
name     = "survey"
on       = 2022-06-30
source   = { who = "the union", title = "survey" }
answered = "0"
choices  = { yes = "0" }
"#;
    std::fs::write(folder.join("case.toml"), case).unwrap();
    let positions =
        "Department,Year,Filled,Cases\nFire,2008,100,12000\nLibrary,2008,50,\nFire,2014,90,13500\n";
    std::fs::write(folder.join("positions.csv"), positions).unwrap();
    let roster = "employee,classification,department,step\n1,Clerk,Fire,1\n2,Clerk,Parks,1\n";
    std::fs::write(folder.join("then.csv"), roster).unwrap();
    std::fs::write(folder.join("now.csv"), roster.replace("2,Clerk,Parks", "3,Chief,Parks"))
        .unwrap();
    std::fs::create_dir_all(folder.join("words")).unwrap();
    let words = "Water agencies and cities that hire from the same labour market\n\
        Agencias de agua y ciudades que contratan en el mismo mercado laboral\n\
        no comparable class, says the study\nno hay clase comparable, dice el estudio\n";
    std::fs::write(folder.join("words/es.txt"), words).unwrap();
    let at = folder.to_str().unwrap();
    let file = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let add =
        ["case", "data", "add", "--campaign", at, "--publisher", "nobody", "--title", "made up"];
    let pay = file("pay.csv");
    let all: Vec<&str> = add
        .into_iter()
        .chain([
            pay.as_str(),
            "--kind",
            "pay",
            "--name",
            "study-2022",
            "--map",
            "employer=agency",
            "--map",
            "classification=class",
        ])
        .collect();
    goodfaith(&all);
    let positions = file("positions.csv");
    let all: Vec<&str> = add
        .into_iter()
        .chain([
            positions.as_str(),
            "--kind",
            "series",
            "--name",
            "positions",
            "--map",
            "part=Department",
            "--map",
            "at=Year",
        ])
        .collect();
    goodfaith(&all);
    folder
}

/// Every campaign that pages are made of, by name.
fn campaigns() -> Vec<(&'static str, PathBuf)> {
    let example = |name: &str| root().join("campaigns").join(name);
    vec![
        ("case-2022", example("case-2022")),
        ("fix-la-2014", example("fix-la-2014")),
        ("made-up", made_up()),
    ]
}

fn page(campaign: &Path, language: &str) -> String {
    let at = campaign.to_str().unwrap();
    goodfaith(&["case", "--campaign", at, "--html", "-", "--lang", language])
}

/// What stands in an attribute, wherever it is.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let sought = format!(" {name}=\"");
    let starts = page.match_indices(&sought).map(|(at, _)| at + sought.len());
    starts.map(|at| page[at..].split('"').next().unwrap()).collect()
}

/// A text as it is read, without the page's own signs for some letters.
fn plain(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn a_page_needs_nothing_else_and_its_links_lead_somewhere() {
    for (name, campaign) in campaigns() {
        let text = page(&campaign, "en");
        assert_eq!(text, page(&campaign, "en"), "{name}: the same input gives the same bytes");
        for lost in ["<script", "<iframe", "<img", "@import", "src=", "rel=\"stylesheet\""] {
            assert!(!text.contains(lost), "{name}: {lost}");
        }
        assert_eq!(text.matches("url(").count(), text.matches("url(#").count(), "{name}");
        let ids = attributes(&text, "id");
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "{name}: an id twice");
        for link in attributes(&text, "href") {
            match link.strip_prefix('#') {
                Some(id) => assert!(distinct.contains(id), "{name}: {link} leads nowhere"),
                None => assert!(link.starts_with("http") || link == "data:,", "{name}: {link}"),
            }
        }
    }
}

#[test]
fn the_page_shows_the_cents_that_the_json_has() {
    for (name, campaign) in campaigns() {
        let at = campaign.to_str().unwrap();
        let json = goodfaith(&["case", "--campaign", at, "--json", "-"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["schema"], "goodfaith.case/1");
        let csv = goodfaith(&["case", "--campaign", at, "--csv", "-"]);
        let text = page(&campaign, "en");
        let mut seen = 0;
        for receipt in text.split("<details class=\"receipt\">").skip(1) {
            let summary = receipt.split("</summary>").next().unwrap();
            let figure = summary.split("class=\"name\">").nth(1).unwrap();
            let figure = plain(figure.split('<').next().unwrap());
            let shown: String =
                summary.split(". ").nth(1).unwrap().chars().take_while(|c| *c != '<').collect();
            let shown = shown.trim().replace(['$', ',', '%', ' '], "");
            let known = json["figures"].as_array().unwrap();
            let known = known.iter().find(|one| one["name"] == figure.as_str()).unwrap();
            let value = known["value"].as_str().unwrap();
            if !value.contains('/') {
                assert_eq!(shown, value, "{name}: {figure}");
            }
            assert!(csv.contains(&format!(",{figure},{value},")), "{name}: {figure} in the rows");
            seen += 1;
        }
        assert!(seen > 10, "{name}: {seen}");
        assert_eq!(
            json["holes"].as_array().unwrap().len(),
            csv.lines().filter(|line| line.starts_with("hole,")).count()
        );
    }
}

#[test]
fn the_pages_of_the_examples_speak_spanish() {
    for (name, campaign) in campaigns() {
        let text = page(&campaign, "es");
        assert!(text.contains("<html lang=\"es\">"), "{name}");
        let left: BTreeSet<String> = text
            .split("<span lang=\"en\">")
            .skip(1)
            .map(|rest| plain(rest.split("</span>").next().unwrap()))
            .collect();
        assert!(left.is_empty(), "{name}: {left:#?}");
    }
}

#[test]
fn the_terminal_is_read_at_80_columns() {
    for (name, campaign) in campaigns() {
        for arguments in [&["case"][..], &["case", "receipt"][..]] {
            let all: Vec<&str> = arguments
                .iter()
                .copied()
                .chain(["--campaign", campaign.to_str().unwrap()])
                .collect();
            let text = goodfaith(&all);
            let long: Vec<&str> = text
                .lines()
                .filter(|line| line.chars().count() > 80 && line.trim().contains(' '))
                .collect();
            assert!(long.is_empty(), "{name} {arguments:?}: {long:#?}");
        }
    }
}

/// The browser to run pages in: `GOODFAITH_BROWSER`, or Chromium where it is installed.
fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("GOODFAITH_BROWSER") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|program| program.is_file())
}

#[test]
fn an_accessibility_checker_has_nothing_to_say() {
    let Some(browser) = browser() else {
        assert!(
            std::env::var_os("GOODFAITH_CI").is_none(),
            "no browser, where the continuous integration must have one"
        );
        eprintln!("not run: no browser (install Chromium, or set GOODFAITH_BROWSER)");
        return;
    };
    let packed =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/axe/axe.min.js.gz"));
    let mut axe = String::new();
    flate2::read::GzDecoder::new(packed.unwrap().as_slice()).read_to_string(&mut axe).unwrap();
    let folder = scratch("axe");
    let mut pages: Vec<(String, String)> = Vec::new();
    for language in ["en", "es"] {
        for (name, campaign) in campaigns() {
            pages.push((format!("{name}-{language}"), page(&campaign, language)));
        }
        // The pages of the coalition, of the record of Fix LA and of the synthetic city beside it.
        for (name, what) in [
            ("fix-la-2014", &["chronicle", "--html", "-"][..]),
            ("fix-la-2014", &["chronicle", "--summary", "-"]),
            ("fix-la-2014/synthetic", &["chronicle", "--html", "-"]),
            ("fix-la-2014/synthetic", &["rebuttal", "--html", "-"]),
        ] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns").join(name);
            let at = ["--campaign", folder.to_str().unwrap(), "--as-of", "2021-12-31"];
            let words = [&["publish"][..], what, &at, &["--lang", language]].concat();
            let name = name.replace('/', "-");
            pages.push((format!("{name}-{}{}-{language}", what[0], what[1]), goodfaith(&words)));
        }
    }
    pages.extend(published());
    // A browser waits more than it works: several at a time.
    let together = pages.len().div_ceil(4);
    std::thread::scope(|scope| {
        for (at, some) in pages.chunks(together).enumerate() {
            let (axe, browser, folder) = (&axe, &browser, &folder);
            scope.spawn(move || {
                let profile = folder.join(format!("profile-{at}"));
                for (name, text) in some {
                    checked(browser, &profile, axe, folder, name, text);
                }
            });
        }
    });
}

/// Opens a page with the checker in it, and reads what that found.
fn checked(browser: &Path, profile: &Path, axe: &str, folder: &Path, name: &str, text: &str) {
    let run = format!(
        "<script>{axe}</script><script>\
                 document.querySelectorAll('details').forEach(one => one.open = true);\
                 axe.run(document, {{resultTypes: ['violations']}}).then(found => {{\
                 const said = document.createElement('pre'); said.id = 'axe-says';\
                 said.textContent = JSON.stringify(found.violations.map(one => [one.id, one.help, \
                 one.nodes.slice(0, 3).map(node => node.html)])); document.body.append(said); }});\
                 </script></body>"
    );
    let file = folder.join(format!("{name}.html"));
    std::fs::write(&file, text.replacen("</body>", &run, 1)).unwrap();
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ])
        .args(["--virtual-time-budget=60000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .expect("the browser runs");
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = dom.split("<pre id=\"axe-says\">").nth(1);
    let said = said.unwrap_or_else(|| panic!("{name}: the checker did not end"));
    assert_eq!(said.split("</pre>").next().unwrap(), "[]", "{name}");
}
