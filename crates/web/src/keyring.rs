//! The vault while somebody has it open: its key is in the memory of this program alone, and is forgotten after some minutes without use.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use record::Slug;
use store::OpenVault;

/// The vault that is open, if one is.
#[derive(Default)]
pub(crate) struct Keyring {
    open: Mutex<Option<Open>>,
}

struct Open {
    vault: OpenVault,
    member: Slug,
    lasts: Duration,
    used: Instant,
}

impl Open {
    fn is_over(&self) -> bool {
        self.used.elapsed() >= self.lasts
    }
}

impl Keyring {
    fn held(&self) -> MutexGuard<'_, Option<Open>> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.as_ref().is_some_and(Open::is_over) {
            *open = None;
        }
        open
    }

    /// Keeps a vault open for a member, until it has not been used for a while.
    pub fn unlock(&self, vault: OpenVault, member: Slug, lasts: Duration) {
        *self.held() = Some(Open { vault, member, lasts, used: Instant::now() });
    }

    /// Forgets the key.
    pub fn lock(&self) {
        *self.held() = None;
    }

    /// Forgets the key where its time is over.
    pub fn tidy(&self) {
        drop(self.held());
    }

    /// Who has it open, and for how long without use; asking is no use of it.
    pub fn of(&self) -> Option<(Slug, Duration)> {
        self.held().as_ref().map(|open| (open.member.clone(), open.lasts))
    }

    /// Does something with the vault; none where it is locked.
    pub fn with<T>(&self, then: impl FnOnce(&OpenVault) -> T) -> Option<T> {
        let mut held = self.held();
        let open = held.as_mut()?;
        open.used = Instant::now();
        Some(then(&open.vault))
    }
}

#[cfg(test)]
mod tests {
    use store::{Passphrase, Vault};

    use super::*;

    fn open(test: &str) -> (Slug, OpenVault) {
        let folder = std::env::temp_dir().join(format!("gf-keyring-{}-{test}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        let member = Slug::from_words("rosa");
        let words = Passphrase::from("correct horse".to_owned());
        let vault = Vault::create(&folder, &member, &words, Some(1)).unwrap();
        (member, vault)
    }

    #[test]
    fn a_vault_that_nobody_uses_locks_itself_and_use_keeps_it_open() {
        let keys = Keyring::default();
        assert!(keys.of().is_none() && keys.with(|_| ()).is_none());
        let (member, vault) = open("lasts");
        keys.unlock(vault, member.clone(), Duration::from_millis(400));
        for _ in 0..4 {
            std::thread::sleep(Duration::from_millis(150));
            assert!(keys.with(|vault| vault.vault().members().len()) == Some(1));
        }
        // Asking whose it is is no use of it.
        for _ in 0..4 {
            std::thread::sleep(Duration::from_millis(150));
            keys.of();
        }
        assert!(keys.of().is_none() && keys.with(|_| ()).is_none());
        // The key is gone from memory and not merely hidden.
        assert!(keys.open.lock().unwrap().is_none());
    }

    #[test]
    fn the_key_is_forgotten_when_nobody_asks_and_by_the_button() {
        let keys = Keyring::default();
        let (member, vault) = open("tidied");
        keys.unlock(vault, member, Duration::from_millis(50));
        std::thread::sleep(Duration::from_millis(80));
        keys.tidy();
        assert!(keys.open.lock().unwrap().is_none());
        let (member, vault) = open("locked");
        keys.unlock(vault, member, Duration::from_secs(600));
        assert!(keys.of().is_some());
        keys.lock();
        assert!(keys.of().is_none());
    }
}
