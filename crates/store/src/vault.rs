//! The wall: what the other side must never see lies here, encrypted under a key that only the team's own passphrases open.
//!
//! ```text
//! vault/vault.json          members by name with their public keys; the campaign's public key; no secret
//! vault/members/<name>.age  a member's key, under their passphrase
//! vault/key.age             the campaign's key, for each member
//! vault/notes/<number>.age  a note each, for the campaign's key
//! ```
//!
//! Every file is in the age format, so that any age tool opens it for whoever has the passphrase. Notes are chained by the hash of the
//! note before, so that a note that is gone or out of its place shows. Adding a note needs no passphrase: only the campaign's public
//! key.

use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use record::{Digest, Slug};
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::files::{replace, sync_folder};
use crate::sealed_box::{self, Locked, Passphrase};

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Said in caucus.
    Caucus,
    /// A draft that has not been passed.
    Draft,
    /// How far the team would go.
    BottomLine,
    /// What matters more than what.
    Priority,
}

impl NoteKind {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::Caucus => "caucus note",
            NoteKind::Draft => "draft",
            NoteKind::BottomLine => "bottom line",
            NoteKind::Priority => "priority",
        }
    }
}

/// A note of the team's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Its number, from 1.
    pub number: u64,
    /// The hash of the note before it, as it was written.
    pub prev: Digest,
    /// When it was written (UTC).
    pub written: jiff::Timestamp,
    /// Who wrote it.
    pub author: String,
    /// What it is.
    pub kind: NoteKind,
    /// The item it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Slug>,
    /// Its words.
    pub text: String,
}

/// A member of the team who can open the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The name of their key.
    pub name: Slug,
    /// Their public key.
    pub public: String,
}

/// The vault's list: no secret stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    schema: String,
    /// How many times the campaign's key was made anew.
    epoch: u32,
    /// The campaign's public key.
    public: String,
    members: Vec<Member>,
}

/// A vault, closed: notes can be added, and none can be read.
pub struct Vault {
    folder: PathBuf,
    list: List,
}

/// A vault that a passphrase has opened. The key is forgotten when it is dropped.
pub struct OpenVault {
    vault: Vault,
    key: Identity,
}

const SCHEMA: &str = "goodfaith-vault 1";

impl Vault {
    /// Where the vault of a campaign lies.
    pub fn of(campaign: &Path) -> PathBuf {
        campaign.join("vault")
    }

    /// Whether a campaign has one.
    pub fn is_in(campaign: &Path) -> bool {
        Vault::of(campaign).join("vault.json").exists()
            || Vault::of(campaign).with_extension("new").join("vault.json").exists()
    }

    /// Makes the vault of a campaign, for its first member. `work`: see [`OpenVault::add_member`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] when there is one, or it cannot be written.
    pub fn create(
        campaign: &Path,
        member: &Slug,
        passphrase: &Passphrase,
        work: Option<u8>,
    ) -> Result<OpenVault, StoreError> {
        let folder = Vault::of(campaign);
        if Vault::is_in(campaign) {
            return Err(StoreError::VaultThere(folder));
        }
        std::fs::create_dir_all(folder.join("members"))
            .map_err(StoreError::io("make the vault", &folder))?;
        std::fs::create_dir_all(folder.join("notes"))
            .map_err(StoreError::io("make the vault", &folder))?;
        let (key, own) = (Identity::generate(), Identity::generate());
        let sealed =
            sealed_box::seal_key(&own, passphrase, work).map_err(StoreError::locked(&folder))?;
        replace(&member_file(&folder, member), &sealed)?;
        let first = Member { name: member.clone(), public: own.to_public().to_string() };
        let list = List {
            schema: SCHEMA.to_owned(),
            epoch: 1,
            public: key.to_public().to_string(),
            members: vec![first],
        };
        write_key(&folder, &list, &key)?;
        write_list(&folder, &list)?;
        Ok(OpenVault { vault: Vault { folder, list }, key })
    }

