//! Stories in a release: the forms that their tellers consented to, and no other.

use intake::photo::Format;
use maud::{PreEscaped, html};
use record::Digest;
use record::Slug;
use record::audience::Audience;
use record::body::StoryUse;

use super::outlets::Form;
use super::{Built, Made, PieceOf, ToRelease, assembled};
use crate::Language;
use crate::outlets::plain_text;
use crate::share::{
    Card, CardKind, OpenGraph, PLATFORMS, Part, Platform, Post, Size, alt_text_within, card_png,
    draw, fit, open_graph, svg_png,
};
use crate::site::{PieceOnPage, piece_page};
use crate::writing::{Filled, plain};

/// A photo that goes out with a story: cleaned, and no larger than a page needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryPhoto {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its format.
    pub format: Format,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What it shows, in words.
    pub alt: String,
    /// The hash under which the photo is kept.
    pub kept: Digest,
}

/// A story that is to go out.
#[derive(Debug, Clone, Copy)]
pub struct StoryToRelease<'a> {
    /// Its id.
    pub slug: &'a Slug,
    /// The hash under which its text is kept.
    pub text: Digest,
    /// Its document, and what that rests on.
    pub filled: &'a Filled,
    /// The name under which it is told.
    pub pen_name: Option<&'a str>,
    /// The series that it belongs to.
    pub series: Option<&'a Slug>,
    /// Words of the text that stand on its cards.
    pub quote: &'a str,
    /// Sentences that follow in a post, where there is room for them.
    pub more: &'a [String],
    /// It is invented, and says so.
    pub synthetic: bool,
    /// What it is used for.
    pub uses: &'a [StoryUse],
    /// The photo, where its teller consented to each of the uses of it.
    pub photo: Option<&'a StoryPhoto>,
}

/// Builds a release of stories: `ask` names no pieces. The same stories on the same ground give the same bytes.
///
/// # Errors
///
/// A sentence, when a form of a story cannot be made.
pub fn build_stories(ask: &ToRelease<'_>, stories: &[StoryToRelease<'_>]) -> Result<Built, String> {
    let mut made = Vec::new();
    for story in stories {
        let document = &story.filled.document;
        let of = PieceOf {
            slug: story.slug.clone(),
            kind: "story".to_owned(),
            language: document.language.code().to_owned(),
            title: document.title.clone(),
            translates: None,
            listener: None,
            value: None,
            series: story.series.cloned(),
            questions: Vec::new(),
            day: document.day,
            sha256: story.text,
            uses: story.uses.to_vec(),
            photo: story.photo.map(|photo| photo.kept),
        };
        made.push(Made { of, forms: forms(ask, story)?, filled: story.filled });
    }
    Ok(assembled(ask, made))
}

fn forms(ask: &ToRelease<'_>, story: &StoryToRelease<'_>) -> Result<Vec<Form>, String> {
    let document = &story.filled.document;
    let used = |one: StoryUse| story.uses.contains(&one);
    let mut all = Vec::new();
    let mut add = |ending: &str, bytes: Vec<u8>| {
        all.push(Form { name: format!("{}{ending}", story.slug), bytes });
    };
    let json = serde_json::to_string_pretty(document).map_err(|error| error.to_string())?;
    add(".json", format!("{json}\n").into_bytes());
    add(".txt", plain_text(document).into_bytes());
    if let Some(photo) = story.photo {
        add(&format!(".photo.{}", photo.format.extension()), photo.bytes.clone());
        add(".photo.alt.txt", format!("{}\n", photo.alt).into_bytes());
    }
    let has_cards = used(StoryUse::Card);
    let card = card_of(ask, story);
    if used(StoryUse::Site) {
        add(".html", page(ask, story, has_cards.then_some(&card)).into_bytes());
    }
    if has_cards {
        for platform in PLATFORMS {
            for size in platform.sizes {
                let ending = format!(".card-{}", size.slug());
                add(&format!("{ending}.png"), picture(story, &card, *size)?);
                let alt = described(story, &card, platform);
                add(&format!("{ending}.alt.txt"), format!("{alt}\n").into_bytes());
            }
        }
    }
    if has_cards || used(StoryUse::Social) {
        let post = post(story, &card);
        for platform in PLATFORMS {
            let text = fit(platform, &post).text;
            add(&format!(".share-{}.txt", platform.slug), format!("{text}\n").into_bytes());
        }
    }
    Ok(all)
}

/// Where the story's page is to be read: only where it is for the site.
fn address(ask: &ToRelease<'_>, story: &StoryToRelease<'_>) -> Option<String> {
    let site = ask.publishing.web_address.as_ref()?;
    let on_site = story.uses.contains(&StoryUse::Site) && ask.to.contains(&Audience::Public);
    let folder = crate::site::folder_of(story.filled.document.language);
    on_site.then(|| format!("{site}/{folder}{}.html", story.slug))
}

