//! The parts of a file around its pixels: JPEG segments, PNG chunks, RIFF chunks of WebP. Read to say what is left behind, to turn
//! the picture, and to tell a file that was cut short, which a forgiving decoder fills with grey.

use std::collections::BTreeSet;

use image::ImageFormat;
use image::metadata::Orientation;

use super::traces::{Trace, of_exif, of_keyword, of_xmp};
use super::{MOST_PASSES, PhotoError};

const EXIF: &[u8] = b"Exif\0\0";

/// What a file holds beside its pixels.
pub(super) struct Parts<'a> {
    pub container: ImageFormat,
    pub found: BTreeSet<Trace>,
    /// The first EXIF block, from its byte order on.
    exif: Option<&'a [u8]>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Result<Parts<'a>, PhotoError> {
        let container = container(bytes)?;
        let mut parts = Parts { container, found: BTreeSet::new(), exif: None };
        let end = match container {
            ImageFormat::Jpeg => parts.jpeg(bytes),
            ImageFormat::Png => parts.png(bytes).ok_or(PhotoError::CutShort),
            _ => parts.webp(bytes).ok_or(PhotoError::CutShort),
        }?;
        if end < bytes.len() {
            parts.found.insert(Trace::After);
        }
        Ok(parts)
    }

    /// How the picture is to be turned; as it is, where nothing says so.
    pub(super) fn orientation(&self) -> Orientation {
        self.exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms)
    }

    /// What was found, in words.
    pub(super) fn removed(&self) -> Vec<String> {
        let with_serial = self.found.contains(&Trace::Serial);
        let told = self.found.iter().filter(|trace| !(with_serial && **trace == Trace::Camera));
        told.map(|trace| trace.words().to_owned()).collect()
    }

    fn exif(&mut self, block: &'a [u8]) {
        let block = block.strip_prefix(EXIF).unwrap_or(block);
        of_exif(block, &mut self.found);
        self.exif.get_or_insert(block);
    }

    /// Walks the segments of a JPEG up to its end, and returns where that is. Source: ITU-T T.81, annex B.
    fn jpeg(&mut self, bytes: &'a [u8]) -> Result<usize, PhotoError> {
        const END: u8 = 0xd9;
        const SCAN: u8 = 0xda;
        let mut at = 2;
        let mut passes = 0;
        loop {
            at = marker(bytes, at).ok_or(PhotoError::CutShort)?;
            let kind = *bytes.get(at).ok_or(PhotoError::CutShort)?;
            at += 1;
            match kind {
                END => return Ok(at),
                0x01 | 0xd0..=0xd8 => continue,
                SCAN => passes += 1,
                _ => {}
            }
            if passes > MOST_PASSES {
                return Err(PhotoError::Passes);
            }
            let length = bytes.get(at..at + 2).ok_or(PhotoError::CutShort)?;
            let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
            let segment = bytes.get(at + 2..at + length.max(2)).ok_or(PhotoError::CutShort)?;
            self.segment(kind, segment);
            at += length.max(2);
        }
    }

    /// What a segment of a JPEG is. Sources: JFIF 1.02; CIPA DC-008, 4.7; ISO 16684-3; ICC.1, annex B.
    fn segment(&mut self, kind: u8, segment: &'a [u8]) {
        const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
        const MORE_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
        let trace = match kind {
            // The two last bytes of a JFIF header are the width and height of a small copy.
            0xe0 if segment.starts_with(b"JFIF\0") => match segment.get(12..) {
                Some([0, _] | [_, 0]) => return,
                _ => Trace::SmallCopy,
            },
            0xe0 if segment.starts_with(b"JFXX\0") => Trace::SmallCopy,
            0xe1 if segment.starts_with(EXIF) => return self.exif(segment),
            0xe1 if segment.starts_with(XMP) || segment.starts_with(MORE_XMP) => {
                return of_xmp(segment, &mut self.found);
            }
            0xe2 if segment.starts_with(b"ICC_PROFILE\0") => Trace::ColourProfile,
            0xed if segment.starts_with(b"Photoshop 3.0\0") => Trace::Iptc,
            // How the colours are coded, in 12 bytes.
            0xee if segment.starts_with(b"Adobe") && segment.len() <= 12 => return,
            0xe0..=0xef => Trace::OtherData,
            0xfe => Trace::Comment,
            _ => return,
        };
        self.found.insert(trace);
    }

    /// Walks the chunks of a PNG up to its end. Source: Portable Network Graphics (third edition), 5 and 11.
    fn png(&mut self, bytes: &'a [u8]) -> Option<usize> {
        let mut at = 8;
        loop {
            let (kind, data, next) = chunk(bytes, at, u32::from_be_bytes, true)?;
            at = next.checked_add(4).filter(|end| *end <= bytes.len())?;
            match kind {
                b"IEND" => return Some(at),
                b"eXIf" => self.exif(data),
                b"tEXt" | b"zTXt" | b"iTXt" => {
                    let keyword = data.split(|byte| *byte == 0).next().unwrap_or_default();
                    if keyword == b"XML:com.adobe.xmp" {
                        of_xmp(data, &mut self.found);
                    } else {
                        of_keyword(keyword, &mut self.found);
                    }
                }
                b"iCCP" => _ = self.found.insert(Trace::ColourProfile),
                b"tIME" => _ = self.found.insert(Trace::Time),
                b"acTL" | b"fcTL" | b"fdAT" => _ = self.found.insert(Trace::OtherPictures),
                b"IHDR" | b"PLTE" | b"IDAT" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"sBIT"
                | b"bKGD" | b"hIST" | b"pHYs" | b"sPLT" | b"cICP" | b"mDCV" | b"cLLI" => {}
                _ => _ = self.found.insert(Trace::OtherData),
            }
        }
    }

    /// Walks the chunks of a WebP. Source: RFC 9649, 2.
    fn webp(&mut self, bytes: &'a [u8]) -> Option<usize> {
        let (_, data, _) = chunk(bytes, 0, u32::from_le_bytes, false)?;
        let end = 8 + data.len();
        let mut at = 12;
        while at + 8 <= end {
            let (kind, data, next) = chunk(&bytes[..end], at, u32::from_le_bytes, false)?;
            at = next + data.len() % 2;
            match kind {
                b"EXIF" => self.exif(data),
                b"XMP " => of_xmp(data, &mut self.found),
                b"ICCP" => _ = self.found.insert(Trace::ColourProfile),
                b"ANIM" | b"ANMF" => _ = self.found.insert(Trace::OtherPictures),
                b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" => {}
                _ => _ = self.found.insert(Trace::OtherData),
            }
        }
        Some(end + (data.len() % 2).min(bytes.len() - end))
    }
}

