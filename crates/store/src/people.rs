//! What a person may take back: stories, photos, contacts, submissions. Each person has a key of their own; taking back destroys it and
//! what lay under it, while the entry with the salted hash stays.
//!
//! ```text
//! vault/people/<person>.age       the person's key, for the campaign's key
//! people/<person>/<number>.age    a content each, for the person's key: 32 bytes of salt, then the bytes
//! ```

use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use record::body::Keeping;
use record::{Digest, Slug};

use crate::StoreError;
use crate::files::{create_new, replace, sync_folder};
use crate::sealed_box::{self, Locked};
use crate::vault::{OpenVault, Vault};

/// The keys of all people in a vault.
pub(crate) fn keys(vault: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let folder = vault.join("people");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for file in std::fs::read_dir(&folder).map_err(StoreError::io("read the vault", &folder))? {
        all.push(file.map_err(StoreError::io("read the vault", &folder))?.path());
    }
    all.retain(|path| path.extension().is_some_and(|extension| extension == "age"));
    all.sort();
    Ok(all)
}

fn key_file(campaign: &Path, person: &Slug) -> PathBuf {
    Vault::of(campaign).join("people").join(format!("{person}.age"))
}

fn folder_of(campaign: &Path, person: &Slug) -> PathBuf {
    campaign.join("people").join(person.as_str())
}

impl OpenVault {
    /// Keeps something of a person, durably, and returns what the record is to hold of it: the salted hash.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it cannot be written.
    pub fn keep(
        &self,
        campaign: &Path,
        person: &Slug,
        what: &str,
        bytes: &[u8],
    ) -> Result<Keeping, StoreError> {
        let path = key_file(campaign, person);
        let key = match path.exists() {
            true => self.key_of(campaign, person)?,
            false => {
                let key = Identity::generate();
                let text = sealed_box::key_text(&key);
                let sealed =
                    sealed_box::seal(&[self.vault().public()?], text.expose_secret().as_bytes())
                        .map_err(StoreError::locked(&path))?;
                replace(&path, &sealed)?;
                key
            }
        };
        // A fresh key is 32 random bytes: its public half is the salt.
        let salt = Digest::of(Identity::generate().to_public().to_string().as_bytes()).to_string();
        let mut salted = salt.as_bytes()[..32].to_vec();
        salted.extend_from_slice(bytes);
        let sha256 = Digest::of(&salted);
        let folder = folder_of(campaign, person);
        std::fs::create_dir_all(&folder).map_err(StoreError::io("keep it", &folder))?;
        let sealed =
            sealed_box::seal(&[key.to_public()], &salted).map_err(StoreError::locked(&folder))?;
        create_new(&folder.join(format!("{}.age", &sha256.to_string()[..16])), &sealed)?;
        Ok(Keeping { person: person.clone(), what: what.to_owned(), sha256 })
    }

    fn key_of(&self, campaign: &Path, person: &Slug) -> Result<Identity, StoreError> {
        let path = key_file(campaign, person);
        let bytes = std::fs::read(&path).map_err(StoreError::io("read a person's key", &path))?;
        let text = sealed_box::open(self.key(), &bytes).map_err(StoreError::locked(&path))?;
        sealed_box::key(&text).map_err(StoreError::locked(&path))
    }

    /// What was kept under a hash, when it is still there and is what the hash says.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when it was taken back, or is not as it was written.
    pub fn kept(&self, campaign: &Path, keeping: &Keeping) -> Result<Vec<u8>, StoreError> {
        let key = self.key_of(campaign, &keeping.person)?;
        let name = format!("{}.age", &keeping.sha256.to_string()[..16]);
        let path = folder_of(campaign, &keeping.person).join(name);
        let bytes = std::fs::read(&path).map_err(StoreError::io("read what is kept", &path))?;
        let salted = sealed_box::open(&key, &bytes).map_err(StoreError::locked(&path))?;
        if Digest::of(&salted) != keeping.sha256 || salted.len() < 32 {
            return Err(StoreError::locked(&path)(Locked::Damaged));
        }
        Ok(salted[32..].to_vec())
    }
}

/// Destroys a person's key and what lay under it: no passphrase is needed to take back what is one's own.
///
/// The bytes are written over before they are removed. A disk may keep old copies of a block, and backups made before keep what they
/// held: those are named to whoever asks, not denied.
///
/// # Errors
///
/// [`StoreError`] when something cannot be removed; it can be tried again.
pub fn destroy(campaign: &Path, person: &Slug) -> Result<(), StoreError> {
    let key = key_file(campaign, person);
    // The key first: without it the rest is noise.
    if key.exists() {
        wipe(&key)?;
    }
    let folder = folder_of(campaign, person);
    if folder.exists() {
        for file in std::fs::read_dir(&folder).map_err(StoreError::io("take back", &folder))? {
            wipe(&file.map_err(StoreError::io("take back", &folder))?.path())?;
        }
        std::fs::remove_dir(&folder).map_err(StoreError::io("take back", &folder))?;
        sync_folder(&folder)?;
    }
    Ok(())
}

/// Takes out again what was kept a moment ago and what no entry tells of; the person's key with it where nothing else lies under it.
///
/// # Errors
///
/// [`StoreError`] when something cannot be removed.
pub fn unkeep(campaign: &Path, person: &Slug, keepings: &[Keeping]) -> Result<(), StoreError> {
    let folder = folder_of(campaign, person);
    for keeping in keepings.iter().filter(|keeping| keeping.person == *person) {
        let path = folder.join(format!("{}.age", &keeping.sha256.to_string()[..16]));
        if path.exists() {
            wipe(&path)?;
        }
    }
    let empty = std::fs::read_dir(&folder).map_or(!folder.is_dir(), |mut all| all.next().is_none());
    if empty {
        let key = key_file(campaign, person);
        if key.exists() {
            wipe(&key)?;
        }
        let _ = std::fs::remove_dir(&folder);
    }
    Ok(())
}

/// Writes a file over and removes it. A disk may keep old copies of a block: that is named to whoever asks, not denied.
///
/// # Errors
///
/// [`StoreError`] when it cannot be written or removed; it can be tried again.
pub fn wipe(path: &Path) -> Result<(), StoreError> {
    let error = || StoreError::io("take back", path);
    let length = std::fs::metadata(path).map_err(error())?.len();
    let noise = vec![0_u8; usize::try_from(length).unwrap_or(0)];
    std::fs::write(path, noise).map_err(error())?;
    crate::files::sync_file(path)?;
    std::fs::remove_file(path).map_err(error())?;
    sync_folder(path)
}
