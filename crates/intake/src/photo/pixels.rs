//! The pixels: decoded within limits, turned, scaled, encoded.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, RgbaImage};

use super::parts::Parts;
use super::traces::Trace;
use super::{Format, MOST_MEMORY, MOST_PIXELS, MOST_SIDE, PhotoError, colour};

/// The quality of a JPEG, of 100: no loss that a reader sees at this size.
const QUALITY: u8 = 85;

/// Decodes a file to eight bits a colour, in sRGB, with an alpha channel only where something is transparent.
pub(super) fn decode(bytes: &[u8], parts: &mut Parts<'_>) -> Result<DynamicImage, PhotoError> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), parts.container);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(why)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > MOST_SIDE || pixels > MOST_PIXELS {
        return Err(PhotoError::Pixels { width, height });
    }
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(PhotoError::Memory { bytes: Some(decoder.total_bytes()) });
    }
    let profile = decoder.icc_profile().ok().flatten();
    let decoded = DynamicImage::from_decoder(decoder).map_err(why)?;
    let mut pixels = plain(decoded, parts);
    if let Some(profile) = profile {
        colour::to_srgb(&mut pixels, &profile);
    }
    Ok(pixels)
}

/// Eight bits a colour; alpha only where it is used, and nothing under it where it hides all.
fn plain(decoded: DynamicImage, parts: &mut Parts<'_>) -> DynamicImage {
    if !decoded.color().has_alpha() {
        return decoded.into_rgb8().into();
    }
    let mut pixels = decoded.into_rgba8();
    if pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        return DynamicImage::from(pixels).into_rgb8().into();
    }
    for pixel in pixels.pixels_mut() {
        if pixel.0[3] == 0 && pixel.0 != [0; 4] {
            parts.found.insert(Trace::Hidden);
            pixel.0 = [0; 4];
        }
    }
    pixels.into()
}

/// The picture as it was held.
pub(super) fn turned(mut pixels: DynamicImage, orientation: Orientation) -> DynamicImage {
    pixels.apply_orientation(orientation);
    pixels
}

/// The picture with no side longer than `longest`, its proportions kept to the pixel; never larger than it was.
pub(super) fn scaled(pixels: DynamicImage, longest: u32) -> DynamicImage {
    let long = pixels.width().max(pixels.height());
    if long <= longest {
        return pixels;
    }
    let side = |side: u32| -> u32 {
        let doubled = u64::from(side) * u64::from(longest) * 2 + u64::from(long);
        u32::try_from(doubled / (u64::from(long) * 2)).unwrap_or(longest).max(1)
    };
    let (width, height) = (side(pixels.width()), side(pixels.height()));
    match pixels {
        DynamicImage::ImageRgba8(mut pixels) => {
            // Colours weigh as much as they are seen, so that what is transparent does not darken an edge.
            weigh(&mut pixels, |colour, alpha| (colour * alpha + 127) / 255);
            let pixels =
                DynamicImage::from(pixels).resize_exact(width, height, FilterType::Lanczos3);
            let mut pixels = pixels.into_rgba8();
            weigh(&mut pixels, |colour, alpha| {
                (colour * 255 + alpha / 2).checked_div(alpha).unwrap_or(0)
            });
            pixels.into()
        }
        pixels => pixels.resize_exact(width, height, FilterType::Lanczos3),
    }
}

fn weigh(pixels: &mut RgbaImage, weighed: impl Fn(u32, u32) -> u32) {
    for pixel in pixels.pixels_mut() {
        let [colours @ .., alpha] = &mut pixel.0;
        for colour in colours {
            let value = weighed(u32::from(*colour), u32::from(*alpha)).min(255);
            *colour = u8::try_from(value).unwrap_or(u8::MAX);
        }
    }
}

/// The file of a picture. The encoders write a header, the pixels, and nothing else.
pub(super) fn encode(pixels: &DynamicImage, format: Format) -> Result<Vec<u8>, PhotoError> {
    let mut bytes = Vec::new();
    match format {
        Format::Jpeg => {
            pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
        }
        Format::Png => pixels.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Default,
            PngFilter::Adaptive,
        )),
    }
    .map_err(why)?;
    Ok(bytes)
}

fn why(why: ImageError) -> PhotoError {
    match why {
        ImageError::Limits(_) => PhotoError::Memory { bytes: None },
        ImageError::IoError(why) if why.kind() == std::io::ErrorKind::UnexpectedEof => {
            PhotoError::CutShort
        }
        why => PhotoError::Damaged { why: why.to_string() },
    }
}
