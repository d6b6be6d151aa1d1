//! One engine: every number that a page of the workspace shows is one that a command gives to programs with `--json`.
//!
//! Every page that a link leads to is walked, in both examples. Where each number belongs is held by the tests of the rooms
//! (`crates/web/tests`); this one finds a number that a page made up, rounded on its own or wrote by hand.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A number as it is written: its digits, and how many of them are behind the point.
type Decimal = (i128, u32);

/// The most digits behind the point that a page shows.
const PLACES: u32 = 6;

fn read(token: &str) -> Option<Decimal> {
    let (whole, part) = token.split_once('.').unwrap_or((token, ""));
    let digits = format!("{whole}{part}");
    Some((digits.parse().ok()?, u32::try_from(part.len()).ok()?))
}

/// A number that JSON gives exactly, as one whole number over another.
fn fraction(text: &str) -> Option<(i128, i128)> {
    let (over, under) = text.trim_start_matches('-').split_once('/')?;
    let (over, under): (i128, i128) = (over.parse().ok()?, under.parse().ok()?);
    (under > 0 && over < i128::MAX / 1_000_000_000).then_some((over, under))
}

/// The numbers of a text: digits, with commas between thousands and a point before a part.
fn numbers(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut all = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let begun = at;
        let mut point = false;
        while digit(at)
            || (bytes.get(at) == Some(&b',')
                && !point
                && (1..4).all(|next| digit(at + next))
                && !digit(at + 4))
            || (bytes.get(at) == Some(&b'.') && !point && digit(at + 1))
        {
            point |= bytes[at] == b'.';
            at += 1;
        }
        // What is grown together with letters is a name or a hash.
        let letter = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic)
        };
        if !letter(begun.checked_sub(1)) && !letter(Some(at)) {
            all.push(text[begun..at].replace(',', ""));
        }
    }
    all
}

/// What the commands know: every number, as it is and rounded to fewer places.
#[derive(Default)]
struct Known(BTreeSet<Decimal>);

impl Known {
    fn add(&mut self, token: &str) {
        let Some((digits, places)) = read(token) else { return };
        self.round(digits, places);
    }

    /// Half up, as every number of ours is rounded.
    fn round(&mut self, digits: i128, places: u32) {
        for fewer in 0..=places.min(PLACES) {
            let by = 10_i128.pow((places - fewer).min(30));
            self.0.insert(((digits + by / 2) / by, fewer));
        }
    }

    /// An exact fraction, to each number of places; as a share and as a percent.
    fn divide(&mut self, over: i128, under: i128) {
        for places in 0..=PLACES {
            for percent in [1, 100] {
                let by = over * 10_i128.pow(places) * percent;
                self.0.insert(((by * 2 + under) / (under * 2), places));
            }
        }
    }

    fn json(&mut self, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::Number(number) => self.add(&number.to_string().replace('-', "")),
            Value::String(text) => match fraction(text) {
                Some((over, under)) => self.divide(over, under),
                None => numbers(text).iter().for_each(|token| self.add(token)),
            },
            Value::Array(all) => {
                self.add(&all.len().to_string());
                all.iter().for_each(|one| self.json(one));
            }
            Value::Object(fields) => {
                for (name, value) in fields {
                    numbers(name).iter().for_each(|token| self.add(token));
                    self.json(value);
                }
            }
        }
    }

    fn has(&self, token: &str) -> bool {
        let Some((mut digits, mut places)) = read(token) else { return false };
        loop {
            if self.0.contains(&(digits, places)) {
                return true;
            }
            if places == 0 || digits % 10 != 0 {
                return false;
            }
            (digits, places) = (digits / 10, places - 1);
        }
    }
}

fn campaign(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns").join(name)
}

/// What a command gives to programs.
fn json(folder: &Path, arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&said).unwrap_or_else(|error| {
        panic!("{arguments:?}: {error}\n{said}\n{}", String::from_utf8_lossy(&output.stderr))
    })
}

