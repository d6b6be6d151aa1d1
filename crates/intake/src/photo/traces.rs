//! What can be found in a photo beside its pixels, in words.

use std::collections::BTreeSet;

use exif::{Context, In, Tag};

/// Something beside the pixels. The order is that in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trace {
    Place,
    Serial,
    Camera,
    Name,
    Time,
    SmallCopy,
    OtherPictures,
    Hidden,
    Comment,
    Xmp,
    Iptc,
    MakerNote,
    Settings,
    Unread,
    OtherData,
    ColourProfile,
    After,
}

impl Trace {
    pub(super) fn words(self) -> &'static str {
        match self {
            Trace::Place => "place where it was taken (GPS)",
            Trace::Serial => "camera and its serial number",
            Trace::Camera => "camera",
            Trace::Name => "name of who took it or owns the camera",
            Trace::Time => "time",
            Trace::SmallCopy => "a small copy of the picture",
            Trace::OtherPictures => "further pictures of an animation",
            Trace::Hidden => "what was under the transparent parts",
            Trace::Comment => "comment",
            Trace::Xmp => "what a program wrote about it (XMP)",
            Trace::Iptc => "caption and credits (IPTC)",
            Trace::MakerNote => "notes of the camera's maker",
            Trace::Settings => "settings of the camera",
            Trace::Unread => "data of the camera that could not be read",
            Trace::OtherData => "data of other programs",
            Trace::ColourProfile => "colour profile",
            Trace::After => "bytes after the end",
        }
    }
}

/// What an EXIF block says, by its tags. Source: CIPA DC-008 (Exif 2.32), 4.6.
pub(super) fn of_exif(block: &[u8], found: &mut BTreeSet<Trace>) {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_raw(block.to_vec()).or_else(|why| {
        why.distill_partial_result(|_| {
            found.insert(Trace::Unread);
        })
    });
    let Ok(read) = read else {
        found.insert(Trace::Unread);
        return;
    };
    for field in read.fields() {
        if let Some(trace) = of_tag(field.tag, field.ifd_num) {
            found.insert(trace);
        }
    }
}

fn of_tag(tag: Tag, directory: In) -> Option<Trace> {
    // Windows keeps its own texts: title, comment, author, keywords, subject.
    const XP_AUTHOR: u16 = 0x9c9d;
    const XP_TEXTS: [u16; 4] = [0x9c9b, 0x9c9c, 0x9c9e, 0x9c9f];
    if directory != In::PRIMARY {
        return Some(Trace::SmallCopy);
    }
    Some(match tag {
        Tag::GPSVersionID => return None,
        _ if tag.context() == Context::Gps => Trace::Place,
        Tag::BodySerialNumber | Tag::LensSerialNumber | Tag::ImageUniqueID => Trace::Serial,
        Tag::Make | Tag::Model | Tag::LensMake | Tag::LensModel => Trace::Camera,
        Tag::Artist | Tag::Copyright | Tag::CameraOwnerName => Trace::Name,
        Tag::DateTime
        | Tag::DateTimeOriginal
        | Tag::DateTimeDigitized
        | Tag::SubSecTime
        | Tag::SubSecTimeOriginal
        | Tag::SubSecTimeDigitized
        | Tag::OffsetTime
        | Tag::OffsetTimeOriginal
        | Tag::OffsetTimeDigitized => Trace::Time,
        Tag::ImageDescription | Tag::UserComment => Trace::Comment,
        Tag::MakerNote => Trace::MakerNote,
        Tag::Software => Trace::OtherData,
        // How it was held is applied; its resolution on paper and the layout of colours say nothing.
        Tag::Orientation
        | Tag::XResolution
        | Tag::YResolution
        | Tag::ResolutionUnit
        | Tag::YCbCrPositioning
        | Tag::ExifVersion => return None,
        _ if tag.context() == Context::Tiff && tag.number() == XP_AUTHOR => Trace::Name,
        _ if tag.context() == Context::Tiff && XP_TEXTS.contains(&tag.number()) => Trace::Comment,
        _ => Trace::Settings,
    })
}

/// What an XMP packet says, by the names that stand in it. Source: ISO 16684-1, and its `exif`, `tiff`, `dc` and `photoshop`
/// schemas.
pub(super) fn of_xmp(packet: &[u8], found: &mut BTreeSet<Trace>) {
    const NAMES: [(&str, Trace); 14] = [
        ("GPSLatitude", Trace::Place),
        ("GPSLongitude", Trace::Place),
        ("SerialNumber", Trace::Serial),
        ("tiff:Model", Trace::Camera),
        ("tiff:Make", Trace::Camera),
        ("dc:creator", Trace::Name),
        ("dc:rights", Trace::Name),
        ("OwnerName", Trace::Name),
        ("CreateDate", Trace::Time),
        ("ModifyDate", Trace::Time),
        ("DateCreated", Trace::Time),
        ("DateTimeOriginal", Trace::Time),
        ("xmp:Thumbnails", Trace::SmallCopy),
        ("dc:description", Trace::Comment),
    ];
    found.insert(Trace::Xmp);
    for (name, trace) in NAMES {
        if packet.windows(name.len()).any(|window| window == name.as_bytes()) {
            found.insert(trace);
        }
    }
}

/// What the keyword of a text in a PNG says. Source: Portable Network Graphics (third edition), 11.3.3.1.
pub(super) fn of_keyword(keyword: &[u8], found: &mut BTreeSet<Trace>) {
    found.insert(Trace::Comment);
    match keyword {
        b"Author" | b"Copyright" => found.insert(Trace::Name),
        b"Creation Time" => found.insert(Trace::Time),
        b"Source" => found.insert(Trace::Camera),
        _ => false,
    };
}
