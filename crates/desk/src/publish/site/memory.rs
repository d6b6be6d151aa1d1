//! What is known of files from the last time that a site was made in this process.

use std::collections::{BTreeMap, HashMap};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, TryLockError};
use std::time::{Duration, SystemTime};

use press::release::Manifest;
use press::site::PageMemory;
use press::writing::Document;
use record::{Digest, Slug};

use crate::CaseOnce;

/// A file that changed this shortly before it was read may change again without another time: it is read once more.
const FRESH: Duration = Duration::from_secs(2);

/// What of a file changes with what is in it: its length, its times, and which file it is. When it was last touched is set by the system
/// alone, so that bytes which were changed under their old time are seen as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    long: u64,
    modified: Option<SystemTime>,
    touched: Option<SystemTime>,
    own: Own,
}

#[cfg(unix)]
type Own = (u64, u64);
#[cfg(not(unix))]
type Own = ();

#[cfg(unix)]
fn own(about: &Metadata) -> Own {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino())
}
#[cfg(not(unix))]
fn own(_: &Metadata) -> Own {}

/// When a file's name, rights or bytes were last touched: it cannot be set back.
#[cfg(unix)]
fn touched(about: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(about.ctime()).ok()?;
    let more = u32::try_from(about.ctime_nsec()).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::new(seconds, more))
}
#[cfg(not(unix))]
fn touched(_: &Metadata) -> Option<SystemTime> {
    None
}

impl Stamp {
    pub fn of(about: &Metadata) -> Stamp {
        let (modified, touched) = (about.modified().ok(), touched(about));
        Stamp { long: about.len(), modified, touched, own: own(about) }
    }

    /// The stamp of a file, not following a link.
    pub fn at(path: &Path) -> Option<Stamp> {
        let about = path.symlink_metadata().ok().filter(Metadata::is_file)?;
        Some(Stamp::of(&about))
    }

    /// The file's length.
    pub fn long(&self) -> u64 {
        self.long
    }

    /// Whether it had been left alone for a while when it was read.
    pub fn rested(&self, read: SystemTime) -> bool {
        let last = self.touched.max(self.modified);
        last.and_then(|last| last.checked_add(FRESH)).is_some_and(|safe| safe < read)
    }
}

/// A release whose every file has the bytes that were released.
#[derive(Debug, Clone)]
pub(super) struct Verified {
    /// The hash of its list.
    pub sha256: Digest,
    /// The stamps of its files, its list among them; none where one of them was fresh when it was read.
    pub stamps: Option<Vec<(PathBuf, Stamp)>>,
    pub manifest: Arc<Manifest>,
    pub documents: Arc<BTreeMap<Slug, Document>>,
    pub pictures: Arc<BTreeMap<String, (u32, u32)>>,
    pub alts: Arc<BTreeMap<String, String>>,
}

/// What a file of a site holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holds {
    /// A page, as it was made.
    Page(Arc<Vec<u8>>),
    /// A file of a release, by its hash.
    File(Digest),
}

/// What is remembered of the site in a place.
#[derive(Default)]
pub(super) struct Place {
    pub pages: PageMemory,
    pub files: HashMap<String, (Stamp, Holds)>,
}

/// The pay that was counted, with the case and the offers that it was counted from.
pub(super) struct PayKnown {
    pub case: CaseOnce,
    pub texts: Vec<(String, String)>,
    pub loaded: Option<Arc<intake::Loaded>>,
}

#[derive(Default)]
pub(super) struct Memory {
    pub releases: HashMap<PathBuf, Verified>,
    pub places: HashMap<PathBuf, Place>,
    pub pay: Option<PayKnown>,
}

/// What a process remembers of the sites that it made: which files of releases were held against the record and have not been touched
/// since, what stands where on a site, which pages were made from what. With it, or without, a site has the same bytes; with it, what has
/// not changed is neither read nor made again. One site is made at a time.
#[derive(Default)]
pub struct SiteMemory(pub(super) Mutex<Memory>);

impl SiteMemory {
    /// Forgets everything, as is due once a person has taken back what was on a site; whether it could: while a site is being made it
    /// cannot, and is to be asked again.
    pub fn forget(&self) -> bool {
        let mut memory = match self.0.try_lock() {
            Ok(memory) => memory,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return false,
        };
        *memory = Memory::default();
        true
    }

    /// Whether nothing is remembered; not known while a site is being made.
    pub fn is_empty(&self) -> bool {
        self.0.try_lock().is_ok_and(|memory| {
            memory.releases.is_empty() && memory.places.is_empty() && memory.pay.is_none()
        })
    }
}
