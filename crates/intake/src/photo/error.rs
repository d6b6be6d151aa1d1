use std::fmt;

use super::{MOST_BYTES, MOST_MEMORY, MOST_PASSES, MOST_PIXELS, MOST_SIDE};

/// Why a photo cannot be cleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoError {
    /// The file has no bytes.
    Empty,
    /// The file is longer than [`MOST_BYTES`].
    Bytes {
        /// How long it is, in bytes.
        bytes: usize,
    },
    /// The photo is in HEIC, as some phones store it.
    Heic,
    /// The file is in a format that is known and not read.
    OtherFormat(&'static str),
    /// The file is in no format that is known.
    Unknown,
    /// The file ends before the picture does.
    CutShort,
    /// The file is damaged.
    Damaged {
        /// What the decoder says of it.
        why: String,
    },
    /// A side is longer than [`MOST_SIDE`], or there are more pixels than [`MOST_PIXELS`].
    Pixels {
        /// The width that the file claims, in pixels.
        width: u32,
        /// The height that the file claims, in pixels.
        height: u32,
    },
    /// The decoded picture would take more memory than [`MOST_MEMORY`].
    Memory {
        /// How much it would take, in bytes, where that is known.
        bytes: Option<u64>,
    },
    /// The JPEG is drawn in more passes than [`MOST_PASSES`].
    Passes,
}

impl fmt::Display for PhotoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PhotoError::Empty => write!(f, "the file is empty; choose the photo again"),
            PhotoError::Bytes { bytes } => write!(
                f,
                "the file has {bytes} bytes, and at most {MOST_BYTES} are read; export the photo smaller"
            ),
            PhotoError::Heic => {
                write!(f, "the photo is in HEIC, which is not read; export it as JPEG")
            }
            PhotoError::OtherFormat(name) => {
                write!(f, "the file is in {name}, which is not read; export it as JPEG or PNG")
            }
            PhotoError::Unknown => {
                write!(f, "the file is no JPEG, PNG or WebP; export the photo as JPEG")
            }
            PhotoError::CutShort => {
                write!(
                    f,
                    "the file ends before the picture does; ask for it again, or export it anew"
                )
            }
            PhotoError::Damaged { why } => {
                write!(f, "the file is damaged ({why}); ask for it again, or export it anew")
            }
            PhotoError::Pixels { width, height } => write!(
                f,
                "the picture claims {width} by {height} pixels; at most {MOST_SIDE} on a side and {MOST_PIXELS} in all are read; \
                 export it smaller"
            ),
            PhotoError::Memory { bytes: Some(bytes) } => write!(
                f,
                "the picture would take {bytes} bytes of memory, and at most {MOST_MEMORY} are given; export it smaller, or with \
                 8 bits a colour"
            ),
            PhotoError::Memory { bytes: None } => write!(
                f,
                "the picture would take more than the {MOST_MEMORY} bytes of memory that are given; export it smaller"
            ),
            PhotoError::Passes => write!(
                f,
                "the JPEG is drawn in more than {MOST_PASSES} passes, as no camera does; export it anew"
            ),
        }
    }
}

impl std::error::Error for PhotoError {}
