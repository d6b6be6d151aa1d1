use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::format::Format;
use super::{LONGEST_LINE, unpack};
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
    /// Bytes that somebody handed over, as from a form.
    Given {
        /// What messages call it.
        name: String,
        /// Its exact bytes.
        bytes: Vec<u8>,
    },
}

impl Source {
    /// What messages call it.
    pub fn name(&self) -> String {
        match self {
            Source::Path(path) => path.display().to_string(),
            Source::Shipped { name, .. } => (*name).to_owned(),
            Source::Given { name, .. } => name.clone(),
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
    /// Reads a file. A text is given up as soon as a line is longer than any table's, so that a
    /// file without line breaks costs no more than that.
    pub fn read(source: &Source) -> Result<Bytes, Finding> {
        let path = match source {
            Source::Shipped { name, bytes } => {
                let bytes = bytes::Bytes::from_static(bytes);
                return Ok(Bytes { name: (*name).to_owned(), bytes });
            }
            Source::Given { name, bytes } => {
                let start = &bytes[..bytes.len().min(512)];
                if Format::of(start) == Format::Text {
                    LineLengths::default().check(name, bytes)?;
                }
                return Ok(Bytes { name: name.clone(), bytes: bytes.clone().into() });
            }
            Source::Path(path) => path,
        };
        let file_name =
            |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = file_name(path).unwrap_or_else(|| source.name());
        let cannot = |error: std::io::Error| {
            Finding::error(Place::File(source.name()), format!("cannot be read: {error}"))
                .mend("check the path and that the file may be read")
        };
        let mut file = std::fs::File::open(path).map_err(cannot)?;
        let size = file.metadata().map_err(cannot)?.len();
        // One more than the file has, so that its end is seen without growing.
        let room = usize::try_from(size).unwrap_or(0).min(1 << 30) + 1;
        let mut bytes: Vec<u8> = Vec::with_capacity(room);
        let mut lines = LineLengths::default();
        loop {
            let (before, step) = (bytes.len(), 4 << 20);
            let read = (&mut file).take(step as u64).read_to_end(&mut bytes).map_err(cannot)?;
            if read == 0 {
                break;
            }
            if Format::of(&bytes[..bytes.len().min(512)]) == Format::Text {
                lines.check(&name, &bytes[before..])?;
            }
        }
        Ok(Bytes { name, bytes: bytes.into() })
    }

    /// The text of a file of settings or terms.
    pub fn text(&self) -> Result<&str, Finding> {
        let text = std::str::from_utf8(&self.bytes).map_err(|error| {
            let line =
                self.bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Finding::error(Place::Line { file: self.name.clone(), line }, "is not UTF-8 text")
                .mend("save the file as UTF-8")
        })?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// The same file unpacked, where it is packed; and whether it was.
    pub fn unpacked(&self) -> Result<(Bytes, bool), Finding> {
        let copy = |bytes| Bytes { name: self.name.clone(), bytes };
        if Format::of(&self.bytes) != Format::Gzip {
            return Ok((copy(self.bytes.clone()), false));
        }
        Ok((copy(unpack::gzip(&self.name, &self.bytes)?.into()), true))
    }

    pub fn sha256(&self) -> String {
        let digest = Sha256::digest(&self.bytes);
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub fn input(&self, role: &str, rows: usize) -> Input {
        Input { role: role.to_owned(), name: self.name.clone(), sha256: self.sha256(), rows }
    }
}

/// How long the line is that is being read.
#[derive(Default)]
pub(crate) struct LineLengths {
    open: usize,
}

impl LineLengths {
    /// Looks at the next part of a text.
    pub fn check(&mut self, file: &str, part: &[u8]) -> Result<(), Finding> {
        for line in part.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
            self.open += line.len();
            if self.open > LONGEST_LINE {
                return Err(Finding::error(
                    Place::File(file.to_owned()),
                    format!("has a line longer than {} million characters", LONGEST_LINE >> 20),
                )
                .expected("a table of text: a line a row")
                .mend("look whether it is a table at all; ask for CSV or a workbook"));
            }
            if line.ends_with(b"\n") || line.ends_with(b"\r") {
                self.open = 0;
            }
        }
        Ok(())
    }
}
