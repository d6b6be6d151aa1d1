use super::more_pieces::cards;
use super::pieces::{paragraph, report};
use super::reading::{read, squeezed};
use crate::pdf::{PdfError, TalkingCard, cards_pdf};
use crate::writing::Document;

#[test]
fn four_cards_stand_on_a_sheet_and_the_fifth_on_the_next() {
    let five = cards();
    let bytes = cards_pdf(&five).unwrap();
    assert_eq!(bytes, cards_pdf(&five).unwrap());
    let file = read(&bytes);
    assert_eq!(file.pages(), 2);
    for (card, page) in five.iter().zip([1, 1, 1, 1, 2]) {
        let said = file.page(page);
        assert!(said.contains(&squeezed(&card.question)), "{} is not in {said}", card.question);
        assert!(said.contains(&squeezed(&card.listener)));
    }
    assert!(file.is_marked() && file.claims_ua());
    assert_eq!(file.language(), "en");
    assert!(file.info("Title").unwrap().starts_with("Talking points: SYNTHETIC"));
}

#[test]
fn a_card_that_is_too_long_is_named_with_how_much() {
    let mut some = cards();
    some[1].answer.blocks = vec![paragraph(&"Yes, and here is why. ".repeat(90))];
    let Err(why) = cards_pdf(&some) else { panic!("it was not refused") };
    let PdfError::CardTooLong { card: 2, points, lines, .. } = &why else { panic!("{why}") };
    assert!(*points > 0 && *lines > 0);
    assert!(why.to_string().starts_with("card 2 (\"A taxpayer\") is too long by "), "{why}");
}

#[test]
fn markup_on_a_card_prints_as_it_was_typed() {
    let words = r#"#panic("x") $x$ *a* @ref \ // ="#;
    let card = TalkingCard {
        listener: words.to_owned(),
        question: words.to_owned(),
        answer: Document { blocks: vec![paragraph(words)], ..report() },
        small: vec![words.to_owned()],
    };
    let said = read(&cards_pdf(&[card]).unwrap()).text();
    assert_eq!(said.matches(&squeezed(words)).count(), 4, "{said}");
}

#[test]
fn no_cards_make_no_file() {
    assert_eq!(cards_pdf(&[]), Err(PdfError::NoCards));
}
