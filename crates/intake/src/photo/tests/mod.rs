mod planted;

use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;

use super::*;
use planted::*;

#[test]
fn nothing_that_was_planted_in_a_jpeg_is_in_what_comes_out() {
    let planted = planted_jpeg();
    assert!(finds(&planted, CANARY));
    let photo = clean(&planted).unwrap();
    assert_eq!((photo.format, photo.width, photo.height), (Format::Jpeg, 64, 48));
    assert!(
        !finds(&photo.bytes, CANARY)
            && !finds(&photo.bytes, b"Exif")
            && !finds(&photo.bytes, b"ICC_")
    );
    assert_eq!(
        photo.removed,
        [
            "place where it was taken (GPS)",
            "camera and its serial number",
            "name of who took it or owns the camera",
            "time",
            "a small copy of the picture",
            "comment",
            "what a program wrote about it (XMP)",
            "caption and credits (IPTC)",
            "notes of the camera's maker",
            "data of other programs",
            "colour profile",
            "bytes after the end",
        ]
    );
}

#[test]
fn nothing_that_was_planted_in_a_png_is_in_what_comes_out() {
    let photo = clean(&planted_png()).unwrap();
    assert_eq!(photo.format, Format::Png);
    assert!(!finds(&photo.bytes, CANARY));
    for kind in [b"tEXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"caNv"] {
        assert!(!finds(&photo.bytes, kind));
    }
    for told in [
        "place where it was taken (GPS)",
        "time",
        "comment",
        "a small copy of the picture",
        "bytes after the end",
    ] {
        assert!(photo.removed.iter().any(|removed| removed == told), "{told}: {:?}", photo.removed);
    }
}

#[test]
fn nothing_that_was_planted_in_a_webp_is_in_what_comes_out() {
    let photo = clean(&planted_webp()).unwrap();
    assert_eq!(photo.format, Format::Jpeg);
    assert!(!finds(&photo.bytes, CANARY));
    for told in [
        "place where it was taken (GPS)",
        "what a program wrote about it (XMP)",
        "colour profile",
        "bytes after the end",
    ] {
        assert!(photo.removed.iter().any(|removed| removed == told), "{told}: {:?}", photo.removed);
    }
}

#[test]
fn a_cleaned_photo_has_nothing_left_to_take_out() {
    for planted in [planted_jpeg(), planted_png(), planted_webp()] {
        let once = clean(&planted).unwrap();
        assert_eq!(clean(&once.bytes).unwrap().removed, Vec::<String>::new());
    }
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    for planted in [planted_jpeg(), planted_png(), planted_webp()] {
        assert_eq!(clean(&planted), clean(&planted));
    }
}

#[test]
fn each_of_the_eight_orientations_is_applied_in_png_and_jpeg() {
    // The left pixel is dark and the right one light. Where the dark one comes to be: at the start or the end, lying or standing.
    let cases = [
        (1, 2, true),
        (2, 2, false),
        (3, 2, false),
        (4, 2, true),
        (5, 1, true),
        (6, 1, true),
        (7, 1, false),
        (8, 1, false),
    ];
    for (orientation, width, dark_first) in cases {
        let two = RgbImage::from_fn(2, 1, |x, _| if x == 0 { Rgb([10; 3]) } else { Rgb([240; 3]) });
        let block = exif_block(orientation);
        let in_png = with_chunks(&png(two.clone()), &[(b"eXIf", block.clone())]);
        let in_jpeg = with_segments(&jpeg(&two), &[(0xe1, with_prefix(b"Exif\0\0", &block))]);
        for file in [in_png, in_jpeg] {
            let photo = clean(&file).unwrap();
            assert_eq!(
                (photo.width, photo.height),
                (width, 3 - width),
                "orientation {orientation}"
            );
            let pixels = image::load_from_memory(&photo.bytes).unwrap().into_luma8().into_raw();
            assert_eq!(pixels[0] < pixels[1], dark_first, "orientation {orientation}: {pixels:?}");
        }
    }
}

#[test]
fn a_large_photo_is_scaled_with_its_proportions_and_a_small_one_is_not_blown_up() {
    let photo = clean(&jpeg(&picture(3000, 1500))).unwrap();
    assert_eq!((photo.width, photo.height), (2048, 1024));
    let small = thumbnail(&photo.bytes, 200).unwrap();
    assert_eq!((small.width, small.height), (200, 100));
    let pixels = image::load_from_memory(&small.bytes).unwrap().into_rgb8();
    assert!(pixels.get_pixel(10, 50)[0] > 180 && pixels.get_pixel(190, 50)[2] > 180);
    assert_eq!(thumbnail(&small.bytes, 5000).unwrap().width, 200);
    assert_eq!(thumbnail(&small.bytes, 0).unwrap().width, 1);
}

