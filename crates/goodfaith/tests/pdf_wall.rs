//! The wall on paper: what is not meant for an audience stands in no byte of a PDF that goes out, packed or unpacked.

#![cfg(feature = "pdf")]

#[path = "common/publishing.rs"]
mod publishing;

use std::collections::BTreeMap;

use lopdf::{Document, Object};
use publishing::Campaign;

/// What no audience is meant to read.
const SECRET: &str = "CANARY";

/// What every audience is meant to read.
const MEANT: &str = "LANTERN";

/// Everything that can be read in a PDF, each with where it stands: its bytes, its streams unpacked, its strings and names, the words of
/// its pages.
fn readable(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let file = Document::load_mem(bytes).unwrap();
    let mut all = vec![("bytes".to_owned(), bytes.to_vec())];
    for (key, object) in file.trailer.iter() {
        strings(&format!("trailer {}", String::from_utf8_lossy(key)), object, &mut all);
    }
    for ((number, _), object) in &file.objects {
        strings(&format!("object {number}"), object, &mut all);
    }
    // Words are found through the table that says which letter a shape is (ToUnicode).
    for page in file.get_pages().keys() {
        let words = file.extract_text(&[*page]).unwrap();
        all.push((format!("page {page}"), words.into_bytes()));
    }
    all
}

fn strings(place: &str, object: &Object, all: &mut Vec<(String, Vec<u8>)>) {
    match object {
        Object::String(bytes, _) => {
            let text = lopdf::decode_text_string(object).unwrap_or_default();
            all.push((format!("{place}: string"), [bytes, text.as_bytes()].concat()));
        }
        Object::Name(bytes) => all.push((format!("{place}: name"), bytes.clone())),
        Object::Array(inner) => inner.iter().for_each(|one| strings(place, one, all)),
        Object::Dictionary(inner) => inner.iter().for_each(|(key, one)| {
            strings(&format!("{place} {}", String::from_utf8_lossy(key)), one, all);
        }),
        Object::Stream(stream) => {
            let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            all.push((format!("{place}: stream"), content));
            strings(place, &Object::Dictionary(stream.dict.clone()), all);
        }
        _ => {}
    }
}

/// Where a word stands in a PDF, in capitals or small letters, with or without breaks, in one byte a letter or in two.
fn places(bytes: &[u8], word: &str) -> Vec<String> {
    let plain = |bytes: &[u8]| -> Vec<u8> {
        // Of letters of two bytes the first is 0.
        let letters = bytes.iter().filter(|byte| !byte.is_ascii_whitespace() && **byte != 0);
        letters.map(u8::to_ascii_lowercase).collect()
    };
    let word = plain(word.as_bytes());
    let holds = |bytes: &[u8]| plain(bytes).windows(word.len()).any(|window| window == word);
    readable(bytes).into_iter().filter(|(_, bytes)| holds(bytes)).map(|(place, _)| place).collect()
}

/// A PDF holds what is meant, in words and in what `also` says, and nothing secret.
fn is_walled(what: &str, bytes: &[u8], also: Option<&str>) {
    let meant = places(bytes, MEANT);
    let stands = |part: &str| meant.iter().any(|place| place.contains(part));
    assert!(stands("page 1"), "{what}: {meant:?}");
    assert!(also.is_none_or(stands), "{what}: {meant:?}");
    assert_eq!(places(bytes, SECRET), Vec::<String>::new(), "{what}");
}

/// A piece of the campaign, written anew.
fn rewrite(campaign: &Campaign, name: &str, change: impl Fn(&str) -> String) {
    let file = campaign.folder.join("pieces").join(format!("{name}.md"));
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, change(&text)).unwrap();
}

