//! Coalition and after over a real connection: what is read is what the command prints, what is written is an entry or nothing.

use std::path::Path;

use money::date_from_iso;
use press::Seen;
use record::audience::Audience;
use record::{Draft, Entry, Slug, When, fold};
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
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
        "/demands/fees",
        "/claims/streets",
        "/commitments/hires",
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
fn show_ids() {
    let e = entries(&shipped("fix-la-2014"));
    let state = fold(&e, date_from_iso(DAY).unwrap(), &intake::law().procedures);
    eprintln!("{:?}", state.demands.keys().collect::<Vec<_>>());
    eprintln!("{:?}", state.partners.keys().collect::<Vec<_>>());
    eprintln!("{:?}", state.claims.keys().collect::<Vec<_>>());
    eprintln!("{:?}", state.commitments.keys().collect::<Vec<_>>());
    eprintln!("{:?}", state.actions.keys().collect::<Vec<_>>());
    eprintln!("{:?}", state.parties.keys().collect::<Vec<_>>());
    let _ = (Slug::parse("a"), When::on(date_from_iso(DAY).unwrap()), None::<Draft>);
}
