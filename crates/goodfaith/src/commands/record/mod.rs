mod add;
mod draft;
mod export;
mod fields;
mod init;
mod notes;
mod show;
mod vault;

pub use add::{append, checked, checked_all, not_added};
pub use desk::adding::{author, now};
pub use vault::open_vault;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use intake::Findings;
use intake::timeline::Timeline;
use store::{Campaign, StoreError};

use crate::output::print;

pub const EXAMPLES: &str = "\
Example:
  goodfaith record init --campaign round-2026
  goodfaith record add item id=salary title=Salary --campaign round-2026
  goodfaith record add pass id=u1 from=union kind=initial \\
      items.salary.terms=@offer.toml --on 2026-03-02
  goodfaith record add response by=employer to=u1 kind=question \\
      words=\"since when?\"
  goodfaith record show --campaign round-2026
  goodfaith record notes --campaign round-2026
  goodfaith record import chronology.json --campaign new-folder

An entry is never changed: --corrects N writes one in the place of entry N,
which stays. The kinds and their fields, and how anybody can check the chain:
docs/record.md.";

#[derive(Args)]
pub struct RecordArguments {
    #[command(subcommand)]
    what: RecordCommand,
}

#[derive(Subcommand)]
enum RecordCommand {
    /// Begin the record of a campaign's folder
    #[command(after_long_help = init::EXAMPLES)]
    Init(init::InitArguments),
    /// Add an entry: what crossed the table, an answer, a count, a notice
    #[command(after_long_help = add::EXAMPLES)]
    Add(add::AddArguments),
    /// Draft the request for the books that a claim of no money leads to
    #[command(after_long_help = draft::EXAMPLES)]
    Draft(draft::DraftArguments),
    /// Show entries, an item's texts, the signing schedule, the request for impasse
    #[command(after_long_help = show::EXAMPLES)]
    Show(show::ShowArguments),
    /// Take notes at the table: one key for each kind of event, every line safe at once
    #[command(after_long_help = notes::EXAMPLES)]
    Notes(notes::NotesArguments),
    /// Bring in a chronology, or a record that was exported
    #[command(after_long_help = export::IMPORT_EXAMPLES)]
    Import(export::ImportArguments),
    /// Write the entries as lines of JSON, all or what an audience may see
    #[command(after_long_help = export::EXAMPLES)]
    Export(export::ExportArguments),
    /// Copy a campaign to a new folder while it is in use
    #[command(after_long_help = export::BACKUP_EXAMPLES)]
    Backup(export::BackupArguments),
    /// What the other side must never see: make, open, lock; members
    #[command(after_long_help = vault::EXAMPLES)]
    Vault(vault::VaultArguments),
}

pub fn run(arguments: &RecordArguments) -> ExitCode {
    match &arguments.what {
        RecordCommand::Init(arguments) => init::run(arguments),
        RecordCommand::Add(arguments) => add::run(arguments),
        RecordCommand::Draft(arguments) => draft::run(arguments),
        RecordCommand::Show(arguments) => show::run(arguments),
        RecordCommand::Notes(arguments) => notes::run(arguments),
        RecordCommand::Import(arguments) => export::import(arguments),
        RecordCommand::Export(arguments) => export::run(arguments),
        RecordCommand::Backup(arguments) => export::backup(arguments),
        RecordCommand::Vault(arguments) => vault::run(arguments),
    }
}

/// Prints an error of the store with its mend.
pub fn failed(error: &StoreError) -> ExitCode {
    fail(&error.to_string(), &error.mend())
}

/// Prints an error with its mend.
pub fn fail(error: &str, mend: &str) -> ExitCode {
    eprintln!("error: {error}\nhint: {mend}");
    ExitCode::FAILURE
}

/// Prints a text to standard output.
pub fn say(text: &str) -> ExitCode {
    print(text.trim_end_matches('\n'));
    ExitCode::SUCCESS
}

/// Writes JSON to a file, or to standard output.
pub fn write_json(to: &Path, text: &str) -> ExitCode {
    if to == Path::new("-") {
        return say(text);
    }
    let mut output = crate::output::Output::default();
    output.add(to.to_owned(), text.as_bytes().to_vec());
    match output.write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(finding) => {
            eprintln!("{finding}");
            ExitCode::FAILURE
        }
    }
}

/// Writes JSON, unless that would overwrite a file of the campaign.
pub fn as_json(to: &Path, text: &str, campaign: &Campaign) -> ExitCode {
    match own_file(to, campaign.folder()) {
        Some(error) => fail(&error, "give the output a name of its own"),
        None => write_json(to, text),
    }
}

/// Whether an output would overwrite something of a campaign's record.
pub fn own_file(to: &Path, folder: &Path) -> Option<String> {
    let real = |path: &Path| path.canonicalize().ok();
    let within = real(to)?;
    let own = [
        "record.sqlite",
        "record.seal",
        "campaign.toml",
        "files",
        "vault",
        "people",
        "pieces",
        "releases",
        "campaign.age",
    ];
    let hit = own
        .iter()
        .find(|own| real(&folder.join(own)).is_some_and(|own| within.starts_with(own)))?;
    Some(format!("{} would overwrite {hit} of the campaign", to.display()))
}

/// Opens a campaign's record to read.
pub fn open_to_read(folder: &Path) -> Result<Campaign, StoreError> {
    Campaign::open_read_only(folder)
}

/// Reads a chronology, or says what is wrong with it.
pub fn read_timeline(file: &PathBuf) -> Result<(Timeline, Findings), ExitCode> {
    let bytes = std::fs::read(file).map_err(|error| {
        fail(&format!("{}: cannot be read: {error}", file.display()), "check the name")
    })?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    intake::timeline::read(&name, &bytes).map_err(|findings| {
        super::cost::print_findings(&findings);
        ExitCode::FAILURE
    })
}

/// A member's passphrase: from the environment, else asked for without showing it.
pub fn passphrase(member: &str) -> Result<store::Passphrase, ExitCode> {
    if let Some(words) =
        std::env::var("GOODFAITH_PASSPHRASE").ok().filter(|words| !words.is_empty())
    {
        return Ok(words.into());
    }
    match rpassword::prompt_password(format!("Passphrase of {member}: ")) {
        Ok(words) if !words.is_empty() => Ok(words.into()),
        Ok(_) => Err(fail("no passphrase was given", "type it, or set GOODFAITH_PASSPHRASE")),
        Err(error) => Err(fail(
            &format!("the passphrase cannot be asked for: {error}"),
            "set GOODFAITH_PASSPHRASE where there is no terminal",
        )),
    }
}
