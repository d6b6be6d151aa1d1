use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use intake::timeline::{self, Verdict};
use record::Head;
use serde_json::json;

use super::record::{failed, say, write_json};

pub const EXAMPLES: &str = "\
Example:
  goodfaith check record --campaign campaigns/case-2022
  goodfaith check record --campaign campaigns/case-2022 --head 72:b7c94a5dc03c
  goodfaith check timeline chronology.json
  goodfaith check backup /media/stick/case-2022

It ends with a failing exit code when anything is not as it should be.";

#[derive(Args)]
pub struct CheckArguments {
    #[command(subcommand)]
    what: CheckCommand,
}

#[derive(Subcommand)]
enum CheckCommand {
    /// Walk the record: database, chain, seal, files, rules; name the first bad entry
    #[command(
        after_long_help = "Example:\n  goodfaith check record --campaign campaigns/case-2022"
    )]
    Record(RecordArguments),
    /// Replay a chronology and answer its checks
    #[command(after_long_help = "Example:\n  goodfaith check timeline chronology.json")]
    Timeline(TimelineArguments),
    /// Restore a backup into a folder of its own and check it there
    #[command(after_long_help = "Example:\n  goodfaith check backup /media/stick/case-2022")]
    Backup(BackupArguments),
}

#[derive(Args)]
struct RecordArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// A head that was printed or sent, such as 72:b7c94a5dc03c: the record must still hold it
    #[arg(long, value_name = "HEAD")]
    head: Option<String>,
    /// Write what was found as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

