//! The whole folder under the team's passphrases: one file, `campaign.age`, and beside it only what opening it needs.

use std::path::{Path, PathBuf};

use record::Digest;

use crate::backup::{as_text, files_below};
use crate::files::{replace, sync_folder};
use crate::sealed_box::{self, Passphrase};
use crate::vault::{OpenVault, Vault};
use crate::{Slug, StoreError};

/// What the packed folder begins with.
const MARK: &[u8] = b"goodfaith-campaign 1\n";

/// Where the packed folder lies.
pub fn locked_file(campaign: &Path) -> PathBuf {
    campaign.join("campaign.age")
}

/// Whether a campaign's folder is locked.
pub fn is_locked(campaign: &Path) -> bool {
    // While the packed file is there it is the campaign: a lock or an unlock that was stopped half way is finished by unlocking.
    locked_file(campaign).exists()
}

/// What stays outside: the vault's list, its members' keys and its key, without which nobody could open the rest.
fn stays(name: &str) -> bool {
    name == "campaign.age"
        || name == "vault/vault.json"
        || name == "vault/key.age"
        || name.starts_with("vault/members/")
}

/// Packs everything in a campaign's folder into one encrypted file, proves that it opens, and removes the rest.
///
/// # Errors
///
/// [`StoreError`] when it cannot be written or does not read back; then everything is as it was.
pub fn lock(campaign: &Path, vault: &OpenVault) -> Result<usize, StoreError> {
    let path = locked_file(campaign);
    if path.exists() {
        return Err(StoreError::FolderLocked(campaign.to_owned()));
    }
    let mut packed = MARK.to_vec();
    let mut names = Vec::new();
    for file in files_below(campaign)? {
        let name = as_text(&file);
        if stays(&name) {
            continue;
        }
        let bytes = std::fs::read(campaign.join(&file))
            .map_err(StoreError::io("pack", &campaign.join(&file)))?;
        let line = serde_json::json!([name, bytes.len(), Digest::of(&bytes)]);
        packed.extend_from_slice(format!("{line}\n").as_bytes());
        packed.extend_from_slice(&bytes);
        names.push(file);
    }
    let sealed =
        sealed_box::seal(&[vault.vault().public()?], &packed).map_err(StoreError::locked(&path))?;
    replace(&path, &sealed)?;
    let again = std::fs::read(&path).map_err(StoreError::io("read back", &path))?;
    let opened = sealed_box::open(vault.key(), &again).map_err(StoreError::locked(&path))?;
    if opened != packed {
        let _ = std::fs::remove_file(&path);
        return Err(StoreError::locked(&path)(sealed_box::Locked::Damaged));
    }
    for name in &names {
        let file = campaign.join(name);
        let length = std::fs::metadata(&file).map_or(0, |data| data.len());
        let _ = std::fs::write(&file, vec![0_u8; usize::try_from(length).unwrap_or(0)]);
        let _ = crate::files::sync_file(&file);
        std::fs::remove_file(&file).map_err(StoreError::io("remove what is packed", &file))?;
    }
    remove_empty(campaign);
    sync_folder(&path)?;
    Ok(names.len())
}

/// Unpacks a campaign's folder with a member's passphrase.
///
/// # Errors
///
/// [`StoreError::Locked`] when the passphrase is not theirs, or the file is not as it was written; then nothing was unpacked.
pub fn unlock(
    campaign: &Path,
    member: &Slug,
    passphrase: &Passphrase,
) -> Result<usize, StoreError> {
    let path = locked_file(campaign);
    let vault = Vault::find_locked(campaign)?.open(member, passphrase)?;
    let bytes = std::fs::read(&path).map_err(StoreError::io("read the locked campaign", &path))?;
    let packed = sealed_box::open(vault.key(), &bytes).map_err(StoreError::locked(&path))?;
    let files =
        unpack(&packed).ok_or_else(|| StoreError::locked(&path)(sealed_box::Locked::Damaged))?;
    for (name, bytes) in &files {
        let file = campaign.join(name);
        replace(&file, bytes)?;
    }
    std::fs::remove_file(&path).map_err(StoreError::io("remove the locked file", &path))?;
    sync_folder(&path)?;
    Ok(files.len())
}

fn unpack(packed: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut rest = packed.strip_prefix(MARK)?;
    let mut files = Vec::new();
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let (name, length, digest): (String, usize, Digest) =
            serde_json::from_slice(&rest[..end]).ok()?;
        let bytes = rest.get(end + 1..end + 1 + length)?;
        let safe = !name.split('/').any(|part| part.is_empty() || part == "." || part == "..");
        if Digest::of(bytes) != digest || !safe || name.contains('\\') {
            return None;
        }
        files.push((name, bytes.to_vec()));
        rest = &rest[end + 1 + length..];
    }
    Some(files)
}

/// Removes folders in which nothing is left.
fn remove_empty(folder: &Path) {
    for one in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if one.file_type().is_ok_and(|kind| kind.is_dir()) {
            remove_empty(&one.path());
            let _ = std::fs::remove_dir(one.path());
        }
    }
}
