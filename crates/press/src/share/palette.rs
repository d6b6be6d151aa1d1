//! The colours of cards: two grounds, and one accent in the shade that each ground needs.
//!
//! Every text stands out from its ground by at least 4.5 to 1 (WCAG 2.2, 1.4.3, level AA), and every
//! shape that means something by 3 to 1 (1.4.11); a test holds them to it.

/// A ground and what stands on it, as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Palette {
    pub ground: &'static str,
    pub ink: &'static str,
    /// For what is said beside the main thing.
    pub soft: &'static str,
    pub accent: &'static str,
    /// For lines that only part one thing from another.
    pub line: &'static str,
}

/// A label that must be read (`SYNTHETIC`): its ground and its letters, the same on every card.
pub(super) const LABEL: (&str, &str) = ("#ffd34d", "#101d36");

/// Warm paper.
pub(super) const PAPER: Palette = Palette {
    ground: "#fbf8f2",
    ink: "#101d36",
    soft: "#4b556b",
    accent: "#c2370f",
    line: "#d8d2c6",
};

/// Deep blue.
pub(super) const NIGHT: Palette = Palette {
    ground: "#101d36",
    ink: "#ffffff",
    soft: "#c5cddd",
    accent: "#ff9a63",
    line: "#3a4a6b",
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2, "relative luminance".
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value =
                f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hex")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_text_can_be_told_from_its_ground() {
        for palette in [PAPER, NIGHT] {
            for text in [palette.ink, palette.soft, palette.accent] {
                assert!(contrast(text, palette.ground) >= 4.5, "{text} on {}", palette.ground);
            }
        }
        assert!(contrast(LABEL.0, LABEL.1) >= 4.5);
    }
}
