use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::{Finding, Place};

/// Bytes of lines with other letters than ASCII that are looked at to tell an old encoding.
const ENOUGH: usize = 1 << 20;

/// A text in UTF-8, and how its file writes it.
pub(crate) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// As people know it: `UTF-8`, `UTF-16LE`, `windows-1252`.
    pub encoding: &'static str,
    /// It begins with a byte-order mark.
    pub mark: bool,
}

/// Finds out a text's encoding: by its byte-order mark; by the zeros that UTF-16 has between Latin
/// letters; UTF-8 when all of it is; else the likeliest of the older ones.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<Decoded<'a>, Finding> {
    let not_text = || {
        Finding::error(Place::File(file.to_owned()), "is not text, nor any table that is read")
            .expected("CSV or other text, XLSX, XLS, ODS or Parquet; packed with gzip or not")
            .mend("ask for CSV or a workbook")
    };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        if broken && encoding != UTF_8 || text.contains('\0') {
            return Err(not_text());
        }
        if !broken {
            return Ok(Decoded { text, encoding: encoding.name(), mark: true });
        }
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        if !broken && !text.contains('\0') {
            return Ok(Decoded { text, encoding: encoding.name(), mark: false });
        }
    }
    if bytes.contains(&0) {
        return Err(not_text());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.into(), encoding: UTF_8.name(), mark: false });
    }
    // A letter that was cut in two, in a text that is UTF-8 all over, makes it none of the others.
    if mostly_utf_8(bytes) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let encoding = "UTF-8, with letters that are cut in two";
        return Ok(Decoded { text: text.into(), encoding, mark: false });
    }
    // Lines of plain letters tell nothing, and of the others a part is enough.
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let mut fed = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
        detector.feed(line, false);
        fed += line.len();
        if fed > ENOUGH {
            break;
        }
    }
    detector.feed(&[], true);
    // Signs alone (a pound, a dash, a quotation mark) tell no language: then the commonest it is.
    let letters = bytes
        .iter()
        .any(|byte| *byte >= 0xc0 || matches!(byte, 0x8a | 0x8c | 0x8e | 0x9a | 0x9c | 0x9e));
    let encoding = match letters {
        true => detector.guess(None, chardetng::Utf8Detection::Deny),
        false => encoding_rs::WINDOWS_1252,
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // A few stray bytes are a broken letter; many control codes are no text.
    let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    if odd * 50 > text.len().min(1 << 20) {
        return Err(not_text());
    }
    Ok(Decoded { text: text.into_owned().into(), encoding: encoding.name(), mark: false })
}

/// Whether nearly all that is not ASCII is whole letters of UTF-8.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 20 * broken
}

fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(2048)];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let enough = start.len() / 3;
    match (first, second) {
        (0, second) if second > enough => Some(UTF_16LE),
        (first, 0) if first > enough => Some(UTF_16BE),
        _ => None,
    }
}

/// Decodes a text in an encoding that somebody named.
pub(crate) fn decode_as<'a>(
    file: &str,
    bytes: &'a [u8],
    name: &str,
) -> Result<Decoded<'a>, Finding> {
    let Some(encoding) = Encoding::for_label(name.as_bytes()) else {
        let place = Place::Argument(format!("--encoding {name}"));
        return Err(Finding::error(place, format!("\"{name}\" is not an encoding that is known"))
            .expected("its usual name, such as utf-8, windows-1252, utf-16le or macintosh"));
    };
    let (text, used, broken) = encoding.decode(bytes);
    if broken {
        return Err(Finding::error(
            Place::File(file.to_owned()),
            format!("is not {}", used.name()),
        )
        .mend("leave --encoding out, so that it is found out"));
    }
    Ok(Decoded { text, encoding: used.name(), mark: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_encoding_is_told_by_the_lines_that_have_its_letters() {
        let mut bytes = b"title,rate\n".repeat(100_000);
        bytes.extend(
            b"Jefe de sala de lectura en espa\xf1ol,4000\nM\xe9dico de atenci\xf3n primaria,9000\n",
        );
        let decoded = decode("s.csv", &bytes).ok().unwrap();
        assert_eq!(decoded.encoding, "windows-1252");
        assert!(decoded.text.ends_with("Médico de atención primaria,9000\n"));
    }

    #[test]
    fn a_letter_cut_in_two_leaves_the_others_whole() {
        let mut bytes = "Médico,9000\n".repeat(30).into_bytes();
        bytes.extend(b"M\xc3,9000\n");
        let decoded = decode("s.csv", &bytes).ok().unwrap();
        assert!(decoded.text.starts_with("Médico") && decoded.encoding.starts_with("UTF-8"));
        assert!(decoded.text.ends_with("M\u{fffd},9000\n"));
    }
}
