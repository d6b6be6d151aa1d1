#![allow(dead_code, reason = "each test binary uses its own part of it")]

use std::path::{Path, PathBuf};

use record::body::Event;
use record::{Body, Draft, Entry, Head};

/// A folder of a test's own, removed at its end.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new(name: &str) -> Scratch {
        let folder =
            std::env::temp_dir().join(format!("goodfaith-store-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Scratch(folder)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn folder(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A plain event after a head, sealed.
pub fn event(after: Head, summary: &str) -> (Entry, String) {
    let body = Event {
        action: "told".to_owned(),
        actor: "somebody".to_owned(),
        summary: summary.to_owned(),
        subject: vec![],
        values: record::said::Table::new(),
    };
    let written = "2022-07-12T18:03:00Z".parse().unwrap();
    Draft::new("note taker", written, None, Body::from(body))
        .seal(after.number + 1, after.hash)
        .unwrap()
}
