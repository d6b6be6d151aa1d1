//! The share kit of a piece: texts that fit each network, cards in its sizes, words for what they show. Nothing is posted from here.

use serde_json::{Value, json};

use crate::Language;
use crate::outlets::sentences_of;
use crate::share::{Card, PLATFORMS, Post, Size, alt_text, card_png, draw, fit};

/// What a kit is made of.
pub struct Kit {
    /// The card.
    pub card: Card,
    /// The sentence that must be read.
    pub lead: String,
    /// Further sentences, the most important first.
    pub body: Vec<String>,
}

impl Kit {
    /// The kit of a text: its title leads, its first lines follow.
    pub fn of(card: Card, title: &str, text: &str) -> Kit {
        let body = sentences_of(text, card.language);
        Kit { card, lead: title.to_owned(), body }
    }

    /// The card in every size, and the texts with the words for the pictures: a file for each.
    ///
    /// # Errors
    ///
    /// A sentence, when a card cannot be drawn, or would not say the whole of what must be on it.
    pub fn files(&self, slug: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
        use rayon::prelude::*;
        let drawn: Result<Vec<(String, Vec<u8>)>, String> = Size::ALL
            .par_iter()
            .map(|size| {
                let cut = draw(&self.card, *size).cut;
                if cut.contains(&crate::share::Part::Label) {
                    return Err(format!("the card for {} cannot say what it must", size.slug()));
                }
                let png = card_png(&self.card, *size).map_err(|error| error.to_string())?;
                Ok((format!("{slug}.card-{}.png", size.slug()), png))
            })
            .collect();
        let mut files = drawn?;
        let texts = format!("{:#}\n", self.texts(slug));
        files.push((format!("{slug}.share.json"), texts.into_bytes()));
        Ok(files)
    }

    /// The texts, by network.
    fn texts(&self, slug: &str) -> Value {
        let post = Post {
            language: self.card.language,
            lead: self.lead.clone(),
            body: self.body.clone(),
            hashtag: self.card.hashtag.clone(),
            address: self.card.address.clone(),
        };
        let one = |platform: &crate::share::Platform| {
            let fitted = fit(platform, &post);
            let cards: Vec<String> = platform
                .sizes
                .iter()
                .map(|size| format!("{slug}.card-{}.png", size.slug()))
                .collect();
            json!({
                "network": platform.name,
                "text": fitted.text,
                "used": fitted.used,
                "limit": fitted.limit,
                "sentences_left_out": fitted.left_out,
                "cards": cards,
                "alt": alt_text(&self.card, platform),
            })
        };
        json!({
            "schema": "goodfaith-share 1",
            "language": Language::code(self.card.language),
            "networks": PLATFORMS.iter().map(one).collect::<Vec<_>>(),
        })
    }
}
