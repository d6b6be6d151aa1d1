//! The text of a post, in whole sentences, as long as the network takes.

use unicode_segmentation::UnicodeSegmentation;

use super::clean::{hashtag, one_line, some_line};
use super::platforms::{Counting, Platform};
use crate::Language;

/// What is to be posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The language of the text.
    pub language: Language,
    /// The sentence that must be read.
    pub lead: String,
    /// Further sentences, the most important first.
    pub body: Vec<String>,
    /// The campaign's hashtag, with or without its `#`.
    pub hashtag: Option<String>,
    /// Where the piece can be read.
    pub address: Option<String>,
}

/// A text as it fits on a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitted {
    /// The text to post.
    pub text: String,
    /// What it measures, as the network counts.
    pub used: usize,
    /// What the network takes. `used` is above it only when hashtag and address alone are too long.
    pub limit: usize,
    /// How many sentences of the body were left out.
    pub left_out: usize,
    /// Whether the lead itself had to be shortened.
    pub lead_shortened: bool,
}

/// What a text measures as a network counts.
pub fn weight(counting: Counting, text: &str) -> usize {
    match counting {
        Counting::Utf16 => text.encode_utf16().count(),
        Counting::Weighted => text.split_inclusive(char::is_whitespace).map(word_weight).sum(),
    }
}

/// What every link weighs on X: <https://developer.x.com/en/docs/counting-characters>.
const LINK: usize = 23;

/// A word with the space behind it. A link weighs 23; a word that X may take for one (`example.org`)
/// weighs at least that.
fn word_weight(word: &str) -> usize {
    let link = word.trim_end_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(letter, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '”' | '»')
    });
    let rest = letters_weight(&word[link.len()..]);
    if link.starts_with("https://") || link.starts_with("http://") {
        LINK + rest
    } else if may_be_a_link(link) {
        letters_weight(link).max(LINK) + rest
    } else {
        letters_weight(link) + rest
    }
}

fn may_be_a_link(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or(word);
    host.rsplit_once('.').is_some_and(|(name, end)| {
        name.ends_with(char::is_alphanumeric)
            && end.len() >= 2
            && end.chars().all(|letter| letter.is_ascii_alphabetic())
    })
}

/// Letters by the table of `twitter-text`; an emoji counts two, of however many code points it is made.
///
/// X counts after composing accents (NFC), and an accent that stands apart is counted here: never too little.
fn letters_weight(text: &str) -> usize {
    text.graphemes(true)
        .map(|grapheme| {
            if grapheme.chars().any(is_emoji) {
                2
            } else {
                grapheme.chars().map(letter_weight).sum()
            }
        })
        .sum()
}

fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{20e3}')
}

fn letter_weight(letter: char) -> usize {
    match u32::from(letter) {
        0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247 => 1,
        _ => 2,
    }
}

/// A text cut at the end of a word, with an ellipsis, so that it measures no more than `limit`.
/// Empty when not even its first word fits; as it is when it fits.
pub(super) fn shorten(text: &str, limit: usize, counting: Counting) -> String {
    if weight(counting, text) <= limit {
        return text.to_owned();
    }
    let ends = text.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let ends: Vec<usize> = ends.collect();
    for end in ends.into_iter().rev() {
        let start = text[..end].trim_end_matches(|letter: char| {
            letter.is_whitespace()
                || matches!(
                    letter,
                    ',' | ';' | ':' | '.' | '-' | '–' | '—' | '(' | '“' | '«' | '¿' | '¡'
                )
        });
        let cut = format!("{start}…");
        if !start.is_empty() && weight(counting, &cut) <= limit {
            return cut;
        }
    }
    String::new()
}

/// The text of a post on a network: the lead, as many whole sentences as fit, in their order, then
/// hashtag and address, which are never dropped.
///
/// A sentence that does not fit ends the text, so that what is shown reads on without a gap. When not
/// even the lead fits it is shortened at a word; when not one word of it fits, it is left out.
pub fn fit(platform: &Platform, post: &Post) -> Fitted {
    let lead = one_line(&post.lead);
    let body: Vec<String> = post
        .body
        .iter()
        .map(|sentence| one_line(sentence))
        .filter(|sentence| !sentence.is_empty())
        .collect();
    let tail = tail(platform, post);
    let measure = |text: &str| weight(platform.counting, text);
    let text = |lead: &str, taken: usize| whole(platform, lead, &body[..taken], &tail);
    let fits = |taken: &usize| measure(&text(&lead, *taken)) <= platform.limit;

    let taken = (0..=body.len()).take_while(fits).last();
    let (lead_shown, taken) = match taken {
        Some(taken) => (lead.clone(), taken),
        None => {
            let around = measure(&text("", 0)) + if tail.is_empty() { 0 } else { 2 };
            (shorten(&lead, platform.limit.saturating_sub(around), platform.counting), 0)
        }
    };
    let shown = text(&lead_shown, taken);
    Fitted {
        used: measure(&shown),
        text: shown,
        limit: platform.limit,
        left_out: body.len() - taken,
        lead_shortened: lead_shown != lead,
    }
}

/// Hashtag and address as a network wants them: on X in one line, elsewhere the address first, in a
/// line of its own.
fn tail(platform: &Platform, post: &Post) -> String {
    let tag = hashtag(post.hashtag.as_ref());
    let address =
        some_line(post.address.as_ref()).map(|address| match (platform.links, post.language) {
            (true, _) => address,
            (false, Language::English) => format!("Link: {address}"),
            (false, Language::Spanish) => format!("Enlace: {address}"),
        });
    if platform.counting == Counting::Weighted {
        [tag, address].into_iter().flatten().collect::<Vec<String>>().join(" ")
    } else {
        [address, tag].into_iter().flatten().collect::<Vec<String>>().join("\n\n")
    }
}

/// X: one paragraph. Elsewhere the lead stands alone, since only the first lines are shown at first.
fn whole(platform: &Platform, lead: &str, body: &[String], tail: &str) -> String {
    let between = if platform.counting == Counting::Weighted { " " } else { "\n\n" };
    let body = body.join(" ");
    let said: Vec<&str> = [lead, &body].into_iter().filter(|part| !part.is_empty()).collect();
    let said = said.join(between);
    let parts: Vec<&str> =
        [said.as_str(), tail].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}
