use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use desk::beginning::{NotBegun, make_vault, member_of_no_vault};
use record::Slug;
use record::audience::Audience;
use record::body::{Body, Erasure};
use record::{Draft, When};
use store::{Campaign, NoteKind, OpenVault, Vault};

use super::{author, fail, failed, now, passphrase, say};
use crate::commands::status::today;

pub const EXAMPLES: &str = "\
Example:
  goodfaith record vault init rosa --campaign round-2026
  goodfaith record vault add lee --as rosa --campaign round-2026
  goodfaith record vault note bottom-line \"3.5 and no less\" \\
      --campaign round-2026
  goodfaith record vault show --as rosa --campaign round-2026
  goodfaith record vault remove lee --as rosa --campaign round-2026
  goodfaith record vault keep p-7 story story.txt --as rosa \\
      --campaign round-2026
  goodfaith record vault erase p-7 --campaign round-2026
  goodfaith record vault lock --encrypt-all --as rosa --campaign round-2026
  goodfaith record vault unlock --as lee --campaign round-2026

The passphrase is asked for, or taken from GOODFAITH_PASSPHRASE (that of a new
member: GOODFAITH_NEW_PASSPHRASE). Notes can be added without one and read only
with one. A passphrase that everybody has forgotten opens nothing: there is no
other way in.";

#[derive(Args)]
pub struct VaultArguments {
    #[command(subcommand)]
    what: VaultCommand,
}

#[derive(Args)]
struct Folder {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
}

#[derive(Args)]
struct Opened {
    #[command(flatten)]
    folder: Folder,
    /// The member who opens it
    #[arg(long = "as", value_name = "MEMBER")]
    member: String,
}

#[derive(Subcommand)]
enum VaultCommand {
    /// Make the vault, for its first member
    #[command(
        after_long_help = "Example:\n  goodfaith record vault init rosa --campaign round-2026"
    )]
    Init {
        /// The member's name, such as rosa
        #[arg(value_name = "MEMBER")]
        member: String,
        #[command(flatten)]
        folder: Folder,
    },
    /// Add a member with a passphrase of their own
    #[command(
        after_long_help = "Example:\n  goodfaith record vault add lee --as rosa --campaign round-2026"
    )]
    Add {
        /// The new member's name
        #[arg(value_name = "MEMBER")]
        new: String,
        #[command(flatten)]
        opened: Opened,
    },
    /// Remove a member: the key is made anew for those who stay
    #[command(
        after_long_help = "Example:\n  goodfaith record vault remove lee --as rosa --campaign round-2026"
    )]
    Remove {
        /// The member's name
        #[arg(value_name = "MEMBER")]
        gone: String,
        #[command(flatten)]
        opened: Opened,
    },
    /// Who can open it
    #[command(after_long_help = "Example:\n  goodfaith record vault members --campaign round-2026")]
    Members(Folder),
    /// Add a note: caucus, draft, bottom-line or priority
    #[command(
        after_long_help = "Example:\n  goodfaith record vault note bottom-line \"3.5 and no less\" --item salary"
    )]
    Note {
        /// What it is
        #[arg(value_name = "KIND", value_parser = note_kind)]
        kind: NoteKind,
        /// Its words
        #[arg(value_name = "TEXT")]
        text: String,
        /// The item it is about
        #[arg(long, value_name = "ITEM")]
        item: Option<String>,
        /// Who writes
        #[arg(long, value_name = "NAME")]
        author: Option<String>,
        #[command(flatten)]
        folder: Folder,
    },
    /// Read the notes
    #[command(
        after_long_help = "Example:\n  goodfaith record vault show --as rosa --campaign round-2026"
    )]
    Show(Opened),
    /// Put the whole folder under the passphrase
    #[command(after_long_help = "Example:\n  goodfaith record vault lock --encrypt-all --as rosa")]
    Lock {
        /// Everything in the folder, the record and the files as well
        #[arg(long, required = true)]
        encrypt_all: bool,
        #[command(flatten)]
        opened: Opened,
    },
    /// Open a folder that is locked
    #[command(
        after_long_help = "Example:\n  goodfaith record vault unlock --as lee --campaign round-2026"
    )]
    Unlock(Opened),
    /// Keep something of a person under their own key: a story, a photo, a contact, a submission
    #[command(
        after_long_help = "Example:\n  goodfaith record vault keep p-7 story story.txt --as rosa"
    )]
    Keep {
        /// The person, by an id that says nothing of who it is
        #[arg(value_name = "PERSON")]
        person: String,
        /// What it is: story, photo, contact or submission
        #[arg(value_name = "WHAT", value_parser = ["story", "photo", "contact", "submission"])]
        kind: String,
        /// The file; it is read, and left where it is
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        opened: Opened,
    },
    /// Write what is kept of a person under an entry to standard output
    #[command(after_long_help = "Example:\n  goodfaith record vault kept 41 --as rosa > story.txt")]
    Kept {
        /// The entry that keeps it
        #[arg(value_name = "ENTRY")]
        entry: u64,
        #[command(flatten)]
        opened: Opened,
    },
    /// Destroy what is kept of a person, at their word; the record says that it was taken back
    #[command(
        after_long_help = "Example:\n  goodfaith record vault erase p-7 --campaign round-2026"
    )]
    Erase {
        /// The person's id
        #[arg(value_name = "PERSON")]
        person: String,
        #[command(flatten)]
        folder: Folder,
    },
}

