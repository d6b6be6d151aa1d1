use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use record::Digest;

use crate::StoreError;

/// What crossed the table, as exact bytes: each file is named by its SHA-256.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// The files of a folder, which need not be there yet.
    pub fn in_folder(folder: &Path) -> Files {
        Files { folder: folder.to_owned() }
    }

    /// Where a file lies.
    pub fn path(&self, digest: Digest) -> PathBuf {
        self.folder.join(digest.to_string())
    }

    /// Keeps some bytes, durably, and returns their hash. Bytes that are there already are left as they are.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when they cannot be written, or when the file of their name holds others.
    pub fn put(&self, bytes: &[u8]) -> Result<Digest, StoreError> {
        let digest = Digest::of(bytes);
        let path = self.path(digest);
        if path.exists() {
            self.get(digest)?;
            return Ok(digest);
        }
        std::fs::create_dir_all(&self.folder)
            .map_err(StoreError::io("make the folder", &self.folder))?;
        let part = self.folder.join(format!("{digest}.{}.part", std::process::id()));
        let written = write_synced(&part, bytes).and_then(|()| std::fs::rename(&part, &path));
        if let Err(why) = written {
            let _ = std::fs::remove_file(&part);
            return Err(StoreError::io("keep a file", &path)(why));
        }
        sync_folder(&path)?;
        Ok(digest)
    }

    /// The bytes of a file, if they are those of its name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`] when it is not there, [`StoreError::WrongFile`] when it holds other bytes.
    pub fn get(&self, digest: Digest) -> Result<Vec<u8>, StoreError> {
        let path = self.path(digest);
        if path.exists() && !path.is_file() {
            let why = std::io::Error::from(std::io::ErrorKind::InvalidInput);
            return Err(StoreError::Io { doing: "read a file of the record", path, why });
        }
        let bytes =
            std::fs::read(&path).map_err(StoreError::io("read a file of the record", &path))?;
        let is = Digest::of(&bytes);
        if is != digest {
            return Err(StoreError::WrongFile { path, is });
        }
        Ok(bytes)
    }

    /// The names in the folder, in order; what is no hash is among them.
    ///
    /// # Errors
    ///
    /// [`StoreError::Io`] when the folder cannot be read.
    pub fn names(&self) -> Result<Vec<String>, StoreError> {
        if !self.folder.exists() {
            return Ok(Vec::new());
        }
        let error = || StoreError::io("read the folder", &self.folder);
        let mut names = Vec::new();
        for file in std::fs::read_dir(&self.folder).map_err(error())? {
            names.push(file.map_err(error())?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the bytes of a file durable.
pub(crate) fn sync_file(path: &Path) -> Result<(), StoreError> {
    File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(StoreError::io("make a file durable", path))
}

/// Makes the name of a file durable: its folder.
pub(crate) fn sync_folder(file: &Path) -> Result<(), StoreError> {
    let folder =
        file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(StoreError::io("make a folder durable", folder))
}

/// Writes a file whole, in the place of one that may be there, durably. Its folder is made when it is not there.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(StoreError::io("make the folder", folder))?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    if let Err(why) = write_synced(&part, bytes).and_then(|()| std::fs::rename(&part, path)) {
        let _ = std::fs::remove_file(&part);
        return Err(StoreError::io("write", path)(why));
    }
    sync_folder(path)
}

/// Writes a file whole, where there must be none, durably.
pub(crate) fn create_new(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    // Two threads of one program may write a file of the same name: each its own part.
    static PARTS: AtomicU64 = AtomicU64::new(0);
    let own = PARTS.fetch_add(1, Ordering::Relaxed);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.{own}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = write_synced(&part, bytes).and_then(|()| std::fs::hard_link(&part, path));
    let _ = std::fs::remove_file(&part);
    written.map_err(StoreError::io("write", path))?;
    sync_folder(path)
}
