//! What becomes of cards: that nothing runs out of them, that they can be read back, that they are the same twice.

use resvg::tiny_skia::Pixmap;
use resvg::usvg::{Group, Node, Rect};

use super::alt::{alt_text, alt_text_within};
use super::card::{Card, CardError, CardKind, Part, Size, card_svg, draw};
use super::platforms::PLATFORMS;
use super::png::{card_png, svg_png, tree};
use crate::Language;

const ADDRESS: &str = "https://example.org/case/2022/stories/14";

fn card(kind: CardKind) -> Card {
    let (big, small) = match kind {
        CardKind::Story => {
            ("I keep the water clean. I cannot afford to drink a coffee.", "Ray, plant operator")
        }
        CardKind::Figure => ("17 percent", "is what pay has lost to prices since July 2006"),
        CardKind::Report => {
            ("The State has not answered for 31 days", "We passed a package on June 11.")
        }
    };
    Card {
        kind,
        big: big.to_owned(),
        small: small.to_owned(),
        source: "entries 38 to 41 of the record".to_owned(),
        campaign: "CASE Bargaining 2022".to_owned(),
        hashtag: Some("FairPay".to_owned()),
        address: Some(ADDRESS.to_owned()),
        label: Some("SYNTHETIC".to_owned()),
        language: Language::English,
        photo: None,
    }
}

const KINDS: [CardKind; 3] = [CardKind::Story, CardKind::Figure, CardKind::Report];

/// Texts of every length, in letters that are wide, narrow, unsafe or unknown.
fn cards() -> Vec<Card> {
    let texts = [
        "17%",
        "¿Qué? ",
        "WWWWWWWWWW ",
        "<b>&\"'</b>\u{0}\u{1b}\u{202e} 🎉 ",
        "i",
        "https://example.org/a/b/c/",
    ];
    let mut cards = Vec::new();
    for kind in KINDS {
        for (at, text) in texts.iter().enumerate() {
            for times in [1, 9, 80] {
                let long = text.repeat(times);
                let photo = (at == 1).then(photo);
                cards.push(Card { big: long.clone(), small: long.clone(), photo, ..card(kind) });
                let (hashtag, label) = (Some(long.clone()), Some(long.clone()));
                cards.push(Card {
                    source: long.clone(),
                    campaign: long.clone(),
                    hashtag,
                    label,
                    ..card(kind)
                });
            }
        }
    }
    cards
}

/// A photograph: one colour, a wide PNG.
fn photo() -> Vec<u8> {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"30\"><rect width=\"90\" height=\"30\" fill=\"#12ab34\"/></svg>";
    svg_png(svg).expect("a picture")
}

/// The boxes of the letters' outlines, a line each.
fn text_boxes(group: &Group, boxes: &mut Vec<Rect>) {
    for node in group.children() {
        match node {
            Node::Group(group) => text_boxes(group, boxes),
            Node::Text(text) => boxes.push(text.flattened().abs_bounding_box()),
            _ => {}
        }
    }
}

#[test]
fn no_text_runs_out_of_a_card_and_none_lies_on_another() {
    for card in cards() {
        for size in Size::ALL {
            let (width, height) = size.pixels();
            let svg = card_svg(&card, size);
            let mut boxes = Vec::new();
            text_boxes(tree(&svg).expect("an SVG").root(), &mut boxes);
            for (at, one) in boxes.iter().enumerate() {
                let inside = one.left() >= 20.0
                    && one.top() >= 20.0
                    && one.right() <= width as f32 - 20.0
                    && one.bottom() <= height as f32 - 20.0;
                assert!(inside, "{size:?} {one:?}\n{svg}");
                for other in &boxes[at + 1..] {
                    let across = one.right().min(other.right()) - one.left().max(other.left());
                    let down = one.bottom().min(other.bottom()) - one.top().max(other.top());
                    assert!(across <= 1.0 || down <= 1.0, "{size:?} {one:?} {other:?}\n{svg}");
                }
            }
        }
    }
}

#[test]
fn what_people_wrote_is_text_in_the_drawing_and_never_markup() {
    let bad = "<script>alert(1)</script>&lt;\" onload='x' ]]> \u{0}\u{8}\u{fffe}".to_owned();
    let some = Some(bad.clone());
    let card = Card {
        big: bad.clone(),
        small: bad.clone(),
        source: bad.clone(),
        campaign: bad.clone(),
        hashtag: some.clone(),
        address: some.clone(),
        label: some,
        ..card(CardKind::Story)
    };
    let svg = card_svg(&card, Size::X);
    assert!(tree(&svg).is_ok());
    assert!(
        !svg.contains("<script") && !svg.contains("' onload") && svg.contains("&lt;script&gt;")
    );
    assert!(svg.chars().all(|letter| letter == '\n' || !letter.is_control()));
}

#[test]
fn ordinary_cards_fit_whole_in_every_size() {
    let quote = "I came to work for the State because I believed in it. Eight years on I share a flat with three others, \
                 drive for an app at weekends, and explain to people twice my age why their judge has no clerk. \
                 We ask to be paid what the county pays across the street.";
    for size in Size::ALL {
        for kind in KINDS {
            let drawing = draw(&card(kind), size);
            assert!(
                drawing.cut.is_empty() && drawing.unknown.is_empty(),
                "{kind:?} {size:?} {:?}",
                drawing.cut
            );
        }
        let drawing = draw(&Card { big: quote.to_owned(), ..card(CardKind::Story) }, size);
        assert!(drawing.cut.is_empty(), "{size:?}");
    }
}

