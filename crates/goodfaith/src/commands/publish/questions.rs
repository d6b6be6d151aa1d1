//! What members ask: collected from files, grouped by topic, with what answers it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use intake::questions::{QuestionRow, read_questions};
use intake::{Finding, Findings, Source};
use money::Date;
use press::Seen;
use record::audience::Audience;
use record::body::MemberQuestion;
use record::{Body, Draft, Entry, When, fold};
use store::Campaign;

use super::desk::{open_desk, refused};
use super::shelf::{answers, shelf};
use crate::commands::record::{as_json, author, fail, failed, now, say};
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish questions
  goodfaith publish questions --audience members --json
  goodfaith publish questions import questions-2022-07.csv --by Ana

What answers a question is a piece that names it (questions = [\"strike-pay\"]),
or the one that an entry names (answered_by). To anybody but the team, fewer
than 10 are not counted, and neither is what they could be worked out from.";

pub const IMPORT_EXAMPLES: &str = "\
Example:
  goodfaith publish questions import questions-2022-07.csv --by Ana
  goodfaith publish questions import questions.toml --on 2022-07-12 --dry-run

A row for each question and whom members have to answer:

  id,words,topic,listener,times
  strike-pay,What do I live on in a strike?,strike,family,14

The words alone, without who asked. All rows go in or none; the file may be
given again, and adds nothing. What was asked since goes into a file of another
name.";

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct QuestionsArguments {
    #[command(subcommand)]
    what: Option<QuestionsCommand>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Who reads it: only what they may see is in it
    #[arg(long, value_name = "WHO", value_parser = Audience::parse, default_value = "team")]
    audience: Audience,
    /// Write it as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

#[derive(Subcommand)]
enum QuestionsCommand {
    /// Add the questions of a file to the record, all or none
    #[command(after_long_help = IMPORT_EXAMPLES)]
    Import(ImportArguments),
}

#[derive(Args)]
struct ImportArguments {
    /// The file: .csv, a workbook or .toml, with id, words, topic, listener, times
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Who brings them in
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day to which they were collected, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Say what would be added, and add nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(arguments: &QuestionsArguments) -> ExitCode {
    match &arguments.what {
        Some(QuestionsCommand::Import(arguments)) => import(arguments),
        None => told(arguments),
    }
    .unwrap_or_else(|code| code)
}

fn told(arguments: &QuestionsArguments) -> Result<ExitCode, ExitCode> {
    let desk = open_desk(&arguments.campaign)?;
    let (state, _) = desk.state(arguments.as_of.unwrap_or_else(today));
    let who = &arguments.audience;
    let answers = answers(&desk, &state, &shelf(&desk, &state), who)?;
    let seen = Seen::by(&state, desk.entries(), who);
    let asked = press::answers::asked(&seen, &answers, who);
    Ok(match &arguments.json {
        Some(file) => as_json(file, &press::answers::asked_json(&asked, who), &desk.campaign),
        None => say(&press::answers::asked_text(&asked, who)),
    })
}

fn import(arguments: &ImportArguments) -> Result<ExitCode, ExitCode> {
    let mut campaign = Campaign::open(&arguments.campaign).map_err(|error| failed(&error))?;
    let file = read_questions(&Source::Path(arguments.file.clone())).map_err(|findings| {
        let code = refused(&findings);
        eprintln!("Nothing was added.");
        code
    })?;
    let rows = new_rows(&file.rows, &file.name, campaign.entries()).map_err(|findings| {
        let code = refused(&findings);
        eprintln!("Nothing was added.");
        code
    })?;
    let known = file.rows.len() - rows.len();
    let known = match known {
        0 => String::new(),
        1 => format!("; 1 row of {} is in the record already", file.name),
        known => format!("; {known} rows of {} are in the record already", file.name),
    };
    let by = author(arguments.by.as_deref());
    let about = When::on(arguments.on.unwrap_or_else(today));
    let drafts = rows.iter().map(|row| Draft {
        source: vec![source_of(row, &file.name)],
        ..Draft::new(&by, now(), Some(about), body_of(row))
    });
    let sealed = campaign
        .seal(drafts.collect())
        .map_err(|error| fail(&error.to_string(), "mend what it says"))?;
    let asked: u64 = rows.iter().map(|row| u64::from(row.times)).sum();
    let text = format!("{} questions, asked {asked} times{known}", rows.len());
    let first = campaign.entries().len();
    let mut all: Vec<Entry> = campaign.entries().to_vec();
    all.extend(sealed.iter().map(|(entry, _)| entry.clone()));
    let refused = fold(&all, Date::MAX, &intake::law().procedures).refused;
    let ours = |number: Option<u64>| all[first..].iter().any(|entry| number == Some(entry.number));
    if let Some(refusal) = refused.iter().find(|refusal| ours(refusal.entry)) {
        let code = fail(&refusal.to_string(), &refusal.mend);
        eprintln!("Nothing was added.");
        return Err(code);
    }
    if arguments.dry_run {
        return Ok(say(&format!("{text}\nNothing was added.")));
    }
    if sealed.is_empty() {
        return Ok(say(&format!("Nothing to add{known}")));
    }
    let head = campaign.append(sealed).map_err(|error| failed(&error))?;
    Ok(say(&format!("{text}\nHead: {head}")))
}

fn source_of(row: &QuestionRow, file: &str) -> record::Source {
    let place = row.place.to_string();
    let place =
        place.strip_prefix(file).map_or(place.as_str(), |rest| rest.trim_start_matches(", "));
    let place = Some(place.to_owned()).filter(|place| !place.is_empty());
    record::Source { title: file.to_owned(), address: None, file: None, place }
}

fn body_of(row: &QuestionRow) -> Body {
    Body::from(MemberQuestion {
        id: row.id.clone(),
        words: row.words.clone(),
        topic: row.topic.clone(),
        listener: row.listener,
        times: row.times,
        answered_by: None,
    })
}

/// The rows that the record does not hold from a file of that name; one that says something else now is a finding: entries of a question
/// add up, so it would be counted twice.
fn new_rows<'a>(
    rows: &'a [QuestionRow],
    file: &str,
    entries: &[Entry],
) -> Result<Vec<&'a QuestionRow>, Findings> {
    let mut findings = Findings::default();
    let mut new = Vec::new();
    for row in rows {
        let of_file = |entry: &&Entry| entry.draft.source.iter().any(|source| source.title == file);
        let known = entries.iter().filter(of_file).find_map(|entry| match &entry.draft.body {
            Body::MemberQuestion(one) if one.id == row.id && one.listener == row.listener => {
                Some((entry.number, one))
            }
            _ => None,
        });
        match known {
            None => new.push(row),
            Some((_, one)) if Body::from((**one).clone()) == body_of(row) => {}
            Some((number, one)) => {
                let what = format!(
                    "{} came in from a file of this name before, as entry {number}: \"{}\", {}, {} times",
                    row.id, one.words, one.topic, one.times
                );
                findings.push(
                    Finding::error(row.place.clone(), what)
                        .expected("the same row, or a file of another name")
                        .mend(format!("put what was asked since into a file of its own; or mend what came in: goodfaith record add member-question --corrects {number}")),
                );
            }
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(new) }
}
