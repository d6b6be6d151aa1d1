use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::{Finding, Findings, Place};

/// Tells whoever waits how far a long file is: what is done with which file, how much of how much; and hears whether to go on.
pub struct Progress<'a> {
    tell: Option<&'a Tell<'a>>,
    stopped: AtomicBool,
}

/// `tell(doing, file, done, of)`.
type Tell<'a> = dyn Fn(&str, &str, u64, u64) -> ControlFlow<()> + Sync + 'a;

impl<'a> Progress<'a> {
    /// Calls `tell(doing, file, done, of)` now and then; what it answers decides whether the reading goes on.
    pub fn new(tell: &'a (dyn Fn(&str, &str, u64, u64) -> ControlFlow<()> + Sync)) -> Progress<'a> {
        Progress { tell: Some(tell), stopped: AtomicBool::new(false) }
    }

    /// Tells nobody, and goes on.
    pub fn none() -> Progress<'static> {
        Progress { tell: None, stopped: AtomicBool::new(false) }
    }

    /// Whether somebody said to stop. It stays said.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Tells how far it is.
    ///
    /// # Errors
    ///
    /// Somebody says to stop, or has said so.
    pub fn say(&self, doing: &str, file: &str, done: u64, of: u64) -> Result<(), Finding> {
        if let Some(tell) = self.tell
            && tell(doing, file, done, of).is_break()
        {
            self.stopped.store(true, Ordering::Relaxed);
        }
        if self.is_stopped() { Err(cancelled(file)) } else { Ok(()) }
    }
}

/// What is found where somebody said to stop.
pub(crate) fn cancelled(file: &str) -> Finding {
    Finding::error(Place::File(file.to_owned()), "cancelled; nothing was written")
}

/// What is found of files whose reading somebody stopped.
pub(crate) fn cancelled_all(files: &[crate::Source]) -> Findings {
    Findings(files.iter().map(|file| cancelled(&file.name())).collect())
}