/// The text of a page's `main`, without what is typed into and what stands as it was written in a file.
fn text(html: &str) -> String {
    let main = html.split_once("<main").map_or("", |(_, rest)| rest);
    let main = main.split("</main>").next().unwrap();
    let mut text = String::new();
    let mut within = "";
    for part in main.split('<').skip(1) {
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.split([' ', '/']).next().unwrap();
        if within.is_empty()
            && ["pre", "textarea", "option", "aside", "code", "label"].contains(&name)
            && !tag.ends_with('/')
        {
            within = name;
        } else if !within.is_empty() && tag.strip_prefix('/') == Some(within) {
            within = "";
        }
        if within.is_empty() {
            // Two cells are two texts.
            text.push(if ["b", "strong", "a", "span"].contains(&name) { '\u{200b}' } else { '\n' });
            text.push_str(rest);
        }
    }
    text.replace('\u{200b}', "")
}

struct Served {
    host: String,
    cookie: String,
}

impl Served {
    fn start(folder: &Path, day: &str) -> Served {
        let as_of = Some(money::date_from_iso(day).unwrap());
        // No page gives way to one that says how far it is.
        let pace = web::Pace { patience: std::time::Duration::from_secs(300), at_step: None };
        let options =
            web::Options { folder: folder.to_owned(), as_of, pace, ..web::Options::default() };
        let server = web::Server::bind(&options).unwrap();
        let address = server.address().strip_prefix("http://").unwrap().to_owned();
        std::thread::spawn(move || server.run());
        let (host, token) = address.split_once("/?token=").unwrap();
        let mut served = Served { host: host.to_owned(), cookie: String::new() };
        let (_, came) = served.get(&format!("/?token={token}"));
        let (_, rest) = came.split_once("set-cookie: ").unwrap();
        served.cookie = rest.split(';').next().unwrap().to_owned();
        served
    }

    fn get(&self, path: &str) -> (bool, String) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let (host, cookie) = (&self.host, &self.cookie);
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let all = String::from_utf8_lossy(&all).into_owned();
        (all.starts_with("HTTP/1.1 200") && all.contains("content-type: text/html"), all)
    }
}

/// Where a link of a page leads within the workspace.
fn ways(html: &str) -> Vec<String> {
    html.split(" href=\"")
        .skip(1)
        .map(|rest| rest.split(['"', '#']).next().unwrap().replace("&amp;", "&"))
        .filter(|to| to.starts_with('/') && !to.contains("lang="))
        .collect()
}

/// What says how a field is filled in, by an example; and a hash.
fn is_hint(line: &str) -> bool {
    ["One a line:", "Such as ", "1, or 0.5", "SHA-256"].iter().any(|hint| line.contains(hint))
}

/// Walks every page, and holds each number against what is known.
fn walk(name: &str, day: &str, known: &Known) {
    let served = Served::start(&campaign(name), day);
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut unknown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut found = 0;
    while let Some(path) = waiting.pop_front() {
        let (good, page) = served.get(&path);
        // What went out, and the sites, are frozen: they have tests of their own.
        if !good || path.starts_with("/publishing/sites/") || path.contains("/files/") {
            continue;
        }
        waiting.extend(ways(&page).into_iter().filter(|to| seen.insert(to.clone())));
        let text = text(&page);
        for line in text.lines().map(str::trim).filter(|line| !is_hint(line)) {
            // The number of a line in a list is no number of the campaign.
            let listed = line.split_once(". ").filter(|(n, _)| n.parse::<u32>().is_ok());
            let line = listed.map_or(line, |(_, rest)| rest);
            for token in numbers(line) {
                found += 1;
                if !known.has(&token) {
                    unknown.entry(path.clone()).or_default().insert(format!("{token} in: {line}"));
                }
            }
        }
    }
    eprintln!("{name}: {} pages, {found} numbers", seen.len());
    assert!(seen.len() > 60 && found > 2_000, "{} {found}", seen.len());
    let said: Vec<String> = unknown
        .iter()
        .map(|(path, all)| {
            format!("{path}\n  {}", all.iter().cloned().collect::<Vec<_>>().join("\n  "))
        })
        .collect();
    assert!(said.is_empty(), "numbers that no command gives:\n{}", said.join("\n"));
}

