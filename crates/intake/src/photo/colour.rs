//! Colours of another space brought to sRGB, as the profile that says what they are does not stay.

use image::DynamicImage;
use moxcms::{ColorProfile, Layout, TransformOptions};

/// The longest profile that is read, in bytes. Those of phones and screens have a few thousand.
const MOST_PROFILE: usize = 64 << 10;

/// Brings pixels to sRGB by the profile of their colours. Without it, the wider colours of a phone's photo look pale. Only
/// profiles of three curves and a matrix are followed, which are those of phones and screens; under any other, and one that
/// cannot be read, the pixels stay as they are.
pub(super) fn to_srgb(pixels: &mut DynamicImage, profile: &[u8]) {
    if profile.len() > MOST_PROFILE {
        return;
    }
    let Ok(from) = ColorProfile::new_from_slice(profile) else { return };
    let tables =
        [&from.lut_a_to_b_perceptual, &from.lut_a_to_b_colorimetric, &from.lut_a_to_b_saturation];
    if !from.is_matrix_shaper() || tables.iter().any(|table| table.is_some()) {
        return;
    }
    match pixels {
        DynamicImage::ImageRgb8(pixels) => {
            let row = pixels.width() as usize * 3;
            transform(&from, Layout::Rgb, row, pixels);
        }
        DynamicImage::ImageRgba8(pixels) => {
            let row = pixels.width() as usize * 4;
            transform(&from, Layout::Rgba, row, pixels);
        }
        _ => {}
    }
}

/// Works row by row, so that no second picture is held.
fn transform(from: &ColorProfile, layout: Layout, row: usize, samples: &mut [u8]) {
    let options = TransformOptions { prefer_fixed_point: true, ..TransformOptions::default() };
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = from.create_transform_8bit(layout, &srgb, layout, options) else { return };
    let mut before = vec![0; row];
    for row in samples.chunks_exact_mut(row) {
        before.copy_from_slice(row);
        if transform.transform(&before, row).is_err() {
            row.copy_from_slice(&before);
        }
    }
}
