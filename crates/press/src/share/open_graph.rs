//! What a page tells a network about itself, so that a shared address shows title, text and card.
//!
//! Properties of the Open Graph protocol (<https://ogp.me/>) and of X's cards
//! (<https://developer.x.com/cards/markup>).

use super::clean::one_line;
use super::platforms::Counting;
use super::text::shorten;
use crate::Language;

/// What a page says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenGraph {
    /// The piece's title.
    pub title: String,
    /// What it says, in a sentence or two.
    pub description: String,
    /// The page's whole address.
    pub address: String,
    /// The whole address of the card, if there is one: networks do not follow partial ones.
    pub image_address: Option<String>,
    /// What the card shows, in words.
    pub alt: String,
    /// The card's width, in pixels.
    pub width: u32,
    /// The card's height, in pixels.
    pub height: u32,
    /// The page's language.
    pub language: Language,
    /// The name of the site: the campaign's or the union's.
    pub site_name: String,
}

/// Longest title, text and description of a picture on X, in characters
/// (<https://developer.x.com/cards/markup>).
const X_TITLE: usize = 70;
const X_DESCRIPTION: usize = 200;
const X_ALT: usize = 420;

/// The properties of a page in the order to write them, each with its content, not yet escaped.
///
/// Those that begin with `og:` stand in the page's head as `<meta property="…" content="…">`, those
/// with `twitter:` as `<meta name="…" content="…">`. An address that is not of the web, and a
/// property with nothing to say, is left out.
pub fn open_graph(page: &OpenGraph) -> Vec<(String, String)> {
    let mut properties: Vec<(String, String)> = Vec::new();
    let mut add = |property: &str, content: String| {
        if !content.is_empty() {
            properties.push((property.to_owned(), content));
        }
    };
    let (title, description, alt) =
        (one_line(&page.title), one_line(&page.description), one_line(&page.alt));
    let image = page.image_address.as_deref().map(web).unwrap_or_default();

    add("og:type", "article".to_owned());
    add("og:title", title.clone());
    add("og:description", description.clone());
    add("og:url", web(&page.address));
    add("og:site_name", one_line(&page.site_name));
    add("og:locale", locale(page.language).to_owned());
    if image.is_empty() {
        add("twitter:card", "summary".to_owned());
    } else {
        add("og:image", image.clone());
        add("og:image:type", image_type(&image).to_owned());
        add("og:image:width", page.width.to_string());
        add("og:image:height", page.height.to_string());
        add("og:image:alt", alt.clone());
        add("twitter:card", "summary_large_image".to_owned());
    }
    add("twitter:title", shorten(&title, X_TITLE, Counting::Utf16));
    add("twitter:description", shorten(&description, X_DESCRIPTION, Counting::Utf16));
    if !image.is_empty() {
        add("twitter:image", image.clone());
        add("twitter:image:alt", shorten(&alt, X_ALT, Counting::Utf16));
    }
    properties
}

/// An address of the web, or nothing.
fn web(address: &str) -> String {
    let address = one_line(address);
    if address.starts_with("https://") || address.starts_with("http://") {
        address
    } else {
        String::new()
    }
}

fn image_type(address: &str) -> &'static str {
    let path = address.split(['?', '#']).next().unwrap_or(address).to_ascii_lowercase();
    if path.ends_with(".jpg") || path.ends_with(".jpeg") { "image/jpeg" } else { "image/png" }
}

/// A language as the protocol writes it, with a territory. Spanish is that of the United States.
fn locale(language: Language) -> &'static str {
    match language {
        Language::English => "en_US",
        Language::Spanish => "es_US",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> OpenGraph {
        OpenGraph {
            title: "Pay has fallen \n 17 percent behind".to_owned(),
            description: "What the State pays its judges' clerks, \"after\" inflation.".to_owned(),
            address: "https://example.org/pay".to_owned(),
            image_address: Some("https://example.org/pay.png".to_owned()),
            alt: "Figure: 17 percent. ".repeat(40),
            width: 1200,
            height: 630,
            language: Language::Spanish,
            site_name: "Fair Pay".to_owned(),
        }
    }

    fn get(properties: &[(String, String)], name: &str) -> Option<String> {
        properties.iter().find(|(property, _)| property == name).map(|(_, content)| content.clone())
    }

    #[test]
    fn a_page_with_a_card_asks_for_the_large_picture_and_says_its_size() {
        let properties = open_graph(&page());
        let get = |name| get(&properties, name).unwrap_or_default();
        assert_eq!(get("og:title"), "Pay has fallen 17 percent behind");
        assert_eq!(get("og:locale"), "es_US");
        assert_eq!((get("og:image:width"), get("og:image:height")), ("1200".into(), "630".into()));
        assert_eq!(get("twitter:card"), "summary_large_image");
        assert!(get("twitter:image:alt").encode_utf16().count() <= 420);
        assert!(get("twitter:image:alt").ends_with('…'));
        assert!(get("og:image:alt").len() > 700);
    }

    #[test]
    fn an_address_that_is_not_of_the_web_is_left_out_with_all_that_belongs_to_it() {
        let page = OpenGraph {
            address: "javascript:alert(1)".to_owned(),
            image_address: Some("cards/pay.png".to_owned()),
            ..page()
        };
        let properties = open_graph(&page);
        assert_eq!(get(&properties, "twitter:card").as_deref(), Some("summary"));
        assert!(properties.iter().all(|(name, _)| name != "og:url" && !name.contains("image")));
    }
}
