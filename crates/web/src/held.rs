//! The campaign as it was last read: kept until one of its files changes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use desk::{Desk, DeskError};
use money::Date;
use record::{Clock, State};

/// Folders whose files no page is made of: what was sent, what people told, what was released.
const ASIDE: [&str; 5] = ["files", "people", "vault", "releases", "site"];

/// A campaign, opened, with where it stands on the days that were asked for.
pub(crate) struct Opened {
    /// The desk.
    pub desk: Desk,
    states: Mutex<Vec<(Date, Arc<Standing>)>>,
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
    last: Mutex<Option<(Stamp, Arc<Opened>)>>,
}

impl Held {
    /// The campaign of a folder, read when it is first asked for.
    pub fn new(folder: &Path) -> Held {
        Held { folder: folder.to_owned(), last: Mutex::new(None) }
    }

    /// The campaign as its files are now.
    ///
    /// # Errors
    ///
    /// Why it cannot be read.
    pub fn open(&self) -> Result<Arc<Opened>, DeskError> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = stamp(&self.folder);
        if let Some((known, opened)) = last.as_ref()
            && *known == stamp
        {
            return Ok(Arc::clone(opened));
        }
        let opened = Arc::new(Opened { desk: Desk::open(&self.folder)?, states: Mutex::default() });
        *last = Some((stamp, Arc::clone(&opened)));
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
