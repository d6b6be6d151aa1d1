//! A gallery of broken inputs: each runs through the real command, and the messages are the
//! manual's page of errors, `docs/errors.md`. `GOODFAITH_UPDATE=1` writes the page anew.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const DEFAULT: &str = "cost\n--roster\nroster.csv\n--schedule\nschedule.csv\n--assumptions\nassumptions.toml\n--offer\noffer.toml";

const HEAD: &str = "# Every message, with what brings it\n\n\
    Each heading names a case of `crates/goodfaith/tests/errors`: one small good set of files with\n\
    one thing broken. Those of `publish` stand in the campaign of `tests/errors/campaign`. This page is made by running them, and a test keeps it true.\n\n\
    An error keeps everything out: nothing is costed and nothing is written. A warning is read in\n\
    and said. All findings of all files come at once.\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a copy");
        }
    }
}

/// Commands that make a case's campaign: an argument a line, a blank line between two commands.
const BEFORE: &str = "before.txt";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args(arguments)
        .current_dir(folder)
        .env("GOODFAITH_AUTHOR", "Ana")
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

/// Runs the commands that a folder of the gallery has, if any, in a case's own folder.
fn steps(of: &Path, work: &Path) {
    let text = std::fs::read_to_string(of.join(BEFORE)).unwrap_or_default();
    for step in text.split("\n\n").filter(|step| !step.trim().is_empty()) {
        let arguments: Vec<&str> = step.lines().filter(|line| !line.is_empty()).collect();
        let output = run(work, &arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{}: {arguments:?}: {said}", of.display());
    }
}

/// Runs one case in a folder of its own and gives its section of the page.
fn section(case: &Path) -> String {
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let name = case.file_name().expect("a name").to_string_lossy().into_owned();
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("errors").join(&name);
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work).expect("a folder");
    copy(&gallery.join("base"), &work);
    let campaign = gallery.join("campaign");
    let in_campaign = name.starts_with("publish-");
    if in_campaign {
        copy(&campaign, &work);
    }
    copy(case, &work);
    if in_campaign {
        steps(&campaign, &work);
        steps(case, &work);
    }
    let about = std::fs::read_to_string(case.join("about.txt")).expect("about.txt");
    let arguments = std::fs::read_to_string(case.join("args.txt")).unwrap_or(DEFAULT.to_owned());
    let arguments: Vec<&str> = arguments.lines().filter(|line| !line.is_empty()).collect();
    let before = std::fs::read_dir(&work).expect("the folder").count();
    let output = run(&work, &arguments);
    let after = std::fs::read_dir(&work).expect("the folder").count();
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!message.contains("panicked"), "{name}: {message}");
    if about.starts_with("A warning") {
        assert!(output.status.success() && message.starts_with("warning: "), "{name}: {message}");
    } else {
        assert_eq!(output.status.code(), Some(1), "{name}: {message}");
        // An import, and a check of data sets, show what they read, whatever comes of it.
        let shows = arguments[0] == "import" || arguments.contains(&"check");
        assert!(shows || output.stdout.is_empty(), "{name} printed to standard output");
        assert_eq!(before, after, "{name} wrote something");
    }
    let mut section = format!("\n## {name}\n\n{}\n", about.trim());
    if case.join("args.txt").exists() {
        let quoted: Vec<String> = arguments
            .iter()
            .map(|a| if a.contains(' ') { format!("'{a}'") } else { (*a).to_owned() })
            .collect();
        let _ = write!(section, "\n    goodfaith {}\n", quoted.join(" "));
    }
    let _ = write!(section, "\n```text\n{}\n```\n", message.trim());
    section
}

#[test]
fn every_broken_input_has_its_message_on_the_page() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/cases");
    let entries = std::fs::read_dir(cases).expect("the cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    cases.sort();
    let sections: String = cases.iter().map(|case| section(case)).collect();
    let page = format!("{HEAD}{sections}");
    let path = root().join("docs/errors.md");
    if std::env::var_os("GOODFAITH_UPDATE").is_some() {
        std::fs::write(&path, &page).expect("the page is written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = page.lines().zip(kept.lines()).find(|(new, old)| new != old);
    assert!(
        page == kept,
        "docs/errors.md differs, first at {differs:?}; GOODFAITH_UPDATE=1 writes it"
    );
}
