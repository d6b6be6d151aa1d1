use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use record::{Digest, Draft, Entry, Head};

use crate::{Files, Log, SqliteLog, StoreError};

/// A campaign's folder, with its record open.
pub struct Campaign {
    folder: PathBuf,
    // In a lock, so that what only reads the entries may do so from several threads.
    log: Mutex<SqliteLog>,
    entries: Vec<Entry>,
}

impl Campaign {
    /// Where the record of a folder lies.
    pub fn record_of(folder: &Path) -> PathBuf {
        folder.join("record.sqlite")
    }

    /// A folder that is locked as a whole has no record to open.
    fn unlocked(folder: &Path) -> Result<(), StoreError> {
        match crate::is_locked(folder) {
            true => Err(StoreError::FolderLocked(folder.to_owned())),
            false => Ok(()),
        }
    }

    /// Begins the record of a folder, which is made when it is not there.
    ///
    /// # Errors
    ///
    /// [`StoreError::RecordThere`] when there is one.
    pub fn begin(folder: &Path) -> Result<Campaign, StoreError> {
        Campaign::unlocked(folder)?;
        std::fs::create_dir_all(folder).map_err(StoreError::io("make the folder", folder))?;
        let log = Mutex::new(SqliteLog::create(&Campaign::record_of(folder))?);
        Ok(Campaign { folder: folder.to_owned(), log, entries: Vec::new() })
    }

    /// Opens the record of a folder to read and to append.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when there is none, or it does not read.
    pub fn open(folder: &Path) -> Result<Campaign, StoreError> {
        Campaign::unlocked(folder)?;
        Campaign::with(folder, SqliteLog::open(&Campaign::record_of(folder))?)
    }

    /// Opens the record of a folder to read.
    ///
    /// # Errors
    ///
    /// As [`Campaign::open`].
    pub fn open_read_only(folder: &Path) -> Result<Campaign, StoreError> {
        Campaign::unlocked(folder)?;
        Campaign::with(folder, SqliteLog::open_read_only(&Campaign::record_of(folder))?)
    }

    fn with(folder: &Path, mut log: SqliteLog) -> Result<Campaign, StoreError> {
        let entries = log.entries()?;
        Ok(Campaign { folder: folder.to_owned(), log: Mutex::new(log), entries })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The record, as it was read and as it was added to since.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The end of the record.
    pub fn head(&self) -> Head {
        Head::of(&self.entries)
    }

    /// The files of the record.
    pub fn files(&self) -> Files {
        Files::in_folder(&self.folder.join("files"))
    }

    /// Seals drafts after the record's end, without adding them.
    ///
    /// # Errors
    ///
    /// [`record::EntryError`] for one that has no canonical bytes.
    pub fn seal(&self, drafts: Vec<Draft>) -> Result<Vec<(Entry, String)>, record::EntryError> {
        let mut head = self.head();
        let mut sealed = Vec::new();
        for draft in drafts {
            let (entry, bytes) = draft.seal(head.number + 1, head.hash)?;
            head = Head { number: entry.number, hash: entry.hash };
            sealed.push((entry, bytes));
        }
        Ok(sealed)
    }

    /// Adds sealed entries, all or none, durably.
    ///
    /// # Errors
    ///
    /// [`StoreError::Clash`] when somebody else has added some; then nothing was written.
    pub fn append(&mut self, sealed: Vec<(Entry, String)>) -> Result<Head, StoreError> {
        let from = self.head();
        let head = self.own_log().append(from, &sealed)?;
        self.entries.extend(sealed.into_iter().map(|(entry, _)| entry));
        Ok(head)
    }

    /// Reads what others have added since.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the record does not read.
    pub fn refresh(&mut self) -> Result<(), StoreError> {
        self.entries = self.own_log().entries()?;
        Ok(())
    }

    /// The canonical bytes of every entry, as they are kept.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the record does not read.
    pub fn stored(&mut self) -> Result<Vec<crate::Stored>, StoreError> {
        self.own_log().stored(0)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, SqliteLog> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn own_log(&mut self) -> &mut SqliteLog {
        self.log.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every file that an entry names.
pub(crate) fn files_named(entry: &Entry) -> Vec<Digest> {
    use record::Body;
    let mut all: Vec<Digest> = entry.draft.source.iter().filter_map(|source| source.file).collect();
    match &entry.draft.body {
        Body::Pass(pass) => {
            all.extend(pass.documents.iter().copied());
            all.extend(pass.items.iter().filter_map(|item| item.text));
        }
        Body::TentativeAgreement(agreement) => all.extend(agreement.text),
        Body::TotalAgreement(total) => all.extend(total.text),
        Body::Notice(notice) => all.extend(notice.proof),
        Body::Reply(reply) => all.extend(reply.files.iter().copied()),
        Body::ClockEvent(event) => all.extend(event.document),
        _ => {}
    }
    all.sort_unstable();
    all.dedup();
    all
}
