//! A piece as an e-mail in a file, to be opened and sent by whoever means to.

use std::error::Error;
use std::fmt;

use jiff::tz::TimeZone;
use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::MimePart;
use sha2::{Digest, Sha256};

use super::email_html::email_html;
use super::host::{is_host, is_mail_address};
use super::plain::plain_text;
use crate::writing::Document;

/// Who sends a message, and to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The sender's name: `CASE Bargaining Team`. May be empty.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
    /// The address it goes to; none in a draft that has yet to be addressed.
    pub to: Option<String>,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
    /// Where the same piece can be read as a page.
    pub web_address: Option<String>,
    /// The host that the message's own id is made under: `example.org`.
    pub message_id_host: String,
}

/// Why a message was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmailError {
    /// A field of the head holds a line break or another control character, by which lines could be
    /// put into the head.
    ControlCharacter {
        /// The field: `title`, `from name`, `from address`, `to`, `reply to`, `web address`, `message id host`.
        field: &'static str,
    },
    /// A field is not an address of mail.
    NotAnAddress {
        /// The field.
        field: &'static str,
        /// What it holds.
        value: String,
    },
    /// The host of the message's id is not the name of a host.
    NotAHost {
        /// What it holds.
        value: String,
    },
    /// The day of the piece is not one that the head of a message can name: before 1900.
    Day,
    /// The message could not be put together.
    Build(String),
}

impl fmt::Display for EmailError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EmailError::ControlCharacter { field } => {
                write!(f, "the {field} holds a line break or another control character")
            }
            EmailError::NotAnAddress { field, value } => {
                write!(f, "the {field} is not an address of mail: {value:?}")
            }
            EmailError::NotAHost { value } => {
                write!(f, "the message id host is not the name of a host: {value:?}")
            }
            EmailError::Day => write!(f, "the day of the piece is before 1900"),
            EmailError::Build(what) => write!(f, "the message could not be put together: {what}"),
        }
    }
}

impl Error for EmailError {}

/// A piece as a message in the form of RFC 5322 and MIME, for a file that ends in `.eml`.
///
/// The message has the piece twice, as plain text and as HTML (multipart/alternative, RFC 2046,
/// section 5.1.4), and nothing attached. `X-Unsent: 1` makes mail programs that know it open the file
/// as a draft. `Date` is the piece's day at noon UTC, since a piece has a day and no hour, until the message is sent and gets its
/// own date. The id and the boundary are made from the SHA-256 of all that the message holds, so the same
/// piece and envelope make the same bytes.
///
/// # Errors
///
/// The first field of the head that holds a control character, or is no address or host where it has
/// to be one; a day that the head cannot name.
pub fn email(document: &Document, envelope: &Envelope) -> Result<Vec<u8>, EmailError> {
    check(document, envelope)?;
    let text = plain_text(document);
    let html = email_html(document, envelope.web_address.as_deref());
    let digest = digest(document, envelope, &text, &html);
    let language = document.language.code();
    let name = Some(envelope.from_name.trim()).filter(|name| !name.is_empty());
    let mut message = MessageBuilder::new()
        .from(Address::new_address(name, envelope.from_address.as_str()))
        .subject(super::clean::line(&document.title))
        .header("Date", HeaderType::Raw(Raw::new(date(document)?)))
        .message_id(MessageId::new(format!("{}@{}", &digest[..32], envelope.message_id_host)))
        .header("Content-Language", HeaderType::Text(Text::new(language)))
        .header("X-Unsent", HeaderType::Text(Text::new("1")));
    if let Some(to) = &envelope.to {
        message = message.to(to.as_str());
    }
    if let Some(reply_to) = &envelope.reply_to {
        message = message.reply_to(reply_to.as_str());
    }
    // `=_` cannot occur in quoted-printable or base64 (RFC 2045, section 6.7), nor the digest in its text.
    let boundary = format!("=_{}", &digest[32..]);
    let kind = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    let parts = vec![MimePart::new("text/plain", text), MimePart::new("text/html", html)];
    let message = message.body(MimePart::new(kind, parts));
    message.write_to_vec().map_err(|error| EmailError::Build(error.to_string()))
}

fn check(document: &Document, envelope: &Envelope) -> Result<(), EmailError> {
    let fields: [(&'static str, Option<&str>); 7] = [
        ("title", Some(&document.title)),
        ("from name", Some(&envelope.from_name)),
        ("from address", Some(&envelope.from_address)),
        ("to", envelope.to.as_deref()),
        ("reply to", envelope.reply_to.as_deref()),
        ("web address", envelope.web_address.as_deref()),
        ("message id host", Some(&envelope.message_id_host)),
    ];
    let ends_line = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    for (field, value) in fields {
        if value.is_some_and(|value| value.contains(ends_line)) {
            return Err(EmailError::ControlCharacter { field });
        }
    }
    for (field, value) in &fields[2..5] {
        if let Some(value) = value.filter(|value| !is_mail_address(value)) {
            return Err(EmailError::NotAnAddress { field, value: value.to_owned() });
        }
    }
    if !is_host(&envelope.message_id_host) {
        return Err(EmailError::NotAHost { value: envelope.message_id_host.clone() });
    }
    Ok(())
}

/// The piece's day as the head has it (RFC 5322, section 3.3, whose years begin with 1900): noon UTC, which is the same day from
/// Hawaii to the Atlantic and beyond.
fn date(document: &Document) -> Result<String, EmailError> {
    if document.day.year() < 1900 {
        return Err(EmailError::Day);
    }
    let noon = document.day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
    let noon = noon.map_err(|_| EmailError::Day)?;
    jiff::fmt::rfc2822::to_string(&noon).map_err(|_| EmailError::Day)
}

/// The SHA-256 of all that the message says, in 64 hexadecimal digits. Each part goes in behind its
/// length, so that no two messages are read as the same.
fn digest(document: &Document, envelope: &Envelope, text: &str, html: &str) -> String {
    let day = document.day.to_string();
    let parts = [
        Some(document.title.as_str()),
        Some(&day),
        Some(&envelope.from_name),
        Some(&envelope.from_address),
        envelope.to.as_deref(),
        envelope.reply_to.as_deref(),
        Some(&envelope.message_id_host),
        Some(text),
        Some(html),
    ];
    let mut hash = Sha256::new();
    for part in parts {
        let part = part.unwrap_or_default();
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
