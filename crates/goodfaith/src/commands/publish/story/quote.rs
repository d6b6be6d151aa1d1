//! What stands beside a story, and which of its words stand on its cards.

use std::process::ExitCode;

use press::Language;

use crate::commands::record::fail;

/// The most letters of a quotation that is taken from the beginning of a text.
const QUOTE: usize = 180;

/// The figures that a story is tied to, as a sentence.
pub fn beside(figures: &[&str], language: Language) -> String {
    if figures.is_empty() {
        return String::new();
    }
    let named: Vec<String> =
        figures.iter().map(|name| format!("{{{{figure {name}}}}} ({name})")).collect();
    let begins = match language {
        Language::English => "The campaign's figures beside this story, each with its receipt",
        Language::Spanish => {
            "Las cifras de la campaña junto a esta historia, cada una con su recibo"
        }
    };
    format!("{begins}: {}.", named.join("; "))
}

/// The words for the cards, and the sentences that follow them.
pub fn quoted(text: &str, asked: Option<&str>) -> Result<(String, Vec<String>), ExitCode> {
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(asked) = asked {
        let asked = asked.split_whitespace().collect::<Vec<_>>().join(" ");
        if asked.is_empty() || !whole.contains(&asked) {
            return Err(fail(
                "the quotation does not stand in the text so",
                "take words of the text as its teller approved them: --quote",
            ));
        }
        return Ok((asked, Vec::new()));
    }
    // That it is invented is said by every form, and is no quotation.
    let own = sentences(&whole).into_iter();
    let mut sentences = own.skip_while(|sentence| sentence.to_uppercase().starts_with("SYNTHETIC"));
    let first = sentences.next().unwrap_or_default();
    if first.chars().count() <= QUOTE {
        return Ok((first, sentences.collect()));
    }
    let room: String = first.chars().take(QUOTE).collect();
    let cut = room.rsplit_once(' ').map_or(room.as_str(), |(before, _)| before);
    Ok((format!("{cut}…"), Vec::new()))
}

/// Whole sentences: each ends with its mark, and the next begins after a space.
fn sentences(text: &str) -> Vec<String> {
    let mut all: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let Some(last) = all.last_mut() else { break };
        if !last.is_empty() {
            last.push(' ');
        }
        last.push_str(word);
        let bare = word.trim_end_matches(['"', '”', '»', '\'', ')']);
        if bare.ends_with(['.', '!', '?']) && bare.chars().count() > 3 {
            all.push(String::new());
        }
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_whole_sentences_or_words_that_stand_in_the_text() {
        let text = "SYNTHETIC. I leave in May. The files\ndo not wait.";
        let of = |asked: Option<&str>| quoted(text, asked).ok();
        let rest = vec!["The files do not wait.".to_owned()];
        assert_eq!(of(None), Some(("I leave in May.".to_owned(), rest)));
        assert_eq!(
            of(Some("The files do not")).map(|(quote, _)| quote).as_deref(),
            Some("The files do not")
        );
        assert_eq!(of(Some("The files wait")), None);
        let long = "word ".repeat(80);
        let cut = quoted(&long, None).map(|(quote, _)| quote).unwrap_or_default();
        assert!(cut.ends_with("word…") && cut.chars().count() <= QUOTE + 1, "{cut}");
    }
}
