use super::more_pieces::report_in_spanish;
use super::pieces::{fact, paragraph, report, small, text};
use super::reading::{read, squeezed};
use crate::pdf::{PdfError, letters_without_shape, report_pdf};
use crate::writing::{Block, Document, Note, Span};

/// What Typst would read as code, mathematics, stress, a reference, a label, a comment or a dash.
const MARKUP: &str = r##"#panic("x") $x$ *a* _b_ @ref <label> \ \u{41} // /* c */ `d` = e - f -> g --- ... ~ "h" 'i' [j] #{k}"##;

#[test]
fn a_report_holds_every_text_of_the_piece_and_its_notes() {
    let file = read(&report_pdf(&report()).unwrap());
    let said = file.text();
    for expected in [
        "Four meetings in, the district has not answered on pay",
        "March 12, 2026",
        "For members and the public",
        "SYNTHETIC: Alder Valley school staff, 2026 agreement",
        "Eight weeks later there is no counteroffer on pay",
        "named no day on which it would",
        "15 Safety on buses",
        "$2,783,200",
        "What the numbers rest on",
        "entry 46: asked February 5, 2026; no answer by March 12, 2026",
        "https://district.example.org/finance/audits/2025/annual-comprehensive-financial-report.pdf",
    ] {
        assert!(said.contains(&squeezed(expected)), "{expected} is not in {said}");
    }
    assert!(said.contains(&squeezed(&format!("page 1 of {}", file.pages()))));
    assert!(file.pages() >= 2);
}

#[test]
fn a_report_is_tagged_has_title_and_language_and_claims_pdf_ua() {
    for (piece, language) in [(report(), "en"), (report_in_spanish(), "es")] {
        let file = read(&report_pdf(&piece).unwrap());
        assert!(file.is_marked());
        assert!(file.catalog().has(b"StructTreeRoot"));
        assert_eq!(file.language(), language);
        assert_eq!(file.info("Title"), Some(piece.title));
        assert!(file.claims_ua());
        let kinds = file.kinds();
        for kind in ["H1", "P", "L", "Table", "TH", "BlockQuote", "Link"] {
            assert!(kinds.iter().any(|known| known == kind), "no {kind} in {kinds:?}");
        }
    }
}

#[test]
fn the_same_piece_gives_the_same_bytes_and_no_day_but_its_own() {
    let bytes = report_pdf(&report()).unwrap();
    assert_eq!(bytes, report_pdf(&report()).unwrap());
    let file = read(&bytes);
    assert!(file.info("CreationDate").unwrap().starts_with("D:20260312"));
    if let Some(changed) = file.info("ModDate") {
        assert!(changed.starts_with("D:20260312"));
    }
}

#[test]
fn a_spanish_report_speaks_spanish_around_the_text() {
    let file = read(&report_pdf(&report_in_spanish()).unwrap());
    let said = file.text();
    for expected in ["En qué se basan los números", "12 de marzo de 2026", "página 1 de"] {
        assert!(said.contains(&squeezed(expected)), "{expected} is not in {said}");
    }
}

#[test]
fn addresses_of_notes_and_links_can_be_followed_and_are_printed() {
    let piece = report();
    let file = read(&report_pdf(&piece).unwrap());
    let followed = file.addresses();
    for address in piece.notes.iter().filter_map(|note| note.address.as_ref()) {
        assert!(followed.contains(address), "{address} is no link");
        assert!(file.text().contains(&squeezed(address)), "{address} is not printed");
    }
}

#[test]
fn markup_in_any_place_prints_as_it_was_typed() {
    let all = vec![text(MARKUP)];
    let piece = Document {
        campaign: format!("campaign {MARKUP}"),
        title: format!("title {MARKUP}"),
        audience: format!("audience {MARKUP}"),
        summary: vec![text("summary "), text(MARKUP)],
        blocks: vec![
            Block::Heading { level: 2, text: all.clone() },
            paragraph(MARKUP),
            Block::List { ordered: false, items: vec![vec![paragraph(MARKUP)]] },
            Block::Quote(vec![paragraph(MARKUP)]),
            Block::Table { head: vec![all.clone()], rows: vec![vec![all.clone()]] },
            Block::Paragraph(vec![
                Span::Strong(all.clone()),
                Span::Emphasis(all.clone()),
                Span::Link { address: format!("https://example.org/{MARKUP}"), text: all },
                fact(MARKUP, &[0]),
            ]),
        ],
        notes: vec![Note {
            label: MARKUP.to_owned(),
            source: MARKUP.to_owned(),
            address: Some(format!("https://example.org/{MARKUP}")),
        }],
        ..small("")
    };
    let said = read(&report_pdf(&piece).unwrap()).text();
    // In 18 places of the piece, twice among them in an address, and in the foot of each page.
    assert!(said.matches(&squeezed(MARKUP)).count() >= 19, "{said}");
    for place in ["campaign ", "title ", "audience ", "summary "] {
        assert!(said.contains(&squeezed(&format!("{place}{MARKUP}"))), "{place}");
    }
}