fn planted(name: &str) -> Campaign {
    let campaign = Campaign::case_2022(name);
    campaign.plant();
    let question = ["member-question", "id=q", "words=CANARY-question", "topic=pay"];
    campaign.says(&[&["record", "add"][..], &question, &["--on", "2022-07-10"]].concat());
    let more = |file: &str, text: &str| {
        let file = campaign.folder.join(file);
        let before = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, format!("{before}\n{text}\n")).unwrap();
    };
    more("campaign.toml", "# CANARY-comment");
    more(
        "case.toml",
        "[[figure]]\nname = \"canary/one\"\nkind = \"quoted\"\nvalue = \"3\"\nunit = \"percent\"\nwho = \"CANARY-who\"\non = 2022-06-01\nstatement = \"CANARY-statement\"\ntitle = \"CANARY-source\"\n",
    );
    campaign
}

#[test]
fn reports_and_notices_hold_nothing_that_is_not_for_their_readers() {
    let campaign = planted("pdf-wall-reports");
    for audience in ["members", "public"] {
        let name = format!("auto-{audience}");
        let on = ["--on", "2022-07-12"];
        let draft = ["publish", "draft", "report", "--audience", audience, "--name", &name];
        campaign.says(&[&draft[..], &on].concat());
        rewrite(&campaign, &name, |text| {
            let text = text.replacen("title = \"", "title = \"LANTERN: ", 1);
            let text = text.replacen("title    = \"", "title    = \"LANTERN: ", 1);
            let text = text.replacen("+++\n", "+++\n# CANARY-in-the-head\n", 1);
            format!("{text}\nA LANTERN in the text.\n")
        });
        let release = ["publish", "release", &name, "--by", "Ana", "--pdf"];
        campaign.says(&[&release[..], &on].concat());
        let files = campaign.released(&format!("2022-07-12-{name}"));
        let pdfs: BTreeMap<_, _> =
            files.iter().filter(|(path, _)| path.ends_with(".pdf")).collect();
        assert_eq!(pdfs.len(), 2, "the report and the half page");
        for (path, bytes) in pdfs {
            // The title is in the file's information, the text on its pages.
            is_walled(&format!("{audience}: {path}"), bytes, Some("Title: string"));
        }
    }
    // The same search finds it in what the team has.
    let draft = ["publish", "draft", "report", "--on", "2022-07-12", "--audience", "team"];
    campaign.says(&[&draft[..], &["--name", "ours"]].concat());
    let out = campaign.folder.join("looked-at");
    campaign.says(&["publish", "preview", "ours", "--out", out.to_str().unwrap()]);
    let ours = std::fs::read(out.join("ours.pdf")).unwrap();
    assert!(places(&ours, SECRET).iter().any(|place| place.starts_with("page")));
}

#[test]
fn cards_hold_nothing_that_is_not_for_who_carries_them() {
    let campaign = planted("pdf-wall-cards");
    let pieces = campaign.folder.join("pieces");
    for file in std::fs::read_dir(&pieces).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    let answer = |name: &str, audience: &str, word: &str, question: &str| {
        let text = format!(
            "+++\n# CANARY-in-the-head\nkind = \"answer\"\ntitle = \"Why {word}?\"\nday = 2022-07-12\naudience = [\"{audience}\"]\nlistener = \"friend\"\nvalue = \"{word} value\"\nquestions = [\"{question}\"]\n+++\n{word} text: {{{{figure prices/year-to-latest}}}}.\n"
        );
        std::fs::write(pieces.join(format!("{name}.md")), text).unwrap();
    };
    answer("ours", "team", "CANARY", "canary-ours");
    answer("theirs", "members", MEANT, "canary-theirs");
    let printed = |name: &str, audience: &str| {
        let file = campaign.folder.join(name);
        let cards = ["publish", "cards", "--audience", audience, "--as-of", "2022-07-12", "--pdf"];
        campaign.says(&[&cards[..], &[file.to_str().unwrap()]].concat());
        std::fs::read(&file).unwrap()
    };
    // Out of the pieces, and out of what went out.
    let draft = printed("draft.pdf", "members");
    assert!(!places(&draft, "Not released").is_empty());
    is_walled("cards of pieces", &draft, None);
    campaign.release("theirs");
    let released = printed("released.pdf", "members");
    assert_eq!(places(&released, "Not released"), Vec::<String>::new());
    is_walled("cards of a release", &released, None);
}