#[derive(Args)]
struct TimelineArguments {
    /// The chronology, in the shape of docs/record.md
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Answer from this campaign's record, which may have been told more than the file
    #[arg(long, value_name = "FOLDER")]
    campaign: Option<PathBuf>,
    /// Write each answer as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "OUT", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

#[derive(Args)]
struct BackupArguments {
    /// The backup's folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Restore it into this new folder and leave it there, instead of a temporary one
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
}

pub fn run(arguments: &CheckArguments) -> ExitCode {
    match &arguments.what {
        CheckCommand::Record(arguments) => record(arguments),
        CheckCommand::Timeline(arguments) => timeline(arguments),
        CheckCommand::Backup(arguments) => backup(arguments),
    }
}

fn record(arguments: &RecordArguments) -> ExitCode {
    let kept = match arguments.head.as_deref().map(Head::parse).transpose() {
        Ok(kept) => kept,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    match store::check(&arguments.campaign, kept.as_ref(), &intake::law().procedures) {
        Ok(checked) => {
            let found = match &arguments.json {
                Some(json) => write_json(json, &checked_json(&checked)),
                None => say(&checked_text(&checked, &arguments.campaign)),
            };
            if checked.faults.is_empty() { found } else { ExitCode::FAILURE }
        }
        Err(error) => failed(&error),
    }
}

fn checked_text(checked: &store::Checked, folder: &Path) -> String {
    let mut out = String::new();
    for fault in &checked.faults {
        out.push_str(&format!("BAD  {}: {}\n", fault.at, fault.what));
    }
    for remark in &checked.remarks {
        out.push_str(&format!("note {remark}\n"));
    }
    match checked.head {
        Some(head) => out.push_str(&format!(
            "{}: {} entries and {} files hold.\nHead: {head}\n",
            folder.display(),
            checked.entries,
            checked.files
        )),
        None if checked.chain_holds => out.push_str(&format!(
            "{}: the chain of {} entries holds; what is wrong is said above.\nTake the last good backup; leave this folder as it is, it may be evidence.\n",
            folder.display(),
            checked.entries
        )),
        None if checked.entries == 0 => out.push_str(&format!(
            "{}: nothing of it can be relied on.\nTake the last good backup; leave this folder as it is, it may be evidence.\n",
            folder.display()
        )),
        None => out.push_str(&format!(
            "{}: {} entries hold before the first that does not.\nTake the last good backup; leave this folder as it is, it may be evidence.\n",
            folder.display(),
            checked.entries
        )),
    }
    out
}

fn checked_json(checked: &store::Checked) -> String {
    let faults: Vec<_> =
        checked.faults.iter().map(|fault| json!({"at": fault.at, "what": fault.what})).collect();
    let value = json!({
        "schema": "goodfaith-check-record 1",
        "holds": checked.faults.is_empty(),
        "entries": checked.entries,
        "files": checked.files,
        "head": checked.head.map(|head| head.to_string()),
        "faults": faults,
        "notes": checked.remarks,
    });
    format!("{}\n", serde_json::to_string_pretty(&value).unwrap_or_default())
}

fn timeline(arguments: &TimelineArguments) -> ExitCode {
    let (timeline, read) = match super::record::read_timeline(&arguments.file) {
        Ok(read) => read,
        Err(code) => return code,
    };
    let (answers, entries) = match &arguments.campaign {
        None => {
            let (answers, entries, findings) = timeline::check(&timeline, intake::law());
            super::cost::print_findings(&read);
            super::cost::print_findings(&findings);
            (answers, entries.len())
        }
        Some(folder) => match super::record::open_to_read(folder) {
            Ok(campaign) => {
                let entries = campaign.entries();
                (timeline::check_record(&timeline, entries, intake::law()), entries.len())
            }
            Err(error) => return super::record::failed(&error),
        },
    };
    let count =
        |verdict: Verdict| answers.iter().filter(|answer| answer.verdict == verdict).count();
    let (holds, differs) = (count(Verdict::Holds), count(Verdict::Differs));
    let (not_told, not_understood) = (count(Verdict::NotTold), count(Verdict::NotUnderstood));
    let written = match &arguments.json {
        Some(json) => {
            let all: Vec<_> = answers
                .iter()
                .map(|answer| {
                    json!({"as_of": answer.as_of.map(|day| day.to_string()), "assert": answer.asks,
                        "verdict": answer.verdict.name(), "expected": answer.expected, "got": answer.got})
                })
                .collect();
            let value = json!({"schema": "goodfaith-check-timeline 2", "timeline": timeline.name, "answers": all,
                "holds": holds, "differs": differs, "not_told": not_told, "not_understood": not_understood});
            write_json(
                json,
                &format!("{}\n", serde_json::to_string_pretty(&value).unwrap_or_default()),
            )
        }
        None => {
            let mut out = format!(
                "{}: {} events in {} entries\n\n",
                timeline.name,
                timeline.events.len(),
                entries
            );
            for answer in &answers {
                let day = answer.as_of.map(|day| format!(", as of {day}")).unwrap_or_default();
                out.push_str(&format!("{}: {}{day}\n", answer.verdict.name(), answer.asks));
                if answer.verdict != Verdict::NotTold {
                    out.push_str(&format!(
                        "  expected {}\n  got      {}\n",
                        answer.expected, answer.got
                    ));
                }
            }
            out.push_str(&format!("\n{holds} hold, {differs} differ, {not_told} not told, {not_understood} not understood.\n"));
            say(&out)
        }
    };
    if differs + not_understood > 0 { ExitCode::FAILURE } else { written }
}

fn backup(arguments: &BackupArguments) -> ExitCode {
    let temporary = std::env::temp_dir().join(format!("goodfaith-drill-{}", std::process::id()));
    let into = arguments.into.clone().unwrap_or_else(|| temporary.clone());
    if into.exists() {
        eprintln!(
            "error: {}: it is there already\nhint: name a folder that is not there yet",
            into.display()
        );
        return ExitCode::FAILURE;
    }
    let drill = store::restore_drill(&arguments.folder, &into, &intake::law().procedures);
    if arguments.into.is_none() {
        let _ = std::fs::remove_dir_all(&temporary);
    }
    match drill {
        Ok(checked) => {
            let said = say(&checked_text(&checked, &arguments.folder));
            if checked.faults.is_empty() { said } else { ExitCode::FAILURE }
        }
        Err(error) => failed(&error),
    }
}
