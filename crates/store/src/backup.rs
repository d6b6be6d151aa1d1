use std::path::{Path, PathBuf};

use record::{Digest, Procedures};
use serde::{Deserialize, Serialize};

use crate::check::{Checked, Fault, check};
use crate::files::{sync_file, sync_folder};
use crate::{Campaign, Seal, StoreError};

/// The list of what a backup holds, written last: a backup without it is not whole.
const LIST: &str = "backup.json";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// The name and version of this list.
    pub schema: String,
    /// The head of the record in it.
    pub head: String,
    /// Each file in it with its SHA-256, in order of their names.
    pub files: Vec<(String, Digest)>,
}

/// Copies a campaign to a new folder, while others may write to it: the record as it is at one moment, then everything else that the
/// folder holds.
///
/// # Errors
///
/// [`StoreError`] when the folder is there already, or something cannot be copied. A backup that was stopped half way has no
/// `backup.json`.
pub fn backup(folder: &Path, to: &Path) -> Result<Backup, StoreError> {
    if to.exists() {
        let why = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(StoreError::Io { doing: "make the backup", path: to.to_owned(), why });
    }
    let campaign = Campaign::open_read_only(folder)?;
    std::fs::create_dir_all(to).map_err(StoreError::io("make the backup", to))?;
    let copy = Campaign::record_of(to);
    campaign.log().copy_to(&copy)?;
    // The copy's own head: entries may have been added since the campaign was opened.
    let head = Campaign::open_read_only(to)?.head();
    Seal::of_file(&copy, head)?.write(&copy)?;
    let skip = ["record.sqlite", "record.sqlite-journal", "record.seal", LIST];
    for name in files_below(folder)? {
        let within = |path: &Path| {
            path.components()
                .next()
                .is_some_and(|first| skip.iter().any(|skip| first.as_os_str() == *skip))
        };
        let part = name.extension().is_some_and(|extension| extension == "part");
        // A backup kept inside the campaign is not copied into itself.
        let inside = folder.join(&name).starts_with(to);
        if within(&name) || part || inside {
            continue;
        }
        let (from, into) = (folder.join(&name), to.join(&name));
        if let Some(parent) = into.parent() {
            std::fs::create_dir_all(parent).map_err(StoreError::io("copy", &into))?;
        }
        std::fs::copy(&from, &into).map_err(StoreError::io("copy", &from))?;
        sync_file(&into)?;
    }
    let mut files = Vec::new();
    for name in files_below(to)? {
        let path = to.join(&name);
        let bytes = std::fs::read(&path).map_err(StoreError::io("read back", &path))?;
        files.push((as_text(&name), Digest::of(&bytes)));
    }
    let list = Backup { schema: "goodfaith-backup 1".to_owned(), head: head.to_string(), files };
    let path = to.join(LIST);
    std::fs::write(&path, list_text(&list)).map_err(StoreError::io("write the list", &path))?;
    sync_file(&path)?;
    sync_folder(&path)?;
    Ok(list)
}

fn list_text(list: &Backup) -> String {
    let text = serde_json::to_string_pretty(list).unwrap_or_default();
    format!("{text}\n{}\n", Digest::of(text.as_bytes()))
}

/// Restores a backup into an empty folder and checks the campaign there as it would be used: every file against the list, then the
/// record as [`check`] does.
///
/// # Errors
///
/// [`StoreError`] when the backup is not whole or cannot be restored. What is wrong with it is a [`Fault`].
pub fn restore_drill(from: &Path, into: &Path, law: &Procedures) -> Result<Checked, StoreError> {
    let path = from.join(LIST);
    let text = std::fs::read_to_string(&path)
        .map_err(StoreError::io("read the list of the backup", &path))?;
    let mut faults = Vec::new();
    let mut fault =
        |at: &str, what: &str| faults.push(Fault { at: at.to_owned(), what: what.to_owned() });
    let written = text.trim_end_matches('\n').rsplit_once('\n');
    let list: Option<Backup> = written
        .filter(|(list, digest)| {
            Digest::of(list.as_bytes()).to_string() == *digest && text.ends_with('\n')
        })
        .and_then(|(list, _)| serde_json::from_str(list).ok())
        .filter(|list| list_text(list) == text);
    let Some(list) = list else {
        fault(LIST, "it is not as it was written");
        return Ok(Checked { faults, ..Checked::default() });
    };
    std::fs::create_dir_all(into).map_err(StoreError::io("restore", into))?;
    for (name, digest) in &list.files {
        let (source, target) = (from.join(name), into.join(name));
        let Ok(bytes) = std::fs::read(&source) else {
            fault(name, "it is not in the backup");
            continue;
        };
        if Digest::of(&bytes) != *digest {
            fault(name, "it is not as it was when the backup was made");
        }
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent).map_err(StoreError::io("restore", &target))?;
        }
        std::fs::write(&target, bytes).map_err(StoreError::io("restore", &target))?;
    }
    for name in files_below(from)? {
        let name = as_text(&name);
        if name != LIST && !list.files.iter().any(|(known, _)| *known == name) {
            fault(&name, "it is not in the list of the backup");
        }
    }
    if !faults.is_empty() {
        return Ok(Checked { faults, ..Checked::default() });
    }
    let mut checked = check(into, None, law)?;
    if let Some(head) = checked.head
        && head.to_string() != list.head
    {
        checked.faults.push(Fault {
            at: LIST.to_owned(),
            what: format!("its head is {}, and the record's {head}", list.head),
        });
        checked.head = None;
    }
    Ok(checked)
}

/// Every file below a folder, by its path within it, in order.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut all = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(within) = open.pop() {
        let path = folder.join(&within);
        for one in std::fs::read_dir(&path).map_err(StoreError::io("read the folder", &path))? {
            let one = one.map_err(StoreError::io("read the folder", &path))?;
            let name = within.join(one.file_name());
            let kind = one.file_type().map_err(StoreError::io("read the folder", &path))?;
            if kind.is_dir() {
                open.push(name);
            } else if kind.is_file() {
                all.push(name);
            }
        }
    }
    all.sort();
    Ok(all)
}

pub(crate) fn as_text(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
