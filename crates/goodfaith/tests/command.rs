//! The command as a user meets it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn goodfaith(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args(arguments)
        .current_dir(root)
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

const EXAMPLE: [&str; 7] = [
    "cost",
    "--roster",
    "campaigns/case-2022/rosters/unit-2.csv",
    "--schedule",
    "campaigns/case-2022/schedules/unit-2-2021-22.csv",
    "--assumptions",
    "campaigns/case-2022/assumptions/base.toml",
];

#[test]
fn the_demo_fits_80_columns() {
    let output = goodfaith(&["demo"]);
    assert!(output.status.success());
    let text = text(&output.stdout);
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
    assert!(text.contains("cost over the term          127,560,156.20"), "{text}");
}

#[test]
fn the_demos_terminal_report_is_as_reviewed() {
    let output = text(&goodfaith(&["demo"]).stdout);
    let hashes = |line: &str| match line.split_once("sha256 ") {
        Some((before, _)) => format!("{before}sha256 [...]"),
        None => line.to_owned(),
    };
    let stable: Vec<String> = output.lines().map(hashes).collect();
    insta::assert_snapshot!(stable.join("\n"));
}

#[test]
fn json_on_standard_output_is_alone_there() {
    let output = goodfaith(&["demo", "--json", "-"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON alone");
    assert_eq!(json["schema"], "goodfaith.cost/1");
    assert_eq!(json["inputs"][0]["role"], "roster");
    assert_eq!(json["offers"][0]["years"][0]["by_term"][0]["kind"], "general-increase");
    // Every figure's last step is the figure.
    for figure in json["figures"].as_array().expect("figures") {
        let steps = figure["steps"].as_array().expect("steps");
        assert_eq!(steps.last().expect("a step")["value"], figure["value"], "{figure}");
        assert!(!figure["method"].as_str().expect("a method").is_empty());
    }
}

#[test]
fn terminal_json_and_csv_show_the_same_cents() {
    let folder = folder("same_cents");
    let (json, csv) = (folder.join("out.json"), folder.join("out.csv"));
    let offer = ["--offer", "campaigns/case-2022/offers/state-2022-06-11.toml", "--by", "fund"];
    let outputs = ["--json", json.to_str().unwrap(), "--csv", csv.to_str().unwrap()];
    let output = goodfaith(&[EXAMPLE.as_slice(), &offer, &outputs].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let terminal = text(&output.stdout);
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(json).unwrap()).expect("JSON");
    let csv = std::fs::read_to_string(csv).unwrap();
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("offer,fiscal_year,fund,component,cents"));
    let mut sums = std::collections::BTreeMap::new();
    let mut before = String::new();
    for line in lines {
        assert!(before.as_str() < line || before.is_empty(), "sorted: {line}");
        before = line.rsplit_once(',').unwrap().0.to_owned();
        let cells: Vec<&str> = line.split(',').collect();
        let (offer, rest) =
            line.split_once(",20").map_or((cells[0], ""), |(offer, rest)| (offer, rest));
        let year = rest.get(..5).map(|year| format!("20{year}")).unwrap_or_default();
        let cents: i64 = cells.last().unwrap().parse().unwrap();
        *sums.entry((offer.trim_matches('"').to_owned(), year)).or_insert(0) += cents;
    }
    for (at, year) in ["2022-23", "2023-24", "2024-25"].into_iter().enumerate() {
        let total = |value: &serde_json::Value| value["total"].as_str().unwrap().to_owned();
        for (offer, in_json) in [
            ("baseline", total(&json["baseline"]["years"][at])),
            ("State's offer of June 11, 2022", total(&json["offers"][0]["years"][at])),
        ] {
            let cents = sums[&(offer.to_owned(), year.to_owned())];
            let money = money::Cents::new(cents);
            assert_eq!(money.to_string(), in_json);
            assert!(terminal.contains(&money.grouped()), "{year} {}", money.grouped());
        }
    }
}

#[test]
fn what_is_refused_writes_nothing_and_exits_with_failure() {
    let folder = folder("refused");
    let kept = folder.join("out.json");
    std::fs::write(&kept, "last week's").unwrap();
    let offer = folder.join("offer.toml");
    std::fs::write(&offer, "title = \"x\"\n[[terms]]\nkind = \"general-increse\"\n").unwrap();
    let tail = ["--offer", offer.to_str().unwrap(), "--json", kept.to_str().unwrap()];
    let output = goodfaith(&[EXAMPLE.as_slice(), &tail].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).contains("\"general-increase\""), "{}", text(&output.stderr));
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "last week's");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
}

