mod hires;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use desk::importing::{self, ToKeep};
use intake::import::{RosterImport, SavedMapping, ScheduleImport, import_roster, import_schedule};
use intake::{Finding, Findings, Place, Progress, Reading, Severity, Source};

use super::cost::print_findings;
use crate::output::{Output, same_file};
use crate::progress_bar::Bar;

pub const EXAMPLES: &str = "\
Example:
  goodfaith import roster payroll.xlsx --check
  goodfaith import schedule salary-schedule.csv --check

What can be read, how columns are found, what is asked for: docs/import.md.";

pub const ROSTER_EXAMPLES: &str = "\
Example:
  goodfaith import roster payroll-2014.csv.gz --check
  goodfaith import roster payroll-2014.csv.gz \\
      --expect annual-pay=754623668.34 --findings to-the-employer.xlsx

It prints what each column was taken for and why, what does not add up, and the
control totals. Nothing is written while there is an error, or with --check;
else rosters/NAME.csv, which `goodfaith cost` reads, rosters/NAME.import.json,
and mappings/NAME.toml, which is used again for files with the same headers.
More in docs/import.md.";

pub const SCHEDULE_EXAMPLES: &str = "\
Example:
  goodfaith import schedule salary-schedule.xlsx --check
  goodfaith import schedule raises.csv --pay-basis monthly \\
      --dated 2022-12-01=\"Current monthly pay\" \\
      --dated 2024-01-01=\"2024 monthly pay\"

Read are a row a rate; classes down and steps across; steps down and classes or
columns (lanes) across; ranges with minimum and maximum; several tables on a
sheet; and tables copied as text out of a PDF. Nothing is written while there is
an error, or with --check; else schedules/NAME.csv, which `goodfaith cost` reads
(ranges are kept, but not costed yet), its record, and the mapping.
More in docs/import.md.";

#[derive(Args)]
pub struct ImportArguments {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Subcommand)]
enum Kind {
    /// A list of people or positions with their pay, as the employer sent it
    #[command(after_long_help = ROSTER_EXAMPLES)]
    Roster(Box<RosterArguments>),
    /// A pay schedule in any shape
    #[command(after_long_help = SCHEDULE_EXAMPLES)]
    Schedule(Box<ScheduleArguments>),
    /// Hires and leavers, as a count towards a commitment of the record
    #[command(after_long_help = hires::EXAMPLES)]
    Hires(Box<hires::HiresArguments>),
}

