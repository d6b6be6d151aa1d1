use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use desk::{campaign_words, kept_path};
use intake::case::peers::PeerTable;
use intake::case::{Book, CASE_FILE, MadeFigure, Staleness, campaign_name};
use intake::data::{self, ABOUT_FILE, About, DataSet, Kind};
use intake::{Finding, Findings, Place, Source};
use jiff::Timestamp;
use money::Date;

use super::cost::print_findings;
use crate::output::Output;
use crate::waiting::Waiting;

pub const EXAMPLES: &str = "\
Example:
  goodfaith case --campaign campaigns/case-2022
  goodfaith case --campaign campaigns/case-2022 --html case.html --lang es
  goodfaith case data list
  goodfaith case receipt --campaign campaigns/case-2022
  goodfaith case receipt prices/year-to-latest --campaign campaigns/case-2022

What stands in a case file, what data sets are and what a receipt says:
docs/case.md.";

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct CaseArguments {
    #[command(subcommand)]
    what: Option<CaseCommand>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The case file, instead of case.toml in the campaign's folder
    #[arg(long, value_name = "FILE")]
    case: Option<PathBuf>,
    /// Write the case as one page that needs nothing else; - is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The page's language: en or es
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    lang: press::Language,
    /// Write every figure with its receipt, every hole, table and goal as JSON for programs; - is
    /// standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a row for each figure and each hole; - is standard output
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

pub fn language(text: &str) -> Result<press::Language, String> {
    let known = press::Language::NAMES.into_iter().find(|(code, _)| *code == text);
    known.map(|(_, language)| language).ok_or_else(|| "en or es".to_owned())
}

#[derive(Subcommand)]
enum CaseCommand {
    /// Print a figure with its receipt and work it out again; without a name, list all figures
    #[command(after_long_help = RECEIPT_EXAMPLES)]
    Receipt(ReceiptArguments),
    /// Where our classes stand among the same work elsewhere; register whom we compare with
    #[command(subcommand)]
    Peers(PeersCommand),
    /// The data sets that the case is made of: what there is, add one, check them
    #[command(subcommand)]
    Data(DataCommand),
}

const RECEIPT_EXAMPLES: &str = "\
Example:
  goodfaith case receipt --campaign campaigns/case-2022
  goodfaith case receipt prices/year-to-latest --campaign campaigns/case-2022
  goodfaith case receipt prices/year-to-latest --campaign campaigns/case-2022 \\
      --json -

--keep writes the receipt to receipts/FIGURE.json in the campaign's folder.
From then on the command says whether it still holds: STALE, with a failing
exit code, where an input has other bytes or a step comes to something else.";

#[derive(Args)]
struct ReceiptArguments {
    /// The figure's name, such as prices/year-to-latest
    #[arg(value_name = "FIGURE")]
    figure: Option<String>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The case file, instead of case.toml in the campaign's folder
    #[arg(long, value_name = "FILE")]
    case: Option<PathBuf>,
    /// Keep the receipt in the campaign's folder, instead of one kept before
    #[arg(long, requires = "figure")]
    keep: bool,
    /// Write the receipt as JSON for programs; - is standard output
    #[arg(long, value_name = "FILE", requires = "figure")]
    json: Option<PathBuf>,
}

#[derive(Subcommand)]
enum PeersCommand {
    /// Show who matches and what they pay, where we stand, and which peer carries the result
    #[command(after_long_help = SHOW_EXAMPLES)]
    Show(ShowArguments),
    /// Write down, with the time, whom a rule compares with and how, before the data come in
    #[command(after_long_help = REGISTER_EXAMPLES)]
    Register(RegisterArguments),
}

const SHOW_EXAMPLES: &str = "\
Example:
  goodfaith case peers show --campaign campaigns/case-2022
  goodfaith case peers show public-law --campaign campaigns/case-2022 \\
      --csv peers.csv

A rule is a file peers/NAME.toml that the case file lists under `peers`; what
matches what stands beside it in peers/NAME.matches.csv: docs/case.md.";

const REGISTER_EXAMPLES: &str = "\
Example:
  goodfaith case peers register public-law --campaign campaigns/case-2022

The line goes to peers/registered.csv with the time of this computer's clock.
Send its SHA-256, which is printed, to somebody on the same day: then nobody
needs to take the clock's word for it. From then on results say whether the
rule was registered before its data were taken in, and whether it was changed
since.";

#[derive(Args)]
struct ShowArguments {
    /// The rule's name; all rules of the case without one
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The case file, instead of case.toml in the campaign's folder
    #[arg(long, value_name = "FILE")]
    case: Option<PathBuf>,
    /// Write the tables and every receipt as JSON for programs; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a row for each class, peer and point, then for each figure; - is standard output
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

#[derive(Args)]
struct RegisterArguments {
    /// The rule's name
    #[arg(value_name = "RULE")]
    rule: String,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
}

#[derive(Subcommand)]
enum DataCommand {
    /// List the data sets, those that ship with the program first
    #[command(after_long_help = LIST_EXAMPLES)]
    List(ListArguments),
    /// Take in a data set: it is kept as it came, with what is known of it
    #[command(after_long_help = ADD_EXAMPLES)]
    Add(Box<AddArguments>),
    /// Look whether every data set still has the bytes it was added with, and can be read
    #[command(after_long_help = CHECK_EXAMPLES)]
    Check(CheckArguments),
}

const LIST_EXAMPLES: &str = "\
Example:
  goodfaith case data list
  goodfaith case data list --campaign campaigns/case-2022 --series";

const ADD_EXAMPLES: &str = "\
Example:
  goodfaith case data add cu.data.0.Current --kind bls-cpi --name cpi-2026-09 \\
      --publisher \"U.S. Bureau of Labor Statistics\" \\
      --title \"CPI-U, current series\" --retrieved-on 2026-10-15 \\
      --address https://download.bls.gov/pub/time.series/cu/
  goodfaith case data add county-pay.csv --kind pay --name county-pay-2022 \\
      --publisher \"Sacramento County\" --title \"Salary ranges, July 2022\" \\
      --map classification=\"Job Title\" --map maximum=\"Top Step\"

Kinds: bls-cpi is a data file of the BLS database; bls-oews a workbook of the
wage survey; sco-compensation an export of Government Compensation in
California; pay any table of other employers' pay, with --map for the columns
employer, classification, minimum, midpoint, maximum, pay, cash, total and
effective; series any table of numbers by part and by year, with --map for
part, at and, where each row is one number, series and value.
Nothing is fetched.";

const CHECK_EXAMPLES: &str = "\
Example:
  goodfaith case data check --campaign campaigns/case-2022";

#[derive(Args)]
struct ListArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// List what is in each: the series of a price index; the occupations, areas and
    /// industries of a wage survey
    #[arg(long)]
    series: bool,
    /// Write the list as JSON for programs; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

#[derive(Args)]
struct CheckArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Write what was found as JSON for programs; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

#[derive(Args)]
struct AddArguments {
    /// The file as it came
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What it is: bls-cpi, bls-oews, sco-compensation, pay or series
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Kind,
    /// The name that the case calls it by: small letters, digits, hyphens
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Who published it
    #[arg(long, value_name = "TEXT")]
    publisher: String,
    /// Its title
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// Where it can be had
    #[arg(long, value_name = "TEXT", default_value = "")]
    address: String,
    /// When it was fetched from there, such as 2026-10-15
    #[arg(long, value_name = "DATE", value_parser = day)]
    retrieved_on: Option<Date>,
    /// Which edition it is, such as "May 2025"
    #[arg(long, value_name = "TEXT", default_value = "")]
    vintage: String,
    /// When that edition came out: no figure of an earlier day uses it
    #[arg(long, value_name = "DATE", value_parser = day)]
    published_on: Option<Date>,
    /// What a reader should know of it
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    /// For pay and series, the header that holds a column: maximum="Top Step"
    #[arg(long, value_name = "COLUMN=HEADER")]
    map: Vec<String>,
    /// Write nothing: show what would be taken in
    #[arg(long)]
    check: bool,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
}

fn kind(text: &str) -> Result<Kind, String> {
    let names: Vec<&str> = Kind::NAMES.iter().map(|(name, _)| *name).collect();
    let known = Kind::NAMES.into_iter().find(|(name, _)| *name == text);
    known.map(|(_, kind)| kind).ok_or_else(|| format!("one of {}", names.join(", ")))
}

fn day(text: &str) -> Result<Date, String> {
    money::date_from_iso(text).map_err(|_| "a date such as 2022-07-12".to_owned())
}

pub fn run(arguments: &CaseArguments) -> ExitCode {
    let Some(what) = &arguments.what else {
        return whole(arguments).unwrap_or_else(refused);
    };
    let result = match what {
        CaseCommand::Receipt(arguments) => receipt(arguments),
        CaseCommand::Peers(PeersCommand::Show(arguments)) => show_peers(arguments),
        CaseCommand::Peers(PeersCommand::Register(arguments)) => register(arguments),
        CaseCommand::Data(DataCommand::List(arguments)) => list(arguments),
        CaseCommand::Data(DataCommand::Add(arguments)) => add(arguments),
        CaseCommand::Data(DataCommand::Check(arguments)) => check(arguments),
    };
    result.unwrap_or_else(refused)
}

/// Refuses outputs that would overwrite each other or what the case is made of.
fn guard(
    outputs: &[(&str, Option<&Path>)],
    campaign: &Path,
    case: &Path,
    book: &Book,
) -> Result<(), Findings> {
    let mut inputs = vec![case.to_owned(), campaign.join("campaign.toml")];
    inputs.extend(book.inputs.iter().map(|input| campaign.join(&input.name)));
    for folder in ["data", "peers", "words", "receipts"] {
        files_under(&campaign.join(folder), &mut inputs);
    }
    crate::output::clash(outputs, &inputs).map_or(Ok(()), |finding| Err(one(finding)))
}

fn files_under(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => files_under(&path, files),
            path => files.push(path),
        }
    }
}

