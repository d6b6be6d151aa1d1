//! Ids of feeds and entries that stay the same wherever they are kept.

use std::fmt::Write;

use jiff::civil::Date;

use super::host::is_host;

/// A `tag:` id, such as `tag:example.org,2022-07-12:pieces/day-30` (RFC 4151, section 2.1:
/// <https://www.rfc-editor.org/rfc/rfc4151#section-2.1>).
///
/// `day` is one on which the host was the owner's, best the campaign's first day, and must not change
/// afterwards. Letters of `path` that an id may not have are written in hexadecimal behind `%`, and
/// so are `%` and `#`; the host is in small letters. None where the host is no name of a host, or the
/// year does not have four digits.
pub fn tag_uri(host: &str, day: Date, path: &str) -> Option<String> {
    if !is_host(host) || !(0..=9999).contains(&day.year()) {
        return None;
    }
    let mut id = format!("tag:{},{day}:", host.to_ascii_lowercase());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
            id.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(id, "%{byte:02X}");
        }
    }
    Some(id)
}