#[test]
fn a_file_that_cannot_be_written_is_said_and_leaves_none_behind() {
    let folder = folder("unwritable");
    let (good, bad) = (folder.join("good.csv"), folder.join("no/such/folder/out.json"));
    let tail = ["--csv", good.to_str().unwrap(), "--json", bad.to_str().unwrap()];
    let output = goodfaith(&[EXAMPLE.as_slice(), &tail].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cannot be written"), "{}", text(&output.stderr));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in [
        "cost",
        "demo",
        "case",
        "import",
        "status",
        "check",
        "record",
        "record init",
        "record add",
        "record draft",
        "publish",
        "publish rebuttal",
        "publish chronicle",
        "import hires",
        "record show",
        "record notes",
        "record import",
        "record export",
        "record backup",
        "record vault",
    ] {
        let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let output = goodfaith(&words);
        assert!(output.status.success());
        let help = text(&output.stdout);
        assert!(help.contains("Example:\n  goodfaith "), "{help}");
        assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
    }
}

#[test]
fn an_output_never_overwrites_an_input_or_another_output() {
    let folder = folder("clash");
    let offer = folder.join("offer.toml");
    let text = "title = \"x\"\n[[terms]]\nkind = \"general-increase\"\neffective = 2022-07-01\npercent = \"1\"\n";
    std::fs::write(&offer, text).unwrap();
    let name = offer.to_str().unwrap();
    let output = goodfaith(&[EXAMPLE.as_slice(), &["--offer", name, "--json", name]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(&offer).unwrap(), text);
    let both = folder.join("both");
    let both = both.to_str().unwrap();
    let tail = ["--offer", name, "--json", both, "--csv", both];
    assert_eq!(goodfaith(&[EXAMPLE.as_slice(), &tail].concat()).status.code(), Some(1));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn an_import_writes_its_files_and_uses_its_mapping_again() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("import-command");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let text = "What,Money,Employee Name\nClerk,3000,\"Doe, Jane\"\nNurse,x,\"Roe, Rob\"\n";
    std::fs::write(folder.join("sent.csv"), text).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_goodfaith"));
        let output =
            command.arg("import").arg("roster").args(arguments).current_dir(&folder).output();
        let output = output.unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap(), said)
    };
    let flags = [
        "sent.csv",
        "--map",
        "classification=What",
        "--map",
        "rate=Money",
        "--pay-basis",
        "monthly",
    ];
    let with = |more: &[&'static str]| [&flags[..], more].concat();
    // A file with an error writes nothing but what goes back to the employer.
    let (good, _, said) = run(&with(&["--findings", "back.xlsx", "--findings", "back.csv"]));
    assert!(!good && said.contains("\"x\" is no amount of pay"), "{said}");
    assert!(!folder.join("rosters").exists() && !folder.join("mappings").exists());
    let back = std::fs::read(folder.join("back.xlsx")).unwrap();
    let (_, _, _) = run(&with(&["--findings", "again.xlsx"]));
    assert_eq!(back, std::fs::read(folder.join("again.xlsx")).unwrap());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(back)).unwrap();
    let mut texts = String::new();
    let mut part = archive.by_name("xl/sharedStrings.xml").unwrap();
    std::io::Read::read_to_string(&mut part, &mut texts).unwrap();
    assert!(texts.contains("is no amount of pay") && !texts.contains("Roe"), "{texts}");
    let list = std::fs::read_to_string(folder.join("back.csv")).unwrap();
    assert!(list.contains("error,sent.csv,3,B3,Money,x,") && !list.contains("--"), "{list}");
    // Mended, it is imported; --check writes nothing.
    std::fs::write(folder.join("sent.csv"), text.replace(",x,", ",4000,")).unwrap();
    assert!(run(&with(&["--check"])).0 && !folder.join("rosters").exists());
    let (good, _, said) = run(&flags);
    assert!(good && said.contains("Written: rosters/sent.csv"), "{said}");
    let roster = std::fs::read_to_string(folder.join("rosters/sent.csv")).unwrap();
    assert_eq!(roster, "classification,rate,pay_basis\nClerk,3000,monthly\nNurse,4000,monthly\n");
    // The mapping answers for the next file; what is there is not overwritten unasked.
    let (good, text, said) = run(&["sent.csv"]);
    assert!(good && text.contains("saved in mappings/sent-roster.toml"), "{said}");
    std::fs::write(folder.join("rosters/sent.csv"), "mine\n").unwrap();
    let (good, _, said) = run(&["sent.csv"]);
    assert!(!good && said.contains("is there already, and differs"), "{said}");
    assert_eq!(std::fs::read_to_string(folder.join("rosters/sent.csv")).unwrap(), "mine\n");
    assert!(run(&["sent.csv", "--replace"]).0);
    assert!(!run(&["sent.csv", "--out", "sent.csv", "--replace"]).0, "the input is kept");
    let (_, json, _) = run(&["sent.csv", "--check", "--json", "-"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["schema"], "goodfaith.import/1");
    assert_eq!(json["totals"]["annual_pay"], "84000.00");
}

