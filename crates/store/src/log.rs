use rayon::prelude::*;
use record::{BadEntry, Digest, Entry, Head, Wrong};

use crate::StoreError;

/// An entry as it is kept: its number, its hash, and its canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its number.
    pub number: u64,
    /// The hash kept beside it.
    pub hash: Digest,
    /// Its canonical bytes.
    pub bytes: String,
}

/// An append-only log of entries. SQLite is its first form; PostgreSQL will be the second, with the same SQL and types, so that
/// one story is told to both (`tests/story.rs`).
pub trait Log {
    /// The end of the record.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    fn head(&mut self) -> Result<Head, StoreError>;

    /// The entries after a number, in order, as they are kept.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    fn stored(&mut self, after: u64) -> Result<Vec<Stored>, StoreError>;

    /// Appends sealed entries after a head, all of them or none, durably: when it returns they survive a loss of power.
    ///
    /// # Errors
    ///
    /// [`StoreError::Clash`] when the record does not end at `after`; other [`StoreError`]s when it cannot be written. In
    /// either case nothing was written.
    fn append(&mut self, after: Head, entries: &[(Entry, String)]) -> Result<Head, StoreError>;

    /// The whole record: each entry's bytes are those of the hash beside it, and each follows the one before it. That the bytes
    /// are the canonical ones, and the rest, is for [`check`](crate::check).
    ///
    /// # Errors
    ///
    /// [`StoreError::BadEntry`] for the first entry that is not what it should be.
    fn entries(&mut self) -> Result<Vec<Entry>, StoreError> {
        let stored = self.stored(0)?;
        let read: Vec<Result<Entry, BadEntry>> = stored
            .par_iter()
            .with_min_len(256)
            .map(|one| {
                let bad = |wrong| BadEntry { number: one.number, wrong };
                let is = Digest::of(one.bytes.as_bytes());
                if is != one.hash {
                    return Err(bad(Wrong::Hash { says: one.hash, is }));
                }
                Entry::read_kept(&one.bytes, is).map_err(|why| bad(Wrong::Unreadable(why)))
            })
            .collect();
        let mut entries = Vec::with_capacity(read.len());
        let mut head = Head::EMPTY;
        for entry in read {
            let entry = entry.map_err(StoreError::BadEntry)?;
            head = head.followed_by(&entry).map_err(StoreError::BadEntry)?;
            entries.push(entry);
        }
        Ok(entries)
    }
}
