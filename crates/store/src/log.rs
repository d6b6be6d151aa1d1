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

    /// Goes through the entries after a number, in order, as they are kept: number, hash, canonical bytes.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    fn visit(
        &mut self,
        after: u64,
        see: &mut dyn FnMut(u64, Digest, &str),
    ) -> Result<(), StoreError>;

    /// The entries after a number, in order, as they are kept.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the store cannot be read.
    fn stored(&mut self, after: u64) -> Result<Vec<Stored>, StoreError> {
        let mut all = Vec::new();
        self.visit(after, &mut |number, hash, bytes| {
            all.push(Stored { number, hash, bytes: bytes.to_owned() });
        })?;
        Ok(all)
    }

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
        // Read in pieces, each of which is parsed while the next is read.
        let (send, parsed) = std::sync::mpsc::channel();
        let mut pieces = 0;
        rayon::in_place_scope(|scope| {
            let mut parse = |piece: Piece| {
                let (send, at) = (send.clone(), pieces);
                pieces += 1;
                // The receiver is there until all is parsed.
                scope.spawn(move |_| drop(send.send((at, piece.parse()))));
            };
            let mut piece = Piece::default();
            self.visit(0, &mut |number, hash, bytes| {
                piece.push(number, hash, bytes);
                if piece.bytes.len() >= PIECE {
                    parse(std::mem::take(&mut piece));
                }
            })?;
            parse(piece);
            Ok(())
        })?;
        drop(send);
        let mut parsed: Vec<_> = parsed.into_iter().collect();
        parsed.sort_unstable_by_key(|(at, _)| *at);
        let mut entries = Vec::with_capacity(parsed.iter().map(|(_, (all, _))| all.len()).sum());
        let mut head = Head::EMPTY;
        for (_, (piece, bad)) in parsed {
            for entry in piece {
                head = head.followed_by(&entry).map_err(StoreError::BadEntry)?;
                entries.push(entry);
            }
            if let Some(bad) = bad {
                return Err(StoreError::BadEntry(bad));
            }
        }
        Ok(entries)
    }
}

/// About how many bytes are parsed at once.
const PIECE: usize = 128 * 1024;

/// Some entries that follow one another, as they are kept.
#[derive(Default)]
struct Piece {
    /// The canonical bytes, one after the other.
    bytes: String,
    /// Each one's number, its hash and where its bytes end.
    ends: Vec<(u64, Digest, usize)>,
}

impl Piece {
    fn push(&mut self, number: u64, hash: Digest, bytes: &str) {
        if self.ends.is_empty() {
            self.bytes.reserve_exact(PIECE + PIECE / 4);
        }
        self.bytes.push_str(bytes);
        self.ends.push((number, hash, self.bytes.len()));
    }

    /// Its entries, up to the first one that is not what it should be.
    fn parse(self) -> (Vec<Entry>, Option<BadEntry>) {
        let mut entries = Vec::with_capacity(self.ends.len());
        let mut from = 0;
        for (number, hash, to) in self.ends {
            let bytes = &self.bytes[from..to];
            from = to;
            let is = Digest::of(bytes.as_bytes());
            let read = match is == hash {
                true => Entry::read_kept(bytes, is).map_err(Wrong::Unreadable),
                false => Err(Wrong::Hash { says: hash, is }),
            };
            match read {
                Ok(entry) => entries.push(entry),
                Err(wrong) => return (entries, Some(BadEntry { number, wrong })),
            }
        }
        (entries, None)
    }
}
