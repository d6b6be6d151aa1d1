/// What a file is, told by its first bytes and never by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Gzip,
    Parquet,
    /// XLSX, ODS, or any other zip archive.
    Zip,
    /// XLS, or any other compound file (a workbook under a password among them).
    Compound,
    /// Something else, which is not read: what it is, and what to do.
    Other(&'static str, &'static str),
}

const AS_WORKBOOK: &str =
    "open it in a spreadsheet program and save it as a workbook (XLSX) or as CSV";
const ASK: &str =
    "ask for the spreadsheet behind it, or copy the table's text into a .txt file and give that";

impl Format {
    pub fn of(bytes: &[u8]) -> Format {
        match bytes {
            [b'P', b'A', b'R', b'1', ..] => Format::Parquet,
            [0x1f, 0x8b, ..] => Format::Gzip,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Format::Zip,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Format::Compound,
            [b'%', b'P', b'D', b'F', ..] => Format::Other("is a PDF, not a table", ASK),
            [0x89, b'P', b'N', b'G', ..]
            | [0xff, 0xd8, 0xff, ..]
            | [b'G', b'I', b'F', b'8', ..] => Format::Other("is a picture, not a table", ASK),
            [b'{', b'\\', b'r', b't', b'f', ..] => {
                Format::Other("is a document (RTF), not a table", ASK)
            }
            [0x09, 0x08 | 0x04 | 0x02 | 0x00, ..] if bytes.get(2..4) == Some(&[0, 0]) => {
                Format::Other("is a workbook of a spreadsheet program before 1997", AS_WORKBOOK)
            }
            [b'B', b'Z', b'h', ..]
            | [0xfd, b'7', b'z', b'X', ..]
            | [b'7', b'z', 0xbc, 0xaf, ..]
            | [0x28, 0xb5, 0x2f, 0xfd, ..]
            | [b'R', b'a', b'r', b'!', ..] => Format::Other(
                "is packed in a way that is not read",
                "unpack it, or pack it with gzip, and give what was in it",
            ),
            _ => Format::of_text(bytes),
        }
    }

    /// Markup that calls itself a spreadsheet.
    fn of_text(bytes: &[u8]) -> Format {
        let start: Vec<u8> = bytes
            .iter()
            .copied()
            .filter(|b| !b.is_ascii_whitespace() && *b != 0 && b.is_ascii())
            .take(400)
            .collect();
        let start = String::from_utf8_lossy(&start).to_lowercase();
        if start.starts_with("<!doctypehtml")
            || start.starts_with("<html")
            || start.starts_with("<table")
            || start.starts_with("<meta")
        {
            return Format::Other("is a web page, whatever its name says", AS_WORKBOOK);
        }
        if start.starts_with("<?xml") || start.starts_with("<workbook") {
            return Format::Other("is XML, whatever its name says", AS_WORKBOOK);
        }
        if start.starts_with("{\"") || start.starts_with("[{") {
            return Format::Other("is JSON, not a table", "ask for CSV or a workbook");
        }
        Format::Text
    }
}
