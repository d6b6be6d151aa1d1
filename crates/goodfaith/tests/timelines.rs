//! The field's published chronologies, replayed: nothing is lost, every check that belongs to the table holds.

mod common;

use intake::timeline::{self, Verdict};
use record::said::table_of_json;

/// The chronologies of the tests, written from public sources, and those of the shared data where they lie beside the checkout.
fn files() -> Vec<std::path::PathBuf> {
    let own = std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/timelines"));
    let shared = common::shared().map(|shared| shared.join("domain/worked-timelines"));
    std::iter::once(own).chain(shared).flat_map(|folder| chronologies(&folder)).collect()
}

fn chronologies(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "json"))
        .collect();
    files.sort();
    files
}

fn read(path: &std::path::Path) -> (timeline::Timeline, intake::Findings) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    timeline::read(&name, &std::fs::read(path).unwrap())
        .unwrap_or_else(|findings| panic!("{findings:#?}"))
}

#[test]
fn every_check_that_belongs_to_the_table_holds() {
    for path in files() {
        let (timeline, _) = read(&path);
        let (answers, ..) = timeline::check(&timeline, intake::law());
        assert!(!answers.is_empty());
        for answer in answers {
            assert!(
                matches!(answer.verdict, Verdict::Holds | Verdict::NotTold),
                "{}: {answer:?}",
                path.display()
            );
        }
    }
}

#[test]
fn nothing_of_a_chronology_is_lost() {
    for path in files() {
        let (timeline, read_findings) = read(&path);
        let (_, entries, findings) = timeline::check(&timeline, intake::law());
        assert!(!read_findings.has_errors() && !findings.has_errors());
        for event in &timeline.events {
            let told = table_of_json(&event.fields);
            let kept = entries.iter().find(|entry| entry.draft.as_told == told);
            let kept = kept.unwrap_or_else(|| panic!("event {} is lost", event.seq));
            assert_eq!(kept.draft.about, Some(event.when), "event {}", event.seq);
            let sources = event.fields["source"].as_array().unwrap().len();
            assert_eq!(kept.draft.source.len(), sources + 1);
        }
        let list = |name: &str| timeline.fields[name].as_array().unwrap().clone();
        let state = record::fold(&entries, money::Date::MAX, &intake::law().procedures);
        for conflict in list("conflicts") {
            let topic = conflict["topic"].as_str().unwrap();
            let told: Vec<&str> =
                state.accounts[topic].iter().map(|(_, account)| account.says.as_str()).collect();
            let values: Vec<&str> = conflict["values"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|value| value.as_str())
                .collect();
            assert_eq!(told, values, "{topic}");
        }
        assert_eq!(state.gaps.len(), list("gaps").len());
        assert!(state.refused.is_empty(), "{:?}", state.refused);
        assert!(state.unknown.is_empty());
    }
}

#[test]
fn what_is_not_known_is_kept_with_a_finding() {
    let path = std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/timelines/ctu-cps-2019.json"
    ));
    let (timeline, _) = read(path);
    let (_, entries, findings) = timeline::check(&timeline, intake::law());
    let told: Vec<&str> = findings.0.iter().map(|finding| finding.what.as_str()).collect();
    assert!(
        told.iter()
            .any(|what| what.contains("embargo_broken") && what.contains("kept as a plain event")),
        "{told:?}"
    );
    let kept = |entry: &record::Entry| matches!(&entry.draft.body, record::Body::Event(event) if event.action == "embargo-broken");
    assert!(entries.iter().any(kept));
}
