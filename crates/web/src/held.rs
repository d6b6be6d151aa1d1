//! The campaign as it was last read: kept until one of its files changes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use desk::{Desk, DeskError};
use money::Date;
use record::{Clock, State};
use store::StoreError;

use crate::pages::costing::Costings;

/// What no case is made of, so that it stays as it is made while these change: the record, what is written for people, its words.
const NOT_OF_THE_CASE: [&str; 9] = [
    "record.sqlite",
    "record.sqlite-wal",
    "record.sqlite-shm",
    "record.seal",
    "record.json",
    "pieces",
    "photos",
    "words",
    "questions.toml",
];

/// Folders whose files no page is made of: what was sent, what people told, what was released.
const ASIDE: [&str; 5] = ["files", "people", "vault", "releases", "site"];

/// A campaign, opened, with where it stands on the days that were asked for.
pub(crate) struct Opened {
    /// The desk.
    pub desk: Desk,
    states: Mutex<Vec<(Date, Arc<Standing>)>>,
    /// Its costings: they stay while what they are made from stays.
    pub costings: Arc<Costings>,
}

/// Where a campaign stands on a day.
pub(crate) struct Standing {
    /// The state.
    pub state: State,
    /// The clocks.
    pub clocks: Vec<Clock>,
}

/// How many days are kept.
const DAYS: usize = 4;

impl Opened {
    /// Where it stands on a day.
    pub fn on(&self, day: Date) -> Arc<Standing> {
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = states.iter().find(|(known, _)| *known == day) {
            return Arc::clone(known);
        }
        let (state, clocks) = self.desk.state(day);
        let standing = Arc::new(Standing { state, clocks });
        if states.len() == DAYS {
            states.remove(0);
        }
        states.push((day, Arc::clone(&standing)));
        standing
    }
}

/// What a folder's files were when they were read: names, lengths, times.
type Stamp = Vec<(PathBuf, u64, Option<SystemTime>)>;

/// The campaign of a folder.
pub(crate) struct Held {
    folder: PathBuf,
    /// Whether the case is made before a page asks for it.
    ahead: bool,
    last: Mutex<Option<Last>>,
}

/// A campaign as it was last read.
struct Last {
    stamp: Stamp,
    opened: Arc<Opened>,
}

impl Held {
    /// The campaign of a folder, read when it is first asked for.
    pub fn new(folder: &Path, ahead: bool) -> Held {
        Held { folder: folder.to_owned(), ahead, last: Mutex::new(None) }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether the folder is there and holds no campaign: one may be begun in it.
    pub fn awaits(&self, error: &DeskError) -> bool {
        matches!(error, DeskError::Record(StoreError::NoRecord(_))) && self.folder.is_dir()
    }

    /// The campaign as its files are now.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub fn open(&self) -> Result<Arc<Opened>, DeskError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = stamp(&self.folder);
        if let Some(known) = last.as_ref().filter(|known| known.stamp == stamp) {
            return Ok(Arc::clone(&known.opened));
        }
        let of_the_case = |stamp: &Stamp| -> Stamp {
            let of = |(path, ..): &&(PathBuf, u64, Option<SystemTime>)| {
                let first =
                    path.strip_prefix(&self.folder).ok().and_then(|path| path.iter().next());
                first.is_none_or(|first| NOT_OF_THE_CASE.iter().all(|not| first != *not))
            };
            stamp.iter().filter(of).cloned().collect()
        };
        let (mut desk, mut costings) = (Desk::open(&self.folder)?, Arc::default());
        let same = |known: &&Last| of_the_case(&known.stamp) == of_the_case(&stamp);
        if let Some(known) = last.as_ref().filter(same) {
            desk = desk.with_case(known.opened.desk.case());
            costings = Arc::clone(&known.opened.costings);
        }
        let opened = Arc::new(Opened { desk, states: Mutex::default(), costings });
        if self.ahead {
            let opened = Arc::clone(&opened);
            // A case with findings says them on the page that asks for it.
            std::thread::spawn(move || opened.desk.book().is_ok());
        }
        *last = Some(Last { stamp, opened: Arc::clone(&opened) });
        Ok(opened)
    }
}

fn stamp(folder: &Path) -> Stamp {
    let mut all = Vec::new();
    gather(folder, true, &mut all);
    all.sort();
    all
}

fn gather(folder: &Path, top: bool, all: &mut Stamp) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        if top && ASIDE.iter().any(|aside| name == *aside) {
            continue;
        }
        let Ok(about) = entry.metadata() else { continue };
        match about.is_dir() {
            true => gather(&entry.path(), false, all),
            false => all.push((entry.path(), about.len(), about.modified().ok())),
        }
    }
}
