//! Pictures with something planted in every place beside the pixels that is known.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Context, Field, In, Rational, Tag, Value};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageEncoder, Rgb, RgbImage};

/// Every planted text holds this, and no byte of a cleaned photo may.
pub(super) const CANARY: &[u8] = b"CANARY";

pub(super) fn finds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// A picture whose halves differ, so that it can be turned and scaled and still be told.
pub(super) fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x * 2 < width { Rgb([220, 30, 30]) } else { Rgb([30, 30, 220]) }
    })
}

pub(super) fn jpeg(pixels: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).unwrap();
    bytes
}

pub(super) fn png(pixels: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = Vec::new();
    pixels.into().write_with_encoder(PngEncoder::new(&mut bytes)).unwrap();
    bytes
}

pub(super) fn text(tag: Tag, value: &str) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value: Value::Ascii(vec![value.as_bytes().to_vec()]) }
}

/// An EXIF block with a canary in every text, a place, a small copy, and an orientation.
pub(super) fn exif_block(orientation: u16) -> Vec<u8> {
    let degrees = [37, 46, 30].map(|num| Rational { num, denom: 1 });
    let fields = [
        Field {
            tag: Tag::Orientation,
            ifd_num: In::PRIMARY,
            value: Value::Short(vec![orientation]),
        },
        text(Tag::Make, "CANARY make"),
        text(Tag::Model, "CANARY model"),
        text(Tag::Artist, "CANARY artist"),
        text(Tag::DateTimeOriginal, "CANARY 2022:06:11"),
        text(Tag::BodySerialNumber, "CANARY serial"),
        text(Tag::ImageDescription, "CANARY description"),
        text(Tag(Context::Exif, 0x927c), "CANARY maker note"),
        text(Tag::GPSLatitudeRef, "N CANARY"),
        Field {
            tag: Tag::GPSLatitude,
            ifd_num: In::PRIMARY,
            value: Value::Rational(degrees.to_vec()),
        },
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    writer.set_jpeg(b"\xff\xd8 CANARY small copy \xff\xd9", In::THUMBNAIL);
    let mut block = Cursor::new(Vec::new());
    writer.write(&mut block, false).unwrap();
    block.into_inner()
}

pub(super) fn profile() -> Vec<u8> {
    let mut profile = moxcms::ColorProfile::new_display_p3().encode().unwrap();
    profile.extend_from_slice(b"CANARY profile");
    profile
}

/// A JPEG with segments put in after its first two bytes.
pub(super) fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = jpeg[..2].to_vec();
    for (kind, data) in segments {
        bytes.extend_from_slice(&[0xff, *kind]);
        bytes.extend_from_slice(&u16::try_from(data.len() + 2).unwrap().to_be_bytes());
        bytes.extend_from_slice(data);
    }
    bytes.extend_from_slice(&jpeg[2..]);
    bytes
}

/// The check of a PNG chunk: CRC-32, bit by bit.
pub(super) fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}

/// A PNG with chunks put in after its header, which ends at byte 33.
pub(super) fn with_chunks(png: &[u8], chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut bytes = png[..33].to_vec();
    for (kind, data) in chunks {
        let checked = [&kind[..], data].concat();
        bytes.extend_from_slice(&u32::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend_from_slice(&checked);
        bytes.extend_from_slice(&crc(&checked).to_be_bytes());
    }
    bytes.extend_from_slice(&png[33..]);
    bytes
}

pub(super) fn with_prefix(prefix: &[u8], rest: &[u8]) -> Vec<u8> {
    [prefix, rest].concat()
}

pub(super) fn planted_jpeg() -> Vec<u8> {
    let xmp = b"<x:xmpmeta exif:GPSLatitude='CANARY' dc:creator='CANARY'/>";
    let mut bytes = with_segments(
        &jpeg(&picture(64, 48)),
        &[
            (0xe1, with_prefix(b"Exif\0\0", &exif_block(1))),
            (0xe1, with_prefix(b"http://ns.adobe.com/xap/1.0/\0", xmp)),
            (0xe2, with_prefix(b"ICC_PROFILE\0\x01\x01", &profile())),
            (0xed, b"Photoshop 3.0\0CANARY".to_vec()),
            (0xeb, b"CANARY of some program".to_vec()),
            (0xfe, b"CANARY comment".to_vec()),
        ],
    );
    bytes.extend_from_slice(b"....ftypmp42 CANARY film after the end");
    bytes
}

pub(super) fn planted_png() -> Vec<u8> {
    let mut bytes = with_chunks(
        &png(picture(64, 48)),
        &[
            (b"tEXt", b"Author\0CANARY".to_vec()),
            (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0CANARY exif:GPSLatitude".to_vec()),
            (b"iTXt", b"Comment\0\0\0\0\0CANARY".to_vec()),
            (b"eXIf", exif_block(1)),
            (b"tIME", vec![7, 230, 6, 11, 12, 0, 0]),
            (b"caNv", b"CANARY private".to_vec()),
        ],
    );
    bytes.extend_from_slice(b"CANARY after the end");
    bytes
}

pub(super) fn planted_webp() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    encoder.set_exif_metadata(exif_block(1)).unwrap();
    encoder.set_icc_profile(profile()).unwrap();
    picture(64, 48).write_with_encoder(encoder).unwrap();
    bytes.extend_from_slice(b"XMP \x06\0\0\0CANARY");
    let length = u32::try_from(bytes.len() - 8).unwrap();
    bytes[4..8].copy_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(b"CANARY after the end");
    bytes
}
