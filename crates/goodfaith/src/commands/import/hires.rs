//! A file of hires and leavers, into a count of the record.

mod told;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use intake::{HiresImport, ImportedHires, Severity, Source as FileSource, import_hires};
use money::Date;
use record::audience::{Audience, team_only};
use record::body::{Body, Tally};
use record::{
    Audiences, CommitmentState, Digest, Draft, Move, MovesCounted, Slug, Source, State, When, fold,
    tally_of_moves,
};
use store::Campaign;

use self::told::{count_text, document, file_text, many};
use super::ReadingArguments;
use crate::commands::cost::print_findings;
use crate::commands::record::{author, checked, fail, failed, now, own_file, say, write_json};
use crate::commands::status::{day, today};
use crate::output::same_file;

pub const EXAMPLES: &str = "\
Example:
  goodfaith import hires hires-2017.csv --campaign round-2026 \\
      --commitment jobs --by City --dry-run
  goodfaith import hires hires-2017.csv --campaign round-2026 \\
      --commitment jobs --by City --as-of 2017-04-18

A row is a hire or a leaver. Columns are found by their headers: a day (action
date), hire or leave (action), class, FTE (blank is full time), pool (source),
and what tells rows apart (employee number). Names are not needed: leave them
out, since the file's exact bytes are kept with the record.

It prints the control totals and adds one tally. The same file again adds
nothing; a longer one adds a tally beside the first. Nothing is added while
there is an error. Moves before the card's first day are not counted.";

#[derive(Args)]
pub struct HiresArguments {
    /// The hires and leavers: text with any delimiter, XLSX, XLS, ODS or Parquet
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The commitment that is counted
    #[arg(long, value_name = "ID", value_parser = slug)]
    commitment: Slug,
    /// Who counted
    #[arg(long, value_name = "WHO", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    by: String,
    /// What was counted, in their words
    #[arg(long, value_name = "TEXT")]
    counted: Option<String>,
    /// The day to which it counts, instead of the file's last
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// The day on which it was told, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// The tally's id, instead of who counted with the day
    #[arg(long, value_name = "TALLY-ID", value_parser = slug)]
    id: Option<Slug>,
    /// Who writes
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Who may see it, with commas, instead of the team alone
    #[arg(long, value_name = "WHO", value_delimiter = ',', value_parser = Audience::parse)]
    audience: Vec<Audience>,
    /// The header that holds a column: class="Job Title"
    #[arg(long, value_name = "COLUMN=HEADER")]
    map: Vec<String>,
    /// The order of dates: mdy, dmy or ymd
    #[arg(long, value_name = "ORDER")]
    dates: Option<String>,
    /// Say what would be added, and add nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the import as JSON for programs; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArguments,
}

fn slug(text: &str) -> Result<Slug, String> {
    Slug::parse(text).map_err(|error| error.to_string())
}

/// Reads, counts, and adds the count; the code of the process.
pub fn run(arguments: &HiresArguments) -> ExitCode {
    match import(arguments) {
        Ok(code) | Err(code) => code,
    }
}

/// What became of a count.
enum Became {
    Refused,
    /// The record has it; and whether it comes to the same numbers still.
    Known {
        entry: u64,
        id: Slug,
        same: bool,
    },
    Would(u64),
    Added(u64),
}