#[test]
fn what_lies_under_transparent_pixels_does_not_come_out() {
    let hidden = RgbaImage::from_fn(40, 40, |x, _| {
        if x < 20 { Rgba([200, 100, 50, 0]) } else { Rgba([9, 9, 9, 255]) }
    });
    for (longest, width) in [(2048, 40), (20, 20)] {
        let photo = thumbnail(&png(hidden.clone()), longest).unwrap();
        assert_eq!((photo.format, photo.width), (Format::Png, width));
        assert_eq!(photo.removed, ["what was under the transparent parts"]);
        let pixels = image::load_from_memory(&photo.bytes).unwrap().into_rgba8();
        assert!(pixels.pixels().all(|pixel| pixel[3] > 0 || pixel.0 == [0; 4]));
        assert!(pixels.pixels().all(|pixel| pixel[0] < 20), "a hidden colour bleeds into an edge");
    }
}

#[test]
fn the_colours_of_a_wider_space_are_brought_to_those_of_screens() {
    let wide = RgbImage::from_pixel(8, 8, Rgb([200, 60, 60]));
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(moxcms::ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    wide.write_with_encoder(encoder).unwrap();
    let photo = clean(&bytes).unwrap();
    let pixel = *image::load_from_memory(&photo.bytes).unwrap().into_rgb8().get_pixel(0, 0);
    // Display P3 (200, 60, 60) is (217.5, 41.6, 52.3) in sRGB, by the matrices of CSS Color 4.
    assert!(
        pixel[0].abs_diff(217) <= 2 && pixel[1].abs_diff(42) <= 2 && pixel[2].abs_diff(52) <= 2,
        "{pixel:?}"
    );
}

#[test]
fn a_file_cut_short_anywhere_is_an_error() {
    let jpeg =
        with_segments(&jpeg(&picture(32, 24)), &[(0xe1, with_prefix(b"Exif\0\0", &exif_block(6)))]);
    let png = png(picture(32, 24));
    let mut webp = Vec::new();
    picture(32, 24).write_with_encoder(WebPEncoder::new_lossless(&mut webp)).unwrap();
    for whole in [jpeg, png, webp] {
        assert!(clean(&whole).is_ok());
        for end in 0..whole.len() {
            assert!(clean(&whole[..end]).is_err(), "{end} of {} bytes", whole.len());
        }
    }
}

#[test]
fn a_header_that_claims_a_huge_picture_is_refused_with_its_size() {
    let mut huge = png(picture(4, 4));
    huge[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let check = crc(&huge[12..29]);
    huge[29..33].copy_from_slice(&check.to_be_bytes());
    let why = clean(&huge).unwrap_err();
    assert_eq!(why, PhotoError::Pixels { width: 30_000, height: 30_000 });
    assert!(
        why.to_string().contains("30000 by 30000 pixels") && why.to_string().contains("50000000")
    );

    let mut huge = jpeg(&picture(4, 4));
    let frame = huge.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    huge[frame + 5..frame + 9].fill(0xff);
    assert_eq!(clean(&huge).unwrap_err(), PhotoError::Pixels { width: 65_535, height: 65_535 });
}

#[test]
fn pixels_of_sixteen_bits_count_against_the_memory() {
    // 7,000 by 7,000 pixels are few enough, and their eight bytes each are too many.
    let mut large = png(DynamicImage::new_rgba16(2, 2));
    large[16..24].copy_from_slice(&[0, 0, 0x1b, 0x58, 0, 0, 0x1b, 0x58]);
    let check = crc(&large[12..29]);
    large[29..33].copy_from_slice(&check.to_be_bytes());
    let why = clean(&large).unwrap_err();
    assert!(matches!(why, PhotoError::Memory { .. }), "{why:?}");
    assert!(why.to_string().contains("268435456"));
}

#[test]
fn a_jpeg_of_hundreds_of_passes_is_refused() {
    let whole = jpeg(&picture(8, 8));
    let scan = whole.windows(2).position(|two| two == [0xff, 0xda]).unwrap();
    let many =
        [&whole[..scan], &whole[scan..whole.len() - 2].repeat(200), &whole[whole.len() - 2..]]
            .concat();
    assert_eq!(clean(&many), Err(PhotoError::Passes));
}

#[test]
fn other_formats_are_refused_with_a_mend() {
    assert_eq!(clean(b""), Err(PhotoError::Empty));
    assert_eq!(clean(b"no picture at all"), Err(PhotoError::Unknown));
    let heic = clean(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").unwrap_err();
    assert_eq!(heic, PhotoError::Heic);
    assert_eq!(heic.to_string(), "the photo is in HEIC, which is not read; export it as JPEG");
    assert_eq!(clean(b"\0\0\0\x18ftypavif\0\0\0\0"), Err(PhotoError::OtherFormat("AVIF")));
    assert_eq!(clean(b"GIF89a......"), Err(PhotoError::OtherFormat("GIF")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_or_refused_and_never_leak(
        which in 0usize..3,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = [planted_jpeg, planted_png, planted_webp][which]();
        for (place, byte) in &changes {
            *place.get_mut(&mut bytes) = *byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(photo) = clean(&bytes) {
            prop_assert!(!finds(&photo.bytes, CANARY));
            prop_assert!(photo.width.max(photo.height) <= LONGEST_SIDE);
        }
    }
}
