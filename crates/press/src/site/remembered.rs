//! Pages of pieces as they were made before, so that a site after one more piece costs that piece and the lists.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use record::Digest;

/// A page that was made, and what could not be said on it in its language.
#[derive(Clone)]
pub(crate) struct PageMade {
    pub bytes: Arc<Vec<u8>>,
    pub missing: Vec<String>,
}

/// The pages of a site's pieces as they were last made, each by the hash of everything that it is made from: a page is never older than
/// what it says. It holds what the last site was made of, and nothing before it.
#[derive(Default)]
pub struct PageMemory {
    pages: Mutex<Turns>,
}

#[derive(Default)]
struct Turns {
    before: HashMap<Digest, PageMade>,
    now: HashMap<Digest, PageMade>,
}

impl PageMemory {
    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A site begins to be made.
    pub(crate) fn begin(&self) {
        let mut turns = self.turns();
        let now = std::mem::take(&mut turns.now);
        // What a site that failed had not come to yet is still known.
        turns.before.extend(now);
    }

    /// A site is made: what it has no page of is forgotten.
    pub(crate) fn end(&self) {
        self.turns().before.clear();
    }

    /// The page of a key: remembered, or made.
    pub(crate) fn page(&self, key: Digest, make: impl FnOnce() -> PageMade) -> PageMade {
        let known = {
            let mut turns = self.turns();
            let known = turns.now.get(&key).cloned();
            known.or_else(|| turns.before.remove(&key))
        };
        let made = known.unwrap_or_else(make);
        self.turns().now.insert(key, made.clone());
        made
    }
}