fn refused(findings: Findings) -> ExitCode {
    print_findings(&findings);
    eprintln!("Nothing was written.");
    ExitCode::FAILURE
}

fn whole(arguments: &CaseArguments) -> Result<ExitCode, Findings> {
    let case = arguments.case.clone().unwrap_or_else(|| arguments.campaign.join(CASE_FILE));
    let waiting = Waiting::new(&format!("reading {}", case.display()));
    let book = Book::open(&arguments.campaign, &Source::Path(case.clone()))?;
    drop(waiting);
    let outputs = [
        ("--html", arguments.html.as_deref()),
        ("--json", arguments.json.as_deref()),
        ("--csv", arguments.csv.as_deref()),
    ];
    guard(&outputs, &arguments.campaign, &case, &book)?;
    for warning in &book.warnings.0 {
        eprintln!("{warning}");
    }
    let campaign = campaign_name(&arguments.campaign).unwrap_or_else(|| {
        let folder = arguments.campaign.canonicalize().unwrap_or(arguments.campaign.clone());
        folder.file_name().map_or("The case".to_owned(), |name| name.to_string_lossy().into_owned())
    });
    let words = match arguments.html.is_some() {
        true => campaign_words(&arguments.campaign, arguments.lang)?,
        false => press::Words::default(),
    };
    let mut output = Output::default();
    let forms = [
        arguments
            .html
            .as_deref()
            .map(|path| (path, press::case_page(&book, &campaign, arguments.lang, &words))),
        arguments.json.as_deref().map(|path| (path, press::case_json(&book, &campaign))),
        arguments.csv.as_deref().map(|path| (path, press::case_csv(&book))),
    ];
    let aside = forms.iter().flatten().any(|(path, _)| is_standard_output(Some(path)));
    for (path, text) in forms.into_iter().flatten() {
        put(&mut output, Some(path), text);
    }
    if !aside {
        output.print(&press::case_text(&book, &campaign));
    }
    output.write().map_err(one)?;
    Ok(ExitCode::SUCCESS)
}