fn import(arguments: &HiresArguments) -> Result<ExitCode, ExitCode> {
    let bytes = std::fs::read(&arguments.file).map_err(|error| {
        let what = format!("{}: cannot be read: {error}", arguments.file.display());
        fail(&what, "check the path and that the file may be read")
    })?;
    let opened = match arguments.dry_run {
        true => Campaign::open_read_only(&arguments.campaign),
        false => Campaign::open(&arguments.campaign),
    };
    let mut campaign = opened.map_err(|error| failed(&error))?;
    free_to_write(arguments)?;
    let on = arguments.on.unwrap_or_else(today);
    let state = fold(campaign.entries(), Date::MAX, &intake::law().procedures);
    let promise = state.commitments.get(&arguments.commitment);
    let read = read(arguments, bytes.clone(), promise, on);
    let Some(moves) = &read.moves else { return Ok(refused(arguments, &read)) };
    let from = promise.and_then(|promise| promise.card(on).from);
    let mut count = Count::of(arguments, &read, moves, from, on)?;
    count.counted.tally.file = Some(Digest::of(&bytes));
    count.counted.tally.id = arguments
        .id
        .clone()
        .unwrap_or_else(|| default_id(&state, &arguments.commitment, &arguments.by, count.as_of));
    print_findings(&read.findings);
    let json_alone = arguments.json.as_deref() == Some(Path::new("-"));
    if !json_alone {
        say(&format!("{}\n{}", file_text(&read), count_text(&count, arguments)));
    }
    let known = promise.and_then(|promise| known(promise, &count.counted.tally, arguments));
    let became = match known {
        Some(known) => known,
        None => add(arguments, &mut campaign, &count, &bytes, on)?,
    };
    let head = campaign.head().to_string();
    if !json_alone {
        say(&ending(&became, &count, &head));
    }
    Ok(match &arguments.json {
        Some(path) => write_json(path, &document(&read, Some(&count), &became, Some(&head))),
        None => ExitCode::SUCCESS,
    })
}

/// Whether the JSON may be written where it is asked for.
fn free_to_write(arguments: &HiresArguments) -> Result<(), ExitCode> {
    let Some(json) = arguments.json.as_deref().filter(|json| *json != Path::new("-")) else {
        return Ok(());
    };
    let clash = match same_file(json, &arguments.file) {
        true => Some(format!("--json would overwrite the input {}", arguments.file.display())),
        false => own_file(json, &arguments.campaign),
    };
    clash.map_or(Ok(()), |what| Err(fail(&what, "give the output a name of its own")))
}

fn read(
    arguments: &HiresArguments,
    bytes: Vec<u8>,
    promise: Option<&CommitmentState>,
    on: Date,
) -> ImportedHires {
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let cards = promise.map_or(&[][..], |promise| &promise.measures);
    let pools = cards.iter().flat_map(|(_, card)| &card.pools);
    import_hires(&HiresImport {
        source: FileSource::Given { name, bytes },
        map: arguments.map.clone(),
        reading: arguments.reading.reading(),
        dates: arguments.dates.clone(),
        latest: on.year(),
        pools: pools.map(|pool| (pool.id.clone(), pool.name.clone())).collect(),
    })
}

/// The count that a file comes to.
struct Count {
    counted: MovesCounted,
    as_of: Date,
    /// The card's first day, and how many moves lie before it.
    from: Option<Date>,
    before: usize,
}

impl Count {
    fn of(
        arguments: &HiresArguments,
        read: &ImportedHires,
        moves: &[Move],
        from: Option<Date>,
        on: Date,
    ) -> Result<Count, ExitCode> {
        let since = |one: &&Move| from.is_none_or(|from| one.date >= from);
        let within: Vec<Move> = moves.iter().filter(since).cloned().collect();
        let last = within.iter().map(|one| one.date).filter(|date| *date <= on).max();
        let Some(as_of) = arguments.as_of.or(last) else {
            let what = match from {
                Some(from) => format!("no row lies between {from}, the card's first day, and {on}"),
                None => format!("no row lies before {on}"),
            };
            return Err(fail(
                &what,
                "check the days; where nobody was hired: goodfaith record add tally ... hires=0",
            ));
        };
        let mut counted = tally_of_moves(&within, &arguments.commitment, &arguments.by, as_of);
        let tally = &mut counted.tally;
        if let Some(words) = &arguments.counted {
            tally.what_was_counted.clone_from(words);
        } else if !read.has("class") {
            tally.what_was_counted = match tally.leavers {
                Some(_) => "hires and leavers, one by one".to_owned(),
                None => "hires, one by one; leavers are not in the file".to_owned(),
            };
        }
        Ok(Count { before: moves.len() - within.len(), counted, as_of, from })
    }
}

