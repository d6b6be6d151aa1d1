use super::sample::{empty, hostile, piece, pieza, text};
use crate::Language;
use crate::outlets::gsm::{cost, with_twins};
use crate::outlets::{Encoding, septets, text_message};
use crate::writing::Document;

fn says(title: &str, summary: &str) -> Document {
    Document { title: title.to_owned(), summary: text(summary), ..empty(Language::English) }
}

#[test]
fn the_alphabet_is_that_of_a_second_program() {
    for letter in (0..=0x1_f9ff).filter_map(char::from_u32).filter(|c| *c != '\u{1b}') {
        let mut writer = gsm7::Gsm7Writer::new(Vec::new());
        let known = writer.write_char(letter).is_ok();
        assert_eq!(septets(letter).is_some(), known, "{letter:?}");
        if known {
            // A letter of one unit fits in one byte of seven bits, one of two does not.
            let bytes = writer.into_writer().unwrap().len();
            assert_eq!(septets(letter), Some(bytes), "{letter:?}");
        }
    }
}

#[test]
fn a_segment_holds_160_letters_and_each_of_several_holds_153() {
    let of = |count: usize| cost(&"a".repeat(count));
    assert_eq!((of(160).segments, of(161).segments), (1, 2));
    assert_eq!((of(306).segments, of(307).segments), (2, 3));
    assert_eq!((of(0).segments, of(0).units), (0, 0));
}

#[test]
fn other_letters_leave_room_for_70_and_67() {
    let of = |count: usize| cost(&"í".repeat(count));
    assert_eq!(of(70).encoding, Encoding::Ucs2);
    assert_eq!((of(70).segments, of(71).segments), (1, 2));
    assert_eq!((of(134).segments, of(135).segments), (2, 3));
}

#[test]
fn letters_of_two_units_are_counted_twice_and_never_parted() {
    assert_eq!(cost("[€]").units, 6);
    // 152 letters leave one unit in the first segment, which half a bracket cannot fill.
    assert_eq!(cost(&format!("{}[{}", "a".repeat(152), "b".repeat(152))).segments, 3);
    assert_eq!(cost(&format!("{}[{}", "a".repeat(151), "b".repeat(153))).segments, 2);
    assert_eq!(cost(&format!("{}👩{}", "í".repeat(66), "í".repeat(66))).segments, 3);
}

#[test]
fn marks_become_their_twins_and_letters_stay() {
    let found = with_twins("“We’re here” – 5 %…\u{a0}now—later • «sí»\u{200b}");
    assert_eq!(found, "\"We're here\" - 5 %... now - later - \"sí\"");
    assert_eq!(with_twins("espan\u{303}a, mayo\u{301}"), "españa, mayó");
    assert!("éñü¿¡ÑÉ".chars().all(|letter| septets(letter) == Some(1)));
    assert!("áíóúÁÍÓÚº".chars().all(|letter| septets(letter).is_none()));
}

#[test]
fn whole_sentences_fill_one_segment_with_the_address_at_the_end() {
    let message = text_message(&piece(), Some("https://example.org/p"));
    assert_eq!(
        message.text,
        "The State has not answered our salary proposal in 31 days. We proposed on June 11. The State has yet to say a word about pay. https://example.org/p"
    );
    assert_eq!((message.segments, message.units, message.left_out), (1, 147, 1));
    assert_eq!(message.encoding, Encoding::Gsm7);
    assert!(message.beyond.is_empty());
}

#[test]
fn a_sentence_that_would_cost_a_second_segment_is_left_out_whole() {
    let message = text_message(
        &says("Title", &format!("Short one. {}end. Short.", "Long ".repeat(40))),
        None,
    );
    assert_eq!(message.text, "Title. Short one.");
    assert_eq!(message.left_out, 2);
}

#[test]
fn an_accent_that_the_networks_lack_makes_the_message_say_what_it_costs() {
    let piece = Document { title: "El Estado no respondió a tiempo".to_owned(), ..pieza() };
    let message = text_message(&piece, Some("example.org/p"));
    assert_eq!(message.encoding, Encoding::Ucs2);
    assert_eq!(message.beyond, ['ó']);
    assert_eq!(
        message.text,
        "El Estado no respondió a tiempo. Propusimos un aumento. example.org/p"
    );
    assert_eq!((message.segments, message.units, message.left_out), (1, 69, 2));
}

#[test]
fn a_title_longer_than_a_segment_is_sent_whole_in_several() {
    let title = "word ".repeat(60);
    let message = text_message(&says(&title, "One. Two."), Some("https://example.org/p"));
    assert!(
        message.text.starts_with("word word") && message.text.ends_with(". https://example.org/p")
    );
    assert_eq!((message.segments, message.left_out), (3, 2));
}

#[test]
fn a_piece_without_words_makes_a_message_of_its_address_or_none() {
    let piece = empty(Language::English);
    assert_eq!(text_message(&piece, None).text, "");
    assert_eq!(text_message(&piece, None).segments, 0);
    assert_eq!(text_message(&piece, Some("https://example.org/p")).text, "https://example.org/p");
}

#[test]
fn a_hostile_piece_makes_a_message_of_one_line() {
    let message = text_message(&hostile(), Some("https://example.org/p\r\nmore"));
    assert!(!message.text.contains(char::is_control));
    assert!(message.text.ends_with("https://example.org/p more"));
    assert_eq!(message.encoding, Encoding::Ucs2);
}