/// The place of the next marker's second byte, passing over coded pixels, which hold `FF` only before `00` and restarts.
fn marker(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let within = rest
        .windows(2)
        .position(|two| two[0] == 0xff && !matches!(two[1], 0 | 0xff | 0xd0..=0xd7))?;
    Some(from + within + 1)
}

/// A chunk's kind, what is in it, and where it ends: its length before or after its kind.
fn chunk(
    bytes: &[u8],
    at: usize,
    number: fn([u8; 4]) -> u32,
    length_first: bool,
) -> Option<(&[u8; 4], &[u8], usize)> {
    let first = bytes.get(at..)?.first_chunk::<4>()?;
    let second = bytes.get(at + 4..)?.first_chunk::<4>()?;
    let (kind, length) = if length_first { (second, first) } else { (first, second) };
    let end = (at + 8).checked_add(usize::try_from(number(*length)).ok()?)?;
    Some((kind, bytes.get(at + 8..end)?, end))
}

/// The format of a file by its first bytes.
fn container(bytes: &[u8]) -> Result<ImageFormat, PhotoError> {
    const OTHERS: [(&[u8], &str); 7] = [
        (b"GIF8", "GIF"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"BM", "BMP"),
        (b"%PDF", "PDF"),
        (b"<svg", "SVG"),
        (b"\xff\x0a", "JPEG XL"),
    ];
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Ok(ImageFormat::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(ImageFormat::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(ImageFormat::WebP);
    }
    // ISO/IEC 23008-12, annex B: the brands of HEIF, after the length of the box and its name.
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(match bytes.get(8..12) {
            Some(b"avif" | b"avis") => PhotoError::OtherFormat("AVIF"),
            Some(b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1") => {
                PhotoError::Heic
            }
            _ => PhotoError::OtherFormat("a film's format"),
        });
    }
    let other = OTHERS.iter().find(|(start, _)| bytes.starts_with(start));
    Err(other.map_or(PhotoError::Unknown, |(_, name)| PhotoError::OtherFormat(name)))
}
