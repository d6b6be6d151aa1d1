//! A small campaign with pay of peers: a published study that the command's own tests hold to the printed digit.

use std::path::{Path, PathBuf};

use intake::data::{About, Kind};

/// The folder of the study: its case, its rule, its matches, its pay.
pub fn study() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../goodfaith/tests/case/san-juan")
}

/// A campaign with the study's pay as a data set, and no rule and no case yet.
pub fn with_pay(test: &str) -> PathBuf {
    let folder = super::scratch(test);
    for file in ["campaign.toml", "record.sqlite", "record.seal"] {
        std::fs::copy(super::shipped("case-2022").join(file), folder.join(file)).unwrap();
    }
    let pay = std::fs::read(study().join("pay.csv")).unwrap();
    let sha256 = record::Digest::of(&pay).to_string();
    let into = intake::data::folder_of(&folder, &sha256);
    std::fs::create_dir_all(&into).unwrap();
    let about = About {
        name: "study-2022".to_owned(),
        kind: Kind::Pay,
        publisher: "Bryce Consulting".to_owned(),
        title: "2022 Compensation Study".to_owned(),
        address: String::new(),
        retrieved_on: None,
        vintage: String::new(),
        published_on: None,
        note: String::new(),
        map: vec!["employer=agency".to_owned(), "classification=class".to_owned()],
        added_at: None,
    };
    std::fs::write(into.join("pay.csv"), &pay).unwrap();
    std::fs::write(into.join("dataset.toml"), about.to_toml("pay.csv", &sha256)).unwrap();
    folder
}

/// The same with the study's case, rule and matches.
pub fn studied(test: &str) -> PathBuf {
    let folder = with_pay(test);
    std::fs::create_dir_all(folder.join("peers")).unwrap();
    for file in ["case.toml", "peers/study.toml", "peers/study.matches.csv"] {
        std::fs::copy(study().join(file), folder.join(file)).unwrap();
    }
    folder
}
