//! A file read back with another library than the one that wrote it.

use lopdf::{Dictionary, Document as File, Object};

/// A file as read back.
pub(crate) struct Read(File);

pub(crate) fn read(bytes: &[u8]) -> Read {
    Read(File::load_mem(bytes).unwrap())
}

impl Read {
    pub(crate) fn pages(&self) -> usize {
        self.0.get_pages().len()
    }

    /// The words of one page, from 1, without spaces, so that the breaks of lines do not matter.
    pub(crate) fn page(&self, page: u32) -> String {
        squeezed(&self.0.extract_text(&[page]).unwrap())
    }

    /// The words of all pages, without spaces.
    pub(crate) fn text(&self) -> String {
        (1..=u32::try_from(self.pages()).unwrap()).map(|page| self.page(page)).collect()
    }

    pub(crate) fn catalog(&self) -> &Dictionary {
        self.0.catalog().unwrap()
    }

    pub(crate) fn is_marked(&self) -> bool {
        let info = self.followed(self.catalog().get(b"MarkInfo").unwrap()).as_dict().unwrap();
        info.get(b"Marked").unwrap().as_bool().unwrap()
    }

    pub(crate) fn language(&self) -> String {
        string(self.catalog().get(b"Lang").unwrap())
    }

    /// An entry of the file's information: `Title`, `CreationDate`.
    pub(crate) fn info(&self, key: &str) -> Option<String> {
        let info = self.followed(self.0.trailer.get(b"Info").unwrap()).as_dict().unwrap();
        info.get(key.as_bytes()).ok().map(string)
    }

    /// Whether the file claims PDF/UA-1 in its metadata.
    pub(crate) fn claims_ua(&self) -> bool {
        let stream = self.followed(self.catalog().get(b"Metadata").unwrap()).as_stream().unwrap();
        let xmp = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        String::from_utf8_lossy(&xmp).contains("<pdfuaid:part>1</pdfuaid:part>")
    }

    /// The kinds of parts in the tree for screen readers, in order of the file's objects.
    pub(crate) fn kinds(&self) -> Vec<String> {
        let part = |object: &Object| {
            let dict = object.as_dict().ok()?;
            dict.get(b"P").ok()?;
            let kind = dict.get(b"S").ok()?.as_name().ok()?;
            Some(String::from_utf8_lossy(kind).into_owned())
        };
        self.0.objects.values().filter_map(part).collect()
    }

    /// The addresses that can be followed.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let address = |object: &Object| {
            let action = object.as_dict().ok()?.get(b"A").ok()?;
            Some(string(self.followed(action).as_dict().ok()?.get(b"URI").ok()?))
        };
        self.0.objects.values().filter_map(address).collect()
    }

    fn followed<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.0.dereference(object).unwrap().1
    }
}

fn string(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

/// A text without spaces and without the places where a line may break.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{200B}').collect()
}
