//! The SVG that a card is written into.

use std::fmt::Write as _;

use super::clean::escape;
use super::fonts::{self, FAMILY};
use super::wrap::Set;

/// A box: left, top, width, height, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// A drawing in the making.
pub(super) struct Canvas {
    out: String,
}

impl Canvas {
    /// An empty drawing of a size, with a title and what it shows in words for those who do not see it.
    pub(super) fn new(
        (width, height): (u32, u32),
        language: &str,
        title: &str,
        about: &str,
    ) -> Canvas {
        let (title, about) = (escape(title), escape(about));
        let out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" lang=\"{language}\" font-family=\"{FAMILY}, Helvetica, Arial, sans-serif\">\n\
             <title>{title}</title>\n<desc>{about}</desc>\n"
        );
        Canvas { out }
    }

    pub(super) fn rect(&mut self, area: Area, fill: &str, radius: f32) {
        let Area { x, y, width, height } = area;
        let _ = write!(
            self.out,
            "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\""
        );
        if radius > 0.0 {
            let _ = write!(self.out, " rx=\"{radius:.2}\"");
        }
        let _ = writeln!(self.out, " fill=\"{fill}\"/>");
    }

    /// A text whose first line's capitals begin at `y`; gives back its last base line.
    pub(super) fn text(&mut self, set: &Set, x: f32, y: f32, fill: &str) -> f32 {
        let mut base = y + fonts::cap_height() * set.size;
        for (at, line) in set.lines.iter().enumerate() {
            if at > 0 {
                base += set.style.leading * set.size;
            }
            let _ = write!(
                self.out,
                "<text x=\"{x:.2}\" y=\"{base:.2}\" font-size=\"{:.2}\" font-weight=\"{}\" fill=\"{fill}\"",
                set.size,
                set.style.weight.number()
            );
            if set.style.tracking != 0.0 {
                let _ =
                    write!(self.out, " letter-spacing=\"{:.3}\"", set.style.tracking * set.size);
            }
            let _ = writeln!(self.out, ">{}</text>", escape(line));
        }
        base
    }

    /// A path with round edges, moved and enlarged.
    pub(super) fn shape(&mut self, path: &str, x: f32, y: f32, scale: f32, fill: &str) {
        let _ = writeln!(
            self.out,
            "<path transform=\"translate({x:.2} {y:.2}) scale({scale:.4})\" fill=\"{fill}\" d=\"{path}\"/>"
        );
    }

    /// A path of whole squares, moved and enlarged; its edges stay sharp.
    pub(super) fn path(&mut self, path: &str, x: f32, y: f32, scale: f32, fill: &str) {
        let _ = writeln!(
            self.out,
            "<path transform=\"translate({x:.2} {y:.2}) scale({scale:.4})\" fill=\"{fill}\" shape-rendering=\"crispEdges\" d=\"{path}\"/>"
        );
    }

    /// A picture that fills a box; `data` is its address, which holds it.
    pub(super) fn picture(&mut self, area: Area, data: &str) {
        let Area { x, y, width, height } = area;
        let _ = writeln!(
            self.out,
            "<image x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" preserveAspectRatio=\"none\" style=\"image-rendering:smooth\" href=\"{data}\"/>"
        );
    }

    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }
}
