//! A piece as a notice for the board: half a sheet, twice on one.

use std::sync::LazyLock;

use typst::foundations::{Bytes, Dict, IntoValue, Value};
use typst::syntax::Source;

use super::data::{blocks, piece, printable};
use super::error::PdfError;
use super::report::{name, titled};
use super::setting::{Template, beyond, file, height, set};
use crate::writing::{Block, Document};

static TEMPLATE: Template = LazyLock::new(|| {
    Source::detached(concat!(include_str!("common.typ"), include_str!("notice.typ")))
});

/// How large its letters may be, in points, the largest first: the first that holds the whole piece
/// is used, else the last, and blocks are left out.
const SIZES: [f64; 5] = [17.0, 14.0, 12.5, 11.0, 10.0];

/// How high a notice may be, in points: half a letter sheet less half an inch above and below.
const HIGH: f64 = (8.5 - 1.0) * 72.0;

/// A piece as a notice for the board: title, day, summary, and as many whole blocks as fit half a US
/// letter sheet (5.5 by 8.5 inches), printed twice on one sheet with a line to cut along.
///
/// `more` is the address where the whole can be read; it is printed at the foot, and it is said when
/// something was left out. `qr_svg` is a picture of that address as a QR code, in SVG. Notes are not
/// printed.
///
/// # Errors
///
/// [`PdfError::NoTitle`], [`PdfError::NoticeTooLong`] when title and summary alone do not fit,
/// [`PdfError::Setting`] when it cannot be set, as with a picture that is none.
pub fn notice_pdf(
    document: &Document,
    more: Option<&str>,
    qr_svg: Option<&str>,
) -> Result<Vec<u8>, PdfError> {
    titled(document)?;
    let notice = Notice { document, more, qr_svg };
    let (size, kept) = notice.fit()?;
    let pages = set(&TEMPLATE, notice.data(size, kept, false))?;
    file(&pages, &name("notice", document))
}

struct Notice<'a> {
    document: &'a Document,
    more: Option<&'a str>,
    qr_svg: Option<&'a str>,
}

impl Notice<'_> {
    /// The size of the letters, and how many blocks are kept.
    fn fit(&self) -> Result<(f64, usize), PdfError> {
        let all = self.document.blocks.len();
        let mut size = SIZES[0];
        for one in SIZES {
            size = one;
            if self.height(size, all)? <= HIGH {
                return Ok((size, all));
            }
        }
        let bare = self.height(size, 0)?;
        if bare > HIGH {
            return Err(PdfError::NoticeTooLong { points: beyond(bare, HIGH) });
        }
        // `fits` blocks fit and `fails` do not; more blocks are never less high.
        let (mut fits, mut fails) = (0, all);
        while fails - fits > 1 {
            let middle = fits.midpoint(fails);
            if self.height(size, middle)? <= HIGH { fits = middle } else { fails = middle }
        }
        Ok((size, self.without_dangling(fits)))
    }

    /// A heading or a line at the end leads to nothing and is left out too.
    fn without_dangling(&self, kept: usize) -> usize {
        let ends = |block: &Block| !matches!(block, Block::Heading { .. } | Block::Rule);
        self.document.blocks[..kept].iter().rposition(ends).map_or(0, |last| last + 1)
    }

    fn height(&self, size: f64, kept: usize) -> Result<f64, PdfError> {
        Ok(height(&set(&TEMPLATE, self.data(size, kept, true))?))
    }

    fn data(&self, size: f64, kept: usize, measure: bool) -> Dict {
        let mut data = piece(self.document);
        let more = self.more.map(printable).filter(|address| !address.trim().is_empty());
        let qr = self.qr_svg.map(|svg| Bytes::from_string(svg.to_owned()));
        data.insert("blocks".into(), blocks(&self.document.blocks[..kept]).into_value());
        data.insert("cut".into(), (kept < self.document.blocks.len()).into_value());
        data.insert("more".into(), more.map_or(Value::None, IntoValue::into_value));
        data.insert("qr".into(), qr.map_or(Value::None, IntoValue::into_value));
        data.insert("size".into(), size.into_value());
        data.insert("high".into(), HIGH.into_value());
        data.insert("measure".into(), measure.into_value());
        data
    }
}
