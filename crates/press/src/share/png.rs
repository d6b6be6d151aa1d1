//! The picture of a card: a PNG of its pixels and nothing else.

use std::collections::BTreeSet;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::card::{Card, CardError, Size, draw};
use super::fonts;
use super::photo::{self, Photo};

/// A card as a PNG in colours of 8 bits, without transparency and without metadata. The same card
/// gives the same bytes. It may be called from several threads at once.
///
/// # Errors
///
/// [`CardError::PhotoKind`] and [`CardError::Photo`] for a photograph that cannot be used.
pub fn card_png(card: &Card, size: Size) -> Result<Vec<u8>, CardError> {
    if let Some(photo) = &card.photo {
        photo::kind(photo).ok_or(CardError::PhotoKind)?;
        Photo::read(photo).ok_or(CardError::Photo)?;
    }
    let drawing = draw(card, size);
    let tree = tree(&drawing.svg)?;
    let pixels = pixels(&tree)?;
    // Everything but the photograph lies on a ground: where nothing was drawn, it was not.
    let empty =
        |pixels: &Pixmap| pixels.data().chunks_exact(4).filter(|pixel| pixel[3] == 0).count();
    if card.photo.is_some() && empty(&pixels) > pixels.data().len() / 4 / 20 {
        return Err(CardError::Photo);
    }
    encoded(&pixels)
}

/// An SVG made here as a PNG. Saves drawing a card twice for one who has called [`draw`] already; a
/// photograph that cannot be read is then left blank.
///
/// # Errors
///
/// [`CardError::Picture`] when the text is no SVG.
pub fn svg_png(svg: &str) -> Result<Vec<u8>, CardError> {
    encoded(&pixels(&tree(svg)?)?)
}

/// The drawing, read with our own fonts only. Pictures are read from the drawing itself, never from a file.
pub(super) fn tree(svg: &str) -> Result<Tree, CardError> {
    let mut options = Options {
        fontdb: fonts::database(),
        font_family: fonts::FAMILY.to_owned(),
        ..Options::default()
    };
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    Tree::from_str(svg, &options).map_err(|error| CardError::Picture(error.to_string()))
}

fn pixels(tree: &Tree) -> Result<Pixmap, CardError> {
    let (width, height) = (tree.size().width() as u32, tree.size().height() as u32);
    let mut pixels = Pixmap::new(width, height)
        .ok_or_else(|| CardError::Picture("it has no size".to_owned()))?;
    resvg::render(tree, Transform::default(), &mut pixels.as_mut());
    Ok(pixels)
}

/// The pixels as a PNG: by a table of colours where they are few, as on a card without a photograph. They are opaque, so that the fourth
/// byte of each says nothing; what a photograph leaves transparent becomes black.
fn encoded(pixels: &Pixmap) -> Result<Vec<u8>, CardError> {
    let mut colours = Vec::with_capacity(pixels.data().len() / 4 * 3);
    for pixel in pixels.data().chunks_exact(4) {
        colours.extend_from_slice(&pixel[..3]);
    }
    let failed = |error: png::EncodingError| CardError::Picture(error.to_string());
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let data = match indexed(&colours) {
        Some((table, places)) => {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(table);
            // A place in a table is no amount: what lies beside it foretells nothing.
            encoder.set_filter(png::Filter::NoFilter);
            places
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            colours
        }
    };
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&data).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}

/// The table of the colours, in their order, and each pixel's place in it; none where they are more than 256.
fn indexed(colours: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut table = BTreeSet::new();
    let mut last: &[u8] = &[];
    for colour in colours.chunks_exact(3) {
        if colour != last && table.insert(colour) && table.len() > 256 {
            return None;
        }
        last = colour;
    }
    let table: Vec<&[u8]> = table.into_iter().collect();
    let place = |colour| table.binary_search(&colour).ok().and_then(|at| u8::try_from(at).ok());
    let places: Option<Vec<u8>> = colours.chunks_exact(3).map(place).collect();
    Some((table.concat(), places?))
}