    /// The vault of a campaign, closed.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when there is none, or its list cannot be read.
    pub fn find(campaign: &Path) -> Result<Vault, StoreError> {
        if crate::is_locked(campaign) {
            return Err(StoreError::FolderLocked(campaign.to_owned()));
        }
        Vault::find_locked(campaign)
    }

    /// The vault of a campaign that may be locked.
    pub(crate) fn find_locked(campaign: &Path) -> Result<Vault, StoreError> {
        let folder = Vault::of(campaign);
        finish_change(&folder)?;
        let path = folder.join("vault.json");
        if !path.exists() {
            return Err(StoreError::NoVault(folder));
        }
        let text = std::fs::read_to_string(&path)
            .map_err(StoreError::io("read the vault's list", &path))?;
        let list: List =
            serde_json::from_str(&text).map_err(|_| StoreError::locked(&path)(Locked::Damaged))?;
        Ok(Vault { folder, list })
    }

    /// Who can open it.
    pub fn members(&self) -> &[Member] {
        &self.list.members
    }

    /// Opens it with a member's passphrase.
    ///
    /// # Errors
    ///
    /// [`StoreError::Locked`] when the passphrase is not theirs.
    pub fn open(self, member: &Slug, passphrase: &Passphrase) -> Result<OpenVault, StoreError> {
        if !self.list.members.iter().any(|one| one.name == *member) {
            let known: Vec<&str> = self.list.members.iter().map(|one| one.name.as_str()).collect();
            return Err(StoreError::NoMember { name: member.to_string(), known: known.join(", ") });
        }
        let path = member_file(&self.folder, member);
        let bytes = std::fs::read(&path).map_err(StoreError::io("read a member's key", &path))?;
        let own = sealed_box::open_key(&bytes, passphrase).map_err(StoreError::locked(&path))?;
        let path = self.folder.join("key.age");
        let bytes = std::fs::read(&path).map_err(StoreError::io("read the vault's key", &path))?;
        let text = sealed_box::open(&own, &bytes).map_err(StoreError::locked(&path))?;
        let key = sealed_box::key(&text).map_err(StoreError::locked(&path))?;
        if key.to_public().to_string() != self.list.public {
            return Err(StoreError::locked(&path)(Locked::Damaged));
        }
        Ok(OpenVault { vault: self, key })
    }

    pub(crate) fn public(&self) -> Result<Recipient, StoreError> {
        sealed_box::public(&self.list.public).map_err(StoreError::locked(&self.folder))
    }

    fn note_file(&self, number: u64) -> PathBuf {
        self.folder.join("notes").join(format!("{number:06}.age"))
    }

