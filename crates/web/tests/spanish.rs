//! Every text of ours that a page says is in the Spanish catalogue: looked for in the sources themselves.

use std::path::Path;

use press::{Language, Words};

fn sources(folder: &Path, all: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => sources(&path, all),
            false if path.extension().is_some_and(|ending| ending == "rs") => {
                all.push(std::fs::read_to_string(&path).unwrap());
            }
            false => {}
        }
    }
}

/// The texts between quotes that follow a call, with escapes resolved.
fn said(source: &str) -> Vec<String> {
    let mut all = Vec::new();
    for call in ["t(\"", "part(&today.turns, \"", "part(&today.dates, \""] {
        for (at, _) in source.match_indices(call) {
            let before = source[..at].chars().next_back();
            if call == "t(\"" && before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &source[at + call.len()..];
            let end = rest.find('"').unwrap();
            all.push(rest[..end].to_owned());
        }
    }
    // Labels of fields: the second text of a call that makes one.
    for call in ["choice(\"", "text(\"", "several(\"", "day(\""] {
        for (at, _) in source.match_indices(call) {
            let mut parts = source[at + call.len()..].splitn(4, '"');
            if let (Some(_), Some(", "), Some(label)) = (parts.next(), parts.next(), parts.next())
                && label.starts_with(char::is_uppercase)
            {
                all.push(label.to_owned());
            }
        }
    }
    all
}

#[test]
fn every_text_of_the_workspace_has_its_spanish() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let texts: Vec<String> = files.iter().flat_map(|file| said(file)).collect();
    assert!(texts.len() > 100, "{}", texts.len());
    let words = Words::default();
    let mut missing: Vec<&String> =
        texts.iter().filter(|text| !words.spoken(Language::Spanish, text).1).collect();
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The sentences of refusals: what stands between quotes within a call that makes one, with a number in the place of every name.
fn refusals(source: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (at, call) in source.match_indices("Refusal::new(") {
        let (mut depth, mut text) = (1, None::<String>);
        let mut rest = source[at + call.len()..].chars().peekable();
        while let Some(c) = rest.next() {
            match (&mut text, c) {
                (Some(said), '\\') => match rest.next() {
                    // A line that goes on.
                    Some('\n') => while rest.next_if(|c| c.is_whitespace()).is_some() {},
                    Some(escaped) => said.push(escaped),
                    None => {}
                },
                (Some(_), '"') => all.extend(text.take()),
                (Some(said), '{') => {
                    while rest.next_if(|c| *c != '}').is_some() {}
                    said.push('7');
                }
                (Some(_), '}') => {}
                (Some(said), c) => said.push(c),
                (None, '"') => text = Some(String::new()),
                (None, '(') => depth += 1,
                (None, ')') => depth -= 1,
                (None, _) => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    // Shorter ones are parts of a sentence.
    all.retain(|text| text.split_whitespace().filter(|word| *word != "7").count() > 2);
    all
}

#[test]
fn every_refusal_of_the_record_has_its_spanish() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../record/src"), &mut files);
    let mut texts: Vec<String> = files.iter().flat_map(|file| refusals(file)).collect();
    assert!(texts.len() > 120, "{}", texts.len());
    texts.extend(record::rules::ALL.iter().map(|rule| rule.says.to_owned()));
    let words = Words::default();
    let mut missing: Vec<&String> =
        texts.iter().filter(|text| !words.refused(Language::Spanish, text).1).collect();
    missing.sort();
    missing.dedup();
    assert!(missing.is_empty(), "{missing:#?}");
}
