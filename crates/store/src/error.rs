use std::path::{Path, PathBuf};

use record::Head;

/// What went wrong in a store. Nothing was lost: an append is whole or not at all.
#[derive(Debug)]
pub enum StoreError {
    /// A file or a folder cannot be read or written.
    Io {
        /// What was tried.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// Why not.
        why: std::io::Error,
    },
    /// The database refuses.
    Database {
        /// What was tried.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// Why not.
        why: rusqlite::Error,
    },
    /// Somebody else has appended since the record was read: nothing was written.
    Clash {
        /// The head that the writer knew.
        knew: Head,
        /// The head as it is.
        is: Head,
    },
    /// There is no record here.
    NoRecord(PathBuf),
    /// There is one already.
    RecordThere(PathBuf),
    /// A newer program wrote it.
    Newer {
        /// Where.
        path: PathBuf,
        /// The version of its tables.
        version: i64,
    },
    /// A file of the record is not what its name says.
    WrongFile {
        /// Where.
        path: PathBuf,
        /// The hash of its bytes.
        is: record::Digest,
    },
    /// The record does not read: an entry is not what it should be.
    BadEntry(record::BadEntry),
}

impl StoreError {
    pub(crate) fn io(
        doing: &'static str,
        path: &Path,
    ) -> impl FnOnce(std::io::Error) -> StoreError {
        let path = path.to_owned();
        move |why| StoreError::Io { doing, path, why }
    }

    pub(crate) fn database(
        doing: &'static str,
        path: &Path,
    ) -> impl FnOnce(rusqlite::Error) -> StoreError {
        let path = path.to_owned();
        move |why| StoreError::Database { doing, path, why }
    }

    /// What to do about it.
    pub fn mend(&self) -> String {
        match self {
            StoreError::Io { why, .. } if why.kind() == std::io::ErrorKind::StorageFull => {
                "make room on the disk and do it again; nothing was written".to_owned()
            }
            StoreError::Io { .. } => {
                "check that the folder is there and may be written to; nothing was written"
                    .to_owned()
            }
            StoreError::Database { why, .. } => match why.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => {
                    "make room on the disk and do it again; nothing was written".to_owned()
                }
                Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen) => {
                    "check that the folder may be written to; nothing was written".to_owned()
                }
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                    "another program is writing; do it again when it has finished".to_owned()
                }
                Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                    "run `goodfaith check record`, and take the last good backup".to_owned()
                }
                _ => "run `goodfaith check record`; nothing was written".to_owned(),
            },
            StoreError::Clash { .. } => {
                "look at what was added, and add yours again if it still holds".to_owned()
            }
            StoreError::NoRecord(_) => "begin one with `goodfaith record init`".to_owned(),
            StoreError::RecordThere(_) => {
                "add to it, or begin another in a folder of its own".to_owned()
            }
            StoreError::Newer { .. } => "use the newer program".to_owned(),
            StoreError::WrongFile { .. } => {
                "take the file from the last good backup; its name is the hash it should have"
                    .to_owned()
            }
            StoreError::BadEntry(_) => {
                "run `goodfaith check record`, and take the last good backup".to_owned()
            }
        }
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StoreError::Io { doing, path, why } => write!(f, "{}: {doing}: {why}", path.display()),
            StoreError::Database { doing, path, why } => {
                write!(f, "{}: {doing}: {why}", path.display())
            }
            StoreError::Clash { knew, is } => write!(
                f,
                "somebody else has added entries: the record ended at entry {} when it was read, and ends at entry {} now",
                knew.number, is.number
            ),
            StoreError::NoRecord(path) => write!(f, "{}: there is no record here", path.display()),
            StoreError::RecordThere(path) => {
                write!(f, "{}: there is a record already", path.display())
            }
            StoreError::Newer { path, version } => {
                write!(
                    f,
                    "{}: its tables have version {version}, which a newer program wrote",
                    path.display()
                )
            }
            StoreError::WrongFile { path, is } => {
                write!(
                    f,
                    "{}: its bytes have the hash {}, not that of its name",
                    path.display(),
                    is.short()
                )
            }
            StoreError::BadEntry(bad) => bad.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}
