use std::path::{Path, PathBuf};
use std::time::Duration;

use record::{Digest, Entry, Head};
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::{Log, Seal, SealState, StoreError};

/// The version of the tables.
const VERSION: i64 = 1;

/// What tells the file from other databases: `GFth`.
const APPLICATION_ID: i64 = 0x4746_7468;

/// The one table, and what keeps it append-only whoever writes to it. The statements below are such that
/// PostgreSQL takes them as they are; its table (`BIGINT PRIMARY KEY`) and triggers will be written in its own language.
const SCHEMA: &str = "
CREATE TABLE entry (
  number INTEGER PRIMARY KEY,
  hash   TEXT NOT NULL,
  prev   TEXT NOT NULL,
  bytes  TEXT NOT NULL
);
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never changed'); END;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;
CREATE TRIGGER entry_follows_the_last BEFORE INSERT ON entry
WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM entry)
  OR NEW.prev <> COALESCE((SELECT hash FROM entry ORDER BY number DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END;
";

/// As much of the file is read where it lies in memory, without a copy of every page.
const MAPPED: u32 = 1 << 30;

const HEAD: &str = "SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1";
const AFTER: &str = "SELECT number, hash, bytes FROM entry WHERE number > $1 ORDER BY number";
const INSERT: &str = "INSERT INTO entry (number, hash, prev, bytes) VALUES ($1, $2, $3, $4)";

/// A record in one SQLite file, `record.sqlite`, with its [`Seal`] beside it.
///
/// A commit is in the file when it is done (rollback journal, synchronous, the folder too), so there is no log beside it that a
/// copy could miss.
pub struct SqliteLog {
    connection: Connection,
    path: PathBuf,
}

impl SqliteLog {
    /// Begins a record.
    ///
    /// # Errors
    ///
    /// [`StoreError::RecordThere`] when there is one.
    pub fn create(path: &Path) -> Result<SqliteLog, StoreError> {
        if path.exists() {
            return Err(StoreError::RecordThere(path.to_owned()));
        }
        if Seal::path_of(path).exists() {
            return Err(StoreError::Gone(path.to_owned()));
        }
        let doing = "begin the record";
        // Made whole beside its place: a record without its table is never there to be opened.
        let part = path.with_extension("sqlite.part");
        let _ = std::fs::remove_file(&part);
        let connection = Connection::open(&part).map_err(StoreError::database(doing, path))?;
        connection
            .execute_batch(&format!(
                "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; BEGIN; {SCHEMA} COMMIT;"
            ))
            .map_err(StoreError::database(doing, path))?;
        connection.close().map_err(|(_, why)| StoreError::database(doing, path)(why))?;
        // A hard link fails where a record has come to be meanwhile; a rename would take its place.
        std::fs::hard_link(&part, path).map_err(|why| match why.kind() {
            std::io::ErrorKind::AlreadyExists => StoreError::RecordThere(path.to_owned()),
            _ => StoreError::Io { doing, path: path.to_owned(), why },
        })?;
        let _ = std::fs::remove_file(&part);
        crate::files::sync_folder(path)?;
        let log = SqliteLog::open(path)?;
        Seal::of_file(path, Head::EMPTY)?.write(path)?;
        Ok(log)
    }

    /// Opens a record to read and to append.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoRecord`] where there is none, [`StoreError::Newer`] for one of a newer program.
    pub fn open(path: &Path) -> Result<SqliteLog, StoreError> {
        SqliteLog::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Opens a record to read.
    ///
    /// Where the folder may be written to, what a program that was killed left half done is rolled back first; nothing else is
    /// written.
    ///
    /// # Errors
    ///
    /// As [`SqliteLog::open`].
    pub fn open_read_only(path: &Path) -> Result<SqliteLog, StoreError> {
        let log = SqliteLog::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
            .or_else(|_| SqliteLog::open_with(path, OpenFlags::SQLITE_OPEN_READ_ONLY))?;
        log.connection
            .execute_batch(&format!("PRAGMA query_only = ON; PRAGMA mmap_size = {MAPPED}"))
            .map_err(StoreError::database("open the record", path))?;
        Ok(log)
    }

    fn open_with(path: &Path, flags: OpenFlags) -> Result<SqliteLog, StoreError> {
        if !path.exists() {
            return Err(match Seal::path_of(path).exists() {
                true => StoreError::Gone(path.to_owned()),
                false => StoreError::NoRecord(path.to_owned()),
            });
        }
        if !path.is_file() {
            return Err(StoreError::Damaged(path.to_owned()));
        }
        let doing = "open the record";
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(StoreError::database(doing, path))?;
        let error = || StoreError::database(doing, path);
        connection.busy_timeout(Duration::from_secs(10)).map_err(error())?;
        connection
            .execute_batch("PRAGMA synchronous = EXTRA; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")
            .map_err(error())?;
        let pragma = |name: &str| {
            connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
        };
        if pragma("application_id").map_err(error())? != APPLICATION_ID {
            return Err(StoreError::Damaged(path.to_owned()));
        }
        let version = pragma("user_version").map_err(error())?;
        if version != VERSION {
            return Err(StoreError::Newer { path: path.to_owned(), version });
        }
        Ok(SqliteLog { connection, path: path.to_owned() })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn error(&self, doing: &'static str) -> impl FnOnce(rusqlite::Error) -> StoreError {
        StoreError::database(doing, &self.path)
    }

    /// Holds writers off until it is dropped.
    pub(crate) fn hold(&self) -> Result<(), StoreError> {
        self.connection
            .execute_batch("BEGIN")
            .and_then(|()| head_of(&self.connection))
            .map(|_| ())
            .map_err(self.error("read the record"))
    }

    /// What SQLite finds wrong with the file, and whether the table is the one that this program made.
    pub(crate) fn faults(&self) -> Result<Vec<String>, StoreError> {
        let error = || self.error("check the database");
        let mut statement =
            self.connection.prepare("PRAGMA integrity_check(20)").map_err(error())?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(error())?;
        let mut faults: Vec<String> = rows.collect::<Result<_, _>>().map_err(error())?;
        faults.retain(|fault| fault != "ok");
        let sql =
            "SELECT COALESCE(sql, '') FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid";
        let mut statement = self.connection.prepare(sql).map_err(error())?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(error())?;
        let made: Vec<String> = rows.collect::<Result<_, _>>().map_err(error())?;
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let should = squeeze(SCHEMA);
        let is = made.iter().map(|sql| format!("{};", squeeze(sql))).collect::<Vec<_>>().join(" ");
        if is != should {
            faults.push(
                "its table or the triggers that keep it append-only are not those of this program"
                    .to_owned(),
            );
        }
        Ok(faults)
    }

    /// Copies the record, as it is at one moment, to a new file, while others may write.
    pub(crate) fn copy_to(&self, to: &Path) -> Result<(), StoreError> {
        let error = || self.error("copy the record");
        let mut copy = Connection::open(to).map_err(StoreError::database("make the copy", to))?;
        let backup = rusqlite::backup::Backup::new(&self.connection, &mut copy).map_err(error())?;
        backup.run_to_completion(1000, Duration::ZERO, None).map_err(error())?;
        drop(backup);
        copy.close().map_err(|(_, why)| StoreError::database("make the copy", to)(why))?;
        crate::files::sync_file(to)
    }
}

impl Log for SqliteLog {
    fn head(&mut self) -> Result<Head, StoreError> {
        head_of(&self.connection).map_err(self.error("read the record"))
    }

    fn visit(
        &mut self,
        after: u64,
        see: &mut dyn FnMut(u64, Digest, &str),
    ) -> Result<(), StoreError> {
        let error = || self.error("read the record");
        let mut statement = self.connection.prepare_cached(AFTER).map_err(error())?;
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        let mut rows = statement.query([after]).map_err(error())?;
        while let Some(row) = rows.next().map_err(error())? {
            let number = u64::try_from(row.get::<_, i64>(0).map_err(error())?).unwrap_or(0);
            let hash = digest(row.get_ref(1).map_err(error())?.as_str().unwrap_or_default());
            // What is no text is no entry's bytes, and so not of the hash beside it.
            see(number, hash, row.get_ref(2).map_err(error())?.as_str().unwrap_or_default());
        }
        Ok(())
    }

    fn append(&mut self, after: Head, entries: &[(Entry, String)]) -> Result<Head, StoreError> {
        let path = self.path.clone();
        let error = || StoreError::database("append to the record", &path);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(error())?;
        let is = head_of(&transaction).map_err(error())?;
        if is != after {
            return Err(StoreError::Clash { knew: after, is });
        }
        // A seal made over damage would hide it.
        match Seal::state(&path, is)? {
            SealState::Holds | SealState::Earlier(_) => {}
            SealState::Missing if is.number == 0 => {}
            SealState::Missing | SealState::Broken | SealState::Changed => {
                return Err(StoreError::Damaged(path));
            }
        }
        let mut head = after;
        {
            let mut insert = transaction.prepare_cached(INSERT).map_err(error())?;
            for (entry, bytes) in entries {
                let number = i64::try_from(entry.number).unwrap_or(i64::MAX);
                insert
                    .execute((number, entry.hash.to_string(), entry.prev.to_string(), bytes))
                    .map_err(error())?;
                head = Head { number: entry.number, hash: entry.hash };
            }
        }
        transaction.commit().map_err(error())?;
        // Held while the seal is made, so that no other writer comes between. The entries are safe already: a seal that
        // cannot be written says so at the next check, and is made anew at the next append.
        let _ = self.reseal();
        Ok(head)
    }
}

impl SqliteLog {
    /// Makes the seal anew, of the file as it is.
    pub(crate) fn reseal(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let error = || StoreError::database("seal the record", &path);
        // A read transaction holds writers off until the seal is made.
        let transaction = self.connection.transaction().map_err(error())?;
        let head = head_of(&transaction).map_err(error())?;
        Seal::of_file(&path, head)?.write(&path)?;
        transaction.commit().map_err(error())
    }
}

fn head_of(connection: &Connection) -> rusqlite::Result<Head> {
    let mut statement = connection.prepare_cached(HEAD)?;
    let mut rows = statement.query([])?;
    Ok(match rows.next()? {
        None => Head::EMPTY,
        Some(row) => Head {
            number: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
            hash: digest(&row.get::<_, String>(1)?),
        },
    })
}

/// A hash as it is kept; one that cannot be read is none, and so no entry's.
fn digest(text: &str) -> Digest {
    Digest::parse(text).unwrap_or(Digest::NONE)
}
