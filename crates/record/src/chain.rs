use crate::{Digest, Entry, EntryError};

/// The end of a record: the number and the hash of its last entry. Printed on what is signed, it shows later whether
/// the whole record was written anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 for a record without one.
    pub number: u64,
    /// Its hash; [`Digest::NONE`] for a record without one.
    pub hash: Digest,
}

impl Head {
    /// The head of a record without entries.
    pub const EMPTY: Head = Head { number: 0, hash: Digest::NONE };

    /// The head of a record.
    pub fn of(entries: &[Entry]) -> Head {
        entries.last().map_or(Head::EMPTY, |last| Head { number: last.number, hash: last.hash })
    }

    /// The head after one more entry.
    ///
    /// # Errors
    ///
    /// [`BadEntry`] when the entry is out of its place, or does not follow this head.
    pub fn followed_by(self, entry: &Entry) -> Result<Head, BadEntry> {
        let number = self.number + 1;
        if entry.number != number {
            return Err(BadEntry { number, wrong: Wrong::Number(entry.number) });
        }
        if entry.prev != self.hash {
            let wrong = Wrong::Prev { says: entry.prev, is: self.hash };
            return Err(BadEntry { number, wrong });
        }
        Ok(Head { number, hash: entry.hash })
    }

    /// Reads a head as it prints: `35:ba7816bf…`, with at least the first twelve digits of the hash.
    ///
    /// # Errors
    ///
    /// A sentence that says what was expected.
    pub fn parse(text: &str) -> Result<PrintedHead, String> {
        let not = || {
            format!(
                "\"{text}\" is not a head: expected a number, a colon and at least 12 digits of a hash, such as 35:ba7816bf8f01"
            )
        };
        let (number, hash) = text.trim().split_once(':').ok_or_else(not)?;
        let fits = (12..=64).contains(&hash.len())
            && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        let number = number.parse().ok().filter(|_| fits).ok_or_else(not)?;
        Ok(PrintedHead { number, hash: hash.to_owned() })
    }
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.number, self.hash)
    }
}

/// A head as somebody kept it, perhaps shortened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedHead {
    /// The number of the entry.
    pub number: u64,
    /// The first digits of its hash, or all.
    pub hash: String,
}

impl PrintedHead {
    /// Whether a record still holds that entry.
    pub fn is_in(&self, entries: &[Entry]) -> bool {
        let at = usize::try_from(self.number).ok().and_then(|number| number.checked_sub(1));
        match at {
            None => Digest::NONE.to_string().starts_with(&self.hash),
            Some(at) => {
                entries.get(at).is_some_and(|entry| entry.hash.to_string().starts_with(&self.hash))
            }
        }
    }
}

/// The first entry of a record that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadEntry {
    /// Its number, by its place.
    pub number: u64,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What is wrong with an entry of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It cannot be read.
    Unreadable(EntryError),
    /// It says another number than its place has.
    Number(u64),
    /// It does not follow the entry before it.
    Prev {
        /// The hash it names.
        says: Digest,
        /// The hash of the entry before it.
        is: Digest,
    },
    /// The hash kept beside it is another than that of its bytes.
    Hash {
        /// The hash kept.
        says: Digest,
        /// The hash of the bytes.
        is: Digest,
    },
}

impl std::fmt::Display for BadEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "entry {}: ", self.number)?;
        match &self.wrong {
            Wrong::Unreadable(why) => write!(f, "{why}"),
            Wrong::Number(says) => write!(f, "it calls itself entry {says}"),
            Wrong::Prev { says, is } => write!(
                f,
                "it follows an entry with the hash {}, and the one before it has {}",
                says.short(),
                is.short()
            ),
            Wrong::Hash { says, is } => {
                write!(
                    f,
                    "the hash kept beside it is {}, and its bytes have {}",
                    says.short(),
                    is.short()
                )
            }
        }
    }
}

impl std::error::Error for BadEntry {}

/// Reads a record from the canonical bytes of its entries, each with the hash that is kept beside it where there is one.
///
/// # Errors
///
/// [`BadEntry`], the first entry that cannot be read, is out of its place, or does not follow the one before it.
pub fn read_chain<'a>(
    lines: impl IntoIterator<Item = (&'a str, Option<Digest>)>,
) -> Result<Vec<Entry>, BadEntry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut head = Head::EMPTY;
    for (bytes, kept) in lines {
        let number = head.number + 1;
        let bad = |wrong| BadEntry { number, wrong };
        let is = Digest::of(bytes.as_bytes());
        if let Some(says) = kept.filter(|says| *says != is) {
            return Err(bad(Wrong::Hash { says, is }));
        }
        let entry = Entry::read(bytes).map_err(|why| bad(Wrong::Unreadable(why)))?;
        head = head.followed_by(&entry)?;
        entries.push(entry);
    }
    Ok(entries)
}