#[test]
fn the_demo_of_fix_la_prints_its_promises_and_ends() {
    let output = goodfaith(&["demo", "fix-la"]);
    assert!(output.status.success());
    let text = text(&output.stdout);
    assert!(text.contains("Fix LA") && text.contains("5,000"), "{text}");
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
    assert!(!goodfaith(&["demo", "fix-la", "--json", "-"]).status.success());
}

#[test]
fn the_demo_is_served_until_it_is_closed_and_its_copy_is_taken_away() {
    use std::io::{BufRead, BufReader, Read, Write};
    let own = folder("demo");
    let copies = || std::fs::read_dir(&own).expect("a folder").count();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args(["demo", "--serve"])
        .env("TMPDIR", &own)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the demo");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let address = lines
        .find_map(|line| line.ok()?.trim().strip_prefix("http://").map(str::to_owned))
        .expect("an address");
    let (host, path) = address.split_once('/').expect("a path");
    let ask = |path: &str, cookie: &str| {
        let mut stream = std::net::TcpStream::connect(host).expect("a connection");
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut all = String::new();
        stream.read_to_string(&mut all).expect("an answer");
        all
    };
    let entry = ask(&format!("/{path}"), "");
    let cookie = entry.split("set-cookie: ").nth(1).expect("a cookie");
    let cookie = cookie.split(';').next().expect("a cookie").to_owned();
    let page = ask("/", &cookie);
    assert_eq!(copies(), 1);
    assert!(page.contains("Five minutes") && page.contains("July 12, 2022"), "{page}");
    let word = page.split("name=\"word\" value=\"").nth(1).expect("a word");
    let body = format!("word={}", word.split('"').next().expect("a word"));
    let mut stream = std::net::TcpStream::connect(host).expect("a connection");
    let request = format!(
        "POST /close HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let mut closed = String::new();
    stream.read_to_string(&mut closed).expect("an answer");
    assert!(closed.contains("Closed. Everything is kept."), "{closed}");
    assert!(child.wait().expect("its end").success());
    assert_eq!(copies(), 0);
}
