use std::path::{Path, PathBuf};

use record::Head;

use crate::Locked;

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
    /// The record was here, as its seal says, and is gone.
    Gone(PathBuf),
    /// The file is not the one that was sealed: nothing is added to it.
    Damaged(PathBuf),
    /// The whole folder is under a passphrase.
    FolderLocked(PathBuf),
    /// There is no vault here.
    NoVault(PathBuf),
    /// There is one already.
    VaultThere(PathBuf),
    /// Nobody of that name can open the vault.
    NoMember {
        /// The name.
        name: String,
        /// Who can.
        known: String,
    },
    /// Somebody of that name can open it already.
    MemberThere(String),
    /// Nobody would be left who can open it.
    LastMember,
    /// Something encrypted does not open.
    Locked {
        /// Where.
        path: PathBuf,
        /// Why not.
        why: Locked,
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

    pub(crate) fn locked(path: &Path) -> impl FnOnce(Locked) -> StoreError {
        let path = path.to_owned();
        move |why| StoreError::Locked { path, why }
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
            StoreError::Gone(_) => {
                "take the last good backup: `goodfaith check backup FOLDER --into NEW`".to_owned()
            }
            StoreError::Damaged(_) => {
                "run `goodfaith check record`, and take the last good backup; nothing was written"
                    .to_owned()
            }
            StoreError::FolderLocked(_) => {
                "open it with `goodfaith record vault unlock --as MEMBER`".to_owned()
            }
            StoreError::NoVault(_) => {
                "make one with `goodfaith record vault init MEMBER`".to_owned()
            }
            StoreError::VaultThere(_) => {
                "add members to it with `goodfaith record vault add`".to_owned()
            }
            StoreError::NoMember { known, .. } => format!("name one of: {known}"),
            StoreError::MemberThere(_) => "give the key another name".to_owned(),
            StoreError::LastMember => "add another member first".to_owned(),
            StoreError::Locked { why: Locked::WrongKey, .. } => {
                "give the passphrase of the member that is named".to_owned()
            }
            StoreError::Locked { .. } => "take the file from the last good backup".to_owned(),
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
            StoreError::Gone(path) => {
                write!(f, "{}: the record was here and is gone; its seal is left", path.display())
            }
            StoreError::Damaged(path) => {
                write!(f, "{}: it is not the file that was sealed", path.display())
            }
            StoreError::FolderLocked(path) => {
                write!(f, "{}: the folder is locked, all of it", path.display())
            }
            StoreError::NoVault(path) => write!(f, "{}: there is no vault here", path.display()),
            StoreError::VaultThere(path) => {
                write!(f, "{}: there is a vault already", path.display())
            }
            StoreError::NoMember { name, .. } => {
                write!(f, "nobody called {name} can open the vault")
            }
            StoreError::MemberThere(name) => {
                write!(f, "somebody called {name} can open the vault already")
            }
            StoreError::LastMember => f.write_str("nobody would be left who can open the vault"),
            StoreError::Locked { path, why } => match why {
                Locked::WrongKey => {
                    write!(f, "{}: the passphrase does not open it", path.display())
                }
                Locked::Damaged => write!(f, "{}: it is not as it was written", path.display()),
                Locked::NotSealed(why) => {
                    write!(f, "{}: it cannot be encrypted: {why}", path.display())
                }
            },
            StoreError::BadEntry(bad) => bad.fmt(f),
        }
    }
}

impl std::error::Error for StoreError {}
