//! Files that were sent and not yet taken in: held in memory, so that they need not be sent again at every look.

use std::sync::{Arc, Mutex, PoisonError};

use record::Digest;

use crate::forms::Upload;

/// How many bytes are held: the files sent last.
const ROOM: usize = 400_000_000;

/// The files that were sent last, by the hash of what is in them and of their names.
#[derive(Default)]
pub(crate) struct Uploads {
    all: Mutex<Vec<(String, Arc<Upload>)>>,
}

impl Uploads {
    /// Holds a file; the ones sent first make room.
    pub fn keep(&self, upload: Upload) -> Arc<Upload> {
        let (id, upload) = (self.id_of(&upload), Arc::new(upload));
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(known, _)| *known != id);
        all.push((id, Arc::clone(&upload)));
        while all.len() > 1 && all.iter().map(|(_, one)| one.bytes.len()).sum::<usize>() > ROOM {
            all.remove(0);
        }
        upload
    }

    /// A file that is held.
    pub fn find(&self, id: &str) -> Option<Arc<Upload>> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|(known, _)| known == id).map(|(_, upload)| Arc::clone(upload))
    }

    /// What a file is found by.
    pub fn id_of(&self, upload: &Upload) -> String {
        let bytes = Digest::of(&upload.bytes);
        Digest::of(format!("{bytes} {}", upload.name).as_bytes()).to_string()
    }
}
