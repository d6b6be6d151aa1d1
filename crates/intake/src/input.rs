use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::{Finding, Place};

/// A file that was read: the part it plays, its name and its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// `roster`, `schedule`, `assumptions` or `offer`.
    pub role: String,
    /// The file's name without its folder.
    pub name: String,
    /// Of its exact bytes, in hex.
    pub sha256: String,
    /// Rows of a table, terms of an offer.
    pub rows: usize,
}

/// Where an input's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    Path(PathBuf),
    /// An example that ships inside the program.
    Shipped {
        /// The file's name in the repository's example, without its folder.
        name: &'static str,
        /// Its exact bytes.
        bytes: &'static [u8],
    },
}

impl Source {
    /// What messages call it.
    pub fn name(&self) -> String {
        match self {
            Source::Path(path) => path.display().to_string(),
            Source::Shipped { name, .. } => (*name).to_owned(),
        }
    }
}

impl Default for Source {
    fn default() -> Source {
        Source::Path(PathBuf::new())
    }
}

/// The exact bytes of a file with its name.
pub(crate) struct Bytes {
    pub name: String,
    pub bytes: bytes::Bytes,
}

impl Bytes {
    pub fn read(source: &Source) -> Result<Bytes, Finding> {
        let path = match source {
            Source::Shipped { name, bytes } => {
                let bytes = bytes::Bytes::from_static(bytes);
                return Ok(Bytes { name: (*name).to_owned(), bytes });
            }
            Source::Path(path) => path,
        };
        let file_name =
            |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let bytes = std::fs::read(path).map_err(|error| {
            Finding::error(Place::File(source.name()), format!("cannot be read: {error}"))
                .mend("check the path and that the file may be read")
        })?;
        Ok(Bytes { name: file_name(path).unwrap_or_else(|| source.name()), bytes: bytes.into() })
    }

    /// The file's text.
    pub fn text(&self) -> Result<&str, Finding> {
        let text = std::str::from_utf8(&self.bytes).map_err(|error| {
            let line =
                self.bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Finding::error(Place::Line { file: self.name.clone(), line }, "is not UTF-8 text")
                .mend("save the file as UTF-8")
        })?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    pub fn sha256(&self) -> String {
        let digest = Sha256::digest(&self.bytes);
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub fn input(&self, role: &str, rows: usize) -> Input {
        Input { role: role.to_owned(), name: self.name.clone(), sha256: self.sha256(), rows }
    }
}