#[test]
fn control_characters_and_marks_of_direction_are_left_out() {
    let words = "be\u{0}fo\u{7}re\u{1b}[31m \u{202e}after\u{202c}\r\nnext\u{feff}\u{ffff}";
    let file = read(&report_pdf(&small(words)).unwrap());
    assert!(file.text().contains("before[31mafternext"), "{}", file.text());
    assert!(file.claims_ua());
}

#[test]
fn letters_without_a_shape_are_named_and_cost_the_claim_but_not_the_file() {
    let piece =
        small("Salary \u{645}\u{631}\u{62d}\u{628}\u{627} and \u{5e9}\u{5dc}\u{5d5}\u{5dd}");
    let missing = letters_without_shape(&piece);
    assert!(
        missing.contains(&'\u{645}') && missing.contains(&'\u{5e9}') && !missing.contains(&'S')
    );
    let file = read(&report_pdf(&piece).unwrap());
    assert!(file.is_marked() && !file.claims_ua());
    assert!(file.text().contains("Salary"));
    assert!(letters_without_shape(&report_in_spanish()).is_empty());
}

#[test]
fn headings_in_any_order_keep_the_claim() {
    let heading = |level, words: &str| Block::Heading { level, text: vec![text(words)] };
    let mut piece = report();
    piece.blocks =
        vec![heading(3, "Small first"), heading(9, "Beyond"), heading(2, " "), heading(2, "Large")];
    assert!(read(&report_pdf(&piece).unwrap()).claims_ua());
}

#[test]
fn the_head_of_a_long_table_stands_on_each_page() {
    let row = |n: usize| vec![vec![text(&format!("Step {n}"))], vec![text("31870")]];
    let mut piece = small("");
    piece.blocks = vec![Block::Table {
        head: vec![vec![text("Headword")], vec![text("Salary")]],
        rows: (0..120).map(row).collect(),
    }];
    let file = read(&report_pdf(&piece).unwrap());
    assert!(file.pages() >= 3);
    for page in 1..=u32::try_from(file.pages()).unwrap() {
        assert!(file.page(page).contains("Headword"), "page {page}");
    }
    assert!(file.claims_ua());
}

#[test]
fn uneven_tables_empty_parts_and_unknown_notes_do_not_stop_a_report() {
    let mut piece = small("");
    piece.summary = vec![];
    piece.audience = String::new();
    piece.campaign = String::new();
    piece.blocks = vec![
        Block::Table { head: vec![], rows: vec![vec![], vec![vec![text("a")], vec![text("b")]]] },
        Block::Table { head: vec![], rows: vec![] },
        Block::List { ordered: true, items: vec![] },
        Block::List { ordered: true, items: vec![vec![]] },
        Block::Quote(vec![]),
        Block::Paragraph(vec![]),
        Block::Paragraph(vec![fact("Seven", &[4, usize::MAX])]),
    ];
    let file = read(&report_pdf(&piece).unwrap());
    assert!(file.text().contains("Seven"));
}

#[test]
fn deep_nesting_is_set_and_long_words_are_broken() {
    let mut block = paragraph("innermost");
    let mut span = text("stressed");
    for _ in 0..200 {
        block = Block::List { ordered: false, items: vec![vec![Block::Quote(vec![block])]] };
        span = Span::Emphasis(vec![Span::Strong(vec![span])]);
    }
    let mut piece = small(&"W".repeat(600));
    piece.blocks.extend([block, Block::Paragraph(vec![span])]);
    let file = read(&report_pdf(&piece).unwrap());
    assert!(file.claims_ua());
    let said = file.text();
    assert!(said.contains("innermost") && said.contains("stressed"));
    assert!(said.contains(&"W".repeat(600)));
}

#[test]
fn a_piece_without_a_title_is_refused() {
    let piece = Document { title: " \u{7}".to_owned(), ..small("") };
    assert_eq!(report_pdf(&piece), Err(PdfError::NoTitle));
}