#[test]
fn what_does_not_fit_is_cut_at_a_word_and_named() {
    let drawing =
        draw(&Card { big: "overtime ".repeat(400), ..card(CardKind::Story) }, Size::Facebook);
    assert_eq!(drawing.cut, [Part::Big]);
    assert!(drawing.svg.contains("overtime…</text>"));
    let drawing = draw(
        &Card { address: Some(format!("https://{}", "a".repeat(400))), ..card(CardKind::Figure) },
        Size::X,
    );
    assert_eq!(drawing.cut, [Part::QrCode]);
    let drawing =
        draw(&Card { campaign: "工会 Union 🎉🎉".to_owned(), ..card(CardKind::Figure) }, Size::X);
    assert_eq!(drawing.unknown, ["工", "会", "🎉"]);
}

#[test]
fn a_picture_has_its_size_no_metadata_and_the_same_bytes_twice() {
    for size in Size::ALL {
        let card = card(CardKind::Report);
        let bytes = card_png(&card, size).expect("a picture");
        assert_eq!(bytes, card_png(&card, size).expect("a picture"));
        let mut chunks = Vec::new();
        let mut at = 8;
        while at < bytes.len() {
            let long = u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four")) as usize;
            chunks.push(String::from_utf8_lossy(&bytes[at + 4..at + 8]).into_owned());
            at += 12 + long;
        }
        chunks.dedup();
        chunks.retain(|chunk| chunk != "PLTE");
        assert_eq!(
            chunks,
            ["IHDR", "IDAT", "IEND"],
            "pixels, a table of their colours, and nothing else"
        );
        let pixels = Pixmap::decode_png(&bytes).expect("a PNG");
        assert_eq!((pixels.width(), pixels.height()), size.pixels());
    }
}

#[test]
fn a_camera_reads_the_address_off_every_card() {
    for kind in KINDS {
        for size in Size::ALL {
            let bytes = card_png(&card(kind), size).expect("a picture");
            let pixels = Pixmap::decode_png(&bytes).expect("a PNG");
            let (width, data) = (pixels.width() as usize, pixels.data());
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(
                width,
                pixels.height() as usize,
                |x, y| data[(y * width + x) * 4 + 1],
            );
            let read: Vec<String> = image
                .detect_grids()
                .iter()
                .filter_map(|grid| Some(grid.decode().ok()?.1))
                .collect();
            assert_eq!(read, [ADDRESS], "{kind:?} {size:?}");
        }
    }
}

#[test]
fn a_photograph_is_shown_and_one_that_cannot_be_read_is_an_error() {
    for size in Size::ALL {
        let bytes = card_png(&Card { photo: Some(photo()), ..card(CardKind::Story) }, size)
            .expect("a picture");
        let pixels = Pixmap::decode_png(&bytes).expect("a PNG");
        let (width, height) = size.pixels();
        let (x, y) = if width > height { (width - 40, height / 2) } else { (width / 2, 40) };
        let pixel = pixels.pixel(x, y).expect("inside");
        assert_eq!((pixel.red(), pixel.green(), pixel.blue()), (0x12, 0xab, 0x34), "{size:?}");
    }
    let with = |photo: &[u8]| {
        card_png(&Card { photo: Some(photo.to_vec()), ..card(CardKind::Story) }, Size::X)
    };
    assert_eq!(with(b"GIF89a"), Err(CardError::PhotoKind));
    assert_eq!(with(b"\xff\xd8\xff\xe0 and no more"), Err(CardError::Photo));
    let mut broken = photo();
    let end = broken.len();
    broken[40..end - 12].fill(0);
    assert_eq!(with(&broken), Err(CardError::Photo));
}

#[test]
fn the_description_says_everything_that_a_card_shows_and_what_matters_first() {
    let text = alt_text_within(&card(CardKind::Figure), usize::MAX);
    assert_eq!(
        text,
        "SYNTHETIC. 17 percent: is what pay has lost to prices since July 2006. \
         Source: entries 38 to 41 of the record. Campaign: CASE Bargaining 2022. #FairPay \
         QR code and address: https://example.org/case/2022/stories/14"
    );
    let spanish =
        Card { language: Language::Spanish, photo: Some(photo()), ..card(CardKind::Story) };
    let text = alt_text_within(&spanish, usize::MAX);
    assert!(
        text.contains("Con una fotografía.")
            && text.contains("Fuente: entries")
            && text.contains("coffee.” — Ray, plant operator.")
    );
}

#[test]
fn a_description_too_long_loses_the_end_of_the_large_text_and_keeps_the_rest() {
    let long = Card { big: "They asked us to wait again. ".repeat(60), ..card(CardKind::Story) };
    for platform in PLATFORMS {
        let text = alt_text(&long, platform);
        assert!(text.encode_utf16().count() <= platform.alt_limit);
        assert!(
            text.starts_with("SYNTHETIC. “They asked")
                && text.contains("…” — Ray")
                && text.ends_with(ADDRESS)
        );
    }
    assert!(alt_text_within(&long, 100).encode_utf16().count() <= 100);
}
