//! QR codes (ISO/IEC 18004), for those who see a card on another screen than the one they hold.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Clear space that a code needs on every side, in modules (ISO/IEC 18004, "quiet zone").
pub const QUIET: u32 = 4;

/// The largest code made: version 12, 65 modules a side, some 280 letters. A larger one on a card
/// has modules too small for a telephone's camera.
const LARGEST: u8 = 12;

/// Why there is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QrError {
    /// The address is too long for a code that can be read off a card.
    TooLong,
    /// There is no address.
    Empty,
}

impl std::fmt::Display for QrError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            QrError::TooLong => "the address is too long for a QR code that can be read off a card",
            QrError::Empty => "there is no address to make a QR code of",
        })
    }
}

impl std::error::Error for QrError {}

/// A code: its side in modules, without the clear space, and its dark modules as the path of an SVG
/// in which one module is one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Modules on a side: 21, 25, 29 and so on.
    pub side: u32,
    /// The dark modules, from (0, 0).
    pub path: String,
}

/// The code of an address, with error correction M (15 percent may be unreadable) or better where
/// that makes it no larger.
///
/// # Errors
///
/// [`QrError::Empty`] for an empty address, [`QrError::TooLong`] above about 280 letters.
pub fn code(address: &str) -> Result<Code, QrError> {
    if address.is_empty() {
        return Err(QrError::Empty);
    }
    let segments = QrSegment::make_segments(address);
    let code = QrCode::encode_segments_advanced(
        &segments,
        QrCodeEcc::Medium,
        Version::MIN,
        Version::new(LARGEST),
        None,
        true,
    )
    .map_err(|_| QrError::TooLong)?;
    Ok(Code { side: u32::try_from(code.size()).unwrap_or(0), path: path(&code) })
}

/// Each run of dark modules in a row as one bar, so that no hairlines show between them.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|&x| code.get_module(x, y)).count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    path
}

/// The code of an address as an SVG of its own, dark on white with its clear space, for a page or a leaflet.
///
/// # Errors
///
/// As [`code`].
pub fn qr_svg(address: &str) -> Result<String, QrError> {
    let code = code(address)?;
    let side = code.side + 2 * QUIET;
    let label = super::clean::escape(&super::clean::one_line(address));
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" \
         shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path transform=\"translate({QUIET} {QUIET})\" fill=\"#000\" d=\"{}\"/></svg>\n",
        code.path
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_as_large_as_its_address_needs() {
        assert_eq!(code("https://a.org").map(|code| code.side), Ok(21));
        assert_eq!(code("https://example.org/case/2022/stories/14").map(|code| code.side), Ok(29));
        assert_eq!(code(""), Err(QrError::Empty));
        assert_eq!(code(&"a".repeat(400)), Err(QrError::TooLong));
    }

    #[test]
    fn the_drawing_of_a_code_has_clear_space_on_every_side() {
        let svg = qr_svg("https://a.org/?a=1&b=<2>").expect("a code");
        assert!(svg.contains("viewBox=\"0 0 33 33\"") && svg.contains("translate(4 4)"));
        assert!(svg.contains("&amp;b=&lt;2&gt;"));
    }
}