fn note_kind(text: &str) -> Result<NoteKind, String> {
    Ok(match text {
        "caucus" => NoteKind::Caucus,
        "draft" => NoteKind::Draft,
        "bottom-line" => NoteKind::BottomLine,
        "priority" => NoteKind::Priority,
        _ => return Err("caucus, draft, bottom-line or priority".to_owned()),
    })
}

fn slug(text: &str) -> Result<Slug, ExitCode> {
    Slug::parse(text).map_err(|error| fail(&error.to_string(), "name it so"))
}

fn open(opened: &Opened) -> Result<OpenVault, ExitCode> {
    open_vault(&opened.folder.campaign, &opened.member)
}

/// Opens the vault of a campaign with a member's passphrase; what stops it is printed.
pub fn open_vault(folder: &Path, member: &str) -> Result<OpenVault, ExitCode> {
    let vault = Vault::find(folder).map_err(|error| failed(&error))?;
    let (name, member) = (member, slug(member)?);
    if !vault.members().iter().any(|one| one.name == member) {
        let known: Vec<&str> = vault.members().iter().map(|one| one.name.as_str()).collect();
        return Err(fail(
            &format!("nobody called {member} can open the vault"),
            &format!("name one of: {}", known.join(", ")),
        ));
    }
    let words = passphrase(name)?;
    vault.open(&member, &words).map_err(|error| failed(&error))
}

pub fn run(arguments: &VaultArguments) -> ExitCode {
    match tried(&arguments.what) {
        Ok(text) => say(&text),
        Err(code) => code,
    }
}

fn tried(what: &VaultCommand) -> Result<String, ExitCode> {
    Ok(match what {
        VaultCommand::Init { member, folder } => {
            let not_made = |error: NotBegun| fail(&error.what, &error.mend);
            member_of_no_vault(&folder.campaign, member).map_err(not_made)?;
            let words = passphrase(member)?;
            make_vault(&folder.campaign, member, &words).map_err(not_made)?;
            format!(
                "{}: the vault opens with the passphrase of {member}.",
                Vault::of(&folder.campaign).display()
            )
        }
        VaultCommand::Add { new, opened } => {
            let id = slug(new)?;
            let mut vault = open(opened)?;
            let words = new_passphrase(new)?;
            vault.add_member(&id, &words, None).map_err(|error| failed(&error))?;
            format!("{new} can open the vault.")
        }
        VaultCommand::Remove { gone, opened } => {
            let id = slug(gone)?;
            open(opened)?.remove_member(&id).map_err(|error| failed(&error))?;
            format!(
                "{gone} can no longer open the vault, and everything in it has a new key.\nWhat {gone} has copied before stays in their hands, and so do backups made before."
            )
        }
        VaultCommand::Members(folder) => {
            let vault = Vault::find(&folder.campaign).map_err(|error| failed(&error))?;
            let names: Vec<&str> = vault.members().iter().map(|one| one.name.as_str()).collect();
            names.join("\n")
        }
        VaultCommand::Note { kind, text, item, author: named, folder } => {
            let vault = Vault::find(&folder.campaign).map_err(|error| failed(&error))?;
            let item = item.as_deref().map(slug).transpose()?;
            let number = vault
                .add(&author(named.as_deref()), now(), *kind, item, text)
                .map_err(|error| failed(&error))?;
            format!("note {number} is in the vault")
        }
        VaultCommand::Show(opened) => {
            let (notes, faults) = open(opened)?.notes().map_err(|error| failed(&error))?;
            let mut out = String::new();
            for note in &notes {
                let item = note.item.as_ref().map(|item| format!(" on {item}")).unwrap_or_default();
                out.push_str(&format!(
                    "{:>4}  {}  {}{item}, {}\n      {}\n",
                    note.number,
                    note.written,
                    note.kind.name(),
                    note.author,
                    note.text.chars().filter(|c| !c.is_control() || *c == '\n').collect::<String>()
                ));
            }
            out.push_str(&format!("{} notes\n", notes.len()));
            for fault in &faults {
                eprintln!("BAD  {fault}");
            }
            if !faults.is_empty() {
                say(&out);
                return Err(ExitCode::FAILURE);
            }
            out
        }
        VaultCommand::Lock { encrypt_all: _, opened } => {
            let vault = open(opened)?;
            let packed =
                store::lock(&opened.folder.campaign, &vault).map_err(|error| failed(&error))?;
            format!(
                "{}: {packed} files are locked. Open them with: goodfaith record vault unlock --as {}",
                opened.folder.campaign.display(),
                opened.member
            )
        }
        VaultCommand::Unlock(opened) => {
            if !store::is_locked(&opened.folder.campaign) {
                return Err(fail(
                    &format!("{}: the folder is not locked", opened.folder.campaign.display()),
                    "use it as it is",
                ));
            }
            let words = passphrase(&opened.member)?;
            let files = store::unlock(&opened.folder.campaign, &slug(&opened.member)?, &words)
                .map_err(|error| failed(&error))?;
            format!("{}: {files} files are open again.", opened.folder.campaign.display())
        }
        VaultCommand::Keep { person, kind, file, opened } => keep(person, kind, file, opened)?,
        VaultCommand::Kept { entry, opened } => kept(*entry, opened)?,
        VaultCommand::Erase { person, folder } => erase(&folder.campaign, person)?,
    })
}

