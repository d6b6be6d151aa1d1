use std::path::{Path, PathBuf};

use record::{Digest, Head};
use serde::{Deserialize, Serialize};

use crate::StoreError;

/// The hash of the whole file of a record, beside it in `record.seal`.
///
/// The chain holds every entry; the seal holds the rest of the file, down to bytes that no entry lies in, so that any flipped bit is
/// found. It is made after each append. A program that is killed between the two leaves a seal of an earlier head, which says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The head of the record that was sealed: its last entry's number and hash.
    pub head: String,
    /// The SHA-256 of the file's bytes, as `sha256sum record.sqlite` prints it.
    pub sha256: Digest,
    /// The SHA-256 of the two lines above, so that a flipped bit in the seal itself is told from one in the record.
    pub seal: Digest,
}

/// What a seal says of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealState {
    /// The file is the one that was sealed.
    Holds,
    /// There is none.
    Missing,
    /// It cannot be read, or is not what was written.
    Broken,
    /// It is of an earlier head: the program was stopped between an append and its seal.
    Earlier(String),
    /// It is of this head, and the file is another.
    Changed,
}

impl Seal {
    /// Where the seal of a record lies.
    pub fn path_of(record: &Path) -> PathBuf {
        record.with_extension("seal")
    }

    fn new(head: String, sha256: Digest) -> Seal {
        let seal = Digest::of(format!("{head}\n{sha256}\n").as_bytes());
        Seal { head, sha256, seal }
    }

    /// Makes the seal of a record's file.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`] when the file cannot be read.
    pub fn of_file(record: &Path, head: Head) -> Result<Seal, StoreError> {
        let bytes =
            held::read(record).map_err(StoreError::io("read the record to seal it", record))?;
        Ok(Seal::new(head.to_string(), Digest::of(&bytes)))
    }

    /// Writes it beside the record, whole.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`] when it cannot be written.
    pub fn write(&self, record: &Path) -> Result<(), StoreError> {
        let path = Seal::path_of(record);
        let part = path.with_extension(format!("seal.{}.part", std::process::id()));
        let text = format!(
            "{{\n  \"head\": \"{}\",\n  \"sha256\": \"{}\",\n  \"seal\": \"{}\"\n}}\n",
            self.head, self.sha256, self.seal
        );
        std::fs::write(&part, text).map_err(StoreError::io("write the seal", &path))?;
        std::fs::rename(&part, &path).map_err(StoreError::io("write the seal", &path))
    }

    /// What the seal says of a record that ends at a head.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`] when the record cannot be read.
    pub fn state(record: &Path, head: Head) -> Result<SealState, StoreError> {
        let Ok(text) = std::fs::read_to_string(Seal::path_of(record)) else {
            return Ok(match Seal::path_of(record).exists() {
                true => SealState::Broken,
                false => SealState::Missing,
            });
        };
        let Ok(seal) = serde_json::from_str::<Seal>(&text) else { return Ok(SealState::Broken) };
        let again = Seal::new(seal.head.clone(), seal.sha256);
        let as_written = format!(
            "{{\n  \"head\": \"{}\",\n  \"sha256\": \"{}\",\n  \"seal\": \"{}\"\n}}\n",
            again.head, again.sha256, again.seal
        );
        if text != as_written {
            return Ok(SealState::Broken);
        }
        if seal.head != head.to_string() {
            return Ok(SealState::Earlier(seal.head));
        }
        let is = Seal::of_file(record, head)?;
        Ok(if is.sha256 == seal.sha256 { SealState::Holds } else { SealState::Changed })
    }
}

/// Reading the file of a database that this process has open.
///
/// Closing any handle of a file gives up every POSIX lock that the process has on it, those of SQLite as well
/// (<https://www.sqlite.org/howtocorrupt.html>, 2.2). So the handle for reading is opened once for each file and never closed.
#[cfg(unix)]
mod held {
    use std::collections::HashMap;
    use std::collections::hash_map::Entry;
    use std::fs::File;
    use std::os::unix::fs::{FileExt, MetadataExt};
    use std::path::Path;
    use std::sync::{Mutex, OnceLock};

    /// Handles by the device and number of their file.
    type Handles = Mutex<HashMap<(u64, u64), File>>;

    pub(super) fn read(path: &Path) -> std::io::Result<Vec<u8>> {
        static HANDLES: OnceLock<Handles> = OnceLock::new();
        let about = std::fs::metadata(path)?;
        let mut handles = match HANDLES.get_or_init(Handles::default).lock() {
            Ok(handles) => handles,
            Err(poisoned) => poisoned.into_inner(),
        };
        let file = match handles.entry((about.dev(), about.ino())) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(File::open(path)?),
        };
        let mut bytes = vec![0; usize::try_from(file.metadata()?.len()).unwrap_or(0)];
        file.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    }
}

#[cfg(not(unix))]
mod held {
    pub(super) fn read(path: &std::path::Path) -> std::io::Result<Vec<u8>> {
        std::fs::read(path)
    }
}
