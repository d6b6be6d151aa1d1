//! Photos of people, with nothing left in them but what is to be seen.
//!
//! A photo out of a phone carries where it was taken, with which device and when, often a small copy of itself from before it
//! was cropped, and sometimes a film after its end. Taking such things out one by one trusts that all are known. Here the
//! picture is decoded, turned the way it was held, scaled down and encoded again: only pixels pass through, and what was left
//! behind is said in words.
//!
//! What stays is in the pixels: faces, name tags, what stands on a screen behind somebody. And the grain of a sensor can tie two
//! photos to one device even so.

mod colour;
mod error;
mod parts;
mod pixels;
mod traces;

#[cfg(test)]
mod tests;

use parts::Parts;

pub use error::PhotoError;

/// The longest side of a cleaned photo, in pixels.
pub const LONGEST_SIDE: u32 = 2048;
/// The most bytes that a file may have: 64 MiB.
pub const MOST_BYTES: usize = 64 << 20;
/// The most pixels on one side of what comes in.
pub const MOST_SIDE: u32 = 30_000;
/// The most pixels of what comes in: those of a phone's 48-megapixel picture, and a few more.
pub const MOST_PIXELS: u64 = 50_000_000;
/// The most memory that decoded pixels may take, in bytes: 256 MiB. Scaling takes about as much again for a while.
pub const MOST_MEMORY: u64 = 256 << 20;
/// The most passes in which a JPEG may be drawn. A picture that is drawn in hundreds is made to keep a reader busy.
pub const MOST_PASSES: usize = 100;

/// A format that a cleaned photo is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG, what photos come in.
    Jpeg,
    /// PNG, what drawings and pictures with transparent parts come in.
    Png,
}

impl Format {
    /// Its media type, as a web page or a message names it.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
        }
    }

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
        }
    }
}

/// A photo that was decoded and encoded again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its format.
    pub format: Format,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What was found in the original and is gone, in words, each once and in a fixed order: `place where it was taken (GPS)`.
    /// What is not recognised is gone too; this list is for the one who asks, and nothing rests on it.
    pub removed: Vec<String>,
}

/// Decodes a photo and encodes it again: turned as its EXIF orientation says, no side longer than [`LONGEST_SIDE`], in the
/// colours of sRGB, eight bits each, without anything that is not a pixel. Of an animation the first picture is taken.
///
/// Reads JPEG, PNG and WebP. A JPEG stays one; a PNG stays one; a WebP becomes a PNG where it has transparent parts and a JPEG
/// where it has none. What lies hidden under wholly transparent pixels is made black. The same file gives the same bytes.
///
/// # Errors
///
/// A file that is empty, in another format, cut short, damaged, or larger than the limits of this module. HEIC is refused, as
/// no reader of it is at hand that is written in a language that guards memory.
pub fn clean(bytes: &[u8]) -> Result<Photo, PhotoError> {
    within(bytes, LONGEST_SIDE)
}

/// The same as [`clean`], with no side longer than `longest` pixels: at least 1 and at most [`LONGEST_SIDE`]. A smaller picture
/// keeps its size.
///
/// # Errors
///
/// Those of [`clean`].
pub fn thumbnail(bytes: &[u8], longest: u32) -> Result<Photo, PhotoError> {
    within(bytes, longest.clamp(1, LONGEST_SIDE))
}

fn within(bytes: &[u8], longest: u32) -> Result<Photo, PhotoError> {
    if bytes.is_empty() {
        return Err(PhotoError::Empty);
    }
    if bytes.len() > MOST_BYTES {
        return Err(PhotoError::Bytes { bytes: bytes.len() });
    }
    let mut parts = Parts::of(bytes)?;
    let pixels = pixels::decode(bytes, &mut parts)?;
    let pixels = pixels::turned(pixels, parts.orientation());
    let pixels = pixels::scaled(pixels, longest);
    let format = match (parts.container, pixels.color().has_alpha()) {
        (image::ImageFormat::Png, _) | (_, true) => Format::Png,
        _ => Format::Jpeg,
    };
    Ok(Photo {
        bytes: pixels::encode(&pixels, format)?,
        format,
        width: pixels.width(),
        height: pixels.height(),
        removed: parts.removed(),
    })
}