/// How to read files that do not say enough themselves.
#[derive(Args)]
struct ReadingArguments {
    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The row that holds the headers, from 1
    #[arg(long, value_name = "N")]
    header_row: Option<usize>,
    /// What stands between cells of a text
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<char>,
    /// The encoding of a text, such as windows-1252
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

impl ReadingArguments {
    fn reading(&self) -> Reading {
        Reading {
            sheet: self.sheet.clone(),
            header_row: self.header_row,
            delimiter: self.delimiter,
            encoding: self.encoding.clone(),
        }
    }
}

/// Where an import goes.
#[derive(Args)]
struct WritingArguments {
    /// Write nothing: show what would be read, and what is wrong
    #[arg(long)]
    check: bool,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The canonical file to write, instead of one in the campaign's folder
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite what an earlier import wrote
    #[arg(long)]
    replace: bool,
    /// Use this saved mapping, instead of one in the campaign's mappings/
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Write the import as JSON for programs; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the findings for the employer: .xlsx with the cells marked, or .csv
    #[arg(long, value_name = "FILE")]
    findings: Vec<PathBuf>,
}

impl WritingArguments {
    /// A folder of the campaign.
    fn folder(&self, name: &str) -> PathBuf {
        match self.campaign == Path::new(".") {
            true => PathBuf::from(name),
            false => self.campaign.join(name),
        }
    }
}

#[derive(Args)]
struct RosterArguments {
    /// The roster: text with any delimiter, XLSX, XLS, ODS or Parquet, packed with
    /// gzip or not; several files are one roster
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The header that holds a canonical column: classification="Job Title"; A+B
    /// joins two, A|B takes the first that is filled
    #[arg(long, value_name = "COLUMN=HEADER")]
    map: Vec<String>,
    /// The schedule that people stand on
    #[arg(long, value_name = "FILE")]
    schedule: Option<PathBuf>,
    /// As --map, for the schedule
    #[arg(long, value_name = "COLUMN=HEADER")]
    map_schedule: Vec<String>,
    /// What the schedule's rates buy, where it does not say
    #[arg(long, value_name = "BASIS")]
    schedule_basis: Option<String>,
    /// What rates buy: hourly, daily, weekly, biweekly, semi-monthly, monthly or
    /// annual
    #[arg(long, value_name = "BASIS")]
    pay_basis: Option<String>,
    /// Whether amounts of part-time people are for full-time or as-worked
    #[arg(long, value_name = "WHICH")]
    rate_is: Option<String>,
    /// The order of dates: mdy, dmy or ymd
    #[arg(long, value_name = "ORDER")]
    dates: Option<String>,
    /// What stands before cents: point or comma
    #[arg(long, value_name = "MARK")]
    decimal: Option<String>,
    /// Paid hours of a full-time year, to add up hourly rates (2080)
    #[arg(long, value_name = "HOURS")]
    hours_per_year: Option<String>,
    /// Take only rows with a value in a column: "Unit=R02|R09"
    #[arg(long, value_name = "HEADER=VALUES")]
    only: Vec<String>,
    /// Leave out rows with a value in a column, or those that are "unpaid",
    /// "negative", "copies" of another, or "sums" of others
    #[arg(long, value_name = "HEADER=VALUES")]
    leave_out: Vec<String>,
    /// Keep a column beside, whatever it looks like
    #[arg(long, value_name = "HEADER")]
    keep: Vec<String>,
    /// Drop a column
    #[arg(long, value_name = "HEADER")]
    drop: Vec<String>,
    /// The numbers in a column are no social security numbers
    #[arg(long, value_name = "HEADER")]
    not_ssn: Vec<String>,
    /// Several rows of one person are jobs held at the same time
    #[arg(long)]
    several_jobs: bool,
    /// The employer's own total: annual-pay=, rows=, people=, heads=, fte=, or a
    /// header= of amounts
    #[arg(long, value_name = "NAME=NUMBER")]
    expect: Vec<String>,
    /// The roster's day, which two-digit years are not after (today)
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    #[command(flatten)]
    reading: ReadingArguments,
    #[command(flatten)]
    writing: WritingArguments,
}

#[derive(Args)]
struct ScheduleArguments {
    /// The schedule: text with any delimiter or as pasted, XLSX, XLS, ODS or
    /// Parquet, packed with gzip or not; several files are one schedule
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The header that holds a canonical column: classification="Job Title"; A+B
    /// joins two, A|B takes the first that is filled
    #[arg(long, value_name = "COLUMN=HEADER")]
    map: Vec<String>,
    /// A column of rates and the day from which they are in force; give it again
    /// for each
    #[arg(long, value_name = "DATE=HEADER")]
    dated: Vec<String>,
    /// What rates buy: hourly, daily, weekly, biweekly, semi-monthly, monthly or
    /// annual
    #[arg(long, value_name = "BASIS")]
    pay_basis: Option<String>,
    /// The day from which the rates are in force
    #[arg(long, value_name = "DATE")]
    effective: Option<String>,
    /// The class of a table that names none
    #[arg(long, value_name = "NAME")]
    class: Option<String>,
    /// Keep second rates of a class and step "apart", as a column of their own
    #[arg(long, value_name = "HOW")]
    second_rates: Option<SecondRates>,
    /// What stands across where steps go down: classes or columns
    #[arg(long, value_name = "WHICH")]
    across: Option<String>,
    /// What stands before cents: point or comma
    #[arg(long, value_name = "MARK")]
    decimal: Option<String>,
    /// The order of dates: mdy, dmy or ymd
    #[arg(long, value_name = "ORDER")]
    dates: Option<String>,
    /// Take only rows with a value in a column: "Coalition=Strikeable"
    #[arg(long, value_name = "HEADER=VALUES")]
    only: Vec<String>,
    /// Leave out rows with a value in a column
    #[arg(long, value_name = "HEADER=VALUES")]
    leave_out: Vec<String>,
    #[command(flatten)]
    reading: ReadingArguments,
    #[command(flatten)]
    writing: WritingArguments,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum SecondRates {
    Apart,
}

fn schedule(arguments: &ScheduleArguments) -> ExitCode {
    let writing = &arguments.writing;
    let mut findings = Findings::default();
    let saved = saved_mappings(writing, &mut findings);
    if findings.has_errors() {
        return refused(&findings);
    }
    let import = ScheduleImport {
        files: arguments.files.iter().cloned().map(Source::Path).collect(),
        map: arguments.map.clone(),
        dated: arguments.dated.clone(),
        reading: arguments.reading.reading(),
        pay_basis: arguments.pay_basis.clone(),
        decimal: arguments.decimal.clone(),
        dates: arguments.dates.clone(),
        only: arguments.only.clone(),
        leave_out: arguments.leave_out.clone(),
        across: arguments.across.clone(),
        second_rates_apart: arguments.second_rates.is_some(),
        class: arguments.class.clone(),
        effective: arguments.effective.clone(),
        saved,
    };
    let imported = {
        let bar = Bar::new();
        let tell = |doing: &str, file: &str, done: u64, of: u64| {
            bar.tell(doing, file, done, of);
            ControlFlow::Continue(())
        };
        import_schedule(&import, &Progress::new(&tell))
    };
    let outcome = Outcome {
        kind: "schedule",
        findings: &imported.findings,
        text: press::import_schedule_text(&imported),
        json: press::import_schedule_json(&imported),
        marked: &imported.marked,
        canonical: imported.canonical.as_ref(),
        mapping: imported.mapping.as_ref(),
    };
    finish(&outcome, writing, &arguments.files)
}

pub fn run(arguments: &ImportArguments) -> ExitCode {
    match &arguments.kind {
        Kind::Roster(arguments) => roster(arguments),
        Kind::Schedule(arguments) => schedule(arguments),
        Kind::Hires(arguments) => hires::run(arguments),
    }
}

/// What becomes of an import, whatever its kind.
struct Outcome<'a> {
    kind: &'a str,
    findings: &'a Findings,
    text: String,
    json: String,
    marked: &'a [intake::import::MarkedRow],
    canonical: Option<&'a intake::import::CanonicalTable>,
    mapping: Option<&'a SavedMapping>,
}

fn roster(arguments: &RosterArguments) -> ExitCode {
    let writing = &arguments.writing;
    let mut findings = Findings::default();
    let as_of = as_of(arguments.as_of.as_deref(), &mut findings);
    let saved = saved_mappings(writing, &mut findings);
    if findings.has_errors() {
        return refused(&findings);
    }
    let import = RosterImport {
        files: arguments.files.iter().cloned().map(Source::Path).collect(),
        map: arguments.map.clone(),
        schedule: arguments.schedule.clone().map(Source::Path),
        map_schedule: arguments.map_schedule.clone(),
        schedule_basis: arguments.schedule_basis.clone(),
        reading: arguments.reading.reading(),
        pay_basis: arguments.pay_basis.clone(),
        rate_is: arguments.rate_is.clone(),
        dates: arguments.dates.clone(),
        decimal: arguments.decimal.clone(),
        hours_per_year: arguments.hours_per_year.clone(),
        only: arguments.only.clone(),
        leave_out: arguments.leave_out.clone(),
        keep: arguments.keep.clone(),
        drop: arguments.drop.clone(),
        not_ssn: arguments.not_ssn.clone(),
        several_jobs: arguments.several_jobs,
        expect: arguments.expect.clone(),
        as_of: Some(as_of),
        saved,
    };
    let imported = {
        let bar = Bar::new();
        let tell = |doing: &str, file: &str, done: u64, of: u64| {
            bar.tell(doing, file, done, of);
            ControlFlow::Continue(())
        };
        import_roster(&import, &Progress::new(&tell))
    };
    let outcome = Outcome {
        kind: "roster",
        findings: &imported.findings,
        text: press::import_roster_text(&imported),
        json: press::import_roster_json(&imported),
        marked: &imported.marked,
        canonical: imported.canonical.as_ref(),
        mapping: imported.mapping.as_ref(),
    };
    finish(&outcome, writing, &arguments.files)
}

/// The day two-digit years are not after: the one given, or today.
fn as_of(given: Option<&str>, findings: &mut Findings) -> money::Date {
    let today = || jiff::Zoned::now().date();
    let Some(text) = given else { return today() };
    money::date_from_iso(text).unwrap_or_else(|_| {
        let place = Place::Argument(format!("--as-of {text}"));
        let finding = Finding::error(place, format!("\"{text}\" is not a date"));
        findings.push(finding.expected("a date such as 2014-06-30"));
        today()
    })
}

/// The mappings saved in the campaign's folder, or the one that is named.
fn saved_mappings(writing: &WritingArguments, findings: &mut Findings) -> Vec<SavedMapping> {
    let read = match &writing.mapping {
        Some(path) => importing::read_mappings(std::slice::from_ref(path)),
        None => importing::saved_mappings(&writing.folder("mappings")),
    };
    read.unwrap_or_else(|more| {
        findings.0.extend(more.0);
        Vec::new()
    })
}

/// Prints the findings of an import that went no further.
fn refused(findings: &Findings) -> ExitCode {
    print_findings(findings);
    eprintln!("Nothing was imported and nothing was written.");
    ExitCode::FAILURE
}

/// Writes and prints what came of an import: all of it, or nothing but findings.
fn finish(outcome: &Outcome<'_>, writing: &WritingArguments, inputs: &[PathBuf]) -> ExitCode {
    let good = outcome.canonical.is_some();
    let mut output = Output::default();
    output.making_folders = true;
    let mut problems = Findings::default();
    for path in &writing.findings {
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
        let bytes = match end.as_deref() {
            Some("csv") => Ok(press::findings_csv(outcome.findings, outcome.marked)),
            Some("xlsx") => press::findings_xlsx(outcome.findings, outcome.marked),
            _ => Err("its name must end in .xlsx or .csv".to_owned()),
        };
        match bytes {
            Ok(bytes) => output.add(path.clone(), bytes),
            Err(why) => problems.push(Finding::error(
                Place::Argument(format!("--findings {}", path.display())),
                format!("the findings cannot be written: {why}"),
            )),
        }
    }
    let mut written: Vec<PathBuf> = Vec::new();
    if let (Some(table), Some(mapping), false) = (outcome.canonical, outcome.mapping, writing.check)
    {
        let keep = ToKeep { kind: outcome.kind, table, json: outcome.json.clone(), mapping };
        let name = inputs.first().and_then(|path| path.file_name());
        let name = name.map_or("import".into(), |name| name.to_string_lossy());
        let places = keep.places(&writing.campaign, &name, writing.out.as_deref());
        let all = keep.files(places, writing.replace).unwrap_or_else(|problem| {
            problems.push(problem);
            Vec::new()
        });
        for (path, bytes) in all {
            if let Some(input) = inputs.iter().find(|input| same_file(input, &path)) {
                problems.push(
                    Finding::error(
                        Place::File(path.display().to_string()),
                        format!("would overwrite the input {}", input.display()),
                    )
                    .mend("give another name with --out"),
                );
            }
            written.push(path.clone());
            output.add(path, bytes);
        }
    }
    match &writing.json {
        Some(path) if path == Path::new("-") => output.print(&outcome.json),
        Some(path) => {
            output.add(path.clone(), outcome.json.clone().into_bytes());
            output.print(&outcome.text);
        }
        None => output.print(&outcome.text),
    }
    if problems.has_errors() {
        return refused(&problems);
    }
    if let Err(finding) = output.write() {
        return refused(&Findings(vec![finding]));
    }
    eprintln!();
    print_findings(outcome.findings);
    let (errors, warnings) =
        (outcome.findings.count(Severity::Error), outcome.findings.count(Severity::Warning));
    let plural = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    let found = format!("{} and {}", plural(errors, "error"), plural(warnings, "warning"));
    if !good {
        eprintln!("{found}. The {} was not imported and nothing of it was written.", outcome.kind);
        return ExitCode::FAILURE;
    }
    match written.is_empty() {
        true => eprintln!(
            "{found}. The {} can be imported; nothing was written (--check).",
            outcome.kind
        ),
        false => {
            let names: Vec<String> =
                written.iter().map(|path| path.display().to_string()).collect();
            eprintln!("{found}. Written: {}.", names.join(", "));
        }
    }
    ExitCode::SUCCESS
}