/// A tally's id where none is given: who counted, and the day; with the commitment before it where another one's tally has that id.
fn default_id(state: &State, commitment: &Slug, by: &str, as_of: Date) -> Slug {
    let id = Slug::from_words(&format!("{by} {as_of}"));
    let others = state.commitments.iter().filter(|(other, _)| *other != commitment);
    let taken = others.flat_map(|(_, promise)| &promise.tallies).any(|(_, tally)| tally.id == id);
    if taken { Slug::from_words(&format!("{commitment} {by} {as_of}")) } else { id }
}

/// A count of the record that this one says again: one of the same file, or one of another file that comes to the same.
fn known(promise: &CommitmentState, tally: &Tally, arguments: &HiresArguments) -> Option<Became> {
    let name = |by: &str| by.trim().to_lowercase();
    promise.tallies.iter().find_map(|(since, known)| {
        let same = Tally {
            id: known.id.clone(),
            by: known.by.clone(),
            what_was_counted: known.what_was_counted.clone(),
            words: known.words.clone(),
            file: known.file,
            ..tally.clone()
        } == **known;
        let same_day = arguments.as_of.is_none() || known.as_of == tally.as_of;
        let again = name(&known.by) == name(&tally.by)
            && known.file.is_some()
            && (same || (known.file == tally.file && same_day));
        again.then(|| Became::Known { entry: since.entry, id: known.id.clone(), same })
    })
}

fn add(
    arguments: &HiresArguments,
    campaign: &mut Campaign,
    count: &Count,
    bytes: &[u8],
    on: Date,
) -> Result<Became, ExitCode> {
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut audience: Audiences = team_only();
    audience.extend(arguments.audience.iter().cloned());
    let file = count.counted.tally.file;
    let body = Body::from(count.counted.tally.clone());
    let draft = Draft::new(&author(arguments.author.as_deref()), now(), Some(When::on(on)), body);
    let source = vec![Source { title: name, address: None, file, place: None }];
    let sealed = checked(campaign, Draft { source, audience, ..draft })?;
    let number = sealed.0.number;
    if arguments.dry_run {
        return Ok(Became::Would(number));
    }
    campaign.files().put(bytes).map_err(|error| failed(&error))?;
    campaign.append(vec![sealed]).map_err(|error| failed(&error))?;
    Ok(Became::Added(number))
}

/// Prints the findings of a file that is not in.
fn refused(arguments: &HiresArguments, read: &ImportedHires) -> ExitCode {
    if let Some(path) = &arguments.json {
        let text = document(read, None, &Became::Refused, None);
        if write_json(path, &text) != ExitCode::SUCCESS {
            return ExitCode::FAILURE;
        }
    }
    print_findings(&read.findings);
    eprintln!("{}. Nothing was imported and nothing was added.", found(read));
    ExitCode::FAILURE
}

fn found(read: &ImportedHires) -> String {
    let count = |severity| read.findings.count(severity);
    format!(
        "{} and {}",
        many(count(Severity::Error), "error"),
        many(count(Severity::Warning), "warning")
    )
}

/// What became of the count, for people.
fn ending(became: &Became, count: &Count, head: &str) -> String {
    match became {
        Became::Refused => "Nothing was added.".to_owned(),
        Became::Would(entry) => format!("\nwould be entry {entry}; nothing was added"),
        Became::Added(entry) => format!("\nentry {entry} added\nHead: {head}"),
        Became::Known { entry, id, same } => {
            let other = match same {
                true => String::new(),
                false => format!(
                    "It comes to other numbers now. To count it anew: --as-of another day than that\n\
                     entry's (here {}), or goodfaith record add tally --corrects {entry}.\n",
                    count.as_of
                ),
            };
            format!(
                "\nThe record has this count already: tally {id}, entry {entry}. Nothing was added.\n{other}Head: {head}"
            )
        }
    }
}