fn pick(language: Language, english: &str, spanish: &str) -> String {
    if language == Language::Spanish { spanish.to_owned() } else { english.to_owned() }
}

fn card_of(ask: &ToRelease<'_>, story: &StoryToRelease<'_>) -> Card {
    let document = &story.filled.document;
    let language = document.language;
    let member = pick(language, "A member", "Un miembro");
    Card {
        kind: CardKind::Story,
        big: story.quote.to_owned(),
        small: story.pen_name.map_or(member, str::to_owned),
        source: match story.synthetic {
            true => pick(language, "invented for the example", "inventado para el ejemplo"),
            false => pick(
                language,
                "the teller's own words, with their consent",
                "palabras de quien lo cuenta, con su consentimiento",
            ),
        },
        campaign: match story.series {
            Some(series) => ask.words.in_language(language, &ask.publishing.series_title(series)),
            None => document.campaign.clone(),
        },
        hashtag: ask.publishing.hashtag.clone(),
        address: address(ask, story),
        label: story.synthetic.then(|| super::outlets::synthetic(language)),
        language,
        photo: story.photo.map(|photo| photo.bytes.clone()),
    }
}

fn picture(story: &StoryToRelease<'_>, card: &Card, size: Size) -> Result<Vec<u8>, String> {
    let drawn = draw(card, size);
    let lost = |part: Part| drawn.cut.contains(&part);
    if lost(Part::Big) || lost(Part::Label) {
        return Err(format!(
            "{}: the words do not fit on the card for {}: name fewer of them, --quote \"...\"",
            story.slug,
            size.slug()
        ));
    }
    match card.photo {
        Some(_) => card_png(card, size),
        None => svg_png(&drawn.svg),
    }
    .map_err(|error| format!("{}: {error}", story.slug))
}

/// What a card shows, with what its photograph shows.
fn described(story: &StoryToRelease<'_>, card: &Card, platform: &Platform) -> String {
    let Some(photo) = story.photo else { return alt_text_within(card, platform.alt_limit) };
    let room = platform.alt_limit.saturating_sub(photo.alt.encode_utf16().count() + 1);
    format!("{} {}", alt_text_within(card, room), photo.alt)
}

fn post(story: &StoryToRelease<'_>, card: &Card) -> Post {
    let quoted = match card.language {
        Language::English => format!("“{}” — {}.", story.quote, card.small),
        Language::Spanish => format!("«{}» — {}.", story.quote, card.small),
    };
    Post {
        language: card.language,
        lead: match &card.label {
            Some(label) => format!("{label}: {quoted}"),
            None => quoted,
        },
        body: story.more.to_vec(),
        hashtag: card.hashtag.clone(),
        address: card.address.clone(),
    }
}

fn page(ask: &ToRelease<'_>, story: &StoryToRelease<'_>, card: Option<&Card>) -> String {
    let document = &story.filled.document;
    let language = document.language;
    let banner = ask.corrects.as_ref().map(|(of, changes)| {
        html! { p { strong { (crate::site::corrects_words(language)) } " " (of.as_str()) ": " (changes) } }
    });
    let after = story.photo.map(|photo| {
        let data = crate::share::data_address(photo.format.media_type(), &photo.bytes);
        html! {
            figure { img src=(PreEscaped(data)) alt=(photo.alt) width=(photo.width) height=(photo.height); }
        }
    });
    let shared = match (address(ask, story), &ask.publishing.web_address) {
        (Some(address), Some(site)) => {
            let (width, height) = Size::Facebook.pixels();
            open_graph(&OpenGraph {
                title: document.title.clone(),
                description: match plain(&document.summary) {
                    none if none.is_empty() => story.quote.to_owned(),
                    summary => summary,
                },
                address,
                image_address: card.map(|_| {
                    let card = format!("{}.card-{}.png", story.slug, Size::Facebook.slug());
                    format!("{site}/{}", crate::site::path_of(&ask.id, &card))
                }),
                alt: card
                    .map(|card| described(story, card, &crate::share::FACEBOOK))
                    .unwrap_or_default(),
                width,
                height,
                language,
                site_name: document.campaign.clone(),
            })
        }
        _ => Vec::new(),
    };
    let kind = match story.series {
        Some(series) => ask.words.in_language(language, &ask.publishing.series_title(series)),
        None => crate::site::kind_words("story", language),
    };
    piece_page(
        document,
        ask.words,
        PieceOnPage { kind, banner, after, shared, ..PieceOnPage::default() },
    )
}