fn one(finding: Finding) -> Findings {
    Findings(vec![finding])
}

fn is_standard_output(path: Option<&Path>) -> bool {
    path == Some(Path::new("-"))
}

/// Puts a form for programs where it was asked for.
fn put(output: &mut Output, path: Option<&Path>, text: String) {
    match path {
        Some(path) if is_standard_output(Some(path)) => output.print(&text),
        Some(path) => output.add(path.to_owned(), text.into_bytes()),
        None => {}
    }
}

fn receipt(arguments: &ReceiptArguments) -> Result<ExitCode, Findings> {
    let campaign = &arguments.campaign;
    let case = arguments.case.clone().unwrap_or_else(|| campaign.join(CASE_FILE));
    let waiting = Waiting::new(&format!("reading {}", case.display()));
    let book = Book::open(campaign, &Source::Path(case.clone()))?;
    drop(waiting);
    guard(&[("--json", arguments.json.as_deref())], campaign, &case, &book)?;
    for warning in &book.warnings.0 {
        eprintln!("{warning}");
    }
    let Some(name) = &arguments.figure else {
        return list_figures(campaign, &book);
    };
    if let Some(hole) = book.holes.iter().find(|hole| hole.name == *name) {
        eprintln!("{name} cannot be had, and nothing stands in for it: {}.", hole.why);
        return Ok(ExitCode::FAILURE);
    }
    let Some(made) = book.figure(name) else {
        let names: Vec<&str> = book.figures.iter().map(|made| made.figure.name.as_str()).collect();
        let finding =
            Finding::error(Place::Argument(name.clone()), format!("there is no figure \"{name}\""))
                .mend("see them all with `goodfaith case receipt`, without a name");
        return Err(one(finding.near(name, &names)));
    };
    let inputs = book.inputs_of(&made.figure);
    let replayed = book.replay(&made.figure, &inputs);
    let kept = kept_path(campaign, name);
    let staleness = match kept.is_file() {
        true => {
            let kept = data::kept_receipt(&Source::Path(kept.clone())).map_err(one)?;
            Some((book.staleness(&kept), kept.figure))
        }
        false => None,
    };
    let json = press::receipt_json(&made.figure, &inputs);
    let mut output = Output::default();
    output.making_folders = true;
    if arguments.keep {
        output.add(kept.clone(), json.clone().into_bytes());
    }
    put(&mut output, arguments.json.as_deref(), json);
    let aside = is_standard_output(arguments.json.as_deref());
    let mut text = press::receipt_text(made, &inputs);
    text.push('\n');
    let mut good = true;
    match &replayed {
        Ok(()) => text.push_str("Worked out again from its inputs, step by step: the same.\n"),
        Err(error) => {
            good = false;
            text.push_str(&format!("Worked out again, it does not come to the same: {error}.\n"));
        }
    }
    match &staleness {
        _ if arguments.keep => text.push_str(&format!("Kept: {}.\n", kept.display())),
        None => text.push_str("No receipt of it was kept (--keep).\n"),
        Some((staleness, figure)) => {
            good = good && *staleness == Staleness::Current;
            text.push_str(&press::staleness_text(staleness));
            text.push('\n');
            if figure.value != made.figure.value {
                good = false;
                text.push_str(&format!(
                    "It was {} {} as of {}; it is {} now.\n",
                    figure.value,
                    figure.value.unit(),
                    figure.as_of,
                    made.figure.value
                ));
            }
        }
    }
    if aside {
        if !good {
            eprint!("{text}");
        }
    } else {
        output.print(&text);
    }
    output.write().map_err(one)?;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list_figures(campaign: &Path, book: &Book) -> Result<ExitCode, Findings> {
    let mut stale = 0_usize;
    let state = |made: &MadeFigure| -> Result<Option<&'static str>, Finding> {
        let path = kept_path(campaign, &made.figure.name);
        if !path.is_file() {
            return Ok(None);
        }
        let kept = data::kept_receipt(&Source::Path(path))?;
        let current = book.staleness(&kept) == Staleness::Current;
        let same = current && kept.figure.value == made.figure.value;
        Ok(Some(if same { "kept" } else { "STALE" }))
    };
    let mut states = std::collections::BTreeMap::new();
    for made in &book.figures {
        if let Some(state) = state(made).map_err(one)? {
            stale += usize::from(state == "STALE");
            states.insert(made.figure.name.clone(), state);
        }
    }
    let mut output = Output::default();
    output.print(&press::case_list_text(book, |name| states.get(name).copied()));
    output.write().map_err(one)?;
    if stale > 0 {
        eprintln!("{stale} of the receipts that were kept no longer hold.");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn show_peers(arguments: &ShowArguments) -> Result<ExitCode, Findings> {
    let case = arguments.case.clone().unwrap_or_else(|| arguments.campaign.join(CASE_FILE));
    let (json, csv) = (arguments.json.as_deref(), arguments.csv.as_deref());
    let waiting = Waiting::new(&format!("reading {}", case.display()));
    let book = Book::open(&arguments.campaign, &Source::Path(case.clone()))?;
    drop(waiting);
    guard(&[("--json", json), ("--csv", csv)], &arguments.campaign, &case, &book)?;
    for warning in &book.warnings.0 {
        eprintln!("{warning}");
    }
    let names: Vec<&str> = book.peers.iter().map(|table| table.rule.name.as_str()).collect();
    let wanted =
        |table: &&PeerTable| arguments.rule.as_ref().is_none_or(|rule| *rule == table.rule.name);
    let tables: Vec<&PeerTable> = book.peers.iter().filter(wanted).collect();
    if tables.is_empty() {
        let file = case.display().to_string();
        return Err(one(match &arguments.rule {
            Some(rule) => Finding::error(
                Place::Argument(rule.clone()),
                format!("the case has no rule of peers \"{rule}\""),
            )
            .expected("a name of the list `peers` in the case file")
            .near(rule, &names),
            None => Finding::error(Place::File(file), "names no rule of peers")
                .expected("a list such as peers = [\"public-law\"]")
                .mend("write a rule in peers/NAME.toml: docs/case.md says what stands in it"),
        }));
    }
    let mut output = Output::default();
    if let Some(path) = json {
        put(&mut output, Some(path), press::peers_json(&book, &tables));
    }
    if let Some(path) = csv {
        put(&mut output, Some(path), press::peers_csv(&book, &tables));
    }
    if !is_standard_output(json) && !is_standard_output(csv) {
        output.print(&press::peers_text(&book, &tables));
    }
    output.write().map_err(one)?;
    Ok(ExitCode::SUCCESS)
}

fn register(arguments: &RegisterArguments) -> Result<ExitCode, Findings> {
    let line = desk::peers::register(&arguments.campaign, &arguments.rule, Timestamp::now())?;
    let there = match line.data_then.as_slice() {
        [] => "No data set of the campaign was there.".to_owned(),
        names => format!("There already: {}.", names.join(", ")),
    };
    let mut output = Output::default();
    output.print(&format!(
        "Registered {}: {}\n\n  {}\n\n{there}\nSHA-256 of the line: {}\n",
        line.at,
        line.rule,
        line.choice.replace("; ", "\n  "),
        line.fingerprint()
    ));
    output.write().map_err(one)?;
    Ok(ExitCode::SUCCESS)
}

fn list(arguments: &ListArguments) -> Result<ExitCode, Findings> {
    let waiting = Waiting::new("reading the data sets");
    let (sets, mut findings) = data::of_campaign(&arguments.campaign);
    let mut read = Vec::new();
    for set in sets {
        match set.read() {
            Ok(holds) => read.push((set, holds)),
            Err(more) => findings.0.extend(more.0),
        }
    }
    drop(waiting);
    if findings.has_errors() {
        return Err(findings);
    }
    let mut output = Output::default();
    put(&mut output, arguments.json.as_deref(), press::data_list_json(&read));
    if !is_standard_output(arguments.json.as_deref()) {
        output.print(&match arguments.series {
            true => press::series_text(&read),
            false => press::data_list_text(&read),
        });
    }
    output.write().map_err(one)?;
    Ok(ExitCode::SUCCESS)
}

fn add(arguments: &AddArguments) -> Result<ExitCode, Findings> {
    let about = About {
        name: arguments.name.clone(),
        kind: arguments.kind,
        publisher: arguments.publisher.trim().to_owned(),
        title: arguments.title.trim().to_owned(),
        address: arguments.address.trim().to_owned(),
        retrieved_on: arguments.retrieved_on,
        vintage: arguments.vintage.trim().to_owned(),
        published_on: arguments.published_on,
        note: arguments.note.trim().to_owned(),
        map: arguments.map.clone(),
        added_at: Timestamp::from_second(Timestamp::now().as_second()).ok(),
    };
    about.check().map_err(one)?;
    let waiting = Waiting::new(&format!("reading {}", arguments.file.display()));
    let (known, findings) = data::of_campaign(&arguments.campaign);
    if findings.has_errors() {
        return Err(findings);
    }
    let set = DataSet::of(Source::Path(arguments.file.clone()), about, false).map_err(one)?;
    let twin = |other: &&DataSet| other.sha256 == set.sha256 || other.about.name == set.about.name;
    if let Some(other) = known.iter().find(twin) {
        let what = match other.sha256 == set.sha256 {
            true => format!("is there already, as the data set \"{}\"", other.about.name),
            false => format!("\"{}\" is another data set's name", set.about.name),
        };
        let place = Place::File(arguments.file.display().to_string());
        return Err(one(Finding::error(place, what)
            .mend("give it a name of its own, such as one with its year")));
    }
    let holds = set.read()?;
    drop(waiting);
    let folder = data::folder_of(&arguments.campaign, &set.sha256);
    let mut output = Output::default();
    output.making_folders = true;
    let sets = [(set, holds)];
    let (set, _) = &sets[0];
    output.print(&press::data_list_text(&sets));
    if arguments.check {
        output.print("It can be taken in; nothing was written (--check).\n");
    } else {
        output.add(folder.join(&set.file), set.bytes().map_err(one)?);
        let about = set.about.to_toml(&set.file, &set.sha256);
        output.add(folder.join(ABOUT_FILE), about.into_bytes());
        output.print(&format!("Taken in: {}\n", folder.display()));
    }
    output.write().map_err(one)?;
    Ok(ExitCode::SUCCESS)
}

fn check(arguments: &CheckArguments) -> Result<ExitCode, Findings> {
    let waiting = Waiting::new("reading the data sets");
    let (sets, mut findings) = data::of_campaign(&arguments.campaign);
    let mut lines = Vec::new();
    for set in &sets {
        match set.read() {
            Ok(holds) => lines.push(format!("  {}: {}", set.about.name, holds.in_words())),
            Err(more) => findings.0.extend(more.0),
        }
    }
    drop(waiting);
    let good = !findings.has_errors();
    let mut output = Output::default();
    let json = press::data_check_json(&sets, &findings);
    put(&mut output, arguments.json.as_deref(), json);
    if !is_standard_output(arguments.json.as_deref()) {
        output.print(&format!("{}\n", lines.join("\n")));
        if good {
            output.print("\nEvery data set has the bytes it was added with, and can be read.\n");
        }
    }
    output.write().map_err(one)?;
    if good {
        return Ok(ExitCode::SUCCESS);
    }
    print_findings(&findings);
    Ok(ExitCode::FAILURE)
}