    fn numbers(&self) -> Result<Vec<u64>, StoreError> {
        let folder = self.folder.join("notes");
        let mut numbers = Vec::new();
        // A folder without a file is not kept by what copies files alone: a vault without a note.
        if !folder.exists() {
            return Ok(numbers);
        }
        for file in std::fs::read_dir(&folder).map_err(StoreError::io("read the vault", &folder))? {
            let name = file.map_err(StoreError::io("read the vault", &folder))?.file_name();
            let name = name.to_string_lossy();
            numbers.extend(name.strip_suffix(".age").and_then(|number| number.parse::<u64>().ok()));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Adds a note, durably. It needs no passphrase: what is written can be read only by who opens the vault.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it cannot be written, or when somebody else has just written one of its number.
    pub fn add(
        &self,
        author: &str,
        written: jiff::Timestamp,
        kind: NoteKind,
        item: Option<Slug>,
        text: &str,
    ) -> Result<u64, StoreError> {
        let folder = self.folder.join("notes");
        std::fs::create_dir_all(&folder).map_err(StoreError::io("make the vault", &folder))?;
        // Somebody else may write one of the same number first: then it is the next.
        for _ in 0..20 {
            let last = self.numbers()?.last().copied().unwrap_or(0);
            let prev = match last {
                0 => Digest::NONE,
                last => {
                    let path = self.note_file(last);
                    Digest::of(
                        &std::fs::read(&path).map_err(StoreError::io("read the vault", &path))?,
                    )
                }
            };
            let number = last + 1;
            let note = Note {
                number,
                prev,
                written,
                author: author.to_owned(),
                kind,
                item: item.clone(),
                text: text.to_owned(),
            };
            let bytes = serde_json::to_vec(&note).unwrap_or_default();
            let sealed = sealed_box::seal(&[self.public()?], &bytes)
                .map_err(StoreError::locked(&self.folder))?;
            match crate::files::create_new(&self.note_file(number), &sealed) {
                Ok(()) => return Ok(number),
                Err(StoreError::Io { why, .. })
                    if why.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        let why = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        Err(StoreError::Io { doing: "add a note", path: self.folder.join("notes"), why })
    }
}

impl OpenVault {
    /// The vault.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    pub(crate) fn key(&self) -> &Identity {
        &self.key
    }

    /// Every note, in order, and what is wrong with the vault.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the folder cannot be read.
    pub fn notes(&self) -> Result<(Vec<Note>, Vec<String>), StoreError> {
        let (mut notes, mut faults) = (Vec::new(), Vec::new());
        let mut prev = Digest::NONE;
        let mut next = 1;
        for number in self.vault.numbers()? {
            let path = self.vault.note_file(number);
            let bytes = std::fs::read(&path).map_err(StoreError::io("read the vault", &path))?;
            while next < number {
                faults.push(format!("note {next} is gone"));
                next += 1;
            }
            next = number + 1;
            let opened = sealed_box::open(&self.key, &bytes).ok();
            let note: Option<Note> = opened.and_then(|bytes| serde_json::from_slice(&bytes).ok());
            match note {
                Some(note) if note.number == number => {
                    if note.prev != prev {
                        faults.push(format!("note {number} does not follow the one before it"));
                    }
                    notes.push(note);
                }
                Some(note) => faults.push(format!("note {number} calls itself {}", note.number)),
                None => faults.push(format!("note {number} is not as it was written")),
            }
            prev = Digest::of(&bytes);
        }
        Ok((notes, faults))
    }

    /// Adds a member with a passphrase of their own. `work` is the logarithm of scrypt's work factor; none: about a second here.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when there is one of that name, or it cannot be written.
    pub fn add_member(
        &mut self,
        member: &Slug,
        passphrase: &Passphrase,
        work: Option<u8>,
    ) -> Result<(), StoreError> {
        if self.vault.list.members.iter().any(|one| one.name == *member) {
            return Err(StoreError::MemberThere(member.to_string()));
        }
        let folder = self.vault.folder.clone();
        let own = Identity::generate();
        let sealed =
            sealed_box::seal_key(&own, passphrase, work).map_err(StoreError::locked(&folder))?;
        replace(&member_file(&folder, member), &sealed)?;
        let mut list = self.vault.list.clone();
        list.members.push(Member { name: member.clone(), public: own.to_public().to_string() });
        write_key(&folder, &list, &self.key)?;
        write_list(&folder, &list)?;
        self.vault.list = list;
        Ok(())
    }

    /// Removes a member: the campaign's key is made anew for those who stay, and everything under the old one is encrypted again.
    ///
    /// What a removed member has copied before stays in their hands: no program can take it back.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when there is none of that name, when nobody would be left, or when it cannot be written; then the vault is
    /// as it was.
    pub fn remove_member(&mut self, member: &Slug) -> Result<(), StoreError> {
        let mut list = self.vault.list.clone();
        list.members.retain(|one| one.name != *member);
        if list.members.len() == self.vault.list.members.len() {
            let known: Vec<&str> = list.members.iter().map(|one| one.name.as_str()).collect();
            return Err(StoreError::NoMember { name: member.to_string(), known: known.join(", ") });
        }
        if list.members.is_empty() {
            return Err(StoreError::LastMember);
        }
        let folder = self.vault.folder.clone();
        let next = folder.with_extension("new");
        let _ = std::fs::remove_dir_all(&next);
        let key = Identity::generate();
        let public = key.to_public();
        list.public = public.to_string();
        list.epoch += 1;
        for sub in ["members", "notes", "people"] {
            std::fs::create_dir_all(next.join(sub))
                .map_err(StoreError::io("make the vault anew", &next))?;
        }
        let mut prev = Digest::NONE;
        let (notes, faults) = self.notes()?;
        if !faults.is_empty() {
            // A note that does not read would be lost without a word.
            return Err(StoreError::locked(&folder)(Locked::Damaged));
        }
        for mut note in notes {
            note.prev = prev;
            let bytes = serde_json::to_vec(&note).unwrap_or_default();
            let sealed = sealed_box::seal(std::slice::from_ref(&public), &bytes)
                .map_err(StoreError::locked(&next))?;
            prev = Digest::of(&sealed);
            replace(&next.join("notes").join(format!("{:06}.age", note.number)), &sealed)?;
        }
        for person in crate::people::keys(&folder)? {
            let bytes =
                std::fs::read(&person).map_err(StoreError::io("read a person's key", &person))?;
            let text = sealed_box::open(&self.key, &bytes).map_err(StoreError::locked(&person))?;
            let sealed = sealed_box::seal(std::slice::from_ref(&public), &text)
                .map_err(StoreError::locked(&next))?;
            let name = person.file_name().unwrap_or_default();
            replace(&next.join("people").join(name), &sealed)?;
        }
        for one in &list.members {
            let from = member_file(&folder, &one.name);
            let bytes =
                std::fs::read(&from).map_err(StoreError::io("read a member's key", &from))?;
            replace(&member_file(&next, &one.name), &bytes)?;
        }
        write_key(&next, &list, &key)?;
        // Written last: a new vault with its list is whole.
        write_list(&next, &list)?;
        finish_change(&folder)?;
        self.vault.list = list;
        self.key = key;
        Ok(())
    }
}

/// Puts a new vault that is whole in the place of the old one; one that is not whole is left out. Called again after a program was
/// stopped half way, it goes on where that one stopped.
fn finish_change(folder: &Path) -> Result<(), StoreError> {
    let (next, old) = (folder.with_extension("new"), folder.with_extension("old"));
    if next.join("vault.json").exists() {
        if folder.exists() {
            let _ = std::fs::remove_dir_all(&old);
            std::fs::rename(folder, &old).map_err(StoreError::io("change the vault", folder))?;
        }
        std::fs::rename(&next, folder).map_err(StoreError::io("change the vault", folder))?;
        sync_folder(folder)?;
    }
    if old.exists() && folder.join("vault.json").exists() {
        std::fs::remove_dir_all(&old).map_err(StoreError::io("remove the old vault", &old))?;
    }
    Ok(())
}

fn member_file(folder: &Path, member: &Slug) -> PathBuf {
    folder.join("members").join(format!("{member}.age"))
}

fn write_list(folder: &Path, list: &List) -> Result<(), StoreError> {
    let text = serde_json::to_string_pretty(list).unwrap_or_default();
    replace(&folder.join("vault.json"), format!("{text}\n").as_bytes())
}

fn write_key(folder: &Path, list: &List, key: &Identity) -> Result<(), StoreError> {
    let to: Result<Vec<Recipient>, Locked> =
        list.members.iter().map(|one| sealed_box::public(&one.public)).collect();
    let to = to.map_err(StoreError::locked(folder))?;
    let text = sealed_box::key_text(key);
    let sealed = sealed_box::seal(&to, text.expose_secret().as_bytes())
        .map_err(StoreError::locked(folder))?;
    replace(&folder.join("key.age"), &sealed)
}
