use mail_parser::{MessageParser, MimeHeaders};

use super::sample::{STEERING, empty, hostile, piece, pieza};
use crate::Language;
use crate::outlets::{EmailError, Envelope, email, email_html, employer_domains, plain_text};
use crate::writing::Document;

fn envelope() -> Envelope {
    Envelope {
        from_name: "Bargaining Team".to_owned(),
        from_address: "team@example.org".to_owned(),
        to: Some("members@example.org".to_owned()),
        reply_to: None,
        web_address: Some("https://example.org/p".to_owned()),
        message_id_host: "example.org".to_owned(),
    }
}

/// A hostile piece whose title has no line breaks, since those are refused.
fn hostile_with_a_title() -> Document {
    let title = STEERING.replace(char::is_control, "");
    Document { title: title.repeat(3), ..hostile() }
}

#[test]
fn a_second_program_reads_the_same_text_and_html_out_of_the_message() {
    let pieces = [piece(), pieza(), empty(Language::English), hostile_with_a_title()];
    for piece in pieces {
        let bytes = email(&piece, &envelope()).unwrap();
        let message = MessageParser::new().parse(&bytes).unwrap();
        let unix = |text: &str| text.replace("\r\n", "\n");
        let text = unix(&message.body_text(0).unwrap());
        let html = unix(&message.body_html(0).unwrap());
        assert_eq!(text.trim_end(), plain_text(&piece).trim_end());
        let page = email_html(&piece, Some("https://example.org/p"));
        assert_eq!(html.trim_end(), page.trim_end());
        assert_eq!(message.text_body_count(), 1);
        assert_eq!(message.html_body_count(), 1);
        assert_eq!(message.attachment_count(), 0);
    }
}

#[test]
fn the_head_says_who_what_and_when() {
    let bytes = email(&pieza(), &Envelope { from_name: "Comité, Ñ".to_owned(), ..envelope() });
    let bytes = bytes.unwrap();
    let message = MessageParser::new().parse(&bytes).unwrap();
    assert_eq!(message.subject(), Some("El Estado no ha respondido"));
    let from = message.from().unwrap().first().unwrap();
    assert_eq!(from.name(), Some("Comité, Ñ"));
    assert_eq!(from.address(), Some("team@example.org"));
    assert_eq!(message.to().unwrap().first().unwrap().address(), Some("members@example.org"));
    assert_eq!(message.date().unwrap().to_rfc3339(), "2022-07-12T12:00:00Z");
    assert!(message.message_id().unwrap().ends_with("@example.org"));
    assert_eq!(message.header_raw("X-Unsent").map(str::trim), Some("1"));
    assert_eq!(message.header_raw("Content-Language").map(str::trim), Some("es"));
    let kind = message.content_type().unwrap();
    assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("alternative")));
}

#[test]
fn a_title_in_other_letters_comes_through_encoded() {
    let title = "¿Qué dirá el Estado? 👩‍👩‍👧 שלום ".repeat(4);
    let bytes = email(&Document { title: title.clone(), ..pieza() }, &envelope()).unwrap();
    assert!(bytes.is_ascii());
    let message = MessageParser::new().parse(&bytes).unwrap();
    assert_eq!(message.subject(), Some(title.trim()));
}

#[test]
fn the_same_piece_makes_the_same_bytes_and_another_makes_another_id() {
    let one = email(&piece(), &envelope()).unwrap();
    assert_eq!(one, email(&piece(), &envelope()).unwrap());
    let id =
        |bytes: &[u8]| MessageParser::new().parse(bytes).unwrap().message_id().unwrap().to_owned();
    let other = email(&Document { campaign: "Other".to_owned(), ..piece() }, &envelope()).unwrap();
    assert_ne!(id(&one), id(&other));
}

#[test]
fn no_line_of_a_message_is_longer_than_mail_allows_or_bare_of_its_end() {
    let bytes = email(&hostile_with_a_title(), &envelope()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.is_ascii());
    for line in text.split("\r\n") {
        assert!(line.len() <= 78, "{}", line.len());
        assert!(!line.contains(['\r', '\n', '\0']));
    }
}

#[test]
fn a_line_break_in_any_field_of_the_head_is_refused_by_name() {
    let bad = "x@example.org\r\nBcc: all@example.org".to_owned();
    let title = Document { title: bad.clone(), ..piece() };
    let error = email(&title, &envelope()).unwrap_err();
    assert_eq!(error, EmailError::ControlCharacter { field: "title" });
    let some = Some(bad.clone());
    let envelopes = [
        ("from name", Envelope { from_name: bad.clone(), ..envelope() }),
        ("from address", Envelope { from_address: bad.clone(), ..envelope() }),
        ("to", Envelope { to: some.clone(), ..envelope() }),
        ("reply to", Envelope { reply_to: some.clone(), ..envelope() }),
        ("web address", Envelope { web_address: some, ..envelope() }),
        ("message id host", Envelope { message_id_host: bad, ..envelope() }),
    ];
    for (name, envelope) in envelopes {
        let error = email(&piece(), &envelope).unwrap_err();
        assert_eq!(error, EmailError::ControlCharacter { field: name });
        assert!(error.to_string().contains(name));
    }
}

#[test]
fn what_is_no_address_is_refused() {
    for bad in [
        "",
        "team",
        "team@",
        "@example.org",
        "a b@example.org",
        "a@b, c@example.org",
        "a@example",
        "é@example.org",
        "<a@example.org>",
    ] {
        let error = email(&piece(), &Envelope { to: Some(bad.to_owned()), ..envelope() });
        assert!(matches!(error, Err(EmailError::NotAnAddress { field: "to", .. })), "{bad}");
    }
    let error = email(&piece(), &Envelope { message_id_host: "a b.org".to_owned(), ..envelope() });
    assert!(matches!(error, Err(EmailError::NotAHost { .. })));
}

#[test]
fn a_sender_cannot_pass_for_another_by_a_name() {
    let name = "Boss\" <boss@ca.gov>, \"x".to_owned();
    let bytes = email(&piece(), &Envelope { from_name: name.clone(), ..envelope() }).unwrap();
    let message = MessageParser::new().parse(&bytes).unwrap();
    let from = message.from().unwrap();
    assert_eq!(from.iter().count(), 1);
    assert_eq!(from.first().unwrap().address(), Some("team@example.org"));
    assert_eq!(from.first().unwrap().name(), Some(name.as_str()));
}

#[test]
fn a_day_before_1900_is_refused() {
    let old = Document { day: jiff::civil::date(1899, 12, 31), ..piece() };
    assert_eq!(email(&old, &envelope()), Err(EmailError::Day));
}

#[test]
fn addresses_in_an_employers_domains_are_named_and_others_are_not() {
    let addresses = [
        "a@ca.gov",
        "b@DGS.CA.GOV",
        "C. Person <c@cdcr.ca.gov.>",
        "d@notca.gov",
        "e@ca.gov.example.org",
        "f@example.org",
        "nobody",
        "g@example.org, h@ca.gov",
        "ca.gov@example.org",
    ];
    let found = employer_domains(&addresses, &["*.CA.gov", "", "@other.example"]);
    assert_eq!(found, [addresses[0], addresses[1], addresses[2], addresses[7]]);
    assert!(employer_domains(&addresses, &[]).is_empty());
}