/// What a costing's offers change in each component: the difference of two numbers that it gives.
fn changes_by_component(known: &mut Known, costing: &Value) {
    for offer in costing["offers"].as_array().unwrap() {
        for (at, year) in offer["years"].as_array().unwrap().iter().enumerate() {
            let before = &costing["baseline"]["years"][at]["components"];
            for (name, after) in year["components"].as_object().unwrap() {
                let cents = |value: &Value| value.as_str().map_or(0, |text| read(text).unwrap().0);
                known.round((cents(after) - cents(&before[name])).abs(), 2);
            }
        }
    }
}

/// The days that are left to every day of a calendar, from the day that it is of.
fn days_left(known: &mut Known, calendar: &Value, on: money::Date) {
    match calendar {
        Value::String(text) => {
            if let Ok(day) = money::date_from_iso(text) {
                known.round(record::days_between(on, day).abs().into(), 0);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| days_left(known, one, on)),
        Value::Object(fields) => fields.values().for_each(|one| days_left(known, one, on)),
        _ => {}
    }
}

/// What the files of releases say to programs: their lists with the size of each file, which pages give in kilobytes, and their kits.
fn released(known: &mut Known, folder: &Path) {
    for release in std::fs::read_dir(folder.join("releases")).unwrap() {
        for file in std::fs::read_dir(release.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name != "release.json" && !name.ends_with(".share.json") {
                continue;
            }
            let json: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            known.json(&json);
            for file in json["files"].as_array().into_iter().flatten() {
                known.round(file["bytes"].as_i64().unwrap().into(), 3);
            }
        }
    }
}

fn known(folder: &Path, commands: &[&[&str]]) -> Known {
    let mut known = Known::default();
    for arguments in commands {
        let json = json(folder, arguments);
        known.json(&json);
        match arguments[0] {
            "cost" => changes_by_component(&mut known, &json),
            "status" if arguments.contains(&"--calendar") => {
                let on = money::date_from_iso(json["as_of"].as_str().unwrap()).unwrap();
                days_left(&mut known, &json, on);
            }
            _ => {}
        }
    }
    known
}

#[test]
fn every_number_on_every_page_of_case_2022_is_one_of_the_commands() {
    let folder = campaign("case-2022");
    let cost = "cost --roster rosters/unit-2.csv --schedule schedules/unit-2-2021-22.csv --assumptions assumptions/base.toml \
                --offer offers/state-2022-06-11.toml --offer offers/union-2022-06-synthetic.toml --json -";
    let cost: Vec<&str> = cost.split_whitespace().collect();
    let mut known = known(
        &folder,
        &[
            &cost,
            &[&cost[..], &["--by", "classification"]].concat(),
            &[&cost[..], &["--by", "department"]].concat(),
            &["case", "--json", "-"],
            &["case", "peers", "show", "--json", "-"],
            &["status", "--as-of", "2022-07-12", "--json"],
            &["status", "--calendar", "--as-of", "2022-07-12", "--json"],
            &["record", "show", "--json"],
            &["publish", "list", "--json"],
            &["publish", "check", "--json"],
            &["publish", "questions", "--json"],
            &["publish", "answers", "--json"],
            &["publish", "story", "list", "--json"],
        ],
    );
    for piece in std::fs::read_dir(folder.join("pieces")).unwrap() {
        let path = piece.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        known.json(&json(&folder, &["publish", "preview", &name, "--json"]));
    }
    released(&mut known, &folder);
    walk("case-2022", "2022-07-12", &known);
}

#[test]
fn every_number_on_every_page_of_fix_la_is_one_of_the_commands() {
    let folder = campaign("fix-la-2014");
    let known = known(
        &folder,
        &[
            &["status", "--as-of", "2017-04-18", "--json"],
            &["status", "--calendar", "--as-of", "2017-04-18", "--json"],
            &["record", "show", "--json"],
            &["case", "--json", "-"],
            &["publish", "chronicle", "--json"],
            &["publish", "rebuttal", "--json"],
        ],
    );
    walk("fix-la-2014", "2017-04-18", &known);
}
