//! A copy of the shipped campaign, to be released from and to be looked through.

#![allow(dead_code)]

#[path = "unreleased.rs"]
mod unreleased;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true if entry.file_name() == "releases" => {}
            true => copy(&entry.path(), &target),
            false => {
                std::fs::copy(entry.path(), &target).unwrap();
            }
        }
    }
}

/// A copy of the shipped campaign, to be written into.
pub struct Campaign {
    pub folder: PathBuf,
}

impl Campaign {
    pub fn case_2022(name: &str) -> Campaign {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("publish").join(name);
        let _ = std::fs::remove_dir_all(&folder);
        copy(&root().join("campaigns/case-2022"), &folder);
        unreleased::without_releases(&folder);
        Campaign { folder }
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goodfaith"));
        command.args(arguments).arg("--campaign").arg(&self.folder);
        command.output().unwrap()
    }

    /// What a command prints that must succeed.
    pub fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {error}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What a command says that must be refused.
    pub fn refuses(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?} was let through");
        String::from_utf8(output.stderr).unwrap()
    }

    pub fn release(&self, piece: &str) -> String {
        self.says(&["publish", "release", piece, "--by", "Ana", "--on", "2022-07-12"])
    }

    pub fn write_piece(&self, name: &str, audience: &str, text: &str) {
        let head = format!(
            "+++\nkind = \"report\"\ntitle = \"A piece\"\nday = 2022-07-12\naudience = [{audience}]\nsummary = \"Two lines.\"\n+++\n{text}\n"
        );
        std::fs::write(self.folder.join("pieces").join(format!("{name}.md")), head).unwrap();
    }

    pub fn released(&self, id: &str) -> BTreeMap<String, Vec<u8>> {
        let mut all = BTreeMap::new();
        gather(&self.folder.join("releases").join(id), "", &mut all);
        all
    }

    pub fn head(&self) -> String {
        self.says(&["record", "show", "--json"])
    }

    /// Puts words into every field of the record that a report for members or the public draws on, none of them for either.
    pub fn plant(&self) {
        let add = |arguments: &[&str]| {
            self.says(&[&["record", "add"][..], arguments, &["--on", "2022-07-10"]].concat());
        };
        let pass = [
            "pass",
            "id=x1",
            "from=calhr",
            "kind=counter",
            "title=CANARY-title",
            "items.telework.says.days=CANARY-says",
        ];
        add(&pass);
        add(&["response", "by=calhr", "to=case-salary-2", "kind=question", "words=CANARY-words"]);
        add(&["claim", "id=canary", "speaker=CANARY-speaker", "words=CANARY-claim", "status=said"]);
        add(&["event", "action=CANARY-action", "actor=CANARY-actor", "summary=CANARY-event"]);
        add(&["session", "state=planned", "agenda=CANARY-agenda"]);
        add(&["count", "id=c", "kind=survey", "state=open", "title=CANARY-count"]);
        add(&[
            "action",
            "id=a",
            "step=asked",
            "title=CANARY-do",
            "ask=CANARY-ask",
            "planned_for=2022-07-20",
        ]);
        add(&["date", "id=d", "kind=other", "title=CANARY-date", "on=2022-07-30"]);
        add(&["item", "id=secret", "title=CANARY-item"]);
        add(&["pass", "id=x2", "from=case", "kind=initial", "items.secret.says.x=CANARY-secret"]);
    }
}

/// Every file below a folder, by its path.
pub fn gather(folder: &Path, before: &str, all: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{before}{}", path.file_name().unwrap().to_string_lossy());
        match path.is_dir() {
            true => gather(&path, &format!("{name}/"), all),
            false => {
                all.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
}

/// A file of a release, as text.
pub fn text<'a>(files: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    let bytes = files.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", files.keys()));
    std::str::from_utf8(bytes).unwrap()
}