fn new_passphrase(member: &str) -> Result<store::Passphrase, ExitCode> {
    match std::env::var("GOODFAITH_NEW_PASSPHRASE") {
        Ok(words) if words.is_empty() => {
            Err(fail("the new passphrase is empty", "give one of several words"))
        }
        Ok(words) => Ok(words.into()),
        Err(_) => passphrase(member),
    }
}

/// The content first, then the entry that holds its hash: an entry never speaks of what is not there.
fn keep(person: &str, what: &str, file: &Path, opened: &Opened) -> Result<String, ExitCode> {
    let id = slug(person)?;
    let bytes = std::fs::read(file).map_err(|error| {
        fail(&format!("{}: cannot be read: {error}", file.display()), "check the name")
    })?;
    let folder = &opened.folder.campaign;
    let mut campaign = Campaign::open(folder).map_err(|error| failed(&error))?;
    let state = record::fold(campaign.entries(), money::Date::MAX, &intake::law().procedures);
    if state.people.get(&id).is_some_and(|person| person.erased.is_some()) {
        return Err(fail(
            &format!("{person} took back what was kept of them"),
            "ask anew, and keep it under another id",
        ));
    }
    let vault = open(opened)?;
    let keeping = vault.keep(folder, &id, what, &bytes).map_err(|error| failed(&error))?;
    let draft = Draft::new(&author(None), now(), Some(When::on(today())), Body::from(keeping));
    let number = super::add::append(&mut campaign, draft)?;
    Ok(format!(
        "entry {number} holds its hash; the content is under the key of {person}.\n{} is still where it was: remove it yourself.",
        file.display()
    ))
}

/// Writes what is kept to standard output, byte for byte.
fn kept(entry: u64, opened: &Opened) -> Result<String, ExitCode> {
    let folder = &opened.folder.campaign;
    let campaign = Campaign::open_read_only(folder).map_err(|error| failed(&error))?;
    let found = campaign.entries().iter().find(|one| one.number == entry);
    let Some(Body::Keeping(keeping)) = found.map(|one| one.draft.body.clone()) else {
        return Err(fail(
            &format!("entry {entry} keeps nothing of a person"),
            "see `goodfaith record show`",
        ));
    };
    let bytes = open(opened)?.kept(folder, &keeping).map_err(|error| failed(&error))?;
    let mut out = std::io::stdout().lock();
    std::io::Write::write_all(&mut out, &bytes).map_err(|error| {
        fail(&format!("it cannot be written: {error}"), "name a file to write to")
    })?;
    Ok(String::new())
}

/// The record first: a destruction that nothing says would look like a loss.
fn erase(folder: &Path, person: &str) -> Result<String, ExitCode> {
    let id = slug(person)?;
    let mut campaign = Campaign::open(folder).map_err(|error| failed(&error))?;
    let body = Body::from(Erasure { person: id.clone() });
    let draft = Draft::new(&author(None), now(), Some(When::on(today())), body);
    let number = super::add::append(&mut campaign, draft)?;
    store::destroy(folder, &id).map_err(|error| failed(&error))?;
    let state = record::fold(campaign.entries(), money::Date::MAX, &intake::law().procedures);
    let theirs =
        state.stories.iter().filter(|(_, story)| story.person(&Audience::Team) == Some(&id));
    let out = theirs.filter(|(_, story)| !story.to_pull(money::Date::MAX).is_empty());
    let out: Vec<String> = out
        .map(|(story, _)| {
            format!("\nIt went out as {story}: goodfaith publish story take-back {story} --person {person}")
        })
        .collect();
    Ok(format!(
        "What was kept of {person} is destroyed; entry {number} says so.\nBackups made before still hold it: make new ones and destroy those.{}",
        out.concat()
    ))
}
