use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use record::audience::Audience;
use record::{fold, seen_by};
use store::Campaign;

use super::{author, fail, failed, now, open_to_read, own_file, say, write_json};
use crate::commands::cost::print_findings;

pub const EXAMPLES: &str = "\
Example:
  goodfaith record export --campaign campaigns/case-2022 > record.jsonl
  goodfaith record export --audience other-side --out for-them.jsonl

All entries: each line is an entry's canonical bytes, and `sha256sum` of a line
without its end is the hash that the next one names. For an audience: the first
line says what is inside, and the chain shows gaps where it may not see an
entry.";

pub const IMPORT_EXAMPLES: &str = "\
Example:
  goodfaith record import chronology.json --campaign new-folder
  goodfaith record import record.jsonl --campaign restored

A chronology begins a record of its own; its file is kept with it, byte for
byte. An export is taken in as it is, entry by entry, with its hashes.";

pub const BACKUP_EXAMPLES: &str = "\
Example:
  goodfaith record backup /media/stick/case-2022 --campaign campaigns/case-2022
  goodfaith check backup /media/stick/case-2022";

#[derive(Args)]
pub struct ExportArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Only what this audience may see
    #[arg(long, value_name = "WHO", value_parser = Audience::parse)]
    audience: Option<Audience>,
    /// The file to write; - or nothing is standard output
    #[arg(long, value_name = "FILE", default_value = "-")]
    out: PathBuf,
}

#[derive(Args)]
pub struct ImportArguments {
    /// A chronology (.json) or an export (.jsonl)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The campaign's folder, which has no record yet
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Who writes
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

#[derive(Args)]
pub struct BackupArguments {
    /// The new folder
    #[arg(value_name = "FOLDER")]
    to: PathBuf,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
}

pub fn run(arguments: &ExportArguments) -> ExitCode {
    let mut campaign = match open_to_read(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    if let Some(error) = own_file(&arguments.out, campaign.folder()) {
        return fail(&error, "give the output a name of its own");
    }
    let stored = match campaign.stored() {
        Ok(stored) => stored,
        Err(error) => return failed(&error),
    };
    let mut out = String::new();
    let numbers: Vec<u64> = match &arguments.audience {
        None => stored.iter().map(|one| one.number).collect(),
        Some(audience) => {
            let state = fold(campaign.entries(), money::Date::MAX, &intake::law().procedures);
            let seen = seen_by(&state, campaign.entries(), audience);
            let numbers: Vec<u64> = seen.iter().map(|entry| entry.number).collect();
            let first = serde_json::json!({
                "schema": "goodfaith-export 1", "audience": audience, "head": campaign.head().to_string(),
                "entries": numbers.len(), "numbers": numbers,
            });
            out.push_str(&format!("{first}\n"));
            numbers
        }
    };
    for one in stored.iter().filter(|one| numbers.binary_search(&one.number).is_ok()) {
        out.push_str(&one.bytes);
        out.push('\n');
    }
    write_json(&arguments.out, &out)
}

pub fn import(arguments: &ImportArguments) -> ExitCode {
    let lines = arguments.file.extension().is_some_and(|extension| extension == "jsonl");
    if lines { take_in(&arguments.file, &arguments.campaign) } else { chronology(arguments) }
}

/// Takes in an export: the same entries, the same hashes.
fn take_in(file: &Path, folder: &Path) -> ExitCode {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            return fail(&format!("{}: cannot be read: {error}", file.display()), "check the name");
        }
    };
    let lines: Vec<&str> = text.lines().collect();
    let entries = match record::read_chain(lines.iter().map(|line| (*line, None))) {
        Ok(entries) => entries,
        Err(bad) => {
            return fail(
                &format!("{}, line {}: {bad}", file.display(), bad.number),
                "give a whole export, not one made for an audience",
            );
        }
    };
    if !entries.first().is_some_and(|first| matches!(first.draft.body, record::Body::Record(_))) {
        let what = format!("{}: it does not begin as a record does", file.display());
        return fail(&what, "give a whole export");
    }
    let refused = fold(&entries, money::Date::MAX, &intake::law().procedures).refused;
    if let Some(refusal) = refused.first() {
        return fail(&format!("{}: {refusal}", file.display()), &refusal.mend);
    }
    let mut campaign = match Campaign::begin(folder) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let sealed =
        entries.into_iter().zip(lines).map(|(entry, line)| (entry, line.to_owned())).collect();
    match campaign.append(sealed) {
        Ok(head) => say(&format!(
            "{}: {} entries taken in as they were.\nHead: {head}",
            folder.display(),
            head.number
        )),
        Err(error) => failed(&error),
    }
}

fn chronology(arguments: &ImportArguments) -> ExitCode {
    let (timeline, findings) = match super::read_timeline(&arguments.file) {
        Ok(read) => read,
        Err(code) => return code,
    };
    print_findings(&findings);
    let (drafts, findings) = intake::timeline::entries(
        &timeline,
        &author(arguments.author.as_deref()),
        now(),
        intake::law(),
    );
    print_findings(&findings);
    if findings.has_errors() {
        eprintln!("Nothing was written.");
        return ExitCode::FAILURE;
    }
    let bytes = match std::fs::read(&arguments.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            return fail(
                &format!("{}: cannot be read: {error}", arguments.file.display()),
                "check the name",
            );
        }
    };
    let mut campaign = match Campaign::begin(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let sealed = match campaign.seal(drafts) {
        Ok(sealed) => sealed,
        Err(error) => {
            return fail(
                &error.to_string(),
                "mend the chronology; the record that has begun is empty",
            );
        }
    };
    let plain =
        findings.0.iter().filter(|finding| finding.what.contains("kept as a plain event")).count();
    let added = campaign.files().put(&bytes).and_then(|_| campaign.append(sealed));
    match added {
        Ok(head) => say(&format!(
            "{}: {} events in {} entries; {} kept as plain events.\nHead: {head}",
            arguments.campaign.display(),
            timeline.events.len(),
            head.number,
            plain
        )),
        Err(error) => failed(&error),
    }
}

pub fn backup(arguments: &BackupArguments) -> ExitCode {
    match store::backup(&arguments.campaign, &arguments.to) {
        Ok(made) => say(&format!(
            "{}: {} files.\nHead: {}\nProve it with: goodfaith check backup {}",
            arguments.to.display(),
            made.files.len(),
            made.head,
            arguments.to.display()
        )),
        Err(error) => failed(&error),
    }
}
