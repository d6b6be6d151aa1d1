use std::io::Read;

use super::bytes::LineLengths;
use super::format::Format;
use super::{UNPACKED_FREE, UNPACKED_TIMES};
use crate::{Finding, Place};

/// What a packed file may unpack to.
pub(crate) fn most(packed: u64) -> u64 {
    UNPACKED_FREE.saturating_add(packed.saturating_mul(UNPACKED_TIMES))
}

/// Said of a file that unpacks to too much.
pub(crate) fn bomb(file: &str) -> Finding {
    Finding::error(
        Place::File(file.to_owned()),
        format!("unpacks to more than {UNPACKED_TIMES} times its size"),
    )
    .expected("a packed table: payrolls unpack to five or twenty times their size")
    .mend("if you trust the file, unpack it yourself and give what was in it")
}

/// Unpacks gzip, as far as a table can reach.
pub(crate) fn gzip(file: &str, packed: &[u8]) -> Result<Vec<u8>, Finding> {
    let most = most(packed.len() as u64);
    let mut reader = flate2::read::MultiGzDecoder::new(packed);
    let mut bytes = Vec::with_capacity(packed.len().saturating_mul(4));
    let mut lines = LineLengths::default();
    loop {
        let before = bytes.len();
        let read = (&mut reader).take(4 << 20).read_to_end(&mut bytes).map_err(|error| {
            Finding::error(Place::File(file.to_owned()), format!("cannot be unpacked: {error}"))
                .mend("ask for the file again: it was cut off or damaged on the way")
        })?;
        if read == 0 {
            return Ok(bytes);
        }
        if bytes.len() as u64 > most {
            return Err(bomb(file));
        }
        if Format::of(&bytes[..bytes.len().min(512)]) == Format::Text {
            lines.check(file, &bytes[before..])?;
        }
    }
}
