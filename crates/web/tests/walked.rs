//! Every page that a link leads to, and every form on them: no link is dead, nothing comes from elsewhere, and whatever is sent, the program
//! answers, and the record holds.

mod support;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use support::{Served, copied};

/// How many pages of a campaign are walked.
const PAGES: usize = 260;

/// What somebody could send who means no good.
const HOSTILE: [&str; 18] = [
    "",
    "\0",
    "../../record.sqlite",
    "..\\..\\case.toml",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "-1",
    "99999999999999999999999999999999999999",
    "1e999",
    "NaN",
    "2022-02-30",
    "9999-12-31",
    "0000-00-00",
    "%s%n%00",
    "\u{202e}\u{0}\u{fffd}",
    "'; DROP TABLE entries; --",
    "[{ a = ",
    "{{figure x}} {{{{ | | |",
];

/// A form of a page: where it leads, how, and the names of its fields.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct FormOf {
    to: String,
    posts: bool,
    fields: BTreeSet<String>,
}

fn decoded(text: &str) -> String {
    text.replace("&amp;", "&").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">")
}

/// The values of an attribute, in order.
fn values(html: &str, attribute: &str) -> Vec<String> {
    let mark = format!(" {attribute}=\"");
    html.match_indices(&mark)
        .map(|(at, _)| decoded(html[at + mark.len()..].split('"').next().unwrap()))
        .collect()
}

fn forms(html: &str) -> Vec<FormOf> {
    html.split("<form ")
        .skip(1)
        .map(|part| {
            let whole = part.split("</form>").next().unwrap();
            let head = format!(" {}", whole.split('>').next().unwrap());
            FormOf {
                to: values(&head, "action").first().cloned().unwrap_or_default(),
                posts: head.contains("method=\"post\""),
                fields: values(whole, "name").into_iter().filter(|name| name != "word").collect(),
            }
        })
        .collect()
}

/// A number that follows from another, so that a run is like any other.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 40).unwrap()
}

fn walk(campaign: &str, day: &str) {
    let folder = copied(campaign, &format!("walked-{campaign}"));
    let served = Served::of(&folder, day);
    let cookie = served.cookie();
    let own = [("Cookie", cookie.as_str())];
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut seen = BTreeSet::from(["/".to_owned()]);
    // Of pages that are made alike, a few: by their path without its last part.
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let mut all: BTreeSet<FormOf> = BTreeSet::new();
    let mut walked = 0;
    let mut wrong: Vec<String> = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let came = served.ask("GET", &path, &own, "");
        walked += 1;
        if came.status != 200 {
            wrong.push(format!("{path}: {} {}", came.status, came.body));
            continue;
        }
        if came.header("content-type").is_none_or(|kind| !kind.starts_with("text/html")) {
            continue;
        }
        // What a release or a site holds is shown as it went out, and is not the workspace's own.
        if came.body.contains("class=\"eyes\"") || came.body.contains("class=\"for eyes\"") {
            for part in ["<script>", "<script src=\"http", " style=\"", " onclick=", "javascript:"]
            {
                assert!(!came.body.contains(part), "{path} has {part}");
            }
            let ids = values(&came.body, "id");
            let mut different = BTreeSet::new();
            let twice: Vec<&String> = ids.iter().filter(|id| !different.insert(*id)).collect();
            if !twice.is_empty() {
                wrong.push(format!("{path} has an id twice: {twice:?}"));
            }
            for to in values(&came.body, "href") {
                if let Some(id) = to.strip_prefix('#')
                    && !id.is_empty()
                    && !ids.iter().any(|known| known == id)
                {
                    wrong.push(format!("{path}: {to} leads nowhere"));
                }
            }
            all.extend(forms(&came.body));
        }
        for to in values(&came.body, "href") {
            let to = to.split('#').next().unwrap().to_owned();
            if !to.starts_with('/') || to.contains("lang=") || !seen.insert(to.clone()) {
                continue;
            }
            let bare = to.split('?').next().unwrap();
            let kind = bare.rsplit_once('/').map_or(bare, |(kind, _)| kind).to_owned();
            let many = alike.entry(kind).or_default();
            *many += 1;
            if *many <= 12 && walked + waiting.len() < PAGES {
                waiting.push_back(to);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(walked > 40, "{walked}");
    assert!(all.len() > 10, "{all:?}");
    send(&served, &cookie, &all);
    // After all of it the program goes on, and the record holds.
    assert_eq!(served.ask("GET", "/", &own, "").status, 200);
    served.close(&cookie);
    holds(&folder);
}

/// Sends hostile values to every form.
fn send(served: &Served, cookie: &str, all: &BTreeSet<FormOf>) {
    let mut seed = 2022;
    let word = served.word(cookie);
    let origin = format!("http://{}", served.host);
    for form in all.iter().filter(|form| form.to != "/close" && form.to.starts_with('/')) {
        for round in 0..4 {
            let mut fields = form_urlencoded::Serializer::new(String::new());
            for name in &form.fields {
                // A field is left out now and then, or sent twice.
                for _ in 0..[1, 1, 1, 0, 2][next(&mut seed) % 5] {
                    let value = HOSTILE[next(&mut seed) % HOSTILE.len()];
                    fields.append_pair(name, value);
                }
            }
            fields.append_pair(HOSTILE[next(&mut seed) % HOSTILE.len()], "x");
            let came = match form.posts {
                false => {
                    let joined = if form.to.contains('?') { '&' } else { '?' };
                    let to = format!("{}{joined}{}", form.to, fields.finish());
                    served.ask("GET", &to, &[("Cookie", cookie)], "")
                }
                true => {
                    // Once without the word of our forms: nothing but a refusal.
                    if round > 0 {
                        fields.append_pair("word", &word);
                    }
                    let kind = "application/x-www-form-urlencoded";
                    let headers =
                        [("Cookie", cookie), ("Origin", origin.as_str()), ("Content-Type", kind)];
                    served.ask("POST", &form.to, &headers, &fields.finish())
                }
            };
            assert!(came.status < 500, "{form:?}: {} {}", came.status, came.body);
            assert!(!came.body.contains("<script>alert"), "{form:?}: {}", came.body);
            assert!(!came.body.contains("<img src=x"), "{form:?}: {}", came.body);
            if form.posts && round == 0 {
                assert_eq!(came.status, 403, "{form:?}");
            }
        }
    }
}

fn holds(folder: &Path) {
    let checked = store::check(folder, None, &intake::law().procedures).unwrap();
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
}

#[test]
fn every_page_and_form_of_case_2022() {
    walk("case-2022", "2022-07-12");
}

#[test]
fn every_page_and_form_of_fix_la() {
    walk("fix-la-2014", "2017-04-18");
}
