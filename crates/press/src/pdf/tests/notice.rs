use super::pieces::{paragraph, report, small, text};
use super::reading::{read, squeezed};
use crate::pdf::{PdfError, notice_pdf};
use crate::writing::{Block, Document};

const ADDRESS: &str = "https://records.example.org/av/7";
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path d="M0 0h1v1h-1zM1 1h1v1h-1z" fill="#000"/></svg>"##;

#[test]
fn a_long_piece_is_cut_to_one_sheet_with_two_notices_and_says_where_the_rest_is() {
    let bytes = notice_pdf(&report(), Some(ADDRESS), Some(PICTURE)).unwrap();
    assert_eq!(bytes, notice_pdf(&report(), Some(ADDRESS), Some(PICTURE)).unwrap());
    let file = read(&bytes);
    assert_eq!(file.pages(), 1);
    let said = file.text();
    assert_eq!(said.matches(&squeezed(&format!("More: {ADDRESS}"))).count(), 2, "{said}");
    assert_eq!(said.matches("BothteamsmetforthreehoursandtenminutesWe").count(), 0);
    assert_eq!(said.matches("Bothteamsmetforthreehoursandtenminutes").count(), 2);
    assert!(!said.contains("CanIreadthepapers"));
    assert!(file.is_marked() && file.claims_ua());
    assert!(file.kinds().contains(&"Figure".to_owned()));
}

#[test]
fn a_short_piece_is_whole_and_promises_no_more() {
    let said = read(&notice_pdf(&small("All of it."), None, None).unwrap()).text();
    assert_eq!(said.matches("Allofit.").count(), 2);
    let said = read(&notice_pdf(&small("All of it."), Some(ADDRESS), None).unwrap()).text();
    assert!(said.contains("Ontheweb:") && !said.contains("More:"));
}

#[test]
fn a_shortened_notice_without_an_address_says_that_it_is_shortened() {
    let said = read(&notice_pdf(&report(), None, None).unwrap()).text();
    assert_eq!(said.matches("Thisnoticehasbeenshortened.").count(), 2, "{said}");
}

#[test]
fn a_heading_whose_text_is_left_out_is_left_out_too() {
    let piece = Document {
        blocks: vec![
            paragraph("Kept."),
            Block::Heading { level: 2, text: vec![text("Dangling")] },
            paragraph(&"Far too long. ".repeat(400)),
        ],
        ..small("")
    };
    let said = read(&notice_pdf(&piece, None, None).unwrap()).text();
    assert!(said.contains("Kept.") && !said.contains("Dangling"));
}

#[test]
fn a_summary_longer_than_the_notice_is_refused_with_how_much() {
    let piece = Document { summary: vec![text(&"word ".repeat(900))], ..small("") };
    let Err(PdfError::NoticeTooLong { points }) = notice_pdf(&piece, None, None) else {
        panic!("it was not refused")
    };
    assert!(points > 100, "{points}");
}

#[test]
fn a_picture_that_is_none_is_refused() {
    let made = notice_pdf(&small("x"), Some(ADDRESS), Some("not a picture"));
    assert!(matches!(made, Err(PdfError::Setting(_))));
}
