//! The photograph of a card.

use base64::Engine as _;

use super::canvas::Area;

/// A photograph that a card can show.
pub(super) struct Photo<'a> {
    kind: &'static str,
    bytes: &'a [u8],
    width: f32,
    height: f32,
}

/// Which of the two kinds of photograph the bytes are, by their first bytes.
pub(super) fn kind(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else {
        None
    }
}

impl Photo<'_> {
    /// The photograph, if its kind and its size can be told.
    pub(super) fn read(bytes: &[u8]) -> Option<Photo<'_>> {
        let kind = kind(bytes)?;
        let size = imagesize::blob_size(bytes).ok()?;
        let sound = |length: usize| (1..=30_000).contains(&length);
        (sound(size.width) && sound(size.height)).then_some(Photo {
            kind,
            bytes,
            width: size.width as f32,
            height: size.height as f32,
        })
    }

    /// Where to draw it so that it covers a box. What is too much stands out on both sides, above by
    /// the part `above` of it: faces are mostly in the upper half.
    pub(super) fn covering(&self, area: Area, above: f32) -> Area {
        let scale = (area.width / self.width).max(area.height / self.height);
        let (width, height) = (self.width * scale, self.height * scale);
        Area {
            x: area.x - (width - area.width) / 2.0,
            y: area.y - (height - area.height) * above,
            width,
            height,
        }
    }

    /// It as an address that holds it: `data:image/jpeg;base64,...`.
    pub(super) fn data(&self) -> String {
        data_address(self.kind, self.bytes)
    }
}

/// Bytes as an address that holds them: `data:image/jpeg;base64,...`.
pub fn data_address(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", base64::engine::general_purpose::STANDARD.encode(bytes))
}
